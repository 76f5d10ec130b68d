using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Brink.Client;
using Brink.Engine;
using Brink.Registers;
using Xunit;

namespace Brink.Tests;

/// <summary>
/// The records of the client are written by hand, with the few fields that a screen uses, and held to the registers here:
/// what a register does not have, or has as something else, no record may ask for.
/// (Made from the definitions they would have every field of every resource, and a generator to look after for what one test sees.)
/// </summary>
public sealed partial class ClientrecordsTests
{
    private static readonly Type[] Records =
        [.. typeof(IBron).Assembly.GetTypes().Where(t => typeof(IBron).IsAssignableFrom(t) && t != typeof(IBron))];

    private static Definition Van(Type record)
    {
        var pad = (string)record.GetProperty("Pad")!.GetValue(null)!;
        var register = Onderlaag.Model.Register(pad.Split('/')[0]);
        Assert.True(register is not null, $"{record.Name}: there is no register at {pad}");
        var definities = register.Resources.Where(d => d.Path == pad[(pad.IndexOf('/', StringComparison.Ordinal) + 1)..]).ToList();
        Assert.True(definities.Count == 1, $"{record.Name}: there are {definities.Count} collections at {pad}");
        return definities[0];
    }

    [Fact]
    public void Every_property_is_a_field_of_its_register()
    {
        Assert.True(Records.Length > 45, "there must be records for this to mean anything");
        List<string> mis = [];
        foreach (var record in Records) Vergelijk(record, Van(record).Schema, record.Name, mis);
        Assert.True(mis.Count == 0, string.Join('\n', mis));
    }

    /// <summary>An order that a record asks for is one that its register takes.</summary>
    [Fact]
    public async Task Every_order_is_taken()
    {
        await using var p = await Platform.Start("sqlite");
        var orden = Records.Where(r => r.GetProperty("Orde") is not null)
            .Select(r => ((string)r.GetProperty("Pad")!.GetValue(null)!, (string)r.GetProperty("Orde")!.GetValue(null)!)).ToList();
        Assert.True(orden.Count > 8);
        foreach (var (pad, orde) in orden) await p.Get($"{pad.Replace("/", "/api/v1/", StringComparison.Ordinal)}?ordering={orde}");
    }

    /// <summary>A word with which screens compare a field that has fixed values, is one of those values.</summary>
    [Fact]
    public void Every_word_that_is_compared_is_a_value()
    {
        var waarden = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        foreach (var (record, eigenschap) in Records.SelectMany(r => Eigenschappen(r).Select(e => (r, e))))
        {
            if (Van(record).Schema.Find(Json(eigenschap))?.Enum is { } woorden)
                (waarden.TryGetValue(eigenschap.Name, out var al) ? al : waarden[eigenschap.Name] = []).UnionWith(woorden.Names);
        }
        List<string> mis = [];
        var gezien = 0;
        foreach (var bestand in ((string[])["src/Client", "src/Apps/Vergaderen"])
            .SelectMany(map => Directory.EnumerateFiles(Path.Combine(Source.Root, map), "*.*"))
            .Where(b => b.EndsWith(".cs", StringComparison.Ordinal) || b.EndsWith(".razor", StringComparison.Ordinal)))
        {
            foreach (Match m in Vergeleken().Matches(File.ReadAllText(bestand)))
            {
                if (m.Groups["veld"].Value is "Modus" or "Status" && waarden.TryGetValue(m.Groups["veld"].Value, out var geldig))
                {
                    foreach (Match woord in Woord().Matches(m.Groups["woorden"].Value))
                    {
                        gezien++;
                        if (!geldig.Contains(woord.Groups[1].Value)) mis.Add($"{Path.GetFileName(bestand)}: {m.Value}");
                    }
                }
            }
        }
        Assert.True(gezien > 80, $"only {gezien} words were seen");
        Assert.True(mis.Count == 0, string.Join('\n', mis));
    }

    private static void Vergelijk(Type record, Schema schema, string waar, List<string> mis)
    {
        foreach (var eigenschap in Eigenschappen(record))
        {
            var (naam, plek) = (Json(eigenschap), $"{waar}.{eigenschap.Name}");
            if (naam == "_expand" || eigenschap.Name == "Url" || eigenschap.Name == "Uuid") continue;
            // (one table shows both what forms of meeting and what ways of voting are allowed)
            if (record == typeof(Toegestaan) && naam is "vorm" or "modus" && schema.Find(naam) is null) continue;
            if (schema.Find(naam) is not { } veld) mis.Add($"{plek}: {schema.Type.Name} has no field {naam}");
            else Soort(eigenschap.PropertyType, veld, plek, mis);
        }
    }

    private static void Soort(Type type, Field veld, string plek, List<string> mis)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (veld.Kind == Kind.List)
        {
            if (!type.IsGenericType) mis.Add($"{plek}: the register has a list");
            else if (veld.Item!.Kind == Kind.Object && veld.Item.Schema is { } van) Onder(type.GetGenericArguments()[0], van, plek, mis);
            else Soort(type.GetGenericArguments()[0], veld.Item!, plek, mis);
        }
        else if (veld.Kind == Kind.Object && veld.Variants is null)
        {
            Onder(type, veld.Schema!, plek, mis);
        }
        else if (!Past(type, veld.Kind))
        {
            mis.Add($"{plek}: {type.Name}, and the register has {veld.Kind}");
        }
    }

    private static void Onder(Type type, Schema schema, string plek, List<string> mis)
    {
        if (type == typeof(JsonElement)) return;
        if (type.Assembly == typeof(IBron).Assembly) Vergelijk(type, schema, plek, mis);
        else mis.Add($"{plek}: {type.Name}, and the register has an object");
    }

    private static bool Past(Type type, Kind soort) => soort switch
    {
        Kind.Bool => type == typeof(bool),
        Kind.Integer => type == typeof(int) || type == typeof(long),
        Kind.Number => type == typeof(decimal) || type == typeof(double),
        Kind.Date => type == typeof(DateOnly) || type == typeof(string),
        Kind.DateTime => type == typeof(DateTimeOffset) || type == typeof(DateOnly),
        Kind.Ref or Kind.Url => type == typeof(Uri) || type == typeof(string),
        Kind.Uuid => type == typeof(Guid) || type == typeof(string),
        Kind.Text or Kind.Enum or Kind.Email or Kind.Duration => type == typeof(string),
        _ => true,
    };

    // What is worked out in the client itself has no setter.
    private static IEnumerable<PropertyInfo> Eigenschappen(Type record) => record.GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(p => p.SetMethod is not null);

    private static string Json(PropertyInfo p) => p.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name
        ?? JsonNamingPolicy.CamelCase.ConvertName(p.Name);

    [GeneratedRegex("""\b(?<veld>[A-Z][a-z]+)(?: is(?: not)? |: (?:not )?| [!=]= )(?<woorden>"[a-z_0-9]+"(?: or "[a-z_0-9]+")*)""")]
    private static partial Regex Vergeleken();

    [GeneratedRegex("\"([a-z_0-9]+)\"")]
    private static partial Regex Woord();
}
