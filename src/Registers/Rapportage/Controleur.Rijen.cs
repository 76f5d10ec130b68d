using System.Globalization;
using System.Text.RegularExpressions;

namespace Brink.Registers.Rapportage;

// The rules that look at one subject, and at subjects together.
public static partial class Controleur
{
    private static readonly string[] Maanden =
        ["januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december"];

    private static IEnumerable<Bevinding> Rij(Lezing lezing, Onderwerp o, Meting m)
    {
        var naam = Noem(o);
        var overzicht = m.Bron.Find(b => b.Plaats == Bronplaats.Overzicht);
        var bijlage = m.Bron.Find(b => b.Plaats == Bronplaats.Bijlage);
        var kop = m.Bron.Find(b => b.Plaats == Bronplaats.Toelichtingskop);
        var toegelicht = !string.IsNullOrWhiteSpace(m.Toelichting);

        if (Meting.MistToelichting(m))
        {
            yield return Vond("L1", Ernst.Fout, naam,
                $"{Afleiding.Teken(m.Indicator)}{Afleiding.Teken(m.Voortgang)} vraagt een toelichting en die ontbreekt.",
                overzicht?.Regel, bijlage?.Regel);
        }
        if (m is { Stand: Stand.Lopend, Indicator: { } i, Voortgang: { } v } && Afleiding.Vorige(i, v).Count == 0)
        {
            yield return Vond("L2", Ernst.Fout, naam,
                $"{Afleiding.Teken(i)} met {Afleiding.Teken(v)} kan niet: er is geen eerdere stand waaruit dit volgt.", overzicht?.Regel);
        }
        foreach (var leeg in m.Bron.Where(b => b.Leeg))
        {
            yield return Vond("L3", Ernst.Fout, naam, $"De cellen voor indicator en voortgang zijn leeg ({Plaats(leeg.Plaats)}).",
                leeg.Regel);
        }
        if (m is { Stand: Stand.Lopend, Indicator: null } && m.Bron.Count == 0)
            yield return Vond("L3", Ernst.Fout, naam, "Het onderwerp loopt en heeft geen indicator.");
        if (lezing.HeeftVorige && m.Stand == Stand.Lopend && m.Bron.Find(b => !b.Leeg && b.Lezingen.Count > 0) is { } bron
            && m.Voortgang is { } afgeleid
            && !bron.Lezingen.Contains(afgeleid))
        {
            yield return Vond("L4", Ernst.Fout, naam,
                $"De bron zegt {bron.Voortgangsteken}, maar uit het vorige kwartaal volgt {Afleiding.Teken(afgeleid)}.", bron.Regel);
        }

        var bereikt = o.Wanneer.Length > 0 && string.CompareOrdinal(o.Wanneer, lezing.Rapport.Periode) <= 0 && m.Stand != Stand.Afgerond
            && m.Uitvoering != Uitvoering.Gereed;
        if (bereikt && m.Indicator == Indicator.Groen)
        {
            yield return Vond("L6", Ernst.Fout, naam,
                $"De termijn ({o.Wanneer}) is bereikt en het doel nog niet, maar de indicator is groen.", bijlage?.Regel);
            if (!toegelicht)
            {
                yield return Vond("L7", Ernst.Waarschuwing, naam,
                $"De termijn ({o.Wanneer}) is bereikt zonder dat de toelichting dat uitlegt.", bijlage?.Regel);
            }
        }
        if (m.Indicator == Indicator.Groen && Zorgwoord().Match(m.Toelichting) is { Success: true } zorg)
        {
            yield return Vond("L8", Ernst.Waarschuwing, naam, $"De indicator is groen, maar de toelichting spreekt van '{zorg.Value}'.",
                kop?.Regel ?? overzicht?.Regel);
        }
        if (lezing.Rapport.Datum is { } datum)
        {
            foreach (var (zin, dag) in Verwachtingen(m.Toelichting, datum))
            {
                yield return Vond("L9", Ernst.Waarschuwing, naam,
                    $"'{zin}' Maar {dag.ToString("d MMMM yyyy", Nl)} was al voorbij: het rapport is van {datum.ToString("d MMMM yyyy", Nl)}.",
                    kop?.Regel);
            }
        }
        if (o.Wanneer.Length > 0 && Meetkwartaal(o, out var meting) && string.CompareOrdinal(meting, o.Wanneer) > 0)
        {
            yield return Vond("L12", Ernst.Waarschuwing, naam, $"Het doel moet in {o.Wanneer} klaar zijn, maar wordt in {meting} gemeten.",
                bijlage?.Regel);
        }
        if (m.Indicator is Indicator.Oranje or Indicator.Rood && m.Acties.Count == 0 && m.Risicos.Count == 0)
        {
            yield return Vond("L15", Ernst.Aanwijzing, naam,
                $"{Afleiding.Teken(m.Indicator)} zonder actie en zonder risico: wat gebeurt eraan?", kop?.Regel ?? overzicht?.Regel);
        }

        foreach (var (een, ander) in new[] { (overzicht, bijlage), (overzicht, kop) })
        {
            if (een is not null && ander is not null && !ZelfdeNaam(een.Naam, ander.Naam))
            {
                yield return Vond("L16", Ernst.Aanwijzing, naam,
                    $"{Plaats(een.Plaats)}: '{Kort(een.Naam, ander.Naam)}'; {Plaats(ander.Plaats)}: '{Kort(ander.Naam, een.Naam)}'.",
                    een.Regel, ander.Regel);
            }
        }
        var tekens = m.Bron.Where(b => !b.Leeg).Select(b => b.Voortgangsteken).Distinct().ToList();
        if (tekens.Count > 1)
        {
            var vinkjes = m.Stand == Stand.Afgerond;
            yield return Vond(vinkjes ? "L18" : "L17", Ernst.Waarschuwing, naam,
                (vinkjes ? "Twee tekens voor hetzelfde: " : "Het teken voor de voortgang verschilt per plaats: ")
                + string.Join(", ", m.Bron.Where(b => !b.Leeg).Select(b => $"{Plaats(b.Plaats)} {b.Voortgangsteken}"))
                + $". Hier geldt: {Afleiding.Woord(m.Voortgang).ToLowerInvariant()}.", m.Bron.Select(b => b.Regel));
        }
    }

