using System.Diagnostics;
using System.Globalization;
using System.Text;
using Brink.Engine;
using Brink.Registers;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Brink.Bench;

/// <summary>
/// Work for later: how much of it is done in a second, and what is lost when its nodes are killed. The nodes are processes of their own
/// (this program again), killed with SIGKILL at a moment that nobody chose; one on SQLite, two on PostgreSQL.
/// </summary>
internal static class Werkjobs
{
    public const string Verb = "jobs-knoop";
    private const int Inside = 5_000, Outside = 5_000, Kills = 20, Fast = 10_000;
    private const string Schema = "bench_jobs";

    private static readonly Organisatie Organisatie = new("bench", "Bench")
    {
        Blobs = new Blobs(Directory.CreateTempSubdirectory("brink-bench-jobs-").FullName),
    };

    public static async Task<bool> Run(string folder, IEnumerable<(string Name, string? Postgres)> stores, Report report)
    {
        var good = true;
        foreach (var (name, postgres) in stores)
        {
            good &= await Killed(folder, name, postgres, report);
            good &= await Speed(folder, name, postgres, report);
        }
        return good;
    }

    /// <summary>What a node process does: work, until it is killed.</summary>
    public static async Task Node(string place, string log)
    {
        await using var tenant = new Tenant(Organisatie, Open(place));
        using var file = new FileStream(log, FileMode.Append, FileAccess.Write, FileShare.ReadWrite, 1);
        var runner = Runner(tenant, run =>
        {
            lock (file) file.Write(Encoding.UTF8.GetBytes(run.Job.Lane + "\n")); // to the system at once: it outlives this process
        });
        await runner.StartAsync(CancellationToken.None);
        Console.WriteLine("klaar");
        await Task.Delay(Timeout.Infinite);
    }

    private static JobRunner Runner(Tenant tenant, Action<JobRun> outward) => new(new ApiSettings
    {
        Model = Onderlaag.Model,
        ApplicationOf = (_, _) => ValueTask.FromResult<Application?>(null),
        DeliveryScope = "nrc:notificaties.beheren",
        AccessType = typeof(Registers.Autorisaties.Applicatie),
        Outbound = new Outbound([]),
        Deliveries = new DeliverySettings { Poll = TimeSpan.FromMilliseconds(250) },
        Protect = text => text,
        Reveal = text => text,
        Jobs =
        [
            // An effect that shows how often it happened.
            new("binnen", "Binnen")
            {
                Most = 64,
                Beside = 64,
                Limit = TimeSpan.FromSeconds(1),
                Inside = (s, job) =>
                {
                    s.Db.Run("INSERT INTO teller (naam, stand) VALUES ($1, 1) ON CONFLICT (naam) DO UPDATE SET stand = teller.stand + 1",
                        [$"bench/{job.Lane}"]);
                    return ValueTask.FromResult<object?>(null);
                },
            },
            new("buiten", "Buiten")
            {
                Most = 64,
                Limit = TimeSpan.FromSeconds(1),
                Outside = run =>
                {
                    outward(run);
                    return Task.FromResult(JobOutcome.Done);
                },
            },
        ],
    }, new Dictionary<string, Tenant> { [tenant.Organisatie.Id] = tenant }, NullLogger<JobRunner>.Instance);

    private static Store Open(string place) => place.StartsWith("Host=", StringComparison.OrdinalIgnoreCase)
        ? new PostgresStore(place, Schema) : new SqliteStore(place);

    private static async Task<string> Fresh(string folder, string? postgres)
    {
        if (postgres is not null)
        {
            await using var connection = new NpgsqlConnection(postgres);
            await connection.OpenAsync();
            await using var drop = new NpgsqlCommand($"DROP SCHEMA IF EXISTS {Schema} CASCADE", connection);
            await drop.ExecuteNonQueryAsync();
        }
        var place = postgres ?? Path.Combine(Directory.CreateDirectory(Path.Combine(folder, Guid.NewGuid().ToString("N"))).FullName, "brink.db");
        await using var store = Open(place);
        await store.Prepare(Onderlaag.Model);
        return place;
    }

