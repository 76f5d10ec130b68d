using System.Text;
using System.Text.Json.Nodes;
using Xunit;

namespace Brink.Tests;

/// <summary>Several writes as one unit of work: by the rights of whoever asks, step by step; all of it, or nothing.</summary>
public sealed class SamenTests
{
    private const string Samen = "beheer/api/v1/samen", Zrc = "zaken/api/v1/", Drc = "documenten/api/v1/";
    private static readonly string[] Tabellen = ["zrc_zaak", "zrc_status", "zrc_resultaat", "zrc_rol", "zrc_zaakeigenschap",
        "zrc_zaakinformatieobject",
        "drc_enkelvoudiginformatieobject", "drc_objectinformatieobject", "audit", "outbox", "inzage"];
    public static TheoryData<string> Alle => Stores.All;

    private static async Task<string> Rijen(Platform p)
    {
        var rijen = new StringBuilder();
        foreach (var tabel in Tabellen) rijen.Append(tabel).Append('=').Append(await p.Rows(tabel)).Append(' ');
        return rijen.ToString() + await p.Tenant.Organisatie.Blobs.All().CountAsync();
    }

    private static async Task<(int Status, JsonNode? Json)> Stuur(Platform p, JsonArray stappen, HttpClient? client = null) =>
        await p.Send(HttpMethod.Post, Samen, stappen.ToJsonString(), client);

    // Refused, with nothing done: no row, no announcement, no file.
    private static async Task<JsonNode> Geweigerd(Platform p, JsonArray stappen, int status, HttpClient? client = null)
    {
        var voor = await Rijen(p);
        var (antwoord, json) = await Stuur(p, stappen, client);
        Assert.True(antwoord == status, $"{antwoord} {json?.ToJsonString()} {p.Failures.LastOrDefault()}");
        Assert.Equal(voor, await Rijen(p));
        return json!;
    }

    private static JsonObject Stap(string woord, string pad, object? body = null, string? als = null, string? versie = null)
    {
        var stap = new JsonObject { [woord] = pad };
        if (body is not null) stap["body"] = System.Text.Json.JsonSerializer.SerializeToNode(body);
        if (als is not null) stap["als"] = als;
        if (versie is not null) stap["versie"] = versie;
        return stap;
    }

    private static object Rol(Cast.Typen typen) => new
    {
        zaak = "${zaak}",
        betrokkeneType = "natuurlijk_persoon",
        roltype = typen.Roltype,
        roltoelichting = "indiener",
        betrokkeneIdentificatie = new { inpBsn = "999990019" },
    };

    // (each with bytes of its own: what was refused a moment ago and comes again is cleaned up later)
    private static JsonObject Document(string documenttype)
    {
        var body = System.Text.Json.JsonSerializer.SerializeToNode(Cast.DocumentBody(documenttype))!.AsObject();
        (body["inhoud"], body["bestandsomvang"]) = (Convert.ToBase64String(Guid.NewGuid().ToByteArray()), 16);
        return body;
    }

    private static JsonArray Alles(Cast.Typen typen, string documenttype) =>
    [
        Stap("maak", Zrc + "zaken", Cast.ZaakBody(typen.Url), "zaak"),
        Stap("maak", Zrc + "rollen", Rol(typen)),
        Stap("maak", Zrc + "zaken/${zaak.uuid}/zaakeigenschappen", new { zaak = "${zaak}", eigenschap = typen.Eigenschap, waarde = "3" },
            "eigenschap"),
        Stap("maak", Drc + "enkelvoudiginformatieobjecten", Document(documenttype), "stuk"),
        Stap("maak", Zrc + "zaakinformatieobjecten", new { zaak = "${zaak}", informatieobject = "${stuk}" }),
        Stap("wijzig", "${zaak}", new { toelichting = "$${niemand} in één keer" }),
        Stap("wijzig", "${eigenschap}", new { waarde = "4" }),
        Stap("doe", "${stuk}/lock", new { }),
        Stap("doe", Zrc + "zaak_afsluiten/${zaak.uuid}", new
        {
            zaak = new { },
            resultaat = new { resultaattype = typen.Resultaattype },
            status = new { statustype = typen.Eind, datumStatusGezet = "2024-01-02T10:00:00Z" },
        }),
    ];

