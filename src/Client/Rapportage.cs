using System.Globalization;
using System.Text.Json.Nodes;

namespace Brink.Client;

/// <summary>The report of a quarter (<c>2022-Q3</c>). Rapportage API 1.0, Brink's own.</summary>
public sealed record Kwartaalrapport
{
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
public sealed record Sectietelling(string Dashboard, string Sectie, string Naam, int Aantal, int Groen, int Oranje, int Rood, int Afgerond, int NietGestart,
    int Verbeterd, int Verslechterd, int ZonderToelichting);

/// <summary>One page of a dashboard.</summary>
public sealed record Dashboardblad(string Periode, string Vorige, IReadOnlyList<Sectietelling> Secties, IReadOnlyList<Bladrij> Rijen, int Aantal, int Pagina, int Paginas);

/// <summary>How the subjects of one quarter stood.</summary>
public sealed record Kwartaaltelling(string Periode, int Groen, int Oranje, int Rood, int Afgerond, int NietGestart);

/// <summary>Which page of a report is asked for.</summary>
public sealed record Bladvraag(string Dashboard, string? Sectie = null, string? Toon = null, int Pagina = 1, string? Eigenaar = null)
{
    /// <summary>No subjects, only how many there are of each section.</summary>
    public static readonly Bladvraag Geen = new("operatie", "?");
}

/// <summary>What is reported on.</summary>
public sealed record Onderwerp
{
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
public sealed record Meting
{
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
public sealed record Reactie
{
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
public sealed record Rapportstap(Uri Url, string Soort, DateOnly Datum, string? Door, IReadOnlyList<string>? GedeeldMet, string? Toelichting, int Versie);

/// <summary>A report as it was adopted.</summary>
public sealed record Rapportversie(Uri Url, int Versie, DateOnly VastgesteldOp, string Sha256, Versieinhoud? Inhoud);

/// <summary>What an adopted report holds.</summary>
public sealed record Versieinhoud(string Titel, IReadOnlyList<Dashboardrij> Rijen);

/// <summary>What an owner still has to do.</summary>
public sealed record Openstaand(string Eigenaar, string Code, string Naam, string Wat, DateOnly? Voor);

/// <summary>The quarterly report: an API of Brink's own.</summary>
public sealed partial class ZgwClient
{
    private const string Rapportage = "rapportage/api/v1/";
    private static readonly KeyValuePair<string, string?> Veel = new("pageSize", "500");

    // By its identity below our own base address, and never by the address in an answer: our token goes along.
    private static string Van(Kwartaalrapport rapport) => $"{Rapportage}kwartaalrapporten/{Sleutel(rapport.Url)}";

    private static string Sleutel(Uri url) => url.OriginalString.TrimEnd('/').Split('/')[^1];

    /// <summary>The reports, the newest first.</summary>
    public Task<Antwoord<Lijst<Kwartaalrapport>>> RapportenAsync(CancellationToken cancel) =>
        AllesAsync<Kwartaalrapport>(Rapportage + "kwartaalrapporten", [new("ordering", "-periode"), Veel], cancel);

    /// <summary>The report over a quarter; an empty list when there is none.</summary>
    public Task<Antwoord<Lijst<Kwartaalrapport>>> RapportAsync(string periode, CancellationToken cancel) =>
        GetAsync<Lijst<Kwartaalrapport>>(Rapportage + "kwartaalrapporten", [new("periode", periode)], cancel);

    /// <summary>A page of a dashboard.</summary>
    public Task<Antwoord<Dashboardblad>> BladAsync(Kwartaalrapport rapport, Bladvraag vraag, CancellationToken cancel)
    {
        List<KeyValuePair<string, string?>> query = [new("dashboard", vraag.Dashboard)];
        if (!string.IsNullOrEmpty(vraag.Sectie)) query.Add(new("sectie", vraag.Sectie));
        if (!string.IsNullOrEmpty(vraag.Toon)) query.Add(new("toon", vraag.Toon));
        if (!string.IsNullOrEmpty(vraag.Eigenaar)) query.Add(new("eigenaar", vraag.Eigenaar));
        if (vraag.Pagina > 1) query.Add(new("pagina", vraag.Pagina.ToString(CultureInfo.InvariantCulture)));
        return GetAsync<Dashboardblad>(Van(rapport) + "/blad", query, cancel);
    }

    /// <summary>All rows of a report.</summary>
    public Task<Antwoord<Dashboardrij[]>> RijenAsync(Kwartaalrapport rapport, CancellationToken cancel) => GetAsync<Dashboardrij[]>(Van(rapport) + "/dashboard", [], cancel);

    /// <summary>How the subjects stood in this quarter and those before it, the oldest first.</summary>
    public Task<Antwoord<Kwartaaltelling[]>> VerloopAsync(Kwartaalrapport rapport, CancellationToken cancel) => GetAsync<Kwartaaltelling[]>(Van(rapport) + "/verloop", [], cancel);

    /// <summary>What the rules find in a report.</summary>
    public Task<Antwoord<Bevinding[]>> BevindingenAsync(Kwartaalrapport rapport, CancellationToken cancel) => GetAsync<Bevinding[]>(Van(rapport) + "/bevindingen", [], cancel);

    /// <summary>What the rules find in all reports, budgets and the portfolio together.</summary>
    public Task<Antwoord<Bevinding[]>> ControleAsync(CancellationToken cancel) => GetAsync<Bevinding[]>(Rapportage + "controle", [], cancel);

    /// <summary>What owners still have to do for a report.</summary>
    public Task<Antwoord<Openstaand[]>> OpenstaandAsync(Kwartaalrapport rapport, CancellationToken cancel) => GetAsync<Openstaand[]>(Van(rapport) + "/openstaand", [], cancel);

