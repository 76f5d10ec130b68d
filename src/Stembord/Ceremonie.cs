using System.Globalization;
using Org.BouncyCastle.Math.EC;

namespace Brink.Stembord;

/// <summary>
/// A ceremony in which n holders make a key of which any k of them can open what it closes,
/// and of which nobody ever has the whole (Pedersen's key generation as Belenios has it: Cortier, Galindo, Glondu and Izabachène 2013).
/// It is a public chain of lines, checked as it is read: what is here, holds. See docs/stembord.md.
/// </summary>
public sealed record Ceremonie
{
    /// <summary>What each hash of a ceremony begins with.</summary>
    public const string Formaat = "brink-ceremonie-1";

    /// <summary>The kinds of line.</summary>
    public const string Eerste = "ceremonie", Ronde1 = "certificaat", Ronde2 = "veelterm", Ronde3 = "aanvaarding", Bezwaar = "klacht";

    /// <summary>The most holders; one more is three lines and a share for each of the others.</summary>
    public const int MeesteHouders = 15;

    public required Ceremoniebegin Begin { get; init; }

    /// <summary>The chain, in its order.</summary>
    public required IReadOnlyList<Regel> Regels { get; init; }

    /// <summary>What each holder wrote, by its place.</summary>
    public IReadOnlyDictionary<int, Certificaat> Certificaten { get; private init; } = new Dictionary<int, Certificaat>();
    public IReadOnlyDictionary<int, Veelterm> Veeltermen { get; private init; } = new Dictionary<int, Veelterm>();
    public IReadOnlyDictionary<int, Aanvaarding> Aanvaardingen { get; private init; } = new Dictionary<int, Aanvaarding>();

    /// <summary>The complaint that ended it; null: none.</summary>
    public Klacht? Klacht { get; private init; }

    /// <summary>The hash of line 0.</summary>
    public string Cer => Regels[0].Hash;

    /// <summary>The head after round 1, of which all read the beginning aloud: who sees other certificates has another head.
    /// Throws while there is none.</summary>
    public string Hoofd1 => Regels[Houders].Hash;

    /// <summary>The head after round 2.</summary>
    public string Hoofd2 => Regels[2 * Houders].Hash;

    /// <summary>The hash of the last line.</summary>
    public string Hoofd => Regels[^1].Hash;

    private int Houders => Begin.Houders.Count;

    public Ceremoniefase Fase => Klacht is not null ? Ceremoniefase.Mislukt : Certificaten.Count < Houders ? Ceremoniefase.Certificaten
        : Veeltermen.Count < Houders ? Ceremoniefase.Veeltermen : Aanvaardingen.Count < Houders ? Ceremoniefase.Aanvaardingen
        : Ceremoniefase.Klaar;

    /// <summary>The places of the holders of whom a line is waited for.</summary>
    public IReadOnlyList<int> Wacht => Fase switch
    {
        Ceremoniefase.Certificaten => [.. Plaatsen.Where(l => !Certificaten.ContainsKey(l))],
        Ceremoniefase.Veeltermen => [.. Plaatsen.Where(l => !Veeltermen.ContainsKey(l))],
        Ceremoniefase.Aanvaardingen => [.. Plaatsen.Where(l => !Aanvaardingen.ContainsKey(l))],
        _ => [],
    };

    /// <summary>The places: 1 up to and including the number of holders.</summary>
    public IEnumerable<int> Plaatsen => Enumerable.Range(1, Houders);

    /// <summary>The name of the holder at a place.</summary>
    public string Naam(int plaats) => Begin.Houders[plaats - 1].Naam;

    /// <summary>The key of the vote: what ballots are closed with. From round 2 on.</summary>
    public string Publiek => Groep.Tekst(Veeltermen.Values.Select(v => Punt(v.C[0])).Aggregate((a, b) => a.Add(b)).Normalize());

    /// <summary>The public half of what the holder at a place holds: it follows from the polynomials. From round 2 on.</summary>
    public string PubliekVan(int plaats) => Groep.Tekst(InExponent(plaats));

    /// <summary>Begins a ceremony. Throws <see cref="FormatException"/> when the holders or k are not as they must be.</summary>
    public static Ceremonie Nieuw(Ceremoniebegin begin) => Van([Bord.Volgende(null, Eerste, Bord.Schrijf(begin))]);

