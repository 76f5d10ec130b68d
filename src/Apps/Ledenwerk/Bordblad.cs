using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Brink.Apps.Ledenwerk;

/// <summary>What the first line of a board says that pages show; <paramref name="K"/> of the holders open the outcome.</summary>
public sealed record Bordbegin(IReadOnlyList<string> Opties, IReadOnlyList<string> Houders, int K, string Besluit)
{
    /// <summary>Null: the board is of the old format, on which nothing is added any more.</summary>
    public static Bordbegin? Van(Bordregel regel)
    {
        using var json = JsonDocument.Parse(regel.Inhoud);
        var i = json.RootElement;
        return !i.TryGetProperty("k", out var k) ? null : new([.. i.GetProperty("opties").EnumerateArray().Select(o => o.GetString()!)],
            [.. i.GetProperty("sleutelhouders").EnumerateArray().Select(h => h.GetProperty("naam").GetString()!)],
            k.GetInt32(), i.GetProperty("besluit").GetString()!);
    }
}

/// <summary>What the pages about a secret vote share: where a ballot stands on the board, and the board as a file.</summary>
public static class Bordblad
{
    /// <summary>How many characters of a tracking code are enough to look for it:
    /// two ballots with the same shorter beginning can be made.</summary>
    private const int KortsteCode = 48;

    /// <summary>The largest file that is taken for a ballot or a part, in bytes.</summary>
    public const int GrootsteBestand = 200_000;

    /// <summary>Where the ballot with a tracking code stands and whether it counts, in a sentence.</summary>
    public static (string Zin, Tone Toon) Zoek(IReadOnlyList<Bordregel> regels, string code)
    {
        var kort = code.Replace("-", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant();
        if (kort.Length is < KortsteCode or > 64)
            return ($"Een volgcode heeft {KortsteCode} tot 64 tekens. Kijk na of u haar helemaal hebt overgenomen.", Tone.Attention);
        var biljetten = regels.Where(r => r.Soort == "biljet").ToList();
        if (biljetten.FindLast(r => Volgcode(r.Inhoud).StartsWith(kort, StringComparison.Ordinal)) is not { } gevonden)
        {
            return ("Er staat geen biljet met deze volgcode op het bord. Kijk de code na. Klopt zij, dan is uw biljet niet aangekomen: "
            + "meld dit bij het secretariaat.", Tone.Fault);
        }
        var laatste = biljetten.Last(r => Lid(r) == Lid(gevonden));
        return laatste.Nr == gevonden.Nr
            ? ($"Uw biljet staat op regel {gevonden.Nr} van het bord, precies zoals het is uitgebracht. Het telt mee.", Tone.Good)
            : ($"Dit biljet staat op regel {gevonden.Nr}, en is later vervangen door het biljet op regel {laatste.Nr}. Alleen het "
                + $"laatste telt.", Tone.Attention);
    }

    /// <summary>What a voter keeps of a ballot that was cast: the number of its line and the hash,
    /// by which the check sees whether the board was changed before it.</summary>
    public static string? Ontvangst(IReadOnlyList<Bordregel> regels, string code) =>
        regels.LastOrDefault(r => r.Soort == "biljet" && Volgcode(r.Inhoud) == code) is { } regel ? $"{regel.Nr}:{regel.Hash}" : null;

    public static string Volgcode(string inhoud) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(inhoud)));

    /// <summary>A tracking code in groups, so that people can read it to each other.</summary>
    public static string InGroepen(string code) => string.Join('-', code.Chunk(8).Select(g => new string(g)));

    private static string? Lid(Bordregel r)
    {
        using var json = JsonDocument.Parse(r.Inhoud);
        return json.RootElement.TryGetProperty("lid", out var lid) ? lid.GetString() : null;
    }

    /// <summary>What stands in a file that somebody sent, as a text; null when it is too large or no JSON object.</summary>
    public static async Task<(string Tekst, JsonElement Json)?> LeesAsync(IFormFile? bestand, CancellationToken cancel)
    {
        if (bestand is null or { Length: 0 or > GrootsteBestand }) return null;
        using var lezer = new StreamReader(bestand.OpenReadStream());
        var tekst = (await lezer.ReadToEndAsync(cancel)).Trim();
        try
        {
            using var json = JsonDocument.Parse(tekst);
            return json.RootElement.ValueKind == JsonValueKind.Object ? (tekst, json.RootElement.Clone()) : null;
        }
        catch (JsonException) { return null; }
    }
}
