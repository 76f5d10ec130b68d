using System.Diagnostics;
using System.Globalization;
using System.Text;
using Brink.Engine;
using Brink.Host;
using Brink.Registers;
using Brink.Registers.Archieven;
using Brink.Registers.Catalogi;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Brink.Tests;

/// <summary>Archives by the command line, by the schedule and before an update; where they lie, and how many.</summary>
public sealed class ArchievenTests : IDisposable
{
    private const string Naam = "deventer";
    private readonly string map = Directory.CreateTempSubdirectory("brink-archieven-").FullName;
    private static CancellationToken Stop => TestContext.Current.CancellationToken;
    private string Data => Path.Combine(map, "data");

    public void Dispose() => Directory.Delete(map, true);

    private static async Task<(int Status, string Said)> Run(params string[] args)
    {
        using var said = new StringWriter(CultureInfo.InvariantCulture);
        return (await Verbs.Run(args, said, said), said.ToString());
    }

    private static Task<Tenant> Open(Settings settings, string naam = Naam) =>
        Opening.Open(settings, new() { Id = naam, Naam = "Gemeente " + naam }, Onderlaag.Model);

    // A catalogus, put in without an API.
    private static async Task<string> Catalogus(Tenant tenant, string domein)
    {
        var uuid = await tenant.Work(Onderlaag.Model, DateTimeOffset.UtcNow, async s =>
        {
            var catalogus = new Catalogus { Domein = domein, Rsin = "000001375", ContactpersoonBeheerNaam = "Beheer" };
            await s.Create(catalogus);
            return catalogus.Uuid;
        });
        return uuid.ToString();
    }

    private static Task<long> Catalogi(Tenant tenant) => tenant.Store.Read(db => db.Number("SELECT count(*) FROM ztc_catalogus")).AsTask();

    [Fact]
    public async Task By_the_command_line_made_checked_and_put_back_each_with_its_status()
    {
        var bestand = Path.Combine(map, "a.zip");
        await using (var tenant = await Open(new() { Data = Data })) await Catalogus(tenant, "ALG");
        var (status, said) = await Run("archief", "maak", bestand, "--organisatie", Naam, "--data", Data);
        Assert.True(status == 0, said);
        Assert.Equal(0, (await Run("archief", "controleer", bestand)).Status);
        Assert.Equal(1, (await Run("archief", "controleer", bestand, "--anker", new string('0', 64))).Status);
        Assert.Equal(0, (await Run("archief", "herstel", bestand, "--organisatie", "raalte", "--data", Data)).Status);
        (status, said) = await Run("archief", "herstel", bestand, "--organisatie", "raalte", "--data", Data);
        Assert.Equal((1, true), (status, said.Contains("1 catalogussen", StringComparison.Ordinal)));
        Assert.Equal(0, (await Run("archief", "herstel", bestand, "--organisatie", "raalte", "--data", Data, "--vervang")).Status);
        await using (var daar = await Open(new() { Data = Data }, "raalte")) Assert.Equal(1, await Catalogi(daar));
        Assert.Equal(0, (await Run("archief", "herstel", bestand, "--organisatie", "proef", "--data", Data, "--testkopie")).Status);
        await using (var kopie = await Open(new() { Data = Data }, "proef")) Assert.True(kopie.Organisatie.Testkopie);
        await File.WriteAllTextAsync(Path.Combine(map, "b.zip"), "geen archief", Stop);
        Assert.Equal(1, (await Run("archief", "controleer", Path.Combine(map, "b.zip"))).Status);
        Assert.Equal(1, (await Run("archief", "herstel", Path.Combine(map, "b.zip"), "--organisatie", "leeg", "--data", Data)).Status);
        Assert.False(Directory.Exists(Path.Combine(Data, "leeg")));
    }

