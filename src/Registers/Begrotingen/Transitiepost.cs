using System.ComponentModel.DataAnnotations;
using Brink.Engine;

namespace Brink.Registers.Begrotingen;

/// <summary>What one month brought, was committed and is expected, in euros (P7).</summary>
public sealed record Maandstand
{
    [RegularExpression("^[0-9]{4}-(0[1-9]|1[0-2])$")] public required string Maand { get; set; }
    public decimal Realisatie { get; set; }
    public decimal Verplichting { get; set; }

    /// <summary>What is expected to be spent; after the month is over the actuals count.</summary>
    public decimal Prognose { get; set; }
}

/// <summary>A post of the transition budget: what there is for it, was recalibrated to, and goes out month by month.</summary>
public sealed record Transitiepost : Resource, IResource<Transitiepost>
{
    [Range(2000, 2100)] public required int Jaar { get; set; }
    [MaxLength(200), NotBlank] public required string Onderdeel { get; set; }
    public required decimal Budget { get; set; }
    public decimal? HerijktBudget { get; set; }
    public List<Maandstand> Maanden { get; set; } = [];

    /// <summary>The month up to and including which the actuals are complete.</summary>
    [RegularExpression("^[0-9]{4}-(0[1-9]|1[0-2])$")] public string AfgeslotenTotEnMet { get; set; } = "";
    public List<Vermelding> Logboek { get; set; } = [];

    /// <summary>Actuals of closed months and forecast of the others together.</summary>
    [Computed] public decimal Eindprognose { get; set; }
    [Computed] public decimal Gerealiseerd { get; set; }
    [Computed] public decimal Verplicht { get; set; }

    /// <summary>Budget (recalibrated where it was) less the end forecast: what is left, or short.</summary>
    [Computed] public decimal Ruimte { get; set; }

    public static void Define(Definition<Transitiepost> d) => d
        .At("transitieposten").With(Operation.All | Operation.AuditTrail).Rechten()
        .Filter(t => t.Jaar).Notifies("begrotingen", "jaar").ShownAs(t => t.Onderdeel)
        .Rule("p7-maanden", Tel, "maanden", "budget", "herijktBudget", "afgeslotenTotEnMet");

    private static ValueTask Tel(Change<Transitiepost> c)
    {
        var t = c.New;
        if (t.Maanden.GroupBy(m => m.Maand).FirstOrDefault(g => g.Count() > 1) is { } dubbel)
            c.Fault("maanden", "unique", $"De maand {dubbel.Key} staat er twee keer in.");
        bool Dicht(Maandstand m) => string.CompareOrdinal(m.Maand, t.AfgeslotenTotEnMet) <= 0;
        t.Gerealiseerd = t.Maanden.Sum(m => m.Realisatie);
        t.Verplicht = t.Maanden.Sum(m => m.Verplichting);
        t.Eindprognose = t.Maanden.Sum(m => Dicht(m) ? m.Realisatie : m.Prognose);
        t.Ruimte = (t.HerijktBudget ?? t.Budget) - t.Eindprognose;
        return default;
    }
}
