using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Brink.Client;

/// <summary>A meeting as anyone may know it. Besluitvorming API 1.0, resource <c>ori</c>, in the words of Open Raadsinformatie.</summary>
public sealed record OpenVergadering
{
    /// <summary>Where their list is.</summary>
    public const string Pad = "besluitvorming/vergaderingen/ori";
    public required Uri Id { get; init; }
    public string Name { get; init; } = "";
    public string Committee { get; init; } = "";
    public DateOnly Date { get; init; }
    [JsonPropertyName("start_date")] public DateTimeOffset? Begin { get; init; }
    [JsonPropertyName("end_date")] public DateTimeOffset? Einde { get; init; }
    public string Location { get; init; } = "";
    public string Classification { get; init; } = "";
    public string Status { get; init; } = "";
    public DateTimeOffset? Modified { get; init; }
    public IReadOnlyList<OpenAgendapunt> Agenda { get; init; } = [];
    public OpenVerslag? Report { get; init; }
}

/// <summary>An item on a public agenda.</summary>
public sealed record OpenAgendapunt(Uri Id, int Position, string Name, string Classification, string Description,
    IReadOnlyList<string> Parts, bool Postponed,
    IReadOnlyList<OpenStuk> Attachment, IReadOnlyList<OpenBesluit> Motions);

/// <summary>A public paper.</summary>
public sealed record OpenStuk(Uri Id, string Name, string Identifier, [property: JsonPropertyName("file_name")] string Bestandsnaam,
    long? Size);

/// <summary>What was proposed and what came of it.</summary>
public sealed record OpenBesluit
{
    /// <summary>Where their list is.</summary>
    public const string Pad = "besluitvorming/stemmingen/ori";
    public required Uri Id { get; init; }
    public string Name { get; init; } = "";
    public string Text { get; init; } = "";
    public DateTimeOffset Date { get; init; }
    [JsonPropertyName("legislative_session")] public Uri? Agendapunt { get; init; }
    public string Result { get; init; } = "";
    public string Requirement { get; init; } = "";
    public string Concerns { get; init; } = "";
    public string Identifier { get; init; } = "";
    [JsonPropertyName("publication_date")] public DateOnly? Publicatiedatum { get; init; }
    [JsonPropertyName("vote_events")] public IReadOnlyList<OpenStemming> Stemmingen { get; init; } = [];
}

/// <summary>The vote on a proposal.</summary>
public sealed record OpenStemming
{
    [JsonPropertyName("end_date")] public DateTimeOffset? Einde { get; init; }
    public string Classification { get; init; } = "";
    public bool Secret { get; init; }
    public int Eligible { get; init; }
    public int? Present { get; init; }
    public string Explanation { get; init; } = "";
    public IReadOnlyList<string> Remarks { get; init; } = [];
    public string Elected { get; init; } = "";
    public IReadOnlyList<OpenTelling> Counts { get; init; } = [];
    public IReadOnlyList<OpenStem> Votes { get; init; } = [];
    public Uri? Board { get; init; }
}

public sealed record OpenTelling(string Option, int Value);

public sealed record OpenStem(string Voter, string Option);

/// <summary>Adopted minutes.</summary>
public sealed record OpenVerslag(DateTimeOffset? Date, int Version, string Sha256, IReadOnlyList<OpenAlinea> Sections);

public sealed record OpenAlinea(int Position, string Name, string Classification, string Text);

/// <summary>A quarterly report that was made public. Rapportage API 1.0.</summary>
public sealed record OpenRapport(Guid Uuid, string Periode, string Titel, int Versie, DateOnly VastgesteldOp, DateOnly? OpenbaarOp,
    string Sha256, Versieinhoud? Inhoud);

/// <summary>What was promised in a meeting, as its adopted minutes tell.</summary>
public sealed record OpenToezegging
{
    /// <summary>Where their list is.</summary>
    public const string Pad = "besluitvorming/toezeggingen/ori";
    public required Uri Id { get; init; }
    public string Name { get; init; } = "";
    public string Classification { get; init; } = "";
    public string Responsible { get; init; } = "";
    public string Due { get; init; } = "";
    [JsonPropertyName("due_date")] public DateOnly? Voor { get; init; }
    public bool Completed { get; init; }
    public required Uri Meeting { get; init; }
    [JsonPropertyName("meeting_name")] public string Vergadering { get; init; } = "";
    public DateTimeOffset? Date { get; init; }
}

/// <summary>How many there are of each that meet a question.</summary>
public sealed record Openaantallen(int Meetings, int Motions, int Commitments);

/// <summary>How many published decisions meet a question.</summary>
public sealed record Openaantal(int Aantal);

/// <summary>A document of a published decision.</summary>
public sealed record OpenbaarStuk(Guid Uuid, string Titel, string Bestandsnaam, string Formaat, long? Bestandsomvang, string Beschrijving);

/// <summary>A decision that a municipality published. Besluiten API 1.1, and what Brink adds to it.</summary>
public sealed record OpenbaarBesluit
{
    /// <summary>Where their list is.</summary>
    public const string Pad = "besluiten/besluiten/openbaar";
    public Guid Uuid { get; init; }
    public string Identificatie { get; init; } = "";
    public string Titel { get; init; } = "";
    public string Besluittype { get; init; } = "";
    public string Bestuursorgaan { get; init; } = "";
    public DateOnly Datum { get; init; }
    public DateOnly Ingangsdatum { get; init; }
    public DateOnly? Vervaldatum { get; init; }
    public DateOnly Publicatiedatum { get; init; }
    public DateOnly? UiterlijkeReactiedatum { get; init; }
    public string Toelichting { get; init; } = "";
    public IReadOnlyList<OpenbaarStuk> Stukken { get; init; } = [];
}

/// <summary>What a citizen asks of a list: words, a year, a page, and how many there are on one.</summary>
public sealed record Openvraag(string Zoek = "", int? Jaar = null, int Pagina = 1, int Aantal = 25, string Stand = "", bool Geheim = false)
{
    /// <summary>The question without the page: how many there are.</summary>
    public (string, object?)[] Telling() => [("zoek", Zoek), ("jaar", Jaar), ("stand", Stand)];

    /// <summary>The question for this page.</summary>
    public (string, object?)[] Blad() => [.. Telling(), ("geheim", Geheim ? true : null), ("pagina", Pagina), ("aantal", Aantal)];

    /// <summary>How many pages so many things make.</summary>
    public int Paginas(int aantal) => Math.Max(1, (aantal + Aantal - 1) / Aantal);
}

// What the registers show to anyone. A client without a token sees no more than this.
public sealed partial class ZgwClient
{
    /// <summary>Whether the organisation shows anything to who sends no token.</summary>
    public async Task<bool> IsOpenbaarAsync(bool vereniging, CancellationToken cancel) =>
        (await Lees<JsonObject>(vereniging ? "besluitvorming/ori-aantallen" : "besluiten/besluiten/openbaar-aantal", cancel,
            ("jaar", 1900))).Fout is null;
}
