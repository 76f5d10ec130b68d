using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Brink.Engine;

/// <summary>
/// What an administrator sees of work for later, and can do about it, below <c>/{organisatie}/beheer/api/v1/jobs</c>:
/// <list type="bullet">
/// <item><c>GET ?stand=geparkeerd|bezig|wacht|gepland&amp;soort=&amp;page=</c>: the work, what needs attention first;</item>
/// <item><c>POST {id}/opnieuw</c>: have what is parked tried again, or do what is planned now;</item>
/// <item><c>POST {id}/stop</c>: end what is being done;</item>
/// <item><c>DELETE {id}</c>: drop what is parked.</item>
/// </list>
/// Each kind names the scope that it asks for. What a caller asked for himself he sees (<c>GET ?van=mij</c>) and stops without it.
/// </summary>
public sealed partial class Api
{
    internal const string LaneState = "CASE WHEN w.door IS NOT NULL THEN 'bezig' WHEN w.geparkeerd IS NOT NULL THEN 'geparkeerd' "
        + $"WHEN w.rij = '{Jobs.Scheduled}' THEN 'gepland' ELSE 'wacht' END";
    private static readonly string[] LaneStates = ["geparkeerd", "bezig", "wacht", "gepland"];

    /// <summary>A row of the list.</summary>
    private sealed record Lane(long Id, string Group, string Key, long? Next, long Attempts, long? Parked, string Fault, long? Begun,
        string? Progress, string By, long? Stopped, string State, byte[]? Doc, long Behind);

