using System.Buffers;
using System.Collections;
using System.Diagnostics;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Brink.Engine;

// Create, PUT, PATCH, delete and the deeds beside them: one unit of work each.
public sealed partial class Api
{
    private const int MostFetches = 40, MostFetchesTogether = 500, FetchesAtOnce = 8;
    private static readonly TimeSpan PatienceForMany = TimeSpan.FromSeconds(20);

    /// <param name="Plain">The resource as a plain read shows it from now on, of which the version goes along;
    /// null where the answer is no resource.</param>
    private sealed record Outcome(int Status, byte[]? Document, string? Location, IReadOnlyList<Fault>? Faults, Blob? Blob = null,
        string? Warning = null, byte[]? Plain = null)
    {
        /// <summary>Whether nothing of it is to be kept, though it went well.</summary>
        public bool Undone { get; init; }
    }

    private async Task Write(Call call, Definition d, Operation op, Guid uuid, Guid? parent)
    {
        if (call.RightsFor(d, op).None) throw Forbidden();
        if (op == Operation.Create) RequireNone(call);
        IReadOnlyDictionary<string, object?>? parameters = null;
        if (op == Operation.Delete && d.DeleteParameters.Count > 0) parameters = Parameters(call, d.DeleteParameters, valued: true);
        else NoParameters(call);
        var outcome = await Discarding(call, d, added => Judged(call, d, op, uuid, parent, parameters, added));
        if (d.Type == settings.AccessType) call.Tenant.ForgetAccess();
        await Answer(call, d, outcome);
    }

    // What came with a request that was refused goes at once: it may be gigabytes, of whoever may send anything at all.
    private async Task<Outcome> Discarding(Call call, Definition d, Func<List<StoredBlob>, Task<Outcome>> work)
    {
        var added = new List<StoredBlob>();
        try
        {
            var outcome = await work(added);
            if (outcome.Faults is null) added.Clear();
            return outcome;
        }
        finally
        {
            foreach (var blob in added) await Discard(call, d, blob);
        }
    }

    private async Task Discard(Call call, Definition d, StoredBlob blob)
    {
        try { await d.Discards!(call.Tenant, settings.Model, settings.Clock.GetUtcNow(), blob); }
        catch (Exception e) when (e is System.Data.Common.DbException or IOException or UnavailableException or TimeoutException)
        {
            LogFailure(logger, e, call.Request.Method, call.Request.RouteTemplate()); // it is found when all content is looked through
        }
    }

    private async Task<Outcome> Judged(Call call, Definition d, Operation op, Guid uuid, Guid? parent,
        IReadOnlyDictionary<string, object?>? parameters, List<StoredBlob> added)
    {
        var (parsed, upload) = op == Operation.Delete ? (null, null) : await BodyOf(call, d, added);
        using var body = parsed;
        CheckCrs(call, d, body?.RootElement);
        var read = body is null ? null : await ReadAhead(call, d, op, uuid, body.RootElement);
        var pseudonyms = await call.Tenant.Logboek.Pseudonyms(settings);
        async ValueTask<Outcome> Work(Db db, IReadOnlyDictionary<string, JsonElement?> fetched)
        {
            var done = await Perform(Open(db, call, fetched), call, d, op, uuid, parent, body?.RootElement ?? default, upload,
                parameters, read);
            // A change shows what it changed: it leaves its row in the same unit of work.
            call.Seen.Clear();
            if (d.IsPersonal && done.Faults is null) call.Seen.Add((d, op == Operation.Create ? UuidOf(done.Document!) : uuid));
            if (done.Faults is null && Seen(call, d, Actie(op), done.Document) is { } seen) Logboek.Run(db, seen.Rows(pseudonyms));
            return done;
        }
        // With so many mistakes only rights remain to be judged, which takes no turn of the writer.
        return read?.First.Binder.GaveUp == true ? await call.Tenant.Store.Read(db => Work(db, NothingFetched), call.Http.RequestAborted)
            : await Try(call, Work);
    }

    /// <summary>A body as it was read before the unit of work. The first unit of work takes what was read;
    /// one that starts again reads anew.</summary>
    private sealed class Reading<T>(Func<T> read)
    {
        private bool taken;
        public T First { get; } = read();

