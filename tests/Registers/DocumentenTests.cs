using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Brink.Engine;
using Xunit;

namespace Brink.Tests;

/// <summary>The rules of the Documenten API; contents, versions and locks.</summary>
public sealed class DocumentenTests
{
    internal const string Documenten = "documenten/api/v1/enkelvoudiginformatieobjecten";
    private const string Gebruiksrechten = "documenten/api/v1/gebruiksrechten";
    private const string Spiegels = "documenten/api/v1/objectinformatieobjecten";

    private static async Task<JsonObject> Body(Cast cast, params (string Veld, object? Waarde)[] anders)
    {
        var body = (JsonObject)JsonSerializer.SerializeToNode(Cast.DocumentBody((await cast.Informatieobjecttype()).Url))!;
        foreach (var (veld, waarde) in anders)
            if (waarde is Weg) body.Remove(veld); else body[veld] = JsonSerializer.SerializeToNode(waarde);
        return body;
    }

    /// <summary>A field that is not sent.</summary>
    private sealed record Weg;

    private static string Path(Platform p, JsonNode resource) => ((string)resource["url"]!)[p.Base.Length..];

    private static async Task<string> Lock(Platform p, string path) => (string)(await p.Post(path + "/lock", ""))["lock"]!;

    private static async Task<byte[]> Download(Platform p, string url)
    {
        using var response = await p.Beheerder.GetAsync(new Uri(url));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadAsByteArrayAsync();
    }

