using System.ComponentModel.DataAnnotations;
using Brink.Engine;

namespace Brink.Registers.Catalogi;

/// <summary>A step that zaken of a zaaktype can reach. Catalogi API 1.4, resource <c>statustypen</c>.</summary>
public sealed record Statustype : Resource, IResource<Statustype>, IDeel
{
    [MaxLength(80)] public required string Omschrijving { get; set; }
    [MaxLength(80)] public string OmschrijvingGeneriek { get; set; } = "";

    /// <summary>What the person concerned is told when the step is reached.</summary>
    [MaxLength(1000)] public string Statustekst { get; set; } = "";
    [Own] public required Ref<Zaaktype> Zaaktype { get; set; }
    [Computed] public Ref<Catalogus> Catalogus { get; set; }
    [Computed] public string ZaaktypeIdentificatie { get; set; } = "";
    [Range(1, 9999)] public required int Volgnummer { get; set; }

    /// <summary>Whether reaching the step closes the zaak: it has the highest volgnummer of its zaaktype.</summary>
    [Computed] public bool IsEindstatus { get; set; }

    /// <summary>Whether the initiator is told.</summary>
    public bool Informeren { get; set; }
    public Duur? Doorlooptijd { get; set; }
    [MaxLength(1000)] public string? Toelichting { get; set; }
    public List<CheckListItem> ChecklistitemStatustype { get; set; } = [];

    /// <summary>The eigenschappen that must have a value before the step can be reached.</summary>
    [Unique, Own] public List<Ref<Eigenschap>> Eigenschappen { get; set; } = [];
    [Deprecated] public DateOnly? BeginGeldigheid { get; set; }
    [Deprecated] public DateOnly? EindeGeldigheid { get; set; }
    [Deprecated] public DateOnly? BeginObject { get; set; }
    [Deprecated] public DateOnly? EindeObject { get; set; }

    Ref<Catalogus>? IDeel.GenoemdeCatalogus => null;
    DateOnly? IDeel.GenoemdBegin => BeginGeldigheid;

    public void Volg(Zaaktype zaaktype) =>
        (ZaaktypeIdentificatie, Catalogus, BeginGeldigheid, EindeGeldigheid) = (zaaktype.Identificatie, zaaktype.Catalogus,
            zaaktype.BeginGeldigheid, zaaktype.EindeGeldigheid);

    public static void Define(Definition<Statustype> d) => d
        .At("statustypen").With(Operation.All).Rechten(deel: true)
        .PartOf(s => s.Zaaktype).ListedIn<Zaaktype>(z => z.Statustypen)
        .Filter(s => s.Zaaktype).FiltertZaaktype().FiltertStatus()
        .Expands("catalogus", "zaaktype", "eigenschappen")
        .ShownAs(s => s.Omschrijving)
        .Rule("ztc-010", Publicatie.Deel, "zaaktype")
        .Distinct("Dit zaaktype heeft al een statustype met dit volgnummer. Kies een ander nummer.", "volgnummer")
        .Rule("ztc-eigenschappen", EigenschappenHorenBij, "zaaktype", "eigenschappen")
        .Rule("ztc-eindstatus", BepaalEindstatus, "zaaktype", "volgnummer")
        .Rule("ztc-010", Publicatie.Uitbreiding)
        .Effect("ztc-eindstatus", VerlegEindstatus);

    private static async ValueTask EigenschappenHorenBij(Change<Statustype> c)
    {
        if (c.Deleting) return;
        for (var i = 0; i < c.New.Eigenschappen.Count; i++)
        {
            if (await c.Get(c.New.Eigenschappen[i]) is { } eigenschap && eigenschap.Zaaktype != c.New.Zaaktype)
                c.Fault($"eigenschappen.{i}", "zaaktype-mismatch", "Deze eigenschap hoort bij een ander zaaktype.");
        }
    }

    private static async ValueTask BepaalEindstatus(Change<Statustype> c)
    {
        if (!c.Deleting) c.New.IsEindstatus = (await Andere(c)).TrueForAll(s => s.Volgnummer <= c.New.Volgnummer);
    }

    private static async ValueTask VerlegEindstatus(Change<Statustype> c)
    {
        var andere = await Andere(c);
        var hoogste = andere.Select(s => s.Volgnummer).Append(c.Deleting ? 0 : c.New.Volgnummer).Max();
        foreach (var statustype in andere.Where(s => s.IsEindstatus != (s.Volgnummer == hoogste)))
        {
            statustype.IsEindstatus = !statustype.IsEindstatus;
            await c.Keep(statustype);
        }
    }

    private static async ValueTask<List<Statustype>> Andere(Change<Statustype> c) =>
        [.. (await c.Find<Statustype>(q => q.Is("zaaktype", c.New.Zaaktype))).Where(s => s.Uuid != c.New.Uuid)];
}

/// <summary>Something to check before the step is reached.</summary>
public sealed record CheckListItem
{
    [MaxLength(30)] public required string Itemnaam { get; set; }
    [MaxLength(1000)] public string? Toelichting { get; set; }
    [MaxLength(255)] public required string Vraagstelling { get; set; }
    public bool Verplicht { get; set; }
}
