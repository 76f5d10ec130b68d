using System.ComponentModel.DataAnnotations;
using Brink.Engine;

namespace Brink.Registers.Catalogi;

/// <summary>A kind of object that zaken of a zaaktype can be about. Catalogi API 1.4, resource <c>zaakobjecttypen</c>.</summary>
public sealed record Zaakobjecttype : Resource, IResource<Zaakobjecttype>, IDeel
{
    /// <summary>Whether it is a kind that the national information models (RSGB, RGBZ) do not know.</summary>
    public required bool AnderObjecttype { get; set; }
    [Deprecated] public DateOnly BeginGeldigheid { get; set; }
    [Deprecated] public DateOnly? EindeGeldigheid { get; set; }
    [Deprecated] public DateOnly? BeginObject { get; set; }
    [Deprecated] public DateOnly? EindeObject { get; set; }
    [MaxLength(200), Url] public required string Objecttype { get; set; }
    [MaxLength(80)] public required string RelatieOmschrijving { get; set; }
    [Own] public required Ref<Zaaktype> Zaaktype { get; set; }
    [Computed] public string ZaaktypeIdentificatie { get; set; } = "";

    /// <summary>The results and steps of the zaaktype, in which its objects play a part.</summary>
    [Computed, Unique] public List<Ref<Resultaattype>> Resultaattypen { get; set; } = [];
    [Computed, Unique] public List<string> ResultaattypeOmschrijving { get; set; } = [];
    [Computed, Unique] public List<Ref<Statustype>> Statustypen { get; set; } = [];
    [Own] public required Ref<Catalogus> Catalogus { get; set; }

    Ref<Catalogus>? IDeel.GenoemdeCatalogus => Catalogus;
    DateOnly? IDeel.GenoemdBegin => BeginGeldigheid;

    public void Volg(Zaaktype zaaktype) =>
        (ZaaktypeIdentificatie, Catalogus, BeginGeldigheid, EindeGeldigheid) = (zaaktype.Identificatie, zaaktype.Catalogus,
            zaaktype.BeginGeldigheid, zaaktype.EindeGeldigheid);

    public static void Define(Definition<Zaakobjecttype> d) => d
        .At("zaakobjecttypen").With(Operation.All).Rechten(deel: true)
        .PartOf(o => o.Zaaktype).ListedIn<Zaaktype>(z => z.Zaakobjecttypen)
        .Key(o => o.BeginGeldigheid).Key(o => o.EindeGeldigheid)
        .Filter(o => o.AnderObjecttype).Filter(o => o.Catalogus).Filter(o => o.Objecttype).Filter(o => o.RelatieOmschrijving)
            .Filter(o => o.Zaaktype)
        .Filter("datumBeginGeldigheid", Schema.Of<Zaakobjecttype>().Field("beginGeldigheid"), "beginGeldigheid")
        .Filter("datumEindeGeldigheid", Schema.Of<Zaakobjecttype>().Field("eindeGeldigheid"), "eindeGeldigheid")
        .FiltertZaaktype()
        .Expands("zaaktype", "resultaattypen", "statustypen", "catalogus")
        .ShownAs(o => o.RelatieOmschrijving)
        .Rule("ztc-010", Publicatie.Deel, "zaaktype")
        .Rule("ztc-010", Publicatie.Uitbreiding)
        .Derive(Vul);

    private static async ValueTask Vul(Derivation d, IReadOnlyList<Zaakobjecttype> typen)
    {
        var zaaktypen = typen.Select(o => (object)o.Zaaktype).Distinct().ToList();
        var resultaattypen = (await d.Find<Resultaattype>(q => q.In("zaaktype", zaaktypen))).ToLookup(r => r.Zaaktype);
        var statustypen = (await d.Find<Statustype>(q => q.In("zaaktype", zaaktypen))).OrderBy(s => s.Volgnummer).ToLookup(s => s.Zaaktype);
        foreach (var o in typen)
        {
            o.Resultaattypen = [.. resultaattypen[o.Zaaktype].Select(r => Historiemodel.Adres(d.Session, r))];
            o.ResultaattypeOmschrijving = [.. resultaattypen[o.Zaaktype].Select(r => r.Omschrijving).Distinct()];
            o.Statustypen = [.. statustypen[o.Zaaktype].Select(s => Historiemodel.Adres(d.Session, s))];
        }
    }
}
