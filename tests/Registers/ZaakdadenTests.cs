using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace Brink.Tests;

/// <summary>The deeds of more than one step that Open Zaak added to the standard's APIs: each is done as a whole or not at all,
/// by the rules and the rights of its steps.</summary>
public sealed class ZaakdadenTests
{
    private const string Zrc = "zaken/api/v1/", Drc = "documenten/api/v1/", Brc = "besluiten/api/v1/";
    private static readonly string[] Tabellen = ["zrc_zaak", "zrc_status", "zrc_resultaat", "zrc_rol", "zrc_zaakobject",
        "zrc_zaakinformatieobject",
        "drc_enkelvoudiginformatieobject",
        "drc_objectinformatieobject", "brc_besluit", "brc_besluitinformatieobject", "audit", "outbox"];
    public static TheoryData<string> Stores => Tests.Stores.All;

    private static async Task<string> Rijen(Platform p) =>
        string.Join(' ', await Task.WhenAll(Tabellen.Select(async t => $"{t}={await p.Rows(t)}")));
    private static string Pad(Platform p, JsonNode gemaakt) => ((string)gemaakt["url"]!)[p.Base.Length..];

    private static JsonObject Rol(Cast.Typen typen, string bsn = "999990019") => JsonNode.Parse($$$"""
        {"betrokkeneType":"natuurlijk_persoon","roltype":"{{{typen.Roltype}}}","roltoelichting":"indiener","betrokkeneIdentificatie":{"inpBsn":"{{{bsn}}}"}}
        """)!.AsObject();

    private static JsonObject Status(string statustype, string dag) =>
        new() { ["statustype"] = statustype, ["datumStatusGezet"] = dag + "T10:00:00Z" };
    private static JsonNode Json(object body) => JsonNode.Parse(JsonSerializer.Serialize(body))!;

    // A refused deed is refused at the field's path, and nothing has happened: no row, no announcement.
    private static async Task Geweigerd(Platform p, string pad, JsonNode body, params string[] fouten)
    {
        var voor = await Rijen(p);
        Assert.Equal(string.Join('\n', fouten.Order(StringComparer.Ordinal)),
            string.Join('\n', (await p.Faults(HttpMethod.Post, pad, body)).Order(StringComparer.Ordinal)));
        Assert.Equal(voor, await Rijen(p));
    }

    private static async Task Verboden(Platform p, string pad, JsonNode body, HttpClient client)
    {
        var voor = await Rijen(p);
        Assert.Equal(403, (await p.Send(HttpMethod.Post, pad, body, client)).Status);
        Assert.Equal(voor, await Rijen(p));
    }

    private static Task<HttpClient> Met(Platform p, Cast.Typen typen, string client, params string[] scopes) =>
        p.WithRights(client, new { component = "zrc", scopes, zaaktype = typen.Url, maxVertrouwelijkheidaanduiding = "zaakvertrouwelijk" });

