using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Brink.Engine;
using Brink.Registers.Besluiten;
using Brink.Registers.Documenten;
using Brink.Registers.Zaken;

namespace Brink.Registers.Catalogi;

public sealed record Besluittype : Resource, IResource<Besluittype>
{
    public required Ref<Catalogus> Catalogus { get; set; }
    [Computed, Unique] public List<Ref<Zaaktype>> Zaaktypen { get; set; } = [];
    [Computed, Unique] public List<string> ZaaktypeIdentificaties { get; set; } = [];
    [MaxLength(80)] public string Omschrijving { get; set; } = "";
    [MaxLength(80)] public string OmschrijvingGeneriek { get; set; } = "";
    [MaxLength(40)] public string Besluitcategorie { get; set; } = "";
    public Duur? Reactietermijn { get; set; }
    public required bool PublicatieIndicatie { get; set; }
    public string Publicatietekst { get; set; } = "";
    public Duur? Publicatietermijn { get; set; }
    public string Toelichting { get; set; } = "";
    [Unique] public required List<Ref<Informatieobjecttype>> Informatieobjecttypen { get; set; }
    [Computed, Unique] public List<string> InformatieobjecttypeOmschrijvingen { get; set; } = [];
    public required DateOnly BeginGeldigheid { get; set; }
    public DateOnly? EindeGeldigheid { get; set; }
    [Deprecated] public DateOnly? BeginObject { get; set; }
    [Deprecated] public DateOnly? EindeObject { get; set; }
    [Computed] public bool Concept { get; set; }
    [Computed, Unique] public List<Ref<Resultaattype>> Resultaattypen { get; set; } = [];
    [Computed, Unique] public List<string> ResultaattypenOmschrijving { get; set; } = [];
    [Computed, Unique] public List<string> VastgelegdIn { get; set; } = [];

    public static void Define(Definition<Besluittype> d) => d.At("besluittypen");
}
