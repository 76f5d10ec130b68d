namespace Brink.Apps.Ledenwerk;

/// <summary>The words of meetings and votes, and the keys in their addresses.</summary>
public static class Termen
{
    public static readonly Choice[] Vormen = [new("fysiek", "Fysiek"), new("hybride", "Hybride: in de zaal en digitaal"),
        new("digitaal", "Digitaal")];

    public static readonly Choice[] Puntsoorten =
        [new("procedureel", "Procedureel"), new("ter_vaststelling", "Ter vaststelling"), new("ter_informatie", "Ter informatie"),
            new("ter_besluitvorming",
            "Ter besluitvorming")];

    public static readonly Choice[] Besluitsoorten = [new("gewoon", "Gewoon besluit"), new("statutenwijziging", "Statutenwijziging"),
        new("personen", "Over personen")];

    public static readonly Choice[] Vraagsoorten =
        [new("", "Niets"), new("kennisnemen", "Kennisnemen"), new("instemmen", "Instemmen"), new("vaststellen", "Vaststellen"),
            new("opdracht", "Opdracht geven"),
            new("volmacht", "Volmacht geven")];

    /// <summary>M1 to M7.</summary>
    public static readonly Choice[] Modi =
    [
        new("in_de_vergadering", "Hoofdelijk, in de vergadering"), new("acclamatie", "Bij acclamatie: wie is tegen?"),
        new("geheim", "Geheim"),
        new("vooraf_elektronisch", "Digitaal, vóór de vergadering"),
        new("buiten_vergadering", "Digitaal, buiten de vergadering: alle leden"),
        new("digitale_vergadering", "In een digitale vergadering"), new("peiling", "Peiling: bindt niemand"),
    ];

    public static readonly Choice[] Keuzes = [new("voor", "Voor"), new("tegen", "Tegen"), new("onthouding", "Onthouding")];

    public static readonly Choice[] Hoedanigheden = [new("bestuurder", "Bestuurder"), new("afgevaardigde", "Afgevaardigde"),
        new("gemachtigde", "Gemachtigde, met volmacht")];

    public static readonly Choice[] Inbreng = [new("vraag", "Vraag"), new("opmerking", "Opmerking"), new("verklaring", "Verklaring")];

    public static readonly Choice[] Toezeggingsoorten = [new("actie", "Actie"), new("toezegging", "Toezegging"), new("verzoek", "Verzoek"),
        new("afspraak", "Afspraak")];

    /// <summary>The word of a value.</summary>
    public static string Woord(IEnumerable<Choice> keuzes, string? waarde) => keuzes.FirstOrDefault(k => k.Value == waarde)?.Text
        ?? Woorden.Gewoon(waarde);

    /// <summary>What can happen at an item, in a sentence.</summary>
    public static string Wat(string soort) => soort switch
    {
        "ter_besluitvorming" => "De leden besluiten hierover.",
        "ter_vaststelling" => "De leden stellen dit vast.",
        "ter_informatie" => "Dit is om te weten. Hierover wordt niet gestemd.",
        _ => "Dit hoort bij de orde van de vergadering.",
    };

    public static string Vergaderstatus(string status) => status switch
    {
        "concept" => "In voorbereiding",
        "opgeroepen" => "Opgeroepen",
        "geopend" => "Bezig",
        "gesloten" => "Gesloten",
        _ => "Gaat niet door",
    };

    public static Tone Toon(string status) => status switch
    {
        "geopend" or "open" => Tone.Attention,
        "gesloten" or "vastgesteld" or "aangenomen" => Tone.Good,
        "ingetrokken" or "vervallen" or "verworpen" or "geen_besluit" => Tone.Fault,
        _ => Tone.Neutral,
    };

    public static string Stemstatus(string status) => status switch
    {
        "concept" => "Nog niet geopend",
        "open" => "Open: er kan worden gestemd",
        "gesloten" => "Gesloten, nog niet vastgesteld",
        "vastgesteld" => "Vastgesteld",
        "vervallen" => "Vervallen",
        _ => "Ingetrokken",
    };

    public static string Uitkomst(string uitkomst) => uitkomst switch
    {
        "aangenomen" => "Aangenomen",
        "verworpen" => "Verworpen",
        "geen_besluit" => "Geen besluit",
        "vervallen" => "Vervallen",
        _ => "Niet bindend",
    };

    public static string Notulenstatus(string status) =>
        status switch { "concept" => "Concept", "voorgesteld" => "Voorgesteld aan de leden", _ => "Vastgesteld" };

    /// <summary>A choice with its sign, so that colour is never alone.</summary>
    public static Teken Keuze(string? keuze) => keuze switch
    {
        "voor" => new("groen", "✓", "Voor"),
        "tegen" => new("rood", "✕", "Tegen"),
        "onthouding" => new("geen", "○", "Onthouding"),
        "blanco" => new("geen", "○", "Blanco"),
        _ => new("geen", "●", "Gestemd"),
    };

    /// <summary>How a condition stands, with its sign.</summary>
    public static Teken Stand(string stand) => stand switch
    {
        "klopt" => new("groen", "✓", "Klopt"),
        "klopt_niet" => new("rood", "✕", "Klopt niet"),
        "let_op" => new("oranje", "▲", "Let op"),
        _ => new("oranje", "?", "Onbekend"),
    };

    /// <summary>Whether enough members are there.</summary>
    public static Teken Quorum(Quorumstand q) => q.Nodig == 0 ? new("geen", "–", "Er is geen quorum nodig")
        : q.Gehaald ? new("groen", "✓", $"Het quorum van {q.Nodig} is gehaald")
        : new("rood", "✕", $"Het quorum van {q.Nodig} is niet gehaald");

    /// <summary>What a proxy is for.</summary>
    public static string Strekking(Volmacht v) => (v.Spreken, v.Stemmen) switch
    {
        (true, true) => "spreken en stemmen",
        (true, false) => "alleen spreken",
        _
        => "alleen stemmen"
    };

    /// <summary>The key at the end of an address; none when it is no address of ours.</summary>
    public static Guid Sleutel(Uri? url) => url is not null && Guid.TryParse(Woorden.Sleutel(url), out var uuid) ? uuid : Guid.Empty;

    /// <summary>The code of a rule before a reason (<c>g10: …</c>) belongs to machines.</summary>
    public static string Zin(string reden)
    {
        var dubbel = reden.IndexOf(": ", StringComparison.Ordinal);
        var heeftCode = dubbel is > 0 and < 20 && !reden[..dubbel].Contains(' ', StringComparison.Ordinal);
        return Woorden.Hoofdletter(heeftCode ? reden[(dubbel + 2)..] : reden);
    }
}
