using System.Collections;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Brink.Engine;

/// <summary>One mistake in a request: where, the standard's code and a sentence that says what to do.</summary>
public sealed record Fault(string Name, string Code, string Reason)
{
    /// <summary>The name of a mistake that is not in one field.</summary>
    internal const string Whole = "nonFieldErrors";
}

/// <summary>How a JSON object is read into a record.</summary>
public enum BindMode
{
    /// <summary>A new resource: what is absent gets its initial value.</summary>
    Create,
    /// <summary>PUT: as <see cref="Create"/>, and what the server computed is kept.</summary>
    Replace,
    /// <summary>PATCH: what is absent is kept (merge patch).</summary>
    Patch,
}

/// <summary>Reads the body of one request: knows under which address this organisation is being called, and gathers every fault.</summary>
/// <param name="address">The address of this organisation, ending in a slash.</param>
/// <param name="alias">Another address by which this request names it.</param>
public sealed partial class Binder(string address, string? alias = null)
{
    /// <summary>Who sent more mistakes than this reads these first; looking for more of them is work that others pay for.</summary>
    internal const int MostFaults = 200;
    public List<Fault> Faults { get; } = [];

    /// <summary>See <see cref="Register.RefusesNull"/>.</summary>
    public bool RefusesNull { get; init; }

    /// <summary>The registers: an address of a resource that stands in more than one is kept as that of its own register. Null:
    /// as it was sent.</summary>
    internal Model? Model { get; init; }

    /// <summary>Whether there were too many mistakes to name, so that the rest was not read.</summary>
    internal bool GaveUp { get; private set; }

    /// <summary>Reads <paramref name="json"/> into <paramref name="target"/>, a fresh record or, for <see cref="BindMode.Patch"/>,
    /// a copy of the stored one.</summary>
    public void Bind(Schema schema, JsonElement json, object target, BindMode mode, string path = "") =>
        Bind(schema, json, target, mode, path, path.Length == 0);

