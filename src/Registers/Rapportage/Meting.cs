using System.ComponentModel.DataAnnotations;
using Brink.Engine;
using Brink.Registers.Portfolio;

namespace Brink.Registers.Rapportage;

/// <summary>Where a source shows a subject.</summary>
public enum Bronplaats { Overzicht, Bijlage, Toelichtingskop }

/// <summary>A subject as one place of a source shows it, kept beside what it was taken to mean.</summary>
public sealed record Bronwaarde
{
    public required Bronplaats Plaats { get; set; }
    public int? Regel { get; set; }
    [MaxLength(500)] public string Naam { get; set; } = "";
    [MaxLength(10)] public string Indicatorteken { get; set; } = "";
    [MaxLength(10)] public string Voortgangsteken { get; set; } = "";

    /// <summary>What the sign can mean there by its legend.</summary>
    public List<Voortgang> Lezingen { get; set; } = [];
    public bool Leeg { get; set; }
}

/// <summary>What someone is going to do about a subject.</summary>
public sealed record Maatregel
{
    [MaxLength(500)] public required string Wat { get; set; }
    [MaxLength(200)] public string Wie { get; set; } = "";
    [MaxLength(100)] public string Termijn { get; set; } = "";
    public bool Gereed { get; set; }
    public int? Regel { get; set; }
}

/// <summary>What a subject says of itself.</summary>
public sealed record Onderwerptekst
{
    [MaxLength(500)] public string Naam { get; set; } = "";
    [MaxLength(100)] public string Eigenaar { get; set; } = "";
    public string Doelstelling { get; set; } = "";
    public string Wanneer { get; set; } = "";
}

/// <summary>One subject in the report of one quarter.</summary>
public sealed record Meting : Resource, IResource<Meting>
{
    [Own] public required Ref<Kwartaalrapport> Rapport { get; set; }
    [Own] public required Ref<Onderwerp> Onderwerp { get; set; }
    public Indicator? Indicator { get; set; }
    public Stand Stand { get; set; }

    /// <summary>Worked out from the quarter before. A client gives it only for the first quarter of a history that is taken over.</summary>
    public Voortgang? Voortgang { get; set; }
    public string Toelichting { get; set; } = "";

    /// <summary>The quarter in which the explanation was written; a finished subject carries it along.</summary>
    [Computed] public string ToelichtingUit { get; set; } = "";
    [Blank] public Uitvoering? Uitvoering { get; set; }

    /// <summary>How the source wrote that.</summary>
    [MaxLength(40)] public string UitvoeringTekst { get; set; } = "";
    public List<Maatregel> Acties { get; set; } = [];
    [Own] public List<Ref<Risico>> Risicos { get; set; } = [];

    /// <summary>The owner is ready with it.</summary>
    public bool Ingevuld { get; set; }
    public List<Bronwaarde> Bron { get; set; } = [];

    /// <summary>The subject in the words of the newest adopted version of the report; null when none was adopted.</summary>
    [Computed] public Onderwerptekst? Vastgelegd { get; set; }

    public static void Define(Definition<Meting> d) => d
        .At("metingen").With(Operation.All).PartOf(m => m.Rapport).Rechten()
        .Filter(m => m.Rapport).Filter(m => m.Onderwerp).Filter(m => m.Indicator).Filter(m => m.Voortgang).Filter(m => m.Stand)
        .Key(m => m.Ingevuld).Key("mist", Kind.Bool, m => MistToelichting(m))
        .Unique("rapport", "onderwerp").Index("onderwerp").Index("rapport", "indicator", "stand", "voortgang", "mist", "onderwerp")
        .ShownAs(m => $"{Afleiding.Teken(m.Indicator)} {Afleiding.Teken(m.Voortgang)}".Trim())
        .Expands("rapport", "onderwerp")
        .Rule("k9-concept", RapportIsConcept, "rapport")
        .Rule("k9-eenmaal", EenmaalPerRapport, "rapport", "onderwerp")
        .Rule("k3-indicator", PastBijStand, "indicator", "stand")
        .Rule("k4-afgeleid", LeidVoortgangAf, "rapport", "onderwerp", "indicator", "stand", "voortgang")
        .Effect("k4-volgend", WerkVolgendBij)
        .Action(new ResourceAction("gereedmelden", ["rapportage.bijwerken"], false, Gereedmelding.Meld,
            typeof(Gereedmelding))
        { Status = 204 });

    /// <summary>Whether an explanation must be given and is not there (L1).</summary>
    internal static bool MistToelichting(Meting m) => string.IsNullOrWhiteSpace(m.Toelichting)
        && Afleiding.VraagtToelichting(m.Indicator, m.Voortgang);

