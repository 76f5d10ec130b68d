using System.Globalization;
using Brink.Host;
using Xunit;

namespace Brink.Tests;

/// <summary>Commands that touch an organisation's data end with 0, 1 (refused, and why) or 2 (wrong use),
/// and can be given while the platform runs.</summary>
public sealed class OpdrachtTests
{
    private const string Naam = "deventer";
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static async Task<(int Status, string Said)> Run(params string[] args)
    {
        using var said = new StringWriter(CultureInfo.InvariantCulture);
        return (await Verbs.Run(args, said, said), said.ToString());
    }

    [Theory]
    [InlineData("start", "--poort", "80")]
    [InlineData("start", "--port", "80000")]
    [InlineData("start", "nu")]
    [InlineData("audit")]
    [InlineData("audit", "verify", "--alles")]
    [InlineData("audit", "verify", "--organisatie", "nergens")]
    [InlineData("inzage", "opruimen", "--dagen")]
    [InlineData("catalogus", "export")]
    [InlineData("catalogus", "export", "a.zip")]
    [InlineData("catalogus", "import", "a.zip", "--organisatie", Naam, "--zaaktype", "A")]
    [InlineData("referentielijsten", "export", "a.json")]
    [InlineData("vereniging", "reken")]
    [InlineData("vereniging", "reken", "--organisatie", "Niet Zo")]
    [InlineData("bestanden", "koppel", "--organisatie", Naam)]
    [InlineData("stemming", "export", "--organisatie", Naam)]
    [InlineData("archief")]
    [InlineData("archief", "maak", "a.zip")]
    [InlineData("archief", "maak", "a.zip", "--organisatie", Naam, "--testkopie")]
    [InlineData("archief", "controleer", "a.zip", "--vervang")]
    [InlineData("dans")]
    public async Task Wrong_use_says_how_it_goes(params string[] args)
    {
        var (status, said) = await Run(args);
        Assert.Equal(2, status);
        Assert.Matches("brink |Kies uit", said);
    }

    [Theory]
    [InlineData("audit", "verify")]
    [InlineData("inzage", "opruimen")]
    [InlineData("catalogus", "export", "uit.zip")]
    [InlineData("vereniging", "controleer")]
    [InlineData("vereniging", "reken")]
    [InlineData("bestanden", "opruimen")]
    [InlineData("archief", "maak", "a.zip")]
    [InlineData("stemming", "export", "bord.json")]
    public async Task What_reads_is_refused_where_nothing_is_and_makes_nothing(params string[] args)
    {
        var map = Directory.CreateTempSubdirectory("brink-opdracht-").FullName;
        try
        {
            var (status, said) = await Run([.. args, "--organisatie", Naam, "--data", Path.Combine(map, "vertypt")]);
            Assert.Equal((1, true), (status, said.Contains("--data", StringComparison.Ordinal)));
            Assert.Empty(Directory.EnumerateFileSystemEntries(map));
        }
        finally { Directory.Delete(map, true); }
    }

    [Fact]
    public async Task Commands_can_be_given_while_the_platform_runs_and_is_written_to()
    {
        var map = Directory.CreateTempSubdirectory("brink-opdracht-").FullName;
        try
        {
            var data = Path.Combine(map, "data");
            await using var host = new HostProcess("sqlite", Naam, data);
            await host.Start();
            using var http = host.Client();
            var body = new { domein = "OPDR", rsin = "000000012", contactpersoonBeheerNaam = "Test" };
            var catalogus = await HostProcess.Post(http, "catalogi/api/v1/catalogussen", body);
            using var done = new CancellationTokenSource();
            var writer = Task.Run(async () =>
            {
                var made = 0;
                for (; !done.IsCancellationRequested; made++)
                {
                    await HostProcess.Post(http, "catalogi/api/v1/informatieobjecttypen", new
                    {
                        catalogus,
                        omschrijving = $"Soort {made}",
                        vertrouwelijkheidaanduiding = "openbaar",
                        beginGeldigheid = "2026-01-01",
                        informatieobjectcategorie = "brief",
                    });
                }
                return made;
            }, Stop);
            var zip = Path.Combine(map, "uit.zip");
            string[] Van(params string[] args) => [.. args, "--organisatie", Naam, "--data", data];
            foreach (var args in (string[][])[Van("catalogus", "export", zip), Van("catalogus", "import", zip),
                Van("vereniging", "controleer"), Van("inzage", "opruimen"),
                Van("bestanden", "opruimen"), Van("audit", "verify")])
            {
                var (status, said) = await Run(args);
                Assert.True(status == 0, $"{string.Join(' ', args)}: {status} {said}");
            }
            await done.CancelAsync();
            Assert.True(await writer > 5); // each of them was answered with 201
        }
        finally { Directory.Delete(map, true); }
    }
}
