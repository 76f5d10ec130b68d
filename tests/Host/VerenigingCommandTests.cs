using System.Globalization;
using System.Text.Json.Nodes;
using Brink.Host;
using Xunit;

namespace Brink.Tests;

/// <summary>The cooperative's figures from the command line: what is loaded, what the rules find, what is computed.
/// Held on our own retelling of the source, and on the source's own data where it lies beside the repository.</summary>
public sealed class VerenigingCommandTests
{
    private static string Eigen => Path.Combine(Source.Root, "demo", "vereniging");

    public static TheoryData<string> Bronnen => ["eigen", "bron"];

    private static string Map(string bron)
    {
        if (bron == "eigen") return Eigen;
        var map = Path.Combine(Source.Shared, "seed-data");
        Assert.SkipUnless(Directory.Exists(map), "The source's own data is not beside the repository (shared/seed-data).");
        return map;
    }

    private sealed class Werkmap : IDisposable
    {
        public string Data { get; } = Path.Combine(Directory.CreateTempSubdirectory("brink-vereniging-").FullName, "nieuw");
        public async Task<(int Status, string Uit, string Fout)> Doe(params string[] woorden)
        {
            using StringWriter uit = new(CultureInfo.InvariantCulture), fout = new(CultureInfo.InvariantCulture);
            var status = await Vereniging.Run([.. woorden, "--organisatie", "dimpact", "--data", Data], uit, fout);
            return (status, uit.ToString(), fout.ToString());
        }

        public async Task<JsonArray> Bevindingen(int status = 1)
        {
            var (gekregen, uit, _) = await Doe("controleer", "--json");
            Assert.Equal(status, gekregen);
            return JsonNode.Parse(uit)!["bevindingen"]!.AsArray();
        }

        public void Dispose() => Directory.Delete(Path.GetDirectoryName(Data)!, true);
    }

    private static string[] Van(JsonArray bevindingen, string regel) =>
        [.. bevindingen.Where(b => (string?)b!["regel"] == regel).Select(b => ((string)b!["onderwerp"]!).Split(' ')[0])];

