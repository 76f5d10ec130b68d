using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Brink.Engine;
using Brink.Host;
using Brink.Registers;
using Xunit;

namespace Brink.Tests;

/// <summary>Work for later: put there with its cause, done once inside and at least once outside, tried again, parked, planned.</summary>
public sealed class JobTests
{
    private const string Lijst = "beheer/api/v1/jobs";
    public static TheoryData<string> Alle => Stores.All;

    private static readonly IReadOnlyList<TimeSpan> Tweemaal = [TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(60)];

    private static ValueTask<T> Doe<T>(Platform p, Func<Session, T> wat, DateTimeOffset? nu = null) =>
        p.Tenant.Work(Onderlaag.Model, nu ?? DateTimeOffset.UtcNow, s => ValueTask.FromResult(wat(s)));

    private static ValueTask<bool> Later(Platform p, string soort, string sleutel, DateTimeOffset? om = null) =>
        Doe(p, s => { s.Later(soort, sleutel, new { nummer = sleutel }, om); return true; });

    // An effect on the data that can be counted: a counter goes up by one.
    private static async ValueTask<object?> Tel(Session s, Job job) =>
        await s.Db.Number("INSERT INTO teller (naam, stand) VALUES ($1, 1) ON CONFLICT (naam) DO UPDATE SET stand = teller.stand + 1 "
            + "RETURNING stand", "proef/" + job.Lane);

    private static ValueTask<long> Stand(Platform p, string sleutel) =>
        p.Store.Read(db => db.Number("SELECT stand FROM teller WHERE naam = $1", "proef/" + sleutel));

    [Theory, MemberData(nameof(Alle))]
    public async Task There_is_no_work_without_its_cause_and_the_same_is_queued_once(string store)
    {
        await using var p = await Platform.Start(store);
        var runner = p.Runner(null, new JobKind("tellen", "Tellen") { Inside = Tel });
        await Assert.ThrowsAsync<RefusedException>(async () => await Doe<bool>(p, s =>
        {
            s.Later("tellen", "nooit");
            throw Session.Refuse(400, "invalid", "toch niet");
        }));
        Assert.Equal((0, 0), (await p.Rows("job"), await p.Rows("wachtrij")));
        await Later(p, "tellen", "een");
        await Later(p, "tellen", "een");
        await Doe(p, s => { s.Later("tellen", "twee"); s.Later("tellen", "twee"); return true; });
        Assert.Equal((2, 2), (await p.Rows("job"), await p.Rows("wachtrij")));
        Assert.Equal(2, await runner.Round(p.Tenant, "tellen"));
        Assert.Equal((1, 1), (await Stand(p, "een"), await Stand(p, "twee")));
        Assert.Equal((0, 0), (await p.Rows("job"), await p.Rows("wachtrij")));
        await Later(p, "tellen", "een"); // of a kind that does not keep its keys it is new work
        Assert.Equal(1, await runner.Round(p.Tenant, "tellen"));
        Assert.Equal(2, await Stand(p, "een"));
        await Later(p, "tellen", "drie");
        Assert.True(await p.Tenant.Work(Onderlaag.Model, DateTimeOffset.UtcNow, s => s.TakeBack("tellen", "drie")));
        Assert.False(await p.Tenant.Work(Onderlaag.Model, DateTimeOffset.UtcNow, s => s.TakeBack("tellen", "drie")));
        Assert.Equal(0, await runner.Round(p.Tenant, "tellen"));
    }

