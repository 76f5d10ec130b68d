using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;

namespace Brink.Apps.Privacy;

/// <summary>What the privacy officer filled in: whom or whose looks, since when, and why. Read the same way by the page and by the export.</summary>
internal sealed record Inzagevragen(string Bsn, string Gebruiker, string Van, string Tot, string Reden)
{
    public const int LangsteReden = 200;

    /// <summary>For which activity the officer works.</summary>
    public const string Activiteit = "avg-verzoeken";

    /// <summary>The question, or what must be mended first.</summary>
    public (Inzagevraag? Vraag, IReadOnlyList<FieldError> Fouten) Lees()
    {
        var fouten = new List<FieldError>();
        var bsn = Bsn.Trim().Length == 0 ? null : Kern.Bsn.Lees(Bsn);
        if (Bsn.Trim().Length > 0 && bsn is null) fouten.Add(new("bsn", "Vul een burgerservicenummer in van 9 cijfers. Controleer of alle cijfers kloppen"));
        var gebruiker = Gebruiker.Trim();
        if (Bsn.Trim().Length > 0 == gebruiker.Length > 0)
            fouten.Add(new(gebruiker.Length > 0 ? "gebruiker" : "bsn", "Vul een burgerservicenummer in, of een gebruiker. Niet allebei"));
        if (gebruiker.Length > 255) fouten.Add(new("gebruiker", "De naam van een gebruiker heeft hoogstens 255 tekens"));
        var (van, tot) = (Dag("van", Van, fouten), Dag("tot", Tot, fouten));
        if (van > tot) fouten.Add(new("tot", "De laatste dag ligt voor de eerste dag. Wissel ze om"));
        if (Reden.Trim().Length == 0) fouten.Add(new("reden", "Zeg waarom u dit opzoekt, bijvoorbeeld: inzageverzoek 2026-14"));
        if (Reden.Trim().Length > LangsteReden) fouten.Add(new("reden", $"Houd de reden korter dan {LangsteReden} tekens"));
        if (fouten.Count > 0) return (null, fouten);
        return (new()
        {
            Persoon = bsn is null ? null : new JsonObject { ["nummer"] = bsn },
            Gebruiker = bsn is null ? gebruiker : null,
            Van = van is { } v ? Begin(v) : null,
            Tot = tot is { } t ? Begin(t.AddDays(1)) : null,
        }, []);
    }

    private static DateOnly? Dag(string veld, string tekst, List<FieldError> fouten)
    {
        if (tekst.Trim().Length == 0) return null;
        if (DateOnly.TryParseExact(tekst.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var dag) && dag.Year is > 1900 and < 2200) return dag;
        fouten.Add(new(veld, "Vul een datum in, bijvoorbeeld 30-11-2026"));
        return null;
    }

    // A day is a Dutch day.
    private static DateTimeOffset Begin(DateOnly dag)
    {
        var begin = dag.ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(begin, TimeZoneInfo.FindSystemTimeZoneById("Europe/Amsterdam").GetUtcOffset(begin)).ToUniversalTime();
    }

    private static Inzagevragen Uit(IFormCollection form) => new(form["Bsn"].ToString(), form["Gebruiker"].ToString(), form["Van"].ToString(), form["Tot"].ToString(),
        form["Reden"].ToString());

    /// <summary>The export: the same question, answered as a file.</summary>
    public static async Task<IResult> ExportAsync(HttpContext context, Scherm scherm, IAntiforgery antiforgery)
    {
        if (!await antiforgery.IsRequestValidAsync(context)) return AppEndpoints.Refusal(StatusCodes.Status400BadRequest);
        var gevraagd = Uit(await context.Request.ReadFormAsync(context.RequestAborted));
        if (gevraagd.Lees().Vraag is not { } vraag) return AppEndpoints.Refusal(StatusCodes.Status400BadRequest);
        var bestand = await scherm.Zgw.Voor(Activiteit, gevraagd.Reden).Bestand("beheer/inzage/export", vraag, context.RequestAborted);
        return await Downloads.StroomAsync(bestand, "application/jsonl", "dataverwerkingen.jsonl", context);
    }

    /// <summary>What a row of the log tells, in words.</summary>
    public static string Wat(Inzageregel r)
    {
        var wat = Woorden.Gewoon(r.Resource);
        return r.Actie switch
        {
            "list" => $"{wat}: lijst bekeken",
            "retrieve" => $"{wat}: bekeken",
            "zoek" => $"{wat}: gezocht",
            "export" => $"{wat}: als bestand gehaald",
            "audittrail" => $"{wat}: geschiedenis bekeken",
            "download" => $"{wat}: inhoud gehaald",
            "create" => $"{wat}: gemaakt",
            "update" or "partial_update" => $"{wat}: gewijzigd",
            "destroy" => $"{wat}: verwijderd",
            _ => $"{wat}: {Woorden.Gewoon(r.Actie)}",
        };
    }
}
