using System.Text.Json.Nodes;
using Xunit;

namespace Brink.Tests;

/// <summary>A decision of the members concerned only (line 208 of the source), and one that members may stay out of, with terms (line 212):
/// each path to its outcome.</summary>
public sealed class AangaanTests
{
    private static readonly DateTimeOffset Begin = new(2031, 3, 3, 9, 0, 0, TimeSpan.Zero);
    public static TheoryData<string> Alle => Stores.All;

    private static Task<HttpClient> Lid(Platform p, int lid) => Alv.Als(p, lid == 0 ? "tester" : $"lid-{lid}");

    /// <summary>Whether the statutes let them decide by majority, how is voted, what each member concerned chooses (a dash: nothing),
    /// and what comes of it.</summary>
    public static TheoryData<string, bool, string, string, string> Rijen
    {
        get
        {
            var rijen = new TheoryData<string, bool, string, string, string>();
            foreach (var store in Stores.All.Select(s => (string)s))
            {
                foreach (var (statuten, modus, keuzes, uitkomst) in new[]
                {
                    (false, "in_de_vergadering", "voor voor voor", "aangenomen"),
                    (false, "in_de_vergadering", "voor voor tegen", "geen_besluit"),
                    (false, "in_de_vergadering", "voor voor onthouding", "geen_besluit"),
                    (false, "in_de_vergadering", "voor voor -", "geen_besluit"),
                    (true, "in_de_vergadering", "voor voor tegen", "aangenomen"),
                    (true, "in_de_vergadering", "voor tegen tegen", "verworpen"),
                    (true, "in_de_vergadering", "voor - -", "aangenomen"), (true, "acclamatie", "- - -", "aangenomen"),
                    (true, "acclamatie", "- - tegen", "geen_besluit"),
                    (false, "buiten_vergadering", "voor voor voor", "aangenomen"),
                    (true, "buiten_vergadering", "voor voor tegen", "geen_besluit"),
                    (false, "peiling", "voor voor voor", "niet_bindend"),
                })
                {
                    rijen.Add(store, statuten, modus, keuzes, uitkomst);
                }
            }
            return rijen;
        }
    }

    [Theory, MemberData(nameof(Rijen))]
    public async Task Only_those_whom_it_concerns_vote_and_are_bound(string store, bool statuten, string modus, string keuzes,
        string verwacht)
    {
        var buiten = modus is "buiten_vergadering" or "peiling";
        var klok = new Clock(Begin);
        await using var p = await Platform.Start(store, klok: buiten ? klok : null);
        var alv = await ModusTests.Vereniging(p, 5, new { betrokkenenBijMeerderheid = statuten });
        var body = new JsonObject
        {
            ["modus"] = modus,
            ["onderwerp"] = "Business change",
            ["besluittekst"] = "Samen ondersteuning in te huren.",
            ["redenBetrokkenen"] = "Zij nemen eraan deel.",
            ["betrokkenen"] = new JsonArray([.. alv.Leden.Take(3).Select(l => (JsonNode)l.Url)]),
        };
        if (buiten)
        {
            (body["sluit"], body["voorkennisBestuur"]) = (klok.Now.AddHours(2).ToString("O"), "2031-03-01");
        }
        else
        {
            body["agendapunt"] = (await alv.Opgeroepen(new { }))[0];
            await alv.Doe(alv.Vergadering, "openen");
            for (var i = 0; i < 5; i++) await alv.Aanwezig(i);
        }
        var stemming = await alv.Maak("stemmingen", body);
        await alv.Doe(stemming, "openen");
        Assert.Equal(3, (await p.Get(stemming))["kiezers"]!.AsArray().Count);
        // Who is not concerned does not vote, present or not.
        Assert.Contains("g2", await alv.Weigert(Alv.Root + "stemmen", "", new { stemming, lid = alv.Leden[4].Url, keuze = "tegen" },
            await Lid(p, 4)));
        foreach (var (lid, keuze) in keuzes.Split(' ').Index().Where(k => k.Item != "-")) await alv.Stem(stemming, lid, keuze);
        if (buiten) klok.Now = klok.Now.AddHours(3);
        var uitslag = await alv.Uitslag(stemming);
        Assert.True(verwacht == (string?)uitslag["uitkomst"], uitslag.ToJsonString());
        Assert.Equal((3, 3), ((int)uitslag["stemgerechtigd"]!, uitslag["alleenVoor"]!.AsArray().Count));
        Assert.Contains("\"alleenVoor\":[\"" + alv.Id(0), (string)uitslag["verslag"]!, StringComparison.Ordinal);
        // it is part of what is signed
        Assert.Equal(statuten ? "Statuten: besluit van de leden die het aangaat" : "Afspraak tussen de leden die het aangaat",
            (string)uitslag["grondslag"]!);
        Assert.Equal(verwacht == "aangenomen", uitslag["besluit"] is not null);
        if (verwacht == "aangenomen")
        {
            Assert.Contains("Dit geldt alleen voor: Gemeente 000, Gemeente 001, Gemeente 002.",
                (string)(await p.Get((string)uitslag["besluit"]!))["toelichting"]!, StringComparison.Ordinal);
        }
    }

