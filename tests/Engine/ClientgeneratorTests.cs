using System.Diagnostics;
using System.Text.Json.Nodes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NSwag;
using NSwag.CodeGeneration.CSharp;
using Xunit;

namespace Brink.Tests;

/// <summary>Whoever makes a client of our documents with a generator that others use gets one that compiles: three generators,
/// every register.</summary>
public sealed class ClientgeneratorTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static async Task<List<(string Name, string Json)>> Documents()
    {
        await using var p = await Platform.Start("sqlite");
        var all = new List<(string, string)>();
        foreach (var register in p.Settings.Model.Registers)
            all.Add((register.Naam, await p.Beheerder.GetStringAsync(new Uri(register.Root + "/openapi.json", UriKind.Relative), Stop)));
        Assert.True(all.Count > 15, "There must be registers for this to mean anything.");
        return all;
    }

    /// <summary>openapi-typescript and @hey-api/openapi-ts, judged by the TypeScript compiler.</summary>
    [Fact]
    public async Task Generators_of_npm_make_clients_that_compile()
    {
        var folder = Directory.CreateTempSubdirectory("brink-clients-").FullName;
        try
        {
            var documents = await Documents();
            foreach (var (name, json) in documents) await File.WriteAllTextAsync(Path.Combine(folder, name + ".json"), json, Stop);
            var info = new ProcessStartInfo("node", [Path.Combine(Source.Root, "tests", "Clients", "maak.mjs"), folder])
            { RedirectStandardOutput = true, RedirectStandardError = true };
            using var node = Process.Start(info)!;
            var (uit, mis) = (node.StandardOutput.ReadToEndAsync(Stop), node.StandardError.ReadToEndAsync(Stop));
            await node.WaitForExitAsync(Stop);
            Assert.True(node.ExitCode == 0, "Run 'npm ci' in tests/Clients first. " + await mis);
            Assert.Contains($"{documents.Count} documents, {documents.Count * 2} clients", await uit, StringComparison.Ordinal);
        }
        finally { Directory.Delete(folder, true); }
    }

    /// <summary>NSwag, judged by the C# compiler.</summary>
    [Fact]
    public async Task NSwag_makes_clients_that_compile()
    {
        var (trees, lists) = (new List<SyntaxTree>(), new HashSet<string>());
        foreach (var (name, json) in await Documents())
        {
            lists.UnionWith(ListsOfShapes(json));
            var document = await OpenApiDocument.FromJsonAsync(json, Stop);
            var settings = new CSharpClientGeneratorSettings();
            settings.CSharpGeneratorSettings.Namespace = "Gemaakt." + char.ToUpperInvariant(name[0]) + name[1..];
            settings.CSharpGeneratorSettings.JsonLibrary = NJsonSchema.CodeGeneration.CSharp.CSharpJsonLibrary.SystemTextJson;
            var code = new CSharpClientGenerator(document, settings).GenerateFile();
            Assert.Contains("Client", code, StringComparison.Ordinal);
            trees.Add(CSharpSyntaxTree.ParseText(code, cancellationToken: Stop));
        }
        var parts = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal)
                || Path.GetFileName(path) is "netstandard.dll")
            .Select(path => MetadataReference.CreateFromFile(path));
        var compiled = CSharpCompilation.Create("gemaakt", trees, parts, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        var wrong = compiled.GetDiagnostics(Stop).Where(d => d.Severity == DiagnosticSeverity.Error && !IsOfNSwag(d, lists))
            .Take(30).ToList();
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    // NSwag 14.8 names a class for a list of things of several shapes (a rol, a geometry), and does not make it;
    // with "type" beside "oneOf" neither. Whoever uses it writes that class by hand. No other mistake passes, and none of another name.
    private static bool IsOfNSwag(Diagnostic d, HashSet<string> lists) => d.Id == "CS0246"
        && d.GetMessage(System.Globalization.CultureInfo.InvariantCulture).Split('\'') is [_, var name, ..]
        && lists.Contains(name.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9'));

    // The properties that list things of several shapes, as C# has their names.
    private static IEnumerable<string> ListsOfShapes(string json)
    {
        var schemas = JsonNode.Parse(json)!["components"]!["schemas"]!.AsObject();
        return from schema in schemas
               from property in schema.Value!["properties"] as JsonObject ?? []
               where (string?)property.Value!["items"]?["$ref"] is { } item && schemas[item.Split('/')[^1]]!["oneOf"] is not null
               select char.ToUpperInvariant(property.Key[0]) + property.Key[1..];
    }
}
