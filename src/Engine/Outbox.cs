using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Brink.Engine;

/// <summary>Who wants to hear of which changes, and where: an abonnement as the dispatcher needs it.</summary>
/// <param name="Id">The identity of the abonnement.</param>
/// <param name="Callback">Where announcements are posted.</param>
/// <param name="Auth">The <c>Authorization</c> header that goes along, protected as it is stored.</param>
/// <param name="Address">How the subscriber names this organisation; own addresses in announcements are written with it.</param>
/// <param name="Interests">What it wants to hear of: any of these.</param>
public sealed record Subscription(Guid Id, string Callback, string Auth, string Address, IReadOnlyList<Interest> Interests);

/// <summary>Announcements on one channel, of which each named kenmerk has this value (in stored form); <c>*</c> is any value.</summary>
public sealed record Interest(string Kanaal, IReadOnlyDictionary<string, string> Filters)
{
    /// <summary>Whether an announcement with these kenmerken is meant.</summary>
    public bool Matches(JsonElement kenmerken) => Filters.All(f => f.Value == "*"
        || kenmerken.ValueKind == JsonValueKind.Object && kenmerken.TryGetProperty(f.Key, out var v) && v.ValueKind == JsonValueKind.String
        && v.ValueEquals(f.Value));
}

/// <summary>How announcements are delivered.</summary>
public sealed record DeliverySettings
{
    /// <summary>The pauses before each new attempt; after the last failure a delivery is parked.</summary>
    public IReadOnlyList<TimeSpan> Pauses { get; init; } =
        [.. ((double[])[10, 60, 300, 1800, 2 * 3600, 6 * 3600, 12 * 3600]).Select(TimeSpan.FromSeconds)];

    /// <summary>How long whoever is delivered to may take to answer.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How often a node looks for what another node left behind (PostgreSQL; an SQLite file has one process).</summary>
    public TimeSpan Poll { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>A callback that also answers without its <c>Authorization</c> header is refused, not only warned about.</summary>
    public bool MustRefuseStrangers { get; init; }

    /// <summary>How long a node holds what it took. A node that is killed gives it back after this;
    /// one that lives is done well before.</summary>
    public TimeSpan Lease => 4 * Limit;
}

/// <summary>How one abonnement is doing.</summary>
internal sealed record DeliveryState(Guid Abonnement, long? Gelukt, long? Mislukt, string Fout, long Wachtend, long Geparkeerd,
    long? Volgende);

/// <summary>A queue that an administrator must look at: its first announcement has failed too often.</summary>
internal sealed record Parked(long Id, Guid Abonnement, byte[] Doc, long Pogingen, long Sinds, string Fout, long Erachter);

/// <summary>A queue that this node has taken for a while.</summary>
internal sealed record Taken(long Id, string HoofdObject, long Pogingen);

/// <summary>What came of a taken queue: what was delivered, and why the next one was not (null: nothing failed).</summary>
internal sealed record Delivered(Taken Queue, IReadOnlyList<long> Ids, string? Fout);

/// <summary>
/// The rows that carry announcements. A change writes one row in <c>outbox</c>, in its own transaction. From there the row moves,
/// again in one transaction, to one row in <c>aflevering</c> for each abonnement that wants it.
/// Per abonnement and main object there is a queue, whose row in <c>wachtrij</c> says when its first aflevering may be tried (again);
/// a node takes a queue by moving that moment ahead. So what is in a queue goes out one by one, in order,
/// and a node that dies holds nothing up for long.
/// </summary>
internal static class Outbox
{
    internal const int Batch = 500;
    private const int LongestKey = 200; // a longer one would not fit an index of PostgreSQL

