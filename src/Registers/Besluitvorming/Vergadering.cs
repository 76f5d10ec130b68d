using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using System.Text;
using Brink.Engine;
using Brink.Registers.Portfolio;

namespace Brink.Registers.Besluitvorming;

/// <summary>Where a meeting is.</summary>
public enum Vergaderstatus { Concept, Opgeroepen, Geopend, Gesloten, Ingetrokken }

/// <summary>When something happened, where the meeting was held before it came into this register; else it is now. And why,
/// where that is asked.</summary>
public sealed record Handeling
{
    public DateTimeOffset? Moment { get; set; }
    [MaxLength(1000)] public string Reden { get; set; } = "";

    /// <summary>Over which channel the notice goes; per member that gave no address for it: by post.</summary>
    [MaxLength(100)] public string Kanaal { get; set; } = "";
}

/// <summary>A general meeting (ALV) or a meeting of another body. It is convened,
/// opened and closed by deeds that refuse while a condition fails.</summary>
public sealed record Vergadering : Resource, IResource<Vergadering>
{
    [MaxLength(200), NotBlank] public required string Titel { get; set; }
    [MaxLength(100)] public string Orgaan { get; set; } = "Algemene Ledenvergadering";
    public required DateOnly Datum { get; set; }
    public DateTimeOffset? Begin { get; set; }
    public DateTimeOffset? Einde { get; set; }
    [MaxLength(200)] public string Locatie { get; set; } = "";
    public required Vergadervorm Vorm { get; set; }

    /// <summary>The congress with which it comes together (G19).</summary>
    [MaxLength(200)] public string Congres { get; set; } = "";

    /// <summary>Until when speaking time can be asked for beforehand (G5).</summary>
    public DateTimeOffset? SpreektijdTot { get; set; }

    /// <summary>It was held before it came into this register: moments may be given,
    /// and what its source does not tell is unknown instead of wrong.</summary>
    public bool Overgenomen { get; set; }

    /// <summary>What the source says, and what it does not.</summary>
    [MaxLength(2000)] public string Toelichting { get; set; } = "";
    [Computed] public Vergaderstatus Status { get; set; }
    [Computed] public DateTimeOffset? OpgeroepenOp { get; set; }
    [Computed] public DateTimeOffset? GeopendOp { get; set; }
    [Computed] public DateTimeOffset? GeslotenOp { get; set; }

    /// <summary>The item that is being dealt with, where the chair told (<c>agendapunten/{uuid}/behandelen</c>).</summary>
    [Computed, Own] public Ref<Agendapunt>? Punt { get; set; }
    [Computed] public string Reden { get; set; } = "";

    /// <summary>How often something changed that members were told in the notice, such as the place; they are told again.</summary>
    [Computed] public int Wijzigingen { get; set; }

