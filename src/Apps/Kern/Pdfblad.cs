using PdfSharp.Drawing;
using PdfSharp.Fonts;
using PdfSharp.Pdf;
using PdfSharp.UniversalAccessibility;

namespace Brink.Apps.Kern;

/// <summary>
/// A tagged PDF of A4 pages, written from top to bottom: headings, paragraphs, lists and tables.
/// What is read aloud follows the order in which it is written; lines and page numbers are marked as decoration.
/// </summary>
public sealed partial class Pdfblad : IDisposable
{
    private const double Breed = 595, Hoog = 842, Links = 56, Rechts = 539, Boven = 56, Onder = 786;
    private static readonly double[] Koppen = [20, 15, 12.5, 11];
    private readonly PdfDocument document = new();
    private readonly UAManager ua;
    private readonly string voet;
    private string merk = "";
    private readonly XFont gewoon = Letter(10, false), klein = Letter(8.5, false), vet = Letter(10, true);
    private XGraphics? tekening;
    private readonly List<(int Niveau, PdfOutline Wijzer)> wijzers = [];
    private double y;

    /// <param name="titel">The title of the document, which a reader shows instead of the file's name.</param>
    /// <param name="voet">What stands at the bottom of each page.</param>
    public Pdfblad(string titel, string voet)
    {
        this.voet = voet;
        document.Info.Title = titel;
        document.Info.Author = voet;
        document.Info.Creator = "Brink";
        // What it compresses itself lacks a check sum; that is done when the file is finished.
        document.Options.NoCompression = true;
        document.Options.CompressContentStreams = false;
        ua = UAManager.ForDocument(document);
        ua.SetDocumentLanguage("nl-NL");
        Bladzijde();
    }

    private StructureBuilder Bouw => ua.StructureBuilder;

    /// <summary>A heading of level 1 to 4.</summary>
    public void Kop(int niveau, string tekst)
    {
        var letter = Letter(Koppen[niveau - 1], true);
        y += niveau == 1 ? 0 : 10;
        // A heading stays with what follows it.
        if (y + letter.GetHeight() * 2 + 40 > Onder) Bladzijde();
        Wijzer(niveau, tekst);
        Stuk("H" + (char)('0' + niveau), () => Tekst(tekst, letter, Links, Rechts));
        y += 4;
    }

    // Each heading is a bookmark too, below the one that it belongs to.
    private void Wijzer(int niveau, string tekst)
    {
        while (wijzers.Count > 0 && wijzers[^1].Niveau >= niveau) wijzers.RemoveAt(wijzers.Count - 1);
        var wijzer = new PdfOutline(tekst, document.Pages[^1], niveau == 1)
        {
            PageDestinationType = PdfPageDestinationType.Xyz,
            Left = 0,
            Top = Hoog - y
        };
        (wijzers.Count > 0 ? wijzers[^1].Wijzer.Outlines : document.Outlines).Add(wijzer);
        wijzers.Add((niveau, wijzer));
    }

    /// <summary>A paragraph.</summary>
    public void Alinea(string tekst, bool klein = false)
    {
        Stuk("P", () => Tekst(tekst, klein ? this.klein : gewoon, Links, Rechts));
        y += 5;
    }

    /// <summary>A list of items, each with a dash or with its number.</summary>
    public void Opsomming(IReadOnlyList<string> punten, bool genummerd = false)
    {
        Stuk("L", () =>
        {
            foreach (var (i, punt) in punten.Index())
            {
                Stuk("LI", () =>
                {
                    if (y + gewoon.GetHeight() > Onder) Bladzijde();
                    var regel = y;
                    Stuk("Lbl", () => Teken(genummerd ? $"{i + 1}." : "–", gewoon, Links + 4, y));
                    y = regel;
                    Stuk("LBody", () => Tekst(punt, gewoon, Links + 18, Rechts));
                });
            }
        });
        y += 5;
    }

    /// <summary>A table with headings above its columns; its first column names the row.</summary>
    /// <param name="kolommen">The heading of each column, and which part of the width it takes.</param>
    /// <param name="rijen">The texts of each row.</param>
    /// <param name="hoog">How high each row is at least, so that somebody can write in it.</param>
    public void Tabel(IReadOnlyList<(string Kop, double Deel)> kolommen, IReadOnlyList<IReadOnlyList<string>> rijen, double hoog = 0)
    {
        Stuk("Table", () =>
        {
            Stuk("THead", () => Rij([.. kolommen.Select(k => k.Kop)], kolommen, true));
            Stuk("TBody", () => { foreach (var rij in rijen) Rij(rij, kolommen, false, hoog); });
        });
        y += 6;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        tekening?.Dispose();
        document.Dispose();
    }

    /// <summary>The finished file.</summary>
    public byte[] Klaar()
    {
        tekening?.Dispose();
        tekening = null;
        using var uit = new MemoryStream();
        document.Save(uit, false);
        return Pdfafwerking.Af(uit.GetBuffer().AsSpan(0, (int)uit.Length), !vreemd);
    }

