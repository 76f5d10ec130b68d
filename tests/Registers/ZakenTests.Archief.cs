using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace Brink.Tests;

// Until when a zaak is kept, and what goes with it.
public sealed partial class ZakenTests
{
    /// <summary>How the archiefactiedatum follows from the way in which its source date is found: a zaak closed on 2024-06-01,
    /// to be kept for five years.</summary>
    public static TheoryData<string, string, string, string, string?> Afleidingen
    {
        get
        {
            var rows = new TheoryData<string, string, string, string, string?>();
            foreach (var store in Tests.Stores.All)
            {
                rows.Add(store.Data, "afgehandeld", "nihil", "{}", "2029-06-01");
                rows.Add(store.Data, "termijn", "ingeschatte_bestaansduur_procesobject", """{"procestermijn":"P1Y"}""", "2030-06-01");
                rows.Add(store.Data, "hoofdzaak", "vast_te_leggen_datum", "{}", "2029-03-01");
                rows.Add(store.Data, "gerelateerde_zaak", "vast_te_leggen_datum", "{}", "2029-03-01");
                rows.Add(store.Data, "eigenschap", "vast_te_leggen_datum", """{"datumkenmerk":"Vervalt"}""", "2031-02-03");
                rows.Add(store.Data, "zaakobject", "vast_te_leggen_datum", """{"datumkenmerk":"sloopdatum","objecttype":"overige"}""",
                    "2035-08-09");
                rows.Add(store.Data, "ingangsdatum_besluit", "vast_te_leggen_datum", "{}", "2032-01-01");
                rows.Add(store.Data, "vervaldatum_besluit", "vast_te_leggen_datum", "{}", "2033-01-01");
                rows.Add(store.Data, "ander_datumkenmerk", "vast_te_leggen_datum",
                    """{"datumkenmerk":"x","objecttype":"pand","registratie":"BAG"}""", null);
            }
            return rows;
        }
    }

