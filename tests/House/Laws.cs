using System.Reflection;
using System.Text.RegularExpressions;
using Brink.Host;
using Brink.Registers;
using Xunit;

namespace Brink.Tests;

/// <summary>
/// The two laws of the house: an app owns no data (it reaches registers by their HTTP API only), and a register knows no
/// app, as the engine knows no register. And no app knows another. What an assembly really uses is what the compiler wrote in its
/// references.
/// </summary>
public sealed class Laws
{
    private static readonly string[] Stores = ["Npgsql", "Microsoft.Data.Sqlite", "SQLitePCLRaw.core"];

    // What apps share. All other folders of src/Apps are apps.
    private static readonly string[] Shared = ["Brink.Apps.Kern", "Brink.Apps.Zaakwerk", "Brink.Apps.Ledenwerk"];

    private static readonly string[] Apps = [.. Source.All.Select(f => Regex.Match(f.Path, "^src/Apps/([A-Za-z]+)/\\1\\.csproj$"))
        .Where(m => m.Success)
        .Select(m => "Brink.Apps." + m.Groups[1].Value)];

    /// <summary>Each assembly of the house with what it may never refer to.</summary>
    public static TheoryData<string, string[]> Forbidden
    {
        get
        {
            var data = new TheoryData<string, string[]>
            {
                { "Brink.Client", ["Brink.Engine", "Brink.Registers", "Brink.Design", "Brink.Host", .. Apps, .. Stores] },
                { "Brink.Design", ["Brink.Engine", "Brink.Registers", "Brink.Client", "Brink.Host", .. Apps, .. Stores] },
                // (The registers run the check of boards before they determine an outcome; the check itself uses nothing of theirs.)
                { "Brink.Registers", ["Brink.Design", "Brink.Client", "Brink.Host", .. Apps, .. Stores] },
                { "Brink.Stembord", ["Brink.Engine", "Brink.Registers", "Brink.Client", "Brink.Design", "Brink.Host", "Brink.Controle",
                    .. Apps, .. Stores] },
                { "Brink.Controle", ["Brink.Engine", "Brink.Registers", "Brink.Client", "Brink.Design", "Brink.Host", "Brink.Stembord",
                    .. Apps, .. Stores] },
                { "Brink.Engine", ["Brink.Registers", "Brink.Client", "Brink.Design", "Brink.Host", .. Apps] },
                // (What every room says in Dutch: the clock, days, terms, numbers. It uses nothing of theirs.)
                { "Brink.Nederlands", ["Brink.Engine", "Brink.Registers", "Brink.Client", "Brink.Design", "Brink.Host", "Brink.Stembord",
                    "Brink.Controle", .. Apps, .. Stores] },
            };
            // An app refers to what apps share and to no other app; what they share refers to Kern only, and Kern to none.
            foreach (var app in Apps)
            {
                string[] below = app == Shared[0] ? [] : Shared.Contains(app) ? [Shared[0]] : Shared;
                data.Add(app, ["Brink.Engine", "Brink.Registers", "Brink.Host", "Brink.Stembord",
                    .. Apps.Except(below).Where(other => other != app), .. Stores]);
            }
            return data;
        }
    }

    /// <summary>A new app is its folder and one line of the host.</summary>
    [Fact]
    public void The_host_lists_every_app_once()
    {
        Assert.True(Apps.Length > 8, "There must be apps for this to mean anything.");
        // (Kern and Ledenwerk have no screens of their own.)
        Assert.Equal(Apps.Except(["Brink.Apps.Kern", "Brink.Apps.Ledenwerk"]).Order(),
            Bovenlaag.Apps.Select(a => a.Schermen.GetName().Name!).Order());
    }

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
    [InlineData("Brink.Apps.Kern", "Brink.Client")]
    [InlineData("Brink.Apps.Kern", "Brink.Design")]
    [InlineData("Brink.Apps.Kern", "Brink.Nederlands")]
    [InlineData("Brink.Apps.Zaakafhandeling", "Brink.Apps.Zaakwerk")]
    [InlineData("Brink.Apps.Vergaderen", "Brink.Apps.Ledenwerk")]
    [InlineData("Brink.Engine", "Brink.Nederlands")]
    [InlineData("Brink.Host", "Brink.Apps.Kern")]
    [InlineData("Brink.Host", "Brink.Registers")]
    public void Stands_on_the_floor_below(string assembly, string below) =>
        Assert.Contains(below, Assembly.Load(assembly).GetReferencedAssemblies().Select(reference => reference.Name));

    /// <summary>The project files say the same: a reference that nobody uses yet is already a broken law.</summary>
    [Theory]
    [MemberData(nameof(Forbidden))]
    public void Project_file_names_nothing_forbidden(string assembly, string[] forbidden)
    {
        var name = assembly.Split('.')[^1];
        var project = Source.All.Single(file => file.Path == $"src/{(Apps.Contains(assembly) ? "Apps/" : "")}{name}/{name}.csproj");
        foreach (var other in forbidden)
        {
            var named = other.StartsWith("Brink.", StringComparison.Ordinal) ? $"/{other.Split('.')[^1]}.csproj\"" : $"\"{other}\"";
            Assert.DoesNotContain(named, project.Text);
        }
    }

