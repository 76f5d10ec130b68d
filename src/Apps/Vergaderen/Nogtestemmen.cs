namespace Brink.Apps.Vergaderen;

/// <summary>Which open votes still wait for the user.</summary>
internal static class Nogtestemmen
{
    /// <summary>The open votes at which a member for which the user may vote did not vote yet, with those members and where to vote; and whether the user votes at all.</summary>
    public static async Task<(IReadOnlyList<(Stemming Stemming, IReadOnlyList<Mandaat> Voor, string Pad)> Rijen, bool IsStemmer)> NogTeStemmenAsync(this Scherm scherm,
        IReadOnlyList<Stemming>? stemmingen, IReadOnlyList<Mandaat>? bekend)
    {
        var (zgw, stop) = (scherm.Zgw, scherm.Afgebroken);
        stemmingen ??= (await zgw.Lijst<Stemming>(stop, ("status", "open"))).Waarde?.Results ?? [];
        var uit = new List<(Stemming, IReadOnlyList<Mandaat>, string)>();
        var (vandaag, isStemmer) = (scherm.Klok.Vandaag(), (await scherm.VertegenwoordigtAsync(scherm.Klok.Vandaag())).Count > 0);
        // By acclamation only who is against says something.
        foreach (var s in stemmingen.Where(s => s is { Status: "open", Modus: not "acclamatie" } && !(s.Sluit < scherm.Klok.GetUtcNow()))
            .OrderBy(s => s.Sluit ?? DateTimeOffset.MinValue))
        {
            var (vergadering, pad) = await WaarAsync(scherm, s);
            var leden = s.Kiezers.Select(k => new Lid { Url = k.Lid, Naam = k.Naam }).ToList();
            var mandaten = bekend ?? await scherm.MandatenAsync(leden, vergadering?.Datum ?? vandaag, vergadering is null ? "stemming" : "vergadering", vergadering?.Url ?? s.Url);
            var kiezers = s.Kiezers.Where(k => !k.Geschorst).ToDictionary(k => k.Lid, k => k.Naam);
            var voor = mandaten.Where(m => kiezers.ContainsKey(m.Lid) && m.MagStemmen(s.Agendapunt)).ToList();
            isStemmer |= voor.Count > 0;
            if (voor.Count == 0 || !(await zgw.Lees<Opkomststand>(Plek.Van<Stemming>(s.Url, "opkomst"), stop)).Gelukt(out var opkomst)) continue;
            var nog = opkomst.NogNiet.ToHashSet(StringComparer.Ordinal);
            if (voor.Where(m => nog.Contains(kiezers[m.Lid])).ToList() is { Count: > 0 } over) uit.Add((s, over, pad));
        }
        return (uit, isStemmer);
    }

    // In the meeting one votes on one's own page of it; else at the vote itself.
    private static async Task<(Vergadering? Vergadering, string Pad)> WaarAsync(Scherm scherm, Stemming s)
    {
        var begin = $"/{scherm.Hier.Id}/vereniging";
        var pad = $"{begin}/stemmingen/{Termen.Sleutel(s.Url)}";
        if (s.Agendapunt is not { } url || !(await scherm.Zgw.Lees<Agendapunt>(Plek.Van<Agendapunt>(url), scherm.Afgebroken)).Gelukt(out var punt))
            return (null, pad);
        var v = (await scherm.Zgw.Lees<Vergadering>(Plek.Van<Vergadering>(punt.Vergadering), scherm.Afgebroken)).Waarde;
        return (v, s.IsGeheim ? pad + "/geheim" : s.InDeZaal ? $"{begin}/vergaderingen/{Termen.Sleutel(punt.Vergadering)}/mijn" : pad);
    }
}
