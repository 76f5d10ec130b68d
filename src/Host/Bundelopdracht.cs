using System.Text.Json.Nodes;

namespace Brink.Host;

/// <summary><c>brink bundel export|import</c>: configuration as one readable file, with names instead of addresses.</summary>
public static class Bundelopdracht
{
    private const string Pad = "bundels/api/v1/";

    /// <summary>What the command line says about it.</summary>
    public const string Gebruik = """
          brink bundel export BESTAND.zip --organisatie ID --data MAP [--delen catalogi,regelsets,...]
                                                         schrijft de configuratie van een organisatie
          brink bundel import BESTAND.zip --organisatie ID --data MAP [--proef]
                                                         neemt haar over; met --proef alleen wat er zou veranderen
        """;

    /// <summary>Runs the command that follows <c>bundel</c>.</summary>
    public static async Task<int> Run(string[] args, TextWriter uit, TextWriter fout, HttpMessageHandler? buiten = null)
    {
        if (Opdracht.Lees(args, ["organisatie", "data", "delen"], ["proef"], out var mis) is not var (woorden, opties))
            return await Opdracht.Mis(fout, mis, Gebruik);
        if (woorden is not ["export" or "import", var bestand])
            return await Opdracht.Mis(fout, "Kies export of import, en dan een bestand.", Gebruik);
        var hoortNiet = woorden[0] == "import" ? "delen" : "proef";
        if (opties.ContainsKey(hoortNiet)) return await Opdracht.Mis(fout, $"'--{hoortNiet}' is hier geen optie.", Gebruik);
        return await Opdracht.Doe("bundel", opties, Gebruik, fout, o => woorden[0] == "export"
            ? Export(bestand, o.Http, opties.GetValueOrDefault("delen", ""), uit, fout)
            : Import(bestand, o.Http, opties.ContainsKey("proef"), uit, fout), woorden[0] == "import", buiten);
    }

    private static async Task<int> Export(string bestand, HttpClient http, string delen, TextWriter uit, TextWriter fout)
    {
        using var antwoord = await http.GetAsync(Pad + "export" + (delen.Length > 0 ? $"?delen={Uri.EscapeDataString(delen)}" : ""));
        return await Opdracht.Schrijf(antwoord, bestand, uit, fout);
    }

    private static async Task<int> Import(string bestand, HttpClient http, bool proef, TextWriter uit, TextWriter fout)
    {
        using var inhoud = Opdracht.Zip(bestand);
        using var antwoord = await http.PostAsync($"{Pad}import?proef={(proef ? "true" : "false")}", inhoud);
        if (!antwoord.IsSuccessStatusCode) return await Opdracht.NietOvergenomen(antwoord, fout);
        var verslag = JsonNode.Parse(await antwoord.Content.ReadAsStringAsync())!;
        var regels = verslag["regels"]!.AsArray().Select(r => r!.AsObject()).ToList();
        await uit.WriteLineAsync(proef ? $"Dit zou {bestand} veranderen:" : $"Overgenomen uit {bestand}:");
        foreach (var regel in regels.Where(r => (string?)r["verschil"] != "gelijk"))
        {
            var velden = string.Join(", ", regel["velden"]!.AsArray().Select(v => (string?)v));
            await uit.WriteLineAsync($"  {regel["verschil"],-9} {regel["deel"]}: {regel["naam"]}{(velden.Length > 0 ? $" ({velden})" : "")}");
        }
        await uit.WriteLineAsync($"  {regels.Count(r => (string?)r["verschil"] == "gelijk")} onderdelen zijn hier al zo.");
        foreach (var zin in verslag["opmerkingen"]!.AsArray()) await uit.WriteLineAsync($"  {zin}");
        return 0;
    }
}
