using System.Globalization;
using Brink.Apps.Collegevoorstel;
using Microsoft.Playwright;
using Xunit;

namespace Brink.Tests;

/// <summary>The screens of an organisation whose registers are at other servers: what they show,
/// and what they say when one is away.</summary>
public sealed class EldersScreens(Demonstratie demonstratie)
{
    [Fact]
    public async Task A_zaak_is_shown_from_two_servers_and_says_which_one_is_away()
    {
        await using var elders = await RegistersElders.Begin("sqlite", kaal: true);
        var steller = elders.Voor("deventer-steller", "Stef Steller", "Steller");
        var bureau = new Bureau(steller, null, new("deventer-steller", "Stef Steller", "Steller"), TimeProvider.System,
            TestContext.Current.CancellationToken);
        var zaak = (await bureau.BeginAsync(
            new() { Onderwerp = "Een fontein", Besluit = [new("instemmen", "In te stemmen met een fontein.")] }, "a")).Waarde!;
        await using var apps = await demonstratie.Start(Omgeving(elders.Instellingen.Organisaties[0]));
        await using var context = await (await demonstratie.Chromium())
            .NewContextAsync(new() { JavaScriptEnabled = false, Locale = "nl-NL" });
        var page = await StapIn(context, apps, "deventer", "Behandelaar");

        await page.GotoAsync($"{apps.Address}/deventer/zaken");
        Assert.Equal(1, await page.GetByRole(AriaRole.Link, new() { Name = zaak.Identificatie }).CountAsync());
        var pad = $"{apps.Address}/deventer/zaken/{zaak.Uuid}";
        Assert.Equal(200, (await page.GotoAsync(pad))!.Status);
        Assert.Equal(1, await page.GetByRole(AriaRole.Cell, new() { Name = "Voorstel", Exact = true }).CountAsync());
        // its type is of A, the document of B
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
        Assert.Equal(1, await page.GetByText(
            "Deze registers van Gemeente Deventer antwoorden niet: besluiten (127.0.0.1), documenten (127.0.0.1).").CountAsync());
        Assert.Equal(1, await page.GetByRole(AriaRole.Heading, new() { Name = "Zaak " + zaak.Identificatie }).CountAsync());
        await elders.A.Stil();
        Assert.Equal(502, (await page.GotoAsync(pad))!.Status);
        Assert.Equal(1, await page.GetByText("Het register zaken (127.0.0.1) van Gemeente Deventer antwoordt niet.").CountAsync());
        Assert.DoesNotContain("Unhandled", apps.Log, StringComparison.Ordinal);
    }

