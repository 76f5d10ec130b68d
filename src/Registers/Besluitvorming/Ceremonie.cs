using System.ComponentModel.DataAnnotations;
using Brink.Engine;
using Brink.Registers.Portfolio;

namespace Brink.Registers.Besluitvorming;

/// <summary>Where a ceremony is. In each round every holder has one line to give; what is done or failed adds no line any more.</summary>
public enum Ceremoniestatus { Opgezet, Ronde1, Ronde2, Ronde3, Klaar, Mislukt, Vernietigd }

/// <summary>How a holder became one.</summary>
public enum Houderkeuze { Aangewezen, Geloot }

/// <summary>A holder that the office appoints: the notary, a member of the RvC.</summary>
public sealed record Houderaanwijzing
{
    /// <summary>What it is called on the chain and in the minutes: a function, never a name.</summary>
    [MaxLength(100), NotBlank] public required string Naam { get; set; }

    /// <summary>Who it is when logged in: the user id of the token.</summary>
    [MaxLength(100), NotBlank] public required string Gebruiker { get; set; }

    /// <summary>By whom it is employed, or the firm of which it is part: of one employer there is one holder.</summary>
    [MaxLength(100), NotBlank] public required string Werkgever { get; set; }

    /// <summary>Where it is told that it is its turn; empty: the office tells it.</summary>
    [MaxLength(254), EmailAddress] public string Emailadres { get; set; } = "";

    /// <summary>The applications (client ids) that may act on behalf of this user; empty: none.</summary>
    [MaxLength(50)] public List<string> Toepassingen { get; set; } = [];
}

/// <summary>A holder of a part of the key, at its place (from 1).</summary>
public sealed record Ceremoniehouder
{
    public required int Nr { get; set; }
    public required string Naam { get; set; }
    public required string Gebruiker { get; set; }
    public required string Werkgever { get; set; }
    public string Emailadres { get; set; } = "";
    public List<string> Toepassingen { get; set; } = [];
    public required Houderkeuze Keuze { get; set; }

    /// <summary>The member for which it was drawn.</summary>
    public Ref<Lid>? Lid { get; set; }

    /// <summary>How many rounds it did.</summary>
    public int Rondes { get; set; }

    /// <summary>When it told that device and envelope are lost; its part cannot be given any more.</summary>
    public DateTimeOffset? VerlorenOp { get; set; }

    /// <summary>When it told that its words and file are destroyed.</summary>
    public DateTimeOffset? VernietigdOp { get; set; }
}

/// <summary>A complaint of one holder about another, as anybody can judge it from the chain.</summary>
public sealed record Ceremonieklacht
{
    public required int Klager { get; set; }
    public required int Over { get; set; }

    /// <summary>The part that the other sent does not fit: who sent it is at fault. Else it does, and who complained is.</summary>
    public required bool Terecht { get; set; }
    public required DateTimeOffset Op { get; set; }

    /// <summary>The line, with the proof by which anyone judges it.</summary>
    public required string Inhoud { get; set; }
}

/// <summary>
/// The making of a key of which each holder has a part, and some of them together open an outcome (k of n; docs/stembord.md).
/// Who they are follows from rules: a notary and a member of the RvC are appointed, the others drawn by lot from the members.
/// Each holder adds its own lines to the chain (<see cref="Ceremonieregel"/>); its secret never comes here. For one meeting;
/// its votes can name it.
/// </summary>
public sealed partial record Ceremonie : Resource, IResource<Ceremonie>
{
    [Own] public required Ref<Vergadering> Vergadering { get; set; }

    /// <summary>How many parts open an outcome (k): more than half of the holders, so that no half can do it in secret.</summary>
    [Range(2, Stembord.Ceremonie.MeesteHouders)] public int Drempel { get; set; } = 3;

    /// <summary>How many holders are drawn by lot.</summary>
    [Range(0, Stembord.Ceremonie.MeesteHouders)] public int Lotplaatsen { get; set; } = 3;

    /// <summary>Who operates the server: nobody that it employs holds a part.</summary>
    [MaxLength(100), NotBlank] public required string Beheerder { get; set; }

    /// <summary>The members from which the lot draws. Empty when none are drawn.</summary>
    [Own] public List<Ref<Lid>> Beschikbaar { get; set; } = [];
    public List<Houderaanwijzing> Aangewezen { get; set; } = [];

    [Computed] public Ceremoniestatus Status { get; set; }

    /// <summary>All holders at their places: the appointed ones, and after the draw those that were drawn.</summary>
    [Computed] public List<Ceremoniehouder> Houders { get; set; } = [];

    /// <summary>The draw: first what binds the server, after it all with which anyone can repeat it.</summary>
    [Computed] public Loting? Loting { get; set; }

    /// <summary>The server's half of what decides the draw, until it is held.</summary>
    [Internal] public string Lotgeheim { get; set; } = "";
    [Computed] public List<Ceremonieklacht> Klachten { get; set; } = [];

    /// <summary>How many lines the chain has, and the hash of the last.</summary>
    [Computed] public int Regels { get; set; }
    [Computed] public string Hoofd { get; set; } = "";

