using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Brink.Engine;

namespace Brink.Registers.Objecten;

/// <summary>The fields of objects that a token may see, and those that a client asks for:
/// names with <c>__</c> for what lies deeper.</summary>
internal static class Velden
{
    private const string Data = "record__data";
    private static readonly JsonSerializerOptions Geschreven =
        new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static IEnumerable<Grant> Beperkt(Query q, Caller caller) =>
        caller.LimitedIn(q.Definition.Register.Component)
            ? caller.Grants.Where(g => g.Fields is not null && g.Component == q.Definition.Register.Component) : [];

    /// <summary>Leaves out objects of which the caller may not see a member of the data: searching would tell what is in it.</summary>
    public static void AlleenMet(Query q, Caller caller, string naam)
    {
        if (Verbergt(q, caller, naam) is { } verborgen) q.And($"NOT ({verborgen})");
    }

    /// <summary>As <see cref="AlleenMet"/>, for the data as a whole.</summary>
    public static void AlleenGeheel(Query q, Caller caller)
    {
        if (Verborgen(q, caller, velden => velden.Contains(Data) || velden.Contains("record")) is { } verborgen)
            q.And($"NOT ({verborgen})");
    }

    /// <summary>As <see cref="AlleenMet"/>, for the place on the map.</summary>
    public static void AlleenPlaats(Query q, Caller caller)
    {
        if (Verborgen(q, caller, velden => velden.Contains("record__geometry") || velden.Contains("record")) is { } verborgen)
            q.And($"NOT ({verborgen})");
    }

    /// <summary>The condition for objects of which the caller may not see a member of the data; null when there are none.</summary>
    public static string? Verbergt(Query q, Caller caller, string naam) =>
        Verborgen(q, caller, velden => velden.Contains(Data) || velden.Contains("record") || velden.Contains($"{Data}__{naam}"));

    private static string? Verborgen(Query q, Caller caller, Func<IReadOnlyList<string>, bool> toont)
    {
        var voorwaarden = new List<string>();
        foreach (var g in Beperkt(q, caller))
        {
            var versies = g.Fields!.Where(v => toont(v.Value)).Select(v => long.TryParse(v.Key, out var n) ? n : -1).ToList();
            voorwaarden.Add($"t.\"type\" = {q.Add(g.Type)}"
                + (versies.Count == 0 ? "" : $" AND t.\"typeVersion\" NOT IN ({string.Join(",", versies.Select(v => q.Add(v)))})"));
        }
        return voorwaarden.Count == 0 ? null : "(" + string.Join(") OR (", voorwaarden) + ")";
    }

    /// <summary>What is shown of one object.</summary>
    public static byte[] Toon(Presentation p, byte[] document)
    {
        var heel = JsonNode.Parse(document)!.AsObject();
        var toegestaan = heel;
        if (Grens(p, heel) is { } velden)
        {
            toegestaan = Kies(heel, velden);
            foreach (var naam in Namen(heel, "", velden)) p.Hidden.Add(naam);
        }
        if (!string.IsNullOrEmpty(p.Fields))
        {
            var gevraagd = p.Fields.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            foreach (var naam in gevraagd)
            {
                if (naam.Split("__")[0] is not ("url" or "uuid" or "type" or "record") || gevraagd.Length > 200)
                {
                    throw Session.Refuse(400, "invalid",
                        "'fields' noemt een veld dat er niet is. Kies uit: url, uuid, type, record en wat daarin staat "
                        + "(record__data__naam).", "fields");
                }
            }
            toegestaan = Kies(toegestaan, gevraagd);
        }
        return ReferenceEquals(toegestaan, heel) ? document : Encoding.UTF8.GetBytes(toegestaan.ToJsonString(Geschreven));
    }

    // The fields that the caller may see of this object; null for all.
    private static IReadOnlyList<string>? Grens(Presentation p, JsonObject heel)
    {
        if (!p.Caller.LimitedIn(p.Definition.Register.Component)) return null;
        var type = ((string)heel["type"]!)[^36..];
        var grants = p.Caller.Grants.Where(g => g.Component == p.Definition.Register.Component && g.Type == type).ToList();
        if (grants.Exists(g => g.Fields is null)) return null;
        var versie = heel["record"]!["typeVersion"]!.ToString();
        return [.. grants.SelectMany(g => g.Fields!.GetValueOrDefault(versie) ?? [])];
    }

    private static JsonObject Kies(JsonObject uit, IReadOnlyList<string> namen)
    {
        var naar = new JsonObject();
        foreach (var naam in namen)
        {
            var delen = naam.Split("__");
            JsonNode? van = uit;
            foreach (var deel in delen) van = van is JsonObject o && o.TryGetPropertyValue(deel, out var inner) ? inner : null;
            if (van is null && !Heeft(uit, delen)) continue;
            var in_ = naar;
            var vol = false;
            foreach (var deel in delen[..^1])
            {
                if (in_[deel] is not JsonObject dieper)
                {
                    if (in_.ContainsKey(deel)) { vol = true; break; }
                    in_[deel] = dieper = [];
                }
                in_ = dieper;
            }
            if (!vol) in_[delen[^1]] = van?.DeepClone();
        }
        return naar;
    }

    private static bool Heeft(JsonObject uit, string[] delen)
    {
        JsonNode? van = uit;
        foreach (var deel in delen) if (van is not JsonObject o || !o.TryGetPropertyValue(deel, out van)) return false;
        return true;
    }

    // The names, down to the members of the data, that are not among those that may be seen.
    private static IEnumerable<string> Namen(JsonObject o, string voor, IReadOnlyList<string> velden)
    {
        foreach (var (naam, waarde) in o)
        {
            var heel = voor + naam;
            if (velden.Contains(heel)) continue;
            if (waarde is JsonObject dieper && heel is "record" or Data && waarde is JsonObject)
                foreach (var n in Namen(waarde.AsObject(), heel + "__", velden)) yield return n;
            else yield return heel;
        }
    }
}
