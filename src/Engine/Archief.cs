using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Brink.Engine;

/// <summary>What an archive must know of the registers, which the engine does not.</summary>
public sealed record Archiefkennis
{
    /// <summary>The key columns that hold the hash of content.</summary>
    public IReadOnlyList<(Type Soort, string Kolom)> Inhouden { get; init; } = [];

    /// <summary>Describes what is kept in the words of the field: adds parts, each by its name and content. What it reads is as all was
    /// at the moment of the archive. Asks after each so many to rest, or to stop.</summary>
    public Func<Db, Organisatie, Action<string, byte[]>, Func<ValueTask>, ValueTask>? Beschrijf { get; init; }

    /// <summary>In which words that is, with the version.</summary>
    public string Beschrijving { get; init; } = "";

    /// <summary>What else goes along, by its name in the archive: the configuration as one readable bundle.</summary>
    public Func<Task<IReadOnlyList<(string Naam, byte[] Inhoud)>>>? Bijlagen { get; init; }
}

/// <summary>How an archive is made.</summary>
public sealed record Archiefopzet
{
    public required Archiefkennis Kennis { get; init; }

    /// <summary>Without: only what the database holds. Contents are never changed in place, so that is enough to go back to what was
    /// before an update.</summary>
    public bool MetBestanden { get; init; } = true;

    /// <summary>How many times as long as a part of the work took is rested after it: others go first. 0: not at all.</summary>
    public int Rust { get; init; }

    /// <summary>The address of the organisation as others know it, with a slash at its end; empty when none is set.</summary>
    public string Adres { get; init; } = "";

    /// <summary>Is told how far it is.</summary>
    public Action<long, long, string> Meld { get; init; } = (_, _, _) => { };
}

/// <summary>One organisation as one file: made, and read. The file is a zip that can be read without this program.</summary>
public static partial class Archief
{
    public const string Formaat = "brink-archief";
    public const int Versie = 1;
    internal const string Manifestnaam = "manifest.json", Sommen = "controlesommen.txt", Inhoudmap = "bestanden/", Leesmij = "LEESMIJ.txt";
    private static readonly TimeSpan Houvast = TimeSpan.FromMinutes(5), Vernieuw = TimeSpan.FromMinutes(1);
    private static readonly JsonSerializerOptions Json = new(JsonSerializerOptions.Web) { WriteIndented = true };

    /// <summary>Makes an archive. The rows are as they were at one moment; nobody who writes waits for it. Until it is whole it has another
    /// name.</summary>
    /// <param name="tenant">The organisation, of which the data need not be of this program's layout.</param>
    /// <param name="model">The registers.</param>
    /// <param name="bestand">The file; one that is there is replaced when the new one is whole.</param>
    /// <param name="opzet">How.</param>
    /// <param name="klok">What time it is.</param>
    /// <param name="stop">Ends it; nothing is left.</param>
    /// <returns>What it holds; <see cref="Archiefmanifest.Ontbreken"/> tells what the organisation itself had lost.</returns>
    /// <exception cref="IOException">The disk is full, or a store cannot be reached.</exception>
    public static async Task<Archiefmanifest> Maak(Tenant tenant, Model model, string bestand, Archiefopzet opzet, TimeProvider klok,
        CancellationToken stop = default)
    {
        var begin = klok.GetUtcNow();
        var naam = Guid.NewGuid().ToString("N");
        var half = bestand + ".deel";
        Private.Folder(Path.GetDirectoryName(Path.GetFullPath(bestand))!);
        await Bewaring.Houd(tenant.Store, naam, begin + Houvast);
        using var klaar = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var vasthouden = Vast(tenant.Store, naam, klok, klaar);
        try
        {
            Archiefmanifest manifest;
            using (var zip = new Zipmaker(half, begin))
            using (var hashes = new FileStream(half + ".hashes", Private.File(new()
            {
                Mode = FileMode.Create,
                Access = FileAccess.ReadWrite,
                Options = FileOptions.DeleteOnClose,
            })))
            {
                manifest = await new Maker(tenant, model, zip, hashes, opzet, klaar.Token).Alles(begin);
                zip.Finish();
            }
            File.Move(half, bestand, overwrite: true);
            return manifest with { Bytes = new FileInfo(bestand).Length };
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            throw new IOException("Het archief is afgebroken: de database was te lang niet bereikbaar om de bestanden vast te houden.");
        }
        finally
        {
            await klaar.CancelAsync();
            await vasthouden;
            File.Delete(half);
            try { await Bewaring.Los(tenant.Store, naam); }
            catch (Exception e) when (e is System.Data.Common.DbException or IOException) { } // it lets go by itself in time
        }
    }

