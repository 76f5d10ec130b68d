using System.ComponentModel.DataAnnotations;
using Brink.Engine;

namespace Brink.Registers.Referentielijsten;

/// <summary>A way in which people reach the organisation. Referentielijsten API 0.6, resource <c>communicatiekanalen</c>.</summary>
public sealed record Communicatiekanaal : Resource, IResource<Communicatiekanaal>
{
    [MaxLength(20), NotBlank] public required string Naam { get; set; }
    [MaxLength(200), NotBlank] public required string Omschrijving { get; set; }

    public static void Define(Definition<Communicatiekanaal> d) => d
        .At("communicatiekanalen").With(Operation.All).Rechten().Key(k => k.Naam).OrdersBy("t.\"naam\", t.id")
        .ShownAs(k => k.Naam);
}
