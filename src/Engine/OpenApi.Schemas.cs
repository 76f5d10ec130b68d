using System.Text.Json.Nodes;

namespace Brink.Engine;

// The schemas of resources, of the objects in them and of the bodies beside them.
public sealed partial class OpenApi
{
    private sealed partial class Part(Model model, Register register)
    {
        private readonly SortedDictionary<string, JsonNode> schemas = new(StringComparer.Ordinal);
        private readonly Dictionary<string, Type> owners = new(StringComparer.Ordinal);
        private bool sent;

        public JsonObject Components()
        {
            Named(typeof(Fout));
            Named(typeof(ValidatieFout));
            return new JsonObject
            {
                ["schemas"] = new JsonObject([.. schemas.Select(s => KeyValuePair.Create<string, JsonNode?>(s.Key, s.Value))]),
                ["parameters"] = HeaderParameters(),
                ["headers"] = AnswerHeaders(),
                ["responses"] = ErrorAnswers(),
                ["securitySchemes"] = new JsonObject(
                    [.. SchemesOf(register).Select(s => KeyValuePair.Create<string, JsonNode?>(s, SecurityScheme(s)))]),
            };
        }

        // Adds a schema once, under the name of its type.
        private JsonObject Named(Type type)
        {
            var name = Owned(type.Name, type);
            if (sent && HasNames(Schema.Of(type))) name += "Request";
            if (owners.TryAdd(name, type)) schemas[name] = ObjectSchema(Schema.Of(type), Docs.Of(type), null, false);
            return Ref(name);
        }

        // Two types of one name: the second carries the name of its register.
        private string Owned(string name, Type type) => owners.TryGetValue(name, out var owner) && owner != type
            ? type.Namespace!.Split('.')[^1] + name : name;

        // Whether something in it may be sent as the name of what it refers to, though it is shown as an address.
        private static bool HasNames(Schema schema) =>
            schema.Fields.Any(f => f.ByName || (f.Schema ?? f.Item?.Schema) is { } inner && inner != schema && HasNames(inner));

        // Whether a client sends something else than it gets to see.
        private static bool Differs(Definition d) => d.UploadField is not null || HasNames(d.Schema);

        /// <summary>The schema of a resource as a client sends it.</summary>
        private JsonObject Sent(Definition d, bool patched)
        {
            sent = true;
            var s = Of(d, patched);
            sent = false;
            return s;
        }

        /// <summary>The schema of a resource: as it is sent and shown, or (patched) with nothing required.</summary>
        private JsonObject Of(Definition d, bool patched = false)
        {
            var name = Owned((patched ? "Patched" : "") + d.Type.Name + (sent && Differs(d) ? "Request" : ""), d.Type);
            if (!owners.TryAdd(name, d.Type)) return Ref(name);
            schemas[name] = new JsonObject(); // its place is taken, in case it refers to itself
            if (d.Schema.Fields.FirstOrDefault(f => f.Variants is not null) is not { Variants: { } variants } shaped)
            {
                schemas[name] = ObjectSchema(d.Schema, Docs.Of(d.Type), d, patched);
                return Ref(name);
            }

            // One schema per value of the field that decides, so that each says exactly what goes with it.
            schemas[name + "Basis"] = ObjectSchema(d.Schema, Docs.Of(d.Type), d, patched);
            var (oneOf, mapping) = (new JsonArray(), new JsonObject());
            foreach (var value in variants.By.Enum!.Names)
            {
                var properties = new JsonObject { [variants.By.Name] = Words(value) };
                if (variants.Shapes.GetValueOrDefault(value) is { } shape) properties[shaped.Name] = Described(Named(shape.Type), shaped);
                schemas[$"{name}_{value}"] =
                    new JsonObject
                    {
                        ["allOf"] = new JsonArray(Ref(name + "Basis"),
                    new JsonObject { ["type"] = "object", ["properties"] = properties })
                    };
                oneOf.Add(Ref($"{name}_{value}"));
                mapping[value] = $"#/components/schemas/{name}_{value}";
            }
            schemas[name] = new JsonObject
            {
                ["oneOf"] = oneOf,
                ["discriminator"] = new JsonObject { ["propertyName"] = variants.By.Name, ["mapping"] = mapping }
            };
            return Ref(name);
        }

        /// <summary>The schema of a resource as it is shown, with what <c>expand</c> can add.</summary>
        private JsonObject Shown(Definition d)
        {
            if (!d.Expandable(model)) return Of(d);
            var name = Owned(d.Type.Name + "Expanded", d.Type);
            if (!owners.TryAdd(name, d.Type)) return Ref(name);
            var parts = new JsonObject();
            schemas[name] = new JsonObject();
            foreach (var (field, target) in d.Expansions(model))
            {
                // A resource of another API is described here too: a document that leans on others cannot be saved, nor read by most tools.
                var there = Shown(target);
                parts[field.Name] = field.Kind == Kind.List ? ListOf(there) : there;
            }
            var added = new JsonObject
            {
                ["type"] = "object",
                ["description"] = "Waar met `expand` om is gevraagd.",
                ["properties"] = parts
            };
            schemas[name] = new JsonObject
            {
                ["allOf"] = new JsonArray(Of(d),
                    new JsonObject { ["type"] = "object", ["properties"] = new JsonObject { ["_expand"] = added } }),
            };
            return Ref(name);
        }

