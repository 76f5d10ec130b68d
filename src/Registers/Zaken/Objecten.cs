using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Brink.Engine;

namespace Brink.Registers.Zaken;

public enum InrichtingselementType
{
    Bak,
    Bord,
    Installatie,
    Kast,
    Mast,
    Paal,
    Sensor,
    Straatmeubilair,
    Waterinrichtingselement,
    Weginrichtingselement,
}

public enum KunstwerkdeelType
{
    Keermuur,
    Overkluizing,
    Duiker,
    Faunavoorziening,
    Vispassage,
    Bodemval,
    Coupure,
    Ponton,
    Voorde,
    Hoogspanningsmast,
    Gemaal,
    Perron,
    Sluis,
    Strekdam,
    Steiger,
    Stuw,
}

public enum SpoorbaandeelType
{
    Breedspoor,
    Normaalspoor,
    Smalspoor,
    Spoorbaan,
}

public enum WaterdeelType
{
    Zee,
    Waterloop,
    Watervlakte,
    GreppelDrogeSloot,
}

/// <summary>An address in the BAG.</summary>
public sealed record ObjectAdres
{
    [MaxLength(100)] public required string Identificatie { get; set; }
    [MaxLength(80)] public required string WplWoonplaatsNaam { get; set; }
    [MaxLength(80)] public required string GorOpenbareRuimteNaam { get; set; }
    [Range(0, 99999)] public required int Huisnummer { get; set; }
    [MaxLength(1)] public string Huisletter { get; set; } = "";
    [MaxLength(4)] public string Huisnummertoevoeging { get; set; } = "";
    [MaxLength(7)] public string Postcode { get; set; } = "";
}

/// <summary>A neighbourhood, with the wijk and gemeente in which it lies.</summary>
public sealed record ObjectBuurt
{
    [MaxLength(2)] public required string BuurtCode { get; set; }
    [MaxLength(40)] public required string BuurtNaam { get; set; }
    [MaxLength(4)] public required string GemGemeenteCode { get; set; }
    [MaxLength(2)] public required string WykWijkCode { get; set; }
}

/// <summary>A municipality.</summary>
public sealed record ObjectGemeente
{
    [MaxLength(80)] public required string GemeenteNaam { get; set; }
    [MaxLength(4)] public required string GemeenteCode { get; set; }
}

/// <summary>A public space of the municipality's own.</summary>
public sealed record ObjectGemeentelijkeOpenbareRuimte
{
    [MaxLength(100)] public required string Identificatie { get; set; }
    [MaxLength(80)] public required string OpenbareRuimteNaam { get; set; }
}

/// <summary>A household.</summary>
public sealed record ObjectHuishouden
{
    [MaxLength(12)] public required string Nummer { get; set; }
    public ObjectTerreinGebouwdObject? IsGehuisvestIn { get; set; }
}

/// <summary>Something that furnishes the public space.</summary>
public sealed record ObjectInrichtingselement
{
    public required InrichtingselementType Type { get; set; }
    [MaxLength(100)] public required string Identificatie { get; set; }
    [MaxLength(500)] public string Naam { get; set; } = "";
}

/// <summary>A parcel or apartment right in the Kadaster.</summary>
public sealed record ObjectKadastraleOnroerendeZaak
{
    [MaxLength(100)] public required string KadastraleIdentificatie { get; set; }
    [MaxLength(1000)] public required string KadastraleAanduiding { get; set; }
}

/// <summary>A part of a civil engineering structure.</summary>
public sealed record ObjectKunstwerkdeel
{
    public required KunstwerkdeelType Type { get; set; }
    [MaxLength(100)] public required string Identificatie { get; set; }
    [MaxLength(80)] public required string Naam { get; set; }
}

/// <summary>A business in the Handelsregister.</summary>
public sealed record ObjectMaatschappelijkeActiviteit
{
    [MaxLength(8)] public required string KvkNummer { get; set; }
    [MaxLength(200)] public required string Handelsnaam { get; set; }
}

/// <summary>A street or square in the BAG.</summary>
public sealed record ObjectOpenbareRuimte
{
    [MaxLength(100)] public required string Identificatie { get; set; }
    [MaxLength(80)] public required string WplWoonplaatsNaam { get; set; }
    [MaxLength(80)] public required string GorOpenbareRuimteNaam { get; set; }
}

/// <summary>Anything else: the client decides what it says.</summary>
public sealed record ObjectOverige
{
    public required JsonElement OverigeData { get; set; }
}

/// <summary>A building in the BAG.</summary>
public sealed record ObjectPand
{
    [MaxLength(100)] public required string Identificatie { get; set; }
}

/// <summary>A part of a railway.</summary>
public sealed record ObjectSpoorbaandeel
{
    public required SpoorbaandeelType Type { get; set; }
    [MaxLength(100)] public required string Identificatie { get; set; }
    [MaxLength(500)] public string Naam { get; set; } = "";
}

