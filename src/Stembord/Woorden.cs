using System.Security.Cryptography;

namespace Brink.Stembord;

/// <summary>
/// A seed of 32 bytes as 24 words that people can write down and type: BIP-39 with its English list (2048 words,
/// of which the first four letters differ), the last word of which also holds a check. The seed is the number that the words stand for,
/// and not what BIP-39 derives from it.
/// </summary>
public static class Woorden
{
    /// <summary>How many words stand for a seed.</summary>
    public const int Aantal = 24;

    private static readonly Lazy<string[]> Lijst = new(() =>
    {
        using var lezer = new StreamReader(typeof(Woorden).Assembly.GetManifestResourceStream("woorden.txt")!);
        return lezer.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    });

    /// <summary>A new seed, in 64 hexadecimals.</summary>
    public static string NieuwZaad() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    /// <summary>Whether a text is a seed as it is kept: 64 hexadecimals in small letters.</summary>
    public static bool IsZaad(string? zaad) => zaad is { Length: 64 } && zaad.All(c => c is >= '0' and <= '9' or >= 'a' and <= 'f');

    /// <summary>The words of a seed.</summary>
    public static IReadOnlyList<string> Van(string zaad)
    {
        var bytes = Convert.FromHexString(zaad);
        byte[] alles = [.. bytes, SHA256.HashData(bytes)[0]];
        // Eleven bits a word, from the first.
        return [.. Enumerable.Range(0, Aantal)
            .Select(w => Lijst.Value[Enumerable.Range(11 * w, 11).Aggregate(0, (som, b) => som * 2 + (alles[b / 8] >> 7 - b % 8 & 1))])];
    }

    /// <summary>The seed of words as they were typed: blanks, line ends, numbers before a word and capitals do not count.
    /// Throws <see cref="FormatException"/> with what is wrong.</summary>
    public static string Zaad(string getypt)
    {
        var woorden = getypt.ToLowerInvariant().Split([' ', '\t', '\r', '\n', ',', '.', ')'], StringSplitOptions.RemoveEmptyEntries)
            .Where(w => !w.All(char.IsAsciiDigit)).ToList();
        if (woorden.Count != Aantal) throw new FormatException($"Typ alle {Aantal} woorden. Er staan er nu {woorden.Count}.");
        var alles = new byte[33];
        foreach (var (i, woord) in woorden.Index())
        {
            var nummer = Array.BinarySearch(Lijst.Value, woord, StringComparer.Ordinal);
            if (nummer < 0) throw new FormatException($"Woord {i + 1} ('{woord}') staat niet in de lijst. Kijk na hoe het is geschreven.");
            for (var b = 0; b < 11; b++) alles[(11 * i + b) / 8] |= (byte)((nummer >> 10 - b & 1) << 7 - (11 * i + b) % 8);
        }
        return alles[32] == SHA256.HashData(alles.AsSpan(0, 32))[0] ? Convert.ToHexStringLower(alles.AsSpan(0, 32))
            : throw new FormatException("Deze woorden horen niet bij elkaar. Kijk na of elk woord klopt, en of de volgorde klopt.");
    }
}
