using System.Globalization;

namespace Brink.Bench;

/// <summary>The table and the goals.</summary>
internal sealed class Report
{
    private readonly List<string> goals = [];
    private bool headed;

    /// <summary>Prints a row: the server, its limit, and how they compare.</summary>
    /// <param name="limit">What the limit is.</param>
    /// <param name="byTime">Compares the median times (at most …) instead of the numbers per second (at least …).</param>
    public double Row(string store, string what, Measured server, string limit, Measured bare, bool byTime)
    {
        if (!headed)
        {
            Console.WriteLine("opslag   handeling     verb.    per s    p50 ms    p95 ms    p99 ms  cpu µs | grens            per s    "
                + "p50 ms    p95 ms  cpu µs | verhouding");
            headed = true;
        }
        var ratio = byTime ? bare.PerSecond / server.PerSecond : server.PerSecond / bare.PerSecond;
        // the mean time: a few lucky connections do not flatter it
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{store,-8} {what,-13} {server.Connections,5} {Numbers(server)} {server.P99 / 1000,9:F2} {server.Cpu,7:F0} | {limit,-13} "
            + $"{Numbers(bare)} "
                + $"{bare.Cpu,7:F0} | {ratio:F2}{(byTime ? " x de tijd" : "")}"));
        return ratio;
    }

    public static void Note(string store, string what, Measured one) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{store,-8} {what,-13} {one.Connections,5} {Numbers(one)} {one.P99 / 1000,9:F2}"));

    public void Goal(string what, bool reached, string figure) =>
        goals.Add($"{(reached ? "bereikt     " : "niet bereikt")}  {what}: {figure}");

    public void Goals()
    {
        Console.WriteLine();
        foreach (var goal in goals) Console.WriteLine(goal);
    }

    private static string Numbers(Measured m) =>
        string.Create(CultureInfo.InvariantCulture, $"{m.PerSecond,8:F0} {m.P50 / 1000,9:F2} {m.P95 / 1000,9:F2}");
}
