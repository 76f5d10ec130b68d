using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.IO.Compression;
using Brink.Engine;
using Brink.Registers.Catalogusbeheer;

namespace Brink.Registers.Bundels;

/// <summary>One thing in a bundle.</summary>
/// <param name="Deel">Where it stands: <c>regelsets</c>, <c>catalogi/ZaakType</c>.</param>
/// <param name="Naam">Its name; what refers to it does so by this.</param>
/// <param name="Plaats">Its place in the file.</param>
/// <param name="Json">What it says, without its name.</param>
internal sealed record Bundelding(string Deel, string Naam, int Plaats, JsonObject Json)
{
    /// <summary>Where it stands, as faults name it.</summary>
    public string Pad => $"{Deel}.json.{Plaats}";
}

/// <summary>The file of a bundle: a zip with <c>bundel.json</c>, and a list of things per part,
/// made to be read and compared by people.</summary>
internal static class Bundelinhoud
{
    /// <summary>The form of the file.</summary>
    public const string Formaat = "brink-bundel-1";
    private const string Naamveld = "$naam", Kop = "bundel.json";
    private static readonly JsonSerializerOptions Leesbaar = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The same content is the same file.</summary>
    public static byte[] Schrijf(IEnumerable<string> delen, IEnumerable<Bundelding> dingen)
    {
        using var bestand = new MemoryStream();
        using (var zip = new ZipArchive(bestand, ZipArchiveMode.Create, leaveOpen: true))
        {
            void Voeg(string naam, JsonNode json)
            {
                var deel = zip.CreateEntry(naam);
                deel.LastWriteTime = Pakket.Altijd;
                using var stroom = deel.Open();
                JsonSerializer.Serialize(stroom, json, Leesbaar);
            }
            Voeg(Kop, new JsonObject
            {
                ["formaat"] = Formaat,
                ["delen"] = new JsonArray([.. delen.Order(StringComparer.Ordinal).Select(d => (JsonNode)d)]),
            });
            foreach (var deel in dingen.GroupBy(d => d.Deel).OrderBy(g => g.Key, StringComparer.Ordinal))
            {
                Voeg(deel.Key + ".json", new JsonArray([.. deel.OrderBy(d => d.Naam, StringComparer.Ordinal).Select(d =>
                {
                    var json = new JsonObject { [Naamveld] = d.Naam };
                    foreach (var (veld, waarde) in d.Json) json[veld] = waarde?.DeepClone();
                    return (JsonNode)json;
                })]));
            }
        }
        return bestand.ToArray();
    }

    /// <summary>What is in a bundle: its parts and the things in them. What is wrong is reported.</summary>
    /// <param name="bestand">The file.</param>
    /// <param name="bekend">The parts that there are here, and the files that they have.</param>
    /// <param name="fouten">Takes what is wrong.</param>
    /// <param name="opmerkingen">Takes what has no place here.</param>
    public static (List<string> Delen, List<Bundelding> Dingen) Lees(byte[] bestand, IReadOnlyCollection<string> bekend, List<Fault> fouten,
        List<string> opmerkingen)
    {
        var delen = new List<string>();
        var dingen = new List<Bundelding>();
        var bestanden = Pakket.Uitgepakt(bestand, naam => naam == Kop || naam.EndsWith(".json", StringComparison.Ordinal)
            && bekend.Contains(naam[..^5]), fouten, naam => opmerkingen.Add($"'{naam}' kent deze Brink niet; niet gelezen."));
        if (fouten.Count > 0) return (delen, dingen);
        if (Gelezen(bestanden.Find(b => b.Naam == Kop).Inhoud) is not JsonObject kop || kop.Tekst("formaat") is not { } formaat)
        {
            fouten.Add(new Fault("bestand", "invalid", $"Dit is geen bundel: '{Kop}' ontbreekt of is niet te lezen."));
            return (delen, dingen);
        }
        if (formaat != Formaat)
        {
            fouten.Add(new Fault("bestand", "version", $"Deze bundel heeft de vorm '{formaat}'; deze Brink leest '{Formaat}'."));
            return (delen, dingen);
        }
        delen.AddRange((kop["delen"] as JsonArray ?? []).OfType<JsonValue>().Select(v => v.TryGetValue<string>(out var t) ? t : ""));
        foreach (var (naam, inhoud) in bestanden.Where(b => b.Naam != Kop))
        {
            if (Gelezen(inhoud) is not JsonArray lijst)
            {
                fouten.Add(new Fault(naam, "not_a_list", "Hier hoort een lijst in JSON te staan."));
                continue;
            }
            var gezien = new HashSet<string>(StringComparer.Ordinal);
            foreach (var (i, een) in lijst.Index())
            {
                if (een is not JsonObject ding || ding.Tekst(Naamveld) is not { Length: > 0 } wie)
                {
                    fouten.Add(new Fault($"{naam}.{i}.{Naamveld}", "required", "Elk onderdeel is een JSON-object met een naam."));
                }
                else if (!gezien.Add(wie))
                {
                    fouten.Add(new Fault($"{naam}.{i}.{Naamveld}", "unique", $"'{wie}' staat er twee keer."));
                }
                else
                {
                    ding.Remove(Naamveld);
                    dingen.Add(new(naam[..^5], wie, i, ding));
                }
            }
        }
        return (delen, dingen);
    }

    // Null for what is no JSON, or names a field twice.
    private static JsonNode? Gelezen(byte[]? inhoud)
    {
        if (inhoud is null) return null;
        try
        {
            using var document = JsonDocument.Parse(inhoud, new JsonDocumentOptions { MaxDepth = 64 });
            if (document.RootElement.ValueKind == JsonValueKind.Object)
                return Registers.Leesbaar.Object(document.RootElement.Clone(), out var los) ? los : null;
            if (document.RootElement.ValueKind != JsonValueKind.Array) return null;
            var uit = new JsonArray();
            foreach (var item in document.RootElement.EnumerateArray())
                uit.Add(Registers.Leesbaar.Object(item.Clone(), out var een) ? een.DeepClone() : null);
            return uit;
        }
        catch (JsonException) { return null; }
    }
}
