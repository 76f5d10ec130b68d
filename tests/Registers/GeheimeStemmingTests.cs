using System.Text.Json.Nodes;
using Brink.Controle;
using Brink.Stembord;
using Xunit;

namespace Brink.Tests;

/// <summary>A secret vote over the API, and what an attacker tries there; what the server publishes is checked by code that shares nothing
/// with it.</summary>
public sealed class GeheimeStemmingTests
{
    public static TheoryData<string> Alle => Stores.All;

    [Theory, MemberData(nameof(Alle))]
    public async Task A_secret_vote_from_keys_to_outcome(string store)
    {
        await using var p = await Platform.Start(store);
        var alv = await new Alv(p).Met(5);
        var stemming = await alv.Geheim();
        var instelling = await alv.Instelling(stemming);
        Assert.Equal(["Kandidaat A", "Kandidaat B", "Blanco"], instelling.Opties);
        await alv.Stemt(stemming, (0, 0), (1, 1), (2, 0), (4, 1));
        // The third changes its mind; the fourth has no program of its own, checks one ballot that the server made, and casts another.
        await alv.Stemt(stemming, (2, 1));
        var proef = (await p.Post(stemming + "/biljet", new { lid = alv.Leden[3].Url, keuze = "Kandidaat B" }, alv.Als(3)));
        var geopend = await p.Post(stemming + "/controlebiljet",
            new { inhoud = (string)proef["inhoud"]!, opening = (string)proef["opening"]! }, alv.Als(3));
        Assert.Equal(("Kandidaat B", (string)proef["volgcode"]!), ((string)geopend["keuze"]!, (string)geopend["volgcode"]!));
        Assert.Equal(["m3-geopend"], await alv.Weigert(Alv.Root + "bordregels", "", Alv.Regel(stemming, "biljet", (string)proef["inhoud"]!),
            alv.Als(3)));
        var echt = await p.Post(stemming + "/biljet", new { lid = alv.Leden[3].Url, keuze = "Kandidaat B" }, alv.Als(3));
        await alv.Maak("bordregels", Alv.Regel(stemming, "biljet", (string)echt["inhoud"]!), alv.Als(3));
        Assert.Equal(["m3-geopend"],
            (await alv.Weigert(stemming, "controlebiljet", new { inhoud = (string)echt["inhoud"]!, opening = (string)echt["opening"]! },
            alv.Als(3))));
        Assert.Equal(["m3-geopend"],
            (await alv.Weigert(stemming, "controlebiljet", new { inhoud = (string)echt["inhoud"]!, opening = (string)proef["opening"]! },
            alv.Als(3))));

        Assert.Equal(["m3-sleutels"], await Weigering(alv, stemming));
        var uitslag = await Tel(alv, stemming);
        Assert.Equal(("aangenomen", "Kandidaat B"), ((string)uitslag["uitkomst"]!, (string)uitslag["gekozen"]!));
        Assert.Equal([1, 4, 0], uitslag["perOptie"]!.AsArray().Select(o => (int)o!["stemmen"]!));
        Assert.Empty(uitslag["perLid"]!.AsArray());
        var bord = Bord.Bestand(await alv.Bordregels(stemming));
        var rapport = Stembordcontrole.Controleer(bord, (string)echt["volgcode"]!);
        Assert.True(rapport.Goed, string.Join('\n', rapport.Bevindingen));
        Assert.Contains(rapport.Bevindingen, b => b.Contains("5 van 5 leden", StringComparison.Ordinal));
        // Nothing is added to a board that is done.
        Assert.Equal(["stemming-status"],
            await alv.Weigert(Alv.Root + "bordregels", "", Alv.Regel(stemming, "deel", await alv.Deel(stemming))));
    }

    private static async Task<string[]> Weigering(Alv alv, string stemming)
    {
        await alv.Doe(stemming, "sluiten");
        return await alv.Weigert(stemming, "vaststellen");
    }

    private static async Task<JsonNode> Tel(Alv alv, string stemming)
    {
        await alv.GeefDelen(stemming);
        return (await alv.Doe(stemming, "vaststellen"))!;
    }

