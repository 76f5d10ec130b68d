using PdfSharp.Drawing;
using PdfSharp.Pdf;
using PdfSharp.Pdf.Annotations;
using PdfSharp.UniversalAccessibility;

namespace Brink.Apps.Kern;

// What a bundle of papers needs beyond text: a table of contents, links, and the pages of other files.
public sealed partial class Pdfblad
{
    // Pages of somebody else are in it: what their fonts and words are worth, cannot be promised.
    private bool vreemd;

    /// <summary>The page that is being written.</summary>
    public int Bladzijdenummer => document.PageCount;

    /// <summary>What stands behind the number of each page from here on, such as that it is confidential; empty for nothing.</summary>
    public void Merk(string tekst) => merk = tekst.Length > 0 ? ", " + tekst : "";

    /// <summary>Goes on with a new page.</summary>
    public void Nieuw() => Bladzijde();

    /// <summary>A paragraph that is a link: to a page of this file, or to an address.</summary>
    public void Verwijzing(string tekst, Uri adres)
    {
        Stuk("P", () => Schakel(Breek(tekst, gewoon, Rechts - Links), Links, tekst,
            vlak => PdfLinkAnnotation.CreateWebLink(vlak, adres.ToString())));
        y += 5;
    }

    /// <summary>The table of contents: each line a link to its page, with the number of that page.</summary>
    public void Inhoud(IReadOnlyList<(int Diep, string Tekst, int Bladzijde)> regels)
    {
        Stuk("TOC", () =>
        {
            foreach (var (diep, tekst, bladzijde) in regels)
            {
                Stuk("TOCI", () =>
                {
                    var links = Links + diep * 16;
                    var delen = Breek(tekst, gewoon, Rechts - links - 40);
                    if (y + delen.Count * gewoon.GetHeight() > Onder) Bladzijde();
                    var boven = y;
                    // The number is part of the link, so that it is read with it.
                    Schakel(delen, links, $"{tekst}, bladzijde {bladzijde}",
                        vlak => PdfLinkAnnotation.CreateDocumentLink(vlak, bladzijde, null),
                        () => tekening!.DrawString($"{bladzijde} ", gewoon, XBrushes.Black, new XPoint(Rechts - 30, boven + gewoon.Size)));
                    y += 3;
                });
            }
        });
        y += 5;
    }

    /// <summary>
    /// All pages of another PDF, each on a page of ours with our number. Its own structure cannot come along;
    /// each page is a picture with a text that says what it is.
    /// </summary>
    /// <param name="bladen">The other file.</param>
    /// <param name="wat">What a page is, by its number, for who does not see it.</param>
    public void Neem(XPdfForm bladen, Func<int, string> wat)
    {
        vreemd = true;
        for (var i = 0; i < bladen.PageCount; i++)
        {
            bladen.PageIndex = i;
            var (breed, hoog) = (bladen.PointWidth, bladen.PointHeight);
            var liggend = breed > hoog;
            Bladzijde(liggend);
            var (ruimteBreed, ruimteHoog) = (liggend ? Hoog : Breed, (liggend ? Breed : Hoog) - 40);
            var schaal = Math.Min(1, Math.Min(ruimteBreed / breed, ruimteHoog / hoog));
            var vlak = new XRect((ruimteBreed - breed * schaal) / 2, 0, breed * schaal, hoog * schaal);
            Bouw.BeginElement(PdfIllustrationElementTag.Figure, wat(i + 1), vlak);
            tekening!.DrawImage(bladen, vlak);
            Bouw.End();
        }
    }

    /// <summary>As many empty pages, to know on which page what follows them begins.</summary>
    public void Sla(int bladzijden)
    {
        for (var i = 0; i < bladzijden; i++) Bladzijde();
    }

    private void Schakel(List<string> regels, double links, string wat, Func<PdfRectangle, PdfLinkAnnotation> maak, Action? erbij = null)
    {
        var hoogte = regels.Count * gewoon.GetHeight();
        if (y + hoogte > Onder) Bladzijde();
        var vlak = new PdfRectangle(tekening!.Transformer.WorldToDefaultPage(new XRect(links, y, Rechts - links, hoogte)));
        var schakel = maak(vlak);
        Bouw.BeginElement(schakel, wat);
        foreach (var regel in regels)
        {
            tekening!.DrawString(regel + " ", gewoon, XBrushes.DarkBlue, new XPoint(links, y + gewoon.Size));
            tekening.DrawLine(new XPen(XColors.DarkBlue, 0.5), links, y + gewoon.Size + 2, links + tekening.MeasureString(regel, gewoon)
                .Width, y + gewoon.Size + 2);
            y += gewoon.GetHeight();
        }
        erbij?.Invoke();
        Bouw.End();
    }
}