    [Theory, MemberData(nameof(Alle))]
    public async Task A_kind_that_keeps_its_keys_does_the_same_once_and_remembers_what_came_of_it(string store)
    {
        await using var p = await Platform.Start(store);
        var soort = new JobKind("tellen", "Tellen") { Inside = Tel, Keeps = TimeSpan.FromDays(2) };
        var runner = p.Runner(null, soort);
        await Later(p, "tellen", "een");
        Assert.Equal(1, await runner.Round(p.Tenant, "tellen"));
        await Later(p, "tellen", "een");
        Assert.Equal(0, await runner.Round(p.Tenant, "tellen"));
        Assert.Equal(0, await p.Rows("job"));
        ValueTask<string?> Uitkomst() => p.Tenant.Work(Onderlaag.Model, DateTimeOffset.UtcNow, s => s.ResultOf("tellen", "een"));
        Assert.Equal("1", await Uitkomst());
        // Forgotten when its days are over, by the engine's own planned work.
        foreach (var (dagen, over) in ((int, int)[])[(1, 1), (4, 0)])
        {
            var later = p.Runner(new Clock(DateTimeOffset.UtcNow.AddDays(dagen)), soort);
            await later.Plan(p.Tenant);
            await later.Round(p.Tenant, "jobs-opruimen");
            Assert.Equal(over, await p.Rows("job_klaar"));
        }
        Assert.Null(await Uitkomst());
    }

    [Theory, MemberData(nameof(Alle))]
    public async Task Many_workers_on_two_nodes_do_each_piece_once(string store)
    {
        await using var p = await Platform.Start(store);
        var soort = new JobKind("tellen", "Tellen") { Inside = Tel };
        await Doe(p, s => { for (var i = 0; i < 200; i++) s.Later("tellen", $"{i % 100}/{i}"); return true; });
        var (a, b) = (p.Runner(null, soort), p.Runner(null, soort));
        var gedaan = 0;
        for (var n = -1; n != gedaan;)
        {
            n = gedaan;
            gedaan += (await Task.WhenAll(a.Round(p.Tenant, "tellen"), b.Round(p.Tenant, "tellen"), a.Round(p.Tenant, "tellen"))).Sum();
        }
        Assert.Equal(200, gedaan);
        Assert.Equal(200, await p.Store.Read(db => db.Number("SELECT count(*) FROM teller WHERE naam LIKE 'proef/%'")));
        Assert.Equal(200, await p.Store.Read(db => db.Number("SELECT sum(stand) FROM teller WHERE naam LIKE 'proef/%'")));
        Assert.Empty(p.Failures);
    }

