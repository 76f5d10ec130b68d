using System.Globalization;
using System.Text.Json.Nodes;
using Xunit;

namespace Brink.Tests;

/// <summary>
/// One story of a zaak in time: what it was closed with, on which day, and how long its file is kept always agree with the status that is
/// shown, in whatever order statuses come, are dated, or are taken back. Each path is a row: what is done, step by step,
/// and what then stands.
/// </summary>
public sealed class ZaaktijdTests
{
    private const string Zrc = "zaken/api/v1/", Ztc = "catalogi/api/v1/";

    /// <summary>A path. <c>Z</c> is a zaak, <c>D</c> its deelzaak, <c>R</c> a zaak that <c>Z</c> names as related;
    /// all of them began on 2024-01-01, and files are kept for a year. A step that must be refused ends on <c>!</c> and the code.
    /// What stands in the end, per zaak: the statustype, the einddatum, the archiefnominatie,
    /// the archiefactiedatum and the startdatum of the bewaartermijn.</summary>
    private static readonly (string Naam, string[] Stappen, string[] Dan)[] Paden =
    [
        ("closed", ["Z resultaat afgehandeld", "Z Begin 01-02", "Z Eind 06-01"], ["Z Eind 2024-06-01 vernietigen 2025-06-01 2024-06-01"]),
        ("closed as the first thing", ["Z resultaat afgehandeld", "Z Eind 06-01"], ["Z Eind 2024-06-01 vernietigen 2025-06-01 2024-06-01"]),
        ("reopened", ["Z resultaat afgehandeld", "Z Eind 06-01", "Z Bezig 06-02"], ["Z Bezig - - - -"]),
        ("reopened and closed again", ["Z resultaat afgehandeld", "Z Eind 06-01", "Z Bezig 06-02", "Z Eind 06-03"],
            ["Z Eind 2024-06-03 vernietigen 2025-06-03 2024-06-03"]),
        ("reopened, and closed with a date that nobody knows",
            ["Z resultaat afgehandeld", "Z Eind 06-01", "Z Bezig 06-02", "Z resultaat eigenschap", "Z Eind 06-03"],
            ["Z Eind 2024-06-03 vernietigen - -"]),
        ("reopened, and closed to be kept for good",
            ["Z resultaat afgehandeld", "Z Eind 06-01", "Z Bezig 06-02", "Z resultaat blijvend", "Z Eind 06-03"],
            ["Z Eind 2024-06-03 blijvend_bewaren - -"]),
        ("an older status after the closing is history", ["Z resultaat afgehandeld", "Z Eind 06-10", "Z Bezig 06-02"],
            ["Z Eind 2024-06-10 vernietigen 2025-06-10 2024-06-10"]),
        ("an end status older than what came after it is history", ["Z resultaat afgehandeld", "Z Bezig 06-10", "Z Eind 06-02"],
            ["Z Bezig - - - -"]),
        ("all statuses brought in backwards", ["Z resultaat afgehandeld", "Z Eind 06-10", "Z Bezig 06-05", "Z Eind 06-02", "Z Begin 01-02"],
            ["Z Eind 2024-06-10 vernietigen 2025-06-10 2024-06-10"]),
        ("closed on another day", ["Z resultaat afgehandeld", "Z Eind 06-01", "Z Eind 06-05"],
            ["Z Eind 2024-06-05 vernietigen 2025-06-05 2024-06-05"]),
        ("two statuses at one moment", ["Z Begin 01-02", "Z Bezig 01-02 !datumStatusGezet:unique", "Z Bezig 01-03"], ["Z Bezig - - - -"]),
        ("two at one moment, written with another offset",
            ["Z Begin 01-02T10:00:00Z", "Z Bezig 01-02T11:00:00+01:00 !datumStatusGezet:unique"], ["Z Begin - - - -"]),
        ("before the start", ["Z Begin 2023-12-31 !datumStatusGezet:date-before-startdatum"], ["Z - - - - -"]),
        ("half past midnight of the first day", ["Z resultaat afgehandeld", "Z Eind 01-01T00:30:00+01:00"],
            ["Z Eind 2024-01-01 vernietigen 2025-01-01 2024-01-01"]),
        ("the same moment in UTC", ["Z resultaat afgehandeld", "Z Eind 2023-12-31T23:30:00Z"],
            ["Z Eind 2024-01-01 vernietigen 2025-01-01 2024-01-01"]),
        ("half past midnight in summer", ["Z resultaat afgehandeld", "Z Eind 05-31T22:30:00Z"],
            ["Z Eind 2024-06-01 vernietigen 2025-06-01 2024-06-01"]),
        ("in the future", ["Z Begin 2099-01-01 !datumStatusGezet:date-in-future", "Z Eind 2099-01-01 !datumStatusGezet:date-in-future"],
            ["Z - - - - -"]),
        ("termijn", ["Z resultaat termijn", "Z Eind 06-01"], ["Z Eind 2024-06-01 vernietigen 2027-06-01 2026-06-01"]),
        ("ander datumkenmerk", ["Z resultaat ander", "Z Eind 06-01"], ["Z Eind 2024-06-01 vernietigen - -"]),

        ("hoofdzaak closed after its deelzaak", ["D resultaat hoofdzaak", "D Eind 06-01", "Z resultaat afgehandeld", "Z Eind 06-10"],
            ["Z Eind 2024-06-10 vernietigen 2025-06-10 2024-06-10", "D Eind 2024-06-01 vernietigen 2025-06-10 2024-06-10"]),
        ("hoofdzaak still open", ["D resultaat hoofdzaak", "D Eind 06-01"], ["Z - - - - -", "D Eind 2024-06-01 vernietigen - -"]),
        ("hoofdzaak reopened", ["D resultaat hoofdzaak", "D Eind 06-01", "Z resultaat afgehandeld", "Z Eind 06-10", "Z Bezig 06-11"],
            ["Z Bezig - - - -", "D Eind 2024-06-01 vernietigen - -"]),
        ("hoofdzaak reopened and closed again",
            ["D resultaat hoofdzaak", "D Eind 06-01", "Z resultaat afgehandeld", "Z Eind 06-10", "Z Bezig 06-11", "Z Eind 06-20"],
            ["Z Eind 2024-06-20 vernietigen 2025-06-20 2024-06-20", "D Eind 2024-06-01 vernietigen 2025-06-20 2024-06-20"]),
        ("hoofdzaak closed on another day",
            ["D resultaat hoofdzaak", "D Eind 06-01", "Z resultaat afgehandeld", "Z Eind 06-10", "Z Eind 06-15"],
            ["Z Eind 2024-06-15 vernietigen 2025-06-15 2024-06-15", "D Eind 2024-06-01 vernietigen 2025-06-15 2024-06-15"]),
        ("a deelzaak with dates of its own keeps them",
            ["D resultaat afgehandeld", "D Eind 06-01", "Z resultaat afgehandeld", "Z Eind 06-10", "Z Bezig 06-11"],
            ["Z Bezig - - - -", "D Eind 2024-06-01 vernietigen 2025-06-01 2024-06-01"]),
        ("hoofdzaak with an open deelzaak",
            ["D Begin 01-02", "Z resultaat afgehandeld", "Z Eind 06-10 !nonFieldErrors:deelzaken-not-closed"],
            ["Z - - - - -", "D Begin - - - -"]),
        ("deelzaak reopened under a closed hoofdzaak",
            ["D resultaat hoofdzaak", "D Eind 06-01", "Z resultaat afgehandeld", "Z Eind 06-10",
                "D Bezig 06-11 !nonFieldErrors:hoofdzaak-closed"],
            ["D Eind 2024-06-01 vernietigen 2025-06-10 2024-06-10"]),
        ("deelzaak reopened after its hoofdzaak",
            ["D resultaat hoofdzaak", "D Eind 06-01", "Z resultaat afgehandeld", "Z Eind 06-10", "Z Bezig 06-11", "D Bezig 06-12"],
            ["Z Bezig - - - -", "D Bezig - - - -"]),
        ("no hoofdzaak to follow", ["R resultaat hoofdzaak", "R Eind 06-01"], ["R Eind 2024-06-01 vernietigen - -"]),
        ("given a hoofdzaak afterwards",
            ["Z resultaat afgehandeld", "D resultaat afgehandeld", "D Eind 01-05", "Z Eind 06-10", "R resultaat hoofdzaak", "R Eind 06-01",
                "R hoofdzaak Z"],
            ["R Eind 2024-06-01 vernietigen 2025-06-10 2024-06-10"]),

        ("related zaak closed later",
            ["Z resultaat gerelateerd", "D resultaat afgehandeld", "D Eind 01-05", "Z Eind 06-01", "R resultaat afgehandeld",
            "R Eind 06-20"],
            ["Z Eind 2024-06-01 vernietigen 2025-06-20 2024-06-20"]),
        ("related zaak reopened",
            ["Z resultaat gerelateerd", "D resultaat afgehandeld", "D Eind 01-05", "Z Eind 06-01", "R resultaat afgehandeld",
                "R Eind 06-20", "R Bezig 06-21"],
            ["Z Eind 2024-06-01 vernietigen - -"]),
        ("named as related no longer",
            ["Z resultaat gerelateerd", "D resultaat afgehandeld", "D Eind 01-05", "R resultaat afgehandeld", "R Eind 06-20",
                "Z Eind 06-25", "Z relatie geen"],
            ["Z Eind 2024-06-25 vernietigen - -"]),

        ("eigenschap in the compact form of a date", ["R eigenschap Vervalt 20241130", "R resultaat eigenschap", "R Eind 06-01"],
            ["R Eind 2024-06-01 vernietigen 2025-11-30 2024-11-30"]),
        ("eigenschap in the compact form of a moment", ["R eigenschap Moment 20241130100000", "R resultaat moment", "R Eind 06-01"],
            ["R Eind 2024-06-01 vernietigen 2025-11-30 2024-11-30"]),
        ("eigenschap as a moment with an offset, a day later here",
            ["R eigenschap Moment 2024-11-30T23:30:00Z", "R resultaat moment", "R Eind 06-01"],
            ["R Eind 2024-06-01 vernietigen 2025-12-01 2024-12-01"]),
        ("eigenschap given afterwards", ["R resultaat eigenschap", "R Eind 06-01", "R eigenschap Vervalt 20241130"],
            ["R Eind 2024-06-01 vernietigen 2025-11-30 2024-11-30"]),
        ("eigenschap changed afterwards",
            ["R eigenschap Vervalt 20241130", "R resultaat eigenschap", "R Eind 06-01", "R eigenschap Vervalt 20241231"],
            ["R Eind 2024-06-01 vernietigen 2025-12-31 2024-12-31"]),
        ("eigenschap taken away", ["R eigenschap Vervalt 20241130", "R resultaat eigenschap", "R Eind 06-01", "R eigenschap Vervalt weg"],
            ["R Eind 2024-06-01 vernietigen - -"]),
        ("another eigenschap is no source",
            ["R resultaat eigenschap", "R Eind 06-01", "R bewaart 2024-08-01", "R eigenschap Moment 20241130100000"],
            ["R Eind 2024-06-01 vernietigen 2025-08-01 2024-08-01"]),
        ("zaakobject given afterwards", ["R resultaat zaakobject", "R Eind 06-01", "R object 2024-08-09"],
            ["R Eind 2024-06-01 vernietigen 2025-08-09 2024-08-09"]),
        ("zaakobject taken away", ["R resultaat zaakobject", "R object 2024-08-09", "R Eind 06-01", "R object weg"],
            ["R Eind 2024-06-01 vernietigen - -"]),
        ("besluit taken afterwards", ["R resultaat ingang", "R Eind 06-01", "R besluit 2024-07-01 -"],
            ["R Eind 2024-06-01 vernietigen 2025-07-01 2024-07-01"]),
        ("besluit ends afterwards", ["R resultaat verval", "R besluit 2024-07-01 -", "R Eind 06-01", "R verval 2024-12-24"],
            ["R Eind 2024-06-01 vernietigen 2025-12-24 2024-12-24"]),
        ("besluit taken away", ["R resultaat ingang", "R besluit 2024-07-01 -", "R Eind 06-01", "R besluit weg"],
            ["R Eind 2024-06-01 vernietigen - -"]),
        ("besluit without an end leaves what a person filled in",
            ["R resultaat verval", "R Eind 06-01", "R bewaart 2024-08-01", "R besluit 2024-07-01 -"],
            ["R Eind 2024-06-01 vernietigen 2025-08-01 2024-08-01"]),
        ("an open zaak has no dates, whatever comes in", ["R resultaat eigenschap", "R Begin 01-02", "R eigenschap Vervalt 20241130"],
            ["R Begin - - - -"]),
    ];

