using System.ComponentModel.DataAnnotations;
using Brink.Engine;

namespace Brink.Registers.Portfolio;

/// <summary>Work with a beginning and an end, out of which a component comes.</summary>
public sealed record Project : Resource, IResource<Project>
{
    [MaxLength(200), NotBlank] public required string Naam { get; set; }
    [MaxLength(100)] public string Eigenaar { get; set; } = "";

    /// <summary>The idea from which it came, by the funnel.</summary>
    [Own] public Ref<Idee>? Idee { get; set; }
    [Own] public List<Ref<Component>> Componenten { get; set; } = [];
    public Funnelfase Fase { get; set; } = Funnelfase.Realisatie;
    public DateOnly? Begin { get; set; }
    public DateOnly? Einde { get; set; }
    public bool Afgerond { get; set; }

    /// <summary>What went into management when it was done (K8).</summary>
    [Own] public Ref<Component>? InBeheerAls { get; set; }
    public decimal? Budget { get; set; }

    public static void Define(Definition<Project> d) => d
        .At("projecten").With(Operation.All | Operation.AuditTrail).Rechten()
        .Filter(p => p.Naam, Compare.Equal | Compare.Contains).Filter(p => p.Fase).Filter(p => p.Afgerond).Filter(p => p.Idee)
        .Order(p => p.Naam).Unique("naam").Notifies("portfolio", "naam").ShownAs(p => p.Naam)
        .Rule("p-uniek", c => c.Uniek("naam", c.New.Naam), "naam");
}
