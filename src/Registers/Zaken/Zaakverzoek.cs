using System.ComponentModel.DataAnnotations;
using Brink.Engine;

namespace Brink.Registers.Zaken;

/// <summary>That a verzoek at another register led to, or belongs to, a zaak. Zaken API 1.7, resource <c>zaakverzoeken</c>.</summary>
public sealed record Zaakverzoek : Resource, IResource<Zaakverzoek>
{
    [MaxLength(1000)] public required Ref<Zaak> Zaak { get; set; }

    /// <summary>Must exist at the register that keeps it. The relation stands here; it is not made a second time there (zrc-024,
    /// see tests/Specificatie/regels.md).</summary>
    [MaxLength(1000), Url, MustExist] public required string Verzoek { get; set; }

    public static void Define(Definition<Zaakverzoek> d) => d
        .At("zaakverzoeken").WithUuid().Unpaged().With(Operation.List | Operation.Create | Operation.Read | Operation.Delete)
        .PartOf(r => r.Zaak)
        .ShownAs(r => r.Verzoek)
        .Allow(Operation.List | Operation.Read, "zaken.lezen")
        .Allow(Operation.Create | Operation.Delete, "zaken.bijwerken")
        .Filter(r => r.Zaak).Filter(r => r.Verzoek)
        .Expands()
        .Rule("zrc-007", c => Zaken.Zaak.NietAfgesloten(c, c.New.Zaak), "zaak")
        .Distinct("Dit verzoek hoort al bij deze zaak.", "verzoek");
}
