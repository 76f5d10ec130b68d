using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace Brink.Tests;

/// <summary>The rules of the Besluiten API, and what a besluit brings about in Zaken and Documenten.</summary>
public sealed class BesluitenTests
{
    private const string Besluiten = "besluiten/api/v1/besluiten";
    private const string Relaties = "besluiten/api/v1/besluitinformatieobjecten";
    private const string Spiegels = "documenten/api/v1/objectinformatieobjecten";

    private static JsonObject Body(string besluittype, string? veld = null, JsonNode? waarde = null)
    {
        var body = (JsonObject)JsonSerializer.SerializeToNode(Cast.BesluitBody(besluittype))!;
        if (veld is not null) body[veld] = waarde;
        return body;
    }

    private static string Path(Platform p, string url) => url[p.Base.Length..];

    [Theory]
    [MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task Brc_001_the_besluittype_is_published_and_stays(string store)
    {
        await using var p = await Platform.Start(store);
        var cast = new Cast(p);
        var goed = (await cast.Gepubliceerd()).Besluittype;
        var concept = await cast.Url("catalogi/api/v1/besluittypen", new
        {
            catalogus = await cast.Catalogus(),
            omschrijving = "Concept",
            publicatieIndicatie = false,
            informatieobjecttypen = Array.Empty<string>(),
            beginGeldigheid = "2020-01-01"
        });
        Assert.Equal(["besluittype:not-published"], await p.Faults(HttpMethod.Post, Besluiten, Body(concept)));
        Assert.Equal(["besluittype:bad-url"], await p.Faults(HttpMethod.Post, Besluiten, Body("http://elders.test/bestaat-niet")));
        Assert.Equal(["besluittype:invalid-resource"], await p.Faults(HttpMethod.Post, Besluiten, Body(p.Elders.Serve("iets", new { }))));
        Assert.Equal(["besluittype:invalid-resource"], await p.Faults(HttpMethod.Post, Besluiten, Body(await cast.Catalogus())));
        var besluit = await cast.Url(Besluiten, Body(goed));
        Assert.Equal(["besluittype:wijzigen-niet-toegelaten"],
            await p.Faults(HttpMethod.Patch, Path(p, besluit), new { besluittype = concept }));
        Assert.Equal(1, await p.Rows("brc_besluit"));
    }

    [Theory]
    [MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task A_besluit_is_taken_today_or_before(string store)
    {
        await using var p = await Platform.Start(store);
        var type = (await new Cast(p).Gepubliceerd()).Besluittype;
        string Dag(int over) => Alv.Vandaag(over);
        Assert.Equal(["datum:future_not_allowed"], await p.Faults(HttpMethod.Post, Besluiten, Body(type, "datum", Dag(2))));
        var url = Path(p, (string)(await p.Post(Besluiten, Body(type, "datum", Dag(0))))["url"]!);
        Assert.Equal(["datum:future_not_allowed"], await p.Faults(HttpMethod.Patch, url, new { datum = Dag(2) }));
        Assert.Equal(["datum:future_not_allowed"], await p.Faults(HttpMethod.Put, url, Body(type, "datum", Dag(2))));
        Assert.Equal(200, (await p.Send(HttpMethod.Patch, url, new { ingangsdatum = Dag(2) })).Status);
    }

    [Theory]
    [MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task Brc_002_identificatie_is_made_and_unique_and_stays(string store)
    {
        await using var p = await Platform.Start(store);
        var cast = new Cast(p);
        var type = (await cast.Gepubliceerd()).Besluittype;
        var jaar = DateTime.UtcNow.Year;
        await p.Post(Besluiten, Body(type, "identificatie", $"BESLUIT-{jaar}-0000000001"));
        // a client took the number that would be made first
        var gemaakt = await p.Post(Besluiten, Body(type));
        Assert.Equal($"BESLUIT-{jaar}-0000000002", (string)gemaakt["identificatie"]!);
        Assert.Equal(["identificatie:identificatie-niet-uniek"], await p.Faults(HttpMethod.Post, Besluiten, Body(type, "identificatie",
            (string)gemaakt["identificatie"]!)));
        var url = Path(p, (string)gemaakt["url"]!);
        Assert.Equal(["identificatie:wijzigen-niet-toegelaten"], await p.Faults(HttpMethod.Patch, url, new { identificatie = "ander" }));
        Assert.Equal(["verantwoordelijkeOrganisatie:wijzigen-niet-toegelaten"], await p.Faults(HttpMethod.Patch, url,
            new { verantwoordelijkeOrganisatie = "000000000" }));
        var (status, json) = await p.Send(HttpMethod.Put, url, Body(type, "vervalreden", "tijdelijk"));
        Assert.Equal(200, status);
        Assert.Equal(gemaakt["identificatie"]!.ToJsonString(), json!["identificatie"]!.ToJsonString());
        Assert.Equal("Besluit met tijdelijke werking", (string)json["vervalredenWeergave"]!);
        // Another organisation may have the same number.
        var elders = Body(type, "identificatie", $"BESLUIT-{jaar}-0000000001");
        elders["verantwoordelijkeOrganisatie"] = "000000000";
        await p.Post(Besluiten, elders);
    }

    [Theory]
    [MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task Brc_005_008_documents_of_the_besluittype_are_mirrored(string store)
    {
        await using var p = await Platform.Start(store);
        var cast = new Cast(p);
        var besluit = await cast.Besluit();
        var document = await cast.Document();
        Assert.Equal(["informatieobject:bad-url"],
            await p.Faults(HttpMethod.Post, Relaties, new { besluit, informatieobject = "http://elders.test/404" }));
        var iot = await cast.Url("catalogi/api/v1/informatieobjecttypen", Cast.InformatieobjecttypeBody(await cast.Catalogus(), "Foto"));
        await cast.Publish(iot);
        var foto = await cast.Url(DocumentenTests.Documenten, Cast.DocumentBody(iot));
        Assert.Equal(["nonFieldErrors:missing-besluittype-informatieobjecttype-relation"], await p.Faults(HttpMethod.Post, Relaties, new
        {
            besluit,
            informatieobject = foto
        }));
        Assert.Equal(0, await p.Rows("drc_objectinformatieobject"));

        var relatie = await cast.Url(Relaties, new { besluit, informatieobject = document });
        var spiegel = Assert.Single((await p.Get($"{Spiegels}?object={Uri.EscapeDataString(besluit)}")).AsArray())!;
        Assert.Equal(document, (string)spiegel["informatieobject"]!);
        Assert.Equal("besluit", (string)spiegel["objectType"]!);
        Assert.Equal(["nonFieldErrors:unique"], await p.Faults(HttpMethod.Post, Relaties, new { besluit, informatieobject = document }));
        Assert.Equal(204, (await p.Send(HttpMethod.Delete, Path(p, relatie))).Status);
        Assert.Equal(0, await p.Rows("drc_objectinformatieobject"));
    }

    [Theory]
    [MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task Brc_006_007_the_zaak_has_the_besluit(string store)
    {
        await using var p = await Platform.Start(store);
        var cast = new Cast(p);
        var zaak = await cast.Zaak();
        var ander = await cast.Url("catalogi/api/v1/besluittypen", new
        {
            catalogus = await cast.Catalogus(),
            omschrijving = "Ander",
            publicatieIndicatie = false,
            informatieobjecttypen = Array.Empty<string>(),
            beginGeldigheid = "2020-01-01"
        });
        await cast.Publish(ander);
        Assert.Equal(["nonFieldErrors:zaaktype-mismatch"], await p.Faults(HttpMethod.Post, Besluiten, Body(ander, "zaak", zaak)));
        var besluit = await cast.Url(Besluiten, Body((await cast.Gepubliceerd()).Besluittype, "zaak", zaak));
        Assert.Equal(besluit, (string)Assert.Single((await p.Get(Path(p, zaak) + "/besluiten")).AsArray())!["besluit"]!);
        Assert.Equal(besluit, (string)(await p.Get($"{Besluiten}?zaak={Uri.EscapeDataString(zaak)}"))["results"]!.AsArray()
            .Single()!["url"]!);
        Assert.Equal(["zaak:wijzigen-niet-toegelaten"], await p.Faults(HttpMethod.Patch, Path(p, besluit), new { zaak = (string?)null }));
        Assert.Equal(204, (await p.Send(HttpMethod.Delete, Path(p, besluit))).Status);
        Assert.Empty((await p.Get(Path(p, zaak) + "/besluiten")).AsArray());
    }

    [Theory]
    [MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task Brc_009_deleting_takes_relations_and_audit_trail_along(string store)
    {
        await using var p = await Platform.Start(store);
        var cast = new Cast(p);
        var besluit = await cast.Besluit();
        await cast.Url(Relaties, new { besluit, informatieobject = await cast.Document() });
        Assert.Equal(2, (await p.Get(Path(p, besluit) + "/audittrail")).AsArray().Count);
        Assert.Equal(204, (await p.Send(HttpMethod.Delete, Path(p, besluit))).Status);
        Assert.Equal((0, 0, 0), (await p.Rows("brc_besluit"), await p.Rows("brc_besluitinformatieobject"),
            await p.Rows("drc_objectinformatieobject")));
        Assert.Equal(404, (await p.Send(HttpMethod.Get, Path(p, besluit) + "/audittrail")).Status);
        Assert.Equal(1, await p.Rows("drc_enkelvoudiginformatieobject"));
    }

    [Fact]
    public async Task Without_a_zaak_it_stands_by_itself()
    {
        await using var p = await Platform.Start("sqlite");
        var besluit = await p.Post(Besluiten, Body((await new Cast(p).Gepubliceerd()).Besluittype, "zaak", null));
        Assert.Equal("", (string)besluit["zaak"]!);
        Assert.Equal("", (string)besluit["vervalreden"]!);
        Assert.Equal(0, await p.Rows("zrc_zaakbesluit"));
    }

    [Theory]
    [MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task Rights_are_by_besluittype(string store)
    {
        await using var p = await Platform.Start(store);
        var cast = new Cast(p);
        var besluit = await cast.Besluit();
        var binnen = await p.WithRights("binnen",
            new { component = "brc", scopes = new[] { "besluiten.lezen" }, besluittype = (await cast.Gepubliceerd()).Besluittype });
        var buiten = await p.WithRights("buiten",
            new { component = "brc", scopes = new[] { "besluiten.lezen" }, besluittype = "http://elders.test/besluittypen/1" });
        Assert.Equal(200, (await p.Send(HttpMethod.Get, Path(p, besluit), null, binnen)).Status);
        Assert.Equal(403, (await p.Send(HttpMethod.Get, Path(p, besluit), null, buiten)).Status);
        Assert.Empty((await p.Get(Besluiten, buiten))["results"]!.AsArray());
        Assert.Equal(403, (await p.Send(HttpMethod.Delete, Path(p, besluit), null, binnen)).Status);
    }
}
