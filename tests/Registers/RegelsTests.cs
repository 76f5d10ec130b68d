using System.Text.Json.Nodes;
using Xunit;

namespace Brink.Tests;

/// <summary>Rules of the standards that the tests of the registers themselves do not take apart:
/// each fails when its rule is taken out.</summary>
public sealed class RegelsTests
{
    private const string Zrc = "zaken/api/v1/", Ztc = "catalogi/api/v1/", Brc = "besluiten/api/v1/";
    public static TheoryData<string> Stores => Tests.Stores.All;

    private static string Path(Platform p, string url) => url[p.Base.Length..];
    private static string Url(JsonNode json) => (string)json["url"]!;

    [Theory, MemberData(nameof(Stores))]
    public async Task Zrc_004_the_server_says_what_the_relation_is_and_since_when(string store)
    {
        await using var p = await Platform.Start(store);
        var cast = new Cast(p);
        var (zaak, document) = (await cast.Zaak(), await cast.Document());
        var made = await p.Post(Zrc + "zaakinformatieobjecten",
            new
            {
                zaak,
                informatieobject = document,
                aardRelatieWeergave = "Legt vast, omgekeerd: kan vastgelegd zijn als",
                registratiedatum = "2001-01-01T00:00:00Z"
            });
        Assert.Equal("Hoort bij, omgekeerd: kent", (string)made["aardRelatieWeergave"]!);
        Assert.InRange(DateTimeOffset.Parse((string)made["registratiedatum"]!, System.Globalization.CultureInfo.InvariantCulture),
            DateTimeOffset.UtcNow.AddMinutes(-5), DateTimeOffset.UtcNow.AddMinutes(5));
        var ander = await cast.Url("documenten/api/v1/enkelvoudiginformatieobjecten",
            Cast.DocumentBody((await cast.Informatieobjecttype()).Url));
        Assert.Equal(["informatieobject:wijzigen-niet-toegelaten"],
            await p.Faults(HttpMethod.Patch, Path(p, Url(made)), new { informatieobject = ander }));
        Assert.Equal(["zaak:wijzigen-niet-toegelaten"],
            await p.Faults(HttpMethod.Put, Path(p, Url(made)), new { zaak = await cast.NieuweZaak(), informatieobject = document }));
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Zrc_006_who_asks_sees_zaken_of_its_zaaktypen_up_to_its_level(string store)
    {
        await using var p = await Platform.Start(store);
        var cast = new Cast(p);
        var typen = await cast.Gepubliceerd();
        var (open, geheim) = (await cast.NieuweZaak(), await cast.NieuweZaak());
        Assert.Equal(200, (await p.Send(HttpMethod.Patch, Path(p, geheim), new { vertrouwelijkheidaanduiding = "geheim" })).Status);
        object Recht(string zaaktype, string niveau) =>
            new { component = "zrc", scopes = new[] { "zaken.lezen" }, zaaktype, maxVertrouwelijkheidaanduiding = niveau };
        var (binnen, laag, vreemd) = (await p.WithRights("binnen", Recht(typen.Url, "zeer_geheim")),
            await p.WithRights("laag", Recht(typen.Url, "intern")),
            await p.WithRights("vreemd", Recht("http://elders.test/zaaktypen/1", "zeer_geheim")));
        foreach (var (client, ziet) in new[] { (binnen, 2), (laag, 1), (vreemd, 0) })
        {
            Assert.Equal(ziet, (int)(await p.Get(Zrc + "zaken", client))["count"]!);
            Assert.Equal(ziet == 2 ? 200 : 403, (await p.Send(HttpMethod.Get, Path(p, geheim), null, client)).Status);
            Assert.Equal(ziet > 0 ? 200 : 403, (await p.Send(HttpMethod.Get, Path(p, open), null, client)).Status);
        }
        // Reading is not changing, and an application with all authorisations needs no type at all.
        Assert.Equal(403, (await p.Send(HttpMethod.Patch, Path(p, open), new { omschrijving = "x" }, binnen)).Status);
        Assert.Equal(204, (await p.Send(HttpMethod.Put, "beheer/api/v1/clients/alles", new { secret = Platform.Secret })).Status);
        await p.Post("autorisaties/api/v1/applicaties",
            new { clientIds = new[] { "alles" }, label = "Alles", heeftAlleAutorisaties = true });
        Assert.Equal(200, (await p.Send(HttpMethod.Patch, Path(p, geheim), new { omschrijving = "x" }, p.As("alles"))).Status);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Zrc_024_025_relations_to_verzoeken_and_contactmomenten_lead_somewhere(string store)
    {
        await using var p = await Platform.Start(store);
        var zaak = await new Cast(p).Zaak();
        foreach (var (collectie, veld) in new[] { ("zaakverzoeken", "verzoek"), ("zaakcontactmomenten", "contactmoment") })
        {
            var goed = p.Elders.Serve(veld + "/1", new { url = "x" });
            JsonObject Body(string van, string naar) => new() { ["zaak"] = van, [veld] = naar };
            Assert.Equal([$"{veld}:bad-url"], await p.Faults(HttpMethod.Post, Zrc + collectie, Body(zaak, "http://elders.test/weg")));
            Assert.Equal(["zaak:bad-url"], await p.Faults(HttpMethod.Post, Zrc + collectie, Body(zaak[..^36] + Guid.NewGuid(), goed)));
            Assert.Equal(0, await p.Rows("zrc_zaak" + veld));
            await p.Post(Zrc + collectie, new JsonObject { ["zaak"] = zaak, [veld] = goed });
            Assert.Equal(goed, (string)Assert.Single((await p.Get($"{Zrc}{collectie}?zaak={Uri.EscapeDataString(zaak)}"))
                .AsArray())![veld]!);
        }
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Zrc_026_028_expand_goes_deep_and_says_when_it_cannot(string store)
    {
        await using var p = await Platform.Start(store);
        var cast = new Cast(p);
        var (hoofd, deel) = (await cast.NieuweZaak(), await cast.NieuweZaak());
        Assert.Equal(200, (await p.Send(HttpMethod.Patch, Path(p, deel), new { hoofdzaak = hoofd })).Status);
        JsonNode at = await p.Get(Path(p, deel) + "?expand=hoofdzaak.deelzaken.hoofdzaak.zaaktype.catalogus.zaaktypen");
        foreach (var (naam, lijst) in new[] { ("hoofdzaak", false), ("deelzaken", true), ("hoofdzaak", false), ("zaaktype", false),
            ("catalogus", false), ("zaaktypen", true) })
        {
            at = lijst ? at["_expand"]![naam]![0]! : at["_expand"]![naam]!;
        }
        Assert.Equal((await cast.Gepubliceerd()).Url, (string)at["url"]!);

        // What cannot be had is no half answer.
        var zaak = await cast.Zaak();
        var statustype = (await cast.Gepubliceerd()).Begin;
        await p.Post(Zrc + "statussen",
            new { zaak, statustype, datumStatusGezet = "2024-01-02T10:00:00Z", gezetdoor = "http://elders.test/rollen/weg" });
        await p.Get(Path(p, zaak) + "?expand=status");
        Assert.Equal(404, (await p.Send(HttpMethod.Get, Path(p, zaak) + "?expand=status.gezetdoor")).Status);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Zrc_029_a_search_answers_with_the_fields_that_were_asked(string store)
    {
        await using var p = await Platform.Start(store);
        var cast = new Cast(p);
        var zaak = await cast.Zaak();
        async Task<JsonObject> Zoek(string fields) => (await p.Post(Zrc + "zaken/_zoek",
            new JsonObject { ["uuid__in"] = new JsonArray(zaak[^36..]), ["fields"] = JsonNode.Parse(fields) }))["results"]![0]!.AsObject();
        Assert.Equal(["uuid", "identificatie"], (await Zoek("""["identificatie","uuid"]""")).Select(v => v.Key));
        var diep = await Zoek("""["url",{"zaaktype":["identificatie",{"catalogus":["domein"]}]}]""");
        Assert.Equal(["url", "_expand"], diep.Select(v => v.Key));
        var zaaktype = diep["_expand"]!["zaaktype"]!.AsObject();
        Assert.Equal(["identificatie", "_expand"], zaaktype.Select(v => v.Key));
        Assert.Equal(["domein"], zaaktype["_expand"]!["catalogus"]!.AsObject().Select(v => v.Key));
        Assert.True((await Zoek("""[{"zaaktype":["*"]}]"""))["_expand"]!["zaaktype"]!.AsObject().ContainsKey("doel"));
        foreach (var fout in (string[])["""["bestaatniet"]""", """[{"bestaatniet":["*"]}]"""])
        {
            var body = new JsonObject { ["uuid__in"] = new JsonArray(zaak[^36..]), ["fields"] = JsonNode.Parse(fout) };
            Assert.Equal(400, (await p.Send(HttpMethod.Post, Zrc + "zaken/_zoek", body)).Status);
        }
        Assert.Equal(400, (await p.Send(HttpMethod.Post, Zrc + "zaken/_zoek?expand=zaaktype",
            new JsonObject { ["uuid__in"] = new JsonArray(zaak[^36..]), ["fields"] = new JsonArray("url") })).Status);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Brc_003_004_a_besluit_is_laid_down_in_a_document_that_exists(string store)
    {
        await using var p = await Platform.Start(store);
        var cast = new Cast(p);
        var (besluit, document) = (await cast.Besluit(), await cast.Document());
        foreach (var (verkeerd, code) in new[] { ("http://elders.test/weg", "bad-url"), (document[..^36] + Guid.NewGuid(), "bad-url"),
            (besluit, "invalid-resource") })
        {
            Assert.Equal([$"informatieobject:{code}"],
                await p.Faults(HttpMethod.Post, Brc + "besluitinformatieobjecten", new { besluit, informatieobject = verkeerd }));
        }
        Assert.Equal((0, 0), (await p.Rows("brc_besluitinformatieobject"), await p.Rows("drc_objectinformatieobject")));
        await p.Post(Brc + "besluitinformatieobjecten", new { besluit, informatieobject = document });
        var spiegel = Assert.Single(
            (await p.Get($"documenten/api/v1/objectinformatieobjecten?informatieobject={Uri.EscapeDataString(document)}")).AsArray())!;
        Assert.Equal(("besluit", besluit), ((string)spiegel["objectType"]!, (string)spiegel["object"]!));
        // which is how Documenten says: the document lays it down
    }

    /// <summary>What is part of a zaaktype, each kind with a body for a new one.</summary>
    public static TheoryData<string, string> Delen => new()
    {
        { "statustypen", """{"omschrijving":"Stap","volgnummer":9}""" },
        { "roltypen", """{"omschrijving":"Melder","omschrijvingGeneriek":"initiator"}""" },
        { "eigenschappen", """{"naam":"Kleur","definitie":"De kleur","specificatie":{"formaat":"tekst","lengte":"9","kardinaliteit":"1"}}""" },
        { "zaaktype-informatieobjecttypen", """{"informatieobjecttype":"Aanvraag","volgnummer":7,"richting":"intern"}""" },
        { "resultaattypen", """{"omschrijving":"Klaar","resultaattypeomschrijving":"http://elders.test/o","selectielijstklasse":"http://elders.test/k"}""" },
        { "zaakobjecttypen", """{"anderObjecttype":false,"objecttype":"http://elders.test/pand","relatieOmschrijving":"Pand"}""" },
    };

    [Theory, MemberData(nameof(Delen))]
    public async Task Ztc_010_each_kind_of_part_is_closed_by_publication(string soort, string body)
    {
        await using var p = await Platform.Start("sqlite");
        var cast = new Cast(p);
        await cast.Informatieobjecttype();
        p.Elders.Serve("o", new { omschrijving = "Klaar", definitie = "" });
        p.Elders.Serve("k", new
        {
            procesType = "http://elders.test/p",
            nummer = 1,
            waardering = "vernietigen",
            procestermijn = "",
            bewaartermijn = "P1Y"
        });
        var schrijver = await p.WithRights("schrijver",
            new { component = "ztc", scopes = new[] { "catalogi.schrijven", "catalogi.lezen" } });
        var zaaktype = await cast.Url(Ztc + "zaaktypen", Cast.ZaaktypeBody(await cast.Catalogus(), "Ztc010"));
        var json = JsonNode.Parse(body)!.AsObject();
        (json["zaaktype"], json["catalogus"]) = (zaaktype, await cast.Catalogus());
        var deel = await p.Post(Ztc + soort, json, schrijver);
        var voor = (await p.Get(Path(p, Url(deel)))).ToJsonString();
        await cast.Publish(zaaktype);
        string[] dicht = ["nonFieldErrors:non-concept-zaaktype"];
        Assert.Equal(dicht, await p.Faults(HttpMethod.Post, Ztc + soort, json, schrijver));
        Assert.Equal(dicht, await p.Faults(HttpMethod.Put, Path(p, Url(deel)), json, schrijver));
        Assert.Equal(dicht, await p.Faults(HttpMethod.Patch, Path(p, Url(deel)), "{}", schrijver));
        var (status, antwoord) = await p.Send(HttpMethod.Delete, Path(p, Url(deel)), null, schrijver);
        Assert.Equal((400, "non-concept-zaaktype"), (status, (string)antwoord!["invalidParams"]![0]!["code"]!));
        Assert.Equal(voor.Length, (await p.Get(Path(p, Url(deel)))).ToJsonString().Length);
    }

    [Theory]
    [InlineData("datum", "8", "20220728", null)]
    [InlineData("datum", "8", "2022-07-28", "specificatie.waardenverzameling.0:invalid")]
    [InlineData("datum", "8", "20220732", "specificatie.waardenverzameling.0:invalid")]
    [InlineData("datum_tijd", "14", "20220728134022", null)]
    [InlineData("datum_tijd", "14", "20220728", "specificatie.waardenverzameling.0:invalid")]
    [InlineData("tekst", "8", "2022-07-28", null)]
    public async Task Ztc_015_values_to_choose_from_are_dates_too(string formaat, string lengte, string waarde, string? fout)
    {
        await using var p = await Platform.Start("sqlite");
        var zaaktype = await new Cast(p).Concept();
        var body = new
        {
            naam = "Dag",
            definitie = "Een dag",
            zaaktype,
            specificatie = new { formaat, lengte, kardinaliteit = "1", waardenverzameling = new[] { waarde } }
        };
        if (fout is null) await p.Post(Ztc + "eigenschappen", body);
        else Assert.Equal([fout], await p.Faults(HttpMethod.Post, Ztc + "eigenschappen", body));
    }

    [Theory]
    [InlineData("zaaktypen")]
    [InlineData("besluittypen")]
    [InlineData("informatieobjecttypen")]
    public async Task Ztc_017_each_kind_of_type_keeps_its_catalogus(string soort)
    {
        await using var p = await Platform.Start("sqlite");
        var cast = new Cast(p);
        var catalogus = await cast.Catalogus();
        object body = soort switch
        {
            "zaaktypen" => Cast.ZaaktypeBody(catalogus, "Ztc017"),
            "besluittypen" => new
            {
                catalogus,
                omschrijving = "B",
                publicatieIndicatie = false,
                informatieobjecttypen = Array.Empty<string>(),
                beginGeldigheid = "2020-01-01"
            },
            _ => Cast.InformatieobjecttypeBody(catalogus, "I"),
        };
        var type = await cast.Url(Ztc + soort, body);
        var (status, json) = await p.Send(HttpMethod.Delete, Path(p, catalogus));
        Assert.Equal((409, "CATALOG_NOT_EMPTY"), (status, (string)json!["code"]!));
        Assert.Equal(204, (await p.Send(HttpMethod.Delete, Path(p, type))).Status);
        Assert.Equal(204, (await p.Send(HttpMethod.Delete, Path(p, catalogus))).Status);
    }
}
