using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Brink.Engine;

// One resource, lists, search and the audit trail.
public sealed partial class Api
{
    private const int PageSize = 100;
    private const int LargestPage = 500;
    private const int MostCandidates = 100_000;
    private const int MostRepeats = 20;
    private const int LargestPiece = 4 << 20; // of an answer that is sent in pieces, in bytes
    private const int MostValues = 1000;
    private const int MostOrders = 10;
    private static readonly Field Number = Schema.Of<Paging>().Field("page"), Truth = Schema.Of<Paging>().Field("none");

    private sealed record Paging { public int Page { get; set; } public bool None { get; set; } }

    private async Task ReadOne(Call call, Definition d, Guid uuid, Guid? parent)
    {
        var rights = call.RightsFor(d, Operation.Read);
        if (rights.None) throw Forbidden();
        CheckCrs(call, d);
        var parameters = Parameters(call, d.ReadParameters);
        var expand = ExpandTree(call, d, call.Request.Query["expand"].ToString());
        byte[]? plain = null;
        var document = await call.Tenant.Store.Read(async db =>
        {
            byte[]? found;
            bool allowed;
            if (rights.All) { found = await db.First(d.Sql.Get, [uuid.ToString()], r => r.GetBytes(0)); allowed = true; }
            else
            {
                var q = new Query(d, settings.Model).Within(rights);
                (found, allowed) = await db.First(
                    $"SELECT t.doc, CASE WHEN {q.Where} THEN 1 ELSE 0 END FROM {d.Table} t WHERE t.uuid = {q.Add(uuid.ToString())}",
                    q.Parameters, r => (r.GetBytes(0), r.GetInt64(1) == 1));
            }
            if (found is null || parent is { } p && !IsBelow(d, p, found)) return null;
            if (!allowed) throw Forbidden();
            if (d.ReadOther is { } other && (parameters.Count > 0 || d.ReadsOtherAlways))
            {
                found = await other(new Derivation(Open(db, call), Day(d, parameters)) { Parameters = parameters },
                Documents.Read(d, found)) is { } version ? Documents.Write(d, version) : null;
            }
            if (found is null) return null;
            var shown = await ShownAll(db, call, d, [found], Day(d, parameters));
            plain = shown[0];
            return expand is null ? plain : (await Expand(db, call, shown, expand))[0];
        }, call.Http.RequestAborted);
        if (document is null) { await NotFound(call); return; }
        if (d.IsPersonal) call.Seen.Add((d, d.Number is null ? uuid : parent ?? uuid));
        if (Presenting(call, d, parameters.GetValueOrDefault("fields") as string) is { } presentation)
        {
            document = d.Presents!(presentation, document);
            TellHidden(call, presentation);
        }
        using var buffer = new PooledBuffer(document.Length + 1024);
        call.Copy(document, buffer);
        await KeepSeen(call, d, "retrieve", buffer.WrittenMemory);
        var hash = Hash(buffer.WrittenSpan);
        var version = expand is null && !parameters.ContainsKey("fields") ? hash : VersionOf(call, d, plain!);
        var etag = version == hash ? $"\"{hash}\"" : $"\"{version}.{hash}\"";
        call.Response.Headers.ETag = etag;
        if (d.Has(Operation.Head))
            call.Response.Headers.CacheControl = "private, no-cache";
        // the caller itself may keep it, and asks each time whether it still holds
        var none = call.Request.Headers.IfNoneMatch.ToString();
        if (none.Length > 0 && (none == "*" || none.Split(',')
            .Any(t => t.Trim() is var tag && (tag == etag || tag == "W/" + etag || tag == etag.Trim('"')))))
        {
            call.Response.StatusCode = 304;
            return;
        }
        await Send(call, 200, buffer.WrittenMemory);
    }

    // Whether a document that is addressed below a parent is that parent's: its address, which leads the document, says so.
    private bool IsBelow(Definition d, Guid parent, byte[] document)
    {
        var owner = settings.Model.Of(d.ParentType!);
        return document.AsSpan().StartsWith(Encoding.UTF8.GetBytes($"{{\"url\":\"~/{owner.Register.Root}/{owner.Path}/{parent}/"));
    }

