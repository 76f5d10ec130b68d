using System.Text.Json.Nodes;
using Xunit;

namespace Brink.Tests;

/// <summary>When a legal term ends (Algemene termijnenwet), and on which days it cannot.</summary>
public sealed class TermijnenwetTests
{
    private static DateOnly Dag(string dag) => DateOnly.Parse(dag, System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The holidays that move, year by year: Good Friday, Easter Monday, the King's birthday,
    /// Ascension Day and Whit Monday.</summary>
    public static TheoryData<string, string, string, string, string> Jaren => new()
    {
        { "2024-03-29", "2024-04-01", "2024-04-27", "2024-05-09", "2024-05-20" },
        { "2025-04-18", "2025-04-21", "2025-04-26", "2025-05-29", "2025-06-09" }, // (27 April was a Sunday)
        { "2026-04-03", "2026-04-06", "2026-04-27", "2026-05-14", "2026-05-25" },
        { "2027-03-26", "2027-03-29", "2027-04-27", "2027-05-06", "2027-05-17" },
        { "2028-04-14", "2028-04-17", "2028-04-27", "2028-05-25", "2028-06-05" },
        { "2029-03-30", "2029-04-02", "2029-04-27", "2029-05-10", "2029-05-21" },
        { "2030-04-19", "2030-04-22", "2030-04-27", "2030-05-30", "2030-06-10" },
        { "2031-04-11", "2031-04-14", "2031-04-26", "2031-05-22", "2031-06-02" }, // (again a Sunday)
        { "2032-03-26", "2032-03-29", "2032-04-27", "2032-05-06", "2032-05-17" },
    };

    [Theory, MemberData(nameof(Jaren))]
    public void The_holidays_of_each_year(string goedeVrijdag, string paasmaandag, string koningsdag, string hemelvaart,
        string pinkstermaandag)
    {
        var jaar = Dag(goedeVrijdag).Year;
        DateOnly[] verwacht =
            [new(jaar, 1, 1), Dag(goedeVrijdag), Dag(paasmaandag), Dag(koningsdag), new(jaar, 5, 5), Dag(hemelvaart), Dag(pinkstermaandag),
                new(jaar, 12, 25), new(jaar, 12, 26)];
        Assert.Equal(verwacht, Feestdagen.Van(jaar));
        Assert.All(verwacht, dag => Assert.True(Feestdagen.Is(dag)));
        // And no other day of the year is one, but those of a decree.
        var andere = Enumerable.Range(0, DateTime.IsLeapYear(jaar) ? 366 : 365).Select(n => new DateOnly(jaar, 1, 1).AddDays(n))
            .Where(Feestdagen.Is).Except(verwacht);
        Assert.Equal(Feestdagen.Gelijkgesteld.Where(d => d.Year == jaar).Order(), andere.Order());
    }

    [Theory]
    [InlineData("2022-05-27"), InlineData("2023-04-28"), InlineData("2023-05-19"), InlineData("2024-05-10"), InlineData("2024-12-27"),
        InlineData("2025-05-30"),
        InlineData("2026-01-02")]
    [InlineData("2026-05-15"), InlineData("2027-05-07"), InlineData("2028-04-28"), InlineData("2028-05-26")]
    public void The_days_of_the_decrees(string dag) => Assert.True(Feestdagen.Is(Dag(dag)) && Dag(dag).DayOfWeek == DayOfWeek.Friday);

    [Theory]
    // Article 1: on a Saturday, a Sunday or a holiday it runs on; on another day it ends there.
    [InlineData("2026-01-05", "P5D", "2026-01-12")] // Saturday 10 -> Monday
    [InlineData("2026-01-05", "P6D", "2026-01-12")] // Sunday
    [InlineData("2026-01-05", "P7D", "2026-01-12")] // Monday itself
    [InlineData("2026-01-05", "P8D", "2026-01-13")]
    [InlineData("2026-02-20", "P6W", "2026-04-07")] // Good Friday, through the weekend and Easter Monday, to Tuesday
    [InlineData("2025-10-25", "P2M", "2025-12-29")] // both days of Christmas, and the weekend after
    [InlineData("2025-12-02", "P1M", "2026-01-05")] // 2 January 2026 by decree, and the weekend
    [InlineData("2026-04-16", "P4W", "2026-05-18")] // Ascension Day, the Friday by decree, the weekend
    [InlineData("2025-03-26", "P1M", "2025-04-28")] // the King's birthday on Saturday, then Sunday
    [InlineData("2026-01-27", "P3M", "2026-04-28")] // the King's birthday
    [InlineData("2026-02-05", "P3M", "2026-05-06")] // 5 May
    [InlineData("2026-01-31", "P1M", "2026-03-02")] // the last day of February is a Saturday
    // Article 2: three days or more hold at least two ordinary ones.
    [InlineData("2026-04-02", "P3D", "2026-04-08")] // Maundy Thursday: Tuesday is the first, Wednesday the second
    [InlineData("2025-12-24", "P3D", "2025-12-30")]
    [InlineData("2026-01-08", "P2D", "2026-01-12")] // two days: article 1 only
    [InlineData("2026-01-08", "P3D", "2026-01-12")] // Friday and Monday are two
    // Article 4, a: not for hours, nor for more than 90 days, twelve weeks, three months, nor for years.
    [InlineData("2026-01-01", "P90D", "2026-04-01")]
    [InlineData("2026-01-06", "P88D", "2026-04-07")] // Saturday 4 April, Easter after it
    [InlineData("2026-01-03", "P91D", "2026-04-04")] // 91 days: ends on that Saturday
    [InlineData("2026-01-10", "P12W", "2026-04-07")] // Saturday
    [InlineData("2026-01-10", "P13W", "2026-04-11")] // thirteen weeks: that Saturday
    [InlineData("2026-01-04", "P3M", "2026-04-07")] // Saturday 4 April
    [InlineData("2026-01-03", "P3M1D", "2026-04-04")]
    [InlineData("2026-01-04", "P4M", "2026-05-04")]
    [InlineData("2025-12-13", "P4M", "2026-04-13")]
    [InlineData("2025-12-12", "P4M", "2026-04-12")] // a Sunday
    [InlineData("2025-04-05", "P1Y", "2026-04-05")] // Easter Sunday
    [InlineData("2026-01-09", "P1DT12H", "2026-01-10")] // a Saturday
    public void The_end_of_a_term(string begin, string duur, string einde) =>
        Assert.Equal(Dag(einde), Termijnenwet.Einde(Dag(begin), new Duur(duur)));

    [Fact]
    public void A_term_beyond_the_calendar_has_no_end()
    {
        Assert.Null(Termijnenwet.Einde(new(9999, 12, 1), new Duur("P3M")));
        Assert.Equal(new DateOnly(9999, 12, 18), Termijnenwet.Einde(new(9999, 12, 17), new Duur("P1D")));
        Assert.Equal(new DateOnly(2026, 1, 10), Termijnenwet.Einde(new(2026, 1, 10), new Duur("P0D")));
    }

    /// <summary>Every day from 2024 to 2032 on which some term ends: an ordinary one, and the first there is.</summary>
    [Fact]
    public void Ends_on_the_first_ordinary_day_and_never_before_its_length()
    {
        for (var dag = new DateOnly(2024, 1, 1); dag.Year < 2033; dag = dag.AddDays(1))
        {
            foreach (var duur in (string[])["P1D", "P2D", "P2W", "P6W", "P1M", "P90D"])
            {
                var (lang, einde) = (new Duur(duur).After(dag), Termijnenwet.Einde(dag, new Duur(duur))!.Value);
                Assert.True(Feestdagen.IsGewoneDag(einde) && einde >= lang, $"{dag} {duur}: {einde}");
                for (var tussen = lang; tussen < einde; tussen = tussen.AddDays(1))
                {
                    Assert.False(Feestdagen.IsGewoneDag(tussen),
                        $"{dag} {duur}: {einde}, though {tussen} was good");
                }
            }
        }
    }

    /// <summary>The term of a zaak is one that the law sets; what the municipality promises (servicenorm) is none.</summary>
    [Theory, MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task The_term_of_a_zaak_ends_by_the_law(string store)
    {
        await using var p = await Platform.Start(store);
        var cast = new Cast(p);
        var body = Cast.ZaaktypeBody(await cast.Catalogus(), "Termijn");
        (body["doorlooptijd"], body["servicenorm"]) = ("P6W", "P6W");
        var zaaktype = await cast.Url("catalogi/api/v1/zaaktypen", body);
        await cast.Url("catalogi/api/v1/statustypen", new { omschrijving = "Ontvangen", zaaktype, volgnummer = 1 });
        await cast.Url("catalogi/api/v1/statustypen", new { omschrijving = "Afgehandeld", zaaktype, volgnummer = 2 });
        await cast.Url("catalogi/api/v1/resultaattypen", cast.ResultaattypeBody(zaaktype));
        await cast.Url("catalogi/api/v1/roltypen", new { zaaktype, omschrijving = "Aanvrager", omschrijvingGeneriek = "initiator" });
        await cast.Publish(zaaktype);
        var wens = System.Text.Json.JsonSerializer.SerializeToNode(Cast.ZaakBody(zaaktype))!.AsObject();
        wens["startdatum"] = "2026-02-20"; // six weeks later is Good Friday
        var zaak = await p.Post("zaken/api/v1/zaken", wens);
        Assert.Equal(("2026-04-07", "2026-04-03"), ((string?)zaak["uiterlijkeEinddatumAfdoening"], (string?)zaak["einddatumGepland"]));
    }
}
