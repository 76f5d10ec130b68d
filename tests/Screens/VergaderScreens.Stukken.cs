using System.Net.Http.Json;
using Microsoft.Playwright;
using Xunit;

namespace Brink.Tests;

// What goes along with meetings and votes: papers and minutes as one file, the votes that wait, and decisions of some members only.
public sealed partial class VergaderScreens
{
    [Fact]
    public async Task Papers_and_minutes_are_one_file_and_open_votes_are_listed()
    {
        await using var context = await browser.Open(Narrow, script: false);
        var page = await StepIn(context, "Bestuurder van Kampen");
        await page.GotoAsync(browser.Address + App + await Gevuld("/vergaderingen/{Algemene}"));
        Assert.Equal(1, await page.GetByRole(AriaRole.Link, new() { Name = "Alle stukken in één PDF" }).CountAsync());
        foreach (var (pad, titel, teksten) in new (string, string, string[])[]
        {
            ("/vergaderingen/{Algemene}/stukken.pdf", "Stukken voor: Algemene Ledenvergadering met congres",
                ["Inhoud", "3. Jaarplan", "Bijlage 1: Jaarplan", "Gevraagd: In te stemmen",
                "werkt de cooperatie aan een platform", "Bijlage 3: Voorstel bij het jaarplan", "1 bladzijde volgt hierna."]),
            ("/vergaderingen/{ALV van 7}/stukken.pdf?openbaar=true", "Stukken voor: ALV van 7 december 2022",
                ["Dit is de openbare versie.", "Inhoud"]),
            ("/vergaderingen/{ALV van 30}/notulen.pdf", "Notulen van ALV van 30 juni 2022",
                ["Notulen van ALV van 30 juni 2022", "Vastgesteld op"]),
        })
        {
            var antwoord = await context.APIRequest.GetAsync(browser.Address + App + await Gevuld(pad));
            Assert.Equal((200, "application/pdf"), (antwoord.Status, antwoord.Headers["content-type"]));
            var bestand = Path.GetTempFileName();
            await File.WriteAllBytesAsync(bestand, await antwoord.BodyAsync(), TestContext.Current.CancellationToken);
            if (Environment.GetEnvironmentVariable("BRINK_SCREENSHOTS") is { Length: > 0 } map)
                File.Copy(bestand, Path.Combine(map, Path.GetFileName(bestand) + ".pdf"));
            try
            {
                await PdfTests.Accessible(bestand, titel, pad.Contains("{Algemene}", StringComparison.Ordinal) ? ["Figure", "Link", "TOC"]
                : ["P"], teksten);
            }
            finally { File.Delete(bestand); }
        }
        Assert.Equal(404, (await context.APIRequest.GetAsync($"{browser.Address}{App}/vergaderingen/{Guid.NewGuid()}/stukken.pdf")).Status);
        var tekst = await (await context.APIRequest.GetAsync(
            browser.Address + App + await Gevuld("/vergaderingen/{ALV van 30}/notulen.txt"))).TextAsync();
        Assert.StartsWith("Notulen van ALV van 30 juni 2022\r\n", tekst, StringComparison.Ordinal);

        await page.GotoAsync(browser.Address + App + "/stemmingen");
        var nog = page.GetByRole(AriaRole.Region, new() { Name = "U moet nog stemmen" });
        Assert.Equal(1, await nog.GetByRole(AriaRole.Link, new() { Name = "Samen ondersteuning inhuren" }).CountAsync());
        await Bekijk(page, "nog-stemmen");
        await nog.GetByRole(AriaRole.Link, new() { Name = "Samen ondersteuning inhuren" }).ClickAsync();
        Assert.Equal(1, await page.GetByText("Alleen zij stemmen, en het besluit geldt alleen voor hen.").CountAsync());
        Assert.Equal(1, await page.GetByText("Wie niet meer meedoet, betaalt de kosten mee").CountAsync());
        await Bekijk(page, "betrokken");
        await page.GetByRole(AriaRole.Group, new() { Name = "Wat stemt Kampen?" }).GetByLabel("Voor").CheckAsync();
        await Knop(page, "Breng uw stem uit voor Kampen");
        await page.GotoAsync(browser.Address + App + "/stemmingen");
        Assert.Equal(0, await nog.GetByRole(AriaRole.Link, new() { Name = "Samen ondersteuning inhuren" }).CountAsync());
    }

