using System.Text.Json.Nodes;
using Xunit;

namespace Brink.Tests;

/// <summary>What members see and do, held by the registers and not only by screens: the cast is a member with a client of its own,
/// and the office.</summary>
public sealed class LedenregelsTests
{
    private const string Rapport = "rapportage/api/v1/", Portfolio = "portfolio/api/v1/";

    public static TheoryData<string> Alle => Stores.All;

    [Theory, MemberData(nameof(Alle))]
    public async Task A_draft_report_is_for_who_makes_it_and_members_keep_the_last_that_was_shared(string store)
    {
        await using var p = await Platform.Start(store);
        var c = new Cast(p);
        var onderwerp = await c.Nieuw<Brink.Registers.Rapportage.Onderwerp>();
        async Task<string> Begin(string periode)
        {
            var rapport = (string)(await p.Post(Rapport + "kwartaalrapporten", new { periode, titel = periode }))["url"]!;
            if ((await p.Get(Rapport + "metingen?rapport=" + Uri.EscapeDataString(rapport)))["count"]!.GetValue<int>() == 0)
                await p.Post(Rapport + "metingen", new { rapport, onderwerp, indicator = "groen" });
            return rapport;
        }
        Task Stap(string rapport, string soort) =>
            p.Post(Rapport + "rapportstappen", new { rapport, soort, datum = "2024-07-20", gedeeldMet = new[] { "leden" } });
        var lid = await p.WithRights("lid", new { component = "rap", scopes = new[] { "rapportage.lezen" } });
        var rvc = await p.WithRights("rvc", new { component = "rap", scopes = new[] { "rapportage.lezen", "rapportage.toezicht" } });
        var bureau = await p.WithRights("bureau", new { component = "rap", scopes = new[] { "rapportage.lezen", "rapportage.bijwerken" } });
        async Task<string> Ziet(HttpClient wie) =>
            string.Join(' ', (await p.Get(Rapport + "kwartaalrapporten?ordering=periode", wie))["results"]!.AsArray()
            .Select(r => (string)r!["periode"]!));

        var eerste = await Begin("2024-Q2");
        foreach (var soort in (string[])["vastgesteld", "rvc", "gedeeld"]) await Stap(eerste, soort);
        var tweede = await Begin("2024-Q3");
        Assert.Equal(("2024-Q2", "2024-Q2", "2024-Q2 2024-Q3"), (await Ziet(lid), await Ziet(rvc), await Ziet(bureau)));
        // Not by another way either: by its address, its rows, its course, its findings, or a question at it.
        foreach (var pad in (string[])["", "/dashboard", "/blad", "/csv", "/bevindingen", "/openstaand"])
            Assert.Contains((await p.Send(HttpMethod.Get, tweede + pad, null, lid)).Status, new[] { 403, 404 });
        Assert.Equal(0, (int)(await p.Get(Rapport + "metingen?rapport=" + Uri.EscapeDataString(tweede), lid))["count"]!);
        Assert.Equal(1, (int)(await p.Get(Rapport + "metingen?rapport=" + Uri.EscapeDataString(eerste), lid))["count"]!);
        Assert.Equal(["2024-Q2"], (await p.Get(eerste + "/verloop", lid)).AsArray().Select(k => (string)k!["periode"]!));
        Assert.NotEqual(201, (await p.Send(HttpMethod.Post, Rapport + "reacties", new { rapport = tweede, onderwerp, tekst = "Waarom?" },
            lid)).Status);
        Assert.Equal(0, await p.Rows("rap_reactie"));
        Assert.Equal(201, (await p.Send(HttpMethod.Post, Rapport + "reacties", new { rapport = eerste, onderwerp, tekst = "Waarom?" },
            lid)).Status);

        await Stap(tweede, "vastgesteld");
        Assert.Equal(("2024-Q2", "2024-Q2"), (await Ziet(lid), await Ziet(rvc)));
        await Stap(tweede, "rvc");
        Assert.Equal(("2024-Q2", "2024-Q2 2024-Q3"), (await Ziet(lid), await Ziet(rvc)));
        Assert.Equal(["2024-Q2", "2024-Q3"], (await p.Get(tweede + "/verloop", rvc)).AsArray().Select(k => (string)k!["periode"]!));
        await Stap(tweede, "gedeeld");
        Assert.Equal("2024-Q2 2024-Q3", await Ziet(lid));
        Assert.Equal(200, (await p.Send(HttpMethod.Get, tweede + "/dashboard", null, lid)).Status);
    }