    // Holds on to contents as long as it takes. When that cannot be done in time, the archive may not go on: some could be gone.
    private static async Task Vast(Store store, string naam, TimeProvider klok, CancellationTokenSource klaar)
    {
        var gelukt = klok.GetUtcNow();
        while (!klaar.IsCancellationRequested)
        {
            await Task.Delay(Vernieuw, klok, klaar.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (klaar.IsCancellationRequested) return;
            try
            {
                var nu = klok.GetUtcNow();
                await Bewaring.Houd(store, naam, nu + Houvast);
                gelukt = nu;
            }
            catch (Exception e) when (e is System.Data.Common.DbException or IOException or TimeoutException)
            {
                if (klok.GetUtcNow() - gelukt > Houvast - Vernieuw) await klaar.CancelAsync();
            }
        }
    }

    // What is made, in the order in which it stands in the file.
    private sealed class Maker(Tenant tenant, Model model, Zipmaker zip, FileStream hashes, Archiefopzet opzet, CancellationToken stop)
    {
        private readonly List<Archiefstuk> tabellen = [];
        private readonly List<string> ontbreken = [];
        private long sinds = Stopwatch.GetTimestamp(), beschreven, inhouden, bytes, verwacht;

        public async Task<Archiefmanifest> Alles(DateTimeOffset moment)
        {
            var bijlagen = opzet.Kennis.Bijlagen is { } geef ? await geef() : [];
            var (indeling, schakels, laatste) = await tenant.Store.Snapshot(Rijen, stop);
            foreach (var (naam, inhoud) in bijlagen) zip.Add(naam, inhoud);
            if (opzet.MetBestanden) await Inhouden();
            zip.Add(Leesmij, Encoding.UTF8.GetBytes(Uitleg(tenant.Organisatie, opzet, moment)));
            var manifest = new Archiefmanifest
            {
                Formaat = Formaat,
                Versie = Versie,
                Programma = typeof(Archief).Assembly.GetName().Version!.ToString(3),
                Indeling = indeling,
                Organisatie = tenant.Organisatie.Id,
                Naam = tenant.Organisatie.Naam,
                Moment = Stored.Text(moment),
                Adres = opzet.Adres,
                Opslag = tenant.Store is PostgresStore ? "postgresql" : "sqlite",
                Tabellen = tabellen,
                MetBestanden = opzet.MetBestanden,
                Bestanden = inhouden,
                BestandenBytes = bytes,
                Ontbreken = ontbreken,
                Beschrijving = opzet.Kennis.Beschrijving,
                Beschreven = beschreven,
                Schakels = schakels,
                LaatsteSchakel = laatste,
                Sommen = zip.AddSums(Sommen),
            };
            zip.Add(Manifestnaam, JsonSerializer.SerializeToUtf8Bytes(manifest, Json), summed: false);
            return manifest;
        }

        private async ValueTask<(int, long, string)> Rijen(Db db)
        {
            var kolommen = await Tables.Columns(db);
            var indeling = await db.First("SELECT waarde FROM brink WHERE naam = 'versie'", [],
                r => int.Parse(r.GetString(0), CultureInfo.InvariantCulture));
            foreach (var tabel in Archieftabel.Alle(model))
            {
                opzet.Meld(tabellen.Count, 0, "tabellen");
                using var deel = zip.Begin(tabel.Bestand, deflate: true);
                var regels = await tabel.Schrijf(db, kolommen.GetValueOrDefault(tabel.Naam), deel.Write, Adem);
                deel.Close();
                tabellen.Add(new(tabel.Naam, regels, deel.Length, deel.Sha256));
            }
            if (opzet.MetBestanden) await Hashes(db);
            if (opzet.Kennis.Beschrijf is { } beschrijf)
            {
                await beschrijf(db, tenant.Organisatie, (naam, inhoud) =>
                {
                    zip.Add(naam, inhoud);
                    beschreven++;
                }, Adem);
            }
            var (schakels, laatste) = await db.First("SELECT (SELECT count(*) FROM keten), (SELECT hash FROM keten ORDER BY nr DESC LIMIT 1)", [],
                r => (r.GetInt64(0), r.IsDBNull(1) ? "" : r.GetString(1)));
            return (indeling, schakels, laatste);
        }

        // Which contents go along, each once, in a file beside the archive.
        private async ValueTask Hashes(Db db)
        {
            var gehad = new List<(string Tabel, string Kolom)>();
            foreach (var (soort, kolom) in opzet.Kennis.Inhouden)
            {
                var (tabel, k) = (model.Of(soort).Table, Query.Quote(kolom));
                for (var laatste = ""; ;)
                {
                    var rijen = await db.Rows($"SELECT DISTINCT {k} FROM {tabel} WHERE {k} > $1 ORDER BY {k} LIMIT 1000", [laatste],
                        r => r.GetString(0));
                    foreach (var hash in rijen)
                    {
                        var bekend = false;
                        foreach (var (eerder, daar) in gehad)
                            bekend |= await db.Number($"SELECT 1 FROM {eerder} WHERE {daar} = $1 LIMIT 1", hash) == 1;
                        if (bekend) continue;
                        hashes.Write(Encoding.ASCII.GetBytes(hash + "\n"));
                        verwacht++;
                    }
                    if (rijen.Count < 1000) break;
                    laatste = rijen[^1];
                    await Adem();
                }
                gehad.Add((tabel, k));
            }
        }

        private async Task Inhouden()
        {
            hashes.Position = 0;
            var buffer = ArrayPool<byte>.Shared.Rent(256 * 1024);
            try
            {
                foreach (var hash in Regels.Teksten(hashes))
                {
                    opzet.Meld(inhouden, verwacht, "bestanden");
                    if (await tenant.Organisatie.Blobs.Length(hash, stop) is null) { ontbreken.Add(hash); continue; }
                    await using var inhoud = await tenant.Organisatie.Blobs.Open(hash, stop);
                    using var deel = zip.Begin(Inhoudnaam(hash), deflate: false);
                    for (int n; (n = await inhoud.ReadAsync(buffer, stop)) > 0;)
                    {
                        deel.Write(buffer.AsSpan(0, n));
                        await Adem();
                    }
                    deel.Close();
                    (inhouden, bytes) = (inhouden + 1, bytes + deel.Length);
                    if (deel.Sha256 != hash) ontbreken.Add(hash); // it lies there, and is not what it was
                }
            }
            finally { ArrayPool<byte>.Shared.Return(buffer); }
        }

        private async ValueTask Adem()
        {
            stop.ThrowIfCancellationRequested();
            if (opzet.Rust > 0)
            {
                var gewerkt = Stopwatch.GetElapsedTime(sinds);
                if (gewerkt < TimeSpan.FromMilliseconds(20)) return;
                await Task.Delay(gewerkt * opzet.Rust, stop);
                sinds = Stopwatch.GetTimestamp();
            }
        }
    }

    internal static string Inhoudnaam(string hash) => $"{Inhoudmap}{hash[..2]}/{hash}";

    private static string Uitleg(Organisatie o, Archiefopzet opzet, DateTimeOffset moment) => $"""
        ARCHIEF VAN {o.Naam.ToUpperInvariant()}

        Dit bestand is een zip. Het bevat alle gegevens van {o.Naam} ({o.Id}) in Brink, zoals die waren
        op {Stored.Text(moment)} (UTC). U hebt Brink niet nodig om het te lezen.

        rijen/          Per tabel een bestand met op elke regel één ding, als JSON. 'doc' is het ding zelf, zoals de API het
                        geeft; een adres dat met ~/ begint, is een adres bij deze organisatie. Bevat de tekst een regeleinde,
                        dan staat het ding in base64 in 'doc64'.
        rijen/audit     wie wat heeft gewijzigd; rijen/inzage: wie wat heeft gezien; rijen/keten: de keten daarover.
                        Elke schakel is de SHA-256 van: vorige schakel|dag|bron|rij|hoofdobject|som, met als som de
                        SHA-256 van het ding 'doc' van die rij. Zo valt op wat is weggehaald of veranderd.
        rijen/vernietiging  wat is verwijderd: welke soort, welk nummer, wanneer.
        {(opzet.MetBestanden
            ? "bestanden/      De inhoud van de documenten. De naam is de SHA-256 van de inhoud; rijen/drc_documentversie zegt bij welk"
                + "\n                document en welke versie die hoort ('sha256')."
            : "bestanden/      zijn niet meegenomen: die liggen nog waar zij lagen.")}
        mdto/           {(opzet.Kennis.Beschrijf is null ? "is niet meegenomen." : $"Per zaak, document en bestand de metagegevens: {opzet.Kennis.Beschrijving}.")}
        configuratie.zip  (als hij er is) De configuratie met namen in plaats van adressen.
        {Sommen}  De SHA-256 van elk bestand hierboven; na uitpakken na te gaan met: sha256sum -c {Sommen}
        {Manifestnaam}   Versies, aantallen, en de SHA-256 van {Sommen}.

        Met Brink: 'brink archief controleer BESTAND' gaat alles na, 'brink archief herstel BESTAND' zet alles terug.
        Er staan persoonsgegevens in. Bewaar het zoals u de gegevens zelf bewaart.

        """;
}

/// <summary>A table of an archive: how many lines, how many bytes, and the hash of those.</summary>
public sealed record Archiefstuk(string Naam, long Regels, long Bytes, string Sha256);

/// <summary>What an archive says of itself.</summary>
public sealed record Archiefmanifest
{
    public string Formaat { get; init; } = "";
    public int Versie { get; init; }

