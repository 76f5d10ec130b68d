using System.ComponentModel.DataAnnotations;
using Brink.Engine;
using Brink.Registers.Catalogi;

namespace Brink.Registers.Zaken;

/// <summary>What a zaak has led to; decides how long its file is kept. One per zaak. Zaken API 1.7, resource <c>resultaten</c>.</summary>
public sealed record Resultaat : Resource, IResource<Resultaat>
{
    [MaxLength(1000)] public required Ref<Zaak> Zaak { get; set; }
    [MaxLength(1000)] public required Ref<Resultaattype> Resultaattype { get; set; }
    [MaxLength(1000)] public string Toelichting { get; set; } = "";

    public static void Define(Definition<Resultaat> d) => d
        .At("resultaten").WithUuid()
        .PartOf(r => r.Zaak).ListedIn<Zaak>(z => z.Resultaat)
        .ShownAs(r => r.Toelichting.Length > 0 ? r.Toelichting : "Resultaat")
        .Allow(Operation.List | Operation.Read | Operation.Head, "zaken.lezen")
        .Allow(Operation.Create | Operation.Update | Operation.Delete, "zaken.bijwerken", "zaken.geforceerd-bijwerken")
        .Filter(r => r.Zaak).Filter(r => r.Resultaattype)
        .Expands("zaak", "resultaattype")
        .Rule("zrc-007", c => Zaken.Zaak.NietAfgesloten(c, (c.Old ?? c.New).Zaak), "zaak")
        .Rule("zrc-020", HoortBijZaaktype, "resultaattype", "zaak")
        .Rule("een-resultaat", NogGeenResultaat, "zaak");

    private static async ValueTask HoortBijZaaktype(Change<Resultaat> c)
    {
        if (c.Updating) { c.MayNotChange(r => r.Zaak); c.MayNotChange(r => r.Resultaattype); }
        else if (c.Creating)
        {
            await Zaken.Zaak.HoortBijZaaktype(c, c.New.Zaak, (await c.Get(c.New.Resultaattype))?.Zaaktype, "resultaattype");
        }
    }

    private static async ValueTask NogGeenResultaat(Change<Resultaat> c)
    {
        if (c.Creating && await c.Get(c.New.Zaak) is { Resultaat: not null })
            c.Fault("zaak", "unique", "Deze zaak heeft al een resultaat. Wijzig of verwijder dat eerst.");
    }
}