    [Theory, MemberData(nameof(Alle))]
    public async Task Only_the_own_member_supports_an_idea_and_can_take_it_back(string store)
    {
        await using var p = await Platform.Start(store);
        async Task<string> Lid(string naam, string gebruiker)
        {
            var lid = (string)(await p.Post(Portfolio + "leden", new { naam, status = "lid" }))["url"]!;
            await p.Post(Alv.Root + "vertegenwoordigingen",
                new { lid, gebruiker, functie = "portefeuillehouder", geldigVan = "2020-01-01", toepassingen = new[] { "mee" } });
            return lid;
        }
        var (eigen, anders) = (await Lid("Kampen", "lid-kampen"), await Lid("Deventer", "lid-deventer"));
        await p.WithRights("mee", new { component = "pfl", scopes = new[] { "portfolio.lezen", "portfolio.meedoen" } });
        var kampen = p.As("mee", user: "lid-kampen");
        var idee = (string)(await p.Post(Portfolio + "ideeen", new { titel = "Eén loket", indiener = eigen }, kampen))["url"]!;
        var geenLid = (string)(await p.Post(Portfolio + "leden", new { naam = "Amsterdam", status = "geen_lid" }))["url"]!;
        var steun = (string)(await p.Post(Portfolio + "steunbetuigingen", new { idee, lid = eigen }, kampen))["url"]!;
        foreach (var (lid, code) in new[] { (anders, "lid:geen-mandaat"), (geenLid, "lid:geen-lid") })
            Assert.Contains(code, await Fouten(p, Portfolio + "steunbetuigingen", new { idee, lid }, kampen));
        Assert.Contains("indiener:geen-mandaat",
            await Fouten(p, Portfolio + "ideeen", new { titel = "Van een ander", indiener = anders }, kampen));
        Assert.Contains("indiener:required", await Fouten(p, Portfolio + "ideeen", new { titel = "Van niemand" }, kampen));
        // Also the office supports for members only.
        Assert.Contains("lid:geen-lid", await Fouten(p, Portfolio + "steunbetuigingen", new { idee, lid = geenLid }, null));
        Assert.Equal((1, 1), ((int)(await p.Get(idee))["steun"]!, await p.Rows("pfl_steunbetuiging")));

        var ander = await p.Post(Portfolio + "steunbetuigingen", new { idee, lid = anders });
        Assert.Equal(400, (await p.Send(HttpMethod.Delete, (string)ander["url"]!, null, kampen)).Status);
        Assert.Equal(204, (await p.Send(HttpMethod.Delete, steun, null, kampen)).Status);
        Assert.Equal((1, 1), ((int)(await p.Get(idee))["steun"]!, await p.Rows("pfl_steunbetuiging")));
    }

    [Theory, MemberData(nameof(Alle))]
    public async Task A_member_gives_one_proxy_for_one_thing(string store)
    {
        await using var p = await Platform.Start(store);
        var alv = await new Alv(p).Met(4);
        var punten = await alv.Opgeroepen(new { }, new { });
        object Volmacht(int houder, bool spreken, bool stemmen, params string[] bij) => new
        {
            gever = alv.Leden[3].Url,
            gemachtigde = alv.Leden[houder].Gebruiker,
            functie = "wethouder",
            namens = alv.Leden[houder].Url,
            vergadering = alv.Vergadering,
            spreken,
            stemmen,
            agendapunten = bij,
        };
        var eerste = await alv.Maak("volmachten", Volmacht(1, true, true, punten[0]));
        var (status, fout) = await p.Send(HttpMethod.Post, Alv.Root + "volmachten", Volmacht(2, false, true));
        Assert.Equal((400, "gever", "g4-een"),
            (status, (string)fout!["invalidParams"]![0]!["name"]!, (string)fout["invalidParams"]![0]!["code"]!));
        Assert.Contains($"aan {alv.Leden[1].Naam}. Trek die eerst in", (string)fout["invalidParams"]![0]!["reason"]!,
            StringComparison.Ordinal);
        Assert.Equal(["g4-een"], await alv.Weigert(Alv.Root + "volmachten", "", Volmacht(2, true, false, punten[0])));
        // (the same holder may get a wider one, and not the same twice)
        Assert.Equal(["unique"], await alv.Weigert(Alv.Root + "volmachten", "", Volmacht(1, true, true)));
        Assert.Equal(1, await p.Rows("bvm_volmacht"));

        // Another item is another thing; and what was revoked is none any more.
        await alv.Maak("volmachten", Volmacht(2, true, true, punten[1]));
        await alv.Doe(eerste, "intrekken");
        await alv.Maak("volmachten", Volmacht(2, true, true, punten[0]));
        Assert.Equal(3, await p.Rows("bvm_volmacht"));
    }

    [Fact]
    public async Task Two_proxies_at_once_are_still_one()
    {
        foreach (var store in (string[])["sqlite", "postgres"])
        {
            await using var p = await Platform.Start(store);
            var alv = await new Alv(p).Met(5);
            await alv.Opgeroepen(new { });
            var antwoorden = await Task.WhenAll(Enumerable.Range(0, 4).Select(houder => p.Send(HttpMethod.Post, Alv.Root + "volmachten", new
            {
                gever = alv.Leden[4].Url,
                gemachtigde = alv.Leden[houder].Gebruiker,
                functie = "wethouder",
                namens = alv.Leden[houder].Url,
                vergadering = alv.Vergadering,
                stemmen = true,
            })));
            Assert.Equal(1, antwoorden.Count(a => a.Status == 201));
            Assert.Equal(1, await p.Rows("bvm_volmacht"));
        }
    }

