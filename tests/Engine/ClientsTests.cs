using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Xunit;

namespace Brink.Tests;

/// <summary>What clients were seen to send, each with the answer that it should have.</summary>
public sealed partial class ClientsTests
{
    [Fact]
    public async Task A_point_in_rijksdriehoek_coordinates_is_told_from_one_on_earth()
    {
        await using var p = await Platform.Start("sqlite");
        var cast = new Cast(p);
        var zaak = JsonSerializer.SerializeToNode(Cast.ZaakBody((await cast.Gepubliceerd()).Url))!.AsObject();
        var rd = new { type = "Point", coordinates = new[] { 207000, 474000 } };
        zaak["zaakgeometrie"] = JsonSerializer.SerializeToNode(rd);
        var (status, fout) = await p.Send(HttpMethod.Post, "zaken/api/v1/zaken", zaak);
        Assert.Equal((400, "zaakgeometrie"), (status, (string)fout!["invalidParams"]![0]!["name"]!));
        Assert.Contains("RD", (string)fout["invalidParams"]![0]!["reason"]!, StringComparison.Ordinal);
        zaak["zaakgeometrie"] = JsonSerializer.SerializeToNode(new { type = "Point", coordinates = new[] { 6.16, 52.25 } });
        await p.Post("zaken/api/v1/zaken", zaak);
        Assert.Equal(["zaakgeometrie.within:invalid"],
            await p.Faults(HttpMethod.Post, "zaken/api/v1/zaken/_zoek", new { zaakgeometrie = new { within = rd } }));
        var boom = JsonSerializer.SerializeToNode(Bomen.Body(await Bomen.Gepubliceerd(p)))!.AsObject();
        boom["record"]!["geometry"] = JsonSerializer.SerializeToNode(rd);
        Assert.Equal(["record.geometry:invalid"], await p.Faults(HttpMethod.Post, "objecten/api/v2/objects", boom));
    }

