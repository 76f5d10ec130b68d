using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Xunit;

namespace Brink.Tests;

/// <summary>Lists that are longer than a screen, for who looks for one thing in them, also on a telephone.</summary>
public sealed class LangelijstScreens(Browser browser) : IClassFixture<Browser>
{
    [Fact]
    public async Task A_long_list_of_zaken_is_turned_at_both_ends()
    {
        var stop = TestContext.Current.CancellationToken;
        using var http = browser.Registers("deventer");
        http.DefaultRequestHeaders.Add("Accept-Crs", "EPSG:4326");
        var typen = JsonNode.Parse(await http.GetStringAsync("catalogi/api/v1/zaaktypen?status=definitief", stop))!;
        for (var i = 0; i < 101; i++)
        {
            using var inhoud = JsonContent.Create(new
            {
                bronorganisatie = "999711003",
                verantwoordelijkeOrganisatie = "999711003",
                zaaktype = (string)typen["results"]![0]!["url"]!,
                startdatum = "2026-01-02",
                omschrijving = $"Proef {i}",
            });
            inhoud.Headers.Add("Content-Crs", "EPSG:4326");
            using var antwoord = await http.PostAsync("zaken/api/v1/zaken", inhoud, stop);
            Assert.True(antwoord.IsSuccessStatusCode, await antwoord.Content.ReadAsStringAsync(stop));
        }
        await using var context = await browser.Open(360, script: false);
        var page = await browser.StepIn(context, "Behandelaar");
        await page.GotoAsync(browser.Address + "/deventer/zaken");
        Assert.Equal(1, await page.GetByRole(AriaRole.Navigation, new() { Name = "Bladeren", Exact = true }).CountAsync());
        var boven = page.GetByRole(AriaRole.Navigation, new() { Name = "Bladeren, boven de lijst" });
        await boven.GetByRole(AriaRole.Link, new() { Name = "Volgende" }).ClickAsync();
        Assert.Equal(1, await page.GetByText("Pagina 2 van 2").CountAsync());
        await Screens.Accessible(page, 360);
    }

    [Fact]
    public async Task A_member_is_found_by_a_part_of_its_name_and_a_card_shows_what_is_filled_in()
    {
        await using var context = await browser.Open(360, script: false);
        var page = await browser.StepIn(context, "Coördinator", "dimpact");
        await page.GotoAsync(browser.Address + "/dimpact/vereniging/leden");
        var rijen = page.Locator("tbody tr");
        Assert.True(await rijen.CountAsync() > 5, "There must be members for this to mean anything.");
        var leeg = await page.Locator("tbody td").EvaluateAllAsync<double[]>(
            "cellen => cellen.filter(c => c.innerText.trim() === '').map(c => c.getBoundingClientRect().height)");
        Assert.NotEmpty(leeg);
        Assert.All(leeg, hoogte => Assert.InRange(hoogte, 0, 1));
        await page.GetByLabel("Naam bevat").FillAsync("kampe");
        await page.GetByRole(AriaRole.Button, new() { Name = "Zoek" }).ClickAsync();
        Assert.Equal(["Kampen"], await rijen.GetByRole(AriaRole.Link).AllInnerTextsAsync());
        Assert.Equal(0, await page.GetByText("is het accountplan vastgesteld").CountAsync()); // (that is of all members)
        await Screens.Accessible(page, 360);
        await page.GotoAsync(browser.Address + "/dimpact/vereniging/leden?naam=nergens");
        Assert.Equal(1, await page.GetByText("Geen gemeente heeft een naam die hierbij past.").CountAsync());
    }
}
