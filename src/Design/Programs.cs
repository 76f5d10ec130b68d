using System.Collections.Frozen;
using System.IO.Compression;
using System.Reflection;
using System.Security.Cryptography;

namespace Brink.Design;

/// <summary>A program for the browser, as the build bundled it.</summary>
/// <param name="Name">Its file name, such as <c>stemhokje.js</c>.</param>
/// <param name="Bytes">UTF-8.</param>
/// <param name="Brotli">The same, compressed once.</param>
/// <param name="Integrity">What a browser compares it with: <c>sha256-…</c>.</param>
public sealed record Program(string Name, byte[] Bytes, byte[] Brotli, string Integrity)
{
    /// <summary>Changes with its content; for its address.</summary>
    public string Version { get; } = Convert.ToHexStringLower(SHA256.HashData(Bytes))[..12];

    /// <summary>Where a page finds it.</summary>
    public string Address => $"/programma/{Name}?v={Version}";
}

/// <summary>The few programs that run in a browser. All else works without.</summary>
public static class Programs
{
    private static readonly Lazy<FrozenDictionary<string, Program>> All = new(Load);

    public static Program? Find(string name) => All.Value.GetValueOrDefault(name);

    /// <summary>Keeps a page up to date while somebody looks at it.</summary>
    public static Program Levend => All.Value["levend.js"];

    /// <summary>Sends a form once, with what was typed in the other forms of the page.</summary>
    public static Program Formulier => All.Value["formulier.js"];

    /// <summary>The voting booth.</summary>
    public static Program Stemhokje => All.Value["stemhokje.js"];

    /// <summary>The visits of a holder to a ceremony.</summary>
    public static Program Ceremoniehouder => All.Value["ceremoniehouder.js"];

    private static FrozenDictionary<string, Program> Load()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return assembly.GetManifestResourceNames()
            .Where(n => n.EndsWith(".js", StringComparison.Ordinal) || n.EndsWith(".html", StringComparison.Ordinal))
            .Select(n => Read(assembly, n)).ToFrozenDictionary(p => p.Name, StringComparer.Ordinal);
    }

    private static Program Read(Assembly assembly, string name)
    {
        using var stream = assembly.GetManifestResourceStream(name)!;
        using var whole = new MemoryStream();
        stream.CopyTo(whole);
        using var small = new MemoryStream();
        using (var brotli = new BrotliStream(small, CompressionLevel.SmallestSize, leaveOpen: true))
            brotli.Write(whole.GetBuffer(), 0, (int)whole.Length);
        var bytes = whole.ToArray();
        return new Program(name, bytes, small.ToArray(), "sha256-" + Convert.ToBase64String(SHA256.HashData(bytes)));
    }
}
