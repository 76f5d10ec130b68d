using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;

namespace Brink.Engine;

/// <summary>Content that the store of blobs keeps.</summary>
/// <param name="Sha256">What it is found by: the hash of its bytes, 64 hexadecimals in lower case.</param>
/// <param name="Length">Its size in bytes.</param>
public sealed record StoredBlob(string Sha256, long Length);

/// <summary>Where the content of an organisation lies once it is complete: found by its hash, never changed in place.</summary>
public interface IBlobShelf
{
    /// <summary>The size of content; null when it is not there.</summary>
    Task<long?> Length(string sha256, CancellationToken cancel = default);

    /// <summary>Takes in the content of a file, all of it or nothing; durable when it returns. The file may be moved away.</summary>
    Task Add(string sha256, string file, CancellationToken cancel = default);

    /// <summary>Opens content to be read; the stream can seek and is only read asynchronously.
    /// Throws <see cref="FileNotFoundException"/> when it is not there.</summary>
    Task<Stream> Open(string sha256, CancellationToken cancel = default);
    Task Remove(string sha256, CancellationToken cancel = default);

    /// <summary>All that lies here, and since when.</summary>
    IAsyncEnumerable<(string Sha256, DateTimeOffset Written)> All(CancellationToken cancel = default);

    /// <summary>Removes what uploads that ended before <paramref name="before"/> left half done.</summary>
    Task Tidy(DateTimeOffset before, CancellationToken cancel = default);

    /// <summary>The mark that says with which database this content belongs; null when it has none.</summary>
    Task<string?> Mark(CancellationToken cancel = default);
    Task SetMark(string mark, CancellationToken cancel = default);
}

/// <summary>
/// The contents of one organisation's documents, each once under the hash of its bytes. They pass through,
/// and are never in memory as a whole: what comes in is written to a file under <c>onderweg</c> first,
/// and goes to the shelf when its hash is known. Content to which no document refers any more (a refused request leaves some,
/// a deleted document too) stays until it is cleaned up.
/// </summary>
/// <param name="folder">For what is under way and, without a shelf of another kind, for all content.</param>
/// <param name="shelf">Where complete content lies; null for the folder itself.</param>
public sealed class Blobs(string folder, IBlobShelf? shelf = null)
{
    private const int SniffedBytes = 512;

    /// <summary>The name under which the mark lies among the contents.</summary>
    internal const string MarkName = "merk";
    private readonly IBlobShelf shelf = shelf ?? new FolderShelf(folder);
    private readonly string underWay = Path.Combine(folder, "onderweg");

    /// <summary>Types that a browser may show by itself: it runs nothing in them (text is only ever served as plain text).</summary>
    private static readonly HashSet<string> ShownInline = ["application/pdf", "image/png", "image/jpeg", "image/gif", "image/webp",
        "text/plain; charset=utf-8"];
    private static readonly (byte[] Start, string Type)[] Signatures =
    [
        ("%PDF-"u8.ToArray(), "application/pdf"),
        ([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A], "image/png"),
        ([0xFF, 0xD8, 0xFF], "image/jpeg"),
        ("GIF87a"u8.ToArray(), "image/gif"),
        ("GIF89a"u8.ToArray(), "image/gif"),
    ];

    /// <summary>Keeps what a stream gives until its end.</summary>
    public Task<StoredBlob> Put(Stream content, CancellationToken cancel = default) => Put(content, null, cancel);

    /// <summary>As above; <paramref name="added"/> takes what lay nowhere before.</summary>
    internal async Task<StoredBlob> Put(Stream content, List<StoredBlob>? added, CancellationToken cancel)
    {
        await using var intake = Begin();
        var buffer = ArrayPool<byte>.Shared.Rent(128 * 1024);
        try
        {
            for (int n; (n = await content.ReadAsync(buffer, cancel)) > 0;) await intake.Write(buffer.AsMemory(0, n), cancel);
        }
        finally { ArrayPool<byte>.Shared.Return(buffer); }
        var blob = await intake.Complete(cancel);
        if (intake.Added) added?.Add(blob);
        return blob;
    }

    /// <summary>Begins to keep content that comes in pieces. What is not completed leaves nothing behind.</summary>
    public BlobIntake Begin() => new(this);

