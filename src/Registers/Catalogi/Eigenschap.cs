using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Brink.Engine;

namespace Brink.Registers.Catalogi;

/// <summary>A fact that zaken of a zaaktype record beyond what every zaak has. Catalogi API 1.4, resource <c>eigenschappen</c>.</summary>
public sealed record Eigenschap : Resource, IResource<Eigenschap>, IDeel
{
    [MaxLength(20)] public required string Naam { get; set; }
    [Computed] public Ref<Catalogus> Catalogus { get; set; }
    [MaxLength(255)] public required string Definitie { get; set; }
    public required EigenschapSpecificatie Specificatie { get; set; }
    [MaxLength(1000)] public string Toelichting { get; set; } = "";
    [Own] public required Ref<Zaaktype> Zaaktype { get; set; }
    [Computed] public string ZaaktypeIdentificatie { get; set; } = "";

    /// <summary>The step that cannot be reached before the eigenschap has a value.</summary>
    [Own] public Ref<Statustype>? Statustype { get; set; }
    [Deprecated] public DateOnly? BeginGeldigheid { get; set; }
    [Deprecated] public DateOnly? EindeGeldigheid { get; set; }
    [Deprecated] public DateOnly? BeginObject { get; set; }
    [Deprecated] public DateOnly? EindeObject { get; set; }

    Ref<Catalogus>? IDeel.GenoemdeCatalogus => null;
    DateOnly? IDeel.GenoemdBegin => BeginGeldigheid;

    public void Volg(Zaaktype zaaktype) =>
        (ZaaktypeIdentificatie, Catalogus, BeginGeldigheid, EindeGeldigheid) = (zaaktype.Identificatie, zaaktype.Catalogus,
            zaaktype.BeginGeldigheid, zaaktype.EindeGeldigheid);

    public static void Define(Definition<Eigenschap> d) => d
        .At("eigenschappen").With(Operation.All).Rechten(deel: true)
        .PartOf(e => e.Zaaktype).ListedIn<Zaaktype>(z => z.Eigenschappen)
        .Filter(e => e.Zaaktype).FiltertZaaktype().FiltertStatus()
        .Key(e => e.Statustype).Index("statustype")
        .Expands("catalogus", "zaaktype", "statustype")
        .ShownAs(e => e.Naam)
        .Rule("ztc-010", Publicatie.Deel, "zaaktype")
        .Distinct("Dit zaaktype heeft al een eigenschap met deze naam. Kies een andere naam.", "naam")
        .Rule("ztc-015", DatumsZijnCompact, "specificatie")
        .Rule("ztc-statustype", StatustypeHoortBij, "zaaktype", "statustype")
        .Rule("ztc-010", Publicatie.Uitbreiding);

    private static ValueTask DatumsZijnCompact(Change<Eigenschap> c)
    {
        if (c.Deleting || c.New.Specificatie.Lengtevoorschrift is not { } lengte) return ValueTask.CompletedTask;
        if (c.New.Specificatie.Lengte != lengte)
        {
            c.Fault("specificatie.lengte", "invalid-length",
                $"Een eigenschap met het formaat {EnumNames.Name(c.New.Specificatie.Formaat)} heeft de lengte {lengte}.");
        }
        for (var i = 0; i < c.New.Specificatie.Waardenverzameling.Count; i++)
        {
            if (!c.New.Specificatie.Past(c.New.Specificatie.Waardenverzameling[i]))
            {
                c.Fault($"specificatie.waardenverzameling.{i}", "invalid",
                    "Schrijf een datum als JJJJMMDD, en een tijdstip als JJJJMMDDuummss.");
            }
        }
        return ValueTask.CompletedTask;
    }

    private static async ValueTask StatustypeHoortBij(Change<Eigenschap> c)
    {
        if (!c.Deleting && c.New.Statustype is { IsEmpty: false } verwijzing && await c.Get(verwijzing) is { } statustype
            && statustype.Zaaktype != c.New.Zaaktype)
        {
            c.Fault("statustype", "zaaktype-mismatch", "Dit statustype hoort bij een ander zaaktype.");
        }
    }
}

/// <summary>What values of an eigenschap look like.</summary>
public sealed record EigenschapSpecificatie
{
    [MaxLength(32)] public string Groep { get; set; } = "";
    public required Formaat Formaat { get; set; }
    [MaxLength(14)] public required string Lengte { get; set; }

    /// <summary>How many values a zaak may have.</summary>
    [MaxLength(3)] public required string Kardinaliteit { get; set; }

    /// <summary>The values from which to choose; empty: any.</summary>
    [MaxLength(100)] public List<string> Waardenverzameling { get; set; } = [];

    /// <summary>The length that goes with a date or a moment, which are written without separators (ztc-015);
    /// null for other formats.</summary>
    [Hidden] public string? Lengtevoorschrift => Formaat switch { Formaat.Datum => "8", Formaat.DatumTijd => "14", _ => null };

    /// <summary>Whether a text is a date <c>JJJJMMDD</c> or moment <c>JJJJMMDDuummss</c>, where the format asks for one.</summary>
    public bool Past(string waarde) => Formaat switch
    {
        Formaat.Datum => DateTime.TryParseExact(waarde, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        Formaat.DatumTijd => DateTime.TryParseExact(waarde, "yyyyMMddHHmmss", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        _ => true,
    };
}
