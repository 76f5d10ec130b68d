using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Brink.Stembord;
using Org.BouncyCastle.Math;
using Xunit;

namespace Brink.Tests;

/// <summary>The ceremony of k of n, in the server and in the browser: the same lines of the same seeds, the same key,
/// and what somebody does wrong refused by each for the same reason.</summary>
public sealed class CeremonieTests
{
    private static readonly Lazy<JsonNode> Vectoren =
        new(() => JsonNode.Parse(File.ReadAllText(Path.Combine(Source.Root, "tests/Stembord/vectoren-ceremonie.json")))!);
    private static JsonNode V => Vectoren.Value;
    private static List<string> Zaden => [.. V["zaden"]!.AsArray().Select(z => (string)z!)];
    private static BigInteger Getal(string tekst) => new(tekst, 16);

    private static List<Regel> Regels(string naam, int aantal = int.MaxValue) =>
        [.. Ceremonie.LeesBestand(V[naam]!.ToJsonString()).Regels.Take(aantal)];

    /// <summary>A ceremony that is done, for tests that need its key.</summary>
    internal static Ceremonie Klaar => Gedaan.Value;
    internal static IReadOnlyList<string> Gezaaid => Zaden;
    private static readonly Lazy<Ceremonie> Gedaan = new(() => Ceremonie.LeesBestand(V["goed"]!.ToJsonString()));

    [Fact]
    public async Task Five_holders_make_the_same_lines_in_both_languages_and_a_key_that_any_three_hold()
    {
        var goed = Regels("goed");
        var c = Ceremonie.Van(goed.GetRange(0, 1));
        var vragen = new List<object?[]>();
        var regels = new List<(string Soort, string Inhoud)>();
        while (c.Fase < Ceremoniefase.Klaar)
        {
            var plaats = c.Wacht[0];
            var zaad = Zaden[plaats - 1];
            var (soort, inhoud) = c.Fase switch
            {
                Ceremoniefase.Certificaten => (Ceremonie.Ronde1, Bord.Schrijf(Houder.Certificaat(zaad, c, plaats))),
                Ceremoniefase.Veeltermen => (Ceremonie.Ronde2, Bord.Schrijf(Houder.Veelterm(zaad, c))),
                _ => (Ceremonie.Ronde3, Bord.Schrijf(Houder.Ronde3(zaad, c).Aanvaarding!)),
            };
            vragen.Add(["houder", zaad, c.Bestand(), plaats]);
            regels.Add((soort, inhoud));
            c = c.Met(soort, inhoud);
        }
        Assert.Equal(goed, c.Regels);
        Assert.Equal(V["goed"]!.ToJsonString(), JsonNode.Parse(c.Bestand())!.ToJsonString());
        var browser = await StemhokjeTests.Browser([.. vragen, ["ceremonie", c.Bestand()]]);
        foreach (var (i, (soort, inhoud)) in regels.Index())
            Assert.Equal((soort, inhoud), ((string)browser[i]![0]!, (string)browser[i]![1]!));
        Assert.Equal(((string)V["publiek"]!, "klaar"), ((string)browser[^1]!["publiek"]!, (string)browser[^1]!["fase"]!));
        Assert.Equal((string)V["publiek"]!, c.Publiek);
        Assert.Equal(V["publiekPerHouder"]!.AsArray().Select(p => (string)p!), c.Plaatsen.Select(c.PubliekVan));
        // Any three shares make the secret, two do not.
        var x = V["x"]!.AsArray().Select(t => Getal((string)t!)).ToList();
        foreach (var (drie, gewichten) in V["lagrange"]!.AsObject())
        {
            var plaatsen = drie.Split(',').Select(int.Parse).ToList();
            Assert.Equal(gewichten!.AsArray().Select(g => Getal((string)g!)), plaatsen.Select(l => Drempel.Lagrange(l, plaatsen)));
            Assert.Equal(c.Publiek, Sleutel(plaatsen, x));
        }
        Assert.NotEqual(c.Publiek, Sleutel([1, 2], x));
        // The third follows from the first two and the whole, in the exponent too.
        Assert.Equal(c.PubliekVan(5), Groep.Tekst(Drempel.Op(new[] { 1, 3, 4 }.ToDictionary(l => l, l => Punt(c.PubliekVan(l))), 5)));
    }

    private static string Sleutel(List<int> plaatsen, List<BigInteger> x) =>
        Groep.Tekst(Groep.G.Multiply(plaatsen.Aggregate(BigInteger.Zero,
        (som, l) => som.Add(Drempel.Lagrange(l, plaatsen).Multiply(x[l - 1])).Mod(Groep.Orde))).Normalize());

