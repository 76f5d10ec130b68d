using System.Text.Json.Nodes;

namespace Brink.Client;

/// <summary>What was said of a component, and where.</summary>
public sealed record Feit(int? Regel, string Tekst);

/// <summary>So many members, of so many.</summary>
public sealed record Aantal(string Wat, int Leden, int? Van, int? Regel);

/// <summary>Money that a party puts into a component.</summary>
public sealed record Investering(string Partij, decimal Bedrag);

/// <summary>A system, product or programme. Portfolio API 1.0, Brink's own.</summary>
public sealed record Component
{
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
public sealed record Afhankelijkheid(Uri Url, Uri Van, Uri Naar, string Soort, string? Toelichting);

/// <summary>That a member uses a component, or has chosen to.</summary>
public sealed record Gebruik(Uri Url, Uri Lid, Uri Component, string Stand, bool BewusteInstap, DateOnly? Sinds, DateOnly? Tot);

/// <summary>A party that the cooperative buys from or works with.</summary>
public sealed record Leverancier(Uri Url, string Naam, string? Soort, string? Toelichting);

/// <summary>An agreement with a supplier.</summary>
public sealed record Contract(Uri Url, string Naam, Uri Leverancier, Uri? Component, DateOnly? Begin, DateOnly? Einde, string? Opzegtermijn, string? Indexatieclausule,
    string? Eigenaar, DateOnly? OpzeggenVoor);

/// <summary>An idea on the innovation square.</summary>
public sealed record Idee(Uri Url, string Titel, string Omschrijving, Uri? Indiener, string? Eigenaar, decimal? Innovatiebudget, string Fase, int Steun, Uri? Project);

/// <summary>That a member supports an idea.</summary>
public sealed record Steunbetuiging(Uri Url, Uri Idee, Uri Lid, string? Reactie);

/// <summary>What must be in order before an idea goes on.</summary>
public sealed record Criterium(string Tekst, bool Gehaald);

/// <summary>A gate that an idea went through.</summary>
public sealed record Funnelstap(Uri Url, string Naar, DateOnly Datum, IReadOnlyList<string> Rollen, IReadOnlyList<Criterium> Criteria, string? Toelichting);

/// <summary>A municipality, member or known otherwise.</summary>
public sealed record Lid
{
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
public sealed record Accountplan
{
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
public sealed record Afspraak(Uri Url, string Wat, Uri? Lid, string? Wie, DateOnly? Termijn, string? TermijnTekst, string? Bron, DateOnly? GereedOp, bool Open);

/// <summary>What one member answered in a quarter.</summary>
public sealed record Tevredenheidsmeting(Uri Url, Uri Lid, string Kwartaal, int? Cijfer, string? Toelichting, string? Verbeterpunt);

/// <summary>Whom to ask in a quarter.</summary>
public sealed record Steekproefgroep(int Jaar, string Kwartaal, Guid Lid, string Naam, bool Gemeten);

/// <summary>A community in which the cooperative takes part.</summary>
public sealed record Samenwerking(Uri Url, string Naam, string? Soort, string? Doel, string? Opbrengst, string? Aandacht, IReadOnlyList<Uri>? Leden);

/// <summary>Something that may go wrong, and what is done about it.</summary>
public sealed record Risico(Uri Url, string Omschrijving, int Kans, int Gevolg, string? Eigenaar, Uri? Component, IReadOnlyList<Maatregel> Maatregelen, bool Gesloten, int Score);

/// <summary>The portfolio: an API of Brink's own.</summary>
public sealed partial class ZgwClient
{
    private const string Portfolio = "portfolio/api/v1/";

    private Task<Antwoord<Lijst<T>>> LijstAsync<T>(string collectie, CancellationToken cancel, params KeyValuePair<string, string?>[] query) =>
        AllesAsync<T>(Portfolio + collectie, [.. query.Where(p => !string.IsNullOrEmpty(p.Value)), Veel], cancel);

    private Task<Antwoord<T>> BewaarAsync<T>(string collectie, Guid? bestaand, JsonObject velden, CancellationToken cancel) where T : class => bestaand is null
        ? StuurAsync<T>(HttpMethod.Post, Portfolio + collectie, velden, cancel)
        : StuurAsync<T>(HttpMethod.Patch, $"{Portfolio}{collectie}/{bestaand}", velden, cancel);

