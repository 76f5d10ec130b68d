using System.Text.Json.Nodes;
using Brink.Host;
using Microsoft.Playwright;
using Xunit;

namespace Brink.Tests;

/// <summary>
/// The proposals to the college of Deventer on the demonstration's own data. The cast: the steller writes,
/// the programmamanager and the burgemeester initial, the secretaris and the
/// collegesecretaris put it on the agenda; and a klantcontact has nothing to do with it.
/// </summary>
public sealed class CollegevoorstelScreens(Browser browser) : IClassFixture<Browser>
{
    private const int Wide = 1280;
    private const string App = "/deventer/collegevoorstellen";

    [Fact]
    public async Task Everybody_can_use_every_page()
    {
        var (oud, lopend) = (await Voorstel("2022-1081"), await Voorstel(null));
        await using var een = await browser.Open(Wide);
        await using var ander = await browser.Open(Wide);
        var complaints = new List<string>();
        var steller = await browser.StepIn(een, "Steller");
        steller.Console += (_, message) =>
            {
                if (message.Type == "error" && !message.Text.Contains("status of 40", StringComparison.Ordinal))
                {
                    complaints
                .Add(message.Text);
                }
            };
        foreach (var (pad, naam) in new[]
        {
            ("", "overzicht"), ("/nieuw", "nieuw"), ($"/{oud}", "voorstel"), ($"/{lopend}", "lopend"), ($"/{lopend}/nota", "nota"),
            ($"/{lopend}/bijlagen", "bijlagen"),
            ($"/{lopend}/route", "route"), ($"/{oud}/keten", "keten"), ($"/{oud}/versies", "versies"), ($"/{oud}/volmacht", "volmacht"),
            ($"/{oud}/versies/vergelijk?van=1&met=5", "vergelijk"), ($"/{oud}/versies/vergelijk?van=9", "vergelijk-mis"),
            ($"/{lopend}/raad", "raad"),
        })
        {
            await browser.See(steller, App + pad, "college-" + naam);
        }
        var secretaris = await browser.StepIn(ander, "Collegesecretaris");
        foreach (var (pad, naam) in new[] { ($"/{lopend}/besluit", "besluit"), ($"/{oud}/openbaar", "openbaar"),
            ("?stand=gesloten", "gesloten") })
        {
            await browser.See(secretaris, App + pad, "college-" + naam);
        }
        Assert.Empty(complaints);
    }

