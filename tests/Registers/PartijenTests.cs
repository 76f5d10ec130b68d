using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace Brink.Tests;

/// <summary>Partijen of the Klantinteracties API: who they are, the numbers that they are known by,
/// and the addresses and accounts that are their own.</summary>
public sealed class PartijenTests
{
    private const string Kic = "klantinteracties/api/v1/";

    private static string Uuid(JsonNode made) => (string)made["uuid"]!;

    private static JsonObject Met(object body, params (string Veld, object? Waarde)[] anders)
    {
        var json = (JsonObject)JsonSerializer.SerializeToNode(body)!;
        foreach (var (veld, waarde) in anders) json[veld] = JsonSerializer.SerializeToNode(waarde);
        return json;
    }

    private static object Nummer(string register, string objecttype, string soort, string objectId) =>
        new { codeRegister = register, codeObjecttype = objecttype, codeSoortObjectId = soort, objectId };

    internal static object Bsn(string nummer) => Nummer("brp", "natuurlijk_persoon", "bsn", nummer);
    private static object Vestiging(string nummer) => Nummer("hr", "vestiging", "vestigingsnummer", nummer);

    [Theory]
    [MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task A_partij_has_the_shape_of_its_kind(string store)
    {
        await using var p = await Platform.Start(store);
        var persoon = await p.Post(Kic + "partijen", Cast.PartijBody());
        Assert.Equal("Vera Voorbeeld", (string)persoon["partijIdentificatie"]!["volledigeNaam"]!);
        var organisatie = await p.Post(Kic + "partijen", new
        {
            soortPartij = "organisatie",
            indicatieActief = true,
            partijIdentificatie = new { naam = "Bakkerij Voorbeeld" }
        });
        object Contact(object werkteVoorPartij) => new
        {
            soortPartij = "contactpersoon",
            indicatieActief = true,
            partijIdentificatie = new
            {
                werkteVoorPartij,
                contactnaam = new { voornaam = "Ko" }
            }
        };
        var contact = await p.Post(Kic + "partijen", Contact(Cast.Wijs(organisatie)));
        Assert.Equal((string)organisatie["url"]!, (string)contact["partijIdentificatie"]!["werkteVoorPartij"]!["url"]!);
        Assert.NotNull(contact["partijIdentificatie"]!["uuid"]);
        Assert.Equal(["partijIdentificatie.werkteVoorPartij.uuid:invalid"],
            await p.Faults(HttpMethod.Post, Kic + "partijen", Contact(Cast.Wijs(persoon))));
        Assert.Equal(["partijIdentificatie.werkteVoorPartij.uuid:invalid"],
            await p.Faults(HttpMethod.Post, Kic + "partijen", Contact(new { uuid = Guid.NewGuid() })));
        foreach (var (veld, waarde, fout) in new (string, object?, string)[]
        {
            ("soortPartij", "klant", "soortPartij:invalid_choice"), ("indicatieActief", null, "indicatieActief:null"),
            ("voorkeurstaal", "nederlands",
                "voorkeurstaal:max_length"),
            ("interneNotitie", new string('n', 1001), "interneNotitie:max_length"),
            ("bezoekadres", new { land = "XX" }, "bezoekadres.land:invalid"),
            ("bezoekadres", new { land = "B" }, "bezoekadres.land:min_length"), ("correspondentieadres", new { postcode = "7411AB" },
                "correspondentieadres.postcode:invalid"),
            ("correspondentieadres", new { huisnummer = 0 }, "correspondentieadres.huisnummer:min_value"),
            ("bezoekadres", new { nummeraanduidingId = "12" },
                "bezoekadres.nummeraanduidingId:invalid"),
            ("correspondentieadres", new { land = "ZZ" }, "correspondentieadres.land:invalid"),
        })
        {
            Assert.Equal([fout], await p.Faults(HttpMethod.Post, Kic + "partijen", Met(Cast.PartijBody(), (veld, waarde))));
        }

        // A name changes in part with PATCH; another kind of partij forgets who it was.
        var (_, anders) = await p.Send(HttpMethod.Patch, (string)persoon["url"]!,
            new { partijIdentificatie = new { contactnaam = new { achternaam = "Anders" } } });
        Assert.Equal("Vera Anders", (string)anders!["partijIdentificatie"]!["volledigeNaam"]!);
        var (_, bedrijf) = await p.Send(HttpMethod.Patch, (string)persoon["url"]!, new { soortPartij = "organisatie" });
        Assert.Null(bedrijf!["partijIdentificatie"]);
        // A contactpersoon stays when the organisation goes.
        Assert.Equal(204, (await p.Send(HttpMethod.Delete, (string)organisatie["url"]!)).Status);
        Assert.Null((await p.Get((string)contact["url"]!))["partijIdentificatie"]!["werkteVoorPartij"]);
    }

    [Theory]
    [MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task Identificatoren_are_right_for_their_kind(string store)
    {
        await using var p = await Platform.Start(store);
        var partij = Cast.Wijs(await p.Post(Kic + "partijen", Cast.PartijBody()));
        var bsn = await p.Post(Kic + "partij-identificatoren",
            new { identificeerdePartij = partij, partijIdentificator = Bsn("999990019") });
        var kvk = await p.Post(Kic + "partij-identificatoren", new { partijIdentificator = Cast.KvkNummer("12345678") });
        var vestiging = await p.Post(Kic + "partij-identificatoren",
            new { partijIdentificator = Vestiging("000012345678"), subIdentificatorVan = Cast.Wijs(kvk) });
        await p.Post(Kic + "partij-identificatoren",
            new { partijIdentificator = Nummer("hr", "niet_natuurlijk_persoon", "rsin", "000001375") });
        const string Objecttype = "partijIdentificatorCodeObjecttype:invalid", Soort = "partijIdentificatorCodeSoortObjectId:invalid",
            ObjectId = "partijIdentificatorObjectId:invalid",
            Sub = "subIdentificatorVan:invalid", Uniek = "__all__:invalid";
        foreach (var (nummer, onder, fouten) in new (object, object?, string[])[]
        {
            (Nummer("brp", "vestiging", "vestigingsnummer", "000012345679"), Cast.Wijs(kvk), [Objecttype]),
            (Nummer("hr", "natuurlijk_persoon", "bsn", "999993653"), null, [Objecttype]),
            (Nummer("brp", "natuurlijk_persoon", "kvk_nummer", "12345679"), null, [Soort]),
            (Nummer("hr", "niet_natuurlijk_persoon", "bsn", "999993653"), null, [Soort]),
            (Nummer("hr", "vestiging", "rsin", "000000012"), null, [Soort]),
            (Bsn("999990018"), null, [ObjectId]), (Bsn("99999001"), null, [ObjectId]), (Bsn("99999001a"), null, [ObjectId]),
            (Nummer("hr", "niet_natuurlijk_persoon", "rsin", "123456789"), null, [ObjectId]), (Cast.KvkNummer("1234567"), null, [ObjectId]),
            (Cast.KvkNummer("1234567x"),
                null, [ObjectId]),
            (Vestiging("12345678"), Cast.Wijs(kvk), [ObjectId]), (Vestiging("000012345679"), null, [Sub]),
            (Vestiging("000012345679"), Cast.Wijs(bsn), [Sub]),
            (Bsn("999993653"), Cast.Wijs(kvk), [Sub]),
            (Vestiging("000012345679"), new { uuid = Guid.NewGuid() }, ["subIdentificatorVan.uuid:invalid"]),
            (Bsn("999990019"), null, [Uniek]), (Cast.KvkNummer("12345678"), null, [Uniek]),
            (Vestiging("000012345678"), Cast.Wijs(kvk), [Uniek]),
            (Nummer("kvk", "vestiging", "bsn", ""), null,
                ["partijIdentificator.codeRegister:invalid_choice", "partijIdentificator.objectId:blank"]),
        })
        {
            Assert.Equal(fouten.Order(), (await p.Faults(HttpMethod.Post, Kic + "partij-identificatoren", new
            {
                partijIdentificator = nummer,
                subIdentificatorVan = onder
            })).Order());
        }
        Assert.Equal([Uniek], await p.Faults(HttpMethod.Post, Kic + "partij-identificatoren", new
        {
            identificeerdePartij = partij,
            partijIdentificator = Bsn("999993653")
        })); // a second bsn
        Assert.Equal([Sub], await p.Faults(HttpMethod.Patch, (string)vestiging["url"]!,
            new { subIdentificatorVan = Cast.Wijs(vestiging) }));
        Assert.Equal(4, await p.Rows("kic_partijidentificator"));

        // The same vestigingsnummer under another business is another vestiging.
        var ander = await p.Post(Kic + "partij-identificatoren", new { partijIdentificator = Cast.KvkNummer("12345670") });
        await p.Post(Kic + "partij-identificatoren",
            new { partijIdentificator = Vestiging("000012345678"), subIdentificatorVan = Cast.Wijs(ander) });
        // The business goes last.
        Assert.Equal(409, (await p.Send(HttpMethod.Delete, (string)kvk["url"]!)).Status);
        Assert.Equal(204, (await p.Send(HttpMethod.Delete, (string)vestiging["url"]!)).Status);
        Assert.Equal(204, (await p.Send(HttpMethod.Delete, (string)kvk["url"]!)).Status);
        Assert.Equal(Uuid(bsn),
            Uuid((await p.Get(Kic + "partij-identificatoren?partijIdentificatorObjectId=999990019&partijIdentificatorCodeSoortObjectId=bsn"))["results"]![0]!));
    }

    [Theory]
    [MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task Identificatoren_go_in_and_out_with_their_partij(string store)
    {
        await using var p = await Platform.Start(store);
        var los = await p.Post(Kic + "partij-identificatoren", new { partijIdentificator = Cast.KvkNummer("12345678") });
        object Regel(object partijIdentificator, object? uuid = null, object? onder = null) =>
            uuid is null ? new { partijIdentificator, subIdentificatorVan = onder }
            : new { uuid, partijIdentificator, subIdentificatorVan = onder };
        JsonObject Body(params object[] regels) => Met(Cast.PartijBody(), ("partijIdentificatoren", regels));
        var partij = await p.Post(Kic + "partijen", Body(Regel(Cast.KvkNummer("87654321"), Uuid(los)), Regel(Bsn("999990019"))));
        var pad = (string)partij["url"]!;
        Assert.Equal(["87654321", "999990019"], Nummers(partij));
        Assert.Equal((string)partij["url"]!, (string)partij["partijIdentificatoren"]![1]!["identificeerdePartij"]!["url"]!);
        Assert.Equal("87654321", (string)(await p.Get((string)los["url"]!))["partijIdentificator"]!["objectId"]!);
        foreach (var (body, fout) in new (JsonObject, string)[]
        {
            (Body(Regel(Bsn("999990018"))), "partijIdentificatoren.0.partijIdentificatorObjectId:invalid"), (Body(Regel(Bsn("999990019"))),
                "partijIdentificatoren.0.__all__:invalid"),
            (Body(Regel(Bsn("999993653"), Guid.NewGuid())), "partijIdentificatoren.0.uuid:invalid"),
            (Body(Regel(Bsn("999993653")), Regel(Bsn("999999011"))),
                "partijIdentificatoren:invalid"),
            (Body(Met(Regel(Bsn("999993653")), ("identificeerdePartij", Cast.Wijs(partij)))),
                "partijIdentificatoren.0.identificeerdePartij:invalid"),
            (Body(Regel(Vestiging("000012345678"))), "partijIdentificatoren.0.subIdentificatorVan:invalid"), (Body(new { }),
                "partijIdentificatoren.0.partijIdentificator:required"),
        })
        {
            Assert.Equal([fout], await p.Faults(HttpMethod.Post, Kic + "partijen", body));
        }
        var dubbel = Regel(Cast.KvkNummer("87654321"), Uuid(los));
        Assert.Contains("partijIdentificatoren:duplicated",
            await p.Faults(HttpMethod.Patch, pad, new { partijIdentificatoren = new[] { dubbel, dubbel } }));
        Assert.Equal(["partijIdentificatoren.0.subIdentificatorVan:invalid"], await p.Faults(HttpMethod.Patch, pad,
            new { partijIdentificatoren = new[] { Regel(Vestiging("000012345678"), null, Cast.Wijs(los)) } }));
        // it would stand under one that goes
        Assert.Equal((1, 2), (await p.Rows("kic_partij"), await p.Rows("kic_partijidentificator")));

        // What is named stays under its uuid, what is new is made, what is left out goes; what is not mentioned at all is left alone.
        var (status, json) = await p.Send(HttpMethod.Patch, pad, new
        {
            partijIdentificatoren = new[] { Regel(Cast.KvkNummer("87654321"), Uuid(los)),
            Regel(Vestiging("000012345678"), null, Cast.Wijs(los)) }
        });
        Assert.True(status == 200, json!.ToJsonString());
        Assert.Equal(["87654321", "000012345678"], Nummers(json!));
        Assert.Equal(Uuid(los), Uuid(json!["partijIdentificatoren"]![0]!));
        (_, json) = await p.Send(HttpMethod.Put, pad, Cast.PartijBody("Anders"));
        Assert.Equal(["87654321", "000012345678"], Nummers(json!));
        foreach (var (vraag, aantal) in new[]
        {
            ("partijIdentificator__objectId=000012345678&subIdentificatorVan__objectId=87654321", 1),
                ("partijIdentificator__objectId=000012345678&subIdentificatorVan__objectId=12345678", 0),
            ("partijIdentificator__objectId=87654321&partijIdentificator__codeSoortObjectId=kvk_nummer&partijIdentificator__codeRegister=hr", 1),
            ("partijIdentificator__objectId=87654321&partijIdentificator__codeSoortObjectId=vestigingsnummer", 0),
            // one and the same identificator
        })
        {
            Assert.Equal(aantal, (int)(await p.Get(Kic + "partijen?" + vraag))["count"]!);
        }
        (_, json) = await p.Send(HttpMethod.Patch, pad, new { partijIdentificatoren = new[] { Regel(Bsn("999990019")) } });
        Assert.Equal(["999990019"], Nummers(json!));
        Assert.Equal(204, (await p.Send(HttpMethod.Delete, pad)).Status);
        Assert.Equal(0, await p.Rows("kic_partijidentificator"));

        static string[] Nummers(JsonNode van) =>
            [.. van["partijIdentificatoren"]!.AsArray().Select(i => (string)i!["partijIdentificator"]!["objectId"]!)];
    }

    [Theory]
    [MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task What_a_partij_prefers_is_its_own(string store)
    {
        await using var p = await Platform.Start(store);
        foreach (var (soort, lijst, voorkeur, link, body) in new (string, string, string, string, object)[]
        {
            ("digitaleadressen", "digitaleAdressen", "voorkeursDigitaalAdres", "verstrektDoorPartij",
                new { soortDigitaalAdres = "overig", adres = "x" }),
            ("rekeningnummers", "rekeningnummers", "voorkeursRekeningnummer", "partij",
                new { iban = "NL18BANK23481326", bic = "BANKNL2A" }),
        })
        {
            var een = await p.Post(Kic + soort, body);
            var twee = await p.Post(Kic + soort, body);
            JsonObject Body(object? eigen, object? liefst) => Met(Cast.PartijBody(), (lijst, eigen), (voorkeur, liefst));
            Assert.Equal([voorkeur + ":invalid"], await p.Faults(HttpMethod.Post, Kic + "partijen", Body(null, Cast.Wijs(een))));
            Assert.Equal([voorkeur + ":invalid"],
                await p.Faults(HttpMethod.Post, Kic + "partijen", Body(new[] { Cast.Wijs(twee) }, Cast.Wijs(een))));
            Assert.Equal([$"{lijst}.0.uuid:invalid"],
                await p.Faults(HttpMethod.Post, Kic + "partijen", Body(new[] { new { uuid = Guid.NewGuid() } }, null)));
            var partij = await p.Post(Kic + "partijen", Body(new[] { Cast.Wijs(een) }, Cast.Wijs(een)));
            var pad = (string)partij["url"]!;
            Assert.Equal(Uuid(een), Uuid(partij[voorkeur]!));
            Assert.Equal(pad, (string)(await p.Get((string)een["url"]!))[link]!["url"]!);
            Assert.Equal([voorkeur + ":invalid"], await p.Faults(HttpMethod.Patch, pad, Met(new { }, (voorkeur, Cast.Wijs(twee)))));

            // Out of the list: no longer its own, and no longer preferred.
            var (_, json) = await p.Send(HttpMethod.Patch, pad, Met(new { }, (lijst, new[] { Cast.Wijs(twee) })));
            Assert.Equal([Uuid(twee)], json![lijst]!.AsArray().Select(a => Uuid(a!)));
            Assert.Null(json[voorkeur]);
            Assert.Null((await p.Get((string)een["url"]!))[link]);
            // Given to another partij, or deleted: the preference goes.
            foreach (var weg in new[] { true, false })
            {
                var eigen = await p.Post(Kic + soort, Met(body, (link, Cast.Wijs(partij))));
                (_, json) = await p.Send(HttpMethod.Patch, pad, Met(new { }, (voorkeur, Cast.Wijs(eigen))));
                Assert.Equal(Uuid(eigen), Uuid(json![voorkeur]!));
                if (weg) await p.Send(HttpMethod.Delete, (string)eigen["url"]!);
                else await p.Post(Kic + "partijen", Body(new[] { Cast.Wijs(eigen) }, null));
                Assert.Null((await p.Get(pad))[voorkeur]);
            }
        }
        var a = await p.Post(Kic + "digitaleadressen", new { soortDigitaalAdres = "overig", adres = "a", referentie = "portaal" });
        var b = await p.Post(Kic + "digitaleadressen", new { soortDigitaalAdres = "overig", adres = "b", referentie = "portaal" });
        Assert.Equal(["digitaleAdressen:unique"],
            await p.Faults(HttpMethod.Post, Kic + "partijen", Met(Cast.PartijBody(), ("digitaleAdressen", new[] { Cast.Wijs(a),
            Cast.Wijs(b) }))));
        Assert.Equal(["iban:invalid"], await p.Faults(HttpMethod.Post, Kic + "rekeningnummers", new { iban = "18NL" }));
        Assert.Equal(["bic:min_length"],
            await p.Faults(HttpMethod.Post, Kic + "rekeningnummers", new { iban = "NL18BANK23481326", bic = "BANK" }));
        Assert.Equal(["bic:invalid"],
            await p.Faults(HttpMethod.Post, Kic + "rekeningnummers", new { iban = "NL18BANK23481326", bic = "BANK NL2A" }));
    }

    [Theory]
    [MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task One_partij_acts_for_another_once_and_not_for_itself(string store)
    {
        await using var p = await Platform.Start(store);
        var dochter = await p.Post(Kic + "partijen", Cast.PartijBody("Dochter"));
        var moeder = await p.Post(Kic + "partijen", Cast.PartijBody("Moeder"));
        object Body(JsonNode van, JsonNode voor) =>
            new { vertegenwoordigendePartij = Cast.Wijs(van), vertegenwoordigdePartij = Cast.Wijs(voor) };
        var relatie = await p.Post(Kic + "vertegenwoordigingen", Body(dochter, moeder));
        Assert.Equal(["nonFieldErrors:unique"], await p.Faults(HttpMethod.Post, Kic + "vertegenwoordigingen", Body(dochter, moeder)));
        Assert.Equal(["nonFieldErrors:invalid"], await p.Faults(HttpMethod.Post, Kic + "vertegenwoordigingen", Body(dochter, dochter)));
        Assert.Equal(Uuid(moeder), Uuid((await p.Get((string)dochter["url"]!))["vertegenwoordigden"]![0]!));
        Assert.Equal(Uuid(moeder), Uuid((await p.Get(Kic + "partijen?vertegenwoordigdePartij__uuid=" + Uuid(dochter)))["results"]![0]!));
        Assert.Equal(Uuid(relatie),
            Uuid((await p.Get(Kic + "vertegenwoordigingen?vertegenwoordigdePartij__url=" + moeder["url"]))["results"]![0]!));
        await p.Send(HttpMethod.Delete, (string)moeder["url"]!);
        Assert.Equal(0, await p.Rows("kic_vertegenwoordiging"));
        await p.Post(Kic + "vertegenwoordigingen", Body(dochter, await p.Post(Kic + "partijen", Cast.PartijBody("Vader"))));
        await p.Send(HttpMethod.Delete, (string)dochter["url"]!);
        Assert.Equal(0, await p.Rows("kic_vertegenwoordiging"));
    }

    [Theory]
    [MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task With_a_partij_goes_all_that_is_about_it(string store)
    {
        await using var p = await Platform.Start(store);
        var adres = await p.Post(Kic + "digitaleadressen", new { soortDigitaalAdres = "email", adres = "wie@voorbeeld.test" });
        var kvk = Cast.KvkNummer("12345678");
        var partij = await p.Post(Kic + "partijen",
            Met(Cast.PartijBody(), ("digitaleAdressen", new[] { Cast.Wijs(adres) }), ("voorkeursDigitaalAdres", Cast.Wijs(adres)),
            ("partijIdentificatoren", new[] { new { partijIdentificator = kvk } })));
        var boven = partij["partijIdentificatoren"]![0]!;
        await p.Post(Kic + "partij-identificatoren", new
        {
            identificeerdePartij = Cast.Wijs(partij),
            partijIdentificator = Vestiging("000012345678"),
            subIdentificatorVan = Cast.Wijs(boven)
        });
        await p.Post(Kic + "maak-klantcontact", new
        {
            klantcontact = Cast.KlantcontactBody(),
            betrokkene = new
            {
                wasPartij = Cast.Wijs(partij),
                rol = "klant",
                initiator = true
            }
        });
        await p.Post(Kic + "rekeningnummers", new { partij = Cast.Wijs(partij), iban = "NL18BANK23481326" });
        var categorie = await p.Post(Kic + "categorieen", new { naam = "Ondernemer" });
        await p.Post(Kic + "categorie-relaties", new { partij = Cast.Wijs(partij), categorie = Cast.Wijs(categorie) });
        var buur = await p.Post(Kic + "partijen", Cast.PartijBody("Buur"));
        var tak = await p.Post(Kic + "partij-identificatoren", new
        {
            identificeerdePartij = Cast.Wijs(buur),
            partijIdentificator = Vestiging("000087654321"),
            subIdentificatorVan = Cast.Wijs(boven)
        });
        Assert.Equal(409, (await p.Send(HttpMethod.Delete, (string)partij["url"]!)).Status);
        // a vestiging of someone else stands under its number
        await p.Send(HttpMethod.Delete, (string)tak["url"]!);
        var (status, json) = await p.Send(HttpMethod.Delete, (string)partij["url"]!);
        Assert.True(status == 204, $"{status} {json?.ToJsonString()} {p.Failures.LastOrDefault()}");
        foreach (var tabel in new[] { "betrokkene", "digitaaladres", "rekeningnummer", "partijidentificator", "categorierelatie" })
        {
            Assert.Equal(0,
            await p.Rows("kic_" + tabel));
        }
        Assert.Equal((1, 1, 1), (await p.Rows("kic_partij"), await p.Rows("kic_klantcontact"), await p.Rows("kic_categorie")));
        var laatste = (await p.Store.Read(db =>
            db.Rows("SELECT doc FROM outbox ORDER BY id DESC LIMIT 1", [], r => JsonNode.Parse(r.GetBytes(0))!)))[0];
        Assert.Equal("destroy", (string)laatste["actie"]!);
    }
}