    /// <summary>Components by name, those that fit the filters.</summary>
    public Task<Antwoord<Lijst<Component>>> ComponentenAsync(string? naam, string? soort, string? laag, string? levensloop, CancellationToken cancel) =>
        LijstAsync<Component>("componenten", cancel, new("ordering", "naam"), new("naam__icontains", naam), new("soort", soort), new("laag", laag), new("levensloop", levensloop));

    /// <summary>One component.</summary>
    public Task<Antwoord<Component>> ComponentAsync(Guid uuid, CancellationToken cancel) => GetAsync<Component>($"{Portfolio}componenten/{uuid}", [], cancel);

    /// <summary>A component as <c>publiccode.yaml</c>. The caller disposes it.</summary>
    public Task<Antwoord<Bestand>> PubliccodeAsync(Guid uuid, CancellationToken cancel) => BestandAsync($"{Portfolio}componenten/{uuid}/publiccode", cancel);

    /// <summary>Makes or changes a component by what a <c>publiccode.yaml</c> says.</summary>
    public Task<Antwoord<Component>> LeesPubliccodeAsync(string inhoud, CancellationToken cancel) =>
        StuurAsync<Component>(HttpMethod.Post, Portfolio + "componenten/publiccode", new JsonObject { ["inhoud"] = inhoud }, cancel);

    /// <summary>How components depend on each other.</summary>
    public Task<Antwoord<Lijst<Afhankelijkheid>>> AfhankelijkhedenAsync(CancellationToken cancel) => LijstAsync<Afhankelijkheid>("afhankelijkheden", cancel);

    /// <summary>Which member uses what: of a component, of a member, or all.</summary>
    public Task<Antwoord<Lijst<Gebruik>>> GebruikAsync(Component? component, Lid? lid, CancellationToken cancel) =>
        LijstAsync<Gebruik>("gebruik", cancel, new("component", component?.Url.ToString()), new("lid", lid?.Url.ToString()));

    /// <summary>The suppliers.</summary>
    public Task<Antwoord<Lijst<Leverancier>>> LeveranciersAsync(CancellationToken cancel) => LijstAsync<Leverancier>("leveranciers", cancel, new KeyValuePair<string,
        string?>("ordering", "naam"));

    /// <summary>The contracts, the first to end first.</summary>
    public Task<Antwoord<Lijst<Contract>>> ContractenAsync(Component? component, CancellationToken cancel) =>
        LijstAsync<Contract>("contracten", cancel, new("ordering", "einde"), new("component", component?.Url.ToString()));

    /// <summary>The ideas, those with the most support first.</summary>
    public Task<Antwoord<Lijst<Idee>>> IdeeenAsync(CancellationToken cancel) => LijstAsync<Idee>("ideeen", cancel, new KeyValuePair<string, string?>("ordering", "-steun"));

    /// <summary>One idea.</summary>
    public Task<Antwoord<Idee>> IdeeAsync(Guid uuid, CancellationToken cancel) => GetAsync<Idee>($"{Portfolio}ideeen/{uuid}", [], cancel);

    /// <summary>Pitches an idea.</summary>
    public Task<Antwoord<Idee>> PitchAsync(JsonObject idee, CancellationToken cancel) => BewaarAsync<Idee>("ideeen", null, idee, cancel);

    /// <summary>Who supports an idea.</summary>
    public Task<Antwoord<Lijst<Steunbetuiging>>> SteunAsync(Idee idee, CancellationToken cancel) =>
        LijstAsync<Steunbetuiging>("steunbetuigingen", cancel, new KeyValuePair<string, string?>("idee", idee.Url.ToString()));

    /// <summary>Supports an idea.</summary>
    public Task<Antwoord<Steunbetuiging>> SteunIdeeAsync(JsonObject steun, CancellationToken cancel) => BewaarAsync<Steunbetuiging>("steunbetuigingen", null, steun, cancel);

    /// <summary>The gates that an idea went through.</summary>
    public Task<Antwoord<Lijst<Funnelstap>>> FunnelAsync(Idee idee, CancellationToken cancel) =>
        LijstAsync<Funnelstap>("funnelstappen", cancel, new KeyValuePair<string, string?>("idee", idee.Url.ToString()));

