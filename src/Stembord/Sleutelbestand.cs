using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using Org.BouncyCastle.Crypto.Generators;

namespace Brink.Stembord;

/// <summary>
/// The file in which a holder keeps its seed, closed with a passphrase: scrypt makes 64 bytes,
/// of which one half closes the seed and the other makes the mark by which a wrong passphrase shows. The salt is new in each file.
/// See docs/stembord.md.
/// </summary>
public sealed record Sleutelbestand
{
    public const string Vorm = "brink-houder-1";

    /// <summary>The fewest characters of a passphrase: some words of a sentence.</summary>
    public const int KortsteWachtzin = 16;

    public string Formaat { get; init; } = Vorm;

    /// <summary>The uuid of the ceremony, and the place of the holder in it.</summary>
    public string Ceremonie { get; init; } = "";
    public int Houder { get; init; }
    public string Zout { get; init; } = "";
    public string Gesloten { get; init; } = "";
    public string Merk { get; init; } = "";

    /// <summary>For which boards it was used: of one vote never a second.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public List<Gebruik>? Gebruikt { get; init; }

    /// <summary>Closes a seed. Throws <see cref="FormatException"/> when the passphrase is too short.</summary>
    public static Sleutelbestand Sluit(string zaad, string wachtzin, string ceremonie, int houder)
    {
        if (wachtzin.Trim().Length < KortsteWachtzin)
            throw new FormatException($"Kies een wachtzin van minstens {KortsteWachtzin} tekens, bijvoorbeeld vier woorden.");
        var zout = RandomNumberGenerator.GetBytes(32);
        var (dicht, wacht) = Helften(wachtzin, zout);
        var open = new Sleutelbestand
        {
            Ceremonie = ceremonie,
            Houder = houder,
            Zout = Convert.ToHexStringLower(zout),
            Gesloten = Xor(Convert.FromHexString(zaad), dicht)
        };
        return open with { Merk = open.MerkMet(wacht) };
    }

    /// <summary>The seed in it. Throws <see cref="FormatException"/> when the passphrase is another, or this is no such file.</summary>
    public string Zaad(string wachtzin)
    {
        if (Formaat != Vorm || !Groep.IsHash(Zout) || !Groep.IsHash(Gesloten) || !Groep.IsHash(Merk))
            throw new FormatException("Dit is geen sleutelbestand van een sleutelhouder.");
        var (dicht, wacht) = Helften(wachtzin, Convert.FromHexString(Zout));
        return MerkMet(wacht) == Merk ? Xor(Convert.FromHexString(Gesloten), dicht)
            : throw new FormatException("Deze wachtzin past niet bij dit sleutelbestand. Kijk na of u haar goed typt.");
    }

    // 32 MB and half a second for each guess.
    private static (byte[] Dicht, byte[] Wacht) Helften(string wachtzin, byte[] zout)
    {
        var bytes = SCrypt.Generate(Encoding.UTF8.GetBytes(wachtzin.Normalize(NormalizationForm.FormKC).Trim()), zout, 1 << 15, 8, 1, 64);
        return (bytes[..32], bytes[32..]);
    }

    private string MerkMet(byte[] wacht) =>
        Convert.ToHexStringLower(
            HMACSHA256.HashData(wacht, Encoding.UTF8.GetBytes($"{Formaat}|{Ceremonie}|{Drempel.Tekst(Houder)}|{Zout}|{Gesloten}")));

    private static string Xor(byte[] a, byte[] b) => Convert.ToHexStringLower([.. a.Zip(b, (x, y) => (byte)(x ^ y))]);
}
