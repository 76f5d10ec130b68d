using System.Text.Json.Nodes;
using Brink.Stembord;
using Xunit;

namespace Brink.Tests;

/// <summary>
/// What whoever hands out boards can try on the holders of the keys: their program opens what was voted in the meeting, as a whole, and nothing else. On the command line and
/// on the page for holders alike.
/// </summary>
public sealed class SleutelhouderTests
{
    private static readonly Lazy<(List<Regel> Regels, List<Sleutel> Sleutels)> Voorbeeld = new(() => StembordTests.Maak([0, 1, 1, 2, 0, 1], tellen: false));

    private static List<(string Soort, string Inhoud)> Kaal(Action<List<(string Soort, string Inhoud)>> doe)
    {
        var uit = Voorbeeld.Value.Regels.Select(r => (r.Soort, r.Inhoud)).ToList();
        doe(uit);
        return uit;
    }

    private static void Sluit(List<(string Soort, string Inhoud)> regels, int biljetten) =>
        regels[regels.FindIndex(r => r.Soort == "afsluiting")] = ("afsluiting", Bord.Schrijf(new Afsluiting { GeslotenOp = "2022-12-07T20:00:00Z", Biljetten = biljetten }));

    /// <summary>A board that somebody made up, and what is typed as its head.</summary>
    private static IEnumerable<(string Wat, List<Regel> Regels, string Hoofd)> Bedrog()
    {
        var (regels, sleutels) = Voorbeeld.Value;
        var instelling = Bord.Lees<Instelling>(regels[0].Inhoud);
        var hoofd = regels[^1].Hash;
        (string, List<Regel>, string) Geval(string wat, Action<List<(string Soort, string Inhoud)>> doe, bool eigenHoofd = true)
        {
            var nieuw = StembordTests.Herketen(Kaal(doe));
            return (wat, nieuw, eigenHoofd ? nieuw.Last(r => r.Soort == "afsluiting").Hash : hoofd);
        }

        // The file that revealed all choices: the true closing line, and as one "ballot" the ciphertexts of single members, each to be opened by itself.
        var biljetten = regels.Where(r => r.Soort == "biljet").Select(r => Bord.LeesRegel<Biljet>(r.Inhoud)).ToList();
        var een = new string('0', 63) + "1";
        var leeg = new Bewijs { C = new string('0', 64), Z = new string('0', 64) };
        var kunst = Bord.Schrijf(new Biljet
        {
            Lid = instelling.Kiezers[0].Lid,
            Opties = [.. biljetten.Skip(1).Take(3).Select(b => b.Opties[0] with { Bewijs = [leeg, leeg] })],
            Som = leeg,
        });
        yield return ("sums as one ballot, with the true closing line", [regels[0], Bord.Volgende(regels[0], Regelsoort.Biljet, kunst), regels[^1]], hoofd);
        yield return Geval("the same, with all hashes anew", l => { l.RemoveAll(r => r.Soort is "biljet" or "geopend"); l.Insert(1, ("biljet", kunst)); Sluit(l, 1); });
        yield return Geval("one ballot made up among the true ones", l => l[1] = ("biljet", kunst));
        yield return Geval("a fork with one ballot", l => { l.RemoveAll(r => r.Soort is "geopend" || r.Soort is "biljet" && r.Inhoud != l[2].Inhoud); Sluit(l, 1); });
        yield return Geval("a fork without the ballot of one member, with the true head", l => { l.RemoveAt(2); l.RemoveAt(1); Sluit(l, 5); }, eigenHoofd: false);
        yield return Geval("a ballot of a stranger", l => l.Insert(1, ("biljet", Bord.Schrijf(Biljet.Maak(instelling, Guid.NewGuid().ToString(), 0).Biljet))));
        yield return Geval("a ballot that stands there again after its successor", l => l.Insert(3, l[1]));
        yield return Geval("a ballot that was opened", l => l.Insert(8, ("biljet", Bord.Schrijf(Bord.LeesRegel<Geopend>(l.Find(r => r.Soort == "geopend").Inhoud).Biljet))));
        yield return Geval("an opened ballot that lies", l => l[l.FindIndex(r => r.Soort == "geopend")] = ("geopend", Bord.Schrijf(
            Bord.LeesRegel<Geopend>(l.Find(r => r.Soort == "geopend").Inhoud) with { Opening = new() { Keuze = 0, Geheimen = [een, een, een] } })));
        yield return Geval("a closing that counts otherwise", l => Sluit(l, 5));
        yield return Geval("two closings", l => l.Add(l[^1]));
        yield return Geval("not closed", l => l.RemoveAt(l.Count - 1), eigenHoofd: false);
        yield return Geval("a ballot after the closing", l => l.Add(l[1]));
        void Eerste(List<(string Soort, string Inhoud)> l, Instelling anders) => l[0] = ("instelling", Bord.Schrijf(anders));
        yield return Geval("a member twice on the list", l => Eerste(l, instelling with { Kiezers = [.. instelling.Kiezers, instelling.Kiezers[0]] }));
        yield return Geval("two options of one name", l => Eerste(l, instelling with { Opties = ["A", "A", "Blanco"] }));
        yield return Geval("one holder", l => Eerste(l, instelling with { Sleutelhouders = [instelling.Sleutelhouders[0]], Publiek = instelling.Sleutelhouders[0].Publiek }));
        yield return Geval("a key that is not the sum", l => Eerste(l, instelling with { Publiek = instelling.Sleutelhouders[1].Publiek }));
        yield return Geval("a holder without proof", l => Eerste(l, instelling with
        {
            Sleutelhouders = [instelling.Sleutelhouders[0], instelling.Sleutelhouders[1], instelling.Sleutelhouders[2] with { Naam = "een ander" }],
        }));
        yield return ("a line changed", [.. regels.Select(r => r.Nr == 2 ? r with { Inhoud = regels[3].Inhoud } : r)], hoofd);
        yield return ("a line gone", [.. regels.Where(r => r.Nr != 2)], hoofd);
        yield return ("a head of another vote", regels, new string('a', 64));
        yield return ("too little typed", regels, hoofd[..31]);
        yield return ("nothing typed", regels, "");
    }

