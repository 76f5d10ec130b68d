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
}
