using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Brink.Engine;
using Brink.Registers.Documenten;
using Brink.Registers.Notificaties;

namespace Brink.Registers.Archieven;

/// <summary>
/// Makes of each resource one for a copy for tests. What tells of a person, by the marks of the definitions
/// (<see cref="PersonAttribute"/>, <see cref="PersoonsnummerAttribute"/>, <see cref="PersoonlijkAttribute"/>, the shape of a BSN), gets a
/// pseudonym; other text is free text, and stands there as filling of the same length, unless it is configuration or a number by which
/// things are known.
/// So a mark that somebody forgot costs the copy some sense, and nobody his secret.
/// </summary>
internal sealed class Proefkopie
{
    private const int LangsteCode = 3;
    private static readonly HashSet<string> Inrichting = ["ztc", "rl", "ac", "nrc", "ctb", "bdl", "zoek"];
    private readonly Pseudoniemen pseudoniemen = new();
    private readonly Dictionary<string, byte[]> inhouden = new(StringComparer.Ordinal);
    private readonly Dictionary<Guid, long> omvang = [];

    /// <summary>A new copy, with pseudonyms of its own.</summary>
    public static Testkopie Nieuw()
    {
        var kopie = new Proefkopie();
        return new(kopie.Vervorm, kopie.Vervanger);
    }

    // What stands in for a content: something of the same kind, by its first bytes.
    private byte[] Vervanger(string hash, ReadOnlyMemory<byte> begin, bool meer) => inhouden[hash] = begin.Span.StartsWith("PK"u8)
        ? [.. "PK\u0005\u0006"u8, .. new byte[18]] : Blobs.ContentType(begin.Span, meer) switch
        {
            "application/pdf" => Pdf,
            "image/png" => Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="),
            "image/gif" => Convert.FromBase64String("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"),
            "image/webp" => Convert.FromBase64String("UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA"),
            "image/jpeg" => Convert.FromBase64String("/9j/2wBDAAMCAgICAgMCAgIDAwMDBAYEBAQEBAgGBgUGCQgKCgkICQkKDA8MCgsOCwkJDRENDg8QEBEQCgwSExIQEw8QEBD/yQALCAABAAEB"
                + "AREA/8wABgAQEAX/2gAIAQEAAD8A0s8g/9k="),
            "application/octet-stream" => [0, .. "Testkopie: de inhoud is weggelaten."u8],
            _ => "Testkopie: de inhoud is weggelaten."u8.ToArray(),
        };

    private static byte[] Pdf => Encoding.ASCII.GetBytes("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>"
        + "endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n");

    private Resource? Vervorm(Definition d, Resource bron)
    {
        if (bron is Abonnement or Bestandstekst) return null; // nobody hears of it; and what stands in for a file is read anew
        if (Inrichting.Contains(d.Register.Component) || d.Moving is not null) return bron;
        var vast = d.Indexes.Where(i => i.Unique).SelectMany(i => i.Columns).ToHashSet(StringComparer.Ordinal);
        Vul(d.Schema, bron, vast);
        switch (bron)
        {
            case Documentversie versie:
                // (In the order of the tables versions come before their documents.)
                var nieuw = versie.Sha256 is { } was && inhouden.TryGetValue(was, out var bytes) ? bytes : null;
                versie.Sha256 = nieuw is null ? null : Convert.ToHexStringLower(SHA256.HashData(nieuw));
                if (versie.Document is { } toen) Inhoud(toen, nieuw?.Length);
                else if (nieuw is not null) omvang[versie.Informatieobject.Uuid] = nieuw.Length;
                break;
            case Enkelvoudiginformatieobject document:
                Inhoud(document, omvang.TryGetValue(document.Uuid, out var lengte) ? lengte : null);
                break;
            case Bestandsdeel deel: (deel.Sha256, deel.Voltooid) = (null, false); break;
        }
        return bron;
    }

    private static void Inhoud(Enkelvoudiginformatieobject e, long? lengte)
    {
        e.Integriteit = null;
        if (lengte is not null) e.Bestandsomvang = lengte;
        else if (e.Inhoud is not null) (e.Inhoud, e.Bestandsomvang) = (null, null);
    }

    private void Vul(Schema schema, object wat, HashSet<string>? vast = null)
    {
        foreach (var veld in schema.Fields.Where(v => !v.Derived && !v.WriteOnly))
        {
            if (veld.Get(wat) is not { } waarde || vast?.Contains(veld.Name) == true && !veld.Person) continue;
            var nieuw = Waarde(veld, waarde);
            if (!ReferenceEquals(nieuw, waarde)) veld.Set(wat, nieuw);
        }
    }

