using System.Globalization;
using Brink.Engine;
using Brink.Registers;
using Brink.Registers.Archieven;
using Brink.Registers.Documenten;

namespace Brink.Host;

/// <summary><c>brink archief maak|controleer|herstel</c>: one organisation, whole, as one file.</summary>
public static class Archiefopdracht
{
    /// <summary>What the command line says about it.</summary>
    public const string Gebruik = """
          brink archief maak BESTAND.zip --organisatie ID [--data MAP] [--zonder-bestanden]
                                                         schrijft alles van een organisatie; mag terwijl het platform draait
          brink archief controleer BESTAND.zip [--anker HASH]
                                                         gaat na of een archief heel is
          brink archief herstel BESTAND.zip --organisatie ID [--data MAP] [--vervang] [--testkopie]
                                                         zet alles terug; met --testkopie zonder persoonsgegevens
        """;

    /// <summary>Runs the command that follows <c>archief</c>.</summary>
    public static async Task<int> Run(string[] args, TextWriter uit, TextWriter fout)
    {
        if (Opdracht.Lees(args, ["organisatie", "data", "anker"], ["zonder-bestanden", "vervang", "testkopie"], out var mis)
            is not var (woorden, opties))
        {
            return await Opdracht.Mis(fout, mis, Gebruik);
        }
        if (woorden is not ["maak" or "controleer" or "herstel", var bestand])
            return await Opdracht.Mis(fout, "Kies maak, controleer of herstel, en dan een bestand.", Gebruik);
        string[] kent = woorden[0] switch
        {
            "maak" => ["organisatie", "data", "zonder-bestanden"],
            "herstel" => ["organisatie", "data", "vervang", "testkopie"],
            _ => ["anker"],
        };
        if (opties.Keys.FirstOrDefault(o => !kent.Contains(o)) is { } vreemd)
            return await Opdracht.Mis(fout, $"'--{vreemd}' hoort niet bij {woorden[0]}.", Gebruik);
        if (woorden[0] != "maak" && !File.Exists(bestand))
        {
            await fout.WriteLineAsync($"Het bestand {bestand} bestaat niet.");
            return 1;
        }
        try
        {
            return woorden[0] switch
            {
                "maak" => await Maak(bestand, opties, uit, fout),
                "herstel" => await Herstel(bestand, opties, uit, fout),
                _ => await Controleer(bestand, opties.GetValueOrDefault("anker"), uit, fout),
            };
        }
        catch (Exception e) when (Archieven.IsStoring(e) || e is InvalidOperationException)
        {
            await fout.WriteLineAsync(e.Message);
            return 1;
        }
    }

    private static async Task<int> Maak(string bestand, Dictionary<string, string> opties, TextWriter uit, TextWriter fout)
    {
        if (Opdracht.Een(opties, out var settings, out var mis) is not { } o) return await Opdracht.Mis(fout, mis, Gebruik);
        if (Opdracht.Leeg(settings, o) is { } leeg) { await fout.WriteLineAsync(leeg); return 1; }
        await using var tenant = await Opening.Open(settings, o, Onderlaag.Model);
        if (tenant.Closed is { } waarom) { await fout.WriteLineAsync(waarom); return 1; }
        var opzet = Archieven.Opzet(tenant, settings) with { MetBestanden = !opties.ContainsKey("zonder-bestanden") };
        var m = await Archief.Maak(tenant, Onderlaag.Model, bestand, opzet, TimeProvider.System);
        await uit.WriteLineAsync($"Geschreven: {bestand} ({Grootte(m.Bytes)}): {m.Tabellen.Sum(t => t.Regels)} rijen, {m.Bestanden} bestanden "
            + $"({Grootte(m.BestandenBytes)}), {m.Beschreven} beschrijvingen ({m.Beschrijving}), zoals alles was op {m.Moment}.");
        if (m.LaatsteSchakel.Length > 0) await uit.WriteLineAsync($"De laatste schakel van het logboek: {m.LaatsteSchakel}");
        if (m.Ontbreken.Count == 0) return 0;
        await fout.WriteLineAsync($"Let op: {m.Ontbreken.Count} bestanden van {o.Id} liggen er niet meer, of zijn kapot: "
            + $"{string.Join(", ", m.Ontbreken.Take(5))}");
        return 1;
    }

