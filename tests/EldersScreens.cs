using System.Globalization;
using Brink.Apps.Collegevoorstel;
using Microsoft.Playwright;
using Xunit;

namespace Brink.Tests;

/// <summary>The screens of an organisation whose registers are at other servers: what they show, what they say when one is away, and how often they ask.</summary>
public sealed class EldersScreens(Demonstratie demonstratie)
{
    [Fact]
    public async Task A_zaak_is_shown_from_two_servers_and_says_which_one_is_away()
    {
        await using var elders = await RegistersElders.Begin("sqlite", kaal: true);
        var steller = elders.Voor("deventer-steller", "Stef Steller", "Steller");
        var bureau = new Bureau(steller, null, new("deventer-steller", "Stef Steller", "Steller"), TimeProvider.System, TestContext.Current.CancellationToken);
        var zaak = (await bureau.BeginAsync(new() { Onderwerp = "Een fontein", Besluit = [new("instemmen", "In te stemmen met een fontein.")] }, "a")).Waarde!;
        await using var apps = await demonstratie.Start(Omgeving(elders.Instellingen.Organisaties[0]));
        await using var context = await (await demonstratie.Chromium()).NewContextAsync(new() { JavaScriptEnabled = false, Locale = "nl-NL" });
        var page = await StapIn(context, apps, "deventer", "Behandelaar");

        await page.GotoAsync($"{apps.Address}/deventer/zaken");
        Assert.Equal(1, await page.GetByRole(AriaRole.Link, new() { Name = zaak.Identificatie }).CountAsync());
        var pad = $"{apps.Address}/deventer/zaken/{zaak.Uuid}";
        Assert.Equal(200, (await page.GotoAsync(pad))!.Status);
        Assert.Equal(1, await page.GetByRole(AriaRole.Cell, new() { Name = "Voorstel", Exact = true }).CountAsync()); // its type is of A, the document of B
        var link = await page.GetByRole(AriaRole.Link, new() { Name = "Download" }).GetAttributeAsync("href");
        var bestand = await context.APIRequest.GetAsync(apps.Address + link);
        Assert.Contains("fontein", await bestand.TextAsync(), StringComparison.Ordinal);

        // A plain server does not search for persons, and the page says so.
        await page.GotoAsync($"{apps.Address}/deventer/zaken/persoon");
        await page.GetByLabel("Burgerservicenummer").FillAsync("999990639");
        await page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Button, new() { Name = "Zoek" }).ClickAsync();
        Assert.Equal(1, await page.GetByText("De server met de zaken kan niet op persoon zoeken.").CountAsync());

