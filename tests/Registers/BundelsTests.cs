using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Brink.Host;
using Brink.Registers;
using Xunit;

namespace Brink.Tests;

/// <summary>Configuration moves from one organisation to another by name: what goes out comes in, a trial changes nothing,
/// and what cannot be is said with nothing done.</summary>
public sealed class BundelsTests
{
    private const string Root = "bundels/api/v1/";
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static Task<byte[]> Export(Platform p, string delen = "", HttpClient? client = null) =>
        (client ?? p.Beheerder).GetByteArrayAsync(Root + "export" + (delen.Length > 0 ? "?delen=" + delen : ""), Stop);

    private static async Task<(int Status, JsonNode Json)> Import(Platform p, byte[] bundel, bool proef = false, HttpClient? client = null)
    {
        using var body = new ByteArrayContent(bundel) { Headers = { ContentType = new MediaTypeHeaderValue("application/zip") } };
        using var answer = await (client ?? p.Beheerder).PostAsync($"{Root}import?proef={(proef ? "true" : "false")}", body, Stop);
        return ((int)answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync(Stop))!);
    }

    private static string[] Regels(JsonNode verslag, string verschil) => [.. verslag["regels"]!.AsArray()
        .Where(r => (string?)r!["verschil"] == verschil).Select(r => $"{r!["deel"]} {r["naam"]}").Order(StringComparer.Ordinal)];

    // The files in a bundle, with one of them changed.
    private static byte[] Anders(byte[] bundel, string naam, Func<string, string> maak)
    {
        using var uit = new MemoryStream();
        using (var van = new ZipArchive(new MemoryStream(bundel)))
        using (var naar = new ZipArchive(uit, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var deel in van.Entries)
            {
                using var lezer = new StreamReader(deel.Open());
                using var schrijver = new StreamWriter(naar.CreateEntry(deel.FullName).Open());
                var tekst = lezer.ReadToEnd();
                schrijver.Write(deel.FullName == naam ? maak(tekst) : tekst);
            }
        }
        return uit.ToArray();
    }

    private static string Tekst(byte[] bundel)
    {
        using var zip = new ZipArchive(new MemoryStream(bundel));
        var alles = new StringBuilder();
        foreach (var deel in zip.Entries)
        {
            using var lezer = new StreamReader(deel.Open());
            alles.Append(lezer.ReadToEnd());
        }
        return alles.ToString();
    }

    // Another organisation, from which the same selectielijst can be reached.
    private static async Task<Platform> Leeg(string store)
    {
        var p = await Platform.Start(store);
        new Cast(p).ResultaattypeBody("");
        return p;
    }

    // A published zaaktype with all its parts, a set of rules that names types, and an activity with clients of its own.
    private static async Task<Cast> Gevuld(Platform p)
    {
        var cast = new Cast(p);
        var typen = await cast.Gepubliceerd();
        await p.Post(Alv.Root + "regelsets", new
        {
            naam = "Statuten",
            geldigVanaf = "2021-01-01",
            besluittype = typen.Besluittype,
            informatieobjecttype = (await cast.Informatieobjecttype()).Url,
            quorumTeller = 1,
            quorumNoemer = 2,
        });
        await p.Post("privacy/api/v1/verwerkingsactiviteiten",
            new { code = "proef", naam = "Proef", doel = "Proberen", grondslag = "publieke_taak", clientIds = new[] { "hier-alleen" } });
        return cast;
    }

    [Theory, MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task What_goes_out_of_one_organisation_comes_into_another(string store)
    {
        await using var van = await Platform.Start(store);
        await using var naar = await Leeg(store);
        await Gevuld(van);
        var bundel = await Export(van);
        Assert.Equal(bundel, await Export(van)); // the same content is the same file
        var tekst = Tekst(bundel);
        Assert.Contains("Vergunning", tekst, StringComparison.Ordinal);
        foreach (var vreemd in (string[])[van.Base, "/api/v1/", "hier-alleen"])
            Assert.DoesNotContain(vreemd, tekst, StringComparison.Ordinal); // names, and nothing of one environment

        // A trial tells everything and does nothing.
        var (status, proef) = await Import(naar, bundel, proef: true);
        Assert.True(status == 200, proef.ToJsonString());
        Assert.Equal(0, await naar.Rows("bdl_bundelimport") + await naar.Rows("ztc_zaaktype") + await naar.Rows("bvm_regelset"));
        (status, var verslag) = await Import(naar, bundel);
        Assert.True(status == 201, verslag.ToJsonString());
        Assert.Equal(Regels(proef, "nieuw"), Regels(verslag, "nieuw"));
        Assert.Contains("regelsets 2021-01-01", Regels(verslag, "nieuw"));
        Assert.Contains(Regels(verslag, "nieuw"), r => r.StartsWith("catalogi/ZaakType zaaktype/", StringComparison.Ordinal));

        // Here it is as it was there: the other way it would change nothing, and what was definitive is so.
        Assert.Equal(tekst, Tekst(await Export(naar)));
        Assert.False((bool)(await naar.Get("catalogi/api/v1/zaaktypen"))["results"]![0]!["concept"]!);
        var regels = (await naar.Get(Alv.Root + "regelsets"))["results"]![0]!;
        Assert.Equal("Vergunning", (string?)(await naar.Get((string)regels["besluittype"]!))["omschrijving"]);
        (status, verslag) = await Import(naar, bundel);
        Assert.Equal((201, 0, 0), (status, Regels(verslag, "nieuw").Length, Regels(verslag, "gewijzigd").Length));
        // A zaak can begin.
        await naar.Post("zaken/api/v1/zaken",
            Cast.ZaakBody((string)(await naar.Get("catalogi/api/v1/zaaktypen"))["results"]![0]!["url"]!));
    }

    [Theory, MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task What_is_otherwise_here_is_shown_and_changed_or_stays(string store)
    {
        await using var van = await Platform.Start(store);
        await using var naar = await Leeg(store);
        await Gevuld(van);
        await Import(naar, await Export(van));
        var bundel = Anders(Anders(await Export(van), "regelsets.json", t => t.Replace("\"Statuten\"", "\"Nieuwe statuten\"", StringComparison.Ordinal)),
            "catalogi/ZaakType.json", t => t.Replace("\"omschrijving\": \"Vergunning\"", "\"omschrijving\": \"Anders\"", StringComparison.Ordinal));
        // What belongs to an environment stays as it is there.
        var activiteit = (string)(await naar.Get("privacy/api/v1/verwerkingsactiviteiten"))["results"]![0]!["url"]!;
        await naar.Send(HttpMethod.Patch, activiteit, new { clientIds = new[] { "daar-alleen" }, doel = "Iets anders" });
        var (status, verslag) = await Import(naar, bundel);
        Assert.True(status == 201, verslag.ToJsonString());
        Assert.Equal(["regelsets 2021-01-01", "verwerkingsactiviteiten proef"], Regels(verslag, "gewijzigd"));
        Assert.Equal(["naam"], verslag["regels"]!.AsArray().Single(r => (string?)r!["deel"] == "regelsets")!["velden"]!.AsArray()
            .Select(v => (string?)v));
        var blijft = Assert.Single(Regels(verslag, "blijft"));
        Assert.StartsWith("catalogi/ZaakType", blijft, StringComparison.Ordinal);
        Assert.Equal("Nieuwe statuten", (string?)(await naar.Get(Alv.Root + "regelsets"))["results"]![0]!["naam"]);
        Assert.Equal("Vergunning", (string?)(await naar.Get("catalogi/api/v1/zaaktypen"))["results"]![0]!["omschrijving"]);
        var na = await naar.Get(activiteit);
        Assert.Equal(("Proberen", "daar-alleen"), ((string?)na["doel"], (string?)na["clientIds"]![0]));
    }

    [Theory, MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task What_cannot_be_is_said_and_nothing_is_done(string store)
    {
        await using var van = await Platform.Start(store);
        await using var naar = await Leeg(store);
        await Gevuld(van);
        async Task Geweigerd(byte[] bundel, string naam, string code)
        {
            foreach (var proef in (bool[])[true, false])
            {
                var (status, json) = await Import(naar, bundel, proef);
                Assert.True(status == 400, json.ToJsonString());
                Assert.Contains(json["invalidParams"]!.AsArray(), f => (string?)f!["name"] == naam && (string?)f["code"] == code);
            }
            Assert.Equal(0, await naar.Rows("bdl_bundelimport") + await naar.Rows("ztc_zaaktype") + await naar.Rows("bvm_regelset")
                + await naar.Rows("avg_verwerkingsactiviteit"));
        }
        // What it refers to is missing on this side, and is named.
        await Geweigerd(await Export(van, "regelsets,verwerkingsactiviteiten"), "regelsets.json.0.besluittype", "missing");
        await Geweigerd(Anders(await Export(van), "regelsets.json", t => t.Replace("\"quorumNoemer\": 2", "\"quorumNoemer\": 0",
            StringComparison.Ordinal)), "regelsets.json.0.quorumNoemer", "min_value");
        await Geweigerd("geen zip"u8.ToArray(), "bestand", "invalid");
        await Geweigerd(Anders(await Export(van), "bundel.json", t => t.Replace("brink-bundel-1", "brink-bundel-9", StringComparison.Ordinal)),
            "bestand", "version");
        await Geweigerd(Anders(await Export(van), "regelsets.json", _ => "{}"), "regelsets.json", "not_a_list");

        // With one more right than he has, nobody takes over anything; and a part that he may not read does not go out.
        using var half = await naar.WithRights("half", new { component = "bdl", scopes = new[] { "bundels.lezen", "bundels.schrijven" } },
            new { component = "ztc", scopes = new[] { "catalogi.lezen", "catalogi.schrijven" } });
        Assert.Equal(403, (await Import(naar, await Export(van), client: half)).Status);
        Assert.Equal(0, await naar.Rows("ztc_zaaktype"));
        Assert.DoesNotContain("regelsets", Tekst(await Export(naar, client: half)), StringComparison.Ordinal);
        Assert.Equal(403, (await naar.Send(HttpMethod.Get, Root + "export?delen=regelsets", client: half)).Status);
        Assert.Equal(400, (await naar.Send(HttpMethod.Get, Root + "export?delen=bestaat-niet")).Status);
    }

    /// <summary>By the command, while the server runs and writes on the same file.</summary>
    [Fact]
    public async Task The_command_writes_and_takes_over_while_the_server_runs()
    {
        var map = Directory.CreateTempSubdirectory("brink-bundel-").FullName;
        await using var server = new Brink.Engine.SqliteStore(Path.Combine(map, "deventer", "brink.db"));
        try
        {
            await server.Prepare(Onderlaag.Model);
            await using var van = await Platform.Start("sqlite");
            await van.Post(Alv.Root + "regelsets", new { naam = "Statuten", geldigVanaf = "2021-01-01" });
            var bestand = Path.Combine(map, "bundel.zip");
            await File.WriteAllBytesAsync(bestand, await Export(van), Stop);
            var (klaar, geschreven) = (0, 0);
            var schrijft = Task.Run(async () =>
            {
                for (; Volatile.Read(ref klaar) == 0; geschreven++)
                    await server.Write(async db => { await Brink.Engine.Nieuws.Raise(db, [1]); return true; });
            }, Stop);
            var (code, uit) = await Opdracht("import", bestand, "--proef");
            Assert.True(code == 0, uit);
            Assert.Contains("nieuw     regelsets: 2021-01-01", uit, StringComparison.Ordinal);
            Assert.Equal(0, await server.Read(db => db.Number("SELECT count(*) FROM bvm_regelset")));
            (code, uit) = await Opdracht("import", bestand);
            Assert.True(code == 0, uit);
            Volatile.Write(ref klaar, 1);
            await schrijft;
            Assert.True(geschreven > 0);
            Assert.Equal(1, await server.Read(db => db.Number("SELECT count(*) FROM bvm_regelset")));
            (code, uit) = await Opdracht("export", Path.Combine(map, "terug.zip"), "--delen", "regelsets");
            Assert.True(code == 0, uit);
            Assert.Contains("Statuten", Tekst(await File.ReadAllBytesAsync(Path.Combine(map, "terug.zip"), Stop)), StringComparison.Ordinal);
            Assert.Equal(2, (await Opdracht("export", bestand, "--proef")).Code);
            Assert.Equal(1, (await Opdracht("import", Path.Combine(map, "bestaat-niet.zip"))).Code);
        }
        finally
        {
            await server.DisposeAsync();
            Directory.Delete(map, true);
        }

        async Task<(int Code, string Uit)> Opdracht(params string[] woorden)
        {
            using var uit = new StringWriter();
            var code = await Bundelopdracht.Run([.. woorden, "--organisatie", "deventer", "--data", map], uit, uit);
            return (code, uit.ToString());
        }
    }
}
