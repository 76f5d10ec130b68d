using Brink.Engine;

namespace Brink.Registers.Documenten;

/// <summary>
/// One version of a document: where its content lies and, once it is no longer the newest, the document as it was.
/// So the newest is one row, read as any resource is; and the hash of the content, which is nobody's business,
/// is in no document that is shown.
/// </summary>
public sealed record Documentversie : Resource, IResource<Documentversie>
{
    public required Ref<Enkelvoudiginformatieobject> Informatieobject { get; set; }
    public required int Versie { get; set; }
    public required DateTimeOffset BeginRegistratie { get; set; }

    /// <summary>The hash of the content; null when the version has none.</summary>
    public string? Sha256 { get; set; }

    /// <summary>The document as it was; null for the newest version.</summary>
    public Enkelvoudiginformatieobject? Document { get; set; }

    public static void Define(Definition<Documentversie> d) => d
        .At("documentversies").Internal()
        .PartOf(v => v.Informatieobject).Key(v => v.Versie).Key(v => v.BeginRegistratie)
        .Key(v => v.Sha256).Index("sha256") // whether content is still referred to
        .Effect("drc-008", c => c.Deleting && c.New.Sha256 is { } sha256 ? Opruiming.Overweeg(c.Session, sha256) : default);

    /// <summary>A version by its number.</summary>
    public static async ValueTask<Documentversie?> Van(Session session, Ref<Enkelvoudiginformatieobject> document, int versie) =>
        (await session.Find<Documentversie>(q => q.Is("informatieobject", document).Is("versie", versie))).FirstOrDefault();

    /// <summary>The version that the parameters <c>versie</c> and <c>registratieOp</c> (the one that was the newest at that moment) ask
    /// for.</summary>
    public static async ValueTask<Documentversie?> Zoek(Session session, Ref<Enkelvoudiginformatieobject> document,
        IReadOnlyDictionary<string, object?> gevraagd)
    {
        var gevonden = await session.Find<Documentversie>(q =>
        {
            q.Is("informatieobject", document).OrderBy = "t.id DESC";
            if (gevraagd.GetValueOrDefault("versie") is int versie) q.Is("versie", versie);
            if (gevraagd.GetValueOrDefault("registratieOp") is DateTimeOffset moment) q.Compares("beginRegistratie", "<=", moment);
        });
        return gevonden.FirstOrDefault();
    }

    /// <summary>Refuses an older version that is more confidential, or of another type, than the caller may read:
    /// that the newest may be read does not open it.</summary>
    public static void MagLezen(Session session, Enkelvoudiginformatieobject document)
    {
        if (!session.Allowed(session.Model.Of(typeof(Enkelvoudiginformatieobject)), document, "documenten.lezen"))
            throw Session.Refuse(403, "permission_denied", "U hebt geen toestemming om deze versie te lezen.");
    }

    /// <summary>Another version of a document in the place of its newest.</summary>
    public static async ValueTask<Enkelvoudiginformatieobject?> Toon(Derivation lezing, Enkelvoudiginformatieobject nieuwste)
    {
        var self = new Ref<Enkelvoudiginformatieobject>(lezing.Session.Model.Of(typeof(Enkelvoudiginformatieobject)).Address(nieuwste));
        if (await Zoek(lezing.Session, self, lezing.Parameters) is not { } versie) return null;
        if (versie.Document is not { } document) return nieuwste;
        MagLezen(lezing.Session, document);
        document.Uuid = nieuwste.Uuid;
        document.Locked = nieuwste.Locked; // the lock is on the document, not on a version
        document.Bestandsdelen = [];       // and parts are only awaited for the newest
        return document;
    }
}