    [Theory, MemberData(nameof(Alle))]
    public async Task What_fails_is_undone_tried_again_parked_and_can_be_started_again_or_dropped(string store)
    {
        await using var p = await Platform.Start(store);
        var klok = new Clock(DateTimeOffset.UtcNow.AddSeconds(5));
        var stuk = true;
        var soort = new JobKind("wankel", "Wankel werk")
        {
            Pauses = Tweemaal,
            Scope = "zrc:zaken.lezen",
            Inside = async (s, job) =>
            {
                await Tel(s, job);
                return stuk ? throw Session.Refuse(400, "invalid", "de bron is er niet") : null;
            },
        };
        var runner = p.Runner(klok, soort);
        var api = new Api(p.Settings with { Jobs = [soort], Clock = klok }, new Dictionary<string, Tenant> { [p.Name] = p.Tenant },
            Microsoft.Extensions.Logging.Abstractions.NullLogger<Api>.Instance);
        HttpClient Als(string client) => new(new InProcessHandler(api, () => "Bearer " + Platform.Token(client,
            iat: klok.Now.UtcDateTime)))
        { BaseAddress = new Uri(p.Base) };
        foreach (var sleutel in (string[])["een", "twee"]) await Later(p, "wankel", sleutel);
        foreach (var pauze in (int[])[10, 60])
        {
            Assert.Equal(2, await runner.Round(p.Tenant, "wankel"));
            Assert.Equal(0, await Stand(p, "een")); // undone with it
            klok.Now += TimeSpan.FromSeconds(pauze - 1);
            Assert.Equal(0, await runner.Round(p.Tenant, "wankel"));
            klok.Now += TimeSpan.FromSeconds(2);
        }
        Assert.Equal(2, await runner.Round(p.Tenant, "wankel"));
        klok.Now += TimeSpan.FromDays(30);
        Assert.Equal(0, await runner.Round(p.Tenant, "wankel"));

        using var beheerder = Als("beheerder");
        var rijen = (await p.Get(Lijst + "?stand=geparkeerd&soort=wankel", beheerder))["results"]!.AsArray();
        Assert.All(rijen, r => Assert.Equal(("Wankel werk", 3, "de bron is er niet"),
            ((string)r!["titel"]!, (int)r["pogingen"]!, (string)r["fout"]!)));
        Assert.Equal(2, rijen.Count);
        Assert.Equal(0, (int)(await p.Get(Lijst + "?stand=wacht", beheerder))["count"]!);
        Assert.Equal(["stand:invalid_choice"], await p.Faults(HttpMethod.Get, Lijst + "?stand=weg", null!, beheerder));
        Assert.Equal(["soort:invalid_choice"], await p.Faults(HttpMethod.Get, Lijst + "?soort=weg", null!, beheerder));
        Assert.Equal(["kleur:unknown-parameters"], await p.Faults(HttpMethod.Get, Lijst + "?kleur=rood", null!, beheerder));

        // Who does not steer this kind sees nothing of it, and reaches nothing of it.
        await p.WithRights("ander", new { component = "nrc", scopes = new[] { "notificaties.beheren" } });
        using var ander = Als("ander");
        Assert.Equal(0, (int)(await p.Get(Lijst, ander))["count"]!);
        var een = rijen.Single(r => (string)r!["sleutel"]! == "een")!["id"]!;
        var twee = rijen.Single(r => (string)r!["sleutel"]! == "twee")!["id"]!;
        Assert.Equal(404, (await p.Send(HttpMethod.Post, $"{Lijst}/{een}/opnieuw", null, ander)).Status);
        Assert.Equal(404, (await p.Send(HttpMethod.Delete, $"{Lijst}/{een}", null, ander)).Status);
        Assert.Equal(2, (int)(await p.Get(Lijst + "?stand=geparkeerd", beheerder))["count"]!);

        // Who steers nothing is refused, and asks only for what is his.
        await p.WithRights("niemand", new { component = "ac", scopes = new[] { "autorisaties.lezen" } });
        using var niemand = Als("niemand");
        Assert.Equal(403, (await p.Send(HttpMethod.Get, Lijst, null, niemand)).Status);
        Assert.Equal(0, (int)(await p.Get(Lijst + "?van=mij", niemand))["count"]!);
        Assert.Equal(["van:invalid_choice"], await p.Faults(HttpMethod.Get, Lijst + "?van=jou", null!, beheerder));

        stuk = false;
        Assert.Equal(204, (await p.Send(HttpMethod.Post, $"{Lijst}/{een}/opnieuw", null, beheerder)).Status);
        Assert.Equal(204, (await p.Send(HttpMethod.Delete, $"{Lijst}/{twee}", null, beheerder)).Status);
        Assert.Equal(404, (await p.Send(HttpMethod.Delete, $"{Lijst}/{twee}", null, beheerder)).Status);
        Assert.Equal(1, await runner.Round(p.Tenant, "wankel"));
        Assert.Equal(0, (int)(await p.Get(Lijst, beheerder))["count"]!);
        Assert.Equal(1, await Stand(p, "een"));
    }

