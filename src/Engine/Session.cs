using System.Globalization;
using System.Text.Json;

namespace Brink.Engine;

/// <summary>A request that is refused with a problem of its own; nothing of it is kept.</summary>
public sealed class RefusedException(int status, string code, string detail) : Exception(detail)
{
    public int Status { get; } = status;
    public string Code { get; } = code;

    /// <summary>The one parameter or field that is to blame; null when it is the whole request.</summary>
    public string? Field { get; init; }

    /// <summary>With 401: how the caller may say who it is.</summary>
    public string? Challenge { get; init; }

    /// <summary>With 401: whether somebody may have been guessing.</summary>
    internal bool IsGuess { get; init; }

    /// <summary>With 412: the version (<c>ETag</c>) that there is now.</summary>
    public string? Version { get; init; }

    /// <summary>With 429 and 503: after how many seconds the same may be asked again.</summary>
    public int? RetryAfter { get; init; }
}

/// <summary>Addresses must be fetched from other servers before the unit of work can be done; it is undone, they are fetched,
/// and it starts again.</summary>
/// <param name="url">What it is remembered by.</param>
/// <param name="call">How it is fetched when not by a plain GET.</param>
internal sealed class NeedsFetchException(string url, Func<ApiSettings, CancellationToken, Task<JsonElement?>>? call = null)
    : Exception("not fetched yet")
{
    public string Url { get; } = url;
    public Func<ApiSettings, CancellationToken, Task<JsonElement?>>? Call { get; } = call;

    /// <summary>More addresses that are fetched along with it.</summary>
    public IReadOnlyList<string> More { get; init; } = [];
}

/// <summary>How an address for announcements behaved when it was tried.</summary>
public enum CallbackTrial
{
    /// <summary>Took the announcement with its <c>Authorization</c> header, and refused it without.</summary>
    Good,
    /// <summary>Also took it without the header. That is to be warned about.</summary>
    Open,
    /// <summary>As <see cref="Open"/>, where the settings say to refuse that.</summary>
    OpenRefused,
    /// <summary>Lies outside the addresses that may be called.</summary>
    NotAllowed,
    /// <summary>Did not answer with 2xx.</summary>
    Failed,
}

/// <summary>Something that takes long must be done before the unit of work can be; it is undone, that is done,
/// and it starts again.</summary>
internal sealed class NeedsWorkException(string name, Func<CancellationToken, Task<object?>> work) : Exception("not done yet")
{
    public string Name { get; } = name;
    public Func<CancellationToken, Task<object?>> Work { get; } = work;
}

/// <summary>One unit of work on one organisation's data, for one caller: all of it is kept, or nothing.</summary>
public sealed partial class Session
{
    private readonly Dictionary<Guid, Tracked> tracked = [];

    public required Model Model { get; init; }
    public required Db Db { get; init; }
    public required Caller Caller { get; init; }
    public required Organisatie Organisatie { get; init; }

    /// <summary>The address of the organisation as this request names it, ending in a slash.</summary>
    public required string Address { get; init; }

    /// <summary>What was fetched from other servers for this request; null where the answer was not 200.</summary>
    public required IReadOnlyDictionary<string, JsonElement?> Fetched { get; init; }

    /// <summary>What was done for this request outside the unit of work, by name.</summary>
    internal IReadOnlyDictionary<string, object?> Done { get; init; } = new Dictionary<string, object?>();

    /// <summary>Why, as the client says (<c>X-Audit-Toelichting</c>).</summary>
    public string Toelichting { get; init; } = "";
    public DateTimeOffset Now { get; init; } = DateTimeOffset.UtcNow;

    internal bool Herhaalt { get; init; } // does again what was done and allowed before

    /// <summary>The day that it is in the Netherlands.</summary>
    public DateOnly Today => DutchClock.Day(Now);

    /// <summary>Protects and reveals what may not be stored as it is.</summary>
    public Func<string, string> Protect { get; init; } = text => text;
    public Func<string, string> Reveal { get; init; } = text => text;

    /// <summary>Another address by which this request names the organisation; null when there is none.</summary>
    internal string? Alias { get; init; }

