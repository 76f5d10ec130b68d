using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Brink.Apps.Kern;

/// <summary>Files that a register made, on their way to a browser: always to keep, never shown inside our own site.</summary>
public static class Downloads
{
    private static readonly JsonSerializerOptions Leesbaar = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>As JSON that people can read too.</summary>
    public static byte[] Json(object inhoud) => JsonSerializer.SerializeToUtf8Bytes(inhoud, Leesbaar);

    /// <summary>Streams what a register answered.</summary>
    public static async Task<IResult> StroomAsync(Antwoord<Bestand> antwoord, string soort, string naam, HttpContext context)
    {
        if (!antwoord.Gelukt(out var bestand)) return AppEndpoints.Refusal(Download.Page(antwoord.Fout));
        context.Response.RegisterForDispose(bestand);
        context.Response.ContentLength = bestand.Lengte;
        return Results.Stream(await bestand.OpenAsync(context.RequestAborted), soort, naam);
    }
}
