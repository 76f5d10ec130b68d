using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Brink.Engine;

/// <summary>Content that the store of blobs keeps.</summary>
/// <param name="Sha256">What it is found by: the hash of its bytes, 64 hexadecimals in lower case.</param>
/// <param name="Length">Its size in bytes.</param>
public sealed record StoredBlob(string Sha256, long Length);

/// <summary>
/// The contents of one organisation's documents, each once under the hash of its bytes: <c>{folder}/ab/cd/abcd…</c>. They pass through, and are never
/// in memory as a whole. Nothing is ever changed in place; content to which no document refers any more (a refused request leaves some, a deleted
/// document too) stays until it is cleaned up.
/// </summary>
public sealed class Blobs(string folder)
{
    private const int SniffedBytes = 512;

    /// <summary>Types that a browser may show by itself: it runs nothing in them (text is only ever served as plain text).</summary>
    private static readonly HashSet<string> ShownInline = ["application/pdf", "image/png", "image/jpeg", "image/gif", "image/webp", "text/plain; charset=utf-8"];
    private static readonly (byte[] Start, string Type)[] Signatures =
    [
        ("%PDF-"u8.ToArray(), "application/pdf"),
        ([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A], "image/png"),
        ([0xFF, 0xD8, 0xFF], "image/jpeg"),
        ("GIF87a"u8.ToArray(), "image/gif"),
        ("GIF89a"u8.ToArray(), "image/gif"),
    ];

    /// <summary>Keeps what a stream gives until its end.</summary>
    public async Task<StoredBlob> Put(Stream content, CancellationToken cancel = default)
    {
        await using var intake = Begin();
        var buffer = ArrayPool<byte>.Shared.Rent(128 * 1024);
        try
        {
            for (int n; (n = await content.ReadAsync(buffer, cancel)) > 0;) await intake.Write(buffer.AsMemory(0, n), cancel);
        }
        finally { ArrayPool<byte>.Shared.Return(buffer); }
        return await intake.Complete(cancel);
    }

    /// <summary>Begins to keep content that comes in pieces. What is not completed leaves nothing behind.</summary>
    public BlobIntake Begin() => new(this);

    /// <summary>Opens content to be read; the stream can seek. Throws when it is not there.</summary>
    public Stream Open(string sha256) => new FileStream(PathOf(sha256),
        new FileStreamOptions { Mode = FileMode.Open, Access = FileAccess.Read, Share = FileShare.Read | FileShare.Delete, Options = FileOptions.Asynchronous });

    public bool Exists(string sha256) => File.Exists(PathOf(sha256));

    /// <summary>Content as an answer, served as what its bytes say that it is.</summary>
    /// <param name="sha256">Which content.</param>
    /// <param name="fileName">The name to save it under.</param>
    public Blob Answer(string sha256, string fileName)
    {
        Span<byte> start = stackalloc byte[SniffedBytes];
        using var stream = File.OpenHandle(PathOf(sha256));
        var read = RandomAccess.Read(stream, start, 0);
        return new Blob(sha256, ContentType(start[..read], RandomAccess.GetLength(stream) > read), fileName, () => Open(sha256));
    }

    /// <summary>Whether a browser may show this type instead of saving it.</summary>
    public static bool Inline(string contentType) => ShownInline.Contains(contentType);

    /// <summary>The type of content by its first bytes; <c>application/octet-stream</c> for what is not on the short list.</summary>
    /// <param name="start">The first bytes, 512 or all there are.</param>
    /// <param name="more">Whether there are more.</param>
    public static string ContentType(ReadOnlySpan<byte> start, bool more)
    {
        foreach (var (signature, type) in Signatures) if (start.StartsWith(signature)) return type;
        if (start.Length >= 12 && start.StartsWith("RIFF"u8) && start[8..].StartsWith("WEBP"u8)) return "image/webp";
        return start.Length > 0 && IsText(start, more) ? "text/plain; charset=utf-8" : "application/octet-stream";
    }

    private static bool IsText(ReadOnlySpan<byte> start, bool more)
    {
        while (start.Length > 0)
        {
            var status = Rune.DecodeFromUtf8(start, out var rune, out var used);
            if (status == OperationStatus.NeedMoreData) return more;
            if (status != OperationStatus.Done || rune.Value < 0x20 && rune.Value is not ('\t' or '\n' or '\r' or '\f') || rune.Value == 0x7F) return false;
            start = start[used..];
        }
        return true;
    }

    private string PathOf(string sha256)
    {
        if (sha256.Length != 64 || !sha256.All(c => char.IsAsciiDigit(c) || c is >= 'a' and <= 'f')) throw new ArgumentException("A hash is 64 hexadecimals in lower case.",
            nameof(sha256));
        return Path.Combine(folder, sha256[..2], sha256[2..4], sha256);
    }

    /// <summary>Content on its way in.</summary>
    public sealed class BlobIntake : IAsyncDisposable
    {
        private readonly Blobs blobs;
        private readonly string temporary;
        private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        private readonly FileStream file;
        private long length;
        private bool completed;

        internal BlobIntake(Blobs blobs)
        {
            this.blobs = blobs;
            var incoming = Directory.CreateDirectory(Path.Combine(blobs.Folder, "onderweg"));
            temporary = Path.Combine(incoming.FullName, Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture));
            file = new FileStream(temporary, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 0, Options = FileOptions.Asynchronous });
        }

        public async ValueTask Write(ReadOnlyMemory<byte> piece, CancellationToken cancel = default)
        {
            hash.AppendData(piece.Span);
            length += piece.Length;
            await file.WriteAsync(piece, cancel);
        }

        /// <summary>All pieces are in: makes them durable and gives them their name.</summary>
        public async ValueTask<StoredBlob> Complete(CancellationToken cancel = default)
        {
            var sha256 = Convert.ToHexStringLower(hash.GetHashAndReset());
            var target = blobs.PathOf(sha256);
            var known = new FileInfo(target);
            if (!known.Exists || known.Length != length)
            {
                // The bytes reach the disk before the name does, so a name never stands for half a file. That the name itself is on disk when the document is
                // kept would take an fsync of the directory, which .NET has no call for: journaling file systems (ext4, xfs) write it along with the next fsync
                // on the same file system, which is that of the document when SQLite keeps it.
                await Task.Run(() => RandomAccess.FlushToDisk(file.SafeFileHandle), cancel);
                await file.DisposeAsync();
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                File.Move(temporary, target, overwrite: true);
                completed = true;
            }
            return new StoredBlob(sha256, length);
        }

        public async ValueTask DisposeAsync()
        {
            hash.Dispose();
            await file.DisposeAsync();
            if (!completed) File.Delete(temporary);
        }
    }

    private string Folder => folder;
}
