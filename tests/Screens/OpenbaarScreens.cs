using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Brink.Controle;
using Brink.Host;
using Brink.Stembord;
using Microsoft.Playwright;
using Xunit;

namespace Brink.Tests;

/// <summary>
/// The pages for anyone, and the voting booth. The cast: a citizen who has not stepped in and runs no scripts,
/// a member's representative who votes in secret, one who does so without JavaScript, and a holder of a key.
/// The demonstration's cooperative shows what is public; the municipalities show nothing.
/// </summary>
public sealed class OpenbaarScreens(Browser browser) : IClassFixture<Browser>
{
    private const string App = "/dimpact/openbaar";

    [Fact]
    public async Task A_citizen_reads_everything_that_is_public_and_nothing_else()
    {
        await using var lezer = await browser.Open(1280, script: false);
        var page = await lezer.NewPageAsync();
        await page.GotoAsync(browser.Address + "/");
        await page.GetByRole(AriaRole.Link, new() { Name = "Vergaderingen en besluiten van Coöperatie Dimpact" }).ClickAsync();
        Assert.Equal((App, "Vergaderingen en besluiten"), (new Uri(page.Url).AbsolutePath, await page.Locator("h1").InnerTextAsync()));
        var agenda = await page.GetByRole(AriaRole.Link, new() { Name = "Zet in uw agenda: Algemene Ledenvergadering met congres" })
            .GetAttributeAsync("href");
        await page.GetByRole(AriaRole.Link, new() { Name = "ALV van 7 december 2022" }).ClickAsync();
        var alv = new Uri(page.Url).AbsolutePath;
        Assert.Equal(["1. ", "2. ", "3. ", "4. ", "5. ", "6. ", "7. "], (await page.Locator("#agenda ~ ul h3").AllInnerTextsAsync()).Take(7)
            .Select(t => t[..3]));
        var papier = await page.RunAndWaitForDownloadAsync(() =>
            page.GetByRole(AriaRole.Link, new() { Name = "Bijlage 4: Memo Aanpassing tarieven" }).ClickAsync());
        Assert.True(new FileInfo(await papier.PathAsync()).Length > 0);
        await page.GetByRole(AriaRole.Link, new() { Name = "Tarieven 2023: 4,5%" }).ClickAsync();
        var tarieven = new Uri(page.Url).AbsolutePath;
        Assert.Equal(1, await page.GetByText("Hoe elke gemeente stemde").CountAsync());
        Assert.Equal("Voor", await page.Locator("tr", new() { HasText = "Raalte" }).Locator("td").InnerTextAsync());
        Assert.Equal("img", await page.Locator("svg").First.GetAttributeAsync("role"));
        await page.GotoAsync(browser.Address + App);
        await page.GetByRole(AriaRole.Link, new() { Name = "ALV van 30 juni 2022" }).ClickAsync();
        Assert.Equal(1, await page.GetByRole(AriaRole.Heading, new() { Name = "Notulen", Exact = true }).CountAsync());
        await page.GetByRole(AriaRole.Link, new() { Name = "Rapporten" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Kwartaalrapport" }).First.ClickAsync();
        var rapport = new Uri(page.Url).AbsolutePath;
        await page.GetByRole(AriaRole.Link, new() { Name = "Gegevens en controle" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Benoeming van een lid van de RvC", Exact = true }).ClickAsync();
        var geheim = new Uri(page.Url).AbsolutePath;
        Assert.Equal(0, await page.GetByText("Hoe elke gemeente stemde").CountAsync());
        Assert.Empty(await lezer.CookiesAsync());

        // The board checks out; the code of a ballot on it is found, and one that is not there is told.
        using var http = new HttpClient { BaseAddress = new Uri(browser.Address) };
        var bord = await http.GetStringAsync(geheim + "/stembord.json", TestContext.Current.CancellationToken);
        Assert.True(Stembordcontrole.Controleer(bord).Goed);
        await page.GetByLabel("Volgcode van uw biljet")
            .FillAsync(Bord.Volgcode(Bord.LeesBestand(bord).First(r => r.Soort == "biljet").Inhoud)[..48]);
        await page.GetByRole(AriaRole.Button, new() { Name = "Zoek op het bord" }).ClickAsync();
        Assert.Equal(1, await page.GetByText("Het telt mee.").CountAsync());
        await page.GetByLabel("Volgcode van uw biljet").FillAsync(string.Join('-', Enumerable.Repeat("0000", 12)));
        await page.GetByRole(AriaRole.Button, new() { Name = "Zoek op het bord" }).ClickAsync();
        Assert.Equal(1, await page.GetByText("Er staat geen biljet met deze volgcode").CountAsync());

        // Caches and search engines may keep it; what is not public they never see.
        foreach (var pad in (string[])[App, alv, tarieven, geheim, rapport, App + "/besluiten", App + "/gegevens",
            App + "/ori.json", agenda!])
        {
            using var antwoord = await http.GetAsync(pad, TestContext.Current.CancellationToken);
            Assert.Equal(200, (int)antwoord.StatusCode);
            Assert.True(antwoord.Headers.CacheControl is { Public: true, NoStore: false } && !antwoord.Headers.Contains("Set-Cookie"), pad);
            Assert.DoesNotContain("noindex", await antwoord.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
                StringComparison.Ordinal);
            Assert.StartsWith("default-src 'none';", antwoord.Headers.GetValues("Content-Security-Policy").Single(),
                StringComparison.Ordinal);
        }
        foreach (var (pad, status) in new[] { ("/raalte/openbaar", 404), ("/raalte/openbaar/feed.atom", 404),
            ("/deventer/openbaar/besluiten", 404), ("/deventer/openbaar/zoeken?zoek=x", 404),
            ("/dimpact/openbaar/vergaderingen/" + Guid.NewGuid(), 404), ("/dimpact/openbaar/stemmingen/" + Guid.NewGuid(), 404),
            ("/dimpact/openbaar/stukken/" + Guid.NewGuid() + "/" + Guid.NewGuid(), 404), ("/dimpact/openbaar/niets", 404),
            ("/dimpact/vereniging", 302),
                ("/dimpact/vereniging/sleutelhouders", 302) })
        {
            using var zonder = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
            using var antwoord = await zonder.GetAsync(new Uri(browser.Address + pad), TestContext.Current.CancellationToken);
            Assert.True(status == (int)antwoord.StatusCode, $"{pad}: {(int)antwoord.StatusCode}");
            Assert.True(antwoord.Headers.CacheControl?.NoStore, pad);
        }

        foreach (var jaar in (string[])["morgen", "99999999999", "-1"])
        {
            Assert.Equal(400, (await page.GotoAsync($"{browser.Address}{App}/besluiten?jaar={jaar}"))!.Status);
            Assert.Equal(jaar, await page.GetByLabel("Alleen van het jaar").InputValueAsync());
            Assert.Equal(1, await page.GetByText("Fout: Vul een jaar in, zoals 2022").CountAsync());
            Assert.Equal(400, (await page.GotoAsync($"{browser.Address}{App}?jaar={jaar}"))!.Status);
            using var bestand = await http.GetAsync($"{App}/ori.json?jaar={jaar}", TestContext.Current.CancellationToken);
            Assert.Equal(404, (int)bestand.StatusCode);
        }
        await using var kijker = await browser.Open(1280);
        var ziet = await kijker.NewPageAsync();
        foreach (var (pad, naam) in new[] { (App, "begin"), (alv, "vergadering"), (tarieven, "besluit"),
            (geheim + "?volgcode=00000000", "geheim"), (rapport, "rapport"),
            (App + "/besluiten", "besluiten"), (App + "/rapporten", "rapporten"), (App + "/gegevens", "gegevens"),
            ("/raalte/openbaar", "niet-openbaar"),
            (App + "/zoeken?zoek=tarieven", "zoeken"),
            (App + "/zoeken?zoek=!", "zoeken-mis"), (App + "/toezeggingen", "toezeggingen"),
            (App + "/vergaderingen?zoek=alv", "vergaderingen") })
        {
            await browser.See(ziet, pad, "openbaar-" + naam);
        }
        Assert.Empty(await kijker.CookiesAsync());
    }

    [Fact]
    public async Task A_citizen_looks_for_something_and_follows_it()
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var lezer = await browser.Open(1280, script: false);
        var page = await lezer.NewPageAsync();
        await page.GotoAsync(browser.Address + App);
        // What was decided last says what came of it.
        Assert.NotEqual(0, await page.Locator("section", new() { HasText = "Laatste besluiten" }).GetByText("Aangenomen").CountAsync());
        Assert.Equal(5, await page.Locator("section", new() { HasText = "Laatste besluiten" }).Locator("li").CountAsync());
        await page.GetByLabel("Zoek in vergaderingen, besluiten en toezeggingen").FillAsync("TARIÉVEN");
        await page.GetByRole(AriaRole.Button, new() { Name = "Zoek", Exact = true }).ClickAsync();
        Assert.StartsWith("Gevonden: ", await page.GetByRole(AriaRole.Status).InnerTextAsync(), StringComparison.Ordinal);
        Assert.NotEqual(0, await page.GetByRole(AriaRole.Link, new() { Name = "Tarieven 2023: 4,5%" }).CountAsync());
        await page.GetByRole(AriaRole.Link, new() { Name = "Alle besluiten over deze zoekvraag" }).ClickAsync();
        Assert.Equal("TARIÉVEN", await page.GetByLabel("Zoek in besluiten").InputValueAsync());
        var feed = await page.GetByRole(AriaRole.Link, new() { Name = "Volg deze zoekvraag" }).GetAttributeAsync("href");
        Assert.Equal([$"{App}/feed.atom", feed!], await page.Locator("link[rel=alternate][type='application/atom+xml']")
            .EvaluateAllAsync<string[]>(
            "links => links.map(l => l.getAttribute('href'))"));
        Assert.Equal(400, (await page.GotoAsync($"{browser.Address}{App}/zoeken?zoek=!"))!.Status);
        Assert.Equal(1, await page.GetByText("Fout: Typ een woord met letters of cijfers").CountAsync());

        using var http = new HttpClient { BaseAddress = new Uri(browser.Address) };
        async Task<System.ServiceModel.Syndication.SyndicationFeed> Lees(string pad)
        {
            using var antwoord = await http.GetAsync(pad, cancel);
            Assert.Equal((200, "application/atom+xml"), ((int)antwoord.StatusCode, antwoord.Content.Headers.ContentType!.MediaType));
            Assert.True(antwoord.Headers.CacheControl is { Public: true } && !antwoord.Headers.Contains("Set-Cookie"));
            using var xml = System.Xml.XmlReader.Create(await antwoord.Content.ReadAsStreamAsync(cancel));
            var gelezen = System.ServiceModel.Syndication.SyndicationFeed.Load(xml);
            Assert.Equal(gelezen.LastUpdatedTime, antwoord.Content.Headers.LastModified!.Value);
            // Links lead somewhere by themselves, and each does.
            foreach (var link in gelezen.Items.Select(i => i.Links.Single().Uri).Take(3))
            {
                Assert.StartsWith(browser.Address, link.ToString(), StringComparison.Ordinal);
                using var daar = await http.GetAsync(link, cancel);
                Assert.Equal(200, (int)daar.StatusCode);
            }
            Assert.Equal(gelezen.Items.Count(), gelezen.Items.Select(i => i.Id).Distinct().Count());
            Assert.All(gelezen.Items, i => Assert.True(i.Title.Text.Length > 0 && i.LastUpdatedTime > DateTimeOffset.UnixEpoch
                && i.Id.StartsWith("urn:uuid:", StringComparison.Ordinal)));
            // Whoever has it gets it no second time.
            using var weer = new HttpRequestMessage(HttpMethod.Get, pad);
            weer.Headers.IfNoneMatch.Add(antwoord.Headers.ETag!);
            using var niets = await http.SendAsync(weer, cancel);
            Assert.Equal((304, 0), ((int)niets.StatusCode, (await niets.Content.ReadAsByteArrayAsync(cancel)).Length));
            return gelezen;
        }
        var alles = await Lees(App + "/feed.atom");
        Assert.Equal(["Besluit", "Toezegging", "Vergadering"], alles.Items.SelectMany(i => i.Categories).Select(c => c.Name)
            .Distinct().Order());
        var gevolgd = await Lees(feed!);
        Assert.Contains(gevolgd.Items, i => i.Title.Text == "Aangenomen: Tarieven 2023: 4,5%");
        Assert.True(gevolgd.Items.Count() < alles.Items.Count() && gevolgd.Items.All(i => i.Categories.Single().Name == "Besluit"));
        foreach (var mis in (string[])["?soort=geheim", "?zoek=!", "?jaar=morgen"])
            Assert.Equal(404, (int)(await http.GetAsync(App + "/feed.atom" + mis, cancel)).StatusCode);
        // What somebody looks for is nobody's business: it is in no log.
        Assert.DoesNotContain("tari", browser.Log, StringComparison.OrdinalIgnoreCase);

        // A municipality: its published decisions, each with the nota without names and the papers.
        await page.GotoAsync(browser.Address + "/");
        await page.GetByRole(AriaRole.Link, new() { Name = "Openbare besluiten van Gemeente Deventer" }).ClickAsync();
        await page.GetByLabel("Zoek in besluiten").FillAsync("dimpact");
        await page.GetByRole(AriaRole.Button, new() { Name = "Zoek", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "ALV Dimpact 7 december 2022" }).First.ClickAsync();
        var besluit = new Uri(page.Url).AbsolutePath;
        var tekst = await page.Locator("main").InnerTextAsync();
        Assert.Contains("gemeentesecretaris van Raalte", tekst, StringComparison.Ordinal);
        Assert.DoesNotContain("Voorbeeld", tekst, StringComparison.Ordinal);
        Assert.DoesNotContain("besluit.pdf", await page.ContentAsync(), StringComparison.Ordinal); // with the names of who signed
        var stuk = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "Openbare nota" })
            .First.ClickAsync());
        Assert.Equal("openbare-nota.html", stuk.SuggestedFilename);
        Assert.NotEmpty((await Lees("/deventer/openbaar/feed.atom?zoek=dimpact")).Items);
        Assert.Empty(await lezer.CookiesAsync());
        await using var kijker = await browser.Open(1280);
        var ziet = await kijker.NewPageAsync();
        await browser.See(ziet, "/deventer/openbaar", "openbaar-gemeente");
        await browser.See(ziet, besluit, "openbaar-gemeente-besluit");
    }

