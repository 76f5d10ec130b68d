using Microsoft.AspNetCore.Http;

namespace Brink.Apps.Vereniging;

/// <summary>What the pages of a budget share.</summary>
internal static class Cijfers
{
    /// <summary>A figure in its own unit, rounded as it is shown.</summary>
    public static string Tekst(Cijfer cijfer) => Tekst(cijfer, cijfer.Berekend);

    /// <summary>An amount in the unit of a figure.</summary>
    public static string Tekst(Cijfer cijfer, decimal bedrag) => cijfer.Eenheid switch
    {
        "procent" => Getallen.Procent(bedrag),
        "promille" => Getallen.Getal(bedrag, 4) + " promille",
        _ => Getallen.Euro(bedrag),
    };

    /// <summary>A budget by its identity, or why there is none.</summary>
    public static async Task<Antwoord<Begroting>> BegrotingAsync(this Scherm scherm, Guid sleutel)
    {
        var antwoord = await scherm.Zgw.Lijst<Begroting>(scherm.Afgebroken);
        return !antwoord.Gelukt(out var lijst) ? new(null, antwoord.Fout)
            : lijst.Results.FirstOrDefault(b => Woorden.Sleutel(b.Url) == sleutel.ToString()) is { } begroting ? new(begroting, null)
            : new(null, new(StatusCodes.Status404NotFound, "", "", []));
    }

    /// <summary>The budget as a file, as the register makes it.</summary>
    public static async Task<IResult> BestandAsync(Guid sleutel, string vorm, Scherm scherm, HttpContext context)
    {
        var soort = vorm switch
        {
            "csv" => "text/csv; charset=utf-8",
            "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            _ => null,
        };
        var gevonden = await scherm.BegrotingAsync(sleutel);
        if (soort is null || !gevonden.Gelukt(out var begroting))
            return AppEndpoints.Refusal(soort is null ? StatusCodes.Status404NotFound : Download.Page(gevonden.Fout));
        return await Downloads.StroomAsync(await scherm.Zgw.Bestand(Plek.Van<Begroting>(begroting.Url, vorm), scherm.Afgebroken), soort,
            $"begroting-{begroting.Jaar}.{vorm}",
            context);
    }
}