    [Theory, MemberData(nameof(Alle))]
    public async Task Work_outside_is_one_nodes_as_long_as_it_lives_and_anothers_when_that_died(string store)
    {
        await using var p = await Platform.Start(store);
        var klok = new Clock(DateTimeOffset.UtcNow.AddSeconds(5));
        ConcurrentQueue<string> gedaan = [];
        var wacht = new TaskCompletionSource();
        var begonnen = new TaskCompletionSource();
        var soort = new JobKind("buiten", "Werk buiten")
        {
            Limit = TimeSpan.FromMilliseconds(100),
            Outside = async run =>
            {
                begonnen.TrySetResult();
                await wacht.Task;
                gedaan.Enqueue(run.Job.Lane);
                return JobOutcome.Done;
            },
        };
        var (een, ander) = (p.Runner(klok, soort), p.Runner(klok, soort));
        await Later(p, "buiten", "x");
        var bezig = een.Round(p.Tenant, "buiten");
        await begonnen.Task;
        // Longer than the lease: the node lives, so it holds on to it.
        for (var n = 0; n < 6; n++)
        {
            klok.Now += TimeSpan.FromMilliseconds(150);
            var until = klok.Now.ToUnixTimeMilliseconds();
            await Until(async () => await p.Store.Read(db => db.Number("SELECT volgende FROM wachtrij WHERE groep = 'buiten'")) > until);
            Assert.Equal(0, await ander.Round(p.Tenant, "buiten"));
        }
        wacht.SetResult();
        Assert.Equal(1, await bezig);
        Assert.Equal(["x"], gedaan);
        Assert.Equal((0, 0), (await p.Rows("job"), await p.Rows("wachtrij")));

        // A node that takes it and dies: after the lease another does it, and what the dead one says afterwards changes nothing.
        await Later(p, "buiten", "y");
        var nu = klok.Now.ToUnixTimeMilliseconds();
        var lane = Assert.Single(await p.Store.Write(db => Jobs.Take(db, "buiten", "dood", nu, nu + 400, 5)));
        Assert.Equal(0, await ander.Round(p.Tenant, "buiten"));
        klok.Now += TimeSpan.FromMilliseconds(401);
        Assert.Equal(1, await ander.Round(p.Tenant, "buiten"));
        Assert.False(await p.Store.Write(db => Jobs.Mine(db, lane.Id, "dood")));
        Assert.Equal(["x", "y"], gedaan);
    }

    [Theory, MemberData(nameof(Alle))]
    public async Task Long_work_says_how_far_it_is_and_stops_when_it_is_told_to(string store)
    {
        await using var p = await Platform.Start(store);
        var begonnen = new TaskCompletionSource();
        var soort = new JobKind("lang", "Lang werk")
        {
            Limit = TimeSpan.FromMilliseconds(400),
            Scope = "zrc:zaken.lezen",
            Outside = async run =>
            {
                run.Report(3, 10, "zaken");
                begonnen.TrySetResult();
                await Task.Delay(Timeout.Infinite, run.Stop);
                return JobOutcome.Done;
            },
        };
        var runner = p.Runner(null, soort);
        var settings = p.Settings with { Jobs = [soort] };
        var api = new Api(settings, new Dictionary<string, Tenant> { [p.Name] = p.Tenant },
            Microsoft.Extensions.Logging.Abstractions.NullLogger<Api>.Instance);
        using var http = new HttpClient(new InProcessHandler(api, () => "Bearer " + Platform.Token("beheerder")))
        { BaseAddress = new Uri(p.Base) };
        await Later(p, "lang", "x");
        var bezig = runner.Round(p.Tenant, "lang");
        await begonnen.Task;
        JsonNode? rij = null;
        await Until(async () => (rij = (await p.Get(Lijst + "?stand=bezig", http))["results"]!.AsArray().SingleOrDefault())?["voortgang"]
            is not null);
        Assert.Equal((3, 10, "zaken"), ((int)rij!["voortgang"]!["gedaan"]!, (int)rij["voortgang"]!["totaal"]!,
            (string)rij["voortgang"]!["wat"]!));
        Assert.Equal(204, (await p.Send(HttpMethod.Post, $"{Lijst}/{rij["id"]}/stop", null, http)).Status);
        Assert.Equal(1, await bezig);
        Assert.Equal((0, 0), (await p.Rows("job"), await p.Rows("wachtrij")));
        Assert.Equal(404, (await p.Send(HttpMethod.Post, $"{Lijst}/{rij["id"]}/stop", null, http)).Status);
        Assert.Empty(p.Failures);
    }

