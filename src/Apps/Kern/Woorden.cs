using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Brink.Apps.Kern;

/// <summary>The codes of the standard in plain Dutch.</summary>
public static class Woorden
{
    /// <summary>The last part of a resource's address, which is its UUID.</summary>
    public static string Sleutel(Uri? url) => url is null ? "" : url.OriginalString.TrimEnd('/').Split('/')[^1];

    /// <summary>A code such as <c>nog_te_archiveren</c> as words: "Nog te archiveren".</summary>
    public static string Gewoon(string? code) => string.IsNullOrEmpty(code)
        ? ""
        : Hoofdletter(code).Replace('_', ' ');

    /// <summary>A text as it begins a sentence.</summary>
    public static string Hoofdletter(string tekst) => tekst.Length == 0 ? "" : char.ToUpperInvariant(tekst[0]) + tekst[1..];

    /// <summary>A field name such as <c>wplWoonplaatsNaam</c> as words: "wpl woonplaats naam".</summary>
    public static string Veldnaam(string naam)
    {
        var words = new StringBuilder();
        foreach (var c in naam) words.Append(char.IsUpper(c) && words.Length > 0 ? " " + char.ToLowerInvariant(c) : c.ToString());
        return words.ToString();
    }

    /// <summary>A size in bytes as people read it: "3,4 MB".</summary>
    public static string Omvang(long? bytes) => bytes switch
    {
        null => "",
        < 1000 => $"{bytes} bytes",
        < 1_000_000 => $"{Rond(bytes.Value / 1000d)} kB",
        < 1_000_000_000 => $"{Rond(bytes.Value / 1_000_000d)} MB",
        _ => $"{Rond(bytes.Value / 1_000_000_000d)} GB",
    };

    private static string Rond(double value) => value.ToString(value < 10 ? "0.#" : "0", CultureInfo.InvariantCulture).Replace('.', ',');

    /// <summary>"1 zaak" or "12 zaken".</summary>
    public static string Aantal(int aantal, string een, string meer) => aantal == 1 ? $"1 {een}" : $"{Getal(aantal)} {meer}";

    /// <summary>A whole number with a dot between the thousands.</summary>
    public static string Getal(int aantal) => aantal.ToString("#,0", CultureInfo.InvariantCulture).Replace(',', '.');
}