    public static void Define(Definition<Vergadering> d) => d
        .At("vergaderingen").With(Operation.All | Operation.AuditTrail).Rechten()
        .Filter(v => v.Datum, Compare.Equal | Compare.Gte | Compare.Lte).Filter(v => v.Status).Filter(v => v.Orgaan).Order(v => v.Datum)
        .Notifies("besluitvorming", "orgaan").ShownAs(v => v.Titel)
        .Zoek("vergadering", "Vergaderingen", v => v.Titel, v => Tijd.Voluit(v.Datum), v => [v.Orgaan, v.Locatie])
        .Rule("vergadering-tijd", TijdKlopt, "datum", "begin", "einde", "spreektijdTot")
        .Rule("vergadering-vast", BlijftStaan)
        .Effect("oproep-gewijzigd", Oproepbericht.MeldWijziging)
        .Action(new ResourceAction("voorwaarden", Besluitvormingsrechten.Lezen, true, Controle,
            Answer: typeof(Voorwaarde))
        { Method = "GET", AnswersList = true })
        .Action(new ResourceAction("quorum", Besluitvormingsrechten.Lezen, true, Quorum, Answer: typeof(Quorumstand))
        { Method = "GET", Parameters = [("moment", Schema.Of<Handeling>().Field("moment"))] })
        .Action(new ResourceAction("jaarcontrole", Besluitvormingsrechten.Lezen, false, Jaar, Answer: typeof(Voorwaarde))
        { Method = "GET", AnswersList = true, Parameters = [("jaar", Schema.Of<Jaarvraag>().Field("jaar"))] })
        .Key("openbaar", Kind.Bool, v => Openbaar.IsOpenbaar(v)).Key("zoek", Kind.Text, v => Zoektaal.Vouw(v.Titel, v.Orgaan, v.Locatie))
            .Index("openbaar", "datum")
        .Action(new ResourceAction("kalender", Besluitvormingsrechten.Openbaar, true, Kalender) { Method = "GET" })
        .Action(new ResourceAction("ori", Besluitvormingsrechten.Openbaar, false, Openbaar.Alles, Answer: typeof(OriDataset))
        {
            Method = "GET",
            AtRoot = true,
            Parameters = Openbaarvraag.Parameters("jaar")
        })
        .Action(new ResourceAction("ori-aantallen", Besluitvormingsrechten.Openbaar, false, Openbaar.Aantallen,
            Answer: typeof(Oriaantallen))
        { Method = "GET", AtRoot = true, Parameters = Openbaarvraag.Parameters("jaar", "zoek", "stand") })
        .Action(new ResourceAction("ori", Besluitvormingsrechten.Openbaar, false, Openbaar.Lijst, Answer: typeof(OriMeeting))
        { Method = "GET", AnswersList = true, Parameters = Openbaarvraag.Parameters("jaar", "zoek", "pagina", "aantal", "stand") })
        .Action(new ResourceAction("ori", Besluitvormingsrechten.Openbaar, true, Openbaar.Een,
            Answer: typeof(OriMeeting))
        { Method = "GET" })
        .Action(new ResourceAction("oproepvoorbeeld", Besluitvormingsrechten.Bijwerken, true, Voorbeeld,
            Answer: typeof(Oproepvoorbeeld))
        { Method = "GET" })
        .Action(new ResourceAction("oproepen", Besluitvormingsrechten.Bijwerken, true, RoepOp, typeof(Handeling))
        {
            BodyOptional = true,
            AnswersResource = true
        })
        .Action(new ResourceAction("openen", Besluitvormingsrechten.Leiden, true, Open, typeof(Handeling))
        {
            BodyOptional = true,
            AnswersResource = true
        })
        .Action(new ResourceAction("sluiten", Besluitvormingsrechten.Leiden, true, Sluit, typeof(Handeling))
        {
            BodyOptional = true,
            AnswersResource = true
        })
        .Action(new ResourceAction("intrekken", Besluitvormingsrechten.Bijwerken, true, TrekIn, typeof(Handeling))
        {
            BodyOptional = true,
            AnswersResource = true
        });

    private static ValueTask TijdKlopt(Change<Vergadering> c)
    {
        var v = c.New;
        if (c.Deleting) return default;
        if (v.Begin is { } begin && Nederlands.Vandaag(begin) != v.Datum)
            c.Fault("begin", "vergadering-tijd", "Het begin ligt niet op de datum van de vergadering.");
        if (v.Einde is { } einde && v.Begin is null && Nederlands.Vandaag(einde) != v.Datum)
            c.Fault("einde", "vergadering-tijd", "Het einde ligt niet op de datum van de vergadering.");
        if (!v.Overgenomen && v.Datum < Nederlands.Vandaag(c.Now) && v.Datum != c.Old?.Datum)
            c.Fault("datum", "vergadering-tijd", "Deze dag is al geweest. Kies een dag die nog komt.");
        if (v.SpreektijdTot is { } tot && (v.Begin is { } van ? tot > van : Nederlands.Vandaag(tot) > v.Datum))
            c.Fault("spreektijdTot", "vergadering-tijd", "Spreektijd vragen kan tot de vergadering begint. Kies een eerder moment.");
        if (v.Einde <= v.Begin) c.Fault("einde", "vergadering-tijd", "Het einde ligt niet na het begin.");
        if (v.Overgenomen && v.Datum > Nederlands.Vandaag(c.Now))
            c.Fault("overgenomen", "vergadering-tijd", "Alleen een vergadering die al is gehouden, kan worden overgenomen.");
        return default;
    }

