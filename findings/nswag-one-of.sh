#!/usr/bin/env bash
# NSwag makes no class for a property, or for the items of a list, whose schema is a oneOf with a discriminator, and names one after the property all the same: what it
# generates for C# does not compile. Needs the .NET SDK 10.
set -euo pipefail
version=14.8.0
dir=$(mktemp -d) && trap 'rm -rf "$dir"' EXIT && cd "$dir"
cat >seen.csproj <<XML
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
  <ItemGroup><PackageReference Include="NSwag.CodeGeneration.CSharp" Version="$version" /></ItemGroup>
</Project>
XML
cat >Program.cs <<'CS'
using System.Text.RegularExpressions;
using NSwag;
using NSwag.CodeGeneration.CSharp;

const string Document = """
    { "openapi": "3.0.3", "info": { "title": "Parties", "version": "1" },
      "paths": { "/cases": { "get": { "operationId": "read", "responses": { "200": { "description": "ok", "content": { "application/json": { "schema":
        { "$ref": "#/components/schemas/Case" } } } } } } } },
      "components": { "schemas": {
        "Case": { "type": "object", "properties": { SHAPE } },
        "Party": { "oneOf": [ { "$ref": "#/components/schemas/Person" }, { "$ref": "#/components/schemas/Company" } ],
          "discriminator": { "propertyName": "kind", "mapping": { "person": "#/components/schemas/Person", "company": "#/components/schemas/Company" } } },
        "Person": { "type": "object", "properties": { "kind": { "type": "string" }, "surname": { "type": "string" } } },
        "Company": { "type": "object", "properties": { "kind": { "type": "string" }, "trade": { "type": "string" } } } } } }
    """;
foreach (var (what, shape) in new[] { ("one", """ "lead": { "$ref": "#/components/schemas/Party" } """),
    ("a list", """ "parties": { "type": "array", "items": { "$ref": "#/components/schemas/Party" } } """) })
{
    var document = await OpenApiDocument.FromJsonAsync(Document.Replace("SHAPE", shape));
    var code = new CSharpClientGenerator(document, new()).GenerateFile();
    var name = Regex.Match(code, @"public (?:System\.Collections\.Generic\.ICollection<)?(\w+)>? (?:Lead|Parties) \{").Groups[1].Value;
    Console.WriteLine($"{what}: the property is of class {name}, which is {(Regex.IsMatch(code, $@"class {name}\b") ? "made" : "not made")}");
}
CS
echo "NSwag.CodeGeneration.CSharp $version"
dotnet run -v q >seen.txt && cat seen.txt
[[ $(grep -c ' which is not made$' seen.txt) == 2 ]] || { echo 'changed: expected two classes that are not made' >&2; exit 1; }
