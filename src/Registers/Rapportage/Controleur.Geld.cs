using System.Text.RegularExpressions;
using Brink.Registers.Begrotingen;

namespace Brink.Registers.Rapportage;

// The rules over a budget: its figures computed anew, its rows and its words.
public static partial class Controleur
{
    private static IEnumerable<Bevinding> Begroting(Gegevens g, Omgeving omgeving)
    {
        var b = g.Begroting;
        var cijfers = Berekening.Van(g).ToDictionary(c => c.Id);
        string Euro(decimal bedrag) => Berekening.Tekst(bedrag);

        // L13: a printed figure that does not follow from the figures above it.
        foreach (var c in cijfers.Values.Where(c => c.Klopt == false && Optelling(c.Id)))
        {
            yield return Vond("L13", Ernst.Fout, c.Omschrijving,
                $"Gedrukt is {Euro(c.Gedrukt!.Value)}; {c.Formule} geeft {Euro(c.Berekend)} ({Euro(c.Verschil!.Value)} verschil).",
                c.Bronregels.Select(r => (int?)r));
        }
        // L22: the same hours indexed twice.
        if (cijfers.TryGetValue("dubbeltelling", out var dubbel) && dubbel.Berekend != 0)
        {
            var zonder = cijfers.GetValueOrDefault("percentage-zonder-dubbeltelling");
            yield return Vond("L22", Ernst.Waarschuwing, dubbel.Omschrijving,
                $"{Euro(dubbel.Berekend)} euro komt van {Euro(dubbel.Invoer[^1].Waarde)} aan uren in de productkosten; die worden al via "
                + $"de personeelskosten gedekt. "
                + $"Zonder die uren is {Euro(cijfers["totaal-benodigd-zonder-dubbeltelling"].Exact)} euro nodig ({zonder?.Berekend.ToString(Nl)}%). Dit is niet "
                    + $"zeker; vraag het na.",
                [.. dubbel.Bronregels.Select(r => (int?)r),
                    .. b.Opmerkingen.Where(o => o.Tekst.Contains("uren tellen", StringComparison.Ordinal)
                    || o.Tekst.Contains("projecturen", StringComparison.Ordinal)).Select(o => o.Regel)]);
        }
        // L23: what is decided and what is needed.
        if (cijfers.TryGetValue("verschil-nominaal", out var meer) && meer.Berekend != 0)
        {
            yield return Vond("L23", Ernst.Waarschuwing, b.Naam,
                $"Besloten is {b.BeslotenPercentage?.ToString(Nl)}%, nodig is {cijfers["percentage"].Berekend.ToString(Nl)}%. "
                + $"Precies {b.BeslotenPercentage?.ToString(Nl)}% brengt {Euro(meer.Berekend)} euro meer op dan nodig.",
                cijfers["totaal-benodigd"].Bronregels
                    .Select(r => (int?)r));
        }
        if (b.GevraagdBesluit.Length > 0 && b.BeslotenPercentage is { } p && !b.GevraagdBesluit.Contains('%', StringComparison.Ordinal))
        {
            yield return Vond("L23", Ernst.Waarschuwing, b.Naam,
                "Het gevraagde besluit noemt geen percentage" + (b.TransitiePercentage is { } t && t != p
                ? $" en spreekt van één, terwijl de toelichting er twee heeft: {p.ToString(Nl)}% en {t.ToString(Nl)}%." : "."),
                    b.GevraagdBesluitRegel);
        }
        // L24: a row with percentages and no difference.
        foreach (var r in g.Regels.Where(r => !r.VerschilTeltMee))
        {
            if (cijfers.Values.FirstOrDefault(c => c.Id == "verschil-" + (r.Bronregel ?? r.Volgnummer)) is { } c)
            {
                yield return Vond("L24", Ernst.Waarschuwing, r.Omschrijving,
                    $"Deze regel heeft {c.Formule[(c.Formule.IndexOf('×', StringComparison.Ordinal) + 2)..]} maar geen verschil; "
                    + $"dat zou {Euro(c.Berekend)} zijn. Niet meegeteld.", r.Bronregel);
            }
        }
        if (cijfers.TryGetValue("verschil-bruto", out var bruto) && bruto is { Gedrukt: null, Berekend: not 0, Bronregels.Count: > 0 })
        {
            yield return Vond("L24", Ernst.Aanwijzing, bruto.Omschrijving, $"Het verschil is niet gedrukt; het is {Euro(bruto.Berekend)}.",
                bruto.Bronregels.Select(r => (int?)r));
        }
        // L25: a risk that was computed over another amount than the one beside it.
        foreach (var (id, soort) in new[] { ("risico-projecten", Opbouwsoort.Projecten) })
        {
            if (cijfers.TryGetValue(id, out var risico) && risico.Exact != 0
                && g.Opbouw.FirstOrDefault(o => o.Tabel == Opbouwtabel.Begrotingsdelen && o.Soort == soort) is { } deel
                && Kosten(g, Kostensoort.Projecten) is var grondslag && grondslag != deel.Bedrag)
            {
                yield return Vond("L25", Ernst.Waarschuwing, deel.Onderdeel,
                    $"Het risico van {Euro(risico.Berekend)} is berekend over {Euro(grondslag)} (kosten), maar ernaast staat "
                    + $"{Euro(deel.Bedrag)}.", deel.Bronregel);
            }
        }
        // L26: a round sum that is not the rounding of its figure.
        foreach (var naam in b.GenoemdeBedragen)
        {
            if (cijfers.TryGetValue(naam.Naam, out var genoemd) && genoemd.Klopt == false && !AndersAfgerond(naam, cijfers[naam.Cijfer]))
            {
                yield return Vond("L26", Ernst.Aanwijzing, genoemd.Omschrijving,
                    $"Afgerond is het {Euro(genoemd.Berekend)}, niet {Euro(naam.Bedrag)}.",
                    naam.Bronregels.Select(r => (int?)r));
            }
        }
        // L27: a percentage over an amount that is nowhere.
        if (b is { TransitiePercentage: { } tp, TransitieBedrag: null })
        {
            yield return Vond("L27", Ernst.Waarschuwing, b.Naam,
                $"De transitiebijdrage gaat {tp.ToString(Nl)}% omhoog, maar het bedrag waarover staat nergens.",
                b.TransitieBronregels.Select(r => (int?)r));
        }
        // L28: the month in which it was adopted.
        var maanden = b.Vermeldingen.Where(v => v.Tekst.Contains("vastgesteld", StringComparison.Ordinal))
            .Select(v => (v.Regel, Maand: Array.Find(Maanden, m => Woord(v.Tekst.ToLowerInvariant(), m))))
            .Where(v => v.Maand is not null).ToList();
        if (maanden.Select(v => v.Maand).Distinct().Count() > 1)
        {
            yield return Vond("L28", Ernst.Waarschuwing, b.Naam,
                $"Vastgesteld in {string.Join(" of in ", maanden.Select(v => v.Maand).Distinct())}? De bron zegt allebei.",
                maanden.Select(v => v.Regel));
        }
        foreach (var bevinding in Schrijfwijzen(g)) yield return bevinding;
        foreach (var r in g.Regels)
        {
            foreach (var (variant, naam) in Varianten([r.Omschrijving], omgeving))
                yield return Vond("L14", Ernst.Aanwijzing, r.Omschrijving, $"'{variant}' heet in het register '{naam}'.", r.Bronregel);
        }
        foreach (var (variant, naam) in Varianten(b.Traject.Select(s => s.Gremium), omgeving))
            yield return Vond("L14", Ernst.Aanwijzing, b.Naam, $"'{variant}' heet in het register '{naam}'.");
    }

