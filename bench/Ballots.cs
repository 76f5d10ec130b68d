using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Brink.Controle;
using Brink.Stembord;

namespace Brink.Bench;

/// <summary>A digital vote in which all members vote at once, twice: the second time each is refused. None is lost, none is counted twice.</summary>
internal static class Ballots
{
    private const int AtOnce = 16;
    private const string Api = "besluitvorming/api/v1/";
    private static readonly TimeSpan Goal = TimeSpan.FromSeconds(10);

    /// <summary>False when it took longer than the goal, or the outcome is not what was voted.</summary>
    public static async Task<bool> Run(string root, string folder, IEnumerable<(string Name, string? Postgres)> stores, int members)
    {
        var good = true;
        foreach (var (name, postgres) in stores) good &= await Run(root, Path.Combine(folder, "stemmen-" + name), name, postgres, members);
        return Board(members) && good;
    }

    /// <summary>A secret vote of as many members: how long making the ballots takes, and the check that anyone can do.</summary>
    private static bool Board(int members)
    {
        var keys = Enumerable.Range(0, 3).Select(i => Sleutel.Nieuw($"houder {i}")).ToList();
        var holders = keys.Select(k => k.Publiek()).ToList();
        var vote = new Instelling
        {
            Stemming = Guid.NewGuid().ToString(),
            Opties = ["A", "B", "Blanco"],
            Kiezers = [.. Enumerable.Range(0, members).Select(i => new Kiezer { Lid = Guid.NewGuid().ToString(), Naam = $"Gemeente {i}" })],
            Sleutelhouders = holders,
            Publiek = Sleutelhouder.Samen(holders),
        };
        var lines = new List<Regel> { Bord.Volgende(null, Regelsoort.Instelling, Bord.Schrijf(vote)) };
        void Add(Regelsoort kind, object content) => lines.Add(Bord.Volgende(lines[^1], kind, Bord.Schrijf(content)));
        var since = Stopwatch.GetTimestamp();
        foreach (var (i, voter) in vote.Kiezers.Index()) Add(Regelsoort.Biljet, Biljet.Maak(vote, voter.Lid, i % 3).Biljet);
        var made = Stopwatch.GetElapsedTime(since);
        Add(Regelsoort.Afsluiting, new Afsluiting { GeslotenOp = "2026-01-01T00:00:00Z", Biljetten = members });
        var board = Nagekeken.Van(lines);
        var parts = keys.Select(k => k.Ontcijfer(board, board.Stand.Hoofd).Deel).ToList();
        foreach (var part in parts) Add(Regelsoort.Deel, part);
        Add(Regelsoort.Uitslag, Bord.Tel(board.Stand, parts)!);
        var file = Bord.Bestand(lines);
        since = Stopwatch.GetTimestamp();
        var good = Stembordcontrole.Controleer(file).Goed;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"geheim: {members} biljetten gemaakt in {made.TotalSeconds:F2} s; bord van {file.Length / 1024} kB "
            + $"gecontroleerd in {Stopwatch.GetElapsedTime(since).TotalSeconds:F2} s: {(good ? "klopt" : "klopt NIET")}"));
        return good;
    }

    private static async Task<bool> Run(string root, string data, string name, string? postgres, int members)
    {
        var organisatie = postgres is null ? HostProcess.Organisatie : "stem" + Guid.NewGuid().ToString("N")[..8];
        await using var host = await HostProcess.Brink(root, data, postgres, [organisatie]);
        async Task<JsonNode?> Post(string path, object body)
        {
            using var answer = await host.Http.PostAsJsonAsync(path.StartsWith("http", StringComparison.Ordinal) ? path : $"{organisatie}/{path}", body);
            var text = await answer.Content.ReadAsStringAsync();
            if (!answer.IsSuccessStatusCode) throw new InvalidOperationException($"POST {path}: {(int)answer.StatusCode} {text}");
            return text.Length == 0 ? null : JsonNode.Parse(text);
        }
        var steps = new List<object> { new { maak = Api + "regelsets", body = new { naam = "De wet", geldigVanaf = "2020-01-01", bespreekmomentVerplicht = false } } };
        for (var i = 0; i < members; i++)
        {
            steps.Add(new { maak = "portfolio/api/v1/leden", als = $"lid{i}", body = new { naam = $"Gemeente {i}", status = "lid" } });
            steps.Add(new
            {
                maak = Api + "vertegenwoordigingen",
                body = new
                {
                    lid = $"${{lid{i}}}",
                    gebruiker = $"lid-{i}",
                    functie = "portefeuillehouder",
                    geldigVan = "2020-01-01",
                    toepassingen = new[] { HostProcess.Client },
                }
            });
        }
        var urls = (await Post("beheer/api/v1/samen", steps))!.AsArray().Select(u => (string)u!).ToList();
        var vote = (string)(await Post(Api + "stemmingen", new
        {
            modus = "buiten_vergadering",
            onderwerp = "Meting",
            besluittekst = "Aan te nemen.",
            sluit = "2099-01-01T00:00:00Z",
            voorkennisBestuur = "2024-01-01"
        }))!["url"]!;
        await Post(vote + "/openen", new { });

        async Task<int> Cast(int i)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"{organisatie}/{Api}stemmen")
            {
                Content = JsonContent.Create(new { stemming = vote, lid = urls[1 + 2 * i], keuze = "voor" }),
                Headers = { Authorization = new AuthenticationHeaderValue("Bearer", HostProcess.Token($"lid-{i}")) },
            };
            using var answer = await host.Http.SendAsync(request);
            return answer.StatusCode == HttpStatusCode.Created ? 1 : 0;
        }
        async Task<(int Taken, TimeSpan Time)> All()
        {
            var (taken, since) = (0, Stopwatch.GetTimestamp());
            await Parallel.ForEachAsync(Enumerable.Range(0, members), new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
                async (i, _) => Interlocked.Add(ref taken, await Cast(i)));
            return (taken, Stopwatch.GetElapsedTime(since));
        }
        var first = await All();
        var again = await All();
        await Post(vote + "/sluiten", new { });
        var outcome = (await Post(vote + "/vaststellen", new { }))!;
        var counted = outcome["perLid"]!.AsArray().Select(l => (string)l!["lid"]!).Distinct().Count();
        var good = first.Taken == members && again.Taken == 0 && counted == members && (int)outcome["voor"]! == members && (string?)outcome["uitkomst"] == "aangenomen"
            && first.Time < Goal;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"stemmen, {name}: {members} leden in {first.Time.TotalSeconds:F2} s ({members / first.Time.TotalSeconds:F0}/s); "
            + $"tweede keer aangenomen: {again.Taken}; geteld: {counted}; doel {Goal.TotalSeconds:F0} s: {(good ? "gehaald" : "NIET gehaald")}"));
        return good;
    }
}
