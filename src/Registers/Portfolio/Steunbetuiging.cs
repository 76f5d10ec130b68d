using System.ComponentModel.DataAnnotations;
using Brink.Engine;

namespace Brink.Registers.Portfolio;

/// <summary>That a member supports an idea.</summary>
public sealed record Steunbetuiging : Resource, IResource<Steunbetuiging>
{
    [Own] public required Ref<Idee> Idee { get; set; }
    [Own] public required Ref<Lid> Lid { get; set; }
    [MaxLength(1000)] public string Reactie { get; set; } = "";

    public static void Define(Definition<Steunbetuiging> d) => d
        .At("steunbetuigingen").With(Operation.Immutable).PartOf(s => s.Idee).Meedoen(Operation.Create | Operation.Delete).Rechten()
        .Filter(s => s.Idee).Filter(s => s.Lid).Unique("idee", "lid").ShownAs(s => s.Reactie)
        .Rule("p5-eigen", c => c.VoorEigenLid("lid", c.New.Lid), "lid")
        .Rule("p5-eenmaal", Eenmaal, "idee", "lid")
        .Effect("p5-tel", Tel);

    private static async ValueTask Eenmaal(Change<Steunbetuiging> c)
    {
        if (c.Creating && await c.Any<Steunbetuiging>(q => q.Is("idee", c.New.Idee).Is("lid", c.New.Lid)))
            c.Fault("lid", "unique", "Dit lid steunt dit idee al.");
    }

    private static async ValueTask Tel(Change<Steunbetuiging> c)
    {
        if (await c.Lock(c.New.Idee) is not { } idee) return;
        idee.Steun += c.Creating ? 1 : -1;
        await c.Keep(idee);
    }
}
