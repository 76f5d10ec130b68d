using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Brink.Host;
using Xunit;

namespace Brink.Tests;

/// <summary>Taking over the selectielijst and the lists beside it: by the API and from the command line.</summary>
public sealed class LijstimportTests
{
    private const string Root = "referentielijsten/api/v1/", Import = Root + "import";
    private const string Een = "00000000-0000-4000-8000-00000000000", Twee = "00000000-0000-4000-8000-00000000010";

    private static JsonObject Lijst() => (JsonObject)JsonNode.Parse($$"""
        {
          "bron": "verzonnen",
          "procestypen": [
            {"uuid": "{{Een}}1", "nummer": 1, "jaar": 2020, "naam": "Verlenen", "omschrijving": "Iets verlenen", "toelichting": "", "procesobject": "De vergunning"},
            {"uuid": "{{Een}}2", "nummer": 2, "jaar": 2020, "naam": "Behandelen", "omschrijving": "Iets behandelen", "toelichting": "", "procesobject": "De melding"}
          ],
          "resultaten": [
            {"uuid": "{{Twee}}2", "procestype": "{{Een}}1", "nummer": 3, "naam": "Verleend met voorwaarde", "omschrijving": "Bijzonder", "herkomst": "Analyse",
             "waardering": "vernietigen", "procestermijn": "nihil", "bewaartermijn": "P5Y", "toelichting": "", "generiekResultaat": "{{Twee}}1"},
            {"uuid": "{{Twee}}1", "procestype": "{{Een}}1", "nummer": 1, "naam": "Verleend", "omschrijving": "", "herkomst": "Analyse", "waardering": "vernietigen",
             "procestermijn": "nihil", "bewaartermijn": "P1Y", "toelichting": "", "generiekResultaat": null},
            {"uuid": "{{Twee}}3", "procestype": "{{Een}}2", "nummer": 1, "naam": "Bewaard", "omschrijving": "", "herkomst": "Wet", "waardering": "blijvend_bewaren",
             "procestermijn": "", "bewaartermijn": null, "toelichting": "", "generiekResultaat": null}
          ],
          "resultaattypeomschrijvingen": [{"uuid": "{{Een}}5", "omschrijving": "Verleend", "definitie": "Het mag", "opmerking": ""}]
        }
        """)!;

    private static string[] Telling(JsonObject verslag) =>
        [.. verslag["tellingen"]!.AsArray().Select(t => $"{t!["lijst"]} {t["nieuw"]} {t["gewijzigd"]} {t["gelijk"]}")];

