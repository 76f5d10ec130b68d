using System.ComponentModel.DataAnnotations;
using Brink.Engine;

namespace Brink.Registers.Catalogi;

/// <summary>One version of a kind of zaak: what it is for, how long it takes, what statuses, results, roles,
/// documents and decisions it can have. Catalogi API 1.4, resource <c>zaaktypen</c>.</summary>
/// <remarks>What its relations do is in <c>Zaaktype.Relaties.cs</c>.</remarks>
public sealed partial record Zaaktype : Resource, IResource<Zaaktype>, IVersie
{
    /// <summary>What all versions of the zaaktype share, within its catalogus.</summary>
    [MaxLength(50)] public required string Identificatie { get; set; }
    [MaxLength(80)] public required string Omschrijving { get; set; }
    [MaxLength(80), Blank] public string? OmschrijvingGeneriek { get; set; }

    /// <summary>How confidential zaken are, unless a zaak says otherwise.</summary>
    public required Vertrouwelijkheidaanduiding Vertrouwelijkheidaanduiding { get; set; }
    public required string Doel { get; set; }
    public required string Aanleiding { get; set; }
    [Blank] public string? Toelichting { get; set; }
    public required IndicatieInternOfExtern IndicatieInternOfExtern { get; set; }
    [MaxLength(20)] public required string HandelingInitiator { get; set; }
    [MaxLength(80)] public required string Onderwerp { get; set; }
    [MaxLength(20)] public required string HandelingBehandelaar { get; set; }

    /// <summary>How long handling may take by law.</summary>
    public required Duur Doorlooptijd { get; set; }

    /// <summary>How long handling takes by the organisation's own promise.</summary>
    public Duur? Servicenorm { get; set; }
    public required bool OpschortingEnAanhoudingMogelijk { get; set; }
    public required bool VerlengingMogelijk { get; set; }
    public Duur? Verlengingstermijn { get; set; }
    [MaxLength(30)] public List<string> Trefwoorden { get; set; } = [];

    /// <summary>Whether the start of a zaak is made known to the public.</summary>
    public required bool PublicatieIndicatie { get; set; }
    [Blank] public string? Publicatietekst { get; set; }
    [MaxLength(40)] public List<string> Verantwoordingsrelatie { get; set; } = [];
    [MaxLength(1000), Url] public required List<string> ProductenOfDiensten { get; set; }

    /// <summary>The procestype of the selectielijst, which decides what resultaattypen may refer to.</summary>
    [MaxLength(200), Url] public string SelectielijstProcestype { get; set; } = "";
    public required ReferentieProces Referentieproces { get; set; }
    [MaxLength(50)] public required string Verantwoordelijke { get; set; }
    [Computed, Unique] public List<Ref<Zaakobjecttype>> Zaakobjecttypen { get; set; } = [];

    /// <summary>The catalogus and zaaktype of which this is a copy.</summary>
    public BronCatalogus? Broncatalogus { get; set; }
    public BronZaaktype? Bronzaaktype { get; set; }
    [Own] public required Ref<Catalogus> Catalogus { get; set; }
    [Computed, Unique] public List<Ref<Statustype>> Statustypen { get; set; } = [];
    [Computed, Unique] public List<Ref<Resultaattype>> Resultaattypen { get; set; } = [];
    [Computed, Unique] public List<Ref<Eigenschap>> Eigenschappen { get; set; } = [];
    [Computed] public List<Ref<Informatieobjecttype>> Informatieobjecttypen { get; set; } = [];
    [Computed, Unique] public List<string> InformatieobjecttypeOmschrijving { get; set; } = [];
    [Computed, Unique] public List<Ref<Roltype>> Roltypen { get; set; } = [];

    /// <summary>Sent as omschrijvingen, which are kept in <see cref="BesluittypeOmschrijving"/>;
    /// shown as the addresses of the versions of the day.</summary>
    [Unique, ByName] public required List<Ref<Besluittype>> Besluittypen { get; set; }
    [Computed, Unique] public List<string> BesluittypeOmschrijving { get; set; } = [];

    /// <summary>Sent as identificaties, which are kept in <see cref="DeelzaaktypeIdentificaties"/>.</summary>
    [Unique, ByName] public List<Ref<Zaaktype>> Deelzaaktypen { get; set; } = [];
    [Computed, Unique] public List<string> DeelzaaktypeIdentificaties { get; set; } = [];
    public required List<ZaakTypenRelatie> GerelateerdeZaaktypen { get; set; }
    public required DateOnly BeginGeldigheid { get; set; }
    public DateOnly? EindeGeldigheid { get; set; }
    [Deprecated] public DateOnly? BeginObject { get; set; }
    [Deprecated] public DateOnly? EindeObject { get; set; }

    /// <summary>The first day of validity, unless the client says otherwise.</summary>
    [Deprecated] public DateOnly Versiedatum { get; set; }

    /// <summary>Whether the version is still being drawn up: no zaak can be of it.</summary>
    [Computed] public bool Concept { get; set; } = true;

