using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Brink.Engine;

/// <summary>
/// Does the work for later of every organisation: deliveries of announcements, mail, what returns by a schedule, what registers and apps
/// put off. One loop per organisation distributes what was announced and sees what may be done; each group is served by a task of its own,
/// so that a slow or broken one holds up no other. It sleeps until a change on this node wakes it, a pause has passed,
/// or (PostgreSQL) it is time to see whether another node left something behind.
/// </summary>
public sealed partial class JobRunner : BackgroundService
{
    private const int InARow = 20; // jobs of one lane, before others have their turn
    private const string OurFault = "het werk mislukte door een fout in Brink; de beheerder vindt haar in het logboek";

    // Under load changes are gathered for so long; the first after a quiet time goes at once.
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan LongestSleep = TimeSpan.FromMinutes(5), AfterFailure = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(2);

    private readonly ApiSettings settings;
    private readonly IReadOnlyDictionary<string, Tenant> tenants;
    private readonly ILogger<JobRunner> logger;
    private readonly TimeProvider clock;
    private readonly IReadOnlyList<JobKind> kinds, listeners;

    /// <param name="settings">What the engine must know; <see cref="ApiSettings.Jobs"/> are the kinds of work.</param>
    /// <param name="tenants">The organisations.</param>
    /// <param name="logger">Where failures go.</param>
    /// <param name="clock">What time it is; that of <paramref name="settings"/> when left out.</param>
    /// <exception cref="InvalidOperationException">Two kinds have one name.</exception>
    /// <exception cref="FormatException">A schedule is no cron.</exception>
    public JobRunner(ApiSettings settings, IReadOnlyDictionary<string, Tenant> tenants, ILogger<JobRunner> logger,
        TimeProvider? clock = null)
    {
        (this.settings, this.tenants, this.logger) = (settings, tenants, logger);
        this.clock = clock ?? settings.Clock;
        kinds = settings.AllJobs;
        listeners = [.. kinds.Where(k => k.Hears.Count > 0)];
        foreach (var kind in kinds.Where(k => k.Schedule is not null)) Schedules.Next(kind.Schedule!, this.clock.GetUtcNow());
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(tenants.Values.Where(t => t.Closed is null)
            .Select(tenant => Task.Run(() => Run(tenant, stoppingToken), CancellationToken.None)));

    private async Task Run(Tenant tenant, CancellationToken stop)
    {
        var serving = new Dictionary<string, Task>(StringComparer.Ordinal);
        var planned = false;
        while (!stop.IsCancellationRequested)
        {
            var started = Stopwatch.GetTimestamp();
            TimeSpan sleep;
            try
            {
                if (!planned)
                {
                    await Plan(tenant);
                    // The file of an organisation has one process: what a killed one left is taken up at once.
                    if (tenant.Store is SqliteStore) await tenant.Store.Write(db => Jobs.GiveBack(db, Now), stop);
                }
                planned = true;
                sleep = await Pass(tenant, serving, stop);
            }
            catch (Exception e)
            {
                LogFailure(logger, e, tenant.Organisatie.Id);
                sleep = AfterFailure;
                started = 0;
            }
            try
            {
                if (started == 0) await Task.Delay(sleep, stop); else await tenant.Woken(sleep, stop);
                if (Gather - Stopwatch.GetElapsedTime(started) is { Ticks: > 0 } rest) await Task.Delay(rest, stop);
            }
            catch (OperationCanceledException) { } // told to stop
        }
        await Task.WhenAll(serving.Values); // what is on its way is finished and written down
    }

    /// <summary>Sets when each kind is done by itself.</summary>
    internal ValueTask<bool> Plan(Tenant tenant) => tenant.Store.Write(async db =>
    {
        foreach (var kind in kinds.Where(k => k.Schedule is not null && k.Runs)) await Jobs.Plan(db, kind, clock.GetUtcNow());
        return true;
    });

    // Distributes what there is, sets tasks to what may be done, and says how long nothing else needs doing.
    private async Task<TimeSpan> Pass(Tenant tenant, Dictionary<string, Task> serving, CancellationToken stop)
    {
        while (!settings.Plain && !stop.IsCancellationRequested && await tenant.Store.Read(Outbox.Any, stop)
            && await tenant.Store.Write(db => Outbox.Distribute(db, () => settings.Subscriptions(Open(db, tenant)), listeners, Now), stop)
            == Outbox.Batch) { }
        foreach (var (group, task) in serving.Where(s => s.Value.IsCompleted).ToList()) serving.Remove(group);
        var (groups, due) = await tenant.Store.Read(async db =>
        {
            var groups = await Groups(Open(db, tenant));
            return (groups, await Jobs.Due(db, [.. groups.Keys.Where(g => !serving.ContainsKey(g))]));
        }, stop);
        var now = Now;
        var sleep = tenant.Store is PostgresStore ? settings.Deliveries.Poll : LongestSleep;
        foreach (var (group, at) in due)
        {
            if (at <= now) serving[group] = Task.Run(() => Serve(tenant, groups[group], group, stop), CancellationToken.None);
            else if (TimeSpan.FromMilliseconds(at - now) is var pause && pause < sleep) sleep = pause;
        }
        return sleep;
    }

    private async ValueTask<Dictionary<string, JobKind>> Groups(Session session)
    {
        var groups = new Dictionary<string, JobKind>(StringComparer.Ordinal);
        foreach (var kind in kinds.Where(k => k.Runs))
            foreach (var group in kind.Groups is null ? [kind.Name] : await kind.Groups(session)) groups[group] = kind;
        return groups;
    }

    // Serves one group until nothing of it may be tried now.
    private async Task Serve(Tenant tenant, JobKind kind, string group, CancellationToken stop)
    {
        try { while (!stop.IsCancellationRequested && await Round(tenant, kind, group, stop) > 0) { } }
        catch (Exception e)
        {
            // What was taken comes back when the lease is over.
            LogFailure(logger, e, tenant.Organisatie.Id);
            await Task.Delay(AfterFailure, stop).ContinueWith(_ => { }, TaskScheduler.Default);
        }
        finally { tenant.Wake(); }
    }

    /// <summary>Does once what may be done now of a group that is named after its kind; how many lanes it served.</summary>
    internal Task<int> Round(Tenant tenant, string kind, CancellationToken stop = default) =>
        Round(tenant, kinds.Single(k => k.Name == kind), kind, stop);

    // Some lanes are taken for a while, served beside each other, and what came of them is written down together.
    private async Task<int> Round(Tenant tenant, JobKind kind, string group, CancellationToken stop)
    {
        var node = Guid.NewGuid().ToString("N");
        var started = Stopwatch.GetTimestamp();
        var (lanes, context) = await tenant.Store.Write(async db =>
        {
            object? context = null;
            if (kind.Begin is not null && (context = await kind.Begin(Open(db, tenant), group)) is null) return ([], null);
            return (await Jobs.Take(db, group, node, Now, Now + (long)kind.Lease.TotalMilliseconds, kind.Most), context);
        }, CancellationToken.None);
        if (lanes.Count == 0)
        {
            if (context is IAsyncDisposable unused) await unused.DisposeAsync();
            return 0;
        }
        var runs = new JobRun?[lanes.Count];
        using var over = new CancellationTokenSource();
        var holding = HoldAsync(tenant, kind, lanes, runs, node, over.Token);
        try
        {
            using var places = new SemaphoreSlim(kind.Beside);
            var results = await Task.WhenAll(lanes.Select(async (lane, i) =>
            {
                await places.WaitAsync(CancellationToken.None);
                try
                {
                    var result = await Do(tenant, kind, group, lane, node, context, started, run => runs[i] = run, stop);
                    if (kind.Beside == 1) await WriteDown(tenant, kind, group, node, [result]);
                    return result;
                }
                finally { places.Release(); }
            }));
            await over.CancelAsync();
            await holding;
            if (kind.Beside > 1) await WriteDown(tenant, kind, group, node, results);
            var parked = results.Count(r => r.Failure is { } f
                && (f.ForGood || (r.Done.Count > 0 ? 1 : r.Lane.Attempts + 1) > kind.Pauses.Count));
            if (parked > 0) LogParked(logger, tenant.Organisatie.Id, group, parked);
        }
        finally
        {
            if (!over.IsCancellationRequested) await over.CancelAsync();
            if (context is IAsyncDisposable lasting) await lasting.DisposeAsync();
        }
        return lanes.Count;
    }

    private ValueTask<bool> WriteDown(Tenant tenant, JobKind kind, string group, string node, IReadOnlyList<LaneResult> results) =>
        tenant.Work(settings.Model, clock.GetUtcNow(), async s =>
        {
            foreach (var result in results.OrderBy(r => r.Lane.Lane, StringComparer.Ordinal))
                if (await Jobs.Mine(s.Db, result.Lane.Id, node)) await Finish(s, kind, result);
            if (kind.Groups is not null)
            {
                Jobs.KeepState(s.Db, group, results.Any(r => r.Done.Count > 0), results.FirstOrDefault(r => r.Failure is not null)
                    ?.Failure!.Fault, Now);
            }
            return true;
        });

    // Does what is in one lane, in order, and stops at the first that fails. Nothing is begun after the time limit,
    // so that other lanes have their turn.
    private async Task<LaneResult> Do(Tenant tenant, JobKind kind, string group, TakenLane lane, string node, object? context, long started,
        Action<JobRun> begun, CancellationToken stop)
    {
        var done = new List<Job>();
        if (lane.Attempts > kind.Pauses.Count) // each time the process was killed over it
        {
            return new(lane, done, (await tenant.Store.Read(db => Jobs.Head(db, group, lane, 1), CancellationToken.None)).FirstOrDefault(),
                new JobOutcome("Brink werd tijdens dit werk telkens afgebroken", true));
        }
        foreach (var job in await tenant.Store.Read(db => Jobs.Head(db, group, lane, InARow), CancellationToken.None))
        {
            if (stop.IsCancellationRequested || Stopwatch.GetElapsedTime(started) > kind.Limit) break;
            var run = new JobRun(tenant, job, context, settings.Model, clock, stop);
            begun(run);
            JobOutcome? outcome;
            var attempt = Stopwatch.GetTimestamp();
            try { outcome = kind.Inside is null ? await kind.Outside!(run) : await Inside(tenant, kind, lane, job, node); }
            catch (OperationCanceledException) when (run.IsStopped)
            {
                Meters.Done(attempt, tenant.Organisatie.Id, kind.Name, "gestopt");
                return new(lane, done, job, null) { Stopped = true };
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested) { break; } // done anew later
            catch (RefusedException e) { outcome = new(e.Message); }
            catch (Exception e)
            {
                // Whatever it is, it counts as an attempt: work that can never be done must not hold up what comes after it.
                LogJob(logger, e, tenant.Organisatie.Id, group);
                outcome = new(OurFault);
            }
            finally { run.Close(); }
            if (outcome is null) break; // another node has it
            Meters.Done(attempt, tenant.Organisatie.Id, kind.Name, outcome.Fault is null ? "gelukt" : "mislukt");
            if (outcome.Fault is not null) return new(lane, done, job, outcome);
            done.Add(job with { Result = outcome.Result });
        }
        return new(lane, done, null, null);
    }

    // The effect of work inside and its end are one unit of work: whatever is killed when, it happens once.
    private ValueTask<JobOutcome?> Inside(Tenant tenant, JobKind kind, TakenLane lane, Job job, string node) =>
        tenant.Work(settings.Model, clock.GetUtcNow(), async s =>
        {
            if (!await Jobs.Mine(s.Db, lane.Id, node)) return null;
            var ended = job with { Result = await kind.Inside!(s, job) };
            if (lane.Lane == Jobs.Scheduled && kind.Schedule is not null)
            {
                await Finish(s, kind, new LaneResult(lane, [ended], null, null));
            }
            else
            {
                Jobs.Delete(s.Db, job);
                await Ended(s, kind, ended);
            }
            return JobOutcome.Done;
        });

    // As long as the work lasts its lanes stay this node's; meanwhile it is written down how far it is, and seen whether it must stop.
    private async Task HoldAsync(Tenant tenant, JobKind kind, List<TakenLane> lanes, JobRun?[] runs, string node, CancellationToken over)
    {
        var pause = kind.Lease / 4 < Heartbeat ? kind.Lease / 4 : Heartbeat;
        while (true)
        {
            try { await Task.Delay(pause, over); }
            catch (OperationCanceledException) { return; }
            try
            {
                var until = Now + (long)kind.Lease.TotalMilliseconds;
                var stopped = await tenant.Store.Write(async db =>
                {
                    var found = new List<int>();
                    for (var i = 0; i < lanes.Count; i++)
                    {
                        var progress = runs[i]?.Progress is { } p ? JsonSerializer.Serialize(p, JsonSerializerOptions.Web) : null;
                        if (await Jobs.Hold(db, lanes[i].Id, node, until, progress) is true) found.Add(i);
                    }
                    return found;
                }, CancellationToken.None);
                foreach (var i in stopped) runs[i]?.End();
            }
            catch (Exception e) { LogFailure(logger, e, tenant.Organisatie.Id); } // the store is away; the next beat tries again
        }
    }

    // How a lane stands after what was done of it, in the unit of work that says so.
    private async ValueTask Finish(Session s, JobKind kind, LaneResult result)
    {
        var state = Jobs.Complete(s.Db, kind, result, clock.GetUtcNow());
        // (of work inside that was written down with its effect)
        if (kind.Inside is null || result.Lane.Lane == Jobs.Scheduled) foreach (var job in result.Done) await Ended(s, kind, job);
        if (result.Failure is not null && result.Next is { } failed && kind.Ended is not null) await kind.Ended(s, failed, state);
    }

    private async ValueTask Ended(Session s, JobKind kind, Job job)
    {
        if (kind.Keeps > TimeSpan.Zero) Jobs.Remember(s.Db, job, clock.GetUtcNow());
        if (kind.Ended is not null) await kind.Ended(s, job, new JobState(null, job.Attempt + 1, null));
    }

    private long Now => clock.GetUtcNow().ToUnixTimeMilliseconds();

    private Session Open(Db db, Tenant tenant) => new()
    {
        Model = settings.Model,
        Db = db,
        Caller = Caller.Nobody,
        Organisatie = tenant.Organisatie,
        Address = "",
        Fetched = new Dictionary<string, JsonElement?>(),
        Now = clock.GetUtcNow(),
    };

    [LoggerMessage(Level = LogLevel.Error, Message = "The work for later of {Organisatie} failed; it is tried again")]
    private static partial void LogFailure(ILogger logger, Exception e, string organisatie);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Organisatie}: a job of {Group} failed; it is tried again")]
    private static partial void LogJob(ILogger logger, Exception e, string organisatie, string group);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Organisatie}: {Count} jobs of {Group} failed too often and are parked")]
    private static partial void LogParked(ILogger logger, string organisatie, string group, int count);
}
