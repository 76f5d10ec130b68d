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

    /// <summary>Why nothing is made for a board of the old format.</summary>
    internal const string Oud = $"Dit bord is van de oude vorm ({Groep.OudFormaat}). Er kan niet meer mee worden gestemd, en geen uitslag meer van komen. "
        + "Nakijken kan nog, met 'brink stemming verify' of controleer.html.";

    private Nagekeken(Stand stand) => Stand = stand;

    public Stand Stand { get; }

    /// <summary>Checks the lines of a board; throws <see cref="FormatException"/> with what is wrong.</summary>
    public static Nagekeken Van(IReadOnlyList<Regel> regels)
    {
        var (instelling, ceremonie) = Begin(regels);
        var kiezers = instelling.Kiezers.Select(k => k.Lid).ToHashSet(StringComparer.Ordinal);
        var biljetten = regels.Where(r => r.Soort == Bord.Naam(Regelsoort.Biljet)).Select(r => (r.Nr, Biljet: Bord.LeesRegel<Biljet>(r.Inhoud))).ToList();
        foreach (var (nr, biljet) in biljetten) Eis(kiezers.Contains(biljet.Lid), $"Regel {nr}: een biljet van iemand die niet op de lijst staat.");
        Akkoorden(regels, ceremonie, instelling.Begin);
        var laatste = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (nr, biljet) in biljetten)
        {
            Eis(biljet.Vorige == laatste.GetValueOrDefault(biljet.Lid, instelling.Begin), $"Regel {nr}: dit biljet volgt niet op het vorige van dit lid.");
            laatste[biljet.Lid] = regels[nr].Hash;
        }
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

    /// <summary>Checks the chain and its first line, open or closed: what a holder signs, and what a voter encrypts to. Throws <see cref="FormatException"/> when something
    /// does not hold, or the board is of the old format.</summary>
    public static (Instelling Instelling, Ceremonie Ceremonie) Begin(IReadOnlyList<Regel> regels)
    {
        var instelling = Keten(regels);
        Eis(instelling.Formaat is not null, Oud);
        var ceremonie = Sleutels(instelling);
        Eis(instelling.Kiezers.DistinctBy(k => k.Lid, StringComparer.Ordinal).Count() == instelling.Kiezers.Count, "Een lid staat twee keer op de lijst van stemgerechtigden.");
        var verschillend = instelling.Opties.Distinct(StringComparer.Ordinal).Count();
        Eis(verschillend >= 2 && verschillend == instelling.Opties.Count, "Er zijn geen twee verschillende keuzes.");
        return (instelling, ceremonie);
    }

    // The key follows from the ceremony, and what line 0 says of it is what the ceremony says.
    private static Ceremonie Sleutels(Instelling instelling)
    {
        Ceremonie ceremonie;
        try { ceremonie = Ceremonie.Van(instelling.Ceremonie!); }
        catch (FormatException e) { throw new FormatException($"De ceremonie op regel 0 klopt niet. {e.Message}", e); }
        Eis(ceremonie.Fase == Ceremoniefase.Klaar, "De ceremonie op regel 0 is niet afgemaakt.");
        Eis(instelling.K == ceremonie.Begin.K, "Regel 0 noemt een ander aantal houders dat samen de uitslag opent dan de ceremonie.");
        Eis(instelling.Publiek == ceremonie.Publiek, "De sleutel van de stemming is niet die van de ceremonie.");
        Eis(instelling.Sleutelhouders.Select(h => (h.Naam, h.Publiek)).SequenceEqual(ceremonie.Plaatsen.Select(l => (ceremonie.Naam(l), ceremonie.PubliekVan(l)))),
            "De sleutelhouders op regel 0 zijn niet die van de ceremonie.");
        Eis(instelling.KiezersHash == Bord.Lijsthash(instelling.Kiezers), "De hash op regel 0 is niet die van de lijst van stemgerechtigden.");
        return ceremonie;
    }

    private static void Akkoorden(IReadOnlyList<Regel> regels, Ceremonie ceremonie, string begin)
    {
        var (k, geweest) = (ceremonie.Begin.K, new HashSet<int>());
        foreach (var r in regels.Where(r => r.Soort == Bord.Naam(Regelsoort.Akkoord)))
            Eis(Getekend(ceremonie, begin, r.Inhoud) is > 0 and var houder && geweest.Add(houder),
                $"Regel {r.Nr}: dit akkoord is niet van een sleutelhouder, of van een die al tekende.");
        Eis(geweest.Count >= k, $"Er tekenden {geweest.Count} sleutelhouders voor deze stemming; er zijn er {k} nodig voordat iemand stemt.");
    }

    /// <summary>The place of the holder who signed line 0; 0: the signature does not hold. Throws <see cref="FormatException"/> when it is not written as it must be.</summary>
    public static int Getekend(Ceremonie ceremonie, string begin, string inhoud)
    {
        var akkoord = Bord.LeesRegel<Akkoord>(inhoud);
        return ceremonie.Plaatsen.Contains(akkoord.Houder) && ceremonie.Getekend(akkoord.Handtekening, Bord.Naam(Regelsoort.Akkoord), akkoord.Houder, begin, inhoud)
            ? akkoord.Houder : 0;
    }

    /// <summary>Whether a holder may open this board; throws <see cref="FormatException"/> with the reason when not.</summary>
    /// <param name="hoofd">What was typed of the head that was read out in the meeting.</param>
    /// <param name="gebruikt">For which boards the holder gave a part before.</param>
    public Gebruik MagOpen(string hoofd, IReadOnlyList<Gebruik> gebruikt)
    {
        Eis(Stand.Geldig.Count >= MinsteBiljetten,
            $"Er zijn maar {Stand.Geldig.Count} biljetten. Bij minder dan {MinsteBiljetten} is te raden wie wat koos; geef dan geen deel.");
        var getypt = string.Concat(hoofd.Where(c => c is not ('-' or ' '))).ToLowerInvariant();
        Eis(getypt.Length is >= KortsteCode and <= 64, $"Typ minstens {KortsteCode} tekens van het hoofd dat in de vergadering is voorgelezen.");
        Eis(Stand.Hoofd.StartsWith(getypt, StringComparison.Ordinal),
            "Dit is niet het bord dat in de vergadering is afgesloten: het voorgelezen hoofd is een ander. Geef geen deel, en meld dit aan de voorzitter.");
        Eis(gebruikt.All(g => g.Stemming != Stand.Instelling.Stemming || g.Hoofd == Stand.Hoofd),
            "Met deze sleutel is voor deze stemming al een ander bord geopend. Twee borden van één stemming verraden wie wat koos. "
            + "Geef geen deel, en meld dit aan de voorzitter.");
        return new() { Stemming = Stand.Instelling.Stemming, Hoofd = Stand.Hoofd };
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
        return Bord.LeesEerste(regels[0].Inhoud);
    }

    private static void Eis(bool goed, string anders)
    {
        if (!goed) throw new FormatException(anders);
    }
}
