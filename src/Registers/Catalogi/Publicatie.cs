using System.Collections;
using Brink.Engine;

namespace Brink.Registers.Catalogi;

/// <summary>Which versions a list shows.</summary>
public enum Publicatiestatus { Alles, Concept, Definitief }

/// <summary>Part of one version of a zaaktype: it has that version's period of validity and stands or falls with its publication.</summary>
public interface IDeel
{
    Ref<Zaaktype> Zaaktype { get; }

    /// <summary>The catalogus that the client named, if any.</summary>
    Ref<Catalogus>? GenoemdeCatalogus { get; }

    /// <summary>The first day of validity that the client named, if any.</summary>
    DateOnly? GenoemdBegin { get; }

    /// <summary>Takes over what follows from the zaaktype.</summary>
    void Volg(Zaaktype zaaktype);
}

/// <summary>What publication means: who may still change a type, and what lists show.</summary>
internal static class Publicatie
{
    /// <summary>Scopes that the document lists, and the name that the prose gives to the same right.</summary>
    private static readonly string[] Geforceerd = ["catalogi.geforceerd-schrijven", "catalogi.geforceerd-bijwerken"];

    private static readonly Field Status = Schema.Of<Vraag>().Field("status");
    private static readonly Field Datum = Schema.Of<Vraag>().Field("datumGeldigheid");
    private static readonly Field Identificatie = Schema.Of<Vraag>().Field("zaaktypeIdentificatie");

    /// <summary>What the parameters of lists look like that are no fields of the resource itself.</summary>
    private sealed record Vraag
    {
        public Publicatiestatus Status { get; set; }
        public DateOnly DatumGeldigheid { get; set; }
        public string ZaaktypeIdentificatie { get; set; } = "";
    }

    /// <summary>Who may do what, the same for all of this register. Who may read zaken or documenten may read their types
    /// (ztc-014).</summary>
    public static Definition<T> Rechten<T>(this Definition<T> d, bool deel) where T : Resource => d
        .Allow(Operation.List | Operation.Read | Operation.Head, "catalogi.lezen", "zaken.lezen", "documenten.lezen", "zrc:zaken.lezen",
            "drc:documenten.lezen")
        .Allow(Operation.Create, deel ? ["catalogi.schrijven", .. Geforceerd] : ["catalogi.schrijven"])
        .Allow(Operation.Update, ["catalogi.schrijven", .. Geforceerd])
        .Allow(Operation.Delete, "catalogi.schrijven", "catalogi.geforceerd-verwijderen");

    /// <summary>The filters <c>status</c> (only what is published, unless asked otherwise) and <c>datumGeldigheid</c> of a type.
    /// The latter also sets the day for the answer's relations, and does that on a single read too.</summary>
    public static Definition<T> FiltertVersies<T>(this Definition<T> d) where T : Resource, IVersie => d
        .Filter("status", Status, OpStatus, always: true)
        .Filter("datumGeldigheid", Datum, (q, dag) => q.ValidOn("beginGeldigheid", "eindeGeldigheid", (DateOnly)dag!))
        .ReadParameter("datumGeldigheid", Datum).AsOf("datumGeldigheid");

    /// <summary>The filter <c>status</c> of a part, by its zaaktype.</summary>
    public static Definition<T> FiltertStatus<T>(this Definition<T> d) where T : Resource, IDeel => d
        .Filter("status", Status, (q, status) =>
        {
            if (!Publicatiestatus.Alles.Equals(status)) Zaaktype(q, z => OpStatus(z, status));
        }, always: true);

    /// <summary>The filters by the zaaktype's identificatie and period, under the names given.</summary>
    public static Definition<T> FiltertZaaktype<T>(this Definition<T> d, string identificatie = "zaaktypeIdentificatie",
        string datum = "datumGeldigheid")
        where T : Resource, IDeel => (datum == "datumGeldigheid" ? d.AsOf(datum) : d)
        .Filter(identificatie, Identificatie, (q, naam) => Zaaktype(q, z => z.Is("identificatie", naam)))
        .Filter(datum, Datum, (q, dag) => Zaaktype(q, z => z.ValidOn("beginGeldigheid", "eindeGeldigheid", (DateOnly)dag!)));

