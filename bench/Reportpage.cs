using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Brink.Engine;
using Brink.Registers;
using Brink.Registers.Rapportage;
using Npgsql;

namespace Brink.Bench;

/// <summary>The page of a quarterly report as a person gets it, with five thousand subjects over forty quarters,
/// beside the queries that it cannot do without.</summary>
internal static class Reportpage
{
    private const int Subjects = 5_000, Quarters = 40, Runs = 200;
    private const string Org = "dimpact", Database = "brink_bench_rapport";
    private static readonly TimeSpan Goal = TimeSpan.FromMilliseconds(100);

    public static async Task Run(string root, string folder, string name, string? maintenance, Report report)
    {
        var data = Path.Combine(folder, "rapport-" + name);
        var demo = Ground.Demo(root, Path.Combine(folder, "rapport-demo"), Org, 1);
        var postgres = maintenance is null ? null : new NpgsqlConnectionStringBuilder(maintenance) { Database = Database }.ToString();
        if (maintenance is not null)
            await Ground.Sql(maintenance, $"DROP DATABASE IF EXISTS {Database} WITH (FORCE)", $"CREATE DATABASE {Database}");
        await using (await HostProcess.Brink(root, data, postgres, [Org], demo)) { } // the first start makes the persona's rights
        Seeded seeded;
        await using (Store store = postgres is null ? new SqliteStore(Path.Combine(data, Org, "brink.db"))
            : new PostgresStore(postgres, Org))
        {
            seeded = await Fill(store);
        }
        if (postgres is not null) await Ground.Sql(postgres, "VACUUM ANALYZE"); // as the server's own housekeeping does in time

        List<double> pages = [], filtered = [];
        var cpu = TimeSpan.Zero;
        await using (var host = await HostProcess.Brink(root, data, postgres, [Org], demo))
        {
            using var person = await Ground.StepIn(host.Port, Org, "meting-0", new CookieContainer());
            foreach (var (path, times) in new[] { ("", pages), ("?dashboard=doelstellingen&toon=gewijzigd", filtered) })
            {
                for (var i = -Runs / 4; i < Runs; i++)
                {
                    if (i == 0) cpu -= host.Cpu();
                    var began = Stopwatch.GetTimestamp();
                    using var answer = await person.GetAsync($"{Org}/vereniging/rapport/{seeded.Last}{path}");
                    var html = await answer.Content.ReadAsStringAsync();
                    if (answer.StatusCode != HttpStatusCode.OK || !html.Contains("Onderwerp", StringComparison.Ordinal))
                    {
                        throw new InvalidOperationException(
                            $"De pagina antwoordt {(int)answer.StatusCode}:\n{html[..Math.Min(500, html.Length)]}");
                    }
                    if (i >= 0) times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
                    if (i == Runs - 1) cpu += host.Cpu();
                }
            }
        }
        List<double> queries = [];
        await using (Store store = postgres is null ? new SqliteStore(Path.Combine(data, Org, "brink.db"))
            : new PostgresStore(postgres, Org))
        {
            for (var i = -Runs / 4; i < Runs; i++)
            {
                var began = Stopwatch.GetTimestamp();
                await store.Read(async db => await Queries(db, seeded));
                if (i >= 0) queries.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            }
        }
        foreach (var times in (List<double>[])[pages, filtered, queries]) times.Sort();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{name,-8} pagina van een rapport ({Subjects} onderwerpen, {Quarters} kwartalen): p50 {At(pages, .5):F1} ms, p95 "
            + $"{At(pages, .95):F1} ms; "
                + $"gefilterd p50 {At(filtered, .5):F1} ms, p95 {At(filtered, .95):F1} ms; haar vragen p50 {At(queries, .5):F1} ms; "
                + $"verhouding {At(pages, .5) / At(queries, .5):F1}; processor {cpu.TotalMilliseconds / Runs / 2:F1} ms per pagina"));
        report.Goal($"pagina van een kwartaalrapport op {name}, p95 binnen {Goal.TotalMilliseconds:F0} ms",
            At(pages, .95) <= Goal.TotalMilliseconds
            && At(filtered, .95) <= Goal.TotalMilliseconds,
            string.Create(CultureInfo.InvariantCulture, $"{At(pages, .95):F1} en {At(filtered, .95):F1} ms"));
    }

    private sealed record Seeded(string Last, string Report, string Before);

    private static async Task<Seeded> Fill(Store store)
    {
        var model = Onderlaag.Model;
        await store.Prepare(model);
        async Task Insert(IReadOnlyList<Resource> resources)
        {
            for (var from = 0; from < resources.Count; from += 1000)
            {
                var start = from;
                await store.Write(db =>
                {
                    foreach (var resource in resources.Skip(start).Take(1000))
                    {
                        var d = model.Of(resource.GetType());
                        Documents.Insert(db, d, resource, Documents.Write(d, resource));
                    }
                    return ValueTask.FromResult(true);
                });
            }
        }
        (Dashboardsoort Dashboard, string Letter)[] secties = [.. "ABCDEF".Select(l => (Dashboardsoort.Operatie, $"{l}")),
            .. "ABCDE".Select(l => (Dashboardsoort.Doelstellingen, $"{l}"))];
        var onderwerpen = Enumerable.Range(0, Subjects).Select(i =>
        {
            var (dashboard, letter) = secties[i % secties.Length];
            var nummer = i / secties.Length + 1;
            return new Onderwerp
            {
                Uuid = Guid.CreateVersion7(),
                Dashboard = dashboard,
                Sectie = letter,
                Sectienaam = $"Sectie {letter}",
                Nummer = nummer,
                Naam = $"Onderwerp {nummer} van sectie {letter}, waarover elk kwartaal wordt gerapporteerd",
                Eigenaar = "Teamleider",
                Doelstelling = dashboard == Dashboardsoort.Doelstellingen ? "Een doel dat aan het eind van het jaar is gehaald." : "",
                Wanneer = dashboard == Dashboardsoort.Doelstellingen ? "2031-Q4" : "",
                Code = $"{EnumNames.Name(dashboard)}/{letter}/{nummer}",
            };
        }).ToList();
        await Insert(onderwerpen);
        var (random, periode, vorige) = (new Random(1), "2022-Q1", new Indicator[Subjects]);
        var (last, report, before) = ("", "", "");
        for (var k = 0; k < Quarters; k++, periode = Kwartaal.Volgende(periode))
        {
            var rapport = new Kwartaalrapport
            {
                Uuid = Guid.CreateVersion7(),
                Periode = periode,
                Titel = $"Kwartaalrapport {periode}",
                Status = Rapportstatus.Gedeeld
            };
            await Insert([rapport]);
            await Insert([.. onderwerpen.Select((o, i) =>
            {
                var (eerder, nu) = (vorige[i],
                    random.Next(10) switch { 0 => Indicator.Rood, 1 or 2 => Indicator.Oranje, _ => Indicator.Groen });
                vorige[i] = nu;
                return new Meting
                {
                    Uuid = Guid.CreateVersion7(),
                    Rapport = Ref<Kwartaalrapport>.To(rapport.Uuid),
                    Onderwerp = Ref<Onderwerp>.To(o.Uuid),
                    Indicator = nu,
                    Voortgang = Afleiding.Voortgang(k == 0 ? null : eerder, nu, Stand.Lopend),
                    Toelichting = random.Next(3) == 0 ? ""
                        : "Er is dit kwartaal verder gewerkt aan het onderwerp. De planning is bijgesteld en met de eigenaar besproken. In "
                        + "het volgende kwartaal wordt een besluit verwacht over het vervolg, na overleg met de betrokken teams en leden.",
                    ToelichtingUit = periode,
                    Ingevuld = true,
                };
            })]);
            (last, before, report) = (periode, report, rapport.Uuid.ToString());
        }
        return new Seeded(last, report, before);
    }

    // What the page reads, written by hand: the reports, counts by section, a hundred subjects with this quarter and the one before,
    // and open questions.
    private static async ValueTask<int> Queries(Db db, Seeded s)
    {
        var model = Onderlaag.Model;
        string Table<T>() => model.Of(typeof(T)).Table;
        var rows = (await db.Rows($"SELECT doc FROM {Table<Kwartaalrapport>()} ORDER BY periode DESC LIMIT 500", [],
            r => r.GetBytes(0))).Count;
        rows += (await db.Rows($"SELECT count(*), o.dashboard, o.sectie, o.sectienaam, m.indicator, m.stand, m.voortgang, m.mist FROM "
            + $"{Table<Meting>()} m "
            + $"JOIN {Table<Onderwerp>()} o ON o.uuid = m.onderwerp WHERE m.rapport = $1 GROUP BY o.dashboard, o.sectie, o.sectienaam, "
                + $"m.indicator, m.stand, m.voortgang, m.mist",
            [s.Report], r => r.GetInt64(0))).Count;
        var subjects = await db.Rows(
            $"SELECT o.uuid, o.doc FROM {Table<Onderwerp>()} o WHERE o.dashboard = 'operatie' AND EXISTS (SELECT 1 FROM "
            + $"{Table<Meting>()} m "
            + "WHERE m.onderwerp = o.uuid AND m.rapport = $1) ORDER BY o.sectie, o.nummer LIMIT 100", [s.Report],
            r => (Uuid: r.GetString(0), Doc: r.GetBytes(1)));
        var among = string.Join(", ", subjects.Select((_, i) => $"${i + 2}"));
        foreach (var report in (string[])[s.Report, s.Before])
        {
            rows += (await db.Rows($"SELECT doc FROM {Table<Meting>()} WHERE rapport = $1 AND onderwerp IN ({among})",
                [report, .. subjects.Select(x => x.Uuid)], r => r.GetBytes(0))).Count;
        }
        rows += (await db.Rows($"SELECT onderwerp, count(*) FROM {Table<Reactie>()} WHERE rapport = $1 AND open = 1 AND onderwerp IN "
            + $"({among}) GROUP BY onderwerp",
            [s.Report, .. subjects.Select(x => x.Uuid)], r => r.GetInt64(1))).Count;
        return rows;
    }

    private static double At(List<double> times, double part) => times[Math.Min(times.Count - 1, (int)(times.Count * part))];
}
