using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Brink.Apps.Kern;

/// <summary>
/// The last touch on a PDF as PDFsharp 6.2.4 writes it without compression. Its own compression leaves out the check sum that a zlib stream
/// ends with (RFC 1950), at which qpdf and mutool complain of every stream; and in what it writes about the file,
/// nothing says that it is PDF/UA. So the streams are compressed here, the description is completed,
/// and the table of places is written anew.
/// </summary>
public static class Pdfafwerking
{
    /// <summary>Finishes a file.</summary>
    /// <param name="bestand">The file as the library wrote it.</param>
    /// <param name="toegankelijk">Whether all of it is ours, so that it may say that it is PDF/UA.</param>
    /// <exception cref="InvalidOperationException">It is not as the library writes it.</exception>
    public static byte[] Af(ReadOnlySpan<byte> bestand, bool toegankelijk)
    {
        var (plaatsen, tabel) = Tabel(bestand);
        var volgorde = plaatsen.Where(p => p > 0).Order().Append(tabel).ToArray();
        using var uit = new MemoryStream(bestand.Length / 2);
        uit.Write(bestand[..volgorde[0]]);
        var nieuw = new Dictionary<int, long>();
        for (var i = 0; i < volgorde.Length - 1; i++)
        {
            nieuw[volgorde[i]] = uit.Position;
            Schrijf(uit, bestand[volgorde[i]..volgorde[i + 1]], toegankelijk);
        }
        var begin = uit.Position;
        uit.Write(Encoding.ASCII.GetBytes($"xref\n0 {plaatsen.Length}\n"));
        foreach (var (i, plaats) in plaatsen.Index())
        {
            uit.Write(Encoding.ASCII.GetBytes(plaats == 0 ? $"0000000000 {(i == 0 ? 65535 : 0):D5} f \n"
                : $"{nieuw[plaats]:D10} 00000 n \n"));
        }
        var trailer = bestand[tabel..].IndexOf("trailer"u8);
        var staart = bestand[(tabel + trailer)..];
        uit.Write(staart[..staart.LastIndexOf("startxref"u8)]);
        uit.Write(Encoding.ASCII.GetBytes($"startxref\n{begin}\n%%EOF\n"));
        return uit.ToArray();
    }

    // Where each object begins (0: none), and where the table of those places does.
    private static (int[] Plaatsen, int Tabel) Tabel(ReadOnlySpan<byte> bestand)
    {
        var slot = bestand.LastIndexOf("startxref"u8);
        if (slot < 0) throw Vreemd("no startxref");
        var tabel = Getal(bestand[(slot + 9)..], out _);
        if (tabel >= bestand.Length || !bestand[tabel..].StartsWith("xref"u8)) throw Vreemd("no xref");
        var rest = bestand[(tabel + 4)..];
        if (Getal(rest, out var na) != 0) throw Vreemd("a part of a table");
        rest = rest[na..];
        var plaatsen = new int[Getal(rest, out na)];
        rest = rest[na..];
        for (var i = 0; i < plaatsen.Length; i++)
        {
            var plaats = Getal(rest, out na);
            rest = rest[na..];
            Getal(rest, out na);
            rest = rest[na..].TrimStart((byte)' ');
            if (rest.StartsWith("n"u8)) plaatsen[i] = plaats;
            rest = rest[1..];
        }
        return (plaatsen, tabel);
    }

    // One object; what is a stream is compressed when that makes it smaller, unless it is already, or is the description of the file,
    // which every program must be able to read.
    private static void Schrijf(MemoryStream uit, ReadOnlySpan<byte> voorwerp, bool toegankelijk)
    {
        var woord = voorwerp.IndexOf(">>\nstream\n"u8);
        if (woord < 0) { uit.Write(voorwerp); return; }
        var kop = voorwerp[..woord];
        var inhoud = voorwerp[(woord + 10)..];
        var lengte = kop.LastIndexOf("/Length "u8);
        if (lengte < 0 || Getal(kop[(lengte + 8)..], out var cijfers) is var bytes
            && (bytes > inhoud.Length || !inhoud[bytes..].TrimStart("\r\n"u8).StartsWith("endstream"u8)))
        {
            throw Vreemd("a stream without its length");
        }
        inhoud = inhoud[..bytes];
        var (filter, nieuw) = ("", inhoud.ToArray());
        if (kop.IndexOf("/Metadata"u8) >= 0) nieuw = toegankelijk ? Beschrijving(inhoud) : nieuw;
        else if (kop.IndexOf("/Filter"u8) < 0 && Klein(inhoud) is { } klein && klein.Length < bytes)
            (filter, nieuw) = ("/Filter/FlateDecode\n", klein);
        uit.Write(kop[..lengte]);
        uit.Write(Encoding.ASCII.GetBytes($"{filter}/Length {nieuw.Length}"));
        uit.Write(kop[(lengte + 8 + cijfers)..]);
        uit.Write(">>\nstream\n"u8);
        uit.Write(nieuw);
        uit.Write("\nendstream\nendobj\n"u8);
    }

    private static byte[] Klein(ReadOnlySpan<byte> inhoud)
    {
        using var uit = new MemoryStream();
        using (var zlib = new ZLibStream(uit, CompressionLevel.Optimal)) zlib.Write(inhoud);
        return uit.ToArray();
    }

    private static byte[] Beschrijving(ReadOnlySpan<byte> xmp)
    {
        var slot = xmp.LastIndexOf("</rdf:RDF>"u8);
        if (slot < 0) throw Vreemd("no description");
        return
        [
            .. xmp[..slot],
            .. "<rdf:Description rdf:about=\"\" xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\"><pdfuaid:part>1</pdfuaid:part></rdf:Description>\n"u8,
            .. xmp[slot..],
        ];
    }

    // A whole number after blanks; how many bytes both take.
    private static int Getal(ReadOnlySpan<byte> tekst, out int gelezen)
    {
        gelezen = 0;
        while (gelezen < tekst.Length && tekst[gelezen] is (byte)' ' or (byte)'\r' or (byte)'\n') gelezen++;
        var begin = gelezen;
        while (gelezen < tekst.Length && tekst[gelezen] is >= (byte)'0' and <= (byte)'9') gelezen++;
        return int.TryParse(tekst[begin..gelezen], CultureInfo.InvariantCulture, out var getal) ? getal : throw Vreemd("no number");
    }

    private static InvalidOperationException Vreemd(string waarom) => new($"The PDF is not as PDFsharp 6.2.4 writes it: {waarom}.");
}
