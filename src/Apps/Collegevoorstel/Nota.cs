using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace Brink.Apps.Collegevoorstel;

/// <summary>One thing that the college is asked: its kind, its words, and the item of the members' meeting that it is about (N3).</summary>
/// <param name="Soort"><c>instemmen</c>, <c>kennisnemen</c>, <c>kennisnemen_en_instemmen</c> or <c>volmacht</c>.</param>
/// <param name="Tekst">What the college decides, with marks around names.</param>
/// <param name="Agendapunt">The number of the item, when it is about one.</param>
public sealed record Besluitpunt(string Soort, string Tekst, int? Agendapunt = null);

/// <summary>What we want at an item of the members' meeting.</summary>
/// <param name="Agendapunt">The address of the item at the cooperative.</param>
/// <param name="Nummer">Its number.</param>
/// <param name="Titel">Its title.</param>
/// <param name="Soort">Its kind, as the cooperative says.</param>
/// <param name="Positie"><c>voor</c>, <c>tegen</c>, <c>onthouden</c>, <c>ter_kennisname</c>, or empty while nobody said so.</param>
/// <param name="Opmerking">What must be brought in.</param>
/// <param name="Vertrouwelijk">The cooperative keeps the item from the public, so we do too.</param>
public sealed record Standpunt(Uri Agendapunt, int Nummer, string Titel, string Soort, string Positie = "", string Opmerking = "",
    bool? Vertrouwelijk = null);

/// <summary>A paper that goes with the nota. The hash is of its content, so whoever initials the nota initials the papers.</summary>
/// <param name="Nummer">Such as <c>2a</c>; empty when it has none.</param>
/// <param name="Titel">Its title.</param>
/// <param name="Document">The document in our own register.</param>
/// <param name="Sha256">The hash of its content.</param>
/// <param name="Bron">Where it was taken over from.</param>
/// <param name="Vertrouwelijk">It belongs to an item that the cooperative keeps from the public.</param>
public sealed record Bijlage(string Nummer, string Titel, Uri Document, string Sha256, Uri? Bron = null, bool? Vertrouwelijk = null)
{
    /// <summary>What people call it.</summary>
    [JsonIgnore] public string Naam => (Nummer.Length > 0 ? $"Bijlage {Nummer}: " : "") + Lak.Intern(Titel);
}

/// <summary>The meeting of members that the nota prepares.</summary>
public sealed record Vergadering(Uri Url, string Titel, DateOnly Datum);

/// <summary>The proxy that the college is asked to give.</summary>
/// <param name="Gemachtigde">The user id by which the cooperative knows who will act.</param>
/// <param name="Functie">The function of who will act.</param>
/// <param name="Lid">The name of the member where that person works.</param>
/// <param name="Spreken">Whether the proxy may speak.</param>
/// <param name="Stemmen">Whether the proxy may vote.</param>
public sealed record Volmachtverzoek(string Gemachtigde, string Functie, string Lid, bool Spreken, bool Stemmen);

/// <summary>A part of the nota with a heading of its own.</summary>
public sealed record Kop(string Id, string Titel, string Hint);

/// <summary>
/// The nota for the college, as it is kept: one JSON document in the register Documenten. Each save is a new version.
/// In its texts a name stands in marks:
/// <c>[[naam|functie]]</c>.
/// </summary>
public sealed partial record Nota
{
    /// <summary>The name that the file has.</summary>
    public const string Bestandsnaam = "nota.json";

    /// <summary>The name of the public nota as data.</summary>
    public const string Openbaarbestand = "openbare-nota.json";

    /// <summary>The largest text under a heading, in characters.</summary>
    public const int Langst = 20_000;

