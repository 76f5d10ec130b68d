using System.ComponentModel.DataAnnotations;
using Brink.Engine;

namespace Brink.Registers.Catalogi;

/// <summary>A part that someone can play in zaken of a zaaktype. Catalogi API 1.4, resource <c>roltypen</c>.</summary>
public sealed record Roltype : Resource, IResource<Roltype>, IDeel
{
    [Own] public required Ref<Zaaktype> Zaaktype { get; set; }
    [Computed] public string ZaaktypeIdentificatie { get; set; } = "";
    [MaxLength(100)] public required string Omschrijving { get; set; }
    public required OmschrijvingGeneriek OmschrijvingGeneriek { get; set; }
    [Deprecated, Own] public Ref<Catalogus>? Catalogus { get; set; }
    [Deprecated] public DateOnly? BeginGeldigheid { get; set; }
    [Deprecated] public DateOnly? EindeGeldigheid { get; set; }
    [Deprecated] public DateOnly? BeginObject { get; set; }
    [Deprecated] public DateOnly? EindeObject { get; set; }

    Ref<Catalogus>? IDeel.GenoemdeCatalogus => Catalogus;
    DateOnly? IDeel.GenoemdBegin => BeginGeldigheid;

    public void Volg(Zaaktype zaaktype) =>
        (ZaaktypeIdentificatie, Catalogus, BeginGeldigheid, EindeGeldigheid) = (zaaktype.Identificatie, zaaktype.Catalogus,
            zaaktype.BeginGeldigheid, zaaktype.EindeGeldigheid);

    public static void Define(Definition<Roltype> d) => d
        .At("roltypen").With(Operation.All).Rechten(deel: true)
        .PartOf(r => r.Zaaktype).ListedIn<Zaaktype>(z => z.Roltypen)
        .Filter(r => r.Zaaktype).Filter(r => r.OmschrijvingGeneriek).FiltertZaaktype().FiltertStatus()
        .Expands("catalogus", "zaaktype")
        .ShownAs(r => r.Omschrijving)
        .Rule("ztc-010", Publicatie.Deel, "zaaktype")
        .Distinct("Dit zaaktype heeft al een roltype met deze omschrijving. Kies een andere omschrijving.", "omschrijving")
        .Rule("ztc-010", Publicatie.Uitbreiding);
}
