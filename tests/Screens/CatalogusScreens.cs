using Microsoft.Playwright;
using Xunit;

namespace Brink.Tests;

/// <summary>The catalogus as the functional administrator of Deventer looks after it, without JavaScript; and as nobody else may.</summary>
public sealed class CatalogusScreens(Browser browser) : IClassFixture<Browser>
{
    private const int Wide = 1280;
    private const string Lijst = "/deventer/beheer/catalogi";

    [Fact]
    public async Task A_new_version_is_drawn_up_published_and_ended()
    {
        await using var looking = await browser.Open(Wide);
        await using var context = await browser.Open(Wide, script: false);
        var look = await browser.StepIn(looking, "Functioneel beheerder");
        var page = await browser.StepIn(context, "Functioneel beheerder");
        await page.GetByRole(AriaRole.Link, new() { Name = "Zaaktypen", Exact = true }).ClickAsync();
        await browser.See(look, Lijst, "catalogus-lijst");
        await page.GetByRole(AriaRole.Row).Nth(1).GetByRole(AriaRole.Link).First.ClickAsync();
        var naam = await page.Locator("h1").InnerTextAsync();
        Assert.Equal(1, await page.GetByText("Gepubliceerd", new() { Exact = true }).CountAsync());
        await browser.See(look, Pad(page), "catalogus-gepubliceerd");
        await browser.See(look, await Href(page, "Beëindig deze versie, of wijzig het einde"), "catalogus-einde");

        // Without a day it says what to do; with one there is a concept with all that the old one has.
        await Klik(page, "Maak een nieuwe versie");
        Assert.Equal(1, await page.GetByRole(AriaRole.Alert).CountAsync());
        await page.GetByLabel("De nieuwe versie geldt vanaf").FillAsync("2031-01-01");
        await Klik(page, "Maak een nieuwe versie");
        Assert.Equal(1, await page.GetByText("De nieuwe versie staat klaar als concept.").CountAsync());
        var concept = Pad(page).Split('?')[0];
        await browser.See(look, concept, "catalogus-concept");

        // A form keeps what was typed and names what is wrong; then it is kept.
        await page.GetByRole(AriaRole.Link, new() { Name = "Wijzig de gegevens" }).ClickAsync();
        await browser.See(look, Pad(page), "catalogus-formulier");
        await page.GetByLabel("Wettelijke termijn").FillAsync("lang");
        await page.GetByLabel("Doel").FillAsync("Een ander doel");
        await Klik(page, "Sla op");
        Assert.Equal("lang", await page.GetByLabel("Wettelijke termijn").InputValueAsync());
        Assert.Equal("Een ander doel", await page.GetByLabel("Doel").InputValueAsync());
        Assert.StartsWith("Fout: ", await page.TitleAsync(), StringComparison.Ordinal);
        Assert.Equal(1, await page.GetByRole(AriaRole.Alert).GetByRole(AriaRole.Link).CountAsync());
        await page.GetByLabel("Wettelijke termijn").FillAsync("11 weken");
        await Klik(page, "Sla op");
        Assert.Equal(1, await page.GetByText("Een ander doel").CountAsync());
        Assert.Equal(1, await page.GetByText("11 weken").CountAsync());

        // Each kind of part has a form; a status is added, is the last step, and goes again.
        foreach (var (link, kort) in new[] { ("status", "status"), ("resultaat", "resultaat"), ("rol", "rol"), ("eigenschap", "eigenschap"),
            ("document bij de zaak", "document") })
        {
            await browser.See(look, await Href(page, "Voeg toe: " + link), "catalogus-nieuw-" + kort);
        }
        await page.GetByRole(AriaRole.Link, new() { Name = "Voeg toe: status" }).ClickAsync();
        await Klik(page, "Sla op");
        Assert.Equal(2, await page.GetByRole(AriaRole.Alert).GetByRole(AriaRole.Link).CountAsync());
        await page.GetByLabel("Omschrijving", new() { Exact = true }).FillAsync("Nagekeken");
        await page.GetByLabel("Volgnummer").FillAsync("99");
        await Klik(page, "Sla op");
        var rij = page.GetByRole(AriaRole.Row).Filter(new() { HasText = "Nagekeken" });
        Assert.EndsWith("Ja", (await rij.InnerTextAsync()).Trim(), StringComparison.Ordinal);
        await rij.GetByRole(AriaRole.Link).ClickAsync();
        await browser.See(look, Pad(page), "catalogus-status");
        await Klik(page, "Verwijder");
        Assert.Equal(1, await page.GetByText("Alles wat erbij hoort, verdwijnt mee.").CountAsync());
        await Screens.Accessible(page, Wide);
        await Klik(page.GetByRole(AriaRole.Region, new() { Name = "Weet u het zeker?" }), "Verwijder");
        Assert.Equal(1, await page.GetByText("Het is verwijderd.").CountAsync());
        Assert.Equal(0, await page.GetByText("Nagekeken").CountAsync());

        // A result that the rules refuse is explained where it stands.
        await page.GetByRole(AriaRole.Link, new() { Name = "Voeg toe: resultaat" }).ClickAsync();
        await page.GetByLabel("Omschrijving", new() { Exact = true }).FillAsync("Verleend onder voorwaarden");
        await page.GetByLabel("Naam die elders hetzelfde is").SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await page.GetByLabel("Resultaat in de selectielijst").SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await page.GetByLabel("Vanaf welke dag de bewaartermijn loopt").SelectOptionAsync("eigenschap");
        await Klik(page, "Sla op");
        Assert.Equal("Verleend onder voorwaarden", await page.GetByLabel("Omschrijving", new() { Exact = true }).InputValueAsync());
        Assert.True(await page.GetByRole(AriaRole.Alert).CountAsync() >= 1);
        await page.GetByLabel("Vanaf welke dag de bewaartermijn loopt").SelectOptionAsync("afgehandeld");
        await Klik(page, "Sla op");
        Assert.Equal(1, await page.GetByRole(AriaRole.Row).Filter(new() { HasText = "Verleend onder voorwaarden" }).CountAsync());

        // Publishing: one version a day, so the rule says what to do when the choice to end the old one is taken away.
        await page.GetByLabel("Beëindig de vorige versie op 31 december 2030").UncheckAsync();
        await Klik(page, "Publiceer");
        Assert.Equal(1, await page.GetByText("Op elke dag mag maar één versie gelden, anders").CountAsync());
        await page.GetByLabel("Beëindig de vorige versie op 31 december 2030").CheckAsync(); // what was chosen is kept
        await Klik(page, "Publiceer");
        Assert.Equal(1, await page.GetByText("Het is gepubliceerd.").CountAsync());
        Assert.Equal(1, await page.GetByText("Gepubliceerd, nog niet geldig").First.CountAsync());
        await browser.See(look, concept, "catalogus-versies");
        await page.GotoAsync(browser.Address + Lijst);
        Assert.Equal(1, await page.GetByRole(AriaRole.Row).Filter(new() { HasText = naam }).GetByText("gepubliceerd, nog niet geldig")
            .CountAsync());
    }

