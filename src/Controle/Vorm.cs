using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Org.BouncyCastle.Math;
using ECPoint = Org.BouncyCastle.Math.EC.ECPoint;

namespace Brink.Controle;

/// <summary>What is wrong with a board, in a sentence for whoever checks it, and with which line; null: not known yet,
/// or with the file as a whole.</summary>
internal sealed class Fout(string wat, int? regel = null) : Exception(wat)
{
    public int? Regel => regel;
}

/// <summary>What the formats are made of: strict JSON, points, numbers, hashes and challenges.</summary>
internal static class Vorm
{
    public static readonly Org.BouncyCastle.Asn1.X9.X9ECParameters P256 = Org.BouncyCastle.Asn1.X9.X962NamedCurves.GetByName("prime256v1");

    // A field that is there twice is one thing to this reader and another to the next.
    public static readonly JsonDocumentOptions Streng = new() { AllowDuplicateProperties = false };

    public static string Tekst(JsonElement e, string veld) => e.GetProperty(veld).GetString() ?? throw new Fout($"'{veld}' is leeg.");
    public static string Sha256(string tekst) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(tekst)));
    public static string Hex(ECPoint p) => Convert.ToHexStringLower(p.Normalize().GetEncoded(true));

    public static BigInteger Daag(string formaat, string soort, params string[] delen) =>
        new BigInteger(1, SHA512.HashData(Encoding.UTF8.GetBytes($"{formaat}|{soort}|{string.Join('|', delen)}"))).Mod(P256.N);

    /// <summary>z·P − c·Q: what the maker of a proof began with.</summary>
    public static ECPoint Terug(ECPoint p, BigInteger z, ECPoint q, BigInteger c) =>
        Org.BouncyCastle.Math.EC.ECAlgorithms.SumOfTwoMultiplies(p, z, q, P256.N.Subtract(c));

    public static (BigInteger C, BigInteger Z) Bewijs(JsonElement e) => (Getal(Tekst(e, "c")), Getal(Tekst(e, "z")));

    public static BigInteger Getal(string? tekst)
    {
        if (!IsHash(tekst)) throw new Fout("een getal heeft niet de juiste vorm.");
        var getal = new BigInteger(tekst, 16);
        return getal.CompareTo(P256.N) < 0 ? getal : throw new Fout("een getal is te groot.");
    }

    public static ECPoint Punt(string tekst, string wat)
    {
        if (tekst.Length != 66 || !tekst.All(Klein)) throw new Fout($"{wat} heeft niet de juiste vorm.");
        try
        {
            var punt = P256.Curve.DecodePoint(Convert.FromHexString(tekst));
            if (!punt.IsInfinity && punt.IsValid()) return punt;
        }
        catch (Exception e) when (e is ArgumentException or ArithmeticException or FormatException) { }
        throw new Fout($"{wat} ligt niet op de kromme.");
    }

    /// <summary>A whole number as the format writes it; <c>-0</c> is a number to some readers and none to others.</summary>
    public static int Geheel(JsonElement e) => e.ValueKind == JsonValueKind.Number && e.GetRawText().All(char.IsAsciiDigit) ? e.GetInt32()
        : throw new Fout("een getal heeft niet de juiste vorm.");

    public static bool IsUuid(string? tekst) => Guid.TryParseExact(tekst, "D", out var uuid) && uuid.ToString() == tekst;

    public static bool IsHash(string? tekst) => tekst is { Length: 64 } && tekst.All(Klein);

    /// <summary>Where more than one way of writing is allowed, the fields are still these and no others.</summary>
    public static void Velden(JsonElement e, params string[] namen)
    {
        if (!e.EnumerateObject().Select(v => v.Name).Order(StringComparer.Ordinal).SequenceEqual(namen.Order(StringComparer.Ordinal)))
            throw new Fout($"Het bestand heeft niet de vorm van docs/stembord.md: hier horen {string.Join(", ", namen)}, en niets anders.");
    }

    /// <summary>Whether something is what reading JSON of another shape throws.</summary>
    public static bool Vormfout(Exception e) => e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException
        or ArgumentException
        or IndexOutOfRangeException or OverflowException;

    private static bool Klein(char c) => c is >= '0' and <= '9' or >= 'a' and <= 'f';
}
