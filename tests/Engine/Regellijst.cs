using System.Reflection;
using System.Text.RegularExpressions;
using Xunit;

namespace Brink.Tests;

/// <summary>Every rule of the standards has a number, a place in the code and a test: <c>Specificatie/regels.md</c> lists them,
/// and here it is held against all three.</summary>
public sealed partial class Regellijst
{
    private const string Lijst = "tests/Specificatie/regels.md";

    private sealed record Rij(string Code, string Bestand, string Test);

    private static readonly Rij[] Rijen =
    [
        .. from line in File.ReadLines(Path.Combine(Source.Root, Lijst))
           where line.StartsWith("| `", StringComparison.Ordinal)
           let cells = line.Split('|')[1..^1].Select(c => c.Trim().Trim('`')).ToArray()
           select new Rij(cells[0], cells[1], cells[2]),
    ];

    /// <summary>The numbers that the standards gave out; the test below compares them with the prose where that lies beside the
    /// repository.</summary>
    private static readonly string[] Standaard =
    [
        .. Reeks("zrc", 1, 29), .. Reeks("ztc", 1, 10), .. Reeks("ztc", 14, 17), .. Reeks("brc", 1, 9), .. Reeks("drc", 1, 14),
        .. Reeks("ac", 1, 3),
    ];

    private static IEnumerable<string> Reeks(string component, int van, int tot) => Enumerable.Range(van, tot - van + 1)
        .Select(n => $"{component}-{n:000}");

    [Fact]
    public void Every_rule_of_the_standards_has_a_row_and_no_other() =>
        Assert.Equal(Standaard.Order(StringComparer.Ordinal), Rijen.Select(r => r.Code).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void The_numbers_are_those_of_the_standards()
    {
        var folder = Path.Combine(Source.Shared, "specs", "standaard");
        Assert.SkipUnless(Directory.Exists(folder), "The prose of the standards is not beside this repository.");
        var given = Directory.GetFiles(folder, "*.md").SelectMany(f => Anker().Matches(File.ReadAllText(f)).Select(m => m.Groups[1].Value))
            .Distinct();
        Assert.Equal(Standaard.Order(StringComparer.Ordinal), given.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_row_names_code_that_names_the_rule()
    {
        var wrong = from rij in Rijen
                    let file = Source.All.FirstOrDefault(f => f.Path == rij.Bestand)
                    where file is null || !file.Path.StartsWith("src/", StringComparison.Ordinal)
                        || !file.Text.Contains(rij.Code, StringComparison.Ordinal)
                    select $"{rij.Code}: {rij.Bestand} does not name it";
        Assert.Empty(wrong);
    }

    [Fact]
    public void Every_row_names_a_test_that_names_the_rule()
    {
        foreach (var rij in Rijen)
        {
            var (kind, name) = (rij.Test[..rij.Test.IndexOf('.', StringComparison.Ordinal)],
                rij.Test[(rij.Test.IndexOf('.', StringComparison.Ordinal) + 1)..]);
            var method = typeof(Regellijst).Assembly.GetType($"Brink.Tests.{kind}")?.GetMethod(name);
            Assert.True(method?.GetCustomAttributes<FactAttribute>(inherit: true).Any() == true,
                $"{rij.Code}: there is no test {rij.Test}");
            // (a class stands in the file of its name, and in those beside it that begin so)
            var sources = Source.All.Where(f => f.Path.StartsWith("tests/", StringComparison.Ordinal)
                && (f.Path.EndsWith($"/{kind}.cs", StringComparison.Ordinal) || f.Path.Contains($"/{kind}.", StringComparison.Ordinal)));
            Assert.True(Genoemd(name).Contains(rij.Code) || sources.Any(f => f.Text.Contains(rij.Code, StringComparison.Ordinal)),
                $"{rij.Code}: {rij.Test} does not name it");
        }
    }

    /// <summary>A rule that the code names and the list does not, is a rule of ours that took a number of the standard.</summary>
    [Fact]
    public void The_code_names_no_number_that_does_not_exist()
    {
        var named = from file in Source.All
                    where file.IsCode && file.Path.StartsWith("src/", StringComparison.Ordinal)
                    from Match m in Nummer().Matches(file.Text)
                    where !Standaard.Contains(m.Value)
                    select $"{file.Path}: {m.Value}";
        Assert.Empty(named);
    }

    // Zrc_003_005_017_documents… names three rules; Ztc_003_to_008_… names six.
    private static HashSet<string> Genoemd(string test)
    {
        var words = test.Split('_');
        var found = new HashSet<string>();
        var last = 0;
        for (var i = 1; i < words.Length && (words[i] == "to" || words[i].Length == 3 && words[i].All(char.IsAsciiDigit)); i++)
        {
            if (words[i] == "to") continue;
            var n = int.Parse(words[i], System.Globalization.CultureInfo.InvariantCulture);
            for (var m = words[i - 1] == "to" ? last : n; m <= n; m++) found.Add($"{words[0].ToLowerInvariant()}-{m:000}");
            last = n;
        }
        return found;
    }

    [GeneratedRegex(@"\[((?:zrc|ztc|brc|drc|ac)-\d{3})\]\(#")]
    private static partial Regex Anker();

    [GeneratedRegex(@"\b(?:zrc|ztc|brc|drc|ac)-\d{3}\b")]
    private static partial Regex Nummer();
}
