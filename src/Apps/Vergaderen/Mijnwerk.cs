namespace Brink.Apps.Vergaderen;

/// <summary>What of meetings and votes stands on the start page.</summary>
internal static class Mijnwerk
{
    /// <summary>The open votes at which a member for which the user may vote did not vote yet.</summary>
    public static async Task<Antwoord<IReadOnlyList<Werk>>> StemmenAsync(Scherm scherm)
    {
        var (rijen, _) = await scherm.NogTeStemmenAsync(null);
        return new([.. rijen.Select(r => new Werk("Stem over " + r.Stemming.Onderwerp, r.Pad[(scherm.Hier.Id.Length + 1)..], Uitleg: "voor "
            + string.Join(", ", r.Voor.Select(m => m.Naam)) + (r.Stemming.Sluit is { } tot ? ", tot " + Tijd.Moment(tot) : "")))], null);
    }

    /// <summary>The meetings that were called or are going on, the first first.</summary>
    public static async Task<Antwoord<IReadOnlyList<Werk>>> VergaderingenAsync(Scherm scherm)
    {
        var antwoord = await scherm.Zgw.Lijst<Vergadering>(scherm.Afgebroken);
        return !antwoord.Gelukt(out var lijst) ? new(null, antwoord.Fout)
            : new([.. lijst.Results.Where(v => v.Status is "opgeroepen" or "geopend").OrderBy(v => v.Datum)
            .Select(v => new Werk(v.Titel, $"/vereniging/vergaderingen/{Termen.Sleutel(v.Url)}", Uitleg: Tijd.Voluit(v.Datum)
                + (v.Status == "geopend" ? ": nu bezig" : "")))], null);
    }
}
