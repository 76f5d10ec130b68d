using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Brink.Registers;
using Brink.Registers.Documenten;
using Xunit;

namespace Brink.Tests;

/// <summary>The rules of the Documenten API by their codes, as far as they stand by themselves: types, status, expand,
/// verzendingen.</summary>
public sealed class DocumentenRegelsTests
{
    private const string Documenten = DocumentenTests.Documenten;
    private const string Verzendingen = "documenten/api/v1/verzendingen";
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static async Task<JsonObject> Body(Cast cast, params (string Veld, object? Waarde)[] anders)
    {
        var body = (JsonObject)JsonSerializer.SerializeToNode(Cast.DocumentBody((await cast.Informatieobjecttype()).Url))!;
        foreach (var (veld, waarde) in anders) body[veld] = JsonSerializer.SerializeToNode(waarde);
        return body;
    }

    private static string Path(Platform p, JsonNode resource) => ((string)resource["url"]!)[p.Base.Length..];

    [Fact]
    public async Task Drc_001_holds_for_a_change_too()
    {
        await using var p = await Platform.Start("sqlite");
        var cast = new Cast(p);
        var concept = await cast.Url("catalogi/api/v1/informatieobjecttypen",
            Cast.InformatieobjecttypeBody(await cast.Catalogus(), "Concept"));
        var made = await p.Post(Documenten, await Body(cast));
        var (url, slot) = (Path(p, made), (string)(await p.Post(Path(p, made) + "/lock", ""))["lock"]!);
        Task<string[]> Fout(string type) => p.Faults(HttpMethod.Patch, url, new { informatieobjecttype = type, @lock = slot });
        Assert.Equal(["informatieobjecttype:not-published"], await Fout(concept));
        Assert.Equal(["informatieobjecttype:bad-url"], await Fout("http://elders.test/404"));
        Assert.Equal(["informatieobjecttype:bad-url"], await Fout("http://niet-toegestaan.test/1"));
        Assert.Equal(["informatieobjecttype:invalid-resource"], await Fout(p.Elders.Serve("iets", new { })));
        Assert.Equal(["informatieobjecttype:invalid-resource"], await Fout(await cast.Catalogus()));
        // Another published type is allowed since 1.3, a change of what is definitief since 1.4.
        await cast.Publish(concept);
        Assert.Equal(200, (await p.Send(HttpMethod.Patch, url,
            new { informatieobjecttype = concept, status = "definitief", @lock = slot })).Status);
        Assert.Equal(200, (await p.Send(HttpMethod.Patch, url, new { titel = "Toch anders", @lock = slot })).Status);
    }

    [Fact]
    public async Task Drc_005_holds_whichever_of_the_two_comes_last()
    {
        await using var p = await Platform.Start("sqlite");
        var cast = new Cast(p);
        var made = await p.Post(Documenten,
            await Body(cast, ("status", "in_bewerking"), ("ontvangstdatum", null), ("ondertekening", null)));
        var (url, slot) = (Path(p, made), (string)(await p.Post(Path(p, made) + "/lock", ""))["lock"]!);
        Assert.Equal(["status:invalid_for_received"],
            await p.Faults(HttpMethod.Patch, url, new { ontvangstdatum = "2024-01-01", @lock = slot }));
        Assert.Equal(200, (await p.Send(HttpMethod.Patch, url,
            new { ontvangstdatum = "2024-01-01", status = "definitief", @lock = slot })).Status);
        Assert.Equal(["status:invalid_for_received"],
            await p.Faults(HttpMethod.Patch, url, new { status = "ter_vaststelling", @lock = slot }));
        Assert.Equal(200, (await p.Send(HttpMethod.Patch, url, new { status = "gearchiveerd", @lock = slot })).Status);
        var ondertekening = new { soort = "digitaal", datum = "2024-01-01" };
        foreach (var status in (string[])["in_bewerking", "ter_vaststelling"])
        {
            Assert.Equal(["ondertekening:invalid"],
                await p.Faults(HttpMethod.Post, Documenten, await Body(cast, ("status", status), ("ondertekening", ondertekening))));
        }
        await p.Post(Documenten, await Body(cast, ("status", "definitief"), ("ondertekening", ondertekening)));
        await p.Post(Documenten, await Body(cast, ("status", ""), ("ondertekening", ondertekening)));
    }

