using System.Text.Json.Nodes;
using Brink.Engine;
using Brink.Registers;
using Xunit;

namespace Brink.Tests;

/// <summary>
/// Search over what registers declare, on both stores. The cast: zaken of a type that a caller may see and of one that it may not,
/// documents, and what a cooperative has. Whatever a caller may not find carries the mark PRIVE.
/// </summary>
public sealed class ZoekTests
{
    private const string Zoek = "zoek/api/v1/treffers?zoek=", Zaken = "zaken/api/v1/zaken";
    public static TheoryData<string> Alle => Stores.All;

    private static async Task<JsonNode> Vraag(Platform p, string zoek, string meer = "", HttpClient? wie = null) =>
        await p.Get(Zoek + Uri.EscapeDataString(zoek) + meer, wie);

    private static async Task<string[]> Titels(Platform p, string zoek, string meer = "", HttpClient? wie = null) =>
        [.. (await Vraag(p, zoek, meer, wie))["results"]!.AsArray().Select(r => (string)r!["titel"]!)];

    private static async Task<JsonObject> Zaak(Platform p, string zaaktype, string omschrijving, string? nummer = null,
        string vertrouwelijk = "openbaar")
    {
        var body = System.Text.Json.JsonSerializer.SerializeToNode(Cast.ZaakBody(zaaktype))!.AsObject();
        (body["omschrijving"], body["vertrouwelijkheidaanduiding"]) = (omschrijving, vertrouwelijk);
        if (nummer is not null) body["identificatie"] = nummer;
        return await p.Post(Zaken, body);
    }

    [Theory, MemberData(nameof(Alle))]
    public async Task What_was_saved_is_found_by_the_next_question_and_what_was_changed_or_removed_is_not(string store)
    {
        await using var p = await Platform.Start(store);
        var cast = new Cast(p);
        var type = (await cast.Gepubliceerd()).Url;
        var zaak = await Zaak(p, type, "Evenementenvergunning voor de kermis", "ZAAK-2026-0000004711");
        var pad = ((string)zaak["url"]!)[p.Base.Length..];
        var gevonden = await Vraag(p, "vergunning kermis");
        Assert.Equal(1, (int)gevonden["count"]!);
        Assert.False((bool)gevonden["meer"]!);
        Assert.False((bool)gevonden["wordtBijgewerkt"]!);
        var treffer = gevonden["results"]![0]!;
        Assert.Equal(("zaak", "Evenementenvergunning voor de kermis", (string)zaak["url"]!),
            ((string)treffer["soort"]!, (string)treffer["titel"]!, (string)treffer["url"]!));
        Assert.Contains("ZAAK-2026-0000004711", (string)treffer["omschrijving"]!, StringComparison.Ordinal);
        Assert.Equal("zaak", (string)gevonden["facetten"]![0]!["soort"]!);
        Assert.Single(await Titels(p, "4711"));

        Assert.Equal(200, (await p.Send(HttpMethod.Patch, pad, new { omschrijving = "Vergunning voor de braderie" })).Status);
        Assert.Equal(["Vergunning voor de braderie"], await Titels(p, "vergunningen"));
        Assert.Empty(await Titels(p, "kermis"));

        // An address is found with the zaak, together with its other words; and is not once it is gone.
        var adres = await p.Post("zaken/api/v1/zaakobjecten", new
        {
            zaak = (string)zaak["url"]!,
            objectType = "adres",
            objectIdentificatie = new
            {
                identificatie = "1",
                wplWoonplaatsNaam = "Deventer",
                gorOpenbareRuimteNaam = "Grote Kerkhof",
                huisnummer = 12,
                postcode = "7411KT"
            }
        });
        Assert.Single(await Titels(p, "braderie kerkhof 12"));
        Assert.Single(await Titels(p, "7411 kt"));
        Assert.Equal(204, (await p.Send(HttpMethod.Delete, ((string)adres["url"]!)[p.Base.Length..])).Status);
        Assert.Empty(await Titels(p, "kerkhof"));
        Assert.Single(await Titels(p, "braderie"));

        Assert.Equal(204, (await p.Send(HttpMethod.Delete, pad)).Status);
        Assert.Empty(await Titels(p, "braderie"));
        Assert.Equal(0, await p.Store.Read(db => db.Number($"SELECT count(*) FROM zrc_zaak_zoek")));
    }

