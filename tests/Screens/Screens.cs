using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Brink.Apps.Kern;
using Brink.Apps.Zaakafhandeling;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Xunit;

namespace Brink.Tests;

/// <summary>
/// The screens in a real browser, on the platform as it starts with its demonstration data. The cast: a behandelaar of Deventer, who
/// sees its zaken, and whoever has not stepped in.
/// </summary>
public sealed partial class Screens(Browser browser) : IClassFixture<Browser>
{
    private const int Wide = 1280;
    private const int Narrow = 360;

    /// <summary>States of pages that look different; each page as it is, is looked at by <see cref="PaginaTests"/>.
    /// <c>{zaak}</c> is a zaak with documents.</summary>
    public static TheoryData<string> Pages =>
    [
        "/stap-in?organisatie=deventer",
        "/deventer/zaken?stand=alle",
        "/deventer/zaken?stand=afgesloten&volgorde=identificatie",
        "/deventer/zaken?nummer=bestaat-niet",
        "/deventer/zaken?van=morgen&tot=2020-01-01",
        "/deventer/zaken/{zaak}",
        "/deventer/zaken/00000000-0000-4000-8000-000000000000",
        "/raalte",
        "/nergens",
    ];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Everybody_can_use_it(string path)
    {
        await using var context = await browser.Open(Wide);
        var page = await context.NewPageAsync();
        await StepIn(page);
        var complaints = new List<string>();
        page.Console += (_, message) =>
        {
            // A page that says 403 or 404 is reported as an error too; a blocked style or image is what we look for.
            if (message.Type == "error" && !message.Text.Contains("status of 40", StringComparison.Ordinal)) complaints.Add(message.Text);
        };
        var zaak = path.Contains("{zaak}", StringComparison.Ordinal) ? await ZaakWithDocuments(page) : "";
        await page.GotoAsync(browser.Address + path.Replace("{zaak}", zaak, StringComparison.Ordinal));

        Assert.Equal("nl", await page.Locator("html").GetAttributeAsync("lang"));
        Assert.Equal(1, await page.Locator("h1").CountAsync());
        Assert.NotEqual("", await page.TitleAsync());
        Assert.Equal(1, await page.GetByText("Dit is een demonstratie.").CountAsync());
        await Accessible(page, Wide);
        await page.SetViewportSizeAsync(Narrow, 800);
        await Accessible(page, Narrow);
        Assert.Empty(complaints);
    }

    [Fact]
    public async Task From_the_front_door_to_a_document_without_JavaScript()
    {
        await using var context = await browser.Open(Wide, script: false);
        var page = await context.NewPageAsync();
        await page.GotoAsync(browser.Address + "/");
        await page.GetByRole(AriaRole.Link, new() { Name = "Gemeente Deventer", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Behandelaar" }).First.ClickAsync();
        Assert.Equal("/deventer", new Uri(page.Url).AbsolutePath);

        await page.GetByRole(AriaRole.Link, new() { Name = "Zaken", Exact = true }).ClickAsync();
        await page.GetByLabel("Stand").SelectOptionAsync(new SelectOptionValue { Label = "Alle zaken" });
        await page.GetByRole(AriaRole.Button, new() { Name = "Zoek", Exact = true }).ClickAsync();
        var all = await Found(page);
        Assert.True(all > 1, "The demonstration must have more than one zaak for this to mean anything.");

        var type = await page.Locator("tbody tr").First.Locator("td").Nth(1).InnerTextAsync();
        await page.GetByLabel("Zaaktype").SelectOptionAsync(new SelectOptionValue { Label = type });
        await page.GetByRole(AriaRole.Button, new() { Name = "Zoek", Exact = true }).ClickAsync();
        Assert.InRange(await Found(page), 1, all);
        Assert.All(await page.Locator("tbody tr td:nth-of-type(2)").AllInnerTextsAsync(), shown => Assert.Equal(type, shown));

        await page.GotoAsync($"{browser.Address}/deventer/zaken/{await ZaakWithDocuments(page)}");
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "Download" })
            .First.ClickAsync());
        Assert.True(new FileInfo(await download.PathAsync()).Length > 0);

