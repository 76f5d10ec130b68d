using System.Diagnostics;
using System.Text.RegularExpressions;
using Xunit;

namespace Brink.Tests;

/// <summary>What a PDF must be for whoever does not see it, checked by the tools of Poppler and by its structure: tagged, titled, in Dutch,
/// in reading order.</summary>
public static partial class PdfTests
{
    /// <summary>Fails unless the report is all that.</summary>
    internal static async Task Accessible(string path, string title)
    {
        await Accessible(path, title, ["Table", "TR", "TH", "TD", "L", "LI"],
            "Kwartaalrapport Q3 2022", "Zo leest u dit rapport", "Operatie", "A. Governance", "Onderwerp", "1. Vereniging",
            "▲ Aandacht vereist", "↗ Verbeterd", "B. Projecten", "De toelichting ontbreekt.", "Doelstellingen", "A. Relatiebeheer");
        Assert.Contains(", bladzijde 2", await Run("pdftotext", "-layout", path, "-"), StringComparison.Ordinal);
    }

    /// <summary>Fails unless the file is all that: it has these tags, and these texts are read in this order.</summary>
    internal static async Task Accessible(string path, string title, string[] holds, params string[] order)
    {
        var info = await Run("pdfinfo", path);
        Assert.Contains("Tagged:          yes", info, StringComparison.Ordinal);
        Assert.Equal(title, Line(info, "Title"));
        var fonts = (await Run("pdffonts", path)).Split('\n', StringSplitOptions.RemoveEmptyEntries)[2..];
        Assert.NotEmpty(fonts);
        // The fonts on a page that was taken in from somebody else are theirs.
        if (!holds.Contains("Figure"))
            Assert.All(fonts, font => Assert.Matches(@"\byes +yes +yes +\d+ +\d+ *$", font)); // embedded, a subset, and readable as text

        var raw = System.Text.Encoding.Latin1.GetString(await File.ReadAllBytesAsync(path));
        Assert.Matches(@"/Lang\s*(\(nl-NL\)|<FEFF006E006C002D004E004C>)", raw);
        Assert.Matches(@"/DisplayDocTitle\s+true", raw);
        Assert.Equal(!holds.Contains("Figure"), raw.Contains("<pdfuaid:part>1</pdfuaid:part>", StringComparison.Ordinal));
        // what holds pages of others promises less

        // The structure, as a reading program goes through it.
        var tree = (await Run("pdfinfo", "-struct-text", path)).Split('\n');
        var tags = tree.Select(l => Tag().Match(l)).Where(m => m.Success).Select(m => m.Groups[1].Value).ToList();
        Assert.Equal("Document", tags[0]);
        Assert.Equal(1, tags.Count(t => t == "H1"));
        var heading = 0;
        foreach (var level in tags.Where(t => t is ['H', >= '1' and <= '6']).Select(t => t[1] - '0'))
        {
            Assert.True(level <= heading + 1, $"A heading of level {level} follows one of level {heading}.");
            heading = level;
        }
        Assert.All(holds, tag => Assert.Contains(tag, tags));
        Assert.Contains("No syntax or stream encoding errors found", await Run("qpdf", "--check", path), StringComparison.Ordinal);
        Assert.DoesNotContain(tags, t => t is "NonStruct" || t is "Figure" && !holds.Contains("Figure"));
        var read = Space().Replace(string.Join(' ', tree.Select(l => Quoted().Match(l).Groups[1].Value)), " ");
        var at = 0;
        foreach (var text in order)
        {
            var found = read.IndexOf(text, at, StringComparison.Ordinal);
            Assert.True(found >= 0, $"'{text}' is not read after what comes before it.");
            at = found;
        }
        // What is decoration is not read: no page numbers in the structure.
        Assert.DoesNotContain(", bladzijde ", read, StringComparison.Ordinal);
    }

    private static string Line(string info, string name) =>
        info.Split('\n').First(l => l.StartsWith(name + ":", StringComparison.Ordinal))[(name.Length + 1)..].Trim();

    internal static async Task<string> Run(string tool, params string[] arguments)
    {
        var start = new ProcessStartInfo(tool, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = System.Text.Encoding.UTF8
        };
        Process process;
        try { process = Process.Start(start)!; }
        catch (System.ComponentModel.Win32Exception)
        {
            throw new InvalidOperationException($"A PDF is checked with {tool}, which is absent: apt-get install poppler-utils qpdf");
        }
        using (process)
        {
            var output = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            Assert.True(process.ExitCode == 0, $"{tool}: {await process.StandardError.ReadToEndAsync()}");
            return output;
        }
    }

    [GeneratedRegex(@"^\s*(Document|H[1-6]|TOC|TOCI|Link|P|L|LI|Lbl|LBody|Table|THead|TBody|TR|TH|TD|Figure|NonStruct|Artifact)\b")]
    private static partial Regex Tag();

    [GeneratedRegex("^\\s*\"(.*)\"\\s*$")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