    [Theory, MemberData(nameof(Alle))]
    public async Task A_request_that_is_refused_leaves_nothing_to_be_found(string store)
    {
        await using var p = await Platform.Start(store);
        var type = (await new Cast(p).Gepubliceerd()).Url;
        await Zaak(p, type, "Eerste", "DUBBEL-1");
        var body = System.Text.Json.JsonSerializer.SerializeToNode(Cast.ZaakBody(type))!.AsObject();
        (body["omschrijving"], body["identificatie"]) = ("Spookzaak", "DUBBEL-1");
        Assert.Equal(400, (await p.Send(HttpMethod.Post, Zaken, body)).Status);
        Assert.Empty(await Titels(p, "spookzaak"));
        await Zaak(p, type, "Spookzaken bestaan");
        Assert.Equal(["Spookzaken bestaan"], await Titels(p, "spookzaak")); // the words were not remembered as kept
        Assert.Equal(["Spookzaken bestaan"], await Titels(p, "spokzaken"));
    }

    [Theory, MemberData(nameof(Alle))]
    public async Task A_caller_finds_what_it_may_see_in_a_list_and_nothing_else(string store)
    {
        await using var p = await Platform.Start(store);
        var (een, ander) = (await new Cast(p).Gepubliceerd(), await new Cast(p).Gepubliceerd());
        for (var i = 0; i < 3; i++) await Zaak(p, een.Url, $"Melding {i}");
        var geheim = await Zaak(p, een.Url, "Melding PRIVE", vertrouwelijk: "geheim");
        await Zaak(p, ander.Url, "Melding PRIVE van een ander zaaktype");
        var wie = await p.WithRights("zoeker", new
        {
            component = "zrc",
            scopes = new[] { "zaken.lezen" },
            zaaktype = een.Url,
            maxVertrouwelijkheidaanduiding = "zaakvertrouwelijk"
        });
        Assert.Equal(5, (int)(await Vraag(p, "melding"))["count"]!);
        var gevonden = await Vraag(p, "melding", wie: wie);
        Assert.Equal(3, (int)gevonden["count"]!);
        Assert.Equal(3, (int)gevonden["facetten"]![0]!["count"]!);
        Assert.Equal(3, (int)(await p.Get(Zaken, wie))["count"]!);
        Assert.Equal(["Melding 2", "Melding 1", "Melding 0"], await Titels(p, "melding", wie: wie)); // the newest first
        Assert.Empty(await Titels(p, "prive", wie: wie));
        Assert.DoesNotContain("PRIVE", gevonden.ToJsonString(), StringComparison.Ordinal);
        // A zaak that becomes less confidential is found from then on.
        Assert.Equal(200, (await p.Send(HttpMethod.Patch, ((string)geheim["url"]!)[p.Base.Length..],
            new { vertrouwelijkheidaanduiding = "openbaar" })).Status);
        Assert.Single(await Titels(p, "prive", wie: wie));

        var niemand = await p.WithRights("niemand", new { component = "nrc", scopes = new[] { "notificaties.consumeren" } });
        Assert.Equal(403, (await p.Send(HttpMethod.Get, Zoek + "melding", null, niemand)).Status);
        using var onbekend = p.As(null);
        Assert.Equal(401, (await p.Send(HttpMethod.Get, Zoek + "melding", null, onbekend)).Status);
    }

    [Theory, MemberData(nameof(Alle))]
    public async Task A_question_may_have_typing_errors_and_is_taken_as_it_is_when_it_has_none(string store)
    {
        await using var p = await Platform.Start(store);
        var type = (await new Cast(p).Gepubliceerd()).Url;
        await Zaak(p, type, "Dakkapel aan de voorkant");
        await Zaak(p, type, "Straatverlichting is stuk");
        foreach (var fout in new[] { "dakapel", "dakkappel", "dakkaple", "dakkapl" })
        {
            var gevonden = await Vraag(p, fout);
            Assert.Equal("Dakkapel aan de voorkant", (string)gevonden["results"]![0]!["titel"]!);
        }
        Assert.True((bool)(await Vraag(p, "dakapel"))["gelijkend"]!);
        Assert.False((bool)(await Vraag(p, "dakkapel"))["gelijkend"]!);
        Assert.Single(await Titels(p, "straatverlichtig"));
        Assert.Single(await Titels(p, "voorkan dakapel"));
        Assert.Single(await Titels(p, "straatverl"));
        Assert.Empty(await Titels(p, "staatsexamen"));
        Assert.Empty(await Titels(p, "fietspad"));
    }

