using System.Text;
using Brink.Apps.Kern;
using Brink.Apps.Vereniging;
using Brink.Apps.Vergaderen;
using Brink.Client;
using PdfSharp.Drawing;
using PdfSharp.Pdf;
using Xunit;

namespace Brink.Tests;

/// <summary>Every PDF that Brink makes is a good file to other people's tools (qpdf),
/// and the bundle of papers of a meeting takes in what it says that it does.</summary>
public sealed class PdfbladTests
{
    private static readonly Uri Ergens = new("https://brink.example/api/x/0190a0a0-0000-7000-8000-000000000001");

    private static readonly Vergadering Alv = new()
    {
        Url = Ergens,
        Titel = "ALV",
        Orgaan = "Algemene Ledenvergadering",
        Datum = new(2026, 12, 10),
        Begin = new(2026, 12, 10, 13, 0, 0, TimeSpan.Zero),
        Locatie = "Deventer",
        Vorm = "fysiek",
        Status = "opgeroepen",
    };

    private static Brink.Apps.Collegevoorstel.Dossier Voorstel => new()
    {
        Zaak = new() { Url = Ergens, Zaaktype = Ergens },
        Nota = new(new Brink.Apps.Collegevoorstel.Nota { Notanummer = "2022-1081", Onderwerp = "ALV", Bestuursorgaan = "college" }, Ergens,
            1, new('b', 64)),
    };

    // One of each, by the class that writes it.
    private static readonly Dictionary<string, Func<byte[]>> Bestanden = new()
    {
        ["RapportPdf"] = () => RapportPdf.Maak("Dimpact",
            new Kwartaalrapport { Url = Ergens, Periode = "2022-Q3", Status = "concept", Versie = 1, Inleiding = "Eén.\nTwee." },
            [new() { Dashboard = "operatie", Sectie = "A", Sectienaam = "Governance", Nummer = 1, Naam = "Vereniging",
                Indicator = "groen" }]),
        ["NotaPdf"] = () => Brink.Apps.Collegevoorstel.NotaPdf.Maak(Voorstel, true, new(2026, 12, 1)),
        ["Raadsstuk"] = () => new Brink.Apps.Collegevoorstel.Raadsstuk
        {
            Titel = "Wensen en bedenkingen",
            Tekst = "Het college vraagt de raad.",
            Soort = "brief"
        }.Pdf(Voorstel),
        ["UitslagPdf"] = () => UitslagPdf.Maak("Dimpact", new Uitslag
        {
            Url = Ergens,
            Stemming = Ergens,
            Verslag = """{"onderwerp":"Tarieven","uitkomst":"aangenomen"}""",
            Sha256 = new('a', 64),
            Sleutel = Convert.ToBase64String("sleutel"u8)
        }),
        ["VolmachtPdf"] = () => VolmachtPdf.Maak("Dimpact",
            new(new Volmacht { Url = Ergens, Gever = Ergens, Functie = "portefeuillehouder", Stemmen = true }, "Raalte", null, Alv,
            null, [])),
        ["Persoonswegen"] = () => Brink.Apps.Privacy.Persoonswegen.Pdf("Deventer", Alv.Begin!.Value,
            [new("Zaken API", "rollen", Ergens.ToString(), "De persoon heeft een rol in een zaak.", false, null)]),
        ["Notulentekst"] = () => Notulentekst.Van("Dimpact", Alv, Notulen!, []).AlsPdf(),
        ["Stukkenbundel"] = () =>
            Stukkenbundel.Maak("Dimpact", Alv, [Punt(1, new Stukkenbundel.Inhoud(new Stuk("Memo"), Ergens, Bladen: Vreemd()))], false,
            Alv.Begin!.Value),
    };

    private static readonly Notulen Notulen = new(Ergens, Ergens,
        [new(0, null, "aanwezigheid", "Aanwezig: Deventer.", null, null), new(1, "1. Tarieven", "verslag", "Er is gesproken.", null, null),
            new(1, "1. Tarieven", "besluit", "De tarieven stijgen met 4,5%.", null, null)], "concept", 2, null, null, null);

    private static Stukkenbundel.Onderdeel Punt(int nummer, params Stukkenbundel.Inhoud[] stukken) => new(
        new Agendapunt
        {
            Url = Ergens,
            Vergadering = Ergens,
            Nummer = nummer,
            Titel = $"Punt {nummer}",
            Soort = "ter_besluitvorming",
            Vertrouwelijk = nummer == 2,
            GevraagdBesluit = new("instemmen", "In te stemmen.")
        }, stukken);

