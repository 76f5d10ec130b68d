using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using Brink.Engine;
using Npgsql;
using Xunit;

namespace Brink.Tests;

/// <summary>
/// <c>kill -9</c> while clients are making zaken: what was answered is there after a restart, whole, with its row in the audit trail and its
/// row in the outbox; what was not answered is there whole or not at all. Rounds: <c>BRINK_KILL_ROUNDS</c> (3). The moments follow from a
/// number that is printed; <c>BRINK_KILL_SEED</c> repeats it.
/// </summary>
public sealed class Kill(ITestOutputHelper output)
{
    private const int Clients = 6;

    [Theory, MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task What_was_answered_survives(string kind)
    {
        var rounds = Number("BRINK_KILL_ROUNDS") ?? 3;
        var seed = Number("BRINK_KILL_SEED") ?? Random.Shared.Next(1, 1_000_000);
        Assert.SkipWhen(kind == "postgres" && Stores.Postgres is null, "BRINK_TEST_POSTGRES is not set: no PostgreSQL to test on (./brink test starts one).");
        output.WriteLine($"BRINK_KILL_SEED={seed} BRINK_KILL_ROUNDS={rounds}");
        var random = new Random(seed);
        await using var victim = new Victim(kind);
        await victim.Start();
        await victim.MakeZaaktype();
        var tables = new Tables(victim);
        var (answered, cut) = (0, 0);
        for (var round = 1; round <= rounds; round++)
        {
            var moment = TimeSpan.FromMilliseconds(random.Next(50, 800));
            var (uuids, interrupted) = await victim.KillUnderLoad(moment);
            await victim.Start();
            var found = await tables.Check(uuids);
            output.WriteLine($"round {round}: killed after {moment.TotalMilliseconds} ms, {uuids.Count} zaken answered, {interrupted} requests cut off, {found} zaken found");
            answered += uuids.Count;
            cut += interrupted;
        }
        // Without these there was nothing to lose.
        Assert.True(answered >= rounds, $"only {answered} zaken were answered in {rounds} rounds");
        Assert.True(cut > 0, "no request was cut off: nothing was killed under load");
    }

    private static int? Number(string variable) => int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var n) && n > 0 ? n : null;

    /// <summary>Reads the tables themselves, each time what is new since the last.</summary>
    private sealed class Tables(Victim victim)
    {
        private long lastZaak, lastAudit, lastOutbox;

        public async Task<int> Check(IReadOnlyCollection<string> answered)
        {
            await using var store = victim.Store();
            return await store.Read(async db =>
            {
                var zaken = await db.Rows("SELECT id, uuid, doc FROM zrc_zaak WHERE id > $1 ORDER BY id", [lastZaak],
                    r => (Id: r.GetInt64(0), Uuid: r.GetString(1), Doc: r.GetBytes(2)));
                var audit = await db.Rows("SELECT id, hoofdobject FROM audit WHERE id > $1 ORDER BY id", [lastAudit], r => (Id: r.GetInt64(0), Zaak: r.GetString(1)));
                var outbox = await db.Rows("SELECT id, hoofdobject FROM outbox WHERE id > $1 AND kanaal = 'zaken' ORDER BY id", [lastOutbox],
                    r => (Id: r.GetInt64(0), Zaak: r.GetString(1)));
                var uuids = zaken.Select(z => z.Uuid).Order().ToList();
                Assert.Empty(answered.Except(uuids));
                foreach (var zaak in zaken)
                {
                    using var document = JsonDocument.Parse(zaak.Doc);
                    Assert.Equal(zaak.Uuid, document.RootElement.GetProperty("uuid").GetString());
                    Assert.NotEqual("", document.RootElement.GetProperty("identificatie").GetString());
                }
                Assert.Equal(uuids, outbox.Select(o => o.Zaak).Order());
                // The first time the audit trail also tells of the catalogus; of zaken it tells of these, once each, and of no others.
                Assert.Equal(uuids, (lastZaak == 0 ? audit.Where(a => !victim.Types.Contains(a.Zaak)) : audit).Select(a => a.Zaak).Order());
                if (!db.IsPostgres) Assert.Equal("ok", await db.First("PRAGMA quick_check", [], r => r.GetString(0)));
                lastZaak = zaken.Select(z => z.Id).DefaultIfEmpty(lastZaak).Max();
                lastAudit = audit.Select(a => a.Id).DefaultIfEmpty(lastAudit).Max();
                lastOutbox = outbox.Select(o => o.Id).DefaultIfEmpty(lastOutbox).Max();
                return zaken.Count;
            });
        }
    }

    /// <summary>The host in a process of its own.</summary>
    private sealed class Victim(string kind) : IAsyncDisposable
    {
        private readonly string folder = Directory.CreateTempSubdirectory("brink-kill-").FullName;
        private readonly string name = "k" + Guid.NewGuid().ToString("N")[..20];
        private readonly ConcurrentQueue<string> said = new();
        private Process? process;
        private int port;
        private string zaaktype = "";

        /// <summary>The identities of the catalogus and the zaaktype.</summary>
        public List<string> Types { get; } = [];

        public Store Store() => kind == "postgres" ? new PostgresStore(Stores.Postgres!, name) : new SqliteStore(Path.Combine(folder, name, "brink.db"));

