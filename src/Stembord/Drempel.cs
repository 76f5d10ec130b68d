using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Org.BouncyCastle.Math;
using Org.BouncyCastle.Math.EC;
using ECPoint = Org.BouncyCastle.Math.EC.ECPoint;

namespace Brink.Stembord;

/// <summary>The arithmetic of k of n: polynomials modulo the order (Shamir), the same in the exponent (Feldman),
/// and what k values say of the rest (Lagrange).</summary>
public static class Drempel
{
    /// <summary>The value of a polynomial at a place.</summary>
    /// <param name="factoren">a₀ up to and including the highest.</param>
    /// <param name="plaats">From 1 on; at 0 stands the secret.</param>
    public static BigInteger Waarde(IReadOnlyList<BigInteger> factoren, int plaats) =>
        factoren.Reverse().Aggregate(BigInteger.Zero, (som, a) => som.Multiply(Getal(plaats)).Add(a).Mod(Groep.Orde));

    /// <summary>The value of a polynomial at a place, times G, of one of which the factors are known times G.</summary>
    public static ECPoint Waarde(IReadOnlyList<ECPoint> punten, int plaats) =>
        punten.Reverse().Aggregate(Groep.G.Curve.Infinity, (som, p) => som.Multiply(Getal(plaats)).Add(p)).Normalize();

    /// <summary>How much the value at <paramref name="plaats"/> weighs among those at <paramref name="plaatsen"/>,
    /// for the value at <paramref name="op"/>.</summary>
    public static BigInteger Lagrange(int plaats, IReadOnlyCollection<int> plaatsen, int op = 0) => plaatsen.Where(m => m != plaats)
        .Aggregate(BigInteger.One,
        (product, m) => product.Multiply(Getal(op - m)).Multiply(Getal(plaats - m).ModInverse(Groep.Orde)).Mod(Groep.Orde));

    /// <summary>The value at <paramref name="op"/> of the polynomial (times some point) of which the values at as many places as it has
    /// factors are given.</summary>
    public static ECPoint Op(IReadOnlyDictionary<int, ECPoint> waarden, int op = 0) => waarden.Aggregate(Groep.G.Curve.Infinity,
        (som, w) => som.Add(w.Value.Multiply(Lagrange(w.Key, [.. waarden.Keys], op)))).Normalize();

    /// <summary>A secret number out of a seed: HKDF (RFC 5869) with SHA-512, 48 bytes modulo the order, so that it is even to 2^-128.
    /// Each purpose has its own.</summary>
    /// <param name="zaad">32 bytes in 64 hexadecimals.</param>
    /// <param name="ceremonie">The hash of line 0 of the ceremony.</param>
    /// <param name="waarvoor">What it is for.</param>
    internal static BigInteger Leid(string zaad, string ceremonie, string waarvoor)
    {
        var bytes = HKDF.DeriveKey(HashAlgorithmName.SHA512, Convert.FromHexString(zaad), 48, Encoding.UTF8.GetBytes(Ceremonie.Formaat),
            Encoding.UTF8.GetBytes($"{ceremonie}|{waarvoor}"));
        var getal = new BigInteger(1, bytes).Mod(Groep.Orde);
        return getal.SignValue > 0 ? getal : throw new InvalidOperationException("Een getal uit dit zaad is 0. Maak een nieuw zaad.");
        // once in 2^256
    }

    internal static string Tekst(int getal) => getal.ToString(CultureInfo.InvariantCulture);
    private static BigInteger Getal(int getal) => BigInteger.ValueOf(getal).Mod(Groep.Orde);
}
