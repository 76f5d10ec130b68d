namespace Brink;

/// <summary>
/// When a term that a law sets ends (Algemene termijnenwet). Not for terms that are counted back from a day (article 1, paragraph 2),
/// nor for those that people agreed upon among themselves or promise: a servicenorm, a term of notice in a contract.
/// </summary>
public static class Termijnenwet
{
    /// <summary>The last day of a term of this length after an event on <paramref name="begin"/>, which day itself does not count;
    /// null when that lies beyond the calendar.</summary>
    public static DateOnly? Einde(DateOnly begin, Duur duur)
    {
        if (duur.AfterOrNull(begin) is not { } einde) return null;
        if (einde == begin || !Geldt(duur) || einde > DateOnly.MaxValue.AddDays(-30)) return einde;
        // Article 1: on to the first day that is no Saturday, Sunday or holiday.
        while (!Feestdagen.IsGewoneDag(einde)) einde = einde.AddDays(1);
        // Article 2: a term of three days or more holds at least two of such days.
        if (duur.After(begin).DayNumber - begin.DayNumber < 3) return einde;
        var gewoon = 0;
        for (var dag = begin.AddDays(1); dag <= einde && gewoon < 2; dag = dag.AddDays(1)) if (Feestdagen.IsGewoneDag(dag)) gewoon++;
        while (gewoon < 2) if (Feestdagen.IsGewoneDag(einde = einde.AddDays(1))) gewoon++;
        return einde;
    }

    /// <summary>Whether the law is about terms of this length. Not when they are told in hours, in more than 90 days,
    /// twelve weeks or three months, or in years (article 4, a).</summary>
    public static bool Geldt(Duur duur) => duur.Delen is var (jaren, maanden, weken, dagen, uren) && jaren == 0 && !uren
        && (maanden > 0 ? maanden < 3 || maanden == 3 && weken == 0 && dagen == 0
            : weken > 0 ? weken < 12 || weken == 12 && dagen == 0
            : dagen <= 90);
}
