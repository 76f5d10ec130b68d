using System.IO.Compression;
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
        if (wat is "alle-opnieuw" or "alle-zelf-verzonden")
        {
            return await AllesAsync(wat, form["tot"].ToString());
        }

        if (!Guid.TryParse(form["bericht"], out var uuid) || wat is not ("opnieuw" or "zelf-verzonden"))
        {
            return AppEndpoints.Refusal(StatusCodes.Status400BadRequest);
        }

        var fout = await scherm.Zgw.Doe(Plek.Van<Bericht>(uuid, wat), null, context.RequestAborted);
        return fout switch
        {
            null => Terug(wat),
            { IsVerboden: true } => AppEndpoints.Refusal(StatusCodes.Status403Forbidden),
            { IsOnbekend: true } => AppEndpoints.Refusal(StatusCodes.Status404NotFound),
            { Code: "ber-te-laat" } => Terug("te-laat"),
            { Code: "ber-verzonden" } => Terug("al-verzonden"),
            _ => Terug("mislukt"),
        };

        // What came in after the page was shown is left alone: nobody looked at it.
        async Task<IResult> AllesAsync(string daad, string tot)
        {
            if (!DateTimeOffset.TryParse(tot, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.RoundtripKind, out var grens))
            {
                return AppEndpoints.Refusal(StatusCodes.Status400BadRequest);
            }

            var lijst = await scherm.Zgw.Lijst<Bericht>(context.RequestAborted, ("status", daad == "alle-opnieuw" ? "mislukt" : "klaargezet"), ("pageSize", 100));
            if (!lijst.Gelukt(out var gevonden))
            {
                return AppEndpoints.Refusal(Download.Page(lijst.Fout));
            }

            var niet = 0;
            foreach (var b in gevonden.Results.Where(b => b.Gemaakt <= grens))
            {
                var fout = await scherm.Zgw.Doe(Plek.Van<Bericht>(Guid.Parse(Woorden.Sleutel(b.Url)), daad["alle-".Length..]), null, context.RequestAborted);
                if (fout is { IsVerboden: true })
                {
                    return AppEndpoints.Refusal(StatusCodes.Status403Forbidden);
                }

                niet += fout is null or { Code: "ber-verzonden" } ? 0 : 1;
            }

            return Terug(niet == 0 ? daad : "niet-alle");
        }

        IResult Terug(string gedaan) => Results.Redirect($"/{scherm.Hier.Id}/beheer/berichten?gedaan={gedaan}");
    }

    public static async Task<IResult> EmlAsync(Guid uuid, Scherm scherm, HttpContext context) =>
        await Downloads.StroomAsync(await scherm.Zgw.Bestand(Plek.Van<Bericht>(uuid, "eml"), scherm.Afgebroken), "message/rfc822", "bericht.eml", context);

    /// <summary>All messages that wait, as one file with a message in each: for who sends them by hand. On disk while it is made: papers go along.</summary>
    public static async Task<IResult> AlleEmlAsync(Scherm scherm, HttpContext context)
    {
        var lijst = await scherm.Zgw.Lijst<Bericht>(context.RequestAborted, ("status", "klaargezet"), ("pageSize", 100));
        if (!lijst.Gelukt(out var gevonden))
        {
            return AppEndpoints.Refusal(Download.Page(lijst.Fout));
        }

        var bestand = new FileStream(Path.GetTempFileName(), FileMode.Open, FileAccess.ReadWrite, FileShare.None, 81920, FileOptions.DeleteOnClose | FileOptions.Asynchronous);
        context.Response.RegisterForDispose(bestand);
        using (var zip = new ZipArchive(bestand, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (i, b) in gevonden.Results.Index())
            {
                var eml = await scherm.Zgw.Bestand(Plek.Van<Bericht>(Guid.Parse(Woorden.Sleutel(b.Url)), "eml"), context.RequestAborted);
                if (!eml.Gelukt(out var inhoud))
                {
                    return AppEndpoints.Refusal(Download.Page(eml.Fout));
                }

                using (inhoud)
                {
                    await using var regel = await zip.CreateEntry($"{i + 1:D3}-{b.Soort}.eml").OpenAsync(context.RequestAborted);
                    await (await inhoud.OpenAsync(context.RequestAborted)).CopyToAsync(regel, context.RequestAborted);
                }
            }
        }

        bestand.Position = 0;
        return Results.Stream(bestand, "application/zip", "berichten.zip");
    }

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
        "alle-opnieuw" => (Tone.Good, "De berichten die waren mislukt, worden opnieuw verstuurd."),
        "alle-zelf-verzonden" => (Tone.Good, "De berichten staan nu als verzonden."),
        "niet-alle" => (Tone.Attention, "Niet bij alle berichten lukte dit. Wat hieronder nog staat, is niet veranderd."),
        "al-verzonden" => (Tone.Neutral, "Dit bericht was al verzonden."),
        "te-laat" => (Tone.Attention, "Het moment waarvoor dit bericht was bedoeld, is voorbij. Het wordt niet meer verstuurd."),
        "mislukt" => (Tone.Attention, "Dat lukt nu niet. Probeer het over een paar minuten opnieuw."),
        _ => null,
    };
}