    [Theory]
    [InlineData("folder")]
    [InlineData("s3")]
    public async Task So_many_are_kept_at_their_place_and_how_the_last_went_is_known(string soort)
    {
        await using var s3 = await S3Server.Start();
        var settings = new Settings { Data = Data, Archief = new() { Map = Path.Combine(map, "elders"), Bewaar = 2, Rust = 0 } };
        if (soort == "s3")
        {
            settings.Archief.S3 = new()
            {
                Adres = s3.Address.ToString(),
                Regio = S3Server.Region,
                Bucket = S3Server.Bucket,
                Toegangssleutel = S3Server.KeyId,
                Geheim = S3Server.Secret
            };
        }
        await using var tenant = await Open(settings);
        Assert.Null(await Archieven.Laatste(tenant, Stop));
        var uuid = await Catalogus(tenant, "ALG");
        var klok = new Clock(new DateTimeOffset(2026, 3, 2, 3, 0, 0, TimeSpan.Zero));
        for (var dag = 0; dag < 3; dag++, klok.Now = klok.Now.AddDays(1))
            Assert.Equal("", (await Archieven.Maak(tenant, settings, NullLogger.Instance, klok, Stop)).Fout);
        using var plek = Archiefplek.Van(settings);
        Assert.Equal(["archief-20260303-030000.zip", "archief-20260304-030000.zip"], (await plek.Lijst(Naam, "archief-", Stop)).Select(x => x.Naam));
        var laatste = (await Archieven.Laatste(tenant, Stop))!;
        Assert.Equal((true, "archief-20260304-030000.zip"), (laatste.Gelukt, laatste.Naam));
        Assert.Equal((await plek.Lijst(Naam, laatste.Naam, Stop)).Single().Bytes, laatste.Bytes);

        // What is destroyed, is noted at the same place, and read there by who puts one back.
        await tenant.Work(Onderlaag.Model, DateTimeOffset.UtcNow, async s =>
        {
            await s.Delete((await s.Load(Onderlaag.Model.Of(typeof(Catalogus)), Guid.Parse(uuid)))!);
            return true;
        });
        Assert.Equal(1, await Archieven.Noteer(tenant, settings, plek, Stop));
        Assert.Equal(uuid, Assert.Single(await Archieven.Vernietigd(settings, Naam)).Uuid);

        // A place that is away is told, and does not hide what was made before.
        settings.Archief.Map = Path.Combine(Data, Naam, "brink.db");
        settings.Archief.S3.Geheim += "fout";
        Assert.NotEqual("", (await Archieven.Maak(tenant, settings, NullLogger.Instance, klok, Stop)).Fout);
        Assert.False((await Archieven.Laatste(tenant, Stop))!.Gelukt);
    }

