using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Brink.Engine;

// What a schema must look like before anything is judged by it: keywords of the right kind, patterns that can be matched in little time,
// references within itself.
public sealed partial class JsonSchema
{
    private const int Largest = 512 * 1024, MostSchemas = 20_000;
    private static readonly HashSet<string> Types = ["object", "array", "string", "number", "integer", "boolean", "null"];

    /// <summary>Reads a schema; without one (null) <paramref name="faults"/> says where (a path with dots) and why.</summary>
    public static JsonSchema? Read(JsonElement json, out IReadOnlyList<(string Path, string Reason)> faults)
    {
        var found = new List<(string, string)>();
        faults = found;
        if (json.ValueKind != JsonValueKind.Object) { found.Add(("", "Een JSON-schema is een object.")); return null; }
        if (json.GetRawText().Length > Largest)
        {
            found.Add(("", $"Een JSON-schema mag hoogstens {Largest / 1024} kB groot zijn."));
            return null;
        }
        var schema = new JsonSchema(json);
        var count = 0;
        schema.Check(json, "", found, ref count);
        return found.Count == 0 ? schema : null;
    }

    private void Check(JsonElement s, string path, List<(string, string)> faults, ref int count)
    {
        if (faults.Count >= MostErrors) return;
        if (++count > MostSchemas) { faults.Add((path, "Dit schema bestaat uit te veel delen.")); return; }
        if (s.ValueKind is JsonValueKind.True or JsonValueKind.False) return;
        if (s.ValueKind != JsonValueKind.Object)
        {
            faults.Add((path, "Hier hoort een schema te staan: een object, true of false."));
            return;
        }
        foreach (var p in s.EnumerateObject())
        {
            var at = Join(path, p.Name);
            var v = p.Value;
            if (Mistake(p.Name, v) is { } mistake) { faults.Add((at, mistake)); continue; }
            switch (p.Name)
            {
                case "properties" or "patternProperties" or "$defs" or "definitions" or "dependentSchemas":
                    foreach (var inner in v.EnumerateObject()) Check(inner.Value, Join(at, inner.Name), faults, ref count);
                    break;
                case "dependencies":
                    foreach (var inner in v.EnumerateObject())
                        if (inner.Value.ValueKind != JsonValueKind.Array) Check(inner.Value, Join(at, inner.Name), faults, ref count);
                    break;
                case "allOf" or "anyOf" or "oneOf" or "prefixItems": CheckEach(v, at, faults, ref count); break;
                case "items" when v.ValueKind == JsonValueKind.Array: CheckEach(v, at, faults, ref count); break;
                case "items" or "additionalItems" or "contains" or "additionalProperties" or "propertyNames" or "not" or "if"
                    or "then" or "else"
                    or "unevaluatedProperties" or "unevaluatedItems":
                    Check(v, at, faults, ref count);
                    break;
            }
        }
    }

    private void CheckEach(JsonElement list, string path, List<(string, string)> faults, ref int count)
    {
        var i = 0;
        foreach (var item in list.EnumerateArray())
            Check(item, Join(path, (i++).ToString(CultureInfo.InvariantCulture)), faults, ref count);
    }

    // What is wrong with the value of a keyword itself; words that are no keyword may be anything.
    private string? Mistake(string name, JsonElement v) => name switch
    {
        "$ref" or "$dynamicRef" or "$recursiveRef" => v.ValueKind != JsonValueKind.String ? "Dit moet een tekst zijn."
            : Resolve(v.GetString()!) is null ? "Dit verwijst naar iets dat niet in dit schema staat. Neem het op onder $defs." : null,
        "type" => v.ValueKind == JsonValueKind.String && Types.Contains(v.GetString()!) || v.ValueKind == JsonValueKind.Array
            && v.GetArrayLength() > 0
            && v.EnumerateArray().All(t => t.ValueKind == JsonValueKind.String && Types.Contains(t.GetString()!)) ? null
                : $"Kies uit: {string.Join(", ", Types)}.",
        "enum" => v.ValueKind == JsonValueKind.Array ? null : "Dit moet een lijst zijn.",
        "required" => v.ValueKind is JsonValueKind.True or JsonValueKind.False || IsNames(v) ? null : "Dit moet een lijst van namen zijn.",
        "maxLength" or "minLength" or "maxItems" or "minItems" or "maxProperties" or "minProperties" or "minContains" or "maxContains" =>
            v.ValueKind == JsonValueKind.Number && v.GetDouble() is >= 0 and var n && n == Math.Truncate(n) ? null
                : "Dit moet een geheel getal vanaf 0 zijn.",
        "maximum" or "minimum" => v.ValueKind == JsonValueKind.Number ? null : "Dit moet een getal zijn.",
        "exclusiveMaximum" or "exclusiveMinimum" => v.ValueKind is JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False ? null
            : "Dit moet een getal zijn.",
        "multipleOf" => v.ValueKind == JsonValueKind.Number && v.GetDouble() > 0 ? null : "Dit moet een getal groter dan 0 zijn.",
        "uniqueItems" => v.ValueKind is JsonValueKind.True or JsonValueKind.False ? null : "Dit moet true of false zijn.",
        "pattern" => v.ValueKind == JsonValueKind.String ? Patterns.Mistake(v.GetString()!) : "Dit moet een tekst zijn.",
        "patternProperties" => v.ValueKind == JsonValueKind.Object ? v.EnumerateObject().Select(p => Patterns.Mistake(p.Name))
            .FirstOrDefault(m => m is not null)
            : "Dit moet een object zijn.",
        "properties" or "$defs" or "definitions" or "dependentSchemas" => v.ValueKind == JsonValueKind.Object ? null
            : "Dit moet een object zijn.",
        "dependentRequired" => v.ValueKind == JsonValueKind.Object && v.EnumerateObject().All(p => IsNames(p.Value)) ? null
            : "Dit moet een object van lijsten met namen zijn.",
        "dependencies" => v.ValueKind == JsonValueKind.Object && v.EnumerateObject()
            .All(p => p.Value.ValueKind != JsonValueKind.Array || IsNames(p.Value)) ? null
            : "Dit moet een object zijn.",
        "allOf" or "anyOf" or "oneOf" or "prefixItems" => v.ValueKind == JsonValueKind.Array && v.GetArrayLength() > 0 ? null
            : "Dit moet een lijst van schema's zijn.",
        "$id" or "$schema" or "$anchor" or "$dynamicAnchor" or "title" or "description" => v.ValueKind == JsonValueKind.String ? null
            : "Dit moet een tekst zijn.",
        _ => null,
    };

