using System.Collections.Frozen;
using System.IO.Compression;
using System.Reflection;
using System.Security.Cryptography;

namespace Brink.Design;

/// <summary>One style sheet: its bytes as written by the build, the same compressed, and a version that changes with its content.</summary>
/// <param name="Name">The name of the look, such as <c>deventer</c>.</param>
/// <param name="Css">UTF-8 CSS.</param>
/// <param name="Brotli">The same, compressed once.</param>
/// <param name="Version">The first 12 hexadecimal digits of the SHA-256 of <paramref name="Css"/>.</param>
public sealed record Look(string Name, byte[] Css, byte[] Brotli, string Version);

/// <summary>The looks that the build has put inside this assembly.</summary>
public static class Looks
{
    /// <summary>The look of whoever has none of its own.</summary>
    public const string House = "huis";

    private static readonly Lazy<FrozenDictionary<string, Look>> All = new(Load);

    /// <summary>The look with this name, or the house look when there is none.</summary>
    public static Look Find(string? name) =>
        name is not null && All.Value.TryGetValue(name, out var look) ? look : All.Value[House];

    private static FrozenDictionary<string, Look> Load()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return assembly.GetManifestResourceNames()
            .Where(name => name.EndsWith(".css", StringComparison.Ordinal))
            .Select(name => Read(assembly, name))
            .ToFrozenDictionary(look => look.Name, StringComparer.Ordinal);
    }

    private static Look Read(Assembly assembly, string resource)
    {
        using var stream = assembly.GetManifestResourceStream(resource)!;
        using var css = new MemoryStream();
        stream.CopyTo(css);
        using var small = new MemoryStream();
        using (var brotli = new BrotliStream(small, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            brotli.Write(css.GetBuffer(), 0, (int)css.Length);
        }

        var bytes = css.ToArray();
        var version = Convert.ToHexStringLower(SHA256.HashData(bytes))[..12];
        return new Look(Path.GetFileNameWithoutExtension(resource), bytes, small.ToArray(), version);
    }
}
