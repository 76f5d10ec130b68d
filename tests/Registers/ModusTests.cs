using System.Text.Json.Nodes;
using Brink.Stembord;
using Xunit;

namespace Brink.Tests;

/// <summary>The seven ways to vote (M1 to M7), each from its opening to its outcome,
/// and what the law says of the two that depend on a day.</summary>
public sealed class ModusTests
{
    private static readonly DateTimeOffset Begin = new(2031, 3, 3, 9, 0, 0, TimeSpan.Zero);

    private static string Dag(DateTimeOffset t) => t.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    // A cooperative whose statutes allow all, and whose decisions become besluiten.
    internal static async Task<Alv> Vereniging(Platform p, int leden, object? anders = null)
    {
        var cast = new Cast(p);
        var regels = new JsonObject
        {
            ["bespreekmomentVerplicht"] = false,
            ["besluittype"] = (await cast.Gepubliceerd()).Besluittype,
            ["informatieobjecttype"] = (await cast.Informatieobjecttype()).Url,
            ["rsin"] = "999701009",
            ["modi"] = new JsonArray(
                [.. new[] { "in_de_vergadering", "acclamatie", "geheim", "vooraf_elektronisch", "buiten_vergadering",
                "digitale_vergadering", "peiling" }
                .Select(m => (JsonNode)new JsonObject { ["modus"] = m, ["grondslag"] = "statuten" })]),
            ["vormen"] = new JsonArray(new JsonObject { ["vorm"] = "fysiek" },
                new JsonObject { ["vorm"] = "digitaal", ["grondslag"] = "nieuwe wet" }),
        };
        foreach (var (veld, waarde) in System.Text.Json.JsonSerializer.SerializeToNode(anders ?? new { })!.AsObject())
            regels[veld] = waarde?.DeepClone();
        return await new Alv(p).Met(leden, regels);
    }

    // A meeting ten days from now, with one item.
    private static async Task<(string Vergadering, string Punt)> Opgeroepen(Alv alv, Clock klok, string vorm,
        string besluitsoort = "gewoon", int dagen = 10)
    {
        var dag = Dag(klok.Now.AddDays(dagen));
        var vergadering = await alv.Maak("vergaderingen", new { titel = "ALV", datum = dag, begin = dag + "T12:00:00Z", vorm });
        var punt = await alv.Maak("agendapunten", new
        {
            vergadering,
            nummer = 1,
            titel = "Tarieven",
            soort = "ter_besluitvorming",
            besluitsoort,
            gevraagdBesluit = new { soort = "instemmen", tekst = "4,5%." },
        });
        await alv.Doe(vergadering, "oproepen");
        return (vergadering, punt);
    }

    /// <summary>Days are counted here: half past midnight is the next day, also where it is not yet so in Greenwich.</summary>
    [Fact]
    public async Task A_notice_after_midnight_is_of_the_next_day()
    {
        var klok = new Clock(new DateTimeOffset(2031, 7, 1, 22, 30, 0, TimeSpan.Zero));
        await using var p = await Platform.Start("sqlite", klok: klok);
        var alv = await Vereniging(p, 1);
        foreach (var (datum, waarom) in new[] { ("2031-07-08", (string[])["wet-oproep"]), ("2031-07-09", []) })
        {
            var vergadering = await alv.Maak("vergaderingen", new { titel = "ALV", datum, vorm = "fysiek" });
            await alv.Maak("agendapunten", new { vergadering, nummer = 1, titel = "Opening", soort = "procedureel" });
            if (waarom.Length > 0) Assert.Equal(waarom, await alv.Weigert(vergadering, "oproepen"));
            else await alv.Doe(vergadering, "oproepen");
        }
    }

