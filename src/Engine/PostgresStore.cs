using Npgsql;

namespace Brink.Engine;

/// <summary>One schema on a PostgreSQL server. Each unit of work is a transaction on a connection of its own;
/// a rule that reads before it writes locks the main object's row.</summary>
public sealed class PostgresStore : Store
{
    private const int NumbersAtOnce = 100;
    private readonly NpgsqlDataSource source;
    private readonly NpgsqlDataSource counters;
    private readonly SemaphoreSlim counting = new(1);
    private readonly Dictionary<string, (long Next, long End)> numbers = new(StringComparer.Ordinal);
    private readonly string schema;

    /// <param name="connectionString">An Npgsql connection string; <c>synchronous_commit</c> must be on for the promise of the
    /// contract.</param>
    /// <param name="organisatie">Names the schema.</param>
    public PostgresStore(string connectionString, string organisatie)
    {
        schema = Naam = organisatie;
        var settings = new NpgsqlConnectionStringBuilder(connectionString)
        {
            SearchPath = $"\"{organisatie}\"",
            MaxAutoPrepare = 200,
            AutoPrepareMinUsages = 2,
            ApplicationName = "brink",
            NoResetOnClose = true
        }; // no state is left on a connection, so there is none to reset
        if (settings.MaxPoolSize == 100) settings.MaxPoolSize = 20; // per organisation: forty of them share a server
        // A server that hangs is found out before who asks has gone (Npgsql itself waits 15 and 30 seconds).
        if (settings.Timeout == 15) settings.Timeout = 5;
        if (settings.CommandTimeout == 30) settings.CommandTimeout = 15;
        source = new NpgsqlDataSourceBuilder(settings.ToString()).Build();
        settings.MaxPoolSize = 1;
        counters = new NpgsqlDataSourceBuilder(settings.ToString()).Build();
    }

    public override async ValueTask<TResult> Read<TResult>(Func<Db, ValueTask<TResult>> work, CancellationToken cancel = default)
    {
        await using var db = new Db(await source.OpenConnectionAsync(cancel)) { Zoek = Zoek };
        return await work(db);
    }

    public override async ValueTask<TResult> Write<TResult>(Func<Db, ValueTask<TResult>> work, CancellationToken cancel = default)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var begun = Meters.Begin();
                await using var db = new Db(await source.OpenConnectionAsync(cancel)) { Numbers = Next, Zoek = Zoek };
                Meters.Began(begun, Naam);
                await using var transaction = await ((NpgsqlConnection)db.Connection).BeginTransactionAsync(CancellationToken.None);
                var result = await work(db);
                if (db.Refused) { await transaction.RollbackAsync(CancellationToken.None); return result; }
                await db.Commit();
                db.Later().ForEach(dan => dan());
                Committed();
                return result;
            }
            // Two units of work locked each other's rows: the one that was chosen to give way starts again.
            catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure
                && attempt < 5)
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

    // The row of a counter stays locked until the transaction ends, and all who make a zaak would wait for each other's commit.
    // So numbers are taken by the hundred, on a connection of their own; those that are left when the process ends are skipped.
    private async ValueTask<long> Next(string counter, int count)
    {
        await counting.WaitAsync();
        try
        {
            if (!numbers.TryGetValue(counter, out var block) || block.End - block.Next < count)
            {
                var taken = Math.Max(count, NumbersAtOnce);
                await using var db = new Db(await counters.OpenConnectionAsync());
                block.End = await db.Number(Session.NextNumber, counter, (long)taken) + 1;
                block.Next = block.End - taken;
            }
            numbers[counter] = (block.Next + count, block.End);
            return block.Next + count - 1;
        }
        finally { counting.Release(); }
    }

    public override async ValueTask DisposeAsync()
    {
        await source.DisposeAsync();
        await counters.DisposeAsync();
        counting.Dispose();
    }
}
