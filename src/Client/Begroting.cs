namespace Brink.Client;

/// <summary>A sentence of a source, with its line.</summary>
public sealed record Vermelding(int? Regel, string Tekst);

/// <summary>A step of the route to a decision.</summary>
public sealed record Trajectstap(DateOnly Datum, string Gremium, string? Wat);

/// <summary>The budget of a year. Begroting API 1.0, Brink's own. Percentages are in percents, amounts in euros.</summary>
public sealed record Begroting : IBron
{
    public static string Pad => "begroting/begrotingen";
    public static string Orde => "-jaar";
    public required Uri Url { get; init; }
    public int Jaar { get; init; }
    public string Naam { get; init; } = "";
    public decimal? BeslotenPercentage { get; init; }
    public decimal? TransitiePercentage { get; init; }
    public decimal? TransitieBedrag { get; init; }
    public string GevraagdBesluit { get; init; } = "";
    public string Status { get; init; } = "";
    public IReadOnlyList<Vermelding> Vermeldingen { get; init; } = [];
    public IReadOnlyList<Vermelding> Opmerkingen { get; init; } = [];
    public IReadOnlyList<Trajectstap> Traject { get; init; } = [];
}

/// <summary>One row of a budget.</summary>
public sealed record Begrotingsregel : IBron
{
    public static string Pad => "begroting/begrotingsregels";
    public static string Orde => "volgnummer";
    public required Uri Url { get; init; }
    public int Volgnummer { get; init; }
    public string Omschrijving { get; init; } = "";
    public string Soort { get; init; } = "";
    public string? Kostensoort { get; init; }
    public decimal? Bedrag { get; init; }
    public decimal? ToegepasteIndexatie { get; init; }
    public decimal? BenodigdeIndexatie { get; init; }
    public string ToegepasteTekst { get; init; } = "";
    public bool VerschilTeltMee { get; init; }
    public decimal? GedruktVerschil { get; init; }
    public int? Bronregel { get; init; }

    /// <summary>The figure in the calculation that belongs to this row, when it has one.</summary>
    public string Cijfer => (Soort == "omzet" ? "omzet-" : "verschil-")
        + (Bronregel ?? Volgnummer).ToString(System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>One row of the build-up of what members are charged.</summary>
public sealed record Opbouwdeel(Uri Url, string Tabel, string Soort, string Onderdeel, decimal Bedrag, decimal? GedruktAandeel,
    decimal? GedruktRisico, decimal? GedruktGemiddelde,
    int? Bronregel) : IBron
{ public static string Pad => "begroting/opbouwdelen"; }

/// <summary>What went into a figure; <paramref name="Cijfer"/> names the figure that it is the outcome of.</summary>
public sealed record Cijferinvoer(string Naam, decimal Waarde, int? Bronregel, string? Cijfer);

/// <summary>One computed figure that says how it came about.</summary>
public sealed record Cijfer
{
    public string Id { get; init; } = "";
    public string Omschrijving { get; init; } = "";
    public decimal Exact { get; init; }
    public decimal Berekend { get; init; }
    public decimal? Gedrukt { get; init; }
    public decimal? Verschil { get; init; }
    public bool? Klopt { get; init; }
    public string Eenheid { get; init; } = "";
    public string Formule { get; init; } = "";
    public IReadOnlyList<Cijferinvoer> Invoer { get; init; } = [];
    public IReadOnlyList<int> Bronregels { get; init; } = [];
    public string Toelichting { get; init; } = "";
}

/// <summary>Another index for a class of cost, in percents.</summary>
public sealed record Aanname(string Kostensoort, decimal BenodigdeIndexatie);

/// <summary>A budget computed with other assumptions.</summary>
public sealed record Scenario : IBron
{
    public static string Pad => "begroting/scenarios";
    public required Uri Url { get; init; }
    public string Naam { get; init; } = "";
    public string Rekenwijze { get; init; } = "";
    public string Grondslag { get; init; } = "";
    public decimal? Percentage { get; init; }
    public IReadOnlyList<Aanname> Aannames { get; init; } = [];
    public decimal UitReserve { get; init; }
    public string Toelichting { get; init; } = "";
}

/// <summary>A figure in one scenario; null where the scenario has none.</summary>
public sealed record Scenariowaarde(string Scenario, decimal? Exact, decimal? Berekend, string Formule);

/// <summary>One figure in several scenarios; the first is the budget as it is.</summary>
public sealed record Scenariorij(string Id, string Omschrijving, IReadOnlyList<Scenariowaarde> Waarden);

/// <summary>What one member pays for one product in a year. <paramref name="Methode"/> is <c>opgebouwd</c> or
/// <c>vast_percentage</c>.</summary>
public sealed record Tarief(Uri Url, Uri Lid, Uri Regel, decimal Bedrag, string Methode, string? Toelichting) : IBron
{
    public static string Pad => "begroting/tarieven";
}

/// <summary>What one month (<c>2022-11</c>) brought, was committed and is expected.</summary>
public sealed record Maandstand(string Maand, decimal Realisatie, decimal Verplichting, decimal Prognose);

/// <summary>A post of the transition budget.</summary>
public sealed record Transitiepost : IBron
{
    public static string Pad => "begroting/transitieposten";
    public required Uri Url { get; init; }
    public int Jaar { get; init; }
    public string Onderdeel { get; init; } = "";
    public decimal Budget { get; init; }
    public decimal? HerijktBudget { get; init; }
    public IReadOnlyList<Maandstand> Maanden { get; init; } = [];
    public string AfgeslotenTotEnMet { get; init; } = "";
    public decimal Eindprognose { get; init; }
    public decimal Gerealiseerd { get; init; }
    public decimal Verplicht { get; init; }
    public decimal Ruimte { get; init; }
}
