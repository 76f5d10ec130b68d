namespace Brink.Apps.Privacy;

/// <summary>Whose data, and why: the two fields that every form about a person has.</summary>
internal static class Persoonsvraag
{
    /// <summary>The number; null when something must be mended first, which is told to the form.</summary>
    public static string? Lees(Formulier form)
    {
        var bsn = Bsn(form);
        Reden(form);
        return form.Mis ? null : bsn;
    }

    internal static string? Bsn(Formulier form)
    {
        var bsn = Kern.Bsn.Lees(form["bsn"]);
        if (bsn is null) form.Fout("bsn", "Vul een burgerservicenummer in van 9 cijfers. Controleer of alle cijfers kloppen");
        return bsn;
    }

    internal static void Reden(Formulier form)
    {
        if (form.Moet("reden", "Zeg waarom u dit opzoekt, bijvoorbeeld: inzageverzoek 2026-14").Length > Inzagevragen.LangsteReden)
            form.Fout("reden", $"Houd de reden korter dan {Inzagevragen.LangsteReden} tekens");
    }
}
