using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Xunit;

namespace Brink.Tests;

// The meeting itself: the chair, the phones of the members, the wall, and the minutes out of it.
public sealed partial class VergaderScreens
{
    [Fact]
    public async Task The_chair_leads_and_phones_and_the_wall_follow_by_themselves()
    {
        await using var een = await browser.Open(Wide);
        await using var twee = await browser.Open(Narrow);
        await using var drie = await browser.Open(Wide);
        await using var vier = await browser.Open(Wide, script: false);
        var alv = await Gevuld("/vergaderingen/{Ledenvergadering van}");
        var (voorzitter, lid, zaal) = (await StepIn(een, "Voorzitter"), await StepIn(twee, "Bestuurder van Kampen"),
            await StepIn(drie, "Coördinator"));
        var antwoord = await voorzitter.GotoAsync(browser.Address + App + alv + "/voorzitter");
        Assert.Contains("script-src 'self'; connect-src 'self'", await antwoord!.HeaderValueAsync("content-security-policy"),
            StringComparison.Ordinal);
        // Between the telephone and the server something saves up what streams: nothing of it ever comes through.
        await twee.RouteAsync("**/nieuws/stroom?*", _ => { });
        await lid.GotoAsync(browser.Address + App + alv + "/mijn");
        await zaal.GotoAsync(browser.Address + App + alv + "/zaal");
        await Knop(voorzitter, "Open de vergadering");
        await Knop(voorzitter, "Begin met 1");
        await Knop(voorzitter, "Volgende: 2");

        // The phone follows: it says where the meeting is, also to a screen reader; and what was typed stays, with the cursor in it.
        await Tot(lid, "#nu", "Nu: 2. Jaarplan van het regiebureau");
        Assert.Equal("Nu punt 2: Jaarplan van het regiebureau.", await lid.Locator("#levend-melding").InnerTextAsync());
        await lid.Locator("#spreek-nieuw > summary").ClickAsync();
        await lid.GetByLabel("Namens welk lid?").First.SelectOptionAsync(new SelectOptionValue { Label = "Vught" });
        await lid.GetByLabel("Waarover wilt u spreken?").FillAsync("De kosten");
        await Knop(voorzitter, "Geef het woord aan Deventer");
        await Tot(lid, "main", "Deventer heeft het woord.");
        Assert.Equal(("De kosten", "Vught", true), (await lid.GetByLabel("Waarover wilt u spreken?").InputValueAsync(),
            await lid.GetByLabel("Namens welk lid?").First.EvaluateAsync<string>("s => s.selectedOptions[0].text"),
            await lid.EvaluateAsync<bool>("document.activeElement.id.endsWith('-onderwerp')")));
        await Knop(lid, "Vraag het woord");
        await Tot(zaal, "#sprekers + ol", "Vught");
        await voorzitter.GetByLabel("Wat is er gezegd?").FillAsync("Deventer wil een strakkere planning.");
        await Knop(voorzitter, "Klaar met spreken");
        await Bekijk(voorzitter, "voorzitter");

        // The vote: three members, three votes; the wall keeps them to itself until it is closed.
        // What the chair was writing beside it stays.
        await voorzitter.GetByLabel("Samenvatting en conclusie").FillAsync("De leden zijn er bijna uit.");
        await Knop(voorzitter, "Open de stemming over Jaarplan");
        Assert.Equal(("De leden zijn er bijna uit.", 1), (await voorzitter.GetByLabel("Samenvatting en conclusie").InputValueAsync(),
            await voorzitter.GetByRole(AriaRole.Button, new() { Name = "Sluit de stemming" }).CountAsync()));
        await Tot(lid, "main", "Vught vraagt u te stemmen: Tegen.");
        Assert.Equal(1, await lid.GetByText("Voor: Kampen, Oldenzaal (met volmacht), Vught (met volmacht)").CountAsync()); // still to vote
        await Bekijk(lid, "stemmen");
        foreach (var (naam, keuze) in ((string, string)[])[("Kampen", "Voor"), ("Oldenzaal", "Voor"), ("Vught", "Voor")])
            await lid.GetByRole(AriaRole.Group, new() { Name = $"Wat stemt {naam}?" }).GetByLabel(keuze).CheckAsync();
        await Knop(lid, "Breng deze stemmen uit");
        Assert.Equal((0, 0), (await lid.GetByRole(AriaRole.Button, new() { Name = "Breng" }).CountAsync(),
            await lid.GetByText("U moet nog stemmen").CountAsync()));
        await Bekijk(lid, "telefoon");
        await Tot(zaal, "#levend", "3 van de 6 aanwezige leden stemden.");
        Assert.DoesNotContain("Kampen", await zaal.Locator("#levend").InnerTextAsync(), StringComparison.Ordinal);
        await Bekijk(zaal, "zaal");

        // Members that are there say aloud what they vote, and the chair notes it. Closing the meeting is refused meanwhile,
        // with the reason.
        await voorzitter.ReloadAsync();
        await voorzitter.GetByRole(AriaRole.Combobox, new() { Name = "Emmen", Exact = true }).SelectOptionAsync("onthouding");
        await voorzitter.GetByLabel("Wie hierboven niets heeft, stemt").SelectOptionAsync("voor");
        await Knop(voorzitter, "Noteer de stemmen");
        await voorzitter.Locator("#sluiten-lijst > summary").ClickAsync();
        await Knop(voorzitter, "Sluit de vergadering");
        Assert.Equal(1, await voorzitter.GetByRole(AriaRole.Alert)
            .GetByText("De stemming 'Jaarplan van het regiebureau' is nog niet vastgesteld").CountAsync());
        await Knop(voorzitter, "Sluit de stemming");
        await Knop(voorzitter, "Stel de uitslag vast");
        Assert.Equal(1, await voorzitter.GetByText("5 van de 5 stemmen voor; nodig: 3").CountAsync());
        await Tot(zaal, "#levend", "Aangenomen");
        Assert.Matches(@"○\s*Onthouding\s*: Emmen", await zaal.Locator("#levend").InnerTextAsync());
        await Bekijk(zaal, "zaal-uitslag");

        // A statement becomes an action, in one click; the conclusion goes into the minutes.
        await lid.GotoAsync(browser.Address + App + alv + "/mijn");
        await lid.Locator("details[id^=verklaring] > summary").ClickAsync();
        await lid.GetByLabel("Namens welk lid?").First.SelectOptionAsync(new SelectOptionValue { Label = "Kampen" });
        await lid.GetByLabel("De verklaring").FillAsync("Wij rekenen op een tussenstand.");
        await Knop(lid, "Leg de verklaring vast");
        await voorzitter.ReloadAsync();
        await Knop(voorzitter, "Maak er een actie van (Kampen)");
        Assert.Equal(1, await voorzitter.GetByText("Verzoek: Kampen: Wij rekenen op een tussenstand.").CountAsync());
        await voorzitter.GetByLabel("Samenvatting en conclusie").FillAsync("De leden stemmen in.\nDe tussenstand komt in juni.");
        await Knop(voorzitter, "Bewaar de samenvatting");

        // By acclamation; a member asks for a roll call, and that is what happens. What it was typing at the item before is not lost.
        await lid.Locator("#vraag-nieuw > summary").ClickAsync();
        await lid.GetByLabel("Uw tekst").FillAsync("Nog een vraag");
        // Somebody still waits for the word: that is asked first.
        await Knop(voorzitter, "Volgende: 3");
        Assert.Contains("Er wacht nog 1 spreker op het woord.", await voorzitter.Locator("#melding").InnerTextAsync(),
            StringComparison.Ordinal);
        await Knop(voorzitter, "Ga toch verder");
        await Tot(lid, "#nu", "Nu: 3");
        await Tot(lid, "#levend > section", "Dit hebt u nog niet verstuurd");
        Assert.Equal(("Nog een vraag", true), (await lid.Locator("#levend > section").First.GetByLabel("Uw tekst").InputValueAsync(),
            await lid.EvaluateAsync<bool>("document.activeElement.id.endsWith('-tekst')")));
        await Screens.Accessible(lid, Narrow);
        await Knop(voorzitter, "Open de stemming over Kwartaalrapportage");
        await Tot(lid, "main", "Bent u voor? Dan hoeft u niets te doen.");
        await Knop(lid, "Vraag een hoofdelijke stemming");
        await voorzitter.ReloadAsync();
        Assert.Equal(1, await voorzitter.GetByText("Een lid vroeg om een hoofdelijke stemming.").CountAsync());
        await voorzitter.Locator("#stemming-nieuw > summary").ClickAsync();
        await Knop(voorzitter, "Zet de stemming klaar");
        await Knop(voorzitter, "Open de stemming over Kwartaalrapportage");
        await voorzitter.GetByLabel("Wie hierboven niets heeft, stemt").SelectOptionAsync("voor");
        await Knop(voorzitter, "Noteer de stemmen");
        await Knop(voorzitter, "Sluit de stemming");
        await Knop(voorzitter, "Stel de uitslag vast");
        await voorzitter.Locator("#wie-er-is > summary").ClickAsync();
        await Knop(voorzitter, "Gaat weg (Emmen)");
        Assert.Equal(1, await voorzitter.GetByText("5 leden zijn er.").CountAsync());
        await Knop(voorzitter, "Volgende: 4");
        await Knop(voorzitter, "Volgende: 5");
        await Knop(voorzitter, "Sluit de vergadering");
        await Knop(voorzitter, "Sluit de vergadering toch");
        Assert.Equal(1, await voorzitter.GetByText("De vergadering is gesloten.", new() { Exact = true }).First.CountAsync());

        // The decision stands in the registers, and the report that it was about leads to it.
        await voorzitter.GotoAsync(browser.Address + App + "/rapport/2022-Q3");
        await voorzitter.GetByRole(AriaRole.Link, new() { Name = "Kwartaalrapportage Q3 2022" }).ClickAsync();
        Assert.Equal(6, await voorzitter.GetByRole(AriaRole.Rowgroup).Last.GetByRole(AriaRole.Row).CountAsync());
        Assert.Contains("De kwartaalrapportage Q3 2022 vast te stellen.", await Bestand(voorzitter, "Besluit in het register"),
            StringComparison.Ordinal);
        var verslag = JsonNode.Parse(await Bestand(voorzitter, "Ondertekend verslag"))!;
        Assert.Equal("aangenomen", (string)JsonNode.Parse((string)verslag["verslag"]!)!["uitkomst"]!);

        // Minutes out of the events, corrected by hand, and proposed.
        var secretariaat = await StepIn(vier, "Directiesecretariaat");
        await secretariaat.GotoAsync(browser.Address + App + alv + "/notulen");
        await Knop(secretariaat, "Schrijf een ontwerp");
        Assert.Equal(1, await secretariaat.Locator(".brink-alineas", new() { HasText = "Deventer wil een strakkere planning." })
            .CountAsync());
        await secretariaat.Locator("summary", new() { HasText = "Verbeter" }).First.ClickAsync();
        await secretariaat.GetByLabel("Tekst (leeg").First.FillAsync("Aanwezig: zes leden.");
        await Knop(secretariaat, "Bewaar de alinea");
        await TweeAlineas(alv);
        await Knop(secretariaat, "Stel de notulen voor");
        Assert.Equal(1, await secretariaat.Locator(".brink-alineas", new() { HasText = "Aanwezig: zes leden." }).CountAsync());
        Assert.Equal("Voorgesteld aan de leden", await secretariaat.Locator(".brink-stap[aria-current=step] .brink-stap__naam")
            .InnerTextAsync());
    }

