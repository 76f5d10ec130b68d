using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Brink.Engine;
using Brink.Registers;
using Xunit;

namespace Brink.Tests;

/// <summary>What every resource of every register does, derived from the definitions: nobody keeps a list of what to test.</summary>
public sealed class ResourceContract
{
    public static TheoryData<string,
        string> Resources => [.. from d in Onderlaag.Model.Registers.SelectMany(r => r.Resources) from store in Stores.All.Select(s =>
        (string)s) where d.Has(Operation.Create) && Births.Knows(d.Type) select (d.Table, store)];

    private static Definition Of(string table) => Onderlaag.Model.Definitions.Single(d => d.Table == table);

    [Fact]
    public void Every_resource_that_can_be_made_says_how_it_is_born()
    {
        // Made only as the mirror of a relation elsewhere, and only there: its own tests make it.
        string[] mirrors = ["Objectinformatieobject"];
        var unknown = Onderlaag.Model.Definitions.Where(d => d.Has(Operation.Create) && !Births.Knows(d.Type)
            && !mirrors.Contains(d.Type.Name)).Select(d => d.Type.Name);
        Assert.Empty(unknown);
        Assert.True(Onderlaag.Model.Definitions.Count() > 20);
    }

    [Theory, MemberData(nameof(Resources))]
    public async Task Holds(string table, string store)
    {
        await using var p = await Platform.Start(store);
        var d = Of(table);
        var cast = new Cast(p);
        var birth = await Births.Of(d.Type, cast);
        var concepts = d.Register.Root.StartsWith("catalogi/", StringComparison.Ordinal) && d.Filters.Any(f => f.Name == "status");
        var whole = birth.Collection + (concepts ? "?status=concept" : "");
        var listed = d.Has(Operation.List) && d.Paged ? await Counted(p, whole) : 0;
        var auditBefore = await p.Rows("audit");
        var outboxBefore = await p.Rows("outbox");

        // Made: 201 with a Location, an audit row and, where there is a channel, an announcement.
        var (response, made) = await Raw(p, HttpMethod.Post, birth.Collection, birth.Body);
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        var url = (string)made!["url"]!;
        var path = url[p.Base.Length..];
        Assert.Equal(url, response.Headers.Location?.AbsoluteUri);
        Assert.Equal(d.Register.Version, response.Headers.GetValues("API-version").Single());
        Assert.True(await p.Rows("audit") > auditBefore, "no audit row");
        var told = await p.Store.Read(db => db.Rows("SELECT doc FROM audit", [], r => JsonNode.Parse(r.GetBytes(0))!));
        Assert.All(told, row => Assert.DoesNotContain("~/", (string?)row["resourceWeergave"], StringComparison.Ordinal));
        // what is kept as ~/ is for machines
        if (MainOf(d).Kanaal is not null) Assert.True(await p.Rows("outbox") > outboxBefore, "no outbox row");

        // Read: the same as was answered, with an ETag that saves sending it again.
        if (d.Has(Operation.Read))
        {
            var (read, json) = await Raw(p, HttpMethod.Get, path);
            Assert.Equal(HttpStatusCode.OK, read.StatusCode);
            Assert.Equal(url, (string?)json!["url"]);
            foreach (var f in d.Schema.Fields.Where(f => !f.Internal && !f.WriteOnly && !f.Absent))
            {
                Assert.True(json.AsObject().ContainsKey(f.Name),
                $"'{f.Name}' is missing in the answer");
            }
            if (d.Has(Operation.Head))
            {
                var tag = read.Headers.ETag!;
                using var again = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { IfNoneMatch = { tag } } };
                Assert.Equal(HttpStatusCode.NotModified, (await p.Beheerder.SendAsync(again)).StatusCode);
                using var head = new HttpRequestMessage(HttpMethod.Head, path);
                var headers = await p.Beheerder.SendAsync(head);
                Assert.Equal(tag, headers.Headers.ETag);
                Assert.Equal("", await headers.Content.ReadAsStringAsync());
            }
            await Refused(p, HttpMethod.Get, path[..^36] + Guid.NewGuid(), null, 404);
            await Refused(p, HttpMethod.Get, path[..^36] + "geen-uuid", null, 404);
            await Unknown(p, d, path + "?onbekend=1");
        }