    private object Waarde(Field veld, object waarde)
    {
        var soort = veld.Property.GetCustomAttribute<PersoonlijkAttribute>()?.Soort;
        switch (veld.Kind)
        {
            case Kind.Text: return Tekst(veld, soort, (string)waarde);
            case Kind.Email: return ((string)waarde).Length == 0 ? waarde : pseudoniemen.Mail((string)waarde);
            case Kind.Url when veld.Person && (string)waarde is { Length: > 0 } adres && !adres.StartsWith("~/", StringComparison.Ordinal):
                return "https://voorbeeld.test/" + pseudoniemen.Vorm(adres[Math.Max(0, adres.Length - 36)..].Replace('/', '-'));
            case Kind.Uuid when veld.Person: return waarde; // (an identity of a thing here)
            case Kind.Integer when soort is not null && waarde is int:
                var getal = ((int)waarde).ToString(CultureInfo.InvariantCulture);
                return int.Parse(pseudoniemen.Persoonlijk(soort.Value, getal), CultureInfo.InvariantCulture);
            case Kind.Date when soort is not null:
                return DateOnly.ParseExact(pseudoniemen.Dag(Stored.Text((DateOnly)waarde)), "yyyy-MM-dd", CultureInfo.InvariantCulture);
            case Kind.Json: return JsonSerializer.SerializeToElement(Json(JsonNode.Parse(((JsonElement)waarde).GetRawText())));
            case Kind.Geometry:
                var plaats = JsonNode.Parse(((Geometrie)waarde).Json.GetRawText());
                return new Geometrie(JsonSerializer.SerializeToElement(Ruw(plaats)));
            case Kind.Object:
                Vul(veld.Variants is null ? veld.Schema! : Schema.Of(waarde.GetType()), waarde);
                return waarde;
            case Kind.List:
                var lijst = (IList)waarde;
                for (var i = 0; i < lijst.Count; i++) if (lijst[i] is { } een) lijst[i] = Waarde(veld.Item!, een);
                return waarde;
            default: return waarde;
        }
    }

    private string Tekst(Field veld, Persoonssoort? soort, string waarde)
    {
        if (waarde.Length == 0 || veld.Rsin) return waarde;
        var nieuw = Pseudoniemen.IsBsn(waarde) ? pseudoniemen.Bsn(waarde)
            : soort is { } s ? pseudoniemen.Persoonlijk(s, waarde)
            : veld.Person ? Kenmerk(waarde)
            : veld.MaxLength <= LangsteCode || veld.Name is "formaat" or "soort" ? waarde
            : veld.Name == "bestandsnaam" ? Bestandsnaam(waarde)
            : veld.Pattern is not null ? pseudoniemen.Vorm(waarde) : pseudoniemen.Vulling(waarde);
        return veld.MaxLength is { } meest && nieuw.Length > meest ? nieuw[..meest].TrimEnd() : nieuw;
    }

    private string Kenmerk(string waarde) => waarde.Contains('@', StringComparison.Ordinal) ? pseudoniemen.Mail(waarde)
        : waarde.All(char.IsAsciiDigit) ? pseudoniemen.Nummer(waarde) : pseudoniemen.Vorm(waarde);

    // What a program goes by stays: the end of the name.
    private string Bestandsnaam(string naam)
    {
        var punt = naam.LastIndexOf('.');
        return punt > 0 && naam.Length - punt is > 1 and <= 6 ? pseudoniemen.Vulling(naam[..punt]) + naam[punt..]
            : pseudoniemen.Vulling(naam);
    }

    // Data of which only their owner knows the meaning: all text in them is somebody's.
    private JsonNode? Json(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject o:
                return new JsonObject(o.Select(p => KeyValuePair.Create(p.Key, Json(p.Value))));
            case JsonArray lijst: return new JsonArray([.. lijst.Select(Json)]);
            case JsonValue v when v.GetValueKind() == JsonValueKind.String:
                var tekst = v.GetValue<string>();
                return Pseudoniemen.IsBsn(tekst) ? pseudoniemen.Bsn(tekst)
                    : tekst.Contains('@', StringComparison.Ordinal) ? pseudoniemen.Mail(tekst)
                    : tekst.StartsWith("~/", StringComparison.Ordinal) || tekst.Length <= LangsteCode ? tekst
                    : DateOnly.TryParseExact(tekst, "yyyy-MM-dd", out _) ? pseudoniemen.Dag(tekst)
                    : tekst.Any(char.IsAsciiDigit) ? pseudoniemen.Vorm(tekst) : pseudoniemen.Vulling(tekst);
            case JsonValue v when v.GetValueKind() == JsonValueKind.Number && Pseudoniemen.IsBsn(v.ToJsonString()):
                return JsonNode.Parse(pseudoniemen.Bsn(v.ToJsonString()).TrimStart('0'));
            default: return node?.DeepClone();
        }
    }

    // Where it is, to about ten kilometres.
    private static JsonNode? Ruw(JsonNode? node) => node switch
    {
        JsonObject o => new JsonObject(o.Select(p => KeyValuePair.Create(p.Key, Ruw(p.Value)))),
        JsonArray lijst => new JsonArray([.. lijst.Select(Ruw)]),
        JsonValue v when v.GetValueKind() == JsonValueKind.Number => Math.Round(v.GetValue<double>(), 1),
        _ => node?.DeepClone(),
    };
}
