using System.Net.Http.Json;
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
public sealed record Verwerkingsactiviteit(string Code, string Naam);

/// <summary>The log of who processed whose data, and what the registers hold of somebody: APIs of Brink's own. Numbers of persons go in a body, never in an address.</summary>
public sealed partial class ZgwClient
{
    private const string Inzage = "beheer/api/v1/inzage/";

    /// <summary>A page of the log, the newest first.</summary>
    public Task<Antwoord<Inzageblad>> InzageAsync(Inzagevraag vraag, CancellationToken cancel) =>
        SendAsync<Inzageblad>(new HttpRequestMessage(HttpMethod.Post, Inzage + "_zoek") { Content = JsonContent.Create(vraag, options: Json) }, cancel);

    /// <summary>The same as lines of the standard Logboek Dataverwerkingen. The caller disposes it.</summary>
    public Task<Antwoord<Bestand>> InzageExportAsync(Inzagevraag vraag, CancellationToken cancel) =>
        BestandAsync(new HttpRequestMessage(HttpMethod.Post, Inzage + "export") { Content = JsonContent.Create(vraag, options: Json) }, cancel);

    /// <summary>One page of what all registers hold about somebody.</summary>
    public Task<Antwoord<Persoonsgegevens>> PersoonsgegevensAsync(string bsn, int pagina, CancellationToken cancel) => SendAsync<Persoonsgegevens>(
        new HttpRequestMessage(HttpMethod.Post, "privacy/api/v1/persoonsgegevens") { Content = JsonContent.Create(new { nummer = bsn, pagina }, options: Json) }, cancel);

    /// <summary>Restricts the processing of somebody's data (AVG, article 18).</summary>
    public Task<Antwoord<Beperking>> BeperkAsync(string bsn, string grond, string toelichting, CancellationToken cancel) => SendAsync<Beperking>(
        new HttpRequestMessage(HttpMethod.Post, "privacy/api/v1/beperkingen") { Content = JsonContent.Create(new { nummer = bsn, grond, toelichting }, options: Json) }, cancel);

    /// <summary>The restriction at an address.</summary>
    public Task<Antwoord<Beperking>> BeperkingAsync(string url, CancellationToken cancel) =>
        SendAsync<Beperking>(new HttpRequestMessage(HttpMethod.Get, new Uri(url)), cancel);

    /// <summary>Lifts a restriction.</summary>
    public Task<Antwoord<Beperking>> HefOpAsync(string url, string reden, CancellationToken cancel) => SendAsync<Beperking>(
        new HttpRequestMessage(HttpMethod.Post, new Uri(url + "/opheffen")) { Content = JsonContent.Create(new { reden }, options: Json) }, cancel);

    /// <summary>The names of the organisation's processing activities, by code.</summary>
    public async Task<IReadOnlyDictionary<string, string>> VerwerkingsactiviteitenAsync(CancellationToken cancel) =>
        (await GetAsync<Lijst<Verwerkingsactiviteit>>("privacy/api/v1/verwerkingsactiviteiten", [new("pageSize", "500")], cancel)).Gelukt(out var lijst)
            ? lijst.Results.ToDictionary(v => v.Code, v => v.Naam) : new Dictionary<string, string>();

    /// <summary>Erases what a register holds about somebody; the reason goes into the audit trail. Null when it is gone.</summary>
    public async Task<Fout?> WisAsync(Uri url, string reden, CancellationToken cancel)
    {
        if (!IsHier(url)) return Elders;
        using var request = new HttpRequestMessage(HttpMethod.Delete, url);
        request.Headers.TryAddWithoutValidation("X-Audit-Toelichting", Gewoon(reden));
        return await DoeAsync(request, cancel);
    }
}
