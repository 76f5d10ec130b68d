using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Brink.Engine;

/// <summary>What a rule sees of one change: the record as it will be, as it was, who changes it,
/// and the rest of the organisation's data in the same transaction.</summary>
public abstract class Change(Session session, Definition definition, Operation operation)
{
    public Session Session { get; } = session;
    public Definition Definition { get; } = definition;
    public Operation Operation { get; } = operation;
    public List<Fault> Faults { get; internal set; } = [];
    public bool Creating => Operation == Operation.Create;
    public bool Updating => (Operation & Operation.Update) != 0;
    public bool Deleting => Operation == Operation.Delete;
    public abstract Resource Subject { get; }
    public abstract Resource? Before { get; }

    /// <summary>The names of the top-level fields that the client sent.</summary>
    public IReadOnlySet<string> Sent { get; internal set; } = new HashSet<string>();

    /// <summary>The body as the client sent it; undefined when there is none.</summary>
    public JsonElement Body { get; internal set; }
    public DateTimeOffset Now => Session.Now;
    /// <summary>The day that it is in the Netherlands.</summary>
    public DateOnly Today => Session.Today;

    internal static Fault Fixed(string field, string code = "wijzigen-niet-toegelaten") =>
        new(field, code, "Dit veld mag niet meer worden gewijzigd.");

    /// <summary>Reports a mistake.</summary>
    public void Fault(string field, string code, string reason) => Faults.Add(new Fault(field, code, reason));

    /// <summary>Whether the caller has one of these scopes for the resource at hand (or its main object).</summary>
    public bool Allowed(params string[] scopes) => Session.Allowed(Definition, Subject, scopes);

    /// <summary>The resource that a reference points to: of this organisation, or fetched from another server.
    /// Null when it does not exist.</summary>
    public ValueTask<TOther?> Get<TOther>(Ref<TOther> reference) where TOther : Resource => Session.Get(reference);

    /// <summary>As <see cref="Get"/>, and no other change may touch it until this one is done.</summary>
    public ValueTask<TOther?> Lock<TOther>(Ref<TOther> reference) where TOther : Resource => Session.Lock(reference);
    public ValueTask<List<TOther>> Find<TOther>(Action<Query> where) where TOther : Resource => Session.Find<TOther>(where);
    public ValueTask<bool> Any<TOther>(Action<Query> where) where TOther : Resource => Session.Any<TOther>(where);

    /// <summary>Fetches JSON from another server's address. Null when it does not answer with 200.</summary>
    public ValueTask<JsonElement?> Fetch(string url) => Session.Fetch(url);

    /// <summary>Keeps a changed resource, with its own rows in the audit trail and the outbox.</summary>
    public ValueTask Save(Resource resource) => Session.Save(resource);

    /// <summary>Keeps a resource of which only something worked out by the server changed (a list of addresses, an indication):
    /// no row in the audit trail, no announcement.</summary>
    public ValueTask Keep(Resource resource) => Session.Keep(resource);

    /// <summary>The bytes that came with the body; null when there were none. See <see cref="Definition{T}.Uploads"/>.</summary>
    public Upload? Upload { get; internal set; }

    /// <summary>Fields that only the answer to this request carries; they are not kept.</summary>
    internal Dictionary<string, string>? Extra { get; private set; }

    /// <summary>Adds a field to the answer to this request only.</summary>
    public void Answer(string field, string value) => (Extra ??= [])[field] = value;

    /// <summary>The query parameters that were given with a delete, by name.</summary>
    public IReadOnlyDictionary<string, object?> Parameters { get; internal set; } = new Dictionary<string, object?>();

    /// <summary>The record that a delete answers with, with 200; without it a delete answers nothing, with 204.</summary>
    public object? Reply { get; set; }

    /// <summary>What the client should know though the request is accepted; answered as the header <c>X-Warning</c> (ASCII).</summary>
    public string? Warning { get; set; }

    /// <summary>Makes another resource along with this one.</summary>
    public ValueTask Create(Resource resource) => Session.Create(resource);

    /// <summary>Whether a resource is being deleted by this change.</summary>
    public bool IsGoing(Resource resource) => Deleting && resource.Uuid == Subject.Uuid || Session.IsGone(resource.Uuid);

    /// <summary>Deletes another resource along with this one, with all that is part of it.</summary>
    public ValueTask Delete(Resource resource) => Session.Delete(resource);
}

