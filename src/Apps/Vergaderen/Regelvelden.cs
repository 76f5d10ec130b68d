namespace Brink.Apps.Vergaderen;

/// <summary>The fields of a rule set, to make or change one on the screen.</summary>
internal static class Regelvelden
{
    private static readonly OudBewerkveld[] Meerderheid =
    [
        new("soort", "Soort besluit", OudVeldsoort.Keuze, "Kies een soort besluit", Keuzes: Termen.Besluitsoorten),
        new("meerDan", "Minstens of meer dan", OudVeldsoort.JaNee, Keuzes: [new("nee", "Minstens"), new("ja", "Meer dan")]),
        new("teller", "Teller van de breuk", OudVeldsoort.Heel, "Vul een getal in", "Bij 2/3 is dat 2"),
        new("noemer", "Noemer van de breuk", OudVeldsoort.Heel, "Vul een getal in", "Bij 2/3 is dat 3"),
        new("vanAlleLeden", "Waarvan", OudVeldsoort.JaNee, Keuzes: [new("nee", "Van de uitgebrachte stemmen"), new("ja", "Van alle leden")]),
    ];

    private static readonly OudBewerkveld[] Periode =
    [
        new("van", "Vanaf", OudVeldsoort.Datum, Hint: "Leeg: altijd al"), new("tot", "Tot en met", OudVeldsoort.Datum, Hint: "Leeg: zonder einde"),
        new("grondslag", "Grondslag", Moet: "Vul in waarop dit berust", Lengte: 500), new("onzeker", "Niet zeker", OudVeldsoort.Vink),
        new("waarschuwing", "Waarschuwing", Hint: "Wat er niet zeker aan is", Lengte: 1000),
    ];

    private static readonly OudBewerkveld[] Gewoon =
    [
        new("naam", "Naam", Moet: "Geef de regels een naam"), new("geldigVanaf", "Geldig vanaf", OudVeldsoort.Datum, "Vul de dag in waarop zij ingaan, zoals de dag van de akte"),
        new("vergaderingenPerJaar", "Vergaderingen per jaar (minstens)", OudVeldsoort.Heel, "Vul een aantal in"),
        new("quorumTeller", "Quorum: teller", OudVeldsoort.Heel, "Vul een getal in", "0 als er geen quorum is"),
        new("quorumNoemer", "Quorum: noemer", OudVeldsoort.Heel, "Vul een getal in"),
        new("oproepdagen", "Oproep: dagen van tevoren", OudVeldsoort.Heel, "Vul een aantal in"),
        new("oproepdagenStatuten", "Oproep bij een statutenwijziging", OudVeldsoort.Heel, "Vul een aantal in", "De wet vraagt minstens 7"),
        new("terInzagedagen", "Tekst ter inzage, in dagen", OudVeldsoort.Heel, "Vul een aantal in", "De wet vraagt minstens 5"),
        new("voorafdagen", "Stemmen vooraf, hoogstens dagen", OudVeldsoort.Heel, "Vul een aantal in", "De wet staat hoogstens 30 toe"),
        new("volmachtenPerHouder", "Volmachten per persoon", OudVeldsoort.Heel, Hint: "Leeg: geen grens"),
        new("sleutelhouders", "Sleutelhouders bij een geheime stemming", OudVeldsoort.Heel, "Vul een aantal in"),
        new("gemachtigdeIsStemgerechtigd", "Wie met een volmacht stemt, stemt zelf voor een ander lid", OudVeldsoort.Vink),
        new("onthoudingTeltMee", "Onthouding en blanco tellen mee als stem", OudVeldsoort.Vink),
        new("geschorsteTeltMee", "Bij een besluit van alle leden moet ook een geschorst lid instemmen", OudVeldsoort.Vink),
        new("betrokkenenBijMeerderheid", "Leden die iets aangaat, beslissen daarover bij meerderheid", OudVeldsoort.Vink),
        new("bespreekmomentVerplicht", "Vóór een digitale stemming is een bespreekmoment verplicht", OudVeldsoort.Vink),
        new("vertegenwoordigers", "Wie een lid mag vertegenwoordigen", OudVeldsoort.Regels, Hint: "Eén functie per regel; leeg: iedereen die het lid aanwijst"),
        new("meerderheden", "Meerderheden", OudVeldsoort.Rijen, Kolommen: Meerderheid),
        new("modi", "Manieren van stemmen", OudVeldsoort.Rijen, Kolommen: [new("modus", "Manier van stemmen", OudVeldsoort.Keuze, "Kies een manier", Keuzes: Termen.Modi), .. Periode]),
        new("vormen", "Vormen van vergaderen", OudVeldsoort.Rijen, Kolommen: [new("vorm", "Vorm", OudVeldsoort.Keuze, "Kies een vorm", Keuzes: Termen.Vormen), .. Periode]),
    ];

    public static readonly OudBewerkveld[] Alle =
    [
        .. Gewoon,
        new("bronnen", "Waar elke regel vandaan komt", OudVeldsoort.Rijen, Kolommen:
        [
            new("regel", "Welke regel", OudVeldsoort.Keuze, "Kies een regel",
                Keuzes: [new("stemmenPerLid", "Stemmen per lid"), .. Gewoon.Skip(2).Select(v => new Choice(v.Naam, v.Label))]),
            new("bron", "Bron", Moet: "Vul in waar de regel staat", Lengte: 500), new("toelichting", "Toelichting", Lengte: 1000), new("onzeker", "Niet zeker", OudVeldsoort.Vink),
        ]),
        new("toelichting", "Toelichting", OudVeldsoort.Alinea, Lengte: 1000),
    ];
}
