using System.ComponentModel.DataAnnotations;
using Brink.Engine;

namespace Brink.Registers.Zaken;

/// <summary>That a contactmoment at another register was about a zaak. Zaken API 1.7, resource <c>zaakcontactmomenten</c>.</summary>
public sealed record Zaakcontactmoment : Resource, IResource<Zaakcontactmoment>
{
    [MaxLength(1000)] public required Ref<Zaak> Zaak { get; set; }

    /// <summary>Must exist at the register that keeps it. The relation stands here; it is not made a second time there (zrc-025,
    /// see tests/Specificatie/regels.md).</summary>
    [MaxLength(1000), Url, MustExist] public required string Contactmoment { get; set; }

    public static void Define(Definition<Zaakcontactmoment> d) => d
        .At("zaakcontactmomenten").WithUuid().Unpaged().With(Operation.List | Operation.Create | Operation.Read | Operation.Delete)
        .PartOf(r => r.Zaak)
        .ShownAs(r => r.Contactmoment)
        .Allow(Operation.List | Operation.Read, "zaken.lezen")
        .Allow(Operation.Create | Operation.Delete, "zaken.bijwerken")
        .Filter(r => r.Zaak).Filter(r => r.Contactmoment)
        .Expands()
        .Rule("zrc-007", c => Zaken.Zaak.NietAfgesloten(c, c.New.Zaak), "zaak")
        .Distinct("Dit contactmoment hoort al bij deze zaak.", "contactmoment");
}
