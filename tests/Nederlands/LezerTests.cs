using System.Globalization;
using System.Text.RegularExpressions;
using Brink.Apps.Zaakafhandeling;
using Xunit;

namespace Brink.Tests;

/// <summary>The one reader of what people type: a number is understood as they mean it, or refused with both readings; never guessed,
/// never dropped.</summary>
public sealed partial class LezerTests
{
    [Theory]
    [InlineData("12.500", "12500")]
    [InlineData("1.234.567,89", "1234567.89")]
    [InlineData("1 250,50", "1250.50")]
    [InlineData("1\u00a0250,50", "1250.50")]
    [InlineData("€ 4,50", "4.50")]
    [InlineData("€4", "4")]
    [InlineData("EUR 12", "12")]
    [InlineData("1.250,-", "1250")]
    [InlineData("12,--", "12")]
    [InlineData("-5", "-5")]
    [InlineData("−€ 5", "-5")]
    [InlineData("€ -5", "-5")]
    [InlineData("0", "0")]
    [InlineData("007", "7")]
    [InlineData("0,0125", "0.0125")]
    [InlineData(" 42 ", "42")]
    public void An_amount_is_read_as_it_is_meant(string getypt, string waarde)
    {
        Assert.True(Lezer.Getal(getypt, Getalsoort.Bedrag, out var getal, out var fout), fout);
        Assert.Equal(decimal.Parse(waarde, CultureInfo.InvariantCulture), getal);
    }

    [Theory]
    [InlineData("4,5", "4.5")]
    [InlineData("4,5%", "4.5")]
    [InlineData("4,125 %", "4.125")]
    [InlineData("-3", "-3")]
    [InlineData("1234", "1234")]
    [InlineData("1.234,5", "1234.5")]
    [InlineData("1.234.567", "1234567")]
    public void A_percentage_is_read_as_it_is_meant(string getypt, string waarde)
    {
        Assert.True(Lezer.Getal(getypt, Getalsoort.Procent, out var getal, out var fout), fout);
        Assert.Equal(decimal.Parse(waarde, CultureInfo.InvariantCulture), getal);
    }

    // What can be two things names both, and both can be typed.
    [Theory]
    [InlineData("4.5", Getalsoort.Procent, "4,5", "45")]
    [InlineData("4.5", Getalsoort.Bedrag, "4,5", "45")]
    [InlineData("12.50", Getalsoort.Bedrag, "12,50", "1250")]
    [InlineData("1.234", Getalsoort.Procent, "1,234", "1234")]
    [InlineData("1234.5678", Getalsoort.Bedrag, "1234,5678", "12345678")]
    [InlineData("1,234", Getalsoort.Bedrag, "1,2340", "1234")]
    public void What_is_ambiguous_is_asked(string getypt, Getalsoort soort, string een, string ander)
    {
        Assert.False(Lezer.Getal(getypt, soort, out var getal, out var fout));
        Assert.Null(getal);
        Assert.Equal($"'{getypt}' kan {een} of {ander} zijn. Typ {een} of {ander}", fout);
        Assert.True(Lezer.Getal(een, soort, out var eerste, out _) && Lezer.Getal(ander, soort, out var tweede, out _) && eerste != tweede);
    }

    [Theory]
    [InlineData("1.2.3")]
    [InlineData("1.23.456")]
    [InlineData("12.3456,5")]
    [InlineData("0.125")]
    [InlineData("1,250.50")]
    [InlineData("1,234,567")]
    [InlineData("12,")]
    [InlineData(",5")]
    [InlineData("1e5")]
    [InlineData("0x10")]
    [InlineData("½")]
    [InlineData("١٢")]
    [InlineData("twaalf")]
    [InlineData("4 5")]
    [InlineData("5%")]
    [InlineData("--5")]
    [InlineData("99999999999999999999999999999")]
    public void What_is_no_amount_is_an_error_at_its_field(string getypt)
    {
        Assert.False(Lezer.Getal(getypt, Getalsoort.Bedrag, out var getal, out var fout));
        Assert.Null(getal);
        Assert.NotEqual("", fout);
    }

    [Fact]
    public void Nothing_typed_is_nothing()
    {
        Assert.True(Lezer.Getal("  ", Getalsoort.Bedrag, out var getal, out _) && getal is null);
        Assert.True(Lezer.Heel(null, 0, 9, out var heel, out _) && heel is null);
        Assert.True(Lezer.Dag("", out var dag, out _) && dag is null);
        Assert.True(Lezer.Klok("", out var klok, out _) && klok is null);
    }

    // Otherwise a form that is opened and saved would refuse, or change, what nobody touched.
    [Theory]
    [InlineData("0")]
    [InlineData("1234")]
    [InlineData("1234.5")]
    [InlineData("1.234")]
    [InlineData("-12345.6789")]
    [InlineData("0.00625")]
    [InlineData("12345678.9")]
    public void What_a_field_shows_reads_back_as_the_same(string waarde)
    {
        var getal = decimal.Parse(waarde, CultureInfo.InvariantCulture);
        foreach (var soort in Enum.GetValues<Getalsoort>())
        {
            Assert.True(Lezer.Getal(Lezer.Schrijf(getal, soort), soort, out var terug, out var fout),
                $"{Lezer.Schrijf(getal, soort)}: {fout}");
            Assert.Equal(getal, terug);
        }
    }

