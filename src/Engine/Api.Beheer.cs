using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Brink.Engine;

// What a superuser administers beside the registers: the secrets of clients, and tokens. Each right that is given or taken leaves a row.
public sealed partial class Api
{
    /// <summary><c>/{organisatie}/beheer/api/v1/clients/{clientId}</c> and <c>…/tokens/{naam}</c>, for a superuser;
    /// <c>…/mij</c> for anyone.</summary>
    private async Task Beheer(HttpContext http, Tenant tenant, string[] rest)
    {
        if (rest is ["samen"] && !settings.Plain) { await Together(http, tenant); return; }
        if (rest is ["inzage", ..]) { await Inzage(http, tenant, rest[1..]); return; }
        if (rest is not (["clients" or "tokens", { Length: > 0 and <= 50 }] or ["clients" or "tokens" or "daden" or "mij"]))
        {
            await Problem.Write(http, 404);
            return;
        }
        var address = AddressOf(http.Request, tenant);
        var caller = await access.Authenticate(tenant, http.Request, Schemes.Jwt, db => Open(db, tenant, Caller.Nobody, address));
        if (rest is ["mij"]) { await Me(http, caller); return; }
        if (!(caller.Superuser || rest is ["daden"] && !caller.For(Privacy, ReadLog).None)) throw Forbidden();
        switch (rest[0], rest.Length, http.Request.Method)
        {
            case ("daden", 1, "GET"): await ListDeeds(http, tenant, address); return;
            case ("clients", 1, "GET"): await ListClients(http, tenant); return;
            case ("clients", 2, "PUT"): await PutClient(http, tenant, caller, rest[1]); return;
            case ("clients", 2, "DELETE"): await Remove(http, tenant, caller, "client", "id", rest[1]); return;
            case ("tokens", 1, "GET"): await ListTokens(http, tenant); return;
            case ("tokens", 2, "PUT"): await PutToken(http, tenant, caller, rest[1], address); return;
            case ("tokens", 2, "DELETE"): await Remove(http, tenant, caller, "token", "naam", rest[1]); return;
        }
        await NotAllowed(http, rest.Length == 1 ? "GET" : "PUT, DELETE");
    }

    // What the caller may do, so that a screen need not offer what would be refused. Scopes are written as <component>:<scope>.
    private static async Task Me(HttpContext http, Caller caller)
    {
        if (http.Request.Method != "GET") { await NotAllowed(http, "GET"); return; }
        if (caller.ClientId.Length == 0) throw Forbidden();
        await http.Response.WriteAsJsonAsync(new
        {
            alles = caller.All,
            componenten = caller.Full.Order(StringComparer.Ordinal),
            scopes = caller.Grants.SelectMany(g => g.Scopes.Select(scope => $"{g.Component}:{scope}")).Distinct()
                .Order(StringComparer.Ordinal),
            // A scope that holds for some types only, with the keys of those.
            soorten = caller.Grants.SelectMany(g => g.Scopes.Select(scope => (Scope: $"{g.Component}:{scope}", g.Type)))
                .GroupBy(g => g.Scope)
                .Where(g => g.All(een => een.Type is not null))
                    .ToDictionary(g => g.Key, g => g.Select(een => een.Type!.TrimEnd('/').Split('/')[^1]).Distinct()),
        }, http.RequestAborted);
    }

    private async Task PutClient(HttpContext http, Tenant tenant, Caller caller, string id)
    {
        using var body = await Body(http, 64 * 1024);
        var secret = body.RootElement.ValueKind == JsonValueKind.Object && body.RootElement.TryGetProperty("secret", out var s)
            && s.ValueKind == JsonValueKind.String
            ? s.GetString() : null;
        if (secret is null || secret.Length < Access.ShortestSecret)
        {
            await Problem.Write(http, 400,
                faults: [new Fault("secret", secret is null ? "required" : "min_length",
                    $"Geef een geheim van minstens {Access.ShortestSecret} tekens.")]);
            return;
        }
        if (secret.Length > 500)
        {
            await Problem.Write(http, 400, faults: [new Fault("secret", "max_length", "Een geheim mag hoogstens 500 tekens lang zijn.")]);
            return;
        }
        var kept = settings.Protect(secret);
        await tenant.Store.Write(async db =>
        {
            var known = await db.Number("SELECT count(*) FROM client WHERE id = $1", id);
            db.Run("INSERT INTO client (id, geheim) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET geheim = excluded.geheim", [id, kept]);
            Deed(db, http, caller, known > 0 ? "update" : "create", "client", id);
            return true;
        });
        tenant.ForgetAccess();
        http.Response.StatusCode = 204;
    }

