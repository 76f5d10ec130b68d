namespace Brink.Client;

/// <summary>How many things of one kind were found.</summary>
/// <param name="Soort">The word to ask for these only.</param>
/// <param name="Naam">What they are called.</param>
/// <param name="Count">How many; 10000 when there are more.</param>
/// <param name="Meer">Whether there are more.</param>
public sealed record Zoekfacet(string Soort, string Naam, int Count, bool Meer);

/// <summary>One thing that was found.</summary>
/// <param name="Soort">Its kind.</param>
/// <param name="Titel">What it is called.</param>
/// <param name="Omschrijving">A line that helps to choose.</param>
/// <param name="Url">Its address in its register.</param>
/// <param name="Scherm">The path of its screen; empty when there is none.</param>
public sealed record Treffer(string Soort, string Titel, string Omschrijving, Uri Url, string Scherm);

/// <summary>What was found.</summary>
public sealed record Zoekantwoord
{
    /// <summary>The path of the question.</summary>
    public const string Pad = "zoek/treffers";
    public int Count { get; init; }
    public bool Meer { get; init; }
    public bool Gelijkend { get; init; }
    public bool WordtBijgewerkt { get; init; }
    public IReadOnlyList<Zoekfacet> Facetten { get; init; } = [];
    public IReadOnlyList<Treffer> Results { get; init; } = [];
}
