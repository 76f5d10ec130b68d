using System.Buffers;
using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Brink.Engine;

/// <summary>Where a request stands in a chain of requests: the headers of W3C Trace Context.</summary>
/// <param name="TraceId">32 hexadecimals: the whole of what somebody set in motion.</param>
/// <param name="SpanId">16 hexadecimals: this request.</param>
/// <param name="ParentSpanId">The request that this one was made for; null when it began here.</param>
internal sealed record Spoor(string TraceId, string SpanId, string? ParentSpanId)
{
    /// <summary>Goes on with what a client sent; begins anew when that is nothing, or no trace context.</summary>
    public static Spoor Van(string? traceparent)
    {
        var span = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
        var parts = traceparent is { Length: >= 55 and <= 200 } ? traceparent.Split('-') : [];
        return parts.Length >= 4 && IsHex(parts[0], 2) && parts[0] != "ff" && IsHex(parts[1], 32) && IsHex(parts[2], 16) && parts[1]
            .Trim('0').Length > 0
            && parts[2].Trim('0').Length > 0 ? new(parts[1], span, parts[2])
                : new(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)), span, null);
    }

    private static bool IsHex(string text, int length) =>
        text.Length == length && text.All(c => c is >= '0' and <= '9' or >= 'a' and <= 'f');
}

/// <summary>
/// One processing of personal data: a request that showed, asked for or changed them.
/// It is kept in the words of the national standard Logboek Dataverwerkingen, beside which stand the words of the ZGW standards (who,
/// with which application, why). A request that names very many persons takes more than one row: nobody is left out.
/// </summary>
internal sealed class Verwerking
{
    /// <summary>How many persons or objects one row names at most.</summary>
    public const int MostPerRow = 500;

    public required Spoor Spoor { get; init; }
    public required Caller Caller { get; init; }
    public required string Toelichting { get; init; }
    public required string Activiteit { get; init; }
    public required string Bron { get; init; }
    public required string Resource { get; init; }
    public required string Actie { get; init; }
    public required DateTimeOffset Begin { get; init; }
    public required DateTimeOffset Einde { get; init; }
    public IReadOnlyCollection<Persoon> Personen { get; init; } = [];

    /// <summary>What was shown: the name of the resource and its uuid.</summary>
    public IReadOnlyCollection<(string Resource, Guid Uuid)> Objecten { get; init; } = [];

    /// <summary>The rows as they are kept.</summary>
    /// <param name="pseudonym">Under which name a person stands in the log.</param>
    public IEnumerable<Logregel> Rows(Func<Persoon, string> pseudonym)
    {
        var persons = Personen.Chunk(MostPerRow).ToList();
        var objects = Objecten.Distinct().Chunk(MostPerRow).ToList();
        for (var i = 0; i < Math.Max(1, Math.Max(persons.Count, objects.Count)); i++)
            yield return Row(pseudonym, i < persons.Count ? persons[i] : [], i < objects.Count ? objects[i] : []);
    }

    private Logregel Row(Func<Persoon, string> pseudonym, Persoon[] persons, (string Resource, Guid Uuid)[] objects)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var w = new Utf8JsonWriter(buffer, Stored.Options))
        {
            w.WriteStartObject();
            w.WriteString("trace_id"u8, Spoor.TraceId);
            w.WriteString("span_id"u8, Spoor.SpanId);
            if (Spoor.ParentSpanId is { } parent) w.WriteString("parent_span_id"u8, parent);
            w.WriteString("name"u8, $"{Resource} {Actie}");
            w.WriteNumber("start_time"u8, Begin.ToUnixTimeMilliseconds());
            w.WriteNumber("end_time"u8, Einde.ToUnixTimeMilliseconds());
            w.WriteString("status_code"u8, "STATUS_CODE_OK"u8);
            w.WriteString("dpl.core.processing_activity_id"u8, Logboek.Cut(Activiteit, 500));
            w.WriteString("moment"u8, Stored.Text(Begin));
            w.WriteString("applicatieId"u8, Logboek.Cut(Caller.ClientId, 100));
            w.WriteString("applicatieWeergave"u8, Logboek.Cut(Caller.Weergave, 200));
            w.WriteString("gebruikersId"u8, Logboek.Cut(Caller.UserId, 255));
            w.WriteString("gebruikersWeergave"u8, Logboek.Cut(Caller.UserWeergave, 255));
            w.WriteString("toelichting"u8, Logboek.Cut(Toelichting, 1000));
            w.WriteString("bron"u8, Bron);
            w.WriteString("resource"u8, Resource);
            w.WriteString("actie"u8, Actie);
            w.WriteStartArray("betrokkenen"u8);
            foreach (var p in persons)
            {
                w.WriteStartObject();
                w.WriteString("dpl.core.data_subject_id"u8, pseudonym(p));
                w.WriteString("dpl.core.data_subject_id_type"u8, p.Soort);
                w.WriteEndObject();
            }
            w.WriteEndArray();
            w.WriteStartArray("objecten"u8);
            foreach (var (resource, uuid) in objects) w.WriteStringValue($"{resource}/{uuid}");
            w.WriteEndArray();
            w.WriteEndObject();
        }
        return new(objects.Length == 1 ? objects[0].Uuid.ToString() : "", buffer.WrittenSpan.ToArray());
    }
}