    [Theory]
    [MemberData(nameof(Bronnen))]
    public async Task The_rules_find_what_is_wrong_and_nothing_else(string bron)
    {
        using var w = new Werkmap();
        var (status, uit, fout) = await w.Doe("import", Map(bron));
        Assert.True(status == 0, fout);
        Assert.Contains("68 metingen", uit, StringComparison.Ordinal);
        var gevonden = await w.Bevindingen();
        Assert.All(gevonden, b => Assert.True(new[] { "regel", "ernst", "onderwerp", "uitleg" }.All(v => ((string?)b![v])?.Length > 0)));
        string[] A(params string[] codes) => [.. codes.Select(c => "operatie/" + c)];
        string[] D(params string[] codes) => [.. codes.Select(c => "doelstellingen/" + c)];
        Dictionary<string, string[]> verwacht = new()
        {
            ["L1"] = A("B/7", "B/8", "B/9", "C/6", "D/7", "F/9"),
            ["L2"] = [],
            ["L3"] = D("D/1", "D/2", "D/3", "D/4"),
            ["L4"] = [],
            ["L6"] = D("A/1", "A/3", "A/4", "A/5", "D/2", "D/3"),
            ["L7"] = D("A/3", "A/4", "A/5", "D/2", "D/3"),
            ["L8"] = [.. A("B/4", "D/4"), .. D("B/3")],
            ["L9"] = D("A/2"),
            ["L10"] = D("A/4"),
            ["L11"] = A("B/9"),
            ["L12"] = D("D/3"),
            ["L13"] = ["RESULTAAT", "Som", "Som"],
            ["L15"] = [.. A("A/1"), .. D("C/1")],
            ["L20"] = [],
            ["L21"] = [],
            ["L22"] = ["Mogelijke"],
        };
        foreach (var (regel, onderwerpen) in verwacht) Assert.Equal(onderwerpen, Van(gevonden, regel));
        // The section under the wrong letter stands in our own files only; the source's data do not have that heading.
        Assert.Equal(bron == "eigen" ? 1 : 0, gevonden.Count(b => (string?)b!["regel"] == "L5" && (string?)b["ernst"] == "fout"));
        Assert.Equal(bron == "eigen" ? 20 : 19, gevonden.Count(b => (string?)b!["ernst"] == "fout"));
        // What the data can show of the list of contradictions, counted per rule; docs/vereniging.md names each.
        int[] aantallen = [.. new[] { "L14", "L16", "L17", "L18", "L19", "L23", "L24", "L25", "L26", "L27", "L28", "L29" }.Select(r =>
            Van(gevonden, r).Length)];
        Assert.Equal([6, 8, 34, 12, 8, 2, 2, 1, 1, 1, 8, 3], aantallen);
        Assert.Contains(gevonden, b => (string?)b!["regel"] == "L22" && ((string)b["uitleg"]!)
            .Contains("25.975", StringComparison.Ordinal));
        Assert.Contains(gevonden, b => (string?)b!["regel"] == "L23" && ((string)b["uitleg"]!).Contains("4,4651%", StringComparison.Ordinal)
            && ((string)b["uitleg"]!).Contains("4.157", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Bronnen))]
    public async Task Every_figure_is_the_source_s_to_the_euro(string bron)
    {
        using var w = new Werkmap();
        Assert.Equal(0, (await w.Doe("import", Map(bron))).Status);
        var (status, uit, _) = await w.Doe("reken", "--json");
        Assert.Equal(0, status);
        var cijfers = JsonNode.Parse(uit)!["cijfers"]!.AsArray().ToDictionary(c => (string)c!["id"]!, c => c!);
        Assert.All(cijfers.Values, c => Assert.True(((string)c["formule"]!).Length > 0 && c["invoer"]!.AsArray().Count > 0));
        // Each figure names figures that exist, so that one can go on asking why.
        Assert.All(cijfers.Values.SelectMany(c => c["invoer"]!.AsArray()).Select(i => (string)i!["cijfer"]!).Where(c => c.Length > 0),
            c => Assert.Contains(c, cijfers.Keys));
        decimal Exact(string id) => (decimal)cijfers[id]["exact"]!;
        decimal Berekend(string id) => (decimal)cijfers[id]["berekend"]!;
        Assert.Equal((531_707.32m, 11_908_088m, 4.4651m), (Exact("totaal-benodigd"), Exact("som-omzet"), Berekend("percentage")));
        Assert.Equal((-135_617m, -135_618m, false),
            (Berekend("resultaat"), (decimal)cijfers["resultaat"]["gedrukt"]!, (bool)cijfers["resultaat"]["klopt"]!));
        Assert.Equal((531_708m, 1m), (Berekend("som-omzetverschillen"), Berekend("afrondingsrest")));
        Assert.Equal((535_864m, 4_157m), (Berekend("tarief-4,5-nominaal"), Berekend("verschil-nominaal")));
        Assert.Equal((25_975m, 505_732.80m, 4.2470m),
            (Berekend("dubbeltelling"), Berekend("totaal-benodigd-zonder-dubbeltelling"), Berekend("percentage-zonder-dubbeltelling")));
        var uitkomsten = Path.Combine(Source.Shared, "seed-data", "computed-checks.json");
        if (!File.Exists(uitkomsten)) { Assert.Equal("eigen", bron); return; }
        var controles = JsonNode.Parse(await File.ReadAllTextAsync(uitkomsten, TestContext.Current.CancellationToken))!;
        Assert.Equal(44, controles["controles"]!.AsArray().Count);
        foreach (var c in controles["controles"]!.AsArray())
        {
            var id = (string)c!["id"]!;
            Assert.True(Math.Abs(decimal.Parse((string)c["exact"]!, CultureInfo.InvariantCulture) - Exact(id)) < 0.00001m, id);
            Assert.Equal((decimal)c["berekend"]!, Berekend(id));
            Assert.Equal((decimal?)c["gedrukt"], (decimal?)cijfers[id]["gedrukt"]);
            Assert.Equal((bool?)c["klopt"], (bool?)cijfers[id]["klopt"]);
        }
        foreach (var r in controles["omzetregels"]!.AsArray())
        {
            foreach (var (veld, wijze) in new[] { ("exact_531707_32", ""), ("exact_531707", "-afgeronde-teller"),
                ("pct_4_465", "-drie-decimalen"), ("pct_4_47",
                "-twee-decimalen"), ("pct_4_5", "-besloten") })
            {
                Assert.Equal((decimal)r![veld]!, Berekend($"omzet-{r["regel"]}{wijze}"));
            }
        }
        foreach (var a in controles["aandelen"]!.AsArray()) Assert.True((bool)cijfers[$"aandeel-{a!["regel"]}"]["klopt"]!);
    }

