using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using Brink.Engine;
using Brink.Registers;
using Brink.Registers.Archieven;
using Brink.Registers.Documenten;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Brink.Tests;

/// <summary>One organisation as one file: made while others write, whole or not at all, checked by itself, and put back so that every
/// answer is the same, on either store.</summary>
public sealed class ArchiefTests : IDisposable
{
    private const string Documenten = "documenten/api/v1/enkelvoudiginformatieobjecten", Achternaam = "Kwetsbaarheid";
    private readonly string map = Directory.CreateTempSubdirectory("brink-archieftest-").FullName;
    private static CancellationToken Stop => TestContext.Current.CancellationToken;
    private string Bestand => Path.Combine(map, "proef.zip");

    public void Dispose() => Directory.Delete(map, true);

    private static string Andere(string store) => store == "sqlite" ? "postgres" : "sqlite";

    private static Archiefopzet Opzet => new() { Kennis = Archiefwoorden.Kennis };

    private Task<Archiefmanifest> Maak(Platform p, Archiefopzet? opzet = null) =>
        Archief.Maak(p.Tenant, Onderlaag.Model, Bestand, opzet ?? Opzet, TimeProvider.System, Stop);

    private Task<Herstelverslag> Herstel(Platform p, Herstelopzet? opzet = null) => Archief.Herstel(p.Tenant, Onderlaag.Model, Bestand,
        opzet ?? new() { Kennis = Archiefwoorden.Kennis }, TimeProvider.System);

    private Task<Archiefcontrole> Controleer() => Archief.Controleer(Bestand, Onderlaag.Model, Archiefwoorden.Kennis);

    private async Task Goed()
    {
        var c = await Controleer();
        Assert.True(c.Fouten.Count == 0, string.Join('\n', c.Fouten));
    }

    private static async Task Keten(Platform p)
    {
        var einde = DateTime.UtcNow.AddSeconds(20);
        while (DateTime.UtcNow < einde && ((await p.Store.Write(db => Engine.Keten.Add(db, DateTimeOffset.UtcNow))).More
            || await p.Rows("keten") < await p.Rows("audit") + await p.Rows("inzage"))) { }
    }

    private static async Task<string> Document(Platform p, Cast cast, string tekst)
    {
        var body = JsonSerializer.SerializeToNode(Cast.DocumentBody((await cast.Informatieobjecttype()).Url))!.AsObject();
        (body["inhoud"], body["bestandsomvang"]) = (Convert.ToBase64String(Encoding.UTF8.GetBytes(tekst)), null);
        return (string)(await p.Post(Documenten, body))["url"]!;
    }

    // Something of every kind that can be made.
    private static async Task<Cast> Vul(Platform p)
    {
        var cast = new Cast(p);
        foreach (var d in Onderlaag.Model.Definitions.Where(d => d.Has(Operation.Create) && Births.Knows(d.Type)).OrderBy(d => d.Table))
            await cast.Made(d.Type);
        await Document(p, cast, "De inhoud van een document.");
        await Keten(p);
        return cast;
    }

