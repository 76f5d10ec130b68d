using System.IO.Compression;
using System.Text;
using System.Xml;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Exceptions;

namespace Brink.Host;

/// <summary>Takes the text out of a file: PDF, Office (OOXML and ODF) and plain text, told apart by their bytes. What it is given was
/// made by strangers, so it runs in a process of its own (<see cref="Tekstlezer"/>), and stops at bounds.</summary>
internal static class Bestandslezer
{
    private const int MeesteTekens = 4_000_000, MeestePaginas = 2_000, MeesteDelen = 2_000;
    private const long GrootsteDeel = 64L << 20;

    /// <summary>The text; empty when the file is of another kind, or cannot be read.</summary>
    public static string Lees(byte[] bestand)
    {
        var uit = new StringBuilder();
        try
        {
            if (bestand.AsSpan(0, Math.Min(bestand.Length, 1024)).IndexOf("%PDF-"u8) >= 0) Pdf(bestand, uit);
            else if (bestand.AsSpan().StartsWith("PK\u0003\u0004"u8)) Kantoor(bestand, uit);
            else Gewoon(bestand, uit);
        }
        // What was read until there is of use; who opens the document sees what is wrong with it.
        catch (Exception e) when (e is PdfDocumentEncryptedException or PdfDocumentFormatException or InvalidDataException or XmlException
            or InvalidOperationException or ArgumentException or FormatException or IndexOutOfRangeException or KeyNotFoundException
            or NullReferenceException or NotSupportedException or OverflowException or EndOfStreamException)
        {
        }
        return uit.ToString();
    }

    private static void Pdf(byte[] bestand, StringBuilder uit)
    {
        using var document = PdfDocument.Open(bestand, new ParsingOptions { UseLenientParsing = true, SkipMissingFonts = true });
        foreach (var pagina in document.GetPages().Take(MeestePaginas))
        {
            double? regel = null;
            foreach (var woord in pagina.GetWords())
            {
                // (A word that goes on at the next line is put together there.)
                uit.Append(regel is { } hoogte && Math.Abs(hoogte - woord.BoundingBox.Bottom) > 1 ? '\n' : ' ').Append(woord.Text);
                regel = woord.BoundingBox.Bottom;
                if (uit.Length > MeesteTekens) return;
            }
            uit.Append('\n');
        }
    }

    // Texts stand in elements of their own, and a paragraph, line, tab or cell parts words.
    private static void Kantoor(byte[] bestand, StringBuilder uit)
    {
        using var zip = new ZipArchive(new MemoryStream(bestand, writable: false), ZipArchiveMode.Read);
        foreach (var deel in zip.Entries.Take(MeesteDelen).Where(d => IsTekst(d.FullName)).OrderBy(d => d.FullName, StringComparer.Ordinal))
        {
            using var inhoud = new Begrensd(deel.Open(), GrootsteDeel);
            using var xml = XmlReader.Create(inhoud, new()
            {
                DtdProcessing = DtdProcessing.Prohibit,
                XmlResolver = null,
                MaxCharactersInDocument = GrootsteDeel,
                IgnoreComments = true,
            });
            while (xml.Read())
            {
                if (xml.NodeType is XmlNodeType.Text or XmlNodeType.CDATA) uit.Append(xml.Value);
                else if (xml.NodeType is XmlNodeType.SignificantWhitespace) uit.Append(' ');
                else if (xml.NodeType is XmlNodeType.EndElement or XmlNodeType.Element && Scheidt(xml.LocalName)) uit.Append('\n');
                if (uit.Length > MeesteTekens) return;
            }
            uit.Append('\n');
        }
    }

    private static bool IsTekst(string naam) => naam.EndsWith(".xml", StringComparison.OrdinalIgnoreCase) && (naam == "content.xml"
        || Woorddelen.Any(deel => naam.StartsWith("word/" + deel, StringComparison.Ordinal))
        || naam == "xl/sharedStrings.xml" || naam.StartsWith("xl/worksheets/", StringComparison.Ordinal)
        || naam.StartsWith("ppt/slides/", StringComparison.Ordinal) || naam.StartsWith("ppt/notesSlides/", StringComparison.Ordinal));

    private static readonly string[] Woorddelen = ["document", "header", "footer", "footnotes", "endnotes", "comments"];

    private static bool Scheidt(string element) => Scheiders.Contains(element);
    private static readonly HashSet<string> Scheiders = new(StringComparer.Ordinal)
    {
        "p", "h", "br", "cr", "tab", "s", "line-break", "tc", "c", "v", "si", "row", "table-cell", "list-item", "instrText",
    };

    // Without zeros and as UTF-8, else as the usual eight bits.
    private static void Gewoon(byte[] bestand, StringBuilder uit)
    {
        if (bestand is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
        {
            uit.Append((bestand[0] == 0xFF ? Encoding.Unicode : Encoding.BigEndianUnicode).GetString(bestand));
            return;
        }
        if (bestand.AsSpan(0, Math.Min(bestand.Length, 64 * 1024)).IndexOf((byte)0) >= 0) return;
        string tekst;
        try { tekst = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bestand); }
        catch (DecoderFallbackException) { tekst = Encoding.Latin1.GetString(bestand); }
        if (tekst.AsSpan(0, Math.Min(tekst.Length, 4096)).ToArray().Count(t => char.IsControl(t) && !char.IsWhiteSpace(t)) > 8) return;
        uit.Append(tekst.AsSpan(0, Math.Min(tekst.Length, MeesteTekens)));
    }

    // A part that is much larger than it says is not read to its end.
    private sealed class Begrensd(Stream inhoud, long hoogstens) : Stream
    {
        private long over = hoogstens;
        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            var gelezen = inhoud.Read(buffer);
            return (over -= gelezen) >= 0 ? gelezen : throw new InvalidDataException("Het deel is te groot.");
        }

        public override void Flush() { }
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
        protected override void Dispose(bool disposing) { if (disposing) inhoud.Dispose(); base.Dispose(disposing); }
    }
}
