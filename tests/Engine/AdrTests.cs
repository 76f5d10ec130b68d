using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Brink.Engine;
using Brink.Registers;
using Xunit;

namespace Brink.Tests;

/// <summary>
/// The NL API Design Rules 2.1 that a document can be held to, on the document of every register.
/// What the standards of this field or we do otherwise stands here with the reason, and leaves when it is mended.
/// </summary>
public sealed partial class AdrTests
{
    public static TheoryData<string> Registers => [.. Onderlaag.Model.Registers.Select(r => r.Naam)];

    /// <summary>Names between slashes that are no kebab-case: the published standards have them so.</summary>
    private static readonly string[] Segments = ["_zoek"];

    private static JsonObject Document(string register) =>
        (JsonObject)JsonNode.Parse(new OpenApi(Onderlaag.Model)
            .Document(Onderlaag.Model.Register(register)!, "https://example.com/deventer/").ToJsonString())!;

    private static IEnumerable<(string Path, string Method, JsonObject Operation)> Operations(JsonObject document) =>
        from path in document["paths"]!.AsObject()
        from method in path.Value!.AsObject()
        where method.Key is not ("parameters" or "servers")
        select (path.Key, method.Key, method.Value!.AsObject());

    /// <summary>A link within the document, followed.</summary>
    private static JsonNode Followed(JsonObject document, JsonNode node) => node["$ref"]?.GetValue<string>() is not { } link ? node
        : link[2..].Split('/').Aggregate((JsonNode)document, (at, name) =>
            at[name] ?? throw new InvalidOperationException($"{link} leads nowhere"));

    [Theory, MemberData(nameof(Registers))]
    public void A_document_stands_alone(string register)
    {
        var document = Document(register);
        var links = 0;
        void Walk(JsonNode? node)
        {
            if (node is JsonArray list) foreach (var item in list) Walk(item);
            if (node is not JsonObject o) return;
            if (o["$ref"] is JsonValue link)
            {
                links++;
                Assert.StartsWith("#/", link.GetValue<string>(), StringComparison.Ordinal);
                Followed(document, o);
            }
            // In 3.0.3 nullable counts beside a type only; without one our document would deny the nulls that we send.
            if (o["nullable"] is JsonValue)
                Assert.True(o.ContainsKey("type") || !o.ContainsKey("allOf"), $"nullable without a type: {o.ToJsonString()}");
            foreach (var (_, value) in o) Walk(value);
        }
        Walk(document);
        Assert.True(links > 10, "There must be links for this to mean anything");
    }

    [Theory, MemberData(nameof(Registers))]
    public void Rules_of_the_api_design_rules_hold(string register)
    {
        var document = Document(register);
        var info = document["info"]!;
        Assert.Matches(@"^\d+\.\d+\.\d+", (string)info["version"]!);                           // /core/semver
        Assert.NotNull(info["contact"]?["name"]);
        // /core/doc-openapi-contact; an e-mail address only the organisation has
        Assert.Matches(@"/v\d+$", (string)document["servers"]![0]!["url"]!);                   // /core/uri-version
        var wrong = new List<string>();
        foreach (var (path, method, operation) in Operations(document))
        {
            if (path.Length > 1 && path.EndsWith('/')) wrong.Add($"{path}: ends in a slash");  // /core/no-trailing-slash
            foreach (var segment in path.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(s => s[0] != '{'))
            {
                if (!Kebab().IsMatch(segment) && !Segments.Contains(segment) && !Of(register, segment)) // /core/path-segments-kebab-case
                    wrong.Add($"{path}: '{segment}' is no kebab-case");
            }
            if (method is not ("get" or "post" or "put" or "patch" or "delete" or "head" or "options"))
                wrong.Add($"{path}: {method}"); // /core/http-methods
            foreach (var (status, found) in operation["responses"]!.AsObject())
            {
                var answer = Followed(document, found!);
                if (answer["headers"]?["API-version"] is null)
                    wrong.Add($"{method} {path} {status}: no API-version"); // /core/version-header
                if (status[0] is '4' or '5' && answer["content"]?["application/problem+json"] is null) // /core/error-handling
                    wrong.Add($"{method} {path} {status}: no problem+json");
            }
        }
        Assert.Empty(wrong);
        Assert.NotEmpty(Operations(document));
    }

    // Names of the published standards, as they are in the reference implementation.
    private static bool Of(string register, string segment) => segment.Contains('_', StringComparison.Ordinal)
        && Onderlaag.Model.Register(register)!.Resources.Any(d => segment == d.ZoekPath || segment == d.Path
            || d.Actions.Any(a => a.Name == segment));

    [GeneratedRegex(@"^[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex Kebab();
}
