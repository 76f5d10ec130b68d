using System.Collections.Concurrent;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace Brink.Engine;

// What is the same in every API: errors, audit trail, headers, GeoJSON, and the descriptions out of the code.
public sealed partial class OpenApi
{
    internal const string Scheme = "JWT";
    private const string TokenScheme = "tokenAuth";

    // The ways in which a caller may say who it is; for a token, rights are not written as scopes.
    private static IEnumerable<string> SchemesOf(Register register)
    {
        if (register.Takes.HasFlag(Schemes.Token)) yield return TokenScheme;
        if (register.Takes.HasFlag(Schemes.Jwt)) yield return Scheme;
    }

    private static JsonObject SecurityScheme(string scheme) => scheme == TokenScheme
        ? new()
        {
            ["type"] = "apiKey",
            ["in"] = "header",
            ["name"] = "Authorization",
            ["description"] = "Een token dat de beheerder heeft uitgegeven: `Token …`."
        }
        : new()
        {
            ["type"] = "http",
            ["scheme"] = "bearer",
            ["bearerFormat"] = "JWT",
            ["description"] = "Een JWT, ondertekend met het geheim van de client (HS256). Bij elke bewerking staan de scopes waarvan de "
                + "client er één nodig heeft.",
        };

    /// <summary>One mistake in the request.</summary>
    private sealed record FieldValidationError
    {
        /// <summary>The field or parameter, with dots into objects and lists.</summary>
        public required string Name { get; set; }

        /// <summary>A word that stays the same, for programs.</summary>
        public required string Code { get; set; }

        /// <summary>A sentence for people.</summary>
        public required string Reason { get; set; }
    }

    /// <summary>Why a request was refused.</summary>
    private record Fout
    {
        public string Type { get; set; } = "";
        public required string Code { get; set; }
        public required string Title { get; set; }
        public required int Status { get; set; }
        public required string Detail { get; set; }
        public required string Instance { get; set; }
    }

    /// <summary>Why a request was refused, with every mistake in it.</summary>
    private sealed record ValidatieFout : Fout
    {
        public required List<FieldValidationError> InvalidParams { get; set; }
    }

    /// <summary>What was before and what came of it.</summary>
    private sealed record Wijzigingen
    {
        public JsonElement Oud { get; set; }
        public JsonElement Nieuw { get; set; }
    }

    /// <summary>One change of a resource: who did what, when and why.</summary>
    private sealed record AuditTrail
    {
        public Guid Uuid { get; set; }

        /// <summary>The component of the register.</summary>
        public required string Bron { get; set; }

        /// <summary>The client that made the change.</summary>
        [MaxLength(100)] public string ApplicatieId { get; set; } = "";
        [MaxLength(200)] public string ApplicatieWeergave { get; set; } = "";

        /// <summary>The person on whose behalf the client said to act.</summary>
        [MaxLength(255)] public string GebruikersId { get; set; } = "";
        [MaxLength(255)] public string GebruikersWeergave { get; set; } = "";
        [MaxLength(50)] public required string Actie { get; set; }
        [MaxLength(200)] public string ActieWeergave { get; set; } = "";

        /// <summary>The status of the answer.</summary>
        [Range(100, 599)] public required int Resultaat { get; set; }
        [MaxLength(1000), Url] public required string HoofdObject { get; set; }
        [MaxLength(50)] public required string Resource { get; set; }
        [MaxLength(1000), Url] public required string ResourceUrl { get; set; }

        /// <summary>The reason that the client gave in <c>X-Audit-Toelichting</c>.</summary>
        public string Toelichting { get; set; } = "";
        [MaxLength(200)] public required string ResourceWeergave { get; set; }
        [Computed] public DateTimeOffset Aanmaakdatum { get; set; }
        public required Wijzigingen Wijzigingen { get; set; }
    }

