using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Brink.Apps.Operatie;

/// <summary>The platform itself: whether it runs, for its operator; and what everybody may know of that.</summary>
public static class Declaratie
{
    /// <summary>How many seconds others may keep what everybody may know.</summary>
    internal const int Houdbaar = 10;

    public static readonly App App = new("operatie", typeof(Declaratie).Assembly)
    {
        Gedaan = new Dictionary<string, string>
        {
            ["storing"] = "De storing staat op de statuspagina, en boven de pagina's van wie het aangaat.",
            ["onderhoud"] = "Het onderhoud staat op de statuspagina. Een dag vooraf staat het ook boven de pagina's van wie het aangaat.",
            ["stap"] = "Uw bericht staat erbij.",
            ["einde"] = "De melding is afgesloten.",
        },
        Wegen = wegen => wegen.MapGet("/status.json", JsonAsync),
    };

    internal static readonly IReadOnlyList<(string Pad, string Naam)> Delen = [("/platform", "Overzicht"),
        ("/platform/meldingen", "Storingen en onderhoud"), ("/status", "Statuspagina")];

    internal static IReadOnlyList<NavLinkItem> Onderdelen(string pad) =>
        [.. Delen.Select(d => new NavLinkItem(d.Naam, d.Pad, d.Pad == pad))];

    /// <summary>How an organisation is, as a sign with words.</summary>
    internal static Teken Teken(string stand) => stand switch
    {
        "werkt" => new("groen", "●", "Werkt"),
        "traag" => new("oranje", "▲", "Werkt, maar traag of niet voor iedereen"),
        "storing" => new("oranje", "▲", "Storing"),
        "onderhoud" => new("geen", "■", "Onderhoud"),
        "weg" => new("rood", "◆", "Werkt niet"),
        _ => new("geen", "○", "Nog niet bekend"),
    };

    // The same as the page, for programs.
    private static async Task<IResult> JsonAsync(Scherm scherm, HttpContext context)
    {
        if (!(await scherm.Iedereen.Lees<Platformstatus>("platform/status", scherm.Afgebroken)).Gelukt(out var status))
            return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        context.Response.Headers.CacheControl = $"public, max-age={Houdbaar}";
        context.Response.Headers.Remove("Pragma");
        return Results.Json(new
        {
            status.Moment,
            status.Organisaties,
            Nu = status.Nu.Select(Toon),
            Gepland = status.Gepland.Select(Toon),
            Voorbij = status.Voorbij.Select(Toon),
        });
    }

    private static object Toon(Platformmelding m) => new
    {
        m.Id,
        m.Soort,
        m.Titel,
        m.Organisaties,
        m.Begin,
        m.Einde,
        m.Vanzelf,
        Stappen = m.Stappen.Select(s => new { s.Moment, s.Tekst }),
    };
}
