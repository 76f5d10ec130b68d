using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Brink.Engine;

/// <summary>
/// The chain over the rows that tell who did what (tables <c>audit</c> and <c>inzage</c>):
/// each link holds the hash of one row and of the link before it, so that a row that is removed, changed or put in afterwards shows.
/// With its link a row of <c>inzage</c> gets the keys by which it is found. Rows are chained soon after they are kept,
/// in the background and by one node at a time: a request never waits for it. What a chain by itself cannot show is that its end was cut
/// off; therefore the last link of each day goes to the log, which the operator keeps elsewhere.
/// </summary>
public static class Keten
{
    private const int AtOnce = 100; // who writes meanwhile on SQLite waits for it
    private static readonly string[] Bronnen = ["audit", "inzage"];

    // On PostgreSQL a row can appear after rows with higher numbers. Only rows are chained before which no unit of work is open any more;
    // the numbers just below are looked at again, because a number is drawn a moment before its unit of work counts as open.
    private const int Overlap = 1000;
    private const string Settled = " AND age(b.xmin) > age(pg_snapshot_xmin(pg_current_snapshot())::xid)";

    /// <summary>The last link of a day that has ended.</summary>
    public sealed record Dagsluiting(string Dag, string Hash);

    /// <summary>What a check found on one day.</summary>
    /// <param name="Datum">The day of chaining (UTC), <c>yyyy-MM-dd</c>.</param>
    /// <param name="Schakels">How many links it has.</param>
    /// <param name="Hash">Its last link.</param>
    public sealed record Dag(string Datum, long Schakels, string Hash);

    /// <summary>Chains the rows that are not chained yet, at most <see cref="AtOnce"/> of each kind. Tells whether there may be more; and,
    /// when this began a new day, how the day before it ended.</summary>
    internal static async ValueTask<(bool More, Dagsluiting? Closed)> Add(Db db, DateTimeOffset now)
    {
        if (db.IsPostgres
            && await db.Number("SELECT CASE WHEN pg_try_advisory_xact_lock(hashtext('brink.keten.' || current_schema())) THEN 1::bigint "
            + "ELSE 0 END") == 0)
        {
            return (false, null);
        }
        var last = await db.First("SELECT dag, hash FROM keten ORDER BY nr DESC LIMIT 1", [],
            r => new Dagsluiting(r.GetString(0), r.GetString(1)));
        var previous = last?.Hash ?? "";
        var day = Stored.Text(DateOnly.FromDateTime(now.UtcDateTime));
        if (last is not null && string.CompareOrdinal(day, last.Dag) < 0) day = last.Dag; // a clock that was set back brings no earlier day
        var most = 0;
        foreach (var bron in Bronnen)
        {
            var from = await db.Number("SELECT coalesce(max(rij), 0) FROM keten WHERE bron = $1", bron) - (db.IsPostgres ? Overlap : 0);
            var rows = await db.Rows(
                $"SELECT b.id, b.hoofdobject, b.doc FROM {bron} b WHERE b.id > $1 AND NOT EXISTS (SELECT 1 FROM keten k WHERE k.bron = "
                + $"$2 AND k.rij = b.id)"
                + $"{(db.IsPostgres ? Settled : "")} ORDER BY b.id LIMIT {AtOnce}", [from, bron],
                r => (Id: r.GetInt64(0), Hoofdobject: r.GetString(1), Doc: r.GetBytes(2)));
            foreach (var row in rows)
            {
                var som = Convert.ToHexStringLower(SHA256.HashData(row.Doc));
                previous = Next(previous, day, bron, row.Id, row.Hoofdobject, som);
                db.Run("INSERT INTO keten (dag, bron, rij, hoofdobject, som, hash) VALUES ($1, $2, $3, $4, $5, $6)",
                    [day, bron, row.Id, row.Hoofdobject, som, previous]);
            }
            if (bron == "inzage") Logboek.RunKeys(db, rows.Select(r => (r.Id, r.Doc)));
            most = Math.Max(most, rows.Count);
        }
        return (most == AtOnce, last is not null && most > 0 && last.Dag != day ? last : null);
    }

    /// <summary>The rows of <c>inzage</c> that are not chained yet and have no keys, as far as they are asked for.</summary>
    /// <param name="db">The organisation's data.</param>
    /// <param name="moment">When what a row tells of began, of a row that is asked for.</param>
    internal static async ValueTask<IEnumerable<(long Moment, long Rij)>> Loose(Db db, Func<byte[], long?> moment)
    {
        var from = await db.Number("SELECT coalesce(max(rij), 0) FROM keten WHERE bron = 'inzage'") - (db.IsPostgres ? Overlap : 0);
        var rows = await db.Rows(
            "SELECT id, doc FROM inzage i WHERE id > $1 AND NOT EXISTS (SELECT 1 FROM keten k WHERE k.bron = 'inzage' AND k.rij = i.id)", [from],
            r => (Moment: moment(r.GetBytes(1)), Rij: r.GetInt64(0)));
        return rows.Where(r => r.Moment is not null).Select(r => (r.Moment!.Value, r.Rij));
    }