    /// <summary>A value that a client sent, in stored form: an address of this organisation with <c>~/</c>,
    /// a tilde of the client's own doubled.</summary>
    public string StoredForm(string text) => text.StartsWith('~') ? "~" + text : new Binder(Address, Alias).Local(text);

    /// <summary>A value in stored form as clients know it.</summary>
    public string ShownForm(string stored) => stored.StartsWith("~~", StringComparison.Ordinal) ? stored[1..]
        : stored.StartsWith("~/", StringComparison.Ordinal) ? Address + stored[2..] : stored;

    /// <summary>Announces something on a channel, along with this unit of work. <paramref name="hoofdObject"/> says within what order is
    /// kept.</summary>
    public void Announce(string kanaal, string hoofdObject, byte[] notification) =>
        Outbox.Announce(Db, RefText.Key(hoofdObject) ?? "", kanaal, notification);

    /// <summary>Drops all announcements that still wait for an abonnement.</summary>
    public ValueTask ForgetDeliveries(Guid abonnement) => Outbox.Forget(Db, abonnement);

    /// <summary>Has work done later, along with this unit of work: there is none without the other.</summary>
    /// <param name="kind">The name of a <see cref="JobKind"/>.</param>
    /// <param name="key">The same key is not queued again while it waits, nor as long as its kind remembers it.</param>
    /// <param name="what">What it needs to know, written as JSON: references, no personal data. A reference in stored form.</param>
    /// <param name="at">When it may be done at the earliest; at once when left out.</param>
    public void Later(string kind, string key, object? what = null, DateTimeOffset? at = null) =>
        Jobs.Add(Db, kind, key, JsonSerializer.SerializeToUtf8Bytes(what ?? new { }, JsonSerializerOptions.Web),
            (at ?? Now).ToUnixTimeMilliseconds(), Job.By(Caller));

    /// <summary>Has work that waits, or was given up, tried from now on; false when it does not wait.</summary>
    public ValueTask<bool> Again(string kind, string key) => Jobs.Again(Db, kind, key, Now.ToUnixTimeMilliseconds());

    /// <summary>Drops work that need not be done any more.</summary>
    public void Drop(string kind, string key) => Jobs.Drop(Db, kind, key);

    /// <summary>Takes back work that nobody began with; false when it is being done, was tried, or is done.</summary>
    public ValueTask<bool> TakeBack(string kind, string key) => Jobs.TakeBack(Db, kind, key);

    /// <summary>What came of work that was done and is remembered, as JSON; null when it is not, empty when it returned nothing.</summary>
    public ValueTask<string?> ResultOf(string kind, string key) =>
        Db.First("SELECT resultaat FROM job_klaar WHERE groep = $1 AND sleutel = $2", [kind, key], r => r.GetString(0));

    /// <summary>Posts an announcement to try an address, without and with its <c>Authorization</c> header.</summary>
    /// <exception cref="NeedsFetchException">It was not tried yet: the unit of work starts again when it was.</exception>
    public CallbackTrial TryCallback(string url, string auth, byte[] announcement)
    {
        if (Organisatie.Testkopie) return CallbackTrial.NotAllowed;
        var key = $"POST {url} {auth}";
        if (!Fetched.TryGetValue(key, out var found))
        {
            throw new NeedsFetchException(key, async (settings, _) =>
            {
                async Task<int> Send(string? with) => (await settings.Outbound.Post(url, announcement, with, settings.Deliveries.Limit))
                    .Status ?? 0;
                return JsonSerializer.SerializeToElement((int)(!settings.Outbound.Allows(url) ? CallbackTrial.NotAllowed
                    : await Send(auth) is not (>= 200 and < 300) ? CallbackTrial.Failed
                    : await Send(null) is not (>= 200 and < 300) ? CallbackTrial.Good
                    : settings.Deliveries.MustRefuseStrangers ? CallbackTrial.OpenRefused : CallbackTrial.Open));
            });
        }
        return (CallbackTrial)found!.Value.GetInt32();
    }

