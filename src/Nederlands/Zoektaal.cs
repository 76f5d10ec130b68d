using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Brink;

/// <summary>One way in which a word of a question may stand in a text: all of these signs.</summary>
/// <param name="Tekens">The signs, as <see cref="Zoektaal.Tekens"/> makes them.</param>
/// <param name="Begin">Whether a text may go on after the (one) sign.</param>
public sealed record Zoekwijze(IReadOnlyList<string> Tekens, bool Begin = false);

/// <summary>A word of a question.</summary>
/// <param name="Woord">As it was typed, folded.</param>
/// <param name="Wijzen">The ways in which it may stand in a text, of which one is enough.</param>
public sealed record Zoekterm(string Woord, IReadOnlyList<Zoekwijze> Wijzen)
{
    /// <summary>Whether it is a word, and no number: such a word may have been typed wrong.</summary>
    public bool IsWoord => Woord.Length >= Zoektaal.KortstGelijkend && !Woord.AsSpan().ContainsAnyInRange('0', '9');
}

/// <summary>
/// The language of search: which signs stand for a text, and which are looked for. A sign is a stem, a stem of a part of a compound,
/// or a part of a number. Both stores keep these same signs, and know nothing of Dutch themselves.
/// </summary>
public static partial class Zoektaal
{
    /// <summary>Changes when other signs are made of the same text: what was kept is then made anew.</summary>
    public const int Versie = 1;

    /// <summary>The longest question in characters, and how many of its words count.</summary>
    public const int Langst = 200, Meeste = 10;

    /// <summary>Shorter words are taken as they are typed.</summary>
    internal const int KortstGelijkend = 4;
    private const int LangsteTeken = 40, Onthouden = 50_000;

    // Before parts of a number: from any of its digits on, and from its first one that is no zero (or its very begin) on.
    public const char Deel = '¤', Voluit = '¦';

    // Without the system's own tables of characters nothing takes a letter apart, so what is written here stands here.
    private static readonly FrozenDictionary<char, string> Kaal = new[]
    {
        "aàáâãäåāăą", "cçćĉċč", "dďđ", "eèéêëēĕėęě", "gĝğġģ", "hĥħ", "iìíîïĩīĭįı", "jĵ", "kķ", "lĺļľŀł", "nñńņň", "oòóôõöøōŏő", "rŕŗř",
        "sśŝşšș", "tţťŧț", "uùúûüũūŭůűų", "wŵ", "yýÿŷ", "zźżž",
    }.SelectMany(rij => rij[1..].Select(teken => (teken, rij[..1]))).Append(('æ', "ae")).Append(('œ', "oe")).Append(('ß', "ss"))
        .Append(('ĳ', "ij")).ToFrozenDictionary(p => p.Item1, p => p.Item2);

    // Words that stand in every text and say nothing of what it is about.
    private static readonly FrozenSet<string> Leeg = ("aan al als bij dan dat de den der des deze die dit door een en er haar heeft het hij "
        + "hun ik in is je kan met na naar niet nog of om onder ons op over te tot u uit uw van voor was we wij wordt ze zich zij zijn zo")
        .Split(' ').ToFrozenSet(StringComparer.Ordinal);

    private static readonly ConcurrentDictionary<string, string[]> Bekend = new(StringComparer.Ordinal);

    /// <summary>The texts in small letters without accents, with one space between words.</summary>
    public static string Vouw(params IEnumerable<string> teksten)
    {
        var uit = new StringBuilder();
        foreach (var tekst in teksten)
        {
            if (uit.Length > 0 && uit[^1] != ' ') uit.Append(' ');
            foreach (var teken in tekst.Select(char.ToLowerInvariant))
            {
                if (CharUnicodeInfo.GetUnicodeCategory(teken) == UnicodeCategory.NonSpacingMark) continue;
                if (Kaal.TryGetValue(teken, out var kaal)) uit.Append(kaal);
                else if (char.IsLetterOrDigit(teken) || char.IsSurrogate(teken)) uit.Append(teken);
                else if (uit.Length > 0 && uit[^1] != ' ') uit.Append(' ');
            }
        }
        return uit.ToString().TrimEnd();
    }

