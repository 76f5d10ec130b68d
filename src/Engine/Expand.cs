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
    private const int MostPaths = 200;
    private const int MostParts = 10_000;

    /// <summary>Reads <c>expand=status.statustype,zaaktype</c>. Only references that the definition names can be followed (zrc-025),
    /// to any depth within reason (zrc-026); an unknown path is a 404 (zrc-027).</summary>
    private ExpandNode? ExpandTree(Call call, Definition d, string text)
    {
        if (text.Length == 0) return null;
        var root = new ExpandNode();
        var paths = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (paths.Length > MostPaths)
            throw new RefusedException(400, "invalid", $"Hoogstens {MostPaths} paden kunnen tegelijk worden uitgeklapt.");
        foreach (var path in paths)
        {
            if (d.ExpandPaths?.Contains(path) == false)
            {
                throw new RefusedException(400, "invalid_choice",
                    $"'{path}' kan hier niet worden uitgeklapt. Kies uit: {string.Join(", ", d.ExpandPaths)}.")
                { Field = "expand" };
            }
            var (node, at) = (root, d);
            var names = path.Split('.');
            if (d.ExpandLimit is { } limit && names.Length > limit.Levels) names = names[..limit.Levels]; // drc-012
            if (names.Length > DeepestExpand)
                throw new RefusedException(400, "invalid", $"'{path}' gaat dieper dan {DeepestExpand} niveaus.") { Field = "expand" };
            foreach (var name in names)
            {
                var known = d.ExpandPaths is null ? at.Expansions(settings.Model) : at.References(settings.Model);
                var (field, target) = known.FirstOrDefault(e => string.Equals(e.Field.Name, name, StringComparison.OrdinalIgnoreCase));
                if (d.ExpandLimit is { } within
                    && (field is null ? IsReference(at, name) : !within.Components.Contains(target.Register.Component)))
                {
                    throw new RefusedException(406, "not_acceptable",
                        $"'{path}' kan niet worden uitgeklapt: '{name}' verwijst naar gegevens van een andere API."); // drc-011
                }
                if (field is null)
                {
                    throw new RefusedException(404, "not_found",
                    $"'{path}' kan niet worden uitgeklapt: {at.Name} heeft geen verwijzing '{name}'.");
                }
                if (!node.Fields.TryGetValue(field, out var next)) node.Fields[field] = next = (target, new ExpandNode());
                (node, at) = (next.Node, target);
            }
        }
        return root;
    }

    private static bool IsReference(Definition d, string name) =>
        d.Schema.Fields.Any(f => f.Kind is Kind.Ref or Kind.Url && !f.Internal && d.UploadField != f
            && string.Equals(f.Name, name, StringComparison.OrdinalIgnoreCase));

    // Adds _expand to each document; one query per reference and level, within what the caller may see.
    private ValueTask<List<byte[]>> Expand(Db db, Call call, List<byte[]> documents, ExpandNode tree, bool picked = false) =>
        tree.Fields.Count == 0 || documents.Count == 0 ? ValueTask.FromResult(documents)
            : new Expansion(this, settings, db, call, new Room(picked ? Room.Most / 4 : Room.Most)).Of(documents, tree);
    // (who picks fields has it read as JSON once more)

    /// <summary>
    /// The expansion of one answer. Each resource is fetched once, however often it stands in the answer,
    /// and how large the answer becomes is known before it is made: an expand that goes to and fro doubles with every step.
    /// </summary>
    private sealed class Expansion(Api api, ApiSettings settings, Db db, Call call, Room room)
    {
        private readonly Dictionary<(Definition, string), byte[]?> known = [];
        private long walked;

        /// <summary>What one level of the tree adds to each document of the level above.</summary>
        private sealed class Level
        {
            public List<(Field Field, Dictionary<byte[], byte[][]> Parts, Level Below)> Fields { get; } = [];
            public Dictionary<byte[], (long Bytes, long Parts)> Sizes { get; } = new(ReferenceEqualityComparer.Instance);
        }

        public async ValueTask<List<byte[]>> Of(List<byte[]> documents, ExpandNode tree)
        {
            foreach (var document in documents) room.Take(document);
            var top = await Walk(documents, tree);
            var (bytes, parts) = (0L, 0L);
            foreach (var document in documents)
            {
                var (b, p) = Size(document, top);
                if ((bytes += b) > room.Size || (parts += p) > MostParts) throw room.Full();
            }
            return [.. documents.Select(document =>
            {
                var buffer = new ArrayBufferWriter<byte>((int)Size(document, top).Bytes);
                Write(buffer, document, top);
                return buffer.WrittenCount == document.Length ? document : buffer.WrittenSpan.ToArray();
            })];
        }

        private async ValueTask<Level> Walk(IReadOnlyCollection<byte[]> documents, ExpandNode tree)
        {
            var level = new Level();
            if (tree.Fields.Count == 0) return level;
            var (all, count) = (tree.Fields.Keys.ToDictionary(f => f,
                _ => new Dictionary<byte[], List<string>>(ReferenceEqualityComparer.Instance)), 0);
            foreach (var document in documents)
            {
                // Each stands in the answer at least once for each place in the tree.
                if ((walked += document.Length) > room.Size) throw room.Full();
                using var json = JsonDocument.Parse(document);
                foreach (var (field, links) in all)
                    if ((count += (links[document] = Links(field, json.RootElement)).Count) > MostParts) throw room.Full();
            }
            foreach (var (field, (target, node)) in tree.Fields)
            {
                var links = all[field];
                await Fetch(target, [.. links.Values.SelectMany(l => l).Distinct().Where(l => !known.ContainsKey((target, l)))]);
                var parts = links.ToDictionary(l => l.Key, l => l.Value.Select(link => known[(target, link)]).OfType<byte[]>().ToArray(),
                    (IEqualityComparer<byte[]>)ReferenceEqualityComparer.Instance);
                var below = parts.Values.SelectMany(p => p).ToHashSet<byte[]>(ReferenceEqualityComparer.Instance);
                level.Fields.Add((field, parts, await Walk(below, node)));
            }
            return level;
        }

        private (long Bytes, long Parts) Size(byte[] document, Level level)
        {
            if (level.Sizes.TryGetValue(document, out var size)) return size;
            var (bytes, parts) = ((long)document.Length, 1L);
            foreach (var (field, found, below) in level.Fields)
            {
                bytes += field.Name.Length + 16;
                foreach (var part in found[document])
                {
                    var (b, p) = Size(part, below);
                    if ((bytes += b + 1) > room.Size || (parts += p) > MostParts) throw room.Full();
                }
            }
            return level.Sizes[document] = (bytes, parts);
        }

        private static void Write(ArrayBufferWriter<byte> buffer, byte[] document, Level level)
        {
            if (level.Fields.Count == 0) { buffer.Write(document); return; }
            buffer.Write(document.AsSpan(0, document.Length - 1));
            buffer.Write(",\"_expand\":{"u8);
            for (var i = 0; i < level.Fields.Count; i++)
            {
                var (field, parts, below) = level.Fields[i];
                var found = parts[document];
                if (i > 0) buffer.Write(","u8);
                Put(buffer, $"\"{field.Name}\":");
                if (field.Kind == Kind.List)
                {
                    buffer.Write("["u8);
                    for (var j = 0; j < found.Length; j++) { if (j > 0) buffer.Write(","u8); Write(buffer, found[j], below); }
                    buffer.Write("]"u8);
                }
                else if (found.Length == 0)
                {
                    buffer.Write(field.ByUuid ? "null"u8 : "{}"u8);
                }
                else
                {
                    Write(buffer, found[0], below);
                }
            }
            buffer.Write("}}"u8);
        }

        private async ValueTask Fetch(Definition target, List<string> links)
        {
            foreach (var link in links) known[(target, link)] = null;
            var local = links.Where(l => l.StartsWith("~/", StringComparison.Ordinal)).ToList();
            var rights = call.RightsFor(target, Operation.Read);
            if (local.Count > 0 && !rights.None)
            {
                foreach (var chunk in local.Chunk(500))
                {
                    var q = new Query(target, settings.Model).Within(rights).In("uuid", chunk.Select(l => (object)RefText.Uuid(l)));
                    var rows = await db.Rows($"SELECT t.doc FROM {target.Table} t WHERE {q.Where}", q.Parameters,
                        r => room.Take(r.GetBytes(0)));
                    rows = await api.ShownAll(db, call, target, rows, DateOnly.FromDateTime(DateTime.UtcNow));
                    if (target.IsPersonal) call.Seen.AddRange(rows.Select(row => (target, UuidOf(row))));
                    foreach (var row in rows)
                    {
                        using var json = JsonDocument.Parse(row);
                        known[(target, json.RootElement.GetProperty("url"u8).GetString()!)] = row;
                    }
                }
            }
            foreach (var url in links.Where(l => !l.StartsWith("~/", StringComparison.Ordinal)).Take(MostFetches))
            {
                var json = (call.Tenant.Organisatie.Testkopie ? null : await settings.Outbound.Fetch(url, call.Http.RequestAborted))
                    ?? throw new RefusedException(404, "not_found", // zrc-028
                        "Wat op een andere server staat, kon niet worden opgehaald om uit te klappen.");
                known[(target, url)] = room
                    .Take(Encoding.UTF8.GetBytes(json.GetRawText().Replace("\"~", "\"~~", StringComparison.Ordinal)));
            }
        }
    }

    private static List<string> Links(Field field, JsonElement json)
    {
        if (!json.TryGetProperty(field.Name, out var value)) return [];
        var reference = field.Kind == Kind.List && field.Item!.Kind == Kind.Object
            ? field.Item.Schema!.Fields.First(f => f.Kind == Kind.Ref) : null;
        var values = value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : Enumerable.Repeat(value, 1);
        var within = reference?.Name ?? (field.ByUuid ? "url" : null);
        return [.. values.Select(v => within is not null && v.ValueKind == JsonValueKind.Object ? v.TryGetProperty(within, out var inner)
            ? inner : default : v)
            .Where(v => v.ValueKind == JsonValueKind.String).Select(v => v.GetString()!).Where(v => v.Length > 0)];
    }

    /// <summary>The room that one answer has in memory: more is refused before it is there.</summary>
    internal sealed class Room(long size = Room.Most)
    {
        /// <summary>In bytes. What is fetched, what is made of it and what is sent stand beside each other for a moment.</summary>
        public const long Most = 16L << 20;
        private long left = size;
        public long Size { get; } = size;

        public byte[] Take(byte[] document) => (left -= document.Length) < 0 ? throw Full() : document;

        public RefusedException Full() => new(400, "too_large",
            $"Het antwoord wordt te groot (meer dan {Size >> 20} MB of {MostParts} onderdelen). "
            + "Klap minder uit: laat paden weg uit 'expand' (of uit 'fields'), of vraag een kleinere lijst.");
    }
}

