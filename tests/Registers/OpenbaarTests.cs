using System.Text.Json.Nodes;
using Brink.Controle;
using Brink.Engine;
using Brink.Registers;
using Brink.Stembord;
using Xunit;

namespace Brink.Tests;

/// <summary>
/// What the public gets (Open Raadsinformatie) and what it never gets. The cast: an organisation that shows nothing,
/// one that shows what is public, and one whose administrator gave the public far too much.
/// Whatever may not be seen carries the mark PRIVE; no answer to nobody may hold it.
/// </summary>
public sealed class OpenbaarTests
{
    private const string Merk = "PRIVE";
    public static TheoryData<string> Alle => Stores.All;

    private static Task<HttpClient> ZetAan(Platform p) =>
        p.WithRights(Access.Anonymous, new { component = "bvm", scopes = new[] { "besluitvorming.openbaar" } }, new
        {
            component = "rap",
            scopes = new[] {
            "rapportage.openbaar" }
        });

    private static async Task<string> Tekst(Platform p, string pad, int verwacht = 200)
    {
        using var niemand = p.As(null);
        using var antwoord = await niemand.GetAsync(pad);
        var tekst = await antwoord.Content.ReadAsStringAsync();
        Assert.True(verwacht == (int)antwoord.StatusCode, $"{pad}: {(int)antwoord.StatusCode} {tekst} {p.Failures.LastOrDefault()}");
        return tekst;
    }

