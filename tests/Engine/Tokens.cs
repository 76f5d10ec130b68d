using System.Text;
using System.Text.Json.Nodes;
using Xunit;

namespace Brink.Tests;

/// <summary>Which tokens are refused, and that refusing one says so in the standard's shape.</summary>
public sealed class Tokens
{
    private static string Unsigned() =>
        $"{Text("{\"alg\":\"none\",\"typ\":\"JWT\"}")}.{Text($"{{\"client_id\":\"beheerder\",\"iat\":{DateTimeOffset.UtcNow.ToUnixTimeSeconds()}}}")}.";

    private static string Signed(string claims, string header = "")
    {
        var part = $"{Text($"{{\"alg\":\"HS256\",\"typ\":\"JWT\"{header}}}")}.{Text($"{{\"client_id\":\"beheerder\",{claims}}}")}";
        var key = System.Security.Cryptography.HMACSHA256.HashData(Encoding.UTF8.GetBytes(Platform.Secret), Encoding.UTF8.GetBytes(part));
        return $"{part}.{Convert.ToBase64String(key).TrimEnd('=').Replace('+', '-').Replace('/', '_')}";
    }

    private static string Text(string json) => Convert.ToBase64String(Encoding.UTF8.GetBytes(json)).TrimEnd('=').Replace('+', '-')
        .Replace('/', '_');

    [Fact]
    public async Task Only_a_fresh_signed_token_of_a_known_client_is_let_in()
    {
        await using var p = await Platform.Start("sqlite");
        var now = DateTime.UtcNow;
        var now_ = new DateTimeOffset(now).ToUnixTimeSeconds();
        (string Why, string Token, int Status)[] rows =
        [
            ("good", Platform.Token("beheerder"), 200),
            ("alg none", Unsigned(), 401),
            ("another secret", Platform.Token("beheerder", "een-ander-geheim-van-minstens-32-tekens"), 401),
            ("unknown client", Platform.Token("niemand"), 401),
            ("issued in the future", Platform.Token("beheerder", iat: now.AddMinutes(10)), 401),
            ("issued long ago", Platform.Token("beheerder", iat: now.AddHours(-2)), 401),
            ("no token at all", "x", 401),
            ("not valid yet", Signed($"\"iat\":{now_},\"nbf\":{now_ + 3600}"), 401),
            ("not valid yet, but by a clock that is a little ahead", Signed($"\"iat\":{now_},\"nbf\":{now_ + 30}"), 200),
            ("valid since a while", Signed($"\"iat\":{now_},\"nbf\":{now_ - 3600}"), 200),
            ("iat with a fraction", Signed($"\"iat\":{now_}.5"), 200),
            ("iat as a text", Signed($"\"iat\":\"{now_}\""), 401),
            ("nbf as a text", Signed($"\"iat\":{now_},\"nbf\":\"{now_}\""), 401),
            ("exp as a text", Signed($"\"iat\":{now_},\"exp\":\"{now_ + 60}\""), 401),
            ("iat as nothing", Signed("\"iat\":null"), 401),
            ("an extension that must be understood", Signed($"\"iat\":{now_}", ",\"crit\":[\"exp2\"],\"exp2\":1"), 401),
            ("an extension that must be understood, empty", Signed($"\"iat\":{now_}", ",\"crit\":[]"), 401),
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

    [Theory, MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task A_handed_out_token_opens_the_registers_that_it_names(string store)
    {
        await using var p = await Platform.Start(store);
        var contact = await p.WithTokenRights("contact", new { registers = new[] { "klantinteracties", "contactgegevens" } });
        var alles = await p.WithTokenRights("alles", new { superuser = true });
        var objecten = await p.WithTokenRights("objecten", new { registers = new[] { "objecten" } });
        foreach (var path in (string[])["klantinteracties/api/v1/partijen", "klantinteracties/api/v1/klantcontacten",
            "contactgegevens/api/v1/persoon"])
        {
            Assert.Equal(200, (await p.Send(HttpMethod.Get, path, null, contact)).Status);
            Assert.Equal(200, (await p.Send(HttpMethod.Get, path, null, alles)).Status);
            Assert.Equal(200, (await p.Send(HttpMethod.Get, path)).Status); // a JWT still does
            Assert.Equal(403, (await p.Send(HttpMethod.Get, path, null, objecten)).Status);
            Assert.Equal(401, (await p.Send(HttpMethod.Get, path, null, p.WithHandedOut(new string('t', 40)))).Status);
            Assert.Equal(401, (await p.Send(HttpMethod.Get, path, null, p.As(null))).Status);
        }
        Assert.Equal(403, (await p.Send(HttpMethod.Get, "objecten/api/v2/objects", null, contact)).Status);
        Assert.Equal(401, (await p.Send(HttpMethod.Get, "zaken/api/v1/zaken", null, contact)).Status);
        // What it did is in the audit trail under its name, and it is gone when the administrator takes it back.
        var gemaakt = await p.Post("klantinteracties/api/v1/klantcontacten", Cast.KlantcontactBody(), contact);
        Assert.NotNull(gemaakt["url"]);
        var rijen = await p.Store.Read(db => db.Rows("SELECT doc FROM audit", [], r => JsonNode.Parse(r.GetBytes(0))!));
        Assert.Contains(rijen, r => (string?)r["applicatieId"] == "contact");
        Assert.Equal(204, (await p.Send(HttpMethod.Delete, "beheer/api/v1/tokens/contact")).Status);
        Assert.Equal(401, (await p.Send(HttpMethod.Get, "klantinteracties/api/v1/partijen", null, contact)).Status);
        foreach (var register in (string[])["klantinteracties", "contactgegevens", "objecten", "objecttypen"])
        {
            var document = await p.Get($"{register}/api/{(register[0] == 'o' ? "v2" : "v1")}/openapi.json");
            Assert.Equal(["tokenAuth", "JWT"], document["components"]!["securitySchemes"]!.AsObject().Select(s => s.Key));
            Assert.Equal(2, document["security"]!.AsArray().Count);
        }
    }

    [Theory, MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task A_client_can_be_granted_the_contact_registers_without_everything(string store)
    {
        await using var p = await Platform.Start(store);
        var lezer = await p.WithRights("lezer", new { component = "kic", scopes = new[] { "klantinteracties.lezen" } });
        Assert.Equal(200, (await p.Send(HttpMethod.Get, "klantinteracties/api/v1/partijen", null, lezer)).Status);
        Assert.Equal(403, (await p.Send(HttpMethod.Post, "klantinteracties/api/v1/klantcontacten", Cast.KlantcontactBody(), lezer)).Status);
        foreach (var path in (string[])["contactgegevens/api/v1/persoon", "zaken/api/v1/zaken", "objecten/api/v2/objects"])
            Assert.Equal(403, (await p.Send(HttpMethod.Get, path, null, lezer)).Status);
        // The types are seen at two addresses: what is granted at the older one says nothing of objects.
        var typen = await p.WithRights("typen", new { component = "objecttypen", scopes = new[] { "lezen" } });
        Assert.Equal(200, (await p.Send(HttpMethod.Get, "objecttypen/api/v2/objecttypes", null, typen)).Status);
        Assert.Equal(403, (await p.Send(HttpMethod.Post, "objecttypen/api/v2/objecttypes", new { name = "a", namePlural = "b" },
            typen)).Status);
        Assert.Equal(403, (await p.Send(HttpMethod.Get, "objecten/api/v2/objects", null, typen)).Status);
        var (_, applicaties) = await p.Send(HttpMethod.Get, "autorisaties/api/v1/applicaties?clientIds=lezer");
        Assert.Equal("Klantinteracties API", (string)applicaties!["results"]![0]!["autorisaties"]![0]!["componentWeergave"]!);
    }

    [Fact]
    public async Task A_token_that_sees_some_fields_only_does_not_write()
    {
        await using var p = await Platform.Start("sqlite");
        var type = await Bomen.Gepubliceerd(p);
        var token = Guid.NewGuid().ToString("N");
        var permission = new
        {
            type,
            mode = "read_and_write",
            use_fields = true,
            fields = new Dictionary<string, string[]> { ["1"] = ["url", "record__data__soort"] }
        };
        Assert.Equal(["permissions.0.use_fields:invalid"],
            await p.Faults(HttpMethod.Put, "beheer/api/v1/tokens/x", new { token, permissions = new[] { permission } }));
        // One that was kept before this was refused reads only, so that no answer to a write tells more.
        Assert.Equal(204, (await p.Send(HttpMethod.Put, "beheer/api/v1/tokens/x",
            new { token, permissions = new[] { permission with { mode = "read_only" } } })).Status);
        await p.Store.Write(db =>
        {
            db.Run("UPDATE token SET rechten = replace(rechten, 'read_only', 'read_and_write')", []);
            return ValueTask.FromResult(true);
        });
        var boom = await p.Post("objecten/api/v2/objects", Bomen.Body(type));
        var path = ((string)boom["url"]!)[p.Base.Length..];
        var houder = p.WithHandedOut(token);
        Assert.Equal(200, (await p.Send(HttpMethod.Get, path, null, houder)).Status);
        foreach (var method in (HttpMethod[])[HttpMethod.Patch, HttpMethod.Put, HttpMethod.Delete])
            Assert.Equal(403, (await p.Send(method, path, method == HttpMethod.Delete ? null : new { }, houder)).Status);
        Assert.Equal(403, (await p.Send(HttpMethod.Post, "objecten/api/v2/objects", Bomen.Body(type), houder)).Status);
    }

    [Fact]
    public async Task Steps_that_are_none_are_told_and_nothing_is_made()
    {
        await using var p = await Platform.Start("sqlite");
        const string goed = """{"maak":"catalogi/api/v1/catalogussen","als":"c","body":{"domein":"ABCDE","rsin":"000001375","contactpersoonBeheerNaam":"x"}}""";
        foreach (var (steps, name) in new (string, string)[]
        {
            ("[5]", "0"), ("[\"x\"]", "0"), ("[null]", "0"), ("[[]]", "0"), ("[{}]", "0.maak"), ("[{\"maak\":5}]", "0.maak"),
            ("[{\"maak\":null}]", "0.maak"),
            ("[{\"maak\":\"\\ud800\"}]", "0.maak"),
            ($"[{goed},{{\"maak\":\"x\",\"als\":5}}]", "1.als"), ($"[{goed},{{\"maak\":\"x\",\"body\":5}}]", "1.body"),
            ($"[{goed},{{\"maak\":\"x\",\"body\":[]}}]", "1.body"),
            ($"[{goed},{{\"maak\":\"nergens\"}}]", "nonFieldErrors"),
            ($"[{goed},{goed.Replace("\"rsin\":\"000001375\"", "\"rsin\":\"1\",\"rsin\":\"${c}\"", StringComparison.Ordinal)}]", "1.rsin"),
            ("{}", "nonFieldErrors"), ("5", "nonFieldErrors"),
        })
        {
            var faults = await p.Faults(HttpMethod.Post, "beheer/api/v1/samen", steps);
            Assert.True(faults[0].StartsWith(name + ":", StringComparison.Ordinal), $"{steps}: {faults[0]}");
        }
        Assert.Equal(0, await p.Rows("ztc_catalogus"));
        Assert.Equal(200, (await p.Send(HttpMethod.Post, "beheer/api/v1/samen", $"[{goed}]")).Status);
        Assert.Empty(p.Failures);
    }
}
