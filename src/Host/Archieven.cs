using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Brink.Engine;
using Brink.Registers;
using Brink.Registers.Archieven;

namespace Brink.Host;

/// <summary>How archives are made and kept (environment: <c>Brink__Archief__…</c>).</summary>
public sealed class ArchiveSettings
{
    /// <summary>The folder among the data where they lie when no other place is named. (No organisation can be called so.)</summary>
    internal const string Gewoon = "_archieven";

    /// <summary>The folder where they lie, on another disk for preference.</summary>
    public string? Map { get; set; }

    /// <summary>The bucket where they lie instead.</summary>
    public Settings.ObjectStore S3 { get; set; } = new();

    /// <summary>When they are made by themselves: five fields of cron, on the Dutch clock. Empty: not.</summary>
    public string Rooster { get; set; } = "";

    /// <summary>How many are kept of each organisation.</summary>
    public int Bewaar { get; set; } = 7;

    /// <summary>How many times as long as a part of the work took is rested after it, so that others go first.</summary>
    public int Rust { get; set; } = 3;

    /// <summary>Whether one is made before a new program changes the tables.</summary>
    public bool BijBijwerken { get; set; } = true;

    /// <summary>What is wrong, as sentences.</summary>
    public IEnumerable<string> Faults()
    {
        if (Rooster.Length > 0 && !IsRooster(Rooster))
            yield return $"Brink__Archief__Rooster: '{Rooster}' is geen rooster. Kies vijf velden, zoals '30 2 * * *' voor elke nacht om half drie.";
        if (Bewaar is < 1 or > 1000) yield return "Brink__Archief__Bewaar: kies een aantal van 1 tot 1000.";
        if (Rust is < 0 or > 100) yield return "Brink__Archief__Rust: kies een getal van 0 tot 100.";
        foreach (var fault in S3.Faults("Brink__Archief__S3")) yield return fault;
    }

    private static bool IsRooster(string tekst)
    {
        try { Schedules.Next(tekst, DateTimeOffset.UnixEpoch); return true; }
        catch (FormatException) { return false; }
    }
}

/// <summary>
/// The archives of organisations: made by a schedule or a person, kept so many times, at one place. There too it is noted what was
/// destroyed (<see cref="Vernietiging"/>): whoever lost the database and puts an archive back, has at hand what may not come back.
/// How the last one of an organisation went, says <see cref="Laatste"/>.
/// </summary>
internal static partial class Archieven
{
    private const string Gepland = "archief-", VoorBijwerken = "voor-bijwerken-", Noten = "vernietigd/";
    private const int MeesteVoorBijwerken = 3;

    /// <summary>The moment, size and result of the last archive of an organisation; null when none was ever made.</summary>
    public static Task<Archiefstand?> Laatste(Tenant tenant, CancellationToken stop = default) => Archiefstand.Laatste(tenant.Store, stop);

    /// <summary>The work for later: archives by the schedule, and each minute the notes of what was destroyed.</summary>
    public static IEnumerable<JobKind> Soorten(Settings settings, ILogger logger)
    {
        if (settings.Archief.Rooster.Length > 0)
        {
            yield return new("archief", "Archief van de organisatie maken")
            {
                Schedule = settings.Archief.Rooster,
                Limit = TimeSpan.FromMinutes(5),
                Beside = 1,
                Outside = async run => Uitkomst(await Maak(run.Tenant, settings, logger, TimeProvider.System, run.Stop,
                    (gedaan, totaal, wat) => run.Report(gedaan, totaal, wat))),
            };
        }
        yield return new("vernietiging-noteren", "Noteren wat is vernietigd, bij de archieven")
        {
            Schedule = "* * * * *",
            Beside = 1,
            Outside = async run =>
            {
                using var plek = Archiefplek.Van(settings);
                try { await Noteer(run.Tenant, settings, plek, run.Stop); }
                catch (Exception e) when (IsStoring(e))
                {
                    LogNotNoted(logger, e, run.Tenant.Organisatie.Id);
                    return new($"{plek.Naam} is niet bereikbaar, of vol");
                }
                return JobOutcome.Done;
            },
        };
    }

    // What fails is for a person to look at; the next time comes by itself.
    private static JobOutcome Uitkomst(Archiefstand stand) => stand.Gelukt ? JobOutcome.Done : new(stand.Fout, true);

