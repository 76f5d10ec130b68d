using System.ComponentModel.DataAnnotations;
using Brink.Engine;
using Brink.Registers.Besluiten;

namespace Brink.Registers.Zaken;

/// <summary>
/// That a besluit is an outcome of a zaak. Kept in step by the Besluiten API (brc-006); clients do not make these themselves.
/// Zaken API 1.7, resource <c>zaken/{uuid}/besluiten</c>.
/// </summary>
public sealed record Zaakbesluit : Resource, IResource<Zaakbesluit>
{
    /// <summary>The zaak, which the address names.</summary>
    [Hidden] public Ref<Zaak> Zaak { get; set; }
    [MaxLength(1000)] public required Ref<Besluit> Besluit { get; set; }

    public static void Define(Definition<Zaakbesluit> d) => d
        .Under(b => b.Zaak, "besluiten").WithUuid().Unpaged()
        .With(Operation.List | Operation.Create | Operation.Read | Operation.Delete)
        .ShownAs(b => b.Besluit.ToString())
        .Allow(Operation.List | Operation.Read, "zaken.lezen")
        .Allow(Operation.Create | Operation.Delete, "zaken.bijwerken")
        .Key(b => b.Besluit) // the Besluiten API finds the relation by it
        .Expands("besluit")
        .Rule("zrc-007", c => Zaken.Zaak.NietAfgesloten(c, c.New.Zaak))
        .Effect("zrc-021", c => Zaken.Zaak.HerleidArchief(c, c.New.Zaak, Besluiten.Besluit.Bron, c.Deleting));
}