    private static string Next(string previous, string day, string bron, long row, string hoofdobject, string som) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{previous}|{day}|{bron}|{row}|{hoofdobject}|{som}")));

    /// <summary>Follows the whole chain and compares it with the rows. The days that it has, and in plain words what is wrong;
    /// nothing wrong: it holds.</summary>
    /// <param name="db">The organisation's data.</param>
    /// <param name="model">The registers: what is said to be destroyed may not be there any more.</param>
    /// <param name="anchor">A link that the operator kept elsewhere: it must be in the chain. Null: none.</param>
    public static async ValueTask<(IReadOnlyList<Dag> Dagen, IReadOnlyList<string> Fouten)> Verify(Db db, Model model,
        string? anchor = null)
    {
        var dagen = new List<Dag>();
        var fouten = new List<string>();
        var cleared = await Logopruiming.Of(db);
        var lastInzage = await db.Number("SELECT coalesce(max(id), 0) FROM inzage");
        long keys = 0, lastLink = 0;
        var (previous, anchored) = ("", anchor is null);
        for (long nr = 0; ;)
        {
            var links = await db.Rows(
                "SELECT k.nr, k.dag, k.bron, k.rij, k.hoofdobject, k.som, k.hash, coalesce(a.doc, i.doc) FROM keten k "
                + "LEFT JOIN audit a ON k.bron = 'audit' AND a.id = k.rij LEFT JOIN inzage i ON k.bron = 'inzage' AND i.id = k.rij WHERE "
                    + "k.nr > $1 ORDER BY k.nr LIMIT 1000", [nr],
                r => (Nr: r.GetInt64(0), Dag: r.GetString(1), Bron: r.GetString(2), Rij: r.GetInt64(3), Hoofdobject: r.GetString(4),
                    Som: r.GetString(5), Hash: r.GetString(6),
                    Row: r.IsDBNull(7) ? null : r.GetBytes(7)));
            if (links.Count == 0) break;
            foreach (var k in links)
            {
                if (Next(previous, k.Dag, k.Bron, k.Rij, k.Hoofdobject, k.Som) != k.Hash)
                    fouten.Add($"{k.Dag}: schakel {k.Nr} sluit niet aan op die ervoor: een schakel is veranderd of weggehaald.");
                if (k.Row is not null && Convert.ToHexStringLower(SHA256.HashData(k.Row)) != k.Som)
                    fouten.Add($"{k.Dag}: regel {k.Rij} van {k.Bron} is veranderd.");
                if (k.Row is null && !(k.Bron == "inzage" ? cleared.Exists(c => c.Covers(k.Rij, k.Dag))
                    : await Destroyed(db, model, k.Hoofdobject)))
                {
                    fouten.Add($"{k.Dag}: regel {k.Rij} van {k.Bron} is weg.");
                }
                if (k.Bron == "inzage" && k.Rij <= lastInzage && k.Row is { } row) keys += Keys(row);
                lastLink = k.Nr;
                (previous, nr, anchored) = (k.Hash, k.Nr, anchored || k.Hash == anchor);
                if (dagen.Count > 0 && dagen[^1].Datum == k.Dag)
                    dagen[^1] = new Dag(k.Dag, dagen[^1].Schakels + 1, k.Hash);
                else dagen.Add(new Dag(k.Dag, 1, k.Hash));
            }
        }
        foreach (var bron in Bronnen)
        {
            var loose = await db.Number(
                $"SELECT count(*) FROM {bron} b WHERE b.id < (SELECT coalesce(max(k.rij), 0) FROM keten k WHERE k.bron = $1) "
                + "AND NOT EXISTS (SELECT 1 FROM keten k WHERE k.bron = $1 AND k.rij = b.id)", bron);
            if (loose > 0) fouten.Add($"{loose} regel(s) van {bron} zijn er later tussen gezet: ze staan niet in de keten.");
        }
        if (await Unfindable(db, lastInzage, lastLink, keys) is { } unfindable) fouten.Add(unfindable);
        if (!anchored) fouten.Add("De opgegeven schakel staat niet in de keten: het einde is afgekapt, of alles is opnieuw gemaakt.");
        return (dagen, fouten);
    }