    [Theory]
    [InlineData("datum", "2020-01-01", null, null, "datum")]
    [InlineData("begin", "+20", "+21T09:00:00Z", null, "begin")]
    [InlineData("spreektijdTot", "+20", "+20T09:00:00Z", "+20T10:00:00Z", "spreektijdTot")]
    [InlineData("spreektijdTot", "+20", null, "+22T10:00:00Z", "spreektijdTot")]
    public async Task A_meeting_lies_ahead_and_what_is_asked_before_it_too(string wat, string datum, string? begin, string? spreektijd,
        string veld)
    {
        Assert.NotEqual("", wat);
        static string? Dag(string? tekst) => tekst?.StartsWith('+') == true
            ? Alv.Vandaag(int.Parse(tekst[1..3], System.Globalization.CultureInfo.InvariantCulture)) + tekst[3..] : tekst;
        await using var p = await Platform.Start("sqlite");
        object Met(string? d, string? b, string? s) =>
            new JsonObject { ["titel"] = "ALV", ["vorm"] = "fysiek", ["datum"] = d, ["begin"] = b, ["spreektijdTot"] = s };
        Assert.Equal([veld + ":vergadering-tijd"],
            await Fouten(p, Alv.Root + "vergaderingen", Met(Dag(datum), Dag(begin), Dag(spreektijd)), null));
        Assert.Equal(0, await p.Rows("bvm_vergadering"));
        // What was held before may be taken over; what comes is made.
        await p.Post(Alv.Root + "vergaderingen", new { titel = "ALV", vorm = "fysiek", datum = "2020-01-01", overgenomen = true });
        await p.Post(Alv.Root + "vergaderingen", Met(Alv.Vandaag(20), Alv.Vandaag(20) + "T09:00:00Z", Alv.Vandaag(18) + "T09:00:00Z"));
    }

    [Fact]
    public async Task While_a_roll_call_is_open_nobody_sees_what_another_voted()
    {
        await using var p = await Platform.Start("sqlite");
        var alv = await new Alv(p).Met(2);
        var punten = await alv.Opgeroepen(new { });
        await alv.Doe(alv.Vergadering, "openen");
        await alv.Aanwezig(0);
        await alv.Aanwezig(1);
        var stemming = await alv.Maak("stemmingen", new { agendapunt = punten[0], modus = "in_de_vergadering", onderwerp = "Begroting" });
        await alv.Doe(stemming, "openen");
        await alv.Stem(stemming, 1, "tegen");
        string? Keuze(JsonNode lijst) => (string?)lijst["results"]![0]!["keuze"];
        var vraag = Alv.Root + "stemmen?stemming=" + Uri.EscapeDataString(stemming);
        // 'tester' is member 0, and leads.
        Assert.True(string.IsNullOrEmpty(Keuze(await p.Get(vraag))));
        Assert.Equal("tegen", Keuze(await p.Get(vraag, alv.Als(1))));
        await alv.Doe(stemming, "sluiten");
        Assert.Equal("tegen", Keuze(await p.Get(vraag)));
    }

    [Fact]
    public async Task The_office_is_told_that_a_decision_outside_a_meeting_cannot_pass_any_more_and_not_by_whom()
    {
        await using var p = await Platform.Start("sqlite");
        var alv = await new Alv(p).Met(3, new { bespreekmomentVerplicht = false });
        var stemming = await alv.Maak("stemmingen", new
        {
            modus = "buiten_vergadering",
            onderwerp = "Begroting",
            besluittekst = "Vast te stellen.",
            sluit = "2099-01-01T00:00:00Z",
            voorkennisBestuur = "2026-01-01"
        });
        await alv.Doe(stemming, "openen");
        await p.WithRights("lid", new { component = "bvm", scopes = new[] { "besluitvorming.stemmen" } });
        async Task<string> LetOp(HttpClient? wie) => string.Concat((await p.Get(stemming + "/voorwaarden", wie)).AsArray()
            .Where(v => (string)v!["stand"]! == "let_op").Select(v => (string)v!["wat"]!));
        await alv.Stem(stemming, 0, "voor");
        Assert.Equal("", await LetOp(null));
        await alv.Stem(stemming, 1, "onthouding");
        Assert.Equal("Zo komt er geen besluit: niet iedereen die stemde, is voor", await LetOp(null));
        Assert.Equal("", await LetOp(p.As("lid", user: "lid-2")));
    }

    private static async Task<List<string>> Fouten(Platform p, string pad, object body, HttpClient? wie)
    {
        var (status, json) = await p.Send(HttpMethod.Post, pad, body, wie);
        Assert.True(status == 400, $"{status} {json?.ToJsonString()}");
        return [.. json!["invalidParams"]!.AsArray().Select(f => $"{f!["name"]}:{f["code"]}")];
    }
}
