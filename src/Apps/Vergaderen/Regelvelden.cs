namespace Brink.Apps.Vergaderen;

/// <summary>The fields of a rule set, to make or change one on the screen.</summary>
internal static class Regelvelden
{
    private static readonly Bewerkveld[] Meerderheid =
    [
        new("soort", "Soort besluit", Veldsoort.Keuze, "Kies een soort besluit", Keuzes: Termen.Besluitsoorten),
        new("meerDan", "Minstens of meer dan", Veldsoort.JaNee, Keuzes: [new("nee", "Minstens"), new("ja", "Meer dan")]),
        new("teller", "Teller van de breuk", Veldsoort.Heel, "Vul een getal in", "Bij 2/3 is dat 2"),
        new("noemer", "Noemer van de breuk", Veldsoort.Heel, "Vul een getal in", "Bij 2/3 is dat 3"),
        new("vanAlleLeden", "Waarvan", Veldsoort.JaNee, Keuzes: [new("nee", "Van de uitgebrachte stemmen"), new("ja", "Van alle leden")]),
    ];

    private static readonly Bewerkveld[] Periode =
    [
        new("van", "Vanaf", Veldsoort.Datum, Hint: "Leeg: altijd al"),
        new("tot", "Tot en met", Veldsoort.Datum, Hint: "Leeg: zonder einde"),
        new("grondslag", "Grondslag", Moet: "Vul in waarop dit berust", Lengte: 500), new("onzeker", "Niet zeker", Veldsoort.Vink),
        new("waarschuwing", "Waarschuwing", Hint: "Wat er niet zeker aan is", Lengte: 1000),
    ];

    private static readonly Bewerkveld[] Gewoon =
    [
        new("naam", "Naam", Moet: "Geef de regels een naam"),
        new("geldigVanaf", "Geldig vanaf", Veldsoort.Datum, "Vul de dag in waarop zij ingaan, zoals de dag van de akte"),
        new("vergaderingenPerJaar", "Vergaderingen per jaar (minstens)", Veldsoort.Heel, "Vul een aantal in"),
        new("quorumTeller", "Quorum: teller", Veldsoort.Heel, "Vul een getal in", "0 als er geen quorum is"),
        new("quorumNoemer", "Quorum: noemer", Veldsoort.Heel, "Vul een getal in"),
        new("oproepdagen", "Oproep: dagen van tevoren", Veldsoort.Heel, "Vul een aantal in"),
        new("oproepdagenStatuten", "Oproep bij een statutenwijziging", Veldsoort.Heel, "Vul een aantal in", "De wet vraagt minstens 7"),
        new("terInzagedagen", "Tekst ter inzage, in dagen", Veldsoort.Heel, "Vul een aantal in", "De wet vraagt minstens 5"),
        new("voorafdagen", "Stemmen vooraf, hoogstens dagen", Veldsoort.Heel, "Vul een aantal in", "De wet staat hoogstens 30 toe"),
        new("volmachtenPerHouder", "Volmachten per persoon", Veldsoort.Heel, Hint: "Leeg: geen grens"),
        new("sleutelhouders", "Sleutelhouders bij een geheime stemming", Veldsoort.Heel, "Vul een aantal in"),
        new("gemachtigdeIsStemgerechtigd", "Wie met een volmacht stemt, stemt zelf voor een ander lid", Veldsoort.Vink),
        new("onthoudingTeltMee", "Onthouding en blanco tellen mee als stem", Veldsoort.Vink),
        new("geschorsteTeltMee", "Bij een besluit van alle leden moet ook een geschorst lid instemmen", Veldsoort.Vink),
        new("betrokkenenBijMeerderheid", "Leden die iets aangaat, beslissen daarover bij meerderheid", Veldsoort.Vink),
        new("bespreekmomentVerplicht", "Vóór een digitale stemming is een bespreekmoment verplicht", Veldsoort.Vink),
        new("vertegenwoordigers", "Wie een lid mag vertegenwoordigen", Veldsoort.Regels,
            Hint: "Eén functie per regel; leeg: iedereen die het lid aanwijst"),
        new("meerderheden", "Meerderheden", Veldsoort.Rijen, Kolommen: Meerderheid),
        new("modi", "Manieren van stemmen", Veldsoort.Rijen,
            Kolommen: [new("modus", "Manier van stemmen", Veldsoort.Keuze, "Kies een manier", Keuzes: Termen.Modi), .. Periode]),
        new("vormen", "Vormen van vergaderen", Veldsoort.Rijen,
            Kolommen: [new("vorm", "Vorm", Veldsoort.Keuze, "Kies een vorm", Keuzes: Termen.Vormen), .. Periode]),
    ];

    public static readonly Bewerkveld[] Alle =
    [
        .. Gewoon,
        new("bronnen", "Waar elke regel vandaan komt", Veldsoort.Rijen, Kolommen:
        [
            new("regel", "Welke regel", Veldsoort.Keuze, "Kies een regel",
                Keuzes: [new("stemmenPerLid", "Stemmen per lid"), .. Gewoon.Skip(2).Select(v => new Choice(v.Naam, v.Label))]),
            new("bron", "Bron", Moet: "Vul in waar de regel staat", Lengte: 500), new("toelichting", "Toelichting", Lengte: 1000),
            new("onzeker", "Niet zeker", Veldsoort.Vink),
        ]),
        new("toelichting", "Toelichting", Veldsoort.Alinea, Lengte: 1000),
    ];
}
