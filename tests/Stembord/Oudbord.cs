using System.Security.Cryptography;
using System.Text;
using Brink.Stembord;
using Org.BouncyCastle.Math;
using ECPoint = Org.BouncyCastle.Math.EC.ECPoint;

namespace Brink.Tests;

/// <summary>
/// Makes boards of the old format, <c>brink-stembord-1</c>: three holders with a key each, all of whom open the outcome.
/// The software makes none any more; that there are some and that they can be checked, needs some to check. Written from docs/stembord.md.
/// </summary>
internal static class Oudbord
{
    private static readonly string[] Namen = ["secretariaat", "RvC", "notaris"];

    /// <summary>Of so many members some vote, in their order; the first member voted before. One more opens a ballot.</summary>
    public static List<Regel> Maak(int[] keuzes, int leden = 6)
    {
        var sleutels = Namen.Select(_ => Groep.Geheim()).ToList();
        var houders = Namen.Zip(sleutels, Houder).ToList();
        var instelling = new Instelling
        {
            Stemming = Guid.NewGuid().ToString(),
            Onderwerp = "Benoeming",
            Opties = ["A", "B", "Blanco"],
            Kiezers = [.. Enumerable.Range(0, leden)
                .Select(i => new Kiezer { Lid = new Guid(i, 0, 0, new byte[8]).ToString(), Naam = $"Gemeente {i}" })],
            Sleutelhouders = houders,
            Publiek = Groep.Tekst(sleutels.Select(x => Groep.G.Multiply(x)).Aggregate((a, b) => a.Add(b)).Normalize()),
        };
        var regels = new List<Regel> { Bord.Volgende(null, Regelsoort.Instelling, Bord.Schrijf(instelling)) };
        void Voeg(Regelsoort soort, object inhoud) => regels.Add(Bord.Volgende(regels[^1], soort, Bord.Schrijf(inhoud)));
        Voeg(Regelsoort.Biljet, Maak(instelling, instelling.Kiezers[0].Lid, 2).Biljet);
        foreach (var (i, keuze) in keuzes.Index()) Voeg(Regelsoort.Biljet, Maak(instelling, instelling.Kiezers[i].Lid, keuze).Biljet);
        var (weg, opening) = Maak(instelling, instelling.Kiezers[^1].Lid, 1);
        Voeg(Regelsoort.Geopend, new Geopend { Biljet = weg, Opening = opening });
        Voeg(Regelsoort.Afsluiting, new Afsluiting { GeslotenOp = "2022-12-07T20:00:00Z", Biljetten = keuzes.Length });
        var stand = Bord.Gesloten(regels);
        foreach (var (nr, x) in sleutels.Index()) Voeg(Regelsoort.Deel, Deel(stand, nr, houders[nr].Publiek, x));
        Voeg(Regelsoort.Uitslag, new Telling { Stemmen = [.. instelling.Opties.Select((_, i) => keuzes.Count(k => k == i))] });
        return regels;
    }

    private static Sleutelhouder Houder(string naam, BigInteger x)
    {
        var (publiek, w) = (Punt(x), Groep.Geheim());
        var c = Daag("sleutel", Groep.Hash(naam), publiek, Punt(w));
        return new() { Naam = naam, Publiek = publiek, Bewijs = Antwoord(c, w, x) };
    }

    /// <summary>A ballot, and what opens it.</summary>
    public static (Biljet Biljet, Opening Opening) Maak(Instelling i, string lid, int keuze)
    {
        if (!Groep.Punt(i.Publiek, out var y)) throw new FormatException("no key");
        var geheimen = i.Opties.Select(_ => Groep.Geheim()).ToList();
        ECPoint B(int optie) => (optie == keuze ? y.Multiply(geheimen[optie]).Add(Groep.G) : y.Multiply(geheimen[optie])).Normalize();
        var kaal = geheimen.Select((r, n) => new Optie { A = Punt(r), B = Groep.Tekst(B(n)) }).ToList();
        string[] over = [i.Stemming, i.Publiek, lid, Groep.Hash(string.Join('|', kaal.SelectMany(o => (string[])[o.A, o.B])))];
        var som = geheimen.Aggregate((a, b) => a.Add(b)).Mod(Groep.Orde);
        return (new()
        {
            Lid = lid,
            Opties = [.. kaal.Select((o, n) => o with { Bewijs = NulOfEen(y, geheimen[n], B(n), n == keuze, [.. over, $"{n}"]) })],
            Som = Gelijk(som, y, "som", over),
        }, new() { Keuze = keuze, Geheimen = [.. geheimen.Select(Groep.Tekst)] });
    }

    private static List<Bewijs> NulOfEen(ECPoint y, BigInteger r, ECPoint b, bool een, string[] over)
    {
        var (a, w, cAnders, zAnders) = (Groep.G.Multiply(r).Normalize(), Groep.Geheim(), Groep.Geheim(), Groep.Geheim());
        ECPoint Terug(ECPoint p, ECPoint q) => p.Multiply(zAnders).Subtract(q.Multiply(cAnders)).Normalize();
        string[] waar = [Punt(w), Groep.Tekst(y.Multiply(w).Normalize())];
        string[] onwaar = [Groep.Tekst(Terug(Groep.G, a)), Groep.Tekst(Terug(y, een ? b : b.Subtract(Groep.G)))];
        var c = Daag("optie", [.. over, .. een ? onwaar : waar, .. een ? waar : onwaar]).Subtract(cAnders).Mod(Groep.Orde);
        var (echt, schijn) = (Antwoord(c, w, r), new Bewijs { C = Groep.Tekst(cAnders), Z = Groep.Tekst(zAnders) });
        return een ? [schijn, echt] : [echt, schijn];
    }

    private static Ontcijferdeel Deel(Stand stand, int houder, string publiek, BigInteger x) => new()
    {
        Houder = houder,
        Opties = [.. stand.Sommen.Select((som, i) =>
        {
            var d = Groep.Tekst(som.A.Multiply(x).Normalize());
            return new Optiedeel { D = d,
                Bewijs = Gelijk(x, som.A, "deel", stand.Instelling.Stemming, stand.Hoofd, $"{houder}", publiek, $"{i}",
                Groep.Tekst(som.A), d) };
        })],
    };

    private static Bewijs Gelijk(BigInteger x, ECPoint h, string soort, params string[] over)
    {
        var w = Groep.Geheim();
        return Antwoord(Daag(soort, [.. over, Punt(w), Groep.Tekst(h.Multiply(w).Normalize())]), w, x);
    }

    private static Bewijs Antwoord(BigInteger c, BigInteger w, BigInteger x) =>
        new() { C = Groep.Tekst(c), Z = Groep.Tekst(w.Add(c.Multiply(x)).Mod(Groep.Orde)) };
    private static string Punt(BigInteger x) => Groep.Tekst(Groep.G.Multiply(x).Normalize());

    private static BigInteger Daag(string soort, params string[] over) =>
        new BigInteger(1, SHA512.HashData(Encoding.UTF8.GetBytes(string.Join('|', (string[])[Groep.OudFormaat, soort, .. over]))))
            .Mod(Groep.Orde);
}
