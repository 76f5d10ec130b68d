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

/// <summary>Named examples on one platform, each made once, through the APIs.</summary>
public sealed class Cast(Platform platform)
{
    public Platform Platform { get; } = platform;
    private string? catalogus, concept, zaak, document, besluit;
    private object? klantcontact;
    private (string Url, string Omschrijving)? informatieobjecttype;
    private Typen? gepubliceerd;

    /// <summary>The parts of one published zaaktype.</summary>
    public sealed record Typen(string Url, string Begin, string Eind, string Resultaattype, string Roltype, string Eigenschap,
        string Besluittype);

    /// <summary>The address of a new one of a kind.</summary>
    public Task<string> Nieuw<T>() where T : Resource => Made(typeof(T));

    public async Task<string> Catalogus() => catalogus ??= await Made(typeof(Catalogus));

    /// <summary>A zaaktype that is not yet published.</summary>
    public async Task<string> Concept() => concept ??= await Made(typeof(Zaaktype));

    public async Task<(string Url, string Omschrijving)> Informatieobjecttype()
    {
        if (informatieobjecttype is { } known) return known;
        var made = await Platform.Post("catalogi/api/v1/informatieobjecttypen", InformatieobjecttypeBody(await Catalogus(), "Aanvraag"));
        await Publish((string)made["url"]!);
        informatieobjecttype = ((string)made["url"]!, "Aanvraag");
        return informatieobjecttype.Value;
    }

    /// <summary>A published zaaktype with two statustypen, a resultaattype, a roltype, an eigenschap,
    /// a document type and a besluittype.</summary>
    public async Task<Typen> Gepubliceerd()
    {
        if (gepubliceerd is not null) return gepubliceerd;
        var besluittype = await Url("catalogi/api/v1/besluittypen",
            new
            {
                catalogus = await Catalogus(),
                omschrijving = "Vergunning",
                publicatieIndicatie = false,
                informatieobjecttypen = new[] { (await Informatieobjecttype()).Omschrijving },
                beginGeldigheid = "2020-01-01"
            });
        await Publish(besluittype);
        var zaaktype = await Url("catalogi/api/v1/zaaktypen", ZaaktypeBody(await Catalogus(), "Vergunning"));
        await Url("catalogi/api/v1/zaaktype-informatieobjecttypen",
            new { zaaktype, informatieobjecttype = (await Informatieobjecttype()).Omschrijving, volgnummer = 1, richting = "inkomend" });
        var begin = await Url("catalogi/api/v1/statustypen", new { omschrijving = "Ontvangen", zaaktype, volgnummer = 1 });
        var eind = await Url("catalogi/api/v1/statustypen", new { omschrijving = "Afgehandeld", zaaktype, volgnummer = 2 });
        var resultaattype = await Url("catalogi/api/v1/resultaattypen", ResultaattypeBody(zaaktype));
        var roltype = await Url("catalogi/api/v1/roltypen",
            new { zaaktype, omschrijving = "Aanvrager", omschrijvingGeneriek = "initiator" });
        var eigenschap = await Url("catalogi/api/v1/eigenschappen", EigenschapBody(zaaktype));
        await Publish(zaaktype);
        return gepubliceerd = new Typen(zaaktype, begin, eind, resultaattype, roltype, eigenschap, besluittype);
    }

    public async Task<string> Zaak() => zaak ??= await NieuweZaak();
    public async Task<string> NieuweZaak() => await Url("zaken/api/v1/zaken", ZaakBody((await Gepubliceerd()).Url));
    public async Task<string> Document() =>
        document ??= await Url("documenten/api/v1/enkelvoudiginformatieobjecten", DocumentBody((await Informatieobjecttype()).Url));
    public async Task<string> Besluit(string? elders = null) =>
        elders ?? (besluit ??= await Url("besluiten/api/v1/besluiten", BesluitBody((await Gepubliceerd()).Besluittype)));

    public async Task<string> Url(string collection, object body) => (string)(await Platform.Post(collection, body))["url"]!;
    public Task Publish(string url) => Platform.Post(url[Platform.Base.Length..] + "/publish", new { });

    public async Task<string> Made(Type type)
    {
        var birth = await Births.Of(type, this);
        return await Url(birth.Collection, birth.Body);
    }

    public static JsonObject ZaaktypeBody(string catalogus, string omschrijving = "Melding") => (JsonObject)JsonNode.Parse($$"""
        {"identificatie":"ZT-{{Births.Letters(8)}}","omschrijving":"{{omschrijving}}","vertrouwelijkheidaanduiding":"openbaar","doel":"Een doel","aanleiding":"Een aanleiding",
        "indicatieInternOfExtern":"extern","handelingInitiator":"indienen","onderwerp":"Vergunning","handelingBehandelaar":"behandelen","doorlooptijd":"P30D",
        "opschortingEnAanhoudingMogelijk":true,"verlengingMogelijk":true,"verlengingstermijn":"P14D","publicatieIndicatie":false,"productenOfDiensten":[],
        "referentieproces":{"naam":"Vergunning"},"verantwoordelijke":"Team Vergunningen","catalogus":"{{catalogus}}","besluittypen":["Vergunning"],"deelzaaktypen":[],
        "gerelateerdeZaaktypen":[],"beginGeldigheid":"2020-01-01","versiedatum":"2020-01-01"}
        """)!;

