using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace Brink.Engine;

/// <summary>
/// Several writes as one unit of work: <c>POST /{organisatie}/beheer/api/v1/samen</c>, for every caller. The body is a list of steps,
/// each of which does what one request would, with the rights, rules, effects and rows of that request:
/// <list type="bullet">
/// <item><c>{ "maak": "zaken/api/v1/zaken", "als": "zaak", "body": { … } }</c> makes something, and names it for the steps after it;</item>
/// <item><c>vervang</c> (PUT) and <c>wijzig</c> (PATCH) with a body, <c>verwijder</c> (DELETE),
/// and <c>doe</c> (POST of a deed) with or without one, at the address of a resource;</item>
/// <item><c>"versie"</c>: the ETag from which the change was made, as <c>If-Match</c>.</item>
/// </list>
/// In an address and at the beginning of a text of a body <c>${zaak}</c> stands for the address of what was made under that name,
/// in an address also <c>${zaak.uuid}</c> for its uuid; a text of a body that is to begin with <c>${</c> itself is written with one
/// <c>$</c> more. Either all of it is done, or nothing: then the answer names the step (<c>2.body</c>: the third).
/// Answers the address of each step's resource, null where it has none.
/// </summary>
public sealed partial class Api
{
    // A superuser imports whole organisations; anyone else does one deed.
    private const long MostTogether = 200 * 1024 * 1024, MostOfOne = 4 * 1024 * 1024;
    private const int MostSteps = 100;

    private sealed record Step(int At, Operation? Op, string Path, string? Name, JsonElement Body, string? Version)
    {
        /// <summary>The bytes that came with its body, which is then the rest of it.</summary>
        public Upload? Upload { get; init; }
        public Fault? Fault { get; init; }
    }

    private static readonly (string Word, Operation? Op)[] StepWords =
        [("maak", Operation.Create), ("vervang", Operation.Put), ("wijzig", Operation.Patch), ("verwijder", Operation.Delete),
            ("doe", null)];

    private async Task Together(HttpContext http, Tenant tenant)
    {
        var address = AddressOf(http.Request, tenant);
        var caller = await access.Authenticate(tenant, http.Request, Schemes.Jwt, db => Open(db, tenant, Caller.Nobody, address));
        if (http.Request.Method != "POST") { await NotAllowed(http, "POST"); return; }
        var whole = new Call(http, tenant, settings.Model.Registers[0], caller, address, []);
        throttle.Watch(whole, "samen");
        using var body = await Body(http, caller.Superuser ? MostTogether : MostOfOne);
        if (body.RootElement.ValueKind != JsonValueKind.Array)
            throw new RefusedException(400, "not_a_list", "Hier hoort een lijst van stappen te staan.");
        if (!caller.Superuser && body.RootElement.GetArrayLength() > MostSteps)
            throw new RefusedException(400, "max_items", $"Er kunnen hoogstens {MostSteps} stappen samen. Doe dit in meer dan één keer.");
        var steps = body.RootElement.EnumerateArray().Select(ReadStep).ToList();
        if (steps.Find(s => s.Fault is not null)?.Fault is { } fault)
        {
            await Problem.Write(http, 400, faults: [fault], detail: fault.Reason); return;
        }
        var (outcome, at, done) = await AllOrNothing(whole, steps);
        if (outcome.Faults is null) { await http.Response.WriteAsJsonAsync(done); return; }
        await Problem.Write(http, 400, faults: [.. outcome.Faults.Select(f => f with { Name = $"{at}.{f.Name}" })],
            detail: $"Stap {at + 1} is geweigerd, dus er is niets gedaan.");
    }

    // The bytes that came with steps of which nothing came go at once.
    private async Task<(Outcome Outcome, int At, JsonArray Done)> AllOrNothing(Call whole, List<Step> steps)
    {
        var added = new List<(Definition Definition, StoredBlob Blob)>();
        try
        {
            for (var i = 0; i < steps.Count; i++) steps[i] = await Told(steps[i], () => WithBytes(whole, steps[i], added));
            var result = await Stepwise(whole, steps);
            if (result.Outcome.Faults is null) added.Clear();
            return result;
        }
        finally
        {
            foreach (var (d, blob) in added) await Discard(whole, d, blob);
        }
    }

