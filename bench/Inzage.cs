using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Brink.Bench;

/// <summary>
/// What the log of who saw whom costs: the same request for the same bytes, of which one names a person and leaves a row before it is
/// answered, and the other does not. Two numbers that differ in their last digit make the difference: one is a BSN by its shape,
/// the other is not.
/// </summary>
internal static class Inzage
{
    private const int Each = 100;
    private static readonly int[] Connections = [1, 8, 32];
    private static readonly DateOnly Named = new(2031, 1, 1), Nobody = new(2032, 1, 1); // days on which no other zaak began

    public static async Task Run(Bed bed, string store, Span span, Report report)
    {
        var named = await bed.WithText(Numbers(true), Named);
        var nobody = await bed.WithText(Numbers(false), Nobody);
        Load.Run(8, span, bed.ReadOf(named));
        Load.Run(8, span, bed.ReadOf(nobody));
        Load.Run(8, span, bed.ListOf(Named));
        Load.Run(8, span, bed.ListOf(Nobody));
        var rows = await bed.Rows();
        var (one, list) = (new List<double>(), new List<double>());
        foreach (var n in Connections)
        {
            // By turns: what is chained after the rows would otherwise be paid by the requests without them.
            var without = Load.Run(n, span, bed.ReadOf(nobody), bed.Server.Cpu);
            one.Add(report.Row(store, "lees met regel", Load.Run(n, span, bed.ReadOf(named), bed.Server.Cpu), "zonder regel",
                without, false));
            if (await bed.Rows() == rows) throw new InvalidOperationException("Er kwam geen regel in het logboek: er is niets gemeten.");
            await bed.Chained();
        }
        // What a request does not wait for: each row is chained and made findable in quieter moments.
        var (links, cpu) = (await bed.Links(), TimeSpan.Zero);
        foreach (var n in Connections)
        {
            var without = Load.Run(n, span, bed.ListOf(Nobody), bed.Server.Cpu);
            list.Add(report.Row(store, "lijst v. 100", Load.Run(n, span, bed.ListOf(Named), bed.Server.Cpu), "zonder regel",
                without, false));
            var began = bed.Server.Cpu();
            await bed.Chained();
            cpu += bed.Server.Cpu() - began;
        }
        if (await bed.Links() - links is > 0 and var later)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{store,-8} achteraf, per regel van {Each} personen: hoogstens {cpu.TotalMicroseconds / later:F0} µs "
                + $"processor ({later} regels geketend en op persoon vindbaar gemaakt, een deel al tijdens de meting)"));
        }
        report.Goal($"inzage op {store}: een lijst van {Each} personen kost met het logboek hoogstens 10% meer",
            list.TrueForAll(r => r >= 0.9), Figures(list));
        report.Goal($"inzage op {store}: één ding lezen kost met het logboek hoogstens 10% meer", one.TrueForAll(r => r >= 0.9),
            Figures(one));
    }

    private static string Figures(List<double> ratios) =>
        string.Join(" / ", ratios.Select(r => r.ToString("F2", CultureInfo.InvariantCulture))) + " van zonder, bij 1, 8 en 32 verbindingen";

    private static IEnumerable<string> Numbers(bool bsn)
    {
        var found = 0;
        for (var n = 999_900_000; found < Each; n++)
        {
            var text = n.ToString(CultureInfo.InvariantCulture);
            if (!Brink.Engine.Binder.Elfproef(text)) continue;
            found++;
            yield return bsn ? text : (n + 1).ToString(CultureInfo.InvariantCulture); // the next one never is
        }
    }

    private static async Task<Guid[]> WithText(this Bed bed, IEnumerable<string> numbers, DateOnly day)
    {
        var made = new List<Guid>();
        foreach (var number in numbers)
        {
            var body = JsonNode.Parse(bed.ZaakBody(day))!;
            body["toelichting"] = $"Aanvraag van {number}, zie de brief die erbij hoort.";
            using var answer = await bed.Server.Http.PostAsJsonAsync(new Uri(Bed.Path("zaken"), UriKind.Relative), body);
            answer.EnsureSuccessStatusCode();
            made.Add(Guid.Parse(((string)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["url"]!)[^36..]));
        }
        return [.. made];
    }
}