        await elders.B.Stil();
        Assert.Equal(200, (await page.GotoAsync(pad))!.Status);
        Assert.Equal(1, await page.GetByText("Dit document is nu niet op te halen").CountAsync());
        Assert.Equal(1, await page.GetByText("Deze registers van Gemeente Deventer antwoorden niet: besluiten (127.0.0.1), documenten (127.0.0.1).").CountAsync());
        Assert.Equal(1, await page.GetByRole(AriaRole.Heading, new() { Name = "Zaak " + zaak.Identificatie }).CountAsync());
        await elders.A.Stil();
        Assert.Equal(502, (await page.GotoAsync(pad))!.Status);
        Assert.Equal(1, await page.GetByText("Het register zaken (127.0.0.1) van Gemeente Deventer antwoordt niet.").CountAsync());
        Assert.DoesNotContain("Unhandled", apps.Log, StringComparison.Ordinal);
    }

    /// <summary>A vote on a telephone: from pressing the button to the page that says it was cast, at most sixteen requests to the registers (was 29).</summary>
    [Fact]
    public async Task A_vote_takes_few_requests()
    {
        await using var p = await Platform.Start("sqlite");
        var alv = await new Alv(p).Met(1);
        var lid = (string)(await p.Post("portfolio/api/v1/leden", new { naam = "Deventer", status = "lid" }))["url"]!;
        await alv.Maak("vertegenwoordigingen",
            new { lid, gebruiker = "lid-deventer", functie = "portefeuillehouder", geldigVan = "2020-01-01", toepassingen = new[] { "beheerder" } });
        alv.Leden.Add((lid, "Deventer", "lid-deventer"));
        var punt = (await alv.Opgeroepen(new { }))[0];
        await alv.Doe(alv.Vergadering, "openen");
        await alv.Aanwezig(1);
        await alv.Doe(punt, "behandelen");
        var stemming = await alv.Maak("stemmingen", new { agendapunt = punt, modus = "in_de_vergadering", onderwerp = "Jaarplan", besluittekst = "Vast te stellen." });
        await alv.Doe(stemming, "openen");
        await using var registers = new RegistersElders.Server(p.Api, p.Name);
        var poort = RegistersElders.VrijePoort();
        await registers.Luister(poort);
        await using var apps = await demonstratie.Start(Omgeving(new()
        {
            Id = "dimpact",
            Naam = "Coöperatie Dimpact",
            Vereniging = true,
            Registers = [.. ((string[])["besluitvorming", "portfolio"]).Select(r => new Brink.Host.Settings.Place
            {
                Naam = r,
                Adres = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{poort}/{p.Name}/{r}/api/v1"),
                Client = "beheerder",
                Secret = Platform.Secret,
                Rollen = ["Bestuurder van een lid"],
            })],
        }));
        await using var context = await (await demonstratie.Chromium()).NewContextAsync(new() { JavaScriptEnabled = false, Locale = "nl-NL" });
        var page = await StapIn(context, apps, "dimpact", "Bestuurder van Deventer");
        await page.GotoAsync($"{apps.Address}/dimpact/vereniging/vergaderingen/{alv.Vergadering[^36..]}/mijn");

        // Refused without a choice: the page is made once, and says what is missing.
        var stem = page.GetByRole(AriaRole.Button, new() { Name = "Breng uw stem uit" });
        await page.GetByLabel("Waarom? (mag leeg blijven)").FillAsync("Een goed plan.");
        registers.Gevraagd.Clear();
        await stem.ClickAsync();
        Assert.Equal("Een goed plan.", await page.GetByLabel("Waarom? (mag leeg blijven)").InputValueAsync()); // nothing typed is lost
        Assert.InRange(registers.Gevraagd.Count, 1, 16);
        Assert.Equal(0, await p.Rows("bvm_stem"));

        await page.GetByLabel("Voor", new() { Exact = true }).CheckAsync();
        registers.Gevraagd.Clear();
        await stem.ClickAsync();
        Assert.Contains("gedaan=stem", page.Url, StringComparison.Ordinal);
        TestContext.Current.TestOutputHelper?.WriteLine($"{registers.Gevraagd.Count} requests: {string.Join(", ", registers.Gevraagd)}");
        Assert.InRange(registers.Gevraagd.Count, 2, 16);
        Assert.Single(registers.Gevraagd, w => w == "POST besluitvorming/api/v1/stemmen");
        Assert.Equal(1, await p.Rows("bvm_stem"));
    }

    private static async Task<IPage> StapIn(IBrowserContext context, Voorgesteld apps, string organisatie, string wie)
    {
        var page = await context.NewPageAsync();
        await page.GotoAsync($"{apps.Address}/stap-in?organisatie={organisatie}");
        await page.GetByRole(AriaRole.Button, new() { Name = wie }).First.ClickAsync();
        Assert.Equal("/" + organisatie, new Uri(page.Url).AbsolutePath);
        return page;
    }

    // The settings of an organisation as an administrator gives them to the program.
    private static (string, string)[] Omgeving(Brink.Host.Settings.Organisation o)
    {
        const string begin = "Brink__Organisaties__0__";
        List<(string, string)> uit = [(begin + "Id", o.Id), (begin + "Naam", o.Naam), (begin + "Vereniging", o.Vereniging ? "true" : "false")];
        foreach (var (i, r) in o.Registers.Index())
        {
            var hier = string.Create(CultureInfo.InvariantCulture, $"{begin}Registers__{i}__");
            uit.AddRange([(hier + "Naam", r.Naam), (hier + "Adres", r.Adres), (hier + "Client", r.Client), (hier + "Secret", r.Secret)]);
            uit.AddRange(r.Rollen.Select((rol, n) => (string.Create(CultureInfo.InvariantCulture, $"{hier}Rollen__{n}"), rol)));
        }
        return [.. uit];
    }
}
