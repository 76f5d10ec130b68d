using System.Net;
using System.Text.Json.Nodes;
using Brink.Apps.Collegevoorstel;
using Brink.Client;
using Xunit;

namespace Brink.Tests;

/// <summary>What an app writes together: one request where the server can do that, and one after the other at a plain ZGW server;
/// the outcome is the same.</summary>
public sealed class BundelTests
{
    // A server as others run it: of what is not in the standard it knows nothing.
    private sealed class Server(HttpClient naar, bool gewoon) : HttpMessageHandler
    {
        public List<string> Verzoeken { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var pad = request.RequestUri!.AbsolutePath;
            if (request.Method != HttpMethod.Get) Verzoeken.Add($"{request.Method} {pad[(pad.IndexOf('/', 1) + 1)..]}");
            if (gewoon && (pad.EndsWith("/samen", StringComparison.Ordinal)
                || pad.EndsWith("/zaaknummer_reserveren", StringComparison.Ordinal)))
            {
                return new(HttpStatusCode.NotFound) { Content = new StringContent("Not Found") };
            }
            using var door = new HttpRequestMessage(request.Method, request.RequestUri) { Content = request.Content };
            foreach (var (naam, waarden) in request.Headers) door.Headers.TryAddWithoutValidation(naam, waarden);
            return await naar.SendAsync(door, cancellationToken);
        }
    }

    private static (ZgwClient Zgw, Server Server) Bij(Platform p, bool gewoon)
    {
        var server = new Server(p.Beheerder, gewoon);
        return (new(new HttpClient(server) { BaseAddress = new Uri(p.Base) }), server);
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task Comes_to_the_same_at_both(bool gewoon)
    {
        await using var p = await Platform.Start("sqlite");
        var cast = new Cast(p);
        var typen = await cast.Gepubliceerd();
        var (zgw, server) = Bij(p, gewoon);
        var cancel = TestContext.Current.CancellationToken;
        JsonObject Zaak() => System.Text.Json.JsonSerializer.SerializeToNode(Cast.ZaakBody(typen.Url))!.AsObject();
        var bundel = new Bundel();
        var velden = Zaak();
        velden["toelichting"] = "${zaak} is hier geen naam";
        var zaak = bundel.Maak("zaken/zaken", velden);
        var eigenschap = bundel.Maak($"{zaak}/zaakeigenschappen",
            new() { ["zaak"] = zaak, ["eigenschap"] = typen.Eigenschap, ["waarde"] = "3" });
        bundel.Wijzig(eigenschap, new() { ["waarde"] = "4" });
        bundel.Maak("zaken/statussen", new()
        {
            ["zaak"] = zaak,
            ["statustype"] = typen.Begin,
            ["datumStatusGezet"] = "2024-01-02T10:00:00Z",
            ["statustoelichting"] = "$${x}"
        });
        var gedaan = await zgw.Samen(bundel, cancel);
        Assert.True(gedaan.Gelukt(out var adressen), gedaan.Fout?.ToString());
        Assert.Equal(gewoon ? 5 : 1, server.Verzoeken.Count); // (the first of the five found that there is no such deed)
        var gemaakt = await p.Get(adressen[0]!.AbsolutePath[(p.Name.Length + 2)..]);
        Assert.Equal("${zaak} is hier geen naam", (string?)gemaakt["toelichting"]); // what somebody typed stays what it is
        Assert.Equal("4", (string?)(await p.Get(adressen[1]!.AbsolutePath[(p.Name.Length + 2)..]))["waarde"]);
        Assert.Equal("$${x}", (string?)(await p.Get(adressen[3]!.AbsolutePath[(p.Name.Length + 2)..]))["statustoelichting"]);
        var weg = new Bundel();
        weg.Verwijder(adressen[1]!.ToString());
        Assert.Null((await zgw.Samen(weg, cancel)).Fout);
        Assert.Equal(0, await p.Rows("zrc_zaakeigenschap"));

        // A refusal names the field of the step. Here nothing is left of it; there what was done before it is.
        var fout = new Bundel();
        var tweede = fout.Maak("zaken/zaken", Zaak());
        fout.Maak("zaken/statussen", new() { ["zaak"] = tweede, ["statustype"] = typen.Begin, ["datumStatusGezet"] = "gisteren" });
        var geweigerd = (await zgw.Samen(fout, cancel)).Fout!;
        Assert.Equal((400, "datumStatusGezet"), (geweigerd.Status, Assert.Single(geweigerd.Parameters).Name));
        Assert.Equal(gewoon ? 2 : 1, await p.Rows("zrc_zaak"));
        var niets = new Bundel();
        Assert.Empty((await zgw.Samen(niets, cancel)).Waarde!);
        var nergens = new Bundel();
        nergens.Wijzig(p.Base + "zaken/api/v1/zaken/" + Guid.NewGuid(), []);
        Assert.Equal(404, (await zgw.Samen(nergens, cancel)).Fout!.Status);
    }

    /// <summary>Beginning a proposal: a zaak with a rol, a status, eigenschappen and the nota.
    /// Refused half way it left a zaak without a nota.</summary>
    [Theory, InlineData(true), InlineData(false)]
    public async Task A_proposal_begins_as_a_whole(bool gewoon)
    {
        await using var demo = await Voorstelling.Begin("sqlite", "dimpact", "deventer");
        await demo.Laad();
        var server = new Server(demo.Gebruiker("deventer", "deventer-steller"), gewoon);
        var http = new HttpClient(server) { BaseAddress = new Uri($"{Brink.Host.InProcessClients.Address}/deventer/") };
        var bureau = new Bureau(new ZgwClient(http), null, new("deventer-steller", "Stef Steller", "Steller"), TimeProvider.System,
            TestContext.Current.CancellationToken);
        var begonnen = await bureau.BeginAsync(new Nota
        {
            Onderwerp = "Een nieuw voorstel",
            Openbaar = true,
            Portefeuillehouder = "Burgemeester",
            Collegedatum = new(2026,
            12, 1)
        });
        Assert.True(begonnen.Gelukt(out var zaak), begonnen.Fout?.ToString());
        Assert.Equal(["POST zaken/api/v1/zaaknummer_reserveren", "POST beheer/api/v1/samen"],
            server.Verzoeken.Where(v => !gewoon || v.EndsWith("_reserveren",
            StringComparison.Ordinal)
            || v.EndsWith("samen", StringComparison.Ordinal)));
        Assert.Equal(gewoon, server.Verzoeken.Contains("POST zaken/api/v1/zaken"));
        var dossier = (await Dossier.HaalAsync(new ZgwClient(http), zaak.Uuid, TestContext.Current.CancellationToken)).Waarde!;
        Assert.Equal((zaak.Identificatie, "Een nieuw voorstel", 1),
            (dossier.Nota!.Inhoud.Notanummer, dossier.Nota.Inhoud.Onderwerp, dossier.Versie));
        Assert.Equal("Steller", dossier.Steller?.Omschrijving);
        Assert.NotEmpty(zaak.Identificatie);
    }
}
