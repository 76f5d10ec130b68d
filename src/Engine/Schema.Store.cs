using System.Buffers;
using System.Collections;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Brink.Engine;

/// <summary>
/// The stored form of a resource: the JSON that the API answers with, in which <c>"~/</c> stands for the address of the organisation.
/// A text of a client's own that begins with <c>~</c> gets one more, so that it is never mistaken for an address.
/// </summary>
public static class Stored
{
    internal static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true
    };

    /// <summary>Writes the fields of <paramref name="value"/>, without the braces around them.</summary>
    /// <param name="shown">True leaves out what is <see cref="InternalAttribute"/>.</param>
    public static void WriteFields(Utf8JsonWriter w, Schema schema, object value, bool shown = false)
    {
        foreach (var field in schema.Fields)
        {
            if (field.WriteOnly || (shown ? field.Internal : field.Derived)) continue;
            var one = field.Get(value);
            if (one is null && field.Absent) continue;
            w.WritePropertyName(field.Encoded);
            Write(w, field, one, shown);
        }
    }

    private static void Write(Utf8JsonWriter w, Field field, object? value, bool shown)
    {
        if (value is null)
        {
            if (field.Blank) w.WriteStringValue(""u8); else w.WriteNullValue();
            return;
        }
        switch (field.Kind)
        {
            case Kind.List:
                w.WriteStartArray();
                foreach (var item in (IEnumerable)value) Write(w, field.Item!, item, shown);
                w.WriteEndArray();
                return;
            case Kind.Object:
                w.WriteStartObject();
                if (value is Resource whole)
                {
                    w.WriteString("url"u8, RefText.Address(field.Schema!.Type, whole.Uuid));
                    w.WriteString("uuid"u8, whole.Uuid);
                }
                WriteFields(w, field.Variants is null ? field.Schema! : Schema.Of(value.GetType()), value, shown);
                w.WriteEndObject();
                return;
            case Kind.Text or Kind.Email:
                var text = (string)value;
                w.WriteStringValue(text.StartsWith('~') ? "~" + text : text);
                return;
            case Kind.Url: w.WriteStringValue((string)value); return;
            case Kind.Ref when field.ByUuid: WriteReference(w, (IRef)value); return;
            case Kind.Ref: w.WriteStringValue(((IRef)value).Value ?? ""); return;
            case Kind.Enum: w.WriteStringValue(field.Enum![value]); return;
            case Kind.Bool: w.WriteBooleanValue((bool)value); return;
            case Kind.Integer: w.WriteNumberValue(Convert.ToInt64(value, CultureInfo.InvariantCulture)); return;
            case Kind.Number: w.WriteNumberValue(Convert.ToDecimal(value, CultureInfo.InvariantCulture)); return;
            case Kind.Date: w.WriteStringValue(Text((DateOnly)value)); return;
            case Kind.DateTime: w.WriteStringValue(Text((DateTimeOffset)value)); return;
            case Kind.Duration: w.WriteStringValue(((Duur)value).Text); return;
            case Kind.Uuid: w.WriteStringValue((Guid)value); return;
            case Kind.Json: WriteJson(w, (JsonElement)value, escape: true); return;
            case Kind.Geometry: ((Geometrie)value).Json.WriteTo(w); return;
        }
    }

    private static void WriteReference(Utf8JsonWriter w, IRef reference)
    {
        if (reference.Value is not { } url) { w.WriteNullValue(); return; }
        w.WriteStartObject();
        w.WriteString("uuid"u8, RefText.Uuid(url));
        w.WriteString("url"u8, url);
        w.WriteEndObject();
    }

    /// <summary>Reads a stored document back into a record.</summary>
    public static object Read(Schema schema, JsonElement json) => Fill(schema, json, schema.New());

    public static T Read<T>(ReadOnlyMemory<byte> document) where T : Resource
    {
        using var json = JsonDocument.Parse(document);
        return (T)Read(Schema.Of<T>(), json.RootElement);
    }

    private static object Fill(Schema schema, JsonElement json, object target)
    {
        var next = 0; // a stored document has the fields in the order of the schema
        foreach (var p in json.EnumerateObject())
        {
            while (next < schema.Fields.Count && schema.Fields[next].WriteOnly) next++;
            var field = next < schema.Fields.Count && p.NameEquals(schema.Fields[next].Encoded.EncodedUtf8Bytes)
                ? schema.Fields[next++] : null;
            if (field is null)
            {
                if ((field = schema.Find(p.Name)) is null) continue;
                next = schema.IndexOf(field) + 1;
            }
            if (field.Variants is { } variants)
            {
                var by = variants.By.Get(target);
                if (by is not null && p.Value.ValueKind == JsonValueKind.Object && variants.Shapes.GetValueOrDefault(variants.By.Enum![by])
                    is { } shape)
                {
                    field.Set(target,
                        Read(shape, p.Value));
                }
            }
            else if (p.Value.ValueKind != JsonValueKind.Null || field.Nullable)
            {
                field.Set(target, Value(field, p.Value));
            }
        }
        return target;
    }

    private static object? Value(Field field, JsonElement json)
    {
        if (json.ValueKind == JsonValueKind.Null) return null;
        switch (field.Kind)
        {
            case Kind.List:
                var list = (IList)Activator.CreateInstance(field.Type)!;
                foreach (var item in json.EnumerateArray()) list.Add(Value(field.Item!, item));
                return list;
            case Kind.Object: return Read(field.Schema!, json);
            case Kind.Text or Kind.Email:
                var text = json.GetString()!;
                return text.StartsWith("~~", StringComparison.Ordinal) ? text[1..] : text;
            case Kind.Url: return json.GetString();
            case Kind.Ref:
                return RefText.Make(field.Type, (json.ValueKind == JsonValueKind.Object ? json.GetProperty("url"u8) : json)
                .GetString());
            case Kind.Enum: return field.Enum!.TryGet(json.GetString()!, out var value) ? value : null;
            case Kind.Bool: return json.GetBoolean();
            case Kind.Integer: return field.Type == typeof(int) ? (object)json.GetInt32() : json.GetInt64();
            case Kind.Number: return field.Type == typeof(double) ? json.GetDouble() : json.GetDecimal();
            case Kind.Date: return DateOnly.TryParse(json.GetString(), CultureInfo.InvariantCulture, out var date) ? date : null;
            case Kind.DateTime: return Binder.TryMoment(json.GetString()!, out var moment) ? moment : null;
            case Kind.Duration: return new Duur(json.GetString()!);
            case Kind.Uuid: return json.GetGuid();
            case Kind.Json: return Unescaped(json);
            case Kind.Geometry: return new Geometrie(json.Clone());
            default: throw new InvalidOperationException(field.Kind.ToString());
        }
    }

    public static string Text(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    public static string Text(DateTimeOffset moment) =>
        moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture);

    /// <summary>A moment as it stands in a key column: of fixed width, so that order of text is order of time.</summary>
    public static string KeyText(DateTimeOffset moment) =>
        moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    private static void WriteJson(Utf8JsonWriter w, JsonElement json, bool escape)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Object:
                w.WriteStartObject();
                foreach (var p in json.EnumerateObject()) { w.WritePropertyName(Tilde(p.Name, escape)); WriteJson(w, p.Value, escape); }
                w.WriteEndObject();
                break;
            case JsonValueKind.Array:
                w.WriteStartArray();
                foreach (var item in json.EnumerateArray()) WriteJson(w, item, escape);
                w.WriteEndArray();
                break;
            case JsonValueKind.String: w.WriteStringValue(Tilde(json.GetString()!, escape)); break;
            default: json.WriteTo(w); break;
        }
    }

    private static string Tilde(string text, bool escape) =>
        escape ? text.StartsWith('~') ? "~" + text : text : text.StartsWith("~~", StringComparison.Ordinal) ? text[1..] : text;

    private static JsonElement Unescaped(JsonElement json)
    {
        if (!json.GetRawText().Contains("\"~~", StringComparison.Ordinal)) return json.Clone();
        var buffer = new ArrayBufferWriter<byte>();
        using (var w = new Utf8JsonWriter(buffer, Options)) WriteJson(w, json, escape: false);
        using var copy = JsonDocument.Parse(buffer.WrittenMemory);
        return copy.RootElement.Clone();
    }

    /// <summary>Copies a stored document with the organisation's address in place of <c>~/</c>: what a client gets to see.</summary>
    /// <param name="document">The stored document.</param>
    /// <param name="address">The organisation's address, ending in a slash.</param>
    /// <param name="to">Where it is copied to.</param>
    /// <param name="shown">Beginnings of addresses that are shown as others: <see cref="Register.Shown"/>.</param>
    public static void Copy(ReadOnlySpan<byte> document, ReadOnlySpan<byte> address, IBufferWriter<byte> to,
        IReadOnlyList<(byte[] There, byte[] Here)>? shown = null)
    {
        var from = 0;
        while (true)
        {
            var at = document[from..].IndexOf("\"~"u8);
            if (at < 0) break;
            at += from;
            if (at > 0 && document[at - 1] == (byte)'\\')
            {
                to.Write(document[from..(at + 2)]); from = at + 2; continue;
            } // an escaped quote inside a text
            to.Write(document[from..(at + 1)]);
            if (document[at + 2] == (byte)'~')
            {
                from = at + 2; // the client's own tilde, escaped
            }
            else
            {
                to.Write(address);
                from = at + 3;
                for (var i = 0; i < shown?.Count; i++)
                {
                    if (!document[from..].StartsWith(shown[i].There)) continue;
                    to.Write(shown[i].Here);
                    from += shown[i].There.Length;
                    break;
                }
            }
        }
        to.Write(document[from..]);
    }

    /// <summary>As <see cref="Copy"/>, to a document of its own.</summary>
    internal static byte[] WithAddress(byte[] document, string address)
    {
        var to = new ArrayBufferWriter<byte>(document.Length + 512);
        Copy(document, Encoding.UTF8.GetBytes(address), to);
        return to.WrittenSpan.ToArray();
    }
}