    /// <summary>Keeps pieces of content, one after the other, as one.</summary>
    public async Task<StoredBlob> Join(IReadOnlyList<string> pieces, CancellationToken cancel = default)
    {
        await using var intake = Begin();
        var buffer = ArrayPool<byte>.Shared.Rent(128 * 1024);
        try
        {
            foreach (var piece in pieces)
            {
                await using var content = await Open(piece, cancel);
                for (int n; (n = await content.ReadAsync(buffer, cancel)) > 0;) await intake.Write(buffer.AsMemory(0, n), cancel);
            }
        }
        finally { ArrayPool<byte>.Shared.Return(buffer); }
        return await intake.Complete(cancel);
    }

    /// <inheritdoc cref="IBlobShelf.Open"/>
    public Task<Stream> Open(string sha256, CancellationToken cancel = default)
    {
        Meters.Read();
        return shelf.Open(Checked(sha256), cancel);
    }

    /// <inheritdoc cref="IBlobShelf.Length"/>
    public Task<long?> Length(string sha256, CancellationToken cancel = default) => shelf.Length(Checked(sha256), cancel);

    /// <inheritdoc cref="IBlobShelf.Remove"/>
    public Task Remove(string sha256, CancellationToken cancel = default) => shelf.Remove(Checked(sha256), cancel);

    /// <inheritdoc cref="IBlobShelf.Mark"/>
    public Task<string?> Mark(CancellationToken cancel = default) => shelf.Mark(cancel);

    /// <inheritdoc cref="IBlobShelf.SetMark"/>
    public Task SetMark(string mark, CancellationToken cancel = default) => shelf.SetMark(mark, cancel);

    /// <inheritdoc cref="IBlobShelf.All"/>
    public IAsyncEnumerable<(string Sha256, DateTimeOffset Written)> All(CancellationToken cancel = default) => shelf.All(cancel);

    /// <inheritdoc cref="IBlobShelf.Tidy"/>
    public async Task Tidy(DateTimeOffset before, CancellationToken cancel = default)
    {
        if (Directory.Exists(underWay))
        {
            foreach (var file in new DirectoryInfo(underWay).EnumerateFiles())
                if (file.LastWriteTimeUtc < before.UtcDateTime) file.Delete();
        }
        await shelf.Tidy(before, cancel);
    }

    /// <summary>Opens content and says what its bytes say that it is.</summary>
    public async Task<(Stream Content, string Type)> OpenTyped(string sha256, CancellationToken cancel = default)
    {
        var stream = await Open(sha256, cancel);
        var start = new byte[SniffedBytes];
        var read = await stream.ReadAtLeastAsync(start, SniffedBytes, throwOnEndOfStream: false, cancel);
        stream.Position = 0;
        return (stream, ContentType(start.AsSpan(0, read), stream.Length > read));
    }

    /// <summary>Whether a browser may show this type instead of saving it.</summary>
    public static bool Inline(string contentType) => ShownInline.Contains(contentType);

    /// <summary>A name to save content under: no folders, no characters that mean something to a file system or a header.</summary>
    public static string FileName(string name)
    {
        var last = name[(name.LastIndexOfAny(['/', '\\']) + 1)..];
        var kept = string.Concat(
            last.Where(c => !char.IsControl(c) && c is not (':' or '*' or '?' or '"' or '<' or '>' or '|') && char.GetUnicodeCategory(c)
            is not (UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator))).Trim(' ', '.');
        return kept.Length > 0 ? kept : "document";
    }

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
            if (status != OperationStatus.Done || rune.Value < 0x20 && rune.Value is not ('\t' or '\n' or '\r' or '\f')
                || rune.Value == 0x7F)
            {
                return false;
            }
            start = start[used..];
        }
        return true;
    }

    private static string Checked(string sha256) =>
        sha256.Length == 64 && sha256.All(c => char.IsAsciiDigit(c) || c is >= 'a' and <= 'f') ? sha256
        : throw new ArgumentException("A hash is 64 hexadecimals in lower case.", nameof(sha256));

    /// <summary>Content on its way in.</summary>
    public sealed class BlobIntake : IAsyncDisposable
    {
        private readonly Blobs blobs;
        private readonly string temporary;
        private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        private readonly FileStream file;
        private long length;

        /// <summary>Whether nothing with these bytes lay there before.</summary>
        internal bool Added { get; private set; }

        internal BlobIntake(Blobs blobs)
        {
            this.blobs = blobs;
            Private.Folder(blobs.underWay);
            temporary = Path.Combine(blobs.underWay, Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture));
            file = new FileStream(temporary,
                Private.File(new()
                {
                    Mode = FileMode.CreateNew,
                    Access = FileAccess.Write,
                    BufferSize = 0,
                    Options = FileOptions.Asynchronous
                }));
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
            if (await blobs.shelf.Length(sha256, cancel) == length) return new StoredBlob(sha256, length);
            // The bytes reach the disk before the name does, so a name never stands for half a file.
            await Task.Run(() => RandomAccess.FlushToDisk(file.SafeFileHandle), cancel);
            await file.DisposeAsync();
            await blobs.shelf.Add(sha256, temporary, cancel);
            Added = true;
            Meters.Took(length);
            return new StoredBlob(sha256, length);
        }

        public async ValueTask DisposeAsync()
        {
            hash.Dispose();
            await file.DisposeAsync();
            File.Delete(temporary); // gone already when the shelf took it
        }
    }
}

