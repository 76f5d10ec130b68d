using System.ComponentModel.DataAnnotations;
using Brink.Engine;
using Brink.Registers.Documenten;
using Brink.Registers.Portfolio;

namespace Brink.Registers.Besluitvorming;

/// <summary>What a member tells its proxy to do at one item: between those two. Only that member gets to see whether it was done.</summary>
public sealed record Instructie
{
    [Own] public required Ref<Agendapunt> Agendapunt { get; set; }
    public required Keuze Keuze { get; set; }
}

/// <summary>The signed form of a proxy, when it comes after the proxy was registered.</summary>
public sealed record Volmachtformulier
{
    [Own] public required Ref<Enkelvoudiginformatieobject> Formulier { get; set; }
}

/// <summary>That a member lets someone else act, with what it covers (G4): to speak, to vote, at which items.
/// It can be revoked until it was used.</summary>
public sealed record Volmacht : Resource, IResource<Volmacht>
{
    [Own] public required Ref<Lid> Gever { get; set; }

    /// <summary>Who may act: the user id of the token; and in which function.</summary>
    [MaxLength(100), NotBlank] public required string Gemachtigde { get; set; }
    [MaxLength(100), NotBlank] public required string Functie { get; set; }

    /// <summary>The applications (client ids) by which the holder may act, beside those by which it represents a member itself.</summary>
    [MaxLength(50)] public List<string> Toepassingen { get; set; } = [];

    /// <summary>The member that the holder represents itself.</summary>
    [Own] public Ref<Lid>? Namens { get; set; }

    /// <summary>For a meeting, or for a vote outside one.</summary>
    [Own] public Ref<Vergadering>? Vergadering { get; set; }
    [Own] public Ref<Stemming>? Stemming { get; set; }

    /// <summary>The items for which it is; empty: all.</summary>
    [Own] public List<Ref<Agendapunt>> Agendapunten { get; set; } = [];
    public bool Spreken { get; set; }
    public bool Stemmen { get; set; }
    [NotInTrail] public List<Instructie> Instructies { get; set; } = [];

    /// <summary>The signed form, and the hash of its bytes by which everyone can check it.</summary>
    [Own] public Ref<Enkelvoudiginformatieobject>? Formulier { get; set; }
    [RegularExpression("^[0-9a-f]{64}$")] public string FormulierSha256 { get; set; } = "";

    /// <summary>The decision of the municipality from which it follows: the address of a besluit, here or at the member.</summary>
    [Url, MaxLength(1000)] public string Besluit { get; set; } = "";
    [Computed] public DateTimeOffset? GeregistreerdOp { get; set; }
    [Computed] public DateTimeOffset? IngetrokkenOp { get; set; }

    /// <summary>When it was first voted with.</summary>
    [Computed] public DateTimeOffset? GebruiktOp { get; set; }

    public static void Define(Definition<Volmacht> d) => d
        .At("volmachten").With(Operation.List | Operation.Create | Operation.Read | Operation.Head | Operation.AuditTrail).Personal()
        .Rechten(Besluitvormingsrechten.Meedoen)
        .Filter(v => v.Gever).Filter(v => v.Gemachtigde).Filter(v => v.Vergadering).Filter(v => v.Stemming).Index("gever", "gemachtigde")
            .Index("gemachtigde")
        .NewsOf(v => v.Vergadering).NewsOf(v => v.Stemming)
        .Notifies("besluitvorming", "gever").ShownAs(v => $"{v.Functie}: {v.Strekking}").Expands("gever", "vergadering")
        .Derive(Verberg)
        .Rule("g4-strekking", HeeftStrekking)
        .Rule("g4-gever", DoorDeGever, "gever")
        .Rule("g4-een", EenTegelijk, "gever", "agendapunten")
        .Rule("g4-houder", HouderMag, "gever", "gemachtigde")
        .Rule("g4-formulier", FormulierKlopt, "formulier", "formulierSha256")
        .Action(new ResourceAction("formulier", Besluitvormingsrechten.Meedoen, true, VoegToe,
            typeof(Volmachtformulier))
        { AnswersResource = true })
        .Action(new ResourceAction("intrekken", Besluitvormingsrechten.Meedoen, true, Intrekken) { AnswersResource = true });