/// <summary>The <c>fields</c> of <c>_zoek</c> (zrc-029): which fields to answer with, and by naming fields of a reference, what to expand.
/// <c>*</c> is all.</summary>
internal sealed class FieldSelection
{
    private readonly HashSet<string> names = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, FieldSelection> parts = new(StringComparer.OrdinalIgnoreCase);
    private bool all;

    public ExpandNode Expand { get; } = new();

    public static FieldSelection Read(Definition d, Model model, JsonElement json, int depth = 0)
    {
        var selection = new FieldSelection();
        if (json.ValueKind != JsonValueKind.Array || depth > 8)
            throw Wrong("'fields' moet een lijst zijn van veldnamen en objecten (hoogstens 8 niveaus).");
        foreach (var item in json.EnumerateArray())
        {
            if (item.ValueKind == JsonValueKind.String)
            {
                var name = item.GetString()!;
                if (name == "*") { selection.all = true; continue; }
                if (name is not ("url" or "uuid")
                    && !d.Schema.Fields.Any(f => string.Equals(f.Name, name, StringComparison.OrdinalIgnoreCase)))
                {
                    throw Wrong(
                        $"'{name}' is geen veld van {d.Name}.");
                }
                selection.names.Add(name);
            }
            else if (item.ValueKind == JsonValueKind.Object)
            {
                foreach (var p in item.EnumerateObject())
                {
                    var (field, target) = d.Expansions(model)
                        .FirstOrDefault(e => string.Equals(e.Field.Name, p.Name, StringComparison.OrdinalIgnoreCase));
                    if (field is not null)
                    {
                        var inner = Read(target, model, p.Value, depth + 1);
                        selection.parts[field.Name] = inner;
                        selection.Expand.Fields[field] = (target, inner.Expand);
                        continue;
                    }
                    // A group of fields within the resource itself, such as processobject.
                    if (d.Schema.Fields.FirstOrDefault(f => string.Equals(f.Name, p.Name, StringComparison.OrdinalIgnoreCase))
                        is not { } group
                        || p.Value.ValueKind != JsonValueKind.Array)
                    {
                        throw Wrong($"'{p.Name}' is geen verwijzing of groep van {d.Name}.");
                    }
                    selection.parts[group.Name] = new FieldSelection { all = p.Value.EnumerateArray().Any(v => v.ToString() == "*") };
                    foreach (var v in p.Value.EnumerateArray()) selection.parts[group.Name].names.Add(v.ToString());
                }
            }
            else
            {
                throw Wrong("'fields' moet een lijst zijn van veldnamen en objecten.");
            }
        }
        return selection;
    }

    private static RefusedException Wrong(string why) => new(400, "invalid", why);

    public byte[] Pick(byte[] document)
    {
        var picked = Pick(JsonNode.Parse(document)!.AsObject());
        return Encoding.UTF8.GetBytes(picked.ToJsonString(Options));
    }

    private static readonly JsonSerializerOptions Options =
        new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private JsonObject Pick(JsonObject from)
    {
        var to = new JsonObject();
        var expanded = from["_expand"] as JsonObject;
        foreach (var (name, value) in from.ToList())
        {
            if (name == "_expand") continue;
            if (parts.TryGetValue(name, out var part) && expanded?[name] is null && value is JsonObject group)
                to[name] = part.all ? group.DeepClone() : part.Pick(group);
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
