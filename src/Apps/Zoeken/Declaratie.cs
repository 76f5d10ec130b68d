using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Brink.Apps.Zoeken;

/// <summary>Search over everything that registers declare: the box in the frame, and the page with what was found.</summary>
public static class Declaratie
{
    internal const string Pad = "/zoeken";

    public static readonly App App = new("zoeken", typeof(Declaratie).Assembly, "zaakafhandeling")
    {
        Menu = [new(Pad, "Zoeken in alles", "zrc:zaken.lezen drc:documenten.lezen brc:besluiten.lezen bvm rap pfl", Onder: "Zoeken")],
        Zoekt = Pad + "/vraag",
        Wegen = wegen => wegen.MapPost("/{organisatie}" + Pad + "/vraag", VraagAsync),
    };

    // What is typed comes in a form first: a number of a person gets into no address.
    private static async Task<IResult> VraagAsync(HttpContext context, Scherm scherm, IAntiforgery antiforgery)
    {
        if (!await antiforgery.IsRequestValidAsync(context)) return AppEndpoints.Refusal(StatusCodes.Status400BadRequest);
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var zoek = form["zoek"].ToString().Trim();
        var naar = $"/{scherm.Hier.Id}{Pad}";
        return Results.Redirect(naar + (Zoektaal.Bsn(zoek) is not null ? "?bsn=1" : zoek.Length == 0 ? ""
            : QueryString.Create("zoek", zoek.Length > Zoektaal.Langst ? zoek[..Zoektaal.Langst] : zoek)));
    }
}
