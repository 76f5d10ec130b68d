using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Xunit;

namespace Brink.Tests;

/// <summary>
/// The cooperative's screens on the demonstration's own data. The cast: the office (regiebureau) fills in and answers, the MT adopts,
/// a coordinator of a member reads and asks, and a behandelaar has nothing to do with it.
/// </summary>
public sealed partial class VerenigingScreens(Browser browser) : IClassFixture<Browser>
{
    private const int Wide = 1280;
    private const string App = "/dimpact/vereniging";

    /// <summary>States of pages that look different; each page as it is, is looked at by <see cref="PaginaTests"/>.
    /// A word in braces is the key of the first of its kind.</summary>
    public static TheoryData<string> Pages =>
    [
        "/rapport/2022-Q3?dashboard=doelstellingen",
        "/rapport/2022-Q3?sectie=B&toon=gewijzigd",
        "/rapport/2022-Q3?toon=zonder_toelichting",
        "/rapport/2022-Q3/operatie/B/1",
        "/rapport/1999-Q1",
        "/wand?stil=ja",
        "/wand?deel=3&stil=ja",
        "/begroting/{begroting}/waarom/som-omzetverschillen",
        "/portfolio?laag=proces&naam=a",
        "/portfolio/{component}",
        "/leden/{lid}",
        "/tevredenheid?jaar=2022",
    ];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Everybody_can_use_it(string path)
    {
        await using var context = await browser.Open(Wide);
        var page = await StepIn(context, "Regiebureau");
        var complaints = new List<string>();
        page.Console += (_, message) =>
        {
            if (message.Type == "error" && !message.Text.Contains("status of 40", StringComparison.Ordinal)) complaints.Add(message.Text);
        };
        await page.GotoAsync(browser.Address + App + await Filled(path));
        Assert.Equal("nl", await page.Locator("html").GetAttributeAsync("lang"));
        Assert.Equal(1, await page.Locator("h1").CountAsync());
        Assert.NotEqual("", await page.TitleAsync());
        await Browser.Look(page, "vereniging" + Unsafe().Replace(path, "-"));
        Assert.Empty(complaints);
    }

    [Fact]
    public async Task The_report_shows_what_the_source_says_and_what_it_lacks()
    {
        await using var context = await browser.Open(Wide, script: false);
        var page = await StepIn(context, "Lid van de RvC");
        await page.GetByRole(AriaRole.Link, new() { Name = "Kwartaalrapport" }).ClickAsync();
        await page.GotoAsync(browser.Address + App + "/rapport/2022-Q3"); // another test may have begun the next quarter
        Assert.Equal("Kwartaalrapport Q3 2022", await page.Locator("h1").InnerTextAsync());
        Assert.Equal(["Operatie (45)", "Doelstellingen (23)"], await page.Locator(".brink-tabs a").AllInnerTextsAsync());
        Assert.Equal(["32", "7", "0", "6", "14", "0"], await page.Locator(".brink-tellingen .brink-tegel__getal").AllInnerTextsAsync());

        // Six subjects lack an explanation, and the page names exactly those.
        await page.GetByRole(AriaRole.Link, new() { Name = "Zonder toelichting (6)" }).ClickAsync();
        Assert.Equal(["B7. Open Formulieren", "B8. Vervanging BZM – aanbesteding", "B9. Waardepapieren", "C6. DROP (voorheen GVOP)",
            "D7. Financiën 2021 en jaarverslag proces",
            "F9. Vaststellen missie en visie"], await page.Locator("tbody th a:not([href*='sectie='])").AllTextContentsAsync());
        await page.Locator("summary", new() { HasText = "bij Waardepapieren" }).ClickAsync();
        var signalen = await page.Locator("tr", new() { HasText = "Waardepapieren" }).Last.InnerTextAsync();
        Assert.Contains("Fout: ✓", signalen, StringComparison.Ordinal);
        Assert.Contains("Waarschuwing:", signalen, StringComparison.Ordinal);

        // Whoever only reads is offered nothing that would be refused.
        await page.GetByRole(AriaRole.Link, new() { Name = "Stappen en versies" }).ClickAsync();
        Assert.Equal(0, await page.Locator("main form").CountAsync());
        await page.GetByRole(AriaRole.Link, new() { Name = "Versie 1", Exact = true }).ClickAsync();
        Assert.Equal(68, await page.Locator("tbody tr").CountAsync());
    }

