using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Brink.Engine;
using Brink.Registers;
using Brink.Registers.Documenten;
using Xunit;

namespace Brink.Tests;

/// <summary>Content that comes in parts, and the cleaning up of content that nobody refers to.</summary>
public sealed class BestandsdelenTests
{
    private const string Documenten = DocumentenTests.Documenten;
    private const int Deel = 1000;
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static async Task<JsonObject> Body(Cast cast, long? omvang, string? inhoud = null, object? integriteit = null) => (JsonObject)
        System.Text.Json.JsonSerializer.SerializeToNode(new
        {
            bronorganisatie = "000000000",
            creatiedatum = "2024-01-02",
            titel = "Tekening",
            auteur = "Architect",
            taal = "nld",
            bestandsnaam = "tekening.dwg",
            informatieobjecttype = (await cast.Informatieobjecttype()).Url,
            bestandsomvang = omvang,
            inhoud,
            integriteit,
        })!;

    private static string Path(Platform p, JsonNode resource) => ((string)resource["url"]!)[p.Base.Length..];

    /// <summary>Sends a part; the fields in the order given. The status, and the answer's JSON.</summary>
    private static async Task<(int Status, JsonNode? Json)> Stuur(Platform p, JsonNode deel, byte[]? inhoud, string? slot,
        bool lockLast = false, HttpClient? client = null)
    {
        using var form = new MultipartFormDataContent();
        void Lock() { if (slot is not null) form.Add(new StringContent(slot), "lock"); }
        if (!lockLast) Lock();
        if (inhoud is not null)
        {
            form.Add(new ByteArrayContent(inhoud) { Headers = { ContentType = new("application/octet-stream") } }, "inhoud",
            "../../deel.bin");
        }
        if (lockLast) Lock();
        using var answer = await (client ?? p.Beheerder).PutAsync(new Uri((string)deel["url"]!), form, Cancel);
        var text = await answer.Content.ReadAsStringAsync(Cancel);
        return ((int)answer.StatusCode, text.Length > 0 && text[0] == '{' ? JsonNode.Parse(text) : null);
    }

    private static string[] Codes(JsonNode? problem) => [.. problem!["invalidParams"]!.AsArray().Select(f => $"{f!["name"]}:{f["code"]}")];

    private static Task<string[]> Unlock(Platform p, string url, string slot) =>
        p.Faults(HttpMethod.Post, url + "/unlock", new { @lock = slot });

    private static byte[] Stuk(byte[] inhoud, JsonNode deel) =>
        inhoud[(((int)deel["volgnummer"]! - 1) * Deel)..Math.Min((int)deel["volgnummer"]! * Deel, inhoud.Length)];

    private static async Task<byte[]> Download(Platform p, string url)
    {
        using var response = await p.Beheerder.GetAsync(new Uri(url), Cancel);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadAsByteArrayAsync(Cancel);
    }

