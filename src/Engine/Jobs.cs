using System.Text.Json;

namespace Brink.Engine;

/// <summary>A lane that this node has taken for a while.</summary>
internal sealed record TakenLane(long Id, string Lane, long Attempts);

/// <summary>What came of a taken lane: what was done, and why the next was not (null: nothing failed).</summary>
internal sealed record LaneResult(TakenLane Lane, IReadOnlyList<Job> Done, Job? Next, JobOutcome? Failure)
{
    /// <summary>Somebody had it stopped.</summary>
    public bool Stopped { get; init; }
}

/// <summary>How one group is doing.</summary>
internal sealed record GroupState(long? Done, long? Failed, string Fault, long Waiting, long Parked, long? Next);

/// <summary>
/// The rows of work for later. A job stands in table <c>job</c>, in a lane of its group; the row of the lane in <c>wachtrij</c>
/// says when its first job may be tried (again). A node takes a lane by moving that moment ahead, so a node that dies holds nothing
/// up for long; what stands in one lane goes one by one, in order, and lanes do not wait for each other.
/// </summary>
internal static class Jobs
{
    /// <summary>The lane of a schedule.</summary>
    public const string Scheduled = "rooster";

    private static readonly SqlType[] LaneTypes = [SqlType.Integer, SqlType.Integer, SqlType.Integer, SqlType.Text, SqlType.Integer];

    /// <summary>Queues a job behind what stands in its lane.</summary>
    public static void Append(Db db, string group, string lane, byte[] doc) =>
        db.Run("INSERT INTO job (groep, rij, doc) VALUES ($1, $2, $3)", [group, lane, doc]);

    /// <summary>Has lanes to which jobs were appended served. In one order everywhere, so that two units of work that want the same
    /// lanes do not wait for each other.</summary>
    public static void Open(Db db, IEnumerable<(string Group, string Lane)> lanes, long now)
    {
        foreach (var (group, lane) in lanes.Distinct().OrderBy(l => l.Group, StringComparer.Ordinal)
            .ThenBy(l => l.Lane, StringComparer.Ordinal))
        {
            db.Run("INSERT INTO wachtrij (groep, rij, volgende, pogingen, fout, wie) VALUES ($1, $2, $3, 0, '', '') "
                + "ON CONFLICT (groep, rij) DO UPDATE SET volgende = wachtrij.volgende", [group, lane, now]);
        }
    }

    /// <summary>Queues a job by itself, unless one with its key waits or was done and is remembered.</summary>
    /// <param name="db">The unit of work of its cause.</param>
    /// <param name="kind">The name of its kind.</param>
    /// <param name="key">Its key.</param>
    /// <param name="doc">What it needs to know.</param>
    /// <param name="at">When it may be done at the earliest.</param>
    /// <param name="by">Who asked for it; empty for the platform itself.</param>
    public static void Add(Db db, string kind, string key, byte[] doc, long at, string by)
    {
        // The lane first: whoever else queues the same waits here, and then sees that it is there.
        db.Run("INSERT INTO wachtrij (groep, rij, volgende, pogingen, fout, wie) SELECT $1, $2, $3, 0, '', $4 "
            + "WHERE NOT EXISTS (SELECT 1 FROM job_klaar k WHERE k.groep = $1 AND k.sleutel = $2) ON CONFLICT (groep, rij) DO NOTHING",
            [kind, key, at, by]);
        db.Run("INSERT INTO job (groep, rij, doc) SELECT $1, $2, $3 WHERE EXISTS (SELECT 1 FROM wachtrij w WHERE w.groep = $1 AND w.rij = $2) "
            + "AND NOT EXISTS (SELECT 1 FROM job j WHERE j.groep = $1 AND j.rij = $2)", [kind, key, doc]);
    }

    /// <summary>Has a job tried from now on, as if it never failed; false when it does not wait.</summary>
    public static ValueTask<bool> Again(Db db, string kind, string key, long now) =>
        db.First("UPDATE wachtrij SET volgende = $1, pogingen = 0, geparkeerd = NULL, fout = '' WHERE groep = $2 AND rij = $3 RETURNING id",
            [now, kind, key], _ => true);

    /// <summary>Drops a job that need not be done any more. What a node does with it meanwhile is not written down.</summary>
    public static void Drop(Db db, string kind, string key)
    {
        db.Run("DELETE FROM job WHERE groep = $1 AND rij = $2", [kind, key]);
        db.Run("DELETE FROM wachtrij WHERE groep = $1 AND rij = $2", [kind, key]);
    }