    /// <summary>Reads and checks a chain; throws <see cref="FormatException"/> with what is wrong.</summary>
    public static Ceremonie Van(IReadOnlyList<Regel> regels)
    {
        Eis(regels.Count > 0, "De ceremonie is leeg.");
        Eis(regels[0] == Bord.Volgende(null, Eerste, regels[0].Inhoud), "Regel 0 ontbreekt of is veranderd.");
        var begin = Bord.Lees<Ceremoniebegin>(regels[0].Inhoud);
        Eis(Bord.Schrijf(begin) == regels[0].Inhoud, "Regel 0 is niet geschreven zoals het formaat het vraagt.");
        Eis(begin.Formaat == Formaat, $"Dit is geen ceremonie van de vorm {Formaat}.");
        Eis(Nagekeken.IsUuid(begin.Ceremonie), "De ceremonie heeft geen uuid.");
        Eis(begin.Vergadering.Length > 0, "Zeg voor welke vergadering de ceremonie is.");
        var n = begin.Houders.Count;
        Eis(n is >= 2 and <= MeesteHouders, $"Er zijn 2 tot {MeesteHouders} sleutelhouders.");
        Eis(begin.K <= n && 2 * begin.K > n,
            $"Van {n} sleutelhouders moeten er meer dan de helft samen de uitslag openen, en niet meer dan er zijn.");
        Eis(begin.Houders.TrueForAll(h => h.Naam.Length > 0 && h.Werkgever.Length > 0),
            "Een sleutelhouder heeft geen naam, of geen werkgever.");
        Eis(begin.Houders.Select(h => h.Naam).Distinct(StringComparer.Ordinal).Count() == n, "Een sleutelhouder staat er twee keer.");
        Eis(begin.Houders.Select(h => h.Werkgever).Distinct(StringComparer.Ordinal).Count() == n,
            "Twee sleutelhouders hebben dezelfde werkgever.");
        var ceremonie = new Ceremonie { Begin = begin, Regels = [regels[0]] };
        foreach (var r in regels.Skip(1))
        {
            var nr = ceremonie.Regels.Count;
            Eis(r == Bord.Volgende(ceremonie.Regels[^1], r.Soort, r.Inhoud),
                $"Regel {nr.ToString(CultureInfo.InvariantCulture)} ontbreekt of is veranderd.");
            ceremonie = ceremonie.Met(r.Soort, r.Inhoud);
        }
        return ceremonie;
    }

    /// <summary>Reads and checks a file.</summary>
    public static Ceremonie LeesBestand(string json) => Van(Bord.LeesBestand(json, Formaat));

    /// <summary>The chain as a file.</summary>
    public string Bestand() => Bord.Bestand(Regels, Formaat);

    /// <summary>The ceremony with one line more. Throws <see cref="FormatException"/> with the reason when that line may not
    /// follow.</summary>
    /// <param name="soort">One of <see cref="Ronde1"/>, <see cref="Ronde2"/>, <see cref="Ronde3"/> and <see cref="Bezwaar"/>.</param>
    /// <param name="inhoud">The content, written in the one way that there is.</param>
    public Ceremonie Met(string soort, string inhoud)
    {
        var met = this with { Regels = [.. Regels, Bord.Volgende(Regels[^1], soort, inhoud)] };
        switch (soort)
        {
            case Ronde1:
                var certificaat = Bord.LeesRegel<Certificaat>(inhoud);
                Beurt(Ceremoniefase.Certificaten, certificaat.Houder, Certificaten.ContainsKey(certificaat.Houder));
                Controleer(certificaat, inhoud);
                return met with { Certificaten = new Dictionary<int, Certificaat>(Certificaten) { [certificaat.Houder] = certificaat } };
            case Ronde2:
                var veelterm = Bord.LeesRegel<Veelterm>(inhoud);
                Beurt(Ceremoniefase.Veeltermen, veelterm.Houder, Veeltermen.ContainsKey(veelterm.Houder));
                Controleer(veelterm, inhoud);
                var klaar = met with { Veeltermen = new Dictionary<int, Veelterm>(Veeltermen) { [veelterm.Houder] = veelterm } };
                // That the sums vanish takes somebody who knows what it cannot know; such a key would have no form to be written in.
                Eis(klaar.Veeltermen.Count < Houders || Groep.Punt(klaar.Publiek, out _)
                    && Plaatsen.All(l => Groep.Punt(klaar.PubliekVan(l), out _)),
                    "De sleutel die hieruit volgt, is geen sleutel.");
                return klaar;
            case Ronde3:
                var aanvaarding = Bord.LeesRegel<Aanvaarding>(inhoud);
                Beurt(Ceremoniefase.Aanvaardingen, aanvaarding.Houder, Aanvaardingen.ContainsKey(aanvaarding.Houder));
                Controleer(aanvaarding, inhoud);
                return met with { Aanvaardingen = new Dictionary<int, Aanvaarding>(Aanvaardingen) { [aanvaarding.Houder] = aanvaarding } };
            case Bezwaar:
                var klacht = Bord.LeesRegel<Klacht>(inhoud);
                Beurt(Ceremoniefase.Aanvaardingen, klacht.Houder, Aanvaardingen.ContainsKey(klacht.Houder));
                Eis(Plaatsen.Contains(klacht.Over) && klacht.Over != klacht.Houder, "Een klacht gaat over een andere sleutelhouder.");
                Eis(Getekend(klacht.Handtekening, Bezwaar, klacht.Houder, Hoofd2, inhoud), "De handtekening onder de klacht klopt niet.");
                Eis(Beoordeel(klacht) != Oordeel.Ongeldig, "Het bewijs bij de klacht klopt niet.");
                Eis(Beoordeel(klacht) == Oordeel.Gegrond,
                    $"Deze klacht is ongegrond: het deel van {Naam(klacht.Over)} past bij zijn veelterm.");
                return met with { Klacht = klacht };
            default: throw new FormatException($"Een regel van de soort '{soort}' hoort niet in een ceremonie.");
        }
    }

