using Brink.Engine;

namespace Brink.Registers.Besluitvorming;

/// <summary>What can be chosen in an open vote.</summary>
public enum Keuze { Voor, Tegen, Onthouding, Blanco }

/// <summary>What a vote came to.</summary>
public enum Uitkomst { Aangenomen, Verworpen, GeenBesluit, NietBindend }

/// <summary>
/// The count of a vote, as one function of facts (GOVERNANCE 4.3): it knows no store, no clock and no caller,
/// so that it can be done again by anyone. Fractions are compared by multiplication in whole numbers.
/// </summary>
public static class Tellen
{
    /// <summary>A member of the electorate as it was when the vote was opened.</summary>
    public sealed record Lidstand(string Lid, bool Geschorst = false);

    /// <summary>That a member was there, itself or by someone who may vote for it: from a moment, until before another.</summary>
    public sealed record Periode(string Lid, DateTimeOffset In, DateTimeOffset? Uit = null)
    {
        public bool Op(DateTimeOffset moment) => In <= moment && !(Uit <= moment);
    }

    /// <summary>A proxy that covers this vote.</summary>
    public sealed record Machtiging(string Id, string Gever, string Houder, bool Stemmen, DateTimeOffset Van,
        DateTimeOffset? Ingetrokken = null);

    /// <summary>A vote that was cast, by the member itself or with a proxy.</summary>
    public sealed record Uitgebracht(string Lid, Keuze Keuze, DateTimeOffset Moment, string? Machtiging = null);

    /// <summary>What of the rules counts. <paramref name="AllenVoor"/>: it is an agreement of those whom it concerns,
    /// so each of them must be for it.</summary>
    public sealed record Regels(int QuorumTeller, int QuorumNoemer, int Teller, int Noemer, bool MeerDan, bool VanAlleLeden,
        bool OnthoudingTeltMee, int? VolmachtenPerHouder,
        bool GeschorsteTeltMee, bool AllenVoor = false);

    /// <summary>All that a count needs. <paramref name="Perioden"/> null: who was there is not known, and is not asked.</summary>
    public sealed record Opgave(Stemmodus Modus, Regels Regels, IReadOnlyList<Lidstand> Leden, IReadOnlyList<Periode>? Perioden,
        IReadOnlyList<Machtiging> Machtigingen,
        IReadOnlyList<Uitgebracht> Stemmen, DateTimeOffset Opent, DateTimeOffset Sluit);

    /// <summary>What came out. <paramref name="Geteld"/> has one vote per member at most.</summary>
    public sealed record Telling(Uitkomst Uitkomst, IReadOnlyDictionary<string, Uitgebracht> Geteld, int Stemgerechtigd, int Aanwezig,
        int QuorumNodig, bool QuorumGehaald,
        IReadOnlyList<string> Redenen, string Berekening)
    {
        public int Aantal(Keuze keuze) => Geteld.Values.Count(s => s.Keuze == keuze);
    }

    /// <summary>Votes in the meeting are cast by who is there, once; elsewhere a member may change its vote until the end.</summary>
    public static bool VraagtAanwezigheid(Stemmodus modus) => modus is Stemmodus.InDeVergadering or Stemmodus.Acclamatie
        or Stemmodus.Geheim;

    /// <summary>The smallest number of members that is at least the fraction.</summary>
    public static int Quorum(int leden, int teller, int noemer) => (int)(((long)leden * teller + noemer - 1) / noemer);

    /// <summary>The smallest number that <see cref="Haalt"/>; at least one.</summary>
    public static int Nodig(int van, int teller, int noemer, bool meerDan) =>
        (int)Math.Max(1, meerDan ? (long)van * teller / noemer + 1 : ((long)van * teller + noemer - 1) / noemer);

    /// <summary>The sum that decided, in words for who was not there.</summary>
    private static string Som(int voor, int van, bool leden, int nodig) => van == 0 ? "Er is niet voor of tegen gestemd"
        : van == 1 ? $"{(leden ? "Het enige lid" : "De enige stem")} is {(voor == 1 ? "" : "niet ")}voor; nodig: 1"
        : $"{voor} van de {van} {(leden ? "leden" : "stemmen")} voor; nodig: {nodig}";

    /// <summary>Whether <paramref name="voor"/> of <paramref name="van"/> is the fraction or more;
    /// with <paramref name="meerDan"/> more.</summary>
    public static bool Haalt(int voor, int van, int teller, int noemer, bool meerDan)
    {
        var (links, rechts) = ((long)voor * noemer, (long)van * teller);
        return voor > 0 && (meerDan ? links > rechts : links >= rechts);
    }

