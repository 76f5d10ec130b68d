using System.Globalization;
using System.Text.Json.Serialization;

namespace Brink.Engine;

/// <summary>
/// That something was destroyed: which kind, which one, when; nothing of what was in it. An archive of before may not bring it back.
/// It is noted in the transaction of the destruction (table <c>vernietiging</c>); a minute later at most a job has it noted outside the
/// database too, where the archives are: whoever loses the database, and puts an archive back, has the notes that belong with it.
/// </summary>
/// <param name="Soort">The table of its kind.</param>
/// <param name="Uuid">Which one.</param>
/// <param name="Moment">When, in UTC.</param>
public sealed record Vernietiging(string Soort, string Uuid, string Moment)
{
    /// <summary>The table of notes.</summary>
    internal const string Tabel = "vernietiging";
    private const int MostAtOnce = 5000;

    /// <summary>The number of its row: those after it were noted later. (On PostgreSQL a row can appear after one with a higher
    /// number.)</summary>
    [JsonIgnore]
    public long Id { get; init; }

    /// <summary>Notes it along with a unit of work.</summary>
    internal static void Noteer(Db db, Definition d, Guid uuid, DateTimeOffset moment) =>
        db.Run($"INSERT INTO {Tabel} (soort, uuid, moment) VALUES ($1, $2, $3)", [d.Table, uuid.ToString(), Stored.KeyText(moment)]);

    /// <summary>The notes after a row, in their order, a part of them at a time.</summary>
    public static ValueTask<List<Vernietiging>> Na(Db db, long id, int meest = MostAtOnce) => db.Rows(
        $"SELECT id, soort, uuid, moment FROM {Tabel} WHERE id > $1 ORDER BY id LIMIT {meest}", [id],
        r => new Vernietiging(r.GetString(1), r.GetString(2), r.GetString(3)) { Id = r.GetInt64(0) });

    private const string Stand = "vernietiging:genoteerd";
    private const int Overlap = 1000;

    /// <summary>Has what was noted since the last time noted outside too: at least once, some thousands at a time.</summary>
    /// <param name="store">The organisation's data.</param>
    /// <param name="noteer">Keeps notes for good, under a name that they have each time.</param>
    public static async Task<int> Breng(Store store, Func<string, IReadOnlyList<Vernietiging>, Task> noteer)
    {
        for (var alles = 0; ;)
        {
            // On PostgreSQL a row can appear after rows with higher numbers: those just below are brought again with the new ones, and
            // when there are more of them than the last time.
            var (tot, was, overlap, rijen) = await store.Read(async db =>
            {
                var stand = (await db.First("SELECT waarde FROM brink WHERE naam = $1", [Stand], r => r.GetString(0)))?.Split(' ') ?? ["0", "0"];
                var tot = long.Parse(stand[0], CultureInfo.InvariantCulture);
                var overlap = db.IsPostgres ? Overlap : 0;
                return (tot, long.Parse(stand[1], CultureInfo.InvariantCulture), overlap, await Na(db, tot - overlap));
            });
            if (rijen.Count == 0 || rijen[^1].Id <= tot && rijen.Count == was) return alles;
            await noteer($"{rijen[0].Id:D12}-{rijen[^1].Id:D12}-{rijen.Count}", rijen);
            var einde = Math.Max(tot, rijen[^1].Id);
            var geteld = rijen.Count(r => r.Id > einde - overlap);
            await store.Write(db =>
            {
                db.Run("INSERT INTO brink (naam, waarde) VALUES ($1, $2) ON CONFLICT (naam) DO UPDATE SET waarde = excluded.waarde",
                    [Stand, string.Create(CultureInfo.InvariantCulture, $"{einde} {geteld}")]);
                return ValueTask.FromResult(true);
            });
            alles += rijen.Count;
        }
    }
}

/// <summary>That content is not to be removed for a while, because an archive is being made of it.</summary>
public static class Bewaring
{
    private const string Voor = "houvast:";

    /// <summary>Holds on to all content until a moment; called again it holds longer.</summary>
    /// <param name="store">The organisation's data.</param>
    /// <param name="naam">Who holds.</param>
    /// <param name="tot">Until when: who is killed does not hold on for ever.</param>
    internal static Task Houd(Store store, string naam, DateTimeOffset tot) => store.Write(db =>
    {
        db.Run("INSERT INTO brink (naam, waarde) VALUES ($1, $2) ON CONFLICT (naam) DO UPDATE SET waarde = excluded.waarde",
            [Voor + naam, Stored.KeyText(tot)]);
        return ValueTask.FromResult(true);
    }).AsTask();

    /// <summary>Lets go.</summary>
    internal static Task Los(Store store, string naam) => store.Write(db =>
    {
        db.Run("DELETE FROM brink WHERE naam = $1", [Voor + naam]);
        return ValueTask.FromResult(true);
    }).AsTask();

    /// <summary>Whether somebody holds on. To be asked after it was seen that nothing refers to the content: who takes hold after that,
    /// looks after that too, and does not see it either.</summary>
    public static async ValueTask<bool> Geldt(Db db, DateTimeOffset nu) =>
        await db.Number("SELECT count(*) FROM brink WHERE naam LIKE $1 AND waarde > $2", Voor + "%", Stored.KeyText(nu)) > 0;
}
