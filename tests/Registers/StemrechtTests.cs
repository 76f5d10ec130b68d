using System.Text.Json.Nodes;
using Xunit;

namespace Brink.Tests;

/// <summary>Who tries to vote, to look or to decide where that is not theirs: by every way around a rule that we know of.</summary>
public sealed class StemrechtTests
{
    public static TheoryData<string> Alle => Stores.All;

    private static readonly object ZonderBespreking = new { bespreekmomentVerplicht = false };

    private static Task<string> Buiten(Alv alv, string onderwerp = "Inkoop") => alv.Maak("stemmingen", new
    {
        modus = "buiten_vergadering",
        onderwerp,
        besluittekst = "Mee te doen.",
        sluit = "2099-01-01T00:00:00Z",
        voorkennisBestuur = "2024-01-01",
    });

    [Theory, MemberData(nameof(Alle))]
    public async Task A_suspended_member_that_voted_does_not_close_the_vote_before_another(string store)
    {
        await using var p = await Platform.Start(store);
        var alv = await new Alv(p).Met(3, ZonderBespreking);
        await p.Send(HttpMethod.Patch, alv.Leden[2].Url, new { status = "geschorst" });
        var stemming = await Buiten(alv);
        await alv.Doe(stemming, "openen");
        await alv.Stem(stemming, 0, "voor");
        await alv.Stem(stemming, 2, "voor");
        Assert.Equal(["venster"], await alv.Weigert(stemming, "sluiten")); // the second member can still vote
        var opkomst = await p.Get(stemming + "/opkomst");
        Assert.Equal((3, 2, alv.Leden[1].Naam),
            ((int)opkomst["stemgerechtigd"]!, (int)opkomst["gestemd"]!, (string)opkomst["nogNiet"]!.AsArray().Single()!));
        await alv.Stem(stemming, 1, "voor");
        Assert.Equal("aangenomen", (string?)(await alv.Uitslag(stemming))["uitkomst"]);
    }

    [Theory, MemberData(nameof(Alle))]
    public async Task Where_a_suspended_member_does_not_count_it_does_not_vote(string store)
    {
        await using var p = await Platform.Start(store);
        var alv = await new Alv(p).Met(2, new { bespreekmomentVerplicht = false, geschorsteTeltMee = false });
        await p.Send(HttpMethod.Patch, alv.Leden[1].Url, new { status = "geschorst" });
        var stemming = await Buiten(alv);
        await alv.Doe(stemming, "openen");
        Assert.Equal(["g2"], await alv.Weigert(Alv.Root + "stemmen", "", new { stemming, lid = alv.Leden[1].Url, keuze = "tegen" },
            alv.Als(1)));
        await alv.Stem(stemming, 0, "voor");
        Assert.Equal("aangenomen", (string?)(await alv.Uitslag(stemming))["uitkomst"]);
    }

    [Theory, MemberData(nameof(Alle))]
    public async Task A_poll_is_no_outcome_of_an_item_to_decide_on(string store)
    {
        await using var p = await Platform.Start(store);
        var alv = await new Alv(p).Met(1);
        var punten = await alv.Opgeroepen(new { });
        await alv.Doe(alv.Vergadering, "openen");
        var peiling = await alv.Maak("stemmingen",
            new { agendapunt = punten[0], modus = "peiling", onderwerp = "Wat vindt u?", sluit = "2099-01-01T00:00:00Z" });
        await alv.Doe(peiling, "openen");
        await alv.Stem(peiling, 0, "voor");
        await alv.Uitslag(peiling);
        Assert.Equal(["g6"], await alv.Weigert(alv.Vergadering, "sluiten"));
    }