    [Theory]
    [MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task Drc_010_every_change_makes_a_version_and_older_ones_stay(string store)
    {
        await using var p = await Platform.Start(store);
        var cast = new Cast(p);
        var een = await p.Post(Documenten, await Body(cast, ("titel", "Eerste")));
        var url = Path(p, een);
        Assert.Equal(1, (int)een["versie"]!);
        Assert.Equal("", (string)een["lock"]!);
        Assert.Equal($"{een["url"]}/download?versie=1", (string)een["inhoud"]!);
        Assert.False((await p.Get(url)).AsObject().ContainsKey("lock"));

        var tussen = DateTimeOffset.UtcNow;
        await Task.Delay(5, TestContext.Current.CancellationToken);
        var slot = await Lock(p, url);
        var (status, twee) = await p.Send(HttpMethod.Patch, url,
            new { titel = "Tweede", inhoud = Convert.ToBase64String("Nieuwe tekst"u8), @lock = slot });
        Assert.True(status == 200, twee?.ToJsonString());
        Assert.Equal((2, 12, true), ((int)twee!["versie"]!, (int)twee["bestandsomvang"]!, (bool)twee["locked"]!));
        var (derde, drie) = await p.Send(HttpMethod.Patch, url, new { titel = "Derde", @lock = slot });
        Assert.Equal(200, derde);
        Assert.Equal($"{een["url"]}/download?versie=3", (string)drie!["inhoud"]!);

        Assert.Equal("Derde", (string)(await p.Get(url))["titel"]!);
        Assert.Equal("Eerste", (string)(await p.Get(url + "?versie=1"))["titel"]!);
        Assert.Equal("Tweede", (string)(await p.Get(url + "?versie=2"))["titel"]!);
        Assert.Equal("Derde", (string)(await p.Get(url + "?versie=3"))["titel"]!);
        Assert.Equal("Eerste", (string)(await p.Get($"{url}?registratieOp={tussen:yyyy-MM-ddTHH:mm:ss.ffffffZ}"))["titel"]!);
        Assert.Equal(404, (await p.Send(HttpMethod.Get, url + "?versie=4")).Status);
        Assert.Equal(404, (await p.Send(HttpMethod.Get, url + "?registratieOp=2000-01-01T00:00:00Z")).Status);
        Assert.Equal("Graag een vergunning.", Encoding.UTF8.GetString(await Download(p, (string)een["inhoud"]!)));
        Assert.Equal("Nieuwe tekst", Encoding.UTF8.GetString(await Download(p, (string)twee["inhoud"]!)));
        Assert.Equal("Nieuwe tekst", Encoding.UTF8.GetString(await Download(p, (string)drie["inhoud"]!)));
        Assert.Equal("Nieuwe tekst", Encoding.UTF8.GetString(await Download(p, een["url"] + "/download")));

        // One document in the list, and no versions or locks anywhere else: not as a resource, not in audit trail or announcements.
        Assert.Equal("Derde", (string)(await p.Get(Documenten))["results"]!.AsArray().Single()!["titel"]!);
        Assert.Equal(404, (await p.Send(HttpMethod.Get, "documenten/api/v1/documentversies")).Status);
        Assert.DoesNotContain(slot, (await p.Get(url + "/audittrail")).ToJsonString());
        Assert.All((await p.Get(url + "/audittrail")).AsArray(),
            rij => Assert.Equal("enkelvoudiginformatieobject", (string)rij!["resource"]!));

        Assert.Equal(204, (await p.Send(HttpMethod.Post, url + "/unlock", new { @lock = slot })).Status);
        // drc-009: a locked document is not deleted
        Assert.Equal(204, (await p.Send(HttpMethod.Delete, url)).Status);
        Assert.Equal((0, 0), (await p.Rows("drc_documentversie"), await p.Rows("drc_documentslot")));
    }

    [Theory]
    [MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task Drc_009_only_who_holds_the_lock_changes(string store)
    {
        await using var p = await Platform.Start(store);
        var cast = new Cast(p);
        var url = Path(p, await p.Post(Documenten, await Body(cast)));
        Assert.Equal(["nonFieldErrors:unlocked"], await p.Faults(HttpMethod.Patch, url, new { titel = "Nee" }));
        var slot = await Lock(p, url);
        Assert.True((bool)(await p.Get(url))["locked"]!);
        Assert.Equal(["nonFieldErrors:existing-lock"], await p.Faults(HttpMethod.Post, url + "/lock", ""));
        Assert.Equal(["nonFieldErrors:missing-lock-id"], await p.Faults(HttpMethod.Patch, url, new { titel = "Nee" }));
        Assert.Equal(["lock:required"], await p.Faults(HttpMethod.Put, url, await Body(cast)));
        Assert.Equal(["nonFieldErrors:incorrect-lock-id"], await p.Faults(HttpMethod.Patch, url, new { titel = "Nee", @lock = "geraden" }));
        Assert.Equal(200, (await p.Send(HttpMethod.Put, url,
            await Body(cast, ("lock", slot), ("inhoud", new Weg()), ("bestandsomvang", new Weg())))).Status);
        Assert.Equal(["nonFieldErrors:incorrect-lock-id"], await p.Faults(HttpMethod.Post, url + "/unlock", new { @lock = "geraden" }));
        Assert.Equal(204, (await p.Send(HttpMethod.Post, url + "/unlock", new { @lock = slot })).Status);
        var open = await p.Get(url);
        Assert.Equal((false, 2, 21), ((bool)open["locked"]!, (int)open["versie"]!, (int)open["bestandsomvang"]!));

        // Without the value only who may force it.
        await Lock(p, url);
        var type = (await cast.Informatieobjecttype()).Url;
        var gewoon = await p.WithRights("gewoon", new
        {
            component = "drc",
            scopes = new[] { "documenten.lock" },
            informatieobjecttype = type,
            maxVertrouwelijkheidaanduiding = "geheim"
        });
        Assert.Equal(["nonFieldErrors:incorrect-lock-id"], await p.Faults(HttpMethod.Post, url + "/unlock", new { }, gewoon));
        var beheer = await p.WithRights("geforceerd", new
        {
            component = "drc",
            scopes = new[] { "documenten.geforceerd-unlock" },
            informatieobjecttype = type,
            maxVertrouwelijkheidaanduiding = "geheim"
        });
        Assert.Equal(204, (await p.Send(HttpMethod.Post, url + "/unlock", null, beheer)).Status);
        Assert.Equal(0, await p.Rows("drc_documentslot"));
    }

    [Fact]
    public async Task Drc_001_005_006_007_what_a_document_must_meet()
    {
        await using var p = await Platform.Start("sqlite");
        var cast = new Cast(p);
        var concept = await cast.Url("catalogi/api/v1/informatieobjecttypen",
            Cast.InformatieobjecttypeBody(await cast.Catalogus(), "Concept"));
        Assert.Equal(["informatieobjecttype:not-published"],
            await p.Faults(HttpMethod.Post, Documenten, await Body(cast, ("informatieobjecttype", concept))));
        Assert.Equal(["informatieobjecttype:bad-url"],
            await p.Faults(HttpMethod.Post, Documenten, await Body(cast, ("informatieobjecttype", "http://elders.test/404"))));
        foreach (var status in (string[])["in_bewerking", "ter_vaststelling"])
        {
            Assert.Equal(["status:invalid_for_received"],
                await p.Faults(HttpMethod.Post, Documenten, await Body(cast, ("status", status), ("ontvangstdatum",
                "2024-01-01"))));
        }
        Assert.Equal(["indicatieGebruiksrecht:missing-gebruiksrechten"],
            await p.Faults(HttpMethod.Post, Documenten, await Body(cast, ("indicatieGebruiksrecht", true))));
        Assert.Equal("openbaar", (string)(await p.Post(Documenten, await Body(cast)))["vertrouwelijkheidaanduiding"]!);
        Assert.Equal("geheim", (string)(await p.Post(Documenten,
            await Body(cast, ("vertrouwelijkheidaanduiding", "geheim"))))["vertrouwelijkheidaanduiding"]!);
        Assert.Equal("openbaar",
            (string)(await p.Post(Documenten, await Body(cast, ("vertrouwelijkheidaanduiding", ""))))["vertrouwelijkheidaanduiding"]!);
        var eerste = await p.Post(Documenten, await Body(cast, ("identificatie", "")));
        Assert.Matches(@"^DOCUMENT-\d{4}-\d{10}$", (string)eerste["identificatie"]!);
        Assert.Equal(["identificatie:identificatie-niet-uniek"],
            await p.Faults(HttpMethod.Post, Documenten, await Body(cast, ("identificatie",
            (string)eerste["identificatie"]!))));
    }

    /// <summary>What a client sends as content: the fields, and the fault or (when accepted) the size that is shown.</summary>
    public static TheoryData<string, object?, object?, string> Contents => new()
    {
        { "as it says", Convert.ToBase64String("abc"u8), 3L, "3" },
        { "without a size", Convert.ToBase64String("abc"u8), new Weg(), "3" },
        { "a size of null", Convert.ToBase64String("abc"u8), null, "3" },
        { "another size", Convert.ToBase64String("abc"u8), 4L, "nonFieldErrors:file-size" },
        { "no base64", "geen base64!", new Weg(), "inhoud:invalid" },
        { "padding in the middle", "YQ==YQ==", new Weg(), "inhoud:invalid" },
        { "half a group", "YWJ", new Weg(), "inhoud:invalid" },
        { "lines and blanks", "YW\nJj\r\n ", 3L, "3" },
        { "a number", 12, new Weg(), "inhoud:invalid" },
        { "nothing", "", 0L, "0" },
        { "null", null, null, "" },
        { "a size beyond all parts", null, long.MaxValue, "bestandsomvang:max_value" },
        { "left out", new Weg(), new Weg(), "" },
    };

    [Theory]
    [MemberData(nameof(Contents))]
    public async Task Content_is_what_it_says(string name, object? inhoud, object? omvang, string expected)
    {
        Assert.NotEmpty(name);
        await using var p = await Platform.Start("sqlite");
        var body = await Body(new Cast(p), ("inhoud", inhoud), ("bestandsomvang", omvang));
        if (expected.Contains(':', StringComparison.Ordinal))
        {
            Assert.Equal([expected], await p.Faults(HttpMethod.Post, Documenten, body));
            return;
        }
        var made = await p.Post(Documenten, body);
        Assert.Equal(expected, made["bestandsomvang"]?.ToJsonString() ?? "");
        if (expected is "" or "0")
        {
            Assert.Null(made["inhoud"]);
            Assert.Equal(expected == "0" ? 200 : 404, (await p.Send(HttpMethod.Get, Path(p, made) + "/download")).Status);
            // no bytes at all are content too
        }
        else
        {
            Assert.Equal("abc"u8.ToArray(), await Download(p, (string)made["inhoud"]!));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(49_151)]
    [InlineData(49_152)]
    [InlineData(49_153)]
    [InlineData(5_000_000)]
    public async Task Content_of_any_size_comes_back_whole(int size)
    {
        await using var p = await Platform.Start("sqlite");
        var inhoud = RandomNumberGenerator.GetBytes(size);
        var body = await Body(new Cast(p), ("inhoud", Convert.ToBase64String(inhoud)), ("bestandsomvang", size));
        var made = await p.Post(Documenten, body);
        Assert.Equal(inhoud, await Download(p, (string)made["inhoud"]!));
    }

    [Fact]
    public async Task A_body_in_small_pieces_and_escapes_is_read_the_same()
    {
        var folder = Directory.CreateTempSubdirectory("brink-blobs-").FullName;
        try
        {
            var blobs = new Blobs(folder);
            const string body = """{"a":{"inhoud":"YQ=="},"x":"inhoud","e\u0069":"\"inhoud\":","inhoud" : "\u002f\/8=" , "lijst":["inhoud",{"inhoud":"Yg=="}],"z":1}""";
            var reader = new UploadReader("inhoud", blobs, 10_000);
            var rest = await reader.Read(new Trickle(Encoding.UTF8.GetBytes(body)), TestContext.Current.CancellationToken);
            Assert.Equal(body.Replace("""\u002f\/8=""", "", StringComparison.Ordinal), Encoding.UTF8.GetString(rest.Span));
            await using var stored = await blobs.Open(reader.Upload!.Blob!.Sha256, TestContext.Current.CancellationToken);
            var bytes = new byte[10];
            Assert.Equal([0xFF, 0xFF], bytes[..await stored.ReadAsync(bytes, TestContext.Current.CancellationToken)]);
        }
        finally { Directory.Delete(folder, true); }
    }

    /// <summary>Gives a byte at a time.</summary>
    private sealed class Trickle(byte[] bytes) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..1], cancellationToken);
    }

