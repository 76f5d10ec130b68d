using System.Collections.Concurrent;
using System.Data.Common;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json;
using Brink.Engine;

namespace Brink.Host;

/// <summary>
/// Keeps watch on this node: asks each organisation now and then one small question, tells the other nodes what it saw, and reads what
/// they saw and what was told of incidents. Screens and the status page answer from what it has in memory, so that they also answer when a
/// database is away. An organisation that does not answer for a minute begins an incident by itself; answering again ends it.
/// </summary>
public sealed partial class Wacht : BackgroundService
{
    /// <summary>How often it looks.</summary>
    public static readonly TimeSpan Slag = TimeSpan.FromSeconds(15);

    /// <summary>After how long away an incident begins by itself.</summary>
    public static readonly TimeSpan Storing = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan Geduld = TimeSpan.FromSeconds(2), Levend = 3 * Slag, Vergeten = TimeSpan.FromHours(1),
        Vers = TimeSpan.FromSeconds(2);
    private const int Traag = 500, TraagVerzoek = 2_000, Genoeg = 20;

    private readonly Settings settings;
    private readonly IReadOnlyDictionary<string, Tenant> tenants;
    private readonly Platformdata data;
    private readonly Meldingen meldingen;
    private readonly Verkeer verkeer;
    private readonly TimeProvider klok;
    private readonly ILogger<Wacht> logger;
    private readonly string id = $"{Environment.MachineName}-{Guid.NewGuid().ToString("N")[..8]}";
    private readonly DateTimeOffset begonnen;
    private readonly ConcurrentDictionary<string, Gezien> gezien = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Task> vragend = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Guid, Melding> teBewaren = new();
    private readonly SemaphoreSlim lezend = new(1);
    private Dictionary<string, Orgstand> standen = new();
    private (Beeld Beeld, long Toen) laatst = (Beeld.Leeg, 0);
    private string opslag = "";
    private bool verbroken;

    private sealed record Gezien(bool Goed, DateTimeOffset Sinds, string Waarom, TimeSpan Duur, IReadOnlyList<Werkstand> Werk)
    {
        /// <summary>The incident that began by itself; null when there is none.</summary>
        public Melding? Melding { get; init; }

        public Archiefstand? Archief { get; init; }
    }

    /// <param name="settings">Where the data are.</param>
    /// <param name="tenants">The organisations.</param>
    /// <param name="data">The store of what stands above them.</param>
    /// <param name="verkeer">What passed here.</param>
    /// <param name="klok">What time it is.</param>
    /// <param name="logger">Where it says what it could not do.</param>
    public Wacht(Settings settings, IReadOnlyDictionary<string, Tenant> tenants, Platformdata data, Verkeer verkeer, TimeProvider klok,
        ILogger<Wacht> logger)
    {
        (this.settings, this.tenants, this.data, this.verkeer, this.klok, this.logger) = (settings, tenants, data, verkeer, klok, logger);
        meldingen = new(data);
        begonnen = klok.GetUtcNow();
    }

    /// <summary>How this node sees each organisation.</summary>
    internal IReadOnlyDictionary<string, Orgstand> Standen => Volatile.Read(ref standen);

    /// <summary>The work for later of an organisation, as it was when this node last looked.</summary>
    internal IReadOnlyList<Werkstand> Werk(string organisatie) => gezien.GetValueOrDefault(organisatie)?.Werk ?? [];

    /// <summary>What all nodes know, as it was last read: at once, whatever is away.</summary>
    public Beeld Laatst => laatst.Beeld;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Ingeschreven();
        using var slag = new PeriodicTimer(Slag, klok);
        try
        {
            do await Kijk(stoppingToken);
            while (await slag.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) { } // told to stop
        await Probeer(() => data.DoeAsync("DELETE FROM knoop WHERE id = @id", ("@id", id)));
    }

    /// <summary>Looks once.</summary>
    internal async Task Kijk(CancellationToken stop)
    {
        await Task.WhenAll(tenants.Values.Select(t => Vraag(t, stop)));
        var tellingen = verkeer.PerOrganisatie();
        var nieuw = gezien.ToDictionary(g => g.Key, g => Stand(g.Key, g.Value, tellingen.GetValueOrDefault(g.Key) ?? new(0, 0, 0, 0)));
        Volatile.Write(ref standen, nieuw);
        foreach (var organisatie in gezien.Keys) Storingen(organisatie);
        await Probeer(Vertel);
    }

