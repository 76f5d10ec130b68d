using System.Net;
using System.Net.Sockets;
using Brink.Engine;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Xunit;

namespace Brink.Tests;

/// <summary>A database that hangs, a disk that is full, a clock that was wrong: what is answered, what is not kept,
/// and that it goes on by itself.</summary>
public sealed class StoringTests
{
    private const string Zaken = "zaken/api/v1/zaken";
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Stands between a client and the PostgreSQL of the tests, and can be told to pass nothing on: a server that hangs.</summary>
    private sealed class Doorgeef : IAsyncDisposable
    {
        private readonly TcpListener listener = new(IPAddress.Loopback, 0);
        private readonly NpgsqlConnectionStringBuilder to = new(Stores.Postgres);
        private TaskCompletionSource going = new();

        public Doorgeef()
        {
            going.SetResult();
            listener.Start();
            _ = Accept();
        }

        public void Hang() => going = new(TaskCreationOptions.RunContinuationsAsynchronously);
        public void Go() => going.TrySetResult();

        public string Postgres(int patience) => new NpgsqlConnectionStringBuilder(Stores.Postgres)
        {
            Host = "127.0.0.1",
            Port = ((IPEndPoint)listener.LocalEndpoint).Port,
            Timeout = patience,
            CommandTimeout = patience,
            SslMode = SslMode.Disable
        }.ToString();

        private async Task Accept()
        {
            while (true)
            {
                TcpClient client;
                try { client = await listener.AcceptTcpClientAsync(); }
                catch (Exception e) when (e is SocketException or ObjectDisposedException) { return; }
                _ = Pass(client);
            }
        }

        private async Task Pass(TcpClient client)
        {
            using var _ = client;
            using var server = new TcpClient();
            try
            {
                await server.ConnectAsync(to.Host!, to.Port);
                await Task.WhenAny(Copy(client.GetStream(), server.GetStream()), Copy(server.GetStream(), client.GetStream()));
            }
            catch (Exception e) when (e is IOException or SocketException) { } // one of the two has gone
        }

        private async Task Copy(NetworkStream from, NetworkStream into)
        {
            var buffer = new byte[16 * 1024];
            for (int read; (read = await from.ReadAsync(buffer)) > 0;)
            {
                await going.Task;
                await into.WriteAsync(buffer.AsMemory(0, read));
            }
        }

        public ValueTask DisposeAsync()
        {
            Go();
            listener.Dispose();
            return default;
        }
    }

    [Fact]
    public async Task While_the_database_hangs_ready_says_so_at_once_and_when_it_answers_again_all_is_well()
    {
        Assert.SkipWhen(Stores.Postgres is null, "BRINK_TEST_POSTGRES is not set: no PostgreSQL to test on (./brink test starts one).");
        var name = "h" + Guid.NewGuid().ToString("N")[..20];
        var data = Directory.CreateTempSubdirectory("brink-hangt-").FullName;
        await using var between = new Doorgeef();
        // The database itself may take far longer than whoever asks whether the server is ready.
        await using var host = new HostProcess("postgres", name, data, ("Brink__Postgres", between.Postgres(60)));
        try
        {
            await host.Start();
            var root = host.Base[..^(name.Length + 1)];
            using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(15) };
            between.Hang();
            using (var ready = await http.GetAsync(new Uri(root + "health/ready"), Stop))
            {
                Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
                Assert.Contains(name, await ready.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
            }
            using (var live = await http.GetAsync(new Uri(root + "health/live"), Stop)) Assert.Equal(HttpStatusCode.OK, live.StatusCode);
            between.Go();
            for (var again = false; !again; await Task.Delay(50, Stop))
            {
                using var ready = await http.GetAsync(new Uri(root + "health/ready"), Stop);
                again = ready.IsSuccessStatusCode;
            }
        }
        finally
        {
            between.Go();
            await host.Kill();
            Directory.Delete(data, true);
            await HostProcess.DropSchema(name);
        }
    }