    [Fact]
    public async Task No_part_is_made_of_a_board_that_somebody_made_up()
    {
        var sleutel = Voorbeeld.Value.Sleutels[1];
        var gevallen = Bedrog().ToList();
        var browser = await StemhokjeTests.Browser([.. gevallen.Select(g => new object?[] { "ontcijfer", Bord.Bestand(g.Regels), Bord.Schrijf(sleutel), g.Hoofd })]);
        foreach (var (i, (wat, regels, hoofd)) in gevallen.Index())
        {
            var fout = Record.Exception(() => sleutel.Ontcijfer(Nagekeken.Van(Bord.LeesBestand(Bord.Bestand(regels))), hoofd));
            Assert.True(fout is FormatException, $"{wat}: the command line made a part");
            Assert.True(browser[i] is JsonValue, $"{wat}: the page made a part");
        }
    }

    [Fact]
    public async Task A_true_board_gets_the_same_part_from_both_and_no_second_board_gets_one()
    {
        var (regels, sleutels) = Voorbeeld.Value;
        var (bord, hoofd) = (Nagekeken.Van(regels), regels[^1].Hash);
        var anders = StembordTests.Herketen(Kaal(l => l.RemoveAt(1))); // without the ballot that was replaced: as many votes, and another head
        var (tweede, sleutel) = (Nagekeken.Van(anders), sleutels[2]);
        // The code as it is written in groups, and as it is typed.
        var (deel, na) = sleutel.Ontcijfer(bord, string.Join('-', hoofd.ToUpperInvariant().Chunk(8).Take(4).Select(g => new string(g))));
        Assert.True(deel.Klopt(bord.Stand));
        var browser = await StemhokjeTests.Browser(
            ["ontcijfer", Bord.Bestand(regels), Bord.Schrijf(sleutel), hoofd[..32]],
            ["ontcijfer", Bord.Bestand(regels), Bord.Schrijf(na), hoofd],
            ["ontcijfer", Bord.Bestand(anders), Bord.Schrijf(na), anders[^1].Hash],
            ["ontcijfer", Bord.Bestand(regels), Bord.Schrijf(Sleutel.Nieuw("vreemde")), hoofd],
            ["ontcijfer", Bord.Bestand(regels), "{}", hoofd]);
        Assert.True(Bord.LeesRegel<Ontcijferdeel>((string)browser[0]!["deel"]!).Klopt(bord.Stand));
        Assert.Equal(deel.Opties.Select(o => o.D), Bord.LeesRegel<Ontcijferdeel>((string)browser[1]!["deel"]!).Opties.Select(o => o.D));

        // Each keeps in the key for which board it was used, and reads what the other kept: the same board again, and never another of that vote.
        var vanPagina = Bord.Lees<Sleutel>((string)browser[0]!["sleutel"]!);
        Assert.Equal(na.Gebruikt, vanPagina.Gebruikt);
        Assert.Equal(Bord.Schrijf(na), (string)browser[1]!["sleutel"]!);
        Assert.True(vanPagina.Ontcijfer(bord, hoofd).Deel.Klopt(bord.Stand));
        Assert.Contains("al een ander bord", Assert.Throws<FormatException>(() => vanPagina.Ontcijfer(tweede, anders[^1].Hash)).Message, StringComparison.Ordinal);
        Assert.Contains("al een ander bord", (string)browser[2]!, StringComparison.Ordinal);
        Assert.Contains("hoort niet bij deze stemming", (string)browser[3]!, StringComparison.Ordinal);
        Assert.Contains("geen sleutelbestand", (string)browser[4]!, StringComparison.Ordinal);
    }
}
