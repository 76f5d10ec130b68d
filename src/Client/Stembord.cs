namespace Brink.Client;

/// <summary>Who holds a key of a secret vote, and the half of the key that all may see.</summary>
public sealed record Sleutelhouder(string Naam, string Publiek);

/// <summary>A line of the board of a secret vote.</summary>
public sealed record Bordregel(int Nr, string Soort, string Inhoud, string Hash) : IBron { public static string Pad => "besluitvorming/bordregels"; }

/// <summary>The board of a secret vote as a file (docs/stembord.md).</summary>
public sealed record Bord(string Formaat, IReadOnlyList<Bordregel> Regels);