    /// <summary>The head after the first round, which the holders read to each other; empty before.</summary>
    [Computed] public string Ronde1Hoofd { get; set; } = "";

    /// <summary>With what votes are encrypted; empty as long as not all holders accepted.</summary>
    [Computed] public string Publiek { get; set; } = "";
    [Computed] public DateTimeOffset? BegonnenOp { get; set; }
    [Computed] public DateTimeOffset? KlaarOp { get; set; }

    /// <summary>Why it came to nothing.</summary>
    [Computed] public string Reden { get; set; } = "";
    [Computed, Own] public Ref<Ceremonie>? Opvolger { get; set; }
    [Computed, Own] public Ref<Ceremonie>? Voorganger { get; set; }
    [Computed] public DateTimeOffset? VernietigdOp { get; set; }

    /// <summary>Who has a part reads what it is part of, and nothing else of the register.</summary>
    internal static readonly string[] Inzien = ["besluitvorming.ontsleutelen", .. Besluitvormingsrechten.Lezen];

    public static void Define(Definition<Ceremonie> d) => d
        .At("ceremonies").With(Operation.All | Operation.AuditTrail).Personal()
        .Allow(Operation.List | Operation.Read | Operation.Head | Operation.AuditTrail, Inzien)
        .Allow(Operation.Create | Operation.Update | Operation.Delete, Besluitvormingsrechten.Bijwerken)
        .Filter(c => c.Vergadering).Filter(c => c.Status).Notifies("besluitvorming", "vergadering")
            .ShownAs(c => $"ceremonie, {EnumNames.Name(c.Status)}")
        .Expands("vergadering")
        .Rule("c11-vast", BlijftStaan)
        .Rule("c11-opzet", Opzetten, "vergadering", "drempel", "lotplaatsen", "beheerder", "beschikbaar", "aangewezen")
        .Action(new ResourceAction("voorwaarden", Inzien, true, Lijst, Answer: typeof(Voorwaarde))
        {
            Method = "GET",
            AnswersList = true,
            ShowsNobody = true
        })
        .Action(new ResourceAction("stemmingen", Inzien, true, Stemmingen, Answer: typeof(Sleutelstemming))
        {
            Method = "GET",
            AnswersList = true,
            ShowsNobody = true
        })
        .Action(new ResourceAction("keten", [Besluitvormingsrechten.Publiek, .. Inzien], true, ToonKeten)
        {
            Method = "GET",
            ShowsNobody = true
        })
        .Action(new ResourceAction("loten", Besluitvormingsrechten.Bijwerken, true, Loot, typeof(Lotvraag)) { AnswersResource = true })
        .Action(new ResourceAction("beginnen", Besluitvormingsrechten.Bijwerken, true, Begin) { AnswersResource = true })
        .Action(new ResourceAction("herinneren", Besluitvormingsrechten.Bijwerken, true, Herinner, Answer: typeof(Herinnerd)))
        .Action(new ResourceAction("verlies", Besluitvormingsrechten.Ontsleutelen, true, Verlies,
            typeof(Houdervraag))
        { AnswersResource = true })
        .Action(new ResourceAction("klagen", Besluitvormingsrechten.Ontsleutelen, true, Klaag,
            typeof(Klachtvraag))
        { AnswersResource = true })
        .Action(new ResourceAction("opnieuw", Besluitvormingsrechten.Bijwerken, true, Opnieuw,
            typeof(Opnieuwvraag))
        { AnswersResource = true })
        .Action(new ResourceAction("vernietigen", Besluitvormingsrechten.Ontsleutelen, true, Vernietig,
            typeof(Houdervraag))
        { AnswersResource = true });

    private static ValueTask BlijftStaan(Change<Ceremonie> c)
    {
        if (c.Creating || c.Old!.Status == Ceremoniestatus.Opgezet) return default;
        throw Session.Refuse(409, "c11-vast",
            "Deze ceremonie is begonnen. Wie erin zit en hoe, verandert niet meer. Begin zo nodig opnieuw.");
    }

    private static async ValueTask Opzetten(Change<Ceremonie> c)
    {
        var n = c.New;
        if (c.Deleting) return;
        c.MayNotChange(x => x.Vergadering);
        if (c.Creating && await c.Get(n.Vergadering) is { Status: Vergaderstatus.Gesloten or Vergaderstatus.Ingetrokken })
            c.Fault("vergadering", "c11-opzet", "Deze vergadering is voorbij, of gaat niet door.");
        if (n.Beschikbaar.Select(l => l.Uuid).Distinct().Count() != n.Beschikbaar.Count)
            c.Fault("beschikbaar", "c11-opzet", "Noem elk lid één keer.");
        if (n.Loting is { Waarde.Length: > 0 })
        {
            // What was drawn, was drawn from these members and for so many places.
            if (n.Lotplaatsen != c.Old!.Lotplaatsen) c.Fault("lotplaatsen", "c11-geloot", "Er is al geloot. Dit verandert niet meer.");
            if (!n.Beschikbaar.Select(l => l.Uuid).SequenceEqual(c.Old.Beschikbaar.Select(l => l.Uuid)))
            {
                c.Fault("beschikbaar", "c11-geloot",
                "Er is al geloot. Dit verandert niet meer.");
            }
        }
        else if (c.Creating || !n.Beschikbaar.Select(l => l.Uuid).SequenceEqual(c.Old!.Beschikbaar.Select(l => l.Uuid)))
        {
            n.LegLotVast(c.Session, c.Now);
        }
        n.Plaats([.. n.Houders.Where(h => h.Keuze == Houderkeuze.Geloot)]);
        foreach (var (veld, waarom) in n.Houderfouten(await Kandidaten(c.Session, n), c.Session.Organisatie.Naam))
            c.Fault(veld, "c11-houder", waarom);
    }