    /// <summary>Texts with a heading, in the order in which people read them.</summary>
    public static readonly IReadOnlyList<Kop> Koppen =
    [
        new("inleiding", "Inleiding", "Waar gaat het over, en waarom nu?"),
        new("beoogdResultaat", "Beoogd maatschappelijk resultaat", "Wat merken inwoners ervan?"),
        new("kader", "Kader", "Welke wet, welk beleid of welk eerder besluit geldt?"),
        new("betrokkenPartijen", "Betrokken partijen en participatie", "Met wie is gesproken?"),
        new("argumenten", "Argumenten voor en tegen", "Noem bijlagen met hun nummer, zoals: bijlage 2a."),
        new("financien", "Financiële consequenties en dekking", "Wat kost het, en waar komt het geld vandaan?"),
        new("communicatie", "Communicatie", "Hoe vertellen we het? Of de nota openbaar is, kiest u bij Openbaarmaking."),
        new("uitvoering", "Aanpak en uitvoering", "Wie doet wat na het besluit?"),
    ];

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>Which form this is, for whoever reads it.</summary>
    public string Vorm { get; init; } = "collegenota/1";
    public string Onderwerp { get; init; } = "";
    public string Notanummer { get; init; } = "";
    public string Team { get; init; } = "";
    public string Programma { get; init; } = "";
    public string Portefeuillehouder { get; init; } = "";
    public string Bestuursorgaan { get; init; } = "College van burgemeester en wethouders";

    /// <summary>The day on which the college meets.</summary>
    public DateOnly? Collegedatum { get; init; }
    public IReadOnlyList<Besluitpunt> Besluit { get; init; } = [];

