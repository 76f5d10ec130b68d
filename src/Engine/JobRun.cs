namespace Brink.Engine;

/// <summary>One attempt at work that reaches outside the organisation's data.</summary>
public sealed class JobRun
{
    private readonly CancellationTokenSource stop;
    private readonly Model model;
    private readonly TimeProvider clock;

    internal JobRun(Tenant tenant, Job job, object? context, Model model, TimeProvider clock, CancellationToken stopping)
    {
        (Tenant, Job, Context, this.model, this.clock) = (tenant, job, context, model, clock);
        stop = CancellationTokenSource.CreateLinkedTokenSource(stopping);
    }

    public Tenant Tenant { get; }
    public Job Job { get; }

    /// <summary>What <see cref="JobKind.Begin"/> read; null when the kind has none.</summary>
    public object? Context { get; }
    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>Says that it must end: the process stops (it is done anew later), or somebody had it stopped.</summary>
    public CancellationToken Stop => stop.Token;

    /// <summary>How far it is, for who waits: shown within seconds.</summary>
    /// <param name="done">How many of <paramref name="total"/> are done.</param>
    /// <param name="total">How many there are; 0: nobody knows.</param>
    /// <param name="what">Of what, in the user's words: <c>zaken</c>.</param>
    public void Report(long done, long total, string what) => Progress = new JobProgress(done, total, what);

    /// <summary>A unit of work on the organisation's data. Work that is to go on where it was keeps how far it is in the same.</summary>
    public async ValueTask<T> Work<T>(Func<Session, ValueTask<T>> work)
    {
        var result = await Tenant.Work(model, clock.GetUtcNow(), work);
        Tenant.Wake();
        return result;
    }

    internal JobProgress? Progress { get; private set; }

    /// <summary>Somebody had it stopped, as opposed to the process that stops.</summary>
    internal bool IsStopped { get; private set; }

    internal void End()
    {
        IsStopped = true;
        try { stop.Cancel(); } catch (ObjectDisposedException) { } // it was over already
    }

    internal void Close() => stop.Dispose();
}

/// <summary>How far work is.</summary>
/// <param name="Gedaan">How many of <paramref name="Totaal"/> are done.</param>
/// <param name="Totaal">How many there are; 0: nobody knows.</param>
/// <param name="Wat">Of what.</param>
public sealed record JobProgress(long Gedaan, long Totaal, string Wat);
