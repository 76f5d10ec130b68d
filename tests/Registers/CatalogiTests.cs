using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit;
using static Brink.Tests.Kast;

namespace Brink.Tests;

/// <summary>The rules of the Catalogi API by their codes, on both stores.</summary>
public sealed class CatalogiTests
{
    public static TheoryData<string> Stores => Tests.Stores.All;

    private static string[] Lijst(JsonObject type, string veld) => [.. type[veld]!.AsArray().Select(v => (string)v!)];
    private static string Dag(int over) => Alv.Vandaag(over);

    [Theory, MemberData(nameof(Stores))]
    public async Task Ztc_001_procestype_comes_from_the_selectielijst(string store)
    {
        await using var k = await Kast.Open(store);
        var z = await k.Zaaktype("Z1", b => b["selectielijstProcestype"] = k.Procestype);
        Assert.Equal(k.Procestype, (string)z["selectielijstProcestype"]!);
        Assert.Equal(["selectielijstProcestype:invalid-resource"],
            await k.Fouten(HttpMethod.Patch, z, new { selectielijstProcestype = k.Omschrijving }));
        Assert.Equal(["selectielijstProcestype:bad-url"],
            await k.Fouten(HttpMethod.Patch, z, new { selectielijstProcestype = "http://elders.test/niets" }));
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Ztc_002_resultaattype_follows_the_selectielijst(string store)
    {
        await using var k = await Kast.Open(store);
        var z = await k.Zaaktype("Z1", b => b["selectielijstProcestype"] = k.Procestype);
        object Body(string klasse, string? omschrijving = null) =>
            new
            {
                zaaktype = Url(z),
                omschrijving = "Klaar " + Births.Letters(8),
                resultaattypeomschrijving = omschrijving
                ?? k.Omschrijving,
                selectielijstklasse = klasse
            };

        var r = await k.P.Post(Ztc + "resultaattypen", Body(k.Klasse("")));
        Assert.Equal(("Afgehandeld", "vernietigen", "P7Y"),
            ((string)r["omschrijvingGeneriek"]!, (string)r["archiefnominatie"]!, (string)r["archiefactietermijn"]!));
        Assert.Equal([Url(r)], Lijst(await k.Lees(z), "resultaattypen"));
        Assert.Equal(["nonFieldErrors:procestype-mismatch"],
            await k.P.Faults(HttpMethod.Post, Ztc + "resultaattypen", Body(k.Klasse("", k.AnderProcestype + "/"))));
        Assert.Equal(["resultaattypeomschrijving:invalid-resource", "selectielijstklasse:invalid-resource"],
            await k.P.Faults(HttpMethod.Post, Ztc + "resultaattypen", Body(k.Procestype, k.Procestype)));
        Assert.Equal(1, await k.P.Rows("ztc_resultaattype"));

        k.P.Elders.Pages.Clear(); // the lists are away: what does not touch them still works
        var (status, json) = await k.Stuur(HttpMethod.Patch, r, new { toelichting = "nader" });
        Assert.Equal((200, "nader"), (status, (string)json!["toelichting"]!));
    }

    /// <summary>The procestermijn of the selectielijstklasse, the brondatumArchiefprocedure, and what is wrong with it.
    /// Nothing here depends on the store.</summary>
    public static TheoryData<string, string, string[]> Brondatums => new()
    {
        { "nihil", """{"afleidingswijze":"afgehandeld","objecttype":null,"procestermijn":null,"datumkenmerk":"","registratie":"","einddatumBekend":false}""", [] },
        { "nihil", """{"afleidingswijze":"hoofdzaak"}""", ["nonFieldErrors:invalid-afleidingswijze-for-procestermijn"] },
        { "ingeschatte_bestaansduur_procesobject", """{"afleidingswijze":"termijn","procestermijn":"P5Y"}""", [] },
        { "ingeschatte_bestaansduur_procesobject", """{"afleidingswijze":"afgehandeld"}""",
            ["nonFieldErrors:invalid-afleidingswijze-for-procestermijn"] },
        { "vast_te_leggen_datum", """{"afleidingswijze":"gerelateerde_zaak","objecttype":""}""", [] },
        { "", """{"afleidingswijze":"eigenschap"}""", ["brondatumArchiefprocedure.datumkenmerk:required"] },
        { "", """{"afleidingswijze":"hoofdzaak","datumkenmerk":"x"}""", ["brondatumArchiefprocedure.datumkenmerk:must-be-empty"] },
        { "", """{"afleidingswijze":"afgehandeld","einddatumBekend":true}""", ["brondatumArchiefprocedure.einddatumBekend:must-be-empty"] },
        { "", """{"afleidingswijze":"hoofdzaak","einddatumBekend":true}""", [] },
        { "", """{"afleidingswijze":"zaakobject","datumkenmerk":"x"}""", ["brondatumArchiefprocedure.objecttype:required"] },
        { "", """{"afleidingswijze":"hoofdzaak","objecttype":"pand"}""", ["brondatumArchiefprocedure.objecttype:must-be-empty"] },
        { "", """{"afleidingswijze":"ander_datumkenmerk","datumkenmerk":"x","objecttype":"pand"}""",
            ["brondatumArchiefprocedure.registratie:required"] },
        { "", """{"afleidingswijze":"zaakobject","datumkenmerk":"x","objecttype":"pand","registratie":"BAG"}""",
            ["brondatumArchiefprocedure.registratie:must-be-empty"] },
        { "", """{"afleidingswijze":"termijn"}""", ["brondatumArchiefprocedure.procestermijn:required"] },
        { "", """{"afleidingswijze":"eigenschap","datumkenmerk":"x","procestermijn":"P1Y"}""",
            ["brondatumArchiefprocedure.procestermijn:must-be-empty"] },
        {
            "", """{"afleidingswijze":"ander_datumkenmerk"}""",
            ["brondatumArchiefprocedure.datumkenmerk:required", "brondatumArchiefprocedure.objecttype:required",
                "brondatumArchiefprocedure.registratie:required"]
        },
    };

    [Theory, MemberData(nameof(Brondatums))]
    public async Task Ztc_003_to_008_brondatum(string procestermijn, string brondatum, string[] fouten)
    {
        await using var k = await Kast.Open("sqlite");
        var z = await k.Zaaktype("Z1");
        var body = new
        {
            zaaktype = Url(z),
            omschrijving = "Klaar " + Births.Letters(8),
            resultaattypeomschrijving = k.Omschrijving,
            selectielijstklasse = k.Klasse(procestermijn),
            brondatumArchiefprocedure = JsonNode.Parse(brondatum)!,
        };
        if (fouten.Length > 0)
        {
            Assert.Equal(fouten, await k.P.Faults(HttpMethod.Post, Ztc + "resultaattypen", body));
        }
        else
        {
            var kept = (await k.P.Post(Ztc + "resultaattypen", body))["brondatumArchiefprocedure"]!;
            Assert.Equal((string)body.brondatumArchiefprocedure["afleidingswijze"]!, (string)kept["afleidingswijze"]!);
            Assert.Equal((string?)body.brondatumArchiefprocedure["objecttype"] ?? "", (string)kept["objecttype"]!);
            // no kind of object is an empty text
        }
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Ztc_009_a_published_type_is_not_changed(string store)
    {
        await using var k = await Kast.Open(store);
        var schrijver = await k.Met("schrijver", "ztc", "catalogi.schrijven", "catalogi.lezen");
        var corrector = await k.Met("corrector", "ztc", "catalogi.geforceerd-schrijven");
        var z = await k.Zaaktype("Z1", b => b["trefwoorden"] = new JsonArray("parkeren"));
        Assert.True((bool)z["concept"]!);
        Assert.Equal(200, (await k.Stuur(HttpMethod.Patch, z, new { doel = "anders" }, schrijver)).Status);
        Assert.False((bool)(await k.Publiceer(z))["concept"]!);
        Assert.False((bool)(await k.Publiceer(z))["concept"]!); // asked twice

        Assert.Equal(["nonFieldErrors:non-concept-object"], await k.Fouten(HttpMethod.Patch, z, new { doel = "weer anders" }, schrijver));
        Assert.Equal(["nonFieldErrors:non-concept-object"],
            await k.Fouten(HttpMethod.Patch, z, new { doel = "weer anders", eindeGeldigheid = Dag(9) }, schrijver));
        Assert.Equal((400, "nonFieldErrors"), (await k.Stuur(HttpMethod.Delete, z, null, schrijver)) is var (s, j)
            ? (s, (string)j!["invalidParams"]![0]!["name"]!) : default);
        Assert.Equal(200, (await k.Stuur(HttpMethod.Patch, z, new { eindeGeldigheid = Dag(10) }, schrijver)).Status);

        // A correction adds, and takes nothing away.
        Assert.Equal(200, (await k.Stuur(HttpMethod.Patch, z, new { trefwoorden = new[] { "parkeren", "vergunning" } }, corrector)).Status);
        Assert.Equal(["trefwoorden:non-concept-object"],
            await k.Fouten(HttpMethod.Patch, z, new { trefwoorden = new[] { "vergunning" } }, corrector));
        foreach (var wijziging in new object[] { new { identificatie = "Z2" }, new { omschrijving = "Anders" },
            new { toelichting = "Nieuw" },
            new { beginGeldigheid = "2019-01-01" },
            new { referentieproces = new { naam = "Ander" } }, new { selectielijstProcestype = k.AnderProcestype } })
        {
            Assert.Equal(["nonFieldErrors:non-concept-object"], await k.Fouten(HttpMethod.Patch, z, wijziging, corrector));
        }
        var nu = await k.Lees(z);
        Assert.Equal(["parkeren", "vergunning"], Lijst(nu, "trefwoorden"));
        (nu["verantwoordingsrelatie"], nu["eindeGeldigheid"]) = (new JsonArray("wet"), Dag(11));
        // the whole of it, as it was read, with something more
        Assert.Equal(200, (await k.Stuur(HttpMethod.Put, z, nu, corrector)).Status);
        nu["doel"] = "heel anders";
        Assert.Equal(["nonFieldErrors:non-concept-object"], await k.Fouten(HttpMethod.Put, z, nu, corrector));

        var opruimer = await k.Met("opruimer", "ztc", "catalogi.geforceerd-verwijderen");
        Assert.Equal(204, (await k.Stuur(HttpMethod.Delete, z, null, opruimer)).Status);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Nothing_is_made_of_a_version_before_its_first_day(string store)
    {
        await using var k = await Kast.Open(store);
        var (straks, vandaag) = (Dag(3), Dag(0));
        async Task<string[]> Fouten(string begin, string? einde = null)
        {
            var brief = await k.Document($"Brief {begin}{einde}", begin, einde);
            var z = await k.Zaaktype($"Z{begin}{einde}", b => (b["beginGeldigheid"], b["eindeGeldigheid"]) = (begin, einde));
            var besluit = await k.P.Post(Ztc + "besluittypen", new
            {
                catalogus = k.Catalogus,
                omschrijving = $"Besluit {begin}{einde}",
                publicatieIndicatie = false,
                informatieobjecttypen = Array.Empty<string>(),
                beginGeldigheid = begin,
                eindeGeldigheid = einde,
            });
            foreach (var type in new[] { brief, z, besluit }) await k.Publiceer(type);
            var document = new
            {
                bronorganisatie = "000001375",
                creatiedatum = "2024-01-02",
                titel = "Brief",
                auteur = "Balie",
                taal = "nld",
                informatieobjecttype = Url(brief)
            };
            var fouten = new List<string>();
            foreach (var (pad, body) in new (string, object)[] { ("zaken/api/v1/zaken", Cast.ZaakBody(Url(z))),
                ("documenten/api/v1/enkelvoudiginformatieobjecten", document),
                ("besluiten/api/v1/besluiten", Cast.BesluitBody(Url(besluit))) })
            {
                var (status, json) = await k.P.Send(HttpMethod.Post, pad, body);
                if (status != 201) fouten.AddRange(json!["invalidParams"]!.AsArray().Select(f => $"{f!["name"]}:{f["code"]}"));
            }
            return [.. fouten];
        }
        Assert.Equal(["zaaktype:invalid", "informatieobjecttype:invalid", "besluittype:invalid"], await Fouten(straks));
        Assert.Empty(await Fouten(vandaag));
        Assert.Empty(await Fouten("2020-01-01", "2021-12-31")); // work of past years is recorded too
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Ztc_010_parts_of_a_published_zaaktype_are_not_changed(string store)
    {
        await using var k = await Kast.Open(store);
        var schrijver = await k.Met("schrijver", "ztc", "catalogi.schrijven", "catalogi.lezen");
        var z = await k.Zaaktype("Z1");
        var s = await k.Statustype(z, 1);
        await k.Document("Brief");
        await k.Publiceer(z);
        string[] refused = ["nonFieldErrors:non-concept-zaaktype"];
        Assert.Equal(refused, await k.P.Faults(HttpMethod.Post, Ztc + "statustypen",
            new { omschrijving = "Stap 2", zaaktype = Url(z), volgnummer = 2 }, schrijver));
        Assert.Equal(refused,
            await k.P.Faults(HttpMethod.Post, Ztc + "roltypen",
                new { omschrijving = "Aanvrager", zaaktype = Url(z), omschrijvingGeneriek = "initiator" }, schrijver));
        Assert.Equal(refused,
            await k.P.Faults(HttpMethod.Post, Ztc + "zaaktype-informatieobjecttypen",
                new { zaaktype = Url(z), informatieobjecttype = "Brief", volgnummer = 1, richting = "intern" }, schrijver));
        Assert.Equal(refused, await k.Fouten(HttpMethod.Patch, s, new { omschrijving = "Anders" }, schrijver));
        Assert.Equal(400, (await k.Stuur(HttpMethod.Delete, s, null, schrijver)).Status);
        Assert.Equal(1, await k.P.Rows("ztc_statustype"));

        var corrector = await k.Met("corrector", "ztc", "catalogi.geforceerd-schrijven");
        var tweede = await k.P.Post(Ztc + "statustypen", new { omschrijving = "Stap 2", zaaktype = Url(z), volgnummer = 2 }, corrector);
        Assert.Equal([Url(s), Url(tweede)], Lijst(await k.Lees(z), "statustypen"));
        Assert.Equal(refused, await k.Fouten(HttpMethod.Patch, s, new { omschrijving = "Anders" }, corrector));
        Assert.Equal(refused, await k.Fouten(HttpMethod.Put, s, new { omschrijving = "Stap 1", zaaktype = Url(z), volgnummer = 3 },
            corrector));
        var lijst = new { checklistitemStatustype = new[] { new { itemnaam = "Brief", vraagstelling = "Is er een brief?" } } };
        Assert.Equal(200, (await k.Stuur(HttpMethod.Patch, s, lijst, corrector)).Status);
        Assert.Equal(200, (await k.Stuur(HttpMethod.Put, s, await k.Lees(s), corrector)).Status);
        Assert.Equal(["checklistitemStatustype:non-concept-zaaktype"],
            await k.Fouten(HttpMethod.Patch, s, new { checklistitemStatustype = Array.Empty<object>() }, corrector));
        var relatie = await k.P.Post(Ztc + "zaaktype-informatieobjecttypen",
            new { zaaktype = Url(z), informatieobjecttype = "Brief", volgnummer = 1, richting = "intern" }, corrector);
        Assert.Equal(200, (await k.Stuur(HttpMethod.Put, relatie, await k.Lees(relatie), corrector)).Status);
        Assert.Equal(refused, await k.Fouten(HttpMethod.Patch, relatie, new { richting = "inkomend" }, corrector));

        // Nobody takes a part away; whoever may force it takes away the whole.
        var opruimer = await k.Met("opruimer", "ztc", "catalogi.geforceerd-verwijderen");
        Assert.Equal(400, (await k.Stuur(HttpMethod.Delete, s, null, opruimer)).Status);
        Assert.Equal(204, (await k.Stuur(HttpMethod.Delete, z, null, opruimer)).Status);
        Assert.Equal(0, await k.P.Rows("ztc_statustype"));
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Ztc_014_who_reads_zaken_or_documenten_reads_types(string store)
    {
        await using var k = await Kast.Open(store);
        var z = await k.Zaaktype("Z1");
        foreach (var lezer in new[] { await k.Met("zaaklezer", "zrc", "zaken.lezen"),
            await k.Met("documentlezer", "drc", "documenten.lezen") })
        {
            Assert.Equal(200, (await k.Stuur(HttpMethod.Get, z, null, lezer)).Status);
            Assert.Equal(200, (await k.P.Send(HttpMethod.Get, Ztc + "catalogussen", null, lezer)).Status);
            Assert.Equal(403, (await k.Stuur(HttpMethod.Patch, z, new { doel = "x" }, lezer)).Status);
        }
        var aanmaker = await k.Met("aanmaker", "zrc", "zaken.aanmaken");
        Assert.Equal(403, (await k.Stuur(HttpMethod.Get, z, null, aanmaker)).Status);
    }

    [Theory]
    [InlineData("datum", "8", null)]
    [InlineData("datum", "10", "specificatie.lengte:invalid-length")]
    [InlineData("datum_tijd", "14", null)]
    [InlineData("datum_tijd", "8", "specificatie.lengte:invalid-length")]
    [InlineData("tekst", "99", null)]
    public async Task Ztc_015_dates_have_a_fixed_length(string formaat, string lengte, string? fout)
    {
        await using var k = await Kast.Open("sqlite");
        var z = await k.Zaaktype("Z1");
        var body = new
        {
            naam = "Dag",
            definitie = "Een dag",
            zaaktype = Url(z),
            specificatie = new { formaat, lengte, kardinaliteit = "1" }
        };
        if (fout is null) await k.P.Post(Ztc + "eigenschappen", body);
        else Assert.Equal([fout], await k.P.Faults(HttpMethod.Post, Ztc + "eigenschappen", body));
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_servicenorm_of_no_time_is_refused(string store)
    {
        await using var k = await Kast.Open(store);
        var z = await k.Zaaktype("Z1");
        foreach (var niets in (string[])["P0D", "P0Y0M0D", "PT0S"])
            Assert.Equal(["servicenorm:invalid"], await k.Fouten(HttpMethod.Patch, z, new { servicenorm = niets }));
        foreach (var wel in (string?[])["P1D", null])
            Assert.Equal(200, (await k.Stuur(HttpMethod.Patch, z, new { servicenorm = wel })).Status);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Ztc_017_only_an_empty_catalogus_is_deleted(string store)
    {
        await using var k = await Kast.Open(store);
        var leeg = await k.NieuweCatalogus();
        await k.Document("Brief");
        var (status, json) = await k.P.Send(HttpMethod.Delete, k.Catalogus[k.P.Base.Length..]);
        Assert.Equal((409, "CATALOG_NOT_EMPTY"), (status, (string)json!["code"]!));
        Assert.Equal(204, (await k.P.Send(HttpMethod.Delete, leeg[k.P.Base.Length..])).Status);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task History_a_name_stands_for_the_version_of_the_day(string store)
    {
        await using var k = await Kast.Open(store);
        var oud = await k.Document("Brief", "2020-01-01", Dag(-1));
        var nieuw = await k.Document("Brief", Dag(0));
        var besluit = await k.Besluittype("Vergunning", "Brief");
        var deel = await k.Zaaktype("Deel");
        var z = await k.Zaaktype("Z1", b =>
        {
            b["besluittypen"] = new JsonArray("Vergunning");
            b["deelzaaktypen"] = new JsonArray(Url(deel)); // an address is taken for the name of what it points to
            b["gerelateerdeZaaktypen"] = new JsonArray(new JsonObject { ["zaaktype"] = "Deel", ["aardRelatie"] = "vervolg" });
        });
        var r = await k.P.Post(Ztc + "zaaktype-informatieobjecttypen",
            new { zaaktype = Url(z), informatieobjecttype = "Brief", volgnummer = 1, richting = "inkomend" });

        // All of them concepts: shown to each other.
        z = await k.Lees(z);
        Assert.Equal([Url(nieuw)], Lijst(z, "informatieobjecttypen"));
        Assert.Equal(["Brief"], Lijst(z, "informatieobjecttypeOmschrijving"));
        Assert.Equal([Url(besluit)], Lijst(z, "besluittypen"));
        Assert.Equal(["Vergunning"], Lijst(z, "besluittypeOmschrijving"));
        Assert.Equal([Url(deel)], Lijst(z, "deelzaaktypen"));
        Assert.Equal(["Deel"], Lijst(z, "deelzaaktypeIdentificaties"));
        Assert.Equal((Url(deel), "Deel"),
            ((string)z["gerelateerdeZaaktypen"]![0]!["zaaktype"]!, (string)z["gerelateerdeZaaktypen"]![0]!["zaaktypeIdentificatie"]!));
        Assert.Equal([Url(z)], Lijst(await k.Lees(besluit), "zaaktypen"));
        Assert.Equal([Url(z)], Lijst(await k.Lees(nieuw), "zaaktypen"));
        Assert.Equal([Url(besluit)], Lijst(await k.Lees(nieuw), "besluittypen"));

        // Published: only what is published too, and valid on the day.
        await k.Publiceer(z);
        z = await k.Lees(z);
        Assert.Empty(Lijst(z, "informatieobjecttypen"));
        Assert.Empty(Lijst(z, "besluittypen"));
        Assert.Empty(z["gerelateerdeZaaktypen"]!.AsArray());
        Assert.Equal("Brief", (string)(await k.Lees(r))["informatieobjecttype"]!);
        foreach (var type in new[] { oud, nieuw, besluit, deel }) await k.Publiceer(type);
        z = await k.Lees(z);
        Assert.Equal([Url(nieuw)], Lijst(z, "informatieobjecttypen"));
        Assert.Equal([Url(oud)], Lijst(await k.Lees(z, "?datumGeldigheid=2021-06-01"), "informatieobjecttypen"));
        Assert.Equal([Url(oud)], Lijst(await k.Lees(besluit, "?datumGeldigheid=2021-06-01"), "informatieobjecttypen"));
        Assert.Equal(Url(nieuw), (string)(await k.Lees(r))["informatieobjecttype"]!);
        Assert.Equal([Url(deel)], Lijst(z, "deelzaaktypen"));

        // What was answered may be sent back.
        z["trefwoorden"] = new JsonArray("erbij");
        var (status, terug) = await k.Stuur(HttpMethod.Put, z, z);
        Assert.True(status == 200, terug?.ToJsonString());
        Assert.Equal(Lijst(z, "besluittypen"), Lijst((JsonObject)terug!, "besluittypen"));
        var expanded = await k.Lees(z, "?expand=informatieobjecttypen,gerelateerdeZaaktypen,besluittypen.informatieobjecttypen");
        Assert.Equal("Brief", (string)expanded["_expand"]!["besluittypen"]![0]!["_expand"]!["informatieobjecttypen"]![0]!["omschrijving"]!);
        Assert.Equal("Deel", (string)expanded["_expand"]!["gerelateerdeZaaktypen"]![0]!["identificatie"]!);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Relations_stay_within_the_catalogus(string store)
    {
        await using var k = await Kast.Open(store);
        var elders = await k.NieuweCatalogus();
        var vreemd = await k.Zaaktype("Vreemd", catalogus: elders);
        await k.Document("Vreemde brief", catalogus: elders);
        var z = await k.Zaaktype("Z1");
        Assert.Equal(["deelzaaktypen.0:relations-incorrect-catalogus"],
            await k.Fouten(HttpMethod.Patch, z, new { deelzaaktypen = new[] { Url(vreemd) } }));
        Assert.Equal(["deelzaaktypen:relations-incorrect-catalogus"],
            await k.Fouten(HttpMethod.Patch, z, new { deelzaaktypen = new[] { "Vreemd" } }));
        Assert.Equal(["informatieobjecttype:relations-incorrect-catalogus"],
            await k.P.Faults(HttpMethod.Post, Ztc + "zaaktype-informatieobjecttypen",
            new { zaaktype = Url(z), informatieobjecttype = "Vreemde brief", volgnummer = 1, richting = "inkomend" }));
        Assert.Equal(["catalogus:no_match"], await k.Fouten(HttpMethod.Patch, z, new { catalogus = Url(vreemd) }));
        Assert.Equal(["catalogus:relations-incorrect-catalogus"], await k.P.Faults(HttpMethod.Post, Ztc + "roltypen",
            new { zaaktype = Url(z), omschrijving = "Aanvrager", omschrijvingGeneriek = "initiator", catalogus = elders }));
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task The_end_status_is_the_highest(string store)
    {
        await using var k = await Kast.Open(store);
        var z = await k.Zaaktype("Z1");
        var een = await k.Statustype(z, 1);
        Assert.True((bool)een["isEindstatus"]!);
        var drie = await k.Statustype(z, 3);
        var twee = await k.Statustype(z, 2);
        async Task<string> Eind() =>
            string.Join(" ", await Task.WhenAll(new[] { een, twee, drie }.Select(async s => (bool)(await k.Lees(s))["isEindstatus"]!)));
        Assert.Equal("False False True", await Eind());
        Assert.Equal(200, (await k.Stuur(HttpMethod.Patch, een, new { volgnummer = 9 })).Status);
        Assert.Equal("True False False", await Eind());
        Assert.Equal(204, (await k.Stuur(HttpMethod.Delete, een)).Status);
        Assert.True((bool)(await k.Lees(drie))["isEindstatus"]!);
        Assert.Equal([Url(drie), Url(twee)], Lijst(await k.Lees(z), "statustypen"));
        Assert.Equal(204, (await k.Stuur(HttpMethod.Delete, z)).Status);
        Assert.Equal(0, await k.P.Rows("ztc_statustype"));
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Parts_carry_the_period_of_their_zaaktype(string store)
    {
        await using var k = await Kast.Open(store);
        var z = await k.Zaaktype("Z1");
        var s = await k.Statustype(z, 1);
        Assert.Equal(("Z1", "2020-01-01", k.Catalogus),
            ((string)s["zaaktypeIdentificatie"]!, (string)s["beginGeldigheid"]!, (string)s["catalogus"]!));
        Assert.Equal(["beginGeldigheid:invalid"],
            await k.P.Faults(HttpMethod.Post, Ztc + "statustypen",
                new { omschrijving = "Stap", zaaktype = Url(z), volgnummer = 2, beginGeldigheid = "2021-01-01" }));
        Assert.Equal(200, (await k.Stuur(HttpMethod.Patch, z,
            new { identificatie = "Z2", beginGeldigheid = "2022-01-01", eindeGeldigheid = "2030-01-01" })).Status);
        s = await k.Lees(s);
        Assert.Equal(("Z2", "2022-01-01", "2030-01-01"),
            ((string)s["zaaktypeIdentificatie"]!, (string)s["beginGeldigheid"]!, (string)s["eindeGeldigheid"]!));
        Assert.Equal(["eindeGeldigheid:invalid"], await k.Fouten(HttpMethod.Patch, z, new { eindeGeldigheid = "2021-12-31" }));
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Lists_show_what_is_published_and_filter(string store)
    {
        await using var k = await Kast.Open(store);
        await k.Document("Brief");
        var besluit = await k.Besluittype("Vergunning", "Brief");
        var z = await k.Zaaktype("Z1",
            b => (b["besluittypen"], b["trefwoorden"]) = (new JsonArray("Vergunning"), new JsonArray("parkeren", "auto")));
        var c = await k.Zaaktype("C1");
        foreach (var zaaktype in new[] { z, c })
        {
            await k.Statustype(zaaktype, 1);
            await k.P.Post(Ztc + "zaakobjecttypen",
                new
                {
                    zaaktype = Url(zaaktype),
                    anderObjecttype = false,
                    objecttype = "http://elders.test/pand",
                    relatieOmschrijving = "Pand",
                    catalogus = k.Catalogus
                });
        }
        await k.P.Post(Ztc + "zaaktype-informatieobjecttypen",
            new { zaaktype = Url(z), informatieobjecttype = "Brief", volgnummer = 1, richting = "inkomend" });
        await k.Publiceer(z);
        await k.Publiceer(besluit);
        var brief = (string)(await k.P.Get(Ztc + "informatieobjecttypen?status=concept"))["results"]![0]!["url"]!;

        (string Path, int Count)[] rows =
        [
            ("zaaktypen", 1), ("zaaktypen?status=definitief", 1), ("zaaktypen?status=concept", 1), ("zaaktypen?status=alles", 2),
            ($"zaaktypen?catalogus={k.Catalogus}", 1), ("zaaktypen?identificatie=Z1", 1), ("zaaktypen?identificatie=C1", 0),
            ("zaaktypen?trefwoorden=auto", 1), ("zaaktypen?trefwoorden=auto,parkeren", 1), ("zaaktypen?trefwoorden=fiets", 0),
            ("zaaktypen?datumGeldigheid=2019-12-31", 0), ("zaaktypen?datumGeldigheid=2020-01-01", 1),
            ("statustypen", 1), ("statustypen?status=alles", 2), ($"statustypen?zaaktype={Url(c)}", 0),
            ($"statustypen?zaaktype={Url(c)}&status=concept", 1),
            ("statustypen?zaaktypeIdentificatie=Z1", 1), ("statustypen?zaaktypeIdentificatie=C1", 0),
            ("statustypen?datumGeldigheid=2019-01-01", 0),
            ("resultaattypen?zaaktype_identificatie=Z1&datum_geldigheid=2020-01-01", 0),
            ("zaakobjecttypen", 2), ("zaakobjecttypen?datumBeginGeldigheid=2020-01-01&anderObjecttype=false&relatieOmschrijving=Pand", 2),
            ("zaakobjecttypen?zaaktypeIdentificatie=C1", 1),
            ("zaaktype-informatieobjecttypen?informatieobjecttype=Brief", 1),
            ($"zaaktype-informatieobjecttypen?informatieobjecttype={brief}&richting=inkomend", 1),
            ("zaaktype-informatieobjecttypen?richting=intern", 0),
            ("besluittypen?omschrijving=Vergunning", 1), ("besluittypen?zaaktypen=Z1", 1), ($"besluittypen?zaaktypen={Url(z)}", 1),
            ($"besluittypen?zaaktypen={Url(c)}", 0),
            ("besluittypen?informatieobjecttypen=Brief", 1), ($"besluittypen?informatieobjecttypen={brief}", 1),
            ("besluittypen?informatieobjecttypen=Nota", 0),
            ("informatieobjecttypen", 0), ("informatieobjecttypen?status=alles&omschrijving=Brief", 1),
            ("catalogussen?domein=ALG", 1), ("catalogussen?domein__in=ALG,XYZ&rsin__in=000001375", 1), ("catalogussen?domein=XYZ", 0),
        ];
        foreach (var (path, count) in rows)
        {
            var list = await k.P.Get(Ztc + path);
            Assert.True(count == (int)list["count"]! && count == list["results"]!.AsArray().Count,
                $"{path}: {list["count"]} instead of {count}");
        }
        Assert.Equal(400, (await k.P.Send(HttpMethod.Get, Ztc + "zaaktypen?status=onbekend")).Status);
        var catalogus = (JsonObject)await k.P.Get(k.Catalogus[k.P.Base.Length..]);
        Assert.Equal([Url(c), Url(z)], Lijst(catalogus, "zaaktypen"));
        Assert.Equal([Url(besluit)], Lijst(catalogus, "besluittypen"));
        Assert.Equal(["Brief"], Lijst(catalogus, "informatieobjecttypeOmschrijving"));
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_type_in_use_is_not_deleted(string store)
    {
        await using var p = await Platform.Start(store);
        var cast = new Cast(p);
        await cast.Zaak();
        await cast.Document();
        await cast.Besluit();
        foreach (var url in new[] { (await cast.Gepubliceerd()).Url, (await cast.Informatieobjecttype()).Url,
            (await cast.Gepubliceerd()).Besluittype })
        {
            var (status, json) = await p.Send(HttpMethod.Delete, url[p.Base.Length..]);
            Assert.Equal((409, "in-use"), (status, (string)json!["code"]!));
        }
    }
}
