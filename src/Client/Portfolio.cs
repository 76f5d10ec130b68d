namespace Brink.Client;

/// <summary>What was said of a component, and where.</summary>
public sealed record Feit(int? Regel, string Tekst);

/// <summary>So many members, of so many.</summary>
public sealed record Aantal(string Wat, int Leden, int? Van, int? Regel);

/// <summary>Money that a party puts into a component.</summary>
public sealed record Investering(string Partij, decimal Bedrag);

/// <summary>A system, product or programme. Portfolio API 1.0, Brink's own.</summary>
public sealed record Component : IBron
{
    public static string Pad => "portfolio/componenten";
    public static string Orde => "naam";
    public required Uri Url { get; init; }
    public string Naam { get; init; } = "";
    public string Soort { get; init; } = "";
    public string Omschrijving { get; init; } = "";
    public string? Laag { get; init; }
    public string Levensloop { get; init; } = "";
    public string Eigenaar { get; init; } = "";
    public Uri? Leverancier { get; init; }
    public DateOnly? Einddatum { get; init; }
    public string Broncode { get; init; } = "";
    public string Licentie { get; init; } = "";
    public IReadOnlyList<string> Naamvarianten { get; init; } = [];
    public IReadOnlyList<Feit> Feiten { get; init; } = [];
    public IReadOnlyList<Aantal> Aantallen { get; init; } = [];
    public IReadOnlyList<Investering> Investeringen { get; init; } = [];
    public int? TariefVastTot { get; init; }
}

/// <summary>That a component depends on another.</summary>
public sealed record Afhankelijkheid(Uri Url, Uri Van, Uri Naar, string Soort, string? Toelichting)
    : IBron
{ public static string Pad => "portfolio/afhankelijkheden"; }

/// <summary>That a member uses a component, or has chosen to.</summary>
public sealed record Gebruik(Uri Url, Uri Lid, Uri Component, string Stand, bool BewusteInstap, DateOnly? Sinds, DateOnly? Tot) : IBron
{
    public static string Pad => "portfolio/gebruik";
}

/// <summary>A party that the cooperative buys from or works with.</summary>
public sealed record Leverancier(Uri Url, string Naam, string? Soort, string? Toelichting) : IBron
{
    public static string Pad => "portfolio/leveranciers";
    public static string Orde => "naam";
}

/// <summary>An agreement with a supplier.</summary>
public sealed record Contract(Uri Url, string Naam, Uri Leverancier, Uri? Component, DateOnly? Begin, DateOnly? Einde, string? Opzegtermijn,
    string? Indexatieclausule,
    string? Eigenaar, DateOnly? OpzeggenVoor) : IBron
{
    public static string Pad => "portfolio/contracten";
    public static string Orde => "einde";
}

/// <summary>An idea on the innovation square.</summary>
public sealed record Idee(Uri Url, string Titel, string Omschrijving, Uri? Indiener, string? Eigenaar, decimal? Innovatiebudget,
    string Fase, int Steun, Uri? Project) : IBron
{
    public static string Pad => "portfolio/ideeen";
    public static string Orde => "-steun";
}

/// <summary>That a member supports an idea.</summary>
public sealed record Steunbetuiging(Uri Url, Uri Idee, Uri Lid, string? Reactie)
    : IBron
{ public static string Pad => "portfolio/steunbetuigingen"; }

/// <summary>What must be in order before an idea goes on.</summary>
public sealed record Criterium(string Tekst, bool Gehaald);

/// <summary>A gate that an idea went through.</summary>
public sealed record Funnelstap(Uri Url, string Naar, DateOnly Datum, IReadOnlyList<string> Rollen, IReadOnlyList<Criterium> Criteria,
    string? Toelichting) : IBron
{
    public static string Pad => "portfolio/funnelstappen";
}

/// <summary>A municipality, member or known otherwise.</summary>
public sealed record Lid : IBron
{
    public static string Pad => "portfolio/leden";
    public static string Orde => "naam";
    public required Uri Url { get; init; }
    public string Naam { get; init; } = "";
    public string Status { get; init; } = "";
    public string? Omvang { get; init; }
    public string? Afname { get; init; }
    public string? Ambitie { get; init; }
    public string? Potentie { get; init; }
    public string Samenwerkingsverband { get; init; } = "";
    public string Toelichting { get; init; } = "";
}

/// <summary>What the office knows and agrees about one member.</summary>
public sealed record Accountplan : IBron
{
    public static string Pad => "portfolio/accountplannen";
    public required Uri Url { get; init; }
    public required Uri Lid { get; init; }
    public string Regisseur { get; init; } = "";
    public string Organisatie { get; init; } = "";
    public string Oplossingen { get; init; } = "";
    public string Innovaties { get; init; } = "";
    public string Bijdrage { get; init; } = "";
    public string Ambities { get; init; } = "";
    public int ContactenPerJaar { get; init; }
    public DateOnly? LaatsteContact { get; init; }
    public DateOnly? VastgesteldOp { get; init; }
    public DateOnly? VolgendContact { get; init; }
}

/// <summary>What was agreed or is to be done.</summary>
public sealed record Afspraak(Uri Url, string Wat, Uri? Lid, string? Wie, DateOnly? Termijn, string? TermijnTekst, string? Bron,
    DateOnly? GereedOp, bool Open) : IBron
{
    public static string Pad => "portfolio/afspraken";
    public static string Orde => "termijn";
}

/// <summary>What one member answered in a quarter.</summary>
public sealed record Tevredenheidsmeting(Uri Url, Uri Lid, string Kwartaal, int? Cijfer, string? Toelichting, string? Verbeterpunt) : IBron
{
    public static string Pad => "portfolio/tevredenheidsmetingen";
}

/// <summary>Whom to ask in a quarter.</summary>
public sealed record Steekproefgroep(int Jaar, string Kwartaal, Guid Lid, string Naam, bool Gemeten);

/// <summary>A community in which the cooperative takes part.</summary>
public sealed record Samenwerking(Uri Url, string Naam, string? Soort, string? Doel, string? Opbrengst, string? Aandacht,
    IReadOnlyList<Uri>? Leden) : IBron
{
    public static string Pad => "portfolio/samenwerkingen";
    public static string Orde => "naam";
}

/// <summary>Something that may go wrong, and what is done about it.</summary>
public sealed record Risico(Uri Url, string Omschrijving, int Kans, int Gevolg, string? Eigenaar, Uri? Component,
    IReadOnlyList<Maatregel> Maatregelen, bool Gesloten, int Score)
    : IBron
{
    public static string Pad => "portfolio/risicos";
    public static string Orde => "-score";
}
