using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Xunit;

namespace Brink.Tests;

/// <summary>The forms of the cooperative when two people, or two tabs, are busy with the same;
/// and its report on paper and on a tablet.</summary>
public sealed class VerenigingVormen(Browser browser) : IClassFixture<Browser>
{
    private const string App = "/dimpact/vereniging", Root = "rapportage/api/v1/";

    [Fact]
    public async Task Two_who_write_on_one_subject_are_told_and_both_texts_are_there()
    {
        await ConceptAsync();
        const string onderwerp = App + "/rapport/2022-Q4/operatie/B/1";
        await using var context = await browser.Open(1280, script: false);
        var een = await browser.StepIn(context, "Regiebureau", "dimpact");
        var twee = await context.NewPageAsync();
        foreach (var page in (IPage[])[een, twee]) await page.GotoAsync(browser.Address + onderwerp);
        await een.GetByLabel("Toelichting").FillAsync("De eerste schreef dit.");
        await een.GetByLabel("Hoe staat het ervoor?").SelectOptionAsync("groen");
        await een.GetByRole(AriaRole.Button, new() { Name = "Bewaar" }).ClickAsync();
        Assert.Equal("Het onderwerp is bewaard.", await een.Locator("#melding:focus").InnerTextAsync());

        await twee.GetByLabel("Toelichting").FillAsync("De tweede schreef iets anders.");
        await twee.GetByLabel("Hoe staat het ervoor?").SelectOptionAsync("oranje");
        await twee.GetByRole(AriaRole.Button, new() { Name = "Bewaar" }).ClickAsync();
        Assert.StartsWith("Fout:", await twee.TitleAsync(), StringComparison.Ordinal);
        Assert.Equal(1, await twee.Locator("#melding:focus").GetByText("Iemand anders heeft dit intussen gewijzigd.").CountAsync());
        Assert.Equal("De tweede schreef iets anders.", await twee.GetByLabel("Toelichting").InputValueAsync());
        Assert.Equal(1, await twee.GetByText("Nu staat er: De eerste schreef dit.").CountAsync());
        Assert.Equal(1, await twee.GetByText("Nu staat er: ● Onder controle").CountAsync());
        Assert.Equal("De eerste schreef dit.", await ToelichtingAsync());
        await Screens.Accessible(twee, 1280);

        // Whoever has seen both decides.
        await twee.GetByRole(AriaRole.Button, new() { Name = "Bewaar" }).ClickAsync();
        Assert.Equal("Het onderwerp is bewaard.", await twee.Locator("#melding:focus").InnerTextAsync());
        Assert.Equal("De tweede schreef iets anders.", await ToelichtingAsync());

        // The owner of the subject is a form of its own, with the same care.
        await een.GotoAsync(browser.Address + onderwerp);
        await twee.GotoAsync(browser.Address + onderwerp);
        await een.GetByLabel("Eigenaar (rol)").FillAsync("Programmamanager");
        await een.GetByRole(AriaRole.Button, new() { Name = "Leg vast" }).ClickAsync();
        Assert.Equal("De eigenaar is vastgelegd.", await een.Locator("#melding:focus").InnerTextAsync());
        await twee.GetByLabel("Eigenaar (rol)").FillAsync("Secretaris");
        await twee.GetByRole(AriaRole.Button, new() { Name = "Leg vast" }).ClickAsync();
        Assert.Equal(("Secretaris", 1),
            (await twee.GetByLabel("Eigenaar (rol)").InputValueAsync(), await twee.GetByText("Nu staat er: Programmamanager")
            .CountAsync()));
    }

