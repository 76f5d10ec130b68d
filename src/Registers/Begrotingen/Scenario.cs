using System.ComponentModel.DataAnnotations;
using Brink.Engine;

namespace Brink.Registers.Begrotingen;

/// <summary>How the need is charged: by the exact rate, by the decided rate, rebuilt per product,
/// or not at all (from the reserve).</summary>
public enum Rekenwijze { Exact, Nominaal, Herbouw, Reserve }

/// <summary>On what the costs of suppliers rise: on the cost rows with hours in them, or on the suppliers' part only.</summary>
public enum Grondslag { MetUren, ZonderUren }

/// <summary>Another index for a class of cost, in percents.</summary>
public sealed record Aanname
{
    public required Kostensoort Kostensoort { get; set; }
    public required decimal BenodigdeIndexatie { get; set; }
}

/// <summary>What if: a budget computed with other assumptions. It keeps its assumptions only;
/// the figures are computed anew each time.</summary>
public sealed record Scenario : Resource, IResource<Scenario>
{
    [Own] public required Ref<Begroting> Begroting { get; set; }
    [MaxLength(200), NotBlank] public required string Naam { get; set; }
    public Rekenwijze Rekenwijze { get; set; }
    public Grondslag Grondslag { get; set; }

    /// <summary>The rate for <see cref="Rekenwijze.Nominaal"/>, in percents; else the budget's decided one.</summary>
    public decimal? Percentage { get; set; }
    public List<Aanname> Aannames { get; set; } = [];

    /// <summary>What is taken from the reserve, in euros.</summary>
    public decimal UitReserve { get; set; }
    [MaxLength(2000)] public string Toelichting { get; set; } = "";

    public static void Define(Definition<Scenario> d) => d
        .At("scenarios").With(Operation.All).PartOf(s => s.Begroting).Rechten()
        .Filter(s => s.Begroting).ShownAs(s => s.Naam)
        .Action(new ResourceAction("berekening", Begrotingsrechten.Lezen, true, Uitvoer.Scenarioberekening,
            Answer: typeof(Cijfer))
        { Method = "GET", AnswersList = true });
}
