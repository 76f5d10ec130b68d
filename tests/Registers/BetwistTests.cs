using System.Text.Json.Nodes;
using Xunit;

namespace Brink.Tests;

/// <summary>An outcome that is contested right after it was declared (BW 2:13 lid 4): who can have a new vote held, until when,
/// and what becomes of the first.</summary>
public sealed class BetwistTests
{
    public static TheoryData<string> Alle => Stores.All;

    private static Task<HttpClient> Lid(Platform p, int lid) => Alv.Als(p, lid == 0 ? "tester" : $"lid-{lid}");

    // Members of whom the first so many are there, and a vote that came to its outcome.
    private static async Task<(Alv Alv, string Stemming, JsonNode Uitslag)> Gestemd(Platform p, int leden, int aanwezig, string modus,
        string keuzes)
    {
        var alv = await ModusTests.Vereniging(p, leden);
        var punten = await alv.Opgeroepen(new { });
        await alv.Doe(alv.Vergadering, "openen");
        for (var i = 0; i < aanwezig; i++) await alv.Aanwezig(i);
        var stemming = await alv.Maak("stemmingen", new { agendapunt = punten[0], modus, onderwerp = "Tarieven", besluittekst = "4,5%." });
        await alv.Doe(stemming, "openen");
        foreach (var (lid, keuze) in keuzes.Split(' ', StringSplitOptions.RemoveEmptyEntries).Index()) await alv.Stem(stemming, lid, keuze);
        return (alv, stemming, await alv.Uitslag(stemming));
    }

    [Theory, MemberData(nameof(Alle))]
    public async Task After_acclamation_one_member_that_is_there_has_it_voted_on_anew(string store)
    {
        await using var p = await Platform.Start(store);
        var (alv, stemming, uitslag) = await Gestemd(p, 3, 2, "acclamatie", "");
        Assert.Equal("aangenomen", (string)uitslag["uitkomst"]!);
        // Not there, not theirs, or somebody who is no member.
        Assert.Equal(["g10"], await alv.Weigert(stemming, "betwisten", new { lid = alv.Leden[2].Url }, await Lid(p, 2)));
        Assert.Equal(["geen-mandaat"], await alv.Weigert(stemming, "betwisten", new { lid = alv.Leden[0].Url }, await Lid(p, 1)));
        Assert.Null((await p.Get(stemming))["nieuweStemming"]);

        var na = (await alv.Doe(stemming, "betwisten", new { lid = alv.Leden[1].Url, reden = "Ik was tegen" }, await Lid(p, 1)))!;
        var nieuw = (string)na["nieuweStemming"]!;
        Assert.Equal((1, "vastgesteld"), ((int)na["betwistingenNodig"]!, (string)na["status"]!)); // until the new vote, the first stands
        var opnieuw = await p.Get(nieuw);
        Assert.Equal(("in_de_vergadering", "4,5%.", stemming),
            ((string)opnieuw["modus"]!, (string)opnieuw["besluittekst"]!, (string)opnieuw["nieuweStemmingVan"]!));
        // It must be held: not withdrawn, removed or made another one, and the meeting does not end before it.
        Assert.Equal(["bw-2-13"], await alv.Weigert(nieuw, "intrekken", new { reden = "Liever niet." }));
        Assert.Equal(409, (await p.Send(HttpMethod.Delete, nieuw)).Status);
        Assert.Equal(400, (await p.Send(HttpMethod.Patch, nieuw, new { besluittekst = "5%." })).Status);
        Assert.Equal(["bw-2-13"], await alv.Weigert(alv.Vergadering, "sluiten"));
        Assert.Equal(["bw-2-13"], await alv.Weigert(stemming, "betwisten", new { lid = alv.Leden[0].Url }));

        await alv.Doe(nieuw, "openen");
        for (var i = 0; i < 2; i++) await alv.Stem(nieuw, i, "tegen");
        Assert.Equal("verworpen", (string)(await alv.Uitslag(nieuw))["uitkomst"]!);
        // The first has lost its effect: the vote, its outcome, its besluit, and what the public reads.
        Assert.Equal("vervallen", (string)(await p.Get(stemming))["status"]!);
        var eerste = (await p.Get(Alv.Root + "uitslagen?stemming=" + stemming))["results"]![0]!;
        Assert.NotNull(eerste["vervallenOp"]);
        Assert.Equal(((string)uitslag["sha256"]!, (string)uitslag["handtekening"]!),
            ((string)eerste["sha256"]!, (string)eerste["handtekening"]!)); // as signed
        var besluit = await p.Get((string)uitslag["besluit"]!);
        Assert.Equal((Alv.Vandaag(), "ingetrokken_overheid"), ((string)besluit["vervaldatum"]!, (string)besluit["vervalreden"]!));
        Assert.Equal((404, 200),
            ((await p.Send(HttpMethod.Get, stemming + "/ori")).Status, (await p.Send(HttpMethod.Get, nieuw + "/ori")).Status));
        await alv.Doe(alv.Vergadering, "sluiten");
        // The minutes tell it in words, and give the text of no decision that does not hold.
        var notulen = await p.Get(await alv.Maak("notulen", new { vergadering = alv.Vergadering }));
        var tekst = string.Join('\n', notulen["blokken"]!.AsArray().Select(b => (string)b!["tekst"]!));
        foreach (var zin in (string[])["Niemand is tegen. Het voorstel is aangenomen.",
            "Gemeente 001 (Ik was tegen) betwist deze uitslag meteen na de uitspraak van de voorzitter. "
            + "Er wordt opnieuw gestemd, en deze uitslag vervalt (BW 2:13 lid 4).",
            "Niemand is voor en twee leden zijn tegen. Het voorstel is verworpen."])
        {
            Assert.Contains(zin, tekst, StringComparison.Ordinal);
        }
        Assert.DoesNotContain(notulen["blokken"]!.AsArray(), b => (string)b!["soort"]! == "besluit");
    }

