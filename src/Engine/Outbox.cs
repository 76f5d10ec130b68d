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
    public IReadOnlyList<TimeSpan> Pauses { get; init; } = Usual;

    /// <summary>The pauses that are usual: from ten seconds to half a day.</summary>
    public static IReadOnlyList<TimeSpan> Usual { get; } =
        [.. ((double[])[10, 60, 300, 1800, 2 * 3600, 6 * 3600, 12 * 3600]).Select(TimeSpan.FromSeconds)];

    /// <summary>How long whoever is delivered to may take to answer.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How often a node looks for what another node left behind (PostgreSQL; an SQLite file has one process).</summary>
    public TimeSpan Poll { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>A callback that also answers without its <c>Authorization</c> header is refused, not only warned about.</summary>
    public bool MustRefuseStrangers { get; init; }
}

/// <summary>
/// The rows that carry announcements. A change writes one row in <c>outbox</c>, in its own transaction. From there it moves,
/// again in one transaction, to a job for each abonnement that wants it and for each listener inside: in the lane of its main object,
/// so that each of them hears in order.
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

    /// <summary>Distributes the oldest announcements over the lanes of those who want them; how many there were.</summary>
    /// <param name="db">A unit of work.</param>
    /// <param name="subscriptions">Looks up who has an abonnement.</param>
    /// <param name="listeners">The kinds of job that hear of changes.</param>
    /// <param name="now">In milliseconds.</param>
    public static async ValueTask<int> Distribute(Db db, Func<ValueTask<IReadOnlyList<Subscription>>> subscriptions,
        IReadOnlyList<JobKind> listeners, long now)
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
        var lanes = new List<(string Group, string Lane)>();
        foreach (var row in rows.OrderBy(r => r.Id))
        {
            foreach (var group in Wanting(byKanaal[row.Kanaal], row.Doc)
                .Concat(listeners.Where(k => k.Hears.Contains(row.Kanaal) || k.Hears.Contains("*")).Select(k => k.Name)))
            {
                Jobs.Append(db, group, row.HoofdObject, row.Doc);
                lanes.Add((group, row.HoofdObject));
            }
        }
        Jobs.Open(db, lanes, now);
        return rows.Count;
    }

    private static IEnumerable<string> Wanting(IEnumerable<(Subscription Subscription, Interest Interest)> known, byte[] doc)
    {
        if (!known.Any()) return [];
        using var json = JsonDocument.Parse(doc);
        var kenmerken = json.RootElement.TryGetProperty("kenmerken"u8, out var k) ? k : default;
        return [.. known.Where(x => x.Interest.Matches(kenmerken)).Select(x => Deliveries.Group(x.Subscription.Id)).Distinct()];
    }

    /// <summary>Drops all that waits for an abonnement, which is being deleted.</summary>
    public static async ValueTask Forget(Db db, Guid abonnement)
    {
        await OneByOne(db); // what is being distributed to it is there first, and goes too
        Jobs.Forget(db, Deliveries.Group(abonnement));
    }

    // Announcements are distributed by one node at a time: two at once could pass each other on the way to the same queue.
    private static async ValueTask OneByOne(Db db)
    {
        if (db.IsPostgres) await db.First("SELECT pg_advisory_xact_lock(hashtext('brink.outbox.' || current_schema()))", [], _ => true);
    }
}