    private sealed class Tracked(Definition definition, byte[]? stored, Resource? resource)
    {
        public Definition Definition { get; } = definition;
        public byte[]? Stored { get; } = stored;
        public Resource Resource => parsed ??= Documents.Read(Definition, Stored);
        private Resource? parsed = resource;

        /// <summary>What was last written of it in this unit of work.</summary>
        public byte[]? Written { get; set; }
        public bool Locked { get; set; }
        public bool Dirty { get; set; }
        public bool Audited { get; set; }
    }

    /// <summary>Refuses the request: <c>throw Session.Refuse(403, "permission_denied", "…")</c>.</summary>
    public static Exception Refuse(int status, string code, string detail, string? field = null) =>
        new RefusedException(status, code, detail) { Field = field };

    /// <summary>Whether the caller has one of the scopes for a resource, by its own type and level or its main object's.
    /// The main object must have been read in this unit of work.</summary>
    public bool Allowed(Definition definition, Resource resource, params IReadOnlyList<string> scopes)
    {
        var rights = Caller.For(definition.Register.Component, scopes);
        if (rights.All || rights.None) return rights.All;
        if (definition.Owner is { } owner && (string?)owner.Get(resource) != Caller.ClientId) return false;
        if (definition.TypeColumn is null && definition.Parent is { } parent && Model.Find(parent.Target!) is { } main)
        {
            var link = (IRef?)parent.Get(resource);
            return link is not null && tracked.TryGetValue(RefText.Uuid(link.Value), out var known)
                && Allowed(main, known.Resource, scopes);
        }
        if (definition.TypeColumn is not { } type) return true;
        var key = Query.KeyValue(type.Value(resource)) as string;
        var level = definition.LevelColumn is { } l && Query.KeyValue(l.Value(resource)) is long n ? n : 0;
        return rights.Grants.Any(g =>
            (g.Type is null || g.Type == key) && (g.MaxLevel is null || definition.LevelColumn is null || level <= g.MaxLevel)
            && (g.Only is null || definition.Columns.Find(c => c.Name == g.Only) is not { } only
                || Query.KeyValue(only.Value(resource)) is 1L));
    }

    /// <summary>The resource that a reference points to: of this organisation or of another server.
    /// Null when there is none of that kind.</summary>
    public ValueTask<TOther?> Get<TOther>(Ref<TOther> reference) where TOther : Resource => Get(reference, false);

    /// <summary>As <see cref="Get{TOther}(Ref{TOther})"/>, and no other unit of work changes it until this one ends.</summary>
    public ValueTask<TOther?> Lock<TOther>(Ref<TOther> reference) where TOther : Resource => Get(reference, true);

    private async ValueTask<TOther?> Get<TOther>(Ref<TOther> reference, bool forUpdate) where TOther : Resource =>
        reference.IsEmpty || Model.Find(typeof(TOther)) is not { } d ? null
        : reference.IsLocal ? Model.KindOf(reference.Value!) == d ? (TOther?)await Load(d, reference.Uuid, forUpdate) : null
        : Remote(d, Ours(await Fetch(reference.Value!))) as TOther;

    // What another server says of something of this organisation, says it by its address; here that is known in its stored form.
    private JsonElement? Ours(JsonElement? json)
    {
        if (json is not { } o || o.GetRawText() is not { } text || !text.Contains('"' + Address, StringComparison.Ordinal)) return json;
        using var document = JsonDocument.Parse(text.Replace('"' + Address, "\"~/", StringComparison.Ordinal));
        return document.RootElement.Clone();
    }

    /// <summary>The resource of a kind with an identity; null when there is none.</summary>
    public async ValueTask<Resource?> Load(Definition d, Guid uuid, bool forUpdate = false)
    {
        if (tracked.TryGetValue(uuid, out var known) && (known.Locked || !forUpdate || !Db.IsPostgres))
            return known.Definition == d ? known.Resource : null;
        var stored = await Db.First(forUpdate && Db.IsPostgres ? d.Sql.Get + " FOR UPDATE" : d.Sql.Get, [uuid.ToString()],
            r => r.GetBytes(0));
        if (stored is null) return null;
        tracked[uuid] = known = new Tracked(d, stored, null) { Locked = forUpdate };
        return known.Resource;
    }

