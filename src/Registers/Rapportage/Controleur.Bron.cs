using System.Text.RegularExpressions;
using Brink.Registers.Portfolio;

namespace Brink.Registers.Rapportage;

// The rules over how a source writes: legends, notations, names.
public static partial class Controleur
{
    // L18: a legend that gives one sign several meanings, or none; a sign that means something else elsewhere.
    private static IEnumerable<Bevinding> Legendas(Kwartaalrapport rapport)
    {
        foreach (var legenda in rapport.Legendas)
        {
            if (legenda.Ontbreekt)
                yield return Vond("L18", Ernst.Waarschuwing, legenda.Plaats, "Hier staan tekens zonder legenda.", legenda.Regel);
            foreach (var teken in legenda.Tekens)
            {
                if (teken.Teken.Contains("ontbreekt", StringComparison.Ordinal))
                {
                    yield return Vond("L18", Ernst.Waarschuwing, legenda.Plaats,
                        $"De legenda heeft geen teken bij '{Begin(string.Join(", ", teken.Betekenissen))}'.", legenda.Regel);
                }
                else if (teken.Betekenissen.Count > 1 && !legenda.Ontbreekt)
                {
                    yield return Vond("L18", Ernst.Waarschuwing, legenda.Plaats,
                        $"{teken.Teken} betekent hier {string.Join(" én ", teken.Betekenissen)}.", legenda.Regel);
                }
            }
        }
        foreach (var groep in from l in rapport.Legendas
                              where !l.Ontbreekt
                              from t in l.Tekens
                              where t.Betekenissen.Count == 1
                                  && rapport.Legendas.Exists(a =>
                                  !a.Ontbreekt && a.Tekens.Exists(x => x.Teken == t.Teken && x.Betekenissen.Count > 1))
                              select (l, t))
        {
            yield return Vond("L18", Ernst.Waarschuwing, groep.l.Plaats,
                $"{groep.t.Teken} betekent hier alleen {groep.t.Betekenissen[0]}, maar elders meer.", groep.l.Regel);
        }
        var kleur = rapport.Legendas.FirstOrDefault(l => l.Zinnen.Exists(z => z.StartsWith("Groen", StringComparison.Ordinal)));
        var vorm = rapport.Legendas.FirstOrDefault(l => l.Zinnen.Exists(z => z.StartsWith('●')));
        if (kleur is not null && vorm is not null)
        {
            yield return Vond("L18", Ernst.Aanwijzing, rapport.Titel,
                "De ene legenda noemt kleuren, de andere vormen. Nergens staat welke vorm bij welke kleur hoort.", kleur.Regel, vorm.Regel);
        }
        if (rapport.Legendas.FirstOrDefault(l =>
            l.Zinnen.Exists(z => z.Contains("verder toegelicht", StringComparison.Ordinal) && z.Contains('↗',
            StringComparison.Ordinal))) is { } regels
            && regels.Tekens.SelectMany(t => t.Betekenissen).Any(b => b.Contains("niet verder toegelicht", StringComparison.Ordinal)))
        {
            yield return Vond("L18", Ernst.Aanwijzing, regels.Plaats,
                "'Onder controle' wordt niet toegelicht, maar ↗ wel: voor ● ↗ gelden beide regels. Hier geldt: toelichten. De regels "
                + "noemen ↗, ↘ en ✓ bovendien "
                    + "indicatoren.", regels.Regel);
        }
    }

    // L19: one thing written in several ways.
    private static IEnumerable<Bevinding> Schrijfwijzen(Lezing lezing)
    {
        var termijnen = lezing.Rijen.Where(r => r.Onderwerp.WanneerTekst.Length > 0)
            .GroupBy(r => Cijfers().Replace(r.Onderwerp.WanneerTekst, "0")).ToList();
        if (termijnen.Count > 1)
        {
            yield return Vond("L19", Ernst.Aanwijzing, lezing.Rapport.Titel,
                $"Het kwartaal staat op {termijnen.Count} manieren geschreven: "
                + string.Join(", ", termijnen.Select(g => $"'{g.First().Onderwerp.WanneerTekst}'")) + ".",
                termijnen.Select(g => Regel(g.First().Meting, Bronplaats.Bijlage)));
        }
        foreach (var stand in lezing.Rijen.Where(r => r.Meting is { Uitvoering: not null, UitvoeringTekst.Length: > 0 })
            .GroupBy(r => r.Meting.Uitvoering))
        {
            var teksten = stand.GroupBy(r => r.Meting.UitvoeringTekst).ToList();
            if (teksten.Count > 1)
            {
                yield return Vond("L19", Ernst.Aanwijzing, lezing.Rapport.Titel,
                    "Dezelfde status heet " + string.Join(" en ", teksten.Select(g => $"'{g.Key}'")) + ".",
                    teksten.Select(g => Regel(g.First().Meting, Bronplaats.Bijlage)));
            }
        }
        if (lezing.Rijen.FirstOrDefault(r => r.Meting is { Uitvoering: Uitvoering.Gestart, UitvoeringTekst.Length: > 0 })
            is { Meting: { } gestart }
            && lezing.Rijen.Any(r => r.Meting.Uitvoering == Uitvoering.InUitvoering))
        {
            yield return Vond("L19", Ernst.Aanwijzing, lezing.Rapport.Titel,
                "'Gestart' staat naast 'In uitvoering' zonder dat het verschil is uitgelegd.",
                Regel(gestart, Bronplaats.Bijlage));
        }
    }

