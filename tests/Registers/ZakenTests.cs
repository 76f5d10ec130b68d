using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace Brink.Tests;

/// <summary>The rules of the Zaken API by their codes, on both stores.</summary>
public sealed partial class ZakenTests
{
    private const string Zrc = "zaken/api/v1/";
    private const string Elders = "http://nergens.test/1";
    public static TheoryData<string> Stores => Tests.Stores.All;

    /// <summary>What a zaak is refused with, on creation and on PATCH: the rule, what is sent besides a good body,
    /// and the faults.</summary>
    private static readonly (string Rule, string Sent, string[] Faults)[] Refused =
    [
        ("zrc-001", $$"""{"zaaktype":"{{Elders}}"}""", ["zaaktype:bad-url"]),
        ("zrc-010", $$"""{"communicatiekanaal":"{{Elders}}"}""", ["communicatiekanaal:bad-url"]),
        ("zrc-010", """{"communicatiekanaal":"http://elders.test/procestypen/1"}""", ["communicatiekanaal:invalid-resource"]),
        ("zrc-011", $$"""{"relevanteAndereZaken":[{"url":"{{Elders}}","aardRelatie":"vervolg"}]}""",
            ["relevanteAndereZaken.0.url:bad-url"]),
        ("zrc-012", """{"opschorting":{}}""", ["opschorting.indicatie:required", "opschorting.reden:required"]),
        ("zrc-012", """{"verlenging":{"reden":"druk"}}""", ["verlenging.duur:required"]),
        ("zrc-013", $$"""{"hoofdzaak":"{{Elders}}"}""", ["hoofdzaak:no_match"]),
        ("zrc-014", """{"betalingsindicatie":"nvt","laatsteBetaaldatum":"2024-01-01T00:00:00Z"}""", ["laatsteBetaaldatum:betaling-nvt"]),
        ("zrc-014", """{"betalingsindicatie":"geheel","laatsteBetaaldatum":"2924-01-01T00:00:00Z"}""",
            ["laatsteBetaaldatum:future_not_allowed"]),
        ("zrc-015", $$"""{"productenOfDiensten":["{{Elders}}"]}""", ["productenOfDiensten:invalid-products-services"]),
        ("selectielijstklasse", $$"""{"selectielijstklasse":"{{Elders}}"}""", ["selectielijstklasse:bad-url"]),
        ("zrc-022", """{"archiefstatus":"gearchiveerd"}""",
            ["archiefactiedatum:archiefactiedatum-not-set", "archiefnominatie:archiefnominatie-not-set"]),
    ];

