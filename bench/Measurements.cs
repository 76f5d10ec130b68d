using System.Globalization;

namespace Brink.Bench;

/// <summary>Which measurements there are, in which order, and what the goals are.</summary>
internal static class Measurements
{
    private const int Zaken = 100_000;
    private static readonly int[] Connections = [1, 8, 32];

    /// <summary>Each operation at each number of connections, each time directly followed by its limit.</summary>
    public static async Task Normal(string root, string folder, string store, string? postgres, bool quick, Report report, string only)
    {
        var span = quick ? new Span(TimeSpan.FromSeconds(0.4), TimeSpan.FromSeconds(1.2))
            : new Span(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(4));
        await using var bed = await Bed.Make(root, folder, postgres, Zaken);
        WarmUp(bed, quick ? 1.5 : 4, only);
        var (create, read, list, status) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
        if (only is "" or "zaak")
        {
            var statements = await bed.Statements("zrc_zaak", updates: false);
            foreach (var n in Connections)
            {
                create.Add(report.Row(store, "zaak maken", Load.Run(n, span, bed.MakeZaak(), bed.Server.Cpu), Writing(bed),
                    bed.Write(statements, false, n, span), false));
                if (!bed.IsPostgres && !quick) Report.Note(store, "  elk apart", bed.WriteSingly(statements, false, n, span));
            }
            report.Goal($"zaak maken op {store}, minstens 0.6 van de SQL-grens", create.TrueForAll(r => r >= 0.6), Figures(create));
        }
        if (only is "" or "status")
        {
            var statements = await bed.Statements("zrc_status", updates: true);
            foreach (var n in Connections)
            {
                status.Add(report.Row(store, "status zetten", Load.Run(n, span, bed.SetStatus(), bed.Server.Cpu), Writing(bed),
                    bed.Write(statements, true, n, span), false));
                if (!bed.IsPostgres && !quick) Report.Note(store, "  elk apart", bed.WriteSingly(statements, true, n, span));
            }
            report.Goal($"status zetten op {store}, minstens 0.6 van de SQL-grens", status.TrueForAll(r => r >= 0.6), Figures(status));
        }
        if (only is "" or "lees")
        {
            var answer = Path.Combine(folder, "antwoord.json");
            await File.WriteAllBytesAsync(answer, await bed.Answer());
            await using var bare = await HostProcess.Bare(answer);
            Load.Run(8, new Span(default, TimeSpan.FromSeconds(quick ? 1.5 : 4)), bed.ReadZaak(bare.Port));
            foreach (var n in Connections)
            {
                read.Add(report.Row(store, "zaak lezen", Load.Run(n, span, bed.ReadZaak(), bed.Server.Cpu), "kale Kestrel",
                Load.Run(n, span, bed.ReadZaak(bare.Port), bare.Cpu), false));
            }
            report.Goal($"zaak lezen op {store}, minstens 0.6 van de Kestrel-grens", read.TrueForAll(r => r >= 0.6), Figures(read));
        }
        if (only is "" or "lijst")
        {
            foreach (var n in Connections)
            {
                list.Add(report.Row(store, "lijst van 100", Load.Run(n, span, bed.ListZaken(), bed.Server.Cpu), "SQL",
                bed.List(n, span), true));
            }
            report.Goal($"lijst van 100 uit {Zaken} zaken op {store}, hoogstens 2 x de tijd van de SQL", list.TrueForAll(r => r <= 2),
                Figures(list));
        }
        if (only is "" or "inzage") await Inzage.Run(bed, store, span, report);
        if (only is "" or "grenzen") await Grenzen.Run(bed, store, span, report);
        Console.WriteLine($"{store,-8} geheugen na de metingen: {Mb(bed.Server.Resident())}");
    }

    /// <summary>How the times grow with the number of zaken.</summary>
    public static async Task Large(string root, string folder, IEnumerable<(string Name, string? Postgres)> stores, Report report,
        string only)
    {
        var span = new Span(TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(2.5));
        // short, so that of ten thousand zaken each still gets its first status
        (string Name, Func<Bed, Func<int, Worker>> Worker)[] operations =
            [("zaak", bed => bed.MakeZaak()), ("lees", bed => bed.ReadZaak()), ("lijst", bed => bed.ListZaken()),
                ("status", bed => bed.SetStatus())];
        foreach (var (name, postgres) in stores)
        {
            var p95 = new Dictionary<(string, int), double>();
            foreach (var count in (int[])[10_000, 1_000_000])
            {
                await using var bed = await Bed.Make(root, folder, postgres, count);
                WarmUp(bed, 4, only);
                foreach (var (what, worker) in operations.Where(o => only is "" || only == o.Name))
                {
                    // The best of three: what else the machine does must not count as growth.
                    var rounds = Enumerable.Range(0, what == "status" ? 1 : 3)
                        .Select(_ => Load.Run(8, span, worker(bed), bed.Server.Cpu)).ToList();
                    var best = rounds.MinBy(m => m.P95)!;
                    Report.Note(name, $"{what} {count}", best);
                    p95[(what, count)] = best.P95;
                }
            }
            foreach (var (what, _) in operations.Where(o => only is "" || only == o.Name))
            {
                var (small, big) = (p95[(what, 10_000)], p95[(what, 1_000_000)]);
                report.Goal($"{what} op {name}, p95 bij 1.000.000 zaken hoogstens 1.3 x die bij 10.000 (8 verbindingen)",
                    big <= 1.3 * small,
                    string.Create(CultureInfo.InvariantCulture, $"{big / small:F2} ({small / 1000:F2} ms en {big / 1000:F2} ms)"));
            }
        }
    }

    /// <summary>How soon an empty server with its four organisations is ready, and what memory it takes.</summary>
    public static async Task Start(string root, string folder, Report report)
    {
        var times = new List<TimeSpan>();
        long resident = 0;
        for (var i = 0; i < 3; i++)
        {
            await using var server = await HostProcess.Brink(root, Path.Combine(folder, $"start-{i}"), null, null);
            times.Add(server.UntilReady);
            if (i < 2) continue;
            await Task.Delay(TimeSpan.FromSeconds(5));
            resident = server.Resident();
        }
        times.Sort();
        report.Goal("van start tot gereed binnen 3 s (gebouwd, vier lege organisaties op SQLite, mediaan van drie)",
            times[1] <= TimeSpan.FromSeconds(3),
            string.Create(CultureInfo.InvariantCulture, $"{times[1].TotalSeconds:F2} s"));
        report.Goal("geheugen in rust onder 200 MB (VmRSS van het proces, vier organisaties op SQLite, 5 s na gereed)",
            resident < 200_000_000, Mb(resident));
    }

    // Until the runtime has compiled what is called often. The statuses go to a few zaken, so that the others still have none.
    private static void WarmUp(Bed bed, double seconds, string only)
    {
        var span = new Span(default, TimeSpan.FromSeconds(seconds));
        if (only is "" or "zaak") Load.Run(8, span, bed.MakeZaak());
        if (only is "" or "status") Load.Run(4, span, bed.SetStatus(among: 200));
        if (only is "" or "lees") Load.Run(8, span, bed.ReadZaak());
        if (only is "" or "lijst") Load.Run(8, span, bed.ListZaken());
    }

    private static string Writing(Bed bed) => bed.IsPostgres ? "SQL, 1 batch" : "SQL, gedeeld";
    private static string Figures(List<double> ratios) =>
        string.Join(" / ", ratios.Select(r => r.ToString("F2", CultureInfo.InvariantCulture))) + " bij 1, 8 en 32 verbindingen";
    private static string Mb(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:F0} MB");
}
