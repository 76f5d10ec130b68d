using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Org.BouncyCastle.Math.EC;

namespace Brink.Stembord;

/// <summary>A member on the list of voters.</summary>
public sealed record Kiezer
{
    /// <summary>A uuid.</summary>
    public string Lid { get; init; } = "";
    public string Naam { get; init; } = "";

    /// <summary>The list of voters. Who looks it over, sees names: members with one name are told apart by the beginning of their uuid,
    /// or by all of it.</summary>
    public static List<Kiezer> Lijst(IEnumerable<(Guid Lid, string Naam)> leden)
    {
        var lijst = leden.Select(l => new Kiezer { Lid = l.Lid.ToString(), Naam = l.Naam }).ToList();
        foreach (var lengte in (int[])[8, 36])
        {
            var namen = lijst.CountBy(k => k.Naam, StringComparer.Ordinal).Where(n => n.Value > 1).Select(n => n.Key)
                .ToHashSet(StringComparer.Ordinal);
            lijst = [.. lijst.Select(k => namen.Contains(k.Naam) ? k with { Naam = $"{k.Naam} ({k.Lid[..lengte]})" } : k)];
        }
        return lijst;
    }
}

/// <summary>The first line of a board: what is voted on, by whom, and with which keys. What boards of format 1 did not have,
/// is null in theirs: those are read, and nothing is made for them any more.</summary>
public sealed record Instelling
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? Formaat { get; init; }
    public string Stemming { get; init; } = "";
    public string Onderwerp { get; init; } = "";

    /// <summary>The decision word for word as it is voted on; empty on persons, where the options say it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? Besluit { get; init; }
    public List<string> Opties { get; init; } = [];
    public List<Kiezer> Kiezers { get; init; } = [];

    /// <summary>See <see cref="Bord.Lijsthash"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? KiezersHash { get; init; }

    /// <summary>The lines of the ceremony in which the key was made.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public List<Regel>? Ceremonie { get; init; }

    /// <summary>How many holders together open the outcome.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public int? K { get; init; }
    public List<Sleutelhouder> Sleutelhouders { get; init; } = [];

    /// <summary>With what ballots are encrypted.</summary>
    public string Publiek { get; init; } = "";

    /// <summary>The hash of the line of which this is the content. Each proof begins with it.</summary>
    [JsonIgnore] public string Begin { get; init; } = "";

    /// <summary>Whether it has the fields of its format, and no others.</summary>
    internal bool Heel => Formaat switch
    {
        null => Besluit is null && KiezersHash is null && Ceremonie is null && K is null
            && Sleutelhouders.TrueForAll(h => h.Bewijs is not null),
        Groep.Formaat2 => Besluit is not null && KiezersHash is not null && Ceremonie is not null && K is not null
            && Sleutelhouders.TrueForAll(h => h.Bewijs is null),
        _ => false,
    };

    /// <summary>The first line of a vote of which the key was made in a ceremony;
    /// throws <see cref="FormatException"/> when the ceremony is not done.</summary>
    public static Instelling Van(Ceremonie ceremonie, string stemming, string onderwerp, string besluit, IReadOnlyList<string> opties,
        IReadOnlyList<Kiezer> kiezers) =>
        ceremonie.Fase != Ceremoniefase.Klaar ? throw new FormatException("De ceremonie is niet klaar.") : new()
        {
            Formaat = Groep.Formaat2,
            Stemming = stemming,
            Onderwerp = onderwerp,
            Besluit = besluit,
            Opties = [.. opties],
            Kiezers = [.. kiezers],
            KiezersHash = Bord.Lijsthash(kiezers),
            Ceremonie = [.. ceremonie.Regels],
            K = ceremonie.Begin.K,
            Sleutelhouders = [.. ceremonie.Plaatsen.Select(l =>
                new Sleutelhouder { Naam = ceremonie.Naam(l), Publiek = ceremonie.PubliekVan(l) })],
            Publiek = ceremonie.Publiek,
        };
}