    /// <summary>The signs of texts, and of numbers of which a part is enough to find them; each once.</summary>
    public static IReadOnlyCollection<string> Tekens(IEnumerable<string> teksten, IEnumerable<string>? nummers = null)
    {
        var uit = new HashSet<string>(StringComparer.Ordinal);
        foreach (var woord in Woorden(teksten)) uit.UnionWith(Van(woord));
        foreach (var nummer in nummers ?? []) VanNummer(nummer, uit);
        return uit;
    }

    /// <summary>The words of a long text, folded, each once: <see cref="Tekens"/> makes the same signs of them. A BSN is left out, for
    /// nobody may look for one; a word that was broken at the end of a line stands there whole as well.</summary>
    /// <param name="tekst">The text.</param>
    /// <param name="hoogstens">How many words are kept at most: the first.</param>
    public static IReadOnlyCollection<string> Losse(string tekst, int hoogstens)
    {
        var uit = new HashSet<string>(StringComparer.Ordinal);
        foreach (var woord in Woorden([tekst, .. AfgebrokenWoord().Matches(tekst).Select(m => m.Groups[1].Value + m.Groups[2].Value)]))
        {
            if (uit.Count >= hoogstens) break;
            if (Bsn(woord) is null) uit.Add(woord);
        }
        return uit;
    }

    [GeneratedRegex(@"(\p{L}{2,})-\s*\n\s*(\p{Ll}{2,})")]
    private static partial Regex AfgebrokenWoord();

    /// <summary>Whether a sign is a word (of letters only), such as those that a typing error is compared with.</summary>
    public static bool IsWoord(string teken) => teken.Length >= KortstGelijkend && !teken.AsSpan().ContainsAnyExceptInRange('a', 'z');

    /// <summary>What is looked for; all of it must be found. Empty when nothing but words that say nothing was typed.</summary>
    public static IReadOnlyList<Zoekterm> Lees(string zoek)
    {
        var uit = new List<Zoekterm>();
        foreach (var woord in Woorden([zoek]).Distinct())
        {
            var wijzen = new List<Zoekwijze>();
            if (woord.AsSpan().ContainsAnyInRange('0', '9'))
            {
                Nummerwijzen(woord, wijzen);
            }
            else
            {
                var delen = Woorddelen.Van(woord);
                wijzen.Add(new([Stam.Van(woord)]));
                if (delen.Count > 1) wijzen.Add(new([.. delen.Select(Stam.Van).Distinct()]));
                foreach (var ander in Synoniemen.Van(Stam.Van(woord)))
                    wijzen.Add(new([.. Woorden([ander]).Select(Stam.Van).Distinct()]));
            }
            uit.Add(new(woord, wijzen));
        }
        return uit;
    }

    /// <summary>A BSN in a question: nine digits by the eleven-test, together or in the groups in which people write them.
    /// Null when there is none.</summary>
    public static string? Bsn(string zoek) => NegenCijfers().Matches(zoek).Select(m => string.Concat(m.Value.Where(char.IsAsciiDigit)))
        .FirstOrDefault(IsBsn);

    [GeneratedRegex(@"(?<![0-9])(?:[0-9]{9}|[0-9]{3}[ .-][0-9]{3}[ .-][0-9]{3}|[0-9]{4}[ .-][0-9]{2}[ .-][0-9]{3})(?![0-9])")]
    private static partial Regex NegenCijfers();

    private static bool IsBsn(string cijfers)
    {
        if (cijfers.AsSpan().Trim('0').IsEmpty) return false;
        var som = 0;
        for (var i = 0; i < 9; i++) som += (cijfers[i] - '0') * (i == 8 ? -1 : 9 - i);
        return som % 11 == 0;
    }