    [Theory, MemberData(nameof(Alle))]
    public async Task A_listener_inside_hears_each_change_once_and_in_order_per_main_object(string store)
    {
        await using var p = await Platform.Start(store);
        var cast = new Cast(p);
        var zaaktype = (await cast.Gepubliceerd()).Url;
        ConcurrentQueue<(string Zaak, string Actie)> buiten = [];
        var mis = 0;
        JobKind[] soorten =
        [
            // Writes down what it hears in the unit of work that takes it: once, whatever happens.
            new("luister-binnen", "Luisteren")
            {
                Hears = ["zaken"],
                Pauses = [.. Enumerable.Repeat(TimeSpan.FromMilliseconds(1), 50)],
                Inside = async (s, job) =>
                {
                    if (Interlocked.Increment(ref mis) % 3 == 0) throw new InvalidOperationException("stuk");
                    var wat = JsonNode.Parse(job.Doc)!;
                    s.Db.Run("INSERT INTO client (id, geheim) VALUES ($1, $2)",
                        [$"{await s.Db.Number("SELECT count(*) FROM client"):0000}", $"{wat["hoofdObject"]} {wat["actie"]}"]);
                    return null;
                },
            },
            new("luister-buiten", "Luisteren")
            {
                Hears = ["zaken"],
                Outside = run =>
                {
                    var wat = JsonNode.Parse(run.Job.Doc)!;
                    buiten.Enqueue(((string)wat["hoofdObject"]!, (string)wat["actie"]!));
                    return Task.FromResult(JobOutcome.Done);
                },
            },
        ];
        var voor = await p.Rows("client");
        await using var werkend = await p.Deliver(soorten);
        var zaken = new List<string>();
        for (var n = 0; n < 3; n++) zaken.Add((string)(await p.Post("zaken/api/v1/zaken", Cast.ZaakBody(zaaktype)))["url"]!);
        for (var n = 0; n < 4; n++)
        {
            foreach (var zaak in zaken)
                Assert.Equal(200, (await p.Send(HttpMethod.Patch, zaak[p.Base.Length..], new { omschrijving = $"{n}" })).Status);
        }
        await Until(async () => await p.Rows("outbox") == 0 && await p.Rows("job WHERE rij <> 'rooster'") == 0);
        var binnen = await p.Store.Read(db => db.Rows("SELECT geheim FROM client WHERE id < '1' ORDER BY id", [], r => r.GetString(0)));
        Assert.Equal(15, binnen.Count);
        Assert.True(mis > 15, "nothing failed: this says nothing about once");
        foreach (var zaak in zaken)
        {
            string[] verwacht = ["create", .. Enumerable.Repeat("partial_update", 4)];
            var stored = "~/" + zaak[p.Base.Length..];
            Assert.Equal(verwacht, binnen.Where(r => r.StartsWith(stored, StringComparison.Ordinal)).Select(r => r.Split(' ')[1]));
            Assert.Equal(verwacht, buiten.Where(r => r.Zaak == stored).Select(r => r.Actie));
        }
    }

    [Theory]
    // Summer time begins on 29 March 2026 at two: half past two is skipped, and the work is done all the same, once.
    [InlineData("30 2 * * *", "2026-03-28T12:00:00Z", "2026-03-29T01:00:00Z", "2026-03-30T00:30:00Z")]
    // Winter time begins on 25 October 2026 at three: half past two comes twice, and the work is done once.
    [InlineData("30 2 * * *", "2026-10-24T12:00:00Z", "2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z")]
    // Seven in the morning is that in summer and in winter.
    [InlineData("0 7 * * *", "2026-10-24T12:00:00Z", "2026-10-25T06:00:00Z", "2026-10-26T06:00:00Z")]
    [InlineData("0 7 * * 1", "2026-03-24T12:00:00Z", "2026-03-30T05:00:00Z", "2026-04-06T05:00:00Z")]
    // What returns by the hour goes on by the hour, on both nights.
    [InlineData("0 * * * *", "2026-03-29T00:30:00Z", "2026-03-29T01:00:00Z", "2026-03-29T02:00:00Z")]
    [InlineData("0 * * * *", "2026-10-25T00:30:00Z", "2026-10-25T01:00:00Z", "2026-10-25T02:00:00Z")]
    public void A_schedule_follows_the_Dutch_clock(string rooster, string na, string eerst, string daarna)
    {
        static DateTimeOffset Op(string moment) => DateTimeOffset.Parse(moment, CultureInfo.InvariantCulture);
        Assert.Equal(Op(eerst), Schedules.Next(rooster, Op(na)));
        Assert.Equal(Op(daarna), Schedules.Next(rooster, Schedules.Next(rooster, Op(na))));
    }

