using System.Net;
using System.Text.RegularExpressions;
using Brink.Apps.Kern;
using Microsoft.AspNetCore.Components;
using Xunit;

namespace Brink.Tests;

/// <summary>A page as somebody saw it.</summary>
/// <param name="Wie">The role, or <c>niemand</c>.</param>
/// <param name="Pad">Its address.</param>
/// <param name="Sjabloon">The route that answered; empty when it is none of the pages.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Html">What was sent.</param>
/// <param name="Via">The page on which the link stood.</param>
internal sealed record Bezocht(string Wie, string Pad, string Sjabloon, int Status, string Html, string Via);

/// <summary>
/// Every page of the demonstration as every persona finds it by following links from the start. Which pages there are, the router tells:
/// a page that nobody reaches is noticed. No browser: this looks at what is sent.
/// </summary>
internal sealed partial class Rondgang : IAsyncDisposable
{
    // How many pages of one kind are opened: who works them up sees them in each state, for the others one shows what there is.
    private static int PerSoort(string wie) => wie switch { "dimpact-secretariaat" => 6, "dimpact-regiebureau" or "niemand" => 2, _ => 1 };

    private readonly Demonstratie demonstratie;
    private Voorgesteld? server;

    private Rondgang(Demonstratie demonstratie) => this.demonstratie = demonstratie;

    internal static async Task<Rondgang> Maak(Demonstratie demonstratie)
    {
        var made = new Rondgang(demonstratie);
        await made.LoopAsync();
        return made;
    }

    internal List<Bezocht> Paginas { get; } = [];

    /// <summary>The routes of all pages.</summary>
    internal static readonly IReadOnlyList<string> Sjablonen = [.. Brink.Host.Bovenlaag.Apps.Select(a => a.Schermen)
        .Append(typeof(Wortel).Assembly).SelectMany(a => a.GetTypes())
        .SelectMany(t => t.GetCustomAttributes(typeof(RouteAttribute), false).Cast<RouteAttribute>().Select(r => r.Template))
            .Append("/{organisatie}/vereniging/wand")
        .Append("/{organisatie}/vereniging/vergaderingen/{sleutel:guid}/zaal").Distinct().Order(StringComparer.Ordinal)];

    private static readonly (string Sjabloon, Regex Vorm)[] Vormen = [.. Sjablonen.OrderBy(s => s.Count(c => c == '{'))
        .Select(s => (s, new Regex("^"
        + Sleutel().Replace(Getal().Replace(Los().Replace(Regex.Escape(s).Replace("\\{", "{", StringComparison.Ordinal), "[^/]+"),
            "[0-9]+"), "[0-9a-f-]{36}") + "/?$",
        RegexOptions.CultureInvariant)))];

    private async Task LoopAsync()
    {
        server = await demonstratie.Start();
        await LoopAsync(null, "niemand", ["/", "/stap-in", "/dimpact/openbaar", "/dimpact/openbaar/vergaderingen", "/deventer/openbaar"]);
        using var gast = Bezoeker();
        foreach (var organisatie in (string[])["dimpact", "deventer", "platform"])
        {
            var keuze = await gast.GetStringAsync("/stap-in?organisatie=" + organisatie);
            foreach (var persona in Persona().Matches(keuze).Select(m => m.Groups[1].Value).Distinct())
            {
                if (!persona.StartsWith("lid-", StringComparison.Ordinal) || persona == "lid-deventer")
                    await LoopAsync(persona, persona, ["/" + organisatie]);
            }
        }
    }

    /// <summary>A browser of somebody who stepped in.</summary>
    /// <param name="organisatie">Where.</param>
    /// <param name="persona">As whom.</param>
    /// <param name="elders">Another platform with the same data, when the pages are to be changed.</param>
    internal async Task<HttpClient> AlsAsync(string organisatie, string persona, Voorgesteld? elders = null)
    {
        var http = Bezoeker(elders);
        await StapInAsync(http, "/" + organisatie, persona);
        return http;
    }

    private static async Task StapInAsync(HttpClient http, string begin, string persona)
    {
        var keuze = await http.GetStringAsync("/stap-in?organisatie=" + begin[1..]);
        var token = Token().Match(keuze).Groups[1].Value;
        using var form = new FormUrlEncodedContent([new("__RequestVerificationToken", token), new("persona", persona)]);
        using var binnen = await http.PostAsync("/stap-in/kies", form);
        Assert.Equal(begin, binnen.RequestMessage!.RequestUri!.AbsolutePath);
    }

