using System.Text.Json;
using Brink.Engine;

namespace Brink.Registers.Catalogi;

/// <summary>What is read from the selectielijst, which says how long zaakdossiers are kept.</summary>
internal static class Selectielijst
{
    public static string? Tekst(this JsonElement json, string naam) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(naam, out var waarde) && waarde.ValueKind == JsonValueKind.String
            ? waarde.GetString() : null;

    public static bool IsProcestype(JsonElement json) => json.Tekst("naam") is not null && json.TryGetProperty("nummer", out _)
        && json.TryGetProperty("procesobject", out _);

    /// <summary>A result of the selectielijst: the class under which a resultaattype falls.</summary>
    public static bool IsResultaat(JsonElement json) => json.Tekst("procesType") is not null && json.TryGetProperty("waardering", out _);

    public static Archiefnominatie? Waardering(JsonElement klasse) =>
        EnumNames.Of(typeof(Archiefnominatie)).TryGet(klasse.Tekst("waardering") ?? "", out var waarde) ? (Archiefnominatie)waarde! : null;

    public static Duur? Bewaartermijn(JsonElement klasse) => Duur.TryParse(klasse.Tekst("bewaartermijn"), out var duur) ? duur : null;

    /// <summary>Whether two addresses mean the same; one of this organisation is kept without its host.</summary>
    public static bool Zelfde(string bewaard, string gelezen) => bewaard.StartsWith("~/", StringComparison.Ordinal)
        ? gelezen.TrimEnd('/').EndsWith(bewaard[1..].TrimEnd('/'), StringComparison.OrdinalIgnoreCase)
        : string.Equals(bewaard.TrimEnd('/'), gelezen.TrimEnd('/'), StringComparison.OrdinalIgnoreCase);
}
