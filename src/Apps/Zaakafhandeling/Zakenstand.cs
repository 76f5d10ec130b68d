namespace Brink.Apps.Zaakafhandeling;

/// <summary>How the zaken stand that somebody may see.</summary>
internal static class Zakenstand
{
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
