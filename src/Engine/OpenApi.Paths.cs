using System.Text.Json.Nodes;

namespace Brink.Engine;

// The paths of an API: what can be done at each address, by whom, with what parameters and answers.
public sealed partial class OpenApi
{
    private sealed partial class Part
    {
        private readonly JsonObject paths = [];

        public JsonObject Paths()
        {
            foreach (var d in register.Resources.Where(d => !d.IsInternal))
            {
                var owner = d.Nested ? d.Parent!.Name + "_uuid" : null;
                var collection = "/" + Routes.Collection(d, model, $"{{{owner}}}");
                if (d.Has(Operation.List)) At(collection, "get", ListOperation(d), owner);
                if (d.Has(Operation.Create)) At(collection, "post", WriteOperation(d, Operation.Create), owner);
                if (d.Has(Operation.Zoek)) At($"{collection}/{d.ZoekPath}", "post", ZoekOperation(d), owner);
                foreach (var action in d.Actions)
                {
                    At("/" + Routes.Deed(d, action, model, $"{{{owner}}}", "{uuid}"), action.Method.ToLowerInvariant(),
                        ActionOperation(d, action), action.AtRoot ? null : owner,
                        action.OnResource ? "uuid" : null);
                }
                var id = d.Number?.Name ?? "uuid";
                var single = "/" + Routes.One(d, model, $"{{{owner}}}", $"{{{id}}}");
                if (d.Has(Operation.Read)) At(single, "get", ReadOperation(d, head: false), owner, id);
                if (d.Has(Operation.Head)) At(single, "head", ReadOperation(d, head: true), owner, id);
                if (d.Has(Operation.Put)) At(single, "put", WriteOperation(d, Operation.Put), owner, id);
                if (d.Has(Operation.Patch)) At(single, "patch", WriteOperation(d, Operation.Patch), owner, id);
                if (d.Has(Operation.Delete)) At(single, "delete", WriteOperation(d, Operation.Delete), owner, id);
                if (!d.Has(Operation.AuditTrail)) continue;
                var trail = $"{collection}/{{{d.Name}_uuid}}/audittrail";
                At(trail, "get", TrailOperation(d, one: false), d.Name + "_uuid");
                At(trail + "/{uuid}", "get", TrailOperation(d, one: true), d.Name + "_uuid", "uuid");
            }
            return paths;
        }

        private void At(string path, string method, JsonObject operation, params string?[] inPath)
        {
            if (paths[path] is not JsonObject item)
            {
                paths[path] = item = [];
                var named = new JsonArray();
                foreach (var name in inPath.OfType<string>())
                {
                    named.Add((JsonNode)new JsonObject
                    {
                        ["name"] = name,
                        ["in"] = "path",
                        ["required"] = true,
                        ["schema"] = PathSchema(name)
                    });
                }
                if (named.Count > 0) item["parameters"] = named;
            }
            item[method] = operation;
        }

        private static JsonObject PathSchema(string name) =>
            name.EndsWith("uuid", StringComparison.Ordinal) ? Text("uuid") : new JsonObject { ["type"] = "integer", ["minimum"] = 0 };

        private JsonObject ListOperation(Definition d)
        {
            var parameters = new JsonArray(
                [.. d.Filters.Where(f => !f.OnlyInBody)
                .Select(f => (JsonNode)Query(f.Name, FilterSchema(f), FilterDescription(f), f.Many))]);
            if (d.Orders.Count > 0)
            {
                parameters.Add(Query("ordering", OrderSchema(d),
                "Waarop de lijst wordt gesorteerd; een minteken ervoor keert de volgorde om.", true));
            }
            if (d.OrderTerms is not null)
            {
                parameters.Add(Query("ordering", Text(),
                "Waarop de lijst wordt gesorteerd, met __ voor wat dieper ligt; een minteken keert om."));
            }
            if (d.Presents is not null)
            {
                parameters.Add(Query("fields", Text(),
                "De velden van het antwoord, gescheiden door komma's, met __ voor wat dieper ligt."));
            }
            Expand(d, parameters);
            Paging(d, parameters);
            Crs(d, parameters);
            var answer = Answer(d, 200, "De gevraagde lijst", Page(d));
            return Entry(d, "_list", $"{d.Path} opvragen", d.ScopesFor(Operation.List), parameters, null, answer, [400, 401, 403, 406]);
        }