    [Theory, MemberData(nameof(Alle))]
    public async Task What_concerns_all_is_decided_by_all(string store)
    {
        await using var p = await Platform.Start(store);
        var alv = await ModusTests.Vereniging(p, 3);
        var punten = await alv.Opgeroepen(new { },
            new { besluitsoort = "statutenwijziging", woordelijkVoorstel = "Artikel 1.", terInzageVanaf = Alv.Vandaag(-10) });
        object Body(string[] wie, string reden = "Zij nemen deel.", string modus = "in_de_vergadering", int punt = 0) => new
        {
            agendapunt = punten[punt],
            modus,
            onderwerp = "X",
            besluittekst = "X.",
            betrokkenen = wie,
            redenBetrokkenen = reden,
        };
        string[] twee = [alv.Leden[0].Url, alv.Leden[1].Url], alle = [.. alv.Leden.Select(l => l.Url)];
        async Task<string[]> Weigert(object body) => await alv.Weigert(Alv.Root + "stemmingen", "", body);
        Assert.Equal(["g208"], await Weigert(Body(alle)));
        Assert.Equal(["g208"], await Weigert(Body(twee, "")));
        Assert.Equal(["g208"], await Weigert(Body([twee[0], twee[0]])));
        Assert.Equal(["g208"], await Weigert(Body(twee, modus: "geheim")));
        Assert.Equal(["g208"], await Weigert(Body(twee, punt: 1))); // the statutes
        Assert.Equal(0, await p.Rows("bvm_stemming"));
        await alv.Doe(alv.Vergadering, "openen");
        // Silence is no agreement.
        Assert.Contains("g208", await alv.Weigert(await alv.Maak("stemmingen", Body(twee, modus: "acclamatie")), "openen"));
    }

    // A decision that members may stay out of, adopted or not.
    private static async Task<(Alv Alv, string Stemming, JsonNode Uitslag)> Besloten(Platform p, Clock klok, string keuze = "voor",
        bool nadere = true)
    {
        var alv = await ModusTests.Vereniging(p, 3);
        var vandaag = DateOnly.FromDateTime(klok.Now.UtcDateTime);
        var vergadering = await alv.Maak("vergaderingen",
            new { titel = "ALV", datum = vandaag.AddDays(10).ToString("yyyy-MM-dd"), vorm = "fysiek" });
        var punt = await alv.Maak("agendapunten", new
        {
            vergadering,
            nummer = 1,
            titel = "Nieuw platform",
            soort = "ter_besluitvorming",
            gevraagdBesluit = new { soort = "instemmen", tekst = "In te stemmen." },
        });
        await alv.Doe(vergadering, "oproepen");
        klok.Now = klok.Now.AddDays(10);
        await alv.Doe(vergadering, "openen");
        foreach (var l in alv.Leden) await alv.Maak("aanwezigheden", new { vergadering, lid = l.Url, hoedanigheid = "bestuurder" });
        object Body(string tot, string ingang) => new
        {
            agendapunt = punt,
            modus = "in_de_vergadering",
            onderwerp = "Nieuw platform",
            besluittekst = "Over te gaan op het nieuwe platform.",
            uitstap = new
            {
                tot,
                ingang,
                voorwaarden = "Wie niet meegaat, betaalt het contract tot en met 2026 mee.",
                nadereAfspraken = nadere
            },
        };
        Assert.Equal(["g212"], await alv.Weigert(Alv.Root + "stemmingen", "", Body("2031-07-01", "2031-06-01")));
        // it begins when telling is over
        var teLaat = await alv.Maak("stemmingen", Body("2031-03-13", "2031-07-01"));
        Assert.Contains("g212", await alv.Weigert(teLaat, "openen"));
        // there must be time after the decision
        Assert.Equal(204, (await p.Send(HttpMethod.Delete, teLaat)).Status);
        var stemming = await alv.Maak("stemmingen", Body("2031-05-01", "2031-07-01"));
        await alv.Doe(stemming, "openen");
        for (var i = 0; i < 3; i++) await alv.Stem(stemming, i, i == 2 ? "tegen" : keuze);
        await alv.Doe(stemming, "sluiten");
        Assert.Equal(["g212"], await alv.Weigert(Alv.Root + "afmeldingen", "", new { stemming, lid = alv.Leden[2].Url }, await Lid(p, 2)));
        // nothing is decided yet
        return (alv, stemming, (await alv.Doe(stemming, "vaststellen"))!);
    }

