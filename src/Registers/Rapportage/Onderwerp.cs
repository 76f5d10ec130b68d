using System.ComponentModel.DataAnnotations;
using Brink.Engine;

namespace Brink.Registers.Rapportage;

/// <summary>What is reported on, the same one over the quarters: a subject of the dashboard operatie, or an objective of a team.</summary>
public sealed record Onderwerp : Resource, IResource<Onderwerp>
{
    public required Dashboardsoort Dashboard { get; set; }
    [MaxLength(2), NotBlank] public required string Sectie { get; set; }
    [MaxLength(100), NotBlank] public required string Sectienaam { get; set; }
    [Range(1, 999)] public required int Nummer { get; set; }

    /// <summary>The name; of an objective, the sentence after "Wat zou het mooi zijn als".</summary>
    [MaxLength(500), NotBlank] public required string Naam { get; set; }

    /// <summary>The role that answers for it.</summary>
    [MaxLength(100)] public string Eigenaar { get; set; } = "";

    /// <summary>Where that role is reached, for reminders: a mailbox of the role, not of a person.</summary>
    [MaxLength(254), EmailAddress] public string Emailadres { get; set; } = "";

    /// <summary>What an objective comes down to, and the quarter in which it must be reached.</summary>
    public string Doelstelling { get; set; } = "";
    [RegularExpression(Kwartaal.Vorm)] public string Wanneer { get; set; } = "";

    /// <summary>How the source wrote that quarter.</summary>
    [MaxLength(40)] public string WanneerTekst { get; set; } = "";

    /// <summary>The subjects without which this one cannot go well.</summary>
    [Own] public List<Ref<Onderwerp>> HangtAfVan { get; set; } = [];

    /// <summary>The section's labels in a source that names it more than once: letter and name where they differ.</summary>
    public List<Sectielabel> Sectielabels { get; set; } = [];

    /// <summary>How people point at it: <c>operatie/B/7</c>.</summary>
    [Computed] public string Code { get; set; } = "";

    public static void Define(Definition<Onderwerp> d) => d
        .At("onderwerpen").Personal().With(Operation.All | Operation.AuditTrail).Rechten()
        .Filter(o => o.Dashboard).Filter(o => o.Sectie).Filter(o => o.Code).Filter(o => o.Eigenaar).Key(o => o.Sectienaam)
            .Key(o => o.Nummer)
        .Index("dashboard", "sectie", "nummer").Index("uuid", "dashboard", "sectie", "sectienaam")
        .Notifies("rapportages", "code")
        .ShownAs(o => Nederlands.Kort($"{o.Code} {o.Naam}", 200))
        .Zoek("onderwerp", "Onderwerpen van het kwartaalrapport", o => o.Naam, o => o.Sectienaam,
            o => [o.Sectienaam, o.Doelstelling, o.Code])
        .Rule("k1-code", Coderen, "dashboard", "sectie", "nummer")
        .Rule("k9-plaats", BlijftStaan, "dashboard", "sectie", "sectienaam", "nummer")
        .Rule("k9-in-gebruik", NietInRapport);

    private static async ValueTask Coderen(Change<Onderwerp> c)
    {
        if (c.Deleting) return;
        var o = c.New;
        o.Code = $"{EnumNames.Name(o.Dashboard)}/{o.Sectie}/{o.Nummer}";
        foreach (var ander in await c.Find<Onderwerp>(q => q.Is("code", o.Code).Compares("uuid", "<>", o.Uuid)))
        {
            if (await c.Any<Meting>(q => q.Is("onderwerp", ander).Is("stand", Stand.Lopend))
                || !await c.Any<Meting>(q => q.Is("onderwerp", ander)))
            {
                c.Fault("nummer", "unique", $"'{ander.Naam}' heeft dit nummer al.");
            }
        }
    }

    // Its words are kept with each adopted report; its place is what people look it up by, then and now.
    private static async ValueTask BlijftStaan(Change<Onderwerp> c)
    {
        if (!c.Updating || (c.Old!.Dashboard, c.Old.Sectie, c.Old.Sectienaam, c.Old.Nummer) == (c.New.Dashboard, c.New.Sectie,
            c.New.Sectienaam, c.New.Nummer)
            || !await c.Any<Meting>(q =>
                q.Is("onderwerp", c.Self)
                .Exists(typeof(Kwartaalrapport), "uuid", "rapport", r => r.Compares("status", "<>", Rapportstatus.Concept))))
        {
            return;
        }
        c.Fault("nummer", "k9-plaats",
            "Dit onderwerp staat op deze plaats in een vastgesteld rapport. Rond het af, en maak op de nieuwe plaats een nieuw onderwerp.");
    }

    private static async ValueTask NietInRapport(Change<Onderwerp> c)
    {
        if (c.Deleting && await c.Any<Meting>(q => q.Is("onderwerp", c.Self)))
            throw Session.Refuse(409, "in-use", "Dit onderwerp staat in een rapport. Haal het daar eerst weg.");
    }
}

/// <summary>How one place of a source calls a section.</summary>
public sealed record Sectielabel
{
    [MaxLength(60)] public required string Plaats { get; set; }
    [MaxLength(2)] public string Letter { get; set; } = "";
    [MaxLength(100)] public string Naam { get; set; } = "";
    public int? Regel { get; set; }
}
