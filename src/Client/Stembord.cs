using System.Text.Json.Nodes;

namespace Brink.Client;

/// <summary>A secret vote as the holders of its key see it.</summary>
public sealed record Sleutelstemming(Uri Stemming, string Onderwerp, string Status, DateTimeOffset? GeslotenOp);

/// <summary>A line of the board of a secret vote.</summary>
public sealed record Bordregel(int Nr, string Soort, string Inhoud, string Hash);

/// <summary>The board of a secret vote as a file (docs/stembord.md).</summary>
public sealed record Bord(string Formaat, IReadOnlyList<Bordregel> Regels);

// Secret votes: what a voter and a holder of a key need of the Besluitvorming API.
public sealed partial class ZgwClient
{
    /// <summary>The lines of one kind on the board of a vote.</summary>
    public Task<Antwoord<Lijst<Bordregel>>> BordregelsAsync(Uri stemming, string soort, CancellationToken cancel) =>
        BesluitvormingAsync<Bordregel>("bordregels", cancel, ("stemming", stemming.ToString()), ("soort", soort));

    /// <summary>The ballots of one member on the board of a vote.</summary>
    public Task<Antwoord<Lijst<Bordregel>>> BiljettenAsync(Uri stemming, Uri lid, CancellationToken cancel) =>
        BesluitvormingAsync<Bordregel>("bordregels", cancel, ("stemming", stemming.ToString()), ("soort", "biljet"), ("lid", lid.ToString()));

    /// <summary>The whole board as it is kept.</summary>
    public Task<Antwoord<Bord>> BordAsync(Guid stemming, CancellationToken cancel) => BesluitvormingAsync<Bord>("stemmingen", stemming, cancel, "stembord");

    /// <summary>Adds a line to the board of a secret vote: a ballot, or the part of a holder.</summary>
    public Task<Antwoord<JsonObject>> ZetOpBordAsync(Uri stemming, string soort, string inhoud, CancellationToken cancel) =>
        LegVastAsync<JsonObject>("bordregels", new() { ["stemming"] = stemming.ToString(), ["soort"] = soort, ["inhoud"] = inhoud }, cancel);
}
