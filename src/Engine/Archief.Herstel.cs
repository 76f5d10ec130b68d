using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Brink.Engine;

/// <summary>How an archive is put back.</summary>
public sealed record Herstelopzet
{
    public required Archiefkennis Kennis { get; init; }

    /// <summary>Whether what the organisation holds now may be lost.</summary>
    public bool Vervang { get; init; }

    /// <summary>The address of the organisation as others know it, with a slash at its end; empty when none is set.</summary>
    public string Adres { get; init; } = "";

    /// <summary>Reveals what the platform protects; null when its keys do not know it.</summary>
    public Func<string, string?> Onthul { get; init; } = text => text;

    /// <summary>What was destroyed since, as it was noted outside the database.</summary>
    public IReadOnlyCollection<Vernietiging> Vernietigd { get; init; } = [];

    /// <summary>Makes a copy for tests of it, by what it makes of each document; null: it is put back as it was.</summary>
    public Testkopie? Testkopie { get; init; }

    /// <summary>Is told how far it is.</summary>
    public Action<long, long, string> Meld { get; init; } = (_, _, _) => { };
}

/// <summary>How a copy for tests differs from what it is a copy of.</summary>
/// <param name="Vervorm">Makes of each resource one without personal data; null leaves it out. Those of one kind come after each other, in
/// the order of the names of their tables.</param>
/// <param name="Vervanger">What stands in for a content, by its hash, its first bytes and whether there are more.</param>
public sealed record Testkopie(Func<Definition, Resource, Resource?> Vervorm, Func<string, ReadOnlyMemory<byte>, bool, byte[]> Vervanger)
{
    /// <summary>What says in the database that it is one.</summary>
    internal const string Merk = "testkopie";

    /// <summary>Whether the data are a copy for tests: then nothing may go out.</summary>
    public static async Task<bool> Is(Store store) =>
        await store.Read(db => db.Number("SELECT count(*) FROM brink WHERE naam = $1", Merk)) > 0;
}

/// <summary>What came of putting an archive back.</summary>
/// <param name="Manifest">The archive.</param>
/// <param name="Rijen">How many resources there are now.</param>
/// <param name="Bestanden">How many contents.</param>
/// <param name="Vernietigd">How many were destroyed again.</param>
/// <param name="Opmerkingen">What is otherwise than it was, as sentences.</param>
public sealed record Herstelverslag(Archiefmanifest Manifest, long Rijen, long Bestanden, int Vernietigd,
    IReadOnlyList<string> Opmerkingen);

/// <summary>It is refused; nothing has changed. The message is for the administrator.</summary>
public sealed class ArchiefGeweigerdException(string waarom) : InvalidOperationException(waarom);

public static partial class Archief
{
    private const int RowsAtOnce = 200, BytesAtOnce = 4 << 20;

    /// <summary>Reads what an archive says of itself.</summary>
    /// <exception cref="InvalidDataException">It is no archive, or of a newer kind.</exception>
    public static Archiefmanifest Manifest(string bestand)
    {
        using var zip = new Ziplezer(bestand);
        return Inhoudsopgave(zip).Manifest;
    }

