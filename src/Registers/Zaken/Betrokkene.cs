using System.ComponentModel.DataAnnotations;
using Brink.Engine;

namespace Brink.Registers.Zaken;

/// <summary>The numbers by which a betrokkene is found, and the key columns of <see cref="Rol"/> that hold them.</summary>
internal static class Betrokkene
{
    internal static readonly IReadOnlyList<(string Filter, Field Field, string Kolom)> Nummers =
    [
        Nummer<RolNatuurlijkPersoon>("natuurlijkPersoon", "inpBsn"),
        Nummer<RolNatuurlijkPersoon>("natuurlijkPersoon", "anpIdentificatie"),
        Nummer<RolNatuurlijkPersoon>("natuurlijkPersoon", "inpA_nummer"),
        Nummer<RolNietNatuurlijkPersoon>("nietNatuurlijkPersoon", "innNnpId"),
        Nummer<RolNietNatuurlijkPersoon>("nietNatuurlijkPersoon", "annIdentificatie"),
        Nummer<RolVestiging>("vestiging", "vestigingsNummer"),
        Nummer<RolMedewerker>("medewerker", "identificatie"),
        Nummer<RolOrganisatorischeEenheid>("organisatorischeEenheid", "identificatie"),
    ];

    private static (string, Field, string) Nummer<TVorm>(string soort, string veld) =>
        ($"betrokkeneIdentificatie__{soort}__{veld}", Schema.Of<TVorm>().Field(veld), veld == "identificatie" ? soort : veld);

    /// <summary>Whether nothing is filled in of who it is.</summary>
    internal static bool IsLeeg(object? betrokkene) => betrokkene is null || Schema.Of(betrokkene.GetType())
        .Fields.All(veld => veld.Get(betrokkene) switch
    {
        null => true,
        string tekst => string.IsNullOrWhiteSpace(tekst),
        System.Collections.ICollection lijst => lijst.Count == 0,
        _ => false,
    });

    // What stands before a surname, and is left out by one and written by another.
    private static readonly HashSet<string> Voorvoegsels =
        [.. "d de den der het in la le les op s t te ten ter van vd vande von y".Split(' ')];

    /// <summary>A surname as it is looked for: small letters without accents, and without what stands before it.</summary>
    internal static string Naamsleutel(string naam)
    {
        var woorden = Zoektaal.Vouw(naam).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return string.Join(' ', woorden.SkipWhile((woord, i) => i < woorden.Length - 1 && Voorvoegsels.Contains(woord)));
    }

    /// <summary>What stands in a key column: the number, or nothing when the betrokkene is of another kind or has none.</summary>
    internal static string? Van(object? betrokkene, Field veld)
    {
        if (betrokkene?.GetType() != veld.Property.DeclaringType) return null;
        return veld.Get(betrokkene!) is string { Length: > 0 } nummer ? nummer : null;
    }
}

public enum Geslachtsaanduiding { M, V, O }

public enum Rechtsvorm
{
    BeslotenVennootschap,
    CooperatieEuropeesEconomischeSamenwerking,
    /// <summary>Written like this in the standard, beside the right spelling.</summary>
    EuropeseCooperatieveVenootschap,
    EuropeseCooperatieveVennootschap,
    EuropeseNaamlozeVennootschap,
    KerkelijkeOrganisatie,
    NaamlozeVennootschap,
    OnderlingeWaarborgMaatschappij,
    OverigPrivaatrechtelijkeRechtspersoon,
    Stichting,
    Vereniging,
    VerenigingVanEigenaars,
    PubliekrechtelijkeRechtspersoon,
    VennootschapOnderFirma,
    Maatschap,
    Rederij,
    CommanditaireVennootschap,
    KapitaalvennootschapBinnenEer,
    OverigeBuitenlandseRechtspersoonVennootschap,
    KapitaalvennootschapBuitenEer,
}

/// <summary>A person: known by BSN, by the number of an other natural person, or by A-nummer.</summary>
public sealed record RolNatuurlijkPersoon
{
    [Person, MaxLength(9)] public string InpBsn { get; set; } = "";
    [Person, Persoonsnummer("ANP-identificatie"), MaxLength(17)] public string AnpIdentificatie { get; set; } = "";
    [Person, Persoonsnummer("A-nummer"), Name("inpA_nummer"), MaxLength(10),
        RegularExpression("^[1-9][0-9]{9}$")]
    public string InpANummer { get; set; } = "";
    [Persoonlijk(Persoonssoort.Naam), MaxLength(200)] public string Geslachtsnaam { get; set; } = "";
    [Persoonlijk(Persoonssoort.Voorvoegsel), MaxLength(80)] public string VoorvoegselGeslachtsnaam { get; set; } = "";
    [Persoonlijk(Persoonssoort.Voorletters), MaxLength(20)] public string Voorletters { get; set; } = "";
    [Persoonlijk(Persoonssoort.Voornaam), MaxLength(200)] public string Voornamen { get; set; } = "";
    [Blank] public Geslachtsaanduiding? Geslachtsaanduiding { get; set; }