    /// <summary>Every list and every deed that only reads, of every register: what a request without a token gets there.</summary>
    [Theory, MemberData(nameof(Alle))]
    public async Task Nobody_reaches_a_resource(string store)
    {
        await using var p = await Platform.Start(store);
        var alv = await new Alv(p).Met(2);
        await alv.Geopend();
        using var niemand = p.As(null);
        Assert.Equal(401, (await p.Send(HttpMethod.Get, Alv.Root + "ori", null, niemand)).Status);
        await ZetAan(p);
        Assert.Equal(200, (await p.Send(HttpMethod.Get, Alv.Root + "ori", null, niemand)).Status);

        var (gesloten, open) = (0, new List<string>());
        foreach (var register in Onderlaag.Model.Registers.Where(r => !r.IsPublic))
        {
            foreach (var d in register.Resources.Where(d => !d.IsInternal && !d.Nested))
            {
                var basis = $"{register.Root}/{d.Path}";
                var made = (await p.Send(HttpMethod.Get, basis)).Json is JsonObject lijst && lijst["results"] is JsonArray { Count: > 0 } er
                    ? (string?)er[0]!["url"] : null;
                var een = made is null ? $"{basis}/{Guid.NewGuid()}" : made[p.Base.Length..];
                var paden = new (Operation Kan, HttpMethod Methode, string Pad)[]
                {
                    (Operation.List, HttpMethod.Get, basis), (Operation.Read, HttpMethod.Get, een), (Operation.Head, HttpMethod.Head, een),
                    (Operation.AuditTrail, HttpMethod.Get,
                        een + "/audittrail"),
                    (Operation.Create, HttpMethod.Post, basis), (Operation.Put, HttpMethod.Put, een),
                    (Operation.Patch, HttpMethod.Patch, een), (Operation.Delete,
                        HttpMethod.Delete, een),
                    (Operation.Zoek, HttpMethod.Post, $"{basis}/{d.ZoekPath}"),
                }.Where(x => d.Has(x.Kan)).Select(x => (x.Methode, x.Pad)).ToList();
                paden.AddRange(d.Actions.Select(a =>
                    (new HttpMethod(a.Method), a.AtRoot ? $"{register.Root}/{a.Name}{(a.OnResource ? "/" + Guid.NewGuid() : "")}"
                    : a.OnResource ? $"{een}/{a.Name}" : $"{basis}/{a.Name}")));
                foreach (var (methode, pad) in paden)
                {
                    var (status, _) = await p.Send(methode, pad, methode == HttpMethod.Get || methode == HttpMethod.Head ? null
                        : new { }, niemand);
                    if (status is 401 or 403)
                    {
                        gesloten++;
                    }
                    else
                    {
                        open.Add($"{methode} {pad[(register.Root.Length + 1)..].Split('/')[0]} {pad.Split('/')[^1].Split('?')[0]} "
                            + $"{status}");
                    }
                }
            }
        }
        Assert.True(gesloten > 300, $"only {gesloten} doors were tried");
        // What is open is what the scope of the public is for, and nothing else.
        Assert.Equal(
            ["GET agendapunten stuk 404", "GET ceremonies keten 404", "GET ori ori 200", "GET ori-aantallen ori-aantallen 200",
                 "GET rapportversies openbaar 200", "GET rapportversies openbaar 404", "GET stemmingen ori 200",
                "GET stemmingen ori 404",
                "GET stemmingen stembord 404", "GET toezeggingen ori 200", "GET vergaderingen kalender 200", "GET vergaderingen ori 200",
                "GET vergaderingen ori 200"],
            open.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task An_application_that_gives_the_public_too_much_gives_no_more()
    {
        await using var p = await Platform.Start("sqlite");
        await new Alv(p).Geopend();
        await p.WithRights(Access.Anonymous,
            new { component = "bvm", scopes = new[] { "besluitvorming.openbaar", "besluitvorming.lezen", "besluitvorming.leiden" } },
            new { component = "pfl", scopes = new[] { "portfolio.lezen" } });
        using var niemand = p.As(null);
        Assert.Equal(200, (await p.Send(HttpMethod.Get, Alv.Root + "ori", null, niemand)).Status);
        Assert.Equal(403, (await p.Send(HttpMethod.Get, Alv.Root + "vergaderingen", null, niemand)).Status);
        Assert.Equal(401, (await p.Send(HttpMethod.Get, "portfolio/api/v1/leden", null, niemand)).Status);
        Assert.Equal(401, (await p.Send(HttpMethod.Post, Alv.Root + "vergaderingen", new { }, niemand)).Status);

        await using var q = await Platform.Start("sqlite");
        await q.Post("autorisaties/api/v1/applicaties",
            new { clientIds = new[] { Access.Anonymous }, label = "Alles", heeftAlleAutorisaties = true });
        Assert.Equal(401, (await q.Send(HttpMethod.Get, Alv.Root + "ori", null, q.As(null))).Status);
        Assert.Equal(401, (await q.Send(HttpMethod.Get, "zaken/api/v1/zaken", null, q.As(null))).Status);
    }

    [Theory, MemberData(nameof(Alle))]
    public async Task The_public_sees_what_was_decided_and_by_which_municipality(string store)
    {
        await using var p = await Platform.Start(store);
        var cast = new Cast(p);
        var soort = (await cast.Informatieobjecttype()).Url;
        Task<string> Document(string titel, string niveau, string? status = null) => cast.Tekst(soort, titel, niveau, status);
        var (openbaar, intern, klad) = (await Document("Begroting", "openbaar"), await Document("Intern " + Merk, "intern"),
            await Document("Klad " + Merk, "openbaar",
            "in_bewerking"));

        var alv = await new Alv(p).Met(3);
        await ZetAan(p);
        var punten = await alv.Opgeroepen(
            new
            {
                titel = "Tarieven",
                verslag = new[] { "Gezegd in vertrouwen, " + Merk },
                stukken = new object[] { new { titel = "Begroting 2027", bijlage = "4", document = openbaar },
                    new { titel = Merk + " stuk", document = intern },
                    new { titel = Merk + " klad", document = klad }, new { titel = Merk + " zonder document" } },
            },
            new
            {
                titel = "Grond van " + Merk,
                vertrouwelijk = true,
                stukken = new object[] { new { titel = Merk + " dichtbij", document = openbaar } }
            });
        await alv.Maak("vergaderingen", new { titel = "Nog niet opgeroepen " + Merk, datum = "2099-01-01", vorm = "fysiek" });
        var toch = await alv.Maak("vergaderingen",
            new { titel = "Ingetrokken voor de oproep " + Merk, datum = "2099-01-01", vorm = "fysiek" });
        await alv.Doe(toch, "intrekken", new { reden = Merk });
        await alv.Doe(alv.Vergadering, "openen");
        var volmacht = await alv.Maak("volmachten", new
        {
            gever = alv.Leden[2].Url,
            gemachtigde = alv.Leden[1].Gebruiker,
            functie = "wethouder " + Merk,
            namens = alv.Leden[1].Url,
            vergadering = alv.Vergadering,
            stemmen = true,
        });
        await alv.Aanwezig(0, new { functie = "burgemeester " + Merk });
        await alv.Aanwezig(1);
        await alv.Aanwezig(2, new { hoedanigheid = "gemachtigde", volmacht });
        async Task<string> Besluit(string punt, string onderwerp)
        {
            var stemming = await alv.Maak("stemmingen",
                new { agendapunt = punt, modus = "in_de_vergadering", onderwerp, besluittekst = "Besloten: " + onderwerp });
            await alv.Doe(stemming, "openen");
            await alv.Maak("stemmen", new { stemming, lid = alv.Leden[0].Url, keuze = "tegen", toelichting = "Omdat " + Merk }, alv.Als(0));
            await alv.Stem(stemming, 1, "voor");
            await alv.Stem(stemming, 2, "voor", alv.Als(1));
            // What is not decided yet is nobody's business.
            Assert.DoesNotContain(onderwerp, await Tekst(p, Alv.Root + "stemmingen/ori"), StringComparison.Ordinal);
            Assert.Equal(404, (await p.Send(HttpMethod.Get, stemming + "/ori", null, p.As(null))).Status);
            await alv.Uitslag(stemming);
            return stemming;
        }
        var tarieven = await Besluit(punten[0], "Tarieven 2027");
        var grond = await Besluit(punten[1], "Grond " + Merk);
        var peiling = await alv.Maak("stemmingen",
            new { agendapunt = punten[0], onderwerp = "Wat vindt u, " + Merk, modus = "peiling", sluit = "2099-01-01T00:00:00Z" });
        await alv.Doe(peiling, "openen");
        await alv.Stem(peiling, 0, "voor");
        await alv.Uitslag(peiling);
        await alv.Doe(alv.Vergadering, "sluiten");
        var notulen = await alv.Maak("notulen", new
        {
            vergadering = alv.Vergadering,
            blokken = new object[] {
            new { agendapunt = 1, kop = "1. Tarieven", soort = "verslag", tekst = "De tarieven zijn besproken." },
            new { agendapunt = 2, kop = "2. Grond", soort = "verslag",
                tekst = Merk } }
        });

        var alles = await Tekst(p, Alv.Root + "ori");
        var vergadering = JsonNode.Parse(alles)!["meetings"]!.AsArray().Single()!;
        Assert.Equal(("Meeting", "ALV", "completed", alv.Vergadering),
            ((string)vergadering["@type"]!, (string)vergadering["name"]!, (string)vergadering["status"]!,
            (string)vergadering["id"]!));
        var punt = vergadering["agenda"]!.AsArray().Single()!;
        Assert.Equal(("AgendaItem", "Tarieven", 1), ((string)punt["@type"]!, (string)punt["name"]!, (int)punt["position"]!));
        var stuk = punt["attachment"]!.AsArray().Single()!;
        Assert.Equal(("Begroting 2027", "4", "Begroting.txt"),
            ((string)stuk["name"]!, (string)stuk["identifier"]!, (string)stuk["file_name"]!));
        Assert.Equal("inhoud van Begroting", await Tekst(p, (string)stuk["id"]!));
        var motie = punt["motions"]!.AsArray().Single()!;
        Assert.Equal(("Motion", "Tarieven 2027", "pass", tarieven),
            ((string)motie["@type"]!, (string)motie["name"]!, (string)motie["result"]!, (string)motie["id"]!));
        var stemming = motie["vote_events"]!.AsArray().Single()!;
        Assert.Equal(["Gemeente 000 no", "Gemeente 001 yes", "Gemeente 002 yes"],
            stemming["votes"]!.AsArray().Select(v => $"{v!["voter"]} {v["option"]}"));
        Assert.Equal(["yes 2", "no 1", "abstain 0"], stemming["counts"]!.AsArray().Select(c => $"{c!["option"]} {c["value"]}"));
        Assert.Null(vergadering["report"]); // minutes are public once they are adopted

        // Papers that are not public, by the right address.
        foreach (var document in (string[])[intern, klad]) await Tekst(p, $"{punten[0]}/stuk?document={document[^36..]}", 404);
        await Tekst(p, $"{punten[1]}/stuk?document={openbaar[^36..]}", 404);
        await Tekst(p, $"{punten[0]}/stuk?document={Guid.NewGuid()}", 404);
        await Tekst(p, grond + "/ori", 404);
        await Tekst(p, peiling + "/ori", 404);
        await Tekst(p, toch + "/ori", 404);
        await Tekst(p, toch + "/kalender", 404);
        await Tekst(p, Alv.Root + "ori?jaar=1899", 400);

        // Adopted in a next meeting: the minutes are public, but for the item that is confidential.
        await alv.Vastgesteld(notulen);
        var eerste = JsonNode.Parse(await Tekst(p, (string)vergadering["id"]! + "/ori"))!;
        Assert.Equal(["De tarieven zijn besproken."], eerste["report"]!["sections"]!.AsArray().Select(s => (string)s!["text"]!));

        foreach (var pad in (string[])["ori", "vergaderingen/ori", "stemmingen/ori"])
        {
            foreach (var jaar in (string[])["", $"?jaar={DateTime.UtcNow.Year}"])
                Assert.DoesNotContain(Merk, await Tekst(p, Alv.Root + pad + jaar), StringComparison.Ordinal);
        }
        Assert.DoesNotContain("lid-1", await Tekst(p, Alv.Root + "ori"), StringComparison.Ordinal); // who held the proxy
        Assert.Empty(JsonNode.Parse(await Tekst(p, Alv.Root + "vergaderingen/ori?jaar=1999"))!.AsArray());

        // What turns out to be confidential goes at once, also after the meeting; nothing else of a meeting that is over changes.
        Assert.Equal(409, (await p.Send(HttpMethod.Patch, punten[0], new { vertrouwelijk = true, titel = "Anders" })).Status);
        Assert.Equal(200, (await p.Send(HttpMethod.Patch, punten[0], new { vertrouwelijk = true })).Status);
        Assert.DoesNotContain("Tarieven 2027", await Tekst(p, Alv.Root + "ori"), StringComparison.Ordinal);
        await Tekst(p, (string)stuk["id"]!, 404);
    }

    [Theory, MemberData(nameof(Alle))]
    public async Task The_board_of_a_secret_vote_is_public_once_it_is_closed_and_tells_no_choice(string store)
    {
        await using var p = await Platform.Start(store);
        var alv = await new Alv(p).Met(5);
        await ZetAan(p);
        var stemming = await alv.Geheim();
        var instelling = await alv.Instelling(stemming);
        await alv.Stemt(stemming, (0, 0), (1, 1), (2, 0), (3, 1), (4, 0));
        await Tekst(p, stemming + "/stembord", 404);
        await alv.Doe(stemming, "sluiten");
        await Tekst(p, stemming + "/stembord");

        // A holder of a key gives its part, and can do nothing else.
        var houder = await p.WithRights("houder", new { component = "bvm", scopes = new[] { "besluitvorming.ontsleutelen" } });
        Assert.Equal(["permission_denied"],
            await alv.Weigert(Alv.Root + "bordregels", "",
            Alv.Regel(stemming, "biljet", Biljet.Maak(instelling, alv.Id(0), 1).Biljet), houder));
        Assert.Equal(["permission_denied"],
            await alv.Weigert(Alv.Root + "vergaderingen", "", new { titel = "Mijn", datum = "2099-01-01", vorm = "fysiek" }, houder));
        await alv.GeefDelen(stemming, houder);
        await alv.Doe(stemming, "vaststellen");

        var besluit = JsonNode.Parse(await Tekst(p, stemming + "/ori"))!["vote_events"]![0]!;
        Assert.Empty(besluit["votes"]!.AsArray());
        Assert.Equal((true, "Kandidaat A"), ((bool)besluit["secret"]!, (string)besluit["elected"]!));
        Assert.Equal(["Kandidaat A 3", "Kandidaat B 2", "Blanco 0"],
            besluit["counts"]!.AsArray().Select(c => $"{c!["option"]} {c["value"]}"));
        var rapport = Stembordcontrole.Controleer(await Tekst(p, (string)besluit["board"]!));
        Assert.True(rapport.Goed, string.Join('\n', rapport.Bevindingen));
    }

    [Theory, MemberData(nameof(Alle))]
    public async Task A_report_is_public_by_a_step_of_its_own_and_only_as_it_was_adopted(string store)
    {
        await using var p = await Platform.Start(store);
        await Brink.Host.Vereniging.Laad(Path.Combine(Source.Root, "demo", "vereniging"), p.Beheerder);
        await ZetAan(p);
        const string Root = "rapportage/api/v1/";
        var rapport = (string)(await p.Get(Root + "kwartaalrapporten"))["results"]![0]!["url"]!;
        var versie = (string)(await p.Get(Root + "rapportversies"))["results"]![0]!["url"]!;
        // Shared with the members is not shared with everybody.
        Assert.Empty(JsonNode.Parse(await Tekst(p, Root + "rapportversies/openbaar"))!.AsArray());
        await Tekst(p, versie + "/openbaar", 404);
        var lezer = await p.WithRights("lezer", new { component = "rap", scopes = new[] { "rapportage.lezen", "rapportage.bijwerken" } });
        Assert.Equal(403, (await p.Send(HttpMethod.Post, Root + "rapportstappen", new { rapport, soort = "openbaar", datum = "2022-12-08" },
            lezer)).Status);

        await p.Post(Root + "rapportstappen", new { rapport, soort = "openbaar", datum = "2022-12-08", door = "Regiebureau" });
        var een = JsonNode.Parse(await Tekst(p, Root + "rapportversies/openbaar"))!.AsArray().Single()!;
        Assert.Equal(("2022-Q3", 1, "2022-12-08", false),
            ((string)een["periode"]!, (int)een["versie"]!, (string)een["openbaarOp"]!, een.AsObject().ContainsKey("inhoud")));
        var heel = JsonNode.Parse(await Tekst(p, versie + "/openbaar"))!;
        Assert.Equal(68, heel["inhoud"]!["rijen"]!.AsArray().Count);

        // A new version is not public by itself, and the old one stays what it was.
        await p.Post(Root + "rapportstappen", new { rapport, soort = "herzien", datum = "2022-12-09", toelichting = "Een fout." });
        Assert.Equal(["soort:k2-volgorde"],
            await p.Faults(HttpMethod.Post, Root + "rapportstappen", new { rapport, soort = "openbaar", datum = "2022-12-09" }));
        Assert.Equal((string)heel["sha256"]!, (string)JsonNode.Parse(await Tekst(p, versie + "/openbaar"))!["sha256"]!);
    }
}