    /// <summary>Puts an archive back: all of it, or nothing. What was destroyed since is destroyed again.</summary>
    /// <param name="tenant">The organisation, its tables prepared.</param>
    /// <param name="model">The registers.</param>
    /// <param name="bestand">The file.</param>
    /// <param name="opzet">How.</param>
    /// <param name="klok">What time it is.</param>
    /// <exception cref="InvalidDataException">The archive is not whole.</exception>
    /// <exception cref="ArchiefGeweigerdException">The organisation is not empty, or contents lack.</exception>
    public static async Task<Herstelverslag> Herstel(Tenant tenant, Model model, string bestand, Herstelopzet opzet, TimeProvider klok)
    {
        using var zip = new Ziplezer(bestand);
        var (manifest, stukken) = Inhoudsopgave(zip);
        if (!opzet.Vervang && await tenant.Store.Read(db => Vol(db, model)) is { Length: > 0 } vol)
        {
            throw new ArchiefGeweigerdException($"Bij {tenant.Organisatie.Id} staan al gegevens, dus er is niets teruggezet. Vervangen kan "
                + $"met --vervang; dan gaat dit verloren: {vol}.");
        }
        var toegevoegd = new List<StoredBlob>();
        Herstelverslag verslag;
        try
        {
            if (opzet.Testkopie is { } kopie)
            {
                await Vervangers(zip, kopie, tenant.Organisatie.Blobs, toegevoegd);
            }
            else
            {
                await Inhouden(zip, manifest, tenant.Organisatie.Blobs, toegevoegd, opzet.Meld);
            }
            verslag = await tenant.Store.Write(async db =>
            {
                var opmerkingen = new List<string>();
                var eerder = await Noten(db); // of what is being replaced
                await Leeg(db, model);
                var rijen = await Vul(db, model, zip, stukken, manifest, opzet, opmerkingen);
                if (opzet.Testkopie is null)
                {
                    await Nagaan(db, model, manifest, opzet);
                    await Aanwezig(db, model, manifest, opzet.Kennis, tenant.Organisatie.Blobs);
                }
                else
                {
                    db.Run("INSERT INTO brink (naam, waarde) VALUES ($1, $2)", [Testkopie.Merk, manifest.Moment]);
                }
                var weg = await Herhaal(db, model, tenant.Organisatie, [.. eerder, .. opzet.Vernietigd], klok.GetUtcNow());
                return new Herstelverslag(manifest, rijen - weg, toegevoegd.Count, weg, opmerkingen);
            });
        }
        catch
        {
            // Nothing refers to what was put there for it.
            foreach (var blob in toegevoegd) await tenant.Organisatie.Blobs.Remove(blob.Sha256);
            throw;
        }
        while (await Zoekbouw.Step(tenant.Store, model)) { } // what was found there, is found here
        return verslag;
    }

    // What the archive says of itself, and where its tables are.
    private static (Archiefmanifest Manifest, Dictionary<string, Zipstuk> Stukken) Inhoudsopgave(Ziplezer zip)
    {
        var stukken = zip.Parts().Where(s => !s.Naam.StartsWith(Inhoudmap, StringComparison.Ordinal)
            && (s.Naam.StartsWith("rijen/", StringComparison.Ordinal) || !s.Naam.Contains('/', StringComparison.Ordinal)))
            .ToDictionary(s => s.Naam, StringComparer.Ordinal);
        if (!stukken.TryGetValue(Manifestnaam, out var stuk)) throw new InvalidDataException($"Dit is geen archief van Brink: {Manifestnaam} ontbreekt.");
        Archiefmanifest manifest;
        using (var inhoud = zip.Open(stuk))
        {
            try { manifest = JsonSerializer.Deserialize<Archiefmanifest>(inhoud, Json)!; }
            catch (JsonException) { throw new InvalidDataException($"Dit is geen archief van Brink: {Manifestnaam} is niet te lezen."); }
        }
        if (manifest.Formaat != Formaat) throw new InvalidDataException("Dit is geen archief van Brink.");
        if (manifest.Versie > Versie || manifest.Indeling > Tables.Version)
        {
            throw new InvalidDataException($"Dit archief is van een nieuwere versie van Brink ({manifest.Programma}, indeling "
                + $"{manifest.Indeling}). Gebruik een nieuwer programma.");
        }
        return (manifest, stukken);
    }

    // What would be lost, in words; empty when nothing would. What every organisation has by itself does not count.
    private static async ValueTask<string> Vol(Db db, Model model)
    {
        var er = new List<string>();
        foreach (var d in model.Definitions.Where(d => d.Standing is null && !d.IsInternal).OrderBy(d => d.Table, StringComparer.Ordinal))
            if (await db.Number($"SELECT count(*) FROM {d.Table}") is var n and > 0) er.Add($"{n} {d.Path}");
        if (await db.Number("SELECT (SELECT count(*) FROM audit) + (SELECT count(*) FROM inzage)") is var log and > 0)
            er.Add($"{log} regels van het logboek");
        return string.Join(", ", er);
    }