    private static void Zaaktype(Query q, Action<Query> voorwaarde) => q.Exists(typeof(Zaaktype), "uuid", "zaaktype", voorwaarde);

    private static void OpStatus(Query q, object? status)
    {
        if (!Publicatiestatus.Alles.Equals(status)) q.Is("concept", Publicatiestatus.Concept.Equals(status));
    }

    /// <summary>ztc-009: a published version is not changed, but for its last day, a correction by who may force it,
    /// or a forced deletion.</summary>
    public static async ValueTask Versie<T>(Change<T> c) where T : Resource, IVersie
    {
        // Locked, so that the catalogus is not deleted meanwhile, and versions made at once see each other.
        if (!c.Deleting && await c.Lock(c.New.Catalogus) is null) return;
        if (!c.Deleting && c.New.EindeGeldigheid < c.New.BeginGeldigheid)
            c.Fault("eindeGeldigheid", "invalid", "De laatste dag ligt voor de eerste. Kies een dag op of na beginGeldigheid.");
        if (c.Creating || c.New.Concept) return;
        if (c.Deleting)
        {
            if (!c.Allowed("catalogi.geforceerd-verwijderen"))
                c.Fault("nonFieldErrors", "non-concept-object", "Een gepubliceerd type kan niet worden verwijderd.");
        }
        else if ((c.Operation != Operation.Patch || c.Sent.Any(naam => naam != "eindeGeldigheid")) && !c.Allowed(Geforceerd))
        {
            c.Fault("nonFieldErrors", "non-concept-object",
                "Dit type is gepubliceerd: alleen eindeGeldigheid kan nog worden bijgewerkt. Maak anders een nieuwe versie.");
        }
    }

    /// <summary>ztc-010: what is part of a published zaaktype is not made or changed, but by who may force it,
    /// and is not deleted by anybody.</summary>
    public static async ValueTask Deel<T>(Change<T> c) where T : Resource, IDeel
    {
        // Locked, so that what is worked out over all parts of the zaaktype (the end status) is right when two are made at once.
        if (await c.Lock(c.New.Zaaktype) is not { } zaaktype) return;
        if (!zaaktype.Concept)
        {
            if (c.Deleting || !c.Allowed(Geforceerd))
            {
                if (!c.Deleting) c.New.Volg(zaaktype); // so that other rules see what they judge by
                c.Fault("nonFieldErrors", "non-concept-zaaktype",
                    "Het zaaktype is gepubliceerd en ligt daarmee vast. Maak een nieuwe versie van het zaaktype.");
                return;
            }
        }
        if (c.Deleting) return;
        c.MayNotChange(x => x.Zaaktype);
        if (c.New.GenoemdeCatalogus is { IsEmpty: false } catalogus && catalogus.Key != zaaktype.Catalogus.Key
            && c.Sent.Contains("catalogus"))
        {
            c.Fault("catalogus", "relations-incorrect-catalogus",
                "Dit is niet de catalogus van het zaaktype. Laat het veld weg of noem die catalogus.");
        }
        if (c.New.GenoemdBegin is { } begin && begin != zaaktype.BeginGeldigheid && c.Sent.Contains("beginGeldigheid"))
        {
            c.Fault("beginGeldigheid", "invalid",
                $"Het zaaktype is geldig vanaf {Stored.Text(zaaktype.BeginGeldigheid)}. Laat het veld weg of vul die dag in.");
        }
        c.New.Volg(zaaktype);
    }

    /// <summary>ztc-016: published versions of one type follow each other; none overlaps another,
    /// or nobody could tell which one a name means on a day. (The standard says so of zaaktypen; Open Zaak, and with it Open Formulieren,
    /// of the two kinds of type that are known by their omschrijving too.) Concepts may overlap.</summary>
    private static async ValueTask<bool> Overlapt<T>(Session session, T versie) where T : Resource, IVersie =>
        versie.Naam.Length > 0 && (await session.Find<T>(q => q.Is("catalogus", versie.Catalogus).Is(T.NaamKolom, versie.Naam)
            .Is("concept", false)))
        .Exists(ander => ander.Uuid != versie.Uuid
            && ander.BeginGeldigheid <= (versie.EindeGeldigheid ?? DateOnly.MaxValue)
            && versie.BeginGeldigheid <= (ander.EindeGeldigheid ?? DateOnly.MaxValue));

