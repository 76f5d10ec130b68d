namespace Brink.Client;

/// <summary>The report of a quarter (<c>2022-Q3</c>). Rapportage API 1.0, Brink's own.</summary>
public sealed record Kwartaalrapport : IBron
{
    public static string Pad => "rapportage/kwartaalrapporten";
    public static string Orde => "-periode";
    public required Uri Url { get; init; }
    public string Periode { get; init; } = "";
    public string Titel { get; init; } = "";
    public DateOnly? Datum { get; init; }
    public DateOnly? InleverenVoor { get; init; }
    public DateOnly? Vergaderdatum { get; init; }
    public bool Overgenomen { get; init; }
    public string Inleiding { get; init; } = "";

    /// <summary><c>concept</c>, <c>vastgesteld</c>, <c>rvc</c> or <c>gedeeld</c>.</summary>
    public string Status { get; init; } = "";
    public int Versie { get; init; }
    public DateOnly? VastgesteldOp { get; init; }
    public DateOnly? GedeeldOp { get; init; }
    public string Sha256 { get; init; } = "";
    public bool IsConcept => Status == "concept";
}

/// <summary>What someone is going to do about a subject or a risk.</summary>
public sealed record Maatregel(string Wat, string? Wie, string? Termijn, bool Gereed);

/// <summary>A row of a dashboard, with signs and words.</summary>
public sealed record Dashboardrij
{
    public string Code { get; init; } = "";
    public string Dashboard { get; init; } = "";
    public string Sectie { get; init; } = "";
    public string Sectienaam { get; init; } = "";
    public int Nummer { get; init; }
    public string Naam { get; init; } = "";
    public string Eigenaar { get; init; } = "";
    public string Doelstelling { get; init; } = "";
    public string Wanneer { get; init; } = "";
    public string? Uitvoering { get; init; }
    public string Stand { get; init; } = "";
    public string? Indicator { get; init; }
    public string IndicatorTeken { get; init; } = "";
    public string IndicatorWoord { get; init; } = "";
    public string? Voortgang { get; init; }
    public string VoortgangTeken { get; init; } = "";
    public string VoortgangWoord { get; init; } = "";
    public string? Vorige { get; init; }
    public bool VraagtToelichting { get; init; }
    public string Toelichting { get; init; } = "";
    public string ToelichtingUit { get; init; } = "";
    public IReadOnlyList<Maatregel> Acties { get; init; } = [];
    public Guid Onderwerp { get; init; }
    public Guid Meting { get; init; }
}

/// <summary>What a rule found. <paramref name="Ernst"/> is <c>fout</c>, <c>waarschuwing</c> or <c>aanwijzing</c>.</summary>
public sealed record Bevinding(string Regel, string Ernst, string Onderwerp, string Uitleg, IReadOnlyList<int>? Bronregels = null);

/// <summary>A row of a page with what belongs beside it.</summary>
public sealed record Bladrij(Dashboardrij Rij, IReadOnlyList<Bevinding> Bevindingen, int OpenVragen);

/// <summary>How many subjects of a section stand how.</summary>
public sealed record Sectietelling(string Dashboard, string Sectie, string Naam, int Aantal, int Groen, int Oranje, int Rood, int Afgerond,
    int NietGestart,
    int Verbeterd, int Verslechterd, int ZonderToelichting);

/// <summary>One page of a dashboard.</summary>
public sealed record Dashboardblad(string Periode, string Vorige, IReadOnlyList<Sectietelling> Secties, IReadOnlyList<Bladrij> Rijen,
    int Aantal, int Pagina, int Paginas);

/// <summary>How the subjects of one quarter stood.</summary>
public sealed record Kwartaaltelling(string Periode, int Groen, int Oranje, int Rood, int Afgerond, int NietGestart);

/// <summary>Which page of a report is asked for.</summary>
public sealed record Bladvraag(string Dashboard, string? Sectie = null, string? Toon = null, int Pagina = 1, string? Eigenaar = null)
{
    /// <summary>No subjects, only how many there are of each section.</summary>
    public static readonly Bladvraag Geen = new("operatie", "?");
}

/// <summary>What is reported on.</summary>
public sealed record Onderwerp : IBron
{
    public static string Pad => "rapportage/onderwerpen";
    public required Uri Url { get; init; }
    public string Code { get; init; } = "";
    public string Dashboard { get; init; } = "";
    public string Sectie { get; init; } = "";
    public string Sectienaam { get; init; } = "";
    public int Nummer { get; init; }
    public string Naam { get; init; } = "";
    public string Eigenaar { get; init; } = "";
    public string Emailadres { get; init; } = "";
    public string Doelstelling { get; init; } = "";
    public string Wanneer { get; init; } = "";
}

/// <summary>What a subject said of itself when a report was adopted.</summary>
public sealed record Onderwerptekst(string Naam, string? Eigenaar, string? Doelstelling, string? Wanneer);

/// <summary>A subject in one quarter.</summary>
public sealed record Meting : IBron
{
    public static string Pad => "rapportage/metingen";
    public required Uri Url { get; init; }
    public required Uri Rapport { get; init; }
    public required Uri Onderwerp { get; init; }
    public string? Indicator { get; init; }
    public string Stand { get; init; } = "";
    public string? Voortgang { get; init; }
    public string Toelichting { get; init; } = "";
    public string ToelichtingUit { get; init; } = "";
    public string? Uitvoering { get; init; }
    public IReadOnlyList<Maatregel> Acties { get; init; } = [];

