using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Brink.Engine;

namespace Brink.Registers.Besluitvorming;

/// <summary>How a question is answered: with a mark from 1 to 10, by choosing, or in own words.</summary>
public enum Vraagvorm { Cijfer, Keuze, Open }

/// <summary>What became of a recommendation.</summary>
public enum Aanbevelingstatus { Voorstel, Overgenomen, NietOvergenomen }

/// <summary>A question of the form. Questions with the same code can be compared over meetings.</summary>
public sealed record Evaluatievraag
{
    [MaxLength(40), NotBlank, RegularExpression("^[a-z0-9-]+$")] public required string Code { get; set; }
    [MaxLength(300), NotBlank] public required string Tekst { get; set; }
    public required Vraagvorm Vorm { get; set; }
    [MaxLength(100)] public List<string> Opties { get; set; } = [];
}

/// <summary>What should be done better, out of the answers.</summary>
public sealed record Aanbeveling
{
    [MaxLength(1000), NotBlank] public required string Tekst { get; set; }
    public Aanbevelingstatus Status { get; set; }
    [MaxLength(1000)] public string Toelichting { get; set; } = "";
    public List<int> Bronregels { get; set; } = [];
}

/// <summary>What somebody answers to one question.</summary>
public sealed record Evaluatieantwoord
{
    [MaxLength(40), NotBlank] public required string Vraag { get; set; }

    /// <summary>The mark, the chosen option, or own words.</summary>
    [MaxLength(1000)] public string Antwoord { get; set; } = "";
}

/// <summary>The filled-in form.</summary>
public sealed record Evaluatieformulier
{
    public required List<Evaluatieantwoord> Antwoorden { get; set; }
}

/// <summary>Whether the caller can fill in the form.</summary>
public sealed record Evaluatiebeurt
{
    public required bool Mag { get; init; }
    public required bool AlIngevuld { get; init; }
    public string Waarom { get; init; } = "";
}

/// <summary>How often something was answered.</summary>
public sealed record Antwoordtelling
{
    public required string Antwoord { get; init; }
    public required int Aantal { get; init; }
}

/// <summary>What was answered to one question.</summary>
public sealed record Vraaguitkomst
{
    public required string Code { get; init; }
    public required string Tekst { get; init; }
    public required Vraagvorm Vorm { get; init; }
    public required int Aantal { get; init; }

    /// <summary>Too few answered this question to show what.</summary>
    public bool TeWeinig { get; init; }

    /// <summary>The mean mark, in tenths; null where there are no marks.</summary>
    public decimal? Gemiddelde { get; init; }
    public List<Antwoordtelling> Tellingen { get; init; } = [];

    /// <summary>All answered the same: then it is known of each who answered.</summary>
    public bool Eensgezind { get; init; }
    public List<string> Opmerkingen { get; init; } = [];
}

/// <summary>What came out of a form; without the questions as long as it is open, or too few filled it in.</summary>
public sealed record Evaluatieuitkomst
{
    public required int Ingevuld { get; init; }
    public required bool Zichtbaar { get; init; }
    public string Waarom { get; init; } = "";
    public List<Vraaguitkomst> Vragen { get; init; } = [];
}

/// <summary>The marks of one meeting, beside those of others.</summary>
public sealed record Evaluatieverloop
{
    public required string Vergadering { get; init; }
    public required string Titel { get; init; }
    public required DateOnly Datum { get; init; }
    public required int Ingevuld { get; init; }
    public List<Vraaguitkomst> Cijfers { get; init; } = [];
}

/// <summary>
/// The form by which those who were at a meeting say how it was (G14; lines 253 and 1224-1250). Answers are anonymous:
/// they go into counts (<see cref="Evaluatiebus"/>), and nothing keeps which answers came together, when, or from whom.
/// What came out is shown when the form is closed and enough people filled it in;
/// so nobody can see by a later look what the last one answered.
/// </summary>
public sealed record Evaluatie : Resource, IResource<Evaluatie>
{
    [Own] public required Ref<Vergadering> Vergadering { get; set; }

    /// <summary>Left out: the usual ones, after what came out of the evaluations of 2022.</summary>
    public List<Evaluatievraag> Vragen { get; set; } = [];

    /// <summary>Until when it can be filled in; from then on it never opens again.</summary>
    public required DateTimeOffset OpenTot { get; set; }

