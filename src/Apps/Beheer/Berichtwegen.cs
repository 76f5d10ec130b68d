using Brink.Apps.Huis;
using Brink.Apps.Vereniging;
using Brink.Apps.Zaakafhandeling;
using Brink.Apps.Zgw;
using Brink.Design;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;

namespace Brink.Apps.Beheer;

/// <summary>What the pages of messages share, and what their buttons do. Each ends back on the page, so that reloading it repeats nothing.</summary>
internal static class Berichtwegen
{
    public static async Task<IResult> DoeAsync(HttpContext context, Scherm scherm, IAntiforgery antiforgery)
    {
        if (!await antiforgery.IsRequestValidAsync(context))
        {
            return AppEndpoints.Refusal(StatusCodes.Status400BadRequest);
        }

        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var wat = form["wat"].ToString();
        if (!Guid.TryParse(form["bericht"], out var uuid) || wat is not ("opnieuw" or "zelf-verzonden"))
        {
            return AppEndpoints.Refusal(StatusCodes.Status400BadRequest);
        }

        var fout = await scherm.Zgw.BerichtDoeAsync(uuid, wat, context.RequestAborted);
        return fout switch
        {
            null => Terug(wat),
            { IsVerboden: true } => AppEndpoints.Refusal(StatusCodes.Status403Forbidden),
            { IsOnbekend: true } => AppEndpoints.Refusal(StatusCodes.Status404NotFound),
            { Code: "ber-te-laat" } => Terug("te-laat"),
            { Code: "ber-verzonden" } => Terug("al-verzonden"),
            _ => Terug("mislukt"),
        };

        IResult Terug(string gedaan) => Results.Redirect($"/{scherm.Hier.Id}/beheer/berichten?gedaan={gedaan}");
    }

    public static async Task<IResult> EmlAsync(Guid uuid, Scherm scherm, HttpContext context) =>
        await Downloads.StroomAsync(await scherm.Zgw.BerichtEmlAsync(uuid, scherm.Afgebroken), "message/rfc822", "bericht.eml", context);

    public static (string Woord, Tone Toon) Stand(Bericht b) => b.Status switch
    {
        "verzonden" => (b.ZelfVerzonden ? "Zelf verstuurd" : "Verzonden", Tone.Good),
        "mislukt" => ("Mislukt", Tone.Fault),
        _ => (b.Pogingen > 0 ? "Hapert" : "Klaargezet", b.Pogingen > 0 ? Tone.Attention : Tone.Neutral),
    };

    public static string Uitleg(Bericht b) => b.Status switch
    {
        "verzonden" => Tijd.Moment(b.VerzondenOp),
        "mislukt" => Zin(b.Fout),
        _ when b.Pogingen > 0 => $"{Zin(b.Fout)} Volgende poging: {Tijd.Moment(b.VolgendePoging)}",
        _ => "",
    };

    private static string Zin(string fout) => fout.Length == 0 ? "" : Woorden.Hoofdletter(fout).TrimEnd('.') + ".";

    public static (Tone Toon, string Zin)? Uitslag(string? gedaan) => gedaan switch
    {
        "opnieuw" => (Tone.Good, "Het bericht wordt opnieuw verstuurd. Lukt het weer niet, dan ziet u dat hier."),
        "zelf-verzonden" => (Tone.Good, "Het bericht staat nu als verzonden."),
        "al-verzonden" => (Tone.Neutral, "Dit bericht was al verzonden."),
        "te-laat" => (Tone.Attention, "Het moment waarvoor dit bericht was bedoeld, is voorbij. Het wordt niet meer verstuurd."),
        "mislukt" => (Tone.Attention, "Dat lukt nu niet. Probeer het over een paar minuten opnieuw."),
        _ => null,
    };
}
