using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Brink.Engine;
using Brink.Registers;
using Xunit;

namespace Brink.Tests;

/// <summary>
/// Requests made from our own OpenAPI documents: valid, nearly valid and hostile, for every operation of every register.
/// None may end in a 5xx or hang, and a refused one changes nothing. Seeded, so a failure can be repeated:
/// <c>./brink fuzz --requests N --seed S</c>; a short run belongs to the tests.
/// </summary>
public sealed class Fuzz
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private const string Half = "@@HALF@@"; // becomes half of a surrogate pair, which a JsonNode cannot hold

    private static readonly string[] Nasty =
    [
        "", " ", "\u0000",
        "' OR 1=1 --", "\"; DROP TABLE audit; --", "%00", "%", "_", "\\", "../../../../etc/passwd", "..%2f..%2f", "~", "~/", "~~/x",
        "~/zaken/api/v1/zaken/",
        Half, new('a', 20_000), "<script>alert(1)</script>", "{{7*7}}", "١٢٣", "9999-99-99", "0000-00-00",
        "2024-02-30", "2024-01-01T25:61:61Z", "10000-01-01", "P99999999999999Y", "P1Y2M3DT4H",
        "1e400", "-0", "null", "NaN", "http://127.0.0.1:1/",
        "http://169.254.169.254/latest", "file:///etc/passwd", "http://elders.test/bestaat-niet", "http://elders.test:99999/",
        "http://[::1",
        "https://user:pass@elders.test/", "\u202eomgekeerd", "😀", "e\u0301", "true", "0", "-1", "999990019",
        "00000000-0000-0000-0000-000000000000",
    ];

    private sealed record Deed(string Method, string Path, JsonObject Operation, Definition? Kind);

    /// <summary>What there is to hit, and the dice.</summary>
    private sealed record World(Dictionary<string, JsonObject> Documents, Dictionary<Definition, Births.Birth> Births,
        Dictionary<string, List<string>> Known, Random Random)
    {
        public string Nasty() => Fuzz.Nasty[Random.Next(Fuzz.Nasty.Length)];
    }

    [Theory, MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task No_request_breaks_it_and_a_refused_one_changes_nothing(string store)
    {
        var requests = Number("BRINK_FUZZ_REQUESTS") ?? 1200;
        var seed = Number("BRINK_FUZZ_SEED") ?? 20221207;
        await using var p = await Platform.Start(store);
        var (deeds, documents) = await Operations(p);
        var (births, known) = await Population(p);
        var world = new World(documents, births, known, new Random(seed));
        string? mark = null; // how it stood before; known as long as nothing may have changed it
        for (var i = 0; i < requests; i++)
        {
            var deed = deeds[i % deeds.Count];
            using var request = Make(deed, world, out var text);
            var before = mark ??= await Mark(p);
            var started = Stopwatch.GetTimestamp();
            using var patience = new CancellationTokenSource(Patience);
            HttpResponseMessage response;
            try { response = await p.Beheerder.SendAsync(request, patience.Token); }
            catch (OperationCanceledException) { throw new InvalidOperationException($"{store}, seed {seed}, request {i} hangs: {text}"); }
            using var _ = response;
            var answer = await response.Content.ReadAsStringAsync();
            var status = (int)response.StatusCode;
            Assert.True(status < 500, $"{store}, seed {seed}, request {i}: {status} on {text}\n{p.Failures.LastOrDefault()}");
            if (status < 400)
            {
                if (deed.Method is not ("get" or "head")) mark = null;
                if (status == 201 && Parsed(answer) is JsonObject o && o["url"] is JsonValue u && deed.Kind is { } kind)
                    Remember(known, kind, (string)u!);
                continue;
            }
            Assert.True(await Mark(p) == before,
                $"{store}, seed {seed}, request {i}: refused with {status}, yet something changed: {text}\n{answer}");
            Assert.True(status is 404 or 405 || answer.Length == 0 || deed.Kind is null || Parsed(answer) is JsonObject problem
                && problem.ContainsKey("status"),
                $"{store}, seed {seed}, request {i}: {status} without a problem: {text}\n{answer}");
        }
    }

    private static int? Number(string name) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : null;

    private static JsonNode? Parsed(string text)
    {
        try { return text.Length > 0 && text[0] is '{' or '[' ? JsonNode.Parse(text) : null; }
        catch (JsonException) { return null; }
    }

    // Changes whenever a resource is kept, changed or removed: what the dispatcher writes by itself does not count,
    // nor that content which came with a refused request was thrown away again.
    private static async Task<string> Mark(Platform p) => await p.Store.Read(async db =>
    {
        // PostgreSQL tells of each row which transaction wrote it, without opening the document.
        var written = db.IsPostgres ? "xmin::text::bigint" : "length(doc)";
        var sums = Onderlaag.Model.Definitions.Where(d => d.Table != "drc_opruiming")
            .Select((d, i) => $"SELECT {i + 1} AS nr, count(*), CAST(coalesce(sum({written}), 0) AS bigint) FROM {d.Table}");
        // In the order of the tables: with so many, PostgreSQL counts several at once and gives what is ready first.
        var sql = string.Join(" UNION ALL ", ["SELECT 0 AS nr, count(*), max(id) FROM audit", .. sums]) + " ORDER BY nr";
        return string.Join(' ', await db.Rows(sql, [], r => $"{r.GetInt64(1)}/{r.GetInt64(2)}"));
    });

    private static async Task<(List<Deed>, Dictionary<string, JsonObject>)> Operations(Platform p)
    {
        var deeds = new List<Deed>();
        var documents = new Dictionary<string, JsonObject>();
        foreach (var register in Onderlaag.Model.Registers)
        {
            var document = (await p.Get(register.Root + "/openapi.json")).AsObject();
            foreach (var (path, item) in document["paths"]!.AsObject())
            {
                foreach (var (method, operation) in item!.AsObject())
                {
                    if (method is not ("get" or "post" or "put" or "patch" or "delete" or "head")) continue;
                    var first = path.Split('/', StringSplitOptions.RemoveEmptyEntries).LastOrDefault(s => s[0] != '{');
                    var kind = register.Resources.FirstOrDefault(d => d.Path == first && !d.IsInternal);
                    var deed = new Deed(method, register.Root + path, operation!.AsObject(), kind);
                    deeds.Add(deed);
                    documents[deed.Path] = document;
                }
            }
        }
        return (deeds, documents);
    }

    private static void Remember(Dictionary<string, List<string>> known, Definition kind, string url)
    {
        if (!known.TryGetValue(kind.Name, out var list)) known[kind.Name] = list = [];
        if (list.Count < 50) list.Add(url);
    }

    // One of each kind, so that there is something to hit.
    private static async Task<(Dictionary<Definition, Births.Birth>, Dictionary<string, List<string>>)> Population(Platform p)
    {
        var births = new Dictionary<Definition, Births.Birth>();
        var known = new Dictionary<string, List<string>>(StringComparer.OrdinalIgnoreCase);
        var cast = new Cast(p);
        foreach (var d in Onderlaag.Model.Definitions.Where(d => d.Has(Operation.Create) && Births.Knows(d.Type)))
        {
            births[d] = await Births.Of(d.Type, cast);
            var (status, json) = await p.Send(HttpMethod.Post, births[d].Collection, births[d].Body);
            if (status is 200 or 201 && (string?)json?["url"] is { } url) Remember(known, d, url);
        }
        return (births, known);
    }

    private static HttpRequestMessage Make(Deed deed, World world, out string text)
    {
        var (document, random) = (world.Documents[deed.Path], world.Random);
        var path = new StringBuilder();
        foreach (var part in deed.Path.Split('/'))
        {
            if (path.Length > 0) path.Append('/');
            path.Append(part.StartsWith('{') ? Identity(part, deed, world) : part);
        }
        var separator = '?';
        foreach (var parameter in (deed.Operation["parameters"] as JsonArray ?? []).Select(x => Resolve(document, x!.AsObject()))
            .Where(x => (string?)x["in"] == "query"))
        {
            if (random.Next(4) > 0) continue;
            var name = (string)parameter["name"]!;
            var value = random.Next(3) == 0 ? world.Nasty()
                : Scalar(Value(document, parameter["schema"] as JsonObject ?? [], name, world, 0));
            path.Append(separator).Append(Uri.EscapeDataString(name)).Append('=')
                .Append(Uri.EscapeDataString(value.Replace(Half, "%", StringComparison.Ordinal)));
            separator = '&';
        }
        if (random.Next(20) == 0) path.Append(separator).Append("onbekend").Append(random.Next(10)).Append("=%ff%fe");
        var request = new HttpRequestMessage(new HttpMethod(deed.Method.ToUpperInvariant()), path.ToString());
        if (random.Next(15) == 0) request.Headers.TryAddWithoutValidation("Accept-Crs", "EPSG:28992");
        if (random.Next(15) == 0)
        {
            request.Headers.TryAddWithoutValidation("X-Audit-Toelichting",
            Nasty[1 + random.Next(8)].Replace("\0", "", StringComparison.Ordinal));
        }
        var body = "";
        if (deed.Operation["requestBody"] is JsonObject described)
        {
            described = Resolve(document, described);
            var content = described["content"]?.AsObject().FirstOrDefault() ?? default;
            body = Body(deed, document, content.Value?["schema"] as JsonObject ?? [], world)
                .Replace(Half, "\\ud800", StringComparison.Ordinal);
            if (random.Next(25) == 0 && body.Length > 2) body = body[..random.Next(body.Length)];
            if (random.Next(40) == 0) body = new string('[', 20_000);
            request.Content = new StringContent(body);
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(random.Next(30) == 0 ? "text/plain"
                : content.Key is "multipart/form-data" ? "multipart/form-data; boundary=grens" : "application/json");
            if (content.Key is "multipart/form-data") request.Content = Multipart(body, random);
        }
        text = $"{request.Method} {path} {(body.Length > 2000 ? body[..2000] + "…" : body)}";
        return request;
    }

    private static MultipartFormDataContent Multipart(string body, Random random)
    {
        var parts = new MultipartFormDataContent();
        if (random.Next(4) > 0) parts.Add(new StringContent(body), "inhoud", "deel.bin");
        if (random.Next(4) > 0) parts.Add(new StringContent("een-slot"), "lock");
        return parts;
    }

    private static string Identity(string part, Deed deed, World world)
    {
        var dice = world.Random.Next(10);
        if (dice == 0) return Guid.NewGuid().ToString();
        if (dice == 1)
        {
            var nasty = world.Nasty().Replace(Half, "x", StringComparison.Ordinal).Replace("\0", "", StringComparison.Ordinal);
            return nasty.Length < 300 ? Uri.EscapeDataString(nasty) : "x";
        }
        var name = part.Trim('{', '}').Replace("_uuid", "", StringComparison.OrdinalIgnoreCase);
        var urls = world.Known.GetValueOrDefault(name) ?? world.Known.GetValueOrDefault(deed.Kind?.Name ?? "")
            ?? [.. world.Known.Values.SelectMany(v => v)];
        return urls.Count == 0 ? Guid.NewGuid().ToString() : urls[world.Random.Next(urls.Count)].Split('/')[^1];
    }

    private static string Body(Deed deed, JsonObject document, JsonObject schema, World world)
    {
        var random = world.Random;
        // A body that is accepted, bent a little; or whatever the document says a body looks like.
        var valid = deed.Kind is { } kind && world.Births.TryGetValue(kind, out var birth) && random.Next(3) > 0
            ? JsonSerializer.SerializeToNode(birth.Body) as JsonObject : null;
        if ((valid ?? Value(document, schema, "", world, 0)) is not JsonObject body) return random.Next(2) == 0 ? "[]" : "\"tekst\"";
        for (var bends = random.Next(3); bends > 0; bends--)
        {
            var names = body.Select(x => x.Key).ToList();
            var name = names.Count > 0 && random.Next(5) > 0 ? names[random.Next(names.Count)] : "veld" + random.Next(5);
            switch (random.Next(5))
            {
                case 0: body.Remove(name); break;
                case 1: body[name] = null; break;
                case 2: body[name] = world.Nasty(); break;
                case 3: body[name] = Odd(random); break;
                default:
                    if (Properties(document, schema).FirstOrDefault(x => x.Key == name).Value is JsonObject s)
                    {
                        body[name] = Value(document, s, name, world, 1);
                    }
                    break;
            }
        }
        return body.ToJsonString(new JsonSerializerOptions { MaxDepth = 512 });
    }

    private static JsonNode? Odd(Random random) => random.Next(9) switch
    {
        0 => long.MaxValue,
        1 => -1,
        2 => 0.1,
        3 => 1e308,
        4 => true,
        5 => new JsonArray(),
        6 => new JsonObject(),
        7 => new JsonArray(null, 1, "a", new JsonObject { ["a"] = new JsonArray() }),
        _ => Deep(80),
    };

    private static JsonNode Deep(int levels)
    {
        JsonNode node = new JsonObject();
        for (var i = 0; i < levels; i++) node = new JsonObject { ["a"] = node };
        return node;
    }

    private static string Scalar(JsonNode? node) => node switch
    {
        null => "",
        JsonArray list => string.Join(',', list.Select(x => x?.ToString())),
        _ => node.ToString(),
    };

    private static JsonObject Resolve(JsonObject document, JsonObject node)
    {
        for (var i = 0; i < 20 && node["$ref"] is JsonValue reference; i++)
        {
            var text = (string)reference!;
            if (!text.StartsWith("#/", StringComparison.Ordinal)) return [];
            JsonNode at = document;
            foreach (var step in text[2..].Split('/'))
                at = at[step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)]!;
            node = at.AsObject();
        }
        return node;
    }

    private static IEnumerable<KeyValuePair<string, JsonNode?>> Properties(JsonObject document, JsonObject schema)
    {
        schema = Resolve(document, schema);
        foreach (var key in (string[])["allOf", "oneOf", "anyOf"])
            foreach (var part in schema[key] as JsonArray ?? []) foreach (var p in Properties(document, part!.AsObject())) yield return p;
        foreach (var p in schema["properties"] as JsonObject ?? []) yield return p;
    }

    private static JsonNode? Value(JsonObject document, JsonObject schema, string name, World world, int depth)
    {
        var random = world.Random;
        schema = Resolve(document, schema);
        if (random.Next(25) == 0) return Odd(random);
        if (random.Next(20) == 0) return world.Nasty();
        if (schema["enum"] is JsonArray { Count: > 0 } values) return values[random.Next(values.Count)]?.DeepClone();
        if (Properties(document, schema).Any() || (string?)(schema["type"] as JsonValue) == "object")
        {
            var made = new JsonObject();
            foreach (var (key, value) in depth < 5 ? Properties(document, schema) : [])
                if (value is JsonObject s && random.Next(3) > 0) made[key] = Value(document, s, key, world, depth + 1);
            return made;
        }
        if (schema["items"] is JsonObject items)
            return new JsonArray([.. Enumerable.Range(0, random.Next(4)).Select(_ => Value(document, items, name, world, depth + 1))]);
        return ((schema["type"] as JsonValue)?.ToString(), (string?)schema["format"]) switch
        {
            ("integer", _) => random.Next(-2, 400),
            ("number", _) => random.NextDouble() * 100,
            ("boolean", _) => random.Next(2) == 0,
            (_, "date") => "2024-0" + random.Next(1, 10) + "-1" + random.Next(10),
            (_, "date-time") => "2024-05-0" + random.Next(1, 10) + "T10:00:00Z",
            (_, "duration") => "P" + random.Next(1, 30) + "D",
            (_, "uuid") => Guid.NewGuid().ToString(),
            (_, "uri") => world.Known.GetValueOrDefault(name) is { } urls ? urls[random.Next(urls.Count)] : "http://elders.test/" + name,
            (_, "email") => "post@voorbeeld.test",
            (_, "byte") => "R2V0ZXN0",
            _ => new string('x', random.Next(1, 12)),
        };
    }
}
