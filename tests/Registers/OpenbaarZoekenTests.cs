using System.Text.Json.Nodes;
using Brink.Engine;
using Brink.Registers;
using Brink.Registers.Besluiten;
using Xunit;

namespace Brink.Tests;

/// <summary>
/// Looking for what is public, and decisions that a municipality publishes. The cast:
/// meetings with an item for all and one that is confidential; decisions that are published, will be, and are not,
/// of a type that the public was given and of one that it was not. Whatever nobody may find carries the mark PRIVE.
/// </summary>
public sealed class OpenbaarZoekenTests
{
    private const string Merk = "PRIVE";
    private const string Besluiten = "besluiten/api/v1/besluiten";
    public static TheoryData<string> Alle => Stores.All;

    private static async Task<JsonNode> Niemand(Platform p, string pad, int verwacht = 200)
    {
        using var niemand = p.As(null);
        var (status, json) = await p.Send(HttpMethod.Get, pad, null, niemand);
        Assert.True(status == verwacht, $"{pad}: {status} {json?.ToJsonString()} {p.Failures.LastOrDefault()}");
        return json!;
    }

    private static async Task<string[]> Namen(Platform p, string pad, string veld = "name") =>
        [.. (await Niemand(p, Alv.Root + pad)).AsArray().Select(x => (string)x![veld]!)];

    private static async Task<(int, int, int)> Aantallen(Platform p, string vraag)
    {
        var n = await Niemand(p, Alv.Root + "ori-aantallen" + vraag);
        return ((int)n["meetings"]!, (int)n["motions"]!, (int)n["commitments"]!);
    }

    [Theory]
    [InlineData("Coöperatie Dimpact: 4,5%", "cooperatie dimpact 4 5")]
    [InlineData("  ", "")]
    [InlineData("cafe\u0301 Œuvre straße", "cafe oeuvre strasse")]
    [InlineData("ÉÉN-voor-ALLEN\t!", "een voor allen")]
    public void Texts_are_folded(string tekst, string verwacht) => Assert.Equal(verwacht, Zoektaal.Vouw(tekst));