    private static async ValueTask<List<Vernietiging>> Noten(Db db)
    {
        var alle = new List<Vernietiging>();
        for (var stuk = await Vernietiging.Na(db, 0); stuk.Count > 0; stuk = await Vernietiging.Na(db, stuk[^1].Id)) alle.AddRange(stuk);
        return alle;
    }

    private static async ValueTask Leeg(Db db, Model model)
    {
        List<string> tabellen = [.. Archieftabel.Alle(model).Select(t => t.Naam).Where(t => t != "brink"), "inzage_sleutel", "nieuws", "nieuwsstand",
            "zoek_woord", "zoek_gelijk"];
        foreach (var d in model.Definitions.Where(d => d.Zoekbaar is not null))
        {
            tabellen.Add(Zoekindex.Kringen(d));
            if (db.IsPostgres) tabellen.Add(Zoekindex.Tabel(d));
            else db.Execute($"INSERT INTO {Zoekindex.Tabel(d)} ({Zoekindex.Tabel(d)}) VALUES ('delete-all')");
        }
        if (db.IsPostgres) await db.ExecuteOnce($"TRUNCATE {string.Join(", ", tabellen)}");
        else tabellen.ForEach(t => db.Execute($"DELETE FROM {t}"));
        db.Run("DELETE FROM brink WHERE naam IN ('inzagesleutel', $1) OR naam LIKE 'zoek:%'", [Testkopie.Merk]);
        db.Zoek.Vergeet();
        await db.Flush();
    }

    private static async Task Inhouden(Ziplezer zip, Archiefmanifest manifest, Blobs blobs, List<StoredBlob> toegevoegd,
        Action<long, long, string> meld)
    {
        long aantal = 0;
        foreach (var stuk in zip.Parts().Where(s => s.Naam.StartsWith(Inhoudmap, StringComparison.Ordinal)))
        {
            meld(aantal++, manifest.Bestanden, "bestanden");
            await using var inhoud = zip.Open(stuk);
            var hash = stuk.Naam[(stuk.Naam.LastIndexOf('/') + 1)..];
            var blob = await blobs.Put(inhoud, toegevoegd, CancellationToken.None);
            if (blob.Sha256 != hash && !manifest.Ontbreken.Contains(hash))
                throw new InvalidDataException($"Het archief is beschadigd: {stuk.Naam} is niet meer wat het was. Er is niets teruggezet.");
        }
        if (aantal != manifest.Bestanden)
        {
            throw new InvalidDataException($"Het archief is niet heel: het heeft {aantal} bestanden, en dat moeten er {manifest.Bestanden} zijn. "
                + "Er is niets teruggezet.");
        }
    }

    private static async Task Vervangers(Ziplezer zip, Testkopie kopie, Blobs blobs, List<StoredBlob> toegevoegd)
    {
        var begin = new byte[512];
        var gehad = new HashSet<string>(StringComparer.Ordinal);
        foreach (var stuk in zip.Parts().Where(s => s.Naam.StartsWith(Inhoudmap, StringComparison.Ordinal)))
        {
            await using var inhoud = zip.Open(stuk);
            var gelezen = await inhoud.ReadAtLeastAsync(begin, begin.Length, throwOnEndOfStream: false);
            var hash = stuk.Naam[(stuk.Naam.LastIndexOf('/') + 1)..];
            var vervanger = kopie.Vervanger(hash, begin.AsMemory(0, gelezen), stuk.Length > gelezen);
            if (gehad.Add(Convert.ToHexString(SHA256.HashData(vervanger))))
                await blobs.Put(new MemoryStream(vervanger), toegevoegd, CancellationToken.None);
        }
    }

