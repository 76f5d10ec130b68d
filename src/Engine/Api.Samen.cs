using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace Brink.Engine;

// Making many resources as one unit of work, for imports: POST /{organisatie}/beheer/api/v1/samen by a superuser.
public sealed partial class Api
{
    private const long MostTogether = 200 * 1024 * 1024;

    /// <summary>
    /// The body is a list of steps, each <c>{ "maak": "zaken/api/v1/zaken", "als": "naam", "body": { … } }</c>. In a body, a text that begins with <c>${naam}</c> has
    /// the address of what was made under that name. All of it is made, by the same rules as one by one, or nothing; then the answer says at which step it stopped.
    /// </summary>
    private async Task Together(HttpContext http, Tenant tenant)
    {
        var address = AddressOf(http.Request, tenant);
        var caller = await access.Authenticate(tenant, http.Request, Schemes.Jwt, db => Open(db, tenant, Caller.Nobody, address));
        if (!caller.Superuser) throw Forbidden();
        if (http.Request.Method != "POST") { http.Response.Headers.Allow = "POST"; await Problem.Write(http, 405); return; }
        using var body = await Body(http, MostTogether);
        if (JsonNode.Parse(body.RootElement.GetRawText()) is not JsonArray steps) throw new RefusedException(400, "not_a_list", "Hier hoort een lijst van stappen te staan.");
        var made = new JsonArray();
        var step = -1;
        async ValueTask<Outcome> Work(Db db, IReadOnlyDictionary<string, JsonElement?> fetched)
        {
            made = [];
            step = -1;
            var names = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var one in steps)
            {
                step++;
                var path = (string?)one?["maak"] ?? "";
                var d = settings.Model.Definitions.FirstOrDefault(x => !x.Nested && x.Has(Operation.Create) && $"{x.Register.Root}/{x.Path}" == path)
                    ?? throw new RefusedException(400, "invalid", $"Stap {step + 1}: '{path}' is geen adres waar iets kan worden gemaakt.");
                var call = new Call(http, tenant, d.Register, caller, address, System.Text.Encoding.UTF8.GetBytes(address)) { Begin = settings.Clock.GetUtcNow() };
                using var filled = JsonDocument.Parse(Filled(one!["body"], names)?.ToJsonString() ?? "{}");
                var outcome = await Perform(Open(db, call, fetched), call, d, Operation.Create, Guid.Empty, null, filled.RootElement, null, null);
                if (outcome.Faults is not null) return outcome;
                var url = address + outcome.Location![2..];
                if ((string?)one["als"] is { } name) names[name] = url;
                made.Add(url);
            }
            return new Outcome(200, null, null, null);
        }
        var refused = (await Try(new Call(http, tenant, settings.Model.Registers[0], caller, address, []), Work)).Faults;
        tenant.ForgetAccess();
        if (refused is not null)
        {
            await Problem.Write(http, 400, faults: [.. refused.Select(f => f with { Name = $"{step}.{f.Name}" })],
                detail: $"Stap {step + 1} is geweigerd, dus er is niets gemaakt.");
            return;
        }
        await http.Response.WriteAsJsonAsync(made);
    }

    private static JsonNode? Filled(JsonNode? value, Dictionary<string, string> names) => value switch
    {
        JsonObject o => new JsonObject(o.Select(p => KeyValuePair.Create(p.Key, Filled(p.Value, names)))),
        JsonArray a => new JsonArray([.. a.Select(x => Filled(x, names))]),
        JsonValue v when v.TryGetValue<string>(out var text) && text.StartsWith("${", StringComparison.Ordinal) => NameInText().Replace(text, m =>
            names.TryGetValue(m.Groups[1].Value, out var url) ? url : throw new RefusedException(400, "invalid", $"'{m.Groups[1].Value}' is niet eerder gemaakt.")),
        _ => value?.DeepClone(),
    };

    [GeneratedRegex(@"^\$\{([^}]+)\}")]
    private static partial Regex NameInText();
}