    /// <summary>Counts.</summary>
    public static Telling Tel(Opgave o)
    {
        var r = o.Regels;
        var kiezers = o.Leden.Where(l => !l.Geschorst || o.Modus == Stemmodus.BuitenVergadering && r.GeschorsteTeltMee).Select(l => l.Lid)
            .ToHashSet();
        var geteld = Geldig(o, kiezers);
        // Who votes from elsewhere takes part by voting.
        var aanwezig = o.Perioden is null || !VraagtAanwezigheid(o.Modus) ? geteld.Count : o.Perioden.Where(p => p.Op(o.Opent)).Select(p =>
            p.Lid).Where(kiezers.Contains).Distinct().Count();
        var nodig = Quorum(kiezers.Count, r.QuorumTeller, r.QuorumNoemer);
        var (voor, tegen, rest) = (0, 0, 0);
        foreach (var s in geteld.Values)
            if (s.Keuze == Keuze.Voor) voor++; else if (s.Keuze == Keuze.Tegen) tegen++; else rest++;
        var van = r.VanAlleLeden ? kiezers.Count : voor + tegen + (r.OnthoudingTeltMee ? rest : 0);
        var haalt = Haalt(voor, van, r.Teller, r.Noemer, r.MeerDan);
        var sommetje = Som(voor, van, r.VanAlleLeden, Nodig(van, r.Teller, r.Noemer, r.MeerDan));
        var redenen = new List<string>();
        if (aanwezig < nodig) redenen.Add($"g10: het quorum is niet gehaald: {aanwezig} van de {nodig} die nodig zijn.");
        var uitkomst = haalt ? Uitkomst.Aangenomen : Uitkomst.Verworpen;
        switch (o.Modus)
        {
            case not Stemmodus.Peiling when r.AllenVoor:
                sommetje = $"{voor} voor van de {kiezers.Count} leden die het aangaat; zij moeten allemaal voor zijn";
                uitkomst = Uitkomst.Aangenomen;
                if (voor < kiezers.Count || kiezers.Count == 0)
                {
                    redenen.Add($"g208: {tegen} tegen, {rest} onthouden of blanco en {kiezers.Count - geteld.Count} niet gestemd; alle "
                    + $"leden die het aangaat, moeten voor zijn.");
                }
                break;
            case Stemmodus.Peiling:
                return new(Uitkomst.NietBindend, geteld, kiezers.Count, aanwezig, nodig, aanwezig >= nodig,
                    ["m7: een peiling is nooit een besluit."], sommetje);
            case Stemmodus.BuitenVergadering:
                sommetje = Som(voor, kiezers.Count, true, kiezers.Count);
                if (voor == kiezers.Count && kiezers.Count > 0)
                {
                    uitkomst = Uitkomst.Aangenomen;
                }
                else
                {
                    redenen.Add($"wet-unaniem: {tegen} tegen, {rest} onthouden of blanco en {kiezers.Count - geteld.Count} niet gestemd; "
                        + "buiten vergadering moeten alle leden voor zijn (BW 2:40 lid 2).");
                }
                break;
            case Stemmodus.Acclamatie:
                sommetje = $"Zonder hoofdelijke stemming; {tegen} tegen, {rest} onthouden";
                uitkomst = Uitkomst.Aangenomen;
                if (o.Perioden is not null && aanwezig == 0) redenen.Add("g10: er was geen lid aanwezig; zonder leden is er geen besluit.");
                if (tegen > 0) redenen.Add("g11: er is een stem tegen; neem het besluit dan met een hoofdelijke stemming.");
                break;
        }
        return new(redenen.Count > 0 ? Uitkomst.GeenBesluit : uitkomst, geteld, kiezers.Count, aanwezig, nodig, aanwezig >= nodig,
            redenen, sommetje);
    }

    // One vote per member: of those who may, by who may cast it, in time, while there.
    private static Dictionary<string, Uitgebracht> Geldig(Opgave o, HashSet<string> kiezers)
    {
        var geteld = new Dictionary<string, Uitgebracht>(StringComparer.Ordinal);
        var gevers = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        foreach (var s in o.Stemmen.Where(s => kiezers.Contains(s.Lid) && s.Moment >= o.Opent && s.Moment <= o.Sluit)
            .OrderBy(s => s.Moment))
        {
            if (VraagtAanwezigheid(o.Modus))
            {
                if (geteld.ContainsKey(s.Lid)) continue;
                if (o.Perioden is { } perioden && !perioden.Any(p => p.Lid == s.Lid && p.Op(s.Moment))) continue;
            }
            if (s.Machtiging is { } id)
            {
                if (o.Machtigingen.FirstOrDefault(m => m.Id == id) is not { Stemmen: true } m || m.Gever != s.Lid || m.Van > s.Moment
                    || m.Ingetrokken <= s.Moment)
                {
                    continue;
                }
                if (!gevers.TryGetValue(m.Houder, out var van)) gevers[m.Houder] = van = [];
                if (!van.Contains(s.Lid) && van.Count >= o.Regels.VolmachtenPerHouder) continue;
                van.Add(s.Lid);
            }
            geteld[s.Lid] = s;
        }
        return geteld;
    }

    /// <summary>What a rule set says for one kind of decision.</summary>
    internal static Regels Van(Regelset r, Besluitsoort soort)
    {
        var m = r.MeerderheidVoor(soort);
        return new(r.QuorumTeller, r.QuorumNoemer, m.Teller, m.Noemer, m.MeerDan, m.VanAlleLeden, r.OnthoudingTeltMee,
            r.VolmachtenPerHouder, r.GeschorsteTeltMee);
    }
}
