using System.ComponentModel.DataAnnotations;
using Brink.Engine;
using Brink.Registers.Catalogi;

namespace Brink.Registers.Zaken;

/// <summary>
/// A case: a coherent piece of work with a defined reason and result, of which quality and duration are watched.
/// Zaken API 1.7, resource <c>zaken</c>.
/// </summary>
/// <remarks>Beside this page: its rules (<c>Zaak.Regels.cs</c>), its closing and reopening (<c>Zaak.Afsluiten.cs</c>) and its archive dates
/// (<c>Zaak.Archief.cs</c>).</remarks>
public sealed partial record Zaak : Resource, IResource<Zaak>
{
    /// <summary>The number by which people know the zaak; unique within the bronorganisatie, generated when absent (zrc-002).</summary>
    [MaxLength(40)] public string Identificatie { get; set; } = "";

    /// <summary>RSIN of the organisation that made the zaak.</summary>
    [MaxLength(9), Rsin] public required string Bronorganisatie { get; set; }
    [MaxLength(80)] public string Omschrijving { get; set; } = "";
    [MaxLength(1000)] public string Toelichting { get; set; } = "";
    [MaxLength(1000)] public required Ref<Zaaktype> Zaaktype { get; set; }

    /// <summary>The day on which the zaak was registered; today when absent.</summary>
    public DateOnly Registratiedatum { get; set; }

    /// <summary>RSIN of the organisation that answers for the handling.</summary>
    [MaxLength(9), Rsin] public required string VerantwoordelijkeOrganisatie { get; set; }
    public required DateOnly Startdatum { get; set; }

    /// <summary>The day on which the zaak was closed by an end status; empty while it is open (zrc-007).</summary>
    [Computed] public DateOnly? Einddatum { get; set; }

    /// <summary>When the zaak should be finished: the servicenorm of the zaaktype after the start,
    /// unless a client says otherwise.</summary>
    public DateOnly? EinddatumGepland { get; set; }

    /// <summary>The last day on which the law allows the zaak to be finished: the doorlooptijd of the zaaktype after the start,
    /// unless a client says otherwise.</summary>
    public DateOnly? UiterlijkeEinddatumAfdoening { get; set; }
    public DateOnly? Publicatiedatum { get; set; }

    /// <summary>How the request came in: an entry of the referentielijst <c>communicatiekanalen</c>.</summary>
    [MaxLength(1000), Url] public string Communicatiekanaal { get; set; } = "";
    [MaxLength(1000), Url] public List<string> ProductenOfDiensten { get; set; } = [];

    /// <summary>How widely the zaak may be known; that of the zaaktype when absent (zrc-009).
    /// Decides with the zaaktype who sees it.</summary>
    public Vertrouwelijkheidaanduiding Vertrouwelijkheidaanduiding { get; set; }
    [Blank] public Betalingsindicatie? Betalingsindicatie { get; set; }

    /// <summary>The betalingsindicatie in words.</summary>
    [Computed] public string BetalingsindicatieWeergave { get; set; } = "";
    public DateTimeOffset? LaatsteBetaaldatum { get; set; }
    public Geometrie? Zaakgeometrie { get; set; }
    public Verlenging? Verlenging { get; set; }
    public Opschorting? Opschorting { get; set; }

    /// <summary>The entry of the selectielijst that decides how long the file is kept.</summary>
    [MaxLength(1000), Url] public string Selectielijstklasse { get; set; } = "";

    /// <summary>The zaak of which this is a part. One level deep (zrc-013).</summary>
    [MaxLength(1000), Own] public Ref<Zaak>? Hoofdzaak { get; set; }
    [Computed, Unique] public List<Ref<Zaak>> Deelzaken { get; set; } = [];

    /// <summary>Each must exist and be a zaak (zrc-011).</summary>
    public List<RelevanteZaak> RelevanteAndereZaken { get; set; } = [];
    [Computed, Unique] public List<Ref<Zaakeigenschap>> Eigenschappen { get; set; } = [];
    [Computed, Unique] public List<Ref<Rol>> Rollen { get; set; } = [];

    /// <summary>The status with the latest <c>datumStatusGezet</c>.</summary>
    [Computed] public Ref<Status>? Status { get; set; }
    [Computed, Unique] public List<Ref<Zaakinformatieobject>> Zaakinformatieobjecten { get; set; } = [];
    [Computed, Unique] public List<Ref<Zaakobject>> Zaakobjecten { get; set; } = [];
    public List<ZaakKenmerk> Kenmerken { get; set; } = [];

    /// <summary>Whether the file is kept for ever or destroyed; from the resultaattype when the zaak is closed (zrc-021).</summary>
    public Archiefnominatie? Archiefnominatie { get; set; }
    public Archiefstatus Archiefstatus { get; set; }