        public T Take()
        {
            var fresh = !taken;
            taken = true;
            return fresh ? First : read();
        }
    }

    private const int ShortBody = 16 * 1024;
    private static BindMode Mode(Operation op) =>
        op switch { Operation.Create => BindMode.Create, Operation.Put => BindMode.Replace, _ => BindMode.Patch };

    // Bodies are read and judged before the unit of work: on SQLite all who write wait for it.
    // A change that names some fields only is laid over what is stored, so it is read again within; of a long one it is seen first,
    // over what is stored now, that this is no work for nothing.
    private async ValueTask<Reading<(Resource Subject, Binder Binder)>?> ReadAhead(Call call, Definition d, Operation op, Guid uuid,
        JsonElement body)
    {
        if (op == Operation.Create || op == Operation.Put && !d.PutKeeps)
        {
            return new(() =>
            {
                var (subject, binder) = ((Resource)d.Schema.New(), BinderOf(call, d));
                binder.Bind(d.Schema, body, subject, Mode(op));
                return (subject, binder);
            });
        }
        if (call.Request.ContentLength <= ShortBody) return null;
        var stored = await call.Tenant.Store.Read(db => db.First(d.Sql.Get, [uuid.ToString()], r => r.GetBytes(0)),
            call.Http.RequestAborted)
            ?? throw new RefusedException(404, "not_found", "Niet gevonden.");
        var (over, judge) = (Documents.Read(d, stored), BinderOf(call, d));
        judge.Bind(d.Schema, body, over, Mode(op));
        return judge.GaveUp ? new(() => (over, judge)) : null;
    }

    private static async Task Answer(Call call, Definition d, Outcome outcome)
    {
        if (outcome.Faults is not null)
        {
            await Problem.Write(call.Http, 400, faults: outcome.Faults,
            detail: "Eén of meer velden zijn niet goed ingevuld; zie invalidParams."); return;
        }
        if (outcome.Location is not null) call.Response.Headers.Location = call.Shown(outcome.Location);
        if (outcome.Plain is not null) call.Response.Headers.ETag = $"\"{VersionOf(call, d, outcome.Plain)}\"";
        if (outcome.Warning is not null) call.Response.Headers["X-Warning"] = outcome.Warning;
        if (outcome.Document is null) { call.Response.StatusCode = outcome.Status; return; }
        await SendStored(call, outcome.Status, outcome.Document);
    }

    // A unit of work that needs something from another server is undone, waits outside the transaction, and starts again.
    private async Task<Outcome> Try(Call call, Func<Db, IReadOnlyDictionary<string, JsonElement?>, ValueTask<Outcome>> work)
    {
        var fetched = new Dictionary<string, JsonElement?>(StringComparer.Ordinal);
        var starts = 0;
        while (true)
        {
            try
            {
                var done = await call.Tenant.Store.Write(async db =>
                {
                    var outcome = await work(db, fetched);
                    if (outcome.Undone) await db.Flush(); // (what the store would refuse is refused here too)
                    db.Refused = outcome.Faults is not null || outcome.Undone;
                    return outcome;
                }, call.Http.RequestAborted);
                if (done.Faults is null) call.Tenant.Wake();
                return done;
            }
            catch (NeedsFetchException e)
            {
                if (++starts > MostFetches || 1 + e.More.Count > MostFetchesTogether)
                    throw new RefusedException(400, "invalid", "Dit verzoek verwijst naar te veel adressen op andere servers.");
                if (e.More.Count > 0) { await FetchMany(call, [e.Url, .. e.More], fetched); continue; }
                fetched[e.Url] = await (e.Call is { } other ? other(settings, call.Http.RequestAborted)
                    : Elsewhere(call, e.Url, call.Http.RequestAborted));
            }
            catch (NeedsWorkException e)
            {
                var began = Stopwatch.GetTimestamp();
                call.Done[e.Name] = await e.Work(call.Http.RequestAborted);
                call.Effort.Outside += Stopwatch.GetElapsedTime(began);
            }
            catch (System.Data.Common.DbException e) when (IsDuplicate(e))
            {
                throw new RefusedException(409, "conflict",
                    "Een ander verzoek heeft op hetzelfde moment dezelfde gegevens vastgelegd. Probeer het opnieuw.");
            }
        }
    }

