using System.ComponentModel.DataAnnotations;
using Brink.Engine;
using Brink.Registers.Documenten;
using Brink.Registers.Portfolio;

namespace Brink.Registers.Besluitvorming;

/// <summary>Who acts for a member, and from when to when (G3). A member is a municipality, never a person.</summary>
public sealed record Vertegenwoordiging : Resource, IResource<Vertegenwoordiging>
{
    [Own] public required Ref<Lid> Lid { get; set; }

    /// <summary>Who it is when logged in: the user id of the token.</summary>
    [Person, MaxLength(100), NotBlank] public required string Gebruiker { get; set; }

    /// <summary>
    /// The applications (client ids) that may act on behalf of this user; empty: none. A client says itself who its user is,
    /// so that without this list the client of one member could vote for all others.
    /// </summary>
    [MaxLength(50)] public List<string> Toepassingen { get; set; } = [];

    /// <summary>The function, such as <c>portefeuillehouder</c>; names of persons do not belong here.</summary>
    [MaxLength(100), NotBlank] public required string Functie { get; set; }

    /// <summary>The address that the member gave for the notice (BW 2:41): without it the notice goes by post.</summary>
    [MaxLength(254), EmailAddress] public string Emailadres { get; set; } = "";
    public required DateOnly GeldigVan { get; set; }
    public DateOnly? GeldigTot { get; set; }

    /// <summary>The decision by which the municipality appointed this representative.</summary>
    [Own] public Ref<Enkelvoudiginformatieobject>? Bewijs { get; set; }

    public static void Define(Definition<Vertegenwoordiging> d) => d
        .At("vertegenwoordigingen").With(Operation.All | Operation.AuditTrail).Rechten().Personal()
        .Filter(v => v.Lid).Filter(v => v.Gebruiker).Key(v => v.GeldigVan).Key(v => v.GeldigTot).Index("lid").Index("gebruiker")
        .Notifies("besluitvorming", "lid").ShownAs(v => v.Functie).Expands("lid")
        .Rule("g3-een", EenTegelijk, "lid", "geldigVan", "geldigTot")
        .Rule("g3-stemming", NietTijdensStemming, "lid", "gebruiker", "toepassingen", "geldigVan", "geldigTot");

    private static async ValueTask EenTegelijk(Change<Vertegenwoordiging> c)
    {
        if (c.Deleting) return;
        if (c.New.GeldigTot < c.New.GeldigVan) c.Fault("geldigTot", "g3-een", "Het einde ligt vóór het begin.");
        var andere = await c.Find<Vertegenwoordiging>(q => q.Is("lid", c.New.Lid).Compares("uuid", "<>", c.New.Uuid));
        if (andere.Exists(a => !(a.GeldigTot < c.New.GeldigVan) && !(c.New.GeldigTot < a.GeldigVan)))
            c.Fault("lid", "g3-een", "Dit lid heeft in deze tijd al een vertegenwoordiger. Beëindig die eerst.");
        if (await Regelset.Op(c.Session, c.New.GeldigVan) is { Vertegenwoordigers.Count: > 0 } regels
            && !regels.Vertegenwoordigers.Contains(c.New.Functie))
        {
            c.Fault("functie", "g3-functie",
                $"Een lid wordt vertegenwoordigd door: {string.Join(", ", regels.Vertegenwoordigers)}. Een ander heeft een volmacht nodig.");
        }
    }

    // Otherwise whoever keeps this list makes itself the representative, and votes for the member or sees what it voted.
    // Nobody gets more by an end or a shorter list.
    private static async ValueTask NietTijdensStemming(Change<Vertegenwoordiging> c)
    {
        if (c.Deleting || c.Old is { } was && c.New.NietMeerDan(was)) return;
        if ((await c.Find<Stemming>(q => q.Is("status", Stemstatus.Open))).Find(s => s.Kiezers.Exists(k => k.Lid.Uuid == c.New.Lid.Uuid))
            is { } open)
        {
            throw Session.Refuse(409, "g3-stemming",
                $"Dit lid kan nu stemmen over '{Nederlands.Kort(open.Onderwerp, 100)}'. Wie voor het lid handelt, verandert pas als die "
                + "stemming is gesloten. Is de vertegenwoordiger er niet? Leg dan een volmacht van het lid vast.");
        }
    }

