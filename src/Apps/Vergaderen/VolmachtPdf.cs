using System.Text.Json.Nodes;
using Brink.Apps.Huis;
using Brink.Apps.Vereniging;
using Brink.Apps.Zaakafhandeling;
using Brink.Apps.Zgw;
using Microsoft.AspNetCore.Http;

namespace Brink.Apps.Vergaderen;

/// <summary>The form of a proxy to sign (G4; lines 33-45 of the source): who gives it, to whom, for what, and at which items. Names are written by hand.</summary>
public static class VolmachtPdf
{
    /// <summary>How high a row is in which somebody writes, and one in which somebody signs.</summary>
    private const double Schrijfhoogte = 30, Tekenhoogte = 70;

    /// <summary>What the form is made of.</summary>
    public sealed record Gegevens(JsonObject Volmacht, string Gever, string? Namens, JsonObject? Vergadering, JsonObject? Stemming, IReadOnlyList<JsonObject> Punten);

    /// <summary>The form of one proxy; the page that says why when there is none.</summary>
    public static async Task<IResult> GetAsync(Guid uuid, Scherm scherm)
    {
        var (zgw, stop) = (scherm.Zgw, scherm.Afgebroken);
        var antwoord = await zgw.BesluitvormingJsonAsync($"volmachten/{uuid}", stop);
        if (!antwoord.Gelukt(out var volmacht)) return AppEndpoints.Refusal(Download.Page(antwoord.Fout));
        async Task<string> Naam(string veld) => (string?)(await zgw.JsonOpAdresAsync((string?)volmacht[veld], stop))?["naam"] ?? "";
        var punten = new List<JsonObject>();
        var adressen = volmacht["agendapunten"]!.AsArray().Concat(volmacht["instructies"]!.AsArray().Select(i => i!["agendapunt"])).Select(a => (string)a!).Distinct();
        foreach (var adres in adressen)
            if (await zgw.JsonOpAdresAsync(adres, stop) is { } punt) punten.Add(punt);
        var gegevens = new Gegevens(volmacht, await Naam("gever"), await Naam("namens"), await zgw.JsonOpAdresAsync((string?)volmacht["vergadering"], stop),
            await zgw.JsonOpAdresAsync((string?)volmacht["stemming"], stop), punten);
        return Results.File(Maak(scherm.Hier.Naam, gegevens), "application/pdf", $"volmacht-{uuid}.pdf");
    }

    /// <summary>Makes the file.</summary>
    public static byte[] Maak(string organisatie, Gegevens g)
    {
        var v = g.Volmacht;
        var (spreken, stemmen) = ((bool?)v["spreken"] == true, (bool?)v["stemmen"] == true);
        var strekking = (spreken, stemmen) switch
        {
            (true, true) => "het woord te voeren en te stemmen",
            (true, false) => "het woord te voeren",
            _ => "te stemmen",
        };
        var waar = g.Vergadering is { } vergadering
            ? $"in de vergadering '{(string?)vergadering["titel"]}' van {organisatie} op {Dag((string?)vergadering["datum"])}"
            : $"in de stemming '{(string?)g.Stemming?["onderwerp"]}' van {organisatie}";
        var gever = Gemeente(g.Gever);
        var titel = $"Volmacht van {gever}";
        using var blad = new Pdfblad(titel, organisatie);
        blad.Kop(1, titel);
        blad.Alinea($"{char.ToUpperInvariant(gever[0])}{gever[1..]} geeft volmacht aan de {(string?)v["functie"]}, om namens {gever} {strekking} {waar}.");
        if (spreken && !stemmen) blad.Alinea("Deze volmacht geeft geen recht om te stemmen.");
        if (!spreken && stemmen) blad.Alinea("Deze volmacht geeft geen recht om het woord te voeren.");
        if (g.Namens is { Length: > 0 } namens) blad.Alinea($"De gemachtigde vertegenwoordigt zelf {Gemeente(namens)}.");
        blad.Kop(2, "Waarvoor");
        var gekozen = v["agendapunten"]!.AsArray().Select(a => (string)a!).ToList();
        blad.Opsomming(gekozen.Count == 0 ? [g.Vergadering is null ? "Voor deze stemming." : "Voor alle punten van de agenda."]
            : [.. gekozen.Select(a => Punt(g, a))]);
        if (v["instructies"]!.AsArray() is { Count: > 0 } instructies)
        {
            blad.Kop(2, "Zo moet de gemachtigde stemmen");
            blad.Tabel([("Punt", 0.7), ("Keuze", 0.3)],
                [.. instructies.Select(i => (string[])[Punt(g, (string)i!["agendapunt"]!), Woorden.Gewoon((string)i["keuze"]!)])]);
        }
        if ((string?)v["besluit"] is { Length: > 0 } besluit) blad.Alinea($"Deze volmacht volgt uit het besluit: {besluit}");
        blad.Kop(2, "Gegevens van de gemachtigde");
        blad.Tabel([("Wat", 0.3), ("Vul in", 0.7)], [["Naam", ""], ["Functie", (string?)v["functie"] ?? ""]], Schrijfhoogte);
        blad.Kop(2, "Ondertekening");
        blad.Alinea($"Namens {gever}:");
        blad.Tabel([("Wat", 0.3), ("Vul in", 0.7)], [["Naam", ""], ["Functie", ""], ["Plaats", ""], ["Datum", ""]], Schrijfhoogte);
        blad.Tabel([("Wat", 0.3), ("Onderteken hier", 0.7)], [["Handtekening", ""]], Tekenhoogte);
        blad.Alinea("Stuur het ondertekende formulier naar het secretariaat. U kunt de volmacht intrekken zolang er niet mee is gestemd.");
        blad.Alinea($"Kenmerk van deze volmacht: {((string)v["url"]!).Split('/')[^1]}", klein: true);
        return blad.Klaar();
    }

    // A member is a municipality, and some are registered by their name alone.
    private static string Gemeente(string naam) => naam.StartsWith("gemeente", StringComparison.OrdinalIgnoreCase) ? naam : $"de gemeente {naam}";

    private static string Punt(Gegevens g, string adres) => g.Punten.FirstOrDefault(p => (string?)p["url"] == adres) is { } punt
        ? $"{punt["nummer"]!.ToJsonString()}. {(string?)punt["titel"]}" : "Een punt van de agenda";

    private static string Dag(string? tekst) => DateOnly.TryParse(tekst, System.Globalization.CultureInfo.InvariantCulture, out var dag) ? Tijd.Voluit(dag) : "";
}
