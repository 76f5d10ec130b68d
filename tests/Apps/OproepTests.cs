using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Brink.Engine;
using Brink.Host;
using Brink.Registers;
using Xunit;

namespace Brink.Tests;

/// <summary>What convening and withdrawing send, and whom is reminded of what: once per subject and moment.</summary>
public sealed class OproepTests
{
    private const string Berichten = "berichten/api/v1/berichten";
    public static TheoryData<string> Alle => Stores.All;

    private static async Task<List<JsonNode>> Post(Platform p, string soort) =>
        [.. (await p.Get($"{Berichten}?soort={soort}&pageSize=500"))["results"]!.AsArray().Select(b => b!)
            .OrderBy(b => (string)b["aan"]!, StringComparer.Ordinal)];

    private static string[] Aan(IEnumerable<JsonNode> berichten) => [.. berichten.Select(b => (string)b["aan"]!)];

    private static async Task Mailt(Platform p, Alv alv, params int[] leden)
    {
        foreach (var v in (await p.Get(Alv.Root + "vertegenwoordigingen?pageSize=500"))["results"]!.AsArray())
        {
            var lid = alv.Leden.FindIndex(l => l.Url == (string)v!["lid"]!);
            if (leden.Contains(lid))
            {
                Assert.Equal(200, (await p.Send(HttpMethod.Patch, (string)v!["url"]!,
                new { emailadres = $"lid{lid}@gemeente.example" })).Status);
            }
        }
    }

    private static async Task<(Alv Alv, string Vergadering)> Concept(Platform p, string? document = null, int leden = 3)
    {
        var alv = await new Alv(p).Met(leden);
        var vergadering = await alv.Maak("vergaderingen", new
        {
            titel = "Algemene Ledenvergadering",
            datum = Alv.Vandaag(21),
            begin = Alv.Vandaag(21) + "T13:00:00Z",
            locatie = "Stadhuis; grote zaal, eerste verdieping van het gebouw naast de kerk in Deventer aan de Brink",
            vorm = "fysiek",
        });
        await alv.Maak("agendapunten", new
        {
            vergadering,
            nummer = 1,
            titel = "Jaarplan",
            soort = "ter_besluitvorming",
            gevraagdBesluit = new { soort = "instemmen", tekst = "In te stemmen met het jaarplan." },
            stukken = new[] { new { titel = "Memo", bijlage = "1", document },
                new { titel = "Brief", bijlage = "2", document = (string?)null } },
        });
        return (alv, vergadering);
    }

