using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Xunit;

namespace Brink.Tests;

/// <summary>The privacy officer of Deventer at work, without JavaScript; and what each screen leaves in the log.
/// Ada is a test person of the demonstration.</summary>
public sealed class PrivacyScreens(Browser browser) : IClassFixture<Browser>
{
    private const int Wide = 1280;
    private const string Ada = "999990019", Officer = "Functionaris gegevensbescherming";

    [Fact]
    public async Task Who_saw_Ada_and_what_did_the_clerk_see()
    {
        await using var looking = await browser.Open(Wide);
        await using var context = await browser.Open(Wide, script: false);
        await using var clerks = await browser.Open(Wide, script: false);
        var look = await browser.StepIn(looking, Officer);
        var page = await browser.StepIn(context, Officer);
        var clerk = await browser.StepIn(clerks, "Behandelaar");
        await clerk.GotoAsync(browser.Address + "/deventer/zaken/persoon");
        await clerk.GetByLabel("Burgerservicenummer").FillAsync(Ada);
        await clerk.GetByLabel("Waarom zoekt u deze persoon?").FillAsync("Belt over haar verhuizing");
        await clerk.GetByRole(AriaRole.Button, new() { Name = "Zoek", Exact = true }).ClickAsync();
        await clerk.Locator("tbody a").First.ClickAsync(); // the zaak itself, with all that is in it

        await browser.See(look, "/deventer", "privacy-start");
        await page.GotoAsync(browser.Address + "/deventer");
        await page.GetByRole(AriaRole.Link, new() { Name = "Wie keek naar wie" }).ClickAsync();
        await browser.See(look, "/deventer/beheer/inzage", "inzage");

        // A mistake is named at its field, and nothing that was typed is lost.
        await page.GetByLabel("Burgerservicenummer").FillAsync("123456789");
        await page.GetByLabel("Waarom zoekt u dit?").FillAsync("Inzageverzoek 2026-14");
        await page.GetByRole(AriaRole.Button, new() { Name = "Zoek", Exact = true }).ClickAsync();
        Assert.StartsWith("Fout: ", await page.TitleAsync(), StringComparison.Ordinal);
        Assert.Equal("Inzageverzoek 2026-14", await page.GetByLabel("Waarom zoekt u dit?").InputValueAsync());
        Assert.Equal(0, await page.GetByRole(AriaRole.Table).CountAsync());

        await page.GetByLabel("Burgerservicenummer").FillAsync(Ada);
        await page.GetByRole(AriaRole.Button, new() { Name = "Zoek", Exact = true }).ClickAsync();
        Assert.DoesNotContain(Ada, page.Url, StringComparison.Ordinal);
        var table = await page.GetByRole(AriaRole.Table).InnerTextAsync();
        Assert.Contains("Bea Behandelaar", table, StringComparison.Ordinal);
        Assert.Contains("Belt over haar verhuizing", table, StringComparison.Ordinal);
        Assert.Contains("Zaken behandelen", table, StringComparison.Ordinal);
        await Posted(look, "/deventer/beheer/inzage", "inzage-gevonden");

        var download = await page.RunAndWaitForDownloadAsync(() =>
            page.GetByRole(AriaRole.Button, new() { Name = "Download als JSON-regels" }).ClickAsync());
        var lines = (await File.ReadAllLinesAsync(await download.PathAsync())).Select(l => JsonNode.Parse(l)!).ToList();
        Assert.True(lines.Count > 3);
        Assert.DoesNotContain(lines, l => l.ToJsonString().Contains(Ada, StringComparison.Ordinal));

        await page.GotoAsync(browser.Address + "/deventer/beheer/inzage");
        await page.GetByLabel("Gebruiker").FillAsync("deventer-behandelaar");
        await page.GetByLabel("Waarom zoekt u dit?").FillAsync("Klacht 2026-3");
        await page.GetByRole(AriaRole.Button, new() { Name = "Zoek", Exact = true }).ClickAsync();
        Assert.True(await page.Locator("tbody tr").CountAsync() > 3);
        Assert.DoesNotContain(Ada, browser.Log, StringComparison.Ordinal);

        // Every look by a screen says for what and why, and what one page asked hangs together.
        using var http = browser.Registers("deventer");
        using var answer = await http.PostAsJsonAsync("beheer/api/v1/inzage/_zoek",
            new { gebruiker = "deventer-behandelaar", aantal = 200 });
        var rows = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["results"]!.AsArray().Select(r => r!)
            .Where(r => (string)r["actie"]! is "list" or "retrieve" or "zoek" or "audittrail" or "download").ToList();
        Assert.True(rows.Count > 3);
        Assert.All(rows, r => Assert.True((string)r["dpl.core.processing_activity_id"]! is "zaakafhandeling"
            or "bestuurlijke-besluitvorming", r.ToJsonString()));
        Assert.All(rows, r => Assert.NotEqual("", (string)r["toelichting"]!));
        Assert.Contains(rows.GroupBy(r => (string)r["trace_id"]!), g => g.Select(r => (string)r["resource"]!).Distinct().Count() > 2);
        // the page of the zaak
        // Who came in left a row too.
        Assert.Contains("aangemeld", await http.GetStringAsync("beheer/api/v1/daden"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_that_is_kept_of_Ada_as_a_page_a_PDF_and_JSON()
    {
        await using var looking = await browser.Open(Wide);
        await using var context = await browser.Open(Wide, script: false);
        var look = await browser.StepIn(looking, Officer);
        var page = await browser.StepIn(context, Officer);
        await page.GotoAsync(browser.Address + "/deventer");
        await page.GetByRole(AriaRole.Link, new() { Name = "Gegevens van een persoon" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Verzamel" }).ClickAsync();
        Assert.StartsWith("Fout: ", await page.TitleAsync(), StringComparison.Ordinal);
        await page.GetByLabel("Burgerservicenummer").FillAsync(Ada);
        await page.GetByLabel("Waarom zoekt u dit?").FillAsync("Inzageverzoek 2026-14");
        await page.GetByRole(AriaRole.Button, new() { Name = "Verzamel" }).ClickAsync();
        var table = await page.GetByRole(AriaRole.Table).InnerTextAsync();
        foreach (var what in (string[])["Zaken API", "Klantinteracties API", "De persoon begon deze zaak.", "Mag gewist worden",
            "Blijft bewaard"])
        {
            Assert.Contains(what, table, StringComparison.Ordinal);
        }
        await Posted(look, "/deventer/beheer/persoonsgegevens", "persoonsgegevens-gevonden");

        var json = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Button, new() { Name = "Download als JSON" })
            .ClickAsync());
        var held = JsonNode.Parse(await File.ReadAllTextAsync(await json.PathAsync()))!;
        Assert.Equal((int)held["aantal"]!, held["gegevens"]!.AsArray().Count);
        var pdf = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Button, new() { Name = "Download als PDF" })
            .ClickAsync());
        var bytes = await File.ReadAllBytesAsync(await pdf.PathAsync());
        Assert.Equal("%PDF"u8.ToArray(), bytes[..4]);
        Assert.True(bytes.AsSpan().IndexOf("pdfuaid"u8) > 0, "the PDF must say that it is accessible");

        // Erasing asks for a word more; without it nothing goes.
        await page.GetByRole(AriaRole.Button, new() { Name = "Wis de gegevens als klant" }).ClickAsync();
        Assert.Equal(1, await page.GetByRole(AriaRole.Heading, new() { Name = "Weet u het zeker?" }).CountAsync());
        Assert.Contains("Mag gewist worden", await page.GetByRole(AriaRole.Table).InnerTextAsync(), StringComparison.Ordinal);

        // Restricted: a mistake keeps what was typed; then nobody may erase, and a clerk finds nobody.
        await page.GetByLabel("Toelichting").FillAsync("Verzoek 2026-14");
        await page.GetByRole(AriaRole.Button, new() { Name = "Beperk de verwerking" }).ClickAsync();
        Assert.Equal(1, await page.GetByText("Kies waarom de persoon dit vraagt").First.CountAsync());
        Assert.Equal("Verzoek 2026-14", await page.GetByLabel("Toelichting").InputValueAsync());
        await page.GetByLabel("Waarom vraagt de persoon dit?").SelectOptionAsync("juistheid_betwist");
        await page.GetByRole(AriaRole.Button, new() { Name = "Beperk de verwerking" }).ClickAsync();
        Assert.Equal(1, await page.GetByText("De verwerking van deze gegevens is nu beperkt.").CountAsync());
        Assert.Equal(0, await page.GetByRole(AriaRole.Button, new() { Name = "Wis de gegevens als klant" }).CountAsync());
        Assert.DoesNotContain("Mag gewist worden", await page.GetByRole(AriaRole.Table).InnerTextAsync(), StringComparison.Ordinal);
        await Posted(look, "/deventer/beheer/persoonsgegevens", "persoonsgegevens-beperkt");
        using var http = browser.Registers("deventer");
        await using (var clerks = await browser.Open(Wide, script: false))
        {
            var clerk = await browser.StepIn(clerks, "Behandelaar");
            await clerk.GotoAsync(browser.Address + "/deventer/zaken/persoon");
            await clerk.GetByLabel("Burgerservicenummer").FillAsync(Ada);
            await clerk.GetByLabel("Waarom zoekt u deze persoon?").FillAsync("Belt over haar verhuizing");
            await clerk.GetByRole(AriaRole.Button, new() { Name = "Zoek", Exact = true }).ClickAsync();
            Assert.Equal(0, await clerk.Locator("tbody a").CountAsync());
        }
        await page.GetByRole(AriaRole.Button, new() { Name = "Hef de beperking op" }).ClickAsync();
        Assert.Equal(1, await page.GetByText("Schrijf op waarom u de beperking opheft").First.CountAsync());
        await page.GetByLabel("Waarom heft u de beperking op?").FillAsync("De gegevens kloppen");
        await page.GetByRole(AriaRole.Button, new() { Name = "Hef de beperking op" }).ClickAsync();
        Assert.Equal(1, await page.GetByText("De beperking is opgeheven.").CountAsync());

        // Erased, to the end: what is a customer's is gone, what the law says to keep is there, and each deletion tells why.
        async Task<long> Left(string path) => (long)JsonNode.Parse(await http.GetStringAsync(path))!["count"]!;
        const string nummers = "klantinteracties/api/v1/partij-identificatoren?partijIdentificatorObjectId=" + Ada;
        var rollen = await Left("zaken/api/v1/rollen?betrokkeneIdentificatie__natuurlijkPersoon__inpBsn=" + Ada);
        Assert.True(await Left(nummers) > 0 && rollen > 0);
        await page.GetByRole(AriaRole.Button, new() { Name = "Wis de gegevens als klant" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Wis deze gegevens" }).ClickAsync();
        Assert.Equal(1, await page.GetByText("gewist. Wat nog bewaard is").CountAsync());
        Assert.Equal(0, await page.GetByText("lukte het niet").CountAsync());
        var after = await page.GetByRole(AriaRole.Table).InnerTextAsync();
        Assert.DoesNotContain("Mag gewist worden", after, StringComparison.Ordinal);
        Assert.Contains("Blijft bewaard", after, StringComparison.Ordinal);
        Assert.Equal((0, rollen),
            (await Left(nummers), await Left("zaken/api/v1/rollen?betrokkeneIdentificatie__natuurlijkPersoon__inpBsn=" + Ada)));
        using var looks = await http.PostAsJsonAsync("beheer/api/v1/inzage/_zoek", new { gebruiker = "deventer-privacy", aantal = 500 });
        var deeds = JsonNode.Parse(await looks.Content.ReadAsStringAsync())!["results"]!.AsArray()
            .Where(r => (string)r!["actie"]! == "destroy").ToList();
        Assert.Contains(deeds, r => (string)r!["resource"]! == "partijen");
        Assert.All(deeds, r => Assert.Contains("Inzageverzoek 2026-14", (string)r!["toelichting"]!, StringComparison.Ordinal));
    }

    /// <summary>The session ended while a number of a person was being typed: it is neither sent nor kept, and the page says so.</summary>
    [Theory]
    [InlineData(Officer, "/deventer/beheer/persoonsgegevens", "Verzamel")]
    [InlineData(Officer, "/deventer/beheer/inzage", "Zoek")]
    [InlineData("Behandelaar", "/deventer/zaken/persoon", "Zoek")]
    [InlineData("Behandelaar", "/deventer/zaken/nieuw", "Begin de zaak")]
    public async Task A_number_that_was_typed_is_not_kept_after_a_session(string rol, string pad, string knop)
    {
        await using var context = await browser.Open(Wide);
        var page = await browser.StepIn(context, rol);
        await page.GotoAsync(browser.Address + pad);
        await page.GetByLabel("Burgerservicenummer").FillAsync(Ada);
        await context.ClearCookiesAsync();
        await page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Button, new() { Name = knop, Exact = true }).ClickAsync();
        Assert.Equal("/stap-in", new Uri(page.Url).AbsolutePath);
        Assert.DoesNotContain(Ada, page.Url, StringComparison.Ordinal);
        await page.GetByRole(AriaRole.Button, new() { Name = rol }).First.ClickAsync();
        Assert.Equal(pad + "?tekst=niet", new Uri(page.Url).PathAndQuery);
        Assert.Equal(1, await page.GetByText("Het is ook niet bewaard, omdat het over een persoon gaat.").CountAsync());
        Assert.Equal("melding", await page.Locator(":focus").GetAttributeAsync("id"));
        Assert.DoesNotContain(Ada, await page.ContentAsync(), StringComparison.Ordinal);
    }

    /// <summary>A form that is answered with a file is guarded as the others are.</summary>
    [Fact]
    public async Task A_file_is_not_given_without_the_form_of_its_reader()
    {
        await using var context = await browser.Open(Wide, script: false);
        var page = await browser.StepIn(context, Officer);
        await page.GotoAsync(browser.Address + "/deventer/beheer/persoonsgegevens");
        await page.GetByLabel("Burgerservicenummer").FillAsync(Ada);
        await page.GetByLabel("Waarom zoekt u dit?").FillAsync("Inzageverzoek 2026-15");
        await page.GetByRole(AriaRole.Button, new() { Name = "Verzamel" }).ClickAsync();
        var velden = (await page.Locator("#bestand-json input").EvaluateAllAsync<string[][]>("all => all.map(i => [i.name, i.value])"))
            .ToDictionary(v => v[0], v => v[1]);
        Assert.Equal(Ada, velden["bestand-json-bsn"]);
        async Task<int> Vraag(string? zonder, IAPIRequestContext wie)
        {
            var form = wie.CreateFormData();
            foreach (var (naam, waarde) in velden.Where(v => v.Key != zonder)) form.Set(naam, waarde);
            return (await wie.PostAsync(browser.Address + "/deventer/beheer/persoonsgegevens/bestand",
                new() { Form = form, MaxRedirects = 0 })).Status;
        }
        Assert.Equal(200, await Vraag(null, context.APIRequest));
        Assert.Equal(400, await Vraag("__RequestVerificationToken", context.APIRequest));
        Assert.Equal(400, await Vraag("_van", context.APIRequest));
        Assert.Equal(400, await Vraag("bestand-json-reden", context.APIRequest));
        // Somebody else in the same browser; and nobody.
        await using var ander = await browser.Open(Wide, script: false);
        await browser.StepIn(ander, "Functioneel beheerder");
        Assert.Equal(409, await Vraag(null, ander.APIRequest));
        await ander.ClearCookiesAsync();
        Assert.Equal(302, await Vraag(null, ander.APIRequest));
        await context.ClearCookiesAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Download als JSON" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = Officer }).First.ClickAsync();
        Assert.Equal("/deventer/beheer/persoonsgegevens?tekst=niet", new Uri(page.Url).PathAndQuery);
    }

    [Fact]
    public async Task Nobody_else_sees_these_pages()
    {
        await using var context = await browser.Open(Wide);
        var page = await browser.StepIn(context, "Functioneel beheerder");
        Assert.Equal(0, await page.GetByRole(AriaRole.Link, new() { Name = "Wie keek naar wie" }).CountAsync());
        foreach (var path in (string[])["inzage", "persoonsgegevens"])
        {
            var answer = await page.GotoAsync($"{browser.Address}/deventer/beheer/{path}");
            Assert.Equal(403, answer!.Status);
            Assert.Equal(0, await page.GetByLabel("Burgerservicenummer").CountAsync());
        }
    }

    [Fact]
    public void No_screen_asks_the_registers_without_saying_for_what()
    {
        // Screens get their client of the registers in one place, which says for which activity it is and why.
        var makers = Source.All.Where(f => f.Path.StartsWith("src/Apps/", StringComparison.Ordinal)
            && f.Text.Contains("clients.For(", StringComparison.Ordinal)).ToList();
        var only = Assert.Single(makers);
        Assert.Equal("src/Apps/Kern/Scherm.cs", only.Path);
        Assert.Contains("clients.For(Organisatie!.Id, Gebruiker).Voor(Activiteit", only.Text, StringComparison.Ordinal);
    }

    // The answer to a form, looked at with script for axe: filled in by hand.
    private async Task Posted(IPage look, string path, string name)
    {
        await look.SetViewportSizeAsync(Wide, 900);
        await look.GotoAsync(browser.Address + path);
        await look.GetByLabel("Burgerservicenummer").FillAsync(Ada);
        await look.GetByLabel("Waarom zoekt u dit?").FillAsync("Inzageverzoek 2026-14");
        await look.Locator("main form button[type=submit]").First.ClickAsync();
        await Browser.Look(look, name);
    }
}