/// <inheritdoc/>
public sealed class Change<T>(Session session, Definition<T> definition, Operation operation, T subject, T? old)
    : Change(session, definition, operation) where T : Resource
{
    /// <summary>The resource as it will be (for a delete: as it is).</summary>
    public T New { get; } = subject;

    /// <summary>The resource as it was; null when it is being made.</summary>
    public T? Old { get; } = old;
    public override Resource Subject => New;
    public override Resource? Before => Old;

    /// <summary>The reference to the resource itself.</summary>
    public Ref<T> Self => new(Definition.Address(New));

    /// <summary>Whether the client sent this field.</summary>
    public bool Has(Func<T, object?> field, [CallerArgumentExpression(nameof(field))] string text = "") =>
        Sent.Contains(Definition.Schema.Named(text).Name);

    /// <summary>Reports that a field may not differ from what it was.</summary>
    public void MayNotChange(Func<T, object?> field, string code = "wijzigen-niet-toegelaten",
        [CallerArgumentExpression(nameof(field))] string text = "")
    {
        var f = Definition.Schema.Named(text);
        if (Old is not null && !Equals(f.Get(Old), f.Get(New))) Faults.Add(Fixed(f.Name, code));
    }
}

/// <summary>What came of placing a resource.</summary>
public enum Placed { Refused, Made, Changed, Same }

/// <summary>What an action gets: the resource it is done on (if any), the body and the transaction.</summary>
public sealed record ActionCall(Session Session, Definition Definition, Resource? Subject, object? Body, IReadOnlyList<Fault> Faults)
{
    /// <summary>The query parameters that were given, by name.</summary>
    public IReadOnlyDictionary<string, object?> Parameters { get; init; } = new Dictionary<string, object?>();
    public ValueTask Save(Resource resource) => Session.Save(resource);

    /// <summary>The body as the client sent it; undefined when there is none.</summary>
    public JsonElement Json { get; init; }

    /// <summary>The file that came as the body; null where the action takes none.</summary>
    public byte[]? File { get; init; }

    internal Func<Resource, JsonElement, Upload?, string, List<Fault>, ValueTask> Making { get; init; } = null!;
    internal Func<Operation?, Type, Guid, JsonElement, Upload?, string, List<Fault>,
    ValueTask<(Resource? Resource, Placed How)>> Placing
    { get; init; } = null!;

    /// <summary>The bytes that came with the body; null when there were none. See <see cref="ResourceAction.UploadWithin"/>.</summary>
    public Upload? Upload { get; init; }

    /// <summary>Makes a resource as a POST of this body would or, when one with this identity exists, changes it as a PUT would:
    /// references, rights, rules and effects. What is wrong is reported with <paramref name="path"/> before its name,
    /// and then nothing is done.</summary>
    /// <param name="uuid">The identity that it has or gets; empty: a new one.</param>
    /// <param name="body">The resource as a client would send it.</param>
    /// <param name="path">Where it was described, such as <c>ZaakType.json.3</c>.</param>
    /// <param name="faults">Takes what is wrong.</param>
    public async ValueTask<(T? Resource, Placed How)> Place<T>(Guid uuid, JsonObject body, string path, List<Fault> faults)
        where T : Resource
    {
        var (resource, how) = await Placing(null, typeof(T), uuid, JsonSerializer.SerializeToElement(body), null, path + ".", faults);
        return ((T?)resource, how);
    }

    /// <summary>The same for a kind that is known when it runs.</summary>
    public ValueTask<(Resource? Resource, Placed How)> Place(Definition d, Guid uuid, JsonObject body, string path, List<Fault> faults) =>
        Placing(null, d.Type, uuid, JsonSerializer.SerializeToElement(body), null, path + ".", faults);

    /// <summary>Makes a resource as a POST of this part of the body would, by the same rights and rules.
    /// What is wrong is reported with <paramref name="path"/> before its name; then it is not made, and null.</summary>
    /// <param name="part">The resource as a client sent it.</param>
    /// <param name="path">Where in the body it stands, such as <c>rollen.0</c>.</param>
    /// <param name="faults">Takes what is wrong.</param>
    /// <param name="upload">Its bytes, for a resource that takes them.</param>
    /// <param name="filled">Fields that the deed fills in, whatever the client sent for them.</param>
    public async ValueTask<T?> Make<T>(JsonElement part, string path, List<Fault> faults, Upload? upload = null,
        params IReadOnlyList<(string Field, string Value)> filled)
        where T : Resource => (T?)(await Placing(Operation.Create, typeof(T), Guid.Empty, Filled(part, filled), upload, path + ".",
            faults)).Resource;

    /// <summary>Changes a resource as a PATCH with this part of the body would; otherwise as <see cref="Make{T}"/>.</summary>
    public async ValueTask<T?> Alter<T>(Guid uuid, JsonElement part, string path, List<Fault> faults) where T : Resource =>
        (T?)(await Placing(Operation.Patch, typeof(T), uuid, part, null, path + ".", faults)).Resource;

    /// <summary>Deletes a resource as a DELETE would.</summary>
    public async ValueTask Remove<T>(T resource, string path, List<Fault> faults) where T : Resource =>
        await Placing(Operation.Delete, typeof(T), resource.Uuid, default, null, path + ".", faults);