    [Fact]
    public async Task What_is_typed_in_another_form_of_the_page_comes_back()
    {
        await ConceptAsync();
        await using var context = await browser.Open(1280);
        var page = await browser.StepIn(context, "Regiebureau", "dimpact");
        await page.GotoAsync(browser.Address + App + "/rapport/2022-Q4/operatie/B/2");
        await page.GetByLabel("Toelichting").FillAsync("Dit is nog niet af.");
        await page.GetByLabel("Uw tekst").FillAsync("Wie weet hier meer van?");
        await page.GetByRole(AriaRole.Button, new() { Name = "Verstuur" }).ClickAsync();
        Assert.Contains("Uw tekst is geplaatst.", await page.Locator("#melding:focus").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal(("Dit is nog niet af.", ""),
            (await page.GetByLabel("Toelichting").InputValueAsync(), await page.GetByLabel("Uw tekst").InputValueAsync()));
        Assert.Equal(1, await page.GetByText("Op deze pagina staat tekst die u nog niet hebt verstuurd.").CountAsync());

        // The other way about, also when what was sent is refused first.
        await page.GetByLabel("Uw tekst").FillAsync("Klopt dit?");
        await page.GetByLabel("Hoe staat het ervoor?").SelectOptionAsync("");
        await page.GetByRole(AriaRole.Button, new() { Name = "Bewaar" }).ClickAsync();
        Assert.StartsWith("Fout:", await page.TitleAsync(), StringComparison.Ordinal);
        Assert.Equal(("Dit is nog niet af.", "Klopt dit?"),
            (await page.GetByLabel("Toelichting").InputValueAsync(), await page.GetByLabel("Uw tekst").InputValueAsync()));
        await page.GetByLabel("Hoe staat het ervoor?").SelectOptionAsync("groen");
        await page.GetByRole(AriaRole.Button, new() { Name = "Bewaar" }).ClickAsync();
        Assert.Contains("Het onderwerp is bewaard.", await page.Locator("#melding:focus").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal("Klopt dit?", await page.GetByLabel("Uw tekst").InputValueAsync());
    }

    [Fact]
    public async Task A_question_that_was_answered_meanwhile_is_not_answered_again()
    {
        await using var context = await browser.Open(1280, script: false);
        var een = await browser.StepIn(context, "Regiebureau", "dimpact");
        await een.GotoAsync(browser.Address + App + "/rapport/2022-Q3/operatie/D/1");
        await een.GetByLabel("Uw tekst").FillAsync("Hoe staat het hiermee?");
        await een.GetByRole(AriaRole.Button, new() { Name = "Verstuur" }).ClickAsync();
        var twee = await context.NewPageAsync();
        await twee.GotoAsync(browser.Address + App + "/rapport/2022-Q3/operatie/D/1");
        await een.GetByLabel("Uw antwoord").FillAsync("Het is klaar.");
        await een.GetByRole(AriaRole.Button, new() { Name = "Antwoord aan" }).ClickAsync();
        await twee.GetByLabel("Uw antwoord").FillAsync("Het duurt nog even.");
        await twee.GetByRole(AriaRole.Button, new() { Name = "Antwoord aan" }).ClickAsync();
        Assert.Equal(1, await twee.Locator("#melding:focus").GetByText("heeft deze vraag intussen beantwoord: Het is klaar.").CountAsync());
        Assert.Equal(1, await twee.GetByText("Het duurt nog even.", new() { Exact = true }).CountAsync());
        await een.ReloadAsync();
        Assert.Equal((1, 0), (await een.GetByText("Het is klaar.", new() { Exact = true }).CountAsync(),
            await een.GetByText("Het duurt nog even.").CountAsync()));
    }

    [Theory]
    [InlineData("/risicos", "risico", "Wat kan er misgaan?", "portfolio/api/v1/risicos", "omschrijving")]
    [InlineData("/begroting/{0}/scenarios", "scenario", "Naam", "begroting/api/v1/scenarios", "naam")]
    public async Task What_is_sent_twice_is_made_once(string pad, string vorm, string label, string collectie, string veld)
    {
        var stop = TestContext.Current.CancellationToken;
        using var http = browser.Registers();
        var begroting = (string)(await http.GetFromJsonAsync<JsonNode>("begroting/api/v1/begrotingen", stop))!["results"]![0]!["url"]!;
        await using var context = await browser.Open(1280);
        var page = await browser.StepIn(context, "Regiebureau", "dimpact");
        await page.GotoAsync(browser.Address + App + string.Format(System.Globalization.CultureInfo.InvariantCulture, pad,
            begroting[^36..]));
        await page.Locator("#" + vorm).GetByLabel(label, new() { Exact = true }).FillAsync($"Tweemaal {vorm}");
        var inhoud = await page.Locator("#" + vorm).EvaluateAsync<string>("f => new URLSearchParams(new FormData(f)).toString()");
        var daarna = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => context.APIRequest.PostAsync(page.Url,
            new() { DataString = inhoud, Headers = [new("content-type", "application/x-www-form-urlencoded")] })));
        Assert.All(daarna, antwoord => Assert.True(antwoord.Ok && antwoord.Url.Contains("gedaan=" + vorm, StringComparison.Ordinal),
            $"{antwoord.Status} {antwoord.Url}"));
        var alle = (await http.GetFromJsonAsync<JsonNode>(collectie + "?pageSize=500", stop))!["results"]!.AsArray();
        Assert.Single(alle, r => (string?)r![veld] == $"Tweemaal {vorm}");
    }