    // Sums and results; not the comparisons with another rule or another base, which are shown as such.
    private static bool Optelling(string id) => id is "som-omzet" or "som-productkosten" or "bruto" or "som-bedrijfskosten" or "resultaat"
        or "som-omzetverschillen" or "opbouw-som"
        or "risico-totaal" or "totaal-benodigd" or "verschil-productkosten" or "verschil-bedrijfskosten" or "risico-leverancier"
            or "risico-personeel"
            or "risico-projecten" or "gemiddeld"
        || Regelcijfer().IsMatch(id);

    // "About 370,000" for 369,096 is right when one rounds to ten thousands.
    private static bool AndersAfgerond(GenoemdBedrag naam, Cijfer cijfer)
    {
        for (var op = naam.Op * 10; op <= cijfer.Exact; op *= 10)
            if (Berekening.Afgerond(cijfer.Exact / op) * op == naam.Bedrag) return true;
        return false;
    }

    private static decimal Kosten(Gegevens g, Kostensoort soort) =>
        g.Regels.Where(r => r.Soort == Regelsoort.Productkosten && r.Kostensoort == soort).Sum(r => r.Bedrag ?? 0);

    // L19: rows that are cut off, marks without a note, and one part under two names.
    private static IEnumerable<Bevinding> Schrijfwijzen(Gegevens g)
    {
        if (g.Begroting.Kolomkoppen.Find(k => Jaartal().Match(k) is { Success: true } m
            && m.Value != g.Begroting.Jaar.ToString(Nl)) is { } kop)
        {
            yield return Vond("L19", Ernst.Aanwijzing, g.Begroting.Naam,
                $"De kolomkoppen zijn verschoven: '{kop}' staat boven een begroting van {g.Begroting.Jaar}.", g.Begroting.Bronregel);
        }
        foreach (var r in g.Regels)
        {
            if (r.Omschrijving.Count(c => c == '(') != r.Omschrijving.Count(c => c == ')'))
            {
                yield return Vond("L19", Ernst.Aanwijzing, r.Omschrijving, "De omschrijving is afgebroken: een haakje gaat niet dicht.",
                    r.Bronregel);
            }
            if (r.Voetnoot.Length > 0 && r.Voetnoottekst.Length == 0)
            {
                yield return Vond("L19", Ernst.Aanwijzing, r.Omschrijving, $"Bij het teken {r.Voetnoot} staat nergens een voetnoot.",
                    r.Bronregel);
            }
        }
        foreach (var soort in g.Opbouw.GroupBy(o => o.Soort))
        {
            if (soort.Select(o => o.Onderdeel.Replace("s- ", " ", StringComparison.Ordinal)).Distinct(StringComparer.OrdinalIgnoreCase)
                .Count() > 1)
            {
                yield return Vond("L19", Ernst.Aanwijzing, soort.First().Onderdeel,
                    "Hetzelfde onderdeel heet " + string.Join(" en ", soort.Select(o => $"'{o.Onderdeel}'")) + ".",
                    soort.Select(o => o.Bronregel));
            }
        }
    }

    [GeneratedRegex(@"20\d\d")]
    private static partial Regex Jaartal();

    [GeneratedRegex(@"^(verschil|omzet)-\d+$|^aandeel-\d+$")]
    private static partial Regex Regelcijfer();
}
