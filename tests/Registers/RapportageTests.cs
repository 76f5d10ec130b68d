using System.Net;
using System.Text.Json.Nodes;
using Brink.Registers.Rapportage;
using Xunit;

namespace Brink.Tests;

/// <summary>The quarterly report: arrows follow from history, finished subjects stay until the year is over,
/// and what was adopted never changes.</summary>
public sealed class RapportageTests
{
    private const string Root = "rapportage/api/v1/";

    [Theory]
    [InlineData(null, Indicator.Groen, Stand.Lopend, Voortgang.Geen)]
    [InlineData(Indicator.Groen, Indicator.Groen, Stand.Lopend, Voortgang.Gelijk)]
    [InlineData(Indicator.Oranje, Indicator.Groen, Stand.Lopend, Voortgang.Verbeterd)]
    [InlineData(Indicator.Rood, Indicator.Oranje, Stand.Lopend, Voortgang.Verbeterd)]
    [InlineData(Indicator.Groen, Indicator.Rood, Stand.Lopend, Voortgang.Verslechterd)]
    [InlineData(Indicator.Rood, Indicator.Rood, Stand.Lopend, Voortgang.Gelijk)]
    [InlineData(Indicator.Rood, null, Stand.Afgerond, Voortgang.Afgerond)]
    [InlineData(null, null, Stand.NietGestart, Voortgang.Geen)]
    public void Progress_follows_from_the_quarter_before(Indicator? vorige, Indicator? nu, Stand stand, Voortgang verwacht) =>
        Assert.Equal(verwacht, Afleiding.Voortgang(vorige, nu, stand));

    [Fact]
    public void Back_from_the_arrow_lies_what_it_was()
    {
        foreach (var nu in Enum.GetValues<Indicator>())
        {
            foreach (var vorige in Enum.GetValues<Indicator>())
                Assert.Contains(vorige, Afleiding.Vorige(nu, Afleiding.Voortgang(vorige, nu, Stand.Lopend)));
        }
        Assert.Empty(Afleiding.Vorige(Indicator.Groen, Voortgang.Verslechterd));
        Assert.Empty(Afleiding.Vorige(Indicator.Rood, Voortgang.Verbeterd));
        Assert.Equal(["2022-Q3", "2022-Q3", "2022-Q3", null],
            new[] { "2022 – Q3", "2022 - Q3", "Q3 2022", "derde kwartaal" }.Select(Kwartaal.Lees));
        Assert.Equal(("2021-Q4", "2022-Q2", "2023-Q1"),
            (Kwartaal.Vorige("2022-Q1"), Kwartaal.Volgende("2022-Q1"), Kwartaal.Volgende("2022-Q4")));
    }