    private async Task<(Outcome Outcome, int At, JsonArray Done)> Stepwise(Call whole, IReadOnlyList<Step> steps)
    {
        var (done, at, changesAccess) = (new JsonArray(), -1, false);
        var pseudonyms = await whole.Tenant.Logboek.Pseudonyms(settings);
        var utf8 = System.Text.Encoding.UTF8.GetBytes(whole.Address);
        async ValueTask<Outcome> Work(Db db, IReadOnlyDictionary<string, JsonElement?> fetched)
        {
            (done, at) = ([], -1);
            var names = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var step in steps)
            {
                at++;
                var outcome = await Told(step, async () =>
                {
                    var named = Addressed(step.Path, names, whole.Address);
                    var (register, there) = Where(whole, step, named);
                    var d = there.Route.Definition;
                    changesAccess |= d.Type == settings.AccessType;
                    var call = new Call(whole.Http, whole.Tenant, register, whole.Caller.Lent(register, d.Register), whole.Address, utf8)
                    {
                        Done = whole.Done,
                        Begin = whole.Begin,
                        Condition = step.Version is { } version ? Condition.OfMatch(version) : null,
                    };
                    if (step.Op is { } op && call.RightsFor(d, op).None) throw Forbidden();
                    using var filled = Filled(step.Body, names);
                    var did = await OneStep(Open(db, call, fetched), call, step, there, filled.RootElement);
                    if (did.Faults is not null) return did;
                    var url = (did.Location ?? (there.Route.Kind == RouteKind.One ? named : null)) is { } local ? call.Shown(local) : null;
                    if (step.Name is not null && url is not null) names[step.Name] = url;
                    done.Add(url);
                    if (Seen(call, d, there.Route.Action?.Name ?? Actie(step.Op!.Value), did.Document) is { } seen)
                        Logboek.Run(db, seen.Rows(pseudonyms));
                    return did;
                });
                if (outcome.Faults is not null) return outcome;
            }
            return new Outcome(200, null, null, null);
        }
        var result = await Try(whole, Work);
        if (changesAccess && result.Faults is null) whole.Tenant.ForgetAccess();
        return (result, at, done);
    }

    // What a step is about; says so when that is nothing, or nothing that can be done there.
    private (Register, Destination) Where(Call whole, Step step, string local)
    {
        if (settings.Model.Find(local) is not var (register, at) || at.Route.Definition is not { } d || d.IsInternal
            && at.Route.Action is not { AtRoot: true }
            || !register.Takes.HasFlag(Schemes.Jwt)
            || (step.Op, at.Route.Kind) is not ((null, RouteKind.Deed) or (Operation.Create, RouteKind.Collection)
                or (Operation.Put or Operation.Patch or Operation.Delete, RouteKind.One))
            || step.Op is { } op && !d.Has(op) || at.Route.Action is { Method: not "POST" })
        {
            throw new RefusedException(400, "invalid", step.Op switch
            {
                Operation.Create => $"'{step.Path}' is geen adres waar iets kan worden gemaakt.",
                null => $"'{step.Path}' is geen adres van een handeling.",
                _ => $"'{step.Path}' is geen adres van iets dat zo kan worden gewijzigd of verwijderd.",
            });
        }
        var scopes = at.Route.Action?.Scopes ?? d.ScopesFor(step.Op!.Value);
        if (whole.Caller.Lent(register, d.Register).For(d.Register.Component, scopes).None) throw Forbidden();
        if (at.Route.Action is { LargestFile: not null } || d.UploadsForm && step.Op is not null)
            throw new RefusedException(400, "invalid", $"Bij '{step.Path}' hoort een bestand; dat kan alleen in een verzoek van zichzelf.");
        return (register, at);
    }

    private async ValueTask<Outcome> OneStep(Session session, Call call, Step step, Destination at, JsonElement body)
    {
        var d = at.Route.Definition;
        if (at.Route.Action is { } action)
        {
            if (!action.OnResource) RequireNone(call);
            if (d.IsPersonal && !action.ShowsNobody || action.ShowsPersons)
            {
                if (action.OnResource) call.Seen.Add((d, at.Uuid));
                else call.ShowsPersons = true;
            }
            return await Do(session, call, d, action, action.OnResource ? at.Uuid : null, action.Body is not { } type ? null : () =>
            {
                var (bound, binder) = (Schema.Of(type).New(), BinderOf(call, d));
                binder.Bind(Schema.Of(type), body, bound, BindMode.Create);
                return (bound, binder);
            }, body, new Dictionary<string, object?>(), null, step.Upload);
        }
        var op = step.Op!.Value;
        if (op == Operation.Create) RequireNone(call);
        var outcome = await Perform(session, call, d, op, at.Uuid, at.Parent, op == Operation.Delete ? default : body, step.Upload, null);
        if (outcome.Faults is null && d.IsPersonal) call.Seen.Add((d, op == Operation.Create ? UuidOf(outcome.Document!) : at.Uuid));
        return outcome;
    }

    // What is refused in a step says which step it was.
    private static async ValueTask<TResult> Told<TResult>(Step step, Func<ValueTask<TResult>> work)
    {
        try { return await work(); }
        catch (RefusedException e)
        {
            throw new RefusedException(e.Status, e.Code, $"Stap {step.At + 1}: {e.Message}")
            {
                Field = e.Field is { } field ? $"{step.At}.{field}" : null,
                RetryAfter = e.RetryAfter,
                Version = e.Version,
            };
        }
    }

    // The bytes in a body go to the store of blobs before the unit of work, as those of a request of its own do.
    private async ValueTask<Step> WithBytes(Call whole, Step step, List<(Definition, StoredBlob)> added)
    {
        if (step.Path.Contains("${", StringComparison.Ordinal) || settings.Model.Find(Addressed(step.Path, [], whole.Address))
            is not var (_, at))
        {
            return step;
        }
        var (d, within) = (at.Route.Definition, at.Route.Action?.UploadWithin);
        if (d.UploadField is not { } field || d.UploadsForm || at.Route.Action is not null && within is null) return step;
        Where(whole, step, Addressed(step.Path, [], whole.Address)); // nobody leaves bytes who may not do the deed
        var mine = new List<StoredBlob>();
        try
        {
            var reader = new UploadReader(field.Name, whole.Tenant.Organisatie.Blobs, MostTogether, within, mine);
            using var raw = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(step.Body));
            using var rest = JsonDocument.Parse(await reader.Read(raw, whole.Http.RequestAborted), JsonOptions);
            return step with { Body = rest.RootElement.Clone(), Upload = reader.Upload };
        }
        finally { added.AddRange(mine.Select(blob => (d, blob))); }
    }

    // One step as it was sent; what is wrong with its shape is told before anything is done.
    private static Step ReadStep(JsonElement step, int at)
    {
        Step Bad(string field, string reason) =>
            new(at, null, "", null, default, null) { Fault = new Fault($"{at}{field}", "invalid", $"Stap {at + 1}: {reason}") };
        if (step.ValueKind != JsonValueKind.Object) return Bad("", "een stap is een JSON-object met 'maak' en 'body'.");
        var words = StepWords.Where(w => step.TryGetProperty(w.Word, out _)).ToList();
        if (words.Count > 1)
        {
            return Bad("." + words[1].Word,
            $"een stap doet één ding, en hier staat {string.Join(" en ", words.Select(w => $"'{w.Word}'"))}.");
        }
        var (word, op) = words.Count == 1 ? words[0] : StepWords[0];
        if (!step.TryGetProperty(word, out var make) || make.ValueKind != JsonValueKind.String || Binder.TextOf(make) is not { } path)
        {
            return Bad("." + word, word == "maak"
                ? "zeg in 'maak' met een tekst waar iets wordt gemaakt, zoals zaken/api/v1/zaken (of kies vervang, wijzig, verwijder of "
                + "doe)."
                : $"zeg in '{word}' met een tekst het adres.");
        }
        string? Text(string name, out bool wrong)
        {
            wrong = false;
            if (!step.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null) return null;
            if (value.ValueKind == JsonValueKind.String && Binder.TextOf(value) is { } text) return text;
            wrong = true;
            return null;
        }
        var called = Text("als", out var wrong);
        if (wrong) return Bad(".als", "'als' is een naam, dus een tekst.");
        var version = Text("versie", out wrong);
        if (wrong) return Bad(".versie", "'versie' is een ETag, dus een tekst.");
        if (!step.TryGetProperty("body"u8, out var body) || body.ValueKind == JsonValueKind.Null)
            return new(at, op, path, called, Nothing.RootElement, version);
        return body.ValueKind == JsonValueKind.Object ? new(at, op, path, called, body, version)
            : Bad(".body", "'body' is een JSON-object.");
    }

    private static readonly JsonDocument Nothing = JsonDocument.Parse("{}");

    // The address of a step in stored form, with what was made before in place of its name.
    private static string Addressed(string path, Dictionary<string, string> names, string address)
    {
        var url = NameInPath().Replace(path, m => names.TryGetValue(m.Groups[1].Value, out var made) ? made
            : m.Groups[1].Value is var name && name.EndsWith(".uuid", StringComparison.Ordinal) && names.TryGetValue(name[..^5], out made)
            ? made[(made.LastIndexOf('/') + 1)..]
            : throw NotMade(name));
        return new Binder(address).Local(url) is var local && local.StartsWith("~/", StringComparison.Ordinal) ? local
            : "~/" + local.Trim('/');
    }

    private static RefusedException NotMade(string name) => new(400, "invalid", $"'{name}' is niet eerder gemaakt.");

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
            case JsonValueKind.String when value.GetString() is { } text && text.StartsWith("$$", StringComparison.Ordinal)
                && text.TrimStart('$') is ['{', ..]:
                w.WriteStringValue(text.AsSpan(1));
                return;
            case JsonValueKind.String when value.GetString() is { } text && text.StartsWith("${", StringComparison.Ordinal):
                w.WriteStringValue(NameInText()
                    .Replace(text, m => names.TryGetValue(m.Groups[1].Value, out var url) ? url : throw NotMade(m.Groups[1].Value)));
                return;
            default: value.WriteTo(w); return;
        }
    }

    [GeneratedRegex(@"^\$\{([^}]+)\}")]
    private static partial Regex NameInText();

    [GeneratedRegex(@"\$\{([^}]+)\}")]
    private static partial Regex NameInPath();
}
