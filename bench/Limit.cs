using System.Data.Common;
using Brink.Engine;
using Microsoft.Data.Sqlite;
using Npgsql;
using NpgsqlTypes;

namespace Brink.Bench;

/// <summary>What a value in a hand-written statement becomes for each request: the same again, the identity of the zaak,
/// an identity of its own, or a number of its own.</summary>
internal enum Part { Same, Zaak, Own, Number }

/// <summary>One hand-written statement with the values of a row that the server really wrote.</summary>
internal sealed record Statement(string Sql, object?[] Values, Part[] Parts);

/// <summary>The bare limits: the same rows, written and read by hand-written SQL in this process. No HTTP, no rules, no JSON.</summary>
internal static class Limit
{
    private static long number;

    /// <summary>The statements that write the rows of one request, taken from the newest rows in the server's own tables.</summary>
    /// <param name="main">The table whose newest row the request made.</param>
    /// <param name="updates">Whether the request also changed its zaak.</param>
    /// <remarks>The server must be making zaken meanwhile: what it announces is soon handed on, and gone from the outbox.</remarks>
    public static List<Statement> Statements(DbConnection connection, string main, bool updates)
    {
        var statements = new List<Statement> { Insert(connection, main, main == "zrc_zaak") };
        if (updates)
        {
            // A status changes nothing that the zaak is found by, so by hand only the document is written.
            var (_, values, _) = Found(connection,
                $"SELECT doc FROM zrc_zaak WHERE uuid = '{statements[0].Values[Array.IndexOf(statements[0].Parts, Part.Zaak)]}'", true);
            statements.Add(new Statement("UPDATE zrc_zaak SET doc = $1 WHERE uuid = $2", [values[0], ""], [Part.Same, Part.Zaak]));
        }
        statements.Add(Insert(connection, "audit", false));
        statements.Add(Insert(connection, "outbox", false));
        return statements;
    }

    private static Statement Insert(DbConnection connection, string table, bool main)
    {
        var (names, values, parts) = Found(connection, $"SELECT * FROM {table} ORDER BY id DESC LIMIT 1", main);
        return new Statement($"INSERT INTO {table} ({string.Join(", ", names.Select(n => $"\"{n}\""))}) VALUES ({string.Join(", ", names.Select((_, i) => $"${i + 1}"))})",
            values, parts);
    }

    private static (string[] Names, object?[] Values, Part[] Parts) Found(DbConnection connection, string sql, bool main)
    {
        for (var end = DateTime.UtcNow.AddSeconds(20); DateTime.UtcNow < end;) if (Row(connection, sql, main) is { } row) return row;
        throw new InvalidOperationException("geen rij: " + sql);
    }

    private static (string[] Names, object?[] Values, Part[] Parts)? Row(DbConnection connection, string sql, bool main)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        if (!reader.Read()) return null;
        var columns = Enumerable.Range(0, reader.FieldCount).Where(i => reader.GetName(i) != "id").ToArray();
        string[] names = [.. columns.Select(reader.GetName)];
        return (names, [.. columns.Select((c, i) => reader.IsDBNull(c) ? null : names[i] == "doc" ? reader.GetFieldValue<byte[]>(c)
            : reader.GetValue(c))],
            [.. names.Select(n => n switch { "uuid" => main ? Part.Zaak : Part.Own, "hoofdobject" or "zaak" => Part.Zaak, "identificatie" =>
                Part.Number, _ => Part.Same })]);
    }

    /// <summary>The value of one parameter for a request.</summary>
    public static object Value(Statement s, int i, string zaak) => s.Parts[i] switch
    {
        Part.Zaak => zaak,
        Part.Own => Guid.CreateVersion7().ToString(),
        Part.Number => $"ZAAK-2026-L{Interlocked.Increment(ref number):D9}",
        _ => s.Values[i] ?? DBNull.Value,
    };
}

/// <summary>Hand-written SQL on an SQLite file, with the durability of the server: WAL, <c>synchronous=FULL</c>.</summary>
internal static class SqliteLimit
{
    /// <summary>A connection with its prepared statements.</summary>
    private sealed class Prepared : IDisposable
    {
        public readonly SqliteConnection Connection;
        private readonly List<(Statement Statement, SqliteCommand Command)> commands = [];
        private readonly SqliteCommand begin, commit;

        public Prepared(string file, List<Statement> statements)
        {
            Connection = Open(file);
            (begin, commit) = (Command("BEGIN IMMEDIATE", 0), Command("COMMIT", 0));
            foreach (var s in statements) commands.Add((s, Command(s.Sql, s.Values.Length)));
        }

        public SqliteCommand Command(string sql, int parameters)
        {
            var command = Connection.CreateCommand();
            command.CommandText = sql;
            for (var i = 1; i <= parameters; i++) command.Parameters.Add(new SqliteParameter { ParameterName = "$" + i });
            return command;
        }

        public void Begin() => begin.ExecuteNonQuery();
        public void Commit() => commit.ExecuteNonQuery();

        public void Write(string zaak)
        {
            foreach (var (s, command) in commands)
            {
                for (var i = 0; i < s.Parts.Length; i++) command.Parameters[i].Value = Limit.Value(s, i, zaak);
                command.ExecuteNonQuery();
            }
        }

        public void Dispose()
        {
            foreach (var (_, command) in commands) command.Dispose();
            begin.Dispose();
            commit.Dispose();
            Connection.Dispose();
        }
    }

    /// <summary>One transaction per request, on as many connections.</summary>
    public static Worker Single(string file, List<Statement> statements, Func<string> zaak)
    {
        var prepared = new Prepared(file, statements);
        return new Worker(() =>
        {
            prepared.Begin();
            prepared.Write(zaak());
            prepared.Commit();
        }, prepared);
    }

