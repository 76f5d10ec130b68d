using System.Globalization;
using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Brink.Host;
using Xunit;
using YamlDotNet.RepresentationModel;

namespace Brink.Tests;

/// <summary>Catalogi in and out, in the file that Open Zaak reads and writes too: nothing is lost, all is taken over or nothing,
/// and no file is trusted.</summary>
public sealed class CatalogusbeheerTests
{
    private const string Ztc = "catalogi/api/v1/", Beheer = "catalogusbeheer/api/v1/";
    public static TheoryData<string> Stores => Tests.Stores.All;

    private static string Url(JsonNode json) => (string)json["url"]!;

    private static byte[] Zip(params (string Naam, string Inhoud)[] bestanden)
    {
        using var uit = new MemoryStream();
        using (var zip = new ZipArchive(uit, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (naam, inhoud) in bestanden)
            {
                using var stroom = zip.CreateEntry(naam).Open();
                stroom.Write(Encoding.UTF8.GetBytes(inhoud));
            }
        }
        return uit.ToArray();
    }

    private static Dictionary<string, JsonArray> Inhoud(byte[] zip)
    {
        using var lezer = new ZipArchive(new MemoryStream(zip));
        return lezer.Entries.ToDictionary(e => e.Name, e =>
        {
            using var stroom = new StreamReader(e.Open());
            return JsonNode.Parse(stroom.ReadToEnd())!.AsArray();
        });
    }

    private static byte[] Zip(Dictionary<string, JsonArray> inhoud) => Zip([.. inhoud.Select(i => (i.Key, i.Value.ToJsonString()))]);

    private static async Task<(int Status, JsonObject? Json)> Neem(Platform p, byte[] zip, string? catalogus = null,
        HttpClient? client = null, string type = "application/zip")
    {
        using var body = new ByteArrayContent(zip) { Headers = { ContentType = new MediaTypeHeaderValue(type) } };
        using var response = await (client ?? p.Beheerder)
            .PostAsync($"{Beheer}import{(catalogus is null ? "" : "?catalogus=" + Uri.EscapeDataString(catalogus))}", body);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True((int)response.StatusCode < 500, p.Failures.LastOrDefault() ?? text);
        return ((int)response.StatusCode, text.Length > 0 ? JsonNode.Parse(text) as JsonObject : null);
    }

    private static async Task<JsonObject> Genomen(Platform p, byte[] zip, string? catalogus = null)
    {
        var (status, json) = await Neem(p, zip, catalogus);
        Assert.True(status == 201, $"{status} {json?.ToJsonString()}");
        return json!;
    }

    private static async Task<string[]> Fouten(Platform p, byte[] zip, string? catalogus = null)
    {
        var (status, json) = await Neem(p, zip, catalogus);
        Assert.True(status == 400, $"{status} {json?.ToJsonString()}");
        return [.. json!["invalidParams"]!.AsArray().Select(f => $"{f!["name"]}:{f["code"]}")];
    }

