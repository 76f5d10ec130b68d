using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Brink.Apps.Vergaderen;

/// <summary>
/// The outcome of a vote as a PDF for everyone: the same facts as the signed record (<c>verslag</c>),
/// read from that record and nothing else, with its signature and the key that checks it.
/// </summary>
public static class UitslagPdf
{
    private static readonly Dictionary<string, string> Manieren = new()
    {
        ["in_de_vergadering"] = "in de vergadering, hoofdelijk en openbaar",
        ["acclamatie"] = "bij acclamatie: niemand tegen",
        ["geheim"] = "geheim, met versleutelde biljetten",
        ["vooraf_elektronisch"] = "vooraf, elektronisch",
        ["buiten_vergadering"] = "buiten een vergadering",
        ["digitale_vergadering"] = "in een digitale vergadering",
        ["peiling"] = "peiling",
    };

    /// <summary>The file of one vote; the page that says why when there is none.</summary>
    public static async Task<IResult> GetAsync(Guid uuid, Scherm scherm)
    {
        var antwoord = await Vergaderwegen.UitslagVanAsync(uuid, scherm);
        return antwoord.Gelukt(out var uitslag) ? Results.File(Maak(scherm.Hier.Naam, uitslag), "application/pdf", $"uitslag-{uuid}.pdf")
            : AppEndpoints.Refusal(Download.Page(antwoord.Fout));
    }

    /// <summary>Makes the file of an outcome as the register gives it.</summary>
    public static byte[] Maak(string organisatie, Uitslag uitslag)
    {
        var verslag = JsonNode.Parse(uitslag.Verslag)!.AsObject();
        string Veld(string naam) => verslag[naam] is JsonValue waarde ? waarde.GetValueKind() == JsonValueKind.String ? (string)waarde!
            : waarde.ToJsonString() : "";
        string Moment(string naam) => DateTimeOffset.TryParse(Veld(naam), System.Globalization.CultureInfo.InvariantCulture, out var m)
            ? Tijd.Moment(m) : "onbekend";
        var geheim = Veld("modus") == "geheim";
        var titel = $"Uitslag van de stemming: {Veld("onderwerp")}";
        using var blad = new Pdfblad(titel, organisatie);
        blad.Kop(1, titel);
        blad.Alinea($"{organisatie}. Vastgesteld op {Moment("vastgesteldOp")}{(Veld("door").Length > 0 ? $" door {Veld("door")}" : "")}.");
        blad.Kop(2, Termen.Uitkomst(Veld("uitkomst")));
        if (Veld("gekozen").Length > 0) blad.Alinea($"Gekozen is: {Veld("gekozen")}.");
        if (Veld("besluittekst").Length > 0)
        {
            blad.Kop(3, "De tekst waarover is gestemd");
            foreach (var alinea in Tekens.Regels(Veld("besluittekst"))) blad.Alinea(alinea);
        }
        var redenen = verslag["redenen"]?.AsArray().Select(r => Termen.Zin((string)r!)).ToList() ?? [];
        // A promise that the software cannot keep yet is told at every secret vote.
        if (geheim && !redenen.Exists(r => r.Contains("gekeurd", StringComparison.Ordinal)))
            redenen.Add("De software voor geheime stemmingen is nog niet door anderen gekeurd.");
        if (redenen.Count > 0)
        {
            blad.Kop(3, "Let op");
            blad.Opsomming(redenen);
        }
        blad.Kop(2, "Hoe er is gestemd");
        blad.Tabel([("Gegeven", 0.35), ("Waarde", 0.65)],
        [
            ["Manier", Manieren.GetValueOrDefault(Veld("modus"), Woorden.Gewoon(Veld("modus")))],
            ["Grondslag", Veld("grondslag")],
            ["Regels", verslag["regelset"] is JsonObject regels
                ? $"{(string?)regels["naam"]}, vanaf {Tijd.Voluit(Dag((string?)regels["geldigVanaf"]))}" : ""],
            ["Geopend", Moment("geopendOp")],
            ["Gesloten", Moment("geslotenOp")],
            ["Stemgerechtigde leden", Veld("stemgerechtigd")],
            ["Aanwezig of vertegenwoordigd", Veld("aanwezig")],
            ["Quorum", Veld("quorumNodig") == "0" ? "niet nodig" : $"{Veld("quorumNodig")} leden nodig"],
            ["Berekening", Veld("berekening")],
        ]);
        if (verslag["perOptie"] is JsonArray { Count: > 0 } opties)
        {
            blad.Kop(2, "Stemmen per keuze");
            blad.Tabel([("Keuze", 0.7), ("Stemmen", 0.3)],
                [.. opties.Select(o => (string[])[(string)o!["optie"]!, o["stemmen"]!.ToJsonString()])]);
        }
        if (verslag["perLid"] is JsonArray { Count: > 0 } leden)
        {
            // What was explained along with a vote is no part of what is signed, so it is not in this file.
            blad.Kop(2, "Stemmen per lid");
            blad.Tabel([("Lid", 0.45), ("Keuze", 0.25), ("Hoe", 0.3)],
                [.. leden.Select(l => (string[])[(string)l!["naam"]!, Woorden.Gewoon((string)l["keuze"]!), (bool?)l["metVolmacht"] == true
                    ? "met een volmacht" : "zelf"])]);
        }
        else if (geheim)
        {
            blad.Alinea("De stemming was geheim: wie wat stemde, staat nergens.");
        }
        blad.Kop(2, "Zo controleert u dit");
        blad.Alinea("Deze uitslag staat ook als tekst (JSON, het veld 'verslag') in Brink. Die tekst is ondertekend. Met de sleutel kan "
            + "iedereen nagaan dat zij niet is veranderd."
            + (geheim ? " Met het stembord kan iedereen de stemmen natellen (docs/stembord.md)." : ""));
        blad.Tabel([("Gegeven", 0.3), ("Waarde", 0.7)],
        [
            ["Stemming", Veld("stemming")],
            ["Controlegetal (SHA-256)", Knip(uitslag.Sha256)],
            ["Handtekening (ECDSA P-256)", Knip(uitslag.Handtekening)],
            ["Sleutel", Knip(uitslag.Sleutel)],
            ["Kenmerk van de sleutel", Kenmerk(uitslag.Sleutel)],
            ["Lijst van kiezers (SHA-256)", Knip(Veld("kiezersSha256"))],
            .. geheim ? [["Hoofd van het stembord", Knip(Veld("bordhoofd"))]] : Array.Empty<string[]>(),
        ]);
        return blad.Klaar();
    }

    /// <summary>By which a key is told from another: the first half of the hash over its bytes.</summary>
    public static string Kenmerk(string sleutel) =>
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Convert.FromBase64String(sleutel)))[..32];

    private static DateOnly? Dag(string? tekst) => DateOnly.TryParse(tekst, System.Globalization.CultureInfo.InvariantCulture, out var dag)
        ? dag : null;

    // A long value breaks into pieces that fit a cell.
    private static string Knip(string waarde) => string.Join(' ', waarde.Chunk(32).Select(stuk => new string(stuk)));
}