    [Theory, MemberData(nameof(Alle))]
    public async Task The_public_finds_what_is_public_and_nothing_else(string store)
    {
        await using var p = await Platform.Start(store);
        var alv = await new Alv(p).Met(1);
        await p.WithRights(Access.Anonymous, new { component = "bvm", scopes = new[] { "besluitvorming.openbaar" } });
        var punten = await alv.Opgeroepen(new { titel = "Tarieven van de Coöperatie", onderdelen = new[] { "Indexering" } },
            new { titel = "Grond " + Merk, vertrouwelijk = true });
        var eerste = alv.Vergadering;
        await alv.Maak("vergaderingen", new { titel = "Klad " + Merk, datum = "2099-01-01", vorm = "fysiek" });
        await alv.Doe(eerste, "openen");
        await alv.Aanwezig(0);
        async Task Besluit(string punt, string onderwerp, string tekst)
        {
            var stemming = await alv.Maak("stemmingen",
                new { agendapunt = punt, modus = "in_de_vergadering", onderwerp, besluittekst = tekst });
            await alv.Doe(stemming, "openen");
            await alv.Stem(stemming, 0, "voor");
            await alv.Uitslag(stemming);
        }
        for (var i = 1; i <= 5; i++) await Besluit(punten[0], $"Tariefsverhoging {i}", $"De coöperatie verhoogt het tarief in jaar {i}.");
        await Besluit(punten[1], "Aankoop " + Merk, "Gekocht, " + Merk);
        await alv.Maak("toezeggingen", new
        {
            agendapunt = punten[0],
            soort = "toezegging",
            wat = "Een rekenvoorbeeld van het tarief",
            wie = "Directie",
            emailadres = "post@prive.test"
        });
        await alv.Maak("toezeggingen", new { agendapunt = punten[1], soort = "actie", wat = "Bellen over " + Merk });

        // By words in any order, without accents, as a part of a longer word, in titles of public items too.
        Assert.Equal((1, 5, 0), await Aantallen(p, "?zoek=COOPERATIE"));
        Assert.Equal(["Tariefsverhoging 3"], await Namen(p, "stemmingen/ori?zoek=3%20tarief%20co%C3%B6peratie"));
        Assert.Equal((1, 0, 0), await Aantallen(p, "?zoek=indexering"));
        Assert.Equal((0, 0, 0), await Aantallen(p, "?zoek=tarief%20zonnepaneel"));
        // What the signs of the database mean, they do not mean here: they are no letters.
        foreach (var mis in (string[])["?zoek=%25", "?zoek=!", "?zoek=" + new string('a', 201),
            "?zoek=a%20b%20c%20d%20e%20f%20g%20h%20i%20j%20k", "?jaar=1899", "?zoek=%00a"])
        {
            await Niemand(p, Alv.Root + "ori-aantallen" + mis, 400);
        }
        foreach (var mis in (string[])["?pagina=0", "?aantal=101", "?aantal=0", "?pagina=1000001", "?wat=1"])
            await Niemand(p, Alv.Root + "stemmingen/ori" + mis, 400);

        // By the page, the newest first; beyond the last there is nothing.
        Assert.Equal(["Tariefsverhoging 5", "Tariefsverhoging 4"], await Namen(p, "stemmingen/ori?aantal=2"));
        Assert.Equal(["Tariefsverhoging 1"], await Namen(p, "stemmingen/ori?aantal=2&pagina=3"));
        Assert.Empty(await Namen(p, "stemmingen/ori?aantal=2&pagina=4"));
        Assert.Empty(await Namen(p, "stemmingen/ori?geheim=true"));
        Assert.Equal(["ALV"], await Namen(p, "vergaderingen/ori?stand=komend"));
        await alv.Doe(eerste, "sluiten");
        Assert.Empty(await Namen(p, "vergaderingen/ori?stand=komend"));
        Assert.Equal(["ALV"], await Namen(p, "vergaderingen/ori?stand=geweest&jaar=" + Alv.Vandaag()[..4]));

        // A promise is public once the minutes that tell of it were adopted.
        Assert.Empty(await Namen(p, "toezeggingen/ori"));
        var notulen = await alv.Maak("notulen", new { vergadering = eerste });
        await alv.Vastgesteld(notulen);
        var toezegging = (await Niemand(p, Alv.Root + "toezeggingen/ori?zoek=rekenvoorbeeld%20directie")).AsArray().Single()!;
        Assert.Equal(("Commitment", "Directie", false, eerste),
            ((string)toezegging["@type"]!, (string)toezegging["responsible"]!, (bool)toezegging["completed"]!,
            (string)toezegging["meeting"]!));
        Assert.DoesNotContain("prive.test", toezegging.ToJsonString(), StringComparison.Ordinal);
        Assert.Single(await Namen(p, "toezeggingen/ori"));

        // Nothing that is confidential is found, counted or shown, by no question.
        Assert.Equal((0, 0, 0), await Aantallen(p, "?zoek=" + Merk));
        foreach (var pad in (string[])["vergaderingen/ori", "stemmingen/ori", "toezeggingen/ori"])
            Assert.DoesNotContain(Merk, (await Niemand(p, Alv.Root + pad)).ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(200, (await p.Send(HttpMethod.Patch, punten[0], new { vertrouwelijk = true })).Status);
        Assert.Equal((0, 0, 0), await Aantallen(p, "?zoek=tarief"));
    }

    [Theory, MemberData(nameof(Alle))]
    public async Task A_municipality_shows_the_decisions_that_it_published(string store)
    {
        await using var p = await Platform.Start(store);
        var cast = new Cast(p);
        var (type, soort) = ((await cast.Gepubliceerd()).Besluittype, (await cast.Informatieobjecttype()).Url);
        async Task<string> Besluit(string nummer, string tekst, string? gepubliceerd, string? van = null)
        {
            var body = System.Text.Json.JsonSerializer.SerializeToNode(Cast.BesluitBody(van ?? type))!.AsObject();
            (body["identificatie"], body["toelichting"], body["publicatiedatum"]) = (nummer, tekst, gepubliceerd);
            return (string)(await p.Post(Besluiten, body))["url"]!;
        }
        async Task<string> Stuk(string besluit, string titel, string niveau, string status = "definitief")
        {
            var document = await cast.Tekst(soort, titel, niveau, status);
            await p.Post("besluiten/api/v1/besluitinformatieobjecten", new { besluit, informatieobject = document });
            return document[^36..];
        }
        var ander = await cast.Url("catalogi/api/v1/besluittypen", new
        {
            catalogus = await cast.Catalogus(),
            omschrijving = "Personeelsbesluit",
            publicatieIndicatie = false,
            informatieobjecttypen = Array.Empty<string>(),
            beginGeldigheid = "2020-01-01"
        });
        await p.Send(HttpMethod.Post, ander + "/publish");
        var open = await Besluit("B-1", "1. In te stemmen met de bankjes.", "2022-12-07");
        var (nota, intern, klad) = (await Stuk(open, "Openbare nota: Bankjes langs de IJssel", "openbaar"),
            await Stuk(open, "Besluit met parafen " + Merk, "intern"),
            await Stuk(open, "Klad " + Merk, "openbaar", "in_bewerking"));
        await Besluit("B-2", "Niet gepubliceerd, " + Merk, null);
        await Besluit("B-3", "Pas morgen, " + Merk, Alv.Vandaag(1));
        var dicht = await Besluit("B-4", "Over personeel, " + Merk, "2022-12-07", ander);

        await Niemand(p, Besluiten + "/openbaar", 401); // nothing is public by itself
        await p.WithRights(Access.Anonymous,
            new { component = "brc", besluittype = type, scopes = new[] { "besluiten.openbaar", "besluiten.lezen" } });
        var een = (await Niemand(p, Besluiten + "/openbaar")).AsArray().Single()!;
        Assert.Equal(("B-1", "Openbare nota: Bankjes langs de IJssel", "2022-12-07", "Vergunning"),
            ((string)een["identificatie"]!, (string)een["titel"]!,
            (string)een["publicatiedatum"]!, (string)een["besluittype"]!));
        Assert.Equal([nota], een["stukken"]!.AsArray().Select(s => (string)s!["uuid"]!));
        Assert.Equal(een.ToJsonString(), (await Niemand(p, open + "/openbaar")).ToJsonString());
        using var niemand = p.As(null);
        Assert.Equal("inhoud van Openbare nota: Bankjes langs de IJssel",
            await niemand.GetStringAsync($"{open}/stuk?document={nota}", TestContext.Current.CancellationToken));
        foreach (var document in (string[])[intern, klad, Guid.NewGuid().ToString()])
            await Niemand(p, $"{open}/stuk?document={document}", 404);

        // By words of the decision and of its public papers; by nothing else.
        foreach (var (zoek, aantal) in new[] { ("bankjes", 1), ("IJSSEL instemmen", 0), ("ijssel bankje", 1), ("B-1", 1), (Merk, 0),
            ("parafen", 0), ("klad", 0) })
        {
            Assert.Equal(aantal, (int)(await Niemand(p, $"{Besluiten}/openbaar-aantal?zoek={Uri.EscapeDataString(zoek)}"))["aantal"]!);
        }
        Assert.Equal(0, (int)(await Niemand(p, $"{Besluiten}/openbaar-aantal?jaar=1999"))["aantal"]!);

        // Of another type, not published, or not yet: it does not exist. And what more the application was given, counts for nothing.
        Assert.Contains((await p.Send(HttpMethod.Get, dicht + "/openbaar", null, niemand)).Status, new[] { 403, 404 });
        foreach (var pad in (string[])[Besluiten, open, "besluiten/api/v1/besluitinformatieobjecten",
            "documenten/api/v1/enkelvoudiginformatieobjecten"])
        {
            Assert.Contains((await p.Send(HttpMethod.Get, pad, null, niemand)).Status, new[] { 401, 403 });
        }

        // Taken back: gone at once.
        Assert.Equal(200, (await p.Send(HttpMethod.Patch, open, new { publicatiedatum = (string?)null })).Status);
        Assert.Empty((await Niemand(p, Besluiten + "/openbaar")).AsArray());
        await Niemand(p, open + "/openbaar", 404);
        await Niemand(p, $"{open}/stuk?document={nota}", 404);
    }

    [Theory, MemberData(nameof(Alle))]
    public async Task At_ten_thousand_every_page_is_there_and_no_more_than_a_page_is_read(string store)
    {
        await using var p = await Platform.Start(store);
        var cast = new Cast(p);
        var type = (await cast.Gepubliceerd()).Besluittype;
        var body = System.Text.Json.JsonSerializer.SerializeToNode(Cast.BesluitBody(type))!.AsObject();
        (body["toelichting"], body["publicatiedatum"]) = ("Bankjes in de wijk", "2022-12-07");
        await p.Post(Besluiten, body);
        var d = Onderlaag.Model.Of(typeof(Besluit));
        var kolommen = string.Join(", ", d.Columns.Select(c => $"\"{c.Name}\""));
        const string Nieuw = "'00000000-0000-4000-8000-' || CAST(100000000000 + n.i AS TEXT)";
        var doc = p.Store is PostgresStore ? $"replace(b.doc::text, b.uuid, {Nieuw})::json"
            : $"CAST(replace(CAST(b.doc AS TEXT), b.uuid, {Nieuw}) AS BLOB)";
        var waarden = string.Join(", ", d.Columns.Select(c => c.Name == "identificatie" ? "'N-' || n.i" : $"b.\"{c.Name}\""));
        await p.Store.Write(db =>
        {
            db.Run($"INSERT INTO {d.Table} (uuid, doc, {kolommen}) WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE "
                + $"i < 9999) "
                + $"SELECT {Nieuw}, {doc}, {waarden} FROM n, {d.Table} b", []);
            return ValueTask.FromResult(true);
        });
        await p.WithRights(Access.Anonymous, new { component = "brc", besluittype = type, scopes = new[] { "besluiten.openbaar" } });
        Assert.Equal(10_000, (int)(await Niemand(p, Besluiten + "/openbaar-aantal?zoek=bankje%20wijk"))["aantal"]!);
        var gezien = new HashSet<string>();
        foreach (var pagina in (int[])[1, 2, 200, 400])
        {
            var blad = (await Niemand(p, $"{Besluiten}/openbaar?zoek=bankje&aantal=25&pagina={pagina}")).AsArray();
            Assert.Equal(25, blad.Count);
            gezien.UnionWith(blad.Select(b => (string)b!["uuid"]!));
        }
        Assert.Equal(100, gezien.Count);
        Assert.Empty((await Niemand(p, $"{Besluiten}/openbaar?zoek=bankje&aantal=25&pagina=401")).AsArray());
    }
}