    /// <summary>Whether a local reference in stored form names a resource that exists, of kind <paramref name="d"/> when given.</summary>
    public async ValueTask<bool> Exists(string local, Definition? d = null)
    {
        var kind = Model.KindOf(local);
        if (kind is null || kind != (d ?? kind)) return false;
        d = kind;
        var uuid = RefText.Uuid(local);
        if (tracked.TryGetValue(uuid, out var known)) return known.Definition == d;
        var stored = await Db.First(d.Sql.Get, [uuid.ToString()], r => r.GetBytes(0));
        if (stored is not null) tracked[uuid] = new Tracked(d, stored, null);
        return stored is not null;
    }

    /// <summary>The stored document of a resource; null when there is none.</summary>
    public ValueTask<byte[]?> DocumentOf(Definition d, Guid uuid) => Db.First(d.Sql.Get, [uuid.ToString()], r => r.GetBytes(0));

    /// <summary>Every resource of any register in whose document this text stands. Reads all documents:
    /// meant for a question that is asked now and then.</summary>
    public async ValueTask<List<(Definition Definition, Guid Uuid)>> Mentioning(string text)
    {
        var found = new List<(Definition, Guid)>();
        var (has, value) = Db.IsPostgres ? ("position($1 in doc::text) > 0", (object)text)
            : ("instr(doc, $1) > 0", System.Text.Encoding.UTF8.GetBytes(text));
        foreach (var d in Model.Definitions.Where(d => !d.IsInternal).OrderBy(d => d.Table, StringComparer.Ordinal))
        {
            found.AddRange((await Db.Rows($"SELECT uuid FROM {d.Table} WHERE {has} ORDER BY id", [value], r => Guid.Parse(r.GetString(0))))
                .Select(uuid => (d, uuid)));
        }
        return found;
    }

    public async ValueTask<List<TOther>> Find<TOther>(Action<Query> where) where TOther : Resource
    {
        var d = Model.Of(typeof(TOther));
        WriteDirty(d);
        var q = new Query(d, Model);
        where(q);
        var rows = await Db.Rows($"SELECT t.doc, t.uuid FROM {d.Table} t WHERE {q.Where} ORDER BY {q.OrderBy ?? "t.id"}"
            + (q.Part is { } part ? string.Create(CultureInfo.InvariantCulture, $" LIMIT {part.Most} OFFSET {part.After}") : ""),
            q.Parameters,
            r => (Doc: r.GetBytes(0), Uuid: Guid.Parse(r.GetString(1))));
        return [.. rows.Select(row =>
        {
            if (!tracked.TryGetValue(row.Uuid, out var known)) tracked[row.Uuid] = known = new Tracked(d, row.Doc, null);
            return (TOther)known.Resource;
        })];
    }

    /// <summary>All resources of a kind that is known when it runs, the oldest first. Meant for kinds of which there are few.</summary>
    public async ValueTask<List<Resource>> All(Definition d)
    {
        WriteDirty(d);
        var rows = await Db.Rows($"SELECT doc, uuid FROM {d.Table} ORDER BY id", [],
            r => (Doc: r.GetBytes(0), Uuid: Guid.Parse(r.GetString(1))));
        return [.. rows.Select(row =>
        {
            if (!tracked.TryGetValue(row.Uuid, out var known)) tracked[row.Uuid] = known = new Tracked(d, row.Doc, null);
            return known.Resource;
        })];
    }

    /// <summary>The resources of a kind that refer, by a key column, to each of these; the oldest first. Reads no documents.</summary>
    public async ValueTask<ILookup<Guid, Ref<TOther>>> Referring<TOther>(string column, IEnumerable<Resource> to) where TOther : Resource
    {
        var d = Model.Of(typeof(TOther));
        WriteDirty(d);
        var q = new Query(d, Model).In(column, to);
        var rows = await Db.Rows($"SELECT {q.Col(column)}, t.uuid FROM {d.Table} t WHERE {q.Where} ORDER BY t.id", q.Parameters,
            r => (To: Guid.Parse(r.GetString(0)), From: Guid.Parse(r.GetString(1))));
        return rows.ToLookup(r => r.To, r => Ref<TOther>.To(r.From));
    }

