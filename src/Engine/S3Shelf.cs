using System.Runtime.CompilerServices;

namespace Brink.Engine;

/// <summary>Content as objects in a bucket: <c>{prefix}/ab/cd/abcd…</c>.</summary>
/// <param name="settings">Where the bucket is.</param>
/// <param name="prefix">What the names of this organisation's objects begin with.</param>
public sealed class S3Shelf(S3Settings settings, string prefix) : IBlobShelf, IDisposable
{
    private readonly S3Opslag opslag = new(settings);

    public Task<long?> Length(string sha256, CancellationToken cancel = default) => opslag.Length(Key(sha256), cancel);

    /// <inheritdoc/>
    /// <exception cref="IOException">The bucket keeps another number of bytes; nothing is left there.</exception>
    public Task Add(string sha256, string file, CancellationToken cancel = default) => opslag.Put(Key(sha256), file, cancel);

    /// <inheritdoc/>
    /// <exception cref="FileNotFoundException">It is not on the shelf.</exception>
    public Task<Stream> Open(string sha256, CancellationToken cancel = default) => opslag.Open(Key(sha256), cancel);

    public Task Remove(string sha256, CancellationToken cancel = default) => opslag.Remove(Key(sha256), cancel);

    public Task<string?> Mark(CancellationToken cancel = default) => opslag.Text($"{prefix}/{Blobs.MarkName}", cancel);

    public Task SetMark(string mark, CancellationToken cancel = default) => opslag.SetText($"{prefix}/{Blobs.MarkName}", mark, cancel);

    public async IAsyncEnumerable<(string Sha256, DateTimeOffset Written)> All([EnumeratorCancellation] CancellationToken cancel = default)
    {
        await foreach (var (key, _, written) in opslag.All(prefix + "/", cancel))
            if (key[(key.LastIndexOf('/') + 1)..] is { Length: 64 } sha256 && key == Key(sha256)) yield return (sha256, written);
    }

    public Task Tidy(DateTimeOffset before, CancellationToken cancel = default) => opslag.Tidy(prefix + "/", before, cancel);

    public void Dispose() => opslag.Dispose();

    private string Key(string sha256) => $"{prefix}/{sha256[..2]}/{sha256[2..4]}/{sha256}";
}
