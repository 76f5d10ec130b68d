using System.Text.Json;
using System.Text.Json.Nodes;

namespace Brink.Apps.Zgw;

/// <summary>A member on the list of voters of a vote.</summary>
public sealed record Kiezer(Uri Lid, string Naam, bool Geschorst);

/// <summary>Who holds a key of a secret vote, and the half of the key that all may see.</summary>
public sealed record Sleutelhouder(string Naam, string Publiek);

/// <summary>A secret vote. Besluitvorming API 1.0, Brink's own, resource <c>stemmingen</c>.</summary>
public sealed record GeheimeStemming
{
    public required Uri Url { get; init; }
    public string Onderwerp { get; init; } = "";
    public string Modus { get; init; } = "";
    public string Status { get; init; } = "";
    public string Waarschuwing { get; init; } = "";
    public DateTimeOffset? GeopendOp { get; init; }
    public DateTimeOffset? GeslotenOp { get; init; }
    public DateTimeOffset? Sluit { get; init; }
    public Uri? Agendapunt { get; init; }
    public IReadOnlyList<Kiezer> Kiezers { get; init; } = [];
    public IReadOnlyList<Sleutelhouder> Sleutelhouders { get; init; } = [];
}

/// <summary>A line of the board of a secret vote.</summary>
public sealed record Bordregel(int Nr, string Soort, string Inhoud, string Hash);

/// <summary>The board of a secret vote as a file (docs/stembord.md).</summary>
public sealed record Bord(string Formaat, IReadOnlyList<Bordregel> Regels);

// Secret votes: what a voter and a holder of a key need of the Besluitvorming API.
public sealed partial class ZgwClient
{
    private const string Bordplek = "besluitvorming/api/v1/bordregels";

    private sealed record Namens(Uri Lid, DateOnly GeldigVan, DateOnly? GeldigTot);

    private sealed record Gemachtigd(Uri Gever, bool Stemmen, DateTimeOffset? IngetrokkenOp);

    public Task<Antwoord<GeheimeStemming>> GeheimeStemmingAsync(Guid uuid, CancellationToken cancel) =>
        GetAsync<GeheimeStemming>($"besluitvorming/api/v1/stemmingen/{uuid}", [], cancel);

    public Task<Antwoord<Lijst<GeheimeStemming>>> GeheimeStemmingenAsync(CancellationToken cancel) =>
        AllesAsync<GeheimeStemming>("besluitvorming/api/v1/stemmingen", [new("modus", "geheim"), new("pageSize", "500")], cancel);

    /// <summary>The lines of one kind on the board of a vote.</summary>
    public Task<Antwoord<Lijst<Bordregel>>> BordregelsAsync(Uri stemming, string soort, CancellationToken cancel) =>
        AllesAsync<Bordregel>(Bordplek, [new("stemming", stemming.ToString()), new("soort", soort), new("pageSize", "500")], cancel);

    /// <summary>The whole board as it is kept.</summary>
    public Task<Antwoord<Bord>> BordAsync(Guid stemming, CancellationToken cancel) => GetAsync<Bord>($"besluitvorming/api/v1/stemmingen/{stemming}/stembord", [], cancel);

    /// <summary>The same as a file. The caller disposes it.</summary>
    public Task<Antwoord<Bestand>> BordbestandAsync(Guid stemming, CancellationToken cancel) => BestandAsync($"besluitvorming/api/v1/stemmingen/{stemming}/stembord", cancel);

    /// <summary>Adds a line to the board of a secret vote: a ballot, or the part of a holder.</summary>
    public Task<Antwoord<JsonObject>> ZetOpBordAsync(Uri stemming, string soort, string inhoud, CancellationToken cancel) =>
        StuurAsync<JsonObject>(HttpMethod.Post, Bordplek, new JsonObject { ["stemming"] = stemming.ToString(), ["soort"] = soort, ["inhoud"] = inhoud }, cancel);

    /// <summary>The members for which a user may act today: as representative, or by a proxy to vote. Whether it may in this vote, is for the register to say.</summary>
    public async Task<IReadOnlyList<Uri>> NamensWieAsync(string gebruiker, DateOnly vandaag, CancellationToken cancel)
    {
        if (gebruiker.Length == 0) return [];
        var eigen = await AllesAsync<Namens>("besluitvorming/api/v1/vertegenwoordigingen", [new("gebruiker", gebruiker)], cancel);
        var volmachten = await AllesAsync<Gemachtigd>("besluitvorming/api/v1/volmachten", [new("gemachtigde", gebruiker)], cancel);
        return [.. (eigen.Waarde?.Results ?? []).Where(v => v.GeldigVan <= vandaag && !(v.GeldigTot < vandaag)).Select(v => v.Lid)
            .Concat((volmachten.Waarde?.Results ?? []).Where(v => v.Stemmen && v.IngetrokkenOp is null).Select(v => v.Gever)).Distinct()];
    }
}
