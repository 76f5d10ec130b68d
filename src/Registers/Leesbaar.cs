using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Brink.Registers;

/// <summary>JSON of others as something to change before it is judged.</summary>
internal static class Leesbaar
{
    /// <summary>An object that can be changed; false for what is none, names a field twice,
    /// or has half of a surrogate pair in it.</summary>
    public static bool Object(JsonElement json, [NotNullWhen(true)] out JsonObject? value)
    {
        value = null;
        if (json.ValueKind != JsonValueKind.Object) return false;
        try
        {
            Lees(json);
            var made = JsonObject.Create(json)!;
            _ = made.Count; // finds a name that stands there twice
            value = made;
            return true;
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException) { return false; }
    }

    // Half of a surrogate pair shows only when the text is asked for.
    private static void Lees(JsonElement json)
    {
        if (json.ValueKind == JsonValueKind.String)
        {
            json.GetString();
        }
        else if (json.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in json.EnumerateArray()) Lees(item);
        }
        else if (json.ValueKind == JsonValueKind.Object)
        {
            foreach (var p in json.EnumerateObject())
            {
                _ = p.Name;
                Lees(p.Value);
            }
        }
    }

    /// <summary>The text in a field; null when there is none.</summary>
    public static string? Tekst(this JsonObject json, string veld) => json[veld] is JsonValue v && v.TryGetValue<string>(out var tekst)
        ? tekst : null;
}
