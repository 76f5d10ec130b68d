using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Brink.Engine;
using Brink.Registers;
using Brink.Registers.Besluitvorming;
using Brink.Stembord;
using Xunit;

namespace Brink.Tests;

/// <summary>Meetings and votes: what the rules refuse, with which code, and that nothing happened then.</summary>
public sealed class BesluitvormingTests
{
    public static TheoryData<string> Alle => Stores.All;

    [Theory, MemberData(nameof(Alle))]
    public async Task A_set_of_rules_says_what_the_law_says_and_stays_once_used(string store)
    {
        await using var p = await Platform.Start(store);
        var alv = await new Alv(p).Met(1);
        var set = (await p.Get(Alv.Root + "regelsets"))["results"]![0]!;
        Assert.Equal(["gewoon 1/2", "statutenwijziging 2/3", "personen 1/2"],
            set["meerderheden"]!.AsArray().Select(m => $"{m!["soort"]} {m["teller"]}/{m["noemer"]}"));
        Assert.DoesNotContain(set["modi"]!.AsArray(), m => (string?)m!["modus"] == "vooraf_elektronisch"); // only where the statutes say so
        Assert.Contains("stemmenPerLid:max_value", await p.Faults(HttpMethod.Post, Alv.Root + "regelsets",
            new { naam = "Naar inwoners", geldigVanaf = "2021-01-01", stemmenPerLid = 3 }));
        Assert.Contains("geldigVanaf:unique",
            await p.Faults(HttpMethod.Post, Alv.Root + "regelsets", new { naam = "Nog een", geldigVanaf = (string)set["geldigVanaf"]! }));
        var stemming = await alv.Maak("stemmingen", new { onderwerp = "Peiling", modus = "peiling", sluit = "2099-01-01T00:00:00Z" });
        await alv.Doe(stemming, "openen");
        var (status, json) = await p.Send(HttpMethod.Patch, (string)set["url"]!, new { quorumTeller = 1, quorumNoemer = 2 });
        Assert.Equal((409, "g15-gebruikt"), (status, (string?)json!["code"]));
    }

    [Theory, MemberData(nameof(Alle))]
    public async Task Everybody_sees_where_a_meeting_is_and_what_hangs_on_its_items(string store)
    {
        await using var p = await Platform.Start(store);
        var alv = await new Alv(p).Met(1);
        var punten = await alv.Opgeroepen(new { }, new { });
        Assert.Equal(["vergadering-status"], await alv.Weigert(punten[1], "behandelen")); // it is not open yet
        Assert.Null((string?)(await p.Get(alv.Vergadering))["punt"]);
        await alv.Doe(alv.Vergadering, "openen");
        await alv.Doe(punten[1], "behandelen");
        Assert.Equal(punten[1], (string?)(await p.Get(alv.Vergadering))["punt"]);
        await alv.Aanwezig(0);
        var ander = await alv.Maak("vergaderingen", new { titel = "Een andere", datum = Alv.Vandaag(), vorm = "fysiek" });
        var daar = await alv.Maak("agendapunten", new { vergadering = ander, nummer = 1, titel = "Punt", soort = "procedureel" });
        await alv.Maak("vragen", new { agendapunt = daar, lid = alv.Leden[0].Url, tekst = "Daar?" });
        await alv.Maak("vragen", new { agendapunt = punten[0], lid = alv.Leden[0].Url, tekst = "Hier?" });
        await alv.Maak("spreekverzoeken", new { agendapunt = punten[0], lid = alv.Leden[0].Url, onderwerp = "Hier" });
        await alv.Maak("toezeggingen", new { agendapunt = punten[0], wat = "Hier" });
        var stemming = await alv.Maak("stemmingen", new { agendapunt = punten[0], modus = "in_de_vergadering", onderwerp = "Hier" });
        await alv.Doe(stemming, "openen");
        await alv.Stem(stemming, 0, "voor");
        await alv.Maak("stemverklaringen", new { stemming, lid = alv.Leden[0].Url, tekst = "Hier" });
        await alv.Uitslag(stemming);
        foreach (var wat in (string[])["spreekverzoeken?agendapunt", "vragen?agendapunt", "toezeggingen?agendapunt",
            "stemmingen?agendapunt", "uitslagen?agendapunt",
            "stemmen?stemming__agendapunt", "stemverklaringen?stemming__agendapunt"])
        {
            Assert.Equal(1, (int)(await p.Get($"{Alv.Root}{wat}__vergadering={alv.Vergadering}"))["count"]!);
            Assert.Equal(wat.StartsWith("vragen", StringComparison.Ordinal) ? 1 : 0,
                (int)(await p.Get($"{Alv.Root}{wat}__vergadering={ander}"))["count"]!);
        }
    }