    [Fact]
    public void A_schedule_that_is_none_or_never_comes_is_refused_at_the_start()
    {
        Assert.ThrowsAny<FormatException>(() => Schedules.Next("elke dag", DateTimeOffset.UtcNow));
        Assert.ThrowsAny<FormatException>(() => Schedules.Next("0 0 30 2 *", DateTimeOffset.UtcNow));
    }

    [Theory, MemberData(nameof(Alle))]
    public async Task Planned_work_returns_whatever_failed_and_what_was_missed_is_done_once(string store)
    {
        await using var p = await Platform.Start(store);
        var klok = new Clock(DateTimeOffset.Parse("2026-11-30T10:00:00Z", CultureInfo.InvariantCulture));
        var (keer, stuk) = (0, false);
        JobKind Soort(string rooster, bool meteen = false) => new("dagelijks", "Dagelijks werk")
        {
            Schedule = rooster,
            AtStart = meteen,
            Pauses = Tweemaal,
            Inside = (_, _) => { keer++; return stuk ? throw Session.Refuse(400, "invalid", "stuk") : ValueTask.FromResult<object?>(null); },
        };
        var runner = p.Runner(klok, Soort("0 12 * * *"));
        await runner.Plan(p.Tenant);
        Assert.Equal((0, 0), (await runner.Round(p.Tenant, "dagelijks"), keer));
        klok.Now += TimeSpan.FromHours(1); // noon here
        Assert.Equal((1, 1), (await runner.Round(p.Tenant, "dagelijks"), keer));
        Assert.Equal(0, await runner.Round(p.Tenant, "dagelijks"));
        await runner.Plan(p.Tenant); // a restart changes nothing
        Assert.Equal(0, await runner.Round(p.Tenant, "dagelijks"));
        klok.Now += TimeSpan.FromDays(5); // the server was away
        Assert.Equal((1, 2), (await runner.Round(p.Tenant, "dagelijks"), keer));
        Assert.Equal(0, await runner.Round(p.Tenant, "dagelijks"));

        // It fails, is tried again, is there to be looked at, and returns the next day all the same.
        stuk = true;
        klok.Now += TimeSpan.FromDays(1);
        for (var n = 0; n < 3; n++)
        {
            Assert.Equal(1, await runner.Round(p.Tenant, "dagelijks"));
            klok.Now += TimeSpan.FromSeconds(61);
        }
        Assert.Equal(0, await runner.Round(p.Tenant, "dagelijks"));
        Assert.Equal(1, await p.Rows("wachtrij WHERE geparkeerd IS NOT NULL"));
        stuk = false;
        klok.Now += TimeSpan.FromDays(1);
        Assert.Equal((1, 6), (await runner.Round(p.Tenant, "dagelijks"), keer));
        Assert.Equal(0, await p.Rows("wachtrij WHERE geparkeerd IS NOT NULL"));

        // Another schedule is another moment; the same kind is planned once.
        await p.Runner(klok, Soort("0 * * * *")).Plan(p.Tenant);
        Assert.Equal(1, await p.Rows("job WHERE groep = 'dagelijks'"));
        klok.Now += TimeSpan.FromHours(1);
        Assert.Equal(1, await p.Runner(klok, Soort("0 * * * *")).Round(p.Tenant, "dagelijks"));
        var nieuw = p.Runner(klok, Soort("0 0 1 1 *", meteen: true) with { Name = "eerst" });
        await nieuw.Plan(p.Tenant);
        Assert.Equal(1, await nieuw.Round(p.Tenant, "eerst"));
        Assert.Equal(0, await nieuw.Round(p.Tenant, "eerst"));
        await nieuw.Plan(p.Tenant); // and at the next start
        Assert.Equal(1, await nieuw.Round(p.Tenant, "eerst"));
        Assert.Equal(0, await nieuw.Round(p.Tenant, "eerst"));
    }