    [Fact]
    public async Task A_question_is_asked_and_answered_without_JavaScript()
    {
        await using var one = await browser.Open(Wide, script: false);
        await using var other = await browser.Open(Wide, script: false);
        var lezer = await StepIn(one, "Coördinator");
        const string subject = App + "/rapport/2022-Q3/operatie/C/1";
        await lezer.GotoAsync(browser.Address + subject);
        await lezer.GetByRole(AriaRole.Button, new() { Name = "Verstuur" }).ClickAsync();
        Assert.StartsWith("Fout:", await lezer.TitleAsync(), StringComparison.Ordinal);
        Assert.Equal(1, await lezer.GetByRole(AriaRole.Link, new() { Name = "Schrijf uw vraag of opmerking" }).CountAsync());
        await lezer.GetByLabel("Uw tekst").FillAsync("Wanneer gaat de laatste gemeente over?");
        await lezer.GetByRole(AriaRole.Button, new() { Name = "Verstuur" }).ClickAsync();
        Assert.Equal(1, await lezer.GetByText("Uw tekst is geplaatst.").CountAsync());
        Assert.Equal(1, await lezer.GetByText("Nog niet beantwoord.").CountAsync());
        Assert.Equal(0, await lezer.GetByLabel("Uw antwoord").CountAsync());
        Assert.Equal(0, await lezer.GetByRole(AriaRole.Heading, new() { Name = "Vul in voor" }).CountAsync());

        var bureau = await StepIn(other, "Regiebureau");
        await bureau.GotoAsync(browser.Address + App + "/rapport/2022-Q3?sectie=C");
        await bureau.GetByRole(AriaRole.Link, new() { Name = "1 open vraag" }).ClickAsync();
        await bureau.GetByLabel("Uw antwoord").FillAsync("In het eerste kwartaal.");
        await bureau.GetByRole(AriaRole.Button, new() { Name = "Antwoord" }).ClickAsync();
        Assert.Equal(1, await bureau.GetByText("Uw antwoord is geplaatst.").CountAsync());
        await lezer.ReloadAsync();
        Assert.Equal(1, await lezer.GetByText("In het eerste kwartaal.").CountAsync());
        Assert.Equal(0, await lezer.GetByText("Nog niet beantwoord.").CountAsync());
    }

