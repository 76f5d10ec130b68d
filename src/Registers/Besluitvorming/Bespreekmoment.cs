using System.ComponentModel.DataAnnotations;
using Brink.Engine;

namespace Brink.Registers.Besluitvorming;

/// <summary>A digital moment for coordinators to ask questions before a digital vote (G17, line 1262).</summary>
public sealed record Bespreekmoment : Resource, IResource<Bespreekmoment>
{
    [Own] public required Ref<Stemming> Stemming { get; set; }
    public required DateTimeOffset Moment { get; set; }

    /// <summary>It was held; only then it counts.</summary>
    public bool Gehouden { get; set; }
    [Range(0, 10000)] public int Deelnemers { get; set; }
    public string Verslag { get; set; } = "";

    public static void Define(Definition<Bespreekmoment> d) => d
        .At("bespreekmomenten").With(Operation.All).PartOf(b => b.Stemming).Rechten()
        .Filter(b => b.Stemming).Filter(b => b.Moment, Compare.Gte | Compare.Lte).ShownAs(_ => "Bespreekmoment")
        .Rule("g17-gehouden", c =>
        {
            if (!c.Deleting && c.New.Gehouden && c.New.Moment > c.Now)
                c.Fault("gehouden", "g17-gehouden", "Dit bespreekmoment moet nog komen.");
            return default;
        });
}