    [Theory]
    [MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task Parts_come_in_any_order_and_the_unlock_makes_them_one(string store)
    {
        await using var p = await Platform.Start(store, Deel);
        var inhoud = RandomNumberGenerator.GetBytes(2 * Deel + 345);
        var made = await p.Post(Documenten, await Body(new Cast(p), inhoud.Length));
        var (url, slot) = (Path(p, made), (string)made["lock"]!);
        var delen = made["bestandsdelen"]!.AsArray();
        Assert.Equal((true, 40, 3), ((bool)made["locked"]!, slot.Length, delen.Count));
        Assert.Null(made["inhoud"]);
        Assert.Equal([1, 2, 3], delen.Select(d => (int)d!["volgnummer"]!));
        Assert.Equal([Deel, Deel, 345], delen.Select(d => (int)d!["omvang"]!));
        Assert.All(delen, d => Assert.Equal((false, slot), ((bool)d!["voltooid"]!, (string)d["lock"]!)));
        Assert.Equal(404, (await p.Send(HttpMethod.Get, url + "/download")).Status);

        // What is refused changes nothing.
        Assert.Equal((400, "lock:required"), (await Stuur(p, delen[0]!, Stuk(inhoud, delen[0]!), null)) is var geen
            ? (geen.Status, Codes(geen.Json).Single()) : default);
        Assert.Equal(["nonFieldErrors:incorrect-lock-id"], Codes((await Stuur(p, delen[0]!, Stuk(inhoud, delen[0]!), "geraden")).Json));
        Assert.Equal(["nonFieldErrors:file-size"], Codes((await Stuur(p, delen[0]!, inhoud[..999], slot)).Json));
        Assert.Equal(["nonFieldErrors:file-size"], Codes((await Stuur(p, delen[0]!, inhoud[..1001], slot, lockLast: true)).Json));
        Assert.Equal(["nonFieldErrors:incomplete-upload"], await Unlock(p, url, slot));
        Assert.Equal((int)HttpStatusCode.UnsupportedMediaType,
            (await p.Send(HttpMethod.Put, Path(p, delen[0]!), new { @lock = slot })).Status);
        Assert.Equal(405, (await p.Send(HttpMethod.Get, Path(p, delen[0]!))).Status);
        Assert.DoesNotContain((await p.Get(url))["bestandsdelen"]!.AsArray(), d => (bool)d!["voltooid"]!);

        // Last first, one of them twice, and one with something else before the right bytes.
        var (status, deel) = await Stuur(p, delen[2]!, Stuk(inhoud, delen[2]!), slot);
        Assert.True(status == 200, deel?.ToJsonString());
        Assert.Equal((3, 345, true, slot, (string)delen[2]!["url"]!),
            ((int)deel!["volgnummer"]!, (int)deel["omvang"]!, (bool)deel["voltooid"]!, (string)deel["lock"]!, (string)deel["url"]!));
        Assert.False(deel.AsObject().ContainsKey("informatieobject") || deel.AsObject().ContainsKey("sha256"));
        Assert.Equal(200, (await Stuur(p, delen[0]!, new byte[Deel], slot)).Status);
        Assert.Equal(200, (await Stuur(p, delen[0]!, Stuk(inhoud, delen[0]!), slot, lockLast: true)).Status);
        Assert.Equal(["nonFieldErrors:incomplete-upload"], await Unlock(p, url, slot));
        Assert.Equal(200, (await Stuur(p, delen[1]!, null, slot)).Status); // without bytes nothing changes
        Assert.Equal([true, false, true], (await p.Get(url))["bestandsdelen"]!.AsArray().Select(d => (bool)d!["voltooid"]!));
        Assert.Equal(200, (await Stuur(p, delen[1]!, Stuk(inhoud, delen[1]!), slot)).Status);

        Assert.Equal(["nonFieldErrors:incorrect-lock-id"], await Unlock(p, url, "geraden"));
        Assert.Equal(204, (await p.Send(HttpMethod.Post, url + "/unlock", new { @lock = slot })).Status);
        var heel = await p.Get(url);
        Assert.Equal((1, inhoud.Length, false, 0),
            ((int)heel["versie"]!, (int)heel["bestandsomvang"]!, (bool)heel["locked"]!, heel["bestandsdelen"]!.AsArray().Count));
        Assert.Equal($"{made["url"]}/download?versie=1", (string)heel["inhoud"]!);
        Assert.Equal(inhoud, await Download(p, (string)heel["inhoud"]!));
        Assert.Equal(404, (await Stuur(p, delen[1]!, Stuk(inhoud, delen[1]!), slot)).Status);
        Assert.Equal(0, await p.Rows("drc_bestandsdeel"));

        // One row tells that it was made, one that it is complete; parts are no news, and the lock is nowhere.
        var trail = await p.Get(url + "/audittrail");
        Assert.Equal(["create", "partial_update"], trail.AsArray().Select(r => (string)r!["actie"]!));
        Assert.DoesNotContain(slot, trail.ToJsonString());
    }

    [Theory]
    [MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task A_new_version_comes_in_parts_too_and_older_ones_stay(string store)
    {
        await using var p = await Platform.Start(store, Deel);
        var cast = new Cast(p);
        var made = await p.Post(Documenten, await Body(cast, 3, Convert.ToBase64String("abc"u8)));
        var url = Path(p, made);
        Assert.Empty(made["bestandsdelen"]!.AsArray());
        var slot = (string)(await p.Post(url + "/lock", ""))["lock"]!;
        Assert.Equal(["nonFieldErrors:file-size"], await p.Faults(HttpMethod.Patch, url, new { bestandsomvang = 1500, @lock = slot }));
        var (_, twee) = await p.Send(HttpMethod.Patch, url, new { bestandsomvang = 1500, inhoud = (string?)null, @lock = slot });
        Assert.Equal((2, 2), ((int)twee!["versie"]!, twee["bestandsdelen"]!.AsArray().Count));
        Assert.Equal(slot, (string)twee["bestandsdelen"]![0]!["lock"]!);
        var inhoud = RandomNumberGenerator.GetBytes(1500);
        Assert.Equal(200, (await Stuur(p, twee["bestandsdelen"]![0]!, inhoud[..Deel], slot)).Status);

        // Describing it anew leaves the parts that are in; asking for another size begins again.
        var (_, drie) = await p.Send(HttpMethod.Patch, url, new { titel = "Nieuwe tekening", @lock = slot });
        Assert.Equal((3, "True,False"),
            ((int)drie!["versie"]!, string.Join(',', drie["bestandsdelen"]!.AsArray().Select(d => (bool)d!["voltooid"]!))));
        Assert.Equal(200, (await Stuur(p, drie["bestandsdelen"]![1]!, inhoud[Deel..], slot)).Status);
        Assert.Equal(204, (await p.Send(HttpMethod.Post, url + "/unlock", new { @lock = slot })).Status);
        Assert.Equal(inhoud, await Download(p, made["url"] + "/download"));
        Assert.Equal("abc"u8.ToArray(), await Download(p, made["url"] + "/download?versie=1"));
        Assert.Equal(404, (await p.Send(HttpMethod.Get, url + "/download?versie=2")).Status);
        Assert.Empty((await p.Get(url + "?versie=2"))["bestandsdelen"]!.AsArray());

        slot = (string)(await p.Post(url + "/lock", ""))["lock"]!;
        var (status, vier) = await p.Send(HttpMethod.Put, url, (await Body(cast, 10)).Copy(b => b["lock"] = slot));
        Assert.True(status == 200, vier?.ToJsonString());
        var (_, vijf) = await p.Send(HttpMethod.Patch, url, new { bestandsomvang = 20, @lock = slot });
        Assert.Equal(404, (await Stuur(p, vier!["bestandsdelen"]![0]!, new byte[10], slot)).Status);
        Assert.Equal(20, (int)vijf!["bestandsdelen"]!.AsArray().Single()!["omvang"]!);
        Assert.Equal(1, await p.Rows("drc_bestandsdeel"));
        Assert.Equal(204, (await p.Send(HttpMethod.Delete, url)).Status);
        Assert.Equal(0, await p.Rows("drc_bestandsdeel"));
    }

    [Fact]
    public async Task A_forced_unlock_gives_up_what_was_to_come()
    {
        await using var p = await Platform.Start("sqlite", Deel);
        var made = await p.Post(Documenten, await Body(new Cast(p), 1500));
        Assert.Equal(200, (await Stuur(p, made["bestandsdelen"]![0]!, new byte[Deel], (string)made["lock"]!)).Status);
        Assert.Equal(204, (await p.Send(HttpMethod.Post, Path(p, made) + "/unlock", new { })).Status);
        var leeg = await p.Get(Path(p, made));
        Assert.Equal((false, 0, null, null),
            ((bool)leeg["locked"]!, leeg["bestandsdelen"]!.AsArray().Count, leeg["bestandsomvang"], leeg["inhoud"]));
        Assert.Equal(0, await p.Rows("drc_bestandsdeel"));
    }

    [Fact]
    public async Task Only_who_may_change_the_document_sees_the_lock_and_sends_parts()
    {
        await using var p = await Platform.Start("sqlite", Deel);
        var cast = new Cast(p);
        var made = await p.Post(Documenten, await Body(cast, 1500));
        var slot = (string)made["lock"]!;
        HttpClient lezer = await Rechten(p, cast, "lezer", "documenten.lezen"),
        schrijver = await Rechten(p, cast, "schrijver", "documenten.lezen", "documenten.bijwerken");
        foreach (var lees in (Func<HttpClient, Task<JsonNode>>[])[c => p.Get(Path(p, made), c),
            async c => (await p.Get(Documenten, c))["results"]![0]!])
        {
            Assert.DoesNotContain(slot, (await lees(lezer)).ToJsonString());
            Assert.Equal(slot, (string)(await lees(schrijver))["bestandsdelen"]![1]!["lock"]!);
        }
        Assert.Equal(403, (await Stuur(p, made["bestandsdelen"]![0]!, new byte[Deel], slot, client: lezer)).Status);
        Assert.Equal(200, (await Stuur(p, made["bestandsdelen"]![0]!, new byte[Deel], slot, client: schrijver)).Status);
    }

    private static async Task<HttpClient> Rechten(Platform p, Cast cast, string id, params string[] scopes) => await p.WithRights(id, new
    {
        component = "drc",
        scopes,
        informatieobjecttype = (await cast.Informatieobjecttype()).Url,
        maxVertrouwelijkheidaanduiding = "geheim",
    });

    [Theory]
    [MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task The_unlock_checks_integriteit_and_size_of_the_whole(string store)
    {
        await using var p = await Platform.Start(store, Deel);
        var cast = new Cast(p);
        var inhoud = RandomNumberGenerator.GetBytes(1500);
        foreach (var klopt in (bool[])[true, false])
        {
            var waarde = Convert.ToHexStringLower(SHA512.HashData(klopt ? inhoud : "iets anders"u8.ToArray()));
            var made = await p.Post(Documenten, await Body(cast, 1500, null, new { algoritme = "sha_512", waarde, datum = "2024-01-02" }));
            foreach (var deel in made["bestandsdelen"]!.AsArray())
                Assert.Equal(200, (await Stuur(p, deel!, Stuk(inhoud, deel!), (string)made["lock"]!)).Status);
            if (klopt)
            {
                Assert.Equal(204,
                    (await p.Send(HttpMethod.Post, Path(p, made) + "/unlock", new { @lock = (string)made["lock"]! })).Status);
            }
            else
            {
                Assert.Equal(["integriteit.waarde:invalid"], await Unlock(p, Path(p, made), (string)made["lock"]!));
            }
        }

        // A part that is no longer whole on the disk does not become a document.
        var nieuw = RandomNumberGenerator.GetBytes(Deel);
        var stuk = await p.Post(Documenten, await Body(cast, Deel));
        Assert.Equal(200, (await Stuur(p, stuk["bestandsdelen"]![0]!, nieuw, (string)stuk["lock"]!)).Status);
        var hash = Convert.ToHexStringLower(SHA256.HashData(nieuw));
        await File.WriteAllBytesAsync(System.IO.Path.Combine(p.Folder, hash[..2], hash[2..4], hash), nieuw[..500], Cancel);
        Assert.Equal(["nonFieldErrors:file-size"], await Unlock(p, Path(p, stuk), (string)stuk["lock"]!));
    }

    [Theory]
    [InlineData("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"inhoud\"; filename=\"a\"\r\n\r\nabc",
        "parse_error")]
    [InlineData("multipart/form-data; boundary=x", "geen formulier", "parse_error")]
    [InlineData("multipart/form-data", "--x--", "parse_error")]
    [InlineData("multipart/form-data; boundary=x", "--x\r\nX: y\r\n\r\nabc\r\n--x--\r\n", "parse_error")]
    [InlineData("application/x-www-form-urlencoded", "lock=geraden", "invalid")]
    [InlineData("text/plain", "abc", "unsupported_media_type")]
    public async Task A_broken_form_is_refused(string type, string body, string code)
    {
        await using var p = await Platform.Start("sqlite", Deel);
        var made = await p.Post(Documenten, await Body(new Cast(p), 3));
        using var content = new StringContent(body);
        content.Headers.Remove("Content-Type");
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        using var answer = await p.Beheerder.PutAsync(new Uri((string)made["bestandsdelen"]![0]!["url"]!), content, Cancel);
        Assert.Equal(code, (string)JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancel))!["code"]!);
        Assert.Empty(p.Failures);
        Assert.False(Directory.Exists(System.IO.Path.Combine(p.Folder, "onderweg"))
            && Directory.EnumerateFiles(System.IO.Path.Combine(p.Folder, "onderweg")).Any());
    }

    private static readonly TimeSpan Bedenktijd = TimeSpan.FromHours(24);

    /// <summary>The clock as it will be.</summary>
    private sealed class Later(double uren) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UtcNow.AddHours(uren);
    }

