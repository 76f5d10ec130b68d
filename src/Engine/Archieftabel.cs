using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Brink.Engine;

/// <summary>A column of a table in an archive.</summary>
/// <param name="Naam">Its name, in the table and in the archive.</param>
/// <param name="Soort">Text, whole number or document.</param>
internal sealed record Archiefkolom(string Naam, SqlType Soort);

/// <summary>
/// A table as it stands in an archive: one line of JSON per row, in the order of its key. The same rows give the same bytes in either
/// store, so that a table that was put back is compared with its archive by one hash.
/// </summary>
/// <param name="Naam">The table.</param>
/// <param name="Kolommen">What is kept of it; what follows from a document is not.</param>
/// <param name="Sleutel">How many of the first columns tell rows apart.</param>
internal sealed record Archieftabel(string Naam, IReadOnlyList<Archiefkolom> Kolommen, int Sleutel = 1)
{
    private const int AtOnce = 200;
    private static readonly JsonEncodedText Encoded64 = JsonEncodedText.Encode("doc64");

    /// <summary>The resources of this table; null for a table of the engine itself.</summary>
    public Definition? Definitie { get; init; }

    /// <summary>Which rows are kept; all when empty.</summary>
    public string Waar { get; init; } = "";

    /// <summary>Whether the rows that are put back are those that were kept, all of them: what waits for a mail server, or is
    /// protected by keys of a platform, may have to stay behind.</summary>
    public bool Gelijk { get; init; } = true;

    /// <summary>Whether it tells who did what: a copy for tests has none of it.</summary>
    public bool Logt { get; init; }

    /// <summary>Under which name it stands in an archive.</summary>
    public string Bestand => $"rijen/{Naam}.jsonl";

    /// <summary>All tables of an organisation, those of the engine first.</summary>
    public static IReadOnlyList<Archieftabel> Alle(Model model) =>
    [
        Van("audit", "id#", "uuid", "hoofdobject", "doc*") with { Logt = true },
        Van("inzage", "id#", "hoofdobject", "doc*") with { Logt = true },
        Van("keten", "nr#", "dag", "bron", "rij#", "hoofdobject", "som", "hash") with { Logt = true },
        Van(Vernietiging.Tabel, "id#", "soort", "uuid", "moment"),
        Van("teller", "naam", "stand#"),
        Van("client", "id", "geheim") with { Gelijk = false },
        Van("token", "naam", "hash", "rechten") with { Gelijk = false },
        Van("brink", "naam", "waarde") with { Waar = "naam = 'inzagesleutel'", Gelijk = false },
        Van("outbox", "id#", "hoofdobject", "kanaal", "doc*") with { Gelijk = false },
        // (When what returns by a schedule is done, is worked out anew; and no node has taken anything.)
        Van("job", "id#", "groep", "rij", "doc*") with { Waar = $"rij <> '{Jobs.Scheduled}'", Gelijk = false },
        Van("wachtrij", "id#", "groep", "rij", "volgende#", "pogingen#", "geparkeerd#", "fout", "wie") with
        {
            Waar = $"rij <> '{Jobs.Scheduled}'", Gelijk = false,
        },
        Van("groep_stand", "groep", "gelukt#", "mislukt#", "fout") with { Gelijk = false },
        Van("job_klaar", "groep", "sleutel", "moment#", "resultaat") with { Sleutel = 2, Gelijk = false },
        .. model.Definitions.OrderBy(d => d.Table, StringComparer.Ordinal)
            .Select(d => Van(d.Table, "id#", "uuid", "doc*") with { Definitie = d }),
    ];

    // A name with # is a number, with * a document.
    private static Archieftabel Van(string naam, params string[] kolommen) => new(naam,
    [
        .. kolommen.Select(k => new Archiefkolom(k.TrimEnd('#', '*'),
            k[^1] == '#' ? SqlType.Integer : k[^1] == '*' ? SqlType.Document : SqlType.Text)),
    ]);

    /// <summary>All rows in the order of their key, as lines. Those columns are left out that the database does not have:
    /// an archive is also made of data that an older program wrote.</summary>
    /// <param name="db">The data as it was at one moment.</param>
    /// <param name="aanwezig">The columns that the table has; null when it is not there.</param>
    /// <param name="regel">Takes each line, with the end of it.</param>
    /// <param name="adem">Is asked after each part: to rest, or to stop.</param>
    public async ValueTask<long> Schrijf(Db db, IReadOnlySet<string>? aanwezig, Action<ReadOnlySpan<byte>> regel, Func<ValueTask> adem)
    {
        if (aanwezig is null || Waar.Length > 0 && !aanwezig.Contains(Waar.Split(' ')[0])) return 0;
        var kolommen = Kolommen.Where(k => aanwezig.Contains(k.Naam)).ToList();
        var namen = string.Join(", ", kolommen.Select(k => k.Naam));
        var sleutel = string.Join(", ", Kolommen.Take(Sleutel).Select(k => k.Naam));
        var plaatsen = string.Join(", ", Enumerable.Range(1, Sleutel).Select(i => $"${i}"));
        var waar = Waar.Length > 0 ? $" AND {Waar}" : "";
        object?[] laatste = [.. Kolommen.Take(Sleutel).Select(k => k.Soort == SqlType.Integer ? (object)long.MinValue : "")];
        var buffer = new ArrayBufferWriter<byte>(4096);
        await using var w = new Utf8JsonWriter(buffer, Stored.Options);
        for (long aantal = 0; ;)
        {
            var rijen = await db.Rows(
                $"SELECT {namen} FROM {Naam} WHERE ({sleutel}) > ({plaatsen}){waar} ORDER BY {sleutel} LIMIT {AtOnce}", laatste,
                r => Waarden(r, kolommen));
            foreach (var rij in rijen)
            {
                buffer.ResetWrittenCount();
                w.Reset(buffer);
                Regel(w, kolommen, rij);
                w.Flush();
                buffer.Write("\n"u8);
                regel(buffer.WrittenSpan);
            }
            aantal += rijen.Count;
            if (rijen.Count < AtOnce) return aantal;
            laatste = rijen[^1][..Sleutel];
            await adem();
        }
    }

