using System.Text.Json.Nodes;
using Brink.Engine;
using Brink.Registers.Autorisaties;
using Brink.Registers.Besluiten;
using Brink.Registers.Catalogi;
using Brink.Registers.Begrotingen;
using Brink.Registers.Berichten;
using Brink.Registers.Contactgegevens;
using Brink.Registers.Documenten;
using Brink.Registers.Klantinteracties;
using Brink.Registers.Objecten;
using Brink.Registers.Notificaties;
using Brink.Registers.Portfolio;
using Brink.Registers.Privacy;
using Brink.Registers.Rapportage;
using Brink.Registers.Referentielijsten;
using Brink.Registers.Zaken;
using Brink.Registers.Besluitvorming;
using Betrokkene = Brink.Registers.Klantinteracties.Betrokkene;
using Klantcontact = Brink.Registers.Zaken.Klantcontact;
using Organisatie = Brink.Registers.Contactgegevens.Organisatie;
using Persoon = Brink.Registers.Contactgegevens.Persoon;

namespace Brink.Tests;

/// <summary>How a resource of each kind is born: the collection to post to and a body that is accepted.
/// All else that a contract needs is derived from the definitions.</summary>
public static class Births
{
    public sealed record Birth(string Collection, object Body);

    private static int momenten; // no two statuses of a zaak are set at the same moment
    private static DateTime Moment() => new DateTime(2024, 1, 2, 9, 0, 0, DateTimeKind.Utc)
        .AddMicroseconds(Interlocked.Increment(ref momenten));

    private static Alv Nieuwe(Cast c) => new(c.Platform) { Voorvoegsel = "Gemeente " + Letters(8) };

