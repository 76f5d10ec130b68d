using System.Text.Json.Nodes;

namespace Brink.Host;

/// <summary><c>brink catalogus export|import</c>: a catalogus, or one zaaktype with its types,
/// as a file that Open Zaak reads and writes too.</summary>
public static class Catalogusopdracht
{
    private const string Pad = "catalogusbeheer/api/v1/";

    /// <summary>What the command line says about it.</summary>
    public const string Gebruik = """
          brink catalogus export BESTAND.zip --organisatie ID --data MAP [--catalogus DOMEIN] [--zaaktype IDENTIFICATIE]
                                                         schrijft een catalogus, of de nieuwste versie van één zaaktype
          brink catalogus import BESTAND.zip --organisatie ID --data MAP [--catalogus DOMEIN]
                                                         neemt zo'n bestand over, ook uit Open Zaak; als concept
        """;

    /// <summary>Runs the command that follows <c>catalogus</c>.</summary>
    public static async Task<int> Run(string[] args, TextWriter uit, TextWriter fout, HttpMessageHandler? buiten = null)
    {
        if (Opdracht.Lees(args, ["organisatie", "data", "catalogus", "zaaktype"], [], out var mis) is not var (woorden, opties))
            return await Opdracht.Mis(fout, mis, Gebruik);
        if (woorden is not ["export" or "import", var bestand])
            return await Opdracht.Mis(fout, "Kies export of import, en dan een bestand.", Gebruik);
        if (woorden[0] == "import" && opties.ContainsKey("zaaktype"))
            return await Opdracht.Mis(fout, "'--zaaktype' is hier geen optie.", Gebruik);
        return await Opdracht.Doe("catalogus", opties, Gebruik, fout, o => woorden[0] == "export"
            ? Export(bestand, o.Http, opties, uit, fout)
            : Import(bestand, o.Http, opties, uit, fout), woorden[0] == "import", buiten);
    }

    private static async Task<int> Export(string bestand, HttpClient http, Dictionary<string, string> opties, TextWriter uit,
        TextWriter fout)
    {
        var catalogus = await Catalogus(http, opties);
        var vraag = catalogus is null ? null : "catalogus=" + Uri.EscapeDataString(catalogus);
        if (opties.TryGetValue("zaaktype", out var identificatie))
        {
            var versies = (await Haal(http,
                $"catalogi/api/v1/zaaktypen?status=alles&identificatie={Uri.EscapeDataString(identificatie)}{(vraag is null ? "" : "&" + vraag)}"))
                ["results"]!.AsArray();
            if (versies.Count == 0) throw new InvalidDataException($"Er is geen zaaktype {identificatie}.");
            vraag = "zaaktype=" + Uri.EscapeDataString(
                (string)versies.MaxBy(v => (string)v!["beginGeldigheid"]!, StringComparer.Ordinal)!["url"]!);
        }
        if (vraag is null) throw new InvalidDataException("Er is meer dan één catalogus, of nog geen. Kies er een met --catalogus DOMEIN.");
        using var antwoord = await http.GetAsync($"{Pad}export?{vraag}");
        return await Opdracht.Schrijf(antwoord, bestand, uit, fout);
    }

    private static async Task<int> Import(string bestand, HttpClient http, Dictionary<string, string> opties, TextWriter uit,
        TextWriter fout)
    {
        using var inhoud = Opdracht.Zip(bestand);
        var vraag = opties.ContainsKey("catalogus") ? "?catalogus=" + Uri.EscapeDataString((await Catalogus(http, opties))!) : "";
        using var antwoord = await http.PostAsync($"{Pad}import{vraag}", inhoud);
        if (!antwoord.IsSuccessStatusCode) return await Opdracht.NietOvergenomen(antwoord, fout);
        var verslag = JsonNode.Parse(await antwoord.Content.ReadAsStringAsync())!;
        await uit.WriteLineAsync($"Overgenomen uit {bestand}, als concept:");
        foreach (var t in verslag["tellingen"]!.AsArray())
            await uit.WriteLineAsync($"  {t!["soort"]}: {t["gemaakt"]} gemaakt, {t["hergebruikt"]} bestond al");
        if (verslag["opmerkingen"]!.AsArray() is { Count: > 0 } opmerkingen)
        {
            await uit.WriteLineAsync("Niet geplaatst:");
            foreach (var zin in opmerkingen) await uit.WriteLineAsync($"  {zin}");
        }
        return 0;
    }

    // The catalogus that was named, or the only one; null when there is none or more than one.
    private static async Task<string?> Catalogus(HttpClient http, Dictionary<string, string> opties)
    {
        var genoemd = opties.GetValueOrDefault("catalogus");
        var alle = (await Haal(http,
            "catalogi/api/v1/catalogussen" + (genoemd is null ? "" : $"?domein={Uri.EscapeDataString(genoemd)}")))["results"]!.AsArray();
        if (genoemd is not null && alle.Count != 1)
            throw new InvalidDataException($"Er is geen catalogus met domein {genoemd}, of er is er meer dan één.");
        return alle.Count == 1 ? (string)alle[0]!["url"]! : null;
    }

    private static async Task<JsonNode> Haal(HttpClient http, string pad)
    {
        using var antwoord = await http.GetAsync(pad);
        var tekst = await antwoord.Content.ReadAsStringAsync();
        return antwoord.IsSuccessStatusCode ? JsonNode.Parse(tekst)! : throw new InvalidDataException($"{pad}: {tekst}");
    }
}