    [Theory]
    [InlineData("3", 3, null)]
    [InlineData("2027", 2027, null)]
    [InlineData("1.234", 1234, null)]
    [InlineData("1 234", 1234, null)]
    [InlineData("3,5", null, "Vul een heel getal in, zonder decimalen")]
    [InlineData("3.5", null, "Vul een heel getal in, zonder decimalen")]
    [InlineData("drie", null, "Vul een heel getal in, zoals 3")]
    [InlineData("-1", null, "Vul een heel getal in van 0 tot en met 5000")]
    [InlineData("5001", null, "Vul een heel getal in van 0 tot en met 5000")]
    [InlineData("99999999999999999999", null, "Vul een heel getal in van 0 tot en met 5000")]
    public void A_whole_number_is_whole_and_within_bounds(string getypt, int? waarde, string? zin)
    {
        Assert.Equal(zin is null, Lezer.Heel(getypt, 0, 5000, out var getal, out var fout));
        Assert.Equal(waarde, getal);
        Assert.Equal(zin ?? "", fout);
    }

    [Theory]
    [InlineData("2026-03-01", "2026-03-01")]
    [InlineData("1-3-2026", "2026-03-01")]
    [InlineData("01.03.2026", "2026-03-01")]
    [InlineData("1 maart 2026", "2026-03-01")]
    [InlineData("1 mrt 2026", "2026-03-01")]
    [InlineData("31/1/2026", "2026-01-31")]
    [InlineData("3/3/2026", "2026-03-03")]
    public void A_day_is_read_as_people_write_it(string getypt, string dag)
    {
        Assert.True(Lezer.Dag(getypt, out var gelezen, out var fout), fout);
        Assert.Equal(DateOnly.Parse(dag, CultureInfo.InvariantCulture), gelezen);
    }

    [Theory]
    [InlineData("3/4/2026", "'3/4/2026' kan 3 april 2026 of 4 maart 2026 zijn. Schrijf 3-4-2026 of 4-3-2026")]
    [InlineData("31-2-2026", "Vul een datum in, zoals 31-1-2026")]
    [InlineData("1-3-26", "Vul een datum in, zoals 31-1-2026")]
    [InlineData("morgen", "Vul een datum in, zoals 31-1-2026")]
    public void What_is_no_day_or_two_days_is_refused(string getypt, string zin)
    {
        Assert.False(Lezer.Dag(getypt, out var dag, out var fout));
        Assert.Null(dag);
        Assert.Equal(zin, fout);
    }

    [Theory]
    [InlineData("14:05", 14, 5)]
    [InlineData("14.05", 14, 5)]
    [InlineData("9.30 uur", 9, 30)]
    [InlineData("14u05", 14, 5)]
    public void A_time_is_read_as_people_write_it(string getypt, int uur, int minuut)
    {
        Assert.True(Lezer.Klok(getypt, out var klok, out _));
        Assert.Equal(new TimeOnly(uur, minuut), klok);
    }

    [Fact]
    public void A_time_that_the_clock_skips_or_has_twice_is_not_guessed()
    {
        Assert.Null(Tijd.Op(new(2026, 3, 29), new(2, 30), out var weg));
        Assert.Contains("een uur vooruit", weg, StringComparison.Ordinal);
        Assert.Null(Tijd.Op(new(2026, 10, 25), new(2, 30), out var dubbel));
        Assert.Contains("twee keer", dubbel, StringComparison.Ordinal);
        Assert.Equal(new DateTimeOffset(2026, 10, 25, 2, 0, 0, TimeSpan.Zero), Tijd.Op(new(2026, 10, 25), new(3, 0), out _));
    }

    // One idea one place: nobody else turns what was typed into a number or a day.
    [Fact]
    public void No_screen_reads_numbers_by_itself()
    {
        var fout = Directory.EnumerateFiles(Path.Combine(Source.Root, "src", "Apps"), "*.*", SearchOption.AllDirectories)
            .Where(f => f.EndsWith(".cs", StringComparison.Ordinal) || f.EndsWith(".razor", StringComparison.Ordinal))
            .Where(f => !f.Contains("/obj/", StringComparison.Ordinal) && Path.GetFileName(f) != "Lezer.cs")
            .Where(f => !Path.GetFileName(f)
                .StartsWith("Pdf", StringComparison.Ordinal)) // (these read what stands in a file of PDF, which nobody typed)
            .SelectMany(f => File.ReadAllLines(f).Where(r => Zelf().IsMatch(r)).Select(r => $"{Path.GetFileName(f)}: {r.Trim()}")).ToList();
        Assert.Empty(fout);
    }

    [GeneratedRegex(@"\b(int|long|short|double|float|decimal|TimeOnly)\.(Try)?Parse(Exact)?\(")]
    private static partial Regex Zelf();
}
