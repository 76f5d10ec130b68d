using System.Diagnostics;
using System.Globalization;
using System.Text;
using Brink.Engine;
using Brink.Registers;
using Brink.Registers.Catalogi;
using Brink.Registers.Documenten;
using Brink.Registers.Zaken;
using Npgsql;

namespace Brink.Bench;

/// <summary>
/// Search over many zaken and as many documents: a fixed list of a hundred questions, of which thirty have words that stand in a tenth of
/// all texts, for a caller with a hundred of three hundred zaaktypen; how large the index is beside the texts; and what a save costs more.
/// </summary>
internal static class Zoekmeting
{
    private const int Zaaktypen = 300, Mag = 100, Documenttypen = 40, Rare = 20_000, Saves = 2_000;
    private const string Schema = "brink_bench_zoek";
    private static readonly TimeSpan Goal = TimeSpan.FromMilliseconds(50);

    // Each of these stands in a tenth of all texts.
    private static readonly string[] Common = ["aanvraag", "vergunning", "melding", "verhuizing", "bezwaar", "subsidie", "parkeren",
        "evenement", "besluit", "brief"];

    public static async Task Run(string folder, string name, string? maintenance, int count, Report report)
    {
        var model = Onderlaag.Model;
        if (maintenance is not null) await Ground.Sql(maintenance, $"DROP SCHEMA IF EXISTS {Schema} CASCADE");
        await using Store store = maintenance is null ? new SqliteStore(Path.Combine(folder, "zoek", "brink.db"))
            : new PostgresStore(maintenance, Schema);
        await store.Prepare(model);
        var words = Words();
        var random = new Random(13);
        var types = Enumerable.Range(0, Zaaktypen).Select(_ => Guid.CreateVersion7()).ToArray();
        var kinds = Enumerable.Range(0, Documenttypen).Select(_ => Guid.CreateVersion7()).ToArray();
        var (text, began) = (0L, Stopwatch.GetTimestamp());
        for (var from = 0; from < count; from += 500)
        {
            var some = Enumerable.Range(from, Math.Min(500, count - from))
                .SelectMany(i => new Resource[] { Zaak(i, types, words, random), Document(i, kinds, words, random) }).ToList();
            text += some.Sum(r => Texts(model, r).Sum(t => (long)Encoding.UTF8.GetByteCount(t)));
            await store.Write(async db =>
            {
                foreach (var r in some)
                {
                    var d = model.Of(r.GetType());
                    Documents.Insert(db, d, r, Documents.Write(d, r));
                    await Zoekindex.Zet(db, model, d, r, isNew: true);
                }
                return true;
            });
        }
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{name,-8} {count} zaken en {count} documenten gemaakt in {Stopwatch.GetElapsedTime(began).TotalSeconds:F0} s"));
        if (maintenance is not null)
        {
            await Ground.Sql(maintenance, $"SET search_path TO {Schema}",
                "VACUUM ANALYZE zrc_zaak_zoek", "VACUUM ANALYZE drc_enkelvoudiginformatieobject_zoek", "VACUUM ANALYZE zrc_zaak",
                "VACUUM ANALYZE drc_enkelvoudiginformatieobject", "VACUUM ANALYZE zoek_woord", "VACUUM ANALYZE zoek_gelijk");
        }

        var caller = new Caller("meting", "Meting", false,
        [
            .. types.Take(Mag).Select(t => new Grant("zrc", new HashSet<string> { "zaken.lezen" }, t.ToString(), 5)),
            .. kinds.Take(Documenttypen / 2).Select(t => new Grant("drc", new HashSet<string> { "documenten.lezen" }, t.ToString(), 5)),
        ], "", "");
        var questions = Questions(words);
        var (times, common, found) = (new List<double>(), new List<double>(), 0);
        for (var round = -1; round < 3; round++)
        {
            foreach (var (question, isCommon) in questions)
            {
                var start = Stopwatch.GetTimestamp();
                var answer = await Ask(store, model, caller, question);
                if (round < 0) { found += answer.Count > 0 ? 1 : 0; continue; }
                times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                if (isCommon) common.Add(times[^1]);
            }
        }
        times.Sort();
        common.Sort();
        var (index, vocabulary) = await Sizes(store, model);
        var (with, without) = await Saving(store, model, types, words, random);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{name,-8} zoeken: p50 {At(times, .5):F1} ms, p95 {At(times, .95):F1} ms, langst {times[^1]:F1} ms; gewone woorden p95 "
            + $"{At(common, .95):F1} ms; {found} van {questions.Count} vragen vinden iets; index {index / (double)text:F2} x de tekst "
            + $"({text / 1e6:F0} MB), woorden en typefouten {vocabulary / (double)text:F2} x; bewaren {with / without:F2} x de tijd "
            + $"({with:F0} en {without:F0} µs)"));
        report.Goal($"zoeken op {name}: p95 binnen {Goal.TotalMilliseconds:F0} ms", At(times, .95) <= Goal.TotalMilliseconds,
            string.Create(CultureInfo.InvariantCulture, $"{At(times, .95):F1} ms bij {count} zaken en {count} documenten"));
        report.Goal($"zoeken op {name}: index hoogstens 1,5 x de tekst", index + vocabulary <= 1.5 * text,
            string.Create(CultureInfo.InvariantCulture,
                $"{(index + vocabulary) / (double)text:F2} x, waarvan typefouten {vocabulary / (double)text:F2} x"));
        report.Goal($"zoeken op {name}: bewaren hoogstens 1,3 x de tijd", with <= 1.3 * without,
            string.Create(CultureInfo.InvariantCulture, $"{with / without:F2} x"));
        if (maintenance is not null) await Ground.Sql(maintenance, $"DROP SCHEMA IF EXISTS {Schema} CASCADE");
    }

    private static async Task<Zoekantwoord> Ask(Store store, Model model, Caller caller, string question) => await store.Read(async db =>
    {
        var session = new Session
        {
            Model = model,
            Db = db,
            Caller = caller,
            Organisatie = new Organisatie("meting", "Meting") { Blobs = new Blobs(Path.GetTempPath()) },
            Address = "",
            Fetched = new Dictionary<string, System.Text.Json.JsonElement?>(),
        };
        var d = model.Of(typeof(Zoekvraag));
        return (Zoekantwoord)(await d.Actions[0].Run(new ActionCall(session, d, null, null, [])
        {
            Parameters = new Dictionary<string, object?> { ["zoek"] = question, ["perSoort"] = 5 }
        })).Value!;
    });

    // The same unit of work with and without the index, by turns: document, row of the trail, row of the outbox.
    private static async Task<(double With, double Without)> Saving(Store store, Model model, Guid[] types, string[] words, Random random)
    {
        var d = model.Of(typeof(Zaak));
        var spent = new[] { new List<double>(), new List<double>() };
        for (var i = 0; i < Saves; i++)
        {
            var zaak = Zaak(10_000_000 + i, types, words, random);
            var start = Stopwatch.GetTimestamp();
            await store.Write(async db =>
            {
                var document = Documents.Write(d, zaak);
                Documents.Insert(db, d, zaak, document);
                db.Run("INSERT INTO audit (uuid, hoofdobject, doc) VALUES ($1, $2, $3)",
                    [Guid.NewGuid().ToString(), zaak.Uuid.ToString(), document]);
                Outbox.Announce(db, zaak.Uuid.ToString(), "zaken", document);
                if (i % 2 == 0) await Zoekindex.Zet(db, model, d, zaak, isNew: true);
                return true;
            });
            if (i >= 100) spent[i % 2].Add(Stopwatch.GetElapsedTime(start).TotalMicroseconds);
        }
        return (spent[0].Average(), spent[1].Average());
    }

    private static async Task<(long Index, long Vocabulary)> Sizes(Store store, Model model) => await store.Read(async db =>
    {
        long index = 0, vocabulary = 0;
        foreach (var d in new[] { model.Of(typeof(Zaak)), model.Of(typeof(Enkelvoudiginformatieobject)) })
        {
            index += db.IsPostgres ? await db.Number($"SELECT pg_total_relation_size('{Zoekindex.Tabel(d)}')")
                : await db.Number($"SELECT sum(length(block)) FROM {Zoekindex.Tabel(d)}_data")
                    + await db.Number($"SELECT sum(length(sz) + 10) FROM {Zoekindex.Tabel(d)}_docsize");
        }
        foreach (var table in new[] { "zoek_woord", "zoek_gelijk" })
        {
            vocabulary += db.IsPostgres ? await db.Number($"SELECT pg_total_relation_size('{table}')")
                : await db.Number($"SELECT sum(length(woord) + {(table == "zoek_gelijk" ? 10 : 4)}) FROM {table}");
        }
        return (index, vocabulary);
    });

    private static List<(string Question, bool Common)> Questions(string[] words)
    {
        var uit = new List<(string, bool)>();
        for (var i = 0; i < 20; i++) uit.Add((Common[i % Common.Length], true));
        for (var i = 0; i < 10; i++) uit.Add(($"{Common[i]} {Common[(i + 3) % Common.Length]}", true));
        for (var i = 0; i < 30; i++) uit.Add((words[i * 397 % words.Length], false));
        for (var i = 0; i < 15; i++) uit.Add(($"{Common[i % Common.Length]} {words[i * 911 % words.Length]}", false));
        for (var i = 0; i < 10; i++) uit.Add((string.Create(CultureInfo.InvariantCulture, $"2026-{i * 4711 + 100:D10}"), false));
        for (var i = 0; i < 10; i++) uit.Add((words[i * 577 % words.Length] is { Length: > 5 } w ? w.Remove(3, 1) : "dakapel", false));
        for (var i = 0; i < 5; i++) uit.Add((string.Create(CultureInfo.InvariantCulture, $"{i * 1234 + 1000}"), false));
        return uit;
    }

    private static IEnumerable<string> Texts(Model model, Resource r) =>
        model.Of(r.GetType()).Zoekbaar is { } z ? [z.Titel(r), .. z.Teksten(r), .. z.Nummers(r)] : [];

    private static Zaak Zaak(int i, Guid[] types, string[] words, Random random)
    {
        var type = types[i % types.Length];
        return new()
        {
            Uuid = Guid.CreateVersion7(),
            Identificatie = string.Create(CultureInfo.InvariantCulture, $"ZAAK-2026-{i:D10}"),
            Bronorganisatie = "000000012",
            VerantwoordelijkeOrganisatie = "000000012",
            Zaaktype = Ref<Zaaktype>.To(type),
            Startdatum = new(2026, 1, 1),
            Omschrijving = Nederlands.Kort(Sentence(8, words, random), 80),
            Vertrouwelijkheidaanduiding = (Vertrouwelijkheidaanduiding)(i % 4),
        };
    }

    private static Enkelvoudiginformatieobject Document(int i, Guid[] kinds, string[] words, Random random) => new()
    {
        Uuid = Guid.CreateVersion7(),
        Identificatie = string.Create(CultureInfo.InvariantCulture, $"DOCUMENT-2026-{i:D10}"),
        Bronorganisatie = "000000012",
        Creatiedatum = new(2026, 1, 1),
        Titel = Sentence(6, words, random),
        Beschrijving = Sentence(16, words, random),
        Auteur = "Afdeling",
        Taal = "nld",
        Informatieobjecttype = Ref<Informatieobjecttype>.To(kinds[i % kinds.Length]),
        Vertrouwelijkheidaanduiding = (Vertrouwelijkheidaanduiding)(i % 4),
    };

    // Some common words, and rare ones of which the first are used most.
    private static string Sentence(int length, string[] words, Random random)
    {
        var uit = Common.Where(_ => random.Next(10) == 0).ToList();
        while (uit.Count < length) uit.Add(words[(int)(words.Length * Math.Pow(random.NextDouble(), 2))]);
        return string.Join(' ', uit);
    }

    private static string[] Words()
    {
        var parts = Woorddelen.Alle.Where(w => w.Length is > 3 and < 10).Order(StringComparer.Ordinal).ToArray();
        var random = new Random(7);
        return [.. Enumerable.Range(0, Rare).Select(i => i % 3 == 0 ? parts[random.Next(parts.Length)] + parts[random.Next(parts.Length)]
            : parts[random.Next(parts.Length)]).Distinct()];
    }

    private static double At(List<double> sorted, double part) => sorted[Math.Min(sorted.Count - 1, (int)(sorted.Count * part))];
}
