using System.ComponentModel.DataAnnotations;
using Brink.Engine;

namespace Brink.Registers.Catalogi;

/// <summary>An outcome that zaken of a zaaktype can have, and what it means for keeping the file. Catalogi API 1.4,
/// resource <c>resultaattypen</c>.</summary>
/// <remarks>What the selectielijst demands is in <c>Resultaattype.Archief.cs</c>.</remarks>
public sealed partial record Resultaattype : Resource, IResource<Resultaattype>, IDeel
{
    [Own] public required Ref<Zaaktype> Zaaktype { get; set; }
    [Computed] public string ZaaktypeIdentificatie { get; set; } = "";
    [MaxLength(30)] public required string Omschrijving { get; set; }

    /// <summary>The outcome's name in the reference list, which <see cref="OmschrijvingGeneriek"/> repeats.</summary>
    [MaxLength(1000), Url] public required string Resultaattypeomschrijving { get; set; }
    [Computed] public string OmschrijvingGeneriek { get; set; } = "";

    /// <summary>The result in the selectielijst under which files with this outcome fall.</summary>
    [MaxLength(1000), Url] public required string Selectielijstklasse { get; set; }
    public string Toelichting { get; set; } = "";

    /// <summary>Whether files are destroyed or kept for good; taken from the selectielijst when the client does not say.</summary>
    [Blank] public Archiefnominatie? Archiefnominatie { get; set; }

    /// <summary>How long files are kept after the brondatum; taken from the selectielijst when the client does not say.</summary>
    public Duur? Archiefactietermijn { get; set; }

    /// <summary>How the day is found from which the term of keeping runs.</summary>
    public BrondatumArchiefprocedure? BrondatumArchiefprocedure { get; set; }
    [MaxLength(200)] public string? Procesobjectaard { get; set; }
    [Deprecated, Own] public Ref<Catalogus>? Catalogus { get; set; }
    [Deprecated] public DateOnly? BeginGeldigheid { get; set; }
    [Deprecated] public DateOnly? EindeGeldigheid { get; set; }
    [Deprecated] public DateOnly? BeginObject { get; set; }
    [Deprecated] public DateOnly? EindeObject { get; set; }
    [Deprecated] public bool? IndicatieSpecifiek { get; set; }

    /// <summary>How long the file is still in use after the zaak is closed.</summary>
    public Duur? Procestermijn { get; set; }

    /// <summary>Sent as omschrijvingen, which are kept beside it; shown as the addresses of the versions of the day.</summary>
    [Unique, ByName] public List<Ref<Besluittype>> Besluittypen { get; set; } = [];
    [Computed, Unique] public List<string> BesluittypeOmschrijving { get; set; } = [];
    [Unique, ByName] public List<Ref<Informatieobjecttype>> Informatieobjecttypen { get; set; } = [];
    [Computed, Unique] public List<string> InformatieobjecttypeOmschrijving { get; set; } = [];

    Ref<Catalogus>? IDeel.GenoemdeCatalogus => Catalogus;
    DateOnly? IDeel.GenoemdBegin => BeginGeldigheid;

    public void Volg(Zaaktype zaaktype) =>
        (ZaaktypeIdentificatie, Catalogus, BeginGeldigheid, EindeGeldigheid) = (zaaktype.Identificatie, zaaktype.Catalogus,
            zaaktype.BeginGeldigheid, zaaktype.EindeGeldigheid);

    private const string Wijze = "brondatumArchiefprocedure.afleidingswijze";

