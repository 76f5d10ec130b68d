using System.Security.Claims;
using Microsoft.AspNetCore.Http;

namespace Brink.Apps.Collegevoorstel;

/// <summary>A proposal in the list: what it is, and who must do something.</summary>
/// <param name="Zaak">The zaak.</param>
/// <param name="Stappen">The steps that can be taken now.</param>
/// <param name="VoorMij">What waits for the user, in words; empty when nothing does.</param>
internal sealed record Regel(Zaak Zaak, IReadOnlyList<Stap> Stappen, string VoorMij)
{
    public string Status => Zaak.Expand?.Status?.Expand?.Statustype?.Omschrijving ?? "Nog geen status";
}

/// <summary>A page of the closed proposals.</summary>
internal sealed record Gesloten(IReadOnlyList<Regel> Regels, int Paginas, int Aantal);

/// <summary>What the pages of proposals share.</summary>
internal static class Voorstellen
{
    /// <summary>Who looks.</summary>
    public static Wie Wie(this Scherm scherm) =>
        new(scherm.Gebruiker.FindFirstValue(ClaimTypes.NameIdentifier) ?? "", scherm.Gebruiker.Identity?.Name ?? "",
            scherm.Gebruiker.Rol() ?? "");

    /// <summary>What the user can do with a proposal.</summary>
    public static Bureau Bureau(this Scherm scherm) => new(scherm.Zgw, scherm.Cooperatie, scherm.Wie(), scherm.Klok, scherm.Afgebroken);

    /// <summary>Tells why a deed was not done. Where a server cannot do all of it as one, a part of it may be done: then it is sent again,
    /// and only the rest is.</summary>
    public static void Weiger(this Formulier form, Scherm scherm, Fout fout, params (string Register, string Veld)[] naar)
    {
        form.Deels = fout.Status >= StatusCodes.Status500InternalServerError && scherm.Zgw.HeeftElders;
        if (form.Deels)
        {
            form.Fout("", "Een register antwoordde halverwege niet goed. Verstuur het nog een keer. Wat al is gedaan, gebeurt niet nog "
            + "eens.");
        }
        else
        {
            form.Weiger(fout, "", naar);
        }
    }

    /// <summary>Whether the user may begin a proposal.</summary>
    public static async Task<bool> MagBeginnenAsync(this Scherm scherm) =>
        (await scherm.Zgw.RechtenAsync(scherm.Afgebroken)) is var rechten && rechten.Mag("zrc:zaken.aanmaken")
            && rechten.Mag("drc:documenten.aanmaken");

    /// <summary>A proposal within what the user may see.</summary>
    public static Task<Antwoord<Dossier>> VoorstelAsync(this Scherm scherm, Guid sleutel) =>
        Dossier.HaalAsync(scherm.Zgw, sleutel, scherm.Afgebroken);

    /// <summary>All proposals that are not closed, with for each whose turn it is.</summary>
    /// <param name="scherm">Who looks.</param>
    /// <param name="vandaag">Today.</param>
    /// <param name="mijn">Only those in which the user can have a turn: the others cost no request each.</param>
    public static async Task<Antwoord<IReadOnlyList<Regel>>> LopendAsync(this Scherm scherm, DateOnly vandaag, bool mijn = false)
    {
        var (zgw, wie, cancel) = (scherm.Zgw, scherm.Wie(), scherm.Afgebroken);
        var zaken = await zgw.PerVersieAsync(type => zgw.OpenZakenAsync(type, cancel), cancel);
        if (!zaken.Gelukt(out var lijsten)) return new(null, zaken.Fout);
        List<Regel> regels = [];
        // A few at a time: each asks which version of its nota is the newest.
        foreach (var deel in lijsten.SelectMany(l => l.Results).Where(z => !mijn || KanMijn(z, wie))
            .OrderByDescending(z => z.Startdatum).Chunk(8))
        {
            regels.AddRange(await Task.WhenAll(deel.Select(z => RegelAsync(zgw, wie, z, vandaag, cancel))));
        }
        return new(regels, null);
    }

    private static bool KanMijn(Zaak zaak, Wie wie) => Onderweg(zaak) is var d && (d.MagSchrijven(wie) || d.Stappen.Any(s => s.Mag(wie)));

    private static Dossier Onderweg(Zaak zaak) => new()
    {
        Zaak = zaak,
        Stappen = Route.InVolgorde((zaak.Expand?.Zaakobjecten ?? []).Select(Stap.Van).OfType<Stap>()),
        Steller = zaak.Expand?.Rollen?.FirstOrDefault(r => r.OmschrijvingGeneriek == "initiator"),
    };

    /// <summary>The proposals that wait for the user, for the start page.</summary>
    public static async Task<Antwoord<IReadOnlyList<Werk>>> WachtAsync(Scherm scherm)
    {
        var antwoord = await scherm.LopendAsync(scherm.Klok.Vandaag(), mijn: true);
        return !antwoord.Gelukt(out var regels) ? new(null, antwoord.Fout)
            : new([.. regels.Where(r => r.VoorMij.Length > 0)
                .Select(r => new Werk(r.Zaak.Omschrijving, $"/collegevoorstellen/{r.Zaak.Uuid}", Uitleg: r.VoorMij))], null);
    }

