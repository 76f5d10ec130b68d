using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Brink.Apps.Kern;
using Brink.Engine;
using Brink.Host;
using Brink.Registers.Documenten;
using Xunit;

namespace Brink.Tests;

/// <summary>The text inside files is found: read beside the server, from files that nobody vouches for.</summary>
public sealed class TekstlezerTests
{
    private const string Documenten = "documenten/api/v1/enkelvoudiginformatieobjecten";
    public static TheoryData<string> Alle => Stores.All;
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static byte[] Pdf(string tekst)
    {
        using var blad = new Pdfblad("Een titel", "x");
        blad.Alinea(tekst);
        return blad.Klaar();
    }

    private static byte[] Zip(params (string Naam, string Inhoud)[] delen)
    {
        using var uit = new MemoryStream();
        using (var zip = new ZipArchive(uit, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (naam, inhoud) in delen)
            {
                using var deel = zip.CreateEntry(naam).Open();
                deel.Write(Encoding.UTF8.GetBytes(inhoud));
            }
        }
        return uit.ToArray();
    }

    private const string W = "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'";

    public static TheoryData<string, byte[], string> Bestanden => new()
    {
        { "pdf", Pdf("De omgevingsvergunning voor de dakkapel wordt verleend."), "omgevingsvergunning voor de dakkapel" },
        { "docx", Zip(("word/document.xml", $"<w:document {W}><w:body><w:p><w:r><w:t>bezwaar</w:t></w:r>"
            + "<w:r><w:t>schrift</w:t></w:r></w:p><w:p><w:r><w:t>volgende</w:t><w:tab/><w:t>alinea</w:t></w:r></w:p>"
            + "</w:body></w:document>")),
            "bezwaarschrift\nvolgende\nalinea" }, // (Word cuts words in runs)
        { "xlsx", Zip(("xl/sharedStrings.xml", "<sst><si><t>begroting</t></si><si><t>sluitend</t></si></sst>")), "begroting\nsluitend" },
        { "pptx", Zip(("ppt/slides/slide1.xml", "<p:sld xmlns:p='x' xmlns:a='y'><a:p><a:t>omgevingsvisie</a:t></a:p></p:sld>")),
            "omgevingsvisie" },
        { "odt", Zip(("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml",
            "<o:t xmlns:o='x' xmlns:text='y'><text:p>kapvergunning<text:s/>eik</text:p></o:t>")), "kapvergunning\neik" },
        { "utf-8", Encoding.UTF8.GetBytes("coördinatie van ideeën"), "coördinatie van ideeën" },
        { "latin-1", Encoding.Latin1.GetBytes("coördinatie"), "coördinatie" },
        { "utf-16", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("coördinatie")], "coördinatie" },
    };

    [Theory, MemberData(nameof(Bestanden))]
    public void The_text_of_a_file_is_read_by_what_it_is(string soort, byte[] bestand, string tekst) =>
        Assert.True(Ruim(Bestandslezer.Lees(bestand)).Contains(tekst, StringComparison.Ordinal), $"{soort}: {Bestandslezer.Lees(bestand)}");

    // Spaces before a line are the reader's business.
    private static string Ruim(string tekst) =>
        string.Join('\n', tekst.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    public static TheoryData<string, byte[]> Onleesbaar => new()
    {
        { "a picture", [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10, 0, 0, 0, 13] },
        { "half a pdf", Pdf("Iets")[..200] },
        { "half a zip", Zip(("word/document.xml", $"<w:p {W}>x</w:p>"))[..40] },
        { "no xml", Zip(("word/document.xml", "<w:p>")) },
        { "a zip of something else", Zip(("brief.exe", "MZ")) },
        { "nothing", [] },
    };

    [Theory, MemberData(nameof(Onleesbaar))]
    public async Task What_cannot_be_read_has_no_text_and_the_next_file_has(string wat, byte[] bestand)
    {
        await using var lezer = new Tekstlezer();
        Assert.True(string.IsNullOrWhiteSpace(await lezer.Lees(new MemoryStream(bestand), bestand.Length, Stop)), wat);
        Assert.Equal("daarna", await lezer.Lees(new MemoryStream("daarna"u8.ToArray()), 6, Stop));
    }

    [Fact]
    public async Task A_reader_that_ends_at_a_file_is_started_again_for_the_next()
    {
        await using var lezer = new Tekstlezer();
        // It says to be longer than it is: what reads it waits, and is ended with whoever asked.
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var half = lezer.Lees(new MemoryStream("half"u8.ToArray()), 1000, stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => half);
        // One that takes more memory than it may have is ended by that.
        Assert.Null(await lezer.Lees(new MemoryStream("x"u8.ToArray()), 2L << 30, Stop));
        Assert.Equal("heel", await lezer.Lees(new MemoryStream("heel"u8.ToArray()), 4, Stop));
    }

    [Theory, MemberData(nameof(Alle))]
    public async Task A_document_is_found_by_the_text_of_its_newest_file_only_and_by_who_may_see_it(string store)
    {
        await using var p = await Platform.Start(store);
        await using var lezer = new Tekstlezer();
        var cast = new Cast(p);
        var runner = p.Runner(null, Bestandstekst.Jobs(lezer.Lees));
        var soort = (await cast.Informatieobjecttype()).Url;
        var body = System.Text.Json.JsonSerializer.SerializeToNode(Cast.DocumentBody(soort))!.AsObject();
        void Inhoud(byte[] bytes) => (body["inhoud"], body["bestandsomvang"]) = (Convert.ToBase64String(bytes), bytes.Length);
        body["vertrouwelijkheidaanduiding"] = "vertrouwelijk";
        Inhoud(Pdf("De omgevingsvergunning voor de dakkapel. Burgerservicenummer 999992016."));
        var document = await p.Post(Documenten, body);
        var url = ((string)document["url"]!)[p.Base.Length..];
        Assert.Empty(await Gevonden(p, "dakkapel"));
        Assert.Equal(1, await runner.Round(p.Tenant, "bestand-lezen"));
        Assert.Equal(["Aanvraag"], await Gevonden(p, "dakkapellen vergunning aanvraag")); // stems, parts, and its title beside them
        Assert.Equal(0, await p.Store.Read(db => db.Number(
            "SELECT count(*) FROM drc_bestandstekst WHERE CAST(doc AS text) LIKE '%999992016%'")));
        var ander = await p.WithRights("ander", new
        {
            component = "drc",
            scopes = new[] { "documenten.lezen" },
            informatieobjecttype = soort,
            maxVertrouwelijkheidaanduiding = "openbaar"
        });
        Assert.Empty(await Gevonden(p, "dakkapel", ander));

        // A change of its title leaves the file as it was; a new file takes the place of the old.
        var slot = (string)(await p.Post(url + "/lock", new { }))["lock"]!;
        Assert.Equal(200, (await p.Send(HttpMethod.Patch, url, new { titel = "Verzoek", @lock = slot })).Status);
        Assert.Equal(0, await runner.Round(p.Tenant, "bestand-lezen"));
        Assert.Equal(["Verzoek"], await Gevonden(p, "dakkapel"));
        var nieuw = Encoding.UTF8.GetBytes("Verslag van de wijkschouw");
        Assert.Equal(200, (await p.Send(HttpMethod.Patch, url,
            new { inhoud = Convert.ToBase64String(nieuw), bestandsomvang = nieuw.Length, @lock = slot })).Status);
        Assert.Empty(await Gevonden(p, "dakkapel"));
        Assert.Equal(1, await runner.Round(p.Tenant, "bestand-lezen"));
        Assert.Equal(["Verzoek"], await Gevonden(p, "wijkschouw"));

        // With the document its words go.
        Assert.Equal(204, (await p.Send(HttpMethod.Post, url + "/unlock", new { @lock = slot })).Status);
        Assert.Equal(204, (await p.Send(HttpMethod.Delete, url)).Status);
        Assert.Equal(0, await p.Rows("drc_bestandstekst"));
    }

    [Theory, MemberData(nameof(Alle))]
    public async Task Files_of_before_are_read_at_the_start_and_one_that_cannot_be_read_only_once(string store)
    {
        await using var p = await Platform.Start(store);
        var cast = new Cast(p);
        var soort = (await cast.Informatieobjecttype()).Url;
        for (var i = 0; i < 2; i++) await p.Post(Documenten, Cast.DocumentBody(soort));
        await p.Store.Write(db =>
        {
            foreach (var tabel in (string[])["job", "wachtrij"]) db.Run($"DELETE FROM {tabel}", []);
            return ValueTask.FromResult(true);
        });
        var gelezen = 0;
        var runner = p.Runner(null, Bestandstekst.Jobs((_, _, _) => Task.FromResult(gelezen++ == 0 ? null : "een zeldzaam woord")));
        for (var i = 0; i < 2; i++)
        {
            await runner.Plan(p.Tenant);
            Assert.Equal(1, await runner.Round(p.Tenant, "bestanden-nalezen"));
            Assert.Equal(2, gelezen);
        }
        Assert.Single(await Gevonden(p, "zeldzaam"));
    }

    private static async Task<string[]> Gevonden(Platform p, string zoek, HttpClient? wie = null) =>
        [.. (await p.Get("zoek/api/v1/treffers?zoek=" + Uri.EscapeDataString(zoek), wie))["results"]!.AsArray()
            .Select(r => (string)r!["titel"]!)];
}