    string IVersie.Naam => Identificatie;
    static string IVersie.NaamKolom => "identificatie";

    public static void Define(Definition<Zaaktype> d) => d
        .At("zaaktypen").With(Operation.All).Rechten(deel: false).Notifies("zaaktypen", "catalogus")
        .Filter(z => z.Catalogus).Filter(z => z.Identificatie).Filter(z => z.Trefwoorden, Compare.Any).FiltertVersies()
        .Key(z => z.Concept).Key(z => z.BeginGeldigheid).Key(z => z.EindeGeldigheid).Key(z => z.BesluittypeOmschrijving)
        .Index("catalogus", "identificatie")
        .Expands("zaakobjecttypen", "catalogus", "statustypen", "resultaattypen", "eigenschappen",
            "informatieobjecttypen", "roltypen", "besluittypen", "deelzaaktypen", "gerelateerdeZaaktypen")
        .ShownAs(z => $"{z.Omschrijving} ({z.Identificatie})")
        .Rule("ztc-001", Procestype, "selectielijstProcestype")
        .Rule("ztc-relaties", Relaties, "catalogus", "besluittypen", "deelzaaktypen", "gerelateerdeZaaktypen")
        .Rule("ztc-009", Publicatie.Versie, "catalogus", "beginGeldigheid", "eindeGeldigheid")
        .Rule("ztc-016", Publicatie.VolgtOp, "catalogus", "identificatie", "beginGeldigheid", "eindeGeldigheid")
        .Rule("versiedatum", EersteDag, "beginGeldigheid")
        .Rule("servicenorm", ServicenormIsTijd, "servicenorm", "beginGeldigheid")
        .Rule("ztc-zaken", HeeftGeenZaken)
        .Rule("ztc-009", Publicatie.Uitbreiding)
        .Effect("ztc-geldigheid", NeemDelenMee)
        .Derive(Vul)
        .Action(Publicatie.Publiceren<Zaaktype>());

    private static async ValueTask Procestype(Change<Zaaktype> c)
    {
        var url = c.New.SelectielijstProcestype;
        if (c.Deleting || url.Length == 0 || url == c.Old?.SelectielijstProcestype) return;
        if (await c.Fetch(url) is not { } json)
            c.Fault("selectielijstProcestype", "bad-url", "Dit procestype van de selectielijst is niet te vinden. Controleer de URL.");
        else if (!Selectielijst.IsProcestype(json))
            c.Fault("selectielijstProcestype", "invalid-resource", "Deze URL wijst geen procestype van de selectielijst aan.");
    }

    private static ValueTask EersteDag(Change<Zaaktype> c)
    {
        if (!c.Deleting && c.New.Versiedatum == default) c.New.Versiedatum = c.New.BeginGeldigheid;
        return default;
    }

    // As Open Zaak does since 1.30: a norm of no time is a norm that was not thought of.
    private static ValueTask ServicenormIsTijd(Change<Zaaktype> c)
    {
        if (!c.Deleting && c.New.Servicenorm is { } norm && norm != c.Old?.Servicenorm && norm.AfterOrNull(c.New.BeginGeldigheid)
            == c.New.BeginGeldigheid)
        {
            c.Fault("servicenorm", "invalid",
                "Een servicenorm van nul dagen is geen norm. Vul een langere duur in, of laat het veld leeg.");
        }
        return default;
    }

    private static async ValueTask HeeftGeenZaken(Change<Zaaktype> c)
    {
        if (c.Deleting && await c.Any<Zaken.Zaak>(q => q.Is("zaaktype", c.Self)))
            throw Session.Refuse(409, "in-use", "Er zijn zaken van dit zaaktype. Het kan niet worden verwijderd.");
    }
}

/// <summary>The model process on which the zaaktype is based.</summary>
public sealed record ReferentieProces
{
    [MaxLength(80)] public required string Naam { get; set; }
    [MaxLength(200), Url] public string Link { get; set; } = "";
}

public sealed record BronCatalogus
{
    [MaxLength(200), Url] public required string Url { get; set; }
    [MaxLength(5)] public required string Domein { get; set; }
    [MaxLength(9)] public required string Rsin { get; set; }
}

public sealed record BronZaaktype
{
    [MaxLength(200), Url] public required string Url { get; set; }
    [MaxLength(50)] public required string Identificatie { get; set; }
    [MaxLength(80)] public required string Omschrijving { get; set; }
}

/// <summary>A zaaktype whose zaken have to do with zaken of this one.</summary>
public sealed record ZaakTypenRelatie
{
    /// <summary>Sent as identificatie, which is kept in <see cref="ZaaktypeIdentificatie"/>;
    /// shown as the address of the version of the day.</summary>
    [MaxLength(200), ByName] public required Ref<Zaaktype> Zaaktype { get; set; }
    [Computed] public string ZaaktypeIdentificatie { get; set; } = "";
    public required AardRelatie AardRelatie { get; set; }
    [MaxLength(255)] public string Toelichting { get; set; } = "";
}