    private static bool IsNames(JsonElement v) => v.ValueKind == JsonValueKind.Array && v.EnumerateArray()
        .All(n => n.ValueKind == JsonValueKind.String);

    // Remembers what has a name of its own, to be referred to by.
    private void Name(JsonElement s)
    {
        if (s.ValueKind == JsonValueKind.Array) { foreach (var item in s.EnumerateArray()) Name(item); return; }
        if (s.ValueKind != JsonValueKind.Object) return;
        foreach (var p in s.EnumerateObject())
        {
            if (p.Name is "$anchor" or "$dynamicAnchor" && p.Value.ValueKind == JsonValueKind.String)
                named.TryAdd("#" + p.Value.GetString(), s);
            else if (p.Name is "$id" or "id" && p.Value.ValueKind == JsonValueKind.String)
                named.TryAdd(p.Value.GetString()!.TrimEnd('#'), s);
            else if (p.Name is not ("enum" or "const" or "default" or "examples")) Name(p.Value);
        }
    }

    /// <summary>The part of this schema that a reference points to; null when it is not in it. Nothing is ever fetched.</summary>
    private JsonElement? Resolve(string reference)
    {
        if (named.TryGetValue(reference.TrimEnd('#'), out var known)) return known;
        if (named.TryGetValue(reference, out known)) return known;
        var at = reference.IndexOf('#');
        var from = root;
        if (at != 0 && (!named.TryGetValue(at < 0 ? reference : reference[..at], out from) || at < 0)) return null;
        if (at == reference.Length - 1) return from;
        if (reference[at + 1] != '/') return null;
        string pointer;
        try { pointer = Uri.UnescapeDataString(reference[(at + 2)..]); } catch (UriFormatException) { return null; }
        foreach (var step in pointer.Split('/'))
        {
            var name = step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            if (from.ValueKind == JsonValueKind.Object && from.TryGetProperty(name, out var next))
            {
                from = next;
            }
            else if (from.ValueKind == JsonValueKind.Array
                && int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var i)
                && i < from.GetArrayLength())
            {
                from = from[i];
            }
            else
            {
                return null;
            }
        }
        return from.ValueKind is JsonValueKind.Object or JsonValueKind.True or JsonValueKind.False ? from : null;
    }
}

/// <summary>The patterns of schemas: matched without going back where that can be, and never for long.</summary>
internal static partial class Patterns
{
    private const int Longest = 1000, MostRepeats = 10_000;
    public static readonly TimeSpan LongestMatch = TimeSpan.FromMilliseconds(100);
    private static readonly ConcurrentDictionary<string, Regex?> Known = new(StringComparer.Ordinal);

    public static string? Mistake(string pattern)
    {
        if (pattern.Length > Longest) return $"Een patroon mag hoogstens {Longest} tekens lang zijn.";
        var repeats = 1.0;
        foreach (Match m in Counts().Matches(pattern))
            repeats *= Math.Max(1, Math.Max(Number(m.Groups[1].ValueSpan), Number(m.Groups[2].ValueSpan)));
        if (repeats > MostRepeats) return "Dit patroon herhaalt te veel.";
        return Of(pattern) is null ? "Dit is geen geldig patroon." : null;
    }

    private static double Number(ReadOnlySpan<char> digits) => digits.Length == 0 ? 0 : double.Parse(digits, CultureInfo.InvariantCulture);

    /// <summary>A pattern, ready to match; null when it is none.</summary>
    public static Regex? Of(string pattern)
    {
        if (Known.TryGetValue(pattern, out var known)) return known;
        if (Known.Count > 1000) Known.Clear();
        return Known[pattern] = Make(pattern);
    }

    private static Regex? Make(string pattern)
    {
        const RegexOptions options = RegexOptions.CultureInvariant;
        try { return new Regex(pattern, options | RegexOptions.NonBacktracking, LongestMatch); }
        catch (ArgumentException) { return null; }
        catch (NotSupportedException) { } // looks around or back: allowed, within the limit of time
        try { return new Regex(pattern, options, LongestMatch); }
        catch (ArgumentException) { return null; }
    }

    [GeneratedRegex(@"\{(\d+)(?:,(\d*))?\}", RegexOptions.CultureInvariant)]
    private static partial Regex Counts();
}
