namespace Brink.Apps.Zgw;

/// <summary>The cooperative of which an organisation is a member, as its apps reach it: over HTTP with a token of the member.</summary>
/// <param name="Naam">What it is called.</param>
/// <param name="Zgw">Its registers, on behalf of the member.</param>
/// <param name="Gebruiker">The user id by which the cooperative knows who represents the member.</param>
public sealed record Cooperatie(string Naam, ZgwClient Zgw, string Gebruiker);

/// <summary>A meeting of members, as a member sees it. Besluitvorming API 1.0, Brink's own.</summary>
public sealed record Ledenvergadering(Uri Url, string Titel, DateOnly Datum, string Status);

/// <summary>What is asked of the members.</summary>
public sealed record Ledenvraag(string Soort, string Tekst);

/// <summary>A paper at an item.</summary>
public sealed record Ledenstuk(string Titel, string Bijlage, Uri? Document);

/// <summary>An item on the agenda of the members.</summary>
public sealed record Ledenpunt(Uri Url, int Nummer, string Titel, string Soort, IReadOnlyList<Ledenstuk>? Stukken, Ledenvraag? GevraagdBesluit,
    bool Vertrouwelijk = false);

/// <summary>Who acts for a member.</summary>
public sealed record Ledenmandaat(Uri Lid, string Gebruiker, string Functie, DateOnly GeldigVan, DateOnly? GeldigTot);

/// <summary>A proxy that a member gave.</summary>
public sealed record Ledenvolmacht(
    Uri Url, Uri Gever, string Gemachtigde, string Functie, Uri? Namens, bool Spreken, bool Stemmen, string? Besluit, DateTimeOffset? GeregistreerdOp,
    DateTimeOffset? IngetrokkenOp, DateTimeOffset? GebruiktOp);

/// <summary>What a vote of the members came to.</summary>
public sealed record Ledenuitslag(Uri? Agendapunt, string Onderwerp, string Besluittekst, string Uitkomst, DateTimeOffset? VastgesteldOp);

/// <summary>The cooperative's agenda, as its members use it.</summary>
public sealed partial class ZgwClient
{
    private const string Ledenbesluiten = "besluitvorming/api/v1/";

    /// <summary>The meetings of the members, the newest first.</summary>
    public Task<Antwoord<Lijst<Ledenvergadering>>> LedenvergaderingenAsync(CancellationToken cancel) =>
        AllesAsync<Ledenvergadering>(Ledenbesluiten + "vergaderingen", [new("ordering", "-datum"), Veel], cancel);

    /// <summary>The agenda of a meeting, in its order.</summary>
    public Task<Antwoord<Lijst<Ledenpunt>>> LedenagendaAsync(Uri vergadering, CancellationToken cancel) =>
        AllesAsync<Ledenpunt>(Ledenbesluiten + "agendapunten", [new("vergadering", vergadering.ToString()), new("ordering", "nummer"), Veel], cancel);

    /// <summary>For which member a user acts.</summary>
    public Task<Antwoord<Lijst<Ledenmandaat>>> LedenmandatenAsync(string gebruiker, CancellationToken cancel) =>
        AllesAsync<Ledenmandaat>(Ledenbesluiten + "vertegenwoordigingen", [new("gebruiker", gebruiker), Veel], cancel);

    /// <summary>The proxies for a meeting that the caller may see.</summary>
    public Task<Antwoord<Lijst<Ledenvolmacht>>> LedenvolmachtenAsync(Uri vergadering, CancellationToken cancel) =>
        AllesAsync<Ledenvolmacht>(Ledenbesluiten + "volmachten", [new("vergadering", vergadering.ToString()), Veel], cancel);

    /// <summary>What the votes about an item came to.</summary>
    public Task<Antwoord<Lijst<Ledenuitslag>>> LedenuitslagenAsync(Uri agendapunt, CancellationToken cancel) =>
        AllesAsync<Ledenuitslag>(Ledenbesluiten + "uitslagen", [new("agendapunt", agendapunt.ToString()), Veel], cancel);

    /// <summary>Hands in a proxy.</summary>
    public Task<Antwoord<Ledenvolmacht>> GeefVolmachtAsync(System.Text.Json.Nodes.JsonObject volmacht, CancellationToken cancel) =>
        StuurAsync<Ledenvolmacht>(HttpMethod.Post, Ledenbesluiten + "volmachten", volmacht, cancel);
}
