using System.Globalization;
using Brink.Apps.Collegevoorstel;
using Microsoft.Playwright;
using Xunit;

namespace Brink.Tests;

/// <summary>The screens of an organisation whose registers are at other servers: what they show, and what they say when one is away.</summary>
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