        private JsonObject ZoekOperation(Definition d)
        {
            var properties = new JsonObject();
            if (d.GeometryColumn is { } g)
            {
                var within = Value((d.RowsOf is { } rows ? Schema.Of(rows) : d.Schema).Field(g.Name));
                properties[g.Name] = new JsonObject
                {
                    ["type"] = "object",
                    ["description"] = "Het gebied waarbinnen wordt gezocht.",
                    ["properties"] = new JsonObject { ["within"] = within },
                };
            }
            if (d.RowsOf is null) properties["uuid__in"] = ListOf(Text("uuid"));
            foreach (var f in d.Filters) properties[f.Name] = FilterSchema(f);
            if (d.OrderTerms is not null) properties["ordering"] = Text();
            if (d.Orders.Count > 0) properties["ordering"] = OrderSchema(d)["items"]!.DeepClone();
            if (d.Expandable(model))
            {
                properties["expand"] = new JsonObject
                {
                    ["type"] = "string",
                    ["deprecated"] = true,
                    ["description"] = "Verwijzingen die moeten worden uitgeklapt, gescheiden door komma's. Gebruik liever `fields`.",
                };
                properties["fields"] = new JsonObject
                {
                    ["type"] = "array",
                    ["items"] = new JsonObject(),
                    ["description"] = "De velden van het antwoord: namen, `*`, en per verwijzing een object met de velden daarvan.",
                };
            }
            var body = new JsonObject { ["type"] = "object", ["properties"] = properties };
            if (d.ZoekRequires.Count > 0) body["required"] = new JsonArray([.. d.ZoekRequires.Select(n => (JsonNode)n)]);
            schemas[d.Type.Name + "Zoek"] = body;
            var parameters = new JsonArray(HeaderRef("ContentType"));
            Expand(d, parameters);
            Paging(d, parameters);
            Crs(d, parameters, sent: true);
            var answer = Answer(d, 200, "Wat is gevonden", Page(d));
            return Entry(d, "__zoek", $"{d.Path} zoeken", d.ScopesFor(Operation.Zoek), parameters, Body(Ref(d.Type.Name + "Zoek")), answer,
                [400, 401, 403, 406, 412, 413, 415]);
        }

        private JsonObject ReadOperation(Definition d, bool head)
        {
            var parameters = new JsonArray();
            foreach (var (name, like) in d.ReadParameters) parameters.Add(Query(name, Bare(like), null));
            if (!head) Expand(d, parameters);
            parameters.Add(HeaderRef("IfNoneMatch"));
            Crs(d, parameters);
            var answer = Answer(d, 200, "De gevraagde gegevens", head ? null : Shown(d));
            answer["200"]!["headers"]!["ETag"] = HeaderOf("ETag");
            answer["304"] = new JsonObject
            {
                ["description"] = "Niets veranderd sinds de genoemde ETag",
                ["headers"] = new JsonObject { ["API-version"] = HeaderOf("APIVersion"), ["ETag"] = HeaderOf("ETag") },
            };
            var (suffix, words) = head ? ("_headers", $"Kenmerken van één {d.Name} opvragen") : ("_retrieve", $"Eén {d.Name} opvragen");
            return Entry(d, suffix, words, d.ScopesFor(Operation.Read), parameters, null, answer, [400, 401, 403, 404, 406]);
        }