    /// <summary>The subject as this report shows it: a report that was adopted keeps the words that it was adopted with.</summary>
    internal Onderwerp In(Kwartaalrapport rapport, Onderwerp o) => rapport.Status == Rapportstatus.Concept || Vastgelegd is not { } toen ? o
        : o with { Naam = toen.Naam, Eigenaar = toen.Eigenaar, Doelstelling = toen.Doelstelling, Wanneer = toen.Wanneer };

    /// <summary>How the subject enters the next quarter (K7).</summary>
    internal Meting Volgende(Ref<Kwartaalrapport> rapport, string uit) => new()
    {
        Rapport = rapport,
        Onderwerp = Onderwerp,
        Indicator = Indicator,
        Stand = Stand,
        Voortgang = Afleiding.Voortgang(Indicator, Indicator, Stand),
        Uitvoering = Uitvoering,
        Acties = [.. Acties.Where(a => !a.Gereed)],
        Risicos = [.. Risicos],
        Toelichting = Stand == Stand.Afgerond ? Toelichting : "",
        ToelichtingUit = Stand != Stand.Afgerond || Toelichting.Length == 0 ? "" : ToelichtingUit.Length > 0 ? ToelichtingUit : uit,
    };

    private static async ValueTask RapportIsConcept(Change<Meting> c)
    {
        c.MayNotChange(m => m.Rapport);
        c.MayNotChange(m => m.Onderwerp);
        if (await c.Get(c.New.Rapport) is { Status: not Rapportstatus.Concept })
        {
            throw Session.Refuse(409, "rapport-vastgesteld",
                "Dit rapport is vastgesteld en verandert niet meer. Begin met een stap 'herzien' een nieuwe versie.");
        }
    }

    private static async ValueTask EenmaalPerRapport(Change<Meting> c)
    {
        if (c.Creating && await c.Any<Meting>(q => q.Is("rapport", c.New.Rapport).Is("onderwerp", c.New.Onderwerp)))
            c.Fault("onderwerp", "unique", "Dit onderwerp staat al in dit rapport.");
    }

    private static ValueTask PastBijStand(Change<Meting> c)
    {
        if (c.Deleting) return default;
        if (c.New.Stand != Stand.Lopend && c.New.Indicator is not null)
            c.Fault("indicator", "k3-indicator", "Wat afgerond of niet gestart is, heeft geen indicator.");
        return default;
    }

    private static async ValueTask LeidVoortgangAf(Change<Meting> c)
    {
        if (c.Deleting || await c.Get(c.New.Rapport) is not { } rapport) return;
        var m = c.New;
        m.ToelichtingUit = m.Toelichting.Length == 0 ? "" : c.Old?.Toelichting == m.Toelichting && c.Old.ToelichtingUit.Length > 0
            ? c.Old.ToelichtingUit : rapport.Periode;
        var vorig = (await c.Find<Kwartaalrapport>(q => q.Is("periode", Kwartaal.Vorige(rapport.Periode)))).FirstOrDefault();
        var vorige = vorig is null ? null : (await c.Find<Meting>(q => q.Is("rapport", vorig).Is("onderwerp", m.Onderwerp)))
            .FirstOrDefault();
        // The first quarter of what is taken over is all that is known of its arrows; a later one has its history here.
        if (rapport.Overgenomen && vorig is null)
        {
            m.Voortgang ??= Afleiding.Voortgang(null, m.Indicator, m.Stand);
            return;
        }
        var afgeleid = Afleiding.Voortgang(vorige?.Indicator, m.Indicator, m.Stand);
        if (c.Has(x => x.Voortgang) && m.Voortgang is { } gegeven && gegeven != afgeleid && gegeven != c.Old?.Voortgang
            && !rapport.Overgenomen)
        {
            c.Fault("voortgang", "k4-afgeleid",
                $"De voortgang volgt uit het vorige kwartaal en is hier '{EnumNames.Name(afgeleid)}'. Laat dit veld weg.");
        }
        m.Voortgang = afgeleid;
    }

    // A change of a quarter that is still open moves the arrow of the next one, if that is open too.
    private static async ValueTask WerkVolgendBij(Change<Meting> c)
    {
        if (await c.Get(c.New.Rapport) is not { } rapport) return;
        var volgend = (await c.Find<Kwartaalrapport>(q => q.Is("periode", Kwartaal.Volgende(rapport.Periode))
            .Is("status", Rapportstatus.Concept))).FirstOrDefault();
        if (volgend is null) return;
        foreach (var meting in await c.Find<Meting>(q => q.Is("rapport", volgend).Is("onderwerp", c.New.Onderwerp)))
        {
            var afgeleid = Afleiding.Voortgang(c.Deleting ? null : c.New.Indicator, meting.Indicator, meting.Stand);
            if (meting.Voortgang == afgeleid) continue;
            meting.Voortgang = afgeleid;
            await c.Save(meting);
        }
    }
}
