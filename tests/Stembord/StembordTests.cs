using System.Text.Json.Nodes;
using Brink.Controle;
using Brink.Host;
using Brink.Stembord;
using Xunit;

namespace Brink.Tests;

/// <summary>Boards of the old format, which are made no more: the check accepts them, and finds every change,
/// also with all hashes made anew; nothing else is done with them.</summary>
public sealed class StembordTests
{
    private static readonly Lazy<List<Regel>> Voorbeeld = new(() => Oudbord.Maak([0, 1, 1, 2, 0]));

    private static Rapport Controleer(IEnumerable<Regel> regels, string? volgcode = null) =>
        Stembordcontrole.Controleer(Bord.Bestand(regels), volgcode);

    // As someone with the server in hand would: the change, and then every hash after it anew.
    internal static List<Regel> Herketen(IEnumerable<(string Soort, string Inhoud)> regels)
    {
        var uit = new List<Regel>();
        foreach (var (soort, inhoud) in regels) uit.Add(Bord.Volgende(uit.LastOrDefault(), Enum.Parse<Regelsoort>(soort, true), inhoud));
        return uit;
    }

    private static void Gevonden(IEnumerable<Regel> regels, string woord)
    {
        var rapport = Controleer(regels);
        Assert.False(rapport.Goed, "the change was not found");
        Assert.Contains(rapport.Bevindingen, b => b.Contains(woord, StringComparison.Ordinal));
    }

    [Fact]
    public void A_good_board_is_good_and_each_voter_finds_its_ballot()
    {
        var regels = Voorbeeld.Value;
        var rapport = Controleer(regels);
        Assert.True(rapport.Goed, string.Join('\n', rapport.Bevindingen));
        Assert.Contains(rapport.Bevindingen, b => b.Contains("A 2, B 2, Blanco 1", StringComparison.Ordinal));
        var biljetten = regels.Where(r => r.Soort == "biljet").ToList();
        Assert.True(Controleer(regels, Bord.Volgcode(biljetten[^1].Inhoud)[..48]).Goed);
        // Two ballots with the same eight signs are found in seconds.
        Assert.Contains("minstens 48 tekens", Controleer(regels, Bord.Volgcode(biljetten[^1].Inhoud)[..47]).Bevindingen[0],
            StringComparison.Ordinal);
        // The first ballot of who voted twice does not count, and the board is as it should be.
        var vervangen = Controleer(regels, Bord.Volgcode(biljetten[0].Inhoud));
        Assert.True(vervangen.Goed);
        Assert.Contains(vervangen.Bevindingen,
            b => b.Contains("telt NIET mee: het is later door een ander biljet vervangen", StringComparison.Ordinal));
        Assert.False(Controleer(regels, new string('0', 64)).Goed);
    }

    [Fact]
    public void What_is_changed_is_found()
    {
        var regels = Voorbeeld.Value;
        List<Regel> Anders(int nr, Func<Regel, Regel> anders) => [.. regels.Select(r => r.Nr == nr ? anders(r) : r)];
        Gevonden(Anders(3, r => r with { Inhoud = r.Inhoud + " " }), "veranderd");
        Gevonden([.. regels.Where(r => r.Nr != 3)], "weggehaald");
        Gevonden([.. regels.SkipLast(1)], "geen uitslag");
        Gevonden([regels[0], regels[2], regels[1], .. regels.Skip(3)], "weggehaald");
    }