    public static object InformatieobjecttypeBody(string catalogus, string omschrijving) =>
        new
        {
            catalogus,
            omschrijving,
            vertrouwelijkheidaanduiding = "openbaar",
            beginGeldigheid = "2020-01-01",
            informatieobjectcategorie = "brief"
        };

    public static object ProcestypeBody => new
    {
        nummer = Births.Volgend(32767),
        jaar = 2020,
        naam = "Toestemming verlenen",
        omschrijving = "Toestemming geven voor een activiteit",
        toelichting = "",
        procesobject = "De toestemming",
    };

    public static object EigenschapBody(string zaaktype, string naam = "Aantal") =>
        new { naam, definitie = "Hoeveel", specificatie = new { formaat = "getal", lengte = "3", kardinaliteit = "1" }, zaaktype };

    public object ResultaattypeBody(string zaaktype, string naam = "Verleend")
    {
        var omschrijving = Platform.Elders.Serve("resultaattypeomschrijvingen/1",
            new { url = "http://elders.test/resultaattypeomschrijvingen/1", omschrijving = "Verleend", definitie = "", opmerking = "" });
        var procestype = Platform.Elders.Serve("procestypen/1",
            new { url = "http://elders.test/procestypen/1", nummer = 11, jaar = 2020, naam = "Toestemming verlenen" });
        var klasse = Platform.Elders.Serve("resultaten/1",
            new
            {
                url = "http://elders.test/resultaten/1",
                procesType = procestype,
                nummer = 1,
                naam = "Verleend",
                waardering = "vernietigen",
                procestermijn = "nihil",
                bewaartermijn = "P5Y"
            });
        return new
        {
            zaaktype,
            omschrijving = naam,
            resultaattypeomschrijving = omschrijving,
            selectielijstklasse = klasse,
            archiefnominatie = "vernietigen",
            archiefactietermijn = "P5Y",
            brondatumArchiefprocedure = new { afleidingswijze = "afgehandeld" },
        };
    }

    /// <summary>Something of the Klantinteracties API, made anew: how others refer to it.</summary>
    public async Task<object> Klant(string collection, object body) =>
        Wijs(await Platform.Post("klantinteracties/api/v1/" + collection, body));

    public async Task<object> Klantcontact() => klantcontact ??= await Klant("klantcontacten", KlantcontactBody());

    /// <summary>A reference as the Klantinteracties API writes it.</summary>
    public static object Wijs(JsonNode made) => new { uuid = (string)made["uuid"]! };

    public static object KlantcontactBody() => new { kanaal = "telefoon", onderwerp = "Straatfeest", taal = "nld", vertrouwelijk = false };

    public static object ActorBody(string naam = "M. Voorbeeld") =>
        new
        {
            naam,
            soortActor = "medewerker",
            actorIdentificatie = new { functie = "medewerker klantcontact", telefoonnummer = "0570123456" }
        };

    public static object PartijBody(string achternaam = "Voorbeeld") =>
        new
        {
            soortPartij = "persoon",
            indicatieActief = true,
            partijIdentificatie = new { contactnaam = new { voornaam = "Vera", achternaam } }
        };

    public static object KvkNummer(string? nummer = null) => new
    {
        codeObjecttype = "niet_natuurlijk_persoon",
        codeSoortObjectId = "kvk_nummer",
        objectId = nummer ?? Random.Shared.Next(10_000_000, 99_999_999).ToString(System.Globalization.CultureInfo.InvariantCulture),
        codeRegister = "hr",
    };

    public static object ZaakBody(string zaaktype) =>
        new
        {
            bronorganisatie = "000001375",
            verantwoordelijkeOrganisatie = "000001375",
            zaaktype,
            startdatum = "2024-01-02",
            omschrijving = "Straatfeest op de brink"
        };

    public static object DocumentBody(string informatieobjecttype) => new
    {
        bronorganisatie = "000001375",
        creatiedatum = "2024-01-02",
        titel = "Aanvraag",
        auteur = "Aanvrager",
        taal = "nld",
        informatieobjecttype,
        formaat = "text/plain",
        bestandsnaam = "aanvraag.txt",
        inhoud = Convert.ToBase64String("Graag een vergunning."u8),
        bestandsomvang = 21,
        indicatieGebruiksrecht = false,
    };

    /// <summary>The address of a new document with the text "inhoud van" and its title.</summary>
    /// <param name="soort">Its informatieobjecttype.</param>
    /// <param name="titel">Its title.</param>
    /// <param name="niveau">How confidential it is.</param>
    /// <param name="status">How far it is.</param>
    public Task<string> Tekst(string soort, string titel, string niveau, string? status)
    {
        var inhoud = System.Text.Encoding.UTF8.GetBytes("inhoud van " + titel);
        return Url("documenten/api/v1/enkelvoudiginformatieobjecten", new
        {
            bronorganisatie = "999701009",
            creatiedatum = "2026-01-01",
            titel,
            auteur = "secretariaat",
            taal = "nld",
            informatieobjecttype = soort,
            vertrouwelijkheidaanduiding = niveau,
            formaat = "text/plain",
            bestandsnaam = titel + ".txt",
            inhoud = Convert.ToBase64String(inhoud),
            status,
            bestandsomvang = inhoud.Length,
            indicatieGebruiksrecht = false,
        });
    }

    public static object BesluitBody(string besluittype) =>
        new { verantwoordelijkeOrganisatie = "000001375", besluittype, datum = "2024-01-02", ingangsdatum = "2024-01-03" };
}
