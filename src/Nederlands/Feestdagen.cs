using System.Collections.Frozen;

namespace Brink;

/// <summary>
/// The days that count as a Sunday for a legal term: the recognised holidays of article 3 of the Algemene termijnenwet,
/// and the days that a royal decree made equal to them. Known from the law as it read in 2026;
/// before 2014 the King's birthday was another day, so these rules are for 2014 and after.
/// </summary>
public static class Feestdagen
{
    // Article 3(3), by the titles of the decrees: that of 2022 (27 May), the one for 2023-2025 and the one for 2026-2028.
    // The next is added by whoever administers the server, until a new version of this program knows it.
    private static readonly DateOnly[] Besluiten =
    [
        new(2022, 5, 27), new(2023, 4, 28), new(2023, 5, 19), new(2024, 5, 10), new(2024, 12, 27), new(2025, 5, 30),
        new(2026, 1, 2), new(2026, 5, 15), new(2027, 5, 7), new(2028, 4, 28), new(2028, 5, 26),
    ];

    /// <summary>The days made equal to a holiday by decree.</summary>
    public static FrozenSet<DateOnly> Gelijkgesteld { get; private set; } = Besluiten.ToFrozenSet();

    /// <summary>Adds the days of a decree that this program does not know yet.</summary>
    public static void StelGelijk(IEnumerable<DateOnly> dagen) => Gelijkgesteld = Gelijkgesteld.Union(dagen).ToFrozenSet();

    /// <summary>Whether it is a recognised holiday, Good Friday, or a day made equal to one.</summary>
    public static bool Is(DateOnly dag) => Gelijkgesteld.Contains(dag) || Van(dag.Year).Contains(dag);

    /// <summary>Whether a legal term may end on it: no Saturday, no Sunday, no holiday.</summary>
    public static bool IsGewoneDag(DateOnly dag) => dag.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !Is(dag);

    /// <summary>The holidays of a year (article 3, paragraphs 1 and 2), in order: New Year's Day, Good Friday, Easter Monday,
    /// the King's birthday, 5 May, Ascension Day, Whit Monday and both days of Christmas.</summary>
    public static IReadOnlyList<DateOnly> Van(int jaar)
    {
        var pasen = Pasen(jaar);
        DateOnly[] dagen =
        [
            new(jaar, 1, 1), pasen.AddDays(-2), pasen.AddDays(1), Koningsdag(jaar), new(jaar, 5, 5), pasen.AddDays(39), pasen.AddDays(50),
            new(jaar, 12, 25), new(jaar, 12, 26),
        ];
        return [.. dagen.Distinct().Order()];
    }

    /// <summary>27 April; the day before when that is a Sunday.</summary>
    public static DateOnly Koningsdag(int jaar) => new DateOnly(jaar, 4, 27) is { DayOfWeek: DayOfWeek.Sunday } zondag ? zondag.AddDays(-1)
        : new DateOnly(jaar, 4, 27);

    /// <summary>Easter Sunday in the Gregorian calendar: the computus of Meeus, Jones and Butcher, good for every year from 1583.</summary>
    public static DateOnly Pasen(int jaar)
    {
        var (gulden, eeuw) = (jaar % 19, jaar / 100);
        var maan = (19 * gulden + eeuw - eeuw / 4 - (eeuw - (eeuw + 8) / 25 + 1) / 3 + 15) % 30;
        var week = (32 + 2 * (eeuw % 4) + 2 * (jaar % 100 / 4) - maan - jaar % 100 % 4) % 7;
        var som = maan + week - 7 * ((gulden + 11 * maan + 22 * week) / 451) + 114;
        return new(jaar, som / 31, som % 31 + 1);
    }
}
