using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Org.BouncyCastle.Math.EC;

namespace Brink.Stembord;

/// <summary>A member on the list of voters.</summary>
public sealed record Kiezer
{
    public string Lid { get; init; } = "";
    public string Naam { get; init; } = "";
}

/// <summary>The first line of a board: what is voted on, by whom, and with which keys.</summary>
public sealed record Instelling
{
    public string Stemming { get; init; } = "";
    public string Onderwerp { get; init; } = "";
    public List<string> Opties { get; init; } = [];
    public List<Kiezer> Kiezers { get; init; } = [];
    public List<Sleutelhouder> Sleutelhouders { get; init; } = [];

    /// <summary>The sum of the holders' public keys.</summary>
    public string Publiek { get; init; } = "";
}

/// <summary>A ballot that was opened to check it. It stands on the board and is never counted.</summary>
public sealed record Geopend
{
    public Biljet Biljet { get; init; } = new();
    public Opening Opening { get; init; } = new();
}

/// <summary>The line that ends the voting.</summary>
public sealed record Afsluiting
{
    public string GeslotenOp { get; init; } = "";

    /// <summary>How many members' ballots count.</summary>
    public int Biljetten { get; init; }
}

/// <summary>The line with the outcome: votes per option, in the order of the options.</summary>
public sealed record Telling
{
    public List<int> Stemmen { get; init; } = [];
}

/// <summary>The kinds of line on a board, in the order in which they come.</summary>
public enum Regelsoort { Instelling, Biljet, Geopend, Afsluiting, Deel, Uitslag }

/// <summary>One line of a board. <paramref name="Inhoud"/> is JSON as text, so that what is hashed is what is written.</summary>
public sealed record Regel(int Nr, string Soort, string Inhoud, string Vorige, string Hash);

/// <summary>What a closed board comes to: its lines until the closing, the sum of the ballots that count, and the hash that ends them.</summary>
public sealed record Stand(Instelling Instelling, IReadOnlyDictionary<string, Biljet> Geldig, IReadOnlyList<(ECPoint A, ECPoint B)> Sommen, string Hoofd);

