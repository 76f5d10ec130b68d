namespace Brink.Client;

/// <summary>A holder that the office appointed.</summary>
public sealed record Houderaanwijzing(string Naam, string Gebruiker, string Werkgever, string Emailadres,
    IReadOnlyList<string> Toepassingen);

/// <summary>A holder of a part of the key, at its place; <c>aangewezen</c> or <c>geloot</c>.</summary>
public sealed record Ceremoniehouder(int Nr, string Naam, string Gebruiker, string Werkgever, string? Emailadres, string Keuze, int Rondes,
    DateTimeOffset? VerlorenOp,
    DateTimeOffset? VernietigdOp);

/// <summary>A member in the order of the draw.</summary>
public sealed record Lotplaats(Uri Lid, string Naam, string Getal, bool Geloot, string? Overgeslagen);

/// <summary>The draw, with all by which anyone can repeat it.</summary>
public sealed record Loting(string Vastlegging, DateTimeOffset VastgelegdOp, string Ceremonie, string? Geheim, string? Waarde,
    DateTimeOffset? GelootOp,
    IReadOnlyList<Lotplaats> Volgorde)
{
    public bool IsGehouden => !string.IsNullOrEmpty(Waarde);
}

/// <summary>A complaint of one holder about another.</summary>
public sealed record Ceremonieklacht(int Klager, int Over, bool Terecht, DateTimeOffset Op);

/// <summary>Who was reminded by mail, and whom the office must tell itself.</summary>
public sealed record Herinnerd(IReadOnlyList<string> PerMail, IReadOnlyList<string> Zelf);

/// <summary>The making of a key of which each holder has a part.</summary>
public sealed record Ceremonie : IBron
{
    public static string Pad => "besluitvorming/ceremonies";
    public required Uri Url { get; init; }
    public required Uri Vergadering { get; init; }
    public int Drempel { get; init; }
    public int Lotplaatsen { get; init; }
    public string Beheerder { get; init; } = "";
    public IReadOnlyList<Uri> Beschikbaar { get; init; } = [];
    public IReadOnlyList<Houderaanwijzing> Aangewezen { get; init; } = [];

    /// <summary><c>opgezet</c>, <c>ronde1</c> to <c>ronde3</c>, <c>klaar</c>, <c>mislukt</c> or <c>vernietigd</c>.</summary>
    public string Status { get; init; } = "";
    public IReadOnlyList<Ceremoniehouder> Houders { get; init; } = [];
    public Loting? Loting { get; init; }
    public IReadOnlyList<Ceremonieklacht> Klachten { get; init; } = [];
    public int Regels { get; init; }
    public string Hoofd { get; init; } = "";
    public string Ronde1Hoofd { get; init; } = "";
    public string Publiek { get; init; } = "";
    public DateTimeOffset? BegonnenOp { get; init; }
    public DateTimeOffset? KlaarOp { get; init; }
    public string Reden { get; init; } = "";
    public Uri? Opvolger { get; init; }
    public Uri? Voorganger { get; init; }
    public DateTimeOffset? VernietigdOp { get; init; }

    /// <summary>The round that it is in; 0: none.</summary>
    public int Ronde => Status is ['r', 'o', 'n', 'd', 'e', var cijfer] ? cijfer - '0' : 0;

    /// <summary>Those that still have to do something in this round.</summary>
    public IEnumerable<Ceremoniehouder> AanDeBeurt => Ronde == 0 ? [] : Houders.Where(h => h.Rondes < Ronde);

    /// <summary>How many holders still have their part.</summary>
    public int Over => Houders.Count(h => h.VerlorenOp is null);
}

// The chain of a ceremony, as the program of a holder reads it.
public sealed partial class ZgwClient
{
    /// <summary>The whole chain, as the text that it is.</summary>
    public async Task<Antwoord<string>> KetenAsync(Guid ceremonie, CancellationToken cancel)
    {
        var antwoord = await Bestand(Plek.Van<Ceremonie>(ceremonie, "keten"), cancel);
        if (!antwoord.Gelukt(out var bestand)) return new(null, antwoord.Fout);
        using (bestand)
        {
            using var lezer = new StreamReader(await bestand.OpenAsync(cancel));
            return new(await lezer.ReadToEndAsync(cancel), null);
        }
    }
}