    // Every resource as a client gets it, by its address below the organisation.
    private static async Task<SortedDictionary<string, string>> Antwoorden(Platform p)
    {
        var uit = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var d in Onderlaag.Model.Definitions.Where(d => !d.IsInternal))
        {
            var urls = await p.Store.Read(db => db.Rows($"SELECT doc FROM {d.Table} ORDER BY id", [], r =>
            {
                using var doc = JsonDocument.Parse(r.GetBytes(0));
                return doc.RootElement.GetProperty("url").GetString()![2..];
            }));
            foreach (var pad in urls)
            {
                using var antwoord = await p.Beheerder.GetAsync(pad, Stop);
                var tekst = await antwoord.Content.ReadAsStringAsync(Stop);
                uit[pad] = $"{(int)antwoord.StatusCode} {tekst.Replace(p.Base, "~/", StringComparison.Ordinal)}";
            }
        }
        return uit;
    }

    [Theory, MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task Every_answer_is_the_same_at_another_organisation_on_the_other_store(string store)
    {
        await using var p = await Platform.Start(store);
        var cast = await Vul(p);
        var zaak = (await cast.Zaak())[p.Base.Length..];
        var manifest = await Maak(p);
        var eerst = await Antwoorden(p);
        Assert.True(eerst.Count(a => a.Value.StartsWith("200", StringComparison.Ordinal)) > 80, "There must be much to compare.");
        await Goed();

        await using var q = await Platform.Start(Andere(store));
        var verslag = await Herstel(q, new() { Kennis = Archiefwoorden.Kennis, Onthul = t => t.StartsWith("beschermd:", StringComparison.Ordinal) ? t : null });
        Assert.Empty(verslag.Opmerkingen);
        Assert.Equal(eerst, await Antwoorden(q));
        Assert.Equal(manifest.Bestanden, await q.Tenant.Organisatie.Blobs.All(Stop).CountAsync(Stop));
        // The log came along, with its chain; and both go on.
        await Keten(q);
        Assert.Empty((await q.Store.Read(db => Engine.Keten.Verify(db, Onderlaag.Model, manifest.LaatsteSchakel))).Fouten);
        await new Cast(q).Made(typeof(Registers.Catalogi.Catalogus));
        await Keten(q);
        Assert.Empty((await q.Store.Read(db => Engine.Keten.Verify(db, Onderlaag.Model, manifest.LaatsteSchakel))).Fouten);
        // What was found there, is found here.
        var nummer = (string)(await q.Get(zaak))["identificatie"]!;
        Assert.Contains(zaak[^36..], (await q.Get($"zoek/api/v1/treffers?zoek={nummer}")).ToJsonString(), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task What_is_written_while_it_is_made_is_not_in_it_and_waits_for_nothing(string store)
    {
        await using var p = await Platform.Start(store);
        var cast = new Cast(p);
        await cast.NieuweZaak();
        await Document(p, cast, "eerste");
        var voor = await p.Rows("zrc_zaak");
        var gedaan = false;
        var manifest = await Maak(p, Opzet with
        {
            Kennis = Archiefwoorden.Kennis with
            {
                // (The moment of the archive has come when it begins to describe.)
                Beschrijf = async (_, _, _, _) =>
                {
                    gedaan = true;
                    await cast.NieuweZaak();
                    await Document(p, cast, "tweede");
                },
            },
        });
        Assert.True(gedaan);
        Assert.Equal(voor + 1, await p.Rows("zrc_zaak"));
        Assert.Equal(voor, manifest.Tabellen.Single(t => t.Naam == "zrc_zaak").Regels);
        Assert.Equal(1, manifest.Bestanden);
        await Goed();
    }

    [Theory, MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task Content_is_not_swept_while_an_archive_is_made_of_it(string store)
    {
        await using var p = await Platform.Start(store);
        var url = (await Document(p, new Cast(p), "wordt verwijderd"))[p.Base.Length..];
        var geruimd = -1;
        var manifest = await Maak(p, Opzet with
        {
            Kennis = Archiefwoorden.Kennis with
            {
                Beschrijf = async (_, _, _, _) =>
                {
                    Assert.Equal(204, (await p.Send(HttpMethod.Delete, url)).Status);
                    geruimd = await Opruiming.Ruim(p.Tenant, Onderlaag.Model, TimeSpan.Zero, false, TimeProvider.System, cancel: Stop);
                },
            },
        });
        Assert.Equal(0, geruimd);
        Assert.Equal((1, 0), (manifest.Bestanden, manifest.Ontbreken.Count));
        await Goed();
        // And afterwards it goes.
        Assert.Equal(1, await Opruiming.Ruim(p.Tenant, Onderlaag.Model, TimeSpan.Zero, false, TimeProvider.System, cancel: Stop));
    }

    [Fact]
    public async Task It_is_a_zip_that_is_read_without_Brink_and_describes_itself_by_MDTO()
    {
        await using var p = await Platform.Start("sqlite");
        var cast = new Cast(p);
        var zaak = await cast.NieuweZaak();
        await cast.Made(typeof(Registers.Zaken.Zaakinformatieobject));
        await Document(p, cast, "inhoud");
        var manifest = await Maak(p);
        using var zip = ZipFile.OpenRead(Bestand);
        string Lees(string naam)
        {
            using var lezer = new StreamReader(zip.GetEntry(naam)!.Open());
            return lezer.ReadToEnd();
        }
        // Each part has its sum in the list, and the manifest that of the list.
        var sommen = Lees("controlesommen.txt").TrimEnd('\n').Split('\n').ToDictionary(r => r[66..], r => r[..64]);
        Assert.Equal(zip.Entries.Select(e => e.FullName).Except(["manifest.json", "controlesommen.txt"]).Order(), sommen.Keys.Order());
        foreach (var deel in zip.Entries.Where(e => sommen.ContainsKey(e.FullName)))
        {
            await using var inhoud = deel.Open();
            Assert.Equal(sommen[deel.FullName], Convert.ToHexStringLower(await SHA256.HashDataAsync(inhoud, Stop)));
        }
        Assert.Contains(manifest.Sommen, Lees("manifest.json"), StringComparison.Ordinal);
        Assert.Contains("U hebt Brink niet nodig", Lees("LEESMIJ.txt"), StringComparison.Ordinal);
        Assert.Contains("\"doc\":{", Lees("rijen/zrc_zaak.jsonl"), StringComparison.Ordinal);
        // (Nothing deflated is no valid stream to other programs.)
        Assert.All(zip.Entries.Where(e => e.Length == 0), e => Assert.Equal(0, e.CompressedLength));

        // The elements of MDTO 1.0.1, in the order of its schema; those without which no record is valid.
        string[] volgorde = ["identificatie", "naam", "aggregatieniveau", "classificatie", "trefwoord", "omschrijving", "raadpleeglocatie",
            "dekkingInTijd", "dekkingInRuimte", "taal", "event", "waardering", "bewaartermijn", "informatiecategorie", "isOnderdeelVan",
            "bevatOnderdeel", "heeftRepresentatie", "aanvullendeMetagegevens", "gerelateerdInformatieobject", "archiefvormer", "betrokkene",
            "activiteit", "beperkingGebruik"];
        string[] bestand = ["identificatie", "naam", "omvang", "bestandsformaat", "checksum", "URLBestand", "isRepresentatieVan"];
        var mdto = zip.Entries.Where(e => e.FullName.StartsWith("mdto/", StringComparison.Ordinal)).ToList();
        Assert.Equal(manifest.Beschreven, mdto.Count);
        Assert.Contains(mdto, e => e.FullName == $"mdto/zaken/{zaak[^36..]}.mdto.xml");
        Assert.Contains(mdto, e => e.FullName.StartsWith("mdto/bestanden/", StringComparison.Ordinal));
        foreach (var e in mdto)
        {
            var wat = XDocument.Parse(Lees(e.FullName)).Root!.Elements().Single();
            Assert.Equal("https://www.nationaalarchief.nl/mdto", wat.Name.NamespaceName);
            var orde = wat.Name.LocalName == "bestand" ? bestand : volgorde;
            var plaatsen = wat.Elements().Select(x => Array.IndexOf(orde, x.Name.LocalName)).ToList();
            Assert.DoesNotContain(-1, plaatsen);
            Assert.Equal(plaatsen.Order(), plaatsen);
            Assert.All(wat.Name.LocalName == "bestand" ? bestand : ["identificatie", "naam", "waardering", "archiefvormer", "beperkingGebruik"],
                naam => Assert.Contains(wat.Elements(), x => x.Name.LocalName == naam));
            Assert.All(wat.Descendants().Where(x => !x.HasElements), x => Assert.NotEqual("", x.Value.Trim()));
        }
    }

    [Fact]
    public async Task Damage_is_found_and_nothing_of_it_is_put_back()
    {
        await using var p = await Platform.Start("sqlite");
        var cast = new Cast(p);
        await cast.NieuweZaak();
        await Document(p, cast, "een inhoud die heel moet blijven");
        await Keten(p);
        await Maak(p);
        await Goed();
        var heel = await File.ReadAllBytesAsync(Bestand, Stop);
        await using var q = await Platform.Start("sqlite");
        var leeg = await q.Rows("zrc_zaak") + await q.Rows("audit");

        async Task Fout(byte[] anders, string zegt)
        {
            await File.WriteAllBytesAsync(Bestand, anders, Stop);
            Assert.Contains(zegt, string.Join('\n', (await Controleer()).Fouten), StringComparison.Ordinal);
            await Assert.ThrowsAnyAsync<Exception>(() => Herstel(q));
            Assert.Equal(leeg, await q.Rows("zrc_zaak") + await q.Rows("audit"));
            Assert.Equal(0, await q.Tenant.Organisatie.Blobs.All(Stop).CountAsync(Stop));
        }
        byte[] inhoud = [.. heel];
        inhoud[heel.AsSpan().IndexOf("heel moet"u8)] ^= 1;
        await Fout(inhoud, "niet meer wat het was");
        await Fout(heel[..(heel.Length / 2)], "geen heel archief");
        await Fout([], "geen heel archief");

        // Rows that were changed, with all hashes made right again: the chain of the log knows.
        Herschrijf(heel, "rijen/audit.jsonl", tekst => tekst.Replace("\"tester\"", "\"ander!\"", StringComparison.Ordinal));
        Assert.Contains("is veranderd", string.Join('\n', (await Controleer()).Fouten), StringComparison.Ordinal);
        // A zaak that is gone from it, with its statuses left behind.
        await cast.Made(typeof(Registers.Zaken.Status));
        await Maak(p);
        Herschrijf(await File.ReadAllBytesAsync(Bestand, Stop), "rijen/zrc_zaak.jsonl", _ => "");
        Assert.Contains("die er niet zijn (zaak)", string.Join('\n', (await Controleer()).Fouten), StringComparison.Ordinal);
    }

    // An archive with another table, of which hashes and counts are as they should be.
    private void Herschrijf(byte[] heel, string naam, Func<string, string> anders)
    {
        using var bron = new ZipArchive(new MemoryStream(heel));
        var manifest = JsonSerializer.Deserialize<Archiefmanifest>(bron.GetEntry("manifest.json")!.Open(), JsonSerializerOptions.Web)!;
        using var zip = new Zipmaker(Bestand, DateTimeOffset.UtcNow);
        foreach (var deel in bron.Entries.Where(e => e.FullName is not ("manifest.json" or "controlesommen.txt")))
        {
            using var buffer = new MemoryStream();
            using (var inhoud = deel.Open()) inhoud.CopyTo(buffer);
            var bytes = buffer.ToArray();
            if (deel.FullName == naam)
            {
                bytes = Encoding.UTF8.GetBytes(anders(Encoding.UTF8.GetString(bytes)));
                var som = Convert.ToHexStringLower(SHA256.HashData(bytes));
                manifest = manifest with
                {
                    Tabellen = [.. manifest.Tabellen.Select(t => $"rijen/{t.Naam}.jsonl" != naam ? t
                        : new Archiefstuk(t.Naam, bytes.AsSpan().Count((byte)'\n'), bytes.Length, som))],
                };
            }
            zip.Add(deel.FullName, bytes);
        }
        manifest = manifest with { Sommen = zip.AddSums("controlesommen.txt") };
        zip.Add("manifest.json", JsonSerializer.SerializeToUtf8Bytes(manifest, JsonSerializerOptions.Web), summed: false);
        zip.Finish();
    }

    [Theory, MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task What_is_there_is_only_replaced_when_that_is_said(string store)
    {
        await using var p = await Platform.Start(store);
        await new Cast(p).NieuweZaak();
        await Maak(p);
        await using var q = await Platform.Start(store);
        var cast = new Cast(q);
        var eigen = (await cast.NieuweZaak())[q.Base.Length..];
        await cast.NieuweZaak();
        var voor = await Antwoorden(q);
        var weigering = await Assert.ThrowsAsync<ArchiefGeweigerdException>(() => Herstel(q));
        Assert.Contains("2 zaken", weigering.Message, StringComparison.Ordinal);
        Assert.Contains("--vervang", weigering.Message, StringComparison.Ordinal);
        Assert.Equal(voor, await Antwoorden(q));
        await Herstel(q, new() { Kennis = Archiefwoorden.Kennis, Vervang = true });
        Assert.Equal(await Antwoorden(p), await Antwoorden(q));
        Assert.Equal(404, (await q.Send(HttpMethod.Get, eigen)).Status);
    }

    [Theory, MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task What_was_destroyed_since_does_not_come_back(string store)
    {
        await using var p = await Platform.Start(store);
        var cast = new Cast(p);
        var (weg, blijft) = ((await cast.NieuweZaak())[p.Base.Length..], (await cast.NieuweZaak())[p.Base.Length..]);
        var rol = (await cast.Made(typeof(Registers.Zaken.Rol)))[p.Base.Length..];
        var ervoor = (await cast.NieuweZaak())[p.Base.Length..];
        Assert.Equal(204, (await p.Send(HttpMethod.Delete, ervoor)).Status);
        await Maak(p);
        var zaakVanRol = ((string)(await p.Get(rol))["zaak"]!)[p.Base.Length..];
        Assert.Equal(204, (await p.Send(HttpMethod.Delete, weg)).Status);
        Assert.Equal(204, (await p.Send(HttpMethod.Delete, rol)).Status);
        // Outside the database it is noted once, without what was in it.
        var noten = new List<Vernietiging>();
        Task Noteer(string naam, IReadOnlyList<Vernietiging> nieuw) { noten.AddRange(nieuw); return Task.CompletedTask; }
        await Vernietiging.Breng(p.Store, Noteer);
        Assert.Equal(["zrc_zaak", "zrc_zaak", "zrc_rol"], noten.Select(n => n.Soort));
        Assert.Equal(0, await Vernietiging.Breng(p.Store, Noteer));

        await using var q = await Platform.Start(Andere(store));
        var verslag = await Herstel(q, new() { Kennis = Archiefwoorden.Kennis, Vernietigd = noten });
        Assert.Equal(2, verslag.Vernietigd);
        Assert.Equal(404, (await q.Send(HttpMethod.Get, weg)).Status);
        Assert.Equal(404, (await q.Send(HttpMethod.Get, rol)).Status);
        Assert.Equal(200, (await q.Send(HttpMethod.Get, blijft)).Status);
        Assert.Empty((await q.Get(zaakVanRol))["rollen"]!.AsArray());
        await Keten(q);
        Assert.Empty((await q.Store.Read(db => Engine.Keten.Verify(db, Onderlaag.Model))).Fouten);
        // A database that is being replaced knows by itself what it destroyed.
        Assert.Equal(2, (await Herstel(p, new() { Kennis = Archiefwoorden.Kennis, Vervang = true })).Vernietigd);
        Assert.Equal(404, (await p.Send(HttpMethod.Get, weg)).Status);
    }

    [Theory, MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task A_copy_for_tests_holds_no_personal_data_and_sends_nothing(string store)
    {
        await using var p = await Platform.Start(store);
        var cast = await Vul(p);
        const string bsn = "999990019", mail = "kwetsbaar@mensen.test";
        var typen = await cast.Gepubliceerd();
        async Task<string> Rol(string nummer) => (await cast.Url("zaken/api/v1/rollen", new
        {
            zaak = await cast.NieuweZaak(),
            roltype = typen.Roltype,
            betrokkeneType = "natuurlijk_persoon",
            roltoelichting = $"{Achternaam} belde op",
            betrokkeneIdentificatie = new { inpBsn = nummer, geslachtsnaam = Achternaam, voornamen = "Jan", geboortedatum = "1980-02-03" },
        }))[p.Base.Length..];
        var (een, twee, ander) = (await Rol(bsn), await Rol(bsn), await Rol("123456782"));
        await Document(p, cast, $"Brief aan {Achternaam}, {mail}");
        await Maak(p);

        await using var q = await Platform.Start(Andere(store));
        await Herstel(q, new() { Kennis = Archiefwoorden.Kennis, Testkopie = Archiefwoorden.Testkopie() });
        foreach (var leeg in (string[])["audit", "inzage", "keten", "client", "token", "nrc_abonnement", "job", "outbox", "vernietiging"])
            Assert.Equal((leeg, 0), (leeg, await q.Rows(leeg)));
        Assert.True(await Testkopie.Is(q.Store));
        Assert.False(await Testkopie.Is(p.Store));
        var alles = await Antwoorden(q);
        Assert.All(alles, a => Assert.StartsWith("200", a.Value, StringComparison.Ordinal));
        var tekst = string.Join('\n', alles.Values);
        Assert.All([bsn, Achternaam, mail, "123456782", "1980-02-03"], geheim => Assert.DoesNotContain(geheim, tekst, StringComparison.OrdinalIgnoreCase));
        // The same person is the same one still; and passes for one.
        async Task<(string Bsn, string Naam)> Wie(string pad)
        {
            var b = (await q.Get(pad))["betrokkeneIdentificatie"]!;
            return ((string)b["inpBsn"]!, (string)b["geslachtsnaam"]!);
        }
        Assert.Equal(await Wie(een), await Wie(twee));
        Assert.NotEqual((await Wie(een)).Bsn, (await Wie(ander)).Bsn);
        Assert.True(Pseudoniemen.IsBsn((await Wie(een)).Bsn));
        // Neither do the contents, nor what no answer shows.
        await foreach (var (hash, _) in q.Tenant.Organisatie.Blobs.All(Stop))
        {
            using var lezer = new StreamReader(await q.Tenant.Organisatie.Blobs.Open(hash, Stop));
            Assert.DoesNotContain(Achternaam, await lezer.ReadToEndAsync(Stop), StringComparison.Ordinal);
        }
        foreach (var d in Onderlaag.Model.Definitions)
        {
            var docs = await q.Store.Read(db => db.Rows($"SELECT doc FROM {d.Table}", [], r => Encoding.UTF8.GetString(r.GetBytes(0))));
            Assert.All(docs, doc => Assert.DoesNotContain(Achternaam, doc, StringComparison.OrdinalIgnoreCase));
        }
    }

    [Fact]
    public async Task A_copy_for_tests_asks_nobody_anything()
    {
        await using var p = await Platform.Start("sqlite");
        var tenant = new Tenant(p.Tenant.Organisatie with { Testkopie = true }, p.Store);
        var api = new Api(p.Settings, new Dictionary<string, Tenant> { [p.Name] = tenant }, NullLogger<Api>.Instance);
        using var http = new HttpClient(new Host.InProcessHandler(api, () => "Bearer " + Platform.Token("beheerder")))
        {
            BaseAddress = new Uri(p.Base),
            DefaultRequestHeaders = { { "Accept-Crs", "EPSG:4326" } },
        };
        var elders = p.Elders.Serve("kanaal", new { naam = "Post" });
        var voor = p.Elders.Calls;
        var hier = p.Elders.Receive("hier", []);
        await p.Send(HttpMethod.Post, "notificaties/api/v1/abonnement",
            new { callbackUrl = hier, auth = "Bearer geheim", kanalen = new[] { new { naam = "zaken", filters = new { } } } }, http);
        var (status, _) = await p.Send(HttpMethod.Get, $"zaken/api/v1/zaken?zaaktype={elders}", null, http);
        Assert.Equal(200, status);
        Assert.Equal(voor, p.Elders.Calls);
    }

    [Fact]
    public void No_two_persons_become_one()
    {
        var pseudoniemen = new Pseudoniemen();
        var echt = Enumerable.Range(10_000_000, 200_000).Select(n => Enumerable.Range(0, 10).Select(c => $"{n:D8}{c}").FirstOrDefault(Pseudoniemen.IsBsn))
            .OfType<string>().Take(20_000).ToList();
        Assert.True(echt.Count > 10_000);
        var nep = echt.Select(pseudoniemen.Bsn).ToList();
        Assert.All(nep, n => Assert.True(Pseudoniemen.IsBsn(n)));
        Assert.Equal(echt.Count, nep.Distinct().Count());
        Assert.Equal(nep, echt.Select(pseudoniemen.Bsn));
        Assert.NotEqual(nep, echt.Select(new Pseudoniemen().Bsn));
    }

    [Fact]
    public async Task What_is_broken_off_leaves_nothing_that_looks_like_an_archive()
    {
        await using var p = await Platform.Start("sqlite");
        await new Cast(p).NieuweZaak();
        using var einde = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Archief.Maak(p.Tenant, Onderlaag.Model, Bestand, Opzet with
        {
            Kennis = Archiefwoorden.Kennis with
            {
                Beschrijf = async (_, _, _, adem) =>
                {
                    Assert.False(File.Exists(Bestand));
                    await einde.CancelAsync();
                    await adem();
                },
            },
        }, TimeProvider.System, einde.Token));
        Assert.Empty(Directory.EnumerateFileSystemEntries(map));
        Assert.False(await p.Store.Read(db => Bewaring.Geldt(db, DateTimeOffset.UtcNow)));
    }

    [Theory, MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task Without_contents_it_goes_back_only_where_they_lie(string store)
    {
        await using var p = await Platform.Start(store);
        await Document(p, new Cast(p), "ligt er al");
        var voor = await Antwoorden(p);
        await Maak(p, Opzet with { MetBestanden = false });
        await Goed();
        await using var q = await Platform.Start(store);
        Assert.Contains("1 bestanden", (await Assert.ThrowsAsync<ArchiefGeweigerdException>(() => Herstel(q))).Message, StringComparison.Ordinal);
        await Herstel(p, new() { Kennis = Archiefwoorden.Kennis, Vervang = true });
        Assert.Equal(voor, await Antwoorden(p));
    }

    [Fact]
    public async Task Own_addresses_that_were_written_out_move_along_and_those_elsewhere_stay()
    {
        await using var p = await Platform.Start("sqlite");
        var zaak = await new Cast(p).NieuweZaak();
        var pad = zaak[p.Base.Length..];
        const string oud = "https://oud.test/deventer/", elders = "https://elders.test/deventer/zaken/1";
        Assert.Equal(200, (await p.Send(HttpMethod.Patch, pad, new { toelichting = oud + "zaken/1", omschrijving = elders })).Status);
        await Maak(p, Opzet with { Adres = oud });
        await using var q = await Platform.Start("sqlite");
        await Herstel(q, new() { Kennis = Archiefwoorden.Kennis, Adres = "https://nieuw.test/raalte/" });
        var daar = await q.Get(pad);
        Assert.Equal(("https://nieuw.test/raalte/zaken/1", elders), ((string)daar["toelichting"]!, (string)daar["omschrijving"]!));
    }

    [Fact]
    public async Task What_the_keys_of_another_platform_protect_is_told_and_made_anew()
    {
        await using var p = await Platform.Start("sqlite");
        await p.WithRights("klant", new { component = "rl", scopes = new[] { "referentielijsten.lezen" } });
        await new Cast(p).Made(typeof(Registers.Zaken.Rol));
        Assert.Equal(HttpStatusCode.OK, (await p.Beheerder.GetAsync("zaken/api/v1/rollen", Stop)).StatusCode);
        await Maak(p);
        await using var q = await Platform.Start("sqlite");
        var verslag = await Herstel(q, new() { Kennis = Archiefwoorden.Kennis, Onthul = _ => null });
        Assert.Contains(verslag.Opmerkingen, o => o.StartsWith("1 clients", StringComparison.Ordinal));
        Assert.Contains(verslag.Opmerkingen, o => o.Contains("nieuwe sleutel", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.OK, (await q.Beheerder.GetAsync("zaken/api/v1/rollen", Stop)).StatusCode);
    }
}