/// <summary>A piece of land.</summary>
public sealed record ObjectTerreindeel
{
    [MaxLength(40)] public required string Type { get; set; }
    [MaxLength(100)] public required string Identificatie { get; set; }
    [MaxLength(500)] public string Naam { get; set; } = "";
}

/// <summary>A built object on a terrain, and its address.</summary>
public sealed record ObjectTerreinGebouwdObject
{
    [MaxLength(100)] public required string Identificatie { get; set; }
    public TerreinGebouwdObjectAdres? AdresAanduidingGrp { get; set; }
}

/// <summary>A piece of water.</summary>
public sealed record ObjectWaterdeel
{
    public required WaterdeelType TypeWaterdeel { get; set; }
    [MaxLength(100)] public required string Identificatie { get; set; }
    [MaxLength(500)] public string Naam { get; set; } = "";
}

/// <summary>A piece of road.</summary>
public sealed record ObjectWegdeel
{
    [MaxLength(100)] public required string Type { get; set; }
    [MaxLength(100)] public required string Identificatie { get; set; }
    [MaxLength(500)] public string Naam { get; set; } = "";
}

/// <summary>A district.</summary>
public sealed record ObjectWijk
{
    [MaxLength(2)] public required string WijkCode { get; set; }
    [MaxLength(40)] public required string WijkNaam { get; set; }
    [MaxLength(4)] public required string GemGemeenteCode { get; set; }
}

/// <summary>A town or village in the BAG.</summary>
public sealed record ObjectWoonplaats
{
    [MaxLength(100)] public required string Identificatie { get; set; }
    [MaxLength(80)] public required string WoonplaatsNaam { get; set; }
}

/// <summary>A part of a WOZ object.</summary>
public sealed record ObjectWozDeelobject
{
    [MaxLength(6)] public required string NummerWozDeelObject { get; set; }
    public ObjectWozObject? IsOnderdeelVan { get; set; }
}

/// <summary>An object in the WOZ.</summary>
public sealed record ObjectWozObject
{
    [MaxLength(100)] public required string WozObjectNummer { get; set; }
    public WozObjectAdres? AanduidingWozObject { get; set; }
}

/// <summary>The value of a WOZ object on a day.</summary>
public sealed record ObjectWozWaarde
{
    [MaxLength(9)] public required string Waardepeildatum { get; set; }
    public ObjectWozObject? IsVoor { get; set; }
}

/// <summary>A right in rem, on what and whose.</summary>
public sealed record ObjectZakelijkRecht
{
    [MaxLength(100)] public required string Identificatie { get; set; }
    [MaxLength(1000)] public required string AvgAard { get; set; }
    public ObjectKadastraleOnroerendeZaak? HeeftBetrekkingOp { get; set; }
    public ZakelijkRechtHeeftAlsGerechtigde? HeeftAlsGerechtigde { get; set; }
}

/// <summary>The address of a built object.</summary>
public sealed record TerreinGebouwdObjectAdres
{
    [MaxLength(100)] public string NumIdentificatie { get; set; } = "";
    [MaxLength(100), Deprecated] public string OaoIdentificatie { get; set; } = "";
    [MaxLength(100)] public string AoaIdentificatie { get; set; } = "";
    [MaxLength(80)] public required string WplWoonplaatsNaam { get; set; }
    [MaxLength(80)] public required string GorOpenbareRuimteNaam { get; set; }
    [MaxLength(7)] public string AoaPostcode { get; set; } = "";
    [Range(0, 99999)] public required int AoaHuisnummer { get; set; }
    [MaxLength(1)] public string AoaHuisletter { get; set; } = "";
    [MaxLength(4)] public string AoaHuisnummertoevoeging { get; set; } = "";
    [MaxLength(100)] public string OgoLocatieAanduiding { get; set; } = "";
}

/// <summary>The address of a WOZ object.</summary>
public sealed record WozObjectAdres
{
    [MaxLength(100)] public required string AoaIdentificatie { get; set; }
    [MaxLength(80)] public required string WplWoonplaatsNaam { get; set; }
    [MaxLength(80)] public required string GorOpenbareRuimteNaam { get; set; }
    [MaxLength(7)] public string AoaPostcode { get; set; } = "";
    [Range(0, 99999)] public required int AoaHuisnummer { get; set; }
    [MaxLength(1)] public string AoaHuisletter { get; set; } = "";
    [MaxLength(4)] public string AoaHuisnummertoevoeging { get; set; } = "";
    [MaxLength(1000)] public string LocatieOmschrijving { get; set; } = "";
}

/// <summary>Who holds a right: a person or an organisation.</summary>
public sealed record ZakelijkRechtHeeftAlsGerechtigde
{
    public RolNatuurlijkPersoon? NatuurlijkPersoon { get; set; }
    public RolNietNatuurlijkPersoon? NietNatuurlijkPersoon { get; set; }
}