    [Fact]
    public async Task Drc_007_a_change_keeps_or_derives_the_vertrouwelijkheid()
    {
        await using var p = await Platform.Start("sqlite");
        var cast = new Cast(p);
        var made = await p.Post(Documenten, await Body(cast, ("vertrouwelijkheidaanduiding", "geheim")));
        var (url, slot) = (Path(p, made), (string)(await p.Post(Path(p, made) + "/lock", ""))["lock"]!);
        Assert.Equal("geheim", (string)(await p.Send(HttpMethod.Patch, url, new { titel = "x", @lock = slot }))
            .Json!["vertrouwelijkheidaanduiding"]!);
        Assert.Equal("openbaar", (string)(await p.Send(HttpMethod.Patch, url, new { vertrouwelijkheidaanduiding = "", @lock = slot }))
            .Json!["vertrouwelijkheidaanduiding"]!);
        Assert.Equal("intern", (string)(await p.Send(HttpMethod.Patch, url, new { vertrouwelijkheidaanduiding = "intern", @lock = slot }))
            .Json!["vertrouwelijkheidaanduiding"]!);
    }

    [Theory]
    [MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task Drc_008_deleting_takes_all_that_is_part_of_it_along(string store)
    {
        await using var p = await Platform.Start(store);
        var cast = new Cast(p);
        var informatieobject = await cast.Document();
        var url = informatieobject[p.Base.Length..];
        await p.Post("documenten/api/v1/gebruiksrechten",
            new { informatieobject, startdatum = "2024-01-01T00:00:00Z", omschrijvingVoorwaarden = "Inzien" });
        await p.Post(Verzendingen, Verzending(informatieobject, "geadresseerde", ("emailadres", "a@b.nl")));
        // drc-009: not while somebody has it in hand.
        var slot = (await p.Post(url + "/lock", ""))["lock"]!;
        var (status, json) = await p.Send(HttpMethod.Delete, url);
        Assert.Equal((400, "locked"), (status, (string)json!["invalidParams"]![0]!["code"]!));
        Assert.Equal(1, await p.Rows("drc_enkelvoudiginformatieobject"));
        Assert.Equal(204, (await p.Send(HttpMethod.Post, url + "/unlock", new { @lock = (string)slot! })).Status);
        Assert.Equal(204, (await p.Send(HttpMethod.Delete, url)).Status);
        Assert.Equal(404, (await p.Send(HttpMethod.Get, url)).Status);
        Assert.Equal(404, (await p.Send(HttpMethod.Get, url + "/audittrail")).Status);
        foreach (var table in (string[])["drc_enkelvoudiginformatieobject", "drc_documentversie", "drc_documentslot", "drc_gebruiksrechten",
            "drc_verzending"])
        {
            Assert.Equal(0, await p.Rows(table));
        }
        // That it was destroyed, and by whom, remains; what was in it does not.
        var rest = await p.Store.Read(db =>
            db.Rows("SELECT doc FROM audit WHERE hoofdobject = $1", [informatieobject[^36..]], r => JsonNode.Parse(r.GetBytes(0))!));
        Assert.All(rest, rij => Assert.Equal(("destroy", "{}"), ((string)rij["actie"]!, rij["wijzigingen"]!.ToJsonString())));
    }

    [Theory]
    [MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task Drc_011_012_013_014_expand_keeps_within_bounds(string store)
    {
        await using var p = await Platform.Start(store);
        var cast = new Cast(p);
        var document = await cast.Document();
        var url = document[p.Base.Length..];
        var verzending = Path(p, await p.Post(Verzendingen, Verzending(document, "geadresseerde", ("emailadres", "a@b.nl"))));

        // drc-011: of this API and the Catalogi only.
        Assert.Equal("openbaar",
            (string)(await p.Get(url
            + "?expand=informatieobjecttype"))["_expand"]!["informatieobjecttype"]!["vertrouwelijkheidaanduiding"]!);
        foreach (var buiten in (string[])["betrokkene", "contactPersoon", "informatieobject.link"])
            Assert.Equal(406, (await p.Send(HttpMethod.Get, $"{verzending}?expand={buiten}")).Status);
        Assert.Equal(406, (await p.Send(HttpMethod.Get, "documenten/api/v1/objectinformatieobjecten?expand=object")).Status);

        // drc-012: what goes deeper than three levels is cut off there.
        var diep = (await p.Get(
            $"{verzending}?expand=informatieobject.informatieobjecttype.catalogus.informatieobjecttypen"))["_expand"]!["informatieobject"]!["_expand"]!;
        var catalogus = diep["informatieobjecttype"]!["_expand"]!["catalogus"]!;
        Assert.Equal(await cast.Catalogus(), (string)catalogus["url"]!);
        Assert.Null(catalogus["_expand"]);

        // drc-013: what is no field of the resource.
        foreach (var fout in (string[])["bestaatniet", "titel", "informatieobjecttype.bestaatniet"])
            Assert.Equal(404, (await p.Send(HttpMethod.Get, $"{url}?expand={fout}")).Status);
        Assert.Equal(404, (await p.Send(HttpMethod.Get, $"{Documenten}?expand=bestaatniet")).Status);

        // drc-014: what cannot be fetched.
        var type = p.Elders.Serve("iot/1",
            JsonNode.Parse((await p.Get((await cast.Informatieobjecttype()).Url[p.Base.Length..])).ToJsonString())!.AsObject()
            .Copy(t => t["url"] = "http://elders.test/iot/1"));
        var elders = Path(p, await p.Post(Documenten, await Body(cast, ("informatieobjecttype", type))));
        Assert.Equal(type, (string)(await p.Get(elders + "?expand=informatieobjecttype"))["_expand"]!["informatieobjecttype"]!["url"]!);
        await p.Tenant.Work(Onderlaag.Model, DateTimeOffset.UtcNow, async session => // the other server does not answer any more
        {
            var gevonden = (await session.Find<Enkelvoudiginformatieobject>(q => q.Is("uuid", new Guid(elders[^36..])))).Single();
            gevonden.Informatieobjecttype = new("http://elders.test/iot/weg");
            await session.Keep(gevonden);
            return true;
        });
        Assert.Equal(404, (await p.Send(HttpMethod.Get, elders + "?expand=informatieobjecttype")).Status);
    }

    [Fact]
    public async Task Answers_can_be_kept_by_their_etag()
    {
        await using var p = await Platform.Start("sqlite");
        var cast = new Cast(p);
        var document = await cast.Document();
        foreach (var url in (string[])[document,
            (string)(await p.Post(Verzendingen, Verzending(document, "geadresseerde", ("emailadres", "a@b.nl"))))["url"]!])
        {
            using var get = await p.Beheerder.GetAsync(new Uri(url), Cancel);
            using var head = await p.Beheerder.SendAsync(new HttpRequestMessage(HttpMethod.Head, url), Cancel);
            Assert.Equal((HttpStatusCode.OK, get.Headers.ETag!.Tag), (head.StatusCode, head.Headers.ETag!.Tag));
            Assert.Empty(await head.Content.ReadAsByteArrayAsync(Cancel));
            using var again = new HttpRequestMessage(HttpMethod.Get, url);
            again.Headers.IfNoneMatch.Add(new EntityTagHeaderValue("\"iets-anders\""));
            again.Headers.IfNoneMatch.Add(get.Headers.ETag);
            using var same = await p.Beheerder.SendAsync(again, Cancel);
            Assert.Equal(HttpStatusCode.NotModified, same.StatusCode);
        }
    }

    private static JsonObject Verzending(string informatieobject, string aardRelatie, params (string Veld, JsonNode? Waarde)[] anders)
    {
        var body = (JsonObject)JsonSerializer.SerializeToNode(new
        {
            informatieobject,
            betrokkene = "http://elders.test/p/1",
            contactPersoon = "http://elders.test/p/2",
            aardRelatie,
        })!;
        foreach (var (veld, waarde) in anders) body[veld] = waarde;
        return body;
    }

    [Theory]
    [MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task What_was_received_has_one_sender_and_was_not_sent(string store)
    {
        await using var p = await Platform.Start(store);
        var cast = new Cast(p);
        var document = await cast.Document();
        Assert.Equal(["ontvangstdatum:required"],
            await p.Faults(HttpMethod.Post, Verzendingen, Verzending(document, "afzender", ("emailadres", "a@b.nl"))));
        var een = await p.Post(Verzendingen, Verzending(document, "afzender", ("emailadres", "a@b.nl"), ("ontvangstdatum", "2024-01-02")));
        foreach (var aard in (string[])["afzender", "geadresseerde"])
        {
            Assert.Equal(["nonFieldErrors:invalid"],
                await p.Faults(HttpMethod.Post, Verzendingen, Verzending(document, aard, ("faxnummer", "1"),
                ("ontvangstdatum", "2024-01-02"))));
        }
        Assert.Equal(200, (await p.Send(HttpMethod.Patch, Path(p, een), new { toelichting = "per mail" })).Status);
        Assert.Equal(["ontvangstdatum:required"], await p.Faults(HttpMethod.Patch, Path(p, een), new { ontvangstdatum = (string?)null }));

        // Sending may be done to many.
        var ander = (string)(await p.Post(Documenten, await Body(cast)))["url"]!;
        var uit = await p.Post(Verzendingen, Verzending(ander, "geadresseerde", ("emailadres", "a@b.nl")));
        await p.Post(Verzendingen, Verzending(ander, "geadresseerde", ("mijnOverheid", true)));
        Assert.Equal(["nonFieldErrors:invalid"],
            await p.Faults(HttpMethod.Patch, Path(p, uit), new { aardRelatie = "afzender", ontvangstdatum = "2024-01-02" }));
    }
}