    [Fact]
    public async Task What_cannot_be_placed_is_said_and_nothing_is_half_loaded()
    {
        using var w = new Werkmap();
        var map = Directory.CreateDirectory(w.Data + "-bron").FullName;
        foreach (var pad in Directory.EnumerateFiles(Eigen, "*.json")) File.Copy(pad, Path.Combine(map, Path.GetFileName(pad)));
        await File.WriteAllTextAsync(Path.Combine(map, "anders.json"), """{"iets":1}""", TestContext.Current.CancellationToken);
        var rapport = Path.Combine(map, "kwartaalrapportage-2022-q3.json");
        var goed = await File.ReadAllTextAsync(rapport, TestContext.Current.CancellationToken);

        // One impossible colour in the last of the files: refused with its place, and not even a member is there.
        var kapot = JsonNode.Parse(goed)!;
        kapot["dashboards"]![1]!["secties"]![4]!["onderwerpen"]![4]!["status"] = "misschien";
        await File.WriteAllTextAsync(rapport, kapot.ToJsonString(), TestContext.Current.CancellationToken);
        var (status, uit, fout) = await w.Doe("import", map);
        Assert.Equal((1, ""), (status, uit));
        Assert.Contains("Niets ingelezen", fout, StringComparison.Ordinal);
        Assert.Contains("doelstellingen/E/5: uitvoering", fout, StringComparison.Ordinal);
        Assert.Empty(await w.Bevindingen(0));

        await File.WriteAllTextAsync(rapport, goed[..2000], TestContext.Current.CancellationToken);
        Assert.Contains("kwartaalrapportage-2022-q3.json: geen goede JSON (regel", (await w.Doe("import", map)).Fout,
            StringComparison.Ordinal);
        await File.WriteAllTextAsync(rapport, goed.Replace("\"periode\"", "\"tijd\"", StringComparison.Ordinal),
            TestContext.Current.CancellationToken);
        Assert.Contains("kwartaalrapportage-2022-q3.json: rapport: 'periode' ontbreekt.", (await w.Doe("import", map)).Fout,
            StringComparison.Ordinal);

        await File.WriteAllTextAsync(rapport, goed, TestContext.Current.CancellationToken);
        (status, uit, _) = await w.Doe("import", map);
        Assert.Equal(0, status);
        Assert.Contains("anders.json: geen rapport, begroting, ledenlijst of systemenlijst; niet geplaatst.", uit,
            StringComparison.Ordinal);

        // Again: the same quarter is there already, so nothing changes.
        var eerder = (await w.Bevindingen()).ToJsonString();
        (status, _, fout) = await w.Doe("import", map);
        Assert.Equal(1, status);
        Assert.Contains("Dit jaar heeft al een begroting met deze naam.", fout, StringComparison.Ordinal);
        Assert.Equal(eerder, (await w.Bevindingen()).ToJsonString());
    }

    [Fact]
    public async Task An_impossible_pair_is_taken_over_and_found()
    {
        using var w = new Werkmap();
        var map = Directory.CreateDirectory(w.Data + "-bron").FullName;
        var rapport = JsonNode.Parse(
            await File.ReadAllTextAsync(Path.Combine(Eigen, "kwartaalrapportage-2022-q3.json"), TestContext.Current.CancellationToken))!;
        rapport["dashboards"]![0]!["secties"]![0]!["onderwerpen"]![1]!["vastgesteld"]!["voortgang"] = "verslechterd";
        await File.WriteAllTextAsync(Path.Combine(map, "rapport.json"), rapport.ToJsonString(), TestContext.Current.CancellationToken);
        Assert.Equal(0, (await w.Doe("import", map)).Status);
        var gevonden = await w.Bevindingen();
        Assert.Equal(["operatie/A/2"], Van(gevonden, "L2"));
        Assert.Contains("operatie/A/2", Van(gevonden, "L1"));
    }

    [Fact]
    public async Task Without_json_it_is_text_for_people_and_mistakes_are_status_2()
    {
        using var w = new Werkmap();
        Assert.Equal(1, (await w.Doe("controleer")).Status); // nothing is there yet: not even nothing wrong
        Assert.Equal(0, (await w.Doe("import", Directory.CreateDirectory(w.Data + "-leeg").FullName)).Status);
        Assert.Equal((0, "Fouten: 0\nWaarschuwingen: 0\nAanwijzingen: 0\n"),
            ((await w.Doe("controleer")) is var (s, u, _) ? (s, u.ReplaceLineEndings("\n")) : default));
        Assert.Contains("nog geen begroting", (await w.Doe("reken")).Uit, StringComparison.Ordinal);
        Assert.Equal(0, (await w.Doe("import", Eigen)).Status);
        Assert.Contains("  L1   operatie/B/7 Open Formulieren: ✓ vraagt een toelichting en die ontbreekt. (bronregel 349, 568)",
            (await w.Doe("controleer")).Uit,
            StringComparison.Ordinal);
        Assert.Contains("RESULTAAT: -135.617 euro = 2.274.085 − 2.399.702 + -10.000  [resultaat]; gedrukt is -135.618, verschil 1",
            (await w.Doe("reken")).Uit,
            StringComparison.Ordinal);
        Assert.Equal(2, (await w.Doe("vertel")).Status);
        Assert.Equal(2, (await w.Doe("import")).Status);
        Assert.Equal(2, (await w.Doe("reken", "--hard")).Status);
        Assert.Equal(1, (await w.Doe("import", w.Data + "-bestaat-niet")).Status);
    }
}
