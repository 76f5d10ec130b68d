using System.Globalization;
using System.Text;
using Brink.Engine;
using Brink.Registers.Berichten;

namespace Brink.Registers.Besluitvorming;

/// <summary>A meeting for people's calendars: an invitation, what takes its place, or that it is off (RFC 5545, RFC 5546).</summary>
internal static class Agendabestand
{
    /// <summary>How long a meeting is in a calendar while its end is not known: without an end some programs show nothing,
    /// others an hour.</summary>
    private const int Uren = 3;

    private static string Aanname => $"Het einde is nog niet bekend. In de agenda staat daarom {Uren} uur.";

    /// <summary>The hours of a meeting in words; empty when they are not known.</summary>
    public static string Tijd(Vergadering v) => v.Begin is not { } begin ? ""
        : $"{Nederlands.Tijd(begin)}{(v.Einde is { } einde ? " tot " + Nederlands.Tijd(einde) : "")} uur{(v.Einde is null ? $". {Aanname}" : "")}";

    /// <summary>The file. What comes later has a higher number and a later moment, so that an older one never takes its place.</summary>
    public static string Kalender(Vergadering v, Organisatie van, DateTimeOffset nu)
    {
        var weg = v.Status == Vergaderstatus.Ingetrokken;
        List<string> regels =
        [
            "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Brink//Besluitvorming//NL", $"METHOD:{(weg ? "CANCEL" : "PUBLISH")}",
            "BEGIN:VEVENT", $"UID:{v.Uuid}",
            $"DTSTAMP:{Moment(weg || v.Wijzigingen > 0 ? nu : v.OpgeroepenOp ?? nu)}", $"SEQUENCE:{v.Wijzigingen + (weg ? 1 : 0)}",
            $"ORGANIZER;CN=\"{Naam(van.Naam)}\":mailto:{Bericht.Adres(van)}",
        ];
        if (v.Begin is { } begin) regels.AddRange([$"DTSTART:{Moment(begin)}", $"DTEND:{Moment(v.Einde ?? begin.AddHours(Uren))}"]);
        else regels.AddRange([$"DTSTART;VALUE=DATE:{Dag(v.Datum)}", $"DTEND;VALUE=DATE:{Dag(v.Datum.AddDays(1))}"]);
        regels.Add($"SUMMARY:{Vrij(v.Titel)}");
        if (v.Locatie.Length > 0) regels.Add($"LOCATION:{Vrij(v.Locatie)}");
        var uitleg = (weg ? $"Deze vergadering gaat niet door. {v.Reden} " : v.Wijzigingen > 0 ? "Deze afspraak is gewijzigd. " : "")
            + (v.Begin is null ? "Het begin is nog niet bekend." : v.Einde is null ? Aanname : "");
        if (uitleg.Length > 0) regels.Add($"DESCRIPTION:{Vrij(uitleg.Trim())}");
        regels.AddRange([$"STATUS:{(weg ? "CANCELLED" : "CONFIRMED")}", "END:VEVENT", "END:VCALENDAR", ""]);
        return string.Join("\r\n", regels.Select(Gevouwen));
    }

    private static string Moment(DateTimeOffset t) => t.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    private static string Dag(DateOnly dag) => dag.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    private static string Vrij(string t) => t.Replace("\\", "\\\\", StringComparison.Ordinal).Replace(";", "\\;", StringComparison.Ordinal)
        .Replace(",", "\\,", StringComparison.Ordinal).Replace("\r", "", StringComparison.Ordinal)
        .Replace("\n", "\\n", StringComparison.Ordinal);

    // A value between quotes holds no quote and no control character.
    private static string Naam(string t) => string.Concat(t.Select(c => char.IsControl(c) ? ' ' : c == '"' ? '\'' : c));

    // Lines are at most 75 bytes.
    private static string Gevouwen(string regel)
    {
        var (uit, bytes) = (new StringBuilder(), 0);
        foreach (var teken in regel.EnumerateRunes())
        {
            if (bytes + teken.Utf8SequenceLength > 75)
            {
                uit.Append("\r\n ");
                bytes = 1;
            }
            uit.Append(teken);
            bytes += teken.Utf8SequenceLength;
        }
        return uit.ToString();
    }
}
