using Brink.Engine;

namespace Brink.Registers.Klantinteracties;

/// <summary>That a taak was given to an actor, by which the taken of an actor are found. The taak itself says the same, in order.</summary>
public sealed record Toewijzing : Resource, IResource<Toewijzing>
{
    public required Ref<InterneTaak> Taak { get; set; }
    public required Ref<Actor> Actor { get; set; }

    public static void Define(Definition<Toewijzing> d) => d.At("toewijzingen").GoesWith(t => t.Taak).GoesWith(t => t.Actor).Internal();
}
