using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Brink.Engine;
using Brink.Registers;
using Xunit;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Brink.Tests;

/// <summary>
/// What a register describes is what the standard published: paths, operations, parameters,
/// and the properties of what is sent and answered. Every difference stands with its reason in <c>Specificatie/afwijkingen.md</c>,
/// and nothing stands there that is no difference.
/// </summary>
public sealed class Specificatie
{
    private static readonly string Folder = Path.Combine(Source.Shared, "specs");

    /// <summary>Each API with its published document, and whether all of it must be there.</summary>
    public static TheoryData<string, string, bool> Documents => new()
    {
        { "catalogi", "catalogi-1.4.0.yaml", true },
        { "zaken", "zaken-1.7.0.yaml", true },
        { "autorisaties", "autorisaties-1.1.0.yaml", true },
        { "documenten", "documenten-1.7.1.yaml", true },
        { "besluiten", "besluiten-1.1.0.yaml", true },
        { "objecten", "objecten-2.7.0.yaml", true },
        { "objecttypen", "objecttypen-2.2.2.yaml", true },
        { "klantinteracties", "klantinteracties-0.9.0.yaml", true },
        { "contactgegevens", "contactgegevens-1.1.1.yaml", true },
        { "notificaties", "notificaties-1.0.1.yaml", true },
    };

    [Theory]
    [MemberData(nameof(Documents))]
    public void Is_as_published(string register, string document, bool whole)
    {
        var found = Differences(register, document, whole);
        var unexplained = found.Where(difference => !Deviation.All.Any(deviation => deviation.Covers(difference))).ToArray();
        Assert.True(unexplained.Length == 0,
            $"{unexplained.Length} differences without a reason in {Deviation.File}:\n{string.Join('\n', unexplained.Take(100))}");
    }

    [Fact]
    public void Every_listed_difference_is_one()
    {
        var found = Documents.SelectMany(row => Differences(row.Data.Item1, row.Data.Item2, row.Data.Item3)).ToArray();
        var stale = Deviation.All.Where(deviation => !found.Any(deviation.Covers)).ToArray();
        Assert.True(stale.Length == 0,
            $"In {Deviation.File} stands what is no difference (any more):\n{string.Join('\n', stale.AsEnumerable())}");
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_reference_leads_somewhere(string register, string _, bool __)
    {
        var document = Own(register);
        foreach (var link in Links(document))
        {
            if (link.StartsWith("#/", StringComparison.Ordinal))
                Assert.True(Contract.Find(document, link) is not null, $"{register}: nothing at {link}");
        }
        var operations = document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject());
        var ids = operations.Select(operation => (operation.Value as JsonObject)?["operationId"]?.GetValue<string>())
            .OfType<string>().ToArray();
        Assert.NotEmpty(ids);
        Assert.Equal(ids.Length, ids.Distinct().Count());
    }

    [Fact]
    public void What_a_subscriber_is_sent_is_as_published()
    {
        var path = Path.Combine(Folder, "notificaties-consumer-1.0.0.yaml");
        if (!File.Exists(path)) Assert.Skip($"The published documents are not beside this repository: there is no {path}");
        Assert.Equal(Fields(Contract.Read(path)), Fields(Own("notificaties")));
        static string[] Fields(JsonObject document) // (of a map of names to texts we describe no type; it is an object)
        {
            var schema = Contract.Find(document, "#/components/schemas/Notificatie")!;
            var required = schema["required"]!.AsArray().Select(name => (string)name!).ToArray();
            return [.. schema["properties"]!.AsObject().OrderBy(p => p.Key, StringComparer.Ordinal)
                .Select(p => $"{p.Key} {required.Contains(p.Key)} {p.Value!["type"] ?? "object"} {p.Value["format"]} {p.Value["maxLength"]}")];
        }
    }

    internal static IReadOnlyList<Difference> Differences(string register, string document, bool whole)
    {
        var path = Path.Combine(Folder, document);
        if (!File.Exists(path)) Assert.Skip($"The published documents are not beside this repository: there is no {path}");
        return Contract.Compare(register, Contract.Read(path), Own(register), whole);
    }