/// <summary>Content in a folder: <c>{folder}/ab/cd/abcd…</c>.</summary>
public sealed class FolderShelf(string folder) : IBlobShelf
{
    private const int HashLength = 64;

    public Task<long?> Length(string sha256, CancellationToken cancel = default)
    {
        var file = new FileInfo(PathOf(sha256));
        return Task.FromResult<long?>(file.Exists ? file.Length : null);
    }

    // That the name itself is on disk when the document is kept would take an fsync of the directory, which .NET has no call for:
    // journaling file systems (ext4, xfs) write it along with the next fsync on the same file system,
    // which is that of the document when SQLite keeps it.
    public Task Add(string sha256, string file, CancellationToken cancel = default)
    {
        var target = PathOf(sha256);
        Private.Folder(Path.GetDirectoryName(target)!);
        File.Move(file, target, overwrite: true);
        File.SetLastWriteTimeUtc(target, DateTime.UtcNow);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    /// <exception cref="FileNotFoundException">It is not on the shelf.</exception>
    public Task<Stream> Open(string sha256, CancellationToken cancel = default)
    {
        try
        {
            return Task.FromResult<Stream>(new FileStream(PathOf(sha256),
                new FileStreamOptions
                {
                    Mode = FileMode.Open,
                    Access = FileAccess.Read,
                    Share = FileShare.Read | FileShare.Delete,
                    Options = FileOptions.Asynchronous
                }));
        }
        catch (DirectoryNotFoundException e) { throw new FileNotFoundException(e.Message, e); }
    }

    public Task Remove(string sha256, CancellationToken cancel = default)
    {
        try { File.Delete(PathOf(sha256)); }
        catch (DirectoryNotFoundException) { } // then it is not there either
        return Task.CompletedTask;
    }

    public async IAsyncEnumerable<(string Sha256, DateTimeOffset Written)> All([EnumeratorCancellation] CancellationToken cancel = default)
    {
        var root = new DirectoryInfo(folder);
        if (!root.Exists) yield break;
        foreach (var file in root.EnumerateFiles("*", SearchOption.AllDirectories))
        {
            cancel.ThrowIfCancellationRequested();
            if (file.Name.Length == HashLength) yield return (file.Name, file.LastWriteTimeUtc);
        }
        await Task.CompletedTask;
    }

    public Task Tidy(DateTimeOffset before, CancellationToken cancel = default) => Task.CompletedTask;

    public async Task<string?> Mark(CancellationToken cancel = default)
    {
        var file = Path.Combine(folder, Blobs.MarkName);
        return File.Exists(file) ? (await File.ReadAllTextAsync(file, cancel)).Trim() : null;
    }

    public async Task SetMark(string mark, CancellationToken cancel = default)
    {
        Private.Folder(folder);
        Private.Touch(Path.Combine(folder, Blobs.MarkName));
        await File.WriteAllTextAsync(Path.Combine(folder, Blobs.MarkName), mark, cancel);
    }

    private string PathOf(string sha256) => Path.Combine(folder, sha256[..2], sha256[2..4], sha256);
}
