using Microsoft.Playwright;
using Xunit;

namespace Brink.Tests;

/// <summary>The search box above every page, and what it finds.</summary>
public sealed class ZoekScreens(Browser browser) : IClassFixture<Browser>
{
    [Fact]
    public async Task What_is_typed_above_any_page_is_found_without_JavaScript_and_a_person_is_not()
    {
        await using var looking = await browser.Open(1280);
        await using var context = await browser.Open(1280, script: false);
        var look = await browser.StepIn(looking, "Behandelaar");
        var page = await browser.StepIn(context, "Behandelaar");
        async Task Zoek(string wat)
        {
            await page.GetByLabel("Zoek in alles").Last.FillAsync(wat);
            await page.Locator(".brink-kop__zoek").GetByRole(AriaRole.Button, new() { Name = "Vind" }).ClickAsync();
        }
        await page.GotoAsync(browser.Address + "/deventer/zaken");
        await Zoek("vergunning");
        Assert.Equal("/deventer/zoeken", new Uri(page.Url).AbsolutePath);
        Assert.Equal(1, await page.GetByRole(AriaRole.Heading, new() { Name = "Zaken", Exact = true }).CountAsync());
        var zaak = page.Locator("#soort-zaak ~ ul a").First;
        await zaak.ClickAsync();
        Assert.StartsWith("/deventer/zaken/", new Uri(page.Url).AbsolutePath, StringComparison.Ordinal);

        await Zoek("123456782");
        Assert.DoesNotContain("123456782", page.Url, StringComparison.Ordinal);
        Assert.Equal(1, await page.GetByText("U typte een burgerservicenummer").First.CountAsync());
        await Zoek("xyzzyplugh");
        Assert.Equal(1, await page.GetByText("Er is niets gevonden").CountAsync());

        await browser.See(look, "/deventer/zoeken", "zoeken-leeg");
        await browser.See(look, "/deventer/zoeken?zoek=vergunning", "zoeken");
        await browser.See(look, "/deventer/zoeken?zoek=vergunning&soort=zaak", "zoeken-zaken");
        await browser.See(look, "/deventer/zoeken?bsn=1", "zoeken-bsn");
    }

    [Fact]
    public async Task A_member_finds_what_the_cooperative_shares()
    {
        await using var looking = await browser.Open(1280);
        var look = await browser.StepIn(looking, "Regiebureau", "dimpact");
        await browser.See(look, "/dimpact/zoeken?zoek=tarieven", "zoeken-vereniging");
        Assert.True(await look.Locator("section .brink-lijst li a").CountAsync() > 0);
        await look.GotoAsync(browser.Address + "/dimpact/zoeken?zoek=deventer&soort=lid");
        await look.Locator("section .brink-lijst li a").First.ClickAsync();
        Assert.StartsWith("/dimpact/vereniging/leden/", new Uri(look.Url).AbsolutePath, StringComparison.Ordinal);
    }
}
