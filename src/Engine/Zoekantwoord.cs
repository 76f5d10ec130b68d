using System.ComponentModel.DataAnnotations;

namespace Brink.Engine;

/// <summary>How many there are of one kind.</summary>
public sealed record Zoekfacet
{
    /// <summary>The word to ask for these only.</summary>
    public required string Soort { get; set; }

    /// <summary>What they are called.</summary>
    public required string Naam { get; set; }

    /// <summary>How many; 10000 when there are more.</summary>
    public required int Count { get; set; }

    /// <summary>Whether there are more than 10000.</summary>
    public required bool Meer { get; set; }
}

/// <summary>One thing that was found.</summary>
public sealed record Treffer
{
    public required string Soort { get; set; }
    public required string Titel { get; set; }

    /// <summary>A line that helps to choose.</summary>
    public required string Omschrijving { get; set; }

    /// <summary>Its address in its register.</summary>
    [Url] public required string Url { get; set; }

    /// <summary>The path of the screen that shows it, after the address of the server; empty when there is none.</summary>
    public required string Scherm { get; set; }
}

/// <summary>What was found.</summary>
public sealed record Zoekantwoord
{
    /// <summary>How many there are, of the kind that was asked for; 10000 when there are more.</summary>
    public required int Count { get; set; }

    /// <summary>Whether there are more than 10000.</summary>
    public required bool Meer { get; set; }

    /// <summary>Whether nothing was found as it was typed, and this is what looks like it.</summary>
    public required bool Gelijkend { get; set; }

    /// <summary>Whether older data are still being made findable: something may be missing.</summary>
    public required bool WordtBijgewerkt { get; set; }

    /// <summary>How many there are of each kind of which there are any.</summary>
    public required List<Zoekfacet> Facetten { get; set; }

    /// <summary>One page: kind by kind, within a kind the newest first.</summary>
    public required List<Treffer> Results { get; set; }
}
