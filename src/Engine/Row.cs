using System.Text;
using Microsoft.Data.Sqlite;
using Npgsql;
using SQLitePCL;

namespace Brink.Engine;

/// <summary>The row that a query stands on, on either store. Only valid while it is being read.</summary>
public readonly struct Row
{
    private readonly sqlite3_stmt? statement;
    private readonly NpgsqlDataReader? reader;

    internal Row(sqlite3_stmt statement) => this.statement = statement;
    internal Row(NpgsqlDataReader reader) => this.reader = reader;

    public bool IsDBNull(int column) => reader?.IsDBNull(column) ?? raw.sqlite3_column_type(statement, column) == raw.SQLITE_NULL;
    public long GetInt64(int column) => reader?.GetInt64(column) ?? raw.sqlite3_column_int64(statement, column);
    public double GetDouble(int column) => reader?.GetDouble(column) ?? raw.sqlite3_column_double(statement, column);
    public string GetString(int column) => reader?.GetString(column) ?? raw.sqlite3_column_text(statement, column).utf8_to_string();

    /// <summary>A document, as UTF-8.</summary>
    public byte[] GetBytes(int column) => reader?.GetFieldValue<byte[]>(column) ?? raw.sqlite3_column_blob(statement, column).ToArray();
}

/// <summary>A prepared statement of SQLite. ADO.NET looks up each parameter by its name at each execution;
/// a third of the time of a small write went there.</summary>
internal sealed class SqliteStatement : IDisposable
{
    private readonly sqlite3 connection;
    private readonly sqlite3_stmt handle;
    private readonly int[] values; // which of $1, $2, … each place in the text asks for

    public SqliteStatement(sqlite3 connection, string sql)
    {
        this.connection = connection;
        SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v3(connection, sql, raw.SQLITE_PREPARE_PERSISTENT, out handle), connection);
        values = new int[raw.sqlite3_bind_parameter_count(handle)];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = int.Parse(raw.sqlite3_bind_parameter_name(handle, i + 1).utf8_to_string().AsSpan(1),
                System.Globalization.CultureInfo.InvariantCulture) - 1;
        }
    }

    /// <summary>One execution; ended by disposing of it.</summary>
    public Execution Run(IReadOnlyList<object?> given)
    {
        for (var i = 0; i < values.Length; i++) Bind(i + 1, given[values[i]]);
        return new Execution(this);
    }

    private void Bind(int slot, object? value) => SqliteException.ThrowExceptionForRC(value switch
    {
        null or DBNull => raw.sqlite3_bind_null(handle, slot),
        string text => BindText(slot, text),
        byte[] document => raw.sqlite3_bind_blob(handle, slot, document),
        long number => raw.sqlite3_bind_int64(handle, slot, number),
        int number => raw.sqlite3_bind_int64(handle, slot, number),
        double number => raw.sqlite3_bind_double(handle, slot, number),
        bool yes => raw.sqlite3_bind_int64(handle, slot, yes ? 1 : 0),
        _ => throw new ArgumentException($"a {value.GetType().Name} cannot be stored", nameof(value)),
    }, connection);

    private int BindText(int slot, string text)
    {
        if (text.Length > 256) return raw.sqlite3_bind_text(handle, slot, text);
        Span<byte> utf8 = stackalloc byte[256 * 3];
        return raw.sqlite3_bind_text(handle, slot, utf8[..Encoding.UTF8.GetBytes(text, utf8)]);
    }

    public void Dispose() => handle.Dispose();

    internal readonly struct Execution(SqliteStatement statement) : IDisposable
    {
        public sqlite3_stmt Handle => statement.handle;

        /// <summary>Goes to the next row; false when there is none.</summary>
        public bool Step()
        {
            var result = raw.sqlite3_step(Handle);
            if (result is not (raw.SQLITE_ROW or raw.SQLITE_DONE)) SqliteException.ThrowExceptionForRC(result, statement.connection);
            return result == raw.SQLITE_ROW;
        }

        public void Dispose() => raw.sqlite3_reset(Handle);
    }
}
