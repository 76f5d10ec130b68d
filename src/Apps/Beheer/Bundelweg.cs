using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Brink.Apps.Beheer;

/// <summary>Configuration as a file to keep, for another organisation or server to take over.</summary>
internal static class Bundelweg
{
    public static async Task<IResult> GetAsync(string? delen, Scherm scherm, HttpContext context)
    {
        var antwoord = await scherm.Zgw.BundelAsync(delen ?? "", context.RequestAborted);
        if (!antwoord.Gelukt(out var bestand)) return AppEndpoints.Refusal(Download.Page(antwoord.Fout));
        context.Response.RegisterForDispose(bestand);
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName($"bundel-{scherm.Hier.Id}.zip");
        context.Response.Headers.ContentDisposition = disposition.ToString();
        return Results.Stream(await bestand.OpenAsync(context.RequestAborted), "application/zip");
    }
}
