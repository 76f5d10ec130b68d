using System.Data;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;
using NpgsqlTypes;

namespace Brink.Engine;

/// <summary>The types of value that go to and come from a store.</summary>
public enum SqlType { Text, Integer, Double, Document, Json }

/// <summary>One connection to one organisation's data with its prepared statements. Statements are the same text on both stores,
/// with parameters $1, $2, …</summary>
public sealed class Db(DbConnection connection) : IAsyncDisposable
{
    private readonly Dictionary<string, SqliteStatement> prepared = new(StringComparer.Ordinal);
    private readonly List<(string Sql, object?[] Values, SqlType[] Types)> pending = [];

    public DbConnection Connection { get; } = connection;
    public bool IsPostgres { get; } = connection is NpgsqlConnection;

    /// <summary>Gives numbers of a counter outside this transaction, where a transaction that takes one would make others wait until it
    /// ends.</summary>
    internal Func<string, int, ValueTask<long>>? Numbers { get; init; }

    /// <summary>What the store remembers of its index of search.</summary>
    internal Zoekgeheugen Zoek { get; init; } = new();

    private List<Action> later = [];

    /// <summary>Is done once this unit of work is kept for good, and not when it is undone.</summary>
    internal void Bewaard(Action dan) => later.Add(dan);

    /// <summary>Hands over what is to be done once the unit of work is kept.</summary>
    internal List<Action> Later()
    {
        var uit = later;
        later = [];
        return uit;
    }

    /// <summary>Set by the work to have all it did undone.</summary>
    public bool Refused { get; set; }

    /// <summary>All rows of a query, or those up to and including the first that is <paramref name="enough"/>.</summary>
    public async ValueTask<List<TRow>> Rows<TRow>(string sql, IReadOnlyList<object?> values, Func<Row, TRow> read,
        Func<TRow, bool>? enough = null)
    {
        await Flush();
        var rows = new List<TRow>();
        if (!IsPostgres)
        {
            using var run = Statement(sql).Run(values);
            while (run.Step())
            {
                rows.Add(read(new Row(run.Handle)));
                if (enough?.Invoke(rows[^1]) == true) break;
            }
            return rows;
        }
        await using var command = Postgres(sql, values);
        await using var result = await command.ExecuteReaderAsync();
        while (await result.ReadAsync())
        {
            rows.Add(read(new Row(result)));
            if (enough?.Invoke(rows[^1]) == true) break;
        }
        return rows;
    }

    /// <summary>The first row of a query, or <c>default</c>.</summary>
    public async ValueTask<TRow?> First<TRow>(string sql, IReadOnlyList<object?> values, Func<Row, TRow> read)
    {
        await Flush();
        if (!IsPostgres)
        {
            using var run = Statement(sql).Run(values);
            return run.Step() ? read(new Row(run.Handle)) : default;
        }
        await using var command = Postgres(sql, values);
        await using var result = await command.ExecuteReaderAsync(CommandBehavior.SingleRow);
        return await result.ReadAsync() ? read(new Row(result)) : default;
    }

    public ValueTask<long> Number(string sql, params IReadOnlyList<object?> values) =>
        First(sql, values, r => r.IsDBNull(0) ? 0 : r.GetInt64(0));

    /// <summary>Queues a statement; queued statements go to the store together, before the next query or at the end.</summary>
    public void Run(string sql, object?[] values, SqlType[]? types = null) =>
        pending.Add((sql, values, types ?? [.. values.Select(TypeOf)]));

    /// <summary>Sends what is queued, on PostgreSQL in one round trip.</summary>
    public ValueTask Flush() => Flush(false);

    /// <summary>Sends what is queued and ends the transaction in the same round trip (PostgreSQL).</summary>
    internal ValueTask Commit() => Flush(true);

    private async ValueTask Flush(bool commit)
    {
        if (pending.Count == 0 && !commit) return;
        if (IsPostgres)
        {
            await using var batch = new NpgsqlBatch((NpgsqlConnection)Connection);
            foreach (var (sql, values, types) in pending)
            {
                var command = new NpgsqlBatchCommand(sql);
                for (var i = 0; i < values.Length; i++) command.Parameters.Add(Parameter(values[i], types[i]));
                batch.BatchCommands.Add(command);
            }
            pending.Clear();
            if (commit) batch.BatchCommands.Add(new NpgsqlBatchCommand("COMMIT"));
            await batch.ExecuteNonQueryAsync();
            return;
        }
        foreach (var (sql, values, _) in pending) Execute(sql, values);
        pending.Clear();
    }

    internal void Forget()
    {
        pending.Clear();
        later = [];
        Refused = false;
    }

    internal void Execute(string sql, params object?[] values)
    {
        using var run = Statement(sql).Run(values);
        while (run.Step()) { }
    }

    /// <summary>Runs a statement that is not worth preparing (schema changes).</summary>
    public async ValueTask ExecuteOnce(string sql)
    {
        await using var command = Connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 0; // an index on many rows takes its time
        await command.ExecuteNonQueryAsync();
    }

    private SqliteStatement Statement(string sql)
    {
        if (prepared.TryGetValue(sql, out var known)) return known;
        if (prepared.Count > 500)
        {
            foreach (var old in prepared.Values) old.Dispose();
            prepared.Clear();
        }
        return prepared[sql] = new SqliteStatement(((SqliteConnection)Connection).Handle!, sql);
    }

    private NpgsqlCommand Postgres(string sql, IReadOnlyList<object?> values)
    {
        var command = new NpgsqlCommand(sql, (NpgsqlConnection)Connection);
        foreach (var value in values) command.Parameters.Add(Parameter(value, TypeOf(value)));
        return command;
    }

    private static NpgsqlParameter Parameter(object? value, SqlType type) => new()
    {
        Value = value ?? DBNull.Value,
        NpgsqlDbType = type switch
        {
            SqlType.Integer => NpgsqlDbType.Bigint,
            SqlType.Double => NpgsqlDbType.Double,
            SqlType.Document => NpgsqlDbType.Json,
            SqlType.Json => NpgsqlDbType.Jsonb,
            _ => NpgsqlDbType.Text
        },
    };

    private static SqlType TypeOf(object? value) => value switch
    {
        long or int => SqlType.Integer,
        double => SqlType.Double,
        byte[] => SqlType.Document,
        _ => SqlType.Text,
    };

    public ValueTask DisposeAsync()
    {
        foreach (var command in prepared.Values) command.Dispose();
        return Connection.DisposeAsync();
    }
}
