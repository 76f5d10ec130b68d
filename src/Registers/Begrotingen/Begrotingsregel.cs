using System.ComponentModel.DataAnnotations;
using Brink.Engine;
using Brink.Registers.Portfolio;

namespace Brink.Registers.Begrotingen;

/// <summary>The kinds of row of a budget.</summary>
public enum Regelsoort { Omzet, Productkosten, Bedrijfskosten, Financieel, Subtotaal }

/// <summary>The classes of cost that have an index of their own.</summary>
public enum Kostensoort { Leverancier, Uren, Salarissen, Bedrijfskosten, Projecten, Innovatie, Transitie }

/// <summary>One row of a budget. What a source printed beside the amounts is kept, and compared with what is computed.</summary>
public sealed record Begrotingsregel : Resource, IResource<Begrotingsregel>
{
    [Own] public required Ref<Begroting> Begroting { get; set; }
    [Range(1, 9999)] public required int Volgnummer { get; set; }
    [MaxLength(200), NotBlank] public required string Omschrijving { get; set; }
    public required Regelsoort Soort { get; set; }
    [Blank] public Kostensoort? Kostensoort { get; set; }

    /// <summary>In euros; null where the row has none. Costs are positive, costs taken elsewhere negative.</summary>
    public decimal? Bedrag { get; set; }
    public decimal? ToegepasteIndexatie { get; set; }
    public decimal? BenodigdeIndexatie { get; set; }

    /// <summary>How the source wrote the applied index where it is no number (<c>mix</c>).</summary>
    [MaxLength(40)] public string ToegepasteTekst { get; set; } = "";

    /// <summary>Whether the difference of this row is part of the need. A source may leave one out.</summary>
    public bool VerschilTeltMee { get; set; } = true;

    /// <summary>The cost holds hours of the cooperative's own people.</summary>
    public bool InclusiefUren { get; set; }
    public decimal? GedruktVerschil { get; set; }
    [Own] public Ref<Component>? Component { get; set; }

    /// <summary>A mark at a footnote in the source, and the text that belongs to it.</summary>
    [MaxLength(5)] public string Voetnoot { get; set; } = "";
    [MaxLength(500)] public string Voetnoottekst { get; set; } = "";
    public int? Bronregel { get; set; }

    public static void Define(Definition<Begrotingsregel> d) => d
        .At("begrotingsregels").With(Operation.All).PartOf(r => r.Begroting).Rechten()
        .Filter(r => r.Begroting).Filter(r => r.Soort).Filter(r => r.Kostensoort).Filter(r => r.Component)
        .Order(r => r.Volgnummer).Unique("begroting", "volgnummer")
        .ShownAs(r => r.Omschrijving)
        .Rule("begroting-vast", c => c.AlleenConcept(c.New.Begroting), "begroting")
        .Rule("regel-uniek", EenPerNummer, "begroting", "volgnummer");

    private static async ValueTask EenPerNummer(Change<Begrotingsregel> c)
    {
        if (!c.Deleting && await c.Any<Begrotingsregel>(q => q.Is("begroting", c.New.Begroting).Is("volgnummer", c.New.Volgnummer)
            .Compares("uuid", "<>", c.New.Uuid)))
        {
            c.Fault("volgnummer", "unique", "Deze begroting heeft al een regel met dit nummer.");
        }
    }
}
