using Org.BouncyCastle.Math;
using Org.BouncyCastle.Math.EC;

namespace Brink.Stembord;

/// <summary>
/// What a holder does in a ceremony, on its own computer. It keeps nothing but a seed; all its numbers follow from that,
/// so that who has the 24 words makes the same lines again on another computer. Also the chance of its proofs follows,
/// from the seed and all that the proof is about: no two proofs ever begin alike.
/// </summary>
public static class Houder
{
    /// <summary>Round 1.</summary>
    /// <param name="zaad">64 hexadecimals, see <see cref="Woorden"/>.</param>
    /// <param name="ceremonie">The ceremony, as it was checked.</param>
    /// <param name="plaats">The place of the holder, from 1 on.</param>
    /// <exception cref="FormatException">The place is not of this ceremony.</exception>
    public static Certificaat Certificaat(string zaad, Ceremonie ceremonie, int plaats)
    {
        if (!ceremonie.Plaatsen.Contains(plaats)) throw new FormatException("Deze sleutelhouder doet niet mee aan de ceremonie.");
        var (cer, ontvang) = (ceremonie.Cer, Ontvang(zaad, ceremonie.Cer));
        var certificaat = new Certificaat
        {
            Houder = plaats,
            Teken = Maal(Teken(zaad, cer)),
            Ontvang = Maal(ontvang),
            Vastlegging = Groep.Hash(string.Join('|', Factoren(zaad, ceremonie).Select(Maal))),
            BewijsOntvang = Kent(zaad, cer, ontvang, "ontvang", cer, Drempel.Tekst(plaats)),
        };
        return certificaat with { Handtekening = Onderteken(zaad, ceremonie, Ceremonie.Ronde1, cer, certificaat) };
    }

    /// <summary>The place that the certificate of this seed has; 0: none.</summary>
    public static int Plaats(string zaad, Ceremonie ceremonie)
    {
        var teken = Maal(Teken(zaad, ceremonie.Cer));
        return ceremonie.Certificaten.Values.FirstOrDefault(c => c.Teken == teken)?.Houder ?? 0;
    }

    /// <summary>Round 2. Throws <see cref="FormatException"/> when a certificate is missing, or that of this seed is not there.</summary>
    public static Veelterm Veelterm(string zaad, Ceremonie ceremonie)
    {
        Moet(ceremonie, Ceremoniefase.Veeltermen);
        var (cer, h1, plaats, factoren) = (ceremonie.Cer, ceremonie.Hoofd1, EigenPlaats(zaad, ceremonie), Factoren(zaad, ceremonie));
        var punten = factoren.Select(Maal).ToList();
        var veelterm = new Veelterm
        {
            Houder = plaats,
            C = punten,
            Bewijs = Kent(zaad, cer, factoren[0], Ceremonie.Ronde2, cer, h1, Drempel.Tekst(plaats), Groep.Hash(string.Join('|', punten))),
            Delen = [.. ceremonie.Plaatsen.Where(l => l != plaats).Select(naar =>
            {
                var ontvang = ceremonie.Certificaten[naar].Ontvang;
                var r = Drempel.Leid(zaad, cer, $"r|{h1}|{plaats}|{naar}|{ontvang}");
                var e = Maal(r);
                var masker = ceremonie.Masker(plaats, naar, e, Punt(ontvang).Multiply(r));
                return new Zending { Naar = naar, E = e, V = Groep.Tekst(Drempel.Waarde(factoren, naar).Add(masker).Mod(Groep.Orde)) };
            })],
        };
        return veelterm with { Handtekening = Onderteken(zaad, ceremonie, Ceremonie.Ronde2, h1, veelterm) };
    }

