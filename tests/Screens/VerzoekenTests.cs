using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Tracing;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Brink.Host;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Brink.Tests;

/// <summary>How many requests a screen makes to the registers. All telephones in the room do the same at the same moment,
/// so each request counts.</summary>
public sealed class VerzoekenTests(Demonstratie demonstratie)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    // Of one request of a browser with all that follows it, redirects too.
    private const int Hoogstens = 16;

    [Fact]
    public async Task A_vote_on_a_telephone_takes_at_most_sixteen_requests()
    {
        var server = (await Server.Build(new()
        {
            ["data"] = await demonstratie.Kopie(),
            ["port"] = "0",
            ["demo"] = "true",
            ["demoData"] = Path.Combine(Source.Root, "demo"),
            ["environment"] = "Development",
        }))!;
        var tenants = server.Services.GetRequiredService<IReadOnlyDictionary<string, Brink.Engine.Tenant>>().Values.ToList();
        using var teller = new Teller();
        try
        {
            await server.StartAsync(Stop);
            var adres = new Uri(server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
            using var registers = server.Services.GetRequiredService<InProcessClients>().Http("dimpact", Demo.Client, "tester", "tester");
            var (alv, stemming) = await OpenStemmingAsync(registers);
            using var lid = await AppTests.Als(adres, "lid-raalte");

            // In the meeting, with what takes most: a vote against is looked at before it is sent.
            var mijn = $"/dimpact/vereniging/vergaderingen/{alv}/mijn";
            var (blad, geopend) = await teller.Tel(lid, new(HttpMethod.Get, mijn));
            Assert.True(geopend.Count is > 0 and <= Hoogstens - 3, Lijst(geopend));
            var vorm = blad.QuerySelectorAll("form[data-vorm]").OfType<IHtmlFormElement>()
                .Single(f => f.Id!.StartsWith("stem-" + stemming, StringComparison.Ordinal));
            var (na, gestemd) = await teller.Tel(lid, Verstuur(vorm, mijn, "tegen"));
            Assert.Contains("Uw stem is uitgebracht.", na.QuerySelector("#melding")!.TextContent, StringComparison.Ordinal);
            Assert.True(gestemd.Count <= Hoogstens, Lijst(gestemd));
            // Asking whether there is something new reads nothing; each answer is that of the page as it stands.
            var levend = na.QuerySelector("#levend")!;
            var (_, gevraagd) = await teller.Tel(lid, new(HttpMethod.Get, levend.GetAttribute("data-vraag")));
            Assert.Equal(["/dimpact/nieuws/api/v1/stand"], gevraagd);
            Assert.Equal(levend.GetAttribute("data-versie"), await lid.GetStringAsync(levend.GetAttribute("data-vraag"), Stop));
            await StroomAsync(lid, registers, levend, alv);

            // Outside a meeting, at the vote itself.
            var digitaal = JsonNode.Parse(await registers.GetStringAsync("besluitvorming/api/v1/stemmingen?status=open&pageSize=500",
                Stop))!["results"]!.AsArray()
                .First(s => (string)s!["modus"]! == "buiten_vergadering");
            var pad = "/dimpact/vereniging/stemmingen/" + ((string)digitaal!["url"]!)[^36..];
            (blad, _) = await teller.Tel(lid, new(HttpMethod.Get, pad));
            vorm = blad.QuerySelectorAll("form[data-vorm]").OfType<IHtmlFormElement>()
                .First(f => f.Id!.StartsWith("stem-", StringComparison.Ordinal));
            (na, gestemd) = await teller.Tel(lid, Verstuur(vorm, pad, "voor"));
            Assert.Contains("Uw stem is uitgebracht.", na.QuerySelector("#melding")!.TextContent, StringComparison.Ordinal);
            Assert.True(gestemd.Count <= Hoogstens, Lijst(gestemd));
        }
        finally
        {
            await server.StopAsync(CancellationToken.None);
            await server.DisposeAsync();
            foreach (var tenant in tenants) await tenant.DisposeAsync();
        }
    }

    // The stream says where it is, and tells what happens; each user has a few of them at most.
    private static async Task StroomAsync(HttpClient lid, HttpClient registers, AngleSharp.Dom.IElement levend, string alv)
    {
        var waar = levend.GetAttribute("data-stroom");
        var open = new List<HttpResponseMessage>();
        for (HttpResponseMessage? antwoord = null; antwoord?.StatusCode != HttpStatusCode.NoContent; open.Add(antwoord))
        {
            Assert.True(open.Count < 10, "as many streams as one likes");
            antwoord = await lid.GetAsync(waar, HttpCompletionOption.ResponseHeadersRead, Stop);
        }
        Assert.Equal(("text/event-stream", "no"), (open[0].Content.Headers.ContentType!.MediaType,
            open[0].Headers.GetValues("X-Accel-Buffering").Single()));
        using var stroom = new StreamReader(await open[0].Content.ReadAsStreamAsync(Stop));
        var begin = (levend.GetAttribute("data-versie"), levend.GetAttribute("data-versie"));
        Assert.Equal(begin, await Nieuws());
        var vergadering = $"{registers.BaseAddress}besluitvorming/api/v1/vergaderingen/{alv}";
        using (var verzonden = await registers.PostAsJsonAsync("besluitvorming/api/v1/agendapunten",
            new { vergadering, nummer = 9, titel = "Rondvraag", soort = "procedureel" }, Stop))
        {
            Assert.True(verzonden.IsSuccessStatusCode, await verzonden.Content.ReadAsStringAsync(Stop));
        }
        var (id, data) = await Nieuws();
        Assert.Equal(id, data);
        Assert.NotEqual(begin.Item1, id);
        foreach (var een in open) een.Dispose();

        async Task<(string? Id, string? Data)> Nieuws()
        {
            (string? Id, string? Data, string? Soort) nu = default;
            while (await stroom.ReadLineAsync(Stop) is { } regel)
            {
                if (regel.StartsWith("id: ", StringComparison.Ordinal)) nu.Id = regel[4..];
                else if (regel.StartsWith("data: ", StringComparison.Ordinal)) nu.Data = regel[6..];
                else if (regel.StartsWith("event: ", StringComparison.Ordinal)) nu.Soort = regel[7..];
                else if (regel.Length == 0 && nu.Soort == "nieuws") return (nu.Id, nu.Data);
                else if (regel.Length == 0) nu = default;
            }
            throw new IOException("the stream ended");
        }
    }

    private static string Lijst(List<string> verzoeken) => $"{verzoeken.Count} requests:\n" + string.Join('\n', verzoeken);

    // A meeting that is going on, with a vote that is open, and everybody is there.
    private static async Task<(string Vergadering, string Stemming)> OpenStemmingAsync(HttpClient registers)
    {
        async Task<string> Maak(string pad, object body)
        {
            using var antwoord = await registers.PostAsJsonAsync("besluitvorming/api/v1/" + pad, body, Stop);
            var tekst = await antwoord.Content.ReadAsStringAsync(Stop);
            Assert.True(antwoord.IsSuccessStatusCode, tekst);
            return (string?)JsonNode.Parse(tekst)!["url"] ?? "";
        }
        var v = await Maak("vergaderingen", new { titel = "Geteld", datum = Alv.Vandaag(0), vorm = "fysiek", overgenomen = true });
        var punt = await Maak("agendapunten", new
        {
            vergadering = v,
            nummer = 1,
            titel = "Voorstel",
            soort = "ter_besluitvorming",
            gevraagdBesluit = new { soort = "instemmen", tekst = "In te stemmen." },
        });
        await Maak($"vergaderingen/{v[^36..]}/oproepen", new { moment = Alv.Vandaag(-14) + "T09:00:00Z" });
        var stemming = await Maak("stemmingen", new { agendapunt = punt, modus = "in_de_vergadering", onderwerp = "Voorstel" });
        await Maak($"vergaderingen/{v[^36..]}/openen", new { });
        foreach (var lid in JsonNode.Parse(
            await registers.GetStringAsync("portfolio/api/v1/leden?status=lid&pageSize=500", Stop))!["results"]!.AsArray())
        {
            await Maak("aanwezigheden",
                new { vergadering = v, lid = (string)lid!["url"]!, hoedanigheid = "bestuurder", functie = "portefeuillehouder" });
        }
        await Maak($"agendapunten/{punt[^36..]}/behandelen", new { });
        await Maak($"stemmingen/{stemming[^36..]}/openen", new { });
        return (v[^36..], stemming[^36..]);
    }

    private static HttpRequestMessage Verstuur(IHtmlFormElement vorm, string pad, string keuze) => new(HttpMethod.Post, pad)
    {
        Content = new FormUrlEncodedContent(vorm.Elements.OfType<IHtmlInputElement>()
            .Where(i => i.Name is { Length: > 0 } && (i.Type != "radio" || i.Value == keuze))
            .Select(i => KeyValuePair.Create(i.Name!, i.Value))),
    };

    /// <summary>Sees every request that the process makes, and knows by its trace of which screen it is.</summary>
    private sealed class Teller : EventListener
    {
        private static readonly ConcurrentQueue<(ActivityTraceId Van, string Pad)> Gezien = new();

        // A server makes a trace for who listens.
        private readonly ActivityListener luisteraar = new()
        {
            ShouldListenTo = bron => bron.Name == "Microsoft.AspNetCore",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
        };

        public Teller() => ActivitySource.AddActivityListener(luisteraar);

        public override void Dispose()
        {
            luisteraar.Dispose();
            base.Dispose();
        }

        protected override void OnEventSourceCreated(EventSource eventSource)
        {
            if (eventSource.Name == "System.Net.Http") EnableEvents(eventSource, EventLevel.Informational);
        }

        protected override void OnEventWritten(EventWrittenEventArgs eventData)
        {
            if (eventData.EventName == "RequestStart" && Activity.Current is { } nu && eventData.Payload?[3] is string pad
                && pad.Contains("/api/v1/", StringComparison.Ordinal))
            {
                Gezien.Enqueue((nu.TraceId, pad.Split('?')[0]));
            }
        }

        public async Task<(IHtmlDocument Blad, List<string> Verzoeken)> Tel(HttpClient http, HttpRequestMessage vraag)
        {
            var (spoor, pad) = (ActivityTraceId.CreateRandom(), vraag.RequestUri!.OriginalString.Split('?')[0]);
            using (vraag)
            {
                vraag.Headers.Add("traceparent", $"00-{spoor}-{ActivitySpanId.CreateRandom()}-01");
                using var antwoord = await http.SendAsync(vraag, Stop);
                var tekst = await antwoord.Content.ReadAsStringAsync(Stop);
                Assert.True(antwoord.StatusCode == HttpStatusCode.OK, tekst);
                Assert.Equal(pad, antwoord.RequestMessage!.RequestUri!.AbsolutePath); // (it may have sent us elsewhere)
                return (new HtmlParser().ParseDocument(tekst), [.. Gezien.Where(g => g.Van == spoor).Select(g => g.Pad)]);
            }
        }
    }
}