    [Theory, MemberData(nameof(Alle))]
    public async Task What_an_attacker_sends_is_refused_and_leaves_no_line(string store)
    {
        await using var p = await Platform.Start(store);
        var alv = await new Alv(p).Met(6);
        var stemming = await alv.Geheim();
        var instelling = await alv.Instelling(stemming);
        Task<string[]> Weigert(object inhoud, int als, string soort = "biljet") =>
            alv.Weigert(Alv.Root + "bordregels", "", Alv.Regel(stemming, soort, inhoud), alv.Als(als));
        var goed = Biljet.Maak(instelling, alv.Id(1), 0).Biljet;
        var voor = await p.Rows("bvm_bordregel");

        Assert.Equal(["geen-mandaat"], await Weigert(goed, 2));
        // another member's
        Assert.Equal(["m3-bewijs"], await Weigert(goed with { Lid = alv.Id(2) }, 2));
        // under one's own name
        Assert.Equal(["g2"], await Weigert(goed with { Lid = Guid.NewGuid().ToString() }, 1));                              // a stranger
        Assert.Equal(["m3-bewijs"], await Weigert(goed with { Opties = [goed.Opties[1], goed.Opties[0], goed.Opties[2]] }, 1));
        Assert.Equal(["m3-bewijs"], await Weigert(goed with { Opties = [.. goed.Opties.Take(2)] }, 1));
        Assert.Equal(["m3-bewijs"],
            await Weigert(Biljet.Maak(instelling with { Begin = Groep.Hash("x") }, alv.Id(1), 0, instelling.Begin).Biljet, 1));
        // of another vote
        Assert.Equal(["m3-bord"], await Weigert("dit is geen JSON", 1));
        Assert.Equal(["m3-bord"], await Weigert(new { }, 1));
        // What another reader takes otherwise, or refuses, would break the check of the whole board for ever.
        var tekst = Bord.Schrijf(goed);
        string Met(string wat, string hier) => tekst.Replace(wat, hier, StringComparison.Ordinal);
        foreach (var anders in (string[])[Met("\"opties\"", "\"opties\":[],\"Opties\""), Met("\"lid\"", "\"Lid\""),
            Met("{\"lid", "{\"\\u006cid"), tekst.Insert(1, "\"som\":{},"),
            tekst.Insert(1, "\"extra\":1,"), tekst + new string(' ', 150_000), " " + tekst])
        {
            Assert.Equal(["m3-bord"], await Weigert(anders, 1));
        }
        Assert.Equal(["m3-bord"], await Weigert(new Telling { Stemmen = [3, 0, 0] }, 1, "uitslag"));
        Assert.Equal(["m3-bord"], await Weigert(new Afsluiting { Biljetten = 0 }, 1, "afsluiting"));
        Assert.Equal(["stemming-status"], await Weigert(new Ontcijferdeel { Houder = 1 }, 1, "deel"));
        // before the closing
        var (weg, opening) = Biljet.Maak(instelling, alv.Id(1), 0);
        Assert.Equal(["geen-mandaat"], await Weigert(new Geopend { Biljet = weg, Opening = opening }, 2, "geopend"));
        // another member's
        Assert.Equal(["m3-bewijs"], await Weigert(new Geopend { Biljet = weg, Opening = opening with { Keuze = 1 } }, 1, "geopend"));
        Assert.Equal(["m3"], await alv.Weigert(Alv.Root + "stemmen", "", new { stemming, lid = alv.Leden[1].Url, keuze = "voor" },
            alv.Als(1)));
        Assert.Equal(voor, await p.Rows("bvm_bordregel"));

        await alv.Maak("bordregels", Alv.Regel(stemming, "biljet", goed), alv.Als(1));
        Assert.Equal(["m3-herhaald"], await Weigert(goed, 1));                                                              // replay
        // Also of a part of it: proofs or not, no checker would take the board any more.
        var (ander, _) = Biljet.Maak(instelling, alv.Id(1), 0, (await alv.Bordregels(stemming))[^1].Hash);
        Assert.Equal(["m3-herhaald"], await Weigert(ander with { Opties = [goed.Opties[0], .. ander.Opties.Skip(1)] }, 1));
        // Anyone may read the board; who voted stands there, what is not.
        Assert.DoesNotContain("Kandidaat", string.Concat((await alv.Bordregels(stemming)).Skip(1).Select(r => r.Inhoud)),
            StringComparison.Ordinal);
        await alv.Stemt(stemming, (0, 0), (3, 0), (4, 1), (5, 1));
        await alv.Doe(stemming, "sluiten");
        Assert.Equal(["stemming-dicht"], await Weigert(Biljet.Maak(instelling, alv.Id(2), 0).Biljet, 2));                   // after closing
        var deel = await alv.Deel(stemming);
        Assert.Equal(["m3-bord"], await Weigert(Bord.Schrijf(deel).Replace("\"houder\":1", "\"houder\":\"1\"", StringComparison.Ordinal),
            0, "deel"));
        Assert.Equal(["m3-bewijs"], await Weigert(deel with { Houder = 2 }, 0, "deel"));
        Assert.Equal(["m3-bewijs"], await Weigert(deel with { Houder = 0 }, 0, "deel"));
        await alv.Maak("bordregels", Alv.Regel(stemming, "deel", deel));
        Assert.Equal(["m3-herhaald"], await Weigert(deel, 0, "deel"));
        Assert.Equal(["m3-sleutels"], await alv.Weigert(stemming, "vaststellen"));
        // one holder is missing
    }