    /// <summary>The resource as this unit of work holds it.</summary>
    internal Resource Known(Resource resource) => tracked.TryGetValue(resource.Uuid, out var known) ? known.Resource : resource;

    internal bool IsMade(Resource resource) => created.Exists(x => x.Resource.Uuid == resource.Uuid);

    /// <summary>Whether a resource is deleted in this unit of work.</summary>
    public bool IsGone<TOther>(Ref<TOther> reference) where TOther : Resource => IsGone(reference.Uuid);
    internal bool IsGone(Guid uuid) => deleted.Exists(x => x.Resource.Uuid == uuid);

    public async ValueTask<bool> Any<TOther>(Action<Query> where) where TOther : Resource
    {
        var d = Model.Of(typeof(TOther));
        WriteDirty(d);
        var q = new Query(d, Model);
        where(q);
        return await Db.Number($"SELECT 1 FROM {d.Table} t WHERE {q.Where} LIMIT 1", q.Parameters) == 1;
    }

    /// <summary>How many resources of a kind there are with each combination of values of these key columns, as text;
    /// null where a column is empty. A column
    /// <c>link.column</c> is one of the resource that <c>link</c> refers to. Reads no documents.</summary>
    public async ValueTask<List<(IReadOnlyList<string?> Van, int Aantal)>> Tally<TOther>(Action<Query> where, params string[] columns)
        where TOther : Resource
    {
        var d = Model.Of(typeof(TOther));
        WriteDirty();
        var q = new Query(d, Model);
        where(q);
        var links = columns.Where(c => c.Contains('.')).Select(c => c[..c.IndexOf('.')]).Distinct().ToList();
        var joins = string.Concat(
            links.Select((link, i) => $" JOIN {Model.Of(d.Schema.Field(link).Target!).Table} j{i} ON j{i}.uuid = {q.Col(link)}"));
        var named = columns.Select(c => c.IndexOf('.') is var dot and > 0 ? $"j{links.IndexOf(c[..dot])}.{Query.Quote(c[(dot + 1)..])}"
            : q.Col(c)).ToList();
        return await Db.Rows($"SELECT count(*){string.Concat(named.Select(c => $", CAST({c} AS TEXT)"))} FROM {d.Table} t{joins} WHERE {q.Where}"
            + (named.Count > 0 ? " GROUP BY " + string.Join(", ", named) : ""), q.Parameters,
            r => ((IReadOnlyList<string?>)[.. Enumerable.Range(1, columns.Length).Select(i => r.IsDBNull(i) ? null : r.GetString(i))],
                (int)r.GetInt64(0)));
    }

    /// <summary>The JSON at an address: a resource of this organisation (stored form), or from another server,
    /// fetched before this unit of work. Null when there is none, or it may not be called.</summary>
    /// <exception cref="NeedsFetchException">It was not fetched yet: the unit of work starts again when it was.</exception>
    public async ValueTask<JsonElement?> Fetch(string url)
    {
        if (!url.StartsWith("~/", StringComparison.Ordinal))
            return Fetched.TryGetValue(url, out var json) ? json : throw new NeedsFetchException(url);
        if (Model.KindOf(url) is not { } d) return null;
        var stored = await Db.First(d.Sql.Get, [RefText.Uuid(url).ToString()], r => r.GetBytes(0));
        if (stored is null) return null;
        using var document = JsonDocument.Parse(stored);
        return document.RootElement.Clone();
    }

    /// <summary>Has many addresses fetched together before the unit of work goes on,
    /// so that not each of them makes it start again.</summary>
    /// <exception cref="NeedsFetchException">One was not fetched yet: the unit of work starts again when they were.</exception>
    public void FetchTogether(IEnumerable<string> urls)
    {
        var missing = urls.Where(url => !url.StartsWith("~/", StringComparison.Ordinal) && !Fetched.ContainsKey(url))
            .Distinct(StringComparer.Ordinal).ToList();
        if (missing.Count > 0) throw new NeedsFetchException(missing[0]) { More = missing[1..] };
    }

