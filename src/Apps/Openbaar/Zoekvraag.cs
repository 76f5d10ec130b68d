using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Brink.Apps.Openbaar;

/// <summary>What was typed above a public list, and what of it cannot be used. What somebody looks for is written nowhere.</summary>
/// <param name="Vraag">What the registers are asked.</param>
/// <param name="Zoek">The words as they were typed.</param>
/// <param name="Jaar">The year as it was typed.</param>
public sealed record Zoekvraag(Openvraag Vraag, string Zoek, string Jaar)
{
    /// <summary>What is wrong with the words, in a sentence; null when nothing is.</summary>
    public string? FoutZoek { get; private set; }
    public string? FoutJaar { get; private init; }
    public bool Mis => (FoutZoek ?? FoutJaar) is not null;

    /// <summary>Whether anything was asked for at all.</summary>
    public bool Gevraagd => Zoek.Length > 0 || Jaar.Length > 0;

    /// <summary>Reads the address.</summary>
    public static Zoekvraag Van(string? zoek, string? jaar, string? pagina, int aantal = 25, string stand = "")
    {
        var goed = Openbaarheid.Jaar(jaar, out var van);
        var blad = Lezer.Nummer(pagina, 1, 1_000_000) ?? 1;
        var woorden = zoek?.Trim() ?? "";
        return new(new(woorden, van, blad, aantal, stand), woorden, jaar?.Trim() ?? "")
        {
            FoutJaar = goed ? null
            : "Vul een jaar in, zoals 2022"
        };
    }

    /// <summary>Whether this answer is a refusal of what was typed: then it stands at the field, and is no disturbance.</summary>
    public bool Geweigerd(Fout? fout)
    {
        const string bij = "zoek: ";
        if (fout is not { Status: StatusCodes.Status400BadRequest } || !fout.Detail.StartsWith(bij, StringComparison.Ordinal)) return false;
        FoutZoek = fout.Detail[bij.Length..].TrimEnd('.');
        return true;
    }

    /// <summary>The address of a page of the list with the same question.</summary>
    public string Adres(string pad, int pagina = 1) => pad + QueryString.Create(new[]
    {
        KeyValuePair.Create<string, string?>("zoek", Zoek), KeyValuePair.Create<string, string?>("jaar", Jaar),
        KeyValuePair.Create<string, string?>("pagina", pagina > 1 ? pagina.ToString(CultureInfo.InvariantCulture) : null),
    }.Where(p => !string.IsNullOrEmpty(p.Value)));

    /// <summary>The feed of the same question.</summary>
    public string Feed(string begin, string soort) => begin + "/feed.atom" + QueryString.Create(new[]
    {
        KeyValuePair.Create<string, string?>("soort", soort), KeyValuePair.Create<string, string?>("zoek", Zoek),
        KeyValuePair.Create<string, string?>("jaar", Vraag.Jaar?.ToString(CultureInfo.InvariantCulture)),
    }.Where(p => !string.IsNullOrEmpty(p.Value)));
}