    /// <summary>What anyone sees of a complaint in round 3.</summary>
    public Oordeel Beoordeel(Klacht klacht)
    {
        if (!Plaatsen.Contains(klacht.Over) || Veeltermen[klacht.Over].Delen.Find(d => d.Naar == klacht.Houder) is not { } deel)
            return Oordeel.Ongeldig;
        if (!Groep.Punt(klacht.Gedeeld, out var gedeeld) || !klacht.Bewijs.Lees(out var c, out var z)) return Oordeel.Ongeldig;
        var (ontvang, e) = (Punt(Certificaten[klacht.Houder].Ontvang), Punt(deel.E));
        if (!c.Equals(Groep.UitdagingVan(Formaat, Bezwaar, [.. OverKlacht(klacht.Houder, klacht.Over, deel.E, klacht.Gedeeld),
            Groep.Tekst(Groep.Terug(Groep.G, z, ontvang, c)), Groep.Tekst(Groep.Terug(e, z, gedeeld, c))])))
        {
            return Oordeel.Ongeldig;
        }
        return Past(klacht.Over, klacht.Houder, gedeeld) ? Oordeel.Ongegrond : Oordeel.Gegrond;
    }

    /// <summary>Whether the share for a holder fits the polynomial of the sender, given what the two share.</summary>
    internal bool Past(int van, int naar, ECPoint gedeeld) =>
        Groep.G.Multiply(Deel(van, naar, gedeeld)).Equals(Drempel.Waarde([.. Veeltermen[van].C.Select(Punt)], naar));

    /// <summary>The share that a holder sent to another, given what the two share.</summary>
    internal Org.BouncyCastle.Math.BigInteger Deel(int van, int naar, ECPoint gedeeld)
    {
        var deel = Veeltermen[van].Delen.Single(d => d.Naar == naar);
        return (Groep.Getal(deel.V, out var v) ? v : throw new FormatException("Geen getal.")).Subtract(Masker(van, naar, deel.E, gedeeld))
            .Mod(Groep.Orde);
    }

    internal Org.BouncyCastle.Math.BigInteger Masker(int van, int naar, string e, ECPoint gedeeld) =>
        Groep.UitdagingVan(Formaat, "masker", [Hoofd1, Drempel.Tekst(van), Drempel.Tekst(naar), e, Groep.Tekst(gedeeld.Normalize())]);

    internal string[] OverKlacht(int houder, int over, string e, string gedeeld) =>
        [Cer, Hoofd2, Drempel.Tekst(houder), Drempel.Tekst(over), Certificaten[houder].Ontvang, e, gedeeld];

    private void Beurt(Ceremoniefase fase, int houder, bool geweest)
    {
        Eis(Fase == fase, Fase switch
        {
            Ceremoniefase.Mislukt => "Deze ceremonie is mislukt. Begin een nieuwe.",
            Ceremoniefase.Klaar => "Deze ceremonie is klaar.",
            Ceremoniefase.Certificaten => "Deze ceremonie wacht nog op certificaten.",
            Ceremoniefase.Veeltermen => "Deze ceremonie wacht nu op veeltermen.",
            _ => "Deze ceremonie wacht nu op aanvaardingen.",
        });
        Eis(Plaatsen.Contains(houder), "Deze sleutelhouder doet niet mee aan de ceremonie.");
        Eis(!geweest, $"{Naam(houder)} gaf deze regel al.");
    }