    private static JsonObject Own(string register)
    {
        var known = Onderlaag.Model.Register(register) ?? throw new InvalidOperationException($"There is no register {register}");
        return (JsonObject)JsonNode.Parse(new OpenApi(Onderlaag.Model).Document(known, "https://example.com/deventer/").ToJsonString())!;
    }

    private static IEnumerable<string> Links(JsonNode? node) => node switch
    {
        JsonObject o => o.SelectMany(p => p.Key == "$ref" ? [p.Value!.GetValue<string>()] : Links(p.Value)),
        JsonArray a => a.SelectMany(Links),
        _ => [],
    };
}

/// <summary>One fact on which two documents differ.</summary>
internal sealed record Difference(string Api, string Place, string Facet, string Published, string Own)
{
    public override string ToString() => $"{Api} | {Place} | {Facet} | {Published} | {Own}";
}

/// <summary>A row of the list of differences; a <c>*</c> in a column stands for anything.</summary>
internal sealed record Deviation(string Api, string Place, string Facet, string Published, string Own, string Reason)
{
    public const string File = "tests/Specificatie/afwijkingen.md";

    public static IReadOnlyList<Deviation> All { get; } =
        [.. System.IO.File.ReadLines(Path.Combine(Source.Root, File)).Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(Read)];

    private readonly Regex pattern = new(
        $"^{string.Join(" \\| ", new[] { Api, Place, Facet, Published, Own }.Select(Wild))}$",
        RegexOptions.CultureInvariant | RegexOptions.Singleline);

    public bool Covers(Difference difference) => pattern.IsMatch(difference.ToString());
    public override string ToString() => $"{Api} | {Place} | {Facet} | {Published} | {Own}";

    private static Deviation Read(string line)
    {
        var cells = line.Split('|')[1..^1].Select(cell => cell.Trim().Trim('`')).ToArray();
        Assert.True(cells.Length == 6, $"{File}: six columns wanted: {line}");
        Assert.False(string.IsNullOrWhiteSpace(cells[5]), $"{File}: no reason: {line}");
        return new Deviation(cells[0], cells[1], cells[2], cells[3], cells[4], cells[5]);
    }

    // Words in braces are alternatives; everything else but the star is itself.
    private static string Wild(string text) => Regex.Replace(
        Regex.Escape(text), @"\\\*|\\\{([^{}]*,[^{}]*)}", found => found.Value == "\\*" ? ".*"
        : $"(?:{found.Groups[1].Value.Replace(",", "|", StringComparison.Ordinal)})");
}

/// <summary>What an OpenAPI document promises, in a form in which two documents can be laid side by side.</summary>
internal static class Contract
{
    private static readonly string[] Methods = ["get", "head", "post", "put", "patch", "delete"];
    private static readonly string[] Facets = ["type", "format", "enum", "required", "readOnly", "nullable", "maxLength"];