    [Fact]
    public async Task A_catalogus_goes_out_as_a_file_and_comes_in_or_says_why_not()
    {
        await using var looking = await browser.Open(Wide);
        await using var context = await browser.Open(Wide, script: false);
        var look = await browser.StepIn(looking, "Functioneel beheerder", "raalte");
        var page = await browser.StepIn(context, "Functioneel beheerder", "raalte");
        const string lijst = "/raalte/beheer/catalogi";
        await page.GotoAsync(browser.Address + lijst);
        var download = await page.RunAndWaitForDownloadAsync(() =>
            page.GetByRole(AriaRole.Link, new() { Name = "Bewaar deze catalogus als bestand" }).First.ClickAsync());
        Assert.StartsWith("catalogus-", download.SuggestedFilename, StringComparison.Ordinal);
        Assert.EndsWith(".zip", download.SuggestedFilename, StringComparison.Ordinal);
        var bestand = await download.PathAsync();
        Assert.True(new FileInfo(bestand).Length > 1000);

        await Klik(page, "Neem over"); // without a file
        Assert.Equal(1, await page.GetByRole(AriaRole.Alert).GetByText("Kies een zipbestand").CountAsync());
        await page.GetByLabel("Zipbestand")
            .SetInputFilesAsync(new FilePayload { Name = "x.zip", MimeType = "application/zip", Buffer = "geen zip"u8.ToArray() });
        await Klik(page, "Neem over");
        Assert.Equal(1, await page.GetByRole(AriaRole.Alert).GetByText("Dit is geen goed zipbestand").CountAsync());
        await page.GetByLabel("Zipbestand").SetInputFilesAsync(bestand);
        await Klik(page, "Neem over"); // all of it is here already
        Assert.True(await page.GetByRole(AriaRole.Alert).GetByRole(AriaRole.Link).CountAsync() >= 2);
        Assert.Equal(2, await page.GetByText("Er is niets overgenomen").CountAsync()); // above, and at the field

        await page.GotoAsync(browser.Address + lijst);
        await page.GetByRole(AriaRole.Link, new() { Name = "Documenttypen en besluittypen" }).First.ClickAsync();
        await browser.See(look, Pad(page), "catalogus-typen");
        await page.GetByRole(AriaRole.Link, new() { Name = "Nieuw documenttype" }).ClickAsync();
        await browser.See(look, Pad(page), "catalogus-nieuw-documenttype");
        await page.GetByLabel("Omschrijving").FillAsync("Tekening");
        await page.GetByLabel("Categorie").FillAsync("tekening");
        await page.GetByLabel("Vertrouwelijkheid").SelectOptionAsync("openbaar");
        await page.GetByLabel("Geldig vanaf").FillAsync("2026-01-01");
        await Klik(page, "Sla op");
        await page.GetByRole(AriaRole.Link, new() { Name = "Tekening" }).ClickAsync();
        await Klik(page, "Publiceer");
        Assert.Contains("Gepubliceerd", await page.GetByRole(AriaRole.Row).Filter(new() { HasText = "Tekening" }).InnerTextAsync(),
            StringComparison.Ordinal);
        await page.GetByRole(AriaRole.Link, new() { Name = "Tekening" }).ClickAsync();
        Assert.Equal(0, await page.GetByLabel("Omschrijving").CountAsync()); // what is published shows its end only
        await browser.See(look, Pad(page), "catalogus-documenttype-vast");
        await page.GotoAsync(browser.Address + lijst);
        await page.GetByRole(AriaRole.Link, new() { Name = "Nieuw zaaktype" }).First.ClickAsync();
        await browser.See(look, Pad(page), "catalogus-nieuw-zaaktype");
    }

