using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Brink.Apps.Catalogusbeheer;

/// <summary>A catalogus or zaaktype as a file to keep, which Brink and Open Zaak can take over.</summary>
internal static class Catalogusbestand
{
    public static async Task<IResult> GetAsync(string soort, Guid uuid, Scherm scherm, HttpContext context)
    {
        if (soort is not ("catalogussen" or "zaaktypen")) return AppEndpoints.Refusal(StatusCodes.Status404NotFound);
        var cancel = context.RequestAborted;
        var over = await scherm.Zgw.Lees<JsonObject>($"catalogi/{soort}/{uuid}", cancel);
        if (!over.Gelukt(out var type)) return AppEndpoints.Refusal(Download.Page(over.Fout));
        var antwoord = await scherm.Zgw.ExporteerAsync(soort, uuid, cancel);
        if (!antwoord.Gelukt(out var bestand)) return AppEndpoints.Refusal(Download.Page(antwoord.Fout));
        context.Response.RegisterForDispose(bestand);
        var naam = soort == "zaaktypen" ? $"zaaktype-{Stand.Tekst(type, "identificatie")}-{Stand.Tekst(type, "beginGeldigheid")}"
            : $"catalogus-{Stand.Tekst(type, "domein")}";
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(string.Concat(naam.Where(c => char.IsLetterOrDigit(c) || c is '-' or '_')) + ".zip");
        context.Response.Headers.ContentDisposition = disposition.ToString();
        return Results.Stream(await bestand.OpenAsync(cancel), "application/zip");
    }
}
