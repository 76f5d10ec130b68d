using Xunit;

namespace Brink.Tests;

/// <summary>Data of a person that are kept and not used (AVG, article 18). The cast: a clerk, an officer who restricts, and the person,
/// in a zaak and as a customer.</summary>
public sealed class BeperkingTests
{
    private const string Bsn = "999990019", Ander = "999993653", Beperkingen = "privacy/api/v1/beperkingen";
    private const string Zrc = "zaken/api/v1/", Kic = "klantinteracties/api/v1/";

    private sealed record Wereld(Platform P, HttpClient Clerk, HttpClient Officer, string Zaak, string Rol, string Partij, string Adres);

    private static async Task<Wereld> Begin(string store)
    {
        var p = await Platform.Start(store);
        var cast = new Cast(p);
        var types = await cast.Gepubliceerd();
        string Pad(string url) => url[p.Base.Length..];
        async Task<(string Zaak, string Rol, string Partij, string Adres)> Persoon(string bsn)
        {
            var zaak = await cast.NieuweZaak();
            var rol = await cast.Url(Zrc + "rollen", new
            {
                zaak,
                betrokkeneType = "natuurlijk_persoon",
                roltype = types.Roltype,
                roltoelichting = "indiener",
                betrokkeneIdentificatie = new { inpBsn = bsn },
            });
            var partij = await p.Post(Kic + "partijen", new
            {
                soortPartij = "persoon",
                indicatieActief = true,
                digitaleAdressen = (object?)null,
                voorkeursDigitaalAdres = (object?)null,
                rekeningnummers = (object?)null,
                voorkeursRekeningnummer = (object?)null,
                partijIdentificatoren = new[] { new { partijIdentificator = Nummer(bsn) } },
            });
            var adres = await cast.Url(Kic + "digitaleadressen", new
            {
                verstrektDoorBetrokkene = (object?)null,
                verstrektDoorPartij = new { uuid = ((string)partij["url"]!)[^36..] },
                soortDigitaalAdres = "email",
                adres = "iemand@voorbeeld.example",
                omschrijving = "thuis",
            });
            return (Pad(zaak), Pad(rol), Pad((string)partij["url"]!), Pad(adres));
        }
        await Persoon(Ander); // there must be somebody else for this to mean anything
        var (zaak, rol, partij, adres) = await Persoon(Bsn);
        string[] scopes = ["zaken.lezen", "zaken.bijwerken", "audittrails.lezen"];
        var zrc = new { component = "zrc", scopes, zaaktype = types.Url, maxVertrouwelijkheidaanduiding = "zeer_geheim" };
        var kic = new { component = "kic", scopes = new[] { "klantinteracties.lezen", "klantinteracties.bijwerken" } };
        var clerk = await p.WithRights("balie", zrc, kic);
        var officer = await p.WithRights("fg", zrc, kic,
            new { component = "avg", scopes = new[] { "verwerking.beperken", "beperkt.inzien", "persoonsgegevens.exporteren" } });
        return new(p, clerk, officer, zaak, rol, partij, adres);
    }

    private static object Nummer(string bsn) =>
        new { codeObjecttype = "natuurlijk_persoon", codeRegister = "brp", codeSoortObjectId = "bsn", objectId = bsn };

    private static async Task<long> Count(Wereld w, HttpClient who, string path) => (long)(await w.P.Get(path, who))["count"]!;

    // What somebody finds of the person, by every way there is: how many of each.
    private static async Task<string> Found(Wereld w, HttpClient who)
    {
        async Task<int> Status(string path) => (await w.P.Send(HttpMethod.Get, path, null, who)).Status;
        var (_, zoek) = await w.P.Send(HttpMethod.Post, Zrc + "zaken/_zoek",
            new { uuid__in = new[] { w.Zaak[^36..] }, expand = "rollen" }, who);
        var trail = (await w.P.Get(w.Zaak + "/audittrail", who)).ToJsonString();
        return string.Join(' ',
        [
            $"rol {await Status(w.Rol)}", $"rollen {await Count(w, who, Zrc + "rollen")}",
            $"opBsn {await Count(w, who, Zrc + $"rollen?betrokkeneIdentificatie__natuurlijkPersoon__inpBsn={Bsn}")}",
            $"zaken {await Count(w, who, Zrc + $"zaken?rol__betrokkeneIdentificatie__natuurlijkPersoon__inpBsn={Bsn}")}",
            $"expand {(await w.P.Get(w.Zaak + "?expand=rollen", who)).ToJsonString().Contains(Bsn, StringComparison.Ordinal)}",
            $"zoek {zoek!.ToJsonString().Contains(Bsn, StringComparison.Ordinal)}",
            $"trail {trail.Contains(Bsn, StringComparison.Ordinal)}", $"zaak {await Status(w.Zaak)}",
            $"partij {await Status(w.Partij)}", $"partijen {await Count(w, who, Kic + "partijen")}",
            $"nummers {await Count(w, who, Kic + "partij-identificatoren")}",
            $"adres {await Status(w.Adres)}", $"adressen {await Count(w, who, Kic + "digitaleadressen")}",
            $"opNummer {await Count(w, who, Kic + $"partijen?partijIdentificator__objectId={Bsn}")}",
        ]);
    }

