namespace Brink.Apps.Kern;

/// <summary>The number by which government knows a person.</summary>
public static class Bsn
{
    /// <summary>
    /// Takes spaces and dots away, puts a missing leading zero back and does the weighted check on eleven. Null when it is no BSN.
    /// </summary>
    public static string? Lees(string? tekst)
    {
        var digits = string.Concat((tekst ?? "").Where(c => c is not (' ' or '.' or '-')));
        if (digits.Length == 8) digits = "0" + digits;
        if (digits.Length != 9 || !digits.All(char.IsAsciiDigit) || digits == "000000000") return null;
        var sum = digits.Select((c, i) => (c - '0') * (i == 8 ? -1 : 9 - i)).Sum();
        return sum % 11 == 0 ? digits : null;
    }
}
