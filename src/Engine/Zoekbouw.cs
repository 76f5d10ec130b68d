using System.Globalization;
using System.Text;

namespace Brink.Engine;

/// <summary>
/// Makes the index of search of what was there before: when a definition becomes searchable, or other signs are made of the same text.
/// It is a job that goes on while the server runs, in short units of work; a question is answered meanwhile with what is there, and says
/// so.
/// How far it is stands in the table <c>brink</c> (<c>zoek:…</c>: the version, and the last id or <c>klaar</c>).
/// </summary>
internal static class Zoekbouw
{
    private const int AtOnce = 200;
    private const string Done = "klaar";
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(5);

    public static JobKind Kind(ApiSettings settings) => new("zoek-bouwen", "Gegevens vindbaar maken")
    {
        Schedule = "35 4 * * *",
        AtStart = true,
        Beside = 1,
        Outside = async run =>
        {
            for (var done = 0L; await Step(run.Tenant.Store, settings.Model, run.Stop); run.Report(done += AtOnce, 0, "gegevens"))
                await Task.Delay(Breath, run.Stop);
            return JobOutcome.Done;
        },
    };

    /// <summary>Does a part of what must be done; false when all of it is done.</summary>
    internal static async Task<bool> Step(Store store, Model model, CancellationToken stop = default) => await store.Write(async db =>
    {
        foreach (var d in model.Definitions.Where(d => d.Zoekbaar is not null).OrderBy(d => d.Table, StringComparer.Ordinal))
        {
            if (await Last(db, model, d) is not { } last) continue;
            var rows = await db.Rows($"SELECT id, doc FROM {d.Table} WHERE id > $1 ORDER BY id LIMIT {AtOnce}"
                + (db.IsPostgres ? " FOR UPDATE" : ""), [last], r => (Id: r.GetInt64(0), Doc: r.GetBytes(1)));
            foreach (var row in rows) await Zoekindex.Zet(db, model, d, Documents.Read(d, row.Doc), isNew: false);
            Write(db, model, d, rows.Count < AtOnce ? Done : rows[^1].Id.ToString(CultureInfo.InvariantCulture));
            return true;
        }
        db.Bewaard(() => db.Zoek.Klaar = true);
        return false;
    }, stop);

    /// <summary>Whether everything that was there is in the index.</summary>
    internal static async ValueTask<bool> IsReady(Db db, Model model)
    {
        if (db.Zoek.Klaar) return true;
        foreach (var d in model.Definitions.Where(d => d.Zoekbaar is not null))
            if (await Last(db, model, d) is not null) return false;
        return db.Zoek.Klaar = true;
    }

    // The last id that is in the index; null when all is.
    private static async ValueTask<long?> Last(Db db, Model model, Definition d)
    {
        var stand = await db.First("SELECT waarde FROM brink WHERE naam = $1", [Zoekindex.Stand(d)], r => r.GetString(0));
        var parts = stand?.Split(' ');
        return parts is not [var version, var at] || version != Zoekindex.Versie(d, model) ? 0
            : at == Done ? null : long.Parse(at, CultureInfo.InvariantCulture);
    }

    private static void Write(Db db, Model model, Definition d, string at) =>
        db.Run("INSERT INTO brink (naam, waarde) VALUES ($1, $2) ON CONFLICT (naam) DO UPDATE SET waarde = excluded.waarde",
            [Zoekindex.Stand(d), $"{Zoekindex.Versie(d, model)} {at}"]);

    /// <summary>The tables of the index.</summary>
    internal static void Prepare(Db db, Model model, Dictionary<string, HashSet<string>> existing,
        StringBuilder script)
    {
        var text = db.IsPostgres ? "text COLLATE \"C\"" : "TEXT";
        var rowid = db.IsPostgres ? "" : " WITHOUT ROWID";
        if (!existing.ContainsKey("zoek_woord"))
        {
            script.Append(CultureInfo.InvariantCulture, $"CREATE TABLE zoek_woord (woord {text} PRIMARY KEY){rowid};\n")
                .Append(CultureInfo.InvariantCulture, $"CREATE TABLE zoek_gelijk (sleutel bigint NOT NULL, woord {text} NOT NULL, ")
                .Append(CultureInfo.InvariantCulture, $"PRIMARY KEY (sleutel, woord)){rowid};\n");
        }
        foreach (var d in model.Definitions.Where(d => d.Zoekbaar is not null))
        {
            var columns = Zoekindex.Kolommen(d, model).ToList();
            if (!existing.TryGetValue(Zoekindex.Kringen(d), out var known))
            {
                script.Append(CultureInfo.InvariantCulture, $"CREATE TABLE {Zoekindex.Kringen(d)} (id ")
                    .Append(db.IsPostgres ? "bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY" : "INTEGER PRIMARY KEY")
                    .Append(CultureInfo.InvariantCulture, $", sleutel {text} NOT NULL UNIQUE")
                    .Append(string.Concat(columns.Select(c => $", {Query.Quote(c.Name)} {Tables.SqlName(db, c)}"))).Append(");\n");
            }
            else
            {
                foreach (var c in columns.Where(c => !known.Contains(c.Name)))
                {
                    script.Append(CultureInfo.InvariantCulture,
                        $"ALTER TABLE {Zoekindex.Kringen(d)} ADD COLUMN {Query.Quote(c.Name)} {Tables.SqlName(db, c)};\n");
                }
            }
            if (existing.ContainsKey(Zoekindex.Tabel(d))) continue;
            script.Append(db.IsPostgres
                ? $"CREATE TABLE {Zoekindex.Tabel(d)} (rij bigint PRIMARY KEY, tekens tsvector NOT NULL);\n"
                    + $"CREATE INDEX {Zoekindex.Tabel(d)}_tekens ON {Zoekindex.Tabel(d)} USING gin (tekens) WITH (fastupdate = off);\n"
                : $"CREATE VIRTUAL TABLE {Zoekindex.Tabel(d)} USING fts5(tekens, content='', contentless_delete=1, detail=none, "
                    + "tokenize='ascii');\n");
        }
    }

    /// <summary>What is empty needs nothing made.</summary>
    internal static async ValueTask Begin(Db db, Model model)
    {
        foreach (var d in model.Definitions.Where(d => d.Zoekbaar is not null))
            if (await Last(db, model, d) is not null && await db.Number($"SELECT 1 FROM {d.Table} LIMIT 1") == 0) Write(db, model, d, Done);
    }
}