    /// <summary>Drops a job with which nobody began; false when there is none.</summary>
    public static async ValueTask<bool> TakeBack(Db db, string kind, string key)
    {
        if (!await db.First("DELETE FROM wachtrij WHERE groep = $1 AND rij = $2 AND door IS NULL AND pogingen = 0 RETURNING id", [kind, key],
            _ => true))
        {
            return false;
        }
        db.Run("DELETE FROM job WHERE groep = $1 AND rij = $2", [kind, key]);
        return true;
    }

    /// <summary>Sets when a kind is done by itself. A schedule that did not change keeps its next moment, but for what is done at each
    /// start.</summary>
    /// <param name="db">A unit of work.</param>
    /// <param name="kind">The kind, with a schedule.</param>
    /// <param name="now">What time it is.</param>
    public static async ValueTask Plan(Db db, JobKind kind, DateTimeOffset now)
    {
        var schedule = JsonSerializer.SerializeToUtf8Bytes(new { rooster = kind.Schedule });
        var known = await db.First("SELECT doc FROM job WHERE groep = $1 AND rij = $2", [kind.Name, Scheduled], r => r.GetBytes(0));
        var next = kind.AtStart ? now : Schedules.Next(kind.Schedule!, now);
        if (known is not null && known.AsSpan().SequenceEqual(schedule))
        {
            // (What is being done is left to who does it.)
            if (kind.AtStart)
            {
                db.Run("UPDATE wachtrij SET volgende = $1 WHERE groep = $2 AND rij = $3 AND door IS NULL AND volgende > $1",
                    [Ms(next), kind.Name, Scheduled]);
            }
            return;
        }
        db.Run("DELETE FROM job WHERE groep = $1 AND rij = $2", [kind.Name, Scheduled]);
        db.Run("INSERT INTO job (groep, rij, doc) VALUES ($1, $2, $3)", [kind.Name, Scheduled, schedule]);
        db.Run("INSERT INTO wachtrij (groep, rij, volgende, pogingen, fout, wie) VALUES ($1, $2, $3, 0, '', '') "
            + "ON CONFLICT (groep, rij) DO UPDATE SET volgende = excluded.volgende", [kind.Name, Scheduled, Ms(next)]);
    }

    /// <summary>When the first lane of each group may be tried; a group of which nothing waits is not there.</summary>
    public static async ValueTask<Dictionary<string, long>> Due(Db db, IReadOnlyList<string> groups)
    {
        if (groups.Count == 0) return [];
        var values = string.Join(", ", groups.Select((_, i) => $"(${i + 1})"));
        var rows = await db.Rows($"SELECT v.column1, (SELECT min(w.volgende) FROM wachtrij w WHERE w.groep = v.column1) FROM (VALUES {values}) v",
            [.. groups], r => (Group: r.GetString(0), At: r.IsDBNull(1) ? (long?)null : r.GetInt64(1)));
        return rows.Where(r => r.At is not null).ToDictionary(r => r.Group, r => r.At!.Value);
    }

    /// <summary>Takes lanes of a group that may be tried now, until a moment.</summary>
    public static ValueTask<List<TakenLane>> Take(Db db, string group, string node, long now, long until, int most) => db.Rows(
        $"WITH vrij AS MATERIALIZED (SELECT id AS vrij_id FROM wachtrij WHERE groep = $1 AND volgende <= $2 ORDER BY volgende, id "
        + $"LIMIT {most}{(db.IsPostgres ? " FOR UPDATE SKIP LOCKED" : "")}) "
        // (who had it before was killed over it: that counts as an attempt)
        + "UPDATE wachtrij SET volgende = $3, pogingen = pogingen + CASE WHEN door IS NULL THEN 0 ELSE 1 END, door = $4, begonnen = $2 "
        + "FROM vrij WHERE id = vrij_id RETURNING id, rij, CASE WHEN geparkeerd IS NULL THEN pogingen ELSE 0 END",
        [group, now, until, node], r => new TakenLane(r.GetInt64(0), r.GetString(1), r.GetInt64(2)));

    /// <summary>What is first in a lane.</summary>
    public static ValueTask<List<Job>> Head(Db db, string group, TakenLane lane, int most) => db.Rows(
        $"SELECT id, doc FROM job WHERE groep = $1 AND rij = $2 ORDER BY id LIMIT {most}", [group, lane.Lane],
        r => new Job(r.GetInt64(0), group, lane.Lane, r.GetBytes(1), lane.Attempts));