    [Fact]
    public async Task Who_does_not_administer_changes_nothing()
    {
        await using var context = await browser.Open(Wide);
        var page = await browser.StepIn(context, "Behandelaar");
        Assert.Equal(0, await page.GetByRole(AriaRole.Link, new() { Name = "Zaaktypen", Exact = true }).CountAsync());
        await page.GotoAsync(browser.Address + Lijst); // types may be read by whoever reads zaken
        await page.GetByLabel("Zipbestand")
            .SetInputFilesAsync(new FilePayload { Name = "x.zip", MimeType = "application/zip", Buffer = "PK"u8.ToArray() });
        await Klik(page, "Neem over");
        Assert.Equal(1, await page.GetByRole(AriaRole.Alert).GetByText("Met uw rol mag u dit niet doen.").CountAsync());
        const string niets = "00000000-0000-4000-8000-000000000000";
        foreach (var pad in (string[])[$"zaaktypen/{niets}", "typen/onzin/nieuw", $"typen/statustypen/{niets}",
            $"catalogusbestand/onzin/{niets}", $"catalogi/{niets}/typen"])
        {
            Assert.Equal((pad, 404), (pad, (await page.GotoAsync($"{browser.Address}/deventer/beheer/{pad}"))!.Status));
        }
        Assert.Equal(403, (await page.GotoAsync(browser.Address + "/raalte/beheer/catalogi"))!.Status);
    }

