using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Brink.Controle;
using Brink.Stembord;
using Xunit;

namespace Brink.Tests;

/// <summary>The secret ballot in three languages that share nothing but docs/stembord.md: the server, the check,
/// and the program of the browser (src/Design/js), run by Node.</summary>
public sealed class StemhokjeTests
{
    /// <summary>What the browser's functions answer, called in this order: <c>[name, ...arguments]</c>.</summary>
    internal static async Task<JsonArray> Browser(params object?[][] vragen)
    {
        using var node = Process.Start(new ProcessStartInfo("node", [Path.Combine(Source.Root, "tests/Stembord/proef.mjs")])
        { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
        await node.StandardInput.WriteAsync(JsonSerializer.Serialize(vragen));
        node.StandardInput.Close();
        var fout = node.StandardError.ReadToEndAsync();
        var uit = await node.StandardOutput.ReadToEndAsync();
        await node.WaitForExitAsync();
        Assert.True(node.ExitCode == 0, await fout);
        return JsonNode.Parse(uit)!.AsArray();
    }

    private static JsonNode Json<T>(T waarde) => JsonNode.Parse(Bord.Schrijf(waarde))!;

    [Fact]
    public async Task The_same_vectors_hold_for_all()
    {
        var v = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Source.Root, "tests/Stembord/vectoren.json")))!;
        var (instelling, inhoud) = (Bord.Lees<Instelling>(v["instelling"]!.ToJsonString()), (string)v["inhoud"]!);
        var (soort, delen) = ((string)v["uitdaging"]!["soort"]!, v["uitdaging"]!["delen"]!.AsArray().Select(d => (string)d!).ToList());
        Assert.Equal((null, (string)v["volgcode"]!), (instelling.Formaat, Bord.Volgcode(Bord.Schrijf(Bord.LeesRegel<Biljet>(inhoud)))));
        var anders = JsonNode.Parse(inhoud)!;
        anders["lid"] = Guid.NewGuid().ToString();

        var browser = await Browser(["sleutelfout", v["instelling"]], ["biljetfout", v["instelling"], JsonNode.Parse(inhoud)],
            ["opent", v["instelling"], JsonNode.Parse(inhoud),
            v["opening"]],
            ["volgcode", inhoud], ["uitdagingVan", Groep.OudFormaat, soort, .. delen], ["biljetfout", v["instelling"], anders]);
        Assert.Equal((null, null, true, (string)v["volgcode"]!, (string)v["uitdaging"]!["waarde"]!, "het bewijs bij keuze 1 klopt niet."),
            ((string?)browser[0], (string?)browser[1], (bool)browser[2]!, (string)browser[3]!, (string)browser[4]!, (string?)browser[5]));

