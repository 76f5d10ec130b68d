using System.Globalization;

namespace Brink.Apps.Zaakafhandeling;

/// <summary>Dates, times and lengths of time as people here write them.</summary>
public static class Tijd
{
    private static readonly string[] Maanden =
        ["januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december"];

    private static readonly (char Letter, string Een, string Meer)[] Eenheden = [('Y', "jaar", "jaar"), ('M', "maand", "maanden"), ('W', "week", "weken"), ('D', "dag", "dagen")];

    private static readonly TimeZoneInfo Nederland = TimeZoneInfo.FindSystemTimeZoneById("Europe/Amsterdam");

    /// <summary>The date it is now in the Netherlands.</summary>
    public static DateOnly Vandaag(this TimeProvider klok) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(klok.GetUtcNow(), Nederland).DateTime);

    /// <summary>As in "3 maart 2026"; empty when there is no date.</summary>
    public static string Voluit(DateOnly? datum) => datum is { } d ? $"{d.Day} {Maanden[d.Month - 1]} {d.Year}" : "";

    /// <summary>As in "3 mrt 2026", for where room is short; empty when there is no date.</summary>
    public static string Kort(DateOnly? datum) => datum is { } d
        ? $"{d.Day} {(d.Month == 3 ? "mrt" : Maanden[d.Month - 1][..3])} {d.Year}"
        : "";

    /// <summary>The Dutch date of a moment, as in "3 maart 2026".</summary>
    public static string Dag(DateTimeOffset? moment) => moment is { } m ? Voluit(DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(m, Nederland).DateTime)) : "";

    /// <summary>As in "3 maart 2026 om 14:05 uur", on the Dutch clock.</summary>
    public static string Moment(DateTimeOffset? moment) => moment is { } m
        ? $"{Dag(m)} om {TimeZoneInfo.ConvertTime(m, Nederland).ToString("HH:mm", CultureInfo.InvariantCulture)} uur"
        : "";

    /// <summary>Reads what a date field sends, or what somebody types: 2026-03-01 or 1-3-2026.</summary>
    public static bool Lees(string? tekst, out DateOnly? datum)
    {
        datum = null;
        if (string.IsNullOrWhiteSpace(tekst))
        {
            return true;
        }

        if (!DateOnly.TryParseExact(tekst.Trim(), ["yyyy-MM-dd", "d-M-yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var d))
        {
            return false;
        }

        datum = d;
        return true;
    }

    /// <summary>As in "14:05", on the Dutch clock; empty when there is no moment.</summary>
    public static string Klok(DateTimeOffset? moment) => moment is { } m ? TimeZoneInfo.ConvertTime(m, Nederland).ToString("HH:mm", CultureInfo.InvariantCulture) : "";

    /// <summary>The moment of a day and a time on the Dutch clock, as somebody types it (14:05 or 14.05); null when that is no time.</summary>
    public static DateTimeOffset? Op(DateOnly dag, string tijd)
    {
        if (!TimeOnly.TryParseExact(tijd.Trim().Replace('.', ':'), ["HH:mm", "H:mm", "HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var klok)) return null;
        var hier = dag.ToDateTime(klok);
        return new DateTimeOffset(hier, Nederland.GetUtcOffset(hier)).ToUniversalTime();
    }

    /// <summary>The Dutch day of a moment.</summary>
    public static DateOnly? DagVan(DateTimeOffset? moment) => moment is { } m ? DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(m, Nederland).DateTime) : null;

    /// <summary>The form that a date field wants.</summary>
    public static string? Veld(DateOnly? datum) => datum?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>A length of time in words: <c>P8W</c> becomes "8 weken". What has no words stays what it is.</summary>
    public static string Duur(string iso)
    {
        if (iso.Length < 3 || iso[0] != 'P')
        {
            return iso;
        }

        List<string> delen = [];
        for (var i = 1; i < iso.Length; i++)
        {
            var begin = i;
            while (i < iso.Length && char.IsAsciiDigit(iso[i]))
            {
                i++;
            }

            var eenheid = i < iso.Length ? Eenheden.FirstOrDefault(e => e.Letter == iso[i]) : default;
            if (i == begin || eenheid.Een is null)
            {
                return iso;
            }

            var aantal = iso[begin..i];
            delen.Add($"{aantal} {(aantal == "1" ? eenheid.Een : eenheid.Meer)}");
        }

        return string.Join(" en ", delen);
    }

    /// <summary>Reads a length of time as people type it: "8 weken", "1 jaar en 6 maanden", or the way of the standard.</summary>
    public static bool Duur(string tekst, out string iso)
    {
        iso = tekst.Trim().ToUpperInvariant();
        if (iso.Length > 2 && iso[0] == 'P' && Duur(iso) != iso)
        {
            return true;
        }

        var woorden = tekst.ToLowerInvariant().Split([' ', ',', '\t'], StringSplitOptions.RemoveEmptyEntries).Where(w => w != "en").ToArray();
        var gelezen = new SortedDictionary<int, string>();
        for (var i = 0; i + 1 < woorden.Length; i += 2)
        {
            var eenheid = Array.FindIndex(Eenheden, e => woorden[i + 1] == e.Een || woorden[i + 1] == e.Meer || woorden[i + 1] == e.Een + "en");
            if (eenheid < 0 || !int.TryParse(woorden[i], NumberStyles.None, CultureInfo.InvariantCulture, out var aantal)
                || !gelezen.TryAdd(eenheid, $"{aantal}{Eenheden[eenheid].Letter}"))
            {
                return false;
            }
        }

        iso = "P" + string.Concat(gelezen.Values);
        return woorden.Length > 0 && woorden.Length % 2 == 0;
    }
}
