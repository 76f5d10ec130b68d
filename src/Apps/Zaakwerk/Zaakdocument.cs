using Microsoft.AspNetCore.Http;

namespace Brink.Apps.Zaakwerk;

/// <summary>A document that hangs on a zaak, as a file.</summary>
public static class Zaakdocument
{
    /// <summary>Where it is downloaded, in the words of a route.</summary>
    internal const string Weg = "/{organisatie}/zaken/{uuid:guid}/documenten/{document:guid}";

    /// <summary>Where a document of a zaak is downloaded.</summary>
    public static string Pad(Scherm scherm, Guid zaak, Uri document) =>
        $"/{scherm.Hier.Id}/zaken/{zaak}/documenten/{Woorden.Sleutel(document)}";

    /// <summary>Streams the document. Only when it hangs on this zaak.</summary>
    internal static async Task<IResult> GetAsync(Guid uuid, Guid document, Scherm scherm, HttpContext context)
    {
        var link = await scherm.Zgw.KoppelingAsync(uuid, document, context.RequestAborted);
        if (!link.Gelukt(out var links)) return AppEndpoints.Refusal(Download.Page(link.Fout));
        return links.Length == 0 ? AppEndpoints.Refusal(StatusCodes.Status404NotFound)
            : await Download.StroomAsync(document, scherm, context);
    }
}
