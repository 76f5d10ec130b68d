using System.Text;
using Brink.Engine;
using Xunit;

namespace Brink.Tests;

/// <summary>What either store promises (see <see cref="Store"/>).</summary>
public sealed class StoreContract
{
    private sealed record Boek : Resource, IResource<Boek>
    {
        public required string Titel { get; set; }
        public int? Jaar { get; set; }
        public static void Define(Definition<Boek> d) => d.At("boeken").Filter(b => b.Titel).Unique("titel");
    }

    private sealed record BoekMetJaar : Resource, IResource<BoekMetJaar>
    {
        public required string Titel { get; set; }
        public int? Jaar { get; set; }
        public static void Define(Definition<BoekMetJaar> d) => d.At("boeken").Filter(b => b.Titel).Filter(b => b.Jaar).Unique("titel");
    }

    private static readonly Model Boeken = new(new Register("boeken", "bib", "1.0.0", "Boeken").Add<Boek>());

    private static async Task On(string kind, Func<Store, Task> test, Model? model = null)
    {
        var (store, remove) = Stores.Fresh(kind, "s" + Guid.NewGuid().ToString("N")[..20]);
        try
        {
            await store.Prepare(model ?? Boeken);
            await test(store);
        }
        finally
        {
            await store.DisposeAsync();
            await remove();
        }
    }

    private static ValueTask<bool> Add(Db db, string naam)
    {
        db.Run("INSERT INTO teller (naam, stand) VALUES ($1, 1)", [naam]);
        return ValueTask.FromResult(true);
    }
    private static async Task<long> Count(Store store) => await store.Read(db => db.Number("SELECT count(*) FROM teller"));

    [Theory, MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public Task What_is_written_is_read(string kind) => On(kind, async store =>
    {
        await store.Write(db => Add(db, "a"));
        Assert.Equal(1, await Count(store));
    });

    [Theory, MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public Task Work_that_throws_leaves_nothing(string kind) => On(kind, async store =>
    {
        await Assert.ThrowsAsync<InvalidDataException>(async () =>
            await store.Write<bool>(async db => { await Add(db, "a"); await db.Flush(); throw new InvalidDataException(); }));
        Assert.Equal(0, await Count(store));
    });

    [Theory, MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public Task Refused_work_leaves_nothing_and_still_answers(string kind) => On(kind, async store =>
    {
        Assert.Equal("nee", await store.Write(async db => { await Add(db, "a"); await db.Flush(); db.Refused = true; return "nee"; }));
        Assert.Equal(0, await Count(store));
    });

    [Theory, MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public Task Work_that_waits_together_fails_one_by_one(string kind) => On(kind, async store =>
    {
        var all = Enumerable.Range(0, 60)
            .Select(i => Task.Run(async () =>
            await store.Write(db => i % 3 == 0 ? throw new InvalidDataException() : Add(db, $"n{i}")))).ToList();
        await Task.WhenAll(all.Select(t => t.ContinueWith(_ => { }, TaskScheduler.Default)));
        Assert.Equal(20, all.Count(t => t.IsFaulted));
        Assert.Equal(40, await Count(store));
    });

    [Theory, MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public Task A_unit_of_work_reads_what_it_has_queued(string kind) => On(kind, async store =>
        Assert.Equal(1, await store.Write(async db => { await Add(db, "a"); return await db.Number("SELECT count(*) FROM teller"); })));

    [Theory, MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public Task Documents_come_back_byte_for_byte(string kind) => On(kind, async store =>
    {
        var doc = Encoding.UTF8.GetBytes("""{"url":"~/boeken/api/v1/boeken/x","titel":"Ønskeøya \"~/ ~~ € 🎈","b":1,"a":2}""");
        await store.Write(db =>
        {
            db.Run("INSERT INTO bib_boek (uuid, doc, titel) VALUES ($1, $2, $3)", ["u", doc, "t"]);
            return ValueTask.FromResult(true);
        });
        Assert.Equal(doc, await store.Read(db => db.First("SELECT doc FROM bib_boek", [], r => r.GetBytes(0))));
    });

    [Theory, MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public Task A_column_that_a_definition_gains_is_filled_from_the_documents(string kind) => On(kind, async store =>
    {
        var d = Boeken.Of(typeof(Boek));
        var boek = new Boek { Uuid = Guid.NewGuid(), Titel = "Max Havelaar", Jaar = 1860 };
        await store.Write(db => { Documents.Insert(db, d, boek, Documents.Write(d, boek)); return ValueTask.FromResult(true); });
        var later = new Register("boeken", "bib", "1.0.0", "Boeken").Add<BoekMetJaar>();
        var renamed = new Model(later);
        // The same table under a later definition.
        await store.Write(async db => { await db.ExecuteOnce("ALTER TABLE bib_boek RENAME TO bib_boekmetjaar"); return true; });
        await store.Prepare(renamed);
        Assert.Equal(1860, await store.Read(db => db.Number("SELECT jaar FROM bib_boekmetjaar")));
    });

    [Theory, MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public Task Data_of_a_newer_version_is_refused(string kind) => On(kind, async store =>
    {
        await store.Write(db =>
        {
            db.Run("UPDATE brink SET waarde = '999' WHERE naam = 'versie'", []);
            return ValueTask.FromResult(true);
        });
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => store.Prepare(Boeken));
        Assert.Contains("nieuwere versie", refused.Message, StringComparison.Ordinal);
    });

    [Theory, MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public Task Preparing_twice_changes_nothing(string kind) => On(kind, async store =>
    {
        await store.Write(db => Add(db, "a"));
        await store.Prepare(Boeken);
        Assert.Equal(1, await Count(store));
    });
}
