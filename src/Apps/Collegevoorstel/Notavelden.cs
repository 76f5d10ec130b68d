using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Brink.Apps.Collegevoorstel;

/// <summary>The form of a nota: reads it back into a nota, with every text bounded.</summary>
internal static class Notavelden
{
    /// <summary>How many points a decision can have.</summary>
    public const int Punten = 20;

    /// <summary>The short fields, with what they are called.</summary>
    public static readonly (string Veld, string Label, string? Hint, Func<Nota, string> Waarde)[] Kort =
    [
        ("onderwerp", "Onderwerp", null, n => n.Onderwerp), ("team", "Team", null, n => n.Team), ("programma", "Programma", null, n => n.Programma),
        ("portefeuillehouder", "Portefeuillehouder", "De functie, geen naam", n => n.Portefeuillehouder),
    ];

    /// <summary>The nota with what was typed. What is wrong is told at the field.</summary>
    public static Nota Lees(OudFormulier form, Nota nota)
    {
        string Veld(string naam, int langst)
        {
            var waarde = form.Veld(naam);
            if (waarde.Length > langst) form.Fout(naam, $"Gebruik hoogstens {langst.ToString(CultureInfo.InvariantCulture)} tekens");
            return waarde;
        }
        var dag = form.Dag("collegedatum");
        List<Besluitpunt> punten = [];
        for (var i = 0; i < Punten; i++)
        {
            var tekst = Veld($"punt-{i}", 2000);
            if (tekst.Length == 0) continue;
            var soort = form.Veld($"soort-{i}");
            if (!Notawoorden.Besluitsoorten.Any(s => s.Waarde == soort)) form.Fout($"soort-{i}", $"Kies bij besluitpunt {i + 1} wat het college doet");
            // What the form does not show yet, it does not change.
            var punt = Lezer.Nummer(form.Veld($"agendapunt-{i}")) is { } nummer ? nummer
                : nota.Standpunten.Count == 0 && i < nota.Besluit.Count ? nota.Besluit[i].Agendapunt : null;
            punten.Add(new(soort, tekst, punt));
        }
        List<Standpunt> standpunten = [];
        foreach (var s in nota.Standpunten)
        {
            var positie = form.Veld($"positie-{s.Nummer}");
            if (!Notawoorden.Posities.Any(p => p.Waarde == positie)) positie = "";
            standpunten.Add(s with { Positie = positie, Opmerking = Veld($"standpunt-{s.Nummer}", 2000) });
        }
        var (gemachtigde, functie) = (Veld("gemachtigde", 100), Veld("functie", 100));
        var (spreken, stemmen) = (form.Veld("spreken").Length > 0, form.Veld("stemmen").Length > 0);
        if (functie.Length > 0 && gemachtigde.Length == 0) form.Fout("gemachtigde", "Vul in onder welke naam de coöperatie de gemachtigde kent");
        if (gemachtigde.Length > 0 && functie.Length == 0) form.Fout("functie", "Vul de functie van de gemachtigde in");
        return nota with
        {
            Onderwerp = Veld("onderwerp", 200),
            Team = Veld("team", 100),
            Programma = Veld("programma", 100),
            Portefeuillehouder = Veld("portefeuillehouder", 80),
            Collegedatum = dag,
            Besluit = punten,
            Teksten = Nota.Koppen.Select(k => (k.Id, Tekst: Veld(k.Id, Nota.Langst))).Where(t => t.Tekst.Length > 0).ToDictionary(t => t.Id, t => t.Tekst),
            Openbaar = form.Veld("openbaar") != "nee",
            RedenNietOpenbaar = form.Veld("openbaar") == "nee" ? Veld("redenNietOpenbaar", 1000) : "",
            RedenLakken = Veld("redenLakken", 300) is { Length: > 0 } reden ? reden : new Nota().RedenLakken,
            Standpunten = standpunten,
            Bijlagen = [.. nota.Bijlagen.Where((_, i) => form.Veld($"weg-{i}").Length == 0)],
            Volmacht = nota.Standpunten.Count == 0 ? nota.Volmacht : gemachtigde.Length > 0 && functie.Length > 0 ? new(gemachtigde, functie, Veld("lid", 100), spreken, stemmen)
                : null,
        };
    }
}
