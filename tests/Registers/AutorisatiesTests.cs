using System.Text.Json.Nodes;
using Brink.Engine;
using Brink.Registers;
using Brink.Registers.Autorisaties;
using Xunit;

namespace Brink.Tests;

/// <summary>The rules of the Autorisaties API, and what an application's authorisations come to.</summary>
public sealed class AutorisatiesTests
{
    private const string Applicaties = "autorisaties/api/v1/applicaties";
    private const string Zaaktype = "http://elders.test/zaaktypen/1";

    /// <summary>What an application may not be: a body and the fault.</summary>
    public static TheoryData<string, string, string> Refused => new()
    {
        { "ac-001 one client id twice", """{"clientIds":["a","a"],"label":"L","heeftAlleAutorisaties":true}""", "clientIds.1:unique" },
        { "ac-001 no client id", """{"clientIds":[],"label":"L","heeftAlleAutorisaties":true}""", "clientIds:empty" },
        { "ac-002 all and some",
            """{"clientIds":["a"],"label":"L","heeftAlleAutorisaties":true,"autorisaties":[{"component":"nrc","scopes":["x"]}]}""",
            "nonFieldErrors:ambiguous-authorizations-specified" },
        { "ac-002 none", """{"clientIds":["a"],"label":"L","heeftAlleAutorisaties":false,"autorisaties":[]}""",
            "nonFieldErrors:missing-authorizations" },
        { "ac-003 zrc without level",
            Met("""{"component":"zrc","scopes":["zaken.lezen"],"zaaktype":"http://elders.test/zaaktypen/1","maxVertrouwelijkheidaanduiding":""}"""),
            "autorisaties.0.maxVertrouwelijkheidaanduiding:invalid" },
        { "ac-003 zrc without zaaktype",
            Met("""{"component":"zrc","scopes":["zaken.lezen"],"maxVertrouwelijkheidaanduiding":"openbaar"}"""),
            "autorisaties.0.zaaktype:invalid" },
        { "ac-003 drc without level",
            Met("""{"component":"drc","scopes":["documenten.lezen"],"informatieobjecttype":"http://elders.test/i/1"}"""),
            "autorisaties.0.maxVertrouwelijkheidaanduiding:invalid" },
        { "ac-003 drc without type", Met("""{"component":"drc","scopes":["documenten.lezen"],"maxVertrouwelijkheidaanduiding":"geheim"}"""),
            "autorisaties.0.informatieobjecttype:invalid" },
        { "ac-003 brc without type", Met("""{"component":"brc","scopes":["besluiten.lezen"],"besluittype":""}"""),
            "autorisaties.0.besluittype:invalid" },
        { "ac-003 no scope", Met("""{"component":"zrc","scopes":[],"zaaktype":"","maxVertrouwelijkheidaanduiding":"geheim"}"""),
            "autorisaties.0.scopes:empty" },
        { "unknown component", Met("""{"component":"xyz","scopes":["a"]}"""), "autorisaties.0.component:invalid_choice" },
    };

    private static string Met(string autorisatie) => $$"""{"clientIds":["a"],"label":"L","autorisaties":[{{autorisatie}}]}""";

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task Refuses(string rule, string body, string fault)
    {
        Assert.NotEmpty(rule);
        await using var p = await Platform.Start("sqlite");
        Assert.Equal([fault], await p.Faults(HttpMethod.Post, Applicaties, body));
        Assert.Equal(0, await p.Rows("ac_applicatie"));
    }

