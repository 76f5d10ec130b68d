using System.ComponentModel.DataAnnotations;
using Brink.Engine;
using Brink.Registers.Rapportage;

namespace Brink.Registers.Portfolio;

/// <summary>Something that may go wrong, and what is done about it (K11).</summary>
public sealed record Risico : Resource, IResource<Risico>
{
    [MaxLength(1000), NotBlank] public required string Omschrijving { get; set; }
    [Range(1, 5)] public required int Kans { get; set; }
    [Range(1, 5)] public required int Gevolg { get; set; }
    [MaxLength(100)] public string Eigenaar { get; set; } = "";
    [Own] public Ref<Component>? Component { get; set; }
    public List<Maatregel> Maatregelen { get; set; } = [];
    public bool Gesloten { get; set; }

    /// <summary>Chance times consequence.</summary>
    [Computed] public int Score { get; set; }

    public static void Define(Definition<Risico> d) => d
        .At("risicos").With(Operation.All | Operation.AuditTrail).Rechten()
        .Filter(r => r.Component).Filter(r => r.Gesloten).Filter(r => r.Score, Compare.Gte).Order(r => r.Score)
        .Notifies("portfolio", "component").ShownAs(r => Nederlands.Kort(r.Omschrijving, 100)).Expands("component")
        .Rule("k11-score", c => { c.New.Score = c.New.Kans * c.New.Gevolg; return default; }, "kans", "gevolg");
}
