using System.Text.Json.Nodes;
using Brink.Stembord;
using Microsoft.Playwright;
using Xunit;

namespace Brink.Tests;

/// <summary>The two pages that work from disk, without a server: the check of a board, and what a holder of a key does.
/// Looked at in Chromium, wide and narrow.</summary>
public sealed class LossePaginaTests(Demonstratie demonstratie)
{
    private static readonly JsonNode V = JsonNode.Parse(File.ReadAllText(Path.Combine(Source.Root, "tests/Stembord/vectoren-bord.json")))!;

    private static string Bestand(string naam, Action<List<(string, string)>>? doe = null)
    {
        var rij = V[naam]!.AsArray().Select(r => ((string)r![0]!, (string)r[1]!)).ToList();
        doe?.Invoke(rij);
        return Bord.Bestand(StembordTests.Herketen(rij));
    }

    private async Task<IPage> Open(string naam, int breed = 1280)
    {
        var context = await (await demonstratie.Chromium())
            .NewContextAsync(new() { ViewportSize = new() { Width = breed, Height = 800 }, Locale = "nl-NL" });
        var page = await context.NewPageAsync();
        // Nothing is asked of any server, whatever is done.
        await context.RouteAsync("**/*", r => r.Request.Url.StartsWith("file:", StringComparison.Ordinal)
            || r.Request.Url.StartsWith("blob:", StringComparison.Ordinal)
            ? r.ContinueAsync() : throw new InvalidOperationException($"{naam} asks for {r.Request.Url}"));
        await page.GotoAsync("file://" + Path.Combine(Source.Root, "src/Design/wwwroot", naam));
        return page;
    }

    private static FilePayload Json(string naam, string tekst) =>
        new() { Name = naam, MimeType = "application/json", Buffer = System.Text.Encoding.UTF8.GetBytes(tekst) };

    private static async Task Kijk(IPage page, string plaatje)
    {
        foreach (var breed in (int[])[360, 1280])
        {
            await page.SetViewportSizeAsync(breed, 800);
            if (Environment.GetEnvironmentVariable("BRINK_SCREENSHOTS") is { Length: > 0 } folder)
                await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{plaatje}-{breed}.png"), FullPage = true });
            await Screens.Accessible(page, breed);
        }
    }