    private DateOnly Day(Definition d, IReadOnlyDictionary<string, object?> parameters) =>
        d.DayParameter is { } name && parameters.GetValueOrDefault(name) is DateOnly day ? day : Today;

    private DateOnly Today => DutchClock.Day(settings.Clock.GetUtcNow());

    // The documents as they are shown: fields that depend on other resources filled in.
    private async ValueTask<List<byte[]>> ShownAll(Db db, Call call, Definition d, List<byte[]> documents, DateOnly day)
    {
        if (!d.IsDerived || documents.Count == 0) return documents;
        if (d.DerivedWhen is { } when)
        {
            var some = documents.Where(when).Select(doc => Documents.Read(d, doc)).ToList();
            if (some.Count == 0) return documents;
            await d.ApplyDerive(new Derivation(Open(db, call), day), some);
            var next = 0;
            return [.. documents.Select(doc => when(doc) ? Documents.Write(d, some[next++], shown: true) : doc)];
        }
        var resources = documents.Select(doc => Documents.Read(d, doc)).ToList();
        await d.ApplyDerive(new Derivation(Open(db, call), day), resources);
        return [.. resources.Select(r => Documents.Write(d, r, shown: true))];
    }

    private async Task List(Call call, Definition d, Guid? parent)
    {
        var rights = call.RightsFor(d, Operation.List);
        if (rights.None) throw Forbidden();
        CheckCrs(call, d);
        var faults = new List<Fault>();
        var values = new Dictionary<Filter, object?>();
        var binder = new Binder(call.Address);
        var allowed = d.Filters.Where(f => !f.OnlyInBody).ToDictionary(f => f.Name);
        var unknown = new List<string>();
        foreach (var (name, given) in call.Request.Query)
        {
            if (allowed.TryGetValue(name, out var filter))
            {
                Ask(values, binder, filter, given);
            }
            else if (!(name is "page" or "pageSize" && d.Paged || name == "ordering" && Orders(d) || name == "expand"
                && d.Expandable(settings.Model) || name == "fields" && d.Presents is not null))
            {
                unknown.Add(name);
            }
        }
        Unknown(call, unknown);
        var (page, size) = Page(call, binder);
        if (!d.Paged) size = int.MaxValue;
        if (binder.Faults.Count > 0) { await Problem.Write(call.Http, 400, faults: binder.Faults); return; }
        var expand = ExpandTree(call, d, call.Request.Query["expand"].ToString());
        if (parent is { } p && !await MayReadParent(call, d, p)) { await NotFound(call); return; }
        var ordering = call.Request.Query["ordering"].ToString();
        await Answer(call, d, rights, values, ordering, page, size, expand, null, parent, null);
    }

    private static bool Orders(Definition d) => d.Orders.Count > 0 || d.OrderTerms is not null;

    // Whether the documents are to be worked on for this caller: it asked for some fields, or may see some only.
    private static Presentation? Presenting(Call call, Definition d, string? fields) =>
        d.Presents is not null && (!string.IsNullOrEmpty(fields) || call.Caller.LimitedIn(d.Register.Component))
            ? new Presentation(d, call.Caller, fields) : null;

    private static void TellHidden(Call call, Presentation presentation)
    {
        var hidden = string.Join(",", presentation.Hidden.Select(n => string.Concat(n.Select(c => c is > ' ' and < (char)127 ? c : '?'))));
        if (hidden.Length > 0) call.Response.Headers["X-Unauthorized-Fields"] = hidden.Length > 2000 ? hidden[..2000] : hidden;
    }

    private async ValueTask<bool> MayReadParent(Call call, Definition d, Guid parent)
    {
        var owner = settings.Model.Of(d.ParentType!);
        var rights = call.RightsFor(owner, Operation.Read);
        var q = new Query(owner, settings.Model).Within(rights);
        var found = await call.Tenant.Store.Read(db =>
            db.First($"SELECT CASE WHEN {q.Where} THEN 1 ELSE 0 END FROM {owner.Table} t WHERE t.uuid = {q.Add(parent.ToString())}",
                q.Parameters, r => (long?)r.GetInt64(0)));
        return found is null ? false : found == 1 ? true : throw Forbidden();
    }