    /// <summary>How is voted, what each member chooses (a dash: nothing), and what comes of it.</summary>
    public static TheoryData<string, string, string, string> Rijen
    {
        get
        {
            var rijen = new TheoryData<string, string, string, string>();
            foreach (var store in Stores.All.Select(s => (string)s))
            {
                foreach (var (modus, keuzes, uitkomst) in new[]
                {
                    ("in_de_vergadering", "voor voor tegen", "aangenomen"), ("in_de_vergadering", "voor tegen onthouding", "verworpen"),
                    ("acclamatie", "- - onthouding", "aangenomen"), ("acclamatie", "- - tegen", "geen_besluit"),
                    ("geheim", "0 0 0 1 1", "aangenomen"), ("geheim", "0 0 1 1 2", "verworpen"),
                    ("vooraf_elektronisch", "voor voor tegen", "aangenomen"), ("vooraf_elektronisch", "tegen voor tegen", "verworpen"),
                    ("buiten_vergadering", "voor voor voor", "aangenomen"), ("buiten_vergadering", "voor voor onthouding", "geen_besluit"),
                    ("digitale_vergadering", "voor voor tegen", "aangenomen"), ("digitale_vergadering", "voor tegen tegen", "verworpen"),
                    ("peiling", "voor voor voor", "niet_bindend"),
                })
                {
                    rijen.Add(store, modus, keuzes, uitkomst);
                }
            }
            return rijen;
        }
    }

    [Theory, MemberData(nameof(Rijen))]
    public async Task Each_way_to_vote_comes_to_its_outcome(string store, string modus, string keuzes, string verwacht)
    {
        var klok = new Clock(Begin);
        await using var p = await Platform.Start(store, klok: klok);
        var geheim = modus == "geheim";
        var alv = await Vereniging(p, geheim ? 5 : 3);
        var body = new JsonObject { ["modus"] = modus, ["onderwerp"] = "Tarieven", ["besluittekst"] = "4,5%." };
        string? vergadering = null;
        if (modus is "buiten_vergadering" or "peiling")
        {
            body["voorkennisBestuur"] = Dag(klok.Now.AddDays(-3));
        }
        else
        {
            (vergadering, body["agendapunt"]) = await Opgeroepen(alv, klok, modus == "digitale_vergadering" ? "digitaal" : "fysiek",
                geheim ? "personen" : "gewoon");
        }

        async Task Open()
        {
            klok.Now = Begin.AddDays(10).AddHours(3);
            await alv.Doe(vergadering!, "openen");
            for (var i = 0; i < alv.Leden.Count; i++)
                await alv.Maak("aanwezigheden", new { vergadering, lid = alv.Leden[i].Url, hoedanigheid = "bestuurder" });
        }
        if (vergadering is not null && modus != "vooraf_elektronisch") await Open();
        if (modus is "vooraf_elektronisch") body["sluit"] = Dag(Begin.AddDays(10)) + "T11:00:00Z";
        else if (modus is "buiten_vergadering" or "peiling" or "digitale_vergadering") body["sluit"] = klok.Now.AddHours(2).ToString("O");
        if (geheim)
        {
            (body["soort"], body["opties"]) = ("personen", new JsonArray("Kandidaat A", "Kandidaat B"));
            body["ceremonie"] = await alv.Sleutel(vergadering!);
        }
        var stemming = await alv.Maak("stemmingen", body);
        await alv.Doe(stemming, "openen");
        if (geheim) await alv.Teken(stemming);
        foreach (var (lid, keuze) in keuzes.Split(' ').Index().Where(k => k.Item != "-"))
        {
            if (!geheim)
            {
                await alv.Stem(stemming, lid, keuze);
            }
            else
            {
                await alv.Maak("bordregels",
                    Alv.Regel(stemming, "biljet", Biljet.Maak(await alv.Instelling(stemming), alv.Id(lid), keuze[0] - '0').Biljet),
                    alv.Als(lid));
            }
        }
        await alv.Doe(stemming, "sluiten");
        if (modus == "vooraf_elektronisch")
        {
            Assert.Equal(["wet-vooraf"], await alv.Weigert(stemming, "vaststellen")); // only in the meeting
            await Open();
        }
        if (geheim) await alv.GeefDelen(stemming);
        var uitslag = (await alv.Doe(stemming, "vaststellen"))!;
        Assert.True(verwacht == (string?)uitslag["uitkomst"], uitslag.ToJsonString());
        Assert.Equal(verwacht == "aangenomen" ? 1 : 0, await p.Rows("brc_besluit"));
        Assert.Equal(verwacht == "aangenomen", uitslag["besluit"] is not null);
        if (vergadering is not null) await alv.Doe(vergadering, "sluiten");
    }

