using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Brink.Engine;
using Brink.Registers;
using Xunit;

namespace Brink.Tests;

/// <summary>The number that says whether there is news: every committed change raises it, none is ever hidden, and who may not read a thing
/// does not hear of it.</summary>
public sealed class NieuwsTests
{
    private const string Stand = "nieuws/api/v1/stand";
    private static readonly long Kanaal = Nieuws.Van("dingen"), Ding = Nieuws.Van(Guid.Parse("00000000-0000-0000-0000-0000000000aa"));

    private static async Task On(string kind, Func<Store, Task> test)
    {
        var (store, remove) = await Stores.Prepared(kind, "s" + Guid.NewGuid().ToString("N")[..20]);
        try { await test(store); }
        finally
        {
            await store.DisposeAsync();
            await remove();
        }
    }

    private static ValueTask<bool> Raise(Store store, params long[] what) =>
        store.Write(async db => { await Nieuws.Raise(db, what); return true; });
    private static ValueTask<bool> Fold(Store store) => store.Write(async db => { await Nieuws.Fold(db); return true; });
    private static ValueTask<long> Read(Store store, params long[] what) => store.Read(db => Nieuws.Stand(db, what));

    [Theory, MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public Task Each_addition_counts_once_however_it_is_folded(string kind) => On(kind, async store =>
    {
        Assert.Equal(0, await Read(store, Kanaal, Ding));
        await Raise(store, Kanaal, Ding);
        await Raise(store, Kanaal);
        Assert.Equal((2L, 1L, 3L), (await Read(store, Kanaal), await Read(store, Ding), await Read(store, Kanaal, Ding)));
        await Fold(store);
        await Raise(store, Ding);
        Assert.Equal((2L, 2L), (await Read(store, Kanaal), await Read(store, Ding)));
        await Fold(store);
        await Fold(store);
        Assert.Equal((2L, 2L, 4L), (await Read(store, Kanaal), await Read(store, Ding), await Read(store, Kanaal, Ding)));
        // What is undone was never there.
        await store.Write(async db => { await Nieuws.Raise(db, [Ding]); await db.Flush(); db.Refused = true; return true; });
        Assert.Equal(2, await Read(store, Ding));
    });

    /// <summary>Eight who write, one who folds all the time, and one who looks: the number only rises, shows no addition before it is
    /// there, and in the end misses none.</summary>
    [Theory, MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public Task With_many_at_once_none_is_lost_or_counted_twice(string kind) => On(kind, async store =>
    {
        const int writers = 8, each = 60;
        var (begun, answered, ready) = (0, 0, 0);
        var writing = Task.WhenAll(Enumerable.Range(0, writers).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < each; i++)
            {
                Interlocked.Increment(ref begun);
                await Raise(store, Kanaal, Ding);
                Interlocked.Increment(ref answered);
            }
        })));
        var folding = Task.Run(async () => { while (Volatile.Read(ref ready) == 0) await Fold(store); });
        var seen = new HashSet<long>();
        for (long last = 0; !writing.IsCompleted;)
        {
            var least = Volatile.Read(ref answered);
            var now = await Read(store, Ding);
            Assert.InRange(now, Math.Max(last, least), Volatile.Read(ref begun));
            seen.Add(last = now);
        }
        await writing;
        Volatile.Write(ref ready, 1);
        await folding;
        Assert.True(seen.Count > 3, "nothing was seen while it was written");
        Assert.Equal(((long)writers * each, (long)writers * each), (await Read(store, Ding), await Read(store, Kanaal)));
    });

    /// <summary>What began first and commits last: with a sequence its number would lie below one that was already shown.</summary>
    [Fact]
    public Task A_change_that_began_earlier_and_commits_later_is_news() => On("postgres", async store =>
    {
        var (began, may) = (new TaskCompletionSource(), new TaskCompletionSource());
        var slow = store.Write(async db =>
        {
            await Nieuws.Raise(db, [Ding]);
            await db.Flush();
            began.SetResult();
            await may.Task;
            return true;
        }).AsTask();
        await began.Task;
        await Raise(store, Ding);
        var shown = await Read(store, Ding);
        Assert.Equal(1, shown);
        await Fold(store); // (what lies behind the slow one stays unfolded)
        await Raise(store, Ding);
        await Fold(store);
        Assert.Equal(2, await Read(store, Ding));
        may.SetResult();
        await slow;
        Assert.Equal(3, await Read(store, Ding));
        await Fold(store);
        Assert.Equal(3, await Read(store, Ding));
        Assert.Equal(0, await store.Read(db => db.Number("SELECT count(*) FROM nieuws")));
    });

    /// <summary>Restored at a server whose transactions are numbered lower: the start sets it right.</summary>
    [Fact]
    public Task After_a_restore_elsewhere_it_goes_on() => On("postgres", async store =>
    {
        await Raise(store, Ding);
        await Fold(store);
        await store.Write(db =>
        {
            db.Run("UPDATE nieuwsstand SET stand = 1000000000000 WHERE sleutel = 0", []);
            return ValueTask.FromResult(true);
        });
        await store.Prepare(Onderlaag.Model);
        await Raise(store, Ding);
        Assert.Equal(2, await Read(store, Ding));
        await Fold(store);
        Assert.Equal(2, await Read(store, Ding));
    });

    private static async Task<(int Status, string? Tag, JsonNode? Json)> Ask(HttpClient http, string vraag, string? known = null,
        int wait = 0)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{Stand}?{vraag}");
        if (known is not null) request.Headers.TryAddWithoutValidation("If-None-Match", known);
        if (wait > 0) request.Headers.Add("Prefer", $"wait={wait}");
        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return ((int)answer.StatusCode, answer.Headers.ETag?.ToString(), text.Length > 0 ? JsonNode.Parse(text) : null);
    }

    private static string Over(string url) => "hoofdobject=" + Uri.EscapeDataString(url);

    /// <summary>A vote cast is news of its stemming, of the agendapunt and of the meeting; not of another meeting.</summary>
    [Theory, MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task What_is_part_of_a_meeting_is_news_of_it(string store)
    {
        await using var p = await Platform.Start(store);
        var alv = await new Alv(p).Met(2);
        var punten = await alv.Opgeroepen(new { }, new { });
        await alv.Doe(alv.Vergadering, "openen");
        await alv.Aanwezig(0);
        var ander = await alv.Maak("vergaderingen", new { titel = "Een andere", datum = Alv.Vandaag(), vorm = "fysiek" });
        var stemming = await alv.Maak("stemmingen", new { agendapunt = punten[0], modus = "in_de_vergadering", onderwerp = "Hier" });
        await alv.Doe(stemming, "openen");

        async Task Meldt(Func<Task> daad, string[] wel, string[] niet)
        {
            var voor = new Dictionary<string, string>();
            foreach (var een in wel.Concat(niet))
            {
                var (status, tag, json) = await Ask(p.Beheerder, een);
                Assert.Equal((200, $"\"{json!["stand"]}\""), (status, tag));
                voor[een] = tag!;
                Assert.Equal((304, tag, (JsonNode?)null), await Ask(p.Beheerder, een, tag));
            }
            await daad();
            foreach (var een in wel) Assert.True((await Ask(p.Beheerder, een, voor[een])).Status == 200, "no news of " + een);
            foreach (var een in niet) Assert.True((await Ask(p.Beheerder, een, voor[een])).Status == 304, "news of " + een);
        }
        await Meldt(() => alv.Stem(stemming, 0, "voor"),
            [Over(stemming), Over(punten[0]), Over(alv.Vergadering), "kanaal=besluitvorming", "kanaal=zaken&" + Over(alv.Vergadering)],
            [Over(punten[1]), Over(ander), "kanaal=zaken"]);
        await Meldt(() => alv.Maak("spreekverzoeken", new { agendapunt = punten[1], lid = alv.Leden[0].Url, onderwerp = "Ik" }),
            [Over(punten[1]), Over(alv.Vergadering)], [Over(punten[0]), Over(stemming), Over(ander)]);
        await Meldt(() => alv.Aanwezig(1), [Over(alv.Vergadering)], [Over(stemming)]);
        // A register that announces nothing has its name for a kanaal.
        await Meldt(() => p.Post("privacy/api/v1/verwerkingsactiviteiten", Activiteit), ["kanaal=privacy"], ["kanaal=besluitvorming"]);
        // What is refused is no news.
        await Meldt(async () => Assert.NotEmpty(await alv.Weigert(stemming, "vaststellen")), [], [Over(stemming), "kanaal=besluitvorming"]);
    }

    private static object Activiteit => new
    {
        code = "nieuwstest",
        naam = "Proef",
        doel = "Proef",
        grondslag = "publieke_taak",
    };

    [Theory, MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task Nobody_hears_of_what_he_may_not_read(string store)
    {
        await using var p = await Platform.Start(store);
        var (eigen, ander) = (new Cast(p), new Cast(p));
        var (zaak, vreemd) = (await eigen.Zaak(), await ander.Zaak());
        using var lezer = await p.WithRights("lezer", new
        {
            component = "zrc",
            scopes = new[] { "zaken.lezen" },
            zaaktype = (await eigen.Gepubliceerd()).Url,
            maxVertrouwelijkheidaanduiding = "zeer_geheim",
        });
        Assert.Equal(200, (await Ask(lezer, Over(zaak))).Status);
        Assert.Equal(200, (await Ask(lezer, Over(new Uri(zaak).AbsolutePath[(p.Name.Length + 2)..]))).Status); // a path will do
        Assert.Equal(403, (await Ask(lezer, Over(vreemd))).Status);
        Assert.Equal(403, (await Ask(lezer, $"{Over(zaak)}&{Over(vreemd)}")).Status);
        Assert.Equal(404, (await Ask(lezer, Over(zaak[..^36] + Guid.NewGuid()))).Status);
        Assert.Equal(200, (await Ask(lezer, "kanaal=zaken")).Status);
        Assert.Equal(403, (await Ask(lezer, "kanaal=besluitvorming")).Status);
        Assert.Equal(403, (await Ask(lezer, Over("besluitvorming/api/v1/vergaderingen/" + Guid.NewGuid()))).Status);
        using (var niemand = p.As(null)) Assert.Equal(401, (await Ask(niemand, "kanaal=zaken")).Status);
        foreach (var vraag in (string[])["", "kanaal=bestaat-niet", "hoofdobject=zaken/api/v1/zaken", "ding=1", Over("http://elders.test/zaken/1"),
            string.Join('&', Enumerable.Range(0, 21).Select(_ => Over(zaak)))])
        {
            Assert.Equal(400, (await Ask(lezer, vraag)).Status);
        }
        Assert.Equal(405, (await p.Send(HttpMethod.Post, Stand + "?kanaal=zaken", new { })).Status);
    }

    /// <summary>Who wants to wait is answered when there is something; who waits in too many places is answered at once.</summary>
    [Theory, MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task Who_waits_is_answered_when_there_is_news(string store)
    {
        await using var p = await Platform.Start(store);
        var alv = await new Alv(p).Met(1);
        await alv.Opgeroepen(new { });
        var (_, tag, _) = await Ask(p.Beheerder, Over(alv.Vergadering));
        var waiting = Enumerable.Range(0, 6).Select(_ => Ask(p.Beheerder, Over(alv.Vergadering), tag, wait: 20)).ToList();
        Assert.Equal(304, (await Ask(p.Beheerder, Over(alv.Vergadering), tag, wait: 20)).Status); // the seventh of one user
        Assert.DoesNotContain(waiting, w => w.IsCompleted);
        await alv.Doe(alv.Vergadering, "openen");
        foreach (var (status, now, _) in await Task.WhenAll(waiting))
        {
            Assert.Equal(200, status);
            Assert.NotEqual(tag, now);
        }
        // The place is free again.
        (_, tag, _) = await Ask(p.Beheerder, Over(alv.Vergadering));
        var next = Ask(p.Beheerder, Over(alv.Vergadering), tag, wait: 20);
        await alv.Maak("agendapunten", new { vergadering = alv.Vergadering, nummer = 2, titel = "Rondvraag", soort = "procedureel" });
        Assert.Equal(200, (await next).Status);
    }

    [Fact]
    public async Task What_one_node_writes_is_news_at_another()
    {
        await using var p = await Platform.Start("postgres");
        await using var tweede = await TweedeKnoop.Van(p);
        using var daar = tweede.Als("ander");
        var alv = await new Alv(p).Met(1);
        var punten = await alv.Opgeroepen(new { });
        var (_, tag, _) = await Ask(daar, Over(alv.Vergadering));
        var waiting = Ask(daar, Over(alv.Vergadering), tag, wait: 20);
        await alv.Doe(alv.Vergadering, "openen");
        var (status, now, _) = await waiting;
        Assert.Equal((200, (await Ask(p.Beheerder, Over(alv.Vergadering))).Tag), (status, now)); // the same number at both
    }
}