    [Theory, MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task Before_an_update_changes_the_tables_one_is_made_and_by_it_one_goes_back(string store)
    {
        Assert.SkipWhen(store == "postgres" && Stores.Postgres is null, "BRINK_TEST_POSTGRES is not set: no PostgreSQL to test on (./brink test starts one).");
        var naam = "u" + Guid.NewGuid().ToString("N")[..20];
        var settings = new Settings { Data = Data, Postgres = store == "postgres" ? Stores.Postgres : null };
        try
        {
            await using (var tenant = await Open(settings, naam)) await Catalogus(tenant, "OUD");
            // As an older program left it: without a table and a column that this one has.
            await using (var oud = await Open(settings, naam))
            {
                using var plek = Archiefplek.Van(settings);
                Assert.Empty(await plek.Lijst(naam, "", Stop)); // nothing changed, so none was needed
                await oud.Store.Write(async db =>
                {
                    await db.ExecuteOnce("DROP TABLE vernietiging");
                    await db.ExecuteOnce("ALTER TABLE ztc_catalogus RENAME COLUMN domein TO oud_domein");
                    return true;
                });
            }
            await using (var nieuw = await Open(settings, naam))
            {
                Assert.Null(nieuw.Closed);
                using var plek = Archiefplek.Van(settings);
                var archief = Assert.Single(await plek.Lijst(naam, "voor-bijwerken-", Stop));
                // It does not please after all: what was done since is lost, and all is as it was.
                await Catalogus(nieuw, "NIEUW");
                Assert.Equal(2, await Catalogi(nieuw));
                await Archief.Herstel(nieuw, Onderlaag.Model, Path.Combine(Data, "_archieven", naam, archief.Naam),
                    new() { Kennis = Archiefwoorden.Kennis, Vervang = true }, TimeProvider.System);
                Assert.Equal(1, await Catalogi(nieuw));
            }
        }
        finally { if (store == "postgres") await HostProcess.DropSchema(naam); }
    }

    [Theory, MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task Who_lost_the_database_puts_it_back_beside_the_contents_and_a_failure_leaves_it_closed(string store)
    {
        Assert.SkipWhen(store == "postgres" && Stores.Postgres is null, "BRINK_TEST_POSTGRES is not set: no PostgreSQL to test on (./brink test starts one).");
        var (naam, bestand) = ("k" + Guid.NewGuid().ToString("N")[..20], Path.Combine(map, "k.zip"));
        var settings = new Settings { Data = Data, Postgres = store == "postgres" ? Stores.Postgres : null };
        async Task<int> Zet(string wat)
        {
            var info = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Brink.Host.dll"), "archief", "herstel", wat,
                "--organisatie", naam, "--data", Data])
            { RedirectStandardOutput = true, RedirectStandardError = true };
            if (settings.Postgres is null) info.Environment.Remove("Brink__Postgres"); else info.Environment["Brink__Postgres"] = settings.Postgres;
            using var process = Process.Start(info)!;
            var said = (process.StandardOutput.ReadToEndAsync(Stop), process.StandardError.ReadToEndAsync(Stop));
            await process.WaitForExitAsync(Stop);
            await Task.WhenAll(said.Item1, said.Item2);
            return process.ExitCode;
        }
        try
        {
            await using (var tenant = await Open(settings, naam))
            {
                await Catalogus(tenant, "ALG");
                await tenant.Organisatie.Blobs.Put(new MemoryStream([1, 2, 3]), Stop);
                await Archief.Maak(tenant, Onderlaag.Model, bestand, Archieven.Opzet(tenant, settings) with { MetBestanden = false },
                    TimeProvider.System, Stop);
            }
            if (store == "postgres") await HostProcess.DropSchema(naam);
            else foreach (var db in Directory.EnumerateFiles(Path.Combine(Data, naam), "brink.db*")) File.Delete(db);
            var half = Path.Combine(map, "half.zip");
            var bytes = await File.ReadAllBytesAsync(bestand, Stop);
            const string rijen = "rijen/audit.jsonl";
            bytes[bytes.AsSpan().IndexOf(Encoding.ASCII.GetBytes(rijen)) + rijen.Length + 60] ^= 1; // among the rows
            await File.WriteAllBytesAsync(half, bytes, Stop);
            Assert.Equal(1, await Zet(half));
            await using (var dicht = await Open(settings, naam)) Assert.NotNull(dicht.Closed);
            Assert.Equal(0, await Zet(bestand));
            await using var open = await Open(settings, naam);
            Assert.Null(open.Closed);
            Assert.Equal(1, await Catalogi(open));
        }
        finally { if (store == "postgres") await HostProcess.DropSchema(naam); }
    }

    [Fact]
    public void Settings_that_cannot_be_are_told()
    {
        Assert.Empty(new ArchiveSettings { Rooster = "30 2 * * *" }.Faults());
        Assert.Equal(3, new ArchiveSettings { Rooster = "elke nacht", Bewaar = 0, Rust = -1 }.Faults().Count());
        Assert.Single(Archieven.Soorten(new Settings(), NullLogger.Instance));
        Assert.Equal(2, Archieven.Soorten(new Settings { Archief = new() { Rooster = "30 2 * * *" } }, NullLogger.Instance).Count());
    }
}
