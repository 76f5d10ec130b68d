using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Brink.Apps.Kern;

/// <summary>Brings a document to the browser: always as a file to keep, never shown inside our own site, whatever its type says.</summary>
public static class Download
{
    /// <summary>Streams a document of which the caller knows that it belongs to what is shown.</summary>
    public static async Task<IResult> StroomAsync(Guid document, Scherm scherm, HttpContext context)
    {
        var cancel = context.RequestAborted;
        var about = await scherm.Zgw.Lees<Informatieobject>(document, cancel);
        if (!about.Gelukt(out var info)) return AppEndpoints.Refusal(Page(about.Fout));
        var content = await scherm.Zgw.Bestand(Plek.Van<Informatieobject>(document, "download"), cancel);
        if (!content.Gelukt(out var file)) return AppEndpoints.Refusal(Page(content.Fout));
        context.Response.RegisterForDispose(file);
        context.Response.ContentLength = file.Lengte;
        context.Response.Headers.ContentDisposition = Disposition(info);
        return Results.Stream(await file.OpenAsync(cancel), Type(info));
    }

    private static string Disposition(Informatieobject info)
    {
        var name = info.Bestandsnaam.Length > 0 ? info.Bestandsnaam : info.Titel;
        var safe = string.Concat(name.Where(c => !char.IsControl(c) && c is not ('/' or '\\'))).Trim().TrimStart('.');
        var value = new ContentDispositionHeaderValue("attachment");
        value.SetHttpFileName(safe.Length > 0 ? safe : "document");
        return value.ToString();
    }

    private static string Type(Informatieobject info) =>
        MediaTypeHeaderValue.TryParse(info.Formaat, out var type) && type.SubType.HasValue ? type.MediaType.ToString()
            : "application/octet-stream";

    /// <summary>The status of the page that says it: what is no refusal of the register is a disturbance.</summary>
    public static int Page(Fout? fout) => fout switch
    {
        { IsVerboden: true } => StatusCodes.Status403Forbidden,
        { IsOnbekend: true } => StatusCodes.Status404NotFound,
        _ => StatusCodes.Status502BadGateway,
    };
}
