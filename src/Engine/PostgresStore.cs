using Npgsql;

namespace Brink.Engine;

/// <summary>One schema on a PostgreSQL server. Each unit of work is a transaction on a connection of its own; a rule that reads before it writes locks the main
/// object's row.</summary>
public sealed class PostgresStore : Store
{
    private readonly NpgsqlDataSource source;
    private readonly string schema;

    /// <param name="connectionString">An Npgsql connection string; <c>synchronous_commit</c> must be on for the promise of the contract.</param>
    /// <param name="organisatie">Names the schema.</param>
    public PostgresStore(string connectionString, string organisatie)
    {
        schema = organisatie;
        var settings = new NpgsqlConnectionStringBuilder(connectionString) { SearchPath = $"\"{organisatie}\"", MaxAutoPrepare = 200, AutoPrepareMinUsages = 2,
            ApplicationName = "brink" };
        if (settings.MaxPoolSize == 100) settings.MaxPoolSize = 20; // per organisation: forty of them share a server
        source = new NpgsqlDataSourceBuilder(settings.ToString()).Build();
    }

    public override async ValueTask<TResult> Read<TResult>(Func<Db, ValueTask<TResult>> work, CancellationToken cancel = default)
    {
        await using var db = new Db(await source.OpenConnectionAsync(cancel));
        return await work(db);
    }

    public override async ValueTask<TResult> Write<TResult>(Func<Db, ValueTask<TResult>> work, CancellationToken cancel = default)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await using var db = new Db(await source.OpenConnectionAsync(cancel));
                await using var transaction = await ((NpgsqlConnection)db.Connection).BeginTransactionAsync(CancellationToken.None);
                var result = await work(db);
                if (db.Refused) { await transaction.RollbackAsync(CancellationToken.None); return result; }
                await db.Flush();
                await transaction.CommitAsync(CancellationToken.None);
                return result;
            }
            // Two units of work locked each other's rows: the one that was chosen to give way starts again.
            catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure && attempt < 5)
            {
                await Task.Delay(Random.Shared.Next(5, 25 * attempt), cancel);
            }
        }
    }

    public override async Task Prepare(Model model)
    {
        await using (var connection = await source.OpenConnectionAsync())
        {
            await using var command = new NpgsqlCommand($"CREATE SCHEMA IF NOT EXISTS \"{schema}\"", connection);
            await command.ExecuteNonQueryAsync();
        }
        await Write(async db =>
        {
            await db.First("SELECT pg_advisory_xact_lock(hashtext($1))", ["brink." + schema], _ => true); // one node at a time
            await Tables.Prepare(db, model);
            return true;
        });
    }

    public override ValueTask DisposeAsync() => source.DisposeAsync();
}