    // A meeting of three with two items: the second member is there, also with a proxy of the third to vote at the first item.
    private static async Task<(Alv Alv, IReadOnlyList<string> Punten, string Volmacht)> MetVolmachtVoorHetEerstePunt(Platform p)
    {
        var alv = await new Alv(p).Met(3, new { quorumTeller = 2, quorumNoemer = 3 });
        var punten = await alv.Opgeroepen(new { }, new { });
        await alv.Doe(alv.Vergadering, "openen");
        var volmacht = await alv.Maak("volmachten", new
        {
            gever = alv.Leden[2].Url,
            gemachtigde = "lid-1",
            functie = "wethouder",
            namens = alv.Leden[1].Url,
            vergadering = alv.Vergadering,
            agendapunten = new[] { punten[0] },
            stemmen = true,
        });
        await alv.Aanwezig(1);
        await alv.Aanwezig(2, new { hoedanigheid = "gemachtigde", volmacht });
        return (alv, punten, volmacht);
    }

    // For the second item the proxy never held: the member is not there, also not for the chair.
    private static async Task NietBijHetTweedePunt(Alv alv, IReadOnlyList<string> punten, HttpClient voorzitter)
    {
        var stemming = await alv.Maak("stemmingen", new { agendapunt = punten[1], modus = "in_de_vergadering", onderwerp = "Iets anders" });
        await alv.Doe(stemming, "openen");
        Assert.Equal(["g10"], await alv.Weigert(Alv.Root + "stemmen", "", new { stemming, lid = alv.Leden[2].Url, keuze = "voor" },
            voorzitter));
        await alv.Stem(stemming, 1, "voor", voorzitter);
        Assert.Equal(("geen_besluit", 1), await alv.Uitslag(stemming) is var u
            ? ((string)u!["uitkomst"]!, (int)u["aanwezig"]!) : default);
    }

    [Theory, MemberData(nameof(Alle))]
    public async Task A_proxy_that_is_revoked_takes_back_nothing_that_was_done(string store)
    {
        await using var p = await Platform.Start(store);
        var (alv, punten, volmacht) = await MetVolmachtVoorHetEerstePunt(p);
        var stemming = await alv.Maak("stemmingen", new { agendapunt = punten[0], modus = "in_de_vergadering", onderwerp = "Tarieven" });
        await alv.Doe(stemming, "openen");
        var voorzitter = await Alv.Als(p, "voorzitter", "leiden");
        await alv.Stem(stemming, 1, "voor", voorzitter);
        await alv.Stem(stemming, 2, "voor", voorzitter);
        await alv.Doe(volmacht, "intrekken", client: alv.Als(2)); // the chair wrote its vote down, so it was not used by its holder
        var uitslag = await alv.Uitslag(stemming);
        Assert.Equal(("aangenomen", 2, 2), ((string)uitslag["uitkomst"]!, (int)uitslag["aanwezig"]!, (int)uitslag["voor"]!));
        await NietBijHetTweedePunt(alv, punten, voorzitter);
    }

    [Theory, MemberData(nameof(Alle))]
    public async Task A_proxy_for_one_item_makes_nobody_present_at_another(string store)
    {
        await using var p = await Platform.Start(store);
        var (alv, punten, _) = await MetVolmachtVoorHetEerstePunt(p);
        await NietBijHetTweedePunt(alv, punten, await Alv.Als(p, "voorzitter", "leiden"));
    }

    [Theory, MemberData(nameof(Alle))]
    public async Task Only_a_member_asks_for_a_roll_call(string store)
    {
        await using var p = await Platform.Start(store);
        var alv = await new Alv(p).Met(2);
        var punten = await alv.Opgeroepen(new { });
        await alv.Doe(alv.Vergadering, "openen");
        await alv.Aanwezig(1);
        var stemming = await alv.Maak("stemmingen", new { agendapunt = punten[0], modus = "acclamatie", onderwerp = "Inkoop" });
        await alv.Doe(stemming, "openen");
        foreach (var vreemde in (string[])["vreemde", ""])
            Assert.Equal(["geen-mandaat"], await alv.Weigert(stemming, "hoofdelijk", client: await Alv.Als(p, vreemde)));
        Assert.Equal("open", (string?)(await p.Get(stemming))["status"]);
        await alv.Doe(stemming, "hoofdelijk", client: await Alv.Als(p, "lid-1"));
    }