    [Fact]
    public async Task The_office_makes_a_vote_for_some_that_they_may_stay_out_of_and_a_member_does()
    {
        await using var een = await browser.Open(Wide, script: false);
        await using var twee = await browser.Open(Narrow, script: false);
        var (bureau, lid) = (await StepIn(een, "Directiesecretariaat"), await StepIn(twee, "Bestuurder van Kampen"));
        await bureau.GotoAsync(browser.Address + App + "/stemmingen");
        await bureau.Locator("#nieuw > summary").ClickAsync();
        await bureau.GetByLabel("Onderwerp").FillAsync("Samen een proef doen");
        await bureau.GetByLabel("De tekst van het besluit").FillAsync("Samen een proef te doen.");
        await bureau.GetByLabel("Stemmen kan tot (dag)").FillAsync(Alv.Vandaag(3));
        await bureau.GetByLabel("Stemmen kan tot (tijd)").FillAsync("12:00");
        await bureau.GetByLabel("Het bestuur wist ervan sinds").FillAsync(Alv.Vandaag(-1));
        await bureau.Locator("#stemming-aangaan > summary").ClickAsync();
        await bureau.GetByLabel("Kampen", new() { Exact = true }).CheckAsync();
        await bureau.Locator("#stemming-uitstap > summary").ClickAsync();
        await bureau.GetByLabel("De voorwaarden voor wie niet meedoet").FillAsync("Zonder kosten.");
        await bureau.GetByLabel("Wie niet meedoet, kan nadere afspraken maken").CheckAsync();
        await Knop(bureau, "Maak de stemming");
        // What is missing is named, inside what is folded open again; what was typed is there.
        Assert.Equal(["Vul in tot en met welke dag een lid dit kan melden", "Vul in vanaf welke dag een lid niet meedoet"],
            await bureau.GetByRole(AriaRole.Alert).GetByRole(AriaRole.Link).AllInnerTextsAsync());
        Assert.Equal("Zonder kosten.", await bureau.GetByLabel("De voorwaarden voor wie niet meedoet").InputValueAsync());
        await Bekijk(bureau, "uitstapvelden");
        await bureau.GetByLabel("Melden kan tot en met").FillAsync(Alv.Vandaag(30));
        await bureau.GetByLabel("Niet meedoen gaat in op").FillAsync(Alv.Vandaag(60));
        await Knop(bureau, "Maak de stemming");
        Assert.Equal(1, await bureau.GetByRole(AriaRole.Alert).GetByText("Zeg waarom dit alleen deze leden aangaat.").CountAsync());
        await bureau.GetByLabel("Waarom alleen deze leden?").FillAsync("Alleen Kampen doet de proef.");
        await Knop(bureau, "Maak de stemming");
        Assert.Equal("Samen een proef doen", await bureau.Locator("h1").InnerTextAsync());
        var pad = bureau.Url.Split('?')[0];
        await bureau.Locator("#bespreek-nieuw > summary").ClickAsync();
        await bureau.GetByLabel("Dag", new() { Exact = true }).FillAsync(Alv.Vandaag(-1));
        await bureau.GetByLabel("Tijd", new() { Exact = true }).FillAsync("10:00");
        await Knop(bureau, "Plan");
        await Knop(bureau, "Dit is gehouden");
        var stemming = pad[^36..];
        using (var http = browser.Registers())
            Assert.True((await http.PostAsJsonAsync($"besluitvorming/api/v1/stemmingen/{stemming}/openen", new { })).IsSuccessStatusCode);
        await lid.GotoAsync(pad);
        await lid.GetByRole(AriaRole.Group, new() { Name = "Wat stemt Kampen?" }).GetByLabel("Voor").CheckAsync();
        await Knop(lid, "Breng uw stem uit voor Kampen");
        using (var http = browser.Registers())
        {
            foreach (var daad in (string[])["sluiten", "vaststellen"])
            {
                Assert.True((await http.PostAsJsonAsync($"besluitvorming/api/v1/stemmingen/{stemming}/{daad}", new { }))
                    .IsSuccessStatusCode, daad);
            }
        }
        await lid.GotoAsync(pad);
        Assert.Equal(1, await lid.GetByText("Dit geldt alleen voor: Kampen.").CountAsync());
        await lid.Locator("#afmelden-open > summary").ClickAsync();
        await lid.GetByLabel("Waarom? (mag leeg blijven)").FillAsync("Toch niet.");
        await lid.GetByLabel("Wij willen nadere afspraken maken").CheckAsync();
        await Knop(lid, "Meld dat dit lid niet meedoet");
        Assert.Equal(1, await lid.GetByText("Dit lid wil nadere afspraken. Die zijn er nog niet.").CountAsync());
        await Bekijk(lid, "niet-meedoen");
        await bureau.GotoAsync(pad);
        await bureau.Locator("details[id^=leg-vast] > summary").ClickAsync();
        await bureau.GetByLabel("Wat is afgesproken?").FillAsync("Meekijken zonder kosten.");
        await Knop(bureau, "Leg vast");
        Assert.Equal(1, await bureau.GetByText("Afgesproken: Meekijken zonder kosten.").CountAsync());
        await lid.GotoAsync(pad);
        await Knop(lid, "Wij doen toch mee");
        Assert.Equal(0, await lid.GetByText("Leden die niet meedoen").CountAsync());
    }
}
