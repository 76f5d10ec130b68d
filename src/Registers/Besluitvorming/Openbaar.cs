using System.ComponentModel.DataAnnotations;
using Brink.Engine;
using Brink.Registers.Besluiten;
using Brink.Registers.Documenten;

namespace Brink.Registers.Besluitvorming;

/// <summary>Which paper is asked for.</summary>
public sealed record Stukvraag
{
    public Guid? Document { get; set; }
}

/// <summary>
/// What anyone may know, and no more: meetings that were convened, items and papers that are not confidential, outcomes of votes,
/// adopted minutes. What is public is decided here, by conditions on the queries; whoever asks, the answer is the same. Drafts, polls,
/// votes before their outcome, who held a proxy, and what one member chose in a secret vote are in none of it.
/// </summary>
internal sealed class Openbaar(Session session)
{
    // A poll binds nobody: it is a talk among members and no outcome.
    private static readonly object[] Uitkomsten = [.. Enum.GetValues<Stemmodus>().Where(m => m != Stemmodus.Peiling).Cast<object>()];

    /// <summary>A meeting that the members were told of; a meeting that was withdrawn before that never was one.</summary>
    public static bool IsOpenbaar(Vergadering v) => v.Status is Vergaderstatus.Opgeroepen or Vergaderstatus.Geopend
        or Vergaderstatus.Gesloten
        || v is { Status: Vergaderstatus.Ingetrokken, OpgeroepenOp: not null };

    public static bool IsOpenbaar(Agendapunt p) => !p.Vertrouwelijk;

    // Each word in the meeting's own texts, or in the title of an item that is public.
    private void Vergaderingen(Query q, Openbaarkeus keus)
    {
        q.Is("openbaar", true);
        if (keus.Jaar is { } j) q.Compares("datum", ">=", new DateOnly(j, 1, 1)).Compares("datum", "<=", new DateOnly(j, 12, 31));
        var vandaag = Nederlands.Vandaag(session.Now);
        if (keus.Stand == Openbaarstand.Komend) q.Compares("datum", ">=", vandaag).Compares("status", "<>", Vergaderstatus.Gesloten);
        if (keus.Stand == Openbaarstand.Geweest)
            q.Either(v => v.Compares("datum", "<", vandaag), v => v.Is("status", Vergaderstatus.Gesloten));
        foreach (var woord in keus.Woorden)
        {
            q.Either(v => v.ContainsText("zoek", woord),
                v => v.Exists(typeof(Agendapunt), "vergadering", "uuid", p => p.Is("vertrouwelijk", false).ContainsText("zoek", woord)));
        }
    }

    /// <summary>Meetings, the newest first (those to come: the first of them first), with what is public of them.</summary>
    public async ValueTask<List<OriMeeting>> Vergaderingen(Openbaarkeus keus, Guid? een = null, bool kort = false)
    {
        var vergaderingen = await session.Find<Vergadering>(q =>
        {
            Vergaderingen(q, keus);
            if (een is { } uuid) q.Is("uuid", uuid);
            (q.OrderBy, q.Part) = (keus.Stand == Openbaarstand.Komend ? "t.\"datum\", t.id" : "t.\"datum\" DESC, t.id DESC", keus.Deel);
        });
        if (kort || vergaderingen.Count == 0) return [.. vergaderingen.Select(Kop)];
        var punten = await session.Find<Agendapunt>(q =>
            { q.In("vergadering", vergaderingen).Is("vertrouwelijk", false); q.OrderBy = "t.\"nummer\""; });
        var moties = (await Moties(q => q.Is("status", Stemstatus.Vastgesteld).In("modus", Uitkomsten).In("agendapunt", punten),
            punten.Count > 0)).ToLookup(m => m.Punt);
        var stukken = await Stukken(punten);
        var notulen = (await session.Find<Notulen>(q => q.In("vergadering", vergaderingen).Is("status", Notulenstatus.Vastgesteld)))
            .ToLookup(n => n.Vergadering.Uuid);
        return [.. vergaderingen.Select(v => Kop(v) with
        {
            Agenda = [.. punten.Where(p => p.Vergadering.Uuid == v.Uuid)
                .Select(p => Punt(p, stukken, [.. moties[p.Uuid].Select(m => m.Motie)]))],
            Report = notulen[v.Uuid].Select(n => Verslag(v, n, [.. punten.Where(p => p.Vergadering.Uuid == v.Uuid).Select(p => p.Nummer)]))
                .FirstOrDefault(),
        })];
    }