    [Theory, MemberData(nameof(Alle))]
    public async Task A_change_of_statutes_is_not_voted_on_as_something_that_asks_for_less(string store)
    {
        await using var p = await Platform.Start(store);
        var alv = await new Alv(p).Met(1);
        var punten = await alv.Opgeroepen(
            new { besluitsoort = "statutenwijziging", woordelijkVoorstel = "Artikel 1.", terInzageVanaf = Alv.Vandaag(-10) });
        await alv.Doe(alv.Vergadering, "openen");
        await alv.Aanwezig(0);
        foreach (var soort in (string[])["gewoon", "personen"])
        {
            var stemming = await alv.Maak("stemmingen",
                new { agendapunt = punten[0], modus = "in_de_vergadering", onderwerp = "Statuten " + soort });
            Assert.Equal("statutenwijziging", (string?)(await p.Get(stemming))["soort"]);
            Assert.Equal(200, (await p.Send(HttpMethod.Patch, stemming, new { soort })).Status);
            Assert.Equal(["g21-soort"], await alv.Weigert(stemming, "openen"));
            await p.Send(HttpMethod.Patch, stemming, new { soort = "statutenwijziging" });
            await alv.Doe(stemming, "openen");
        }
    }

    [Theory, MemberData(nameof(Alle))]
    public async Task A_decision_is_taken_once_also_when_two_votes_on_it_ran_beside_each_other(string store)
    {
        await using var p = await Platform.Start(store);
        var alv = await new Alv(p).Met(2);
        var punten = await alv.Opgeroepen(new { });
        await alv.Doe(alv.Vergadering, "openen");
        await alv.Aanwezig(0);
        await alv.Aanwezig(1);
        var stemmingen = new List<string>();
        foreach (var keuze in (string[])["voor", "tegen"])
        {
            var stemming = await alv.Maak("stemmingen",
                new { agendapunt = punten[0], modus = "in_de_vergadering", onderwerp = "Tarieven" });
            await alv.Doe(stemming, "openen");
            stemmingen.Add(stemming);
        }
        foreach (var (i, stemming) in stemmingen.Index())
        {
            await alv.Stem(stemming, 0, i == 0 ? "voor" : "tegen");
            await alv.Stem(stemming, 1, i == 0 ? "voor" : "tegen");
            await alv.Doe(stemming, "sluiten");
        }
        // Twice at once: one is determined.
        var tegelijk = await Task.WhenAll(
            Enumerable.Range(0, 4).Select(_ => Task.Run(() => p.Send(HttpMethod.Post, stemmingen[0] + "/vaststellen", new { }))));
        Assert.Equal([201, 409, 409, 409], tegelijk.Select(t => t.Status).Order());
        Assert.Equal(["g6"], await alv.Weigert(stemmingen[1], "vaststellen"));
        Assert.Equal(1, await p.Rows("bvm_uitslag"));
        await alv.Doe(stemmingen[1], "intrekken", new { reden = "Er is al besloten." });
        await alv.Doe(alv.Vergadering, "sluiten");
    }

    [Theory, MemberData(nameof(Alle))]
    public async Task Who_withdraws_a_vote_does_not_get_to_see_what_was_voted(string store)
    {
        await using var p = await Platform.Start(store);
        var alv = await new Alv(p).Met(2, ZonderBespreking);
        var stemming = await Buiten(alv);
        await alv.Doe(stemming, "openen");
        var stem = (string)(await p.Post(Alv.Root + "stemmen",
            new { stemming, lid = alv.Leden[1].Url, keuze = "tegen", toelichting = "Te duur." }, alv.Als(1)))["url"]!;
        await alv.Doe(stemming, "intrekken", new { reden = "Nog eens." });
        Assert.Equal(("", ""), await p.Get(stem) is var s ? ((string)s["keuze"]!, (string)s["toelichting"]!) : default);
        Assert.Equal("tegen", (string?)(await p.Get(stem, alv.Als(1)))["keuze"]);
    }

