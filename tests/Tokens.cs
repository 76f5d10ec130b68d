using System.Text;
using Xunit;

namespace Brink.Tests;

/// <summary>Which tokens are refused, and that refusing one says so in the standard's shape.</summary>
public sealed class Tokens
{
    private static string Unsigned() =>
        $"{Text("{\"alg\":\"none\",\"typ\":\"JWT\"}")}.{Text($"{{\"client_id\":\"beheerder\",\"iat\":{DateTimeOffset.UtcNow.ToUnixTimeSeconds()}}}")}.";

    private static string Text(string json) => Convert.ToBase64String(Encoding.UTF8.GetBytes(json)).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    [Fact]
    public async Task Only_a_fresh_signed_token_of_a_known_client_is_let_in()
    {
        await using var p = await Platform.Start("sqlite");
        var now = DateTime.UtcNow;
        (string Why, string Token, int Status)[] rows =
        [
            ("good", Platform.Token("beheerder"), 200),
            ("alg none", Unsigned(), 401),
            ("another secret", Platform.Token("beheerder", "een-ander-geheim-van-minstens-32-tekens"), 401),
            ("unknown client", Platform.Token("niemand"), 401),
            ("issued in the future", Platform.Token("beheerder", iat: now.AddMinutes(10)), 401),
            ("issued long ago", Platform.Token("beheerder", iat: now.AddHours(-2)), 401),
            ("no token at all", "x", 401),
        ];
        foreach (var (why, token, status) in rows)
        {
            var (actual, json) = await p.Send(HttpMethod.Get, "zaken/api/v1/zaken", null, p.WithToken(token));
            Assert.True(actual == status, $"{why}: {actual} {json}");
            if (status == 401) Assert.Equal("not_authenticated", (string?)json!["code"]);
        }
    }

    [Theory, MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task A_handed_out_token_is_administered_by_a_superuser_and_never_shown_again(string store)
    {
        await using var p = await Platform.Start(store);
        var token = Guid.NewGuid().ToString("N");
        const string at = "beheer/api/v1/tokens/open-formulieren";
        Assert.Equal(["token:min_length"], await p.Faults(HttpMethod.Put, at, new { token = "te-kort" }));
        Assert.Equal(["registers.0:invalid_choice"], await p.Faults(HttpMethod.Put, at, new { token, registers = new[] { "zaken" } }));
        Assert.Equal(204, (await p.Send(HttpMethod.Put, at, new { token, superuser = true })).Status);
        Assert.Equal(["token:unique"], await p.Faults(HttpMethod.Put, "beheer/api/v1/tokens/ander", new { token }));

        var other = await p.WithRights("gewoon", new { component = "ac", scopes = new[] { "autorisaties.lezen" }, componentWeergave = "" });
        Assert.Equal(403, (await p.Send(HttpMethod.Put, at, new { token }, other)).Status);
        Assert.Equal(403, (await p.Send(HttpMethod.Get, "beheer/api/v1/tokens", null, other)).Status);

        var list = await p.Get("beheer/api/v1/tokens");
        Assert.Equal("open-formulieren", (string?)list[0]!["naam"]);
        Assert.DoesNotContain(token, list.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(1, await p.Store.Read(db => db.Number("SELECT count(*) FROM token WHERE hash <> $1", token)));

        // The registers of the ZGW standards take no such token, and neither does its administration.
        foreach (var path in new[] { "zaken/api/v1/zaken", at })
            Assert.Equal(401, (await p.Send(path == at ? HttpMethod.Delete : HttpMethod.Get, path, null, p.WithHandedOut(token))).Status);
        Assert.Equal(204, (await p.Send(HttpMethod.Delete, at)).Status);
        Assert.Equal(404, (await p.Send(HttpMethod.Delete, at)).Status);
    }
}
