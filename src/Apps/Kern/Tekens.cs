namespace Brink.Apps.Kern;

/// <summary>How a subject stands, for eyes that see colour, shape or words only: always all three.</summary>
/// <param name="Soort">The last part of the style's name.</param>
/// <param name="Vorm">The shape.</param>
/// <param name="Woord">The words.</param>
public sealed record Teken(string Soort, string Vorm, string Woord)
{
    /// <summary>Shape and words in one text.</summary>
    public string Samen => $"{Vorm} {Woord}";
}

/// <summary>Signs, quarters and amounts as people here read them.</summary>
public static class Tekens
{
    /// <summary>The dashboards, by the name that the register gives them.</summary>
    public static readonly IReadOnlyList<(string Naam, string Titel)> Dashboards = Woordenlijst.Van("Dashboardsoort");

    /// <summary>How a subject stands: its indicator while it runs, else that it is done or not begun.</summary>
    public static Teken Stand(string? indicator, string stand) => (stand, indicator) switch
    {
        ("afgerond", _) => new("klaar", "✓", "Afgerond"),
        ("niet_gestart", _) => new("geen", "–", "Niet gestart"),
        (_, "groen") => new("groen", "●", "Onder controle"),
        (_, "oranje") => new("oranje", "▲", "Aandacht vereist"),
        (_, "rood") => new("rood", "◆", "Maatregelen vereist"),
        _ => new("geen", "○", "Nog niet ingevuld"),
    };

    /// <summary>How a subject compares with the quarter before.</summary>
    public static Teken Voortgang(string? voortgang) => voortgang switch
    {
        "verbeterd" => new("beter", "↗", "Verbeterd"),
        "gelijk" => new("gelijk", "→", "Gelijk gebleven"),
        "verslechterd" => new("slechter", "↘", "Verslechterd"),
        "afgerond" => new("klaar", "✓", "Afgerond"),
        _ => new("geen", "–", "Niet te vergelijken"),
    };

    /// <summary>A quarter in words: <c>2022-Q3</c> is "Q3 2022".</summary>
    public static string Kwartaal(string periode) => IsKwartaal(periode) ? $"{periode[5..]} {periode[..4]}" : periode;

    /// <summary>Whether a text is a quarter as the register writes it.</summary>
    public static bool IsKwartaal(string? tekst) => tekst is { Length: 7 } && tekst[4] == '-' && tekst[5] == 'Q'
        && tekst[6] is >= '1' and <= '4'
        && tekst[..4].All(char.IsAsciiDigit);

    /// <summary>The quarter after this one.</summary>
    public static string Volgende(string periode) => periode[6] == '4'
        ? $"{Lezer.Nummer(periode[..4]) + 1}-Q1" : $"{periode[..6]}{(char)(periode[6] + 1)}";

    /// <summary>The path of the subject with which a finding begins (<c>operatie/B/7 Open Formulieren</c>);
    /// null when it begins with none.</summary>
    public static string? Onderwerp(string bevinding) => bevinding.Split(' ')[0].TrimEnd(':') is var pad
        && Dashboards.Any(d => pad.StartsWith(d.Naam + "/", StringComparison.Ordinal))
        && pad.Count(c => c == '/') == 2 ? pad : null;

    /// <summary>A finding as people name its subject: <c>B7 Open Formulieren</c>.</summary>
    public static string ZonderPad(string bevinding) => Onderwerp(bevinding) is { } pad && pad.Split('/') is [_, var sectie, var nummer]
        ? sectie + nummer + bevinding[pad.Length..]
        : bevinding;

    /// <summary>The name of a subject in its sentence: objectives are wishes.</summary>
    public static string Naam(string dashboard, string naam) =>
        dashboard == "doelstellingen" && !naam.StartsWith("Wat zou", StringComparison.OrdinalIgnoreCase)
        ? $"Wat zou het mooi zijn als {(naam.StartsWith('…') || naam.StartsWith('.') ? naam.TrimStart('…', '.', ' ') : naam)}" : naam;

    /// <summary>A text no longer than so many characters, broken off between words.</summary>
    public static string Kort(string tekst, int lengte) =>
        tekst.Length <= lengte ? tekst : tekst[..(tekst.LastIndexOf(' ', lengte) is > 0 and var spatie ? spatie : lengte)]
            .TrimEnd(',', ';', '.') + " …";

    /// <summary>One item a line, empty lines left out.</summary>
    public static IReadOnlyList<string> Regels(string? tekst) =>
        (tekst ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
