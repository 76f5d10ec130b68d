using System.Data.Common;
using System.Text.Json;

namespace Brink.Host;

/// <summary>What was told of it at a moment.</summary>
/// <param name="Moment">When.</param>
/// <param name="Tekst">What, for everybody.</param>
/// <param name="Door">Who told it; empty when the platform did. For operators only.</param>
public sealed record Meldingstap(DateTimeOffset Moment, string Tekst, string Door = "");

/// <summary>An incident, or planned maintenance.</summary>
/// <param name="Id">Its identity.</param>
/// <param name="Soort"><c>storing</c> or <c>onderhoud</c>.</param>
/// <param name="Titel">What it is, in a few words.</param>
/// <param name="Organisaties">Of whom; empty: of all.</param>
/// <param name="Begin">Since when, or from when on.</param>
/// <param name="Einde">Until when; null while nobody knows.</param>
/// <param name="Stappen">What was told of it, the oldest first.</param>
public sealed record Melding(Guid Id, string Soort, string Titel, IReadOnlyList<string> Organisaties, DateTimeOffset Begin,
    DateTimeOffset? Einde, IReadOnlyList<Meldingstap> Stappen)
{
    public const string Storing = "storing", Onderhoud = "onderhoud";

    /// <summary>The node that began it by itself; empty when somebody did.</summary>
    public string Knoop { get; init; } = "";

    /// <summary>It was planned, and will not be done.</summary>
    public bool Vervallen { get; init; }

    public bool IsNu(DateTimeOffset nu) => Begin <= nu && (Einde is null || Einde > nu) && !Vervallen;

    public bool IsGepland(DateTimeOffset nu) => Begin > nu && !Vervallen;

    public bool Raakt(string organisatie) => Organisaties.Count == 0 || Organisaties.Contains(organisatie);
}

/// <summary>What is told of incidents and maintenance, as it is kept for all nodes.</summary>
/// <param name="data">Where.</param>
public sealed class Meldingen(Platformdata data)
{
    private const int Meeste = 200, Pogingen = 5;

    /// <summary>The newest; what is over for years is not read.</summary>
    public Task<List<Melding>> Alle() => data.LeesAsync($"SELECT doc FROM melding ORDER BY id DESC LIMIT {Meeste}", Lees);

    /// <summary>Keeps a new one. False when the same stands there already: of what begins by itself,
    /// another node saw the same time.</summary>
    public async Task<bool> Nieuw(Melding melding) => await data.DoeAsync(data.Alleen
        + "INSERT INTO melding (id, organisaties, knoop, einde, doc) SELECT @id, @organisaties, @knoop, CAST(@einde AS bigint), @doc "
        + "WHERE @knoop = '' OR NOT EXISTS (SELECT 1 FROM melding m WHERE m.knoop <> '' AND m.organisaties = @organisaties "
        + "AND (m.einde IS NULL OR m.einde >= @begin)) ON CONFLICT (id) DO NOTHING",
        ("@id", melding.Id.ToString()), ("@organisaties", string.Join(' ', melding.Organisaties)), ("@knoop", melding.Knoop),
        ("@einde", melding.Einde?.ToUnixTimeMilliseconds()), ("@begin", melding.Begin.ToUnixTimeMilliseconds()), ("@doc", Schrijf(melding))) > 0;

    /// <summary>Changes one; two who change it at once both find it back. Null when there is none,
    /// or when it may not be changed so.</summary>
    /// <param name="id">Which.</param>
    /// <param name="wijzig">What it becomes; null when that cannot be.</param>
    public async Task<Melding?> Wijzig(Guid id, Func<Melding, Melding?> wijzig)
    {
        for (var poging = 0; poging < Pogingen; poging++)
        {
            var oud = (await data.LeesAsync("SELECT doc FROM melding WHERE id = @id", r => r.GetString(0), ("@id", id.ToString()))).FirstOrDefault();
            if (oud is null || wijzig(Lees(oud)) is not { } nieuw) return null;
            if (await data.DoeAsync("UPDATE melding SET doc = @doc, einde = @einde WHERE id = @id AND doc = @oud", ("@doc", Schrijf(nieuw)),
                ("@einde", nieuw.Einde?.ToUnixTimeMilliseconds()), ("@id", id.ToString()), ("@oud", oud)) == 1)
            {
                return nieuw;
            }
        }
        throw new TimeoutException("Anderen wijzigden deze melding steeds tegelijk.");
    }

    private static Melding Lees(DbDataReader rij) => Lees(rij.GetString(0));

    private static Melding Lees(string doc) => JsonSerializer.Deserialize<Melding>(doc, JsonSerializerOptions.Web)!;

    private static string Schrijf(Melding melding) => JsonSerializer.Serialize(melding, JsonSerializerOptions.Web);
}