    private static void Stemmingen(Query q, Openbaarkeus keus)
    {
        q.Is("status", Stemstatus.Vastgesteld).In("modus", Uitkomsten);
        if (keus.Geheim is { } geheim) q.Compares("modus", geheim ? "=" : "<>", Stemmodus.Geheim);
        if (keus.Jaar is { } j)
            q.Compares("geslotenOp", ">=", new DateOnly(j, 1, 1)).Compares("geslotenOp", "<", new DateOnly(j + 1, 1, 1));
        q.Either(
            buiten => buiten.IsNull("agendapunt").Is("modus", Stemmodus.BuitenVergadering),
            bij => bij.Exists(typeof(Agendapunt), "uuid", "agendapunt",
                p => p.Is("vertrouwelijk", false).Exists(typeof(Vergadering), "uuid", "vergadering", v => v.Is("openbaar", true))));
        if (keus.Woorden.Count > 0)
            q.Exists(typeof(Uitslag), "stemming", "uuid", u => { foreach (var woord in keus.Woorden) u.ContainsText("zoek", woord); });
    }

    /// <summary>Votes with an outcome, the newest first: at items that are public,
    /// and decisions that all members took outside a meeting.</summary>
    public async ValueTask<List<OriMotion>> Stemmingen(Openbaarkeus keus, Guid? een = null)
    {
        var vragen = await Moties(q =>
        {
            Stemmingen(q, keus);
            if (een is { } uuid) q.Is("uuid", uuid);
            q.Part = keus.Deel;
        }, true);
        return [.. vragen.Select(m => m.Motie)];
    }

    // A promise is public when the minutes that tell of it are: those of a public item, once they were adopted.
    private static void Toezeggingen(Query q, Openbaarkeus keus)
    {
        q.Exists(typeof(Agendapunt), "uuid", "agendapunt",
            p => p.Is("vertrouwelijk", false).Exists(typeof(Vergadering), "uuid", "vergadering", v =>
        {
            v.Is("openbaar", true).Exists(typeof(Notulen), "vergadering", "uuid", n => n.Is("status", Notulenstatus.Vastgesteld));
            if (keus.Jaar is { } j) v.Compares("datum", ">=", new DateOnly(j, 1, 1)).Compares("datum", "<=", new DateOnly(j, 12, 31));
        }));
        foreach (var woord in keus.Woorden) q.ContainsText("zoek", woord);
    }

