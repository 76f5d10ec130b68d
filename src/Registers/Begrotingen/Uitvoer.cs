using System.Globalization;
using System.IO.Compression;
using System.Security;
using System.Text;
using Brink.Engine;

namespace Brink.Registers.Begrotingen;

/// <summary>One figure in several scenarios beside each other; the first column is the budget as it is.</summary>
public sealed record Scenariorij
{
    public required string Id { get; init; }
    public required string Omschrijving { get; init; }
    public List<Scenariowaarde> Waarden { get; init; } = [];
}

/// <summary>The figure in one scenario.</summary>
public sealed record Scenariowaarde
{
    public required string Scenario { get; init; }
    public decimal? Exact { get; init; }
    public decimal? Berekend { get; init; }
    public string Formule { get; init; } = "";
}

/// <summary>The calculation of a budget as answers and files.</summary>
internal static class Uitvoer
{
    private static readonly CultureInfo Hier = Nederlands.Cultuur;

    /// <summary>Reads all that a calculation starts from.</summary>
    public static async ValueTask<Gegevens> Lees(Session s, Begroting begroting) => new(begroting,
        [.. (await s.Find<Begrotingsregel>(q => q.Is("begroting", begroting))).OrderBy(r => r.Volgnummer)],
        await s.Find<Opbouwdeel>(q => q.Is("begroting", begroting)), await s.Find<Tarief>(q => q.Is("begroting", begroting)));

    public static async ValueTask<ActionResult> Berekening(ActionCall c) => new(Begrotingen.Berekening.Van(await Lees(c.Session, (Begroting)c.Subject!)));

    public static async ValueTask<ActionResult> Scenarioberekening(ActionCall c)
    {
        var scenario = (Scenario)c.Subject!;
        return new(Begrotingen.Berekening.Van(await Lees(c.Session, (await c.Session.Get(scenario.Begroting))!), scenario));
    }

    public static async ValueTask<ActionResult> Vergelijking(ActionCall c)
    {
        var gegevens = await Lees(c.Session, (Begroting)c.Subject!);
        var kolommen = new List<(string Naam, Dictionary<string, Cijfer> Cijfers)>
        {
            ("begroting", Begrotingen.Berekening.Van(gegevens).ToDictionary(x => x.Id)),
        };
        foreach (var s in await c.Session.Find<Scenario>(q => q.Is("begroting", gegevens.Begroting)))
            kolommen.Add((s.Naam, Begrotingen.Berekening.Van(gegevens, s).ToDictionary(x => x.Id)));
        var ids = kolommen.Skip(1).SelectMany(k => k.Cijfers.Values).Select(x => (x.Id, x.Omschrijving)).DistinctBy(x => x.Id).ToList();
        return new(ids.Select(id => new Scenariorij
        {
            Id = id.Id,
            Omschrijving = id.Omschrijving,
            Waarden = [.. kolommen.Select(k => k.Cijfers.GetValueOrDefault(id.Id) is { } x
                ? new Scenariowaarde { Scenario = k.Naam, Exact = x.Exact, Berekend = x.Berekend, Formule = x.Formule } : new Scenariowaarde { Scenario = k.Naam })],
        }).ToList());
    }

    private static readonly string[] Koppen =
        ["regel", "omschrijving", "soort", "bedrag", "toegepaste indexatie (%)", "benodigde indexatie (%)", "berekend verschil", "gedrukt verschil", "formule"];

    // The rows as cells: numbers stay numbers.
    private static IEnumerable<object?[]> Rijen(Gegevens gegevens)
    {
        var cijfers = Begrotingen.Berekening.Van(gegevens).ToDictionary(x => x.Id);
        foreach (var r in gegevens.Regels)
        {
            var sleutel = (r.Bronregel ?? r.Volgnummer).ToString(CultureInfo.InvariantCulture);
            var cijfer = cijfers.GetValueOrDefault(r.Soort == Regelsoort.Omzet ? "omzet-" + sleutel : "verschil-" + sleutel);
            yield return [r.Volgnummer, r.Omschrijving, EnumNames.Name(r.Soort), r.Bedrag, r.ToegepasteIndexatie, r.BenodigdeIndexatie, cijfer?.Berekend,
                r.GedruktVerschil, cijfer?.Formule];
        }
        yield return [];
        foreach (var x in cijfers.Values.Where(x => !x.Id.StartsWith("verschil-1", StringComparison.Ordinal) && !x.Id.StartsWith("omzet-", StringComparison.Ordinal)))
            yield return [null, x.Omschrijving, x.Eenheid, x.Exact, null, null, x.Berekend, x.Gedrukt, x.Formule];
    }

