using System.Net.Http.Headers;
using Microsoft.Playwright;
using Xunit;

namespace Brink.Tests;

/// <summary>The page with deliveries, as the functional administrator of Deventer uses it; and as nobody else may.</summary>
public sealed class BeheerScreens(Browser browser) : IClassFixture<Browser>
{
    private const int Wide = 1280;

    [Fact]
    public async Task Parked_deliveries_are_seen_and_sent_again_without_JavaScript()
    {
        // Axe itself needs script; the deeds below do without.
        await using var looking = await browser.Open(Wide);
        await using var context = await browser.Open(Wide, script: false);
        var look = await browser.StepIn(looking, "Functioneel beheerder");
        var page = await browser.StepIn(context, "Functioneel beheerder");
        const string path = "/deventer/beheer/notificaties", jobs = "/deventer/beheer/jobs";
        await page.GotoAsync(browser.Address + path);
        Assert.Equal(1, await page.GetByText("Er zijn nog geen abonnementen.").CountAsync());
        await browser.See(look, path, "notificaties-leeg");

        using var http = new HttpClient { BaseAddress = new Uri(browser.Address + "/deventer/") };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Platform.Token("beheerder"));
        await HostProcess.Post(http, "notificaties/api/v1/kanaal", new { naam = "dingen" });
        await HostProcess.Post(http, "notificaties/api/v1/abonnement", browser.Subscriber.Abonnement("dingen"));
        browser.Subscriber.Broken = true;
        foreach (var (ding, actie) in ((int, string)[])[(1, "create"), (1, "update"), (2, "create"), (3, "destroy")])
            await Announce(ding, actie);
        await Until(async () => await Parked() == 3);
        await browser.See(look, jobs, "jobs-geparkeerd");
        await browser.See(look, jobs + "?stand=gepland", "jobs-gepland");
        await browser.See(look, "/deventer", "notificaties-start");

        await page.GotoAsync(browser.Address + "/deventer");
        await page.GetByRole(AriaRole.Link, new() { Name = "Notificaties" }).ClickAsync();
        Assert.Equal(1, await page.GetByText("Kijk hiernaar").CountAsync());
        await page.GetByRole(AriaRole.Link, new() { Name = "Werk op de achtergrond" }).Last.ClickAsync();
        await look.GotoAsync(browser.Address + jobs);
        await look.GetByRole(AriaRole.Button, new() { Name = "Laten vervallen" }).First.ClickAsync();
        foreach (var width in (int[])[1280, 360])
        {
            await look.SetViewportSizeAsync(width, 800);
            await Screens.Accessible(look, width);
        }
        await page.GetByRole(AriaRole.Button, new() { Name = "Laten vervallen" }).First.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Laat vervallen" }).ClickAsync();
        Assert.Equal(1, await page.GetByText("Het werk is vervallen.").CountAsync());
        Assert.True(await Parked() <= 2);

        browser.Subscriber.Broken = false;
        await page.GetByRole(AriaRole.Button, new() { Name = "Opnieuw proberen" }).First.ClickAsync();
        Assert.Equal(1, await page.GetByText("Het wordt opnieuw geprobeerd.").CountAsync());
        await Until(async () => await Parked() == 1 && !browser.Subscriber.Got.IsEmpty);
        await page.GotoAsync(browser.Address + path);
        await page.GetByRole(AriaRole.Button, new() { Name = "Alles opnieuw versturen" }).ClickAsync();
        await Until(async () => await Parked() == 0);
        await page.GotoAsync(browser.Address + path);
        Assert.Equal(1, await page.GetByText("Werkt", new() { Exact = true }).CountAsync());
        Assert.DoesNotContain(Subscriber.Auth, await page.ContentAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain(Subscriber.Auth, browser.Log, StringComparison.Ordinal);
        await browser.See(look, path, "notificaties-werkt");

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
            var json = System.Text.Json.Nodes.JsonNode.Parse(await http.GetStringAsync("beheer/api/v1/jobs?stand=geparkeerd"))!;
            return (int)json["count"]!;
        }
    }

    [Fact]
    public async Task Who_does_not_administer_sees_nothing_of_it()
    {
        await using var context = await browser.Open(Wide);
        var page = await browser.StepIn(context, "Behandelaar");
        Assert.Equal(0, await page.GetByRole(AriaRole.Link, new() { Name = "Notificaties" }).CountAsync());
        var answer = await page.GotoAsync(browser.Address + "/deventer/beheer/notificaties");
        Assert.Equal(403, answer!.Status);
        Assert.Equal("U mag dit niet zien", await page.Locator("h1").InnerTextAsync());
        Assert.Equal(0, await page.GetByRole(AriaRole.Table).CountAsync());
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