    // One small question, that also tells how much work waits. While one hangs no other is asked: a file system that hangs holds a thread.
    private async Task Vraag(Tenant tenant, CancellationToken stop)
    {
        var (naam, sinds) = (tenant.Organisatie.Id, klok.GetTimestamp());
        if (tenant.Closed is { } waarom) { Zag(naam, false, waarom, default, []); return; }
        if (vragend.TryGetValue(naam, out var vorige) && !vorige.IsCompleted) { Zag(naam, false, Stil, default, []); return; }
        var vraag = Task.Run(async () => await tenant.Store.Read(async db =>
        {
            if (opslag.Length == 0)
            {
                opslag = db.IsPostgres ? "PostgreSQL " + await db.First("SELECT current_setting('server_version')", [], r => r.GetString(0))
                    : "SQLite " + await db.First("SELECT sqlite_version()", [], r => r.GetString(0));
            }
            return (Werk: await Werkstand.Van(db), Archief: await Archiefstand.Laatste(db));
        }, stop), stop);
        vragend[naam] = vraag;
        try
        {
            var (werk, archief) = await vraag.WaitAsync(Geduld, stop);
            Zag(naam, true, "", klok.GetElapsedTime(sinds), werk);
            gezien[naam] = gezien[naam] with { Archief = archief };
        }
        catch (TimeoutException) { Zag(naam, false, Stil, default, []); }
        catch (Exception e) when (e is DbException or IOException or UnavailableException or ObjectDisposedException)
        {
            Zag(naam, false, $"De database antwoordt met een fout: {e.Message}", default, []);
        }
    }

    private const string Stil = "De database antwoordt niet binnen 2 seconden.";

    private void Zag(string organisatie, bool goed, string waarom, TimeSpan duur, IReadOnlyList<Werkstand> werk)
    {
        var vorig = gezien.GetValueOrDefault(organisatie);
        gezien[organisatie] = new(goed, vorig?.Goed == goed ? vorig.Sinds : klok.GetUtcNow(), waarom, duur, goed ? werk : vorig?.Werk ?? [])
        {
            Melding = vorig?.Melding,
            Archief = vorig?.Archief,
        };
    }

    private Orgstand Stand(string organisatie, Gezien g, Tellingen telling)
    {
        long Aantal(string stand) => g.Werk.Where(w => w.Stand == stand).Sum(w => w.Aantal);
        var (stand, waarom) = !g.Goed ? (Orgstand.Weg, g.Waarom)
            : g.Duur.TotalMilliseconds > Traag ? (Orgstand.Traag, $"De database deed {g.Duur.TotalMilliseconds:0} ms over een kleine vraag.")
            : telling.Aantal >= Genoeg && telling.Fouten * 10 > telling.Aantal
                ? (Orgstand.Traag, "Meer dan een tiende van de verzoeken eindigt met een fout in Brink.")
            : telling.Aantal >= Genoeg && telling.Binnen >= TraagVerzoek
                ? (Orgstand.Traag, $"Van de verzoeken duurt 5% langer dan {TraagVerzoek / 1000} seconden.")
            : (Orgstand.Werkt, "");
        var vorig = Standen.GetValueOrDefault(organisatie);
        var sinds = vorig?.Stand == stand ? vorig.Sinds : g.Sinds > (vorig?.Sinds ?? default) ? g.Sinds : klok.GetUtcNow();
        return new(stand, sinds, waarom, telling, Aantal("wacht") + Aantal("bezig"), Aantal("geparkeerd"))
        {
            Archief = g.Archief
        };
    }

    // Begins and ends the incident of an organisation that is away. It is kept as soon as the store of the platform answers, however
    // long that takes: both may be away at once.
    private void Storingen(string organisatie)
    {
        var (g, nu, naam) = (gezien[organisatie], klok.GetUtcNow(), tenants[organisatie].Organisatie.Naam);
        if (!g.Goed && g.Melding is null && nu - g.Sinds >= Storing)
        {
            var melding = new Melding(Guid.CreateVersion7(nu), Melding.Storing, "Niet bereikbaar", [organisatie], g.Sinds, null,
                [new(nu, $"Het platform zag zelf dat {naam} niet bereikbaar is.")])
            { Knoop = id };
            gezien[organisatie] = g with { Melding = melding };
            teBewaren[melding.Id] = melding;
        }
        else if (g.Goed && g.Melding is { } open)
        {
            gezien[organisatie] = g with { Melding = null };
            teBewaren[open.Id] = Voorbij(open, g.Sinds, naam);
        }
    }

    private static Melding Voorbij(Melding melding, DateTimeOffset einde, string naam) => melding with
    {
        Einde = einde,
        Stappen = [.. melding.Stappen, new(einde, $"{naam} is weer bereikbaar.")]
    };

    // Tells the other nodes what this one saw, and reads what they did.
    private async Task Vertel()
    {
        var nu = klok.GetUtcNow();
        foreach (var (mid, melding) in teBewaren)
        {
            if (!await meldingen.Nieuw(melding) && melding.Einde is not null)
                await meldingen.Wijzig(mid, m => m with { Einde = melding.Einde, Stappen = [.. m.Stappen, melding.Stappen[^1]] });
            teBewaren.TryRemove(KeyValuePair.Create(mid, melding));
        }
        var ik = Ik();
        await data.DoeAsync("INSERT INTO knoop (id, gezien, doc) VALUES (@id, @nu, @doc) ON CONFLICT (id) DO UPDATE SET gezien = excluded.gezien, "
            + "doc = excluded.doc", ("@id", id), ("@nu", nu.ToUnixTimeMilliseconds()), ("@doc", JsonSerializer.Serialize(ik, JsonSerializerOptions.Web)));
        await data.DoeAsync("DELETE FROM knoop WHERE gezien < @oud", ("@oud", (nu - Vergeten).ToUnixTimeMilliseconds()));
        var beeld = await Lees();
        // What a node began that runs no more, is over when the organisation answers here.
        foreach (var open in beeld.Meldingen.Where(m => m is { Knoop.Length: > 0, Einde: null } && m.Knoop != id
            && !beeld.Knopen.Any(k => k.Id == m.Knoop) && m.Organisaties.All(o => gezien.GetValueOrDefault(o)?.Goed == true)))
        {
            await meldingen.Wijzig(open.Id, m => m.Einde is null ? Voorbij(m, nu, tenants[m.Organisaties[0]].Organisatie.Naam) : null);
        }
    }