    private bool NietMeerDan(Vertegenwoordiging was) => Lid.Uuid == was.Lid.Uuid && Gebruiker == was.Gebruiker
        && Toepassingen.TrueForAll(was.Toepassingen.Contains)
        && GeldigVan >= was.GeldigVan && (was.GeldigTot is null || GeldigTot <= was.GeldigTot);

    /// <summary>Whether a client may act on behalf of the user.</summary>
    internal bool Handelt(string client) => Toepassingen.Contains(client);

    /// <summary>Who represents each member on a day, by member.</summary>
    internal static async ValueTask<Dictionary<Guid, Vertegenwoordiging>> Op(Session s, DateOnly dag) =>
        (await s.Find<Vertegenwoordiging>(q => q.ValidOn("geldigVan", "geldigTot", dag))).GroupBy(v => v.Lid.Uuid)
            .ToDictionary(g => g.Key, g => g.First());

    internal bool GeldtOp(DateOnly dag) => GeldigVan <= dag && !(GeldigTot < dag);
}

/// <summary>What the caller may do for a member in a vote or a meeting: as its representative, or by a proxy.</summary>
/// <param name="Mag">Whether it may.</param>
/// <param name="Volmacht">By which proxy; null when by itself.</param>
/// <param name="Code">When not: the code of the rule.</param>
/// <param name="Waarom">When not: why.</param>
internal sealed record Mandaat(bool Mag, Volmacht? Volmacht, string Code, string Waarom)
{
    public static async ValueTask<Mandaat> Van(Session s, Ref<Lid> lid, DateOnly dag, Func<Volmacht, bool> dekt, bool stemmen)
    {
        var (wie, client) = (s.Caller.UserId, s.Caller.ClientId);
        if (wie.Length == 0) return new(false, null, "geen-mandaat", "Het is niet bekend wie u bent: het token noemt geen gebruiker.");
        if (await Vertegenwoordigt(s, lid, wie, dag, client)) return new(true, null, "", "");
        var volmachten = (await s.Find<Volmacht>(q => q.Is("gever", lid).Is("gemachtigde", wie))).Where(dekt).ToList();
        Mandaat? nee = null;
        foreach (var v in volmachten.Where(v => v.IngetrokkenOp is null && (stemmen ? v.Stemmen : v.Spreken)))
        {
            if (stemmen && !await Volmacht.HouderStemt(s, v, dag, client)) nee = new(false, null, "g4-houder", Volmacht.AndersDanHouder);
            else if (await v.Handelt(s, dag, client)) return new(true, v, "", "");
            else nee = new(false, null, "g4-toepassing", AndereToepassing);
        }
        if (nee is not null) return nee;
        if (volmachten.Exists(v => v.IngetrokkenOp is null))
        {
            return new(false, null, "g4",
                stemmen ? "Deze volmacht geeft het woord, niet de stem. Vraag het lid om een volmacht om te stemmen."
                : "Deze volmacht geeft geen recht om te spreken.");
        }
        return volmachten.Count > 0 ? new(false, null, "g4-ingetrokken", "Deze volmacht is ingetrokken.")
            : new(false, null, "geen-mandaat", await Vertegenwoordigt(s, lid, wie, dag) ? AndereToepassing
                : "U vertegenwoordigt dit lid niet, en hebt er geen volmacht voor.");
    }

    private const string AndereToepassing =
        "Deze toepassing mag niet voor u handelen. Vraag het secretariaat om haar bij de vertegenwoordiging of de volmacht te zetten.";

    /// <param name="s">The register.</param>
    /// <param name="lid">The member.</param>
    /// <param name="wie">The user.</param>
    /// <param name="dag">On which day.</param>
    /// <param name="client">By which client that user acts now; null when somebody else asks.</param>
    public static async ValueTask<bool> Vertegenwoordigt(Session s, Ref<Lid> lid, string wie, DateOnly dag, string? client = null) =>
        (await s.Find<Vertegenwoordiging>(q => q.Is("lid", lid).Is("gebruiker", wie)))
            .Exists(v => v.GeldtOp(dag) && (client is null || v.Handelt(client)));
}