    private static readonly CultureInfo Nl = Nederlands.Cultuur;
    private static string Plaats(Bronplaats plaats) =>
        plaats switch { Bronplaats.Overzicht => "overzicht", Bronplaats.Bijlage => "bijlage", _ => "kop van de toelichting" };
    private static string Gelijk(string naam) => Leestekens().Replace(naam.ToLowerInvariant(), " ").Trim();

    // "Wat zou het mooi zijn als..." stands above every objective, and says nothing about which.
    private static bool ZelfdeNaam(string een, string ander) => een.Length == 0 || ander.Length == 0 || Gelijk(een) == Gelijk(ander);

    // Of long sentences only the part from the first difference on.
    private static string Kort(string tekst, string ander)
    {
        (tekst, ander) = (tekst.TrimStart('.', ' '), ander.TrimStart('.', ' '));
        if (tekst.Length < 60) return tekst;
        var n = 0;
        while (n < tekst.Length && n < ander.Length && tekst[n] == ander[n]) n++;
        var van = Math.Max(0, tekst.LastIndexOf(' ', Math.Max(0, Math.Min(n, tekst.Length - 1) - 12)));
        return (van > 0 ? "…" : "") + tekst.Substring(van, Math.Min(50, tekst.Length - van)).Trim() + (van + 50 < tekst.Length ? "…" : "");
    }

    // Sentences that expect something for a month, with the last day that they can mean.
    private static IEnumerable<(string Zin, DateOnly Dag)> Verwachtingen(string tekst, DateOnly datum)
    {
        foreach (var zin in Zinnen().Split(tekst))
        {
            if (!zin.Contains("verwacht", StringComparison.OrdinalIgnoreCase) || Maand()
                .Match(zin.ToLowerInvariant()) is not { Success: true } m)
            {
                continue;
            }
            var maand = Array.IndexOf(Maanden, m.Groups["maand"].Value) + 1;
            var jaar = m.Groups["jaar"].Success ? int.Parse(m.Groups["jaar"].Value, CultureInfo.InvariantCulture) : datum.Year;
            var dag = m.Groups["deel"].Value switch
            {
                "begin" => new DateOnly(jaar, maand, 10),
                "medio" => new DateOnly(jaar, maand, 20),
                _ => new DateOnly(jaar,
                maand, 1).AddMonths(1).AddDays(-1)
            };
            if (dag < datum) yield return (zin.Trim(), dag);
        }
    }

    private static bool Meetkwartaal(Onderwerp o, out string kwartaal)
    {
        var m = Losskwartaal().Match(o.Doelstelling);
        kwartaal = m.Success ? $"{o.Wanneer[..4]}-Q{m.Groups[1].Value}" : "";
        return m.Success;
    }

