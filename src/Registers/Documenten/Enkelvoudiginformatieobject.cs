using System.ComponentModel.DataAnnotations;
using Brink.Engine;
using Brink.Registers.Catalogi;

namespace Brink.Registers.Documenten;

/// <summary>
/// A document in its newest version; older ones are kept as <see cref="Documentversie"/>. Documenten API 1.7,
/// resource <c>enkelvoudiginformatieobjecten</c>.
/// </summary>
public sealed partial record Enkelvoudiginformatieobject : Resource, IResource<Enkelvoudiginformatieobject>
{
    /// <summary>The standard's smallest largest body: 4 GiB, base64 and description together.</summary>
    private const long GrootsteBericht = 4L << 30;

    /// <summary>Unique within the bronorganisatie; made by the server when a client gives none.</summary>
    [MaxLength(40)] public string Identificatie { get; set; } = "";

    /// <summary>RSIN of the organisation that made or received the document.</summary>
    [MaxLength(9), Rsin] public required string Bronorganisatie { get; set; }
    public required DateOnly Creatiedatum { get; set; }
    [MaxLength(200), NotBlank] public required string Titel { get; set; }

    /// <summary>That of the informatieobjecttype when a client gives none (drc-007); so never empty in an answer.</summary>
    [Blank] public Vertrouwelijkheidaanduiding? Vertrouwelijkheidaanduiding { get; set; }

    /// <summary>Null: not known yet.</summary>
    public bool? IsGereedVoorPublicatie { get; set; }
    public bool TonenAanInitiator { get; set; }
    [Persoonlijk(Persoonssoort.Naam), MaxLength(200), NotBlank] public required string Auteur { get; set; }
    [Blank] public Documentstatus? Status { get; set; }

    /// <summary>Null: not known.</summary>
    public bool? InhoudIsVervallen { get; set; }

    /// <summary>The type of the content as the client says; what is served goes by the bytes.</summary>
    [MaxLength(255)] public string Formaat { get; set; } = "";

    /// <summary>ISO 639-2/B, such as <c>nld</c>.</summary>
    [MaxLength(3), MinLength(3)] public required string Taal { get; set; }

    /// <summary>1 for the first; every change makes the next.</summary>
    [Computed] public int Versie { get; set; }
    [Computed] public DateTimeOffset BeginRegistratie { get; set; }
    [MaxLength(255)] public string Bestandsnaam { get; set; } = "";

    /// <summary>Where the content is downloaded; null when there is none. Clients send its bytes here, as base64.</summary>
    [Computed, Url] public string? Inhoud { get; set; }

    /// <summary>The size of the content in bytes.</summary>
    [Range(0, long.MaxValue)] public long? Bestandsomvang { get; set; }
    [MaxLength(200), Url] public string Link { get; set; } = "";
    [MaxLength(1000)] public string Beschrijving { get; set; } = "";
    [Deprecated] public DateOnly? Ontvangstdatum { get; set; }
    [Deprecated] public DateOnly? Verzenddatum { get; set; }

    /// <summary>Whether conditions hold for the use of the document, which are then its gebruiksrechten. Null:
    /// not known (drc-006).</summary>
    public bool? IndicatieGebruiksrecht { get; set; }
    public string Verschijningsvorm { get; set; } = "";
    [EmptyIsNull] public Ondertekening? Ondertekening { get; set; }
    [EmptyIsNull] public Integriteit? Integriteit { get; set; }

    /// <summary>Must exist, be an informatieobjecttype and be published (drc-001).</summary>
    [MaxLength(200)] public required Ref<Informatieobjecttype> Informatieobjecttype { get; set; }
    [Computed] public bool Locked { get; set; }

    /// <summary>The parts in which content is still to be sent; empty when all is there.</summary>
    [Computed] public List<Deelvermelding> Bestandsdelen { get; set; } = [];
    public List<string> Trefwoorden { get; set; } = [];

    /// <summary>The value that the lock was given, without which a locked document does not change (drc-009).</summary>
    [WriteOnly, MaxLength(100)] public string Lock { get; set; } = "";

