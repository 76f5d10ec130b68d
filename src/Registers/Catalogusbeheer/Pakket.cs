using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Brink.Engine;

namespace Brink.Registers.Catalogusbeheer;

/// <summary>One item of a file in the package.</summary>
internal sealed record Onderdeel(string Soort, int Plaats, JsonObject Json)
{
    /// <summary>Where it stands, as faults name it.</summary>
    public string Pad => $"{Soort}.json.{Plaats}";
    public string Adres => Pakket.Adres(Json.Tekst("url"));
}

/// <summary>The file in which catalogi go from one server to another: a zip with a list of resources per kind,
/// as Open Zaak shows them but with words_like_this.</summary>
internal static class Pakket
{
    /// <summary>The largest file that is taken, and the most that it may hold unpacked, in bytes.</summary>
    public const int GrootsteBestand = 8 * 1024 * 1024, GrootsteInhoud = 16 * 1024 * 1024;
    private const int MeesteBestanden = 100, MeesteOnderdelen = 10_000;

    /// <summary>The kinds, each after what it refers to. (Open Zaak knows no zaakobjecttypen in the file, and passes over them.)</summary>
    public static IReadOnlyList<string> Soorten { get; } =
    [
        "Catalogus", "InformatieObjectType", "BesluitType", "ZaakType", "StatusType", "Eigenschap", "ZaakTypeInformatieObjectType",
        "ResultaatType", "RolType", "ZaakObjectType",
    ];

    /// <summary>What stands for more fields together, in every kind that has it: not null by the standard,
    /// so filled in or absent.</summary>
    public static IReadOnlyList<string> Groepen { get; } = ["broncatalogus", "bronzaaktype", "omschrijvingGeneriek"];