    [Theory, MemberData(nameof(Alle))]
    public async Task What_a_member_told_its_proxy_is_between_those_two(string store)
    {
        await using var p = await Platform.Start(store);
        var alv = await new Alv(p).Met(3);
        var punten = await alv.Opgeroepen(new { });
        var volmacht = await alv.Maak("volmachten", new
        {
            gever = alv.Leden[2].Url,
            gemachtigde = "lid-1",
            functie = "wethouder",
            namens = alv.Leden[1].Url,
            vergadering = alv.Vergadering,
            stemmen = true,
            instructies = new[] { new { agendapunt = punten[0], keuze = "tegen" } },
        }, alv.Als(2));
        async Task<int> Ziet(HttpClient client) => (await p.Get(volmacht, client))["instructies"]!.AsArray().Count;
        Assert.Equal((1, 1, 0, 0),
            (await Ziet(alv.Als(2)), await Ziet(alv.Als(1)), await Ziet(p.Beheerder), await Ziet(await Alv.Als(p, "lid-0", "lezen"))));
        var lezer = await Alv.Als(p, "lid-0", "lezen");
        Assert.DoesNotContain("tegen", (await p.Get(Alv.Root + "volmachten", lezer)).ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("tegen", (await p.Get(volmacht + "/audittrail", lezer)).ToJsonString(), StringComparison.Ordinal);
        // Whether it was followed would follow from it; adding the signed form keeps it.
        var document = await p.Get(volmacht, alv.Als(2));
        Assert.Equal("tegen", (string?)document["instructies"]![0]!["keuze"]);
    }

    [Theory, MemberData(nameof(Alle))]
    public async Task Who_is_entitled_no_more_does_not_vote_for_another(string store)
    {
        await using var p = await Platform.Start(store);
        var alv = await new Alv(p).Met(3);
        var punten = await alv.Opgeroepen(new { });
        await alv.Doe(alv.Vergadering, "openen");
        var volmacht = await alv.Maak("volmachten", new
        {
            gever = alv.Leden[2].Url,
            gemachtigde = "lid-1",
            functie = "wethouder",
            namens = alv.Leden[1].Url,
            vergadering = alv.Vergadering,
            stemmen = true,
        }, alv.Als(2));
        await alv.Aanwezig(2, new { hoedanigheid = "gemachtigde", volmacht });
        var stemming = await alv.Maak("stemmingen", new { agendapunt = punten[0], modus = "in_de_vergadering", onderwerp = "Tarieven" });
        await alv.Doe(stemming, "openen");
        var mandaten = (await p.Get(Alv.Root + $"vertegenwoordigingen?lid={Uri.EscapeDataString(alv.Leden[1].Url)}"))["results"]!.AsArray();
        Assert.Equal(200, (await p.Send(HttpMethod.Patch, (string)mandaten[0]!["url"]!, new { geldigTot = Alv.Vandaag(-1) })).Status);
        Assert.Equal(["g4-houder"], await alv.Weigert(Alv.Root + "stemmen", "", new { stemming, lid = alv.Leden[2].Url, keuze = "voor" },
            await Alv.Als(p, "lid-1")));
    }

    [Theory, MemberData(nameof(Alle))]
    public async Task A_client_of_one_member_does_not_act_as_the_representative_of_another(string store)
    {
        await using var p = await Platform.Start(store);
        var alv = await new Alv(p).Met(3);
        foreach (var (i, client) in new[] { "van-000", "van-001", "van-002" }.Index())
        {
            await p.WithRights(client, new { component = "bvm", scopes = new[] { "besluitvorming.stemmen" } });
            var mandaat = (string)(await p
                .Get(Alv.Root + $"vertegenwoordigingen?lid={Uri.EscapeDataString(alv.Leden[i].Url)}"))["results"]![0]!["url"]!;
            Assert.Equal(200, (await p.Send(HttpMethod.Patch, mandaat, new { toepassingen = new[] { client } })).Status);
        }
        var punten = await alv.Opgeroepen(new { });
        await alv.Doe(alv.Vergadering, "openen");
        object Volmacht(int gever) => new
        {
            gever = alv.Leden[gever].Url,
            gemachtigde = "lid-1",
            functie = "wethouder",
            namens = alv.Leden[1].Url,
            vergadering = alv.Vergadering,
            stemmen = true,
            instructies = new[] { new { agendapunt = punten[0], keuze = "tegen" } },
        };
        // The user is what the client says; that is not enough.
        Assert.Equal(["geen-mandaat"], await alv.Weigert(Alv.Root + "volmachten", "", Volmacht(2), p.As("van-000", user: "lid-2")));
        var volmacht = await alv.Maak("volmachten", Volmacht(2), p.As("van-002", user: "lid-2"));
        Assert.Equal(["permission_denied"], await alv.Weigert(volmacht, "intrekken", client: p.As("van-000", user: "lid-2")));
        Assert.Empty((await p.Get(volmacht, p.As("van-000", user: "lid-2")))["instructies"]!.AsArray());
        await alv.Aanwezig(1);
        await alv.Aanwezig(2, new { hoedanigheid = "gemachtigde", volmacht });
        var stemming = await alv.Maak("stemmingen", new { agendapunt = punten[0], modus = "in_de_vergadering", onderwerp = "Tarieven" });
        await alv.Doe(stemming, "openen");
        object Stem(int lid) => new { stemming, lid = alv.Leden[lid].Url, keuze = "voor" };
        Assert.Equal(["geen-mandaat"], await alv.Weigert(Alv.Root + "stemmen", "", Stem(1), p.As("van-000", user: "lid-1")));
        Assert.Equal(["g4-houder"], await alv.Weigert(Alv.Root + "stemmen", "", Stem(2), p.As("van-000", user: "lid-1")));
        await alv.Stem(stemming, 1, "voor", p.As("van-001", user: "lid-1"));
        await alv.Stem(stemming, 2, "voor", p.As("van-001", user: "lid-1"));
    }

    [Theory, MemberData(nameof(Alle))]
    public async Task Where_no_client_is_named_none_acts_for_the_member(string store)
    {
        await using var p = await Platform.Start(store);
        var alv = await new Alv(p).Met(3, new { bespreekmomentVerplicht = false, gemachtigdeIsStemgerechtigd = false });
        string Mandaat(int lid) => Alv.Root + $"vertegenwoordigingen?lid={Uri.EscapeDataString(alv.Leden[lid].Url)}";
        var kaal = (string)(await p.Get(Mandaat(1)))["results"]![0]!["url"]!;
        Assert.Equal(200, (await p.Send(HttpMethod.Patch, kaal, new { toepassingen = Array.Empty<string>() })).Status);
        var stemming = await Buiten(alv);
        Task<string> Volmacht(string stemming, params string[] toepassingen) => alv.Maak("volmachten", new
        {
            gever = alv.Leden[2].Url,
            gemachtigde = "raadsman",
            functie = "raadsman",
            stemming,
            spreken = true,
            stemmen = true,
            toepassingen,
        }, alv.Als(2));
        var volmacht = await Volmacht(stemming);
        await alv.Doe(stemming, "openen");
        var eigen = await alv.Stem(stemming, 2, "tegen");
        await alv.Stem(stemming, 0, "voor");
        object Stem(int lid) => new { stemming, lid = alv.Leden[lid].Url, keuze = "voor" };

        // Not by its own name, not by that of a client that may do all, and not by the client of another member.
        await Alv.Als(p, "lid-2");
        foreach (var client in (HttpClient[])[p.As("beheerder", user: "lid-1"), await Alv.Als(p, "lid-1"),
            p.As("client-lid-2-stemmen", user: "lid-1")])
        {
            Assert.Equal(["geen-mandaat"], await alv.Weigert(Alv.Root + "stemmen", "", Stem(1), client));
        }
        // Nor does the client of one member see or change what another chose, by saying that it is that member.
        var vreemd = p.As("client-lid-1-stemmen", user: "lid-2");
        Assert.Equal("", (string?)(await p.Get(eigen, vreemd))["keuze"] ?? "");
        Assert.Equal("tegen", (string?)(await p.Get(eigen, await Alv.Als(p, "lid-2")))["keuze"]);
        Assert.Contains("lid:geen-mandaat", await p.Faults(HttpMethod.Patch, eigen, new { keuze = "voor" }, vreemd));
        // Also where the rules let anyone hold a proxy, the client is looked at.
        await p.Send(HttpMethod.Post, volmacht + "/intrekken", new { }, alv.Als(2));
        var tweede = await Buiten(alv, "Tweede");
        await alv.Doe(tweede, "openen");
        var zonder = await Volmacht(tweede);
        var namens = new { stemming = tweede, lid = alv.Leden[2].Url, keuze = "voor" };
        Assert.Equal(["g4-toepassing"],
            await alv.Weigert(Alv.Root + "stemmen", "", namens, p.As("client-lid-1-stemmen", user: "raadsman")));
        Assert.Equal(["g4-toepassing"], await alv.Weigert(Alv.Root + "stemmen", "", namens, p.As("beheerder", user: "raadsman")));
        await alv.Doe(zonder, "intrekken", client: alv.Als(2));
        await Volmacht(tweede, "client-raadsman-stemmen");
        Assert.Equal(["g4-toepassing"],
            await alv.Weigert(Alv.Root + "stemmen", "", namens, p.As("client-lid-1-stemmen", user: "raadsman")));
        await alv.Maak("stemmen", namens, await Alv.Als(p, "raadsman"));
    }

    [Theory, MemberData(nameof(Alle))]
    public async Task The_vote_of_a_member_itself_goes_before_that_of_its_proxy(string store)
    {
        await using var p = await Platform.Start(store);
        var alv = await new Alv(p).Met(4, ZonderBespreking);
        var stemming = await Buiten(alv);
        await alv.Doe(stemming, "openen");
        foreach (var gever in (int[])[2, 3])
        {
            await alv.Maak("volmachten", new
            {
                gever = alv.Leden[gever].Url,
                gemachtigde = "lid-1",
                functie = "wethouder",
                namens = alv.Leden[1].Url,
                stemming,
                stemmen = true,
            }, alv.Als(gever));
        }
        var eigen = await alv.Stem(stemming, 2, "tegen");
        Assert.Contains("keuze:g4-eigen", await p.Faults(HttpMethod.Patch, eigen, new { keuze = "voor" }, alv.Als(1)));
        Assert.Equal("tegen", (string?)(await p.Get(eigen, alv.Als(2)))["keuze"]);
        // The other way round the member does change what its proxy voted, and from then on it is its own.
        var namens = await alv.Stem(stemming, 3, "voor", alv.Als(1));
        Assert.Equal(200, (await p.Send(HttpMethod.Patch, namens, new { keuze = "tegen" }, alv.Als(1))).Status);
        Assert.Equal(200, (await p.Send(HttpMethod.Patch, namens, new { keuze = "onthouding" }, alv.Als(3))).Status);
        Assert.Contains("keuze:g4-eigen", await p.Faults(HttpMethod.Patch, namens, new { keuze = "voor" }, alv.Als(1)));
    }

    [Theory, MemberData(nameof(Alle))]
    public async Task While_a_member_can_vote_nobody_makes_himself_its_representative(string store)
    {
        await using var p = await Platform.Start(store);
        var alv = await new Alv(p).Met(2, ZonderBespreking);
        var bureau = await Alv.Als(p, "bureau", "bijwerken");
        var mandaat = (string)(await p
            .Get(Alv.Root + $"vertegenwoordigingen?lid={Uri.EscapeDataString(alv.Leden[1].Url)}"))["results"]![0]!["url"]!;
        var stemming = await Buiten(alv);
        await alv.Doe(stemming, "openen");
        await alv.Stem(stemming, 1, "tegen");
        var voor = (await p.Get(mandaat)).ToJsonString();
        foreach (var greep in (object[])[new { gebruiker = "bureau" },
            new { toepassingen = new[] { "beheerder", "client-bureau-bijwerken" } }, new { geldigVan = "2019-01-01" }])
        {
            var (status, json) = await p.Send(HttpMethod.Patch, mandaat, greep, bureau);
            Assert.Equal((409, "g3-stemming"), (status, (string?)json!["code"]));
            Assert.Contains("pas als die stemming is gesloten", (string?)json["detail"], StringComparison.Ordinal);
        }
        Assert.Equal(voor, (await p.Get(mandaat)).ToJsonString());
        // What says nothing about who acts may change; an end gives nobody anything, and nobody comes in its place.
        Assert.Equal(200, (await p.Send(HttpMethod.Patch, mandaat,
            new { emailadres = "bestuur@lid.example", toepassingen = new[] { "beheerder" } }, bureau)).Status);
        Assert.Equal(200, (await p.Send(HttpMethod.Patch, mandaat, new { geldigTot = Alv.Vandaag(-1) }, bureau)).Status);
        object Nieuw(string lid) =>
            new
            {
                lid,
                gebruiker = "bureau",
                functie = "wethouder",
                geldigVan = Alv.Vandaag(),
                toepassingen = new[] { "client-bureau-bijwerken" }
            };
        Assert.Equal(["g3-stemming"], await alv.Weigert(Alv.Root + "vertegenwoordigingen", "", Nieuw(alv.Leden[1].Url), bureau));
        // A member that is not in that vote is not held up; nor is this one when the vote is done.
        var lid = await p.Post("portfolio/api/v1/leden", new { naam = "Nieuw lid", status = "lid" });
        await alv.Maak("vertegenwoordigingen", Nieuw((string)lid["url"]!), bureau);
        await alv.Stem(stemming, 0, "voor");
        await alv.Doe(stemming, "sluiten");
        await alv.Maak("vertegenwoordigingen", Nieuw(alv.Leden[1].Url), bureau);
    }

    [Theory, MemberData(nameof(Alle))]
    public async Task An_item_keeps_its_number_once_the_members_have_the_agenda(string store)
    {
        await using var p = await Platform.Start(store);
        var alv = await new Alv(p).Met(1);
        var punten = await alv.Opgeroepen(new { soort = "procedureel" },
            new { soort = "procedureel", vertrouwelijk = true, stukken = new[] { new { titel = "Memo" } } });
        Assert.Contains("nummer:g21-opgeroepen", await p.Faults(HttpMethod.Patch, punten[1], new { nummer = 9 }));
        // A paper that comes in the place of another came after the notice, too.
        using var antwoord = await p.Beheerder.SendAsync(new(HttpMethod.Patch, punten[1])
        {
            Content = System.Net.Http.Json.JsonContent.Create(new { stukken = new[] { new { titel = "Een ander memo" } } }),
        });
        Assert.Contains("g13", string.Join(' ', antwoord.Headers.SelectMany(h => h.Value)), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Alle))]
    public async Task A_title_that_is_cut_short_is_not_cut_through_a_sign(string store)
    {
        await using var p = await Platform.Start(store);
        var alv = await new Alv(p).Met(2);
        var mandaat = (string)(await p.Get(Alv.Root + "vertegenwoordigingen"))["results"]![0]!["url"]!;
        await p.Send(HttpMethod.Patch, mandaat, new { emailadres = "griffie@gemeente.example" });
        string Lang(int tot) => new string('a', tot - 1) + "😀" + new string('b', 5);
        for (var i = 160; i < 194; i++)
        {
            var v = await alv.Maak("vergaderingen", new { titel = Lang(i), datum = Alv.Vandaag(20), vorm = "fysiek" });
            await alv.Maak("agendapunten", new { vergadering = v, nummer = 1, titel = Lang(i + 20), soort = "procedureel" });
            await alv.Doe(v, "oproepen");
        }
        for (var i = 195; i < 203; i++)
            await alv.Maak("stemmingen", new { modus = "peiling", onderwerp = Lang(i), sluit = "2099-01-01T00:00:00Z" });
        Assert.DoesNotContain("\\uFFFD", (await p.Get("berichten/api/v1/berichten")).ToJsonString(), StringComparison.OrdinalIgnoreCase);
    }
}
