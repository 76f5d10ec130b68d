using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Brink.Tests;

/// <summary>
/// A small object store for tests, no product: the operations of S3 that Brink uses, in memory, over HTTP on this machine.
/// It is strict where a client can be wrong: every signature (version 4) is worked out anew, of the request,
/// of its body and of each piece of a body that comes in pieces.
/// </summary>
internal sealed class S3Server : IAsyncDisposable
{
    public const string Bucket = "brink-proef", Region = "eu-west-1", KeyId = "PROEFSLEUTEL", Secret = "een-geheim-voor-de-proefopslag";
    private const string Streaming = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD";
    private readonly ConcurrentDictionary<string, Item> objects = new();
    private readonly ConcurrentDictionary<string,
        (string Key, DateTimeOffset Begun, ConcurrentDictionary<int, byte[]> Parts)> uploads = new();
    private WebApplication app = null!;

    private sealed record Item(byte[] Bytes, DateTimeOffset Written);

    public Uri Address { get; private set; } = null!;
    public ICollection<string> Keys => objects.Keys;
    public int Uploads => uploads.Count;

    /// <summary>What was asked, in order: the method, and what the query names.</summary>
    public ConcurrentQueue<string> Asked { get; } = [];

    public static async Task<S3Server> Start()
    {
        var server = new S3Server();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0").ConfigureKestrel(k => k.Limits.MaxRequestBodySize = null);
        server.app = builder.Build();
        server.app.Run(server.Serve);
        await server.app.StartAsync();
        server.Address = new Uri(server.app.Services.GetRequiredService<IServer>()
            .Features.Get<IServerAddressesFeature>()!.Addresses.First());
        return server;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    public Engine.S3Settings Settings(string secret = Secret) => new(Address, Region, Bucket, KeyId, secret);

    /// <summary>As if all of it had been written so much earlier.</summary>
    public void Age(TimeSpan by)
    {
        foreach (var (key, item) in objects) objects[key] = item with { Written = item.Written - by };
    }

    /// <summary>Damages an object.</summary>
    public void Truncate(string key, int length) => objects[key] = objects[key] with { Bytes = objects[key].Bytes[..length] };

    private async Task Serve(HttpContext http)
    {
        var (request, response) = (http.Request, http.Response);
        var query = request.Query;
        Asked.Enqueue($"{request.Method} {string.Join(',', query.Keys.Where(k => k is "uploads" or "uploadId" or "partNumber" or "list-type"))}".Trim());
        if (await Body(request) is not { } body) { await Refuse(response, 403, "SignatureDoesNotMatch"); return; }
        var path = Uri.UnescapeDataString(request.Path.Value ?? "").TrimStart('/').Split('/', 2);
        if (path[0] != Bucket) { await Refuse(response, 404, "NoSuchBucket"); return; }
        var key = path.Length > 1 ? path[1] : "";
        string? uploadId = query["uploadId"];
        switch (request.Method)
        {
            case "GET" when query.ContainsKey("list-type"):
                await List(response, query["prefix"].ToString(),
                query["continuation-token"].ToString()); break;
            case "GET" when query.ContainsKey("uploads"):
                await Xml(response, new XElement("ListMultipartUploadsResult", new XElement("IsTruncated", false),
                    uploads.Select(u => new XElement("Upload",
                    new XElement("Key", u.Value.Key), new XElement("UploadId", u.Key), new XElement("Initiated", Time(u.Value.Begun))))));
                break;
            case "POST" when query.ContainsKey("uploads"):
                var id = Guid.NewGuid().ToString("N");
                uploads[id] = (key, DateTimeOffset.UtcNow, new());
                await Xml(response, new XElement("InitiateMultipartUploadResult", new XElement("Bucket", Bucket), new XElement("Key", key),
                    new XElement("UploadId", id)));
                break;
            case "PUT" when uploadId is not null:
                if (!uploads.TryGetValue(uploadId, out var upload)) { await Refuse(response, 404, "NoSuchUpload"); break; }
                upload.Parts[int.Parse(query["partNumber"]!, CultureInfo.InvariantCulture)] = body;
                response.Headers.ETag = Tag(body);
                break;
            case "POST" when uploadId is not null: await Complete(response, uploadId, body); break;
            case "DELETE" when uploadId is not null: uploads.TryRemove(uploadId, out _); response.StatusCode = 204; break;
            case "PUT":
                objects[key] = new Item(body, DateTimeOffset.UtcNow);
                response.Headers.ETag = Tag(body);
                break;
            case "DELETE": objects.TryRemove(key, out _); response.StatusCode = 204; break;
            case "GET" or "HEAD":
                if (!objects.TryGetValue(key, out var item)) { await Refuse(response, 404, "NoSuchKey"); break; }
                response.Headers.LastModified = item.Written.ToString("R", CultureInfo.InvariantCulture);
                response.Headers.ETag = Tag(item.Bytes);
                var (from, to) = (0, item.Bytes.Length - 1);
                if (request.GetTypedHeaders().Range?.Ranges.Single() is { } range)
                {
                    (from, to) = ((int)(range.From ?? 0), (int)Math.Min(range.To ?? to, to));
                    if (from > to) { await Refuse(response, 416, "InvalidRange"); break; }
                    response.StatusCode = 206;
                    response.Headers.ContentRange = $"bytes {from}-{to}/{item.Bytes.Length}";
                }
                response.ContentLength = to - from + 1;
                if (request.Method == "GET") await response.Body.WriteAsync(item.Bytes.AsMemory(from, to - from + 1));
                break;
            default: response.StatusCode = 405; break;
        }
    }

    private async Task List(HttpResponse response, string prefix, string after)
    {
        // Pages of two, so that whoever does not ask on sees too little.
        var found = objects.Where(o => o.Key.StartsWith(prefix, StringComparison.Ordinal) && string.CompareOrdinal(o.Key, after) > 0)
            .OrderBy(o => o.Key, StringComparer.Ordinal).ToList();
        var page = found.Take(2).ToList();
        await Xml(response, new XElement("ListBucketResult", new XElement("IsTruncated", found.Count > 2),
            found.Count > 2 ? new XElement("NextContinuationToken", page[^1].Key) : null,
            page.Select(o => new XElement("Contents", new XElement("Key", o.Key), new XElement("Size", o.Value.Bytes.Length),
                new XElement("LastModified", Time(o.Value.Written))))));
    }

    private async Task Complete(HttpResponse response, string uploadId, byte[] body)
    {
        if (!uploads.TryGetValue(uploadId, out var upload)) { await Refuse(response, 404, "NoSuchUpload"); return; }
        var parts = XDocument.Parse(Encoding.UTF8.GetString(body)).Root!.Elements().Select(e => (
            Number: int.Parse(e.Elements().Single(x => x.Name.LocalName == "PartNumber").Value, CultureInfo.InvariantCulture),
            ETag: e.Elements().Single(x => x.Name.LocalName == "ETag").Value)).ToList();
        if (parts.Count == 0 || !parts.Select(p => p.Number).SequenceEqual(parts.Select(p => p.Number).Order())
            || parts.Any(p => !upload.Parts.TryGetValue(p.Number, out var bytes) || Tag(bytes).Trim('"') != p.ETag.Trim('"')))
        {
            await Refuse(response, 400, "InvalidPart");
            return;
        }
        if (parts.SkipLast(1).Any(p => upload.Parts[p.Number].Length < 5 << 20)) { await Refuse(response, 400, "EntityTooSmall"); return; }
        objects[upload.Key] = new Item([.. parts.SelectMany(p => upload.Parts[p.Number])], DateTimeOffset.UtcNow);
        uploads.TryRemove(uploadId, out _);
        await Xml(response, new XElement("CompleteMultipartUploadResult", new XElement("Key", upload.Key),
            new XElement("ETag", Tag(objects[upload.Key].Bytes))));
    }

    // The body, when the request and the body are signed with the secret; else null.
    private static async Task<byte[]?> Body(HttpRequest request)
    {
        using var memory = new MemoryStream();
        await request.Body.CopyToAsync(memory);
        var body = memory.ToArray();
        var authorization = request.Headers.Authorization.ToString();
        if (!authorization.StartsWith("AWS4-HMAC-SHA256 ", StringComparison.Ordinal)) return null;
        var parts = authorization[17..].Split(',').Select(p => p.Trim().Split('=', 2)).ToDictionary(p => p[0], p => p[1]);
        var scope = parts["Credential"].Split('/');
        var at = request.Headers["x-amz-date"].ToString();
        if (scope is not [KeyId, { Length: 8 } day, Region, "s3", "aws4_request"] || !at.StartsWith(day, StringComparison.Ordinal)
            || !DateTimeOffset.TryParseExact(at, "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal,
                out var signedAt)
            || (DateTimeOffset.UtcNow - signedAt).Duration() > TimeSpan.FromMinutes(15))
        {
            return null;
        }
        var signed = parts["SignedHeaders"].Split(';');
        if (!signed.Contains("host") || !signed.Contains("x-amz-date") || !signed.Contains("x-amz-content-sha256")) return null;
        var payload = request.Headers["x-amz-content-sha256"].ToString();
        var raw = request.HttpContext.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpRequestFeature>()!.RawTarget.Split('?', 2);
        var query = raw.Length < 2 ? ""
            : string.Join('&', raw[1].Split('&').Select(p => p.Contains('=', StringComparison.Ordinal) ? p : p + "=")
            .Order(StringComparer.Ordinal));
        var headers = string.Concat(signed.Select(h => $"{h}:{string.Join(',', request.Headers[h].Select(v => v!.Trim()))}\n"));
        var canonical = string.Join('\n', request.Method, raw[0], query, headers, parts["SignedHeaders"], payload);
        byte[] signingKey = Encoding.UTF8.GetBytes("AWS4" + Secret);
        foreach (var step in (string[])[day, Region, "s3", "aws4_request"])
            signingKey = HMACSHA256.HashData(signingKey, Encoding.UTF8.GetBytes(step));
        var where = $"{day}/{Region}/s3/aws4_request";
        string Sign(string text) => Convert.ToHexStringLower(HMACSHA256.HashData(signingKey, Encoding.UTF8.GetBytes(text)));
        if (Sign($"AWS4-HMAC-SHA256\n{at}\n{where}\n{Hash(Encoding.UTF8.GetBytes(canonical))}") != parts["Signature"]) return null;
        // Like s3rver, and unlike Amazon: signed chunks are not known here, and their signatures are kept as if they were content.
        return payload == Streaming || payload == Hash(body) ? body : null;
    }

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    // What an object store calls its bytes; nothing is secured by it.
    private static string Tag(byte[] bytes) => $"\"{Convert.ToHexStringLower(System.IO.Hashing.XxHash128.Hash(bytes))}\"";

    private static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static Task Refuse(HttpResponse response, int status, string code)
    {
        response.StatusCode = status;
        return response.HttpContext.Request.Method == "HEAD" ? Task.CompletedTask
            : Xml(response, new XElement("Error", new XElement("Code", code), new XElement("Message", code)));
    }

    private static Task Xml(HttpResponse response, XElement root)
    {
        response.ContentType = "application/xml";
        return response.WriteAsync("<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + root.ToString(SaveOptions.DisableFormatting));
    }
}
