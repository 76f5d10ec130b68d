using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Xunit;

namespace Brink.Tests;

/// <summary>
/// The screens of meetings and votes on the demonstration's own data. The cast: the office (Directiesecretariaat) prepares,
/// the chair leads, the representatives of Deventer, Raalte
/// and Kampen speak and vote (Kampen with two proxies), a coordinator looks on, and a behandelaar has nothing to do with it.
/// </summary>
public sealed partial class VergaderScreens(Browser browser) : IClassFixture<Browser>
{
    private const int Wide = 1280, Narrow = 360;
    private const string App = "/dimpact/vereniging";

    [Theory]
    [InlineData("Directiesecretariaat", "/vergaderingen", "/vergaderingen/regels",
        "/vergaderingen/{Extra}", "/vergaderingen/vertegenwoordigers", "/vergaderingen/{Extra}/punten/{2}",
        "/vergaderingen/{ALV van 7}",
        "/vergaderingen/{Algemene}/aanwezigheid",
        "/vergaderingen/{ALV van 30}/notulen", "/vergaderingen/{ALV van 30}/notulen/tekst")]
    [InlineData("Lid van de RvC", "/vergaderingen/acties", "/stemmingen", "/stemmingen/{Statuten}", "/stemmingen/{Benoeming}",
        "/vergaderingen/{ALV van 7}/zaal")]
    [InlineData("Bestuurder van Raalte", "", "/volmachten", "/vergaderingen/{Algemene}/mijn", "/stemmingen/{Aansluiten}")]
    public async Task Everybody_can_use_it(string rol, params string[] paden)
    {
        await using var context = await browser.Open(Wide);
        var page = await StepIn(context, rol);
        var klachten = new List<string>();
        page.Console += (_, m) => { if (m.Type == "error") klachten.Add(m.Text); };
        foreach (var pad in paden) await Zie(page, await Gevuld(pad));
        Assert.Empty(klachten);
    }