    /// <summary>Makes one at the place of archives, removes those that are too many, and writes down how it went.</summary>
    public static async Task<Archiefstand> Maak(Tenant tenant, Settings settings, ILogger logger, TimeProvider klok, CancellationToken stop,
        Action<long, long, string>? meld = null)
    {
        var (begin, id) = (klok.GetUtcNow(), tenant.Organisatie.Id);
        var sinds = Stopwatch.GetTimestamp();
        var naam = Naam(Gepland, begin);
        Archiefstand stand;
        using var plek = Archiefplek.Van(settings);
        try
        {
            var opzet = Opzet(tenant, settings) with { Rust = settings.Archief.Rust, Meld = meld ?? ((_, _, _) => { }) };
            var manifest = await Bij(plek, tenant, settings, naam, opzet, klok, stop);
            await Ruim(plek, id, Gepland, settings.Archief.Bewaar, stop);
            var weg = manifest.Ontbreken.Count;
            stand = new(begin, naam, manifest.Bytes, Stopwatch.GetElapsedTime(sinds).TotalSeconds,
                weg == 0 ? "" : $"het archief is gemaakt, maar {weg} bestanden van de organisatie zijn er niet of zijn kapot");
        }
        catch (Exception e) when (IsStoring(e))
        {
            LogFailed(logger, e, id);
            stand = new(begin, "", 0, Stopwatch.GetElapsedTime(sinds).TotalSeconds, Waarom(e, plek));
        }
        await stand.Bewaar(tenant.Store);
        return stand;
    }

    /// <summary>Makes one of what the database holds before a new program changes its tables; where it lies. What it says is for the
    /// administrator.</summary>
    /// <exception cref="IOException">It cannot be made.</exception>
    public static async Task<string> Vooraf(Tenant tenant, Settings settings, TimeProvider klok)
    {
        using var plek = Archiefplek.Van(settings);
        var naam = Naam(VoorBijwerken, klok.GetUtcNow());
        // Contents are never changed in place; and in the words of the field a newer program would say what an older one kept.
        var opzet = new Archiefopzet { Kennis = Archiefwoorden.Kennis with { Beschrijf = null }, MetBestanden = false };
        await Bij(plek, tenant, settings, naam, opzet, klok, CancellationToken.None);
        await Ruim(plek, tenant.Organisatie.Id, VoorBijwerken, MeesteVoorBijwerken, CancellationToken.None);
        return Path.Combine(plek.Naam, tenant.Organisatie.Id, naam);
    }

    /// <summary>What an archive of an organisation needs here: its address, and the configuration as a bundle.</summary>
    public static Archiefopzet Opzet(Tenant tenant, Settings settings) => new()
    {
        Adres = Adres(settings, tenant.Organisatie.Id),
        Kennis = Archiefwoorden.Kennis with { Bijlagen = () => Bundel(tenant, settings) },
    };

    /// <summary>The address of an organisation as others know it, with a slash; empty when none is set.</summary>
    public static string Adres(Settings settings, string organisatie) =>
        settings.Adres is { } adres ? $"{adres.TrimEnd('/')}/{organisatie}/" : "";

    /// <summary>Reveals what the platform protects; null when its keys do not know it.</summary>
    public static Func<string, string?> Onthul(Settings settings)
    {
        var sleutels = Sleutelring.Open(settings).Protector("client-geheim");
        return tekst =>
        {
            try { return Microsoft.AspNetCore.DataProtection.DataProtectionCommonExtensions.Unprotect(sleutels, tekst); }
            catch (CryptographicException) { return null; }
        };
    }

    /// <summary>Everything that was noted as destroyed at an organisation: at the place of archives, and in its database where it still has
    /// one.</summary>
    public static async Task<IReadOnlyCollection<Vernietiging>> Vernietigd(Settings settings, string organisatie)
    {
        var alle = new List<Vernietiging>();
        using var plek = Archiefplek.Van(settings);
        foreach (var (naam, _) in await plek.Lijst(organisatie, Noten))
        {
            await using var inhoud = await plek.Open(organisatie, naam);
            using var lezer = new StreamReader(inhoud);
            while (await lezer.ReadLineAsync() is { } regel)
                if (regel.Length > 0) alle.Add(JsonSerializer.Deserialize<Vernietiging>(regel, JsonSerializerOptions.Web)!);
        }
        return alle;
    }