    /// <summary>What was promised in a meeting of which the minutes were adopted, the newest first.</summary>
    public async ValueTask<List<OriCommitment>> Toezeggingen(Openbaarkeus keus)
    {
        var toezeggingen = await session.Find<Toezegging>(q =>
        {
            Toezeggingen(q, keus);
            (q.OrderBy, q.Part) = ("t.id DESC", keus.Deel);
        });
        if (toezeggingen.Count == 0) return [];
        var punten = (await session.Find<Agendapunt>(q => q.In("uuid", toezeggingen.Select(t => (object)t.Agendapunt.Uuid).Distinct())))
            .ToDictionary(p => p.Uuid);
        var vergaderingen = (await session.Find<Vergadering>(q =>
            q.In("uuid", punten.Values.Select(p => (object)p.Vergadering.Uuid).Distinct()))).ToDictionary(v => v.Uuid);
        var notulen = (await session.Find<Notulen>(q => q.In("vergadering", vergaderingen.Values))).ToDictionary(n => n.Vergadering.Uuid);
        return [.. from t in toezeggingen
                   let p = punten[t.Agendapunt.Uuid]
                   let v = vergaderingen[p.Vergadering.Uuid]
                   select new OriCommitment
                   {
                       Id = Adres(t),
                       Name = t.Wat,
                       Classification = EnumNames.Name(t.Soort),
                       Responsible = t.Wie,
                       Due = t.Termijn,
                       DueDate = t.Voor,
                       Completed = t.Gereed,
                       LegislativeSession = Adres(p),
                       Meeting = Adres(v),
                       MeetingName = v.Titel,
                       Date = notulen[v.Uuid].VastgesteldOp,
                   }];
    }

    private async ValueTask<int> Hoeveel<T>(Action<Query> welke) where T : Resource => (await session.Tally<T>(welke)).Sum(t => t.Aantal);

    /// <summary>How many there are of each that meet the same question.</summary>
    public async ValueTask<Oriaantallen> Aantallen(Openbaarkeus keus) => new()
    {
        Meetings = await Hoeveel<Vergadering>(q => Vergaderingen(q, keus)),
        Motions = await Hoeveel<Stemming>(q => Stemmingen(q, keus)),
        Commitments = await Hoeveel<Toezegging>(q => Toezeggingen(q, keus)),
    };

    /// <summary>Whether the board of a secret vote is public: from the closing on, also when the vote is withdrawn after that.</summary>
    public async ValueTask<bool> Bord(Stemming s) => s is { Modus: Stemmodus.Geheim, GeslotenOp: not null }
        && s.Agendapunt is { IsEmpty: false } p && await session.Get(p) is { } punt && IsOpenbaar(punt)
            && await session.Get(punt.Vergadering) is { } v && IsOpenbaar(v);

    /// <summary>A public paper of an item; null when it has none by that name.</summary>
    public async ValueTask<Blob?> Stuk(Agendapunt punt, Guid document)
    {
        if (!IsOpenbaar(punt) || await session.Get(punt.Vergadering) is not { } v || !IsOpenbaar(v)) return null;
        if (!(await Stukken([punt])).TryGetValue(document, out var gevonden)) return null;
        return await gevonden.Download(session);
    }

    private async ValueTask<Dictionary<Guid, Enkelvoudiginformatieobject>> Stukken(IReadOnlyList<Agendapunt> punten) =>
        await Enkelvoudiginformatieobject.VoorIedereen(session,
        punten.SelectMany(p => p.Stukken).Select(s => s.Document).OfType<Ref<Enkelvoudiginformatieobject>>());

    private async ValueTask<List<(Guid? Punt, OriMotion Motie)>> Moties(Action<Query> welke, bool ietsTeVragen)
    {
        if (!ietsTeVragen) return [];
        var stemmingen = await session.Find<Stemming>(q =>
        {
            welke(q);
            q.OrderBy = "t.\"geslotenOp\" DESC, t.id DESC";
        });
        if (stemmingen.Count == 0) return [];
        var uitslagen = (await session.Find<Uitslag>(q => q.In("stemming", stemmingen))).ToDictionary(u => u.Stemming.Uuid);
        var genoemd = uitslagen.Values.Select(u => u.Besluit).OfType<Ref<Besluit>>().Where(b => b is { IsEmpty: false, IsLocal: true })
            .Select(b => (object)b.Uuid).ToList();
        var besluiten = genoemd.Count == 0 ? [] : (await session.Find<Besluit>(q => q.In("uuid", genoemd))).ToDictionary(b => b.Uuid);
        return [.. from s in stemmingen
                   let u = uitslagen.GetValueOrDefault(s.Uuid)
                   where u is not null
                   select (s.Agendapunt?.Uuid, Motie(s, u, u.Besluit is { } b ? besluiten.GetValueOrDefault(b.Uuid) : null))];
    }

