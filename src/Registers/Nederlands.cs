using System.Globalization;

namespace Brink.Registers;

/// <summary>Numbers and dates as people here write them. Made by hand: the program runs without the system's own list of cultures.</summary>
public static class Nederlands
{
    public static CultureInfo Cultuur { get; } = Maak();

    /// <summary>The day that has begun here at this moment, as if it were always summer: in winter tomorrow begins an hour early, which does nobody any harm.</summary>
    public static DateOnly Vandaag(DateTimeOffset nu) => DateOnly.FromDateTime(nu.UtcDateTime.AddHours(2));

    private static CultureInfo Maak()
    {
        var cultuur = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        cultuur.NumberFormat.NumberDecimalSeparator = ",";
        cultuur.NumberFormat.NumberGroupSeparator = ".";
        string[] maanden = ["januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december", ""];
        cultuur.DateTimeFormat.MonthNames = maanden;
        cultuur.DateTimeFormat.MonthGenitiveNames = maanden;
        return CultureInfo.ReadOnly(cultuur);
    }
}