    /// <summary>ztc-016, for a published version whose last day changes.</summary>
    public static async ValueTask VolgtOp<T>(Change<T> c) where T : Resource, IVersie
    {
        if (!c.Deleting && !c.New.Concept
            && (c.Old is not { } oud || (oud.BeginGeldigheid, oud.EindeGeldigheid, oud.Naam) != (c.New.BeginGeldigheid,
                c.New.EindeGeldigheid, c.New.Naam))
            && await Overlapt(c.Session, c.New))
        {
            c.Fault("eindeGeldigheid", "overlap",
                $"Een andere gepubliceerde versie van dit {c.Definition.Name} is in dezelfde periode geldig. Kies een andere dag.");
        }
    }

    /// <summary>The deed by which a concept becomes definitive. It may be asked twice: the second time changes nothing.</summary>
    public static ResourceAction Publiceren<T>() where T : Resource, IVersie =>
        new("publish", ["catalogi.schrijven"], true, async call =>
    {
        var versie = (T)call.Subject!;
        return await MaakDefinitief(call.Session, versie) is { } fout ? new ActionResult(null, [fout]) : new ActionResult(versie);
    })
        { AnswersResource = true };

    /// <summary>Makes a concept definitive; says why that cannot be, or null.</summary>
    internal static async ValueTask<Fault?> MaakDefinitief<T>(Session session, T versie) where T : Resource, IVersie
    {
        if (!versie.Concept) return null;
        await session.Lock(versie.Catalogus);
        if (await Overlapt(session, versie))
        {
            return new Fault("beginGeldigheid", "overlap",
                $"Een gepubliceerde versie van dit {session.Model.Of(typeof(T)).Name} is in dezelfde periode geldig. Geef die eerst een "
                + "eindeGeldigheid.");
        }
        versie.Concept = false;
        await session.Save(versie);
        return null;
    }

    /// <summary>A correction (ztc-009, ztc-010) is an addition to a list, and leaves what zaken,
    /// documents and besluiten may already rest on. Only the last day of validity may differ. Judged last,
    /// when what follows from elsewhere has been filled in.</summary>
    public static async ValueTask Uitbreiding<T>(Change<T> c) where T : Resource
    {
        if (!c.Updating || c.Faults.Count > 0) return;
        var deel = c.New as IDeel;
        if (deel is null ? c.New is not IVersie { Concept: false } : await c.Get(deel.Zaaktype) is not { Concept: false }) return;
        var geraakt = c.Definition.Schema.Fields.Where(f => f.Name != "eindeGeldigheid" && (f.Kind == Kind.List || !f.Computed)
            && !Staat(f, c.Old!, c.New));
        foreach (var naam in geraakt.Select(f => f.Kind == Kind.List ? f.Name : "nonFieldErrors").Distinct().ToList())
        {
            c.Fault(naam, deel is null ? "non-concept-object" : "non-concept-zaaktype",
                "Een correctie van een gepubliceerd type mag alleen iets toevoegen aan een lijst. Laat staan wat er al stond, of maak "
                + "een nieuwe versie.");
        }
    }

    // All that was there is there; lists may have grown. Of what is sent by name, the name is what is kept.
    private static bool Staat(Field veld, object oud, object nieuw) => veld.ByName || Omvat(veld, veld.Get(oud), veld.Get(nieuw));

    private static bool Omvat(Field veld, object? oud, object? nieuw) => veld.Kind switch
    {
        Kind.List => ((IEnumerable)oud!).Cast<object>().All(o => ((IEnumerable)nieuw!).Cast<object>().Any(n => Omvat(veld.Item!, o, n))),
        Kind.Object when oud is not null && nieuw is not null => veld.Schema!.Fields.All(f => Staat(f, oud, nieuw)),
        _ => Equals(oud, nieuw),
    };
}