    // A file of somebody else: two pages, one of them on its side.
    private static byte[] Twee()
    {
        using var document = new PdfDocument();
        (document.Options.NoCompression, document.Options.CompressContentStreams) = (true, false);
        // a whole file: what PDFsharp compresses lacks its checksum
        using var _ = new Pdfblad("zet de letters klaar", "x");
        for (var i = 0; i < 2; i++)
        {
            var blad = document.AddPage();
            (blad.Width, blad.Height) = i == 0 ? (XUnit.FromPoint(595), XUnit.FromPoint(842))
                : (XUnit.FromPoint(842), XUnit.FromPoint(595));
            using var tekening = XGraphics.FromPdfPage(blad);
            tekening.DrawString($"Vreemd blad {i + 1}", new XFont("DejaVu Sans", 12), XBrushes.Black, 50, 50);
        }
        using var uit = new MemoryStream();
        document.Save(uit, false);
        return uit.ToArray();
    }

    private static XPdfForm Vreemd() => Pdfvreemd.Open(Twee(), out _)!;

    private static async Task<T> MetBestand<T>(byte[] bytes, Func<string, Task<T>> doe)
    {
        var pad = Path.Combine(Path.GetTempPath(), $"brink-{Guid.NewGuid():N}.pdf");
        await File.WriteAllBytesAsync(pad, bytes);
        if (Environment.GetEnvironmentVariable("BRINK_SCREENSHOTS") is { Length: > 0 } folder)
            File.Copy(pad, Path.Combine(folder, Path.GetFileName(pad)));
        try { return await doe(pad); }
        finally { File.Delete(pad); }
    }