    private static Org.BouncyCastle.Math.EC.ECPoint Punt(string tekst) => Groep.Punt(tekst, out var p) ? p
        : throw new FormatException(tekst);

    [Fact]
    public async Task The_arithmetic_is_that_of_rfc_9591()
    {
        var rfc = V["rfc9591"]!;
        var (factoren, delen) = (rfc["factoren"]!.AsArray().Select(a => (string)a!).ToList(),
            rfc["delen"]!.AsArray().Select(a => (string)a!).ToList());
        var getallen = factoren.Select(Getal).ToList();
        Assert.Equal(delen, Enumerable.Range(1, 3).Select(l => Groep.Tekst(Drempel.Waarde(getallen, l))));
        Assert.Equal((string)rfc["publiek"]!, Groep.Tekst(Groep.G.Multiply(getallen[0]).Normalize()));
        Assert.Equal(getallen[0],
            new[] { 1, 3 }.Aggregate(BigInteger.Zero, (s, l) => s.Add(Drempel.Lagrange(l, [1, 3]).Multiply(Getal(delen[l - 1])))
            .Mod(Groep.Orde)));
        var browser = await StemhokjeTests.Browser([.. Enumerable.Range(1, 3).Select(l => new object?[] { "waarde", factoren, l }),
            .. V["lagrange"]!.AsObject()
            .Select(q => new object?[] { "lagrange", int.Parse(q.Key[..1], CultureInfo.InvariantCulture),
                q.Key.Split(',').Select(int.Parse) })]);
        Assert.Equal(delen, browser.Take(3).Select(d => (string)d!));
        Assert.Equal(V["lagrange"]!.AsObject().Select(q => (string)q.Value![0]!), browser.Skip(3).Select(d => (string)d!));
    }

    [Fact]
    public async Task What_somebody_does_wrong_is_refused_by_both_for_the_same_reason()
    {
        var fouten = V["fout"]!.AsArray()
            .Select(f => (Wat: (string)f!["wat"]!, Van: (string)f["van"]!, Regels: (int)f["regels"]!, Soort: (string)f["soort"]!,
            Inhoud: (string)f["inhoud"]!)).ToList();
        Assert.True(fouten.Count >= 50);
        var borden = new List<string>();
        var redenen = new List<string>();
        foreach (var f in fouten)
        {
            var voor = f.Regels == 0 ? null : Ceremonie.Van(Regels(f.Van, f.Regels));
            var regels = JsonNode.Parse(voor?.Bestand() ?? $"{{\"formaat\":\"{Ceremonie.Formaat}\",\"regels\":[]}}")!;
            var (nr, vorige) = (voor?.Regels.Count ?? 0, voor?.Hoofd ?? "");
            regels["regels"]!.AsArray().Add(new JsonObject
            {
                ["nr"] = nr,
                ["soort"] = f.Soort,
                ["inhoud"] = f.Inhoud,
                ["vorige"] = vorige,
                ["hash"] = Groep.Hash($"{vorige}\n{nr.ToString(CultureInfo.InvariantCulture)}\n{f.Soort}\n{f.Inhoud}"),
            });
            borden.Add(regels.ToJsonString());
            var server = Record.Exception(() => Ceremonie.LeesBestand(borden[^1]));
            Assert.True(server is FormatException, $"{f.Wat}: the server took it ({server})");
            if (voor is not null) Assert.Equal(server.Message, Assert.Throws<FormatException>(() => voor.Met(f.Soort, f.Inhoud)).Message);
            redenen.Add(server.Message);
        }
        var browser = await StemhokjeTests.Browser([.. borden.Select(b => new object?[] { "ceremonie", b })]);
        foreach (var (i, f) in fouten.Index())
        {
            Assert.True(browser[i] is JsonValue, $"{f.Wat}: the browser took it");
            // What is not written as it must be, each says in its own words.
            if (!redenen[i].Contains("JSON", StringComparison.Ordinal) && !redenen[i].Contains("vraagt", StringComparison.Ordinal))
                Assert.True(redenen[i] == (string)browser[i]!, $"{f.Wat}: {redenen[i]} / {browser[i]}");
        }
    }

