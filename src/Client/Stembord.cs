namespace Brink.Client;

/// <summary>A secret vote as the holders of its key see it.</summary>
public sealed record Sleutelstemming(Uri Stemming, string Onderwerp, string Status, DateTimeOffset? GeslotenOp);

/// <summary>A line of the board of a secret vote.</summary>
public sealed record Bordregel(int Nr, string Soort, string Inhoud, string Hash)
    : IBron
{ public static string Pad => "besluitvorming/bordregels"; }

/// <summary>The board of a secret vote as a file (docs/stembord.md).</summary>
public sealed record Bord(string Formaat, IReadOnlyList<Bordregel> Regels);