    public static List<Difference> Compare(string api, JsonObject published, JsonObject own, bool whole)
    {
        var differences = new List<Difference>();
        var (theirs, ours) = (Operations(published), Operations(own));
        foreach (var (name, operation) in theirs)
        {
            if (ours.TryGetValue(name, out var mine)) Side(name, operation, mine);
            else if (whole) differences.Add(new Difference(api, name, "bestaat", "ja", "nee"));
        }
        foreach (var name in ours.Keys.Where(name => !theirs.ContainsKey(name)))
            differences.Add(new Difference(api, name, "bestaat", "nee", "ja"));
        return differences;

        void Side(string place, Node their, Node mine)
        {
            // What only the server fills in is no part of a request, nor what only a client fills in of an answer,
            // whether a document shows it there or not.
            var sent = place.Contains(" body", StringComparison.Ordinal);
            foreach (var facet in Facets)
            {
                var (a, b) = (their.Facts.GetValueOrDefault(facet, "-"), mine.Facts.GetValueOrDefault(facet, "-"));
                if (a != b) differences.Add(new Difference(api, place, facet, a, b));
            }
            if (their.Free || mine.Free)
            {
                if (!their.External && their.Free != mine.Free && their.Facts.GetValueOrDefault("type") == mine.Facts
                    .GetValueOrDefault("type"))
                {
                    differences.Add(new Difference(api, place, "velden", their.Free ? "vrij" : "beschreven",
                        mine.Free ? "vrij" : "beschreven"));
                }
                return;
            }
            foreach (var (name, child) in their.Parts)
            {
                if ((sent ? child.ReadOnly : child.WriteOnly) && !mine.Parts.ContainsKey(name) || sent && child.ReadOnly && mine.Parts[name]
                    .ReadOnly)
                {
                    continue;
                }
                if (mine.Parts.TryGetValue(name, out var same)) Side(place + name, child, same);
                else differences.Add(new Difference(api, place + name, "bestaat", "ja", "nee"));
            }
            foreach (var (name, child) in mine.Parts)
            {
                if (!their.Parts.ContainsKey(name) && !(sent ? child.ReadOnly : child.WriteOnly))
                    differences.Add(new Difference(api, place + name, "bestaat", "nee", "ja"));
            }
        }
    }

