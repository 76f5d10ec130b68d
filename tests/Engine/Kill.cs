using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Brink.Engine;
using Xunit;

namespace Brink.Tests;

/// <summary>
/// <c>kill -9</c> while clients are making zaken: what was answered is there after a restart, whole,
/// with its row in the audit trail and its announcement, which comes to whoever has an abonnement;
/// what was not answered is there whole or not at all. Rounds:
/// <c>BRINK_KILL_ROUNDS</c> (3). The moments follow from a number that is printed; <c>BRINK_KILL_SEED</c> repeats it.
/// </summary>
public sealed class Kill(ITestOutputHelper output)
{
    private const int Clients = 6;

    [Theory, MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task What_was_answered_survives(string kind)
    {
        var rounds = Number("BRINK_KILL_ROUNDS") ?? 3;
        var seed = Number("BRINK_KILL_SEED") ?? Random.Shared.Next(1, 1_000_000);
        Assert.SkipWhen(kind == "postgres" && Stores.Postgres is null,
            "BRINK_TEST_POSTGRES is not set: no PostgreSQL to test on (./brink test starts one).");
        output.WriteLine($"BRINK_KILL_SEED={seed} BRINK_KILL_ROUNDS={rounds}");
        var random = new Random(seed);
        await using var subscriber = await Subscriber.Start();
        await using var victim = new Victim(kind, subscriber);
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
            output.WriteLine($"round {round}: killed after {moment.TotalMilliseconds} ms, {uuids.Count} zaken answered, {interrupted} "
                + $"requests cut off, {found} zaken found");
            answered += uuids.Count;
            cut += interrupted;
        }
        // Without these there was nothing to lose.
        Assert.True(answered >= rounds, $"only {answered} zaken were answered in {rounds} rounds");
        Assert.True(cut > 0, "no request was cut off: nothing was killed under load");
    }

    private static int? Number(string variable) => int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture,
        out var n) && n > 0 ? n : null;

    /// <summary>Reads the tables themselves, each time what is new since the last.</summary>
    private sealed class Tables(Victim victim)
    {
        private readonly HashSet<string> told = [];
        private long lastZaak, lastAudit;

        public async Task<int> Check(IReadOnlyCollection<string> answered)
        {
            await victim.Drained();
            await using var store = victim.Store();
            return await store.Read(async db =>
            {
                var zaken = await db.Rows("SELECT id, uuid, doc FROM zrc_zaak WHERE id > $1 ORDER BY id", [lastZaak],
                    r => (Id: r.GetInt64(0), Uuid: r.GetString(1), Doc: r.GetBytes(2)));
                var audit = await db.Rows("SELECT id, hoofdobject FROM audit WHERE id > $1 ORDER BY id", [lastAudit],
                    r => (Id: r.GetInt64(0), Zaak: r.GetString(1)));
                var uuids = zaken.Select(z => z.Uuid).Order().ToList();
                Assert.Empty(answered.Except(uuids));
                foreach (var zaak in zaken)
                {
                    using var document = JsonDocument.Parse(zaak.Doc);
                    Assert.Equal(zaak.Uuid, document.RootElement.GetProperty("uuid").GetString());
                    Assert.NotEqual("", document.RootElement.GetProperty("identificatie").GetString());
                }
                // Told of all that is there, and of nothing else.
                told.UnionWith(uuids);
                Assert.Equal(told.Order(), victim.Subscriber.Got.Select(r => r.HoofdObject[^36..]).Distinct().Order());
                // The first time the audit trail also tells of the catalogus; of zaken it tells of these, once each, and of no others.
                Assert.Equal(uuids, (lastZaak == 0 ? audit.Where(a => !victim.Types.Contains(a.Zaak)) : audit).Select(a => a.Zaak).Order());
                if (!db.IsPostgres) Assert.Equal("ok", await db.First("PRAGMA quick_check", [], r => r.GetString(0)));
                lastZaak = zaken.Select(z => z.Id).DefaultIfEmpty(lastZaak).Max();
                lastAudit = audit.Select(a => a.Id).DefaultIfEmpty(lastAudit).Max();
                return zaken.Count;
            });
        }
    }

    /// <summary>The host, and one who wants to hear of every zaak.</summary>
    private sealed class Victim : IAsyncDisposable
    {
        private readonly string kind;
        private readonly string folder = Directory.CreateTempSubdirectory("brink-kill-").FullName;
        private readonly string name = "k" + Guid.NewGuid().ToString("N")[..20];
        private readonly HostProcess host;
        private string zaaktype = "";

        public Victim(string kind, Subscriber subscriber)
        {
            this.kind = kind;
            Subscriber = subscriber;
            host = new HostProcess(kind, name, folder, subscriber.Settings(attempts: 20));
        }

        public Subscriber Subscriber { get; }

        /// <summary>The identities of what was made before: the catalogus, the zaaktype and the abonnement.</summary>
        public List<string> Types { get; } = [];

        public Store Store() => host.Store();
        public Task Start() => host.Start();
        public Task Drained() => host.Drained();

        public async Task MakeZaaktype()
        {
            using var http = host.Client();
            var catalogus = await HostProcess.Post(http, "catalogi/api/v1/catalogussen",
                new { domein = "KILL", rsin = "000000012", contactpersoonBeheerNaam = "Test" });
            var made = await HostProcess.Post(http, "catalogi/api/v1/zaaktypen", new
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
            var abonnement = await HostProcess.Post(http, "notificaties/api/v1/abonnement", Subscriber.Abonnement("zaken"));
            Types.AddRange([catalogus[^36..], made[^36..], abonnement[^36..]]);
            zaaktype = made[(made.IndexOf(name, StringComparison.Ordinal) + name.Length + 1)..];
            await HostProcess.Post(http, zaaktype + "/publish", new { });
        }

        /// <summary>Lets clients make zaken, kills the process at the moment, and says which zaken it had answered for.</summary>
        public async Task<(List<string> Answered, int Interrupted)> KillUnderLoad(TimeSpan moment)
        {
            var answered = new ConcurrentBag<string>();
            var interrupted = 0;
            var body = new
            {
                zaaktype = host.Base + zaaktype,
                bronorganisatie = "000000012",
                verantwoordelijkeOrganisatie = "000000012",
                startdatum = "2026-01-05",
                toelichting = new string('x', 500),
            };
            var clients = Enumerable.Range(0, Clients).Select(async _ =>
            {
                using var http = host.Client();
                while (true)
                {
                    try { answered.Add((await HostProcess.Post(http, "zaken/api/v1/zaken", body))[^36..]); }
                    catch (Exception e) when (e is HttpRequestException or IOException)
                    {
                        Interlocked.Increment(ref interrupted);
                        return;
                    }
                }
            }).ToList();
            while (answered.IsEmpty && !host.HasExited) await Task.Delay(5);
            await Task.Delay(moment);
            await host.Kill();
            await Task.WhenAll(clients);
            return ([.. answered], interrupted);
        }

        public async ValueTask DisposeAsync()
        {
            await host.Kill();
            Directory.Delete(folder, true);
            if (kind == "postgres") await HostProcess.DropSchema(name);
        }
    }
}
