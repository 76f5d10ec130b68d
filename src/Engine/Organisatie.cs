namespace Brink.Engine;

/// <summary>A municipality, or the cooperative: its own data, addressed by the first segment of the path.</summary>
/// <param name="Id">The first segment of its addresses: lower-case letters, digits and hyphens.</param>
/// <param name="Naam">What people call it.</param>
public sealed record Organisatie(string Id, string Naam)
{
    /// <summary>The contents of its documents.</summary>
    public required Blobs Blobs { get; init; }

    /// <summary>The size of the parts in which clients send large documents, in bytes.</summary>
    public int Deelgrootte { get; init; } = 100 * 1024 * 1024;

    /// <summary>Whether it belongs to a demonstration: nothing that is decided in it counts.</summary>
    public bool Demonstratie { get; init; }

    /// <summary>Whether it is a copy for tests, without personal data: nothing goes out, to nobody.</summary>
    public bool Testkopie { get; init; }

    /// <summary>Whether mail goes out by itself.</summary>
    public bool Mailt { get; init; }

    /// <summary>The address that its mail and invitations come from; empty when none is set.</summary>
    public string Afzender { get; init; } = "";
}