/// <summary>A holder signs line 0 with the key of its certificate, before the first ballot: these are the keys of the holders,
/// and this is what is voted on.</summary>
public sealed record Akkoord
{
    /// <summary>The place, from 1 on.</summary>
    public int Houder { get; init; }
    public Bewijs Handtekening { get; init; } = new();
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
public enum Regelsoort { Instelling, Akkoord, Biljet, Geopend, Afsluiting, Deel, Uitslag }

/// <summary>One line of a board. <paramref name="Inhoud"/> is JSON as text, so that what is hashed is what is written.</summary>
public sealed record Regel(int Nr, string Soort, string Inhoud, string Vorige, string Hash);

/// <summary>What a closed board comes to: its lines until the closing, the sum of the ballots that count,
/// and the hash that ends them.</summary>
public sealed record Stand(Instelling Instelling, IReadOnlyDictionary<string, Biljet> Geldig, IReadOnlyList<(ECPoint A, ECPoint B)> Sommen,
    string Hoofd);

/// <summary>The public board of one secret vote: a chain of lines, to which is only added.</summary>
public static class Bord
{
    // What one reader takes and another refuses, lets one member break the check of the board for all: names by the letter,
    // numbers as numbers, every field once, and none that the format does not have.
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        PropertyNameCaseInsensitive = false,
        NumberHandling = JsonNumberHandling.Strict,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        Converters = { new Tekst() },
    };

    // A text as RFC 8785 writes it: only what must be told otherwise, is. Of line 0 there is one way to write it too,
    // and other programs must find the same.
    private sealed class Tekst : JsonConverter<string>
    {
        public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String ? reader.GetString() : throw new JsonException("Hier hoort een tekst.");

