using System.Globalization;
using System.Text.Json.Serialization;

namespace Brink.Apps.Zgw;

/// <summary>A meeting as anyone may know it. Besluitvorming API 1.0, resource <c>ori</c>, in the words of Open Raadsinformatie.</summary>
public sealed record OpenVergadering
{
    public required Uri Id { get; init; }
    public string Name { get; init; } = "";
    public string Committee { get; init; } = "";
    public DateOnly Date { get; init; }
    [JsonPropertyName("start_date")] public DateTimeOffset? Begin { get; init; }
    [JsonPropertyName("end_date")] public DateTimeOffset? Einde { get; init; }
    public string Location { get; init; } = "";
    public string Classification { get; init; } = "";
    public string Status { get; init; } = "";
    public IReadOnlyList<OpenAgendapunt> Agenda { get; init; } = [];
    public OpenVerslag? Report { get; init; }
}

/// <summary>An item on a public agenda.</summary>
public sealed record OpenAgendapunt(Uri Id, int Position, string Name, string Classification, string Description, IReadOnlyList<string> Parts, bool Postponed,
    IReadOnlyList<OpenStuk> Attachment, IReadOnlyList<OpenBesluit> Motions);

/// <summary>A public paper.</summary>
public sealed record OpenStuk(Uri Id, string Name, string Identifier, [property: JsonPropertyName("file_name")] string Bestandsnaam, long? Size);

/// <summary>What was proposed and what came of it.</summary>
public sealed record OpenBesluit
{
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
public sealed record OpenRapport(Guid Uuid, string Periode, string Titel, int Versie, DateOnly VastgesteldOp, DateOnly? OpenbaarOp, string Sha256, Versieinhoud? Inhoud);

// What the registers show to anyone. A client without a token sees no more than this.
public sealed partial class ZgwClient
{
    private static KeyValuePair<string, string?>[] Van(int? jaar) => jaar is { } j ? [new("jaar", j.ToString(CultureInfo.InvariantCulture))] : [];

    /// <summary>Whether the organisation shows anything to who sends no token.</summary>
    public async Task<bool> IsOpenbaarAsync(CancellationToken cancel) =>
        (await GetAsync<OpenVergadering[]>(Besluitvorming + "vergaderingen/ori", [new("jaar", "1900")], cancel)).Fout is null;

    /// <summary>The newest meetings, or those of a year, without their agenda.</summary>
    public Task<Antwoord<OpenVergadering[]>> OpenVergaderingenAsync(int? jaar, CancellationToken cancel) =>
        GetAsync<OpenVergadering[]>(Besluitvorming + "vergaderingen/ori", Van(jaar), cancel);

    public Task<Antwoord<OpenVergadering>> OpenVergaderingAsync(Guid uuid, CancellationToken cancel) =>
        GetAsync<OpenVergadering>($"{Besluitvorming}vergaderingen/{uuid}/ori", [], cancel);

    /// <summary>The newest votes with an outcome, or those of a year.</summary>
    public Task<Antwoord<OpenBesluit[]>> OpenBesluitenAsync(int? jaar, CancellationToken cancel) => GetAsync<OpenBesluit[]>(Besluitvorming + "stemmingen/ori", Van(jaar), cancel);

    public Task<Antwoord<OpenBesluit>> OpenBesluitAsync(Guid uuid, CancellationToken cancel) => GetAsync<OpenBesluit>($"{Besluitvorming}stemmingen/{uuid}/ori", [], cancel);

    /// <summary>Everything in one file. The caller disposes it.</summary>
    public Task<Antwoord<Bestand>> OriAsync(int? jaar, CancellationToken cancel) => BestandAsync(Besluitvorming + "ori" + (jaar is { } j ? $"?jaar={j}" : ""), cancel);

    public Task<Antwoord<Bestand>> OpenStukAsync(Guid agendapunt, Guid document, CancellationToken cancel) =>
        BestandAsync($"{Besluitvorming}agendapunten/{agendapunt}/stuk?document={document}", cancel);

    public Task<Antwoord<OpenRapport[]>> OpenRapportenAsync(CancellationToken cancel) => GetAsync<OpenRapport[]>("rapportage/api/v1/rapportversies/openbaar", [], cancel);

    public Task<Antwoord<OpenRapport>> OpenRapportAsync(Guid uuid, CancellationToken cancel) =>
        GetAsync<OpenRapport>($"rapportage/api/v1/rapportversies/{uuid}/openbaar", [], cancel);
}
