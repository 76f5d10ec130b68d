using System.ComponentModel.DataAnnotations;
using Brink.Engine;

namespace Brink.Registers.Catalogi;

/// <summary>One version of a kind of document. Catalogi API 1.4, resource <c>informatieobjecttypen</c>.</summary>
public sealed record Informatieobjecttype : Resource, IResource<Informatieobjecttype>, IVersie
{
    [Own] public required Ref<Catalogus> Catalogus { get; set; }

    /// <summary>What all versions of the informatieobjecttype share, within its catalogus.</summary>
    [MaxLength(80)] public required string Omschrijving { get; set; }

    /// <summary>How confidential documents are, unless a document says otherwise.</summary>
    public required Vertrouwelijkheidaanduiding Vertrouwelijkheidaanduiding { get; set; }
    public required DateOnly BeginGeldigheid { get; set; }
    public DateOnly? EindeGeldigheid { get; set; }
    [Deprecated] public DateOnly? BeginObject { get; set; }
    [Deprecated] public DateOnly? EindeObject { get; set; }

    /// <summary>Whether the version is still being drawn up: no document can be of it.</summary>
    [Computed] public bool Concept { get; set; } = true;

    /// <summary>The zaaktypen that use this informatieobjecttype, and the besluittypen that are laid down in it.</summary>
    [Computed, Unique] public List<Ref<Zaaktype>> Zaaktypen { get; set; } = [];
    [Computed, Unique] public List<string> ZaaktypeIdentificaties { get; set; } = [];
    [Computed, Unique] public List<Ref<Besluittype>> Besluittypen { get; set; } = [];
    [Computed, Unique] public List<string> BesluittypeOmschrijving { get; set; } = [];
    [MaxLength(80)] public required string Informatieobjectcategorie { get; set; }
    [MaxLength(30)] public List<string> Trefwoord { get; set; } = [];
    public InformatieObjectTypeOmschrijvingGeneriek? OmschrijvingGeneriek { get; set; }

    string IVersie.Naam => Omschrijving;
    static string IVersie.NaamKolom => "omschrijving";

    public static void Define(Definition<Informatieobjecttype> d) => d
        .At("informatieobjecttypen").With(Operation.All).Rechten(deel: false).Notifies("informatieobjecttypen", "catalogus")
        .Filter(i => i.Catalogus).Filter(i => i.Omschrijving).FiltertVersies()
        .Key(i => i.Concept).Key(i => i.BeginGeldigheid).Key(i => i.EindeGeldigheid)
        .Index("catalogus", "omschrijving")
        .Expands("catalogus", "zaaktypen", "besluittypen")
        .ShownAs(i => i.Omschrijving)
        .Rule("ztc-009", Publicatie.Versie, "catalogus", "beginGeldigheid", "eindeGeldigheid")
        .Rule("ztc-016", Publicatie.VolgtOp, "catalogus", "omschrijving", "beginGeldigheid", "eindeGeldigheid")
        .Rule("ztc-informatieobjecten", HeeftGeenDocumenten)
        .Rule("ztc-009", Publicatie.Uitbreiding)
        .Derive(Vul)
        .Action(Publicatie.Publiceren<Informatieobjecttype>());

    private static async ValueTask HeeftGeenDocumenten(Change<Informatieobjecttype> c)
    {
        if (c.Deleting && await c.Any<Documenten.Enkelvoudiginformatieobject>(q => q.Is("informatieobjecttype", c.Self)))
            throw Session.Refuse(409, "in-use", "Er zijn documenten van dit informatieobjecttype. Het kan niet worden verwijderd.");
    }

    private static async ValueTask Vul(Derivation d, IReadOnlyList<Informatieobjecttype> typen)
    {
        var catalogi = typen.Select(i => i.Catalogus).Distinct().Cast<object>().ToList();
        var namen = typen.Select(i => i.Omschrijving).Distinct().ToList();
        var relaties = await d.Find<ZaaktypeInformatieobjecttype>(q => q.In("catalogus", catalogi).In("informatieobjecttypeNaam", namen));
        var zaaktypen = await Historiemodel.Zaaktypen(d, relaties);
        var besluittypen = await d.Find<Besluittype>(q => q.In("catalogus", catalogi)
            .BevatEen("informatieobjecttypeOmschrijvingen", namen));
        foreach (var i in typen)
        {
            var gebruik = relaties.Where(r => r.Catalogus == i.Catalogus && r.InformatieobjecttypeNaam == i.Omschrijving)
                .Select(r => r.Zaaktype.Uuid).Distinct();
            var inZaaktypen = Historiemodel.KiesPerNaam(gebruik.Where(zaaktypen.ContainsKey).Select(uuid => zaaktypen[uuid]),
                i.Concept, d.Day);
            var genoemdDoor = besluittypen.Where(b =>
                b.Catalogus == i.Catalogus && b.InformatieobjecttypeOmschrijvingen.Contains(i.Omschrijving));
            var inBesluittypen = Historiemodel.KiesPerNaam(genoemdDoor, i.Concept, d.Day);
            i.Zaaktypen = [.. inZaaktypen.Select(z => Historiemodel.Adres(d.Session, z))];
            i.ZaaktypeIdentificaties = [.. inZaaktypen.Select(z => z.Identificatie).Distinct()];
            i.Besluittypen = [.. inBesluittypen.Select(b => Historiemodel.Adres(d.Session, b))];
            i.BesluittypeOmschrijving = [.. inBesluittypen.Select(b => b.Omschrijving).Distinct()];
        }
    }
}

/// <summary>The name of the kind of document in a list that more organisations use.</summary>
public sealed record InformatieObjectTypeOmschrijvingGeneriek
{
    [MaxLength(80)] public required string InformatieobjecttypeOmschrijvingGeneriek { get; set; }
    [MaxLength(255)] public required string DefinitieInformatieobjecttypeOmschrijvingGeneriek { get; set; }

    /// <summary>The organisation that keeps the list.</summary>
    [MaxLength(12)] public required string HerkomstInformatieobjecttypeOmschrijvingGeneriek { get; set; }
    [MaxLength(80)] public required string HierarchieInformatieobjecttypeOmschrijvingGeneriek { get; set; }
    [MaxLength(255)] public string? OpmerkingInformatieobjecttypeOmschrijvingGeneriek { get; set; }
}
