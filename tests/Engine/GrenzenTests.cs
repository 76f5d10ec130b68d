using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Brink.Engine;
using Brink.Host;
using Brink.Registers;
using Brink.Registers.Documenten;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
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
        JsonArray Kenmerken(int many) =>
            [.. Enumerable.Range(0, many).Select(i => new JsonObject { ["kenmerk"] = $"{i}", ["bron"] = "b" })];
        zaak["kenmerken"] = Kenmerken(1001);
        Assert.Contains("kenmerken:max_length",
            await p.Faults(HttpMethod.Patch, Path(p, (string)zaak["url"]!), new JsonObject { ["kenmerken"] = Kenmerken(1001) }));
        Assert.Empty((await p.Get(Path(p, (string)zaak["url"]!)))["kenmerken"]!.AsArray());
        Assert.Equal(200, (await p.Send(HttpMethod.Patch, Path(p, (string)zaak["url"]!),
            new JsonObject { ["kenmerken"] = Kenmerken(1000) })).Status);

        // 200,000 is more than a body may be long; either way the answer says how much is allowed.
        var (status, json) = await p.Send(HttpMethod.Post, Zrc + "zaken",
            new JsonObject { ["kenmerken"] = Kenmerken(200_000) }.ToJsonString());
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
            {
                foreach (var (field, property) in schema!["properties"]?.AsObject() ?? [])
                {
                    if ((string?)property?["type"] != "array" || property["readOnly"] is not null
                        || p.Settings.Model.Definitions.All(d => d.Type.Name != name))
                    {
                        continue;
                    }
                    Assert.True(property["maxItems"] is not null, $"{register.Root} {name}.{field}");
                    seen++;
                }
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
            new
            {
                component = "zrc",
                scopes = new[] { "zaken.lezen" },
                zaaktype = "http://elders.test/type",
                maxVertrouwelijkheidaanduiding = "openbaar"
            });
        Assert.Equal(403, (await p.Send(HttpMethod.Patch, zaak, new { toelichting = "x" }, gast)).Status);
        var let = await HoldWriter(p);
        try
        {
            var body = $$"""{"kenmerken":[{{string.Join(',', Enumerable.Repeat("1", 900))}}],"toelichting":"{{new string('x', 20_000)}}"}""";
            foreach (var (method, path) in new[] { (HttpMethod.Post, Zrc + "zaken"), (HttpMethod.Patch, zaak), (HttpMethod.Put, zaak) })
                Assert.Equal(201, (await p.Faults(method, path, body).WaitAsync(TimeSpan.FromSeconds(30), Stop)).Length);
            Assert.Equal(400, (await p.Send(HttpMethod.Post, Zrc + "zaaknummer_reserveren", "{}")
                .WaitAsync(TimeSpan.FromSeconds(30), Stop)).Status);
            // Who may not do it is told so, and who names what is not there too.
            Assert.Equal(403, (await p.Send(HttpMethod.Patch, zaak, body, gast).WaitAsync(TimeSpan.FromSeconds(30), Stop)).Status);
            Assert.Equal(404, (await p.Send(HttpMethod.Patch, Zrc + $"zaken/{Guid.NewGuid()}", body)
                .WaitAsync(TimeSpan.FromSeconds(30), Stop)).Status);
        }
        finally { await let(); }
        Assert.Equal("", (string)(await p.Get(zaak))["toelichting"]!);
    }

    private static async Task<(string Zaak, string Rol)> ZaakMetRollen(Platform p, Cast cast, int rollen, int kenmerken = 0)
    {
        var types = await cast.Gepubliceerd();
        var zaak = await cast.NieuweZaak();
        if (kenmerken > 0)
        {
            Assert.Equal(200, (await p.Send(HttpMethod.Patch, Path(p, zaak), new
            {
                kenmerken = Enumerable.Range(0, kenmerken).Select(i => new { kenmerk = $"{i}".PadLeft(40, '0'), bron = new string('b', 40) })
            })).Status);
        }
        var rol = "";
        for (var i = 0; i < rollen; i++)
        {
            rol = await cast.Url(Zrc + "rollen", new
            {
                zaak,
                roltype = types.Roltype,
                betrokkeneType = "natuurlijk_persoon",
                roltoelichting = "rol",
                betrokkeneIdentificatie = new { anpIdentificatie = $"{i}" },
            });
        }
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
        foreach (var path in (string[])[Path(p, groot) + "?expand=rollen.zaak.rollen.zaak.rollen.zaak.rollen",
            Zrc + "zaken?expand=rollen.zaak.rollen.zaak.rollen.zaak.rollen"])
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
        string[] velden = ["rollen", "status", "zaaktype", "hoofdzaak", "deelzaken", "eigenschappen", "zaakinformatieobjecten",
            "zaakobjecten", "resultaat"];
        string[] Paden(int many) =>
            [.. velden.SelectMany(a => velden.SelectMany(b => velden.Select(c => $"rollen.zaak.{a}.zaak.{b}.zaak.{c}")))
            .Where(x => !x.Contains("zaaktype.zaak.") && !x.Contains("hoofdzaak.zaak.") && !x.Contains("deelzaken.zaak.")).Take(many)];
        var (status, json) = await p.Send(HttpMethod.Post, Zrc + "zaken/_zoek",
            new { uuid__in = new[] { zaak[^36..] }, expand = string.Join(',', Paden(201)) });
        Assert.Equal(201, Paden(201).Length);
        Assert.Equal(400, status);
        Assert.Contains("200 paden", json!.ToJsonString(), StringComparison.Ordinal);

        var before = GC.GetTotalAllocatedBytes(precise: true);
        (status, json) = await p.Send(HttpMethod.Post, Zrc + "zaken/_zoek",
            new { uuid__in = new[] { zaak[^36..] }, expand = string.Join(',', Paden(180)) });
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
        for (var i = 0; i < 24; i++)
            Assert.Equal(200, (await p.Send(HttpMethod.Patch, Path(p, zaken[0]), new { toelichting = $"{i}" })).Status);
        var spoor = (await p.Get(Path(p, zaken[0]) + "/audittrail")).AsArray();
        Assert.Equal(26, spoor.Count);
        Assert.Equal("23", (string)spoor[^1]!["wijzigingen"]!["nieuw"]!["toelichting"]!);
    }

    private const string Documenten = "documenten/api/v1/enkelvoudiginformatieobjecten";

    private static int Bestanden(Platform p) =>
        Directory.Exists(p.Folder) ? Directory.EnumerateFiles(p.Folder, "*", SearchOption.AllDirectories)
            .Count(f => System.IO.Path.GetFileName(f) != "merk") : 0;

    private static async Task<JsonObject> Document(Cast cast, string inhoud)
    {
        var body = JsonSerializer.SerializeToNode(Cast.DocumentBody((await cast.Informatieobjecttype()).Url))!.AsObject();
        body["inhoud"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(inhoud));
        body.Remove("bestandsomvang");
        return body;
    }

    [Theory, MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task What_comes_with_a_refused_request_is_gone_with_the_answer_and_never_what_another_refers_to(string store)
    {
        await using var p = await Platform.Start(store);
        var cast = new Cast(p);
        var gast = await p.WithRights("gast", new
        {
            component = "drc",
            scopes = new[] { "documenten.aanmaken" },
            informatieobjecttype = "http://elders.test/type",
            maxVertrouwelijkheidaanduiding = "openbaar",
        });
        var vreemd = await Document(cast, "niet van mij");
        Assert.Equal(403, (await p.Send(HttpMethod.Post, Documenten, vreemd, gast)).Status);
        Assert.Equal(0, Bestanden(p));
        var fout = await Document(cast, "fout");
        fout["bestandsomvang"] = 99;
        await p.Faults(HttpMethod.Post, Documenten, fout);
        Assert.Equal(400, (await p.Send(HttpMethod.Post, Documenten, """{"inhoud":"YWJj", dit is geen JSON""")).Status);
        Assert.Equal(0, Bestanden(p));

        // The same content is taken right after, and stays when another is refused with it.
        fout.Remove("bestandsomvang");
        var goed = await p.Post(Documenten, fout);
        fout["bestandsomvang"] = 99;
        await p.Faults(HttpMethod.Post, Documenten, fout);
        Assert.Equal(1, Bestanden(p));
        Assert.Equal("fout", await p.Beheerder.GetStringAsync(new Uri((string)goed["inhoud"]!), Stop));
    }

    [Theory, MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task Nothing_is_swept_when_the_database_is_not_that_of_the_contents(string store)
    {
        await using var p = await Platform.Start(store);
        var cast = new Cast(p);
        for (var i = 0; i < 12; i++) await p.Post(Documenten, await Document(cast, $"document {i}"));
        Assert.Null(await Merk.Bezwaar(p.Tenant, Onderlaag.Model, cancel: Stop));   // they plainly belong together, and are marked
        Assert.Equal(0, await Ruim(p));

        // A database that is empty, or another, beside these contents.
        var (leeg, weg) = await Stores.Prepared(store, "t" + Guid.NewGuid().ToString("N")[..20]);
        var ander = new Tenant(p.Tenant.Organisatie, leeg);
        Assert.Contains("kent er geen", await Merk.Bezwaar(ander, Onderlaag.Model, cancel: Stop));
        var nee = await Assert.ThrowsAsync<OpruimenGeweigerdException>(() =>
            Opruiming.Ruim(ander, Onderlaag.Model, TimeSpan.FromHours(1), true, new Later(), cancel: Stop));
        Assert.Contains("niets opgeruimd", nee.Message);
        await leeg.Write(db =>
        {
            db.Run("INSERT INTO brink (naam, waarde) VALUES ('merk', 'ander')", []);
            return ValueTask.FromResult(true);
        }, Stop);
        Assert.Contains("ander merk", await Merk.Bezwaar(ander, Onderlaag.Model, cancel: Stop));
        await ander.DisposeAsync();
        await weg();

        // The right mark, but an older state of the database: much seems to be waste, and none of it goes until a person says so.
        for (var i = 0; i < 6; i++) await p.Tenant.Organisatie.Blobs.Put(new MemoryStream(Encoding.UTF8.GetBytes($"los {i}")), Stop);
        nee = await Assert.ThrowsAsync<OpruimenGeweigerdException>(() => Ruim(p));
        Assert.Contains("6 van de 18", nee.Message);
        Assert.Equal(18, Bestanden(p));
        Assert.Equal(0, await Ruim(p, bevestigd: true));
        Assert.Equal(6, await Ruim(p, uren: 60));
        Assert.Equal(12, Bestanden(p));
    }

    private sealed class Later(double uren = 30) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UtcNow.AddHours(uren);
    }

    private static Task<int> Ruim(Platform p, double uren = 30, bool bevestigd = false) =>
        Opruiming.Ruim(p.Tenant, Onderlaag.Model, TimeSpan.FromHours(1), true, new Later(uren), bevestigd, Stop);

    [Fact]
    public async Task A_lost_or_broken_database_stops_its_own_organisation_only_and_by_name()
    {
        var data = Directory.CreateTempSubdirectory("brink-opening-").FullName;
        try
        {
            var settings = new Settings { Data = data };
            Task<Tenant> Open(string id) => Opening.Open(settings, new() { Id = id, Naam = id }, Onderlaag.Model);
            foreach (var id in (string[])["heel", "leeg", "stuk"])
            {
                await using var tenant = await Open(id);
                Assert.Null(tenant.Closed);
                await tenant.Organisatie.Blobs.Put(new MemoryStream("inhoud"u8.ToArray()), Stop);
            }
            await File.WriteAllBytesAsync(System.IO.Path.Combine(data, "leeg", "brink.db"), [], Stop);
            await File.WriteAllTextAsync(System.IO.Path.Combine(data, "stuk", "brink.db"), new string('x', 8192), Stop);
            foreach (var rest in Directory.EnumerateFiles(data, "brink.db-*", SearchOption.AllDirectories)) File.Delete(rest);
            foreach (var id in (string[])["leeg", "stuk"])
            {
                await using var tenant = await Open(id);
                Assert.Contains(System.IO.Path.Combine(data, id, "brink.db"), tenant.Closed);
                await Assert.ThrowsAsync<UnavailableException>(async () => await tenant.Store.Read(db => db.Number("SELECT 1"), Stop));
            }
            Assert.Equal(0, new FileInfo(System.IO.Path.Combine(data, "leeg", "brink.db")).Length);
            await using (var heel = await Open("heel")) Assert.Null(heel.Closed);
            if (!OperatingSystem.IsWindows())
            {
                Assert.Equal("700", Convert.ToString((int)File.GetUnixFileMode(System.IO.Path.Combine(data, "heel")), 8));
                foreach (var file in Directory.EnumerateFiles(System.IO.Path.Combine(data, "heel", "blobs"), new string('?', 64),
                    SearchOption.AllDirectories)
                    .Append(System.IO.Path.Combine(data, "heel", "brink.db")))
                {
                    Assert.Equal("600",
                        Convert.ToString((int)File.GetUnixFileMode(file), 8));
                }
            }
        }
        finally { Directory.Delete(data, true); }
    }

    [Fact]
    public async Task An_organisation_without_its_database_answers_503_and_when_to_try_again()
    {
        await using var p = await Platform.Start("sqlite");
        var settings = p.Settings;
        var api = new Api(settings,
            new Dictionary<string, Tenant> { [p.Name] = new(p.Tenant.Organisatie, new ClosedStore("het bestand is stuk")) },
            Microsoft.Extensions.Logging.Abstractions.NullLogger<Api>.Instance);
        using var client = new HttpClient(new InProcessHandler(api, () => "Bearer " + Platform.Token("beheerder")));
        using var answer = await client.GetAsync(new Uri(p.Base + Zrc + "zaken"), Stop);
        Assert.Equal((503, "5"), ((int)answer.StatusCode, answer.Headers.RetryAfter?.ToString()));
        Assert.DoesNotContain("stuk", await answer.Content.ReadAsStringAsync(Stop));
    }

    [Fact]
    public async Task Answers_of_other_servers_are_kept_up_to_a_number_of_bytes()
    {
        var elders = new Outside();
        using var outbound = new Outbound([Outside.Address], elders);
        for (var i = 0; i < 60; i++)
            Assert.NotNull(await outbound.Fetch(elders.Serve($"groot/{i}", new { tekst = new string('x', 900_000) }), Stop));
        Assert.InRange(outbound.Kept, 1, 16 << 20);
        var calls = elders.Calls;
        Assert.NotNull(await outbound.Fetch(Outside.Address + "groot/59", Stop));
        Assert.Equal(calls, elders.Calls); // the newest is remembered
    }

    [Theory]
    [InlineData("http://elders.test/ok/a", true)]
    [InlineData("http://elders.test/ok/a%20b?q=..%2f", true)]
    [InlineData("http://elders.test/ok/..%2fsecret/a", false)]
    [InlineData("http://elders.test/ok/..%5Csecret", false)]
    [InlineData("http://elders.test/ok/%2e%2e/secret", false)]
    [InlineData("http://elders.test/ok/../ok/a", false)]
    [InlineData("http://elders.test/ok/a%252fb", false)]
    [InlineData("http://elders.test/secret", false)]
    public void An_address_that_another_may_read_as_elsewhere_lies_below_no_base(string url, bool allowed)
    {
        using var outbound = new Outbound(["http://elders.test/ok/"], new Outside());
        Assert.Equal(allowed, outbound.Allows(url));
    }

    [Theory, MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task An_answer_is_kept_by_nobody_and_is_what_it_says(string store)
    {
        await using var p = await Platform.Start(store);
        var zaak = Path(p, await new Cast(p).Zaak());
        foreach (var (path, cache) in new[] { (Zrc + "zaken", "no-store"), (zaak, "no-cache, private"), (Zrc + "zaken/onzin", "no-store") })
        {
            using var answer = await p.Beheerder.GetAsync(path, Stop);
            Assert.Equal(cache, string.Join(", ", answer.Headers.CacheControl!.ToString().Split(", ").Order()));
            Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        }
    }

    // As a server asks it before an answer begins.
    private sealed class Begun : HttpResponseFeature
    {
        private readonly List<(Func<object, Task> Then, object State)> first = [];
        public override void OnStarting(Func<object, Task> callback, object state) => first.Add((callback, state));
        public Task Begin() => Task.WhenAll(first.Select(f => f.Then(f.State)));
    }

    [Fact]
    public async Task Who_asks_for_much_in_vain_waits_and_nobody_else_does()
    {
        var clock = new Clock(new DateTimeOffset(2026, 11, 30, 12, 0, 0, TimeSpan.Zero));
        await using var p = await Platform.Start("sqlite", klok: clock);
        await p.WithRights("ander", new { component = "ztc", scopes = new[] { "catalogi.lezen", "catalogi.schrijven" } });
        using var gone = new CancellationTokenSource();
        async Task<(int Status, bool Waits, string RetryAfter)> From(string address, string token, string path, string body,
            bool told = true)
        {
            var (http, begun) = (new DefaultHttpContext(), new Begun());
            http.Features.Set<IHttpResponseFeature>(begun);
            http.Connection.RemoteIpAddress = IPAddress.Parse(address);
            http.RequestAborted = gone.Token;
            (http.Request.Method, http.Request.Scheme, http.Request.Host, http.Request.Path) = ("POST", "http",
                new HostString("brink.test"), $"/{p.Name}/{path}");
            http.Request.Headers.Authorization = token;
            (http.Request.ContentType, http.Request.Body, http.Response.Body) = ("application/json",
                new MemoryStream(Encoding.UTF8.GetBytes(body)), new MemoryStream());
            if (told) http.Request.ContentLength = body.Length;
            await p.Api.Invoke(http);
            return (http.Response.StatusCode, !begun.Begin().IsCompleted, http.Response.Headers.RetryAfter.ToString());
        }
        string Token(string client) => "Bearer " + Platform.Token(client, iat: clock.Now.UtcDateTime);
        var (me, here) = (Token("beheerder"), "catalogi/api/v1/catalogussen");
        var (small, large) = ("""{"kenmerken":[1]}""", $$"""{"kenmerken":[{{string.Join(',', Enumerable.Repeat("{}", 300_000))}}]}""");

        for (var i = 0; i < 30; i++)
            Assert.Equal((400, false, ""), await From("192.0.2.1", me, here, small)); // a usual mistake costs nothing, however often
        Assert.Equal((400, true, ""), await From("192.0.2.1", me, here, large));
        Assert.Equal((400, true, ""), await From("192.0.2.1", me, here, large, told: false));
        // nor does it help to keep its length to oneself
        var answers = new List<(int Status, bool Waits, string RetryAfter)>();
        for (var i = 0; i < 30; i++) answers.Add(await From("192.0.2.1", me, here, large));
        Assert.Contains((429, false, "6"), answers);
        Assert.DoesNotContain(answers, a => a is { Status: 400, Waits: false });
        Assert.Equal(429, (await From("192.0.2.1", me, here, small)).Status);

        // Another address, another client and another resource notice nothing; nor does what is asked from within.
        Assert.Equal((400, false, ""), await From("192.0.2.2", me, here, small));
        Assert.Equal((400, false, ""), await From("192.0.2.1", Token("ander"), here, small));
        Assert.Equal((400, false, ""), await From("192.0.2.1", me, "catalogi/api/v1/zaaktypen", small));
        Assert.Equal(400, (await p.Send(HttpMethod.Post, here, small)).Status);

        clock.Now = clock.Now.AddSeconds(11); // and it passes
        Assert.Equal((400, false, ""), await From("192.0.2.1", me, here, small));
        await gone.CancelAsync();
    }
}