    [Fact]
    public async Task A_report_goes_from_its_owners_by_the_MT_to_the_members()
    {
        await using var one = await browser.Open(Wide, script: false);
        await using var other = await browser.Open(Wide, script: false);
        var bureau = await StepIn(one, "Regiebureau");
        await bureau.GotoAsync(browser.Address + App + "/rapport/nieuw");
        await bureau.GetByLabel("Kwartaal").FillAsync("volgend");
        await bureau.GetByLabel("Inleveren voor").FillAsync("2023-01-20");
        await bureau.GetByRole(AriaRole.Button, new() { Name = "Begin het rapport" }).ClickAsync();
        Assert.Equal(("volgend", "2023-01-20"),
            (await bureau.GetByLabel("Kwartaal").InputValueAsync(), await bureau.GetByLabel("Inleveren voor").InputValueAsync()));
        await bureau.GetByLabel("Kwartaal").FillAsync("Q4 2022");
        await bureau.GetByLabel("Vergadering op").FillAsync("2023-03-01");
        await bureau.GetByRole(AriaRole.Button, new() { Name = "Begin het rapport" }).ClickAsync();
        Assert.Equal(App + "/rapport/2022-Q4/stappen", new Uri(bureau.Url).AbsolutePath);

        // The owner chooses a colour and writes; the arrow follows by itself.
        await bureau.GotoAsync(browser.Address + App + "/rapport/2022-Q4/operatie/B/1");
        await bureau.GetByLabel("Toelichting").FillAsync("Er zijn mensen gevonden.");
        await bureau.GetByLabel("Hoe staat het ervoor?").SelectOptionAsync("");
        await bureau.GetByRole(AriaRole.Button, new() { Name = "Bewaar" }).ClickAsync();
        Assert.Equal("Er zijn mensen gevonden.", await bureau.GetByLabel("Toelichting").InputValueAsync());
        Assert.Equal(1, await bureau.GetByRole(AriaRole.Link, new() { Name = "Kies hoe het ervoor staat" }).CountAsync());
        await bureau.GetByLabel("Hoe staat het ervoor?").SelectOptionAsync("groen");
        var actie = bureau.Locator("#invullen-acties .brink-rijvelden").First;
        await actie.GetByLabel("Wat").FillAsync("Nieuwe mensen inwerken");
        await actie.GetByLabel("Wie").FillAsync("programmamanager");
        await actie.GetByLabel("Wanneer").FillAsync("Q1 2023");
        await bureau.GetByLabel("Dit onderwerp is klaar voor het MT").CheckAsync();
        await bureau.GetByRole(AriaRole.Button, new() { Name = "Bewaar" }).ClickAsync();
        Assert.Equal(1, await bureau.GetByText("Het onderwerp is bewaard.").CountAsync());
        Assert.Equal(["● Onder controle", "↗ Verbeterd"], (await bureau.Locator(".brink-groot .brink-stand").AllInnerTextsAsync())
            .Select(t => Space().Replace(t, " ")));
        Assert.Equal(2, await bureau.GetByRole(AriaRole.Table).GetByRole(AriaRole.Row).Filter(new() { HasText = "2022" }).CountAsync());
        Assert.Equal(1, await bureau.GetByRole(AriaRole.Img).CountAsync());

        // The MT cannot adopt while explanations lack, and is told which.
        var mt = await StepIn(other, "Managementteam");
        await mt.GotoAsync(browser.Address + App + "/rapport/2022-Q4/stappen");
        await mt.GetByRole(AriaRole.Button, new() { Name = "Stel het rapport vast" }).ClickAsync();
        Assert.True(await mt.GetByRole(AriaRole.Alert).GetByText("vraagt een toelichting en die ontbreekt").CountAsync() > 5);
        await FillIn();
        await mt.GotoAsync(browser.Address + App + "/rapport/2022-Q4/stappen");
        await mt.GetByRole(AriaRole.Button, new() { Name = "Stel het rapport vast" }).ClickAsync();
        await mt.GetByRole(AriaRole.Button, new() { Name = "Leg het rapport voor aan de RvC" }).ClickAsync();
        await mt.GetByLabel("Datum").FillAsync("2023-03-02");
        await mt.GetByRole(AriaRole.Button, new() { Name = "Deel het rapport" }).ClickAsync();
        Assert.Equal(1, await mt.GetByRole(AriaRole.Link, new() { Name = "Het rapport hoort vóór de vergadering te worden gedeeld." })
            .CountAsync());
        await mt.GetByLabel("Datum").FillAsync("2023-02-01");
        await mt.GetByRole(AriaRole.Button, new() { Name = "Deel het rapport" }).ClickAsync();
        Assert.Equal(1, await mt.GetByText("Het rapport is nu: gedeeld met de leden.").CountAsync());

        // What was adopted is closed, and a new version needs a reason.
        await bureau.GotoAsync(browser.Address + App + "/rapport/2022-Q4/operatie/B/1");
        Assert.Equal(0, await bureau.GetByRole(AriaRole.Button, new() { Name = "Bewaar" }).CountAsync());
        await mt.GetByRole(AriaRole.Button, new() { Name = "Begin versie 2" }).ClickAsync();
        Assert.Equal(1, await mt.GetByRole(AriaRole.Link, new() { Name = "Zeg waarom er een nieuwe versie komt." }).CountAsync());
        await using var looking = await browser.Open(Wide);
        var look = await StepIn(looking, "Regiebureau");
        foreach (var path in (string[])["/rapport/2022-Q4", "/rapport/2022-Q4/operatie/B/1", "/rapport/2022-Q4/verloop",
            "/rapport/2022-Q4?toon=gewijzigd"])
        {
            await See(look, path);
        }
    }

