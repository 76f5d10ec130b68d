using System.ComponentModel.DataAnnotations;
using Brink.Engine;
using Brink.Registers.Catalogi;

namespace Brink.Registers.Besluitvorming;

/// <summary>What is decided, by which majority and notice differ.</summary>
public enum Besluitsoort { Gewoon, Statutenwijziging, Personen }

/// <summary>How a meeting comes together.</summary>
public enum Vergadervorm { Fysiek, Hybride, Digitaal }

/// <summary>How is voted: M1 to M7, in this order.</summary>
public enum Stemmodus { InDeVergadering, Acclamatie, Geheim, VoorafElektronisch, BuitenVergadering, DigitaleVergadering, Peiling }

/// <summary>A majority as an exact fraction.</summary>
public sealed record Meerderheid
{
    public required Besluitsoort Soort { get; set; }
    [Range(1, 1000)] public required int Teller { get; set; }
    [Range(1, 1000)] public required int Noemer { get; set; }

    /// <summary>More than the fraction is needed; without it the fraction itself is enough.</summary>
    public bool MeerDan { get; set; }

    /// <summary>Of all who are entitled to vote, instead of the votes cast.</summary>
    public bool VanAlleLeden { get; set; }
}

/// <summary>A form of meeting that is allowed in a period, and why.</summary>
public sealed record Vormregel
{
    public required Vergadervorm Vorm { get; set; }
    public DateOnly? Van { get; set; }
    public DateOnly? Tot { get; set; }
    [MaxLength(500)] public string Grondslag { get; set; } = "";

    /// <summary>The law leaves it unsure: the warning goes along with everything that rests on it.</summary>
    public bool Onzeker { get; set; }
    [MaxLength(1000)] public string Waarschuwing { get; set; } = "";
}

/// <summary>A mode of voting that is allowed in a period, and why.</summary>
public sealed record Modusregel
{
    public required Stemmodus Modus { get; set; }
    public DateOnly? Van { get; set; }
    public DateOnly? Tot { get; set; }
    [MaxLength(500)] public string Grondslag { get; set; } = "";
    public bool Onzeker { get; set; }
    [MaxLength(1000)] public string Waarschuwing { get; set; } = "";
}

/// <summary>Where a rule of the set comes from.</summary>
public sealed record Regelbron
{
    /// <summary>The field of the set, such as <c>vergaderingenPerJaar</c>.</summary>
    [MaxLength(60)] public required string Regel { get; set; }
    [MaxLength(500)] public required string Bron { get; set; }
    [MaxLength(1000)] public string Toelichting { get; set; } = "";
    public bool Onzeker { get; set; }
}

/// <summary>
/// Statutes and law as rules that can be run, from the day on which they hold (G15): the newest set on a day is in force.
/// Without values it is what the law says by itself (GOVERNANCE section 8, from memory where it says so;
/// the cooperative's own statutes are not in the source). Once something was decided by it, it stays as it is.
/// </summary>
public sealed record Regelset : Resource, IResource<Regelset>
{
    [MaxLength(200), NotBlank] public required string Naam { get; set; }

    /// <summary>The day of the deed.</summary>
    public required DateOnly GeldigVanaf { get; set; }
    [MaxLength(1000)] public string Toelichting { get; set; } = "";

    /// <summary>Each member one (line 49, BW 2:38). More is not supported: it would not be this cooperative.</summary>
    [Range(1, 1)] public int StemmenPerLid { get; set; } = 1;

    /// <summary>The share of the members that must be present or represented; 0/1: the law asks for none.</summary>
    [Range(0, 1000)] public int QuorumTeller { get; set; }
    [Range(1, 1000)] public int QuorumNoemer { get; set; } = 1;
    public List<Meerderheid> Meerderheden { get; set; } = [];

    /// <summary>Abstentions and blanks count as votes cast (G8: they do not, unless this says so).</summary>
    public bool OnthoudingTeltMee { get; set; }

    /// <summary>Days between the notice and the meeting; for a change of statutes (BW 2:42) at least seven.</summary>
    [Range(0, 365)] public int Oproepdagen { get; set; } = 7;
    [Range(7, 365)] public int OproepdagenStatuten { get; set; } = 7;

    /// <summary>How long the literal text of a change of statutes is open for inspection before the meeting (BW 2:42).</summary>
    [Range(5, 365)] public int TerInzagedagen { get; set; } = 5;

