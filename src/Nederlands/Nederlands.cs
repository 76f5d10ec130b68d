using System.Globalization;

namespace Brink;

/// <summary>Numbers and dates as people here write them. Made by hand: the program runs without the system's own list of
/// cultures.</summary>
public static class Nederlands
{
    public static CultureInfo Cultuur { get; } = Maak();

    /// <summary>A moment on the Dutch clock.</summary>
    public static DateTime Klok(DateTimeOffset moment) => DutchClock.Wall(moment);

    /// <summary>The day that it is here at this moment.</summary>
    public static DateOnly Vandaag(DateTimeOffset nu) => DutchClock.Day(nu);

    private static readonly string[] Dagen = ["yyyy-MM-dd", "yyyyMMdd", "dd-MM-yyyy"];
    private static readonly string[] Tijdstippen = ["yyyyMMddHHmmss", "yyyyMMddHHmm"];

    /// <summary>The day in a text as other registers and people write it: the standard's <c>JJJJMMDD</c> and <c>JJJJMMDDUUMMSS</c> (the
    /// formats <c>datum</c> and
    /// <c>datum_tijd</c> of an eigenschap), ISO 8601 with or without a time, or day, month and year.
    /// A moment with an offset is the day that it is here then. Null: no day.</summary>
    public static DateOnly? Dag(string? tekst)
    {
        if (DateOnly.TryParseExact(tekst, Dagen, CultureInfo.InvariantCulture, DateTimeStyles.None, out var dag)) return dag;
        if (DateTime.TryParseExact(tekst, Tijdstippen, CultureInfo.InvariantCulture, DateTimeStyles.None, out var klok))
            return DateOnly.FromDateTime(klok);
        if (tekst is not { Length: > 10 and < 40 } || tekst[10] is not ('T' or ' ')) return null;
        // Without an offset it is told on the clock here.
        if (!DateTime.TryParse(tekst, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var moment)) return null;
        return moment.Kind == DateTimeKind.Unspecified ? DateOnly.FromDateTime(moment)
            : Vandaag(DateTimeOffset.Parse(tekst, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal));
    }

    /// <summary>A day in words: <c>3 maart 2026</c>.</summary>
    public static string Voluit(DateOnly dag) => dag.ToString("d MMMM yyyy", Cultuur);

    /// <summary>The hour of a moment on the Dutch clock: <c>19.30</c>.</summary>
    public static string Tijd(DateTimeOffset moment) => Klok(moment).ToString("HH.mm", CultureInfo.InvariantCulture);

    /// <summary>The beginning of a text, never through the middle of a sign that takes two places.</summary>
    public static string Kort(string tekst, int meest) => tekst.Length <= meest ? tekst
        : tekst[..(char.IsHighSurrogate(tekst[meest - 1]) ? meest - 1 : meest)];

    private static CultureInfo Maak()
    {
        var cultuur = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        cultuur.NumberFormat.NumberDecimalSeparator = ",";
        cultuur.NumberFormat.NumberGroupSeparator = ".";
        string[] maanden = ["januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november",
            "december", ""];
        cultuur.DateTimeFormat.MonthNames = maanden;
        cultuur.DateTimeFormat.MonthGenitiveNames = maanden;
        return CultureInfo.ReadOnly(cultuur);
    }
}