    /// <summary>Two administrators with the same zaaktype open: the second is told, sees both texts,
    /// and overwrites nothing without knowing it.</summary>
    [Fact]
    public async Task Two_administrators_of_one_zaaktype_are_told()
    {
        await using var context = await browser.Open(Wide, script: false);
        var een = await browser.StepIn(context, "Functioneel beheerder");
        await een.GotoAsync(browser.Address + Lijst);
        await een.GetByRole(AriaRole.Row).Nth(2).GetByRole(AriaRole.Link).First.ClickAsync();
        await een.GetByLabel("De nieuwe versie geldt vanaf").FillAsync("2032-01-01");
        await Klik(een, "Maak een nieuwe versie");
        var concept = Pad(een).Split('?')[0];
        var twee = await context.NewPageAsync();
        foreach (var page in (IPage[])[een, twee])
            await page.GotoAsync(browser.Address + concept.Replace("/zaaktypen/", "/typen/zaaktypen/", StringComparison.Ordinal));
        var oud = await een.GetByLabel("Doel").InputValueAsync();
        await een.GetByLabel("Doel").FillAsync("Het doel volgens de eerste");
        await Klik(een, "Sla op");
        Assert.Equal(1, await een.GetByText("Opgeslagen.").CountAsync());
        await twee.GetByLabel("Doel").FillAsync("Het doel volgens de tweede");
        await Klik(twee, "Sla op");
        Assert.Equal(1, await twee.GetByRole(AriaRole.Alert).GetByText("Iemand anders heeft dit intussen gewijzigd.").CountAsync());
        Assert.Equal("Het doel volgens de tweede", await twee.GetByLabel("Doel").InputValueAsync());
        Assert.Equal(1, await twee.GetByText("Nu staat er: Het doel volgens de eerste").CountAsync());
        await een.ReloadAsync();
        Assert.Equal(1, await een.GetByText("Het doel volgens de eerste").CountAsync());
        Assert.Equal(0, await een.GetByText("Het doel volgens de tweede").CountAsync());
        Assert.Equal(0, await een.GetByText(oud, new() { Exact = true }).CountAsync());

        // Whoever has seen it, may go on; and what was changed after the page was opened is not published unseen.
        var derde = await context.NewPageAsync();
        await derde.GotoAsync(browser.Address + concept);
        await Klik(twee, "Sla op");
        Assert.Equal(1, await twee.GetByText("Het doel volgens de tweede").CountAsync());
        await een.GotoAsync(browser.Address + concept.Replace("/zaaktypen/", "/typen/zaaktypen/", StringComparison.Ordinal));
        await Klik(derde, "Publiceer");
        Assert.Equal(1, await derde.GetByText("Iemand anders heeft dit zaaktype gewijzigd").CountAsync());
        Assert.Equal(1, await derde.GetByText("Concept", new() { Exact = true }).First.CountAsync());
        await Klik(derde, "Publiceer");
        Assert.Equal(1, await derde.GetByText("Het is gepubliceerd.").CountAsync());

        // Too late: it lies fast, nothing is changed, and what was typed is there to copy.
        await een.GetByLabel("Doel").FillAsync("Te laat getypt");
        await Klik(een, "Sla op");
        Assert.Equal(1, await een.GetByRole(AriaRole.Alert).GetByText("Dit is intussen gepubliceerd").CountAsync());
        Assert.Equal(1, await een.GetByText("Te laat getypt").CountAsync());
        await derde.ReloadAsync();
        Assert.Equal(0, await derde.GetByText("Te laat getypt").CountAsync());
    }

    private static string Pad(IPage page) => new Uri(page.Url).PathAndQuery;
    private static Task Klik(IPage page, string naam) => page.GetByRole(AriaRole.Button, new() { Name = naam, Exact = true }).ClickAsync();
    private static Task Klik(ILocator deel, string naam) => deel.GetByRole(AriaRole.Button, new() { Name = naam, Exact = true })
        .ClickAsync();
    private static async Task<string> Href(IPage page, string link) =>
        (await page.GetByRole(AriaRole.Link, new() { Name = link, Exact = true }).GetAttributeAsync("href"))!;
}