    public static async ValueTask<ActionResult> Csv(ActionCall c)
    {
        var gegevens = await Lees(c.Session, (Begroting)c.Subject!);
        var tekst = new StringBuilder().AppendJoin(';', Koppen).Append("\r\n");
        foreach (var rij in Rijen(gegevens))
            tekst.AppendJoin(';', rij.Select(w => Rapportage.Dashboard.Cel(w switch
            {
                null => "",
                decimal d => d.ToString("0.############", Hier),
                _ =>
                Convert.ToString(w, Hier)!
            })))
                .Append("\r\n");
        return new(null, Blob: Rapportage.Dashboard.Bestand(tekst.ToString(), $"begroting-{gegevens.Begroting.Jaar}.csv"));
    }

    public static async ValueTask<ActionResult> Xlsx(ActionCall c)
    {
        var gegevens = await Lees(c.Session, (Begroting)c.Subject!);
        var bytes = Werkboek($"Begroting {gegevens.Begroting.Jaar}", [Koppen, .. Rijen(gegevens)]);
        return new(null, Blob: Blob.Of(bytes, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            $"begroting-{gegevens.Begroting.Jaar}.xlsx"));
    }

    // The least that Office Open XML asks of a workbook: one sheet, texts in place, a bold style for the headings.
    private static byte[] Werkboek(string naam, IEnumerable<object?[]> rijen)
    {
        const string kop = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>";
        const string hoofd = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
        const string pakket = "http://schemas.openxmlformats.org/package/2006";
        const string kantoor = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        var blad = new StringBuilder(kop).Append($"<worksheet xmlns=\"{hoofd}\"><sheetData>");
        var n = 0;
        foreach (var rij in rijen)
        {
            blad.Append(CultureInfo.InvariantCulture, $"<row r=\"{++n}\">");
            for (var k = 0; k < rij.Length; k++)
            {
                var cel = $"{(char)('A' + k)}{n}";
                if (rij[k] is decimal or int) blad.Append(CultureInfo.InvariantCulture, $"<c r=\"{cel}\"><v>{rij[k]}</v></c>");
                else if (rij[k] is string tekst)
                    blad.Append(CultureInfo.InvariantCulture,
                        $"<c r=\"{cel}\" t=\"inlineStr\"{(n == 1 ? " s=\"1\"" : "")}><is><t xml:space=\"preserve\">{SecurityElement.Escape(tekst)}</t></is></c>");
            }
            blad.Append("</row>");
        }
        blad.Append("</sheetData></worksheet>");
        (string Pad, string Inhoud)[] delen =
        [
            ("[Content_Types].xml", $"{kop}<Types xmlns=\"{pakket}/content-types\"><Default Extension=\"rels\" "
                + $"ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
                + "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
                + "<Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/>"
                + "<Override PartName=\"/xl/styles.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml\"/>"
                + "<Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/></Types>"),
            ("_rels/.rels", $"{kop}<Relationships xmlns=\"{pakket}/relationships\"><Relationship Id=\"rId1\" Type=\"{kantoor}/officeDocument\" "
                + $"Target=\"xl/workbook.xml\"/></Relationships>"),
            ("xl/workbook.xml", $"{kop}<workbook xmlns=\"{hoofd}\" xmlns:r=\"{kantoor}\"><sheets><sheet name=\"{SecurityElement.Escape(naam)}\" sheetId=\"1\" "
                + $"r:id=\"rId1\"/></sheets></workbook>"),
            ("xl/_rels/workbook.xml.rels", $"{kop}<Relationships xmlns=\"{pakket}/relationships\"><Relationship Id=\"rId1\" Type=\"{kantoor}/worksheet\" "
                + $"Target=\"worksheets/sheet1.xml\"/>"
                + $"<Relationship Id=\"rId2\" Type=\"{kantoor}/styles\" Target=\"styles.xml\"/></Relationships>"),
            ("xl/styles.xml", $"{kop}<styleSheet xmlns=\"{hoofd}\"><fonts count=\"2\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font><font><b/><sz "
                + $"val=\"11\"/><name val=\"Calibri\"/></font></fonts>"
                + "<fills count=\"1\"><fill><patternFill patternType=\"none\"/></fill></fills><borders count=\"1\"><border/></borders><cellStyleXfs "
                    + "count=\"1\"><xf/></cellStyleXfs>"
                + "<cellXfs count=\"2\"><xf xfId=\"0\"/><xf xfId=\"0\" fontId=\"1\" applyFont=\"1\"/></cellXfs></styleSheet>"),
            ("xl/worksheets/sheet1.xml", blad.ToString()),
        ];
        using var uit = new MemoryStream();
        using (var zip = new ZipArchive(uit, ZipArchiveMode.Create, true))
            foreach (var (pad, inhoud) in delen)
            {
                var deel = zip.CreateEntry(pad);
                deel.LastWriteTime = new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero); // the same figures give the same file
                using var stroom = deel.Open();
                stroom.Write(Encoding.UTF8.GetBytes(inhoud));
            }
        return uit.ToArray();
    }
}
