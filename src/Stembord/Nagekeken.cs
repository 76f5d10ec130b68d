using System.Globalization;

namespace Brink.Stembord;

/// <summary>
/// A closed board of which all was checked up to its closing: the chain, the keys, the list of voters, every ballot and every opened ballot. Holders of keys open sums of such a
/// board only: of a file that somebody made up, the sums can be anything, also the choice of one member.
/// </summary>
public sealed class Nagekeken
{
    /// <summary>With fewer ballots the outcome tells too much of who chose what.</summary>
    public const int MinsteBiljetten = 5;

    /// <summary>The least that is typed of a head or a code, in characters: of fewer, others with the same beginning can be found.</summary>
    public const int KortsteCode = 32;

    private Nagekeken(Stand stand) => Stand = stand;

    public Stand Stand { get; }

    /// <summary>Checks the lines of a board; throws <see cref="FormatException"/> with what is wrong.</summary>
    public static Nagekeken Van(IReadOnlyList<Regel> regels)
    {
        var instelling = Keten(regels);
        Sleutels(instelling);
        var kiezers = instelling.Kiezers.Select(k => k.Lid).ToHashSet(StringComparer.Ordinal);
        Eis(kiezers.Count == instelling.Kiezers.Count, "Een lid staat twee keer op de lijst van stemgerechtigden.");
        Eis(instelling.Opties.Count >= 2 && instelling.Opties.Distinct(StringComparer.Ordinal).Count() == instelling.Opties.Count, "Er zijn geen twee verschillende keuzes.");

        var biljetten = regels.Where(r => r.Soort == Bord.Naam(Regelsoort.Biljet)).Select(r => (r.Nr, Biljet: Bord.LeesRegel<Biljet>(r.Inhoud))).ToList();
        foreach (var (nr, biljet) in biljetten) Eis(kiezers.Contains(biljet.Lid), $"Regel {nr}: een biljet van iemand die niet op de lijst staat.");
        if (biljetten.AsParallel().AsOrdered().FirstOrDefault(b => !b.Biljet.Klopt(instelling)) is { Biljet: not null } slecht)
            throw new FormatException($"Regel {slecht.Nr}: een bewijs van dit biljet klopt niet.");
        var cijfers = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (nr, biljet) in biljetten) Eis(biljet.Opties.TrueForAll(o => cijfers.Add(o.A)), $"Regel {nr}: dit biljet, of een deel ervan, stond al eerder op het bord.");
        foreach (var r in regels.Where(r => r.Soort == Bord.Naam(Regelsoort.Geopend)))
        {
            var geopend = Bord.LeesRegel<Geopend>(r.Inhoud);
            Eis(geopend.Biljet.Klopt(instelling) && geopend.Opening.Klopt(instelling, geopend.Biljet), $"Regel {r.Nr}: het geopende biljet klopt niet.");
            Eis(geopend.Biljet.Opties.TrueForAll(o => !cijfers.Contains(o.A)), $"Regel {r.Nr}: een geopend biljet is ook als stem geteld.");
        }

        var sluiting = regels.Where(r => r.Soort == Bord.Naam(Regelsoort.Afsluiting)).ToList();
        Eis(sluiting.Count == 1, "Het bord is niet (precies één keer) afgesloten.");
        var stand = Bord.Gesloten(regels);
        Eis(Bord.LeesRegel<Afsluiting>(sluiting[0].Inhoud).Biljetten == stand.Geldig.Count, "De afsluiting noemt een ander aantal biljetten dan er staan.");
        foreach (var r in regels.Where(r => r.Soort == Bord.Naam(Regelsoort.Deel))) Bord.LeesRegel<Ontcijferdeel>(r.Inhoud);
        foreach (var r in regels.Where(r => r.Soort == Bord.Naam(Regelsoort.Uitslag))) Bord.LeesRegel<Telling>(r.Inhoud);
        return new(stand);
    }

    // Every hash made anew, and the kinds of line in their order: ballots and opened ballots in any order among themselves.
    private static Instelling Keten(IReadOnlyList<Regel> regels)
    {
        Eis(regels.Count > 0, "Het bord is leeg.");
        Regel? vorige = null;
        var plaats = 0;
        foreach (var r in regels)
        {
            Eis(Enum.TryParse<Regelsoort>(r.Soort, ignoreCase: true, out var soort) && Bord.Naam(soort) == r.Soort && soort == Regelsoort.Instelling == vorige is null,
                $"Regel {r.Nr} is van een soort ('{r.Soort}') die daar niet hoort.");
            Eis(r == Bord.Volgende(vorige, soort, r.Inhoud), $"Regel {(vorige?.Nr + 1 ?? 0).ToString(CultureInfo.InvariantCulture)} ontbreekt of is veranderd.");
            var hier = soort == Regelsoort.Geopend ? (int)Regelsoort.Biljet : (int)soort;
            Eis(hier >= plaats, $"Regel {r.Nr} ('{r.Soort}') staat te laat: het bord was al verder.");
            (vorige, plaats) = (r, hier);
        }
        return Bord.Lees<Instelling>(regels[0].Inhoud);
    }

    private static void Sleutels(Instelling instelling)
    {
        var houders = instelling.Sleutelhouders;
        Eis(houders.Count >= 2, "Eén sleutelhouder zou alle biljetten kunnen lezen; er moeten er minstens twee zijn.");
        foreach (var h in houders) Eis(h.Klopt(), $"Het bewijs bij de sleutel van {h.Naam} klopt niet.");
        Eis(houders.Select(h => h.Publiek).Distinct(StringComparer.Ordinal).Count() == houders.Count, "Een sleutel staat er twee keer.");
        Eis(Sleutelhouder.Samen(houders) == instelling.Publiek, "De sleutel van de stemming is niet de som van de sleutels van de houders.");
    }

    private static void Eis(bool goed, string anders)
    {
        if (!goed) throw new FormatException(anders);
    }
}