    /// <summary>The steps that a report has taken.</summary>
    public Task<Antwoord<Lijst<Rapportstap>>> StappenAsync(Kwartaalrapport rapport, CancellationToken cancel) =>
        AllesAsync<Rapportstap>(Rapportage + "rapportstappen", [new("rapport", rapport.Url.ToString())], cancel);

    /// <summary>The versions of a report that were adopted.</summary>
    public Task<Antwoord<Lijst<Rapportversie>>> VersiesAsync(Kwartaalrapport rapport, CancellationToken cancel) =>
        AllesAsync<Rapportversie>(Rapportage + "rapportversies", [new("rapport", rapport.Url.ToString())], cancel);

    /// <summary>Begins the report over a quarter.</summary>
    public Task<Antwoord<Kwartaalrapport>> BeginRapportAsync(JsonObject rapport, CancellationToken cancel) =>
        StuurAsync<Kwartaalrapport>(HttpMethod.Post, Rapportage + "kwartaalrapporten", rapport, cancel);

    /// <summary>Takes a step with a report.</summary>
    public Task<Antwoord<Rapportstap>> NeemStapAsync(JsonObject stap, CancellationToken cancel) =>
        StuurAsync<Rapportstap>(HttpMethod.Post, Rapportage + "rapportstappen", stap, cancel);

    /// <summary>The subject with a code such as <c>operatie/B/7</c>; over the years more than one may have had it.</summary>
    public Task<Antwoord<Lijst<Onderwerp>>> OnderwerpenAsync(string code, CancellationToken cancel) =>
        AllesAsync<Onderwerp>(Rapportage + "onderwerpen", [new("code", code)], cancel);

    /// <summary>What a subject was in every quarter.</summary>
    public Task<Antwoord<Lijst<Meting>>> MetingenAsync(Onderwerp onderwerp, CancellationToken cancel) =>
        AllesAsync<Meting>(Rapportage + "metingen", [new("onderwerp", onderwerp.Url.ToString()), Veel], cancel);

    /// <summary>Questions and remarks at a subject.</summary>
    public Task<Antwoord<Lijst<Reactie>>> ReactiesAsync(Onderwerp onderwerp, CancellationToken cancel) =>
        AllesAsync<Reactie>(Rapportage + "reacties", [new("onderwerp", onderwerp.Url.ToString()), Veel], cancel);

    /// <summary>A page of questions on all subjects, with their subject and report; with <paramref name="aantal"/> 1 only how many there are.</summary>
    public Task<Antwoord<Lijst<Reactie>>> VragenAsync(Vragenkeuze keuze, int pagina, int aantal, CancellationToken cancel)
    {
        List<KeyValuePair<string, string?>> query = [new("pageSize", aantal.ToString(CultureInfo.InvariantCulture)), new("page", pagina.ToString(CultureInfo.InvariantCulture)),
            new("expand", "onderwerp,rapport")];
        if (keuze.Eigenaar is { } rol) query.AddRange([new("open", "true"), new("onderwerp__eigenaar", rol)]);
        else if (keuze.Vrager is { } vrager) query.AddRange([new("teLezen", "true"), new("doorGebruiker", vrager)]);
        else if (keuze.VragerOpen is { } wacht) query.AddRange([new("open", "true"), new("doorGebruiker", wacht)]);
        else query.Add(new("open", "true"));
        return GetAsync<Lijst<Reactie>>(Rapportage + "reacties", query, cancel);
    }

    /// <summary>Tells that who asked has seen the answer.</summary>
    public Task<Fout?> GelezenAsync(Guid reactie, CancellationToken cancel) => DoeAsync(HttpMethod.Post, $"{Rapportage}reacties/{reactie}/gelezen", cancel, new JsonObject());

    /// <summary>Tells of all these subjects that they are ready, or of none.</summary>
    public Task<Fout?> MeldGereedAsync(IEnumerable<Guid> metingen, CancellationToken cancel) => DoeAsync(HttpMethod.Post, Rapportage + "metingen/gereedmelden", cancel,
        new JsonObject { ["metingen"] = new JsonArray([.. metingen.Select(m => (JsonNode)Adres($"{Rapportage}metingen/{m}").ToString())]) });

    /// <summary>Changes what a subject is in a quarter.</summary>
    public Task<Antwoord<Meting>> BewaarMetingAsync(Guid meting, JsonObject velden, CancellationToken cancel) =>
        StuurAsync<Meting>(HttpMethod.Patch, $"{Rapportage}metingen/{meting}", velden, cancel);

    /// <summary>Changes a subject, such as its owner.</summary>
    public Task<Antwoord<Onderwerp>> BewaarOnderwerpAsync(Guid onderwerp, JsonObject velden, CancellationToken cancel) =>
        StuurAsync<Onderwerp>(HttpMethod.Patch, $"{Rapportage}onderwerpen/{onderwerp}", velden, cancel);

    /// <summary>Asks or remarks at a subject.</summary>
    public Task<Antwoord<Reactie>> ReageerAsync(JsonObject reactie, CancellationToken cancel) =>
        StuurAsync<Reactie>(HttpMethod.Post, Rapportage + "reacties", reactie, cancel);

    /// <summary>Answers a question.</summary>
    public Task<Antwoord<Reactie>> BeantwoordAsync(Guid reactie, string antwoord, CancellationToken cancel) =>
        StuurAsync<Reactie>(HttpMethod.Patch, $"{Rapportage}reacties/{reactie}", new JsonObject { ["antwoord"] = antwoord }, cancel);

    /// <summary>The report as a file of comma separated values. The caller disposes it.</summary>
    public Task<Antwoord<Bestand>> RapportCsvAsync(Kwartaalrapport rapport, CancellationToken cancel) => BestandAsync(Van(rapport) + "/csv", cancel);
}