    // A name that means nothing: a client that mistyped a filter would get all there is.
    // Some registers are called by clients that send such names along; even there a delete with a mistyped parameter might take away what
    // was to stay.
    private static void Unknown(Call call, IEnumerable<string> names)
    {
        if (!(call.Register.IgnoresUnknown && call.Request.Method != "DELETE") && names.Take(5).ToList() is { Count: > 0 } unknown)
            throw new RefusedException(400, "unknown-parameters", $"Onbekende parameter: {string.Join(", ", unknown)}.");
    }

    // A page beyond all there is, is a 404; a page larger than the largest is the largest, and the answer tells what comes next.
    private static (int Page, int Size) Page(Call call, Binder binder, JsonElement body = default)
    {
        int Read(string name, int standard, int most)
        {
            object? value = null;
            if (Once(binder, name, call.Request.Query[name]) is { } text)
            {
                if (!binder.TryText(Number, text, name, out value)) return standard;
            }
            // (the address of the next page names it, while the body is sent again as it was)
            else if (body.ValueKind == JsonValueKind.Object && body.TryGetProperty(name, out var json)
                && json.ValueKind != JsonValueKind.Null
                && !binder.TryValue(Number, json, name, out value))
            {
                return standard;
            }
            if (value is not int n) return standard;
            if (n >= 1) return Math.Min(n, most);
            binder.Fault(name, "invalid", "Dit moet een getal vanaf 1 zijn.");
            return standard;
        }
        return (Read("page", 1, 10_000_000), Read("pageSize", PageSize, LargestPage));
    }

    // The one value of a parameter; null when it is not given, or given without a value. The same value twice is one value;
    // of two different ones neither is dropped silently.
    private static string? Once(Binder binder, string name, IEnumerable<string?> given)
    {
        var texts = given.Where(v => !string.IsNullOrWhiteSpace(v)).Distinct().ToList();
        if (texts.Count > 1) binder.Fault(name, "invalid", "Geef deze parameter één keer: hier staan verschillende waarden.");
        return texts.Count == 0 ? null : texts[0];
    }

    // What is asked of one filter. Without a value it is as if it were not given, except where it is to find a person:
    // that would show all of them.
    private static void Ask(Dictionary<Filter, object?> values, Binder binder, Filter filter, IEnumerable<string?> given)
    {
        var texts = (filter.Many ? given.SelectMany(v => (v ?? "").Split(',')) : given).Where(v => !string.IsNullOrWhiteSpace(v))
            .Select(v => v!).ToList();
        if (!filter.Repeats) texts = [.. texts.Distinct()];
        if (texts.Count == 0)
        {
            if (filter.Person)
                binder.Fault(filter.Name, "blank", "Geef een waarde: zonder waarde zouden de gegevens van iedereen worden getoond.");
            return;
        }
        var like = filter.Field.Item ?? filter.Field;
        var most = filter.Many ? MostValues : filter.Repeats ? MostRepeats : 1;
        if (texts.Count > most)
        {
            binder.Fault(filter.Name, "invalid", most == 1 ? "Geef deze parameter één keer: hier staan verschillende waarden."
                : $"Geef hoogstens {most} waarden.");
        }
        else if (filter.Many || filter.Repeats)
        {
            var all = new List<object>();
            foreach (var text in texts)
                if (binder.TryFilter(like, text, filter.Name, Compare.Equal, out var item) && item is not null) all.Add(item);
            values[filter] = all;
        }
        else if (binder.TryFilter(filter.Compare == Compare.IsNull ? Truth : like, texts[0], filter.Name, filter.Compare, out var one))
        {
            values[filter] = one;
        }
    }

