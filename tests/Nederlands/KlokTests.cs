using System.Globalization;
using System.Text.Json.Nodes;
using Brink.Engine;
using Brink.Registers;
using Xunit;

namespace Brink.Tests;

/// <summary>One Dutch clock for all: the zone's own rules, and the day that it is here.</summary>
public sealed class KlokTests
{
    [Theory]
    [InlineData("2026-03-28T23:30:00Z", "2026-03-29 00:30:00")] // the last night of winter time
    [InlineData("2026-03-29T00:59:59Z", "2026-03-29 01:59:59")]
    [InlineData("2026-03-29T01:00:00Z", "2026-03-29 03:00:00")]
    [InlineData("2026-10-24T22:30:00Z", "2026-10-25 00:30:00")]
    [InlineData("2026-10-25T00:59:59Z", "2026-10-25 02:59:59")]
    [InlineData("2026-10-25T01:00:00Z", "2026-10-25 02:00:00")]
    [InlineData("1995-09-24T01:00:00Z", "1995-09-24 02:00:00")] // summer ended in September then
    [InlineData("9999-12-31T23:59:59Z", "9999-12-31 23:59:59")] // a clock ends there
    public void A_moment_is_told_as_here(string moment, string verwacht)
    {
        var m = DateTimeOffset.Parse(moment, CultureInfo.InvariantCulture);
        Assert.Equal(verwacht, DutchClock.Wall(m).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture));
        Assert.Equal(DutchClock.Wall(m), Nederlands.Klok(m));
        Assert.Equal(verwacht[..10], DutchClock.Day(m).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("2026-01-15 00:30", "2026-01-14T23:30:00Z")]
    [InlineData("2026-07-15 00:30", "2026-07-14T22:30:00Z")]
    [InlineData("2026-03-29 02:30", "2026-03-29T01:30:00Z")] // does not exist; an hour later, so 03:30
    [InlineData("2026-10-25 02:30", "2026-10-25T01:30:00Z")] // exists twice; the second
    public void A_time_here_is_a_moment(string hier, string verwacht) =>
        Assert.Equal(DateTimeOffset.Parse(verwacht, CultureInfo.InvariantCulture),
        DutchClock.Moment(DateTime.ParseExact(hier, "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)));

    [Theory]
    [InlineData("20261130", "2026-11-30")]
    [InlineData("20261130100000", "2026-11-30")]
    [InlineData("202611301000", "2026-11-30")]
    [InlineData("2026-11-30", "2026-11-30")]
    [InlineData("30-11-2026", "2026-11-30")]
    [InlineData("2026-11-30T10:00:00+01:00", "2026-11-30")]
    [InlineData("2026-11-30T23:30:00Z", "2026-12-01")]
    [InlineData("2026-11-30T23:30:00", "2026-11-30")] // without an offset it is told here
    [InlineData("2026-11-30 23:30", "2026-11-30")]
    [InlineData("2026-11-30T00:30:00+05:00", "2026-11-29")]
    [InlineData("20261131", null)]
    [InlineData("20261130240000", null)]
    [InlineData("2026", null)]
    [InlineData("morgen", null)]
    [InlineData("2026-11-30Tmorgen", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void A_day_is_read_as_others_write_it(string? tekst, string? verwacht) =>
        Assert.Equal(verwacht, Nederlands.Dag(tekst)?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    // Half past midnight here is still yesterday in UTC: the new day counts, for what is made, listed, read and expanded.
    [Theory, MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task Today_is_the_day_here(string store)
    {
        var klok = new Clock(DateTimeOffset.Parse("2026-06-30T22:30:00Z", CultureInfo.InvariantCulture));
        await using var p = await Platform.Start(store, klok: klok);
        var cast = new Cast(p);
        var (oud, nieuw) = (Cast.ZaaktypeBody(await cast.Catalogus()), Cast.ZaaktypeBody(await cast.Catalogus()));
        (oud["identificatie"], oud["eindeGeldigheid"], oud["besluittypen"]) = ("Z", "2026-06-30", new JsonArray());
        (nieuw["identificatie"], nieuw["beginGeldigheid"], nieuw["besluittypen"]) = ("Z", "2026-07-01", new JsonArray());
        var van = Cast.ZaaktypeBody(await cast.Catalogus(), "Van");
        van["besluittypen"] = new JsonArray();
        foreach (var body in (JsonObject[])[oud, nieuw]) await cast.Publish(await cast.Url("catalogi/api/v1/zaaktypen", body));
        van["deelzaaktypen"] = new JsonArray("Z");
        var hoofd = await cast.Url("catalogi/api/v1/zaaktypen", van);
        await cast.Publish(hoofd);
        var geldig = (string)(await p.Get("catalogi/api/v1/zaaktypen?identificatie=Z&datumGeldigheid=2026-07-01"))["results"]![0]!["url"]!;
        Assert.Equal([geldig], (await p.Get(hoofd[p.Base.Length..]))["deelzaaktypen"]!.AsArray().Select(d => (string)d!));
        var lijst = (await p.Get("catalogi/api/v1/zaaktypen?expand=deelzaaktypen"))["results"]!.AsArray()
            .Single(z => (string)z!["url"]! == hoofd)!;
        Assert.Equal([geldig], lijst["deelzaaktypen"]!.AsArray().Select(d => (string)d!));
        var zaak = await p.Post("zaken/api/v1/zaken",
            new
            {
                bronorganisatie = "000001375",
                verantwoordelijkeOrganisatie = "000001375",
                zaaktype = geldig,
                startdatum = "2026-07-01"
            });
        Assert.Equal("2026-07-01", (string?)zaak["registratiedatum"]);
        klok.Now = DateTimeOffset.Parse("2026-12-31T23:30:00Z", CultureInfo.InvariantCulture);
        Assert.StartsWith("ZAAK-2027-",
            (string)(await p.Post("zaken/api/v1/zaaknummer_reserveren", new { bronorganisatie = "000001375" }))["zaaknummer"]!,
            StringComparison.Ordinal);
    }
}
