using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Brink.Engine;
using Brink.Registers.Besluiten;
using Brink.Registers.Documenten;
using Brink.Registers.Zaken;

namespace Brink.Registers.Catalogi;

public sealed record Resultaattype : Resource, IResource<Resultaattype>
{
    public required Ref<Zaaktype> Zaaktype { get; set; }
    [Computed] public string ZaaktypeIdentificatie { get; set; } = "";
    [MaxLength(30)] public required string Omschrijving { get; set; }
    [MaxLength(1000), Url] public required string Resultaattypeomschrijving { get; set; }
    [Computed] public string OmschrijvingGeneriek { get; set; } = "";
    [MaxLength(1000), Url] public required string Selectielijstklasse { get; set; }
    public string Toelichting { get; set; } = "";
    [Blank] public Archiefnominatie? Archiefnominatie { get; set; }
    public Duur? Archiefactietermijn { get; set; }
    public BrondatumArchiefprocedure? BrondatumArchiefprocedure { get; set; }
    [MaxLength(200)] public string? Procesobjectaard { get; set; }
    [Deprecated] public Ref<Catalogus>? Catalogus { get; set; }
    [Deprecated] public DateOnly? BeginGeldigheid { get; set; }
    [Deprecated] public DateOnly? EindeGeldigheid { get; set; }
    [Deprecated] public DateOnly? BeginObject { get; set; }
    [Deprecated] public DateOnly? EindeObject { get; set; }
    [Deprecated] public bool? IndicatieSpecifiek { get; set; }
    public Duur? Procestermijn { get; set; }
    [Unique] public List<Ref<Besluittype>> Besluittypen { get; set; } = [];
    [Computed, Unique] public List<string> BesluittypeOmschrijving { get; set; } = [];
    [Unique] public List<Ref<Informatieobjecttype>> Informatieobjecttypen { get; set; } = [];
    [Computed, Unique] public List<string> InformatieobjecttypeOmschrijving { get; set; } = [];

    public static void Define(Definition<Resultaattype> d) => d.At("resultaattypen");
}

public sealed record BrondatumArchiefprocedure
{
    public required Afleidingswijze Afleidingswijze { get; set; }
    [MaxLength(80)] public string Datumkenmerk { get; set; } = "";
    public bool EinddatumBekend { get; set; }
    [Blank] public Objecttype? Objecttype { get; set; }
    [MaxLength(80)] public string Registratie { get; set; } = "";
    public Duur? Procestermijn { get; set; }
}
