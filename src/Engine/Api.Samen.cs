using System.Buffers;
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
        if (http.Request.Method != "POST") { await NotAllowed(http, "POST"); return; }
        using var body = await Body(http, MostTogether);
        if (body.RootElement.ValueKind != JsonValueKind.Array) throw new RefusedException(400, "not_a_list", "Hier hoort een lijst van stappen te staan.");
        var steps = body.RootElement.EnumerateArray().Select(ReadStep).ToList();
        if (steps.Find(s => s.Fault is not null).Fault is { } fault) { await Problem.Write(http, 400, faults: [fault], detail: fault.Reason); return; }
        var whole = new Call(http, tenant, settings.Model.Registers[0], caller, address, []);
        var made = new JsonArray();
        var step = -1;
        async ValueTask<Outcome> Work(Db db, IReadOnlyDictionary<string, JsonElement?> fetched)
        {
            made = [];
            step = -1;
            var names = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var (path, name, given, _) in steps)
            {
                step++;
                var d = settings.Model.Definitions.FirstOrDefault(x => !x.Nested && x.Has(Operation.Create) && $"{x.Register.Root}/{x.Path}" == path)
                    ?? throw new RefusedException(400, "invalid", $"Stap {step + 1}: '{path}' is geen adres waar iets kan worden gemaakt.");
                var call = new Call(http, tenant, d.Register, caller, address, System.Text.Encoding.UTF8.GetBytes(address))
                { Done = whole.Done, Begin = settings.Clock.GetUtcNow() };
                using var filled = Filled(given, names);
                var outcome = await Perform(Open(db, call, fetched), call, d, Operation.Create, Guid.Empty, null, filled.RootElement, null, null);
                if (outcome.Faults is not null) return outcome;
                var url = address + outcome.Location![2..];
                if (name is not null) names[name] = url;
                made.Add(url);
            }
            return new Outcome(200, null, null, null);
        }
        var refused = (await Try(whole, Work)).Faults;
        tenant.ForgetAccess();
        if (refused is not null)
        {
            await Problem.Write(http, 400, faults: [.. refused.Select(f => f with { Name = $"{step}.{f.Name}" })],
                detail: $"Stap {step + 1} is geweigerd, dus er is niets gemaakt.");
            return;
        }
        await http.Response.WriteAsJsonAsync(made);
    }

    // One step as it was sent; what is wrong with its shape is told before anything is made.
    private static (string Path, string? Name, JsonElement Body, Fault? Fault) ReadStep(JsonElement step, int at)
    {
        (string, string?, JsonElement, Fault?) Bad(string field, string reason) => ("", null, default, new Fault($"{at}{field}", "invalid", $"Stap {at + 1}: {reason}"));
        if (step.ValueKind != JsonValueKind.Object) return Bad("", "een stap is een JSON-object met 'maak' en 'body'.");
        if (!step.TryGetProperty("maak"u8, out var make) || make.ValueKind != JsonValueKind.String || Binder.TextOf(make) is not { } path)
            return Bad(".maak", "zeg in 'maak' met een tekst waar iets wordt gemaakt, zoals zaken/api/v1/zaken.");
        string? name = null;
        if (step.TryGetProperty("als"u8, out var called) && called.ValueKind != JsonValueKind.Null
            && (called.ValueKind != JsonValueKind.String || (name = Binder.TextOf(called)) is null))
            return Bad(".als", "'als' is een naam, dus een tekst.");
        if (!step.TryGetProperty("body"u8, out var body) || body.ValueKind == JsonValueKind.Null) return (path, name, Nothing.RootElement, null);
        return body.ValueKind == JsonValueKind.Object ? (path, name, body, null) : Bad(".body", "'body' is een JSON-object.");
    }

    private static readonly JsonDocument Nothing = JsonDocument.Parse("{}");

    // The body with the addresses of what was made before in place of their names.
    private static JsonDocument Filled(JsonElement body, Dictionary<string, string> names)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var w = new Utf8JsonWriter(buffer, Stored.Options)) Fill(w, body, names);
        return JsonDocument.Parse(buffer.WrittenMemory);
    }

    private static void Fill(Utf8JsonWriter w, JsonElement value, Dictionary<string, string> names)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                w.WriteStartObject();
                foreach (var p in value.EnumerateObject()) { w.WritePropertyName(p.Name); Fill(w, p.Value, names); }
                w.WriteEndObject();
                return;
            case JsonValueKind.Array:
                w.WriteStartArray();
                foreach (var item in value.EnumerateArray()) Fill(w, item, names);
                w.WriteEndArray();
                return;
            case JsonValueKind.String when value.GetString() is { } text && text.StartsWith("${", StringComparison.Ordinal):
                w.WriteStringValue(NameInText().Replace(text, m => names.TryGetValue(m.Groups[1].Value, out var url) ? url
                    : throw new RefusedException(400, "invalid", $"'{m.Groups[1].Value}' is niet eerder gemaakt.")));
                return;
            default: value.WriteTo(w); return;
        }
    }

    [GeneratedRegex(@"^\$\{([^}]+)\}")]
    private static partial Regex NameInText();
}
