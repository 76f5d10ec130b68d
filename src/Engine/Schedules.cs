using Cronos;

namespace Brink.Engine;

/// <summary>Moments that return: five fields of cron on the Dutch clock, so that seven in the morning is that in summer
/// and in winter.</summary>
public static class Schedules
{
    /// <summary>The first moment after this one.</summary>
    /// <exception cref="FormatException">It is no cron, or one of which there is no moment (30 February).</exception>
    public static DateTimeOffset Next(string cron, DateTimeOffset after) =>
        CronExpression.Parse(cron).GetNextOccurrence(after.ToUniversalTime(), DutchClock.Zone)?.ToUniversalTime()
        ?? throw new FormatException($"'{cron}' never comes.");
}
