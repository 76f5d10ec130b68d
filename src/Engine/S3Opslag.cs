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

/// <summary>Objects in a bucket. Large ones go up in parts and come down in pieces; none is ever held whole.</summary>
public sealed class S3Opslag : IDisposable
{
    private const long UploadPart = 16L << 20;
    private const int LongestText = 1000;
    private readonly AmazonS3Client client;
    private readonly string bucket;

    /// <param name="settings">Where the bucket is.</param>
    public S3Opslag(S3Settings settings)
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
        bucket = settings.Bucket;
    }

    /// <summary>The size of an object; null when it is not there.</summary>
    public async Task<long?> Length(string key, CancellationToken cancel = default)
    {
        try
        {
            var found = await client.GetObjectMetadataAsync(bucket, key, cancel);
            return found.ContentLength;
        }
        catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.NotFound) { return null; }
    }

    /// <summary>Keeps the content of a file.</summary>
    /// <exception cref="IOException">The bucket keeps another number of bytes; nothing is left there.</exception>
    public async Task Put(string key, string file, CancellationToken cancel = default)
    {
        // In one piece or in parts, never in signed chunks (which the SDK's TransferUtility always uses): not every store knows those,
        // and one that does not keeps the signatures as if they were content, without a word.
        var length = new FileInfo(file).Length;
        if (length <= UploadPart)
        {
            await client.PutObjectAsync(
                new PutObjectRequest { BucketName = bucket, Key = key, FilePath = file, UseChunkEncoding = false }, cancel);
        }
        else
        {
            await PutInParts(key, file, length, cancel);
        }
        if (await Length(key, cancel) is var stored && stored == length) return;
        await Remove(key, CancellationToken.None);
        throw new IOException($"De opslag (S3) bewaarde {stored ?? 0} bytes van een bestand van {length} bytes. Het is weer weggehaald.");
    }

    private async Task PutInParts(string key, string file, long length, CancellationToken cancel)
    {
        var begun = await client.InitiateMultipartUploadAsync(
            new InitiateMultipartUploadRequest { BucketName = bucket, Key = key }, cancel);
        try
        {
            // There may be ten thousand parts, of any size from five megabytes on.
            var size = Math.Max(UploadPart, (length / 9_000 + 1024 * 1024) / (1024 * 1024) * (1024 * 1024));
            var parts = new List<PartETag>();
            for (long at = 0; at < length; at += size)
            {
                var part = await client.UploadPartAsync(new UploadPartRequest
                {
                    BucketName = bucket,
                    Key = key,
                    UploadId = begun.UploadId,
                    PartNumber = parts.Count + 1,
                    FilePath = file,
                    FilePosition = at,
                    PartSize = Math.Min(size, length - at),
                    UseChunkEncoding = false,
                }, cancel);
                parts.Add(new PartETag(parts.Count + 1, part.ETag));
            }
            await client.CompleteMultipartUploadAsync(
                new CompleteMultipartUploadRequest
                {
                    BucketName = bucket,
                    Key = key,
                    UploadId = begun.UploadId,
                    PartETags = parts
                }, cancel);
        }
        catch
        {
            await client.AbortMultipartUploadAsync(bucket, key, begun.UploadId, CancellationToken.None);
            throw;
        }
    }

    /// <summary>Opens an object to be read; the stream can seek and is only read asynchronously.</summary>
    /// <exception cref="FileNotFoundException">It is not there.</exception>
    public async Task<Stream> Open(string key, CancellationToken cancel = default) =>
        new Reading(client, bucket, key, await Length(key, cancel)
            ?? throw new FileNotFoundException("Dit bestand ligt niet in de opslag.", key));

    public Task Remove(string key, CancellationToken cancel = default) => client.DeleteObjectAsync(bucket, key, cancel);

    /// <summary>A short text; null when it is not there.</summary>
    public async Task<string?> Text(string key, CancellationToken cancel = default)
    {
        try
        {
            // As a part: of a whole the client takes the ETag for its MD5, which it is not at every store (encryption, other products).
            using var found = await client.GetObjectAsync(new GetObjectRequest
            { BucketName = bucket, Key = key, ByteRange = new ByteRange(0, LongestText - 1) }, cancel);
            using var text = new StreamReader(found.ResponseStream);
            return (await text.ReadToEndAsync(cancel)).Trim();
        }
        catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.NotFound) { return null; }
    }

    public Task SetText(string key, string text, CancellationToken cancel = default) =>
        client.PutObjectAsync(new PutObjectRequest
        {
            BucketName = bucket,
            Key = key,
            ContentBody = text,
            UseChunkEncoding = false
        }, cancel);

    /// <summary>All objects of which the name begins so.</summary>
    public async IAsyncEnumerable<(string Key, long Length, DateTimeOffset Written)> All(string prefix,
        [EnumeratorCancellation] CancellationToken cancel = default)
    {
        var request = new ListObjectsV2Request { BucketName = bucket, Prefix = prefix };
        while (true)
        {
            var page = await client.ListObjectsV2Async(request, cancel);
            foreach (var found in page.S3Objects ?? [])
                if (found.LastModified is { } written) yield return (found.Key, found.Size ?? 0, written.ToUniversalTime());
            if (page.IsTruncated != true) yield break;
            request.ContinuationToken = page.NextContinuationToken;
        }
    }

    /// <summary>Removes what uploads that began before a moment left half done.</summary>
    public async Task Tidy(string prefix, DateTimeOffset before, CancellationToken cancel = default)
    {
        var request = new ListMultipartUploadsRequest { BucketName = bucket, Prefix = prefix };
        var page = await client.ListMultipartUploadsAsync(request, cancel);
        foreach (var upload in page.MultipartUploads ?? [])
        {
            if (upload.Initiated is { } begun && begun.ToUniversalTime() < before.UtcDateTime)
                await client.AbortMultipartUploadAsync(bucket, upload.Key, upload.UploadId, cancel);
        }
    }

    public void Dispose() => client.Dispose();

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
