using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Brink.Engine;

// What a superuser administers beside the registers: the secrets of clients, and tokens.
public sealed partial class Api
{
    /// <summary><c>/{organisatie}/beheer/api/v1/clients/{clientId}</c> and <c>…/tokens/{naam}</c>, for a superuser; <c>…/mij</c> for anyone.</summary>
    private async Task Beheer(HttpContext http, Tenant tenant, string[] rest)
    {
        if (rest is ["samen"]) { await Together(http, tenant); return; }
        if (rest is not (["clients" or "tokens", { Length: > 0 and <= 50 }] or ["tokens"] or ["mij"])) { await Problem.Write(http, 404); return; }
        var address = AddressOf(http.Request, tenant);
        var caller = await access.Authenticate(tenant, http.Request, Schemes.Jwt, db => Open(db, tenant, Caller.Nobody, address));
        if (rest is ["mij"]) { await Me(http, caller); return; }
        if (!caller.Superuser) throw Forbidden();
        switch (rest[0], rest.Length, http.Request.Method)
        {
            case ("clients", 2, "PUT"): await PutClient(http, tenant, rest[1]); return;
            case ("tokens", 1, "GET"): await ListTokens(http, tenant); return;
            case ("tokens", 2, "PUT"): await PutToken(http, tenant, rest[1], address); return;
            case ("tokens", 2, "DELETE"): await DeleteToken(http, tenant, rest[1]); return;
        }
        http.Response.Headers.Allow = rest.Length == 1 ? "GET" : rest[0] == "clients" ? "PUT" : "PUT, DELETE";
        await Problem.Write(http, 405);
    }

    // What the caller may do, so that a screen need not offer what would be refused. Scopes are written as <component>:<scope>.
    private static async Task Me(HttpContext http, Caller caller)
    {
        if (http.Request.Method != "GET") { http.Response.Headers.Allow = "GET"; await Problem.Write(http, 405); return; }
        if (caller.ClientId.Length == 0) throw Forbidden();
        await http.Response.WriteAsJsonAsync(new
        {
            alles = caller.All,
            componenten = caller.Full.Order(StringComparer.Ordinal),
            scopes = caller.Grants.SelectMany(g => g.Scopes.Select(scope => $"{g.Component}:{scope}")).Distinct().Order(StringComparer.Ordinal),
        }, http.RequestAborted);
    }

    private async Task PutClient(HttpContext http, Tenant tenant, string id)
    {
        using var body = await Body(http, 64 * 1024);
        var secret = body.RootElement.ValueKind == JsonValueKind.Object && body.RootElement.TryGetProperty("secret", out var s) && s.ValueKind == JsonValueKind.String
            ? s.GetString() : null;
        if (secret is null || secret.Length < Access.ShortestSecret)
        {
            await Problem.Write(http, 400,
                faults: [new Fault("secret", secret is null ? "required" : "min_length", $"Geef een geheim van minstens {Access.ShortestSecret} tekens.")]);
            return;
        }
        if (secret.Length > 500) { await Problem.Write(http, 400, faults: [new Fault("secret", "max_length", "Een geheim mag hoogstens 500 tekens lang zijn.")]); return; }
        var kept = settings.Protect(secret);
        await tenant.Store.Write(db =>
        {
            db.Run("INSERT INTO client (id, geheim) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET geheim = excluded.geheim", [id, kept]);
            return ValueTask.FromResult(true);
        });
        tenant.ForgetAccess();
        http.Response.StatusCode = 204;
    }

    private async Task PutToken(HttpContext http, Tenant tenant, string naam, string address)
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
            db.Run("INSERT INTO token (naam, hash, rechten) VALUES ($1, $2, $3) ON CONFLICT (naam) DO UPDATE SET hash = excluded.hash, rechten = excluded.rechten",
                [naam, hash, Tokens.Write(given)]);
            return true;
        });
        tenant.ForgetAccess();
        if (kept) http.Response.StatusCode = 204;
        else await Problem.Write(http, 400, faults: [new Fault("token", "unique", "Dit token, of een token met deze naam in de instellingen, bestaat al.")]);
    }

    private static async Task DeleteToken(HttpContext http, Tenant tenant, string naam)
    {
        var found = await tenant.Store.Write(async db =>
        {
            var known = await db.Number("SELECT count(*) FROM token WHERE naam = $1", naam);
            db.Run("DELETE FROM token WHERE naam = $1", [naam]);
            return known > 0;
        });
        tenant.ForgetAccess();
        if (found) http.Response.StatusCode = 204;
        else await Problem.Write(http, 404);
    }

    // Names and rights; the tokens themselves are not kept.
    private static async Task ListTokens(HttpContext http, Tenant tenant)
    {
        var rows = await tenant.Store.Read(db => db.Rows("SELECT naam, rechten FROM token ORDER BY naam", [], r => (Naam: r.GetString(0), Rechten: r.GetString(1))));
        http.Response.ContentType = "application/json";
        await http.Response.WriteAsync("[" + string.Join(",", rows.Select(r => $"{{\"naam\":{JsonSerializer.Serialize(r.Naam)},{r.Rechten[1..]}")) + "]", http.RequestAborted);
    }
}
