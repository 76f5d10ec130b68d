using System.Text.Json;
using System.Text.Json.Nodes;
using Brink.Engine;
using Brink.Registers;
using Xunit;

namespace Brink.Tests;

// How what was said is found again: filters, pages, and what goes along.
public sealed partial class KlantinteractiesTests
{
    [Theory]
    [MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task Every_filter_of_every_resource_answers(string store)
    {
        await using var p = await Platform.Start(store);
        var aantal = 0;
        foreach (var d in Onderlaag.Model.Register("klantinteracties")!.Resources.Where(d => !d.IsInternal))
        {
            foreach (var f in d.Filters)
            {
                aantal++;
                var waarde = f.Field.Kind switch
                {
                    Kind.Uuid => Guid.NewGuid().ToString(),
                    Kind.Bool => "true",
                    Kind.Enum => f.Field.Enum!.Names.First(),
                    Kind.Date => "2024-01-01",
                    Kind.DateTime => "2024-01-01T10:00:00Z",
                    Kind.Url => p.Base + Kic + "partijen/" + Guid.NewGuid(),
                    _ => "0612345678",
                };
                Assert.Equal(0, (int)(await p.Get($"{Kic}{d.Path}?{f.Name}={Uri.EscapeDataString(waarde)}"))["count"]!);
                if (f.Field.Kind is not (Kind.Text or Kind.Url))
                    Assert.Equal(400, (await p.Send(HttpMethod.Get, $"{Kic}{d.Path}?{f.Name}=onzin")).Status);
            }
        }
        Assert.True(aantal > 120, $"{aantal} filters");
    }

    [Theory]
    [MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task Klantcontacten_are_found_by_who_and_what_they_were_about(string store)
    {
        await using var p = await Platform.Start(store);
        var partij = await p.Post(Kic + "partijen", Met(Cast.PartijBody(), ("partijIdentificatoren",
            new[] { new { partijIdentificator = PartijenTests.Bsn("999990019") } })));
        var van = await p.Post(Kic + "maak-klantcontact", new
        {
            klantcontact = Met(Cast.KlantcontactBody(), ("onderwerp", "Straatfeest"), ("inhoud", "Over kraampjes"),
                ("plaatsgevondenOp", "2024-05-01T10:00:00Z")),
            betrokkene = new { wasPartij = Cast.Wijs(partij), rol = "klant", initiator = true },
            onderwerpobject = new
            {
                onderwerpobjectidentificator = new
                {
                    objectId = "zaak-1",
                    codeObjecttype = "zaak",
                    codeRegister = "brink",
                    codeSoortObjectId = "uuid"
                }
            },
        });
        var (contact, betrokkene, onderwerp) = (Uuid(van["klantcontact"]!), Uuid(van["betrokkene"]!), Uuid(van["onderwerpobject"]!));
        var adres = await p.Post(Kic + "digitaleadressen", new
        {
            verstrektDoorBetrokkene = new { uuid = betrokkene },
            soortDigitaalAdres = "email",
            adres = "Vera@voorbeeld.test"
        });
        var ander = Uuid(await p.Post(Kic + "klantcontacten",
            Met(Cast.KlantcontactBody(), ("kanaal", "balie"), ("reactie", "Doorverwezen"))));
        await p.Post(Kic + "betrokkenen", new { hadKlantcontact = new { uuid = ander }, rol = "vertegenwoordiger", initiator = false });
        await p.Post(Kic + "onderwerpobjecten", new { wasKlantcontact = new { uuid = ander } });
        var actor = Cast.Wijs(await p.Post(Kic + "actoren", Cast.ActorBody()));
        await p.Post(Kic + "internetaken", new
        {
            gevraagdeHandeling = "Bel",
            aanleidinggevendKlantcontact = new { uuid = ander },
            toegewezenAanActor = actor,
            status = "te_verwerken"
        });
        Assert.Equal([ander, contact], await Vind(p, "klantcontacten")); // the newest first
        const string Bij = "hadBetrokkene__wasPartij__partijIdentificator__";
        foreach (var (vraag, gevonden) in new (string, string)[]
        {
            ("hadBetrokkene__uuid=" + betrokkene, contact), ($"hadBetrokkene__url={p.Base}{Kic}betrokkenen/{betrokkene}", contact),
            ("hadBetrokkene__wasPartij__uuid=" + Uuid(partij), contact), ("hadBetrokkene__wasPartij__url=" + partij["url"], contact),
            ("hadBetrokkene__wasPartij=true", contact), ("hadBetrokkene__wasPartij=false", ander),
            ($"{Bij}objectId=999990019&{Bij}codeSoortObjectId=bsn&{Bij}codeObjecttype=natuurlijk_persoon&{Bij}codeRegister=brp", contact),
            ($"{Bij}objectId=999990019&{Bij}codeSoortObjectId=rsin", ""),
            ($"hadBetrokkene__wasPartij__uuid={Uuid(partij)}&{Bij}objectId=111222333", ""),
            ("hadBetrokkene__digitaaladres__adres__icontains=vera", contact), ("hadBetrokkene__digitaaladres__adres__icontains=ver_", ""),
            ("leiddeTotInterneTaken=true", ander), ("leiddeTotInterneTaken=false", contact), ("onderwerp=FEEST&inhoud=kraam", contact),
            ("reactie=door", ander),
                ("kanaal=balie", ander),
            ("plaatsgevondenOp=2024-05-01T10:00:00Z", contact), ("plaatsgevondenOp=2024-05-01T12:00:00%2B02:00", contact),
            ("onderwerpobject__uuid=" + onderwerp, contact),
                ("onderwerpobject__onderwerpobjectidentificatorObjectId=zaak-1&onderwerpobject__onderwerpobjectidentificatorCodeObjecttype=zaak", contact),
            ("wasOnderwerpobject__onderwerpobjectidentificatorObjectId=zaak-1", ""), ("nummer=0000000002", ander),
        })
        {
            Assert.Equal(gevonden == "" ? [] : [gevonden], await Vind(p, "klantcontacten?" + vraag));
        }
        foreach (var (vraag, gevonden) in new (string, string)[]
        {
            ($"betrokkenen?wasPartij__partijIdentificator__objectId=999990019", betrokkene),
            ("betrokkenen?hadKlantcontact__nummer=0000000001", betrokkene),
            ("betrokkenen?verstrektedigitaalAdres__adres=Vera@voorbeeld.test", betrokkene),
            ("betrokkenen?verstrektedigitaalAdres__uuid=" + Uuid(adres), betrokkene),
            ("betrokkenen?wasPartij__nummer=" + partij["nummer"], betrokkene),
            ("onderwerpobjecten?klantcontact__uuid=" + contact, onderwerp),
            ("onderwerpobjecten?onderwerpobjectidentificatorObjectId=zaak-1", onderwerp),
            ("digitaleadressen?verstrektDoorBetrokkene__rol=klant", Uuid(adres)),
            ("digitaleadressen?adres__icontains=VOORBEELD", Uuid(adres)), ("digitaleadressen?adres=vera@voorbeeld.test", ""),
            ("digitaleadressen?isGeverifieerd=true", ""),
            ("digitaleadressen?isGeverifieerd=false", Uuid(adres)),
        })
        {
            Assert.Equal(gevonden == "" ? [] : [gevonden], await Vind(p, vraag));
        }
        Assert.Equal(ander, Uuid(
            (await p.Get(Kic + "internetaken?klantcontact__nummer=0000000002"))["results"]![0]!["aanleidinggevendKlantcontact"]!));
    }

    [Theory]
    [MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task Pages_are_as_long_as_asked(string store)
    {
        await using var p = await Platform.Start(store);
        for (var i = 0; i < 3; i++) await p.Post(Kic + "categorieen", new { naam = "Categorie " + i });
        var pagina = await p.Get(Kic + "categorieen?pageSize=2");
        Assert.Equal((3, 2, p.Base + Kic + "categorieen?pageSize=2&page=2"),
            ((int)pagina["count"]!, pagina["results"]!.AsArray().Count, (string)pagina["next"]!));
        pagina = await p.Get(Kic + "categorieen?pageSize=2&page=2");
        Assert.Equal((1, (string?)null), (pagina["results"]!.AsArray().Count, (string?)pagina["next"]));
        Assert.Equal(400, (await p.Send(HttpMethod.Get, Kic + "categorieen?pageSize=0")).Status);
    }

    [Theory]
    [MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task Expand_follows_the_paths_of_the_document_and_no_others(string store)
    {
        await using var p = await Platform.Start(store);
        var partij = await p.Post(Kic + "partijen", Cast.PartijBody());
        var van = await p.Post(Kic + "maak-klantcontact", new
        {
            klantcontact = Cast.KlantcontactBody(),
            betrokkene = new { wasPartij = Cast.Wijs(partij), rol = "klant", initiator = true },
            onderwerpobject = new { },
        });
        var adres = await p.Post(Kic + "digitaleadressen",
            new { verstrektDoorBetrokkene = Cast.Wijs(van["betrokkene"]!), soortDigitaalAdres = "overig", adres = "x" });
        var contact = (string)van["klantcontact"]!["url"]!;
        const string Paden = "hadBetrokkenen,hadBetrokkenen.wasPartij,hadBetrokkenen.digitaleAdressen,gingOverOnderwerpobjecten,leiddeTotInterneTaken";
        var uit = (await p.Get($"{contact}?expand={Paden}"))["_expand"]!;
        Assert.Equal(["hadBetrokkenen", "gingOverOnderwerpobjecten", "leiddeTotInterneTaken"], uit.AsObject().Select(e => e.Key));
        var betrokkene = uit["hadBetrokkenen"]![0]!;
        Assert.Equal((string)partij["url"]!, (string)betrokkene["_expand"]!["wasPartij"]!["url"]!);
        Assert.Equal((string)adres["url"]!, (string)betrokkene["_expand"]!["digitaleAdressen"]![0]!["url"]!);
        Assert.Equal("[]", uit["leiddeTotInterneTaken"]!.ToJsonString());
        Assert.Equal(Uuid(van["onderwerpobject"]!), Uuid(uit["gingOverOnderwerpobjecten"]![0]!));

        var los = await p.Post(Kic + "digitaleadressen", new { soortDigitaalAdres = "overig", adres = "y" });
        var adressen = (await p.Get(
            Kic + "digitaleadressen?expand=verstrektDoorBetrokkene.hadKlantcontact.leiddeTotInterneTaken"))["results"]!.AsArray();
        Assert.Equal(Uuid(los), Uuid(adressen[0]!));
        Assert.Equal("""{"verstrektDoorBetrokkene":null}""", adressen[0]!["_expand"]!.ToJsonString());
        Assert.Equal("[]", adressen[1]!["_expand"]!["verstrektDoorBetrokkene"]!["_expand"]!["hadKlantcontact"]!["_expand"]!["leiddeTotInterneTaken"]!.ToJsonString());
        var met = await p.Get($"{Kic}partijen/{Uuid(partij)}?expand=betrokkenen.hadKlantcontact,digitaleAdressen,categorieRelaties");
        Assert.Equal(contact, (string)met["_expand"]!["betrokkenen"]![0]!["_expand"]!["hadKlantcontact"]!["url"]!);
        foreach (var vraag in new[] { contact + "?expand=onzin", contact + "?expand=hadBetrokkenen.hadKlantcontact",
            Kic + "partijen?expand=voorkeursDigitaalAdres",
            Kic + "bijlagen?expand=wasBijlageVanKlantcontact" })
        {
            Assert.Equal(400, (await p.Send(HttpMethod.Get, vraag)).Status);
        }
    }
}
