using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Brink.Engine;
using Brink.Registers;
using Brink.Registers.Besluiten;
using Xunit;

namespace Brink.Tests;

/// <summary>
/// One resource under two roots: what the standard means to do with besluiten (from the Besluiten API to the Zaken API).
/// The model of these tests has them at both; one store, one set of rights and rules, and each API shows its own addresses.
/// </summary>
public sealed class TweeWortels
{
    private const string Brc = "besluiten/api/v1/", Zrc = "zaken/api/v1/";
    public static TheoryData<string> Alle => Stores.All;

    private static Model Beide()
    {
        var was = Onderlaag.Model.Register("zaken")!;
        var zaken = new Register(was.Naam, was.Component, was.Version, was.Titel) { RefusesNull = was.RefusesNull };
        foreach (var d in was.Resources) typeof(Register).GetMethod(nameof(Register.Add))!.MakeGenericMethod(d.Type).Invoke(zaken, null);
        zaken.Shows(Onderlaag.Model.Register("besluiten")!, typeof(Besluit), typeof(Besluitinformatieobject));
        return new Model(Onderlaag.Model.Registers.Select(r => r == was ? zaken : r));
    }

    [Theory, MemberData(nameof(Alle))]
    public async Task A_resource_is_the_same_at_both(string store)
    {
        await using var p = await Platform.Start(store, model: Beide());
        var cast = new Cast(p);
        var type = (await cast.Gepubliceerd()).Besluittype;
        var made = await p.Post(Zrc + "besluiten", Cast.BesluitBody(type));
        var hier = (string)made["url"]!;
        Assert.StartsWith(p.Base + Zrc + "besluiten/", hier, StringComparison.Ordinal);
        var daar = hier.Replace(Zrc, Brc, StringComparison.Ordinal);
        Assert.Equal(daar, (string?)(await p.Get(daar[p.Base.Length..]))["url"]);
        Assert.Equal(hier, (string?)(await p.Get(hier[p.Base.Length..]))["url"]);
        foreach (var (root, url) in new[] { (Brc, daar), (Zrc, hier) })
        {
            var list = await p.Get(root + "besluiten");
            Assert.Equal((1, url), ((int)list["count"]!, (string?)list["results"]![0]!["url"]));
        }

        // What refers to it means the same one, by whichever address; each API shows its own.
        var stuk = await cast.Document();
        var relatie = await p.Post(Brc + "besluitinformatieobjecten", new { besluit = hier, informatieobject = stuk });
        Assert.Equal(daar, (string?)relatie["besluit"]);
        var pad = ((string)relatie["url"]!)[p.Base.Length..];
        Assert.Equal(hier, (string?)(await p.Get(pad.Replace(Brc, Zrc, StringComparison.Ordinal)))["besluit"]);
        foreach (var url in (string[])[hier, daar])
            Assert.Single((await p.Get($"{Brc}besluitinformatieobjecten?besluit={Uri.EscapeDataString(url)}")).AsArray());
        Assert.Equal(400, (await p.Send(HttpMethod.Post, Zrc + "besluitinformatieobjecten",
            new { besluit = daar, informatieobject = stuk })).Status); // it is there already

        // Its rules hold at both, and a version is of the answer of one.
        var body = System.Text.Json.JsonSerializer.SerializeToNode(Cast.BesluitBody(type))!.AsObject();
        body["toelichting"] = "anders";
        body["identificatie"] = (string?)made["identificatie"];
        using var lees = await p.Beheerder.GetAsync(hier);
        using var put = new HttpRequestMessage(HttpMethod.Put, hier)
        {
            Content = JsonContent.Create(body),
            Headers = { IfMatch = { lees.Headers.ETag! } }
        };
        Assert.Equal(HttpStatusCode.OK, (await p.Beheerder.SendAsync(put)).StatusCode);
        Assert.Equal("anders", (string?)(await p.Get(daar[p.Base.Length..]))["toelichting"]);
        Assert.Equal(["besluittype:wijzigen-niet-toegelaten"], await p.Faults(HttpMethod.Patch, hier, new
        {
            besluittype = await cast.Url("catalogi/api/v1/besluittypen", new
            {
                catalogus = await cast.Catalogus(),
                omschrijving = "Concept",
                publicatieIndicatie = false,
                informatieobjecttypen = Array.Empty<string>(),
                beginGeldigheid = "2020-01-01",
            })
        }));
        Assert.Equal(204, (await p.Send(HttpMethod.Delete, hier)).Status);
        foreach (var url in (string[])[hier, daar]) Assert.Equal(404, (await p.Send(HttpMethod.Get, url)).Status);
        Assert.Empty(p.Failures);
    }

