using System.Reflection;
using System.Text.RegularExpressions;
using Brink.Registers;
using Xunit;

namespace Brink.Tests;

/// <summary>
/// The two laws of the house: an app owns no data (it reaches registers by their HTTP API only), and a register knows no
/// app, as the engine knows no register. What an assembly really uses is what the compiler wrote in its references.
/// </summary>
public sealed class Laws
{
    private static readonly string[] Stores = ["Npgsql", "Microsoft.Data.Sqlite", "SQLitePCLRaw.core"];

    /// <summary>Each assembly of the house with what it may never refer to.</summary>
    public static TheoryData<string, string[]> Forbidden => new()
    {
        { "Brink.Apps", ["Brink.Engine", "Brink.Registers", "Brink.Host", .. Stores] },
        { "Brink.Client", ["Brink.Engine", "Brink.Registers", "Brink.Apps", "Brink.Design", "Brink.Host", .. Stores] },
        { "Brink.Design", ["Brink.Engine", "Brink.Registers", "Brink.Apps", "Brink.Host", .. Stores] },
        // (The registers run the check of boards before they determine an outcome; the check itself uses nothing of theirs.)
        { "Brink.Registers", ["Brink.Apps", "Brink.Design", "Brink.Host", .. Stores] },
        { "Brink.Stembord", ["Brink.Engine", "Brink.Registers", "Brink.Apps", "Brink.Design", "Brink.Host", "Brink.Controle", .. Stores] },
        { "Brink.Controle", ["Brink.Engine", "Brink.Registers", "Brink.Apps", "Brink.Design", "Brink.Host", "Brink.Stembord", .. Stores] },
        { "Brink.Engine", ["Brink.Registers", "Brink.Apps", "Brink.Design", "Brink.Host"] },
        // (What every room says in Dutch: the clock, days, terms, numbers. It uses nothing of theirs.)
        { "Brink.Nederlands", ["Brink.Engine", "Brink.Registers", "Brink.Apps", "Brink.Design", "Brink.Host", "Brink.Stembord", "Brink.Controle", .. Stores] },
    };

    [Theory]
    [MemberData(nameof(Forbidden))]
    public void Refers_only_downwards(string assembly, string[] forbidden)
    {
        var loaded = Assembly.Load(assembly);
        Assert.True(HasContent(loaded), $"{assembly} has no types of its own, so this says nothing about it.");

        var used = loaded.GetReferencedAssemblies().Select(reference => reference.Name).ToArray();
        Assert.NotEmpty(used);
        Assert.Empty(used.Intersect(forbidden));
    }

    /// <summary>The other way about: the laws would hold for an empty house, so what they allow must be in use.</summary>
    [Theory]
    [InlineData("Brink.Registers", "Brink.Engine")]
    [InlineData("Brink.Apps", "Brink.Client")]
    [InlineData("Brink.Apps", "Brink.Design")]
    [InlineData("Brink.Apps", "Brink.Nederlands")]
    [InlineData("Brink.Engine", "Brink.Nederlands")]
    [InlineData("Brink.Host", "Brink.Apps")]
    [InlineData("Brink.Host", "Brink.Registers")]
    public void Stands_on_the_floor_below(string assembly, string below) =>
        Assert.Contains(below, Assembly.Load(assembly).GetReferencedAssemblies().Select(reference => reference.Name));

    /// <summary>The project files say the same: a reference that nobody uses yet is already a broken law.</summary>
    [Theory]
    [MemberData(nameof(Forbidden))]
    public void Project_file_names_nothing_forbidden(string assembly, string[] forbidden)
    {
        var name = assembly["Brink.".Length..];
        var project = Source.All.Single(file => file.Path == $"src/{name}/{name}.csproj");
        foreach (var other in forbidden)
        {
            var named = other.StartsWith("Brink.", StringComparison.Ordinal) ? $"{other["Brink.".Length..]}.csproj\"" : $"\"{other}\"";
            Assert.DoesNotContain(named, project.Text);
        }
    }

    /// <summary>
    /// The engine knows no register, in words neither: what it is named by in an address, in a scope or in a parameter is said by a register, or by who puts the house together.
    /// What the engine does itself has words of its own: announcements (kanaal, abonnement) and the log of who saw whom (avg).
    /// </summary>
    [Fact]
    public void The_engine_says_no_word_of_a_register()
    {
        string[] own = ["avg", "persoon", "personen", "objecten", "betrokkenen", "notificaties", "kanaal", "abonnement", "fields", "date", "versie"];
        var words = Onderlaag.Model.Registers.SelectMany(r => new[] { r.Naam, r.Component })
            .Concat(Onderlaag.Model.Definitions.SelectMany(d => d.ReadParameters.Select(p => p.Name).Append(d.Path)))
            .Where(w => w.Length > 0).Except(own).ToHashSet();
        Assert.True(words.Count > 100);
        var said = from file in Source.All
                   where file.Path.StartsWith("src/Engine/", StringComparison.Ordinal) && file.Path.EndsWith(".cs", StringComparison.Ordinal)
                   from line in file.Text.Split('\n')
                   where !line.TrimStart().StartsWith("//", StringComparison.Ordinal)
                   from Match literal in Regex.Matches(line, "\"([a-z_]+)(?::[a-z.-]+)?\"")
                   where words.Contains(literal.Groups[1].Value)
                   select $"{file.Path}: {literal.Value}";
        Assert.Empty(said);
    }

    private static bool HasContent(Assembly assembly) =>
        assembly.GetTypes().Any(type => type.Namespace == "Brink" || type.Namespace?.StartsWith("Brink.", StringComparison.Ordinal) == true);
}