    [Fact]
    public void A_board_made_anew_without_a_ballot_or_with_another_is_found()
    {
        var regels = Voorbeeld.Value;
        var kaal = regels.Select(r => (r.Soort, r.Inhoud)).ToList();
        List<(string Soort, string Inhoud)> Met(Action<List<(string, string)>> doe)
        {
            var uit = kaal.ToList();
            doe(uit);
            return uit;
        }
        // A ballot dropped, with the closing made to fit: the holders' parts no longer belong to this board.
        var zonder = Met(l =>
        {
            l.RemoveAt(3);
            l[l.FindIndex(r => r.Item1 == "afsluiting")] = ("afsluiting",
            Bord.Schrijf(new Afsluiting { GeslotenOp = "x", Biljetten = 4 }));
        });
        Gevonden(Herketen(zonder), "hoort niet bij dit bord");
        var klopt = zonder.Select(r => r.Soort == "uitslag" ? (r.Soort, Bord.Schrijf(new Telling { Stemmen = [2, 1, 1] })) : r);
        Gevonden(Herketen(klopt), "hoort niet bij dit bord");
        // Another tally.
        Gevonden(Herketen(Met(l => l[^1] = ("uitslag", Bord.Schrijf(new Telling { Stemmen = [3, 1, 1] })))), "de uitslag klopt niet");
        // A ballot of one member given to another (replay): its proofs are bound to the first.
        var instelling = Bord.Lees<Instelling>(kaal[0].Inhoud);
        var herhaald = Bord.Schrijf(Bord.Lees<Biljet>(kaal[2].Inhoud) with { Lid = instelling.Kiezers[5].Lid });
        Gevonden(Herketen(Met(l => l.Insert(7, ("biljet", herhaald)))), "klopt niet");
        // A ballot with two choices: option by option it is good, together it is not.
        Gevonden(Herketen(Met(l => l[3] = ("biljet", Dubbel(instelling, l[3].Item2)))), "klopt niet");
        // A ballot of a stranger.
        Gevonden(Herketen(Met(l => l.Insert(3, ("biljet", Bord.Schrijf(Oudbord.Maak(instelling, Guid.NewGuid().ToString(), 0).Biljet))))),
            "niet op de lijst");
        // One holder's part left out; a key that is the sum of nothing; a board with one holder.
        Gevonden(Herketen(Met(l => l.RemoveAt(l.FindIndex(r => r.Item1 == "deel")))), "ontbreekt");
        Gevonden(Herketen(Met(l =>
            l[0] = ("instelling", Bord.Schrijf(instelling with { Publiek = instelling.Sleutelhouders[0].Publiek })))), "niet de som");
        Gevonden(Herketen(Met(l =>
            l[0] = ("instelling", Bord.Schrijf(instelling with { Sleutelhouders = [instelling.Sleutelhouders[0]] })))),
            "Eén sleutelhouder");
        // A key made out of those of others: its holder cannot prove to know it.
        var kwaad = instelling.Sleutelhouders[1] with { Naam = "indringer" };
        Gevonden(Herketen(Met(l =>
            l[0] = ("instelling", Bord.Schrijf(instelling with { Sleutelhouders = [.. instelling.Sleutelhouders.Take(2), kwaad] })))),
            "bewijs bij de sleutel");
        // An opened ballot that says another choice.
        var nr = kaal.FindIndex(r => r.Soort == "geopend");
        var geopend = Bord.Lees<Geopend>(kaal[nr].Inhoud);
        Gevonden(Herketen(Met(l =>
            l[nr] = ("geopend", Bord.Schrijf(geopend with { Opening = geopend.Opening with { Keuze = 0 } })))), "gelogen");
        // A ballot after the closing.
        Gevonden(Herketen(Met(l => l.Insert(nr + 2, ("biljet", kaal[2].Inhoud)))), "te laat");
    }

    private static string Dubbel(Instelling instelling, string ander)
    {
        var biljet = Bord.Lees<Biljet>(ander);
        return Bord.Schrijf(biljet with
        {
            Opties = [.. Oudbord.Maak(instelling, biljet.Lid, 0).Biljet.Opties.Take(1),
            .. biljet.Opties.Skip(1)]
        });
    }

    [Fact]
    public void Nonsense_is_refused_and_never_breaks()
    {
        var random = new Random(1);
        var goed = Bord.Bestand(Voorbeeld.Value);
        foreach (var tekst in new[] { "", "{}", "[]", "null", "{\"formaat\":\"brink-stembord-1\"}",
            "{\"formaat\":\"brink-stembord-1\",\"regels\":[]}",
            "{\"formaat\":\"brink-stembord-1\",\"regels\":[{}]}" })
        {
            Assert.False(Stembordcontrole.Controleer(tekst).Goed);
        }
        for (var i = 0; i < 60; i++)
        {
            var tekens = goed.ToCharArray();
            var plaats = random.Next(tekens.Length);
            tekens[plaats] = tekens[plaats] == '7' ? '8' : '7';
            Assert.False(Stembordcontrole.Controleer(new string(tekens)).Goed, $"a sign changed at {plaats} was not found");
        }
    }

    [Fact]
    public async Task No_ballot_no_signature_and_no_part_is_made_for_an_old_board()
    {
        var (bestand, hoofd) = (Bord.Bestand(Voorbeeld.Value), Voorbeeld.Value.Single(r => r.Soort == "afsluiting").Hash);
        var (instelling, zaad) = (Bord.LeesEerste(Voorbeeld.Value[0].Inhoud), Woorden.NieuwZaad());
        Assert.Throws<FormatException>(() => Nagekeken.Van(Voorbeeld.Value));
        Assert.Throws<FormatException>(() => Houder.Akkoord(zaad, Voorbeeld.Value.GetRange(0, 1)));
        Assert.Throws<FormatException>(() => Biljet.Maak(instelling, instelling.Kiezers[0].Lid, 0));
        Assert.False(Bord.LeesRegel<Biljet>(Voorbeeld.Value[2].Inhoud).Klopt(instelling));
        var browser = await StemhokjeTests.Browser(["deel", bestand, zaad, hoofd, Array.Empty<object>()],
            ["akkoord", zaad, Bord.Bestand(Voorbeeld.Value.Take(1))],
            ["probeer", "maakBiljet", JsonNode.Parse(Voorbeeld.Value[0].Inhoud), instelling.Kiezers[0].Lid, 0]);
        Assert.All(browser, b => Assert.Contains("van de oude vorm", (string)b!, StringComparison.Ordinal));
        var map = Directory.CreateTempSubdirectory("brink-oud-").FullName;
        try
        {
            string Pad(string naam) => Path.Combine(map, naam);
            await File.WriteAllTextAsync(Pad("oud.json"), bestand);
            foreach (var args in (string[][])[["biljet", "--bord", Pad("oud.json"), "--lid", "Gemeente 1", "--keuze", "A", "--uit",
                Pad("uit")],
                ["akkoord", "--bord", Pad("oud.json"), "--woorden", "--uit", Pad("uit")],
                ["ontcijfer", "--bord", Pad("oud.json"), "--woorden", "--hoofd", hoofd, "--uit", Pad("uit")]])
            {
                var (status, tekst) = await Brink(string.Join(' ', Woorden.Van(zaad)), args);
                Assert.Equal((1, false), (status, File.Exists(Pad("uit"))));
                Assert.Contains("van de oude vorm", tekst, StringComparison.Ordinal);
            }
            Assert.Equal(2, (await Brink("", "sleutel", "--naam", "notaris", "--uit", Pad("uit"))).Status);
            // keys are made in a ceremony, and nowhere else
        }
        finally { Directory.Delete(map, true); }
    }

