using System.ComponentModel.DataAnnotations;
using Brink.Engine;

namespace Brink.Registers.Begrotingen;

/// <summary>The tables in which a memo shows how the charges to the members are built up.</summary>
public enum Opbouwtabel { Doorbelasting, Begrotingsdelen }

/// <summary>A part of what members are charged.</summary>
public enum Opbouwsoort { Leverancierskosten, DirecteUren, PersoneelEnBedrijf, Projecten, Totaal }

/// <summary>One row of the build-up of the charges.</summary>
public sealed record Opbouwdeel : Resource, IResource<Opbouwdeel>
{
    [Own] public required Ref<Begroting> Begroting { get; set; }
    public required Opbouwtabel Tabel { get; set; }
    public required Opbouwsoort Soort { get; set; }
    [MaxLength(200), NotBlank] public required string Onderdeel { get; set; }
    public required decimal Bedrag { get; set; }

    /// <summary>What the source printed: the share and the average in percents, the risk in euros.</summary>
    public decimal? GedruktAandeel { get; set; }
    public decimal? GedruktRisico { get; set; }
    public decimal? GedruktGemiddelde { get; set; }
    public int? Bronregel { get; set; }

    public static void Define(Definition<Opbouwdeel> d) => d
        .At("opbouwdelen").With(Operation.All).PartOf(o => o.Begroting).Rechten()
        .Filter(o => o.Begroting).Filter(o => o.Tabel).Filter(o => o.Soort)
        .Unique("begroting", "tabel", "soort").ShownAs(o => o.Onderdeel)
        .Rule("begroting-vast", c => c.AlleenConcept(c.New.Begroting), "begroting")
        .Rule("opbouw-uniek", Eenmaal, "begroting", "tabel", "soort");

    private static async ValueTask Eenmaal(Change<Opbouwdeel> c)
    {
        if (!c.Deleting && await c.Any<Opbouwdeel>(q => q.Is("begroting", c.New.Begroting).Is("tabel", c.New.Tabel).Is("soort", c.New.Soort)
            .Compares("uuid", "<>", c.New.Uuid)))
        {
            c.Fault("soort", "unique", "Deze tabel heeft dit onderdeel al.");
        }
    }
}
