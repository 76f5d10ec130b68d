using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit;
using static Brink.Tests.Kast;

namespace Brink.Tests;

/// <summary>What the Catalogi API has one of: versions of a type that do not overlap, and names and numbers within a zaaktype.</summary>
public sealed class CatalogiUniekTests
{
    public static TheoryData<string> Stores => Tests.Stores.All;
    private static string Dag(int over) => Alv.Vandaag(over);

    [Theory, MemberData(nameof(Stores))]
    public async Task Ztc_016_published_versions_do_not_overlap(string store)
    {
        await using var k = await Kast.Open(store);
        var eerste = await k.Zaaktype("Z1");
        var tweede = await k.Zaaktype("Z1", b => b["beginGeldigheid"] = Dag(0));
        await k.Publiceer(eerste);
        Assert.Equal(["beginGeldigheid:overlap"], await k.P.Faults(HttpMethod.Post, Url(tweede)[k.P.Base.Length..] + "/publish", new { }));
        Assert.True((bool)(await k.Lees(tweede))["concept"]!);
        Assert.Equal(200, (await k.Stuur(HttpMethod.Patch, eerste, new { eindeGeldigheid = Dag(-1) })).Status);
        await k.Publiceer(tweede);
        Assert.Equal(["eindeGeldigheid:overlap"], await k.Fouten(HttpMethod.Patch, eerste, new { eindeGeldigheid = Dag(0) }));
        var elders = await k.Zaaktype("Z1", catalogus: await k.NieuweCatalogus()); // another catalogus has its own names
        await k.Publiceer(elders);

        // A concept may overlap what is published, even with the same first day: it is being drawn up to take its place.
        // It is published when that has ended.
        var derde = await k.Zaaktype("Z1", b => b["beginGeldigheid"] = Dag(0));
        Assert.Equal(["beginGeldigheid:overlap"], await k.P.Faults(HttpMethod.Post, Url(derde)[k.P.Base.Length..] + "/publish", new { }));
        Assert.True((bool)(await k.Lees(derde))["concept"]!);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Types_known_by_their_omschrijving_do_not_overlap_once_published(string store)
    {
        await using var k = await Kast.Open(store);
        foreach (var soort in (string[])["informatieobjecttypen", "besluittypen"])
        {
            Task<JsonObject> Maak(string omschrijving, string begin, string? einde = null)
            {
                var body = JsonNode.Parse(JsonSerializer.Serialize(Cast.InformatieobjecttypeBody(k.Catalogus, omschrijving)))!.AsObject();
                (body["beginGeldigheid"], body["eindeGeldigheid"], body["publicatieIndicatie"], body["informatieobjecttypen"]) = (begin,
                    einde, false, new JsonArray());
                return k.P.Post(Ztc + soort, body);
            }
            var (een, twee, ander) = (await Maak("Brief", "2020-01-01"), await Maak("Brief", "2021-01-01"),
                await Maak("Foto", "2021-01-01"));
            foreach (var type in (JsonObject[])[een, ander]) await k.Publiceer(type);
            Assert.Equal(["beginGeldigheid:overlap"],
                await k.P.Faults(HttpMethod.Post, Url(twee)[k.P.Base.Length..] + "/publish", new { }));
            Assert.True((bool)(await k.Lees(twee))["concept"]!);
            Assert.Equal(200, (await k.Stuur(HttpMethod.Patch, een, new { eindeGeldigheid = "2020-12-31" })).Status);
            await k.Publiceer(twee);
            Assert.Equal(["eindeGeldigheid:overlap"], await k.Fouten(HttpMethod.Patch, een, new { eindeGeldigheid = "2021-01-01" }));
            Assert.Equal(1, (int)(await k.P.Get($"{Ztc}{soort}?omschrijving=Brief&datumGeldigheid=2022-01-01"))["count"]!);
        }
    }

    /// <summary>What there is one of: the collection, a first body, one that is refused with its fault, and one that is not.</summary>
    private static readonly (string Soort, string Een, string Zelfde, string Fout, string Ander)[] EenVan =
    [
        ("catalogussen", """{"domein":"UNIEK","rsin":"000001375","contactpersoonBeheerNaam":"Een"}""",
            """{"domein":"UNIEK","rsin":"000001375","contactpersoonBeheerNaam":"Twee"}""", "domein:unique",
            """{"domein":"UNIEK","rsin":"000000012","contactpersoonBeheerNaam":"Een"}"""),
        ("statustypen", """{"omschrijving":"Een","volgnummer":1}""", """{"omschrijving":"Twee","volgnummer":1}""", "volgnummer:unique",
            """{"omschrijving":"Een","volgnummer":2}"""),
        ("roltypen", """{"omschrijving":"Een","omschrijvingGeneriek":"initiator"}""",
            """{"omschrijving":"Een","omschrijvingGeneriek":"adviseur"}""", "omschrijving:unique",
            """{"omschrijving":"Twee","omschrijvingGeneriek":"initiator"}"""),
        ("eigenschappen", Kenmerk("Een", "1"), Kenmerk("Een", "2"), "naam:unique", Kenmerk("Twee", "1")),
        ("resultaattypen", Uitkomst("Een"), Uitkomst("Een"), "omschrijving:unique", Uitkomst("Twee")),
        ("zaaktype-informatieobjecttypen", """{"informatieobjecttype":"Brief","volgnummer":1,"richting":"intern"}""",
            """{"informatieobjecttype":"Foto","volgnummer":1,"richting":"inkomend"}""", "volgnummer:unique",
            """{"informatieobjecttype":"Foto","volgnummer":2,"richting":"inkomend"}"""),
    ];

    private static string Kenmerk(string naam, string lengte) =>
        $$$"""{"naam":"{{{naam}}}","definitie":"d","specificatie":{"formaat":"tekst","lengte":"{{{lengte}}}","kardinaliteit":"1"}}""";

    private static string Uitkomst(string omschrijving) =>
        $$"""{"omschrijving":"{{omschrijving}}","resultaattypeomschrijving":"http://elders.test/o","selectielijstklasse":"http://elders.test/k"}""";

    [Theory, MemberData(nameof(Stores))]
    public async Task What_is_unique_is_made_once_within_its_zaaktype_and_stays_unique_when_it_changes(string store)
    {
        await using var k = await Kast.Open(store);
        k.P.Elders.Serve("o", new { omschrijving = "Klaar", definitie = "" });
        k.P.Elders.Serve("k", new
        {
            procesType = "http://elders.test/p",
            nummer = 1,
            waardering = "vernietigen",
            procestermijn = "",
            bewaartermijn = "P1Y"
        });
        foreach (var naam in (string[])["Brief", "Foto"])
            await k.P.Post(Ztc + "informatieobjecttypen", Cast.InformatieobjecttypeBody(k.Catalogus, naam));
        var (z, ander) = (await k.Zaaktype("Z1"), await k.Zaaktype("Z2"));
        foreach (var (soort, een, zelfde, fout, verschilt) in EenVan)
        {
            JsonObject Body(string tekst, JsonObject bij)
            {
                var body = JsonNode.Parse(tekst)!.AsObject();
                if (soort != "catalogussen") body["zaaktype"] = Url(bij);
                return body;
            }
            var eerste = await k.P.Post(Ztc + soort, Body(een, z));
            var rijen = (await k.P.Rows("outbox"), await k.P.Rows("audit"));
            Assert.Equal((soort, fout), (soort, string.Join(' ', await k.P.Faults(HttpMethod.Post, Ztc + soort, Body(zelfde, z)))));
            Assert.Equal(rijen, (await k.P.Rows("outbox"), await k.P.Rows("audit")));
            var tweede = await k.P.Post(Ztc + soort, Body(verschilt, z));
            if (soort != "catalogussen") await k.P.Post(Ztc + soort, Body(een, ander)); // another zaaktype has its own
            Assert.Equal((soort, fout), (soort, string.Join(' ', await k.Fouten(HttpMethod.Put, tweede, Body(een, z)))));
            Assert.Equal((soort, 200), (soort, (await k.Stuur(HttpMethod.Put, eerste, Body(een, z))).Status)); // itself is no other one
        }
        var stappen = (await k.P.Get($"{Ztc}statustypen?zaaktype={Url(z)}&status=alles"))["results"]!.AsArray();
        Assert.Equal([2], stappen.Where(s => (bool)s!["isEindstatus"]!).Select(s => (int)s!["volgnummer"]!));
    }

    [Fact]
    public async Task A_catalogus_asked_for_twice_at_once_is_made_once()
    {
        foreach (var store in (string[])["sqlite", "postgres"])
        {
            await using var p = await Platform.Start(store);
            var body = new { domein = "TEGEL", rsin = "000001375", contactpersoonBeheerNaam = "Beheer" };
            var statussen = await Task.WhenAll(
                Enumerable.Range(0, 6).Select(async _ => (await p.Send(HttpMethod.Post, Ztc + "catalogussen", body)).Status));
            Assert.Equal((1, 5), (statussen.Count(s => s == 201), statussen.Count(s => s == 400)));
            Assert.Equal(1, await p.Rows("ztc_catalogus"));
        }
    }
}