    // A copy for tests asks nobody anything.
    private Task<JsonElement?> Elsewhere(Call call, string url, CancellationToken cancel) =>
        call.Tenant.Organisatie.Testkopie ? Task.FromResult<JsonElement?>(null) : settings.Outbound.Fetch(url, cancel, signed: true);

    private async Task FetchMany(Call call, IReadOnlyList<string> urls, Dictionary<string, JsonElement?> fetched)
    {
        var cancel = call.Http.RequestAborted;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(PatienceForMany);
        try
        {
            await Parallel.ForEachAsync(urls,
                new ParallelOptions { MaxDegreeOfParallelism = FetchesAtOnce, CancellationToken = patience.Token }, async (url, stop) =>
            {
                var json = await Elsewhere(call, url, stop);
                lock (fetched) fetched[url] = json;
            });
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new RefusedException(503, "unavailable",
                "De adressen op andere servers waarnaar dit verwijst, antwoorden te langzaam. Probeer het later opnieuw.");
        }
    }

    private static bool IsDuplicate(System.Data.Common.DbException e) =>
        e is Npgsql.PostgresException { SqlState: Npgsql.PostgresErrorCodes.UniqueViolation }
            or Microsoft.Data.Sqlite.SqliteException { SqliteErrorCode: 19 };

    private async ValueTask<Outcome> Perform(Session session, Call call, Definition d, Operation op, Guid uuid, Guid? parent,
        JsonElement body, Upload? upload,
        IReadOnlyDictionary<string, object?>? parameters, Reading<(Resource Subject, Binder Binder)>? read = null)
    {
        Resource? old = null;
        byte[]? stored = null;
        if (op != Operation.Create)
        {
            // The main object first, always: units of work that touch the same one wait for each other there.
            stored = await session.Db.First(d.Sql.Get, [uuid.ToString()], r => r.GetBytes(0))
                ?? throw new RefusedException(404, "not_found", "Niet gevonden.");
            old = Documents.Read(d, stored);
            await LoadParent(session, d, old);
            if (session.Db.IsPostgres)
            {
                stored = await session.Db.First(d.Sql.Get + " FOR UPDATE", [uuid.ToString()], r => r.GetBytes(0))
                    ?? throw new RefusedException(404, "not_found", "Niet gevonden.");
                old = Documents.Read(d, stored);
            }
            if (d.Nested && RefText.Uuid(((IRef)d.Parent!.Get(old)!).Value) != parent)
                throw new RefusedException(404, "not_found", "Niet gevonden.");
            if (!session.Allowed(d, old, d.ScopesFor(op))) throw Forbidden();
            await MayTouch(session, d, uuid, d.ScopesFor(op));
            await Require(session, call, d, stored);
            session.Track(d, old);
        }
        (Resource? ready, Binder binder) = read is null ? (null, BinderOf(call, d)) : read.Take();
        if (binder.GaveUp) return new Outcome(400, null, null, binder.Faults);
        var subject = ready ?? op switch
        {
            Operation.Patch => Documents.Read(d, stored!),
            Operation.Put when d.PutKeeps => Documents.Read(d, stored!),
            Operation.Delete => old!,
            _ => (Resource)d.Schema.New(),
        };
        if (op == Operation.Create)
        {
            subject.Uuid = Guid.CreateVersion7();
            d.Owner?.Set(subject, session.Caller.ClientId);
        }
        if (op == Operation.Put)
        {
            subject.Uuid = old!.Uuid;
            foreach (var f in d.Schema.Fields) if (f.Computed || f.Internal) f.Set(subject, f.Get(old));
        }
        if (d.TakesUuid && op != Operation.Delete) await TakeUuid(session, d, op, body, subject, binder);
        if (op != Operation.Delete && ready is null) binder.Bind(d.Schema, body, subject, Mode(op));
        if (op != Operation.Delete && body.ValueKind != JsonValueKind.Object) return new Outcome(400, null, null, binder.Faults);
        if (d.Nested && op != Operation.Delete)
        {
            var owner = settings.Model.Of(d.ParentType!);
            var (named, here) = (d.Parent!.Get(subject),
                RefText.Make(d.Parent.Property.PropertyType, $"~/{owner.Register.Root}/{owner.Path}/{parent}"));
            d.Parent.Set(subject, here);
            binder.Faults.RemoveAll(f => f.Name == d.Parent.Name);
            // The address says what a new one belongs to, whatever the body says; what is there does not move to another.
            if (op != Operation.Create && named is IRef { Value.Length: > 0 } && !named.Equals(here))
                binder.Faults.Add(Change.Fixed(d.Parent.Name));
        }
        var change = await Carry(session, d, op, subject, old, stored, body, upload, binder.Faults, parameters);
        if (change.Faults.Count > 0) return new Outcome(400, null, null, change.Faults);
        await session.Complete(change);
        if (op == Operation.Delete)
        {
            return change.Reply is null ? new Outcome(204, null, null, null)
            : new Outcome(200, ActionAnswer(change.Reply, settings.Model), null, null);
        }
        var location = op == Operation.Create ? d.Address(subject) : null;
        var shown = await Shown(session, d, subject);
        return new Outcome(op == Operation.Create ? 201 : 200, Extended(shown, change.Extra), location, null, Warning: change.Warning,
            Plain: d.ReadsOtherAlways ? await Plain(session.Db, call, d, session.Document(d, subject)) : shown);
    }

