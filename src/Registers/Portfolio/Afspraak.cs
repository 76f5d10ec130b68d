using System.ComponentModel.DataAnnotations;
using Brink.Engine;

namespace Brink.Registers.Portfolio;

/// <summary>What was agreed or is to be done, with a member or within the office (P14).</summary>
public sealed record Afspraak : Resource, IResource<Afspraak>
{
    [MaxLength(1000), NotBlank] public required string Wat { get; set; }
    [Own] public Ref<Lid>? Lid { get; set; }
    [MaxLength(200)] public string Wie { get; set; } = "";
    public DateOnly? Termijn { get; set; }

    /// <summary>The term as it was said, where it is no date.</summary>
    [MaxLength(100)] public string TermijnTekst { get; set; } = "";

    /// <summary>Where it was agreed: minutes, a report, a conversation.</summary>
    [MaxLength(200)] public string Bron { get; set; } = "";
    public DateOnly? GereedOp { get; set; }
    [MaxLength(1000)] public string Bewijs { get; set; } = "";
    [Computed] public bool Open { get; set; }

    public static void Define(Definition<Afspraak> d) => d
        .At("afspraken").With(Operation.All | Operation.AuditTrail).Rechten()
        .Filter(a => a.Lid).Filter(a => a.Open).Filter(a => a.Termijn, Compare.Lte | Compare.Gte).Order(a => a.Termijn)
        .Notifies("portfolio", "lid").ShownAs(a => Nederlands.Kort(a.Wat, 100)).Expands("lid")
        .Rule("p14-open", c => { c.New.Open = c.New.GereedOp is null; return default; });
}
