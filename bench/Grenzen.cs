using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;

namespace Brink.Bench;

/// <summary>
/// What an honest writer notices of requests that want too much: its p95 alone,
/// and beside a client that sends one such request after the other. Both in the same run, by turns,
/// so that the machine is the same for both; the middle one of some rounds counts.
/// </summary>
internal static class Grenzen
{
    private const double Most = 1.5;
    private const int Writers = 2, Rounds = 3;
    private const string Expand = "expand=rollen.zaak.rollen.zaak.rollen.zaak.rollen";

    private sealed record Kind(string Name, Request Request, int Answer);

    public static async Task Run(Bed bed, string store, Span span, Report report)
    {
        var kinds = await Kinds(bed);
        Load.Run(Writers, span, bed.MakeZaak());
        foreach (var kind in kinds)
        {
            var ratios = new List<(double Ratio, Measured Alone, Measured Beside, double PerSecond)>();
            for (var round = 0; round < Rounds; round++)
            {
                var alone = Load.Run(Writers, span, bed.MakeZaak());
                var (beside, perSecond) = await Beside(bed, span, [kind]);
                ratios.Add((beside.P95 / alone.P95, alone, beside, perSecond));
            }
            var (ratio, without, with, sent) = ratios.OrderBy(r => r.Ratio).ElementAt(Rounds / 2);
            Report.Note(store, "schrijver", without);
            Report.Note(store, " ernaast", with);
            report.Goal(string.Create(CultureInfo.InvariantCulture,
                $"grenzen op {store}, {kind.Name}: p95 van {Writers} eerlijke schrijvers hoogstens {Most} x die zonder"),
                ratio <= Most, string.Create(CultureInfo.InvariantCulture,
                    $"{ratio:F2} ({without.P95 / 1000:F2} en {with.P95 / 1000:F2} ms; {sent:F1} zulke verzoeken per s)"));
        }
        // What no limit can mend: all at once they ask for more processors than there are.
        var (all, many) = await Beside(bed, span, kinds);
        Report.Note(store, string.Create(CultureInfo.InvariantCulture, $" alle {many:F0}/s"), all);
    }

    private static async Task<(Measured Honest, double PerSecond)> Beside(Bed bed, Span span, IReadOnlyCollection<Kind> kinds)
    {
        var (stop, sent, began) = (0, 0, Stopwatch.GetTimestamp());
        var hostile = kinds.Select(kind => Task.Factory.StartNew(() =>
        {
            using var connection = new Connection(bed.Server.Port);
            var copy = kind.Request.Copy();
            for (; Volatile.Read(ref stop) == 0; Interlocked.Increment(ref sent)) connection.Ask(copy, kind.Answer);
        }, TaskCreationOptions.LongRunning)).ToList();
        Measured honest;
        try { honest = Load.Run(Writers, span, bed.MakeZaak()); }
        finally { Volatile.Write(ref stop, 1); }
        await Task.WhenAll(hostile);
        return (honest, sent / Stopwatch.GetElapsedTime(began).TotalSeconds);
    }

    private static async Task<List<Kind>> Kinds(Bed bed)
    {
        var (port, zaak) = (bed.Server.Port, await bed.WithRollen(28));
        string Lijst(string one) => $$"""{"kenmerken":[{{string.Join(',', Enumerable.Repeat(one, 1_000_000 / (one.Length + 1)))}}]}""";
        var type = await Objecttype(bed.Server.Http);
        var document = JsonSerializer.Serialize(
            new { bestandsomvang = 1, bestandsnaam = "groot.bin", inhoud = Convert.ToBase64String(new byte[3_000_000]) });
        var objecten = $"/{HostProcess.Organisatie}/objecten/api/v2/objects";
        return
        [
            new("uitklappen heen en weer", new("GET", Bed.Path($"zaken/{zaak}?{Expand}"), port), 400),
            new("een lange lijst", new("POST", Bed.Path("zaken"), port, Lijst("1")), 400),
            new("duizenden fouten", new("POST", Bed.Path("zaken"), port, Lijst("{}")), 400),
            new("een zwaar JSON-schema", new("POST", objecten, port, JsonSerializer.Serialize(new
            {
                type,
                record = new { typeVersion = 1, startAt = "2024-01-01", data = new { traag = new string('a', 60) + "!" } },
            })), 400),
            new("een geweigerd bestand",
                new("POST", $"/{HostProcess.Organisatie}/documenten/api/v1/enkelvoudiginformatieobjecten", port, document), 400),
        ];
    }

    // Its pattern goes back and forth in what it judges, until that takes too long.
    private static async Task<string> Objecttype(HttpClient http)
    {
        var type = await Url(http, "objecten/api/v2/objecttypes", new { name = "traag", namePlural = "traag", allowGeometry = false });
        var jsonSchema = new { type = "object", properties = new { traag = new { type = "string", pattern = "^(?=a)(a+)+$" } } };
        await Url(http, $"objecten/api/v2/objecttypes/{type[^36..]}/versions", new { jsonSchema, status = "published" });
        return type;
    }

    internal static async Task<string> Url(HttpClient http, string below, object body)
    {
        using var answer = await http.PostAsJsonAsync($"{HostProcess.Organisatie}/{below}", body);
        var json = await answer.Content.ReadFromJsonAsync<JsonElement>();
        return answer.IsSuccessStatusCode ? json.GetProperty("url").GetString()! : throw new InvalidOperationException($"{below}: {json}");
    }
}