    [Fact]
    public async Task A_request_to_a_database_that_hangs_is_503_and_says_when_to_try_again()
    {
        await using var p = await Platform.Start("postgres");
        await using var between = new Doorgeef();
        var schema = (await p.Store.Read(db => db.First("SELECT current_schema()", [], r => r.GetString(0)), Stop))!;
        await using var tenant = new Tenant(p.Tenant.Organisatie, new PostgresStore(between.Postgres(2), schema));
        var api = new Api(p.Settings, new Dictionary<string, Tenant> { [p.Name] = tenant }, NullLogger<Api>.Instance);
        using var http = new HttpClient(new Brink.Host.InProcessHandler(api, () => "Bearer " + Platform.Token("beheerder")))
        {
            BaseAddress = new Uri(p.Base)
        };
        http.DefaultRequestHeaders.Add("Accept-Crs", "EPSG:4326");
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync(new Uri(Zaken, UriKind.Relative), Stop)).StatusCode);
        between.Hang();
        using (var answer = await http.GetAsync(new Uri(Zaken, UriKind.Relative), Stop))
            Assert.Equal((503, "5"), ((int)answer.StatusCode, answer.Headers.RetryAfter?.ToString()));
        between.Go();
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync(new Uri(Zaken, UriKind.Relative), Stop)).StatusCode);
    }

    [Fact]
    public async Task A_full_disk_keeps_nothing_of_what_it_refuses_and_everything_of_before_and_after()
    {
        await using var p = await Platform.Start("sqlite");
        var cast = new Cast(p);
        var body = Cast.ZaakBody((await cast.Gepubliceerd()).Url);
        var kept = new HashSet<string> { await cast.NieuweZaak() };
        async Task Pages(string most)
        {
            // As where no more room is, for the writer; a file may not grow.
            await p.Store.Write(async db => { await db.ExecuteOnce("PRAGMA max_page_count = " + most); return true; }, Stop);
        }
        await Pages((await p.Store.Read(db => db.Number("SELECT page_count FROM pragma_page_count()"), Stop))
            .ToString(System.Globalization.CultureInfo.InvariantCulture));
        var full = 0;
        for (var round = 0; full < 20; round++)
        {
            Assert.True(round < 200, "the disk was never full");
            // Several at once share a commit: what one of them cannot keep, is no failure of ours for the others.
            foreach (var (status, json) in await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => p.Send(HttpMethod.Post, Zaken, body))))
            {
                Assert.True(status is 201 or 507,
                    $"{status} {json?.ToJsonString()} {string.Join('\n', p.Failures.Where(f => !f.Contains("is full")))}");
                if (status == 201) kept.Add((string)json!["url"]!); else full++;
            }
        }
        // Reading goes on, and what was answered is there: no more, no less.
        async Task Same()
        {
            var there = new HashSet<string>();
            for (var page = 1; there.Count < kept.Count; page++)
                there.UnionWith((await p.Get($"{Zaken}?page={page}"))["results"]!.AsArray().Select(z => (string)z!["url"]!));
            Assert.Equal(kept.Order(), there.Order());
            Assert.Equal(kept.Count, await p.Rows("zrc_zaak"));
            foreach (var table in (string[])["audit"])
            {
                Assert.Equal(kept.Count, await p.Store.Read(db => db.Number(
                    $"SELECT count(DISTINCT hoofdobject) FROM {table} WHERE hoofdobject IN (SELECT uuid FROM zrc_zaak)"), Stop));
            }
        }
        await Same();
        await Pages("1073741823");
        kept.Add(await cast.NieuweZaak());
        await Same();
    }

    /// <summary>A clock whose time of day was set wrong; what has passed is measured apart from it.</summary>
    private sealed class Verzet : TimeProvider
    {
        public TimeSpan Ahead { get; set; }
        public TimeSpan Passed { get; set; }
        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UtcNow + Ahead;
        public override long GetTimestamp() => Passed.Ticks;
        public override long TimestampFrequency => TimeSpan.TicksPerSecond;
    }

    [Theory, MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task What_a_node_remembered_while_its_clock_was_days_ahead_is_not_remembered_for_days(string store)
    {
        var clock = new Verzet { Ahead = TimeSpan.FromDays(3) };
        await using var p = await Platform.Start(store, klok: clock);
        await p.WithRights("lezer", new { component = "ztc", scopes = new[] { "catalogi.lezen" } });
        // Another node on the same data, with a memory of its own: it is told nothing of what the first one forgets.
        var other = new Api(p.Settings, new Dictionary<string, Tenant> { [p.Name] = new(p.Tenant.Organisatie, p.Store) },
            NullLogger<Api>.Instance);
        string? token = null;
        using var http = new HttpClient(new Brink.Host.InProcessHandler(other, () => "Bearer " + token)) { BaseAddress = new Uri(p.Base) };
        async Task<int> Ask()
        {
            token = Platform.Token("lezer", iat: clock.GetUtcNow().UtcDateTime);
            return (int)(await http.GetAsync(new Uri("catalogi/api/v1/zaaktypen", UriKind.Relative), Stop)).StatusCode;
        }
        Assert.Equal(200, await Ask());
        clock.Ahead = default; // the clock is set right
        Assert.Equal(204, (await p.Send(HttpMethod.Delete, "beheer/api/v1/clients/lezer")).Status);
        Assert.Equal(200, await Ask()); // remembered, for seconds
        clock.Passed += TimeSpan.FromSeconds(6);
        Assert.Equal(401, await Ask());
    }
}
