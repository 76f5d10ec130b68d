using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Brink.Engine;
using Brink.Registers;
using Xunit;

namespace Brink.Tests;

/// <summary>Who changes something says from which version (If-Match): every resource of every register refuses a change from another one,
/// derived from the definitions.</summary>
public sealed class Versievoorwaarde
{
    private const string Oud = "\"00000000000000000000000000000000\"";
    public static TheoryData<string, string> Resources => ResourceContract.Resources;
    public static TheoryData<string> Alle => Stores.All;

    private sealed record Antwoord(int Status, string? Tag, JsonNode? Json);

    private static async Task<Antwoord> Stuur(Platform p, HttpMethod method, string path, object? body, string? ifMatch,
        string kop = "If-Match")
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        if (ifMatch is not null) request.Headers.TryAddWithoutValidation(kop, ifMatch);
        using var response = await p.Beheerder.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return new((int)response.StatusCode, response.Headers.TryGetValues("ETag", out var tags) ? tags.Single() : null,
            text.Length > 0 && text[0] is '{' or '['
            ? JsonNode.Parse(text) : null);
    }

    [Theory, MemberData(nameof(Resources))]
    public async Task Is_kept_by_every_resource(string table, string store)
    {
        await using var p = await Platform.Start(store);
        var d = Onderlaag.Model.Definitions.Single(x => x.Table == table);
        var birth = await Births.Of(d.Type, new Cast(p));
        Assert.Equal(412, (await Stuur(p, HttpMethod.Post, birth.Collection, birth.Body, Oud)).Status); // a collection has no version
        var made = await Stuur(p, HttpMethod.Post, birth.Collection, birth.Body, null);
        Assert.Equal(201, made.Status);
        var path = ((string)made.Json!["url"]!)[p.Base.Length..];
        if (!d.Has(Operation.Read)) return;
        var tag = made.Tag!;
        Assert.Matches("^\"[0-9a-f]{32}\"$", tag);
        Assert.Equal((200, tag), (await Stuur(p, HttpMethod.Get, path, null, null)) is var read ? (read.Status, read.Tag) : default);
        Assert.Equal(304, (await Stuur(p, HttpMethod.Get, path, null, tag, "If-None-Match")).Status);
        if (d.Has(Operation.Head)) Assert.Equal(tag, (await Stuur(p, HttpMethod.Head, path, null, null)).Tag);

        // From an old version nothing is changed, and the answer names the version that there is.
        async Task<string> Rows() =>
            $"{await p.Rows(d.Table)} {await p.Rows("audit")} {await p.Rows("outbox")} {await p.Rows("inzage_sleutel")}";
        async Task Refused(HttpMethod method, string at, object? body)
        {
            var before = await Rows();
            foreach (var wrong in (string[])[Oud, "W/" + tag, $"{Oud}, \"iets anders\"", "W/\"x\", " + Oud])
            {
                var answer = await Stuur(p, method, at, body, wrong);
                Assert.True((412, tag) == (answer.Status, answer.Tag),
                    $"{method} {at} If-Match {wrong}: {answer.Status} {answer.Tag} {answer.Json?.ToJsonString()} "
                    + $"{p.Failures.LastOrDefault()}");
                Assert.Equal("precondition_failed", (string?)answer.Json!["code"]);
            }
            foreach (var malformed in (string[])["geen-aanhalingstekens", "\"a", "*, " + tag, "\"a\" \"b\"", ""])
            {
                Assert.Equal((400, "If-Match"), await Stuur(p, method, at, body, malformed) is var bad
                    ? (bad.Status, (string?)bad.Json?["invalidParams"]?[0]?["name"]) : default);
            }
            Assert.Equal(412, (await Stuur(p, method, at, body, tag, "If-None-Match")).Status);
            Assert.Equal(before, await Rows());
            Assert.Equal(tag, (await Stuur(p, HttpMethod.Get, path, null, null)).Tag);
        }
        foreach (var (op, method) in ((Operation, HttpMethod)[])[(Operation.Put, HttpMethod.Put), (Operation.Patch, HttpMethod.Patch),
            (Operation.Delete, HttpMethod.Delete)])
        {
            if (d.Has(op)) await Refused(method, path, op == Operation.Put ? birth.Body : op == Operation.Patch ? new { } : null);
        }
        foreach (var deed in d.Actions.Where(a => a is { OnResource: true, Method: "POST", LargestFile: null }))
        {
            await Refused(HttpMethod.Post, deed.AtRoot ? $"{d.Register.Root}/{deed.Name}/{path[^36..]}" : $"{path}/{deed.Name}",
                deed.Body is null && deed.UploadWithin is null ? null : new { });
        }

        // From the version that there is it goes as without saying so.
        if (d.Has(Operation.Patch))
        {
            foreach (var right in (string[])[tag, "*", $"{Oud}, {tag}", $" {tag} ,{Oud}"])
            {
                var now = (await Stuur(p, HttpMethod.Get, path, null, null)).Tag!;
                var without = await Stuur(p, HttpMethod.Patch, path, new { }, null);
                now = (await Stuur(p, HttpMethod.Get, path, null, null)).Tag!;
                var with = await Stuur(p, HttpMethod.Patch, path, new { }, right.Replace(tag, now, StringComparison.Ordinal));
                Assert.Equal(without.Status, with.Status);
                if (with.Status == 200) Assert.Equal(with.Tag, (await Stuur(p, HttpMethod.Get, path, null, null)).Tag);
            }
        }
        if (!d.Has(Operation.Delete)) return;
        var last = (await Stuur(p, HttpMethod.Get, path, null, null)).Tag;
        Assert.InRange((await Stuur(p, HttpMethod.Delete, path, null, last)).Status, 200, 204);
        Assert.Equal(404, (await Stuur(p, HttpMethod.Delete, path, null, last)).Status);
    }

    /// <summary>The guard against emptiness: the contract above speaks of changes and of deeds.</summary>
    [Fact]
    public void There_is_something_to_keep_it() =>
        Assert.True(Onderlaag.Model.Definitions.Count(d => d.Has(Operation.Patch) && Births.Knows(d.Type)) > 40
        && Onderlaag.Model.Definitions.Sum(d => d.Actions.Count(a => a is { OnResource: true, Method: "POST" })) > 20);

    [Theory, MemberData(nameof(Alle))]
    public async Task Of_two_who_began_from_one_version_one_wins(string store)
    {
        await using var p = await Platform.Start(store);
        var path = (await new Cast(p).Zaak())[p.Base.Length..];
        for (var keer = 0; keer < 3; keer++)
        {
            var tag = (await Stuur(p, HttpMethod.Get, path, null, null)).Tag;
            var audit = await p.Rows("audit");
            var answers = await Task.WhenAll(
                Enumerable.Range(0, 12).Select(n =>
                Stuur(p, HttpMethod.Patch, path, new { toelichting = $"keer {keer}, schrijver {n}" }, tag)));
            var won = Assert.Single(answers, a => a.Status == 200);
            Assert.All(answers.Where(a => a != won), a => Assert.Equal((412, won.Tag), (a.Status, a.Tag)));
            Assert.Equal(audit + 1, await p.Rows("audit"));
            Assert.Equal(won.Json!["toelichting"]!.ToJsonString(), (await p.Get(path))["toelichting"]!.ToJsonString());
        }
    }

    [Theory, MemberData(nameof(Alle))]
    public async Task What_goes_along_with_an_answer_is_no_other_version(string store)
    {
        await using var p = await Platform.Start(store);
        var cast = new Cast(p);
        var path = (await cast.Zaak())[p.Base.Length..];
        var (plain, more) = ((await Stuur(p, HttpMethod.Get, path, null, null)).Tag!,
            (await Stuur(p, HttpMethod.Get, path + "?expand=zaaktype", null, null)).Tag!);
        Assert.NotEqual(plain, more); // it is another answer, and must be sent anew
        Assert.StartsWith(plain.TrimEnd('"') + ".", more, StringComparison.Ordinal);
        Assert.Equal(304, (await Stuur(p, HttpMethod.Get, path + "?expand=zaaktype", null, more, "If-None-Match")).Status);
        Assert.Equal(200, (await Stuur(p, HttpMethod.Get, path, null, more, "If-None-Match")).Status);
        Assert.Equal(200, (await Stuur(p, HttpMethod.Patch, path, new { toelichting = "anders" }, more)).Status);
        // and it was made from that version
        Assert.Equal(412, (await Stuur(p, HttpMethod.Patch, path, new { toelichting = "nog eens" }, more)).Status);

        // A part that is made or goes changes the zaak as it is shown, and so its version.
        var voor = (await Stuur(p, HttpMethod.Get, path, null, null)).Tag;
        await cast.Url("zaken/api/v1/statussen",
            new { zaak = await cast.Zaak(), statustype = (await cast.Gepubliceerd()).Begin, datumStatusGezet = "2024-01-02T10:00:00Z" });
        Assert.Equal(412, (await Stuur(p, HttpMethod.Patch, path, new { toelichting = "nog eens" }, voor)).Status);

        // An earlier version of a document is not the one that is changed.
        var document = (await cast.Document())[p.Base.Length..];
        var eerste = (await Stuur(p, HttpMethod.Get, document + "?versie=1", null, null)).Tag;
        var slot = (string)(await p.Post(document + "/lock", new { }))["lock"]!;
        Assert.Equal(200, (await p.Send(HttpMethod.Patch, document, new { titel = "Tweede", @lock = slot })).Status);
        Assert.Equal(412, (await Stuur(p, HttpMethod.Patch, document, new { titel = "Derde", @lock = slot }, eerste)).Status);
        Assert.Equal(200, (await Stuur(p, HttpMethod.Patch, document, new { titel = "Derde", @lock = slot },
            (await Stuur(p, HttpMethod.Get, document, null, null)).Tag)).Status);
    }

    /// <summary>Who may not know a version is not told: rights and existence come first.</summary>
    [Fact]
    public async Task Is_judged_after_rights()
    {
        await using var p = await Platform.Start("sqlite");
        var path = (await new Cast(p).Zaak())[p.Base.Length..];
        var machteloos = await p.WithRights("machteloos", new { component = "ztc", scopes = new[] { "catalogi.lezen" } });
        foreach (var (client, at, status) in new[] { (machteloos, path, 403), (p.As(null), path, 401),
            (p.Beheerder, path[..^36] + Guid.NewGuid(), 404) })
        {
            using var request = new HttpRequestMessage(HttpMethod.Patch, at) { Content = JsonContent.Create(new { }) };
            request.Headers.IfMatch.Add(new EntityTagHeaderValue(Oud));
            using var response = await client.SendAsync(request);
            Assert.Equal(((HttpStatusCode)status, null), (response.StatusCode, response.Headers.ETag));
        }
    }
}