    [Fact]
    public async Task Two_nodes_at_once_write_one_chain()
    {
        Assert.SkipWhen(Stores.Postgres is null, "BRINK_TEST_POSTGRES is not set: no PostgreSQL to test on (./brink test starts one).");
        await using var p = await Platform.Start("postgres");
        var alv = await new Alv(p).Met(8);
        var stemming = await alv.Geheim();
        var instelling = await alv.Instelling(stemming);
        await using var knoop = await TweedeKnoop.Van(p);
        // Each member casts two ballots at the same moment, one at each node. Neither names the other, so one of them comes too late;
        // and nothing is lost.
        var antwoorden = await Task.WhenAll(
            Enumerable.Range(0, 16).Select(n => Task.Run(() => p.Send(HttpMethod.Post, Alv.Root + "bordregels",
            Alv.Regel(stemming, "biljet", Biljet.Maak(instelling, alv.Id(n / 2), 1).Biljet), n % 2 == 0 ? alv.Als(n / 2)
                : knoop.Als(alv.Leden[n / 2].Gebruiker)))));
        Assert.All(antwoorden, a => Assert.True(a.Status == 201 || (string?)a.Json?["invalidParams"]?[0]?["code"] == "m3-vorige",
            $"{a.Status} {a.Json?.ToJsonString()} {p.Failures.LastOrDefault()}"));
        Assert.Equal(8, antwoorden.Count(a => a.Status == 201));
        await alv.Ontcijfer(stemming);
        var rapport = Stembordcontrole.Controleer(Bord.Bestand(await alv.Bordregels(stemming)));
        Assert.True(rapport.Goed, string.Join('\n', rapport.Bevindingen));
        Assert.Contains(rapport.Bevindingen, b => b.Contains("8 van 8 leden hebben gestemd (0 vervangen", StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(Alle))]
    public async Task A_secret_ballot_by_proxy_asks_for_a_proxy_that_holds_and_gives_way_to_the_members_own(string store)
    {
        await using var p = await Platform.Start(store);
        var alv = await new Alv(p).Met(5);
        var stemming = await alv.Geheim();
        var instelling = await alv.Instelling(stemming);
        async Task<string> Volmacht(bool stemmen) => await alv.Maak("volmachten", new
        {
            gever = alv.Leden[2].Url,
            gemachtigde = "lid-1",
            functie = "bestuurder",
            namens = alv.Leden[1].Url,
            vergadering = alv.Vergadering,
            spreken = true,
            stemmen,
        });
        string? vorige = null;
        object Biljet_(int keuze) => Alv.Regel(stemming, "biljet", Biljet.Maak(instelling, alv.Id(2), keuze, vorige).Biljet);
        async Task Stem(int keuze, int als) =>
            vorige = (string)(await p.Post(Alv.Root + "bordregels", Biljet_(keuze), alv.Als(als)))["hash"]!;
        await Volmacht(stemmen: false);
        Assert.Equal(["g4"], await alv.Weigert(Alv.Root + "bordregels", "", Biljet_(0), alv.Als(1)));
        var volmacht = await Volmacht(stemmen: true);
        await Stem(0, als: 1);
        Assert.Equal(["g4-gebruikt"], await alv.Weigert(volmacht, "intrekken"));
        // However many ballots the holder of the proxy casts, the member itself can still vote after all: and then that one stands.
        for (var i = 1; i < 50; i++) await Stem(0, als: 1);
        Assert.Equal(["m3-veel"], await alv.Weigert(Alv.Root + "bordregels", "", Biljet_(0), alv.Als(1)));
        await Stem(1, als: 2);
        var regels = (await alv.Bordregels(stemming)).Count;
        Assert.Equal(["g4-eigen"], await alv.Weigert(Alv.Root + "bordregels", "", Biljet_(0), alv.Als(1)));
        Assert.Equal(regels, (await alv.Bordregels(stemming)).Count);
        await Stem(1, als: 2); // the member may still replace its own
        // Nothing that is read says who sent a ballot.
        Assert.DoesNotContain("lid-1", (await p.Get(Alv.Root + "bordregels?stemming=" + Uri.EscapeDataString(stemming))).ToJsonString(),
            StringComparison.Ordinal);
        await alv.Stemt(stemming, (0, 2), (1, 2), (3, 2), (4, 2));
        var uitslag = await alv.Ontcijfer(stemming);
        Assert.Equal([0, 1, 4], uitslag["perOptie"]!.AsArray().Select(o => (int)o!["stemmen"]!));
    }

    public static TheoryData<string, bool> Overal =>
        new(Stores.All.SelectMany(s => (IEnumerable<(string, bool)>)[(s.Data, false), (s.Data, true)]));

    [Theory, MemberData(nameof(Overal))]
    public async Task A_secret_vote_is_opened_with_the_key_of_a_finished_ceremony_and_else_nowhere(string store, bool demonstratie)
    {
        await using var p = await Platform.Start(store, demonstratie: demonstratie);
        var alv = await new Alv(p).Met(5);
        var stemming = await alv.Geheim(open: false);
        Assert.Equal(200, (await p.Send(HttpMethod.Patch, stemming, new { ceremonie = (string?)null })).Status);
        var dicht = Assert.Single((await p.Get(stemming + "/voorwaarden")).AsArray(), v => (string)v!["stand"]! == "klopt_niet")!;
        Assert.Equal("m3-ceremonie", (string)dicht["code"]!);
        Assert.StartsWith("Maak eerst een ceremonie af", (string)dicht["uitleg"]!, StringComparison.Ordinal);
        Assert.Equal(["m3-ceremonie"], await alv.Weigert(stemming, "openen"));
        Assert.Equal(("concept", 0L), ((string)(await p.Get(stemming))["status"]!, await p.Rows("bvm_bordregel")));

        // Keys that holders made by themselves are not taken, also not when they are sent along.
        var los = new[] { new { naam = "notaris", publiek = Groep.Tekst(Groep.G),
            bewijs = new { c = new string('0', 64), z = new string('0', 64) } } };
        await p.Send(HttpMethod.Patch, stemming, new { sleutelhouders = los });
        Assert.Empty((await p.Get(stemming))["sleutelhouders"]!.AsArray());
        Assert.Equal(["m3-ceremonie"], await alv.Weigert(stemming, "openen"));

        // With the key of the ceremony it goes its whole way; so does an open vote, which needs none.
        Assert.Equal(200, (await p.Send(HttpMethod.Patch, stemming, new { ceremonie = alv.Kring!.Url })).Status);
        await alv.Doe(stemming, "openen");
        await alv.Teken(stemming);
        await alv.Stemt(stemming, (0, 0), (1, 0), (2, 1), (3, 0), (4, 2));
        Assert.Equal("Kandidaat A", (string?)(await alv.Ontcijfer(stemming))["gekozen"]);
    }

    [Theory, MemberData(nameof(Alle))]
    public async Task A_vote_with_a_key_that_is_lost_is_not_opened(string store)
    {
        await using var p = await Platform.Start(store);
        var alv = await new Alv(p).Met(5);
        var stemming = await alv.Geheim(open: false);
        foreach (var houder in (int[])[1, 2]) await alv.Doe(alv.Kring!.Url, "verlies", new { houder });
        Assert.Equal("mislukt", await alv.Kring!.Status());
        Assert.Equal(["m3-ceremonie"], await alv.Weigert(stemming, "openen"));
        Assert.Equal(0L, await p.Rows("bvm_bordregel"));
    }

    [Theory, MemberData(nameof(Alle))]
    public async Task On_a_board_of_the_old_format_nothing_is_added_and_it_stays_to_be_read(string store)
    {
        await using var p = await Platform.Start(store);
        var alv = await new Alv(p).Met(5);
        var stemming = await alv.Geheim();
        await alv.Stemt(stemming, (0, 0), (1, 0), (2, 1), (3, 1), (4, 1));
        var instelling = await alv.Instelling(stemming);
        // As an organisation has it that voted before: no ceremony, and another board.
        async Task Doc(string waar, Action<JsonNode> anders) => await p.Store.Write(async db =>
        {
            var doc = JsonNode.Parse(
                (await db.First($"SELECT doc FROM {waar}", [], r => System.Text.Encoding.UTF8.GetString(r.GetBytes(0))))!)!;
            anders(doc);
            db.Run($"UPDATE {waar.Replace(" WHERE", " SET doc = $1 WHERE", StringComparison.Ordinal)}",
                [System.Text.Encoding.UTF8.GetBytes(doc.ToJsonString())]);
            return true;
        });
        var oud = Oudbord.Maak([0, 0, 1, 1, 1]);
        foreach (var r in await alv.Bordregels(stemming))
        {
            var (_, soort, inhoud, vorige, hash) = oud[r.Nr];
            await Doc($"bvm_bordregel WHERE nr = {r.Nr}",
                d => (d["soort"], d["inhoud"], d["vorige"], d["hash"]) = (soort, inhoud, vorige, hash));
        }
        await Doc($"bvm_stemming WHERE uuid = '{stemming[^36..]}'", d => d.AsObject().Remove("ceremonie"));
        var regels = await p.Rows("bvm_bordregel");

        foreach (var (soort, inhoud) in (IEnumerable<(string, object)>)[("biljet", Biljet.Maak(instelling, alv.Id(0), 1).Biljet),
            ("biljet", Oudbord.Maak(Bord.LeesEerste(oud[0].Inhoud), alv.Id(0), 1).Biljet), ("akkoord", new Akkoord { Houder = 1 }),
            ("deel", new Ontcijferdeel { Houder = 1 })])
        {
            Assert.Equal(["m3-ceremonie"], await alv.Weigert(Alv.Root + "bordregels", "", Alv.Regel(stemming, soort, inhoud), alv.Als(0)));
        }
        await alv.Doe(stemming, "sluiten");
        Assert.Equal(["m3-ceremonie"], await alv.Weigert(stemming, "vaststellen"));
        Assert.Equal(regels + 1, await p.Rows("bvm_bordregel"));
        var bord = (await p.Get(stemming + "/stembord")).ToJsonString();
        Assert.Equal(oud.Take((int)regels), Bord.LeesBestand(bord).Take((int)regels));
        Assert.Contains("\"brink-stembord-1\"", bord, StringComparison.Ordinal);
        await alv.Doe(stemming, "intrekken", new { reden = "Er komt een nieuwe stemming." });
    }

    [Theory, MemberData(nameof(Alle))]
    public async Task Who_has_only_a_part_reads_of_which_votes_and_their_boards_and_no_other_vote(string store)
    {
        await using var p = await Platform.Start(store);
        var alv = await new Alv(p).Met(5);
        var stemming = await alv.Geheim();
        var houder = await Alv.Als(p, "houder-Oost", "ontsleutelen");
        var mijn = Assert.Single((await p.Get(alv.Kring!.Url + "/stemmingen", houder)).AsArray())!;
        Assert.Equal((stemming, "Benoeming", "open", (string?)null),
            ((string)mijn["stemming"]!, (string)mijn["onderwerp"]!, (string)mijn["status"]!, (string?)mijn["geslotenOp"]));
        Assert.Equal(3, Bord.LeesBestand((await p.Get(stemming + "/stembord", houder)).ToJsonString()).Count);
        Assert.Equal(2, (await p.Get(Alv.Root + $"bordregels?stemming={Uri.EscapeDataString(stemming)}&soort=akkoord",
            houder))["results"]!.AsArray().Count);
        foreach (var dicht in (string[])[Alv.Root + "stemmingen", stemming, stemming + "/opkomst", Alv.Root + "stemmen",
            Alv.Root + "vergaderingen"])
        {
            Assert.Equal(403, (await p.Send(HttpMethod.Get, dicht, null, houder)).Status);
        }
    }

    [Theory, MemberData(nameof(Alle))]
    public async Task Of_few_ballots_no_outcome_is_asked(string store)
    {
        await using var p = await Platform.Start(store);
        var alv = await new Alv(p).Met(4);
        Assert.Equal(["m3-weinig"], await alv.Weigert(await alv.Geheim(open: false), "openen"));
        await alv.Met(1);
        var stemming = await alv.Geheim();
        await alv.Stemt(stemming, (0, 0), (1, 0), (2, 1), (3, 1));
        Assert.Equal(["m3-weinig"], await alv.Weigert(stemming, "sluiten"));
        var lijst = (await p.Get(stemming + "/voorwaarden")).AsArray();
        Assert.Contains("zijn nu 4 biljetten", (string)lijst.Single(v => (string?)v!["code"] == "m3-weinig")!["wat"]!,
            StringComparison.Ordinal);
        Assert.Equal("open", (string?)(await p.Get(stemming))["status"]);
        await alv.Stemt(stemming, (4, 1));
        Assert.Equal("aangenomen", (string?)(await alv.Ontcijfer(stemming))["uitkomst"]);
    }

    [Theory, MemberData(nameof(Alle))]
    public async Task With_a_part_on_the_board_the_vote_is_not_withdrawn_and_the_board_stays_public(string store)
    {
        await using var p = await Platform.Start(store);
        var alv = await new Alv(p).Met(5);
        await p.Post("autorisaties/api/v1/applicaties", new
        {
            clientIds = new[] { "anoniem" },
            label = "Iedereen",
            autorisaties = new[] { new { component = "bvm", scopes = new[] { "besluitvorming.openbaar" } } },
        });
        async Task<int> Publiek(string s) => (await p.Send(HttpMethod.Get, s + "/stembord", null, p.As(null))).Status;
        var stemming = await alv.Geheim();
        await alv.Stemt(stemming, (0, 0), (1, 0), (2, 1), (3, 1), (4, 1));
        await alv.Doe(stemming, "sluiten");
        await alv.Maak("bordregels", Alv.Regel(stemming, "deel", await alv.Deel(stemming)));
        Assert.Equal(["m3-deel"], await alv.Weigert(stemming, "intrekken", new { reden = "Dit willen wij niet." }));
        Assert.Equal(("gesloten", 200), ((string?)(await p.Get(stemming))["status"], await Publiek(stemming)));
        // A part that never comes does not hold the meeting: the item is held over.
        Assert.Equal(["g6"], await alv.Weigert(alv.Vergadering, "sluiten"));
        var punt = (string)(await p.Get(stemming))["agendapunt"]!;
        Assert.Equal(200, (await p.Send(HttpMethod.Patch, punt, new { aangehouden = true })).Status);
        await alv.Doe(alv.Vergadering, "sluiten");
        Assert.Equal(200, await Publiek(stemming));

        // Before a part it can be withdrawn; what was closed stays to be seen.
        var tweede = await alv.Geheim();
        await alv.Stemt(tweede, (0, 0), (1, 0), (2, 1), (3, 1), (4, 1));
        Assert.Equal(404, await Publiek(tweede));
        await alv.Doe(tweede, "sluiten");
        await alv.Doe(tweede, "intrekken", new { reden = "De kandidaat trok zich terug." });
        Assert.Equal(200, await Publiek(tweede));
    }

    [Theory, MemberData(nameof(Alle))]
    public async Task A_board_that_the_check_refuses_gets_no_outcome(string store)
    {
        await using var p = await Platform.Start(store);
        var alv = await new Alv(p).Met(5);
        var stemming = await alv.Geheim();
        await alv.Stemt(stemming, (0, 0), (1, 0), (2, 1), (3, 1), (4, 1));
        await alv.Doe(stemming, "sluiten");
        await alv.GeefDelen(stemming);
        // Somebody with the database in hand changed what the server itself does not look at any more: the hash before a line.
        var regel = (await alv.Bordregels(stemming))[3];
        await p.Store.Write(async db =>
        {
            var doc = await db.First("SELECT doc FROM bvm_bordregel WHERE nr = 3", [],
                r => System.Text.Encoding.UTF8.GetString(r.GetBytes(0)));
            db.Run("UPDATE bvm_bordregel SET doc = $1 WHERE nr = 3",
                [System.Text.Encoding.UTF8.GetBytes(doc!.Replace(regel.Vorige, new string('0', 64), StringComparison.Ordinal))]);
            return true;
        });
        Assert.Equal(["m3-controle"], await alv.Weigert(stemming, "vaststellen"));
        Assert.Equal(("gesloten", 0L), ((string?)(await p.Get(stemming))["status"], await p.Rows("bvm_uitslag")));
    }

    [Fact]
    public async Task A_secret_vote_needs_as_many_holders_as_the_rules_ask()
    {
        await using var p = await Platform.Start("sqlite");
        var alv = await new Alv(p).Met(5, new { sleutelhouders = 4 });
        Assert.Equal(["m3-sleutels"], await alv.Weigert(await alv.Geheim(open: false), "openen"));
    }
}
