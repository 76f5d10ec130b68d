using System.Globalization;

namespace Brink;

/// <summary>Numbers, amounts and percentages as people here read them on a screen.</summary>
public static class Getallen
{
    /// <summary>A number with a dot between the thousands and a comma before the decimals.</summary>
    public static string Getal(decimal getal, int decimalen = 0) =>
        getal.ToString(decimalen == 0 ? "#,##0" : "#,##0." + new string('#', decimalen), Cultuur);

    /// <summary>An amount in euros; cents only where there are any.</summary>
    public static string Euro(decimal? bedrag) => bedrag is { } b ? (b < 0 ? "−€ " : "€ ") + Math.Abs(b)
        .ToString(b == Math.Truncate(b) ? "#,##0" : "#,##0.00##", Cultuur) : "";

    /// <summary>A percentage.</summary>
    public static string Procent(decimal? procent, int decimalen = 4) => procent is { } p ? Getal(p, decimalen) + "%" : "";

    /// <summary>The signs in a number: those of <see cref="Nederlands.Cultuur"/>, with a true minus.</summary>
    internal static readonly CultureInfo Cultuur = Maak();

    private static CultureInfo Maak()
    {
        var cultuur = (CultureInfo)Nederlands.Cultuur.Clone();
        cultuur.NumberFormat.NegativeSign = "−";
        return CultureInfo.ReadOnly(cultuur);
    }
}