    // What the body of a _zoek asks of one filter: a list only where the filter takes more than one value.
    private static void Ask(Dictionary<Filter, object?> values, Binder binder, Filter filter, JsonElement sought)
    {
        if (!filter.Many && !filter.Repeats && sought.ValueKind == JsonValueKind.Array)
        {
            binder.Fault(filter.Name, "invalid", "Hier hoort één waarde, geen lijst.");
            return;
        }
        var texts = new List<string?>();
        foreach (var value in sought.ValueKind == JsonValueKind.Array ? sought.EnumerateArray() : Enumerable.Repeat(sought, 1))
        {
            if (Binder.TextOf(value) is { } text)
            {
                texts.Add(text);
            }
            else if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
            {
                texts.Add(value.ValueKind == JsonValueKind.True ? "true" : "false");
            }
            else if (value.ValueKind != JsonValueKind.Null || sought.ValueKind == JsonValueKind.Array)
            {
                var why = value.ValueKind == JsonValueKind.String ? "Deze tekst bevat een ongeldig teken."
                    : "Hier hoort een tekst of een getal te staan.";
                binder.Fault(filter.Name, "invalid", why);
                return;
            }
        }
        Ask(values, binder, filter, texts);
    }

    private static void Apply(Query q, Filter filter, object? value)
    {
        if (filter.Custom is { } custom) { custom(q, value); return; }
        var column = filter.Column!.Name;
        switch (filter.Compare)
        {
            case Compare.In: q.In(column, (IEnumerable<object>)value!); break;
            case Compare.Any: foreach (var item in (IEnumerable<object>)value!) q.Contains(column, item); break;
            case Compare.IsNull: q.IsNull(column, (bool)value!); break;
            case Compare.Contains: q.ContainsText(column, value?.ToString() ?? ""); break;
            case Compare.Gt: q.Compares(column, ">", value!); break;
            case Compare.Gte: q.Compares(column, ">=", value!); break;
            case Compare.Lt: q.Compares(column, "<", value!); break;
            case Compare.Lte: q.Compares(column, "<=", value!); break;
            default:
                if (filter.Column.Kind == Kind.List)
                {
                    q.Contains(column, value!);
                }
                else if (filter.Field.Kind == Kind.Date && filter.Column.Kind == Kind.DateTime)
                {
                    q.Compares(column, ">=", value!)
                        .Compares(column, "<", ((DateOnly)value!).AddDays(1));
                }
                else
                {
                    q.Is(column, value is "" ? "" : value);
                }
                break;
        }
    }

    // What is restricted finds nothing either.
    private static void Via(Query q, IEnumerable<KeyValuePair<Filter, object?>> values, int depth, Rights rights)
    {
        foreach (var step in values.GroupBy(v => v.Key.Steps[depth]))
        {
            q.Among(step.Key.Via, step.Key.ViaColumn, step.Key.OwnColumn, inner =>
            {
                inner.Unrestricted(rights);
                foreach (var (filter, value) in step.Where(v => v.Key.Steps.Count == depth + 1)) Apply(inner, filter, value);
                Via(inner, step.Where(v => v.Key.Steps.Count > depth + 1), depth + 1, rights);
            });
        }
    }

