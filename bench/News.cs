using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Brink.Engine;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Brink.Bench;

/// <summary>
/// What it costs to know whether there is news: the question itself, a hall of 400 telephones of as many users that each follow one meeting
/// (by asking, and by a stream), and what eight writers notice of it. Those write by turns with and without news at one server in this
/// process, so that all else is the same.
/// </summary>
internal static class News
{
    private const int Telephones = 400, Pause = 3, Writers = 8;
    private const string Org = "dimpact", Database = "brink_bench_nieuws";

    public static async Task Run(string root, string folder, string name, string? maintenance, bool quick, Report report)
    {
        var data = Path.Combine(folder, "nieuws-" + name);
        var postgres = maintenance is null ? null : new NpgsqlConnectionStringBuilder(maintenance) { Database = Database }.ToString();
        if (maintenance is not null)
            await Ground.Sql(maintenance, $"DROP DATABASE IF EXISTS {Database} WITH (FORCE)", $"CREATE DATABASE {Database}");
        await using (var host = await HostProcess.Brink(root, data, postgres, [Org], Ground.Demo(root, Path.Combine(folder, "nieuws-demo-" + name), Org, Telephones)))
        {
            var vergadering = await Meeting(host);
            Question(host, name, vergadering, quick, report);
            await Hall(host, name, vergadering, quick, report);
        }
        await Write(root, data + "-schrijf", name, postgres, quick, report);
        NpgsqlConnection.ClearAllPools();
        if (maintenance is not null) await Ground.Sql(maintenance, $"DROP DATABASE IF EXISTS {Database} WITH (FORCE)");
    }

    // As a client of the API asks it, with nothing new: processor time of the server, and the time on the line.
    private static void Question(HostProcess host, string name, string vergadering, bool quick, Report report)
    {
        var path = $"/{Org}/nieuws/api/v1/stand?hoofdobject=besluitvorming/api/v1/vergaderingen/{vergadering}&kanaal=portfolio";
        var request = new Request("GET", path, host.Port);
        Worker Ask(int _)
        {
            var connection = new Connection(host.Port);
            var copy = request.Copy();
            return new(() => connection.Ask(copy, 200), connection);
        }
        var span = new Span(TimeSpan.FromSeconds(quick ? 1 : 2), TimeSpan.FromSeconds(quick ? 1.5 : 4));
        Load.Run(4, span, Ask);
        var one = Load.Run(1, span, Ask, host.Cpu);
        Report.Note(name, "is er nieuws", one);
        report.Goal($"is er nieuws op {name}: hoogstens 0,3 ms (één verbinding, met de weg heen en terug)", one.P50 <= 300,
            string.Create(CultureInfo.InvariantCulture,
                $"p50 {one.P50 / 1000:F3} ms, p95 {one.P95 / 1000:F3} ms; processor {one.Cpu:F0} µs per vraag"));
    }