    [Theory]
    [MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task Ac_001_a_client_id_belongs_to_one_application(string store)
    {
        await using var p = await Platform.Start(store);
        var eerste = await p.Post(Applicaties, new { clientIds = new[] { "a", "b" }, label = "Eerste", heeftAlleAutorisaties = true });
        Assert.Equal(["clientIds:clientId-exists"], await p.Faults(HttpMethod.Post, Applicaties, new
        {
            clientIds = new[] { "b" },
            label = "Tweede",
            heeftAlleAutorisaties = true
        }));
        var (status, _) = await p.Send(HttpMethod.Patch, Path(p, eerste), new { clientIds = new[] { "b" } });
        Assert.Equal(200, status);
        await p.Post(Applicaties, new { clientIds = new[] { "a" }, label = "Tweede", heeftAlleAutorisaties = true });
    }

    [Theory]
    [MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task An_authorisation_shows_the_fields_of_its_component(string store)
    {
        await using var p = await Platform.Start(store);
        var gemaakt = await p.Post(Applicaties, new
        {
            clientIds = new[] { "a" },
            label = "L",
            autorisaties = new object[]
            {
                new { component = "zrc", scopes = new[] { "zaken.lezen" }, zaaktype = Zaaktype, maxVertrouwelijkheidaanduiding = "intern" },
                new { component = "brc", scopes = new[] { "notificaties.publiceren" }, besluittype = "", zaaktype = Zaaktype },
                new { component = "ztc", scopes = new[] { "catalogi.lezen" } },
            },
        });
        string[] Velden(int i) => [.. gemaakt["autorisaties"]![i]!.AsObject().Select(f => f.Key)];
        Assert.Equal(["component", "componentWeergave", "scopes", "zaaktype", "maxVertrouwelijkheidaanduiding"], Velden(0));
        Assert.Equal(["component", "componentWeergave", "scopes", "besluittype"], Velden(1));
        Assert.Equal(["component", "componentWeergave", "scopes"], Velden(2));
        Assert.Equal("Zaken API", (string)gemaakt["autorisaties"]![0]!["componentWeergave"]!);
    }

    [Theory]
    [MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task Is_found_by_client_id_and_deleted(string store)
    {
        await using var p = await Platform.Start(store);
        var gemaakt = await p.Post(Applicaties, new { clientIds = new[] { "a", "b" }, label = "L", heeftAlleAutorisaties = true });
        await p.Post(Applicaties, new { clientIds = new[] { "ab" }, label = "Buiten", heeftAlleAutorisaties = true });
        // one that only resembles it
        Assert.Equal((string)gemaakt["url"]!, (string)(await p.Get(Applicaties + "?clientIds=b"))["results"]!.AsArray().Single()!["url"]!);
        Assert.Equal((string)gemaakt["url"]!, (string)(await p.Get(Applicaties + "/consumer?clientId=a")).AsArray().Single()!["url"]!);
        Assert.Equal(404, (await p.Send(HttpMethod.Get, Applicaties + "/consumer?clientId=c")).Status);
        Assert.Equal(400, (await p.Send(HttpMethod.Get, Applicaties + "/consumer")).Status);
        Assert.Equal(204, (await p.Send(HttpMethod.Delete, Path(p, gemaakt))).Status);
        Assert.Empty((await p.Get(Applicaties + "?clientIds=b"))["results"]!.AsArray());
    }

    [Fact]
    public void Grants_are_by_type_and_level()
    {
        var grants = Rechten.Grants(new Applicatie
        {
            ClientIds = ["a"],
            Label = "L",
            AlleenIsGereedVoorPublicatie = true,
            Autorisaties =
            [
                new Autorisatie { Component = Component.Zrc, Scopes = ["zaken.lezen"],
                    Zaaktype = "~/catalogi/api/v1/zaaktypen/0195c0de-0000-7000-8000-000000000001",
                    MaxVertrouwelijkheidaanduiding = Vertrouwelijkheidaanduiding.Intern },
                new Autorisatie { Component = Component.Drc, Scopes = ["documenten.lezen", "documenten.lock"],
                    Informatieobjecttype = "http://elders.test/i/1",
                    MaxVertrouwelijkheidaanduiding = Vertrouwelijkheidaanduiding.Openbaar },
                new Autorisatie { Component = Component.Nrc, Scopes = ["notificaties.consumeren"] },
            ],
        }).Select(g => (g.Component, string.Join(' ', g.Scopes), g.Type, g.MaxLevel, g.Only)).ToList();
        Assert.Equal(
        [
            ("zrc", "zaken.lezen", "0195c0de-0000-7000-8000-000000000001", 2, null),
            ("drc", "documenten.lezen", "http://elders.test/i/1", 0, "isGereedVoorPublicatie"),
            ("drc", "documenten.lock", "http://elders.test/i/1", 0, null),
            ("nrc", "notificaties.consumeren", null, null, null),
        ], grants);
    }

    [Theory]
    [MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task Only_what_is_ready_for_publication_is_read(string store)
    {
        await using var p = await Platform.Start(store);
        var cast = new Cast(p);
        var dicht = await cast.Document();
        var open = (JsonObject)JsonNode.Parse(
            System.Text.Json.JsonSerializer.Serialize(Cast.DocumentBody((await cast.Informatieobjecttype()).Url)))!;
        open["isGereedVoorPublicatie"] = true;
        var gereed = await cast.Url(DocumentenTests.Documenten, open);
        foreach (var (id, body) in new (string, object)[]
        {
            ("alles", new { clientIds = new[] { "alles" }, label = "Website", heeftAlleAutorisaties = true,
                alleenIsGereedVoorPublicatie = true }),
            ("genoemd", new { clientIds = new[] { "genoemd" }, label = "Website", alleenIsGereedVoorPublicatie = true,
                autorisaties = new[] { new { component = "drc", scopes = new[] { "documenten.lezen" },
                informatieobjecttype = (await cast.Informatieobjecttype()).Url, maxVertrouwelijkheidaanduiding = "geheim" } } }),
        })
        {
            Assert.Equal(204, (await p.Send(HttpMethod.Put, "beheer/api/v1/clients/" + id, new { secret = Platform.Secret })).Status);
            await p.Post(Applicaties, body);
            var website = p.As(id);
            Assert.Equal(200, (await p.Send(HttpMethod.Get, gereed[p.Base.Length..], null, website)).Status);
            Assert.Equal(403, (await p.Send(HttpMethod.Get, dicht[p.Base.Length..], null, website)).Status);
            Assert.Equal(403, (await p.Send(HttpMethod.Get, dicht[p.Base.Length..] + "/download", null, website)).Status);
            Assert.Equal(gereed, (string)(await p.Get(DocumentenTests.Documenten, website))["results"]!.AsArray().Single()!["url"]!);
        }
    }

    private static string Path(Platform p, JsonNode resource) => ((string)resource["url"]!)[p.Base.Length..];
}