    private HttpClient Bezoeker(Voorgesteld? elders = null) =>
        new(new HttpClientHandler { CookieContainer = new CookieContainer(), AllowAutoRedirect = true })
        {
            BaseAddress = new Uri((elders ?? server!).Address)
        };

    private async Task LoopAsync(string? persona, string wie, string[] begin)
    {
        using var http = Bezoeker();
        if (persona is not null) await StapInAsync(http, begin[0], persona);
        var wachtrij = new Queue<(string Pad, string Via)>(begin.Select(b => (b, "")));
        var (gezien, geteld) = (new HashSet<string>(begin), new Dictionary<string, int>());
        while (wachtrij.TryDequeue(out var stap))
        {
            using var antwoord = await http.GetAsync(stap.Pad);
            var html = antwoord.Content.Headers.ContentType?.MediaType == "text/html" ? await antwoord.Content.ReadAsStringAsync() : "";
            Paginas.Add(new(wie, stap.Pad, SjabloonVan(stap.Pad.Split('?')[0]), (int)antwoord.StatusCode, html, stap.Via));
            foreach (var naar in Links(html).Where(l => l.StartsWith('/') && !l.StartsWith("//", StringComparison.Ordinal)))
            {
                var (pad, vraag) = naar.Split('?', 2) is [var p, var q] ? (p, string.Join('&', q.Split('&').Select(v => v.Split('=')[0])))
                    : (naar, "");
                if (SjabloonVan(pad) is not { Length: > 0 } sjabloon || !gezien.Add(naar)) continue;
                // A link to another person's organisation is refused by design.
                if (persona is not null && sjabloon.StartsWith("/{organisatie}", StringComparison.Ordinal)
                    && pad.Split('/')[1] != begin[0][1..])
                {
                    continue;
                }
                var soort = $"{sjabloon}?{vraag}";
                geteld[soort] = geteld.GetValueOrDefault(soort) + 1;
                if (geteld[soort] <= (vraag.Length > 0 ? 1 : PerSoort(wie))) wachtrij.Enqueue((naar, stap.Pad));
            }
        }
    }

    /// <summary>Looks at pages in a browser, each as who saw it.</summary>
    internal async Task MetBrowserAsync(IEnumerable<Bezocht> paginas, Func<Microsoft.Playwright.IPage, Bezocht, Task> kijk)
    {
        var chromium = await demonstratie.Chromium();
        foreach (var groep in paginas.GroupBy(p => p.Wie))
        {
            await using var context = await chromium.NewContextAsync(new() { BaseURL = server!.Address });
            var page = await context.NewPageAsync();
            if (groep.Key != "niemand")
            {
                await page.GotoAsync("/stap-in?organisatie=" + groep.First().Pad.Split('/', '?')[1]);
                await page.Locator($"form:has(input[value='{groep.Key}']) button").ClickAsync();
            }
            foreach (var p in groep)
            {
                var een = await context.NewPageAsync();
                await kijk(een, p);
                await een.CloseAsync();
            }
        }
    }

    private static string SjabloonVan(string pad) => Vormen.FirstOrDefault(v => v.Vorm.IsMatch(pad)).Sjabloon ?? "";

    /// <summary>Where the links of a page go, without the part of the page.</summary>
    internal static IEnumerable<string> Links(string html) =>
        Link().Matches(html).Select(m => WebUtility.HtmlDecode(m.Groups[1].Value).Split('#')[0])
        .Where(l => l.Length > 0).Distinct();

    public async ValueTask DisposeAsync()
    {
        if (server is not null) await server.DisposeAsync();
    }

    [GeneratedRegex("""name="persona" value="([^"]+)"|name="persona"[^>]*value="([^"]+)""")]
    private static partial Regex Persona();

    [GeneratedRegex("""name="__RequestVerificationToken" value="([^"]+)""")]
    private static partial Regex Token();

    [GeneratedRegex("""<a\b[^>]*?\bhref="([^"]*)""")]
    private static partial Regex Link();

    [GeneratedRegex(@"\{[a-zA-Z]+:guid\}")]
    private static partial Regex Sleutel();

    [GeneratedRegex(@"\{[a-zA-Z]+:int\}")]
    private static partial Regex Getal();

    [GeneratedRegex(@"\{[a-zA-Z]+\}")]
    private static partial Regex Los();
}