    [Fact]
    public async Task What_is_refused_or_broken_off_leaves_no_half_file()
    {
        var folder = Directory.CreateTempSubdirectory("brink-blobs-").FullName;
        try
        {
            var blobs = new Blobs(folder);
            foreach (var body in (string[])["""{"inhoud":"YW!!"}""", """{"inhoud":"YWJj"""])
            {
                await new UploadReader("inhoud", blobs, 10_000)
                .Read(new MemoryStream(Encoding.UTF8.GetBytes(body)), TestContext.Current.CancellationToken);
            }
            Assert.Empty(Directory.GetFiles(folder, "*", SearchOption.AllDirectories));

            // The same content twice is one file.
            var een = await blobs.Put(new MemoryStream("abc"u8.ToArray()), TestContext.Current.CancellationToken);
            var twee = await blobs.Put(new MemoryStream("abc"u8.ToArray()), TestContext.Current.CancellationToken);
            Assert.Equal((een, 3L, 3L), (twee, een.Length, await blobs.Length(een.Sha256, TestContext.Current.CancellationToken)));
            Assert.Equal(Convert.ToHexStringLower(SHA256.HashData("abc"u8)), een.Sha256);
            Assert.Single(Directory.GetFiles(folder, "*", SearchOption.AllDirectories));
            await Assert.ThrowsAsync<ArgumentException>(() => blobs.Open("../../etc/passwd", TestContext.Current.CancellationToken));
        }
        finally { Directory.Delete(folder, true); }
    }

