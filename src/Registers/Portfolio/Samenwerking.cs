using System.ComponentModel.DataAnnotations;
using Brink.Engine;

namespace Brink.Registers.Portfolio;

/// <summary>A community or body in which the cooperative takes part, and what that brings (P16).</summary>
public sealed record Samenwerking : Resource, IResource<Samenwerking>
{
    [MaxLength(200), NotBlank] public required string Naam { get; set; }
    [MaxLength(100)] public string Soort { get; set; } = "";
    [MaxLength(1000)] public string Doel { get; set; } = "";
    [MaxLength(1000)] public string Opbrengst { get; set; } = "";

    /// <summary>How much of our time it has.</summary>
    [MaxLength(500)] public string Aandacht { get; set; } = "";
    [Own] public List<Ref<Lid>> Leden { get; set; } = [];
    public List<int> Bronregels { get; set; } = [];

    public static void Define(Definition<Samenwerking> d) => d
        .At("samenwerkingen").With(Operation.All).Rechten()
        .Filter(s => s.Naam, Compare.Equal | Compare.Contains).Filter(s => s.Soort).Order(s => s.Naam).Unique("naam")
            .Notifies("portfolio", "naam").ShownAs(s => s.Naam)
        .Rule("p-uniek", c => c.Uniek("naam", c.New.Naam), "naam");
}