    [Theory]
    [MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task Q4_derives_every_arrow_and_Q1_has_let_go_what_is_done(string store)
    {
        await using var p = await Platform.Start(store);
        await Brink.Host.Vereniging.Laad(Path.Combine(Source.Root, "demo", "vereniging"), p.Beheerder);
        var q3 = (await p.Get(Root + "kwartaalrapporten"))["results"]![0]!;
        Assert.Equal(("gedeeld", 1), ((string)q3["status"]!, (int)q3["versie"]!));
        var rijen3 = await Rijen(p, q3);
        Assert.Equal((45, 23), (rijen3.Count(r => (string?)r!["dashboard"] == "operatie"),
            rijen3.Count(r => (string?)r!["dashboard"] == "doelstellingen")));
        Assert.Equal((24, 10), (rijen3.Count(r => (string?)r!["dashboard"] == "operatie" && (bool)r["vraagtToelichting"]!),
            rijen3.Count(r => (string?)r!["dashboard"] == "doelstellingen" && (bool)r["vraagtToelichting"]!)));

        // The next quarter starts from what there is: same colours, no arrows typed, finished subjects along.
        var q4 = await p.Post(Root + "kwartaalrapporten", new { periode = "2022-Q4", titel = "Q4 2022" });
        var rijen4 = await Rijen(p, q4);
        Assert.Equal(68, rijen4.Count);
        Assert.Equal(["afgerond", "geen", "gelijk"], rijen4.Select(r => (string)r!["voortgang"]!).Distinct().Order());
        Assert.Equal(6, rijen4.Count(r => (string?)r!["stand"] == "afgerond"));
        async Task<JsonNode> Zet(string code, object body)
        {
            var (status, json) = await p.Send(HttpMethod.Patch, Root + "metingen/" + Meting(rijen4, code), body);
            Assert.True(status == 200, json?.ToJsonString());
            return json!;
        }
        Assert.Equal("verbeterd",
            (string?)(await Zet("operatie/B/1", new { indicator = "groen", toelichting = "Er zijn mensen gevonden." }))["voortgang"]);
        Assert.Equal("verslechterd",
            (string?)(await Zet("operatie/C/3", new { indicator = "rood", toelichting = "Negen gemeenten zijn niet over." }))["voortgang"]);
        Assert.Equal("afgerond",
            (string?)(await Zet("operatie/B/4",
            new { stand = "afgerond", indicator = (string?)null, toelichting = "Opgeleverd." }))["voortgang"]);
        Assert.Equal(["voortgang:k4-afgeleid"],
            await p.Faults(HttpMethod.Patch, Root + "metingen/" + Meting(rijen4, "operatie/A/2"), new { voortgang = "verbeterd" }));
        Assert.Equal(["indicator:k3-indicator"],
            await p.Faults(HttpMethod.Patch, Root + "metingen/" + Meting(rijen4, "operatie/A/2"), new { stand = "afgerond" }));
        var anders = (await p.Get((string)q4["url"]! + "/wijzigingen")).AsArray().Select(r => (string)r!["code"]!).ToArray();
        Assert.Equal(["operatie/B/1", "operatie/B/4", "operatie/C/3", "doelstellingen/C/4", "doelstellingen/E/3"], anders);

        var q1 = await p.Post(Root + "kwartaalrapporten", new { periode = "2023-Q1", titel = "Q1 2023" });
        var rijen1 = await Rijen(p, q1);
        Assert.Equal(61, rijen1.Count);
        Assert.DoesNotContain(rijen1, r => (string?)r!["stand"] == "afgerond");
        // A late change of the open quarter moves the arrow of the next.
        Assert.Equal("gelijk", (string?)rijen1.Single(r => (string?)r!["code"] == "operatie/A/2")!["voortgang"]);
        await Zet("operatie/A/2", new { indicator = "oranje", toelichting = "Te weinig tijd." });
        Assert.Equal("verbeterd",
            (string?)(await Rijen(p, q1))
            .Single(r => (string?)r!["code"] == "operatie/A/2" && (string?)r["indicator"] == "groen")!["voortgang"]);
        Assert.DoesNotContain((await p.Get(Root + "controle")).AsArray(), b => (string?)b!["regel"] is "L2" or "L4" or "L21");
    }

    [Theory]
    [MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task Adopted_is_adopted(string store)
    {
        await using var p = await Platform.Start(store);
        var c = new Cast(p);
        var rapport = (string)(await p.Post(Root + "kwartaalrapporten",
            new { periode = "2024-Q2", titel = "Q2", vergaderdatum = "2024-08-01" }))["url"]!;
        var onderwerp = await c.Nieuw<Onderwerp>();
        var meting = (string)(await p.Post(Root + "metingen", new { rapport, onderwerp, indicator = "oranje" }))["url"]!;
        object Stap(string soort, string datum = "2024-07-20", string toelichting = "") =>
            new { rapport, soort, datum, toelichting, gedeeldMet = new[] { "leden" } };

        // Not without its explanation, and not out of turn.
        Assert.Equal(["rapport:lint-l1"], await p.Faults(HttpMethod.Post, Root + "rapportstappen", Stap("vastgesteld")));
        Assert.Equal(["soort:k2-volgorde"], await p.Faults(HttpMethod.Post, Root + "rapportstappen", Stap("gedeeld")));
        Assert.Equal(0, await p.Rows("rap_rapportversie"));
        var mist = (await p.Get(rapport + "/openstaand")).AsArray().Single()!;
        Assert.Equal("Schrijf een toelichting.", (string?)mist["wat"]);
        await p.Send(HttpMethod.Patch, meting, new { toelichting = "Er is te weinig tijd; we zoeken hulp." });
        await p.Post(Root + "rapportstappen", Stap("vastgesteld"));

        // From here on nothing of it moves.
        Assert.Equal(409, (await p.Send(HttpMethod.Patch, meting, new { indicator = "groen" })).Status);
        Assert.Equal(409, (await p.Send(HttpMethod.Delete, meting)).Status);
        Assert.Equal(409, (await p.Send(HttpMethod.Patch, rapport, new { titel = "Anders" })).Status);
        Assert.Equal(409, (await p.Send(HttpMethod.Post, Root + "metingen",
            new { rapport, onderwerp = await c.Nieuw<Onderwerp>(), indicator = "groen" })).Status);
        Assert.Equal(409, (await p.Send(HttpMethod.Delete, rapport)).Status);

        // Also not the words of a subject that has another name or owner by now; and its place is where it was found then.
        var toen = (string)(await p.Get(onderwerp))["naam"]!;
        Assert.Equal(200, (await p.Send(HttpMethod.Patch, onderwerp, new { naam = "Een nieuwe naam", eigenaar = "een ander" })).Status);
        Assert.Equal(["nummer:k9-plaats"], await p.Faults(HttpMethod.Patch, onderwerp, new { nummer = 99 }));
        async Task<string[]> Namen() =>
        [
            (string)(await p.Get(rapport + "/dashboard"))[0]!["naam"]!,
            (string)(await p.Get(rapport + "/blad"))["rijen"]![0]!["rij"]!["naam"]!,
            (string)(await p.Get(rapport + "/wijzigingen"))[0]!["naam"]!, (string)(await p.Get(meting))["vastgelegd"]!["naam"]!,
        ];
        Assert.All(await Namen(), naam => Assert.Equal(toen, naam));
        await p.Post(Root + "rapportstappen", Stap("rvc"));
        Assert.Equal(["datum:g13-voor-vergadering"],
            await p.Faults(HttpMethod.Post, Root + "rapportstappen", Stap("gedeeld", "2024-08-01")));
        await p.Post(Root + "rapportstappen", Stap("gedeeld"));

        // A question is no change; the owner answers.
        var vraag = await p.Post(Root + "reacties", new { rapport, onderwerp, soort = "vraag", tekst = "Wanneer is er hulp?" });
        Assert.Equal((true, "T. Ester"), ((bool)vraag["open"]!, (string)vraag["door"]!));
        Assert.False((bool)(await p.Send(HttpMethod.Patch, (string)vraag["url"]!, new { antwoord = "In september." })).Json!["open"]!);

        // A new version needs a reason; the old one stays as it was.
        var eerste = (await p.Get($"{Root}rapportversies?rapport={Uri.EscapeDataString(rapport)}"))["results"]![0]!.DeepClone();
        Assert.Equal(["toelichting:required"], await p.Faults(HttpMethod.Post, Root + "rapportstappen", Stap("herzien")));
        await p.Post(Root + "rapportstappen", Stap("herzien", toelichting: "De kleur was te gunstig."));
        Assert.Equal(200, (await p.Send(HttpMethod.Patch, meting, new { indicator = "rood" })).Status);
        await p.Post(Root + "rapportstappen", Stap("vastgesteld"));
        Assert.All(await Namen(), naam => Assert.Equal("Een nieuwe naam", naam));
        var versies = (await p.Get($"{Root}rapportversies?rapport={Uri.EscapeDataString(rapport)}"))["results"]!.AsArray();
        Assert.Equal(2, versies.Count);
        Assert.Equal(eerste.ToJsonString(), versies.Single(v => (int)v!["versie"]! == 1)!.ToJsonString());
        Assert.Equal("rood", (string?)versies.Single(v => (int)v!["versie"]! == 2)!["inhoud"]!["rijen"]![0]!["indicator"]);
        var (status, _) = await p.Send(HttpMethod.Delete, (string)versies[0]!["url"]!);
        Assert.Equal(405, status);
    }

    [Fact]
    public async Task The_file_holds_each_row_once_and_no_formula()
    {
        await using var p = await Platform.Start("sqlite");
        var rapport = (string)(await p.Post(Root + "kwartaalrapporten", new { periode = "2024-Q2", titel = "Q2" }))["url"]!;
        var onderwerp = await p.Post(Root + "onderwerpen",
            new { dashboard = "operatie", sectie = "A", sectienaam = "Governance", nummer = 1, naam = "=1+1; \"ALV\"" });
        await p.Post(Root + "metingen", new { rapport, onderwerp = (string)onderwerp["url"]!, indicator = "groen" });
        using var antwoord = await p.Beheerder.GetAsync(rapport + "/csv", TestContext.Current.CancellationToken);
        Assert.Equal((HttpStatusCode.OK, "text/csv"), (antwoord.StatusCode, antwoord.Content.Headers.ContentType!.MediaType));
        var tekst = await antwoord.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains("operatie;A;Governance;1;\"'=1+1; \"\"ALV\"\"\";;;;;Onder controle;Geen;;", tekst, StringComparison.Ordinal);
        Assert.Equal(3, tekst.Split("\r\n").Length);
    }

    private static async Task<JsonArray> Rijen(Platform p, JsonNode rapport) =>
        (await p.Get((string)rapport["url"]! + "/dashboard")).AsArray();
    private static string Meting(JsonArray rijen, string code) => (string)rijen.Single(r => (string?)r!["code"] == code)!["meting"]!;
}