    public static Worker List(string file, string where, Func<object[]> values)
    {
        var prepared = new Prepared(file, []);
        var page = prepared.Command($"SELECT doc FROM zrc_zaak WHERE {where} ORDER BY id LIMIT 100", 3);
        var count = prepared.Command($"SELECT count(*) FROM zrc_zaak WHERE {where}", 3);
        return new Worker(() =>
        {
            var given = values();
            for (var i = 0; i < given.Length; i++) page.Parameters[i].Value = count.Parameters[i].Value = given[i];
            using (var reader = page.ExecuteReader())
                while (reader.Read()) reader.GetFieldValue<byte[]>(0);
            count.ExecuteScalar();
        }, prepared);
    }

    public static SqliteConnection Open(string file)
    {
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = file, Pooling = false, DefaultTimeout = 60 }.ToString());
        connection.Open();
        foreach (var pragma in (string[])["synchronous=FULL", "busy_timeout=60000", "cache_size=-16000", "mmap_size=268435456",
            "temp_store=MEMORY"])
        {
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA " + pragma;
            command.ExecuteNonQuery();
        }
        return connection;
    }

    /// <summary>One thread writes what requests wait for and commits it for all of them together:
    /// the most that SQLite can do for requests that each want to be sure.</summary>
    public sealed class GroupCommit : IDisposable
    {
        private readonly Prepared prepared;
        private readonly Queue<Waiting> queue = new();
        private readonly Thread thread;
        private bool ended;

        public GroupCommit(string file, List<Statement> statements)
        {
            prepared = new Prepared(file, statements);
            thread = new Thread(Loop) { IsBackground = true, Name = "group-commit" };
            thread.Start();
        }

        public Worker Worker(Func<string> zaak)
        {
            var mine = new Waiting();
            return new Worker(() =>
            {
                mine.Zaak = zaak();
                lock (queue)
                {
                    queue.Enqueue(mine);
                    Monitor.Pulse(queue);
                }
                mine.Done.Wait(Timeout.Infinite);
            }, mine);
        }

        private void Loop()
        {
            var batch = new List<Waiting>();
            while (true)
            {
                lock (queue)
                {
                    while (queue.Count == 0 && !ended) Monitor.Wait(queue);
                    if (queue.Count == 0) return;
                }
                batch.Clear();
                prepared.Begin();
                while (Take() is { } next)
                {
                    batch.Add(next);
                    prepared.Write(next.Zaak);
                }
                prepared.Commit();
                foreach (var done in batch) done.Done.Release();
            }
        }

        private Waiting? Take()
        {
            lock (queue) return queue.TryDequeue(out var next) ? next : null;
        }

        public void Dispose()
        {
            lock (queue)
            {
                ended = true;
                Monitor.Pulse(queue);
            }
            thread.Join();
            prepared.Dispose();
        }

        private sealed class Waiting : IDisposable
        {
            public string Zaak = "";
            public readonly SemaphoreSlim Done = new(0);

            public void Dispose() => Done.Dispose();
        }
    }
}

/// <summary>Hand-written SQL on PostgreSQL with <c>synchronous_commit</c> as the server has it: each request one transaction,
/// sent as one prepared batch in one round trip.</summary>
internal static class PostgresLimit
{
    public static Worker Write(string connectionString, List<Statement> statements, Func<string> zaak)
    {
        var connection = Open(connectionString);
        var batch = new NpgsqlBatch(connection); // a batch by itself is one transaction
        foreach (var s in statements)
        {
            var command = new NpgsqlBatchCommand(s.Sql);
            for (var i = 0; i < s.Values.Length; i++)
                command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = Type(s.Values[i]), Value = s.Values[i] ?? DBNull.Value });
            batch.BatchCommands.Add(command);
        }
        batch.Prepare();
        return new Worker(() =>
        {
            var z = zaak();
            for (var c = 0; c < statements.Count; c++)
            {
                var s = statements[c];
                var parameters = batch.BatchCommands[c].Parameters;
                for (var i = 0; i < s.Parts.Length; i++) if (s.Parts[i] != Part.Same) parameters[i].Value = Limit.Value(s, i, z);
            }
            batch.ExecuteNonQuery();
        }, connection);
    }

    public static Worker List(string connectionString, string where, Func<object[]> values)
    {
        var connection = Open(connectionString);
        var batch = new NpgsqlBatch(connection);
        foreach (var sql in (string[])[$"SELECT doc FROM zrc_zaak WHERE {where} ORDER BY id LIMIT 100",
            $"SELECT count(*) FROM zrc_zaak WHERE {where}"])
        {
            var command = new NpgsqlBatchCommand(sql);
            for (var i = 0; i < 3; i++) command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Text, Value = "" });
            batch.BatchCommands.Add(command);
        }
        batch.Prepare();
        return new Worker(() =>
        {
            var given = values();
            foreach (var command in batch.BatchCommands) for (var i = 0; i < given.Length; i++) command.Parameters[i].Value = given[i];
            using var reader = batch.ExecuteReader();
            while (reader.Read()) reader.GetFieldValue<byte[]>(0);
            reader.NextResult();
            reader.Read();
        }, connection);
    }

    public static NpgsqlConnection Open(string connectionString)
    {
        var connection = new NpgsqlConnection(connectionString);
        connection.Open();
        return connection;
    }

    private static NpgsqlDbType Type(object? value) => value switch
    {
        long or int => NpgsqlDbType.Bigint,
        double => NpgsqlDbType.Double,
        byte[] => NpgsqlDbType.Json,
        string => NpgsqlDbType.Text,
        _ => NpgsqlDbType.Unknown
    };
}