    [Fact]
    public async Task A_ballot_is_made_in_the_browser_and_the_board_accepts_it()
    {
        using var http = browser.Registers();
        async Task<JsonObject> Stuur(HttpMethod methode, string adres, object? body = null)
        {
            using var verzoek = new HttpRequestMessage(methode, adres) { Content = body is null ? null : JsonContent.Create(body) };
            using var antwoord = await http.SendAsync(verzoek, TestContext.Current.CancellationToken);
            var tekst = await antwoord.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Assert.True(antwoord.IsSuccessStatusCode, $"{adres}: {tekst}");
            return tekst.Length > 0 ? JsonNode.Parse(tekst)!.AsObject() : [];
        }
        Task<JsonObject> Maak(string waar, object body) => Stuur(HttpMethod.Post, Alv.Root + waar, body);

        // An open secret vote in a meeting of today; one of the demonstration's bestuurders represents two members,
        // and the holders have keys of their own.
        await using var kiezer = await browser.Open(1280);
        var page = await kiezer.NewPageAsync();
        await page.GotoAsync(browser.Address + "/stap-in?organisatie=dimpact");
        var stap = page.Locator("form", new() { HasText = "Bestuurder van een lid" }).First;
        var gebruiker = await stap.Locator("[name=persona]").GetAttributeAsync("value");
        var leden = new List<(string Url, string Naam)>();
        foreach (var naam in (string[])["Gemeente Stemhoek", "Gemeente Biljetveen", "Gemeente Hokdam", "Gemeente Bordwijk",
            "Gemeente Urnhout"])
        {
            var lid = await Stuur(HttpMethod.Post, "portfolio/api/v1/leden", new { naam, status = "lid" });
            leden.Add(((string)lid["url"]!, naam));
            await Maak("vertegenwoordigingen", new
            {
                lid = (string)lid["url"]!,
                gebruiker,
                functie = "portefeuillehouder",
                geldigVan = "2020-01-01",
                toepassingen = new[] { "brink-bestuurder-van-een-lid", "beheerder" },
            });
        }
        var vergadering = (string)(await Maak("vergaderingen",
            new { titel = "Benoeming", datum = Alv.Vandaag(), vorm = "fysiek", overgenomen = true }))["url"]!;
        var punt = (string)(await Maak("agendapunten", new
        {
            vergadering,
            nummer = 1,
            titel = "Benoeming",
            soort = "ter_besluitvorming",
            besluitsoort = "personen",
            gevraagdBesluit = new { soort = "instemmen", tekst = "Te benoemen." }
        }))["url"]!;
        await Stuur(HttpMethod.Post, vergadering + "/oproepen", new { moment = Alv.Vandaag(-14) + "T09:00:00Z" });
        await Stuur(HttpMethod.Post, vergadering + "/openen", new { });
        foreach (var (lid, _) in leden) await Maak("aanwezigheden", new { vergadering, lid, hoedanigheid = "bestuurder" });
        var (ceremonie, zaden) = await Kring.Demonstratie(browser, vergadering);
        var stemming = (string)(await Maak("stemmingen", new
        {
            agendapunt = punt,
            modus = "geheim",
            soort = "personen",
            onderwerp = "Wie wordt voorzitter?",
            opties = new[] {
            "Kandidaat Appel", "Kandidaat Peer" },
            ceremonie,
        }))["url"]!;
        await Stuur(HttpMethod.Post, stemming + "/openen", new { });
        var pad = $"/dimpact/vereniging/stemmingen/{stemming[^36..]}/geheim";
        var namens = $"{pad}?lid={leden[1].Url[^36..]}"; // whoever has a mandate of several members says for which it votes
        async Task<List<Regel>> Regels() => Bord.LeesBestand((await Stuur(HttpMethod.Get, stemming + "/stembord")).ToJsonString());

        // Nobody votes before the holders signed: two of the three.
        await using var houders = await browser.Open(1280, script: false);
        var houder = await browser.StepIn(houders, "Lid van de RvC", "dimpact");
        foreach (var zaad in zaden.Take(2)) await Maak("bordregels", Alv.Regel(stemming, "akkoord", Houder.Akkoord(zaad, await Regels())));

        // The voter: chooses, has one ballot opened to see that it holds what was chosen, and casts another.
        await stap.GetByRole(AriaRole.Button).ClickAsync();
        await browser.See(page, namens, "stemhokje");
        // It runs our own programs, from here, and they ask nothing of any server:
        // with a choice on the page there is no way out but the form.
        var regels = (await page.GotoAsync(browser.Address + namens))!.Headers["content-security-policy"];
        Assert.EndsWith("; script-src 'self'", regels, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", regels, StringComparison.Ordinal);
        Assert.DoesNotContain("connect-src", regels, StringComparison.Ordinal);
        var (klachten, gestuurd) = (new List<string>(), new List<string>());
        page.Console += (_, m) => { if (m.Type == "error") klachten.Add(m.Text); };
        page.Request += (_, r) => { if (r.Method == "POST") gestuurd.Add(r.PostData ?? ""); };
        await page.GetByRole(AriaRole.Button, new() { Name = "Maak mijn biljet" }).ClickAsync();
        Assert.True(await page.GetByText("Fout: Kies eerst een van de mogelijkheden").IsVisibleAsync());
        await page.GetByLabel("Kandidaat Appel").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Maak mijn biljet" }).ClickAsync();
        await page.GetByText("Eerst controleren of mijn browser mij niet bedriegt").ClickAsync();
        await Screens.Accessible(page, 360);
        await page.GetByRole(AriaRole.Button, new() { Name = "Open dit biljet als proef" }).ClickAsync();
        Assert.Equal("Erin zit: Kandidaat Appel. Nagerekend: dat klopt.", await page.GetByText("Erin zit:").InnerTextAsync());
        var open = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "Bewaar het geopende biljet" })
            .ClickAsync());
        var rapport = Stembordcontrole.ControleerBiljet(Bord.Bestand(await Regels()),
            await File.ReadAllTextAsync(await open.PathAsync(), TestContext.Current.CancellationToken));
        Assert.Contains("Het biljet bevat: Kandidaat Appel.",
            Assert.Single(rapport.Bevindingen, b => b.Contains("bevat", StringComparison.Ordinal)), StringComparison.Ordinal);
        await Screens.Accessible(page, 360);
        Assert.Empty(gestuurd); // a trial leaves the browser in no way
        Assert.Equal(3, (await Regels()).Count);

        await page.GetByRole(AriaRole.Button, new() { Name = "Maak een nieuw biljet om te stemmen" }).ClickAsync();
        await page.GetByLabel("Kandidaat Peer").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Maak mijn biljet" }).ClickAsync();
        var code = (await page.Locator("[data-deel=klaar] [data-tekst=volgcode]").InnerTextAsync())
            .Replace("-", "", StringComparison.Ordinal);
        var bewaard = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "Bewaar uw volgcode" })
            .ClickAsync());
        Assert.Equal(code, (await File.ReadAllTextAsync(await bewaard.PathAsync(), TestContext.Current.CancellationToken)).Trim());
        await page.GetByRole(AriaRole.Button, new() { Name = "Breng dit biljet uit" }).ClickAsync();
        Assert.True(await page.GetByText("Uw biljet staat op regel 3 van het bord").CountAsync() == 1,
            await page.Locator("main").InnerTextAsync());
        var bericht = Uri.UnescapeDataString(Assert.Single(gestuurd).Replace('+', ' '));
        // The ballot, and what every form has: that it is ours, what it asks, and that it is this one.
        // Nothing of the other fields of the page (_ook) goes along.
        var velden = bericht.Split('&').Select(v => v.Split('=', 2)).ToDictionary(v => v[0], v => v[1]);
        Assert.Equal(["__RequestVerificationToken", "_bij", "_handler", "_sleutel", "_van", "uitbrengen-inhoud"],
            velden.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(("", "uitbrengen", 32), (velden["_bij"], velden["_handler"], velden["_sleutel"].Length));
        bericht = velden["uitbrengen-inhoud"];
        foreach (var woord in (string[])["Peer", "Appel", "keuze", "opening", "geheimen"])
            Assert.DoesNotContain(woord, bericht, StringComparison.OrdinalIgnoreCase);
        var regel = (await Regels())[3];
        Assert.Equal((code, "biljet"), (Bord.Volgcode(regel.Inhoud), regel.Soort));
        Assert.Empty(klachten);
        Assert.DoesNotContain("Kandidaat Peer", browser.Log, StringComparison.Ordinal);

        // The other member, without JavaScript: a ballot of the command line, as a file. One that says what was chosen is not taken.
        await using var zonder = await browser.Open(360, script: false);
        var stil = await browser.StepIn(zonder, "Bestuurder van een lid", "dimpact");
        await stil.GotoAsync(browser.Address + pad);
        Assert.True(await stil.GetByText("JavaScript staat uit.").IsVisibleAsync());
        await stil.GetByLabel("Namens welk lid stemt u?").SelectOptionAsync(new SelectOptionValue { Label = leden[0].Naam });
        await stil.GetByRole(AriaRole.Button, new() { Name = "Kies dit lid" }).ClickAsync();
        var map = Directory.CreateTempSubdirectory("brink-biljet-").FullName;
        try
        {
            var bord = Path.Combine(map, "stembord.json");
            await (await stil.RunAndWaitForDownloadAsync(() => stil.GetByRole(AriaRole.Link, new()
            {
                Name = "Bewaar het bord (stembord.json)"
            }).First.ClickAsync())).SaveAsAsync(bord);
            await using var uit = new StringWriter();
            var biljet = Path.Combine(map, "biljet.json");
            var eerste = Bord.Lees<Biljet>((await Regels())[3].Inhoud).Lid;
            var ander = leden.Take(2).Single(l => l.Url[^36..] != eerste);
            Assert.Equal(0, await Stemmen
                .Run(["biljet", "--bord", bord, "--lid", ander.Naam, "--keuze", "Blanco", "--uit", biljet], uit, uit));
            await stil.GetByLabel("Uw biljet (biljet.json)").SetInputFilesAsync(biljet + ".geheim");
            await stil.GetByRole(AriaRole.Button, new() { Name = "Breng dit bestand uit" }).ClickAsync();
            Assert.True(await stil.GetByRole(AriaRole.Alert).GetByText("In dit bestand stond ook wat u koos").IsVisibleAsync());
            Assert.Equal(4, (await Regels()).Count);
            await stil.GetByLabel("Uw biljet (biljet.json)").SetInputFilesAsync(biljet);
            await stil.GetByRole(AriaRole.Button, new() { Name = "Breng dit bestand uit" }).ClickAsync();
            Assert.Equal(1, await stil.GetByText("Uw biljet staat op regel 4 van het bord").CountAsync());

            // With JavaScript the file that tells does not even leave the computer.
            gestuurd.Clear();
            await page.GotoAsync(browser.Address + pad);
            await page.GetByLabel("Uw biljet (biljet.json)").SetInputFilesAsync(biljet + ".geheim");
            await page.GetByRole(AriaRole.Button, new() { Name = "Breng dit bestand uit" }).ClickAsync();
            await page.GetByText("Het is niet verstuurd.").WaitForAsync();
            Assert.Empty(gestuurd);

            // Three more members, each with a program of its own. The holders give their parts; a key that is sent by mistake is not taken.
            using var namensLid = browser.Registers("dimpact", gebruiker!);
            var instelling = Bord.LeesEerste((await Regels())[0].Inhoud);
            foreach (var (url, _) in leden.Skip(2))
            {
                await HostProcess.Post(namensLid, Alv.Root + "bordregels",
                    Alv.Regel(stemming, "biljet", Biljet.Maak(instelling, url[^36..], 0).Biljet));
            }
            code = await NaDeSessie(page, kiezer, namens, gebruiker!, async () => (await Regels()).Count);
            // A ballot that was made in time and comes when the vote is closed, is refused in words, and its voter keeps it.
            // What was chosen stands nowhere.
            await page.GotoAsync(browser.Address + namens);
            await page.GetByLabel("Kandidaat Appel").CheckAsync();
            await page.GetByRole(AriaRole.Button, new() { Name = "Maak mijn biljet" }).ClickAsync();
            await Stuur(HttpMethod.Post, stemming + "/sluiten", new { });
            var gesloten = (await Regels()).Count;
            await page.GetByRole(AriaRole.Button, new() { Name = "Breng dit biljet uit" }).ClickAsync();
            Assert.Equal(1, await page.Locator("#melding:focus").CountAsync());
            Assert.True(await page.GetByText("Er kan niet meer worden gestemd").IsVisibleAsync());
            var teLaat = await page.Locator(".brink-ingevuld").InnerTextAsync();
            Assert.Contains("\"lid\":\"" + leden[1].Url[^36..], teLaat, StringComparison.Ordinal);
            Assert.DoesNotContain("opening", teLaat, StringComparison.Ordinal);
            Assert.Equal(gesloten, (await Regels()).Count);
            await houder.GotoAsync(browser.Address + "/dimpact/vereniging/sleutelhouders");
            await (await houder.RunAndWaitForDownloadAsync(() => houder.GetByRole(AriaRole.Link, new()
            {
                Name = "Bewaar het bord (stembord.json)"
            }).ClickAsync())).SaveAsAsync(bord);
            foreach (var (i, zaad) in zaden.Take(2).Index())
            {
                var (eigen, deel) = (Path.Combine(map, $"sleutel-{i}.json"), Path.Combine(map, $"deel-{i}.json"));
                await File.WriteAllTextAsync(eigen, Bord.Schrijf(Sleutelbestand.Sluit(zaad, Wachtzin, ceremonie[^36..], i + 1)),
                    TestContext.Current.CancellationToken);
                using var typt = new StringReader(Wachtzin);
                var hoofd = (await Regels()).Single(r => r.Soort == "afsluiting").Hash;
                if (i > 0)
                {
                    Assert.Equal(0,
                        await Stemmen.Run(["ontcijfer", "--sleutel", eigen, "--bord", bord, "--hoofd", hoofd, "--presentie", "--uit", deel],
                        uit, uit, typt));
                }
                else
                {
                    await MaakDeelOpPagina(http, page, map, bord, eigen, hoofd, deel);
                }
                if (i == 0)
                {
                    await houder.GetByLabel("Uw deel (deel.json)").SetInputFilesAsync(eigen);
                    await houder.GetByRole(AriaRole.Button, new() { Name = "Geef dit deel" }).ClickAsync();
                    Assert.True(await houder.GetByRole(AriaRole.Alert).GetByText("Dit is uw sleutel, niet deel.json.").IsVisibleAsync());
                }
                await houder.GetByLabel("Uw deel (deel.json)").SetInputFilesAsync(deel);
                await houder.GetByRole(AriaRole.Button, new() { Name = "Geef dit deel" }).ClickAsync();
                Assert.Equal(i + 1, await houder.GetByText("Gegeven", new() { Exact = true }).CountAsync());
            }
            // Who has only a part sees what is asked of it, and gets the board.
            var notaris = (string)(await Stuur(HttpMethod.Get,
                "autorisaties/api/v1/applicaties?clientIds=brink-notaris"))["results"]![0]!["url"]!;
            await Stuur(HttpMethod.Patch, notaris,
                new { autorisaties = new[] { new { component = "bvm", scopes = new[] { "besluitvorming.ontsleutelen" } } } });
            await using var kijker = await browser.Open(1280);
            var alleenDeel = await browser.StepIn(kijker, "Notaris", "dimpact");
            await browser.See(alleenDeel, "/dimpact/vereniging/sleutelhouders", "sleutelhouders");
            Assert.Equal(1, await alleenDeel.GetByRole(AriaRole.Heading, new() { Name = "Wie wordt voorzitter?" }).CountAsync());
            Assert.Equal(200, (await kijker.APIRequest.GetAsync(
                $"{browser.Address}/dimpact/vereniging/stemmingen/{stemming[^36..]}/stembord.json")).Status);
            await Stuur(HttpMethod.Post, stemming + "/vaststellen", new { });
            await File.WriteAllTextAsync(bord, Bord.Bestand(await Regels()), TestContext.Current.CancellationToken);
            await using var gemeld = new StringWriter();
            Assert.Equal(0, await Stemmen.Run(["verify", bord, "--volgcode", code], gemeld, gemeld));
            Assert.Contains("Kandidaat Appel 3, Kandidaat Peer 1, Blanco 1", gemeld.ToString(), StringComparison.Ordinal);

            // The same, by the one page that anyone keeps: from disk, without a server.
            var pagina = Path.Combine(map, "controleer.html");
            await File.WriteAllBytesAsync(pagina,
                await http.GetByteArrayAsync(new Uri(browser.Address + "/programma/controleer.html"),
                TestContext.Current.CancellationToken),
                TestContext.Current.CancellationToken);
            await page.GotoAsync("file://" + pagina);
            await page.GetByLabel("Het bord", new() { Exact = true }).SetInputFilesAsync(bord);
            await page.GetByLabel("Of typ uw volgcode").FillAsync(code);
            await page.GetByRole(AriaRole.Button, new() { Name = "Controleer" }).ClickAsync();
            await page.GetByText("✓ Het bord klopt").WaitForAsync();
            Assert.True(await page.GetByText("Kandidaat Appel: 3, Kandidaat Peer: 1, Blanco: 1").IsVisibleAsync());
            Assert.True(await page.GetByText("✓ Uw biljet telt mee").IsVisibleAsync());
            await Screens.Accessible(page, 360);
        }
        finally { Directory.Delete(map, true); }
    }

    // The session ended while the ballot was made: it is kept for its voter, offered after logging in, and cast when that is asked.
    // The code of that ballot.
    private async Task<string> NaDeSessie(IPage page, IBrowserContext kiezer, string namens, string gebruiker, Func<Task<int>> regels)
    {
        await page.GotoAsync(browser.Address + namens);
        await page.GetByLabel("Kandidaat Peer").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Maak mijn biljet" }).ClickAsync();
        var (code, eerst) = (await page.Locator("[data-deel=klaar] [data-tekst=volgcode]").InnerTextAsync(), await regels());
        await kiezer.ClearCookiesAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Breng dit biljet uit" }).ClickAsync();
        Assert.Equal("/stap-in", new Uri(page.Url).AbsolutePath);
        await page.Locator("form", new() { Has = page.Locator($"[name=persona][value='{gebruiker}']") }).GetByRole(AriaRole.Button).ClickAsync();
        Assert.StartsWith(namens.Split('?')[0], new Uri(page.Url).AbsolutePath, StringComparison.Ordinal);
        Assert.Equal(code, await page.GetByText("Uw sessie was voorbij toen u uw biljet uitbracht.").Locator("code").InnerTextAsync());
        Assert.Equal(eerst, await regels());
        await page.GetByRole(AriaRole.Button, new() { Name = "Breng dit biljet nu uit" }).ClickAsync();
        Assert.Equal(1, await page.GetByText($"Uw biljet staat op regel {eerst} van het bord").CountAsync());
        Assert.Equal(eerst + 1, await regels());
        Assert.Equal(0, await page.GetByText("Uw sessie was voorbij").CountAsync());
        return code.Replace("-", "", StringComparison.Ordinal);
    }

    private const string Wachtzin = "vier woorden bij elkaar";

    // The page for holders of a key, from disk and without a server: it shows what was voted on,
    // takes the head as it was read out and no other, and makes the part.
    private async Task MaakDeelOpPagina(HttpClient http, IPage page, string map, string bord, string sleutel, string hoofd, string deel)
    {
        var pagina = Path.Combine(map, "sleutelhouder.html");
        await File.WriteAllBytesAsync(pagina,
            await http.GetByteArrayAsync(new Uri(browser.Address + "/programma/sleutelhouder.html"),
            TestContext.Current.CancellationToken));
        await page.GotoAsync("file://" + pagina);
        Assert.False(await page.GetByLabel("Uw sleutelbestand", new() { Exact = true }).IsVisibleAsync());
        await page.GetByLabel("Het bord (stembord.json)").SetInputFilesAsync(sleutel); // by mistake
        await page.GetByRole(AriaRole.Button, new() { Name = "Kijk het na" }).ClickAsync();
        await page.GetByText("Dit bord klopt niet. Geef geen deel.").WaitForAsync();
        await page.GetByLabel("Het bord (stembord.json)").SetInputFilesAsync(bord);
        await page.GetByRole(AriaRole.Button, new() { Name = "Kijk het na" }).ClickAsync();
        await page.GetByText("✓ Het bord klopt tot en met de sluiting.").WaitForAsync();
        foreach (var woord in (string[])["Wie wordt voorzitter?", "Kandidaat Appel, Kandidaat Peer, Blanco", "Gemeente Stemhoek"])
            Assert.True(await page.GetByText(woord).First.IsVisibleAsync(), woord);
        Assert.DoesNotContain(hoofd[..16], await page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
        await page.GetByLabel("Ik heb wie stemde vergeleken").CheckAsync();
        await page.GetByLabel("Het hoofd van het bord").FillAsync(new string('0', 64));
        await page.GetByLabel("Uw sleutelbestand", new() { Exact = true }).SetInputFilesAsync(sleutel);
        await page.GetByLabel("De wachtzin van uw sleutelbestand").FillAsync(Wachtzin);
        await page.GetByRole(AriaRole.Button, new() { Name = "Maak mijn deel" }).ClickAsync();
        await page.GetByText("Dit is niet het bord dat in de vergadering is afgesloten").WaitForAsync();
        await Screens.Accessible(page, 360);
        await page.GetByLabel("Het hoofd van het bord").FillAsync(hoofd[..48]);
        await page.GetByRole(AriaRole.Button, new() { Name = "Maak mijn deel" }).ClickAsync();
        var nieuw = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "Bewaar sleutel.json" })
            .ClickAsync());
        Assert.Equal(hoofd, Assert.Single(Bord.Lees<Sleutelbestand>(await File.ReadAllTextAsync(await nieuw.PathAsync())).Gebruikt!).Hoofd);
        await (await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "Bewaar deel.json" }).ClickAsync()))
            .SaveAsAsync(deel);
        await Screens.Accessible(page, 360);
    }
}
