using System.Net.Http.Headers;
using Microsoft.Playwright;
using Xunit;

namespace Brink.Tests;

/// <summary>The platform with its demonstration data in a process of its own, and a browser to look at it.</summary>
public sealed class Browser(Demonstratie demonstratie) : IAsyncLifetime
{
    private Voorgesteld? server;
    private IBrowser? chromium;

    /// <summary>Where the platform runs, without a slash at the end.</summary>
    public string Address => server!.Address;

    /// <summary>The cookies of the behandelaar, once somebody has stepped in.</summary>
    public IReadOnlyList<Cookie>? Cookies { get; set; }

    /// <summary>The key of a zaak with documents, once somebody has looked for it.</summary>
    public string? Zaak { get; set; }

    /// <summary>What the platform has written to its output.</summary>
    public string Log => server!.Log;

    /// <summary>One who has an abonnement, or takes one.</summary>
    public Subscriber Subscriber { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Subscriber = await Subscriber.Start();
        chromium = await demonstratie.Chromium();
        server = await demonstratie.Start(Subscriber.Settings(attempts: 3));
    }

    /// <summary>A fresh visitor, without cookies.</summary>
    public Task<IBrowserContext> Open(int width, bool script = true) =>
        chromium!.NewContextAsync(new()
        {
            ViewportSize = new() { Width = width, Height = 800 },
            JavaScriptEnabled = script,
            Locale = "nl-NL"
        });

    /// <summary>The registers of an organisation by their own API: screens show keys, and this is where a test gets them.
    /// The caller disposes it.</summary>
    public HttpClient Registers(string organisatie = "dimpact", string user = "tester")
    {
        var http = new HttpClient { BaseAddress = new Uri($"{Address}/{organisatie}/") };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Platform.Token("beheerder", user: user));
        return http;
    }

    /// <summary>A page on which someone has stepped in.</summary>
    public async Task<IPage> StepIn(IBrowserContext context, string rol, string organisatie = "deventer")
    {
        var page = await context.NewPageAsync();
        await page.GotoAsync(Address + "/stap-in?organisatie=" + organisatie);
        await page.GetByRole(AriaRole.Button, new() { Name = rol }).First.ClickAsync();
        Assert.Equal("/" + organisatie, new Uri(page.Url).AbsolutePath);
        return page;
    }

    /// <summary>Looks at a page at both widths; with BRINK_SCREENSHOTS set to a folder,
    /// also kept as pictures for people to look at.</summary>
    public async Task See(IPage page, string path, string picture)
    {
        await page.GotoAsync(Address + path);
        await Look(page, picture);
    }

    /// <summary>The same for a page that is there already. It is narrow afterwards.</summary>
    public static async Task Look(IPage page, string picture)
    {
        foreach (var width in (int[])[1280, 360])
        {
            await page.SetViewportSizeAsync(width, 800);
            if (Environment.GetEnvironmentVariable("BRINK_SCREENSHOTS") is { Length: > 0 } folder)
                await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{picture}-{width}.png"), FullPage = true });
            await Screens.Accessible(page, width);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (server is not null) await server.DisposeAsync();
        await Subscriber.DisposeAsync();
    }
}