    [Fact]
    public async Task Two_kinds_with_one_name_are_refused()
    {
        await using var p = await Platform.Start("sqlite");
        Assert.Throws<InvalidOperationException>(() => p.Runner(null, new JobKind("x", "X"), new JobKind("x", "Y")));
    }

    /// <summary>What waited for delivery in layout 1 is delivered by the jobs of layout 2.</summary>
    [Theory, MemberData(nameof(Alle))]
    public async Task What_waited_before_there_were_jobs_goes_on_waiting(string store)
    {
        var name = "o" + Guid.NewGuid().ToString("N")[..20];
        var (made, remove) = Stores.Fresh(store, name);
        try
        {
            await made.Prepare(Onderlaag.Model);
            var (text, id, doc) = store == "sqlite" ? ("TEXT", "INTEGER PRIMARY KEY AUTOINCREMENT", "BLOB")
                : ("text COLLATE \"C\"", "bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY", "json");
            await made.Write(async db =>
            {
                await db.ExecuteOnce($"""
                    DROP TABLE job; DROP TABLE wachtrij; DROP TABLE groep_stand; DROP TABLE job_klaar;
                    CREATE TABLE aflevering (id {id}, abonnement {text} NOT NULL, hoofdobject {text} NOT NULL, doc {doc} NOT NULL);
                    CREATE INDEX aflevering_rij ON aflevering (abonnement, hoofdobject, id);
                    CREATE TABLE wachtrij (id {id}, abonnement {text} NOT NULL, hoofdobject {text} NOT NULL, volgende bigint,
                        pogingen bigint NOT NULL, geparkeerd bigint, fout {text} NOT NULL, door {text});
                    CREATE UNIQUE INDEX wachtrij_rij ON wachtrij (abonnement, hoofdobject);
                    CREATE INDEX wachtrij_volgende ON wachtrij (abonnement, volgende);
                    CREATE TABLE abonnement_stand (abonnement {text} PRIMARY KEY, gelukt bigint, mislukt bigint, fout {text} NOT NULL);
                    UPDATE brink SET waarde = '1' WHERE naam = 'versie';
                    """);
                db.Run("INSERT INTO aflevering (abonnement, hoofdobject, doc) VALUES ($1, $2, $3)", ["a", "zaak", "{}"u8.ToArray()]);
                db.Run("INSERT INTO wachtrij (abonnement, hoofdobject, volgende, pogingen, fout) VALUES ($1, $2, 7, 1, 'stuk')", ["a", "zaak"]);
                db.Run("INSERT INTO abonnement_stand (abonnement, gelukt, fout) VALUES ($1, 5, '')", ["a"]);
                return true;
            });
            await made.Prepare(Onderlaag.Model);
            await made.Prepare(Onderlaag.Model); // and once more: nothing is moved twice
            var lane = Assert.Single(await made.Write(db => Jobs.Take(db, "notificatie/a", "knoop", 8, 9, 5)));
            Assert.Equal(("zaak", 1), (lane.Lane, lane.Attempts));
            Assert.Single(await made.Read(db => Jobs.Head(db, "notificatie/a", lane, 5)));
            Assert.Equal(5, (await made.Read(db => Jobs.State(db, "notificatie/a"))).Done);
            Assert.Equal("2", await made.Read(db => db.First("SELECT waarde FROM brink WHERE naam = 'versie'", [], r => r.GetString(0))));
        }
        finally
        {
            await made.DisposeAsync();
            await remove();
        }
    }

    private static async Task Until(Func<Task<bool>> done)
    {
        var since = Stopwatch.GetTimestamp();
        while (!await done())
        {
            Assert.True(Stopwatch.GetElapsedTime(since) < TimeSpan.FromSeconds(40), "what was waited for did not come");
            await Task.Delay(10);
        }
    }
}