    // Otherwise everybody would know before the vote what a member chooses, and after it whether its proxy did so.
    private static async ValueTask Verberg(Derivation lezing, IReadOnlyList<Volmacht> volmachten)
    {
        var (wie, vandaag) = (lezing.Session.Caller.UserId, Nederlands.Vandaag(lezing.Session.Now));
        var client = lezing.Session.Caller.ClientId;
        foreach (var v in volmachten.Where(v => v.Instructies.Count > 0))
        {
            if (wie.Length == 0 || !(v.Gemachtigde == wie && await v.Handelt(lezing.Session, vandaag, client))
                && !await Mandaat.Vertegenwoordigt(lezing.Session, v.Gever, wie, vandaag, client))
            {
                v.Instructies = [];
            }
        }
    }

    /// <summary>Whether a client may act on behalf of the holder: named here, or where the holder represents a member itself.</summary>
    internal async ValueTask<bool> Handelt(Session s, DateOnly dag, string client) =>
        Toepassingen.Contains(client) || (await s.Find<Vertegenwoordiging>(q => q.Is("gebruiker", Gemachtigde)))
            .Exists(v => v.GeldtOp(dag) && v.Handelt(client));

    internal string Strekking => (Spreken, Stemmen) switch
    {
        (true, true) => "spreken en stemmen",
        (true, false) => "spreken",
        (false, true) => "stemmen",
        _ => "niets"
    };

    internal bool Dekt(Ref<Vergadering>? vergadering, Ref<Agendapunt>? punt, Guid stemming) =>
        (Stemming is { } s ? s.Uuid == stemming : Vergadering is { } v && v.Uuid == vergadering?.Uuid)
        && GaatOver(punt);

    internal bool GaatOver(Ref<Agendapunt>? punt) => Agendapunten.Count == 0 || punt is { } p && Agendapunten.Exists(a => a.Uuid == p.Uuid);

    private static ValueTask HeeftStrekking(Change<Volmacht> c)
    {
        var v = c.New;
        if (!v.Spreken && !v.Stemmen) c.Fault("stemmen", "g4-strekking", "Zeg waarvoor de volmacht is: spreken, stemmen, of allebei.");
        if (v.Vergadering is null == v.Stemming is null)
            c.Fault("vergadering", "g4-strekking", "Een volmacht is voor één vergadering, of voor één stemming daarbuiten.");
        if (v.Instructies.Count > 0 && !v.Stemmen)
            c.Fault("instructies", "g4-strekking", "Een instructie hoort bij een volmacht om te stemmen.");
        v.GeregistreerdOp = c.Now;
        return default;
    }

    private static async ValueTask DoorDeGever(Change<Volmacht> c)
    {
        if (!c.Allowed(Besluitvormingsrechten.Bijwerken)
            && !await Mandaat.Vertegenwoordigt(c.Session, c.New.Gever, c.Session.Caller.UserId, Nederlands.Vandaag(c.Now),
                c.Session.Caller.ClientId))
        {
            c.Fault("gever", "geen-mandaat", "U vertegenwoordigt dit lid niet. Alleen het lid zelf geeft een volmacht.");
        }
    }

    // The same holder may get a wider one.
    // Two holders for one thing: the second would think that it votes, and the members that both are there. The member is locked,
    // so that two at once cannot both pass.
    private static async ValueTask EenTegelijk(Change<Volmacht> c)
    {
        var v = c.New;
        if (await c.Lock(v.Gever) is null) return;
        var andere = await c.Find<Volmacht>(q => q.Is("gever", v.Gever).Is("vergadering", v.Vergadering).Is("stemming", v.Stemming));
        bool Samen(Volmacht a) => a.Agendapunten.Count == 0 || v.Agendapunten.Count == 0
            || a.Agendapunten.Exists(p => v.Agendapunten.Exists(q => q.Uuid == p.Uuid));
        if (andere.Find(a => a.IngetrokkenOp is null && a.Uuid != v.Uuid
            && (a.Stemmen && v.Stemmen || a.Spreken && v.Spreken && a.Gemachtigde != v.Gemachtigde) && Samen(a)) is not { } eerder)
        {
            return;
        }
        var houder = eerder.Namens is { IsEmpty: false } namens && await c.Get(namens) is { } lid ? lid.Naam : eerder.Functie;
        c.Fault("gever", eerder.Gemachtigde == v.Gemachtigde ? "unique" : "g4-een", eerder.Gemachtigde == v.Gemachtigde
            ? "Deze volmacht is er al."
            : $"Dit lid gaf hiervoor al een volmacht ({eerder.Strekking}) aan {houder}. Trek die eerst in"
                + (eerder.GebruiktOp is null ? ", en geef dan de nieuwe." : ". Dat kan niet meer: er is al mee gestemd."));
    }

