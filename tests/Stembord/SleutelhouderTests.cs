using System.Text.Json.Nodes;
using Brink.Stembord;
using Xunit;

namespace Brink.Tests;

/// <summary>
/// What whoever hands out boards can try on the holders of the keys: their program opens what was voted in the meeting, as a whole,
/// and nothing else. On the command line and on the page for holders alike.
/// </summary>
public sealed class SleutelhouderTests
{
    private static readonly IReadOnlyList<string> Zaden = CeremonieTests.Gezaaid;

    // Six of eight members vote, the first of them twice; another opens a ballot. Line 0, three signatures, and the first ballot on line 4.
    private static readonly Lazy<List<Regel>> Voorbeeld = new(() =>
    {
        var regels = Nieuwbord.Getekend(CeremonieTests.Klaar, Zaden, 8);
        var instelling = Bord.LeesEerste(regels[0].Inhoud);
        void Stem(int lid, int keuze) => Nieuwbord.Voeg(regels, Regelsoort.Biljet,
            Biljet.Maak(instelling, instelling.Kiezers[lid].Lid, keuze, Bord.VorigBiljet(regels, instelling.Kiezers[lid].Lid)).Biljet);
        Stem(0, 2);
        foreach (var (lid, keuze) in new[] { 0, 1, 1, 2, 0, 1 }.Index()) Stem(lid, keuze);
        var (weg, opening) = Biljet.Maak(instelling, instelling.Kiezers[7].Lid, 1);
        Nieuwbord.Voeg(regels, Regelsoort.Geopend, new Geopend { Biljet = weg, Opening = opening });
        Nieuwbord.Voeg(regels, Regelsoort.Afsluiting, new Afsluiting { GeslotenOp = "2022-12-07T20:00:00Z", Biljetten = 6 });
        return regels;
    });

    private static List<(string Soort, string Inhoud)> Kaal(Action<List<(string Soort, string Inhoud)>> doe)
    {
        var uit = Voorbeeld.Value.Select(r => (r.Soort, r.Inhoud)).ToList();
        doe(uit);
        return uit;
    }

    private static void Sluit(List<(string Soort, string Inhoud)> regels, int biljetten) =>
        regels[regels.FindIndex(r => r.Soort == "afsluiting")] = ("afsluiting",
            Bord.Schrijf(new Afsluiting { GeslotenOp = "2022-12-07T20:00:00Z", Biljetten = biljetten }));

    /// <summary>A board that somebody made up, and what is typed as its head.</summary>
    private static IEnumerable<(string Wat, List<Regel> Regels, string Hoofd)> Bedrog()
    {
        var regels = Voorbeeld.Value;
        var instelling = Bord.LeesEerste(regels[0].Inhoud);
        var hoofd = regels[^1].Hash;
        (string, List<Regel>, string) Geval(string wat, Action<List<(string Soort, string Inhoud)>> doe, bool eigenHoofd = true)
        {
            var nieuw = StembordTests.Herketen(Kaal(doe));
            return (wat, nieuw, eigenHoofd ? nieuw.Last(r => r.Soort == "afsluiting").Hash : hoofd);
        }

        // The file that revealed all choices: the true closing line, and as one "ballot" the ciphertexts of single members,
        // each to be opened by itself.
        var biljetten = regels.Where(r => r.Soort == "biljet").Select(r => Bord.LeesRegel<Biljet>(r.Inhoud)).ToList();
        var een = new string('0', 63) + "1";
        var leeg = new Bewijs { C = new string('0', 64), Z = new string('0', 64) };
        var kunst = Bord.Schrijf(new Biljet
        {
            Lid = instelling.Kiezers[0].Lid,
            Vorige = instelling.Begin,
            Opties = [.. biljetten.Skip(1).Take(3).Select(b => b.Opties[0] with { Bewijs = [leeg, leeg] })],
            Som = leeg,
        });
        yield return ("sums as one ballot, with the true closing line",
            [.. regels.Take(4), Bord.Volgende(regels[3], Regelsoort.Biljet, kunst), regels[^1]], hoofd);
        yield return Geval("the same, with all hashes anew",
            l => { l.RemoveAll(r => r.Soort is "biljet" or "geopend"); l.Insert(4, ("biljet", kunst)); Sluit(l, 1); });
        yield return Geval("one ballot made up among the true ones", l => l[4] = ("biljet", kunst));
        yield return Geval("a fork with one ballot",
            l => { l.RemoveAll(r => r.Soort is "geopend" || r.Soort is "biljet" && r.Inhoud != l[6].Inhoud); Sluit(l, 1); });
        yield return Geval("a fork without the ballot of one member, with the true head",
            l => { l.RemoveAt(5); l.RemoveAt(4); Sluit(l, 5); }, eigenHoofd: false);
        yield return Geval("a ballot of a stranger",
            l => l.Insert(4, ("biljet", Bord.Schrijf(Biljet.Maak(instelling, Guid.NewGuid().ToString(), 0).Biljet))));
        yield return Geval("a ballot that stands there again after its successor", l => l.Insert(6, l[4]));
        yield return Geval("a ballot that was opened",
            l => l.Insert(11, ("biljet", Bord.Schrijf(Bord.LeesRegel<Geopend>(l.Find(r => r.Soort == "geopend").Inhoud).Biljet))));
        yield return Geval("an opened ballot that lies", l => l[l.FindIndex(r => r.Soort == "geopend")] = ("geopend", Bord.Schrijf(
            Bord.LeesRegel<Geopend>(l.Find(r => r.Soort == "geopend").Inhoud) with
            {
                Opening = new() { Keuze = 0, Geheimen = [een, een, een] }
            })));
        yield return Geval("a closing that counts otherwise", l => Sluit(l, 5));
        yield return Geval("two closings", l => l.Add(l[^1]));
        yield return Geval("not closed", l => l.RemoveAt(l.Count - 1), eigenHoofd: false);
        yield return Geval("a ballot after the closing", l => l.Add(l[4]));
        void Eerste(List<(string Soort, string Inhoud)> l, Instelling anders) => l[0] = ("instelling", Bord.Schrijf(anders));
        yield return Geval("a member twice on the list",
            l => Eerste(l, instelling with { Kiezers = [.. instelling.Kiezers, instelling.Kiezers[0]] }));
        yield return Geval("two options of one name", l => Eerste(l, instelling with { Opties = ["A", "A", "Blanco"] }));
        yield return Geval("a key of one's own", l => Eerste(l, instelling with { Publiek = instelling.Sleutelhouders[1].Publiek }));
        yield return Geval("the name of another at a key", l => Eerste(l, instelling with
        {
            Sleutelhouders = [.. instelling.Sleutelhouders.Take(4), instelling.Sleutelhouders[4] with { Naam = "een ander" }],
        }));
        yield return Geval("fewer holders than the ceremony asks", l => Eerste(l, instelling with { K = 1 }));
        yield return Geval("too few signatures", l => l.RemoveAt(3));
        yield return Geval("another decision", l => Eerste(l, instelling with { Besluit = "Niemand te benoemen." }));
        yield return ("a line changed", [.. regels.Select(r => r.Nr == 5 ? r with { Inhoud = regels[6].Inhoud } : r)], hoofd);
        yield return ("a line gone", [.. regels.Where(r => r.Nr != 5)], hoofd);
        yield return ("a head of another vote", regels, new string('a', 64));
        yield return ("too little typed", regels, hoofd[..47]);
        yield return ("nothing typed", regels, "");
    }