    // One change of one resource within a unit of work: references, rights, rules and effects. What is wrong stands in its faults,
    // and then nothing was done.
    private async ValueTask<Change> Carry(Session session, Definition d, Operation op, Resource subject, Resource? old, byte[]? stored,
        JsonElement body, Upload? upload,
        List<Fault> faults, IReadOnlyDictionary<string, object?>? parameters = null)
    {
        var change = d.NewChange(session, op, subject, old);
        change.Faults = faults;
        if (parameters is not null) change.Parameters = parameters;
        change.Body = body;
        change.Upload = upload;
        if (body.ValueKind == JsonValueKind.Object)
        {
            change.Sent = body.EnumerateObject().Select(p => (Name: Binder.NameOf(p), Null: p.Value.ValueKind == JsonValueKind.Null))
            .Where(p => !p.Null || d.Schema.Find(p.Name) is { Nullable: true } or { Blank: true }).Select(p => p.Name).ToHashSet();
        }
        if (op == Operation.Create && d.Parent is not null)
        {
            var main = await LoadParent(session, d, subject);
            if (main is null && d.Nested) throw new RefusedException(404, "not_found", "Niet gevonden.");
            if (main is not null && !session.Allowed(d, subject, d.ScopesFor(op))) throw Forbidden();
        }
        if (op != Operation.Delete)
        {
            await CheckReferences(session, change, d.Schema, subject, old, "");
            if (d.TypeColumn is { } type && type.Value(subject) is IRef { Key: not null } && !session.Allowed(d, subject, d.ScopesFor(op)))
                throw Forbidden();
        }
        await d.RunRules(change);
        if (change.Faults.Count > 0) return change;
        if (!session.Allowed(d, subject, d.ScopesFor(op))) throw Forbidden();
        switch (op)
        {
            case Operation.Create: await session.Create(subject); await d.RunEffects(change); break;
            case Operation.Delete when d.KeepInstead is { } instead && await instead(change) is { } kept: change.Reply = kept; break;
            case Operation.Delete: await d.RunEffects(change); await session.Delete(subject); break;
            default: session.Replace(d, subject, stored!); await d.RunEffects(change); break;
        }
        return change;
    }

    // Who may not see what is restricted may not change it either.
    private async ValueTask MayTouch(Session session, Definition d, Guid uuid, string[] scopes)
    {
        if (d.Free is not null && !session.Caller.For(d.Register.Component, scopes).SeesRestricted(settings.Model)
            && await session.IsRestricted(d, uuid))
        {
            throw Forbidden();
        }
    }

    private async ValueTask Make(Session session, Resource resource, JsonElement body, Upload? upload, string path, List<Fault> faults)
    {
        var d = settings.Model.Of(resource.GetType());
        if (session.Caller.For(d.Register.Component, d.ScopesFor(Operation.Create)).None) throw Forbidden();
        if (resource.Uuid == Guid.Empty) resource.Uuid = Guid.CreateVersion7();
        var change = await Carry(session, d, Operation.Create, resource, null, null, body, upload, []);
        faults.AddRange(change.Faults.Select(f => f with { Name = path + f.Name }));
    }

