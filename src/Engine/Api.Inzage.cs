using System.Buffers;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Brink.Engine;

/// <summary>
/// Who saw whom, for the privacy officer, below <c>/{organisatie}/beheer/api/v1/inzage</c>:
/// <list type="bullet">
/// <item><c>POST _zoek</c>: the rows about a person or an object, or of a user, the newest first, page by page;</item>
/// <item><c>POST export</c>: the same as lines of JSON in the form of the standard Logboek Dataverwerkingen: one line per person.</item>
/// </list>
/// What is asked stands in the body, for a number of a person may stand in no address. Looking leaves a row itself.
/// Asks for the scope <c>inzage.lezen</c> in the component <c>avg</c>.
/// </summary>
public sealed partial class Api
{
    private const string Privacy = "avg";
    private const int LogPage = 50, LargestLogPage = 500, MostObjects = 5000;
    private static readonly string[] ReadLog = ["inzage.lezen"];

    private sealed record Gevraagd
    {
        /// <summary>What kind of number: <c>BSN</c>, <c>A-nummer</c> or <c>ANP-identificatie</c>.</summary>
        [MaxLength(50)] public string Soort { get; set; } = Persoon.Bsn;
        [MaxLength(20), NotBlank] public required string Nummer { get; set; }
    }

    private sealed record Zoekvraag
    {
        /// <summary>The person whose data were processed.</summary>
        public Gevraagd? Persoon { get; set; }

        /// <summary>The address or uuid of something that was shown.</summary>
        [MaxLength(1000)] public string Object { get; set; } = "";

        /// <summary>The id of the user who looked, or of the client when it names no user.</summary>
        [MaxLength(255)] public string Gebruiker { get; set; } = "";
        public DateTimeOffset? Van { get; set; }
        public DateTimeOffset? Tot { get; set; }

        /// <summary>Where the next page begins, as the page before said.</summary>
        [MaxLength(50)] public string Na { get; set; } = "";
        [Range(1, LargestLogPage)] public int Aantal { get; set; } = LogPage;

        /// <summary>With a person: also what showed something of this person without the number, such as a document of the zaak.</summary>
        public bool Ook { get; set; } = true;
    }

    private sealed record Gevonden(long Rij, long Moment, byte[] Doc);

    private async Task Inzage(HttpContext http, Tenant tenant, string[] rest)
    {
        if (rest is not (["_zoek" or "export"])) { await Problem.Write(http, 404); return; }
        var address = AddressOf(http.Request, tenant);
        var caller = await access.Authenticate(tenant, http.Request, Schemes.Jwt, db => Open(db, tenant, Caller.Nobody, address));
        if (caller.For(Privacy, ReadLog).None) throw Forbidden();
        if (http.Request.Method != "POST") { await NotAllowed(http, "POST"); return; }
        using var body = await Body(http, 64 * 1024);
        var binder = new Binder(address);
        var asked = (Zoekvraag)Schema.Of<Zoekvraag>().New();
        binder.Bind(Schema.Of<Zoekvraag>(), body.RootElement, asked, BindMode.Create);
        var given = (asked.Persoon is null ? 0 : 1) + (asked.Object.Length > 0 ? 1 : 0) + (asked.Gebruiker.Length > 0 ? 1 : 0);
        var uuid = Guid.TryParse(asked.Object, out var bare) ? bare : RefText.Uuid(binder.Local(asked.Object));
        if (binder.Faults.Count == 0 && given != 1)
            binder.Fault("persoon", "required", "Noem een persoon, een object of een gebruiker: één daarvan.");
        if (asked.Object.Length > 0 && uuid == Guid.Empty)
            binder.Fault("object", "invalid", "Geef een uuid, of een adres dat op een uuid eindigt.");
        if (asked.Van > asked.Tot) binder.Fault("tot", "invalid", "Het einde van de periode ligt voor het begin.");
        var persoon = asked.Persoon is { } p ? new Persoon(p.Soort, p.Nummer.Trim()) : (Persoon?)null;
        if (persoon is { } who && (who.Soort == Persoon.Bsn ? !Binder.Elfproef(who.Nummer)
            : who.Soort is not ("A-nummer" or "ANP-identificatie")))
        {
            binder.Fault(who.Soort == Persoon.Bsn ? "persoon.nummer" : "persoon.soort", "invalid",
                who.Soort == Persoon.Bsn ? "Een BSN bestaat uit negen cijfers die aan de elfproef voldoen."
                : "Kies uit: BSN, A-nummer, ANP-identificatie.");
        }
        var after = Cursor(asked.Na, binder);
        if (binder.Faults.Count > 0) { await Problem.Write(http, 400, faults: binder.Faults); return; }

        var pseudonyms = await tenant.Logboek.Pseudonyms(settings);
        var keys = new List<string>();
        string? pseudonym = null;
        if (persoon is { } one)
        {
            keys.Add("p:" + (pseudonym = pseudonyms(one)));
            if (asked.Ook)
            {
                keys.AddRange((await tenant.Store.Read(db =>
                settings.ObjectsOf(Open(db, tenant, Caller.Nobody, address), one.Soort, one.Nummer), http.RequestAborted))
                .Take(MostObjects).Select(Logboek.KeyOfObject));
            }
        }
        else if (uuid != Guid.Empty)
        {
            keys.Add(Logboek.KeyOfObject(uuid));
        }
        else
        {
            keys.AddRange(["g:" + asked.Gebruiker, "a:" + asked.Gebruiker]);
        }
        // The look itself is kept before it is answered.
        var begin = settings.Clock.GetUtcNow();
        await tenant.Logboek.Keep([.. new Verwerking
        {
            Spoor = Spoor.Van(http.Request.Headers.TraceParent),
            Caller = caller,
            Toelichting = http.Request.Headers["X-Audit-Toelichting"].ToString(),
            Activiteit = http.Request.Headers[ActivityHeader].ToString() is { Length: > 0 } activity ? activity : caller.Activiteit,
            Bron = Privacy,
            Resource = "inzage",
            Actie = rest[0] == "export" ? "export" : "zoek",
            Begin = begin,
            Einde = begin,
            Personen = persoon is { } about ? [about] : [],
            Objecten = uuid == Guid.Empty ? [] : [("object", uuid)],
        }.Rows(pseudonyms)]);
        if (rest[0] == "export") await Export(http, tenant, asked, keys, pseudonym, address);
        else await LogAnswer(http, tenant, asked, keys, after, pseudonym);
    }

