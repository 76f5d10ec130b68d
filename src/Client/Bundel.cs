using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Brink.Client;

/// <summary>Writes that belong together: all of them are done, or none. What is made in one step can be named in the steps after it.</summary>
public sealed class Bundel
{
    internal sealed record Stap(string Woord, string Pad, JsonObject? Velden, string? Naam, int Omvang);

    // By this a name that a step was given is told from a text that somebody typed.
    private readonly string sleutel = Guid.NewGuid().ToString("N")[..12];
    private readonly List<Stap> stappen = [];

    internal IReadOnlyList<Stap> Stappen => stappen;

    /// <summary>Whether there is nothing to do.</summary>
    public bool Leeg => stappen.Count == 0;

    /// <summary>How many steps it has.</summary>
    public int Aantal => stappen.Count;

    /// <summary>How much it is already, in bytes: a register takes no more than some megabytes at once.</summary>
    internal int Omvang => stappen.Sum(s => s.Omvang);

    /// <summary>Makes a resource in the collection at a path such as <c>zaken/api/v1/statussen</c>. What stands for its address in later steps.</summary>
    public string Maak(string pad, JsonObject velden)
    {
        var naam = $"{sleutel}-{stappen.Count}";
        Doe("maak", pad, velden, naam);
        return $"${{{naam}}}";
    }

    /// <summary>Changes fields of a resource: its address, or what <see cref="Maak"/> gave for it.</summary>
    public void Wijzig(string adres, JsonObject velden) => Doe("wijzig", adres, velden, null);

    /// <summary>Deletes a resource.</summary>
    public void Verwijder(string adres) => Doe("verwijder", adres, null, null);

    /// <summary>Does a deed at an address.</summary>
    public void Doe(string adres, JsonObject velden) => Doe("doe", adres, velden, null);

    private void Doe(string woord, string pad, JsonObject? velden, string? naam)
    {
        var body = Geschreven(velden)?.AsObject();
        stappen.Add(new(woord, pad, body, naam, body?.ToJsonString().Length ?? 0));
    }

    // What somebody typed that looks like a name is written so that it stays what it is: with one $ more.
    private JsonNode? Geschreven(JsonNode? velden) => Vertaal(velden, tekst => tekst.StartsWith($"${{{sleutel}-", StringComparison.Ordinal) ? tekst : "$" + tekst);

    // Each text in it that may be a name: ${…}, or $${…} for what is none.
    internal static JsonNode? Vertaal(JsonNode? velden, Func<string, string> vertaal) => velden switch
    {
        JsonObject o => new JsonObject(o.Select(p => KeyValuePair.Create(p.Key, Vertaal(p.Value, vertaal)))),
        JsonArray a => new JsonArray([.. a.Select(x => Vertaal(x, vertaal))]),
        JsonValue v when v.GetValueKind() == JsonValueKind.String && v.GetValue<string>() is var tekst && tekst.TrimStart('$') is ['{', ..] && tekst[0] == '$' => vertaal(tekst),
        _ => velden?.DeepClone(),
    };
}

/// <summary>The writes of a bundle as one unit of work, where the register has that; elsewhere one after the other.</summary>
public sealed partial class ZgwClient
{
    private const string Samen = "beheer/api/v1/samen";

    /// <summary>What a bundle may come to before a file in it is better sent by itself.</summary>
    internal const int Bundelgrens = 3 * 1024 * 1024;

    /// <summary>
    /// Does all of a bundle or nothing, and gives the addresses of what each step was about (null: of nothing in particular). A server that has no such deed gets the steps one
    /// after the other: if one of them is refused, those before it stay done, and whoever does the deed again must find that they are. A fault names fields as the step itself
    /// would.
    /// </summary>
    public async Task<Antwoord<IReadOnlyList<Uri?>>> SamenAsync(Bundel bundel, CancellationToken cancel)
    {
        if (bundel.Leeg) return new([], null);
        var stappen = new JsonArray([.. bundel.Stappen.Select(s => (JsonNode)new JsonObject { [s.Woord] = s.Pad, ["als"] = s.Naam, ["body"] = s.Velden?.DeepClone() })]);
        var antwoord = await StuurAsync<Uri?[]>(HttpMethod.Post, Samen, stappen, cancel);
        if (antwoord.Gelukt(out var adressen)) return new(adressen, null);
        var fout = antwoord.Fout!;
        // (a step that names nothing is a 404 with words of its own; a server without the deed knows no such address)
        if (fout is { Status: 404 or 405 } && !fout.Detail.StartsWith("Stap ", StringComparison.Ordinal)) return await EenVoorEenAsync(bundel, cancel);
        return new(null, fout with { Parameters = [.. fout.Parameters.Select(p => p with { Name = ZonderStap(p.Name) })] });
    }

    private static string ZonderStap(string naam) =>
        naam.IndexOf('.', StringComparison.Ordinal) is > 0 and var punt && naam.AsSpan(0, punt).IndexOfAnyExceptInRange('0', '9') < 0 ? naam[(punt + 1)..] : naam;

    private async Task<Antwoord<IReadOnlyList<Uri?>>> EenVoorEenAsync(Bundel bundel, CancellationToken cancel)
    {
        var gemaakt = new Dictionary<string, string>(StringComparer.Ordinal);
        var adressen = new List<Uri?>();
        string Gevuld(string tekst)
        {
            foreach (var (naam, adres) in gemaakt) tekst = tekst.Replace($"${{{naam}.uuid}}", adres[(adres.LastIndexOf('/') + 1)..], StringComparison.Ordinal)
                .Replace($"${{{naam}}}", adres, StringComparison.Ordinal);
            return tekst;
        }
        foreach (var stap in bundel.Stappen)
        {
            var pad = Adres(Gevuld(stap.Pad));
            if (!IsHier(pad)) return new(null, Elders);
            using var inhoud = stap.Velden is null ? null : JsonContent.Create(Bundel.Vertaal(stap.Velden, tekst => tekst[1] == '$' ? tekst[1..] : Gevuld(tekst)));
            using var verzoek = new HttpRequestMessage(stap.Woord switch { "wijzig" => HttpMethod.Patch, "verwijder" => HttpMethod.Delete, _ => HttpMethod.Post }, pad)
            {
                Content = inhoud,
            };
            if (stap.Naam is null)
            {
                if (await DoeAsync(verzoek, cancel) is { } fout) return new(null, fout);
                adressen.Add(stap.Woord == "wijzig" ? pad : null);
                continue;
            }
            var antwoord = await SendAsync<JsonObject>(verzoek, cancel);
            if (!antwoord.Gelukt(out var nieuw)) return new(null, antwoord.Fout);
            adressen.Add(new Uri(gemaakt[stap.Naam] = nieuw["url"]!.GetValue<string>()));
        }
        return new(adressen, null);
    }
}