    /// <summary>Takes an idea through a gate.</summary>
    public Task<Antwoord<Funnelstap>> NeemFunnelstapAsync(JsonObject stap, CancellationToken cancel) => BewaarAsync<Funnelstap>("funnelstappen", null, stap, cancel);

    /// <summary>The municipalities that the cooperative knows.</summary>
    public Task<Antwoord<Lijst<Lid>>> LedenAsync(CancellationToken cancel) => LijstAsync<Lid>("leden", cancel, new KeyValuePair<string, string?>("ordering", "naam"));

    /// <summary>The address of a municipality, as references name it.</summary>
    public Uri LidAdres(Guid uuid) => Adres($"{Portfolio}leden/{uuid}");

    /// <summary>One municipality.</summary>
    public Task<Antwoord<Lid>> LidAsync(Guid uuid, CancellationToken cancel) => GetAsync<Lid>($"{Portfolio}leden/{uuid}", [], cancel);

    /// <summary>Changes what is kept of a municipality.</summary>
    public Task<Antwoord<Lid>> BewaarLidAsync(Guid uuid, JsonObject velden, CancellationToken cancel) => BewaarAsync<Lid>("leden", uuid, velden, cancel);

    /// <summary>The account plans: of one member, or all.</summary>
    public Task<Antwoord<Lijst<Accountplan>>> AccountplannenAsync(Lid? lid, CancellationToken cancel) =>
        LijstAsync<Accountplan>("accountplannen", cancel, new KeyValuePair<string, string?>("lid", lid?.Url.ToString()));

    /// <summary>Makes or changes an account plan.</summary>
    public Task<Antwoord<Accountplan>> BewaarAccountplanAsync(Guid? uuid, JsonObject velden, CancellationToken cancel) => BewaarAsync<Accountplan>("accountplannen", uuid,
        velden, cancel);

    /// <summary>What was agreed with a member.</summary>
    public Task<Antwoord<Lijst<Afspraak>>> AfsprakenAsync(Lid? lid, CancellationToken cancel) =>
        LijstAsync<Afspraak>("afspraken", cancel, new("lid", lid?.Url.ToString()), new("ordering", "termijn"));

    /// <summary>Makes or changes an agreement.</summary>
    public Task<Antwoord<Afspraak>> BewaarAfspraakAsync(Guid? uuid, JsonObject velden, CancellationToken cancel) => BewaarAsync<Afspraak>("afspraken", uuid, velden, cancel);

    /// <summary>Whom to ask in each quarter of a year.</summary>
    public Task<Antwoord<Steekproefgroep[]>> SteekproefAsync(int jaar, CancellationToken cancel) =>
        GetAsync<Steekproefgroep[]>(Portfolio + "leden/steekproef", [new("jaar", jaar.ToString(System.Globalization.CultureInfo.InvariantCulture))], cancel);

    /// <summary>What members answered in the quarters of a year.</summary>
    public Task<Antwoord<Lijst<Tevredenheidsmeting>>> TevredenheidAsync(int jaar, CancellationToken cancel) =>
        LijstAsync<Tevredenheidsmeting>("tevredenheidsmetingen", cancel, new("kwartaal__gte", $"{jaar}-Q1"), new("kwartaal__lte", $"{jaar}-Q4"));

    /// <summary>Keeps what a member answered.</summary>
    public Task<Antwoord<Tevredenheidsmeting>> BewaarTevredenheidAsync(JsonObject meting, CancellationToken cancel) =>
        BewaarAsync<Tevredenheidsmeting>("tevredenheidsmetingen", null, meting, cancel);

    /// <summary>The communities in which the cooperative takes part.</summary>
    public Task<Antwoord<Lijst<Samenwerking>>> SamenwerkingenAsync(CancellationToken cancel) =>
        LijstAsync<Samenwerking>("samenwerkingen", cancel, new KeyValuePair<string, string?>("ordering", "naam"));

    /// <summary>The risks, the heaviest first.</summary>
    public Task<Antwoord<Lijst<Risico>>> RisicosAsync(CancellationToken cancel) => LijstAsync<Risico>("risicos", cancel, new KeyValuePair<string, string?>("ordering", "-score"));
}