    [Fact]
    public void Each_path_has_a_name_of_its_own() => Assert.Equal(Paden.Length, Paden.Select(p => p.Naam).Distinct().Count());

    [Theory, MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task A_zaak_tells_one_story(string store)
    {
        await using var w = await Wereld.Maak(store);
        foreach (var (naam, stappen, dan) in Paden)
        {
            await w.Begin(stappen.Any(s => s.StartsWith("D ", StringComparison.Ordinal)));
            foreach (var stap in stappen)
            {
                await w.Doe(stap);
                foreach (var zaak in (string[])["Z", "D", "R"]) await w.Klopt($"{naam}, na '{stap}'", zaak);
            }
            foreach (var stand in dan) Assert.Equal((naam, stand), (naam, await w.Stand(stand[..1])));
        }
    }

    [Theory, MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task A_date_that_follows_from_elsewhere_stands_in_the_trail_of_the_zaak_and_is_announced(string store)
    {
        await using var w = await Wereld.Maak(store);
        foreach (var stap in (string[])["D resultaat hoofdzaak", "D Eind 06-01", "Z resultaat afgehandeld"]) await w.Doe(stap);
        var (trail, berichten) = ((await w.P.Get(w.Pad("D") + "/audittrail")).AsArray().Count, await w.P.Rows("outbox"));
        await w.Doe("Z Eind 06-10");
        var rij = (await w.P.Get(w.Pad("D") + "/audittrail")).AsArray().MaxBy(r => (string)r!["aanmaakdatum"]!, StringComparer.Ordinal)!;
        Assert.Equal((trail + 1, "partial_update", "2025-06-10"),
            ((await w.P.Get(w.Pad("D") + "/audittrail")).AsArray().Count, (string)rij["actie"]!,
                (string?)rij["wijzigingen"]!["nieuw"]!["archiefactiedatum"]));
        Assert.Equal(berichten + 3, await w.P.Rows("outbox")); // the status, the hoofdzaak and the deelzaak
    }

    [Theory, MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task Zaken_of_before_the_standard_keep_their_history_with_a_warning(string store)
    {
        await using var w = await Wereld.Maak(store);
        var oud = (string)(await w.P.Post(Zrc + "zaken", w.Body("2019-04-09")))["url"]!;
        using var content = System.Net.Http.Json.JsonContent.Create(
            new { zaak = oud, statustype = w.Statustype("Begin"), datumStatusGezet = "2018-04-20T13:37:00" });
        using var antwoord = await w.P.Beheerder.PostAsync(new Uri(Zrc + "statussen", UriKind.Relative), content,
            TestContext.Current.CancellationToken);
        Assert.Equal((201, true), ((int)antwoord.StatusCode, antwoord.Headers.Contains("X-Warning")));
    }

    [Theory, MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task A_zaak_is_planned_by_its_zaaktype_unless_the_client_does(string store)
    {
        await using var w = await Wereld.Maak(store);
        var zonder = await w.P.Post(Zrc + "zaken", w.Body("2024-01-31"));
        Assert.Equal(("2024-02-10", "2024-03-01"), ((string?)zonder["einddatumGepland"], (string?)zonder["uiterlijkeEinddatumAfdoening"]));
        var met = w.Body("2024-01-31");
        (met["einddatumGepland"], met["uiterlijkeEinddatumAfdoening"]) = ("2024-02-01", "2024-02-02");
        var gemaakt = await w.P.Post(Zrc + "zaken", met);
        Assert.Equal(("2024-02-01", "2024-02-02"),
            ((string?)gemaakt["einddatumGepland"], (string?)gemaakt["uiterlijkeEinddatumAfdoening"]));
        var (status, leeg) = await w.P.Send(HttpMethod.Patch, w.Pad(gemaakt), new { einddatumGepland = (string?)null });
        Assert.Equal((200, null), (status, (string?)leeg!["einddatumGepland"])); // what somebody takes away stays away
    }

    [Theory, MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task A_rol_is_somebodys(string store)
    {
        await using var w = await Wereld.Maak(store);
        var zaak = w.Adres("Z");
        JsonObject Rol(string wie) => JsonNode.Parse($$"""
            {"zaak":"{{zaak}}","roltype":"{{w.Roltype}}","betrokkeneType":"natuurlijk_persoon","roltoelichting":"indiener"{{wie}}}
            """)!.AsObject();
        foreach (var niemand in (string[])["", ""","betrokkene":"" """, ""","betrokkeneIdentificatie":null""",
            ""","betrokkeneIdentificatie":{}""",
            ""","betrokkeneIdentificatie":{"inpBsn":"","geslachtsnaam":" "}"""])
        {
            Assert.Equal((niemand, "nonFieldErrors:invalid-betrokkene"),
                (niemand, string.Join(' ', await w.P.Faults(HttpMethod.Post, Zrc + "rollen", Rol(niemand)))));
        }
        Assert.Equal(0, await w.P.Rows("zrc_rol"));
        var rol = await w.P.Post(Zrc + "rollen", Rol(""","betrokkeneIdentificatie":{"inpBsn":"999990019"}"""));
        await w.P.Post(Zrc + "rollen", Rol(""","betrokkene":"http://elders.test/personen/1" """));

        // PUT (merged for Zaken 1.8): the same rol, with another description of who it is.
        var pad = w.Pad(rol);
        Assert.Equal(["nonFieldErrors:invalid-betrokkene"], await w.P.Faults(HttpMethod.Put, pad, Rol("")));
        var (status, anders) = await w.P.Send(HttpMethod.Put, pad,
            Rol(""","betrokkeneIdentificatie":{"inpBsn":"999990020","geslachtsnaam":"Voorbeeld"}"""));
        Assert.Equal((200, "999990020", (string?)rol["registratiedatum"]),
            (status, (string?)anders!["betrokkeneIdentificatie"]!["inpBsn"], (string?)anders["registratiedatum"]));
        const string Bsn = Zrc + "rollen?betrokkeneIdentificatie__natuurlijkPersoon__inpBsn=";
        Assert.Equal((0, 1), ((int)(await w.P.Get(Bsn + "999990019"))["count"]!, (int)(await w.P.Get(Bsn + "999990020"))["count"]!));
        var elders = Rol(""","betrokkene":"http://elders.test/personen/1" """);
        elders["zaak"] = w.Adres("R");
        Assert.Equal(["zaak:wijzigen-niet-toegelaten"], await w.P.Faults(HttpMethod.Put, pad, elders));
        Assert.Equal(405, (await w.P.Send(HttpMethod.Patch, pad, new { roltoelichting = "x" })).Status);
    }

    [Theory, MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task A_hoofdzaak_is_one_that_the_client_may_see_and_its_trail_tells(string store)
    {
        await using var w = await Wereld.Maak(store);
        var geheim = w.Body("2024-01-01");
        geheim["vertrouwelijkheidaanduiding"] = "geheim";
        var (verborgen, eigen, open) = ((string)(await w.P.Post(Zrc + "zaken", geheim))["url"]!,
            await w.P.Post(Zrc + "zaken", w.Body("2024-01-01")), w.Adres("R"));
        var client = await w.P.WithRights("intern", new
        {
            component = "zrc",
            scopes = new[] { "zaken.lezen", "zaken.aanmaken", "zaken.bijwerken" },
            zaaktype = w.Zaaktype,
            maxVertrouwelijkheidaanduiding = "intern",
        });
        Assert.NotEqual(200, (await w.P.Send(HttpMethod.Get, verborgen[w.P.Base.Length..], null, client)).Status);
        var voor = (await w.P.Get(verborgen[w.P.Base.Length..])).ToJsonString();
        // As with an address of nothing: whether there is such a zaak is not told.
        foreach (var hoofdzaak in (string[])[verborgen, verborgen[..^36] + Guid.NewGuid()])
        {
            Assert.Equal(["hoofdzaak:does_not_exist"], await w.P.Faults(HttpMethod.Patch, w.Pad(eigen), new { hoofdzaak }, client));
            var nieuw = w.Body("2024-01-01");
            nieuw["hoofdzaak"] = hoofdzaak;
            Assert.Equal(["hoofdzaak:does_not_exist"], await w.P.Faults(HttpMethod.Post, Zrc + "zaken", nieuw, client));
        }
        Assert.Equal(voor, (await w.P.Get(verborgen[w.P.Base.Length..])).ToJsonString());
        Assert.Equal(200, (await w.P.Send(HttpMethod.Patch, w.Pad(eigen), new { hoofdzaak = open }, client)).Status);
        var trail = (await w.P.Get(w.Pad("R") + "/audittrail")).AsArray();
        Assert.Contains(trail, r => (string?)r!["actie"] == "partial_update" && r["wijzigingen"]!["nieuw"]!["deelzaken"]!.AsArray()
            .Any(d => (string?)d == (string?)eigen["url"]));
        Assert.Equal(200, (await w.P.Send(HttpMethod.Patch, w.Pad(eigen), new { hoofdzaak = (string?)null }, client)).Status);
        Assert.Equal(trail.Count + 1, (await w.P.Get(w.Pad("R") + "/audittrail")).AsArray().Count);
    }

    /// <summary>A zaaktype with a resultaattype for each way of finding the brondatum, and three zaken of it.</summary>
    private sealed class Wereld : IAsyncDisposable
    {
        private readonly Dictionary<string, string> typen = [], zaken = [], delen = [];

        public required Platform P { get; init; }
        public string Zaaktype => typen["zaaktype"];
        public string Roltype => typen["roltype"];
        public string Statustype(string naam) => typen["status/" + naam];
        public string Adres(string zaak) => zaken[zaak];
        public string Pad(string zaak) => zaken[zaak][P.Base.Length..];
        public string Pad(JsonNode gemaakt) => ((string)gemaakt["url"]!)[P.Base.Length..];
        public ValueTask DisposeAsync() => P.DisposeAsync();

        public JsonObject Body(string startdatum) => new()
        {
            ["bronorganisatie"] = "000001375",
            ["verantwoordelijkeOrganisatie"] = "000001375",
            ["zaaktype"] = Zaaktype,
            ["startdatum"] = startdatum,
        };

        public static async Task<Wereld> Maak(string store)
        {
            var w = new Wereld { P = await Platform.Start(store) };
            var p = w.P;
            var cast = new Cast(p);
            var catalogus = await cast.Catalogus();
            w.typen["besluittype"] = await cast.Url(Ztc + "besluittypen",
                new
                {
                    catalogus,
                    omschrijving = "Vergunning",
                    publicatieIndicatie = false,
                    informatieobjecttypen = Array.Empty<string>(),
                    beginGeldigheid = "2020-01-01"
                });
            await cast.Publish(w.typen["besluittype"]);
            var body = Cast.ZaaktypeBody(catalogus);
            body["servicenorm"] = "P10D";
            var zaaktype = w.typen["zaaktype"] = await cast.Url(Ztc + "zaaktypen", body);
            foreach (var (i, naam) in new[] { "Begin", "Bezig", "Eind" }.Index())
                w.typen["status/" + naam] = await cast.Url(Ztc + "statustypen", new { omschrijving = naam, zaaktype, volgnummer = i + 1 });
            w.typen["roltype"] = await cast.Url(Ztc + "roltypen",
                new { zaaktype, omschrijving = "Aanvrager", omschrijvingGeneriek = "initiator" });
            foreach (var (naam, formaat, lengte) in new[] { ("Vervalt", "datum", "8"), ("Moment", "datum_tijd", "14") })
            {
                w.typen["eigenschap/" + naam] = await cast.Url(Ztc + "eigenschappen",
                    new { naam, definitie = "d", specificatie = new { formaat, lengte, kardinaliteit = "1" }, zaaktype });
            }
            foreach (var (naam, procedure) in new[]
            {
                ("afgehandeld", """{"afleidingswijze":"afgehandeld"}"""),
                ("termijn", """{"afleidingswijze":"termijn","procestermijn":"P2Y"}"""),
                ("hoofdzaak", """{"afleidingswijze":"hoofdzaak"}"""), ("gerelateerd", """{"afleidingswijze":"gerelateerde_zaak"}"""),
                ("eigenschap", """{"afleidingswijze":"eigenschap","datumkenmerk":"Vervalt"}"""),
                ("moment", """{"afleidingswijze":"eigenschap","datumkenmerk":"Moment"}"""),
                ("zaakobject", """{"afleidingswijze":"zaakobject","datumkenmerk":"sloopdatum","objecttype":"overige"}"""),
                ("ingang", """{"afleidingswijze":"ingangsdatum_besluit"}"""), ("verval", """{"afleidingswijze":"vervaldatum_besluit"}"""),
                ("ander", """{"afleidingswijze":"ander_datumkenmerk","datumkenmerk":"x","objecttype":"pand","registratie":"BAG"}"""),
                ("blijvend", """{"afleidingswijze":"afgehandeld"}"""),
            })
            {
                var blijft = naam == "blijvend";
                var klasse = p.Elders.Serve("klassen/" + naam, new
                {
                    procesType = "http://elders.test/procestypen/1",
                    nummer = 1,
                    naam,
                    waardering = blijft ? "blijvend_bewaren" : "vernietigen",
                    procestermijn = "",
                    bewaartermijn = blijft ? null : "P1Y",
                });
                w.typen["resultaat/" + naam] = await cast.Url(Ztc + "resultaattypen", new
                {
                    zaaktype,
                    omschrijving = naam,
                    resultaattypeomschrijving = p.Elders.Serve("omschrijving", new { omschrijving = "Klaar", definitie = "" }),
                    selectielijstklasse = klasse,
                    brondatumArchiefprocedure = JsonNode.Parse(procedure),
                });
            }
            await cast.Publish(zaaktype);
            await w.Begin(deelzaak: true);
            return w;
        }

        /// <summary>Three zaken to which nothing has happened yet. A deelzaak only where the path has one:
        /// a hoofdzaak does not close before it.</summary>
        public async Task Begin(bool deelzaak)
        {
            delen.Clear();
            async Task<string> Nieuw(JsonObject body) => (string)(await P.Post(Zrc + "zaken", body))["url"]!;
            zaken["R"] = await Nieuw(Body("2024-01-01"));
            var (hoofd, deel) = (Body("2024-01-01"), Body("2024-01-01"));
            hoofd["relevanteAndereZaken"] = new JsonArray(new JsonObject { ["url"] = zaken["R"], ["aardRelatie"] = "vervolg" });
            zaken["Z"] = await Nieuw(hoofd);
            if (deelzaak) deel["hoofdzaak"] = zaken["Z"];
            zaken["D"] = await Nieuw(deel);
        }

        public async Task Doe(string stap)
        {
            var woorden = stap.Split(' ');
            var zaak = zaken[woorden[0]];
            var fout = woorden[^1].StartsWith('!') ? woorden[^1][1..] : null;
            var sleutel = woorden[0] + woorden[1];
            switch (woorden[1])
            {
                case "Begin" or "Bezig" or "Eind":
                    var dag = woorden[2].Length < 10 || woorden[2][2] == '-' ? "2024-" + woorden[2] : woorden[2];
                    var status = new
                    {
                        zaak,
                        statustype = Statustype(woorden[1]),
                        datumStatusGezet = dag.Length == 10
                        ? dag + "T10:00:00Z" : dag
                    };
                    if (fout is null) { await P.Post(Zrc + "statussen", status); break; }
                    var voor = await Rijen();
                    Assert.Equal((stap, fout), (stap, string.Join(' ', await P.Faults(HttpMethod.Post, Zrc + "statussen", status))));
                    Assert.Equal(voor, await Rijen());
                    break;
                case "resultaat":
                    if (delen.Remove(sleutel, out var was)) Assert.Equal(204, (await P.Send(HttpMethod.Delete, was)).Status);
                    delen[sleutel] = Pad(await P.Post(Zrc + "resultaten", new { zaak, resultaattype = typen["resultaat/" + woorden[2]] }));
                    break;
                case "hoofdzaak":
                    Assert.Equal(200, (await P.Send(HttpMethod.Patch, Pad(woorden[0]), new { hoofdzaak = zaken[woorden[2]] })).Status);
                    break;
                case "relatie":
                    Assert.Equal(200, (await P.Send(HttpMethod.Patch, Pad(woorden[0]),
                        new { relevanteAndereZaken = Array.Empty<object>() })).Status);
                    break;
                case "bewaart":
                    Assert.Equal(200, (await P.Send(HttpMethod.Patch, Pad(woorden[0]),
                        new { startdatumBewaartermijn = woorden[2] })).Status);
                    break;
                case "eigenschap":
                    sleutel += woorden[2];
                    if (woorden[3] == "weg")
                    {
                        Assert.Equal(204, (await P.Send(HttpMethod.Delete, delen[sleutel])).Status);
                    }
                    else if (delen.TryGetValue(sleutel, out var pad))
                    {
                        Assert.Equal(200, (await P.Send(HttpMethod.Patch, pad, new { waarde = woorden[3] })).Status);
                    }
                    else
                    {
                        delen[sleutel] = Pad(await P.Post(Pad(woorden[0]) + "/zaakeigenschappen",
                            new { zaak, eigenschap = typen["eigenschap/" + woorden[2]], waarde = woorden[3] }));
                    }
                    break;
                case "object":
                    if (woorden[2] == "weg")
                    {
                        Assert.Equal(204, (await P.Send(HttpMethod.Delete, delen[sleutel])).Status);
                    }
                    else
                    {
                        delen[sleutel] = Pad(await P.Post(Zrc + "zaakobjecten",
                            new
                            {
                                zaak,
                                objectType = "overige",
                                objectTypeOverige = "gebouw",
                                objectIdentificatie = new { overigeData = new { sloopdatum = woorden[2] } }
                            }));
                    }
                    break;
                case "besluit":
                    if (woorden[2] == "weg")
                    {
                        Assert.Equal(204, (await P.Send(HttpMethod.Delete, delen[sleutel])).Status);
                    }
                    else
                    {
                        delen[sleutel] = Pad(await P.Post("besluiten/api/v1/besluiten", new JsonObject
                        {
                            ["verantwoordelijkeOrganisatie"] = "000001375",
                            ["besluittype"] = typen["besluittype"],
                            ["zaak"] = zaak,
                            ["datum"] = "2024-01-01",
                            ["ingangsdatum"] = woorden[2],
                        }));
                    }
                    break;
                case "verval":
                    Assert.Equal(200, (await P.Send(HttpMethod.Patch, delen[woorden[0] + "besluit"],
                        new { vervaldatum = woorden[2], vervalreden = "tijdelijk" })).Status);
                    break;
                default:
                    throw new InvalidOperationException($"geen stap: {stap}");
            }
        }

        private async Task<(long, long, long)> Rijen() => (await P.Rows("zrc_status"), await P.Rows("audit"), await P.Rows("outbox"));

        private static readonly TimeZoneInfo Amsterdam = TimeZoneInfo.FindSystemTimeZoneById("Europe/Amsterdam");

        /// <summary>What always holds: the zaak is closed exactly when the status that it shows is an end status,
        /// on the Dutch day of that status; of all its statuses that one alone says that it is the latest, and it is;
        /// and an open zaak has no archive dates.</summary>
        public async Task Klopt(string wanneer, string zaak)
        {
            var json = await P.Get(Pad(zaak));
            var statussen = (await P.Get($"{Zrc}statussen?zaak={Adres(zaak)}"))["results"]!.AsArray().Select(s => s!).ToList();
            static DateTimeOffset Moment(JsonNode s) => DateTimeOffset.Parse((string)s["datumStatusGezet"]!, CultureInfo.InvariantCulture);
            var laatste = statussen.MaxBy(Moment);
            Assert.Equal((wanneer, (string?)laatste?["url"]), (wanneer, (string?)json["status"]));
            Assert.Equal((wanneer, laatste is null ? 0 : 1), (wanneer, statussen.Count(s => (bool)s["indicatieLaatstGezetteStatus"]!)));
            if (laatste is not null) Assert.True((bool)laatste["indicatieLaatstGezetteStatus"]!, wanneer);
            var dicht = (string?)laatste?["statustype"] == Statustype("Eind");
            var dag = dicht ? TimeZoneInfo.ConvertTime(Moment(laatste!), Amsterdam)
                .ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : null;
            Assert.Equal((wanneer, dag), (wanneer, (string?)json["einddatum"]));
            if (!dicht)
            {
                Assert.All(["archiefnominatie", "archiefactiedatum", "startdatumBewaartermijn"],
                    veld => Assert.True(json[veld] is null, $"{wanneer}: {veld}"));
            }
        }

        public async Task<string> Stand(string zaak)
        {
            var json = await P.Get(Pad(zaak));
            var statustype = json["status"] is { } status ? (string?)(await P.Get(((string)status!)[P.Base.Length..]))["statustype"] : null;
            var naam = statustype is null ? "-" : typen.Single(t => t.Value == statustype).Key["status/".Length..];
            string[] velden = ["einddatum", "archiefnominatie", "archiefactiedatum", "startdatumBewaartermijn"];
            return $"{zaak} {naam} " + string.Join(' ', velden.Select(v => (string?)json[v] ?? "-"));
        }
    }
}
