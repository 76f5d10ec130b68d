using System.Net;
using System.Text.Json.Nodes;
using Brink.Engine;
using Brink.Registers;
using Xunit;

namespace Brink.Tests;

/// <summary>The chained log: what was changed, removed, put in or cut off shows; and who reads personal data leaves a row.</summary>
public sealed class KetenTests
{
    private static readonly DateTimeOffset Vandaag = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    private static async Task Chain(Platform p, DateTimeOffset? at = null)
    {
        // On PostgreSQL a row waits until whoever wrote before it, for whatever organisation, is done.
        var end = DateTime.UtcNow.AddSeconds(20);
        while (DateTime.UtcNow < end && ((await p.Store.Write(db => Keten.Add(db, at ?? Vandaag))).More || await Loose(p) > 0)) { }
    }

    private static async Task<long> Loose(Platform p) => await p.Store.Read(db => db.Number(
        "SELECT (SELECT count(*) FROM audit a WHERE NOT EXISTS (SELECT 1 FROM keten WHERE bron = 'audit' AND rij = a.id)) "
        + "+ (SELECT count(*) FROM inzage i WHERE NOT EXISTS (SELECT 1 FROM keten WHERE bron = 'inzage' AND rij = i.id))"));
    private static async Task<string[]> Faults(Platform p, string? anchor = null) =>
        [.. (await p.Store.Read(db => Keten.Verify(db, Onderlaag.Model, anchor))).Fouten];
    private static Task<bool> Sql(Platform p, string sql) =>
        p.Store.Write(db => { db.Run(sql, []); return ValueTask.FromResult(true); }).AsTask();

    private static async Task<(Platform, Cast)> Zaken(string store)
    {
        var p = await Platform.Start(store);
        var cast = new Cast(p);
        for (var i = 0; i < 3; i++) await cast.NieuweZaak();
        await Chain(p);
        return (p, cast);
    }