    /// <summary>From how many answers on they are shown.</summary>
    [Range(3, 100)] public int Drempel { get; set; } = 5;
    public List<Aanbeveling> Aanbevelingen { get; set; } = [];

    public static void Define(Definition<Evaluatie> d) => d
        .At("evaluaties").With(Operation.All | Operation.AuditTrail).GoesWith(e => e.Vergadering).Rechten()
        .Filter(e => e.Vergadering).Unique("vergadering").Notifies("besluitvorming", "vergadering").ShownAs(_ => "Evaluatie")
            .Expands("vergadering")
        .Rule("g14-evaluatie", Vorm, "vergadering", "vragen", "openTot")
        .Effect("g14-bus", async c =>
        {
            if (c.Creating) await c.Create(new Evaluatiebus { Evaluatie = c.Self });
        })
        .Action(new ResourceAction("beurt", Besluitvormingsrechten.Lezen, true, async c => new(await Beurt(c)),
            Answer: typeof(Evaluatiebeurt))
        { Method = "GET" })
        .Action(new ResourceAction("invullen", Besluitvormingsrechten.Meedoen, true, Invullen, typeof(Evaluatieformulier)) { Status = 204 })
        .Action(new ResourceAction("uitkomsten", Besluitvormingsrechten.Lezen, true, Uitkomsten,
            Answer: typeof(Evaluatieuitkomst))
        { Method = "GET" })
        .Action(new ResourceAction("verloop", Besluitvormingsrechten.Lezen, false, Verloop,
            Answer: typeof(Evaluatieverloop))
        { Method = "GET", AnswersList = true });

    private static List<Evaluatievraag> Gebruikelijk =>
    [
        new() { Code = "geheel", Tekst = "Welk cijfer geeft u de vergadering als geheel?", Vorm = Vraagvorm.Cijfer },
        new() { Code = "stukken", Tekst = "Welk cijfer geeft u de stukken en de voorbereiding?", Vorm = Vraagvorm.Cijfer },
        new() { Code = "gesprek", Tekst = "Was er genoeg ruimte voor het gesprek over de inhoud?", Vorm = Vraagvorm.Keuze,
            Opties = ["Ja", "Deels", "Nee"] },
        new() { Code = "vorm", Tekst = "Hoe komt u de volgende keer het liefst bijeen?", Vorm = Vraagvorm.Keuze,
            Opties = ["Op één plek", "Op één plek en online", "Online"] },
        new() { Code = "beter", Tekst = "Wat kan beter?", Vorm = Vraagvorm.Open },
    ];

    private static async ValueTask Vorm(Change<Evaluatie> c)
    {
        var e = c.New;
        var bus = c.Creating ? null : await Bus(c.Session, c.Old!);
        if (c.Deleting)
        {
            if (bus?.Deelnemers.Count > 0)
                throw Session.Refuse(409, "g14-ingevuld", "Dit formulier is al ingevuld en blijft daarom bestaan.");
            return;
        }
        if (e.Vragen.Count == 0) e.Vragen = Gebruikelijk;
        if (e.Vragen.Count > 30) c.Fault("vragen", "max_length", "Een formulier heeft hoogstens 30 vragen.");
        if (e.Vragen.Select(v => v.Code).Distinct().Count() != e.Vragen.Count)
            c.Fault("vragen", "unique", "Elke vraag heeft een eigen code.");
        foreach (var (i, v) in e.Vragen.Index())
        {
            if (v.Vorm == Vraagvorm.Keuze && (v.Opties.Count is < 2 or > 10 || v.Opties.Distinct().Count() != v.Opties.Count
                || v.Opties.Exists(o => o.Trim().Length is 0 or > 100)))
            {
                c.Fault($"vragen.{i}.opties", "g14-opties", "Noem 2 tot 10 antwoorden waaruit men kiest, elk één keer.");
            }
        }
        if (c.Creating)
        {
            if (e.OpenTot <= c.Now) c.Fault("openTot", "g14-opentot", "Kies een moment in de toekomst.");
            if (await c.Any<Evaluatie>(q => q.Is("vergadering", e.Vergadering)))
                c.Fault("vergadering", "unique", "Bij deze vergadering is er al een formulier.");
            return;
        }
        c.MayNotChange(x => x.Vergadering);
        // Otherwise one could look, open it again, and see what one more person answered.
        if (c.Old!.OpenTot <= c.Now) c.MayNotChange(x => x.OpenTot, "g14-gesloten");
        if (bus is not { Deelnemers.Count: > 0 }) return;
        c.MayNotChange(x => x.Drempel, "g14-ingevuld");
        if (!c.Old.Vragen.Select(Tekens).SequenceEqual(e.Vragen.Select(Tekens)))
            c.Fault("vragen", "g14-ingevuld", "Het formulier is al ingevuld. De vragen veranderen niet meer.");
    }

