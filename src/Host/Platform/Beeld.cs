using Brink.Engine;

namespace Brink.Host;

/// <summary>How one organisation is, as one node sees it.</summary>
/// <param name="Stand"><c>werkt</c>, <c>traag</c> or <c>weg</c>.</param>
/// <param name="Sinds">Since when.</param>
/// <param name="Waarom">Why, for an operator; empty when all is well.</param>
/// <param name="Verkeer">How its requests went of late.</param>
/// <param name="Wacht">How much work for later waits.</param>
/// <param name="Geparkeerd">How much of it failed too often, and waits for somebody.</param>
public sealed record Orgstand(string Stand, DateTimeOffset Sinds, string Waarom, Tellingen Verkeer, long Wacht, long Geparkeerd)
{
    /// <summary>How its last archive went; null when none was ever made.</summary>
    public Archiefstand? Archief { get; init; }

    public const string Werkt = "werkt", Traag = "traag", Weg = "weg";
}

/// <summary>A route that takes long.</summary>
public sealed record Trageroute(string Organisatie, string Route, Tellingen Tellingen);

/// <summary>A node, as it last said of itself.</summary>
/// <param name="Id">Unique among the nodes that run.</param>
/// <param name="Naam">The name of its machine.</param>
/// <param name="Begonnen">Since when it runs.</param>
/// <param name="Brink">The version of Brink.</param>
/// <param name="Dotnet">The version of .NET.</param>
/// <param name="Opslag">SQLite or PostgreSQL, with its version; empty while it does not know.</param>
/// <param name="Indeling">The layout of the tables.</param>
/// <param name="SchijfVrij">How many bytes are free where its data are.</param>
/// <param name="SchijfGrootte">How many there are.</param>
/// <param name="Organisaties">How each organisation is there.</param>
/// <param name="Traag">What takes long there.</param>
/// <param name="Fouten">What went wrong there of late.</param>
public sealed record Knoopstand(string Id, string Naam, DateTimeOffset Begonnen, string Brink, string Dotnet, string Opslag, int Indeling,
    long SchijfVrij, long SchijfGrootte, IReadOnlyDictionary<string, Orgstand> Organisaties, IReadOnlyList<Trageroute> Traag,
    IReadOnlyList<Misgegaan> Fouten)
{
    /// <summary>When it last said so.</summary>
    public DateTimeOffset Gezien { get; init; }
}

/// <summary>How large an organisation is.</summary>
/// <param name="Rijen">How many rows its registers have.</param>
/// <param name="Geschat">Whether that is what the database reckons, and not counted.</param>
/// <param name="Bytes">The size of its database.</param>
public sealed record Omvang(long Rijen, bool Geschat, long Bytes);

/// <summary>What a look at the log and the contents of an organisation found.</summary>
/// <param name="Schakels">How many links the chain has.</param>
/// <param name="Fouten">How many faults were found in it; none: it holds.</param>
/// <param name="Bestanden">How many contents there are; null when an object store has them.</param>
/// <param name="Bytes">How many bytes those are.</param>
public sealed record Logcontrole(long Schakels, int Fouten, long? Bestanden, long? Bytes);

/// <summary>Something that was measured of an organisation, and when.</summary>
public sealed record Meting<T>(DateTimeOffset Moment, T Wat);

/// <summary>What all nodes together know of the platform, as it was read at one moment.</summary>
public sealed record Beeld(IReadOnlyList<Knoopstand> Knopen, IReadOnlyDictionary<string, Meting<Omvang>> Omvang,
    IReadOnlyDictionary<string, Meting<Logcontrole>> Nagekeken, IReadOnlyList<Melding> Meldingen)
{
    /// <summary>Nothing was read yet.</summary>
    public static readonly Beeld Leeg =
        new([], new Dictionary<string, Meting<Omvang>>(), new Dictionary<string, Meting<Logcontrole>>(), []);

    /// <summary>How an organisation is, for all nodes together: only when it is away at each of them nobody can use it.</summary>
    public Orgstand? Van(string organisatie)
    {
        var gezien = Knopen.Select(k => k.Organisaties.GetValueOrDefault(organisatie)).OfType<Orgstand>().ToList();
        if (gezien.Count == 0) return null;
        var erg = gezien.MaxBy(o => Ernst(o.Stand))!;
        var (alle, verkeer) = (gezien.TrueForAll(o => o.Stand == erg.Stand), gezien.Select(o => o.Verkeer).ToList());
        return erg with
        {
            Stand = erg.Stand == Orgstand.Weg && !alle ? Orgstand.Traag : erg.Stand,
            Waarom = alle || erg.Waarom.Length == 0 ? erg.Waarom : $"Niet op elke server. {erg.Waarom}",
            Wacht = gezien.Max(o => o.Wacht),
            Geparkeerd = gezien.Max(o => o.Geparkeerd),
            Archief = gezien.Select(o => o.Archief).MaxBy(a => a?.Moment),
            Verkeer = new(verkeer.Sum(v => v.Aantal), verkeer.Sum(v => v.Fouten), verkeer.Max(v => v.Binnen), verkeer.Max(v => v.Langst)),
        };
    }

    private static int Ernst(string stand) => stand switch { Orgstand.Weg => 2, Orgstand.Traag => 1, _ => 0 };

    /// <summary>How an organisation is, in one word for everybody: <c>onderhoud</c> and <c>storing</c> when that was told,
    /// else as the nodes see it.</summary>
    public string Woord(string organisatie, DateTimeOffset nu)
    {
        var nuwaar = Meldingen.Where(m => m.IsNu(nu) && m.Raakt(organisatie)).ToList();
        if (nuwaar.Exists(m => m.Soort == Melding.Onderhoud)) return Melding.Onderhoud;
        var gezien = Van(organisatie)?.Stand ?? Orgstand.Werkt;
        return gezien == Orgstand.Weg ? gezien : nuwaar.Count > 0 ? Melding.Storing : gezien;
    }
}