    [Theory, MemberData(nameof(Alle))]
    public async Task Early_votes_are_cast_in_thirty_days_and_become_a_besluit_in_the_meeting(string store)
    {
        var klok = new Clock(Begin);
        await using var p = await Platform.Start(store, klok: klok);
        var alv = await Vereniging(p, 4, new { quorumTeller = 3, quorumNoemer = 4 });
        var (vergadering, punt) = await Opgeroepen(alv, klok, "fysiek", dagen: 31);
        var stemming = await alv.Maak("stemmingen", new
        {
            agendapunt = punt,
            modus = "vooraf_elektronisch",
            onderwerp = "Tarieven",
            sluit = Dag(Begin.AddDays(31))
            + "T11:00:00Z"
        });
        Assert.Equal(["wet-vooraf"], await alv.Weigert(stemming, "openen")); // the thirty-first day
        klok.Now = Begin.AddDays(1);
        await alv.Doe(stemming, "openen");
        await alv.Stem(stemming, 0, "voor");
        await alv.Stem(stemming, 1, "voor");
        var derde = await alv.Stem(stemming, 2, "tegen");
        klok.Now = Begin.AddDays(30);
        Assert.Equal(200, (await p.Send(HttpMethod.Patch, derde, new { keuze = "voor" }, alv.Als(2))).Status); // the last counts
        Assert.Equal(["venster"], await alv.Weigert(stemming, "sluiten"));
        // one has not voted, and still may
        klok.Now = Begin.AddDays(31).AddHours(2).AddMinutes(1);
        // the end has passed
        Assert.Equal(409, (await p.Send(HttpMethod.Patch, derde, new { keuze = "tegen" }, alv.Als(2))).Status);
        await alv.Doe(stemming, "sluiten");
        Assert.Equal(["wet-vooraf"], await alv.Weigert(stemming, "vaststellen"));
        Assert.Equal(0, await p.Rows("brc_besluit"));

        klok.Now = Begin.AddDays(31).AddHours(4);
        await alv.Doe(vergadering, "openen");
        Assert.Equal(["g6"], await alv.Weigert(vergadering, "sluiten"));
        var uitslag = (await alv.Doe(stemming, "vaststellen"))!;
        // Nobody is in the room: who voted early counts as if it were there, for the quorum too.
        Assert.Equal(("aangenomen", 3, 3, true),
            ((string)uitslag["uitkomst"]!, (int)uitslag["voor"]!, (int)uitslag["aanwezig"]!, (bool)uitslag["quorumGehaald"]!));
        var besluit = await p.Get((string)uitslag["besluit"]!);
        Assert.Equal(Dag(Begin.AddDays(31)), (string?)besluit["datum"]);
        Assert.Contains("4,5%.", besluit.ToJsonString(), StringComparison.Ordinal);
        await alv.Doe(vergadering, "sluiten");
    }

    public static TheoryData<string> Alle => Stores.All;

