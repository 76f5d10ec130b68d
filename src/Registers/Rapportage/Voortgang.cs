using System.Globalization;
using System.Text.RegularExpressions;
using Brink.Engine;

namespace Brink.Registers.Rapportage;

/// <summary>How a subject stands: green, orange or red. Always shown as shape, colour and word together.</summary>
public enum Indicator { Groen, Oranje, Rood }

/// <summary>Whether a subject is under way, finished (✓) or not begun (-).</summary>
public enum Stand { Lopend, Afgerond, NietGestart }

/// <summary>How a subject compares with the quarter before.</summary>
public enum Voortgang { Verbeterd, Gelijk, Verslechterd, Afgerond, Geen }

/// <summary>How far the work on an objective is.</summary>
public enum Uitvoering { InUitvoering, Gestart, NietGestart, Gereed }

/// <summary>The two dashboards of a report.</summary>
public enum Dashboardsoort { Operatie, Doelstellingen }

/// <summary>Progress is worked out from the previous quarter, never chosen.</summary>
public static class Afleiding
{
    /// <summary>The progress of a subject (K4). Nothing is known of the quarter before when <paramref name="vorige"/> is null.</summary>
    public static Voortgang Voortgang(Indicator? vorige, Indicator? nu, Stand stand) => stand switch
    {
        Stand.Afgerond => Rapportage.Voortgang.Afgerond,
        Stand.NietGestart => Rapportage.Voortgang.Geen,
        _ when vorige is null || nu is null => Rapportage.Voortgang.Geen,
        _ when nu < vorige => Rapportage.Voortgang.Verbeterd,
        _ when nu > vorige => Rapportage.Voortgang.Verslechterd,
        _ => Rapportage.Voortgang.Gelijk,
    };

    /// <summary>What the indicator can have been a quarter earlier; empty when the pair is impossible (L2).</summary>
    public static IReadOnlyList<Indicator> Vorige(Indicator nu, Voortgang voortgang) => voortgang switch
    {
        Rapportage.Voortgang.Gelijk => [nu],
        Rapportage.Voortgang.Verbeterd => [.. Enum.GetValues<Indicator>().Where(i => i > nu)],
        Rapportage.Voortgang.Verslechterd => [.. Enum.GetValues<Indicator>().Where(i => i < nu)],
        _ => Enum.GetValues<Indicator>(),
    };

    /// <summary>Whether an explanation must be given (K5, K6).</summary>
    public static bool VraagtToelichting(Indicator? indicator, Voortgang? voortgang) =>
        indicator is Indicator.Oranje or Indicator.Rood
        || voortgang is Rapportage.Voortgang.Verbeterd or Rapportage.Voortgang.Verslechterd or Rapportage.Voortgang.Afgerond;

    /// <summary>The sign of an indicator and of a progress, as the report prints them.</summary>
    public static string Teken(Indicator? indicator) =>
        indicator switch { Indicator.Groen => "●", Indicator.Oranje => "▲", Indicator.Rood => "◆", _ => "" };
    public static string Teken(Voortgang? voortgang) => voortgang switch
    {
        Rapportage.Voortgang.Verbeterd => "↗",
        Rapportage.Voortgang.Gelijk => "→",
        Rapportage.Voortgang.Verslechterd => "↘",
        Rapportage.Voortgang.Afgerond => "✓",
        _ => "-",
    };

    /// <summary>The words that go with the sign.</summary>
    public static string Woord(Indicator? indicator) =>
        indicator switch
        {
            Indicator.Groen => "Onder controle",
            Indicator.Oranje => "Aandacht vereist",
            Indicator.Rood =>
            "Maatregelen vereist",
            _ => ""
        };
    public static string Woord(Voortgang? voortgang) => voortgang switch
    {
        Rapportage.Voortgang.Verbeterd => "Verbeterd",
        Rapportage.Voortgang.Gelijk => "Gelijk gebleven",
        Rapportage.Voortgang.Verslechterd => "Verslechterd",
        Rapportage.Voortgang.Afgerond => "Afgerond",
        _ => "Geen",
    };
}

/// <summary>A quarter of a year, written <c>2022-Q3</c>; so written, order of text is order of time.</summary>
public static partial class Kwartaal
{
    public const string Vorm = "^[0-9]{4}-Q[1-4]$";

    public static string Vorige(string kwartaal) => Nummer(kwartaal) == 1 ? $"{Jaar(kwartaal) - 1}-Q4"
        : $"{Jaar(kwartaal)}-Q{Nummer(kwartaal) - 1}";
    public static string Volgende(string kwartaal) => Nummer(kwartaal) == 4 ? $"{Jaar(kwartaal) + 1}-Q1"
        : $"{Jaar(kwartaal)}-Q{Nummer(kwartaal) + 1}";
    public static int Jaar(string kwartaal) => int.Parse(kwartaal.AsSpan(0, 4), CultureInfo.InvariantCulture);
    public static int Nummer(string kwartaal) => kwartaal[6] - '0';
    public static DateOnly LaatsteDag(string kwartaal) => new DateOnly(Jaar(kwartaal), Nummer(kwartaal) * 3, 1).AddMonths(1).AddDays(-1);

    /// <summary>Reads any of the ways in which people write a quarter: <c>2022 – Q3</c>, <c>Q3 2022</c>.
    /// Null when the text is none.</summary>
    public static string? Lees(string? tekst)
    {
        if (tekst is null) return null;
        var m = JaarEerst().Match(tekst);
        if (!m.Success) m = KwartaalEerst().Match(tekst);
        return m.Success ? $"{m.Groups["j"].Value}-Q{m.Groups["k"].Value}" : null;
    }

    [GeneratedRegex(@"^\s*(?<j>\d{4})\s*[-–—]?\s*Q(?<k>[1-4])\s*$")]
    private static partial Regex JaarEerst();

    [GeneratedRegex(@"^\s*Q(?<k>[1-4])\s*[-–—]?\s*(?<j>\d{4})\s*$")]
    private static partial Regex KwartaalEerst();
}

/// <summary>Who may do what with the report.</summary>
internal static class Rapportagerechten
{
    public static Definition<T> Rechten<T>(this Definition<T> d) where T : Resource => d
        .Allow(Operation.List | Operation.Read | Operation.Head | Operation.AuditTrail, Dashboard.Lezen)
        .Allow(Operation.Create | Operation.Update | Operation.Delete, "rapportage.bijwerken");
}
