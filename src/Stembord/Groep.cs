using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Org.BouncyCastle.Crypto.EC;
using Org.BouncyCastle.Math;
using Org.BouncyCastle.Math.EC;
using ECPoint = Org.BouncyCastle.Math.EC.ECPoint;

namespace Brink.Stembord;

/// <summary>
/// The group in which ballots are encrypted: the curve P-256 (FIPS 186-5), of prime order, from BouncyCastle.
/// Points are written compressed in 66 hexadecimals, numbers modulo the order in 64; anything else is refused. See docs/stembord.md.
/// </summary>
public static class Groep
{
    /// <summary>The format of old boards, with single keys. They are read here, and checked by who checks any board.</summary>
    public const string OudFormaat = "brink-stembord-1";

    /// <summary>The format of votes of which the key was made in a ceremony. What each hash begins with:
    /// no proof of another format or version is one of this.</summary>
    public const string Formaat2 = "brink-stembord-2";
    private static readonly Org.BouncyCastle.Asn1.X9.X9ECParameters P256 = CustomNamedCurves.GetByName("secp256r1");

    public static ECPoint G => P256.G;
    public static BigInteger Orde => P256.N;

    /// <summary>A number that nobody knows, evenly drawn below the order.</summary>
    public static BigInteger Geheim()
    {
        while (true)
        {
            // 16 bytes more than the order has, so that the remainder is even to 2^-128.
            var getal = new BigInteger(1, RandomNumberGenerator.GetBytes(48)).Mod(Orde);
            if (getal.SignValue > 0) return getal;
        }
    }

    /// <summary>The challenge of a proof: SHA-512 over the name of the format and all that it is about, modulo the order.
    /// <paramref name="delen"/> hold no bar.</summary>
    internal static BigInteger UitdagingVan(string formaat, string soort, IEnumerable<string> delen) =>
        new BigInteger(1, SHA512.HashData(Encoding.UTF8.GetBytes(string.Join('|', (string[])[formaat, soort, .. delen])))).Mod(Orde);

    public static string Hash(string tekst) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(tekst)));

    public static string Tekst(ECPoint punt) => Convert.ToHexStringLower(punt.GetEncoded(true));
    public static string Tekst(BigInteger getal) => getal.ToString(16).PadLeft(64, '0');

    /// <summary>Reads a point; false when the text is none, or the point at infinity.</summary>
    public static bool Punt(string? tekst, [NotNullWhen(true)] out ECPoint? punt)
    {
        punt = null;
        if (tekst is not { Length: 66 } || !Hex(tekst)) return false;
        try { punt = P256.Curve.DecodePoint(Convert.FromHexString(tekst)); } // checks that it lies on the curve
        catch (Exception e) when (e is ArgumentException or FormatException or ArithmeticException) { return false; }
        return !punt.IsInfinity;
    }

    /// <summary>Reads a number below the order.</summary>
    public static bool Getal(string? tekst, [NotNullWhen(true)] out BigInteger? getal)
    {
        getal = tekst is { Length: 64 } && Hex(tekst) ? new BigInteger(tekst, 16) : null;
        return getal is not null && getal.CompareTo(Orde) < 0;
    }

    /// <summary>Whether a text is a hash as the format writes it: 64 hexadecimals.</summary>
    internal static bool IsHash(string? tekst) => tekst is { Length: 64 } && Hex(tekst);

    private static bool Hex(string tekst) => tekst.All(c => c is >= '0' and <= '9' or >= 'a' and <= 'f');

    /// <summary><paramref name="z"/>·P − <paramref name="c"/>·Q: what the prover of a proof must have begun with.</summary>
    internal static ECPoint Terug(ECPoint p, BigInteger z, ECPoint q, BigInteger c) =>
        ECAlgorithms.SumOfTwoMultiplies(p, z, q, Orde.Subtract(c).Mod(Orde)).Normalize();
}

/// <summary>A proof in its short form: the challenge and the answer to it.</summary>
public sealed record Bewijs
{
    public string C { get; init; } = "";
    public string Z { get; init; } = "";

    internal bool Lees([NotNullWhen(true)] out BigInteger? c, [NotNullWhen(true)] out BigInteger? z)
    {
        z = null;
        return Groep.Getal(C, out c) && Groep.Getal(Z, out z);
    }

    /// <summary>Proves that <paramref name="x"/> is both the logarithm of X to G and that of Y to H (Chaum-Pedersen),
    /// without telling it.</summary>
    internal static Bewijs Gelijk(BigInteger x, ECPoint h, string soort, params IEnumerable<string> over)
    {
        var w = Groep.Geheim();
        var c = Groep.UitdagingVan(Groep.Formaat2, soort,
            [.. over, Groep.Tekst(Groep.G.Multiply(w).Normalize()), Groep.Tekst(h.Multiply(w).Normalize())]);
        return new Bewijs { C = Groep.Tekst(c), Z = Groep.Tekst(w.Add(c.Multiply(x)).Mod(Groep.Orde)) };
    }

    internal bool IsGelijk(ECPoint x, ECPoint h, ECPoint y, string soort, params IEnumerable<string> over) => Lees(out var c, out var z)
        && c.Equals(Groep.UitdagingVan(Groep.Formaat2, soort,
            [.. over, Groep.Tekst(Groep.Terug(Groep.G, z, x, c)), Groep.Tekst(Groep.Terug(h, z, y, c))]));
}
