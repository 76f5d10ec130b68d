using System.Globalization;
using System.Text;

namespace Brink.Engine;

/// <summary>The tables that follow from the definitions. Only ever adds: nothing is dropped by itself.</summary>
public static class Tables
{
    /// <summary>The version of the layout; data with a higher one is refused.</summary>
    public const int Version = 2;

    /// <summary>What would change in the tables of data that were made by another program, as sentences; empty when nothing would, or
    /// there are no data. (Indexes and what search keeps are made anew from the rest, and do not count.)</summary>
    public static async Task<IReadOnlyList<string>> Wijzigingen(Store store, Model model)
    {
        return await store.Read(async db =>
        {
            var wijzigingen = new List<string>();
            if ((await Columns(db)).ContainsKey("brink")) await Prepare(db, model, wijzigingen);
            return wijzigingen;
        });
    }

    /// <param name="db">The organisation's data.</param>
    /// <param name="model">The registers.</param>
    /// <param name="alleen">Takes what would change, and then nothing does; null: it is changed.</param>
    internal static async ValueTask Prepare(Db db, Model model, List<string>? alleen = null)
    {
        var id = db.IsPostgres ? "bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY" : "INTEGER PRIMARY KEY AUTOINCREMENT";
        var text = db.IsPostgres ? "text COLLATE \"C\"" : "TEXT";
        var doc = db.IsPostgres ? "json" : "BLOB";
        if (alleen is null) await db.ExecuteOnce($"CREATE TABLE IF NOT EXISTS brink (naam {text} PRIMARY KEY, waarde {text} NOT NULL)");
        var found = await db.First("SELECT waarde FROM brink WHERE naam = $1", ["versie"],
            r => int.Parse(r.GetString(0), CultureInfo.InvariantCulture));
        if (found > Version)
        {
            throw new InvalidOperationException($"De gegevens zijn van een nieuwere versie van Brink (indeling {found}; dit programma "
            + $"kent {Version}). Gebruik een nieuwer programma.");
        }
        if (alleen is not null && found < Version) alleen.Add($"indeling {found} wordt {Version}");
        var existing = await Columns(db);
        var indexed = await Indexes(db);
        var script = new StringBuilder(); // one request for all of it
        void Make(string table, string columns, bool withoutRowid = false)
        {
            if (existing.ContainsKey(table)) return;
            script.Append($"CREATE TABLE {table} ({columns}){(withoutRowid && !db.IsPostgres ? " WITHOUT ROWID" : "")};\n");
            alleen?.Add($"tabel {table} komt erbij");
        }
        void Index(string name, string on, bool unique = false)
        {
            if (!indexed.Contains(name)) script.Append($"CREATE {(unique ? "UNIQUE " : "")}INDEX \"{name}\" ON {on};\n");
        }
        async ValueTask Execute()
        {
            if (script.Length > 0) await db.ExecuteOnce(script.ToString());
            script.Clear();
        }
        Make("teller", $"naam {text} PRIMARY KEY, stand bigint NOT NULL");
        Make("client", $"id {text} PRIMARY KEY, geheim {text} NOT NULL");
        Make("token", $"naam {text} PRIMARY KEY, hash {text} NOT NULL UNIQUE, rechten {text} NOT NULL");
        Make("audit", $"id {id}, uuid {text} NOT NULL, hoofdobject {text} NOT NULL, doc {doc} NOT NULL");
        Make("outbox", $"id {id}, hoofdobject {text} NOT NULL, kanaal {text} NOT NULL, doc {doc} NOT NULL");
        Make("inzage", $"id {id}, hoofdobject {text} NOT NULL, doc {doc} NOT NULL");
        Make("inzage_sleutel", $"sleutel {text} NOT NULL, moment bigint NOT NULL, rij bigint NOT NULL, PRIMARY KEY (sleutel, moment, rij)",
            withoutRowid: true);
        Make("keten", $"nr {id}, dag {text} NOT NULL, bron {text} NOT NULL, rij bigint NOT NULL, hoofdobject {text} NOT NULL, "
            + $"som {text} NOT NULL, hash {text} NOT NULL, UNIQUE (bron, rij)");
        if (existing.ContainsKey("aflevering"))
        {
            Renamed(script);
        }
        else
        {
            Make("job", $"id {id}, groep {text} NOT NULL, rij {text} NOT NULL, doc {doc} NOT NULL");
            Make("wachtrij", $"id {id}, groep {text} NOT NULL, rij {text} NOT NULL, volgende bigint, pogingen bigint NOT NULL, "
                + $"geparkeerd bigint, fout {text} NOT NULL, door {text}, {string.Join(", ", Lanes(text))}");
            Make("groep_stand", $"groep {text} PRIMARY KEY, gelukt bigint, mislukt bigint, fout {text} NOT NULL");
        }
        foreach (var column in existing.TryGetValue("wachtrij", out var lanes) && !lanes.Contains("wie") ? Lanes(text) : [])
            script.Append($"ALTER TABLE wachtrij ADD COLUMN {column};\n");
        Make(Vernietiging.Tabel, $"id {id}, soort {text} NOT NULL, uuid {text} NOT NULL, moment {text} NOT NULL");
        Make("job_klaar", $"groep {text} NOT NULL, sleutel {text} NOT NULL, moment bigint NOT NULL, resultaat {text} NOT NULL, "
            + "PRIMARY KEY (groep, sleutel)", withoutRowid: true);
        Zoekbouw.Prepare(db, model, existing, script);
        Make("nieuws", (db.IsPostgres ? "tx bigint NOT NULL DEFAULT (pg_current_xact_id()::text::bigint)" : "id INTEGER PRIMARY KEY")
            + ", sleutel bigint NOT NULL");
        Make("nieuwsstand", "sleutel bigint PRIMARY KEY, stand bigint NOT NULL", withoutRowid: true);
        var grown = new List<(Definition Definition, List<KeyColumn> Missing)>();
        foreach (var d in model.Definitions)
        {
            Make(d.Table, $"id {id}, uuid {text} NOT NULL UNIQUE, doc {doc} NOT NULL{string.Concat(d.Columns.Select(c => $", \"{c.Name}\" {SqlName(db, c)}"))}");
            if (!existing.TryGetValue(d.Table, out var columns)) continue;
            var missing = d.Columns.Where(c => !columns.Contains(c.Name)).ToList();
            foreach (var c in missing) script.Append($"ALTER TABLE {d.Table} ADD COLUMN \"{c.Name}\" {SqlName(db, c)};\n");
            if (missing.Count > 0) grown.Add((d, missing));
            alleen?.AddRange(missing.Select(c => $"kolom {d.Table}.{c.Name} komt erbij"));
        }
        if (alleen is not null) return;
        await Execute();
        foreach (var (d, missing) in grown) await Backfill(db, d, missing);
        if (indexed.Contains("inzage_hoofdobject")) script.Append("DROP INDEX inzage_hoofdobject;\n"); // of before there were keys
        Index("job_rij", "job (groep, rij, id)");
        Index("wachtrij_rij", "wachtrij (groep, rij)", unique: true);
        Index("wachtrij_volgende", "wachtrij (groep, volgende)");
        Index("wachtrij_geparkeerd", "wachtrij (geparkeerd)");
        if (db.IsPostgres) Index("nieuws_tx", "nieuws (tx)");
        Index("audit_hoofdobject", "audit (hoofdobject, id)");
        foreach (var d in model.Definitions)
        {
            foreach (var index in d.Indexes.Where(i => db.IsPostgres || !i.Inside))
            {
                var name = $"{d.Table}_{string.Join("_", index.Columns.Select(c => c.ToLowerInvariant()))}".Replace("-", "_",
                    StringComparison.Ordinal);
                Index(name.Length > 63 ? name[..63] : name,
                    d.Table + (index.Inside ? $" USING gin ({Query.Quote(index.Columns[0])} jsonb_path_ops)"
                    : $" ({string.Join(", ", index.Columns.Select(Query.Quote))})"), index.Unique);
                indexed.Add(name);
            }
        }
        await Execute();
        foreach (var d in model.Definitions) await Stand(db, model, d);
        await Zoekbouw.Begin(db, model);
        await Nieuws.Fold(db);
        db.Run("INSERT INTO brink (naam, waarde) VALUES ($1, $2) ON CONFLICT (naam) DO UPDATE SET waarde = excluded.waarde",
            ["versie", Version.ToString(CultureInfo.InvariantCulture)]);
        await db.Flush();
    }

    // What layout 2 added to a lane: since when it is being served, how far that is, who asked for it, and since when it is to stop.
    private static string[] Lanes(string text) =>
        ["begonnen bigint", $"voortgang {text}", $"wie {text} NOT NULL DEFAULT ''", "gestopt bigint"];

    // In layout 1 announcements had lanes of their own; now all work for later has them, and what waited goes on waiting.
    private static void Renamed(StringBuilder script) => script.Append($"""
        DROP INDEX IF EXISTS aflevering_rij;
        ALTER TABLE aflevering RENAME TO job;
        ALTER TABLE job RENAME COLUMN abonnement TO groep;
        ALTER TABLE job RENAME COLUMN hoofdobject TO rij;
        ALTER TABLE wachtrij RENAME COLUMN abonnement TO groep;
        ALTER TABLE wachtrij RENAME COLUMN hoofdobject TO rij;
        ALTER TABLE abonnement_stand RENAME TO groep_stand;
        ALTER TABLE groep_stand RENAME COLUMN abonnement TO groep;
        UPDATE job SET groep = '{Deliveries.Name}/' || groep;
        UPDATE wachtrij SET groep = '{Deliveries.Name}/' || groep;
        UPDATE groep_stand SET groep = '{Deliveries.Name}/' || groep;

        """);

    // What every organisation has by itself is there, and is as the program says.
    private static async ValueTask Stand(Db db, Model model, Definition d)
    {
        if (d.Standing is not var (name, make)) return;
        var column = d.Column(name);
        foreach (var resource in make(model))
        {
            var stored = await db.First($"SELECT doc FROM {d.Table} WHERE {Query.Quote(name)} = $1",
                [Query.KeyValue(column.Value(resource))], r => r.GetBytes(0));
            resource.Uuid = stored is null ? Guid.CreateVersion7() : Documents.Read(d, stored).Uuid;
            var document = Documents.Write(d, resource);
            if (stored is null) Documents.Insert(db, d, resource, document);
            else if (!document.AsSpan().SequenceEqual(stored)) Documents.Update(db, d, resource, document);
        }
    }

    internal static SqlType TypeOf(KeyColumn c) => c.Kind == Kind.Json ? SqlType.Json : c.IsInteger ? SqlType.Integer : c.IsDouble
        ? SqlType.Double : SqlType.Text;

    internal static string SqlName(Db db, KeyColumn c) => TypeOf(c) switch
    {
        SqlType.Integer => db.IsPostgres ? "bigint" : "INTEGER",
        SqlType.Json => db.IsPostgres ? "jsonb" : "TEXT",
        SqlType.Double => db.IsPostgres ? "double precision" : "REAL",
        _ => db.IsPostgres ? "text COLLATE \"C\"" : "TEXT",
    };

    internal static async ValueTask<Dictionary<string, HashSet<string>>> Columns(Db db)
    {
        var sql = db.IsPostgres
            ? "SELECT c.relname::text, a.attname::text FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND "
            + "NOT a.attisdropped "
                + "WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace"
            : "SELECT m.name, c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table'";
        return (await db.Rows(sql, [], r => (Table: r.GetString(0), Column: r.GetString(1)))).GroupBy(r => r.Table)
            .ToDictionary(g => g.Key, g => g.Select(r => r.Column).ToHashSet());
    }

    private static async ValueTask<HashSet<string>> Indexes(Db db) => [.. await db.Rows(db.IsPostgres
        ? "SELECT relname::text FROM pg_class WHERE relkind = 'i' AND relnamespace = current_schema()::regnamespace"
        : "SELECT name FROM sqlite_master WHERE type = 'index'", [], r => r.GetString(0))];

    // A definition gained a column: its values are worked out from the documents that are there.
    private static async ValueTask Backfill(Db db, Definition d, List<KeyColumn> missing)
    {
        var sql = $"UPDATE {d.Table} SET {string.Join(", ", missing.Select((c, i) => $"\"{c.Name}\" = ${i + 1}"))} WHERE id = ${missing.Count + 1}";
        for (long last = 0; ;)
        {
            var rows = await db.Rows($"SELECT id, doc FROM {d.Table} WHERE id > $1 ORDER BY id LIMIT 500", [last],
                r => (Id: r.GetInt64(0), Doc: r.GetBytes(1)));
            if (rows.Count == 0) return;
            foreach (var row in rows)
            {
                var resource = Documents.Read(d, row.Doc);
                db.Run(sql, [.. missing.Select(c => Query.KeyValue(c.Value(resource))), row.Id],
                    [.. missing.Select(TypeOf), SqlType.Integer]);
            }
            await db.Flush();
            last = rows[^1].Id;
        }
    }
}
