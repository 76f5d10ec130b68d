using System.ComponentModel.DataAnnotations;
using Brink.Engine;

namespace Brink.Registers.Referentielijsten;

/// <summary>A result in the selectielijst: how long files of a process that ended so are kept. Referentielijsten API 0.6,
/// resource <c>resultaten</c>.</summary>
public sealed record Selectielijstresultaat : Resource, IResource<Selectielijstresultaat>
{
    public required Ref<Procestype> ProcesType { get; set; }

    /// <summary>The number within the procestype; of a specific result: within the generic one.</summary>
    [Range(0, 32767)] public required int Nummer { get; set; }

    /// <summary>The number of procestype, generic result and specific result, with dots between.</summary>
    [Computed] public string VolledigNummer { get; set; } = "";

    /// <summary>The generic result of which this is a special case. (The published API keeps it to itself;
    /// whoever writes the list must be able to say it.)</summary>
    [Own] public Ref<Selectielijstresultaat>? GeneriekResultaat { get; set; }
    [Computed] public bool Generiek { get; set; }
    [Computed] public bool Specifiek { get; set; }
    [MaxLength(40), NotBlank] public required string Naam { get; set; }

    /// <summary>For which cases a specific result is meant.</summary>
    [MaxLength(150)] public string Omschrijving { get; set; } = "";

    /// <summary>What the term rests on: an analysis, or law. (The published list leaves it empty where it leaves the result
    /// open.)</summary>
    [MaxLength(200)] public required string Herkomst { get; set; }

    /// <summary>Kept for ever or destroyed. Empty where the list leaves it open.</summary>
    [Blank] public required Archiefnominatie? Waardering { get; set; }

    /// <summary>How long the file stays in use before the bewaartermijn starts.</summary>
    [Blank] public Procestermijn? Procestermijn { get; set; }
    [Computed] public string ProcestermijnWeergave { get; set; } = "";
    [MaxLength(20)] public string ProcestermijnOpmerking { get; set; } = "";

    /// <summary>How long the file is kept after the procestermijn; empty for what is never destroyed.</summary>
    public Duur? Bewaartermijn { get; set; }
    public string Toelichting { get; set; } = "";

    /// <summary>The fields of work to which the result is limited, by the names of the published API (one of which it spells in its own
    /// way).</summary>
    public bool AlgemeenBestuurEnInrichtingOrganisatie { get; set; }
    public bool BedrijfsvoeringEnPersoneel { get; set; }
    public bool PubliekeInformatieEnRegistratie { get; set; }
    public bool Burgerzaken { get; set; }
    public bool Veiligheid { get; set; }
    public bool VerkeerEnVervoer { get; set; }
    public bool Economie { get; set; }
    public bool Onderwijs { get; set; }
    public bool SportCultuurEnRecreatie { get; set; }
    public bool SociaalDomein { get; set; }
    public bool VolksgezonheidEnMilieu { get; set; }
    public bool Vhrosv { get; set; }
    public bool HeffenBelastingen { get; set; }
    public bool AlleTaakgebieden { get; set; }

    public static void Define(Definition<Selectielijstresultaat> d) => d
        .At("resultaten", "resultaat").With(Operation.All).Rechten()
        .Filter(r => r.ProcesType).Key(r => r.GeneriekResultaat).Key(r => r.Nummer)
        .Index("procesType", "nummer")
        .ShownAs(r => $"{r.VolledigNummer} {r.Naam}")
        .Rule("rl-resultaat", Nummeren, "procesType", "nummer", "generiekResultaat")
        .Rule("rl-resultaat", Termijnen, "waardering", "procestermijn", "bewaartermijn")
        .Rule("rl-resultaat", HeeftGeenBijzondere);

    private static async ValueTask Nummeren(Change<Selectielijstresultaat> c)
    {
        var r = c.New;
        if (c.Deleting || await c.Get(r.ProcesType) is not { } procestype) return;
        if (r.GeneriekResultaat is { IsEmpty: true }) r.GeneriekResultaat = null;
        (r.Generiek, r.Specifiek) = (r.GeneriekResultaat is null, r.GeneriekResultaat is not null);
        r.VolledigNummer = $"{procestype.Nummer}.{r.Nummer}";
        if (r.GeneriekResultaat is not { } verwijzing || await c.Get(verwijzing) is not { } generiek) return;
        r.VolledigNummer = $"{procestype.Nummer}.{generiek.Nummer}.{r.Nummer}";
        if (generiek.Specifiek || verwijzing == c.Self)
        {
            c.Fault("generiekResultaat", "invalid",
                "Kies een generiek resultaat: een bijzonder geval van een bijzonder geval bestaat niet.");
        }
        else if (generiek.ProcesType != r.ProcesType)
        {
            c.Fault("generiekResultaat", "procestype-mismatch", "Kies een generiek resultaat van hetzelfde procestype.");
        }
    }

    private static ValueTask Termijnen(Change<Selectielijstresultaat> c)
    {
        var r = c.New;
        if (c.Deleting) return default;
        r.ProcestermijnWeergave = r.Procestermijn switch
        {
            Referentielijsten.Procestermijn.Nihil => "Nihil",
            Referentielijsten.Procestermijn.BestaansduurProcesobject => "Zo lang het procesobject bestaat of geldt.",
            Referentielijsten.Procestermijn.IngeschatteBestaansduurProcesobject =>
                "Zo lang het procesobject naar schatting hoogstens bestaat of geldt.",
            Referentielijsten.Procestermijn.VastTeLeggenDatum =>
                "Tot de dag waarop het procesobject vervalt; die wordt tijdens het proces vastgelegd.",
            Referentielijsten.Procestermijn.SamengevoegdMetBewaartermijn => "De procestermijn zit in de bewaartermijn.",
            _ => "",
        };
        if (r.Waardering == Archiefnominatie.BlijvendBewaren && r.Bewaartermijn is not null)
            c.Fault("bewaartermijn", "must-be-empty", "Wat blijvend wordt bewaard, heeft geen bewaartermijn. Laat dit veld leeg.");
        if (r.Waardering == Archiefnominatie.Vernietigen && r.Bewaartermijn is null)
            c.Fault("bewaartermijn", "required", "Vul in hoe lang wordt bewaard voordat wordt vernietigd.");
        return default;
    }

    private static async ValueTask HeeftGeenBijzondere(Change<Selectielijstresultaat> c)
    {
        if (c.Deleting && await c.Any<Selectielijstresultaat>(q => q.Is("generiekResultaat", c.Self)))
            throw Session.Refuse(409, "in-use", "Er zijn bijzondere gevallen van dit resultaat. Verwijder die eerst.");
    }
}

/// <summary>How the time between the end of a zaak and the start of the bewaartermijn is found.</summary>
public enum Procestermijn
{
    Nihil,
    BestaansduurProcesobject,
    IngeschatteBestaansduurProcesobject,
    VastTeLeggenDatum,
    SamengevoegdMetBewaartermijn,
}
