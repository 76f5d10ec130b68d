using System.Globalization;

namespace Brink.Stembord;

/// <summary>What does not hold on a board, and on which line of it.</summary>
public sealed class Bordfout(int regel, string wat, Exception? oorzaak = null)
    : FormatException($"Regel {regel.ToString(CultureInfo.InvariantCulture)}: {wat}", oorzaak)
{
    /// <summary>The number of the line; that of the next, when something is missing at the end.</summary>
    public int Regel => regel;
}

/// <summary>
/// A closed board of which all was checked up to its closing: the chain, the keys, the list of voters,
/// every ballot and every opened ballot. Holders of keys open sums of such a board only: of a file that somebody made up,
/// the sums can be anything, also the choice of one member.
/// </summary>
public sealed class Nagekeken
{
    /// <summary>With fewer ballots the outcome tells too much of who chose what.</summary>
    public const int MinsteBiljetten = 5;

    /// <summary>The least that is read aloud and typed of a head or a code, in characters. Who makes both of two boards,
    /// finds two with the same 32 in 2^64 steps; with the same 48 it takes 2^96.</summary>
    public const int KortsteCode = 48;

    /// <summary>Why nothing is made for a board of the old format.</summary>
    internal const string Oud =
        $"Dit bord is van de oude vorm ({Groep.OudFormaat}). Er kan niet meer mee worden gestemd, en geen uitslag meer van komen. "
        + "Nakijken kan nog, met 'brink stemming verify' of controleer.html.";

    private Nagekeken(Stand stand) => Stand = stand;

    public Stand Stand { get; }

    /// <summary>Checks the lines of a board; throws <see cref="Bordfout"/> with the first that is wrong.</summary>
    public static Nagekeken Van(IReadOnlyList<Regel> regels)
    {
        var (instelling, ceremonie) = Begin(regels);
        Akkoorden(regels, ceremonie, instelling.Begin);
        Biljetten(regels, instelling);
        var sluiting = regels.FirstOrDefault(r => r.Soort == Bord.Naam(Regelsoort.Afsluiting))
            ?? throw new Bordfout(regels.Count, "het bord is niet afgesloten.");
        var stand = Bord.Gesloten(regels);
        Eis(Bord.LeesRegel<Afsluiting>(sluiting.Inhoud).Biljetten == stand.Geldig.Count, sluiting.Nr,
            "de afsluiting noemt een ander aantal biljetten dan er staan.");
        return new(stand);
    }

    // The ballots, in the order of the lines; their proofs take long, and are looked at before.
    private static void Biljetten(IReadOnlyList<Regel> regels, Instelling instelling)
    {
        var kiezers = instelling.Kiezers.Select(k => k.Lid).ToHashSet(StringComparer.Ordinal);
        var laatste = new Dictionary<string, string>(StringComparer.Ordinal);
        var (gestemd, getoond) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        var lijst = regels.Where(r => r.Soort == Bord.Naam(Regelsoort.Biljet) || r.Soort == Bord.Naam(Regelsoort.Geopend)).AsParallel()
            .AsOrdered().Select(r =>
        {
            var geopend = r.Soort == Bord.Naam(Regelsoort.Geopend) ? Bord.LeesRegel<Geopend>(r.Inhoud) : null;
            var biljet = geopend?.Biljet ?? Bord.LeesRegel<Biljet>(r.Inhoud);
            return (r.Nr, r.Hash, Biljet: biljet, Open: geopend is not null,
                Goed: biljet.Klopt(instelling) && geopend?.Opening.Klopt(instelling, biljet) != false);
        }).ToList();
        foreach (var (nr, hash, biljet, open, goed) in lijst)
        {
            Eis(goed, nr, open ? "het geopende biljet klopt niet." : "een bewijs van dit biljet klopt niet.");
            var cijfers = biljet.Opties.Select(o => o.A).ToList();
            if (open)
            {
                Eis(!cijfers.Exists(gestemd.Contains), nr, "een geopend biljet is ook als stem geteld.");
                getoond.UnionWith(cijfers);
                continue;
            }
            Eis(kiezers.Contains(biljet.Lid), nr, "een biljet van iemand die niet op de lijst staat.");
            Eis(biljet.Vorige == laatste.GetValueOrDefault(biljet.Lid, instelling.Begin), nr,
                "dit biljet volgt niet op het vorige van dit lid.");
            Eis(!cijfers.Exists(gestemd.Contains), nr, "dit biljet, of een deel ervan, stond al eerder op het bord.");
            Eis(!cijfers.Exists(getoond.Contains), nr, "dit biljet is eerder geopend.");
            gestemd.UnionWith(cijfers);
            laatste[biljet.Lid] = hash;
        }
    }