    private static ValueTask BlijftStaan(Change<Vergadering> c)
    {
        if (c.Creating) return default;
        if (c.Old!.Status is Vergaderstatus.Gesloten or Vergaderstatus.Ingetrokken || c.Deleting && c.Old.Status != Vergaderstatus.Concept)
        {
            throw Session.Refuse(409, "vergadering-vast",
                "Deze vergadering is voorbij of al opgeroepen; dit verandert niet meer. Trek haar zo nodig in.");
        }
        if (c.Updating) c.MayNotChange(v => v.Overgenomen);
        if (c.Updating && c.Old.Status != Vergaderstatus.Concept)
        {
            // Members were told; another day or form asks for another notice.
            c.MayNotChange(v => v.Datum, "opgeroepen");
            c.MayNotChange(v => v.Begin, "opgeroepen");
            c.MayNotChange(v => v.Vorm, "opgeroepen");
            if (Oproepbericht.Anders(c.Old, c.New)) c.New.Wijzigingen++;
        }
        return default;
    }

    /// <summary>The moment of a deed: now, or what is given where the meeting was held before.</summary>
    internal DateTimeOffset Wanneer(Session s, DateTimeOffset? gegeven) => gegeven is null ? s.Now
        : Overgenomen && gegeven <= s.Now ? gegeven.Value
        : throw Session.Refuse(400, "moment",
            "Een ander moment dan nu kan alleen bij een vergadering die is overgenomen, en ligt in het verleden.");

    private static async ValueTask<ActionResult> Controle(ActionCall c) =>
        new((await Vergaderdossier.Van(c.Session, (Vergadering)c.Subject!)).Volgende(c.Session.Now));

    private static async ValueTask<ActionResult> Voorbeeld(ActionCall c)
    {
        var v = (Vergadering)c.Subject!;
        return new(await Oproepbericht.Voorbeeld(c.Session, v,
            await c.Session.Find<Agendapunt>(q => { q.Is("vergadering", v); q.OrderBy = "t.\"nummer\""; })));
    }

    private static async ValueTask<ActionResult> Quorum(ActionCall c)
    {
        var v = (Vergadering)c.Subject!;
        var moment = c.Parameters.GetValueOrDefault("moment") as DateTimeOffset? ?? c.Session.Now;
        var regels = await Regelset.Op(c.Session, v.Datum);
        var leden = await Leden(c.Session);
        var stemt = (await Presentie(c.Session, v)).Where(p => p.Op(moment)).Select(p => p.Lid).ToHashSet();
        var aanwezig = leden.Count(l => l.Status == Lidstatus.Lid && stemt.Contains(l.Uuid.ToString()));
        var nodig = Tellen.Quorum(leden.Count(l => l.Status == Lidstatus.Lid), regels?.QuorumTeller ?? 0, regels?.QuorumNoemer ?? 1);
        return new(new Quorumstand
        {
            Moment = moment,
            Stemgerechtigd = leden.Count(l => l.Status == Lidstatus.Lid),
            Aanwezig = aanwezig,
            Nodig = nodig,
            Gehaald = aanwezig >= nodig
        });
    }

