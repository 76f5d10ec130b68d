using System.Globalization;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;

namespace Brink.Apps.Beheer;

/// <summary>What the buttons on the page <c>Notificaties</c> do. Each ends back on the page, so that reloading it repeats nothing.</summary>
internal static class Afleveringen
{
    public static async Task<IResult> DoeAsync(HttpContext context, Scherm scherm, IAntiforgery antiforgery)
    {
        if (!await antiforgery.IsRequestValidAsync(context))
        {
            return AppEndpoints.Refusal(StatusCodes.Status400BadRequest);
        }

        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var aflevering = Lezer.Volgnummer(form["aflevering"]) ?? 0;
        _ = Guid.TryParse(form["abonnement"], out var abonnement);
        var cancel = context.RequestAborted;
        var wat = form["wat"].ToString();
        var fout = wat switch
        {
            "opnieuw" => await scherm.Zgw.Doe($"beheer/notificaties/geparkeerd/{aflevering}/opnieuw", null, cancel),
            "alles" => await scherm.Zgw.Doe($"beheer/notificaties/abonnementen/{abonnement}/opnieuw", null, cancel),
            "vervallen" => await scherm.Zgw.Weg($"beheer/notificaties/geparkeerd/{aflevering}", cancel),
            _ => new(StatusCodes.Status400BadRequest, "", "", []),
        };
        return fout switch
        {
            null => Terug(wat),
            { IsOnbekend: true } => Terug("al-weg"),
            { IsVerboden: true } => AppEndpoints.Refusal(StatusCodes.Status403Forbidden),
            { Status: StatusCodes.Status400BadRequest } => AppEndpoints.Refusal(StatusCodes.Status400BadRequest),
            _ => Terug("mislukt"),
        };

        IResult Terug(string gedaan) => Results.Redirect($"/{scherm.Hier.Id}/beheer/notificaties?gedaan={gedaan}");
    }
}
