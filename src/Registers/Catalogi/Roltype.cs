using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Brink.Engine;
using Brink.Registers.Besluiten;
using Brink.Registers.Documenten;
using Brink.Registers.Zaken;

namespace Brink.Registers.Catalogi;

public sealed record Roltype : Resource, IResource<Roltype>
{
    public required Ref<Zaaktype> Zaaktype { get; set; }
    [Computed] public string ZaaktypeIdentificatie { get; set; } = "";
    [MaxLength(100)] public required string Omschrijving { get; set; }
    public required OmschrijvingGeneriek OmschrijvingGeneriek { get; set; }
    [Deprecated] public Ref<Catalogus>? Catalogus { get; set; }
    [Deprecated] public DateOnly? BeginGeldigheid { get; set; }
    [Deprecated] public DateOnly? EindeGeldigheid { get; set; }
    [Deprecated] public DateOnly? BeginObject { get; set; }
    [Deprecated] public DateOnly? EindeObject { get; set; }

    public static void Define(Definition<Roltype> d) => d.At("roltypen");
}
