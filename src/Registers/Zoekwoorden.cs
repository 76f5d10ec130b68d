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
    public const int Langst = Zoektaal.Langst, Meeste = Zoektaal.Meeste;

    /// <summary>The words of what somebody looks for; all of them must be found. Refused when it is too long or holds no word:
    /// nothing that was asked is dropped.</summary>
    public static IReadOnlyList<string> Lees(string? zoek)
    {
        if (string.IsNullOrWhiteSpace(zoek)) return [];
        if (zoek.Length > Langst || zoek.Any(char.IsControl))
            throw Session.Refuse(400, "invalid", $"zoek: Gebruik hoogstens {Langst} tekens.");
        string[] woorden = [.. Zoektaal.Vouw(zoek).Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct()];
        return woorden.Length switch
        {
            0 => throw Session.Refuse(400, "invalid", "zoek: Typ een woord met letters of cijfers."),
            > Meeste => throw Session.Refuse(400, "invalid", $"zoek: Zoek op hoogstens {Meeste} woorden tegelijk."),
            _ => woorden,
        };
    }
}