    /// <summary>Bytes, the type they are served as, and whether a browser may show them.</summary>
    public static TheoryData<string, byte[], string, bool> Types => new()
    {
        { "pdf", "%PDF-1.7\n"u8.ToArray(), "application/pdf", true },
        { "png", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0], "image/png", true },
        { "jpeg", [0xFF, 0xD8, 0xFF, 0xE0], "image/jpeg", true },
        { "gif", "GIF89a..."u8.ToArray(), "image/gif", true },
        { "text", "Graag eën vergunning\n"u8.ToArray(), "text/plain; charset=utf-8", true },
        { "html is text", "<script>alert(1)</script>"u8.ToArray(), "text/plain; charset=utf-8", true },
        { "no utf-8", [0x61, 0xFF, 0x62], "application/octet-stream", false },
        { "zip", [0x50, 0x4B, 3, 4, 0, 0], "application/octet-stream", false },
    };

    [Theory]
    [MemberData(nameof(Types))]
    public async Task Is_served_as_what_its_bytes_are(string name, byte[] bytes, string type, bool inline)
    {
        Assert.NotEmpty(name);
        await using var p = await Platform.Start("sqlite");
        var made = await p.Post(Documenten,
            await Body(new Cast(p), ("inhoud", Convert.ToBase64String(bytes)), ("bestandsomvang", new Weg()), ("formaat",
            "text/html"), ("bestandsnaam", "naam met één €.pdf")));
        using var request = new HttpRequestMessage(HttpMethod.Get, (string)made["inhoud"]!);
        request.Headers.Range = new RangeHeaderValue(0, 1);
        using var response = await p.Beheerder.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.PartialContent, response.StatusCode);
        Assert.Equal(bytes[..2], await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        Assert.Equal(type, response.Content.Headers.ContentType!.ToString());
        Assert.Equal(inline ? "inline" : "attachment", response.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Equal("naam met één €.pdf", response.Content.Headers.ContentDisposition.FileNameStar);
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
    }

    /// <summary>A checksum over the content <c>abc</c>, and whether it is the right one.</summary>
    public static TheoryData<string, string, bool> Checksums => new()
    {
        { "md5", "900150983cd24fb0d6963f7d28e17f72", true },
        { "sha_1", "A9993E364706816ABA3E25717850C26C9CD0D89D", true },
        { "sha_256", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", true },
        { "crc_32", "352441c2", true },
        { "hmac", "wie weet", true },
        { "md5", "900150983cd24fb0d6963f7d28e17f73", false },
        { "sha_512", "00", false },
    };

    [Theory]
    [MemberData(nameof(Checksums))]
    public async Task Integriteit_is_checked(string algoritme, string waarde, bool right)
    {
        await using var p = await Platform.Start("sqlite");
        var body = await Body(new Cast(p), ("inhoud", Convert.ToBase64String("abc"u8)), ("bestandsomvang", 3), ("integriteit", new
        {
            algoritme,
            waarde,
            datum = "2024-01-02"
        }));
        if (right) Assert.Equal(waarde, (string)(await p.Post(Documenten, body))["integriteit"]!["waarde"]!);
        else Assert.Equal(["integriteit.waarde:invalid"], await p.Faults(HttpMethod.Post, Documenten, body));
    }

    [Theory]
    [MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task Drc_006_the_indication_follows_the_gebruiksrechten(string store)
    {
        await using var p = await Platform.Start(store);
        var cast = new Cast(p);
        var document = await cast.Document();
        async Task<string> Indicatie() => (await p.Get(document[p.Base.Length..]))["indicatieGebruiksrecht"]?.ToJsonString() ?? "null";
        Assert.Equal("false", await Indicatie());
        object recht = new { informatieobject = document, startdatum = "2024-01-01T00:00:00Z", omschrijvingVoorwaarden = "Alleen inzien" };
        var een = await p.Post(Gebruiksrechten, recht);
        var twee = await p.Post(Gebruiksrechten, recht);
        Assert.Equal("true", await Indicatie());
        var slot = await Lock(p, document[p.Base.Length..]);
        Assert.Equal(["indicatieGebruiksrecht:existing-gebruiksrechten"], await p.Faults(HttpMethod.Patch, document[p.Base.Length..],
            new { indicatieGebruiksrecht = false, @lock = slot }));
        var ander = await cast.Url(Documenten, await Body(cast));
        Assert.Equal(["informatieobject:wijzigen-niet-toegelaten"],
            await p.Faults(HttpMethod.Patch, Path(p, een), new { informatieobject = ander }));
        await p.Send(HttpMethod.Delete, Path(p, een));
        Assert.Equal("true", await Indicatie());
        await p.Send(HttpMethod.Delete, Path(p, twee));
        Assert.Equal("null", await Indicatie());
        Assert.Equal(1, (int)(await p.Get(document[p.Base.Length..]))["versie"]!);
        await p.Post(Gebruiksrechten, recht);
        await p.Send(HttpMethod.Post, document[p.Base.Length..] + "/unlock", new { @lock = slot });
        // drc-009: a locked document is not deleted
        Assert.Equal(204, (await p.Send(HttpMethod.Delete, document[p.Base.Length..])).Status);
        Assert.Equal(0, await p.Rows("drc_gebruiksrechten"));
    }

    [Theory]
    [MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task Drc_002_003_004_008_relations_are_made_at_their_source(string store)
    {
        await using var p = await Platform.Start(store);
        var cast = new Cast(p);
        var (zaak, informatieobject) = (await cast.Zaak(), await cast.Document());
        Assert.Equal(["object:bad-url"],
            await p.Faults(HttpMethod.Post, Spiegels, new { @object = zaak[..^4] + "0000", informatieobject, objectType = "zaak" }));
        Assert.Equal(["object:bad-url"],
            await p.Faults(HttpMethod.Post, Spiegels, new { @object = zaak, informatieobject, objectType = "besluit" }));
        Assert.Equal(["nonFieldErrors:inconsistent-relation"],
            await p.Faults(HttpMethod.Post, Spiegels, new { @object = zaak, informatieobject, objectType = "zaak" }));
        var bron = await cast.Url("zaken/api/v1/zaakinformatieobjecten", new { zaak, informatieobject });
        var spiegel = Assert.Single((await p.Get($"{Spiegels}?informatieobject={Uri.EscapeDataString(informatieobject)}")).AsArray())!;
        Assert.Equal(["nonFieldErrors:unique"],
            await p.Faults(HttpMethod.Post, Spiegels, new { @object = zaak, informatieobject, objectType = "zaak" }));
        Assert.Equal(informatieobject,
            (string)(await p.Get($"{Documenten}?objectinformatieobjecten_object={Uri.EscapeDataString(zaak)}"))["results"]!.AsArray()
            .Single()!["url"]!);
        Assert.Empty((await p.Get($"{Documenten}?objectinformatieobjecten_objectType=besluit"))["results"]!.AsArray());

        var (status, json) = await p.Send(HttpMethod.Delete, informatieobject[p.Base.Length..]);
        Assert.Equal((400, "pending-relations"), (status, (string)json!["invalidParams"]![0]!["code"]!));
        (status, json) = await p.Send(HttpMethod.Delete, Path(p, spiegel));
        Assert.Equal((400, "inconsistent-relation"), (status, (string)json!["invalidParams"]![0]!["code"]!));
        Assert.Equal(204, (await p.Send(HttpMethod.Delete, bron[p.Base.Length..])).Status);
        Assert.Equal(204, (await p.Send(HttpMethod.Delete, informatieobject[p.Base.Length..])).Status);
    }

    [Theory]
    [MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task An_older_version_that_was_more_confidential_stays_so(string store)
    {
        await using var p = await Platform.Start(store);
        var cast = new Cast(p);
        var url = Path(p, await p.Post(Documenten, await Body(cast, ("vertrouwelijkheidaanduiding", "geheim"))));
        var lezer = await p.WithRights("lezer", new
        {
            component = "drc",
            scopes = new[] { "documenten.lezen" },
            informatieobjecttype = (await cast.Informatieobjecttype()).Url,
            maxVertrouwelijkheidaanduiding = "openbaar"
        });
        Assert.Equal(403, (await p.Send(HttpMethod.Get, url, null, lezer)).Status);
        Assert.Empty((await p.Get(Documenten, lezer))["results"]!.AsArray());
        var slot = await Lock(p, url);
        Assert.Equal(200, (await p.Send(HttpMethod.Patch, url, new
        {
            vertrouwelijkheidaanduiding = "openbaar",
            inhoud = Convert.ToBase64String("gelakt"u8),
            @lock = slot
        })).Status);
        Assert.Equal(200, (await p.Send(HttpMethod.Get, url, null, lezer)).Status);
        Assert.Equal(200, (await p.Send(HttpMethod.Get, url + "/download?versie=2", null, lezer)).Status);
        Assert.Equal(403, (await p.Send(HttpMethod.Get, url + "?versie=1", null, lezer)).Status);
        Assert.Equal(403, (await p.Send(HttpMethod.Get, url + "/download?versie=1", null, lezer)).Status);
    }

    [Theory]
    [MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task Is_found_by_trefwoorden_and_by_uuid(string store)
    {
        await using var p = await Platform.Start(store);
        var cast = new Cast(p);
        var een = await cast.Url(Documenten, await Body(cast, ("trefwoorden", new[] { "bouw", "vergunning" })));
        var twee = await cast.Url(Documenten, await Body(cast, ("trefwoorden", new[] { "bouw" })));
        Assert.Equal(2, (int)(await p.Get(Documenten + "?trefwoorden=bouw"))["count"]!);
        Assert.Equal(een, (string)(await p.Get(Documenten + "?trefwoorden=bouw,vergunning"))["results"]!.AsArray().Single()!["url"]!);
        var gevonden = await p.Post(Documenten + "/_zoek", new { uuid__in = new[] { twee[^36..] } });
        Assert.Equal(twee, (string)gevonden["results"]!.AsArray().Single()!["url"]!);
        Assert.Equal(["uuid__in:required"], await p.Faults(HttpMethod.Post, Documenten + "/_zoek", new { identificatie = "x" }));
        foreach (var lijst in (string[][])[[], ["x"]])
        {
            Assert.Equal(["identificatie:invalid"],
                await p.Faults(HttpMethod.Post, Documenten + "/_zoek", new { uuid__in = new[] { twee[^36..] }, identificatie = lijst }));
        }
        foreach (var half in (string[])["\"expand\":\"\\ud800\"", "\"ordering\":\"\\ud800\"", "\"ordering\":[\"\\ud800\"]",
            "\"fields\":[\"\\ud800\"]", "\"\\ud800\":1"])
        {
            Assert.Equal(400, (await p.Send(HttpMethod.Post, Documenten + "/_zoek",
                $"{{\"uuid__in\":[\"{twee[^36..]}\"],{half}}}")).Status);
        }
    }

    [Fact]
    public async Task A_verzending_goes_to_one_address()
    {
        await using var p = await Platform.Start("sqlite");
        var informatieobject = await new Cast(p).Document();
        JsonObject Verzending(params (string Veld, JsonNode Waarde)[] adres)
        {
            var body = (JsonObject)JsonSerializer.SerializeToNode(new
            {
                informatieobject,
                betrokkene = "http://elders.test/p/1",
                contactPersoon = "http://elders.test/p/2",
                aardRelatie = "geadresseerde"
            })!;
            foreach (var (veld, waarde) in adres) body[veld] = waarde;
            return body;
        }
        const string verzendingen = "documenten/api/v1/verzendingen";
        Assert.Equal(["nonFieldErrors:invalid-address"], await p.Faults(HttpMethod.Post, verzendingen, Verzending()));
        Assert.Equal(["nonFieldErrors:invalid-address"],
            await p.Faults(HttpMethod.Post, verzendingen, Verzending(("emailadres", "a@b.nl"), ("mijnOverheid", true))));
        Assert.Equal(["binnenlandsCorrespondentieadres.huisnummer:required"], await p.Faults(HttpMethod.Post, verzendingen,
            Verzending(("binnenlandsCorrespondentieadres",
                JsonNode.Parse("""{"naamOpenbareRuimte":"Brink","woonplaatsnaam":"Deventer"}""")!))));
        await p.Post(verzendingen, Verzending(("emailadres", "a@b.nl")));
        Assert.Equal(1, (int)(await p.Get(verzendingen + "?aardRelatie=geadresseerde"))["count"]!);
    }
}