    private static Task<int> Ruim(Platform p, double uren, bool alles = true) =>
        Opruiming.Ruim(p.Tenant, Onderlaag.Model, Bedenktijd, alles, new Later(uren), cancel: Cancel);

    private static int Bestanden(Platform p) => Directory.EnumerateFiles(p.Folder, "*", SearchOption.AllDirectories)
        .Count(f => System.IO.Path.GetFileName(f).Length == 64);

    [Theory]
    [MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task What_nobody_refers_to_is_cleaned_up_and_nothing_else(string store)
    {
        await using var p = await Platform.Start(store, Deel);
        var cast = new Cast(p);
        var blijft = await p.Post(Documenten, await Body(cast, 3, Convert.ToBase64String("abc"u8)));
        var gaat = await p.Post(Documenten, await Body(cast, 5, Convert.ToBase64String("weg.."u8)));
        var dubbel = await p.Post(Documenten, await Body(cast, 3, Convert.ToBase64String("abc"u8)));
        await p.Faults(HttpMethod.Post, Documenten, await Body(cast, 99, Convert.ToBase64String("geweigerd"u8)));
        await p.Tenant.Organisatie.Blobs.Put(new MemoryStream("afgebroken"u8.ToArray()), Cancel);
        // as a server leaves it that stopped halfway
        var half = await p.Post(Documenten, await Body(cast, 1500));
        Assert.Equal(200, (await Stuur(p, half["bestandsdelen"]![0]!, new byte[Deel], (string)half["lock"]!)).Status);
        Assert.Equal(4, Bestanden(p));
        foreach (var document in (JsonNode[])[gaat, dubbel]) Assert.Equal(204, (await p.Send(HttpMethod.Delete, Path(p, document))).Status);
        await File.WriteAllTextAsync(
            System.IO.Path.Combine(Directory.CreateDirectory(System.IO.Path.Combine(p.Folder, "onderweg")).FullName, "afgebroken"),
            "ab", Cancel);

        Assert.Equal(0, await Ruim(p, 0));      // too young
        Assert.Equal(0, await Ruim(p, 23));
        Assert.Equal(1, await Ruim(p, 25));
        // the deleted one was noted at once; what a broken request left only now, what was refused was gone already
        Assert.Equal(3, Bestanden(p));
        Assert.Equal(1, await Ruim(p, 50));
        Assert.Equal(2, Bestanden(p));          // what is referred to, by a document and by a part that is in
        Assert.Empty(Directory.EnumerateFiles(System.IO.Path.Combine(p.Folder, "onderweg")));
        Assert.Equal("abc"u8.ToArray(), await Download(p, (string)blijft["inhoud"]!));
        Assert.Equal(204, (await p.Send(HttpMethod.Post, Path(p, half) + "/unlock", new { })).Status);
        Assert.Equal(1, await Ruim(p, 75, alles: false));
        Assert.Equal(1, Bestanden(p));
        await Ruim(p, 200);
        Assert.Equal(0, await p.Rows("drc_opruiming"));
    }

    [Theory]
    [MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task Who_comes_to_refer_to_content_takes_back_the_note(string store)
    {
        await using var p = await Platform.Start(store, Deel);
        var cast = new Cast(p);
        async Task<JsonObject> Maak() => await p.Post(Documenten, await Body(cast, 3, Convert.ToBase64String("abc"u8)));
        Assert.Equal(204, (await p.Send(HttpMethod.Delete, Path(p, await Maak()))).Status);
        Assert.Equal(1, await p.Rows("drc_opruiming"));
        var weer = await Maak();
        Assert.Equal(0, await p.Rows("drc_opruiming"));
        Assert.Equal(0, await Ruim(p, 100));
        Assert.Equal("abc"u8.ToArray(), await Download(p, (string)weer["inhoud"]!));

        // While it is being removed nobody may refer to it.
        Assert.Equal(204, (await p.Send(HttpMethod.Delete, Path(p, weer))).Status);
        async Task Zet(Opruimstand stand) => await p.Tenant.Work(Onderlaag.Model, DateTimeOffset.UtcNow, async s =>
        {
            var rij = (await s.Find<Opruiming>(_ => { })).Single();
            rij.Stand = stand;
            await s.Keep(rij);
            return true;
        });
        await Zet(Opruimstand.Verwijderen);
        var body = await Body(cast, 3, Convert.ToBase64String("abc"u8));
        Assert.Equal(409, (await p.Send(HttpMethod.Post, Documenten, body)).Status);
        Assert.Equal(1, await Ruim(p, 0)); // a sweep that broke off is finished
        Assert.Equal(0, Bestanden(p));
        Assert.Equal("abc"u8.ToArray(), await Download(p, (string)(await Maak())["inhoud"]!));
    }

    /// <summary>Does something right after it was asked whether content is there: the moment at which a sweep would do most harm.</summary>
    private sealed class Meddled(string folder) : IBlobShelf
    {
        private readonly FolderShelf inner = new(folder);

        public Func<Task>? Then { get; set; }

        public async Task<long?> Length(string sha256, CancellationToken cancel = default)
        {
            var length = await inner.Length(sha256, cancel);
            if (Then is { } then)
            {
                Then = null;
                await then();
            }
            return length;
        }

        public Task Add(string sha256, string file, CancellationToken cancel = default) => inner.Add(sha256, file, cancel);
        public Task<Stream> Open(string sha256, CancellationToken cancel = default) => inner.Open(sha256, cancel);
        public Task Remove(string sha256, CancellationToken cancel = default) => inner.Remove(sha256, cancel);
        public IAsyncEnumerable<(string Sha256, DateTimeOffset Written)> All(CancellationToken cancel = default) => inner.All(cancel);
        public Task Tidy(DateTimeOffset before, CancellationToken cancel = default) => inner.Tidy(before, cancel);
        public Task<string?> Mark(CancellationToken cancel = default) => inner.Mark(cancel);
        public Task SetMark(string mark, CancellationToken cancel = default) => inner.SetMark(mark, cancel);
    }

    [Theory]
    [MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task A_sweep_between_finding_content_and_referring_to_it_loses_nothing(string store)
    {
        Meddled shelf = null!;
        await using var p = await Platform.Start(store, Deel, folder => new Blobs(folder, shelf = new Meddled(folder)));
        var cast = new Cast(p);
        var body = await Body(cast, 3, Convert.ToBase64String("abc"u8));
        Assert.Equal(204, (await p.Send(HttpMethod.Delete, Path(p, await p.Post(Documenten, body)))).Status);
        shelf.Then = async () => Assert.Equal(1, await Ruim(p, 25));
        Assert.Equal(409, (await p.Send(HttpMethod.Post, Documenten, body)).Status); // found, and gone since
        Assert.Equal((0, 0), (await p.Rows("drc_enkelvoudiginformatieobject"), Bestanden(p)));

        // Sent anew it is there again, and what is left of the sweep does not touch it.
        var weer = await p.Post(Documenten, body);
        Assert.Equal(0, await Ruim(p, 60));
        Assert.Equal(0, await Ruim(p, 120));
        Assert.Equal("abc"u8.ToArray(), await Download(p, (string)weer["inhoud"]!));

        // A sweep that has only noted it gives way.
        Assert.Equal(204, (await p.Send(HttpMethod.Delete, Path(p, weer))).Status);
        shelf.Then = async () => Assert.Equal(0, await Ruim(p, 20));
        var nogeens = await p.Post(Documenten, body);
        Assert.Equal(0, await Ruim(p, 200));
        Assert.Equal("abc"u8.ToArray(), await Download(p, (string)nogeens["inhoud"]!));
        Assert.Empty(p.Failures);
    }
}

internal static class Jsons
{
    /// <summary>The same object, changed.</summary>
    public static JsonObject Copy(this JsonObject from, Action<JsonObject> change)
    {
        change(from);
        return from;
    }
}
