using System.ComponentModel.DataAnnotations;
using Brink.Engine;
using Brink.Registers.Besluiten;
using Brink.Registers.Documenten;

namespace Brink.Registers.Besluitvorming;

/// <summary>Of which year is asked; without it the newest meetings are answered.</summary>
public sealed record Orivraag
{
    [Range(1900, 2200)] public int? Jaar { get; set; }
}

/// <summary>Which paper is asked for.</summary>
public sealed record Stukvraag
{
    public Guid? Document { get; set; }
}

/// <summary>
/// What anyone may know, and no more: meetings that were convened, items and papers that are not confidential, outcomes of votes, adopted minutes. What is public is decided
/// here, by conditions on the queries; whoever asks, the answer is the same. Drafts, polls, votes before their outcome, who held a proxy, and what one member chose in a
/// secret vote are in none of it.
/// </summary>
internal sealed class Openbaar(Session session)
{
    /// <summary>The most meetings, or votes outside a meeting, in one answer: the newest hundred, or what a body can have in a year.</summary>
    private static int Meeste(int? jaar) => jaar is null ? 100 : 1000;

    // A poll binds nobody: it is a talk among members and no outcome.
    private static readonly object[] Uitkomsten = [.. Enum.GetValues<Stemmodus>().Where(m => m != Stemmodus.Peiling).Cast<object>()];

    /// <summary>A meeting that the members were told of; a meeting that was withdrawn before that never was one.</summary>
    public static bool IsOpenbaar(Vergadering v) => v.Status is Vergaderstatus.Opgeroepen or Vergaderstatus.Geopend or Vergaderstatus.Gesloten
        || v is { Status: Vergaderstatus.Ingetrokken, OpgeroepenOp: not null };

    public static bool IsOpenbaar(Agendapunt p) => !p.Vertrouwelijk;

    /// <summary>Meetings, the newest first, with what is public of them.</summary>
    public async ValueTask<List<OriMeeting>> Vergaderingen(int? jaar, Guid? een = null, bool kort = false)
    {
        var vergaderingen = await session.Find<Vergadering>(q =>
        {
            q.Is("openbaar", true);
            if (een is { } uuid) q.Is("uuid", uuid);
            if (jaar is { } j) q.Compares("datum", ">=", new DateOnly(j, 1, 1)).Compares("datum", "<=", new DateOnly(j, 12, 31));
            (q.OrderBy, q.Part) = ("t.\"datum\" DESC, t.id DESC", (Meeste(jaar), 0));
        });
        if (kort || vergaderingen.Count == 0) return [.. vergaderingen.Select(Kop)];
        var punten = await session.Find<Agendapunt>(q => { q.In("vergadering", vergaderingen).Is("vertrouwelijk", false); q.OrderBy = "t.\"nummer\""; });
        var moties = (await Moties(q => q.In("agendapunt", punten), punten.Count > 0)).ToLookup(m => m.Punt);
        var stukken = await Stukken(punten);
        var notulen = (await session.Find<Notulen>(q => q.In("vergadering", vergaderingen).Is("status", Notulenstatus.Vastgesteld))).ToLookup(n => n.Vergadering.Uuid);
        return [.. vergaderingen.Select(v => Kop(v) with
        {
            Agenda = [.. punten.Where(p => p.Vergadering.Uuid == v.Uuid).Select(p => Punt(p, stukken, [.. moties[p.Uuid].Select(m => m.Motie)]))],
            Report = notulen[v.Uuid].Select(n => Verslag(v, n, [.. punten.Where(p => p.Vergadering.Uuid == v.Uuid).Select(p => p.Nummer)])).FirstOrDefault(),
        })];
    }

    /// <summary>Votes with an outcome, the newest first: at items that are public, and decisions that all members took outside a meeting.</summary>
    public async ValueTask<List<OriMotion>> Stemmingen(int? jaar, Guid? een = null)
    {
        var vragen = await Moties(q =>
        {
            if (een is { } uuid) q.Is("uuid", uuid);
            if (jaar is { } j) q.Compares("geslotenOp", ">=", new DateOnly(j, 1, 1)).Compares("geslotenOp", "<", new DateOnly(j + 1, 1, 1));
            q.Either(
                buiten => buiten.IsNull("agendapunt").Is("modus", Stemmodus.BuitenVergadering),
                bij => bij.Exists(typeof(Agendapunt), "uuid", "agendapunt",
                    p => p.Is("vertrouwelijk", false).Exists(typeof(Vergadering), "uuid", "vergadering", v => v.Is("openbaar", true))));
            q.Part = (Meeste(jaar), 0);
        }, true);
        return [.. vragen.Select(m => m.Motie)];
    }

    /// <summary>Whether the board of a secret vote is public: from the closing on, also when the vote is withdrawn after that.</summary>
    public async ValueTask<bool> Bord(Stemming s) => s is { Modus: Stemmodus.Geheim, GeslotenOp: not null }
        && s.Agendapunt is { IsEmpty: false } p && await session.Get(p) is { } punt && IsOpenbaar(punt) && await session.Get(punt.Vergadering) is { } v && IsOpenbaar(v);

    /// <summary>A public paper of an item; null when it has none by that name.</summary>
    public async ValueTask<Blob?> Stuk(Agendapunt punt, Guid document)
    {
        if (!IsOpenbaar(punt) || await session.Get(punt.Vergadering) is not { } v || !IsOpenbaar(v)) return null;
        if (!(await Stukken([punt])).TryGetValue(document, out var gevonden)) return null;
        var versie = await Documentversie.Van(session, Ref<Enkelvoudiginformatieobject>.To(gevonden.Uuid), gevonden.Versie);
        return versie?.Sha256 is { } som ? new Blob(som, Bestandsnaam(gevonden)) : null;
    }