        private JsonObject WriteOperation(Definition d, Operation op)
        {
            var parameters = new JsonArray();
            if (op != Operation.Delete) parameters.Add(HeaderRef(d.UploadsForm ? "ContentTypeForm" : "ContentType"));
            else foreach (var (name, like) in d.DeleteParameters) parameters.Add(Query(name, Bare(like), Docs.Of(like.Property)));
            if (op != Operation.Create) parameters.Add(HeaderRef("IfMatch"));
            if (Audited(d) && !d.IsSilent) { parameters.Add(HeaderRef("Logrecord")); parameters.Add(HeaderRef("AuditToelichting")); }
            if (op != Operation.Delete || !d.CrsOptional) Crs(d, parameters, sent: true);
            var (suffix, words) = op switch
            {
                Operation.Create => ("_create", $"{d.Name} maken"),
                Operation.Put => ("_update", $"{d.Name} in zijn geheel wijzigen"),
                Operation.Patch => ("_partial_update", $"{d.Name} deels wijzigen"),
                _ => ("_destroy", $"{d.Name} verwijderen"),
            };
            var body = op == Operation.Delete ? null : Body(Sent(d, patched: op == Operation.Patch));
            if (d.UploadsForm && body is not null) body["content"] = Form(Sent(d, patched: false));
            var answer = op switch
            {
                Operation.Delete => Answer(d, 204, "Verwijderd", null),
                Operation.Create => Answer(d, 201, "Gemaakt", Of(d)),
                _ => Answer(d, 200, "Gewijzigd", Of(d)),
            };
            if (op == Operation.Delete && d.DeleteAnswer is { } reply)
                answer["200"] = Answer(d, 200, "Verwijderd", Named(reply))["200"]!.DeepClone();
            if (op == Operation.Create) answer["201"]!["headers"]!["Location"] = HeaderOf("Location");
            if (op != Operation.Delete) answer[op == Operation.Create ? "201" : "200"]!["headers"]!["ETag"] = HeaderOf("ETag");
            int[] errors = op == Operation.Delete ? [400, 401, 403, 404, 409, 412]
                : op == Operation.Create ? [400, 401, 403, 409, 413, 415] : [400, 401, 403, 404, 409, 412, 413, 415];
            return Entry(d, suffix, words, d.ScopesFor(op), parameters, body, answer, d.Crs ? [.. errors.Union([406, 412])] : errors);
        }

        private JsonObject ActionOperation(Definition d, ResourceAction action)
        {
            var parameters = new JsonArray(
                [.. action.Parameters.Select(p => (JsonNode)Query(p.Name, Bare(p.Like), null, required: p.Like.Required))]);
            if (action.Body is not null) parameters.Insert(0, HeaderRef("ContentType"));
            var conditional = action is { OnResource: true, Method: not "GET" };
            if (conditional) parameters.Add(HeaderRef("IfMatch"));
            var type = action.Answer is { IsGenericType: true } many ? many.GetGenericArguments()[0] : action.Answer;
            var one = action.AnswersResource ? Of(d) : type is null ? null : model.Find(type) is { } known ? Of(known) : Named(type);
            var shown = one is not null && type != action.Answer ? ListOf(one) : one;
            var answer = action.Method == "GET" && one is null ? Stream()
                : Answer(d, one is null && action.Status == 200 ? 204 : action.Status, "Gedaan", shown);
            var body = action.LargestFile is not null ? ZipBody() : action.Body is null ? null
                : Body(Named(action.Body), !action.BodyOptional);
            int[] errors = action.LargestFile is null ? [400, 401, 403, 404, 409] : [400, 401, 403, 404, 409, 413, 415];
            if (conditional) errors = [.. errors, 412];
            if (action.AnswersResource) answer[$"{action.Status}"]!["headers"]!["ETag"] = HeaderOf("ETag");
            // The same word may be said of all, of the list and of one.
            var which = d.Actions.Count(a => a.Name == action.Name) == 1 ? "" : action.AtRoot ? "_alles" : action.OnResource
                ? "" : "_lijst";
            return Entry(d, $"_{action.Name}{which}", $"{d.Name}: {action.Name}{which.Replace('_', ' ')}", action.Scopes, parameters, body,
                answer, errors);
        }

        private static JsonObject ZipBody() => new()
        {
            ["required"] = true,
            ["content"] = new JsonObject { ["application/zip"] = new JsonObject { ["schema"] = Text("binary") } },
        };

