namespace Brink.Engine;

/// <summary>How search finds the resources of a definition, and what it shows of them.</summary>
/// <param name="Soort">By which word a question asks for these only: <c>zaak</c>.</param>
/// <param name="Naam">What these are called together: <c>Zaken</c>.</param>
/// <param name="Titel">What one is called; it is found by this too.</param>
/// <param name="Omschrijving">A line that helps to choose.</param>
/// <param name="Teksten">The other texts by which it is found. Never the name or a number of a person: those are asked for by POST.</param>
/// <param name="Nummers">The numbers of which a part is enough to find it.</param>
public sealed record Zoekbaar(string Soort, string Naam, Func<Resource, string> Titel, Func<Resource, string> Omschrijving,
    Func<Resource, IEnumerable<string>> Teksten, Func<Resource, IEnumerable<string>> Nummers)
{
    /// <summary>The resource whose screen shows it, where it has none of its own; null for itself.</summary>
    public Func<Resource, string?>? Toont { get; init; }

    /// <summary>Changes when a definition names other texts: what was kept is then made anew.</summary>
    public int Versie { get; init; } = 1;
}

/// <summary>Texts of a part, by which its main object is found.</summary>
internal sealed record Zoekdeel(Func<Resource, IEnumerable<string>> Teksten);
