using System.Text.Json;

namespace Brink.Engine;

/// <summary>
/// Work for later, as its row stands in the store. It is put there in the transaction of what causes it, so that there is no cause
/// without its work and no work without its cause.
/// </summary>
/// <param name="Id">The row.</param>
/// <param name="Group">Who does it: the name of its <see cref="JobKind"/>, after which some kinds have a slash and more.</param>
/// <param name="Lane">Within what order is kept; of work without an order its own key, by which the same is never queued twice.</param>
/// <param name="Doc">What it needs to know, in stored form. It holds no personal data: an administrator sees it.</param>
/// <param name="Attempt">How often it was tried before this time.</param>
public sealed record Job(long Id, string Group, string Lane, byte[] Doc, long Attempt)
{
    /// <summary>What came of it, for a kind that keeps that; null when nothing did, or it was not done yet.</summary>
    internal object? Result { get; init; }

    /// <summary>What it needs to know.</summary>
    /// <exception cref="JsonException">The row holds something else than this kind of work writes.</exception>
    public T Read<T>() => JsonSerializer.Deserialize<T>(Doc, JsonSerializerOptions.Web)!;

    /// <summary>Who asked for work, as its row says; empty for the platform itself.</summary>
    internal static string By(Caller caller) => caller.ClientId is "brink" or "" ? ""
        : caller.UserId.Length > 0 ? $"{caller.ClientId}/{caller.UserId}" : caller.ClientId;
}

/// <summary>What came of an attempt. Without a fault it is done.</summary>
/// <param name="Fault">Why it failed, in words for an administrator: no secrets, no personal data.</param>
/// <param name="ForGood">Trying again helps nothing: it is parked at once.</param>
public sealed record JobOutcome(string? Fault = null, bool ForGood = false)
{
    public static readonly JobOutcome Done = new();

    /// <summary>Kept with the key of the work, for a kind that keeps keys (<see cref="JobKind.Keeps"/>).</summary>
    public object? Result { get; init; }
}

/// <summary>How work stands after an attempt, for a kind that writes that down elsewhere too.</summary>
/// <param name="Fault">Why it failed; null: it was done.</param>
/// <param name="Attempts">How often it was tried, this time included.</param>
/// <param name="Next">When it is tried again; null when it is done or parked.</param>
public sealed record JobState(string? Fault, long Attempts, DateTimeOffset? Next)
{
    /// <summary>Whether it is no longer tried by itself.</summary>
    public bool Parked => Fault is not null && Next is null;
}

/// <summary>A kind of work for later: who does it, and how often it is tried. It has <see cref="Inside"/> or <see cref="Outside"/>;
/// with neither, its work waits (there is no mail server, say) and is done when there is one.</summary>
/// <param name="Name">Unique among the kinds.</param>
/// <param name="Title">What an administrator calls it.</param>
public sealed record JobKind(string Name, string Title)
{
    /// <summary>Work on this organisation's data only: it is one unit of work together with the end of the job,
    /// so its effect happens once, whatever is killed when. What it returns is kept with the key.</summary>
    public Func<Session, Job, ValueTask<object?>>? Inside { get; init; }

    /// <summary>Work that reaches further: mail, a call to another server, files, several units of work.
    /// It happens at least once; the key of the job is the same each time, so that who receives it can tell.</summary>
    public Func<JobRun, Task<JobOutcome>>? Outside { get; init; }

    /// <summary>Read in the unit of work that takes jobs of a group, and handed to each run; null: there is nobody to do it for,
    /// and the jobs stay. Disposed of after the runs when it can be.</summary>
    public Func<Session, string, ValueTask<object?>>? Begin { get; init; }

    /// <summary>Writes down elsewhere how a job stands after an attempt, in the unit of work that says so in the queue.</summary>
    public Func<Session, Job, JobState, ValueTask>? Ended { get; init; }

    /// <summary>When it is done by itself: five fields of cron, on the Dutch clock. Of what the clock skips in spring nothing is lost,
    /// of what it shows twice in autumn nothing is done twice.</summary>
    public string? Schedule { get; init; }

    /// <summary>With <see cref="Schedule"/>: also at each start of the server.</summary>
    public bool AtStart { get; init; }

    /// <summary>It hears each change on these channels (<c>*</c>: on all), in order per main object, from the outbox that notifications
    /// come from.</summary>
    public IReadOnlyList<string> Hears { get; init; } = [];

    /// <summary>What a caller needs to see and steer its jobs, with its component; empty: what looking after deliveries asks
    /// (<see cref="ApiSettings.DeliveryScope"/>).</summary>
    public string Scope { get; init; } = "";

    /// <summary>The pauses before each new attempt; after the last failure the job is parked.</summary>
    public IReadOnlyList<TimeSpan> Pauses { get; init; } = DeliverySettings.Usual;

    /// <summary>How long one attempt usually takes at most; one that takes longer goes on, as long as its node lives.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long the key of what was done is kept, with its result: so long the same is not done again. Zero: not.</summary>
    public TimeSpan Keeps { get; init; }

    /// <summary>How many lanes a node takes at once.</summary>
    public int Most { get; init; } = 8;

    /// <summary>How many of those it serves beside each other. Of a kind that serves one at a time it is written down at once
    /// what came of each: for what is dear to do twice.</summary>
    public int Beside { get; init; } = 8;

    /// <summary>Its groups, where it has several, each served by itself so that a slow one holds up no other: its name, a slash and more.
    /// One, of its name, when left out.</summary>
    public Func<Session, ValueTask<IReadOnlyList<string>>>? Groups { get; init; }

    /// <summary>Whether its jobs are done at all here.</summary>
    internal bool Runs => Inside is not null || Outside is not null;

    /// <summary>A node that is killed gives back what it took after this.</summary>
    internal TimeSpan Lease => 4 * Limit;
}