    /// <summary>
    /// The engine knows no register, in words neither: what it is named by in an address,
    /// in a scope or in a parameter is said by a register, or by who puts the house together.
    /// What the engine does itself has words of its own: announcements (kanaal, abonnement), the log of who saw whom (avg),
    /// search (zoek), and whose data it is (organisatie).
    /// </summary>
    [Fact]
    public void The_engine_says_no_word_of_a_register()
    {
        string[] own = ["avg", "persoon", "personen", "objecten", "betrokkenen", "notificaties", "kanaal", "abonnement", "fields",
            "date", "versie", "zoek", "zoekvragen", "organisatie"];
        var words = Onderlaag.Model.Registers.SelectMany(r => new[] { r.Naam, r.Component })
            .Concat(Onderlaag.Model.Definitions.SelectMany(d => d.ReadParameters.Select(p => p.Name).Append(d.Path)))
            .Where(w => w.Length > 0).Except(own).ToHashSet();
        Assert.True(words.Count > 100);
        var said = from file in Source.All
                   where file.Path.StartsWith("src/Engine/", StringComparison.Ordinal)
                   && file.Path.EndsWith(".cs", StringComparison.Ordinal)
                   from line in file.Text.Split('\n')
                   where !line.TrimStart().StartsWith("//", StringComparison.Ordinal)
                   from Match literal in Regex.Matches(line, "\"([a-z_]+)(?::[a-z.-]+)?\"")
                   where words.Contains(literal.Groups[1].Value)
                   select $"{file.Path}: {literal.Value}";
        Assert.Empty(said);
    }

    /// <summary>
    /// No app writes the address of another: it asks the house (<c>Huis.Pad</c>, <c>Huis.Lijst</c>, <c>Huis.Voordeur</c>), so that a screen
    /// can move and an app can be left out. What is an app's own is what its routes say; Kern has the addresses of no organisation.
    /// </summary>
    [Fact]
    public void An_app_writes_no_address_of_another()
    {
        var sources = Source.All.Where(f => f.IsCode && f.Path.StartsWith("src/Apps/", StringComparison.Ordinal) && f.Path.Count(c => c == '/') == 3)
            .Select(f => (Room: f.Path.Split('/')[2], f.Path, f.Text)).ToList();
        var routes = (from s in sources
                      from Match route in Regex.Matches(s.Text, "\"/\\{organisatie\\}/([^\"?]+)")
                      select (s.Room, Path: Segments(route.Groups[1].Value))).ToList();
        var words = routes.Select(r => r.Path[0]).Distinct().ToList();
        Assert.True(words.Count > 4 && routes.Count > 80, "There must be routes for this to mean anything.");
        var said = new Regex($"(?:[\"}}]|\\.Id|\\bId\\)|Voordeur\\))/((?:{string.Join('|', words)})(?![\\w.-])(?:/(?:[a-z-]+|\\{{[^{{}}]*\\}}))*)");
        string[] Faults(string room, string path, string text) =>
        [
            .. from Match address in said.Matches(Regex.Replace(text, "\"/\\{organisatie\\}[^\"]*\"", ""))
               let to = Segments(address.Groups[1].Value)
               let own = routes.Where(r => r.Room == room).ToList()
               // (The screen of which others are a part is said once, by what those others share.)
               where !(room == "Ledenwerk" && path.EndsWith("/Leden.cs", StringComparison.Ordinal) && to.SequenceEqual(["vereniging"]))
               where !own.Exists(r => r.Path.SequenceEqual(to)) && (routes.Exists(r => r.Path.SequenceEqual(to))
                   || !own.Exists(r => r.Path.Length > to.Length ? r.Path.Take(to.Length).SequenceEqual(to)
                       : to.Take(r.Path.Length).SequenceEqual(r.Path)))
               select $"{path}: /{string.Join('/', to)}",
        ];
        Assert.All([("Vergaderen", "$\"/{Scherm.Hier.Id}/beheer/berichten\""), ("Kern", "href=\"/@organisatie.Id/openbaar\""),
            ("Vergaderen", "\"/vereniging\""), ("Beheer", "\"/beheer/catalogi\"")], e => Assert.Single(Faults(e.Item1, "example", e.Item2)));
        Assert.Empty(sources.SelectMany(s => Faults(s.Room, s.Path, s.Text)));

        static string[] Segments(string path) => [.. path.Split('/').Select(part => part.StartsWith('{') ? "*" : part)];
    }

    private static bool HasContent(Assembly assembly) =>
        assembly.GetTypes().Any(type =>
            type.Namespace == "Brink" || type.Namespace?.StartsWith("Brink.", StringComparison.Ordinal) == true);
}