    internal static readonly DateTimeOffset Altijd = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero); // the same content is the same file

    public static byte[] Schrijf(IEnumerable<(string Soort, IReadOnlyList<JsonObject> Onderdelen)> inhoud)
    {
        using var bestand = new MemoryStream();
        using (var zip = new ZipArchive(bestand, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (soort, onderdelen) in inhoud.Where(i => i.Onderdelen.Count > 0))
            {
                var deel = zip.CreateEntry(soort + ".json");
                deel.LastWriteTime = Altijd;
                using var stroom = deel.Open();
                using var schrijver = new Utf8JsonWriter(stroom,
                    new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
                new JsonArray([.. onderdelen.Select(o => Hernoem(o, MetStrepen))]).WriteTo(schrijver);
            }
        }
        return bestand.ToArray();
    }

    /// <summary>What is in a package, by kind.</summary>
    public static Dictionary<string, List<Onderdeel>> Lees(byte[] bestand, List<Fault> fouten, List<string> opmerkingen)
    {
        var inhoud = Soorten.ToDictionary(s => s, _ => new List<Onderdeel>());
        foreach (var (naam, json) in Uitgepakt(bestand, naam => naam.EndsWith(".json", StringComparison.Ordinal)
            && inhoud.ContainsKey(naam[..^5]), fouten,
            naam => opmerkingen.Add($"'{naam}' is geen bestand van een catalogus; niet gelezen.")))
        {
            Onderdelen(naam[..^5], json, inhoud[naam[..^5]], fouten);
        }
        if (fouten.Count == 0 && inhoud.Values.All(i => i.Count == 0))
            Mis("invalid", $"In het zipbestand staat niets om over te nemen. Verwacht: {string.Join(", ", Soorten.Select(s => s + ".json"))}.");
        return inhoud;

        void Mis(string code, string zin) => fouten.Add(new Fault("bestand", code, zin));
    }

    /// <summary>The files in a zip that are wanted; the others are named. Never unpacks more than <see cref="GrootsteInhoud"/>,
    /// whatever the file says of itself, and writes nothing to disk.</summary>
    public static List<(string Naam, byte[] Inhoud)> Uitgepakt(byte[] bestand, Func<string, bool> gewenst, List<Fault> fouten,
        Action<string> anders)
    {
        var uit = new List<(string, byte[])>();
        try
        {
            using var zip = new ZipArchive(new MemoryStream(bestand), ZipArchiveMode.Read);
            if (zip.Entries.Count > MeesteBestanden) return Mis("too_large", $"Het zipbestand bevat meer dan {MeesteBestanden} bestanden.");
            var over = GrootsteInhoud;
            var gezien = new HashSet<string>(StringComparer.Ordinal);
            foreach (var deel in zip.Entries)
            {
                if (deel.FullName.Split('/', '\\').Contains("..") || deel.FullName.StartsWith('/') || deel.FullName.Contains(':'))
                    return Mis("unsafe-path", "Het zipbestand bevat een bestand met een onveilig pad. Het is niet gelezen.");
                if (!gezien.Add(deel.FullName)) return Mis("duplicate", $"'{Kort(deel.FullName)}' staat twee keer in het zipbestand.");
                if (!gewenst(deel.FullName))
                {
                    if (!deel.FullName.EndsWith('/')) anders(Kort(deel.FullName));
                    continue;
                }
                if (Uitgepakt(deel, ref over) is not { } json)
                    return Mis("too_large", $"Uitgepakt is het zipbestand groter dan {GrootsteInhoud / (1024 * 1024)} MB.");
                uit.Add((deel.FullName, json));
            }
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or NotSupportedException or ArgumentException
            or IOException)
        {
            return Mis("invalid", "Dit is geen goed zipbestand, of het is met een wachtwoord beveiligd.");
        }
        return uit;

        List<(string, byte[])> Mis(string code, string zin)
        {
            fouten.Add(new Fault("bestand", code, zin));
            return [];
        }
    }

    /// <summary>An address by which items refer to each other.</summary>
    public static string Adres(string? url) => url?.TrimEnd('/') ?? "";

    private static string Kort(string naam) => naam.Length > 60 ? naam[..60] + "…" : naam;

    private static byte[]? Uitgepakt(ZipArchiveEntry deel, ref int over)
    {
        using var stroom = deel.Open();
        using var inhoud = new MemoryStream();
        var buffer = new byte[64 * 1024];
        for (int gelezen; (gelezen = stroom.Read(buffer)) > 0;)
        {
            if ((over -= gelezen) < 0) return null;
            inhoud.Write(buffer, 0, gelezen);
        }
        return inhoud.ToArray();
    }

    private static void Onderdelen(string soort, byte[] json, List<Onderdeel> onderdelen, List<Fault> fouten)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 64 });
            if (document.RootElement.ValueKind != JsonValueKind.Array)
            {
                fouten.Add(new Fault(soort + ".json", "not_a_list", "Hier hoort een lijst te staan."));
                return;
            }
            if (document.RootElement.GetArrayLength() > MeesteOnderdelen)
            {
                fouten.Add(new Fault(soort + ".json", "too_large", $"Deze lijst heeft meer dan {MeesteOnderdelen} onderdelen."));
                return;
            }
            foreach (var (i, item) in document.RootElement.EnumerateArray().Index())
            {
                if (Leesbaar.Object(item.Clone(), out var los))
                    onderdelen.Add(new Onderdeel(soort, i, (JsonObject)Hernoem(los, ZonderStrepen)!));
                else fouten.Add(new Fault($"{soort}.json.{i}", "invalid", "Hier hoort een JSON-object te staan, met elk veld één keer."));
            }
        }
        catch (JsonException e)
        {
            fouten.Add(new Fault(soort + ".json", "parse_error",
                $"Dit is geen geldige JSON (regel {e.LineNumber + 1}, positie {e.BytePositionInLine + 1})."));
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            fouten.Add(new Fault(soort + ".json", "invalid", "In dit bestand staat een veld twee keer, of een ongeldig teken."));
        }
    }

    private static JsonNode? Hernoem(JsonNode? van, Func<string, string> naam)
    {
        if (van is JsonArray lijst) return new JsonArray([.. lijst.Select(x => Hernoem(x, naam))]);
        if (van is not JsonObject o) return van?.DeepClone();
        var nieuw = new JsonObject();
        foreach (var (sleutel, waarde) in o) nieuw[naam(sleutel)] = Hernoem(waarde, naam);
        return nieuw;
    }

    private static string MetStrepen(string naam)
    {
        var uit = new StringBuilder();
        foreach (var c in naam) uit.Append(char.IsAsciiLetterUpper(c) && uit.Length > 0 ? $"_{char.ToLowerInvariant(c)}" : c.ToString());
        return uit.ToString();
    }

    private static string ZonderStrepen(string naam)
    {
        var uit = new StringBuilder();
        for (var i = 0; i < naam.Length; i++)
            if (naam[i] == '_' && i > 0 && i + 1 < naam.Length) uit.Append(char.ToUpperInvariant(naam[++i])); else uit.Append(naam[i]);
        return uit.ToString();
    }
}