        // And the check, on a board that begins with it.
        var regels = new List<Regel> { Bord.Volgende(null, Regelsoort.Instelling, v["instelling"]!.ToJsonString()) };
        var rapport = Stembordcontrole.ControleerBiljet(Bord.Bestand(regels), new JsonObject
        { ["inhoud"] = inhoud, ["volgcode"] = (string)v["volgcode"]!, ["opening"] = v["opening"]!.DeepClone() }.ToJsonString());
        Assert.True(rapport.Goed, string.Join('\n', rapport.Bevindingen));
    }

    // A board that begins with a line, and ends with another: what each reader says of that line alone.
    private static string BordMet(string eerste, (string Soort, string Inhoud)? regel) =>
        Bord.Bestand(StembordTests.Herketen(regel is { } r ? [("instelling", eerste), r]
        : [("instelling", eerste)]));

    [Fact]
    public async Task What_is_written_otherwise_is_refused_by_all()
    {
        var v = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Source.Root, "tests/Stembord/vectoren.json")))!;
        var eerste = v["instelling"]!.ToJsonString();
        var regels = v["regels"]!.AsArray()
            .Select(r => (Soort: (string)r!["soort"]!, Wat: (string)r["wat"]!, Goed: (bool)r["goed"]!,
            Inhoud: (string)r["inhoud"]!)).ToList();
        Assert.All(regels.GroupBy(r => r.Soort), g => Assert.True(g.Any(r => r.Goed) && g.Count(r => !r.Goed) >= 8, g.Key));
        bool Server(string soort, string inhoud)
        {
            try
            {
                object _ = soort switch
                {
                    "biljet" => Bord.LeesRegel<Biljet>(inhoud),
                    "geopend" => Bord.LeesRegel<Geopend>(inhoud),
                    "afsluiting" => Bord.LeesRegel<Afsluiting>(inhoud),
                    "deel" => Bord.LeesRegel<Ontcijferdeel>(inhoud),
                    _ => Bord.LeesRegel<Telling>(inhoud),
                };
                return true;
            }
            catch (FormatException) { return false; }
        }
        bool Controle(string soort, string inhoud) => !Stembordcontrole.Controleer(BordMet(eerste, (soort, inhoud))).Bevindingen
            .Any(b => b.StartsWith("Regel 1: deze regel", StringComparison.Ordinal)
                || b.StartsWith("Regel 1: dit heeft niet de vorm", StringComparison.Ordinal)
                || b.StartsWith("Het bestand heeft niet de vorm", StringComparison.Ordinal));
        var browser = await Browser([.. regels.Select(r => new object?[] { "leest", "leesRegel", r.Soort, r.Inhoud })]);
        foreach (var (i, (soort, wat, goed, inhoud)) in regels.Index())
        {
            Assert.True((goed, goed, goed) == (Server(soort, inhoud), Controle(soort, inhoud), (bool)browser[i]!),
                $"{soort}, {wat}: server {Server(soort, inhoud)}, check {Controle(soort, inhoud)}, browser {browser[i]}");
        }

        // The first line and the file may be written in more ways; what is in them may not.
        const string Open = "afgesloten";
        var eersten = v["instellingen"]!.AsArray()
            .Select(r => (Wat: (string)r!["wat"]!, Goed: (bool)r["goed"]!, Inhoud: (string)r["inhoud"]!)).ToList();
        browser = await Browser([.. eersten.Select(r => new object?[] { "leest", "leesInstelling", r.Inhoud })]);
        foreach (var (i, (wat, goed, inhoud)) in eersten.Index())
        {
            var bord = BordMet(inhoud, null);
            // The server only reads it: for an old board it makes nothing, good or bad.
            var server = Record.Exception(() => Nagekeken.Van(Bord.LeesBestand(bord)));
            Assert.True(server is FormatException && (!goed || server.Message.Contains("van de oude vorm", StringComparison.Ordinal)),
                $"{wat}: {server}");
            var controle = Stembordcontrole.Controleer(bord).Bevindingen.All(b => b.Contains(Open, StringComparison.Ordinal));
            Assert.True((goed, goed) == (controle, (bool)browser[i]!), $"{wat}: check {controle}, browser {browser[i]}");
        }
        var heel = Bord.Bestand(Oudbord.Maak([0, 1, 1, 2, 0]));
        string[] bestanden = [heel.Replace("{\"formaat\"", "{\"formaat\":\"x\",\"formaat\"", StringComparison.Ordinal),
            heel.Replace("{\"formaat\"", "{\"extra\":[],\"formaat\"",
            StringComparison.Ordinal), heel.Replace("\"nr\":2", "\"nr\":\"2\"", StringComparison.Ordinal),
                heel.Replace("\"nr\":2", "\"Nr\":2", StringComparison.Ordinal),
            heel.Replace("\"nr\":2", "\"nr\":2,\"nr\":2", StringComparison.Ordinal),
            heel.Replace("\"nr\":2", "\"nr\":2.0", StringComparison.Ordinal)];
        browser = await Browser([["controleer", heel, null], .. bestanden.Select(b => new object?[] { "controleer", b, null })]);
        Assert.True((bool)browser[0]!["goed"]!);
        Assert.All(browser.Skip(1), b => Assert.False((bool)b!["goed"]!, b.ToJsonString()));
        Assert.All(bestanden, b => Assert.False(Stembordcontrole.Controleer(b).Goed, b[..80]));
        Assert.All(bestanden, b => Assert.ThrowsAny<FormatException>(() => Nagekeken.Van(Bord.LeesBestand(b))));
    }

    [Fact]
    public async Task What_the_browser_makes_is_counted_and_what_it_opens_is_seen()
    {
        var zaden = CeremonieTests.Gezaaid;
        var regels = Nieuwbord.Getekend(CeremonieTests.Klaar, zaden, 6);
        var instelling = Bord.LeesEerste(regels[0].Inhoud);
        var json = Json(instelling);
        json["begin"] = instelling.Begin;
        // Each choice is made twice: which one it is, is in the order of the proofs and in nothing else that can be seen.
        int[] keuzes = [0, 1, 2, 2, 1, 2];
        var gemaakt = await Browser([.. keuzes.Select((k, i) => new object?[] { "maakBiljet", json, instelling.Kiezers[i].Lid, k })]);
        var inhoud = gemaakt.Select(g => g!["biljet"]!.ToJsonString()).ToList();
        Assert.All(inhoud, b => Assert.True(Bord.LeesRegel<Biljet>(b).Klopt(instelling)));
        Assert.Single(inhoud.Select(b => b.Length).Distinct());

        foreach (var b in inhoud.Take(5)) Nieuwbord.Voeg(regels, Regelsoort.Biljet, b);
        Nieuwbord.Voeg(regels, Regelsoort.Geopend,
            new JsonObject { ["biljet"] = JsonNode.Parse(inhoud[5]), ["opening"] = gemaakt[5]!["opening"]!.DeepClone() }.ToJsonString());
        Nieuwbord.Voeg(regels, Regelsoort.Afsluiting, new Afsluiting { GeslotenOp = "2022-12-07T20:00:00Z", Biljetten = 5 });
        var dicht = Nagekeken.Van(regels);
        var delen = zaden.Skip(2).Select(z => Houder.Ontcijfer(z, dicht, dicht.Stand.Hoofd, []).Deel).ToList();
        foreach (var d in delen) Nieuwbord.Voeg(regels, Regelsoort.Deel, d);
        var telling = Bord.Tel(dicht.Stand, delen)!;
        Assert.Equal([1, 2, 2], telling.Stemmen);
        Nieuwbord.Voeg(regels, Regelsoort.Uitslag, telling);
        var code = Bord.Volgcode(inhoud[3]);
        var rapport = Stembordcontrole.Controleer(Bord.Bestand(regels), code);
        Assert.True(rapport.Goed, string.Join('\n', rapport.Bevindingen));

        // The page that anyone keeps says the same of it, and finds what that finds.
        string[] Bestand(IEnumerable<Regel> r) => [Bord.Bestand(r)];
        var rij = regels.Select(r => (r.Soort, r.Inhoud)).ToList();
        IReadOnlyList<string[]> stuk =
        [
            Bestand(regels.Where(r => r.Nr != 6)),
            Bestand(regels.Select(r =>
                r.Nr == 7 ? r with { Inhoud = r.Inhoud.Replace("\"lid\"", "\"led\"", StringComparison.Ordinal) } : r)),
            Bestand(StembordTests.Herketen(rij.Where((_, i) => i != 5))),
            // a ballot gone, all hashes anew
            Bestand(StembordTests.Herketen(rij.Select((r, i) => i == 4 ? (r.Soort, inhoud[5]) : r))),
            // that of another, opened
            Bestand(StembordTests.Herketen(
                rij.Select(r => r.Soort == "uitslag" ? (r.Soort, Bord.Schrijf(new Telling { Stemmen = [2, 1, 2] })) : r))),
            Bestand(StembordTests.Herketen(
                rij.Select(r => r.Soort == "instelling"
                ? (r.Soort, Bord.Schrijf(instelling with { Publiek = instelling.Sleutelhouders[0].Publiek }))
                : r))),
            Bestand(StembordTests.Herketen(rij.Where(r => r.Soort != "uitslag"))),
            ["geen json"],
        ];
        Assert.All(stuk, s => Assert.False(Stembordcontrole.Controleer(s[0]).Goed));
        var browser = await Browser([["controleer", Bord.Bestand(regels), code], ["controleer", Bord.Bestand(regels), new string('0', 64)],
            ["controleer", Bord.Bestand(regels), code[..47]],
            .. stuk.Select(s => new object?[] { "controleer", s[0], null })]);
        Assert.True((bool)browser[0]!["goed"]!, browser[0]!.ToJsonString());
        Assert.Contains("staat op regel 7 en telt mee", browser[0]!["bevindingen"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.All(browser.Skip(1), b => Assert.False((bool)b!["goed"]!, b.ToJsonString()));
    }
}