        public async Task Start()
        {
            using (var probe = new TcpListener(IPAddress.Loopback, 0))
            {
                probe.Start();
                port = ((IPEndPoint)probe.LocalEndpoint).Port;
            }
            // The tests are built in the same configuration as the host: …/tests/bin/Release/net10.0/.
            var output = AppContext.BaseDirectory[(Path.Combine(Source.Root, "tests").Length + 1)..];
            var info = new ProcessStartInfo("dotnet",
                [Path.Combine(Source.Root, "src", "Host", output, "Brink.Host.dll"), "start", "--data", folder, "--port", port.ToString(CultureInfo.InvariantCulture)])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            (info.Environment["Brink__Clients__0__Id"], info.Environment["Brink__Clients__0__Secret"], info.Environment["Brink__Clients__0__Superuser"]) =
                ("beheerder", Platform.Secret, "true");
            (info.Environment["Brink__Organisaties__0__Id"], info.Environment["Brink__Organisaties__0__Naam"]) = (name, "Testgemeente");
            if (kind == "postgres") info.Environment["Brink__Postgres"] = Stores.Postgres; else info.Environment.Remove("Brink__Postgres");
            process = Process.Start(info)!;
            process.OutputDataReceived += (_, e) => said.Enqueue(e.Data ?? "");
            process.ErrorDataReceived += (_, e) => said.Enqueue(e.Data ?? "");
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            using var http = new HttpClient();
            var since = Stopwatch.GetTimestamp();
            while (!process.HasExited && Stopwatch.GetElapsedTime(since) < TimeSpan.FromMinutes(1))
            {
                try
                {
                    if ((await http.GetAsync(new Uri($"http://127.0.0.1:{port}/health/ready"))).IsSuccessStatusCode) return;
                }
                catch (HttpRequestException) { } // it does not listen yet
                await Task.Delay(20);
            }
            Assert.Fail("The host did not become ready: " + string.Join('\n', said));
        }

        public async Task MakeZaaktype()
        {
            using var http = Client();
            var catalogus = await Post(http, "catalogi/api/v1/catalogussen", new { domein = "KILL", rsin = "000000012", contactpersoonBeheerNaam = "Test" });
            var made = await Post(http, "catalogi/api/v1/zaaktypen", new
            {
                identificatie = "KILL-1",
                omschrijving = "Verhuizing",
                vertrouwelijkheidaanduiding = "openbaar",
                doel = "Inschrijven op een nieuw adres",
                aanleiding = "Iemand verhuist",
                indicatieInternOfExtern = "extern",
                handelingInitiator = "melden",
                onderwerp = "Adres",
                handelingBehandelaar = "verwerken",
                doorlooptijd = "P5D",
                opschortingEnAanhoudingMogelijk = false,
                verlengingMogelijk = false,
                publicatieIndicatie = false,
                productenOfDiensten = Array.Empty<string>(),
                referentieproces = new { naam = "Verhuizing verwerken" },
                verantwoordelijke = "000000012",
                catalogus,
                besluittypen = Array.Empty<string>(),
                gerelateerdeZaaktypen = Array.Empty<string>(),
                beginGeldigheid = "2020-01-01",
            });
            Types.AddRange([catalogus[^36..], made[^36..]]);
            zaaktype = made[(made.IndexOf(name, StringComparison.Ordinal) + name.Length + 1)..];
            await Post(http, zaaktype + "/publish", new { });
        }

        /// <summary>Lets clients make zaken, kills the process at the moment, and says which zaken it had answered for.</summary>
        public async Task<(List<string> Answered, int Interrupted)> KillUnderLoad(TimeSpan moment)
        {
            var answered = new ConcurrentBag<string>();
            var interrupted = 0;
            var body = new
            {
                zaaktype = $"http://127.0.0.1:{port}/{name}/{zaaktype}",
                bronorganisatie = "000000012",
                verantwoordelijkeOrganisatie = "000000012",
                startdatum = "2026-01-05",
                toelichting = new string('x', 500),
            };
            var clients = Enumerable.Range(0, Clients).Select(async _ =>
            {
                using var http = Client();
                while (true)
                {
                    try { answered.Add((await Post(http, "zaken/api/v1/zaken", body))[^36..]); }
                    catch (Exception e) when (e is HttpRequestException or IOException)
                    {
                        Interlocked.Increment(ref interrupted);
                        return;
                    }
                }
            }).ToList();
            while (answered.IsEmpty && !process!.HasExited) await Task.Delay(5);
            await Task.Delay(moment);
            process!.Kill(); // SIGKILL
            await Task.WhenAll(clients);
            await process.WaitForExitAsync();
            process.Dispose();
            process = null;
            return ([.. answered], interrupted);
        }

        public async ValueTask DisposeAsync()
        {
            if (process is not null)
            {
                process.Kill();
                await process.WaitForExitAsync();
                process.Dispose();
            }
            Directory.Delete(folder, true);
            if (kind != "postgres") return;
            await using var connection = new NpgsqlConnection(Stores.Postgres);
            await connection.OpenAsync();
            await using var command = new NpgsqlCommand($"DROP SCHEMA IF EXISTS \"{name}\" CASCADE", connection);
            await command.ExecuteNonQueryAsync();
        }

        private HttpClient Client()
        {
            var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}/{name}/") };
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Platform.Token("beheerder"));
            http.DefaultRequestHeaders.Add("Accept-Crs", "EPSG:4326");
            http.DefaultRequestHeaders.Add("Content-Crs", "EPSG:4326");
            return http;
        }

        private static async Task<string> Post(HttpClient http, string path, object body)
        {
            using var answer = await http.PostAsJsonAsync(path, body);
            var text = await answer.Content.ReadAsStringAsync();
            Assert.True(answer.IsSuccessStatusCode, $"POST {path}: {(int)answer.StatusCode} {text}");
            using var json = JsonDocument.Parse(text);
            return json.RootElement.GetProperty("url").GetString()!;
        }
    }
}