    [Theory, MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task A_group_with_nothing_in_it_is_not_filled_in(string store)
    {
        await using var p = await Platform.Start(store);
        var body = JsonSerializer.SerializeToNode(Cast.DocumentBody((await new Cast(p).Informatieobjecttype()).Url))!.AsObject();
        body["ondertekening"] = new JsonObject { ["soort"] = "", ["datum"] = null };
        body["integriteit"] = new JsonObject { ["algoritme"] = "", ["waarde"] = "", ["datum"] = null };
        var document = await p.Post("documenten/api/v1/enkelvoudiginformatieobjecten", body);
        Assert.True(document["ondertekening"] is null && document["integriteit"] is null);
        body["ondertekening"] = new JsonObject { ["soort"] = "digitaal", ["datum"] = null };
        Assert.Equal(["ondertekening.datum:null"],
            await p.Faults(HttpMethod.Post, "documenten/api/v1/enkelvoudiginformatieobjecten", body));
        // A group of the zaak that must be whole stays so.
        var zaak = (await new Cast(p).NieuweZaak())[p.Base.Length..];
        Assert.NotEmpty(await p.Faults(HttpMethod.Patch, zaak, new { verlenging = new { reden = "", duur = (string?)null } }));
        Assert.Equal(["kenmerken:null"], await p.Faults(HttpMethod.Patch, zaak, new { kenmerken = (string[]?)null }));
    }

    [Fact]
    public async Task A_team_with_a_long_name_is_a_betrokkene()
    {
        await using var p = await Platform.Start("sqlite");
        var cast = new Cast(p);
        var (zaak, roltype) = (await cast.Zaak(), (await cast.Gepubliceerd()).Roltype);
        object Rol(int lengte) => new
        {
            zaak,
            betrokkeneType = "organisatorische_eenheid",
            roltype,
            roltoelichting = "behandelt",
            betrokkeneIdentificatie = new { identificatie = new string('1', 41), naam = new string('n', lengte) },
        };
        Assert.Equal(60, ((string)(await p.Post("zaken/api/v1/rollen", Rol(60)))["betrokkeneIdentificatie"]!["naam"]!).Length);
        Assert.Equal(["betrokkeneIdentificatie.naam:max_length"], await p.Faults(HttpMethod.Post, "zaken/api/v1/rollen", Rol(256)));
    }

    [Fact]
    public async Task A_kenmerk_is_a_text_and_has_a_value()
    {
        await using var p = await Platform.Start("sqlite");
        object Melding(object bron) => new
        {
            kanaal = "zaken",
            hoofdObject = "http://elders.test/zaken/1",
            resource = "zaak",
            resourceUrl = "http://elders.test/zaken/1",
            actie = "create",
            aanmaakdatum = "2026-11-01T10:00:00Z",
            kenmerken = new { bronorganisatie = bron },
        };
        const string at = "notificaties/api/v1/notificaties";
        var voor = await p.Rows("outbox");
        foreach (var (bron, code) in new (object, string)[] { ("", "blank"), (true, "invalid"), (new[] { "x" }, "invalid") })
            Assert.Equal([$"kenmerken.bronorganisatie:{code}"], await p.Faults(HttpMethod.Post, at, Melding(bron)));
        Assert.Equal(voor, await p.Rows("outbox"));
        Assert.Equal("517439943", (string)(await p.Post(at, Melding(517439943)))["kenmerken"]!["bronorganisatie"]!);
    }

    [Fact]
    public async Task An_abonnement_without_filters_may_say_so_with_null()
    {
        await using var p = await Platform.Start("sqlite");
        var callbackUrl = p.Elders.Receive("goed", []);
        var made = await p.Post("notificaties/api/v1/abonnement",
            new { callbackUrl, auth = "Bearer geheim", kanalen = new[] { new { naam = "zaken", filters = (object?)null } } });
        Assert.Equal("{}", made["kanalen"]![0]!["filters"]!.ToJsonString());
        Assert.Equal(["kanalen:null"],
            await p.Faults(HttpMethod.Patch, ((string)made["url"]!)[p.Base.Length..], new { kanalen = (object?)null }));
    }

    [Fact]
    public async Task The_clients_of_the_apps_have_no_rights_on_objects_but_those_they_were_granted()
    {
        await using var demo = await Voorstelling.Begin("sqlite", "deventer");
        using var kcc = demo.Als("deventer", "Medewerker klantcontact");
        async Task<int> Status(string path) => (int)(await kcc.GetAsync(path)).StatusCode;
        Assert.Equal(403, await Status("objecten/api/v2/objects"));
        Assert.Equal(403, await Status("objecttypen/api/v2/objecttypes"));
        using var beheer = demo.Beheer("deventer");
        using var gemaakt = await System.Net.Http.Json.HttpClientJsonExtensions.PostAsJsonAsync(beheer,
            "autorisaties/api/v1/applicaties", new
            {
                clientIds = new[] { "brink-medewerker-klantcontact" },
                label = "Medewerker klantcontact",
                autorisaties = new[] { new { component = "objecten", scopes = new[] { "lezen" } },
                new { component = "kic", scopes = new[] { "klantinteracties.lezen" } } },
            });
        Assert.Equal(201, (int)gemaakt.StatusCode);
        Assert.Equal(200, await Status("objecten/api/v2/objects"));
        Assert.Equal(200, await Status("klantinteracties/api/v1/partijen"));
        using var poging = await kcc.PostAsync("objecten/api/v2/objects",
            new StringContent("{}", System.Text.Encoding.UTF8, "application/json"));
        Assert.Equal(403, (int)poging.StatusCode);
    }

    [Fact]
    public void A_rule_that_blames_no_field_says_why()
    {
        var text = File.ReadAllText(Path.Combine(Source.Root, "tests", "Specificatie", "afwijkingen.md"));
        var listed = Code().Matches(text[text.IndexOf("## Fouten zonder veld", StringComparison.Ordinal)..]).Select(m => m.Groups[1].Value)
            .ToHashSet();
        var used = Directory.EnumerateFiles(Path.Combine(Source.Root, "src", "Registers"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(f => Whole().Matches(File.ReadAllText(f))).Select(m => m.Groups[1].Value).ToHashSet();
        Assert.True(used.Count > 15);
        Assert.Equal(used.Order(), listed.Order());
    }

    [GeneratedRegex("\"nonFieldErrors\", \"([a-z_-]+)\"")]
    private static partial Regex Whole();

    [GeneratedRegex("`([a-z]+[_-][a-z_-]+|invalid|unique|unlocked|locked)`")]
    private static partial Regex Code();
}
