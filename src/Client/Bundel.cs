using System.Text.Json;
using System.Text.Json.Nodes;

namespace Brink.Client;

/// <summary>
/// By what a thing is found back that was made before, when a bundle that was broken off is done again at a server that does one thing at a
/// time.
/// </summary>
/// <param name="Filters">The fields by which the register is asked for it; one that the step does not send itself is asked for as
/// <c>true</c>.</param>
/// <param name="Gelijk">The fields in which it must be as it would have been made.</param>
/// <param name="Sleutel">Fields that go along only for this: the key of the step, in a field that the standard has for it.</param>
public sealed record Terug(string[] Filters, string[]? Gelijk = null, JsonObject? Sleutel = null);

/// <summary>Writes that belong together: all of them are done, or none. What is made in one step can be named in the steps after
/// it.</summary>
public sealed class Bundel
{
    internal sealed record Stap(string Woord, string Pad, JsonObject? Velden, string? Naam, int Omvang, Terug? Terug);

    // By this a name that a step was given is told from a text that somebody typed.
    private readonly string sleutel = Guid.NewGuid().ToString("N")[..12];
    private readonly List<Stap> stappen = [];

    internal IReadOnlyList<Stap> Stappen => stappen;

    /// <summary>Whether its steps go one after the other wherever they go: it is part of something larger that cannot be one unit of
    /// work.</summary>
    public bool Los { get; init; }

    /// <summary>Whether there is nothing to do.</summary>
    public bool Leeg => stappen.Count == 0;

    /// <summary>How many steps it has.</summary>
    public int Aantal => stappen.Count;

    /// <summary>How much it is already, in bytes: a register takes no more than some megabytes at once.</summary>
    public int Omvang => stappen.Sum(s => s.Omvang);

    /// <summary>What a bundle may come to before a file in it is better sent by itself.</summary>
    public const int Grens = 3 * 1024 * 1024;

    /// <summary>Makes a resource in the collection at a path such as <c>zaken/statussen</c>.
    /// What stands for its address in later steps.</summary>
    public string Maak(string pad, JsonObject velden, Terug? terug = null)
    {
        var naam = $"{sleutel}-{stappen.Count}";
        Doe("maak", pad, velden, naam, terug);
        return $"${{{naam}}}";
    }

    /// <summary>Changes fields of a resource: its address, or what <see cref="Maak"/> gave for it.</summary>
    public void Wijzig(string adres, JsonObject velden) => Doe("wijzig", adres, velden, null);

    /// <summary>Deletes a resource.</summary>
    public void Verwijder(string adres) => Doe("verwijder", adres, null, null);

    /// <summary>Does a deed at an address.</summary>
    public void Doe(string adres, JsonObject velden) => Doe("doe", adres, velden, null);

    private void Doe(string woord, string pad, JsonObject? velden, string? naam, Terug? terug = null)
    {
        var body = Geschreven(velden)?.AsObject();
        stappen.Add(new(woord, pad, body, naam, body?.ToJsonString().Length ?? 0, terug));
    }

    // What somebody typed that looks like a name is written so that it stays what it is: with one $ more.
    private JsonNode? Geschreven(JsonNode? velden) =>
        Vertaal(velden, tekst => tekst.StartsWith($"${{{sleutel}-", StringComparison.Ordinal) ? tekst : "$" + tekst);

    // Each text in it that may be a name: ${…}, or $${…} for what is none.
    internal static JsonNode? Vertaal(JsonNode? velden, Func<string, string> vertaal) => velden switch
    {
        JsonObject o => new JsonObject(o.Select(p => KeyValuePair.Create(p.Key, Vertaal(p.Value, vertaal)))),
        JsonArray a => new JsonArray([.. a.Select(x => Vertaal(x, vertaal))]),
        JsonValue v when v.GetValueKind() == JsonValueKind.String && v.GetValue<string>() is var tekst && tekst.TrimStart('$') is ['{', ..]
            && tekst[0] == '$' => vertaal(tekst),
        _ => velden?.DeepClone(),
    };
}

/// <summary>The writes of a bundle as one unit of work, where the register has that; elsewhere one after the other.</summary>
public sealed partial class ZgwClient
{
    /// <summary>
    /// Does all of a bundle or nothing, and gives the addresses of what each step was about (null: of nothing in particular).
    /// Registers at more than one server, and a server that has no such deed, get the steps one after the other: if one of them is refused,
    /// those before it stay done, and whoever does the deed again finds what has a
    /// <see cref="Terug"/> and makes it no second time. A fault names fields as the step itself would.
    /// </summary>
    public async Task<Antwoord<IReadOnlyList<Uri?>>> Samen(Bundel bundel, CancellationToken cancel)
    {
        if (bundel.Leeg) return new([], null);
        if (bundel.Los || AanEenServer(bundel) is not { } samen) return await EenVoorEen(bundel, cancel);
        string Voluit(string pad) => pad[0] == '$' ? pad : Waar(pad)!.Value.Adres.ToString();
        var stappen = bundel.Stappen.Select(s =>
            (JsonNode)new JsonObject { [s.Woord] = Voluit(s.Pad), ["als"] = s.Naam, ["body"] = s.Velden?.DeepClone() });
        var antwoord = await Doe<Uri?[]>(samen, new JsonArray([.. stappen]), cancel);
        if (antwoord.Gelukt(out var adressen)) return new(adressen, null);
        var fout = antwoord.Fout!;
        // (a step that names nothing is a 404 with words of its own; a server without the deed knows no such address)
        if (fout is { Status: 404 or 405 } && !fout.Detail.StartsWith("Stap ", StringComparison.Ordinal))
            return await EenVoorEen(bundel, cancel);
        return new(null, fout with { Parameters = [.. fout.Parameters.Select(p => p with { Name = ZonderStap(p.Name) })] });
    }