    [Theory, MemberData(nameof(Afleidingen))]
    public async Task Zrc_021_the_archive_date_follows_from_the_resultaattype(string store, string afleidingswijze, string procestermijn,
        string procedure, string? verwacht)
    {
        await using var p = await Platform.Start(store);
        var cast = new Cast(p);
        var brondatum = JsonNode.Parse(procedure)!.AsObject();
        brondatum["afleidingswijze"] = afleidingswijze;
        var (zaaktype, eind, resultaattype, eigenschap) = await Archieftype(p, cast, procestermijn, brondatum);
        var ander = await cast.NieuweZaak();
        await Sluit(p, cast, ander, "2024-03-01");
        var zaak = await cast.Url(Zrc + "zaken", new
        {
            bronorganisatie = "000001375",
            verantwoordelijkeOrganisatie = "000001375",
            zaaktype,
            startdatum = "2023-01-01",
            hoofdzaak = afleidingswijze == "hoofdzaak" ? ander : null,
            relevanteAndereZaken = afleidingswijze == "gerelateerde_zaak" ? new[] { new { url = ander, aardRelatie = "vervolg" } } : [],
        });
        if (afleidingswijze == "eigenschap")
            await p.Post(Path(p, zaak) + "/zaakeigenschappen", new { zaak, eigenschap, waarde = "20260203" });
        if (afleidingswijze == "zaakobject")
        {
            foreach (var sloopdatum in (string[])["2030-08-09", "2029-01-01"])
            {
                await p.Post(Zrc + "zaakobjecten", new
                {
                    zaak,
                    objectType = "overige",
                    objectTypeOverige = "gebouw",
                    objectIdentificatie = new { overigeData = new { sloopdatum } }
                });
            }
        }
        if (afleidingswijze.EndsWith("besluit", StringComparison.Ordinal))
        {
            await p.Post("besluiten/api/v1/besluiten", new
            {
                verantwoordelijkeOrganisatie = "000001375",
                besluittype = (await cast.Gepubliceerd()).Besluittype,
                zaak,
                datum = "2024-01-01",
                ingangsdatum = "2027-01-01",
                vervaldatum = "2028-01-01",
                vervalreden = "tijdelijk",
            });
        }
        await p.Post(Zrc + "resultaten", new { zaak, resultaattype });
        await p.Post(Zrc + "statussen", new { zaak, statustype = eind, datumStatusGezet = "2024-06-01T10:00:00Z" });
        var gesloten = await p.Get(Path(p, zaak));
        Assert.Equal(("2024-06-01", "vernietigen", verwacht),
            ((string?)gesloten["einddatum"], (string?)gesloten["archiefnominatie"], (string?)gesloten["archiefactiedatum"]));
        if (verwacht is not null) return;

        // zrc-026: the date follows as soon as the start of the bewaartermijn is known.
        var (status, json) = await p.Send(HttpMethod.Patch, Path(p, zaak), new { startdatumBewaartermijn = "2024-09-01" });
        Assert.Equal((200, "2029-09-01"), (status, (string?)json!["archiefactiedatum"]));
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Zrc_022_a_zaak_is_archived_after_its_documents(string store)
    {
        await using var p = await Platform.Start(store);
        var cast = new Cast(p);
        var zaak = await cast.Zaak();
        await p.Post(Zrc + "zaakinformatieobjecten", new { zaak, informatieobject = await cast.Document() });
        var archiveer = new { archiefstatus = "gearchiveerd", archiefnominatie = "vernietigen", archiefactiedatum = "2030-01-01" };
        Assert.Equal(["archiefstatus:documents-not-archived"], await p.Faults(HttpMethod.Patch, Path(p, zaak), archiveer));
        var zonder = await cast.NieuweZaak();
        Assert.Equal(200, (await p.Send(HttpMethod.Patch, Path(p, zonder), archiveer)).Status);
        var document = await cast.Url("documenten/api/v1/enkelvoudiginformatieobjecten",
            Cast.DocumentBody((await cast.Informatieobjecttype()).Url));
        Assert.Equal(["zaak:invalid"],
            await p.Faults(HttpMethod.Post, Zrc + "zaakinformatieobjecten", new { zaak = zonder, informatieobject = document }));
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Zrc_023_with_a_zaak_goes_all_that_belongs_to_it_but_its_besluiten(string store)
    {
        await using var p = await Platform.Start(store);
        var cast = new Cast(p);
        var (zaak, typen) = (await cast.Zaak(), await cast.Gepubliceerd());
        var deel = await cast.NieuweZaak();
        await p.Send(HttpMethod.Patch, Path(p, deel), new { hoofdzaak = zaak });
        await p.Post(Zrc + "zaakinformatieobjecten", new { zaak, informatieobject = await cast.Document() });
        await p.Post(Zrc + "zaakinformatieobjecten", new { zaak = deel, informatieobject = await cast.Document() });
        await p.Post(Zrc + "rollen", Rol(zaak, typen));
        await p.Post(Zrc + "statussen", new { zaak, statustype = typen.Begin, datumStatusGezet = "2024-01-02T10:00:00Z" });
        await p.Post(Zrc + "resultaten", new { zaak, resultaattype = typen.Resultaattype });
        await p.Post(Zrc + "zaakobjecten", new { zaak, objectType = "pand", objectIdentificatie = new { identificatie = "1" } });
        await p.Post(Path(p, zaak) + "/zaakeigenschappen", new { zaak, eigenschap = typen.Eigenschap, waarde = "1" });
        await p.Post(Zrc + "klantcontacten", new { zaak, datumtijd = "2024-01-03T10:00:00Z" });
        await p.Post(Zrc + "zaaknotities", new { gerelateerdAan = zaak, onderwerp = "o", tekst = "t" });
        var besluit = await p.Post("besluiten/api/v1/besluiten",
            new
            {
                verantwoordelijkeOrganisatie = "000001375",
                besluittype = typen.Besluittype,
                zaak,
                datum = "2024-01-02",
                ingangsdatum = "2024-01-03"
            });
        var blijft = await cast.NieuweZaak();
        string[] delen = ["status", "resultaat", "rol", "zaakobject", "zaakeigenschap", "zaakinformatieobject", "zaakbesluit",
            "klantcontact", "zaaknotitie"];
        foreach (var deelresource in delen) Assert.NotEqual((deelresource, 0L), (deelresource, await p.Rows("zrc_" + deelresource)));

        Assert.Equal(204, (await p.Send(HttpMethod.Delete, Path(p, zaak))).Status);
        foreach (var deelresource in delen) Assert.Equal((deelresource, 0L), (deelresource, await p.Rows("zrc_" + deelresource)));
        Assert.Equal(404, (await p.Send(HttpMethod.Get, Path(p, deel))).Status);
        Assert.Equal(404, (await p.Send(HttpMethod.Get, Path(p, zaak) + "/audittrail")).Status);
        Assert.Equal(0, await p.Rows("drc_objectinformatieobject"));
        Assert.Equal("", (string?)(await p.Get(Path(p, besluit)))["zaak"]);
        await p.Get(Path(p, blijft));
        await p.Get(Path(p, await cast.Document()));
    }

    private static async Task<(string Zaaktype, string Eind, string Resultaattype, string Eigenschap)> Archieftype(Platform p, Cast cast,
        string procestermijn,
        JsonObject brondatum)
    {
        await cast.Gepubliceerd();
        var zaaktype = await cast.Url("catalogi/api/v1/zaaktypen", Cast.ZaaktypeBody(await cast.Catalogus(), "Archief"));
        await cast.Url("catalogi/api/v1/statustypen", new { omschrijving = "Begin", zaaktype, volgnummer = 1 });
        var eind = await cast.Url("catalogi/api/v1/statustypen", new { omschrijving = "Eind", zaaktype, volgnummer = 2 });
        var eigenschap = await cast.Url("catalogi/api/v1/eigenschappen",
            new
            {
                naam = "Vervalt",
                definitie = "d",
                specificatie = new { formaat = "datum", lengte = "8", kardinaliteit = "1" },
                zaaktype
            });
        await cast.Url("catalogi/api/v1/roltypen", new { zaaktype, omschrijving = "Aanvrager", omschrijvingGeneriek = "initiator" });
        var body = (JsonObject)JsonNode.Parse(JsonSerializer.Serialize(cast.ResultaattypeBody(zaaktype)))!;
        body["selectielijstklasse"] = p.Elders.Serve("resultaten/archief", new
        {
            url = "http://elders.test/resultaten/archief",
            procesType = "http://elders.test/procestypen/1",
            nummer = 2,
            naam = "x",
            waardering = "vernietigen",
            procestermijn,
            bewaartermijn = "P5Y",
        });
        body["brondatumArchiefprocedure"] = brondatum;
        var resultaattype = await cast.Url("catalogi/api/v1/resultaattypen", body);
        await cast.Publish(zaaktype);
        return (zaaktype, eind, resultaattype, eigenschap);
    }
}
