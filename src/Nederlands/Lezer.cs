using System.Globalization;
using System.Text.RegularExpressions;

namespace Brink;

/// <summary>What a number stands for: it decides what is plausible.</summary>
public enum Getalsoort { Bedrag, Procent }

/// <summary>
/// The one reader of what people type as a number, a day or a time. A comma stands before decimals;
/// a point only between exact groups of three. What can be read in two ways is not guessed: the refusal shows both.
/// </summary>
public static partial class Lezer
{
    /// <summary>Reads an amount or a percentage; null when nothing was typed. False with a sentence for the field when it cannot be read,
    /// or in two ways.</summary>
    public static bool Getal(string? tekst, Getalsoort soort, out decimal? getal, out string fout)
    {
        (getal, fout) = (null, "");
        if (string.IsNullOrWhiteSpace(tekst)) return true;
        var bedrag = soort == Getalsoort.Bedrag;
        var vorm = Vorm().Match(Schoon(tekst));
        if (!vorm.Success || vorm.Groups["min"].Captures.Count > 1)
            fout = bedrag ? "Vul een bedrag in, zoals 12.500 of 4,50" : "Vul een percentage in, zoals 4,5";
        else if (bedrag && vorm.Groups["procent"].Success) fout = "Vul een bedrag in euro in, geen percentage";
        else if (!bedrag && vorm.Groups["euro"].Success) fout = "Vul een percentage in, geen bedrag";
        else fout = Cijfers(vorm.Groups["cijfers"].Value, bedrag, out getal);
        if (fout.Length > 0) return false;
        if (vorm.Groups["min"].Success) getal = -getal;
        return true;
    }

    /// <summary>Reads a whole number between two bounds; null when nothing was typed.</summary>
    public static bool Heel(string? tekst, int min, int max, out int? getal, out string fout)
    {
        (getal, fout) = (null, "");
        if (string.IsNullOrWhiteSpace(tekst)) return true;
        var schoon = Schoon(tekst);
        var vorm = Geheel().Match(schoon);
        if (!vorm.Success)
        {
            fout = Gebroken().IsMatch(schoon) ? "Vul een heel getal in, zonder decimalen" : "Vul een heel getal in, zoals 3";
        }
        else
        {
            var past = long.TryParse(Los(vorm.Value), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var gelezen);
            if (past && gelezen >= min && gelezen <= max) getal = (int)gelezen;
            else if (max != int.MaxValue) fout = $"Vul een heel getal in van {min} tot en met {max}";
            else fout = (past ? gelezen > max : vorm.Value[0] != '-') ? "Dit getal is te groot" : $"Vul een heel getal in: {min} of meer";
        }
        return fout.Length == 0;
    }

    /// <summary>A number that a machine wrote: in an address, or in a field that nobody sees. Null when it is none,
    /// or lies outside the bounds.</summary>
    public static int? Nummer(string? tekst, int min = 0, int max = int.MaxValue) =>
        int.TryParse(tekst, NumberStyles.None, CultureInfo.InvariantCulture, out var getal) && getal >= min && getal <= max ? getal : null;

    /// <summary>The number of a delivery, as a machine wrote it; null when it is none.</summary>
    public static long? Volgnummer(string? tekst) => long.TryParse(tekst, NumberStyles.None, CultureInfo.InvariantCulture, out var getal)
        ? getal : null;

    /// <summary>As a field shows a number: so that it reads back as the same.</summary>
    public static string Schrijf(decimal getal, Getalsoort soort)
    {
        var decimalen = (getal / 1.0000000000000000000000000000m).Scale;
        if (soort == Getalsoort.Procent) return getal.ToString("0." + new string('#', decimalen), Getallen.Cultuur);
        // Three decimals could be thousands, so a fourth is written.
        return getal.ToString(decimalen == 0 ? "#,##0" : "#,##0." + new string('0', decimalen is 1 ? 2 : decimalen is 3 ? 4 : decimalen),
            Getallen.Cultuur);
    }

    /// <summary>Reads what a date field sends, or what somebody types; null when nothing was typed.
    /// Slashes are written in two orders.</summary>
    public static bool Dag(string? tekst, out DateOnly? dag, out string fout)
    {
        (dag, fout) = (null, "");
        if (string.IsNullOrWhiteSpace(tekst)) return true;
        var schoon = tekst.Trim();
        foreach (var (i, maand) in Tijd.Maanden.Index()) // 3 maart 2026, 3 mrt 2026
        {
            if (Woorddag().Match(schoon) is { Success: true } m && (m.Groups[2].Value.Equals(maand, StringComparison.OrdinalIgnoreCase)
                || m.Groups[2].Value.TrimEnd('.').Equals(i == 2 ? "mrt" : maand[..3], StringComparison.OrdinalIgnoreCase)))
            {
                schoon = $"{m.Groups[1].Value}-{i + 1}-{m.Groups[3].Value}";
            }
        }
        if (Op(schoon, "yyyy-MM-dd", "d-M-yyyy", "d.M.yyyy") is { } gelezen)
        {
            dag = gelezen;
        }
        else
        {
            var (eerst, dan) = (Op(schoon, "d/M/yyyy"), Op(schoon, "M/d/yyyy"));
            if (eerst is { } een && dan is { } twee && een != twee)
            {
                fout = $"'{schoon}' kan {Tijd.Voluit(een)} of {Tijd.Voluit(twee)} zijn. Schrijf {een.Day}-{een.Month}-{een.Year} of "
                + $"{twee.Day}-{twee.Month}-{twee.Year}";
            }
            else if ((dag = eerst) is null)
            {
                fout = "Vul een datum in, zoals 31-1-2026";
            }
        }
        return fout.Length == 0;
    }

