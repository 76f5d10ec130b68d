using System.ComponentModel.DataAnnotations;
using Brink.Engine;

namespace Brink.Registers.Referentielijsten;

/// <summary>A name for how zaken end that means the same everywhere. Referentielijsten API 0.6,
/// resource <c>resultaattypeomschrijvingen</c>.</summary>
public sealed record Resultaattypeomschrijving : Resource, IResource<Resultaattypeomschrijving>
{
    [MaxLength(20), NotBlank] public required string Omschrijving { get; set; }
    [MaxLength(255), NotBlank] public required string Definitie { get; set; }
    [MaxLength(255)] public string Opmerking { get; set; } = "";

    public static void Define(Definition<Resultaattypeomschrijving> d) => d
        .At("resultaattypeomschrijvingen").With(Operation.All).Unpaged().Rechten().Key(r => r.Omschrijving)
        .OrdersBy("t.\"omschrijving\", t.id")
        .ShownAs(r => r.Omschrijving);
}