    /// <summary>A zaak that begins at another server, of ours and a plain one: all that belongs to it is there,
    /// and nothing is asked that a plain server does not know.</summary>
    [Theory, InlineData(false), InlineData(true)]
    public async Task A_zaak_is_begun_at_another_server(bool kaal)
    {
        await using var elders = await RegistersElders.Begin("sqlite", kaal);
        await using var apps = await demonstratie.Start(Omgeving(elders.Instellingen.Organisaties[0]));
        await using var context = await (await demonstratie.Chromium())
            .NewContextAsync(new() { JavaScriptEnabled = false, Locale = "nl-NL" });
        var page = await StapIn(context, apps, "deventer", "Behandelaar");
        await page.GotoAsync($"{apps.Address}/deventer/zaken/nieuw");
        await page.GetByLabel("Zaaktype").SelectOptionAsync(new SelectOptionValue { Label = "Evenementenvergunning" });
        await page.GetByLabel("Waar gaat de zaak over?").FillAsync("Een braderie op de brink");
        await page.GetByLabel("Naam van het bedrijf").FillAsync("Braderie BV");

        // It goes wrong half way: the page says so and keeps what was typed; sent again, it is the same zaak.
        elders.A.Faalt = wat => wat is "POST zaken/api/v1/statussen" or "POST beheer/api/v1/samen";
        await page.GetByRole(AriaRole.Button, new() { Name = "Begin de zaak" }).ClickAsync();
        Assert.Equal(1, await page.GetByRole(AriaRole.Alert).CountAsync());
        Assert.Equal("Een braderie op de brink", await page.GetByLabel("Waar gaat de zaak over?").InputValueAsync());
        elders.A.Faalt = null;
        await page.GetByRole(AriaRole.Button, new() { Name = "Begin de zaak" }).ClickAsync();
        Assert.Equal(1, await page.GetByText("De zaak is begonnen.").CountAsync());
        Assert.Contains("Een braderie op de brink", await page.Locator("h1").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal(1, await page.GetByRole(AriaRole.Cell, new() { Name = "Aanvrager", Exact = true }).CountAsync());
        Assert.Equal(1, await page.GetByText("Braderie BV").CountAsync());
        Assert.Single(await page.GetByRole(AriaRole.List, new() { Name = "Stappen van deze zaak" }).GetByRole(AriaRole.Listitem)
            .AllInnerTextsAsync(),
            stap => stap.Contains("Nu", StringComparison.Ordinal));
        var gemaakt = (await elders.BijA.Alle("deventer", "zaken/api/v1/zaken"))
            .Where(z => (string?)z["omschrijving"] == "Een braderie op de brink").ToList();
        Assert.NotNull(Assert.Single(gemaakt)["uiterlijkeEinddatumAfdoening"]);
        Assert.Single(gemaakt[0]["rollen"]!.AsArray());
        Assert.Equal(kaal, elders.A.Gevraagd.Contains("POST zaken/api/v1/zaken"));
        Assert.DoesNotContain(elders.A.Gevraagd, w => w.EndsWith("/zaak_registreren", StringComparison.Ordinal)
            || w.EndsWith("/zaaknummer_reserveren", StringComparison.Ordinal));
        Assert.DoesNotContain("Unhandled", apps.Log, StringComparison.Ordinal);
    }

    /// <summary>A proposal on its own pages, from the first form to the initials, with the registers elsewhere: as they are,
    /// and as plain ZGW servers.</summary>
    [Theory, InlineData(false), InlineData(true)]
    public async Task A_proposal_is_written_and_initialled_with_the_registers_elsewhere(bool kaal)
    {
        await using var elders = await RegistersElders.Begin("sqlite", kaal);
        await using var apps = await demonstratie.Start(Omgeving(elders.Instellingen.Organisaties[0]));
        var chromium = await demonstratie.Chromium();
        await using var een = await chromium.NewContextAsync(new() { JavaScriptEnabled = false, Locale = "nl-NL" });
        var steller = await StapIn(een, apps, "deventer", "Steller");
        var college = apps.Address + "/deventer/collegevoorstellen";
        await steller.GotoAsync(college + "/nieuw");
        await steller.GetByLabel("Onderwerp", new() { Exact = true }).FillAsync("Een fontein");
        await steller.GetByLabel("Besluitpunt 1", new() { Exact = true }).FillAsync("In te stemmen met een fontein.");
        await steller.GetByLabel("Wat doet het college bij punt 1?").SelectOptionAsync("instemmen");
        // Broken off half way: nothing that was typed is gone, and the same form begins the same zaak.
        elders.B.Faalt = wat => wat == "POST documenten/api/v1/enkelvoudiginformatieobjecten";
        await Druk(steller, "Begin het voorstel");
        Assert.Contains("Niet alles is gelukt. Wat wel lukte, is bewaard.", await Melding(steller), StringComparison.Ordinal);
        Assert.Equal("Een fontein", await steller.GetByLabel("Onderwerp", new() { Exact = true }).InputValueAsync());
        elders.B.Faalt = null;
        await Druk(steller, "Begin het voorstel");
        Assert.Equal("Het voorstel is begonnen.", await Melding(steller));
        Assert.Single(await elders.BijA.Alle("deventer", "zaken/api/v1/zaken"), z => (string?)z["omschrijving"] == "Een fontein");
        var adres = apps.Address + new Uri(steller.Url).AbsolutePath;

        foreach (var deel in (string[])["", "/nota", "/bijlagen", "/route", "/raad", "/besluit", "/openbaar", "/volmacht", "/keten",
            "/versies", "/versies/vergelijk"])
        {
            Assert.Equal(200, (await steller.GotoAsync(adres + deel))!.Status);
            Assert.Equal(0, await steller.GetByText("kan nu niet worden").CountAsync());
        }
        // Two who write the same are told, also by a server that knows no versions of what it keeps.
        var ander = await een.NewPageAsync();
        foreach (var page in new[] { steller, ander })
        {
            await page.GotoAsync(adres + "/nota");
            await page.GetByLabel("Kader", new() { Exact = true }).FillAsync(page == steller ? "De een" : "De ander");
        }
        await Druk(ander, "Bewaar de nota");
        Assert.Equal("De nota is bewaard.", await Melding(ander));
        await Druk(steller, "Bewaar de nota");
        Assert.Contains("Nu staat er: De ander", await steller.Locator("#nota-kader-hint").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal("De een", await steller.GetByLabel("Kader", new() { Exact = true }).InputValueAsync());
        await Druk(steller, "Bewaar de nota");
        Assert.Equal("De nota is bewaard.", await Melding(steller));

        await steller.GotoAsync(adres + "/bijlagen");
        await steller.GetByLabel("Titel", new() { Exact = true }).FillAsync("Tekening");
        await steller.GetByLabel("Bestand", new() { Exact = true }).SetInputFilesAsync(
            new FilePayload { Name = "tekening.txt", MimeType = "text/plain", Buffer = "fontein"u8.ToArray() });
        await Druk(steller, "Voeg toe");
        Assert.Equal("De bijlage is toegevoegd.", await Melding(steller));
        await steller.GotoAsync(adres);
        await Druk(steller, "Bied de nota aan");
        Assert.Equal("De nota is aangeboden. Wie aan de beurt is, ziet haar nu.", await Melding(steller));

        await using var twee = await chromium.NewContextAsync(new() { JavaScriptEnabled = false, Locale = "nl-NL" });
        var manager = await StapIn(twee, apps, "deventer", "Programmamanager");
        await manager.GotoAsync(college);
        await manager.GetByRole(AriaRole.Link, new() { Name = "Een fontein" }).First.ClickAsync();
        await manager.GetByLabel("Wat vindt u?").First.SelectOptionAsync("akkoord");
        await Druk(manager, "Leg vast");
        Assert.Equal("Het is vastgelegd.", await Melding(manager));
        await steller.GotoAsync(adres + "/route");
        await steller.Locator("summary", new() { HasText = "Wijzig:" }).First.ClickAsync();
        await steller.Locator("details[open]").GetByLabel("Vervanger (rol)").FillAsync("Gemeentesecretaris");
        await steller.Locator("details[open]").GetByLabel("Reden van de vervanging").FillAsync("Vakantie");
        await steller.Locator("details[open]").GetByRole(AriaRole.Button, new() { Name = "Bewaar" }).ClickAsync();
        Assert.Equal("De stap is gewijzigd.", await Melding(steller));

        // A register that is away is named, and nothing that was typed is lost.
        await steller.GotoAsync(adres);
        await steller.GetByLabel("Waarom trekt u dit voorstel in?").FillAsync("Toch geen fontein.");
        await elders.A.Stil();
        await Druk(steller, "Trek het voorstel in");
        Assert.Equal(1, await steller.GetByText("Het register zaken (127.0.0.1) van Gemeente Deventer antwoordt niet.").CountAsync());
        Assert.Equal(1, await steller.GetByText("Toch geen fontein.").CountAsync());
        Assert.DoesNotContain("Unhandled", apps.Log, StringComparison.Ordinal);
    }

    private static Task Druk(IPage page, string knop) => page.GetByRole(AriaRole.Button, new() { Name = knop, Exact = true })
        .First.ClickAsync();

    private static Task<string> Melding(IPage page) => page.Locator("#melding:focus").InnerTextAsync();

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
        List<(string, string)> uit = [(begin + "Id", o.Id), (begin + "Naam", o.Naam),
            (begin + "Vereniging", o.Vereniging ? "true" : "false")];
        foreach (var (i, r) in o.Registers.Index())
        {
            var hier = string.Create(CultureInfo.InvariantCulture, $"{begin}Registers__{i}__");
            uit.AddRange([(hier + "Naam", r.Naam), (hier + "Adres", r.Adres), (hier + "Client", r.Client), (hier + "Secret", r.Secret)]);
            uit.AddRange(r.Rollen.Select((rol, n) => (string.Create(CultureInfo.InvariantCulture, $"{hier}Rollen__{n}"), rol)));
        }
        return [.. uit];
    }
}
