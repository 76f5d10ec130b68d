namespace Brink.Engine;

/// <summary>
/// One organisation's data. The contract, on either store: a unit of work is kept whole or not at all;
/// what <see cref="Write"/> has answered survives a crash of the process and a power cut;
/// a unit of work sees what earlier answered ones wrote.
/// </summary>
public abstract class Store : IAsyncDisposable
{
    /// <summary>What is remembered of the index of search.</summary>
    internal Zoekgeheugen Zoek { get; } = new();

    /// <summary>Whose data it is, as measurements call it.</summary>
    public string Naam { get; protected init; } = "";

    /// <summary>Reads; what is read belongs together as far as one statement goes.</summary>
    public abstract ValueTask<TResult> Read<TResult>(Func<Db, ValueTask<TResult>> work, CancellationToken cancel = default);

    /// <summary>Changes. The work may be run again, so it must have no effects but on the store. When it throws,
    /// or sets <see cref="Db.Refused"/>, nothing of it is kept.</summary>
    public abstract ValueTask<TResult> Write<TResult>(Func<Db, ValueTask<TResult>> work, CancellationToken cancel = default);

    /// <summary>How many times something was committed here; what another process commits is not counted.</summary>
    public long Commits => Volatile.Read(ref commits);
    private long commits;

    /// <summary>Something was committed, and is answered after this.</summary>
    protected void Committed() => Interlocked.Increment(ref commits);

    /// <summary>Makes the tables, adds columns and indexes that definitions have gained; refuses data of a newer version.</summary>
    public abstract Task Prepare(Model model);

    public abstract ValueTask DisposeAsync();
}