    /// <summary>The outcome of work that takes long, such as reading a file: nobody's unit of work waits for it. It is done outside,
    /// after which this one starts again and finds the outcome under <paramref name="name"/>,
    /// which must say all that it depends on.</summary>
    /// <exception cref="NeedsWorkException">It was not done yet: the unit of work starts again when it was.</exception>
    public T Outside<T>(string name, Func<CancellationToken, Task<T>> work) =>
        Done.TryGetValue(name, out var outcome) ? (T)outcome! : throw new NeedsWorkException(name, async cancel => await work(cancel));

    /// <summary>Whether what another server gave is a resource of this kind: it names itself and the resources that its kind must refer
    /// to.</summary>
    internal static Resource? Remote(Definition d, JsonElement? json)
    {
        if (json is not { ValueKind: JsonValueKind.Object } o || !o.TryGetProperty("url", out var url)
            || url.ValueKind != JsonValueKind.String)
        {
            return null;
        }
        var must = d.Schema.Fields.Where(f => f.Required && f.Kind == Kind.Ref).ToList();
        if (must.Count == 0) must = [.. d.Schema.Fields.Where(f => f.Required)];
        if (!must.All(f => o.TryGetProperty(f.Name, out var v) && v.ValueKind != JsonValueKind.Null)) return null;
        try { return (Resource)Stored.Read(d.Schema, o); }
        catch (Exception e) when (e is InvalidOperationException or FormatException or ArgumentException) { return null; }
    }

    /// <summary>Keeps a changed resource, with its own row in the audit trail and the outbox.</summary>
    /// <exception cref="InvalidOperationException">The resource was not read in this unit of work.</exception>
    public ValueTask Save(Resource resource)
    {
        if (!tracked.TryGetValue(resource.Uuid, out var known))
            throw new InvalidOperationException("Alleen wat in deze eenheid van werk is gelezen, kan worden bewaard.");
        known.Dirty = true;
        known.Audited = true;
        return ValueTask.CompletedTask;
    }

    /// <summary>Keeps a resource of which only something worked out by the server changed:
    /// no row of its own in audit trail or outbox.</summary>
    public ValueTask Keep(Resource resource)
    {
        tracked[resource.Uuid].Dirty = true;
        return ValueTask.CompletedTask;
    }

    /// <summary>Makes a resource, with its rows in the audit trail and the outbox, and adds it to its parent's list.</summary>
    public async ValueTask Create(Resource resource)
    {
        var d = Model.Of(resource.GetType());
        if (resource.Uuid == Guid.Empty) resource.Uuid = Guid.CreateVersion7();
        if (d.Number is { } number)
            resource.Uuid = RefText.Numbered(RefText.Uuid(((IRef)d.Parent!.Get(resource)!).Value), (int)number.Get(resource)!);
        var known = tracked[resource.Uuid] = new Tracked(d, null, resource) { Locked = true };
        await ListWithParent(d, resource, true);
        Documents.Insert(Db, d, resource, known.Written = Documents.Write(d, resource));
        written.Add(resource.Uuid);
        created.Add((d, resource));
        touched.Add((d, resource, true));
    }

    /// <summary>Deletes a resource and all that is part of it, with their audit trail when it is a main object.</summary>
    /// <exception cref="RefusedException">Something that stays refers to it (409).</exception>
    public async ValueTask Delete(Resource resource)
    {
        var d = Model.Of(resource.GetType());
        if (deleted.Any(x => x.Resource.Uuid == resource.Uuid)) return;
        if (!Herhaalt && await IsRestricted(d, resource.Uuid))
        {
            throw Refuse(409, "restricted",
                "De verwerking van gegevens van een persoon is beperkt (AVG, artikel 18). Ze blijven bewaard tot de beperking is "
                + "opgeheven.");
        }
        var stored = tracked.TryGetValue(resource.Uuid, out var known) && known.Stored is not null ? known.Stored
            : Documents.Write(d, resource);
        deleted.Add((d, resource, stored));
        touched.Add((d, resource, false));
        await ListWithParent(d, resource, false);
        foreach (var (part, column) in Model.GoingWith(d.Type))
        {
            var rows = await Db.Rows($"SELECT doc FROM {part.Table} WHERE {Query.Quote(column)} = $1", [resource.Uuid.ToString()],
                r => r.GetBytes(0));
            foreach (var row in rows) await DeletePart(part, Documents.Read(part, row), row);
        }
        tracked.Remove(resource.Uuid);
        Zoekindex.Verwijder(Db, d, resource.Uuid);
        Documents.Delete(Db, d, resource.Uuid);
        if (d.ParentType is null) Db.Run("DELETE FROM audit WHERE hoofdobject = $1", [resource.Uuid.ToString()]);
    }