    [Theory, MemberData(nameof(Alle))]
    public async Task Kinds_are_counted_each_and_asked_for_each_page_by_page(string store)
    {
        await using var p = await Platform.Start(store);
        var cast = new Cast(p);
        var type = (await cast.Gepubliceerd()).Url;
        for (var i = 0; i < 25; i++) await Zaak(p, type, $"Verhuizing {i}");
        await p.Post("portfolio/api/v1/leden", new { naam = "Verhuizerdam" });
        await p.Post("portfolio/api/v1/leveranciers", new { naam = "Verhuizing BV" });
        var alles = await Vraag(p, "verhuizen");
        Assert.Equal(26, (int)alles["count"]!);
        Assert.Equal(["zaak:25", "leverancier:1"], alles["facetten"]!.AsArray().Select(f => $"{f!["soort"]}:{f["count"]}"));
        Assert.Equal(20, alles["results"]!.AsArray().Count);
        var rest = await Titels(p, "verhuizen", "&page=2");
        Assert.Equal(6, rest.Length);
        Assert.Equal("Verhuizing BV", rest[^1]);
        Assert.Equal(26, (await Titels(p, "verhuizen")).Concat(rest).Distinct().Count());
        Assert.Equal(["Verhuizing BV"], await Titels(p, "verhuizen", "&soort=leverancier"));
        Assert.Equal(6, (await Titels(p, "verhuizen", "&perSoort=5")).Length);
        Assert.Equal(404, (await p.Send(HttpMethod.Get, Zoek + "verhuizen&page=3")).Status);
        Assert.Equal(["soort:invalid"], await p.Faults(HttpMethod.Get, Zoek + "verhuizen&soort=onzin", new { }));
    }

    [Theory, MemberData(nameof(Alle))]
    public async Task No_person_is_found_and_no_number_of_a_person_is_taken(string store)
    {
        await using var p = await Platform.Start(store);
        var cast = new Cast(p);
        var zaak = await Zaak(p, (await cast.Gepubliceerd()).Url, "Verhuizing");
        await p.Post("zaken/api/v1/rollen", new
        {
            zaak = (string)zaak["url"]!,
            betrokkeneType = "natuurlijk_persoon",
            roltype = (await cast.Gepubliceerd()).Roltype,
            roltoelichting = "aanvrager",
            betrokkeneIdentificatie = new { inpBsn = "123456782", geslachtsnaam = "Zeldzaam", voornamen = "Quirine" }
        });
        Assert.Empty(await Titels(p, "zeldzaam"));
        Assert.Empty(await Titels(p, "quirine"));
        foreach (var bsn in new[] { "123456782", "zaak van 1234.56.782", "123 456 782" })
            Assert.Equal(["zoek:bsn"], await p.Faults(HttpMethod.Get, Zoek + Uri.EscapeDataString(bsn), new { }));
        Assert.Equal(["zoek:invalid"], await p.Faults(HttpMethod.Get, Zoek + "de%20het%20een", new { }));
        Assert.Equal(["zoek:invalid"], await p.Faults(HttpMethod.Get, Zoek + "%20", new { }));
        Assert.Equal(["zoek:invalid"],
            await p.Faults(HttpMethod.Get, Zoek + "a1%20b1%20c1%20d1%20e1%20f1%20g1%20h1%20i1%20j1%20k1", new { }));
        foreach (var vreemd in new[] { "'; DROP TABLE x", "\"*) OR (\"", "a:* & !b", "\ud83d\ude00 zaak", "{}[]|\\", "%_", "NEAR(a b)" })
            Assert.Contains((await p.Send(HttpMethod.Get, Zoek + Uri.EscapeDataString(vreemd))).Status, new[] { 200, 400 });
    }