/// <summary>A row of the log as it goes to the store.</summary>
internal sealed record Logregel(string Hoofdobject, byte[] Doc);

/// <summary>
/// The log of who processed whose data, of one organisation. Table <c>inzage</c> holds the rows:
/// a request that is answered waits for that one only. A moment later each is chained (<see cref="Keten"/>) and gets its keys in
/// <c>inzage_sleutel</c>, by which it is found by person, object or user; until then it is found by being read.
/// A person stands there under a pseudonym: HMAC-SHA256 of the number with a key of the organisation,
/// which is kept protected by the keys of the platform. Who has only the file can neither read nor guess a BSN from it;
/// who may search can still find all rows of a BSN.
/// </summary>
internal sealed class Logboek(Store store)
{
    private const string Name = "inzagesleutel";
    private const int MostRemembered = 20_000;
    private readonly Lock gate = new();
    private readonly ConcurrentDictionary<Persoon, string> pseudonyms = new();
    private byte[]? key;
    private List<Waiting> waiting = [];
    private bool writing;

    private sealed record Waiting(IReadOnlyList<Logregel> Rows, TaskCompletionSource Kept);

    public static string KeyOfUser(string clientId, string userId) => userId.Length > 0 ? "g:" + userId : "a:" + clientId;
    public static string KeyOfObject(Guid uuid) => "o:" + uuid.ToString();

    /// <summary>The keys by which a row is found, as they follow from what it says. A row of before there were keys has none.</summary>
    public static IReadOnlyCollection<string> KeysOf(JsonElement row)
    {
        if (!row.TryGetProperty("betrokkenen"u8, out var persons)) return [];
        var keys = new HashSet<string>(
            StringComparer.Ordinal) {
            KeyOfUser(row.GetProperty("applicatieId"u8).GetString()!, row.GetProperty("gebruikersId"u8).GetString()!) };
        foreach (var p in persons.EnumerateArray()) keys.Add("p:" + p.GetProperty("dpl.core.data_subject_id"u8).GetString());
        foreach (var o in row.GetProperty("objecten"u8).EnumerateArray()) keys.Add("o:" + o.GetString()!.Split('/')[^1]);
        return keys;
    }

    /// <summary>Under which name a person stands in the log: 128 bits of an HMAC, which is enough never to confuse two.</summary>
    public static string Pseudonym(byte[] key, Persoon persoon)
    {
        Span<byte> hash = stackalloc byte[32];
        HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{persoon.Soort}:{persoon.Nummer}"), hash);
        return Base64Url.EncodeToString(hash[..16]);
    }

    /// <summary>Under which names persons stand in the log of this organisation. Not to be asked for within a unit of work.</summary>
    public async ValueTask<Func<Persoon, string>> Pseudonyms(ApiSettings settings)
    {
        var own = await Key(settings);
        return persoon =>
        {
            if (pseudonyms.TryGetValue(persoon, out var known)) return known;
            if (pseudonyms.Count >= MostRemembered) pseudonyms.Clear();
            return pseudonyms[persoon] = Pseudonym(own, persoon);
        };
    }