    [Fact]
    public async Task The_rights_are_those_of_its_own_register()
    {
        await using var p = await Platform.Start("sqlite", model: Beide());
        var typen = await new Cast(p).Gepubliceerd();
        var url = (string)(await p.Post(Zrc + "besluiten", Cast.BesluitBody(typen.Besluittype)))["url"]!;
        var lezer = await p.WithRights("lezer",
            new { component = "brc", scopes = new[] { "besluiten.lezen" }, besluittype = typen.Besluittype });
        var zaaklezer = await p.WithRights("zaaklezer", new
        {
            component = "zrc",
            scopes = new[] { "zaken.lezen" },
            zaaktype = typen.Url,
            maxVertrouwelijkheidaanduiding = "zeer_geheim"
        });
        foreach (var at in (string[])[url, url.Replace(Zrc, Brc, StringComparison.Ordinal)])
        {
            Assert.Equal(200, (await p.Send(HttpMethod.Get, at, null, lezer)).Status);
            Assert.Equal(403, (await p.Send(HttpMethod.Get, at, null, zaaklezer)).Status);
            Assert.Equal(403, (await p.Send(HttpMethod.Patch, at, new { toelichting = "x" }, lezer)).Status);
        }
        Assert.Equal(403, (await p.Send(HttpMethod.Get, Zrc + "zaken", null, lezer)).Status); // and it has no more of the other one
    }

    [Fact]
    public void The_document_of_each_describes_it()
    {
        var model = Beide();
        foreach (var register in (string[])["zaken", "besluiten"])
        {
            var document = (JsonObject)JsonNode.Parse(
                new OpenApi(model).Document(model.Register(register)!, "https://example.com/deventer/").ToJsonString())!;
            Assert.NotNull(document["paths"]!["/besluiten/{uuid}"]?["patch"]);
            Assert.NotNull(document["paths"]!["/besluitinformatieobjecten"]?["post"]);
        }
        Assert.NotNull(model.Register("zaken")!.Resources.Single(d => d.Type == typeof(Registers.Zaken.Zaak)));
    }

    private sealed record Dubbel : Resource, IResource<Dubbel>
    {
        public string Naam { get; set; } = "";
        public static void Define(Definition<Dubbel> d) => d.At("dubbel");
    }

    private sealed record OokDubbel : Resource, IResource<OokDubbel>
    {
        public string Naam { get; set; } = "";
        public static void Define(Definition<OokDubbel> d) => d.At("dubbel");
    }

    private sealed record Verschreven : Resource, IResource<Verschreven>
    {
        public static Action<Definition<Verschreven>> Fout { get; set; } = _ => { };
        public string Naam { get; set; } = "";
        public static void Define(Definition<Verschreven> d) => Fout(d.At("verschreven").Key(v => v.Naam));
    }

    [Fact]
    public void Two_things_at_one_address_stop_the_start() => Assert.Contains("two things lie at dubbel",
        Assert.Throws<InvalidOperationException>(() => new Model(new Register("proef", "prf", "1", "Proef").Add<Dubbel>().Add<OokDubbel>()))
        .Message, StringComparison.Ordinal);

    public static TheoryData<string> Verschrijvingen => ["index", "unique", "expands", "zoek", "rule", "via", "order"];

    /// <summary>Names in a definition that no compiler sees: a slip stops the start, and says which.</summary>
    [Theory, MemberData(nameof(Verschrijvingen))]
    public void A_slip_in_a_name_stops_the_start(string soort)
    {
        Verschreven.Fout = soort switch
        {
            "index" => d => d.Index("naaam"),
            "unique" => d => d.Unique("naam", "naaam"),
            "expands" => d => d.Expands("naaam"),
            "zoek" => d => d.ZoekNeeds("naaam"),
            "rule" => d => d.Rule("prf-001", _ => ValueTask.CompletedTask, "naaam"),
            "via" => d => d.FilterVia<Besluit>("besluit", d.Schema.Field("naam"), "naaam", "identificatie"),
            _ => d => d.OrdersBy("t.naaam"),
        };
        var thrown = Assert.Throws<InvalidOperationException>(() =>
            new Model(Onderlaag.Model.Registers.Append(new Register("proef", "prf", "1", "Proef").Add<Verschreven>())));
        Assert.Contains("naaam", thrown.Message, StringComparison.Ordinal);
        Assert.Contains("Verschreven", thrown.Message, StringComparison.Ordinal);
    }
}