    private static async Task<int> Controleer(string bestand, string? anker, TextWriter uit, TextWriter fout)
    {
        var c = await Archief.Controleer(bestand, Onderlaag.Model, Archiefwoorden.Kennis, anker);
        if (c.Manifest is { } m)
        {
            await uit.WriteLineAsync($"Archief van {m.Naam} ({m.Organisatie}), zoals alles was op {m.Moment}; gemaakt met Brink {m.Programma}"
                + $"{(m.MetBestanden ? "" : ", zonder bestanden")}.");
        }
        foreach (var goed in c.Goed) await uit.WriteLineAsync(goed);
        foreach (var fouten in c.Fouten) await fout.WriteLineAsync($"FOUT  {fouten}");
        await uit.WriteLineAsync(c.Fouten.Count == 0 ? $"{bestand} is heel." : $"{bestand}: {c.Fouten.Count} fout(en).");
        return c.Fouten.Count == 0 ? 0 : 1;
    }

    private static async Task<int> Herstel(string bestand, Dictionary<string, string> opties, TextWriter uit, TextWriter fout)
    {
        if (Opdracht.Een(opties, out var settings, out var mis) is not { } o) return await Opdracht.Mis(fout, mis, Gebruik);
        var manifest = Archief.Manifest(bestand); // before anything is made: it may be no archive
        // Whoever lost the database, and has the contents still, puts back here what belongs to them.
        var kwijt = false;
        await using (var eerst = await Opening.Open(settings, o, Onderlaag.Model)) kwijt = eerst.Closed is not null;
        await using var tenant = await Opening.Open(settings, o, Onderlaag.Model, bevestigd: kwijt, nieuw: kwijt);
        if (tenant.Closed is { } waarom) { await fout.WriteLineAsync(waarom); return 1; }
        try { return await Herstel(bestand, opties, settings, manifest, tenant, uit); }
        catch when (kwijt)
        {
            // Then it is as it was: they do not belong together.
            await Merk.Ontkoppel(tenant);
            throw;
        }
    }

    private static async Task<int> Herstel(string bestand, Dictionary<string, string> opties, Settings settings, Archiefmanifest manifest,
        Tenant tenant, TextWriter uit)
    {
        var o = tenant.Organisatie;
        var v = await Archief.Herstel(tenant, Onderlaag.Model, bestand, new()
        {
            Kennis = Archiefwoorden.Kennis,
            Vervang = opties.ContainsKey("vervang"),
            Adres = Archieven.Adres(settings, o.Id),
            Onthul = Archieven.Onthul(settings),
            Vernietigd = await Archieven.Vernietigd(settings, manifest.Organisatie),
            Testkopie = opties.ContainsKey("testkopie") ? Archiefwoorden.Testkopie() : null,
        }, TimeProvider.System);
        await uit.WriteLineAsync(opties.ContainsKey("testkopie")
            ? $"Bij {o.Id} staat nu een testkopie van {v.Manifest.Naam}: {v.Rijen} dingen, zonder persoonsgegevens, logboek, clients en tokens. "
                + "Er gaat niets naar buiten."
            : $"Teruggezet bij {o.Id}: {v.Rijen} dingen en {v.Bestanden} bestanden van {v.Manifest.Naam}, zoals alles was op "
                + $"{v.Manifest.Moment}. Alle hashes en aantallen zijn nagegaan.");
        if (v.Vernietigd > 0) await uit.WriteLineAsync($"{v.Vernietigd} dingen die daarna zijn vernietigd, zijn weer vernietigd.");
        foreach (var opmerking in v.Opmerkingen) await uit.WriteLineAsync(opmerking);
        await uit.WriteLineAsync("Draait het platform, start het dan opnieuw: het onthoudt nog wat er was.");
        return 0;
    }

    private static string Grootte(long bytes) => bytes switch
    {
        < 10_000 => $"{bytes} bytes",
        < 10_000_000 => $"{bytes / 1000} kB",
        < 10_000_000_000 => $"{bytes / 1_000_000} MB",
        _ => (bytes / 1e9).ToString("F1", CultureInfo.GetCultureInfo("nl")) + " GB",
    };
}
