using System.Text.Json.Nodes;
using Brink.Engine;
using Brink.Registers;
using Brink.Registers.Autorisaties;
using Xunit;

namespace Brink.Tests;

/// <summary>
/// Every operation of every resource, by every kind of caller: no token, a wrong secret, no scope, the scope for another type,
/// too low a level of confidentiality, the right scope, a superuser. Derived from the definitions: a new register,
/// resource or deed is in it by itself. What a caller may not see is in no list, count, search or audit trail either,
/// and who may read may not write.
/// </summary>
public sealed class Autorisatiematrix
{
    // The components in which an autorisatie names a type.
    private static readonly string[] Typed = ["zrc", "drc", "brc"];

    public static TheoryData<string, string> Resources => [.. from r in Onderlaag.Model.Registers from d in r.Resources
        from store in Stores.All.Select(s => (string)s)
        where d.Register == r && d.Has(Operation.Create) && Births.Knows(d.Type)
        select (d.Table, store)];

    [Fact]
    public void An_autorisatie_can_name_each_register_and_nothing_else()
    {
        Assert.Equal(Onderlaag.Model.Registers.Select(r => r.Component).Order(),
            Enum.GetValues<Component>().Select(c => EnumNames.Name(c)).Order());
        Assert.Equal(Onderlaag.Model.Registers.Count, Onderlaag.Model.Registers.DistinctBy(r => r.Component).Count());
    }

    private sealed record Deed(string Name, HttpMethod Method, string Path, object? Body, Operation Operation, string[]? Scopes = null);

    [Theory, MemberData(nameof(Resources))]
    public async Task Holds(string table, string store)
    {
        await using var p = await Platform.Start(store);
        var d = Onderlaag.Model.Definitions.Single(x => x.Table == table);
        var cast = new Cast(p);
        var birth = await Births.Of(d.Type, cast);
        var made = await p.Post(birth.Collection, birth.Body);
        var path = ((string)made["url"]!)[p.Base.Length..];
        var deeds = Deeds(d, birth, path, made).ToList();

        var stranger = await p.WithRights("vreemde", new { component = "ac", scopes = new[] { "een.scope.die.niets.mag" } });
        foreach (var (who, client, expected) in new (string, HttpClient, int)[]
        {
            ("no token", p.As(null), 401),
            ("wrong secret", p.As("beheerder", "een-ander-geheim-van-minstens-32-tekens"), 401),
            ("unknown client", p.As("bestaat-niet"), 401),
            ("no scope", stranger, 403),
        })
        {
            foreach (var deed in deeds)
            {
                if (d.Register.IsPublic && who == "no token" && deed.Method.Method is "GET" or "HEAD")
                    continue; // anyone may read what it holds
                var (status, _) = await p.Send(deed.Method, deed.Path, deed.Body, client);
                Assert.True(status == expected, $"{who}: {deed.Name} gave {status}, not {expected}");
            }
        }
        await ReadOnly(p, d, deeds);

        var main = d.ParentType is { } parent && Onderlaag.Model.Find(parent) is { } owner ? owner : d;
        if (main.TypeColumn is { } typed && Typed.Contains(main.Register.Component)) await Types(p, d, main, typed.Name, made, deeds);

        foreach (var deed in deeds.Where(x => x.Method == HttpMethod.Get))
        {
            var (status, json) = await p.Send(deed.Method, deed.Path, deed.Body);
            Assert.True(deed.Operation == Operation.None ? status is not (401 or 403 or >= 500) : status == 200,
                $"superuser: {deed.Name} gave {status}: {json?.ToJsonString()}");
        }
    }