    /// <summary>Brings what was destroyed to the place of archives.</summary>
    public static Task<int> Noteer(Tenant tenant, Settings settings, Archiefplek plek, CancellationToken stop) =>
        Vernietiging.Breng(tenant.Store, async (naam, noten) =>
        {
            var half = Werkbestand(plek, settings, tenant.Organisatie.Id, Guid.NewGuid().ToString("N"));
            Private.Folder(Path.GetDirectoryName(half)!);
            await using (var uit = new FileStream(half, Private.File(new() { Mode = FileMode.CreateNew, Access = FileAccess.Write })))
            {
                foreach (var noot in noten)
                    await uit.WriteAsync(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(noot, JsonSerializerOptions.Web) + "\n"), stop);
                uit.Flush(flushToDisk: true);
            }
            await plek.Zet(tenant.Organisatie.Id, $"{Noten}{naam}.jsonl", half, stop);
        });

    private static async Task<Archiefmanifest> Bij(Archiefplek plek, Tenant tenant, Settings settings, string naam, Archiefopzet opzet,
        TimeProvider klok, CancellationToken stop)
    {
        var half = Werkbestand(plek, settings, tenant.Organisatie.Id, naam);
        foreach (var oud in Overgebleven(half)) File.Delete(oud);
        try
        {
            var manifest = await Archief.Maak(tenant, Onderlaag.Model, half, opzet, klok, stop);
            await plek.Zet(tenant.Organisatie.Id, naam, half, stop);
            return manifest;
        }
        finally { File.Delete(half); }
    }

    // Beside where it will lie, on the same disk: then it gets its name in one step.
    private static string Werkbestand(Archiefplek plek, Settings settings, string organisatie, string naam) =>
        Path.Combine(plek.Werkmap(Path.Combine(settings.Data, ArchiveSettings.Gewoon)), organisatie, "onderweg", naam);

    // What a process that was killed left half done, a day ago or longer.
    private static List<string> Overgebleven(string half) => new DirectoryInfo(Path.GetDirectoryName(half)!) is { Exists: true } map
        ? [.. map.EnumerateFiles().Where(f => f.LastWriteTimeUtc < DateTime.UtcNow.AddDays(-1)).Select(f => f.FullName)] : [];

    private static async Task Ruim(Archiefplek plek, string organisatie, string soort, int bewaar, CancellationToken stop)
    {
        var alle = await plek.Lijst(organisatie, soort, stop);
        foreach (var (naam, _) in alle.Take(Math.Max(0, alle.Count - bewaar))) await plek.Weg(organisatie, naam, stop);
    }

    private static string Naam(string soort, DateTimeOffset moment) =>
        $"{soort}{moment.UtcDateTime.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture)}.zip";

    private static async Task<IReadOnlyList<(string, byte[])>> Bundel(Tenant tenant, Settings settings)
    {
        using var opdracht = Opdracht.Voor("archief", tenant, settings);
        using var antwoord = await opdracht.Http.GetAsync("bundels/api/v1/export");
        // The rows are in the archive anyway; this is the form that people read.
        return antwoord.IsSuccessStatusCode ? [("configuratie.zip", await antwoord.Content.ReadAsByteArrayAsync())] : [];
    }

    internal static bool IsStoring(Exception e) => e is IOException or UnauthorizedAccessException or InvalidDataException
        or System.Data.Common.DbException or TimeoutException or HttpRequestException or Amazon.Runtime.AmazonServiceException;

    private static string Waarom(Exception e, Archiefplek plek) => e switch
    {
        System.Data.Common.DbException or TimeoutException => "de database was niet bereikbaar",
        InvalidDataException => e.Message,
        _ => $"{plek.Naam} is niet bereikbaar, of vol",
    };

    [LoggerMessage(Level = LogLevel.Error, Message = "{Organisatie}: no archive could be made")]
    private static partial void LogFailed(ILogger logger, Exception e, string organisatie);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Organisatie}: what was destroyed could not be noted beside the archives; it is tried again")]
    private static partial void LogNotNoted(ILogger logger, Exception e, string organisatie);
}
