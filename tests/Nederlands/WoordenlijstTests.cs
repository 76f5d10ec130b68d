using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Brink.Apps.Ledenwerk;
using Brink.Apps.Vergaderen;
using Brink.Design;
using Brink.Engine;
using Brink.Registers;
using Xunit;

namespace Brink.Tests;

/// <summary>One wording per value of an enumeration: in the OpenAPI documents, and on every screen.</summary>
public sealed partial class WoordenlijstTests
{
    private static readonly Dictionary<string, Type> Opsommingen = typeof(Onderlaag).Assembly.GetTypes().Where(t => t.IsEnum && t.IsPublic)
        .SelectMany(t => ((string Naam, Type Type)[])[(t.Name, t), ($"{t.Namespace!.Split('.')[^1]}.{t.Name}", t)])
        .GroupBy(x => x.Naam).ToDictionary(g => g.Key, g => g.First().Type);

    public static TheoryData<string> Namen => [.. Woordenlijst.Namen];

    [Theory, MemberData(nameof(Namen))]
    public void Words_are_of_values_that_there_are(string naam)
    {
        var type = Opsommingen[naam];
        if (!naam.Contains('.'))
            Assert.Single(typeof(Onderlaag).Assembly.GetTypes(), t => t.IsEnum && t.IsPublic && t.Name == naam);
        // else its room stands before it
        var (values, words) = (EnumNames.Of(type).Names.Order(), Woordenlijst.Van(naam));
        Assert.Equal(values, words.Select(w => w.Waarde).Order());
        Assert.Equal(words.Count, words.Select(w => w.Woord).Distinct().Count());
        Assert.All(words, w => Assert.True(char.IsUpper(w.Woord[0]) && w.Woord == w.Woord.Trim() && !w.Woord.Contains('_'), w.Woord));
        Assert.All(words, w => Assert.Equal(w.Woord, Woordenlijst.Woord(type, w.Waarde)));
    }

    /// <summary>What a screen says in its own words, it would say otherwise the next time.</summary>
    [Fact]
    public void No_screen_words_a_value_itself()
    {
        var known = Woordenlijst.Namen.SelectMany(n => Woordenlijst.Van(n)).ToHashSet();
        var found = from file in Source.All
                    where file.Path.StartsWith("src/Apps/", StringComparison.Ordinal)
                    && file.Path is not "src/Apps/Ledenwerk/Termen.cs" // (see below)
                    from Match m in Paar().Matches(file.Text)
                    where known.Contains((m.Groups[1].Value, m.Groups[2].Value)) && m.Groups[1].Value.Contains('_')
                    select $"{file.Path}: {m.Value}";
        Assert.Empty(found);
        Assert.True(known.Count > 150);
    }

    [GeneratedRegex("\"([a-z_]+)\"(?:,| =>) \"([^\"]+)\"")]
    private static partial Regex Paar();

    /// <summary>The words of meetings stand in a list of their own, which says the same.</summary>
    [Fact]
    public void Meetings_say_the_same()
    {
        foreach (var (naam, keuzes) in new (string, Choice[])[]
        {
            ("Vergadervorm", Termen.Vormen), ("Puntsoort", Termen.Puntsoorten), ("Besluitsoort", Termen.Besluitsoorten),
            ("Vraagsoort", Termen.Vraagsoorten),
            ("Stemmodus", Termen.Modi),
            ("Besluitvorming.Keuze", Termen.Keuzes), ("Hoedanigheid", Termen.Hoedanigheden), ("Inbreng", Termen.Inbreng),
            ("Toezeggingsoort", Termen.Toezeggingsoorten),
        })
        {
            Assert.All(keuzes.Where(k => k.Value.Length > 0), k => Assert.Equal(Woordenlijst.Woord(naam, k.Value), k.Text));
        }
        Assert.All(Woordenlijst.Van("Vergaderstatus"), w => Assert.Equal(w.Woord, Termen.Vergaderstatus(w.Waarde)));
        Assert.All(Woordenlijst.Van("Stemstatus"), w => Assert.Equal(w.Woord, Termen.Stemstatus(w.Waarde)));
        Assert.All(Woordenlijst.Van("Uitkomst"), w => Assert.Equal(w.Woord, Termen.Uitkomst(w.Waarde)));
        Assert.All(Woordenlijst.Van("Notulenstatus"), w => Assert.Equal(w.Woord, Termen.Notulenstatus(w.Waarde)));
    }

    [Fact]
    public void The_documents_say_what_each_value_means()
    {
        var without = new List<string>();
        foreach (var register in Onderlaag.Model.Registers)
        {
            var document = JsonNode.Parse(new OpenApi(Onderlaag.Model).Document(register, "https://example.com/deventer/").ToJsonString())!;
            foreach (var (name, schema) in document["components"]!["schemas"]!.AsObject())
            {
                foreach (var (field, property) in schema!["properties"] as JsonObject ?? [])
                {
                    if (field != "ordering" && property!["enum"] is JsonArray { Count: > 1 } values
                        && property["type"]?.ToString() == "string"
                        && values.OfType<JsonValue>().Select(v => v.ToString())
                            .Any(v => v.Length > 0 && property["description"]?.ToString().Contains($"`{v}`: ") != true))
                    {
                        without.Add($"{register.Naam} {name}.{field}");
                    }
                }
            }
        }
        Assert.Empty(without);
        var zaken = JsonNode.Parse(new OpenApi(Onderlaag.Model).Document(Onderlaag.Model.Register("zaken")!, "https://example.com/")
            .ToJsonString())!;
        Assert.Contains("`nog_niet`: Nog niet betaald",
            zaken["components"]!["schemas"]!["Zaak"]!["properties"]!["betalingsindicatie"]!["description"]!.ToString(),
            StringComparison.Ordinal);
    }
}