        public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options)
        {
            var uit = new StringBuilder("\"");
            foreach (var c in value)
            {
                _ = c switch
                {
                    '"' or '\\' => uit.Append('\\').Append(c),
                    '\b' => uit.Append("\\b"),
                    '\t' => uit.Append("\\t"),
                    '\n' => uit.Append("\\n"),
                    '\f' => uit.Append("\\f"),
                    '\r' => uit.Append("\\r"),
                    < ' ' => uit.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                    _ => uit.Append(c),
                };
            }
            writer.WriteRawValue(uit.Append('"').ToString());
        }
    }

    public static string Schrijf<T>(T inhoud) => JsonSerializer.Serialize(inhoud, Json);

    /// <summary>Reads JSON of the format: line 0, a key, a file. Throws <see cref="FormatException"/> when a field is missing, twice there,
    /// unknown, or of another kind.</summary>
    public static T Lees<T>(string json)
    {
        try
        {
            // Nothing in the format may be absent that is named, and its numbers are whole and not negative: to one reader -0 is a number,
            // and to another not.
            var lezer = new Utf8JsonReader(Encoding.UTF8.GetBytes(json));
            while (lezer.Read())
            {
                if (lezer.TokenType is JsonTokenType.Null or JsonTokenType.True or JsonTokenType.False
                    || lezer.TokenType == JsonTokenType.Number && lezer.ValueSpan.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
                {
                    throw new FormatException("Hier hoort iets anders te staan.");
                }
            }
            var gelezen = JsonSerializer.Deserialize<T>(json, Json) ?? throw new FormatException("Leeg.");
            // A field that was left out has its initial value now, and shows itself when it is written again.
            return JsonNode.DeepEquals(JsonNode.Parse(json), JsonSerializer.SerializeToNode(gelezen, Json)) ? gelezen
                : throw new FormatException("Er ontbreekt iets.");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException)
        {
            throw new FormatException("Dit is geen goede JSON.", e);
        }
    }

    /// <summary>
    /// Reads the content of any line but the first, of which there is one way to write it: no blanks,
    /// the fields in the order of docs/stembord.md, and only the signs from blank to tilde without a backslash.
    /// Throws <see cref="FormatException"/> when it is written in another.
    /// </summary>
    public static T LeesRegel<T>(string inhoud) =>
        inhoud.All(c => c is >= ' ' and <= '~' and not '\\') && Lees<T>(inhoud) is var gelezen && Schrijf(gelezen) == inhoud ? gelezen
            : throw new FormatException("Deze regel is niet geschreven zoals het formaat het vraagt.");

    /// <summary>Reads the content of a line of some kind; throws <see cref="FormatException"/> as <see cref="LeesRegel{T}"/>
    /// does.</summary>
    internal static object LeesRegel(Regelsoort soort, string inhoud) => soort switch
    {
        Regelsoort.Akkoord => LeesRegel<Akkoord>(inhoud),
        Regelsoort.Biljet => LeesRegel<Biljet>(inhoud),
        Regelsoort.Geopend => LeesRegel<Geopend>(inhoud),
        Regelsoort.Afsluiting => LeesRegel<Afsluiting>(inhoud),
        Regelsoort.Deel => LeesRegel<Ontcijferdeel>(inhoud),
        Regelsoort.Uitslag => LeesRegel<Telling>(inhoud),
        _ => throw new FormatException("Regel 0 staat vooraan, en nergens anders."),
    };

    /// <summary>The board as a file.</summary>
    public static string Bestand(IEnumerable<Regel> regels)
    {
        var lijst = regels.ToList();
        return Bestand(lijst, Vorm(lijst));
    }

    internal static string Bestand(IEnumerable<Regel> regels, string formaat) => Schrijf(new { Formaat = formaat, Regels = regels });

    /// <summary>Reads the lines of a file; whether they hold is for the check to say.</summary>
    /// <exception cref="FormatException">It is no file of a form that is known.</exception>
    public static List<Regel> LeesBestand(string json)
    {
        var bestand = Lees<Bestandsvorm>(json);
        return bestand.Formaat == Vorm(bestand.Regels) ? bestand.Regels
            : throw new FormatException($"Dit is geen bestand van de vorm {Groep.OudFormaat} of {Groep.Formaat2}.");
    }

    internal static List<Regel> LeesBestand(string json, string formaat) =>
        Lees<Bestandsvorm>(json) is var bestand && bestand.Formaat == formaat ? bestand.Regels
        : throw new FormatException($"Dit is geen bestand van de vorm {formaat}.");

    // Format 2 names itself in its first line, so that it cannot be given for another.
    private static string Vorm(List<Regel> regels)
    {
        if (regels.Count == 0) return Groep.OudFormaat;
        try
        {
            using var eerste = JsonDocument.Parse(regels[0].Inhoud);
            return eerste.RootElement.ValueKind == JsonValueKind.Object && eerste.RootElement.TryGetProperty("formaat", out _)
                ? Groep.Formaat2 : Groep.OudFormaat;
        }
        catch (JsonException) { return Groep.OudFormaat; } // whoever reads it finds that
    }

    /// <summary>Reads the content of the first line of a board. Throws <see cref="FormatException"/> when a field is missing,
    /// or does not belong to its format, or it is written in another way than the one that there is.
    /// (Of an old board there are more.)</summary>
    public static Instelling LeesEerste(string inhoud) => Lees<Instelling>(inhoud) is { Heel: true } gelezen
        && (gelezen.Formaat is null || Schrijf(gelezen) == inhoud)
        ? gelezen with { Begin = Volgende(null, Regelsoort.Instelling, inhoud).Hash }
        : throw new FormatException("Regel 0 is niet geschreven zoals het formaat het vraagt.");

    /// <summary>The hash over a list of members: SHA-256 over, for each, the member and the SHA-256 of its name,
    /// a bar between the two and a line end between members.</summary>
    public static string Lijsthash(IEnumerable<Kiezer> kiezers) =>
        Groep.Hash(string.Join('\n', kiezers.Select(k => $"{k.Lid}|{Groep.Hash(k.Naam)}")));

    /// <summary>The hash of the line with the last ballot of a member; null: it cast none.
    /// The next ballot of that member names it.</summary>
    public static string? VorigBiljet(IEnumerable<Regel> regels, string lid) =>
        regels.LastOrDefault(r => r.Soort == Naam(Regelsoort.Biljet) && LeesRegel<Biljet>(r.Inhoud).Lid == lid)?.Hash;

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

    /// <summary>The stand at the closing of a board that one wrote oneself; of a board that somebody else hands over,
    /// see <see cref="Nagekeken"/>. Of each member the last ballot counts.</summary>
    /// <exception cref="FormatException">The board has no closing line.</exception>
    public static Stand Gesloten(IReadOnlyList<Regel> regels)
    {
        var instelling = LeesEerste(regels[0].Inhoud);
        var geldig = new Dictionary<string, Biljet>(StringComparer.Ordinal);
        foreach (var r in regels.Where(r => r.Soort == Naam(Regelsoort.Biljet)))
        {
            var biljet = LeesRegel<Biljet>(r.Inhoud);
            geldig[biljet.Lid] = biljet;
        }
        var hoofd = regels.FirstOrDefault(r => r.Soort == Naam(Regelsoort.Afsluiting))?.Hash
            ?? throw new FormatException("Deze stemming is nog niet gesloten.");
        var niets = Groep.G.Curve.Infinity;
        var sommen = geldig.Count == 0 ? [] : instelling.Opties.Select((_, i) => geldig.Values.Aggregate((A: niets, B: niets),
            (som, b) => (som.A.Add(Punt(b.Opties[i].A)), som.B.Add(Punt(b.Opties[i].B)))))
                .Select(s => (s.A.Normalize(), s.B.Normalize())).ToList();
        return new(instelling, geldig, sommen, hoofd);
    }

    /// <summary>Opens the sums with the parts of as many holders as it takes; null when a part is missing or does not hold.
    /// Parts that come on top must say the same.</summary>
    /// <exception cref="FormatException">The vote is of the old form.</exception>
    public static Telling? Tel(Stand stand, IReadOnlyList<Ontcijferdeel> delen)
    {
        if (stand.Geldig.Count == 0) return new() { Stemmen = [.. stand.Instelling.Opties.Select(_ => 0)] };
        var (k, perHouder) = (stand.Instelling.K ?? throw new FormatException(Nagekeken.Oud), delen.DistinctBy(d => d.Houder).ToList());
        if (perHouder.Count < k || !delen.All(d => d.Klopt(stand))) return null;
        var stemmen = new List<int>();
        foreach (var (i, som) in stand.Sommen.Index())
        {
            if (Geopend(k, perHouder, i) is not { } masker) return null;
            var rest = som.B.Subtract(masker).Normalize();
            var (aantal, punt) = (0, Groep.G.Curve.Infinity);
            while (aantal <= stand.Geldig.Count && !punt.Equals(rest)) (aantal, punt) = (aantal + 1, punt.Add(Groep.G).Normalize());
            if (aantal > stand.Geldig.Count) return null;
            stemmen.Add(aantal);
        }
        return new() { Stemmen = stemmen };
    }

    // What the secret of the vote makes of the sum of an option: what the first k parts say.
    private static ECPoint? Geopend(int k, List<Ontcijferdeel> delen, int optie)
    {
        var eerste = delen.Take(k).ToDictionary(d => d.Houder, d => Punt(d.Opties[optie].D));
        return delen.Skip(k).All(d => Drempel.Op(eerste, d.Houder).Equals(Punt(d.Opties[optie].D))) ? Drempel.Op(eerste) : null;
    }

    private static ECPoint Punt(string tekst) => Groep.Punt(tekst, out var p) ? p : throw new FormatException("Geen punt van de kromme.");
}