    /// <summary>The day on which the file must be destroyed or handed over; worked out when the zaak is closed (zrc-021).</summary>
    public DateOnly? Archiefactiedatum { get; set; }
    [Computed] public Ref<Resultaat>? Resultaat { get; set; }

    /// <summary>RSIN of the organisation that asked for the handling.</summary>
    [MaxLength(9), Rsin] public string OpdrachtgevendeOrganisatie { get; set; } = "";
    [MaxLength(200)] public string? Processobjectaard { get; set; }

    /// <summary>The end of the procestermijn, from which the bewaartermijn runs (zrc-026).</summary>
    public DateOnly? StartdatumBewaartermijn { get; set; }
    public Processobject? Processobject { get; set; }

    public static void Define(Definition<Zaak> d)
    {
        d.At("zaken").WithUuid().With(Operation.All | Operation.Zoek | Operation.AuditTrail)
            .Typed(z => z.Zaaktype, z => (int)z.Vertrouwelijkheidaanduiding) // zrc-006: rights are by zaaktype, up to a level
            .Located(z => z.Zaakgeometrie)
            .ShownAs(z => z.Identificatie)
            // Its toelichting tells of people, and is not found by its words.
            .Zoek("zaak", "Zaken", z => z.Omschrijving.Length > 0 ? z.Omschrijving : z.Identificatie,
                z => $"{z.Identificatie}, gestart op {Tijd.Voluit(z.Startdatum)}{(z.Einddatum is null ? "" : ", afgesloten")}",
                nummers: z => [z.Identificatie, .. z.Kenmerken.Select(k => k.Kenmerk)])
            .Notifies("zaken", "bronorganisatie", "zaaktype", "vertrouwelijkheidaanduiding")
            .Allow(Operation.List | Operation.Read | Operation.Head | Operation.Zoek, "zaken.lezen")
            .Allow(Operation.Create, "zaken.aanmaken")
            .Allow(Operation.Update, "zaken.bijwerken", "zaken.geforceerd-bijwerken")
            .Allow(Operation.Delete, "zaken.verwijderen")
            .Allow(Operation.AuditTrail, "audittrails.lezen")

            .Filter(z => z.Identificatie).Filter(z => z.Bronorganisatie, Compare.Equal | Compare.In).Filter(z => z.Zaaktype)
            .Filter(z => z.Archiefnominatie, Compare.Equal | Compare.In).Filter(z => z.Archiefstatus, Compare.Equal | Compare.In)
            .Filter(z => z.Archiefactiedatum, Compare.Equal | Compare.IsNull | Compare.Lt | Compare.Gt)
            .Filter(z => z.Startdatum, Compare.Equal | Compare.Gt | Compare.Gte | Compare.Lt | Compare.Lte)
            .Filter(z => z.Registratiedatum, Compare.Equal | Compare.Gt | Compare.Lt)
            .Filter(z => z.Einddatum, Compare.Equal | Compare.IsNull | Compare.Gt | Compare.Lt)
            .Filter(z => z.EinddatumGepland, Compare.Equal | Compare.Gt | Compare.Lt)
            .Filter(z => z.UiterlijkeEinddatumAfdoening, Compare.Equal | Compare.Gt | Compare.Lt)
            .Filter("maximaleVertrouwelijkheidaanduiding", Schema.Of<Zaak>().Field("vertrouwelijkheidaanduiding"),
                (q, v) => q.Compares("niveau", "<=", (int)(Vertrouwelijkheidaanduiding)v!))
            .FilterVia<Rol>("rol__betrokkeneType", Schema.Of<Rol>().Field("betrokkeneType"), "zaak", "betrokkeneType")
            .FilterVia<Rol>("rol__betrokkene", Schema.Of<Rol>().Field("betrokkene"), "zaak", "betrokkene")
            .FilterVia<Rol>("rol__omschrijvingGeneriek", Schema.Of<Roltype>().Field("omschrijvingGeneriek"), "zaak",
                "omschrijvingGeneriek");
        foreach (var nummer in Betrokkene.Nummers) d.FilterVia<Rol>("rol__" + nummer.Filter, nummer.Field, "zaak", nummer.Kolom);
        d.FilterPerson<Rol>("rol__betrokkeneIdentificatie__natuurlijkPersoon__geslachtsnaam",
                Schema.Of<RolNatuurlijkPersoon>().Field("geslachtsnaam"), "zaak",
                (q, v) => q.Is("persoonsnaam", Betrokkene.Naamsleutel((string)v!)))
            .FilterPerson<Rol>("rol__betrokkeneIdentificatie__natuurlijkPersoon__geboortedatum",
                Schema.Of<RolNatuurlijkPersoon>().Field("geboortedatum"), "zaak", (q, v) => q.Is("geboren", v))
            .Filter(z => z.Zaaktype, Compare.In, onlyInBody: true)
            .Order(z => z.Startdatum).Order(z => z.Einddatum).Order(z => z.Publicatiedatum).Order(z => z.Archiefactiedatum)
            .Order(z => z.Registratiedatum).Order(z => z.Identificatie)

            // Every index is written on every create; these carry the lists that people wait for.
            .Unique("identificatie", "bronorganisatie")  // zrc-002, and looking up a zaak by its number
            .Index("zaaktype", "startdatum")             // a worklist: one kind of zaak, newest first or in a period
            .Index("startdatum")                         // the same over all kinds
            .Index("archiefactiedatum")                  // what must be destroyed or handed over, out of the whole history

            .Expands("zaaktype", "hoofdzaak", "deelzaken", "relevanteAndereZaken", "eigenschappen", "rollen", "status",
                "zaakinformatieobjecten", "zaakobjecten", "resultaat")

            .Rule("zrc-007", NietAfgesloten)
            .Rule("zrc-001", ZaaktypeGepubliceerd, "zaaktype")
            .Rule("zrc-002", UniekeIdentificatie, "identificatie", "bronorganisatie")
            .Rule("zrc-009", VertrouwelijkheidVanZaaktype, "zaaktype", "vertrouwelijkheidaanduiding")
            .Rule("zrc-010", CommunicatiekanaalBestaat, "communicatiekanaal")
            .Rule("selectielijstklasse", SelectielijstklasseBestaat, "selectielijstklasse")
            .Rule("zrc-013", HoofdzaakIsGeenDeelzaak, "hoofdzaak")
            .Rule("termijnen", TermijnenVanZaaktype, "zaaktype", "startdatum")
            .Rule("zrc-014", BetalingPast, "betalingsindicatie", "laatsteBetaaldatum")
            .Rule("zrc-015", ProductenVanZaaktype, "productenOfDiensten", "zaaktype")
            .Rule("zrc-022", ArchiefstatusKan, "archiefstatus", "archiefnominatie", "archiefactiedatum")
            .Rule("zrc-026", BewaartermijnGeeftActiedatum, "startdatumBewaartermijn", "archiefactiedatum")
            .Effect("zrc-013", HoudDeelzakenBij)
            .Effect("zrc-021", Zaakrelatie.Volg)
            .Effect("zrc-021", HerleidNaWijziging)
            .Effect("zrc-023", VernietigAanhang)
            .Action(new ResourceAction("zaaknummer_reserveren", ["zaken.aanmaken"], false, Reserveer, typeof(ZaaknummerReservering),
                typeof(List<GereserveerdZaaknummer>))
            { AtRoot = true, Status = 201 })
            .MetDaden();
    }
}

