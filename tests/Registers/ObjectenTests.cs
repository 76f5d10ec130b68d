using System.Text.Json.Nodes;
using Brink.Engine;
using Xunit;

namespace Brink.Tests;

/// <summary>Trees, the kind of object that most of these tests record.</summary>
internal static class Bomen
{
    public const string Objecten = "objecten/api/v2/objects", Typen = "objecten/api/v2/objecttypes";

    public static object Schema { get; } = new Dictionary<string, object>
    {
        ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
        ["type"] = "object",
        ["required"] = new[] { "soort" },
        ["properties"] = new
        {
            soort = new { type = "string", maxLength = 100 },
            hoogte = new { type = "number", minimum = 0 },
            geplant = new { type = "string" },
            ziek = new { type = "boolean" },
            plek = new { type = "object" },
            namen = new { type = "array" },
        },
    };

    /// <summary>A type without versions; its address below the organisation's.</summary>
    public static async Task<string> Type(Platform p, string at = Typen, bool allowGeometry = true) =>
        ((string)(await p.Post(at, new { name = "boom", namePlural = "bomen", allowGeometry }))["url"]!)[p.Base.Length..];

    /// <summary>A type with one published version; its whole address.</summary>
    public static async Task<string> Gepubliceerd(Platform p, object? schema = null, bool allowGeometry = true)
    {
        var type = await Type(p, allowGeometry: allowGeometry);
        await p.Post(type + "/versions", new { jsonSchema = schema ?? Schema, status = "published" });
        return p.Base + type;
    }

    public static object Body(string type, object? data = null, string startAt = "2024-01-01", object? geometry = null) =>
        new { type, record = new { typeVersion = 1, data = data ?? new { soort = "linde" }, startAt, geometry } };

    public static async Task<string> Plant(Platform p, string type, object? data = null, string startAt = "2024-01-01",
        object? geometry = null) =>
        ((string)(await p.Post(Objecten, Body(type, data, startAt, geometry)))["url"]!)[p.Base.Length..];

    /// <summary>The kinds of tree that a list or search answers, in their order.</summary>
    public static string[] Soorten(JsonNode list) => [.. list["results"]!.AsArray().Select(o => (string)o!["record"]!["data"]!["soort"]!)];
}

/// <summary>Objecten API 2.7: records, history, time travel, search inside the data, and what a token may do per type.</summary>
public sealed class ObjectenTests
{
    private const string Objecten = Bomen.Objecten;