    // Only the audit trail of what was destroyed goes with it (zrc-023); that it was destroyed stays, and then it is nowhere any more.
    private static async ValueTask<bool> Destroyed(Db db, Model model, string hoofdobject)
    {
        if (!Guid.TryParse(hoofdobject, out _) || !await db.First("SELECT doc FROM audit WHERE hoofdobject = $1 ORDER BY id DESC LIMIT 1",
            [hoofdobject],
            r => r.GetBytes(0).AsSpan().IndexOf("\"actie\":\"destroy\""u8) > 0))
        {
            return false;
        }
        foreach (var d in model.Definitions.Where(d => d.ParentType is null))
            if (await db.Number($"SELECT count(*) FROM {d.Table} WHERE uuid = $1", hoofdobject) > 0) return false;
        return true;
    }

    // Whether each row that is chained can be found by all that it names, also those that were not yet when the chain was followed.
    // The platform may be writing meanwhile: on PostgreSQL a row can appear between two questions,
    // so that a difference counts only when it stays.
    private static async ValueTask<string?> Unfindable(Db db, long lastRow, long lastLink, long chained)
    {
        for (var attempt = 1; ; attempt++)
        {
            var expected = chained;
            foreach (var row in await db
                .Rows("SELECT i.doc FROM keten k JOIN inzage i ON i.id = k.rij WHERE k.bron = 'inzage' AND k.nr > $2 AND i.id <= $1",
                [lastRow, lastLink], r => r.GetBytes(0)))
            {
                expected += Keys(row);
            }
            var found = await db.Number("SELECT count(*) FROM inzage_sleutel s WHERE rij <= $1 "
                + "AND EXISTS (SELECT 1 FROM keten k WHERE k.bron = 'inzage' AND k.rij = s.rij)", lastRow);
            if (found == expected) return null;
            if (attempt == 3)
            {
                return $"Het register waarmee inzageregels op persoon worden gevonden heeft {found} sleutels; dat moeten er {expected} "
                + $"zijn.";
            }
        }
    }

    private static long Keys(byte[] row)
    {
        using var json = JsonDocument.Parse(row);
        return Logboek.KeysOf(json.RootElement).Count;
    }
}

/// <summary>That rows of the log of who saw what were removed because their term was over: a row of the audit log,
/// which is chained and stays.</summary>
/// <param name="TotRij">The last row that was removed.</param>
/// <param name="Tot">The day before which all rows were removed.</param>
/// <param name="Op">The day on which that was done.</param>
/// <param name="Aantal">How many there were.</param>
public sealed record Logopruiming(long TotRij, string Tot, string Op, long Aantal)
{
    /// <summary>Rows are kept so many days at least: whoever writes false rows of removal cannot hide with them what was done
    /// lately.</summary>
    public const int ShortestTerm = 180;
    internal const string Hoofdobject = "inzage-opruiming";
    private const int AtOnce = 500; // who writes meanwhile on SQLite waits for it

    internal bool Covers(long rij, string dag) => rij <= TotRij && string.CompareOrdinal(dag, Tot) < 0
        && DateOnly.TryParse(Tot, CultureInfo.InvariantCulture, out var tot)
        && DateOnly.TryParse(Op, CultureInfo.InvariantCulture, out var op)
        && op >= tot.AddDays(ShortestTerm);

    /// <summary>All removals that the log tells of, the oldest first.</summary>
    public static async ValueTask<List<Logopruiming>> Of(Db db) =>
        await db.Rows("SELECT doc FROM audit WHERE hoofdobject = $1 ORDER BY id", [Hoofdobject], r =>
    {
        using var json = JsonDocument.Parse(r.GetBytes(0));
        var o = json.RootElement.GetProperty("opruiming"u8);
        return new Logopruiming(o.GetProperty("totRij"u8).GetInt64(), o.GetProperty("tot"u8).GetString()!,
            o.GetProperty("op"u8).GetString()!,
            o.GetProperty("aantal"u8).GetInt64());
    });