    [Fact]
    public async Task Every_file_is_whole_to_qpdf()
    {
        // Whoever writes a PDF is in the list: nothing that is made goes unseen.
        var schrijvers = Directory.GetFiles(Path.Combine(Source.Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains("/obj/", StringComparison.Ordinal))
            .Where(f => File.ReadAllText(f).Contains("new Pdfblad(", StringComparison.Ordinal))
                .Select(f => Path.GetFileNameWithoutExtension(f)!).Order(StringComparer.Ordinal);
        Assert.Equal(Bestanden.Keys.Order(StringComparer.Ordinal), schrijvers);
        foreach (var (naam, maak) in Bestanden)
        {
            var uitkomst = await MetBestand(maak(), pad => PdfTests.Run("qpdf", "--check", pad)); // exit 0: no error and no warning
            Assert.True(uitkomst.Contains("No syntax or stream encoding errors found", StringComparison.Ordinal), $"{naam}: {uitkomst}");
        }
    }

    [Fact]
    public async Task A_bundle_says_what_is_in_it_and_where()
    {
        var onderdelen = new[]
        {
            Punt(1, new Stukkenbundel.Inhoud(new Stuk("Memo tarieven", "1", Ergens, "directie"), Ergens, Bladen: Vreemd()),
                new(new Stuk("Brief"), Ergens, Tekst: ["Geachte leden,", "Dit is de brief."])),
            Punt(2, new Stukkenbundel.Inhoud(new Stuk("Rekenblad"), Ergens,
                Waarom: "Dit stuk is geen PDF, en staat daarom niet in deze bundel (cijfers.xlsx).")),
        };
        var bytes = Stukkenbundel.Maak("Dimpact", Alv, onderdelen, false, Alv.Begin!.Value);
        await MetBestand(bytes, async pad =>
        {
            await PdfTests.Accessible(pad, "Stukken voor: ALV", ["TOC", "TOCI", "Link", "Figure", "P", "H3"],
                "Stukken voor: ALV", "vertrouwelijke punten", "voorleesprogramma", "Niet alle stukken konden mee", "Inhoud",
                "1. Punt 1 1", "Bijlage 1: Memo tarieven 1", "Brief 4", "2. Punt 2 (vertrouwelijk) 5", "Rekenblad 5",
                "1. Punt 1", "Gevraagd: In te stemmen.", "Bijlage 1: Memo tarieven", "Van directie.",
                "Open dit stuk los: https://brink.example", "2 bladzijden volgen hierna.",
                "Brief", "Dit is de brief.", "2. Punt 2 (vertrouwelijk)", "geen PDF", "Open dit stuk los");
            // On which page what really is.
            async Task<string> Blad(int n) => await PdfTests.Run("pdftotext", "-layout", "-f", $"{n}", "-l", $"{n}", pad, "-");
            Assert.Contains("Vreemd blad 1", await Blad(2), StringComparison.Ordinal);
            Assert.Contains("Vreemd blad 2", await Blad(3), StringComparison.Ordinal);
            Assert.Contains("Dit is de brief.", await Blad(4), StringComparison.Ordinal);
            Assert.Contains("bladzijde 5, vertrouwelijk", await Blad(5), StringComparison.Ordinal);
            Assert.DoesNotContain(", vertrouwelijk", await Blad(4), StringComparison.Ordinal);
            // Bookmarks and links; a page that was taken in is a picture with words.
            var json = System.Text.Json.Nodes.JsonNode.Parse(
                await PdfTests.Run("qpdf", "--json=1", "--json-key=outlines", "--json-key=pages", pad))!;
            var wijzers = json["outlines"]!.AsArray().Single()!["kids"]!.AsArray();
            Assert.Equal(["Inhoud", "1. Punt 1", "2. Punt 2 (vertrouwelijk)"], wijzers.Select(w => (string)w!["title"]!));
            Assert.Equal([("Bijlage 1: Memo tarieven", 1), ("Brief", 4)],
                wijzers[1]!["kids"]!.AsArray().Select(w => ((string)w!["title"]!, (int)w["destpageposfrom1"]!)));
            var ruw = await PdfTests.Run("qpdf", "--qdf", "--object-streams=disable", "--no-warn", "--warning-exit-0", pad, "-");
            const string woorden = "Bladzijde 2 van 2 van Bijlage 1: Memo tarieven.";
            Assert.True(ruw.Contains(woorden, StringComparison.Ordinal)
                || ruw.Contains(Convert.ToHexStringLower(System.Text.Encoding.BigEndianUnicode.GetBytes(woorden)),
                    StringComparison.OrdinalIgnoreCase),
                "a page that was taken in has no words");
            Assert.Equal(8, ruw.Split("/Subtype /Link").Length - 1);
            // five lines of contents, three papers
            return 0;
        });
    }

    [Fact]
    public async Task A_word_that_is_too_long_for_the_line_stays_on_the_page()
    {
        using var blad = new Pdfblad("Lang", "x");
        blad.Kop(1, "Lang");
        blad.Alinea($"Zie https://brink.example/{new string('a', 300)}/einde voor meer.");
        await MetBestand(blad.Klaar(), async pad =>
        {
            // Within the margins of A4; text that is drawn beyond the edge of the page is left out here.
            var tekst = await PdfTests.Run("pdftotext", "-x", "0", "-y", "0", "-W", "595", "-H", "842", pad, "-");
            Assert.Equal(300 + 3, tekst.Count(c => c == 'a')); // those of the address, of its host, of the heading and of the foot
            Assert.Contains("/einde", tekst, StringComparison.Ordinal);
            return 0;
        });
    }

    [Fact]
    public void A_file_that_cannot_be_measured_is_not_opened()
    {
        static byte[] Met(string kop, byte[] inhoud) =>
            [.. Encoding.Latin1.GetBytes($"%PDF-1.4\n1 0 obj\n<<{kop}/Length {inhoud.Length}>>\nstream\n"), .. inhoud,
            .. "\nendstream\nendobj\n%%EOF\n"u8];
        static byte[] Zlib(byte[] van)
        {
            using var uit = new MemoryStream();
            using (var zlib = new System.IO.Compression.ZLibStream(uit, System.IO.Compression.CompressionLevel.Fastest)) zlib.Write(van);
            return uit.ToArray();
        }
        var bom = Zlib(new byte[110 * 1024 * 1024]);
        foreach (var bestand in (byte[][])[Met("/Filter/FlateDecode", bom), Met("/Filter [ /FlateDecode ]", bom),
            Met("/Filter[/FlateDecode/FlateDecode]", Zlib(bom)),
            Met("/Filter 9 0 R", bom), Met("/Filter/LZWDecode", [1, 2, 3]), Met("/F#69lter/FlateDecode", bom),
            [.. Twee(), .. "trailer <</Encrypt 3 0 R>>"u8], [.. "geen pdf"u8], [],
            Twee()[..200]])
        {
            Assert.Null(Pdfvreemd.Open(bestand, out var waarom));
            Assert.NotEmpty(waarom);
        }
        using var goed = Vreemd();
        Assert.Equal(2, goed.PageCount);
    }
}
