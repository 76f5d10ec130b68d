using System.Text;
using System.Text.Json.Nodes;

namespace Brink.Host;

/// <summary><c>brink referentielijsten import</c>: takes over the selectielijst and the lists beside it, from a file, an address,
/// or the API of another server.</summary>
public static class Lijstopdracht
{
    private const int Bladen = 200;
    private static readonly string[] Lijsten = ["procestypen", "resultaten", "resultaattypeomschrijvingen", "communicatiekanalen"];

    /// <summary>What the command line says about it.</summary>
    public const string Gebruik = """
          brink referentielijsten import BESTAND|URL --organisatie ID --data MAP
                                                         neemt selectielijst en andere lijsten over; een URL
                                                         wijst een bestand aan, of een API (eindigt op /api/v1)
        """;

    /// <summary>Runs the command that follows <c>referentielijsten</c>.</summary>
    public static async Task<int> Run(string[] args, TextWriter uit, TextWriter fout, HttpMessageHandler? buiten = null)
    {
        if (Opdracht.Lees(args, ["organisatie", "data"], [], out var mis) is not var (woorden, opties))
            return await Opdracht.Mis(fout, mis, Gebruik);
        if (woorden is not ["import", var bron]) return await Opdracht.Mis(fout, "Geef import, en dan een bestand of een URL.", Gebruik);
        return await Opdracht.Doe("referentielijsten", opties, Gebruik, fout, o => Import(bron, o, uit, fout), true, buiten);
    }

    private static async Task<int> Import(string bron, Opdracht o, TextWriter uit, TextWriter fout)
    {
        var json = bron.Contains("://", StringComparison.Ordinal) ? await Haal(bron, o)
            : File.Exists(bron) ? await File.ReadAllTextAsync(bron) : throw new InvalidDataException($"Het bestand {bron} bestaat niet.");
        using var inhoud = new StringContent(json, Encoding.UTF8, "application/json");
        using var antwoord = await o.Http.PostAsync("referentielijsten/api/v1/import", inhoud);
        if (!antwoord.IsSuccessStatusCode) return await Opdracht.NietOvergenomen(antwoord, fout);
        var verslag = JsonNode.Parse(await antwoord.Content.ReadAsStringAsync());
        var tellingen = verslag!["tellingen"]!.AsArray();
        if (tellingen.Count == 0)
        {
            await fout.WriteLineAsync($"Niets overgenomen: in {bron} staat geen van deze lijsten: {string.Join(", ", Lijsten)}.");
            return 1;
        }
        await uit.WriteLineAsync($"Overgenomen uit {bron}:");
        foreach (var t in tellingen)
            await uit.WriteLineAsync($"  {t!["lijst"]}: {t["nieuw"]} nieuw, {t["gewijzigd"]} gewijzigd, {t["gelijk"]} gelijk");
        await Zinnen("Niet geplaatst:", verslag["opmerkingen"]!.AsArray());
        await Zinnen("Verdwenen:", verslag["verdwenen"]!.AsArray());
        return 0;

        async Task Zinnen(string kop, JsonArray zinnen)
        {
            if (zinnen.Count > 0) await uit.WriteLineAsync(kop);
            foreach (var zin in zinnen) await uit.WriteLineAsync($"  {zin}");
        }
    }

    // Only over TLS: what comes in decides how long files are kept.
    private static async Task<string> Haal(string url, Opdracht o)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var adres) || adres.Scheme != "https")
            throw new InvalidDataException($"{url}: geef een adres dat met https:// begint.");
        if (!o.Outbound.Allows(url))
        {
            throw new InvalidDataException(
                $"{url}: dit adres mag Brink niet opvragen. Zet het eerst in Brink__Uitgaand__Toegestaan__N (zie docs/beheer.md).");
        }
        if (!adres.AbsolutePath.TrimEnd('/').EndsWith("/api/v1", StringComparison.Ordinal)) return await Een(url);
        var alles = new JsonObject();
        foreach (var lijst in Lijsten)
        {
            var items = new JsonArray();
            var volgend = $"{url.TrimEnd('/')}/{lijst}";
            for (var blad = 0; volgend is not null; blad++)
            {
                if (blad == Bladen) throw new InvalidDataException($"{url}: de lijst {lijst} heeft meer dan {Bladen} pagina's.");
                var gelezen = JsonNode.Parse(await Een(volgend));
                foreach (var item in (gelezen as JsonArray ?? gelezen?["results"] as JsonArray)
                    ?? throw new InvalidDataException($"{volgend}: hier staat geen lijst."))
                {
                    items.Add(item?.DeepClone());
                }
                volgend = gelezen is JsonObject o2 ? (string?)o2["next"] : null;
            }
            alles[lijst] = items;
        }
        return alles.ToJsonString();

        async Task<string> Een(string van) => (await o.Outbound.Fetch(van, CancellationToken.None))?.GetRawText()
            ?? throw new InvalidDataException(
                $"{van}: geen bruikbaar antwoord. Het moet binnen vijf seconden 200 en JSON van hoogstens 1 MB zijn.");
    }
}