    private static async Task<byte[]> Geef(Platform p, string soort, string url)
    {
        using var response = await p.Beheerder.GetAsync($"{Beheer}export?{soort}={Uri.EscapeDataString(url)}");
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        Assert.Equal("application/zip", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal("attachment", response.Content.Headers.ContentDisposition?.DispositionType);
        return await response.Content.ReadAsByteArrayAsync();
    }

    private static string[] Telling(JsonObject import) =>
        [.. import["tellingen"]!.AsArray().Select(t => $"{t!["soort"]} {t["gemaakt"]} {t["hergebruikt"]}").Order()];

    private static async Task<string> NieuweCatalogus(Platform p, string domein = "ALG") =>
        Url(await p.Post(Ztc + "catalogussen", new { domein, rsin = "000001375", contactpersoonBeheerNaam = "Beheer", naam = "Typen" }));

    private static void Lijsten(Platform p)
    {
        p.Elders.Serve("p", new { nummer = 1, naam = "Verlenen", procesobject = "x" });
        p.Elders.Serve("o", new { omschrijving = "Verleend", definitie = "" });
        p.Elders.Serve("k", new
        {
            procesType = "http://elders.test/p",
            nummer = 1,
            waardering = "vernietigen",
            procestermijn = "nihil",
            bewaartermijn = "P7Y"
        });
    }

    /// <summary>A catalogus in which everything refers to everything: what is hard to carry over.</summary>
    private static async Task<(string Catalogus, string Zaaktype)> Vol(Platform p)
    {
        Lijsten(p);
        var catalogus = await NieuweCatalogus(p);
        async Task<JsonObject> Maak(string soort, string json)
        {
            var body = JsonNode.Parse(json)!.AsObject();
            body["catalogus"] ??= catalogus;
            return await p.Post(Ztc + soort, body);
        }
        Task Publiceer(JsonObject type) => p.Post(Url(type)[p.Base.Length..] + "/publish", new { });
        string Zaaktype(string identificatie, string begin) => Cast.ZaaktypeBody(catalogus).Copy(b =>
        {
            (b["identificatie"], b["beginGeldigheid"], b["besluittypen"]) = (identificatie, begin, new JsonArray());
            b["trefwoorden"] = new JsonArray("~een", "twee");
        }).ToJsonString();
        string[] documenten = ["Brief", "Foto"];
        foreach (var naam in documenten)
        {
            await Maak("informatieobjecttypen", $$"""
                {"omschrijving":"{{naam}}","vertrouwelijkheidaanduiding":"openbaar","informatieobjectcategorie":"c","beginGeldigheid":"2020-01-01","trefwoord":["{{naam}}"],
                 "omschrijvingGeneriek":{"informatieobjecttypeOmschrijvingGeneriek":"g","definitieInformatieobjecttypeOmschrijvingGeneriek":"d",
                 "herkomstInformatieobjecttypeOmschrijvingGeneriek":"KING","hierarchieInformatieobjecttypeOmschrijvingGeneriek":"h"} }
                """);
        }
        var besluit = await Maak("besluittypen",
            """{"omschrijving":"Vergunning","publicatieIndicatie":true,"reactietermijn":"P6W","informatieobjecttypen":["Brief"],"beginGeldigheid":"2020-01-01"}""");
        await Publiceer(besluit);
        var deel = await Maak("zaaktypen", Zaaktype("DEEL", "2020-01-01"));
        var z = await p.Post(Ztc + "zaaktypen", JsonNode.Parse(Zaaktype("HOOFD", "2020-01-01"))!.AsObject().Copy(b =>
        {
            (b["besluittypen"], b["deelzaaktypen"], b["selectielijstProcestype"]) = (new JsonArray("Vergunning"), new JsonArray("DEEL"),
                "http://elders.test/p");
            b["gerelateerdeZaaktypen"] =
                new JsonArray(new JsonObject { ["zaaktype"] = "DEEL", ["aardRelatie"] = "vervolg", ["toelichting"] = "daarna" });
        }));
        foreach (var van in new[] { z, deel })
        {
            var zaaktype = Url(van);
            var begin = await Maak("statustypen",
                $$"""{"omschrijving":"Begin","volgnummer":1,"zaaktype":"{{zaaktype}}","checklistitemStatustype":[{"itemnaam":"i","vraagstelling":"v"}]}""");
            var eind = await Maak("statustypen",
                $$"""{"omschrijving":"Eind","volgnummer":2,"zaaktype":"{{zaaktype}}","statustekst":"Klaar"}""");
            var kleur = await Maak("eigenschappen", $$"""
                {"naam":"Kleur","definitie":"d","zaaktype":"{{zaaktype}}","statustype":"{{Url(eind)}}",
                 "specificatie":{"formaat":"tekst","lengte":"9","kardinaliteit":"1","waardenverzameling":["rood","~"]} }
                """);
            Assert.Equal(200, (await p.Send(HttpMethod.Patch, Url(begin)[p.Base.Length..],
                new { eigenschappen = new[] { Url(kleur) } })).Status);
            await Maak("roltypen", $$"""{"omschrijving":"Aanvrager","omschrijvingGeneriek":"initiator","zaaktype":"{{zaaktype}}"}""");
            foreach (var (i, naam) in documenten.Index())
            {
                await Maak("zaaktype-informatieobjecttypen",
                    $$"""{"informatieobjecttype":"{{naam}}","volgnummer":{{i + 1}},"richting":"inkomend","zaaktype":"{{zaaktype}}","statustype":"{{Url(eind)}}"}""");
            }
            await Maak("resultaattypen", $$"""
                {"omschrijving":"Verleend","resultaattypeomschrijving":"http://elders.test/o","selectielijstklasse":"http://elders.test/k","zaaktype":"{{zaaktype}}",
                 "brondatumArchiefprocedure":{"afleidingswijze":"afgehandeld"},"besluittypen":["Vergunning"],"informatieobjecttypen":["Foto"]}
                """);
            await Maak("zaakobjecttypen",
                $$"""{"anderObjecttype":false,"objecttype":"http://elders.test/pand","relatieOmschrijving":"Pand","zaaktype":"{{zaaktype}}"}""");
        }
        await Publiceer(z);
        return (catalogus, Url(z));
    }

    /// <summary>What a package says, without the addresses by which it says it, and without what being a concept comes to.</summary>
    private static string[] Gelijk(byte[] zip)
    {
        var inhoud = Inhoud(zip);
        static string Naam(string soort, JsonNode o) =>
            $"<{soort} {o["identificatie"] ?? o["omschrijving"] ?? o["naam"] ?? o["domein"]} {o["begin_geldigheid"]} {o["zaaktype_identificatie"]}>";
        var namen = inhoud.SelectMany(i => i.Value.Select(o => (Adres: Url(o!), Naam: Naam(i.Key, o!)))).ToList();
        return [.. inhoud.SelectMany(i => i.Value.Select(o =>
        {
            var los = o!.DeepClone().AsObject();
            los.Remove("concept");
            if (i.Key is "ZaakTypeInformatieObjectType.json" or "ZaakObjectType.json") los.Remove("url");
            var tekst = i.Key + " " + los.ToJsonString();
            foreach (var (adres, naam) in namen) tekst = tekst.Replace(adres, naam, StringComparison.Ordinal);
            return tekst;
        })).Order(StringComparer.Ordinal)];
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Out_of_one_organisation_into_another_and_out_again_it_is_the_same(string store)
    {
        await using var van = await Platform.Start(store);
        var (catalogus, zaaktype) = await Vol(van);
        var eerst = await Geef(van, "catalogus", catalogus);
        Assert.Equal(eerst, await Geef(van, "catalogus", catalogus)); // the same content is the same file
        await using var naar = await Platform.Start(store);
        Lijsten(naar);
        var import = await Genomen(naar, eerst);
        Assert.Equal(["BesluitType 1 0", "Catalogus 1 0", "Eigenschap 2 0", "InformatieObjectType 2 0", "ResultaatType 2 0", "RolType 2 0",
            "StatusType 4 0", "ZaakObjectType 2 0",
            "ZaakType 2 0", "ZaakTypeInformatieObjectType 4 0"], Telling(import));
        Assert.Empty(import["opmerkingen"]!.AsArray());
        var weer = await Geef(naar, "catalogus", (string)import["catalogussen"]![0]!);
        Assert.Equal(Gelijk(eerst), Gelijk(weer));
        Assert.DoesNotContain(van.Name, Encoding.UTF8.GetString(Zip(Inhoud(weer))), StringComparison.Ordinal);
        Assert.Empty((await naar.Get(Ztc + "zaaktypen"))["results"]!.AsArray()); // all of it a concept
        Assert.Equal(2, (int)(await naar.Get(Ztc + "zaaktypen?status=concept"))["count"]!);
        var log = await naar.Get(Beheer + "imports");
        Assert.Equal(import.ToJsonString(), log["results"]![0]!.ToJsonString());

        // One zaaktype takes along what it uses, and finds it here already.
        var alleen = await Geef(van, "zaaktype", zaaktype);
        Assert.Equal(["HOOFD"], Inhoud(alleen)["ZaakType.json"].Select(z => (string)z!["identificatie"]!));
        var anders = Inhoud(alleen);
        anders["ZaakType.json"][0]!["identificatie"] = "HOOFD2";
        var tweede = await Genomen(naar, Zip(anders), (string)import["catalogussen"]![0]!);
        Assert.Equal(["BesluitType 0 1", "Eigenschap 1 0", "InformatieObjectType 0 2", "ResultaatType 1 0", "RolType 1 0", "StatusType 2 0",
            "ZaakObjectType 1 0", "ZaakType 1 0",
            "ZaakTypeInformatieObjectType 2 0"], Telling(tweede));
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_real_file_of_Open_Zaak_is_taken_over(string store)
    {
        var bron = Path.Combine(Source.Shared, "data", "openzaak-zaaktype-e2e.zip");
        Assert.SkipUnless(File.Exists(bron), "The file of Open Zaak is not beside the repository (shared/data).");
        await using var p = await Platform.Start(store);
        // The lists that it refers to, as this test can serve them.
        var tekst = Inhoud(await File.ReadAllBytesAsync(bron, TestContext.Current.CancellationToken)).ToDictionary(i => i.Key,
            i => i.Value.ToJsonString().Replace("https://selectielijst.openzaak.nl/", "http://elders.test/", StringComparison.Ordinal));
        var procestype = (string)JsonNode.Parse(tekst["ZaakType.json"])![0]!["selectielijst_procestype"]!;
        p.Elders.Serve(procestype[Outside.Address.Length..], new { nummer = 1, naam = "Verlenen", procesobject = "x" });
        foreach (var r in JsonNode.Parse(tekst["ResultaatType.json"])!.AsArray())
        {
            p.Elders.Serve(((string)r!["resultaattypeomschrijving"]!)[Outside.Address.Length..],
                new { omschrijving = (string)r["omschrijving_generiek"]!, definitie = "" });
            p.Elders.Serve(((string)r["selectielijstklasse"]!)[Outside.Address.Length..],
                new { procesType = procestype, nummer = 1, waardering = "vernietigen", procestermijn = "", bewaartermijn = "P1Y" });
        }
        var zip = Zip([.. tekst.Select(t => (t.Key, t.Value))]);
        Assert.Equal(["catalogus:required"], await Fouten(p, zip)); // the file names no catalogus, and there is none here
        await NieuweCatalogus(p);
        var import = await Genomen(p, zip);
        Assert.Equal(["BesluitType 2 0", "InformatieObjectType 5 0", "ResultaatType 4 0", "RolType 5 0", "StatusType 6 0", "ZaakType 1 0",
            "ZaakTypeInformatieObjectType 5 0"],
            Telling(import));
        // It names itself as its part, and an older version of itself that is not in the file.
        Assert.StartsWith("ZaakType.json.0.deelzaaktypen: https://", (string)Assert.Single(import["opmerkingen"]!.AsArray())!,
            StringComparison.Ordinal);
        var z = await p.Get(((string)import["zaaktypen"]![0]!)[p.Base.Length..]);
        Assert.Equal(("BPMN_e2e", true, procestype),
            ((string)z["identificatie"]!, (bool)z["concept"]!, (string)z["selectielijstProcestype"]!));
        Assert.Equal([Url(z)], z["deelzaaktypen"]!.AsArray().Select(d => (string)d!));
        Assert.Equal((6, 4, 5, 5), (z["statustypen"]!.AsArray().Count, z["resultaattypen"]!.AsArray().Count, z["roltypen"]!.AsArray().Count,
            z["informatieobjecttypeOmschrijving"]!.AsArray().Count));
        var eind = (await p.Get($"{Ztc}statustypen?status=alles&zaaktype={Uri.EscapeDataString(Url(z))}"))["results"]!.AsArray()
            .Single(s => (bool)s!["isEindstatus"]!)!;
        Assert.Equal("Afgerond", (string)eind["omschrijving"]!);
        // What goes out has the form of what came in: the same files, and of each item no field less.
        var uit = Inhoud(await Geef(p, "zaaktype", Url(z)));
        foreach (var (naam, items) in tekst)
        {
            var velden = uit[naam][0]!.AsObject().Select(v => v.Key).ToHashSet();
            // (But for groups of which nothing is filled in: those would be null here, and Open Zaak does not take that.)
            var verwacht = JsonNode.Parse(items)![0]!.AsObject()
                .Where(v => v.Value is not JsonObject groep || groep.Any(w => w.Value is JsonValue waarde && waarde.ToString() != ""));
            Assert.All(verwacht.Select(v => v.Key),
                v => Assert.True(velden.Contains(v) || v == "zaakobjecttypen", $"{naam}: {v} is missing"));
            Assert.Equal(JsonNode.Parse(items)!.AsArray().Count, uit[naam].Count);
        }
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Every_fault_names_its_file_and_item_and_nothing_is_kept(string store)
    {
        await using var van = await Platform.Start(store);
        var (catalogus, _) = await Vol(van);
        var inhoud = Inhoud(await Geef(van, "catalogus", catalogus));
        inhoud["StatusType.json"][1]!["volgnummer"] = "hoog";
        inhoud["RolType.json"][0]!.AsObject().Remove("omschrijving");
        inhoud["ZaakTypeInformatieObjectType.json"][2]!["zaaktype"] = "http://elders.test/zaaktypen/weg";
        inhoud["ResultaatType.json"][1]!["selectielijstklasse"] = "http://elders.test/weg";
        inhoud["Eigenschap.json"].Add("geen object");
        await using var p = await Platform.Start(store);
        Lijsten(p);
        Assert.Equal(["Eigenschap.json.2:invalid"], await Fouten(p, Zip(inhoud)));
        inhoud["Eigenschap.json"].RemoveAt(2);
        var fouten = await Fouten(p, Zip(inhoud));
        Assert.Contains("StatusType.json.1.volgnummer:invalid", fouten);
        Assert.Contains("RolType.json.0.omschrijving:required", fouten);
        Assert.Contains("ZaakTypeInformatieObjectType.json.2.zaaktype:does_not_exist", fouten);
        Assert.Contains("ResultaatType.json.1.selectielijstklasse:bad-url", fouten);
        foreach (var tabel in (string[])["ztc_catalogus", "ztc_zaaktype", "ztc_informatieobjecttype", "ztc_statustype",
            "ctb_catalogusimport", "audit", "outbox"])
        {
            Assert.Equal((tabel, 0L), (tabel, await p.Rows(tabel)));
        }

        // A zaaktype that is here already is not made a second time; its parts are not blamed for that.
        var goed = await Geef(van, "catalogus", catalogus);
        await Genomen(p, goed);
        var voor = await p.Rows("audit");
        Assert.Equal(["ZaakType.json.0.identificatie:overlap", "ZaakType.json.1.identificatie:overlap"], await Fouten(p, goed));
        Assert.Equal((voor, 2, 1), (await p.Rows("audit"), await p.Rows("ztc_zaaktype"), await p.Rows("ztc_catalogus")));
    }

    /// <summary>Files that want something else than to be taken over.</summary>
    public static TheoryData<string, byte[], string> Hostile => new()
    {
        { "no zip", Encoding.UTF8.GetBytes("geen zip"), "bestand:invalid" },
        { "empty", [], "bestand:invalid" },
        { "empty zip", Zip(), "bestand:invalid" },
        { "half a zip", Zip(("ZaakType.json", new string('x', 5000)))[..^40], "bestand:invalid" },
        { "up", Zip(("../ZaakType.json", "[]")), "bestand:unsafe-path" },
        { "up, the other way", Zip((@"map\..\..\ZaakType.json", "[]")), "bestand:unsafe-path" },
        { "root", Zip(("/etc/passwd", "[]")), "bestand:unsafe-path" },
        { "drive", Zip(("C:ZaakType.json", "[]")), "bestand:unsafe-path" },
        { "twice", Zip(("ZaakType.json", "[]"), ("ZaakType.json", "[]")), "bestand:duplicate" },
        { "bomb", Zip(("ZaakType.json", "[" + new string(' ', 60_000_000) + "]")), "bestand:too_large" },
        { "bomb in parts", Zip(("ZaakType.json", "[" + new string(' ', 30_000_000) + "]"),
            ("RolType.json", "[" + new string(' ', 30_000_000) + "]")), "bestand:too_large" },
        { "many files", Zip([.. Enumerable.Range(0, 200).Select(i => ($"{i}.json", "[]"))]), "bestand:too_large" },
        { "other things", Zip(("lees-mij.txt", "hallo")), "bestand:invalid" },
        { "broken", Zip(("ZaakType.json", "[{")), "ZaakType.json:parse_error" },
        { "deep", Zip(("ZaakType.json", new string('[', 100))), "ZaakType.json:parse_error" },
        { "no list", Zip(("ZaakType.json", "{}")), "ZaakType.json:not_a_list" },
        { "many items", Zip(("ZaakType.json", "[" + string.Join(',', Enumerable.Repeat("{}", 20_001)) + "]")), "ZaakType.json:too_large" },
        { "a field twice", Zip(("ZaakType.json", """[{"a":1,"a":2}]""")), "ZaakType.json.0:invalid" },
        { "half a character", Zip(("ZaakType.json", """[{"identificatie":"\ud800"}]""")), "ZaakType.json.0:invalid" },
    };

    [Theory, MemberData(nameof(Hostile))]
    public async Task A_file_is_not_trusted(string wat, byte[] zip, string fout)
    {
        await using var p = await Platform.Start("sqlite");
        await NieuweCatalogus(p);
        var voor = await p.Rows("audit");
        Assert.Equal((wat, fout), (wat, (await Fouten(p, zip))[0]));
        Assert.Equal(voor, await p.Rows("audit"));
    }

    [Fact]
    public async Task A_file_that_asks_too_much_of_other_servers_asks_nothing()
    {
        await using var p = await Platform.Start("sqlite");
        await NieuweCatalogus(p);
        string Bestand(int adressen) => "[" + string.Join(',', Enumerable.Range(0, adressen).Select(i =>
            $$"""{"zaaktype":"http://elders.test/z","selectielijstklasse":"http://elders.test/k/{{i}}"}""")) + "]";
        var voor = p.Elders.Calls;
        var (status, json) = await Neem(p, Zip(("ResultaatType.json", Bestand(501))));
        Assert.Equal(400, status);
        Assert.Contains("te veel adressen", (string)json!["detail"]!, StringComparison.Ordinal);
        Assert.Equal(voor, p.Elders.Calls);
        Assert.Contains("ResultaatType.json.0.zaaktype:does_not_exist", await Fouten(p, Zip(("ResultaatType.json", Bestand(500)))));
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task What_the_standard_does_not_call_nullable_is_filled_in_or_absent(string store)
    {
        var bron = Path.Combine(Source.Shared, "specs", "catalogi-1.4.0.yaml");
        Assert.SkipUnless(File.Exists(bron), "The specification of VNG is not beside the repository (shared/specs).");
        var stroom = new YamlStream();
        stroom.Load(new StringReader(await File.ReadAllTextAsync(bron, TestContext.Current.CancellationToken)));
        var schemas = Yaml(Yaml(stroom.Documents[0].RootNode, "components"), "schemas");
        await using var p = await Platform.Start(store);
        var (catalogus, zaaktype) = await Vol(p);
        var gezien = 0;
        foreach (var (soort, adres) in new[] { ("catalogus", catalogus), ("zaaktype", zaaktype) })
        {
            foreach (var (naam, items) in Inhoud(await Geef(p, soort, adres)))
                foreach (var item in items) Assert.Empty(Onterecht(naam, item, Yaml(schemas, naam[..^".json".Length])));
        }
        Assert.True(gezien > 20, $"{gezien} nulls: nothing was looked at");

        // The nulls at which a server that keeps to the specification stops, as Open Zaak does.
        List<string> Onterecht(string pad, JsonNode? json, YamlNode? schema)
        {
            if (Yaml(schema, "allOf") is YamlSequenceNode delen && Yaml(schema, "nullable") is null) schema = delen[0];
            if (Yaml(schema, "$ref") is YamlScalarNode naar) schema = Yaml(schemas, naar.Value![(naar.Value!.LastIndexOf('/') + 1)..]);
            if (json is null)
            {
                gezien++;
                return Yaml(schema, "nullable") is YamlScalarNode { Value: "true" } ? [] : [pad];
            }
            if (Yaml(schema, "allOf") is YamlSequenceNode lijst) return Onterecht(pad, json, lijst[0]);
            return json switch
            {
                JsonObject o => [.. o.SelectMany(v =>
                    Onterecht($"{pad}.{v.Key}", v.Value, Yaml(Yaml(schema, "properties"), Gewoon(v.Key))))],
                JsonArray a => [.. a.SelectMany((v, i) => Onterecht($"{pad}.{i}", v, Yaml(schema, "items")))],
                _ => [],
            };
        }

        static YamlNode? Yaml(YamlNode? node, string sleutel) =>
            node is YamlMappingNode map && map.Children.TryGetValue(sleutel, out var waarde) ? waarde : null;
        // The package writes words_like_this, the specification wordsLikeThis.
        static string Gewoon(string naam) =>
            string.Concat(naam.Split('_').Select((w, i) => i == 0 || w.Length == 0 ? w : char.ToUpperInvariant(w[0]) + w[1..]));
    }

    [Fact]
    public async Task Size_kind_and_rights_are_looked_at_first()
    {
        await using var p = await Platform.Start("sqlite");
        var catalogus = await NieuweCatalogus(p);
        Assert.Equal(413, (await Neem(p, new byte[8 * 1024 * 1024 + 1])).Status);
        Assert.Equal(415, (await Neem(p, Zip(), type: "text/plain")).Status);
        var lezer = await p.WithRights("lezer", new { component = "ztc", scopes = new[] { "catalogi.lezen" } });
        var schrijver = await p.WithRights("schrijver", new { component = "ztc", scopes = new[] { "catalogi.schrijven" } });
        Assert.Equal(403, (await Neem(p, Zip(("x", "")), client: lezer)).Status);
        Assert.Equal(401, (await Neem(p, Zip(("x", "")), client: p.As(null))).Status);
        Assert.Equal(400, (await Neem(p, Zip(("x", "")), client: schrijver)).Status);
        var export = $"{Beheer}export?catalogus={Uri.EscapeDataString(catalogus)}";
        Assert.Equal(200, (await p.Send(HttpMethod.Get, export, null, lezer)).Status);
        Assert.Equal(403, (await p.Send(HttpMethod.Get, export, null, schrijver)).Status);
        var weg = catalogus[..^36] + Guid.NewGuid();
        foreach (var vraag in (string[])["", $"?catalogus={catalogus}&zaaktype={catalogus}", $"?catalogus={weg}",
            "?zaaktype=http://elders.test/z", $"?zaaktype={catalogus}"])
        {
            Assert.Equal((vraag, 400), (vraag, (await p.Send(HttpMethod.Get, Beheer + "export" + vraag)).Status));
        }
        Assert.Equal(["catalogus:does_not_exist"],
            await Fouten(p, Zip(("ZaakType.json", """[{"identificatie":"x"}]""")), catalogus[..^36] + Guid.NewGuid()));
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_new_version_begins_as_a_copy_and_leaves_the_old_one_alone(string store)
    {
        await using var p = await Platform.Start(store);
        var (_, zaaktype) = await Vol(p);
        var oud = (await p.Get(zaaktype[p.Base.Length..])).ToJsonString();
        var typen = (await p.Rows("ztc_informatieobjecttype"), await p.Rows("ztc_besluittype"));
        var import = await p.Post(Beheer + "nieuwe-versie", new { zaaktype, beginGeldigheid = "2031-01-01" });
        var nieuw = await p.Get(((string)import["zaaktypen"]![0]!)[p.Base.Length..]);
        Assert.Equal(("HOOFD", "2031-01-01", true),
            ((string)nieuw["identificatie"]!, (string)nieuw["beginGeldigheid"]!, (bool)nieuw["concept"]!));
        Assert.Null(nieuw["eindeGeldigheid"]);
        Assert.Equal(oud, (await p.Get(zaaktype[p.Base.Length..])).ToJsonString());
        Assert.Equal(typen, (await p.Rows("ztc_informatieobjecttype"), await p.Rows("ztc_besluittype")));
        string[] Van(byte[] zip) =>
            [.. Gelijk(zip).Select(r => r.Replace("2031-01-01", "2020-01-01", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
        Assert.Equal(Van(await Geef(p, "zaaktype", zaaktype)), Van(await Geef(p, "zaaktype", Url(nieuw))));
        Assert.Equal(["ZaakType.json.0.identificatie:overlap"],
            await p.Faults(HttpMethod.Post, Beheer + "nieuwe-versie", new { zaaktype, beginGeldigheid = "2031-01-01" }));
        Assert.Equal(["zaaktype:does_not_exist"],
            await p.Faults(HttpMethod.Post, Beheer + "nieuwe-versie",
                new { zaaktype = zaaktype[..^36] + Guid.NewGuid(), beginGeldigheid = "2031-01-01" }));
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task The_selectielijst_of_another_Brink_is_the_one_that_is_here(string store)
    {
        await using var van = await Platform.Start(store);
        await using var naar = await Platform.Start(store);
        const string procestype = "00000000-0000-4000-8000-000000000001", klasse = "00000000-0000-4000-8000-000000000002",
        omschrijving = "00000000-0000-4000-8000-000000000003";
        var lijst = JsonNode.Parse($$"""
            {"procestypen":[{"uuid":"{{procestype}}","nummer":1,"jaar":2020,"naam":"n","omschrijving":"o","toelichting":"","procesobject":"p"}],
             "resultaten":[{"uuid":"{{klasse}}","procestype":"{{procestype}}","nummer":1,"naam":"n","herkomst":"h","waardering":"vernietigen",
                            "procestermijn":"nihil","bewaartermijn":"P1Y"}],
             "resultaattypeomschrijvingen":[{"uuid":"{{omschrijving}}","omschrijving":"Klaar","definitie":"d"}]}
            """)!;
        const string lijsten = "referentielijsten/api/v1/";
        await van.Post(lijsten + "import", lijst);
        var catalogus = await NieuweCatalogus(van);
        var z = await van.Post(Ztc + "zaaktypen",
            Cast.ZaaktypeBody(catalogus).Copy(b => b["selectielijstProcestype"] = $"{van.Base}{lijsten}procestypen/{procestype}"));
        await van.Post(Ztc + "resultaattypen", new
        {
            zaaktype = Url(z),
            omschrijving = "Klaar",
            resultaattypeomschrijving = $"{van.Base}{lijsten}resultaattypeomschrijvingen/{omschrijving}",
            selectielijstklasse = $"{van.Base}{lijsten}resultaten/{klasse}",
        });
        var zip = await Geef(van, "catalogus", catalogus);
        Assert.Contains("ZaakType.json.0.selectielijstProcestype:bad-url", await Fouten(naar, zip));
        // an address of another server that may not be called
        await naar.Post(lijsten + "import", lijst);
        var import = await Genomen(naar, zip);
        var gemaakt = await naar.Get(((string)import["zaaktypen"]![0]!)[naar.Base.Length..]);
        Assert.Equal($"{naar.Base}{lijsten}procestypen/{procestype}", (string)gemaakt["selectielijstProcestype"]!);
    }

    [Fact]
    public async Task What_stands_nowhere_is_left_out_and_told()
    {
        await using var van = await Platform.Start("sqlite");
        var (_, zaaktype) = await Vol(van);
        var inhoud = Inhoud(await Geef(van, "zaaktype", zaaktype)); // without the zaaktype of which it has parts
        inhoud["ZaakType.json"][0]!["gerelateerde_zaaktypen"]![0]!.AsObject().Remove("zaaktype_identificatie"); // as Open Zaak has it
        await using var p = await Platform.Start("sqlite");
        Lijsten(p);
        await NieuweCatalogus(p, "EERST");
        var tweede = await NieuweCatalogus(p, "DOEL");
        Assert.Equal(["catalogus:required"], await Fouten(p, Zip(inhoud))); // which of the two?
        var opmerkingen = (await Genomen(p, Zip(inhoud), tweede))["opmerkingen"]!.AsArray().Select(o => (string)o!).ToList();
        Assert.Equal(2, opmerkingen.Count);
        Assert.StartsWith("ZaakType.json.0.deelzaaktypen: DEEL",
            opmerkingen.Single(o => o.Contains("deelzaaktypen", StringComparison.Ordinal)).Replace(
            "http://brink.test", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Single(opmerkingen, o => o.StartsWith("ZaakType.json.0.gerelateerdeZaaktypen: http", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_command_line_takes_a_file_out_and_in()
    {
        var map = Directory.CreateTempSubdirectory("brink-catalogus-").FullName;
        try
        {
            async Task<(int Status, string Uit, string Fout)> Doe(string organisatie, params string[] woorden)
            {
                using StringWriter uit = new(CultureInfo.InvariantCulture), fout = new(CultureInfo.InvariantCulture);
                var status = await Catalogusopdracht
                    .Run([.. woorden, "--organisatie", organisatie, "--data", Path.Combine(map, "data")], uit, fout);
                return (status, uit.ToString(), fout.ToString());
            }
            await using var p = await Platform.Start("sqlite");
            var catalogus = await NieuweCatalogus(p);
            await p.Post(Ztc + "zaaktypen", Cast.ZaaktypeBody(catalogus, "Melding").Copy(b => b["identificatie"] = "M1"));
            var (heen, terug, een) = (Path.Combine(map, "heen.zip"), Path.Combine(map, "terug.zip"), Path.Combine(map, "een.zip"));
            await File.WriteAllBytesAsync(heen, await Geef(p, "catalogus", catalogus), TestContext.Current.CancellationToken);

            var (status, uit, fout) = await Doe("raalte", "import", heen);
            Assert.True(status == 0, fout);
            Assert.Contains("ZaakType: 1 gemaakt, 0 bestond al", uit, StringComparison.Ordinal);
            Assert.Equal(0, (await Doe("raalte", "export", terug)).Status);
            static async Task<byte[]> Bytes(string pad) => await File.ReadAllBytesAsync(pad, TestContext.Current.CancellationToken);
            Assert.Equal(Gelijk(await Bytes(heen)), Gelijk(await Bytes(terug)));
            Assert.Equal(0, (await Doe("raalte", "export", een, "--zaaktype", "M1", "--catalogus", "ALG")).Status);
            Assert.False(Inhoud(await Bytes(een)).ContainsKey("Catalogus.json"));

            (status, _, fout) = await Doe("raalte", "import", heen);
            Assert.Equal(1, status);
            Assert.Contains("\n  ZaakType.json.0.identificatie: ", fout, StringComparison.Ordinal);
            foreach (var (woorden, verwacht) in new (string[], int)[]
            {
                (["import", "bestaat-niet.zip"], 1), (["export", een, "--catalogus", "NIET"], 1),
                (["export", een, "--zaaktype", "NIET"], 1), (["import"], 2), (["wis", "x"], 2),
                (["import", heen, "--zaaktype", "M1"], 2),
            })
            {
                Assert.Equal((string.Join(' ', woorden), verwacht), (string.Join(' ', woorden), (await Doe("raalte", woorden)).Status));
            }
        }
        finally { Directory.Delete(map, true); }
    }
}
