using Brink.Engine;
using Brink.Registers.Autorisaties;
using Brink.Registers.Begrotingen;
using Brink.Registers.Berichten;
using Brink.Registers.Besluiten;
using Brink.Registers.Besluitvorming;
using Brink.Registers.Bundels;
using Brink.Registers.Catalogi;
using Brink.Registers.Catalogusbeheer;
using Brink.Registers.Documenten;
using Brink.Registers.Klantinteracties;
using Brink.Registers.Notificaties;
using Brink.Registers.Objecten;
using Brink.Registers.Portfolio;
using Brink.Registers.Privacy;
using Brink.Registers.Rapportage;
using Brink.Registers.Referentielijsten;
using Brink.Registers.Zaken;
using Component = Brink.Registers.Portfolio.Component;

namespace Brink.Registers;

/// <summary>The registers of the platform: one line per resource.</summary>
public static class Onderlaag
{
    public static Model Model { get; } = new(
        new Register("catalogi", "ztc", "1.4.0", "Catalogi API") { RefusesNull = true }
            .Add<Catalogus>()
            .Add<Zaaktype>()
            .Add<Statustype>()
            .Add<Resultaattype>()
            .Add<Roltype>()
            .Add<Eigenschap>()
            .Add<Informatieobjecttype>()
            .Add<ZaaktypeInformatieobjecttype>()
            .Add<Besluittype>()
            .Add<Zaakobjecttype>(),
        new Register("zaken", "zrc", "1.7.0", "Zaken API") { RefusesNull = true }
            .Add<Zaak>()
            .Add<Status>()
            .Add<Substatus>()
            .Add<Resultaat>()
            .Add<Rol>()
            .Add<Zaakobject>()
            .Add<Zaakinformatieobject>()
            .Add<Zaakeigenschap>()
            .Add<Zaakbesluit>()
            .Add<Zaakcontactmoment>()
            .Add<Zaakverzoek>()
            .Add<Zaaknotitie>()
            .Add<Zaken.Klantcontact>()
            .Add<Zaakrelatie>(),
        new Register("documenten", "drc", "1.7.1", "Documenten API") { RefusesNull = true }
            .Add<Enkelvoudiginformatieobject>()
            .Add<Documentversie>()
            .Add<Bestandstekst>()
            .Add<Documentslot>()
            .Add<Bestandsdeel>()
            .Add<Opruiming>()
            .Add<Objectinformatieobject>()
            .Add<Gebruiksrechten>()
            .Add<Verzending>(),
        new Register("autorisaties", "ac", "1.1.0", "Autorisaties API") { RefusesNull = true }
            .Add<Applicatie>(),
        new Register("besluiten", "brc", "1.1.0", "Besluiten API") { Open = [Besluiten.Openbaar.Publiek], RefusesNull = true }
            .Add<Besluit>()
            .Add<Besluitinformatieobject>(),
        new Register("notificaties", "nrc", "1.0.1", "Notificaties API") { RefusesNull = true }
            .Add<Kanaal>()
            .Add<Abonnement>(),
        new Register("referentielijsten", "rl", "0.6.0", "Referentielijsten API") { IsPublic = true }
            .Add<Procestype>()
            .Add<Selectielijstresultaat>()
            .Add<Resultaattypeomschrijving>()
            .Add<Communicatiekanaal>(),
        new Register("catalogusbeheer", "ctb", "1.0.0", "Catalogusbeheer API")
            .Add<Catalogusimport>(),
        new Register("klantinteracties", "kic", "0.9.0", "Klantinteracties API") { Takes = Schemes.Both, RefusesNull = true }
            .Add<Klantinteracties.Klantcontact>()
            .Add<Klantinteracties.Betrokkene>()
            .Add<Onderwerpobject>()
            .Add<Bijlage>()
            .Add<Actor>()
            .Add<ActorKlantcontact>()
            .Add<InterneTaak>()
            .Add<Toewijzing>()
            .Add<Partij>()
            .Add<PartijIdentificator>()
            .Add<DigitaalAdres>()
            .Add<Rekeningnummer>()
            .Add<Klantinteracties.Vertegenwoordiging>()
            .Add<Categorie>()
            .Add<CategorieRelatie>(),
        new Register("contactgegevens", "cgc", "1.1.1", "Contactgegevens API") { Takes = Schemes.Both, RefusesNull = true }
            .Add<Contactgegevens.Persoon>()
            .Add<Contactgegevens.Organisatie>(),
        Objectregisters.Objecten,
        Objectregisters.Objecttypen,
        new Register("portfolio", "pfl", "1.0.0", "Portfolio API")
            .Add<Lid>()
            .Add<Component>()
            .Add<Afhankelijkheid>()
            .Add<Gebruik>()
            .Add<Leverancier>()
            .Add<Contract>()
            .Add<Project>()
            .Add<Idee>()
            .Add<Steunbetuiging>()
            .Add<Funnelstap>()
            .Add<Accountplan>()
            .Add<Afspraak>()
            .Add<Tevredenheidsmeting>()
            .Add<Samenwerking>()
            .Add<Risico>()
            .Add<Begrip>()
            .Add<Publiccodetekst>(),
        new Register("begroting", "bgr", "1.0.0", "Begroting API")
            .Add<Begroting>()
            .Add<Begrotingsregel>()
            .Add<Opbouwdeel>()
            .Add<Tarief>()
            .Add<Scenario>()
            .Add<Vaststelling>()
            .Add<Transitiepost>(),
        new Register("rapportage", "rap", "1.0.0", "Rapportage API") { Open = [Rapportage.Dashboard.Publiek] }
            .Add<Kwartaalrapport>()
            .Add<Onderwerp>()
            .Add<Meting>()
            .Add<Rapportstap>()
            .Add<Rapportversie>()
            .Add<Reactie>(),
        new Register("besluitvorming", "bvm", "1.0.0", "Besluitvorming API") { Open = [Besluitvorming.Besluitvormingsrechten.Publiek] }
            .Add<Regelset>()
            .Add<Besluitvorming.Vertegenwoordiging>()
            .Add<Vergadering>()
            .Add<Oproeping>()
            .Add<Agendapunt>()
            .Add<Spreekverzoek>()
            .Add<Aanwezigheid>()
            .Add<Volmacht>()
            .Add<Vraag>()
            .Add<Toezegging>()
            .Add<Notulen>()
            .Add<Ceremonie>()
            .Add<Ceremonieregel>()
            .Add<Stemming>()
            .Add<Bespreekmoment>()
            .Add<Stem>()
            .Add<Stemverklaring>()
            .Add<Bordregel>()
            .Add<Uitslag>()
            .Add<Afmelding>()
            .Add<Ondertekensleutel>()
            .Add<Evaluatie>()
            .Add<Evaluatiebus>(),
        new Register("berichten", "ber", "1.0.0", "Berichten API")
            .Add<Bericht>(),
        new Register("privacy", "avg", "1.0.0", "Privacy API")
            .Add<Verwerkingsactiviteit>()
            .Add<Beperking>(),
        new Register("zoek", "zoek", "1.0.0", "Zoek API")
            .Add<Zoekvraag>(),
        new Register("bundels", "bdl", "1.0.0", "Bundels API")
            .Add<Bundelimport>());
}