    /// <summary>How early an electronic vote before the meeting may begin (BW 2:38 lid 8).</summary>
    [Range(1, 30)] public int Voorafdagen { get; set; } = 30;

    /// <summary>For how many members one person may hold a proxy; null: no limit.</summary>
    [Range(1, 1000)] public int? VolmachtenPerHouder { get; set; }

    /// <summary>A proxy is held by someone who is entitled to vote (BW 2:38 lid 4-5, unless the statutes say otherwise).</summary>
    public bool GemachtigdeIsStemgerechtigd { get; set; } = true;

    /// <summary>The functions that may represent a member; empty: any (line 49: the portefeuillehouder).</summary>
    public List<string> Vertegenwoordigers { get; set; } = [];
    [Range(1, 12)] public int VergaderingenPerJaar { get; set; } = 1;

    /// <summary>A suspended member must agree as well when all members must (BW 2:40 lid 2; disputed).</summary>
    public bool GeschorsteTeltMee { get; set; } = true;

    /// <summary>The statutes let the members whom a matter concerns decide on it by majority. Without that, all of them must be for it:
    /// then it is an agreement (line 208).</summary>
    public bool BetrokkenenBijMeerderheid { get; set; }

    /// <summary>How many holders of keys a secret vote has at least.</summary>
    [Range(2, 9)] public int Sleutelhouders { get; set; } = 3;

    /// <summary>A digital vote is preceded by a moment to discuss it (line 1262).</summary>
    public bool BespreekmomentVerplicht { get; set; } = true;
    public List<Vormregel> Vormen { get; set; } = [];
    public List<Modusregel> Modi { get; set; } = [];
    public List<Regelbron> Bronnen { get; set; } = [];

    /// <summary>As what kind a decision goes to the Besluiten API, and its text to the Documenten API;
    /// without them it stays in this register.</summary>
    public Ref<Besluittype>? Besluittype { get; set; }
    public Ref<Informatieobjecttype>? Informatieobjecttype { get; set; }
    [MaxLength(9), Rsin] public string Rsin { get; set; } = "";

    public static void Define(Definition<Regelset> d) => d
        .At("regelsets").With(Operation.All | Operation.AuditTrail).Rechten()
        .Filter(r => r.GeldigVanaf, Compare.Equal | Compare.Lte | Compare.Gte).Order(r => r.GeldigVanaf)
        .Unique("geldigVanaf").Moves("regelsets", r => r.GeldigVanaf).Notifies("besluitvorming", "naam").ShownAs(r => r.Naam)
        .Rule("g15-uniek", EenPerDag, "geldigVanaf")
        .Rule("g15-wet", WatDeWetZegt, "meerderheden", "vormen", "modi")
        .Rule("g15-gebruikt", BlijftNaGebruik);

    private static async ValueTask EenPerDag(Change<Regelset> c)
    {
        if (!c.Deleting && await c.Any<Regelset>(q => q.Is("geldigVanaf", c.New.GeldigVanaf).Compares("uuid", "<>", c.New.Uuid)))
            c.Fault("geldigVanaf", "unique", "Op deze dag gaat al een regelset in. Kies een andere dag, of wijzig die regelset.");
    }

    private static async ValueTask BlijftNaGebruik(Change<Regelset> c)
    {
        if (!c.Creating && await c.Any<Stemming>(q => q.Is("regelset", c.Self)))
        {
            throw Session.Refuse(409, "g15-gebruikt",
                "Met deze regelset is al gestemd. Maak een nieuwe regelset die op een latere dag ingaat.");
        }
    }

