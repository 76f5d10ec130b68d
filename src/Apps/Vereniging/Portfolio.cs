using Microsoft.AspNetCore.Http;

namespace Brink.Apps.Vereniging;

/// <summary>The words of the portfolio, and what its pages share.</summary>
internal static class Portfolio
{
    public static readonly Choice[] Lagen = Keuzelijst.Van("Laag", "Alle lagen");
    public static readonly Choice[] Levenslopen = Keuzelijst.Van("Levensloop", "Alle fasen");
    public static readonly Choice[] Fasen = Keuzelijst.Van("Funnelfase");
    public static readonly Choice[] Klassen = Keuzelijst.Van("Klasse", "Niet ingedeeld");

    /// <summary>How components hang together, as they stand in a sentence.</summary>
    public static readonly (string Soort, string Woord)[] Afhankelijkheden =
        [.. Woordenlijst.Van("Afhankelijkheidsoort").Select(w => (w.Waarde, char.ToLowerInvariant(w.Woord[0]) + w.Woord[1..]))];

    /// <summary>The word of a value; empty when it has none.</summary>
    public static string Woord(IEnumerable<Choice> keuzes, string? waarde) => string.IsNullOrEmpty(waarde) ? ""
        : keuzes.FirstOrDefault(k => k.Value == waarde)?.Text ?? waarde;

    /// <summary>What can be typed of a component.</summary>
    public static IReadOnlyList<Bewerkveld> Componentvelden(IEnumerable<Client.Leverancier>? leveranciers) =>
    [
        new("naam", "Naam", Moet: "Geef het component een naam"),
        new("soort", "Soort", Hint: "Zoals product, dienst of programma", Lengte: 100),
        new("laag", "Laag van Common Ground", Veldsoort.Keuze, Keuzes: [new("", "Geen of onbekend"), .. Lagen.Skip(1)]),
        new("levensloop", "Levensloop", Veldsoort.Keuze, "Kies een fase", Keuzes: [.. Levenslopen.Skip(1)]),
        new("eigenaar", "Eigenaar (rol)", Lengte: 100),
        new("leverancier", "Leverancier", Veldsoort.Keuze,
            Keuzes: [new("", "Geen"), .. (leveranciers ?? []).Select(l => new Choice(l.Url.ToString(), l.Naam))]),
        new("einddatum", "Ondersteuning tot en met", Veldsoort.Datum),
        new("broncode", "Adres van de broncode", Hint: "Begint met https://", Lengte: 1000),
        new("licentie", "Licentie", Lengte: 40), new("tariefVastTot", "Tarieven beloofd tot en met (jaar)", Veldsoort.Heel),
        new("omschrijving", "Omschrijving", Veldsoort.Alinea, Lengte: 1000),
        new("naamvarianten", "Ook geschreven als", Veldsoort.Regels, Hint: "Eén per regel"),
    ];

    /// <summary>A component to choose, or none.</summary>
    public static IReadOnlyList<Choice> Kies(IEnumerable<Client.Component>? componenten) =>
        [new("", "Geen"), .. (componenten ?? []).Select(c => new Choice(c.Url.ToString(), c.Naam))];

    /// <summary>The component's <c>publiccode.yaml</c>, as the register makes it.</summary>
    public static async Task<IResult> PubliccodeAsync(Guid sleutel, Scherm scherm, HttpContext context) =>
        await Downloads.StroomAsync(await scherm.Zgw.Bestand(Plek.Van<Component>(sleutel, "publiccode"), scherm.Afgebroken),
            "application/yaml", "publiccode.yaml", context);
}