    // A client that was granted reading in the component, and nothing else: it reads, and each other deed is refused and changes nothing.
    private static async Task ReadOnly(Platform p, Definition d, List<Deed> deeds)
    {
        if (Typed.Contains(d.Register.Component)) return; // (per type: see below)
        var reading = d.ScopesFor(Operation.Read)
            .Except([.. d.ScopesFor(Operation.Create), .. d.ScopesFor(Operation.Put), .. d.ScopesFor(Operation.Delete)])
            .Where(s => !Typed.Contains(s.Split(':')[0]) && s is not ("rapportage.vaststellen" or "rapportage.bijwerken")).ToArray();
        // (who makes a report sees its draft)
        if (reading.Length == 0) return; // (whoever may read may write too)
        var lezer = await p.WithRights("lezer", [.. reading.Select(s => s.Split(':')).Select(s => (object)new
        {
            component = s.Length > 1 ? s[0] : d.Register.Component,
            scopes = new[] { s[^1] },
        })]);
        var before = (await p.Rows(d.Table), await p.Rows("audit"), await p.Rows("outbox"));
        foreach (var deed in deeds)
        {
            var scopes = deed.Scopes ?? d.ScopesFor(deed.Operation);
            var one = deed.Operation is Operation.Read or Operation.Head;
            var may = scopes.Intersect(reading).Any() && !(one && d.Owner is not null); // (what another owns is its own)
            var (status, json) = await p.Send(deed.Method, deed.Path, deed.Body, lezer);
            // A report that is not shared, and all that is part of it, is for who makes it.
            if ((d.Type == typeof(Brink.Registers.Rapportage.Kwartaalrapport)
                || d.ParentType == typeof(Brink.Registers.Rapportage.Kwartaalrapport))
                && deed.Path.StartsWith(deeds.First(x => x.Operation == Operation.Read).Path, StringComparison.Ordinal))
            {
                Assert.True(status is 403 or 404, $"a draft: {deed.Name} gave {status}");
                continue;
            }
            // What a holder of a part does, it does for itself: who has the right and is no holder is told so by the rule.
            if (may && status == 403 && (string?)(json as JsonObject)?["code"] == "c11-houder") continue;
            Assert.True(may ? status is not (401 or 403 or >= 500) : status == 403,
                $"may read only: {deed.Name} gave {status}: {json?.ToJsonString()}");
        }
        Assert.Equal(before, (await p.Rows(d.Table), await p.Rows("audit"), await p.Rows("outbox")));
    }

    // A caller with all the scopes, but for another type or for too low a level, gets nothing;
    // with its own type and level it gets what it asks.
    private static async Task Types(Platform p, Definition d, Definition main, string typeField, JsonObject made, List<Deed> deeds)
    {
        var url = (string)made["url"]!;
        var mainUrl = d == main ? url : d.Nested ? url[..url.LastIndexOf("/" + d.Path, StringComparison.Ordinal)]
            : (string)made[d.Parent!.Name]!;
        var subject = await p.Get(mainUrl[p.Base.Length..]);
        var own = (string)subject[typeField]!;
        var other = await Other(p, typeField);
        var scopes = Enum.GetValues<Operation>().SelectMany(o => d.ScopesFor(o)).Concat(main.ScopesFor(Operation.Read))
            .Select(s => s[(s.IndexOf(':') + 1)..]).Distinct().ToArray();
        object Grant(string type, string level) => new JsonObject
        {
            ["component"] = d.Register.Component,
            ["scopes"] = new JsonArray([.. scopes.Select(s => (JsonNode)s)]),
            [typeField] = type,
            ["maxVertrouwelijkheidaanduiding"] = level,
        };
        var levels = main.LevelColumn is not null;
        if (levels)
        {
            // Kept from who may see no more than what is public; whoever made it said otherwise.
            var (status, answer) = await p.Send(HttpMethod.Patch, mainUrl[p.Base.Length..], await Confidential(p, main, mainUrl));
            Assert.True(status == 200, answer?.ToJsonString());
            await Unlock(p, main, mainUrl);
        }
        var outsiders = new List<(string, HttpClient)> { ("another type", await p.WithRights("andertype", Grant(other, "zeer_geheim"))) };
        if (levels) outsiders.Add(("too low a level", await p.WithRights("laag", Grant(own, "openbaar"))));
        var before = (await p.Rows(d.Table), await p.Rows("audit"));
        foreach (var (who, client) in outsiders)
        {
            foreach (var deed in deeds)
            {
                if (deed.Operation == Operation.None && !deed.Path.Contains(url[^36..], StringComparison.Ordinal))
                    continue; // concerns no single one
                if (deed.Operation == Operation.Create && d == main && levels && who != "another type")
                    continue; // a new one has a level of its own
                var (status, json) = await p.Send(deed.Method, deed.Path, deed.Body, client);
                if (deed.Operation is Operation.List or Operation.Zoek)
                    Assert.True(status is 200 or 403 && Sees(json, url) == 0, $"{who}: {deed.Name} shows what it may not ({status})");
                else Assert.True(status == 403, $"{who}: {deed.Name} gave {status}, not 403: {json?.ToJsonString()}");
            }
        }
        Assert.Equal(before, (await p.Rows(d.Table), await p.Rows("audit")));
        var insider = await p.WithRights("juist", Grant(own, "zeer_geheim"));
        foreach (var deed in deeds.Where(x =>
            x.Method == HttpMethod.Get && (x.Operation != Operation.AuditTrail || d.ScopesFor(Operation.AuditTrail).Length > 0)))
        {
            var (status, json) = await p.Send(deed.Method, deed.Path, deed.Body, insider);
            if (main.Register.Component == "brc" && deed.Name is "openbaar" or "stuk")
                Assert.True(status is 200 or 404, deed.Name); // (what is not made public is not found there)
            else Assert.True(status == 200, $"right scope: {deed.Name} gave {status}: {json?.ToJsonString()}");
            if (deed.Operation == Operation.List) Assert.True(Sees(json, url) == 1, $"right scope: {deed.Name} does not show it");
        }
    }