    [Theory, MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task A_second_time_changes_what_changed_and_nothing_else(string store)
    {
        await using var p = await Platform.Start(store);
        var lijst = Lijst();
        Assert.Equal(["procestypen 2 0 0", "resultaten 3 0 0", "resultaattypeomschrijvingen 1 0 0"], Telling(await p.Post(Import, lijst)));
        // The identity of the list is the identity here: a client changes the address of the server only.
        Assert.Equal("1.1.3", (string)(await p.Get($"{Root}resultaten/{Twee}2"))["volledigNummer"]!);
        var audit = await p.Rows("audit");
        Assert.Equal(["procestypen 0 0 2", "resultaten 0 0 3", "resultaattypeomschrijvingen 0 0 1"], Telling(await p.Post(Import, lijst)));
        Assert.Equal(audit, await p.Rows("audit"));

        lijst["resultaten"]![1]!["bewaartermijn"] = "P2Y";
        lijst["procestypen"]!.AsArray().RemoveAt(1);
        lijst["resultaten"]!.AsArray().RemoveAt(2);
        var verslag = await p.Post(Import, lijst);
        Assert.Equal(["procestypen 0 0 1", "resultaten 0 1 1", "resultaattypeomschrijvingen 0 0 1"], Telling(verslag));
        const string weg = " staat niet meer in de lijst. Het blijft hier staan.";
        Assert.Equal(["Procestype 2 Behandelen (2020)" + weg, "Resultaat 2.1 Bewaard (2020)" + weg],
            verslag["verdwenen"]!.AsArray().Select(v => (string)v!));
        Assert.Equal("P2Y", (string)(await p.Get($"{Root}resultaten/{Twee}1"))["bewaartermijn"]!);
        Assert.Equal(3, await p.Rows("rl_selectielijstresultaat")); // what types refer to stays
        Assert.Equal(audit + 1, await p.Rows("audit"));
    }

    [Theory, MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task All_is_taken_over_or_nothing_and_each_fault_names_its_item(string store)
    {
        await using var p = await Platform.Start(store);
        var lijst = Lijst();
        lijst["procestypen"]![1]!["nummer"] = "twee";
        lijst["resultaten"]![1]!["bewaartermijn"] = null;
        lijst["resultaten"]![2]!["procestype"] = "00000000-0000-4000-8000-999999999999";
        lijst["resultaten"]!.AsArray().Add("geen object");
        var fouten = await p.Faults(HttpMethod.Post, Import, lijst);
        Assert.Contains("procestypen.1.nummer:invalid", fouten);
        Assert.Contains("resultaten.1.bewaartermijn:required", fouten);
        Assert.Contains("resultaten.2.procestype:does_not_exist", fouten);
        Assert.Contains("resultaten.3:invalid", fouten);
        Assert.Equal((0, 0), (await p.Rows("rl_procestype"), await p.Rows("audit")));
        Assert.Equal(403, (await p.Send(HttpMethod.Post, Import, Lijst(),
            await p.WithRights("lezer", new { component = "ztc", scopes = new[] { "catalogi.schrijven" } }))).Status);
    }

    [Fact]
    public async Task What_was_made_by_hand_is_known_by_its_number_and_what_has_no_place_is_told()
    {
        await using var p = await Platform.Start("sqlite");
        var eigen = await p.Post(Root + "procestypen",
            new { nummer = 1, jaar = 2020, naam = "Eigen", omschrijving = "Eigen naam", toelichting = "", procesobject = "x" });
        var lijst = Lijst();
        lijst["taakgebieden"] = new JsonArray();
        (lijst["resultaten"]![0]!["burgerzaken"], lijst["resultaten"]![0]!["kleur"]) = (true, "rood");
        var verslag = await p.Post(Import, lijst);
        Assert.Equal("procestypen 1 1 0", Telling(verslag)[0]);
        Assert.Equal("Verlenen", (string)(await p.Get(((string)eigen["url"]!)[p.Base.Length..]))["naam"]!);
        Assert.Equal((string)eigen["url"]!, (string)(await p.Get($"{Root}resultaten/{Twee}1"))["procesType"]!);
        Assert.True((bool)(await p.Get($"{Root}resultaten/{Twee}2"))["burgerzaken"]!);
        Assert.Equal(["'taakgebieden' is geen lijst van dit register; niet geplaatst.",
            "resultaten: 'kleur' heeft hier geen plaats (1 keer)."],
            verslag["opmerkingen"]!.AsArray().Select(o => (string)o!));
    }

    [Fact]
    public async Task Anyone_reads_the_lists_and_only_with_a_token_more_than_that()
    {
        await using var p = await Platform.Start("sqlite");
        await p.Post(Import, Lijst());
        var niemand = p.As(null);
        Assert.Equal([1, 2], (await p.Get(Root + "procestypen?jaar=2020", niemand)).AsArray().Select(x => (int)x!["nummer"]!));
        Assert.Equal(3, (int)(await p.Get(Root + "resultaten", niemand))["count"]!);
        Assert.Equal("Verlenen", (string)(await p.Get($"{Root}procestypen/{Een}1", niemand))["naam"]!);
        foreach (var (method, path) in new[] { (HttpMethod.Post, Import), (HttpMethod.Delete, $"{Root}procestypen/{Een}1"),
            (HttpMethod.Patch, $"{Root}procestypen/{Een}1") })
        {
            Assert.Equal(401, (await p.Send(method, path, method == HttpMethod.Delete ? null : Lijst(), niemand)).Status);
        }
        Assert.Equal(401, (await p.Send(HttpMethod.Get, Root + "procestypen", null,
            p.As("beheerder", "een-ander-geheim-van-minstens-32-tekens"))).Status);
        Assert.Equal(401, (await p.Send(HttpMethod.Get, "catalogi/api/v1/catalogussen", null, niemand)).Status);
        Assert.Equal(2, await p.Rows("rl_procestype"));
    }

    // --- the command line ---

    private sealed class Werkmap : IDisposable
    {
        private readonly string map = Directory.CreateTempSubdirectory("brink-lijsten-").FullName;

        public string Bestand(string naam, string inhoud)
        {
            var pad = Path.Combine(map, naam);
            File.WriteAllText(pad, inhoud);
            return pad;
        }

        public async Task<(int Status, string Uit, string Fout)> Doe(HttpMessageHandler? buiten, params string[] woorden)
        {
            using StringWriter uit = new(CultureInfo.InvariantCulture), fout = new(CultureInfo.InvariantCulture);
            var status = await Lijstopdracht.Run([.. woorden, "--organisatie", "deventer", "--data", Path.Combine(map, "data")], uit,
                fout, buiten);
            return (status, uit.ToString(), fout.ToString());
        }

        public void Dispose() => Directory.Delete(map, true);
    }

    [Fact]
    public async Task The_command_reads_the_published_list_twice()
    {
        var bron = Path.Combine(Source.Shared, "data", "selectielijst.json");
        Assert.SkipUnless(File.Exists(bron), "The published selectielijst is not beside the repository (shared/data).");
        using var w = new Werkmap();
        var (status, uit, fout) = await w.Doe(null, "import", bron);
        Assert.True(status == 0, fout);
        Assert.Contains("procestypen: 58 nieuw, 0 gewijzigd, 0 gelijk", uit, StringComparison.Ordinal);
        Assert.Contains("resultaten: 346 nieuw, 0 gewijzigd, 0 gelijk", uit, StringComparison.Ordinal);
        (status, uit, _) = await w.Doe(null, "import", bron);
        Assert.Equal(0, status);
        Assert.Contains("resultaten: 0 nieuw, 0 gewijzigd, 346 gelijk", uit, StringComparison.Ordinal);
        Assert.DoesNotContain("Verdwenen", uit, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_command_says_line_by_line_why_it_took_nothing()
    {
        using var w = new Werkmap();
        var lijst = Lijst();
        lijst["procestypen"]![0]!["naam"] = "";
        lijst["resultaten"]![2]!["generiekResultaat"] = "00000000-0000-4000-8000-999999999999";
        var (status, uit, fout) = await w.Doe(null, "import", w.Bestand("fout.json", lijst.ToJsonString()));
        Assert.Equal((1, ""), (status, uit));
        Assert.Contains("Niets overgenomen", fout, StringComparison.Ordinal);
        Assert.Contains("\n  procestypen.0.naam: ", fout, StringComparison.Ordinal);
        Assert.Contains("\n  resultaten.2.generiekResultaat", fout, StringComparison.Ordinal);
        Assert.Equal(1, (await w.Doe(null, "import", w.Bestand("leeg.json", "{}"))).Status);
        Assert.Equal(1, (await w.Doe(null, "import", w.Bestand("stuk.json", "{"))).Status);
        Assert.Equal(1, (await w.Doe(null, "import", "bestaat-niet.json")).Status);
        Assert.Equal(2, (await w.Doe(null, "export", "x.json")).Status);
        Assert.Equal(2, (await w.Doe(null, "import", "x.json", "--vreemd")).Status);
    }

    /// <summary>Where a list may not come from.</summary>
    [Theory]
    [InlineData("http://lijsten.test/selectielijst.json", "https://")]
    [InlineData("https://elders.test/selectielijst.json", "Brink__Uitgaand__Toegestaan")]
    [InlineData("file:///etc/passwd", "https://")]
    public async Task An_address_is_refused_that_may_not_be_called(string url, string uitleg)
    {
        using var w = new Werkmap();
        var buiten = new Lijstserver();
        var (status, _, fout) = await w.Doe(buiten, "import", url);
        Assert.Equal((1, 0), (status, buiten.Vragen));
        Assert.Contains(uitleg, fout, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_gives_a_file_or_is_the_API_of_another_server()
    {
        Environment.SetEnvironmentVariable("Brink__Uitgaand__Toegestaan__0", "https://lijsten.test/");
        try
        {
            using var w = new Werkmap();
            var (status, uit, fout) = await w.Doe(new Lijstserver(), "import", "https://lijsten.test/selectielijst.json");
            Assert.True(status == 0, fout);
            Assert.Contains("resultaten: 3 nieuw", uit, StringComparison.Ordinal);

            // The API shows no reference to the generic result: its number says it. Its pages are followed.
            (status, uit, fout) = await w.Doe(new Lijstserver(), "import", "https://lijsten.test/api/v1/");
            Assert.True(status == 0, fout);
            Assert.Contains("procestypen: 0 nieuw, 0 gewijzigd, 2 gelijk", uit, StringComparison.Ordinal);
            Assert.Contains("resultaten: 0 nieuw, 0 gewijzigd, 3 gelijk", uit, StringComparison.Ordinal);
            Assert.Equal(1, (await w.Doe(new Lijstserver(), "import", "https://lijsten.test/weg.json")).Status);
        }
        finally { Environment.SetEnvironmentVariable("Brink__Uitgaand__Toegestaan__0", null); }
    }

    private sealed class Lijstserver : HttpMessageHandler
    {
        public int Vragen { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Vragen++;
            const string api = "https://lijsten.test/api/v1/";
            var lijst = Lijst();
            JsonObject Getoond(JsonNode item, string soort)
            {
                var o = item.DeepClone().AsObject();
                o["url"] = $"{api}{soort}/{o["uuid"]}";
                if (soort == "resultaten")
                {
                    var generiek = (string?)o["generiekResultaat"];
                    o["procesType"] = $"{api}procestypen/{o["procestype"]}";
                    (o["generiek"], o["specifiek"]) = (generiek is null, generiek is not null);
                    o["volledigNummer"] = generiek is null ? $"{((string)o["procestype"]!)[^1]}.{o["nummer"]}" : $"1.1.{o["nummer"]}";
                }
                foreach (var weg in (string[])["uuid", "procestype", "generiekResultaat"]) o.Remove(weg);
                return o;
            }
            JsonArray Alle(string soort) => [.. (lijst[soort]?.AsArray() ?? []).Select(x => (JsonNode)Getoond(x!, soort))];
            var resultaten = Alle("resultaten");
            JsonNode? antwoord = request.RequestUri!.AbsoluteUri switch
            {
                "https://lijsten.test/selectielijst.json" => lijst,
                api + "resultaten" => new JsonObject
                {
                    ["count"] = 3,
                    ["next"] = api + "resultaten?page=2",
                    ["results"] = new JsonArray(resultaten[0]!.DeepClone())
                },
                api + "resultaten?page=2" =>
                    new JsonObject
                    {
                        ["count"] = 3,
                        ["next"] = null,
                        ["results"] = new JsonArray(resultaten[1]!.DeepClone(), resultaten[2]!.DeepClone())
                    },
                api + "communicatiekanalen" => new JsonObject { ["count"] = 0, ["next"] = null, ["results"] = new JsonArray() },
                api + "procestypen" or api + "resultaattypeomschrijvingen" => Alle(request.RequestUri.Segments[^1]),
                _ => null,
            };
            return Task.FromResult(antwoord is null ? new HttpResponseMessage(HttpStatusCode.NotFound)
                : new HttpResponseMessage(HttpStatusCode.OK)
                {
                    Content = new StringContent(antwoord.ToJsonString(), Encoding.UTF8,
                    "application/json")
                });
        }
    }
}