    private static readonly (int Status, string Description)[] Errors =
    [
        (400, "Het verzoek klopt niet"), (401, "Geen geldig token"), (403, "Geen toestemming"), (404, "Niet gevonden"),
        (406, "Dit antwoord kan niet worden gegeven"),
        (409, "Iemand anders was eerder"), (412, "Een voorwaarde is niet vervuld"), (413, "Het verzoek is te groot"),
        (415, "Dit soort inhoud wordt niet aangenomen"),
        (500, "Er is iets misgegaan"),
    ];

    private static JsonObject Ref(string schema) => new() { ["$ref"] = "#/components/schemas/" + schema };

    private static JsonObject Text(string? format = null, int? maxLength = null)
    {
        var s = new JsonObject { ["type"] = "string" };
        if (format is not null) s["format"] = format;
        if (maxLength is not null) s["maxLength"] = maxLength;
        return s;
    }

    private static JsonObject Words(params IEnumerable<string> values) =>
        new() { ["type"] = "string", ["enum"] = new JsonArray([.. values.Select(v => (JsonNode)v)]) };
    private static JsonObject ListOf(JsonNode item) => new() { ["type"] = "array", ["items"] = item };

    private static JsonObject HeaderParameters() => new()
    {
        ["AcceptCrs"] = Header("Accept-Crs", Words("EPSG:4326"), true, "Het coördinatenstelsel van het antwoord."),
        ["ContentCrs"] = Header("Content-Crs", Words("EPSG:4326"), true, "Het coördinatenstelsel van wat wordt gestuurd."),
        ["ContentTypeForm"] = Header("Content-Type", Words("multipart/form-data", "application/x-www-form-urlencoded"), true,
            "Het soort inhoud dat wordt gestuurd."),
        ["ContentType"] = Header("Content-Type", Words("application/json"), true, "Het soort inhoud dat wordt gestuurd."),
        ["IfNoneMatch"] = Header("If-None-Match", Text(), false,
            "Een of meer eerder ontvangen ETags: is er niets veranderd, dan is het antwoord 304."),
        ["IfMatch"] = Header("If-Match", Text(), false,
            "De ETag van de versie waarvan de wijziging uitgaat, of meer dan één. Is er intussen een andere versie, dan is het antwoord "
            + "412 en verandert er niets."),
        ["AuditToelichting"] = Header("X-Audit-Toelichting", Text(), false, "De reden van de wijziging, voor het audittrail."),
        ["Verwerkingsactiviteit"] = Header(Api.ActivityHeader, Text(maxLength: 500), false,
            "Waarvoor het verzoek is (doelbinding): de code of het adres van een verwerkingsactiviteit, voor het logboek van wie naar "
            + "wie keek."),
        ["Logrecord"] = Header("X-NLX-Logrecord-ID", Text("uuid"), false, "Waaronder het verzoek in de logboeken van NLX of FSC staat."),
    };

    private static JsonObject HeaderOf(string name) => new() { ["$ref"] = "#/components/headers/" + name };

    private static JsonObject Header(string name, JsonObject schema, bool required, string description) =>
        new() { ["name"] = name, ["in"] = "header", ["required"] = required, ["description"] = description, ["schema"] = schema };

    private static JsonObject AnswerHeaders() => new()
    {
        ["APIVersion"] = new JsonObject { ["description"] = "De versie van de API.", ["schema"] = Text() },
        ["ETag"] = new JsonObject { ["description"] = "De versie van deze inhoud, voor If-None-Match en If-Match.", ["schema"] = Text() },
        ["Location"] = new JsonObject { ["description"] = "Het adres van wat is gemaakt.", ["schema"] = Text("uri") },
        ["ContentCrs"] = new JsonObject { ["description"] = "Het coördinatenstelsel van het antwoord.", ["schema"] = Words("EPSG:4326") },
    };

