using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.IO.Hashing;
using System.Text;

namespace Brink.Engine;

/// <summary>
/// How often what a caller follows has changed: a number per kanaal and per main object, that every committed unit of work raises
/// and that never goes back. It is the count of all additions that were committed, so it has no order to get wrong: whatever commits
/// later makes it higher, also when it began before (a sequence would hand out 5 and 6, show 6, and hide 5).
/// An addition is a row of its own in <c>nieuws</c>, so writers wait for nobody; now and then a writer folds the rows into the sums of
/// <c>nieuwsstand</c>. A reader adds both up in one statement, and so sees each addition once.
/// <para>Main objects share 32,768 numbers. So there is no row per zaak, and the tables stay small; now and then somebody looks again for
/// the change of another, which is harmless.</para>
/// </summary>
internal static class Nieuws
{
    private const int Numbers = 32_768, FoldOnceIn = 256;
    private static readonly string[] Additions = [.. Enumerable.Range(1, 4).Select(n =>
        $"INSERT INTO nieuws (sleutel) VALUES {string.Join(", ", Enumerable.Range(1, n).Select(i => $"(${i})"))}")];

    /// <summary>For a measurement: leaves the additions out.</summary>
    internal static bool IsLeftOut { get; set; }

    /// <summary>The number of a kanaal.</summary>
    public static long Van(string kanaal) => -1 - (long)(XxHash64.HashToUInt64(Encoding.UTF8.GetBytes(kanaal)) % Numbers);

    /// <summary>The number that a main object shares.</summary>
    public static long Van(Guid hoofdobject)
    {
        Span<byte> bytes = stackalloc byte[16];
        hoofdobject.TryWriteBytes(bytes, bigEndian: true, out _);
        return 1 + BinaryPrimitives.ReadUInt32BigEndian(bytes[12..]) % Numbers; // (its end is by chance; its begin is a time)
    }

    /// <summary>Raises numbers along with this unit of work.</summary>
    public static async ValueTask Raise(Db db, IReadOnlyCollection<long> sleutels)
    {
        if (sleutels.Count == 0 || IsLeftOut) return;
        foreach (var some in sleutels.Chunk(Additions.Length))
            db.Run(Additions[some.Length - 1], [.. some.Select(s => (object)s)]);
        if (Random.Shared.Next(FoldOnceIn) < sleutels.Count) await Fold(db);
    }

    /// <summary>Folds additions into the sums. On PostgreSQL those of transactions before which all are over: of such a one nothing more
    /// can come. Up to where that is stands under 0; readers pass over what lies before it, and so over what is deleted and not yet
    /// cleaned up, however long somebody holds an old view of the data. One folds at a time, and nobody waits for that.</summary>
    public static async ValueTask Fold(Db db)
    {
        if (!db.IsPostgres)
        {
            db.Run("INSERT INTO nieuwsstand (sleutel, stand) SELECT sleutel, count(*) FROM nieuws WHERE true GROUP BY sleutel "
                + "ON CONFLICT (sleutel) DO UPDATE SET stand = nieuwsstand.stand + excluded.stand", []);
            db.Run("DELETE FROM nieuws", []);
            return;
        }
        if (await db.Number("SELECT CASE WHEN pg_try_advisory_xact_lock(hashtext('brink.nieuws.' || current_schema())) "
            + "THEN 1::bigint ELSE 0 END") == 0)
        {
            return;
        }
        // (At another server, after a restore, transactions may be numbered lower than before.)
        db.Run("WITH grens AS MATERIALIZED (SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint AS tot, "
            + "coalesce((SELECT stand FROM nieuwsstand WHERE sleutel = 0), 0) AS van), "
            + "weg AS (DELETE FROM nieuws USING grens WHERE tx < tot AND tx >= CASE WHEN van > tot THEN 0 ELSE van END "
            + "RETURNING nieuws.sleutel) "
            + "INSERT INTO nieuwsstand (sleutel, stand) SELECT sleutel, count(*) FROM weg GROUP BY sleutel "
            + "UNION ALL SELECT 0, tot FROM grens ON CONFLICT (sleutel) DO UPDATE SET stand = "
            + "CASE WHEN excluded.sleutel = 0 THEN excluded.stand ELSE nieuwsstand.stand + excluded.stand END", []);
    }

