using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Brink.Apps.Privacy;

/// <summary>What the privacy officer filled in: whom or whose looks, since when, and why.
/// Read the same way by the page and by the export.</summary>
internal static class Inzagevragen
{
    public const int LangsteReden = 200;

    /// <summary>The fields, by their names in a form.</summary>
    public static readonly string[] Velden = ["bsn", "gebruiker", "van", "tot", "reden"];

    /// <summary>For which activity the officer works.</summary>
    public const string Activiteit = "avg-verzoeken";

    /// <summary>The question; null when something must be mended first, which is told to the form.</summary>
    public static Inzagevraag? Lees(Formulier form)
    {
        var (bsn, gebruiker) = (form.Misschien("bsn") is null ? null : Persoonsvraag.Bsn(form), form["gebruiker"]);
        if (form["bsn"].Length > 0 == gebruiker.Length > 0)
            form.Fout(gebruiker.Length > 0 ? "gebruiker" : "bsn", "Vul een burgerservicenummer in, of een gebruiker. Niet allebei");
        if (gebruiker.Length > 255) form.Fout("gebruiker", "De naam van een gebruiker heeft hoogstens 255 tekens");
        var (van, tot) = (form.Dag("van"), form.Dag("tot"));
        if (van > tot) form.Fout("tot", "De laatste dag ligt voor de eerste dag. Wissel ze om");
        Persoonsvraag.Reden(form);
        return form.Mis ? null : new()
        {
            Persoon = bsn is null ? null : new JsonObject { ["nummer"] = bsn },
            Gebruiker = bsn is null ? gebruiker : null,
            Van = van is { } v ? Begin(v) : null,
            Tot = tot is { } t ? Begin(t.AddDays(1)) : null,
        };
    }

    // A day is a Dutch day.
    private static DateTimeOffset Begin(DateOnly dag)
    {
        var begin = dag.ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(begin, TimeZoneInfo.FindSystemTimeZoneById("Europe/Amsterdam").GetUtcOffset(begin)).ToUniversalTime();
    }

    /// <summary>The export: the same question, answered as a file.</summary>
    public static async Task<IResult> ExportAsync(HttpContext context, Scherm scherm)
    {
        if (Lees(scherm.Form) is not { } vraag) return AppEndpoints.Refusal(StatusCodes.Status400BadRequest);
        var bestand = await scherm.Zgw.Voor(Activiteit, scherm.Form["reden"])
            .Bestand("beheer/inzage/export", vraag, context.RequestAborted);
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