    /// <summary>The column that people read is wide enough to read, on paper too, and the report is a few sheets.</summary>
    [Fact]
    public async Task The_report_can_be_read_on_paper_and_on_a_tablet()
    {
        await using var context = await browser.Open(820);
        var page = await browser.StepIn(context, "Regiebureau", "dimpact");
        const string breedte = "Math.min(...[...document.querySelectorAll('td[data-label=Toelichting] > div')].map(d => d.clientWidth))";
        foreach (var (deel, scherm) in from deel in (string[])["doelstellingen", "operatie"]
                                       from scherm in (int[])[820, 1024, 1280,
            360]
                                       select (deel, scherm))
        {
            await page.GotoAsync(browser.Address + App + "/rapport/2022-Q3?dashboard=" + deel);
            await page.SetViewportSizeAsync(scherm, 900);
            Assert.True(await page.EvaluateAsync<int>(breedte) >= 150, $"{deel} {scherm}: {await page.EvaluateAsync<int>(breedte)} px");
            Assert.Equal(scherm, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        }
        var papier = Path.GetTempFileName();
        try
        {
            await page.PdfAsync(new()
            {
                Path = papier,
                Format = "A4",
                Margin = new() { Top = "15mm", Bottom = "15mm", Left = "15mm", Right = "15mm" }
            });
            var bladen = (await PdfTests.Run("pdfinfo", papier)).Split('\n')
                .Single(r => r.StartsWith("Pages:", StringComparison.Ordinal))["Pages:".Length..].Trim();
            Assert.InRange(int.Parse(bladen, System.Globalization.CultureInfo.InvariantCulture), 3, 8);
            // In the order of the report, without menus and forms, and a table whose columns are still columns.
            var tekst = await PdfTests.Run("pdftotext", "-layout", papier, "-");
            var plaatsen = (int[])[.. ((string[])["Samenvatting van Operatie", "A. ", "B. ", "C. ", "D. "])
                .Select(k => tekst.IndexOf(k, StringComparison.Ordinal))];
            Assert.DoesNotContain(-1, plaatsen);
            Assert.Equal(plaatsen.Order(), plaatsen);
            Assert.DoesNotContain("Download als PDF", tekst, StringComparison.Ordinal);
            Assert.Matches("Onderwerp +Indicator +Voortgang +Toelichting", tekst);
        }
        finally { File.Delete(papier); }
    }

    private async Task ConceptAsync()
    {
        using var http = browser.Registers();
        using var q4 = await http.PostAsJsonAsync(Root + "kwartaalrapporten", new { periode = "2022-Q4", titel = "Q4 2022" },
            TestContext.Current.CancellationToken);
        // (another test of this class may have begun it)
        Assert.True(q4.IsSuccessStatusCode || (int)q4.StatusCode == 400, $"{q4.StatusCode}");
    }

    private async Task<string?> ToelichtingAsync()
    {
        var stop = TestContext.Current.CancellationToken;
        using var http = browser.Registers();
        async Task<string> Van(string vraag) =>
            (string)(await http.GetFromJsonAsync<JsonNode>(Root + vraag, stop))!["results"]![0]!["url"]!;
        var (rapport, onderwerp) = (await Van("kwartaalrapporten?periode=2022-Q4"), await Van("onderwerpen?code=operatie/B/1"));
        return (string?)(await http.GetFromJsonAsync<JsonNode>(
            $"{Root}metingen?rapport={Uri.EscapeDataString(rapport)}&onderwerp={Uri.EscapeDataString(onderwerp)}", stop))!
            ["results"]![0]!["toelichting"];
    }
}