    [Theory, MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task Each_change_is_a_new_record_and_the_old_ones_stay(string store)
    {
        await using var p = await Platform.Start(store);
        var type = await Bomen.Gepubliceerd(p);
        var made = await p.Post(Objecten, new
        {
            type,
            record = new
            {
                typeVersion = 1,
                data = new { soort = "linde", hoogte = 3, plek = new { straat = "Brink", nummer = 1 } },
                startAt = "2024-01-01"
            },
        });
        var path = ((string)made["url"]!)[p.Base.Length..];
        Assert.Equal((1, "2024-01-01", null, null, null), Stand(made));
        Assert.Equal(type, (string?)made["type"]);
        Assert.Equal(path[^36..], (string?)made["uuid"]);

        // PATCH lays its data over what is there, null takes away; PUT replaces.
        var (status, patched) = await p.Send(HttpMethod.Patch, path,
            "{\"record\":{\"startAt\":\"2024-03-01\",\"data\":{\"hoogte\":4,\"plek\":{\"nummer\":null,\"wijk\":\"west\"}}}}");
        Assert.Equal(200, status);
        Assert.Equal((2, "2024-03-01", null, null, null), Stand(patched!));
        Assert.Equal("{\"soort\":\"linde\",\"hoogte\":4,\"plek\":{\"straat\":\"Brink\",\"wijk\":\"west\"}}",
            patched!["record"]!["data"]!.ToJsonString());
        var (put, replaced) = await p.Send(HttpMethod.Put, path,
            new { type, record = new { typeVersion = 1, data = new { soort = "eik" }, startAt = "2024-05-01", correctionFor = 2 } });
        Assert.True(put == 200, replaced?.ToJsonString());
        Assert.Equal("{\"soort\":\"eik\"}", replaced!["record"]!["data"]!.ToJsonString());
        Assert.Equal(2, (int?)replaced["record"]!["correctionFor"]);

        var history = (await p.Get(path + "/history"))["results"]!.AsArray();
        Assert.Equal([(1, "2024-01-01", "2024-03-01", null, null), (2, "2024-03-01", "2024-05-01", null, 3),
            (3, "2024-05-01", null, 2, null)], history.Select(r => Stand(r!)));
        Assert.False(history[0]!.AsObject().ContainsKey("url"));
        Assert.Equal("{\"soort\":\"linde\",\"hoogte\":3,\"plek\":{\"straat\":\"Brink\",\"nummer\":1}}",
            history[0]!["data"]!.ToJsonString());
        Assert.Equal(2, (int?)(await p.Get(path + "/2"))["index"]);
        Assert.Equal(404, (await p.Send(HttpMethod.Get, path + "/4")).Status);
        Assert.Equal(2, (await p.Get(path + "/history?pageSize=2"))["results"]!.AsArray().Count);
        Assert.Equal(["record.correctionFor:unique"], await p.Faults(HttpMethod.Patch, path, new { record = new { correctionFor = 2 } }));
        Assert.Equal(["record.correctionFor:does_not_exist"],
            await p.Faults(HttpMethod.Patch, path, new { record = new { correctionFor = 9 } }));

        // A PATCH of nothing makes no record; neither uuid nor type can change.
        Assert.Equal(3, (int?)(await p.Send(HttpMethod.Patch, path, new { })).Json!["record"]!["index"]);
        Assert.Equal(["uuid:immutable-field"], await p.Faults(HttpMethod.Patch, path, new { uuid = Guid.NewGuid() }));
        Assert.Equal(["type:immutable-field"], await p.Faults(HttpMethod.Patch, path, new { type = await Bomen.Gepubliceerd(p) }));

        Assert.Equal(204, (await p.Send(HttpMethod.Delete, path)).Status);
        Assert.Equal(0, await p.Rows("objecten_objectrecord"));
        Assert.Equal(404, (await p.Send(HttpMethod.Get, path + "/history")).Status);
    }

    private static (int, string, string?, int?, int?) Stand(JsonNode node)
    {
        var r = node["record"] ?? node;
        return ((int)r["index"]!, (string)r["startAt"]!, (string?)r["endAt"], (int?)r["correctionFor"], (int?)r["correctedBy"]);
    }

    [Theory, MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task An_object_is_shown_as_it_was_on_a_day_or_was_known_then(string store)
    {
        await using var p = await Platform.Start(store);
        var type = await Bomen.Gepubliceerd(p);
        var path = await Bomen.Plant(p, type, new { soort = "linde" }, "2020-01-01");
        await p.Send(HttpMethod.Patch, path, new { record = new { startAt = "2022-01-01", data = new { soort = "eik" } } });
        await p.Send(HttpMethod.Patch, path, new { record = new { startAt = "2999-01-01", data = new { soort = "es" } } });
        await Bomen.Plant(p, type, new { soort = "toekomst" }, "2999-01-01");

        Assert.Equal(["eik"], Bomen.Soorten(await p.Get(Objecten)));
        Assert.Equal(1, (long)(await p.Get(Objecten))["count"]!);
        Assert.Equal("eik", (string?)(await p.Get(path))["record"]!["data"]!["soort"]);
        Assert.Equal(["linde"], Bomen.Soorten(await p.Get(Objecten + "?date=2021-12-31")));
        Assert.Equal(["eik"], Bomen.Soorten(await p.Get(Objecten + "?date=2022-01-01")));
        Assert.Equal(["toekomst", "es"], Bomen.Soorten(await p.Get(Objecten + "?date=2999-01-01")).Order(StringComparer.Ordinal).Reverse());
        Assert.Empty(Bomen.Soorten(await p.Get(Objecten + "?date=2019-12-31")));
        Assert.Equal("linde", (string?)(await p.Get(path + "?date=2021-01-01"))["record"]!["data"]!["soort"]);
        Assert.Equal(404, (await p.Send(HttpMethod.Get, path + "?date=2019-01-01")).Status);

        var vandaag = Alv.Vandaag();
        Assert.Equal(["es", "toekomst"], Bomen.Soorten(await p.Get($"{Objecten}?registrationDate={vandaag}"))
            .Order(StringComparer.Ordinal));
        Assert.Empty(Bomen.Soorten(await p.Get(Objecten + "?registrationDate=2020-01-01")));
        Assert.Equal("invalid-date-query-params",
            (string?)(await p.Send(HttpMethod.Get, $"{Objecten}?date={vandaag}&registrationDate={vandaag}")).Json!["code"]);
        Assert.Empty(Bomen.Soorten(await p.Get(Objecten + "?typeVersion=2")));
    }

    [Theory, MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task The_data_is_searched_in_the_store(string store)
    {
        await using var p = await Platform.Start(store);
        var type = await Bomen.Gepubliceerd(p);
        await Bomen.Plant(p, type,
            new { soort = "linde", hoogte = 10, geplant = "2001-05-06", ziek = true, plek = new { straat = "Brink, noord", nummer = 1 } });
        await Bomen.Plant(p, type, new { soort = "Éik", hoogte = 2.5, geplant = "2011-05-06", namen = new[] { "Oud", "100" } });
        await Bomen.Plant(p, type, new { soort = "es", hoogte = 100, ziek = false, plek = new { straat = "Laan 10%", nummer = "1" } });
        await Bomen.Plant(p, type, new { soort = "100" });

        (string Query, string[] Found)[] rows =
        [
            ("data_attr=hoogte__exact__10", ["linde"]),
            ("data_attr=hoogte__exact__10.0", ["linde"]),
            ("data_attr=soort__exact__100", ["100"]),
            ("data_attr=soort__exact__LINDE", []),
            ("data_attr=ziek__exact__true", ["linde"]),
            ("data_attr=hoogte__gt__2.5", ["es", "linde"]),
            ("data_attr=hoogte__gte__2.5", ["es", "linde", "Éik"]),
            ("data_attr=hoogte__lt__10", ["Éik"]),
            ("data_attr=hoogte__lte__10", ["linde", "Éik"]),
            ("data_attr=geplant__gt__2005-01-01", ["Éik"]),
            ("data_attr=soort__icontains__éI", ["Éik"]),
            ("data_attr=plek__straat__icontains__10%25", ["es"]),
            ("data_attr=plek__straat__exact__Brink, noord", ["linde"]),
            ("data_attr=plek__nummer__exact__1", ["es", "linde"]),
            ("data_attr=soort__in__linde|es|x", ["es", "linde"]),
            ("data_attr=hoogte__in__10|100", ["es", "linde"]),
            ("data_attr=namen__0__exact__Oud", ["Éik"]),
            ("data_attr=namen__1__icontains__0", ["Éik"]),
            ("data_attr=hoogte__gt__5&data_attr=ziek__exact__false", ["es"]),
            ("data_attrs=hoogte__gt__5,plek__nummer__exact__1", ["es", "linde"]),
            ("data_icontains=BRINK", ["linde"]),
            ("data_icontains=oud", ["Éik"]),
            ("data_icontains=soort", []),
            ("data_icontains=10%25", ["es"]),
            ("data_attr=bestaat_niet__exact__1", []),
            ("ordering=record__data__hoogte", ["100", "Éik", "linde", "es"]),
            ("ordering=-record__data__hoogte", ["es", "linde", "Éik", "100"]),
            ("ordering=record__data__plek__nummer,-record__index&data_attr=plek__nummer__exact__1", ["linde", "es"]),
            ("ordering=record__index", ["linde", "Éik", "es", "100"]),
        ];
        foreach (var (query, found) in rows)
        {
            var list = await p.Get($"{Objecten}?{query}");
            var soorten = Bomen.Soorten(list);
            if (!query.Contains("ordering", StringComparison.Ordinal)) soorten = [.. soorten.Order(StringComparer.Ordinal)];
            Assert.True(found.SequenceEqual(soorten), $"{query}: {string.Join(",", soorten)}");
            Assert.Equal(found.Length, (int)list["count"]!);
        }
        var page = await p.Get($"{Objecten}?data_attr=hoogte__gt__0&pageSize=2&page=2&ordering=record__data__hoogte");
        Assert.Equal(3, (int)page["count"]!);
        Assert.Equal(["es"], Bomen.Soorten(page));
        Assert.Null((string?)page["next"]);
    }

    [Theory, MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task Hostile_conditions_find_nothing_and_break_nothing(string store)
    {
        await using var p = await Platform.Start(store);
        var type = await Bomen.Gepubliceerd(p, new { type = "object" });
        await Bomen.Plant(p, type, new Dictionary<string, object>
        {
            ["soort"] = "linde",
            ["a'b"] = "x",
            ["$"] = "dollar",
            ["a.b"] = "punt",
            ["é"] = 1,
            ["a[0]"] = "haak",
            ["%"] = "p"
        });
        foreach (var naam in new[] { "a'b", "$", "a.b", "é", "a[0]", "%" })
        {
            var list = await p.Get($"{Objecten}?data_attr={Uri.EscapeDataString(naam + "__in__x|dollar|punt|1|haak|p")}");
            Assert.True((int)list["count"]! == 1, naam);
        }
        string[] niets =
        [
            "'; DROP TABLE objecten_objectrecord; --__exact__1", "x') OR 1=1 --__exact__1", "soort__exact__' OR '1'='1",
            "soort__icontains__%", "soort__icontains___",
            "$.soort__exact__linde", "*__exact__linde", "soort__in__|'|\"|\\", "a__b__c__exact__1", "0__1__exact__linde",
            "soort__exact__\"linde\"", "soort__gt__5",
        ];
        foreach (var voorwaarde in niets)
        {
            var list = await p.Get($"{Objecten}?data_attr={Uri.EscapeDataString(voorwaarde)}");
            Assert.True((int)list["count"]! == 0, voorwaarde);
        }
        string[] geweigerd =
        [
            "soort", "soort__exact", "soort__regex__.*", "soort__gt__linde", "a\"b__exact__1", "a\\b__exact__1", "a\tb__exact__1",
            "a\0b__exact__1", "__exact__1",
            string.Join("__", Enumerable.Repeat("a", 30)) + "__exact__1", "0__1__2__3__4__exact__1", new string('x', 300) + "__exact__1",
            "x,y__exact__1",
            "soort__in__" + string.Join('|', Enumerable.Range(0, 200)), "hoogte__gt__1e999",
        ];
        foreach (var voorwaarde in geweigerd)
        {
            var (status, json) = await p.Send(HttpMethod.Get, $"{Objecten}?data_attr={Uri.EscapeDataString(voorwaarde)}");
            Assert.True(status == 400, $"{voorwaarde}: {status} {json?["count"]} {p.Failures.LastOrDefault()}");
        }
        foreach (var volgorde in new[] { "record__data__", "record__data__a\"b", "onzin", "record", "record__data__a'--",
            "record__index;--" })
        {
            Assert.True((await p.Send(HttpMethod.Get, $"{Objecten}?ordering={Uri.EscapeDataString(volgorde)}"))
                .Status is 400 or 200, volgorde);
        }
        Assert.Equal(400, (await p.Send(HttpMethod.Get,
            $"{Objecten}?{string.Join('&', Enumerable.Repeat("data_attr=a__exact__1", 21))}")).Status);
        Assert.Empty(p.Failures);
        Assert.Equal(1, await p.Rows("objecten_objectrecord"));
    }

    [Theory, MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task Data_that_cannot_be_kept_or_judged_is_refused(string store)
    {
        await using var p = await Platform.Start(store);
        var type = await Bomen.Gepubliceerd(p,
            new { type = "object", properties = new { traag = new { type = "string", pattern = "^(?=a)(a+)+$" } } });
        string Met(string data) => $"{{\"type\":\"{type}\",\"record\":{{\"typeVersion\":1,\"startAt\":\"2024-01-01\",\"data\":{data}}}}}";
        var diep = string.Concat(Enumerable.Repeat("{\"a\":", 45)) + "1" + new string('}', 45);
        foreach (var data in new[] { "[]", "1", "\"x\"", diep, "{\"a\":\"\\u0000\"}", "{\"a\":\"\\ud800\"}", "{\"\\ud800\":1}",
            "{\"a\":1,\"a\":2}", "{\"a\":1e999}" })
        {
            Assert.StartsWith("record.data:", Assert.Single(await p.Faults(HttpMethod.Post, Objecten, Met(data))),
                StringComparison.Ordinal);
        }
        Assert.Equal(400, (await p.Send(HttpMethod.Post, Objecten, Met(new string('[', 70) + new string(']', 70)))).Status);

        // What goes back and forth is ended, or this would not come to its end.
        Assert.StartsWith("record.data",
            Assert.Single(await p.Faults(HttpMethod.Post, Objecten, Met($"{{\"traag\":\"{new string('a', 60)}!\"}}"))),
            StringComparison.Ordinal);
        Assert.Equal(0, await p.Rows("objecten_dataobject"));

        // What begins with a tilde is the client's own, and comes back as it was sent.
        var kept = await p.Post(Objecten,
            Met("{\"~/x\":\"~/zaken\",\"b\":[\"~~\"],\"leeg\":null,\"groot\":123456789012345678901234567890}"));
        Assert.Equal("{\"~/x\":\"~/zaken\",\"b\":[\"~~\"],\"leeg\":null,\"groot\":123456789012345678901234567890}",
            (await p.Get(((string)kept["url"]!)[p.Base.Length..]))["record"]!["data"]!.ToJsonString());
        Assert.Equal(1, (int)(await p.Get(Objecten + "?data_attr=" + Uri.EscapeDataString("~/x__exact__~/zaken")))["count"]!);
    }

    [Theory, MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task What_is_sent_is_judged_by_the_type(string store)
    {
        await using var p = await Platform.Start(store);
        var type = await Bomen.Gepubliceerd(p, allowGeometry: false);
        Assert.Equal(["record.data.soort:invalid-json-schema"], await p.Faults(HttpMethod.Post, Objecten, Bomen.Body(type, new { })));
        Assert.Equal(["record.data.hoogte:invalid-json-schema"],
            await p.Faults(HttpMethod.Post, Objecten, Bomen.Body(type, new { soort = "x", hoogte = "hoog" })));
        Assert.Equal(["record.typeVersion:does_not_exist"],
            await p.Faults(HttpMethod.Post, Objecten,
                new { type, record = new { typeVersion = 2, startAt = "2024-01-01", data = new { } } }));
        Assert.Equal(["record.geometry:geometry-not-allowed"],
            await p.Faults(HttpMethod.Post, Objecten,
                Bomen.Body(type, geometry: new { type = "Point", coordinates = new[] { 6.1, 52.2 } })));
        Assert.Contains("record.startAt:required",
            await p.Faults(HttpMethod.Post, Objecten, new { type, record = new { typeVersion = 1 } }));
        Assert.Equal(["type:no_match"], await p.Faults(HttpMethod.Post, Objecten, Bomen.Body("http://elders.test/objecttypen/1")));
        Assert.Equal(["type:does_not_exist"],
            await p.Faults(HttpMethod.Post, Objecten, Bomen.Body($"{p.Base}objecten/api/v2/objecttypes/{Guid.NewGuid()}")));

        var uuid = Guid.NewGuid();
        var made = await p.Post(Objecten,
            new { uuid, type, record = new { typeVersion = 1, startAt = "2024-01-01", data = new { soort = "eik" } } });
        Assert.Equal(uuid.ToString(), (string?)made["uuid"]);
        Assert.EndsWith(uuid.ToString(), (string?)made["url"], StringComparison.Ordinal);
        Assert.Equal(["uuid:unique"], await p.Faults(HttpMethod.Post, Objecten,
            new { uuid, type, record = new { typeVersion = 1, startAt = "2024-01-01", data = new { soort = "eik" } } }));
    }

    [Theory, MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task Objects_are_found_within_an_area_and_with_the_fields_that_were_asked_for(string store)
    {
        await using var p = await Platform.Start(store);
        var type = await Bomen.Gepubliceerd(p);
        object Punt(double x, double y) => new { type = "Point", coordinates = new[] { x, y } };
        var linde = await Bomen.Plant(p, type, new { soort = "linde", hoogte = 9 }, geometry: Punt(6.15, 52.25));
        await Bomen.Plant(p, type, new { soort = "eik" }, geometry: Punt(5.0, 51.0));
        await Bomen.Plant(p, type, new { soort = "es" });
        var within = new
        {
            type = "Polygon",
            coordinates = new[] { new[] { new[] { 6.0, 52.0 }, [6.3, 52.0], [6.3, 52.4], [6.0, 52.4], [6.0, 52.0] } }
        };
        var found = await p.Post(Objecten + "/search", new { geometry = new { within } });
        Assert.Equal(["linde"], Bomen.Soorten(found));
        Assert.Equal(1, (int)found["count"]!);
        Assert.Empty(Bomen.Soorten(await p.Post(Objecten + "/search", new { geometry = new { within }, data_attr = "hoogte__gt__10" })));
        Assert.Equal(["eik"], Bomen.Soorten(
            await p.Post(Objecten + "/search", new { type, data_attrs = "soort__exact__eik", date = "2024-06-01" })));
        Assert.Equal(3, (int)(await p.Post(Objecten + "/search", new { ordering = "-record__data__soort" }))["count"]!);
        Assert.Equal(400, (await p.Send(HttpMethod.Post, Objecten + "/search",
            new { geometry = new { within = new { type = "Onzin" } } })).Status);

        var one = await p.Get(linde + "?fields=url,record__geometry,record__data__soort");
        Assert.Equal(["url", "record"], one.AsObject().Select(f => f.Key));
        Assert.Equal(["geometry", "data"], one["record"]!.AsObject().Select(f => f.Key));
        Assert.Equal("{\"soort\":\"linde\"}", one["record"]!["data"]!.ToJsonString());
        Assert.Equal(400, (await p.Send(HttpMethod.Get, linde + "?fields=wachtwoord")).Status);
        Assert.All((await p.Get(Objecten + "?fields=uuid"))["results"]!.AsArray(),
            o => Assert.Equal("uuid", Assert.Single(o!.AsObject()).Key));
    }

    [Theory, MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task A_token_sees_and_does_what_its_permissions_say_and_no_more(string store)
    {
        await using var p = await Platform.Start(store);
        var bomen = await Bomen.Gepubliceerd(p);
        var geheim = await Bomen.Gepubliceerd(p);
        var linde = await Bomen.Plant(p, bomen, new { soort = "linde", hoogte = 5 });
        var verborgen = await Bomen.Plant(p, geheim, new { soort = "geheim", hoogte = 5 });

        var lezer = await p.WithTokenRights("lezer", new { permissions = new[] { new { type = bomen, mode = "read_only" } } });
        var schrijver = await p.WithTokenRights("schrijver",
            new { permissions = new[] { new { register = "objecten", type = bomen[^36..], mode = "read_and_write" } } });
        var zonder = await p.WithTokenRights("zonder", new { registers = Array.Empty<string>() });
        var typen = await p.WithTokenRights("typen", new { registers = new[] { "objecttypen" } });
        var alles = await p.WithTokenRights("alles", new { registers = new[] { "objecten" } });
        var beheer = await p.WithTokenRights("beheer", new { superuser = true });
        var niemand = p.WithHandedOut(new string('0', 40));

        async Task<int> Status(HttpClient client, string method, string path, object? body = null) =>
            (await p.Send(new HttpMethod(method), path, body, client)).Status;
        async Task<string[]> Soorten(HttpClient client, string query) =>
            [.. Bomen.Soorten(await p.Get($"{Objecten}?{query}", client)).Order(StringComparer.Ordinal)];

        foreach (var (client, ziet) in new[] { (lezer, "linde"), (schrijver, "linde") })
        {
            foreach (var query in new[] { "", "data_icontains=l", "data_attr=hoogte__exact__5", $"type={geheim}", "date=2024-06-01",
                "ordering=-record__data__soort" })
            {
                var list = await p.Get($"{Objecten}?{query}", client);
                Assert.Equal(query.StartsWith("type", StringComparison.Ordinal) ? [] : [ziet], Bomen.Soorten(list));
                Assert.Equal(Bomen.Soorten(list).Length, (int)list["count"]!);
            }
            Assert.Equal([ziet], Bomen.Soorten(await p.Post(Objecten + "/search", new { data_attr = "hoogte__gte__1" }, client)));
            var type = geheim[p.Base.Length..];
            foreach (var path in new[] { verborgen, verborgen + "/history", verborgen + "/1", type, type + "/versions/1",
                type + "/versions" })
            {
                Assert.True(await Status(client, "GET", path) is 403 or 404, path);
            }
            Assert.Equal(1, (int)(await p.Get(Bomen.Typen, client))["count"]!);
            Assert.Equal(1, (int)(await p.Get("objecttypen/api/v2/objecttypes", client))["count"]!);
            Assert.Equal(200, await Status(client, "GET", linde + "/history"));
            Assert.Equal(200, await Status(client, "GET", linde + "/1"));
            Assert.Equal(403, await Status(client, "DELETE", verborgen));
            Assert.Equal(403, await Status(client, "PATCH", verborgen, new { record = new { data = new { hoogte = 1 } } }));
            Assert.Equal(403, await Status(client, "POST", Objecten, Bomen.Body(geheim)));
            Assert.Equal(403, await Status(client, "POST", Bomen.Typen, new { name = "x", namePlural = "xen" }));
            Assert.Equal(403, await Status(client, "PATCH", bomen[p.Base.Length..], new { name = "x" }));
        }
        Assert.Equal(403, await Status(lezer, "POST", Objecten, Bomen.Body(bomen)));
        Assert.Equal(403, await Status(lezer, "PATCH", linde, new { record = new { data = new { hoogte = 1 } } }));
        Assert.Equal(403, await Status(lezer, "DELETE", linde));
        Assert.Equal(201, await Status(schrijver, "POST", Objecten, Bomen.Body(bomen, new { soort = "eik" })));
        Assert.Equal(200, await Status(schrijver, "PATCH", linde, new { record = new { data = new { hoogte = 6 } } }));

        foreach (var client in new[] { zonder, typen })
            foreach (var path in new[] { Objecten, linde, linde + "/history" }) Assert.Equal(403, await Status(client, "GET", path));
        Assert.Equal(403, await Status(zonder, "POST", Objecten + "/search", new { }));
        Assert.Equal(403, await Status(zonder, "GET", Bomen.Typen));
        Assert.Equal(403, await Status(typen, "GET", Bomen.Typen));
        Assert.Equal(2, (int)(await p.Get("objecttypen/api/v2/objecttypes", typen))["count"]!);
        Assert.Equal(201, await Status(typen, "POST", "objecttypen/api/v2/objecttypes", new { name = "x", namePlural = "xen" }));
        foreach (var client in new[] { alles, beheer }) Assert.Equal(["eik", "geheim", "linde"], await Soorten(client, ""));
        foreach (var path in new[] { Objecten, linde, Bomen.Typen, "objecten/api/v2/permissions" })
            Assert.Equal(401, await Status(niemand, "GET", path));

        var permission = Assert.Single((await p.Get("objecten/api/v2/permissions", lezer))["results"]!.AsArray())!;
        Assert.Equal((bomen, "read_only", false),
            ((string)permission["type"]!, (string)permission["mode"]!, (bool)permission["use_fields"]!));

        // Taken back: known no more.
        Assert.Equal(204, (await p.Send(HttpMethod.Delete, "beheer/api/v1/tokens/lezer")).Status);
        Assert.Equal(401, await Status(lezer, "GET", Objecten));
    }

    [Theory, MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task A_token_with_a_list_of_fields_sees_those_and_cannot_search_the_others(string store)
    {
        await using var p = await Platform.Start(store);
        var type = await Bomen.Gepubliceerd(p);
        var linde = await Bomen.Plant(p, type, new { soort = "linde", hoogte = 50 },
            geometry: new { type = "Point", coordinates = new[] { 6.1, 52.2 } });
        var eik = await Bomen.Plant(p, type, new { soort = "eik", hoogte = 5 });
        var fields = new Dictionary<string, string[]> { ["1"] = ["url", "type", "record__startAt", "record__data__soort"] };
        var client = await p.WithTokenRights("deels",
            new { permissions = new[] { new { type, mode = "read_only", use_fields = true, fields } } });

        var one = await p.Get(linde, client);
        Assert.Equal(["url", "type", "record"], one.AsObject().Select(f => f.Key));
        Assert.Equal("{\"startAt\":\"2024-01-01\",\"data\":{\"soort\":\"linde\"}}", one["record"]!.ToJsonString());
        using var response = await client.GetAsync(linde);
        Assert.Contains("record__data__hoogte", response.Headers.GetValues("X-Unauthorized-Fields").Single(), StringComparison.Ordinal);
        Assert.DoesNotContain("hoogte", (await p.Get(Objecten, client)).ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("hoogte", (await p.Get(Objecten + "?fields=record", client)).ToJsonString(), StringComparison.Ordinal);

        async Task<int> Count(string query) => (int)(await p.Get($"{Objecten}?{query}", client))["count"]!;
        Assert.Equal(1, await Count("data_attr=soort__exact__linde"));
        foreach (var query in new[] { "data_attr=hoogte__gt__10", "data_attrs=hoogte__lt__10", "data_attr=hoogte__icontains__5",
            "data_icontains=linde" })
        {
            Assert.Equal(0, await Count(query));
        }
        // The order is that in which they were made: it tells nothing of what is hidden.
        Assert.Equal(["linde", "eik"], Bomen.Soorten(await p.Get(Objecten + "?ordering=record__data__hoogte", client)));
        Assert.Equal(["eik", "linde"], Bomen.Soorten(await p.Get(Objecten + "?ordering=-record__data__hoogte", client)));
        var within = new
        {
            type = "Polygon",
            coordinates = new[] { new[] { new[] { 6.0, 52.0 }, [6.3, 52.0], [6.3, 52.4], [6.0, 52.4], [6.0, 52.0] } }
        };
        Assert.Equal(0, (int)(await p.Post(Objecten + "/search", new { geometry = new { within } }, client))["count"]!);
        foreach (var path in new[] { linde + "/history", linde + "/1", eik + "/1" })
            Assert.Equal(403, (await p.Send(HttpMethod.Get, path, null, client)).Status);

        var permission = Assert.Single((await p.Get("objecten/api/v2/permissions", client))["results"]!.AsArray())!;
        Assert.Equal("record__data__soort", (string?)permission["fields"]!["1"]![3]);
        Assert.Equal(["permissions.0.fields:invalid"], await p.Faults(HttpMethod.Put, "beheer/api/v1/tokens/fout",
            new
            {
                token = new string('x', 40),
                permissions = new[] { new { type, mode = "read_only", use_fields = true, fields = new { a = 1 } } }
            }));
    }

    [Theory, MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task Destroying_a_zaak_keeps_the_object_that_another_zaak_needs(string store)
    {
        await using var p = await Platform.Start(store);
        var type = await Bomen.Gepubliceerd(p);
        object Zaak(string n) => new { type = "zaak", url = Outside.Address + n };
        var made = await p.Post(Objecten, new
        {
            type,
            record = new
            {
                typeVersion = 1,
                data = new { soort = "linde" },
                startAt = "2024-01-01",
                references = new[] { Zaak("1"), Zaak("2") }
            },
        });
        var path = ((string)made["url"]!)[p.Base.Length..];
        var (status, kept) = await p.Send(HttpMethod.Delete, $"{path}?zaak={Outside.Address}1");
        Assert.True(status == 200, $"{status} {p.Failures.LastOrDefault()}");
        Assert.Equal(Outside.Address + "2", (string?)Assert.Single(kept!["behouden"]!.AsArray()));
        Assert.Single((await p.Get(path))["record"]!["references"]!.AsArray());
        Assert.Single(Assert.Single((await p.Get(Objecten))["results"]!.AsArray())!["record"]!["references"]!.AsArray());
        Assert.Equal(204, (await p.Send(HttpMethod.Delete, $"{path}?zaak={Outside.Address}2")).Status);
        Assert.Equal(400, (await p.Send(HttpMethod.Delete, path + "?onbekend=1")).Status);
        Assert.Equal(404, (await p.Send(HttpMethod.Get, path)).Status);
    }

    [Theory, MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task Changes_are_announced_with_the_type(string store)
    {
        await using var p = await Platform.Start(store);
        var type = await Bomen.Gepubliceerd(p);
        var path = await Bomen.Plant(p, type);
        await p.Send(HttpMethod.Patch, path, new { record = new { data = new { hoogte = 2 } } });
        await p.Send(HttpMethod.Delete, path);
        var rows = await p.Store.Read(db => db.Rows("SELECT doc FROM outbox ORDER BY id", [], r => JsonNode.Parse(r.GetBytes(0))!));
        Assert.Equal(["create", "partial_update", "destroy"], rows.Select(r => (string)r["actie"]!));
        Assert.All(rows, r =>
        {
            Assert.Equal(("objecten", "object", "~/" + path), ((string)r["kanaal"]!, (string)r["resource"]!, (string)r["hoofdObject"]!));
            Assert.Equal("~/" + type[p.Base.Length..], (string?)r["kenmerken"]!["objectType"]);
        });
    }
}
