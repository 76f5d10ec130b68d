namespace Brink.Apps.Collegevoorstel;

/// <summary>The form of a nota: reads it back into a nota, with every text bounded.</summary>
internal static class Notavelden
{
    /// <summary>How many points a decision can have.</summary>
    public const int Punten = 20;

    /// <summary>The facts above the nota.</summary>
    public static readonly Bewerkveld[] Gegevens =
    [
        new("onderwerp", "Onderwerp"), new("team", "Team", Lengte: 100), new("programma", "Programma", Lengte: 100),
        new("portefeuillehouder", "Portefeuillehouder", Hint: "De functie, geen naam", Lengte: 80),
        new("collegedatum", "Vergadering van het college", Veldsoort.Datum),
    ];

    /// <summary>The box that takes a paper away.</summary>
    public static string Weg(Bijlage bijlage) => "weg-" + Woorden.Sleutel(bijlage.Document);

    /// <summary>The nota with what was typed. What is wrong is told at the field.</summary>
    public static Nota Lees(Formulier form, Nota nota)
    {
        List<Besluitpunt> punten = [];
        for (var i = 0; i < Punten; i++)
        {
            var tekst = form.Hoogstens($"punt-{i}", 2000);
            if (tekst.Length == 0) continue;
            var soort = form[$"soort-{i}"];
            if (!Notawoorden.Besluitsoorten.Any(s => s.Waarde == soort))
                form.Fout($"soort-{i}", $"Kies bij besluitpunt {i + 1} wat het college doet");
            // What the form does not show yet, it does not change.
            var punt = Lezer.Nummer(form[$"agendapunt-{i}"]) is { } nummer ? nummer
                : nota.Standpunten.Count == 0 && i < nota.Besluit.Count ? nota.Besluit[i].Agendapunt : null;
            punten.Add(new(soort, tekst, punt));
        }
        List<Standpunt> standpunten = [];
        foreach (var s in nota.Standpunten)
        {
            var positie = form[$"positie-{s.Nummer}"];
            if (!Notawoorden.Posities.Any(p => p.Waarde == positie)) positie = "";
            standpunten.Add(s with { Positie = positie, Opmerking = form.Hoogstens($"standpunt-{s.Nummer}", 2000) });
        }
        var (gemachtigde, functie) = (form.Hoogstens("gemachtigde", 100), form.Hoogstens("functie", 100));
        if (functie.Length > 0 && gemachtigde.Length == 0)
            form.Fout("gemachtigde", "Vul in onder welke naam de coöperatie de gemachtigde kent");
        if (gemachtigde.Length > 0 && functie.Length == 0) form.Fout("functie", "Vul de functie van de gemachtigde in");
        return nota with
        {
            Onderwerp = form.Hoogstens("onderwerp", 200),
            Team = form.Hoogstens("team", 100),
            Programma = form.Hoogstens("programma", 100),
            Portefeuillehouder = form.Hoogstens("portefeuillehouder", 80),
            Collegedatum = form.Dag("collegedatum"),
            Besluit = punten,
            Teksten = Nota.Koppen.Select(k => (k.Id, Tekst: form.Hoogstens(k.Id, Nota.Langst))).Where(t => t.Tekst.Length > 0)
                .ToDictionary(t => t.Id, t => t.Tekst),
            Openbaar = form["openbaar"] != "nee",
            RedenNietOpenbaar = form["openbaar"] == "nee" ? form.Hoogstens("redenNietOpenbaar", 1000) : "",
            RedenLakken = form.Hoogstens("redenLakken", 300) is { Length: > 0 } reden ? reden : new Nota().RedenLakken,
            Standpunten = standpunten,
            Bijlagen = [.. nota.Bijlagen.Where(b => !form.Vink(Weg(b)))],
            Volmacht = nota.Standpunten.Count == 0 ? nota.Volmacht
                : gemachtigde.Length > 0 && functie.Length > 0 ? new(gemachtigde, functie, form.Hoogstens("lid", 100), form.Vink("spreken"),
                    form.Vink("stemmen")) : null,
        };
    }
}
