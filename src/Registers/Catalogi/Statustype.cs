using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Brink.Engine;
using Brink.Registers.Besluiten;
using Brink.Registers.Documenten;
using Brink.Registers.Zaken;

namespace Brink.Registers.Catalogi;

public sealed record Statustype : Resource, IResource<Statustype>
{
    [MaxLength(80)] public required string Omschrijving { get; set; }
    [MaxLength(80)] public string OmschrijvingGeneriek { get; set; } = "";
    [MaxLength(1000)] public string Statustekst { get; set; } = "";
    public required Ref<Zaaktype> Zaaktype { get; set; }
    [Computed] public Ref<Catalogus> Catalogus { get; set; }
    [Computed] public string ZaaktypeIdentificatie { get; set; } = "";
    [Range(1, 9999)] public required int Volgnummer { get; set; }
    [Computed] public bool IsEindstatus { get; set; }
    public bool Informeren { get; set; }
    public Duur? Doorlooptijd { get; set; }
    [MaxLength(1000)] public string? Toelichting { get; set; }
    public List<CheckListItem> ChecklistitemStatustype { get; set; } = [];
    [Unique] public List<Ref<Eigenschap>> Eigenschappen { get; set; } = [];
    [Deprecated] public DateOnly? BeginGeldigheid { get; set; }
    [Deprecated] public DateOnly? EindeGeldigheid { get; set; }
    [Deprecated] public DateOnly? BeginObject { get; set; }
    [Deprecated] public DateOnly? EindeObject { get; set; }

    public static void Define(Definition<Statustype> d) => d.At("statustypen");
}

public sealed record CheckListItem
{
    [MaxLength(30)] public required string Itemnaam { get; set; }
    [MaxLength(1000)] public string? Toelichting { get; set; }
    [MaxLength(255)] public required string Vraagstelling { get; set; }
    public bool Verplicht { get; set; }
}
