using System.Collections.Frozen;
using System.Reflection;

namespace Brink;

/// <summary>
/// The words of which a Dutch compound is made: <c>parkeervergunningen</c> is <c>parkeer</c> and <c>vergunningen</c>.
/// They come from <c>woorddelen.txt</c>, which says of each word whether it begins or ends a compound; read at the first question.
/// </summary>
public static class Woorddelen
{
    private const int Kortst = 3, Langst = 40, MeesteDelen = 5;
    private static readonly Lazy<Lijst> Lijsten = new(Lees);

    // Of words that are known in full, and by their stems: a plural or a linking s makes no difference.
    private sealed record Lijst(FrozenSet<string> Begin, FrozenSet<string> Eind, FrozenSet<string> BeginStam, FrozenSet<string> EindStam)
    {
        // Three letters look like a word too easily to be known by their stem.
        public bool Begint(string deel) => Begin.Contains(deel) || deel.Length > Kortst && BeginStam.Contains(Stam.Van(deel));
        public bool Eindigt(string deel) => Eind.Contains(deel) || deel.Length > Kortst && EindStam.Contains(Stam.Van(deel));
        public bool IsEnkel(string woord) => Begin.Contains(woord) || Eind.Contains(woord) || EindStam.Contains(Stam.Van(woord));
    }

    /// <summary>All words of the list.</summary>
    internal static IEnumerable<string> Alle => Lijsten.Value.Begin.Concat(Lijsten.Value.Eind).Distinct();

    /// <summary>The parts of a folded word, from left to right; none when it is no compound of known words.</summary>
    public static IReadOnlyList<string> Van(string woord)
    {
        if (woord.Length is < 2 * Kortst or > Langst || woord.AsSpan().ContainsAnyExceptInRange('a', 'z') || Lijsten.Value.IsEnkel(woord))
            return [];
        // From right to left: the fewest parts that make up the word from a letter on, and among those with the longest last part.
        var beste = new (int Delen, int Laatste, int Volgende)[woord.Length];
        for (var van = woord.Length - Kortst; van >= 0; van--)
        {
            if (van > 0 && van < Kortst) continue;
            if (van > 0 && Lijsten.Value.Eindigt(woord[van..])) { beste[van] = (1, woord.Length - van, woord.Length); continue; }
            for (var tot = van + Kortst; tot <= woord.Length - Kortst; tot++)
            {
                var (delen, laatste, _) = beste[tot];
                if (delen is 0 or >= MeesteDelen || beste[van] is { Delen: > 0 } nu && (nu.Delen, -nu.Laatste)
                    .CompareTo((delen + 1, -laatste)) <= 0 || !Lijsten.Value.Begint(woord[van..tot]))
                {
                    continue;
                }
                beste[van] = (delen + 1, laatste, tot);
            }
        }
        if (beste[0].Delen == 0) return [];
        var uit = new List<string>();
        for (var van = 0; van < woord.Length; van = beste[van].Volgende) uit.Add(woord[van..beste[van].Volgende]);
        return uit;
    }

    private static Lijst Lees()
    {
        var (begin, eind) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        using var lezer = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream("woorddelen.txt")!);
        while (lezer.ReadLine() is { } regel)
        {
            if (regel.Length == 0 || regel[0] == '#') continue;
            var woord = regel.Trim('-');
            if (regel[0] != '-') begin.Add(woord);
            if (regel[^1] != '-') eind.Add(woord);
        }
        return new(begin.ToFrozenSet(), eind.ToFrozenSet(), begin.Select(Stam.Van).ToFrozenSet(), eind.Select(Stam.Van).ToFrozenSet());
    }
}
