using Brink.Registers.Portfolio;
using Xunit;

namespace Brink.Tests;

/// <summary>The portfolio: ideas walk the funnel, components form a graph, every member is asked once a year.</summary>
public sealed class PortfolioTests
{
    private const string Root = "portfolio/api/v1/";

    [Theory]
    [MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task An_idea_walks_the_funnel_and_becomes_a_project(string store)
    {
        await using var p = await Platform.Start(store);
        var c = new Cast(p);
        var idee = await c.Nieuw<Idee>();
        object Stap(string naar, string[]? rollen = null, bool gehaald = true) =>
            new
            {
                idee,
                naar,
                datum = "2022-10-01",
                rollen = rollen ?? [],
                criteria = new[] { new { tekst = "Documentatie is af", gehaald } }
            };
        var lid = await c.Nieuw<Lid>();
        await p.Post(Root + "steunbetuigingen", new { idee, lid });
        Assert.Equal(["lid:unique"], await p.Faults(HttpMethod.Post, Root + "steunbetuigingen", new { idee, lid }));
        Assert.Equal(1, (int)(await p.Get(idee))["steun"]!);

        Assert.Equal(["naar:p3-volgorde"],
            await p.Faults(HttpMethod.Post, Root + "funnelstappen", Stap("voorbereiding", ["product owner"])));
        await p.Post(Root + "funnelstappen", Stap("verkenning"));
        Assert.Equal(["rollen:p3-rollen"], await p.Faults(HttpMethod.Post, Root + "funnelstappen", Stap("voorbereiding")));
        await p.Post(Root + "funnelstappen", Stap("voorbereiding", ["Product owner"]));
        string[] allen = ["product owner", "contractmanager", "portfolioraad"];
        Assert.Equal(["criteria:p4-criteria"], await p.Faults(HttpMethod.Post, Root + "funnelstappen", Stap("realisatie", allen, false)));
        Assert.Equal(0, await p.Rows("pfl_project"));
        await p.Post(Root + "funnelstappen", Stap("realisatie", allen));
        var na = await p.Get(idee);
        Assert.Equal("realisatie", (string?)na["fase"]);
        var project = await p.Get((string)na["project"]!);
        Assert.Equal(((string?)na["titel"], 12500.50m, idee),
            ((string?)project["naam"], (decimal)project["budget"]!, (string)project["idee"]!));
        await p.Post(Root + "funnelstappen", Stap("overdracht", allen));
        await p.Post(Root + "funnelstappen", Stap("gerealiseerd"));
        Assert.Equal(["naar:p3-volgorde"], await p.Faults(HttpMethod.Post, Root + "funnelstappen", Stap("afgewezen")));
    }

    [Theory]
    [MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task No_component_is_part_of_itself(string store)
    {
        await using var p = await Platform.Start(store);
        var c = new Cast(p);
        var (a, b, d) = (await c.Nieuw<Component>(), await c.Nieuw<Component>(), await c.Nieuw<Component>());
        object Deel(string van, string naar) => new { van, naar, soort = "onderdeel_van" };
        await p.Post(Root + "afhankelijkheden", Deel(a, b));
        await p.Post(Root + "afhankelijkheden", Deel(b, d));
        Assert.Equal(["naar:p2-lus"], await p.Faults(HttpMethod.Post, Root + "afhankelijkheden", Deel(d, a)));
        Assert.Equal(["naar:p2-lus"], await p.Faults(HttpMethod.Post, Root + "afhankelijkheden", Deel(a, a)));
        Assert.Equal(["naar:unique"], await p.Faults(HttpMethod.Post, Root + "afhankelijkheden", Deel(a, b)));
        await p.Post(Root + "afhankelijkheden", new { van = d, naar = a, soort = "gebruikt" });
        Assert.Equal(3, await p.Rows("pfl_afhankelijkheid"));
    }

    [Fact]
    public void Everyone_is_asked_once_and_anyone_can_draw_again()
    {
        var leden = Enumerable.Range(1, 40).Select(i => new Lid { Naam = $"Gemeente {i}", Omvang = (Klasse)(i % 3) }).ToList();
        var groepen = Steekproef.Verdeel(2022, leden);
        Assert.Equal(40, groepen.Select(g => g.Lid.Naam).Distinct().Count());
        Assert.All(groepen.GroupBy(g => g.Kwartaal), g => Assert.Equal(10, g.Count()));
        Assert.All(groepen.GroupBy(g => (g.Kwartaal, g.Lid.Omvang)), g => Assert.InRange(g.Count(), 3, 4));
        leden.Reverse();
        Assert.Equal(groepen.Select(g => (g.Lid.Naam, g.Kwartaal)), Steekproef.Verdeel(2022, leden).Select(g => (g.Lid.Naam, g.Kwartaal)));
        Assert.NotEqual(groepen.Select(g => (g.Lid.Naam, g.Kwartaal)),
            Steekproef.Verdeel(2023, leden).Select(g => (g.Lid.Naam, g.Kwartaal)));
    }

    [Fact]
    public async Task Terms_norms_and_scores_are_worked_out()
    {
        await using var p = await Platform.Start("sqlite");
        var c = new Cast(p);
        Assert.Equal("2023-07-01", (string?)(await p.Get(await c.Nieuw<Brink.Registers.Portfolio.Contract>()))["opzeggenVoor"]);
        Assert.Equal("2022-12-01", (string?)(await p.Get(await c.Nieuw<Accountplan>()))["volgendContact"]);
        Assert.Equal(12, (int)(await p.Get(await c.Nieuw<Risico>()))["score"]!);
        var leverancier = await c.Nieuw<Leverancier>();
        Assert.Equal(["opzegtermijn:p15-termijn"], await p.Faults(HttpMethod.Post, Root + "contracten", new
        {
            naam = "X",
            leverancier,
            einde = "2024-01-01",
            opzegtermijn = "P99999Y"
        }));
        Assert.Equal(["einde:p15-termijn"],
            await p.Faults(HttpMethod.Post, Root + "contracten",
            new { naam = "X", leverancier, begin = "2024-01-01", einde = "2023-01-01" }));
        var meting = await p.Get(await c.Nieuw<Tevredenheidsmeting>());
        Assert.Equal(["kwartaal:p13-eenmaal"],
            await p.Faults(HttpMethod.Post, Root + "tevredenheidsmetingen", new { lid = (string)meting["lid"]!, kwartaal = "2022-Q1" }));
        await p.Post(Root + "tevredenheidsmetingen", new { lid = (string)meting["lid"]!, kwartaal = "2023-Q1" });
        Assert.Equal(400, (await p.Send(HttpMethod.Get, Root + "leden/steekproef")).Status);
        Assert.NotEmpty((await p.Get(Root + "leden/steekproef?jaar=2022")).AsArray());
        using var yaml = await p.Beheerder.GetAsync(await c.Nieuw<Component>() + "/publiccode", TestContext.Current.CancellationToken);
        Assert.StartsWith("# Dit bestand is nog niet compleet. Vul in het portfolio in: url (het adres van de broncode) en legal/license "
            + "(de licentie).\n"
            + "publiccodeYmlVersion: '0.7'\nname: 'Component ", await yaml.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("name: [", "geen goede YAML")]
    [InlineData("- een lijst", "geen publiccode.yaml")]
    [InlineData("url: 'https://git.example.nl/x'", "noemt geen naam")]
    [InlineData("name: X\nurl: 'javascript:alert(1)'", "geen adres")]
    [InlineData("name: X\ndevelopmentStatus: bijna", "bestaat niet")]
    public async Task A_wrong_publiccode_is_refused_with_a_reason(string inhoud, string reden)
    {
        await using var p = await Platform.Start("sqlite");
        var (status, json) = await p.Send(HttpMethod.Post, Root + "componenten/publiccode", new { inhoud });
        Assert.Equal(400, status);
        Assert.Contains(reden, (string)json!["detail"]!, StringComparison.Ordinal);
        Assert.Equal(0, await p.Rows("pfl_component"));
    }

    [Fact]
    public async Task A_publiccode_makes_a_component_and_brings_it_up_to_date()
    {
        await using var p = await Platform.Start("sqlite");
        // What is nested deeper than any such file would exhaust the stack of whoever reads it.
        Assert.Equal(400, (await p.Send(HttpMethod.Post, Root + "componenten/publiccode",
            new { inhoud = "name: " + new string('[', 50_000) })).Status);
        const string Bestand = "name: Proef\nurl: 'https://git.example.nl/proef'\ndevelopmentStatus: beta\ndescription:\n  en:\n    "
            + "shortDescription: Trial\n  nl:\n"
            + "    shortDescription: Een proef\nlegal:\n  license: EUPL-1.2\n";
        var gemaakt = await p.Post(Root + "componenten/publiccode", new { inhoud = Bestand });
        Assert.Equal(("Proef", "https://git.example.nl/proef", "invoering", "Een proef", "EUPL-1.2"),
            ((string)gemaakt["naam"]!, (string)gemaakt["broncode"]!,
            (string)gemaakt["levensloop"]!, (string)gemaakt["omschrijving"]!, (string)gemaakt["licentie"]!));
        var bij = await p.Post(Root + "componenten/publiccode", new { inhoud = "name: Proef\ndevelopmentStatus: stable" });
        Assert.Equal(((string)gemaakt["url"]!, "beheer", "EUPL-1.2"),
            ((string)bij["url"]!, (string)bij["levensloop"]!, (string)bij["licentie"]!));
        Assert.Equal(1, await p.Rows("pfl_component"));
        // What goes out comes back in.
        using var yaml = await p.Beheerder.GetAsync((string)gemaakt["url"]! + "/publiccode", TestContext.Current.CancellationToken);
        await p.Post(Root + "componenten/publiccode",
            new { inhoud = await yaml.Content.ReadAsStringAsync(TestContext.Current.CancellationToken) });
        Assert.Equal(bij.ToJsonString(), (await p.Get((string)gemaakt["url"]!)).ToJsonString());
    }

    [Fact]
    public async Task Who_takes_part_pitches_and_supports_and_changes_nothing_else()
    {
        await using var p = await Platform.Start("sqlite");
        var lid = (string)(await p.Post(Root + "leden", new { naam = "Raalte" }))["url"]!;
        await p.Post("besluitvorming/api/v1/vertegenwoordigingen", new
        {
            lid,
            gebruiker = "tester",
            functie = "bestuurder",
            geldigVan = "2020-01-01",
            toepassingen = new[] { "mee" }
        });
        var mee = await p.WithRights("mee", new { component = "pfl", scopes = new[] { "portfolio.lezen", "portfolio.meedoen" } });
        var idee = (string)(await p.Post(Root + "ideeen", new { titel = "Eén loket", indiener = lid }, mee))["url"]!;
        await p.Post(Root + "steunbetuigingen", new { idee, lid }, mee);
        Assert.Equal(403, (await p.Send(HttpMethod.Patch, idee, new { titel = "Twee loketten" }, mee)).Status);
        Assert.Equal(403, (await p.Send(HttpMethod.Post, Root + "funnelstappen", new { idee, naar = "verkenning", datum = "2026-01-01" },
            mee)).Status);
        Assert.Equal(403, (await p.Send(HttpMethod.Post, Root + "componenten/publiccode", new { inhoud = "name: X" }, mee)).Status);
        Assert.Equal(403, (await p.Send(HttpMethod.Post, Root + "leden", new { naam = "Nieuw" }, mee)).Status);
        // What a client may do, it can ask; of others it learns nothing.
        var mij = await p.Get("beheer/api/v1/mij", mee);
        Assert.Equal((false, "pfl:portfolio.lezen pfl:portfolio.meedoen"),
            ((bool)mij["alles"]!, string.Join(' ', mij["scopes"]!.AsArray().Select(s => (string)s!))));
        Assert.Empty(mij["soorten"]!.AsObject());
        Assert.True((bool)(await p.Get("beheer/api/v1/mij"))["alles"]!);
        Assert.Equal(401, (await p.Send(HttpMethod.Get, "beheer/api/v1/mij", null, p.As(null))).Status);
        Assert.Equal(405, (await p.Send(HttpMethod.Post, "beheer/api/v1/mij", new { }, mee)).Status);
    }

    [Fact]
    public async Task Whoever_may_read_may_not_write()
    {
        await using var p = await Platform.Start("sqlite");
        var lezer = await p.WithRights("lezer", new { component = "pfl", scopes = new[] { "portfolio.lezen" } },
            new { component = "bgr", scopes = new[] { "begroting.lezen" } });
        Assert.Equal(200, (await p.Send(HttpMethod.Get, Root + "leden", null, lezer)).Status);
        Assert.Equal(200, (await p.Send(HttpMethod.Get, "begroting/api/v1/begrotingen", null, lezer)).Status);
        Assert.Equal(403, (await p.Send(HttpMethod.Get, "rapportage/api/v1/kwartaalrapporten", null, lezer)).Status);
        Assert.Equal(403, (await p.Send(HttpMethod.Post, Root + "leden", new { naam = "Nieuw" }, lezer)).Status);
        Assert.Equal(403, (await p.Send(HttpMethod.Post, "beheer/api/v1/samen",
            new[] { new { maak = Root + "leden", body = new { naam = "Nieuw" } } }, lezer)).Status);
        Assert.Equal(0, await p.Rows("pfl_lid"));
    }
}
