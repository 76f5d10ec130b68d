using System.Globalization;
using System.Text.Json;

namespace Brink.Engine;

/// <summary>The tables that follow from the definitions. Only ever adds: nothing is dropped by itself.</summary>
public static class Tables
{
    /// <summary>The version of the layout; data with a higher one is refused.</summary>
    public const int Version = 1;

    internal static async ValueTask Prepare(Db db, Model model)
    {
        var id = db.IsPostgres ? "bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY" : "INTEGER PRIMARY KEY AUTOINCREMENT";
        var text = db.IsPostgres ? "text COLLATE \"C\"" : "TEXT";
        var doc = db.IsPostgres ? "json" : "BLOB";
        await db.ExecuteOnce($"CREATE TABLE IF NOT EXISTS brink (naam {text} PRIMARY KEY, waarde {text} NOT NULL)");
        var found = await db.First("SELECT waarde FROM brink WHERE naam = $1", ["versie"], r => int.Parse(r.GetString(0), CultureInfo.InvariantCulture));
        if (found > Version) throw new InvalidOperationException($"De gegevens zijn van een nieuwere versie van Brink (indeling {found}; dit programma "
            + $"kent {Version}). Gebruik een nieuwer programma.");
        var existing = await Columns(db);
        var fresh = new HashSet<string>();
        async ValueTask Make(string table, string columns)
        {
            if (existing.ContainsKey(table)) return;
            fresh.Add(table);
            await db.ExecuteOnce($"CREATE TABLE {table} ({columns})");
        }
        await Make("teller", $"naam {text} PRIMARY KEY, stand bigint NOT NULL");
        await Make("client", $"id {text} PRIMARY KEY, geheim {text} NOT NULL");
        await Make("token", $"naam {text} PRIMARY KEY, hash {text} NOT NULL UNIQUE, rechten {text} NOT NULL");
        await Make("audit", $"id {id}, uuid {text} NOT NULL, hoofdobject {text} NOT NULL, doc {doc} NOT NULL");
        await Make("outbox", $"id {id}, hoofdobject {text} NOT NULL, kanaal {text} NOT NULL, doc {doc} NOT NULL");
        await Make("inzage", $"id {id}, hoofdobject {text} NOT NULL, doc {doc} NOT NULL");
        await Make("keten", $"nr {id}, dag {text} NOT NULL, moment bigint NOT NULL, bron {text} NOT NULL, rij bigint NOT NULL, hoofdobject {text} NOT NULL, "
            + $"som {text} NOT NULL, hash {text} NOT NULL, UNIQUE (bron, rij)");
        await db.ExecuteOnce("CREATE INDEX IF NOT EXISTS keten_moment ON keten (bron, moment, rij)");
        await db.ExecuteOnce("CREATE INDEX IF NOT EXISTS inzage_hoofdobject ON inzage (hoofdobject, id)");
        await Make("aflevering", $"id {id}, abonnement {text} NOT NULL, hoofdobject {text} NOT NULL, doc {doc} NOT NULL");
        await Make("wachtrij", $"id {id}, abonnement {text} NOT NULL, hoofdobject {text} NOT NULL, volgende bigint, pogingen bigint NOT NULL, geparkeerd bigint, "
            + $"fout {text} NOT NULL, door {text}");
        await Make("abonnement_stand", $"abonnement {text} PRIMARY KEY, gelukt bigint, mislukt bigint, fout {text} NOT NULL");
        await db.ExecuteOnce("CREATE INDEX IF NOT EXISTS aflevering_rij ON aflevering (abonnement, hoofdobject, id)");
        await db.ExecuteOnce("CREATE UNIQUE INDEX IF NOT EXISTS wachtrij_rij ON wachtrij (abonnement, hoofdobject)");
        await db.ExecuteOnce("CREATE INDEX IF NOT EXISTS wachtrij_volgende ON wachtrij (abonnement, volgende)");
        await db.ExecuteOnce("CREATE INDEX IF NOT EXISTS wachtrij_geparkeerd ON wachtrij (geparkeerd)");
        await db.ExecuteOnce("CREATE INDEX IF NOT EXISTS audit_hoofdobject ON audit (hoofdobject, id)");
        foreach (var d in model.Definitions)
        {
            await Make(d.Table, $"id {id}, uuid {text} NOT NULL UNIQUE, doc {doc} NOT NULL{string.Concat(d.Columns.Select(c => $", \"{c.Name}\" {SqlName(db, c)}"))}");
            if (!fresh.Contains(d.Table))
            {
                var missing = d.Columns.Where(c => !existing[d.Table].Contains(c.Name)).ToList();
                foreach (var c in missing) await db.ExecuteOnce($"ALTER TABLE {d.Table} ADD COLUMN \"{c.Name}\" {SqlName(db, c)}");
                if (missing.Count > 0) await Backfill(db, d, missing);
            }
            foreach (var index in d.Indexes)
            {
                var name = $"{d.Table}_{string.Join("_", index.Columns.Select(c => c.ToLowerInvariant()))}".Replace("-", "_", StringComparison.Ordinal);
                if (index.Inside && !db.IsPostgres) continue;
                await db.ExecuteOnce($"CREATE {(index.Unique ? "UNIQUE " : "")}INDEX IF NOT EXISTS \"{(name.Length > 63 ? name[..63] : name)}\" ON "
                    + d.Table + (index.Inside ? $" USING gin ({Query.Quote(index.Columns[0])} jsonb_path_ops)"
                        : $" ({string.Join(", ", index.Columns.Select(Query.Quote))})"));
            }
        }
        foreach (var d in model.Definitions) await Stand(db, model, d);
        db.Run("INSERT INTO brink (naam, waarde) VALUES ($1, $2) ON CONFLICT (naam) DO UPDATE SET waarde = excluded.waarde",
            ["versie", Version.ToString(CultureInfo.InvariantCulture)]);
        await db.Flush();
    }

    // What every organisation has by itself is there, and is as the program says.
    private static async ValueTask Stand(Db db, Model model, Definition d)
    {
        if (d.Standing is not var (name, make)) return;
        var column = d.Column(name);
        foreach (var resource in make(model))
        {
            var stored = await db.First($"SELECT doc FROM {d.Table} WHERE {Query.Quote(name)} = $1", [Query.KeyValue(column.Value(resource))], r => r.GetBytes(0));
            resource.Uuid = stored is null ? Guid.CreateVersion7() : Documents.Read(d, stored).Uuid;
            var document = Documents.Write(d, resource);
            if (stored is null) Documents.Insert(db, d, resource, document);
            else if (!document.AsSpan().SequenceEqual(stored)) Documents.Update(db, d, resource, document);
        }
    }

    internal static SqlType TypeOf(KeyColumn c) => c.Kind == Kind.Json ? SqlType.Json : c.IsInteger ? SqlType.Integer : c.IsDouble ? SqlType.Double : SqlType.Text;

    private static string SqlName(Db db, KeyColumn c) => TypeOf(c) switch
    {
        SqlType.Integer => db.IsPostgres ? "bigint" : "INTEGER",
        SqlType.Json => db.IsPostgres ? "jsonb" : "TEXT",
        SqlType.Double => db.IsPostgres ? "double precision" : "REAL",
        _ => db.IsPostgres ? "text COLLATE \"C\"" : "TEXT",
    };

    private static async ValueTask<Dictionary<string, HashSet<string>>> Columns(Db db)
    {
        var sql = db.IsPostgres
            ? "SELECT table_name::text, column_name::text FROM information_schema.columns WHERE table_schema = current_schema()"
            : "SELECT m.name, c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table'";
        return (await db.Rows(sql, [], r => (Table: r.GetString(0), Column: r.GetString(1)))).GroupBy(r => r.Table)
            .ToDictionary(g => g.Key, g => g.Select(r => r.Column).ToHashSet());
    }

    // A definition gained a column: its values are worked out from the documents that are there.
    private static async ValueTask Backfill(Db db, Definition d, List<KeyColumn> missing)
    {
        var sql = $"UPDATE {d.Table} SET {string.Join(", ", missing.Select((c, i) => $"\"{c.Name}\" = ${i + 1}"))} WHERE id = ${missing.Count + 1}";
        for (long last = 0; ;)
        {
            var rows = await db.Rows($"SELECT id, doc FROM {d.Table} WHERE id > $1 ORDER BY id LIMIT 500", [last], r => (Id: r.GetInt64(0), Doc: r.GetBytes(1)));
            if (rows.Count == 0) return;
            foreach (var row in rows)
            {
                var resource = Documents.Read(d, row.Doc);
                db.Run(sql, [.. missing.Select(c => Query.KeyValue(c.Value(resource))), row.Id], [.. missing.Select(TypeOf), SqlType.Integer]);
            }
            await db.Flush();
            last = rows[^1].Id;
        }
    }
}