    [Fact]
    public async Task A_share_that_does_not_fit_gives_a_complaint_that_anyone_can_judge_and_a_false_one_is_none()
    {
        var scheef = Ceremonie.Van(Regels("scheef"));
        var (aanvaarding, klacht) = Houder.Ronde3(Zaden[0], scheef);
        Assert.Null(aanvaarding);
        Assert.Equal((1, 2, Oordeel.Gegrond), (klacht!.Houder, klacht.Over, scheef.Beoordeel(klacht)));
        var mislukt = scheef.Met(Ceremonie.Bezwaar, Bord.Schrijf(klacht));
        Assert.Equal((Ceremoniefase.Mislukt, 0), (mislukt.Fase, mislukt.Wacht.Count));
        Assert.Equal(V["klacht"]!.ToJsonString(), JsonNode.Parse(mislukt.Bestand())!.ToJsonString());
        // The others have nothing to complain of, and what they say of it changes nothing.
        Assert.NotNull(Houder.Ronde3(Zaden[2], scheef).Aanvaarding);
        Assert.Equal(Oordeel.Ongegrond, scheef.Beoordeel(Houder.Klaag(Zaden[2], scheef, 2)));
        Assert.Equal(Oordeel.Ongeldig, scheef.Beoordeel(klacht with { Bewijs = klacht.Handtekening }));
        var browser = await StemhokjeTests.Browser(["houder", Zaden[0], scheef.Bestand(), 1], ["ceremonie", mislukt.Bestand()]);
        Assert.Equal(("klacht", Bord.Schrijf(klacht)), ((string)browser[0]![0]!, (string)browser[0]![1]!));
        Assert.Equal("mislukt", (string)browser[1]!["fase"]!);
    }

    [Fact]
    public async Task A_seed_is_24_words_in_both_and_a_word_that_is_wrong_is_named()
    {
        var woorden = V["woorden"]!.AsArray().Select(w => (string)w!).ToList();
        foreach (var (zaad, w) in Zaden.Zip(woorden))
        {
            Assert.Equal(w, string.Join(' ', Woorden.Van(zaad)));
            Assert.Equal(zaad, Woorden.Zaad("1. " + w.ToUpperInvariant().Replace(" ", "\n2)  ", StringComparison.Ordinal)));
        }
        // BIP-39's own vectors (English, 256 bits).
        Assert.Equal(new string('0', 64), Woorden.Zaad(string.Concat(Enumerable.Repeat("abandon ", 23)) + "art"));
        Assert.Equal(string.Concat(Enumerable.Repeat("zoo ", 23)) + "vote", string.Join(' ', Woorden.Van(new string('f', 64))));
        var eerste = woorden[0].Split(' ');
        string[] fout = [string.Join(' ', eerste[..23]), string.Join(' ', [.. eerste[..23], "stembord"]),
            string.Join(' ', [eerste[1], eerste[0], .. eerste[2..]]), ""];
        var browser = await StemhokjeTests.Browser(
            [.. fout.Select(f => new object?[] { "zaad", f }), ["zaad", "1. " + woorden[1].ToUpperInvariant()], ["woordenVan", Zaden[2]]]);
        foreach (var (i, f) in fout.Index())
            Assert.Equal(Assert.Throws<FormatException>(() => Woorden.Zaad(f)).Message, (string)browser[i]!);
        Assert.Equal(Zaden[1], (string)browser[4]!);
        Assert.Equal(woorden[2], string.Join(' ', browser[5]!.AsArray().Select(w => (string)w!)));
        Assert.Equal(2, Enumerable.Range(0, 2).Select(_ => Woorden.NieuwZaad()).Distinct().Count(Woorden.IsZaad));
    }

    [Fact]
    public void A_seed_of_another_ceremony_has_no_place_and_no_round_is_made_before_its_time()
    {
        var c = Ceremonie.Van(Regels("goed", 3));
        Assert.Equal((2, 0), (Houder.Plaats(Zaden[1], c), Houder.Plaats(Zaden[4], c)));
        Assert.Throws<FormatException>(() => Houder.Veelterm(Zaden[0], c));
        Assert.Throws<FormatException>(() => Houder.Ronde3(Zaden[0], Ceremonie.Van(Regels("goed", 6))));
        Assert.Contains("horen niet bij deze ceremonie",
            Assert.Throws<FormatException>(() => Houder.Veelterm(Woorden.NieuwZaad(), Ceremonie.Van(Regels("goed", 6)))).Message,
            StringComparison.Ordinal);
        Assert.Single(Enumerable.Range(0, 2).Select(_ => JsonSerializer.Serialize(Houder.Certificaat(Zaden[0], c, 1))).Distinct());
    }
}
