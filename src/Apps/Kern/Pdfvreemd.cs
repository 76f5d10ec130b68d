using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using PdfSharp.Drawing;

namespace Brink.Apps.Kern;

/// <summary>
/// A PDF that somebody else made, to be taken into one of ours. The library unpacks what it reads in memory, however much that is;
/// so a file is only opened when all of its streams are packed in a way that can be measured beforehand, and are small enough together.
/// </summary>
public static class Pdfvreemd
{
    /// <summary>The most that the streams of one file may be when unpacked, in bytes.</summary>
    private const int MeestUitgepakt = 96 * 1024 * 1024;

    /// <summary>Opens it, or says in words why it cannot be taken in.</summary>
    public static XPdfForm? Open(byte[] bestand, out string waarom)
    {
        if (!Meetbaar(bestand))
        {
            waarom = "Dit bestand is beveiligd, te groot of anders opgebouwd dan wij kunnen overnemen.";
            return null;
        }
        try
        {
            var bladen = XPdfForm.FromStream(new MemoryStream(bestand, false));
            waarom = "";
            if (bladen.PageCount > 0) return bladen;
            bladen.Dispose();
        }
        // Whatever is wrong with somebody else's file, the library may throw anything at it; the bundle goes on without.
        catch (Exception e) when (e is not OutOfMemoryException) { }
        waarom = "Dit bestand is geen PDF die wij kunnen lezen.";
        return null;
    }

    private static bool Meetbaar(byte[] alles)
    {
        ReadOnlySpan<byte> bestand = alles;
        if (!bestand.StartsWith("%PDF-"u8) || bestand.IndexOf("/Encrypt"u8) >= 0) return false;
        long samen = 0;
        for (var hier = 0; bestand[hier..].IndexOf("stream"u8) is >= 0 and var verder;)
        {
            var woord = hier + verder;
            hier = woord + 6;
            if (hier >= bestand.Length || bestand[hier] is not ((byte)'\r' or (byte)'\n')) continue; // endstream, or a word in a text
            if (bestand[..woord].EndsWith("end"u8)) continue;
            var begin = Math.Max(0, bestand[..woord].LastIndexOf(" obj"u8));
            if (woord - begin > 65_536) return false;
            var kop = Encoding.Latin1.GetString(bestand[begin..woord]);
            if (bestand[hier] == '\r') hier++;
            if (hier < bestand.Length && bestand[hier] == '\n') hier++;
            var filters = Filter.Match(kop) is { Success: true } gevonden
                ? gevonden.Groups[1].Value.Split(['/', ' ', '\r', '\n', '[', ']'], StringSplitOptions.RemoveEmptyEntries)
                : kop.Contains("/F", StringComparison.Ordinal) && kop.Contains("Filter", StringComparison.Ordinal)
                    || kop.Contains('#', StringComparison.Ordinal) ? ["?"] : [];
            var rest = bestand[hier..];
            if (filters is ["FlateDecode" or "Fl", ..])
            {
                samen += Uitgepakt(alles, hier, MeestUitgepakt - samen);
                if (samen > MeestUitgepakt) return false;
                filters = filters[1..];
            }
            // Pictures stay as they are; what else unpacks cannot be measured here.
            if (filters is not ([] or ["DCTDecode"] or ["JPXDecode"] or ["CCITTFaxDecode"] or ["JBIG2Decode"])) return false;
            var lang = Lengte.Match(kop) is { Success: true } getal && !getal.Groups[2].Success
                && int.TryParse(getal.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes)
                && bytes <= rest.Length ? bytes : 0;
            hier += rest[lang..].IndexOf("endstream"u8) is >= 0 and var einde ? lang + einde + 9 : rest.Length;
        }
        return true;
    }

    // How much a stream is when unpacked, as far as it matters; what does not unpack here does not there.
    private static long Uitgepakt(byte[] bestand, int vanaf, long meest)
    {
        var (som, deel) = (0L, new byte[65_536]);
        using var zlib = new ZLibStream(new MemoryStream(bestand, vanaf, bestand.Length - vanaf, false), CompressionMode.Decompress);
        try { for (int n; som <= meest && (n = zlib.Read(deel)) > 0;) som += n; }
        catch (InvalidDataException) { }
        return som;
    }

    // Without going back: a head is another's text, and these take time after its length only.
    private static readonly Regex Filter = new(@"/Filter\s*(\[[^\]]*\]|/\w+)", RegexOptions.NonBacktracking);
    private static readonly Regex Lengte = new(@"/Length\s+([0-9]+)(\s+[0-9]+\s+R)?", RegexOptions.NonBacktracking);
    // with the second group it is told elsewhere
}