    /// <summary>Round 3: opens the shares of the others. All fit: the acceptance; one does not: the complaint about it.</summary>
    public static (Aanvaarding? Aanvaarding, Klacht? Klacht) Ronde3(string zaad, Ceremonie ceremonie)
    {
        Moet(ceremonie, Ceremoniefase.Aanvaardingen);
        var (cer, h2, plaats, ontvang) = (ceremonie.Cer, ceremonie.Hoofd2, EigenPlaats(zaad, ceremonie), Ontvang(zaad, ceremonie.Cer));
        foreach (var van in ceremonie.Plaatsen.Where(l => l != plaats))
            if (!ceremonie.Past(van, plaats, Gedeeld(ceremonie, van, plaats, ontvang))) return (null, Klaag(zaad, ceremonie, van));
        var x = Geheim(zaad, ceremonie);
        var aanvaarding = new Aanvaarding
        {
            Houder = plaats,
            Publiek = Maal(x),
            Bewijs = Kent(zaad, cer, x, Ceremonie.Ronde3, cer, h2, Drempel.Tekst(plaats))
        };
        return (aanvaarding with { Handtekening = Onderteken(zaad, ceremonie, Ceremonie.Ronde3, h2, aanvaarding) }, null);
    }

    /// <summary>A complaint about the share of another; whether it is right, <see cref="Ceremonie.Beoordeel"/> says.</summary>
    public static Klacht Klaag(string zaad, Ceremonie ceremonie, int over)
    {
        var (cer, plaats, ontvang) = (ceremonie.Cer, EigenPlaats(zaad, ceremonie), Ontvang(zaad, ceremonie.Cer));
        var e = ceremonie.Veeltermen[over].Delen.Single(d => d.Naar == plaats).E;
        var gedeeld = Groep.Tekst(Gedeeld(ceremonie, over, plaats, ontvang));
        var waarover = ceremonie.OverKlacht(plaats, over, e, gedeeld);
        var w = Kans(zaad, cer, Ceremonie.Bezwaar, waarover);
        var c = Groep.UitdagingVan(Ceremonie.Formaat, Ceremonie.Bezwaar,
            [.. waarover, Maal(w), Groep.Tekst(Punt(e).Multiply(w).Normalize())]);
        var klacht = new Klacht { Houder = plaats, Over = over, Gedeeld = gedeeld, Bewijs = Antwoord(c, w, ontvang) };
        return klacht with { Handtekening = Onderteken(zaad, ceremonie, Ceremonie.Bezwaar, ceremonie.Hoofd2, klacht) };
    }

    /// <summary>Signs line 0 of a vote, after checking it.</summary>
    /// <param name="zaad">The seed.</param>
    /// <param name="regels">The board, as it is before the first ballot.</param>
    public static Akkoord Akkoord(string zaad, IReadOnlyList<Regel> regels)
    {
        var (instelling, ceremonie) = Nagekeken.Begin(regels);
        var akkoord = new Akkoord { Houder = EigenPlaats(zaad, ceremonie) };
        return akkoord with { Handtekening = Onderteken(zaad, ceremonie, Bord.Naam(Regelsoort.Akkoord), instelling.Begin, akkoord) };
    }

    /// <summary>This holder's part of opening the sums of a closed vote; bound to the last line of its board.
    /// Throws <see cref="FormatException"/> with the reason when it refuses.</summary>
    /// <param name="zaad">The seed.</param>
    /// <param name="bord">The board, checked.</param>
    /// <param name="hoofd">The hash of the closing line as it was read out in the meeting, or its first 48 characters or more;
    /// blanks and hyphens do not count.</param>
    /// <param name="gebruikt">For which boards this holder gave a part before.</param>
    /// <returns>The part, and what is to be kept with the seed from now on.</returns>
    public static (Ontcijferdeel Deel, Gebruik Gebruikt) Ontcijfer(string zaad, Nagekeken bord, string hoofd,
        IReadOnlyList<Gebruik> gebruikt)
    {
        var ceremonie = Ceremonie.Van(bord.Stand.Instelling.Ceremonie!);
        var (plaats, x, nu) = (EigenPlaats(zaad, ceremonie), Geheim(zaad, ceremonie), bord.MagOpen(hoofd, gebruikt));
        var publiek = Maal(x);
        return (new()
        {
            Houder = plaats,
            Opties = [.. bord.Stand.Sommen.Select((som, i) =>
            {
                var d = Groep.Tekst(som.A.Multiply(x).Normalize());
                return new Optiedeel { D = d,
                    Bewijs = Bewijs.Gelijk(x, som.A, "deel", Ontcijferdeel.Over(bord.Stand, plaats, publiek, i, som.A, d)) };
            })],
        }, nu);
    }