    /// <summary>The sum of these numbers: it differs when one of them does.</summary>
    public static ValueTask<long> Stand(Db db, IReadOnlyList<long> sleutels)
    {
        var among = $"sleutel IN ({string.Join(", ", Enumerable.Range(1, sleutels.Count).Select(i => $"${i}"))})";
        // (With an end too the planner knows that this is a small part, and takes the index.)
        const string since = "coalesce((SELECT stand FROM nieuwsstand WHERE sleutel = 0), 0)";
        return db.Number($"SELECT CAST((SELECT coalesce(sum(stand), 0) FROM nieuwsstand WHERE {among}) + (SELECT count(*) FROM nieuws WHERE "
            + $"{(db.IsPostgres ? $"tx BETWEEN {since} AND {since} + 1000000000000 AND " : "")}{among}) AS bigint)",
            [.. sleutels.Select(s => (object?)s)]);
    }
}

/// <summary>
/// The numbers of one organisation as many ask for them at once. What was read a moment ago and before anything was written here
/// is answered again, so that a hall full of telephones costs the store a few questions a second. What another node wrote is seen a quarter
/// of a second later at most; nothing here is needed to be right.
/// </summary>
internal sealed class Nieuwsbord(Store store)
{
    private const int MostWaiting = 2000, MostOfOne = 6, MostKept = 10_000;
    private static readonly TimeSpan Fresh = TimeSpan.FromMilliseconds(250), Look = TimeSpan.FromMilliseconds(400),
        Trusted = TimeSpan.FromSeconds(5);
    private readonly ConcurrentDictionary<string, Reading> readings = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string, string, Guid), long> seen = new();
    private readonly ConcurrentDictionary<(string, string), int> waiting = new();

    private sealed record Reading(long Commits, long At, Task<long> Stand);

    /// <summary>The number of what is asked for. <paramref name="naam"/> is the same whenever the same is asked.</summary>
    public Task<long> Stand(string naam, IReadOnlyList<long> sleutels)
    {
        var (commits, now) = (store.Commits, Stopwatch.GetTimestamp());
        if (readings.TryGetValue(naam, out var last) && last.Commits == commits && Stopwatch.GetElapsedTime(last.At, now) < Fresh
            && !last.Stand.IsFaulted)
        {
            return last.Stand;
        }
        if (readings.Count > MostKept) readings.Clear();
        return (readings[naam] = new(commits, now, store.Read(db => Nieuws.Stand(db, sleutels)).AsTask())).Stand;
    }

    /// <summary>The number when it has become another than the caller knows, or when the time is over.</summary>
    public async Task<long> Next(string naam, IReadOnlyList<long> sleutels, long known, TimeSpan most, CancellationToken gone,
        CancellationToken stopping)
    {
        var began = Stopwatch.GetTimestamp();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(gone, stopping);
        while (true)
        {
            var stand = await Stand(naam, sleutels);
            if (stand != known || Stopwatch.GetElapsedTime(began) > most || stopping.IsCancellationRequested) return stand;
            await Task.Delay(Look, stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            gone.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Lets a caller wait; false when it waits in as many places as it may. Disposed when it waits no more.</summary>
    public bool Enter(Caller caller, out IDisposable place)
    {
        var key = (caller.ClientId, caller.UserId);
        place = new Place(() =>
        {
            Meters.Waits(store.Naam, -1);
            if (waiting.AddOrUpdate(key, 0, (_, n) => n - 1) <= 0) waiting.TryRemove(KeyValuePair.Create(key, 0));
        });
        Meters.Waits(store.Naam, 1);
        if (waiting.AddOrUpdate(key, 1, (_, n) => n + 1) <= MostOfOne && waiting.Count <= MostWaiting) return true;
        place.Dispose();
        return false;
    }

    private sealed class Place(Action leave) : IDisposable
    {
        public void Dispose() => leave();
    }

    /// <summary>Whether this caller was seen a moment ago to be allowed to read a resource.</summary>
    public bool MaySee(Caller caller, Guid uuid) => seen.TryGetValue((caller.ClientId, caller.UserId, uuid), out var since)
        && Stopwatch.GetElapsedTime(since) < Trusted;

    public void Saw(Caller caller, Guid uuid)
    {
        if (seen.Count > MostKept) seen.Clear();
        seen[(caller.ClientId, caller.UserId, uuid)] = Stopwatch.GetTimestamp();
    }

    /// <summary>Forgets who may see what, after a change of rights.</summary>
    public void Forget() => seen.Clear();
}