    // The s of "foto's" goes; a postcode is one word, however it is written.
    private static IEnumerable<string> Woorden(IEnumerable<string> teksten)
    {
        foreach (var tekst in teksten)
        {
            if (tekst.Length == 0) continue;
            var woorden = Vouw(ZonderS(tekst)).Split(' ', StringSplitOptions.RemoveEmptyEntries);
            for (var i = 0; i < woorden.Length; i++)
            {
                if (woorden[i].Length == 4 && i + 1 < woorden.Length && IsPostcode(woorden[i], woorden[i + 1]))
                {
                    yield return woorden[i] + woorden[i + 1];
                    i++;
                }
                else if (!Leeg.Contains(woorden[i]))
                {
                    yield return woorden[i].Length > LangsteTeken ? woorden[i][..LangsteTeken] : woorden[i];
                }
            }
        }
    }

    private static bool IsPostcode(string cijfers, string letters) => letters.Length == 2 && cijfers[0] != '0'
        && !cijfers.AsSpan().ContainsAnyExceptInRange('0', '9') && !letters.AsSpan().ContainsAnyExceptInRange('a', 'z')
        && !Leeg.Contains(letters);

    private static string ZonderS(string tekst)
    {
        if (!tekst.AsSpan().ContainsAny("'’")) return tekst;
        var uit = new StringBuilder(tekst.Length);
        for (var i = 0; i < tekst.Length; i++)
        {
            if (tekst[i] is '\'' or '’' && i > 0 && char.IsLetter(tekst[i - 1]) && i + 1 < tekst.Length && tekst[i + 1] is 's' or 'S'
                && (i + 2 == tekst.Length || !char.IsLetterOrDigit(tekst[i + 2])))
            {
                i++;
            }
            else
            {
                uit.Append(tekst[i]);
            }
        }
        return uit.ToString();
    }

    private static string[] Van(string woord)
    {
        if (Bekend.TryGetValue(woord, out var bekend)) return bekend;
        var uit = new List<string> { Stam.Van(woord) };
        if (woord.Length == 6 && IsPostcode(woord[..4], woord[4..])) uit.Add(woord[..4]);
        else if (char.IsAsciiDigit(woord[0]) && woord.IndexOfAnyExceptInRange('0', '9') is > 0 and var letter) uit.Add(woord[..letter]);
        foreach (var deel in Woorddelen.Van(woord)) uit.Add(Stam.Van(deel));
        if (Bekend.Count > Onthouden) Bekend.Clear();
        return Bekend[woord] = [.. uit.Distinct()];
    }

    private static void VanNummer(string nummer, HashSet<string> uit)
    {
        var delen = Vouw(nummer).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (delen.Length > 1) uit.Add(Voluit + string.Concat(delen));
        var cijfers = string.Concat(nummer.Where(char.IsAsciiDigit));
        if (delen.Length > 1 && cijfers.Length > 4) uit.Add(Voluit + cijfers);
        foreach (var deel in delen)
        {
            if (!deel.AsSpan().ContainsAnyInRange('0', '9')) { uit.Add(Stam.Van(deel)); continue; }
            var kern = deel.TrimStart('0') is { Length: > 0 } zonder ? zonder : deel;
            uit.Add(Voluit + kern);
            for (var van = 0; van <= kern.Length - 2; van++) uit.Add(Deel + kern[van..]);
            uit.Add(Deel + kern);
        }
    }

    // A number as it stands in a text, as a part of a number, or as the begin of one that is written in full.
    private static void Nummerwijzen(string woord, List<Zoekwijze> wijzen)
    {
        wijzen.Add(new([woord]));
        if (woord.Length == 6 && IsPostcode(woord[..4], woord[4..])) return;
        var kern = woord.TrimStart('0') is { Length: > 0 } zonder ? zonder : woord;
        if (kern.Length < woord.Length) wijzen.Add(new([Voluit + kern], kern.Length > 1));
        else wijzen.Add(new([Deel + woord], woord.Length > 2));
        if (woord.Length > 4) wijzen.Add(new([Voluit + woord], true));
    }
}