    private string Adres(Resource r) => session.Model.Of(r.GetType()).Address(r);

    private OriMeeting Kop(Vergadering v) => new()
    {
        Id = Adres(v),
        Name = v.Titel,
        Committee = v.Orgaan,
        Date = v.Datum,
        StartDate = v.Begin,
        EndDate = v.Einde,
        Location = v.Locatie,
        Classification = EnumNames.Name(v.Vorm),
        Status = v.Status switch { Vergaderstatus.Ingetrokken => "cancelled", Vergaderstatus.Gesloten => "completed", _ => "confirmed" },
        Modified = v.GeslotenOp ?? v.OpgeroepenOp,
    };

    private OriAgendaItem Punt(Agendapunt p, Dictionary<Guid, Enkelvoudiginformatieobject> stukken, List<OriMotion> moties) => new()
    {
        Id = Adres(p),
        Position = p.Nummer,
        Name = p.Titel,
        Classification = EnumNames.Name(p.Soort),
        Description = p.GevraagdBesluit?.Tekst ?? "",
        Parts = [.. p.Onderdelen],
        Concerns = p.GaatOver,
        Postponed = p.Aangehouden,
        Attachment = [.. p.Stukken.Where(s => s.Document is { IsLocal: true } d && stukken.ContainsKey(d.Uuid))
            .Select(s => (Stuk: s, Document: stukken[s.Document!.Value.Uuid]))
            .Select(x => new OriMediaObject
            {
                Id = $"{Adres(p)}/stuk?document={x.Document.Uuid}",
                Name = x.Stuk.Titel,
                Identifier = x.Stuk.Bijlage,
                FileName = x.Document.Downloadnaam,
                ContentType = x.Document.Formaat,
                Size = x.Document.Bestandsomvang,
                Date = x.Stuk.Datum ?? x.Document.Creatiedatum,
            })],
        Motions = moties,
    };

    private OriMotion Motie(Stemming s, Uitslag u, Besluit? besluit) => new()
    {
        Id = Adres(s),
        Name = u.Onderwerp,
        Text = u.Besluittekst,
        Date = u.VastgesteldOp,
        LegislativeSession = s.Agendapunt is { IsEmpty: false } p ? p.Value : null,
        Result = u.Uitkomst switch { Uitkomst.Aangenomen => "pass", Uitkomst.Verworpen => "fail", _ => "no_decision" },
        Requirement = u.Grondslag,
        Concerns = u.GaatOver,
        PublicationDate = besluit?.Publicatiedatum,
        Identifier = besluit?.Identificatie ?? "",
        VoteEvents = [Gebeurtenis(s, u)],
    };

    private OriVoteEvent Gebeurtenis(Stemming s, Uitslag u) => new()
    {
        Id = Adres(u),
        StartDate = s.GeopendOp,
        EndDate = s.GeslotenOp,
        Classification = EnumNames.Name(s.Modus),
        Secret = s.Modus == Stemmodus.Geheim,
        Eligible = u.Stemgerechtigd,
        Present = Tellen.VraagtAanwezigheid(s.Modus) ? u.Aanwezig : null,
        Explanation = u.Berekening,
        Remarks = [.. u.Redenen],
        Elected = u.Gekozen,
        Counts = u.PerOptie.Count > 0 ? [.. u.PerOptie.Select(o => new OriCount { Option = o.Optie, Value = o.Stemmen })]
            : [.. u.Voor is { } voor ? [new OriCount { Option = "yes", Value = voor }] : Array.Empty<OriCount>(),
                new() { Option = "no", Value = u.Tegen },
                new() { Option = "abstain", Value = u.Onthouding }],
        // Of a secret vote nobody knows; that the list is empty there is a rule of the register, and is held here once more.
        Votes = s.Modus == Stemmodus.Geheim ? []
            : [.. u.PerLid.Select(l => new OriVote { VoterId = l.Lid.Value ?? "", Voter = l.Naam, Option = Keuzewoord(l.Keuze) })],
        Board = s.Modus == Stemmodus.Geheim && s.Bordregels > 0 ? Adres(s) + "/stembord" : null,
    };