    public static void Define(Definition<Enkelvoudiginformatieobject> d) => d
        .At("enkelvoudiginformatieobjecten").Personal().With(Operation.All | Operation.Zoek | Operation.AuditTrail)
        .Typed(e => e.Informatieobjecttype, e => (int?)e.Vertrouwelijkheidaanduiding
            ?? 0) // drc-007 fills it in, after which rights are checked again
        .Key("zoek", Kind.Text, Zoekbaar)
        .Notifies("documenten", "bronorganisatie", "informatieobjecttype", "vertrouwelijkheidaanduiding")
        .ShownAs(e => $"{e.Bronorganisatie} - {e.Identificatie}")
        .Zoek("document", "Documenten", e => e.Titel, e => $"{e.Identificatie}, gemaakt op {Tijd.Voluit(e.Creatiedatum)}",
            e => [e.Beschrijving, e.Bestandsnaam, .. e.Trefwoorden], e => [e.Identificatie])
        .Allow(Operation.List | Operation.Read | Operation.Head | Operation.Zoek, "documenten.lezen")
        .Allow(Operation.Create, "documenten.aanmaken")
        .Allow(Operation.Update, "documenten.bijwerken", "documenten.geforceerd-bijwerken")
        .Allow(Operation.Delete, "documenten.verwijderen")
        .Allow(Operation.AuditTrail, "audittrails.lezen")
        .Filter(e => e.Identificatie).Filter(e => e.Bronorganisatie).Filter(e => e.Trefwoorden, Compare.Any)
        .FilterVia<Objectinformatieobject>("objectinformatieobjecten_object", Schema.Of<Objectinformatieobject>().Field("object"),
            "informatieobject", "object")
        .FilterVia<Objectinformatieobject>("objectinformatieobjecten_objectType", Schema.Of<Objectinformatieobject>().Field("objectType"),
            "informatieobject", "objectType")
        .ZoekNeeds("uuid__in")
        .Key(e => e.IsGereedVoorPublicatie)        // what some applications may see only
        .Unique("identificatie", "bronorganisatie")
        .Uploads(e => e.Inhoud, Opruiming.Verwerp).BodyUpTo(GrootsteBericht)
        .ReadParameter("versie", Schema.Of<Enkelvoudiginformatieobject>().Field("versie"))
        .ReadParameter("registratieOp", Schema.Of<Enkelvoudiginformatieobject>().Field("beginRegistratie"))
        .ReadsVersions(Documentversie.Toon)
        .Derive(ToonLock, document => document.AsSpan().IndexOf("\"bestandsdelen\":[{"u8) >= 0)
        .Expands("informatieobjecttype")
            .ExpandsUpTo(3, "drc", "ztc")           // drc-011, drc-012; drc-013 and drc-014 hold for every expand

        .Rule("drc-009", AlleenMetLock)
        .Rule("drc-001", TypeIsGepubliceerd, "informatieobjecttype")
        .Rule("identificatie", UniekeIdentificatie, "identificatie", "bronorganisatie")
        .Rule("drc-005", StatusPastBijOntvangst, "status", "ontvangstdatum")
        .Rule("ondertekening", OndertekendIsVastgesteld, "status", "ondertekening")
        .Rule("drc-006", IndicatieVolgtGebruiksrechten, "indicatieGebruiksrecht")
        .Rule("drc-007", VertrouwelijkheidVanType, "vertrouwelijkheidaanduiding", "informatieobjecttype")
        .Rule("drc-008", GeenRelatiesMeer)
        .Rule("drc-010", NieuweVersie)
        .Rule("inhoud", InhoudKlopt, "inhoud", "bestandsomvang")
        .Rule("integriteit", IntegriteitKlopt, "inhoud", "bestandsomvang", "integriteit")
        .Effect("drc-010", BewaarVersie)
        .Action(new ResourceAction("download", ["documenten.lezen"], OnResource: true, Download)
        {
            Method = "GET",
            Parameters = [("versie", Schema.Of<Enkelvoudiginformatieobject>().Field("versie")),
                ("registratieOp", Schema.Of<Enkelvoudiginformatieobject>().Field("beginRegistratie"))],
        })
        .Action(new ResourceAction("lock", ["documenten.lock"], OnResource: true, Documentslot.Sluit, Answer: typeof(Documentslot.Sleutel)))
        .Action(new ResourceAction("unlock", ["documenten.lock", "documenten.geforceerd-unlock"], OnResource: true, Documentslot.Open,
            typeof(Documentslot.Teruggave))
        { Status = 204, BodyOptional = true })
        .Action(new ResourceAction("document_registreren", ["documenten.aanmaken"], false, DocumentRegistreren.Registreer,
            typeof(DocumentRegistreren),
            typeof(GeregistreerdDocument))
        { AtRoot = true, Status = 201, UploadWithin = "enkelvoudiginformatieobject" })
        .Action(new ResourceAction("documentnummer_reserveren", ["documenten.aanmaken"], false, DocumentnummerReservering.Reserveer,
            typeof(DocumentnummerReservering),
            typeof(List<GereserveerdDocumentnummer>))
        { AtRoot = true, Status = 201 });
}

/// <summary>By what a document is signed, and when.</summary>
public sealed record Ondertekening
{
    public required OndertekeningSoort Soort { get; set; }
    public required DateOnly Datum { get; set; }
}

/// <summary>A checksum by which one can tell that the content is whole.</summary>
public sealed record Integriteit
{
    public required Algoritme Algoritme { get; set; }

    /// <summary>The checksum, in hexadecimals.</summary>
    [MaxLength(128), NotBlank] public required string Waarde { get; set; }
    public required DateOnly Datum { get; set; }
}
