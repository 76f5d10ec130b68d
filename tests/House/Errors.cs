using System.Text.RegularExpressions;
using Xunit;

namespace Brink.Tests;

/// <summary>Whoever calls a public member of what others build on, reads in its documentation what it throws.</summary>
public sealed partial class Errors
{
    private static readonly string[] Rooms =
        ["src/Nederlands/", "src/Engine/", "src/Stembord/", "src/Controle/", "src/Design/", "src/Client/",
            "src/Apps/Kern/", "src/Apps/Zaakwerk/", "src/Apps/Ledenwerk/"];

    [Fact]
    public void A_public_member_says_what_it_throws()
    {
        const string Example = """
            public sealed class Een
            {
                /// <summary>Says.</summary>
                /// <exception cref="FormatException">It is none.</exception>
                public void Zegt() => throw new FormatException();

                /// <summary>Does not say.</summary>
                public void Zwijgt()
                {
                    if (Tijd()) throw new FormatException();
                }

                public void Weigert() => throw Refuse(409, "no", "No.");

                private void Eigen() => throw new FormatException();
            }

            internal sealed class Twee
            {
                public void Zwijgt() => throw new FormatException();
            }
            """;
        Assert.Equal([("Zwijgt", "FormatException"), ("Weigert", "RefusedException")], Silent(Example.Split('\n')));
        var files = Source.All.Where(f => f.Path.EndsWith(".cs", StringComparison.Ordinal)
            && Rooms.Any(room => f.Path.StartsWith(room, StringComparison.Ordinal))).ToList();
        Assert.True(files.Sum(f => ExceptionDoc().Count(f.Text)) > 30, "There must be errors that are told for this to mean anything.");
        Assert.Empty(files.SelectMany(f => Silent(f.Lines).Select(s => $"{f.Path}: {s.Member} throws {s.Error}, and does not say so")));
    }

    // The public members of public types whose own body throws what their documentation does not name. What overrides, does as it was told.
    private static IEnumerable<(string Member, string Error)> Silent(string[] lines)
    {
        Dictionary<int, bool> types = [];
        for (var i = 0; i < lines.Length; i++)
        {
            if (Declared().Match(lines[i]) is not { Success: true } declared) continue;
            var deep = declared.Groups[1].Length;
            var open = declared.Groups[2].Value is "public" or "protected" && types.Where(t => t.Key < deep).All(t => t.Value);
            foreach (var gone in types.Keys.Where(k => k >= deep).ToList()) types.Remove(gone);
            if (TypeWord().IsMatch(lines[i].Split('(')[0]))
            {
                types[deep] = open;
                continue;
            }
            if (!open || lines[i].Contains(" override ", StringComparison.Ordinal)) continue;
            var (body, docs) = (Body(lines, i, deep), "");
            for (var k = i - 1; k >= 0 && Above().IsMatch(lines[k]); k--) docs += lines[k];
            var thrown = Thrown().Matches(body).Select(m => m.Groups[1].Success ? m.Groups[1].Value : "RefusedException").Distinct();
            foreach (var error in thrown.Where(error => !docs.Contains(error, StringComparison.Ordinal)))
                yield return (Name().Match(lines[i]).Groups[1].Value, error);
        }
    }

    // From where it begins until the line on which its indentation closes it.
    private static string Body(string[] lines, int from, int deep)
    {
        var (block, to) = (false, from);
        for (; to < lines.Length - 1; to++)
        {
            var (line, own) = (lines[to].Trim(), Deep(lines[to]) == deep);
            if (own && line is ("}" or "};" or "];")) break;
            block |= own && line is ("{" or "[");
            if (!block && (line.EndsWith(';') || line.EndsWith('}')) && (lines[to + 1].Trim() == "" || Deep(lines[to + 1]) <= deep)) break;
        }
        return string.Join('\n', lines.Skip(from).Take(to - from + 1));
    }

    private static int Deep(string line) => line.Length - line.TrimStart().Length;

    [GeneratedRegex(@"^( *)(public|protected|internal|private) ")]
    private static partial Regex Declared();

    [GeneratedRegex(@"\b(class|record|struct|interface|enum)\b")]
    private static partial Regex TypeWord();

    [GeneratedRegex(@"\bthrow (?:new (\w+Exception)\b|(?:Session\.)?Refuse\()")]
    private static partial Regex Thrown();

    [GeneratedRegex(@"(\w+)(?:<[^(]*>)?(?:\(| =>| \{|$)")]
    private static partial Regex Name();

    [GeneratedRegex(@"^\s*(///|\[)")]
    private static partial Regex Above();

    [GeneratedRegex("exception cref=")]
    private static partial Regex ExceptionDoc();
}
