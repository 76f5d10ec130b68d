using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json.Nodes;
using Brink.Engine;
using Brink.Registers;
using Xunit;

namespace Brink.Tests;

/// <summary>The Notificaties API, and what becomes of what is announced.</summary>
public sealed class NotificatiesTests
{
    private const string Kanalen = "notificaties/api/v1/kanaal", Abonnementen = "notificaties/api/v1/abonnement",
    Publiceren = "notificaties/api/v1/notificaties";
    private const string Beheer = "beheer/api/v1/notificaties/", Jobs = "beheer/api/v1/jobs", Geparkeerd = Jobs + "?stand=geparkeerd";
    public static TheoryData<string> Kinds => Stores.All;

    /// <summary>Two attempts shortly after the first; then a delivery is parked.</summary>
    private static readonly DeliverySettings Quick = new()
    {
        Pauses = [TimeSpan.FromMilliseconds(30), TimeSpan.FromMilliseconds(60)],
        Limit = TimeSpan.FromSeconds(1),
        Poll = TimeSpan.FromMilliseconds(200),
    };

    private static object Body(string callback, params (string Naam, object Filters)[] kanalen) =>
        new { callbackUrl = callback, auth = "Bearer geheim", kanalen = kanalen.Select(k => new { naam = k.Naam, filters = k.Filters }) };

    private static object Message(string kanaal, string hoofdObject, string actie = "create", object? kenmerken = null) => new
    {
        kanaal,
        hoofdObject,
        resource = "ding",
        resourceUrl = hoofdObject + "/deel",
        actie,
        aanmaakdatum = "2024-05-01T10:00:00.123456Z",
        kenmerken = kenmerken ?? new { },
    };

    private static async Task Until(Func<bool> done, string what)
    {
        var since = Stopwatch.GetTimestamp();
        while (!done())
        {
            Assert.True(Stopwatch.GetElapsedTime(since) < TimeSpan.FromSeconds(40), what);
            await Task.Delay(10);
        }
    }

    private static async Task Until(Func<Task<bool>> done, string what)
    {
        var since = Stopwatch.GetTimestamp();
        while (!await done())
        {
            Assert.True(Stopwatch.GetElapsedTime(since) < TimeSpan.FromSeconds(40), what);
            await Task.Delay(10);
        }
    }

    private static async Task<long> Left(Platform p) => await p.Rows("outbox")
        + await p.Rows("job WHERE rij <> 'rooster'") + await p.Rows("wachtrij WHERE rij <> 'rooster'");

