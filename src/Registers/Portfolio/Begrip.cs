using System.ComponentModel.DataAnnotations;
using Brink.Engine;

namespace Brink.Registers.Portfolio;

/// <summary>A body, role or other name that reports use, and how it is written.</summary>
public sealed record Begrip : Resource, IResource<Begrip>
{
    [MaxLength(200), NotBlank] public required string Naam { get; set; }
    [MaxLength(100)] public string Soort { get; set; } = "";
    public List<string> Naamvarianten { get; set; } = [];
    [MaxLength(1000)] public string Betekenis { get; set; } = "";

    public static void Define(Definition<Begrip> d) => d
        .At("begrippen").With(Operation.All).Rechten()
        .Filter(b => b.Naam, Compare.Equal | Compare.Contains).Filter(b => b.Soort).Order(b => b.Naam).Unique("naam")
            .Notifies("portfolio", "naam").ShownAs(b => b.Naam)
        .Rule("p-uniek", c => c.Uniek("naam", c.New.Naam), "naam");
}
