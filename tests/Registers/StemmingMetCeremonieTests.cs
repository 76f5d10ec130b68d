using System.Text.Json.Nodes;
using Brink.Controle;
using Brink.Stembord;
using Xunit;

namespace Brink.Tests;

/// <summary>A secret vote of which the key was made in a ceremony, over the API: signed before anyone votes,
/// opened by three of five.</summary>
public sealed class StemmingMetCeremonieTests
{
    public static TheoryData<string> Alle => Stores.All;

    private static async Task<(Kring Kring, string Stemming)> Geopend(Platform p, Alv alv)
    {
        var kring = await new Kring(p, alv).Klaar();
        await alv.Doe(alv.Vergadering, "openen");
        for (var i = 0; i < alv.Leden.Count; i++) await alv.Aanwezig(i);
        var punt = (await p.Get(Alv.Root + "agendapunten?vergadering=" + Uri.EscapeDataString(alv.Vergadering)))["results"]!.AsArray()
            .First(x => (string?)x!["besluitsoort"] == "personen")!;
        var stemming = await alv.Maak("stemmingen", new
        {
            agendapunt = (string)punt["url"]!,
            modus = "geheim",
            soort = "personen",
            onderwerp = "Benoeming",
            besluittekst = "Te benoemen wie de meeste stemmen krijgt.",
            opties = new[] { "Kandidaat A", "Kandidaat B" },
            ceremonie = kring.Url,
        });
        await alv.Doe(stemming, "openen");
        return (kring, stemming);
    }

    [Theory, MemberData(nameof(Alle))]
    public async Task Holders_sign_first_ballots_name_the_one_before_and_three_of_five_open(string store)
    {
        await using var p = await Platform.Start(store);
        var alv = new Alv(p);
        var (kring, stemming) = await Geopend(p, alv);
        var instelling = await alv.Instelling(stemming);
        Assert.Equal((Groep.Formaat2, 3, 5, "Te benoemen wie de meeste stemmen krijgt."),
            (instelling.Formaat, instelling.K, instelling.Sleutelhouders.Count, instelling.Besluit));
        async Task<string[]> Weigert(string soort, object inhoud, HttpClient? als = null) =>
            await alv.Weigert(Alv.Root + "bordregels", "", Alv.Regel(stemming, soort, inhoud), als);
        var biljet = Biljet.Maak(instelling, alv.Id(0), 0).Biljet;

        // Nobody votes before three holders signed; a signature of no holder, of another board, or twice, is none.
        var open = await alv.Bordregels(stemming);
        Akkoord Teken(int nr) => Houder.Akkoord(kring.Zaad(nr), open);
        Assert.Equal(["m3-akkoord"], await Weigert("biljet", biljet, alv.Als(0)));
        Assert.Equal(["m3-bewijs"], await Weigert("akkoord", Teken(1) with { Houder = 2 }));
        Assert.Equal(["m3-bewijs"], await Weigert("akkoord", Teken(1) with { Handtekening = Teken(2).Handtekening }));
        Assert.Equal(["m3-bord"], await Weigert("akkoord", "{\"houder\":1}"));
        await alv.Maak("bordregels", Alv.Regel(stemming, "akkoord", Teken(1)), await kring.Als(1));
        Assert.Equal(["m3-herhaald"], await Weigert("akkoord", Teken(1)));
        await alv.Maak("bordregels", Alv.Regel(stemming, "akkoord", Teken(4)), await kring.Als(4));
        Assert.Equal(["m3-akkoord"], await Weigert("biljet", biljet, alv.Als(0)));
        await alv.Maak("bordregels", Alv.Regel(stemming, "akkoord", Teken(2)), await kring.Als(2));
        Assert.Equal(4, (await alv.Bordregels(stemming)).Count);

        await alv.Maak("bordregels", Alv.Regel(stemming, "biljet", biljet), alv.Als(0));
        Assert.Equal(["m3-akkoord"], await Weigert("akkoord", Teken(3)));
        // A second ballot names the first; one that does not, or that names another line, is refused and leaves no line.
        Assert.Equal(["m3-vorige"], await Weigert("biljet", Biljet.Maak(instelling, alv.Id(0), 1).Biljet, alv.Als(0)));
        Assert.Equal(["m3-vorige"],
            await Weigert("biljet", Biljet.Maak(instelling, alv.Id(1), 1, (await alv.Bordregels(stemming))[^1].Hash).Biljet, alv.Als(1)));
        var elders = Biljet.Maak(instelling with { Begin = Groep.Hash("x") }, alv.Id(1), 1).Biljet with { Vorige = instelling.Begin };
        Assert.Equal(["m3-bewijs"], await Weigert("biljet", elders, alv.Als(1)));
        Assert.Equal(5, (await alv.Bordregels(stemming)).Count);
        await alv.Maak("bordregels",
            Alv.Regel(stemming, "biljet", Biljet.Maak(instelling, alv.Id(0), 1, (await alv.Bordregels(stemming))[^1].Hash).Biljet),
            alv.Als(0));
        // A ballot that the server makes names it too.
        var vanServer = await p.Post(stemming + "/biljet", new { lid = alv.Leden[0].Url, keuze = "Kandidaat B" }, alv.Als(0));
        await alv.Maak("bordregels", Alv.Regel(stemming, "biljet", (string)vanServer["inhoud"]!), alv.Als(0));
        await alv.Stemt(stemming, (1, 1), (2, 0), (3, 1), (4, 2));
        var eerder = Bord.Bestand(await alv.Bordregels(stemming));
        await alv.Doe(stemming, "sluiten");

        var bord = Nagekeken.Van(await alv.Bordregels(stemming));
        Ontcijferdeel Deel(int nr) => Houder.Ontcijfer(kring.Zaad(nr), bord, bord.Stand.Hoofd, []).Deel;
        Assert.Equal(["m3-bewijs"], await Weigert("deel", Deel(3) with { Houder = 5 }));
        await alv.Maak("bordregels", Alv.Regel(stemming, "deel", Deel(3)), await kring.Als(3));
        await alv.Maak("bordregels", Alv.Regel(stemming, "deel", Deel(1)), await kring.Als(1));
        Assert.Equal(["m3-herhaald"], await Weigert("deel", Deel(1)));
        Assert.Equal(["m3-sleutels"], await alv.Weigert(stemming, "vaststellen"));
        // The fourth lost everything after the ceremony: three of the others are enough.
        await alv.Maak("bordregels", Alv.Regel(stemming, "deel", Deel(5)), await kring.Als(5));
        var uitslag = (await alv.Doe(stemming, "vaststellen"))!;
        Assert.Equal([1, 3, 1], uitslag["perOptie"]!.AsArray().Select(o => (int)o!["stemmen"]!));
        var gepubliceerd = await p.Get(stemming + "/stembord");
        Assert.Equal(Groep.Formaat2, (string)gepubliceerd["formaat"]!);
        var rapport = Stembordcontrole.Controleer(gepubliceerd.ToJsonString(), (string)vanServer["volgcode"]!, eerder: eerder);
        Assert.True(rapport.Goed, string.Join('\n', rapport.Bevindingen));
        Assert.Contains(rapport.Bevindingen, b => b.Contains("5 van 6 leden hebben gestemd (2 vervangen", StringComparison.Ordinal));
    }
}
