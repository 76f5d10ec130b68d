using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Brink.Stembord;
using Xunit;

namespace Brink.Tests;

/// <summary>
/// The key of secret votes over the API: who may hold a part, the draw that nobody steers, the three rounds, complaint and loss,
/// and its end. The cast: the office (the superuser),
/// a notary, a member of the RvC, and representatives of members that are drawn.
/// </summary>
public sealed class CeremonieregisterTests
{
    public static TheoryData<string> Alle => Stores.All;

    private static string Sha(string tekst) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(tekst)));

    [Theory, MemberData(nameof(Alle))]
    public async Task The_draw_is_one_that_nobody_steers_and_everybody_repeats(string store)
    {
        await using var p = await Platform.Start(store);
        var alv = await new Alv(p).Met(6);
        var kring = await new Kring(p, alv).Opgezet();
        var voor = (await kring.Stand())["loting"]!;
        Assert.Equal(("", "", 0), ((string)voor["geheim"]!, (string)voor["waarde"]!, voor["volgorde"]!.AsArray().Count));
        Assert.DoesNotContain("lotgeheim", (await kring.Stand()).ToJsonString(), StringComparison.OrdinalIgnoreCase);
        // Other members in the draw: the server binds itself anew, to them. The same ones again: it stays bound.
        await p.Send(HttpMethod.Patch, kring.Url, new { beschikbaar = alv.Leden.Take(5).Select(l => l.Url).ToArray() });
        var anders = (await kring.Stand())["loting"]!;
        Assert.NotEqual((string)voor["vastlegging"]!, (string)anders["vastlegging"]!);
        await p.Send(HttpMethod.Patch, kring.Url, new { drempel = 3 });
        Assert.Equal((string)anders["vastlegging"]!, (string)(await kring.Stand())["loting"]!["vastlegging"]!);
        Assert.Equal(["c11-loten"], await alv.Weigert(kring.Url, "loten", new { waarde = "17" }));
        Assert.Contains("c11-loten", await alv.Weigert(kring.Url, "beginnen"));
        await alv.Doe(kring.Url, "loten", new { waarde = $"  {Kring.Waarde} " });

        var na = await kring.Stand();
        var lot = na["loting"]!;
        var (geheim, volgorde) = ((string)lot["geheim"]!, lot["volgorde"]!.AsArray());
        Assert.Equal((string)anders["vastlegging"]!,
            Sha(geheim + "\n" + string.Concat(alv.Leden.Take(5).Select(l => l.Url[^36..] + "\n"))));
        var verwacht = alv.Leden.Take(5)
            .Select(l => (Lid: l.Url[^36..], Getal: Sha($"brink-loting-1\n{kring.Url[^36..]}\n{geheim}\n{Kring.Waarde}\n{l.Url[^36..]}")))
            .OrderBy(l => l.Getal, StringComparer.Ordinal).ToList();
        Assert.Equal(verwacht, volgorde.Select(v => (((string)v!["lid"]!)[^36..], (string)v["getal"]!)));
        var houders = na["houders"]!.AsArray();
        Assert.Equal([(1, "notaris", "aangewezen"), (2, "lid van de RvC", "aangewezen")],
            houders.Take(2).Select(h => ((int)h!["nr"]!, (string)h["naam"]!, (string)h["keuze"]!)));
        Assert.Equal(verwacht.Take(3).Select(v => v.Lid), houders.Skip(2).Select(h => ((string)h!["lid"]!)[^36..]));
        Assert.All(houders.Skip(2), h => Assert.Equal("geloot", (string)h!["keuze"]!));
        // Once: whoever could draw again would choose.
        Assert.Equal(["c11-geloot"], await alv.Weigert(kring.Url, "loten", new { waarde = "een andere waarde" }));
        var (status, fout) = await p.Send(HttpMethod.Patch, kring.Url,
            new { beschikbaar = alv.Leden.Select(l => l.Url).ToArray(), lotplaatsen = 2 });
        Assert.Equal((400, "beschikbaar lotplaatsen"),
            (status, string.Join(' ', fout!["invalidParams"]!.AsArray().Select(f => (string)f!["name"]!).Order())));
        Assert.Equal(na["houders"]!.ToJsonString(), (await kring.Stand())["houders"]!.ToJsonString());
    }

    [Theory, MemberData(nameof(Alle))]
    public async Task Who_may_be_no_holder_is_refused_with_the_reason(string store)
    {
        await using var p = await Platform.Start(store);
        var alv = await new Alv(p).Met(6);
        var kring = await new Kring(p, alv).Opgezet(aangewezen: []);
        var punt = (string)(await p.Get(Alv.Root + "agendapunten?vergadering=" + alv.Vergadering))["results"]![0]!["url"]!;
        await alv.Maak("stemmingen", new
        {
            agendapunt = punt,
            modus = "geheim",
            soort = "personen",
            onderwerp = "Benoeming",
            opties = new[] { "Mevrouw De Wit",
            alv.Leden[0].Naam }
        });
        var bureau = (string)(await p.Get(Alv.Root + "ceremonies"))["results"]![0]!["beheerder"]!;
        Assert.Equal("Het rekencentrum", bureau);
        object Wie(string naam, string werkgever, string gebruiker = "iemand") =>
            new { naam, gebruiker, werkgever, toepassingen = new[] { "beheerder" } };
        foreach (var (wat, zin, wie) in new (string, string, object[])[]
        {
            ("a candidate", "kandidaat", [Wie("mevrouw de Wit", "Kantoor Noord")]),
            ("of the office", "verantwoording", [Wie("notaris", "testgemeente")]),
            ("of the operator", "beheerder van de server", [Wie("notaris", "het Rekencentrum")]),
            ("two of one employer", "dezelfde werkgever", [Wie("notaris", "Gemeente Verweg"), Wie("lid van de RvC", "verweg", "ander")]),
            ("one person twice", "twee keer", [Wie("notaris", "Kantoor Noord"), Wie("lid van de RvC", "Waterschap Zuid")]),
            ("one name twice", "twee keer", [Wie("notaris", "Kantoor Noord"), Wie("Notaris", "Waterschap Zuid", "ander")]),
        })
        {
            var (status, fout) = await p.Send(HttpMethod.Patch, kring.Url, new { aangewezen = wie });
            Assert.True(status == 400, $"{wat}: {status}");
            var param = fout!["invalidParams"]!.AsArray();
            Assert.True(param.All(f => (string)f!["code"]! == "c11-houder")
                && param.Any(f => ((string)f!["reason"]!).Contains(zin, StringComparison.Ordinal)),
                $"{wat}: {param.ToJsonString()}");
            Assert.Empty((await kring.Stand())["houders"]!.AsArray());
        }
        await p.Send(HttpMethod.Patch, kring.Url, new { aangewezen = new[] { Kring.Notaris, Kring.Rvc } });
        // A member that is a candidate is passed over by the draw, and the list says why.
        await alv.Doe(kring.Url, "loten", new { waarde = Kring.Waarde });
        var stand = await kring.Stand();
        var volgorde = stand["loting"]!["volgorde"]!.AsArray();
        var kandidaat = volgorde.Single(v => (string)v!["naam"]! == alv.Leden[0].Naam)!;
        Assert.False((bool)kandidaat["geloot"]!);
        if (volgorde.IndexOf(kandidaat) < 3) Assert.Contains("kandidaat", (string)kandidaat["overgeslagen"]!, StringComparison.Ordinal);
        Assert.Equal(3, volgorde.Count(v => (bool)v!["geloot"]!));
        // Who becomes a candidate afterwards cannot be in a vote with this key.
        var houder = (string)stand["houders"]![2]!["naam"]!;
        await alv.Maak("stemmingen",
            new { agendapunt = punt, modus = "geheim", soort = "personen", onderwerp = "Nog een", opties = new[] { houder } });
        Assert.Contains("c11-houder", await alv.Weigert(kring.Url, "beginnen"));
    }

    [Theory, MemberData(nameof(Alle))]
    public async Task Five_holders_make_a_key_and_each_gives_only_its_own_lines(string store)
    {
        await using var p = await Platform.Start(store);
        var alv = new Alv(p);
        var kring = await new Kring(p, alv).Begonnen();
        var (status, _) = await p.Send(HttpMethod.Patch, kring.Url, new { drempel = 4 });
        Assert.Equal((409, 409), (status, (await p.Send(HttpMethod.Delete, kring.Url)).Status));
        var rijen = await p.Rows("bvm_ceremonieregel");
        Assert.Equal(1, rijen);
        Task<string[]> Weigert(object body, HttpClient als) => alv.Weigert(Alv.Root + "ceremonieregels", "", body, als);
        var keten = await kring.Keten();
        var (eigen, ander) = (Houder.Certificaat(kring.Zaad(1), keten, 1), Houder.Certificaat(kring.Zaad(2), keten, 2));
        Assert.Equal(["c11-regel"], await Weigert(kring.Body("certificaat", ander), await kring.Als(1)));
        // another's line
        Assert.Equal(["c11-regel"], await Weigert(kring.Body("certificaat", eigen with { Houder = 2 }), await kring.Als(2)));
        // under one's own place
        Assert.Equal(["c11-houder"],
            await Weigert(kring.Body("certificaat", eigen), p.As("beheerder", user: "vreemd")));          // nobody's
        Assert.Equal(["c11-verklaring"], await Weigert(kring.Body("certificaat", eigen, verklaring: false), await kring.Als(1)));
        Assert.Equal(["c11-regel"], await Weigert(kring.Body("ceremonie", keten.Regels[0].Inhoud), await kring.Als(1)));
        Assert.Equal(["c11-regel"], await Weigert(kring.Body("klacht", "{}"), await kring.Als(1)));
        Assert.Equal(["c11-regel"], await Weigert(kring.Body("veelterm", eigen), await kring.Als(1)));
        // not that round
        foreach (var anders in (string[])["geen JSON", "{}", Bord.Schrijf(eigen) + " ",
            Bord.Schrijf(eigen).Replace("\"houder\":1", "\"houder\":\"1\"", StringComparison.Ordinal),
            Bord.Schrijf(eigen with { Vastlegging = Sha("iets anders") })])
        {
            Assert.Equal(["c11-regel"], await Weigert(kring.Body("certificaat", anders), await kring.Als(1)));
        }
        // Only by the client that may act for the holder; and never by who prepares the meeting.
        var stand = await kring.Stand();
        var notaris = await Alv.Als(p, "notaris", "ontsleutelen");
        Assert.Equal(["c11-houder"], await Weigert(kring.Body("certificaat", eigen), await Alv.Als(p, "notaris", "stemmen")));
        Assert.Equal(["c11-houder"], await Weigert(kring.Body("certificaat", eigen), await Alv.Als(p, "notaris", "leiden")));
        Assert.Equal(rijen, await p.Rows("bvm_ceremonieregel"));
        await alv.Maak("ceremonieregels", kring.Body("certificaat", eigen), notaris);
        Assert.Equal(["c11-regel"], await Weigert(kring.Body("certificaat", eigen), notaris));                                     // again
        // Who only has a part reads the ceremony it is in, and none of the rest.
        Assert.Equal(200, (await p.Send(HttpMethod.Get, kring.Url, null, notaris)).Status);
        Assert.Equal(200, (await p.Send(HttpMethod.Get, kring.Url + "/keten", null, notaris)).Status);
        Assert.Equal(403, (await p.Send(HttpMethod.Get, Alv.Root + "vergaderingen", null, notaris)).Status);
        Assert.Equal(["permission_denied"], await alv.Weigert(kring.Url, "opnieuw", new { reden = "Ik wil het" }, notaris));

        for (var nr = 2; nr <= 5; nr++) await kring.Geeft(nr);
        Assert.Equal(("ronde2", (await kring.Keten()).Hoofd1), (await kring.Status(), (string)(await kring.Stand())["ronde1Hoofd"]!));
        await kring.Ronde();
        await kring.Ronde(3);
        stand = await kring.Stand();
        Assert.Equal(("ronde3", "", 2), ((string)stand["status"]!, (string)stand["publiek"]!, (int)stand["houders"]![2]!["rondes"]!));
        await kring.Geeft(3);
        (stand, keten) = (await kring.Stand(), await kring.Keten());
        Assert.Equal(("klaar", keten.Publiek, keten.Hoofd, 16),
            ((string)stand["status"]!, (string)stand["publiek"]!, (string)stand["hoofd"]!, (int)stand["regels"]!));
        Assert.Equal(Ceremoniefase.Klaar, keten.Fase);
        // Nothing of a seed is anywhere.
        var alles = stand.ToJsonString() + keten.Bestand() + (await p.Get(kring.Url + "/audittrail")).ToJsonString();
        Assert.All(kring.Zaden.Values, z => Assert.DoesNotContain(z, alles, StringComparison.Ordinal));
        Assert.Equal(["c11-ronde"], await Weigert(kring.Body("certificaat", eigen), notaris));
    }

    [Theory, MemberData(nameof(Alle))]
    public async Task A_complaint_is_judged_at_once_and_a_false_one_names_who_complained(string store)
    {
        await using var p = await Platform.Start(store);
        var alv = new Alv(p);
        var kring = await new Kring(p, alv).Begonnen();
        await kring.Ronde();
        await kring.Ronde();
        var keten = await kring.Keten();
        Task<string[]> Klaagt(object klacht, HttpClient als) =>
            alv.Weigert(kring.Url, "klagen", new { inhoud = klacht as string ?? Bord.Schrijf(klacht) }, als);
        var vals = Houder.Klaag(kring.Zaad(4), keten, 2);
        Assert.Equal(["c11-klacht"], await Klaagt(vals, await kring.Als(3)));                                   // another's
        Assert.Equal(["c11-klacht"], await Klaagt(vals with { Bewijs = vals.Handtekening }, await kring.Als(4)));
        Assert.Equal(["c11-klacht"], await Klaagt(vals with { Over = 9 }, await kring.Als(4)));
        Assert.Equal(["c11-klacht"], await Klaagt("{}", await kring.Als(4)));
        Assert.Equal(["c11-houder"], await Klaagt(vals, p.As("beheerder", user: "vreemd")));
        Assert.Empty((await kring.Stand())["klachten"]!.AsArray());
        await alv.Doe(kring.Url, "klagen", new { inhoud = Bord.Schrijf(vals) }, await kring.Als(4));
        var klacht = Assert.Single((await kring.Stand())["klachten"]!.AsArray())!;
        Assert.Equal((4, 2, false, "ronde3"),
            ((int)klacht["klager"]!, (int)klacht["over"]!, (bool)klacht["terecht"]!, await kring.Status()));
        Assert.Equal(Oordeel.Ongegrond, keten.Beoordeel(Bord.Lees<Klacht>((string)klacht["inhoud"]!)));
        Assert.Equal(["c11-klacht"], await Klaagt(vals, await kring.Als(4)));                                   // once
        // It changed nothing on the chain, and who complained can still accept.
        Assert.Equal(keten.Hoofd, (await kring.Keten()).Hoofd);
        await kring.Ronde();
        Assert.Equal("klaar", await kring.Status());
        Assert.Equal(["c11-ronde"], await Klaagt(vals, await kring.Als(4)));
    }

    [Theory, MemberData(nameof(Alle))]
    public async Task A_complaint_that_is_right_ends_it_and_the_next_in_the_draw_takes_the_place(string store)
    {
        await using var p = await Platform.Start(store);
        var alv = new Alv(p);
        var kring = await new Kring(p, alv).Begonnen();
        await kring.Ronde();
        // The third holder, who was drawn, sends the first a share that does not fit.
        var scheef = (string)(await StemhokjeTests.Browser(["scheveVeelterm", kring.Zaad(3), (await kring.Keten()).Bestand(), 1]))[0]!;
        await kring.Ronde(3);
        await alv.Maak("ceremonieregels", kring.Body("veelterm", scheef), await kring.Als(3));
        Assert.Equal(["c11-opnieuw"], (await alv.Weigert(kring.Url, "opnieuw", new { reden = "x", zonder = new[] { 9 } })));
        var keten = await kring.Keten();
        var (aanvaarding, klacht) = Houder.Ronde3(kring.Zaad(1), keten);
        Assert.Null(aanvaarding);
        await alv.Doe(kring.Url, "klagen", new { inhoud = Bord.Schrijf(klacht) }, await kring.Als(1));
        var stand = await kring.Stand();
        Assert.Equal(("mislukt", 1, 3, true),
            ((string)stand["status"]!, (int)stand["klachten"]![0]!["klager"]!, (int)stand["klachten"]![0]!["over"]!,
            (bool)stand["klachten"]![0]!["terecht"]!));
        Assert.Contains("terecht", (string)stand["reden"]!, StringComparison.Ordinal);
        Assert.Equal((Ceremoniefase.Mislukt, 12), ((await kring.Keten()).Fase, (await kring.Keten()).Regels.Count));
        Assert.Equal(["c11-ronde"],
            await alv.Weigert(Alv.Root + "ceremonieregels", "", kring.Body("aanvaarding", "{}"), await kring.Als(2)));

        await alv.Doe(kring.Url, "opnieuw", new { reden = "De klacht was terecht." });
        Assert.Equal(["c11-opnieuw"], await alv.Weigert(kring.Url, "opnieuw", new { reden = "Nog een keer" }));
        stand = await kring.Stand();
        var nieuw = await p.Get((string)stand["opvolger"]!);
        var volgorde = stand["loting"]!["volgorde"]!.AsArray().Select(v => (string)v!["naam"]!).ToList();
        Assert.Equal(["notaris", "lid van de RvC", volgorde[1], volgorde[2], volgorde[3]],
            nieuw["houders"]!.AsArray().Select(h => (string)h!["naam"]!));
        Assert.Equal(("opgezet", kring.Url, 0),
            ((string)nieuw["status"]!, (string)nieuw["voorganger"]!, (int)nieuw["houders"]![0]!["rondes"]!));
        await alv.Doe((string)nieuw["url"]!, "beginnen");
        // Old words are of no use in the new one: its first line is another.
        var begin = Ceremonie.LeesBestand((await p.Get((string)nieuw["url"]! + "/keten")).ToJsonString());
        Assert.NotEqual(keten.Cer, begin.Cer);
    }

    [Theory, MemberData(nameof(Alle))]
    public async Task Some_may_lose_their_part_and_with_too_many_a_new_key_is_needed(string store)
    {
        await using var p = await Platform.Start(store);
        var alv = new Alv(p);
        var kring = await new Kring(p, alv).Begonnen();
        // Before all accepted each is needed.
        Assert.Equal(["c11-houder"],
            await alv.Weigert(kring.Url, "verlies", new { houder = 2 }, await Alv.Als(p, "notaris", "ontsleutelen")));
        Assert.Equal(["c11-houder"], await alv.Weigert(kring.Url, "verlies", new { }, p.As("beheerder", user: "vreemd")));
        await alv.Doe(kring.Url, "verlies", new { }, await kring.Als(1));
        Assert.Equal("mislukt", await kring.Status());
        var tweede = new Kring(p, alv);
        await tweede.Klaar();
        await alv.Doe(tweede.Url, "verlies", new { houder = 5 });
        Assert.Equal(["c11-verlies"], await alv.Weigert(tweede.Url, "verlies", new { houder = 5 }));
        await alv.Doe(tweede.Url, "verlies", new { houder = 4 });
        Assert.Equal("klaar", await tweede.Status());
        await alv.Doe(tweede.Url, "verlies", new { houder = 1 });
        var stand = await tweede.Stand();
        Assert.Equal("mislukt", (string)stand["status"]!);
        Assert.Contains("nog 2 houders", (string)stand["reden"]!, StringComparison.Ordinal);
        await alv.Doe(tweede.Url, "opnieuw", new { reden = "Te veel kwijt." });
        var nieuw = await p.Get((string)(await tweede.Stand())["opvolger"]!);
        // The notary and two members drop out; two others take the places of the members, and for the notary the office appoints somebody.
        Assert.Equal(4, nieuw["houders"]!.AsArray().Count);
        Assert.DoesNotContain(nieuw["houders"]!.AsArray(), h => (string)h!["gebruiker"]! == "notaris");
    }

    [Theory, MemberData(nameof(Alle))]
    public async Task A_vote_names_a_key_of_its_meeting_and_after_it_the_key_is_destroyed_and_the_minutes_say_so(string store)
    {
        await using var p = await Platform.Start(store);
        var alv = new Alv(p);
        var kring = await new Kring(p, alv).Begonnen();
        var punt = (string)(await p.Get(Alv.Root + "agendapunten?vergadering=" + alv.Vergadering))["results"]![0]!["url"]!;
        object Stemming(string modus = "geheim", string optie = "Mevrouw De Wit") => new
        {
            agendapunt = punt,
            modus,
            soort = "personen",
            onderwerp = "Benoeming",
            opties = new[] { optie },
            ceremonie = kring.Url,
        };
        Task<string[]> Weigert(object body) => alv.Weigert(Alv.Root + "stemmingen", "", body);
        Assert.Equal(["c11-stemming"], await Weigert(Stemming()));                                             // not done yet
        for (var ronde = 1; ronde <= 3; ronde++) await kring.Ronde();
        Assert.Equal(["c11-stemming"], await Weigert(Stemming("in_de_vergadering")));
        Assert.Equal(["c11-kandidaat"], await Weigert(Stemming(optie: "Notaris")));
        var stemming = await alv.Maak("stemmingen", Stemming());
        Assert.Equal(kring.Url, (string)(await p.Get(stemming))["ceremonie"]!);
        Assert.Equal(stemming, (string)Assert.Single(
            (await p.Get(Alv.Root + "stemmingen?ceremonie=" + kring.Url))["results"]!.AsArray())!["url"]!);
        // Of another meeting: not.
        var hier = alv.Vergadering;
        var elders = (await alv.Opgeroepen(new { besluitsoort = "personen" }))[0];
        var (status, fout) = await p.Send(HttpMethod.Patch, stemming, new { agendapunt = elders });
        Assert.Equal((400, "c11-stemming"), (status, (string)fout!["invalidParams"]![0]!["code"]!));

        await alv.Doe(hier, "openen");
        Assert.Equal(["c11-vernietigen"], await alv.Weigert(kring.Url, "vernietigen", new { houder = 1 }));
        // the vote is still to come
        await alv.Doe(kring.Url, "verlies", new { houder = 5 });
        await alv.Doe(stemming, "intrekken", new { reden = "De kandidaat trok zich terug." });
        var notulen = await alv.Maak("notulen", new { vergadering = hier });
        Task<string> Tekst() => Task.Run(async () =>
            string.Join('\n', (await p.Get(notulen))["blokken"]!.AsArray().Select(b => (string)b!["tekst"]!)));
        Assert.Contains("3 van de 5 houders openen de uitslag. Houders: notaris (aangewezen)", await Tekst(), StringComparison.Ordinal);
        Assert.Contains($"voorgelezen waarde '{Kring.Waarde}'", await Tekst(), StringComparison.Ordinal);
        Assert.Contains("raakte woorden en sleutelbestand kwijt", await Tekst(), StringComparison.Ordinal);
        Assert.DoesNotContain("vernietigd", await Tekst(), StringComparison.Ordinal);
        Assert.Equal(["c11-houder"],
            await alv.Weigert(kring.Url, "vernietigen", new { houder = 2 }, await Alv.Als(p, "notaris", "ontsleutelen")));
        await alv.Doe(kring.Url, "vernietigen", new { }, await Alv.Als(p, "notaris", "ontsleutelen"));
        Assert.Equal(["c11-vernietigen"], await alv.Weigert(kring.Url, "vernietigen", new { houder = 1 }));
        for (var nr = 2; nr <= 4; nr++) await alv.Doe(kring.Url, "vernietigen", new { houder = nr });
        Assert.Equal("vernietigd", await kring.Status());
        Assert.Contains("vernietigd", await Tekst(), StringComparison.Ordinal);
        Assert.Equal(["c11-stemming"], await Weigert(Stemming()));
        Assert.Equal(["c11-vernietigen"], await alv.Weigert(kring.Url, "vernietigen", new { houder = 2 }));
    }

    [Theory, MemberData(nameof(Alle))]
    public async Task Holders_are_told_when_it_is_their_turn_and_reminded_once_a_day(string store)
    {
        await using var p = await Platform.Start(store);
        var alv = new Alv(p);
        var kring = await new Kring(p, alv).Begonnen();
        async Task<int> Berichten() =>
            (await p.Get("berichten/api/v1/berichten?soort=sleutelhouder&pageSize=500"))["results"]!.AsArray().Count;
        Assert.Equal(2, await Berichten()); // (the drawn members gave no address)
        await kring.Geeft(1);
        var eerst = (await alv.Doe(kring.Url, "herinneren"))!;
        Assert.Equal(("lid van de RvC", 3), (string.Join(", ", eerst["perMail"]!.AsArray()), eerst["zelf"]!.AsArray().Count));
        Assert.Equal(4, (await alv.Doe(kring.Url, "herinneren"))!["zelf"]!.AsArray().Count);
        Assert.Equal(3, await Berichten());
        for (var nr = 2; nr <= 5; nr++) await kring.Geeft(nr);
        Assert.Equal(5, await Berichten());
        var tekst = (string)(await p.Get("berichten/api/v1/berichten?soort=sleutelhouder&pageSize=500"))["results"]![0]!["tekst"]!;
        Assert.Contains("Niemand heeft uw 24 woorden nodig", tekst, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_of_a_holder_checks_what_it_gets_and_a_file_opens_with_its_passphrase_only()
    {
        var c = CeremonieTests.Klaar;
        var (zaad, tweede) = (CeremonieTests.Gezaaid[0], CeremonieTests.Gezaaid[1]);
        string Keten(int regels) => (Ceremonie.Van([.. c.Regels.Take(regels)])).Bestand();
        const string Zin = "vier losse woorden samen";
        var uit = await StemhokjeTests.Browser(
            ["bezoek", Keten(6), 1, "hoortBij", zaad], ["bezoek", Keten(6), 2, "hoortBij", zaad],
            ["bezoek", Keten(6), 1, "hoortBij", new string('a', 64)],
            ["bezoek", Keten(6), 1, "groepen"],
            ["bezoek", Keten(6), 1, "vergelijkFout", $"{c.Hoofd1[..4]} {c.Hoofd1[4..48].ToUpperInvariant()}"],
            ["bezoek", Keten(6), 1, "vergelijkFout", c.Hoofd1[..47]], ["bezoek", Keten(6), 1, "vergelijkFout", new string('0', 48)],
            ["bezoek", Keten(6), 1, "veelterm", zaad], ["bezoek", Keten(1), 6, "certificaat", zaad],
            ["bezoek", Keten(6).Replace("\"nr\":2", "\"nr\":7",
                StringComparison.Ordinal), 1, "groepen"],
            ["sleutelbestand", zaad, Zin, Zin], ["sleutelbestand", zaad, Zin, " " + Zin],
            ["sleutelbestand", zaad, Zin, "vier losse woorden samem"], ["sleutelbestand", zaad,
                "te kort", "te kort"],
            ["sleutelbestand", zaad, Zin, Zin, new { gesloten = tweede }], ["sleutelbestand", zaad, Zin, Zin, new { houder = 2 }],
            ["sleutelbestand", zaad, Zin, Zin,
                new { formaat = "x" }]);
        Assert.Null(uit[0]);
        Assert.Contains("van een andere sleutelhouder", (string)uit[1]!, StringComparison.Ordinal);
        Assert.Contains("horen niet bij deze ceremonie", (string)uit[2]!, StringComparison.Ordinal);
        Assert.Equal(c.Hoofd1[..48], ((string)uit[3]!).Replace(" ", "", StringComparison.Ordinal));
        Assert.Equal("", (string)uit[4]!);
        Assert.Contains("47 van de 48", (string)uit[5]!, StringComparison.Ordinal);
        Assert.Contains("iets anders", (string)uit[6]!, StringComparison.Ordinal);
        Assert.Equal(Bord.Schrijf(Houder.Veelterm(zaad, Ceremonie.Van([.. c.Regels.Take(6)]))), (string)uit[7]!["inhoud"]!);
        Assert.Contains("U staat niet in deze ceremonie", (string)uit[8]!, StringComparison.Ordinal);
        Assert.Contains("ontbreekt of is veranderd", (string)uit[9]!, StringComparison.Ordinal);
        Assert.Equal((zaad, zaad), ((string)uit[10]!, (string)uit[11]!));
        Assert.Contains("past niet", (string)uit[12]!, StringComparison.Ordinal);
        Assert.Contains("minstens 16 tekens", (string)uit[13]!, StringComparison.Ordinal);
        foreach (var anders in uit.Skip(14).Take(2)) Assert.Contains("past niet", (string)anders!, StringComparison.Ordinal);
        Assert.Contains("geen sleutelbestand", (string)uit[16]!, StringComparison.Ordinal);
    }
}