    /// <summary>Checks the chain and its first line, open or closed: what a holder signs, and what a voter encrypts to.
    /// Throws <see cref="FormatException"/> when something does not hold, or the board is of the old format.</summary>
    public static (Instelling Instelling, Ceremonie Ceremonie) Begin(IReadOnlyList<Regel> regels)
    {
        var instelling = Keten(regels);
        return (instelling, Sleutels(instelling));
    }

    // The key follows from the ceremony, and what line 0 says of it is what the ceremony says.
    private static Ceremonie Sleutels(Instelling instelling)
    {
        Ceremonie ceremonie;
        try { ceremonie = Ceremonie.Van(instelling.Ceremonie!); }
        catch (FormatException e) { throw new Bordfout(0, $"de ceremonie klopt niet. {e.Message}", e); }
        void Moet(bool goed, string anders) => Eis(goed, 0, anders);
        Moet(ceremonie.Fase == Ceremoniefase.Klaar, "de ceremonie is niet afgemaakt.");
        Moet(instelling.K == ceremonie.Begin.K, "er staat een ander aantal houders dat samen de uitslag opent dan in de ceremonie.");
        Moet(instelling.Publiek == ceremonie.Publiek, "de sleutel van de stemming is niet die van de ceremonie.");
        Moet(instelling.Sleutelhouders.Select(h => (h.Naam, h.Publiek))
            .SequenceEqual(ceremonie.Plaatsen.Select(l => (ceremonie.Naam(l), ceremonie.PubliekVan(l)))),
            "de sleutelhouders zijn niet die van de ceremonie.");
        Moet(IsUuid(instelling.Stemming) && instelling.Kiezers.TrueForAll(k => IsUuid(k.Lid)), "de stemming, of een lid, heeft geen uuid.");
        Moet(instelling.Onderwerp.Length > 0 && !instelling.Opties.Contains("") && instelling.Kiezers.TrueForAll(k => k.Naam.Length > 0),
            "het onderwerp, een keuze of een naam is leeg.");
        var opties = instelling.Opties.Distinct(StringComparer.Ordinal).Count();
        Moet(opties >= 2 && opties == instelling.Opties.Count, "er zijn geen twee verschillende keuzes.");
        var leden = instelling.Kiezers.DistinctBy(k => k.Lid, StringComparer.Ordinal).Count();
        var namen = instelling.Kiezers.DistinctBy(k => k.Naam, StringComparer.Ordinal).Count();
        // Who looks the list over, sees names: two members with one name could stand in for each other.
        Moet(leden > 0 && leden == instelling.Kiezers.Count && namen == leden,
            "er is geen stemgerechtigde, of een lid of een naam staat twee keer op de lijst.");
        Moet(instelling.KiezersHash == Bord.Lijsthash(instelling.Kiezers), "de hash is niet die van de lijst van stemgerechtigden.");
        return ceremonie;
    }

    internal static bool IsUuid(string tekst) => Guid.TryParseExact(tekst, "D", out var uuid) && uuid.ToString() == tekst;

    private static void Akkoorden(IReadOnlyList<Regel> regels, Ceremonie ceremonie, string begin)
    {
        var (k, geweest) = (ceremonie.Begin.K, new HashSet<int>());
        foreach (var r in regels.Where(r => r.Soort == Bord.Naam(Regelsoort.Akkoord)))
        {
            Eis(Getekend(ceremonie, begin, r.Inhoud) is > 0 and var houder && geweest.Add(houder), r.Nr,
                "dit akkoord is niet van een sleutelhouder, of van een die al tekende.");
        }
        Eis(geweest.Count >= k, regels.FirstOrDefault(r => r.Nr > 0 && r.Soort != Bord.Naam(Regelsoort.Akkoord))?.Nr ?? regels.Count,
            $"er tekenden {geweest.Count} sleutelhouders voor deze stemming; er zijn er {k} nodig voordat iemand stemt.");
    }

    /// <summary>The place of the holder who signed line 0; 0: the signature does not hold.
    /// Throws <see cref="FormatException"/> when it is not written as it must be.</summary>
    public static int Getekend(Ceremonie ceremonie, string begin, string inhoud)
    {
        var akkoord = Bord.LeesRegel<Akkoord>(inhoud);
        return ceremonie.Plaatsen.Contains(akkoord.Houder) && ceremonie.Getekend(akkoord.Handtekening, Bord.Naam(Regelsoort.Akkoord),
            akkoord.Houder, begin, inhoud)
            ? akkoord.Houder : 0;
    }

