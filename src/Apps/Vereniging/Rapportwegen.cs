using Microsoft.AspNetCore.Http;

namespace Brink.Apps.Vereniging;

/// <summary>What the pages of a report share: where it is on its way, and its files.</summary>
internal static class Rapportwegen
{
    private static readonly string[] Weg = ["concept", "vastgesteld", "rvc", "gedeeld"];

    /// <summary>The way of a report, for the status line.</summary>
    public static IReadOnlyList<Step> Stappen(Kwartaalrapport rapport)
    {
        var nu = Array.IndexOf(Weg, rapport.Status);
        return [.. Weg.Select((status, i) =>
            new Step(Woordenlijst.Woord("Rapportstatus", status), i < nu ? StepState.Done : i == nu ? StepState.Current : StepState.Ahead,
            status switch { "vastgesteld" => Leeg(rapport.VastgesteldOp), "gedeeld" => Leeg(rapport.GedeeldOp), _ => null }))];
    }

    private static string? Leeg(DateOnly? dag) => dag is null ? null : Tijd.Voluit(dag);

    /// <summary>The report over a quarter, or why there is none.</summary>
    public static async Task<Antwoord<Kwartaalrapport>> RapportAsync(this Scherm scherm, string? periode)
    {
        if (!Tekens.IsKwartaal(periode)) return new(null, new(StatusCodes.Status404NotFound, "", "", []));
        var antwoord = await scherm.Zgw.Lijst<Kwartaalrapport>(scherm.Afgebroken, ("periode", periode!));
        return !antwoord.Gelukt(out var lijst) ? new(null, antwoord.Fout)
            : lijst.Results.Count > 0 ? new(lijst.Results[0], null) : new(null, new(StatusCodes.Status404NotFound, "", "", []));
    }

    /// <summary>The report as a file: CSV as the register makes it, its rows as JSON, or a PDF.</summary>
    public static async Task<IResult> BestandAsync(string periode, string vorm, Scherm scherm, HttpContext context)
    {
        var gevonden = await scherm.RapportAsync(periode);
        if (!gevonden.Gelukt(out var rapport)) return AppEndpoints.Refusal(Download.Page(gevonden.Fout));
        var naam = $"kwartaalrapport-{rapport.Periode}.{vorm}";
        if (vorm == "csv")
        {
            return await Downloads.StroomAsync(await scherm.Zgw.Bestand(Plek.Van<Kwartaalrapport>(rapport.Url, "csv"), scherm.Afgebroken),
            "text/csv; charset=utf-8", naam, context);
        }
        var rijen = await scherm.Zgw.Lees<Dashboardrij[]>(Plek.Van<Kwartaalrapport>(rapport.Url, "dashboard"), scherm.Afgebroken);
        if (!rijen.Gelukt(out var alle)) return AppEndpoints.Refusal(Download.Page(rijen.Fout));
        return vorm switch
        {
            "json" => Results.File(Downloads
                .Json(new { rapport.Periode, rapport.Titel, rapport.Datum, rapport.Status, rapport.Versie, rapport.Sha256, Rijen = alle }),
                "application/json", naam),
            "pdf" => Results.File(RapportPdf.Maak(scherm.Hier.Naam, rapport, alle), "application/pdf", naam),
            _ => AppEndpoints.Refusal(StatusCodes.Status404NotFound),
        };
    }
}