/// <summary>That the term was made longer, why and by how much.</summary>
public sealed record Verlenging
{
    [MaxLength(200)] public required string Reden { get; set; }
    public required Duur Duur { get; set; }
}

/// <summary>Whether the handling stands still, and why.</summary>
public sealed record Opschorting
{
    public required bool Indicatie { get; set; }
    [MaxLength(200)] public required string Reden { get; set; }
}

/// <summary>Another zaak that matters to this one.</summary>
public sealed record RelevanteZaak
{
    [MaxLength(1000)] public required Ref<Zaak> Url { get; set; }
    public required AardRelatie AardRelatie { get; set; }
}

/// <summary>By what another registration knows the zaak.</summary>
public sealed record ZaakKenmerk
{
    [MaxLength(40)] public required string Kenmerk { get; set; }
    [MaxLength(40)] public required string Bron { get; set; }
}

/// <summary>Whose lapse ends the procestermijn: where it is registered and which of its dates counts.</summary>
public sealed record Processobject
{
    [MaxLength(250)] public required string Datumkenmerk { get; set; }
    [MaxLength(250)] public required string Identificatie { get; set; }
    [MaxLength(250)] public required string Objecttype { get; set; }
    [MaxLength(250)] public required string Registratie { get; set; }
}

/// <summary>A request for numbers that no other zaak will get.</summary>
public sealed record ZaaknummerReservering
{
    [MaxLength(9), MinLength(9), Rsin] public required string Bronorganisatie { get; set; }

    /// <summary>How many; at most 10,000 at a time, so that one request cannot fill the memory.</summary>
    [Range(1, 10_000)] public int Aantal { get; set; } = 1;

    /// <summary>As <see cref="Aantal"/>, as Open Zaak calls it.</summary>
    [Range(1, 10_000)] public int? Amount { get; set; }
}

/// <summary>A number kept for a zaak that is made with it later.</summary>
public sealed record GereserveerdZaaknummer
{
    [Computed] public string Zaaknummer { get; set; } = "";
}
