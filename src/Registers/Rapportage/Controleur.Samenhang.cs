using System.Text.RegularExpressions;
using Brink.Registers.Begrotingen;
using Brink.Registers.Portfolio;

namespace Brink.Registers.Rapportage;

// The rules that lay report, budget and portfolio beside each other.
public static partial class Controleur
{
    private static IEnumerable<Bevinding> Samenhang(List<Lezing> lezingen, List<Gegevens> begrotingen, Omgeving omgeving)
    {
        foreach (var c in omgeving.Componenten)
        {
            foreach (var bevinding in Vermeldingen(c)) yield return bevinding;
            foreach (var g in begrotingen)
            {
                // L28: promised to stay the same, and raised.
                var regels = g.Regels.Where(r => r.Component?.Uuid == c.Uuid).ToList();
                if (c.TariefVastTot is { } jaar && g.Begroting.Jaar <= jaar
                    && regels.Find(r => r is { Soort: Regelsoort.Omzet, GedruktVerschil: > 0 }) is { } verhoogd)
                {
                    yield return Vond("L28", Ernst.Waarschuwing, c.Naam,
                        $"Tot en met {jaar} gelden de bestaande tarieven, maar in {g.Begroting.Jaar} gaat de omzet "
                            + $"{Berekening.Tekst(verhoogd.GedruktVerschil!.Value)} euro omhoog.",
                        [.. c.Feiten.Where(f => f.Tekst.Contains("bestaande tarieven", StringComparison.Ordinal)).Select(f => f.Regel),
                            verhoogd.Bronregel]);
                }
                // L29: money that is put in and does not show in the budget.
                if (c.Investeringen.Count > 0 && regels.Count == 0)
                {
                    yield return Vond("L29", Ernst.Waarschuwing, c.Naam,
                        $"Er is {Berekening.Tekst(c.Investeringen.Sum(i => i.Bedrag))} euro geïnvesteerd, maar begroting "
                        + $"{g.Begroting.Jaar} heeft er geen regel voor.",
                        c.Feiten.Where(f => f.Tekst.Contains("investering", StringComparison.Ordinal)).Select(f => f.Regel));
                }
            }
        }
        if (lezingen.Count > 0)
        {
            var lezing = lezingen[^1];
            foreach (var (o, m) in lezing.Rijen.Where(r => r.Onderwerp is { Dashboard: Dashboardsoort.Operatie, Sectienaam: Beheer }))
            {
                foreach (var c in omgeving.Componenten.Where(c => Noemt(o.Naam, c)))
                {
                    // L29: done, and still in the budget of a later year.
                    if (m.Stand == Stand.Afgerond && begrotingen.Select(g => (g, r: g.Regels.FirstOrDefault(r => r.Component?.Uuid == c.Uuid
                        && r is { Soort: Regelsoort.Omzet, Bedrag: > 0 })))
                        .FirstOrDefault(x => x.r is not null) is { r: { } regel } later)
                    {
                        yield return Vond("L29", Ernst.Waarschuwing, Noem(o),
                            $"Bij Beheer is dit afgerond, maar begroting {later.g.Begroting.Jaar} rekent met "
                            + $"{Berekening.Tekst(regel.Bedrag!.Value)} euro omzet.",
                            Regel(m, Bronplaats.Overzicht), regel.Bronregel);
                    }
                    // L29: nearly at its end, and members still use it.
                    if (m.Indicator == Indicator.Groen && c.Einddatum is { } einde
                        && einde <= Kwartaal.LaatsteDag(Kwartaal.Volgende(lezing.Rapport.Periode))
                        && Over(c) is > 0 and var nog)
                    {
                        yield return Vond("L29", Ernst.Waarschuwing, Noem(o),
                            $"Dit is groen, maar de ondersteuning eindigt op {einde.ToString("d MMMM yyyy", Nl)} en {nog} leden zijn nog niet over.",
                            Regel(m, Bronplaats.Overzicht), c.Aantallen.FirstOrDefault()?.Regel);
                    }
                }
            }
            // L28: all members, while the register knows of some.
            var ledental = Ledental(omgeving);
            foreach (var (o, m) in lezing.Rijen)
            {
                if (Allen().Match(m.Toelichting) is { Success: true } allen)
                {
                    foreach (var c in omgeving.Componenten)
                    {
                        if (Noemt($"{o.Naam}\n{m.Toelichting}", c)
                            && c.Aantallen.Find(a => a.Wat.Contains("betrokken", StringComparison.Ordinal)) is { } a
                            && a.Leden < (a.Van ?? ledental))
                        {
                            yield return Vond("L28", Ernst.Waarschuwing, Noem(o),
                                $"'{allen.Value}' doen mee aan {c.Naam}, maar elders zijn het er {a.Leden} van {a.Van ?? ledental}.",
                                Regel(m, Bronplaats.Toelichtingskop), a.Regel);
                        }
                    }
                }
            }
        }
        // L28: the number of members.
        var genoemd = omgeving.Begrippen.FirstOrDefault(b => b.Soort == "ledental");
        var geteld = omgeving.Leden.Count(l => l.Status == Lidstatus.Lid);
        if (genoemd is not null && Getal().Match(genoemd.Betekenis) is { Success: true } getal && geteld != int.Parse(getal.Value, Nl))
        {
            yield return Vond("L28", Ernst.Aanwijzing, "Leden",
                $"De bron spreekt van {getal.Value} leden; bij naam zijn er {geteld} bekend.",
                Getal().Matches(genoemd.Betekenis).Skip(1).Select(x => (int?)int.Parse(x.Value, Nl)));
        }
    }

