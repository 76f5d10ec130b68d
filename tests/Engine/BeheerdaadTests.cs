using System.Net;
using System.Text.Json.Nodes;
using Brink.Engine;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Brink.Tests;

/// <summary>Rights given and taken, people who come in and tokens that are refused leave rows; and guessing is slowed.</summary>
public sealed class BeheerdaadTests
{
    private const string Beheer = "beheer/api/v1/";
    private static readonly object Geheim = new { secret = Platform.Secret };

    [Theory]
    [MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task Giving_and_taking_rights_leaves_a_row_each_without_secrets(string store)
    {
        await using var p = await Platform.Start(store);
        async Task<JsonNode> One(HttpMethod method, string path, object? body = null)
        {
            var rows = await p.Rows("audit");
            Assert.Equal(204, (await p.Send(method, Beheer + path, body)).Status);
            Assert.Equal(rows + 1, await p.Rows("audit"));
            return (await p.Get(Beheer + "daden"))["results"]![0]!;
        }
        var token = new string('t', 40);
        var made = await One(HttpMethod.Put, "clients/robot", Geheim);
        Assert.Equal(("create", "client", "robot", "tester"),
            ((string)made["actie"]!, (string)made["resource"]!, (string)made["resourceWeergave"]!, (string)made["gebruikersId"]!));
        Assert.Equal("update", (string)(await One(HttpMethod.Put, "clients/robot", Geheim))["actie"]!);
        Assert.Equal("robot", (string)(await p.Get(Beheer + "clients"))[0]!["clientId"]!);
        var given = await One(HttpMethod.Put, "tokens/alles", new { token, superuser = true });
        Assert.True((bool)given["wijzigingen"]!["nieuw"]!["superuser"]!);
        var taken = await One(HttpMethod.Delete, "tokens/alles");
        Assert.Equal("destroy", (string)taken["actie"]!);
        Assert.True((bool)taken["wijzigingen"]!["oud"]!["superuser"]!); // what it could do is still to be seen
        await One(HttpMethod.Delete, "clients/robot");
        Assert.Empty((await p.Get(Beheer + "clients")).AsArray());

        var all = (await p.Get(Beheer + "daden")).ToJsonString();
        Assert.DoesNotContain(token, all, StringComparison.Ordinal);
        Assert.DoesNotContain(Platform.Secret, all, StringComparison.Ordinal);

        // What is refused, or was not there, leaves none.
        var before = await p.Rows("audit");
        Assert.Equal(404, (await p.Send(HttpMethod.Delete, Beheer + "clients/robot")).Status);
        Assert.Equal(404, (await p.Send(HttpMethod.Delete, Beheer + "tokens/alles")).Status);
        Assert.Equal(400, (await p.Send(HttpMethod.Put, Beheer + "clients/robot", new { secret = "kort" })).Status);
        var other = await p.WithRights("lezer", new { component = "ztc", scopes = new[] { "catalogi.lezen" } });
        before = await p.Rows("audit");
        foreach (var path in (string[])["clients", "tokens", "daden"])
            Assert.Equal(403, (await p.Send(HttpMethod.Get, Beheer + path, null, other)).Status);
        Assert.Equal(403, (await p.Send(HttpMethod.Delete, Beheer + "clients/lezer", null, other)).Status);
        Assert.Equal(before, await p.Rows("audit"));
    }

    [Theory]
    [MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task A_client_whose_secret_is_removed_gets_in_no_more(string store)
    {
        await using var p = await Platform.Start(store);
        var client = await p.WithRights("weg", new { component = "ztc", scopes = new[] { "catalogi.lezen" } });
        Assert.Equal(200, (await p.Send(HttpMethod.Get, "catalogi/api/v1/zaaktypen", null, client)).Status);
        Assert.Equal(204, (await p.Send(HttpMethod.Delete, Beheer + "clients/weg")).Status);
        Assert.Equal(401, (await p.Send(HttpMethod.Get, "catalogi/api/v1/zaaktypen", null, client)).Status);
    }

    private static async Task<(int Status, string RetryAfter)> From(Platform p, Api api, string address, string authorization)
    {
        var http = new DefaultHttpContext();
        http.Connection.RemoteIpAddress = IPAddress.Parse(address);
        (http.Request.Method, http.Request.Scheme, http.Request.Host, http.Request.Path) = ("GET", "http", new HostString("brink.test"),
            $"/{p.Name}/catalogi/api/v1/zaaktypen");
        http.Request.Headers.Authorization = authorization;
        http.Response.Body = new MemoryStream();
        await api.Invoke(http);
        return (http.Response.StatusCode, http.Response.Headers.RetryAfter.ToString());
    }

    [Fact]
    public async Task Guessing_is_slowed_for_that_client_at_that_address_only_and_seen()
    {
        var clock = new Clock(new DateTimeOffset(2026, 11, 30, 12, 0, 0, TimeSpan.Zero));
        await using var p = await Platform.Start("sqlite", klok: clock);
        await p.WithRights("honest", new { component = "ztc", scopes = new[] { "catalogi.lezen" } });
        var api = p.Api;
        string Good(string client) => "Bearer " + Platform.Token(client, iat: clock.Now.UtcDateTime);
        string Wrong(string client, int i) => "Bearer " + Platform.Token(client, $"geraden-geheim-nummer-{i}-van-minstens-32-tekens",
            clock.Now.UtcDateTime);
        var rows = await p.Rows("audit");

        var answers = new List<(int Status, string RetryAfter)>();
        for (var i = 0; i < 300; i++) answers.Add(await From(p, api, "192.0.2.1", Wrong("beheerder", i)));
        Assert.All(answers.Take(20), a => Assert.Equal(401, a.Status));
        Assert.All(answers.Skip(20), a => Assert.Equal((429, "5"), a));
        // With none left, not even the right one is looked at: or else each guess would still be told.
        Assert.Equal(429, (await From(p, api, "192.0.2.1", Good("beheerder"))).Status);

        // Who has another client at the same address, or the same client at another, notices nothing; nor does who calls from within.
        Assert.Equal(200, (await From(p, api, "192.0.2.1", Good("honest"))).Status);
        Assert.Equal(200, (await From(p, api, "192.0.2.2", Good("beheerder"))).Status);
        Assert.Equal(200, (await p.Send(HttpMethod.Get, "catalogi/api/v1/zaaktypen")).Status);
        // Names that nobody has share what there is to spend, and take nothing of whoever is known.
        for (var i = 0; i < 25; i++) await From(p, api, "192.0.2.3", Wrong("verzonnen-" + i, i));
        Assert.Equal(429, (await From(p, api, "192.0.2.3", Wrong("weer-een-ander", 1))).Status);
        Assert.Equal(200, (await From(p, api, "192.0.2.3", Good("honest"))).Status);

        // It is seen: one row per minute for each client and address, that says how often; nothing of what was tried.
        Assert.Equal(rows + 2, await p.Rows("audit"));
        var told = (await p.Get(Beheer + "daden"))["results"]!.AsArray().Where(d => (string)d!["actie"]! == "geweigerd")
            .Select(d => d!.ToJsonString()).ToList();
        Assert.Contains(told, t => t.Contains("beheerder", StringComparison.Ordinal) && t.Contains("192.0.2.1", StringComparison.Ordinal));
        Assert.DoesNotContain(told, t => t.Contains("verzonnen", StringComparison.Ordinal) || t.Contains("eyJ", StringComparison.Ordinal));

        // What was spent comes back.
        clock.Now = clock.Now.AddSeconds(6);
        Assert.Equal(200, (await From(p, api, "192.0.2.1", Good("beheerder"))).Status);
        // And a good token that is too old is no guess.
        for (var i = 0; i < 30; i++)
        {
            Assert.Equal(401, (await From(p, api, "192.0.2.9",
            "Bearer " + Platform.Token("honest", iat: clock.Now.UtcDateTime.AddHours(-2)))).Status);
        }
    }

    [Fact]
    public async Task Guessing_of_handed_out_tokens_is_slowed_and_a_known_one_goes_on()
    {
        var clock = new Clock(new DateTimeOffset(2026, 11, 30, 12, 0, 0, TimeSpan.Zero));
        await using var p = await Platform.Start("sqlite", klok: clock);
        var token = new string('g', 40);
        Assert.Equal(204, (await p.Send(HttpMethod.Put, Beheer + "tokens/goed", new { token, superuser = true })).Status);
        async Task<int> Try(string with)
        {
            var http = new DefaultHttpContext();
            http.Connection.RemoteIpAddress = IPAddress.Parse("2001:db8::1");
            (http.Request.Method, http.Request.Scheme, http.Request.Host, http.Request.Path) = ("GET", "http", new HostString("brink.test"),
                $"/{p.Name}/objecten/api/v2/objects");
            http.Request.Headers.Authorization = "Token " + with;
            http.Response.Body = new MemoryStream();
            await p.Api.Invoke(http);
            return http.Response.StatusCode;
        }
        Assert.Equal(200, await Try(token));
        var answers = new List<int>();
        for (var i = 0; i < 30; i++) answers.Add(await Try($"{i:D40}"));
        Assert.Equal((20, 10), (answers.Count(a => a == 401), answers.Count(a => a == 429)));
        clock.Now = clock.Now.AddSeconds(5.5); // no longer remembered, and yet no guess
        for (var i = 0; i < 3; i++) await Try($"{i:D40}");
        Assert.Equal(200, await Try(token));
    }

    [Fact]
    public void What_is_remembered_of_guesses_is_bounded()
    {
        var clock = new Clock(DateTimeOffset.UnixEpoch);
        var guesses = new Gissen(clock);
        for (var i = 0; i < 30_000; i++) guesses.Failed("o", "c", $"10.{i / 65536}.{i / 256 % 256}.{i % 256}");
        for (var i = 0; i < 30; i++) guesses.Failed("o", "c", "busy");
        Assert.NotNull(guesses.Wait("o", "c", "busy"));
        Assert.InRange(guesses.Known, 1, 10_000);
    }

    [Fact]
    public async Task What_is_deleted_does_not_stay_behind_in_the_file()
    {
        var folder = Directory.CreateTempSubdirectory("brink-wis-").FullName;
        try
        {
            var file = Path.Combine(folder, "brink.db");
            const string secret = "geheim-van-999990019-dat-weg-moet";
            await using (var store = new SqliteStore(file))
            {
                await store.Write(async db =>
                {
                    await db.ExecuteOnce("CREATE TABLE t (id INTEGER PRIMARY KEY, doc BLOB)");
                    for (var i = 0; i < 200; i++)
                    {
                        db.Run("INSERT INTO t (doc) VALUES ($1)",
                        [System.Text.Encoding.UTF8.GetBytes($"{secret} {i} {new string('x', 500)}")]);
                    }
                    return true;
                });
                await store.Write(db => { db.Run("DELETE FROM t", []); return ValueTask.FromResult(true); });
            }
            Assert.True(new FileInfo(file).Length > 100_000, "the pages must still be there for this to mean anything");
            Assert.DoesNotContain(secret, System.Text.Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file)),
                StringComparison.Ordinal);
            Assert.False(File.Exists(file + "-wal") && new FileInfo(file + "-wal").Length > 0, "and not in the log beside it");
        }
        finally { Directory.Delete(folder, true); }
    }
}
