using System.ComponentModel.DataAnnotations;
using Brink.Engine;

namespace Brink.Registers.Besluitvorming;

/// <summary>
/// That a member may say not to take part in what is decided: until when, from when on, and on which terms (line 212).
/// Part of what is voted on.
/// </summary>
public sealed record Uitstapregeling
{
    /// <summary>The last day on which a member can say so.</summary>
    public required DateOnly Tot { get; set; }

    /// <summary>From when on it does not apply to that member.</summary>
    public required DateOnly Ingang { get; set; }

    /// <summary>The terms, word for word.</summary>
    [MaxLength(8000), NotBlank] public required string Voorwaarden { get; set; }

    /// <summary>Who does not take part may still use something of it, on terms that are agreed with that member.</summary>
    public bool NadereAfspraken { get; set; }
}

// A decision of the members concerned only (line 208), and one that members may stay out of (line 212).
public sealed partial record Stemming
{
    internal const string Betrokkengrond = "Afspraak tussen de leden die het aangaat",
    BetrokkengrondStatuten = "Statuten: besluit van de leden die het aangaat";

    internal const string Betrokkenwaarschuwing =
        "De wet kent geen besluit van een deel van de leden. Zonder regel in de statuten is dit een afspraak: zij geldt alleen als "
        + "alle leden die het aangaat voor zijn, en bindt alleen hen.";

    /// <summary>The words in which is told whom a decision binds.</summary>
    internal string GeldtVoor => $"Dit geldt alleen voor: {string.Join(", ", Kiezers.Select(k => k.Naam))}.";

    private static async ValueTask Aangaan(Change<Stemming> c)
    {
        var s = c.New;
        if (c.Deleting) return;
        BlijftHetzelfde(c);
        if (s.Betrokkenen.Select(b => b.Uuid).Distinct().Count() != s.Betrokkenen.Count)
            c.Fault("betrokkenen", "g208", "Noem elk lid één keer.");
        if (s.Betrokkenen.Count > 0 && string.IsNullOrWhiteSpace(s.RedenBetrokkenen))
            c.Fault("redenBetrokkenen", "g208", "Zeg waarom dit alleen deze leden aangaat.");
        if (s.Betrokkenen.Count > 0 && (s.Soort != Besluitsoort.Gewoon || s.Modus == Stemmodus.Geheim))
        {
            c.Fault("betrokkenen", "g208",
                "Over de statuten, over personen en in het geheim stemmen altijd alle leden.");
        }
        if (s.Betrokkenen.Count > 0 && (await Besluitvorming.Vergadering.Leden(c.Session))
            .TrueForAll(l => s.Betrokkenen.Exists(b => b.Uuid == l.Uuid)))
        {
            c.Fault("betrokkenen", "g208", "Dit zijn alle leden. Laat de lijst leeg; dan beslissen zij samen.");
        }
        if (s.Uitstap is not { } u) return;
        if (s.Soort != Besluitsoort.Gewoon || s.Modus == Stemmodus.Peiling)
            c.Fault("uitstap", "g212", "Alleen aan een gewoon besluit kan een lid niet meedoen.");
        if (u.Ingang < u.Tot) c.Fault("uitstap.ingang", "g212", "Niet meedoen gaat pas in als de dag om dat te melden voorbij is.");
    }
}