    private static JsonElement Filled(JsonElement part, IReadOnlyList<(string Field, string Value)> filled)
    {
        if (part.ValueKind != JsonValueKind.Object || filled.Count == 0) return part;
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        using (var w = new Utf8JsonWriter(buffer))
        {
            w.WriteStartObject();
            foreach (var p in part.EnumerateObject()) if (!filled.Any(f => f.Field == p.Name)) p.WriteTo(w);
            foreach (var (field, value) in filled) w.WriteString(field, value);
            w.WriteEndObject();
        }
        using var document = JsonDocument.Parse(buffer.WrittenMemory);
        return document.RootElement.Clone();
    }

    /// <summary>A resource as JSON with the addresses that clients know. What is worked out when it is shown is left as it is:
    /// see <see cref="Show"/>.</summary>
    public JsonObject Shown(Resource resource) =>
        JsonNode.Parse(Stored.WithAddress(Documents.Write(Session.Model.Of(resource.GetType()), resource, shown: true), Session.Address))!
        .AsObject();

    /// <summary>Makes a resource as a POST of it would: references, rights, rules and effects.
    /// What is wrong is reported under <paramref name="path"/>, and then it is not made.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="path">Where in the body it was described.</param>
    public async ValueTask<IReadOnlyList<Fault>> Make(Resource resource, string path)
    {
        var faults = new List<Fault>();
        await Making(resource, Json.ValueKind == JsonValueKind.Object && Json.TryGetProperty(path, out var part) ? part : default, null,
            path + ".", faults);
        return faults;
    }

    /// <summary>As <see cref="Make(Resource, string)"/>, for a resource that takes bytes (<see cref="Definition{T}.Uploads"/>): these,
    /// which the store of blobs keeps already.</summary>
    /// <exception cref="InvalidOperationException">The resource takes no bytes.</exception>
    public async ValueTask<IReadOnlyList<Fault>> Make(Resource resource, StoredBlob content)
    {
        var faults = new List<Fault>();
        var field = Session.Model.Of(resource.GetType()).UploadField
            ?? throw new InvalidOperationException($"{resource.GetType().Name} takes no bytes");
        using var body = JsonDocument.Parse($"{{\"{field.Name}\":\"\"}}");
        await Making(resource, body.RootElement.Clone(), new Upload(content), "", faults);
        return faults;
    }

    /// <summary>Fills in what is worked out when the resource is shown.</summary>
    public ValueTask Show(Resource resource)
    {
        var d = Session.Model.Of(resource.GetType());
        return d.IsDerived ? d.ApplyDerive(new Derivation(Session, Session.Today), [resource]) : default;
    }
}

/// <summary>Bytes to be downloaded: content of the blob store, served as what its bytes are, or a file that was made on the spot.</summary>
/// <param name="Sha256">The content's hash, in hexadecimals; null for content of no bytes at all.</param>
/// <param name="FileName">The name to save it under.</param>
public sealed record Blob(string? Sha256, string FileName)
{
    /// <summary>The file itself when it was made on the spot, and its type.</summary>
    internal (byte[] Bytes, string Type)? Made { get; private init; }

    /// <summary>A file made on the spot.</summary>
    public static Blob Of(byte[] bytes, string type, string fileName) =>
        new(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes)), fileName) { Made = (bytes, type) };
}

/// <summary>What an action answers: a record (or list of records) of its own, the resource itself, or nothing.</summary>
public sealed record ActionResult(object? Value, IReadOnlyList<Fault>? Faults = null, string? Location = null, Blob? Blob = null)
{
    /// <summary>The personal data that the answer shows, for the log, where that is more than the resource itself.</summary>
    internal IReadOnlyList<(Definition Definition, Guid Uuid)> Seen { get; init; } = [];

    /// <summary>Nothing of it is kept: the answer tells what would have come of it.</summary>
    public bool Undone { get; init; }
}

/// <summary>What <see cref="Definition{T}.Derive"/> gets: read access and the day for which is asked.</summary>
/// <param name="Session">Read access.</param>
/// <param name="Day">The day on which versions must be valid: that of <see cref="Definition{T}.AsOf"/>, else today.</param>
public sealed record Derivation(Session Session, DateOnly Day)
{
    /// <summary>The query parameters that were given, by name.</summary>
    public IReadOnlyDictionary<string, object?> Parameters { get; init; } = new Dictionary<string, object?>();

    public ValueTask<List<TOther>> Find<TOther>(Action<Query> where) where TOther : Resource => Session.Find<TOther>(where);
    public ValueTask<TOther?> Get<TOther>(Ref<TOther> reference) where TOther : Resource => Session.Get(reference);

    /// <summary>The resources of a kind that refer, by a key column, to each of these; the oldest first.</summary>
    public ValueTask<ILookup<Guid, Ref<TOther>>> Referring<TOther>(string column, IEnumerable<Resource> to) where TOther : Resource =>
        Session.Referring<TOther>(column, to);
}
