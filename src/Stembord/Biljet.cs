using System.Text.Json.Serialization;
using Org.BouncyCastle.Math;
using Org.BouncyCastle.Math.EC;

namespace Brink.Stembord;

/// <summary>One option of a ballot: 0 or 1, encrypted, with the proof that it is one of those two.</summary>
public sealed record Optie
{
    public string A { get; init; } = "";
    public string B { get; init; } = "";

    /// <summary>The proof for 0 and that for 1, of which only one can be true.</summary>
    public List<Bewijs> Bewijs { get; init; } = [];
}

/// <summary>
/// A ballot as it stands on the board: exponential ElGamal per option, a proof per option that it holds 0 or 1,
/// and one that together they hold 1. All proofs are bound to the vote, the member and the whole ballot:
/// copied under another name they hold no more.
/// </summary>
public sealed record Biljet
{
    /// <summary>The member (uuid) for which it is cast.</summary>
    public string Lid { get; init; } = "";

    /// <summary>The hash of the line with the member's ballot before this one; of its first ballot, that of line 0.
    /// On an old board it is not there.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? Vorige { get; init; }
    public List<Optie> Opties { get; init; } = [];
    public Bewijs Som { get; init; } = new();

    private string[] Over(Instelling i)
    {
        var cijfers = Groep.Hash(string.Join('|', Opties.SelectMany(o => (string[])[o.A, o.B])));
        return [i.Begin, Lid, Vorige!, cijfers];
    }

    /// <summary>Fills in a ballot. The second is what opens it: only for a ballot that is checked and then thrown away.</summary>
    /// <param name="instelling">The vote.</param>
    /// <param name="lid">The member.</param>
    /// <param name="keuze">The option, from 0 on.</param>
    /// <param name="vorige">The hash of the line with the member's ballot before this one; null: there is none.</param>
    /// <exception cref="FormatException">The vote is of the old form, or has no key.</exception>
    public static (Biljet Biljet, Opening Opening) Maak(Instelling instelling, string lid, int keuze, string? vorige = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(keuze);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(keuze, instelling.Opties.Count);
        if (instelling.Formaat is null) throw new FormatException(Nagekeken.Oud);
        if (!Groep.Punt(instelling.Publiek, out var y)) throw new FormatException("De stemming heeft geen sleutel.");
        var geheimen = instelling.Opties.Select(_ => Groep.Geheim()).ToList();
        var dicht = new Biljet
        {
            Lid = lid,
            Vorige = vorige ?? instelling.Begin,
            Opties = [.. geheimen.Select((r, i) =>
                new Optie { A = Groep.Tekst(Groep.G.Multiply(r).Normalize()), B = Groep.Tekst(Versleuteld(y, r, i == keuze)) })],
        };
        var over = dicht.Over(instelling);
        var som = geheimen.Aggregate((a, b) => a.Add(b)).Mod(Groep.Orde);
        var biljet = dicht with
        {
            Opties = [.. dicht.Opties.Select((o, i) =>
                o with { Bewijs = NulOfEen(y, geheimen[i], i == keuze ? 1 : 0, [.. over, $"{i}"]) })],
            Som = Bewijs.Gelijk(som, y, "som", over),
        };
        return (biljet, new Opening { Keuze = keuze, Geheimen = [.. geheimen.Select(Groep.Tekst)] });
    }

    private static ECPoint Versleuteld(ECPoint y, BigInteger r, bool een) => (een ? y.Multiply(r).Add(Groep.G) : y.Multiply(r)).Normalize();

    // The branch that is not true is made from its end: its challenge and answer are drawn, and what it began with follows.
    private static List<Bewijs> NulOfEen(ECPoint y, BigInteger r, int waarde, string[] over)
    {
        var (a, b) = (Groep.G.Multiply(r).Normalize(), Versleuteld(y, r, waarde == 1));
        var (w, cAnders, zAnders) = (Groep.Geheim(), Groep.Geheim(), Groep.Geheim());
        var anders = waarde == 0 ? b.Subtract(Groep.G).Normalize() : b;
        string[] waar = [Groep.Tekst(Groep.G.Multiply(w).Normalize()), Groep.Tekst(y.Multiply(w).Normalize())];
        string[] onwaar = [Groep.Tekst(Groep.Terug(Groep.G, zAnders, a, cAnders)), Groep.Tekst(Groep.Terug(y, zAnders, anders, cAnders))];
        var c = Groep.UitdagingVan(Groep.Formaat2, "optie", [.. over, .. waarde == 0 ? waar : onwaar, .. waarde == 0 ? onwaar : waar])
            .Subtract(cAnders).Mod(Groep.Orde);
        var echt = new Bewijs { C = Groep.Tekst(c), Z = Groep.Tekst(w.Add(c.Multiply(r)).Mod(Groep.Orde)) };
        var schijn = new Bewijs { C = Groep.Tekst(cAnders), Z = Groep.Tekst(zAnders) };
        return waarde == 0 ? [echt, schijn] : [schijn, echt];
    }

    /// <summary>Whether all proofs of the ballot hold for this vote.</summary>
    public bool Klopt(Instelling instelling)
    {
        if (!Nagekeken.IsUuid(Lid) || Opties.DistinctBy(o => o.A, StringComparer.Ordinal).Count() != Opties.Count) return false;
        if (instelling.Formaat is null || !Groep.IsHash(Vorige) || Opties.Count != instelling.Opties.Count
            || !Groep.Punt(instelling.Publiek, out var y))
        {
            return false;
        }
        var over = Over(instelling);
        ECPoint somA = Groep.G.Curve.Infinity, somB = Groep.G.Curve.Infinity;
        foreach (var (i, o) in Opties.Index())
        {
            if (!Groep.Punt(o.A, out var a) || !Groep.Punt(o.B, out var b) || o.Bewijs.Count != 2
                || !o.Bewijs[0].Lees(out var c0, out var z0) || !o.Bewijs[1].Lees(out var c1, out var z1))
            {
                return false;
            }
            var c = Groep.UitdagingVan(Groep.Formaat2, "optie",
                [.. over, $"{i}", Groep.Tekst(Groep.Terug(Groep.G, z0, a, c0)), Groep.Tekst(Groep.Terug(y, z0, b, c0)),
                Groep.Tekst(Groep.Terug(Groep.G, z1, a, c1)), Groep.Tekst(Groep.Terug(y, z1, b.Subtract(Groep.G).Normalize(), c1))]);
            if (!c.Equals(c0.Add(c1).Mod(Groep.Orde))) return false;
            (somA, somB) = (somA.Add(a), somB.Add(b));
        }
        return Som.IsGelijk(somA.Normalize(), y, somB.Subtract(Groep.G).Normalize(), "som", over);
    }
}

/// <summary>What opens a ballot: the choice, and the secrets with which each option was encrypted (Benaloh's challenge).</summary>
public sealed record Opening
{
    public int Keuze { get; init; } = -1;
    public List<string> Geheimen { get; init; } = [];

    /// <summary>Whether a ballot holds this choice and no other.</summary>
    public bool Klopt(Instelling instelling, Biljet biljet) => Geheimen.Count == biljet.Opties.Count && Keuze >= 0 && Keuze < Geheimen.Count
        && Groep.Punt(instelling.Publiek, out var y)
        && Geheimen.Index().All(g => Groep.Getal(g.Item, out var r) && biljet.Opties[g.Index]
            .A == Groep.Tekst(Groep.G.Multiply(r).Normalize())
            && biljet.Opties[g.Index].B == Groep.Tekst((g.Index == Keuze ? y.Multiply(r).Add(Groep.G) : y.Multiply(r)).Normalize()));
}
