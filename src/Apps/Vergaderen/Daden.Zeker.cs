namespace Brink.Apps.Vergaderen;

// What cannot be undone, or is likely a mistake, is asked first: in one place for all screens.
internal static partial class Daden
{
    private static async Task<bool> ZekerAsync(Scherm scherm, Formulier d)
    {
        var (zgw, cancel) = (scherm.Zgw, scherm.Afgebroken);
        switch (d.Wat)
        {
            case "oproepen":
                return await WeigertAsync(scherm, d) || d.Zeker("De leden worden nu opgeroepen. "
                    + "Daarna veranderen de datum, de begintijd, de vorm en wat er op de agenda wordt gevraagd niet meer. "
                    + "Dit is de oproep, zoals elk lid hem krijgt.", "Roep de leden op");
            case "stuk-weg":
                return d.Zeker($"U haalt het stuk '{Tekens.Kort(d["titel"], 100)}' van de agenda. Wie het weer wil toevoegen, kiest het bestand opnieuw.", "Haal het stuk weg");
            case "punt-weg":
                return d.Zeker("U haalt dit punt van de agenda, met zijn stukken, vragen en stemmingen. Dat komt niet terug.",
                    "Haal het punt van de agenda");
            case "stemming-weg":
                return d.Zeker("U haalt deze stemming weg. Dat komt niet terug.", "Haal de stemming weg");
            case "stem" or "stem-wijzig" when d["keuze"] is "onthouding" or "tegen" && await StemmingVan(scherm, d)
                is { Modus: "buiten_vergadering" }:
                return d.Zeker($"Buiten een vergadering moeten alle leden voor stemmen. Met uw {(d["keuze"] == "tegen" ? "stem tegen" : "onthouding")} komt er dus geen besluit, "
                    + "ook als alle anderen voor zijn. Tot de stemming sluit, kunt u uw stem nog wijzigen.",
                    d["keuze"] == "tegen" ? "Stem toch tegen" : "Onthoud u toch van stemmen");
            case "stem-sluiten":
                return await Weinig(scherm, d) is not { } weinig || d.Zeker(weinig, "Sluit de stemming toch");
            case "behandelen":
                return await Openstaand(scherm, d) is not { } open || d.Zeker(open, "Ga toch verder");
            case "sluiten":
                var lijst = (await zgw.Lees<Voorwaarde[]>(Plek.Van<Vergadering>(d.Bij, "voorwaarden"), cancel)).Waarde ?? [];
                return lijst.Any(v => v.Stand == "klopt_niet") || lijst.Where(v => v.Stand == "let_op").Select(v => $"{v.Wat}.")
                    .ToList() is not { Count: > 0 } letop
                    || d.Zeker(string.Join(" ", letop) + " Na de sluiting spreekt niemand meer.", "Sluit de vergadering toch");
            default:
                return true;
        }
    }

    // What refuses is told by the register; only what it would let pass is asked here.
    private static async Task<bool> WeigertAsync(Scherm scherm, Formulier d) =>
        ((await scherm.Zgw.Lees<Voorwaarde[]>(Plek.Van<Vergadering>(d.Bij, "voorwaarden"), scherm.Afgebroken)).Waarde ?? [])
            .Any(v => v.Stand == "klopt_niet");

    private static async Task<Stemming?> StemmingVan(Scherm scherm, Formulier d)
    {
        var sleutel = d.Bij;
        if (d.Wat == "stem-wijzig")
        {
            if (!(await scherm.Zgw.Lees<Stem>(d.Bij, scherm.Afgebroken)).Gelukt(out var stem)) return null;
            sleutel = Termen.Sleutel(stem.Stemming);
        }
        return (await scherm.Zgw.Lees<Stemming>(sleutel, scherm.Afgebroken)).Waarde;
    }

    // Of a secret vote: how many did not vote yet, and that few ballots tell something of who chose what. Fewer than the register takes,
    // it refuses itself.
    private static async Task<string?> Weinig(Scherm scherm, Formulier d)
    {
        if (await StemmingVan(scherm, d) is not { IsGeheim: true, Status: "open" }
            || (await scherm.Zgw.Lees<Opkomststand>(Plek.Van<Stemming>(d.Bij, "opkomst"), scherm.Afgebroken)).Waarde is not { } stand
            || stand.Gestemd == stand.Stemgerechtigd || stand.Gestemd is > 0 and < MinsteBiljetten)
        {
            return null;
        }
        return $"{(stand.Gestemd == 1 ? "1 lid stemde" : $"{stand.Gestemd} van de {stand.Stemgerechtigd} leden stemden")}. Na de sluiting kan niemand meer stemmen."
            + (stand.Gestemd is > 0 and < WeinigBiljetten
                ? " Bij zo weinig biljetten kan de uitslag iets verraden van wie wat koos. Wacht liever tot meer leden stemden." : "");
    }

    /// <summary>With fewer ballots the holders of the keys open nothing; with few the outcome says more than people think.</summary>
    private const int MinsteBiljetten = 5, WeinigBiljetten = 10;

    // What is left behind at the item that is being dealt with, when the meeting goes on to another.
    private static async Task<string?> Openstaand(Scherm scherm, Formulier d)
    {
        var (zgw, cancel) = (scherm.Zgw, scherm.Afgebroken);
        if (!(await zgw.Lees<Agendapunt>(d.Bij, cancel)).Gelukt(out var naar)
            || (await zgw.Lees<Vergadering>(Plek.Van<Vergadering>(naar.Vergadering), cancel)).Waarde?.Punt is not { } nu
            || nu == naar.Url)
        {
            return null;
        }
        var stemmingen = (await zgw.Lijst<Stemming>(cancel, ("agendapunt", nu))).Waarde?.Results ?? [];
        var sprekers = (await zgw.Lijst<Spreekverzoek>(cancel, ("agendapunt", nu))).Waarde?.Results ?? [];
        List<string> zinnen = [.. stemmingen.Where(s => s.Status == "open").Select(s => $"De stemming '{s.Onderwerp}' is nog open."),
            .. stemmingen.Where(s => s.Status == "gesloten")
            .Select(s => $"Van de stemming '{s.Onderwerp}' is de uitslag nog niet vastgesteld.")];
        if (sprekers.Count(s => s.Wacht) is > 0 and var n)
            zinnen.Add(n == 1 ? "Er wacht nog 1 spreker op het woord." : $"Er wachten nog {n} sprekers op het woord.");
        return zinnen.Count == 0 ? null : string.Join(" ", zinnen) + " U vindt dit terug als u weer naar dit punt gaat.";
    }
}