    [Theory, MemberData(nameof(Stores))]
    public async Task A_zaak_is_registered_with_all_that_belongs_to_it(string store)
    {
        await using var p = await Platform.Start(store);
        var cast = new Cast(p);
        var (typen, document) = (await cast.Gepubliceerd(), await cast.Document());
        JsonObject Goed() => new()
        {
            ["zaak"] = Json(Cast.ZaakBody(typen.Url)),
            ["rollen"] = new JsonArray(Rol(typen), Rol(typen, "999990020")),
            ["zaakinformatieobjecten"] = new JsonArray(new JsonObject { ["informatieobject"] = document, ["titel"] = "Aanvraag" }),
            ["zaakobjecten"] = new JsonArray(Json(new { objectType = "pand", objectIdentificatie = new { identificatie = "1" } })),
            ["status"] = Status(typen.Begin, "2024-01-02"),
        };
        var gemaakt = await p.Post(Zrc + "zaak_registreren", Goed());
        var zaak = await p.Get(Pad(p, gemaakt["zaak"]!));
        Assert.Equal(zaak.ToJsonString(), gemaakt["zaak"]!.ToJsonString());
        Assert.Equal((2, 1, 1), (zaak["rollen"]!.AsArray().Count, zaak["zaakinformatieobjecten"]!.AsArray().Count,
            zaak["zaakobjecten"]!.AsArray().Count));
        Assert.Equal((string?)gemaakt["status"]!["url"], (string?)zaak["status"]);
        foreach (var deel in gemaakt["rollen"]!.AsArray().Concat(gemaakt["zaakobjecten"]!.AsArray())
            .Concat(gemaakt["zaakinformatieobjecten"]!.AsArray()).Append(gemaakt["status"]))
        {
            Assert.Equal((await p.Get(Pad(p, deel!))).ToJsonString(), deel!.ToJsonString());
        }
        var trail = (await p.Get(Pad(p, zaak) + "/audittrail")).AsArray().Select(r => $"{r!["resource"]} {r["actie"]}")
            .Order(StringComparer.Ordinal);
        Assert.Equal(["rol create", "rol create", "status create", "zaak create", "zaakinformatieobject create",
            "zaakobject create"], trail);
        await p.Post(Zrc + "zaak_registreren",
            new JsonObject { ["zaak"] = Json(Cast.ZaakBody(typen.Url)), ["status"] = Status(typen.Begin, "2024-01-02") }); // the least

        foreach (var (anders, fouten) in new (Action<JsonObject>, string[])[]
        {
            (b => b.Remove("zaak"), ["zaak:required"]),
            (b => b.Remove("status"), ["status:required"]),
            (b => b["zaak"] = "geen", ["zaak:invalid"]),
            (b => b["zaak"]!.AsObject().Remove("startdatum"), ["zaak.startdatum:required"]),
            (b => b["rollen"] = "geen", ["rollen:not_a_list"]),
            (b => b["rollen"]![1]!.AsObject().Remove("betrokkeneIdentificatie"), ["rollen.1.nonFieldErrors:invalid-betrokkene"]),
            (b => { b["rollen"]![0]!["roltype"] = "http://nergens.test/1"; b["status"]!["datumStatusGezet"] = "morgen"; },
                ["rollen.0.roltype:bad-url", "status.datumStatusGezet:invalid"]),
            (b => b["zaakinformatieobjecten"]!.AsArray().Add(b["zaakinformatieobjecten"]![0]!.DeepClone()),
                ["zaakinformatieobjecten.1.nonFieldErrors:unique"]),
            (b => b["zaakobjecten"]![0]!["objectIdentificatie"] = new JsonObject(),
                ["zaakobjecten.0.objectIdentificatie.identificatie:required"]),
            (b => b["status"]!["datumStatusGezet"] = "2023-12-31T10:00:00Z", ["status.datumStatusGezet:date-before-startdatum"]),
        })
        {
            var body = Goed();
            anders(body);
            await Geweigerd(p, Zrc + "zaak_registreren", body, fouten);
        }
        await Verboden(p, Zrc + "zaak_registreren", Goed(), await Met(p, typen, "maker", "zaken.aanmaken"));
        // a rol asks for zaken.bijwerken
        await Verboden(p, Zrc + "zaak_registreren", Goed(), await Met(p, typen, "lezer", "zaken.lezen", "zaken.bijwerken"));
        Assert.Equal(201, (await p.Send(HttpMethod.Post, Zrc + "zaak_registreren", Goed(),
            await Met(p, typen, "balie", "zaken.aanmaken", "zaken.bijwerken"))).Status);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_zaak_is_suspended_or_prolonged_with_the_status_that_says_so(string store)
    {
        await using var p = await Platform.Start(store);
        var cast = new Cast(p);
        var typen = await cast.Gepubliceerd();
        var behandelaar = await Met(p, typen, "behandelaar", "zaken.lezen", "zaken.bijwerken", "zaken.statussen.toevoegen");
        var maker = await Met(p, typen, "maker", "zaken.lezen", "zaken.bijwerken");
        foreach (var (daad, groep, waarde, mis) in new[]
        {
            ("zaak_opschorten", "opschorting", """{"indicatie":true,"reden":"Wacht op advies"}""", "indicatie"),
            ("zaak_verlengen", "verlenging", """{"reden":"Druk","duur":"P5D"}""", "duur"),
        })
        {
            var zaak = await cast.NieuweZaak();
            var pad = $"{Zrc}{daad}/{zaak[^36..]}";
            JsonObject Goed(string dag) =>
                new() { ["zaak"] = new JsonObject { [groep] = JsonNode.Parse(waarde) }, ["status"] = Status(typen.Begin, dag) };
            var antwoord = await p.Post(pad, Goed("2024-02-01"), behandelaar);
            Assert.Equal((await p.Get(zaak[p.Base.Length..])).ToJsonString(), antwoord["zaak"]!.ToJsonString());
            Assert.True(JsonNode.DeepEquals(JsonNode.Parse(waarde), antwoord["zaak"]![groep]));
            Assert.Equal("Straatfeest op de brink", (string?)antwoord["zaak"]!["omschrijving"]); // what is not named, stays
            Assert.Equal((string?)antwoord["status"]!["url"], (string?)antwoord["zaak"]!["status"]);

            var zonder = Goed("2024-02-02");
            zonder["zaak"]!.AsObject().Remove(groep);
            await Geweigerd(p, pad, zonder, $"zaak.{groep}:required");
            var half = Goed("2024-02-02");
            half["zaak"]![groep]!.AsObject().Remove(mis);
            await Geweigerd(p, pad, half, $"zaak.{groep}.{mis}:required");
            var eind = Goed("2024-02-02");
            eind["status"]!["statustype"] = typen.Eind;
            await Geweigerd(p, pad, eind, "status.nonFieldErrors:resultaat-does-not-exist");
            var leeg = Goed("2024-02-02");
            leeg["status"] = new JsonObject();
            await Geweigerd(p, pad, leeg, "status.statustype:required", "status.datumStatusGezet:required");
            await Geweigerd(p, pad, Goed("2024-02-01"), "status.datumStatusGezet:unique");
            await Verboden(p, pad, Goed("2024-02-02"), maker); // it may change the zaak, but set no second status
            Assert.Equal(404, (await p.Send(HttpMethod.Post, $"{Zrc}{daad}/{Guid.NewGuid()}", Goed("2024-02-02"))).Status);
            Assert.Equal(404, (await p.Send(HttpMethod.Post, $"{Zrc}{daad}", Goed("2024-02-02"))).Status);
            Assert.Equal(405, (await p.Send(HttpMethod.Get, pad)).Status);
        }
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_zaak_is_brought_up_to_date_with_its_rollen_and_status(string store)
    {
        await using var p = await Platform.Start(store);
        var cast = new Cast(p);
        var typen = await cast.Gepubliceerd();
        var zaak = await cast.NieuweZaak();
        var pad = $"{Zrc}zaak_bijwerken/{zaak[^36..]}";
        var eerste = Rol(typen);
        eerste["zaak"] = zaak;
        await p.Post(Zrc + "rollen", eerste);
        var minst = await p.Post(pad, new JsonObject { ["status"] = Status(typen.Begin, "2024-01-02") });
        Assert.Equal("999990019", (string?)Assert.Single(minst["rollen"]!.AsArray())!["betrokkeneIdentificatie"]!["inpBsn"]);
        // the rollen stay when none are sent

        var antwoord = await p.Post(pad, new JsonObject
        {
            ["zaak"] = new JsonObject { ["toelichting"] = "Aangevuld", ["kenmerken"] = JsonNode.Parse("""[{"kenmerk":"1","bron":"b"}]""") },
            ["rollen"] = new JsonArray(Rol(typen, "999990020"), Rol(typen, "999990032")),
            ["status"] = Status(typen.Begin, "2024-01-03"),
        });
        Assert.Equal(["999990020", "999990032"],
            antwoord["rollen"]!.AsArray().Select(r => (string)r!["betrokkeneIdentificatie"]!["inpBsn"]!));
        Assert.Equal((await p.Get(zaak[p.Base.Length..])).ToJsonString(), antwoord["zaak"]!.ToJsonString());
        Assert.Equal(("Aangevuld", 2, 2L),
            ((string?)antwoord["zaak"]!["toelichting"], antwoord["zaak"]!["rollen"]!.AsArray().Count, await p.Rows("zrc_rol")));

        await Geweigerd(p, pad, new JsonObject { ["zaak"] = new JsonObject { ["toelichting"] = "x" } }, "status:required");
        await Geweigerd(p, pad, new JsonObject
        {
            ["zaak"] = new JsonObject { ["bronorganisatie"] = "1" },
            ["rollen"] = new JsonArray(new JsonObject()),
            ["status"] = Status(typen.Begin, "2023-01-03"),
        }, "zaak.bronorganisatie:invalid-length", "rollen.0.betrokkeneType:required", "rollen.0.roltype:required",
            "rollen.0.roltoelichting:required",
            "status.datumStatusGezet:date-before-startdatum");
        await p.Post(Zrc + "resultaten", new { zaak, resultaattype = typen.Resultaattype });
        await Geweigerd(p, pad, new JsonObject { ["status"] = Status(typen.Eind, "2024-01-04") },
            "status.nonFieldErrors:eindstatus-not-allowed");

        // A closed zaak is reopened by it, by who may do both.
        await p.Post(Zrc + "statussen", new { zaak, statustype = typen.Eind, datumStatusGezet = "2024-01-04T10:00:00Z" });
        var open = new JsonObject
        {
            ["zaak"] = new JsonObject { ["toelichting"] = "Heropend" },
            ["status"] = Status(typen.Begin, "2024-01-05")
        };
        await Verboden(p, pad, open, await Met(p, typen, "heropener", "zaken.lezen", "zaken.bijwerken", "zaken.heropenen"));
        await Verboden(p, pad, open,
            await Met(p, typen, "forceerder", "zaken.lezen", "zaken.geforceerd-bijwerken", "zaken.statussen.toevoegen"));
        var heropend = await p.Post(pad, open,
            await Met(p, typen, "beheer", "zaken.lezen", "zaken.geforceerd-bijwerken", "zaken.heropenen"));
        Assert.Equal((null, null, "Heropend"),
            ((string?)heropend["zaak"]!["einddatum"], (string?)heropend["zaak"]!["archiefactiedatum"],
                (string?)heropend["zaak"]!["toelichting"]));
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_zaak_is_closed_with_its_resultaat_at_once(string store)
    {
        await using var p = await Platform.Start(store);
        var cast = new Cast(p);
        var typen = await cast.Gepubliceerd();
        var zaak = await cast.NieuweZaak();
        var pad = $"{Zrc}zaak_afsluiten/{zaak[^36..]}";
        JsonObject Goed() => new()
        {
            ["zaak"] = new JsonObject { ["toelichting"] = "Klaar" },
            ["resultaat"] = new JsonObject
            {
                ["resultaattype"] = typen.Resultaattype,
                ["toelichting"] = "Verleend",
                ["zaak"] = "http://nergens.test/een-andere"
            },
            ["status"] = Status(typen.Eind, "2024-06-01"),
        };
        foreach (var (anders, fouten) in new (Action<JsonObject>, string[])[]
        {
            (b => b.Remove("resultaat"), ["resultaat:required"]),
            (b => b["resultaat"] = new JsonObject(), ["resultaat.resultaattype:required"]),
            (b => b["resultaat"]!["resultaattype"] = typen.Roltype, ["resultaat.resultaattype:invalid-resource"]),
            (b => b["status"]!["statustype"] = typen.Begin, ["status.statustype:eindstatus-required"]),
            (b => b["status"]!["datumStatusGezet"] = "2099-01-01T00:00:00Z", ["status.datumStatusGezet:date-in-future"]),
            (b => b["zaak"]!["betalingsindicatie"] = "soms", ["zaak.betalingsindicatie:invalid_choice"]),
        })
        {
            var body = Goed();
            anders(body);
            await Geweigerd(p, pad, body, fouten);
        }
        await Verboden(p, pad, Goed(), await Met(p, typen, "aanmaker", "zaken.lezen", "zaken.aanmaken"));
        var antwoord = await p.Post(pad, Goed(),
            await Met(p, typen, "behandelaar", "zaken.lezen", "zaken.bijwerken", "zaken.statussen.toevoegen"));
        Assert.Equal((await p.Get(zaak[p.Base.Length..])).ToJsonString(), antwoord["zaak"]!.ToJsonString());
        Assert.Equal(("2024-06-01", "2029-06-01", "Klaar"),
            ((string?)antwoord["zaak"]!["einddatum"], (string?)antwoord["zaak"]!["archiefactiedatum"],
                (string?)antwoord["zaak"]!["toelichting"]));
        Assert.Equal((zaak, (string?)antwoord["resultaat"]!["url"]),
            ((string?)antwoord["resultaat"]!["zaak"], (string?)antwoord["zaak"]!["resultaat"]));
        var trail = (await p.Get(zaak[p.Base.Length..] + "/audittrail")).AsArray().Select(r => $"{r!["resource"]} {r["actie"]}")
            .Order(StringComparer.Ordinal);
        Assert.Equal(["resultaat create", "status create", "zaak create", "zaak partial_update"], trail);
        var nogmaals = Goed();
        nogmaals["status"] = Status(typen.Eind, "2024-06-02");
        await Geweigerd(p, pad, nogmaals, "resultaat.zaak:unique");
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_document_is_registered_with_its_zaak(string store)
    {
        await using var p = await Platform.Start(store);
        var cast = new Cast(p);
        var (typen, zaak) = (await cast.Gepubliceerd(), await cast.NieuweZaak());
        var type = (await cast.Informatieobjecttype()).Url;
        JsonObject Goed() => new()
        {
            ["zaakinformatieobject"] = new JsonObject
            {
                ["zaak"] = zaak,
                ["titel"] = "Bijlage",
                ["inhoud"] = "is geen veld van een relatie"
            },
            ["enkelvoudiginformatieobject"] = Json(Cast.DocumentBody(type)),
        };
        var gemaakt = await p.Post(Drc + "document_registreren", Goed());
        var document = gemaakt["enkelvoudiginformatieobject"]!;
        using var inhoud = await p.Beheerder.GetAsync(new Uri((string)document["inhoud"]!), TestContext.Current.CancellationToken);
        Assert.Equal("Graag een vergunning.", await inhoud.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal((string?)document["url"], (string?)gemaakt["zaakinformatieobject"]!["informatieobject"]);
        Assert.Equal([(string?)gemaakt["zaakinformatieobject"]!["url"]],
            (await p.Get(zaak[p.Base.Length..]))["zaakinformatieobjecten"]!.AsArray().Select(z => (string?)z));
        Assert.Equal(1, await p.Rows("drc_objectinformatieobject"));

        foreach (var (anders, fouten) in new (Action<JsonObject>, string[])[]
        {
            (b => b.Remove("enkelvoudiginformatieobject"), ["enkelvoudiginformatieobject:required"]),
            (b => b.Remove("zaakinformatieobject"), ["zaakinformatieobject:required"]),
            (b => b["enkelvoudiginformatieobject"]!.AsObject().Remove("titel"), ["enkelvoudiginformatieobject.titel:required"]),
            (b => b["enkelvoudiginformatieobject"]!["inhoud"] = "geen base64!", ["enkelvoudiginformatieobject.inhoud:invalid"]),
            (b => b["enkelvoudiginformatieobject"]!["bestandsomvang"] = 1, ["enkelvoudiginformatieobject.nonFieldErrors:file-size"]),
            (b => b["zaakinformatieobject"]!.AsObject().Remove("zaak"), ["zaakinformatieobject.zaak:required"]),
            (b => b["zaakinformatieobject"]!["zaak"] = zaak[..^36] + Guid.NewGuid(), ["zaakinformatieobject.zaak:bad-url"]),
        })
        {
            var body = Goed();
            anders(body);
            await Geweigerd(p, Drc + "document_registreren", body, fouten);
        }
        object Drcrecht(params string[] scopes) =>
            new { component = "drc", scopes, informatieobjecttype = type, maxVertrouwelijkheidaanduiding = "zaakvertrouwelijk" };
        object Zrcrecht(params string[] scopes) =>
            new { component = "zrc", scopes, zaaktype = typen.Url, maxVertrouwelijkheidaanduiding = "zaakvertrouwelijk" };
        await Verboden(p, Drc + "document_registreren", Goed(), await p.WithRights("alleen-documenten", Drcrecht("documenten.aanmaken")));
        await Verboden(p, Drc + "document_registreren", Goed(), await p.WithRights("alleen-zaken", Zrcrecht("zaken.aanmaken")));
        var beide = await p.WithRights("beide", Drcrecht("documenten.aanmaken"), Zrcrecht("zaken.aanmaken"));
        Assert.Equal(201, (await p.Send(HttpMethod.Post, Drc + "document_registreren", Goed(), beide)).Status);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Numbers_are_kept_for_zaken_and_documents(string store)
    {
        await using var p = await Platform.Start(store);
        var cast = new Cast(p);
        var type = (await cast.Informatieobjecttype()).Url;
        var taken = (string)(await p.Post(Drc + "enkelvoudiginformatieobjecten", Cast.DocumentBody(type)))["identificatie"]!;
        foreach (var (pad, veld) in new[] { (Zrc + "zaaknummer_reserveren", "zaaknummer"),
            (Drc + "documentnummer_reserveren", "documentnummer") })
        {
            var een = await p.Post(pad, new { bronorganisatie = "000001375" });
            var meer = (await p.Send(HttpMethod.Post, pad, new { bronorganisatie = "000001375", amount = 3 })).Json!.AsArray();
            var ook = (await p.Send(HttpMethod.Post, pad, new { bronorganisatie = "000001375", aantal = 2 })).Json!.AsArray();
            string[] alle = [(string)een[veld]!, .. meer.Concat(ook).Select(n => (string)n![veld]!), taken];
            Assert.Equal(7, alle.Distinct().Count());
            Assert.Equal(["amount:max_value"],
                await p.Faults(HttpMethod.Post, pad, new { bronorganisatie = "000001375", amount = 10_001 }));
            Assert.Equal(["bronorganisatie:required"], await p.Faults(HttpMethod.Post, pad, new { }));
        }
        var nieuw = JsonNode.Parse(JsonSerializer.Serialize(Cast.DocumentBody(type)))!.AsObject();
        nieuw["identificatie"] =
            (string)(await p.Post(Drc + "documentnummer_reserveren", new { bronorganisatie = "000001375" }))["documentnummer"]!;
        Assert.Equal((string?)nieuw["identificatie"],
            (string?)(await p.Post(Drc + "enkelvoudiginformatieobjecten", nieuw))["identificatie"]);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_besluit_is_taken_with_its_documents(string store)
    {
        await using var p = await Platform.Start(store);
        var cast = new Cast(p);
        var (typen, document) = (await cast.Gepubliceerd(), await cast.Document());
        JsonObject Goed() => new()
        {
            ["besluit"] = Json(Cast.BesluitBody(typen.Besluittype)),
            ["besluitinformatieobjecten"] = new JsonArray(new JsonObject { ["informatieobject"] = document }),
        };
        var gemaakt = await p.Post(Brc + "besluit_verwerken", Goed());
        Assert.Equal((string?)gemaakt["besluit"]!["url"], (string?)gemaakt["besluitinformatieobjecten"]![0]!["besluit"]);
        Assert.Equal((1, 1), (await p.Rows("brc_besluit"), await p.Rows("drc_objectinformatieobject")));
        var dubbel = Goed();
        dubbel["besluitinformatieobjecten"]!.AsArray().Add(dubbel["besluitinformatieobjecten"]![0]!.DeepClone());
        await Geweigerd(p, Brc + "besluit_verwerken", dubbel, "besluitinformatieobjecten.1.nonFieldErrors:unique");
        var later = Goed();
        later["besluit"]!["datum"] = "2099-01-01";
        await Geweigerd(p, Brc + "besluit_verwerken", later, "besluit.datum:future_not_allowed");
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_substatus_tells_how_far_a_step_is(string store)
    {
        await using var p = await Platform.Start(store);
        var cast = new Cast(p);
        var (typen, zaak, ander) = (await cast.Gepubliceerd(), await cast.NieuweZaak(), await cast.NieuweZaak());
        var body = new { zaak, omschrijving = "Wacht op advies", tijdstip = "2024-01-03T10:00:00Z" };
        Assert.Equal(["status:required"], await p.Faults(HttpMethod.Post, Zrc + "substatussen", body));
        async Task<string> Zet(string bij, string dag) =>
            (string)(await p.Post(Zrc + "statussen",
                new { zaak = bij, statustype = typen.Begin, datumStatusGezet = dag + "T10:00:00Z" }))["url"]!;
        var (status, vreemd) = (await Zet(zaak, "2024-01-02"), await Zet(ander, "2024-01-02"));
        var sub = await p.Post(Zrc + "substatussen", body);
        Assert.Equal((status, "betrokkenen"), ((string?)sub["status"], (string?)sub["doelgroep"]));
        Assert.Equal(["status:zaak-mismatch"],
            await p.Faults(HttpMethod.Post, Zrc + "substatussen",
                new { zaak, status = vreemd, omschrijving = "x", tijdstip = "2024-01-03T10:00:00Z" }));
        Assert.Equal(["tijdstip:date-in-future"],
            await p.Faults(HttpMethod.Post, Zrc + "substatussen", new { zaak, omschrijving = "x", tijdstip = "2099-01-03T10:00:00Z" }));
        await p.Post(Zrc + "substatussen",
            new { zaak, status, omschrijving = "Intern", tijdstip = "2024-01-04T10:00:00Z", doelgroep = "intern" });
        Assert.Equal((2, 0), ((int)(await p.Get($"{Zrc}substatussen?status={status}"))["count"]!,
            (int)(await p.Get($"{Zrc}substatussen?zaak={ander}"))["count"]!));
        Assert.Equal(204, (await p.Send(HttpMethod.Delete, zaak[p.Base.Length..])).Status);
        Assert.Equal(0, await p.Rows("zrc_substatus"));
    }
}
