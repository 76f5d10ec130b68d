using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Brink.Controle;
using Brink.Stembord;
using Brink.Tests;

namespace Brink.Bench;

/// <summary>A digital vote in which all members vote at once, twice: the second time each is refused. None is lost,
/// none is counted twice.</summary>
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
        return await Board(root, members) && good;
    }

    // Of a secret vote of 400 members with 3 of 5 holders: a ballot in the browser,
    // the check against that of an old board of the same size, and the tally.
    private static readonly TimeSpan BallotGoal = TimeSpan.FromSeconds(0.1), TallyGoal = TimeSpan.FromSeconds(1);
    private const double CheckGoal = 1.3;
    private const int Browsed = 20;

    /// <summary>A secret vote of as many members. False when the board does not hold, or something took longer than its goal.</summary>
    private static async Task<bool> Board(string root, int members)
    {
        List<string> seeds = [.. Enumerable.Range(0, 5).Select(_ => Woorden.NieuwZaad())];
        var ceremony = Nieuwbord.Ceremonie(seeds, 3);
        var lines = Nieuwbord.Getekend(ceremony, seeds, members);
        var vote = Bord.LeesEerste(lines[0].Inhoud);
        // The first ballots are those of the browser; so this also says that the board takes them.
        var browsed = await Browser(root, lines[0].Inhoud, [.. vote.Kiezers.Take(Browsed).Select(k => k.Lid)]);
        foreach (var (_, ballot) in browsed) Nieuwbord.Voeg(lines, Regelsoort.Biljet, ballot);
        var each = TimeSpan.FromMilliseconds(browsed.Select(b => b.Ms).Order().ElementAt(browsed.Count / 2));
        var since = Stopwatch.GetTimestamp();
        foreach (var (i, voter) in vote.Kiezers.Skip(browsed.Count).Index())
            Nieuwbord.Voeg(lines, Regelsoort.Biljet, Biljet.Maak(vote, voter.Lid, i % 3).Biljet);
        var made = Stopwatch.GetElapsedTime(since);
        Nieuwbord.Voeg(lines, Regelsoort.Afsluiting, new Afsluiting { GeslotenOp = "2026-01-01T00:00:00Z", Biljetten = members });
        since = Stopwatch.GetTimestamp();
        var board = Nagekeken.Van(lines);
        var looked = Stopwatch.GetElapsedTime(since);
        var parts = seeds.Skip(1).Take(3).Select(s => Houder.Ontcijfer(s, board, board.Stand.Hoofd, []).Deel).ToList();
        since = Stopwatch.GetTimestamp();
        var tally = Bord.Tel(board.Stand, parts)!;
        var told = Stopwatch.GetElapsedTime(since);
        foreach (var part in parts) Nieuwbord.Voeg(lines, Regelsoort.Deel, part);
        Nieuwbord.Voeg(lines, Regelsoort.Uitslag, tally);

        var (file, old) = (Bord.Bestand(lines),
            Bord.Bestand(Oudbord.Maak([.. Enumerable.Range(0, members - 1).Select(i => i % 3)], members)));
        var (good, newTime, oldTime) = SideBySide(file, old);
        var ratio = newTime / oldTime;
        var goals = each <= BallotGoal && told <= TallyGoal && ratio <= CheckGoal;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"geheim: {members} biljetten, 3 van 5 houders, bord van {file.Length / 1024} kB: "
            + $"{(good ? "klopt" : "klopt NIET")}; een biljet met Node {each.TotalSeconds:F3} s (doel {BallotGoal.TotalSeconds}); "
            + $"{members - browsed.Count} biljetten op de server {made.TotalSeconds:F2} s; "
            + $"verify {newTime.TotalSeconds:F2} s, van een oud bord {oldTime.TotalSeconds:F2} s: {ratio:F2} keer (doel {CheckGoal}); "
            + $"nakijken in ontcijfer {looked.TotalSeconds:F2} s; uitslag openen {told.TotalSeconds:F3} s (doel {TallyGoal.TotalSeconds}): "
            + $"{(goals ? "gehaald" : "NIET gehaald")}"));
        return good && goals;
    }

    // In turns, so that what else the machine does weighs on both; of each the best of three.
    private static (bool Good, TimeSpan New, TimeSpan Old) SideBySide(string file, string old)
    {
        var (good, times) = (true, new[] { TimeSpan.MaxValue, TimeSpan.MaxValue });
        for (var round = 0; round < 3; round++)
        {
            foreach (var (i, board) in new[] { file, old }.Index())
            {
                var since = Stopwatch.GetTimestamp();
                good &= Stembordcontrole.Controleer(board).Goed;
                times[i] = TimeSpan.FromTicks(Math.Min(times[i].Ticks, Stopwatch.GetElapsedTime(since).Ticks));
            }
        }
        return (good, times[0], times[1]);
    }

    private static async Task<List<(double Ms, string Ballot)>> Browser(string root, string line0, string[] members)
    {
        using var node = Process.Start(
            new ProcessStartInfo("node", [Path.Combine(root, "bench/biljet.mjs")])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true
            })!;
        await node.StandardInput.WriteAsync(JsonSerializer.Serialize(new { regel0 = line0, leden = members }));
        node.StandardInput.Close();
        var made = JsonNode.Parse(await node.StandardOutput.ReadToEndAsync())!.AsArray();
        await node.WaitForExitAsync();
        return [.. made.Select(m => ((double)m!["ms"]!, (string)m["inhoud"]!))];
    }

    private static async Task<bool> Run(string root, string data, string name, string? postgres, int members)
    {
        var organisatie = postgres is null ? HostProcess.Organisatie : "stem" + Guid.NewGuid().ToString("N")[..8];
        await using var host = await HostProcess.Brink(root, data, postgres, [organisatie]);
        async Task<JsonNode?> Post(string path, object body)
        {
            using var answer = await host.Http.PostAsJsonAsync(path.StartsWith("http", StringComparison.Ordinal) ? path
                : $"{organisatie}/{path}", body);
            var text = await answer.Content.ReadAsStringAsync();
            if (!answer.IsSuccessStatusCode) throw new InvalidOperationException($"POST {path}: {(int)answer.StatusCode} {text}");
            return text.Length == 0 ? null : JsonNode.Parse(text);
        }
        var steps = new List<object> {
            new { maak = Api + "regelsets", body = new { naam = "De wet", geldigVanaf = "2020-01-01", bespreekmomentVerplicht = false } } };
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
        var good = first.Taken == members && again.Taken == 0 && counted == members && (int)outcome["voor"]! == members
            && (string?)outcome["uitkomst"] == "aangenomen"
            && first.Time < Goal;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"stemmen, {name}: {members} leden in {first.Time.TotalSeconds:F2} s ({members / first.Time.TotalSeconds:F0}/s); "
            + $"tweede keer aangenomen: {again.Taken}; geteld: {counted}; doel {Goal.TotalSeconds:F0} s: {(good ? "gehaald" : "NIET gehaald")}"));
        return good;
    }
}