    private void Controleer(Certificaat c, string inhoud)
    {
        Eis(Groep.Punt(c.Teken, out var teken) && Groep.Punt(c.Ontvang, out _),
            "Een sleutel in het certificaat is geen punt van de kromme.");
        Eis(Woorden.IsZaad(c.Vastlegging), "De vastlegging in het certificaat is geen hash.");
        Eis(Kent(c.BewijsOntvang, c.Ontvang, "ontvang", Cer, Drempel.Tekst(c.Houder)), "Het bewijs in het certificaat klopt niet.");
        Eis(Getekend(c.Handtekening, Ronde1, teken!, Cer, inhoud), "De handtekening onder het certificaat klopt niet.");
    }

    private void Controleer(Veelterm v, string inhoud)
    {
        Eis(v.C.Count == Begin.K, $"De veelterm heeft geen {Begin.K} punten.");
        Eis(v.C.TrueForAll(c => Groep.Punt(c, out _)), "Een punt van de veelterm ligt niet op de kromme.");
        var vastlegging = Groep.Hash(string.Join('|', v.C));
        Eis(vastlegging == Certificaten[v.Houder].Vastlegging, "Dit is niet de veelterm die in het certificaat is vastgelegd.");
        Eis(Kent(v.Bewijs, v.C[0], Ronde2, Cer, Hoofd1, Drempel.Tekst(v.Houder), vastlegging), "Het bewijs bij de veelterm klopt niet.");
        Eis(v.Delen.Select(d => d.Naar).SequenceEqual(Plaatsen.Where(l => l != v.Houder)),
            "Er is niet voor elke andere sleutelhouder precies één deel, op volgorde.");
        Eis(v.Delen.TrueForAll(d => Groep.Punt(d.E, out _) && Groep.Getal(d.V, out _)), "Een deel heeft niet de juiste vorm.");
        Eis(Getekend(v.Handtekening, Ronde2, v.Houder, Hoofd1, inhoud), "De handtekening onder de veelterm klopt niet.");
    }

    private void Controleer(Aanvaarding a, string inhoud)
    {
        Eis(a.Publiek == PubliekVan(a.Houder), "De sleutel in de aanvaarding volgt niet uit de veeltermen.");
        Eis(Kent(a.Bewijs, a.Publiek, Ronde3, Cer, Hoofd2, Drempel.Tekst(a.Houder)), "Het bewijs in de aanvaarding klopt niet.");
        Eis(Getekend(a.Handtekening, Ronde3, a.Houder, Hoofd2, inhoud), "De handtekening onder de aanvaarding klopt niet.");
    }

    /// <summary>What is signed of a line: its content without the last field.</summary>
    internal static string Kaal(string inhoud) => inhoud.LastIndexOf(",\"handtekening\":", StringComparison.Ordinal) is > 0 and var waar
        ? inhoud[..waar] + "}"
        : throw new FormatException("Er staat geen handtekening onder.");

    /// <summary>Whether the holder at a place signed a line, with the key of its certificate.</summary>
    /// <param name="bewijs">The signature.</param>
    /// <param name="soort">The kind of line.</param>
    /// <param name="houder">The place.</param>
    /// <param name="waarop">The head that the holder saw when it signed.</param>
    /// <param name="inhoud">The content of the line, with the signature as its last field.</param>
    internal bool Getekend(Bewijs bewijs, string soort, int houder, string waarop, string inhoud) =>
        Getekend(bewijs, soort, Punt(Certificaten[houder].Teken), waarop, inhoud);

    private bool Getekend(Bewijs bewijs, string soort, ECPoint teken, string waarop, string inhoud) =>
        Kent(bewijs, Groep.Tekst(teken), "handtekening", OverHandtekening(soort, waarop, inhoud));

    internal string[] OverHandtekening(string soort, string waarop, string inhoud) => [soort, Cer, waarop, Groep.Hash(Kaal(inhoud))];

    // That somebody knows the logarithm of a point (Schnorr).
    private static bool Kent(Bewijs bewijs, string punt, string soort, params string[] over) =>
        Groep.Punt(punt, out var x) && bewijs.Lees(out var c, out var z)
        && c.Equals(Groep.UitdagingVan(Formaat, soort, [.. over, punt, Groep.Tekst(Groep.Terug(Groep.G, z, x, c))]));

    private ECPoint InExponent(int plaats) =>
        Veeltermen.Values.Select(v => Drempel.Waarde([.. v.C.Select(Punt)], plaats)).Aggregate((a, b) => a.Add(b)).Normalize();

    private static ECPoint Punt(string tekst) => Groep.Punt(tekst, out var p) ? p : throw new FormatException("Geen punt van de kromme.");

    private static void Eis(bool goed, string anders)
    {
        if (!goed) throw new FormatException(anders);
    }
}