    /// <summary>Queues an announcement, in stored form.</summary>
    public static void Announce(Db db, string hoofdobject, string kanaal, byte[] notification) =>
        db.Run("INSERT INTO outbox (hoofdobject, kanaal, doc) VALUES ($1, $2, $3)",
        [hoofdobject.Length <= LongestKey ? hoofdobject : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(hoofdobject))),
            kanaal, notification]);

    /// <summary>Whether any announcement waits to be distributed.</summary>
    public static async ValueTask<bool> Any(Db db) => await db.Number("SELECT id FROM outbox LIMIT 1") > 0;

    /// <summary>Distributes the oldest announcements over the queues of those who want them; how many there were.</summary>
    public static async ValueTask<int> Distribute(Db db, Func<ValueTask<IReadOnlyList<Subscription>>> subscriptions, long now)
    {
        await OneByOne(db);
        var rows = await db.Rows(
            $"DELETE FROM outbox WHERE id IN (SELECT id FROM outbox ORDER BY id LIMIT {Batch}) RETURNING id, hoofdobject, kanaal, doc", [],
            r => (Id: r.GetInt64(0), HoofdObject: r.GetString(1), Kanaal: r.GetString(2), Doc: r.GetBytes(3)));
        if (rows.Count == 0) return 0;
        // Read after the rows were taken: an abonnement that existed before an announcement is seen here.
        var wanted = await subscriptions();
        var byKanaal = wanted.SelectMany(s => s.Interests.Select(i => (Subscription: s, Interest: i)))
            .ToLookup(x => x.Interest.Kanaal, StringComparer.Ordinal);
        var queues = new SortedSet<(string Abonnement, string HoofdObject)>();
        foreach (var row in rows.OrderBy(r => r.Id))
        {
            if (!byKanaal.Contains(row.Kanaal)) continue;
            using var json = JsonDocument.Parse(row.Doc);
            var kenmerken = json.RootElement.TryGetProperty("kenmerken"u8, out var k) ? k : default;
            foreach (var id in byKanaal[row.Kanaal].Where(x => x.Interest.Matches(kenmerken)).Select(x => x.Subscription.Id.ToString())
                .Distinct())
            {
                db.Run("INSERT INTO aflevering (abonnement, hoofdobject, doc) VALUES ($1, $2, $3)", [id, row.HoofdObject, row.Doc]);
                queues.Add((id, row.HoofdObject));
            }
        }
        // In one order everywhere, so that two units of work that want the same queues do not wait for each other.
        foreach (var (abonnement, hoofdobject) in queues)
        {
            db.Run("INSERT INTO wachtrij (abonnement, hoofdobject, volgende, pogingen, fout) VALUES ($1, $2, $3, 0, '') "
                + "ON CONFLICT (abonnement, hoofdobject) DO UPDATE SET volgende = wachtrij.volgende", [abonnement, hoofdobject, now]);
        }
        return rows.Count;
    }

    /// <summary>When the first queue of an abonnement may be tried; null when none waits.</summary>
    public static ValueTask<long?> Due(Db db, Guid abonnement) =>
        db.First("SELECT min(volgende) FROM wachtrij WHERE abonnement = $1", [abonnement.ToString()],
        r => r.IsDBNull(0) ? (long?)null : r.GetInt64(0));

    /// <summary>Takes queues of an abonnement that may be tried now, until a moment.</summary>
    public static ValueTask<List<Taken>> Take(Db db, Guid abonnement, string node, long now, long until, int most) => db.Rows(
        $"WITH vrij AS MATERIALIZED (SELECT id AS vrij_id FROM wachtrij WHERE abonnement = $1 AND volgende <= $2 ORDER BY volgende, id "
        + $"LIMIT {most}"
        + $"{(db.IsPostgres ? " FOR UPDATE SKIP LOCKED" : "")}) UPDATE wachtrij SET volgende = $3, door = $4 FROM vrij WHERE id = vrij_id RETURNING id, hoofdobject, pogingen",
        [abonnement.ToString(), now, until, node], r => new Taken(r.GetInt64(0), r.GetString(1), r.GetInt64(2)));

    /// <summary>What is first in a queue.</summary>
    public static ValueTask<List<(long Id, byte[] Doc)>> Head(Db db, Guid abonnement, string hoofdobject, int most) => db.Rows(
        $"SELECT id, doc FROM aflevering WHERE abonnement = $1 AND hoofdobject = $2 ORDER BY id LIMIT {most}",
        [abonnement.ToString(), hoofdobject],
        r => (r.GetInt64(0), r.GetBytes(1)));

    /// <summary>Writes down what came of taken queues, and gives them back. A queue that another node has taken over meanwhile is left to
    /// it.</summary>
    public static void Complete(Db db, Guid abonnement, string node, IReadOnlyList<Delivered> results,
        IReadOnlyList<TimeSpan> pauses, long now)
    {
        foreach (var (queue, ids, fout) in results.OrderBy(r => r.Queue.HoofdObject, StringComparer.Ordinal))
        {
            foreach (var id in ids) db.Run("DELETE FROM aflevering WHERE id = $1", [id]);
            var attempts = fout is null ? 0 : ids.Count > 0 ? 1 : queue.Pogingen + 1;
            var park = attempts > pauses.Count;
            db.Run("UPDATE wachtrij SET volgende = $1, pogingen = $2, geparkeerd = $3, fout = $4, door = NULL WHERE id = $5 AND door = $6",
                [park ? null : attempts == 0 ? now : now + (long)pauses[(int)attempts - 1].TotalMilliseconds, attempts, park ? now : null,
                    fout ?? "", queue.Id, node],
                [SqlType.Integer, SqlType.Integer, SqlType.Integer, SqlType.Text, SqlType.Integer, SqlType.Text]);
            DeleteEmpty(db, queue.Id);
        }
        if (results.Any(r => r.Ids.Count > 0))
        {
            db.Run("INSERT INTO abonnement_stand (abonnement, gelukt, fout) VALUES ($1, $2, '') ON CONFLICT (abonnement) DO UPDATE SET "
            + "gelukt = excluded.gelukt",
                [abonnement.ToString(), now]);
        }
        if (results.FirstOrDefault(r => r.Fout is not null) is { } failed)
        {
            db.Run("INSERT INTO abonnement_stand (abonnement, mislukt, fout) VALUES ($1, $2, $3) "
                + "ON CONFLICT (abonnement) DO UPDATE SET mislukt = excluded.mislukt, fout = excluded.fout",
                [abonnement.ToString(), now, failed.Fout]);
        }
    }

    /// <summary>Drops all that waits for an abonnement, which is being deleted.</summary>
    public static async ValueTask Forget(Db db, Guid abonnement)
    {
        await OneByOne(db); // what is being distributed to it is there first, and goes too
        foreach (var table in (string[])["wachtrij", "aflevering", "abonnement_stand"])
            db.Run($"DELETE FROM {table} WHERE abonnement = $1", [abonnement.ToString()]);
    }

    public static async ValueTask<DeliveryState> State(Db db, Guid abonnement)
    {
        string[] id = [abonnement.ToString()];
        var stand = await db.First("SELECT gelukt, mislukt, fout FROM abonnement_stand WHERE abonnement = $1", id,
            r => ((long? Gelukt, long? Mislukt, string Fout)?)(Long(r, 0), Long(r, 1), r.GetString(2)));
        var waiting = await db.Number("SELECT count(*) FROM aflevering WHERE abonnement = $1", id);
        var parked = await db.Number("SELECT count(*) FROM wachtrij WHERE abonnement = $1 AND geparkeerd IS NOT NULL", id);
        return new DeliveryState(abonnement, stand?.Gelukt, stand?.Mislukt, stand?.Fout ?? "", waiting, parked, await Due(db, abonnement));
    }

    /// <summary>The parked queues, the newest first, and how many there are.</summary>
    public static async ValueTask<(long Count, List<Parked> Rows)> ParkedQueues(Db db, int skip, int most)
    {
        var count = await db.Number("SELECT count(*) FROM wachtrij WHERE geparkeerd IS NOT NULL");
        const string items = "FROM aflevering a WHERE a.abonnement = w.abonnement AND a.hoofdobject = w.hoofdobject";
        return (count, await db.Rows(
            $"SELECT w.id, w.abonnement, (SELECT a.doc {items} ORDER BY a.id LIMIT 1), w.pogingen, w.geparkeerd, w.fout, (SELECT "
            + $"count(*) {items}) "
            + $"FROM wachtrij w WHERE w.geparkeerd IS NOT NULL ORDER BY w.geparkeerd DESC, w.id DESC LIMIT {most} OFFSET {skip}", [],
            r => new Parked(r.GetInt64(0), Guid.Parse(r.GetString(1)), r.GetBytes(2), r.GetInt64(3), r.GetInt64(4), r.GetString(5),
                r.GetInt64(6) - 1)));
    }

    private const string Release =
        "UPDATE wachtrij SET volgende = $1, pogingen = 0, geparkeerd = NULL, fout = '' WHERE geparkeerd IS NOT NULL AND ";

    /// <summary>Has a parked queue tried again, from its first announcement on; false when there is none.</summary>
    public static ValueTask<bool> SendAgain(Db db, long queue, long now) =>
        db.First(Release + "id = $2 RETURNING id", [now, queue], _ => true);

    /// <summary>Has all parked queues of an abonnement tried again; how many.</summary>
    public static async ValueTask<int> SendAllAgain(Db db, Guid abonnement, long now) =>
        (await db.Rows(Release + "abonnement = $2 RETURNING id", [now, abonnement.ToString()], r => r.GetInt64(0))).Count;

    /// <summary>Drops the first announcement of a parked queue, and has the rest tried; false when there is none.</summary>
    public static async ValueTask<bool> Drop(Db db, long queue, long now)
    {
        var found = await db.First(Release + "id = $2 RETURNING abonnement, hoofdobject", [now, queue],
            r => ((string, string)?)(r.GetString(0), r.GetString(1)));
        if (found is not var (abonnement, hoofdobject)) return false;
        db.Run("DELETE FROM aflevering WHERE id = (SELECT min(id) FROM aflevering WHERE abonnement = $1 AND hoofdobject = $2)",
            [abonnement, hoofdobject]);
        DeleteEmpty(db, queue);
        return true;
    }

    // The statement before has locked the row, so what another unit of work adds to the queue is seen here,
    // or waits and makes the row anew.
    private static void DeleteEmpty(Db db, long queue) => db.Run("DELETE FROM wachtrij WHERE id = $1 AND door IS NULL AND NOT EXISTS "
        + "(SELECT 1 FROM aflevering a WHERE a.abonnement = wachtrij.abonnement AND a.hoofdobject = wachtrij.hoofdobject)", [queue]);

    // Announcements are distributed by one node at a time: two at once could pass each other on the way to the same queue.
    private static async ValueTask OneByOne(Db db)
    {
        if (db.IsPostgres) await db.First("SELECT pg_advisory_xact_lock(hashtext('brink.outbox.' || current_schema()))", [], _ => true);
    }

    private static long? Long(Row r, int i) => r.IsDBNull(i) ? null : r.GetInt64(i);
}