    /// <summary>Holds on to a lane that is still being worked on, and writes down how far that is; whether somebody wants it stopped.
    /// Null: it is not this node's any more.</summary>
    public static ValueTask<bool?> Hold(Db db, long lane, string node, long until, string? progress) =>
        db.First("UPDATE wachtrij SET volgende = $1, voortgang = coalesce($2, voortgang) WHERE id = $3 AND door = $4 "
            + "RETURNING CASE WHEN gestopt IS NULL THEN 0 ELSE 1 END", [until, progress, lane, node], r => (bool?)(r.GetInt64(0) == 1));

    /// <summary>Whether a taken lane is still this node's, and stays so until this unit of work ends.</summary>
    public static async ValueTask<bool> Mine(Db db, long lane, string node) =>
        await db.Number($"SELECT id FROM wachtrij WHERE id = $1 AND door = $2{(db.IsPostgres ? " FOR UPDATE" : "")}", lane, node) > 0;

    /// <summary>Writes down what came of a taken lane that is this node's (<see cref="Mine"/>), and gives it back; how it stands then.</summary>
    public static JobState Complete(Db db, JobKind kind, LaneResult result, DateTimeOffset now)
    {
        var (lane, scheduled) = (result.Lane, result.Lane.Lane == Scheduled && kind.Schedule is not null);
        if (!scheduled && kind.Inside is null) foreach (var job in result.Done) Delete(db, job);
        if (!scheduled && result.Stopped) Delete(db, result.Next!);
        var fault = result.Failure?.Fault;
        var untouched = fault is null && result.Done.Count == 0 && !result.Stopped; // the process stops, or its time was up
        var attempts = untouched ? lane.Attempts : fault is null ? 0 : result.Done.Count > 0 ? 1 : lane.Attempts + 1;
        var park = fault is not null && (attempts > kind.Pauses.Count || result.Failure!.ForGood);
        DateTimeOffset? next = park ? null : fault is null ? now : now + kind.Pauses[(int)attempts - 1];
        if (scheduled && !untouched)
        {
            // What fails at one moment is tried again before the next, and then anew: a schedule never stops by itself.
            var following = Schedules.Next(kind.Schedule!, now);
            next = fault is null || next is null || next > following ? following : next;
        }
        db.Run("UPDATE wachtrij SET volgende = $1, pogingen = $2, geparkeerd = $3, fout = $4, door = NULL, begonnen = NULL, voortgang = NULL, "
            + "gestopt = NULL WHERE id = $5",
            [next is { } at ? Ms(at) : null, attempts, park ? Ms(now) : null, fault ?? "", lane.Id], LaneTypes);
        DeleteEmpty(db, lane.Id);
        if (scheduled) KeepState(db, kind.Name, result.Done.Count > 0, fault, Ms(now));
        return new JobState(fault, attempts, fault is null ? null : next);
    }

    /// <summary>Removes what was done.</summary>
    public static void Delete(Db db, Job job) => db.Run("DELETE FROM job WHERE id = $1", [job.Id]);

    /// <summary>Has all that a killed process left unfinished tried at once; how much.</summary>
    public static async ValueTask<int> GiveBack(Db db, long now) =>
        (await db.Rows("UPDATE wachtrij SET volgende = $1 WHERE door IS NOT NULL AND volgende > $1 RETURNING id", [now], r => r.GetInt64(0))).Count;

    /// <summary>Keeps the key of what was done, with its result.</summary>
    public static void Remember(Db db, Job job, DateTimeOffset now) =>
        db.Run("INSERT INTO job_klaar (groep, sleutel, moment, resultaat) VALUES ($1, $2, $3, $4) "
            + "ON CONFLICT (groep, sleutel) DO UPDATE SET moment = job_klaar.moment",
            [job.Group, job.Lane, Ms(now), job.Result is null ? "" : JsonSerializer.Serialize(job.Result, JsonSerializerOptions.Web)]);

    /// <summary>Keeps when a group was last served, and how.</summary>
    public static void KeepState(Db db, string group, bool done, string? fault, long now)
    {
        if (done)
        {
            db.Run("INSERT INTO groep_stand (groep, gelukt, fout) VALUES ($1, $2, '') ON CONFLICT (groep) DO UPDATE SET "
                + "gelukt = excluded.gelukt", [group, now]);
        }
        if (fault is not null)
        {
            db.Run("INSERT INTO groep_stand (groep, mislukt, fout) VALUES ($1, $2, $3) "
                + "ON CONFLICT (groep) DO UPDATE SET mislukt = excluded.mislukt, fout = excluded.fout", [group, now, fault]);
        }
    }

