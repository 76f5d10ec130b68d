using System.ComponentModel.DataAnnotations;
using Brink.Engine;

namespace Brink.Registers.Begrotingen;

/// <summary>That a budget was adopted. Making one is adopting it: from then on its rows stay as they are.</summary>
public sealed record Vaststelling : Resource, IResource<Vaststelling>
{
    [Own] public required Ref<Begroting> Begroting { get; set; }

    /// <summary>The body that did it, and the day; sources do not always know the day.</summary>
    [MaxLength(100), NotBlank] public required string Orgaan { get; set; }
    public DateOnly? Datum { get; set; }
    [MaxLength(1000)] public string Toelichting { get; set; } = "";

    public static void Define(Definition<Vaststelling> d) => d
        .At("vaststellingen").With(Operation.List | Operation.Create | Operation.Read).PartOf(v => v.Begroting)
        .Allow(Operation.List | Operation.Read, Begrotingsrechten.Lezen)
        .Allow(Operation.Create, "begroting.vaststellen")
        .Filter(v => v.Begroting).ShownAs(v => v.Orgaan)
        .Rule("begroting-eenmaal", Eenmaal, "begroting")
        .Effect("begroting-vast", StelVast);

    private static async ValueTask Eenmaal(Change<Vaststelling> c)
    {
        if (await c.Lock(c.New.Begroting) is { Status: Begrotingstatus.Vastgesteld })
            c.Fault("begroting", "begroting-vastgesteld", "Deze begroting is al vastgesteld.");
    }

    private static async ValueTask StelVast(Change<Vaststelling> c)
    {
        var begroting = (await c.Get(c.New.Begroting))!;
        begroting.Status = Begrotingstatus.Vastgesteld;
        await c.Save(begroting);
    }
}
