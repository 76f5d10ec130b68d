using System.Net;
using System.Text.Json.Nodes;
using Brink.Apps.Collegevoorstel;
using Brink.Apps.Zaakwerk;
using Brink.Client;
using Brink.Host;
using Xunit;

namespace Brink.Tests;

/// <summary>An organisation whose registers are at two other servers, once of ours as they are and once as plain ZGW servers
/// (docs/beheer.md, "Registers bij een ander").</summary>
public sealed class RegistersEldersTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>A proposal from its beginning to its publication: a zaak with statuses, documents up and down, a besluit,
    /// each at its own server and naming the others.</summary>
    [Theory, InlineData("sqlite", false), InlineData("sqlite", true), InlineData("postgres", true)]
    public async Task A_proposal_runs_from_start_to_publication(string store, bool kaal)
    {
        await using var elders = await RegistersElders.Begin(store, kaal);
        var begonnen = await Bureau(elders, "steller").BeginAsync(Fontein, "a1");
        Assert.True(begonnen.Gelukt(out var zaak), Waarom(begonnen.Fout));
        async Task<Dossier> Nu()
        {
            var antwoord = await Dossier.HaalAsync(Client(elders, "steller"), zaak.Uuid, Cancel);
            return antwoord.Gelukt(out var gevonden) ? gevonden : throw new InvalidOperationException(antwoord.Fout!.ToString());
        }
        async Task Doe(string wie, Func<Bureau, Dossier, Task<Fout?>> daad)
        {
            var fout = await daad(Bureau(elders, wie), await Nu());
            Assert.True(fout is null, $"{wie}: {Waarom(fout)}");
        }

        await Doe("steller", (b, d) => b.BewaarAsync(d, d.Nota!.Inhoud with { Team = "Groen" }, d.Versie));
        await Doe("steller", (b, d) =>
            b.VoegBijlageToeAsync(d, "1", "Tekening", "tekening.txt", "text/plain", "Een fontein."u8.ToArray(), d.Versie));
        await Doe("steller", (b, d) => b.BiedAanAsync(d));
        for (var n = 0; (await Nu()).AanDeBeurt.Where(s => s.Soort != "besluit").ToList() is { Count: > 0 } nu; n++)
        {
            Assert.True(n < 20, "the route does not end");
            await Doe(Wie.Single(w => w.Rol == nu[0].Rol).Id["deventer-".Length..],
                (b, d) => b.ZetAsync(d, Guid.Parse(nu[0].Url!.Segments[^1]), "akkoord", "", d.Sha256));
        }
        await Doe("collegesecretaris", (b, d) => b.BesluitAsync(d, "conform", Alv.Heden(), null, "", d.Sha256));
        await Doe("collegesecretaris", (b, d) => b.MaakOpenbaarAsync(d, d.Sha256));
        var af = await Nu();
        Assert.Equal((Statussen.Aangenomen, "Besloten conform voorstel"), (af.Status, af.Resultaat));
        Assert.Equal("Collegebesluit", af.Besluit!.Expand!.Besluittype!.Omschrijving);
        Assert.Equal(Alv.Heden(), af.Besluit.Publicatiedatum);
        Assert.Equal(3, af.Openbaar.Count);
        Assert.All(af.Stukken, s => Assert.NotNull(s.Expand!.Informatieobject?.Url));
        await Doe("collegesecretaris", (b, d) => b.SluitAsync(d));
        Assert.False((await Nu()).Open);

        // Each thing is where it is to be, and nowhere else.
        Assert.StartsWith(elders.Instellingen.Organisaties[0].Registers[0].Adres, af.Zaak.Url.ToString(), StringComparison.Ordinal);
        Assert.StartsWith(elders.Instellingen.Organisaties[0].Registers[3].Adres, af.Besluit.Url.ToString(), StringComparison.Ordinal);
        var b = elders.BijB;
        Assert.Empty(await b.Alle("deventer", "zaken/api/v1/zaken"));
        Assert.Equal(af.Zaak.Url.ToString(), (string?)(await b.Alle("deventer", "besluiten/api/v1/besluiten")).Single()["zaak"]);
        foreach (var pad in (string[])["zaken/api/v1/zaken", "documenten/api/v1/enkelvoudiginformatieobjecten",
            "besluiten/api/v1/besluiten"])
        {
            Assert.Empty(await elders.Apps.Alle("deventer", pad));
        }
        var tekening = af.Nota!.Inhoud.Bijlagen.Single().Document;
        Assert.Equal("Een fontein.",
            System.Text.Encoding.UTF8.GetString((await Client(elders, "steller").InhoudAsync(tekening, null, 100, Cancel)).Waarde!));
        Assert.Single((await Client(elders, "steller").KoppelingAsync(zaak.Uuid, Guid.Parse(tekening.Segments[^1]), Cancel)).Waarde!);

        // Nothing that a plain server does not know was needed; several servers are never asked to do something together.
        Assert.DoesNotContain(elders.B.Gevraagd, w => kaal && w.EndsWith("/zaaknummer_reserveren", StringComparison.Ordinal));
    }

    /// <summary>Whether there is news says the server where the register is. A plain one says nothing: then a page is read again.</summary>
    [Theory, InlineData("sqlite", false), InlineData("sqlite", true), InlineData("postgres", true)]
    public async Task News_comes_from_where_the_register_is(string store, bool kaal)
    {
        await using var elders = await RegistersElders.Begin(store, kaal);
        var zgw = Client(elders, "behandelaar");
        Assert.True((await zgw.Lijst<Zaak>(Cancel)).Gelukt(out var zaken));
        string[] over = [$"{Zaak.Pad}/{zaken.Results[0].Uuid}", "zaken"];
        var (stand, fout) = await zgw.Nieuws(over, Cancel);
        Assert.Null(fout);
        Assert.Equal(kaal, stand is null);
        var pagina = new Apps.Kern.Nieuws("deventer", over, stand).Attributen.Select(a => a.Key);
        string[] volgens = kaal ? ["data-herlees"] : ["data-vraag", "data-stroom", "data-versie"];
        Assert.Equal(volgens, pagina);
        if (kaal) return;
        Assert.Equal(stand, (await zgw.Nieuws(over, Cancel, stand)).Stand);
        Assert.True((await zgw.Bewaar<Zaak>(zaken.Results[0].Uuid, new() { ["toelichting"] = "Anders" }, Cancel)).Gelukt(out _));
        Assert.NotEqual(stand, (await zgw.Nieuws(over, Cancel, stand)).Stand);
        Assert.NotNull((await zgw.Nieuws(["besluitvorming"], Cancel)).Fout); // (that register is here, and is not for this role)
    }

    /// <summary>Broken off at any write, and done again with the same form: there is one zaak, and all that belongs to it once.</summary>
    [Theory, InlineData("sqlite", false), InlineData("sqlite", true), InlineData("postgres", true)]
    public async Task What_was_broken_off_is_done_once(string store, bool kaal)
    {
        await using var elders = await RegistersElders.Begin(store, kaal);
        var voor = (await elders.BijA.Alle("deventer", "zaken/api/v1/zaken")).Count;
        string[] stappen = ["POST zaken/api/v1/rollen", "POST zaken/api/v1/statussen",
            "POST documenten/api/v1/enkelvoudiginformatieobjecten",
            "POST zaken/api/v1/zaakinformatieobjecten"];
        foreach (var stap in stappen)
        {
            elders.A.Faalt = elders.B.Faalt = wat => wat == stap;
            var mislukt = await Bureau(elders, "steller").BeginAsync(Fontein, "zelfde-formulier");
            Assert.Equal(503, mislukt.Fout!.Status);
        }
        elders.A.Faalt = elders.B.Faalt = null;
        var gelukt = await Bureau(elders, "steller").BeginAsync(Fontein, "zelfde-formulier");
        Assert.True(gelukt.Gelukt(out var zaak), Waarom(gelukt.Fout));
        Assert.Equal(zaak.Url, (await Bureau(elders, "steller").BeginAsync(Fontein, "zelfde-formulier")).Waarde!.Url); // sent twice

        Assert.Equal(voor + 1, (await elders.BijA.Alle("deventer", "zaken/api/v1/zaken")).Count);
        Assert.Single((await Client(elders, "steller").Lijst<Rol>(Cancel, ("zaak", zaak.Url))).Waarde!.Results);
        Assert.Single((await Client(elders, "steller").Lijst<Status>(Cancel, ("zaak", zaak.Url))).Waarde!.Results);
        Assert.Single(await elders.BijB.Alle("deventer", "documenten/api/v1/enkelvoudiginformatieobjecten"));
        Assert.Single((await Client(elders, "steller").ZaakinformatieobjectenAsync(zaak, Cancel)).Waarde!);

        // Another form is another proposal, though all is the same in it.
        Assert.NotEqual(zaak.Url, (await Bureau(elders, "steller").BeginAsync(Fontein, "ander-formulier")).Waarde!.Url);
    }

    /// <summary>The same of any zaak: broken off at each of its writes and done again with the same form, there is one,
    /// with one aanvrager and one status.</summary>
    [Theory, InlineData("sqlite", false), InlineData("sqlite", true), InlineData("postgres", true)]
    public async Task A_zaak_that_was_broken_off_begins_once(string store, bool kaal)
    {
        await using var elders = await RegistersElders.Begin(store, kaal);
        var zgw = Client(elders, "behandelaar");
        Assert.True((await Zaakbegin.TypenAsync(zgw, Alv.Heden(), Cancel)).Gelukt(out var typen));
        Task<Antwoord<Uri>> Begin(string sleutel) => new Zaakbegin(Client(elders, "behandelaar"), TimeProvider.System, Cancel).BeginAsync(
            typen.Single(t => t.Identificatie == "bezwaar"),
            new()
            {
                ["omschrijving"] = "Bezwaar tegen een fontein",
                ["toelichting"] = "",
                ["startdatum"] = Alv.Heden().ToString("yyyy-MM-dd")
            }, new("999990639", ""), sleutel);
        foreach (var stap in (string[])["POST zaken/api/v1/zaken", "POST zaken/api/v1/rollen", "POST zaken/api/v1/statussen"])
        {
            elders.A.Faalt = wat => wat == (kaal ? stap : "POST beheer/api/v1/samen");
            Assert.Equal(503, (await Begin("zelfde")).Fout!.Status);
        }
        elders.A.Faalt = null;
        Assert.True((await Begin("zelfde")).Gelukt(out var zaak));
        if (kaal) Assert.Equal(zaak, (await Begin("zelfde")).Waarde);
        Assert.NotEqual(zaak, (await Begin("ander")).Waarde);
        Assert.Equal(2, (await elders.BijA.Alle("deventer", "zaken/api/v1/zaken"))
            .Count(z => (string?)z["omschrijving"] == "Bezwaar tegen een fontein"));
        Assert.Single((await zgw.Lijst<Rol>(Cancel, ("zaak", zaak))).Waarde!.Results);
        Assert.Single((await zgw.Lijst<Status>(Cancel, ("zaak", zaak))).Waarde!.Results);
        Assert.Empty(await elders.Apps.Alle("deventer", "zaken/api/v1/zaken"));
    }

    /// <summary>Which register is away is told; a role without a key gets no further than anyone;
    /// an address of nobody's is never called.</summary>
    [Fact]
    public async Task Says_what_does_not_answer_and_what_may_not()
    {
        await using var elders = await RegistersElders.Begin("sqlite", kaal: true);
        var zgw = Client(elders, "steller");
        Assert.True((await zgw.ZakenAsync(Cancel)).Gelukt(out var zaken));
        Assert.All(zaken.Results, z => Assert.NotNull(z.Expand!.Zaaktype));
        Assert.Equal(404, (await zgw.ZoekAsync(new() { Bsn = "999990639" }, 1, Cancel)).Fout!.Status); // a plain server does not search
        Assert.Empty(zgw.Zwijgt);
        await elders.B.Stil();
        var stil = (await zgw.Lees<Informatieobject>(Guid.NewGuid(), Cancel)).Fout!;
        Assert.Equal((504, "geen_antwoord", "Het register documenten (127.0.0.1) antwoordt niet."), (stil.Status, stil.Code, stil.Detail));
        Assert.Equal(["documenten (127.0.0.1)"], zgw.Zwijgt);
        Assert.Null((await zgw.ZakenAsync(Cancel)).Fout); // the other one does
        await elders.B.Luister();
        Assert.Equal(404, (await zgw.Lees<Informatieobject>(Guid.NewGuid(), Cancel)).Fout!.Status);

        Assert.True((await elders.Voor("x", "X", "Portier").ZakenAsync(Cancel)).Fout!.IsVerboden);
        var gevraagd = elders.A.Gevraagd.Count;
        var vanEenAnder = zaken.Results[0].Url.ToString().Replace("/deventer/", "/raalte/", StringComparison.Ordinal);
        foreach (var adres in (string[])["http://127.0.0.1:1/deventer/zaken/api/v1/zaken", vanEenAnder])
            Assert.Equal("extern", (await zgw.Lees<Zaak>(new Uri(adres), Cancel)).Fout!.Code);
        Assert.Equal(gevraagd, elders.A.Gevraagd.Count);
    }

    /// <summary>A setting that would give everyone the same rights, or no key, or an unknown register, is refused at the start.</summary>
    [Fact]
    public void Wrong_settings_are_told()
    {
        static IEnumerable<string> Fouten(Action<Settings.Place> anders)
        {
            var plaats = new Settings.Place
            {
                Naam = "zaken",
                Adres = "https://zaken.test/zaken/api/v1/",
                Client = "brink-{rol}",
                Secret = Platform.Secret
            };
            anders(plaats);
            return new Settings { Organisaties = [new() { Id = "deventer", Naam = "Deventer", Registers = [plaats] }] }.Faults(
                production: true);
        }
        Assert.Empty(Fouten(_ => { }));
        Assert.Empty(Fouten(p => (p.Client, p.Secret, p.Token, p.Rollen) = ("", "", "een-token", ["Behandelaar"])));
        Assert.Contains("de rollen", Assert.Single(Fouten(p => p.Client = "brink")), StringComparison.Ordinal);
        Assert.Contains("een Secret van", Assert.Single(Fouten(p => p.Secret = "kort")), StringComparison.Ordinal);
        Assert.Contains("Adres", Assert.Single(Fouten(p => p.Adres = "zaken.test")), StringComparison.Ordinal);
        Assert.Contains("is geen register", Assert.Single(Fouten(p => p.Naam = "zaak")), StringComparison.Ordinal);
    }

    private static string Waarom(Fout? fout) => $"{fout} {string.Join("; ", (fout?.Parameters ?? []).Select(p => p.ToString()))}";

    private static Nota Fontein => new() { Onderwerp = "Een fontein", Besluit = [new("instemmen", "In te stemmen met een fontein.")] };

    private static readonly (string Id, string Naam, string Rol)[] Wie =
        [.. JsonNode.Parse(File.ReadAllText(Path.Combine(Source.Root, "demo", "deventer.json")))!["medewerkers"]!
        .AsArray().Select(m => ((string)m!["id"]!, (string)m["naam"]!, (string)m["rol"]!))];

    private static ZgwClient Client(RegistersElders elders, string wie) => Wie.Single(w => w.Id == "deventer-" + wie) is var (id, naam, rol)
        ? elders.Voor(id, naam, rol) : null!;

    private static Bureau Bureau(RegistersElders elders, string wie) => Wie.Single(w => w.Id == "deventer-" + wie) is var (id, naam, rol)
        ? new(elders.Voor(id, naam, rol), null, new(id, naam, rol), TimeProvider.System, Cancel) : null!;
}