    /// <summary>A text, because a day of birth can be known in part.</summary>
    [Persoonlijk(Persoonssoort.Geboortedatum), MaxLength(18)] public string Geboortedatum { get; set; } = "";
    public VerblijfsAdres? Verblijfsadres { get; set; }
    public SubVerblijfBuitenland? SubVerblijfBuitenland { get; set; }
}

/// <summary>An organisation that is no person: known by RSIN, or by the number of an other one.</summary>
public sealed record RolNietNatuurlijkPersoon
{
    [Person, MaxLength(9)] public string InnNnpId { get; set; } = "";
    [Person, MaxLength(17)] public string AnnIdentificatie { get; set; } = "";
    [MaxLength(500)] public string StatutaireNaam { get; set; } = "";
    [Blank] public Rechtsvorm? InnRechtsvorm { get; set; }
    [MaxLength(1000)] public string Bezoekadres { get; set; } = "";
    public SubVerblijfBuitenland? SubVerblijfBuitenland { get; set; }
}

/// <summary>A branch of a business at one place, as the Handelsregister knows it.</summary>
public sealed record RolVestiging
{
    [Person, MaxLength(24)] public string VestigingsNummer { get; set; } = "";
    [MaxLength(625)] public List<string> Handelsnaam { get; set; } = [];
    public VerblijfsAdres? Verblijfsadres { get; set; }
    public SubVerblijfBuitenland? SubVerblijfBuitenland { get; set; }
    [Person, MaxLength(8)] public string KvkNummer { get; set; } = "";
}

/// <summary>A unit within an organisation, such as a team.</summary>
public sealed record RolOrganisatorischeEenheid
{
    /// <summary>Longer than the standard's 24 characters, as is the name than its 50:
    /// the reference implementation takes 255 of each.</summary>
    [Person, MaxLength(255)] public string Identificatie { get; set; } = "";
    [MaxLength(255)] public string Naam { get; set; } = "";
    [MaxLength(24)] public string IsGehuisvestIn { get; set; } = "";
}

/// <summary>Someone who works for the organisation.</summary>
public sealed record RolMedewerker
{
    [Person, MaxLength(254)] public string Identificatie { get; set; } = "";
    [Persoonlijk(Persoonssoort.Naam), MaxLength(200)] public string Achternaam { get; set; } = "";
    [Persoonlijk(Persoonssoort.Voorletters), MaxLength(20)] public string Voorletters { get; set; } = "";
    [Persoonlijk(Persoonssoort.Voorvoegsel), MaxLength(10)] public string VoorvoegselAchternaam { get; set; } = "";
}

/// <summary>Where someone lives or a branch sits, as the BAG writes addresses.</summary>
public sealed record VerblijfsAdres
{
    [MaxLength(100)] public required string AoaIdentificatie { get; set; }
    [Persoonlijk(Persoonssoort.Plaats), MaxLength(80)] public required string WplWoonplaatsNaam { get; set; }
    [Persoonlijk(Persoonssoort.Straat), MaxLength(80)] public required string GorOpenbareRuimteNaam { get; set; }
    [MaxLength(7)] public string AoaPostcode { get; set; } = "";
    [Persoonlijk(Persoonssoort.Huisnummer), Range(0, 99999)] public required int AoaHuisnummer { get; set; }
    [MaxLength(1)] public string AoaHuisletter { get; set; } = "";
    [MaxLength(4)] public string AoaHuisnummertoevoeging { get; set; } = "";
    [MaxLength(1000)] public string InpLocatiebeschrijving { get; set; } = "";
}

/// <summary>An address abroad.</summary>
public sealed record SubVerblijfBuitenland
{
    [MaxLength(4)] public required string LndLandcode { get; set; }
    [MaxLength(40)] public required string LndLandnaam { get; set; }
    [Name("subAdresBuitenland_1"), MaxLength(35)] public string SubAdresBuitenland1 { get; set; } = "";
    [Name("subAdresBuitenland_2"), MaxLength(35)] public string SubAdresBuitenland2 { get; set; } = "";
    [Name("subAdresBuitenland_3"), MaxLength(35)] public string SubAdresBuitenland3 { get; set; } = "";
}