    /// <summary>What the holder holds: the sum of all shares. It never leaves the computer.</summary>
    internal static BigInteger Geheim(string zaad, Ceremonie ceremonie)
    {
        var (plaats, ontvang) = (EigenPlaats(zaad, ceremonie), Ontvang(zaad, ceremonie.Cer));
        return ceremonie.Plaatsen.Where(l => l != plaats).Aggregate(Drempel.Waarde(Factoren(zaad, ceremonie), plaats),
            (som, van) => som.Add(ceremonie.Deel(van, plaats, Gedeeld(ceremonie, van, plaats, ontvang))).Mod(Groep.Orde));
    }

    /// <summary>Signs what is in a line: all fields but the last.</summary>
    /// <param name="zaad">The seed.</param>
    /// <param name="ceremonie">The ceremony.</param>
    /// <param name="soort">The kind of line.</param>
    /// <param name="waarop">The head that the holder saw: that before the round.</param>
    /// <param name="regel">The line; what its signature is now, does not count.</param>
    public static Bewijs Onderteken<T>(string zaad, Ceremonie ceremonie, string soort, string waarop, T regel) =>
        Kent(zaad, ceremonie.Cer, Teken(zaad, ceremonie.Cer),
        "handtekening", ceremonie.OverHandtekening(soort, waarop, Bord.Schrijf(regel)));

    internal static int EigenPlaats(string zaad, Ceremonie ceremonie) => Plaats(zaad, ceremonie) is > 0 and var plaats ? plaats
        : throw new FormatException("Deze 24 woorden horen niet bij deze ceremonie.");

    private static void Moet(Ceremonie ceremonie, Ceremoniefase fase)
    {
        if (ceremonie.Fase != fase)
            throw new FormatException("De ceremonie is niet bij deze ronde. Haal haar opnieuw op, en kijk wat er nu van u wordt gevraagd.");
    }

    private static ECPoint Gedeeld(Ceremonie ceremonie, int van, int naar, BigInteger ontvang) =>
        Punt(ceremonie.Veeltermen[van].Delen.Single(d => d.Naar == naar).E).Multiply(ontvang).Normalize();

    private static BigInteger Teken(string zaad, string cer) => Drempel.Leid(zaad, cer, "teken");
    private static BigInteger Ontvang(string zaad, string cer) => Drempel.Leid(zaad, cer, "ontvang");
    private static List<BigInteger> Factoren(string zaad, Ceremonie c) =>
        [.. Enumerable.Range(0, c.Begin.K).Select(j => Drempel.Leid(zaad, c.Cer, $"veelterm|{j}"))];
    private static string Maal(BigInteger x) => Groep.Tekst(Groep.G.Multiply(x).Normalize());

    private static Bewijs Kent(string zaad, string cer, BigInteger x, string soort, params string[] over)
    {
        string[] waarover = [.. over, Maal(x)];
        var w = Kans(zaad, cer, soort, waarover);
        return Antwoord(Groep.UitdagingVan(Ceremonie.Formaat, soort, [.. waarover, Maal(w)]), w, x);
    }

    private static BigInteger Kans(string zaad, string cer, string soort, string[] waarover) =>
        Drempel.Leid(zaad, cer, "kans|" + Groep.Hash(string.Join('|', (string[])[soort, .. waarover])));

    private static Bewijs Antwoord(BigInteger c, BigInteger w, BigInteger x) =>
        new() { C = Groep.Tekst(c), Z = Groep.Tekst(w.Add(c.Multiply(x)).Mod(Groep.Orde)) };
    private static ECPoint Punt(string tekst) => Groep.Punt(tekst, out var p) ? p : throw new FormatException("Geen punt van de kromme.");
}
