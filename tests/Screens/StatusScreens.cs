using System.Net;
using System.Text.RegularExpressions;
using Brink.Apps.Kern;
using Microsoft.Playwright;
using Xunit;

namespace Brink.Tests;

/// <summary>The screens of the operator and the page for everybody, as people use them; and as nobody else may.</summary>
public sealed class StatusScreens(Browser browser) : IClassFixture<Browser>
{
    private const int Wide = 1280;
    private const string Overzicht = "/platform", Meldingen = "/platform/meldingen", Status = "/status";
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_operator_tells_of_an_incident_and_ends_it_without_JavaScript()
    {
        await using var looking = await browser.Open(Wide);
        await using var context = await browser.Open(Wide, script: false);
        await using var bezoek = await browser.Open(Wide, script: false);
        var look = await browser.StepIn(looking, "Operator", "platform");
        var page = await browser.StepIn(context, "Operator", "platform");
        var gast = await bezoek.NewPageAsync();
        await browser.See(look, Overzicht, "platform");
        Assert.Equal(1, await look.GetByRole(AriaRole.Cell, new() { Name = "Gemeente Deventer" }).Or(
            look.GetByRole(AriaRole.Rowheader, new() { Name = "Gemeente Deventer" })).CountAsync());

        await page.GotoAsync(browser.Address + Overzicht);
        await page.GetByRole(AriaRole.Link, new() { Name = "Storingen en onderhoud" }).First.ClickAsync();
        await page.GetByText("Meld een storing").ClickAsync();
        var vorm = page.Locator("form#storing");
        await vorm.GetByLabel("Wat is er aan de hand?").FillAsync("Documenten openen lukt niet");
        await vorm.GetByLabel("Gemeente Deventer").CheckAsync();
        await vorm.GetByRole(AriaRole.Button).ClickAsync();
        // What is missing is told at its field, and what was typed is still there.
        Assert.Contains("Schrijf in 1 tot 2000 tekens op", await page.Locator("form#storing").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal("Documenten openen lukt niet", await vorm.GetByLabel("Wat is er aan de hand?").InputValueAsync());
        Assert.True(await vorm.GetByLabel("Gemeente Deventer").IsCheckedAsync());
        await vorm.GetByLabel("Wat merken mensen").FillAsync("De opslag antwoordt traag. Wij kijken ernaar.");
        await vorm.GetByRole(AriaRole.Button).ClickAsync();
        Assert.Equal(1, await page.GetByText("De storing staat op de statuspagina").CountAsync());
        await browser.See(look, Meldingen, "platform-meldingen");

        // Everybody reads it, and who it is about is told above each page; who it is not about is not.
        await gast.GotoAsync(browser.Address + Status);
        Assert.Equal(1, await gast.GetByText("De opslag antwoordt traag. Wij kijken ernaar.").CountAsync());
        Assert.Contains("Storing", await gast.GetByRole(AriaRole.Row, new() { Name = "Gemeente Deventer" }).InnerTextAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain("Otto", await gast.ContentAsync(), StringComparison.Ordinal);
        await browser.See(look, Status, "status-storing");
        await using var werkt = await browser.Open(Wide);
        var behandelaar = await browser.StepIn(werkt, "Behandelaar");
        Assert.Equal(1, await behandelaar.GetByText("Documenten openen lukt niet").CountAsync());
        await Browser.Look(behandelaar, "status-regel");
        await gast.GotoAsync(browser.Address + "/dimpact/openbaar");
        Assert.Equal(0, await gast.GetByText("Documenten openen lukt niet").CountAsync());

        var over = page.GetByRole(AriaRole.Region, new() { Name = "Documenten openen lukt niet" }); // (others are told of beside it)
        await over.GetByText("Vertel hoe het ervoor staat").ClickAsync();
        await over.GetByLabel("Wat is er te melden?").FillAsync("De opslag is herstart.");
        await over.GetByRole(AriaRole.Button, new() { Name = "Zet het erbij" }).ClickAsync();
        Assert.Equal(1, await page.GetByText("Uw bericht staat erbij.").CountAsync());
        await over.GetByText("Sluit de melding af").ClickAsync();
        await over.GetByLabel("Wat was er, en wat is er gedaan?").FillAsync("Een schijf was vol. Er is ruimte gemaakt.");
        await over.GetByRole(AriaRole.Button, new() { Name = "Sluit af" }).ClickAsync();
        Assert.Equal(1, await page.GetByText("De melding is afgesloten.").CountAsync());
        await behandelaar.ReloadAsync();
        Assert.Equal(0, await behandelaar.GetByText("Documenten openen lukt niet").CountAsync());
        await gast.GotoAsync(browser.Address + Status);
        Assert.Equal(1, await gast.GetByText("Een schijf was vol. Er is ruimte gemaakt.").CountAsync());
        Assert.Equal(1, await gast.GetByText("Alles werkt.").CountAsync());
    }

    [Fact]
    public async Task Maintenance_is_planned_with_the_keyboard_and_told_a_day_before()
    {
        await using var context = await browser.Open(Wide);
        var page = await browser.StepIn(context, "Operator", "platform");
        await page.GotoAsync(browser.Address + Meldingen);
        await page.GetByText("Plan onderhoud").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        var morgen = TimeProvider.System.GetUtcNow().AddHours(20);
        var vorm = page.Locator("form#onderhoud");
        await vorm.GetByLabel("Wat gaat u doen?").FillAsync("Nieuwe versie van Brink");
        await vorm.GetByLabel("Wat merken mensen daarvan?").FillAsync("Brink is een uur niet te bereiken.");
        await vorm.GetByLabel("Gemeente Raalte").CheckAsync();
        await vorm.GetByLabel("Op welke dag begint het?").FillAsync(Tijd.Veld(Tijd.DagVan(morgen))!);
        await vorm.GetByLabel("Hoe laat begint het?").FillAsync(Tijd.Klok(morgen));
        await vorm.GetByLabel("Op welke dag is het klaar?").FillAsync(Tijd.Veld(Tijd.DagVan(morgen.AddDays(-1)))!);
        await vorm.GetByLabel("Hoe laat is het klaar?").FillAsync(Tijd.Klok(morgen.AddHours(1)));
        await page.Keyboard.PressAsync("Enter");
        await page.GetByText("Het einde moet na het begin liggen.").First.WaitForAsync();
        await vorm.GetByLabel("Op welke dag is het klaar?").FillAsync(Tijd.Veld(Tijd.DagVan(morgen.AddHours(1)))!);
        await vorm.GetByRole(AriaRole.Button).ClickAsync();
        Assert.Equal(1, await page.GetByText("Het onderhoud staat op de statuspagina.").CountAsync());
        await Browser.Look(page, "platform-gepland");
        await using var raalte = await browser.Open(Wide);
        var behandelaar = await browser.StepIn(raalte, "Behandelaar", "raalte");
        Assert.Equal(1, await behandelaar.Locator("section[aria-label='Storingen en onderhoud']").CountAsync());
        await behandelaar.GotoAsync(browser.Address + Status);
        Assert.Equal(1, await behandelaar.GetByRole(AriaRole.Heading, new() { Name = "Gepland onderhoud" }).CountAsync());
        await Browser.Look(behandelaar, "status-gepland");
    }

    /// <summary>Every persona of the demonstration, and who did not step in.</summary>
    [Fact]
    public async Task Nobody_of_an_organisation_sees_a_screen_of_the_platform_and_its_operator_sees_none_of_theirs()
    {
        using var gast = Bezoeker();
        var keuze = await gast.GetStringAsync("/stap-in", Stop);
        var personas = Regex.Matches(keuze, "name=\"persona\" value=\"([^\"]+)\"").Select(m => m.Groups[1].Value).ToList();
        Assert.True(personas.Count > 20 && personas.Contains("operator"), "There must be personas for this to mean anything.");
        foreach (var persona in personas)
        {
            using var http = Bezoeker();
            await StapIn(http, persona);
            foreach (var pad in (string[])[Overzicht, Meldingen])
            {
                var html = await http.GetAsync(pad, Stop);
                Assert.Equal((persona, persona == "operator" ? HttpStatusCode.OK : HttpStatusCode.Forbidden), (persona, html.StatusCode));
            }
            if (persona != "operator") continue;
            foreach (var pad in (string[])["/deventer", "/deventer/zaken", "/deventer/beheer/jobs", "/dimpact/vereniging", "/raalte/zoek"])
                Assert.Equal(HttpStatusCode.Forbidden, (await http.GetAsync(pad, Stop)).StatusCode);
        }
        Assert.Equal("/stap-in", (await gast.GetAsync(Overzicht, Stop)).RequestMessage!.RequestUri!.AbsolutePath);
        // A form of the platform is refused for who is no operator, whatever it says.
        using var ander = Bezoeker();
        await StapIn(ander, "deventer-beheerder");
        using var vorm = new FormUrlEncodedContent([new("_handler", "storing"), new("storing-titel", "x"), new("storing-tekst", "y")]);
        Assert.Equal(HttpStatusCode.Forbidden, (await ander.PostAsync(Meldingen, vorm, Stop)).StatusCode);
    }

    private HttpClient Bezoeker() =>
        new(new HttpClientHandler { CookieContainer = new CookieContainer() }) { BaseAddress = new Uri(browser.Address) };

    private static async Task StapIn(HttpClient http, string persona)
    {
        var token = Regex.Match(await http.GetStringAsync("/stap-in", Stop), "name=\"__RequestVerificationToken\" value=\"([^\"]+)\"").Groups[1].Value;
        using var form = new FormUrlEncodedContent([new("__RequestVerificationToken", token), new("persona", persona)]);
        using var binnen = await http.PostAsync("/stap-in/kies", form, Stop);
        Assert.Equal(HttpStatusCode.OK, binnen.StatusCode);
    }
}
