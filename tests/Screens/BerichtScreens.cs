using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Xunit;

namespace Brink.Tests;

/// <summary>The pages of messages and of the evaluation of a meeting, and the files of a vote and a proxy,
/// on the demonstration's own data.</summary>
public sealed class BerichtScreens(Browser browser) : IClassFixture<Browser>
{
    private const int Wide = 1280;

    [Fact]
    public async Task Messages_that_wait_are_seen_and_sent_by_hand_without_JavaScript()
    {
        using var http = browser.Registers();
        await Geef(http, "brink-functioneel-beheerder", "bvm", "besluitvorming.lezen");
        await Geef(http, "brink-functioneel-beheerder", "pfl", "portfolio.lezen");
        await using var looking = await browser.Open(Wide);
        await using var context = await browser.Open(Wide, script: false);
        var look = await browser.StepIn(looking, "Functioneel beheerder", "dimpact");
        var page = await browser.StepIn(context, "Functioneel beheerder", "dimpact");
        await page.GetByRole(AriaRole.Link, new() { Name = "Berichten" }).ClickAsync();
        Assert.Equal(1, await page.GetByText("Brink verstuurt nog geen mail").CountAsync());
        // One of the example's members gave no address.
        Assert.Contains("Landsmeer", await page.Locator("section", new() { HasText = "Per post" }).InnerTextAsync(),
            StringComparison.Ordinal);
        var aantal = await page.Locator("tbody tr").CountAsync();
        Assert.True(aantal > 5);
        await browser.See(look, "/dimpact/beheer/berichten", "berichten");

        await page.GetByRole(AriaRole.Link, new() { Name = "portefeuillehouder van" }).First.ClickAsync();
        var adres = new Uri(page.Url).AbsolutePath;
        await browser.See(look, adres, "bericht");
        Assert.Equal(1, await page.GetByText("vergadering.ics (voor de agenda)").CountAsync());
        var download = await page.RunAndWaitForDownloadAsync(() =>
            page.GetByRole(AriaRole.Link, new() { Name = "Download het bericht (.eml)" }).ClickAsync());
        Assert.Contains("X-Unsent: 1", await File.ReadAllTextAsync(await download.PathAsync(), TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
        await page.GetByRole(AriaRole.Button, new() { Name = "Ik heb het zelf verstuurd" }).ClickAsync();
        Assert.Equal(1, await page.GetByText("Het bericht staat nu als verzonden.").CountAsync());
        await page.GetByRole(AriaRole.Link, new() { Name = "Verzonden (1)" }).ClickAsync();
        Assert.Equal(1, await page.Locator("tbody tr").CountAsync());
        Assert.Equal(1, await page.Locator("tbody").GetByText("Zelf verstuurd").CountAsync());

        // Nobody else sees who gets what.
        await using var other = await browser.Open(Wide, script: false);
        var lezer = await browser.StepIn(other, "Lid van de RvC", "dimpact");
        foreach (var path in (string[])["/dimpact/beheer/berichten", adres, adres + "/bericht.eml"])
            Assert.Equal(403, (await lezer.GotoAsync(browser.Address + path))!.Status);
    }

    [Fact]
    public async Task A_meeting_is_evaluated_without_JavaScript()
    {
        using var http = browser.Registers();
        await Geef(http, "brink-bestuurder-van-een-lid", "bvm", "besluitvorming.stemmen");
        await Geef(http, "brink-regiebureau", "bvm", "besluitvorming.bijwerken");
        var lid = await HostProcess.Post(http, "portfolio/api/v1/leden", new { naam = "Gemeente Schermvoorbeeld", status = "lid" });
        await HostProcess.Post(http, "besluitvorming/api/v1/vertegenwoordigingen",
            new
            {
                lid,
                gebruiker = "dimpact-bestuurder",
                functie = "portefeuillehouder",
                geldigVan = "2022-01-01",
                toepassingen = new[] { "brink-bestuurder-van-een-lid" }
            });
        var vergaderingen = JsonNode.Parse(
            await http.GetStringAsync("besluitvorming/api/v1/vergaderingen?status=gesloten&ordering=datum"))!["results"]!.AsArray();
        var (juni, december) = ((string)vergaderingen[0]!["url"]!, (string)vergaderingen[1]!["url"]!);
        var pad = $"/dimpact/vereniging/vergaderingen/{december[^36..]}/evaluatie";

        await using var looking = await browser.Open(Wide);
        await using var one = await browser.Open(Wide, script: false);
        await using var two = await browser.Open(Wide, script: false);
        var look = await browser.StepIn(looking, "Regiebureau", "dimpact");
        var bureau = await browser.StepIn(one, "Regiebureau", "dimpact");
        var bestuurder = await browser.StepIn(two, "Bestuurder van een lid", "dimpact");
        await bureau.GotoAsync(browser.Address + pad);
        // The whole of that day, on the Dutch clock: in summer too.
        var zomer = DateTimeOffset.UtcNow.Year + 1;
        await bureau.GetByLabel("Open tot en met").FillAsync($"{zomer}-07-15");
        await bureau.GetByLabel("Toon uitkomsten vanaf").FillAsync("99999999999");
        await bureau.GetByRole(AriaRole.Button, new() { Name = "Maak het formulier" }).ClickAsync();
        Assert.Equal(1, await bureau.GetByText("Fout: Dit getal is te groot").CountAsync());
        await bureau.GetByLabel("Toon uitkomsten vanaf").FillAsync("1");
        await bureau.GetByRole(AriaRole.Button, new() { Name = "Maak het formulier" }).ClickAsync();
        Assert.StartsWith("Fout:", await bureau.TitleAsync(), StringComparison.Ordinal);
        await bureau.GetByLabel("Toon uitkomsten vanaf").FillAsync("3");
        await bureau.GetByRole(AriaRole.Button, new() { Name = "Maak het formulier" }).ClickAsync();
        Assert.Equal(1, await bureau.GetByText("Het formulier is gemaakt.").CountAsync());
        Assert.Equal(1, await bureau.GetByText($"Open tot en met 15 juli {zomer}.").CountAsync());
        Assert.Equal(0, await bureau.GetByRole(AriaRole.Button, new() { Name = "Verstuur mijn antwoorden" }).CountAsync());
        // the office represents no member

        await bestuurder.GotoAsync(browser.Address + pad);
        await bestuurder.GetByRole(AriaRole.Button, new() { Name = "Verstuur mijn antwoorden" }).ClickAsync();
        Assert.StartsWith("Fout:", await bestuurder.TitleAsync(), StringComparison.Ordinal);
        var kijkt = await browser.StepIn(looking, "Bestuurder van een lid", "dimpact");
        await browser.See(kijkt, pad, "evaluatie-invullen");
        await bestuurder.GetByLabel("Welk cijfer geeft u de vergadering als geheel?").SelectOptionAsync("8");
        await bestuurder.GetByLabel("Was er genoeg ruimte").SelectOptionAsync("Deels");
        await bestuurder.GetByLabel("Wat kan beter?").FillAsync("Meer tijd voor het gesprek.");
        await bestuurder.GetByRole(AriaRole.Button, new() { Name = "Verstuur mijn antwoorden" }).ClickAsync();
        Assert.Equal(1, await bestuurder.GetByText("Uw antwoorden zijn meegeteld.").CountAsync());
        Assert.Equal(1, await bestuurder.GetByText("U hebt dit formulier al ingevuld.").CountAsync());
        Assert.Equal(0, await bestuurder.GetByText("Meer tijd voor het gesprek.").CountAsync());

        // Others fill it in too, of both meetings; then it is over.
        var evaluatie = (string)JsonNode.Parse(
            await http.GetStringAsync("besluitvorming/api/v1/evaluaties?vergadering=" + december))!["results"]![0]!["url"]!;
        var eerder = (string)JsonNode.Parse(
            await http.GetStringAsync("besluitvorming/api/v1/evaluaties?vergadering=" + juni))!["results"]![0]!["url"]!;
        Assert.True((await http.PatchAsJsonAsync(eerder, new { drempel = 3 }, TestContext.Current.CancellationToken)).IsSuccessStatusCode);
        string[] anderen = ["evalueert-1", "evalueert-2", "evalueert-3"];
        foreach (var gebruiker in anderen)
        {
            await HostProcess.Post(http, "besluitvorming/api/v1/vertegenwoordigingen", new
            {
                lid = await HostProcess.Post(http, "portfolio/api/v1/leden", new { naam = "Gemeente van " + gebruiker, status = "lid" }),
                gebruiker,
                functie = "portefeuillehouder",
                geldigVan = "2022-01-01",
                toepassingen = new[] { "beheerder" }, // a client acts for a member only where that is said
            });
        }
        foreach (var (url, cijfer) in ((string, string)[])[(evaluatie, "7"), (eerder, "6")])
        {
            foreach (var wie in anderen)
            {
                using var ander = browser.Registers(user: wie);
                using var antwoord = await ander.PostAsJsonAsync(url + "/invullen",
                    new { antwoorden = new[] { new { vraag = "geheel", antwoord = cijfer }, new { vraag = "gesprek", antwoord = "Ja" } } },
                    TestContext.Current.CancellationToken);
                Assert.True(antwoord.IsSuccessStatusCode, await antwoord.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
            }
        }
        foreach (var url in (string[])[evaluatie, eerder])
        {
            Assert.True((await http.PatchAsJsonAsync(url, new { openTot = DateTimeOffset.UtcNow.AddSeconds(-1) },
                TestContext.Current.CancellationToken)).IsSuccessStatusCode);
        }
        await bureau.GotoAsync(browser.Address + pad);
        Assert.Equal(1, await bureau.GetByText("4 antwoorden, gemiddeld een 7,3.").CountAsync());
        Assert.Equal(1, await bureau.GetByText("Meer tijd voor het gesprek.").CountAsync());
        await bureau.GetByLabel("Nieuwe aanbeveling").FillAsync("Plan een half uur voor het gesprek.");
        await bureau.GetByRole(AriaRole.Button, new() { Name = "Bewaar de aanbevelingen" }).ClickAsync();
        await bureau.GetByLabel("Plan een half uur voor het gesprek.").SelectOptionAsync("overgenomen");
        await bureau.GetByRole(AriaRole.Button, new() { Name = "Bewaar de aanbevelingen" }).ClickAsync();
        Assert.Equal(1, await bureau.GetByText("De aanbevelingen zijn bewaard.").CountAsync());
        look = await browser.StepIn(looking, "Regiebureau", "dimpact");
        await browser.See(look, pad, "evaluatie-uitkomsten");
        await bestuurder.GotoAsync(browser.Address + pad);
        Assert.Equal(1, await bestuurder.GetByText("Plan een half uur voor het gesprek. (overgenomen)").CountAsync());
    }

    [Fact]
    public async Task The_outcome_of_a_vote_and_the_form_of_a_proxy_are_files()
    {
        using var http = browser.Registers();
        await Geef(http, "brink-bestuurder-van-een-lid", "bvm", "besluitvorming.stemmen");
        await Geef(http, "brink-bestuurder-van-een-lid", "pfl", "portfolio.lezen");
        var uitslag = JsonNode.Parse(await http.GetStringAsync("besluitvorming/api/v1/uitslagen"))!["results"]![0]!;
        var volmacht = JsonNode.Parse(await http.GetStringAsync("besluitvorming/api/v1/volmachten"))!["results"]!.AsArray()
            .First(v => (bool)v!["spreken"]! && !(bool)v["stemmen"]!)!;
        await using var context = await browser.Open(Wide);
        await browser.StepIn(context, "Bestuurder van een lid", "dimpact");
        foreach (var (path, titel) in new (string, string)[]
        {
            ($"/dimpact/vereniging/stemmingen/{((string)uitslag["stemming"]!)[^36..]}/uitslag.pdf",
                $"Uitslag van de stemming: {(string)uitslag["onderwerp"]!}"),
            ($"/dimpact/vereniging/volmachten/{((string)volmacht["url"]!)[^36..]}/formulier.pdf", "Volmacht van de gemeente Deventer"),
        })
        {
            var antwoord = await context.APIRequest.GetAsync(browser.Address + path);
            Assert.Equal((200, "application/pdf"), (antwoord.Status, antwoord.Headers["content-type"]));
            var bestand = Path.GetTempFileName();
            await File.WriteAllBytesAsync(bestand, await antwoord.BodyAsync(), TestContext.Current.CancellationToken);
            try { await PdfTests.Accessible(bestand, titel, ["Table", "TR", "TH", "TD"], titel); }
            finally { File.Delete(bestand); }
        }
        foreach (var path in (string[])[$"stemmingen/{Guid.NewGuid()}/uitslag.pdf", $"volmachten/{Guid.NewGuid()}/formulier.pdf"])
            Assert.Equal(404, (await context.APIRequest.GetAsync($"{browser.Address}/dimpact/vereniging/{path}")).Status);
    }

    /// <summary>Gives a role a scope that it needs here, when the demonstration did not give it already.</summary>
    private static async Task Geef(HttpClient http, string client, string component, string scope)
    {
        var applicatie = JsonNode.Parse(await http.GetStringAsync("autorisaties/api/v1/applicaties?clientIds=" + client))!["results"]![0]!;
        var autorisaties = applicatie["autorisaties"]!.DeepClone().AsArray();
        if (autorisaties.Any(a => (string)a!["component"]! == component && a["scopes"]!.AsArray().Any(s => (string)s! == scope))) return;
        foreach (var a in autorisaties.Where(a => (string)a!["component"]! == component).ToList()) autorisaties.Remove(a);
        autorisaties.Add((JsonNode)new JsonObject { ["component"] = component, ["scopes"] = new JsonArray(scope) });
        using var antwoord = await http.PatchAsJsonAsync((string)applicatie["url"]!, new { autorisaties });
        Assert.True(antwoord.IsSuccessStatusCode, await antwoord.Content.ReadAsStringAsync());
    }
}
