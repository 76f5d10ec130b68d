using System.Diagnostics.Metrics;
using System.Text.Json;
using Brink.Engine;
using Brink.Registers;

namespace Brink.Host;

/// <summary>What is measured of each organisation at set times, because it takes longer than a screen may:
/// by one node, kept for all.</summary>
internal static partial class Metingen
{
    public const string SoortOmvang = "omvang", SoortNagekeken = "nagekeken";

    // One organisation at a time: forty that read their whole log at once would be felt.
    private static readonly SemaphoreSlim Beurt = new(1);

    /// <summary>The kinds of work that do so.</summary>
    /// <param name="settings">Where the data are.</param>
    /// <param name="data">Where what was measured is kept.</param>
    /// <param name="logger">Where is told that a chain is broken.</param>
    public static IReadOnlyList<JobKind> Soorten(Settings settings, Platformdata data, ILogger logger) =>
    [
        new("omvang-meten", "Meten hoe groot de organisatie is")
        {
            Schedule = "25 * * * *",
            AtStart = true,
            Beside = 1,
            Outside = async run =>
            {
                await Bewaar(data, run, SoortOmvang, await Meet(run.Tenant.Store));
                return JobOutcome.Done;
            },
        },
        new("logboek-nakijken", "Het logboek nakijken")
        {
            Schedule = "45 4 * * *",
            Limit = TimeSpan.FromMinutes(2),
            Beside = 1,
            Outside = async run =>
            {
                await Beurt.WaitAsync(run.Stop);
                try
                {
                    var fouten = await Kijk(settings, data, run);
                    if (fouten > 0) LogKapot(logger, run.Tenant.Organisatie.Id, fouten);
                    return JobOutcome.Done;
                }
                finally { Beurt.Release(); }
            },
        },
    ];

    internal static async Task<Omvang> Meet(Store store) => await store.Read(async db =>
    {
        if (db.IsPostgres)
        {
            return await db.First("SELECT coalesce(sum(greatest(reltuples, 0)), 0)::bigint, coalesce(sum(pg_total_relation_size(oid)), 0)::bigint "
                + "FROM pg_class WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace", [],
                r => new Omvang(r.GetInt64(0), true, r.GetInt64(1))) ?? new(0, true, 0);
        }
        var rijen = 0L;
        foreach (var d in Onderlaag.Model.Definitions) rijen += await db.Number($"SELECT count(*) FROM {d.Table}");
        return new Omvang(rijen, false, await db.Number("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()"));
    });

    private static async Task<int> Kijk(Settings settings, Platformdata data, JobRun run)
    {
        var (dagen, fouten) = await run.Tenant.Store.Read(db => Keten.Verify(db, Onderlaag.Model), run.Stop);
        long? aantal = null, bytes = null;
        if (settings.Bestanden.S3.Bucket.Length == 0)
        {
            var map = new DirectoryInfo(Path.Combine(settings.Data, run.Tenant.Organisatie.Id, "blobs"));
            (aantal, bytes) = (0, 0);
            foreach (var bestand in map.Exists ? map.EnumerateFiles("*", SearchOption.AllDirectories) : [])
            {
                if (run.Stop.IsCancellationRequested) break;
                (aantal, bytes) = (aantal + 1, bytes + bestand.Length);
            }
        }
        run.Stop.ThrowIfCancellationRequested();
        await Bewaar(data, run, SoortNagekeken, new Logcontrole(dagen.Sum(d => d.Schakels), fouten.Count, aantal, bytes));
        return fouten.Count;
    }

    private static async Task Bewaar<T>(Platformdata data, JobRun run, string soort, T wat) => await data.DoeAsync(
        "INSERT INTO meting (organisatie, soort, moment, doc) VALUES (@organisatie, @soort, @moment, @doc) ON CONFLICT (organisatie, soort) "
        + "DO UPDATE SET moment = excluded.moment, doc = excluded.doc", ("@organisatie", run.Tenant.Organisatie.Id), ("@soort", soort),
        ("@moment", run.Now.ToUnixTimeMilliseconds()), ("@doc", JsonSerializer.Serialize(wat, JsonSerializerOptions.Web)));

    [LoggerMessage(Level = LogLevel.Error, Message = "{Organisatie}: the chain of the log has {Fouten} fault(s); see 'brink audit verify'")]
    private static partial void LogKapot(ILogger logger, string organisatie, int fouten);
}

/// <summary>The state of the platform for who collects measurements: read when they are, from what is in memory.</summary>
internal sealed class Platformmeter : IHostedService
{
    /// <summary>The name of the meter.</summary>
    public const string Naam = "Brink.Host";

    private readonly Wacht wacht;

    public Platformmeter(Wacht wacht, TimeProvider klok, IMeterFactory meters)
    {
        this.wacht = wacht;
        var meter = meters.Create(Naam);
        meter.CreateObservableGauge("brink.organisation.state", () => Per(o => (long)(o.Stand == Orgstand.Weg ? 0 : o.Stand == Orgstand.Traag ? 1 : 2)),
            "{state}", "2 works, 1 is slow, 0 is away");
        meter.CreateObservableGauge("brink.jobs", () => wacht.Standen.Keys.SelectMany(o => wacht.Werk(o).Select(w => new Measurement<long>(w.Aantal,
            new("organisatie", o), new("soort", w.Soort), new("stand", w.Stand)))), "{job}", "Work for later, per kind and state");
        meter.CreateObservableGauge("brink.database.size", () => Gemeten(wacht.Laatst.Omvang, m => m.Bytes), "By", "The size of a database");
        meter.CreateObservableGauge("brink.database.rows", () => Gemeten(wacht.Laatst.Omvang, m => m.Rijen), "{row}", "The rows of the registers");
        meter.CreateObservableGauge("brink.blob.size", () => Gemeten(wacht.Laatst.Nagekeken, m => m.Bytes), "By", "The contents of documents");
        meter.CreateObservableGauge("brink.chain.faults", () => Gemeten(wacht.Laatst.Nagekeken, m => m.Fouten), "{fault}",
            "Faults in the chain of the log, when it was last checked");
        meter.CreateObservableGauge("brink.archive.age", () => wacht.Standen.Where(o => o.Value.Archief is { Gelukt: true })
            .Select(o => new Measurement<long>((long)(klok.GetUtcNow() - o.Value.Archief!.Moment).TotalSeconds,
                new KeyValuePair<string, object?>("organisatie", o.Key))), "s", "How long ago the last archive was made; none when it failed");
        meter.CreateObservableGauge("brink.disk.free", () => wacht.Schijf().Vrij, "By", "What is free where the data are");
    }

    private IEnumerable<Measurement<long>> Per(Func<Orgstand, long> wat) =>
        wacht.Standen.Select(o => new Measurement<long>(wat(o.Value), new KeyValuePair<string, object?>("organisatie", o.Key)));

    private static IEnumerable<Measurement<long>> Gemeten<T>(IReadOnlyDictionary<string, Meting<T>> metingen, Func<T, long?> wat) =>
        metingen.Where(m => wat(m.Value.Wat) is not null)
            .Select(m => new Measurement<long>(wat(m.Value.Wat)!.Value, new KeyValuePair<string, object?>("organisatie", m.Key)));

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
