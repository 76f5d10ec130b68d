using System.Net.Http.Headers;
using Microsoft.Playwright;
using Xunit;

namespace Brink.Tests;

/// <summary>The page with deliveries, as the functional administrator of Deventer uses it; and as nobody else may.</summary>
public sealed class BeheerScreens(Browser browser) : IClassFixture<Browser>
{
    private const int Wide = 1280, Narrow = 360;

    [Fact]
    public async Task Parked_deliveries_are_seen_and_sent_again_without_JavaScript()
    {
        // Axe itself needs script; the deeds below do without.
        await using var looking = await browser.Open(Wide);
        await using var context = await browser.Open(Wide, script: false);
        var look = await StepIn(looking, "Functioneel beheerder");
        var page = await StepIn(context, "Functioneel beheerder");
        const string path = "/deventer/beheer/notificaties";
        await page.GotoAsync(browser.Address + path);
        Assert.Equal(1, await page.GetByText("Er zijn nog geen abonnementen.").CountAsync());
        await See(look, path, "leeg");

        using var http = new HttpClient { BaseAddress = new Uri(browser.Address + "/deventer/") };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Platform.Token("beheerder"));
        await HostProcess.Post(http, "notificaties/api/v1/kanaal", new { naam = "dingen" });
        await HostProcess.Post(http, "notificaties/api/v1/abonnement", browser.Subscriber.Abonnement("dingen"));
        browser.Subscriber.Broken = true;
        foreach (var (ding, actie) in ((int, string)[])[(1, "create"), (1, "update"), (2, "create"), (3, "destroy")]) await Announce(ding, actie);
        await Until(async () => await Parked() == 3);
        await See(look, path, "geparkeerd");
        await See(look, "/deventer", "start");

        await page.GotoAsync(browser.Address + "/deventer");
        await page.GetByRole(AriaRole.Link, new() { Name = "Notificaties" }).ClickAsync();
        Assert.Equal(1, await page.GetByText("Kijk hiernaar").CountAsync());
        await page.GetByRole(AriaRole.Link, new() { Name = "Laten vervallen" }).First.ClickAsync();
        await See(look, new Uri(page.Url).PathAndQuery, "vervallen");
        await page.GetByRole(AriaRole.Button, new() { Name = "Laat vervallen" }).ClickAsync();
        Assert.Equal(1, await page.GetByText("De notificatie is vervallen.").CountAsync());
        Assert.True(await Parked() <= 2);

        browser.Subscriber.Broken = false;
        await page.GetByRole(AriaRole.Button, new() { Name = "Opnieuw versturen", Exact = true }).First.ClickAsync();
        Assert.Equal(1, await page.GetByText("De notificatie wordt opnieuw verstuurd.").CountAsync());
        await Until(async () => await Parked() == 1 && !browser.Subscriber.Got.IsEmpty);
        await page.GotoAsync(browser.Address + path);
        await page.GetByRole(AriaRole.Button, new() { Name = "Alles opnieuw versturen" }).ClickAsync();
        await Until(async () => await Parked() == 0);
        await page.GotoAsync(browser.Address + path);
        Assert.Equal(1, await page.GetByText("Werkt", new() { Exact = true }).CountAsync());
        Assert.DoesNotContain(Subscriber.Auth, await page.ContentAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain(Subscriber.Auth, browser.Log, StringComparison.Ordinal);
        await See(look, path, "werkt");

        async Task Announce(int ding, string actie) => await HostProcess.Post(http, "notificaties/api/v1/notificaties", new
        {
            kanaal = "dingen",
            hoofdObject = $"http://elders.test/dingen/{ding}",
            resource = "ding",
            resourceUrl = $"http://elders.test/dingen/{ding}",
            actie,
            aanmaakdatum = "2026-05-01T10:00:00Z",
        });

        async Task<int> Parked()
        {
            var json = System.Text.Json.Nodes.JsonNode.Parse(await http.GetStringAsync("beheer/api/v1/notificaties/geparkeerd"))!;
            return (int)json["count"]!;
        }
    }

    [Fact]
    public async Task Who_does_not_administer_sees_nothing_of_it()
    {
        await using var context = await browser.Open(Wide);
        var page = await StepIn(context, "Behandelaar");
        Assert.Equal(0, await page.GetByRole(AriaRole.Link, new() { Name = "Notificaties" }).CountAsync());
        var answer = await page.GotoAsync(browser.Address + "/deventer/beheer/notificaties");
        Assert.Equal(403, answer!.Status);
        Assert.Equal("U mag dit niet zien", await page.Locator("h1").InnerTextAsync());
        Assert.Equal(0, await page.GetByRole(AriaRole.Table).CountAsync());
    }

    private async Task<IPage> StepIn(IBrowserContext context, string rol)
    {
        var page = await context.NewPageAsync();
        await page.GotoAsync(browser.Address + "/stap-in?organisatie=deventer");
        await page.GetByRole(AriaRole.Button, new() { Name = rol }).First.ClickAsync();
        return page;
    }

    // At both widths; with BRINK_SCREENSHOTS set to a folder, also kept as pictures for people to look at.
    private async Task See(IPage page, string path, string name)
    {
        await page.GotoAsync(browser.Address + path);
        foreach (var width in (int[])[Wide, Narrow])
        {
            await page.SetViewportSizeAsync(width, 800);
            if (Environment.GetEnvironmentVariable("BRINK_SCREENSHOTS") is { Length: > 0 } folder)
                await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"notificaties-{name}-{width}.png"), FullPage = true });
            await Screens.Accessible(page, width);
        }
    }

    private static async Task Until(Func<Task<bool>> done)
    {
        var since = System.Diagnostics.Stopwatch.GetTimestamp();
        while (!await done())
        {
            Assert.True(System.Diagnostics.Stopwatch.GetElapsedTime(since) < TimeSpan.FromSeconds(30), "what was waited for did not come");
            await Task.Delay(50);
        }
    }
}
