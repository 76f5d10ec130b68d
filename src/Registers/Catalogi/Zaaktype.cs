using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Brink.Engine;
using Brink.Registers.Besluiten;
using Brink.Registers.Documenten;
using Brink.Registers.Zaken;

namespace Brink.Registers.Catalogi;

public sealed record Zaaktype : Resource, IResource<Zaaktype>
{
    [MaxLength(50)] public required string Identificatie { get; set; }
    [MaxLength(80)] public required string Omschrijving { get; set; }
    [MaxLength(80)] public string OmschrijvingGeneriek { get; set; } = "";
    public required Vertrouwelijkheidaanduiding Vertrouwelijkheidaanduiding { get; set; }
    public required string Doel { get; set; }
    public required string Aanleiding { get; set; }
    public string Toelichting { get; set; } = "";
    public required IndicatieInternOfExtern IndicatieInternOfExtern { get; set; }
    [MaxLength(20)] public required string HandelingInitiator { get; set; }
    [MaxLength(80)] public required string Onderwerp { get; set; }
    [MaxLength(20)] public required string HandelingBehandelaar { get; set; }
    public required Duur Doorlooptijd { get; set; }
    public Duur? Servicenorm { get; set; }
    public required bool OpschortingEnAanhoudingMogelijk { get; set; }
    public required bool VerlengingMogelijk { get; set; }
    public Duur? Verlengingstermijn { get; set; }
    [MaxLength(30)] public List<string> Trefwoorden { get; set; } = [];
    public required bool PublicatieIndicatie { get; set; }
    public string Publicatietekst { get; set; } = "";
    [MaxLength(40)] public List<string> Verantwoordingsrelatie { get; set; } = [];
    [MaxLength(1000), Url] public required List<string> ProductenOfDiensten { get; set; }
    [MaxLength(200), Url] public string SelectielijstProcestype { get; set; } = "";
    public required ReferentieProces Referentieproces { get; set; }
    [MaxLength(50)] public required string Verantwoordelijke { get; set; }
    [Computed, Unique] public List<Ref<Zaakobjecttype>> Zaakobjecttypen { get; set; } = [];
    public BronCatalogus? Broncatalogus { get; set; }
    public BronZaaktype? Bronzaaktype { get; set; }
    public required Ref<Catalogus> Catalogus { get; set; }
    [Computed, Unique] public List<Ref<Statustype>> Statustypen { get; set; } = [];
    [Computed, Unique] public List<Ref<Resultaattype>> Resultaattypen { get; set; } = [];
    [Computed, Unique] public List<Ref<Eigenschap>> Eigenschappen { get; set; } = [];
    [Computed] public List<Ref<Informatieobjecttype>> Informatieobjecttypen { get; set; } = [];
    [Computed, Unique] public List<string> InformatieobjecttypeOmschrijving { get; set; } = [];
    [Computed, Unique] public List<Ref<Roltype>> Roltypen { get; set; } = [];
    [Unique] public required List<Ref<Besluittype>> Besluittypen { get; set; }
    [Computed, Unique] public List<string> BesluittypeOmschrijving { get; set; } = [];
    [Unique] public required List<Ref<Zaaktype>> Deelzaaktypen { get; set; }
    [Unique] public required List<string> DeelzaaktypeIdentificaties { get; set; }
    public required List<ZaakTypenRelatie> GerelateerdeZaaktypen { get; set; }
    public required DateOnly BeginGeldigheid { get; set; }
    public DateOnly? EindeGeldigheid { get; set; }
    [Deprecated] public DateOnly? BeginObject { get; set; }
    [Deprecated] public DateOnly? EindeObject { get; set; }
    [Deprecated] public DateOnly Versiedatum { get; set; }
    [Computed] public bool Concept { get; set; }

    public static void Define(Definition<Zaaktype> d) => d.At("zaaktypen");
}

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

public sealed record ZaakTypenRelatie
{
    [MaxLength(200)] public required Ref<Zaaktype> Zaaktype { get; set; }
    [Computed] public string ZaaktypeIdentificatie { get; set; } = "";
    public required AardRelatie AardRelatie { get; set; }
    [MaxLength(255)] public string Toelichting { get; set; } = "";
}
