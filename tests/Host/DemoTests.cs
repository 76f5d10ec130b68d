using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Brink.Engine;
using Brink.Host;
using Brink.Registers;
using Brink.Registers.Autorisaties;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Brink.Tests;

/// <summary>The demonstration: its files are loaded through the APIs, once, and give each persona the sight that its role has.</summary>
public sealed partial class DemoTests
{
    private static readonly string[] Gemeenten = ["deventer", "raalte", "olst-wijhe"];
    private static string Map => Path.Combine(Source.Root, "demo");

    [Theory]
    [MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task The_first_start_fills_each_organisation(string store)
    {
        await using var demo = await Voorstelling.Begin(store);
        await demo.Laad();
        foreach (var gemeente in Gemeenten)
        {
            var zaaktypen = await demo.Alle(gemeente, "catalogi/api/v1/zaaktypen?status=alles");
            Assert.Equal(["bezwaar", "collegevoorstel", "evenementenvergunning", "melding-openbare-ruimte", "verhuizing"],
                zaaktypen.Select(z => $"{z["identificatie"]}").Order());
            Assert.All(zaaktypen, z => Assert.False((bool)z["concept"]!));
            var zaken = await demo.Alle(gemeente, "zaken/api/v1/zaken");
            Assert.InRange(zaken.Count, 15, 40);
            var vandaag = Alv.Vandaag();
            bool Open(JsonNode z) => z["einddatum"] is null;
            Assert.Contains(zaken, z => Open(z) && z["status"] is null);
            Assert.Contains(zaken, z => Open(z) && z["status"] is not null && string.CompareOrdinal($"{z["uiterlijkeEinddatumAfdoening"]}",
                vandaag) > 0);
            Assert.Contains(zaken, z => Open(z) && string.CompareOrdinal($"{z["uiterlijkeEinddatumAfdoening"]}", vandaag) < 0);
            Assert.Contains(zaken, z => z["zaakgeometrie"] is not null);
            var dicht = zaken.Where(z => !Open(z)).ToList();
            Assert.NotEmpty(dicht);
            Assert.All(dicht, z =>
            {
                Assert.NotNull(z["resultaat"]); Assert.NotNull(z["archiefnominatie"]);
                Assert.NotNull(z["archiefactiedatum"]);
            });
            Assert.NotEmpty(await demo.Alle(gemeente, "besluiten/api/v1/besluiten"));
            var contacten = await demo.Alle(gemeente,
                "klantinteracties/api/v1/klantcontacten?hadBetrokkene__wasPartij__partijIdentificator__objectId=999990019");
            var onderwerp = (await demo.Alle(gemeente,
                $"klantinteracties/api/v1/onderwerpobjecten?klantcontact__uuid={contacten.Single()["uuid"]}")).Single();
            Assert.Contains(zaken, z => $"{z["uuid"]}" == $"{onderwerp["onderwerpobjectidentificator"]!["objectId"]}");
            Assert.InRange((await demo.Alle(gemeente, "klantinteracties/api/v1/partijen")).Count, 5, 20);
            Assert.Equal(2, (await demo.Alle(gemeente, "klantinteracties/api/v1/internetaken?status=te_verwerken")).Count);
        }
        Assert.Equal(2, (await demo.Alle("dimpact", "catalogi/api/v1/zaaktypen")).Count);
        Assert.NotEmpty(await demo.Alle("dimpact", "zaken/api/v1/zaken"));
    }

    /// <summary>It counts its days from today, whatever day that is: the last hour of a year, the middle of the summer,
    /// a day that few years have.</summary>
    [Theory]
    [InlineData("2026-12-31T22:59:30Z")]
    [InlineData("2027-07-01T00:30:00Z")]
    [InlineData("2028-02-29T12:00:00Z")]
    public async Task It_loads_on_any_day(string nu)
    {
        await using var demo = await Voorstelling.Begin("sqlite",
            new Clock(DateTimeOffset.Parse(nu, System.Globalization.CultureInfo.InvariantCulture)), "dimpact", "deventer");
        await demo.Laad();
        Assert.NotEmpty(await demo.Alle("deventer", "zaken/api/v1/zaken"));
        Assert.Contains(await demo.Alle("dimpact", "besluitvorming/api/v1/stemmingen"), s => (string)s["status"]! == "open");
    }

    [Fact]
    public async Task A_document_is_a_file_that_opens()
    {
        await using var demo = await Voorstelling.Begin("sqlite", "raalte");
        await demo.Laad();
        var documenten = await demo.Alle("raalte", "documenten/api/v1/enkelvoudiginformatieobjecten");
        foreach (var soort in new[] { "application/pdf", "image/png", "text/plain" })
        {
            var document = documenten.First(d => $"{d["formaat"]}" == soort);
            using var antwoord = await demo.Als("raalte", "Behandelaar").GetAsync($"{document["url"]}/download");
            Assert.Equal(HttpStatusCode.OK, antwoord.StatusCode);
            Assert.Equal(soort, antwoord.Content.Headers.ContentType!.MediaType);
            Assert.Equal((long)document["bestandsomvang"]!, (await antwoord.Content.ReadAsByteArrayAsync()).Length);
        }
    }

    [Fact]
    public async Task A_second_start_changes_nothing()
    {
        await using var demo = await Voorstelling.Begin("sqlite", "dimpact");
        await demo.Laad();
        var rijen = await demo.Rijen("dimpact");
        await demo.Laad();
        Assert.Equal(rijen, await demo.Rijen("dimpact"));
        Assert.True(rijen > 100, "There must be data for this to mean anything.");
    }

    [Fact]
    public async Task A_refused_step_is_named_and_a_half_load_is_recognised()
    {
        await using var demo = await Voorstelling.Begin("sqlite", "dimpact");
        var kapot = Directory.CreateTempSubdirectory("brink-demo-").FullName;
        try
        {
            foreach (var bestand in Directory.GetFiles(Map, "*.json")) File.Copy(bestand, Path.Combine(kapot, Path.GetFileName(bestand)));
            var cooperatie = Path.Combine(kapot, "cooperatie.json");
            await File.WriteAllTextAsync(cooperatie, (await File.ReadAllTextAsync(cooperatie))
                .Replace("\"P6W\"", "\"zes weken\"", StringComparison.Ordinal));

            var fout = await Assert.ThrowsAsync<InvalidOperationException>(() => demo.Laad(kapot));
            Assert.Contains("Dimpact", fout.Message, StringComparison.Ordinal);
            Assert.Contains("catalogi/api/v1/zaaktypen ('Klacht') werd geweigerd met 400", fout.Message, StringComparison.Ordinal);
            Assert.Contains("doorlooptijd", fout.Message, StringComparison.Ordinal);

            fout = await Assert.ThrowsAsync<InvalidOperationException>(() => demo.Laad());
            Assert.Contains("maar half geladen. Verwijder", fout.Message, StringComparison.Ordinal);
        }
        finally { Directory.Delete(kapot, true); }
    }

    [Fact]
    public async Task An_organisation_with_a_catalogus_of_its_own_is_left_alone()
    {
        await using var demo = await Voorstelling.Begin("sqlite", "dimpact");
        using var body = new StringContent("""{"domein":"EIGEN","rsin":"999701009","contactpersoonBeheerNaam":"Iemand"}""", null,
            "application/json");
        using var gemaakt = await demo.Beheer("dimpact").PostAsync("catalogi/api/v1/catalogussen", body);
        Assert.Equal(HttpStatusCode.Created, gemaakt.StatusCode);
        var rijen = await demo.Rijen("dimpact");
        var fout = await Assert.ThrowsAsync<InvalidOperationException>(() => demo.Laad());
        Assert.Contains("heeft al een eigen catalogus", fout.Message, StringComparison.Ordinal);
        Assert.Equal(rijen, await demo.Rijen("dimpact"));
    }

    [Fact]
    public async Task Each_role_sees_what_it_may()
    {
        await using var demo = await Voorstelling.Begin("sqlite", "deventer");
        await demo.Laad();
        async Task<List<string>> Niveaus(string rol) =>
            [.. (await Voorstelling.Alle(demo.Als("deventer", rol), "zaken/api/v1/zaken"))
                .Select(z => $"{z["vertrouwelijkheidaanduiding"]}")];
        var klantcontact = await Niveaus("Medewerker klantcontact");
        Assert.Equal(["beperkt_openbaar", "intern", "openbaar"], klantcontact.Distinct().Order());
        var behandelaar = await Niveaus("Behandelaar");
        Assert.Contains("zaakvertrouwelijk", behandelaar);
        Assert.DoesNotContain("geheim", behandelaar);
        Assert.Contains("geheim", await Niveaus("Functioneel beheerder"));

        async Task<HttpStatusCode> Leest(string rol, string pad)
        {
            using var a = await demo.Als("deventer", rol).GetAsync(pad);
            return a.StatusCode;
        }
        Assert.Equal(HttpStatusCode.OK, await Leest("Functioneel beheerder", "autorisaties/api/v1/applicaties"));
        Assert.Equal(HttpStatusCode.Forbidden, await Leest("Behandelaar", "autorisaties/api/v1/applicaties"));
        Assert.Equal(HttpStatusCode.Forbidden, await Leest("Medewerker klantcontact", "besluiten/api/v1/besluiten"));
        Assert.Equal(HttpStatusCode.OK, await Leest("Medewerker klantcontact", "referentielijsten/api/v1/procestypen"));
        Assert.Equal(HttpStatusCode.Forbidden, await Leest("gast", "zaken/api/v1/zaken"));
    }

    /// <summary>Organisations wait for each other's milestones, and never for one that does not load or gave up.</summary>
    [Fact]
    public async Task Who_does_not_load_is_not_waited_for()
    {
        var afspraken = new Afspraken(["een", "twee"]);
        Assert.True(afspraken.Wacht("drie/klaar").IsCompleted);
        var (agenda, volmacht) = (afspraken.Wacht("een/agenda"), afspraken.Wacht("twee/volmacht"));
        Assert.False(agenda.IsCompleted || volmacht.IsCompleted);
        afspraken.Meld("een/agenda");
        await agenda;
        Assert.False(volmacht.IsCompleted);
        afspraken.Klaar("twee"); // broken off before it got there
        await volmacht;
    }

    [Fact]
    public void Personas_have_clients_of_their_own()
    {
        var personas = Demo.Personas(Voorstelling.Instellingen(["dimpact", .. Gemeenten]));
        Assert.Equal(personas.Count, personas.Select(p => p.Id).Distinct().Count());
        Assert.All(personas.GroupBy(p => p.Organisatie),
            groep => Assert.InRange(groep.Select(p => OwnClients.Id(p.Rol)).Distinct().Count(), 3, groep.Count()));
        Assert.All(personas, p => Assert.Matches("^brink-[a-z0-9-]{1,44}$", OwnClients.Id(p.Rol)));
        Assert.All(personas, p => Assert.NotEqual(Demo.Client, OwnClients.Id(p.Rol)));
    }

    /// <summary>No real person: every BSN is of the test set that RvIG hands out, whose numbers begin with 99999.</summary>
    [Fact]
    public void Persons_have_test_numbers()
    {
        var bsns = Bsn().Matches(string.Concat(Directory.GetFiles(Map, "*.json").Select(File.ReadAllText)))
            .Select(m => m.Groups[1].Value).ToList();
        Assert.True(bsns.Count > 5);
        Assert.All(bsns, bsn => { Assert.StartsWith("99999", bsn, StringComparison.Ordinal); Assert.Equal(9, bsn.Length); });
        Assert.All(bsns, bsn => Assert.Equal(0, bsn.Select((c, i) => (c - '0') * (i == 8 ? -1 : 9 - i)).Sum() % 11));
    }

    [GeneratedRegex("(?:\"inpBsn\":|\"bsn\", \"objectId\":)\\s*\"([^\"]*)\"")]
    private static partial Regex Bsn();
}
