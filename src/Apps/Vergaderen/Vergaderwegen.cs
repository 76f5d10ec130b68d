using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Brink.Apps.Vergaderen;

/// <summary>What of meetings and votes is no page: the wall of the room, and files.</summary>
internal static class Vergaderwegen
{
    public static void MapVergaderen(IEndpointRouteBuilder schermen)
    {
        const string Vergadering = "/{organisatie}/vereniging/vergaderingen/{uuid:guid}",
        Stemming = "/{organisatie}/vereniging/stemmingen/{uuid:guid}";
        schermen.MapGet(Vergadering + "/zaal", Zaal.ToonAsync);
        schermen.MapGet(Vergadering + "/kalender.ics", async (Guid uuid, Scherm scherm, HttpContext context) => await Downloads.StroomAsync(
            await scherm.Zgw.Bestand(Plek.Van<Vergadering>(uuid, "kalender"), scherm.Afgebroken), "text/calendar",
            "vergadering.ics", context));
        schermen.MapGet(Vergadering + "/stukken/{document:guid}", StukVanVergaderingAsync);
        schermen.MapGet(Vergadering + "/stukken.pdf", Bundelweg.GetAsync);
        schermen.MapGet(Vergadering + "/notulen.pdf", (Guid uuid, Scherm scherm) => Notulentekst.GetAsync(uuid, "pdf", scherm));
        schermen.MapGet(Vergadering + "/notulen.txt", (Guid uuid, Scherm scherm) => Notulentekst.GetAsync(uuid, "txt", scherm));
        schermen.MapGet(Stemming + "/stukken/{document:guid}", StukVanStemmingAsync);
        schermen.MapGet(Stemming + "/verslag.json", VerslagAsync);
        schermen.MapGet(Stemming + "/stembord.json", async (Guid uuid, Scherm scherm, HttpContext context) => await Downloads.StroomAsync(
            await scherm.Zgw.Bestand(Plek.Van<Stemming>(uuid, "stembord"), scherm.Afgebroken), "application/json",
            "stembord.json", context));
        schermen.MapGet(Stemming + "/besluit", BesluitAsync);
        schermen.MapGet(Stemming + "/uitslag.pdf", UitslagPdf.GetAsync);
        schermen.MapGet("/{organisatie}/vereniging/volmachten/{uuid:guid}/formulier.pdf", VolmachtPdf.GetAsync);
        schermen.MapGet("/{organisatie}/vereniging/ceremonies/{uuid:guid}/ceremonie.json",
            async (Guid uuid, Scherm scherm, HttpContext context) => await Downloads.StroomAsync(
            await scherm.Zgw.Bestand(Plek.Van<Ceremonie>(uuid, "keten"), scherm.Afgebroken), "application/json",
            "ceremonie.json", context));
    }

    private static async Task<IResult> StukVanVergaderingAsync(Guid uuid, Guid document, Scherm scherm, HttpContext context)
    {
        var punten = await scherm.Zgw.Lijst<Agendapunt>(scherm.Afgebroken, ("vergadering", scherm.Zgw.Adres(Plek.Van<Vergadering>(uuid))));
        return punten.Gelukt(out var lijst) ? await StukAsync(lijst.Results.SelectMany(p => p.Stukken), document, scherm, context)
            : AppEndpoints.Refusal(Download.Page(punten.Fout));
    }

    private static async Task<IResult> StukVanStemmingAsync(Guid uuid, Guid document, Scherm scherm, HttpContext context)
    {
        var stemming = await scherm.Zgw.Lees<Stemming>(uuid, scherm.Afgebroken);
        return stemming.Gelukt(out var s) ? await StukAsync(s.Stukken, document, scherm, context)
            : AppEndpoints.Refusal(Download.Page(stemming.Fout));
    }

    // Only what is a paper there: an address is no way to any document.
    private static async Task<IResult> StukAsync(IEnumerable<Stuk> stukken, Guid document, Scherm scherm, HttpContext context) =>
        stukken.Any(s => Termen.Sleutel(s.Document) == document) ? await Download.StroomAsync(document, scherm, context)
            : AppEndpoints.Refusal(StatusCodes.Status404NotFound);

    /// <summary>What a vote came to; 404 while there is no outcome.</summary>
    internal static async Task<Antwoord<Uitslag>> UitslagVanAsync(Guid stemming, Scherm scherm)
    {
        var antwoord = await scherm.Zgw.Lijst<Uitslag>(scherm.Afgebroken, ("stemming", scherm.Zgw.Adres(Plek.Van<Stemming>(stemming))));
        // A filter on a vote that does not exist is refused; for who asks it is not there.
        return antwoord.Gelukt(out var lijst) && lijst.Results.Count > 0 ? new(lijst.Results[0], null)
            : new(null, antwoord.Fout is null or { Status: StatusCodes.Status400BadRequest }
                ? new(StatusCodes.Status404NotFound, "", "", []) : antwoord.Fout);
    }

    // The record as it was signed, with what one needs to check that.
    private static async Task<IResult> VerslagAsync(Guid uuid, Scherm scherm)
    {
        var antwoord = await UitslagVanAsync(uuid, scherm);
        return antwoord.Gelukt(out var u)
            ? Results.File(Downloads.Json(new
            {
                u.Verslag,
                u.Sha256,
                u.Handtekening,
                u.Sleutel,
                Methode = "ECDSA P-256, SHA-256, IEEE P1363; de tekst van 'verslag' in UTF-8 is ondertekend"
            }),
                "application/json", "uitslag.json")
            : AppEndpoints.Refusal(Download.Page(antwoord.Fout));
    }

    // The text of the decision, as the register Documenten keeps it.
    private static async Task<IResult> BesluitAsync(Guid uuid, Scherm scherm, HttpContext context)
    {
        var antwoord = await UitslagVanAsync(uuid, scherm);
        return antwoord.Gelukt(out var u) && Termen.Sleutel(u.Document) is var document && document != Guid.Empty
            ? await Download.StroomAsync(document, scherm, context)
            : AppEndpoints.Refusal(antwoord.Fout is null ? StatusCodes.Status404NotFound : Download.Page(antwoord.Fout));
    }
}