    private async Task PutToken(HttpContext http, Tenant tenant, Caller caller, string naam, string address)
    {
        using var body = await Body(http, 256 * 1024);
        var binder = new Binder(address);
        var given = (TokenBody)Schema.Of<TokenBody>().New();
        binder.Bind(Schema.Of<TokenBody>(), body.RootElement, given, BindMode.Create);
        if (binder.Faults.Count == 0) binder.Faults.AddRange(given.Faults(settings.Model));
        if (binder.Faults.Count > 0) { await Problem.Write(http, 400, faults: binder.Faults); return; }
        var hash = Tokens.Hash(given.Token);
        var kept = settings.Tokens.Any(t => t.Naam == naam || Tokens.Hash(t.Token) == hash) is false && await tenant.Store.Write(async db =>
        {
            if (await Tokens.Find(db, hash) is { } other && other.Naam != naam) return false;
            var old = await db.First("SELECT rechten FROM token WHERE naam = $1", [naam], r => r.GetString(0));
            var rights = Tokens.Write(given);
            db.Run("INSERT INTO token (naam, hash, rechten) VALUES ($1, $2, $3) ON CONFLICT (naam) DO UPDATE SET hash = excluded.hash, "
                + "rechten = excluded.rechten",
                [naam, hash, rights]);
            Deed(db, http, caller, old is null ? "create" : "update", "token", naam, w => Rights(w, old, rights));
            return true;
        });
        tenant.ForgetAccess();
        if (kept)
        {
            http.Response.StatusCode = 204;
        }
        else
        {
            await Problem.Write(http, 400,
                faults: [new Fault("token", "unique", "Dit token, of een token met deze naam in de instellingen, bestaat al.")]);
        }
    }

    private async Task Remove(HttpContext http, Tenant tenant, Caller caller, string table, string key, string naam)
    {
        var found = await tenant.Store.Write(async db =>
        {
            var rights = table == "token" ? await db.First("SELECT rechten FROM token WHERE naam = $1", [naam], r => r.GetString(0)) : null;
            if (await db.Number($"SELECT count(*) FROM {table} WHERE {key} = $1", naam) == 0) return false;
            db.Run($"DELETE FROM {table} WHERE {key} = $1", [naam]);
            Deed(db, http, caller, "destroy", table, naam, rights is null ? null : w => Rights(w, rights, null));
            return true;
        });
        tenant.ForgetAccess();
        if (found) http.Response.StatusCode = 204;
        else await Problem.Write(http, 404);
    }

    private void Deed(Db db, HttpContext http, Caller caller, string actie, string resource, string naam,
        Action<Utf8JsonWriter>? more = null) =>
        Beheerdaad.Run(db, caller, actie, resource, naam, http.Request.Headers["X-Audit-Toelichting"].ToString(),
            settings.Clock.GetUtcNow(), more);

    // What a token might do before and after; never the token itself.
    private static void Rights(Utf8JsonWriter w, string? before, string? after)
    {
        w.WriteStartObject("wijzigingen");
        if (before is not null) { w.WritePropertyName("oud"); w.WriteRawValue(before); }
        if (after is not null) { w.WritePropertyName("nieuw"); w.WriteRawValue(after); }
        w.WriteEndObject();
    }

    // Names only: a secret is nowhere to be had again.
    private static async Task ListClients(HttpContext http, Tenant tenant)
    {
        var names = await tenant.Store.Read(db => db.Rows("SELECT id FROM client ORDER BY id", [], r => r.GetString(0)));
        await Json(http, w =>
        {
            w.WriteStartArray();
            foreach (var name in names) { w.WriteStartObject(); w.WriteString("clientId", name); w.WriteEndObject(); }
            w.WriteEndArray();
        });
    }

    // The deeds of administration, the newest first.
    private static async Task ListDeeds(HttpContext http, Tenant tenant, string address)
    {
        var text = http.Request.Query["page"].ToString();
        var page = 1;
        if (text.Length > 0 && !(int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out page)
            && page is > 0 and <= 100_000))
        {
            await Problem.Write(http, 400, faults: [new Fault("page", "invalid", "Dit moet een getal vanaf 1 zijn.")]);
            return;
        }
        const string which = "FROM audit WHERE hoofdobject IN ($1, $2)";
        object?[] kinds = [Beheerdaad.Hoofdobject, Logopruiming.Hoofdobject];
        var (count, rows) = await tenant.Store.Read(async db => (await db.Number($"SELECT count(*) {which}", kinds),
            await db.Rows($"SELECT doc {which} ORDER BY id DESC LIMIT {PageSize} OFFSET {(page - 1) * PageSize}", kinds,
                r => r.GetBytes(0))));
        await Json(http, w =>
        {
            w.WriteStartObject();
            w.WriteNumber("count", count);
            w.WriteString("next", page * (long)PageSize < count ? $"{address}beheer/api/v1/daden?page={page + 1}" : null);
            w.WriteString("previous", page > 1 ? $"{address}beheer/api/v1/daden?page={page - 1}" : null);
            w.WriteStartArray("results");
            foreach (var row in rows) w.WriteRawValue(Absolute(row, address), true);
            w.WriteEndArray();
            w.WriteEndObject();
        });
    }

    // Names and rights; the tokens themselves are not kept.
    private static async Task ListTokens(HttpContext http, Tenant tenant)
    {
        var rows = await tenant.Store.Read(db =>
            db.Rows("SELECT naam, rechten FROM token ORDER BY naam", [], r => (Naam: r.GetString(0), Rechten: r.GetString(1))));
        http.Response.ContentType = "application/json";
        await http.Response.WriteAsync(
            "[" + string.Join(",", rows.Select(r => $"{{\"naam\":{JsonSerializer.Serialize(r.Naam)},{r.Rechten[1..]}")) + "]",
            http.RequestAborted);
    }
}