    // Where the deed is when all steps are for one server that may have it; null when they are for more.
    private Plek? AanEenServer(Bundel bundel)
    {
        Uri? samen = null;
        foreach (var stap in bundel.Stappen.Where(s => s.Pad[0] != '$'))
        {
            var hier = Waar(stap.Pad) is not { } waar ? null : waar.Elders is { } daar ? daar.Samen
                : new(http.BaseAddress!, "beheer/api/v1/samen");
            if (hier is null || hier != (samen ??= hier)) return null;
        }
        return samen is null ? default(Plek?) : (Plek)samen;
    }

    private static string ZonderStap(string naam) =>
        naam.IndexOf('.', StringComparison.Ordinal) is > 0 and var punt && naam.AsSpan(0, punt).IndexOfAnyExceptInRange('0', '9') < 0
            ? naam[(punt + 1)..] : naam;

    private async Task<Antwoord<IReadOnlyList<Uri?>>> EenVoorEen(Bundel bundel, CancellationToken cancel)
    {
        var (bekend, nieuw) = (new Dictionary<string, string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        var adressen = new List<Uri?>();
        string Gevuld(string tekst)
        {
            foreach (var (naam, adres) in bekend)
            {
                tekst = tekst.Replace($"${{{naam}.uuid}}", adres[(adres.LastIndexOf('/') + 1)..], StringComparison.Ordinal)
                .Replace($"${{{naam}}}", adres, StringComparison.Ordinal);
            }
            return tekst;
        }
        foreach (var stap in bundel.Stappen)
        {
            Plek plek = Gevuld(stap.Pad);
            var velden = Bundel.Vertaal(stap.Velden, tekst => tekst[1] == '$' ? tekst[1..] : Gevuld(tekst))?.AsObject();
            if (stap.Naam is null)
            {
                var method = stap.Woord switch { "wijzig" => HttpMethod.Patch, "verwijder" => HttpMethod.Delete, _ => HttpMethod.Post };
                if (await Stuur(method, plek, velden, cancel) is { } fout) return new(null, fout);
                adressen.Add(stap.Woord == "wijzig" ? new Uri(plek.Tekst) : null);
                continue;
            }
            foreach (var (veld, waarde) in stap.Terug?.Sleutel ?? []) velden![veld] = waarde?.DeepClone();
            // What hangs on something that was made just now cannot be there yet.
            var eerder = stap.Terug is null
                || stap.Velden!.Any(v => v.Value is JsonValue w && w.TryGetValue<string>(out var t) && nieuw.Contains(t)) ? new(null, null)
                : await Eerder(plek, velden!, stap.Terug, cancel);
            if (eerder.Fout is not null) return new(null, eerder.Fout);
            if (eerder.Waarde is null)
            {
                var antwoord = await Doe<JsonObject>(plek, velden, cancel);
                if (!antwoord.Gelukt(out var gemaakt)) return new(null, antwoord.Fout);
                nieuw.Add($"${{{stap.Naam}}}");
                eerder = antwoord;
            }
            adressen.Add(new Uri(bekend[stap.Naam] = eerder.Waarde!["url"]!.GetValue<string>()));
        }
        return new(adressen, null);
    }

    // What a step that was done before made; none when it was not.
    private async Task<Antwoord<JsonObject>> Eerder(Plek plek, JsonObject velden, Terug terug, CancellationToken cancel)
    {
        var antwoord = await Lees<JsonNode>(plek, cancel, [.. terug.Filters.Select(f => (f, (object?)(velden[f]?.ToString() ?? "true")))]);
        if (!antwoord.Gelukt(out var lijst)) return new(null, antwoord.Fout);
        return new((lijst as JsonArray ?? lijst["results"] as JsonArray ?? []).OfType<JsonObject>()
            .FirstOrDefault(o => (terug.Gelijk ?? []).All(g => Bevat(o[g], velden[g]))), null);
    }

    // Whether all that was asked for is in what there is, which may hold more.
    private static bool Bevat(JsonNode? heeft, JsonNode? gevraagd) => (heeft, gevraagd) switch
    {
        (JsonObject h, JsonObject g) => g.All(p => Bevat(h[p.Key], p.Value)),
        (JsonArray h, JsonArray g) => h.Count == g.Count && g.Zip(h).All(p => Bevat(p.Second, p.First)),
        _ => JsonNode.DeepEquals(heeft, gevraagd),
    };
}
