using Brink.Engine;

namespace Brink.Registers;

public enum AardRelatie
{
    Vervolg,
    Onderwerp,
    Bijdrage,
}

public enum AardRelatieWeergave
{
    [Name("Hoort bij, omgekeerd: kent")] HoortBijOmgekeerdKent,
    [Name("Legt vast, omgekeerd: kan vastgelegd zijn als")] LegtVastOmgekeerdKanVastgelegdZijnAls,
}

public enum Afleidingswijze
{
    Afgehandeld,
    AnderDatumkenmerk,
    Eigenschap,
    GerelateerdeZaak,
    Hoofdzaak,
    IngangsdatumBesluit,
    Termijn,
    VervaldatumBesluit,
    Zaakobject,
}

public enum Algoritme
{
    [Name("crc_16")] Crc16,
    [Name("crc_32")] Crc32,
    [Name("crc_64")] Crc64,
    [Name("fletcher_4")] Fletcher4,
    [Name("fletcher_8")] Fletcher8,
    [Name("fletcher_16")] Fletcher16,
    [Name("fletcher_32")] Fletcher32,
    Hmac,
    Md5,
    [Name("sha_1")] Sha1,
    [Name("sha_256")] Sha256,
    [Name("sha_512")] Sha512,
    [Name("sha_3")] Sha3,
}

public enum Archiefnominatie
{
    BlijvendBewaren,
    Vernietigen,
}

public enum Archiefstatus
{
    NogTeArchiveren,
    Gearchiveerd,
    GearchiveerdProcestermijnOnbekend,
    Overgedragen,
}

public enum Betalingsindicatie
{
    Nvt,
    NogNiet,
    Gedeeltelijk,
    Geheel,
}

public enum BetrokkeneType
{
    NatuurlijkPersoon,
    NietNatuurlijkPersoon,
    Vestiging,
    OrganisatorischeEenheid,
    Medewerker,
}

public enum Documentstatus
{
    InBewerking,
    TerVaststelling,
    Definitief,
    Gearchiveerd,
}

public enum Formaat
{
    Tekst,
    Getal,
    Datum,
    DatumTijd,
}

public enum IndicatieInternOfExtern
{
    Intern,
    Extern,
}

public enum IndicatieMachtiging
{
    Gemachtigde,
    Machtiginggever,
}

public enum NotitieType
{
    Intern,
    Extern,
}

public enum Notitiestatus
{
    Concept,
    Definitief,
}

public enum Objectsoort
{
    Besluit,
    Zaak,
    Verzoek,
}

public enum Objecttype
{
    Adres,
    Besluit,
    Buurt,
    EnkelvoudigDocument,
    Gemeente,
    GemeentelijkeOpenbareRuimte,
    Huishouden,
    Inrichtingselement,
    KadastraleOnroerendeZaak,
    Kunstwerkdeel,
    MaatschappelijkeActiviteit,
    Medewerker,
    NatuurlijkPersoon,
    NietNatuurlijkPersoon,
    OpenbareRuimte,
    OrganisatorischeEenheid,
    Pand,
    Spoorbaandeel,
    Status,
    Terreindeel,
    TerreinGebouwdObject,
    Vestiging,
    Waterdeel,
    Wegdeel,
    Wijk,
    Woonplaats,
    WozDeelobject,
    WozObject,
    WozWaarde,
    ZakelijkRecht,
    Overige,
}

public enum OmschrijvingGeneriek
{
    Adviseur,
    Behandelaar,
    Belanghebbende,
    Beslisser,
    Initiator,
    Klantcontacter,
    Zaakcoordinator,
    MedeInitiator,
}

public enum OndertekeningSoort
{
    Analoog,
    Digitaal,
    Pki,
}

public enum Richting
{
    Inkomend,
    Intern,
    Uitgaand,
}

public enum Vertrouwelijkheidaanduiding
{
    Openbaar,
    BeperktOpenbaar,
    Intern,
    Zaakvertrouwelijk,
    Vertrouwelijk,
    Confidentieel,
    Geheim,
    ZeerGeheim,
}

public enum Vervalreden
{
    Tijdelijk,
    IngetrokkenOverheid,
    IngetrokkenBelanghebbende,
}
