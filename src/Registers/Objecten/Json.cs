using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using Brink.Engine;

namespace Brink.Registers.Objecten;

/// <summary>JSON that a client may fill as it likes, within what both stores can keep.</summary>
internal static class Json
{
    private const int Diepst = 40, Meest = 200_000;

    public static JsonElement Leeg { get; } = JsonSerializer.SerializeToElement(new { });

    private const int Licht = 32 * 1024;

    /// <summary>Work on JSON that nobody's unit of work waits for when the JSON is long: see <see cref="Session.Outside"/>.</summary>
    /// <param name="session">The unit of work.</param>
    /// <param name="wat">What is done.</param>
    /// <param name="werk">The work; it depends on <paramref name="json"/> only.</param>
    /// <param name="json">The JSON.</param>
    public static T Zwaar<T>(Session session, string wat, Func<T> werk, JsonElement json) =>
        Lengte(json) <= Licht ? werk() : session.Outside(Naam(wat, json), _ => Task.FromResult(werk()));

    /// <summary>A name that says on which JSON something is done.</summary>
    public static string Naam(string wat, params ReadOnlySpan<JsonElement> jsons)
    {
        foreach (var json in jsons) wat += " " + Convert.ToHexStringLower(SHA256.HashData(JsonMarshal.GetRawUtf8Value(json)));
        return wat;
    }

    private static int Lengte(JsonElement json) => json.ValueKind == JsonValueKind.Undefined ? 0 : JsonMarshal.GetRawUtf8Value(json).Length;

    /// <summary>Why a value cannot be kept as an object: not an object, too deep, too much, or with characters that are no text.
    /// Null when it can.</summary>
    public static string? Fout(JsonElement json)
    {
        var aantal = 0;
        return json.ValueKind != JsonValueKind.Object ? "Dit moet een JSON-object zijn." : Fout(json, 1, ref aantal);
    }

    private static string? Fout(JsonElement json, int diepte, ref int aantal)
    {
        if (diepte > Diepst) return $"Dit mag hoogstens {Diepst} lagen diep zijn.";
        if (++aantal > Meest) return $"Dit mag uit hoogstens {Meest} waarden bestaan.";
        switch (json.ValueKind)
        {
            case JsonValueKind.Object:
                var namen = new HashSet<string>(StringComparer.Ordinal);
                foreach (var p in json.EnumerateObject())
                {
                    if (!Leesbaar(() => p.Name)) return Teken;
                    if (!namen.Add(p.Name)) return $"De naam '{p.Name}' komt twee keer voor.";
                    if (Fout(p.Value, diepte + 1, ref aantal) is { } fout) return fout;
                }
                return null;
            case JsonValueKind.Array:
                foreach (var item in json.EnumerateArray()) if (Fout(item, diepte + 1, ref aantal) is { } fout) return fout;
                return null;
            case JsonValueKind.String: return Leesbaar(() => json.GetString()!) ? null : Teken;
            // (A number beyond all measure would be kept by one store and not by the other.)
            case JsonValueKind.Number:
                return double.IsFinite(json.GetDouble()) && json.GetRawText().Length <= 100 ? null
                : "Dit getal is te groot.";
            default: return null;
        }
    }

    private const string Teken = "Een tekst bevat een teken dat niet kan worden bewaard (U+0000, of een halve surrogaat).";

    private static bool Leesbaar(Func<string> tekst)
    {
        try { return !tekst().Contains('\0'); } catch (InvalidOperationException) { return false; }
    }

    /// <summary>A JSON merge patch (RFC 7396): members go over what is there, and null takes away.</summary>
    public static JsonElement Samen(JsonElement oud, JsonElement nieuw)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        using (var w = new Utf8JsonWriter(buffer)) Schrijf(w, oud, nieuw);
        using var json = JsonDocument.Parse(buffer.WrittenMemory);
        return json.RootElement.Clone();
    }

    private static void Schrijf(Utf8JsonWriter w, JsonElement? oud, JsonElement nieuw)
    {
        if (nieuw.ValueKind != JsonValueKind.Object) { nieuw.WriteTo(w); return; }
        w.WriteStartObject();
        var oude = oud is { ValueKind: JsonValueKind.Object } o ? o : Leeg;
        foreach (var p in oude.EnumerateObject())
        {
            if (!nieuw.TryGetProperty(p.Name, out var ander)) { p.WriteTo(w); continue; }
            if (ander.ValueKind == JsonValueKind.Null) continue;
            w.WritePropertyName(p.Name);
            Schrijf(w, p.Value, ander);
        }
        foreach (var p in nieuw.EnumerateObject())
        {
            if (p.Value.ValueKind == JsonValueKind.Null || oude.TryGetProperty(p.Name, out _)) continue;
            w.WritePropertyName(p.Name);
            Schrijf(w, null, p.Value);
        }
        w.WriteEndObject();
    }

    /// <summary>As text for the store to search in; with all texts (not the names) in small letters when asked.</summary>
    public static string Tekst(JsonElement json, bool klein)
    {
        using var stream = new MemoryStream();
        using (var w = new Utf8JsonWriter(stream,
            new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            Tekst(w,
                json, klein);
        }
        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }

    private static void Tekst(Utf8JsonWriter w, JsonElement json, bool klein)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Object:
                w.WriteStartObject();
                foreach (var p in json.EnumerateObject()) { w.WritePropertyName(p.Name); Tekst(w, p.Value, klein); }
                w.WriteEndObject();
                break;
            case JsonValueKind.Array:
                w.WriteStartArray();
                foreach (var item in json.EnumerateArray()) Tekst(w, item, klein);
                w.WriteEndArray();
                break;
            case JsonValueKind.String when klein: w.WriteStringValue(json.GetString()!.ToLowerInvariant()); break;
            case JsonValueKind.String: w.WriteStringValue(json.GetString()!); break;
            default: json.WriteTo(w); break;
        }
    }
}