    [Theory, MemberData(nameof(Alle))]
    public async Task What_would_be_several_requests_is_one_deed(string store)
    {
        await using var p = await Platform.Start(store);
        var cast = new Cast(p);
        var (typen, soort) = (await cast.Gepubliceerd(), (await cast.Informatieobjecttype()).Url);
        var (inzage, audit) = (await p.Rows("inzage"), await p.Rows("audit"));
        var (status, json) = await Stuur(p, Alles(typen, soort));
        Assert.True(status == 200, $"{status} {json?.ToJsonString()} {p.Failures.LastOrDefault()}");
        var adressen = json!.AsArray().Select(a => ((string?)a)?[p.Base.Length..]).ToList();
        Assert.Equal(9, adressen.Count);
        var zaak = await p.Get(adressen[0]!);
        Assert.Equal(("${niemand} in één keer", "4"), ((string?)zaak["toelichting"], (string?)(await p.Get(adressen[2]!))["waarde"]));
        Assert.NotNull((string?)zaak["einddatum"]);
        Assert.Equal(adressen[0], adressen[5]); // a change answers the address of what it changed
        Assert.True((bool)(await p.Get(adressen[3]!))["locked"]!);
        Assert.Equal(200, (int)(await p.Beheerder.GetAsync(adressen[3] + "/download")).StatusCode); // and the bytes came along
        Assert.True(await p.Rows("audit") > audit + 6);
        Assert.True(await p.Rows("inzage") > inzage, "a person came into a rol, and no row tells so");
        Assert.Equal(200, (await Stuur(p, [Stap("verwijder", adressen[0]!)])).Status);
        Assert.Equal(0, await p.Rows("zrc_zaak"));
    }

    [Theory, MemberData(nameof(Alle))]
    public async Task A_refused_step_undoes_all_and_says_which_it_was(string store)
    {
        await using var p = await Platform.Start(store);
        var cast = new Cast(p);
        var (typen, soort) = (await cast.Gepubliceerd(), (await cast.Informatieobjecttype()).Url);
        JsonArray Met(params JsonObject[] extra)
        {
            var stappen = Alles(typen, soort);
            stappen.RemoveAt(8);
            foreach (var stap in extra) stappen.Add((JsonNode)stap);
            return stappen;
        }
        var fout = await Geweigerd(p, Met(Stap("wijzig", "${zaak}", new { startdatum = "geen dag" })), 400);
        Assert.Equal(("8.startdatum", "Stap 9 is geweigerd, dus er is niets gedaan."),
            ((string?)fout["invalidParams"]![0]!["name"], (string?)fout["detail"]));
        foreach (var (stap, status) in new (JsonObject, int)[]
        {
            (Stap("wijzig", Zrc + "zaken/" + Guid.NewGuid(), new { }), 404), (Stap("verwijder", Zrc + "zaken"), 400),
            (Stap("wijzig", "${niemand}", new { }), 400),
            (Stap("doe", "${zaak}/bestaat-niet"), 400), (Stap("maak", "${zaak}", new { }), 400),
            (Stap("maak", Zrc + "zaken/_zoek", new { }), 400),
            (Stap("doe", "${stuk}/download"), 400),
            (Stap("wijzig", "http://elders.test/zaken/1", new { }), 400), (Stap("maak", "documenten/api/v1/documentsloten", new { }), 400),
            (Stap("wijzig", "${zaak}", new { }, versie: "\"00000000000000000000000000000000\""), 412),
            (Stap("wijzig", "${zaak}", new { }, versie: "los"), 400),
        })
        {
            Assert.StartsWith("Stap 9: ", (string?)(await Geweigerd(p, Met(stap), status))["detail"], StringComparison.Ordinal);
        }
        Assert.Equal("0.verwijder",
            (string?)(await Geweigerd(p, [new JsonObject { ["wijzig"] = "x", ["verwijder"] = "y" }], 400))["invalidParams"]![0]!["name"]);
        Assert.Empty(p.Failures);
    }