    private static async Task Queue(Tenant tenant, string kind, int count)
    {
        for (var at = 0; at < count; at += 500)
        {
            await tenant.Work(Onderlaag.Model, DateTimeOffset.UtcNow, s =>
            {
                for (var n = at; n < Math.Min(at + 500, count); n++) s.Later(kind, n.ToString(CultureInfo.InvariantCulture));
                return ValueTask.FromResult(true);
            });
        }
    }

    private static ValueTask<long> Left(Store store) => store.Read(db => db.Number("SELECT count(*) FROM job WHERE rij <> 'rooster'"));

    // Kills nodes with much under way, again and again, and counts afterwards.
    private static async Task<bool> Killed(string folder, string name, string? postgres, Report report)
    {
        var place = await Fresh(folder, postgres);
        var log = Path.Combine(folder, $"buiten-{name}.log");
        var random = new Random(20);
        var inDeep = 0;
        var nodes = new List<Process>();
        await using var tenant = new Tenant(Organisatie, Open(place));
        await Queue(tenant, "binnen", Inside);
        await Queue(tenant, "buiten", Outside);
        var began = Stopwatch.GetTimestamp();
        for (var kill = 0; kill < Kills; kill++)
        {
            for (var n = 0; n < (postgres is null ? 1 : 2); n++) nodes.Add(await StartNode(place, log));
            await Task.Delay(random.Next(5, 120));
            if (await Left(tenant.Store) > 0) inDeep++;
            foreach (var node in nodes) node.Kill();
            foreach (var node in nodes)
            {
                await node.WaitForExitAsync();
                node.Dispose();
            }
            nodes.Clear();
        }
        nodes.Add(await StartNode(place, log));
        while (await Left(tenant.Store) > 0 && Stopwatch.GetElapsedTime(began) < TimeSpan.FromMinutes(5)) await Task.Delay(100);
        var left = await Left(tenant.Store);
        nodes[0].Kill();
        await nodes[0].WaitForExitAsync();
        nodes[0].Dispose();
        var (count, most) = await tenant.Store.Read(db => db.First("SELECT count(*), max(stand) FROM teller WHERE naam LIKE 'bench/%'", [],
            r => (r.GetInt64(0), r.GetInt64(1))));
        var lines = await File.ReadAllLinesAsync(log);
        var came = lines.Distinct().Count();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{name,-8} {Kills} keer gedood ({inDeep} keer met werk onderweg): binnen {count} van {Inside}, buiten {came} van {Outside} "
            + $"(waarvan {lines.Length - came} keer meer dan één keer), over {left}, {Stopwatch.GetElapsedTime(began).TotalSeconds:F0} s"));
        var good = left == 0 && count == Inside && came == Outside && most == 1;
        report.Goal($"{name}: {Kills} keer kill -9 met {Inside + Outside} klussen, geen weg, binnen geen dubbel", good,
            $"binnen {count} (hoogstens {most} keer), buiten {came}");
        return good;
    }

    private static async Task<Process> StartNode(string place, string log)
    {
        var info = new ProcessStartInfo("dotnet", [typeof(Werkjobs).Assembly.Location, Verb, place, log])
        { RedirectStandardOutput = true };
        var node = Process.Start(info)!;
        while (await node.StandardOutput.ReadLineAsync() is { } line && line != "klaar") { }
        return node;
    }

    private static async Task<bool> Speed(string folder, string name, string? postgres, Report report)
    {
        await using var tenant = new Tenant(Organisatie, Open(await Fresh(folder, postgres)));
        await Queue(tenant, "binnen", Fast);
        using var runner = Runner(tenant, _ => { });
        var began = Stopwatch.GetTimestamp();
        await runner.StartAsync(CancellationToken.None);
        while (await Left(tenant.Store) > 0) await Task.Delay(20);
        var perSecond = Fast / Stopwatch.GetElapsedTime(began).TotalSeconds;
        await runner.StopAsync(CancellationToken.None);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-8} {Fast} klussen binnen: {perSecond:F0} per seconde"));
        if (postgres is null)
            report.Goal($"{name}: 1.000 klussen per seconde", perSecond >= 1_000, string.Create(CultureInfo.InvariantCulture, $"{perSecond:F0}"));
        return postgres is not null || perSecond >= 1_000;
    }
}