    // G15: as many general meetings as the rules in force at the end of the year ask for;
    // and by whom the members were represented there (G3).
    private static async ValueTask<ActionResult> Jaar(ActionCall c)
    {
        var jaar = c.Parameters.GetValueOrDefault("jaar") as int? ?? c.Session.Now.Year;
        if (jaar is < 1900 or > 2200) return new(null, [new Fault("jaar", "invalid", "Kies een jaar van 1900 tot en met 2200.")]);
        var gehouden = await c.Session.Find<Vergadering>(q => q.Compares("datum", ">=", new DateOnly(jaar, 1, 1))
            .Compares("datum", "<=", new DateOnly(jaar, 12, 31))
            .In("status", [Vergaderstatus.Geopend, Vergaderstatus.Gesloten]));
        var nodig = (await Regelset.Op(c.Session, new DateOnly(jaar, 12, 31)))?.VergaderingenPerJaar ?? 1;
        var er = gehouden.Count == 0 ? [] : await c.Session.Find<Aanwezigheid>(q => q.In("vergadering", gehouden));
        var bestuurders = er.Count(a => a.Hoedanigheid == Hoedanigheid.Bestuurder);
        return new(new List<Voorwaarde>
        {
            Voorwaarde.Eis("g15", gehouden.Count >= nodig, $"In {jaar} {Gehouden(nodig)} gehouden",
                $"In {jaar} {Gehouden(nodig)} nog niet gehouden",
                gehouden.Count == 0 ? "Er is nog niet vergaderd. Plan een vergadering."
                    : $"Er zijn er {gehouden.Count} gehouden. Plan er nog {nodig - gehouden.Count}.", "statuten"),
            Voorwaarde.Eis("g3", er.Count == 0 ? null : bestuurders == er.Count, "De leden worden door bestuurders vertegenwoordigd",
                "Niet alle leden worden door bestuurders vertegenwoordigd",
                $"{bestuurders} van de {er.Count} aanwezigen waren bestuurder. Vraag de leden om een bestuurder.",
                "afspraak van de leden", "Er is nog niet vergaderd."),
        });
    }

    private static string Gehouden(int aantal) => aantal == 1 ? "is minstens 1 vergadering" : $"zijn minstens {aantal} vergaderingen";

    /// <summary>The members, suspended ones among them.</summary>
    internal static ValueTask<List<Lid>> Leden(Session s) =>
        s.Find<Lid>(q => { q.In("status", [Lidstatus.Lid, Lidstatus.Geschorst]); q.OrderBy = "t.\"naam\""; });

    /// <summary>When which member was there, itself or by a proxy that may vote: until that was revoked, and where an item is named,
    /// when it covers that.</summary>
    internal static async ValueTask<List<Tellen.Periode>> Presentie(Session s, Vergadering v, Ref<Agendapunt>? punt = null)
    {
        var uit = new List<Tellen.Periode>();
        foreach (var a in await s.Find<Aanwezigheid>(q => q.Is("vergadering", v)))
        {
            var volmacht = a.Volmacht is { } reference ? await s.Get(reference) : null;
            if (a.Volmacht is not null && (volmacht is not { Stemmen: true } || punt is not null && !volmacht.GaatOver(punt))) continue;
            uit.Add(new(a.Lid.Uuid.ToString(), a.In, volmacht?.IngetrokkenOp is { } weg && !(a.Uit <= weg) ? weg : a.Uit));
        }
        return uit;
    }

