using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Brink.Engine;

/// <summary>Which references are to be answered with what they point to, level by level.</summary>
internal sealed class ExpandNode
{
    public Dictionary<Field, (Definition Target, ExpandNode Node)> Fields { get; } = [];
}

public sealed partial class Api
{
    private const int DeepestExpand = 8;

    /// <summary>Reads <c>expand=status.statustype,zaaktype</c>. Only references that the definition names can be followed (zrc-025), to any depth within reason (zrc-026); an
    /// unknown path is a 404 (zrc-027).</summary>
    private ExpandNode? ExpandTree(Call call, Definition d, string text)
    {
        if (text.Length == 0) return null;
        var root = new ExpandNode();
        foreach (var path in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (d.ExpandPaths?.Contains(path) == false) throw new RefusedException(400, "invalid_choice",
                $"'{path}' kan hier niet worden uitgeklapt. Kies uit: {string.Join(", ", d.ExpandPaths)}.");
            var (node, at) = (root, d);
            var names = path.Split('.');
            if (d.ExpandLimit is { } limit && names.Length > limit.Levels) names = names[..limit.Levels]; // drc-012
            if (names.Length > DeepestExpand) throw new RefusedException(400, "invalid", $"'{path}' gaat dieper dan {DeepestExpand} niveaus.");
            foreach (var name in names)
            {
                var known = d.ExpandPaths is null ? at.Expansions(settings.Model) : at.References(settings.Model);
                var (field, target) = known.FirstOrDefault(e => string.Equals(e.Field.Name, name, StringComparison.OrdinalIgnoreCase));
                if (d.ExpandLimit is { } within && (field is null ? IsReference(at, name) : !within.Components.Contains(target.Register.Component)))
                    throw new RefusedException(406, "not_acceptable", $"'{path}' kan niet worden uitgeklapt: '{name}' verwijst naar gegevens van een andere API."); // drc-011
                if (field is null) throw new RefusedException(404, "not_found", $"'{path}' kan niet worden uitgeklapt: {at.Name} heeft geen verwijzing '{name}'.");
                if (!node.Fields.TryGetValue(field, out var next)) node.Fields[field] = next = (target, new ExpandNode());
                (node, at) = (next.Node, target);
            }
        }
        return root;
    }

    private static bool IsReference(Definition d, string name) =>
        d.Schema.Fields.Any(f => f.Kind is Kind.Ref or Kind.Url && !f.Internal && d.UploadField != f && string.Equals(f.Name, name, StringComparison.OrdinalIgnoreCase));

    // Adds _expand to each document; one query per reference and level, within what the caller may see.
    private async ValueTask<List<byte[]>> Expand(Db db, Call call, Definition d, List<byte[]> documents, ExpandNode tree)
    {
        if (tree.Fields.Count == 0 || documents.Count == 0) return documents;
        var parsed = documents.Select(doc => JsonDocument.Parse(doc)).ToList();
        try
        {
            var parts = parsed.Select(_ => new List<(Field Field, List<byte[]> Found, bool Many)>()).ToList();
            foreach (var (field, (target, node)) in tree.Fields)
            {
                var links = parsed.Select(p => Links(field, p.RootElement)).ToList();
                var found = await Fetch(db, call, target, links.SelectMany(l => l).Distinct().ToList(), node);
                for (var i = 0; i < parsed.Count; i++) parts[i].Add((field, [.. links[i].Where(found.ContainsKey).Select(l => found[l])], field.Kind == Kind.List));
            }
            return [.. documents.Select((doc, i) => WithExpand(doc, parts[i]))];
        }
        finally
        {
            foreach (var p in parsed) p.Dispose();
        }
    }

    private static List<string> Links(Field field, JsonElement json)
    {
        if (!json.TryGetProperty(field.Name, out var value)) return [];
        var reference = field.Kind == Kind.List && field.Item!.Kind == Kind.Object ? field.Item.Schema!.Fields.First(f => f.Kind == Kind.Ref) : null;
        var values = value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : Enumerable.Repeat(value, 1);
        var within = reference?.Name ?? (field.ByUuid ? "url" : null);
        return [.. values.Select(v => within is not null && v.ValueKind == JsonValueKind.Object ? v.TryGetProperty(within, out var inner) ? inner : default : v)
            .Where(v => v.ValueKind == JsonValueKind.String).Select(v => v.GetString()!).Where(v => v.Length > 0)];
    }

    private async ValueTask<Dictionary<string, byte[]>> Fetch(Db db, Call call, Definition target, List<string> links, ExpandNode node)
    {
        var result = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        var local = links.Where(l => l.StartsWith("~/", StringComparison.Ordinal)).ToList();
        var rights = call.RightsFor(target, Operation.Read);
        if (local.Count > 0 && !rights.None)
        {
            foreach (var chunk in local.Chunk(500))
            {
                var q = new Query(target, settings.Model).Within(rights).In("uuid", chunk.Select(l => (object)RefText.Uuid(l)));
                var rows = await db.Rows($"SELECT t.doc FROM {target.Table} t WHERE {q.Where}", q.Parameters, r => r.GetBytes(0));
                rows = await ShownAll(db, call, target, rows, Today);
                if (target.IsPersonal) call.Seen.AddRange(rows.Select(row => (target, UuidOf(row))));
                rows = await Expand(db, call, target, rows, node);
                foreach (var row in rows)
                {
                    using var json = JsonDocument.Parse(row);
                    result[json.RootElement.GetProperty("url"u8).GetString()!] = row;
                }
            }
        }
        foreach (var url in links.Where(l => !l.StartsWith("~/", StringComparison.Ordinal)).Take(MostFetches))
        {
            var json = await settings.Outbound.Fetch(url, call.Http.RequestAborted)
                ?? throw new RefusedException(404, "not_found", // zrc-028
                    "Wat op een andere server staat, kon niet worden opgehaald om uit te klappen.");
            result[url] = Encoding.UTF8.GetBytes(json.GetRawText().Replace("\"~", "\"~~", StringComparison.Ordinal));
        }
        return result;
    }

