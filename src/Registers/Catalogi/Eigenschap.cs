using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Brink.Engine;
using Brink.Registers.Besluiten;
using Brink.Registers.Documenten;
using Brink.Registers.Zaken;

namespace Brink.Registers.Catalogi;

public sealed record Eigenschap : Resource, IResource<Eigenschap>
{
    [MaxLength(20)] public required string Naam { get; set; }
    [Computed] public Ref<Catalogus> Catalogus { get; set; }
    [MaxLength(255)] public required string Definitie { get; set; }
    public required EigenschapSpecificatie Specificatie { get; set; }
    [MaxLength(1000)] public string Toelichting { get; set; } = "";
    public required Ref<Zaaktype> Zaaktype { get; set; }
    [Computed] public string ZaaktypeIdentificatie { get; set; } = "";
    public Ref<Statustype>? Statustype { get; set; }
    [Deprecated] public DateOnly? BeginGeldigheid { get; set; }
    [Deprecated] public DateOnly? EindeGeldigheid { get; set; }
    [Deprecated] public DateOnly? BeginObject { get; set; }
    [Deprecated] public DateOnly? EindeObject { get; set; }

    public static void Define(Definition<Eigenschap> d) => d.At("eigenschappen");
}

public sealed record EigenschapSpecificatie
{
    [MaxLength(32)] public string Groep { get; set; } = "";
    public required Formaat Formaat { get; set; }
    [MaxLength(14)] public required string Lengte { get; set; }
    [MaxLength(3)] public required string Kardinaliteit { get; set; }
    [MaxLength(100)] public List<string> Waardenverzameling { get; set; } = [];
}