    private async Task Answer(Call call, Definition d, Rights rights, Dictionary<Filter, object?> values, string ordering, int page,
        int size, ExpandNode? expand,
        Geometrie? within, Guid? parent, FieldSelection? fields)
    {
        var from = d.RowsOf is { } rowType ? settings.Model.Of(rowType) : d;
        var q = new Query(from, settings.Model) { Postgres = call.Tenant.Store is PostgresStore }.Within(rights);
        if (parent is { } p) q.Is(d.Parent!.Name, p);
        foreach (var (filter, value) in values) if (filter.Steps.Count == 0) Apply(q, filter, value);
        // What is asked of another resource is asked of one and the same: a rol that has this person and this kind.
        Via(q, values.Where(v => v.Key.Steps.Count > 0), 0, rights);
        foreach (var filter in d.Filters.Where(f => f.Always && !values.ContainsKey(f))) Apply(q, filter, null);
        if (d.Narrow is { } narrow)
        {
            var requested = values.ToDictionary(v => v.Key.Name, v => v.Value);
            if (within is not null) requested[d.GeometryColumn!.Name] = within;
            narrow(q, requested, call.Caller);
        }
        object?[] counted = [.. q.Parameters]; // (what only the order needs comes after these)
        var order = ordering.Length == 0 && d.NewestFirst ? "t.id DESC" : Ordering(d, q, ordering, call.Caller);
        var day = d.DayParameter is { } dayParameter && values.FirstOrDefault(v => v.Key.Name == dayParameter).Value is DateOnly asked
            ? asked : Today;
        // A page is read and sent in pieces where its documents are so large that they are not to be in memory all together.
        async ValueTask<(List<byte[]> Rows, bool More)> Piece(Db db, int done)
        {
            var (taken, room) = (0L, expand is null ? null : new Room());
            var rows = await db.Rows(
                $"SELECT t.doc FROM {from.Table} t WHERE {q.Where} ORDER BY {order} LIMIT {size - done} OFFSET {(long)(page - 1) * size + done}",
                q.Parameters, r => r.GetBytes(0) is var doc && room is not null ? room.Take(doc) : doc,
                doc => (taken += doc.Length) > LargestPiece && room is null);
            return (rows, taken > LargestPiece && room is null && rows.Count < size - done);
        }
        async ValueTask<List<byte[]>> Made(Db db, List<byte[]> rows)
        {
            if (d.FromRow is { } shown) rows = [.. rows.Select(row => Documents.Write(d, shown(Documents.Read(from, row)), shown: true))];
            rows = await ShownAll(db, call, d, rows, day);
            return expand is null ? rows : await Expand(db, call, rows, expand, fields is not null);
        }
        var (more, read) = (false, 0);
        var (count, documents) = await call.Tenant.Store.Read(async db =>
        {
            long total;
            List<byte[]> rows;
            if (within is not null)
            {
                (total, rows) = await Located(db, from, q, order, within, page, size);
            }
            else
            {
                (rows, more) = q.Nothing ? ([], false) : await Piece(db, 0);
                read = rows.Count;
                // A page that is not full tells the count by itself.
                total = !d.Paged ? rows.Count : !more && rows.Count < size && (rows.Count > 0 || page == 1)
                    ? (long)(page - 1) * size + rows.Count : q.Nothing ? 0
                    : await db.Number($"SELECT count(*) FROM {from.Table} t WHERE {q.Where}", counted);
            }
            return page > 1 && rows.Count == 0 ? (total, null) : (total, (List<byte[]>?)await Made(db, rows));
        }, call.Http.RequestAborted);
        if (documents is null) { await Problem.Write(call.Http, 404, detail: "Deze pagina bestaat niet."); return; }
        var actie = call.Request.Method == "POST" ? "zoek" : "list";
        List<byte[]> ToSend(List<byte[]> rows)
        {
            if (d.IsPersonal)
            {
                call.Seen.AddRange(d.HidesUrl ? Enumerable.Repeat((d, parent ?? Guid.Empty), Math.Min(1, rows.Count))
                : rows.Select(doc => (d, UuidOf(doc))));
            }
            if (fields is not null) rows = [.. rows.Select(fields.Pick)];
            if (Presenting(call, d, d.Presents is null ? null : call.Request.Query["fields"].ToString()) is not { } presentation)
                return rows;
            rows = [.. rows.Select(doc => d.Presents!(presentation, doc))];
            if (!call.Response.HasStarted) TellHidden(call, presentation);
            return rows;
        }
        documents = ToSend(documents);
        using var buffer = new PooledBuffer(documents.Sum(doc => doc.Length) * 5 / 4 + 1024);
        if (d.Paged)
        {
            var link = new StringBuilder(call.Address).Append(call.Request.Path.Value![(call.Tenant.Organisatie.Id.Length + 2)..])
                .Append('?');
            foreach (var (name, given) in call.Request.Query)
            {
                if (name != "page")
                {
                    foreach (var v in given)
                    {
                        link.Append(Uri.EscapeDataString(name)).Append('=')
                        .Append(Uri.EscapeDataString(v ?? "")).Append('&');
                    }
                }
            }
            string Link(int n) => JsonSerializer.Serialize(link + "page=" + n.ToString(CultureInfo.InvariantCulture), LinkOptions);
            Put(buffer, $"{{\"count\":{count},\"next\":{((long)page * size < count ? Link(page + 1) : "null")},\"previous\":{(page > 1 ? Link(page - 1) : "null")},\"results\":");
        }
        buffer.Write("["u8);
        Copy(call, documents, buffer, true);
        if (more)
        {
            await SendMore(call, d, actie, buffer, async () =>
            {
                (documents, more) = await call.Tenant.Store.Read(async db =>
                {
                    var (rows, rest) = await Piece(db, read);
                    read += rows.Count;
                    return (await Made(db, rows), rest);
                }, call.Http.RequestAborted);
                Copy(call, ToSend(documents), buffer, false);
                return more;
            });
        }
        buffer.Write(d.Paged ? "]}"u8 : "]"u8);
        await KeepSeen(call, d, actie, buffer.WrittenMemory);
        if (call.Response.HasStarted) await call.Response.Body.WriteAsync(buffer.WrittenMemory, call.Http.RequestAborted);
        else await Send(call, 200, buffer.WrittenMemory);
    }

