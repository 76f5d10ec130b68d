using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Brink.Engine;

/// <summary>
/// Delivers announcements to whoever has an abonnement: at least once, and in order per main object. One loop per organisation distributes
/// what was announced; each abonnement is served by a task of its own, so that a slow or broken one holds up no other.
/// It sleeps until a change on this node wakes it, a pause has passed, or (PostgreSQL) it is time to see whether another node left
/// something behind.
/// </summary>
public sealed partial class Dispatcher(ApiSettings settings, IReadOnlyDictionary<string, Tenant> tenants, ILogger<Dispatcher> logger)
    : BackgroundService
{
    private const int QueuesAtOnce = 8;
    private const int RunLength = 20;

    // Under load changes are gathered for so long; the first after a quiet time goes at once.
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan LongestSleep = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(5);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(tenants.Values.Where(t => t.Closed is null)
            .Select(tenant => Task.Run(() => Run(tenant, stoppingToken), CancellationToken.None)));

    private async Task Run(Tenant tenant, CancellationToken stop)
    {
        var serving = new Dictionary<Guid, Task>();
        while (!stop.IsCancellationRequested)
        {
            var started = Stopwatch.GetTimestamp();
            TimeSpan sleep;
            try { sleep = await Pass(tenant, serving, stop); }
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

    // Distributes what there is, sets tasks to what may be delivered, and says how long nothing else needs doing.
    private async Task<TimeSpan> Pass(Tenant tenant, Dictionary<Guid, Task> serving, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested && await tenant.Store.Read(Outbox.Any, stop)
            && await tenant.Store.Write(db => Outbox.Distribute(db, () => settings.Subscriptions(Open(db, tenant)), Now), stop)
            == Outbox.Batch) { }
        foreach (var (id, task) in serving.Where(s => s.Value.IsCompleted).ToList()) serving.Remove(id);
        var due = await tenant.Store.Read(async db =>
        {
            var found = new List<(Guid Id, long At)>();
            foreach (var s in await settings.Subscriptions(Open(db, tenant)))
                if (!serving.ContainsKey(s.Id) && await Outbox.Due(db, s.Id) is { } at) found.Add((s.Id, at));
            return found;
        }, stop);
        var now = Now;
        var sleep = tenant.Store is PostgresStore ? settings.Deliveries.Poll : LongestSleep;
        foreach (var (id, at) in due)
        {
            if (at <= now) serving[id] = Task.Run(() => Serve(tenant, id, stop), CancellationToken.None);
            else if (TimeSpan.FromMilliseconds(at - now) is var pause && pause < sleep) sleep = pause;
        }
        return sleep;
    }

    // Serves one abonnement until nothing of it may be tried now.
    private async Task Serve(Tenant tenant, Guid id, CancellationToken stop)
    {
        try
        {
            while (!stop.IsCancellationRequested)
            {
                var node = Guid.NewGuid().ToString("N");
                var started = Stopwatch.GetTimestamp();
                var (subscription, queues) = await tenant.Store.Write(async db =>
                {
                    var s = (await settings.Subscriptions(Open(db, tenant))).FirstOrDefault(x => x.Id == id);
                    return (s, s is null ? []
                        : await Outbox.Take(db, id, node, Now, Now + (long)settings.Deliveries.Lease.TotalMilliseconds, QueuesAtOnce));
                }, CancellationToken.None);
                if (subscription is null || queues.Count == 0) return;
                var results = await Task.WhenAll(queues.Select(q => Deliver(tenant, subscription, q, started, stop)));
                await tenant.Store.Write(db =>
                {
                    Outbox.Complete(db, id, node, results, settings.Deliveries.Pauses, Now);
                    return ValueTask.FromResult(true);
                }, CancellationToken.None);
                var parked = results.Count(r =>
                    r.Fout is not null && (r.Ids.Count > 0 ? 1 : r.Queue.Pogingen + 1) > settings.Deliveries.Pauses.Count);
                if (parked > 0) LogParked(logger, tenant.Organisatie.Id, id, parked);
            }
        }
        catch (Exception e)
        {
            // What was taken comes back when the lease is over.
            LogFailure(logger, e, tenant.Organisatie.Id);
            await Task.Delay(AfterFailure, stop).ContinueWith(_ => { }, TaskScheduler.Default);
        }
        finally { tenant.Wake(); }
    }

    // Posts what is in one queue, in order, and stops at the first that fails. Nothing is begun after the time limit,
    // so that all is over well within the lease.
    private async Task<Delivered> Deliver(Tenant tenant, Subscription subscription, Taken queue, long started, CancellationToken stop)
    {
        var done = new List<long>();
        string auth;
        try { auth = settings.Reveal(subscription.Auth); }
        catch (Exception e) when (e is CryptographicException or FormatException)
        {
            return new Delivered(queue, done, "het geheim van het abonnement is niet meer te lezen");
        }
        var items = await tenant.Store.Read(db => Outbox.Head(db, subscription.Id, queue.HoofdObject, RunLength), CancellationToken.None);
        var address = Encoding.UTF8.GetBytes(settings.Adres is { } known ? $"{known}/{tenant.Organisatie.Id}/" : subscription.Address);
        foreach (var (id, doc) in items)
        {
            if (stop.IsCancellationRequested || Stopwatch.GetElapsedTime(started) > settings.Deliveries.Limit) break;
            using var buffer = new PooledBuffer(doc.Length + 512);
            Stored.Copy(doc, address, buffer);
            var (status, why) = await settings.Outbound.Post(subscription.Callback, buffer.WrittenMemory, auth, settings.Deliveries.Limit);
            if (status is not (>= 200 and < 300)) return new Delivered(queue, done, why);
            done.Add(id);
        }
        return new Delivered(queue, done, null);
    }

    private long Now => settings.Clock.GetUtcNow().ToUnixTimeMilliseconds();

    private Session Open(Db db, Tenant tenant) => new()
    {
        Model = settings.Model,
        Db = db,
        Caller = Caller.Nobody,
        Organisatie = tenant.Organisatie,
        Address = "",
        Fetched = new Dictionary<string, System.Text.Json.JsonElement?>(),
        Now = settings.Clock.GetUtcNow(),
    };

    [LoggerMessage(Level = LogLevel.Error, Message = "Delivering announcements of {Organisatie} failed; it is tried again")]
    private static partial void LogFailure(ILogger logger, Exception e, string organisatie);

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "{Organisatie}: {Count} announcements for abonnement {Abonnement} failed too often and are parked")]
    private static partial void LogParked(ILogger logger, string organisatie, Guid abonnement, int count);
}
