using System.ComponentModel.DataAnnotations;
using Brink.Engine;

namespace Brink.Registers.Portfolio;

/// <summary>The layers of Common Ground, from the screen to the data.</summary>
public enum Laag { Interactie, Proces, Integratie, Diensten, Gegevens }

/// <summary>Where a component is in its life.</summary>
public enum Levensloop { Onbekend, Idee, Ontwikkeling, Invoering, Beheer, Uitfasering, Beeindigd }

/// <summary>What was said of a component, and where.</summary>
public sealed record Feit
{
    public int? Regel { get; set; }
    [MaxLength(1000)] public required string Tekst { get; set; }
}

/// <summary>A number of members that was named: so many use it, of so many.</summary>
public sealed record Aantal
{
    [MaxLength(200)] public required string Wat { get; set; }
    public required int Leden { get; set; }
    public int? Van { get; set; }
    public int? Regel { get; set; }
}

/// <summary>Money that a party puts into a component.</summary>
public sealed record Investering
{
    [MaxLength(200)] public required string Partij { get; set; }
    public required decimal Bedrag { get; set; }
}

/// <summary>A system, product, programme or other thing that the cooperative makes, manages or uses.</summary>
public sealed record Component : Resource, IResource<Component>
{
    [MaxLength(200), NotBlank] public required string Naam { get; set; }
    [MaxLength(100)] public string Soort { get; set; } = "";
    [MaxLength(1000)] public string Omschrijving { get; set; } = "";
    [Blank] public Laag? Laag { get; set; }
    public Levensloop Levensloop { get; set; }
    [MaxLength(100)] public string Eigenaar { get; set; } = "";
    [Own] public Ref<Leverancier>? Leverancier { get; set; }

    /// <summary>The last day of support.</summary>
    public DateOnly? Einddatum { get; set; }
    [Url, MaxLength(1000)] public string Broncode { get; set; } = "";
    [MaxLength(40)] public string Licentie { get; set; } = "";

    /// <summary>Other ways in which people write the name.</summary>
    public List<string> Naamvarianten { get; set; } = [];
    public List<Feit> Feiten { get; set; } = [];
    public List<Aantal> Aantallen { get; set; } = [];
    public List<Investering> Investeringen { get; set; } = [];

    /// <summary>The year up to and including which its tariffs were promised to stay as they are.</summary>
    public int? TariefVastTot { get; set; }

    public static void Define(Definition<Component> d) => d
        .At("componenten").With(Operation.All | Operation.AuditTrail).Rechten()
        .Filter(c => c.Naam, Compare.Equal | Compare.Contains).Filter(c => c.Soort).Filter(c => c.Levensloop).Filter(c => c.Laag)
            .Filter(c => c.Leverancier)
        .Order(c => c.Naam).Unique("naam").Notifies("portfolio", "naam").ShownAs(c => c.Naam)
        .Zoek("component", "Componenten", c => c.Naam, c => Nederlands.Kort(c.Omschrijving, 200),
            c => [c.Soort, c.Omschrijving, .. c.Naamvarianten])
        .Rule("p-uniek", c => c.Uniek("naam", c.New.Naam), "naam")
        .Action(new ResourceAction("publiccode", Portfoliorechten.Lezen, true, Publiccode.Maak) { Method = "GET" })
        .Action(new ResourceAction("publiccode", ["portfolio.bijwerken"], false, Publiccode.Lees, typeof(Publiccodebestand),
            typeof(Component))
        {
            AnswersResource = true,
            Status = 201
        });
}