    // A resource as a client would send it, within a unit of work that does more. Without an operation: made or, when it is there already,
    // replaced.
    private async ValueTask<(Resource?, Placed)> Place(Session session, Call call, Operation? asked, Type type, Guid uuid, JsonElement body,
        Upload? upload, string path,
        List<Fault> faults)
    {
        var d = settings.Model.Of(type);
        var old = uuid == Guid.Empty ? null : await session.Load(d, uuid, forUpdate: true);
        var op = asked ?? (old is null ? Operation.Create : Operation.Put);
        if (session.Caller.For(d.Register.Component, d.ScopesFor(op)).None) throw Forbidden();
        var subject = op == Operation.Delete ? old! : (Resource)d.Schema.New();
        subject.Uuid = uuid == Guid.Empty ? Guid.CreateVersion7() : uuid;
        byte[]? stored = null;
        if (old is not null)
        {
            if (!session.Allowed(d, old, d.ScopesFor(op))) throw Forbidden();
            await MayTouch(session, d, old.Uuid, d.ScopesFor(op));
            stored = session.Document(d, old);
            if (op != Operation.Delete) old = Documents.Read(d, stored);
            if (op == Operation.Patch) subject = Documents.Read(d, stored);
            if (op == Operation.Put) foreach (var f in d.Schema.Fields) if (f.Computed || f.Internal) f.Set(subject, f.Get(old));
        }
        var binder = BinderOf(call, d);
        if (op != Operation.Delete)
        {
            binder.Bind(d.Schema, body, subject,
                op switch { Operation.Create => BindMode.Create, Operation.Put => BindMode.Replace, _ => BindMode.Patch });
        }
        if (body.ValueKind != JsonValueKind.Object && op != Operation.Delete)
        {
            faults.AddRange(binder.Faults.Select(f => f with { Name = path.TrimEnd('.') }));
            return (null, Placed.Refused);
        }
        if (op is Operation.Put or Operation.Patch && binder.Faults.Count == 0 && Documents.Write(d, subject).AsSpan()
            .SequenceEqual(stored))
        {
            return (session.Known(old!), Placed.Same);
        }
        var change = await Carry(session, d, op, subject, old, stored, body, upload, binder.Faults);
        faults.AddRange(change.Faults.Select(f => f with { Name = path + f.Name }));
        if (change.Faults.Count > 0) return (null, Placed.Refused);
        if (op is Operation.Put or Operation.Patch) await (session.IsMade(subject) ? session.Keep(subject) : session.Save(subject));
        return (subject, op == Operation.Create ? Placed.Made : Placed.Changed);
    }

    private Binder BinderOf(Call call, Definition d) =>
        new(call.Address, AliasOf(call)) { RefusesNull = d.Register.RefusesNull, Model = settings.Model };

    // The identity that a client chose for what it makes; afterwards it stays what it is.
    private static async ValueTask TakeUuid(Session session, Definition d, Operation op, JsonElement body, Resource subject, Binder binder)
    {
        if (body.ValueKind != JsonValueKind.Object || !body.TryGetProperty("uuid", out var chosen)
            || chosen.ValueKind == JsonValueKind.Null)
        {
            return;
        }
        if (!binder.TryValue(UuidField, chosen, "uuid", out var value) || value is not Guid uuid) return;
        if (op != Operation.Create)
        {
            if (uuid != subject.Uuid) binder.Fault("uuid", "immutable-field", "Dit veld mag niet meer worden gewijzigd.");
            return;
        }
        if (uuid == Guid.Empty) binder.Fault("uuid", "invalid", "Dit is geen geldige uuid.");
        else if (await session.Load(d, uuid) is not null) binder.Fault("uuid", "unique", "Er bestaat al iets met deze uuid.");
        else subject.Uuid = uuid;
    }

    // What belongs to this one answer goes along at the end of the object.
    private static byte[] Extended(byte[] document, IReadOnlyDictionary<string, string>? extra) => extra is null ? document
        : [.. document.AsSpan(0, document.Length - 1), .. ","u8, .. JsonSerializer.SerializeToUtf8Bytes(extra).AsSpan(1)];