    /// <summary>A text of a client, without what no store takes and no longer than a row may hold.</summary>
    public static string Cut(string text, int most)
    {
        if (text.Length > most) text = text[..(char.IsHighSurrogate(text[most - 1]) ? most - 1 : most)];
        return text.Any(char.IsControl) ? string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c)) : text;
    }

    /// <summary>The organisation's key, made at the first use. Not to be asked for within a unit of work.</summary>
    public async ValueTask<byte[]> Key(ApiSettings settings)
    {
        if (key is { } known) return known;
        var kept = await store.Read(db => db.First("SELECT waarde FROM brink WHERE naam = $1", [Name], r => r.GetString(0)));
        kept ??= await store.Write(async db =>
        {
            db.Run("INSERT INTO brink (naam, waarde) VALUES ($1, $2) ON CONFLICT (naam) DO NOTHING",
                [Name, settings.Protect(Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)))]);
            return await db.First("SELECT waarde FROM brink WHERE naam = $1", [Name], r => r.GetString(0));
        });
        return key = Convert.FromBase64String(settings.Reveal(kept!));
    }

    /// <summary>Keeps rows along with a unit of work.</summary>
    public static void Run(Db db, IEnumerable<Logregel> rows)
    {
        if (!db.IsPostgres)
        {
            foreach (var row in rows) db.Run("INSERT INTO inzage (hoofdobject, doc) VALUES ($1, $2)", [row.Hoofdobject, row.Doc]);
        }
        else
        {
            // One statement, however many rows there are: what a server does per statement costs more than what it does per row.
            var all = new ArrayBufferWriter<byte>(4096);
            using (var w = new Utf8JsonWriter(all, Stored.Options))
            {
                w.WriteStartArray();
                foreach (var row in rows)
                {
                    w.WriteStartArray();
                    w.WriteStringValue(row.Hoofdobject);
                    w.WriteRawValue(row.Doc, skipInputValidation: true);
                    w.WriteEndArray();
                }
                w.WriteEndArray();
            }
            db.Run("INSERT INTO inzage (hoofdobject, doc) SELECT r ->> 0, r -> 1 FROM json_array_elements($1) WITH ORDINALITY AS a (r, "
                + "nr) ORDER BY nr",
                [all.WrittenSpan.ToArray()]);
        }
    }

    /// <summary>The keys of rows that were kept, as they are chained.</summary>
    public static void RunKeys(Db db, IEnumerable<(long Rij, byte[] Doc)> rows)
    {
        // In the order of the index: what stands beside each other is written once.
        var keys = new List<(string Sleutel, long Moment, long Rij)>();
        foreach (var (rij, doc) in rows)
        {
            using var json = JsonDocument.Parse(doc);
            var moment = MomentOf(json.RootElement);
            foreach (var key in KeysOf(json.RootElement)) keys.Add((key, moment, rij));
        }
        if (keys.Count == 0) return;
        keys.Sort((a, b) => string.CompareOrdinal(a.Sleutel, b.Sleutel) is not 0 and var order ? order : a.CompareTo(b));
        // A row of an older version has its keys already.
        if (!db.IsPostgres)
        {
            foreach (var (key, moment, rij) in keys)
                db.Run("INSERT INTO inzage_sleutel (sleutel, moment, rij) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING", [key, moment, rij]);
        }
        else
        {
            db.Run("INSERT INTO inzage_sleutel (sleutel, moment, rij) SELECT r ->> 0, (r ->> 1)::bigint, (r ->> 2)::bigint FROM "
                + "json_array_elements($1) r ON CONFLICT DO NOTHING",
                [JsonSerializer.SerializeToUtf8Bytes(keys.Select(k => (object[])[k.Sleutel, k.Moment, k.Rij]))]);
        }
    }

    /// <summary>When a row's request began, in milliseconds; of a row of before there were keys: 0.</summary>
    public static long MomentOf(JsonElement row) => row.TryGetProperty("start_time"u8, out var moment) ? moment.GetInt64() : 0;

    /// <summary>Keeps rows; done when they would survive a power cut. Requests that wait together share one commit,
    /// on either store.</summary>
    public Task Keep(IReadOnlyList<Logregel> rows)
    {
        var mine = new Waiting(rows, new(TaskCreationOptions.RunContinuationsAsynchronously));
        lock (gate)
        {
            waiting.Add(mine);
            if (writing) return mine.Kept.Task;
            writing = true;
        }
        _ = Write();
        return mine.Kept.Task;
    }

    private async Task Write()
    {
        while (true)
        {
            List<Waiting> batch;
            lock (gate)
            {
                if (waiting.Count == 0) { writing = false; return; }
                (batch, waiting) = (waiting, []);
            }
            try
            {
                await Commit(batch.SelectMany(b => b.Rows));
                foreach (var one in batch) one.Kept.SetResult();
            }
            catch (Exception) when (batch.Count > 1)
            {
                // One row that the store does not take must not refuse the others.
                foreach (var one in batch) await Alone(one);
            }
            catch (Exception e) { batch[0].Kept.SetException(e); }
        }
    }

    private async Task Alone(Waiting one)
    {
        try
        {
            await Commit(one.Rows);
            one.Kept.SetResult();
        }
        catch (Exception e) { one.Kept.SetException(e); }
    }

    private async Task Commit(IEnumerable<Logregel> rows) => await store.Write(db =>
    {
        Run(db, rows);
        return ValueTask.FromResult(true);
    });
}