        private static JsonObject Stream() => new()
        {
            ["200"] = new JsonObject
            {
                ["description"] = "Het bestand",
                ["headers"] = new JsonObject { ["API-version"] = HeaderOf("APIVersion") },
                ["content"] = new JsonObject { ["application/octet-stream"] = new JsonObject { ["schema"] = Text("binary") } },
            },
        };

        private JsonObject TrailOperation(Definition d, bool one)
        {
            var row = Named(typeof(AuditTrail));
            return Entry(d, one ? "_audittrail_retrieve" : "_audittrail_list", one ? $"Eén wijziging van een {d.Name} opvragen"
                : $"Alle wijzigingen van een {d.Name} opvragen",
                d.ScopesFor(Operation.AuditTrail), [], null, Answer(null, 200, "Het audittrail", one ? row : ListOf(row)), [401, 403, 404]);
        }

        private static JsonObject Entry(Definition d, string suffix, string summary, string[] scopes, JsonArray parameters,
            JsonObject? body, JsonObject answers, int[] errors)
        {
            var operation = new JsonObject
            {
                ["operationId"] = d.Name + suffix,
                ["summary"] = char.ToUpperInvariant(summary[0]) + summary[1..],
                ["tags"] = new JsonArray(d.Path),
            };
            if (scopes.Length > 0)
            {
                operation["description"] = scopes.Length == 1 ? $"Vraagt de scope `{scopes[0]}`."
                    : $"Vraagt een van de scopes {string.Join(", ", scopes.Select(s => $"`{s}`"))}.";
                operation["security"] = new JsonArray([.. SchemesOf(d.Register).SelectMany(scheme => scheme == Scheme
                    ? scopes.Select(s => (JsonNode)new JsonObject { [Scheme] = new JsonArray(s) })
                    : [new JsonObject { [scheme] = new JsonArray() }])]);
            }
            parameters.Add(HeaderRef("Verwerkingsactiviteit"));
            operation["parameters"] = parameters;
            if (body is not null) operation["requestBody"] = body;
            foreach (var status in errors.Append(500).Order())
                answers[$"{status}"] = new JsonObject { ["$ref"] = $"#/components/responses/Fout{status}" };
            operation["responses"] = answers;
            return operation;
        }

        private JsonObject Page(Definition d)
        {
            if (!d.Paged) return ListOf(Shown(d));
            var name = $"Paginated{d.Type.Name}List";
            schemas.TryAdd(name, new JsonObject
            {
                ["type"] = "object",
                ["required"] = new JsonArray("count", "results"),
                ["properties"] = new JsonObject
                {
                    ["count"] = new JsonObject { ["type"] = "integer", ["description"] = "Hoeveel er in totaal zijn." },
                    ["next"] = new JsonObject { ["type"] = "string", ["format"] = "uri", ["nullable"] = true },
                    ["previous"] = new JsonObject { ["type"] = "string", ["format"] = "uri", ["nullable"] = true },
                    ["results"] = ListOf(Shown(d)),
                },
            });
            return Ref(name);
        }

        private static JsonObject Answer(Definition? d, int status, string description, JsonObject? schema)
        {
            var headers = new JsonObject { ["API-version"] = HeaderOf("APIVersion") };
            if (d is { Crs: true } && status != 204) headers["Content-Crs"] = HeaderOf("ContentCrs");
            var answer = new JsonObject { ["description"] = description, ["headers"] = headers };
            if (schema is not null) answer["content"] = Json(schema);
            return new JsonObject { [$"{status}"] = answer };
        }

        private static JsonObject Json(JsonObject schema) => new() { ["application/json"] = new JsonObject { ["schema"] = schema } };
        private static JsonObject Form(JsonObject schema) => new()
        {
            ["multipart/form-data"] = new JsonObject { ["schema"] = schema },
            ["application/x-www-form-urlencoded"] = new JsonObject { ["schema"] = schema.DeepClone() },
        };
        private static JsonObject Body(JsonObject schema, bool required = true) =>
            new() { ["required"] = required, ["content"] = Json(schema) };
        private static JsonObject HeaderRef(string name) => new() { ["$ref"] = "#/components/parameters/" + name };

