using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Brink.Registers;

namespace Brink.Host;

/// <summary>
/// <c>brink vereniging</c>: loads, checks and computes the figures of a cooperative from the command line,
/// through the registers' own APIs in this process. Status 0 is good, 1 is refused or faults found, 2 is a mistake in the command.
/// </summary>
public static class Vereniging
{
    private static readonly JsonSerializerOptions Leesbaar = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping
    };
    private static readonly CultureInfo Nl = Nederlands.Cultuur;

    /// <summary>What the command line says about it.</summary>
    public const string Gebruik = """
          brink vereniging import MAP --organisatie ID --data MAP        leest rapport, begroting, leden en systemen in
          brink vereniging controleer --organisatie ID --data MAP [--json]   noemt wat niet klopt
          brink vereniging reken --organisatie ID --data MAP [--json]        toont elk cijfer met zijn invoer en formule
        """;

    /// <summary>Runs the command that follows <c>vereniging</c>.</summary>
    public static async Task<int> Run(string[] args, TextWriter uit, TextWriter fout)
    {
        if (Opdracht.Lees(args, ["organisatie", "data"], ["json"], out var mis) is not var (woorden, opties))
            return await Opdracht.Mis(fout, mis, Gebruik);
        if (woorden is not (["import", _] or ["controleer"] or ["reken"]))
            return await Opdracht.Mis(fout, "Kies import MAP, controleer of reken.", Gebruik);
        var json = opties.ContainsKey("json");
        return await Opdracht.Doe("vereniging", opties, Gebruik, fout, o => woorden[0] switch
        {
            "import" => Import(woorden[1], o.Http, json, uit, fout),
            "controleer" => Controleer(o.Http, json, uit),
            _ => Reken(o.Http, json, uit),
        }, woorden[0] == "import");
    }

    /// <summary>Loads a folder as one unit of work; throws with all the reasons when something in it is refused.
    /// Answers what was made and what could not be placed.</summary>
    internal static async Task<Stappenlijst> Laad(string map, HttpClient http)
    {
        if (!Directory.Exists(map)) throw new InvalidDataException($"De map {map} bestaat niet.");
        var stappen = Verenigingsimport.Lees(map, await Bestaand(http));
        if (stappen.Stappen.Count == 0) return stappen;
        using var inhoud = new StringContent(stappen.Stappen.ToJsonString(), Encoding.UTF8, "application/json");
        using var antwoord = await http.PostAsync("beheer/api/v1/samen", inhoud);
        if (antwoord.IsSuccessStatusCode) return stappen;
        var probleem = JsonNode.Parse(await antwoord.Content.ReadAsStringAsync());
        var redenen = new StringBuilder("Niets ingelezen, want niet alles kan.");
        foreach (var f in probleem?["invalidParams"]?.AsArray() ?? [])
        {
            var naam = f!["name"]!.GetValue<string>();
            var punt = naam.IndexOf('.', StringComparison.Ordinal);
            var stap = int.Parse(naam[..punt], CultureInfo.InvariantCulture);
            redenen.Append(CultureInfo.InvariantCulture, $"\n  {stappen.Herkomst[stap]}: {naam[(punt + 1)..]}: {f["reason"]}");
        }
        if (probleem?["invalidParams"] is null) redenen.Append(CultureInfo.InvariantCulture, $"\n  {probleem?["detail"]}");
        throw new InvalidDataException(redenen.ToString());
    }

    private static async Task<int> Import(string map, HttpClient http, bool json, TextWriter uit, TextWriter fout)
    {
        Stappenlijst stappen;
        try { stappen = await Laad(map, http); }
        catch (InvalidDataException e)
        {
            await fout.WriteLineAsync(e.Message.StartsWith("Niets ", StringComparison.Ordinal) ? e.Message
                : $"Niets ingelezen.\n  {e.Message}");
            return 1;
        }
        if (json)
        {
            await uit.WriteLineAsync(new JsonObject
            {
                ["ingelezen"] = new JsonObject(stappen.Aantallen.Select(a => KeyValuePair.Create(a.Key, (JsonNode?)a.Value))),
                ["nietGeplaatst"] = new JsonArray([.. stappen.Opmerkingen.Select(o => (JsonNode)o)]),
            }.ToJsonString(Leesbaar));
            return 0;
        }
        await uit.WriteLineAsync($"Ingelezen uit {map}: {stappen.Stappen.Count} gegevens.");
        foreach (var (soort, aantal) in stappen.Aantallen) await uit.WriteLineAsync($"  {aantal,5} {soort}");
        if (stappen.Opmerkingen.Count > 0) await uit.WriteLineAsync("Opgemerkt of niet geplaatst:");
        foreach (var opmerking in stappen.Opmerkingen) await uit.WriteLineAsync($"  {opmerking}");
        return 0;
    }

    private static async Task<int> Controleer(HttpClient http, bool json, TextWriter uit)
    {
        var bevindingen = (await Haal(http, "rapportage/api/v1/controle")).AsArray();
        if (json)
        {
            await uit.WriteLineAsync(new JsonObject { ["bevindingen"] = bevindingen.DeepClone() }.ToJsonString(Leesbaar));
        }
        else
        {
            foreach (var (ernst, kop) in new[] { ("fout", "Fouten"), ("waarschuwing", "Waarschuwingen"), ("aanwijzing", "Aanwijzingen") })
            {
                var groep = bevindingen.Where(b => (string?)b!["ernst"] == ernst).ToList();
                await uit.WriteLineAsync($"{kop}: {groep.Count}");
                foreach (var b in groep)
                {
                    await uit.WriteLineAsync($"  {b!["regel"],-4} {b["onderwerp"]}: "
                        + $"{b["uitleg"]}{(b["bronregels"]!.AsArray() is { Count: > 0 } r ? $" (bronregel {string.Join(", ", r)})" : "")}");
                }
            }
        }
        return bevindingen.Any(b => (string?)b!["ernst"] == "fout") ? 1 : 0;
    }

    private static async Task<int> Reken(HttpClient http, bool json, TextWriter uit)
    {
        var alle = new JsonArray();
        foreach (var begroting in await Alles(http, "begroting/api/v1/begrotingen"))
        {
            var naam = (string?)begroting["naam"];
            if (!json) await uit.WriteLineAsync($"{naam}");
            foreach (var c in (await Haal(http, Pad(http, begroting) + "/berekening")).AsArray())
            {
                if (!json) await uit.WriteLineAsync(Zin(c!));
                var cijfer = c!.DeepClone().AsObject();
                cijfer.Insert(0, "begroting", naam);
                alle.Add(cijfer);
            }
        }
        if (json) await uit.WriteLineAsync(new JsonObject { ["cijfers"] = alle }.ToJsonString(Leesbaar));
        else if (alle.Count == 0) await uit.WriteLineAsync("Er is nog geen begroting.");
        return 0;
    }

    private static string Zin(JsonNode c)
    {
        var zin = new StringBuilder($"  {c["omschrijving"]}: {Getal(c["berekend"])} {c["eenheid"]} = {c["formule"]}  [{c["id"]}]");
        if (c["klopt"] is { } klopt)
        {
            zin.Append(klopt.GetValue<bool>() ? "; gedrukt is hetzelfde"
            : $"; gedrukt is {Getal(c["gedrukt"])}, verschil {Getal(c["verschil"])}");
        }
        foreach (var i in c["invoer"]!.AsArray())
        {
            zin.Append(Nl, $"\n      {i!["naam"]}: "
                + $"{Getal(i["waarde"])}{(i["bronregel"] is { } r ? $" (bronregel {r})" : "")}{((string?)i["cijfer"] is { Length: > 0 } van ? $" [{van}]" : "")}");
        }
        if ((string?)c["toelichting"] is { Length: > 0 } uitleg) zin.Append($"\n      {uitleg}");
        return zin.ToString();
    }

    private static string Getal(JsonNode? n) => n is null ? "" : n.GetValue<decimal>().ToString("#,##0.######", Nl);
    private static string Pad(HttpClient http, JsonNode resource) => ((string)resource["url"]!)[http.BaseAddress!.AbsoluteUri.Length..];

    internal static async Task<JsonNode> Haal(HttpClient http, string pad)
    {
        using var antwoord = await http.GetAsync(pad);
        var tekst = await antwoord.Content.ReadAsStringAsync();
        return antwoord.IsSuccessStatusCode ? JsonNode.Parse(tekst)! : throw new InvalidOperationException($"{pad}: {tekst}");
    }

    internal static async Task<List<JsonNode>> Alles(HttpClient http, string pad)
    {
        var uit = new List<JsonNode>();
        for (var volgend = pad + "?pageSize=500"; volgend is not null;)
        {
            var blad = await Haal(http, volgend);
            uit.AddRange(blad["results"]!.AsArray().OfType<JsonNode>());
            volgend = (string?)blad["next"] is { } next ? next[http.BaseAddress!.AbsoluteUri.Length..] : null;
        }
        return uit;
    }

    // What is there already, by the names that the import gives; of what has been adopted nothing is added to.
    private static async Task<Dictionary<string, string>> Bestaand(HttpClient http)
    {
        var uit = new Dictionary<string, string>(StringComparer.Ordinal);
        async Task Van(string collectie, string soort, string veld)
        {
            foreach (var r in await Alles(http, collectie)) uit[$"{soort}/{r[veld]}"] = (string)r["url"]!;
        }
        await Van("portfolio/api/v1/leden", "lid", "naam");
        await Van("portfolio/api/v1/leveranciers", "leverancier", "naam");
        await Van("portfolio/api/v1/componenten", "component", "naam");
        await Van("portfolio/api/v1/samenwerkingen", "samenwerking", "naam");
        await Van("portfolio/api/v1/begrippen", "begrip", "naam");
        await Van("rapportage/api/v1/onderwerpen", "onderwerp", "code");
        // What hangs on things that were there is not made twice either.
        if (uit.Count > 0)
        {
            var namen = (await Alles(http, "portfolio/api/v1/componenten")).Concat(await Alles(http, "portfolio/api/v1/leden"))
                .ToDictionary(r => (string)r["url"]!,
                r => (string)r["naam"]!);
            foreach (var a in await Alles(http,
                "portfolio/api/v1/afhankelijkheden"))
            {
                uit[$"afhankelijkheid/{namen[(string)a["van"]!]}/{namen[(string)a["naar"]!]}/{a["soort"]}"] = (string)a["url"]!;
            }
            foreach (var g in await Alles(http, "portfolio/api/v1/gebruik"))
                uit[$"gebruik/{namen[(string)g["lid"]!]}/{namen[(string)g["component"]!]}"] = (string)g["url"]!;
            foreach (var c in await Alles(http, "portfolio/api/v1/contracten"))
            {
                if ((string?)c["component"] is { } component && namen.TryGetValue(component, out var naam))
                    uit[$"contract/{naam}"] = (string)c["url"]!;
            }
        }
        return uit;
    }
}
