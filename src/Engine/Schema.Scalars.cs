using System.Globalization;
using System.Text.Json;

namespace Brink.Engine;

// JSON scalars as the reference implementations (Django REST framework) take them: digits in a text where a number is asked,
// a number where a text is asked, the words for true and false. What is kept is always of the field's own kind.
// Spaces and a decimal part of noughts are forgiven ("1.0"); the _ that Python reads within digits is not.
public sealed partial class Binder
{
    private const int LongestNumber = 1000;
    private static readonly HashSet<string> Yes = new(["true", "t", "yes", "y", "on", "1"], StringComparer.OrdinalIgnoreCase);
    private static readonly HashSet<string> No = new(["false", "f", "no", "n", "off", "0"], StringComparer.OrdinalIgnoreCase);

    private bool TryTruth(Field field, JsonElement json, string path, out object? value)
    {
        value = null;
        switch (json.ValueKind)
        {
            case JsonValueKind.True or JsonValueKind.False: value = json.GetBoolean(); return true;
            case JsonValueKind.Number when json.TryGetDecimal(out var number) && number is 0 or 1: value = number == 1; return true;
            case JsonValueKind.String when TextOf(json) is { } text:
                if (field.Nullable && (text.Length == 0 || text.Equals("null", StringComparison.OrdinalIgnoreCase))) return true;
                return TryTruth(text, path, out value);
            default: return Bad(path, "invalid", NoTruth);
        }
    }

    private const string NoTruth = "Dit moet true of false zijn.";

    private bool TryTruth(string text, string path, out object? value)
    {
        value = Yes.Contains(text) ? true : No.Contains(text) ? false : null;
        return value is not null || Bad(path, "invalid", NoTruth);
    }

    private bool TryWhole(Field field, JsonElement json, string path, out object? value)
    {
        value = null;
        if (json.ValueKind == JsonValueKind.String && TextOf(json) is { } text) return TryWhole(field, text, path, true, out value);
        if (json.ValueKind != JsonValueKind.Number) return Bad(path, "invalid", NoWhole);
        if (json.TryGetInt64(out var number)) return InRange(field, number, path, true, out value);
        // (1.0 and 1e3 are whole numbers too)
        if (!json.TryGetDecimal(out var wide)) return Beyond(field, json.GetRawText()[0] == '-', path, true);
        if (wide != decimal.Truncate(wide)) return Bad(path, "invalid", NoWhole);
        return wide is < long.MinValue or > long.MaxValue ? Beyond(field, wide < 0, path, true)
            : InRange(field, (long)wide, path, true, out value);
    }

    private const string NoWhole = "Dit moet een geheel getal zijn.";

    /// <param name="bounded">Whether the field's own limits count, beside those of its type: not for a filter.</param>
    private bool TryWhole(Field field, string text, string path, bool bounded, out object? value)
    {
        value = null;
        var digits = text.Trim();
        if (text.Length > LongestNumber) return Bad(path, "max_string_length", "Dit getal heeft te veel cijfers.");
        if (digits.IndexOf('.') is var point and > 0 && digits.AsSpan(point + 1).IndexOfAnyExcept('0') < 0) digits = digits[..point];
        if (long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            return InRange(field, number, path, bounded, out value);
        var bare = digits.AsSpan(digits.Length > 0 && digits[0] is '-' or '+' ? 1 : 0);
        return bare.Length > 0 && bare.IndexOfAnyExceptInRange('0', '9') < 0 ? Beyond(field, digits[0] == '-', path, bounded)
            : Bad(path, "invalid", NoWhole);
    }

    private bool InRange(Field field, long number, string path, bool bounded, out object? value)
    {
        value = null;
        var (min, max) = Range(field, bounded);
        if (number > max || number < min) return Beyond(field, number < min, path, bounded);
        value = field.Type == typeof(int) ? (object)(int)number : number;
        return true;
    }

    private bool Beyond(Field field, bool below, string path, bool bounded)
    {
        var (min, max) = Range(field, bounded);
        return below ? Bad(path, "min_value", $"Dit getal mag niet kleiner zijn dan {min}.")
            : Bad(path, "max_value", $"Dit getal mag niet groter zijn dan {max}.");
    }

    private static (long Min, long Max) Range(Field field, bool bounded) => (
        bounded && field.Minimum is { } min ? min : field.Type == typeof(int) ? int.MinValue : long.MinValue,
        bounded && field.Maximum is { } max ? max : field.Type == typeof(int) ? int.MaxValue : long.MaxValue);

    private bool TryAmount(Field field, JsonElement json, string path, out object? value)
    {
        value = null;
        if (json.ValueKind == JsonValueKind.String && TextOf(json) is { } text) return TryAmount(field, text, path, out value);
        if (json.ValueKind != JsonValueKind.Number) return Bad(path, "invalid", NoAmount);
        if (!json.TryGetDecimal(out var amount)) return Bad(path, "max_value", "Dit getal is te groot.");
        value = field.Type == typeof(double) ? (double)amount : amount;
        return true;
    }

    private const string NoAmount = "Dit moet een getal zijn.";

    private bool TryAmount(Field field, string text, string path, out object? value)
    {
        value = null;
        if (text.Length > LongestNumber) return Bad(path, "max_string_length", "Dit getal heeft te veel cijfers.");
        const NumberStyles plain = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        if (!decimal.TryParse(text.Trim(), plain, CultureInfo.InvariantCulture, out var amount)) return Bad(path, "invalid", NoAmount);
        value = field.Type == typeof(double) ? (double)amount : amount;
        return true;
    }

    /// <summary>A text, or a number as it was written; null for what is neither.</summary>
    public static string? TextOf(JsonElement json)
    {
        try
        {
            return json.ValueKind switch
            {
                JsonValueKind.String => json.GetString(),
                JsonValueKind.Number => json.GetRawText(),
                _ => null
            };
        }
        catch (InvalidOperationException) { return null; } // half of a surrogate pair
    }
}
