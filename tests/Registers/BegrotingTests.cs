using System.IO.Compression;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Brink.Registers.Begrotingen;
using Xunit;

namespace Brink.Tests;

/// <summary>The budget: money stays exact, rows round once, scenarios change no row, and an adopted budget stays as it is.</summary>
public sealed class BegrotingTests
{
    private const string Root = "begroting/api/v1/";

    [Theory]
    [InlineData("0.5", 0, "1")]
    [InlineData("-0.5", 0, "-1")]
    [InlineData("2.5", 0, "3")]
    [InlineData("319137.501761", 0, "319138")]
    [InlineData("4.4650939", 4, "4.4651")]
    public void Half_goes_away_from_zero(string waarde, int decimalen, string verwacht) =>
        Assert.Equal(decimal.Parse(verwacht, System.Globalization.CultureInfo.InvariantCulture),
            Berekening.Afgerond(decimal.Parse(waarde, System.Globalization.CultureInfo.InvariantCulture), decimalen));

    [Theory]
    [MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task Scenarios_stand_beside_each_other(string store)
    {
        await using var p = await Platform.Start(store);
        await Brink.Host.Vereniging.Laad(Path.Combine(Source.Root, "demo", "vereniging"), p.Beheerder);
        var begroting = (string)(await p.Get(Root + "begrotingen"))["results"]![0]!["url"]!;
        var eerst = (await p.Get(begroting + "/berekening")).ToJsonString();
        foreach (var body in new object[]
        {
            new { begroting, naam = "exact" },
            new { begroting, naam = "besloten", rekenwijze = "nominaal" },
            new { begroting, naam = "zonder uren", grondslag = "zonder_uren" },
            new { begroting, naam = "opnieuw opgebouwd", rekenwijze = "herbouw" },
            new { begroting, naam = "uit de reserve", rekenwijze = "reserve" },
            new { begroting, naam = "lonen 5%", aannames = new[] { new { kostensoort = "salarissen", benodigdeIndexatie = 5 } } },
        })
        {
            await p.Post(Root + "scenarios", body);
        }
        var rijen = (await p.Get(begroting + "/vergelijking")).AsArray()
            .ToDictionary(r => (string)r!["id"]!, r => r!["waarden"]!.AsArray());
        decimal? Bij(string id, string scenario) => (decimal?)rijen[id].Single(w => (string?)w!["scenario"] == scenario)!["berekend"];
        Assert.Equal((531_707m, 531_707m, 535_864m, 505_733m, 531_707m, 0m),
            (Bij("opbrengst", "exact"), Bij("door-te-belasten", "exact"), Bij("opbrengst", "besloten"),
            Bij("opbrengst", "zonder uren"), Bij("opbrengst", "opnieuw opgebouwd"), Bij("opbrengst", "uit de reserve")));
        Assert.Equal((4_157m, 4.2470m), (Bij("over", "besloten"), Bij("percentage", "zonder uren")));
        Assert.Equal(Bij("omzet-1145", "begroting"), Bij("omzet-1145", "exact"));
        Assert.NotEqual(Bij("omzet-1145", "exact"), Bij("omzet-1145", "opnieuw opgebouwd"));
        Assert.Equal(531_707.32m - 2_863_736 * 0.02m,
            (decimal)rijen["totaal-benodigd"].Single(w => (string?)w!["scenario"] == "lonen 5%")!["exact"]!);
        // Asking what if has changed nothing, and asking again gives the same.
        Assert.Equal(eerst, (await p.Get(begroting + "/berekening")).ToJsonString());
    }

    [Theory]
    [MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task Money_keeps_its_cents_and_an_adopted_budget_its_rows(string store)
    {
        await using var p = await Platform.Start(store);
        var c = new Cast(p);
        var begroting = await c.Nieuw<Begroting>();
        var regel = await p.Post(Root + "begrotingsregels",
            new { begroting, volgnummer = 1, omschrijving = "Omzet", soort = "omzet", bedrag = 79228162514264.1234567m });
        Assert.Equal(79228162514264.1234567m, (decimal)(await p.Get((string)regel["url"]!))["bedrag"]!);
        Assert.Equal(["volgnummer:unique"], await p.Faults(HttpMethod.Post, Root + "begrotingsregels", new
        {
            begroting,
            volgnummer = 1,
            omschrijving = "Nog een",
            soort = "omzet"
        }));
        var lid = await c.Nieuw<Brink.Registers.Portfolio.Lid>();
        await p.Post(Root + "tarieven", new { begroting, lid, regel = (string)regel["url"]!, bedrag = 100.01m });
        var cijfers = (await p.Get(begroting + "/berekening")).AsArray();
        Assert.Equal(4.50m, (decimal)cijfers.Single(x => ((string)x!["omschrijving"]!)
            .StartsWith("Verhoging per lid", StringComparison.Ordinal))!["berekend"]!);
        await p.Post(Root + "vaststellingen", new { begroting, orgaan = "ALV" });
        Assert.Equal("vastgesteld", (string?)(await p.Get(begroting))["status"]);
        Assert.Equal(409, (await p.Send(HttpMethod.Patch, (string)regel["url"]!, new { bedrag = 1 })).Status);
        Assert.Equal(409, (await p.Send(HttpMethod.Delete, (string)regel["url"]!)).Status);
        Assert.Equal(409, (await p.Send(HttpMethod.Delete, begroting)).Status);
        Assert.Equal(["begroting:begroting-vastgesteld"],
            await p.Faults(HttpMethod.Post, Root + "vaststellingen", new { begroting, orgaan = "ALV" }));
    }

    [Fact]
    public async Task The_transition_budget_adds_up_by_month()
    {
        await using var p = await Platform.Start("sqlite");
        object Body(params object[] maanden) =>
            new { jaar = 2023, onderdeel = "Migratie", budget = 1000, herijktBudget = 900.50m, afgeslotenTotEnMet = "2023-02", maanden };
        var post = await p.Post(Root + "transitieposten",
            Body(new { maand = "2023-01", realisatie = 100, verplichting = 20, prognose = 50 },
            new { maand = "2023-02", realisatie = 150.25m, prognose = 10 }, new { maand = "2023-03", verplichting = 300, prognose = 400 }));
        Assert.Equal((650.25m, 250.25m, 320m, 250.25m),
            ((decimal)post["eindprognose"]!, (decimal)post["gerealiseerd"]!, (decimal)post["verplicht"]!, (decimal)post["ruimte"]!));
        Assert.Equal(["maanden:unique"],
            await p.Faults(HttpMethod.Post, Root + "transitieposten", Body(new { maand = "2023-01" }, new { maand = "2023-01" })));
    }

    [Fact]
    public async Task A_spreadsheet_can_be_opened_and_holds_numbers()
    {
        await using var p = await Platform.Start("sqlite");
        await Brink.Host.Vereniging.Laad(Path.Combine(Source.Root, "demo", "vereniging"), p.Beheerder);
        var begroting = (string)(await p.Get(Root + "begrotingen"))["results"]![0]!["url"]!;
        using var antwoord = await p.Beheerder.GetAsync(begroting + "/xlsx", TestContext.Current.CancellationToken);
        await using var stroom = await antwoord.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        using var zip = new ZipArchive(stroom);
        foreach (var deel in zip.Entries)
        {
            await using var inhoud = await deel.OpenAsync(TestContext.Current.CancellationToken);
            var xml = await XDocument.LoadAsync(inhoud, LoadOptions.None, TestContext.Current.CancellationToken);
            if (!deel.FullName.EndsWith("sheet1.xml", StringComparison.Ordinal)) continue;
            Assert.Contains(xml.Descendants(), e => e.Name.LocalName == "v" && e.Value == "7147386");
            Assert.True(xml.Descendants().Count(e => e.Name.LocalName == "row") > 50);
        }
        Assert.Contains(zip.Entries, deel => deel.FullName == "xl/workbook.xml");
        var csv = await (await p.Beheerder.GetAsync(begroting + "/csv", TestContext.Current.CancellationToken))
            .Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains("25;Personeelskosten tlv producten en projecten;bedrijfskosten;-1111534;2;7;-55577;", csv,
            StringComparison.Ordinal);
    }
}