    /// <summary>Whether the data are those of a person of whom they are restricted.</summary>
    internal async ValueTask<bool> IsRestricted(Definition d, Guid uuid)
    {
        if (d.Free is not { } free) return false;
        var q = new Query(d, Model);
        free(q);
        return await Db.Number($"SELECT CASE WHEN {q.Where} THEN 0 ELSE 1 END FROM {d.Table} t WHERE t.uuid = {q.Add(uuid.ToString())}",
            q.Parameters) == 1;
    }

    private async ValueTask DeletePart(Definition d, Resource resource, byte[] stored)
    {
        if (!tracked.ContainsKey(resource.Uuid)) tracked[resource.Uuid] = new Tracked(d, stored, resource);
        var change = d.NewChange(this, Operation.Delete, resource, resource);
        await d.RunEffects(change);
        await Delete(resource);
    }

    /// <summary>Waits until no other unit of work does the same, which then waits for this one:
    /// what both look up first and make afterwards is made once.</summary>
    public async ValueTask Queue(string name)
    {
        if (Db.IsPostgres) await Db.Number("SELECT 1::bigint FROM pg_advisory_xact_lock(hashtext($1 || current_schema()))", name);
    }

    /// <summary>Whether no other unit of work does the same now: one that runs on every node is done by one of them.
    /// Holds until this unit of work ends.</summary>
    public async ValueTask<bool> Alone(string name) => !Db.IsPostgres
        || await Db.Number("SELECT CASE WHEN pg_try_advisory_xact_lock(hashtext($1 || current_schema())) THEN 1::bigint ELSE 0 END", name) == 1;

    internal const string NextNumber =
        "INSERT INTO teller (naam, stand) VALUES ($1, $2) ON CONFLICT (naam) DO UPDATE SET stand = teller.stand + excluded.stand "
        + "RETURNING stand";

    /// <summary>The first of <paramref name="count"/> new numbers of a counter; none is ever given twice.
    /// (Numbers of a refused request may be skipped.)</summary>
    public async ValueTask<long> Next(string counter, int count = 1)
    {
        var last = Db.Numbers is { } numbers ? await numbers(counter, count) : await Db.Number(NextNumber, counter, (long)count);
        return last - count + 1;
    }

    private readonly List<(Definition Definition, Resource Resource)> created = [];
    private readonly List<(Definition Definition, Resource Resource, byte[] Stored)> deleted = [];

    // The parent's list of addresses, or its reference to the newest, goes along with each part.
    private async ValueTask ListWithParent(Definition d, Resource resource, bool add)
    {
        if (d.ListField is not { } list || d.Parent is null || Model.Find(d.ParentType!) is not { } parentDefinition) return;
        if (((IRef?)d.Parent.Get(resource))?.Value is not { } link || deleted.Any(x => x.Resource.Uuid == RefText.Uuid(link))) return;
        if (await Load(parentDefinition, RefText.Uuid(link), true) is not { } parent) return;
        var reference = RefText.Make(list.Kind == Kind.List ? list.Item!.Type : list.Type, d.Address(resource));
        if (list.Kind == Kind.List)
        {
            var values = (System.Collections.IList)list.Get(parent)!;
            if (add) values.Add(reference); else values.Remove(reference);
        }
        else if (add)
        {
            list.Set(parent, reference);
        }
        else if (Equals(list.Get(parent), reference))
        {
            list.Set(parent, null);
        }
        tracked[parent.Uuid].Dirty = true;
    }

