using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Brink.Engine;
using Xunit;

namespace Brink.Tests;

/// <summary>No single request takes more than its share: of the writer, of memory, of what is kept.</summary>
public class GrenzenTests
{
    private const string Zrc = "zaken/api/v1/";
    private static string Path(Platform p, string url) => url[p.Base.Length..];
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Holds the one writer of a SQLite store (and a transaction of PostgreSQL) until it is let go.</summary>
    private static async Task<Func<Task>> HoldWriter(Platform p)
    {
        var (held, let) = (new TaskCompletionSource(), new TaskCompletionSource());
        var holding = Task.Run(async () => await p.Store.Write(async _ => { held.SetResult(); await let.Task; return true; }));
        await held.Task;
        return () => { let.SetResult(); return holding; };
    }

    [Theory, MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task A_body_of_mistakes_is_read_up_to_a_number_of_them_and_says_that_there_are_more(string store)
    {
        await using var p = await Platform.Start(store);
        foreach (var one in (string[])["1", "{}", "[]"])
        {
            var body = $$"""{"kenmerken":[{{string.Join(',', Enumerable.Repeat(one, 900))}}]}""";
            var faults = await p.Faults(HttpMethod.Post, Zrc + "zaken", body);
            Assert.Equal(201, faults.Length);
            Assert.Equal("nonFieldErrors:too_many", faults[^1]);
        }
        Assert.Equal(0, await p.Rows("zrc_zaak"));
    }

    [Theory, MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task A_list_in_a_body_has_a_limit_which_the_document_tells(string store)
    {
        await using var p = await Platform.Start(store);
        var zaak = (await p.Get(Path(p, await new Cast(p).Zaak()))).AsObject();
        JsonArray Kenmerken(int many) => [.. Enumerable.Range(0, many).Select(i => new JsonObject { ["kenmerk"] = $"{i}", ["bron"] = "b" })];
        zaak["kenmerken"] = Kenmerken(1001);
        Assert.Contains("kenmerken:max_length", await p.Faults(HttpMethod.Patch, Path(p, (string)zaak["url"]!), new JsonObject { ["kenmerken"] = Kenmerken(1001) }));
        Assert.Empty((await p.Get(Path(p, (string)zaak["url"]!)))["kenmerken"]!.AsArray());
        Assert.Equal(200, (await p.Send(HttpMethod.Patch, Path(p, (string)zaak["url"]!), new JsonObject { ["kenmerken"] = Kenmerken(1000) })).Status);

        // 200,000 is more than a body may be long; either way the answer says how much is allowed.
        var (status, json) = await p.Send(HttpMethod.Post, Zrc + "zaken", new JsonObject { ["kenmerken"] = Kenmerken(200_000) }.ToJsonString());
        Assert.Equal(413, status);
        Assert.Contains("1048576", (string)json!["detail"]!);
        var schemas = (await p.Get(Zrc + "openapi.json"))["components"]!["schemas"]!;
        Assert.Equal(1000, (int)schemas["Zaak"]!["properties"]!["kenmerken"]!["maxItems"]!);
    }

    [Theory, MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task No_list_that_a_client_sends_is_without_a_limit(string store)
    {
        await using var p = await Platform.Start(store);
        var seen = 0;
        foreach (var register in p.Settings.Model.Registers)
        {
            var schemas = (await p.Get(register.Root + "/openapi.json"))["components"]!["schemas"]!.AsObject();
            foreach (var (name, schema) in schemas)
                foreach (var (field, property) in schema!["properties"]?.AsObject() ?? [])
                {
                    if ((string?)property?["type"] != "array" || property["readOnly"] is not null || p.Settings.Model.Definitions.All(d => d.Type.Name != name)) continue;
                    Assert.True(property["maxItems"] is not null, $"{register.Root} {name}.{field}");
                    seen++;
                }
        }
        Assert.True(seen > 50);
    }

    [Theory, MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task What_cannot_be_right_is_refused_without_a_turn_of_the_writer(string store)
    {
        await using var p = await Platform.Start(store);
        var zaak = Path(p, await new Cast(p).Zaak());
        var gast = await p.WithRights("gast",
            new { component = "zrc", scopes = new[] { "zaken.lezen" }, zaaktype = "http://elders.test/type", maxVertrouwelijkheidaanduiding = "openbaar" });
        Assert.Equal(403, (await p.Send(HttpMethod.Patch, zaak, new { toelichting = "x" }, gast)).Status);
        var let = await HoldWriter(p);
        try
        {
            var body = $$"""{"kenmerken":[{{string.Join(',', Enumerable.Repeat("1", 900))}}],"toelichting":"{{new string('x', 20_000)}}"}""";
            foreach (var (method, path) in new[] { (HttpMethod.Post, Zrc + "zaken"), (HttpMethod.Patch, zaak), (HttpMethod.Put, zaak) })
                Assert.Equal(201, (await p.Faults(method, path, body).WaitAsync(TimeSpan.FromSeconds(30), Stop)).Length);
            Assert.Equal(400, (await p.Send(HttpMethod.Post, Zrc + "zaaknummer_reserveren", "{}").WaitAsync(TimeSpan.FromSeconds(30), Stop)).Status);
            // Who may not do it is told so, and who names what is not there too.
            Assert.Equal(403, (await p.Send(HttpMethod.Patch, zaak, body, gast).WaitAsync(TimeSpan.FromSeconds(30), Stop)).Status);
            Assert.Equal(404, (await p.Send(HttpMethod.Patch, Zrc + $"zaken/{Guid.NewGuid()}", body).WaitAsync(TimeSpan.FromSeconds(30), Stop)).Status);
        }
        finally { await let(); }
        Assert.Equal("", (string)(await p.Get(zaak))["toelichting"]!);
    }

    private static async Task<(string Zaak, string Rol)> ZaakMetRollen(Platform p, Cast cast, int rollen, int kenmerken = 0)
    {
        var types = await cast.Gepubliceerd();
        var zaak = await cast.NieuweZaak();
        if (kenmerken > 0) Assert.Equal(200, (await p.Send(HttpMethod.Patch, Path(p, zaak), new
        {
            kenmerken = Enumerable.Range(0, kenmerken).Select(i => new { kenmerk = $"{i}".PadLeft(40, '0'), bron = new string('b', 40) })
        })).Status);
        var rol = "";
        for (var i = 0; i < rollen; i++) rol = await cast.Url(Zrc + "rollen", new
        {
            zaak,
            roltype = types.Roltype,
            betrokkeneType = "natuurlijk_persoon",
            roltoelichting = "rol",
            betrokkeneIdentificatie = new { anpIdentificatie = $"{i}" },
        });
        return (zaak, rol);
    }

    [Theory, MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task An_expand_that_goes_to_and_fro_is_answered_while_it_is_small_and_refused_before_it_is_made(string store)
    {
        await using var p = await Platform.Start(store);
        var cast = new Cast(p);
        var (zaak, _) = await ZaakMetRollen(p, cast, 2);
        // The conformance tests of VNG go round; two rollen make 2 + 2 * 2 + 2 * 2 * 2 of them.
        var rond = await p.Get(Path(p, zaak) + "?expand=rollen.zaak.rollen.zaak.rollen");
        Assert.Equal(14, rond.ToJsonString().Split("\"betrokkeneType\":").Length - 1);

        var (groot, _) = await ZaakMetRollen(p, cast, 12);
        foreach (var path in (string[])[Path(p, groot) + "?expand=rollen.zaak.rollen.zaak.rollen.zaak.rollen", Zrc + "zaken?expand=rollen.zaak.rollen.zaak.rollen.zaak.rollen"])
        {
            var before = GC.GetTotalAllocatedBytes(precise: true);
            var (status, json) = await p.Send(HttpMethod.Get, path);
            var took = GC.GetTotalAllocatedBytes(precise: true) - before;
            Assert.Equal((400, "too_large"), (status, (string?)json?["code"]));
            Assert.Contains("expand", (string)json!["detail"]!, StringComparison.Ordinal);
            Assert.True(took < 64 << 20, $"{path}: {took / 1024} kB");
        }
    }

    [Theory, MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task Hundreds_of_paths_in_a_search_are_refused_and_many_small_ones_cost_what_they_show(string store)
    {
        await using var p = await Platform.Start(store);
        var cast = new Cast(p);
        var (zaak, _) = await ZaakMetRollen(p, cast, 1, 1000);
        string[] velden = ["rollen", "status", "zaaktype", "hoofdzaak", "deelzaken", "eigenschappen", "zaakinformatieobjecten", "zaakobjecten", "resultaat"];
        string[] Paden(int many) => [.. velden.SelectMany(a => velden.SelectMany(b => velden.Select(c => $"rollen.zaak.{a}.zaak.{b}.zaak.{c}")))
            .Where(x => !x.Contains("zaaktype.zaak.") && !x.Contains("hoofdzaak.zaak.") && !x.Contains("deelzaken.zaak.") && !x.Contains("rollen.zaak.zaak")).Take(many)];
        var (status, json) = await p.Send(HttpMethod.Post, Zrc + "zaken/_zoek", new { uuid__in = new[] { zaak[^36..] }, expand = string.Join(',', Paden(201)) });
        Assert.Equal(400, status);
        Assert.Contains("200 paden", json!.ToJsonString(), StringComparison.Ordinal);

        var before = GC.GetTotalAllocatedBytes(precise: true);
        (status, json) = await p.Send(HttpMethod.Post, Zrc + "zaken/_zoek", new { uuid__in = new[] { zaak[^36..] }, expand = string.Join(',', Paden(180)) });
        Assert.True(status is 200 or 400, json?.ToJsonString());
        Assert.True(GC.GetTotalAllocatedBytes(precise: true) - before < 192 << 20, $"{(GC.GetTotalAllocatedBytes() - before) / 1024} kB");
    }

    [Theory, MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task A_page_of_large_documents_is_sent_in_pieces_and_lacks_none(string store)
    {
        await using var p = await Platform.Start(store);
        var cast = new Cast(p);
        var zaken = new List<string>();
        for (var i = 0; i < 45; i++) zaken.Add((await ZaakMetRollen(p, cast, 0, 1000)).Zaak);
        var lijst = await p.Get(Zrc + "zaken");
        Assert.Equal(45, (int)lijst["count"]!);
        Assert.Equal(zaken.Order(), lijst["results"]!.AsArray().Select(z => (string)z!["url"]!).Order());
        Assert.Equal(1000, lijst["results"]![44]!["kenmerken"]!.AsArray().Count);

        // The trail holds each state, before and after.
        for (var i = 0; i < 24; i++) Assert.Equal(200, (await p.Send(HttpMethod.Patch, Path(p, zaken[0]), new { toelichting = $"{i}" })).Status);
        var spoor = (await p.Get(Path(p, zaken[0]) + "/audittrail")).AsArray();
        Assert.Equal(26, spoor.Count);
        Assert.Equal("23", (string)spoor[^1]!["wijzigingen"]!["nieuw"]!["toelichting"]!);
    }
}