    // L10: green, while what it rests on got worse.
    private static IEnumerable<Bevinding> Afhankelijk(Lezing lezing)
    {
        var metingen = lezing.Rijen.ToDictionary(r => r.Onderwerp.Uuid);
        foreach (var (o, m) in lezing.Rijen.Where(r => r.Meting.Indicator == Indicator.Groen))
        {
            foreach (var van in o.HangtAfVan)
            {
                if (metingen.TryGetValue(van.Uuid, out var ander) && ander.Meting.Voortgang == Voortgang.Verslechterd)
                {
                    yield return Vond("L10", Ernst.Waarschuwing, Noem(o),
                        $"Dit is groen, maar steunt op {ander.Onderwerp.Code}, dat is verslechterd.",
                        Regel(m, Bronplaats.Bijlage), Regel(ander.Meting, Bronplaats.Overzicht));
                }
            }
        }
    }

    // L11: a project that is done brings a product into management (K8).
    private static IEnumerable<Bevinding> InBeheer(Lezing lezing, IReadOnlyList<string> beheer, Omgeving omgeving)
    {
        if (beheer.Count == 0) yield break;
        bool Zelfde(string project, string product) => project.Contains(product, StringComparison.OrdinalIgnoreCase)
            || product.Contains(project,
            StringComparison.OrdinalIgnoreCase)
            || omgeving.Componenten.Any(c => Noemt(project, c.Naam, c.Naamvarianten) && Noemt(product, c.Naam, c.Naamvarianten));
        foreach (var (o, m) in lezing.Rijen)
        {
            if (IsProject(o) && m.Stand == Stand.Afgerond && !beheer.Any(b => Zelfde(o.Naam, b)))
            {
                yield return Vond("L11", Ernst.Waarschuwing, Noem(o),
                    "Dit project is afgerond, maar er is geen onderwerp bij Beheer bijgekomen.", Regel(m, Bronplaats.Overzicht));
            }
        }
    }

    internal static bool IsProject(Onderwerp o) => o is { Dashboard: Dashboardsoort.Operatie, Sectienaam: "Projecten" };

    // L5: a section under another letter, or another name.
    private static IEnumerable<Bevinding> Secties(Lezing lezing)
    {
        foreach (var groep in lezing.Rijen.GroupBy(r => (r.Onderwerp.Dashboard, r.Onderwerp.Sectie)))
        {
            var eerste = groep.First().Onderwerp;
            var waar = $"{eerste.Code[..eerste.Code.LastIndexOf('/')]} {eerste.Sectienaam}";
            foreach (var label in eerste.Sectielabels)
            {
                if (label.Letter.Length > 0 && label.Letter != eerste.Sectie)
                {
                    yield return Vond("L5", Ernst.Fout, waar,
                        $"De sectie heet {eerste.Sectie}, maar op de plaats '{label.Plaats}' staat {label.Letter}. {label.Naam}.",
                        label.Regel);
                }
                else if (label.Naam.Length > 0 && label.Naam != eerste.Sectienaam)
                {
                    yield return Vond("L5", Zonder(label.Naam) == Zonder(eerste.Sectienaam) ? Ernst.Aanwijzing : Ernst.Waarschuwing, waar,
                        $"Overzicht: '{eerste.Sectienaam}'; {label.Plaats}: '{label.Naam}'.", label.Regel);
                }
            }
        }
        static string Zonder(string naam) => Gelijk(naam).Replace("team ", "", StringComparison.Ordinal);
    }

    // L20: numbers in a section are 1, 2, 3 and so on, except for what has been archived.
    private static IEnumerable<Bevinding> Nummering(Lezing lezing)
    {
        foreach (var groep in lezing.Rijen.GroupBy(r => (r.Onderwerp.Dashboard, r.Onderwerp.Sectie)))
        {
            foreach (var dubbel in groep.GroupBy(r => r.Onderwerp.Nummer).Where(g => g.Count() > 1))
            {
                yield return Vond("L20", Ernst.Fout, Noem(dubbel.First().Onderwerp),
                    $"Nummer {dubbel.Key} staat {dubbel.Count()} keer in deze sectie.");
            }
        }
    }

    [GeneratedRegex(@"blijft aandacht|aandacht (hiervoor )?(is )?vereist|aandachtspunt|\bzorgen over\b|\bzorgen om\b|knelpunt\w*",
        RegexOptions.IgnoreCase)]
    private static partial Regex Zorgwoord();

    [GeneratedRegex(@"(?<deel>begin|medio|half|eind)?\s*\b(?<maand>januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december)\b( (?<jaar>20\d\d))?")]
    private static partial Regex Maand();

    [GeneratedRegex(@"(?<=[.!?])\s+|\n")]
    private static partial Regex Zinnen();

    [GeneratedRegex(@"\bin Q([1-4])\b")]
    private static partial Regex Losskwartaal();

    [GeneratedRegex(@"[\s.…,;:]+")]
    private static partial Regex Leestekens();
}