    // Puts all rows in; how many are resources.
    private static async ValueTask<long> Vul(Db db, Model model, Ziplezer zip, Dictionary<string, Zipstuk> stukken,
        Archiefmanifest manifest, Herstelopzet opzet, List<string> opmerkingen)
    {
        var tabellen = Archieftabel.Alle(model).ToDictionary(t => t.Naam, StringComparer.Ordinal);
        long rijen = 0;
        var gedaan = 0;
        foreach (var stuk in manifest.Tabellen)
        {
            opzet.Meld(gedaan++, manifest.Tabellen.Count, "tabellen");
            if (!tabellen.TryGetValue(stuk.Naam, out var tabel))
            {
                if (stuk.Regels == 0) continue;
                throw new InvalidDataException($"Het archief heeft {stuk.Regels} regels van '{stuk.Naam}', dat dit programma niet kent. "
                    + "Gebruik het programma waarmee het is gemaakt, of een nieuwer. Er is niets teruggezet.");
            }
            if (!stukken.TryGetValue(tabel.Bestand, out var deel)) throw Beschadigd($"{tabel.Bestand} ontbreekt");
            if (opzet.Testkopie is not null && tabel.Definitie is null && tabel.Naam is not "teller") continue;
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            using var inhoud = zip.Open(deel);
            var aantal = await Zet(db, tabel, inhoud, hash, manifest, opzet, opmerkingen);
            if (aantal != stuk.Regels || Convert.ToHexStringLower(hash.GetHashAndReset()) != stuk.Sha256)
                throw Beschadigd($"{tabel.Bestand} is niet meer wat het was");
            if (tabel.Definitie is { IsInternal: false }) rijen += aantal;
        }
        if (opzet.Testkopie is null) await Sleutels(db);
        await Tellers(db, model);
        return rijen;
    }

    private static async ValueTask<long> Zet(Db db, Archieftabel tabel, Stream inhoud, IncrementalHash hash, Archiefmanifest manifest,
        Herstelopzet opzet, List<string> opmerkingen)
    {
        var d = tabel.Definitie;
        string[] kolommen = [.. tabel.Kolommen.Select(k => k.Naam), .. d?.Columns.Select(c => Query.Quote(c.Name)) ?? []];
        SqlType[] soorten = [.. tabel.Kolommen.Select(k => k.Soort), .. d?.Columns.Select(Tables.TypeOf) ?? []];
        var genummerd = db.IsPostgres && tabel.Kolommen[0] is { Soort: SqlType.Integer };
        var sql = $"INSERT INTO {tabel.Naam} ({string.Join(", ", kolommen)}){(genummerd ? " OVERRIDING SYSTEM VALUE" : "")} "
            + $"VALUES ({string.Join(", ", kolommen.Select((_, i) => $"${i + 1}"))})";
        long aantal = 0;
        var (wacht, bytes, onleesbaar) = (0, 0, 0);
        foreach (var regel in Regels.Van(inhoud))
        {
            hash.AppendData(regel.Span);
            hash.AppendData("\n"u8);
            aantal++;
            object?[] waarden;
            try { waarden = tabel.Lees(regel.Span); }
            catch (JsonException) { throw Beschadigd($"{tabel.Bestand}, regel {aantal} is niet te lezen"); }
            if (!Mee(tabel, waarden, opzet)) { onleesbaar++; continue; }
            if (d is not null)
            {
                if (Bron(d, waarden, manifest, opzet) is not { } rij) continue;
                waarden = rij;
            }
            db.Run(sql, waarden, soorten);
            bytes += regel.Length;
            if (++wacht < RowsAtOnce && bytes < BytesAtOnce) continue;
            await db.Flush();
            (wacht, bytes) = (0, 0);
        }
        await db.Flush();
        if (onleesbaar > 0)
        {
            opmerkingen.Add(tabel.Naam == "client"
                ? $"{onleesbaar} clients hebben een nieuw geheim nodig: het oude is met de sleutels van dit platform niet te lezen."
                : "Het logboek heeft een nieuwe sleutel: de oude is met de sleutels van dit platform niet te lezen. Oude inzageregels zijn niet "
                + "meer op persoon te vinden, wel te lezen.");
        }
        return aantal;
    }

    // What the keys of this platform do not know is of no use here.
    private static bool Mee(Archieftabel tabel, object?[] waarden, Herstelopzet opzet) => tabel.Naam switch
    {
        "client" or "brink" => opzet.Onthul((string)waarden[1]!) is not null,
        _ => true,
    };