    private static string Tekens(Evaluatievraag v) => $"{v.Code}|{v.Tekst}|{v.Vorm}|{string.Join('|', v.Opties)}";

    private static async ValueTask<Evaluatiebus?> Bus(Session s, Evaluatie e) => (await s.Find<Evaluatiebus>(q => q.Is("evaluatie", e)))
        .FirstOrDefault();

    private static async ValueTask<Evaluatiebeurt> Beurt(ActionCall c)
    {
        var e = (Evaluatie)c.Subject!;
        var wie = c.Session.Caller.UserId;
        Evaluatiebeurt Nee(string waarom) => new() { Mag = false, AlIngevuld = false, Waarom = waarom };
        if (e.OpenTot <= c.Session.Now) return Nee("Dit formulier is gesloten.");
        if (await c.Session.Get(e.Vergadering) is not { Status: Vergaderstatus.Geopend or Vergaderstatus.Gesloten } v)
            return Nee("U kunt het formulier invullen vanaf de opening van de vergadering.");
        var vandaag = Nederlands.Vandaag(c.Session.Now);
        if (wie.Length == 0 || !(await c.Session.Find<Vertegenwoordiging>(q => q.Is("gebruiker", wie)))
            .Exists(x => (x.GeldtOp(v.Datum) || x.GeldtOp(vandaag))
            && x.Handelt(c.Session.Caller.ClientId)))
        {
            return Nee("Het formulier is voor de vertegenwoordigers van de leden.");
        }
        return (await Bus(c.Session, e))?.Deelnemers.Contains(wie) == true
            ? new() { Mag = false, AlIngevuld = true, Waarom = "U hebt dit formulier al ingevuld." }
            : new() { Mag = true, AlIngevuld = false };
    }

    private static async ValueTask<ActionResult> Invullen(ActionCall c)
    {
        var (e, formulier) = ((Evaluatie)c.Subject!, (Evaluatieformulier)c.Body!);
        if (await Beurt(c) is { Mag: false } nee)
            throw Session.Refuse(nee.AlIngevuld ? 409 : 403, nee.AlIngevuld ? "g14-eenmaal" : "g14-beurt", nee.Waarom);
        var fouten = new List<Fault>();
        var gegeven = new List<(Evaluatievraag Vraag, string Antwoord)>();
        foreach (var (i, a) in formulier.Antwoorden.Index())
        {
            void Fout(string code, string waarom) => fouten.Add(new($"antwoorden.{i}.antwoord", code, waarom));
            var tekst = a.Antwoord.Trim();
            if (e.Vragen.Find(v => v.Code == a.Vraag) is not { } vraag)
            {
                fouten.Add(new($"antwoorden.{i}.vraag", "invalid_choice", "Deze vraag staat niet op het formulier."));
                continue;
            }
            if (tekst.Length == 0) continue;
            if (gegeven.Exists(g => g.Vraag == vraag))
            {
                Fout("unique", "Beantwoord elke vraag één keer.");
            }
            else if (vraag.Vorm == Vraagvorm.Cijfer
                && !(int.TryParse(tekst, NumberStyles.None, CultureInfo.InvariantCulture, out var cijfer) && cijfer is >= 1 and <= 10))
            {
                Fout("invalid", "Geef een cijfer van 1 tot en met 10.");
            }
            else if (vraag.Vorm == Vraagvorm.Keuze && !vraag.Opties.Contains(tekst))
            {
                Fout("invalid_choice", $"Kies uit: {string.Join(", ", vraag.Opties)}.");
            }
            else
            {
                gegeven.Add((vraag, vraag.Vorm == Vraagvorm.Cijfer ? tekst.TrimStart('0') : tekst));
            }
        }
        if (fouten.Count == 0 && gegeven.Count == 0) fouten.Add(new("antwoorden", "required", "Beantwoord minstens één vraag."));
        if (fouten.Count > 0) return new(null, fouten);
        // The form is locked, so the counts are too.
        var bus = (await c.Session.Lock(Ref<Evaluatiebus>.To((await Bus(c.Session, e))!.Uuid)))!;
        bus.Doe(c.Session.Caller.UserId, gegeven.Select(g => (g.Vraag.Code, g.Antwoord, g.Vraag.Vorm == Vraagvorm.Open)));
        await c.Session.Keep(bus);
        return new(null);
    }

