using System.ComponentModel.DataAnnotations;
using Brink.Engine;

namespace Brink.Registers.Portfolio;

/// <summary>An agreement with a supplier (P15).</summary>
public sealed record Contract : Resource, IResource<Contract>
{
    [MaxLength(200), NotBlank] public required string Naam { get; set; }
    [Own] public required Ref<Leverancier> Leverancier { get; set; }
    [Own] public Ref<Component>? Component { get; set; }
    public DateOnly? Begin { get; set; }
    public DateOnly? Einde { get; set; }

    /// <summary>How long before the end notice must be given.</summary>
    public Duur? Opzegtermijn { get; set; }
    [MaxLength(500)] public string Indexatieclausule { get; set; } = "";
    [MaxLength(100)] public string Eigenaar { get; set; } = "";
    public List<int> Bronregels { get; set; } = [];

    /// <summary>The last day on which notice can be given.</summary>
    [Computed] public DateOnly? OpzeggenVoor { get; set; }

    public static void Define(Definition<Contract> d) => d
        .At("contracten").With(Operation.All | Operation.AuditTrail).Rechten()
        .Filter(x => x.Leverancier).Filter(x => x.Component).Filter(x => x.Einde, Compare.Equal | Compare.Lte | Compare.Gte)
        .Filter(x => x.OpzeggenVoor, Compare.Lte | Compare.Gte).Order(x => x.Einde).Notifies("portfolio", "naam").ShownAs(x => x.Naam)
        .Zoek("contract", "Contracten", x => x.Naam, x => x.Einde is { } einde ? $"Loopt tot en met {Tijd.Voluit(einde)}" : "")
            .Expands("leverancier", "component")
        .Rule("p15-termijn", Termijn, "begin", "einde", "opzegtermijn");

    private static ValueTask Termijn(Change<Contract> c)
    {
        if (c.Deleting) return default;
        if (c.New.Begin > c.New.Einde) c.Fault("einde", "p15-termijn", "Het einde ligt vóór het begin.");
        // As far before the end as the term is long; the term is counted forward from a day, so the day is sought.
        c.New.OpzeggenVoor = null;
        if (c.New.Einde is not { Year: > 1900 } einde || c.New.Opzegtermijn is not { } termijn) return default;
        try
        {
            for (var dag = einde.AddDays(-1); dag > einde.AddYears(-10) && c.New.OpzeggenVoor is null; dag = dag.AddDays(-1))
                if (termijn.After(dag) <= einde) c.New.OpzeggenVoor = dag;
        }
        catch (ArgumentOutOfRangeException) { } // a term beyond the calendar is too long as well
        if (c.New.OpzeggenVoor is null) c.Fault("opzegtermijn", "p15-termijn", "Een opzegtermijn is hoogstens tien jaar.");
        return default;
    }
}
