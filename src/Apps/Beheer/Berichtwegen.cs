using System.Globalization;
using System.IO.Compression;
using Microsoft.AspNetCore.Http;

namespace Brink.Apps.Beheer;

/// <summary>What the pages of messages share, and what their buttons do. Each ends back on the page,
/// so that reloading it repeats nothing.</summary>
internal static class Berichtwegen
{
    /// <summary>What is done with one message, and with all at once.</summary>
    public static IEnumerable<Handeling> Alle(Scherm scherm) =>
    [
        new("opnieuw", form => EenAsync(scherm, form)) { Eerst = true },
        new("zelf-verzonden", form => EenAsync(scherm, form)) { Eerst = true },
        new("alle-opnieuw", form => AllesAsync(scherm, form, "mislukt", "opnieuw")) { Eerst = true },
        new("alle-zelf-verzonden", form => AllesAsync(scherm, form, "klaargezet", "zelf-verzonden")) { Eerst = true },
    ];

    private static async Task<string?> EenAsync(Scherm scherm, Formulier form)
    {
        var fout = await scherm.Zgw.Doe(Plek.Van<Bericht>(form.Bij, form.Wat), null, scherm.Afgebroken);
        if (fout is null) return $"/{scherm.Hier.Id}/beheer/berichten?gedaan={form.Wat}";
        if (fout.Code == "ber-te-laat")
            form.Fout("", "Het moment waarvoor dit bericht was bedoeld, is voorbij. Het wordt niet meer verstuurd.");
        else if (fout.Code == "ber-verzonden") form.Fout("", "Dit bericht was al verzonden.");
        else form.Weiger(fout);
        return null;
    }

    // What came in after the page was shown is left alone: nobody looked at it.
    private static async Task<string?> AllesAsync(Scherm scherm, Formulier form, string status, string daad)
    {
        if (!DateTimeOffset.TryParse(form["tot"], CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var grens))
        {
            form.Fout("", "Wij weten niet welke berichten u zag. Laad de pagina opnieuw.");
            return null;
        }

        var lijst = await scherm.Zgw.Lijst<Bericht>(scherm.Afgebroken, ("status", status), ("pageSize", 100));
        if (!lijst.Gelukt(out var gevonden))
        {
            form.Weiger(lijst.Fout!);
            return null;
        }

        foreach (var b in gevonden.Results.Where(b => b.Gemaakt <= grens))
        {
            var fout = await scherm.Zgw.Doe(Plek.Van<Bericht>(Guid.Parse(Woorden.Sleutel(b.Url)), daad), null, scherm.Afgebroken);
            if (fout is null or { Code: "ber-verzonden" }) form.Deels = true;
            else form.Fout("", $"{b.Onderwerp}: {fout.Detail}");
        }

        return form.Mis ? null : "";
    }

    public static async Task<IResult> EmlAsync(Guid uuid, Scherm scherm, HttpContext context) =>
        await Downloads.StroomAsync(await scherm.Zgw.Bestand(Plek.Van<Bericht>(uuid, "eml"), scherm.Afgebroken), "message/rfc822",
            "bericht.eml", context);

    /// <summary>All messages that wait, as one file with a message in each: for who sends them by hand. On disk while it is made:
    /// papers go along.</summary>
    public static async Task<IResult> AlleEmlAsync(Scherm scherm, HttpContext context)
    {
        var lijst = await scherm.Zgw.Lijst<Bericht>(context.RequestAborted, ("status", "klaargezet"), ("pageSize", 100));
        if (!lijst.Gelukt(out var gevonden)) return AppEndpoints.Refusal(Download.Page(lijst.Fout));
        var bestand = new FileStream(Path.GetTempFileName(), FileMode.Open, FileAccess.ReadWrite, FileShare.None, 81920,
            FileOptions.DeleteOnClose | FileOptions.Asynchronous);
        context.Response.RegisterForDispose(bestand);
        using (var zip = new ZipArchive(bestand, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (i, b) in gevonden.Results.Index())
            {
                var eml = await scherm.Zgw.Bestand(Plek.Van<Bericht>(Guid.Parse(Woorden.Sleutel(b.Url)), "eml"), context.RequestAborted);
                if (!eml.Gelukt(out var inhoud)) return AppEndpoints.Refusal(Download.Page(eml.Fout));
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
}