    /// <summary>Removes the rows of before a term, as far as they are chained, and leaves a row that tells so.
    /// How many were removed.</summary>
    /// <param name="store">The organisation's data.</param>
    /// <param name="dagen">The term in days, at least <see cref="ShortestTerm"/>.</param>
    /// <param name="now">What time it is.</param>
    public static async Task<long> Clear(Store store, int dagen, DateTimeOffset now)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dagen, ShortestTerm);
        var op = DateOnly.FromDateTime(now.UtcDateTime);
        var tot = Stored.Text(op.AddDays(-dagen));
        for (long all = 0; ;)
        {
            var removed = await store.Write(async db =>
            {
                // The day of the chain counts, which is never before that of the row.
                var rows = await db.Rows(
                    "SELECT i.id, i.doc FROM inzage i JOIN keten k ON k.bron = 'inzage' AND k.rij = i.id WHERE k.dag < $1 "
                    + $"ORDER BY i.id LIMIT {AtOnce}", [tot],
                    r => (Id: r.GetInt64(0), Doc: r.GetBytes(1)));
                if (rows.Count == 0) return 0;
                var last = rows[^1].Id;
                foreach (var (id, doc) in rows)
                {
                    using var json = JsonDocument.Parse(doc);
                    foreach (var key in Logboek.KeysOf(json.RootElement))
                    {
                        db.Run("DELETE FROM inzage_sleutel WHERE sleutel = $1 AND moment = $2 AND rij = $3",
                            [key, json.RootElement.GetProperty("start_time"u8).GetInt64(), id]);
                    }
                    db.Run("DELETE FROM inzage WHERE id = $1", [id]);
                }
                var uuid = Guid.CreateVersion7();
                db.Run("INSERT INTO audit (uuid, hoofdobject, doc) VALUES ($1, $2, $3)", [uuid.ToString(), Hoofdobject,
                    Audit.Deed(uuid, "beheer", new Caller("brink", "Brink", true, [], "inzage-opruimen", "Opdracht brink inzage opruimen"),
                        "destroy", "inzage",
                        $"inzage tot {tot}", "", now, w =>
                        {
                            w.WriteStartObject("opruiming");
                            w.WriteNumber("totRij", last);
                            w.WriteString("tot", tot);
                            w.WriteString("op", Stored.Text(op));
                            w.WriteNumber("aantal", rows.Count);
                            w.WriteEndObject();
                        })]);
                return rows.Count;
            });
            if (removed == 0) return all;
            all += removed;
        }
    }
}

/// <summary>
/// Chains each organisation's rows while the process runs. It is no <see cref="JobKind"/> with a schedule: a schedule knows minutes, and
/// in the minute before a row is chained its removal would not show; and each run of a job is written down, which would be two
/// writes a minute in the data of every organisation to find that nothing was to be done. This looks, and where nothing was
/// written since the last time it does not even look.
/// </summary>
public sealed partial class Ketens(IReadOnlyDictionary<string, Tenant> tenants, TimeProvider clock, ILogger<Ketens> logger)
    : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2), Behind = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<string, (long Commits, long At)> quiet = new(StringComparer.Ordinal);
    private const int Rest = 9; // times as long as a part took: requests go first

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await Task.WhenAll(tenants.Values.Where(t => t.Closed is null).Select(t => Chain(t, stoppingToken)));
        }
        catch (OperationCanceledException) { } // told to stop; what is left is chained at the next start
    }

    private async Task Chain(Tenant tenant, CancellationToken stop)
    {
        try
        {
            // (What another node left behind is seen within a minute.)
            var (commits, now) = (tenant.Store.Commits, clock.GetTimestamp());
            if (quiet.TryGetValue(tenant.Organisatie.Id, out var was) && was.Commits == commits && clock.GetElapsedTime(was.At) < Behind)
                return;
            if (!await tenant.Store.Read(Waiting, stop))
            {
                quiet[tenant.Organisatie.Id] = (commits, now);
                return;
            }
            var began = clock.GetTimestamp();
            for (var more = true; more && !stop.IsCancellationRequested;)
            {
                var at = clock.GetTimestamp();
                (more, var closed) = await tenant.Store.Write(db => Keten.Add(db, clock.GetUtcNow()), stop);
                if (closed is not null) LogClosed(logger, tenant.Organisatie.Id, closed.Dag, closed.Hash);
                // What is busy for a while is chained when it is quieter; what is busy for long may not fall behind further.
                if (more && clock.GetElapsedTime(began) < Behind) await Task.Delay(clock.GetElapsedTime(at) * Rest, clock, stop);
            }
        }
        catch (Exception e) when (e is not OperationCanceledException || !stop.IsCancellationRequested)
        {
            LogFailure(logger, e, tenant.Organisatie.Id);
        }
    }

    private static async ValueTask<bool> Waiting(Db db) =>
        await db.Number("SELECT CASE WHEN (SELECT coalesce(max(id), 0) FROM audit) > (SELECT coalesce(max(rij), 0) FROM keten "
        + "WHERE bron = 'audit') OR (SELECT coalesce(max(id), 0) FROM inzage) > (SELECT coalesce(max(rij), 0) FROM keten WHERE bron = "
            + "'inzage') THEN 1 ELSE 0 END") == 1;

    [LoggerMessage(Level = LogLevel.Information, Message = "Audit chain of {Organisatie}: {Dag} ended with {Hash}")]
    private static partial void LogClosed(ILogger logger, string organisatie, string dag, string hash);

    [LoggerMessage(Level = LogLevel.Error, Message = "The audit chain of {Organisatie} could not be extended; it is tried again")]
    private static partial void LogFailure(ILogger logger, Exception e, string organisatie);
}