    /// <summary>Reads a time of day on the Dutch clock: 14.05, 14:05 or 14u05; null when nothing was typed.</summary>
    public static bool Klok(string? tekst, out TimeOnly? klok, out string fout)
    {
        (klok, fout) = (null, "");
        if (string.IsNullOrWhiteSpace(tekst)) return true;
        var schoon = tekst.Trim().ToLowerInvariant();
        if (schoon.EndsWith("uur", StringComparison.Ordinal)) schoon = schoon[..^3].TrimEnd();
        schoon = schoon.Replace('.', ':').Replace('u', ':');
        if (TimeOnly.TryParseExact(schoon, ["HH:mm", "H:mm", "HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None,
            out var gelezen))
        {
            klok = gelezen;
        }
        else
        {
            fout = "Vul een tijd in, zoals 14.30";
        }
        return fout.Length == 0;
    }

    private static string Cijfers(string cijfers, bool bedrag, out decimal? getal)
    {
        getal = null;
        var delen = cijfers.Split('.');
        // With spaces or points between groups of three, and a comma before decimals, there is one way to read it.
        if (Groepen().IsMatch(cijfers) || Komma().IsMatch(cijfers))
        {
            var komma = cijfers.IndexOf(',', StringComparison.Ordinal);
            var heel = komma < 0 ? cijfers : cijfers[..komma];
            if (!bedrag && komma < 0 && delen.Length == 2) return Twee(cijfers, $"{delen[0]},{delen[1]}", delen[0] + delen[1]);
            if (bedrag && komma is > 0 and <= 3 && cijfers.Length - komma == 4 && cijfers[0] != '0')
                return Twee(cijfers, cijfers + "0", cijfers.Remove(komma, 1));
            var los = Los(heel) + (komma < 0 ? "" : "." + cijfers[(komma + 1)..]);
            if (los.Length > 20) return "Dit getal is te groot, of heeft te veel decimalen";
            getal = decimal.Parse(los, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
            return "";
        }
        if (Engels().Match(cijfers) is { Success: true } engels)
        {
            return $"Schrijf {engels.Groups[1].Value.Replace(',', '.')}{(engels.Groups[2].Value.Length > 0 ? "," + engels.Groups[2].Value : "")}: een komma voor de decimalen, "
                + "een punt tussen groepen van drie";
        }
        if (delen.Length == 2 && delen.All(d => d.Length > 0 && d.All(char.IsAsciiDigit)))
        {
            return delen[0].Trim('0').Length == 0 ? $"Schrijf 0,{delen[1]}: gebruik een komma voor decimalen"
            : Twee(cijfers, $"{delen[0]},{delen[1]}", delen[0] + delen[1]);
        }
        return "Zet een komma voor de decimalen, en punten alleen tussen groepen van drie cijfers, zoals 1.234,50";
    }

    private static string Twee(string cijfers, string een, string ander) => $"'{cijfers}' kan {een} of {ander} zijn. Typ {een} of {ander}";

    private static string Los(string cijfers) => cijfers.Replace(".", "", StringComparison.Ordinal)
        .Replace(" ", "", StringComparison.Ordinal);

    private static DateOnly? Op(string tekst, params string[] vormen) =>
        DateOnly.TryParseExact(tekst, vormen, CultureInfo.InvariantCulture, DateTimeStyles.None, out var dag) && dag.Year >= 1000
            ? dag : null;

    // One kind of space and one kind of minus, however they were pasted.
    private static string Schoon(string tekst) => Spaties().Replace(tekst, " ").Trim().Replace('−', '-').Replace('–', '-');

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaties();

    [GeneratedRegex(@"^(?<min>-)? ?(?<euro>€|EUR)? ?(?<min>-)? ?(?<cijfers>[0-9](?:[0-9., ]*[0-9])?)(?:,--?)? ?(?<procent>%)?$",
        RegexOptions.IgnoreCase)]
    private static partial Regex Vorm();

    [GeneratedRegex(@"^-?(?:[0-9]+|[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]{1,3}(?: [0-9]{3})+)$")]
    private static partial Regex Geheel();

    [GeneratedRegex(@"^-?[0-9]+[.,][0-9]*$")]
    private static partial Regex Gebroken();

    [GeneratedRegex(@"^[1-9][0-9]{0,2}(?:(?:\.[0-9]{3})+|(?: [0-9]{3})+)(?:,[0-9]+)?$")]
    private static partial Regex Groepen();

    [GeneratedRegex(@"^[0-9]+(?:,[0-9]+)?$")]
    private static partial Regex Komma();

    [GeneratedRegex(@"^([1-9][0-9]{0,2}(?:,[0-9]{3})+)(?:\.([0-9]+))?$")]
    private static partial Regex Engels();

    [GeneratedRegex(@"^([0-9]{1,2}) ([A-Za-z]+\.?) ([0-9]{4})$")]
    private static partial Regex Woorddag();
}
