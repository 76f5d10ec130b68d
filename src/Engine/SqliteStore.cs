using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace Brink.Engine;

/// <summary>
/// One SQLite file. One thread writes: requests that wait together share a transaction, each in a savepoint of its own,
/// and all are answered after the one commit that makes them durable (WAL, <c>synchronous=FULL</c>). So nothing answered is lost,
/// and a busy server pays one fsync for many requests. Readers have connections of their own and never wait for the writer.
/// </summary>
public sealed class SqliteStore : Store
{
    private const int MostPerCommit = 256;
    private readonly string connectionString;
    private readonly ConcurrentStack<Db> readers = []; // the one used last first: its pages are warm
    private readonly Channel<Work> queue = Channel.CreateBounded<Work>(new BoundedChannelOptions(10_000) { SingleReader = true });
    private readonly Db writer;
    private readonly Thread thread;
    private bool disposed;

    public SqliteStore(string file)
    {
        Private.Folder(Path.GetDirectoryName(Path.GetFullPath(file))!);
        Private.Touch(file); // (what SQLite makes beside it gets the rights of the file itself)
        connectionString = new SqliteConnectionStringBuilder
        {
            DataSource = file,
            Pooling = false,
            ForeignKeys = false,
            DefaultTimeout = 30
        }.ToString();
        writer = Open();
        writer.Execute("PRAGMA journal_mode=WAL");
        Naam = Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(file))!);
        thread = new Thread(WriteLoop) { IsBackground = true, Name = "sqlite-writer " + Naam };
        thread.Start();
    }

    public override async ValueTask<TResult> Read<TResult>(Func<Db, ValueTask<TResult>> work, CancellationToken cancel = default)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        if (!readers.TryPop(out var db)) db = Open();
        try { return await work(db); }
        finally { readers.Push(db); }
    }

    public override async ValueTask<TResult> Write<TResult>(Func<Db, ValueTask<TResult>> work, CancellationToken cancel = default)
    {
        var item = new Work<TResult>(work);
        await queue.Writer.WriteAsync(item, cancel);
        return await item.Done.Task;
    }

    public override Task Prepare(Model model) => Write(async db => { await Tables.Prepare(db, model); return true; }).AsTask();

    public override async ValueTask DisposeAsync()
    {
        if (disposed) return;
        queue.Writer.Complete();
        await Task.Run(thread.Join);
        disposed = true;
        while (readers.TryPop(out var db)) await db.DisposeAsync();
        try { writer.Execute("PRAGMA optimize"); } catch (SqliteException) { } // advice to the planner only
        await writer.DisposeAsync();
    }

    private Db Open()
    {
        var connection = new SqliteConnection(connectionString);
        connection.Open();
        var db = new Db(connection) { Zoek = Zoek };
        // What is deleted is overwritten: a BSN does not stay behind in a page that is free.
        foreach (var pragma in (string[])["busy_timeout=30000", "synchronous=FULL", "cache_size=-16000", "mmap_size=33554432",
            "temp_store=MEMORY",
            "case_sensitive_like=ON", "secure_delete=ON"])
        {
            db.Execute("PRAGMA " + pragma);
        }
        return db;
    }

    private void WriteLoop()
    {
        var batch = new List<Work>();
        while (queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            batch.Clear();
            try
            {
                writer.Execute("BEGIN IMMEDIATE");
                while (batch.Count < MostPerCommit && queue.Reader.TryRead(out var item))
                {
                    batch.Add(item);
                    Meters.Began(item.Begun, Naam);
                    writer.Execute("SAVEPOINT request");
                    var kept = item.Run(writer);
                    writer.Forget();
                    if (!kept) Undo(item);
                    writer.Execute("RELEASE request");
                }
                writer.Execute("COMMIT");
                Committed();
                foreach (var item in batch) item.Answer();
            }
            catch (Exception e)
            {
                try { writer.Execute("ROLLBACK"); } catch (SqliteException) { } // the failure may have ended the transaction already
                foreach (var item in batch) item.Fail(e);
                if (batch.Count == 0 && queue.Reader.TryRead(out var waiting)) waiting.Fail(e);
            }
        }
    }

    // A full disk may have ended the transaction, with all that shared it: then that is what all of them are told.
    private void Undo(Work item)
    {
        try { writer.Execute("ROLLBACK TO request"); }
        catch (SqliteException) when (item.Error is { } cause) { throw new IOException(cause.Message, cause); }
    }

    private abstract class Work
    {
        /// <summary>Why it could not be done.</summary>
        public Exception? Error { get; protected set; }

        /// <summary>Since when it waits, where that is measured.</summary>
        public long Begun { get; } = Meters.Begin();

        /// <summary>Runs the work; false when it must be undone.</summary>
        public abstract bool Run(Db db);
        public abstract void Answer();
        public abstract void Fail(Exception e);
    }

    private sealed class Work<TResult>(Func<Db, ValueTask<TResult>> work) : Work
    {
        private TResult? result;
        private List<Action> later = [];
        public TaskCompletionSource<TResult> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override bool Run(Db db)
        {
            try
            {
                // Everything that a unit of work awaits on this store completes at once, so this thread never waits here.
                result = work(db).AsTask().GetAwaiter().GetResult();
                var refused = db.Refused;
                if (!refused) db.Flush().AsTask().GetAwaiter().GetResult();
                if (!refused) later = db.Later();
                return !refused;
            }
            catch (Exception e)
            {
                Error = e;
                return false;
            }
        }

        public override void Answer()
        {
            if (Error is null) later.ForEach(dan => dan());
            if (Error is null) Done.TrySetResult(result!); else Done.TrySetException(Error);
        }

        public override void Fail(Exception e) => Done.TrySetException(Error ?? e);
    }
}
