using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Brink.Apps.Vereniging;
using Brink.Apps.Zaakafhandeling;
using Brink.Design;

namespace Brink.Apps.Vergaderen;

/// <summary>The fields of a rule set, to make or change one on the screen.</summary>
internal static partial class Regelvelden
{
    public static readonly Bewerkveld[] Alle =
    [
        new("naam", "Naam", Moet: "Geef de regels een naam"), new("geldigVanaf", "Geldig vanaf", Veldsoort.Datum, "Vul de dag in waarop zij ingaan, zoals de dag van de akte"),
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
        new("vertegenwoordigers", "Wie een lid mag vertegenwoordigen", Veldsoort.Regels, Hint: "Eén functie per regel; leeg: iedereen die het lid aanwijst"),
        new("meerderheden", "Meerderheden", Veldsoort.Rijen, Hint: $"Eén per regel: {Meerderheid.Uitleg}", Vorm: Meerderheid),
        new("modi", "Manieren van stemmen", Veldsoort.Rijen, Hint: $"Eén per regel: {Modus.Uitleg}", Lengte: 4000, Vorm: Modus),
        new("vormen", "Vormen van vergaderen", Veldsoort.Rijen, Hint: $"Eén per regel: {Vorm.Uitleg}", Vorm: Vorm),
        new("bronnen", "Waar elke regel vandaan komt", Veldsoort.Rijen, Hint: $"Eén per regel: {Bron.Uitleg}", Lengte: 4000, Vorm: Bron),
        new("toelichting", "Toelichting", Veldsoort.Alinea, Lengte: 1000),
    ];

    private static readonly string[] Modi = [.. Termen.Modi.Select(m => m.Value)];

    private static Rijvorm Meerderheid => new("soort besluit; minstens of meer dan; breuk; stemmen of leden (zoals: statutenwijziging; minstens; 2/3; stemmen)",
        m => Rijvorm.Lijn(Tekst(m, "soort"), Aan(m, "meerDan") ? "meer dan" : "minstens", $"{m["teller"]}/{m["noemer"]}", Aan(m, "vanAlleLeden") ? "leden" : "stemmen"),
        regel => Rijvorm.Delen(regel, 4) is [var soort, "minstens" or "meer dan", var breuk, "leden" or "stemmen"] && Termen.Besluitsoorten.Any(b => b.Value == soort)
            && Breuk().Match(breuk) is { Success: true } deel
            ? new()
            {
                ["soort"] = soort,
                ["meerDan"] = regel.Contains("meer dan", StringComparison.Ordinal),
                ["teller"] = int.Parse(deel.Groups[1].Value, CultureInfo.InvariantCulture),
                ["noemer"] = int.Parse(deel.Groups[2].Value, CultureInfo.InvariantCulture),
                ["vanAlleLeden"] = regel.EndsWith("leden", StringComparison.Ordinal),
            }
            : null);

    private static Rijvorm Modus => Toegestaan("modus", "M1 tot en met M7", code => $"M{Array.IndexOf(Modi, code) + 1}",
        woord => woord is ['M', >= '1' and <= '7'] ? Modi[woord[1] - '1'] : null);

    private static Rijvorm Vorm => Toegestaan("vorm", "fysiek, hybride of digitaal", code => code, woord => Termen.Vormen.Any(v => v.Value == woord) ? woord : null);

    private static Rijvorm Bron => new("regel; bron; toelichting; niet zeker (laat het laatste weg als het wel zeker is)",
        b => Rijvorm.Lijn(Tekst(b, "regel"), Tekst(b, "bron"), Tekst(b, "toelichting"), Aan(b, "onzeker") ? "niet zeker" : ""),
        regel => Rijvorm.Delen(regel, 4) is [{ Length: > 0 } wat, { Length: > 0 } bron, var toelichting, "" or "niet zeker"]
            ? new() { ["regel"] = wat, ["bron"] = bron, ["toelichting"] = toelichting, ["onzeker"] = regel.EndsWith("niet zeker", StringComparison.Ordinal) } : null);

    // What is allowed in a period, and why; with a warning it is not sure.
    private static Rijvorm Toegestaan(string veld, string keuzes, Func<string, string> woord, Func<string, string?> code) => new(
        $"{keuzes}; van; tot en met; grondslag; waarschuwing als het niet zeker is",
        m => Rijvorm.Lijn(woord(Tekst(m, veld)), Dag(m, "van"), Dag(m, "tot"), Tekst(m, "grondslag"), Aan(m, "onzeker") ? Waarschuwing(m) : ""),
        regel => Rijvorm.Delen(regel, 5) is [var wat, var van, var tot, { Length: > 0 } grondslag, var waarschuwing] && code(wat) is { } gekozen
            && Tijd.Lees(van, out var begin) && Tijd.Lees(tot, out var einde)
            ? new()
            {
                [veld] = gekozen,
                ["van"] = Tijd.Veld(begin),
                ["tot"] = Tijd.Veld(einde),
                ["grondslag"] = grondslag,
                ["onzeker"] = waarschuwing.Length > 0,
                ["waarschuwing"] = waarschuwing,
            }
            : null);

    private static string Tekst(JsonObject o, string veld) => o[veld]?.ToString() ?? "";

    private static bool Aan(JsonObject o, string veld) => o[veld]?.GetValue<bool>() == true;

    private static string Waarschuwing(JsonObject o) => Tekst(o, "waarschuwing") is { Length: > 0 } tekst ? tekst : "Niet zeker";

    private static string Dag(JsonObject o, string veld) => DateOnly.TryParse(Tekst(o, veld), CultureInfo.InvariantCulture, out var dag) ? $"{dag:d-M-yyyy}" : "";

    [GeneratedRegex("^([0-9]{1,4})/([0-9]{1,4})$")]
    private static partial Regex Breuk();
}
