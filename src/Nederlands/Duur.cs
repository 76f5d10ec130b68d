namespace Brink;

/// <summary>The length of time of ISO 8601, such as <c>P1Y2M</c>; kept as it was written.</summary>
public readonly record struct Duur(string Text)
{
    public override string ToString() => Text;

    /// <summary>Reads a duration; weeks and fractions of the smallest part included. False when the text is none.</summary>
    public static bool TryParse(string? text, out Duur duur)
    {
        duur = new Duur(text ?? "");
        return text is not null && Parts(text) is not null;
    }

    /// <summary>The date that lies this length of time after <paramref name="date"/> (calendar years and months, then days;
    /// hours are dropped).</summary>
    /// <exception cref="FormatException">The text is no length of time.</exception>
    public DateOnly After(DateOnly date)
    {
        var p = Parts(Text) ?? throw new FormatException($"'{Text}' is geen duur");
        return date.AddMonths(p.Years * 12 + p.Months).AddDays(p.Weeks * 7 + p.Days);
    }

    /// <summary>As <see cref="After"/>; null when that lies beyond the calendar (the year 9999).</summary>
    public DateOnly? AfterOrNull(DateOnly date)
    {
        try { return After(date); }
        catch (ArgumentOutOfRangeException) { return null; }
    }

    /// <summary>What it is told in: years, months, weeks and days, and whether there are hours or smaller parts in it;
    /// null when it is no duration.</summary>
    public (int Jaren, int Maanden, int Weken, int Dagen, bool Uren)? Delen => Parts(Text);

    private static (int Years, int Months, int Weeks, int Days, bool Hours)? Parts(string text)
    {
        if (text.Length < 3 || text[0] != 'P' || text.Length > 60) return null;
        int years = 0, months = 0, weeks = 0, days = 0, number = 0, digits = 0, order = -1;
        bool time = false, any = false, fraction = false;
        for (var i = 1; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsAsciiDigit(c))
            {
                if (fraction)
                {
                    digits++; continue;
                }
                if (++digits > 6) return null;
                number = number * 10 + (c - '0');
                continue;
            }
            if (c is '.' or ',' && digits > 0 && !fraction) { fraction = true; continue; }
            if (c == 'T' && !time && digits == 0 && i < text.Length - 1) { time = true; order = 3; continue; }
            var rank = (c, time) switch
            {
                ('Y', false) => 0,
                ('M', false) => 1,
                ('W', false) => 2,
                ('D', false) => 3,
                ('H', true) => 4,
                ('M', true) => 5,
                ('S', true) => 6,
                _ => -1
            };
            if (rank < 0 || digits == 0 || rank <= order && !(rank == 3 && order == 3 && !time && !any) || fraction && i != text.Length - 1)
                return null;
            switch (rank)
            {
                case 0: years += number; break;
                case 1: months += number; break;
                case 2: weeks += number; break;
                case 3: days += number; break;
            }
            order = rank; number = 0; digits = 0; any = true;
        }
        return digits == 0 && any ? (years, months, weeks, days, time) : null;
    }
}