    [Theory, MemberData(nameof(Alle))]
    public async Task A_member_stays_out_on_the_terms_that_were_decided(string store)
    {
        var klok = new Clock(Begin);
        await using var p = await Platform.Start(store, klok: klok);
        var (alv, stemming, uitslag) = await Besloten(p, klok);
        Assert.Equal("aangenomen", (string)uitslag["uitkomst"]!);
        Assert.Contains("\"voorwaarden\":\"Wie niet meegaat, betaalt", (string)uitslag["verslag"]!, StringComparison.Ordinal);
        Assert.Contains("Voorwaarden voor wie niet meedoet: Wie niet meegaat",
            (string)(await p.Get((string)uitslag["besluit"]!))["toelichting"]!, StringComparison.Ordinal);
        // Only the member itself tells it, once.
        Assert.Equal(["geen-mandaat"],
            await alv.Weigert(Alv.Root + "afmeldingen", "", new { stemming, lid = alv.Leden[2].Url }, await Lid(p, 1)));
        var een = await p.Get(await alv.Maak("afmeldingen",
            new { stemming, lid = alv.Leden[2].Url, reden = "Wij gaan niet mee.", wilAfspraken = true }, await Lid(p, 2)));
        Assert.Equal(("gemeld", "2031-07-01", "Wie niet meegaat, betaalt het contract tot en met 2026 mee."),
            ((string)een["status"]!, (string)een["ingang"]!,
            (string)een["voorwaarden"]!));
        Assert.Equal(["unique"],
            await alv.Weigert(Alv.Root + "afmeldingen", "", new { stemming, lid = alv.Leden[2].Url }, await Lid(p, 2)));
        // Separate agreements are an action until they are made.
        var actie = await p.Get((string)een["toezegging"]!);
        Assert.Equal(("Nadere afspraken maken met Gemeente 002, dat niet meedoet aan: Nieuw platform", "2031-07-01", false),
            ((string)actie["wat"]!, (string)actie["voor"]!,
            (bool)actie["gereed"]!));
        Assert.Equal(403, (await p.Send(HttpMethod.Post, (string)een["url"]! + "/afspraken", new { tekst = "Zelf bedacht." },
            await Lid(p, 2))).Status);
        var klaar = (await alv.Doe((string)een["url"]!, "afspraken", new { tekst = "Gebruik van de e-Suite tot 2026, tegen kostprijs." }))!;
        Assert.Equal(("afspraken_gemaakt", true), ((string)klaar["status"]!, (bool)(await p.Get((string)een["toezegging"]!))["gereed"]!));
        // Another tells it and takes it back.
        var ander = await alv.Maak("afmeldingen", new { stemming, lid = alv.Leden[1].Url, wilAfspraken = true }, await Lid(p, 1));
        Assert.Equal(403, (await p.Send(HttpMethod.Post, ander + "/intrekken", new { }, await Lid(p, 2))).Status);
        Assert.Equal("ingetrokken", (string)(await alv.Doe(ander, "intrekken", null, await Lid(p, 1)))!["status"]!);
        Assert.True((bool)(await p.Get((string)(await p.Get(ander))["toezegging"]!))["gereed"]!);
        var weer = await alv.Maak("afmeldingen", new { stemming, lid = alv.Leden[1].Url }, await Lid(p, 1));
        // The last day counts, the day after does not; and it is no longer taken back.
        klok.Now = new(2031, 5, 1, 21, 0, 0, TimeSpan.Zero);
        await alv.Maak("afmeldingen", new { stemming, lid = alv.Leden[0].Url }, await Lid(p, 0));
        klok.Now = new(2031, 5, 1, 22, 30, 0, TimeSpan.Zero); // half past midnight here
        Assert.Equal(["g212-termijn"], await alv.Weigert(weer, "intrekken", null, await Lid(p, 1)));
        Assert.Equal(4, await p.Rows("bvm_afmelding"));
    }

    [Theory, MemberData(nameof(Alle))]
    public async Task Nobody_stays_out_of_what_was_not_decided_or_of_what_binds_all(string store)
    {
        var klok = new Clock(Begin);
        await using var p = await Platform.Start(store, klok: klok);
        var (alv, stemming, uitslag) = await Besloten(p, klok, "tegen", nadere: false);
        Assert.Equal("verworpen", (string)uitslag["uitkomst"]!);
        Assert.Equal(["g212"], await alv.Weigert(Alv.Root + "afmeldingen", "", new { stemming, lid = alv.Leden[2].Url }, await Lid(p, 2)));
        klok.Now = new(2031, 5, 2, 9, 0, 0, TimeSpan.Zero);
        Assert.Contains("g212-termijn",
            await alv.Weigert(Alv.Root + "afmeldingen", "", new { stemming, lid = alv.Leden[2].Url }, await Lid(p, 2)));
        var peiling = await alv.Maak("stemmingen", new { onderwerp = "Wat vindt u?", modus = "peiling", sluit = "2099-01-01T00:00:00Z" });
        Assert.Equal(["g212"], await alv.Weigert(Alv.Root + "afmeldingen", "", new { stemming = peiling, lid = alv.Leden[2].Url },
            await Lid(p, 2)));
        Assert.Equal(0, await p.Rows("bvm_afmelding"));
    }
}