    // L14: a name written otherwise than the register has it.
    private static IEnumerable<Bevinding> Namen(Lezing lezing, Omgeving omgeving)
    {
        foreach (var (o, m) in lezing.Rijen)
        {
            foreach (var (variant, naam) in Varianten([o.Naam, .. m.Bron.Select(b => b.Naam), .. m.Toelichting.Split('\n')], omgeving))
            {
                yield return Vond("L14", Ernst.Aanwijzing, Noem(o), $"'{variant}' heet in het register '{naam}'.",
                    Regel(m, Bronplaats.Overzicht), Regel(m,
                    Bronplaats.Toelichtingskop));
            }
        }
    }

    private static IEnumerable<(string Naam, List<string> Varianten)> Register(Omgeving omgeving) =>
        omgeving.Componenten.Select(c => (c.Naam, c.Naamvarianten)).Concat(omgeving.Leveranciers.Select(l => (l.Naam, l.Naamvarianten)))
            .Concat(omgeving.Begrippen.Select(b => (b.Naam, b.Naamvarianten)))
            .Concat(omgeving.Samenwerkingen.Select(s => (s.Naam, new List<string>())));

    // A variant that stands beside the name itself, as in "i4Sociaal (Open Inwoner Platform)", explains and is no slip.
    internal static IEnumerable<(string Variant, string Naam)> Varianten(IEnumerable<string> teksten, Omgeving omgeving)
    {
        var gezien = new HashSet<string>(StringComparer.Ordinal);
        foreach (var tekst in teksten)
        {
            foreach (var (naam, varianten) in Register(omgeving))
            {
                foreach (var variant in varianten)
                {
                    if (!tekst.Contains(variant, StringComparison.Ordinal)) continue;
                    var kern = Kern(naam);
                    var rest = tekst.Replace(naam, "", StringComparison.Ordinal).Replace($"{variant} ({kern})", "",
                        StringComparison.Ordinal).Replace($"{kern} ({variant})", "", StringComparison.Ordinal);
                    if (Woord(rest, variant) && gezien.Add(variant)) yield return (variant, naam);
                }
            }
        }
    }

    // The name without what stands in brackets after it.
    private static string Kern(string naam) => naam.IndexOf(" (", StringComparison.Ordinal) is > 0 and var i ? naam[..i] : naam;

    private static bool Woord(string tekst, string woord, StringComparison hoe = StringComparison.Ordinal)
    {
        for (var i = tekst.IndexOf(woord, hoe); i >= 0; i = tekst.IndexOf(woord, i + 1, hoe))
        {
            if ((i == 0 || !char.IsLetterOrDigit(tekst[i - 1]))
                && (i + woord.Length >= tekst.Length || !char.IsLetterOrDigit(tekst[i + woord.Length])))
            {
                return true;
            }
        }
        return false;
    }

    // Whether a text names a component, by its name, what stands in brackets, or another way of writing it.
    private static bool Noemt(string tekst, string naam, IEnumerable<string> varianten) =>
        Woord(tekst, Kern(naam), StringComparison.OrdinalIgnoreCase)
        || varianten.Any(v => Woord(tekst, v, StringComparison.OrdinalIgnoreCase));

    private static bool Noemt(string tekst, Component c) => Noemt(tekst, c.Naam, c.Naamvarianten);
    private static string Begin(string tekst) => tekst.Length > 60 ? tekst[..60] + "…" : tekst;

    [GeneratedRegex(@"\d")]
    private static partial Regex Cijfers();
}