    [Fact]
    public async Task The_history_of_2022_can_be_followed_from_agenda_to_vote()
    {
        await using var context = await browser.Open(Wide, script: false);
        var page = await browser.StepIn(context, "Burgemeester");
        await page.GetByRole(AriaRole.Link, new() { Name = "College", Exact = true }).ClickAsync();
        Assert.NotEqual(0, await page.GetByText("Akkoord portefeuillehouder").CountAsync());
        await page.GotoAsync(browser.Address + App + "?stand=gesloten&pagina=7");
        // beyond the last page there is nothing, and nothing is wrong
        Assert.Equal(1, await page.GetByText("Er zijn geen voorstellen die u mag zien.").CountAsync());
        await page.GetByRole(AriaRole.Link, new() { Name = "Afgesloten" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "ALV Dimpact 7 december 2022" }).ClickAsync();
        var tekst = await page.Locator("main").InnerTextAsync();
        Assert.Contains("Let op (N2): Het definitieve akkoord is van 7 december 2022, de dag zelf van de ledenvergadering.", tekst,
            StringComparison.Ordinal);
        Assert.Contains("30 november 2022", tekst, StringComparison.Ordinal);
        Assert.DoesNotContain("Fout (", tekst, StringComparison.Ordinal);
        Assert.Contains("Bijlage 1: Notulen ALV van 30 juni 2022", tekst, StringComparison.Ordinal);
        Assert.Contains("mevrouw V. Voorbeeld", tekst, StringComparison.Ordinal); // inside, the name is read

        await page.GetByRole(AriaRole.Link, new() { Name = "Van agenda tot stem" }).ClickAsync();
        tekst = await page.Locator("main").InnerTextAsync();
        Assert.Contains("Besloten conform voorstel", tekst, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("Zij noemt ons besluit.", tekst, StringComparison.Ordinal);
        Assert.Contains("6. Financiën: aangenomen. Ons standpunt: voor.", tekst, StringComparison.Ordinal);

        await page.GetByRole(AriaRole.Link, new() { Name = "Openbaar maken" }).ClickAsync();
        var (intern, publiek) = (await Sectie(page, "intern"), await Sectie(page, "publiek"));
        Assert.Contains("mevrouw V. Voorbeeld", intern, StringComparison.Ordinal);
        Assert.DoesNotContain("Voorbeeld", publiek, StringComparison.Ordinal);
        Assert.Contains("aan de gemeentesecretaris van Raalte", publiek, StringComparison.Ordinal);
        Assert.Equal(3, await page.GetByRole(AriaRole.Link, new() { Name = "openbare-nota." }).CountAsync());

        // What changed between two versions is said by sign and by word; a version that there is not, is named at its field.
        await page.GetByRole(AriaRole.Link, new() { Name = "Versies", Exact = true }).ClickAsync();
        await page.GetByLabel("Van versie").SelectOptionAsync("3");
        await page.GetByRole(AriaRole.Button, new() { Name = "Vergelijk" }).ClickAsync();
        Assert.Contains("Van versie 3 naar versie 5", await page.GetByRole(AriaRole.Status).InnerTextAsync(), StringComparison.Ordinal);
        Assert.Contains("erbij: +", await page.Locator("#deel-bijlagen ~ p ins").First.TextContentAsync(), StringComparison.Ordinal);
        await page.GetByRole(AriaRole.Link, new() { Name = "Bijlagen", Exact = true }).ClickAsync();
        Assert.Equal(["Bijlagen"], await page.Locator("main h2").AllInnerTextsAsync());
        Assert.Equal(400, (await page.GotoAsync(new Uri(page.Url).GetLeftPart(UriPartial.Path) + "?van=9&met=x"))!.Status);
        Assert.Equal(2, await page.GetByText("Fout: Kies een versie van 1 tot en met 5").CountAsync());

        // Whoever has no right to the zaak does not learn that it exists.
        await using var vreemd = await browser.Open(Wide, script: false);
        var klantcontact = await browser.StepIn(vreemd, "Functioneel beheerder");
        await klantcontact.GotoAsync($"{browser.Address}/raalte/collegevoorstellen/{await Voorstel("2022-1081")}");
        Assert.Equal(0, await klantcontact.GetByText("Voorbeeld", new() { Exact = true }).CountAsync());
    }

    [Fact]
    public async Task A_new_proposal_goes_round_is_sent_back_and_decided_without_JavaScript()
    {
        await using var een = await browser.Open(Wide, script: false);
        var steller = await browser.StepIn(een, "Steller");
        await steller.GotoAsync(browser.Address + App + "/nieuw");
        await steller.GetByLabel("Team").FillAsync("Ruimte");
        await Druk(steller, "Begin het voorstel");
        Assert.StartsWith("Fout:", await steller.TitleAsync(), StringComparison.Ordinal);
        Assert.Equal("Ruimte", await steller.GetByLabel("Team").InputValueAsync()); // what was typed stays
        await steller.GetByLabel("Onderwerp", new() { Exact = true }).FillAsync("Bankjes langs de IJssel");
        await steller.GetByLabel("Besluitpunt 1", new() { Exact = true })
            .FillAsync("In te stemmen met tien bankjes, gevraagd door [[mevrouw Zeldzaam|een bewoner]].");
        await steller.GetByLabel("Wat doet het college bij punt 1?").SelectOptionAsync("instemmen");
        await steller.GetByLabel("Argumenten voor en tegen")
            .FillAsync("De plekken staan op de tekening (bijlage 1). Mevrouw Zeldzaam vroeg erom.");
        await steller.GetByLabel("Communicatie", new() { Exact = true }).FillAsync("Nvt");
        await Druk(steller, "Begin het voorstel");
        Assert.Equal(1, await steller.GetByText("De nota wordt openbaar, maar onder 'Communicatie' staat iets anders.")
            .CountAsync() > 0 ? 1 : 0);
        await steller.GetByLabel("Communicatie", new() { Exact = true }).FillAsync("Een bericht in de krant.");
        await Druk(steller, "Begin het voorstel");
        var adres = new Uri(steller.Url).AbsolutePath;
        Assert.StartsWith(App + "/", adres, StringComparison.Ordinal);
        var tekst = await steller.Locator("main").InnerTextAsync();
        Assert.Contains("De tekst noemt bijlage 1, maar die zit er niet bij.", tekst, StringComparison.Ordinal);
        Assert.Contains("een naam die u ergens anders merkt, staat hier zonder merkteken", tekst, StringComparison.Ordinal);
        await Druk(steller, "Bied de nota aan");
        Assert.StartsWith("Fout:", await steller.TitleAsync(), StringComparison.Ordinal);

        // Mended: the attachment comes, and the name is marked everywhere.
        await steller.GotoAsync(browser.Address + adres + "/bijlagen");
        await steller.GetByLabel("Nummer (mag leeg blijven)").FillAsync("1");
        await steller.GetByLabel("Titel", new() { Exact = true }).FillAsync("Tekening");
        await steller.GetByLabel("Bestand", new() { Exact = true }).SetInputFilesAsync(new FilePayload
        {
            Name = "tekening.txt",
            MimeType = "text/plain",
            Buffer = "tien bankjes"u8.ToArray()
        });
        await Druk(steller, "Voeg toe");
        Assert.Equal(1, await steller.GetByRole(AriaRole.Link, new() { Name = "Tekening" }).CountAsync());
        await Schrijf(steller, adres, "De plekken staan op de tekening (bijlage 1). [[Mevrouw Zeldzaam|Een bewoner]] vroeg erom.");
        await Druk(steller, "Bied de nota aan");
        Assert.Equal(1, await steller.GetByText("Wachten op ambtelijk akkoord", new() { Exact = true }).CountAsync());

        // The programmamanager initials; the burgemeester reads, and meanwhile the nota changes.
        await using var twee = await browser.Open(Wide, script: false);
        await using var drie = await browser.Open(Wide, script: false);
        var manager = await browser.StepIn(twee, "Programmamanager");
        await manager.GotoAsync(browser.Address + App);
        await manager.GetByRole(AriaRole.Link, new() { Name = "Bankjes langs de IJssel" }).First.ClickAsync();
        await Zeg(manager, "akkoord", "");
        var burgemeester = await browser.StepIn(drie, "Burgemeester");
        await burgemeester.GotoAsync(browser.Address + adres);
        await Schrijf(steller, adres,
            "De plekken staan op de tekening (bijlage 1). [[Mevrouw Zeldzaam|Een bewoner]] vroeg erom. Er komt een prullenbak bij.");
        Assert.Contains("Parafen zijn vervallen.", await steller.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
        await Zeg(burgemeester, "akkoord", "");
        Assert.StartsWith("Fout:", await burgemeester.TitleAsync(), StringComparison.Ordinal);
        Assert.Contains("De nota is gewijzigd nadat u haar opende.", await burgemeester.Locator("main").InnerTextAsync(),
            StringComparison.Ordinal);

        // Round again; sent back with a remark; mended; and then all the way.
        await manager.GotoAsync(browser.Address + adres);
        await Zeg(manager, "terug", "");
        Assert.Contains("Schrijf wat er anders moet", await manager.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
        await Zeg(manager, "terug", "Noem de kosten.");
        await steller.GotoAsync(browser.Address + App);
        Assert.Equal(1, await steller.GetByText("Opmerkingen verwerken en opnieuw aanbieden").CountAsync());
        await Schrijf(steller, adres,
            "De plekken staan op de tekening (bijlage 1). [[Mevrouw Zeldzaam|Een bewoner]] vroeg erom. Het kost € 4.000.");
        await Druk(steller, "Bied de nota aan");
        foreach (var page in new[] { manager, burgemeester })
        {
            await page.GotoAsync(browser.Address + adres);
            await Zeg(page, "akkoord", "");
        }
        await using var vier = await browser.Open(Wide, script: false);
        await using var vijf = await browser.Open(Wide, script: false);
        var gemeentesecretaris = await browser.StepIn(vier, "Gemeentesecretaris");
        var college = await browser.StepIn(vijf, "Collegesecretaris");
        await college.GotoAsync(browser.Address + adres + "/besluit");
        await college.GetByLabel("Wat besloot het college?").SelectOptionAsync("conform");
        await Druk(college, "Leg het besluit vast");
        Assert.Contains("Het college kan nog niet besluiten.", await college.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
        foreach (var page in new[] { gemeentesecretaris, college })
        {
            await page.GotoAsync(browser.Address + adres);
            await Zeg(page, "akkoord", "");
        }
        await college.GotoAsync(browser.Address + adres + "/besluit");
        await college.GetByLabel("Wat besloot het college?").SelectOptionAsync("conform");
        await Druk(college, "Leg het besluit vast");
        Assert.Equal(1, await college.GetByText("Besloten conform voorstel", new() { Exact = true }).CountAsync());
        await college.GotoAsync(browser.Address + adres + "/openbaar");
        await Druk(college, "Maak de nota openbaar");
        var download = await college.RunAndWaitForDownloadAsync(() =>
            college.GetByRole(AriaRole.Link, new() { Name = "openbare-nota.html" }).ClickAsync());
        var html = await File.ReadAllTextAsync(await download.PathAsync());
        Assert.Contains("gevraagd door een bewoner", html, StringComparison.Ordinal);
        Assert.DoesNotContain("Zeldzaam", html, StringComparison.OrdinalIgnoreCase);
        await college.GotoAsync(browser.Address + adres);
        await Druk(college, "Sluit af");
        Assert.Equal(0, await college.GetByText("Archiveren", new() { Exact = true }).CountAsync());
        await Druk(college, "Sluit het voorstel af");
        Assert.Equal(1, await college.GetByText("Archiveren", new() { Exact = true }).CountAsync());
    }

    /// <summary>A double click: one zaak and not two, with its nota; one paraaf, and the message of success both times.</summary>
    [Fact]
    public async Task What_is_sent_twice_is_done_once()
    {
        await using var een = await browser.Open(Wide);
        var steller = await browser.StepIn(een, "Steller");
        await steller.GotoAsync(browser.Address + App + "/nieuw");
        await steller.GetByLabel("Onderwerp", new() { Exact = true }).FillAsync("Tweemaal geklikt");
        await steller.GetByLabel("Besluitpunt 1", new() { Exact = true }).FillAsync("In te stemmen.");
        await steller.GetByLabel("Wat doet het college bij punt 1?").SelectOptionAsync("instemmen");
        var velden = await Velden(steller, "begin");
        var naar = await Task.WhenAll(Stuur(steller, "/nieuw", velden), Stuur(steller, "/nieuw", velden));
        Assert.Equal(naar[0], naar[1]);
        using var http = browser.Registers("deventer");
        http.DefaultRequestHeaders.Add("Accept-Crs", "EPSG:4326");
        var zaken = JsonNode.Parse(
            await http.GetStringAsync("zaken/api/v1/zaken?ordering=-startdatum&einddatum__isnull=true"))!["results"]!.AsArray();
        Assert.Single(zaken, z => (string?)z!["omschrijving"] == "Tweemaal geklikt");
        await steller.GotoAsync(browser.Address + naar[0]);
        Assert.Equal("Het voorstel is begonnen.", await Melding(steller));
        Assert.Equal("Tweemaal geklikt - Gemeente Deventer", await steller.TitleAsync()); // said once
        await Druk(steller, "Bied de nota aan");
        Assert.Equal("De nota is aangeboden. Wie aan de beurt is, ziet haar nu.", await Melding(steller));
        // What waits is not offered a second time, and says so: from another tab, with another form.
        await steller.GotoAsync(browser.Address + new Uri(steller.Url).AbsolutePath + "/openbaar");
        Assert.Equal("Openbaar maken - Tweemaal geklikt - Gemeente Deventer", await steller.TitleAsync());

        await using var twee = await browser.Open(Wide);
        var manager = await browser.StepIn(twee, "Programmamanager");
        var pad = naar[0].Split('?')[0];
        await manager.GotoAsync(browser.Address + pad);
        await manager.GetByLabel("Wat vindt u?").SelectOptionAsync("akkoord");
        var vorm = await manager.Locator("form[id^='zet-']").First.GetAttributeAsync("id");
        velden = await Velden(manager, vorm!);
        naar = await Task.WhenAll(Stuur(manager, pad[App.Length..], velden), Stuur(manager, pad[App.Length..], velden));
        Assert.Equal([pad + "?gedaan=zet", pad + "?gedaan=zet"], naar);
        await manager.GotoAsync(browser.Address + naar[1]);
        Assert.Equal("Het is vastgelegd.", await Melding(manager));
        // Another form for what was done already is refused in words.
        velden["_sleutel"] = "een-ander-formulier";
        Assert.Equal("", await Stuur(manager, pad[App.Length..], velden));
    }

    /// <summary>What stops a nota from going round leads to the field where it is mended.</summary>
    [Fact]
    public async Task Each_mistake_of_a_nota_leads_to_its_field()
    {
        await using var context = await browser.Open(Wide, script: false);
        var page = await browser.StepIn(context, "Steller");
        var adres = await Begin(page, "Fouten wijzen de weg", "Bijlage 9 zegt het. Mevrouw Zeldzaam vroeg erom.",
            "In te stemmen met [[mevrouw Zeldzaam|een bewoner]].");
        await Druk(page, "Bied de nota aan");
        Assert.Equal("melding", await page.Locator(":focus").GetAttributeAsync("id"));
        var links = new List<string>();
        foreach (var link in await page.Locator("#melding a").AllAsync()) links.Add((await link.GetAttributeAsync("href"))!);
        Assert.Equal([adres + "/bijlagen#eigen-titel", adres + "/nota#nota-argumenten"], links.Order(StringComparer.Ordinal));
        foreach (var link in links)
        {
            await page.GotoAsync(browser.Address + link);
            Assert.Equal(1, await page.Locator("#" + link.Split('#')[1]).CountAsync());
        }
        // On the page of the nota itself too.
        await page.GetByLabel("Onderwerp", new() { Exact = true }).FillAsync("");
        await page.GetByLabel("Communicatie", new() { Exact = true }).FillAsync("Geheim");
        await Druk(page, "Bewaar de nota");
        await page.GetByRole(AriaRole.Link, new() { Name = "Vul het onderwerp in" }).ClickAsync();
        Assert.Equal("nota-onderwerp", await page.Locator(":focus").GetAttributeAsync("id"));
        await page.GetByLabel("Onderwerp", new() { Exact = true }).FillAsync("Fouten wijzen de weg");
        await Druk(page, "Bewaar de nota");
        await page.GetByRole(AriaRole.Link, new() { Name = "maar onder 'Communicatie' staat iets anders" }).ClickAsync();
        Assert.Equal("nota-communicatie", await page.Locator(":focus").GetAttributeAsync("id"));
    }

    /// <summary>Two who write the same: the second sees what stands there now beside what was typed, and decides.
    /// The same with a step of the route.</summary>
    [Fact]
    public async Task Who_was_slower_sees_both_texts()
    {
        await using var een = await browser.Open(Wide, script: false);
        await using var ander = await browser.Open(Wide, script: false);
        var (traag, snel) = (await browser.StepIn(een, "Steller"), await browser.StepIn(ander, "Steller"));
        var adres = await Begin(traag, "Twee schrijvers", "Omdat het kan.", "In te stemmen.");
        await traag.GotoAsync(browser.Address + adres + "/nota");
        await traag.GetByLabel("Kader", new() { Exact = true }).FillAsync("De tekst van de een");
        await snel.GotoAsync(browser.Address + adres + "/nota");
        await snel.GetByLabel("Kader", new() { Exact = true }).FillAsync("De tekst van de ander");
        await Druk(snel, "Bewaar de nota");
        Assert.Equal("De nota is bewaard.", await Melding(snel));
        await Druk(traag, "Bewaar de nota");
        Assert.Contains("Iemand anders heeft dit intussen gewijzigd.", await Melding(traag), StringComparison.Ordinal);
        Assert.Equal("De tekst van de een", await traag.GetByLabel("Kader", new() { Exact = true }).InputValueAsync());
        Assert.Contains("Nu staat er: De tekst van de ander", await traag.Locator("#nota-kader-hint").InnerTextAsync(),
            StringComparison.Ordinal);
        Assert.Equal(1, await traag.GetByText("Nu staat er:").CountAsync()); // and beside nothing else
        await Druk(traag, "Bewaar de nota");
        Assert.Equal("De nota is bewaard.", await Melding(traag));
        Assert.Equal(1, await traag.GetByText("De tekst van de een").CountAsync());

        await Druk(traag, "Bied de nota aan");
        foreach (var page in new[] { traag, snel })
        {
            await page.GotoAsync(browser.Address + adres + "/route");
            await page.GetByText("Wijzig: Paraaf programmamanager").ClickAsync();
            await page.Locator("details[open]").GetByLabel("Wie (rol)").FillAsync(page == snel ? "Gemeentesecretaris" : "Burgemeester");
        }
        await Druk(snel, "Bewaar Paraaf programmamanager");
        Assert.Equal("De stap is gewijzigd.", await Melding(snel));
        await Druk(traag, "Bewaar Paraaf programmamanager");
        var open = traag.Locator("details[open]", new() { HasText = "Wijzig: Paraaf programmamanager" });
        // in sight, though it is folded otherwise
        Assert.Equal("Burgemeester", await open.GetByLabel("Wie (rol)").InputValueAsync());
        Assert.Contains("Nu staat er: Gemeentesecretaris", await open.InnerTextAsync(), StringComparison.Ordinal);
        // A mistake inside a folded part unfolds it.
        await open.GetByLabel("Volgorde").FillAsync("vooraan");
        await Druk(traag, "Bewaar Paraaf programmamanager");
        Assert.Equal("vooraan", await traag.Locator("details[open]").GetByLabel("Volgorde").InputValueAsync());
        await traag.Locator("details[open]").GetByLabel("Volgorde").FillAsync("2");
        await Druk(traag, "Bewaar Paraaf programmamanager");
        Assert.Equal("De stap is gewijzigd.", await Melding(traag));
    }

    /// <summary>A whole nota that is sent when the session is over: kept for its writer alone, and given back after logging in.</summary>
    [Fact]
    public async Task A_nota_outlives_the_session_of_its_writer()
    {
        await using var context = await browser.Open(Wide, script: false);
        var page = await browser.StepIn(context, "Steller");
        var adres = await Begin(page, "Lang geschreven", "Kort.", "In te stemmen.");
        await page.GotoAsync(browser.Address + adres + "/nota");
        var velden = page.Locator("form#nota textarea");
        Assert.True(await velden.CountAsync() > 8, "A nota must have texts for this to mean anything.");
        var lang = string.Join('\n', Enumerable.Range(1, 60).Select(n => $"Regel {n}: wat ik schreef, met \"tekens\" & <haken> en een €."));
        for (var i = 3; i < await velden.CountAsync(); i++) await velden.Nth(i).FillAsync($"{lang}\nVeld {i}");
        await context.ClearCookiesAsync();
        await Druk(page, "Bewaar de nota");
        Assert.Equal("/stap-in", new Uri(page.Url).AbsolutePath);
        var keuze = page.Url;

        // Whoever comes to the address instead, sees nothing of it.
        await using var vreemd = await browser.Open(Wide, script: false);
        var collega = await vreemd.NewPageAsync();
        await collega.GotoAsync(keuze);
        await collega.GetByRole(AriaRole.Button, new() { Name = "Programmamanager" }).First.ClickAsync();
        Assert.Contains("tekst=", collega.Url, StringComparison.Ordinal);
        Assert.Equal(0, await collega.GetByText("wat ik schreef").CountAsync());

        await page.GetByRole(AriaRole.Button, new() { Name = "Steller" }).First.ClickAsync();
        Assert.Equal(adres + "/nota", new Uri(page.Url).AbsolutePath);
        Assert.Equal(1, await page.GetByText("Op deze pagina staat tekst die u nog niet hebt verstuurd.").CountAsync());
        for (var i = 3; i < await velden.CountAsync(); i++) Assert.Equal($"{lang}\nVeld {i}", await velden.Nth(i).InputValueAsync());
        await Druk(page, "Bewaar de nota");
        Assert.Equal("De nota is bewaard.", await Melding(page));
        Assert.True(await page.GetByText("Regel 60: wat ik schreef, met \"tekens\" & <haken> en een €.").CountAsync() > 5);
        Assert.DoesNotContain("wat ik schreef", browser.Log, StringComparison.Ordinal);
    }

    /// <summary>What is too large is refused at its field, with the rest of what was typed; what is as large as may be, is taken.</summary>
    [Fact]
    public async Task A_file_of_25_MB_is_taken_and_one_byte_more_is_not()
    {
        await using var context = await browser.Open(Wide, script: false);
        var page = await browser.StepIn(context, "Steller");
        var adres = await Begin(page, "Een zware bijlage", "Zie bijlage 1.", "In te stemmen.");
        await page.GotoAsync(browser.Address + adres + "/bijlagen");
        await page.GetByLabel("Nummer (mag leeg blijven)").FillAsync("1");
        await page.GetByLabel("Titel", new() { Exact = true }).FillAsync("De grote tekening");
        var map = Directory.CreateTempSubdirectory("brink-bijlage-");
        var pad = Path.Combine(map.FullName, "tekening.bin");
        await Kies(25 * 1024 * 1024 + 1);
        await Druk(page, "Voeg toe");
        Assert.Contains("Dit bestand is te groot. Kies een bestand van hoogstens 25 MB", await page.Locator("#eigen-bestand-fout")
            .InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal(("1", "De grote tekening"),
            (await page.GetByLabel("Nummer (mag leeg blijven)").InputValueAsync(), await page.GetByLabel("Titel", new() { Exact = true })
                .InputValueAsync()));
        Assert.Equal(1, await page.GetByText("Er zijn nog geen bijlagen.").CountAsync());
        await Kies(25 * 1024 * 1024);
        await Druk(page, "Voeg toe");
        Assert.Equal("De bijlage is toegevoegd.", await Melding(page));
        Assert.Equal(1, await page.GetByRole(AriaRole.Link, new() { Name = "De grote tekening" }).CountAsync());
        map.Delete(true);

        async Task Kies(int bytes)
        {
            await using (var bestand = File.Create(pad)) bestand.SetLength(bytes);
            await page.GetByLabel("Bestand", new() { Exact = true }).SetInputFilesAsync(pad);
        }
    }

    /// <summary>Where the cooperative is at another server, the same requests go over a socket,
    /// with the client that it gave the member.</summary>
    [Fact]
    public async Task The_cooperative_may_be_at_another_server()
    {
        var settings = new Settings
        {
            Organisaties = [new() { Id = "deventer", Naam = "Gemeente Deventer", Cooperatie = Koppeling(Platform.Secret) }]
        };
        Assert.Empty(settings.Faults(production: true));
        using var leden = new Leden(settings);
        var cooperatie = leden.Van("deventer", null!, "Steller")!;
        var vergaderingen = await cooperatie.Zgw.Lijst<Client.Vergadering>(CancellationToken.None, ("ordering", "-datum"));
        Assert.True(vergaderingen.Gelukt(out var alle), $"{vergaderingen.Fout}");
        var december = alle.Results.Single(v => v.Datum == new DateOnly(2022, 12, 7));
        var stuk = (await cooperatie.Zgw.Lijst<Client.Agendapunt>(CancellationToken.None, ("vergadering", december.Url),
            ("ordering", "nummer"))).Waarde!.Results.SelectMany(p =>
            p.Stukken).First();
        Assert.Contains("eigen woorden",
            System.Text.Encoding.UTF8.GetString(
            (await cooperatie.Zgw.InhoudAsync(stuk.Document!, null, 100_000, CancellationToken.None)).Waarde!),
            StringComparison.Ordinal);
        Assert.Equal(413, (await cooperatie.Zgw.InhoudAsync(stuk.Document!, null, 10, CancellationToken.None)).Fout!.Status); // bounded
        Assert.Null(leden.Van("raalte", null!, "Steller")); // a member of none

        using var fout = new Leden(
            new Settings
            {
                Organisaties =
            [new() { Id = "deventer", Naam = "Gemeente Deventer", Cooperatie = Koppeling(new string('x', 40)) }]
            });
        Assert.True((await fout.Van("deventer", null!, "")!.Zgw.Lijst<Client.Vergadering>(CancellationToken.None, ("ordering", "-datum")))
            .Fout!.IsVerboden);
        Assert.Single(new Settings { Organisaties = [new() { Id = "deventer", Naam = "D", Cooperatie = Koppeling("kort") }] }.Faults(
            production: true));

        Settings.Membership Koppeling(string secret) => new()
        {
            Adres = browser.Address + "/dimpact",
            Naam = "Dimpact",
            Client = "beheerder",
            Secret = secret,
            Gebruiker = "lid-deventer"
        };
    }

    private async Task Schrijf(IPage page, string adres, string argumenten)
    {
        await page.GotoAsync(browser.Address + adres + "/nota");
        await page.GetByLabel("Argumenten voor en tegen").FillAsync(argumenten);
        await Druk(page, "Bewaar de nota");
    }

    /// <summary>Begins a proposal, and says where it is.</summary>
    private async Task<string> Begin(IPage page, string onderwerp, string argumenten, string besluit)
    {
        await page.GotoAsync(browser.Address + App + "/nieuw");
        await page.GetByLabel("Onderwerp", new() { Exact = true }).FillAsync(onderwerp);
        await page.GetByLabel("Besluitpunt 1", new() { Exact = true }).FillAsync(besluit);
        await page.GetByLabel("Wat doet het college bij punt 1?").SelectOptionAsync("instemmen");
        await page.GetByLabel("Argumenten voor en tegen").FillAsync(argumenten);
        await Druk(page, "Begin het voorstel");
        Assert.Equal("Het voorstel is begonnen.", await Melding(page));
        return new Uri(page.Url).AbsolutePath;
    }

    // What a page says of what was just done: it has the focus.
    private static Task<string> Melding(IPage page) => page.Locator("#melding:focus").InnerTextAsync();

    private static Task<Dictionary<string, string>> Velden(IPage page, string vorm) =>
        page.Locator($"form[id='{vorm}']").EvaluateAsync<Dictionary<string, string>>("vorm => Object.fromEntries(new FormData(vorm))");

    // Sends a form as a browser does, and says where it leads; nothing when it was refused.
    private async Task<string> Stuur(IPage page, string pad, Dictionary<string, string> velden)
    {
        var form = page.APIRequest.CreateFormData();
        foreach (var (naam, waarde) in velden) form.Set(naam, waarde);
        var antwoord = await page.APIRequest.PostAsync(browser.Address + App + pad, new() { Form = form, MaxRedirects = 0 });
        return antwoord.Headers.TryGetValue("location", out var naar) ? new Uri(new Uri(browser.Address), naar).PathAndQuery : "";
    }

    private static async Task Zeg(IPage page, string wat, string opmerking)
    {
        await page.GetByLabel("Wat vindt u?").Last.SelectOptionAsync(wat);
        await page.GetByLabel("Opmerking (nodig bij terugsturen)").Last.FillAsync(opmerking);
        await page.GetByRole(AriaRole.Button, new() { Name = "Leg vast" }).Last.ClickAsync();
    }

    private static Task Druk(IPage page, string knop) => page.GetByRole(AriaRole.Button, new() { Name = knop }).ClickAsync();

    private static Task<string> Sectie(IPage page, string id) => page.Locator($"section[aria-labelledby={id}]").InnerTextAsync();

    /// <summary>The key of the zaak with this number, or of the one about the next meeting.</summary>
    private async Task<string> Voorstel(string? nummer)
    {
        using var http = browser.Registers("deventer");
        http.DefaultRequestHeaders.Add("Accept-Crs", "EPSG:4326");
        var zaken = JsonNode.Parse(
            await http.GetStringAsync(
            "zaken/api/v1/zaken" + (nummer is null ? "?ordering=-startdatum&einddatum__isnull=true" : "?identificatie="
            + nummer)))!["results"]!.AsArray();
        return (string)zaken.First(z =>
            nummer is not null || (string?)z!["omschrijving"] == "Standpunt voor de komende ledenvergadering")!["uuid"]!;
    }
}
