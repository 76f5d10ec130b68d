using Brink.Engine;

namespace Brink.Registers.Portfolio;

/// <summary>The file that was last read in about a component: what it says and the portfolio does not know, goes out again.
/// Kept by the server for itself.</summary>
public sealed record Publiccodetekst : Resource, IResource<Publiccodetekst>
{
    public required Ref<Component> Component { get; set; }
    public string Inhoud { get; set; } = "";

    public static void Define(Definition<Publiccodetekst> d) => d.At("publiccodeteksten").Internal().GoesWith(t => t.Component);

    internal static async ValueTask<Publiccodetekst?> Van(Session session, Component component) =>
        (await session.Find<Publiccodetekst>(q => q.Is("component", component))).FirstOrDefault();
}
