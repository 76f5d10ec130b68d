using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Brink.Apps.Openbaar;

/// <summary>What the public pages share: the words for what the registers call it, and the files.</summary>
internal static class Openbaarheid
{
    /// <summary>The files that anyone may have.</summary>
    public static void MapOpenbaar(IEndpointRouteBuilder screens)
    {
        var open = screens.MapGroup("/{organisatie}/openbaar").WithMetadata(new PubliekAttribute());
        open.MapGet("/ori.json", async (string? jaar, Scherm scherm, HttpContext context) => !Jaar(jaar, out var van)
            ? AppEndpoints.Refusal(StatusCodes.Status404NotFound)
            : await Bestand(await scherm.Publiek.Bestand("besluitvorming/ori", scherm.Afgebroken, ("jaar", van)), "application/json",
                van is null ? "ori.json"
                : $"ori-{van}.json", context));
        open.MapGet("/vergaderingen/{uuid:guid}/vergadering.ics", async (Guid uuid, Scherm scherm, HttpContext context) =>
            await Bestand(await scherm.Publiek.Bestand(Plek.Van<Vergadering>(uuid, "kalender"), scherm.Afgebroken),
                "text/calendar; charset=utf-8",
                "vergadering.ics", context));
        open.MapGet("/stukken/{agendapunt:guid}/{document:guid}", Stuk);
        open.MapGet("/besluit/{besluit:guid}/stukken/{document:guid}", Besluitstuk);
        open.MapGet("/feed.atom", Feed.GetAsync);
        open.MapGet("/stemmingen/{uuid:guid}/stembord.json", async (Guid uuid, Scherm scherm, HttpContext context) =>
            await Bestand(await scherm.Publiek.Bestand(Plek.Van<Stemming>(uuid, "stembord"), scherm.Afgebroken), "application/json",
                "stembord.json", context));
    }

    // The name of a paper is that of its file; the register says it in the agenda of the meeting, or with the decision.
    private static async Task<IResult> Stuk(Guid agendapunt, Guid document, string? naam, Scherm scherm, HttpContext context) =>
        await Bestand(await scherm.Publiek.Bestand(Plek.Van<Agendapunt>(agendapunt, "stuk"), scherm.Afgebroken, ("document", document)),
            "application/octet-stream", Veilig(naam),
            context);

    private static async Task<IResult> Besluitstuk(Guid besluit, Guid document, string? naam, Scherm scherm, HttpContext context) =>
        await Bestand(await scherm.Publiek.Bestand(Plek.Van<Besluit>(besluit, "stuk"), scherm.Afgebroken, ("document", document)),
            "application/octet-stream", Veilig(naam),
            context);

    private static string Veilig(string? naam) =>
        string.Concat((naam ?? "").Where(c => !char.IsControl(c) && c is not ('/' or '\\'))).Trim()
            .TrimStart('.') is { Length: > 0 and < 200 } veilig ? veilig : "stuk";

    private static Task<IResult> Bestand(Antwoord<Bestand> antwoord, string soort, string naam, HttpContext context) =>
        antwoord.Fout is { } fout
        ? Task.FromResult<IResult>(AppEndpoints.Refusal(Pagina(fout))) : Downloads.StroomAsync(antwoord, soort, naam, context);

    /// <summary>The status of the page that says why: to whom is nobody, what is not public does not exist.</summary>
    public static int Pagina(Fout fout) => fout.IsVerboden ? StatusCodes.Status404NotFound : Download.Page(fout);

    /// <summary>Reads a year that somebody typed; false when it is none that the registers take. Nothing typed is no year,
    /// and good.</summary>
    public static bool Jaar(string? getypt, out int? jaar)
    {
        jaar = Lezer.Nummer(getypt?.Trim(), 1900, 2200);
        return jaar is not null || string.IsNullOrWhiteSpace(getypt);
    }

    /// <summary>What a vote came to, in a word and a tone.</summary>
    public static (string Woord, Tone Toon) Uitkomst(string result) => result switch
    {
        "pass" => ("Aangenomen", Tone.Good),
        "fail" => ("Verworpen", Tone.Attention),
        _ => ("Geen besluit", Tone.Neutral),
    };

    /// <summary>What was chosen: a word of the standard, or a candidate as it is.</summary>
    public static string Keuze(string option) =>
        option switch { "yes" => "Voor", "no" => "Tegen", "abstain" => "Onthouding", "blank" => "Blanco", _ => option };

    /// <summary>What a decision is about, out of the address of it.</summary>
    public static string Over(string adres) => Uri.TryCreate(adres, UriKind.Absolute, out var uri) ? uri.AbsolutePath switch
    {
        var p when p.Contains("/begrotingen/", StringComparison.Ordinal) => "De begroting",
        var p when p.Contains("/kwartaalrapporten/", StringComparison.Ordinal) => "Een kwartaalrapport",
        var p when p.Contains("/projecten/", StringComparison.Ordinal) => "Een project",
        _ => "",
    } : "";

    /// <summary>When a meeting is: its day, and the hours where they are known.</summary>
    public static string Wanneer(OpenVergadering v) => v.Begin is { } begin ? Tijd.Moment(begin) : Tijd.Voluit(v.Date);

    /// <summary>What a published decision is about: the nota's subject, else its first words, else its number.</summary>
    public static string Onderwerp(OpenbaarBesluit b)
    {
        const string voor = "Openbare nota: ";
        return b.Titel.StartsWith(voor, StringComparison.Ordinal) ? b.Titel[voor.Length..] : b.Titel.Length > 0 ? b.Titel
            : Tekens.Regels(b.Toelichting) is [var regel, ..] ? Tekens.Kort(regel, 120) : b.Identificatie;
    }

    /// <summary>In which form a paper is, in a word.</summary>
    public static string Bestandssoort(OpenbaarStuk s) => s.Formaat switch
    {
        "text/html" => "webpagina",
        "application/pdf" => "PDF",
        "application/json" => "gegevens, JSON",
        _ => Path.GetExtension(s.Bestandsnaam).TrimStart('.').ToUpperInvariant() is { Length: > 0 } soort ? soort : "bestand",
    };

    /// <summary>A text, or a dash where there is none.</summary>
    public static string Of(string tekst) => tekst.Length > 0 ? tekst : "–";

    /// <summary>The key at the end of an address, before what is asked of it.</summary>
    public static string Sleutel(Uri id) => Woorden.Sleutel(new Uri(id.GetLeftPart(UriPartial.Path)));
}
