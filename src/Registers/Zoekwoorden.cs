using System.Globalization;
using System.Text;
using Brink.Engine;

namespace Brink.Registers;

/// <summary>
/// Looking for words in a few texts: small letters without accents, so that <c>cooperatie</c> finds <c>Coöperatie</c>, and as a part,
/// so that <c>tarief</c> finds
/// <c>tariefsverhoging</c>. The texts stand folded in a key column.
/// </summary>
public static class Zoekwoorden
{
    /// <summary>The longest text that is looked for, in characters, and how many of its words count.</summary>
    public const int Langst = 200, Meeste = 10;

    // Without the system's own tables of characters nothing takes a letter apart, so what is written here stands here.
    private static readonly Dictionary<char, string> Kaal = new[]
    {
        "aàáâãäåāăą", "cçćĉċč", "dďđ", "eèéêëēĕėęě", "gĝğġģ", "hĥħ", "iìíîïĩīĭįı", "jĵ", "kķ", "lĺļľŀł", "nñńņň", "oòóôõöøōŏő", "rŕŗř",
        "sśŝşšș", "tţťŧț", "uùúûüũūŭůűų", "wŵ",
        "yýÿŷ", "zźżž",
    }.SelectMany(rij => rij[1..].Select(teken => (teken, rij[..1]))).Append(('æ', "ae")).Append(('œ', "oe")).Append(('ß', "ss"))
        .Append(('ĳ', "ij"))
        .ToDictionary(p => p.Item1, p => p.Item2);

    /// <summary>The texts as they are looked in.</summary>
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

    /// <summary>The words of what somebody looks for; all of them must be found. Refused when it is too long or holds no word:
    /// nothing that was asked is dropped.</summary>
    public static IReadOnlyList<string> Lees(string? zoek)
    {
        if (string.IsNullOrWhiteSpace(zoek)) return [];
        if (zoek.Length > Langst || zoek.Any(char.IsControl))
            throw Session.Refuse(400, "invalid", $"zoek: Gebruik hoogstens {Langst} tekens.");
        string[] woorden = [.. Vouw(zoek).Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct()];
        return woorden.Length switch
        {
            0 => throw Session.Refuse(400, "invalid", "zoek: Typ een woord met letters of cijfers."),
            > Meeste => throw Session.Refuse(400, "invalid", $"zoek: Zoek op hoogstens {Meeste} woorden tegelijk."),
            _ => woorden,
        };
    }
}
