using System.Collections.Concurrent;
using System.Diagnostics;
using Xunit;

namespace Brink.Tests;

/// <summary>Two nodes on one PostgreSQL: an announcement is delivered by one of them, in order per main object,
/// and killing either loses none.</summary>
public sealed class TwoNodes(ITestOutputHelper output)
{
    private const int Objects = 10;

    [Fact]
    public async Task Each_announcement_is_delivered_by_one_and_killing_either_loses_none()
    {
        Assert.SkipWhen(Stores.Postgres is null, "BRINK_TEST_POSTGRES is not set: no PostgreSQL to test on (./brink test starts one).");
        var name = "n" + Guid.NewGuid().ToString("N")[..20];
        var folder = Directory.CreateTempSubdirectory("brink-nodes-").FullName;
        await using var subscriber = await Subscriber.Start();
        subscriber.Slow = TimeSpan.FromMilliseconds(15); // so that a node that is killed was delivering
        await using var one = new HostProcess("postgres", name, folder, subscriber.Settings(attempts: 20));
        await using var two = new HostProcess("postgres", name, folder, subscriber.Settings(attempts: 20));
        try
        {
            await one.Start();
            await two.Start();
            using (var http = one.Client())
            {
                await HostProcess.Post(http, "notificaties/api/v1/kanaal", new { naam = "dingen" });
                await HostProcess.Post(http, "notificaties/api/v1/abonnement", subscriber.Abonnement("dingen"));
            }

            // While both live: once each, in order.
            var load = new Load(one, two);
            await load.During(200, null);
            await one.Drained();
            Assert.Equal(load.Answered.Count, subscriber.Got.Count);
            load.Check(subscriber, output, duplicates: 0);

            // Each is killed in turn while both are busy.
            foreach (var victim in (HostProcess[])[two, one])
            {
                await load.During(300, victim);
                await victim.Start();
            }
            await one.Drained();
            Assert.True(load.CutOff > 0, "no request was cut off: nothing was killed under load");
            load.Check(subscriber, output, duplicates: 2 * 8 * 20); // at most what each killed node held: eight queues of twenty
        }
        finally
        {
            await one.Kill();
            await two.Kill();
            Directory.Delete(folder, true);
            await HostProcess.DropSchema(name);
        }
    }

    /// <summary>One writer per main object, whose announcements go to the nodes by turns, each after the one before was answered.</summary>
    private sealed class Load(params HostProcess[] nodes)
    {
        private readonly int[] next = new int[Objects];
        public ConcurrentBag<(int Object, int Number)> Answered { get; } = [];
        public int CutOff;

        /// <summary>Announces until so many more were answered, and halfway kills a node.</summary>
        public async Task During(int count, HostProcess? victim)
        {
            var since = Stopwatch.GetTimestamp();
            var until = Answered.Count + count;
            var writers = Enumerable.Range(0, Objects).Select(async o =>
            {
                using var first = nodes[0].Client();
                using var second = nodes[1].Client();
                while (Answered.Count < until)
                {
                    Assert.True(Stopwatch.GetElapsedTime(since) < TimeSpan.FromMinutes(2), "the nodes hardly answer");
                    var n = next[o]++;
                    var node = (n + o) % 2;
                    if (nodes[node].HasExited) node = 1 - node;
                    try
                    {
                        await HostProcess.Post(node == 0 ? first : second, "notificaties/api/v1/notificaties", new
                        {
                            kanaal = "dingen",
                            hoofdObject = $"http://elders.test/dingen/{o}",
                            resource = "ding",
                            resourceUrl = $"http://elders.test/dingen/{o}",
                            actie = $"{n}",
                            aanmaakdatum = "2024-05-01T10:00:00Z",
                        });
                        Answered.Add((o, n));
                    }
                    catch (Exception e) when (e is HttpRequestException or IOException) { Interlocked.Increment(ref CutOff); }
                }
            }).ToList();
            if (victim is not null)
            {
                while (Answered.Count < until - count / 2) await Task.Delay(2);
                await victim.Kill();
            }
            await Task.WhenAll(writers);
        }

        public void Check(Subscriber subscriber, ITestOutputHelper output, int duplicates)
        {
            var got = subscriber.Got.Select(r => (Object: int.Parse(r.HoofdObject.Split('/')[^1]), Number: int.Parse(r.Actie))).ToList();
            Assert.Empty(Answered.Except(got));
            foreach (var ofOne in got.GroupBy(g => g.Object))
            {
                var firsts = ofOne.Select(g => g.Number).Distinct().ToList();
                Assert.Equal(firsts.Order(), firsts);
            }
            var twice = got.Count - got.Distinct().Count();
            output.WriteLine($"{Answered.Count} announced, {CutOff} cut off, {got.Count} delivered, {twice} of them twice");
            Assert.InRange(twice, 0, duplicates);
        }
    }
}