    private static async Task<(int Status, string Tekst)> Brink(string typ, params string[] args)
    {
        using var uit = new StringWriter();
        using var invoer = new StringReader(typ);
        return (await Stemmen.Run(args, uit, uit, invoer), uit.ToString());
    }

    [Fact]
    public async Task The_command_line_checks_a_board_and_makes_and_opens_a_ballot()
    {
        var map = Directory.CreateTempSubdirectory("brink-bord-").FullName;
        try
        {
            string Pad(string naam) => Path.Combine(map, naam);
            await File.WriteAllTextAsync(Pad("goed.json"), Bord.Bestand(Voorbeeld.Value));
            var (status, tekst) = await Brink("", "verify", Pad("goed.json"));
            Assert.Equal(0, status);
            Assert.StartsWith("Het bord klopt.", tekst, StringComparison.Ordinal);
            Assert.Contains("van de oude vorm", tekst, StringComparison.Ordinal);
            await File.WriteAllTextAsync(Pad("fout.json"), Bord.Bestand(Voorbeeld.Value.Where(r => r.Nr != 2)));
            (status, tekst) = await Brink("", "verify", Pad("fout.json"));
            Assert.Equal(1, status);
            Assert.Contains("Regel 2: er is een regel weggehaald", tekst, StringComparison.Ordinal);
            Assert.Equal(1, (await Brink("", "verify", Pad("bestaat-niet.json"))).Status);
            Assert.Equal(2, (await Brink("", "tel", Pad("goed.json"))).Status);

            // A ballot made here, checked by the other code; one that lies is found.
            var zaden = CeremonieTests.Gezaaid;
            await File.WriteAllTextAsync(Pad("nieuw.json"), Bord.Bestand(Nieuwbord.Getekend(CeremonieTests.Klaar, zaden, 6)));
            string[] biljet = ["biljet", "--bord", Pad("nieuw.json"), "--lid", "Gemeente 5", "--keuze", "B", "--uit", Pad("biljet.json")];
            Assert.Equal(0, (await Brink("", biljet)).Status);
            Assert.Equal(1, (await Brink("", biljet)).Status); // never written over
            if (!OperatingSystem.IsWindows())
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Pad("biljet.json.geheim")));
            string[] open = ["open", Pad("biljet.json"), "--bord", Pad("nieuw.json")];
            (status, tekst) = await Brink("", open);
            Assert.Equal(0, status);
            Assert.Contains("Het biljet bevat: B.", tekst, StringComparison.Ordinal);
            var leugen = JsonNode.Parse(await File.ReadAllTextAsync(Pad("biljet.json.geheim")))!;
            // What is sent says nothing of what was chosen.
            Assert.Equal(["inhoud", "volgcode"], JsonNode.Parse(await File.ReadAllTextAsync(Pad("biljet.json")))!.AsObject()
                .Select(v => v.Key));
            // Opened is the ballot of which the code was kept, and no other.
            var volgcode = (string)leugen["volgcode"]!;
            await File.WriteAllTextAsync(Pad("volgcode.txt"), volgcode + "\n");
            Assert.Equal(0, (await Brink("", [.. open, "--volgcode", Pad("volgcode.txt")])).Status);
            (status, tekst) = await Brink("", [.. open, "--volgcode", volgcode[..8] + new string('0', 56)]);
            Assert.Equal(1, status);
            Assert.Contains("een ander biljet geopend", tekst, StringComparison.Ordinal);
            Assert.Equal(2, (await Brink("", [.. open, "--volgcode", volgcode[..47]])).Status);
            // too short: the command is wrong, not the ballot
            leugen["opening"]!["keuze"] = 0;
            await File.WriteAllTextAsync(Pad("leugen.json"), leugen.ToJsonString());
            Assert.Equal(1, (await Brink("", "open", Pad("leugen.json"), "--bord", Pad("nieuw.json"))).Status);
        }
        finally { Directory.Delete(map, true); }
    }
}
