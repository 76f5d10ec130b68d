using System.Text.Json.Nodes;
using Brink.Controle;
using Brink.Host;
using Brink.Stembord;
using Xunit;

namespace Brink.Tests;

/// <summary>The secret vote: what the server makes, the check (which shares nothing with it) accepts; and every change of a board is found,
/// also with all hashes made anew.</summary>
public sealed class StembordTests
{
    private static readonly Lazy<(List<Regel> Regels, List<Sleutel> Sleutels)> Voorbeeld = new(() => Maak([0, 1, 1, 2, 0]));

    // Five members of six vote; the first does it twice.
    internal static (List<Regel> Regels, List<Sleutel> Sleutels) Maak(int[] keuzes, bool tellen = true)
    {
        var sleutels = new[] { "secretariaat", "RvC", "notaris" }.Select(Sleutel.Nieuw).ToList();
        var houders = sleutels.Select(s => s.Publiek()).ToList();
        var instelling = new Instelling
        {
            Stemming = Guid.NewGuid().ToString(),
            Onderwerp = "Benoeming",
            Opties = ["A", "B", "Blanco"],
            Kiezers = [.. Enumerable.Range(0, 6).Select(i => new Kiezer { Lid = new Guid(i, 0, 0, new byte[8]).ToString(), Naam = $"Gemeente {i}" })],
            Sleutelhouders = houders,
            Publiek = Sleutelhouder.Samen(houders),
        };
        var regels = new List<Regel> { Bord.Volgende(null, Regelsoort.Instelling, Bord.Schrijf(instelling)) };
        void Voeg(Regelsoort soort, object inhoud) => regels.Add(Bord.Volgende(regels[^1], soort, Bord.Schrijf(inhoud)));
        Voeg(Regelsoort.Biljet, Biljet.Maak(instelling, instelling.Kiezers[0].Lid, 2).Biljet);
        foreach (var (i, keuze) in keuzes.Index()) Voeg(Regelsoort.Biljet, Biljet.Maak(instelling, instelling.Kiezers[i].Lid, keuze).Biljet);
        var (weg, opening) = Biljet.Maak(instelling, instelling.Kiezers[5].Lid, 1);
        Voeg(Regelsoort.Geopend, new Geopend { Biljet = weg, Opening = opening });
        Voeg(Regelsoort.Afsluiting, new Afsluiting { GeslotenOp = "2022-12-07T20:00:00Z", Biljetten = keuzes.Length });
        if (!tellen) return (regels, sleutels);
        var bord = Nagekeken.Van(regels);
        var (stand, delen) = (bord.Stand, sleutels.Select(s => s.Ontcijfer(bord, bord.Stand.Hoofd).Deel).ToList());
        foreach (var deel in delen) Voeg(Regelsoort.Deel, deel);
        Voeg(Regelsoort.Uitslag, Bord.Tel(stand, delen)!);
        return (regels, sleutels);
    }