    /// <summary>Every operation with, as its parts, its parameters, its body and its good answer.</summary>
    private static Dictionary<string, Node> Operations(JsonObject document)
    {
        var result = new Dictionary<string, Node>();
        foreach (var (path, item) in document["paths"]!.AsObject())
        {
            foreach (var method in Methods)
            {
                if (item![method] is not JsonObject operation) continue;
                var node = new Node();
                var parameters = (item["parameters"] as JsonArray ?? []).Concat(operation["parameters"] as JsonArray ?? [])
                    .Select(p => Follow(document, p!));
                foreach (var p in parameters)
                {
                    var where = p["in"]!.GetValue<string>();
                    if (where == "path") continue; // the names of these differ freely; the places do not
                    var flat = Flatten(document, p["schema"], 0);
                    foreach (var facet in new[] { "format", "maxLength", "nullable", "readOnly" })
                        foreach (var part in flat.Parts.Values.Prepend(flat)) part.Facts.Remove(facet);
                    if (p["required"]?.GetValue<bool>() == true) flat.Facts["required"] = "ja";
                    node.Parts[(where == "query" ? " ?" : " header ") + p["name"]!.GetValue<string>()] = flat;
                }
                if (operation["requestBody"] is { } body) Content(document, Follow(document, body), " body", node);
                foreach (var (status, answer) in operation["responses"]!.AsObject())
                    if (status.StartsWith('2')) Content(document, Follow(document, answer!), " " + status, node);
                result[$"{method.ToUpperInvariant()} {Regex.Replace(path, @"\{[^}]*\}", "{}")}"] = node;
            }
        }
        return result;
    }

    private static void Content(JsonObject document, JsonNode from, string name, Node to)
    {
        var content = from["content"] as JsonObject;
        var flat = content is null || content.Count == 0 ? new Node() : Flatten(document, content.First().Value!["schema"], 0);
        flat.Facts.Remove("readOnly");
        to.Parts[name] = flat;
        foreach (var (type, _) in content ?? []) to.Parts[$"{name} als {type}"] = new Node();
    }

    // A schema and all that is in it. What expand adds is followed one level: below it the same resources come back.
    private static Node Flatten(JsonObject document, JsonNode? schema, int depth)
    {
        var shape = new Shape();
        Merge(document, schema, shape, depth);
        var node = new Node
        {
            External = shape.External,
            Free = shape.External || shape.Type is null or "object"
            && shape.Properties.Count == 0 && shape.Variants.Count == 0
        };
        if (!shape.External) node.Facts["type"] = node.Free ? "object" : shape.Type ?? "object";
        if (shape.Format is not null and not "string") node.Facts["format"] = shape.Format;
        if (shape.Enum is not null) node.Facts["enum"] = string.Join(",", shape.Enum.Order(StringComparer.Ordinal));
        if (shape.ReadOnly) node.Facts["readOnly"] = "ja";
        node.WriteOnly = shape.WriteOnly;
        if (shape.Nullable) node.Facts["nullable"] = "ja";
        if (shape.MaxLength is { } longest) node.Facts["maxLength"] = longest.ToString(CultureInfo.InvariantCulture);
        if (depth > 14 || node.Free) return node;
        if (shape.Items is JsonObject { Count: > 0 }) node.Parts["[]"] = Flatten(document, shape.Items, depth + 1);
        foreach (var (name, (property, required)) in shape.Properties)
        {
            var child = name == "_expand" ? Expanded(document, property) : Flatten(document, property, depth + 1);
            if (required) child.Facts["required"] = "ja";
            node.Parts["." + name] = child;
        }
        foreach (var (value, extra) in shape.Variants)
        {
            foreach (var (name, (property, _)) in extra.Properties.Where(p => !shape.Properties.ContainsKey(p.Key)))
                node.Parts[$".{name}({value})"] = Flatten(document, property, depth + 1);
        }
        return node;
    }

    private static Node Expanded(JsonObject document, JsonNode? schema)
    {
        var shape = new Shape();
        Merge(document, schema, shape, 0);
        var node = new Node();
        foreach (var (name, (property, _)) in shape.Properties)
        {
            var inner = new Shape();
            Merge(document, property, inner, 0);
            node.Parts["." + name] = new Node
            {
                Facts = { ["type"] = inner.Type == "array" ? "array" : "object" },
                Free = true,
                External = true
            };
        }
        return node;
    }

    private static void Merge(JsonObject document, JsonNode? node, Shape to, int depth)
    {
        if (node is not JsonObject s || depth > 20) return;
        if (s["$ref"]?.GetValue<string>() is { } link)
        {
            if (link.EndsWith("/GeoJSONGeometry", StringComparison.Ordinal)) { to.Type = "GeoJSON"; return; }
            if (!link.StartsWith("#/", StringComparison.Ordinal)) { to.External = true; return; }
            Merge(document, Find(document, link) ?? throw new InvalidOperationException($"nothing at {link}"), to, depth + 1);
            return;
        }
        if (s["type"] is JsonValue type) to.Type = type.GetValue<string>();
        if (s["format"] is JsonValue format) to.Format = format.GetValue<string>();
        if (s["maxLength"] is { } longest) to.MaxLength = (int)longest.GetValue<decimal>();
        to.ReadOnly |= s["readOnly"]?.GetValue<bool>() == true;
        to.WriteOnly |= s["writeOnly"]?.GetValue<bool>() == true;
        to.Nullable |= s["nullable"]?.GetValue<bool>() == true;
        if (s["enum"] is JsonArray words)
        {
            to.Enum ??= [];
            foreach (var word in words) if (word is null) to.Nullable = true; else to.Enum.Add(word.ToString());
        }
        if (s["items"] is { } items) to.Items = items;
        var required = (s["required"] as JsonArray ?? []).Select(r => r!.GetValue<string>()).ToHashSet();
        foreach (var (name, property) in s["properties"] as JsonObject ?? [])
            to.Properties[name] = (property, required.Contains(name) || to.Properties.TryGetValue(name, out var known) && known.Required);
        foreach (var name in required) if (to.Properties.TryGetValue(name, out var p)) to.Properties[name] = (p.Schema, true);
        foreach (var part in s["allOf"] as JsonArray ?? []) Merge(document, part, to, depth + 1);
        if (s["discriminator"] is JsonObject by) { Variants(document, s, by, to, depth); return; }
        foreach (var choice in (s["oneOf"] ?? s["anyOf"]) as JsonArray ?? [])
        {
            if (choice?["$ref"]?.GetValue<string>().EndsWith("/EmptyObject", StringComparison.Ordinal) == true) continue;
            var one = new Shape();
            Merge(document, choice, one, depth + 1);
            to.External |= one.External;
            to.Take(one);
        }
    }

    // The shapes by the value of one field: what is common comes first, what a value adds is kept under that value.
    private static void Variants(JsonObject document, JsonObject s, JsonObject by, Shape to, int depth)
    {
        var mapping = by["mapping"] as JsonObject;
        var values = s["properties"]?[by["propertyName"]!.GetValue<string>()]?["enum"] as JsonArray ?? [];
        var links = mapping?.ToDictionary(m => m.Key, m => m.Value!.GetValue<string>())
            ?? values.Select(v => v!.GetValue<string>()).ToDictionary(v => v, v => "#/components/schemas/" + v);
        foreach (var (value, link) in links)
        {
            var parts = (Find(document, link)?["allOf"] as JsonArray ?? []).ToArray();
            if (s["oneOf"] is not null && to.Properties.Count == 0) Merge(document, parts[0], to, depth + 1);
            var extra = new Shape();
            foreach (var part in parts.Skip(1)) Merge(document, part, extra, depth + 1);
            to.Variants[value] = extra;
        }
    }

    private static JsonNode Follow(JsonObject document, JsonNode node) => node["$ref"]?.GetValue<string>() is { } link
        ? Find(document, link)! : node;

    public static JsonNode? Find(JsonObject document, string link) =>
        link[2..].Split('/').Aggregate((JsonNode?)document, (at, step) =>
            at?[step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)]);

    /// <summary>A YAML document as JSON.</summary>
    public static JsonObject Read(string path)
    {
        var yaml = new YamlStream();
        using var reader = new StreamReader(path);
        yaml.Load(reader);
        return (JsonObject)Json(yaml.Documents[0].RootNode)!;
    }

    private static JsonNode? Json(YamlNode node) => node switch
    {
        YamlMappingNode map => new JsonObject(map.Children.Select(c => KeyValuePair.Create(((YamlScalarNode)c.Key).Value!, Json(c.Value)))),
        YamlSequenceNode list => new JsonArray([.. list.Children.Select(Json)]),
        YamlScalarNode { Style: ScalarStyle.Plain, Value: "true" or "false" } truth => JsonValue.Create(truth.Value == "true"),
        YamlScalarNode { Style: ScalarStyle.Plain, Value: "null" or "~" or "" } => null,
        YamlScalarNode { Style: ScalarStyle.Plain } plain when decimal.TryParse(plain.Value, NumberStyles.Number,
            CultureInfo.InvariantCulture, out var number)
            => JsonValue.Create(number),
        YamlScalarNode text => JsonValue.Create(text.Value),
        _ => throw new InvalidOperationException(node.ToString()),
    };

    private sealed class Node
    {
        public Dictionary<string, string> Facts { get; } = [];
        public Dictionary<string, Node> Parts { get; } = [];
        public bool Free { get; init; }
        public bool ReadOnly => Facts.ContainsKey("readOnly");
        public bool WriteOnly { get; set; }

        /// <summary>Described in another document, so that anything may be there.</summary>
        public bool External { get; init; }
    }

    private sealed class Shape
    {
        public string? Type { get; set; }
        public string? Format { get; set; }
        public int? MaxLength { get; set; }
        public bool ReadOnly { get; set; }
        public bool WriteOnly { get; set; }
        public bool Nullable { get; set; }
        public bool External { get; set; }
        public HashSet<string>? Enum { get; set; }
        public JsonNode? Items { get; set; }
        public Dictionary<string, (JsonNode? Schema, bool Required)> Properties { get; } = [];
        public Dictionary<string, Shape> Variants { get; } = [];

        // Another possibility beside what was already there.
        public void Take(Shape other)
        {
            Type ??= other.Type;
            Format ??= other.Format;
            MaxLength ??= other.MaxLength;
            Nullable |= other.Nullable;
            Items ??= other.Items;
            if (other.Enum is not null) (Enum ??= []).UnionWith(other.Enum);
            foreach (var (name, property) in other.Properties) Properties.TryAdd(name, property);
        }
    }
}
