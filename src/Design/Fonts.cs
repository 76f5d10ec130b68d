using System.Collections.Concurrent;
using System.Reflection;

namespace Brink.Design;

/// <summary>The fonts that the build has put inside this assembly, for files that must bring their own: DejaVu,
/// which has the signs that reports use.</summary>
public static class Fonts
{
    private static readonly ConcurrentDictionary<string, byte[]> Known = new(StringComparer.Ordinal);

    /// <summary>The bytes of a TrueType font: <c>DejaVuSans</c> or <c>DejaVuSans-Bold</c>.</summary>
    /// <exception cref="InvalidOperationException">There is no such font.</exception>
    public static byte[] Find(string name) => Known.GetOrAdd(name, static wanted =>
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(wanted + ".ttf")
            ?? throw new InvalidOperationException($"The font {wanted} is not in this assembly.");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    });
}
