using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Brink.Engine;

/// <summary>
/// A JSON schema (draft 2020-12, and what older drafts wrote otherwise) and what it makes of a value. It refers to nothing outside itself,
/// and judging takes a bounded number of steps, depth and time of the processor. <c>format</c> tells and does not judge,
/// as the draft has it by default. Beside this page: what a schema must look like (<c>JsonSchema.Check.cs</c>).
/// </summary>
public sealed partial class JsonSchema
{
    private const int MostSteps = 1_000_000, Deepest = 200, MostErrors = 20;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);
    private readonly JsonElement root;
    private readonly Dictionary<string, JsonElement> named = new(StringComparer.Ordinal);
    private readonly bool tracks, refStandsAlone;

    private JsonSchema(JsonElement root)
    {
        this.root = root;
        // Until draft 7 nothing beside a reference counted.
        refStandsAlone = root.ValueKind == JsonValueKind.Object && root.TryGetProperty("$schema", out var draft)
            && draft.ValueKind == JsonValueKind.String
            && draft.GetString()!.Contains("/draft-0", StringComparison.Ordinal);
        tracks = root.GetRawText().Contains("\"unevaluated", StringComparison.Ordinal);
        Name(root);
    }

    /// <summary>Too much work, or too deep: nothing is known of the value.</summary>
    public sealed class TooHeavyException() : Exception("too heavy");

    /// <summary>What is wrong with a value: where (a path with dots, empty for the value itself) and why. At most 20.</summary>
    /// <param name="value">The value.</param>
    /// <param name="steps">How much work it may be; a usual value takes some tens of steps, of about a tenth of a microsecond.</param>
    /// <exception cref="TooHeavyException">Judging takes too long.</exception>
    public IReadOnlyList<(string Path, string Reason)> Validate(JsonElement value, int steps = MostSteps)
    {
        var run = new Run(steps);
        Judge(root, value, "", run, run.Errors, null);
        return run.Errors;
    }

    private sealed class Run(int most)
    {
        public List<(string, string)> Errors { get; } = [];
        public int Depth { get; set; }
        private int steps;
        private readonly TimeSpan start = Processor.Now;

        public void Step(int many = 1)
        {
            if ((steps += many) > most || (steps & 0xff) == 0 && Processor.Now - start > Longest) throw new TooHeavyException();
        }

        /// <summary>A match with a pattern counts for more: it may look at all of a text.</summary>
        public bool Matches(string pattern, string text)
        {
            Step(10 + text.Length / 16);
            var (regex, begin) = (Patterns.Of(pattern), Processor.Now);
            if (begin - start > Longest) throw new TooHeavyException();
            while (true)
            {
                try { return regex?.IsMatch(text) ?? true; }
                // Its limit is one of the clock. Was the machine busy with other things, then this has not had its turn, and begins again.
                catch (RegexMatchTimeoutException) { if (Processor.Now - begin > Patterns.LongestMatch) throw new TooHeavyException(); }
            }
        }
    }

    /// <summary>The members and items that a schema has had its say on.</summary>
    private sealed class Seen
    {
        public HashSet<string> Names { get; } = new(StringComparer.Ordinal);
        public HashSet<int> Items { get; } = [];
        public void Add(Seen other) { Names.UnionWith(other.Names); Items.UnionWith(other.Items); }
    }

    private bool Judge(JsonElement schema, JsonElement value, string path, Run run, List<(string, string)>? errors, Seen? seen)
    {
        run.Step();
        if (schema.ValueKind == JsonValueKind.True) return true;
        if (schema.ValueKind == JsonValueKind.False) return Wrong(errors, path, "Dit mag hier niet staan.");
        if (schema.ValueKind != JsonValueKind.Object) return true;
        if (++run.Depth > Deepest) throw new TooHeavyException();
        var mine = tracks ? new Seen() : null; // what stands beside this schema has seen other things, and must not profit from these
        var good = true;
        var alone = refStandsAlone && schema.TryGetProperty("$ref", out _);
        foreach (var keyword in schema.EnumerateObject())
        {
            run.Step();
            if (alone && keyword.Name != "$ref") continue;
            if (errors?.Count >= MostErrors) break;
            good &= Keyword(schema, keyword.Name, keyword.Value, value, path, run, errors, mine);
        }
        if (mine is not null && good) good &= Unevaluated(schema, value, path, run, errors, mine);
        if (mine is not null && good) seen?.Add(mine);
        run.Depth--;
        return good;
    }

    private bool Keyword(JsonElement schema, string name, JsonElement k, JsonElement value, string path, Run run,
        List<(string, string)>? errors, Seen? seen) => name switch
        {
            "$ref" or "$dynamicRef" or "$recursiveRef" => Resolve(k.GetString()!) is not { } target
                || Judge(target, value, path, run, errors, seen),
            "type" => HasType(k, value)
                || Wrong(errors, path, $"Dit moet van het type {(k.ValueKind == JsonValueKind.String ? k.GetString() : string.Join(" of ", k.EnumerateArray()))} zijn."),
            "enum" => AnyEqual(k, value, run) || Wrong(errors, path, $"Kies uit: {Short(string.Join(", ", k.EnumerateArray()))}."),
            "const" => JsonElement.DeepEquals(k, value) || Wrong(errors, path, $"Dit moet {Short(k.GetRawText())} zijn."),
            "allOf" => All(k, s => Judge(s, value, path, run, errors, seen)),
            "anyOf" => Count(k, value, path, run, seen) > 0
                || Wrong(errors, path, "Dit voldoet aan geen van de vormen die het schema toestaat."),
            "oneOf" => Count(k, value, path, run, seen) == 1
                || Wrong(errors, path, "Dit moet aan precies één van de vormen in het schema voldoen."),
            "not" => !Judge(k, value, path, run, null, null) || Wrong(errors, path, "Dit heeft een vorm die het schema verbiedt."),
            "if" => Conditional(schema, k, value, path, run, errors, seen),
            _ => value.ValueKind switch
            {
                JsonValueKind.Number => OfNumber(schema, name, k, value, path, errors),
                JsonValueKind.String => OfText(name, k, value.GetString()!, path, run, errors),
                JsonValueKind.Array => OfList(schema, name, k, value, path, run, errors, seen),
                JsonValueKind.Object => OfObject(schema, name, k, value, path, run, errors, seen),
                _ => true,
            },
        };

    private bool Conditional(JsonElement schema, JsonElement when, JsonElement value, string path, Run run,
        List<(string, string)>? errors, Seen? seen)
    {
        var own = tracks ? new Seen() : null;
        var met = Judge(when, value, path, run, null, own);
        if (met && own is not null) seen!.Add(own);
        return !schema.TryGetProperty(met ? "then" : "else", out var branch) || Judge(branch, value, path, run, errors, seen);
    }

    // How many of the schemas hold; what those looked at counts as looked at.
    private int Count(JsonElement schemas, JsonElement value, string path, Run run, Seen? seen)
    {
        var count = 0;
        foreach (var s in schemas.EnumerateArray())
        {
            var own = tracks ? new Seen() : null;
            if (!Judge(s, value, path, run, null, own)) continue;
            count++;
            if (own is not null) seen!.Add(own);
        }
        return count;
    }

    private static bool All(JsonElement list, Func<JsonElement, bool> holds)
    {
        var good = true;
        foreach (var item in list.EnumerateArray()) good &= holds(item);
        return good;
    }

    private static bool HasType(JsonElement type, JsonElement value)
    {
        if (type.ValueKind == JsonValueKind.Array) return type.EnumerateArray().Any(t => HasType(t, value));
        return type.GetString() switch
        {
            "object" => value.ValueKind == JsonValueKind.Object,
            "array" => value.ValueKind == JsonValueKind.Array,
            "string" => value.ValueKind == JsonValueKind.String,
            "number" => value.ValueKind == JsonValueKind.Number,
            "integer" => value.ValueKind == JsonValueKind.Number
                && (value.TryGetDecimal(out var d) ? d == decimal.Truncate(d) : value.GetDouble() is var x && x == Math.Truncate(x)),
            "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
            "null" => value.ValueKind == JsonValueKind.Null,
            _ => false,
        };
    }

    private static bool AnyEqual(JsonElement list, JsonElement value, Run run)
    {
        foreach (var item in list.EnumerateArray())
        {
            run.Step();
            if (JsonElement.DeepEquals(item, value)) return true;
        }
        return false;
    }

    private static bool OfNumber(JsonElement schema, string name, JsonElement k, JsonElement value, string path,
        List<(string, string)>? errors)
    {
        // (An older draft wrote exclusiveMaximum as true beside maximum.)
        bool Strict(string word) => schema.TryGetProperty(word, out var flag) && flag.ValueKind == JsonValueKind.True;
        return name switch
        {
            "maximum" => Compare(value, k) is var c && (c < 0 || c == 0 && !Strict("exclusiveMaximum"))
                || Wrong(errors, path, $"Dit mag niet groter zijn dan {k}."),
            "minimum" => Compare(value, k) is var c && (c > 0 || c == 0 && !Strict("exclusiveMinimum"))
                || Wrong(errors, path, $"Dit mag niet kleiner zijn dan {k}."),
            "exclusiveMaximum" when k.ValueKind == JsonValueKind.Number =>
                Compare(value, k) < 0 || Wrong(errors, path, $"Dit moet kleiner zijn dan {k}."),
            "exclusiveMinimum" when k.ValueKind == JsonValueKind.Number =>
                Compare(value, k) > 0 || Wrong(errors, path, $"Dit moet groter zijn dan {k}."),
            "multipleOf" => Multiple(value, k) || Wrong(errors, path, $"Dit moet een veelvoud van {k} zijn."),
            _ => true,
        };
    }

    private static int Compare(JsonElement a, JsonElement b) =>
        a.TryGetDecimal(out var x) && b.TryGetDecimal(out var y) ? x.CompareTo(y) : a.GetDouble().CompareTo(b.GetDouble());

    private static bool Multiple(JsonElement value, JsonElement of)
    {
        if (value.TryGetDecimal(out var x) && of.TryGetDecimal(out var y) && y != 0)
        {
            try { return x % y == 0; } catch (OverflowException) { return false; }
        }
        var ratio = value.GetDouble() / of.GetDouble();
        return double.IsFinite(ratio) && ratio == Math.Truncate(ratio);
    }

    private static bool OfText(string name, JsonElement k, string text, string path, Run run, List<(string, string)>? errors) => name switch
    {
        "maxLength" => Length(text) <= Limit(k) || Wrong(errors, path, $"Dit mag hoogstens {k} tekens lang zijn."),
        "minLength" => Length(text) >= Limit(k) || Wrong(errors, path, $"Dit moet minstens {k} tekens lang zijn."),
        "pattern" => run.Matches(k.GetString()!, text) || Wrong(errors, path, $"Dit heeft niet de vorm {Short(k.GetString()!)}."),
        _ => true,
    };

    private static int Length(string text) => text.Length - text.Count(char.IsLowSurrogate);
    private static double Limit(JsonElement k) => k.GetDouble();

    private bool OfList(JsonElement schema, string name, JsonElement k, JsonElement value, string path, Run run,
        List<(string, string)>? errors, Seen? seen)
    {
        var count = value.GetArrayLength();
        switch (name)
        {
            case "maxItems": return count <= Limit(k) || Wrong(errors, path, $"Hier mogen hoogstens {k} waarden staan.");
            case "minItems": return count >= Limit(k) || Wrong(errors, path, $"Hier moeten minstens {k} waarden staan.");
            case "uniqueItems":
                return k.ValueKind != JsonValueKind.True || Unique(value, run)
                || Wrong(errors, path, "Hier mag niets twee keer staan.");
            case "prefixItems": return Each(k, 0);
            case "items" when k.ValueKind == JsonValueKind.Array: return Each(k, 0);
            case "items": return Rest(schema.TryGetProperty("prefixItems", out var prefix) ? prefix.GetArrayLength() : 0);
            case "additionalItems":
                return !schema.TryGetProperty("items", out var items) || items.ValueKind != JsonValueKind.Array
                || Rest(items.GetArrayLength());
            case "contains": return Contains();
        }
        return true;

        bool One(JsonElement s, int i)
        {
            seen?.Items.Add(i);
            return Judge(s, value[i], Join(path, i.ToString(CultureInfo.InvariantCulture)), run, errors, null);
        }
        bool Each(JsonElement schemas, int from)
        {
            var good = true;
            for (var i = from; i < Math.Min(count, schemas.GetArrayLength()); i++) good &= One(schemas[i], i);
            return good;
        }
        bool Rest(int from)
        {
            var good = true;
            var i = 0;
            foreach (var item in value.EnumerateArray())
            {
                if (i++ < from) continue;
                seen?.Items.Add(i - 1);
                good &= Judge(k, item, Join(path, (i - 1).ToString(CultureInfo.InvariantCulture)), run, errors, null);
            }
            return good;
        }
        bool Contains()
        {
            var (found, i) = (0, 0);
            foreach (var item in value.EnumerateArray())
            {
                if (Judge(k, item, path, run, null, null)) { found++; seen?.Items.Add(i); }
                i++;
            }
            var least = schema.TryGetProperty("minContains", out var min) ? Limit(min) : 1;
            var most = schema.TryGetProperty("maxContains", out var max) ? Limit(max) : double.PositiveInfinity;
            return found >= least && found <= most || Wrong(errors, path, "Het aantal waarden dat het schema hier zoekt klopt niet.");
        }
    }

    private static bool Unique(JsonElement list, Run run)
    {
        var texts = new HashSet<string>(StringComparer.Ordinal);
        var others = new List<JsonElement>();
        foreach (var item in list.EnumerateArray())
        {
            run.Step();
            if (item.ValueKind == JsonValueKind.String) { if (!texts.Add(item.GetString()!)) return false; continue; }
            foreach (var other in others)
            {
                run.Step();
                if (JsonElement.DeepEquals(other, item)) return false;
            }
            others.Add(item);
        }
        return true;
    }

    private bool OfObject(JsonElement schema, string name, JsonElement k, JsonElement value, string path, Run run,
        List<(string, string)>? errors, Seen? seen)
    {
        var good = true;
        switch (name)
        {
            case "maxProperties":
                return value.GetPropertyCount() <= Limit(k)
                || Wrong(errors, path, $"Hier mogen hoogstens {k} velden staan.");
            case "minProperties":
                return value.GetPropertyCount() >= Limit(k)
                || Wrong(errors, path, $"Hier moeten minstens {k} velden staan.");
            case "required" when k.ValueKind == JsonValueKind.Array:
                foreach (var field in k.EnumerateArray())
                {
                    if (!value.TryGetProperty(field.GetString()!, out _))
                        good = Wrong(errors, Join(path, field.GetString()!), "Dit veld is vereist.");
                }
                return good;
            case "properties":
                foreach (var p in k.EnumerateObject())
                    if (value.TryGetProperty(p.Name, out var member)) good &= Member(p.Value, p.Name, member);
                return good;
            case "patternProperties":
                foreach (var p in k.EnumerateObject())
                {
                    foreach (var member in value.EnumerateObject())
                        if (run.Matches(p.Name, member.Name)) good &= Member(p.Value, member.Name, member.Value);
                }
                return good;
            case "additionalProperties":
                foreach (var member in value.EnumerateObject())
                    if (!Known(schema, member.Name, run)) good &= Member(k, member.Name, member.Value);
                return good;
            case "propertyNames":
                foreach (var member in value.EnumerateObject())
                {
                    if (!Judge(k, NameOf(member.Name), path, run, null, null))
                        good = Wrong(errors, Join(path, member.Name), "Een veld mag hier niet zo heten.");
                }
                return good;
            case "dependentRequired" or "dependentSchemas" or "dependencies":
                foreach (var p in k.EnumerateObject())
                {
                    if (!value.TryGetProperty(p.Name, out _)) continue;
                    if (p.Value.ValueKind != JsonValueKind.Array) { good &= Judge(p.Value, value, path, run, errors, seen); continue; }
                    foreach (var field in p.Value.EnumerateArray())
                    {
                        if (!value.TryGetProperty(field.GetString()!, out _))
                            good = Wrong(errors, Join(path, field.GetString()!), $"Dit veld is vereist naast '{p.Name}'.");
                    }
                }
                return good;
        }
        return true;

        bool Member(JsonElement s, string field, JsonElement member)
        {
            seen?.Names.Add(field);
            return Judge(s, member, Join(path, field), run, errors, null);
        }
    }

    private static JsonElement NameOf(string name) => JsonSerializer.SerializeToElement(name);

    private static bool Known(JsonElement schema, string name, Run run) =>
        schema.TryGetProperty("properties", out var properties) && properties.TryGetProperty(name, out _)
        || schema.TryGetProperty("patternProperties", out var patterns) && patterns.EnumerateObject().Any(p => run.Matches(p.Name, name));

    // What no other keyword has had its say on.
    private bool Unevaluated(JsonElement schema, JsonElement value, string path, Run run, List<(string, string)>? errors, Seen seen)
    {
        var good = true;
        if (value.ValueKind == JsonValueKind.Object && schema.TryGetProperty("unevaluatedProperties", out var others))
        {
            foreach (var member in value.EnumerateObject())
                if (seen.Names.Add(member.Name)) good &= Judge(others, member.Value, Join(path, member.Name), run, errors, null);
        }
        if (value.ValueKind != JsonValueKind.Array || !schema.TryGetProperty("unevaluatedItems", out var rest)) return good;
        var i = 0;
        foreach (var item in value.EnumerateArray())
        {
            if (seen.Items.Add(i)) good &= Judge(rest, item, Join(path, i.ToString(CultureInfo.InvariantCulture)), run, errors, null);
            i++;
        }
        return good;
    }

    private static bool Wrong(List<(string, string)>? errors, string path, string reason)
    {
        if (errors?.Count < MostErrors) errors.Add((path, reason));
        return false;
    }

    private static string Join(string path, string name) => path.Length == 0 ? name : path + "." + name;
    private static string Short(string text) => text.Length > 120 ? text[..120] + "…" : text;
}