/// <summary>The public board of one secret vote: a chain of lines, to which is only added.</summary>
public static class Bord
{
    // What one reader takes and another refuses, lets one member break the check of the board for all: names by the letter, numbers as numbers, every field once, and
    // none that the format does not have.
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        PropertyNameCaseInsensitive = false,
        NumberHandling = JsonNumberHandling.Strict,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
    };

    public static string Schrijf<T>(T inhoud) => JsonSerializer.Serialize(inhoud, Json);

    /// <summary>Reads JSON of the format: line 0, a key, a file. Throws <see cref="FormatException"/> when a field is missing, twice there, unknown, or of another kind.</summary>
    public static T Lees<T>(string json)
    {
        try
        {
            // Nothing in the format may be absent that is named: no null gets past here.
            var lezer = new Utf8JsonReader(System.Text.Encoding.UTF8.GetBytes(json));
            while (lezer.Read()) if (lezer.TokenType == JsonTokenType.Null) throw new FormatException("Hier hoort iets te staan.");
            var gelezen = JsonSerializer.Deserialize<T>(json, Json) ?? throw new FormatException("Leeg.");
            // A field that was left out has its initial value now, and shows itself when it is written again.
            return JsonNode.DeepEquals(JsonNode.Parse(json), JsonSerializer.SerializeToNode(gelezen, Json)) ? gelezen : throw new FormatException("Er ontbreekt iets.");
        }
        catch (JsonException e) { throw new FormatException("Dit is geen goede JSON.", e); }
    }

    /// <summary>
    /// Reads the content of any line but the first, of which there is one way to write it: no blanks, the fields in the order of docs/stembord.md, and only the signs from
    /// blank to tilde without a backslash. Throws <see cref="FormatException"/> when it is written in another.
    /// </summary>
    public static T LeesRegel<T>(string inhoud) =>
        inhoud.All(c => c is >= ' ' and <= '~' and not '\\') && Lees<T>(inhoud) is var gelezen && Schrijf(gelezen) == inhoud ? gelezen
            : throw new FormatException("Deze regel is niet geschreven zoals het formaat het vraagt.");

    /// <summary>The board as a file.</summary>
    public static string Bestand(IEnumerable<Regel> regels) => Bestand(regels, Groep.Formaat);

    internal static string Bestand(IEnumerable<Regel> regels, string formaat) => Schrijf(new { Formaat = formaat, Regels = regels });

    /// <summary>Reads the lines of a file; whether they hold is for the check to say.</summary>
    public static List<Regel> LeesBestand(string json) => LeesBestand(json, Groep.Formaat);

    internal static List<Regel> LeesBestand(string json, string formaat) => Lees<Bestandsvorm>(json) is var bestand && bestand.Formaat == formaat ? bestand.Regels
        : throw new FormatException($"Dit is geen bestand van de vorm {formaat}.");

    private sealed record Bestandsvorm(string Formaat, List<Regel> Regels);

    public static string Naam(Regelsoort soort) => soort.ToString().ToLowerInvariant();

    /// <summary>The line that follows.</summary>
    public static Regel Volgende(Regel? vorige, Regelsoort soort, string inhoud) => Volgende(vorige, Naam(soort), inhoud);

    internal static Regel Volgende(Regel? vorige, string naam, string inhoud)
    {
        var (nr, ervoor) = (vorige is null ? 0 : vorige.Nr + 1, vorige?.Hash ?? "");
        return new(nr, naam, inhoud, ervoor, Groep.Hash($"{ervoor}\n{nr.ToString(CultureInfo.InvariantCulture)}\n{naam}\n{inhoud}"));
    }

    /// <summary>The code by which a voter finds a ballot on the board: the hash of the line's content.</summary>
    public static string Volgcode(string inhoud) => Groep.Hash(inhoud);

    /// <summary>The stand at the closing of a board that one wrote oneself; of a board that somebody else hands over, see <see cref="Nagekeken"/>. Of each member the last ballot
    /// counts.</summary>
    public static Stand Gesloten(IReadOnlyList<Regel> regels)
    {
        var instelling = Lees<Instelling>(regels[0].Inhoud);
        var geldig = new Dictionary<string, Biljet>(StringComparer.Ordinal);
        foreach (var r in regels.Where(r => r.Soort == Naam(Regelsoort.Biljet)))
        {
            var biljet = LeesRegel<Biljet>(r.Inhoud);
            geldig[biljet.Lid] = biljet;
        }
        var hoofd = regels.FirstOrDefault(r => r.Soort == Naam(Regelsoort.Afsluiting))?.Hash ?? throw new FormatException("Deze stemming is nog niet gesloten.");
        var niets = Groep.G.Curve.Infinity;
        var sommen = geldig.Count == 0 ? [] : instelling.Opties.Select((_, i) => geldig.Values.Aggregate((A: niets, B: niets),
            (som, b) => (som.A.Add(Punt(b.Opties[i].A)), som.B.Add(Punt(b.Opties[i].B))))).Select(s => (s.A.Normalize(), s.B.Normalize())).ToList();
        return new(instelling, geldig, sommen, hoofd);
    }

    /// <summary>Opens the sums with the parts of all holders; null when a part is missing or does not hold.</summary>
    public static Telling? Tel(Stand stand, IReadOnlyList<Ontcijferdeel> delen)
    {
        if (stand.Geldig.Count == 0) return new() { Stemmen = [.. stand.Instelling.Opties.Select(_ => 0)] };
        var perHouder = delen.GroupBy(d => d.Houder).ToDictionary(g => g.Key, g => g.Last());
        if (perHouder.Count != stand.Instelling.Sleutelhouders.Count || !perHouder.Values.All(d => d.Klopt(stand))) return null;
        var stemmen = new List<int>();
        foreach (var (i, som) in stand.Sommen.Index())
        {
            var rest = perHouder.Values.Aggregate(som.B, (m, deel) => m.Subtract(Punt(deel.Opties[i].D))).Normalize();
            var (aantal, punt) = (0, Groep.G.Curve.Infinity);
            while (aantal <= stand.Geldig.Count && !punt.Equals(rest)) (aantal, punt) = (aantal + 1, punt.Add(Groep.G).Normalize());
            if (aantal > stand.Geldig.Count) return null;
            stemmen.Add(aantal);
        }
        return new() { Stemmen = stemmen };
    }

    private static ECPoint Punt(string tekst) => Groep.Punt(tekst, out var p) ? p : throw new FormatException("Geen punt van de kromme.");
}