    /// <summary>The version of the program that made it.</summary>
    public string Programma { get; init; } = "";

    /// <summary>The layout of the tables.</summary>
    public int Indeling { get; init; }

    /// <summary>The id of the organisation.</summary>
    public string Organisatie { get; init; } = "";
    public string Naam { get; init; } = "";

    /// <summary>As all was at this moment (UTC).</summary>
    public string Moment { get; init; } = "";

    /// <summary>Its address for others, with a slash at the end; empty when it was not known.</summary>
    public string Adres { get; init; } = "";
    public string Opslag { get; init; } = "";
    public IReadOnlyList<Archiefstuk> Tabellen { get; init; } = [];
    public bool MetBestanden { get; init; }
    public long Bestanden { get; init; }
    public long BestandenBytes { get; init; }

    /// <summary>The contents that the organisation itself had lost when it was made.</summary>
    public IReadOnlyList<string> Ontbreken { get; init; } = [];
    public string Beschrijving { get; init; } = "";
    public long Beschreven { get; init; }

    /// <summary>How many links the chain of the log has, and the last.</summary>
    public long Schakels { get; init; }
    public string LaatsteSchakel { get; init; } = "";

    /// <summary>The hash of the list of hashes.</summary>
    public string Sommen { get; init; } = "";

    /// <summary>The size of the whole file.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public long Bytes { get; init; }
}

/// <summary>How the last archive of an organisation went.</summary>
/// <param name="Moment">When it was begun (UTC).</param>
/// <param name="Naam">Its name at the place of archives; empty when it failed.</param>
/// <param name="Bytes">Its size; 0 when it failed.</param>
/// <param name="Seconden">How long it took.</param>
/// <param name="Fout">Why it failed, in a sentence for an administrator; empty when it did not.</param>
public sealed record Archiefstand(DateTimeOffset Moment, string Naam, long Bytes, double Seconden, string Fout)
{
    private const string Plaats = "archief:laatste";

    /// <summary>Whether it is there, and whole.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool Gelukt => Fout.Length == 0;

    /// <summary>How the last one went, whichever node made it; null when none was ever made.</summary>
    public static async Task<Archiefstand?> Laatste(Store store, CancellationToken cancel = default) => await store.Read(Laatste, cancel);

    /// <inheritdoc cref="Laatste(Store, CancellationToken)"/>
    public static async ValueTask<Archiefstand?> Laatste(Db db) =>
        await db.First("SELECT waarde FROM brink WHERE naam = $1", [Plaats], r => r.GetString(0)) is { } tekst
            ? JsonSerializer.Deserialize<Archiefstand>(tekst, JsonSerializerOptions.Web) : null;

    /// <summary>Writes it down.</summary>
    public Task Bewaar(Store store) => store.Write(db =>
    {
        db.Run("INSERT INTO brink (naam, waarde) VALUES ($1, $2) ON CONFLICT (naam) DO UPDATE SET waarde = excluded.waarde",
            [Plaats, JsonSerializer.Serialize(this, JsonSerializerOptions.Web)]);
        return ValueTask.FromResult(true);
    }).AsTask();
}