    /// <summary>The beginning of a hash as somebody typed it: capitals, hyphens and blanks do not matter; null when it is none,
    /// or too short.</summary>
    public static string? Kort(string getypt) => string.Concat(getypt.Where(c => c != '-' && !char.IsWhiteSpace(c)))
        .ToLowerInvariant() is { Length: >= KortsteCode and <= 64 } kort
        && kort.All(char.IsAsciiHexDigitLower) ? kort : null;

    /// <summary>What is read aloud of a hash, in groups of four.</summary>
    public static string InVieren(string hash) => string.Join(' ', hash[..KortsteCode].Chunk(4).Select(g => new string(g)));

    /// <summary>Whether a holder may open this board; throws <see cref="FormatException"/> with the reason when not.</summary>
    /// <param name="hoofd">What was typed of the head that was read out in the meeting.</param>
    /// <param name="gebruikt">For which boards the holder gave a part before.</param>
    public Gebruik MagOpen(string hoofd, IReadOnlyList<Gebruik> gebruikt)
    {
        Eis(Stand.Geldig.Count >= MinsteBiljetten,
            $"Er zijn maar {Stand.Geldig.Count} biljetten. Bij minder dan {MinsteBiljetten} is te raden wie wat koos; geef dan geen deel.");
        var getypt = Kort(hoofd);
        Eis(getypt is not null, $"Typ minstens {KortsteCode} tekens van het hoofd dat in de vergadering is voorgelezen.");
        Eis(Stand.Hoofd.StartsWith(getypt!, StringComparison.Ordinal),
            "Dit is niet het bord dat in de vergadering is afgesloten: het voorgelezen hoofd is een ander. Geef geen deel, en meld dit "
            + "aan de voorzitter.");
        Eis(gebruikt.All(g => g.Stemming != Stand.Instelling.Stemming || g.Hoofd == Stand.Hoofd),
            "Met deze sleutel is voor deze stemming al een ander bord geopend. Twee borden van één stemming verraden wie wat koos. "
            + "Geef geen deel, en meld dit aan de voorzitter.");
        return new() { Stemming = Stand.Instelling.Stemming, Hoofd = Stand.Hoofd };
    }

    // Every hash made anew, the kinds of line in their order (ballots and opened ballots in any order among themselves),
    // and each written as it must be.
    private static Instelling Keten(IReadOnlyList<Regel> regels)
    {
        Eis(regels.Count > 0, 0, "het bord is leeg.");
        Regel? vorige = null;
        var plaats = Regelsoort.Instelling;
        Instelling? instelling = null;
        foreach (var (nr, r) in regels.Index())
        {
            Eis(Enum.TryParse<Regelsoort>(r.Soort, ignoreCase: true, out var soort) && Bord.Naam(soort) == r.Soort
                && soort == Regelsoort.Instelling == vorige is null, nr,
                $"een regel van de soort '{r.Soort}' hoort hier niet.");
            Eis(r == Bord.Volgende(vorige, soort, r.Inhoud), nr, "deze regel ontbreekt of is veranderd.");
            var hier = soort == Regelsoort.Geopend ? Regelsoort.Biljet : soort;
            Eis(hier >= plaats, nr, $"'{r.Soort}' staat te laat: het bord was al verder.");
            Eis(hier != plaats || hier is not (Regelsoort.Afsluiting or Regelsoort.Uitslag), nr, $"'{r.Soort}' staat er twee keer.");
            Eis(hier <= Regelsoort.Afsluiting || plaats >= Regelsoort.Afsluiting, nr,
                $"'{r.Soort}' staat te vroeg: het bord is nog niet afgesloten.");
            try
            {
                if (nr == 0) instelling = Bord.LeesEerste(r.Inhoud);
                else Bord.LeesRegel(soort, r.Inhoud);
            }
            catch (FormatException e) { throw new Bordfout(nr, "deze regel is niet geschreven zoals het formaat het vraagt.", e); }
            if (instelling!.Formaat is null) throw new FormatException(Oud);
            (vorige, plaats) = (r, hier);
        }
        return instelling!;
    }

    private static void Eis(bool goed, int regel, string anders)
    {
        if (!goed) throw new Bordfout(regel, anders);
    }

    private static void Eis(bool goed, string anders)
    {
        if (!goed) throw new FormatException(anders);
    }
}
