using Brink.Engine;

namespace Brink.Host;

/// <summary>Where archives lie, with what was destroyed since: a folder, or a bucket. Below it each organisation has a folder of its
/// own.</summary>
internal sealed class Archiefplek : IDisposable
{
    private readonly string? map;
    private readonly S3Opslag? s3;

    private Archiefplek(string? map, S3Opslag? s3) => (this.map, this.s3) = (map, s3);

    /// <summary>The place that the settings name; a folder among the data when they name none.</summary>
    public static Archiefplek Van(Settings settings) => settings.Archief.S3 is { Bucket.Length: > 0 } s3
        ? new(null, new S3Opslag(s3.Where)) : new(settings.Archief.Map ?? Path.Combine(settings.Data, ArchiveSettings.Gewoon), null);

    /// <summary>What an administrator calls it.</summary>
    public string Naam => map ?? "de bucket voor archieven";

    /// <summary>Where a file may be made before it is kept here.</summary>
    public string Werkmap(string anders) => map ?? anders;

    /// <summary>Keeps a file under a name, all of it or nothing. The file is gone afterwards.</summary>
    public async Task Zet(string organisatie, string naam, string bestand, CancellationToken stop = default)
    {
        if (s3 is not null)
        {
            await s3.Put($"{organisatie}/{naam}", bestand, stop);
            File.Delete(bestand);
            return;
        }
        var doel = Path.Combine(map!, organisatie, naam);
        Private.Folder(Path.GetDirectoryName(doel)!);
        File.Move(bestand, doel, overwrite: true);
    }

    /// <summary>What lies here of an organisation, of which the name begins so.</summary>
    public async Task<IReadOnlyList<(string Naam, long Bytes)>> Lijst(string organisatie, string begin, CancellationToken stop = default)
    {
        var uit = new List<(string Naam, long Bytes)>();
        if (s3 is not null)
        {
            await foreach (var (key, bytes, _) in s3.All($"{organisatie}/{begin}", stop)) uit.Add((key[(organisatie.Length + 1)..], bytes));
        }
        else if (new DirectoryInfo(Path.Combine(map!, organisatie)) is { Exists: true } folder)
        {
            foreach (var file in folder.EnumerateFiles("*", SearchOption.AllDirectories))
            {
                var naam = Path.GetRelativePath(folder.FullName, file.FullName).Replace('\\', '/');
                if (naam.StartsWith(begin, StringComparison.Ordinal) && !naam.EndsWith(".deel", StringComparison.Ordinal)) uit.Add((naam, file.Length));
            }
        }
        return [.. uit.OrderBy(x => x.Naam, StringComparer.Ordinal)];
    }

    public async Task<Stream> Open(string organisatie, string naam, CancellationToken stop = default) => s3 is not null
        ? await s3.Open($"{organisatie}/{naam}", stop) : File.OpenRead(Path.Combine(map!, organisatie, naam));

    public async Task Weg(string organisatie, string naam, CancellationToken stop = default)
    {
        if (s3 is not null) await s3.Remove($"{organisatie}/{naam}", stop);
        else File.Delete(Path.Combine(map!, organisatie, naam));
    }

    public void Dispose() => s3?.Dispose();
}
