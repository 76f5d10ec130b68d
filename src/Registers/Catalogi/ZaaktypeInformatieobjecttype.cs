using System.ComponentModel.DataAnnotations;
using Brink.Engine;

namespace Brink.Registers.Catalogi;

/// <summary>That documents of some kind can be attached to zaken of a zaaktype, and which way they go. Catalogi API 1.4,
/// resource <c>zaaktype-informatieobjecttypen</c>.</summary>
public sealed record ZaaktypeInformatieobjecttype : Resource, IResource<ZaaktypeInformatieobjecttype>, IDeel
{
    [Own] public required Ref<Zaaktype> Zaaktype { get; set; }
    [Computed] public string ZaaktypeIdentificatie { get; set; } = "";
    [Computed] public Ref<Catalogus> Catalogus { get; set; }

    /// <summary>Sent as omschrijving; shown as the address of the version of the day,
    /// or as omschrijving when no version is to be had on that day.</summary>
    [MaxLength(100), ByName] public required Ref<Informatieobjecttype> Informatieobjecttype { get; set; }
    [Internal] public string InformatieobjecttypeNaam { get; set; } = "";
    [Range(1, 999)] public required int Volgnummer { get; set; }
    public required Richting Richting { get; set; }

    /// <summary>The step before which the document must be there.</summary>
    [Own] public Ref<Statustype>? Statustype { get; set; }

    Ref<Catalogus>? IDeel.GenoemdeCatalogus => null;
    DateOnly? IDeel.GenoemdBegin => null;

    public void Volg(Zaaktype zaaktype) => (ZaaktypeIdentificatie, Catalogus) = (zaaktype.Identificatie, zaaktype.Catalogus);

    private sealed record Vraag
    {
        [ByName] public Ref<Informatieobjecttype> Informatieobjecttype { get; set; }
    }

    public static void Define(Definition<ZaaktypeInformatieobjecttype> d) => d
        .At("zaaktype-informatieobjecttypen").With(Operation.All).Rechten(deel: true)
        .PartOf(r => r.Zaaktype)
        .Key(r => r.Catalogus).Key(r => r.InformatieobjecttypeNaam).Index("catalogus", "informatieobjecttypeNaam")
        .Filter(r => r.Zaaktype).Filter(r => r.Richting).FiltertStatus()
        .Filter("informatieobjecttype", Schema.Of<Vraag>().Field("informatieobjecttype"), VanType)
        .Expands("zaaktype", "catalogus", "informatieobjecttype", "statustype")
        .ShownAs(r => $"{r.ZaaktypeIdentificatie} - {r.InformatieobjecttypeNaam}")
        .Rule("ztc-010", Publicatie.Deel, "zaaktype")
        .Distinct("Dit volgnummer heeft al een ander informatieobjecttype van dit zaaktype. Kies een ander nummer.", "volgnummer")
        .Rule("ztc-relaties", StaatInZelfdeCatalogus, "zaaktype", "informatieobjecttype")
        .Rule("ztc-statustype", StatustypeHoortBij, "zaaktype", "statustype")
        .Rule("ztc-010", Publicatie.Uitbreiding)
        .Derive(Vul);

    private static async ValueTask StaatInZelfdeCatalogus(Change<ZaaktypeInformatieobjecttype> c)
    {
        if (c.Deleting) return;
        if (c.Operation != Operation.Patch || c.Sent.Contains("informatieobjecttype"))
        {
            if (await Historiemodel.Naam(c, "informatieobjecttype", c.New.Informatieobjecttype, c.New.Catalogus) is not { } naam) return;
            await Historiemodel.Bestaan<Informatieobjecttype>(c, "informatieobjecttype", [naam], c.New.Catalogus);
            c.New.InformatieobjecttypeNaam = naam;
        }
        c.New.Informatieobjecttype = default;
    }

    private static async ValueTask StatustypeHoortBij(Change<ZaaktypeInformatieobjecttype> c)
    {
        if (!c.Deleting && c.New.Statustype is { IsEmpty: false } verwijzing && await c.Get(verwijzing) is { } statustype
            && statustype.Zaaktype != c.New.Zaaktype)
        {
            c.Fault("statustype", "zaaktype-mismatch", "Dit statustype hoort bij een ander zaaktype.");
        }
    }

    private static void VanType(Query q, object? gevraagd)
    {
        if (gevraagd is not IRef { Value: { } tekst } r) return;
        if (!Historiemodel.IsAdres(tekst))
        {
            q.Is("informatieobjecttypeNaam", tekst);
        }
        else
        {
            q.Exists(typeof(Informatieobjecttype), "catalogus", "catalogus",
                i => i.Is("uuid", r).And($"{i.Col("omschrijving")} = {q.Col("informatieobjecttypeNaam")}"));
        }
    }

    private static async ValueTask Vul(Derivation d, IReadOnlyList<ZaaktypeInformatieobjecttype> relaties)
    {
        var typen = await Historiemodel.Versies<Informatieobjecttype>(d, relaties.Select(r => (r.Catalogus, r.InformatieobjecttypeNaam)));
        var zaaktypen = await Historiemodel.Zaaktypen(d, relaties);
        foreach (var r in relaties)
        {
            var voorConcept = zaaktypen.TryGetValue(r.Zaaktype.Uuid, out var zaaktype) && zaaktype.Concept;
            var versie = Historiemodel.Kies(typen[(r.Catalogus.Key, r.InformatieobjecttypeNaam)], voorConcept, d.Day).FirstOrDefault();
            r.Informatieobjecttype = versie is null ? new(r.InformatieobjecttypeNaam) : Historiemodel.Adres(d.Session, versie);
        }
    }
}