    // Two paragraphs of minutes open at once: what is typed in one stays when the other is saved. When that one falls away,
    // what was typed still goes to the paragraph that it was typed for, whatever its number is now.
    private async Task TweeAlineas(string alv)
    {
        await using var met = await browser.Open(Wide);
        var page = await StepIn(met, "Directiesecretariaat");
        await page.GotoAsync(browser.Address + App + alv + "/notulen");
        ILocator Alinea(int i) => page.Locator($"#wijzig-{i}").GetByLabel("Tekst (leeg");
        Task Bewaar(int i) => page.Locator($"#wijzig-{i}").GetByRole(AriaRole.Button, new() { Name = "Bewaar de alinea" }).ClickAsync();
        foreach (var i in (int[])[1, 2]) await page.Locator($"#wijzig-{i} > summary").ClickAsync();
        await Alinea(1).FillAsync("Een van twee alinea's.");
        await Alinea(2).FillAsync("De andere van twee alinea's.");
        await Bewaar(1);
        var staat = await page.Locator(".brink-alineas").AllInnerTextsAsync();
        Assert.True(staat.Count > 3, "There must be more paragraphs for this to mean anything.");
        Assert.Equal(("Een van twee alinea's.", "De andere van twee alinea's.", true),
            (staat[1], await Alinea(2).InputValueAsync(), await Alinea(2).IsVisibleAsync()));

        await page.Locator("#wijzig-1 > summary").ClickAsync();
        await Alinea(1).FillAsync("");
        await Bewaar(1);
        await Bewaar(2);
        Assert.Equal([staat[0], "De andere van twee alinea's.", .. staat.Skip(3)], await page.Locator(".brink-alineas").AllInnerTextsAsync());
    }
}