        private JsonObject ObjectSchema(Schema schema, string? description, Definition? d, bool patched)
        {
            var (properties, required) = (new JsonObject(), new JsonArray());
            void Add(string name, JsonObject property, bool needed)
            {
                properties[name] = property;
                if (needed && !patched) required.Add(name);
            }
            JsonObject Described(JsonObject s, string means) { s["description"] = means; return s; }
            JsonObject Own(string format, string means) =>
                new() { ["type"] = "string", ["format"] = format, ["readOnly"] = true, ["description"] = means };
            if (d is not null && !d.HidesUrl)
            {
                var url = Own("uri", "The address of the resource.");
                (url["minLength"], url["maxLength"]) = (1, 1000);
                Add("url", url, true);
            }
            if (d?.TakesUuid == true) Add("uuid", Described(Text("uuid"), "The identity of the resource."), false);
            else if (d?.ShowsUuid == true) Add("uuid", Own("uuid", "The identity of the resource."), true);
            foreach (var f in schema.Fields)
            {
                if (f.Internal || f.Variants is not null) continue;
                if (d?.UploadField is { } upload && upload.Name == f.Name) Add(f.Name, UploadSchema(f, d.UploadsForm), !sent && !f.Absent);
                else Add(f.Name, FieldSchema(f), f.Required || f.Computed && !f.Absent);
            }
            var result = new JsonObject { ["type"] = "object" };
            if (description is not null) result["description"] = description;
            if (required.Count > 0) result["required"] = required;
            result["properties"] = properties;
            return result;
        }

        // A reference by uuid: the uuid is the client's, the address is the server's.
        private JsonObject Reference(Type target)
        {
            var name = target.Name + "Verwijzing";
            schemas[name] = new JsonObject
            {
                ["type"] = "object",
                ["required"] = new JsonArray("uuid", "url"),
                ["properties"] = new JsonObject
                {
                    ["uuid"] = Text("uuid"),
                    ["url"] = new JsonObject
                    {
                        ["type"] = "string",
                        ["format"] = "uri",
                        ["readOnly"] = true,
                        ["minLength"] = 1,
                        ["maxLength"] = 1000
                    },
                },
            };
            return Ref(name);
        }

        // Sent as bytes, shown as the address where they can be had.
        private JsonObject UploadSchema(Field f, bool form)
        {
            var s = sent ? Text(form ? "binary" : "byte") : Value(f);
            if (f.Deprecated && !sent) s["deprecated"] = true;
            if (f.Nullable && !form) s["nullable"] = true;
            return Described(s, f);
        }

        private JsonObject FieldSchema(Field f)
        {
            var s = f.Kind == Kind.List ? ListOf(Value(f.Item!)) : Value(f);
            if (f.Unique) s["uniqueItems"] = true;
            if (f.Kind == Kind.List && !f.Computed) s["maxItems"] = f.MaxItems;
            if (s.ContainsKey("$ref") && (f.Nullable || f.Computed || f.WriteOnly || f.Deprecated))
                s = new JsonObject { ["allOf"] = new JsonArray(s) };
            if (f.Nullable)
            {
                if (s.ContainsKey("allOf")) s["type"] = "object"; s["nullable"] = true;
            } // in 3.0.3 it counts beside a type only
            if (f.Computed) s["readOnly"] = true;
            if (f.WriteOnly) s["writeOnly"] = true;
            if (f.Deprecated) s["deprecated"] = true;
            return Described(s, f);
        }

        private static JsonObject Described(JsonObject s, Field f)
        {
            if (Docs.Of(f.Property) is not { } description) return s;
            if (s.ContainsKey("$ref")) s = new JsonObject { ["allOf"] = new JsonArray(s) };
            var values = f.Kind == Kind.Enum ? (string?)s["description"] : null;
            s["description"] = values is null ? description : $"{description} {values}";
            return s;
        }

        // The value itself: its type and its limits.
        private JsonObject Value(Field f)
        {
            switch (f.Kind)
            {
                case Kind.Object: return model.Find(f.Schema!.Type) is { } whole ? Of(whole) : Named(f.Schema.Type);
                case Kind.Ref when f.ByUuid: return Reference(f.Target!);
                case Kind.Geometry:
                    if (!schemas.ContainsKey("GeoJSONGeometry")) foreach (var (name, shape) in GeoJson()) schemas[name] = shape;
                    return Ref("GeoJSONGeometry");
                case Kind.Json: return f.Describes is { } part ? Sent(model.Of(part.Resource), patched: !part.Whole) : [];
                case Kind.Bool: return new JsonObject { ["type"] = "boolean" };
                case Kind.Integer or Kind.Number:
                    var number = new JsonObject { ["type"] = f.Kind == Kind.Integer ? "integer" : "number" };
                    if (f.Type == typeof(long)) number["format"] = "int64";
                    if (f.Minimum is { } min) number["minimum"] = min;
                    if (f.Maximum is { } max) number["maximum"] = max;
                    return number;
                case Kind.Enum:
                    var words = Words(f.Enum!.Names.Concat(f.Blank || f.Nullable ? [""] : []));
                    if (f.Nullable) words["enum"]!.AsArray().Add((JsonNode?)null);
                    words["description"] = string.Join("; ",
                        f.Enum.Names.Select(name => $"`{name}`: {Woordenlijst.Woord(f.Enum.Type, name)}")) + ".";
                    return words;
            }
            if (f.ByName && sent) return Text();
            var s = Text(f.Kind switch
            {
                Kind.Date => "date",
                Kind.DateTime => "date-time",
                Kind.Duration => "duration",
                Kind.Url or Kind.Ref => "uri",
                Kind.Uuid => "uuid",
                Kind.Email => "email",
                _ => null,
            }, f.MaxLength);
            if ((f.MinLength ?? (f.NotBlank ? 1 : null)) is { } shortest) s["minLength"] = shortest;
            if (f.Pattern is { } pattern) s["pattern"] = pattern.ToString();
            return s;
        }
    }
}