    /// <summary>The risks that go with it, in the portfolio.</summary>
    public IReadOnlyList<Uri> Risicos { get; init; } = [];
    public bool Ingevuld { get; init; }

    /// <summary>The words of the newest adopted version.</summary>
    public Onderwerptekst? Vastgelegd { get; init; }

    /// <summary>The subject as a report shows it that was adopted, or is being made.</summary>
    public Onderwerp In(Kwartaalrapport rapport, Onderwerp o) => rapport.IsConcept || Vastgelegd is not { } toen ? o
        : o with { Naam = toen.Naam, Eigenaar = toen.Eigenaar ?? "", Doelstelling = toen.Doelstelling ?? "", Wanneer = toen.Wanneer ?? "" };
}

/// <summary>A question or remark at a subject, with its answer.</summary>
public sealed record Reactie : IBron
{
    public static string Pad => "rapportage/reacties";
    public required Uri Url { get; init; }
    public required Uri Rapport { get; init; }
    public string Soort { get; init; } = "";
    public string Tekst { get; init; } = "";
    public string Antwoord { get; init; } = "";
    public string Door { get; init; } = "";
    public DateTimeOffset? GesteldOp { get; init; }
    public string BeantwoordDoor { get; init; } = "";
    public DateTimeOffset? BeantwoordOp { get; init; }
    public bool Open { get; init; }
    public bool TeLezen { get; init; }

    [System.Text.Json.Serialization.JsonPropertyName("_expand")] public Reactiebij? Expand { get; init; }
}

/// <summary>The subject and the report of a question.</summary>
public sealed record Reactiebij(Onderwerp? Onderwerp, Kwartaalrapport? Rapport);

/// <summary>Which questions are asked for: of whom, and how far they are.</summary>
/// <param name="Eigenaar">Without an answer, at subjects of this role.</param>
/// <param name="Vrager">Answered and not seen yet, asked by this user.</param>
/// <param name="VragerOpen">Asked by this user, and without an answer.</param>
/// <param name="Alle">Without an answer, whoever it is for.</param>
public sealed record Vragenkeuze(string? Eigenaar = null, string? Vrager = null, string? VragerOpen = null, bool Alle = false);

/// <summary>A step of a report on its way to the members.</summary>
public sealed record Rapportstap(Uri Url, string Soort, DateOnly Datum, string? Door, IReadOnlyList<string>? GedeeldMet,
    string? Toelichting, int Versie) : IBron
{
    public static string Pad => "rapportage/rapportstappen";
}

/// <summary>A report as it was adopted.</summary>
public sealed record Rapportversie(Uri Url, int Versie, DateOnly VastgesteldOp, string Sha256, Versieinhoud? Inhoud) : IBron
{
    public static string Pad => "rapportage/rapportversies";
}

/// <summary>What an adopted report holds.</summary>
public sealed record Versieinhoud(string Titel, IReadOnlyList<Dashboardrij> Rijen);

/// <summary>What an owner still has to do.</summary>
public sealed record Openstaand(string Eigenaar, string Code, string Naam, string Wat, DateOnly? Voor);

/// <summary>The quarterly report: an API of Brink's own.</summary>
public sealed partial class ZgwClient
{
    /// <summary>A page of a dashboard.</summary>
    public Task<Antwoord<Dashboardblad>> BladAsync(Kwartaalrapport rapport, Bladvraag vraag, CancellationToken cancel) =>
        Lees<Dashboardblad>(
        Plek.Van<Kwartaalrapport>(rapport.Url, "blad"), cancel, ("dashboard", vraag.Dashboard), ("sectie", vraag.Sectie),
        ("toon", vraag.Toon), ("eigenaar", vraag.Eigenaar),
        ("pagina", vraag.Pagina > 1 ? vraag.Pagina : null));

    /// <summary>A page of questions on all subjects, with their subject and report;
    /// with <paramref name="aantal"/> 1 only how many there are.</summary>
    public Task<Antwoord<Lijst<Reactie>>> VragenAsync(Vragenkeuze keuze, int pagina, int aantal, CancellationToken cancel) =>
        Lees<Lijst<Reactie>>(
        Reactie.Pad, cancel, ("pageSize", aantal), ("page", pagina), ("expand", "onderwerp,rapport"),
        ("open", keuze.Eigenaar is null && keuze.Vrager is not null ? null : true),
        ("onderwerp__eigenaar", keuze.Eigenaar), ("teLezen", keuze is { Eigenaar: null, Vrager: not null } ? true : null),
        ("doorGebruiker", keuze.Eigenaar is null ? keuze.Vrager ?? keuze.VragerOpen : null));

    /// <summary>Tells of all these subjects that they are ready, or of none.</summary>
    public Task<Fout?> MeldGereedAsync(IEnumerable<Guid> metingen, CancellationToken cancel) =>
        Doe(Plek.Van<Meting>("gereedmelden"), new { metingen = metingen.Select(m => Adres(Plek.Van<Meting>(m))) }, cancel);
}
