namespace Brink;

/// <summary>What time it is in the Netherlands. A day of the standards (a startdatum, an einddatum, "today") is a day here,
/// whatever offset a moment is written with: half past midnight is the new day, though it is still yesterday in UTC.</summary>
public static class DutchClock
{
    /// <summary>The rules of the Dutch clock.</summary>
    public static TimeZoneInfo Zone { get; } = TimeZoneInfo.FindSystemTimeZoneById("Europe/Amsterdam");

    /// <summary>What the clock on the wall says at a moment.</summary>
    public static DateTime Wall(DateTimeOffset moment) => TimeZoneInfo.ConvertTime(moment, Zone).DateTime;

    /// <summary>The day that it is here at a moment.</summary>
    public static DateOnly Day(DateTimeOffset moment) => DateOnly.FromDateTime(Wall(moment));

    /// <summary>The moment at which the clock on the wall shows this. What it shows twice, in the night that winter time begins,
    /// is the second of the two; what it passes over in the night that summer time begins is an hour later.</summary>
    public static DateTimeOffset Moment(DateTime wall)
    {
        var here = DateTime.SpecifyKind(wall, DateTimeKind.Unspecified);
        return new DateTimeOffset(here, Zone.IsInvalidTime(here) ? Zone.BaseUtcOffset : Zone.GetUtcOffset(here)).ToUniversalTime();
    }
}
