namespace Brink.Apps.Zaakafhandeling;

/// <summary>How the zaken stand that somebody may see.</summary>
internal static class Zakenstand
{
    /// <summary>The right to begin a zaak, of some zaaktypen or of all.</summary>
    public const string Aanmaken = "zrc:zaken.aanmaken";

    // Who may begin zaken of more types than this is sure to find one.
    private const int Genoeg = 8;

    /// <summary>
    /// Whether somebody can begin a zaak on the page for that. A right that holds for some zaaktypen only, may hold for none of which one
    /// begins there now: what an app of its own is for, begins in that app.
    /// </summary>
    public static async Task<bool> KanBeginnenAsync(Scherm scherm)
    {
        var rechten = await scherm.Zgw.RechtenAsync(scherm.Afgebroken);
        if (!rechten.Mag(Aanmaken)) return false;
        if (rechten.Van(Aanmaken) is not { } sleutels || scherm.Zgw.HeeftElders || sleutels.Count > Genoeg) return true;
        foreach (var sleutel in sleutels)
        {
            var antwoord = await scherm.Zgw.Lees<Zaaktypeversie>($"{Zaaktypeversie.Pad}/{sleutel}", scherm.Afgebroken);
            if (antwoord.Gelukt(out var type) && BegintHier(scherm, type)) return true;
        }
        return false;
    }

    /// <summary>Whether a zaak of this type begins today on the page for zaken of all types.</summary>
    public static bool BegintHier(Scherm scherm, Zaaktypeversie type) =>
        type.Geldt(scherm.Klok.Vandaag()) && scherm.Huis.OpZaak(type.Identificatie).Count == 0;

    /// <summary>How many are open, too late, and new.</summary>
    public static async Task<Antwoord<IReadOnlyList<Werk>>> LeesAsync(Scherm scherm)
    {
        var (zgw, vandaag) = (scherm.Zgw, scherm.Klok.Vandaag());
        var week = vandaag.AddDays(-7);
        (string Een, string Meer, string Query, (string, object?)[] Vraag)[] soorten =
        [
            ("open zaak", "open zaken", "?stand=open", [("einddatum__isnull", true)]),
            ("zaak is te laat", "zaken zijn te laat", "?stand=te-laat",
                [("einddatum__isnull", true), ("uiterlijkeEinddatumAfdoening__lt", vandaag)]),
            ("zaak gestart sinds een week", "zaken gestart sinds een week", "?stand=alle&van=" + Tijd.Veld(week),
                [("startdatum__gte", week)]),
        ];
        var tellingen = await Task.WhenAll(soorten.Select(s => zgw.ZakenAsync(scherm.Afgebroken, s.Vraag)));
        return tellingen.FirstOrDefault(t => t.Fout is not null).Fout is { } fout ? new(null, fout)
            : new([.. tellingen.Zip(soorten, (t, s) => (t.Waarde!.Count, s))
                .Select(x => new Werk(x.Count == 1 ? x.s.Een : x.s.Meer, "/zaken" + x.s.Query, x.Count))], null);
    }
}
