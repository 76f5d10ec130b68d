using System.ComponentModel.DataAnnotations;
using Brink.Engine;

namespace Brink.Registers.Rapportage;

/// <summary>Where a report is on its way from the office to the members.</summary>
public enum Rapportstatus { Concept, Vastgesteld, Rvc, Gedeeld }

/// <summary>What a legend of the source says that a sign means.</summary>
public sealed record Legendateken
{
    [MaxLength(40)] public required string Teken { get; set; }
    public List<string> Betekenissen { get; set; } = [];
}

/// <summary>A legend as it stood in the source of a report that was taken over.</summary>
public sealed record Legenda
{
    [MaxLength(200)] public required string Plaats { get; set; }
    public int? Regel { get; set; }
    public bool Ontbreekt { get; set; }
    public List<Legendateken> Tekens { get; set; } = [];

    /// <summary>The sentences of the legend.</summary>
    public List<string> Zinnen { get; set; } = [];
}

/// <summary>The report of one quarter. Its subjects are measured in <see cref="Meting"/>;
/// what happens to it is a <see cref="Rapportstap"/>.</summary>
public sealed record Kwartaalrapport : Resource, IResource<Kwartaalrapport>
{
    [RegularExpression(Kwartaal.Vorm), NotBlank] public required string Periode { get; set; }
    [MaxLength(200), NotBlank] public required string Titel { get; set; }

    /// <summary>The day that the report bears; expectations in it lie later.</summary>
    public DateOnly? Datum { get; set; }

    /// <summary>When the owners of the subjects must be ready.</summary>
    public DateOnly? InleverenVoor { get; set; }

    /// <summary>The meeting to which it goes; it is shared before that day.</summary>
    public DateOnly? Vergaderdatum { get; set; }

    /// <summary>The report was adopted and shared before it came into this register.
    /// Only then may the progress of its subjects be given (where the register has no quarter before it),
    /// and only then are faults of the source no reason to refuse.</summary>
    public bool Overgenomen { get; set; }
    public string Inleiding { get; set; } = "";
    public List<Legenda> Legendas { get; set; } = [];

    [Computed] public Rapportstatus Status { get; set; }
    [Computed] public int Versie { get; set; } = 1;
    [Computed] public DateOnly? VastgesteldOp { get; set; }
    [Computed] public DateOnly? GedeeldOp { get; set; }

    /// <summary>Of what the newest adopted version holds.</summary>
    [Computed] public string Sha256 { get; set; } = "";

    public static void Define(Definition<Kwartaalrapport> d) => d
        .At("kwartaalrapporten").With(Operation.All | Operation.AuditTrail).IsType().Rechten()
        .Filter(r => r.Periode, Compare.Equal | Compare.Gte | Compare.Lte).Filter(r => r.Status).Order(r => r.Periode)
        .Key(Autorisaties.Rechten.Gedeeld, Kind.Bool, r => r.Status == Rapportstatus.Gedeeld)
        .Key(Autorisaties.Rechten.BijToezicht, Kind.Bool, r => r.Status >= Rapportstatus.Rvc)
        .Unique("periode").Notifies("rapportages", "periode")
        .ShownAs(r => r.Titel)
        .Rule("k2-concept", BlijftConcept)
        .Rule("k2-periode", EenPerKwartaal, "periode")
        .Rule("k2-termijn", Termijn, "inleverenVoor", "vergaderdatum")
        .Effect("k7-overname", Overname)
        .Action(new ResourceAction("dashboard", Dashboard.Lezen, true, Dashboard.Rijen, Answer: typeof(Dashboardrij))
        {
            Method = "GET",
            AnswersList = true
        })
        .Action(new ResourceAction("blad", Dashboard.Lezen, true, Blad.Maak, Answer: typeof(Dashboardblad))
        {
            Method = "GET",
            Parameters = Blad.Parameters
        })
        .Action(new ResourceAction("verloop", Dashboard.Lezen, true, Blad.Verloop, Answer: typeof(Kwartaaltelling))
        {
            Method = "GET",
            AnswersList = true
        })
        .Action(new ResourceAction("wijzigingen", Dashboard.Lezen, true, Dashboard.Wijzigingen,
            Answer: typeof(Dashboardrij))
        { Method = "GET", AnswersList = true })
        .Action(new ResourceAction("csv", Dashboard.Lezen, true, Dashboard.Csv) { Method = "GET" })
        .Action(new ResourceAction("openstaand", Dashboard.Lezen, true, Dashboard.Openstaand, Answer: typeof(Openstaand))
        {
            Method = "GET",
            AnswersList = true
        })
        .Action(new ResourceAction("bevindingen", Dashboard.Lezen, true, Dashboard.Bevindingen, Answer: typeof(Bevinding))
        {
            Method = "GET",
            AnswersList = true
        })
        .Action(new ResourceAction("controle", Dashboard.Lezen, false, Dashboard.Controle, Answer: typeof(Bevinding))
        {
            Method = "GET",
            AnswersList = true,
            AtRoot = true
        });

    private static ValueTask BlijftConcept(Change<Kwartaalrapport> c)
    {
        if (c.Creating) return default;
        if (c.Old!.Status != Rapportstatus.Concept)
        {
            throw Session.Refuse(409, "rapport-vastgesteld",
                "Dit rapport is vastgesteld en verandert niet meer. Begin met een stap 'herzien' een nieuwe versie.");
        }
        if (c.Deleting && c.Old.Versie > 1)
            throw Session.Refuse(409, "rapport-vastgesteld", "Van dit rapport is al een versie vastgesteld. Het kan niet meer weg.");
        c.MayNotChange(r => r.Periode);
        c.MayNotChange(r => r.Overgenomen);
        return default;
    }

    private static async ValueTask EenPerKwartaal(Change<Kwartaalrapport> c)
    {
        if (c.Creating && await c.Any<Kwartaalrapport>(q => q.Is("periode", c.New.Periode)))
            c.Fault("periode", "unique", "Er is al een rapport over dit kwartaal.");
    }

    private static ValueTask Termijn(Change<Kwartaalrapport> c)
    {
        if (!c.Deleting && c.New.InleverenVoor >= c.New.Vergaderdatum)
            c.Fault("inleverenVoor", "k2-termijn", "Inleveren moet vóór de dag van de vergadering. Kies een eerdere dag.");
        return default;
    }

    // What was on the dashboards goes on: with its colour, without its words. Finished subjects keep both, until the year is over.
    private static async ValueTask Overname(Change<Kwartaalrapport> c)
    {
        if (!c.Creating || c.New.Overgenomen) return;
        var vorige = (await c.Find<Kwartaalrapport>(q => q.Is("periode", Kwartaal.Vorige(c.New.Periode)))).FirstOrDefault();
        if (vorige is null) return;
        foreach (var meting in await c.Find<Meting>(q => q.Is("rapport", vorige)))
        {
            if (meting.Stand == Stand.Afgerond && Kwartaal.Jaar(vorige.Periode) != Kwartaal.Jaar(c.New.Periode)) continue;
            await c.Create(meting.Volgende(c.Self, vorige.Periode));
        }
    }
}
