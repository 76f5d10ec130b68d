namespace Brink.Stembord;

/// <summary>Who takes part in a ceremony, and for whom it works: of one employer there is one holder.</summary>
public sealed record Deelnemer
{
    public string Naam { get; init; } = "";
    public string Werkgever { get; init; } = "";
}

/// <summary>Line 0 of the chain of a ceremony, of the kind <c>ceremonie</c>. Its hash (<c>cer</c>) stands in every proof:
/// nothing of one ceremony is of use in another.</summary>
public sealed record Ceremoniebegin
{
    public string Formaat { get; init; } = Stembord.Ceremonie.Formaat;

    /// <summary>A uuid.</summary>
    public string Ceremonie { get; init; } = "";

    /// <summary>For which meeting, in words.</summary>
    public string Vergadering { get; init; } = "";

    /// <summary>How many holders together open an outcome: more than half of them.</summary>
    public int K { get; init; }

    /// <summary>The holders; who stands first has place 1.</summary>
    public List<Deelnemer> Houders { get; init; } = [];
}

/// <summary>Round 1: the keys with which a holder signs and receives, and the hash of what it will show in round 2:
/// nobody chooses after seeing that of others.</summary>
public sealed record Certificaat
{
    /// <summary>The place, from 1 on.</summary>
    public int Houder { get; init; }
    public string Teken { get; init; } = "";
    public string Ontvang { get; init; } = "";

    /// <summary>SHA-256 over the points C of round 2, with bars between them.</summary>
    public string Vastlegging { get; init; } = "";
    public Bewijs BewijsOntvang { get; init; } = new();
    public Bewijs Handtekening { get; init; } = new();
}

/// <summary>A share for one other holder, encrypted with the key with which that holder receives: e = r·G, v = share + mask.</summary>
public sealed record Zending
{
    public int Naar { get; init; }
    public string E { get; init; } = "";
    public string V { get; init; } = "";
}

/// <summary>Round 2: the polynomial of a holder times G, the proof that it knows the secret of it,
/// and a share for each other holder.</summary>
public sealed record Veelterm
{
    public int Houder { get; init; }
    public List<string> C { get; init; } = [];
    public Bewijs Bewijs { get; init; } = new();

    /// <summary>In the order of the places, without its own.</summary>
    public List<Zending> Delen { get; init; } = [];
    public Bewijs Handtekening { get; init; } = new();
}

/// <summary>Round 3: all shares that a holder received fit; and the public half of what it now holds,
/// with the proof that it knows the other.</summary>
public sealed record Aanvaarding
{
    public int Houder { get; init; }
    public string Publiek { get; init; } = "";
    public Bewijs Bewijs { get; init; } = new();
    public Bewijs Handtekening { get; init; } = new();
}

/// <summary>Round 3, when a share does not fit: what was shared with the sender (ontvang·e), and the proof that it is that.
/// Anyone opens that one share with it.</summary>
public sealed record Klacht
{
    public int Houder { get; init; }

    /// <summary>The holder whose share does not fit.</summary>
    public int Over { get; init; }
    public string Gedeeld { get; init; } = "";
    public Bewijs Bewijs { get; init; } = new();
    public Bewijs Handtekening { get; init; } = new();
}

/// <summary>Where a ceremony is: which line is waited for, or that it is done, or failed.</summary>
public enum Ceremoniefase { Certificaten, Veeltermen, Aanvaardingen, Klaar, Mislukt }

/// <summary>What anyone sees of a complaint.</summary>
public enum Oordeel
{
    /// <summary>The share does not fit: the holder who sent it did wrong.</summary>
    Gegrond,

    /// <summary>The share fits: the holder who complains does wrong.</summary>
    Ongegrond,

    /// <summary>The proof does not hold: it says nothing.</summary>
    Ongeldig,
}