    private static void Copy(Call call, List<byte[]> documents, PooledBuffer buffer, bool first)
    {
        foreach (var document in documents)
        {
            if (!first) buffer.Write(","u8);
            first = false;
            call.Copy(document, buffer);
        }
    }

    // Sends what is in the buffer, once it is kept who it shows, and what is put there after it until there is no more:
    // an answer of which nobody knows the length yet.
    private async Task SendMore(Call call, Definition d, string actie, PooledBuffer buffer, Func<Task<bool>> next)
    {
        (call.Response.StatusCode, call.Response.ContentType) = (200, "application/json");
        for (var more = true; more;)
        {
            await KeepSeen(call, d, actie, buffer.WrittenMemory);
            call.Seen.Clear();
            await call.Response.Body.WriteAsync(buffer.WrittenMemory, call.Http.RequestAborted);
            buffer.Clear();
            more = await next();
        }
    }

    // The address leads a document, and nearly always ends on the uuid.
    private static Guid UuidOf(byte[] document)
    {
        if (document.AsSpan().StartsWith("{\"url\":\""u8) && document.AsSpan(8).IndexOf((byte)'"') is >= 36 and var end
            && Guid.TryParseExact(Encoding.ASCII.GetString(document, 8 + end - 36, 36), "D", out var uuid))
        {
            return uuid;
        }
        using var json = JsonDocument.Parse(document);
        return RefText.Uuid(json.RootElement.GetProperty("url"u8).GetString());
    }

    private static readonly JsonSerializerOptions LinkOptions =
        new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static void Put(IBufferWriter<byte> buffer, string text) => Encoding.UTF8.GetBytes(text, buffer);

