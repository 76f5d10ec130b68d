using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Brink.Controle;
using Brink.Stembord;
using Microsoft.Playwright;
using Xunit;

namespace Brink.Tests;

/// <summary>
/// A key of five holders and the vote that uses it, in Chromium: the office sets it up and draws,
/// each holder in a browser of its own makes its words and gives its lines; one loses everything when the key is done,
/// another complains without reason. The vote comes to its outcome with three of the five.
/// </summary>
public sealed class CeremonieScreens(Browser browser) : IClassFixture<Browser>
{
    private const string App = "/dimpact/vereniging";
    private static readonly string[] Personas = ["dimpact-notaris", "dimpact-rvc", "lid-deventer", "lid-raalte", "lid-kampen"];

    [Fact]
    public async Task Five_holders_make_a_key_and_three_of_them_open_the_outcome()
    {
        using var http = browser.Registers();
        async Task<JsonNode> Stuur(HttpMethod methode, string adres, object? body = null)
        {
            using var verzoek = new HttpRequestMessage(methode, adres) { Content = body is null ? null : JsonContent.Create(body) };
            using var antwoord = await http.SendAsync(verzoek, TestContext.Current.CancellationToken);
            var tekst = await antwoord.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Assert.True(antwoord.IsSuccessStatusCode, $"{adres}: {tekst}");
            return tekst.Length > 0 ? JsonNode.Parse(tekst)! : new JsonObject();
        }
        var vergadering = (string)(await Stuur(HttpMethod.Post, Alv.Root + "vergaderingen",
            new { titel = "Benoeming met vijf houders", datum = Alv.Vandaag(), vorm = "fysiek", overgenomen = true }))["url"]!;
        var punt = (string)(await Stuur(HttpMethod.Post, Alv.Root + "agendapunten", new
        {
            vergadering,
            nummer = 1,
            titel = "Benoeming",
            soort = "ter_besluitvorming",
            besluitsoort = "personen",
            gevraagdBesluit = new { soort = "instemmen", tekst = "Te benoemen." },
        }))["url"]!;
        await Stuur(HttpMethod.Post, vergadering + "/oproepen", new { moment = Alv.Vandaag(-14) + "T09:00:00Z" });

        // The office sets it up, is told who may be no holder, appoints two and draws three.
        await using var bureau = await browser.Open(1280, script: false);
        var kantoor = await Als(bureau, "dimpact-secretariaat");
        await kantoor.GotoAsync(browser.Address + App + "/ceremonies");
        await kantoor.Locator("#nieuw > summary").ClickAsync();
        await Knop(kantoor, "Zet de sleutel op");
        Assert.Contains("Kies voor welke vergadering de sleutel is", await kantoor.GetByRole(AriaRole.Alert).First.InnerTextAsync(),
            StringComparison.Ordinal);
        var keuze = kantoor.GetByLabel("Voor welke vergadering?");
        await keuze.SelectOptionAsync(
            new SelectOptionValue { Value = await keuze.GetByText("Benoeming met vijf houders").GetAttributeAsync("value") });
        await kantoor.GetByLabel("Wie beheert de server?").FillAsync("Rekencentrum De Brink");
        foreach (var vak in await kantoor.GetByRole(AriaRole.Group, new() { Name = "Uit welke leden wordt geloot?" })
            .GetByRole(AriaRole.Checkbox).AllAsync())
        {
            await vak.UncheckAsync();
        }
        foreach (var lid in (string[])["Deventer", "Raalte", "Kampen"]) await kantoor.GetByLabel(lid, new() { Exact = true }).CheckAsync();
        await Knop(kantoor, "Zet de sleutel op");
        var pad = new Uri(kantoor.Url).AbsolutePath;
        async Task WijsAan(string functie, string werkgever, string gebruiker, string toepassing)
        {
            if (!await kantoor.GetByLabel("Functie").IsVisibleAsync()) await kantoor.Locator("#houder-nieuw > summary").ClickAsync();
            await kantoor.GetByLabel("Functie").FillAsync(functie);
            await kantoor.GetByLabel("Werkgever of kantoor").FillAsync(werkgever);
            await kantoor.GetByLabel("Gebruikersnaam").FillAsync(gebruiker);
            await kantoor.GetByLabel("Toepassing").FillAsync(toepassing);
            await Knop(kantoor, "Wijs aan");
        }
        await WijsAan("notaris", "Rekencentrum De Brink", "dimpact-notaris", "brink-notaris");
        Assert.Contains("De beheerder van de server is nooit sleutelhouder", await kantoor.GetByRole(AriaRole.Alert).First.InnerTextAsync(),
            StringComparison.Ordinal);
        Assert.Equal("dimpact-notaris", await kantoor.GetByLabel("Gebruikersnaam").InputValueAsync());
        await WijsAan("notaris", "Notariskantoor De Meent", "dimpact-notaris", "brink-notaris");
        await WijsAan("lid van de RvC", "Waterschap", "dimpact-rvc", "brink-lid-van-de-rvc");
        await browser.See(kantoor, pad, "ceremonie-opzet");
        await kantoor.GetByLabel("Wat is er voorgelezen?").FillAsync("17 - 4 - 88");
        await Knop(kantoor, "Loot");
        await Knop(kantoor, "Ja, loot");
        await Knop(kantoor, "Begin met ronde 1");
        var ceremonie = await Stuur(HttpMethod.Get, Alv.Root + "ceremonies/" + pad[^36..]);
        var plaats = ceremonie["houders"]!.AsArray().ToDictionary(h => (string)h!["gebruiker"]!, h => (int)h!["nr"]!);
        Assert.Equal(Personas.Order(), plaats.Keys.Order());

        // Round 1: each makes 24 words in a browser of its own. Nothing of them is sent.
        var contexten = await Task.WhenAll(Personas.Select(_ => browser.Open(1280)));
        try
        {
            var klachten = new List<string>();
            var gestuurd = new List<string>();
            var paginas = new List<IPage>();
            foreach (var (persona, context) in Personas.Zip(contexten))
            {
                var page = await Als(context, persona);
                page.Console += (_, m) => { if (m.Type == "error") klachten.Add(m.Text); };
                page.Request += (_, r) =>
                    { if (r.Method == "POST") gestuurd.Add(Uri.UnescapeDataString((r.PostData ?? "").Replace('+', ' '))); };
                paginas.Add(page);
            }
            var woorden = new List<List<string>>();
            foreach (var (i, page) in paginas.Index())
            {
                if (i == 0)
                {
                    var csp = (await page.GotoAsync(browser.Address + pad + "/houder"))!.Headers["content-security-policy"];
                    Assert.EndsWith("; script-src 'self'", csp, StringComparison.Ordinal);
                }
                else
                {
                    await page.GotoAsync(browser.Address + pad + "/houder");
                }
                woorden.Add(await Ronde1(page, fout: i == 0));
            }
            Assert.All(woorden, w => Assert.Equal(24, w.Count));
            Assert.Equal(5, woorden.Select(w => string.Join(' ', w)).Distinct().Count());

            // No two words in a row, and no seed, are in what the browsers send or in what the server writes down.
            void NietsVerraden(IEnumerable<string> berichten)
            {
                var alles = string.Join('\n', berichten);
                Assert.True(alles.Length > 1000, "The browsers must have sent something for this to mean anything.");
                foreach (var w in woorden)
                {
                    for (var i = 1; i < 24; i++) Assert.DoesNotContain($"{w[i - 1]} {w[i]}", alles, StringComparison.OrdinalIgnoreCase);
                    Assert.DoesNotContain(Woorden.Zaad(string.Join(' ', w)), alles + browser.Log, StringComparison.Ordinal);
                }
            }

            // Round 2: back with the words, a comparison aloud, and the polynomial.
            var keten = await Keten(http, ceremonie);
            foreach (var (i, page) in paginas.Index())
            {
                await page.GotoAsync(browser.Address + pad + "/houder");
                if (i == 1)
                {
                    await page.GetByLabel("Uw 24 woorden").FillAsync(string.Join(' ', woorden[2]));
                    await Knop(page, "Ga verder");
                    Assert.Contains("van een andere sleutelhouder", await page.Locator("[data-veld=lees-fout]").InnerTextAsync(),
                        StringComparison.Ordinal);
                }
                await page.GetByLabel("Uw 24 woorden")
                    .FillAsync(string.Join(' ', woorden[i].Select((w, n) => $"{n + 1}. {w.ToUpperInvariant()}")));
                await Knop(page, "Ga verder");
                var scherm = (await page.Locator("[data-tekst=hoofd]").InnerTextAsync()).Replace(" ", "", StringComparison.Ordinal);
                Assert.Equal(keten.Hoofd1[..48], scherm);
                if (i == 0)
                {
                    await page.GetByLabel("Typ wat een ándere houder voorleest").FillAsync(new string('0', 48));
                    await Knop(page, "Alle houders lezen hetzelfde");
                    Assert.Contains("Dit is iets anders dan op uw scherm", await page.Locator("[data-veld=vergelijk-fout]")
                        .InnerTextAsync(), StringComparison.Ordinal);
                    await Kijk(page, "houder-ronde2");
                }
                await page.GetByLabel("Typ wat een ándere houder voorleest")
                    .FillAsync(string.Join(' ', scherm.Chunk(4).Select(g => new string(g))));
                await Knop(page, "Alle houders lezen hetzelfde");
                await Knop(page, "Stuur mijn deel");
                Assert.Equal(1, await page.GetByText("Uw regel is gecontroleerd en staat in de ceremonie.").CountAsync());
            }

            // Round 3: Raalte complains without reason, with a program of its own. All see who was wrong, and Raalte accepts after all.
            keten = await Keten(http, ceremonie);
            var raalte = Personas.IndexOf("lid-raalte");
            var vals = Bord.Schrijf(Houder.Klaag(Woorden.Zaad(string.Join(' ', woorden[raalte])), keten, plaats["dimpact-notaris"]));
            await paginas[raalte].GotoAsync(browser.Address + pad + "/houder");
            await paginas[raalte].GetByLabel("Uw regel").FillAsync(string.Join(' ', woorden[raalte]));
            await Knop(paginas[raalte], "Stuur deze regel");
            Assert.Contains("Dit lijken uw woorden", await paginas[raalte].GetByRole(AriaRole.Alert).First.InnerTextAsync(),
                StringComparison.Ordinal);
            Assert.DoesNotContain(woorden[raalte][0] + " " + woorden[raalte][1], await paginas[raalte].ContentAsync(),
                StringComparison.Ordinal);
            NietsVerraden(gestuurd.SkipLast(1)); // (that one was sent by mistake)
            gestuurd.Clear();
            await paginas[raalte].GetByLabel("Uw regel").FillAsync(vals);
            await Knop(paginas[raalte], "Stuur deze regel");
            Assert.Equal(1, await paginas[raalte].GetByText("De klacht van Raalte over notaris is niet terecht.").CountAsync());
            await kantoor.GotoAsync(browser.Address + pad);
            Assert.Equal(1, await kantoor.GetByText("De klacht van Raalte over notaris is niet terecht.").CountAsync());
            foreach (var (i, page) in paginas.Index())
            {
                await page.GotoAsync(browser.Address + pad + "/houder");
                await page.GetByLabel("Uw 24 woorden").FillAsync(string.Join(' ', woorden[i]));
                await Knop(page, "Ga verder");
                if (i == 0) await Kijk(page, "houder-ronde3");
                await Knop(page, "Aanvaard de sleutel");
            }
            Assert.Equal("klaar", (string)(await Stuur(HttpMethod.Get, (string)ceremonie["url"]!))["status"]!);
            await paginas[4].GotoAsync(browser.Address + pad + "/houder");

            // Kampen loses its words and its device.
            await paginas[4].Locator("#kwijt > summary").ClickAsync();
            await Knop(paginas[4], "Ik ben alles kwijt");
            await Knop(paginas[4], "Ja, meld dit verlies");
            Assert.Equal(1, await paginas[4].GetByText("Het verlies is vastgelegd.").CountAsync());
            await browser.See(kantoor, pad, "ceremonie-klaar");
            Assert.Contains("4 hebben hun deel nog. Er kan nog 1 wegvallen.", await kantoor.Locator("main").InnerTextAsync(),
                StringComparison.Ordinal);

            // The vote: opened with this key, signed by three, five members vote; closed, and opened by three of the five.
            await Stuur(HttpMethod.Post, vergadering + "/openen", new { });
            var kiezers = new List<(string Lid, string Gebruiker)>();
            foreach (var naam in (string[])["Vijfhoek", "Lindeveen", "Oosterbrug", "Molenwijk", "Zandkreek", "Thuisblijf"])
            {
                var lid = (string)(await Stuur(HttpMethod.Post, "portfolio/api/v1/leden", new { naam, status = "lid" }))["url"]!;
                var gebruiker = "kiezer-" + naam.ToLowerInvariant();
                await Stuur(HttpMethod.Post, Alv.Root + "vertegenwoordigingen",
                    new { lid, gebruiker, functie = "portefeuillehouder", geldigVan = "2020-01-01", toepassingen = new[] { "beheerder" } });
                await Stuur(HttpMethod.Post, Alv.Root + "aanwezigheden", new { vergadering, lid, hoedanigheid = "bestuurder" });
                kiezers.Add((lid, gebruiker));
            }
            var stemming = (string)(await Stuur(HttpMethod.Post, Alv.Root + "stemmingen",
                new
                {
                    agendapunt = punt,
                    modus = "geheim",
                    soort = "personen",
                    onderwerp = "Wie wordt lid?",
                    opties = new[] { "Kandidaat Appel", "Kandidaat Peer" }
                }))["url"]!;
            await kantoor.GotoAsync($"{browser.Address}{App}/stemmingen/{stemming[^36..]}");
            Assert.Contains("Maak eerst een ceremonie af", await kantoor.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
            await kantoor.GetByLabel("Sleutel", new() { Exact = true }).SelectOptionAsync(new SelectOptionValue { Index = 1 });
            await Knop(kantoor, "Gebruik deze sleutel");
            Assert.Contains("Daarvoor zijn 3 van de 5 sleutelhouders nodig", await kantoor.Locator("main").InnerTextAsync(),
                StringComparison.Ordinal);
            await Stuur(HttpMethod.Post, stemming + "/openen", new { });
            async Task<List<Regel>> Regels() => Bord.LeesBestand((await Stuur(HttpMethod.Get, stemming + "/stembord")).ToJsonString());
            async Task Zet(string soort, object inhoud) =>
                await Stuur(HttpMethod.Post, Alv.Root + "bordregels", Alv.Regel(stemming, soort, inhoud));
            var begin = await Regels();
            string Zaad(int i) => Woorden.Zaad(string.Join(' ', woorden[i]));
            for (var i = 0; i < 3; i++) await Zet("akkoord", Houder.Akkoord(Zaad(i), begin));
            var instelling = Bord.LeesEerste(begin[0].Inhoud);
            foreach (var (i, (lid, gebruiker)) in kiezers.Take(5).Index())
            {
                using var zelf = browser.Registers("dimpact", gebruiker);
                await HostProcess.Post(zelf, Alv.Root + "bordregels",
                    Alv.Regel(stemming, "biljet", Biljet.Maak(instelling, lid[^36..], i % 2).Biljet));
            }
            await using var voorzaal = await browser.Open(1280, script: false);
            var voorzitter = await Als(voorzaal, "dimpact-voorzitter");
            await browser.See(voorzitter, $"{App}/stemmingen/{stemming[^36..]}", "stemming-open");
            var voorlezen = string.Join(' ', instelling.Begin[..48].Chunk(4).Select(g => new string(g)));
            Assert.Contains(voorlezen, await voorzitter.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
            Assert.Contains("5 van de", await voorzitter.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
            await Knop(voorzitter, "Sluit de stemming");
            Assert.Contains("Bij zo weinig biljetten kan de uitslag iets verraden", await voorzitter.Locator("main").InnerTextAsync(),
                StringComparison.Ordinal);
            await Knop(voorzitter, "Sluit de stemming toch");
            var bord = Nagekeken.Van(await Regels());
            for (var i = 1; i < 4; i++) await Zet("deel", Houder.Ontcijfer(Zaad(i), bord, bord.Stand.Hoofd, []).Deel);
            await voorzitter.GotoAsync($"{browser.Address}{App}/stemmingen/{stemming[^36..]}");
            Assert.Equal(1, await voorzitter.GetByRole(AriaRole.Heading, new() { Name = "Wie stemde" }).CountAsync());
            await Knop(voorzitter, "Stel de uitslag vast");
            await browser.See(voorzitter, $"{App}/stemmingen/{stemming[^36..]}", "stemming-uitslag");
            var uitslag = (await Stuur(HttpMethod.Get, Alv.Root + "uitslagen?stemming=" + Uri.EscapeDataString(stemming)))["results"]![0]!;
            Assert.Equal([3, 2, 0], uitslag["perOptie"]!.AsArray().Select(o => (int)o!["stemmen"]!));
            var rapport = Stembordcontrole.Controleer(Bord.Bestand(await Regels()));
            Assert.True(rapport.Goed, string.Join('\n', rapport.Bevindingen));

            // Afterwards a holder tells that its words are gone.
            await paginas[0].GotoAsync(browser.Address + pad + "/houder");
            await paginas[0].Locator("#vernietigen > summary").ClickAsync();
            await Knop(paginas[0], "Meld dat het is vernietigd");
            await Knop(paginas[0], "Ja, leg dit vast");
            Assert.Equal(1, await paginas[0].GetByText("De vernietiging is vastgelegd.").CountAsync());

            NietsVerraden(gestuurd);
            Assert.DoesNotContain(klachten, k => !k.Contains("status of 400", StringComparison.Ordinal)); // a refused form is 400
        }
        finally { foreach (var context in contexten) await context.DisposeAsync(); }
    }

    private static async Task<Ceremonie> Keten(HttpClient http, JsonNode ceremonie) =>
        Ceremonie.LeesBestand(await http.GetStringAsync((string)ceremonie["url"]! + "/keten", TestContext.Current.CancellationToken));

    // The first visit: 24 words, three of them typed back, and the certificate. One types a wrong word first.
    private static async Task<List<string>> Ronde1(IPage page, bool fout)
    {
        await Knop(page, "Maak mijn 24 woorden");
        List<string> woorden = [.. await page.Locator(".brink-woorden li").AllInnerTextsAsync()];
        if (fout) await Kijk(page, "houder-woorden");
        await Knop(page, "Ik heb ze alle 24 opgeschreven");
        async Task Typ(Func<int, string> woord)
        {
            for (var i = 0; i < 3; i++)
            {
                var nummer = int.Parse(await page.Locator($"[data-tekst=nummer-{i}]").InnerTextAsync(),
                    System.Globalization.CultureInfo.InvariantCulture);
                await page.Locator($"[data-veld=proef-{i}]").FillAsync(woord(nummer));
            }
            await Knop(page, "Controleer");
        }
        if (fout)
        {
            await Typ(_ => "anders");
            Assert.Contains("is anders. Kijk op uw briefje", await page.Locator("[data-veld=proef-fout]").InnerTextAsync(),
                StringComparison.Ordinal);
        }
        await Typ(n => woorden[n - 1]);
        if (fout)
        {
            await Knop(page, "Stuur mijn certificaat");
            Assert.Contains("Verklaar dat u houder mag zijn", await page.GetByRole(AriaRole.Alert).First.InnerTextAsync(),
                StringComparison.Ordinal);
            // The page begins anew; the words on paper are typed.
            await page.GetByText("Ik heb al 24 woorden opgeschreven").ClickAsync();
            await page.GetByLabel("Uw 24 woorden").FillAsync(string.Join(' ', woorden));
            await Knop(page, "Ga verder met deze woorden");
        }
        await page.Locator("[data-deel=klaar]").GetByRole(AriaRole.Checkbox).CheckAsync();
        await Knop(page, "Stuur mijn certificaat");
        Assert.Equal(1, await page.GetByText("Uw regel is gecontroleerd en staat in de ceremonie.").CountAsync());
        Assert.Equal(0, await page.Locator(".brink-woorden li").CountAsync());
        return woorden;
    }

    // The page as it is now, at both widths.
    private static async Task Kijk(IPage page, string plaatje)
    {
        await Browser.Look(page, plaatje);
        await page.SetViewportSizeAsync(1280, 800);
    }

    private async Task<IPage> Als(IBrowserContext context, string persona)
    {
        var page = await context.NewPageAsync();
        await page.GotoAsync(browser.Address + "/stap-in?organisatie=dimpact");
        await page.Locator("form", new() { Has = page.Locator($"[name=persona][value={persona}]") }).GetByRole(AriaRole.Button)
            .ClickAsync();
        return page;
    }

    private static Task Knop(IPage page, string naam) => page.GetByRole(AriaRole.Button, new() { Name = naam, Exact = true }).ClickAsync();
}
