using System.Net;
using System.Runtime.CompilerServices;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace Brink.Engine;

/// <summary>How an object store that speaks S3 is reached.</summary>
/// <param name="Adres">The address of the service; null for Amazon itself.</param>
/// <param name="Regio">The region, which is part of every signature.</param>
/// <param name="Bucket">Must exist already.</param>
/// <param name="Toegangssleutel">The id of the key.</param>
/// <param name="Geheim">The key.</param>
public sealed record S3Settings(Uri? Adres, string Regio, string Bucket, string Toegangssleutel, string Geheim);

/// <summary>Content as objects in a bucket: <c>{prefix}/ab/cd/abcd…</c>. Large content goes up in parts and comes down in pieces;
/// it is never held whole.</summary>
public sealed class S3Shelf : IBlobShelf, IDisposable
{
    private const long UploadPart = 16L << 20;
    private readonly AmazonS3Client client;
    private readonly string bucket;
    private readonly string prefix;

    /// <param name="settings">Where the bucket is.</param>
    /// <param name="prefix">What the names of this organisation's objects begin with.</param>
    public S3Shelf(S3Settings settings, string prefix)
    {
        // Checksums beside the signature are asked for only where the operation needs them: not every other store than Amazon's knows them.
        var config = new AmazonS3Config
        {
            AuthenticationRegion = settings.Regio,
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
            MaxErrorRetry = 3,
        };
        if (settings.Adres is { } adres) (config.ServiceURL, config.ForcePathStyle) = (adres.AbsoluteUri, true);
        else config.RegionEndpoint = Amazon.RegionEndpoint.GetBySystemName(settings.Regio);
        client = new AmazonS3Client(new BasicAWSCredentials(settings.Toegangssleutel, settings.Geheim), config);
        (bucket, this.prefix) = (settings.Bucket, prefix);
    }

