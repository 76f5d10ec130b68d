using System.Net;
using System.Text.Json.Nodes;
using Brink.Engine;
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
    private static async Task<string[]> Faults(Platform p, string? anchor = null) => [.. (await p.Store.Read(db => Keten.Verify(db, anchor))).Fouten];
    private static Task<bool> Sql(Platform p, string sql) => p.Store.Write(db => { db.Run(sql, []); return ValueTask.FromResult(true); }).AsTask();

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
        var (dagen, _) = await p.Store.Read(db => Keten.Verify(db));
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
            var last = (await p.Store.Read(db => Keten.Verify(db))).Dagen[^1].Hash;
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
    public async Task A_destroyed_zaak_leaves_who_destroyed_it_and_nothing_of_its_content(string store)
    {
        await using var p = await Platform.Start(store);
        var cast = new Cast(p);
        var zaak = await cast.NieuweZaak();
        var uuid = zaak[^36..];
        using var deleted = await p.Beheerder.DeleteAsync(zaak);
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        var rows = await p.Store.Read(db => db.Rows("SELECT doc FROM audit WHERE hoofdobject = $1", [uuid], r => JsonNode.Parse(r.GetBytes(0))!));
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
        var before = await p.Rows("inzage");
        Assert.Equal(0, before);
        await p.Get(rol[p.Base.Length..]);
        await p.Get("zaken/api/v1/rollen");
        Assert.Equal(2, await p.Rows("inzage"));
        var row = await p.Store.Read(db => db.First("SELECT doc FROM inzage ORDER BY id LIMIT 1", [], r => JsonNode.Parse(r.GetBytes(0))!));
        Assert.Equal((rol[^36..], "retrieve", "zrc"), ((string)row!["uuid"]!, (string)row["actie"]!, (string)row["bron"]!));
        await Chain(p);
        Assert.Empty(await Faults(p));
    }
}
