using System.Reflection;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Brink.Engine;

/// <summary>A number by which a natural person is known, other than a BSN: that is known by its shape.</summary>
/// <param name="soort">What kind of number it is, as the log writes it (<c>dpl.core.data_subject_id_type</c>).</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PersoonsnummerAttribute(string soort) : Attribute
{
    public string Soort { get; } = soort;
}

/// <summary>A person, by a number of some kind.</summary>
internal readonly record struct Persoon(string Soort, string Nummer)
{
    public const string Bsn = "BSN";
}

/// <summary>
/// Which persons a text names. What is shown tells this by itself: every number that is a BSN by its shape counts,
/// wherever it stands (a rol, a note, an audit trail, data of an object), and every field that is marked with <see
/// cref="PersoonsnummerAttribute"/>. So no resource can forget to say whom it is about.
/// That a number may be somebody's by accident (one in eleven passes the check) costs a line too many;
/// a person who is not named would cost the log its worth.
/// </summary>
internal sealed class Personen
{
    private readonly HashSet<string> others = new(StringComparer.Ordinal) { "rsin", "innNnpId" };
    private readonly byte[][] othersUtf8;
    private readonly Dictionary<string, string> marked = new(StringComparer.Ordinal);
    private readonly (byte[] Name, string Soort)[] markedUtf8;

    public Personen(Model model)
    {
        var seen = new HashSet<Type>();
        foreach (var d in model.Definitions) Walk(d.Schema, seen);
        othersUtf8 = [.. others.Select(Encoding.UTF8.GetBytes)];
        markedUtf8 = [.. marked.Select(m => (Encoding.UTF8.GetBytes($"\"{m.Key}\":\""), m.Value))];
    }

    // The numbers of organisations (RSIN) have the shape of a BSN: their fields name nobody.
    private void Walk(Schema schema, HashSet<Type> seen)
    {
        if (!seen.Add(schema.Type)) return;
        foreach (var f in schema.Fields)
        {
            if (f.Rsin) others.Add(f.Name);
            if (f.Property.GetCustomAttribute<PersoonsnummerAttribute>() is { } number) marked[f.Name] = number.Soort;
            if ((f.Schema ?? f.Item?.Schema) is { } inner) Walk(inner, seen);
            foreach (var shape in f.Variants?.Shapes.Values ?? []) if (shape is not null) Walk(shape, seen);
        }
    }

    /// <summary>The persons in a JSON text.</summary>
    public void Find(ReadOnlySpan<byte> json, ref HashSet<Persoon>? found)
    {
        // A run of nine digits has one on each ninth place.
        for (var i = 8; i < json.Length; i += 9)
        {
            if (!IsDigit(json[i])) continue;
            var (from, to) = (i, i + 1);
            while (from > 0 && IsDigit(json[from - 1])) from--;
            while (to < json.Length && IsDigit(json[to])) to++;
            if (to - from == 9 && IsBsn(json[from..to]) && Alone(json, from, to) && !IsOfOrganisation(json, from))
                Add(Persoon.Bsn, json[from..to], ref found);
            i = to - 1;
        }
        foreach (var (name, soort) in markedUtf8)
        {
            for (var rest = json; rest.IndexOf(name) is >= 0 and var at;)
            {
                rest = rest[(at + name.Length)..];
                if (rest.IndexOf((byte)'"') is > 0 and <= 40 and var length) Add(soort, rest[..length], ref found);
            }
        }
    }

    /// <summary>The persons that a query asks for.</summary>
    public void Find(IQueryCollection query, ref HashSet<Persoon>? found)
    {
        foreach (var (name, values) in query)
        {
            var field = name[(name.LastIndexOf("__", StringComparison.Ordinal) is >= 0 and var at ? at + 2 : 0)..];
            if (others.Contains(field)) continue;
            foreach (var value in values)
            {
                if (string.IsNullOrEmpty(value) || value.Length > 10_000) continue;
                if (marked.TryGetValue(field, out var soort)) Add(soort, Encoding.UTF8.GetBytes(value.Trim()), ref found);
                Find(Encoding.UTF8.GetBytes(value), ref found);
            }
        }
    }

    private static void Add(string soort, ReadOnlySpan<byte> number, ref HashSet<Persoon>? found) =>
        (found ??= []).Add(new(soort, Encoding.UTF8.GetString(number)));

    private static bool IsDigit(byte b) => b is >= (byte)'0' and <= (byte)'9';
    private static bool IsBsn(ReadOnlySpan<byte> digits)
    {
        var sum = 0;
        for (var i = 0; i < 9; i++) sum += (digits[i] - '0') * (i == 8 ? -1 : 9 - i);
        return sum % 11 == 0 && digits.IndexOfAnyExcept((byte)'0') >= 0;
    }

    // Not a part of a word, an identity or a fraction.
    private static bool Alone(ReadOnlySpan<byte> json, int from, int to) =>
        !(from > 0 && (IsPart(json[from - 1]) || json[from - 1] == '.')) && !(to < json.Length && IsPart(json[to]));
    private static bool IsPart(byte b) => b is (byte)'-' or >= (byte)'A' and <= (byte)'Z' or >= (byte)'a' and <= (byte)'z' or >= 128;

    private bool IsOfOrganisation(ReadOnlySpan<byte> json, int from)
    {
        var before = json[..from];
        if (before.EndsWith("\""u8)) before = before[..^1];
        before = before.TrimEnd(" \n\r\t"u8);
        if (!before.EndsWith(":"u8)) return false;
        before = before[..^1].TrimEnd(" \n\r\t"u8);
        if (!before.EndsWith("\""u8)) return false;
        foreach (var name in othersUtf8)
            if (before.Length > name.Length + 1 && before[..^1].EndsWith(name) && before[^(name.Length + 2)] == '"') return true;
        return false;
    }
}