    private const string All =
        "rol 200 rollen 2 opBsn 1 zaken 1 expand True zoek True trail True zaak 200 partij 200 partijen 2 nummers 2 adres 200 adressen 2 "
        + "opNummer 1";
    private const string Restricted = "rol 403 rollen 1 opBsn 0 zaken 0 expand False zoek False trail False zaak 200 "
        + "partij 403 partijen 1 nummers 1 adres 403 adressen 1 opNummer 0";

    [Theory, MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task Who_may_not_see_it_finds_nothing_of_the_person_by_any_way_until_it_is_lifted(string store)
    {
        var w = await Begin(store);
        await using var _ = w.P;
        Assert.Equal(All, await Found(w, w.Clerk));
        var made = await w.P.Post(Beperkingen,
            new { nummer = Bsn, grond = "juistheid_betwist", toelichting = "Verzoek 2026-14" }, w.Officer);
        Assert.NotNull((string?)made["begin"]);
        Assert.Null((string?)made["einde"]);
        Assert.Equal(Restricted, await Found(w, w.Clerk));
        Assert.Equal(All, await Found(w, w.Officer)); // a legal claim, the rights of somebody else: who may see it still does

        // It is kept: nobody changes or removes it, also not with the zaak that it is part of.
        foreach (var path in (string[])[w.Partij, w.Adres])
            Assert.Equal(403, (await w.P.Send(HttpMethod.Patch, path, new { }, w.Clerk)).Status);
        foreach (var path in (string[])[w.Rol, w.Partij, w.Adres, w.Zaak])
        {
            var (status, json) = await w.P.Send(HttpMethod.Delete, path);
            Assert.True((status, (string?)json?["code"]) == (409, "restricted"), $"{path}: {status} {json?.ToJsonString()}");
        }
        Assert.Equal(All, await Found(w, w.Officer));
        var dossier = await w.P.Post("privacy/api/v1/persoonsgegevens", new { nummer = Bsn }, w.Officer);
        Assert.Equal((string)made["url"]!, (string?)dossier["beperking"]);
        Assert.DoesNotContain(dossier["gegevens"]!.AsArray(), g => (bool)g!["wisbaar"]!);

        var adres = ((string)made["url"]!)[w.P.Base.Length..];
        Assert.Equal(["reden:required"], await w.P.Faults(HttpMethod.Post, adres + "/opheffen", new { }, w.Officer));
        var lifted = await w.P.Post(adres + "/opheffen", new { reden = "De gegevens zijn nagekeken en kloppen." }, w.Officer);
        Assert.NotNull((string?)lifted["einde"]);
        Assert.Equal(All, await Found(w, w.Clerk));
        Assert.Equal(409, (await w.P.Send(HttpMethod.Post, adres + "/opheffen", new { reden = "Nog eens" }, w.Officer)).Status);
        Assert.Equal(204, (await w.P.Send(HttpMethod.Delete, w.Partij)).Status);
    }

    [Theory, MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task Each_deed_leaves_a_row_and_stays_and_is_for_who_has_the_right(string store)
    {
        var w = await Begin(store);
        await using var _ = w.P;
        object verzoek = new { nummer = Bsn, grond = "bezwaar_gemaakt", toelichting = "Verzoek 2026-15" };
        Assert.Equal(403, (await w.P.Send(HttpMethod.Post, Beperkingen, verzoek, w.Clerk)).Status);
        Assert.Equal(403, (await w.P.Send(HttpMethod.Get, Beperkingen, null, w.Clerk)).Status);
        Assert.Equal(["nummer:invalid"],
            await w.P.Faults(HttpMethod.Post, Beperkingen, new { nummer = "123456789", grond = "bezwaar_gemaakt", toelichting = "x" },
            w.Officer));
        Assert.Equal(0, await w.P.Rows("avg_beperking"));
        var seen = await w.P.Rows("inzage");
        var adres = ((string)(await w.P.Post(Beperkingen, verzoek, w.Officer))["url"]!)[w.P.Base.Length..];
        Assert.Equal(["nummer:unique"], await w.P.Faults(HttpMethod.Post, Beperkingen, verzoek, w.Officer));
        await w.P.Post(adres + "/opheffen", new { reden = "Er is op het bezwaar beslist." }, w.Officer);
        Assert.Equal(seen + 2, await w.P.Rows("inzage")); // whose data it was about, twice
        var trail = (await w.P.Get(adres + "/audittrail", w.Officer)).AsArray();
        Assert.Equal(["create", "partial_update"], trail.Select(r => (string)r!["actie"]!));
        Assert.Equal("Er is op het bezwaar beslist.", (string?)trail[1]!["wijzigingen"]!["nieuw"]!["redenEinde"]);
        Assert.Equal(405, (await w.P.Send(HttpMethod.Delete, adres, null, w.Officer)).Status);
        Assert.Equal(405, (await w.P.Send(HttpMethod.Patch, adres, new { nummer = Ander }, w.Officer)).Status);
        await w.P.Post(Beperkingen, verzoek, w.Officer); // and again, when asked again
    }
}
