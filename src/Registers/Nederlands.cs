using System.Globalization;

namespace Brink.Registers;

/// <summary>Numbers and dates as people here write them. Made by hand: the program runs without the system's own list of cultures.</summary>
public static class Nederlands
{
    public static CultureInfo Cultuur { get; } = Maak();

    /// <summary>A moment on the Dutch clock: an hour later than winter time from the last Sunday of March to that of October, at one o'clock UTC.</summary>
    public static DateTime Klok(DateTimeOffset moment)
    {
        static DateTime Wissel(int jaar, int maand)
        {
            var laatste = new DateTime(jaar, maand, 31, 1, 0, 0, DateTimeKind.Utc);
            return laatste.AddDays(-(int)laatste.DayOfWeek);
        }
        var utc = moment.UtcDateTime;
        if (utc.Year == DateTime.MaxValue.Year) return utc; // a clock ends there
        return DateTime.SpecifyKind(utc.AddHours(utc >= Wissel(utc.Year, 3) && utc < Wissel(utc.Year, 10) ? 2 : 1), DateTimeKind.Unspecified);
    }

    /// <summary>The day that it is here at this moment.</summary>
    public static DateOnly Vandaag(DateTimeOffset nu) => DateOnly.FromDateTime(Klok(nu));

    /// <summary>A day in words: <c>3 maart 2026</c>.</summary>
    public static string Voluit(DateOnly dag) => dag.ToString("d MMMM yyyy", Cultuur);

    /// <summary>The hour of a moment on the Dutch clock: <c>19.30</c>.</summary>
    public static string Tijd(DateTimeOffset moment) => Klok(moment).ToString("HH.mm", CultureInfo.InvariantCulture);

    /// <summary>The beginning of a text, never through the middle of a sign that takes two places.</summary>
    public static string Kort(string tekst, int meest) => tekst.Length <= meest ? tekst : tekst[..(char.IsHighSurrogate(tekst[meest - 1]) ? meest - 1 : meest)];

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