    private static async ValueTask HouderMag(Change<Volmacht> c)
    {
        var v = c.New;
        if (!v.Stemmen) return;
        var dag = v.Vergadering is { } r && await c.Get(r) is { } vergadering ? vergadering.Datum : Nederlands.Vandaag(c.Now);
        if (!await HouderStemt(c.Session, v, dag)) c.Fault("namens", "g4-houder", AndersDanHouder);
        if (await Regelset.Op(c.Session, dag) is not { } regels) return;
        var andere = await c.Find<Volmacht>(q => q.Is("gemachtigde", v.Gemachtigde).Is("vergadering", v.Vergadering)
            .Is("stemming", v.Stemming));
        var actief = andere.Where(a => a.Stemmen && a.IngetrokkenOp is null && a.Uuid != v.Uuid).ToList();
        if (regels.VolmachtenPerHouder is { } meest && actief.Select(a => a.Gever.Uuid).Distinct().Count() >= meest)
            c.Fault("gemachtigde", "g4-houder", $"Iemand mag hoogstens {meest} volmachten hebben.");
    }

    internal const string AndersDanHouder =
        "Wie met een volmacht stemt, moet zelf voor een ander lid mogen stemmen (BW 2:38), tenzij de statuten iets anders zeggen.";

    /// <summary>Whether the holder of a proxy is entitled to vote itself on a day, where the rules ask for that.</summary>
    internal static async ValueTask<bool> HouderStemt(Session s, Volmacht v, DateOnly dag, string? client = null) =>
        await Regelset.Op(s, dag) is not { GemachtigdeIsStemgerechtigd: true }
        || v.Namens is { IsEmpty: false } eigen && eigen.Uuid != v.Gever.Uuid && await Mandaat.Vertegenwoordigt(s, eigen, v.Gemachtigde,
            dag, client);

    private static async ValueTask<string?> Som(Session s, Ref<Enkelvoudiginformatieobject> formulier) =>
        await s.Get(formulier) is { } document ? (await Documentversie.Van(s, formulier, document.Versie))?.Sha256 : null;

    private static async ValueTask FormulierKlopt(Change<Volmacht> c)
    {
        if (c.New.Formulier is not { IsEmpty: false } formulier || await c.Get(formulier) is null) return;
        if (await Som(c.Session, formulier) is not { } som)
        {
            c.Fault("formulier", "g4-formulier", "Dit document heeft geen inhoud.");
            return;
        }
        if (c.New.FormulierSha256.Length > 0 && c.New.FormulierSha256 != som)
            c.Fault("formulierSha256", "g4-formulier", "Dit is niet de hash van het formulier.");
        c.New.FormulierSha256 = som;
    }

    private static async ValueTask AlleenHetLid(ActionCall c, Volmacht v, string waarom)
    {
        if (!c.Session.Allowed(c.Definition, v, Besluitvormingsrechten.Bijwerken)
            && !await Mandaat.Vertegenwoordigt(c.Session, v.Gever, c.Session.Caller.UserId, Nederlands.Vandaag(c.Session.Now),
                c.Session.Caller.ClientId))
        {
            throw Session.Refuse(403, "permission_denied", waarom);
        }
    }

    private static async ValueTask<ActionResult> VoegToe(ActionCall c)
    {
        var (v, formulier) = ((Volmacht)c.Subject!, ((Volmachtformulier)c.Body!).Formulier);
        await AlleenHetLid(c, v, "Alleen het lid dat de volmacht gaf, voegt het formulier toe.");
        if (v.Formulier is { IsEmpty: false })
            throw Session.Refuse(409, "g4-formulier", "Bij deze volmacht is er al een formulier. Trek haar in, en geef een nieuwe.");
        if (!formulier.IsLocal || await Som(c.Session, formulier) is not { } som)
            return new(null, [new Fault("formulier", "g4-formulier", "Kies een document van deze organisatie dat inhoud heeft.")]);
        (v.Formulier, v.FormulierSha256) = (formulier, som);
        await c.Save(v);
        return new(v);
    }

    private static async ValueTask<ActionResult> Intrekken(ActionCall c)
    {
        var v = (Volmacht)c.Subject!;
        await AlleenHetLid(c, v, "Alleen het lid dat de volmacht gaf, trekt hem in.");
        if (v.GebruiktOp is not null) throw Session.Refuse(409, "g4-gebruikt", "Met deze volmacht is al gestemd. Intrekken kan niet meer.");
        v.IngetrokkenOp ??= c.Session.Now;
        await c.Save(v);
        return new(v);
    }
}