    [Theory]
    [MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task An_untouched_log_holds_over_days_and_each_day_ends_with_a_link(string store)
    {
        var (p, cast) = await Zaken(store);
        await using var _ = p;
        var zaak = await cast.NieuweZaak();
        await Chain(p, Vandaag.AddDays(1));
        Assert.Empty(await Faults(p));
        var (dagen, _) = await p.Store.Read(db => Keten.Verify(db, Onderlaag.Model));
        Assert.Equal(["2026-03-02", "2026-03-03"], dagen.Select(d => d.Datum));
        Assert.Equal(await p.Rows("audit"), dagen.Sum(d => d.Schakels));
        Assert.Empty(await Faults(p, dagen[0].Hash));
        // What the standard has removed with its main object is no fault.
        using var deleted = await p.Beheerder.DeleteAsync(zaak);
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        await Chain(p, Vandaag.AddDays(1));
        Assert.Empty(await Faults(p));
    }

    [Theory]
    [MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task What_was_done_to_the_log_shows(string store)
    {
        string[] deeds =
        [
            "DELETE FROM audit WHERE id = (SELECT max(id) - 1 FROM audit)",
            "DELETE FROM keten WHERE nr = (SELECT max(nr) - 1 FROM keten)",
            "UPDATE keten SET som = 'anders' WHERE nr = (SELECT max(nr) - 1 FROM keten)",
            "UPDATE audit SET doc = '{}' WHERE id = (SELECT max(id) - 1 FROM audit)",
            "DELETE FROM keten WHERE nr = (SELECT max(nr) FROM keten)", // seen by the link that was kept elsewhere
        ];
        foreach (var deed in deeds)
        {
            var (p, _) = await Zaken(store);
            await using var platform = p;
            var last = (await p.Store.Read(db => Keten.Verify(db, Onderlaag.Model))).Dagen[^1].Hash;
            await Sql(p, deed);
            Assert.True((await Faults(p, last)).Length > 0, deed);
        }
    }

    [Theory]
    [MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task A_row_put_in_afterwards_shows(string store)
    {
        var (p, cast) = await Zaken(store);
        await using var _ = p;
        await Sql(p, "DELETE FROM keten WHERE nr = (SELECT min(nr) FROM keten)");
        var fouten = await Faults(p);
        Assert.Contains(fouten, f => f.Contains("tussen gezet", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task A_false_row_of_destruction_excuses_nothing(string store)
    {
        var (p, cast) = await Zaken(store);
        await using var _ = p;
        var rol = await cast.Made(typeof(Brink.Registers.Zaken.Rol));
        await p.Get(rol[p.Base.Length..]);
        await Chain(p);
        Assert.Empty(await Faults(p));
        var zaak = (await cast.Zaak())[^36..];
        // The row of a look goes, and a false row tells that what was looked at is destroyed.
        await Sql(p, "DELETE FROM inzage_sleutel WHERE rij = (SELECT max(id) FROM inzage)");
        await Sql(p, "DELETE FROM inzage WHERE id = (SELECT max(id) FROM inzage)");
        foreach (var what in (string[])[rol[^36..], zaak])
            await Sql(p, $"INSERT INTO audit (uuid, hoofdobject, doc) VALUES ('{Guid.NewGuid()}', '{what}', '{{\"actie\":\"destroy\"}}')");
        await Chain(p);
        Assert.Contains(await Faults(p), f => f.Contains("van inzage is weg", StringComparison.Ordinal));
        // And the trail of a zaak that is still there cannot have gone with it.
        await Sql(p, $"DELETE FROM audit WHERE hoofdobject = '{zaak}' AND id = (SELECT min(id) FROM audit WHERE hoofdobject = '{zaak}')");
        Assert.Contains(await Faults(p), f => f.Contains("van audit is weg", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task Rows_whose_term_is_over_go_and_the_chain_holds_and_no_other_row_can_go_with_them(string store)
    {
        await using var p = await Platform.Start(store);
        var cast = new Cast(p);
        var rol = await cast.Made(typeof(Brink.Registers.Zaken.Rol));
        await p.Get(rol[p.Base.Length..]);
        await Chain(p);
        var old = await p.Rows("inzage");
        var later = Vandaag.AddDays(400);
        await p.Get(rol[p.Base.Length..]);
        await Chain(p, later);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Logopruiming.Clear(p.Store, 100, later));
        Assert.Equal(0, await Logopruiming.Clear(p.Store, 500, later)); // none is that old
        Assert.Equal(old, await Logopruiming.Clear(p.Store, 365, later));
        Assert.Equal(1, await p.Rows("inzage"));
        await Chain(p, later);
        Assert.Empty(await Faults(p));
        var told = Assert.Single(await p.Store.Read(Logopruiming.Of));
        Assert.Equal((old, "2026-03-02"),
            (told.Aantal, Stored.Text(DateOnly.Parse(told.Tot, System.Globalization.CultureInfo.InvariantCulture).AddDays(-35))));
        // What the command did not remove, is missed.
        await Sql(p, "DELETE FROM inzage_sleutel");
        await Sql(p, "DELETE FROM inzage");
        var faults = await Faults(p);
        Assert.Contains(faults, f => f.Contains("van inzage is weg", StringComparison.Ordinal));
        // A false row of removal, of rows that are not old enough, excuses nothing either.
        await Sql(p, $"INSERT INTO audit (uuid, hoofdobject, doc) VALUES ('{Guid.NewGuid()}', 'inzage-opruiming', "
            + """'{"opruiming":{"totRij":999999,"tot":"2027-12-31","op":"2027-12-31","aantal":1}}')""");
        await Chain(p, later);
        Assert.Contains(await Faults(p), f => f.Contains("van inzage is weg", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task A_row_that_can_no_longer_be_found_by_person_shows(string store)
    {
        await using var p = await Platform.Start(store);
        var cast = new Cast(p);
        await cast.Made(typeof(Brink.Registers.Zaken.Rol));
        Assert.Empty(await Faults(p)); // not chained yet, and whole
        await Chain(p);
        await Sql(p, "DELETE FROM inzage_sleutel WHERE sleutel LIKE 'p:%'");
        Assert.Contains(await Faults(p), f => f.Contains("sleutels", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task A_destroyed_zaak_leaves_who_destroyed_it_and_nothing_of_its_content(string store)
    {
        await using var p = await Platform.Start(store);
        var cast = new Cast(p);
        var zaak = await cast.NieuweZaak();
        var uuid = zaak[^36..];
        using var deleted = await p.Beheerder.DeleteAsync(zaak);
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        var rows = await p.Store.Read(db =>
            db.Rows("SELECT doc FROM audit WHERE hoofdobject = $1", [uuid], r => JsonNode.Parse(r.GetBytes(0))!));
        var row = Assert.Single(rows);
        Assert.Equal("destroy", (string)row["actie"]!);
        Assert.Empty(row["wijzigingen"]!.AsObject());
    }

    [Theory]
    [MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task Whoever_reads_personal_data_leaves_a_row(string store)
    {
        await using var p = await Platform.Start(store);
        var cast = new Cast(p);
        var zaak = await cast.NieuweZaak();
        await p.Get(zaak[p.Base.Length..]);
        Assert.Equal(0, await p.Rows("inzage")); // a zaak by itself says nothing of a person
        var rol = await cast.Made(typeof(Brink.Registers.Zaken.Rol));
        Assert.Equal(1, await p.Rows("inzage")); // who makes one processes somebody's data too, and is answered with all of it
        await p.Get(rol[p.Base.Length..]);
        await p.Get("zaken/api/v1/rollen");
        Assert.Equal(3, await p.Rows("inzage"));
        var row = await p.Store.Read(db =>
            db.First("SELECT doc FROM inzage ORDER BY id LIMIT 1 OFFSET 1", [], r => JsonNode.Parse(r.GetBytes(0))!));
        Assert.Equal(("rollen/" + rol[^36..], "retrieve", "zrc"),
            ((string)row!["objecten"]![0]!, (string)row["actie"]!, (string)row["bron"]!));
        await Chain(p);
        Assert.Empty(await Faults(p));
    }
}