    private static readonly Dictionary<Type, Func<Cast, Task<Birth>>> All = new()
    {
        [typeof(Catalogus)] = _ =>
            Is("catalogi/api/v1/catalogussen",
            new { domein = Letters(5), rsin = "000001375", contactpersoonBeheerNaam = "Functioneel beheer" }),
        [typeof(Zaaktype)] = async c => new("catalogi/api/v1/zaaktypen", Cast.ZaaktypeBody(await c.Catalogus())),
        [typeof(Statustype)] = async c => new("catalogi/api/v1/statustypen",
            new { omschrijving = "Ontvangen", zaaktype = await c.Concept(), volgnummer = Volgend(9999) }),
        [typeof(Resultaattype)] = async c =>
            new("catalogi/api/v1/resultaattypen", c.ResultaattypeBody(await c.Concept(), "Verleend " + Letters(8))),
        [typeof(Roltype)] = async c => new("catalogi/api/v1/roltypen",
            new { zaaktype = await c.Concept(), omschrijving = "Aanvrager " + Letters(8), omschrijvingGeneriek = "initiator" }),
        [typeof(Eigenschap)] = async c =>
            new("catalogi/api/v1/eigenschappen", Cast.EigenschapBody(await c.Concept(), "Aantal " + Letters(8))),
        [typeof(Informatieobjecttype)] = async c =>
            new("catalogi/api/v1/informatieobjecttypen", Cast.InformatieobjecttypeBody(await c.Catalogus(), "Brief " + Letters(5))),
        [typeof(ZaaktypeInformatieobjecttype)] = async c => new("catalogi/api/v1/zaaktype-informatieobjecttypen",
            new
            {
                zaaktype = await c.Concept(),
                informatieobjecttype = (await c.Informatieobjecttype()).Omschrijving,
                volgnummer = Volgend(999),
                richting = "inkomend"
            }),
        [typeof(Besluittype)] = async c => new("catalogi/api/v1/besluittypen",
            new
            {
                catalogus = await c.Catalogus(),
                omschrijving = "Besluit " + Letters(5),
                publicatieIndicatie = false,
                informatieobjecttypen = Array.Empty<string>(),
                beginGeldigheid = "2020-01-01"
            }),
        [typeof(Zaakobjecttype)] = async c => new("catalogi/api/v1/zaakobjecttypen",
            new
            {
                anderObjecttype = false,
                objecttype = "http://elders.test/objecttypen/pand",
                relatieOmschrijving = "Pand",
                zaaktype = await c.Concept(),
                catalogus = await c.Catalogus(),
                beginGeldigheid = "2020-01-01"
            }),
        [typeof(Registers.Objecten.Objecttype)] = _ => Is("objecten/api/v2/objecttypes", new { name = "boom", namePlural = "bomen" }),
        [typeof(Objecttypeversie)] = async c =>
            new(await Bomen.Type(c.Platform) + "/versions", new { jsonSchema = Bomen.Schema, status = "draft" }),
        [typeof(Dataobject)] = async c => new("objecten/api/v2/objects", Bomen.Body(await Bomen.Gepubliceerd(c.Platform))),
        [typeof(Zaak)] = async c => new("zaken/api/v1/zaken", Cast.ZaakBody((await c.Gepubliceerd()).Url)),
        [typeof(Status)] = async c => new("zaken/api/v1/statussen",
            new { zaak = await c.Zaak(), statustype = (await c.Gepubliceerd()).Begin, datumStatusGezet = Moment() }),
        [typeof(Substatus)] = async c =>
        {
            var zaak = await c.Zaak();
            if ((await c.Platform.Get(zaak[c.Platform.Base.Length..]))["status"] is null)
                await c.Url("zaken/api/v1/statussen", (await Of(typeof(Status), c)).Body);
            return new("zaken/api/v1/substatussen", new { zaak, omschrijving = "Wacht op advies", tijdstip = "2024-01-02T10:00:00Z" });
        },
        [typeof(Resultaat)] = async c => new("zaken/api/v1/resultaten",
            new { zaak = await c.NieuweZaak(), resultaattype = (await c.Gepubliceerd()).Resultaattype }),
        [typeof(Rol)] = async c => new("zaken/api/v1/rollen",
            new
            {
                zaak = await c.Zaak(),
                betrokkeneType = "natuurlijk_persoon",
                roltype = (await c.Gepubliceerd()).Roltype,
                roltoelichting = "indiener",
                betrokkeneIdentificatie = new { inpBsn = "999990019" }
            }),
        [typeof(Zaakobject)] = async c => new("zaken/api/v1/zaakobjecten",
            new { zaak = await c.Zaak(), objectType = "pand", objectIdentificatie = new { identificatie = "0150100000012345" } }),
        [typeof(Zaakinformatieobject)] = async c => new("zaken/api/v1/zaakinformatieobjecten",
            new { zaak = await c.Zaak(), informatieobject = await c.Document() }),
        [typeof(Zaakeigenschap)] = async c => new((await c.Zaak())[c.Platform.Base.Length..] + "/zaakeigenschappen",
            new { zaak = await c.Zaak(), eigenschap = (await c.Gepubliceerd()).Eigenschap, waarde = "12" }),
        [typeof(Zaakbesluit)] = async c => new((await c.Zaak())[c.Platform.Base.Length..] + "/besluiten",
            new { besluit = await c.Besluit(c.Platform.Elders.Serve("besluiten/" + Letters(6), BesluitElders())) }),
        [typeof(Zaakcontactmoment)] = async c => new("zaken/api/v1/zaakcontactmomenten",
            new
            {
                zaak = await c.Zaak(),
                contactmoment = c.Platform.Elders.Serve("contactmomenten/" + Letters(6),
                new { url = "http://elders.test/contactmomenten/1" })
            }),
        [typeof(Zaakverzoek)] = async c => new("zaken/api/v1/zaakverzoeken",
            new
            {
                zaak = await c.Zaak(),
                verzoek = c.Platform.Elders.Serve("verzoeken/" + Letters(6), new { url = "http://elders.test/verzoeken/1" })
            }),
        [typeof(Zaaknotitie)] = async c => new("zaken/api/v1/zaaknotities",
            new { onderwerp = "Terugbellen", tekst = "Bel na tien uur.", gerelateerdAan = await c.Zaak() }),
        [typeof(Klantcontact)] = async c => new("zaken/api/v1/klantcontacten",
            new { zaak = await c.Zaak(), datumtijd = "2024-02-03T10:00:00Z", kanaal = "telefoon" }),
        [typeof(Enkelvoudiginformatieobject)] = async c =>
            new("documenten/api/v1/enkelvoudiginformatieobjecten", Cast.DocumentBody((await c.Informatieobjecttype()).Url)),
        [typeof(Gebruiksrechten)] = async c => new("documenten/api/v1/gebruiksrechten",
            new
            {
                informatieobject = await c.Document(),
                startdatum = "2024-01-01T00:00:00Z",
                omschrijvingVoorwaarden = "Alleen voor eigen gebruik"
            }),
        [typeof(Verzending)] = async c => new("documenten/api/v1/verzendingen", new
        {
            betrokkene = "http://elders.test/personen/1",
            informatieobject = await c.Document(),
            aardRelatie = "geadresseerde",
            contactPersoon = "http://elders.test/personen/2",
            emailadres = "post@voorbeeld.test",
            verzenddatum = "2024-01-05",
        }),
        [typeof(Procestype)] = _ => Is("referentielijsten/api/v1/procestypen", Cast.ProcestypeBody),
        [typeof(Selectielijstresultaat)] = async c => new("referentielijsten/api/v1/resultaten", new
        {
            procesType = await c.Url("referentielijsten/api/v1/procestypen", Cast.ProcestypeBody),
            nummer = Volgend(32767),
            naam = "Verleend",
            herkomst = "Risicoanalyse",
            waardering = "vernietigen",
            bewaartermijn = "P5Y",
            procestermijn = "nihil",
        }),
        [typeof(Resultaattypeomschrijving)] = _ =>
            Is("referentielijsten/api/v1/resultaattypeomschrijvingen", new { omschrijving = Letters(10), definitie = "Een uitkomst" }),
        [typeof(Communicatiekanaal)] = _ =>
            Is("referentielijsten/api/v1/communicatiekanalen", new { naam = Letters(10), omschrijving = "Aan de balie" }),
        [typeof(Besluit)] = async c => new("besluiten/api/v1/besluiten", Cast.BesluitBody((await c.Gepubliceerd()).Besluittype)),
        [typeof(Besluitinformatieobject)] = async c => new("besluiten/api/v1/besluitinformatieobjecten",
            new { besluit = await c.Besluit(), informatieobject = await c.Document() }),
        [typeof(Brink.Registers.Klantinteracties.Klantcontact)] = _ => Is(Kic + "klantcontacten", Cast.KlantcontactBody()),
        [typeof(Betrokkene)] = async c =>
            new(Kic + "betrokkenen", new { hadKlantcontact = await c.Klantcontact(), rol = "klant", initiator = true }),
        [typeof(Onderwerpobject)] = async c => new(Kic + "onderwerpobjecten",
            new
            {
                klantcontact = await c.Klantcontact(),
                onderwerpobjectidentificator = new { codeObjecttype = "zaak", objectId = Guid.NewGuid() }
            }),
        [typeof(Bijlage)] = async c => new(Kic + "bijlagen", new { wasBijlageVanKlantcontact = await c.Klantcontact() }),
        [typeof(Actor)] = _ => Is(Kic + "actoren", Cast.ActorBody()),
        [typeof(ActorKlantcontact)] = async c => new(Kic + "actorklantcontacten",
            new { actor = await c.Klant("actoren", Cast.ActorBody()), klantcontact = await c.Klantcontact() }),
        [typeof(InterneTaak)] = async c => new(Kic + "internetaken",
            new
            {
                gevraagdeHandeling = "Terugbellen",
                aanleidinggevendKlantcontact = await c.Klantcontact(),
                toegewezenAanActoren = new[] { await c.Klant("actoren", Cast.ActorBody()) },
                status = "te_verwerken",
            }),
        [typeof(Partij)] = _ => Is(Kic + "partijen", Cast.PartijBody()),
        [typeof(PartijIdentificator)] = async c => new(Kic + "partij-identificatoren",
            new { identificeerdePartij = await c.Klant("partijen", Cast.PartijBody()), partijIdentificator = Cast.KvkNummer() }),
        [typeof(DigitaalAdres)] = async c => new(Kic + "digitaleadressen",
            new
            {
                verstrektDoorPartij = await c.Klant("partijen", Cast.PartijBody()),
                adres = "wie@voorbeeld.test",
                soortDigitaalAdres = "email"
            }),
        [typeof(Rekeningnummer)] = async c =>
            new(Kic + "rekeningnummers", new { partij = await c.Klant("partijen", Cast.PartijBody()), iban = "NL18BANK23481326" }),
        [typeof(Brink.Registers.Klantinteracties.Vertegenwoordiging)] = async c => new(Kic + "vertegenwoordigingen",
            new
            {
                vertegenwoordigendePartij = await c.Klant("partijen", Cast.PartijBody()),
                vertegenwoordigdePartij = await c.Klant("partijen", Cast.PartijBody())
            }),
        [typeof(Categorie)] = _ => Is(Kic + "categorieen", new { naam = "Ondernemer" }),
        [typeof(CategorieRelatie)] = async c => new(Kic + "categorie-relaties",
            new
            {
                partij = await c.Klant("partijen", Cast.PartijBody()),
                categorie = await c.Klant("categorieen", new { naam = "Ondernemer" })
            }),
        [typeof(Persoon)] = _ =>
            Is("contactgegevens/api/v1/persoon",
            new { geboortedatum = "1980-02-03", geslachtsnaam = "Voorbeeld", adres = new { land = "BE" } }),
        [typeof(Organisatie)] = _ => Is("contactgegevens/api/v1/organisatie", new { handelsnaam = "Bakkerij Voorbeeld" }),
        [typeof(Kanaal)] = _ => Is("notificaties/api/v1/kanaal",
            new { naam = Letters(10), documentatieLink = "http://elders.test/kanaal", filters = new[] { "soort" } }),
        [typeof(Abonnement)] = c => Is("notificaties/api/v1/abonnement", new
        {
            callbackUrl = c.Platform.Elders.Receive("ontvangst/" + Letters(6), []),
            auth = "Bearer geheim",
            kanalen = new[] { new { naam = "zaken", filters = new { vertrouwelijkheidaanduiding = "*" } } },
        }),
        [typeof(Applicatie)] = _ => Is("autorisaties/api/v1/applicaties",
            new
            {
                clientIds = new[] { "client-" + Letters(8) },
                label = "Een toepassing",
                autorisaties = new[] { new { component = "nrc", scopes = new[] { "notificaties.consumeren" } } }
            }),
        [typeof(Regelset)] = _ => Is(Alv.Root + "regelsets", new { naam = "De wet", geldigVanaf = Alv.Dag() }),
        [typeof(Brink.Registers.Besluitvorming.Vertegenwoordiging)] = async c => new(Alv.Root + "vertegenwoordigingen",
            new { lid = await c.Nieuw<Lid>(), gebruiker = "tester", functie = "portefeuillehouder", geldigVan = "2020-01-01" }),
        [typeof(Vergadering)] = _ => Is(Alv.Root + "vergaderingen", new { titel = "ALV", datum = "2030-05-01", vorm = "fysiek" }),
        [typeof(Agendapunt)] = async c => new(Alv.Root + "agendapunten",
            new { vergadering = await c.Nieuw<Vergadering>(), nummer = 1, titel = "Mededelingen", soort = "ter_informatie" }),
        [typeof(Spreekverzoek)] = async c => new(Alv.Root + "spreekverzoeken", new
        {
            agendapunt = await c.Nieuw<Agendapunt>(),
            lid = await c.Nieuw<Lid>(),
            onderwerp = "Tarieven"
        }),
        [typeof(Aanwezigheid)] = async c => new(Alv.Root + "aanwezigheden", new
        {
            vergadering = await c.Nieuw<Vergadering>(),
            lid = await c.Nieuw<Lid>(),
            hoedanigheid = "bestuurder"
        }),
        [typeof(Volmacht)] = async c => new(Alv.Root + "volmachten",
            new
            {
                gever = await c.Nieuw<Lid>(),
                gemachtigde = "een ander",
                functie = "gemeentesecretaris",
                vergadering = await c.Nieuw<Vergadering>(),
                spreken = true
            }),
        [typeof(Vraag)] = async c =>
            new(Alv.Root + "vragen", new { agendapunt = await c.Nieuw<Agendapunt>(), lid = await c.Nieuw<Lid>(), tekst = "Waarom?" }),
        [typeof(Toezegging)] = async c =>
            new(Alv.Root + "toezeggingen", new { agendapunt = await c.Nieuw<Agendapunt>(), wat = "Uitzoeken" }),
        [typeof(Notulen)] = async c => new(Alv.Root + "notulen", new { vergadering = await Nieuwe(c).Geopend() }),
        [typeof(Ceremonie)] = async c =>
            new(Alv.Root + "ceremonies", new { vergadering = await c.Nieuw<Vergadering>(), beheerder = "Het rekencentrum" }),
        [typeof(Ceremonieregel)] = async c => new(Alv.Root + "ceremonieregels", await Kring.Certificaat(c.Platform)),
        [typeof(Stemming)] = _ =>
            Is(Alv.Root + "stemmingen", new { onderwerp = "Wat vindt u?", modus = "peiling", sluit = "2099-01-01T00:00:00Z" }),
        [typeof(Bespreekmoment)] = async c =>
            new(Alv.Root + "bespreekmomenten", new { stemming = await c.Nieuw<Stemming>(), moment = "2024-01-01T10:00:00Z" }),
        [typeof(Stem)] = async c => await Nieuwe(c).Peiling() is var (stemming, lid)
            ? new(Alv.Root + "stemmen", new { stemming, lid, keuze = "voor" }) : throw new InvalidOperationException(),
        [typeof(Afmelding)] = async c => await Nieuwe(c).MetUitstap() is var (stemming, lid)
            ? new(Alv.Root + "afmeldingen", new { stemming, lid, reden = "Wij gaan niet mee." }) : throw new InvalidOperationException(),
        [typeof(Stemverklaring)] = async c => await Nieuwe(c).Peiling() is var (stemming, lid)
            ? new(Alv.Root + "stemverklaringen", new { stemming, lid, tekst = "Akkoord, met een plan B." })
            : throw new InvalidOperationException(),
        [typeof(Evaluatie)] = async c =>
            new(Alv.Root + "evaluaties", new { vergadering = await c.Nieuw<Vergadering>(), openTot = "2099-01-01T00:00:00Z" }),
        [typeof(Bericht)] = _ =>
            Is("berichten/api/v1/berichten",
            new { aan = "griffie@gemeente.example", onderwerp = "Vergadering", tekst = "Geacht lid", soort = "proef" }),
        [typeof(Bordregel)] = async c => new(Alv.Root + "bordregels", await Nieuwe(c).Biljet()),
        [typeof(Verwerkingsactiviteit)] = _ => Is("privacy/api/v1/verwerkingsactiviteiten",
            new
            {
                code = Letters(8).ToLowerInvariant(),
                naam = "Zaken behandelen",
                doel = "Aanvragen beoordelen",
                grondslag = "publieke_taak"
            }),
        [typeof(Beperking)] = _ => Is("privacy/api/v1/beperkingen",
            new { soort = "ANP-identificatie", nummer = Letters(8), grond = "juistheid_betwist", toelichting = "Verzoek 2026-3" }),
        [typeof(Lid)] = _ => Is("portfolio/api/v1/leden", new { naam = "Gemeente " + Letters(8), status = "lid" }),
        [typeof(Brink.Registers.Portfolio.Component)] = _ =>
            Is("portfolio/api/v1/componenten", new { naam = "Component " + Letters(8), laag = "interactie" }),
        [typeof(Leverancier)] = _ => Is("portfolio/api/v1/leveranciers", new { naam = "Leverancier " + Letters(8) }),
        [typeof(Begrip)] = _ => Is("portfolio/api/v1/begrippen", new { naam = "Begrip " + Letters(8), soort = "rol" }),
        [typeof(Samenwerking)] = _ =>
            Is("portfolio/api/v1/samenwerkingen", new { naam = "Samenwerking " + Letters(8), doel = "Samen inkopen" }),
        [typeof(Afhankelijkheid)] = async c => new("portfolio/api/v1/afhankelijkheden",
            new
            {
                van = await c.Nieuw<Brink.Registers.Portfolio.Component>(),
                naar = await c.Nieuw<Brink.Registers.Portfolio.Component>(),
                soort = "gebruikt"
            }),
        [typeof(Gebruik)] = async c => new("portfolio/api/v1/gebruik",
            new
            {
                lid = await c.Nieuw<Lid>(),
                component = await c.Nieuw<Brink.Registers.Portfolio.Component>(),
                stand = "productie",
                bewusteInstap = true
            }),
        [typeof(Brink.Registers.Portfolio.Contract)] = async c => new("portfolio/api/v1/contracten",
            new
            {
                naam = "Hosting",
                leverancier = await c.Nieuw<Leverancier>(),
                begin = "2022-01-01",
                einde = "2024-01-01",
                opzegtermijn = "P6M"
            }),
        [typeof(Project)] = _ => Is("portfolio/api/v1/projecten", new { naam = "Project " + Letters(8) }),
        [typeof(Idee)] = async c =>
            new("portfolio/api/v1/ideeen",
            new { titel = "Idee " + Letters(8), indiener = await c.Nieuw<Lid>(), innovatiebudget = 12500.50m }),
        [typeof(Steunbetuiging)] = async c =>
            new("portfolio/api/v1/steunbetuigingen", new { idee = await c.Nieuw<Idee>(), lid = await c.Nieuw<Lid>(), reactie = "Doen" }),
        [typeof(Funnelstap)] = async c =>
            new("portfolio/api/v1/funnelstappen", new { idee = await c.Nieuw<Idee>(), naar = "verkenning", datum = "2022-10-01" }),
        [typeof(Accountplan)] = async c =>
            new("portfolio/api/v1/accountplannen", new { lid = await c.Nieuw<Lid>(), contactenPerJaar = 4, laatsteContact = "2022-09-01" }),
        [typeof(Afspraak)] = async c =>
            new("portfolio/api/v1/afspraken", new { wat = "Memo sturen", lid = await c.Nieuw<Lid>(), termijn = "2022-12-01" }),
        [typeof(Tevredenheidsmeting)] = async c =>
            new("portfolio/api/v1/tevredenheidsmetingen", new { lid = await c.Nieuw<Lid>(), kwartaal = "2022-Q3", cijfer = 8 }),
        [typeof(Risico)] = _ => Is("portfolio/api/v1/risicos",
            new { omschrijving = "Te weinig mensen", kans = 4, gevolg = 3, maatregelen = new[] { new { wat = "Inhuren" } } }),
        [typeof(Begroting)] = _ =>
            Is("begroting/api/v1/begrotingen", new { jaar = 2023, naam = "Begroting " + Letters(8), beslotenPercentage = 4.5m }),
        [typeof(Begrotingsregel)] = async c => new("begroting/api/v1/begrotingsregels",
            new
            {
                begroting = await c.Nieuw<Begroting>(),
                volgnummer = 1,
                omschrijving = "Huisvesting",
                soort = "bedrijfskosten",
                bedrag = 94500.25m,
                toegepasteIndexatie = 2,
                benodigdeIndexatie = 5
            }),
        [typeof(Opbouwdeel)] = async c => new("begroting/api/v1/opbouwdelen",
            new { begroting = await c.Nieuw<Begroting>(), tabel = "doorbelasting", soort = "totaal", onderdeel = "Totaal", bedrag = 100m }),
        [typeof(Scenario)] = async c => new("begroting/api/v1/scenarios",
            new
            {
                begroting = await c.Nieuw<Begroting>(),
                naam = "Zonder uren",
                grondslag = "zonder_uren",
                aannames = new[] { new { kostensoort = "leverancier",
                benodigdeIndexatie = 6 } }
            }),
        [typeof(Vaststelling)] = async c =>
            new("begroting/api/v1/vaststellingen", new { begroting = await c.Nieuw<Begroting>(), orgaan = "ALV", datum = "2022-03-30" }),
        [typeof(Tarief)] = async c =>
        {
            var begroting = await c.Nieuw<Begroting>();
            var regel = await c.Platform.Post("begroting/api/v1/begrotingsregels",
                new { begroting, volgnummer = 1, omschrijving = "Omzet", soort = "omzet", bedrag = 1000m });
            return new("begroting/api/v1/tarieven",
                new { begroting, lid = await c.Nieuw<Lid>(), regel = (string)regel["url"]!, bedrag = 250.10m });
        },
        [typeof(Transitiepost)] = _ => Is("begroting/api/v1/transitieposten", new { jaar = 2023, onderdeel = "Migratie", budget = 1000m }),
        [typeof(Kwartaalrapport)] = _ =>
            Is("rapportage/api/v1/kwartaalrapporten", new { periode = $"{2100 + Volgend(7899)}-Q2", titel = "Kwartaalrapport" }),
        [typeof(Onderwerp)] = _ => Is("rapportage/api/v1/onderwerpen",
            new
            {
                dashboard = "operatie",
                sectie = "B",
                sectienaam = "Projecten",
                nummer = Volgend(999),
                naam = "Open Formulieren"
            }),
        [typeof(Meting)] = async c => new("rapportage/api/v1/metingen", new
        {
            rapport = await c.Nieuw<Kwartaalrapport>(),
            onderwerp = await c.Nieuw<Onderwerp>(),
            indicator = "groen"
        }),
        [typeof(Rapportstap)] = async c => new("rapportage/api/v1/rapportstappen", new
        {
            rapport = await c.Nieuw<Kwartaalrapport>(),
            soort = "vastgesteld",
            datum = "2022-11-01",
            door = "MT"
        }),
        [typeof(Reactie)] = async c => new("rapportage/api/v1/reacties",
            new
            {
                rapport = await c.Nieuw<Kwartaalrapport>(),
                onderwerp = await c.Nieuw<Onderwerp>(),
                soort = "vraag",
                tekst = "Wanneer is dit klaar?"
            }),
    };

    private const string Kic = "klantinteracties/api/v1/";

    public static bool Knows(Type type) => All.ContainsKey(type);
    public static Task<Birth> Of(Type type, Cast cast) => All[type](cast);

    /// <summary>The next number from 100 up to <paramref name="most"/>, another each time for as long as they last: what must be unique
    /// is so, and below 100 are the numbers that tests write themselves.</summary>
    public static int Volgend(int most) => 100 + (int)((uint)Interlocked.Increment(ref geteld) % (uint)(most - 99));
    private static int geteld = -1;
    public static string Letters(int n) => string.Concat(Enumerable.Range(0, n).Select(_ => (char)('A' + Random.Shared.Next(26))));
    private static Task<Birth> Is(string collection, object body) => Task.FromResult(new Birth(collection, body));
    private static object BesluitElders() => new
    {
        url = "http://elders.test/besluiten/1",
        besluittype = "http://elders.test/besluittypen/1",
        verantwoordelijkeOrganisatie = "000001375",
        datum = "2024-01-01",
        ingangsdatum = "2024-01-01"
    };
}