    private static object?[] Waarden(Row r, List<Archiefkolom> kolommen)
    {
        var uit = new object?[kolommen.Count];
        for (var i = 0; i < uit.Length; i++)
        {
            uit[i] = r.IsDBNull(i) ? null : kolommen[i].Soort switch
            {
                SqlType.Integer => r.GetInt64(i),
                SqlType.Document => r.GetBytes(i),
                _ => r.GetString(i),
            };
        }
        return uit;
    }

    private static void Regel(Utf8JsonWriter w, List<Archiefkolom> kolommen, object?[] rij)
    {
        w.WriteStartObject();
        for (var i = 0; i < rij.Length; i++)
        {
            switch (rij[i])
            {
                case null: w.WriteNull(kolommen[i].Naam); break;
                case long getal: w.WriteNumber(kolommen[i].Naam, getal); break;
                // A document is kept to the byte, for the chain of the log has its hash. One that would break the line stands there as
                // base64.
                case byte[] doc when doc.AsSpan().IndexOfAny((byte)'\n', (byte)'\r') >= 0: w.WriteBase64String(Encoded64, doc); break;
                case byte[] doc:
                    w.WritePropertyName(kolommen[i].Naam);
                    w.WriteRawValue(doc, skipInputValidation: true);
                    break;
                case var tekst: w.WriteString(kolommen[i].Naam, (string)tekst); break;
            }
        }
        w.WriteEndObject();
    }

    /// <summary>Reads a line back: the values of the columns, null for one that is not there.</summary>
    /// <exception cref="JsonException">It is no line of JSON.</exception>
    /// <exception cref="InvalidDataException">A column has another kind of value.</exception>
    public object?[] Lees(ReadOnlySpan<byte> regel)
    {
        var uit = new object?[Kolommen.Count];
        var json = new Utf8JsonReader(regel);
        json.Read();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var is64 = json.ValueTextEquals("doc64"u8);
            var plaats = -1;
            for (var i = 0; i < uit.Length && plaats < 0; i++)
                if (is64 ? Kolommen[i].Soort == SqlType.Document : json.ValueTextEquals(Kolommen[i].Naam)) plaats = i;
            json.Read();
            var van = (int)json.TokenStartIndex;
            json.Skip();
            if (plaats < 0) continue;
            uit[plaats] = (Kolommen[plaats].Soort, json.TokenType) switch
            {
                (_, JsonTokenType.Null) => null,
                (SqlType.Document, _) when is64 => json.GetBytesFromBase64(),
                (SqlType.Document, _) => regel[van..(int)json.BytesConsumed].ToArray(),
                (SqlType.Integer, JsonTokenType.Number) => json.GetInt64(),
                (SqlType.Text, JsonTokenType.String) => json.GetString(),
                _ => throw new InvalidDataException($"{Bestand}: '{Kolommen[plaats].Naam}' is geen {Kolommen[plaats].Soort}."),
            };
        }
        return uit;
    }
}

/// <summary>Reads a stream by its lines.</summary>
internal static class Regels
{
    private const int Longest = 256 << 20; // longer than any document can be

    /// <summary>Each line without its end. It is only valid until the next is asked for.</summary>
    /// <exception cref="InvalidDataException">A line is longer than a row can be.</exception>
    public static IEnumerable<ReadOnlyMemory<byte>> Van(Stream stream)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(256 * 1024);
        var (van, tot) = (0, 0);
        try
        {
            while (true)
            {
                var einde = buffer.AsSpan(van, tot - van).IndexOf((byte)'\n');
                if (einde >= 0)
                {
                    yield return buffer.AsMemory(van, einde);
                    van += einde + 1;
                    continue;
                }
                if (van > 0)
                {
                    buffer.AsSpan(van, tot - van).CopyTo(buffer);
                    (van, tot) = (0, tot - van);
                }
                if (tot == buffer.Length)
                {
                    if (tot >= Longest) throw new InvalidDataException("Het archief heeft een regel die te lang is.");
                    var groter = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
                    buffer.AsSpan(0, tot).CopyTo(groter);
                    ArrayPool<byte>.Shared.Return(buffer);
                    buffer = groter;
                }
                var n = stream.Read(buffer, tot, buffer.Length - tot);
                if (n == 0)
                {
                    if (tot > 0) yield return buffer.AsMemory(0, tot);
                    yield break;
                }
                tot += n;
            }
        }
        finally { ArrayPool<byte>.Shared.Return(buffer); }
    }

    /// <summary>As above, of texts.</summary>
    public static IEnumerable<string> Teksten(Stream stream)
    {
        using var lezer = new StreamReader(stream, Encoding.UTF8, leaveOpen: true);
        while (lezer.ReadLine() is { } regel) yield return regel;
    }
}
