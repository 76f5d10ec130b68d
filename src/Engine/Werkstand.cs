namespace Brink.Engine;

/// <summary>How much work for later there is, in a question that any number of organisations can be asked often.</summary>
/// <param name="Soort">The name of its kind.</param>
/// <param name="Stand"><c>geparkeerd</c>, <c>bezig</c>, <c>gepland</c> or <c>wacht</c>.</param>
/// <param name="Aantal">How many lanes: work about the same, of which the first is counted.</param>
public sealed record Werkstand(string Soort, string Stand, long Aantal)
{
    /// <summary>All there is in an organisation.</summary>
    public static async ValueTask<IReadOnlyList<Werkstand>> Van(Db db) =>
        [.. (await db.Rows($"SELECT w.groep, {Api.LaneState}, count(*) FROM wachtrij w GROUP BY 1, 2", [],
            r => new Werkstand(r.GetString(0).Split('/')[0], r.GetString(1), r.GetInt64(2))))
            .GroupBy(w => (w.Soort, w.Stand)).Select(g => new Werkstand(g.Key.Soort, g.Key.Stand, g.Sum(w => w.Aantal)))];
}
