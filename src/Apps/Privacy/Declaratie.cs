using Microsoft.AspNetCore.Builder;

namespace Brink.Apps.Privacy;

/// <summary>Who looked at whom, and what is kept of a person.</summary>
public static class Declaratie
{
    public static readonly App App = new("privacy", typeof(Declaratie).Assembly)
    {
        Menu = [new("/beheer/inzage", "Wie keek naar wie", "avg:inzage.lezen", Onder: "Privacy"),
            new("/beheer/persoonsgegevens", "Gegevens van een persoon", "avg:persoonsgegevens.exporteren", Onder: "Privacy")],
        Bundel = [new("verwerkingsactiviteiten", "Verwerkingsactiviteiten", "avg:verwerkingsactiviteiten.bijwerken avg:inzage.lezen")],
        Gedaan = new Dictionary<string, string>
        {
            ["verzamel"] = "",
            ["wissen"] = "Wat gewist mocht worden, is gewist. Wat nog bewaard is, staat hieronder.",
            ["beperken"] = "De verwerking van deze gegevens is nu beperkt.",
            ["opheffen"] = "De beperking is opgeheven.",
        },
        Wegen = wegen =>
        {
            wegen.MapFormulier("/{organisatie}/beheer/inzage/export", Inzagevragen.ExportAsync);
            wegen.MapFormulier("/{organisatie}/beheer/persoonsgegevens/bestand", Persoonswegen.BestandAsync);
        },
    };
}