        // Lists: counted, paged, and strict about parameters.
        if (d.Has(Operation.List))
        {
            var (_, list) = await Raw(p, HttpMethod.Get, whole);
            if (d.Paged)
            {
                Assert.Equal(listed + 1, (long)list!["count"]!);
                Assert.Contains(url, await Addresses(p, list)); // and it is found by whoever walks through the pages
                await Refused(p, HttpMethod.Get, birth.Collection + "?page=99999", null, 404);
                await Refused(p, HttpMethod.Get, birth.Collection + "?page=0", null, 400);
            }
            else
            {
                Assert.IsType<JsonArray>(list);
            }
            await Unknown(p, d, birth.Collection + "?onbekend=1");
        }

        // Refused requests change nothing.
        await Powerless(p);
        var rows = (await p.Rows(d.Table), await p.Rows("audit"), await p.Rows("outbox"));
        await Refused(p, HttpMethod.Post, birth.Collection, birth.Body, 401, client: p.As(null));
        await Refused(p, HttpMethod.Post, birth.Collection, birth.Body, 401,
            client: p.As("beheerder", "een-ander-geheim-van-minstens-32-tekens"));
        await Refused(p, HttpMethod.Post, birth.Collection, birth.Body, 401, client: p.As("niemand"));
        await Refused(p, HttpMethod.Post, birth.Collection, birth.Body, 403, "permission_denied", await Powerless(p));
        await Refused(p, HttpMethod.Post, birth.Collection, "{\"a\":", 400, "parse_error");
        await Refused(p, HttpMethod.Post, birth.Collection, new string('[', 5000), 400, "parse_error");
        await Refused(p, HttpMethod.Post, birth.Collection, "[]", 400);
        await Refused(p, HttpMethod.Post, birth.Collection, "\"tekst\"", 400);
        var required = d.Schema.Fields.Where(f => f.Required && !f.Computed && !(d.Nested && f == d.Parent)).Select(f => f.Name).ToList();
        if (required.Count > 0)
        {
            var faults = await p.Faults(HttpMethod.Post, birth.Collection, new { });
            foreach (var name in required) Assert.Contains($"{name}:required", faults); // all of them at once
        }
        using (var text = new HttpRequestMessage(HttpMethod.Post,
            birth.Collection)
        { Content = new StringContent("x", Encoding.UTF8, "text/plain") })
        {
            Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await p.Beheerder.SendAsync(text)).StatusCode);
        }
        using (var patch = new HttpRequestMessage(HttpMethod.Trace, birth.Collection))
            Assert.Equal(HttpStatusCode.MethodNotAllowed, (await p.Beheerder.SendAsync(patch)).StatusCode);
        Assert.Equal(rows, (await p.Rows(d.Table), await p.Rows("audit"), await p.Rows("outbox")));

        // Changed: what the client does not send stays; computed fields are not the client's.
        if (d.Has(Operation.Patch) && !d.Schema.Fields.Any(f => f.WriteOnly && f.Required))
        {
            var (_, before) = await Raw(p, HttpMethod.Get, path);
            var (patched, after) = await Raw(p, HttpMethod.Patch, path, new { url = "http://elders.test/x" });
            if (d.Schema.Fields.Any(f => f.Name == "lock"))
            {
                Assert.Equal(HttpStatusCode.BadRequest, patched.StatusCode); // whoever does not hold the lock changes nothing at all
            }
            else
            {
                Assert.True(patched.StatusCode == HttpStatusCode.OK, $"PATCH: {patched.StatusCode} {after}");
                foreach (var f in d.Schema.Fields.Where(f => !f.Computed)) // the others may be stamped by the server
                {
                    Assert.True(JsonNode.DeepEquals(before![f.Name], after![f.Name]),
                        $"'{f.Name}' was not sent, and became {after[f.Name]?.ToJsonString()}");
                }
            }
            Assert.Equal(url, (string?)(await Raw(p, HttpMethod.Get, path)).Item2!["url"]);
            await Refused(p, HttpMethod.Patch, path[..^36] + Guid.NewGuid(), new { }, 404);
        }

        // Deleted: gone, and its parent no longer names it.
        if (d.Has(Operation.Delete))
        {
            await Refused(p, HttpMethod.Delete, path, null, 403, "permission_denied", await Powerless(p));
            using var delete = new HttpRequestMessage(HttpMethod.Delete, path);
            var deleted = await p.Beheerder.SendAsync(delete);
            Assert.True(deleted.StatusCode is HttpStatusCode.NoContent or HttpStatusCode.OK,
                $"DELETE: {deleted.StatusCode} {await deleted.Content.ReadAsStringAsync()} {p.Failures.LastOrDefault()}");
            if (d.Has(Operation.Read)) await Refused(p, HttpMethod.Get, path, null, 404);
            Assert.Equal(rows.Item1 - 1, await p.Rows(d.Table));
        }
    }

    private static async Task<long> Counted(Platform p, string collection) => (long)(await Raw(p, HttpMethod.Get, collection))
        .Item2!["count"]!;

    // Where the newest stands last, it is on the last page.
    private static async Task<List<string?>> Addresses(Platform p, JsonNode page)
    {
        var found = new List<string?>();
        for (JsonNode? here = page; ; here = (await Raw(p, HttpMethod.Get, ((string)here["next"]!)[p.Base.Length..])).Item2!)
        {
            found.AddRange(here["results"]!.AsArray().Select(r => (string?)r!["url"]));
            if (here["next"] is null) return found;
        }
    }

    // A parameter that means nothing: refused, but for the registers whose reference implementation passes over it.
    private static async Task Unknown(Platform p, Definition d, string path)
    {
        if (!d.Register.IgnoresUnknown) await Refused(p, HttpMethod.Get, path, null, 400, "unknown-parameters");
        else Assert.Equal(200, (await p.Send(HttpMethod.Get, path)).Status);
    }

    private static Definition MainOf(Definition d) => d.ParentType is { } parent && Onderlaag.Model.Find(parent) is { } main
        ? MainOf(main) : d;

    private HttpClient? powerless;

    private async Task<HttpClient> Powerless(Platform p) =>
        powerless ??= await p.WithRights("machteloos", new { component = "ztc", scopes = new[] { "catalogi.lezen" } });

    private static async Task<(HttpResponseMessage, JsonNode?)> Raw(Platform p, HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, path)
        {
            Content = body is null ? null
            : System.Net.Http.Json.JsonContent.Create(body)
        };
        var response = await p.Beheerder.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True((int)response.StatusCode < 500, $"{method} {path}: {response.StatusCode} {text} {p.Failures.LastOrDefault()}");
        if (method == HttpMethod.Post) Assert.True(response.IsSuccessStatusCode, $"{method} {path}: {response.StatusCode} {text}");
        return (response, text.Length > 0 ? JsonNode.Parse(text) : null);
    }

    private static async Task Refused(Platform p, HttpMethod method, string path, object? body, int status, string? code = null,
        HttpClient? client = null)
    {
        var (actual, json) = await p.Send(method, path, body, client);
        Assert.True(actual == status,
            $"{method} {path}: expected {status}, got {actual} {json?.ToJsonString()} {p.Failures.LastOrDefault()}");
        foreach (var field in (string[])["type", "code", "title", "status", "detail", "instance"])
            Assert.True(json!.AsObject().ContainsKey(field), $"problem without '{field}'");
        if (code is not null) Assert.Equal(code, (string?)json!["code"]);
        if (status == 400)
            Assert.All(Assert.IsType<JsonArray>(json!["invalidParams"]), f => Assert.NotEmpty((string)f!["name"]!));
        // as our document says of each 400
    }
}