    private static int Sees(JsonNode? json, string url) => json switch
    {
        JsonArray list => list.Count(x => (string?)x!["url"] == url),
        JsonObject page when page["results"] is JsonArray results => results.Count == 0 && (long)page["count"]! == 0 ? 0
            : Math.Max(1, results.Count(x => (string?)x!["url"] == url)),
        _ => 0,
    };

    private static async Task<string> Other(Platform p, string typeField)
    {
        var cast = new Cast(p);
        return typeField switch
        {
            "zaaktype" => (await cast.Gepubliceerd()).Url,
            "besluittype" => (await cast.Gepubliceerd()).Besluittype,
            _ => (await cast.Informatieobjecttype()).Url,
        };
    }

    private static async Task<object> Confidential(Platform p, Definition main, string url)
    {
        if (main.Type.Name != "Enkelvoudiginformatieobject") return new { vertrouwelijkheidaanduiding = "geheim" };
        var slot = await p.Post(url[p.Base.Length..] + "/lock", new { });
        return new { vertrouwelijkheidaanduiding = "geheim", @lock = (string)slot["lock"]! };
    }

    private static async Task Unlock(Platform p, Definition main, string url)
    {
        if (main.Type.Name != "Enkelvoudiginformatieobject") return;
        var (status, json) = await p.Send(HttpMethod.Post, url[p.Base.Length..] + "/unlock", new { }); // by force: a superuser may
        Assert.True(status == 204, json?.ToJsonString());
    }

    private static IEnumerable<Deed> Deeds(Definition d, Births.Birth birth, string path, JsonObject made)
    {
        if (d.Has(Operation.Create)) yield return new("create", HttpMethod.Post, birth.Collection, birth.Body, Operation.Create);
        if (d.Has(Operation.List)) yield return new("list", HttpMethod.Get, birth.Collection, null, Operation.List);
        if (d.Has(Operation.Read)) yield return new("read", HttpMethod.Get, path, null, Operation.Read);
        if (d.Has(Operation.Head)) yield return new("head", HttpMethod.Head, path, null, Operation.Head);
        if (d.Has(Operation.Put)) yield return new("put", HttpMethod.Put, path, made, Operation.Put);
        if (d.Has(Operation.Patch)) yield return new("patch", HttpMethod.Patch, path, new { }, Operation.Patch);
        if (d.Has(Operation.Delete)) yield return new("delete", HttpMethod.Delete, path, null, Operation.Delete);
        if (d.Has(Operation.AuditTrail)) yield return new("audittrail", HttpMethod.Get, path + "/audittrail", null, Operation.AuditTrail);
        if (d.Has(Operation.Zoek))
            yield return new("_zoek", HttpMethod.Post, $"{birth.Collection}/{d.ZoekPath}", Zoek(d, path), Operation.Zoek);
        foreach (var action in d.Actions)
        {
            var at = action.AtRoot ? $"{d.Register.Root}/{action.Name}{(action.OnResource ? path[path.LastIndexOf('/')..] : "")}"
                : $"{(action.OnResource ? path : birth.Collection)}/{action.Name}";
            yield return new(action.Name, new HttpMethod(action.Method), at, action.Body is null ? null : new { }, Operation.None,
                action.Scopes);
        }
    }

    private static JsonObject Zoek(Definition d, string path)
    {
        var body = d.RowsOf is null ? new JsonObject { ["uuid__in"] = new JsonArray(path[^36..]) } : [];
        foreach (var name in d.ZoekRequires.Where(n => n != "uuid__in")) body[name] = new JsonArray(path[^36..]);
        return body;
    }
}
