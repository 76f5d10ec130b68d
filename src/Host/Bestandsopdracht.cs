using Brink.Engine;
using Brink.Registers;
using Brink.Registers.Documenten;

namespace Brink.Host;

/// <summary>What a person decides about the contents of documents: that they belong with a database,
/// or that much of them is waste.</summary>
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
        if (Opdracht.Lees(args, ["organisatie", "data"], ["bevestig"], out var mis) is not var (woorden, opties))
            return await Opdracht.Mis(fout, mis, Gebruik);
        if (woorden is not ["koppel" or "opruimen"]) return await Opdracht.Mis(fout, "Kies uit: koppel, opruimen.", Gebruik);
        if (Opdracht.Een(opties, out var settings, out mis) is not { } o) return await Opdracht.Mis(fout, mis, Gebruik);
        var (koppel, bevestigd) = (woorden[0] == "koppel", opties.ContainsKey("bevestig"));
        if (koppel && !bevestigd)
        {
            return await Opdracht.Mis(fout,
            "Kijk eerst of de database en de bestanden echt bij elkaar horen, en geef dan --bevestig mee.", Gebruik);
        }
        if (!koppel && Opdracht.Leeg(settings, o) is { } leeg) { await fout.WriteLineAsync(leeg); return 1; }
        await using var tenant = await Opening.Open(settings, o, Onderlaag.Model, koppel);
        if (tenant.Closed is { } waarom) { await fout.WriteLineAsync(waarom); return 1; }
        if (koppel) { await uit.WriteLineAsync($"De database en de bestanden van {o.Id} horen bij elkaar."); return 0; }
        try
        {
            var weg = await Opruiming.Ruim(tenant, Onderlaag.Model, TimeSpan.FromHours(settings.Bestanden.OpruimenNaUren), true,
                TimeProvider.System, bevestigd: bevestigd);
            await uit.WriteLineAsync(
                $"{weg} bestanden opgeruimd. Wat nu is genoteerd, gaat na {settings.Bestanden.OpruimenNaUren} uur weg.");
            return 0;
        }
        catch (OpruimenGeweigerdException e)
        {
            await fout.WriteLineAsync(e.Message);
            return 1;
        }
    }
}
