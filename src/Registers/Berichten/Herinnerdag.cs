namespace Brink.Registers.Berichten;

/// <summary>When somebody is reminded.</summary>
internal static class Herinnerdag
{
    /// <summary>The smallest number of days before a moment from which on somebody is to be reminded now; null when not.
    /// Only the last reminder that is due is made: after a standstill nobody gets several at once.</summary>
    public static int? Nu(IEnumerable<int> dagen, Func<int, bool> bereikt) => dagen.Where(bereikt).Select(d => (int?)d).Min();

    /// <summary>When a day is over here, or nearly so.</summary>
    public static DateTimeOffset Einde(DateOnly dag) => new(dag.ToDateTime(new TimeOnly(22, 0)), TimeSpan.Zero);
}
