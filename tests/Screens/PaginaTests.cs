using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;
using Brink.Apps.Kern;
using Brink.Host;
using Xunit;

namespace Brink.Tests;

/// <summary>What holds on every page for every persona: derived from the router, so that a new page is looked at by itself.</summary>
public sealed partial class PaginaTests(Demonstratie demonstratie) : IAsyncLifetime
{
    private Rondgang rondgang = null!;

    public async ValueTask InitializeAsync() => rondgang = await demonstratie.Rondgang();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    // Pages that show something only after a deed; the tests of their own app make it and look at them.
    private static readonly string[] NaEenDaad =
    [
        "/{organisatie}/vereniging/stemmingen/{uuid:guid}/geheim", "/{organisatie}/vereniging/ideeen/{sleutel:guid}",
        "/{organisatie}/vereniging/rapport/{periode}/klaar",
    ];

    [Fact]
    public void Every_page_is_found_by_somebody()
    {
        var gevonden = rondgang.Paginas.Where(p => p.Status == 200).Select(p => p.Sjabloon).ToHashSet();
        Assert.True(Rondgang.Sjablonen.Count > 60, "The router must know the pages for this to mean anything.");
        Leeg(Rondgang.Sjablonen.Where(s => !gevonden.Contains(s)).Except(NaEenDaad));
    }

    [Fact]
    public void Nobody_is_offered_what_is_refused()
    {
        Assert.True(rondgang.Paginas.Select(p => p.Wie).Distinct().Count() > 10, "There must be many personas for this to mean anything.");
        Leeg(rondgang.Paginas.Where(p => p.Via.Length > 0 && p.Status is 403 or 404 or >= 500)
            .Select(p => $"{p.Wie}: {p.Via} -> {p.Pad} {p.Status}"));
    }

    /// <summary>
    /// The other way about, from what the apps declare: of every screen in a menu, who may see it is offered it (above the page,
    /// on the start page, or on the page of the whole that it is a part of), and who may not is not.
    /// And each line of the start page leads somewhere.
    /// </summary>
    [Fact]
    public async Task What_somebody_may_see_is_offered_and_nothing_else()
    {
        var stop = TestContext.Current.CancellationToken;
        var punten = Bovenlaag.Apps.SelectMany(a => a.Menu).ToList();
        Assert.True(punten.Count > 15, "There must be menus for this to mean anything.");
        List<string> fouten = [];
        var (aangeboden, geweigerd) = (0, 0);
        foreach (var persona in rondgang.Paginas.Select(p => p.Wie).Where(w => w != "niemand").Distinct())
        {
            var organisatie = rondgang.Paginas.First(p => p.Wie == persona).Pad.Split('/', '?')[1];
            using var http = await rondgang.AlsAsync(organisatie, persona);
            async Task<(bool Mag, string Html)> Haal(string pad)
            {
                using var antwoord = await http.GetAsync("/" + organisatie + pad, stop);
                return ((int)antwoord.StatusCode < 400, await antwoord.Content.ReadAsStringAsync(stop));
            }
            var (_, start) = await Haal("");
            foreach (var link in Rondgang.Links(start).Where(l => l.StartsWith($"/{organisatie}/", StringComparison.Ordinal)))
            {
                if (!(await Haal(link[(organisatie.Length + 1)..])).Mag)
                    fouten.Add($"{persona}: the start page offers {link}, which is refused");
            }
            foreach (var punt in punten.Where(p => p.Waar != (organisatie == "dimpact" ? Waar.Gemeente : Waar.Vereniging)))
            {
                var mag = (await Haal(punt.Pad)).Mag;
                var bij = punt.Onder.StartsWith('/') ? (await Haal(punt.Onder)).Html : start;
                var staat = Rondgang.Links(bij).Contains($"/{organisatie}{punt.Pad}");
                // (types may be read by whoever reads zaken; what is offered is to administer them)
                if (mag != staat && !(mag && punt.Pad == "/beheer/catalogi"))
                    fouten.Add($"{persona}: {punt.Pad} is {(mag ? "open to this role and not offered" : "offered and refused")}");
                if (staat) aangeboden++;
                else geweigerd++;
            }
        }
        Assert.True(aangeboden > 50 && geweigerd > 50, "There must be roles of many kinds for this to mean anything.");
        Leeg(fouten);
    }

