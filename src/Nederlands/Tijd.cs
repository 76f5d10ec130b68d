using System.Globalization;

namespace Brink;

/// <summary>Dates, times and lengths of time as people here write them.</summary>
public static class Tijd
{
    internal static readonly string[] Maanden =
        ["januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december"];

    private static readonly (char Letter, string Een, string Meer)[] Eenheden = [('Y', "jaar", "jaar"), ('M', "maand", "maanden"),
        ('W', "week", "weken"), ('D', "dag", "dagen")];

    private static readonly TimeZoneInfo Nederland = TimeZoneInfo.FindSystemTimeZoneById("Europe/Amsterdam");

    /// <summary>The date it is now in the Netherlands.</summary>
    public static DateOnly Vandaag(this TimeProvider klok) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(klok.GetUtcNow(), Nederland).DateTime);

    /// <summary>As in "3 maart 2026"; empty when there is no date.</summary>
    public static string Voluit(DateOnly? datum) => datum is { } d ? $"{d.Day} {Maanden[d.Month - 1]} {d.Year}" : "";

    /// <summary>As in "3 mrt 2026", for where room is short; empty when there is no date.</summary>
    public static string Kort(DateOnly? datum) => datum is { } d
        ? $"{d.Day} {(d.Month == 3 ? "mrt" : Maanden[d.Month - 1][..3])} {d.Year}"
        : "";

    /// <summary>The Dutch date of a moment, as in "3 maart 2026".</summary>
    public static string Dag(DateTimeOffset? moment) => moment is { } m
        ? Voluit(DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(m, Nederland).DateTime)) : "";

    /// <summary>As in "3 maart 2026 om 14:05 uur", on the Dutch clock.</summary>
    public static string Moment(DateTimeOffset? moment) => moment is { } m
        ? $"{Dag(m)} om {TimeZoneInfo.ConvertTime(m, Nederland).ToString("HH:mm", CultureInfo.InvariantCulture)} uur"
        : "";

    /// <summary>Reads a day (<see cref="Lezer.Dag"/>), where it does not matter why it is none.</summary>
    public static bool Lees(string? tekst, out DateOnly? datum) => Lezer.Dag(tekst, out datum, out _);

    /// <summary>As in "14:05", on the Dutch clock; empty when there is no moment.</summary>
    public static string Klok(DateTimeOffset? moment) => moment is { } m ? TimeZoneInfo.ConvertTime(m, Nederland)
        .ToString("HH:mm", CultureInfo.InvariantCulture) : "";

    /// <summary>The moment of a day and a time on the Dutch clock; null with a sentence when the clock skips that hour,
    /// or has it twice.</summary>
    public static DateTimeOffset? Op(DateOnly dag, TimeOnly klok, out string fout)
    {
        var hier = dag.ToDateTime(klok);
        fout = Nederland.IsInvalidTime(hier) ? "Deze tijd is er niet: die nacht gaat de klok een uur vooruit"
            : Nederland.IsAmbiguousTime(hier)
            ? "Deze tijd is er die nacht twee keer: de klok gaat een uur terug. Kies een tijd voor 2.00 uur of na 3.00 uur" : "";
        return fout.Length > 0 ? null : new DateTimeOffset(hier, Nederland.GetUtcOffset(hier)).ToUniversalTime();
    }

    /// <summary>The Dutch day of a moment.</summary>
    public static DateOnly? DagVan(DateTimeOffset? moment) => moment is { } m
        ? DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(m, Nederland).DateTime) : null;

    /// <summary>The form that a date field wants.</summary>
    public static string? Veld(DateOnly? datum) => datum?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>A length of time in words: <c>P8W</c> becomes "8 weken". What has no words stays what it is.</summary>
    public static string Duur(string iso)
    {
        if (iso.Length < 3 || iso[0] != 'P') return iso;
        List<string> delen = [];
        for (var i = 1; i < iso.Length; i++)
        {
            var begin = i;
            while (i < iso.Length && char.IsAsciiDigit(iso[i])) i++;
            var eenheid = i < iso.Length ? Eenheden.FirstOrDefault(e => e.Letter == iso[i]) : default;
            if (i == begin || eenheid.Een is null) return iso;
            var aantal = iso[begin..i];
            delen.Add($"{aantal} {(aantal == "1" ? eenheid.Een : eenheid.Meer)}");
        }

        return string.Join(" en ", delen);
    }

    /// <summary>Reads a length of time as people type it: "8 weken", "1 jaar en 6 maanden", or the way of the standard.</summary>
    public static bool Duur(string tekst, out string iso)
    {
        iso = tekst.Trim().ToUpperInvariant();
        if (iso.Length > 2 && iso[0] == 'P' && Duur(iso) != iso) return true;
        var woorden = tekst.ToLowerInvariant().Split([' ', ',', '\t'], StringSplitOptions.RemoveEmptyEntries)
            .Where(w => w != "en").ToArray();
        var gelezen = new SortedDictionary<int, string>();
        for (var i = 0; i + 1 < woorden.Length; i += 2)
        {
            var eenheid = Array.FindIndex(Eenheden, e => woorden[i + 1] == e.Een || woorden[i + 1] == e.Meer
                || woorden[i + 1] == e.Een + "en");
            if (eenheid < 0 || Lezer.Nummer(woorden[i]) is not { } aantal
                || !gelezen.TryAdd(eenheid, $"{aantal}{Eenheden[eenheid].Letter}"))
            {
                return false;
            }
        }

        iso = "P" + string.Concat(gelezen.Values);
        return woorden.Length > 0 && woorden.Length % 2 == 0;
    }
}