    private static async Task Hall(HostProcess host, string name, string vergadering, bool quick, Report report)
    {
        var cookies = new string[Telephones];
        await Parallel.ForEachAsync(Enumerable.Range(0, Telephones), new ParallelOptions { MaxDegreeOfParallelism = 8 },
            async (i, _) =>
            {
                var jar = new CookieContainer();
                using var person = await Ground.StepIn(host.Port, Org, $"meting-{i}", jar);
                cookies[i] = jar.GetCookieHeader(person.BaseAddress!);
            });
        var vraag = $"/{Org}/nieuws?over=besluitvorming%2Fvergaderingen%2F{vergadering}&over=portfolio";
        using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false, MaxConnectionsPerServer = 2000 })
        {
            BaseAddress = new Uri($"http://127.0.0.1:{host.Port}/"),
            Timeout = TimeSpan.FromMinutes(2),
        };
        HttpRequestMessage Request(int i, string path, string? known)
        {
            var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.Add("Cookie", cookies[i]);
            if (known is not null) request.Headers.IfNoneMatch.Add(new EntityTagHeaderValue($"\"{known}\""));
            return request;
        }
        string known;
        using (var first = await http.SendAsync(Request(0, vraag, null)))
            known = await first.EnsureSuccessStatusCode().Content.ReadAsStringAsync();

        // By asking, as behind a proxy that keeps streams: each every three seconds, spread as people are.
        var seconds = quick ? 12 : 30;
        async Task<double> Measure(Func<int, CancellationToken, Task> telephone, TimeSpan settle)
        {
            using var stop = new CancellationTokenSource();
            var all = Enumerable.Range(0, Telephones).Select(i => Task.Run(() => telephone(i, stop.Token))).ToList();
            await Task.Delay(settle);
            var (cpu, began) = (host.Cpu(), Stopwatch.GetTimestamp());
            await Task.Delay(TimeSpan.FromSeconds(seconds));
            var used = (host.Cpu() - cpu) / Stopwatch.GetElapsedTime(began);
            await stop.CancelAsync();
            await Task.WhenAll(all);
            return 100 * used;
        }
        var asked = 0;
        var asking = await Measure(async (i, stop) =>
        {
            try
            {
                await Task.Delay(i * Pause * 1000 / Telephones, stop);
                using var every = new PeriodicTimer(TimeSpan.FromSeconds(Pause));
                do
                {
                    using var answer = await http.SendAsync(Request(i, vraag, known), stop);
                    if (answer.StatusCode != HttpStatusCode.NotModified)
                        throw new InvalidOperationException($"antwoord {(int)answer.StatusCode} op de vraag van een telefoon");
                    Interlocked.Increment(ref asked);
                }
                while (await every.WaitForNextTickAsync(stop));
            }
            catch (OperationCanceledException) { } // the measurement is over
        }, TimeSpan.FromSeconds(Pause * 2));
        var heard = 0;
        var streaming = await Measure(async (i, stop) =>
        {
            try
            {
                using var answer = await http.SendAsync(Request(i, vraag.Replace("/nieuws?", "/nieuws/stroom?", StringComparison.Ordinal), null),
                    HttpCompletionOption.ResponseHeadersRead, stop);
                if (answer.StatusCode != HttpStatusCode.OK) throw new InvalidOperationException($"geen stroom: {(int)answer.StatusCode}");
                using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(stop));
                while (await lines.ReadLineAsync(stop) is { } line)
                    if (line.StartsWith("event:", StringComparison.Ordinal)) Interlocked.Increment(ref heard);
            }
            catch (OperationCanceledException) { } // the measurement is over
        }, TimeSpan.FromSeconds(Pause * 2));
        if (heard < Telephones) throw new InvalidOperationException($"maar {heard} van de {Telephones} stromen lieten van zich horen");
        report.Goal($"{Telephones} telefoons bij één vergadering op {name}, elk vraagt elke {Pause} s: onder 5% van één processor", asking < 5,
            string.Create(CultureInfo.InvariantCulture, $"{asking:F1}%"));
        report.Goal($"{Telephones} telefoons bij één vergadering op {name}, elk met een stroom: onder 5% van één processor", streaming < 5,
            string.Create(CultureInfo.InvariantCulture, $"{streaming:F1}%"));
    }

    private static async Task Write(string root, string data, string name, string? postgres, bool quick, Report report)
    {
        var options = new Dictionary<string, string>
        {
            ["data"] = data,
            ["port"] = "0",
            ["Clients:0:Id"] = HostProcess.Client,
            ["Clients:0:Secret"] = HostProcess.Secret,
            ["Clients:0:Superuser"] = "true",
            ["Organisaties:0:Id"] = HostProcess.Organisatie,
            ["Organisaties:0:Naam"] = HostProcess.Organisatie,
        };
        if (postgres is not null) options["Postgres"] = postgres;
        var server = (await Host.Server.Build(options))!;
        var tenants = server.Services.GetRequiredService<IReadOnlyDictionary<string, Tenant>>().Values.ToList();
        await server.StartAsync();
        try { await Write(new Uri(server.Urls.First()).Port, name, quick, report); }
        finally
        {
            await server.StopAsync();
            await server.DisposeAsync();
            foreach (var tenant in tenants) await tenant.DisposeAsync();
        }
    }

    private static async Task Write(int port, string name, bool quick, Report report)
    {
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}/") };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", HostProcess.Token());
        http.DefaultRequestHeaders.Add("Accept-Crs", "EPSG:4326");
        var (soorten, _) = await Seed.Catalogus(http);
        Request[] requests = [.. soorten.Select((s, i) => new Request("POST", Bed.Path("zaken"), port, Seed.Zaak(port, s, Seed.Dag(i))))];
        Worker MakeZaak(int i)
        {
            var connection = new Connection(port);
            var copies = requests.Select(r => r.Copy()).ToArray();
            var at = i;
            return new(() => connection.Ask(copies[at++ % copies.Length], 201), connection);
        }
        var span = new Span(TimeSpan.FromSeconds(0.3), TimeSpan.FromSeconds(quick ? 1.5 : 3));
        Load.Run(Writers, new Span(default, TimeSpan.FromSeconds(quick ? 3 : 6)), MakeZaak);
        var ratios = new List<(double Ratio, double With, double Without)>();
        for (var round = 0; round < 7; round++)
        {
            // By turns, and each first as often as the other.
            double One(bool leftOut)
            {
                Nieuws.IsLeftOut = leftOut;
                return Load.Run(Writers, span, MakeZaak).PerSecond;
            }
            var first = One(round % 2 == 0);
            var second = One(round % 2 != 0);
            var (with, without) = round % 2 == 0 ? (second, first) : (first, second);
            ratios.Add((with / without, with, without));
        }
        Nieuws.IsLeftOut = false;
        var (ratio, w, wo) = ratios.OrderBy(r => r.Ratio).ElementAt(ratios.Count / 2);
        report.Goal($"{Writers} schrijvers op {name} met nieuws minstens 0,95 x zo snel als zonder (de middelste van {ratios.Count})", ratio >= 0.95,
            string.Create(CultureInfo.InvariantCulture, $"{ratio:F2} ({w:F0} en {wo:F0} zaken per s)"));
    }

    private static async Task<string> Meeting(HostProcess host)
    {
        using var answer = await host.Http.PostAsJsonAsync($"{Org}/besluitvorming/api/v1/vergaderingen",
            new { titel = "Gemeten", datum = "2030-05-01", vorm = "fysiek" });
        var json = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        return answer.IsSuccessStatusCode ? ((string)json["url"]!)[^36..] : throw new InvalidOperationException(json.ToJsonString());
    }
}