    [Theory, MemberData(nameof(Alle))]
    public async Task Each_step_is_judged_by_the_rights_of_who_asks(string store)
    {
        await using var p = await Platform.Start(store);
        var cast = new Cast(p);
        var (typen, soort) = (await cast.Gepubliceerd(), (await cast.Informatieobjecttype()).Url);
        object Zaakrecht(params string[] scopes) =>
            new { component = "zrc", scopes, zaaktype = typen.Url, maxVertrouwelijkheidaanduiding = "zaakvertrouwelijk" };
        var maker = await p.WithRights("maker", Zaakrecht("zaken.aanmaken"));
        JsonArray Zaak() => [Stap("maak", Zrc + "zaken", Cast.ZaakBody(typen.Url), "zaak")];
        Assert.Equal(200, (await Stuur(p, Zaak(), maker)).Status); // nobody need be a superuser
        JsonArray En(JsonObject stap) => [.. Zaak().Select(s => s!.DeepClone()), stap];
        foreach (var stap in (JsonObject[])[Stap("wijzig", "${zaak}", new { toelichting = "x" }), Stap("verwijder", "${zaak}"),
            Stap("maak", Drc + "enkelvoudiginformatieobjecten",
            Cast.DocumentBody(soort)),
                Stap("maak", "catalogi/api/v1/catalogussen", new { domein = "ABCDE", rsin = "000001375", contactpersoonBeheerNaam = "x" }),
            Stap("maak", "autorisaties/api/v1/applicaties",
                new { clientIds = new[] { "maker" }, label = "alles", heeftAlleAutorisaties = true }),
            Stap("doe", Zrc + "zaak_afsluiten/${zaak.uuid}", new { })])
        {
            Assert.Equal("Stap 2: U hebt geen toestemming om dit te doen.", (string?)(await Geweigerd(p, En(stap), 403, maker))["detail"]);
        }
        // A type beyond its rights is as far away as ever.
        var ander = await cast.Url("catalogi/api/v1/zaaktypen", Cast.ZaaktypeBody(await cast.Catalogus(), "Ander"));
        await cast.Publish(ander);
        Assert.Contains("Stap 1", (string?)(await Geweigerd(p, [Stap("maak", Zrc + "zaken", Cast.ZaakBody(ander))], 403, maker))["detail"],
            StringComparison.Ordinal);
        Assert.Equal(401, (await Stuur(p, Zaak(), p.As(null))).Status);

        // Who gives itself rights in one step has them in none of that unit.
        var rechten = await p.WithRights("rechtengever", new { component = "ac", scopes = new[] { "autorisaties.bijwerken" } });
        await Geweigerd(p, [Stap("maak", "autorisaties/api/v1/applicaties",
            new { clientIds = new[] { "nieuw" }, label = "alles", heeftAlleAutorisaties = true }), .. Zaak()
            .Select(s => s!.DeepClone())], 403, rechten);
    }

    [Fact]
    public async Task Has_bounds()
    {
        await using var p = await Platform.Start("sqlite");
        var typen = await new Cast(p).Gepubliceerd();
        var maker = await p.WithRights("maker", new
        {
            component = "zrc",
            scopes = new[] { "zaken.aanmaken" },
            zaaktype = typen.Url,
            maxVertrouwelijkheidaanduiding = "zaakvertrouwelijk"
        });
        JsonArray Zaken(int n) => [.. Enumerable.Range(0, n).Select(_ => Stap("maak", Zrc + "zaken", Cast.ZaakBody(typen.Url)))];
        Assert.Contains("100 stappen", (string?)(await Geweigerd(p, Zaken(101), 400, maker))["detail"], StringComparison.Ordinal);
        await Geweigerd(p, [Stap("maak", Zrc + "zaken", new { toelichting = new string('x', 5 * 1024 * 1024) })], 413, maker);
        Assert.Equal(200, (await Stuur(p, Zaken(100), maker)).Status);
        Assert.Equal(200, (await Stuur(p, Zaken(101))).Status); // (whoever imports an organisation does more)
    }

    [Theory, MemberData(nameof(Alle))]
    public async Task Of_two_who_began_from_one_version_one_wins(string store)
    {
        await using var p = await Platform.Start(store);
        var cast = new Cast(p);
        var zaak = await cast.Zaak();
        using var gelezen = await p.Beheerder.GetAsync(zaak);
        var versie = gelezen.Headers.ETag!.Tag;
        var soort = (await cast.Gepubliceerd()).Begin;
        var antwoorden = await Task.WhenAll(Enumerable.Range(0, 8).Select(n => Stuur(p,
        [
            Stap("wijzig", zaak, new { toelichting = $"schrijver {n}" }, versie: versie),
            Stap("maak", Zrc + "statussen", new { zaak, statustype = soort, datumStatusGezet = $"2024-01-1{n}T10:00:00Z" }),
        ])));
        Assert.Single(antwoorden, a => a.Status == 200);
        Assert.All(antwoorden.Where(a => a.Status != 200),
            a => Assert.Equal((412, "Stap 1: "), (a.Status, ((string)a.Json!["detail"]!)[..8])));
        Assert.Equal(1, await p.Rows("zrc_status"));
    }
}
