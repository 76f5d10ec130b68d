using System.ComponentModel.DataAnnotations;
using Brink.Engine;
using Brink.Registers.Rapportage;

namespace Brink.Registers.Portfolio;

/// <summary>What one member answered in the survey of one quarter (P13).</summary>
public sealed record Tevredenheidsmeting : Resource, IResource<Tevredenheidsmeting>
{
    [Own] public required Ref<Lid> Lid { get; set; }
    [RegularExpression(Rapportage.Kwartaal.Vorm), NotBlank] public required string Kwartaal { get; set; }

    /// <summary>Would recommend the cooperative: 1 to 10.</summary>
    [Range(1, 10)] public int? Cijfer { get; set; }
    [MaxLength(4000)] public string Toelichting { get; set; } = "";
    [MaxLength(1000)] public string Verbeterpunt { get; set; } = "";

    public static void Define(Definition<Tevredenheidsmeting> d) => d
        .At("tevredenheidsmetingen").With(Operation.All).Rechten()
        .Filter(t => t.Lid).Filter(t => t.Kwartaal, Compare.Equal | Compare.Gte | Compare.Lte)
        .Unique("lid", "kwartaal").Notifies("portfolio", "kwartaal").ShownAs(t => t.Kwartaal).Expands("lid")
        .Rule("p13-eenmaal", EenmaalPerJaar, "lid", "kwartaal");

    private static async ValueTask EenmaalPerJaar(Change<Tevredenheidsmeting> c)
    {
        if (c.Deleting) return;
        var jaar = c.New.Kwartaal[..4];
        if (await c.Any<Tevredenheidsmeting>(q => q.Is("lid", c.New.Lid).Compares("kwartaal", ">=", jaar + "-Q1")
            .Compares("kwartaal", "<=", jaar + "-Q4")
            .Compares("uuid", "<>", c.New.Uuid)))
        {
            c.Fault("kwartaal", "p13-eenmaal", $"Dit lid is in {jaar} al gevraagd. Elk lid wordt één keer per jaar gevraagd.");
        }
    }
}