    [Fact]
    public async Task The_office_prepares_a_meeting_and_is_told_what_is_wrong()
    {
        await using var context = await browser.Open(Wide, script: false);
        var page = await StepIn(context, "Directiesecretariaat");
        await page.GotoAsync(browser.Address + App + "/vergaderingen");
        await page.Locator("#nieuw > summary").ClickAsync();
        await page.GetByLabel("Plaats").FillAsync("Stadhuis van Raalte");
        await page.GetByLabel("Begint om").FillAsync("14:00");
        await page.GetByRole(AriaRole.Button, new() { Name = "Maak de vergadering" }).ClickAsync();
        Assert.Equal(["Geef de vergadering een titel", "Vul een datum in, zoals 31-1-2026", "Kies ook een dag"],
            await page.GetByRole(AriaRole.Alert).GetByRole(AriaRole.Link).AllInnerTextsAsync());
        Assert.Equal(("Stadhuis van Raalte", "14:00"),
            (await page.GetByLabel("Plaats").InputValueAsync(), await page.GetByLabel("Begint om").InputValueAsync()));
        await page.GetByLabel("Titel").FillAsync("ALV over de tarieven");
        await page.GetByLabel("Datum", new() { Exact = true }).FillAsync(Alv.Vandaag(3));
        await page.GetByRole(AriaRole.Button, new() { Name = "Maak de vergadering" }).ClickAsync();
        Assert.Equal("ALV over de tarieven", await page.Locator("h1").InnerTextAsync());
        Assert.Equal(1, await page.GetByText("De agenda heeft nog geen punten").CountAsync());

        // Convening is refused: no agenda yet, and the notice is too short. The channel that was typed is still there.
        await page.GetByLabel("Hoe gaat de oproep?").FillAsync("e-mail en brief");
        await page.GetByRole(AriaRole.Button, new() { Name = "Roep de leden op" }).ClickAsync();
        var waarom = await page.GetByRole(AriaRole.Alert).InnerTextAsync();
        Assert.Contains("De agenda heeft nog geen punten. Zet eerst punten op de agenda.", waarom, StringComparison.Ordinal);
        Assert.Contains("De oproep is niet minstens 7 dagen van tevoren verstuurd. De termijn is te kort.", waarom,
            StringComparison.Ordinal);
        Assert.Equal("e-mail en brief", await page.GetByLabel("Hoe gaat de oproep?").InputValueAsync());

        // An item with a paper, and what is asked.
        await page.Locator("#punt-nieuw > summary").ClickAsync();
        await page.Locator("#punt-nieuw").GetByLabel("Titel").FillAsync("Tarieven");
        await page.Locator("#punt-nieuw").GetByLabel("Wat wordt er gevraagd?").SelectOptionAsync("kennisnemen");
        await page.Locator("#punt-nieuw").GetByLabel("Het gevraagde besluit").FillAsync("In te stemmen met de tarieven.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Zet op de agenda" }).ClickAsync();
        Assert.Equal(1, await page.GetByText("Punt 1: agenda en stukken vragen niet hetzelfde").CountAsync());
        await page.GetByRole(AriaRole.Link, new() { Name = "Tarieven", Exact = true }).ClickAsync();
        await page.Locator("#wijzig > summary").ClickAsync();
        await page.Locator("#wijzig").GetByLabel("Wat wordt er gevraagd?").SelectOptionAsync("instemmen");
        await page.Locator("#wijzig").GetByRole(AriaRole.Button, new() { Name = "Bewaar" }).ClickAsync();
        await page.Locator("#stuk-nieuw > summary").ClickAsync();
        await page.Locator("#stuk-nieuw").GetByLabel("Titel van het stuk").FillAsync("Memo tarieven");
        await page.Locator("#stuk-nieuw").GetByLabel("Bestand").SetInputFilesAsync(new FilePayload
        {
            Name = "memo.txt",
            MimeType = "text/plain",
            Buffer = "De tarieven."u8.ToArray()
        });
        await page.GetByRole(AriaRole.Button, new() { Name = "Voeg het stuk toe" }).ClickAsync();
        Assert.Equal("De tarieven.", await Bestand(page, "Memo tarieven"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Maak dit punt vertrouwelijk" }).ClickAsync();
        Assert.Equal(1, await page.GetByText("het publiek niet").CountAsync());
        await page.GetByRole(AriaRole.Button, new() { Name = "Niet meer vertrouwelijk" }).ClickAsync();
        Assert.Equal(0, await page.GetByText("het publiek niet").CountAsync());

        // Whoever gives an address gets the notice by mail; without one it goes by post.
        await page.GotoAsync(browser.Address + App + "/vergaderingen/vertegenwoordigers");
        await page.Locator("#mail > summary").ClickAsync();
        await page.GetByLabel("E-mail voor de oproep van Raalte").FillAsync("bestuur@raalte");
        await page.GetByRole(AriaRole.Button, new() { Name = "Bewaar voor Raalte" }).ClickAsync();
        Assert.Equal(1, await page.GetByRole(AriaRole.Alert).GetByText("Dit is geen geldig e-mailadres.").CountAsync());
        await page.GetByLabel("E-mail voor de oproep van Raalte").FillAsync("bestuur@raalte.example");
        await page.GetByRole(AriaRole.Button, new() { Name = "Bewaar voor Raalte" }).ClickAsync();
        Assert.Equal(1, await page.GetByRole(AriaRole.Cell, new() { Name = "bestuur@raalte.example" }).CountAsync());
        await page.GotoAsync(browser.Address + App + "/vergaderingen");
        await page.GetByRole(AriaRole.Link, new() { Name = "ALV over de tarieven" }).First.ClickAsync();

        // Later, and then it can be convened. From then on what is decided on stands.
        await page.Locator("#wijzig > summary").ClickAsync();
        await page.Locator("#wijzig").GetByLabel("Datum", new() { Exact = true }).FillAsync(Alv.Vandaag(20));
        await page.Locator("#wijzig").GetByRole(AriaRole.Button, new() { Name = "Bewaar" }).ClickAsync();
        // First it is seen as members get it, and that no server sends it; nothing was done yet.
        await page.GetByRole(AriaRole.Button, new() { Name = "Roep de leden op" }).ClickAsync();
        Assert.Contains("U bent uitgenodigd voor: ALV over de tarieven.", await page.GetByLabel("De oproep", new() { Exact = true })
            .InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal(1, await page.Locator("#melding").GetByText("Er is geen mailserver ingesteld.").CountAsync());
        Assert.Equal(0, await page.Locator("#melding").GetByText("Er is nog geen plaats ingevuld").CountAsync());
        // what was not touched was kept
        await page.GetByRole(AriaRole.Link, new() { Name = "Toch niet" }).ClickAsync();
        Assert.Equal(0, await page.GetByText("De oproep is vastgelegd.").CountAsync());
        await page.GetByRole(AriaRole.Button, new() { Name = "Roep de leden op" }).ClickAsync();
        await page.Locator("#melding").GetByRole(AriaRole.Button, new() { Name = "Roep de leden op" }).ClickAsync();
        Assert.Equal(1, await page.GetByText("De oproep is vastgelegd.").CountAsync());
        Assert.Equal(1, await page.GetByText("berichten wachten nog.").CountAsync());
        Assert.Matches("per e-mail, 15 leden", await page.Locator("main").InnerTextAsync());
        await page.Locator("#punt-nieuw > summary").ClickAsync();
        await page.Locator("#punt-nieuw").GetByLabel("Titel").FillAsync("Toch nog iets");
        await page.GetByRole(AriaRole.Button, new() { Name = "Zet op de agenda" }).ClickAsync();
        Assert.Equal(1, await page.GetByRole(AriaRole.Alert).GetByText("De leden hebben de agenda al.").CountAsync());
        Assert.Equal("Toch nog iets", await page.Locator("#punt-nieuw").GetByLabel("Titel").InputValueAsync());

        await page.Locator("#trek-in > summary").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Trek de vergadering in" }).ClickAsync();
        Assert.Equal(1, await page.GetByRole(AriaRole.Alert).GetByText("Zeg waarom de vergadering niet doorgaat.").CountAsync());
        await page.GetByLabel("Waarom gaat de vergadering niet door?").FillAsync("Te weinig leden kunnen.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Trek de vergadering in" }).ClickAsync();
        Assert.Equal(1, await page.GetByText("Reden: Te weinig leden kunnen.").CountAsync());
    }

    [Fact]
    public async Task New_rules_begin_as_the_old_ones_and_used_rules_stay()
    {
        await using var context = await browser.Open(Wide, script: false);
        var page = await StepIn(context, "Directiesecretariaat");
        await page.GotoAsync(browser.Address + App + "/vergaderingen/regels");
        var set = page.Locator("section[aria-labelledby=regelset-kop]");
        Assert.Equal(("30", "1"),
            (await set.GetByLabel("Stemmen vooraf").InputValueAsync(), await set.GetByLabel("Vergaderingen per jaar").InputValueAsync()));
        await set.GetByLabel("Naam", new() { Exact = true }).FillAsync("Regels van 2031");
        await set.GetByLabel("Geldig vanaf").FillAsync("2031-01-01");
        // Each majority is a group of fields: for a change of statutes another fraction, of all members.
        var meerderheden = set.Locator("#regelset-meerderheden");
        await meerderheden.Locator("summary").ClickAsync();
        ILocator Van(string veld) => meerderheden.Locator($"[name$=meerderheden-1-{veld}]");
        Assert.Equal(("statutenwijziging", "2", "3"),
            (await Van("soort").InputValueAsync(), await Van("teller").InputValueAsync(), await Van("noemer").InputValueAsync()));
        await Van("teller").FillAsync("3,5");
        await set.GetByRole(AriaRole.Button, new() { Name = "Leg vast" }).ClickAsync();
        await page.GetByRole(AriaRole.Alert).GetByRole(AriaRole.Link, new() { Name = "Vul een heel getal in, zonder decimalen" })
            .ClickAsync();
        Assert.Equal("3,5", await page.Locator(":focus").InputValueAsync());
        await Van("teller").FillAsync("3");
        await Van("noemer").FillAsync("4");
        await Van("vanAlleLeden").SelectOptionAsync("ja");
        await set.GetByRole(AriaRole.Button, new() { Name = "Leg vast" }).ClickAsync();
        Assert.Equal(1, await page.GetByText("Het is bewaard.").CountAsync());
        var nieuw = page.GetByRole(AriaRole.Region, new() { Name = "Regels van 2031" });
        await nieuw.Locator("summary").ClickAsync();
        Assert.Equal(1, await nieuw.GetByText("minstens 3/4 van de leden").CountAsync());
        Assert.Equal(1, await nieuw.GetByText("Digitaal, buiten de vergadering: alle leden").CountAsync());

        // The newest is the one to change; what was voted by stays.
        await page.GetByRole(AriaRole.Link, new() { Name = "Wijzig deze regels" }).Last.ClickAsync();
        Assert.Equal(("acclamatie", "BW 2:13; gebruik in de vergadering"), (await set.Locator("[name$=modi-1-modus]").InputValueAsync(),
            await set.Locator("[name$=modi-1-grondslag]").InputValueAsync()));
        await set.GetByRole(AriaRole.Button, new() { Name = "Leg vast" }).ClickAsync();
        Assert.Equal(1, await page.GetByRole(AriaRole.Alert).GetByText("Met deze regelset is al gestemd.").CountAsync());
    }

    [Fact]
    public async Task A_member_takes_part_without_JavaScript()
    {
        await using var een = await browser.Open(Narrow, script: false);
        await using var twee = await browser.Open(Wide, script: false);
        var (alv, vergadering, punt) = await Oefenvergadering("Zonder script");
        using (var http = browser.Registers())
        {
            var leden = JsonNode.Parse(await http.GetStringAsync("portfolio/api/v1/leden?pageSize=500"))!["results"]!.AsArray()
                .ToDictionary(l => (string)l!["naam"]!, l =>
                (string)l!["url"]!);
            var volmacht = await Maak(http, "volmachten", new
            {
                gever = leden["Raalte"],
                gemachtigde = "lid-deventer",
                functie = "portefeuillehouder van Deventer",
                namens = leden["Deventer"],
                vergadering,
                spreken = true,
                stemmen = true,
                instructies = new[] { new { agendapunt = punt, keuze = "voor" } }
            });
            await Maak(http, "aanwezigheden",
                new
                {
                    vergadering,
                    lid = leden["Raalte"],
                    hoedanigheid = "gemachtigde",
                    functie = "portefeuillehouder van Deventer",
                    volmacht
                });
        }
        var (lid, voorzitter) = (await StepIn(een, "Bestuurder van Deventer"), await StepIn(twee, "Voorzitter"));
        await voorzitter.GotoAsync(browser.Address + App + alv + "/voorzitter");
        await Knop(voorzitter, "Open de vergadering");
        await Knop(voorzitter, "Begin met 1");
        await lid.GotoAsync(browser.Address + App + alv + "/mijn");
        Assert.Contains("Nu: 1", await lid.Locator("#nu").InnerTextAsync(), StringComparison.Ordinal);
        await lid.Locator("#vraag-nieuw > summary").ClickAsync();
        await Knop(lid, "Verstuur");
        Assert.Equal(1, await lid.GetByRole(AriaRole.Link, new() { Name = "Schrijf uw vraag of opmerking" }).CountAsync());
        await lid.Locator("#vraag-nieuw").GetByLabel("Namens welk lid?").SelectOptionAsync(new SelectOptionValue { Label = "Deventer" });
        await lid.GetByLabel("Uw tekst").FillAsync("Wie betaalt dit?");
        await Knop(lid, "Verstuur");
        await lid.Locator("#spreek-nieuw > summary").ClickAsync();
        await lid.Locator("#spreek-nieuw").GetByLabel("Namens welk lid?").SelectOptionAsync(new SelectOptionValue { Label = "Deventer" });
        await lid.GetByLabel("Waarover wilt u spreken?").FillAsync("De planning");
        await lid.GetByLabel("Hoeveel minuten?").FillAsync("veel");
        await Knop(lid, "Vraag het woord");
        Assert.Equal(("De planning", "veel"),
            (await lid.GetByLabel("Waarover wilt u spreken?").InputValueAsync(), await lid.GetByLabel("Hoeveel minuten?")
            .InputValueAsync()));
        await lid.GetByLabel("Hoeveel minuten?").FillAsync("2");
        await Knop(lid, "Vraag het woord");
        Assert.Equal(1, await lid.GetByText("U staat op de sprekerslijst.").CountAsync());

        // The chair notes who came in, and opens the vote; a link brings the phone up to date.
        await voorzitter.GetByRole(AriaRole.Link, new() { Name = "Ververs" }).ClickAsync();
        Assert.Equal(1, await voorzitter.GetByText("Wie betaalt dit?").CountAsync());
        await voorzitter.Locator("#wie-er-komt > summary").ClickAsync();
        await voorzitter.Locator("#wie-er-komt").GetByLabel("Deventer", new() { Exact = true }).CheckAsync();
        await Knop(voorzitter, "Meld aanwezig");
        await Knop(voorzitter, "Open de stemming over Voorstel");
        await lid.GetByRole(AriaRole.Link, new() { Name = "Ververs" }).ClickAsync();
        await Knop(lid, "Breng deze stemmen uit");
        Assert.Equal(1, await lid.GetByRole(AriaRole.Link, new() { Name = "Kies eerst wat u stemt" }).CountAsync());
        await lid.GetByRole(AriaRole.Group, new() { Name = "Wat stemt Raalte?" }).GetByLabel("Tegen").CheckAsync();
        // Meanwhile the chair noted what Deventer said aloud: that vote is refused and named, the other one counts.
        await voorzitter.GetByRole(AriaRole.Combobox, new() { Name = "Deventer", Exact = true }).SelectOptionAsync("tegen");
        await Knop(voorzitter, "Noteer de stemmen");
        await lid.GetByRole(AriaRole.Group, new() { Name = "Wat stemt Deventer?" }).GetByLabel("Tegen").CheckAsync();
        await Knop(lid, "Breng deze stemmen uit");
        Assert.Equal((1, 1), (await lid.GetByText("Niet alles is gelukt. Wat wel lukte, is bewaard.").CountAsync(),
            await lid.GetByRole(AriaRole.Link, new() { Name = "Deventer: Dit lid heeft al gestemd." }).CountAsync()));
        Assert.Equal(1, await lid.GetByText("Uw stem voor Raalte:").CountAsync());
        await Knop(voorzitter, "Sluit de stemming");

        await Knop(voorzitter, "Stel de uitslag vast");
        Assert.Equal(1, await voorzitter.GetByText("0 van de 2 stemmen voor; nodig: 2").CountAsync());
        await lid.GetByRole(AriaRole.Link, new() { Name = "Ververs" }).ClickAsync();
        Assert.Equal(1, await lid.GetByText("Verworpen").First.CountAsync());

        // Only the member that gave the proxy sees that it was not followed.
        await using var drie = await browser.Open(Narrow, script: false);
        var raalte = await StepIn(drie, "Bestuurder van Raalte");
        await raalte.GotoAsync(browser.Address + App + "/volmachten");
        Assert.Equal(1, await raalte.GetByText("Dit is anders dan uw instructie. Alleen u ziet dit.").CountAsync());
        await lid.GotoAsync(browser.Address + App + "/volmachten");
        Assert.Equal(0, await lid.GetByText("anders dan uw instructie").CountAsync());

        // The outcome is contested at once: the second of the two makes a majority, and a new vote takes its place.
        foreach (var (naam, zin) in ((string, string)[])[("Deventer", "moeten 2 leden dat vragen; het zijn er nu 1."),
            ("Raalte", "Daardoor vervalt deze uitslag (BW 2:13 lid 4).")])
        {
            await lid.GotoAsync(browser.Address + App + alv + "/mijn");
            await lid.Locator("details[id^=betwist] > summary").ClickAsync();
            await lid.Locator("details[id^=betwist]").GetByLabel("Welk lid vraagt dit?")
                .SelectOptionAsync(new SelectOptionValue { Label = naam });
            await Knop(lid, "Betwist deze uitslag");
            Assert.Equal(1, await lid.GetByText(zin).CountAsync());
        }
        await Bekijk(lid, "betwist");
        await voorzitter.GotoAsync(browser.Address + App + alv + "/voorzitter");
        await Bekijk(voorzitter, "voorzitter-betwist");
        await Knop(voorzitter, "Open de stemming over Voorstel");
        await lid.GetByRole(AriaRole.Link, new() { Name = "Ververs" }).ClickAsync();
        foreach (var naam in (string[])["Deventer", "Raalte"])
            await lid.GetByRole(AriaRole.Group, new() { Name = $"Wat stemt {naam}?" }).GetByLabel("Voor").CheckAsync();
        await Knop(lid, "Breng deze stemmen uit");
        await Knop(voorzitter, "Sluit de stemming");
        await Knop(voorzitter, "Stel de uitslag vast");
        Assert.Equal(1, await voorzitter.GetByText("Deze uitslag geldt niet meer").CountAsync());
        await lid.GetByRole(AriaRole.Link, new() { Name = "Ververs" }).ClickAsync();
        Assert.Equal(1, await lid.GetByText("Er is opnieuw gestemd. Deze uitslag is daardoor vervallen (BW 2:13 lid 4).").CountAsync());
    }

    [Fact]
    public async Task A_digital_vote_is_discussed_first_and_stays_hidden_until_the_end()
    {
        await using var een = await browser.Open(Wide, script: false);
        await using var twee = await browser.Open(Wide, script: false);
        await using var drie = await browser.Open(Narrow, script: false);
        var (voorzitter, bureau, lid) = (await StepIn(een, "Voorzitter"), await StepIn(twee, "Directiesecretariaat"),
            await StepIn(drie, "Bestuurder van Raalte"));
        var stemming = browser.Address + App + await Gevuld("/stemmingen/{Verlengen}");
        await voorzitter.GotoAsync(stemming);
        await Knop(voorzitter, "Open de stemming");
        var waarom = await voorzitter.GetByRole(AriaRole.Alert).InnerTextAsync();
        foreach (var reden in (string[])["Er is nog geen bespreekmoment gehouden", "Er staat nog 1 vraag open.",
            "Leg vast wanneer het bestuur van dit voorstel wist."])
        {
            Assert.Contains(reden, waarom, StringComparison.Ordinal);
        }

        await bureau.GotoAsync(stemming);
        await bureau.Locator("details[id^=beantwoord] > summary").ClickAsync();
        await bureau.GetByLabel("Antwoord aan Raalte").FillAsync("Twaalfduizend euro.");
        await Knop(bureau, "Bewaar het antwoord");
        await bureau.Locator("#bespreek-nieuw > summary").ClickAsync();
        await bureau.GetByLabel("Dag", new() { Exact = true }).FillAsync(Alv.Vandaag(-1));
        await bureau.GetByLabel("Tijd", new() { Exact = true }).FillAsync("10:00");
        await Knop(bureau, "Plan");
        await bureau.GetByLabel("Hoeveel deelnemers?").FillAsync("8");
        await Knop(bureau, "Dit is gehouden");
        await bureau.Locator("#wijzig > summary").ClickAsync();
        await bureau.GetByLabel("Het bestuur wist ervan sinds").FillAsync(Alv.Vandaag(-9));
        await Knop(bureau, "Bewaar");
        await voorzitter.GotoAsync(stemming);
        await Knop(voorzitter, "Open de stemming");
        Assert.Equal(1, await voorzitter.GetByText("De stemming is open.").CountAsync());

        // The member votes, and changes its mind; nobody else sees what.
        await lid.GotoAsync(stemming);
        await lid.GetByLabel("Voor", new() { Exact = true }).CheckAsync();
        await Knop(lid, "Breng uw stem uit voor Raalte");
        await lid.Locator("summary", new() { HasText = "Wijzig deze stem" }).ClickAsync();
        await lid.GetByLabel("Tegen", new() { Exact = true }).CheckAsync();
        await Knop(lid, "Wijzig uw stem voor Raalte");
        Assert.Contains("komt er dus geen besluit", await lid.Locator("#melding").InnerTextAsync(), StringComparison.Ordinal);
        await Knop(lid, "Stem toch tegen");
        Assert.Matches(@"Uw stem voor Raalte:\s*✕\s*Tegen", await lid.Locator("main").InnerTextAsync());
        await voorzitter.GotoAsync(stemming);
        var zicht = await voorzitter.Locator("main").InnerTextAsync();
        Assert.Contains("1 van de 15 leden", zicht, StringComparison.Ordinal);
        Assert.DoesNotContain("Tegen", zicht, StringComparison.Ordinal);
        await Knop(voorzitter, "Sluit de stemming");
        Assert.Equal(1, await voorzitter.GetByRole(AriaRole.Alert).GetByText("De leden mogen tot het aangekondigde einde stemmen")
            .CountAsync());

        // It goes to the general meeting; what was voted so far lapses, visibly.
        await voorzitter.Locator("#naar-alv > summary").ClickAsync();
        await voorzitter.GetByLabel("Bij welk agendapunt?").SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await voorzitter.Locator("#naar-alv").GetByLabel("Waarom?").FillAsync("Er is meer gesprek nodig.");
        await Knop(voorzitter, "Naar de vergadering");
        Assert.Equal(1, await voorzitter.GetByText("Vervallen").CountAsync());
    }

    [Fact]
    public async Task A_proxy_says_what_it_is_for_and_is_revoked_until_it_was_used()
    {
        await using var context = await browser.Open(Narrow, script: false);
        var page = await StepIn(context, "Bestuurder van Deventer");
        await page.GotoAsync(browser.Address + App + "/volmachten");
        var vorm = page.Locator("details", new() { HasText = "Voor Algemene Ledenvergadering met congres" });
        await vorm.Locator("summary").First.ClickAsync();
        await vorm.GetByLabel("Aan de vertegenwoordiger van").SelectOptionAsync(new SelectOptionValue { Label = "Raalte" });
        await Knop(page, "Geef de volmacht");
        Assert.Equal(1, await page.GetByRole(AriaRole.Link, new() { Name = "Kies waarvoor de volmacht is" }).CountAsync());
        Assert.Equal("Raalte", await vorm.GetByLabel("Aan de vertegenwoordiger van")
            .EvaluateAsync<string>("s => s.selectedOptions[0].text"));
        await vorm.GetByLabel("Spreken en stemmen").CheckAsync();
        await vorm.Locator("summary").Nth(1).ClickAsync();
        await vorm.GetByLabel("Instructie bij punt 3").SelectOptionAsync("tegen");
        await Knop(page, "Geef de volmacht");
        Assert.Matches(@"Deventer aan portefeuillehouder \(Raalte\): spreken en stemmen",
            await page.Locator("#gegeven + ul").InnerTextAsync());
        Assert.Matches(@"Instructie bij punt 3:\s*✕\s*Tegen", await page.Locator("#gegeven + ul").InnerTextAsync());
        await Knop(page, "Trek deze volmacht in");
        Assert.Equal(1, await page.GetByText("Ingetrokken op").CountAsync());
        Assert.Equal(0, await page.GetByRole(AriaRole.Button, new() { Name = "Trek deze volmacht in" }).CountAsync());
    }

    [Fact]
    public async Task Who_only_reads_is_offered_nothing_and_who_may_not_read_sees_nothing()
    {
        await using var een = await browser.Open(Wide);
        await using var twee = await browser.Open(Wide);
        var (lezer, ander) = (await StepIn(een, "Coördinator"), await StepIn(twee, "Medewerker klantcontact"));
        var alv = await Gevuld("/vergaderingen/{Algemene}");
        foreach (var pad in (string[])["/vergaderingen", alv, alv + "/aanwezigheid", alv + "/notulen",
            await Gevuld("/stemmingen/{Peiling}")])
        {
            var antwoord = await lezer.GotoAsync(browser.Address + App + pad);
            Assert.Equal(0, await lezer.Locator("main form:not([hidden])").CountAsync());
            // Every page has the script of forms, that asks nothing; only a page that keeps itself up to date may ask.
            var vraagt = (await antwoord!.HeaderValueAsync("content-security-policy"))!.Contains("connect-src", StringComparison.Ordinal);
            Assert.Equal(pad.StartsWith("/stemmingen", StringComparison.Ordinal), vraagt);
        }
        foreach (var pad in (string[])[alv + "/voorzitter", alv + "/zaal"])
        {
            Assert.Equal(pad.EndsWith("voorzitter", StringComparison.Ordinal) ? 403 : 200,
                (await lezer.APIRequest.GetAsync(browser.Address + App + pad)).Status);
        }

        // The cheap question: nothing new is 304, without a body. Who may not read the meeting does not hear of it.
        var vraag = $"{browser.Address}/dimpact/nieuws?over=besluitvorming/vergaderingen/{alv[^36..]}";
        var eerst = await lezer.APIRequest.GetAsync(vraag);
        var weer = await lezer.APIRequest.GetAsync(vraag, new()
        {
            Headers = new Dictionary<string, string>
            { ["If-None-Match"] = eerst.Headers["etag"] }
        });
        Assert.Equal((200, 304, 0), (eerst.Status, weer.Status, (await weer.BodyAsync()).Length));
        Assert.Equal((403, 403), ((await ander.APIRequest.GetAsync(vraag)).Status,
            (await ander.APIRequest.GetAsync(vraag.Replace("/nieuws?", "/nieuws/stroom?", StringComparison.Ordinal))).Status));
        foreach (var pad in (string[])["/vergaderingen", alv, alv + "/mijn", alv + "/zaal", "/stemmingen", "/volmachten"])
            Assert.Equal(403, (await ander.APIRequest.GetAsync(browser.Address + App + pad)).Status);
    }

    private Task<IPage> StepIn(IBrowserContext context, string rol) => browser.StepIn(context, rol, "dimpact");

    private async Task Zie(IPage page, string pad) =>
        await browser.See(page, App + pad, "vergaderen" + Onveilig().Replace(pad, "-"));

    // The page as it stands now, both widths.
    private static async Task Bekijk(IPage page, string naam)
    {
        var was = page.ViewportSize!;
        await Browser.Look(page, "vergaderen-" + naam);
        await page.SetViewportSizeAsync(was.Width, was.Height);
    }

    private static async Task Knop(IPage page, string naam) => await page.GetByRole(AriaRole.Button, new() { Name = naam })
        .First.ClickAsync();

    // Until the page shows it by itself.
    private static async Task Tot(IPage page, string waar, string tekst) => await page.WaitForFunctionAsync(
        "([waar, tekst]) => document.querySelector(waar)?.innerText.replace(/\\s+/g, ' ').includes(tekst)", new[] { waar, tekst },
        new() { Timeout = 15_000 });

    private static async Task<string> Bestand(IPage page, string link)
    {
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = link }).First.ClickAsync());
        return await File.ReadAllTextAsync(await download.PathAsync());
    }

    // A meeting of today that was convened in time, with one item and its vote ready.
    private async Task<(string Pad, string Vergadering, string Punt)> Oefenvergadering(string titel)
    {
        using var http = browser.Registers();
        var v = await Maak(http, "vergaderingen", new { titel, datum = Alv.Vandaag(0), vorm = "fysiek", overgenomen = true });
        var punt = await Maak(http, "agendapunten", new
        {
            vergadering = v,
            nummer = 1,
            titel = "Voorstel",
            soort = "ter_besluitvorming",
            gevraagdBesluit = new { soort = "instemmen", tekst = "In te stemmen." }
        });
        await Maak(http, $"vergaderingen/{v[^36..]}/oproepen", new { moment = Alv.Vandaag(-14) + "T09:00:00Z" });
        await Maak(http, "stemmingen", new { agendapunt = punt, modus = "in_de_vergadering", onderwerp = "Voorstel" });
        return ("/vergaderingen/" + v[^36..], v, punt);
    }

    private static async Task<string> Maak(HttpClient http, string pad, object body)
    {
        using var antwoord = await http.PostAsJsonAsync("besluitvorming/api/v1/" + pad, body);
        var tekst = await antwoord.Content.ReadAsStringAsync();
        Assert.True(antwoord.IsSuccessStatusCode, tekst);
        return (string)JsonNode.Parse(tekst)!["url"]!;
    }

    // A word in braces is the key of what has a title that begins with it; a number that of the item of the meeting before it.
    private async Task<string> Gevuld(string pad)
    {
        using var http = browser.Registers();
        async Task<string> Sleutel(string vraag, Func<JsonNode, bool> goed) =>
            ((string)JsonNode.Parse(await http.GetStringAsync("besluitvorming/api/v1/" + vraag))!["results"]!.AsArray()
                .First(r => goed(r!))!["url"]!)[^36..];
        foreach (Match m in Gat().Matches(pad))
        {
            var (naam, deel) = (m.Groups[1].Value, pad.Split('/')[1]);
            var sleutel = int.TryParse(naam, out var nummer)
                ? await Sleutel($"agendapunten?vergadering={http.BaseAddress}besluitvorming/api/v1/vergaderingen/{Uuid().Match(pad).Value}",
                    r => (int)r["nummer"]! == nummer)
                : await Sleutel($"{deel}?pageSize=500", r => ((string)r[deel == "stemmingen" ? "onderwerp" : "titel"]!)
                    .StartsWith(naam, StringComparison.Ordinal));
            pad = pad.Replace(m.Value, sleutel, StringComparison.Ordinal);
        }
        return pad;
    }

    [GeneratedRegex(@"\{([^}]+)\}")]
    private static partial Regex Gat();

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f-]{27}")]
    private static partial Regex Uuid();

    [GeneratedRegex("[^a-zA-Z0-9]+")]
    private static partial Regex Onveilig();
}