    private static byte[] WithExpand(byte[] document, List<(Field Field, List<byte[]> Found, bool Many)> parts)
    {
        var buffer = new ArrayBufferWriter<byte>(document.Length + parts.Sum(p => p.Found.Sum(f => f.Length) + 64));
        buffer.Write(document.AsSpan(0, document.Length - 1));
        buffer.Write(",\"_expand\":{"u8);
        for (var i = 0; i < parts.Count; i++)
        {
            var (field, found, many) = parts[i];
            if (i > 0) buffer.Write(","u8);
            Put(buffer, $"\"{field.Name}\":");
            if (many)
            {
                buffer.Write("["u8);
                for (var j = 0; j < found.Count; j++) { if (j > 0) buffer.Write(","u8); buffer.Write(found[j]); }
                buffer.Write("]"u8);
            }
            else if (found.Count == 0) buffer.Write(field.ByUuid ? "null"u8 : "{}"u8);
            else buffer.Write(found[0]);
        }
        buffer.Write("}}"u8);
        return buffer.WrittenSpan.ToArray();
    }
}

/// <summary>The <c>fields</c> of <c>_zoek</c> (zrc-029): which fields to answer with, and by naming fields of a reference, what to expand. <c>*</c> is all.</summary>
internal sealed class FieldSelection
{
    private readonly HashSet<string> names = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, FieldSelection> parts = new(StringComparer.OrdinalIgnoreCase);
    private bool all;

    public ExpandNode Expand { get; } = new();

    public static FieldSelection Read(Definition d, Model model, JsonElement json, int depth = 0)
    {
        var selection = new FieldSelection();
        if (json.ValueKind != JsonValueKind.Array || depth > 8) throw Wrong("'fields' moet een lijst zijn van veldnamen en objecten (hoogstens 8 niveaus).");
        foreach (var item in json.EnumerateArray())
        {
            if (item.ValueKind == JsonValueKind.String)
            {
                var name = item.GetString()!;
                if (name == "*") { selection.all = true; continue; }
                if (name is not ("url" or "uuid")
                    && !d.Schema.Fields.Any(f => string.Equals(f.Name, name, StringComparison.OrdinalIgnoreCase))) throw Wrong($"'{name}' is geen veld van {d.Name}.");
                selection.names.Add(name);
            }
            else if (item.ValueKind == JsonValueKind.Object)
            {
                foreach (var p in item.EnumerateObject())
                {
                    var (field, target) = d.Expansions(model).FirstOrDefault(e => string.Equals(e.Field.Name, p.Name, StringComparison.OrdinalIgnoreCase));
                    if (field is not null)
                    {
                        var inner = Read(target, model, p.Value, depth + 1);
                        selection.parts[field.Name] = inner;
                        selection.Expand.Fields[field] = (target, inner.Expand);
                        continue;
                    }
                    // A group of fields within the resource itself, such as processobject.
                    if (d.Schema.Fields.FirstOrDefault(f => string.Equals(f.Name, p.Name, StringComparison.OrdinalIgnoreCase)) is not { } group
                        || p.Value.ValueKind != JsonValueKind.Array) throw Wrong($"'{p.Name}' is geen verwijzing of groep van {d.Name}.");
                    selection.parts[group.Name] = new FieldSelection { all = p.Value.EnumerateArray().Any(v => v.ToString() == "*") };
                    foreach (var v in p.Value.EnumerateArray()) selection.parts[group.Name].names.Add(v.ToString());
                }
            }
            else throw Wrong("'fields' moet een lijst zijn van veldnamen en objecten.");
        }
        return selection;
    }

    private static RefusedException Wrong(string why) => new(400, "invalid", why);

    public byte[] Pick(byte[] document)
    {
        var picked = Pick(JsonNode.Parse(document)!.AsObject());
        return Encoding.UTF8.GetBytes(picked.ToJsonString(Options));
    }

    private static readonly JsonSerializerOptions Options = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private JsonObject Pick(JsonObject from)
    {
        var to = new JsonObject();
        var expanded = from["_expand"] as JsonObject;
        foreach (var (name, value) in from.ToList())
        {
            if (name == "_expand") continue;
            if (parts.TryGetValue(name, out var part) && expanded?[name] is null && value is JsonObject group) to[name] = part.all ? group.DeepClone() : part.Pick(group);
            else if (all || names.Contains(name)) to[name] = value?.DeepClone();
        }
        if (expanded is null) return to;
        var kept = new JsonObject();
        foreach (var (name, value) in expanded.ToList())
        {
            if (!parts.TryGetValue(name, out var part)) continue;
            kept[name] = value switch
            {
                JsonArray list => new JsonArray([.. list.OfType<JsonObject>().Select(o => (JsonNode)part.Pick(o))]),
                JsonObject one => part.Pick(one),
                _ => null,
            };
        }
        if (kept.Count > 0) to["_expand"] = kept;
        return to;
    }
}