    public async Task<long?> Length(string sha256, CancellationToken cancel = default)
    {
        try
        {
            var found = await client.GetObjectMetadataAsync(bucket, Key(sha256), cancel);
            return found.ContentLength;
        }
        catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.NotFound) { return null; }
    }

    /// <inheritdoc/>
    /// <exception cref="IOException">The bucket keeps another number of bytes; nothing is left there.</exception>
    public async Task Add(string sha256, string file, CancellationToken cancel = default)
    {
        // In one piece or in parts, never in signed chunks (which the SDK's TransferUtility always uses): not every store knows those,
        // and one that does not keeps the signatures as if they were content, without a word.
        var length = new FileInfo(file).Length;
        if (length <= UploadPart)
        {
            await client.PutObjectAsync(
                new PutObjectRequest { BucketName = bucket, Key = Key(sha256), FilePath = file, UseChunkEncoding = false }, cancel);
        }
        else
        {
            await AddInParts(sha256, file, length, cancel);
        }
        if (await Length(sha256, cancel) is var stored && stored == length) return;
        await Remove(sha256, CancellationToken.None);
        throw new IOException($"De opslag (S3) bewaarde {stored ?? 0} bytes van een bestand van {length} bytes. Het is weer weggehaald.");
    }

    private async Task AddInParts(string sha256, string file, long length, CancellationToken cancel)
    {
        var begun = await client.InitiateMultipartUploadAsync(
            new InitiateMultipartUploadRequest { BucketName = bucket, Key = Key(sha256) }, cancel);
        try
        {
            var parts = new List<PartETag>();
            for (long at = 0; at < length; at += UploadPart)
            {
                var part = await client.UploadPartAsync(new UploadPartRequest
                {
                    BucketName = bucket,
                    Key = Key(sha256),
                    UploadId = begun.UploadId,
                    PartNumber = parts.Count + 1,
                    FilePath = file,
                    FilePosition = at,
                    PartSize = Math.Min(UploadPart, length - at),
                    UseChunkEncoding = false,
                }, cancel);
                parts.Add(new PartETag(parts.Count + 1, part.ETag));
            }
            await client.CompleteMultipartUploadAsync(
                new CompleteMultipartUploadRequest
                {
                    BucketName = bucket,
                    Key = Key(sha256),
                    UploadId = begun.UploadId,
                    PartETags = parts
                }, cancel);
        }
        catch
        {
            await client.AbortMultipartUploadAsync(bucket, Key(sha256), begun.UploadId, CancellationToken.None);
            throw;
        }
    }

    /// <inheritdoc/>
    /// <exception cref="FileNotFoundException">It is not on the shelf.</exception>
    public async Task<Stream> Open(string sha256, CancellationToken cancel = default) =>
        new Reading(client, bucket, Key(sha256), await Length(sha256, cancel)
            ?? throw new FileNotFoundException("Dit bestand ligt niet in de opslag.", sha256));

    public Task Remove(string sha256, CancellationToken cancel = default) => client.DeleteObjectAsync(bucket, Key(sha256), cancel);

    private const int LongestMark = 1000;

    public async Task<string?> Mark(CancellationToken cancel = default)
    {
        try
        {
            // As a part: of a whole the client takes the ETag for its MD5, which it is not at every store (encryption, other products).
            using var found = await client.GetObjectAsync(new GetObjectRequest
            { BucketName = bucket, Key = $"{prefix}/{Blobs.MarkName}", ByteRange = new ByteRange(0, LongestMark - 1) }, cancel);
            using var text = new StreamReader(found.ResponseStream);
            return (await text.ReadToEndAsync(cancel)).Trim();
        }
        catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.NotFound) { return null; }
    }

    public Task SetMark(string mark, CancellationToken cancel = default) =>
        client.PutObjectAsync(new PutObjectRequest
        {
            BucketName = bucket,
            Key = $"{prefix}/{Blobs.MarkName}",
            ContentBody = mark,
            UseChunkEncoding = false
        }, cancel);

    public async IAsyncEnumerable<(string Sha256, DateTimeOffset Written)> All([EnumeratorCancellation] CancellationToken cancel = default)
    {
        var request = new ListObjectsV2Request { BucketName = bucket, Prefix = prefix + "/" };
        while (true)
        {
            var page = await client.ListObjectsV2Async(request, cancel);
            foreach (var found in page.S3Objects ?? [])
            {
                if (found.Key[(found.Key.LastIndexOf('/') + 1)..] is { Length: 64 } sha256 && found.Key == Key(sha256)
                    && found.LastModified is { } written)
                {
                    yield return (sha256, written.ToUniversalTime());
                }
            }
            if (page.IsTruncated != true) yield break;
            request.ContinuationToken = page.NextContinuationToken;
        }
    }

    public async Task Tidy(DateTimeOffset before, CancellationToken cancel = default)
    {
        var request = new ListMultipartUploadsRequest { BucketName = bucket, Prefix = prefix + "/" };
        var page = await client.ListMultipartUploadsAsync(request, cancel);
        foreach (var upload in page.MultipartUploads ?? [])
        {
            if (upload.Initiated is { } begun && begun.ToUniversalTime() < before.UtcDateTime)
                await client.AbortMultipartUploadAsync(bucket, upload.Key, upload.UploadId, cancel);
        }
    }

    public void Dispose() => client.Dispose();

    private string Key(string sha256) => $"{prefix}/{sha256[..2]}/{sha256[2..4]}/{sha256}";

    /// <summary>Reads an object from any position, in requests for ever larger pieces:
    /// who reads only the beginning asks for little.</summary>
    private sealed class Reading(AmazonS3Client client, string bucket, string key, long length) : Stream
    {
        private const int First = 64 * 1024;
        private const int Largest = 16 * 1024 * 1024;
        private GetObjectResponse? piece;
        private long position, end;
        private int size = First;

        public override bool CanRead => true;
        public override bool CanSeek => true;
        public override bool CanWrite => false;
        public override long Length => length;

        public override long Position
        {
            get => position;
            set
            {
                if (value == position) return;
                position = value;
                Drop();
            }
        }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (position >= length || buffer.Length == 0) return 0;
            if (piece is null || position >= end)
            {
                Drop();
                end = Math.Min(length, position + size);
                size = Math.Min(size * 4, Largest);
                piece = await client.GetObjectAsync(
                    new GetObjectRequest { BucketName = bucket, Key = key, ByteRange = new ByteRange(position, end - 1) },
                    cancellationToken);
            }
            var read = await piece.ResponseStream.ReadAsync(buffer[..(int)Math.Min(buffer.Length, end - position)], cancellationToken);
            if (read == 0) throw new EndOfStreamException("De opslag brak het bestand voortijdig af.");
            position += read;
            return read;
        }

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            ReadAsync(buffer.AsMemory(offset, count),
            cancellationToken).AsTask();

        public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
        {
            SeekOrigin.Begin => offset,
            SeekOrigin.Current => position + offset,
            _ => length + offset,
        };

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Alleen asynchroon.");
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Flush() { }

        protected override void Dispose(bool disposing)
        {
            if (disposing) Drop();
            base.Dispose(disposing);
        }

        private void Drop()
        {
            piece?.Dispose();
            piece = null;
        }
    }
}