    /// <summary>A right to begin zaken of one type is none to begin any, when that type has an app of its own.</summary>
    [Theory]
    [InlineData("deventer-steller", 0, HttpStatusCode.Forbidden)]
    [InlineData("deventer-behandelaar", 1, HttpStatusCode.OK)]
    public async Task A_zaak_is_offered_to_begin_to_whom_there_is_a_type_for(string persona, int keer, HttpStatusCode antwoord)
    {
        var stop = TestContext.Current.CancellationToken;
        using var http = await rondgang.AlsAsync("deventer", persona);
        foreach (var pad in (string[])["/deventer", "/deventer/zaken"])
            Assert.Equal(keer, Math.Min(1, Rondgang.Links(await http.GetStringAsync(pad, stop)).Count(l => l == "/deventer/zaken/nieuw")));
        using var pagina = await http.GetAsync("/deventer/zaken/nieuw", stop);
        Assert.Equal(antwoord, pagina.StatusCode);
    }

    [Fact]
    public async Task Every_page_is_valid_HTML()
    {
        var map = Directory.CreateTempSubdirectory("brink-html-").FullName;
        try
        {
            // One of each kind per persona that sees another page there.
            var welke = rondgang.Paginas.Where(p => p.Html.Length > 0).GroupBy(p => (p.Sjabloon, Vorm: Naaktheid(p.Html)))
                .Select(g => g.First()).ToList();
            Assert.True(welke.Count > 80, "There must be pages for this to mean anything.");
            foreach (var (i, p) in welke.Index())
            {
                var naam = $"{i:D4} {p.Wie} {p.Pad.Split('?')[0].Replace('/', '~')}";
                await File.WriteAllTextAsync(Path.Combine(map, naam[..Math.Min(120, naam.Length)] + ".html"), p.Html,
                    TestContext.Current.CancellationToken);
            }
            var info = new ProcessStartInfo("node", [Path.Combine(Source.Root, "tests", "Html", "valideer.mjs"), map])
            { RedirectStandardOutput = true, RedirectStandardError = true };
            using var node = Process.Start(info)!;
            var (uit, mis) = (node.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken),
                node.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
            await node.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.True(node.ExitCode == 0, "Run 'npm ci' in tests/Html first. " + await mis);
            Leeg((await uit).Split('\n', StringSplitOptions.RemoveEmptyEntries).Take(100));
        }
        finally { Directory.Delete(map, true); }
    }