    public static void Define(Definition<Resultaattype> d) => d
        .At("resultaattypen").With(Operation.All).Rechten(deel: true)
        .PartOf(r => r.Zaaktype).ListedIn<Zaaktype>(z => z.Resultaattypen)
        .Filter(r => r.Zaaktype).FiltertZaaktype().FiltertZaaktype("zaaktype_identificatie", "datum_geldigheid").FiltertStatus()
        .Key(r => r.Catalogus).Key(r => r.BesluittypeOmschrijving)
        .Expands("catalogus", "zaaktype", "besluittypen", "informatieobjecttypen")
        .ShownAs(r => r.Omschrijving)
        .Rule("ztc-010", Publicatie.Deel, "zaaktype")
        .Distinct("Dit zaaktype heeft al een resultaattype met deze omschrijving. Kies een andere omschrijving.", "omschrijving")
        .Rule("ztc-relaties", Relaties, "zaaktype", "besluittypen", "informatieobjecttypen")
        .Rule("ztc-002", VolgtSelectielijst, "zaaktype", "resultaattypeomschrijving", "selectielijstklasse", "archiefnominatie",
            "archiefactietermijn", "brondatumArchiefprocedure")
        .Rule("ztc-003", AfleidingswijzePast, "selectielijstklasse", "brondatumArchiefprocedure")
        .Rule("ztc-004", Brondatum("datumkenmerk", b => b.Datumkenmerk.Length > 0, VraagtDatumkenmerk), Wijze,
            "brondatumArchiefprocedure.datumkenmerk")
        .Rule("ztc-005", EinddatumPast, Wijze, "brondatumArchiefprocedure.einddatumBekend")
        .Rule("ztc-006", Brondatum("objecttype", b => b.Objecttype is not null, VraagtObjecttype), Wijze,
            "brondatumArchiefprocedure.objecttype")
        .Rule("ztc-007", Brondatum("registratie", b => b.Registratie.Length > 0, VraagtRegistratie), Wijze,
            "brondatumArchiefprocedure.registratie")
        .Rule("ztc-008", Brondatum("procestermijn", b => b.Procestermijn is not null, VraagtProcestermijn), Wijze,
            "brondatumArchiefprocedure.procestermijn")
        .Rule("ztc-010", Publicatie.Uitbreiding)
        .Derive(Vul);

    private static async ValueTask Relaties(Change<Resultaattype> c)
    {
        if (c.Deleting) return;
        var r = c.New;
        var patch = c.Operation == Operation.Patch;
        var catalogus = r.Catalogus ?? default;
        if (!patch || c.Sent.Contains("besluittypen"))
            r.BesluittypeOmschrijving = await Historiemodel.Namen(c, "besluittypen", r.Besluittypen, catalogus);
        if (!patch || c.Sent.Contains("informatieobjecttypen"))
            r.InformatieobjecttypeOmschrijving = await Historiemodel.Namen(c, "informatieobjecttypen", r.Informatieobjecttypen, catalogus);
        r.Besluittypen = [];
        r.Informatieobjecttypen = [];
    }

    private static async ValueTask Vul(Derivation d, IReadOnlyList<Resultaattype> resultaattypen)
    {
        var besluittypen = await Historiemodel.Versies<Besluittype>(d,
            from r in resultaattypen from naam in r.BesluittypeOmschrijving select (r.Catalogus ?? default, naam));
        var documenten = await Historiemodel.Versies<Informatieobjecttype>(d,
            from r in resultaattypen from naam in r.InformatieobjecttypeOmschrijving select (r.Catalogus ?? default, naam));
        if (besluittypen.Count + documenten.Count == 0) return;
        var zaaktypen = await Historiemodel.Zaaktypen(d, resultaattypen);
        foreach (var r in resultaattypen)
        {
            if (!zaaktypen.TryGetValue(r.Zaaktype.Uuid, out var zaaktype)) continue;
            r.Besluittypen = Historiemodel.Adressen(d, besluittypen, zaaktype, r.BesluittypeOmschrijving);
            r.Informatieobjecttypen = Historiemodel.Adressen(d, documenten, zaaktype, r.InformatieobjecttypeOmschrijving);
        }
    }
}

/// <summary>How the brondatum of a zaak is found: the day from which the term of keeping runs.</summary>
public sealed record BrondatumArchiefprocedure
{
    public required Afleidingswijze Afleidingswijze { get; set; }

    /// <summary>The name of the eigenschap, or of the field of an object, that holds the day.</summary>
    [MaxLength(80)] public string Datumkenmerk { get; set; } = "";

    /// <summary>Whether the day is known while the zaak is being handled.</summary>
    public bool EinddatumBekend { get; set; }

    /// <summary>The kind of object that has the day.</summary>
    [Blank] public Objecttype? Objecttype { get; set; }

    /// <summary>The register that keeps the object.</summary>
    [MaxLength(80)] public string Registratie { get; set; } = "";

    /// <summary>How long after the end of the zaak the process ends.</summary>
    public Duur? Procestermijn { get; set; }
}