    private async Task Werk(HttpContext http, Tenant tenant, string[] rest)
    {
        var address = AddressOf(http.Request, tenant);
        var caller = await access.Authenticate(tenant, http.Request, Schemes.Jwt, db => Open(db, tenant, Caller.Nobody, address));
        bool Steers(string scope) => !caller.For(scope.Split(':')[0], [scope]).None;
        var mine = settings.AllJobs.Where(k => Steers(k.Scope.Length > 0 ? k.Scope : settings.DeliveryScope)).ToList();
        var by = Job.By(caller);
        var own = http.Request.Query["van"].ToString() == "mij" || rest is [_, "stop"];
        if (mine.Count == 0 && !(own && by.Length > 0)) throw Forbidden();
        switch (http.Request.Method, rest)
        {
            case ("GET", []): await ListJobs(http, tenant, address, mine, own ? by : null); return;
            case ("POST", [var id, "opnieuw"]) when LaneId(id) is { } lane:
                await Done(http, tenant, caller, "opnieuw", id, async db => await Reached(db, mine, lane)
                    && (await Jobs.Again(db, lane, Milliseconds) || await Jobs.Now(db, lane, Milliseconds)));
                return;
            case ("POST", [var id, "stop"]) when LaneId(id) is { } lane:
                await Done(http, tenant, caller, "stop", id,
                    async db => await Reached(db, mine, lane, by) && await Jobs.Stop(db, lane, Milliseconds));
                return;
            case ("DELETE", [var id]) when LaneId(id) is { } lane:
                await Done(http, tenant, caller, "destroy", id,
                    async db => await Reached(db, mine, lane) && await Jobs.DropFirst(db, lane, Milliseconds));
                return;
            default:
                var takes = rest switch { [] => "GET", [_] => "DELETE", [_, "opnieuw" or "stop"] => "POST", _ => http.Request.Method };
                await (takes == http.Request.Method ? Problem.Write(http, 404) : NotAllowed(http, takes));
                return;
        }

        static long? LaneId(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : null;
    }

    private static async ValueTask<bool> Reached(Db db, List<JobKind> mine, long lane, string? by = null)
    {
        var values = new List<object?> { lane };
        return await db.Number($"SELECT count(*) FROM wachtrij w WHERE w.id = $1 AND {Within(mine, by, values)}", [.. values]) > 0;
    }

    // Of which lanes a caller may know: those of his kinds, and what he asked for himself.
    private static string Within(List<JobKind> mine, string? by, List<object?> values)
    {
        string Value(string text) { values.Add(text); return "$" + values.Count.ToString(CultureInfo.InvariantCulture); }
        var parts = mine.Select(k => k.Groups is null ? $"w.groep = {Value(k.Name)}"
            : $"w.groep LIKE {Value(k.Name + "/%")}").ToList();
        if (by is { Length: > 0 }) parts.Add($"w.wie = {Value(by)}");
        return parts.Count == 0 ? "1 = 0" : $"({string.Join(" OR ", parts)})";
    }

    private async Task Done(HttpContext http, Tenant tenant, Caller caller, string actie, string naam, Func<Db, ValueTask<bool>> deed)
    {
        if (!await tenant.Store.Write(async db =>
        {
            if (!await deed(db)) return false;
            Deed(db, http, caller, actie, "job", naam);
            return true;
        }, http.RequestAborted))
        {
            await Problem.Write(http, 404, detail: "Dit werk staat hier niet (meer). Misschien is het intussen gedaan.");
            return;
        }
        tenant.Wake();
        http.Response.StatusCode = 204;
    }

    private async Task ListJobs(HttpContext http, Tenant tenant, string address, List<JobKind> mine, string? by)
    {
        var query = http.Request.Query;
        var faults = new List<Fault>();
        foreach (var name in query.Keys.Where(k => k is not ("stand" or "soort" or "van" or "page")))
            faults.Add(new Fault(name, "unknown-parameters", "Deze parameter is onbekend."));
        var (stand, soort, text, page) = (query["stand"].ToString(), query["soort"].ToString(), query["page"].ToString(), 1);
        if (stand.Length > 0 && !LaneStates.Contains(stand))
            faults.Add(new Fault("stand", "invalid_choice", $"Kies {string.Join(", ", LaneStates[..^1])} of {LaneStates[^1]}."));
        if (soort.Length > 0 && settings.AllJobs.All(k => k.Name != soort))
            faults.Add(new Fault("soort", "invalid_choice", "Deze soort werk is er niet."));
        if (query["van"].ToString() is not ("" or "mij")) faults.Add(new Fault("van", "invalid_choice", "Kies mij."));
        if (text.Length > 0
            && !(int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out page) && page is > 0 and <= 100_000))
        {
            faults.Add(new Fault("page", "invalid", "Dit moet een getal vanaf 1 zijn."));
        }
        if (faults.Count > 0) { await Problem.Write(http, 400, faults: faults); return; }
        var values = new List<object?>();
        var which = Within(by is not null ? [] : [.. mine.Where(k => soort.Length == 0 || k.Name == soort)], by, values);
        if (by is not null && soort.Length > 0) { values.Add(soort); which += $" AND w.groep = ${values.Count}"; }
        if (stand.Length > 0) { values.Add(stand); which += $" AND {LaneState} = ${values.Count}"; }
        const string items = "FROM job j WHERE j.groep = w.groep AND j.rij = w.rij";
        var (count, rows, callbacks) = await tenant.Store.Read(async db =>
        {
            var n = await db.Number($"SELECT count(*) FROM wachtrij w WHERE {which}", [.. values]);
            var found = await db.Rows("SELECT w.id, w.groep, w.rij, w.volgende, w.pogingen, w.geparkeerd, w.fout, w.begonnen, w.voortgang, w.wie, "
                + $"w.gestopt, {LaneState}, (SELECT j.doc {items} ORDER BY j.id LIMIT 1), (SELECT count(*) {items}) FROM wachtrij w WHERE {which} "
                + "ORDER BY CASE WHEN w.geparkeerd IS NOT NULL THEN 0 WHEN w.door IS NOT NULL THEN 1 ELSE 2 END, w.geparkeerd DESC, w.volgende, w.id "
                + $"LIMIT {PageSize} OFFSET {(page - 1) * PageSize}", values, r => new Lane(r.GetInt64(0), r.GetString(1), r.GetString(2),
                    Number(r, 3), r.GetInt64(4), Number(r, 5), r.GetString(6), Number(r, 7), r.IsDBNull(8) ? null : r.GetString(8),
                    r.GetString(9), Number(r, 10), r.GetString(11), r.IsDBNull(12) ? null : r.GetBytes(12), r.GetInt64(13)));
            var known = await settings.Subscriptions(Open(db, tenant, Caller.Nobody, address));
            return (n, found, known.ToDictionary(s => s.Id, s => s.Callback));
        }, http.RequestAborted);
        var kinds = settings.AllJobs.ToDictionary(k => k.Name, StringComparer.Ordinal);
        await Json(http, w =>
        {
            w.WriteStartObject();
            w.WriteNumber("count", count);
            Link("next", page * (long)PageSize < count ? page + 1 : null);
            Link("previous", page > 1 ? page - 1 : null);
            w.WriteStartArray("results");
            foreach (var row in rows)
            {
                var name = row.Group.Split('/')[0];
                w.WriteStartObject();
                w.WriteNumber("id", row.Id);
                w.WriteString("soort", name);
                w.WriteString("titel", kinds.TryGetValue(name, out var kind) ? kind.Title : name);
                w.WriteString("stand", row.State);
                w.WriteString("sleutel", row.Key);
                w.WriteString("voor", name == Engine.Deliveries.Name
                    ? callbacks.GetValueOrDefault(Engine.Deliveries.Abonnement(row.Group), "") : "");
                Moment(w, "sinds", row.Parked ?? row.Begun);
                Moment(w, "volgendePoging", row.State == "bezig" ? null : row.Next);
                w.WriteNumber("pogingen", row.Attempts);
                w.WriteString("fout", row.Fault);
                w.WriteNumber("erachter", Math.Max(0, row.Behind - 1));
                w.WriteString("gevraagdDoor", row.By);
                w.WriteBoolean("wordtGestopt", row.Stopped is not null);
                w.WritePropertyName("voortgang");
                if (row.Progress is null) w.WriteNullValue(); else w.WriteRawValue(row.Progress);
                w.WritePropertyName("inhoud");
                if (row.Doc is null) w.WriteNullValue(); else w.WriteRawValue(Absolute(row.Doc, address), true);
                w.WriteEndObject();
            }
            w.WriteEndArray();
            w.WriteEndObject();

            void Link(string name, int? to)
            {
                if (to is null) { w.WriteNull(name); return; }
                var asked = string.Concat(new[] { ("stand", stand), ("soort", soort), ("van", by is null ? "" : "mij") }.Where(p => p.Item2.Length > 0)
                    .Select(p => $"{p.Item1}={p.Item2}&"));
                w.WriteString(name, $"{address}beheer/api/v1/jobs?{asked}page={to}");
            }
        });

        static long? Number(Row r, int i) => r.IsDBNull(i) ? null : r.GetInt64(i);
    }
}