    // What is not said is filled in with what holds by law, and can be seen and changed from then on.
    private static ValueTask WatDeWetZegt(Change<Regelset> c)
    {
        var r = c.New;
        if (c.Deleting) return default;
        if (r.QuorumTeller > r.QuorumNoemer) c.Fault("quorumTeller", "g15-wet", "Een quorum is hoogstens alle leden.");
        foreach (var (i, m) in r.Meerderheden.Index())
        {
            if (m.Teller > m.Noemer || m is { MeerDan: true } && m.Teller == m.Noemer)
                c.Fault($"meerderheden.{i}.teller", "g15-wet", "Een meerderheid is hoogstens alle stemmen.");
        }
        if (r.Meerderheden.Select(m => m.Soort).Distinct().Count() != r.Meerderheden.Count)
            c.Fault("meerderheden", "g15-wet", "Noem elke soort besluit één keer.");
        foreach (var soort in Enum.GetValues<Besluitsoort>())
        {
            if (!r.Meerderheden.Exists(m => m.Soort == soort))
            {
                r.Meerderheden.Add(soort == Besluitsoort.Statutenwijziging ? new() { Soort = soort, Teller = 2, Noemer = 3 }
                    : new() { Soort = soort, Teller = 1, Noemer = 2, MeerDan = true });
            }
        }
        if (r.Vormen.Count == 0)
        {
            r.Vormen =
                [
                    new() { Vorm = Vergadervorm.Fysiek, Grondslag = "BW 2:38" },
                    new() { Vorm = Vergadervorm.Digitaal, Van = new(2020, 4, 24), Tot = new(2023, 1, 31),
                        Grondslag = "Tijdelijke wet COVID-19 Justitie en Veiligheid" },
                ];
        }
        if (r.Modi.Count == 0)
        {
            r.Modi =
                [
                    new() { Modus = Stemmodus.InDeVergadering, Grondslag = "BW 2:38" },
                    new() { Modus = Stemmodus.Acclamatie, Grondslag = "BW 2:13; gebruik in de vergadering" },
                    new() { Modus = Stemmodus.Geheim, Grondslag = "Stemming over personen", Onzeker = true,
                        Waarschuwing = "Of een stemming geheim mag of moet, staat in de statuten. "
                        + "De software voor geheime stemmingen is nog niet door anderen gekeurd." },
                    new() { Modus = Stemmodus.BuitenVergadering,
                        Grondslag = "BW 2:40 lid 2: alle leden, met algemene stemmen, met voorkennis van het bestuur" },
                    new() { Modus = Stemmodus.DigitaleVergadering, Van = new(2020, 4, 24), Tot = new(2023, 1, 31),
                        Grondslag = "Tijdelijke wet COVID-19 Justitie en Veiligheid" },
                    new() { Modus = Stemmodus.Peiling, Grondslag = "Geen: een peiling bindt niemand" },
                ];
        }
        return default;
    }

    /// <summary>The set in force on a day; null when there is none yet.</summary>
    internal static async ValueTask<Regelset?> Op(Session s, DateOnly dag) =>
        (await s.Find<Regelset>(q => { q.Compares("geldigVanaf", "<=", dag); q.OrderBy = "t.\"geldigVanaf\" DESC"; })).FirstOrDefault();

    internal Vormregel? Vorm(Vergadervorm vorm, DateOnly dag) => Vormen.Find(v => v.Vorm == vorm && !(dag < v.Van) && !(dag > v.Tot));
    internal Modusregel? Modus(Stemmodus modus, DateOnly dag) => Modi.Find(m => m.Modus == modus && !(dag < m.Van) && !(dag > m.Tot));
    internal Meerderheid MeerderheidVoor(Besluitsoort soort) => Meerderheden.First(m => m.Soort == soort);
}

/// <summary>Who may do what in this register.</summary>
internal static class Besluitvormingsrechten
{
    /// <summary>The office works it up, the chair leads, a member's representative votes, speaks and gives proxies.</summary>
    public static readonly string[] Leiden = ["besluitvorming.leiden"];
    public static readonly string[] Bijwerken = ["besluitvorming.bijwerken", .. Leiden];
    public static readonly string[] Meedoen = ["besluitvorming.stemmen", .. Bijwerken];
    public static readonly string[] Lezen = ["besluitvorming.lezen", .. Meedoen];

    /// <summary>A holder of a key gives its part of the outcome of a secret vote.</summary>
    public static readonly string[] Ontsleutelen = ["besluitvorming.ontsleutelen", .. Meedoen];

    /// <summary>What is public (<see cref="Besluitvorming.Openbaar"/>), and nothing else.</summary>
    public const string Publiek = "besluitvorming.openbaar";
    public static readonly string[] Openbaar = [Publiek, .. Lezen];

    public static Definition<T> Rechten<T>(this Definition<T> d, string[]? maken = null) where T : Resource => d
        .Allow(Operation.List | Operation.Read | Operation.Head | Operation.AuditTrail, Lezen)
        .Allow(Operation.Create | Operation.Update | Operation.Delete, maken ?? Bijwerken);
}