    private static Rapport Controleer(IEnumerable<Regel> regels, string? volgcode = null) => Stembordcontrole.Controleer(Bord.Bestand(regels), volgcode);

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
        var regels = Voorbeeld.Value.Regels;
        var rapport = Controleer(regels);
        Assert.True(rapport.Goed, string.Join('\n', rapport.Bevindingen));
        Assert.Contains(rapport.Bevindingen, b => b.Contains("A 2, B 2, Blanco 1", StringComparison.Ordinal));
        var biljetten = regels.Where(r => r.Soort == "biljet").ToList();
        Assert.True(Controleer(regels, Bord.Volgcode(biljetten[^1].Inhoud)[..32]).Goed);
        // Two ballots with the same eight signs are found in seconds.
        Assert.Contains("minstens 32 tekens", Controleer(regels, Bord.Volgcode(biljetten[^1].Inhoud)[..31]).Bevindingen[0], StringComparison.Ordinal);
        Assert.Contains("vervangen", Controleer(regels, Bord.Volgcode(biljetten[0].Inhoud)).Bevindingen[0], StringComparison.Ordinal); // the first ballot of who voted twice
        Assert.False(Controleer(regels, new string('0', 64)).Goed);
    }

    [Fact]
    public void What_is_changed_is_found()
    {
        var regels = Voorbeeld.Value.Regels;
        List<Regel> Anders(int nr, Func<Regel, Regel> anders) => [.. regels.Select(r => r.Nr == nr ? anders(r) : r)];
        Gevonden(Anders(3, r => r with { Inhoud = r.Inhoud + " " }), "veranderd");
        Gevonden([.. regels.Where(r => r.Nr != 3)], "weggehaald");
        Gevonden([.. regels.SkipLast(1)], "geen uitslag");
        Gevonden([regels[0], regels[2], regels[1], .. regels.Skip(3)], "weggehaald");
    }

    [Fact]
    public void A_board_made_anew_without_a_ballot_or_with_another_is_found()
    {
        var (regels, _) = Voorbeeld.Value;
        var kaal = regels.Select(r => (r.Soort, r.Inhoud)).ToList();
        List<(string Soort, string Inhoud)> Met(Action<List<(string, string)>> doe)
        {
            var uit = kaal.ToList();
            doe(uit);
            return uit;
        }
        // A ballot dropped, with the closing made to fit: the holders' parts no longer belong to this board.
        var zonder = Met(l => { l.RemoveAt(3); l[l.FindIndex(r => r.Item1 == "afsluiting")] = ("afsluiting", Bord.Schrijf(new Afsluiting { GeslotenOp = "x", Biljetten = 4 })); });
        Gevonden(Herketen(zonder), "telt op tot 5");
        var klopt = zonder.Select(r => r.Soort == "uitslag" ? (r.Soort, Bord.Schrijf(new Telling { Stemmen = [2, 1, 1] })) : r);
        Gevonden(Herketen(klopt), "hoort niet bij dit bord");
        // Another tally.
        Gevonden(Herketen(Met(l => l[^1] = ("uitslag", Bord.Schrijf(new Telling { Stemmen = [3, 1, 1] })))), "De uitslag klopt niet");
        // A ballot of one member given to another (replay): its proofs are bound to the first.
        var instelling = Bord.Lees<Instelling>(kaal[0].Inhoud);
        var herhaald = Bord.Schrijf(Bord.Lees<Biljet>(kaal[2].Inhoud) with { Lid = instelling.Kiezers[5].Lid });
        Gevonden(Herketen(Met(l => l.Insert(7, ("biljet", herhaald)))), "klopt niet");
        // A ballot with two choices: option by option it is good, together it is not.
        Gevonden(Herketen(Met(l => l[3] = ("biljet", Dubbel(instelling, l[3].Item2)))), "klopt niet");
        // A ballot of a stranger.
        Gevonden(Herketen(Met(l => l.Insert(3, ("biljet", Bord.Schrijf(Biljet.Maak(instelling, Guid.NewGuid().ToString(), 0).Biljet))))), "niet op de lijst");
        // One holder's part left out; a key that is the sum of nothing; a board with one holder.
        Gevonden(Herketen(Met(l => l.RemoveAt(l.FindIndex(r => r.Item1 == "deel")))), "ontbreekt");
        Gevonden(Herketen(Met(l => l[0] = ("instelling", Bord.Schrijf(instelling with { Publiek = instelling.Sleutelhouders[0].Publiek })))), "niet de som");
        Gevonden(Herketen(Met(l => l[0] = ("instelling", Bord.Schrijf(instelling with { Sleutelhouders = [instelling.Sleutelhouders[0]] })))), "Eén sleutelhouder");
        // A key made out of those of others: its holder cannot prove to know it.
        var kwaad = instelling.Sleutelhouders[1] with { Naam = "indringer" };
        Gevonden(Herketen(Met(l => l[0] = ("instelling", Bord.Schrijf(instelling with { Sleutelhouders = [.. instelling.Sleutelhouders.Take(2), kwaad] })))),
            "bewijs bij de sleutel");
        // An opened ballot that says another choice.
        var nr = kaal.FindIndex(r => r.Soort == "geopend");
        var geopend = Bord.Lees<Geopend>(kaal[nr].Inhoud);
        Gevonden(Herketen(Met(l => l[nr] = ("geopend", Bord.Schrijf(geopend with { Opening = geopend.Opening with { Keuze = 0 } })))), "gelogen");
        // A ballot after the closing.
        Gevonden(Herketen(Met(l => l.Insert(nr + 2, ("biljet", kaal[2].Inhoud)))), "te laat");
    }

    private static string Dubbel(Instelling instelling, string ander)
    {
        var biljet = Bord.Lees<Biljet>(ander);
        return Bord.Schrijf(biljet with { Opties = [.. Biljet.Maak(instelling, biljet.Lid, 0).Biljet.Opties.Take(1), .. biljet.Opties.Skip(1)] });
    }

    [Fact]
    public void No_holder_but_all_together_opens_the_sum()
    {
        var (regels, sleutels) = Maak([0, 0, 1, 2, 0], tellen: false);
        var bord = Nagekeken.Van(regels);
        var (stand, delen) = (bord.Stand, sleutels.Select(s => s.Ontcijfer(bord, bord.Stand.Hoofd).Deel).ToList());
        Assert.Equal([3, 1, 1], Bord.Tel(stand, delen)!.Stemmen);
        Assert.Null(Bord.Tel(stand, delen[..2]));
        Assert.Null(Bord.Tel(stand, [delen[0], delen[0], delen[1]]));
        Assert.Throws<FormatException>(() => Sleutel.Nieuw("vreemde").Ontcijfer(bord, stand.Hoofd));
        // A part of another key does not hold, nor one of another board.
        Assert.False((delen[0] with { Houder = 1 }).Klopt(stand));
        Assert.False(delen[0].Klopt(stand with { Hoofd = new string('0', 64) }));
    }

    [Fact]
    public void Nonsense_is_refused_and_never_breaks()
    {
        var random = new Random(1);
        var goed = Bord.Bestand(Voorbeeld.Value.Regels);
        foreach (var tekst in new[] { "", "{}", "[]", "null", "{\"formaat\":\"brink-stembord-1\"}", "{\"formaat\":\"brink-stembord-1\",\"regels\":[]}",
            "{\"formaat\":\"brink-stembord-1\",\"regels\":[{}]}" })
            Assert.False(Stembordcontrole.Controleer(tekst).Goed);
        for (var i = 0; i < 60; i++)
        {
            var tekens = goed.ToCharArray();
            var plaats = random.Next(tekens.Length);
            tekens[plaats] = tekens[plaats] == '7' ? '8' : '7';
            Assert.False(Stembordcontrole.Controleer(new string(tekens)).Goed, $"a sign changed at {plaats} was not found");
        }
    }

    [Fact]
    public async Task The_command_line_does_all_that_holders_voters_and_checkers_do()
    {
        var map = Directory.CreateTempSubdirectory("brink-bord-").FullName;
        try
        {
            string Pad(string naam) => Path.Combine(map, naam);
            async Task<(int Status, string Uit, string Fout)> Brink(params string[] args)
            {
                using var uit = new StringWriter();
                using var fout = new StringWriter();
                return (await Stemmen.Run(args, uit, fout), uit.ToString(), fout.ToString());
            }
            await File.WriteAllTextAsync(Pad("goed.json"), Bord.Bestand(Voorbeeld.Value.Regels));
            var (status, tekst, _) = await Brink("verify", Pad("goed.json"));
            Assert.Equal(0, status);
            Assert.StartsWith("Het bord klopt.", tekst, StringComparison.Ordinal);
            await File.WriteAllTextAsync(Pad("fout.json"), Bord.Bestand(Voorbeeld.Value.Regels.Where(r => r.Nr != 2)));
            (status, _, tekst) = await Brink("verify", Pad("fout.json"));
            Assert.Equal(1, status);
            Assert.Contains("Regel 2 ontbreekt", tekst, StringComparison.Ordinal);
            Assert.Equal(1, (await Brink("verify", Pad("bestaat-niet.json"))).Status);
            Assert.Equal(2, (await Brink("tel", Pad("goed.json"))).Status);

            // A key of one's own: the file is for its maker only, and is never written over.
            (status, tekst, _) = await Brink("sleutel", "--naam", "notaris", "--uit", Pad("sleutel.json"));
            Assert.Equal(0, status);
            Assert.True(Bord.Lees<Sleutelhouder>(tekst).Klopt());
            Assert.DoesNotContain(Bord.Lees<Sleutel>(await File.ReadAllTextAsync(Pad("sleutel.json"))).Geheim, tekst, StringComparison.Ordinal);
            if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Pad("sleutel.json")));
            Assert.Equal(1, (await Brink("sleutel", "--naam", "notaris", "--uit", Pad("sleutel.json"))).Status);

            // A ballot made here, checked by the other code; one that lies is found.
            (status, tekst, _) = await Brink("biljet", "--bord", Pad("goed.json"), "--lid", "Gemeente 5", "--keuze", "B", "--uit", Pad("biljet.json"));
            Assert.Equal(0, status);
            (status, tekst, _) = await Brink("open", Pad("biljet.json"), "--bord", Pad("goed.json"));
            Assert.Equal(0, status);
            Assert.Contains("Het biljet bevat: B.", tekst, StringComparison.Ordinal);
            var leugen = JsonNode.Parse(await File.ReadAllTextAsync(Pad("biljet.json.geheim")))!;
            // What is sent says nothing of what was chosen.
            Assert.Equal(["inhoud", "volgcode"], JsonNode.Parse(await File.ReadAllTextAsync(Pad("biljet.json")))!.AsObject().Select(v => v.Key));
            // Opened is the ballot of which the code was kept, and no other.
            var volgcode = (string)leugen["volgcode"]!;
            await File.WriteAllTextAsync(Pad("volgcode.txt"), volgcode + "\n");
            Assert.Equal(0, (await Brink("open", Pad("biljet.json"), "--bord", Pad("goed.json"), "--volgcode", Pad("volgcode.txt"))).Status);
            (status, _, tekst) = await Brink("open", Pad("biljet.json"), "--bord", Pad("goed.json"), "--volgcode", volgcode[..8] + new string('0', 56));
            Assert.Equal(1, status);
            Assert.Contains("een ander biljet geopend", tekst, StringComparison.Ordinal);
            Assert.Equal(1, (await Brink("open", Pad("biljet.json"), "--bord", Pad("goed.json"), "--volgcode", volgcode[..31])).Status);
            leugen["opening"]!["keuze"] = 0;
            await File.WriteAllTextAsync(Pad("leugen.json"), leugen.ToJsonString());
            Assert.Equal(1, (await Brink("open", Pad("leugen.json"), "--bord", Pad("goed.json"))).Status);

            // The part of a holder: of the board of which the head was read out, and of no other.
            var (regels, sleutels) = Maak([1, 0, 1, 0, 2], tellen: false);
            var hoofd = regels[^1].Hash;
            await File.WriteAllTextAsync(Pad("dicht.json"), Bord.Bestand(regels));
            await File.WriteAllTextAsync(Pad("rvc.json"), Bord.Schrijf(sleutels[1]));
            (status, var gezien, tekst) = await Brink("ontcijfer", "--sleutel", Pad("rvc.json"), "--bord", Pad("dicht.json"), "--uit", Pad("deel.json"));
            Assert.Equal(2, status);
            Assert.Contains("Noem --hoofd", tekst, StringComparison.Ordinal);
            foreach (var woord in (string[])["Benoeming", "A, B, Blanco", "5, van 6 leden", "Gemeente 4"]) Assert.Contains(woord, gezien, StringComparison.Ordinal);
            Assert.DoesNotContain(hoofd, gezien, StringComparison.Ordinal); // or it would be copied from here
            var nullen = new string('0', 64);
            Assert.Equal(1, (await Brink("ontcijfer", "--sleutel", Pad("rvc.json"), "--bord", Pad("dicht.json"), "--hoofd", nullen, "--uit", Pad("deel.json"))).Status);
            Assert.False(File.Exists(Pad("deel.json")));
            Assert.Equal(0, (await Brink("ontcijfer", "--sleutel", Pad("rvc.json"), "--bord", Pad("dicht.json"), "--hoofd", hoofd[..32], "--uit", Pad("deel.json"))).Status);
            Assert.True(Bord.LeesRegel<Ontcijferdeel>(await File.ReadAllTextAsync(Pad("deel.json"))).Klopt(Bord.Gesloten(regels)));
            Assert.Equal(1, (await Brink("ontcijfer", "--sleutel", Pad("sleutel.json"), "--bord", Pad("dicht.json"), "--hoofd", hoofd, "--uit", Pad("deel2.json"))).Status);
            // The key remembers it: of the same vote no second board, whatever head is typed.
            if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Pad("rvc.json")));
            Assert.Equal(hoofd, Assert.Single(Bord.Lees<Sleutel>(await File.ReadAllTextAsync(Pad("rvc.json"))).Gebruikt!).Hoofd);
            var ander = Herketen(regels.Where(r => r.Nr != 1).Select(r => (r.Soort, r.Inhoud)));
            await File.WriteAllTextAsync(Pad("ander.json"), Bord.Bestand(ander));
            (status, _, tekst) = await Brink("ontcijfer", "--sleutel", Pad("rvc.json"), "--bord", Pad("ander.json"), "--hoofd", ander[^1].Hash, "--uit", Pad("deel3.json"));
            Assert.Equal((1, false), (status, File.Exists(Pad("deel3.json"))));
            Assert.Contains("al een ander bord geopend", tekst, StringComparison.Ordinal);
        }
        finally { Directory.Delete(map, true); }
    }
}