    private static async ValueTask<ActionResult> Uitkomsten(ActionCall c) => new(await Uitkomst(c.Session, (Evaluatie)c.Subject!));

    private static async ValueTask<Evaluatieuitkomst> Uitkomst(Session s, Evaluatie e)
    {
        var bus = (await Bus(s, e))!;
        var ingevuld = bus.Deelnemers.Count;
        if (e.OpenTot > s.Now)
            return new() { Ingevuld = ingevuld, Zichtbaar = false, Waarom = "De uitkomsten zijn te zien als het formulier is gesloten." };
        if (ingevuld < e.Drempel)
        {
            return new()
            {
                Ingevuld = ingevuld,
                Zichtbaar = false,
                Waarom = $"Er zijn minder dan {e.Drempel} formulieren ingevuld. Dan zou te raden zijn wie wat vond."
            };
        }
        return new() { Ingevuld = ingevuld, Zichtbaar = true, Vragen = [.. e.Vragen.Select(v => Uitkomst(bus, v, e.Drempel))] };
    }

    private static Vraaguitkomst Uitkomst(Evaluatiebus bus, Evaluatievraag v, int drempel)
    {
        var tellingen = bus.Tellingen.Where(t => t.Vraag == v.Code).ToDictionary(t => t.Antwoord, t => t.Aantal);
        var opmerkingen = bus.Opmerkingen.Where(o => o.Vraag == v.Code).Select(o => o.Tekst).ToList();
        var aantal = v.Vorm == Vraagvorm.Open ? opmerkingen.Count : tellingen.Values.Sum();
        // Remarks stand among those of all who filled in the form; a mark or choice stands among those who answered this question.
        if (v.Vorm != Vraagvorm.Open && aantal < drempel)
            return new() { Code = v.Code, Tekst = v.Tekst, Vorm = v.Vorm, Aantal = aantal, TeWeinig = true };
        IEnumerable<string> volgorde = v.Vorm switch
        {
            Vraagvorm.Cijfer => Enumerable.Range(1, 10).Select(n => $"{n}"),
            Vraagvorm.Keuze =>
            v.Opties,
            _ => []
        };
        return new()
        {
            Code = v.Code,
            Tekst = v.Tekst,
            Vorm = v.Vorm,
            Aantal = aantal,
            Gemiddelde = v.Vorm != Vraagvorm.Cijfer ? null
                : decimal.Round(tellingen.Sum(t => int.Parse(t.Key, CultureInfo.InvariantCulture) * (decimal)t.Value) / aantal, 1,
                    MidpointRounding.AwayFromZero),
            Tellingen = [.. volgorde.Select(a => new Antwoordtelling { Antwoord = a, Aantal = tellingen.GetValueOrDefault(a) })],
            Eensgezind = tellingen.Count == 1,
            Opmerkingen = opmerkingen,
        };
    }

    // Meetings of which the marks may be seen, the oldest first.
    private static async ValueTask<ActionResult> Verloop(ActionCall c)
    {
        var uit = new List<Evaluatieverloop>();
        foreach (var e in await c.Session.Find<Evaluatie>(_ => { }))
        {
            if (await Uitkomst(c.Session, e) is { Zichtbaar: true } uitkomst && await c.Session.Get(e.Vergadering) is { } v)
            {
                uit.Add(new()
                {
                    Vergadering = c.Session.ShownForm(e.Vergadering.Value!),
                    Titel = v.Titel,
                    Datum = v.Datum,
                    Ingevuld = uitkomst.Ingevuld,
                    Cijfers = [.. uitkomst.Vragen.Where(x => x.Vorm == Vraagvorm.Cijfer)],
                });
            }
        }
        return new(uit.OrderBy(x => x.Datum).ToList());
    }
}