        await page.GetByRole(AriaRole.Button, new() { Name = "Uitloggen" }).ClickAsync();
        await page.GotoAsync(browser.Address + "/deventer/zaken");
        Assert.Equal("/stap-in", new Uri(page.Url).AbsolutePath);
    }

    [Fact]
    public async Task A_zaak_tells_its_whole_story()
    {
        await using var context = await browser.Open(Wide);
        var page = await context.NewPageAsync();
        await StepIn(page);
        await page.GotoAsync($"{browser.Address}/deventer/zaken/{await ZaakWithDocuments(page)}");

        Assert.Equal(
            ["Verloop", "Documenten", "Betrokkenen", "Besluiten", "Kenmerken", "Waar de zaak over gaat", "Geschiedenis"],
            await page.GetByRole(AriaRole.Heading, new() { Level = 2 }).AllInnerTextsAsync());
        var steps = page.GetByRole(AriaRole.List, new() { Name = "Stappen van deze zaak" }).GetByRole(AriaRole.Listitem);
        Assert.True(await steps.CountAsync() > 1);
        Assert.All(await steps.AllInnerTextsAsync(), step => Assert.Matches("Gedaan|Nu|Overgeslagen|Nog niet", step));
        Assert.Contains("maakte de zaak aan.", await page.Locator("section", new() { HasText = "Geschiedenis" }).Last.InnerTextAsync(),
            StringComparison.Ordinal);
        Assert.Equal(0, await page.GetByText("Dit deel kan nu niet worden opgehaald").CountAsync());
    }

    [Fact]
    public async Task The_skip_link_leads_to_the_content()
    {
        await using var context = await browser.Open(Wide);
        var page = await context.NewPageAsync();
        await StepIn(page);
        await page.GotoAsync(browser.Address + "/deventer/zaken");
        await page.Keyboard.PressAsync("Tab");
        Assert.Equal("Naar de inhoud", await page.Locator(":focus").InnerTextAsync());
        Assert.True((await page.Locator(":focus").BoundingBoxAsync())!.Y >= 0, "The skip link must come into view.");

        await page.Keyboard.PressAsync("Enter");
        Assert.Equal("inhoud", await page.Locator(":focus").GetAttributeAsync("id"));
        await page.Keyboard.PressAsync("Tab");
        Assert.Equal(1, await page.Locator("main :focus").CountAsync());
    }

    [Fact]
    public async Task A_wrong_date_is_named_and_kept()
    {
        await using var context = await browser.Open(Wide);
        var page = await context.NewPageAsync();
        await StepIn(page);
        var response = await page.GotoAsync(browser.Address + "/deventer/zaken?van=overmorgen&tot=2026-01-01&nummer=ZAAK-1");

        Assert.Equal(400, response!.Status);
        Assert.StartsWith("Fout: ", await page.TitleAsync(), StringComparison.Ordinal);
        await page.GetByRole(AriaRole.Alert).GetByRole(AriaRole.Link).ClickAsync();
        Assert.Equal("overmorgen", await page.Locator(":focus").InputValueAsync());
        Assert.Equal("true", await page.Locator(":focus").GetAttributeAsync("aria-invalid"));
        Assert.Equal("ZAAK-1", await page.GetByLabel("Zaaknummer").InputValueAsync());
        Assert.Equal(0, await page.GetByRole(AriaRole.Table).CountAsync());
    }

    [Fact]
    public async Task A_person_is_found_without_a_trace_in_the_address()
    {
        await using var context = await browser.Open(Narrow);
        var page = await context.NewPageAsync();
        await StepIn(page);
        var (number, zaak) = await Aanvrager(page);
        await page.GotoAsync(browser.Address + "/deventer");
        await page.GetByText("Menu", new() { Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Zoeken op persoon" }).ClickAsync();
        var field = page.GetByLabel("Burgerservicenummer");

        await field.FillAsync("123456789");
        await page.GetByRole(AriaRole.Button, new() { Name = "Zoek", Exact = true }).ClickAsync();
        Assert.Equal("123456789", await field.InputValueAsync());
        Assert.Equal(1, await page.GetByRole(AriaRole.Alert).CountAsync());
        await Accessible(page, Narrow);

        await field.FillAsync(number);
        await page.GetByRole(AriaRole.Button, new() { Name = "Zoek", Exact = true }).ClickAsync();
        Assert.Contains(zaak, await page.Locator("tbody th").AllInnerTextsAsync());
        Assert.DoesNotContain(number, page.Url, StringComparison.Ordinal);
        Assert.DoesNotContain(number, browser.Log, StringComparison.Ordinal);
        await Accessible(page, Narrow);
    }

    /// <summary>A behandelaar begins a zaak: mistakes are named and nothing is lost; the register sets the term;
    /// the same form begins it once.</summary>
    [Fact]
    public async Task A_zaak_is_begun()
    {
        await using var context = await browser.Open(Wide, script: false);
        var page = await context.NewPageAsync();
        await StepIn(page);
        await page.GotoAsync(browser.Address + "/deventer/zaken");
        await page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link, new() { Name = "Nieuwe zaak" }).ClickAsync();
        Task Begin() => page.GetByRole(AriaRole.Button, new() { Name = "Begin de zaak" }).ClickAsync();
        Assert.Equal(0, await page.GetByLabel("Zaaktype").GetByText("Collegevoorstel").CountAsync()); // that begins in its own app
        await Accessible(page, Wide);
        await Begin();
        Assert.Equal(2, await page.GetByRole(AriaRole.Alert).GetByRole(AriaRole.Link).CountAsync());
        await page.GetByLabel("Zaaktype").SelectOptionAsync(new SelectOptionValue { Label = "Bezwaar" });
        await page.GetByLabel("Waar gaat de zaak over?").FillAsync("Bezwaar tegen de kap van een linde");
        await page.GetByLabel("Startdatum").FillAsync("2199-01-01");
        await page.GetByLabel("Burgerservicenummer").FillAsync("123456789");
        await Begin();
        Assert.Equal(2, await page.GetByRole(AriaRole.Alert).GetByRole(AriaRole.Link).CountAsync());
        Assert.Equal("123456789", await page.GetByLabel("Burgerservicenummer").InputValueAsync());
        Assert.Equal("Bezwaar tegen de kap van een linde", await page.GetByLabel("Waar gaat de zaak over?").InputValueAsync());
        await page.SetViewportSizeAsync(Narrow, 800);
        await Accessible(page, Narrow);
        await page.GetByLabel("Startdatum").FillAsync("2026-11-02");
        await page.GetByLabel("Burgerservicenummer").FillAsync("999990639");
        await page.GetByLabel("Naam van het bedrijf").FillAsync("Bomen BV");
        await Begin();
        Assert.Equal(1, await page.GetByRole(AriaRole.Alert).GetByText("Niet allebei").CountAsync());
        await page.GetByLabel("Naam van het bedrijf").FillAsync("");

        // As a browser sends it, twice.
        var velden = await page.Locator("#nieuwe-zaak").EvaluateAsync<string[][]>("vorm => [...new FormData(vorm)]");
        var waar = new List<string>();
        for (var keer = 0; keer < 2; keer++)
        {
            var form = context.APIRequest.CreateFormData();
            foreach (var veld in velden) form.Set(veld[0], veld[1]);
            waar.Add((await context.APIRequest.PostAsync(browser.Address + "/deventer/zaken/nieuw", new() { Form = form })).Url);
        }
        Assert.Equal(waar[0], waar[1]);
        await page.GotoAsync(waar[0]);
        Assert.DoesNotContain("999990639", page.Url, StringComparison.Ordinal);
        Assert.Equal(1, await page.GetByText("De zaak is begonnen.").CountAsync());
        Assert.Contains("Bezwaar tegen de kap van een linde", await page.Locator("h1").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal(1, await page.GetByText("2 november 2026").First.CountAsync());
        Assert.Matches("[0-9]+ [a-z]+ 202[67]|[0-9]{1,2}-[0-9]{1,2}-202[67]",
            await page.Locator("p").Filter(new() { HasText = "Uiterlijk klaar op:" }).InnerTextAsync());
        Assert.Single(await page.GetByRole(AriaRole.List, new() { Name = "Stappen van deze zaak" }).GetByRole(AriaRole.Listitem)
            .AllInnerTextsAsync(),
            stap => stap.Contains("Nu", StringComparison.Ordinal));
        Assert.Contains("Burgerservicenummer 999990639", await page.Locator("section", new() { HasText = "Betrokkenen" })
            .Last.InnerTextAsync(), StringComparison.Ordinal);
        await page.GotoAsync(browser.Address + "/deventer/zaken?stand=alle&volgorde=-registratiedatum");
        Assert.Equal(1, await page.GetByRole(AriaRole.Row).Filter(new() { HasText = "Bezwaar tegen de kap van een linde" }).CountAsync());
        Assert.DoesNotContain("999990639", browser.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_may_begin_no_zaak_is_not_offered_one()
    {
        await using var context = await browser.Open(Wide, script: false);
        var page = await browser.StepIn(context, "Medewerker klantcontact");
        Assert.Equal(0, await page.GetByRole(AriaRole.Link, new() { Name = "Nieuwe zaak" }).CountAsync());
        Assert.Equal(403, (await page.GotoAsync(browser.Address + "/deventer/zaken/nieuw"))!.Status);
        // A steller begins proposals, and those begin elsewhere.
        await using var tweede = await browser.Open(Wide, script: false);
        page = await browser.StepIn(tweede, "Steller");
        Assert.Equal(0, await page.GetByRole(AriaRole.Link, new() { Name = "Nieuwe zaak" }).CountAsync());
        Assert.Equal(403, (await page.GotoAsync(browser.Address + "/deventer/zaken/nieuw"))!.Status);
        Assert.Equal(0, await page.GetByLabel("Zaaktype").CountAsync());
    }

    [Theory]
    [InlineData("/raalte", 403)]
    [InlineData("/raalte/zaken", 403)]
    [InlineData("/raalte/zaken/00000000-0000-4000-8000-000000000000/documenten/00000000-0000-4000-8000-000000000000", 403)]
    [InlineData("/deventer/zaken/00000000-0000-4000-8000-000000000000", 404)]
    [InlineData("/deventer/zaken/00000000-0000-4000-8000-000000000000/documenten/00000000-0000-4000-8000-000000000000", 404)]
    [InlineData("/bestaat-niet/zaken", 404)]
    public async Task What_is_not_yours_is_refused_in_plain_words(string path, int status)
    {
        await using var context = await browser.Open(Wide);
        var page = await context.NewPageAsync();
        await StepIn(page);
        var response = await page.GotoAsync(browser.Address + path);
        Assert.Equal(status, response!.Status);
        Assert.Equal(status == 403 ? "U mag dit niet zien" : "Niet gevonden", await page.Locator("h1").InnerTextAsync());
    }

    [Fact]
    public async Task Every_answer_forbids_what_it_does_not_need()
    {
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        foreach (var path in (string[])["/", "/stap-in", "/deventer", "/deventer/zaken", "/nergens"])
        {
            using var response = await http.GetAsync(new Uri(browser.Address + path), TestContext.Current.CancellationToken);
            var policy = Assert.Single(response.Headers.GetValues("Content-Security-Policy"));
            Assert.StartsWith("default-src 'none';", policy, StringComparison.Ordinal);
            Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
            Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
            Assert.True(response.Headers.CacheControl?.NoStore, path);
            var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Assert.DoesNotContain("<script", body, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(" style=", body, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public async Task Nobody_steps_in_without_the_form()
    {
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        using var niets = new StringContent("persona=a%00b", System.Text.Encoding.ASCII, "application/x-www-form-urlencoded");
        // no form, and no fault of ours
        using var geweigerd = await http.PostAsync(new Uri(browser.Address + "/stap-in/kies"), niets,
            TestContext.Current.CancellationToken);
        Assert.Equal(400, (int)geweigerd.StatusCode);
        using var body = new FormUrlEncodedContent([KeyValuePair.Create("persona", "deventer-behandelaar")]);
        using var response = await http.PostAsync(new Uri(browser.Address + "/stap-in/kies"), body, TestContext.Current.CancellationToken);
        Assert.Equal(400, (int)response.StatusCode);
        Assert.DoesNotContain(response.Headers,
            header => header.Key == "Set-Cookie" && header.Value.Any(v => v.StartsWith("brink=", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("2026-03-01", 2026, 3, 1)]
    [InlineData(" 1-3-2026 ", 2026, 3, 1)]
    public void A_date_is_read_as_people_type_it(string text, int year, int month, int day)
    {
        Assert.True(Tijd.Lees(text, out var date));
        Assert.Equal(new DateOnly(year, month, day), date);
    }

    [Theory]
    [InlineData("2026-07-01T22:30:00Z", "2 juli 2026 om 00:30 uur")]
    [InlineData("2026-12-31T23:30:00Z", "1 januari 2027 om 00:30 uur")]
    [InlineData("2026-03-29T00:59:00Z", "29 maart 2026 om 01:59 uur")]
    [InlineData("2026-03-29T01:00:00Z", "29 maart 2026 om 03:00 uur")]
    [InlineData("2026-10-25T01:00:00Z", "25 oktober 2026 om 02:00 uur")]
    public void A_moment_is_told_on_the_Dutch_clock(string utc, string told) =>
        Assert.Equal(told, Tijd.Moment(DateTimeOffset.Parse(utc, System.Globalization.CultureInfo.InvariantCulture)));

    [Theory]
    [InlineData("999990342", "999990342")]
    [InlineData("9999.90.342", "999990342")]
    [InlineData("10000008", "010000008")]
    [InlineData("123456789", null)]
    [InlineData("000000000", null)]
    [InlineData("99999034a", null)]
    public void A_bsn_is_checked(string typed, string? read) => Assert.Equal(read, Bsn.Lees(typed));

    [Theory]
    [InlineData(999L, "999 bytes")]
    [InlineData(1234L, "1,2 kB")]
    [InlineData(3_400_000L, "3,4 MB")]
    public void A_size_is_told_in_words(long bytes, string told) => Assert.Equal(told, Woorden.Omvang(bytes));

    /// <summary>Steps in as behandelaar of Deventer: by the form the first time, with the cookies of that time afterwards.</summary>
    private async Task StepIn(IPage page)
    {
        if (browser.Cookies is { } cookies)
        {
            await page.Context.AddCookiesAsync(cookies);
            return;
        }

        await page.GotoAsync(browser.Address + "/stap-in?organisatie=deventer");
        await page.GetByRole(AriaRole.Button, new() { Name = "Behandelaar" }).First.ClickAsync();
        Assert.Equal("/deventer", new Uri(page.Url).AbsolutePath);
        browser.Cookies = [.. (await page.Context.CookiesAsync())
            .Select(c => new Cookie { Name = c.Name, Value = c.Value, Domain = c.Domain, Path = c.Path })];
    }

    /// <summary>The key of the first zaak in the list that has a document to download.</summary>
    private async Task<string> ZaakWithDocuments(IPage page) =>
        browser.Zaak ??= (await Zaken(page, async () => await page.GetByRole(AriaRole.Link, new() { Name = "Download" })
            .CountAsync() > 0)).Key;

    /// <summary>The number of somebody who started a zaak, and that zaak's number.</summary>
    private async Task<(string Bsn, string Zaak)> Aanvrager(IPage page)
    {
        var found = "";
        var (_, zaak) = await Zaken(page, async () =>
        {
            var row = page.Locator("tr", new() { HasTextRegex = new Regex("Aanvrager|Initiator|Melder|Indiener", RegexOptions.IgnoreCase) })
                .Filter(new() { HasText = "Burgerservicenummer" });
            found = await row.CountAsync() > 0 ? Number().Match(await row.First.InnerTextAsync()).Value : "";
            return found.Length > 0;
        });
        return (found, zaak);
    }

    private async Task<(string Key, string Number)> Zaken(IPage page, Func<Task<bool>> suits)
    {
        await page.GotoAsync(browser.Address + "/deventer/zaken?stand=alle");
        var links = page.Locator("tbody th a");
        var addresses = await links.EvaluateAllAsync<string[]>("links => links.map(link => link.getAttribute('href'))");
        var numbers = await links.AllInnerTextsAsync();
        foreach (var (address, number) in addresses.Zip(numbers))
        {
            await page.GotoAsync(browser.Address + address);
            if (await suits()) return (address.Split('/')[^1], number);
        }

        throw new InvalidOperationException("None of the zaken of the demonstration suits this test.");
    }

    private static async Task<int> Found(IPage page) =>
        int.Parse(Number().Match((await page.GetByRole(AriaRole.Heading, new() { Level = 2 }).First.InnerTextAsync())
            .Replace(".", "", StringComparison.Ordinal)).Value,
            System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Axe finds nothing, and nothing sticks out sideways.</summary>
    internal static async Task Accessible(IPage page, int width)
    {
        // Axe waits for timers, and where scripts are switched off none ever goes off.
        if (await page.EvaluateAsync<bool>("matchMedia('(scripting: none)').matches"))
        {
            await using var twin = await Twin(page, width);
            await Accessible(twin.Pages[0], width);
            return;
        }
        // What stands on what decides on its colours, at any width: the slowest rule by far looks at a page that shows a pairing that it
        // has not seen.
        var pairings = await page.EvaluateAsync<string[]>("""
            () => { const states = ['class', 'aria-current', 'aria-invalid', 'aria-pressed', 'disabled', 'type'];
                    const kind = e => [e.localName, ...states.map(a => e.getAttribute(a))].join();
                    return [...new Set([...document.querySelectorAll('body *')].map(e => kind(e.parentElement) + '>' + kind(e)))]; }
            """);
        var colours = pairings.Any(pairing => !Seen.ContainsKey(pairing));
        // Of what is good it need not say where: that takes longer than to look.
        var result = await page.RunAxe(new AxeRunOptions
        {
            Rules = new() { ["color-contrast"] = new() { Enabled = colours } },
            RunOnly = new() { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] },
            ResultTypes = [ResultType.Violations],
        });
        Assert.True(result.Passes.Length > 5, "Axe looked at too little for its silence to mean anything.");
        Assert.True(result.Violations.Length == 0, string.Join('\n',
            result.Violations.Select(v => $"{page.Url} at {width}: {v.Id}: {v.Help}: {string.Join(" | ", v.Nodes.Select(n => n.Html))}")));
        foreach (var pairing in pairings) Seen[pairing] = true;
        Assert.Equal(width, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
    }

    private static readonly ConcurrentDictionary<string, bool> Seen = new(StringComparer.Ordinal);

    // The same page, as it stands, for a visitor whose browser runs scripts; those of the page are left out,
    // and what it says to who has none is kept.
    private static async Task<IBrowserContext> Twin(IPage page, int width)
    {
        var html = NoScript().Replace(Script().Replace(await page.ContentAsync(), ""), "$1div");
        var twin = await page.Context.Browser!.NewContextAsync(
            new() { ViewportSize = new() { Width = width, Height = 800 }, Locale = "nl-NL" });
        var other = await twin.NewPageAsync();
        await other.RouteAsync(page.Url, route => route.FulfillAsync(new() { Body = html, ContentType = "text/html; charset=utf-8" }));
        await other.GotoAsync(page.Url);
        return twin;
    }

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Number();

    [GeneratedRegex("<script\\b.*?</script>", RegexOptions.Singleline)]
    private static partial Regex Script();

    [GeneratedRegex("(</?)noscript")]
    private static partial Regex NoScript();
}
