using System.Text.Json.Nodes;
using Xunit;

namespace Brink.Tests;

/// <summary>A page of the report: what someone sees, counted and found as in the whole report.</summary>
public sealed class RapportbladTests
{
    private const string Root = "rapportage/api/v1/";

    [Theory]
    [MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task A_page_says_the_same_as_the_whole(string store)
    {
        await using var p = await Platform.Start(store);
        await Brink.Host.Vereniging.Laad(Path.Combine(Source.Root, "demo", "vereniging"), p.Beheerder);
        var q3 = (string)(await p.Get(Root + "kwartaalrapporten"))["results"]![0]!["url"]!;
        var alles = (await p.Get(q3 + "/dashboard")).AsArray();
        var bevindingen = (await p.Get(q3 + "/bevindingen")).AsArray();
        Assert.NotEmpty(bevindingen);
        var gezien = new List<string>();
        foreach (var dashboard in (string[])["operatie", "doelstellingen"])
        {
            var blad = await p.Get($"{q3}/blad?dashboard={dashboard}");
            var rijen = blad["rijen"]!.AsArray();
            Assert.Equal(alles.Where(r => (string?)r!["dashboard"] == dashboard).Select(r => r!.ToJsonString()),
                rijen.Select(r => r!["rij"]!.ToJsonString()));
            Assert.Equal((rijen.Count, 1, 1), ((int)blad["aantal"]!, (int)blad["pagina"]!, (int)blad["paginas"]!));
            gezien.AddRange(rijen.SelectMany(r => r!["bevindingen"]!.AsArray()).Select(b => b!.ToJsonString()));
        }
        // Every finding about a subject stands beside it, and no other.
        var overOnderwerp = bevindingen.Where(b => ((string)b!["onderwerp"]!).Split(' ')[0].Count(c => c == '/') == 2)
            .Select(b => b!.ToJsonString()).ToList();
        Assert.Equal(overOnderwerp.Order(), gezien.Order());

        var secties = (await p.Get(q3 + "/blad"))["secties"]!.AsArray();
        Assert.Equal(["A", "B", "C", "D", "E", "F", "A", "B", "C", "D", "E"], secties.Select(s => (string)s!["sectie"]!));
        int Som(string veld) => secties.Sum(s => (int)s![veld]!);
        Assert.Equal((68, 46, 14, 0, 6, 2), (Som("aantal"), Som("groen"), Som("oranje"), Som("rood"), Som("afgerond"), Som("nietGestart")));
        Assert.Equal((17, 3, 6), (Som("verbeterd"), Som("verslechterd"), Som("zonderToelichting")));
        Assert.Equal(bevindingen.Count(b => (string?)b!["regel"] == "L1"), Som("zonderToelichting"));
        async Task<string[]> Codes(string query) =>
            [.. (await p.Get($"{q3}/blad?{query}"))["rijen"]!.AsArray().Select(r => (string)r!["rij"]!["code"]!)];
        Assert.Equal(["operatie/B/7", "operatie/B/8", "operatie/B/9", "operatie/C/6", "operatie/D/7", "operatie/F/9"],
            await Codes("toon=zonder_toelichting"));
        Assert.Equal(["operatie/B/7", "operatie/B/8", "operatie/B/9"], await Codes("toon=zonder_toelichting&sectie=B"));
        Assert.Empty(await Codes("sectie=Z"));
        Assert.Equal(400, (await p.Send(HttpMethod.Get, q3 + "/blad?dashboard=alles")).Status);
        Assert.Equal(400, (await p.Send(HttpMethod.Get, q3 + "/blad?nummer=1")).Status);

        // What changed since the quarter before, as the whole report has it.
        var q4 = (string)(await p.Post(Root + "kwartaalrapporten", new { periode = "2022-Q4", titel = "Q4 2022" }))["url"]!;
        var blad4 = await p.Get(q4 + "/blad?dashboard=operatie");
        Assert.Equal("2022-Q3", (string?)blad4["vorige"]);
        var b1 = (string)blad4["rijen"]!.AsArray().Single(r => (string?)r!["rij"]!["code"] == "operatie/B/1")!["rij"]!["meting"]!;
        Assert.Equal(200, (await p.Send(HttpMethod.Patch, Root + "metingen/" + b1, new { indicator = "rood", ingevuld = true })).Status);
        foreach (var dashboard in (string[])["operatie", "doelstellingen"])
        {
            Assert.Equal((await p.Get(q4 + "/wijzigingen")).AsArray().Where(r => (string?)r!["dashboard"] == dashboard)
                .Select(r => (string)r!["code"]!),
                (await p.Get($"{q4}/blad?dashboard={dashboard}&toon=gewijzigd"))["rijen"]!.AsArray()
                    .Select(r => (string)r!["rij"]!["code"]!));
        }
        Assert.Equal(44, (int)(await p.Get(q4 + "/blad?toon=invullen"))["aantal"]!);
        await p.Post(Root + "reacties",
            new
            {
                rapport = q4,
                onderwerp = (string)(await p.Get(Root + "metingen/" + b1))["onderwerp"]!,
                soort = "vraag",
                tekst = "Waarom?"
            });
        Assert.Equal([("operatie/B/1", 1)], (await p.Get(q4 + "/blad"))["rijen"]!.AsArray().Where(r => (int)r!["openVragen"]! > 0)
            .Select(r => ((string)r!["rij"]!["code"]!, (int)r["openVragen"]!)));
        var verloop = (await p.Get(q4 + "/verloop")).AsArray();
        Assert.Equal([("2022-Q3", 46, 14, 0, 6), ("2022-Q4", 46, 13, 1, 6)], verloop.Select(k =>
            ((string)k!["periode"]!, (int)k["groen"]!, (int)k["oranje"]!, (int)k["rood"]!, (int)k["afgerond"]!)));
    }

    [Theory]
    [MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task A_large_report_comes_in_pages(string store)
    {
        await using var p = await Platform.Start(store);
        var rapport = (string)(await p.Post(Root + "kwartaalrapporten", new { periode = "2024-Q2", titel = "Q2" }))["url"]!;
        var deeds = Enumerable.Range(1, 120).SelectMany(n => new JsonObject[]
        {
            new()
            {
                ["maak"] = Root + "onderwerpen",
                ["als"] = $"o{n}",
                ["body"] = new JsonObject
                {
                    ["dashboard"] = "operatie",
                    ["sectie"] = n % 2 == 0 ? "A" : "B",
                    ["sectienaam"] = "Sectie",
                    ["nummer"] = n,
                    ["naam"] = $"Onderwerp {n}",
                },
            },
            new() { ["maak"] = Root + "metingen", ["als"] = $"m{n}",
                ["body"] = new JsonObject { ["rapport"] = rapport, ["onderwerp"] = $"${{o{n}}}", ["indicator"] = "groen" } },
        });
        Assert.True((await p.Send(HttpMethod.Post, "beheer/api/v1/samen", new JsonArray([.. deeds]))).Status is 200 or 201);
        async Task<JsonNode> Blad(string query) => await p.Get($"{rapport}/blad?{query}");
        var eerste = await Blad("pagina=1");
        Assert.Equal((120, 2, 100), ((int)eerste["aantal"]!, (int)eerste["paginas"]!, eerste["rijen"]!.AsArray().Count));
        var tweede = await Blad("pagina=2");
        var codes = eerste["rijen"]!.AsArray().Concat(tweede["rijen"]!.AsArray()).Select(r => (string)r!["rij"]!["code"]!).ToArray();
        Assert.Equal([.. Enumerable.Range(1, 60).Select(n => $"operatie/A/{n * 2}"),
            .. Enumerable.Range(0, 60).Select(n => $"operatie/B/{n * 2 + 1}")], codes);
        Assert.Equal(2, (int)(await Blad("pagina=9999"))["pagina"]!); // beyond the last is the last
        Assert.Equal((60, 1), ((int)(await Blad("sectie=B"))["aantal"]!, (int)(await Blad("sectie=B"))["paginas"]!));
    }

    [Fact]
    public async Task Who_may_not_read_budgets_learns_nothing_of_them()
    {
        await using var p = await Platform.Start("sqlite");
        await Brink.Host.Vereniging.Laad(Path.Combine(Source.Root, "demo", "vereniging"), p.Beheerder);
        async Task<string[]> Regels(params object[] rechten)
        {
            var lezer = await p.WithRights($"lezer{rechten.Length}", rechten);
            return [.. (await p.Get(Root + "controle", lezer)).AsArray().Select(b => (string)b!["regel"]!).Distinct()];
        }
        object rapport = new { component = "rap", scopes = new[] { "rapportage.lezen" } };
        var zonder = await Regels(rapport);
        Assert.Contains("L1", zonder);
        Assert.Empty(zonder.Intersect(["L13", "L22", "L23", "L24", "L25"]));
        Assert.Contains("L22", await Regels(rapport, new { component = "bgr", scopes = new[] { "begroting.lezen" } }));
    }

    [Fact]
    public async Task What_was_adopted_reads_the_same_when_a_subject_is_renamed()
    {
        await using var p = await Platform.Start("sqlite");
        var c = new Cast(p);
        var rapport = (string)(await p.Post(Root + "kwartaalrapporten", new { periode = "2024-Q2", titel = "Q2" }))["url"]!;
        var onderwerp = await c.Nieuw<Brink.Registers.Rapportage.Onderwerp>();
        await p.Post(Root + "metingen", new { rapport, onderwerp, indicator = "groen" });
        await p.Post(Root + "rapportstappen", new { rapport, soort = "vastgesteld", datum = "2024-07-20" });
        var toen = (await p.Get(rapport + "/dashboard")).ToJsonString();
        Assert.Equal(200, (await p.Send(HttpMethod.Patch, onderwerp, new { naam = "Heel anders" })).Status);
        Assert.Equal(toen, (await p.Get(rapport + "/dashboard")).ToJsonString());
        using var csv = await p.Beheerder.GetAsync(rapport + "/csv", TestContext.Current.CancellationToken);
        Assert.DoesNotContain("Heel anders", await csv.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
    }
}