    [Theory, MemberData(nameof(Alle))]
    public async Task A_meeting_is_convened_only_when_agenda_form_and_term_are_right(string store)
    {
        await using var p = await Platform.Start(store);
        var alv = await new Alv(p).Met(2, new { oproepdagen = 14 });
        var leeg = await alv.Maak("vergaderingen", new { titel = "Leeg", datum = "2099-05-01", vorm = "fysiek" });
        Assert.Equal(["agenda"], await alv.Weigert(leeg, "oproepen"));

        // A fully digital meeting had a ground until 31 January 2023, and none after it.
        var digitaal = await alv.Maak("vergaderingen", new { titel = "Digitaal", datum = "2099-05-01", vorm = "digitaal" });
        await alv.Maak("agendapunten", new { vergadering = digitaal, nummer = 1, titel = "Mededelingen", soort = "procedureel" });
        Assert.Equal(["wet-vorm"], await alv.Weigert(digitaal, "oproepen"));
        var toen = await alv.Maak("vergaderingen", new { titel = "Toen", datum = "2022-12-07", vorm = "digitaal", overgenomen = true });
        await alv.Maak("agendapunten", new { vergadering = toen, nummer = 1, titel = "Mededelingen", soort = "procedureel" });
        await alv.Doe(toen, "oproepen", new { moment = "2022-11-11T09:00:00Z" });

        // The notice is too late; nobody was told.
        var snel = await alv.Maak("vergaderingen", new { titel = "Snel", datum = Alv.Vandaag(13), vorm = "fysiek" });
        await alv.Maak("agendapunten", new { vergadering = snel, nummer = 1, titel = "Mededelingen", soort = "procedureel" });
        Assert.Equal(["wet-oproep"], await alv.Weigert(snel, "oproepen"));
        Assert.Equal(("concept", 1), ((string)(await p.Get(snel))["status"]!, (int)(await p.Get(Alv.Root + "oproepingen"))["count"]!));
        Assert.Equal(["moment"], await alv.Weigert(snel, "oproepen", new { moment = Alv.Vandaag(-20) + "T09:00:00Z" })); // no back-dating

        // G21 and anchor 7: a change of statutes as information is refused at sending, as is a paper that asks for something else.
        var info = await alv.Maak("vergaderingen", new { titel = "Info", datum = "2099-05-01", vorm = "fysiek" });
        var punt = await alv.Maak("agendapunten", new
        {
            vergadering = info,
            nummer = 7,
            titel = "Vooruitblik 2023",
            soort = "ter_informatie",
            besluitsoort = "statutenwijziging",
            stukken = new[] { new { titel = "Memo",
                gevraagdBesluit = new { soort = "instemmen", tekst = "Akkoord te gaan met de statutenwijzigingen." } } },
            gevraagdBesluit = new { soort = "kennisnemen", tekst = "Kennis te nemen van het besluit van de RvC." }
        });
        Assert.Equal(["g21", "wet-inzage", "wet-statuten"], (await alv.Weigert(info, "oproepen")).Order(StringComparer.Ordinal));
        await p.Send(HttpMethod.Patch, punt, new
        {
            soort = "ter_besluitvorming",
            woordelijkVoorstel = "Jaarlijks wordt ten minste één ALV gehouden.",
            terInzageVanaf = "2099-04-01",
            stukken = new[] { new { titel = "Memo" } },
            gevraagdBesluit = new { soort = "instemmen", tekst = "In te stemmen met de statutenwijziging." }
        });
        await alv.Doe(info, "oproepen");
        Assert.Equal("opgeroepen", (string?)(await p.Get(info))["status"]);

        // Members were told: the decision they were asked for stays, a late paper is warned of, a new decision waits for another agenda.
        Assert.Contains("woordelijkVoorstel:g21-opgeroepen",
            await p.Faults(HttpMethod.Patch, punt, new { woordelijkVoorstel = "Iets anders." }));
        using var laat = await p.Beheerder.SendAsync(new HttpRequestMessage(HttpMethod.Patch, punt)
        {
            Content = System.Net.Http.Json.JsonContent.Create(
            new { stukken = new[] { new { titel = "Memo" }, new { titel = "Kwartaalrapportage" } } })
        });
        Assert.StartsWith("g13", laat.Headers.GetValues("X-Warning").Single(), StringComparison.Ordinal);
        Assert.Equal(["g21-opgeroepen"], await alv.Weigert(Alv.Root + "agendapunten", "", new
        {
            vergadering = info,
            nummer = 8,
            titel = "Verrassing",
            soort = "ter_besluitvorming"
        }));
        var ics = await (await p.Beheerder.GetAsync(info + "/kalender")).Content.ReadAsStringAsync();
        Assert.Contains("BEGIN:VEVENT\r\n", ics, StringComparison.Ordinal);
        Assert.Contains("SUMMARY:Info", ics, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Alle))]
    public async Task Votes_in_the_meeting_are_by_who_is_there_and_represents(string store)
    {
        await using var p = await Platform.Start(store);
        var alv = await new Alv(p).Met(4, new { quorumTeller = 1, quorumNoemer = 2 });
        var punten = await alv.Opgeroepen(new { }, new { soort = "ter_informatie" });
        var stemming = await alv.Maak("stemmingen", new { agendapunt = punten[0], modus = "in_de_vergadering", onderwerp = "Tarieven" });
        Assert.Equal(["g10"], await alv.Weigert(stemming, "openen")); // the meeting is not open yet
        await alv.Doe(alv.Vergadering, "openen");
        var info = await alv.Maak("stemmingen",
            new { agendapunt = punten[1], modus = "in_de_vergadering", onderwerp = "Kwartaalrapportage", besluittekst = "Akkoord." });
        Assert.Equal(["g6"], await alv.Weigert(info, "openen"));
        var vooraf = await alv.Maak("stemmingen",
            new { agendapunt = punten[0], modus = "vooraf_elektronisch", onderwerp = "Vooraf", sluit = "2099-01-01T00:00:00Z" });
        Assert.Contains("g16", await alv.Weigert(vooraf, "openen"));
        var aanwezig = await alv.Aanwezig(1, new { @in = Alv.Begin() });
        await alv.Aanwezig(2);
        await alv.Doe(stemming, "openen");
        Assert.Equal(4, (await p.Get(stemming))["kiezers"]!.AsArray().Count);

        Assert.Equal(["g10"], await alv.Weigert(Alv.Root + "stemmen", "", new { stemming, lid = alv.Leden[3].Url, keuze = "voor" },
            alv.Als(3))); // not there
        var alleen = await p.WithRights("lid-zonder", new { component = "bvm", scopes = new[] { "besluitvorming.stemmen" } });
        Assert.Equal(["geen-mandaat"], await alv.Weigert(Alv.Root + "stemmen", "", new { stemming, lid = alv.Leden[1].Url, keuze = "voor" },
            alleen)); // represents another
        await alv.Stem(stemming, 1, "voor");
        Assert.Equal(["g2"], await alv.Weigert(Alv.Root + "stemmen", "", new { stemming, lid = alv.Leden[1].Url, keuze = "voor" },
            alv.Als(1))); // twice
        // A departure written down afterwards takes no vote away, and no quorum; nor does an arrival bring one.
        Assert.Equal(["uit:g10-gestemd"], await p.Faults(HttpMethod.Patch, aanwezig, new { uit = Alv.Begin().AddSeconds(1) }));
        Assert.Equal(["uit:g10-gestemd"], await p.Faults(HttpMethod.Delete, aanwezig, new { }));
        Assert.Equal(["in:g10-gestemd"], await p.Faults(HttpMethod.Post, Alv.Root + "aanwezigheden",
            new { vergadering = alv.Vergadering, lid = alv.Leden[3].Url, hoedanigheid = "bestuurder", @in = Alv.Begin() }));
        Assert.Equal(["stemming-status"], await alv.Weigert(stemming, "vaststellen"));
        await alv.Doe(stemming, "sluiten");
        Assert.Equal(["stemming-dicht"],
            await alv.Weigert(Alv.Root + "stemmen", "", new { stemming, lid = alv.Leden[2].Url, keuze = "tegen" }, alv.Als(2)));
        var uitslag = await alv.Doe(stemming, "vaststellen");
        Assert.Equal(("aangenomen", 1, 0, 2, 2),
            ((string)uitslag!["uitkomst"]!, (int)uitslag["voor"]!, (int)uitslag["tegen"]!, (int)uitslag["aanwezig"]!,
            (int)uitslag["quorumNodig"]!));
        Assert.Equal("De enige stem is voor; nodig: 1", (string?)uitslag["berekening"]);
        Assert.Equal(["stemming-status"], await alv.Weigert(stemming, "vaststellen")); // not a second time

        // The record is signed, and says what was counted.
        var verslag = (string)uitslag["verslag"]!;
        using var sleutel = ECDsa.Create();
        sleutel.ImportSubjectPublicKeyInfo(Convert.FromBase64String((string)uitslag["sleutel"]!), out _);
        Assert.True(sleutel.VerifyData(Encoding.UTF8.GetBytes(verslag), Convert.FromBase64String((string)uitslag["handtekening"]!),
            HashAlgorithmName.SHA256));
        Assert.False(sleutel.VerifyData(Encoding.UTF8.GetBytes(verslag + " "), Convert.FromBase64String((string)uitslag["handtekening"]!),
            HashAlgorithmName.SHA256));
        Assert.Equal("aangenomen", (string?)JsonNode.Parse(verslag)!["uitkomst"]);
        await alv.Doe(alv.Vergadering, "sluiten");
    }

    [Theory, MemberData(nameof(Alle))]
    public async Task A_meeting_without_a_quorum_decides_nothing_and_one_without_a_result_does_not_close(string store)
    {
        await using var p = await Platform.Start(store);
        var alv = await new Alv(p).Met(4, new { quorumTeller = 3, quorumNoemer = 4 });
        var punten = await alv.Opgeroepen(new { });
        await alv.Doe(alv.Vergadering, "openen");
        await alv.Aanwezig(0);
        await alv.Aanwezig(1);
        Assert.Equal((2, 3, false), await p.Get(alv.Vergadering + "/quorum") is var q
            ? ((int)q["aanwezig"]!, (int)q["nodig"]!, (bool)q["gehaald"]!) : default);
        Assert.Equal(["g6"], await alv.Weigert(alv.Vergadering, "sluiten"));
        var stemming = await alv.Maak("stemmingen", new { agendapunt = punten[0], modus = "in_de_vergadering", onderwerp = "Tarieven" });
        await alv.Doe(stemming, "openen");
        await alv.Stem(stemming, 0, "voor");
        await alv.Stem(stemming, 1, "voor");
        var uitslag = await alv.Uitslag(stemming);
        Assert.Equal("geen_besluit", (string?)uitslag!["uitkomst"]);
        Assert.StartsWith("g10", (string)uitslag["redenen"]![0]!, StringComparison.Ordinal);
        Assert.Null((string?)uitslag["besluit"]);
        Assert.Equal(0, await p.Rows("brc_besluit"));
    }

    [Theory, MemberData(nameof(Alle))]
    public async Task A_proxy_covers_what_it_says_until_it_is_revoked(string store)
    {
        await using var p = await Platform.Start(store);
        var alv = await new Alv(p).Met(4, new { volmachtenPerHouder = 1 });
        var punten = await alv.Opgeroepen(new { }, new { });
        object Volmacht(int gever, bool stemmen, object? anders = null)
        {
            var body = new JsonObject
            {
                ["gever"] = alv.Leden[gever].Url,
                ["gemachtigde"] = "lid-1",
                ["functie"] = "gemeentesecretaris",
                ["namens"] = alv.Leden[1].Url,
                ["vergadering"] = alv.Vergadering,
                ["spreken"] = true,
                ["stemmen"] = stemmen
            };
            foreach (var (veld, waarde) in JsonSerializer.SerializeToNode(anders ?? new { })!.AsObject()) body[veld] = waarde?.DeepClone();
            return body;
        }
        // Only the member itself gives one; only who is entitled to vote can hold one with which is voted.
        var lid = await p.WithRights("lid", new { component = "bvm", scopes = new[] { "besluitvorming.stemmen" } });
        Assert.Equal(["geen-mandaat"], await alv.Weigert(Alv.Root + "volmachten", "", Volmacht(2, true), lid));
        Assert.Equal(["g4-houder"],
            await alv.Weigert(Alv.Root + "volmachten", "",
            Volmacht(2, true, new { gemachtigde = "secretaris", namens = alv.Leden[1].Url })));
        Assert.Equal(["g4-strekking"], await alv.Weigert(Alv.Root + "volmachten", "", Volmacht(2, false, new { spreken = false })));
        var spreken = await alv.Maak("volmachten", Volmacht(2, false));
        await alv.Doe(alv.Vergadering, "openen");
        await alv.Aanwezig(1);

        // Anchor 6: to speak is not to vote, nor to be there for the quorum.
        await alv.Aanwezig(2, new { hoedanigheid = "gemachtigde", volmacht = spreken });
        Assert.Equal(1, (int)(await p.Get(alv.Vergadering + "/quorum"))["aanwezig"]!);
        var stemming = await alv.Maak("stemmingen", new { agendapunt = punten[0], modus = "in_de_vergadering", onderwerp = "Tarieven" });
        await alv.Doe(stemming, "openen");
        Assert.Equal(["g4"], await alv.Weigert(Alv.Root + "stemmen", "", new { stemming, lid = alv.Leden[2].Url, keuze = "voor" },
            await Alv.Als(p, "lid-1")));

        // A proxy to vote, with an instruction, for the first item only.
        var stem = await alv.Maak("volmachten", Volmacht(3, true, new
        {
            agendapunten = new[] { punten[0] },
            instructies = new[] { new { agendapunt = punten[0], keuze = "tegen" } }
        }));
        Assert.Contains("g4-houder", await alv.Weigert(Alv.Root + "volmachten", "", Volmacht(0, true))); // one per holder
        await alv.Aanwezig(3, new { hoedanigheid = "gemachtigde", volmacht = stem });
        var uitgebracht = await alv.Stem(stemming, 3, "voor", await Alv.Als(p, "lid-1"));
        Assert.Equal((true, true), (await p.Get(uitgebracht, p.As("beheerder", user: "lid-3")) is var zelf && (bool)zelf["wijktAf"]!,
            (await p.Get(uitgebracht))["wijktAf"] is null));
        Assert.Equal(["g4-gebruikt"], await alv.Weigert(stem, "intrekken"));
        Assert.True((bool)(await alv.Uitslag(stemming))["perLid"]![0]!["metVolmacht"]!);
        var tweede = await alv.Maak("stemmingen", new { agendapunt = punten[1], modus = "in_de_vergadering", onderwerp = "Iets anders" });
        await alv.Doe(tweede, "openen");
        Assert.Equal(["geen-mandaat"],
            await alv.Weigert(Alv.Root + "stemmen", "", new { stemming = tweede, lid = alv.Leden[3].Url, keuze = "voor" },
            await Alv.Als(p, "lid-1")));

        // Revoked: whoever held it does nothing with it any more.
        await alv.Doe(spreken, "intrekken", client: p.As("beheerder", user: "lid-2"));
        Assert.Equal(["g4-ingetrokken"],
            await alv.Weigert(Alv.Root + "stemmen", "", new { stemming = tweede, lid = alv.Leden[2].Url, keuze = "voor" },
            await Alv.Als(p, "lid-1")));
        Assert.Empty((await p.Get(Alv.Root + $"stemmen?stemming={Uri.EscapeDataString(tweede)}"))["results"]!.AsArray());
    }

    [Fact]
    public async Task Two_nodes_at_once_take_one_vote_of_a_member()
    {
        Assert.SkipWhen(Stores.Postgres is null, "BRINK_TEST_POSTGRES is not set: no PostgreSQL to test on (./brink test starts one).");
        await using var p = await Platform.Start("postgres");
        var alv = await new Alv(p).Met(12);
        var stemming = await alv.Maak("stemmingen", new { modus = "peiling", onderwerp = "Wat vindt u?", sluit = "2099-01-01T00:00:00Z" });
        await alv.Doe(stemming, "openen");
        await using var knoop = await TweedeKnoop.Van(p);
        for (var i = 0; i < 12; i++)
        {
            var lid = i;
            using var elders = knoop.Als(alv.Leden[lid].Gebruiker);
            var antwoorden = await Task.WhenAll(new[] { "voor", "tegen", "voor", "tegen" }.Index().Select(k => Task.Run(() =>
                p.Send(HttpMethod.Post, Alv.Root + "stemmen", new { stemming, lid = alv.Leden[lid].Url, keuze = k.Item },
                    k.Index % 2 == 0 ? alv.Als(lid) : elders))));
            Assert.Equal(1, antwoorden.Count(a => a.Status == 201));
            Assert.All(antwoorden, a =>
                Assert.True(a.Status is 201 or 400 or 409, $"{a.Status} {a.Json?.ToJsonString()} {p.Failures.LastOrDefault()}"));
        }
        Assert.Equal(12, await p.Rows("bvm_stem"));
        Assert.Equal(12, (await alv.Uitslag(stemming))["perLid"]!.AsArray().Count);
    }

    [Theory, MemberData(nameof(Alle))]
    public async Task A_digital_vote_is_discussed_first_and_hidden_until_it_closes(string store)
    {
        await using var p = await Platform.Start(store);
        var alv = await new Alv(p).Met(3);
        var stemming = await alv.Maak("stemmingen",
            new { modus = "buiten_vergadering", onderwerp = "Inkoop", besluittekst = "Mee te doen.", sluit = "2099-01-01T00:00:00Z" });
        Assert.Equal(["wet-voorkennis", "g17"], await alv.Weigert(stemming, "openen"));
        await p.Send(HttpMethod.Patch, stemming, new { voorkennisBestuur = "2024-01-01" });
        var vraag = await alv.Maak("vragen", new { stemming, lid = alv.Leden[1].Url, tekst = "Hoe lang?" });
        await alv.Maak("bespreekmomenten", new { stemming, moment = "2024-01-02T10:00:00Z", gehouden = true, deelnemers = 3 });
        Assert.Equal(["g17"], await alv.Weigert(stemming, "openen"));
        Assert.Contains((await p.Get(stemming + "/voorwaarden")).AsArray(),
            v => (string?)v!["code"] == "g17" && (string?)v["stand"] == "klopt_niet");
        await p.Send(HttpMethod.Patch, vraag, new { antwoord = "Vier jaar." });
        await alv.Doe(stemming, "openen");
        var open = await p.Get(stemming);
        Assert.StartsWith("BW 2:40 lid 2", (string)open["grondslag"]!, StringComparison.Ordinal);

        var eerste = await alv.Stem(stemming, 1, "tegen");
        await alv.Stem(stemming, 0, "voor");
        Assert.Equal("", (string?)(await p.Get(eerste))["keuze"]); // 'tester' represents another, and the chair sees no more
        Assert.Equal("tegen", (string?)(await p.Get(eerste, alv.Als(1)))["keuze"]);
        Assert.Equal(["venster"], await alv.Weigert(stemming, "sluiten"));
        var opkomst = await p.Get(stemming + "/opkomst");
        Assert.Equal((3, 2, "Gemeente 002"), ((int)opkomst["stemgerechtigd"]!, (int)opkomst["gestemd"]!, (string)opkomst["nogNiet"]![0]!));
        // The last counts.
        Assert.Equal(400, (await p.Send(HttpMethod.Patch, eerste, new { keuze = "voor" }, await Alv.Als(p, "lid-2"))).Status); // another's
        Assert.Equal(200, (await p.Send(HttpMethod.Patch, eerste, new { keuze = "voor" }, alv.Als(1))).Status);
        await alv.Stem(stemming, 2, "voor");
        await alv.Doe(stemming, "sluiten"); // all voted
        Assert.Equal(409, (await p.Send(HttpMethod.Patch, eerste, new { keuze = "tegen" }, alv.Als(1))).Status);
        Assert.Equal("voor", (string?)(await p.Get(eerste))["keuze"]);
        Assert.Equal(("aangenomen", 3), await alv.Doe(stemming, "vaststellen") is var u
            ? ((string)u!["uitkomst"]!, (int)u["voor"]!) : default);
    }

    [Theory, MemberData(nameof(Alle))]
    public async Task A_running_vote_goes_to_a_meeting_and_its_votes_lapse_visibly(string store)
    {
        await using var p = await Platform.Start(store);
        var alv = await new Alv(p).Met(2, new { bespreekmomentVerplicht = false });
        var stemming = await alv.Maak("stemmingen", new
        {
            modus = "buiten_vergadering",
            onderwerp = "Inkoop",
            besluittekst = "Mee te doen.",
            sluit = "2099-01-01T00:00:00Z",
            voorkennisBestuur = "2024-01-01"
        });
        await alv.Doe(stemming, "openen");
        var stem = await alv.Stem(stemming, 1, "voor");
        var punten = await alv.Opgeroepen(new { }, new { soort = "ter_informatie" });
        Assert.Equal(["g18"], await alv.Weigert(stemming, "naar-alv", new { agendapunt = punten[1], reden = "Te ingewikkeld." }));
        await alv.Doe(stemming, "naar-alv", new { agendapunt = punten[0], reden = "Te ingewikkeld." });
        Assert.Equal(("vervallen", punten[0], "voor"), await p.Get(stemming) is var s ? ((string)s["status"]!, (string)s["vervangenDoor"]!,
            (string)(await p.Get(stem))["keuze"]!) : default);
        Assert.Equal(["stemming-status"], await alv.Weigert(stemming, "vaststellen"));

        // G11: acclamation makes way for a roll call, when a member asks.
        await alv.Doe(alv.Vergadering, "openen");
        await alv.Aanwezig(1);
        var acclamatie = await alv.Maak("stemmingen", new { agendapunt = punten[0], modus = "acclamatie", onderwerp = "Inkoop" });
        await alv.Doe(acclamatie, "openen");
        Assert.Equal(["g11"], await alv.Weigert(Alv.Root + "stemmen", "",
            new { stemming = acclamatie, lid = alv.Leden[1].Url, keuze = "voor" }));
        await alv.Doe(acclamatie, "hoofdelijk", client: await Alv.Als(p, "lid-1"));
        Assert.Equal(["stemming-status"], await alv.Weigert(acclamatie, "vaststellen"));
        Assert.Equal("vervallen", (string?)(await p.Get(acclamatie))["status"]);
    }

    [Theory, MemberData(nameof(Alle))]
    public async Task A_poll_binds_nobody_and_early_votes_count_in_the_meeting(string store)
    {
        await using var p = await Platform.Start(store);
        var alv = await new Alv(p).Met(2, new
        {
            bespreekmomentVerplicht = false,
            modi = new object[] { new { modus = "vooraf_elektronisch", grondslag = "BW 2:38 lid 8; statuten" }, new { modus = "peiling" } },
        });
        var peiling = await alv.Maak("stemmingen", new { modus = "peiling", onderwerp = "Wat vindt u?", sluit = "2099-01-01T00:00:00Z" });
        await alv.Doe(peiling, "openen");
        await alv.Stem(peiling, 0, "voor");
        Assert.Equal("niet_bindend", (string?)(await alv.Uitslag(peiling))["uitkomst"]);

        // More than thirty days before the meeting is too early; the end lies before its beginning.
        async Task<(string Vergadering, string Stemming)> Vooraf(int dagen, int einde)
        {
            var v = await alv.Maak("vergaderingen",
                new { titel = "ALV", datum = Alv.Vandaag(dagen), begin = Alv.Vandaag(dagen) + "T12:00:00Z", vorm = "fysiek" });
            var punt = await alv.Maak("agendapunten", new
            {
                vergadering = v,
                nummer = 1,
                titel = "Tarieven",
                soort = "ter_besluitvorming",
                gevraagdBesluit = new { soort = "instemmen", tekst = "4,5%." }
            });
            await alv.Doe(v, "oproepen");
            return (v, await alv.Maak("stemmingen",
                new
                {
                    agendapunt = punt,
                    modus = "vooraf_elektronisch",
                    onderwerp = "Tarieven",
                    sluit = Alv.Vandaag(einde) + "T11:00:00Z"
                }));
        }
        Assert.Equal(["wet-vooraf"], await alv.Weigert((await Vooraf(31, 30)).Stemming, "openen"));
        Assert.Equal(["wet-vooraf"], await alv.Weigert((await Vooraf(20, 21)).Stemming, "openen"));
        var (vergadering, stemming) = await Vooraf(8, 8);
        await alv.Doe(stemming, "openen");
        await alv.Stem(stemming, 0, "voor");
        await alv.Stem(stemming, 1, "voor");
        await alv.Doe(stemming, "sluiten");
        Assert.Equal(["wet-vooraf"], await alv.Weigert(stemming, "vaststellen")); // only in the meeting
        Assert.Equal("opgeroepen", (string?)(await p.Get(vergadering))["status"]);
    }
}