    [Theory, MemberData(nameof(Alle))]
    public async Task A_person_is_found_by_name_in_a_body_only_and_who_asked_stands_in_the_log(string store)
    {
        await using var p = await Platform.Start(store);
        var cast = new Cast(p);
        var zaak = await Zaak(p, (await cast.Gepubliceerd()).Url, "Verhuizing");
        await Zaak(p, (await cast.Gepubliceerd()).Url, "Van niemand");
        await p.Post("zaken/api/v1/rollen", new
        {
            zaak = (string)zaak["url"]!,
            betrokkeneType = "natuurlijk_persoon",
            roltype = (await cast.Gepubliceerd()).Roltype,
            roltoelichting = "aanvrager",
            betrokkeneIdentificatie = new { anpIdentificatie = "12345", geslachtsnaam = "Zéldzaam", geboortedatum = "1980-12-31" }
        });
        const string veld = "rol__betrokkeneIdentificatie__natuurlijkPersoon__";
        async Task<int> Aantal(object vraag) => (int)(await p.Post(Zaken + "/_zoek", vraag))["count"]!;
        var voor = await p.Rows("inzage");
        Assert.Equal(1, await Aantal(new Dictionary<string, string> { [veld + "geslachtsnaam"] = "van der zeldzaam" }));
        Assert.Equal(voor + 1, await p.Rows("inzage"));
        Assert.Equal(0, await Aantal(new Dictionary<string, string> { [veld + "geslachtsnaam"] = "Zeldzaamheid" }));
        Assert.Equal(1, await Aantal(new Dictionary<string, string>
        {
            [veld + "geslachtsnaam"] = "ZELDZAAM",
            [veld + "geboortedatum"] = "1980-12-31"
        }));
        Assert.Equal(0, await Aantal(new Dictionary<string, string>
        {
            [veld + "geslachtsnaam"] = "zeldzaam",
            [veld + "geboortedatum"] = "1981-12-31"
        }));
        Assert.Equal(400, (await p.Send(HttpMethod.Post, Zaken + "/_zoek",
            new Dictionary<string, string> { [veld + "geslachtsnaam"] = " " })).Status);
        Assert.Equal(400, (await p.Send(HttpMethod.Get, Zaken + "?" + veld + "geslachtsnaam=zeldzaam")).Status);
    }

    [Theory, MemberData(nameof(Alle))]
    public async Task What_was_there_before_the_index_is_made_findable_while_questions_are_answered(string store)
    {
        await using var p = await Platform.Start(store);
        var type = (await new Cast(p).Gepubliceerd()).Url;
        for (var i = 0; i < 3; i++) await Zaak(p, type, $"Verhuizing {i}");
        // As data of an older program: the index is empty, its version another.
        await p.Store.Write(db =>
        {
            db.Run("DELETE FROM zrc_zaak_zoek", []);
            db.Run("UPDATE brink SET waarde = $1 WHERE naam = 'zoek:zrc_zaak'", ["0.0: klaar"]);
            db.Zoek.Klaar = false;
            return ValueTask.FromResult(true);
        });
        await Zaak(p, type, "Verhuizing 3");
        var meanwhile = await Vraag(p, "verhuizen");
        Assert.True((bool)meanwhile["wordtBijgewerkt"]!);
        Assert.Equal(1, (int)meanwhile["count"]!);
        var runner = p.Runner(null);
        await runner.Plan(p.Tenant); // as each start does
        Assert.Equal(1, await runner.Round(p.Tenant, "zoek-bouwen"));
        var daarna = await Vraag(p, "verhuizen");
        Assert.False((bool)daarna["wordtBijgewerkt"]!);
        Assert.Equal(4, (int)daarna["count"]!);
    }

    [Theory, MemberData(nameof(Alle))]
    public async Task Who_found_a_document_stands_in_the_log(string store)
    {
        await using var p = await Platform.Start(store);
        await new Cast(p).Document();
        var voor = await p.Rows("inzage");
        var titel = (string)(await p.Get("documenten/api/v1/enkelvoudiginformatieobjecten"))["results"]![0]!["titel"]!;
        var na = await p.Rows("inzage");
        Assert.Equal("document", (string)(await Vraag(p, titel))["results"]![0]!["soort"]!);
        Assert.True(await p.Rows("inzage") > na && na > voor);
    }

    [Fact]
    public void The_document_of_the_api_tells_of_search()
    {
        Assert.All(Onderlaag.Model.Definitions.Where(d => d.Zoekbaar is not null),
            d => Assert.NotEmpty(d.ScopesFor(Operation.List)));
        var soorten = Onderlaag.Model.Definitions.Where(d => d.Zoekbaar is not null).Select(d => d.Zoekbaar!.Soort).ToList();
        Assert.Equal(soorten.Distinct(), soorten);
        Assert.Superset(new HashSet<string> { "zaak", "document", "vergadering", "besluit", "onderwerp", "lid", "contract" },
            soorten.ToHashSet());
    }
}