    // The row of a resource: its document, and the key columns that follow from it.
    private static object?[]? Bron(Definition d, object?[] waarden, Archiefmanifest manifest, Herstelopzet opzet)
    {
        var doc = (byte[])waarden[2]!;
        if (Verhuist(manifest, opzet) is var (oud, nieuw)) doc = Verhuis(doc, oud, nieuw);
        Resource bron;
        try { bron = Documents.Read(d, doc); }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or KeyNotFoundException)
        {
            throw Beschadigd($"{d.Table} {waarden[1]} is niet te lezen");
        }
        if (opzet.Testkopie is { } kopie)
        {
            var uuid = bron.Uuid;
            if (kopie.Vervorm(d, bron) is not { } anders) return null;
            bron = anders;
            bron.Uuid = uuid;
            doc = Documents.Write(d, bron);
        }
        waarden[2] = doc;
        return [.. waarden, .. d.Columns.Select(c => Query.KeyValue(c.Value(bron)))];
    }

    // Own addresses stand in a document as ~/, and move by themselves. Those that a client wrote out move too.
    private static (byte[] Oud, byte[] Nieuw)? Verhuist(Archiefmanifest manifest, Herstelopzet opzet) =>
        manifest.Adres.Length > 0 && opzet.Adres.Length > 0 && manifest.Adres != opzet.Adres
            ? (Encoding.UTF8.GetBytes('"' + manifest.Adres), Encoding.UTF8.GetBytes('"' + opzet.Adres)) : null;

    private static byte[] Verhuis(byte[] doc, byte[] oud, byte[] nieuw)
    {
        if (doc.AsSpan().IndexOf(oud) < 0) return doc;
        var uit = new MemoryStream(doc.Length + 256);
        var rest = doc.AsSpan();
        for (int at; (at = rest.IndexOf(oud)) >= 0; rest = rest[(at + oud.Length)..])
        {
            uit.Write(rest[..at]);
            // (After a backslash it is a quotation mark in a text.)
            uit.Write(at > 0 && rest[at - 1] == (byte)'\\' ? oud : nieuw);
        }
        uit.Write(rest);
        return uit.ToArray();
    }

    private static async ValueTask Sleutels(Db db)
    {
        for (long laatste = 0; ;)
        {
            var rijen = await db.Rows("SELECT i.id, i.doc FROM inzage i JOIN keten k ON k.bron = 'inzage' AND k.rij = i.id WHERE i.id > $1 "
                + "ORDER BY i.id LIMIT 500", [laatste], r => (r.GetInt64(0), r.GetBytes(1)));
            if (rijen.Count == 0) return;
            Logboek.RunKeys(db, rijen);
            await db.Flush();
            laatste = rijen[^1].Item1;
        }
    }

    // New rows go on after the old ones, also after those of which only the link in the chain is left.
    private static async ValueTask Tellers(Db db, Model model)
    {
        foreach (var tabel in Archieftabel.Alle(model).Where(t => t.Kolommen[0].Soort == SqlType.Integer))
        {
            var id = tabel.Kolommen[0].Naam;
            var hoogste = await db.Number($"SELECT greatest_of FROM (SELECT max(n) AS greatest_of FROM (SELECT max({id}) AS n FROM {tabel.Naam} "
                + "UNION ALL SELECT max(rij) FROM keten WHERE bron = $1) a) b", tabel.Naam);
            if (hoogste == 0) continue;
            if (db.IsPostgres) await db.Number("SELECT setval(pg_get_serial_sequence($1, $2), $3)", tabel.Naam, id, hoogste);
            else db.Execute("UPDATE sqlite_sequence SET seq = max(seq, $1) WHERE name = $2", hoogste, tabel.Naam);
        }
    }

    // What is there now is compared with the archive, by the hash of all lines as they would stand in one.
    private static async ValueTask Nagaan(Db db, Model model, Archiefmanifest manifest, Herstelopzet opzet)
    {
        var kolommen = await Tables.Columns(db);
        var stukken = manifest.Tabellen.ToDictionary(t => t.Naam);
        foreach (var tabel in Archieftabel.Alle(model).Where(t => t.Gelijk && stukken.ContainsKey(t.Naam)))
        {
            opzet.Meld(0, 0, "nagaan");
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var aantal = await tabel.Schrijf(db, kolommen[tabel.Naam], hash.AppendData, () => default);
            var verhuisd = tabel.Definitie is not null && Verhuist(manifest, opzet) is not null;
            var stuk = stukken[tabel.Naam];
            if (aantal != stuk.Regels || !verhuisd && Convert.ToHexStringLower(hash.GetHashAndReset()) != stuk.Sha256)
            {
                throw new InvalidDataException($"Wat is teruggezet in {tabel.Naam}, is niet gelijk aan het archief ({aantal} van de "
                    + $"{stuk.Regels} rijen). Er is niets teruggezet.");
            }
        }
    }

    // Each content to which a document refers lies there.
    private static async ValueTask Aanwezig(Db db, Model model, Archiefmanifest manifest, Archiefkennis kennis, Blobs blobs)
    {
        if (manifest.MetBestanden) return; // they all came along, and were counted
        long weg = 0;
        foreach (var (soort, kolom) in kennis.Inhouden)
        {
            var (tabel, k) = (model.Of(soort).Table, Query.Quote(kolom));
            for (var laatste = ""; ;)
            {
                var rijen = await db.Rows($"SELECT DISTINCT {k} FROM {tabel} WHERE {k} > $1 ORDER BY {k} LIMIT 500", [laatste], r => r.GetString(0));
                foreach (var hash in rijen) if (await blobs.Length(hash) is null) weg++;
                if (rijen.Count < 500) break;
                laatste = rijen[^1];
            }
        }
        if (weg > 0)
        {
            throw new ArchiefGeweigerdException($"Dit archief is gemaakt zonder bestanden, en {weg} bestanden liggen hier niet. Zet het terug "
                + "bij de bestanden waar het bij hoort. Er is niets teruggezet.");
        }
    }

    // What was destroyed after the archive was made, is destroyed again.
    private static async ValueTask<int> Herhaal(Db db, Model model, Organisatie organisatie, List<Vernietiging> noten, DateTimeOffset nu)
    {
        var bekend = (await Noten(db)).ToHashSet(Gelijk.Zelfde);
        var soorten = model.Definitions.ToDictionary(d => d.Table, StringComparer.Ordinal);
        var weg = 0;
        foreach (var stuk in noten.Distinct(Gelijk.Zelfde).Where(n => !bekend.Contains(n)).Chunk(100))
        {
            var sessie = new Session
            {
                Model = model,
                Db = db,
                Caller = new Caller("brink", "Brink", true, [], "", ""),
                Organisatie = organisatie,
                Address = "",
                Fetched = new Dictionary<string, JsonElement?>(),
                Now = nu,
                Toelichting = "Vernietigd nadat het archief was gemaakt dat is teruggezet",
                Herhaalt = true,
            };
            foreach (var noot in stuk)
            {
                if (!soorten.TryGetValue(noot.Soort, out var d) || !Guid.TryParse(noot.Uuid, out var uuid)) continue;
                if (await sessie.Load(d, uuid) is not { } bron) continue;
                await sessie.Delete(bron);
                weg++;
            }
            await sessie.Complete(null);
            await db.Flush();
        }
        return weg;
    }

    // (The number of the row is of one database.)
    private sealed class Gelijk : IEqualityComparer<Vernietiging>
    {
        public static readonly Gelijk Zelfde = new();
        public bool Equals(Vernietiging? x, Vernietiging? y) => x!.Soort == y!.Soort && x.Uuid == y.Uuid && x.Moment == y.Moment;
        public int GetHashCode(Vernietiging n) => HashCode.Combine(n.Soort, n.Uuid, n.Moment);
    }

    private static InvalidDataException Beschadigd(string wat) => new($"Het archief is beschadigd: {wat}. Er is niets teruggezet.");
}