    [Theory, MemberData(nameof(Stores))]
    public async Task A_zaak_is_refused_what_its_rules_forbid(string store)
    {
        await using var p = await Platform.Start(store);
        var cast = new Cast(p);
        var typen = await cast.Gepubliceerd();
        var zaak = await cast.NieuweZaak();
        var before = (await p.Rows("zrc_zaak"), await p.Rows("outbox"));
        foreach (var (rule, sent, faults) in Refused)
        {
            var body = (JsonObject)JsonNode.Parse(JsonSerializer.Serialize(Cast.ZaakBody(typen.Url)))!;
            foreach (var (name, value) in JsonNode.Parse(sent)!.AsObject()) body[name] = value!.DeepClone();
            Assert.Equal((rule, string.Join(' ', faults)),
                (rule, Sorted(await p.Faults(HttpMethod.Post, Zrc + "zaken", body.ToJsonString()))));
            Assert.Equal((rule, string.Join(' ', faults)), (rule, Sorted(await p.Faults(HttpMethod.Patch, Path(p, zaak), sent))));
        }
        Assert.Equal(before, (await p.Rows("zrc_zaak"), await p.Rows("outbox"))); // no row, no event
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Zrc_001_a_zaak_asks_for_a_published_zaaktype_that_stays(string store)
    {
        await using var p = await Platform.Start(store);
        var cast = new Cast(p);
        Assert.Equal(["zaaktype:not-published"], await p.Faults(HttpMethod.Post, Zrc + "zaken", Cast.ZaakBody(await cast.Concept())));
        var ander = await cast.Url("catalogi/api/v1/zaaktypen", Cast.ZaaktypeBody(await cast.Catalogus(), "Ander"));
        Assert.Equal(["zaaktype:invalid-resource"],
            await p.Faults(HttpMethod.Post, Zrc + "zaken", Cast.ZaakBody((await cast.Gepubliceerd()).Roltype)));
        Assert.Equal(["zaaktype:wijzigen-niet-toegelaten"],
            await p.Faults(HttpMethod.Patch, Path(p, await cast.Zaak()), new { zaaktype = ander }));
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Zrc_002_a_number_is_unique_and_given_once(string store)
    {
        await using var p = await Platform.Start(store);
        var cast = new Cast(p);
        var een = await p.Get(Path(p, await cast.NieuweZaak()));
        var identificatie = (string)een["identificatie"]!;
        Assert.Matches(@"^ZAAK-\d{4}-0000000001$", identificatie);
        var body = new
        {
            bronorganisatie = "000001375",
            verantwoordelijkeOrganisatie = "000001375",
            zaaktype = (string)een["zaaktype"]!,
            startdatum = "2024-01-02",
            identificatie
        };
        Assert.Equal(["identificatie:identificatie-niet-uniek"], await p.Faults(HttpMethod.Post, Zrc + "zaken", body));
        await p.Post(Zrc + "zaken", body with { bronorganisatie = "000000000" });
        Assert.Equal(["identificatie:wijzigen-niet-toegelaten"],
            await p.Faults(HttpMethod.Put, Path(p, (string)een["url"]!), body with { identificatie = "anders" }));

        // Numbers that were brought in from elsewhere, or reserved, are passed over.
        await p.Post(Zrc + "zaken", body with { identificatie = identificatie[..^1] + "2" });
        var gereserveerd = await p.Post(Zrc + "zaaknummer_reserveren", new { bronorganisatie = "000001375" });
        var drie = (await p.Send(HttpMethod.Post, Zrc + "zaaknummer_reserveren", new { bronorganisatie = "000001375", aantal = 3 }))
            .Json!.AsArray();
        var volgende = await p.Get(Path(p, await cast.NieuweZaak()));
        string[] alle = [identificatie, identificatie[..^1] + "2", (string)gereserveerd["zaaknummer"]!, .. drie.Select(d =>
            (string)d!["zaaknummer"]!), (string)volgende["identificatie"]!];
        Assert.Equal(7, alle.Distinct().Count());
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Zrc_003_005_017_documents_belong_to_a_zaak_and_are_mirrored(string store)
    {
        await using var p = await Platform.Start(store);
        var cast = new Cast(p);
        var (zaak, document) = (await cast.Zaak(), await cast.Document());
        Assert.Equal(["informatieobject:bad-url"],
            await p.Faults(HttpMethod.Post, Zrc + "zaakinformatieobjecten", new { zaak, informatieobject = Elders }));
        var relatie = await p.Post(Zrc + "zaakinformatieobjecten", new { zaak, informatieobject = document, titel = "Aanvraag" });
        Assert.StartsWith("Hoort bij", (string)relatie["aardRelatieWeergave"]!, StringComparison.Ordinal);
        Assert.Equal([(string)relatie["url"]!], Texts(await p.Get(Path(p, zaak)), "zaakinformatieobjecten"));
        var spiegels = $"documenten/api/v1/objectinformatieobjecten?informatieobject={document}";
        Assert.Equal(zaak, (string)Assert.Single((await p.Get(spiegels)).AsArray())!["object"]!);
        Assert.Equal(["nonFieldErrors:unique"],
            await p.Faults(HttpMethod.Post, Zrc + "zaakinformatieobjecten", new { zaak, informatieobject = document }));
        Assert.Equal(["zaak:wijzigen-niet-toegelaten"],
            await p.Faults(HttpMethod.Patch, Path(p, relatie), new { zaak = await cast.NieuweZaak() }));

        var vreemd = await cast.Url("catalogi/api/v1/informatieobjecttypen",
            Cast.InformatieobjecttypeBody(await cast.Catalogus(), "Vreemd"));
        await cast.Publish(vreemd);
        var anders = await cast.Url("documenten/api/v1/enkelvoudiginformatieobjecten", Cast.DocumentBody(vreemd));
        Assert.Equal(["nonFieldErrors:missing-zaaktype-informatieobjecttype-relation"],
            await p.Faults(HttpMethod.Post, Zrc + "zaakinformatieobjecten", new { zaak, informatieobject = anders }));
        Assert.Equal(204, (await p.Send(HttpMethod.Delete, Path(p, relatie))).Status);
        Assert.Empty((await p.Get(spiegels)).AsArray());
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Zrc_007_an_end_status_closes_the_zaak_when_all_is_there(string store)
    {
        await using var p = await Platform.Start(store);
        var cast = new Cast(p);
        var (zaak, typen) = (await cast.Zaak(), await cast.Gepubliceerd());
        var eind = new { zaak, statustype = typen.Eind, datumStatusGezet = "2024-06-01T10:00:00Z" };
        Assert.Equal(["nonFieldErrors:resultaat-does-not-exist"], await p.Faults(HttpMethod.Post, Zrc + "statussen", eind));
        await p.Post(Zrc + "resultaten", new { zaak, resultaattype = typen.Resultaattype });
        Assert.Equal(["zaak:unique"],
            await p.Faults(HttpMethod.Post, Zrc + "resultaten", new { zaak, resultaattype = typen.Resultaattype }));

        var body = (JsonObject)JsonNode.Parse(JsonSerializer.Serialize(Cast.DocumentBody((await cast.Informatieobjecttype()).Url)))!;
        body["indicatieGebruiksrecht"] = null;
        var onbekend = await p.Post(Zrc + "zaakinformatieobjecten",
            new { zaak, informatieobject = await cast.Url("documenten/api/v1/enkelvoudiginformatieobjecten", body) });
        Assert.Equal(["nonFieldErrors:indicatiegebruiksrecht-unset"], await p.Faults(HttpMethod.Post, Zrc + "statussen", eind));
        Assert.Null((await p.Get(Path(p, zaak)))["einddatum"]);
        await p.Send(HttpMethod.Delete, Path(p, onbekend));
        await p.Post(Zrc + "statussen", eind);
        Assert.Equal("2024-06-01", (string?)(await p.Get(Path(p, zaak)))["einddatum"]);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Zrc_007_008_a_closed_zaak_is_changed_and_reopened_only_with_the_scopes_for_it(string store)
    {
        await using var p = await Platform.Start(store);
        var cast = new Cast(p);
        var (zaak, typen) = (await cast.Zaak(), await cast.Gepubliceerd());
        var rol = await p.Post(Zrc + "rollen", Rol(zaak, typen));
        var eigenschap = await p.Post(Path(p, zaak) + "/zaakeigenschappen", new { zaak, eigenschap = typen.Eigenschap, waarde = "1" });
        var document = await p.Post(Zrc + "zaakinformatieobjecten", new { zaak, informatieobject = await cast.Document() });
        var resultaat = await Sluit(p, cast, zaak);
        var behandelaar = await Met(p, typen.Url, "behandelaar", "zaken.lezen", "zaken.bijwerken", "zaken.aanmaken",
            "zaken.statussen.toevoegen");
        var beheerder = await Met(p, typen.Url, "dossierbeheerder", "zaken.lezen", "zaken.bijwerken", "zaken.geforceerd-bijwerken",
            "zaken.statussen.toevoegen", "zaken.heropenen");
        (string Wat, HttpMethod Method, string Path, object? Body)[] wijzigingen =
        [
            ("zaak", HttpMethod.Patch, Path(p, zaak), new { omschrijving = "anders" }),
            ("klantcontact", HttpMethod.Post, Zrc + "klantcontacten", new { zaak, datumtijd = "2024-07-01T10:00:00Z" }),
            ("rol", HttpMethod.Post, Zrc + "rollen", Rol(zaak, typen)),
            ("rol weg", HttpMethod.Delete, Path(p, rol), null),
            ("zaakobject", HttpMethod.Post, Zrc + "zaakobjecten",
                new { zaak, objectType = "pand", objectIdentificatie = new { identificatie = "1" } }),
            ("eigenschap", HttpMethod.Patch, Path(p, eigenschap), new { waarde = "2" }),
            ("document", HttpMethod.Patch, Path(p, document), new { titel = "anders" }),
            ("resultaat", HttpMethod.Patch, Path(p, resultaat), new { toelichting = "anders" }),
            ("status", HttpMethod.Post, Zrc + "statussen",
                new { zaak, statustype = typen.Eind, datumStatusGezet = "2024-06-02T10:00:00Z" }),
        ];
        foreach (var (wat, method, path, body) in wijzigingen)
        {
            var (status, json) = await p.Send(method, path, body, behandelaar);
            Assert.Equal((wat, 403, "permission_denied"), (wat, status, (string?)json!["code"]));
            Assert.InRange((await p.Send(method, path, body, beheerder)).Status, 200, 204);
        }
        await p.Post(Zrc + "zaaknotities", new { gerelateerdAan = zaak, onderwerp = "Nabellen", tekst = "Volgende week" }, behandelaar);
        // a note is no data of the zaak

        var open = new { zaak, statustype = typen.Begin, datumStatusGezet = "2024-07-01T10:00:00Z" };
        Assert.Equal(403, (await p.Send(HttpMethod.Post, Zrc + "statussen", open, behandelaar)).Status);
        Assert.NotNull((await p.Get(Path(p, zaak)))["archiefactiedatum"]);
        await p.Post(Zrc + "statussen", open, beheerder);
        var heropend = await p.Get(Path(p, zaak));
        Assert.All(["einddatum", "archiefactiedatum", "archiefnominatie", "startdatumBewaartermijn"], veld => Assert.Null(heropend[veld]));
        Assert.Equal(200, (await p.Send(HttpMethod.Patch, Path(p, zaak), new { omschrijving = "open" }, behandelaar)).Status);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_client_that_may_only_make_zaken_sets_the_first_status_and_no_other(string store)
    {
        await using var p = await Platform.Start(store);
        var cast = new Cast(p);
        var (zaak, typen) = (await cast.Zaak(), await cast.Gepubliceerd());
        var formulier = await Met(p, typen.Url, "formulier", "zaken.lezen", "zaken.aanmaken");
        var status = new { zaak, statustype = typen.Begin, datumStatusGezet = "2024-01-02T10:00:00Z" };
        await p.Post(Zrc + "statussen", status, formulier);
        Assert.Equal(403, (await p.Send(HttpMethod.Post, Zrc + "statussen", status, formulier)).Status);
        Assert.Equal(1, await p.Rows("zrc_status"));
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task The_latest_status_is_the_one_with_the_latest_date_in_whatever_order_they_come(string store)
    {
        await using var p = await Platform.Start(store);
        var cast = new Cast(p);
        var (zaak, typen) = (await cast.Zaak(), await cast.Gepubliceerd());
        var rol = await p.Post(Zrc + "rollen", Rol(zaak, typen));
        async Task<string> Zet(string dag, object? door = null) => (string)(await p.Post(Zrc + "statussen",
            new { zaak, statustype = typen.Begin, datumStatusGezet = dag + "T10:00:00Z", gezetdoor = door ?? "" }))["url"]!;
        var maart = await Zet("2024-03-01", (string)rol["url"]!);
        var februari = await Zet("2024-02-01");
        Assert.Equal(maart, (string?)(await p.Get(Path(p, zaak)))["status"]);
        var april = await Zet("2024-04-01");
        Assert.Equal(april, (string?)(await p.Get(Path(p, zaak)))["status"]);
        var laatst = await p.Get($"{Zrc}statussen?zaak={zaak}&indicatieLaatstGezetteStatus=true");
        Assert.Equal(april, (string?)Assert.Single(laatst["results"]!.AsArray())!["url"]);
        Assert.False((bool)(await p.Get(Path(p, februari)))["indicatieLaatstGezetteStatus"]!);
        Assert.Equal([maart], Texts(await p.Get(Path(p, rol)), "statussen"));
        var vanAnder = await p.Post(Zrc + "rollen", Rol(await cast.NieuweZaak(), typen));
        Assert.Equal(["gezetdoor:zaak-mismatch"], await p.Faults(HttpMethod.Post, Zrc + "statussen",
            new { zaak, statustype = typen.Begin, datumStatusGezet = "2024-05-01T10:00:00Z", gezetdoor = (string)vanAnder["url"]! }));
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Zrc_009_the_zaaktype_says_how_confidential_a_zaak_is_unless_the_client_does(string store)
    {
        await using var p = await Platform.Start(store);
        var typen = await new Cast(p).Gepubliceerd();
        foreach (var (gestuurd, verwacht) in ((string?, string)[])[(null, "openbaar"), ("geheim", "geheim")])
        {
            var body = new
            {
                bronorganisatie = "000001375",
                verantwoordelijkeOrganisatie = "000001375",
                zaaktype = typen.Url,
                startdatum = "2024-01-02",
                vertrouwelijkheidaanduiding = gestuurd
            };
            Assert.Equal(verwacht, (string?)(await p.Post(Zrc + "zaken", body))["vertrouwelijkheidaanduiding"]);
        }
        var baliemedewerker = await Met(p, typen.Url, "balie", "zaken.lezen");
        Assert.Equal(1, (int)(await p.Get(Zrc + "zaken", baliemedewerker))["count"]!); // zrc-006: up to zaakvertrouwelijk
        Assert.Equal(1, (int)(await p.Get(Zrc + "zaken?maximaleVertrouwelijkheidaanduiding=intern"))["count"]!);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Zrc_013_deelzaken_are_one_level_deep(string store)
    {
        await using var p = await Platform.Start(store);
        var cast = new Cast(p);
        var (hoofd, deel, los) = (await cast.NieuweZaak(), await cast.NieuweZaak(), await cast.NieuweZaak());
        await p.Send(HttpMethod.Patch, Path(p, deel), new { hoofdzaak = hoofd });
        Assert.Equal([deel], Texts(await p.Get(Path(p, hoofd)), "deelzaken"));
        Assert.Equal(["hoofdzaak:deelzaak-als-hoofdzaak"], await p.Faults(HttpMethod.Patch, Path(p, los), new { hoofdzaak = deel }));
        Assert.Equal(["hoofdzaak:deelzaak-als-hoofdzaak"], await p.Faults(HttpMethod.Patch, Path(p, hoofd), new { hoofdzaak = los }));
        Assert.Equal(["hoofdzaak:self-forbidden"], await p.Faults(HttpMethod.Patch, Path(p, los), new { hoofdzaak = los }));
        await p.Send(HttpMethod.Patch, Path(p, deel), new { hoofdzaak = (string?)null });
        Assert.Empty(Texts(await p.Get(Path(p, hoofd)), "deelzaken"));
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Zrc_014_changing_the_indication_to_nvt_clears_the_date(string store)
    {
        await using var p = await Platform.Start(store);
        var zaak = await new Cast(p).NieuweZaak();
        await p.Send(HttpMethod.Patch, Path(p, zaak), new { betalingsindicatie = "geheel", laatsteBetaaldatum = "2024-01-03T00:00:00Z" });
        var (status, json) = await p.Send(HttpMethod.Patch, Path(p, zaak), new { betalingsindicatie = "nvt" });
        Assert.Equal(200, status);
        Assert.Null(json!["laatsteBetaaldatum"]);
        Assert.NotEqual("", (string?)json["betalingsindicatieWeergave"]);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Zrc_016_018_019_020_types_belong_to_the_zaaktype_of_the_zaak(string store)
    {
        await using var p = await Platform.Start(store);
        var cast = new Cast(p);
        var (zaak, typen) = (await cast.Zaak(), await new Cast(p).Gepubliceerd());
        (string, object)[] vreemd =
        [
            (Zrc + "statussen", new { zaak, statustype = typen.Begin, datumStatusGezet = "2024-01-02T10:00:00Z" }),
            (Path(p, zaak) + "/zaakeigenschappen", new { zaak, eigenschap = typen.Eigenschap, waarde = "1" }),
            (Zrc + "rollen", Rol(zaak, typen)),
            (Zrc + "resultaten", new { zaak, resultaattype = typen.Resultaattype }),
        ];
        foreach (var (path, body) in vreemd)
            Assert.Equal(["nonFieldErrors:zaaktype-mismatch"], await p.Faults(HttpMethod.Post, path, body));
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Zrc_025_027_028_expand_follows_what_the_standard_names(string store)
    {
        await using var p = await Platform.Start(store);
        var cast = new Cast(p);
        var (zaak, typen) = (await cast.Zaak(), await cast.Gepubliceerd());
        var rol = await p.Post(Zrc + "rollen", Rol(zaak, typen));
        await p.Post(Zrc + "statussen",
            new { zaak, statustype = typen.Begin, datumStatusGezet = "2024-01-02T10:00:00Z", gezetdoor = (string)rol["url"]! });
        var json = await p.Get(Path(p, zaak) + "?expand=zaaktype.catalogus,status.gezetdoor.roltype,rollen.statussen.statustype");
        Assert.Equal("Aanvrager", (string?)json["_expand"]!["status"]!["_expand"]!["gezetdoor"]!["_expand"]!["roltype"]!["omschrijving"]);
        Assert.Equal("Ontvangen",
            (string?)json["_expand"]!["rollen"]![0]!["_expand"]!["statussen"]![0]!["_expand"]!["statustype"]!["omschrijving"]);
        foreach (var pad in (string[])["omschrijving", "status.zaaktype", "bestaatniet"])
            Assert.Equal(404, (await p.Send(HttpMethod.Get, $"{Path(p, zaak)}?expand={pad}")).Status);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Zaken_are_found_by_who_plays_which_part_in_them(string store)
    {
        await using var p = await Platform.Start(store);
        var cast = new Cast(p);
        var (zaak, typen) = (await cast.Zaak(), await cast.Gepubliceerd());
        await cast.NieuweZaak();
        await p.Post(Zrc + "rollen", Rol(zaak, typen));
        await p.Post(Zrc + "rollen", new
        {
            zaak,
            betrokkeneType = "medewerker",
            roltype = typen.Roltype,
            roltoelichting = "t",
            betrokkeneIdentificatie = new { identificatie = "jansen" }
        });
        const string Bsn = "betrokkeneIdentificatie__natuurlijkPersoon__inpBsn=999990019",
        Jansen = "betrokkeneIdentificatie__medewerker__identificatie=jansen";
        foreach (var (filter, aantal) in ((string, int)[])
            [
                ($"rol__{Bsn}", 1), ($"rol__{Bsn}&rol__omschrijvingGeneriek=initiator", 1),
                ($"rol__{Bsn}&rol__omschrijvingGeneriek=behandelaar", 0),
                ($"rol__{Jansen}", 1), ($"rol__{Bsn}&rol__betrokkeneType=medewerker", 0), // one and the same rol
                ("rol__betrokkeneType=vestiging", 0), ("startdatum__gte=2024-01-02", 2), ("startdatum__gt=2024-01-02", 0),
                ("einddatum__isnull=true", 2),
                ("bronorganisatie__in=000001375,000000000&ordering=-startdatum", 2), ("archiefstatus=nog_te_archiveren", 2),
            ])
        {
            Assert.Equal((filter, aantal), (filter, (int)(await p.Get(Zrc + "zaken?" + filter))["count"]!));
        }
        Assert.Equal(1, (int)(await p.Get(Zrc + "rollen?" + Bsn))["count"]!);
        var gezocht = await p.Post(Zrc + "zaken/_zoek",
            new { zaaktype__in = new[] { typen.Url }, uuid__in = new[] { zaak[^36..] }, fields = new[] { "identificatie" } });
        Assert.Equal(["identificatie"], gezocht["results"]![0]!.AsObject().Select(veld => veld.Key));
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Objects_and_people_are_described_in_the_shape_of_their_kind(string store)
    {
        await using var p = await Platform.Start(store);
        var cast = new Cast(p);
        var zaak = await cast.Zaak();
        (string Sent, string[] Faults)[] rows =
        [
            ("""{"objectType":"adres","objectIdentificatie":{"identificatie":"1"}}""",
                ["objectIdentificatie.gorOpenbareRuimteNaam:required", "objectIdentificatie.huisnummer:required",
                    "objectIdentificatie.wplWoonplaatsNaam:required"]),
            ("""{"objectType":"buurt","objectIdentificatie":{"buurtCode":"123","buurtNaam":"n","gemGemeenteCode":"0150","wykWijkCode":"01"}}""",
                ["objectIdentificatie.buurtCode:max_length"]),
            ("""{"objectType":"overige","objectIdentificatie":{"overigeData":{}}}""", ["objectTypeOverige:missing-object-type-overige"]),
            ($$"""{"objectType":"besluit","object":"{{Elders}}"}""", ["object:bad-url"]),
        ];
        foreach (var (sent, faults) in rows)
        {
            var body = JsonNode.Parse(sent)!.AsObject();
            body["zaak"] = zaak;
            Assert.Equal(string.Join(' ', faults), Sorted(await p.Faults(HttpMethod.Post, Zrc + "zaakobjecten", body.ToJsonString())));
        }
        var pand = await p.Post(Zrc + "zaakobjecten", new { zaak, objectType = "pand", objectIdentificatie = new { identificatie = "1" } });
        Assert.Equal(["objectType:wijzigen-niet-toegelaten"],
            await p.Faults(HttpMethod.Patch, Path(p, pand), new { objectType = "adres" }));
        var (_, anders) = await p.Send(HttpMethod.Patch, Path(p, pand), new { objectIdentificatie = new { identificatie = "2" } });
        Assert.Equal("""{"identificatie":"2"}""", anders!["objectIdentificatie"]!.ToJsonString());
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_value_outside_its_specification_is_kept_with_a_warning(string store)
    {
        await using var p = await Platform.Start(store);
        var cast = new Cast(p);
        var (zaak, eigenschap) = (await cast.Zaak(), (await cast.Gepubliceerd()).Eigenschap);
        foreach (var (waarde, waarschuwt) in ((string, bool)[])[("123", false), ("1234", true), ("veel", true)])
        {
            using var content = System.Net.Http.Json.JsonContent.Create(new { zaak, eigenschap, waarde });
            using var answer = await p.Beheerder.PostAsync(new Uri(Path(p, zaak) + "/zaakeigenschappen", UriKind.Relative), content);
            Assert.Equal((waarde, 201, waarschuwt), (waarde, (int)answer.StatusCode, answer.Headers.Contains("X-Warning")));
        }
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Of_a_zaakeigenschap_only_the_value_changes(string store)
    {
        await using var p = await Platform.Start(store);
        var cast = new Cast(p);
        var (zaak, ander, eigenschap) = (await cast.Zaak(), await cast.NieuweZaak(), (await cast.Gepubliceerd()).Eigenschap);
        var gemaakt = await p.Post(Path(p, zaak) + "/zaakeigenschappen", new { zaak, eigenschap, waarde = "1" });
        Assert.Equal(["zaak:wijzigen-niet-toegelaten"],
            await p.Faults(HttpMethod.Put, Path(p, gemaakt), new { zaak = ander, eigenschap, waarde = "2" }));
        Assert.Equal(["zaak:wijzigen-niet-toegelaten"], await p.Faults(HttpMethod.Patch, Path(p, gemaakt), new { zaak = ander }));
        Assert.Equal("1", (string)(await p.Get(Path(p, gemaakt)))["waarde"]!);
        foreach (var body in new object[] { new { zaak, eigenschap, waarde = "2" }, new { eigenschap, waarde = "2" } })
            Assert.Equal(200, (await p.Send(HttpMethod.Put, Path(p, gemaakt), body)).Status);
        Assert.Equal("2", (string)(await p.Get(Path(p, gemaakt)))["waarde"]!);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_definite_note_stays_as_it_is(string store)
    {
        await using var p = await Platform.Start(store);
        var notitie = await p.Post(Zrc + "zaaknotities",
            new { gerelateerdAan = await new Cast(p).Zaak(), onderwerp = "Bellen", tekst = "Morgen" });
        Assert.Equal(200, (await p.Send(HttpMethod.Patch, Path(p, notitie), new { status = "definitief" })).Status);
        Assert.Equal(["nonFieldErrors:modify-not-allowed"],
            await p.Faults(HttpMethod.Patch, Path(p, notitie), new { tekst = "Overmorgen" }));
    }

    private static string Path(Platform p, string url) => url[p.Base.Length..];
    private static string Path(Platform p, JsonNode resource) => Path(p, (string)resource["url"]!);
    private static string Sorted(string[] faults) => string.Join(' ', faults.Order(StringComparer.Ordinal));
    private static string[] Texts(JsonNode json, string list) => [.. json[list]!.AsArray().Select(item => (string)item!)];

    private static object Rol(string zaak, Cast.Typen typen) => new
    {
        zaak,
        betrokkeneType = "natuurlijk_persoon",
        roltype = typen.Roltype,
        roltoelichting = "indiener",
        betrokkeneIdentificatie = new { inpBsn = "999990019" },
    };

    private static Task<HttpClient> Met(Platform p, string zaaktype, string clientId, params string[] scopes) =>
        p.WithRights(clientId, new { component = "zrc", scopes, zaaktype, maxVertrouwelijkheidaanduiding = "zaakvertrouwelijk" });

    private static async Task<JsonObject> Sluit(Platform p, Cast cast, string zaak, string dag = "2024-06-01")
    {
        var typen = await cast.Gepubliceerd();
        var resultaat = await p.Post(Zrc + "resultaten", new { zaak, resultaattype = typen.Resultaattype });
        await p.Post(Zrc + "statussen", new { zaak, statustype = typen.Eind, datumStatusGezet = dag + "T10:00:00Z" });
        return resultaat;
    }
}
