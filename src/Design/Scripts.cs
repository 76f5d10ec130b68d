using System.Collections.Concurrent;
using System.Reflection;
using System.Security.Cryptography;

namespace Brink.Design;

/// <summary>One of our own scripts: its bytes as written by the build, and a version that changes with its content.</summary>
public sealed record Script(string Name, byte[] Bytes, string Version)
{
    /// <summary>Its address, which changes with its content.</summary>
    public string Address => $"/script/{Name}.js?v={Version}";
}

/// <summary>The scripts that the build has put inside this assembly. Pages are complete without them.</summary>
public static class Scripts
{
    private static readonly ConcurrentDictionary<string, Script?> Known = new(StringComparer.Ordinal);

    /// <summary>The script with this name, such as <c>levend</c>; null when there is none.</summary>
    public static Script? Find(string name) => Known.GetOrAdd(name, static wanted =>
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(wanted + ".js");
        if (stream is null) return null;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return new(wanted, bytes, Convert.ToHexStringLower(SHA256.HashData(bytes))[..12]);
    });
}