    private static string Keuzewoord(Keuze keuze) => keuze switch
    {
        Keuze.Voor => "yes",
        Keuze.Tegen => "no",
        Keuze.Onthouding => "abstain",
        _ => "blank"
    };

    // Paragraphs of an item that is confidential stay out of what the public reads; those of no item (who was there) have number 0.
    private OriReport Verslag(Vergadering v, Notulen n, HashSet<int> openbaar) => new()
    {
        Id = Adres(n),
        Name = $"Notulen van {v.Titel}",
        Date = n.VastgesteldOp,
        Version = n.Versie,
        Sha256 = n.Sha256,
        Sections = [.. n.Blokken.Where(b => b.Agendapunt == 0 || openbaar.Contains(b.Agendapunt)).Select(b => new OriSection
        {
            Position = b.Agendapunt, Name = b.Kop, Classification = EnumNames.Name(b.Soort), Text = b.Tekst,
        })],
    };

    // --- what the register's actions call ---

    public static async ValueTask<ActionResult> Alles(ActionCall c)
    {
        var (openbaar, keus) = (new Openbaar(c.Session), Openbaarkeus.Van(c));
        return new(new OriDataset
        {
            Organization = c.Session.Organisatie.Naam,
            Year = keus.Jaar,
            Meetings = await openbaar.Vergaderingen(keus),
            Motions = [.. (await openbaar.Stemmingen(keus)).Where(m => m.LegislativeSession is null)],
        });
    }

    public static async ValueTask<ActionResult> Lijst(ActionCall c) =>
        new(await new Openbaar(c.Session).Vergaderingen(Openbaarkeus.Van(c), kort: true));

    public static async ValueTask<ActionResult> Een(ActionCall c) =>
        new((await new Openbaar(c.Session).Vergaderingen(Openbaarkeus.Alles(), c.Subject!.Uuid)).FirstOrDefault() ?? throw Onbekend());

    public static async ValueTask<ActionResult> Besloten(ActionCall c) =>
        new(await new Openbaar(c.Session).Stemmingen(Openbaarkeus.Van(c)));

    public static async ValueTask<ActionResult> Besluit(ActionCall c) =>
        new((await new Openbaar(c.Session).Stemmingen(Openbaarkeus.Alles(), c.Subject!.Uuid)).FirstOrDefault() ?? throw Onbekend());

    public static async ValueTask<ActionResult> Toegezegd(ActionCall c) =>
        new(await new Openbaar(c.Session).Toezeggingen(Openbaarkeus.Van(c)));

    public static async ValueTask<ActionResult> Aantallen(ActionCall c) =>
        new(await new Openbaar(c.Session).Aantallen(Openbaarkeus.Van(c)));

    public static async ValueTask<ActionResult> Stuk(ActionCall c) => c.Parameters.GetValueOrDefault("document") is Guid document
        && await new Openbaar(c.Session).Stuk((Agendapunt)c.Subject!, document) is { } blob ? new(null, Blob: blob) : throw Onbekend();

    /// <summary>Who may read all gets it; anyone else only when it is public.</summary>
    public static async ValueTask Mag(ActionCall c, Func<Openbaar, ValueTask<bool>> openbaar)
    {
        if (!c.Session.Allowed(c.Definition, c.Subject!, Besluitvormingsrechten.Lezen) && !await openbaar(new(c.Session))) throw Onbekend();
    }

    private static Exception Onbekend() => Session.Refuse(404, "not_found", "Niet gevonden.");
}