    private static async ValueTask<ActionResult> RoepOp(ActionCall c)
    {
        var (v, doe) = ((Vergadering)c.Subject!, (Handeling)c.Body!);
        if (v.Status != Vergaderstatus.Concept)
            throw Session.Refuse(409, "vergadering-status", "De oproep is al verstuurd, of de vergadering gaat niet door.");
        var moment = doe.Moment is null && v.Overgenomen ? (DateTimeOffset?)null : v.Wanneer(c.Session, doe.Moment);
        var dossier = await Vergaderdossier.Van(c.Session, v);
        if (Voorwaarde.Fouten(dossier.Oproepen(moment)) is { Count: > 0 } fouten) return new(null, fouten);
        (v.Status, v.OpgeroepenOp) = (Vergaderstatus.Opgeroepen, moment);
        await c.Save(v);
        var inhoud = string.Join('\n',
            dossier.Punten.Select(p => $"{p.Nummer}|{p.Titel}|{EnumNames.Name(p.Soort)}|{p.GevraagdBesluit?.Tekst}|{p.WoordelijkVoorstel}|"
            + string.Join(',', p.Stukken.Select(x => x.Titel))));
        await c.Session.Create(new Oproeping
        {
            Vergadering = new(c.Definition.Address(v)),
            VerzondenOp = moment,
            Kanaal = doe.Kanaal,
            Leden = [.. (await Leden(c.Session)).Select(l => Ref<Lid>.To(l.Uuid))],
            AgendaSha256 = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(inhoud))),
            // What was held before was convened before, too.
            PerPost = v.Overgenomen ? [] : await Oproepbericht.Verstuur(c.Session, v, dossier.Punten),
        });
        return new(v);
    }

    private static async ValueTask<ActionResult> Open(ActionCall c)
    {
        var v = (Vergadering)c.Subject!;
        if (v.Status != Vergaderstatus.Opgeroepen)
            throw Session.Refuse(409, "vergadering-status", "Alleen een vergadering waarvoor is opgeroepen kan worden geopend.");
        var moment = v.Wanneer(c.Session, ((Handeling)c.Body!).Moment);
        if (Voorwaarde.Fouten((await Vergaderdossier.Van(c.Session, v)).Openen(moment)) is { Count: > 0 } fouten) return new(null, fouten);
        (v.Status, v.GeopendOp) = (Vergaderstatus.Geopend, moment);
        await c.Save(v);
        return new(v);
    }

    private static async ValueTask<ActionResult> Sluit(ActionCall c)
    {
        var v = (Vergadering)c.Subject!;
        if (v.Status != Vergaderstatus.Geopend) throw Session.Refuse(409, "vergadering-status", "Deze vergadering is niet geopend.");
        var moment = v.Wanneer(c.Session, ((Handeling)c.Body!).Moment);
        if (Voorwaarde.Fouten((await Vergaderdossier.Van(c.Session, v)).Sluiten()) is { Count: > 0 } fouten) return new(null, fouten);
        foreach (var a in (await c.Session.Find<Aanwezigheid>(q => q.Is("vergadering", v))).Where(a => a.Uit is null))
        {
            a.Uit = moment;
            await c.Session.Keep(a);
        }
        (v.Status, v.GeslotenOp) = (Vergaderstatus.Gesloten, moment);
        await c.Save(v);
        return new(v);
    }

    private static async ValueTask<ActionResult> TrekIn(ActionCall c)
    {
        var (v, doe) = ((Vergadering)c.Subject!, (Handeling)c.Body!);
        if (v.Status is not (Vergaderstatus.Concept or Vergaderstatus.Opgeroepen))
        {
            throw Session.Refuse(409, "vergadering-status",
                "Een vergadering die is geopend, wordt gesloten en niet ingetrokken.");
        }
        if (string.IsNullOrWhiteSpace(doe.Reden))
            return new(null, [new Fault("reden", "required", "Zeg waarom de vergadering niet doorgaat.")]);
        var verstuurd = v.Status == Vergaderstatus.Opgeroepen && !v.Overgenomen;
        (v.Status, v.Reden) = (Vergaderstatus.Ingetrokken, doe.Reden);
        await c.Save(v);
        if (verstuurd) await Oproepbericht.TrekIn(c.Session, v);
        return new(v);
    }

    private static async ValueTask<ActionResult> Kalender(ActionCall c)
    {
        var v = (Vergadering)c.Subject!;
        await Openbaar.Mag(c, _ => new(Openbaar.IsOpenbaar(v)));
        return new(null, Blob: Blob.Of(Encoding.UTF8.GetBytes(Agendabestand.Kalender(v, c.Session.Organisatie, c.Session.Now)),
            "text/calendar", "vergadering.ics"));
    }
}

/// <summary>Of which year.</summary>
public sealed record Jaarvraag
{
    [Range(1900, 2200)] public int? Jaar { get; set; }
}

/// <summary>Who is there at a moment, and whether that is enough.</summary>
public sealed record Quorumstand
{
    public required DateTimeOffset Moment { get; init; }
    public required int Stemgerechtigd { get; init; }

    /// <summary>Members present or represented with the right to vote.</summary>
    public required int Aanwezig { get; init; }
    public required int Nodig { get; init; }
    public required bool Gehaald { get; init; }
}