    private void Rij(IReadOnlyList<string> cellen, IReadOnlyList<(string Kop, double Deel)> kolommen, bool kop, double hoog = 0)
    {
        var breedte = Rechts - Links;
        var regels = cellen.Select((cel, i) => Breek(cel, kop || i == 0 ? vet : gewoon, kolommen[i].Deel * breedte - 8)).ToList();
        var hoogte = Math.Max(hoog, regels.Max(r => r.Count) * gewoon.GetHeight() + 6);
        if (y + hoogte > Onder) Bladzijde();
        var (begin, x) = (y, Links);
        Stuk("TR", () =>
        {
            for (var i = 0; i < cellen.Count; i++)
            {
                var (links, hier, hoofd) = (x, regels[i], kop || i == 0);
                y = begin + 3;
                Stuk(hoofd ? "TH" : "TD", () =>
                {
                    if (hoofd) Richting(kop ? "/Column" : "/Row");
                    foreach (var regel in hier) Regel(regel, hoofd ? vet : gewoon, links + 4);
                });
                x += kolommen[i].Deel * breedte;
            }
        });
        y = begin + hoogte;
        Sier(() => tekening!.DrawLine(new XPen(XColor.FromArgb(0x80, 0x80, 0x80), kop ? 1.2 : 0.5), Links, y, Rechts, y));
    }

    // A heading of a table says which cells it is about.
    private void Richting(string richting)
    {
        var attributen = new PdfDictionary(document);
        attributen.Elements.SetName("/O", "/Table");
        attributen.Elements.SetName("/Scope", richting);
        Bouw.CurrentStructureElement.Elements.SetObject("/A", attributen);
    }

    private void Stuk(string soort, Action inhoud)
    {
        Bouw.BeginBlockLevelElement(soort);
        inhoud();
        Bouw.End();
    }

    private void Sier(Action inhoud)
    {
        Bouw.BeginArtifact();
        inhoud();
        Bouw.End();
    }

    private void Tekst(string tekst, XFont letter, double links, double rechts)
    {
        foreach (var regel in Breek(tekst, letter, rechts - links)) Regel(regel, letter, links);
    }

    private void Regel(string regel, XFont letter, double x)
    {
        if (y + letter.GetHeight() > Onder) Bladzijde();
        Teken(regel, letter, x, y);
        y += letter.GetHeight();
    }

    // Each line ends with a space, so that words do not run together for whoever has them read aloud.
    private void Teken(string tekst, XFont letter, double x, double boven) =>
        tekening!.DrawString(tekst + " ", letter, XBrushes.Black, new XPoint(x, boven + letter.Size));

    private List<string> Breek(string tekst, XFont letter, double breedte)
    {
        var regels = new List<string>();
        var regel = "";
        foreach (var woord in tekst.Split(' ', StringSplitOptions.RemoveEmptyEntries).SelectMany(w => Stukken(w, letter, breedte)))
        {
            var langer = regel.Length == 0 ? woord : regel + " " + woord;
            if (regel.Length > 0 && tekening!.MeasureString(langer, letter).Width > breedte)
            {
                regels.Add(regel);
                langer = woord;
            }
            regel = langer;
        }
        regels.Add(regel);
        return regels;
    }

    // A word that is wider than the line, such as an address, goes on below instead of off the page.
    private IEnumerable<string> Stukken(string woord, XFont letter, double breedte)
    {
        while (woord.Length > 1 && tekening!.MeasureString(woord, letter).Width > breedte)
        {
            var deel = woord.Length - 1;
            while (deel > 1 && (tekening.MeasureString(woord[..deel], letter).Width > breedte || char.IsHighSurrogate(woord[deel - 1])))
                deel--;
            yield return woord[..deel];
            woord = woord[deel..];
        }
        yield return woord;
    }

    private void Bladzijde(bool liggend = false)
    {
        // A paragraph that goes on overleaf is closed on the page where it began, while that page can still be written on.
        var vorige = tekening;
        var bladzijde = document.AddPage();
        vorige?.Dispose();
        (bladzijde.Width, bladzijde.Height) = (XUnit.FromPoint(liggend ? Hoog : Breed), XUnit.FromPoint(liggend ? Breed : Hoog));
        tekening = XGraphics.FromPdfPage(bladzijde);
        Sier(() => tekening.DrawString($"{voet}, bladzijde {document.PageCount}{merk}", klein, XBrushes.DimGray,
            new XPoint(Links, (liggend ? Breed : Hoog) - 28)));
        y = Boven;
    }

    private static XFont Letter(double grootte, bool vet)
    {
        // One resolver for the whole process, and only embedded fonts: the same file everywhere.
        GlobalFontSettings.FontResolver ??= new Letters();
        return new XFont("DejaVu Sans", grootte, vet ? XFontStyleEx.Bold : XFontStyleEx.Regular,
            new XPdfFontOptions(PdfFontEncoding.Unicode));
    }

    private sealed class Letters : IFontResolver
    {
        public FontResolverInfo ResolveTypeface(string familyName, bool isBold, bool isItalic) =>
            new(isBold ? "DejaVuSans-Bold" : "DejaVuSans");

        public byte[] GetFont(string faceName) => Fonts.Find(faceName);
    }
}
