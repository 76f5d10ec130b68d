using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Brink.Engine;
using Brink.Registers.Besluiten;
using Brink.Registers.Documenten;
using Brink.Registers.Zaken;

namespace Brink.Registers.Catalogi;

public sealed record Informatieobjecttype : Resource, IResource<Informatieobjecttype>
{
    public required Ref<Catalogus> Catalogus { get; set; }
    [MaxLength(80)] public required string Omschrijving { get; set; }
    public required Vertrouwelijkheidaanduiding Vertrouwelijkheidaanduiding { get; set; }
    public required DateOnly BeginGeldigheid { get; set; }
    public DateOnly? EindeGeldigheid { get; set; }
    [Deprecated] public DateOnly? BeginObject { get; set; }
    [Deprecated] public DateOnly? EindeObject { get; set; }
    [Computed] public bool Concept { get; set; }
    [Computed, Unique] public List<Ref<Zaaktype>> Zaaktypen { get; set; } = [];
    [Unique] public required List<string> ZaaktypeIdentificaties { get; set; }
    [Computed, Unique] public List<Ref<Besluittype>> Besluittypen { get; set; } = [];
    [Computed, Unique] public List<string> BesluittypeOmschrijving { get; set; } = [];
    [MaxLength(80)] public required string Informatieobjectcategorie { get; set; }
    [MaxLength(30)] public List<string> Trefwoord { get; set; } = [];
    public InformatieObjectTypeOmschrijvingGeneriek? OmschrijvingGeneriek { get; set; }

    public static void Define(Definition<Informatieobjecttype> d) => d.At("informatieobjecttypen");
}

public sealed record InformatieObjectTypeOmschrijvingGeneriek
{
    [MaxLength(80)] public required string InformatieobjecttypeOmschrijvingGeneriek { get; set; }
    [MaxLength(255)] public required string DefinitieInformatieobjecttypeOmschrijvingGeneriek { get; set; }
    [MaxLength(12)] public required string HerkomstInformatieobjecttypeOmschrijvingGeneriek { get; set; }
    [MaxLength(80)] public required string HierarchieInformatieobjecttypeOmschrijvingGeneriek { get; set; }
    [MaxLength(255)] public string? OpmerkingInformatieobjecttypeOmschrijvingGeneriek { get; set; }
}
