using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Brink.Bench;

/// <summary>A document of gigabytes, up in parts and down again: the same bytes, and how much memory the server needed for it.</summary>
internal static class LargeDocument
{
    private const long MemoryGoal = 300L << 20;

    /// <summary>False when the bytes that come down are others, or the server needed more memory than the goal.</summary>
    public static async Task<bool> Run(string root, string folder, IEnumerable<(string Name, string? Postgres)> stores, double gigabytes)
    {
        var good = true;
        foreach (var (name, postgres) in stores)
            good &= await Run(root, Path.Combine(folder, "document-" + name), name, postgres, (long)(gigabytes * (1L << 30)));
        return good;
    }

    private static async Task<bool> Run(string root, string data, string name, string? postgres, long size)
    {
        // On PostgreSQL a schema of its own, as the data of another measurement may be there.
        var organisatie = postgres is null ? HostProcess.Organisatie : "groot" + Guid.NewGuid().ToString("N")[..8];
        await using var host = await HostProcess.Brink(root, data, postgres, [organisatie]);
        var http = host.Http;
        http.Timeout = TimeSpan.FromMinutes(30);
        var api = $"{organisatie}/documenten/api/v1/enkelvoudiginformatieobjecten";
        var begin = host.Resident();

        var since = Stopwatch.GetTimestamp();
        var made = await Send(http, HttpMethod.Post, api, new
        {
            bronorganisatie = "000000000",
            creatiedatum = "2026-01-01",
            titel = "Groot bestand",
            auteur = "meting",
            taal = "nld",
            informatieobjecttype = await Type(http, organisatie),
            bestandsomvang = size,
        });
        var (url, slot) = ((string)made["url"]!, (string)made["lock"]!);
        using var up = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var parts = made["bestandsdelen"]!.AsArray();
        foreach (var part in parts)
        {
            using var form = new MultipartFormDataContent { { new StringContent(slot), "lock" } };
            form.Add(new StreamContent(new Noise((int)part!["volgnummer"]!, (int)part["omvang"]!, up), 128 * 1024), "inhoud", "deel");
            using var answer = await http.PutAsync(new Uri((string)part["url"]!), form);
            await Check(answer);
        }
        var uploaded = Stopwatch.GetElapsedTime(since);
        since = Stopwatch.GetTimestamp();
        await Send(http, HttpMethod.Post, new Uri(url).PathAndQuery.TrimStart('/') + "/unlock", new { @lock = slot });
        var joined = Stopwatch.GetElapsedTime(since);

        since = Stopwatch.GetTimestamp();
        using var down = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        long length = 0;
        using (var answer = await http.GetAsync(new Uri(url + "/download"), HttpCompletionOption.ResponseHeadersRead))
        {
            await Check(answer);
            await using var stream = await answer.Content.ReadAsStreamAsync();
            var buffer = new byte[128 * 1024];
            for (int n; (n = await stream.ReadAsync(buffer)) > 0; length += n) down.AppendData(buffer, 0, n);
        }
        var downloaded = Stopwatch.GetElapsedTime(since);
        var same = length == size && up.GetHashAndReset().AsSpan().SequenceEqual(down.GetHashAndReset());
        var peak = host.Peak();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
            Een document van {size / (double)(1 << 30):0.##} GB in {parts.Count} delen ({name}):
              heen {uploaded.TotalSeconds:F1} s, samenvoegen {joined.TotalSeconds:F1} s, terug {downloaded.TotalSeconds:F1} s
              dezelfde bytes terug: {(same ? "ja" : "NEE")}
              geheugen van het proces (RSS): vooraf {begin >> 20} MB, hoogste stand {peak >> 20} MB
              (doel: minder dan {MemoryGoal >> 20} MB) {(peak < MemoryGoal ? "gehaald" : "NIET GEHAALD")}
            """));
        return same && peak < MemoryGoal;
    }

    /// <summary>A kind of document, published.</summary>
    internal static async Task<string> Type(HttpClient http, string organisatie)
    {
        var catalogus = await Send(http, HttpMethod.Post, $"{organisatie}/catalogi/api/v1/catalogussen", new
        {
            domein = "METEN",
            rsin = "000000000",
            contactpersoonBeheerNaam = "meting",
        });
        var type = await Send(http, HttpMethod.Post, $"{organisatie}/catalogi/api/v1/informatieobjecttypen", new
        {
            catalogus = (string)catalogus["url"]!,
            omschrijving = "Groot bestand",
            vertrouwelijkheidaanduiding = "openbaar",
            beginGeldigheid = "2020-01-01",
            informatieobjectcategorie = "bestand",
        });
        var url = (string)type["url"]!;
        await Send(http, HttpMethod.Post, new Uri(url).PathAndQuery.TrimStart('/') + "/publish", null);
        return url;
    }

    private static async Task<JsonObject> Send(HttpClient http, HttpMethod method, string path, object? body)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        using var answer = await http.SendAsync(request);
        await Check(answer);
        var text = await answer.Content.ReadAsStringAsync();
        return text.Length == 0 ? [] : JsonSerializer.Deserialize<JsonObject>(text)!;
    }

    private static async Task Check(HttpResponseMessage answer)
    {
        if (!answer.IsSuccessStatusCode)
        {
            throw new InvalidOperationException(
            $"{answer.RequestMessage!.Method} {answer.RequestMessage.RequestUri}: {(int)answer.StatusCode} "
            + await answer.Content.ReadAsStringAsync());
        }
    }

    /// <summary>Bytes that look like chance and are the same for the same seed, counted into a hash as they are read.</summary>
    private sealed class Noise(int seed, long length, IncrementalHash hash) : Stream
    {
        private readonly Random random = new(seed);
        private long position;

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => length;
        public override long Position { get => position; set => throw new NotSupportedException(); }

        public override int Read(Span<byte> buffer)
        {
            var n = (int)Math.Min(buffer.Length, length - position);
            random.NextBytes(buffer[..n]);
            hash.AppendData(buffer[..n]);
            position += n;
            return n;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            ValueTask.FromResult(Read(buffer.Span));
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
        public override void Flush() { }
    }
}