    // Of the members that use it, those of whom it is not said that they have gone over.
    private static int Over(Component c) => c.Aantallen.Find(a => a.Van is not null && a.Wat.Contains("over", StringComparison.Ordinal))
        is { } a ? a.Van!.Value - a.Leden : 0;

    private static int Ledental(Omgeving omgeving) => omgeving.Begrippen.FirstOrDefault(b => b.Soort == "ledental") is { } b && Getal()
        .Match(b.Betekenis) is { Success: true } m
        ? int.Parse(m.Value, Nl) : omgeving.Leden.Count(l => l.Status == Lidstatus.Lid);

    // L28: facts of one component that do not go together.
    private static IEnumerable<Bevinding> Vermeldingen(Component c)
    {
        var looptijden = c.Feiten.Select(f => (f.Regel, Looptijd: Looptijd().Match(f.Tekst).Value))
            .Where(f => f.Looptijd.Length > 0).ToList();
        if (looptijden.Select(f => f.Looptijd).Distinct().Count() > 1)
        {
            yield return Vond("L28", Ernst.Waarschuwing, c.Naam,
                $"De looptijd is {string.Join(" of ", looptijden.Select(f => $"'{f.Looptijd}'").Distinct())}.",
                looptijden.Select(f => f.Regel));
        }
        var einden = c.Feiten.SelectMany(f => Einde().Matches(f.Tekst).Select(m => (f.Regel, Jaar: m.Groups["jaar"].Value))).ToList();
        if (einden.Select(f => f.Jaar).Distinct().Count() > 1)
        {
            yield return Vond("L28", Ernst.Waarschuwing, c.Naam,
                $"Het einde ligt in {string.Join(", in ", einden.Select(f => f.Jaar).Distinct())}: contract, continuïteit en tarieven lopen uiteen.", einden.Select(f => f.Regel));
        }
        var live = c.Aantallen.Where(a => a.Wat.Contains("live", StringComparison.Ordinal)).ToList();
        if (live.Select(a => a.Leden).Distinct().Count() > 1)
        {
            yield return Vond("L28", Ernst.Aanwijzing, c.Naam, "Live bij " + string.Join(" en bij ", live.Select(a => a.Van is { } van
                ? $"{a.Leden} van {van} leden" : $"{a.Leden} leden"))
                + ": de bron telt verschillende groepen en zegt dat niet.", live.Select(a => a.Regel));
        }
    }

    [GeneratedRegex(@"\b(\w+ tot \w+|tenminste \w+|ten minste \w+) jaar\b")]
    private static partial Regex Looptijd();

    [GeneratedRegex(@"(eindigt (op )?(\d+ \w+ )?|contract tot |tot en met )(?<jaar>20\d\d)")]
    private static partial Regex Einde();

    [GeneratedRegex(@"\balle (leden|gemeenten)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Allen();

    [GeneratedRegex(@"\d+")]
    private static partial Regex Getal();
}