    private void Bind(Schema schema, JsonElement json, object target, BindMode mode, string path, bool partial)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            Fault(path.Length == 0 ? Brink.Engine.Fault.Whole : path.TrimEnd('.'), "invalid", "Hier hoort een JSON-object te staan.");
            return;
        }
        // Unknown fields are ignored, and of a name that was sent twice the last counts, as in the reference implementations;
        // only that one is read.
        var sent = new Dictionary<Field, JsonElement>();
        foreach (var p in json.EnumerateObject())
            if (schema.Find(NameOf(p)) is { Computed: false, Internal: false } field) sent[field] = p.Value;
        Field? chosen = null;
        JsonElement shaped = default;
        foreach (var (field, given) in sent)
        {
            if (GaveUp) return;
            if (field.Variants is not null)
            {
                (chosen, shaped) = (field, given);
            }
            else if (given.ValueKind == JsonValueKind.Null
                && !(RefusesNull && mode == BindMode.Patch || field.Required || field.Nullable || field.Blank))
            {
                field.Set(target, field.Get(schema.New()));
            }
            else if (TryValue(field, given, path + field.Name, mode, field.Kind == Kind.Object ? field.Get(target) : null, out var value))
            {
                field.Set(target, value);
            }
        }
        if (chosen is { Variants: { } variants })
        {
            var by = variants.By.Get(target);
            if (by is not null && variants.Shapes.GetValueOrDefault(variants.By.Enum![by]) is { } shape)
            {
                if (shaped.ValueKind == JsonValueKind.Null)
                {
                    chosen.Set(target, null);
                }
                else
                {
                    var old = chosen.Get(target);
                    var part = mode == BindMode.Patch && old?.GetType() == shape.Type ? old : shape.New();
                    Bind(shape, shaped, part, ReferenceEquals(part, old) ? BindMode.Patch : BindMode.Create, path + chosen.Name + ".");
                    chosen.Set(target, part);
                }
            }
        }
        // A PATCH need not repeat the resource, but a group within it is judged as a whole (zrc-012).
        if (mode == BindMode.Patch && partial) return;
        foreach (var field in schema.Fields)
            if (field.Required && !field.Computed && !sent.ContainsKey(field)) Fault(path + field.Name, "required", "Dit veld is vereist.");
    }

    public void Fault(string name, string code, string reason)
    {
        if (Faults.Count < MostFaults)
        {
            Faults.Add(new Fault(name, code, reason));
        }
        else if (!GaveUp)
        {
            GaveUp = true;
            Faults.Add(new Fault(Brink.Engine.Fault.Whole, "too_many", $"Er zijn nog meer fouten. Herstel eerst deze {MostFaults}."));
        }
    }

    internal static string NameOf(JsonProperty p)
    {
        try { return p.Name; } catch (InvalidOperationException) { return ""; } // a lone surrogate in a name
    }

    /// <summary>Reads one value.</summary>
    internal bool TryValue(Field field, JsonElement json, string path, out object? value) =>
        TryValue(field, json, path, BindMode.Create, null, out value);

    private bool TryValue(Field field, JsonElement json, string path, BindMode mode, object? old, out object? value)
    {
        value = null;
        if (json.ValueKind == JsonValueKind.Null)
        {
            if (field.Nullable || field.Blank) return true;
            Fault(path, "null", "Dit veld mag niet leeg (null) zijn.");
            return false;
        }
        if (field.Kind == Kind.List) return TryList(field, json, path, out value);
        if (field.Kind == Kind.Object)
        {
            if (field.EmptyIsNull && IsEmpty(json)) return true;
            var part = mode == BindMode.Patch && old is not null ? old : field.Schema!.New();
            var faults = Faults.Count;
            Bind(field.Schema!, json, part, ReferenceEquals(part, old) ? BindMode.Patch : BindMode.Create, path + ".", field.Partial);
            value = part;
            return Faults.Count == faults;
        }
        return field is { Kind: Kind.Ref, ByUuid: true } ? TryReference(field, json, path, out value)
            : TryScalar(field, json, path, out value);
    }

    // A group of which each field that is named has no value.
    private static bool IsEmpty(JsonElement json) => json.ValueKind == JsonValueKind.Object && json.EnumerateObject().All(p =>
        p.Value.ValueKind == JsonValueKind.Null || p.Value.ValueKind == JsonValueKind.String && p.Value.ValueEquals(""u8));

    private bool TryReference(Field field, JsonElement json, string path, out object? value)
    {
        value = null;
        if (json.ValueKind != JsonValueKind.Object) return Bad(path, "invalid", "Hier hoort een object met een uuid te staan.");
        if (!json.TryGetProperty("uuid"u8, out var uuid)) return Bad(path + ".uuid", "required", "Dit veld is vereist.");
        if (uuid.ValueKind == JsonValueKind.Null) return Bad(path + ".uuid", "null", "Dit veld mag niet leeg (null) zijn.");
        if (!IsUuid(uuid, out var found)) return Bad(path + ".uuid", "invalid", "Dit is geen geldige uuid.");
        value = RefText.Make(field.Type, RefText.Address(field.Target!, found));
        return true;
    }

    private static bool IsUuid(JsonElement json, out Guid uuid)
    {
        uuid = default;
        try { return json.ValueKind == JsonValueKind.String && json.TryGetGuid(out uuid); }
        catch (InvalidOperationException) { return false; } // half of a surrogate pair
    }

    private bool TryList(Field field, JsonElement json, string path, out object? value)
    {
        value = null;
        if (json.ValueKind != JsonValueKind.Array)
        {
            Fault(path, "not_a_list", "Hier hoort een lijst te staan.");
            return false;
        }
        if (json.GetArrayLength() > field.MaxItems)
            return Bad(path, "max_length", $"Deze lijst mag hoogstens {field.MaxItems} waarden hebben.");
        var list = (IList)Activator.CreateInstance(field.Type)!;
        var seen = field.Unique ? new HashSet<object>() : null;
        var faults = Faults.Count;
        var i = 0;
        foreach (var element in json.EnumerateArray())
        {
            if (GaveUp) break;
            var at = $"{path}.{i++}";
            if (!TryValue(field.Item!, element, at, BindMode.Create, null, out var item)) continue;
            if (item is null) Fault(at, "null", "Een waarde in deze lijst mag niet leeg (null) zijn.");
            else if (seen is not null && !seen.Add(item)) Fault(at, "unique", "Deze waarde staat al in de lijst.");
            else list.Add(item);
        }
        value = list;
        return Faults.Count == faults;
    }

    private bool TryScalar(Field field, JsonElement json, string path, out object? value)
    {
        value = null;
        switch (field.Kind)
        {
            case Kind.Json:
                value = json.Clone();
                return true;
            case Kind.Geometry:
                if (Geometrie.TryRead(json, out var geometry, out var why)) { value = geometry; return true; }
                return Bad(path, "invalid", why);
            case Kind.Bool: return TryTruth(field, json, path, out value);
            case Kind.Integer: return TryWhole(field, json, path, out value);
            case Kind.Number: return TryAmount(field, json, path, out value);
            default:
                if (json.ValueKind is not (JsonValueKind.String or JsonValueKind.Number))
                    return Bad(path, "invalid", "Dit moet een tekst zijn.");
                return TextOf(json) is { } text ? TryText(field, text, path, out value)
                    : Bad(path, "invalid", "Deze tekst bevat een ongeldig teken.");
        }
    }

    /// <summary>Reads a value that came as text: in JSON, or in the query of an address.</summary>
    public bool TryText(Field field, string text, string path, out object? value)
    {
        value = null;
        if (text.Contains('\0')) return Bad(path, "null_characters_not_allowed", "Het teken U+0000 mag niet voorkomen.");
        switch (field.Kind)
        {
            case Kind.Enum:
                if (text.Length == 0 && (field.Blank || field.Nullable)) return true;
                if (field.Enum!.TryGet(text, out value)) return true;
                return Bad(path, "invalid_choice",
                    $"'{Short(text)}' is geen geldige keuze. Kies uit: {string.Join(", ", field.Enum.Names)}.");
            case Kind.Date:
                if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
                {
                    value = date;
                    return true;
                }
                return Bad(path, "invalid", "Schrijf een bestaande datum als JJJJ-MM-DD.");
            case Kind.DateTime:
                if (TryMoment(text, out var moment)) { value = moment; return true; }
                return Bad(path, "invalid", "Schrijf een bestaand tijdstip als JJJJ-MM-DDTuu:mm:ssZ.");
            case Kind.Duration:
                if (Duur.TryParse(text, out var duration)) { value = duration; return true; }
                return Bad(path, "invalid", "Schrijf een duur volgens ISO 8601, bijvoorbeeld P30D.");
            case Kind.Uuid:
                if (Guid.TryParseExact(text, "D", out var uuid)) { value = uuid; return true; }
                return Bad(path, "invalid", "Dit is geen geldige uuid.");
            case Kind.Bool: return TryTruth(text, path, out value);
            case Kind.Integer: return TryWhole(field, text, path, true, out value);
            case Kind.Number: return TryAmount(field, text, path, out value);
            case Kind.Url or Kind.Ref:
                if (field.ByName && (text.StartsWith("http://", StringComparison.Ordinal)
                    || text.StartsWith("https://", StringComparison.Ordinal)))
                {
                    value = RefText.Make(field.Type, Local(text));
                    return true;
                }
                if (!CheckLength(field, text, path)) return false;
                if (field.ByName && text.Length > 0) { value = RefText.Make(field.Type, text); return true; }
                if (text.Length == 0)
                {
                    if (field.Required || field.NotBlank) return Bad(path, "blank", "Dit veld mag niet leeg zijn.");
                    value = field.Kind == Kind.Url ? "" : field.Nullable ? null : RefText.Make(field.Type, null);
                    return true;
                }
                if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.Host.Length == 0)
                {
                    return Bad(path,
                    field.Kind == Kind.Ref ? "bad-url" : "invalid", "Dit is geen geldige URL.");
                }
                var kept = Local(text);
                if (!field.AnyHost) kept = Model?.Home(kept) ?? kept;
                else if (!kept.StartsWith("~/", StringComparison.Ordinal)) kept = RefText.Here(field.Target!, kept) ?? kept;
                value = field.Kind == Kind.Url ? kept : RefText.Make(field.Type, kept);
                return true;
            case Kind.Email:
                if (text.Length > 0 && !Mail().IsMatch(text)) return Bad(path, "invalid", "Dit is geen geldig e-mailadres.");
                break;
        }
        if (!CheckLength(field, text, path)) return false;
        if (field.NotBlank && string.IsNullOrWhiteSpace(text)) return Bad(path, "blank", "Dit veld mag niet leeg zijn.");
        if (field.Pattern is not null && text.Length > 0 && !field.Pattern.IsMatch(text))
            return Bad(path, "invalid", "Deze waarde heeft niet de juiste vorm.");
        if (field.Rsin && (text.Length > 0 || field.Required) && !Elfproef(text))
        {
            return Bad(path, text.Length == 9 ? "invalid" : "invalid-length",
            "Dit moet een nummer van negen cijfers zijn dat aan de elfproef voldoet.");
        }
        value = text;
        return true;
    }

    /// <summary>Reads the value of a filter: as the field's own, but a part of a text need not have its shape or length,
    /// and a day may stand for a moment.</summary>
    internal bool TryFilter(Field like, string text, string name, Compare compare, out object? value)
    {
        value = null;
        if (text.Contains('\0')) return Bad(name, "null_characters_not_allowed", "Het teken U+0000 mag niet voorkomen.");
        if (text.Length > 4000) return Bad(name, "max_length", "Deze waarde is te lang.");
        if (like.Kind == Kind.Text || compare == Compare.Contains) { value = text; return true; }
        if (like.Kind == Kind.Url) { value = Local(text); return true; }
        return like.Kind == Kind.Integer ? TryWhole(like, text, name, false, out value) : TryText(like, text, name, out value);
    }

    /// <summary>An address within this organisation in the form in which it is kept; another one unchanged.</summary>
    public string Local(string url) =>
        url.StartsWith(address, StringComparison.OrdinalIgnoreCase) ? "~/" + url[address.Length..].TrimEnd('/')
        : alias is not null && url.StartsWith(alias, StringComparison.OrdinalIgnoreCase) ? "~/" + url[alias.Length..].TrimEnd('/') : url;

    /// <summary>Whether nine digits pass the check for BSN and RSIN (9·a + 8·b + … + 2·h − i divisible by 11).</summary>
    public static bool Elfproef(string text)
    {
        if (text.Length != 9 || !text.All(char.IsAsciiDigit)) return false;
        var sum = -(text[8] - '0');
        for (var i = 0; i < 8; i++) sum += (9 - i) * (text[i] - '0');
        return sum % 11 == 0;
    }

    internal static bool TryMoment(string text, out DateTimeOffset moment)
    {
        moment = default;
        return Iso().IsMatch(text) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out moment);
    }

    private bool CheckLength(Field field, string text, string path)
    {
        if (text.Length > field.MaxLength) return Bad(path, "max_length", $"Dit veld mag niet langer zijn dan {field.MaxLength} tekens.");
        if (text.Length < field.MinLength && (text.Length > 0 || field.Required))
            return Bad(path, "min_length", $"Dit veld moet minstens {field.MinLength} tekens lang zijn.");
        return true;
    }

    private bool Bad(string path, string code, string reason)
    {
        Fault(path, code, reason);
        return false;
    }

    private static string Short(string text) => text.Length > 60 ? text[..60] + "…" : text;

    [GeneratedRegex(@"^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}([.,]\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Iso();

    // Signs with a meaning of their own in the header of a mail are in no address that mail can go to.
    private const string Adresdeel = @"[^@\s.<>,;:\\()\[\]""\p{Cc}]+";

    [GeneratedRegex("^" + Adresdeel + @"(\." + Adresdeel + ")*@" + Adresdeel + @"(\." + Adresdeel + @")+\z", RegexOptions.CultureInvariant)]
    private static partial Regex Mail();
}