    /// <summary>The text under each of <see cref="Koppen"/>.</summary>
    public IReadOnlyDictionary<string, string> Teksten { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether nota and decision become public: one field, so that nothing can contradict it (N4).</summary>
    public bool Openbaar { get; init; } = true;
    public string RedenNietOpenbaar { get; init; } = "";

    /// <summary>Why names are left out of the public version.</summary>
    public string RedenLakken { get; init; } = "Persoonlijke levenssfeer (artikel 5.1, tweede lid, onder e, Wet open overheid)";
    public Vergadering? Vergadering { get; init; }
    public IReadOnlyList<Standpunt> Standpunten { get; init; } = [];
    public IReadOnlyList<Bijlage> Bijlagen { get; init; } = [];
    public Volmachtverzoek? Volmacht { get; init; }

    /// <summary>The text under a heading.</summary>
    public string Tekst(string kop) => Teksten.GetValueOrDefault(kop, "");

    /// <summary>Every text in which a name can stand, with its field in the form and the name of its place.</summary>
    public IEnumerable<(string Veld, string Plaats, string Tekst)> AlleTeksten() =>
    [
        ("onderwerp", "Onderwerp", Onderwerp),
        .. Besluit.Select((b, i) => ($"punt-{i}", $"Besluitpunt {i + 1}", b.Tekst)),
        .. Koppen.Select(k => (k.Id, k.Titel, Tekst(k.Id))),
        .. Standpunten.Select(s => ($"standpunt-{s.Nummer}", $"Standpunt bij agendapunt {s.Nummer}", s.Opmerking)),
        .. Bijlagen.Select(b => (Bevinding.Stukken, $"Titel van bijlage {b.Nummer}".TrimEnd(), b.Titel)),
        ("functie", "Functie van de gemachtigde", Volmacht?.Functie ?? ""),
    ];

    /// <summary>Every text that the public gets to read: those in which people write, and the facts above them.</summary>
    public IEnumerable<(string Veld, string Plaats, string Tekst)> Leesbaar() =>
    [
        .. AlleTeksten(),
        ("team", "Team", Team), ("programma", "Programma", Programma), ("portefeuillehouder", "Portefeuillehouder", Portefeuillehouder),
        ("", "Bestuursorgaan", Bestuursorgaan), ("redenLakken", "Reden om te lakken", RedenLakken),
        ("lid", "Lid waar de gemachtigde werkt", Volmacht?.Lid ?? ""),
    ];

    /// <summary>The same nota with every text changed.</summary>
    public Nota Met(Func<string, string> anders) => this with
    {
        Onderwerp = anders(Onderwerp),
        Team = anders(Team),
        Programma = anders(Programma),
        Portefeuillehouder = anders(Portefeuillehouder),
        Bestuursorgaan = anders(Bestuursorgaan),
        RedenNietOpenbaar = anders(RedenNietOpenbaar),
        RedenLakken = anders(RedenLakken),
        Besluit = [.. Besluit.Select(b => b with { Tekst = anders(b.Tekst) })],
        Teksten = Teksten.ToDictionary(t => t.Key, t => anders(t.Value)),
        Standpunten = [.. Standpunten.Select(s => s with { Opmerking = anders(s.Opmerking) })],
        Bijlagen = [.. Bijlagen.Select(b => b with { Titel = anders(b.Titel) })],
        Volmacht = Volmacht is { } v ? v with { Functie = anders(v.Functie), Lid = anders(v.Lid) } : null,
    };

    /// <summary>The attachments that the text names: "bijlage 2a en b" names 2a and 2b.</summary>
    public IReadOnlyList<string> Genoemd()
    {
        List<string> genoemd = [];
        foreach (var (_, _, tekst) in AlleTeksten())
        {
            foreach (var vermelding in Vermelding().Matches(tekst).Select(m => m.Groups[1].Value.ToLowerInvariant()))
            {
                var getal = "";
                foreach (var deel in Scheiding().Split(vermelding).Where(d => d.Length > 0))
                {
                    if (char.IsAsciiDigit(deel[0])) getal = string.Concat(deel.TakeWhile(char.IsAsciiDigit));
                    genoemd.Add(char.IsAsciiDigit(deel[0]) ? deel : getal + deel);
                }
            }
        }
        return [.. genoemd.Distinct().Order(StringComparer.Ordinal)];
    }

    /// <summary>The nota as it is kept.</summary>
    public byte[] Schrijf() => JsonSerializer.SerializeToUtf8Bytes(this, Json);

    /// <summary>Reads what was kept; null when it is no nota of ours.</summary>
    public static Nota? Lees(byte[] inhoud)
    {
        try
        {
            return JsonSerializer.Deserialize<Nota>(inhoud, Json) is { Vorm: "collegenota/1" } nota ? nota : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The hash by which everyone can tell that a content is the same.</summary>
    public static string Hash(byte[] inhoud) => Convert.ToHexStringLower(SHA256.HashData(inhoud));

    [GeneratedRegex(@"\bbijlagen?\s+(\d{1,2}[a-h]?\b(?:\s*(?:,|en)\s*(?:\d{1,2}[a-h]?|[a-h])\b)*)", RegexOptions.IgnoreCase)]
    private static partial Regex Vermelding();

    [GeneratedRegex(@"\s*(?:,|\ben\b)\s*")]
    private static partial Regex Scheiding();
}

/// <summary>Words for what the nota keeps in short.</summary>
internal static class Notawoorden
{
    public static readonly (string Waarde, string Woord)[] Besluitsoorten =
        [("instemmen", "Instemmen"), ("kennisnemen", "Kennisnemen"), ("kennisnemen_en_instemmen", "Kennisnemen en instemmen"),
            ("volmacht", "Volmacht geven")];

    public static readonly (string Waarde, string Woord)[] Posities =
        [("", "Nog niet gekozen"), ("voor", "Voor"), ("tegen", "Tegen"), ("onthouden", "Onthouden"), ("ter_kennisname", "Ter kennisname")];

    public static string Woord((string Waarde, string Woord)[] woorden, string waarde) => woorden.FirstOrDefault(w => w.Waarde == waarde)
        .Woord ?? waarde;

    public static string Strekking(bool spreken, bool stemmen) => (spreken, stemmen) switch
    {
        (true, true) => "spreken en stemmen",
        (true, false) => "spreken, niet stemmen",
        (false, true) => "stemmen, niet spreken",
        _ => "niets",
    };
}