    private static (long Moment, long Rij)? Cursor(string text, Binder binder)
    {
        if (text.Length == 0) return null;
        var parts = text.Split('-');
        if (parts.Length == 2 && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var moment)
            && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var rij))
        {
            return (moment, rij);
        }
        binder.Fault("na", "invalid", "Geef de waarde die de vorige pagina als 'volgende' gaf.");
        return null;
    }

    // The newest first.
    private static async ValueTask<List<Gevonden>> Find(Db db, Zoekvraag asked, IReadOnlyList<string> keys,
        (long Moment, long Rij)? after, int most)
    {
        var from = asked.Van?.ToUnixTimeMilliseconds() ?? 0;
        var until = asked.Tot?.ToUnixTimeMilliseconds() ?? long.MaxValue - 1;
        if (after is { } a) until = Math.Min(until, a.Moment);
        // First what has no keys yet: what gets them in the meantime is found twice, and not missed.
        var wanted = keys.ToHashSet(StringComparer.Ordinal);
        var places = (await Keten.Loose(db, doc => Moment(doc, wanted) is { } moment && moment >= from && moment <= until ? moment : null))
            .Where(p => p.Moment < until || p.Rij < (after?.Rij ?? long.MaxValue)).ToHashSet();
        foreach (var some in keys.Chunk(500))
        {
            var which = string.Join(", ", some.Select((_, i) => string.Create(CultureInfo.InvariantCulture, $"${i + 4}")));
            foreach (var row in await db.Rows($"SELECT DISTINCT moment, rij FROM inzage_sleutel WHERE sleutel IN ({which}) "
                + "AND moment >= $1 AND (moment < $2 OR moment = $2 AND rij < $3) "
                + $"ORDER BY moment DESC, rij DESC LIMIT {most}", [from, until, after?.Rij ?? long.MaxValue, .. some],
                r => (r.GetInt64(0), r.GetInt64(1))))
            {
                places.Add(row);
            }
        }
        var page = places.OrderByDescending(p => p).Take(most).ToList();
        if (page.Count == 0) return [];
        var docs = (await db.Rows(
            $"SELECT id, doc FROM inzage WHERE id IN "
            + $"({string.Join(',', page.Select(p => p.Rij.ToString(CultureInfo.InvariantCulture)))})", [],
            r => (r.GetInt64(0), r.GetBytes(1)))).ToDictionary();
        return [.. page.Where(p => docs.ContainsKey(p.Rij)).Select(p => new Gevonden(p.Rij, p.Moment, docs[p.Rij]))];
    }

    // When a row is one of those that are asked for: its moment.
    private static long? Moment(byte[] doc, HashSet<string> wanted)
    {
        using var json = JsonDocument.Parse(doc);
        return wanted.Overlaps(Logboek.KeysOf(json.RootElement)) ? Logboek.MomentOf(json.RootElement) : null;
    }

    private static async Task LogAnswer(HttpContext http, Tenant tenant, Zoekvraag asked, List<string> keys, (long, long)? after,
        string? pseudonym)
    {
        var rows = await tenant.Store.Read(db => Find(db, asked, keys, after, asked.Aantal + 1), http.RequestAborted);
        var more = rows.Count > asked.Aantal;
        if (more) rows.RemoveAt(rows.Count - 1);
        await Json(http, w =>
        {
            w.WriteStartObject();
            w.WriteString("volgende", more ? string.Create(CultureInfo.InvariantCulture, $"{rows[^1].Moment}-{rows[^1].Rij}") : null);
            w.WriteStartArray("results");
            foreach (var row in rows)
            {
                using var json = JsonDocument.Parse(row.Doc);
                w.WriteStartObject();
                w.WriteNumber("nummer", row.Rij);
                // Of the others that the same request showed only how many there were.
                foreach (var field in json.RootElement.EnumerateObject())
                    if (field.Name != "betrokkenen" || pseudonym is null) field.WriteTo(w);
                var persons = json.RootElement.TryGetProperty("betrokkenen"u8, out var list) ? list.EnumerateArray().ToList() : [];
                w.WriteNumber("aantalBetrokkenen", persons.Count);
                if (pseudonym is not null) w.WriteBoolean("noemtPersoon", persons.Exists(p => Is(p, pseudonym)));
                w.WriteEndObject();
            }
            w.WriteEndArray();
            w.WriteEndObject();
        });
    }

    private static bool Is(JsonElement person, string pseudonym) => person.GetProperty("dpl.core.data_subject_id"u8).ValueEquals(pseudonym);

    private static async Task Export(HttpContext http, Tenant tenant, Zoekvraag asked, List<string> keys, string? pseudonym, string address)
    {
        http.Response.ContentType = "application/jsonl";
        http.Response.Headers.ContentDisposition = "attachment; filename=\"dataverwerkingen.jsonl\"";
        (long, long)? after = null;
        while (true)
        {
            var rows = await tenant.Store.Read(db => Find(db, asked, keys, after, LargestLogPage), http.RequestAborted);
            var buffer = new ArrayBufferWriter<byte>(64 * 1024);
            foreach (var row in rows)
            {
                Lines(buffer, row.Doc, pseudonym, tenant.Organisatie.Id,
                    code => $"{address}privacy/api/v1/verwerkingsactiviteiten?code={Uri.EscapeDataString(code)}");
            }
            if (buffer.WrittenCount > 0) await http.Response.Body.WriteAsync(buffer.WrittenMemory, http.RequestAborted);
            if (rows.Count < LargestLogPage) return;
            after = (rows[^1].Moment, rows[^1].Rij);
        }
    }

    // A row as the standard has it: one line for each person; with more than one of them each is an action below that of the request.
    internal static void Lines(IBufferWriter<byte> to, byte[] doc, string? only, string organisatie, Func<string, string> activity)
    {
        using var json = JsonDocument.Parse(doc);
        var row = json.RootElement;
        if (!row.TryGetProperty("span_id"u8, out var span)) return; // of before the log had this form
        var persons = row.GetProperty("betrokkenen"u8).EnumerateArray().ToList();
        if (persons.Count != 1)
            Line(span.GetString()!, row.TryGetProperty("parent_span_id"u8, out var above) ? above.GetString() : null, null);
        for (var i = 0; i < persons.Count; i++)
        {
            if (only is not null && !Is(persons[i], only)) continue;
            if (persons.Count == 1)
                Line(span.GetString()!, row.TryGetProperty("parent_span_id"u8, out var parent) ? parent.GetString() : null, persons[i]);
            else Line(Child($"{span}.{persons[i].GetProperty("dpl.core.data_subject_id"u8)}"), span.GetString(), persons[i]);
        }

        static string Child(string of) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(of)).AsSpan(0, 8));

        void Line(string spanId, string? parentId, JsonElement? person)
        {
            using (var w = new Utf8JsonWriter(to, Stored.Options))
            {
                w.WriteStartObject();
                row.GetProperty("trace_id"u8).WriteNamed(w, "trace_id");
                w.WriteString("span_id", spanId);
                if (parentId is not null) w.WriteString("parent_span_id", parentId);
                foreach (var name in (string[])["name", "start_time", "end_time", "status_code"]) row.GetProperty(name).WriteNamed(w, name);
                w.WriteStartObject("resource");
                w.WriteStartObject("attributes");
                w.WriteString("service.name", "brink");
                w.WriteString("service.namespace", organisatie);
                w.WriteEndObject();
                w.WriteEndObject();
                w.WriteStartObject("attributes");
                var code = row.GetProperty("dpl.core.processing_activity_id"u8).GetString()!;
                w.WriteString("dpl.core.processing_activity_id", Uri.TryCreate(code, UriKind.Absolute, out _) ? code
                    : activity(code.Length > 0 ? code : "onbekend"));
                if (person is { } p)
                {
                    p.GetProperty("dpl.core.data_subject_id"u8).WriteNamed(w, "dpl.core.data_subject_id");
                    p.GetProperty("dpl.core.data_subject_id_type"u8).WriteNamed(w, "dpl.core.data_subject_id_type");
                }
                foreach (var name in (string[])["applicatieId", "gebruikersId", "gebruikersWeergave", "toelichting", "bron",
                    "resource", "actie"])
                {
                    row.GetProperty(name).WriteNamed(w, "brink." + name);
                }
                w.WriteEndObject();
                w.WriteEndObject();
            }
            to.Write("\n"u8);
        }
    }
}

internal static class JsonNaming
{
    /// <summary>Writes a value under a name of its own.</summary>
    public static void WriteNamed(this JsonElement value, Utf8JsonWriter w, string name)
    {
        w.WritePropertyName(name);
        value.WriteTo(w);
    }
}
