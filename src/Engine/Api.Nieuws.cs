using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Brink.Engine;

/// <summary>
/// Whether there is news, without reading it: <c>GET /{organisatie}/nieuws/api/v1/stand?kanaal=…&amp;hoofdobject=…</c>, each as often as
/// needed. Answers a number that differs from the one before when any of it changed, also as <c>ETag</c>; with <c>If-None-Match</c> and
/// nothing new 304. With <c>Prefer: wait=15</c> (RFC 7240) the answer comes when there is news, or after so many seconds.
/// <para>Of a main object asks only who may read it: when somebody worked on a zaak says something about it. Of a kanaal asks who may
/// read anything that is announced there; its number says that something changed, not what.</para>
/// </summary>
public sealed partial class Api
{
    private const int MostFollowed = 20;
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(20);

    private async Task News(HttpContext http, Tenant tenant, string[] rest)
    {
        if (rest is not ["stand"]) { await Problem.Write(http, 404); return; }
        var address = AddressOf(http.Request, tenant);
        var caller = await access.Authenticate(tenant, http.Request, Schemes.Jwt, db => Open(db, tenant, Caller.Nobody, address));
        if (http.Request.Method != "GET") { await NotAllowed(http, "GET"); return; }
        var sleutels = new List<long>();
        foreach (var (name, values) in http.Request.Query)
        {
            foreach (var value in values.SelectMany(v => (v ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)))
            {
                sleutels.Add(name switch
                {
                    "kanaal" => Kanaal(http, tenant, caller, value),
                    "hoofdobject" => await Hoofdobject(http, tenant, caller, address, value),
                    _ => throw new RefusedException(400, "unknown-parameters", $"Onbekende parameter: {name}."),
                });
            }
        }
        if (sleutels.Count is 0 or > MostFollowed)
        {
            throw new RefusedException(400, "invalid",
                $"Noem met 'kanaal' of 'hoofdobject' waarvan u wilt weten of er iets veranderd is, hoogstens {MostFollowed}.");
        }
        sleutels.Sort();
        var naam = string.Join(' ', sleutels.Distinct());
        sleutels = [.. sleutels.Distinct()];
        var stand = await tenant.Nieuws.Stand(naam, sleutels);
        if (Knows(http, stand) && Wait(http) is { Ticks: > 0 } wait && tenant.Nieuws.Enter(caller, out var place))
        {
            using (place)
            {
                http.Response.Headers["Preference-Applied"] = "wait";
                stand = await tenant.Nieuws.Next(naam, sleutels, stand, wait, http.RequestAborted, settings.Stopping);
            }
        }
        http.Response.Headers.ETag = string.Create(CultureInfo.InvariantCulture, $"\"{stand}\"");
        http.Response.Headers.CacheControl = "private, no-cache";
        if (Knows(http, stand))
        {
            http.Response.StatusCode = StatusCodes.Status304NotModified;
        }
        else
        {
            await Json(http, w =>
            {
                w.WriteStartObject();
                w.WriteNumber("stand", stand);
                w.WriteEndObject();
            });
        }
    }

    private static bool Knows(HttpContext http, long stand) => http.Request.Headers.IfNoneMatch.ToString().Split(',')
        .Any(tag => long.TryParse(tag.Trim().Replace("W/", "", StringComparison.Ordinal).Trim('"'), NumberStyles.None,
            CultureInfo.InvariantCulture, out var known) && known == stand);

    private static TimeSpan Wait(HttpContext http)
    {
        var wish = http.Request.Headers["Prefer"].ToString().Split(',', StringSplitOptions.TrimEntries)
            .FirstOrDefault(p => p.StartsWith("wait=", StringComparison.OrdinalIgnoreCase));
        return wish is not null && int.TryParse(wish[5..], NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? TimeSpan.FromSeconds(Math.Min(seconds, LongestWait.TotalSeconds)) : TimeSpan.Zero;
    }

    // Announced on it, or (where a register announces nothing) kept in the register of this name.
    private long Kanaal(HttpContext http, Tenant tenant, Caller caller, string kanaal)
    {
        var there = settings.Model.Definitions.Where(d => !d.IsInternal && d.NewsKanaal(settings.Model) == kanaal).ToList();
        if (there.Count == 0) throw new RefusedException(400, "invalid", $"Er is geen kanaal '{kanaal}'.") { Field = "kanaal" };
        return there.Exists(d => !new Call(http, tenant, d.Register, caller, "", []).RightsFor(d, Operation.Read).None)
            ? Nieuws.Van(kanaal) : throw Forbidden();
    }

    private async ValueTask<long> Hoofdobject(HttpContext http, Tenant tenant, Caller caller, string address, string asked)
    {
        var alias = settings.Adres is null ? null : $"{http.Request.Scheme}://{http.Request.Host}/{tenant.Organisatie.Id}/";
        var local = new Binder(address, alias).Local(asked) is var url && url.StartsWith("~/", StringComparison.Ordinal) ? url
            : "~/" + asked.Trim('/');
        if (settings.Model.Find(local) is not var (register, at)
            || at.Route is not { Kind: RouteKind.One, Definition: { IsInternal: false } d })
        {
            throw new RefusedException(400, "invalid", "Dit is geen adres van iets in de registers van deze organisatie.")
            { Field = "hoofdobject" };
        }
        var rights = new Call(http, tenant, register, caller.Lent(register, d.Register), "", []).RightsFor(d, Operation.Read);
        if (rights.None) throw Forbidden();
        if (rights.All || tenant.Nieuws.MaySee(caller, at.Uuid)) return Nieuws.Van(at.Uuid);
        var q = new Query(d, settings.Model).Within(rights);
        var found = await tenant.Store.Read(db =>
            db.First($"SELECT CASE WHEN {q.Where} THEN 1 ELSE 0 END FROM {d.Table} t WHERE t.uuid = {q.Add(at.Uuid.ToString())}",
                q.Parameters, r => (long?)r.GetInt64(0)), http.RequestAborted);
        if (found is null) throw new RefusedException(404, "not_found", "Niet gevonden.");
        if (found != 1) throw Forbidden();
        tenant.Nieuws.Saw(caller, at.Uuid);
        return Nieuws.Van(at.Uuid);
    }
}