        private static JsonObject Query(string name, JsonObject schema, string? description, bool many = false, bool required = false)
        {
            var parameter = new JsonObject { ["name"] = name, ["in"] = "query", ["required"] = required, ["schema"] = schema };
            if (description is not null) parameter["description"] = description;
            if (many) parameter["explode"] = false;
            return parameter;
        }

        private JsonObject FilterSchema(Filter f) => f.Compare switch
        {
            Compare.IsNull => new JsonObject { ["type"] = "boolean" },
            Compare.Contains => Text(),
            _ when f.Many => ListOf(Bare(f.Field.Item ?? f.Field)),
            _ => Bare(f.Field.Item ?? f.Field),
        };

        // A filter's value: the type of the field it compares with, without the limits on what may be kept in it.
        private JsonObject Bare(Field f)
        {
            var s = Value(f);
            foreach (var limit in (string[])["maxLength", "minLength", "pattern", "minimum", "maximum"]) s.Remove(limit);
            if (s["enum"] is JsonArray words)
            {
                s["enum"] = new JsonArray(
                [.. words.Where(w => w is not null && w.GetValue<string>().Length > 0).Select(w => w!.DeepClone())]);
            }
            return s;
        }

        private static string? FilterDescription(Filter f) => f.Compare switch
        {
            Compare.In => "Een van deze waarden, gescheiden door komma's.",
            Compare.Any => "Al deze waarden, gescheiden door komma's.",
            Compare.Gt => "Na of groter dan deze waarde.",
            Compare.Gte => "Vanaf deze waarde.",
            Compare.Lt => "Vóór of kleiner dan deze waarde.",
            Compare.Lte => "Tot en met deze waarde.",
            Compare.IsNull => "Of het veld leeg is.",
            Compare.Contains => "Een deel van de tekst; hoofdletters maken niet uit.",
            _ => Docs.Of(f.Field.Property),
        };

        private static JsonObject OrderSchema(Definition d) => ListOf(Words(d.Orders.SelectMany(o => (string[])[o.Name, "-" + o.Name])));

        private void Expand(Definition d, JsonArray parameters)
        {
            var names = string.Join(", ", d.Expansions(model).Select(e => e.Field.Name));
            if (names.Length == 0) return;
            if (d.ExpandPaths is { } paths)
            {
                parameters.Add(Query("expand", ListOf(Words(paths)),
                    "Verwijzingen die in het antwoord moeten worden uitgeklapt, gescheiden door komma's.", true));
                return;
            }
            parameters.Add(Query("expand", Text(),
                $"Verwijzingen die in het antwoord moeten worden uitgeklapt, gescheiden door komma's en met punten naar dieper: {names}."));
        }

        private static void Paging(Definition d, JsonArray parameters)
        {
            JsonObject Number() => new() { ["type"] = "integer", ["minimum"] = 1 };
            if (d.Paged) parameters.Add(Query("page", Number(), "Het nummer van de pagina, vanaf 1."));
            if (d.Paged)
            {
                parameters.Add(
                    Query("pageSize", Number(),
                    "Hoeveel er op een pagina staan: 100 als u niets zegt, en hoogstens 500. Een groter getal telt als 500."));
            }
        }

        private static void Crs(Definition d, JsonArray parameters, bool sent = false)
        {
            if (!d.Crs) return;
            if (d.CrsOptional)
            {
                foreach (var name in sent ? (string[])["Accept-Crs", "Content-Crs"] : ["Accept-Crs"])
                    parameters.Add((JsonNode)Header(name, Words("EPSG:4326"), false, "Het coördinatenstelsel."));
                return;
            }
            parameters.Add(HeaderRef("AcceptCrs"));
            parameters.Add(HeaderRef("ContentCrs"));
        }

        // Whether a change comes into the audit trail of a main object.
        private bool Audited(Definition d) => d.Has(Operation.AuditTrail) || d.ParentType is { } owner
            && model.Find(owner)?.Has(Operation.AuditTrail) == true;
    }
}