    /// <summary>A page of the closed proposals, the newest first, and how many pages and proposals there are.</summary>
    public static async Task<Antwoord<Gesloten>> GeslotenAsync(this Scherm scherm, int pagina)
    {
        var (zgw, cancel) = (scherm.Zgw, scherm.Afgebroken);
        var zaken = await zgw.PerVersieAsync(type => zgw.GeslotenZakenAsync(type, pagina, cancel), cancel);
        return !zaken.Gelukt(out var lijsten) ? new(null, zaken.Fout) : new(new Gesloten(
            [.. lijsten.SelectMany(l => l.Results).OrderByDescending(z => z.Startdatum).Select(z => new Regel(z, [], ""))],
            lijsten.Select(l => l.Paginas(pagina)).DefaultIfEmpty(1).Max(), lijsten.Sum(l => l.Count)), null);
    }

    // The zaaktype has versions, and the API lists the zaken of one. A version that has no such page adds nothing to it.
    private static async Task<Antwoord<List<Lijst<Zaak>>>> PerVersieAsync(this ZgwClient zgw, Func<Uri, Task<Antwoord<Lijst<Zaak>>>> vraag,
        CancellationToken cancel)
    {
        var typen = await zgw.Lijst<Zaaktypeversie>(cancel, ("status", "alles"));
        if (!typen.Gelukt(out var alle)) return new(null, typen.Fout);
        List<Lijst<Zaak>> uit = [];
        foreach (var type in alle.Results.Where(t => t.Identificatie == Collegevoorstel.Bureau.Zaaktype && !t.Concept))
        {
            var antwoord = await vraag(type.Url);
            if (antwoord.Gelukt(out var gevonden)) uit.Add(gevonden);
            else if (antwoord.Fout is not { Status: StatusCodes.Status404NotFound }) return new(null, antwoord.Fout);
        }
        return new(uit, null);
    }

    private static async Task<Regel> RegelAsync(ZgwClient zgw, Wie wie, Zaak zaak, DateOnly vandaag, CancellationToken cancel)
    {
        var dossier = Onderweg(zaak);
        var stappen = dossier.Stappen;
        if (stappen.Count > 0 && dossier.Gestart && !dossier.Besloten && (await zgw.ZaakinformatieobjectenAsync(zaak, cancel))
            .Gelukt(out var stukken)
            && stukken.Select(s => s.Expand?.Informatieobject).FirstOrDefault(i => i?.Bestandsnaam == Nota.Bestandsnaam)
                is { Integriteit.Waarde: { } som })
        {
            var nu = Route.AanDeBeurt(stappen, som);
            return new(zaak, nu, string.Join(", ", nu.Where(s => s.Mag(wie)).Select(s => s.Naam
                + (s.Termijn is not { } dag ? "" : dag < vandaag ? $" (te laat: moest voor {Tijd.Kort(dag)})"
                    : $" (voor {Tijd.Kort(dag)})"))));
        }
        return new(zaak, [], !dossier.MagSchrijven(wie) ? "" : dossier.Status switch
        {
            Statussen.Aanvulling => "Opmerkingen verwerken en opnieuw aanbieden",
            Statussen.Nieuw or Statussen.InBehandeling => "De nota schrijven en aanbieden",
            _ => "",
        });
    }

    /// <summary>The way of a proposal, for the status line: what is behind it, and what lies ahead.</summary>
    public static IReadOnlyList<Step> Stappen(Dossier d)
    {
        if (d.Status == Statussen.Ingetrokken || d.Resultaat == "Ingetrokken")
            return [new("Ingetrokken", StepState.Current, Tijd.Voluit(d.Zaak.Einddatum))];
        string[] weg = ["Schrijven", "Akkoord vragen", "Agenderen", "Besluiten", "Afronden"];
        var nu = !d.Open ? 5 : d.Besloten ? 4 : d.Status switch
        {
            Statussen.Wacht => 1,
            Statussen.Akkoord or Statussen.Voorlopig => 2,
            Statussen.Definitief => 3,
            _ => 0,
        };
        return [.. weg.Select((naam, i) => new Step(naam, i < nu ? StepState.Done : i == nu ? StepState.Current : StepState.Ahead))];
    }

    /// <summary>The nota as a PDF, for who may see the proposal.</summary>
    public static async Task<IResult> PdfAsync(Guid sleutel, Scherm scherm)
    {
        var antwoord = await scherm.VoorstelAsync(sleutel);
        if (!antwoord.Gelukt(out var d)) return AppEndpoints.Refusal(Download.Page(antwoord.Fout));
        return d.Nota is null ? AppEndpoints.Refusal(StatusCodes.Status404NotFound)
            : Results.File(NotaPdf.Maak(d, openbaar: false, d.Besluit?.Datum), "application/pdf",
                $"nota-{d.Zaak.Identificatie}-versie-{d.Versie}.pdf");
    }

    /// <summary>Where a document of a proposal is downloaded.</summary>
    public static string Stuk(this Scherm scherm, Guid voorstel, Uri document) => Zaakdocument.Pad(scherm, voorstel, document);
}