    private static async ValueTask<byte[]> Shown(Session session, Definition d, Resource resource)
    {
        if (!d.IsDerived) return session.Document(d, resource);
        if (d.DerivedWhen is { } when && session.Document(d, resource) is var stored && !when(stored)) return stored;
        await d.ApplyDerive(new Derivation(session, session.Today), [resource]);
        return Documents.Write(d, resource, shown: true);
    }

    private async ValueTask<Resource?> LoadParent(Session session, Definition d, Resource resource)
    {
        if (d.Parent is null || settings.Model.Find(d.ParentType!) is not { } owner) return null;
        var link = ((IRef?)d.Parent.Get(resource))?.Value;
        return link is not null && settings.Model.KindOf(link) == owner
            ? await session.Load(owner, RefText.Uuid(link), forUpdate: true) : null;
    }

    // Every reference that is new must point to something of its kind.
    private async ValueTask CheckReferences(Session session, Change change, Schema schema, object value, object? old, string path)
    {
        foreach (var f in schema.Fields)
        {
            if (f.Computed || f.Kind is not (Kind.Ref or Kind.Url or Kind.List or Kind.Object)) continue;
            var now = f.Get(value);
            if (now is null || change.Faults.Any(x => x.Name == path + f.Name)) continue;
            var before = old is null ? null : f.Get(old);
            if (f.Kind == Kind.List)
            {
                var i = -1;
                var known = (before as IEnumerable)?.Cast<object>().ToHashSet();
                foreach (var item in (IEnumerable)now)
                {
                    i++;
                    if (known?.Contains(item) == true) continue;
                    if (f.Item!.Kind == Kind.Object && item is not null)
                        await CheckReferences(session, change, f.Item.Schema!, item, null, $"{path}{f.Name}.{i}.");
                    else await CheckReference(session, change, f.Item, item, $"{path}{f.Name}.{i}");
                }
            }
            else if (f.Kind == Kind.Object)
            {
                await CheckReferences(session, change, f.Variants is null ? f.Schema! : Schema.Of(now.GetType()), now,
                f.Variants is null ? before : null, path + f.Name + ".");
            }
            else if (!Equals(now, before))
            {
                await CheckReference(session, change, f, now, path + f.Name);
            }
        }
    }

    private async ValueTask CheckReference(Session session, Change change, Field f, object? value, string path)
    {
        var url = value is IRef r ? r.Value : value as string;
        if (string.IsNullOrEmpty(url)) return;
        var target = f.Target is null ? null : settings.Model.Find(f.Target);
        if (f.Kind is not (Kind.Ref or Kind.Url) || f.ByName || f.Kind == Kind.Ref && target is null || f.Kind == Kind.Url && !f.MustExist)
            return;
        if (url.StartsWith("~/", StringComparison.Ordinal))
        {
            if (await session.Exists(url, target)) return;
            if (f.ByUuid) { change.Fault(path + ".uuid", "invalid", $"Er is geen {target!.Name} met deze uuid."); return; }
            if (f.Own)
            {
                var same = url.StartsWith($"~/{target!.Register.Root}/{target.Path}/", StringComparison.Ordinal);
                change.Fault(path, same ? "does_not_exist" : "no_match",
                    $"Dit adres is geen {target.Type.Name.ToLowerInvariant()} van deze organisatie.");
                return;
            }
            if (target is not null && await session.Exists(url))
                change.Fault(path, "invalid-resource", $"Dit adres is geen {target.Type.Name.ToLowerInvariant()}.");
            else change.Fault(path, "bad-url", "Op dit adres is niets te vinden.");
            return;
        }
        if (f.Own)
        {
            change.Fault(path, "no_match", $"Dit adres is geen {target!.Type.Name.ToLowerInvariant()} van deze organisatie.");
            return;
        }
        if (!settings.Outbound.Allows(url))
        {
            change.Fault(path, "bad-url",
            "Dit adres is niet van deze organisatie, en staat niet bij de adressen die Brink mag opvragen."); return;
        }
        var json = await session.Fetch(url);
        if (json is null) change.Fault(path, "bad-url", "Dit adres antwoordt niet met 200 en JSON.");
        else if (target is not null && Session.Remote(target, json) is null)
            change.Fault(path, "invalid-resource", $"Dit adres is geen {target.Type.Name.ToLowerInvariant()}.");
    }

    private static void NoParameters(Call call) => Unknown(call, call.Request.Query.Keys);
}
