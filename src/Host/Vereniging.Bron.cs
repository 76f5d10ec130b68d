using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Brink.Registers;

namespace Brink.Host;

/// <summary>What is to be made, in order, and what is said about it. A step names the collection, a name for others to refer to,
/// and where in the files it came from.</summary>
internal sealed class Stappenlijst(IReadOnlyDictionary<string, string> bestaand)
{
    private readonly HashSet<string> gemaakt = new(StringComparer.Ordinal);

    public JsonArray Stappen { get; } = [];

    /// <summary>Per step, where it came from.</summary>
    public List<string> Herkomst { get; } = [];
    public List<string> Opmerkingen { get; } = [];
    public SortedDictionary<string, int> Aantallen { get; } = new(StringComparer.Ordinal);

    public bool Kent(string naam) => gemaakt.Contains(naam) || bestaand.ContainsKey(naam);

    /// <summary>A reference to what has a name, made here or there already.</summary>
    public string Naar(string naam) => bestaand.TryGetValue(naam, out var adres) ? adres : "${" + naam + "}";

    public void Maak(string adres, string naam, string herkomst, JsonObject body)
    {
        if (bestaand.ContainsKey(naam)) { Opmerkingen.Add($"{herkomst}: bestond al en blijft zoals het was."); return; }
        if (!gemaakt.Add(naam)) { Opmerkingen.Add($"{herkomst}: staat er twee keer in; de eerste telt."); return; }
        Stappen.Add(new JsonObject { ["maak"] = adres, ["als"] = naam, ["body"] = body });
        Herkomst.Add(herkomst);
        var soort = adres[(adres.LastIndexOf('/') + 1)..];
        Aantallen[soort] = Aantallen.GetValueOrDefault(soort) + 1;
    }
}

/// <summary>Reads a file of the source, says where something is missing, and remembers what nobody asked for.</summary>
internal sealed class Bronbestand
{
    private readonly JsonElement wortel;
    private readonly HashSet<string> gelezen = new(StringComparer.Ordinal) { "bron", "opmerking", "velden", "veldUitleg", "enums" };

    public Bronbestand(string pad)
    {
        Naam = Path.GetFileName(pad);
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(pad));
            wortel = json.RootElement.Clone();
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{Naam}: geen goede JSON (regel {e.LineNumber + 1}, positie {e.BytePositionInLine + 1}).");
        }
        if (wortel.ValueKind != JsonValueKind.Object) throw new InvalidDataException($"{Naam}: hier hoort een JSON-object te staan.");
    }

    public string Naam { get; }
    public bool Heeft(string veld) => wortel.TryGetProperty(veld, out _);

    /// <summary>A part of the file; asked for, so placed.</summary>
    public Deel? Deel(string veld)
    {
        gelezen.Add(veld);
        return wortel.TryGetProperty(veld, out var e) && e.ValueKind != JsonValueKind.Null ? new Deel($"{Naam}: {veld}", e) : null;
    }

    public Deel Moet(string veld) => Deel(veld) ?? throw new InvalidDataException($"{Naam}: '{veld}' ontbreekt.");

    /// <summary>The parts that nobody asked for.</summary>
    public IEnumerable<string> Ongelezen => wortel.EnumerateObject().Select(p => p.Name).Where(n => !gelezen.Contains(n));
}

/// <summary>A value in a file, with its place.</summary>
internal sealed record Deel(string Plaats, JsonElement Json)
{
    public Deel? this[string veld] => Json.ValueKind == JsonValueKind.Object && Json.TryGetProperty(veld, out var e)
        && e.ValueKind != JsonValueKind.Null
        ? new Deel($"{Plaats}.{veld}", e) : null;

    public Deel Moet(string veld) => this[veld] ?? throw new InvalidDataException($"{Plaats}: '{veld}' ontbreekt.");

    public IEnumerable<Deel> Lijst => Json.ValueKind == JsonValueKind.Array ? Json.EnumerateArray()
        .Select((e, i) => new Deel($"{Plaats}[{i}]", e))
        : throw new InvalidDataException($"{Plaats}: hier hoort een lijst te staan.");

    public IEnumerable<(string Naam, Deel Waarde)> Velden => Json.ValueKind == JsonValueKind.Object ? Json.EnumerateObject()
        .Select(p => (p.Name,
        new Deel($"{Plaats}.{p.Name}", p.Value)))
        : throw new InvalidDataException($"{Plaats}: hier hoort een object te staan.");

    public string Tekst => Json.ValueKind == JsonValueKind.String ? Json.GetString()!
        : throw new InvalidDataException($"{Plaats}: hier hoort tekst te staan.");
    public int Getal => Json.ValueKind == JsonValueKind.Number && Json.TryGetInt32(out var n) ? n
        : throw new InvalidDataException($"{Plaats}: hier hoort een geheel getal te staan.");
    public decimal Bedrag => Json.ValueKind == JsonValueKind.Number && Json.TryGetDecimal(out var d) ? d
        : throw new InvalidDataException($"{Plaats}: hier hoort een getal te staan.");
    public bool Waar => Json.ValueKind == JsonValueKind.True;
    public string Of(string veld, string anders = "") => this[veld] is { Json.ValueKind: JsonValueKind.String } d ? d.Tekst : anders;

    /// <summary>A percentage such as <c>4,5%</c>; null for anything else.</summary>
    public static decimal? Procent(string? tekst) => tekst is not null && tekst.EndsWith('%')
        && decimal.TryParse(tekst[..^1].Trim(), NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, Nederlands.Cultuur,
            out var p) ? p : null;

    /// <summary>A copy for a body.</summary>
    public JsonNode? Knoop => JsonNode.Parse(Json.GetRawText());

    /// <summary>The first of the lines named here.</summary>
    public int? Regel => this["regel"] is { Json.ValueKind: JsonValueKind.Number } r ? r.Getal
        : this["regels"] is { Json.ValueKind: JsonValueKind.Array } rs && rs.Json.GetArrayLength() > 0 ? rs.Lijst.First().Getal : null;

    public JsonArray Regels =>
        [.. (this["regels"] is { Json.ValueKind: JsonValueKind.Array } rs ? rs.Lijst.Select(r => r.Getal) : Regel is { } r ? [r] : [])
        .Select(n => (JsonNode)n)];
    public override string ToString() => Plaats;
}
