using System.Data.Common;
using Brink.Apps.Kern;
using Brink.Engine;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Brink.Host;

/// <summary>
/// Keeps for a day what was sent with forms and what was typed in them, for all nodes. PostgreSQL: the schema <c>brink_platform</c>;
/// SQLite: the file <c>formulieren.db</c> in the folder of data. Beside the organisations and not in them: what is kept here is no record,
/// and belongs in no back-up.
/// </summary>
public sealed class Formulierkast : IFormulierkast, IAsyncDisposable
{
    private const string Schema = "brink_platform";
    private static readonly TimeSpan Bewaartermijn = TimeSpan.FromDays(1);
    private readonly DbDataSource source;
    private readonly string bytes;
    private readonly TimeProvider clock;
    private long swept;

    /// <param name="settings">Where the data are.</param>
    /// <param name="clock">Tells what is old.</param>
    public Formulierkast(Settings settings, TimeProvider clock)
    {
        this.clock = clock;
        var file = Path.Combine(settings.Data, "formulieren.db");
        if (settings.Postgres is null) Private.Touch(file);
        // That a form was done once must outlive the process, not the power: nothing waits for the disk here.
        source = settings.Postgres is null ? new Sqlite(new SqliteConnectionStringBuilder { DataSource = file }.ToString())
            : NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(settings.Postgres)
            {
                SearchPath = Schema,
                MaxPoolSize = 10,
                Options = "-c synchronous_commit=off"
            }.ToString());
        bytes = settings.Postgres is null ? "blob" : "bytea";
    }

    /// <summary>Makes the tables when they are not there.</summary>
    public async Task OpenAsync()
    {
        var tables = $"""
            CREATE TABLE IF NOT EXISTS verzonden (sleutel text PRIMARY KEY, afdruk text NOT NULL, naar text, sinds bigint NOT NULL);
            CREATE INDEX IF NOT EXISTS verzonden_sinds ON verzonden (sinds);
            CREATE TABLE IF NOT EXISTS getypt (naam text PRIMARY KEY, inhoud {bytes} NOT NULL, sinds bigint NOT NULL);
            CREATE INDEX IF NOT EXISTS getypt_sinds ON getypt (sinds);
            """;
        await Run(source is Sqlite ? "PRAGMA journal_mode=WAL;" + tables
            : $"SELECT pg_advisory_xact_lock(hashtext('{Schema}')); CREATE SCHEMA IF NOT EXISTS {Schema}; {tables}");
    }

    /// <inheritdoc/>
    public async Task<Eerder?> NeemAsync(string sleutel, string afdruk, CancellationToken cancel)
    {
        await Sweep();
        // The same key with other content is another deed: somebody went back to the page and typed something else.
        var mine = await Run("""
            INSERT INTO verzonden (sleutel, afdruk, naar, sinds) VALUES (@sleutel, @afdruk, NULL, @nu)
            ON CONFLICT (sleutel) DO UPDATE SET afdruk = excluded.afdruk, naar = NULL, sinds = excluded.sinds
                WHERE verzonden.afdruk <> excluded.afdruk
            """, ("@sleutel", sleutel), ("@afdruk", afdruk), ("@nu", Now));
        if (mine == 1) return null;
        await using var command = source.CreateCommand("SELECT naar FROM verzonden WHERE sleutel = @sleutel AND afdruk = @afdruk");
        Add(command, ("@sleutel", sleutel), ("@afdruk", afdruk));
        await using var rows = await command.ExecuteReaderAsync(cancel);
        return new(await rows.ReadAsync(cancel) && !rows.IsDBNull(0) ? rows.GetString(0) : null);
    }

    /// <inheritdoc/>
    public Task KlaarAsync(string sleutel, string afdruk, string? naar) => naar is null
        ? Run("DELETE FROM verzonden WHERE sleutel = @sleutel AND afdruk = @afdruk", ("@sleutel", sleutel), ("@afdruk", afdruk))
        : Run("UPDATE verzonden SET naar = @naar WHERE sleutel = @sleutel AND afdruk = @afdruk", ("@sleutel", sleutel), ("@afdruk", afdruk),
            ("@naar", naar));

    /// <inheritdoc/>
    public Task BewaarAsync(string naam, byte[] inhoud) =>
        Run("INSERT INTO getypt (naam, inhoud, sinds) VALUES (@naam, @inhoud, @nu)", ("@naam", naam), ("@inhoud", inhoud), ("@nu", Now));

    /// <inheritdoc/>
    public async Task<byte[]?> HaalAsync(string naam)
    {
        await using var command = source.CreateCommand("SELECT inhoud FROM getypt WHERE naam = @naam AND sinds > @oud");
        Add(command, ("@naam", naam), ("@oud", Old));
        return await command.ExecuteScalarAsync() as byte[];
    }

    private long Now => clock.GetUtcNow().ToUnixTimeSeconds();

    private long Old => Now - (long)Bewaartermijn.TotalSeconds;

    // Once a minute at most: the day after, nothing of it is left.
    private async Task Sweep()
    {
        var (now, last) = (Now, Interlocked.Read(ref swept));
        if (now - last < 60 || Interlocked.CompareExchange(ref swept, now, last) != last) return;
        foreach (var table in (string[])["verzonden", "getypt"]) await Run($"DELETE FROM {table} WHERE sinds <= @oud", ("@oud", Old));
    }

    private async Task<int> Run(string sql, params (string Name, object Value)[] values)
    {
        await using var command = source.CreateCommand(sql);
        Add(command, values);
        return await command.ExecuteNonQueryAsync();
    }

    private static void Add(DbCommand command, params (string Name, object Value)[] values)
    {
        foreach (var (name, value) in values)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => source.DisposeAsync();

    private sealed class Sqlite(string at) : DbDataSource
    {
        public override string ConnectionString => at;

        protected override DbConnection CreateDbConnection() => new SqliteConnection(at);

        protected override DbConnection OpenDbConnection()
        {
            var connection = new SqliteConnection(at);
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA synchronous=OFF; PRAGMA busy_timeout=5000";
            command.ExecuteNonQuery();
            return connection;
        }
    }
}
