using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Brink.Engine;
using Brink.Registers.Besluiten;
using Brink.Registers.Catalogi;
using Brink.Registers.Documenten;

namespace Brink.Registers.Zaken;

public sealed record Zaakeigenschap : Resource, IResource<Zaakeigenschap>
{
    public required Ref<Zaak> Zaak { get; set; }
    [MaxLength(1000)] public required Ref<Eigenschap> Eigenschap { get; set; }
    [Computed] public string Naam { get; set; } = "";
    public required string Waarde { get; set; }

    public static void Define(Definition<Zaakeigenschap> d) => d.At("zaakeigenschappen");
}