    private static string Ordering(Definition d, Query q, string ordering, Caller caller)
    {
        if (string.IsNullOrWhiteSpace(ordering)) return d.StandardOrder;
        var terms = new List<string>();
        var asked = ordering.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (asked.Length > MostOrders)
        {
            throw new RefusedException(400, "invalid", $"Er kan op hoogstens {MostOrders} velden worden gesorteerd.")
            {
                Field = "ordering"
            };
        }
        foreach (var one in asked)
        {
            var down = one.StartsWith('-');
            if (d.OrderTerms?.Invoke(q, one.TrimStart('-'), caller) is { } own)
            {
                // Without a value goes first, and last when turned round, on either store.
                terms.AddRange(own.Select(term => $"{term} {(down ? "DESC NULLS LAST" : "ASC NULLS FIRST")}"));
                continue;
            }
            var by = d.Orders.FirstOrDefault(o => o.Name == one.TrimStart('-'))
                ?? throw new RefusedException(400, "invalid", $"Op '{one}' kan niet worden gesorteerd. Kies uit: {string.Join(", ", d.Orders.Select(o => o.Name)
                    .Concat(d.OrderNames))}.")
                { Field = "ordering" };
            terms.Add($"t.{Query.Quote(by.Column.Name)} {(down ? "DESC" : "ASC")}");
        }
        if (terms.Count == 0) return d.StandardOrder;
        return string.Join(", ", terms) + (terms[0].Contains(" DESC", StringComparison.Ordinal) ? ", t.id DESC" : ", t.id");
    }

    private async Task AuditTrail(Call call, Definition d, Guid uuid, string? one)
    {
        NoParameters(call);
        var rights = call.Caller.For(d.Register.Component, d.ScopesFor(Operation.AuditTrail));
        if (rights.None) throw Forbidden();
        var q = new Query(d, settings.Model).Within(rights);
        var (last, more) = (0L, false);
        // Of whom the data are restricted the trail tells no more than the registers do.
        var free = rights.SeesRestricted(settings.Model)
            || settings.Model.Restriction is not { Restriction: var (number, end, _) } restriction ? ""
            : $" AND NOT EXISTS (SELECT 1 FROM {restriction.Table} r WHERE r.{Query.Quote(end)} IS NULL AND "
                + (call.Tenant.Store is PostgresStore ? $"strpos(audit.doc::text, r.{Query.Quote(number)}) > 0)"
                    : $"instr(CAST(audit.doc AS TEXT), r.{Query.Quote(number)}) > 0)");
        // The trail of one object may be long, and each row holds it whole: it is read and sent in pieces.
        async ValueTask<List<byte[]>> Piece(Db db)
        {
            var taken = 0L;
            var rows = await db.Rows("SELECT id, doc FROM audit WHERE hoofdobject = $1 AND id > $2" + (one is null ? "" : " AND uuid = $3")
                + free + " ORDER BY id",
                one is null ? [uuid.ToString(), last] : [uuid.ToString(), last, one.ToLowerInvariant()],
                r => (Id: r.GetInt64(0), Doc: r.GetBytes(1)),
                row => (taken += row.Doc.Length) > LargestPiece);
            if (rows.Count > 0) last = rows[^1].Id;
            more = taken > LargestPiece;
            return [.. rows.Select(r => r.Doc)];
        }
        var rows = await call.Tenant.Store.Read(async db =>
        {
            var found = await db.First(
                $"SELECT CASE WHEN {q.Where} THEN 1 ELSE 0 END FROM {d.Table} t WHERE t.uuid = {q.Add(uuid.ToString())}", q.Parameters,
                r => (long?)r.GetInt64(0));
            if (found is null) return null;
            if (found == 0) throw Forbidden();
            return await Piece(db);
        }, call.Http.RequestAborted);
        if (rows is null || one is not null && rows.Count == 0) { await NotFound(call); return; }
        if (d.IsPersonal || settings.Model.PartsOf(d.Type).Any(part => part.IsPersonal))
            call.Seen.Add((d, uuid)); // the trail of a zaak holds its rollen
        if (one is not null)
        {
            await KeepSeen(call, d, "audittrail", rows[0]);
            await SendStored(call, 200, rows[0]);
            return;
        }
        using var buffer = new PooledBuffer(rows.Sum(row => row.Length) * 5 / 4 + 1024);
        buffer.Write("["u8);
        Copy(call, rows, buffer, true);
        if (more)
        {
            await SendMore(call, d, "audittrail", buffer, async () =>
            {
                Copy(call, await call.Tenant.Store.Read(Piece, call.Http.RequestAborted), buffer, false);
                return more;
            });
        }
        buffer.Write("]"u8);
        await KeepSeen(call, d, "audittrail", buffer.WrittenMemory);
        if (call.Response.HasStarted) await call.Response.Body.WriteAsync(buffer.WrittenMemory, call.Http.RequestAborted);
        else await Send(call, 200, buffer.WrittenMemory);
    }

    private static Dictionary<string, object?> Parameters(Call call, IReadOnlyList<(string Name, Field Like)> known, bool valued = false)
    {
        var binder = new Binder(call.Address);
        var values = new Dictionary<string, object?>();
        Unknown(call, call.Request.Query.Keys.Where(name => name != "expand" && known.All(k => k.Name != name)));
        foreach (var (name, like) in known.Where(k => call.Request.Query.ContainsKey(k.Name)))
        {
            if (Once(binder, name, call.Request.Query[name]) is { } text)
            {
                if (binder.TryText(like, text, name, out var value)) values[name] = value;
            }
            else if (valued)
            {
                binder.Fault(name, "blank", "Geef een waarde.");
            }
        }
        if (binder.Faults is [var first, ..])
        {
            throw new RefusedException(400, first.Code, string.Join(" ", binder.Faults.Select(f => $"{f.Name}: {f.Reason}")))
            {
                Field = first.Name
            };
        }
        return values;
    }
}