    // What the law says by itself (no statutes): a digital meeting on a day, taken over or held now, and whether it may be and be voted in.
    [Theory, MemberData(nameof(Alle))]
    public async Task A_digital_meeting_votes_under_the_law_of_its_day(string store)
    {
        var klok = new Clock(Begin);
        await using var p = await Platform.Start(store, klok: klok);
        var alv = await new Alv(p).Met(2, new { geldigVanaf = "2020-01-01", bespreekmomentVerplicht = false });
        async Task<(string Vergadering, string Stemming)> Op(string dag, bool voorbij)
        {
            var v = await alv.Maak("vergaderingen",
                new { titel = "ALV " + dag, datum = dag, begin = dag + "T18:00:00Z", vorm = "digitaal", overgenomen = voorbij });
            var punt = await alv.Maak("agendapunten", new
            {
                vergadering = v,
                nummer = 1,
                titel = "Tarieven",
                soort = "ter_besluitvorming",
                gevraagdBesluit = new { soort = "instemmen", tekst = "4,5%." }
            });
            return (v, await alv.Maak("stemmingen",
                new { agendapunt = punt, modus = "digitale_vergadering", onderwerp = "Tarieven", sluit = dag + "T20:00:00Z" }));
        }
        object? Om(string dag, int uur, bool voorbij) => voorbij ? new { moment = $"{dag}T{uur:00}:00:00Z" } : new { };
        async Task<JsonNode> Houd(string dag, bool voorbij)
        {
            var (v, stemming) = await Op(dag, voorbij);
            await alv.Doe(v, "oproepen", voorbij ? new
            {
                moment = DateTime.Parse(dag, System.Globalization.CultureInfo.InvariantCulture).AddDays(-14).ToString("yyyy-MM-dd")
                + "T09:00:00Z"
            } : null);
            if (!voorbij) klok.Now = DateTimeOffset.Parse(dag + "T18:00:00Z", System.Globalization.CultureInfo.InvariantCulture);
            await alv.Doe(v, "openen", Om(dag, 18, voorbij));
            await alv.Doe(stemming, "openen", Om(dag, 18, voorbij));
            for (var i = 0; i < 2; i++)
            {
                var stem = new JsonObject { ["stemming"] = stemming, ["lid"] = alv.Leden[i].Url, ["keuze"] = "voor" };
                if (voorbij) stem["moment"] = dag + "T19:00:00Z";
                await alv.Maak("stemmen", stem, alv.Als(i));
            }
            await alv.Doe(stemming, "sluiten", Om(dag, 20, voorbij));
            return (await alv.Doe(stemming, "vaststellen", Om(dag, 20, voorbij)))!;
        }

        // Under the temporary law, to its last day.
        var toen = await Houd("2023-01-31", voorbij: true);
        Assert.Equal(("aangenomen", "Tijdelijke wet COVID-19 Justitie en Veiligheid"),
            ((string)toen["uitkomst"]!, (string)toen["grondslag"]!));
        // The day after, and now: neither the meeting nor the vote has a ground.
        var (later, stemmingLater) = await Op("2023-02-01", voorbij: true);
        Assert.Equal(["wet-vorm"], await alv.Weigert(later, "oproepen", new { moment = "2023-01-10T09:00:00Z" }));
        Assert.Contains("g16", await alv.Weigert(stemmingLater, "openen", new { moment = "2023-02-01T18:00:00Z" }));
        var (straks, _) = await Op(Dag(Begin.AddDays(10)), voorbij: false);
        Assert.Equal(["wet-vorm"], await alv.Weigert(straks, "oproepen"));

        // A set of rules that names the new law and its day: from that day on.
        await alv.Maak("regelsets", new
        {
            naam = "Met de nieuwe wet",
            geldigVanaf = "2030-01-01",
            bespreekmomentVerplicht = false,
            vormen = new object[] { new { vorm = "fysiek" },
                new { vorm = "digitaal", van = "2031-03-20", grondslag = "Wet digitale algemene vergadering", onzeker = true,
                waarschuwing = "Vraag het na." } },
            modi = new object[] { new { modus = "digitale_vergadering", van = "2031-03-20",
                grondslag = "Wet digitale algemene vergadering" } },
        });
        Assert.Equal(["wet-vorm"], await alv.Weigert((await Op("2031-03-19", voorbij: false)).Vergadering, "oproepen"));
        var nu = await Houd("2031-03-20", voorbij: false);
        Assert.Equal(("aangenomen", "Wet digitale algemene vergadering"), ((string)nu["uitkomst"]!, (string)nu["grondslag"]!));
    }

    [Theory, MemberData(nameof(Alle))]
    public async Task Voting_as_in_a_digital_meeting_takes_a_digital_meeting(string store)
    {
        var klok = new Clock(Begin);
        await using var p = await Platform.Start(store, klok: klok);
        var alv = await Vereniging(p, 1);
        var (vergadering, punt) = await Opgeroepen(alv, klok, "fysiek");
        klok.Now = Begin.AddDays(10).AddHours(3);
        await alv.Doe(vergadering, "openen");
        var stemming = await alv.Maak("stemmingen",
            new { agendapunt = punt, modus = "digitale_vergadering", onderwerp = "Tarieven", sluit = klok.Now.AddHours(1).ToString("O") });
        Assert.Equal(["wet-vorm"], await alv.Weigert(stemming, "openen"));
        Assert.Equal("concept", (string?)(await p.Get(stemming))["status"]);
    }
}