    [Theory, MemberData(nameof(Alle))]
    public async Task After_a_roll_call_more_than_half_of_who_is_there_must_want_it(string store)
    {
        await using var p = await Platform.Start(store);
        var (alv, stemming, _) = await Gestemd(p, 5, 4, "in_de_vergadering", "voor voor tegen voor");
        foreach (var (lid, nodig) in ((int, int)[])[(2, 3), (3, 3)])
        {
            var na = (await alv.Doe(stemming, "betwisten", new { lid = alv.Leden[lid].Url }, await Lid(p, lid)))!;
            Assert.Equal((nodig, null), ((int)na["betwistingenNodig"]!, (string?)na["nieuweStemming"]));
        }
        Assert.Equal(["unique"], await alv.Weigert(stemming, "betwisten", new { lid = alv.Leden[2].Url }, await Lid(p, 2)));
        await alv.Doe(alv.Vergadering, "sluiten");
        Assert.Equal("vastgesteld", (string)(await p.Get(stemming))["status"]!); // too few: the outcome stays
    }

    [Theory, MemberData(nameof(Alle))]
    public async Task The_third_of_four_makes_a_majority_and_the_new_outcome_holds(string store)
    {
        await using var p = await Platform.Start(store);
        var (alv, stemming, uitslag) = await Gestemd(p, 4, 4, "in_de_vergadering", "voor voor tegen voor");
        await alv.Doe(stemming, "betwisten", new { lid = alv.Leden[2].Url }, await Lid(p, 2));
        // The chair writes down what others say aloud.
        await alv.Doe(stemming, "betwisten", new { lid = alv.Leden[1].Url });
        var nieuw = (string?)(await alv.Doe(stemming, "betwisten", new { lid = alv.Leden[3].Url }, await Lid(p, 3)))!["nieuweStemming"];
        Assert.Equal([(2, false), (1, true), (3, false)], (await p.Get(stemming))["betwistingen"]!.AsArray()
            .Select(b => (alv.Leden.FindIndex(l => l.Url == (string)b!["lid"]!), (bool)b!["genoteerd"]!)));
        await alv.Doe(nieuw!, "openen");
        for (var i = 0; i < 4; i++) await alv.Stem(nieuw!, i, "voor");
        var tweede = await alv.Uitslag(nieuw!);
        Assert.Equal("aangenomen", (string)tweede["uitkomst"]!);
        Assert.NotEqual((string)uitslag["besluit"]!, (string)tweede["besluit"]!);
        Assert.Null((string?)(await p.Get((string)tweede["besluit"]!))["vervaldatum"]);
        Assert.NotNull((string?)(await p.Get((string)uitslag["besluit"]!))["vervaldatum"]);
        await alv.Doe(alv.Vergadering, "sluiten");
    }