    [Theory, MemberData(nameof(Alle))]
    public async Task Convening_sends_agenda_papers_and_calendar_to_who_gave_an_address(string store)
    {
        await using var p = await Platform.Start(store);
        var document = await new Cast(p).Document();
        var (alv, vergadering) = await Concept(p, document);
        await Mailt(p, alv, 0, 1);
        await alv.Doe(vergadering, "oproepen", new { kanaal = "e-mail" });

        var oproep = await Post(p, "oproep");
        Assert.Equal(["lid0@gemeente.example", "lid1@gemeente.example"], Aan(oproep));
        Assert.Equal($"portefeuillehouder van {alv.Leden[0].Naam}", (string)oproep[0]["hoedanigheid"]!);
        Assert.Equal(vergadering, (string)oproep[0]["gaatOver"]!);
        var tekst = (string)oproep[0]["tekst"]!;
        foreach (var stuk in (string[])["1. Jaarplan (ter besluitvorming)", "Gevraagd besluit: In te stemmen met het jaarplan.",
            "Stuk: bijlage 1, Memo (in de bijlage)",
            "Stuk: bijlage 2, Brief (op te vragen bij het secretariaat)", "Plaats: Stadhuis; grote zaal",
            "Een volmacht zegt of iemand voor u mag spreken"])
        {
            Assert.Contains(stuk, tekst, StringComparison.Ordinal);
        }
        var bijlagen = oproep[0]["bijlagen"]!.AsArray();
        Assert.Equal(["vergadering.ics", "aanvraag.txt"], bijlagen.Select(b => (string)b!["naam"]!));
        Assert.Equal((document, 1), ((string)bijlagen[1]!["document"]!, (int)bijlagen[1]!["versie"]!));
        var ics = (string)bijlagen[0]!["inhoud"]!;
        Assert.Contains("METHOD:PUBLISH\r\n", ics, StringComparison.Ordinal);
        Assert.Contains("LOCATION:Stadhuis\\; grote zaal\\, eerste", ics, StringComparison.Ordinal);
        Assert.All(ics.Split("\r\n"), regel => Assert.True(System.Text.Encoding.UTF8.GetByteCount(regel) <= 75, regel));

        // Who gave none is told to the office: by post.
        var oproeping = (await p.Get(Alv.Root + "oproepingen?vergadering=" + vergadering))["results"]![0]!;
        Assert.Equal([alv.Leden[2].Url], oproeping["perPost"]!.AsArray().Select(l => (string)l!));
        Assert.Equal(3, oproeping["leden"]!.AsArray().Count);

        // Another place: told again, with a calendar file that takes the place of the first; and by post to who has no address.
        using (var elders = await p.Beheerder.PatchAsJsonAsync(vergadering, new { locatie = "Congrescentrum" },
            TestContext.Current.CancellationToken))
        {
            Assert.Contains("per post", elders.Headers.GetValues("X-Warning").Single(), StringComparison.Ordinal);
        }
        Assert.Equal(200, (await p.Send(HttpMethod.Patch, vergadering, new { toelichting = "Intern." })).Status);
        // nobody needs to hear of that
        var gewijzigd = await Post(p, "oproep-gewijzigd");
        Assert.Equal(["lid0@gemeente.example", "lid1@gemeente.example"], Aan(gewijzigd));
        Assert.Contains("Plaats: Congrescentrum", (string)gewijzigd[0]["tekst"]!, StringComparison.Ordinal);
        Assert.Contains("SEQUENCE:1\r\n", (string)gewijzigd[0]["bijlagen"]![0]!["inhoud"]!, StringComparison.Ordinal);
        foreach (var b in gewijzigd) Assert.Equal(204, (await p.Send(HttpMethod.Delete, (string)b["url"]!)).Status);

        // What was convened and did not leave yet, does not leave any more; who got it, hears that it is off.
        await using var server = new Smtp { Recipient = aan => aan.StartsWith("lid1", StringComparison.Ordinal) ? "451 later" : "250 ok" };
        var klok = new Clock(DateTimeOffset.UtcNow.AddSeconds(5));
        Assert.Equal(2, await new BerichtenTests.Post(p, BerichtenTests.Post.Naar(server), klok).Ronde());
        var mail = Assert.Single(server.Got);
        Assert.Equal(["vergadering.ics", "aanvraag.txt"], mail.Attachments.Cast<MimeKit.MimePart>().Select(a => a.FileName));
        Assert.Contains($"Bekijk dit in Brink: https://brink.example/{p.Name}/vereniging/vergaderingen/{vergadering[^36..]}", mail.TextBody,
            StringComparison.Ordinal);
        await alv.Doe(vergadering, "intrekken", new { reden = "Het gebouw is dicht." });
        var af = await Post(p, "afzegging");
        Assert.Equal(["lid0@gemeente.example", "lid1@gemeente.example"], Aan(af)); // of the second nobody knows whether it came
        Assert.Contains("Het gebouw is dicht.", (string)af[0]["tekst"]!, StringComparison.Ordinal);
        var afzegging = (string)af[0]["bijlagen"]![0]!["inhoud"]!;
        foreach (var regel in (string[])["METHOD:CANCEL\r\n", "STATUS:CANCELLED\r\n", "SEQUENCE:2\r\n", $"UID:{vergadering[^36..]}\r\n"])
            Assert.Contains(regel, afzegging, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Alle))]
    public async Task What_is_refused_or_was_held_before_sends_nothing(string store)
    {
        await using var p = await Platform.Start(store);
        var (alv, vergadering) = await Concept(p);
        await Mailt(p, alv, 0, 1, 2);
        Assert.Equal(200, (await p.Send(HttpMethod.Patch, vergadering,
            new { datum = Alv.Vandaag(2), begin = Alv.Vandaag(2) + "T13:00:00Z" })).Status);
        await alv.Weigert(vergadering, "oproepen"); // too late for the notice of seven days
        Assert.Equal(0, await p.Rows("ber_bericht"));
        await alv.Opgeroepen(new { });
        Assert.Equal(0, await p.Rows("ber_bericht"));

        // Withdrawn before anything left: nobody hears of it at all.
        Assert.Equal(200, (await p.Send(HttpMethod.Patch, vergadering,
            new { datum = Alv.Vandaag(30), begin = Alv.Vandaag(30) + "T13:00:00Z" })).Status);
        await alv.Doe(vergadering, "oproepen");
        Assert.Equal(3, await p.Rows("ber_bericht"));
        await alv.Doe(vergadering, "intrekken", new { reden = "Vergissing." });
        Assert.Equal(0, await p.Rows("ber_bericht"));
    }

    private static ValueTask<int> Kijk(Platform p, DateTimeOffset nu) =>
        p.Tenant.Work(Onderlaag.Model, nu, async s => (int)(await Werk.Herinneren(new()).Inside!(s, new Job(0, "", "", [], 0)))!);

    [Theory, MemberData(nameof(Alle))]
    public async Task Who_did_not_vote_yet_is_reminded_once_per_moment(string store)
    {
        await using var p = await Platform.Start(store);
        var alv = await new Alv(p).Met(4);
        await Mailt(p, alv, 0, 1, 2);
        var sluit = DateTimeOffset.UtcNow.AddDays(10);
        var stemming = await alv.Maak("stemmingen",
            new { onderwerp = "Gezamenlijke inkoop", modus = "peiling", sluit = sluit.ToString("O") });
        await alv.Doe(stemming, "openen");
        await alv.Stem(stemming, 1, "tegen");
        Assert.Equal(0, await Kijk(p, sluit.AddDays(-4)));
        Assert.Equal(2, await Kijk(p, sluit.AddDays(-3).AddMinutes(1))); // the fourth gave no address
        Assert.Equal(0, await Kijk(p, sluit.AddDays(-3).AddHours(5)));
        var eerste = await Post(p, "herinnering-stemming");
        Assert.Equal(["lid0@gemeente.example", "lid2@gemeente.example"], Aan(eerste));
        Assert.All(eerste, b => Assert.DoesNotContain("tegen", (string)b["tekst"]!, StringComparison.OrdinalIgnoreCase));
        Assert.Contains("heeft nog niet gestemd over: Gezamenlijke inkoop", (string)eerste[0]["tekst"]!, StringComparison.Ordinal);

        await alv.Stem(stemming, 0, "voor");
        Assert.Equal(1, await Kijk(p, sluit.AddHours(-20)));
        Assert.Equal(0, await Kijk(p, sluit.AddHours(-10)));
        Assert.Equal(0, await Kijk(p, sluit.AddHours(1)));
        Assert.Equal(["lid0@gemeente.example", "lid2@gemeente.example", "lid2@gemeente.example"],
            Aan(await Post(p, "herinnering-stemming")));
        // Nobody is reminded of a vote that was opened only just before.
        var kort = await alv.Maak("stemmingen",
            new { onderwerp = "Kort", modus = "peiling", sluit = DateTimeOffset.UtcNow.AddHours(12).ToString("O") });
        await alv.Doe(kort, "openen");
        Assert.Equal(0, await Kijk(p, DateTimeOffset.UtcNow));
    }

    [Theory, MemberData(nameof(Alle))]
    public async Task Of_a_secret_vote_a_reminder_tells_no_more_than_its_board(string store)
    {
        await using var p = await Platform.Start(store);
        var alv = await new Alv(p).Met(5);
        await Mailt(p, alv, 0, 1, 2);
        var sluit = DateTimeOffset.UtcNow.AddDays(10);
        var stemming = await alv.Geheim(sluit: sluit);
        await alv.Maak("bordregels",
            Alv.Regel(stemming, "biljet", Brink.Stembord.Biljet.Maak(await alv.Instelling(stemming), alv.Id(1), 0).Biljet), alv.Als(1));
        Assert.Equal(2, await Kijk(p, sluit.AddDays(-2)));
        var herinnering = await Post(p, "herinnering-stemming");
        Assert.Equal(["lid0@gemeente.example", "lid2@gemeente.example"], Aan(herinnering));
        Assert.All(herinnering, b => Assert.DoesNotContain("Kandidaat", b.ToJsonString(), StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(Alle))]
    public async Task Owners_and_whoever_promised_something_are_reminded_once(string store)
    {
        await using var p = await Platform.Start(store);
        var rapport = (string)(await p.Post("rapportage/api/v1/kwartaalrapporten",
            new { periode = "2026-Q1", titel = "Q1", inleverenVoor = "2026-04-10" }))["url"]!;
        async Task Onderwerp(int nummer, string adres, bool ingevuld)
        {
            var onderwerp = (string)(await p.Post("rapportage/api/v1/onderwerpen", new
            {
                dashboard = "operatie",
                sectie = "A",
                sectienaam = "Governance",
                nummer,
                naam = $"Onderwerp {nummer}",
                eigenaar = "bedrijfsbureau",
                emailadres = adres,
            }))["url"]!;
            await p.Post("rapportage/api/v1/metingen", new { rapport, onderwerp, indicator = "groen", toelichting = "Loopt.", ingevuld });
        }
        await Onderwerp(1, "bureau@dimpact.example", false);
        await Onderwerp(2, "Bureau@dimpact.example", false);
        await Onderwerp(3, "bureau@dimpact.example", true);
        await Onderwerp(4, "", false);
        await Onderwerp(5, "ict@dimpact.example", false);
        var zeven = new DateTimeOffset(2026, 4, 3, 9, 0, 0, TimeSpan.Zero);
        Assert.Equal(0, await Kijk(p, zeven.AddDays(-1)));
        Assert.Equal(2, await Kijk(p, zeven));
        Assert.Equal(0, await Kijk(p, zeven.AddDays(2)));
        Assert.Equal(2, await Kijk(p, zeven.AddDays(6)));
        Assert.Equal(0, await Kijk(p, zeven.AddDays(8)));
        var bureau = (await Post(p, "herinnering-rapport")).Where(b => (string)b["aan"]! == "bureau@dimpact.example").ToList();
        Assert.Equal(2, bureau.Count);
        Assert.All(bureau, b => Assert.Equal((true, true, false),
            (((string)b["tekst"]!).Contains("A1. Onderwerp 1", StringComparison.Ordinal),
            ((string)b["tekst"]!).Contains("A2. Onderwerp 2", StringComparison.Ordinal),
            ((string)b["tekst"]!).Contains("A3.", StringComparison.Ordinal))));

        var (alv, vergadering) = await Concept(p, leden: 1);
        var punt = (string)(await p.Get(Alv.Root + "agendapunten?vergadering=" + vergadering))["results"]![0]!["url"]!;
        Task<string> Belofte(string wat, string adres, bool gereed) => alv.Maak("toezeggingen",
            new
            {
                agendapunt = punt,
                wat,
                wie = "directeur-bestuurder",
                emailadres = adres,
                voor = "2026-05-20",
                gereed,
                bewijs = gereed ? "Gedaan." : ""
            });
        await Belofte("De akte laten opmaken", "directie@dimpact.example", false);
        await Belofte("Al gedaan", "directie@dimpact.example", true);
        await Belofte("Van niemand", "", false);
        Assert.Equal(1, await Kijk(p, new DateTimeOffset(2026, 5, 13, 9, 0, 0, TimeSpan.Zero)));
        Assert.Equal(0, await Kijk(p, new DateTimeOffset(2026, 5, 18, 9, 0, 0, TimeSpan.Zero)));
        Assert.Equal(1, await Kijk(p, new DateTimeOffset(2026, 5, 20, 9, 0, 0, TimeSpan.Zero)));
        Assert.Equal(0, await Kijk(p, new DateTimeOffset(2026, 5, 21, 9, 0, 0, TimeSpan.Zero)));
        Assert.Equal(2, (await Post(p, "herinnering-toezegging")).Count);
    }

    [Fact]
    public async Task Nodes_that_look_at_once_make_each_reminder_once()
    {
        await using var p = await Platform.Start("postgres");
        var alv = await new Alv(p).Met(5);
        await Mailt(p, alv, 0, 1, 2, 3, 4);
        var sluit = DateTimeOffset.UtcNow.AddDays(10);
        await alv.Doe(await alv.Maak("stemmingen", new { onderwerp = "Inkoop", modus = "peiling", sluit = sluit.ToString("O") }), "openen");
        var soort = Werk.Herinneren(new());
        await p.Runner(new Clock(sluit.AddDays(-2)), soort).Plan(p.Tenant); // at first at once
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => p.Runner(new Clock(sluit.AddDays(-2)), soort).Round(p.Tenant, soort.Name)));
        Assert.Empty(p.Failures);
        Assert.Equal(5, await p.Rows("ber_bericht"));
    }
}
