using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Brink.Client;

/// <summary>A row of the log: one request in which somebody's data were processed.</summary>
public sealed record Inzageregel
{
    public long Nummer { get; init; }
    public DateTimeOffset Moment { get; init; }
    public string ApplicatieId { get; init; } = "";
    public string ApplicatieWeergave { get; init; } = "";
    public string GebruikersId { get; init; } = "";
    public string GebruikersWeergave { get; init; } = "";
    public string Toelichting { get; init; } = "";
    public string Resource { get; init; } = "";
    public string Actie { get; init; } = "";
    public int AantalBetrokkenen { get; init; }

    /// <summary>Whether the answer named the person; else it showed something of theirs, such as a document of their zaak.</summary>
    public bool? NoemtPersoon { get; init; }
    [JsonPropertyName("dpl.core.processing_activity_id")] public string Activiteit { get; init; } = "";
}

/// <summary>One page of the log, and where the next one begins.</summary>
public sealed record Inzageblad(string? Volgende, IReadOnlyList<Inzageregel> Results);

/// <summary>What is asked of the log: the rows about a person, or of a user.</summary>
public sealed record Inzagevraag
{
    public JsonObject? Persoon { get; init; }
    public string? Gebruiker { get; init; }
    public DateTimeOffset? Van { get; init; }
    public DateTimeOffset? Tot { get; init; }
    public string? Na { get; init; }
}

/// <summary>One thing that a register holds about somebody.</summary>
public sealed record Persoonsgegeven(string Register, string Resource, string Url, string Waarom, bool Wisbaar, JsonElement? Gegevens);

/// <summary>One page of what the registers hold about somebody.</summary>
public sealed record Persoonsgegevens(int Aantal, int Paginas, DateTimeOffset Moment, IReadOnlyList<Persoonsgegeven> Gegevens)
{
    /// <summary>The address of the restriction that holds; null for none.</summary>
    public string? Beperking { get; init; }
}

/// <summary>That the data of a person are kept and not used.</summary>
public sealed record Beperking(string Url, string Grond, string Toelichting, DateTimeOffset Begin);

/// <summary>A processing activity of the organisation.</summary>
public sealed record Verwerkingsactiviteit(string Code, string Naam)
    : IBron
{ public static string Pad => "privacy/verwerkingsactiviteiten"; }

/// <summary>The log of who processed whose data, and what the registers hold of somebody: APIs of Brink's own.
/// Numbers of persons go in a body, never in an address.</summary>
public sealed partial class ZgwClient
{
    /// <summary>The names of the organisation's processing activities, by code.</summary>
    public async Task<IReadOnlyDictionary<string, string>> VerwerkingsactiviteitenAsync(CancellationToken cancel) =>
        (await Lees<Lijst<Verwerkingsactiviteit>>(Verwerkingsactiviteit.Pad, cancel, ("pageSize", 500))).Gelukt(out var lijst)
            ? lijst.Results.ToDictionary(v => v.Code, v => v.Naam) : new Dictionary<string, string>();
}
