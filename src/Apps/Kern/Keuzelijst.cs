namespace Brink.Apps.Kern;

/// <summary>The values of an enumeration to choose from, in the words of the <see cref="Woordenlijst"/>.</summary>
public static class Keuzelijst
{
    /// <summary>All values of an enumeration, with before them what no choice is called.</summary>
    public static Choice[] Van(string opsomming, string? leeg = null) =>
        [.. leeg is null ? Array.Empty<Choice>() : [new("", leeg)],
            .. Woordenlijst.Van(opsomming).Select(w => new Choice(w.Waarde, w.Woord))];
}
