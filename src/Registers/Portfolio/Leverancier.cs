using System.ComponentModel.DataAnnotations;
using Brink.Engine;

namespace Brink.Registers.Portfolio;

/// <summary>A party that the cooperative buys from or works with.</summary>
public sealed record Leverancier : Resource, IResource<Leverancier>
{
    [MaxLength(200), NotBlank] public required string Naam { get; set; }
    [MaxLength(100)] public string Soort { get; set; } = "";
    public List<string> Naamvarianten { get; set; } = [];
    [MaxLength(500)] public string Toelichting { get; set; } = "";
    public List<int> Bronregels { get; set; } = [];

    public static void Define(Definition<Leverancier> d) => d
        .At("leveranciers").With(Operation.All | Operation.AuditTrail).Rechten()
        .Filter(l => l.Naam, Compare.Equal | Compare.Contains).Order(l => l.Naam).Unique("naam").Notifies("portfolio", "naam")
            .ShownAs(l => l.Naam)
        .Zoek("leverancier", "Leveranciers", l => l.Naam, l => l.Soort, l => [l.Soort, .. l.Naamvarianten])
        .Rule("p-uniek", c => c.Uniek("naam", c.New.Naam), "naam");
}
