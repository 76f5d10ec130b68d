using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Brink.Engine;
using Brink.Registers;
using Brink.Registers.Documenten;
using Xunit;

namespace Brink.Tests;

/// <summary>What any shelf of contents does, in a folder and on an object store; and how contents are handed out.</summary>
public sealed class BlobsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    public static TheoryData<string> Shelves => ["folder", "s3"];

    /// <summary>A store of contents on one of the shelves.</summary>
    private sealed class Bed : IAsyncDisposable
    {
        public string Folder { get; } = Directory.CreateTempSubdirectory("brink-blobs-").FullName;
        public S3Server? Server { get; private set; }
        public Blobs Blobs { get; private set; } = null!;

        public static async Task<Bed> Make(string shelf)
        {
            var bed = new Bed();
            if (shelf == "s3") bed.Server = await S3Server.Start();
            bed.Blobs = new Blobs(bed.Folder, bed.Server is { } s ? new S3Shelf(s.Settings(), "deventer") : null);
            return bed;
        }

        public async ValueTask DisposeAsync()
        {
            if (Server is not null) await Server.DisposeAsync();
            Directory.Delete(Folder, true);
        }
    }

    [Theory, MemberData(nameof(Shelves))]
    public async Task Contents_are_kept_once_read_from_anywhere_and_removed(string shelf)
    {
        await using var bed = await Bed.Make(shelf);
        var blobs = bed.Blobs;
        int[] sizes = [0, 1, 70_000, 40_000_000]; // the last in parts
        var kept = new List<StoredBlob>();
        foreach (var size in sizes)
        {
            var bytes = RandomNumberGenerator.GetBytes(size);
            var blob = await blobs.Put(new MemoryStream(bytes), Cancel);
            kept.Add(blob);
            Assert.Equal(new StoredBlob(Convert.ToHexStringLower(SHA256.HashData(bytes)), size), blob);
            Assert.Equal(blob, await blobs.Put(new MemoryStream(bytes), Cancel));
            Assert.Equal(size, await blobs.Length(blob.Sha256, Cancel));
            await using var stream = await blobs.Open(blob.Sha256, Cancel);
            Assert.Equal((size, true), (stream.Length, stream.CanSeek));
            foreach (var at in (int[])[0, size / 2, Math.Max(size - 1, 0)])
            {
                stream.Position = at;
                var rest = new byte[size - at];
                await stream.ReadExactlyAsync(rest, Cancel);
                Assert.True(rest.AsSpan().SequenceEqual(bytes.AsSpan(at)), $"{size} from {at}");
                Assert.Equal(0, await stream.ReadAsync(new byte[10], Cancel));
            }
        }
        var samen = await blobs.Join([kept[1].Sha256, kept[2].Sha256], Cancel);
        Assert.Equal(70_001, samen.Length);
        kept.Add(samen);
        var all = await blobs.All(Cancel).ToListAsync(Cancel);
        Assert.Equal(kept.Select(k => k.Sha256).Order(), all.Select(a => a.Sha256).Order());
        Assert.All(all, a => Assert.True((DateTimeOffset.UtcNow - a.Written).Duration() < TimeSpan.FromMinutes(5)));
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(bed.Folder, "onderweg"))); // nothing lingers

        await blobs.Remove(kept[2].Sha256, Cancel);
        await blobs.Remove(kept[2].Sha256, Cancel); // and once more does no harm
        Assert.Null(await blobs.Length(kept[2].Sha256, Cancel));
        await Assert.ThrowsAsync<FileNotFoundException>(() => blobs.Open(kept[2].Sha256, Cancel));
        await Assert.ThrowsAsync<FileNotFoundException>(() => blobs.Open(new string('0', 64), Cancel));
        foreach (var name in (string[])["../../etc/passwd", "", new string('A', 64), new string('a', 63) + "/"])
            await Assert.ThrowsAsync<ArgumentException>(() => blobs.Open(name, Cancel));
        await blobs.Tidy(DateTimeOffset.UtcNow.AddHours(1), Cancel);
        if (bed.Server is { } server)
        {
            Assert.All(server.Keys, key => Assert.Matches("^deventer/[0-9a-f]{2}/[0-9a-f]{2}/[0-9a-f]{64}$", key));
            Assert.Equal(0, server.Uploads);
            Assert.Contains("PUT partNumber,uploadId", server.Asked);
        }
    }

    [Fact]
    public async Task A_wrong_key_and_a_cut_off_object_are_noticed()
    {
        await using var good = await Bed.Make("s3");
        using var wrong = new S3Shelf(good.Server!.Settings("een-ander-geheim"), "x");
        var refused = await Assert.ThrowsAsync<Amazon.S3.AmazonS3Exception>(async () => await wrong.All(Cancel).ToListAsync(Cancel));
        Assert.Equal("SignatureDoesNotMatch", refused.ErrorCode);
        var blob = await good.Blobs.Put(new MemoryStream(new byte[100_000]), Cancel);
        await using var stream = await good.Blobs.Open(blob.Sha256, Cancel);
        good.Server.Truncate(good.Server.Keys.Single(), 50_000);
        await Assert.ThrowsAnyAsync<Exception>(async () => await stream.ReadExactlyAsync(new byte[100_000], Cancel));
    }

    [Theory, MemberData(nameof(Shelves))]
    public async Task A_document_goes_in_by_parts_and_out_by_ranges(string shelf)
    {
        await using var bed = await Bed.Make(shelf);
        const int deel = 6_000_000;
        await using var p = await Platform.Start("sqlite", deel, _ => bed.Blobs);
        var inhoud = RandomNumberGenerator.GetBytes(2 * deel + 7);
        var body = (System.Text.Json.Nodes.JsonObject)JsonSerializer.SerializeToNode(
            Cast.DocumentBody((await new Cast(p).Informatieobjecttype()).Url))!;
        (body["inhoud"], body["bestandsomvang"]) = (null, inhoud.Length);
        var made = await p.Post(DocumentenTests.Documenten, body);
        foreach (var part in made["bestandsdelen"]!.AsArray())
        {
            using var form = new MultipartFormDataContent { { new StringContent((string)made["lock"]!), "lock" } };
            var from = ((int)part!["volgnummer"]! - 1) * deel;
            form.Add(new ByteArrayContent(inhoud, from, (int)part["omvang"]!), "inhoud", "deel");
            Assert.Equal(HttpStatusCode.OK, (await p.Beheerder.PutAsync(new Uri((string)part["url"]!), form, Cancel)).StatusCode);
        }
        var url = ((string)made["url"]!)[p.Base.Length..];
        Assert.Equal(204, (await p.Send(HttpMethod.Post, url + "/unlock", new { @lock = (string)made["lock"]! })).Status);
        var download = made["url"] + "/download";
        var etag = $"\"{Convert.ToHexStringLower(SHA256.HashData(inhoud))}\"";

        async Task<(int Status, byte[] Bytes, string? Range)> Get(Action<HttpRequestHeaders> set)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, download);
            set(request.Headers);
            using var answer = await p.Beheerder.SendAsync(request, Cancel);
            if ((int)answer.StatusCode is 200 or 206)
                Assert.Equal((etag, "bytes"), (answer.Headers.ETag!.Tag, answer.Headers.AcceptRanges.Single()));
            return ((int)answer.StatusCode, await answer.Content.ReadAsByteArrayAsync(Cancel),
                answer.Content.Headers.ContentRange?.ToString());
        }
        var total = inhoud.Length;
        var heel = await Get(_ => { });
        Assert.True(heel.Status == 200 && heel.Bytes.AsSpan().SequenceEqual(inhoud));
        foreach (var (range, from, to) in ((string, int, int)[])[("bytes=0-0", 0, 0), ("bytes=5999990-6000010", 5_999_990, 6_000_010),
            ("bytes=-10", total - 10, total - 1),
            ("bytes=12000000-", 12_000_000, total - 1), ("bytes=12000000-99999999", 12_000_000, total - 1)])
        {
            var part = await Get(h => h.TryAddWithoutValidation("Range", range));
            Assert.Equal((206, $"bytes {from}-{to}/{total}"), (part.Status, part.Range));
            Assert.Equal(inhoud[from..(to + 1)], part.Bytes);
        }
        Assert.Equal((416, $"bytes */{total}"), await Get(h => h.TryAddWithoutValidation("Range", $"bytes={total}-")) is var buiten
            ? (buiten.Status, buiten.Range) : default);
        Assert.Equal(206, (await Get(h =>
        {
            h.TryAddWithoutValidation("Range", "bytes=0-9"); h.TryAddWithoutValidation("If-Range", etag);
        })).Status);
        Assert.Equal(200, (await Get(h =>
            { h.TryAddWithoutValidation("Range", "bytes=0-9"); h.TryAddWithoutValidation("If-Range", "\"anders\""); })).Status);
        Assert.Equal(304, (await Get(h => h.TryAddWithoutValidation("If-None-Match", etag))).Status);

        Assert.Equal(204, (await p.Send(HttpMethod.Delete, url)).Status);
        await Opruiming.Ruim(p.Tenant, Onderlaag.Model, TimeSpan.FromHours(1), true, new Later(), cancel: Cancel);
        Assert.Empty(await bed.Blobs.All(Cancel).ToListAsync(Cancel));
    }

    private sealed class Later : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UtcNow.AddHours(3);
    }

    /// <summary>Names that clients make up, and what they come to.</summary>
    public static TheoryData<string, string> Names => new()
    {
        { "brief.pdf", "brief.pdf" },
        { "../../etc/passwd", "passwd" },
        { @"C:\Windows\system32\cmd.exe", "cmd.exe" },
        { "/", "document" },
        { "..", "document" },
        { "a\r\nSet-Cookie: x=1", "aSet-Cookie x=1" },
        { "een\"twee;drie.txt", "eentwee;drie.txt" },
        { "factuur\u202Efdp.exe", "factuurfdp.exe" },
        { "\u0000\u0001", "document" },
        { "één €.pdf", "één €.pdf" },
    };

    [Theory, MemberData(nameof(Names))]
    public async Task A_name_never_becomes_a_path_or_a_header(string name, string shown)
    {
        await using var p = await Platform.Start("sqlite");
        var body = (System.Text.Json.Nodes.JsonObject)JsonSerializer.SerializeToNode(
            Cast.DocumentBody((await new Cast(p).Informatieobjecttype()).Url))!;
        body["bestandsnaam"] = name;
        var (status, made) = await p.Send(HttpMethod.Post, DocumentenTests.Documenten, body);
        if (status == 400) { Assert.Contains(name, char.IsControl); return; } // a text that no field takes
        using var answer = await p.Beheerder.GetAsync(new Uri((string)made!["inhoud"]!), Cancel);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(shown, answer.Content.Headers.ContentDisposition!.FileNameStar);
        Assert.Equal(name, (string)made["bestandsnaam"]!); // the register keeps what it was told
        Assert.False(answer.Headers.Contains("Set-Cookie"));
        Assert.All(Directory.EnumerateFiles(p.Folder, "*", SearchOption.AllDirectories),
            f => Assert.Matches("^[0-9a-f]{64}$", Path.GetFileName(f)));
        Assert.Empty(p.Failures);
    }
}