    // The documents of papers that are public, done and here, with their content.
    private async ValueTask<Dictionary<Guid, Enkelvoudiginformatieobject>> Stukken(IReadOnlyList<Agendapunt> punten)
    {
        var genoemd = punten.SelectMany(p => p.Stukken).Select(s => s.Document).OfType<Ref<Enkelvoudiginformatieobject>>().Where(d => d.IsLocal).Select(d => (object)d.Uuid)
            .Distinct().ToList();
        return genoemd.Count == 0 ? [] : (await session.Find<Enkelvoudiginformatieobject>(q => q.In("uuid", genoemd)
                .Is("niveau", (int)Vertrouwelijkheidaanduiding.Openbaar)))
            .Where(d => d.Status is not (Documentstatus.InBewerking or Documentstatus.TerVaststelling) && d.Inhoud is not null && d.InhoudIsVervallen is not true)
            .ToDictionary(d => d.Uuid);
    }

    private static string Bestandsnaam(Enkelvoudiginformatieobject d) => d.Bestandsnaam.Length > 0 ? d.Bestandsnaam : d.Titel;

    private async ValueTask<List<(Guid? Punt, OriMotion Motie)>> Moties(Action<Query> welke, bool ietsTeVragen)
    {
        if (!ietsTeVragen) return [];
        var stemmingen = await session.Find<Stemming>(q =>
        {
            q.Is("status", Stemstatus.Vastgesteld).In("modus", Uitkomsten);
            welke(q);
            q.OrderBy = "t.\"geslotenOp\" DESC, t.id DESC";
        });
        if (stemmingen.Count == 0) return [];
        var uitslagen = (await session.Find<Uitslag>(q => q.In("stemming", stemmingen))).ToDictionary(u => u.Stemming.Uuid);
        var genoemd = uitslagen.Values.Select(u => u.Besluit).OfType<Ref<Besluit>>().Where(b => b is { IsEmpty: false, IsLocal: true }).Select(b => (object)b.Uuid).ToList();
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
        Attachment = [.. p.Stukken.Where(s => s.Document is { IsLocal: true } d && stukken.ContainsKey(d.Uuid)).Select(s => (Stuk: s, Document: stukken[s.Document!.Value.Uuid]))
            .Select(x => new OriMediaObject
            {
                Id = $"{Adres(p)}/stuk?document={x.Document.Uuid}",
                Name = x.Stuk.Titel,
                Identifier = x.Stuk.Bijlage,
                FileName = Bestandsnaam(x.Document),
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
            : [.. u.Voor is { } voor ? [new OriCount { Option = "yes", Value = voor }] : Array.Empty<OriCount>(), new() { Option = "no", Value = u.Tegen },
                new() { Option = "abstain", Value = u.Onthouding }],
        // Of a secret vote nobody knows; that the list is empty there is a rule of the register, and is held here once more.
        Votes = s.Modus == Stemmodus.Geheim ? [] : [.. u.PerLid.Select(l => new OriVote { VoterId = l.Lid.Value ?? "", Voter = l.Naam, Option = Keuzewoord(l.Keuze) })],
        Board = s.Modus == Stemmodus.Geheim && s.Bordregels > 0 ? Adres(s) + "/stembord" : null,
    };

    private static string Keuzewoord(Keuze keuze) => keuze switch { Keuze.Voor => "yes", Keuze.Tegen => "no", Keuze.Onthouding => "abstain", _ => "blank" };

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

    private static int? Jaar(ActionCall c) => c.Parameters.GetValueOrDefault("jaar") switch
    {
        null => null,
        int jaar and >= 1900 and <= 2200 => jaar,
        _ => throw Session.Refuse(400, "invalid", "jaar: Kies een jaar van 1900 tot en met 2200."),
    };

    public static async ValueTask<ActionResult> Alles(ActionCall c)
    {
        var (openbaar, jaar) = (new Openbaar(c.Session), Jaar(c));
        return new(new OriDataset
        {
            Organization = c.Session.Organisatie.Naam,
            Year = jaar,
            Meetings = await openbaar.Vergaderingen(jaar),
            Motions = [.. (await openbaar.Stemmingen(jaar)).Where(m => m.LegislativeSession is null)],
        });
    }

    public static async ValueTask<ActionResult> Lijst(ActionCall c) => new(await new Openbaar(c.Session).Vergaderingen(Jaar(c), kort: true));

    public static async ValueTask<ActionResult> Een(ActionCall c) => new((await new Openbaar(c.Session).Vergaderingen(null, c.Subject!.Uuid)).FirstOrDefault() ?? throw Onbekend());

    public static async ValueTask<ActionResult> Besloten(ActionCall c) => new(await new Openbaar(c.Session).Stemmingen(Jaar(c)));

    public static async ValueTask<ActionResult> Besluit(ActionCall c) => new((await new Openbaar(c.Session).Stemmingen(null,
        c.Subject!.Uuid)).FirstOrDefault() ?? throw Onbekend());

    public static async ValueTask<ActionResult> Stuk(ActionCall c) => c.Parameters.GetValueOrDefault("document") is Guid document
        && await new Openbaar(c.Session).Stuk((Agendapunt)c.Subject!, document) is { } blob ? new(null, Blob: blob) : throw Onbekend();

    /// <summary>Who may read all gets it; anyone else only when it is public.</summary>
    public static async ValueTask Mag(ActionCall c, Func<Openbaar, ValueTask<bool>> openbaar)
    {
        if (!c.Session.Allowed(c.Definition, c.Subject!, Besluitvormingsrechten.Lezen) && !await openbaar(new(c.Session))) throw Onbekend();
    }

    private static Exception Onbekend() => Session.Refuse(404, "not_found", "Niet gevonden.");
}
