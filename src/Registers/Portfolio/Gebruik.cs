using System.ComponentModel.DataAnnotations;
using Brink.Engine;

namespace Brink.Registers.Portfolio;

/// <summary>How far a member is with a component.</summary>
public enum Gebruikstand { Geen, Instap, Invoering, Productie, Uitfasering }

/// <summary>That a member uses a component, or has chosen to (<i>bewuste instap</i>).</summary>
public sealed record Gebruik : Resource, IResource<Gebruik>
{
    [Own] public required Ref<Lid> Lid { get; set; }
    [Own] public required Ref<Component> Component { get; set; }
    public required Gebruikstand Stand { get; set; }

    /// <summary>The member has said that it wants this component.</summary>
    public bool BewusteInstap { get; set; }
    public DateOnly? Sinds { get; set; }
    public DateOnly? Tot { get; set; }

    public static void Define(Definition<Gebruik> d) => d
        .At("gebruik").With(Operation.All | Operation.AuditTrail).Rechten()
        .Filter(g => g.Lid).Filter(g => g.Component).Filter(g => g.Stand).Filter(g => g.BewusteInstap)
        .Unique("lid", "component").Notifies("portfolio", "component").ShownAs(g => EnumNames.Name(g.Stand)).Expands("lid", "component")
        .Rule("p-uniek", Eenmaal, "lid", "component");

    private static async ValueTask Eenmaal(Change<Gebruik> c)
    {
        if (!c.Deleting && await c.Any<Gebruik>(q => q.Is("lid", c.New.Lid).Is("component", c.New.Component)
            .Compares("uuid", "<>", c.New.Uuid)))
        {
            c.Fault("component", "unique", "Van dit lid is het gebruik van dit component al vastgelegd.");
        }
    }
}
