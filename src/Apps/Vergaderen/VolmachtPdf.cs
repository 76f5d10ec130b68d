using Microsoft.AspNetCore.Http;

namespace Brink.Apps.Vergaderen;

/// <summary>The form of a proxy to sign (G4; lines 33-45 of the source): who gives it, to whom, for what, and at which items.
/// Names are written by hand.</summary>
public static class VolmachtPdf
{
    /// <summary>How high a row is in which somebody writes, and one in which somebody signs.</summary>
    private const double Schrijfhoogte = 30, Tekenhoogte = 70;

    /// <summary>What the form is made of: the proxy, the names of who gives it and whom its holder represents,
    /// and what it is for.</summary>
    public sealed record Gegevens(Volmacht Volmacht, string Gever, string? Namens, Vergadering? Vergadering, Stemming? Stemming,
        IReadOnlyList<Agendapunt> Punten);

    /// <summary>The form of one proxy; the page that says why when there is none.</summary>
    public static async Task<IResult> GetAsync(Guid uuid, Scherm scherm)
    {
        var (zgw, stop) = (scherm.Zgw, scherm.Afgebroken);
        var antwoord = await zgw.Lees<Volmacht>(uuid, stop);
        if (!antwoord.Gelukt(out var v)) return AppEndpoints.Refusal(Download.Page(antwoord.Fout));
        var leden = await zgw.Lijst<Lid>(stop);
        var vergadering = v.Vergadering is { } bij ? await zgw.Lees<Vergadering>(bij, stop) : default;
        var stemming = v.Stemming is { } over ? await zgw.Lees<Stemming>(over, stop) : default;
        var agenda = v.Vergadering is { } van ? await zgw.Lijst<Agendapunt>(stop, ("vergadering", van), ("ordering", "nummer")) : default;
        // A form without its names or items would be signed as it is.
        if ((leden.Fout ?? vergadering.Fout ?? stemming.Fout ?? agenda.Fout) is { } fout) return AppEndpoints.Refusal(Download.Page(fout));
        string Naam(Uri? lid) => leden.Waarde!.Results.FirstOrDefault(l => l.Url == lid)?.Naam ?? "";
        var gegevens = new Gegevens(v, Naam(v.Gever), Naam(v.Namens), vergadering.Waarde, stemming.Waarde, agenda.Waarde?.Results ?? []);
        return Results.File(Maak(scherm.Hier.Naam, gegevens), "application/pdf", $"volmacht-{uuid}.pdf");
    }

    /// <summary>Makes the file.</summary>
    public static byte[] Maak(string organisatie, Gegevens g)
    {
        var v = g.Volmacht;
        var strekking = (v.Spreken, v.Stemmen) switch
        {
            (true, true) => "het woord te voeren en te stemmen",
            (true, false) => "het woord te voeren",
            _ => "te stemmen",
        };
        var waar = g.Vergadering is { } vergadering
            ? $"in de vergadering '{vergadering.Titel}' van {organisatie} op {Tijd.Voluit(vergadering.Datum)}"
            : $"in de stemming '{g.Stemming?.Onderwerp}' van {organisatie}";
        var gever = Gemeente(g.Gever);
        var titel = $"Volmacht van {gever}";
        using var blad = new Pdfblad(titel, organisatie);
        blad.Kop(1, titel);
        blad.Alinea($"{Woorden.Hoofdletter(gever)} geeft volmacht aan de {v.Functie}, om namens {gever} {strekking} {waar}.");
        if (!v.Stemmen) blad.Alinea("Deze volmacht geeft geen recht om te stemmen.");
        if (!v.Spreken) blad.Alinea("Deze volmacht geeft geen recht om het woord te voeren.");
        if (g.Namens is { Length: > 0 } namens) blad.Alinea($"De gemachtigde vertegenwoordigt zelf {Gemeente(namens)}.");
        blad.Kop(2, "Waarvoor");
        blad.Opsomming(v.Agendapunten.Count == 0 ? [g.Vergadering is null ? "Voor deze stemming." : "Voor alle punten van de agenda."]
            : [.. v.Agendapunten.Select(a => Punt(g, a))]);
        if (v.Instructies.Count > 0)
        {
            blad.Kop(2, "Zo moet de gemachtigde stemmen");
            blad.Tabel([("Punt", 0.7), ("Keuze", 0.3)],
                [.. v.Instructies.Select(i => (string[])[Punt(g, i.Agendapunt), Woorden.Gewoon(i.Keuze)])]);
        }
        if (v.Besluit.Length > 0) blad.Alinea($"Deze volmacht volgt uit het besluit: {v.Besluit}");
        blad.Kop(2, "Gegevens van de gemachtigde");
        blad.Tabel([("Wat", 0.3), ("Vul in", 0.7)], [["Naam", ""], ["Functie", v.Functie]], Schrijfhoogte);
        blad.Kop(2, "Ondertekening");
        blad.Alinea($"Namens {gever}:");
        blad.Tabel([("Wat", 0.3), ("Vul in", 0.7)], [["Naam", ""], ["Functie", ""], ["Plaats", ""], ["Datum", ""]], Schrijfhoogte);
        blad.Tabel([("Wat", 0.3), ("Onderteken hier", 0.7)], [["Handtekening", ""]], Tekenhoogte);
        blad.Alinea("Stuur het ondertekende formulier naar het secretariaat. U kunt de volmacht intrekken zolang er niet mee is gestemd.");
        blad.Alinea($"Kenmerk van deze volmacht: {Woorden.Sleutel(v.Url)}", klein: true);
        return blad.Klaar();
    }

    // A member is a municipality, and some are registered by their name alone.
    private static string Gemeente(string naam) => naam.StartsWith("gemeente", StringComparison.OrdinalIgnoreCase) ? naam
        : $"de gemeente {naam}";

    private static string Punt(Gegevens g, Uri adres) =>
        g.Punten.FirstOrDefault(p => p.Url == adres) is { } punt ? $"{punt.Nummer}. {punt.Titel}" : "Een punt van de agenda";
}
