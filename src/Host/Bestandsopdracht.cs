using Brink.Engine;
using Brink.Registers;
using Brink.Registers.Documenten;

namespace Brink.Host;

/// <summary>What a person decides about the contents of documents: that they belong with a database, or that much of them is waste.</summary>
internal static class Bestandsopdracht
{
    public const string Gebruik = """
          brink bestanden koppel --organisatie O [--data MAP] --bevestig
                                                         zegt dat de database en de bestanden bij elkaar horen
          brink bestanden opruimen --organisatie O [--data MAP] [--bevestig]
                                                         ruimt op waar geen document naar verwijst; veel alleen met --bevestig
        """;

    public static async Task<int> Run(string[] args, TextWriter uit, TextWriter fout)
    {
        var opties = new Dictionary<string, string>();
        for (var i = 1; i < args.Length; i++)
        {
            if (args[i] == "--bevestig") opties["bevestig"] = "";
            else if (args[i] is "--organisatie" or "--data" && i + 1 < args.Length) opties[args[i][2..]] = args[++i];
            else return await Mis($"'{args[i]}' is hier geen optie.");
        }
        if (args.Length == 0 || args[0] is not ("koppel" or "opruimen")) return await Mis("Kies uit: koppel, opruimen.");
        if (!opties.TryGetValue("organisatie", out var organisatie)) return await Mis("Noem de organisatie met --organisatie.");
        var bevestigd = opties.ContainsKey("bevestig");
        if (args[0] == "koppel" && !bevestigd) return await Mis("Kijk eerst of de database en de bestanden echt bij elkaar horen, en geef dan --bevestig mee.");
        var settings = new ConfigurationBuilder().AddEnvironmentVariables().Build().GetSection("Brink").Get<Settings>() ?? new Settings();
        if (opties.TryGetValue("data", out var data)) settings.Data = data;
        var o = settings.Organisaties.FirstOrDefault(x => x.Id == organisatie) ?? new Settings.Organisation { Id = organisatie, Naam = organisatie };
        settings.Organisaties = [o];
        foreach (var wat in settings.Faults(false)) return await Mis(wat);
        await using var tenant = await Opening.Open(settings, o, Onderlaag.Model, args[0] == "koppel");
        if (tenant.Closed is { } waarom) { await fout.WriteLineAsync(waarom); return 1; }
        if (args[0] == "koppel") { await uit.WriteLineAsync($"De database en de bestanden van {organisatie} horen bij elkaar."); return 0; }
        try
        {
            var weg = await Opruiming.Ruim(tenant, Onderlaag.Model, TimeSpan.FromHours(settings.Bestanden.OpruimenNaUren), true, TimeProvider.System, bevestigd: bevestigd);
            await uit.WriteLineAsync($"{weg} bestanden opgeruimd. Wat nu is genoteerd, gaat na {settings.Bestanden.OpruimenNaUren} uur weg.");
            return 0;
        }
        catch (OpruimenGeweigerdException e)
        {
            await fout.WriteLineAsync(e.Message);
            return 1;
        }

        async Task<int> Mis(string wat)
        {
            await fout.WriteLineAsync($"{wat}\n\n{Gebruik}");
            return 2;
        }
    }
}