    private static JsonObject ErrorAnswers() =>
        new([.. Errors.Select(e => KeyValuePair.Create<string, JsonNode?>("Fout" + e.Status, new JsonObject
    {
        ["description"] = e.Description,
        ["headers"] = e.Status == 412 ? new JsonObject { ["API-version"] = HeaderOf("APIVersion"), ["ETag"] = HeaderOf("ETag") }
            : new JsonObject { ["API-version"] = HeaderOf("APIVersion") },
        ["content"] = new JsonObject {
            ["application/problem+json"] = new JsonObject { ["schema"] = Ref(e.Status == 400 ? "ValidatieFout" : "Fout") } },
    }))]);

    // RFC 7946: each shape by its type, with positions nested as deep as the shape asks.
    private static IEnumerable<(string Name, JsonObject Schema)> GeoJson()
    {
        var shapes = new (string Name, int Depth)[] { ("Point", 0), ("MultiPoint", 1), ("LineString", 1), ("MultiLineString", 2),
            ("Polygon", 2), ("MultiPolygon", 3) };
        yield return ("Punt2D", new JsonObject
        {
            ["type"] = "array",
            ["minItems"] = 2,
            ["items"] = new JsonObject { ["type"] = "number" }
        });
        foreach (var (name, depth) in shapes)
        {
            JsonObject positions = Ref("Punt2D");
            for (var i = 0; i < depth; i++) positions = ListOf(positions);
            yield return (name, new JsonObject
            {
                ["type"] = "object",
                ["required"] = new JsonArray("type", "coordinates"),
                ["properties"] = new JsonObject { ["type"] = Words(name), ["coordinates"] = positions },
            });
        }
        yield return ("GeometryCollection", new JsonObject
        {
            ["type"] = "object",
            ["required"] = new JsonArray("type", "geometries"),
            ["properties"] = new JsonObject { ["type"] = Words("GeometryCollection"), ["geometries"] = ListOf(Ref("GeoJSONGeometry")) },
        });
        yield return ("GeoJSONGeometry", new JsonObject
        {
            ["description"] = "Een geometrie volgens GeoJSON (RFC 7946), in EPSG:4326.",
            ["oneOf"] = new JsonArray([.. shapes.Select(s => s.Name).Append("GeometryCollection").Select(n => (JsonNode)Ref(n))]),
            ["discriminator"] = new JsonObject { ["propertyName"] = "type" },
        });
    }

    /// <summary>The docstrings that the compiler wrote beside each assembly.</summary>
    private static class Docs
    {
        private static readonly ConcurrentDictionary<Assembly, Dictionary<string, string>> Known = new();

        public static string? Of(Type type) => Find(type, "T:" + NameOf(type));
        public static string? Of(PropertyInfo p) => Find(p.DeclaringType!, $"P:{NameOf(p.DeclaringType!)}.{p.Name}");

        private static string NameOf(Type type) => type.FullName!.Replace('+', '.');
        private static string? Find(Type type, string member) => Known.GetOrAdd(type.Assembly, Load).GetValueOrDefault(member);

        private static Dictionary<string, string> Load(Assembly assembly)
        {
            var path = Path.Combine(AppContext.BaseDirectory, assembly.GetName().Name + ".xml");
            if (!File.Exists(path)) return [];
            return XDocument.Load(path).Descendants("member")
                .Where(m => m.Element("summary") is not null)
                .GroupBy(m => m.Attribute("name")!.Value)
                .ToDictionary(g => g.Key, g => Plain(g.First().Element("summary")!));
        }

        private static string Plain(XElement summary)
        {
            var text = string.Concat(summary.Nodes().Select(n => n switch
            {
                XText t => t.Value,
                XElement { Name.LocalName: "c" } c => $"`{c.Value}`",
                XElement { Name.LocalName: "see" } see =>
                    $"`{JsonNamingPolicy.CamelCase.ConvertName(see.Attribute("cref")?.Value.Split('.')[^1] ?? "")}`",
                XElement e => e.Value.Length > 0 ? e.Value : e.Attribute("name")?.Value ?? "",
                _ => "",
            }));
            return string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        }
    }
}
