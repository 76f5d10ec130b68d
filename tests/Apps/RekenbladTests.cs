using System.IO.Compression;
using System.Text;
using System.Xml.Linq;
using Brink.Engine;
using Brink.Registers;
using Xunit;

namespace Brink.Tests;

/// <summary>Files for a spreadsheet: whatever stands in a text, the file opens, and no text becomes a formula.</summary>
public sealed class RekenbladTests
{
    [Theory]
    [InlineData("-2+3+cmd|' /C calc'!A0", "'-2+3+cmd|' /C calc'!A0")]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+31 570", "'+31 570")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\t=1", "'\t=1")]
    [InlineData("\r=1", "\"'\r=1\"")]
    [InlineData("\n=1", "\"'\n=1\"")]
    [InlineData("- een punt", "'- een punt")]
    [InlineData("-1", "-1")]
    [InlineData("-12,50", "-12,50")]
    [InlineData("-1\n", "\"'-1\n\"")]
    [InlineData("a;b \"c\"", "\"a;b \"\"c\"\"\"")]
    [InlineData("gewoon", "gewoon")]
    public void A_text_in_a_csv_is_no_formula(string tekst, string cel) =>
        Assert.Equal($"kop\r\n{cel}\r\n", Csv([tekst]));

    [Fact]
    public void Numbers_in_a_csv_stay_numbers() => Assert.Equal("kop\r\n-1111534;2;12,5;\r\n", Csv([-1111534m, 2, 12.5m, null]));

    [Fact]
    public async Task A_workbook_opens_whatever_stands_in_it()
    {
        string[] koppen = [.. Enumerable.Range(1, 30).Select(n => $"kop {n}")]; // past column Z
        object?[] rij = ["\u0001begin", "\uFFFE", "half \uD83D", "heel \U0001F600", "=1+1", null, 7147386, -12.5m, "<b> & \"c\"",
            .. Enumerable.Repeat<object?>("x", 21)];
        var blob = await Rekenblad.Werkboek("boek.xlsx", "Begroting 2023", koppen, [rij]);
        using var zip = new ZipArchive(new MemoryStream(blob.Made!.Value.Bytes));
        var xml = new Dictionary<string, XDocument>();
        foreach (var deel in zip.Entries)
        {
            await using var inhoud = await deel.OpenAsync(TestContext.Current.CancellationToken);
            xml[deel.FullName] = await XDocument.LoadAsync(inhoud, LoadOptions.PreserveWhitespace, TestContext.Current.CancellationToken);
            // well formed, all of it
        }
        var blad = xml["xl/worksheets/sheet1.xml"].Root!;
        XNamespace ns = blad.Name.Namespace;
        var cellen = blad.Descendants(ns + "row").Skip(1).Single().Elements(ns + "c")
            .Select(c => (Soort: (string?)c.Attribute("t"), Waarde: c.Value)).ToList();
        Assert.Equal(["\uFFFDbegin", "\uFFFD", "half \uFFFD", "heel \U0001F600", "=1+1"], cellen.Take(5).Select(c => c.Waarde));
        Assert.DoesNotContain(blad.Descendants(), e => e.Name.LocalName == "f"); // no formula
        Assert.Contains((null, "7147386"), cellen.Select(c => (c.Soort == "n" ? null : c.Soort, c.Waarde)));
        Assert.Contains((null, "-12.5"), cellen.Select(c => (c.Soort == "n" ? null : c.Soort, c.Waarde)));
        Assert.Equal("kop 30", blad.Descendants(ns + "row").First().Elements(ns + "c").Last().Value);
    }

    private static string Csv(object?[] rij)
    {
        var tekst = Encoding.UTF8.GetString(Rekenblad.Csv("x.csv", ["kop"], [rij]).Made!.Value.Bytes);
        Assert.StartsWith("\uFEFF", tekst, StringComparison.Ordinal);
        return tekst[1..];
    }
}