    /// <summary>Drops all of a group.</summary>
    public static void Forget(Db db, string group)
    {
        foreach (var table in (string[])["wachtrij", "job", "groep_stand"]) db.Run($"DELETE FROM {table} WHERE groep = $1", [group]);
    }

    public static async ValueTask<GroupState> State(Db db, string group)
    {
        var stand = await db.First("SELECT gelukt, mislukt, fout FROM groep_stand WHERE groep = $1", [group],
            r => ((long? Done, long? Failed, string Fault)?)(Long(r, 0), Long(r, 1), r.GetString(2)));
        var waiting = await db.Number("SELECT count(*) FROM job WHERE groep = $1", group);
        var parked = await db.Number("SELECT count(*) FROM wachtrij WHERE groep = $1 AND geparkeerd IS NOT NULL", group);
        return new GroupState(stand?.Done, stand?.Failed, stand?.Fault ?? "", waiting, parked,
            (await Due(db, [group])).TryGetValue(group, out var at) ? at : null);
    }

    private const string Release = "UPDATE wachtrij SET volgende = $1, pogingen = 0, geparkeerd = NULL, fout = '' WHERE geparkeerd IS NOT NULL AND ";

    /// <summary>Has all parked lanes of a group tried again; how many.</summary>
    public static async ValueTask<int> AllAgain(Db db, string group, long now) =>
        (await db.Rows(Release + "groep = $2 RETURNING id", [now, group], r => r.GetInt64(0))).Count;

    /// <summary>Has a parked lane tried again, from its first job on; false when it is not parked.</summary>
    public static ValueTask<bool> Again(Db db, long lane, long now) => db.First(Release + "id = $2 RETURNING id", [now, lane], _ => true);

    /// <summary>Has what is planned or waits for its next attempt done now; false when it is being done, or not there.</summary>
    public static ValueTask<bool> Now(Db db, long lane, long now) =>
        db.First("UPDATE wachtrij SET volgende = $1 WHERE id = $2 AND door IS NULL AND volgende > $1 RETURNING id", [now, lane], _ => true);

    /// <summary>Drops the first job of a parked lane, and has the rest tried; false when it is not parked.</summary>
    public static async ValueTask<bool> DropFirst(Db db, long lane, long now)
    {
        var found = await db.First(Release + $"id = $2 AND rij <> '{Scheduled}' RETURNING groep, rij", [now, lane],
            r => ((string, string)?)(r.GetString(0), r.GetString(1)));
        if (found is not var (group, name)) return false;
        db.Run("DELETE FROM job WHERE id = (SELECT min(id) FROM job WHERE groep = $1 AND rij = $2)", [group, name]);
        DeleteEmpty(db, lane);
        return true;
    }

    /// <summary>Asks for an end to what is being done; false when nothing is.</summary>
    public static ValueTask<bool> Stop(Db db, long lane, long now) =>
        db.First("UPDATE wachtrij SET gestopt = $1 WHERE id = $2 AND door IS NOT NULL RETURNING id", [now, lane], _ => true);

    // The statement before has locked the row, so what another unit of work adds to the lane is seen here,
    // or waits and makes the row anew.
    private static void DeleteEmpty(Db db, long lane) => db.Run("DELETE FROM wachtrij WHERE id = $1 AND door IS NULL AND NOT EXISTS "
        + "(SELECT 1 FROM job j WHERE j.groep = wachtrij.groep AND j.rij = wachtrij.rij)", [lane]);

    private static long Ms(DateTimeOffset at) => at.ToUnixTimeMilliseconds();

    private static long? Long(Row r, int i) => r.IsDBNull(i) ? null : r.GetInt64(i);
}

/// <summary>Forgets the keys of what was done long enough ago.</summary>
internal static class JobCleaning
{
    public static JobKind Kind(ApiSettings settings) => new("jobs-opruimen", "Sleutels van gedaan werk opruimen")
    {
        Schedule = "20 3 * * *",
        Beside = 1,
        Inside = (s, _) =>
        {
            foreach (var kind in settings.AllJobs.Where(k => k.Keeps > TimeSpan.Zero))
            {
                s.Db.Run("DELETE FROM job_klaar WHERE groep = $1 AND moment < $2",
                    [kind.Name, (s.Now - kind.Keeps).ToUnixTimeMilliseconds()]);
            }
            return ValueTask.FromResult<object?>(null);
        },
    };
}
