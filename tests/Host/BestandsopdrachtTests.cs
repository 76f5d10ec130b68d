using System.Diagnostics;
using System.Text;
using Brink.Engine;
using Brink.Host;
using Brink.Registers;
using Xunit;

namespace Brink.Tests;

/// <summary>Contents in an object store beside a database that is not theirs: nothing is swept,
/// and the command does what a person has confirmed and no more.</summary>
public sealed class BestandsopdrachtTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task Nothing_goes_from_the_object_store_until_a_person_says_that_it_belongs_and_that_it_is_waste(string store)
    {
        Assert.SkipWhen(store == "postgres" && Stores.Postgres is null,
            "BRINK_TEST_POSTGRES is not set: no PostgreSQL to test on (./brink test starts one).");
        await using var s3 = await S3Server.Start();
        var (name, data) = ("b" + Guid.NewGuid().ToString("N")[..20], Directory.CreateTempSubdirectory("brink-bestanden-").FullName);
        var settings = new Settings
        {
            Data = data,
            Postgres = store == "postgres" ? Stores.Postgres : null,
        };
        settings.Bestanden.S3 = new()
        {
            Adres = s3.Address.ToString(),
            Regio = S3Server.Region,
            Bucket = S3Server.Bucket,
            Toegangssleutel = S3Server.KeyId,
            Geheim = S3Server.Secret,
        };
        try
        {
            Task<Tenant> Open(string id) => Opening.Open(settings, new() { Id = id, Naam = id }, Onderlaag.Model);
            await using (var tenant = await Open(name))
            {
                Assert.Null(tenant.Closed);
                for (var i = 0; i < 12; i++)
                    await tenant.Organisatie.Blobs.Put(new MemoryStream(Encoding.UTF8.GetBytes($"document {i}")), Stop);
            }
            var kept = s3.Keys.Order().ToList();
            Assert.True(kept.Count >= 12);
            await Lose(store, name, data);

            // The server refuses to serve it, and the command to sweep.
            await using (var closed = await Open(name)) Assert.Contains(name, closed.Closed, StringComparison.Ordinal);
            var (code, said) = await Run(settings, "opruimen", "--organisatie", name, "--data", data, "--bevestig");
            Assert.Equal(1, code);
            Assert.Contains(name, said, StringComparison.Ordinal);
            Assert.Equal(kept, s3.Keys.Order());

            // That they belong together is for a person to say.
            (code, said) = await Run(settings, "koppel", "--organisatie", name, "--data", data);
            Assert.Equal(2, code);
            Assert.Contains("--bevestig", said, StringComparison.Ordinal);
            Assert.Equal(0, (await Run(settings, "koppel", "--organisatie", name, "--data", data, "--bevestig")).Code);
            await using (var open = await Open(name)) Assert.Null(open.Closed);

            s3.Age(TimeSpan.FromDays(3));
            // And that so much is waste is another thing to say; even then it goes only after a day.
            (code, said) = await Run(settings, "opruimen", "--organisatie", name, "--data", data);
            Assert.Equal(1, code);
            Assert.Contains("12 van de 12", said, StringComparison.Ordinal);
            Assert.Equal(kept.Count, s3.Keys.Count);
            (code, said) = await Run(settings, "opruimen", "--organisatie", name, "--data", data, "--bevestig");
            Assert.True(code == 0, said);
            Assert.Equal(kept.Count, s3.Keys.Count);
        }
        finally
        {
            Directory.Delete(data, true);
            if (store == "postgres") await HostProcess.DropSchema(name);
        }
    }

    [Theory]
    [InlineData(2, "koppel, opruimen")]
    [InlineData(2, "koppel, opruimen", "weg")]
    [InlineData(2, "--organisatie", "opruimen")]
    [InlineData(2, "--alles", "opruimen", "--organisatie", "x", "--alles")]
    public async Task A_command_that_is_mistaken_says_what_is_wrong_and_how_it_goes(int code, string what, params string[] args)
    {
        var fout = new StringWriter();
        Assert.Equal(code, await Bestandsopdracht.Run(args, TextWriter.Null, fout));
        Assert.Contains(what, fout.ToString(), StringComparison.Ordinal);
        Assert.Contains("brink bestanden koppel", fout.ToString(), StringComparison.Ordinal);
    }

    // Another database in its place: an empty one, or that of another organisation.
    private static async Task Lose(string store, string name, string data)
    {
        if (store == "postgres") { await HostProcess.DropSchema(name); return; }
        var elders = Path.Combine(data, "elders");
        await using (var other = await Opening.Open(new Settings { Data = elders }, new() { Id = name, Naam = name },
            Onderlaag.Model))
        {
            Assert.Null(other.Closed);
        }
        foreach (var file in Directory.EnumerateFiles(Path.Combine(data, name), "brink.db*")) File.Delete(file);
        File.Copy(Path.Combine(elders, name, "brink.db"), Path.Combine(data, name, "brink.db"));
    }

    private static async Task<(int Code, string Said)> Run(Settings settings, params string[] args)
    {
        var info = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Brink.Host.dll"), "bestanden", .. args])
        { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (key, value) in new (string, string?)[]
        {
            ("Brink__Postgres", settings.Postgres), ("Brink__Bestanden__S3__Adres", settings.Bestanden.S3.Adres),
            ("Brink__Bestanden__S3__Regio", settings.Bestanden.S3.Regio),
            ("Brink__Bestanden__S3__Bucket", settings.Bestanden.S3.Bucket),
            ("Brink__Bestanden__S3__Toegangssleutel", settings.Bestanden.S3.Toegangssleutel),
            ("Brink__Bestanden__S3__Geheim", settings.Bestanden.S3.Geheim),
        })
        {
            if (value is null) info.Environment.Remove(key); else info.Environment[key] = value;
        }
        using var process = Process.Start(info)!;
        var (uit, fout) = (process.StandardOutput.ReadToEndAsync(Stop), process.StandardError.ReadToEndAsync(Stop));
        await process.WaitForExitAsync(Stop);
        return (process.ExitCode, await uit + await fout);
    }
}