    // The appointed holders first, then those that were drawn, numbered from 1.
    private void Plaats(List<Ceremoniehouder> geloot) => Houders =
    [
        .. Aangewezen.Select(a => new Ceremoniehouder
        {
            Nr = 0,
            Naam = a.Naam.Trim(),
            Gebruiker = a.Gebruiker.Trim(),
            Werkgever = a.Werkgever.Trim(),
            Emailadres = a.Emailadres,
            Toepassingen = a.Toepassingen,
            Keuze = Houderkeuze.Aangewezen,
        }).Concat(geloot).Select((h, i) => h with { Nr = i + 1 }),
    ];

    /// <summary>The candidates of the votes on persons in the same meeting.</summary>
    private static async ValueTask<List<string>> Kandidaten(Session s, Ceremonie c)
    {
        var punten = await s.Find<Agendapunt>(q => q.Is("vergadering", c.Vergadering));
        return punten.Count == 0 ? []
            : [.. (await s.Find<Stemming>(q => q.In("agendapunt", punten))).Where(x => x.Soort == Besluitsoort.Personen)
            .SelectMany(x => x.Opties)];
    }

    // "Gemeente Raalte" and "Raalte" are one employer.
    private static string Kaal(string naam) => Zoektaal.Vouw(naam) is var vouw && vouw.StartsWith("gemeente ", StringComparison.Ordinal)
        ? vouw["gemeente ".Length..] : vouw;

    /// <summary>Why somebody can be no holder; null when it can.</summary>
    private string? Geweerd(string naam, string werkgever, IReadOnlyList<string> kandidaten, string bureau) =>
        kandidaten.Any(k => Kaal(k) == Kaal(naam) || Kaal(k) == Kaal(werkgever))
            ? "Een kandidaat is geen sleutelhouder in de vergadering die over hem of haar stemt."
        : Kaal(werkgever) == Kaal(bureau)
            ? $"Wie bij {bureau} werkt, legt verantwoording af aan wie de stemming voorbereidt. Kies iemand van buiten."
        : Kaal(werkgever) == Kaal(Beheerder)
            ? "De beheerder van de server is nooit sleutelhouder: hij kan al bij de biljetten. Kies iemand anders."
        : null;

    /// <summary>The holder that is among these candidates; null: none.</summary>
    internal string? KandidaatOnder(IEnumerable<string> kandidaten) =>
        Houders.Find(h => kandidaten.Any(k => Kaal(k) == Kaal(h.Naam)))?.Naam;

    private IEnumerable<(string Veld, string Waarom)> Houderfouten(IReadOnlyList<string> kandidaten, string bureau)
    {
        foreach (var (i, h) in Houders.Index())
        {
            var veld = h.Keuze == Houderkeuze.Aangewezen ? $"aangewezen.{i}" : "aangewezen";
            if (Geweerd(h.Naam, h.Werkgever, kandidaten, bureau) is { } waarom) yield return ($"{veld}.werkgever", waarom);
            if (Houders.Find(a => a.Nr < h.Nr && Kaal(a.Werkgever) == Kaal(h.Werkgever)) is { } zelfde)
            {
                yield return ($"{veld}.werkgever",
                    $"{zelfde.Naam} en {h.Naam} hebben dezelfde werkgever. Van één werkgever is er één sleutelhouder.");
            }
            if (Houders.Exists(a => a.Nr < h.Nr && (a.Gebruiker == h.Gebruiker || Kaal(a.Naam) == Kaal(h.Naam))))
                yield return ($"{veld}.gebruiker", $"{h.Naam} staat er twee keer. Iedere sleutelhouder is iemand anders.");
        }
    }

    /// <summary>The holder that the caller is, by a client that may act for it; null when it is none.</summary>
    internal Ceremoniehouder? Beller(Session s) =>
        s.Caller.UserId.Length == 0 ? null
            : Houders.Find(h => h.Gebruiker == s.Caller.UserId && h.Toepassingen.Contains(s.Caller.ClientId));

    internal const int Rondes = 3;

    /// <summary>The round that it is in; 0 when it is in none.</summary>
    internal int Ronde => Status is >= Ceremoniestatus.Ronde1 and <= Ceremoniestatus.Ronde3 ? Status - Ceremoniestatus.Opgezet : 0;

    /// <summary>The holders that still have to give their line in this round.</summary>
    internal IEnumerable<Ceremoniehouder> AanDeBeurt => Ronde == 0 ? [] : Houders.Where(h => h.Rondes < Ronde);
}
