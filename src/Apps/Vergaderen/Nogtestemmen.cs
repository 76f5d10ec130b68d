namespace Brink.Apps.Vergaderen;

/// <summary>Which open votes still wait for the user.</summary>
internal static class Nogtestemmen
{
    /// <summary>The open votes at which a member for which the user may vote did not vote yet, with those members and where to vote;
    /// and whether the user votes at all.</summary>
    public static async Task<(IReadOnlyList<(Stemming Stemming, IReadOnlyList<Mandaat> Voor, string Pad)> Rijen,
        bool IsStemmer)> NogTeStemmenAsync(this Scherm scherm,
        IReadOnlyList<Stemming>? stemmingen)
    {
        stemmingen ??= (await scherm.Zgw.Lijst<Stemming>(scherm.Afgebroken, ("status", "open"))).Waarde?.Results ?? [];
        var uit = new List<(Stemming, IReadOnlyList<Mandaat>, string)>();
        var vandaag = scherm.Klok.Vandaag();
        var isStemmer = (await scherm.VertegenwoordigtAsync(vandaag)).Count > 0;
        foreach (var s in Open(scherm, stemmingen))
        {
            var vergadering = await VergaderingVanAsync(scherm, s);
            var leden = s.Kiezers.Select(k => new Lid { Url = k.Lid, Naam = k.Naam }).ToList();
            var voor = Voor(s, await scherm.MandatenAsync(leden, vergadering?.Datum ?? vandaag, vergadering is null ? "stemming"
                : "vergadering", vergadering?.Url ?? s.Url));
            isStemmer |= voor.Count > 0;
            if (await NogAsync(scherm, s, voor) is { Count: > 0 } nog) uit.Add((s, nog, Pad(scherm, s, vergadering?.Url)));
        }
        return (uit, isStemmer);
    }

    /// <summary>The same in one meeting, of which the page knows the votes already.</summary>
    public static async Task<(IReadOnlyList<(Stemming Stemming, IReadOnlyList<Mandaat> Voor, string Pad)> Rijen,
        bool IsStemmer)> NogTeStemmenAsync(this Scherm scherm,
        Vergaderstand stand, IReadOnlyList<Mandaat> mandaten)
    {
        var uit = new List<(Stemming, IReadOnlyList<Mandaat>, string)>();
        foreach (var s in Open(scherm, stand.Stemmingen))
        {
            var voor = Voor(s, mandaten);
            // Who voted in secret stands among no votes.
            var nog = s.IsGeheim ? await NogAsync(scherm, s, voor)
                : [.. voor.Where(m => !stand.Stemmen.Any(x => x.Stemming == s.Url && x.Lid == m.Lid))];
            if (nog.Count > 0) uit.Add((s, nog, Pad(scherm, s, stand.Vergadering.Url)));
        }
        return (uit, mandaten.Count > 0);
    }

    // By acclamation only who is against says something.
    private static IEnumerable<Stemming> Open(Scherm scherm, IEnumerable<Stemming> stemmingen) => stemmingen
        .Where(s => s is { Status: "open", Modus: not "acclamatie" } && !(s.Sluit < scherm.Klok.GetUtcNow()))
        .OrderBy(s => s.Sluit ?? DateTimeOffset.MinValue);

    private static List<Mandaat> Voor(Stemming s, IReadOnlyList<Mandaat> mandaten) =>
        [.. mandaten.Where(m => m.MagStemmen(s.Agendapunt) && s.Kiezers.Any(k => k.Lid == m.Lid && !k.Geschorst))];

    private static async Task<IReadOnlyList<Mandaat>> NogAsync(Scherm scherm, Stemming s, List<Mandaat> voor)
    {
        if (voor.Count == 0 || !(await scherm.Zgw.Lees<Opkomststand>(Plek.Van<Stemming>(s.Url, "opkomst"), scherm.Afgebroken))
            .Gelukt(out var opkomst))
        {
            return [];
        }
        var nog = opkomst.NogNiet.ToHashSet(StringComparer.Ordinal);
        return [.. voor.Where(m => nog.Contains(s.Kiezers.First(k => k.Lid == m.Lid).Naam))];
    }

    private static async Task<Vergadering?> VergaderingVanAsync(Scherm scherm, Stemming s) =>
        s.Agendapunt is { } url && (await scherm.Zgw.Lees<Agendapunt>(Plek.Van<Agendapunt>(url), scherm.Afgebroken)).Gelukt(out var punt)
            ? (await scherm.Zgw.Lees<Vergadering>(Plek.Van<Vergadering>(punt.Vergadering), scherm.Afgebroken)).Waarde : null;

    // In the meeting one votes on one's own page of it; else at the vote itself.
    private static string Pad(Scherm scherm, Stemming s, Uri? vergadering)
    {
        return $"/{scherm.Hier.Id}" + (s is { InDeZaal: true, IsGeheim: false } && vergadering is not null
            ? $"/vereniging/vergaderingen/{Termen.Sleutel(vergadering)}/mijn"
            : $"/vereniging/stemmingen/{Termen.Sleutel(s.Url)}{(s.IsGeheim ? "/geheim" : "")}");
    }
}
