using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Brink.Apps.Collegevoorstel;
using Brink.Apps.Kern;
using Brink.Client;
using Xunit;

namespace Brink.Tests;

/// <summary>
/// The member's side of a decision, on the standard registers alone: the nota, the initials, the college, the mandate.
/// The cast is that of the demonstration: Deventer, which decides, and Dimpact, whose members meet.
/// </summary>
public sealed partial class CollegevoorstelTests
{
    [Theory, MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task The_history_of_nota_2022_1081_runs_from_agenda_to_vote(string store)
    {
        await using var demo = await Voorstelling.Begin(store, "dimpact", "deventer");
        await demo.Laad();
        var deventer = demo.Beheer("deventer");
        async Task<List<JsonNode>> Deventer(string pad) => await demo.Alle("deventer", pad);
        async Task<JsonArray> Los(string pad) => JsonNode.Parse(await deventer.GetStringAsync(pad))!.AsArray();

        // The zaak is closed with its outcome, and every step stands with its day, its version and the hash of that version.
        var zaak = (await Deventer("zaken/api/v1/zaken?identificatie=2022-1081")).Single();
        Assert.Equal("2022-12-08", (string?)zaak["einddatum"]);
        var resultaat = JsonNode.Parse(await deventer.GetStringAsync((string)zaak["resultaat"]! + "?expand=resultaattype"))!;
        Assert.Equal("Besloten conform voorstel", (string?)resultaat["_expand"]!["resultaattype"]!["omschrijving"]);
        var stappen = (await Deventer($"zaken/api/v1/zaakobjecten?zaak={zaak["url"]}"))
            .Where(o => (string?)o["objectTypeOverige"] == Stap.Objectsoort)
            .Select(o => o["objectIdentificatie"]!["overigeData"]!).OrderBy(s => (int)s["groep"]!).ToList();
        Assert.Equal(
            ["Programmamanager 2022-11-30", "Burgemeester 2022-11-30", "Gemeentesecretaris 2022-11-30", "Collegesecretaris 2022-12-01",
                "Collegesecretaris 2022-12-07"],
            stappen.Select(s => $"{s["door"]!["rol"]} {((string)s["op"]!)[..10]}"));
        var nota = (await Los($"zaken/api/v1/zaakinformatieobjecten?zaak={zaak["url"]}&expand=informatieobject"))
            .Select(i => i!["_expand"]!["informatieobject"]!)
            .Single(i => (string?)i["bestandsnaam"] == Nota.Bestandsnaam);
        Assert.Equal(5, (int)nota["versie"]!);
        Assert.All(stappen, s => Assert.Equal((5, (string?)nota["integriteit"]!["waarde"]), ((int)s["versie"]!, (string?)s["sha256"])));
        var inhoud = await deventer.GetByteArrayAsync((string)nota["url"]! + "/download");
        Assert.Equal((string?)nota["integriteit"]!["waarde"], Nota.Hash(inhoud));

        // Whoever took a step has a part in the zaak, for every other app to see.
        var rollen = await Deventer($"zaken/api/v1/rollen?zaak={zaak["url"]}");
        Assert.Equal(["Collegesecretaris: Collegesecretaris", "Parafeerder: Gemeentesecretaris", "Parafeerder: Programmamanager",
            "Portefeuillehouder: Burgemeester",
            "Steller: Steller"],
            rollen.Select(r => $"{r["omschrijving"]}: {r["roltoelichting"]}").Order(StringComparer.Ordinal));

        // A step that was taken off the route is in the history of the zaak, with who did it.
        var geschiedenis = await Los((string)zaak["url"]! + "/audittrail");
        var weg = geschiedenis.Single(r => (string?)r!["resource"] == "zaakobject" && (string?)r["actie"] == "destroy")!;
        Assert.Equal("deventer-steller", (string?)weg["gebruikersId"]);

        // Anchor 8: as the source has it, attachments 1 and 2a are missing; and then they come from the agenda of the members.
        var bron = Nota.Lees(await deventer.GetByteArrayAsync((string)nota["url"]! + "/download?versie=3"))!;
        Assert.Equal(["1", "2a"], bron.Genoemd().Except(bron.Bijlagen.Select(b => b.Nummer)));
        var af = Nota.Lees(inhoud)!;
        Assert.Equal(["1", "2a", "2b", "3a", "3b", "4", "5", ""], af.Bijlagen.Select(b => b.Nummer));
        var (hier, daar) = (demo.Beheer("deventer"), demo.Beheer("dimpact"));
        foreach (var b in af.Bijlagen.Where(b => b.Bron is not null))
        {
            Assert.Equal(b.Sha256, Nota.Hash(await hier.GetByteArrayAsync(b.Document + "/download")));
            Assert.Equal(b.Sha256, Nota.Hash(await daar.GetByteArrayAsync(b.Bron + "/download")));
        }
        Assert.Equal(Enumerable.Range(1, 8), af.Standpunten.Select(s => s.Nummer));

        // The decision, its document, and what the public gets: no name in it.
        var besluit = (await Deventer($"besluiten/api/v1/besluiten?zaak={zaak["url"]}")).Single();
        Assert.Equal(("2022-12-06", "2022-12-07"), ((string?)besluit["datum"], (string?)besluit["publicatiedatum"]));
        Assert.DoesNotContain("Voorbeeld", (string?)besluit["toelichting"], StringComparison.OrdinalIgnoreCase);
        var stukken = new List<JsonNode>();
        foreach (var relatie in await Los($"besluiten/api/v1/besluitinformatieobjecten?besluit={besluit["url"]}"))
            stukken.Add(JsonNode.Parse(await deventer.GetStringAsync((string)relatie!["informatieobject"]!))!);
        Assert.Equal(["besluit.pdf intern", "openbare-nota.html openbaar", "openbare-nota.json openbaar", "openbare-nota.pdf openbaar"],
            stukken.Select(s => $"{s["bestandsnaam"]} {s["vertrouwelijkheidaanduiding"]}").Order(StringComparer.Ordinal));
        var map = Directory.CreateTempSubdirectory("brink-nota-").FullName;
        try
        {
            foreach (var stuk in stukken)
            {
                var pad = Path.Combine(map, (string)stuk["bestandsnaam"]!);
                await File.WriteAllBytesAsync(pad, await deventer.GetByteArrayAsync((string)stuk["url"]! + "/download"));
                var tekst = pad.EndsWith(".pdf", StringComparison.Ordinal) ? await PdfTests.Run("pdftotext", pad, "-")
                    : await File.ReadAllTextAsync(pad);
                tekst = string.Join(' ', tekst.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
                Assert.Contains("gemeentesecretaris van Raalte", tekst, StringComparison.Ordinal);
                if (pad.EndsWith(".pdf", StringComparison.Ordinal))
                    Assert.Contains("Paraaf programmamanager", tekst, StringComparison.Ordinal); // the page with initials
                Assert.Equal(pad.EndsWith("besluit.pdf", StringComparison.Ordinal),
                    tekst.Contains("Voorbeeld", StringComparison.OrdinalIgnoreCase));
            }
            // The file is tagged, and goes on overleaf in the middle of a text.
            var info = await PdfTests.Run("pdfinfo", Path.Combine(map, "besluit.pdf"));
            Assert.Contains("Tagged:          yes", info, StringComparison.Ordinal);
            Assert.DoesNotMatch("Pages: +1\n", info);
        }
        finally { Directory.Delete(map, true); }

        // The mandate: at the cooperative, handed in by the member itself, with the address of the decision;
        // and there the meeting went on with it.
        var volmacht = (await demo.Alle("dimpact", "besluitvorming/api/v1/volmachten"))
            .Single(v => (string?)v["besluit"] == (string?)besluit["url"]);
        Assert.Equal(("secretaris-raalte", true, false),
            ((string?)volmacht["gemachtigde"], (bool)volmacht["spreken"]!, (bool)volmacht["stemmen"]!));
        Assert.Equal(af.Bijlagen[^1].Sha256, (string?)volmacht["formulierSha256"]);
        var sporen = JsonNode.Parse(await daar.GetStringAsync((string)volmacht["url"]! + "/audittrail"))!.AsArray();
        Assert.Equal(("brink-lid-deventer", "lid-deventer"), ((string?)sporen[0]!["applicatieId"], (string?)sporen[0]!["gebruikersId"]));
        Assert.Single(await demo.Alle("dimpact", "besluitvorming/api/v1/aanwezigheden?pageSize=500"),
            a => (string?)a["volmacht"] == (string?)volmacht["url"]);
        var terug = (await Deventer($"zaken/api/v1/zaakobjecten?zaak={zaak["url"]}"))
            .Single(o => (string?)o["objectTypeOverige"] == Dossier.Volmachtsoort);
        Assert.Equal((string?)volmacht["url"], (string?)terug["objectIdentificatie"]!["overigeData"]!["url"]);
    }

    [Theory, MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task What_is_refused_changes_nothing(string store)
    {
        await using var demo = await Voorstelling.Begin(store, "dimpact", "deventer");
        await demo.Laad();
        var spel = new Spel(demo);
        var d = await spel.Lopend();
        Assert.Equal((Statussen.Wacht, 3), (d.Status, d.Versie));
        Assert.Equal(["Akkoord portefeuillehouder"], d.AanDeBeurt.Select(s => s.Naam));
        var rijen = await demo.Rijen("deventer");

        // N1: initials are under what was seen, in their order, and by whom they are asked.
        var akkoord = Spel.Sleutel(d, "Akkoord portefeuillehouder");
        await Weigert("n1-versie", b => b.ZetAsync(d, akkoord, "akkoord", "", new string('0', 64)), "burgemeester");
        await Weigert("niet-voor-u", b => b.ZetAsync(d, akkoord, "akkoord", "", d.Sha256), "programmamanager");
        await Weigert("volgorde", b => b.ZetAsync(d, Spel.Sleutel(d, "Voorlopige agendering"), "akkoord", "", d.Sha256), "secretaris");
        await Weigert("opmerking", b => b.ZetAsync(d, akkoord, "terug", "", d.Sha256), "burgemeester");
        await Weigert("verplicht", b => b.ZetAsync(d, akkoord, "overgeslagen", "", d.Sha256), "burgemeester");
        // No decision before the initials are complete, none in the future, and no proxy without a decision.
        await Weigert("n1-onvolledig", b => b.BesluitAsync(d, "conform", Alv.Heden(), null, "", d.Sha256), "collegesecretaris");
        await Weigert("n1-onvolledig", b => b.BesluitAsync(d, "mandaat", Alv.Heden(), null, "", d.Sha256), "collegesecretaris");
        await Weigert("datum", b => b.BesluitAsync(d, "conform", Alv.Heden().AddDays(3), null, "", d.Sha256), "collegesecretaris");
        await Weigert("n3", b => b.GeefVolmachtAsync(d), "collegesecretaris");
        await Weigert("besluit", b => b.MaakOpenbaarAsync(d, d.Sha256), "collegesecretaris");
        // N4: publication is one field, and nothing may contradict it.
        var nota = d.Nota!.Inhoud;
        await Weigert("n4", b => b.BewaarAsync(d, nota with { Openbaar = false }, d.Versie), "steller");
        await Weigert("n4", b => b.BewaarAsync(d, Met(nota, "communicatie", "Nvt"), d.Versie), "steller");
        await Weigert("n4", b => b.BewaarAsync(d, nota with
        {
            Besluit = [new("instemmen", "De nota en het besluit openbaar te maken.")],
            Openbaar = false,
            RedenNietOpenbaar = "Onderhandelingen"
        }, d.Versie), "steller");
        await Weigert("n1-versie", b => b.BewaarAsync(d, nota with { Team = "Ander" }, d.Versie - 1), "steller");
        await Weigert("niet-voor-u", b => b.BewaarAsync(d, nota with { Team = "Ander" }, d.Versie), "burgemeester");
        // A step that was taken stays on the route; somebody stands in for somebody with a reason only.
        await Weigert("gezet", b => b.HaalStapWegAsync(d, Spel.Sleutel(d, "Paraaf programmamanager")), "steller");
        await Weigert("reden", b => b.WijzigStapAsync(d, akkoord, s => s with { Vervanger = "Gemeentesecretaris" }), "burgemeester");
        await Weigert("niet-voor-u", b => b.HaalStapWegAsync(d, akkoord), "programmamanager");
        Assert.Equal(rijen, await demo.Rijen("deventer"));

        async Task Weigert(string code, Func<Bureau, Task<Fout?>> daad, string wie) =>
            Assert.Equal(code, (await daad(spel.Bureau(wie)))?.Code);
    }

    [Theory, MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task A_change_voids_initials_and_the_mandate_carries_the_positions(string store)
    {
        await using var demo = await Voorstelling.Begin(store, "dimpact", "deventer");
        await demo.Laad();
        var spel = new Spel(demo);
        var d = await spel.Lopend();

        // Missing attachments stop the nota from going round; the text may be kept. What lists show follows the nota.
        await spel.Doe("steller",
            b => b.BewaarAsync(d, Met(d.Nota!.Inhoud, "argumenten", "Zie bijlage 9.") with { Portefeuillehouder = "Wethouder" }, d.Versie));
        d = await spel.Lopend();
        var kenmerken = JsonNode.Parse(await demo.Beheer("deventer").GetStringAsync($"{d.Zaak.Url}/zaakeigenschappen"))!.AsArray();
        Assert.Equal("Wethouder", (string?)kenmerken.Single(k => (string?)k!["naam"] == "Portefeuille")!["waarde"]);
        Assert.Contains(d.Bevindingen, b => b is { Code: "n5", Fout: true });
        Assert.True(d.Stappen.Single(s => s.Naam == "Paraaf programmamanager").Vervallen(d.Sha256));
        Assert.False(d.Stappen.Single(s => s.Naam == "Financieel advies").Vervallen(d.Sha256)); // advice is worked up, not voided
        Assert.Equal(["Paraaf programmamanager"], d.AanDeBeurt.Select(s => s.Naam));
        await spel.Doe("programmamanager",
            b => b.ZetAsync(d, Spel.Sleutel(d, "Paraaf programmamanager"), "terug", "Bijlage 9 ontbreekt.", d.Sha256));
        d = await spel.Lopend();
        Assert.Equal(Statussen.Aanvulling, d.Status);
        Assert.Empty(d.AanDeBeurt);
        Assert.Equal("n5", (await spel.Bureau("steller").BiedAanAsync(d))!.Code);

        // A paper by the name of a document of the app's own takes no place of it.
        await spel.Doe("steller",
            b => b.VoegBijlageToeAsync(d, "", "Een eerder besluit", "besluit.pdf", "text/plain", "Iets anders."u8.ToArray(), d.Versie));
        d = await spel.Lopend();

        // Mended, with a proxy to vote; sent round again; the gemeentesecretaris stands in for the burgemeester.
        await spel.Doe("steller", b => b.BewaarAsync(d, Met(d.Nota!.Inhoud, "argumenten", "Zie bijlage 1.") with
        {
            Besluit = [.. d.Nota!.Inhoud.Besluit,
                new Besluitpunt("volmacht", "Volmacht te geven aan [[de heer Zeldzaam|de portefeuillehouder van Raalte]].")],
            Volmacht = new("lid-raalte", "portefeuillehouder van Raalte", "Raalte", true, true),
        }, d.Versie));
        d = await spel.Lopend();
        await spel.Doe("steller", b => b.BiedAanAsync(d));
        d = await spel.Lopend();
        await spel.Doe("programmamanager", b => b.ZetAsync(d, Spel.Sleutel(d, "Paraaf programmamanager"), "akkoord", "", d.Sha256));
        d = await spel.Lopend();
        var paraaf = d.Stappen.Single(s => s.Naam == "Paraaf programmamanager");
        Assert.Equal(["akkoord", "terug"], paraaf.Eerder.Select(e => e.Uitkomst)); // what was said before stays
        await spel.Doe("burgemeester", b => b.WijzigStapAsync(d, Spel.Sleutel(d, "Akkoord portefeuillehouder"), s =>
            s with { Vervanger = "Gemeentesecretaris", VervangingReden = "Vakantie" }));
        await spel.Doe("collegesecretaris", b =>
            b.VoegStapToeAsync(d, new()
            {
                Soort = "advies",
                Naam = "Juridisch advies",
                Rol = "Gemeentesecretaris",
                Groep = 3,
                Optioneel = true
            }));
        d = await spel.Lopend();
        await spel.Doe("secretaris", b => b.ZetAsync(d, Spel.Sleutel(d, "Akkoord portefeuillehouder"), "akkoord", "", d.Sha256));
        d = await spel.Lopend();
        Assert.Equal(Statussen.Akkoord, d.Status);
        await spel.Doe("secretaris", b => b.ZetAsync(d, Spel.Sleutel(d, "Voorlopige agendering"), "akkoord", "", d.Sha256));
        d = await spel.Lopend();
        Assert.Equal(Statussen.Voorlopig, d.Status);
        await spel.Doe("collegesecretaris", b => b.ZetAsync(d, Spel.Sleutel(d, "Definitieve agendering"), "akkoord", "", d.Sha256));
        d = await spel.Lopend();
        Assert.Equal(Statussen.Definitief, d.Status);

        // Put off, and then changed: the besluit says what, the outcome too.
        var vandaag = Alv.Heden();
        await spel.Doe("collegesecretaris", b => b.BesluitAsync(d, "aangehouden", vandaag, null, "Volgende week.", d.Sha256));
        d = await spel.Lopend();
        Assert.Equal((Statussen.Voorlopig, false), (d.Status, d.Besloten));
        Assert.Equal("lakken", (await spel.Bureau("collegesecretaris")
            .BesluitAsync(d, "gewijzigd", vandaag, null, "De heer Zeldzaam gaat alleen.", d.Sha256))!.Code);
        await spel.Doe("collegesecretaris", b => b.BesluitAsync(d, "gewijzigd", vandaag, vandaag, "Punt 1 geldt voor één jaar.", d.Sha256));
        d = await spel.Lopend();
        Assert.Equal((Statussen.Gewijzigd, "Gewijzigd vastgesteld"), (d.Status, d.Resultaat));
        Assert.Contains("Punt 1 geldt voor één jaar.", d.Besluit!.Toelichting, StringComparison.Ordinal);
        Assert.DoesNotContain("Zeldzaam", d.Besluit.Toelichting, StringComparison.Ordinal);
        Assert.Equal("besloten", (await spel.Bureau("steller").BewaarAsync(d, d.Nota!.Inhoud with { Team = "Ander" }, d.Versie))!.Code);
        // What nobody waited for does not send a decision back.
        foreach (var uitkomst in (string[])["terug", "akkoord"])
        {
            Assert.Equal("besloten",
                (await spel.Bureau("secretaris").ZetAsync(d, Spel.Sleutel(d, "Juridisch advies"), uitkomst, "Toch niet.", d.Sha256))!.Code);
        }
        Assert.Equal(Statussen.Gewijzigd, (await spel.Lopend()).Status);
        Assert.Empty(d.AanDeBeurt);
        Assert.Equal(["Besluit van het college: " + d.Nota.Inhoud.Onderwerp], d.Stukken.Select(s => s.Expand!.Informatieobject!)
            .Where(i => i.Bestandsnaam == "besluit.pdf")
            .Select(i => i.Titel));
        await spel.Doe("collegesecretaris", b => b.MaakOpenbaarAsync(d, d.Sha256));

        // One click, and once: the proxy has the positions as its instructions.
        await spel.Doe("collegesecretaris", b => b.GeefVolmachtAsync(d));
        d = await spel.Lopend();
        Assert.Equal("dubbel", (await spel.Bureau("steller").GeefVolmachtAsync(d))!.Code);
        async Task<JsonNode> Volmacht(HttpClient client) =>
            (await Voorstelling.Alle(client, "besluitvorming/api/v1/volmachten"))
                .Single(v => (string?)v["besluit"] == d.Besluit!.Url.ToString());
        var volmacht = await Volmacht(demo.Gebruiker("dimpact", "lid-deventer"));
        Assert.Empty((await Volmacht(demo.Beheer("dimpact")))["instructies"]!.AsArray());
        // what a member tells its proxy is between those two
        Assert.Equal(["voor", "voor"], volmacht["instructies"]!.AsArray().Select(i => (string?)i!["keuze"]));
        Assert.Equal("lid-raalte", (string?)volmacht["gemachtigde"]);
        await spel.Doe("collegesecretaris", b => b.SluitAsync(d));
        Assert.False((await spel.Dossier(d.Sleutel)).Open);
    }

    [Theory, MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task Two_at_the_same_time_do_not_undo_each_other(string store)
    {
        await using var demo = await Voorstelling.Begin(store, "dimpact", "deventer");
        await demo.Laad();
        var spel = new Spel(demo);
        var d = await spel.Lopend();
        var uitkomsten = await Task.WhenAll(
            Enumerable.Range(1, 4).Select(i =>
            spel.Bureau("steller").BewaarAsync(d, d.Nota!.Inhoud with { Team = $"Team {i}" }, d.Versie)));
        Assert.Single(uitkomsten, u => u is null);
        Assert.All(uitkomsten.OfType<Fout>(), f => Assert.Equal("n1-versie", f.Code));
        Assert.Equal(d.Versie + 1, (await spel.Lopend()).Versie);

        // Under mandate the agenda is skipped and the initials are not; the decision is laid down once, whoever is first.
        foreach (var (wie, stap) in new[] { ("programmamanager", "Paraaf programmamanager"),
            ("burgemeester", "Akkoord portefeuillehouder") })
        {
            d = await spel.Lopend();
            await spel.Doe(wie, b => b.ZetAsync(d, Spel.Sleutel(d, stap), "akkoord", "", d.Sha256));
        }
        d = await spel.Lopend();
        var vandaag = Alv.Heden();
        uitkomsten = await Task.WhenAll(
            Enumerable.Range(1, 3).Select(_ => spel.Bureau("collegesecretaris").BesluitAsync(d, "mandaat", vandaag, null, "", d.Sha256)));
        Assert.Single(uitkomsten, u => u is null);
        d = await spel.Lopend();
        Assert.Equal(("Vastgesteld onder mandaat", 1), (d.Resultaat, d.Besluiten.Count));

        // What the college does not want is closed without a besluit.
        var begonnen = await spel.Bureau("steller")
            .BeginAsync(new() { Onderwerp = "Een tweede fontein", Besluit = [new("instemmen", "In te stemmen met een fontein.")] });
        d = await spel.Dossier(begonnen.Waarde!.Uuid);
        await spel.Doe("steller", b => b.BiedAanAsync(d));
        d = await spel.Dossier(d.Sleutel);
        Assert.Equal("tekst", (await spel.Bureau("collegesecretaris").BesluitAsync(d, "niet", vandaag, null, "", d.Sha256))!.Code);
        await spel.Doe("collegesecretaris", b => b.BesluitAsync(d, "niet", vandaag, null, "Te duur.", d.Sha256));
        d = await spel.Dossier(d.Sleutel);
        Assert.Equal(("Niet vastgesteld", false, 0), (d.Resultaat, d.Open, d.Besluiten.Count));
    }

    /// <summary>Article 169, paragraph 4: where the council may make its wishes and objections known, the college does not decide before,
    /// and no proxy is given.</summary>
    [Theory, MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task The_college_waits_for_the_council_where_the_law_says_so(string store)
    {
        await using var demo = await Voorstelling.Begin(store, "dimpact", "deventer");
        await demo.Laad();
        var spel = new Spel(demo);
        var vandaag = Nederlands.Vandaag(DateTimeOffset.UtcNow);
        var d = await spel.Lopend();
        Assert.Equal(["brief"], d.Raadsstukken.Select(r => r.Soort)); // the demonstration shows one, on its way
        await spel.Doe("steller", b => b.BewaarAsync(d, d.Nota!.Inhoud with
        {
            Besluit = [.. d.Nota!.Inhoud.Besluit,
                new Besluitpunt("volmacht", "Volmacht te geven aan [[de heer Zeldzaam|de portefeuillehouder van Raalte]].")],
            Volmacht = new("lid-raalte", "portefeuillehouder van Raalte", "Raalte", true, true),
        }, d.Versie));
        d = await spel.Lopend();
        var rijen = await demo.Rijen("deventer");
        async Task Weigert(string code, string wie, Func<Bureau, Task<Fout?>> daad) =>
            Assert.Equal(code, (await daad(spel.Bureau(wie)))?.Code);
        await Weigert("niet-voor-u", "burgemeester",
            b => b.NaarDeRaadAsync(d, "bedenkingen", "Jaarplan", "Wat vindt de raad?", vandaag.AddDays(14)));
        await Weigert("soort", "steller", b => b.NaarDeRaadAsync(d, "anders", "Jaarplan", "Wat vindt de raad?", vandaag.AddDays(14)));
        await Weigert("termijn", "steller", b => b.NaarDeRaadAsync(d, "bedenkingen", "Jaarplan", "Wat vindt de raad?", null));
        await Weigert("termijn", "steller", b => b.NaarDeRaadAsync(d, "bedenkingen", "Jaarplan", "Wat vindt de raad?", vandaag));
        await Weigert("dubbel", "steller", b => b.NaarDeRaadAsync(d, "brief", "Nog een brief", "Ter informatie.", null));
        await Weigert("lakken", "steller",
            b => b.NaarDeRaadAsync(d, "bedenkingen", "Jaarplan", "De heer Zeldzaam gaat.", vandaag.AddDays(14)));
        Assert.Equal(rijen, await demo.Rijen("deventer"));

        // Its own document and route; the names stay inside.
        await spel.Doe("steller",
            b => b.NaarDeRaadAsync(d, "bedenkingen", "Het jaarplan", "Wat vindt de raad van de inzet van [[de heer Zeldzaam|Raalte]]?",
            vandaag.AddDays(14)));
        d = await spel.Lopend();
        var stuk = d.Raadsstukken.Single(r => r.Soort == "bedenkingen");
        var sleutel = Guid.Parse(stuk.Url!.Segments[^1]);
        var map = Directory.CreateTempSubdirectory("brink-raad-").FullName;
        try
        {
            var pad = Path.Combine(map, "raadsvoorstel.pdf");
            await File.WriteAllBytesAsync(pad, await demo.Beheer("deventer").GetByteArrayAsync(stuk.Document + "/download"));
            var tekst = await PdfTests.Run("pdftotext", pad, "-");
            Assert.Contains("artikel 169", tekst, StringComparison.Ordinal);
            Assert.DoesNotContain("Zeldzaam", tekst, StringComparison.Ordinal);
        }
        finally { Directory.Delete(map, true); }
        await Weigert("niet-voor-u", "collegesecretaris", b => b.ZetRaadsstapAsync(d, sleutel));
        await Weigert("volgorde", "collegesecretaris", b => b.RaadsuitkomstAsync(d, sleutel, "geen", "", vandaag));
        await spel.Doe("burgemeester", b => b.ZetRaadsstapAsync(d, sleutel));
        d = await spel.Lopend();
        await spel.Doe("collegesecretaris", b => b.ZetRaadsstapAsync(d, sleutel));
        d = await spel.Lopend();
        Assert.Null(d.Raadsstukken.Single(r => r.Url == stuk.Url).AanDeBeurt);

        // All initials are there, and still the college cannot decide: not under mandate either. It can put the matter off.
        foreach (var (wie, stap) in new[] { ("programmamanager", "Paraaf programmamanager"), ("burgemeester", "Akkoord portefeuillehouder"),
            ("secretaris", "Voorlopige agendering"), ("collegesecretaris", "Definitieve agendering") })
        {
            await spel.Doe(wie, b => b.ZetAsync(d, Spel.Sleutel(d, stap), "akkoord", "", d.Sha256));
            d = await spel.Lopend();
        }
        rijen = await demo.Rijen("deventer");
        foreach (var uitkomst in (string[])["conform", "mandaat"])
            await Weigert("raad-wacht", "collegesecretaris", b => b.BesluitAsync(d, uitkomst, vandaag, null, "", d.Sha256));
        await Weigert("termijn", "collegesecretaris", b => b.RaadsuitkomstAsync(d, sleutel, "verstreken", "", vandaag));
        await Weigert("tekst", "collegesecretaris", b => b.RaadsuitkomstAsync(d, sleutel, "ingebracht", "", vandaag));
        await Weigert("uitkomst", "collegesecretaris", b => b.RaadsuitkomstAsync(d, sleutel, "ingestemd", "", vandaag));
        await Weigert("datum", "collegesecretaris", b => b.RaadsuitkomstAsync(d, sleutel, "geen", "", vandaag.AddDays(1)));
        await Weigert("niet-voor-u", "steller", b => b.RaadsuitkomstAsync(d, sleutel, "geen", "", vandaag));
        Assert.Equal(rijen, await demo.Rijen("deventer"));
        // What the council said is a besluit of the same zaak; and the college says what it does with it.
        await spel.Doe("collegesecretaris",
            b => b.RaadsuitkomstAsync(d, sleutel, "ingebracht", "De raad vraagt om een tussenstand.", vandaag));
        d = await spel.Lopend();
        var raadsbesluit = Assert.Single(d.Besluiten);
        Assert.Equal("Raadsbesluit", raadsbesluit.Expand!.Besluittype!.Omschrijving);
        Assert.Null(d.Besluit); // the college has not decided
        Assert.Equal(raadsbesluit.Url, d.Raadsstukken.Single(r => r.Url == stuk.Url).Besluit);
        await Weigert("raad-klaar", "collegesecretaris", b => b.RaadsuitkomstAsync(d, sleutel, "geen", "", vandaag));
        await Weigert("raad-antwoord", "collegesecretaris", b => b.BesluitAsync(d, "conform", vandaag, null, "", d.Sha256));
        await spel.Doe("collegesecretaris",
            b => b.BesluitAsync(d, "conform", vandaag, null, "De portefeuillehouder vraagt om een tussenstand.", d.Sha256));
        d = await spel.Lopend();
        Assert.Equal("B-" + d.Zaak.Identificatie, d.Besluit!.Identificatie);

        // After the decision wishes come too late; a decision of the council that is asked for still holds the proxy.
        await Weigert("raad-te-laat", "steller",
            b => b.NaarDeRaadAsync(d, "bedenkingen", "Nog eens", "Wat vindt de raad?", vandaag.AddDays(14)));
        await spel.Doe("steller", b => b.NaarDeRaadAsync(d, "besluit", "Geld voor het jaarplan", "De raad wordt gevraagd in te stemmen.",
            vandaag.AddDays(14)));
        d = await spel.Lopend();
        await Weigert("raad-wacht", "collegesecretaris", b => b.GeefVolmachtAsync(d));
        var gevraagd = Guid.Parse(d.Raadsstukken.Single(r => r.Soort == "besluit").Url!.Segments[^1]);
        await spel.Doe("steller", b => b.RaadsuitkomstAsync(d, gevraagd, "ingetrokken", "Niet nodig.", vandaag));
        d = await spel.Lopend();
        await spel.Doe("collegesecretaris", b => b.GeefVolmachtAsync(d));
        Assert.Single((await spel.Lopend()).Volmachten);
    }

    [Fact]
    public async Task Roles_hold_the_least_that_they_need()
    {
        await using var demo = await Voorstelling.Begin("sqlite", "dimpact", "deventer");
        await demo.Laad();
        var spel = new Spel(demo);
        foreach (var rol in new[] { "Steller", "Programmamanager", "Burgemeester", "Gemeentesecretaris", "Collegesecretaris" })
        {
            var zaken = await Voorstelling.Alle(demo.Als("deventer", rol), "zaken/api/v1/zaken?expand=zaaktype");
            Assert.NotEmpty(zaken);
            Assert.All(zaken, z => Assert.Equal("collegevoorstel", (string?)z["_expand"]!["zaaktype"]!["identificatie"]));
            Assert.DoesNotContain(zaken, z => (string?)z["vertrouwelijkheidaanduiding"] == "geheim");
        }
        // Whoever initials writes no document and takes no decision.
        var document = (await demo.Alle("deventer", "documenten/api/v1/enkelvoudiginformatieobjecten"))[0].DeepClone().AsObject();
        async Task<HttpStatusCode> Maak(string rol, string pad, object body)
        {
            using var a = await demo.Als("deventer", rol)
            .PostAsJsonAsync(pad, body); return a.StatusCode;
        }
        Assert.Equal(HttpStatusCode.Forbidden, await Maak("Burgemeester", "documenten/api/v1/enkelvoudiginformatieobjecten", document));
        var besluit = (await demo.Alle("deventer", "besluiten/api/v1/besluiten"))[0].DeepClone().AsObject();
        Assert.Equal(HttpStatusCode.Forbidden, await Maak("Steller", "besluiten/api/v1/besluiten", besluit));

        // The member's client at the cooperative reads the agenda and its papers; it changes nothing there,
        // and gives no proxy for another member.
        var lid = demo.Clients.Http("dimpact", "brink-lid-deventer", "lid-deventer", "Deventer");
        async Task<HttpStatusCode> Bij(string pad, object body) { using var a = await lid.PostAsJsonAsync(pad, body); return a.StatusCode; }
        var punt = (await Voorstelling.Alle(lid, "besluitvorming/api/v1/agendapunten?pageSize=500"))[0];
        Assert.Equal(HttpStatusCode.Forbidden, await Bij("besluitvorming/api/v1/agendapunten", punt));
        Assert.Equal(HttpStatusCode.Forbidden, (await lid.GetAsync("zaken/api/v1/zaken")).StatusCode);
        var raalte = (await demo.Alle("dimpact", "portfolio/api/v1/leden?pageSize=500")).Single(l => (string?)l["naam"] == "Raalte");
        var vergadering = (string)punt["vergadering"]!;
        Assert.Equal(HttpStatusCode.BadRequest, await Bij("besluitvorming/api/v1/volmachten",
            new { gever = (string)raalte["url"]!, gemachtigde = "x", functie = "secretaris", vergadering, spreken = true }));

        // It votes for its own member only, whoever it says that its user is.
        var vertegenwoordigingen = await demo.Alle("dimpact", "besluitvorming/api/v1/vertegenwoordigingen?pageSize=500");
        var stemming = (await demo.Alle("dimpact", "besluitvorming/api/v1/stemmingen?modus=vooraf_elektronisch&status=open")).Single();
        var stemmen = "besluitvorming/api/v1/stemmen?pageSize=500&stemming=" + Uri.EscapeDataString((string)stemming["url"]!);
        var gestemd = (await demo.Alle("dimpact", stemmen)).Count;
        Assert.Equal(15, vertegenwoordigingen.Count);
        foreach (var ander in vertegenwoordigingen.Where(v => (string?)v["gebruiker"] != "lid-deventer"))
        {
            var als = demo.Clients.Http("dimpact", "brink-lid-deventer", (string)ander["gebruiker"]!, "Deventer");
            using var stem = await als.PostAsJsonAsync("besluitvorming/api/v1/stemmen",
                new { stemming = (string)stemming["url"]!, lid = (string)ander["lid"]!, keuze = "voor" });
            Assert.Equal(HttpStatusCode.BadRequest, stem.StatusCode);
            Assert.All(await Voorstelling.Alle(als, stemmen), s => Assert.Equal("", (string?)s["keuze"] ?? ""));
        }
        Assert.Equal(gestemd, (await demo.Alle("dimpact", stemmen)).Count);

        // A step for one person is not for a colleague in the same role; and withdrawn at any time, with a reason.
        var d = await spel.Lopend();
        await spel.Doe("collegesecretaris",
            b => b.WijzigStapAsync(d, Spel.Sleutel(d, "Akkoord portefeuillehouder"), s => s with { Gebruiker = "deventer-wethouder" }));
        d = await spel.Lopend();
        Assert.Equal("niet-voor-u",
            (await spel.Bureau("burgemeester").ZetAsync(d, Spel.Sleutel(d, "Akkoord portefeuillehouder"), "akkoord", "", d.Sha256))!.Code);
        Assert.Equal("reden", (await spel.Bureau("steller").TrekInAsync(d, ""))!.Code);
        await spel.Doe("steller", b => b.TrekInAsync(d, "De vergadering gaat niet door."));
        d = await spel.Dossier(d.Sleutel);
        Assert.Equal(("Ingetrokken", false), (d.Resultaat, d.Open));
    }

    /// <summary>The demonstration's running proposal, and its personas with the clients that they have.</summary>
    private sealed class Spel(Voorstelling demo)
    {
        private static readonly JsonArray Medewerkers =
            JsonNode.Parse(File.ReadAllText(Path.Combine(Source.Root, "demo", "deventer.json")))!["medewerkers"]!.AsArray();

        public Bureau Bureau(string wie, int dagen = 0)
        {
            var m = Medewerkers.Single(m => (string?)m!["id"] == "deventer-" + wie)!;
            var (id, naam, rol) = ((string)m["id"]!, (string)m["naam"]!, (string)m["rol"]!);
            var gebruiker = new Persona(id, "deventer", naam, rol, "").AlsGebruiker();
            return new(demo.Clients.For("deventer", gebruiker), demo.Clients.Cooperatie("deventer", gebruiker), new(id, naam, rol),
                dagen == 0 ? TimeProvider.System
                : new Clock(DateTimeOffset.UtcNow.AddDays(dagen)), TestContext.Current.CancellationToken);
        }

        public async Task Doe(string wie, Func<Bureau, Task<Fout?>> daad)
        {
            var fout = await daad(Bureau(wie));
            Assert.True(fout is null, $"{wie}: {fout}");
        }

        public async Task<Dossier> Lopend() => await Dossier(Guid.Parse((string)(await demo.Alle("deventer", "zaken/api/v1/zaken"))
            .Single(z => (string?)z["omschrijving"] == "Standpunt voor de komende ledenvergadering")["uuid"]!));

        public async Task<Dossier> Dossier(Guid sleutel)
        {
            var steller = new Persona("deventer-steller", "deventer", "Stef Steller", "Steller", "").AlsGebruiker();
            var antwoord = await Apps.Collegevoorstel.Dossier.HaalAsync(demo.Clients.For("deventer", steller), sleutel,
                TestContext.Current.CancellationToken);
            return antwoord.Gelukt(out var d) ? d : throw new InvalidOperationException(antwoord.Fout!.ToString());
        }

        public static Guid Sleutel(Dossier d, string stap) => Guid.Parse(d.Stappen.Single(s => s.Naam == stap).Url!.Segments[^1]);
    }
}