    [Theory, MemberData(nameof(Alle))]
    public async Task It_is_at_once_or_not_at_all(string store)
    {
        await using var p = await Platform.Start(store);
        var alv = await ModusTests.Vereniging(p, 2);
        var punten = await alv.Opgeroepen(new { }, new { });
        await alv.Doe(alv.Vergadering, "openen");
        for (var i = 0; i < 2; i++) await alv.Aanwezig(i);
        async Task<string> Stem(int punt, bool vast = true, string onderwerp = "Tarieven")
        {
            var s = await alv.Maak("stemmingen", new { agendapunt = punten[punt], modus = "acclamatie", onderwerp });
            await alv.Doe(s, "openen");
            await alv.Doe(s, "sluiten");
            if (vast) await alv.Doe(s, "vaststellen");
            return s;
        }
        async Task<string[]> Te(string stemming) =>
            await alv.Weigert(stemming, "betwisten", new { lid = alv.Leden[1].Url }, await Lid(p, 1));
        var eerste = await Stem(0, vast: false);
        Assert.Equal(["stemming-status"], await Te(eerste)); // there is nothing to contest yet
        await alv.Doe(eerste, "vaststellen");
        await Stem(0, onderwerp: "Nog iets");
        Assert.Equal(["bw-2-13"], await Te(eerste));         // another vote was held since
        var tweede = await Stem(1);
        await alv.Doe(punten[0], "behandelen");
        Assert.Equal(["bw-2-13"], await Te(tweede));         // the meeting is at another item
        await alv.Doe(punten[1], "behandelen");
        await alv.Doe(alv.Vergadering, "sluiten");
        Assert.Equal(["bw-2-13"], await Te(tweede));         // the meeting is over
        var (peiling, lid) = (await alv.Maak("stemmingen",
            new { onderwerp = "Wat vindt u?", modus = "peiling", sluit = "2099-01-01T00:00:00Z" }), alv.Leden[1].Url);
        Assert.Equal(["stemming-status"], await alv.Weigert(peiling, "betwisten", new { lid }));
        Assert.Equal(4, await p.Rows("bvm_stemming"));       // nothing was made by what was refused
    }

    [Fact]
    public async Task What_was_secret_stays_secret_with_the_key_of_the_meeting()
    {
        await using var p = await Platform.Start("sqlite");
        var alv = new Alv(p);
        var stemming = await alv.Geheim(5); // fewer ballots would be no secret
        await alv.Stemt(stemming, (0, 0), (1, 1), (2, 0), (3, 1), (4, 0));
        await alv.Ontcijfer(stemming);
        for (var i = 1; i < 3; i++) // ballots are writing: more than half of who is there
        {
            Assert.Null((string?)(await alv.Doe(stemming, "betwisten", new { lid = alv.Leden[i].Url },
                await Lid(p, i)))!["nieuweStemming"]);
        }
        var nieuw = await p.Get(
            (string)(await alv.Doe(stemming, "betwisten", new { lid = alv.Leden[3].Url }, await Lid(p, 3)))!["nieuweStemming"]!);
        Assert.Equal(("geheim", 2, alv.Kring!.Url),
            ((string)nieuw["modus"]!, nieuw["opties"]!.AsArray().Count, (string)nieuw["ceremonie"]!));
        await alv.Doe((string)nieuw["url"]!, "openen");
    }
}