    /// <summary>Axe finds nothing on any page that the router knows, nothing sticks out sideways, and nothing is blocked.</summary>
    [Fact]
    public async Task Everybody_can_use_every_page()
    {
        var paginas = rondgang.Paginas.Where(p => p.Status == 200 && p.Html.Length > 0 && p.Sjabloon.Length > 0)
            .GroupBy(p => p.Sjabloon).Select(g => g.OrderByDescending(p => Soorten(p.Html)).ThenBy(p => p.Html.Length).First()).ToList();
        Assert.True(paginas.Count > 60, "There must be pages for this to mean anything.");
        var fouten = new List<string>();
        await rondgang.MetBrowserAsync(paginas, async (page, p) =>
        {
            var klachten = new List<string>();
            page.Console += (_, message) => { if (message.Type == "error") klachten.Add(message.Text); };
            await page.SetViewportSizeAsync(1280, 900);
            var antwoord = await page.GotoAsync(p.Pad);
            try
            {
                Assert.Equal(200, antwoord!.Status);
                Assert.Equal("nl", await page.Locator("html").GetAttributeAsync("lang"));
                Assert.Equal(1, await page.Locator("h1").CountAsync());
                Assert.NotEqual("", await page.TitleAsync());
                await Screens.Accessible(page, 1280);
                await page.SetViewportSizeAsync(360, 900);
                Assert.Equal(360, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
                Assert.Empty(klachten);
            }
            catch (Xunit.Sdk.XunitException e) { fouten.Add($"{p.Wie} {p.Pad}: {e.Message}"); }
        });
        Leeg(fouten);
    }

    // The tags of a page without what is in them, and without how often: pages with the same are the same to a validator.
    private static int Naaktheid(string html) => Tag().Matches(html).Select(m => m.Value).Distinct().Order(StringComparer.Ordinal)
        .Aggregate(17, (som, tag) =>
        HashCode.Combine(som, string.GetHashCode(tag, StringComparison.Ordinal)));

    // How many kinds of things a page shows: more of the same tells nothing new.
    private static int Soorten(string html) => Soort().Matches(html).Select(m => m.Value).Distinct().Count();

    [Fact]
    public void No_page_speaks_in_codes()
    {
        var gevonden = rondgang.Paginas.Where(p => p.Html.Length > 0)
            .SelectMany(p => Verboden().Matches(Tekst(p.Html)).Where(m => !Toegestaan(m.Value))
            .Select(m => (m.Value, p.Sjabloon, p.Wie, p.Pad))).GroupBy(g => (g.Value, g.Sjabloon))
                .Select(g => $"'{g.Key.Value}' op {g.First().Pad} ({g.First().Wie})").ToList();
        Leeg(gevonden);
    }

    private static void Leeg(IEnumerable<string> fouten) => Assert.True(!fouten.Any(), string.Join('\n', fouten.Take(100)));

    // A product is called as its makers call it.
    private static bool Toegestaan(string woord) => woord is "iBurgerzaken" or "iObjecten" or "eDiensten" or "eHerkenning" or "eSuite"
        or "iNavigator" or "iDEAL" or "eFormulieren"
        or "eIDAS" or "iPad" or "iBabs";

    [Fact]
    public void A_form_goes_to_its_page_and_not_to_a_part_of_it()
    {
        var vormen = rondgang.Paginas.SelectMany(p => Vorm().Matches(p.Html).Select(m => (p.Pad, Tag: m.Value)))
            .Where(v => !v.Tag.Contains(" hidden", StringComparison.Ordinal)).ToList();
        Assert.True(vormen.Count > 100, "There must be forms for this to mean anything.");
        Leeg(vormen.Where(v => !v.Tag.Contains("action=\"/", StringComparison.Ordinal) || v.Tag.Contains('#'))
            .Select(v => $"{v.Pad}: {v.Tag}").Distinct());
    }

    /// <summary>What a page says, without its tags, and without what people typed as it is (letters, files).</summary>
    private static string Tekst(string html) => Ruimte().Replace(WebUtility.HtmlDecode(Tag().Replace(Weg().Replace(html, " "), " ")), " ");

    [GeneratedRegex("<(script|style|textarea|pre|code)\\b.*?</\\1>", RegexOptions.Singleline)]
    private static partial Regex Weg();

    [GeneratedRegex("<[^>]+>")]
    private static partial Regex Tag();

    [GeneratedRegex("<[a-z0-9-]+|class=\"[^\"]*\"")]
    private static partial Regex Soort();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Ruimte();

    [GeneratedRegex("<form\\b[^>]*method=\"post\"[^>]*>")]
    private static partial Regex Vorm();

    [GeneratedRegex(@"\b[Bb]ron(regels?)? [0-9]+|\b[Rr]egel [0-9]{2,}\b|\(M[1-7]\)|\bFout L[0-9]|\bWaarschuwing L[0-9]|\b[a-z]{2,}[A-Z][A-Za-z]+\b|\b[a-z]+_[a-z_]+\b"
        + @"|(?<![\d.,])\b1 (leden|stemmen|stukken|vragen|punten|berichten|zaken|documenten|voorwaarden|kwartalen|onderwerpen"
        + @"|volmachten|sprekers|regels|bevindingen|vergaderingen)\b"
        + @"|\bAlle 1\b|[0-9] × [0-9]+ = [0-9]+ [<>≤≥]|\b(True|False|null)\b")]
    private static partial Regex Verboden();
}