    /// <summary>What this node says of itself.</summary>
    internal Knoopstand Ik()
    {
        var schijf = Schijf();
        var traag = verkeer.Traagste(10).Select(t => new Trageroute(t.Organisatie, t.Route, t.Tellingen));
        return new(id, Environment.MachineName, begonnen, Versie, RuntimeInformation.FrameworkDescription, opslag, Tables.Version,
            schijf.Vrij, schijf.Grootte, Standen, [.. traag], verkeer.Fouten());
    }

    /// <summary>The version of the program.</summary>
    internal static string Versie { get; } = typeof(Wacht).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()
        ?.InformationalVersion.Split('+')[0] ?? "";

    /// <summary>How many bytes are free, and are there, where the data are.</summary>
    internal (long Vrij, long Grootte) Schijf()
    {
        try { return new DriveInfo(Path.GetFullPath(settings.Data)) is var d ? (d.AvailableFreeSpace, d.TotalSize) : default; }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException) { return default; }
    }

    /// <summary>What all nodes know, at most two seconds old; what was last read when the store does not answer.</summary>
    public async Task<Beeld> Nu(bool vers = false)
    {
        if (!vers && laatst.Toen != 0 && klok.GetElapsedTime(laatst.Toen) < Vers) return laatst.Beeld;
        await lezend.WaitAsync();
        try
        {
            if (vers || laatst.Toen == 0 || klok.GetElapsedTime(laatst.Toen) >= Vers) await Probeer(() => Lees());
        }
        finally { lezend.Release(); }
        return laatst.Beeld;
    }

    private async Task<Beeld> Lees()
    {
        var sinds = (klok.GetUtcNow() - Levend).ToUnixTimeMilliseconds();
        var knopen = await data.LeesAsync("SELECT doc, gezien FROM knoop WHERE gezien >= @sinds ORDER BY id",
            r => JsonSerializer.Deserialize<Knoopstand>(r.GetString(0), JsonSerializerOptions.Web)! with
            {
                Gezien = DateTimeOffset.FromUnixTimeMilliseconds(r.GetInt64(1))
            }, ("@sinds", sinds));
        var metingen = await data.LeesAsync("SELECT organisatie, soort, moment, doc FROM meting",
            r => (Organisatie: r.GetString(0), Soort: r.GetString(1), Moment: DateTimeOffset.FromUnixTimeMilliseconds(r.GetInt64(2)),
                Doc: r.GetString(3)));
        Dictionary<string, Meting<T>> Van<T>(string soort) => metingen.Where(m => m.Soort == soort && tenants.ContainsKey(m.Organisatie))
            .ToDictionary(m => m.Organisatie, m => new Meting<T>(m.Moment,
                JsonSerializer.Deserialize<T>(m.Doc, JsonSerializerOptions.Web)!));
        var beeld = new Beeld(knopen, Van<Omvang>(Metingen.SoortOmvang), Van<Logcontrole>(Metingen.SoortNagekeken), await meldingen.Alle());
        laatst = (beeld, klok.GetTimestamp());
        return beeld;
    }

    // The list of organisations, for whoever looks at the store: which there are, and since when.
    private Task Ingeschreven() => Probeer(async () =>
    {
        // The files of a platform have one process: what another said there was said by one that was killed.
        if (settings.Postgres is null) await data.DoeAsync("DELETE FROM knoop");
        foreach (var o in settings.Organisaties)
        {
            await data.DoeAsync("INSERT INTO organisatie (id, naam, sinds, gezien) VALUES (@id, @naam, @nu, @nu) ON CONFLICT (id) DO UPDATE SET "
                + "naam = excluded.naam, gezien = excluded.gezien", ("@id", o.Id), ("@naam", o.Naam), ("@nu", begonnen.ToUnixTimeMilliseconds()));
        }
    });

    private async Task Probeer(Func<Task> doe)
    {
        try
        {
            await doe().WaitAsync(2 * Geduld);
            verbroken = false;
        }
        catch (Exception e) when (e is DbException or TimeoutException or IOException or JsonException)
        {
            if (!verbroken) LogWeg(logger, e, data.Waar);
            verbroken = true;
        }
    }

    public override void Dispose()
    {
        lezend.Dispose();
        base.Dispose();
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The store of the platform ({Waar}) does not answer; what is shown is as it was last read")]
    private static partial void LogWeg(ILogger logger, Exception e, string waar);
}