    [Fact]
    public async Task No_part_is_made_of_a_board_that_somebody_made_up()
    {
        var zaad = Zaden[1];
        var gevallen = Bedrog().ToList();
        var browser = await StemhokjeTests.Browser(
            [.. gevallen.Select(g => new object?[] { "deel", Bord.Bestand(g.Regels), zaad, g.Hoofd, Array.Empty<object>() })]);
        foreach (var (i, (wat, regels, hoofd)) in gevallen.Index())
        {
            var fout = Record.Exception(() => Houder.Ontcijfer(zaad, Nagekeken.Van(Bord.LeesBestand(Bord.Bestand(regels))), hoofd, []));
            Assert.True(fout is FormatException, $"{wat}: the command line made a part");
            Assert.True(browser[i] is JsonValue, $"{wat}: the page made a part");
        }
    }

    [Fact]
    public async Task A_true_board_gets_the_same_part_from_both_and_no_second_board_gets_one()
    {
        var (bord, hoofd, zaad) = (Nagekeken.Van(Voorbeeld.Value), Voorbeeld.Value[^1].Hash, Zaden[2]);
        // Without the opened ballot: as many votes, and another head.
        var anders = StembordTests.Herketen(Kaal(l => l.RemoveAll(r => r.Soort == "geopend")));
        // The code as it is written in groups, and as it is typed.
        var (deel, na) = Houder.Ontcijfer(zaad, bord,
            string.Join('-', hoofd.ToUpperInvariant().Chunk(8).Take(6).Select(g => new string(g))), []);
        Assert.True(deel.Klopt(bord.Stand));
        object?[] Gebruikt = [new { stemming = na.Stemming, hoofd = na.Hoofd }];
        var browser = await StemhokjeTests.Browser(
            ["deel", Bord.Bestand(Voorbeeld.Value), zaad, hoofd[..48], Array.Empty<object>()],
            ["deel", Bord.Bestand(Voorbeeld.Value), zaad, hoofd, Gebruikt],
            ["deel", Bord.Bestand(anders), zaad, anders[^1].Hash, Gebruikt],
            ["deel", Bord.Bestand(anders), zaad, anders[^1].Hash, Array.Empty<object>()]);
        Assert.True(Bord.LeesRegel<Ontcijferdeel>((string)browser[0]!["deel"]!).Klopt(bord.Stand));
        Assert.Equal(deel.Opties.Select(o => o.D), Bord.LeesRegel<Ontcijferdeel>((string)browser[1]!["deel"]!).Opties.Select(o => o.D));
        // Each keeps for which board it was used: the same board again, and never another of that vote.
        // A holder that never opened one has the other opened.
        Assert.Equal((na.Stemming, na.Hoofd),
            ((string)browser[1]!["gebruikt"]![0]!["stemming"]!, (string)browser[1]!["gebruikt"]![0]!["hoofd"]!));
        Assert.True(Houder.Ontcijfer(zaad, bord, hoofd, [na]).Deel.Klopt(bord.Stand));
        var tweede = Assert.Throws<FormatException>(() => Houder.Ontcijfer(zaad, Nagekeken.Van(anders), anders[^1].Hash, [na]));
        Assert.Contains("al een ander bord", tweede.Message, StringComparison.Ordinal);
        Assert.Contains("al een ander bord", (string)browser[2]!, StringComparison.Ordinal);
        Assert.True(browser[3] is JsonObject);
    }
}
