using System.Text.Json;
using System.Text.Json.Nodes;
using Brink.Engine;
using Brink.Registers;
using Xunit;

namespace Brink.Tests;

/// <summary>Klantcontacten and what hangs on them: references by uuid, numbers, taken, addresses, filters and expand.
/// Partijen have a page of their own.</summary>
public sealed partial class KlantinteractiesTests
{
    private const string Kic = "klantinteracties/api/v1/";

    private static string Uuid(JsonNode made) => (string)made["uuid"]!;

    // The body with other values; null leaves a field out.
    private static JsonObject Met(object body, params (string Veld, object? Waarde)[] anders)
    {
        var json = (JsonObject)JsonSerializer.SerializeToNode(body)!;
        foreach (var (veld, waarde) in anders)
            if (waarde is null) json.Remove(veld); else json[veld] = JsonSerializer.SerializeToNode(waarde);
        return json;
    }

    private static async Task<string[]> Vind(Platform p, string vraag) =>
        [.. (await p.Get(Kic + vraag))["results"]!.AsArray().Select(r => Uuid(r!))];

    [Theory]
    [MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task A_reference_is_written_by_uuid_and_answered_with_its_address(string store)
    {
        await using var p = await Platform.Start(store);
        var contact = await p.Post(Kic + "klantcontacten", Cast.KlantcontactBody());
        object Body(object? hadKlantcontact) => new { hadKlantcontact, rol = "klant", initiator = true };
        var betrokkene = await p.Post(Kic + "betrokkenen", Body(new { uuid = Uuid(contact), url = "http://elders.test/wordt/genegeerd" }));
        Assert.Equal($$"""{"uuid":"{{Uuid(contact)}}","url":"{{p.Base}}{{Kic}}klantcontacten/{{Uuid(contact)}}"}""",
            betrokkene["hadKlantcontact"]!.ToJsonString());
        Assert.Null(betrokkene["wasPartij"]);
        foreach (var (waarde, fout) in new (object?, string)[]
        {
            (null, "hadKlantcontact:null"), ("tekst", "hadKlantcontact:invalid"), (new { }, "hadKlantcontact.uuid:required"),
            (new { uuid = (string?)null },
                "hadKlantcontact.uuid:null"),
            (new { uuid = "geen" }, "hadKlantcontact.uuid:invalid"), (new { uuid = Guid.NewGuid() }, "hadKlantcontact.uuid:invalid"),
            (new { uuid = Uuid(betrokkene) },
                "hadKlantcontact.uuid:invalid"),
        })
        {
            Assert.Equal([fout], await p.Faults(HttpMethod.Post, Kic + "betrokkenen", Body(waarde)));
        }
        Assert.Equal(["bezoekadres.land:invalid", "correspondentieadres.land:invalid"], await p.Faults(HttpMethod.Post, Kic + "betrokkenen",
            Met(Body(new { uuid = Uuid(contact) }), ("bezoekadres", new { land = "XX" }), ("correspondentieadres", new { land = "ZZ" }))));
        Assert.Equal(1, await p.Rows("kic_betrokkene"));
    }

    [Theory]
    [MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task Put_leaves_what_it_does_not_name(string store)
    {
        await using var p = await Platform.Start(store);
        var contact = await p.Post(Kic + "klantcontacten",
            Met(Cast.KlantcontactBody(), ("inhoud", "Over de kraampjes"), ("indicatieContactGelukt", true)));
        var pad = Kic + "klantcontacten/" + Uuid(contact);
        var (status, json) = await p.Send(HttpMethod.Put, pad, Met(Cast.KlantcontactBody(), ("onderwerp", "Anders")));
        Assert.Equal(200, status);
        Assert.Equal(("Anders", "Over de kraampjes", true),
            ((string)json!["onderwerp"]!, (string)json["inhoud"]!, (bool)json["indicatieContactGelukt"]!));
        Assert.Equal((string)contact["plaatsgevondenOp"]!, (string)json["plaatsgevondenOp"]!);
        Assert.InRange((DateTime)json["plaatsgevondenOp"]!, DateTime.UtcNow.AddMinutes(-5), DateTime.UtcNow);
        // now, when not said otherwise
        Assert.Equal(["kanaal:required"], await p.Faults(HttpMethod.Put, pad, Met(Cast.KlantcontactBody(), ("kanaal", null))));
    }

    [Theory, MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task A_reference_with_half_a_character_in_its_uuid_is_refused(string store)
    {
        await using var p = await Platform.Start(store);
        Assert.Equal(["klantcontact.uuid:invalid"], (await p.Faults(HttpMethod.Post, Kic + "onderwerpobjecten",
            "{\"klantcontact\":{\"uuid\":\"\\ud800\"},\"wasKlantcontact\":null,\"onderwerpobjectidentificator\":null}")).Take(1));
    }

    [Theory]
    [MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task What_a_klantcontact_must_look_like(string store)
    {
        await using var p = await Platform.Start(store);
        await p.Post(Kic + "klantcontacten",
            Met(Cast.KlantcontactBody(), ("referentienummer", "77"), ("metadata", new { bron = "formulier" })));
        foreach (var (veld, waarde, fout) in new (string, object, string)[]
        {
            ("kanaal", "", "kanaal:blank"), ("onderwerp", "", "onderwerp:blank"), ("taal", "", "taal:blank"),
            ("taal", "nederlands", "taal:max_length"),
            ("kanaal", new string('k', 51), "kanaal:max_length"), ("inhoud", new string('i', 1001), "inhoud:max_length"),
            ("reactie", new string('r', 4001),
                "reactie:max_length"),
            ("nummer", "A12", "nummer:invalid"), ("nummer", "12345678901", "nummer:max_length"),
            ("referentienummer", "A", "referentienummer:invalid"),
            ("referentienummer", "77", "referentienummer:unique"), ("vertrouwelijk", "misschien", "vertrouwelijk:invalid"),
            ("hoofdOnderwerpType", "geen adres",
                "hoofdOnderwerpType:invalid"),
            ("plaatsgevondenOp", "gisteren", "plaatsgevondenOp:invalid"), ("metadata", "tekst", "metadata:invalid"),
            ("metadata", new { a = 1 }, "metadata:invalid"),
            ("metadata", new { a = new string('m', 256) }, "metadata:invalid"),
        })
        {
            Assert.Equal([fout], await p.Faults(HttpMethod.Post, Kic + "klantcontacten", Met(Cast.KlantcontactBody(), (veld, waarde))));
        }
        Assert.Equal(1, await p.Rows("kic_klantcontact"));
    }

    [Theory]
    [MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task A_nummer_is_made_when_left_out_and_is_unique(string store)
    {
        await using var p = await Platform.Start(store);
        foreach (var (soort, body) in new[] { ("klantcontacten", Cast.KlantcontactBody()), ("partijen", Cast.PartijBody()) })
        {
            await p.Post(Kic + soort, Met(body, ("nummer", "0000000001"))); // a client took the number that would be made first
            var gemaakt = await p.Post(Kic + soort, body);
            Assert.Equal("0000000002", (string)gemaakt["nummer"]!);
            Assert.Equal(["nummer:unique"], await p.Faults(HttpMethod.Post, Kic + soort, Met(body, ("nummer", "0000000002"))));
            var (status, json) = await p.Send(HttpMethod.Patch, $"{Kic}{soort}/{Uuid(gemaakt)}", """{"nummer":null}""");
            Assert.Equal((200, "0000000002"), (status, (string)json!["nummer"]!));
            Assert.Equal(["nummer:unique"],
                await p.Faults(HttpMethod.Patch, $"{Kic}{soort}/{Uuid(gemaakt)}", new { nummer = "0000000001" }));
        }
    }

    [Theory]
    [MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task A_klantcontact_shows_all_that_hangs_on_it(string store)
    {
        await using var p = await Platform.Start(store);
        var cast = new Cast(p);
        var contact = await cast.Klantcontact();
        var actor = await p.Post(Kic + "actoren", Cast.ActorBody());
        await p.Post(Kic + "actorklantcontacten", new { actor = Cast.Wijs(actor), klantcontact = contact });
        var betrokkene = await p.Post(Kic + "betrokkenen", new
        {
            hadKlantcontact = contact,
            rol = "klant",
            initiator = true,
            contactnaam = new
            {
                voornaam = "Vera",
                voorvoegselAchternaam = "van",
                achternaam = "Voorbeeld"
            }
        });
        var onderwerp = await p.Post(Kic + "onderwerpobjecten", new { klantcontact = contact });
        var bijlage = await p.Post(Kic + "bijlagen", new { wasBijlageVanKlantcontact = contact });
        var taak = await p.Post(Kic + "internetaken", new
        {
            gevraagdeHandeling = "Bel",
            aanleidinggevendKlantcontact = contact,
            toegewezenAanActor = Cast.Wijs(actor),
            status = "te_verwerken"
        });
        Assert.Equal("Vera van Voorbeeld", (string)betrokkene["volledigeNaam"]!);
        var shown = (await p.Get(Kic + "klantcontacten"))["results"]!.AsArray().Single()!;
        foreach (var (veld, een) in new[] { ("hadBetrokkenen", betrokkene), ("gingOverOnderwerpobjecten", onderwerp),
            ("omvatteBijlagen", bijlage),
            ("leiddeTotInterneTaken", taak) })
        {
            Assert.Equal($$"""[{"uuid":"{{Uuid(een)}}","url":"{{een["url"]}}"}]""", shown[veld]!.ToJsonString());
        }
        Assert.Equal(actor.ToJsonString(), shown["hadBetrokkenActoren"]!.AsArray().Single()!.ToJsonString());
        // the actor himself, not a reference

        // With the klantcontact goes all of it, but the actor.
        var (status, _) = await p.Send(HttpMethod.Delete, (string)shown["url"]!);
        Assert.Equal(204, status);
        foreach (var tabel in new[] { "klantcontact", "betrokkene", "onderwerpobject", "bijlage", "actorklantcontact", "internetaak",
            "toewijzing" })
        {
            Assert.Equal(0,
                await p.Rows("kic_" + tabel));
        }
        Assert.Equal(1, await p.Rows("kic_actor"));

        // With an actor goes that he was there; with a klantcontact also what said that it was a subject itself.
        var later = Cast.Wijs(await p.Post(Kic + "klantcontacten", Cast.KlantcontactBody()));
        await p.Post(Kic + "actorklantcontacten", new { actor = Cast.Wijs(actor), klantcontact = later });
        await p.Send(HttpMethod.Delete, (string)actor["url"]!);
        Assert.Equal((0, 1), (await p.Rows("kic_actorklantcontact"), await p.Rows("kic_klantcontact")));
        await p.Post(Kic + "onderwerpobjecten", new { wasKlantcontact = later });
        await p.Send(HttpMethod.Delete, Kic + "klantcontacten/" + Uuid(JsonSerializer.SerializeToNode(later)!));
        Assert.Equal(0, await p.Rows("kic_onderwerpobject"));
    }

    [Theory]
    [MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task Actors_are_involved_once_and_only_while_active(string store)
    {
        await using var p = await Platform.Start(store);
        var contact = await new Cast(p).Klantcontact();
        var actor = Cast.Wijs(await p.Post(Kic + "actoren", Cast.ActorBody()));
        var weg = Cast.Wijs(await p.Post(Kic + "actoren", Met(Cast.ActorBody(), ("indicatieActief", false))));
        await p.Post(Kic + "actorklantcontacten", new { actor, klantcontact = contact });
        Assert.Equal(["nonFieldErrors:unique"],
            await p.Faults(HttpMethod.Post, Kic + "actorklantcontacten", new { actor, klantcontact = contact }));
        Assert.Equal(["actor.uuid:invalid"],
            await p.Faults(HttpMethod.Post, Kic + "actorklantcontacten", new { actor = weg, klantcontact = contact }));
        foreach (var (identificatie, fout) in new (object, string)[]
        {
            (new { telefoonnummer = "0612345678" }, "actorIdentificatie.functie:required"),
            (new { functie = "x" }, "actorIdentificatie.telefoonnummer:required"),
            (new { functie = "x", telefoonnummer = "0800" }, "actorIdentificatie.telefoonnummer:invalid"),
            (new { functie = "x", telefoonnummer = "0612345678", emailadres = "geen" }, "actorIdentificatie.emailadres:invalid"),
        })
        {
            Assert.Equal([fout], await p.Faults(HttpMethod.Post, Kic + "actoren",
                Met(Cast.ActorBody(), ("actorIdentificatie", identificatie))));
        }
        var team = await p.Post(Kic + "actoren", new
        {
            naam = "Team Balie",
            soortActor = "organisatorische_eenheid",
            actorIdentificatie = new { omschrijving = "Eerste lijn", faxnummer = "1" }
        });
        Assert.Equal("1", (string)team["actorIdentificatie"]!["faxnummer"]!);
        var (_, robot) = await p.Send(HttpMethod.Patch, Kic + "actoren/" + Uuid(team), new { soortActor = "geautomatiseerde_actor" });
        Assert.Null(robot!["actorIdentificatie"]);
    }

    [Theory]
    [MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task A_taak_has_actoren_in_order_and_a_date_when_it_is_done(string store)
    {
        await using var p = await Platform.Start(store);
        var contact = await new Cast(p).Klantcontact();
        var een = Cast.Wijs(await p.Post(Kic + "actoren", Cast.ActorBody("Een")));
        var twee = Cast.Wijs(await p.Post(Kic + "actoren", Cast.ActorBody("Twee")));
        JsonObject Body(params (string, object?)[] anders) =>
            Met(new { gevraagdeHandeling = "Bel", aanleidinggevendKlantcontact = contact, status = "te_verwerken" },
            anders);
        var eerder = await p.Post(Kic + "internetaken",
            Body(("toegewezenAanActor", een), ("referentienummer", "77"), ("gevraagdeHandeling", "Schrijf")));
        foreach (var (body, fout) in new (JsonObject, string)[]
        {
            (Body(), "nonFieldErrors:invalid"),
            (Body(("toegewezenAanActor", een), ("toegewezenAanActoren", new[] { een })), "nonFieldErrors:invalid"),
            (Body(("toegewezenAanActoren", new[] { new { uuid = Guid.NewGuid() } })), "toegewezenAanActoren.0.uuid:invalid"),
            (Body(("toegewezenAanActor", een), ("afgehandeldOp", "2024-01-01T10:00:00Z")), "afgehandeldOp:invalid"),
            (Body(("toegewezenAanActor", een), ("status", "klaar")), "status:invalid_choice"),
            (Body(("toegewezenAanActor", een), ("referentienummer", "77")), "referentienummer:unique"),
            (Body(("toegewezenAanActor", een), ("gevraagdeHandeling", "")), "gevraagdeHandeling:blank"),
        })
        {
            Assert.Equal([fout], await p.Faults(HttpMethod.Post, Kic + "internetaken", body));
        }
        await p.Send(HttpMethod.Delete, (string)eerder["url"]!);
        var taak = await p.Post(Kic + "internetaken", Body(("toegewezenAanActoren", new[] { twee, een, twee })));
        var pad = Kic + "internetaken/" + Uuid(taak);
        Assert.Equal(["Twee", "Een"], await Namen(taak));
        Assert.Equal(taak["toegewezenAanActor"]!.ToJsonString(), taak["toegewezenAanActoren"]![0]!.ToJsonString());
        Assert.NotNull(taak["toegewezenOp"]);
        Assert.Null(taak["afgehandeldOp"]);
        Assert.Equal([Uuid(taak)], await Vind(p, "internetaken?actoren__naam=Een&status=te_verwerken"));

        var (_, klaar) = await p.Send(HttpMethod.Patch, pad, new { status = "verwerkt", toegewezenAanActor = een });
        Assert.NotNull(klaar!["afgehandeldOp"]);
        Assert.Equal(["Een"], await Namen(klaar));
        Assert.Empty(await Vind(p, "internetaken?actoren__naam=Twee"));
        var (_, toen) = await p.Send(HttpMethod.Patch, pad, new { afgehandeldOp = "2024-01-01T10:00:00Z" });
        Assert.Equal("2024-01-01T10:00:00Z", (string)toen!["afgehandeldOp"]!);
        var (_, weer) = await p.Send(HttpMethod.Patch, pad, new { status = "te_verwerken" });
        Assert.Null(weer!["afgehandeldOp"]);
        Assert.Equal((string)taak["toegewezenOp"]!, (string)weer["toegewezenOp"]!);

        // An actor that goes leaves the taak to the others.
        await p.Send(HttpMethod.Delete, Kic + "actoren/" + Uuid(JsonSerializer.SerializeToNode(een)!));
        Assert.Equal("[]", (await p.Get(pad))["toegewezenAanActoren"]!.ToJsonString());
        Assert.Null((await p.Get(pad))["toegewezenAanActor"]);
        Assert.Equal(0, await p.Rows("kic_toewijzing"));

        async Task<string[]> Namen(JsonNode van)
        {
            var namen = new List<string>();
            foreach (var a in van["toegewezenAanActoren"]!.AsArray())
                namen.Add((string)(await p.Get(Kic + "actoren/" + Uuid(a!)))["naam"]!);
            return [.. namen];
        }
    }

    [Theory]
    [MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task Digital_addresses_look_like_their_kind_and_one_is_the_standard(string store)
    {
        await using var p = await Platform.Start(store);
        var partij = Cast.Wijs(await p.Post(Kic + "partijen", Cast.PartijBody()));
        JsonObject Body(string soort, string adres, params (string, object?)[] anders) =>
            Met(new { soortDigitaalAdres = soort, adres }, anders);
        await p.Post(Kic + "digitaleadressen",
            Body("telefoonnummer", "0612345678", ("verstrektDoorPartij", partij), ("referentie", "mobiel")));
        foreach (var goed in new[] { Body("telefoonnummer", "+31612345678"), Body("telefoonnummer", "0031612345678"),
            Body("email", "v.voorbeeld+x@mail.voorbeeld.test"),
            Body("overig", "0900") })
        {
            await p.Post(Kic + "digitaleadressen", goed);
        }
        foreach (var (body, fout) in new (JsonObject, string)[]
        {
            (Body("telefoonnummer", "0800"), "adres:invalid"), (Body("telefoonnummer", "06 12345678"), "adres:invalid"),
            (Body("telefoonnummer", "1400"), "adres:invalid"),
            (Body("email", "geen adres"), "adres:invalid"), (Body("email", "a@b"), "adres:invalid"), (Body("email", ""), "adres:blank"),
            (Body("overig", "x", ("isStandaardAdres", true)), "isStandaardAdres:invalid"),
            (Body("overig", "x", ("referentie", "met spatie")), "referentie:invalid"),
            (Body("telefoonnummer", "0612345679", ("verstrektDoorPartij", partij), ("referentie", "mobiel")), "referentie:unique"),
        })
        {
            Assert.Equal([fout], await p.Faults(HttpMethod.Post, Kic + "digitaleadressen", body));
        }

        var eerste = await p.Post(Kic + "digitaleadressen",
            Body("email", "a@voorbeeld.test", ("verstrektDoorPartij", partij), ("isStandaardAdres", true)));
        var tweede = await p.Post(Kic + "digitaleadressen",
            Body("email", "b@voorbeeld.test", ("verstrektDoorPartij", partij), ("isStandaardAdres", true)));
        Assert.Equal([Uuid(tweede)], await Vind(p, "digitaleadressen?isStandaardAdres=true"));
        await p.Send(HttpMethod.Patch, Kic + "digitaleadressen/" + Uuid(eerste), new { isStandaardAdres = true });
        Assert.Equal([Uuid(eerste)], await Vind(p, "digitaleadressen?isStandaardAdres=true"));
        Assert.Equal(["isStandaardAdres:invalid"],
            await p.Faults(HttpMethod.Patch, Kic + "digitaleadressen/" + Uuid(eerste), """{"verstrektDoorPartij":null}"""));
    }

    [Theory]
    [MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task Maak_klantcontact_is_all_or_nothing(string store)
    {
        await using var p = await Platform.Start(store);
        var betrokkene = new { rol = "klant", initiator = true, contactnaam = new { achternaam = "Voorbeeld" } };
        var onderwerpobject = new { onderwerpobjectidentificator = new { objectId = "1", codeObjecttype = "zaak" } };
        var gemaakt = await p.Post(Kic + "maak-klantcontact", new { klantcontact = Cast.KlantcontactBody(), betrokkene, onderwerpobject });
        Assert.Equal(Uuid(gemaakt["klantcontact"]!), Uuid(gemaakt["betrokkene"]!["hadKlantcontact"]!));
        Assert.Equal(Uuid(gemaakt["klantcontact"]!), Uuid(gemaakt["onderwerpobject"]!["klantcontact"]!));
        foreach (var deel in gemaakt.Select(d => d.Value!))
            Assert.Equal(deel.ToJsonString(), (await p.Get((string)deel["url"]!)).ToJsonString());
        Assert.Equal(1, await p.Rows("outbox")); // only klantcontacten are announced
        var alleen = await p.Post(Kic + "maak-klantcontact", new { klantcontact = Cast.KlantcontactBody() });
        Assert.Null(alleen["betrokkene"]);
        var rijen = (await p.Rows("kic_klantcontact"), await p.Rows("kic_betrokkene"), await p.Rows("audit"), await p.Rows("outbox"));
        foreach (var (body, fouten) in new (object, string[])[]
        {
            (new { betrokkene }, ["klantcontact:required"]),
            (new { klantcontact = Met(Cast.KlantcontactBody(), ("taal", null)), betrokkene = new { rol = "klant" } },
                ["klantcontact.taal:required",
                "betrokkene.initiator:required"]),
            (new { klantcontact = Met(Cast.KlantcontactBody(), ("metadata", "x")),
                betrokkene = Met(betrokkene, ("bezoekadres", new { land = "XX" })) },
                ["klantcontact.metadata:invalid", "betrokkene.bezoekadres.land:invalid"]),
            (new { klantcontact = Cast.KlantcontactBody(), betrokkene = Met(betrokkene, ("wasPartij", new { uuid = Guid.NewGuid() })) },
                ["betrokkene.wasPartij.uuid:invalid"]),
            (new { klantcontact = Cast.KlantcontactBody(), onderwerpobject = new { wasKlantcontact = new { uuid = Guid.NewGuid() } } },
                ["onderwerpobject.wasKlantcontact.uuid:invalid"]),
        })
        {
            Assert.Equal(fouten, await p.Faults(HttpMethod.Post, Kic + "maak-klantcontact", body));
        }
        Assert.Equal(rijen, (await p.Rows("kic_klantcontact"), await p.Rows("kic_betrokkene"), await p.Rows("audit"),
            await p.Rows("outbox")));
    }

    [Theory]
    [MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task Cascade_takes_the_contacten_that_nothing_else_is_about(string store)
    {
        await using var p = await Platform.Start(store);
        async Task<(JsonObject Contact, JsonObject Onderwerp)> Nieuw()
        {
            var gemaakt = await p.Post(Kic + "maak-klantcontact", new
            {
                klantcontact = Cast.KlantcontactBody(),
                betrokkene = new { rol = "klant", initiator = true },
                onderwerpobject = new { }
            });
            var partij = Cast.Wijs(await p.Post(Kic + "partijen", Cast.PartijBody()));
            foreach (var verstrektDoorPartij in new[] { partij, null })
            {
                await p.Post(Kic + "digitaleadressen", new
                {
                    verstrektDoorBetrokkene = Cast.Wijs(gemaakt["betrokkene"]!),
                    verstrektDoorPartij,
                    soortDigitaalAdres = "overig",
                    adres = "x"
                });
            }
            return (gemaakt["klantcontact"]!.AsObject(), gemaakt["onderwerpobject"]!.AsObject());
        }
        var (contact, onderwerp) = await Nieuw();
        Assert.Equal(204, (await p.Send(HttpMethod.Delete, (string)onderwerp["url"]!)).Status);
        Assert.Equal(1, await p.Rows("kic_klantcontact"));

        var ander = await p.Post(Kic + "onderwerpobjecten", new { klantcontact = Cast.Wijs(contact) });
        var nogEen = await p.Post(Kic + "onderwerpobjecten", new { wasKlantcontact = Cast.Wijs(contact) });
        var (status, json) = await p.Send(HttpMethod.Delete, (string)ander["url"]! + "?cascade=true");
        Assert.Equal((200, $$"""{"behouden":["{{contact["url"]}}"]}"""), (status, json!.ToJsonString()));
        (status, json) = await p.Send(HttpMethod.Delete, (string)nogEen["url"]! + "?cascade=true");
        Assert.Equal((200, """{"behouden":[]}"""), (status, json!.ToJsonString()));
        Assert.Equal((0, 0, 0), (await p.Rows("kic_klantcontact"), await p.Rows("kic_betrokkene"), await p.Rows("kic_onderwerpobject")));
        // The address that a partij has too is still the partij's.
        var over = (await p.Get(Kic + "digitaleadressen"))["results"]!.AsArray().Single()!;
        Assert.NotNull(over["verstrektDoorPartij"]);
        Assert.Null(over["verstrektDoorBetrokkene"]);
        Assert.Equal(400, (await p.Send(HttpMethod.Delete, (string)over["url"]! + "?cascade=true")).Status);
    }

    [Theory]
    [MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task Categorieen_say_since_when(string store)
    {
        await using var p = await Platform.Start(store);
        var partij = await p.Post(Kic + "partijen", Cast.PartijBody());
        var categorie = await p.Post(Kic + "categorieen", new { naam = "Ondernemer" });
        var relatie = await p.Post(Kic + "categorie-relaties", new { partij = Cast.Wijs(partij), categorie = Cast.Wijs(categorie) });
        Assert.Equal($$"""{"uuid":"{{Uuid(categorie)}}","url":"{{categorie["url"]}}","naam":"Ondernemer"}""",
            relatie["categorie"]!.ToJsonString());
        Assert.Equal(Alv.Vandaag(), (string)relatie["beginDatum"]!);
        Assert.Equal(["categorie.uuid:invalid"],
            await p.Faults(HttpMethod.Post, Kic + "categorie-relaties", new { categorie = new { uuid = Guid.NewGuid() } }));
        await p.Send(HttpMethod.Patch, (string)categorie["url"]!, new { naam = "Zelfstandige" });
        Assert.Equal("Zelfstandige", (string)(await p.Get((string)partij["url"]!))["categorieRelaties"]![0]!["categorieNaam"]!);
        Assert.Equal([Uuid(partij)], await Vind(p, "partijen?categorierelatie__categorie__naam=Onbekend,Zelfstandige"));
        Assert.Equal([Uuid(relatie)], await Vind(p,
            $"categorie-relaties?categorie__naam=Zelfstandige&partij__nummer={partij["nummer"]}&categorie__uuid={Uuid(categorie)}"));
        await p.Send(HttpMethod.Delete, (string)categorie["url"]!);
        Assert.Equal(0, await p.Rows("kic_categorierelatie"));
    }

    [Theory]
    [MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task Announcements_carry_no_personal_data(string store)
    {
        await using var p = await Platform.Start(store);
        await p.Post(Kic + "klantcontacten",
            Met(Cast.KlantcontactBody(), ("indicatieContactGelukt", true), ("inhoud", "Geheim"), ("hoofdOnderwerpType",
            "http://elders.test/zaaktypen/1")));
        await p.Post(Kic + "partijen", Met(Cast.PartijBody("Geheim"), ("interneNotitie", "Geheim")));
        var contact = Cast.Wijs(await p.Post(Kic + "klantcontacten", Cast.KlantcontactBody()));
        var actor = Cast.Wijs(await p.Post(Kic + "actoren", Cast.ActorBody()));
        await p.Post(Kic + "internetaken", new
        {
            gevraagdeHandeling = "Geheim",
            aanleidinggevendKlantcontact = contact,
            toegewezenAanActor = actor,
            status = "te_verwerken",
            toelichting = "Geheim"
        });
        var rijen = await p.Store.Read(db => db.Rows("SELECT doc FROM outbox ORDER BY id", [], r => JsonNode.Parse(r.GetBytes(0))!));
        Assert.Equal(["klantcontacten klantcontact", "partijen partij", "klantcontacten klantcontact", "internetaken internetaak"],
            rijen.Select(r => $"{r["kanaal"]} {r["resource"]}"));
        Assert.Equal("""{"hoofdOnderwerpType":"http://elders.test/zaaktypen/1","indicatieContactGelukt":"true","verdereActieOndernomen":"false"}""",
            rijen[0]["kenmerken"]!.ToJsonString());
        Assert.Equal("""{"soortPartij":"persoon"}""", rijen[1]["kenmerken"]!.ToJsonString());
        Assert.Equal("""{"nummer":"0000000001","status":"te_verwerken"}""", rijen[3]["kenmerken"]!.ToJsonString());
        Assert.All(rijen, r => Assert.DoesNotContain("Geheim", r.ToJsonString(), StringComparison.Ordinal));
    }
}