    [Theory, MemberData(nameof(Kinds))]
    public async Task The_channels_of_our_own_registers_exist_by_themselves(string store)
    {
        await using var p = await Platform.Start(store);
        var kanalen = (await p.Get(Kanalen)).AsArray();
        var own = Onderlaag.Model.Registers.SelectMany(r => r.Resources).Where(d => d.Kanaal is not null).GroupBy(d => d.Kanaal!)
            .ToDictionary(k => k.Key, k => k.SelectMany(d => d.Kenmerken.Select(d.KenmerkName)).Distinct().ToArray());
        Assert.Contains("zaken", own.Keys);
        Assert.Equal(own.Keys.Order(), kanalen.Select(k => (string)k!["naam"]!).Order());
        foreach (var kanaal in kanalen)
        {
            Assert.Equal(own[(string)kanaal!["naam"]!], kanaal["filters"]!.AsArray().Select(f => (string)f!));
            var text = await (await p.As(null).GetAsync((string)kanaal["documentatieLink"]!))
                .Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Assert.Contains($"het kanaal `{kanaal["naam"]}`", text, StringComparison.Ordinal);
        }
        await p.Store.Prepare(Onderlaag.Model); // a second start makes no second set
        Assert.Equal(own.Count, await p.Rows("nrc_kanaal"));
        Assert.Equal("zaken", (string)Assert.Single((await p.Get(Kanalen + "?naam=zaken")).AsArray())!["naam"]!);
        Assert.Equal(["naam:unique"], await p.Faults(HttpMethod.Post, Kanalen, new { naam = "zaken" }));
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_callback_is_tried_before_the_abonnement_is_kept(string store)
    {
        await using var p = await Platform.Start(store);
        ConcurrentQueue<Received> got = [];
        var good = p.Elders.Receive("goed", got);
        var made = await p.Post(Abonnementen, Body(good, ("zaken", new { })));
        var trial = Assert.Single(got);
        Assert.Equal(("test", "Bearer geheim"), (trial.Kanaal, trial.Auth));
        Consumer.Check(trial.Json);
        Assert.Equal("Bearer geheim", (string)made["auth"]!);
        var stored = await p.Store.Read(db =>
            db.First("SELECT doc FROM nrc_abonnement", [], r => System.Text.Encoding.UTF8.GetString(r.GetBytes(0))));
        Assert.DoesNotContain("\"Bearer geheim\"", stored, StringComparison.Ordinal);
        var audit = await p.Store.Read(db => db.Rows("SELECT doc FROM audit", [], r => System.Text.Encoding.UTF8.GetString(r.GetBytes(0))));
        Assert.All(audit, row => Assert.DoesNotContain("\"Bearer geheim\"", row, StringComparison.Ordinal));

        // Changed: tried again, with the header that is kept when none is sent.
        var path = ((string)made["url"]!)[p.Base.Length..];
        var (status, after) = await p.Send(HttpMethod.Patch, path, new { kanalen = new[] { new { naam = "documenten" } } });
        Assert.Equal((200, "Bearer geheim", 2), (status, (string)after!["auth"]!, got.Count));
        p.Elders.Receivers[good] = _ => Task.FromResult(500);
        Assert.Equal(["nonFieldErrors:invalid-callback-url"], await p.Faults(HttpMethod.Put, path, Body(good, ("zaken", new { }))));
        Assert.Equal("documenten", (string)(await p.Get(path))["kanalen"]![0]!["naam"]!);

        Assert.Equal(["nonFieldErrors:invalid-callback-url"],
            await p.Faults(HttpMethod.Post, Abonnementen, Body(Outside.Address + "niets", ("zaken", new { }))));
        Assert.Equal(["callbackUrl:invalid-callback-url"],
            await p.Faults(HttpMethod.Post, Abonnementen, Body("http://onbekend.test/x", ("zaken", new { }))));
        Assert.Equal(["auth:invalid"],
            await p.Faults(HttpMethod.Post, Abonnementen, new { callbackUrl = good, auth = "x\r\ny: z", kanalen = Array.Empty<object>() }));
        var wrong = await p.Faults(HttpMethod.Post, Abonnementen,
            Body(good, ("bestaat-niet", new { }), ("zaken", new { kleur = "rood" }), ("zaken", new { zaaktype = true })));
        Assert.Equal(["kanalen.0.naam:kanaal_naam", "kanalen.1.filters:inconsistent-abonnement-filters",
            "kanalen.2.filters.zaaktype:invalid"], wrong);
        Assert.Equal(1, await p.Rows("nrc_abonnement"));
    }

    [Fact]
    public async Task A_callback_that_is_open_to_all_is_warned_about_or_refused()
    {
        await using var lenient = await Platform.Start("sqlite");
        lenient.Elders.Receivers[Outside.Address + "open"] = _ => Task.FromResult(204);
        using var content = System.Net.Http.Json.JsonContent.Create(Body(Outside.Address + "open", ("zaken", new { })));
        using var answer = await lenient.Beheerder.PostAsync(Abonnementen, content, TestContext.Current.CancellationToken);
        Assert.Equal(System.Net.HttpStatusCode.Created, answer.StatusCode);
        Assert.Contains("Beveilig", answer.Headers.GetValues("X-Warning").Single(), StringComparison.Ordinal);

        await using var strict = await Platform.Start("sqlite", deliveries: new DeliverySettings { MustRefuseStrangers = true });
        strict.Elders.Receivers[Outside.Address + "open"] = _ => Task.FromResult(204);
        Assert.Equal(["callbackUrl:no-auth-on-callback-url"],
            await strict.Faults(HttpMethod.Post, Abonnementen, Body(Outside.Address + "open", ("zaken", new { }))));
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task Each_gets_what_it_asked_for_once(string store)
    {
        await using var p = await Platform.Start(store, deliveries: Quick);
        var cast = new Cast(p);
        var zaaktype = (await cast.Gepubliceerd()).Url;
        ConcurrentQueue<Received> all = [], ofType = [], other = [], twice = [], catalogi = [];
        await p.Post(Abonnementen, Body(p.Elders.Receive("alles", all), ("zaken", new { })));
        var made = await p.Post(Abonnementen,
            Body(p.Elders.Receive("type", ofType), ("zaken", new { zaaktype, vertrouwelijkheidaanduiding = "*" })));
        Assert.Equal(zaaktype, (string)made["kanalen"]![0]!["filters"]!["zaaktype"]!);
        await p.Post(Abonnementen, Body(p.Elders.Receive("ander", other), ("zaken", new { zaaktype, bronorganisatie = "999990019" })));
        await p.Post(Abonnementen, Body(p.Elders.Receive("dubbel", twice), ("zaken", new { }), ("zaken", new { zaaktype })));
        await p.Post(Abonnementen, Body(p.Elders.Receive("catalogi", catalogi), ("besluiten", new { })));
        foreach (var queue in (ConcurrentQueue<Received>[])[all, ofType, other, twice, catalogi]) queue.Clear();
        await using var delivery = await p.Deliver();
        await Until(async () => await Left(p) == 0, "what was announced before stayed behind"); // that of the cast
        foreach (var queue in (ConcurrentQueue<Received>[])[all, ofType, other, twice, catalogi]) queue.Clear();

        var zaak = (string)(await p.Post("zaken/api/v1/zaken", Cast.ZaakBody(zaaktype)))["url"]!;
        var (patched, _) = await p.Send(HttpMethod.Patch, zaak[p.Base.Length..], new { omschrijving = "Anders" });
        Assert.Equal(200, patched);
        await Until(async () => await Left(p) == 0, "not everything was delivered");
        foreach (var queue in (ConcurrentQueue<Received>[])[all, ofType, twice])
        {
            Assert.Equal(["create", "partial_update"], queue.Select(r => r.Actie));
            Assert.All(queue, r => Consumer.Check(r.Json));
            Assert.All(queue, r => Assert.Equal((zaak, zaak), (r.HoofdObject, r.ResourceUrl)));
            Assert.All(queue, r => Assert.Equal(zaaktype, (string)r.Json["kenmerken"]!["zaaktype"]!));
            Assert.All(queue, r => Assert.Equal("Bearer geheim", r.Auth));
        }
        Assert.Empty(other);
        Assert.Empty(catalogi);
        Assert.Empty(p.Failures);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task What_others_publish_goes_the_same_way(string store)
    {
        await using var p = await Platform.Start(store, deliveries: Quick);
        await p.Post(Kanalen, new { naam = "dingen", filters = new[] { "kleur", "eigenaar" } });
        ConcurrentQueue<Received> red = [], mine = [];
        await p.Post(Abonnementen, Body(p.Elders.Receive("rood", red), ("dingen", new { kleur = "rood" })));
        await p.Post(Abonnementen, Body(p.Elders.Receive("eigen", mine), ("dingen", new { eigenaar = p.Base + "zaken/api/v1/zaken/1" })));
        red.Clear();
        mine.Clear();
        var sent = Message("dingen", "http://elders.test/dingen/1",
            kenmerken: new { kleur = "rood", eigenaar = p.Base + "zaken/api/v1/zaken/1" });
        var answer = await p.Post(Publiceren, sent);
        Assert.True(JsonNode.DeepEquals(System.Text.Json.JsonSerializer.SerializeToNode(sent), answer), answer.ToJsonString());
        await p.Post(Publiceren, Message("dingen", "http://elders.test/dingen/2", kenmerken: new { kleur = "blauw" }));
        await p.Post(Publiceren, Message("dingen", "http://elders.test/dingen/" + new string('3', 3000)));
        await using (await p.Deliver()) await Until(async () => await Left(p) == 0, "not everything was delivered");
        Assert.True(JsonNode.DeepEquals(answer, Assert.Single(red).Json), "changed on the way");
        Assert.True(JsonNode.DeepEquals(answer, Assert.Single(mine).Json), "changed on the way");

        Assert.Equal(["kanaal:message_kanaal"], await p.Faults(HttpMethod.Post, Publiceren, Message("onbekend", "http://elders.test/1")));
        var strange = Message("dingen", "http://elders.test/1", kenmerken: new { geur = "zoet" });
        Assert.Equal(["kenmerken:kenmerken_inconsistent"], await p.Faults(HttpMethod.Post, Publiceren, strange));
        var consumer = await p.WithRights("afnemer", new { component = "nrc", scopes = new[] { "notificaties.consumeren" } });
        Assert.Equal(403, (await p.Send(HttpMethod.Post, Publiceren, sent, consumer)).Status);
        Assert.Equal(403, (await p.Send(HttpMethod.Post, Kanalen, new { naam = "x" }, consumer)).Status);
        Assert.Equal(200, (await p.Send(HttpMethod.Get, Kanalen, null, consumer)).Status);
        var publisher = await p.WithRights("bron", new { component = "nrc", scopes = new[] { "notificaties.publiceren" } });
        Assert.Equal(201, (await p.Send(HttpMethod.Post, Publiceren, sent, publisher)).Status);
        Assert.Equal(403, (await p.Send(HttpMethod.Post, Abonnementen, Body("http://elders.test/rood", ("dingen", new { })),
            publisher)).Status);
        Assert.Equal(403, (await p.Send(HttpMethod.Get, Beheer + "abonnementen", null, publisher)).Status);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_subscriber_reaches_its_own_abonnementen_only_and_its_secret_is_shown_to_nobody_else(string store)
    {
        await using var p = await Platform.Start(store);
        var een = await p.WithRights("een", new { component = "nrc", scopes = new[] { "notificaties.consumeren" } });
        var ander = await p.WithRights("ander", new { component = "nrc", scopes = new[] { "notificaties.consumeren" } });
        var bron = await p.WithRights("bron", new { component = "nrc", scopes = new[] { "notificaties.publiceren" } });
        var callback = p.Elders.Receive("van-een", []);
        var made = await p.Post(Abonnementen, Body(callback, ("zaken", new { })), een);
        var path = ((string)made["url"]!)[p.Base.Length..];
        var eigen = ((string)(await p.Post(Abonnementen, Body(p.Elders.Receive("van-ander", []), ("zaken", new { })),
            ander))["url"]!)[p.Base.Length..];

        Assert.Equal("Bearer geheim", (string)Assert.Single((await p.Get(Abonnementen, een)).AsArray())!["auth"]!);
        Assert.Equal(p.Base + eigen, (string)Assert.Single((await p.Get(Abonnementen, ander)).AsArray())!["url"]!);
        Assert.Empty((await p.Get(Abonnementen, bron)).AsArray());
        foreach (var vreemde in (HttpClient[])[ander, bron])
        {
            var gelezen = await p.Send(HttpMethod.Get, path, null, vreemde);
            Assert.Equal(403, gelezen.Status);
            Assert.DoesNotContain("geheim", gelezen.Json!.ToJsonString(), StringComparison.Ordinal);
            Assert.Equal(403, (await p.Send(HttpMethod.Patch, path, new { callbackUrl = Outside.Address + "van-ander" }, vreemde)).Status);
            Assert.Equal(403, (await p.Send(HttpMethod.Put, path, Body(Outside.Address + "van-ander", ("zaken", new { })),
                vreemde)).Status);
            Assert.Equal(403, (await p.Send(HttpMethod.Delete, path, null, vreemde)).Status);
        }
        Assert.Equal(made.ToJsonString(), (await p.Get(path, een)).ToJsonString());

        // Who may do all sees that it is there, and can stop it; not the secret, and changing something else keeps it.
        var alle = (await p.Get(Abonnementen)).AsArray();
        Assert.Equal(2, alle.Count);
        Assert.DoesNotContain("geheim", alle.ToJsonString(), StringComparison.Ordinal);
        var (status, na) = await p.Send(HttpMethod.Patch, path, new { kanalen = new[] { new { naam = "documenten" } } });
        Assert.Equal((200, ""), (status, (string)na!["auth"]!));
        Assert.Equal("Bearer geheim", (string)(await p.Get(path, een))["auth"]!);
        Assert.Equal(204, (await p.Send(HttpMethod.Delete, path, null, een)).Status);
        Assert.Equal(204, (await p.Send(HttpMethod.Delete, eigen)).Status);
        Assert.Equal(0, await p.Rows("nrc_abonnement"));
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task Order_is_kept_per_main_object_while_deliveries_fail_and_others_go_on(string store)
    {
        await using var p = await Platform.Start(store,
            deliveries: Quick with { Pauses = [.. Enumerable.Repeat(TimeSpan.FromMilliseconds(5), 200)] });
        await p.Post(Kanalen, new { naam = "dingen" });
        ConcurrentQueue<Received> shaky = [], steady = [];
        var flaky = p.Elders.Receive("wankel", shaky);
        await p.Post(Abonnementen, Body(flaky, ("dingen", new { })));
        await p.Post(Abonnementen, Body(p.Elders.Receive("vast", steady), ("dingen", new { })));
        var dead = p.Elders.Receive("dood", []);
        await p.Post(Abonnementen, Body(dead, ("dingen", new { })));
        shaky.Clear();
        steady.Clear();
        p.Elders.Receivers[dead] = async _ => { await Task.Delay(Timeout.Infinite); return 204; }; // never answers
        var random = new Random(7);
        var failed = 0;
        p.Elders.Receivers[flaky] = r =>
        {
            lock (random) if (random.Next(3) == 0) { failed++; return Task.FromResult(503); }
            shaky.Enqueue(r);
            return Task.FromResult(204);
        };
        await using var delivery = await p.Deliver();
        const int objects = 6, each = 15;
        for (var n = 0; n < each; n++)
            for (var o = 0; o < objects; o++) await p.Post(Publiceren, Message("dingen", $"http://elders.test/dingen/{o}", $"{n}"));
        await Until(() => steady.Count == objects * each && shaky.Count == objects * each, "not everything came");
        Assert.True(failed > 10, "nothing failed: this says nothing about order under failures");
        foreach (var queue in (ConcurrentQueue<Received>[])[shaky, steady])
        {
            foreach (var ofOne in queue.GroupBy(r => r.HoofdObject))
                Assert.Equal(Enumerable.Range(0, each).Select(n => $"{n}"), ofOne.Select(r => r.Actie));
        }
        Assert.Empty(p.Failures);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task What_fails_too_often_is_parked_and_can_be_sent_again_or_dropped(string store)
    {
        await using var p = await Platform.Start(store, deliveries: Quick);
        await p.Post(Kanalen, new { naam = "dingen" });
        ConcurrentQueue<Received> got = [];
        var callback = p.Elders.Receive("ontvanger", got);
        var made = await p.Post(Abonnementen, Body(callback, ("dingen", new { })));
        got.Clear();
        var attempts = new ConcurrentDictionary<string, int>();
        var working = p.Elders.Receivers[callback];
        p.Elders.Receivers[callback] = r =>
        {
            attempts.AddOrUpdate(r.HoofdObject, 1, (_, n) => n + 1);
            return r.HoofdObject.EndsWith("/goed", StringComparison.Ordinal) ? working(r) : Task.FromResult(500);
        };
        await using var delivery = await p.Deliver();
        foreach (var naam in (string[])["a", "b"])
            foreach (var actie in (string[])["1", "2"]) await p.Post(Publiceren, Message("dingen", "http://elders.test/" + naam, actie));
        await p.Post(Publiceren, Message("dingen", "http://elders.test/goed"));
        await Until(async () => (long)(await p.Get(Geparkeerd))["count"]! == 2, "nothing was parked");
        Assert.Equal("http://elders.test/goed", Assert.Single(got).HoofdObject); // one that fails holds up only its own main object
        Assert.Equal((3, 3), (attempts["http://elders.test/a"], attempts["http://elders.test/b"]));
        var rows = (await p.Get(Geparkeerd))["results"]!.AsArray();
        Assert.All(rows, r => Assert.Equal(("1", 1, 3, "het adres antwoordde met 500"),
            ((string)r!["inhoud"]!["actie"]!, (int)r["erachter"]!, (int)r["pogingen"]!, (string)r["fout"]!)));
        Assert.DoesNotContain("geheim", rows.ToJsonString(), StringComparison.Ordinal);
        var state = Assert.Single((await p.Get(Beheer + "abonnementen")).AsArray())!;
        Assert.Equal((4, 2), ((int)state["wachtend"]!, (int)state["geparkeerd"]!));
        Assert.NotNull(state["laatstGelukt"]);
        Assert.DoesNotContain("geheim", state.ToJsonString(), StringComparison.Ordinal);

        p.Elders.Receivers[callback] = working;
        got.Clear();
        long Of(string naam) => (long)rows.Single(r => ((string)r!["inhoud"]!["hoofdObject"]!)
            .EndsWith(naam, StringComparison.Ordinal))!["id"]!;
        Assert.Equal(204, (await p.Send(HttpMethod.Delete, Jobs + $"/{Of("/a")}")).Status);
        Assert.Equal(204, (await p.Send(HttpMethod.Post, Jobs + $"/{Of("/b")}/opnieuw")).Status);
        await Until(async () => await Left(p) == 0, "what was sent again did not go");
        Assert.Equal(["2"], got.Where(r => r.HoofdObject.EndsWith("/a", StringComparison.Ordinal)).Select(r => r.Actie));
        Assert.Equal(["1", "2"], got.Where(r => r.HoofdObject.EndsWith("/b", StringComparison.Ordinal)).Select(r => r.Actie));
        // Each deed of an administrator leaves a row; what was not there leaves none.
        async Task<string[]> Deeds() =>
            [.. (await p.Get("beheer/api/v1/daden"))["results"]!.AsArray().Where(d => (string)d!["resource"]! == "job")
            .Select(d => $"{d!["actie"]} {d["resourceWeergave"]} {d["gebruikersId"]}")];
        Assert.Equal([$"opnieuw {Of("/b")} tester", $"destroy {Of("/a")} tester"], await Deeds());
        Assert.Equal(404, (await p.Send(HttpMethod.Post, Jobs + $"/{Of("/b")}/opnieuw")).Status);
        Assert.Equal(2, (await Deeds()).Length);

        // All of an abonnement at once.
        p.Elders.Receivers[callback] = _ => Task.FromResult(500);
        for (var n = 0; n < 3; n++) await p.Post(Publiceren, Message("dingen", $"http://elders.test/{n}"));
        await Until(async () => (long)(await p.Get(Geparkeerd))["count"]! == 3, "nothing was parked");
        p.Elders.Receivers[callback] = working;
        got.Clear();
        Assert.Equal(204, (await p.Send(HttpMethod.Post, Beheer + $"abonnementen/{((string)made["url"]!)[^36..]}/opnieuw")).Status);
        await Until(async () => await Left(p) == 0, "what was sent again did not go");
        Assert.Equal(3, got.Count);
        Assert.Equal($"opnieuw alles van abonnement {((string)made["url"]!)[^36..]} tester", (await Deeds())[0]);

        // With the abonnement goes what waits for it.
        p.Elders.Receivers[callback] = _ => Task.FromResult(500);
        await p.Post(Publiceren, Message("dingen", "http://elders.test/laatste"));
        await Until(async () => await p.Rows("job WHERE rij <> 'rooster'") == 1, "nothing waits");
        Assert.Equal(204, (await p.Send(HttpMethod.Delete, ((string)made["url"]!)[p.Base.Length..])).Status);
        Assert.Equal(0, await Left(p));
        Assert.Empty(p.Failures);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_restart_keeps_what_was_not_delivered(string store)
    {
        await using var p = await Platform.Start(store,
            deliveries: Quick with { Pauses = [.. Enumerable.Repeat(TimeSpan.FromMilliseconds(20), 1000)] });
        await p.Post(Kanalen, new { naam = "dingen" });
        ConcurrentQueue<Received> got = [];
        var callback = p.Elders.Receive("ontvanger", got);
        await p.Post(Abonnementen, Body(callback, ("dingen", new { })));
        got.Clear();
        var working = p.Elders.Receivers[callback];
        p.Elders.Receivers[callback] = _ => Task.FromResult(503);
        await using (await p.Deliver())
        {
            for (var n = 0; n < 5; n++) await p.Post(Publiceren, Message("dingen", "http://elders.test/1", $"{n}"));
            await Until(async () => await p.Rows("job WHERE rij <> 'rooster'") == 5, "not distributed");
        }
        await p.Post(Publiceren, Message("dingen", "http://elders.test/1", "5")); // while nothing is delivered
        p.Elders.Receivers[callback] = working;
        Assert.Empty(got);
        await using (await p.Deliver()) await Until(() => got.Count == 6, "not everything came after the restart");
        Assert.Equal(["0", "1", "2", "3", "4", "5"], got.Select(r => r.Actie));
        Assert.Equal(0, await Left(p));
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_change_is_told_at_once_and_nobody_listening_costs_nothing(string store)
    {
        await using var p = await Platform.Start(store, deliveries: new DeliverySettings { Poll = TimeSpan.FromMinutes(1) });
        await p.Post(Kanalen, new { naam = "dingen" });
        await using var delivery = await p.Deliver();
        for (var n = 0; n < 50; n++) await p.Post(Publiceren, Message("dingen", $"http://elders.test/{n}"));
        await Until(async () => await Left(p) == 0, "rows for nobody stay");
        ConcurrentQueue<Received> got = [];
        await p.Post(Abonnementen, Body(p.Elders.Receive("ontvanger", got), ("dingen", new { })));
        got.Clear();
        await p.Post(Publiceren, Message("dingen", "http://elders.test/1"));
        await Task.Delay(200, TestContext.Current.CancellationToken);
        await p.Post(Publiceren, Message("dingen", "http://elders.test/2"));
        await Until(() => got.Count == 2, "not told, though nobody looks for a minute");
    }

    /// <summary>What the document for consumers (Notificaties API voor consumers 1.0) says of an announcement.</summary>
    private static class Consumer
    {
        private static readonly (string Name, int Longest)[] Required =
            [("kanaal", 50), ("hoofdObject", 2000), ("resource", 100), ("resourceUrl", 2000), ("actie", 100), ("aanmaakdatum", 40)];

        public static void Check(JsonNode json)
        {
            foreach (var (name, longest) in Required) Assert.InRange(((string)json[name]!).Length, 1, longest);
            foreach (var url in (string[])["hoofdObject", "resourceUrl"])
                Assert.True(Uri.TryCreate((string)json[url]!, UriKind.Absolute, out var uri) && uri.Scheme == "http");
            Assert.True(DateTimeOffset.TryParse((string)json["aanmaakdatum"]!, System.Globalization.CultureInfo.InvariantCulture, out _));
            Assert.All(json["kenmerken"]!.AsObject(), k => Assert.InRange(((string)k.Value!).Length, 1, 1000));
            Assert.Equal([.. Required.Select(r => r.Name), "kenmerken"], json.AsObject().Select(f => f.Key));
        }
    }
}