    [Fact]
    public async Task Files_are_for_keeping()
    {
        await using var context = await browser.Open(Wide);
        var page = await StepIn(context, "Bestuurder van een lid");
        await page.GotoAsync(browser.Address + App + "/rapport/2022-Q3");
        var csv = await File(page, "Download als CSV");
        Assert.Equal(69, csv.Text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
        var json = JsonNode.Parse((await File(page, "Download als JSON")).Text)!;
        Assert.Equal(("2022-Q3", 68), ((string?)json["periode"], json["rijen"]!.AsArray().Count));
        var pdf = await File(page, "Download als PDF");
        Assert.Equal("kwartaalrapport-2022-Q3.pdf", pdf.Name);
        await PdfTests.Accessible(pdf.Path, "Kwartaalrapport Q3 2022 van Coöperatie Dimpact");
        await page.GotoAsync(browser.Address + App + "/begroting");
        var xlsx = await File(page, "Download als XLSX");
        Assert.Equal("begroting-2023.xlsx", xlsx.Name);
        Assert.StartsWith("PK", xlsx.Text, StringComparison.Ordinal);
        await page.GotoAsync(browser.Address + App + "/portfolio?naam=Open+Formulieren");
        await page.GetByRole(AriaRole.Link, new() { Name = "Open Formulieren", Exact = true }).ClickAsync();
        Assert.Contains("name: 'Open Formulieren'", (await File(page, "Download publiccode.yaml")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_wall_goes_on_by_itself_until_it_is_stopped()
    {
        await using var context = await browser.Open(Wide, script: false);
        var page = await StepIn(context, "Regiebureau");
        var answer = await page.GotoAsync(browser.Address + App + "/wand?deel=12");
        Assert.Equal("30; url=/dimpact/vereniging/wand?deel=1", await answer!.HeaderValueAsync("refresh"));
        var overzicht = await page.GotoAsync(browser.Address + App + "/wand");
        Assert.Equal("30; url=/dimpact/vereniging/wand?deel=2", await overzicht!.HeaderValueAsync("refresh"));
        Assert.Equal(["Operatie", "Doelstellingen"], await page.Locator("h3").AllInnerTextsAsync());
        await page.GetByRole(AriaRole.Link, new() { Name = "Zet stil" }).ClickAsync();
        var stil = await page.ReloadAsync();
        Assert.Null(await stil!.HeaderValueAsync("refresh"));
        await page.GetByRole(AriaRole.Link, new() { Name = "Volgende" }).ClickAsync();
        Assert.Equal("Operatie: A. Governance", await page.Locator("h2").InnerTextAsync());
        Assert.Equal("/dimpact/vereniging/wand?deel=2&stil=ja", new Uri(page.Url).PathAndQuery);
    }

    [Fact]
    public async Task Every_amount_leads_down_to_the_rows()
    {
        await using var context = await browser.Open(Wide, script: false);
        var page = await StepIn(context, "Regiebureau");
        await page.GotoAsync(browser.Address + App + "/begroting");
        Assert.Equal(1, await page.GetByText("4,4650939765").CountAsync());
        var tegels = (await page.Locator(".brink-tegel__getal").AllInnerTextsAsync()).ToArray();
        Assert.Equal(["€ 531.707", "4,4651%", "€ 4.157", "€ 1", "−€ 135.617", "€ 25.975"], tegels);
        await page.GetByRole(AriaRole.Link, new() { Name = "Waarom dit bedrag? Nodig bovenop de omzet" }).ClickAsync();
        Assert.Equal("Waarom € 531.707?", await page.Locator("h1").InnerTextAsync());
        Assert.Equal(1, await page.GetByText("€ 531.707,32", new() { Exact = true }).CountAsync());
        await page.Locator("#tabel-invoer").Locator("xpath=ancestor::table").GetByRole(AriaRole.Link).First.ClickAsync();
        Assert.Equal("Waarom € 369.096?", await page.Locator("h1").InnerTextAsync());
        await page.GetByRole(AriaRole.Link, new() { Name = "Kosten Esuite (inclusief TPM en Opleidingen)" }).First.ClickAsync();
        Assert.Equal(1, await page.GetByText("5.512.612 × (7% − 3%)", new() { Exact = true }).CountAsync());

        await page.GotoAsync(browser.Address + App + "/begroting");
        await page.GetByRole(AriaRole.Link, new() { Name = "Wat als? Scenario's naast elkaar" }).ClickAsync();
        await page.GetByLabel("Naam", new() { Exact = true }).FillAsync("Minder inflatie");
        await page.GetByLabel("Leveranciers (%)").FillAsync("vijf");
        await page.GetByRole(AriaRole.Button, new() { Name = "Reken door" }).ClickAsync();
        Assert.Equal(("Minder inflatie", "vijf"), (await page.GetByLabel("Naam", new() { Exact = true }).InputValueAsync(),
            await page.GetByLabel("Leveranciers (%)").InputValueAsync()));
        await page.GetByLabel("Leveranciers (%)").FillAsync("5");
        await page.GetByRole(AriaRole.Button, new() { Name = "Reken door" }).ClickAsync();
        var rij = page.GetByRole(AriaRole.Row).Filter(new() { HasText = "Totaal benodigd" }).First;
        Assert.Matches(@"€ 531\.707.*€ 355\.983", Space().Replace(await rij.InnerTextAsync(), " "));
        await rij.GetByRole(AriaRole.Link).Last.ClickAsync();
        Assert.Equal("Waarom € 355.983?", await page.Locator("h1").InnerTextAsync());
        await using var looking = await browser.Open(Wide);
        await See(await StepIn(looking, "Regiebureau"), new Uri(page.Url).PathAndQuery[App.Length..]);
    }

    [Fact]
    public async Task An_idea_is_pitched_supported_and_walks_the_funnel()
    {
        await using var one = await browser.Open(Wide, script: false);
        await using var other = await browser.Open(Wide, script: false);
        var lid = await StepIn(one, "Bestuurder van een lid");
        await lid.GotoAsync(browser.Address + App + "/ideeen");
        await lid.GetByLabel("Titel").FillAsync("Eén loket voor evenementen");
        // For its own member, and for no other.
        Assert.Equal(["Kies een lid", "Deventer"], await lid.GetByLabel("Namens welk lid?").Locator("option").AllInnerTextsAsync());
        await lid.GetByLabel("Wat is het idee").FillAsync("Organisatoren vragen nu bij drie gemeenten hetzelfde.");
        await lid.GetByRole(AriaRole.Button, new() { Name = "Pitch" }).ClickAsync();
        Assert.Equal("Eén loket voor evenementen", await lid.Locator("h1").InnerTextAsync());
        await lid.GetByRole(AriaRole.Button, new() { Name = "Steun dit idee" }).ClickAsync();
        Assert.Equal("Uw steun is vastgelegd.", await lid.Locator("#melding:focus").InnerTextAsync());
        Assert.Equal(0, await lid.GetByRole(AriaRole.Button, new() { Name = "Steun dit idee" }).CountAsync());
        await lid.GetByRole(AriaRole.Button, new() { Name = "Trek de steun in" }).ClickAsync();
        Assert.Equal(1, await lid.GetByText("0 leden steunen dit idee").CountAsync());
        await lid.GetByRole(AriaRole.Button, new() { Name = "Steun dit idee" }).ClickAsync();
        Assert.Equal(1, await lid.GetByText("1 lid steunt dit idee").CountAsync());
        Assert.Equal(0, await lid.GetByRole(AriaRole.Button, new() { Name = "Ga door de poort" }).CountAsync());

        var bureau = await StepIn(other, "Regiebureau");
        await bureau.GotoAsync(lid.Url);
        await bureau.GetByRole(AriaRole.Button, new() { Name = "Ga door de poort" }).ClickAsync();
        await bureau.GetByRole(AriaRole.Button, new() { Name = "Ga door de poort" }).ClickAsync();
        Assert.Equal(1, await bureau.GetByRole(AriaRole.Link, new() { Name = "Bij deze stap hoort de product owner." }).CountAsync());
        await bureau.GetByLabel("Wie stemde in?").FillAsync("Product owner");
        await bureau.GetByRole(AriaRole.Button, new() { Name = "Ga door de poort" }).ClickAsync();
        Assert.Equal("Voorbereiding", await bureau.Locator(".brink-stap[aria-current=step] .brink-stap__naam").InnerTextAsync());
        await using var looking = await browser.Open(Wide);
        await See(await StepIn(looking, "Regiebureau"), new Uri(bureau.Url).AbsolutePath[App.Length..]);
    }

    [Fact]
    public async Task A_publiccode_file_becomes_a_component()
    {
        await using var context = await browser.Open(Wide, script: false);
        var page = await StepIn(context, "Regiebureau");
        await page.GotoAsync(browser.Address + App + "/portfolio");
        await page.GetByLabel("Inhoud van het bestand").FillAsync("name: [");
        await page.GetByRole(AriaRole.Button, new() { Name = "Lees in" }).ClickAsync();
        Assert.Equal("name: [", await page.GetByLabel("Inhoud van het bestand").InputValueAsync());
        Assert.Equal(1, await page.GetByRole(AriaRole.Alert).GetByText("geen goede YAML").CountAsync());
        await page.GetByLabel("Inhoud van het bestand").FillAsync(
            "publiccodeYmlVersion: '0.4'\nname: Proefcomponent\nurl: 'https://git.example.nl/proef'\ndevelopmentStatus: beta\nlegal:\n  "
            + "license: EUPL-1.2\n");
        await page.GetByRole(AriaRole.Button, new() { Name = "Lees in" }).ClickAsync();
        Assert.Equal("Proefcomponent", await page.Locator("h1").InnerTextAsync());
        Assert.Equal(1, await page.Locator("dd").GetByText("EUPL-1.2").CountAsync());
        Assert.Equal(1, await page.Locator("dd").GetByText("Invoering", new() { Exact = true }).CountAsync());
    }

    [Fact]
    public async Task What_the_office_keeps_it_makes_changes_and_removes_on_the_screen()
    {
        await using var context = await browser.Open(Wide, script: false);
        var page = await StepIn(context, "Regiebureau");
        await page.GotoAsync(browser.Address + App + "/contracten");
        var contract = page.Locator("section[aria-labelledby=contract-kop]");
        await contract.GetByLabel("Naam", new() { Exact = true }).FillAsync("Onderhoud proefcomponent");
        await contract.GetByLabel("Begin").FillAsync("2027-01-01");
        await contract.GetByLabel("Einde").FillAsync("2026-01-01");
        await contract.GetByLabel("Opzegtermijn").FillAsync("drie maanden");
        await contract.GetByRole(AriaRole.Button, new() { Name = "Bewaar" }).ClickAsync();
        Assert.StartsWith("Fout:", await page.TitleAsync(), StringComparison.Ordinal);
        Assert.Equal(("Onderhoud proefcomponent", "drie maanden"),
            (await contract.GetByLabel("Naam", new() { Exact = true }).InputValueAsync(),
            await contract.GetByLabel("Opzegtermijn").InputValueAsync()));
        await page.GetByRole(AriaRole.Link, new() { Name = "Kies een leverancier, of voeg die eerst toe" }).ClickAsync();
        Assert.EndsWith("#contract-leverancier", page.Url, StringComparison.Ordinal);
        await contract.GetByLabel("Leverancier").SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await contract.GetByRole(AriaRole.Button, new() { Name = "Bewaar" }).ClickAsync();
        Assert.Equal(1, await page.GetByRole(AriaRole.Alert).CountAsync());
        await contract.GetByLabel("Opzegtermijn").FillAsync("3 maanden");
        await contract.GetByLabel("Einde").FillAsync("2027-12-31");
        await contract.GetByRole(AriaRole.Button, new() { Name = "Bewaar" }).ClickAsync();
        Assert.Equal("Het is bewaard.", await page.Locator("#melding:focus").InnerTextAsync());
        var rij = page.GetByRole(AriaRole.Row).Filter(new() { HasText = "Onderhoud proefcomponent" });
        Assert.Contains("30 september 2027", await rij.InnerTextAsync(), StringComparison.Ordinal);

        await rij.GetByRole(AriaRole.Link, new() { Name = "Onderhoud proefcomponent wijzigen" }).ClickAsync();
        Assert.Equal("Wijzig Onderhoud proefcomponent", await contract.Locator("h2").InnerTextAsync());
        Assert.Equal(("2027-12-31", "3 maanden"),
            (await contract.GetByLabel("Einde").InputValueAsync(), await contract.GetByLabel("Opzegtermijn").InputValueAsync()));
        await contract.GetByLabel("Einde").FillAsync("2028-12-31");
        await contract.GetByRole(AriaRole.Button, new() { Name = "Bewaar" }).ClickAsync();
        Assert.Contains("31 december 2028", await rij.InnerTextAsync(), StringComparison.Ordinal);
        await rij.GetByRole(AriaRole.Link).First.ClickAsync();
        await page.GetByText("Verwijder dit").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Verwijder Onderhoud proefcomponent" }).ClickAsync();
        Assert.Equal(0, await rij.CountAsync());

        // Which member uses what, on the page of the component.
        await page.GotoAsync(browser.Address + App + "/portfolio?naam=Open+Formulieren");
        await page.GetByRole(AriaRole.Link, new() { Name = "Open Formulieren", Exact = true }).ClickAsync();
        var gebruik = page.Locator("section[aria-labelledby=gebruikt-kop]");
        await gebruik.GetByLabel("Lid", new() { Exact = true }).SelectOptionAsync(new SelectOptionValue { Label = "Raalte" });
        await gebruik.GetByLabel("Stand").SelectOptionAsync("invoering");
        await gebruik.GetByLabel("bewuste instap").CheckAsync();
        await gebruik.GetByRole(AriaRole.Button, new() { Name = "Bewaar" }).ClickAsync();
        Assert.Matches("Raalte.*Invoering.*Ja",
            Space().Replace(await page.GetByRole(AriaRole.Row).Filter(new() { HasText = "Raalte" }).InnerTextAsync(), " "));
        await using var looking = await browser.Open(Wide);
        var look = await StepIn(looking, "Regiebureau");
        await See(look, new Uri(page.Url).AbsolutePath[App.Length..]);

        // A budget is made row by row; who adopts it is someone else, and from then on its rows stay.
        await page.GotoAsync(browser.Address + App + "/begroting/nieuw");
        await page.GetByLabel("Jaar", new() { Exact = true }).FillAsync("2021");
        await page.GetByLabel("Naam", new() { Exact = true }).FillAsync("Begroting 2021 (proef)");
        await page.GetByRole(AriaRole.Button, new() { Name = "Begin" }).ClickAsync();
        Assert.Equal("Begroting 2021 (proef) bewerken", await page.Locator("h1").InnerTextAsync());
        var regel = page.Locator("section[aria-labelledby=regel-kop]");
        await regel.GetByLabel("Omschrijving").FillAsync("Kosten van de proef");
        await regel.GetByLabel("Soort", new() { Exact = true }).SelectOptionAsync("productkosten");
        await regel.GetByLabel("Bedrag (euro)").FillAsync("veel");
        await regel.GetByRole(AriaRole.Button, new() { Name = "Bewaar" }).ClickAsync();
        Assert.Equal("veel", await regel.GetByLabel("Bedrag (euro)").InputValueAsync());
        await regel.GetByLabel("Bedrag (euro)").FillAsync("12.500,50");
        await regel.GetByRole(AriaRole.Button, new() { Name = "Bewaar" }).ClickAsync();
        Assert.Contains("€ 12.500,50", await page.GetByRole(AriaRole.Row).Filter(new() { HasText = "Kosten van de proef" })
            .InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal("2", await regel.GetByLabel("Volgnummer").InputValueAsync());
        Assert.Equal(0, await page.GetByRole(AriaRole.Button, new() { Name = "Stel vast" }).CountAsync());
        await See(look, new Uri(page.Url).AbsolutePath[App.Length..]);
        await using var other = await browser.Open(Wide, script: false);
        var mt = await StepIn(other, "Managementteam");
        await mt.GotoAsync(page.Url);
        await mt.GetByLabel("Wie stelt vast?").FillAsync("Algemene Ledenvergadering");
        await mt.GetByRole(AriaRole.Button, new() { Name = "Stel vast" }).ClickAsync();
        await page.ReloadAsync();
        Assert.Equal(0, await regel.CountAsync());
    }

    [Fact]
    public async Task Who_has_no_part_in_it_sees_nothing()
    {
        await using var context = await browser.Open(Wide);
        var page = await StepIn(context, "Behandelaar");
        foreach (var path in (string[])["/rapport", "/begroting", "/portfolio", "/leden", "/tevredenheid",
            "/rapport/2022-Q3/download/pdf", "/wand"])
        {
            var answer = await page.GotoAsync(browser.Address + App + path);
            Assert.Equal(403, answer!.Status);
            Assert.Equal("U mag dit niet zien", await page.Locator("h1").InnerTextAsync());
        }
    }

    private Task<IPage> StepIn(IBrowserContext context, string rol) => browser.StepIn(context, rol, "dimpact");

    private Task See(IPage page, string path) => browser.See(page, App + path, "vereniging" + Unsafe().Replace(path, "-"));

    private static async Task<(string Name, string Path, string Text)> File(IPage page, string link)
    {
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = link }).ClickAsync());
        var path = await download.PathAsync();
        return (download.SuggestedFilename, path, await System.IO.File.ReadAllTextAsync(path));
    }

    private async Task<string> Filled(string path)
    {
        if (Key().Match(path) is not { Success: true } key) return path;
        using var http = browser.Registers();
        var collection = key.Value switch
        {
            "{begroting}" => "begroting/api/v1/begrotingen",
            "{component}" =>
            "portfolio/api/v1/componenten",
            _ => "portfolio/api/v1/leden"
        };
        var first = JsonNode.Parse(await http.GetStringAsync(collection))!["results"]![0]!;
        return path.Replace(key.Value, ((string)first["url"]!).Split('/')[^1], StringComparison.Ordinal);
    }

    // What the owners of all other subjects do: an explanation wherever one is asked.
    private async Task FillIn()
    {
        using var http = browser.Registers();
        var rapport = JsonNode.Parse(await http.GetStringAsync("rapportage/api/v1/kwartaalrapporten?periode=2022-Q4"))!["results"]![0]!;
        var rijen = JsonNode.Parse(await http.GetStringAsync((string)rapport["url"]! + "/dashboard"))!.AsArray();
        foreach (var rij in rijen.Where(r => (bool)r!["vraagtToelichting"]! && (string)r["toelichting"]! == ""))
        {
            using var body = new StringContent("""{"toelichting": "Uitgelegd."}""", System.Text.Encoding.UTF8, "application/json");
            using var answer = await http.PatchAsync("rapportage/api/v1/metingen/" + (string)rij!["meting"]!, body);
            Assert.True(answer.IsSuccessStatusCode);
        }
    }

    [GeneratedRegex(@"\{\w+\}")]
    private static partial Regex Key();

    [GeneratedRegex("[^a-zA-Z0-9]+")]
    private static partial Regex Unsafe();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
