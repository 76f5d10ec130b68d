using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Xunit;

namespace Brink.Tests;

/// <summary>
/// What of the quarterly report waits for somebody. The cast: the office, an owner whose role is that of a few subjects,
/// and a coordinator who asks.
/// </summary>
public sealed class RapportvragenTests(Browser browser) : IClassFixture<Browser>
{
    private const string Root = "rapportage/api/v1/";

    private static HttpClient Als(Platform p, string client, string gebruiker) => p.As(client, user: gebruiker);

    [Theory, MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task Many_subjects_are_told_ready_at_once_or_none(string store)
    {
        await using var p = await Platform.Start(store);
        await Brink.Host.Vereniging.Laad(Path.Combine(Source.Root, "demo", "vereniging"), p.Beheerder);
        var q3 = (string)(await p.Get(Root + "kwartaalrapporten"))["results"]![0]!["url"]!;
        var q4 = (string)(await p.Post(Root + "kwartaalrapporten", new { periode = "2022-Q4", titel = "Q4 2022" }))["url"]!;
        async Task<List<JsonNode>> Open(string vraag = "") =>
            [.. (await p.Get($"{q4}/blad?toon=invullen{vraag}"))["rijen"]!.AsArray().Select(r => r!["rij"]!)];
        string Adres(JsonNode rij) => p.Base + Root + "metingen/" + (string)rij["meting"]!;
        var open = await Open();
        var (goed, mis) = (open.Where(r => !(bool)r["vraagtToelichting"]! && (string?)r["stand"] == "lopend").Take(3).ToList(),
            open.Where(r => (bool)r["vraagtToelichting"]!
            && ((string)r["toelichting"]!).Length == 0).Take(2).ToList());
        Assert.Equal((3, 2), (goed.Count, mis.Count)); // without both this says nothing

        // Each refusal is named at its subject, and nothing was done for the others.
        Assert.Equal(["metingen.1:l1", "metingen.3:l1"], await p.Faults(HttpMethod.Post, Root + "metingen/gereedmelden", new
        {
            metingen = new[] { Adres(goed[0]), Adres(mis[0]),
            Adres(goed[1]), Adres(mis[1]) }
        }));
        Assert.Equal(open.Count, (await Open()).Count);
        var oud = (string)(await p.Get(q3 + "/dashboard")).AsArray()[0]!["meting"]!;
        Assert.Equal(["metingen.1:rapport-vastgesteld"], await p.Faults(HttpMethod.Post, Root + "metingen/gereedmelden", new
        {
            metingen = new[] { Adres(goed[0]),
            p.Base + Root + "metingen/" + oud }
        }));
        foreach (var fout in (string[][])[[], [p.Base + Root + "metingen/" + Guid.NewGuid()]])
            Assert.Equal(400, (await p.Send(HttpMethod.Post, Root + "metingen/gereedmelden", new { metingen = fout })).Status);
        var lezer = await p.WithRights("lezer", new { component = "rap", scopes = new[] { "rapportage.lezen" } });
        Assert.Equal(403, (await p.Send(HttpMethod.Post, Root + "metingen/gereedmelden", new { metingen = new[] { Adres(goed[0]) } },
            lezer)).Status);
        Assert.Equal(open.Count, (await Open()).Count);

        Assert.Equal(204, (await p.Send(HttpMethod.Post, Root + "metingen/gereedmelden",
            new { metingen = goed.Select(Adres).Append(Adres(goed[0])).ToArray() })).Status);
        Assert.Equal(open.Count - 3, (await Open()).Count);
        // The page of one role.
        Assert.All(await Open("&dashboard=doelstellingen&eigenaar=Team%20relatiebeheer"),
            r => Assert.Equal("Team relatiebeheer", (string?)r["eigenaar"]));
        Assert.NotEmpty(await Open("&dashboard=doelstellingen&eigenaar=Team%20relatiebeheer"));
        Assert.Empty(await Open("&eigenaar=Niemand"));
    }

    [Theory, MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task A_question_waits_for_the_owner_and_its_answer_for_who_asked(string store)
    {
        await using var p = await Platform.Start(store);
        await Brink.Host.Vereniging.Laad(Path.Combine(Source.Root, "demo", "vereniging"), p.Beheerder);
        await p.WithRights("vrager", new { component = "rap", scopes = new[] { "rapportage.lezen" } });
        await p.WithRights("eigenaar", new { component = "rap", scopes = new[] { "rapportage.lezen", "rapportage.bijwerken" } });
        var (coby, ander, rob) = (Als(p, "vrager", "coby"), Als(p, "vrager", "ander"), Als(p, "eigenaar", "rob"));
        var rapport = (string)(await p.Get(Root + "kwartaalrapporten"))["results"]![0]!["url"]!;
        var onderwerp = (string)(await p.Get(Root + "onderwerpen?eigenaar=Team%20relatiebeheer"))["results"]![0]!["url"]!;
        var elders = (string)(await p.Get(Root + "onderwerpen?eigenaar=MT"))["results"]![0]!["url"]!;
        async Task<string> Vraag(string over, HttpClient wie, string soort = "vraag") =>
            (string)(await p.Post(Root + "reacties", new { rapport, onderwerp = over, soort, tekst = "Wanneer?" }, wie))["url"]!;
        async Task<string[]> Zoek(string vraag) =>
            [.. (await p.Get(Root + "reacties?" + vraag))["results"]!.AsArray().Select(r => (string)r!["url"]!)];
        var vraag = await Vraag(onderwerp, coby);
        await Vraag(elders, coby);
        await Vraag(onderwerp, coby, "opmerking"); // asks for no answer
        Assert.Equal([vraag], await Zoek("open=true&onderwerp__eigenaar=Team%20relatiebeheer"));
        Assert.Empty(await Zoek("teLezen=true&doorGebruiker=coby"));

        Assert.Equal(200, (await p.Send(HttpMethod.Patch, vraag, new { antwoord = "In juni." }, rob)).Status);
        Assert.Empty(await Zoek("open=true&onderwerp__eigenaar=Team%20relatiebeheer"));
        Assert.Equal([vraag], await Zoek("teLezen=true&doorGebruiker=coby"));
        Assert.Empty(await Zoek("teLezen=true&doorGebruiker=ander"));

        // Only who asked says that it was read; twice is once.
        Assert.Equal(409, (await p.Send(HttpMethod.Post, vraag + "/gelezen", new { }, ander)).Status);
        Assert.Equal([vraag], await Zoek("teLezen=true&doorGebruiker=coby"));
        Assert.Equal(200, (await p.Send(HttpMethod.Post, vraag + "/gelezen", new { }, coby)).Status);
        Assert.Equal(200, (await p.Send(HttpMethod.Post, vraag + "/gelezen", new { }, coby)).Status);
        Assert.Empty(await Zoek("teLezen=true&doorGebruiker=coby"));
        // Whoever answers himself has read it; and nobody writes in whose name it was asked.
        var eigen = await Vraag(onderwerp, rob);
        Assert.Equal(200, (await p.Send(HttpMethod.Patch, eigen, new { antwoord = "Nu.", doorGebruiker = "coby", teLezen = true },
            rob)).Status);
        Assert.Empty(await Zoek("teLezen=true"));
    }

    [Fact]
    public async Task An_owner_tells_ready_goes_on_and_answers_without_JavaScript()
    {
        using var http = browser.Registers();
        using (var q4 = await http.PostAsJsonAsync(Root + "kwartaalrapporten", new { periode = "2022-Q4", titel = "Q4 2022" },
            TestContext.Current.CancellationToken))
        {
            Assert.True(q4.IsSuccessStatusCode);
        }
        await using var een = await browser.Open(1280, script: false);
        var page = await browser.StepIn(een, "Team relatiebeheer", "dimpact");
        await page.GotoAsync(browser.Address + "/dimpact/vereniging/rapport/2022-Q4");
        await page.GetByRole(AriaRole.Link, new() { Name = "Meld onderwerpen klaar" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Meld klaar" }).ClickAsync();
        Assert.NotEqual(0, await page.GetByText("Kies minstens één onderwerp").CountAsync());
        // One that asks for an explanation stops all; the ticks stay, and the refusal stands at its subject.
        var vakken = page.Locator("input[name=klaar-onderwerp]");
        var aantal = await vakken.CountAsync();
        for (var i = 0; i < aantal; i++) await vakken.Nth(i).CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Meld klaar" }).ClickAsync();
        Assert.StartsWith("Fout:", await page.TitleAsync(), StringComparison.Ordinal);
        var mis = await page.Locator("input[name=klaar-onderwerp][aria-invalid=true]").CountAsync();
        Assert.InRange(mis, 1, aantal - 1);
        Assert.Equal(aantal, await page.Locator("input[name=klaar-onderwerp]:checked").CountAsync());
        await Screens.Accessible(page, 360);
        for (var i = 0; i < aantal; i++)
            if (await vakken.Nth(i).GetAttributeAsync("aria-invalid") is not null) await vakken.Nth(i).UncheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Meld klaar" }).ClickAsync();
        Assert.Equal(1, await page.GetByText("klaar gemeld.").CountAsync());
        Assert.Equal(mis, await page.Locator("input[name=klaar-onderwerp]").CountAsync());

        // After a save the next subject of one's own is one step away.
        await page.GotoAsync(browser.Address + "/dimpact/vereniging/rapport/2022-Q4/doelstellingen/A/1");
        await page.GetByLabel("Hoe staat het ervoor?").SelectOptionAsync("groen");
        await page.GetByRole(AriaRole.Button, new() { Name = "Bewaar" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Volgend onderwerp: A2." }).ClickAsync();
        Assert.EndsWith("/doelstellingen/A/2", new Uri(page.Url).AbsolutePath, StringComparison.Ordinal);

        // The question of the demonstration waits here, is counted in the navigation, and is answered here.
        await page.GetByRole(AriaRole.Link, new() { Name = "Vragen (1)" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Antwoord aan" }).First.ClickAsync();
        Assert.NotEqual(0, await page.GetByText("Schrijf uw antwoord").CountAsync());
        await page.GetByLabel("Uw antwoord").First.FillAsync("In het eerste kwartaal.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Antwoord aan" }).First.ClickAsync();
        Assert.Equal(1, await page.GetByText("Er wacht geen vraag op u.").CountAsync());
        Assert.Equal(1, await page.GetByRole(AriaRole.Link, new() { Name = "Vragen", Exact = true }).CountAsync());
        await using var twee = await browser.Open(1280, script: false);
        var vrager = await browser.StepIn(twee, "Coördinator", "dimpact");
        await vrager.GotoAsync(browser.Address + "/dimpact/vereniging");
        await vrager.GetByRole(AriaRole.Link, new() { Name = "Vragen (1)" }).ClickAsync();
        Assert.Equal(1, await vrager.GetByText("In het eerste kwartaal.").CountAsync());
        await vrager.GetByRole(AriaRole.Button, new() { Name = "Ik heb dit gelezen" }).ClickAsync();
        Assert.Equal(1, await vrager.GetByText("Er is geen nieuw antwoord.").CountAsync());
        await using var kijker = await browser.Open(1280);
        var ziet = await browser.StepIn(kijker, "Regiebureau", "dimpact");
        foreach (var (pad, naam) in new[] { ("/vragen", "vragen"), ("/rapport/2022-Q4/klaar", "klaar"),
            ("/rapport/2022-Q4/klaar?dashboard=doelstellingen&van=mij", "klaar-mij") })
        {
            await browser.See(ziet, "/dimpact/vereniging" + pad, "rapport-" + naam);
        }
    }
}