    private void WriteDirty(Definition? only = null)
    {
        foreach (var (uuid, t) in tracked)
        {
            if (!t.Dirty || only is not null && t.Definition != only) continue;
            t.Dirty = false;
            written.Add(uuid);
            Documents.Update(Db, t.Definition, t.Resource, t.Written = Documents.Write(t.Definition, t.Resource));
            touched.Add((t.Definition, t.Resource, false));
            if (t.Audited && !recorded.Contains(uuid)) changed.Add(t);
        }
    }

    private readonly HashSet<Guid> recorded = [];
    private readonly HashSet<Tracked> changed = [];

    /// <summary>Ends the unit of work: queues what changed, the rows of audit trail and outbox, and the news of it,
    /// for the store to send together with the commit.</summary>
    /// <param name="subject">What the request itself is about, whose row names the operation.</param>
    internal async ValueTask Complete(Change? subject)
    {
        if (subject is not null && subject.Updating) recorded.Add(subject.Subject.Uuid);
        WriteDirty();
        foreach (var (d, r) in created) await Record(d, r, "create", null, Document(d, r));
        if (subject is not null && subject.Updating)
        {
            await Record(subject.Definition, subject.Subject, subject.Operation == Operation.Put ? "update" : "partial_update",
            Documents.Write(subject.Definition, subject.Before!), Document(subject.Definition, subject.Subject));
        }
        foreach (var t in changed)
        {
            if (t.Stored is not null)
                await Record(t.Definition, t.Resource, "partial_update", t.Stored, Document(t.Definition, t.Resource));
        }
        foreach (var (d, r, stored) in deleted)
        {
            await Record(d, r, "destroy", stored, null);
            if (!d.IsInternal && !d.IsSilent) Vernietiging.Noteer(Db, d, r.Uuid, Now);
        }
        await KeepFound();
        await Tell();
    }

    /// <summary>The stored document of a resource as this unit of work leaves it.</summary>
    internal byte[] Document(Definition d, Resource resource) =>
        tracked.TryGetValue(resource.Uuid, out var t) && t.Written is { } written ? written : Documents.Write(d, resource);

    /// <summary>Tracks a resource that the request changes by PUT or PATCH under its new value.</summary>
    internal void Replace(Definition d, Resource resource, byte[] stored) =>
        tracked[resource.Uuid] = new Tracked(d, stored, resource) { Locked = true, Dirty = true };

    internal void Track(Definition d, Resource resource) => tracked.TryAdd(resource.Uuid, new Tracked(d, null, resource));

    private async ValueTask Record(Definition d, Resource resource, string actie, byte[]? oud, byte[]? nieuw)
    {
        if (d.IsInternal || d.IsSilent) return;
        var main = resource;
        var mainDefinition = d;
        if (d.Parent is { } parent && Model.Find(parent.Target!) is { } parentDefinition && ((IRef?)parent.Get(resource))?.Value
            is { } link)
        {
            mainDefinition = parentDefinition;
            main = deleted.FirstOrDefault(x => x.Resource.Uuid == RefText.Uuid(link)).Resource
                ?? await Load(parentDefinition, RefText.Uuid(link));
            if (main is null) return;
        }
        var hoofdobject = main.Uuid.ToString();
        var gone = deleted.Any(x => x.Resource.Uuid == main.Uuid);
        // The audit trail of a main object goes with it (zrc-023); that it was destroyed, by whom and why, remains, without what was in it.
        if (!gone || resource.Uuid == main.Uuid)
        {
            var uuid = Guid.CreateVersion7();
            Db.Run("INSERT INTO audit (uuid, hoofdobject, doc) VALUES ($1, $2, $3)",
                [uuid.ToString(), hoofdobject,
                    Audit.Row(this, uuid, mainDefinition, main, d, resource, actie, gone ? null : oud, nieuw, gone)]);
        }
        if (mainDefinition.Kanaal is { } kanaal)
            Outbox.Announce(Db, hoofdobject, kanaal, Audit.Notification(this, kanaal, mainDefinition, main, d, resource, actie));
    }
}
