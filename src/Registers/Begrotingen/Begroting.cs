using System.ComponentModel.DataAnnotations;
using Brink.Engine;

namespace Brink.Registers.Begrotingen;

/// <summary>Where a budget is.</summary>
public enum Begrotingstatus { Concept, Vastgesteld }

/// <summary>A sentence of a source about this budget, with its line.</summary>
public sealed record Vermelding
{
    public int? Regel { get; set; }
    [MaxLength(2000)] public required string Tekst { get; set; }
}

/// <summary>A round sum that a text names for a computed figure.</summary>
public sealed record GenoemdBedrag
{
    /// <summary>How the check is called, such as <c>circa-370</c>.</summary>
    [MaxLength(40)] public required string Naam { get; set; }
    public required decimal Bedrag { get; set; }

    /// <summary>The figure that it stands for.</summary>
    [MaxLength(60)] public required string Cijfer { get; set; }

    /// <summary>To what it is rounded: 1000 for thousands.</summary>
    public required decimal Op { get; set; }
    public List<int> Bronregels { get; set; } = [];
}

/// <summary>A step of the route to the decision.</summary>
public sealed record Trajectstap
{
    public required DateOnly Datum { get; set; }
    [MaxLength(200)] public required string Gremium { get; set; }
    [MaxLength(1000)] public string Wat { get; set; } = "";
}

/// <summary>The budget of a year, with what is decided about its tariffs. Rows: <see cref="Begrotingsregel"/>.
/// Percentages are in percents (7 is 7%).</summary>
public sealed record Begroting : Resource, IResource<Begroting>
{
    [Range(2000, 2100)] public required int Jaar { get; set; }
    [MaxLength(200), NotBlank] public required string Naam { get; set; }

    /// <summary>The rate of the decision, as it was named. The exact need is computed and stands beside it.</summary>
    public decimal? BeslotenPercentage { get; set; }

    /// <summary>How many decimals that rate has.</summary>
    [Range(0, 6)] public int Decimalen { get; set; } = 1;

    /// <summary>The rate on the contribution to the transition, and its amount where it is known.</summary>
    public decimal? TransitiePercentage { get; set; }
    public decimal? TransitieBedrag { get; set; }
    public List<int> TransitieBronregels { get; set; } = [];
    [MaxLength(2000)] public string GevraagdBesluit { get; set; } = "";
    public int? GevraagdBesluitRegel { get; set; }
    /// <summary>The headings of the source's table, and its line.</summary>
    public List<string> Kolomkoppen { get; set; } = [];
    public int? Bronregel { get; set; }
    public List<Vermelding> Vermeldingen { get; set; } = [];
    public List<GenoemdBedrag> GenoemdeBedragen { get; set; } = [];
    public List<Trajectstap> Traject { get; set; } = [];
    public List<Vermelding> Opmerkingen { get; set; } = [];

    /// <summary>Adopted by a <see cref="Vaststelling"/>.</summary>
    [Computed] public Begrotingstatus Status { get; set; }

    public static void Define(Definition<Begroting> d) => d
        .At("begrotingen").With(Operation.All | Operation.AuditTrail).Rechten()
        .Filter(b => b.Jaar).Filter(b => b.Naam).Filter(b => b.Status).Order(b => b.Jaar).Unique("jaar", "naam")
            .Notifies("begrotingen", "jaar").ShownAs(b => b.Naam)
        .Rule("begroting-uniek", EenPerNaam, "jaar", "naam")
        .Rule("begroting-vast", BlijftVast)
        .Action(new ResourceAction("berekening", Begrotingsrechten.Lezen, true, Uitvoer.Berekening,
            Answer: typeof(Cijfer))
        { Method = "GET", AnswersList = true })
        .Action(new ResourceAction("vergelijking", Begrotingsrechten.Lezen, true, Uitvoer.Vergelijking,
            Answer: typeof(Scenariorij))
        { Method = "GET", AnswersList = true })
        .Action(new ResourceAction("csv", Begrotingsrechten.Lezen, true, Uitvoer.Csv) { Method = "GET" })
        .Action(new ResourceAction("xlsx", Begrotingsrechten.Lezen, true, Uitvoer.Xlsx) { Method = "GET" });

    private static async ValueTask EenPerNaam(Change<Begroting> c)
    {
        if (!c.Deleting && await c.Any<Begroting>(q => q.Is("jaar", c.New.Jaar).Is("naam", c.New.Naam).Compares("uuid", "<>", c.New.Uuid)))
            c.Fault("naam", "unique", "Dit jaar heeft al een begroting met deze naam.");
    }

    private static ValueTask BlijftVast(Change<Begroting> c)
    {
        if (c.Deleting && c.Old!.Status == Begrotingstatus.Vastgesteld)
            throw Session.Refuse(409, "begroting-vastgesteld", "Een vastgestelde begroting kan niet weg.");
        if (c.Updating && c.Old!.Status == Begrotingstatus.Vastgesteld) c.MayNotChange(b => b.Jaar, "begroting-vastgesteld");
        return default;
    }
}

/// <summary>Who may do what with the budget.</summary>
internal static class Begrotingsrechten
{
    public static readonly string[] Lezen = ["begroting.lezen", "begroting.bijwerken"];

    public static Definition<T> Rechten<T>(this Definition<T> d) where T : Resource => d
        .Allow(Operation.List | Operation.Read | Operation.Head | Operation.AuditTrail, Lezen)
        .Allow(Operation.Create | Operation.Update | Operation.Delete, "begroting.bijwerken");

    /// <summary>Refuses to change what belongs to an adopted budget.</summary>
    public static async ValueTask AlleenConcept<T>(this Change<T> c, Ref<Begroting> begroting) where T : Resource
    {
        if (await c.Get(begroting) is { Status: Begrotingstatus.Vastgesteld })
        {
            throw Session.Refuse(409, "begroting-vastgesteld",
                "Deze begroting is vastgesteld en verandert niet meer. Reken verder met een scenario.");
        }
    }
}