    [Fact]
    public async Task The_page_that_checks_a_board_answers_each_question_by_itself()
    {
        var page = await Open("controleer.html");
        await using var _ = page.Context;
        var (goed, code, ontvangst) = (Bestand("goed"), (string)V["volgcode"]!, (string)V["ontvangst"]!);
        Task Kies(string label, string tekst) => page.GetByLabel(label, new() { Exact = true })
            .SetInputFilesAsync(Json("bestand.json", tekst));
        ILocator Veld(string label) => page.GetByLabel(label, new() { Exact = true });
        async Task<List<string>> Oordelen()
        {
            await page.GetByRole(AriaRole.Button, new() { Name = "Controleer" }).ClickAsync();
            await page.Locator("#uitkomst h2:focus").WaitForAsync();
            return [.. await page.Locator("#uitkomst h2").AllInnerTextsAsync()];
        }

        // With the keyboard alone: Enter in a field sends, and what is missing is said where it is.
        await page.Keyboard.PressAsync("Tab");
        Assert.Equal("bestand", await page.EvaluateAsync<string>("document.activeElement.id"));
        await Veld("Uw ontvangstbewijs").FocusAsync();
        await page.Keyboard.TypeAsync("12");
        await page.Keyboard.PressAsync("Enter");
        await page.Locator("#bestand:focus").WaitForAsync();
        Assert.True(await page.GetByText("Fout: Kies het bestand van het bord.").IsVisibleAsync());
        Assert.True(await page.GetByText("Neem het ontvangstbewijs helemaal over").IsVisibleAsync());
        Assert.Equal(0, await page.Locator("#uitkomst h2").CountAsync());
        await Kijk(page, "controleer-fout");

        // A board that holds, a ballot that counts, a receipt and an older copy: four verdicts, and the first of them is where one goes on.
        await Kies("Het bord", goed);
        await Veld("Of typ uw volgcode").FillAsync(string.Join('-', code[..48].Chunk(8).Select(g => new string(g))));
        await Veld("Uw ontvangstbewijs").FillAsync(ontvangst);
        await Kies("Het bord van toen", Bord.Bestand(Bord.LeesBestand(goed).Take(9)));
        Assert.Equal(["! Let op: er is niets vergeleken", "✓ Het bord klopt", "✓ Het bord is alleen langer geworden",
            "✓ Uw ontvangstbewijs klopt", "✓ Uw biljet telt mee"],
            await Oordelen());
        // Whoever compared nothing, could be looking at a board that somebody made up.
        Assert.Equal("! Let op: er is niets vergeleken", await page.EvaluateAsync<string>("document.activeElement.textContent"));
        await Kijk(page, "controleer-niets-vergeleken");
        await Veld("Het begin").FillAsync((string)V["hoofd"]!);
        await Veld("Het hoofd").FillAsync(((string)V["hoofd"]!)[..48].ToUpperInvariant());
        Assert.Equal(["✓ Het bord klopt", "✗ Dit is een ander begin dan is voorgelezen", "✓ Dit is het hoofd dat is voorgelezen"],
            (await Oordelen()).Where((_, i) => i is 0 or 4 or 5));
        await Veld("Het begin").FillAsync((string)V["begin"]!);
        Assert.Equal(["✓ Het bord klopt", "✓ Dit is het begin dat is voorgelezen"], (await Oordelen()).Where((_, i) => i is 0 or 4));
        // A ballot that was replaced, or opened, stands on the board and does not count: the board is as it should be.
        foreach (var (nr, zin) in (List<(int, string)>)[(4, "later door een ander biljet vervangen, op regel 5"),
            (11, "Het was een proef")])
        {
            var geopend = nr == 11 ? Bord.LeesRegel<Geopend>((string)V["goed"]![nr]![1]!).Biljet : null;
            await Veld("Of typ uw volgcode")
                .FillAsync(Bord.Volgcode(geopend is null ? (string)V["goed"]![nr]![1]! : Bord.Schrijf(geopend)));
            Assert.Contains("! Uw biljet staat op het bord, en telt niet mee", await Oordelen());
            Assert.True(await page.GetByText(zin).First.IsVisibleAsync(), zin);
        }
        await Kijk(page, "controleer-vervangen");
        await Veld("Of typ uw volgcode").FillAsync(code);
        Assert.Contains("✓ Uw biljet telt mee", await Oordelen());
        string InVieren(string naam) => string.Join(' ', ((string)V[naam]!)[..48].Chunk(4).Select(g => new string(g)));
        foreach (var woord in (string[])["Kandidaat A: 2, Kandidaat B: 3, Blanco: 1", "Wie stemde (6 van 8)", "Gemeente 5",
            InVieren("begin"), InVieren("hoofd"),
            "Het bord bewijst niet dat een lid zélf stemde"])
        {
            Assert.True(await page.GetByText(woord).First.IsVisibleAsync(), woord);
        }
        await Kijk(page, "controleer-goed");
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        Assert.False(await page.Locator("form").IsVisibleAsync());
        Assert.True(await page.GetByText("✓ Uw biljet telt mee").IsVisibleAsync());
        if (Environment.GetEnvironmentVariable("BRINK_SCREENSHOTS") is { Length: > 0 } folder)
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, "controleer-papier.png"), FullPage = true });
        await page.EmulateMediaAsync(new() { Media = Media.Screen });

        // What does not hold of the own ballot, says nothing of the board.
        await Veld("Of typ uw volgcode").FillAsync(new string('0', 64));
        await Veld("Uw ontvangstbewijs").FillAsync("7" + ontvangst[1..]);
        await Kies("Het bord van toen", Bestand("goed", r => r.RemoveAt(8)));
        Assert.Equal(["✓ Het bord klopt", "✗ Het bord is veranderd sinds u het bewaarde", "✗ Uw ontvangstbewijs klopt niet",
            "✗ Uw biljet telt zo niet mee"],
            (await Oordelen()).Take(4));
        Assert.Equal(3, await page.GetByText("Meld het aan de voorzitter.").CountAsync());
        await Kijk(page, "controleer-biljet-niet");
        await Veld("Of typ uw volgcode").FillAsync(code[..47]);
        await page.GetByRole(AriaRole.Button, new() { Name = "Controleer" }).ClickAsync();
        await page.Locator("#volgcode:focus").WaitForAsync();
        Assert.Equal(0, await page.Locator("#uitkomst h2").CountAsync());

        // A board that was changed; a board of the old format; something else.
        await page.ReloadAsync();
        await Kies("Het bord", Bestand("goed",
            r => r[^1] = ("uitslag", r[^1].Item2.Replace("[2,3,1]", "[3,2,1]", StringComparison.Ordinal))));
        Assert.Equal(["✗ Het bord klopt niet"], await Oordelen());
        await Kijk(page, "controleer-niet");
        await Kies("Het bord", Bestand("oud"));
        Assert.Equal(["! Let op: er is niets vergeleken", "✓ Het bord klopt"], await Oordelen());
        Assert.True(await page.GetByText("Let op: Dit bord is van de oude vorm").IsVisibleAsync());
        await Kijk(page, "controleer-oud");
        await Kies("Het bord", "geen json");
        Assert.Equal(["✗ Het bord klopt niet"], await Oordelen());
    }

    [Fact]
    public async Task The_page_for_holders_says_what_is_asked_and_takes_no_mistake()
    {
        var c = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Source.Root, "tests/Stembord/vectoren-ceremonie.json"),
            TestContext.Current.CancellationToken))!;
        var (regels, zaden) = (Ceremonie.LeesBestand(c["goed"]!.ToJsonString()).Regels, CeremonieTests.Gezaaid);
        string Ceremonie_(int aantal) => Ceremonie.Van([.. regels.Take(aantal)]).Bestand();
        var page = await Open("sleutelhouder.html");
        await using var _ = page.Context;
        async Task Na(string bestand)
        {
            await page.Locator("#bord").SetInputFilesAsync(Json("bestand.json", bestand));
            await page.GetByRole(AriaRole.Button, new() { Name = "Kijk het na" }).ClickAsync();
            await page.Locator("#stand :is(dl, .mis)").First.WaitForAsync();
        }
        async Task<string> Doe(string knop)
        {
            await page.GetByRole(AriaRole.Button, new() { Name = knop, Exact = true }).ClickAsync();
            await page.Locator("#uitkomst :is(.mis, li)").First.WaitForAsync();
            return await page.Locator("#uitkomst").InnerTextAsync();
        }
        var woorden = string.Join(' ', Woorden.Van(zaden[1]));
        await Kijk(page, "houderpagina-begin");

        await Na(Ceremonie_(1));
        Assert.Contains("wachtzin", await Doe("Maak mijn sleutel"), StringComparison.Ordinal);
        await Kijk(page, "houderpagina-ronde1-fout");
        await page.GetByLabel("De wachtzin van uw sleutelbestand").FillAsync("vier woorden bij elkaar");
        await Doe("Maak mijn sleutel");
        Assert.Equal(24, await page.Locator(".woorden li").CountAsync());
        await Kijk(page, "houderpagina-ronde1");

        await Na(Ceremonie_(6));
        await page.GetByLabel("Het hoofd na ronde 1").FillAsync(new string('0', 48));
        Assert.Contains("Ga niet verder, en bel de voorzitter", await Doe("Maak mijn delen"), StringComparison.Ordinal);
        await Kijk(page, "houderpagina-ronde2-fout");
        await Na(Ceremonie_(11));
        await page.GetByLabel("Of uw 24 woorden").FillAsync(woorden);
        Assert.Contains("Bewaar aanvaarding.json", await Doe("Kijk na en aanvaard"), StringComparison.Ordinal);
        await Kijk(page, "houderpagina-ronde3");

        await Na(Bestand("goed", r => r.RemoveRange(1, r.Count - 1)));
        await page.GetByLabel("Of uw 24 woorden").FillAsync("dit zijn ze niet");
        Assert.Contains("✗", await Doe("Maak mijn handtekening"), StringComparison.Ordinal);
        await page.GetByLabel("Of uw 24 woorden").FillAsync(woorden);
        Assert.Contains("Bewaar akkoord.json", await Doe("Maak mijn handtekening"), StringComparison.Ordinal);
        await Kijk(page, "houderpagina-akkoord");

        await Na(Bestand("goed", r => r.RemoveRange(13, r.Count - 13)));
        await page.GetByLabel("Het hoofd van het bord").FillAsync(((string)V["hoofd"]!)[..48]);
        await page.GetByLabel("Of uw 24 woorden").FillAsync(woorden);
        // Who did not compare who voted with who was there, gives no part: the server can make up a ballot.
        Assert.Contains("Vergelijk eerst wie stemde met de presentielijst", await Doe("Maak mijn deel"), StringComparison.Ordinal);
        await Kijk(page, "houderpagina-presentie-fout");
        Assert.Contains("6 van 8 leden: Gemeente Één, Gemeente 1", await page.Locator("#stand").InnerTextAsync(), StringComparison.Ordinal);
        await page.GetByLabel("Ik heb wie stemde vergeleken").CheckAsync();
        Assert.Contains("Bewaar deel.json", await Doe("Maak mijn deel"), StringComparison.Ordinal);
        await Kijk(page, "houderpagina-deel");

        await Na(Bestand("oud"));
        Assert.Contains("van de oude vorm", await page.Locator("#stand").InnerTextAsync(), StringComparison.Ordinal);
        Assert.False(await page.Locator("#maken").IsVisibleAsync());
    }
}
