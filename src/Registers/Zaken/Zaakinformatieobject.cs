using System.ComponentModel.DataAnnotations;
using Brink.Engine;
using Brink.Registers.Catalogi;
using Brink.Registers.Documenten;

namespace Brink.Registers.Zaken;

/// <summary>That a document belongs to a zaak; mirrored in Documenten (zrc-005). Zaken API 1.7,
/// resource <c>zaakinformatieobjecten</c>.</summary>
public sealed record Zaakinformatieobject : Resource, IResource<Zaakinformatieobject>
{
    /// <summary>Must exist and be a document (zrc-003).</summary>
    [MaxLength(1000)] public required Ref<Enkelvoudiginformatieobject> Informatieobject { get; set; }
    [MaxLength(1000)] public required Ref<Zaak> Zaak { get; set; }
    [Computed] public AardRelatieWeergave AardRelatieWeergave { get; set; }

    /// <summary>What the document is called within the zaak.</summary>
    [MaxLength(200)] public string Titel { get; set; } = "";
    public string Beschrijving { get; set; } = "";
    [Computed] public DateTimeOffset Registratiedatum { get; set; }

    /// <summary>When the document must be gone from the zaak.</summary>
    public DateTimeOffset? Vernietigingsdatum { get; set; }

    /// <summary>The status for which the document was needed.</summary>
    [MaxLength(1000)] public Ref<Status>? Status { get; set; }

    public static void Define(Definition<Zaakinformatieobject> d) => d
        .At("zaakinformatieobjecten").WithUuid().Unpaged()
        .PartOf(r => r.Zaak).ListedIn<Zaak>(z => z.Zaakinformatieobjecten)
        .ShownAs(r => r.Titel.Length > 0 ? r.Titel : r.Informatieobject.ToString())
        .Allow(Operation.List | Operation.Read | Operation.Head, "zaken.lezen")
        .Allow(Operation.Create, "zaken.aanmaken", "zaken.bijwerken", "zaken.geforceerd-bijwerken")
        .Allow(Operation.Update, "zaken.bijwerken", "zaken.geforceerd-bijwerken")
        .Allow(Operation.Delete, "zaken.bijwerken", "zaken.geforceerd-bijwerken", "zaken.verwijderen")
        .Filter(r => r.Zaak).Filter(r => r.Informatieobject)
        .Unique("informatieobject", "zaak") // and the zaken of a document
        .Expands("informatieobject", "zaak", "status")
        .Rule("zrc-007", c => Zaken.Zaak.NietAfgesloten(c, (c.Old ?? c.New).Zaak), "zaak")
        .Rule("zrc-004", RelatieBlijft, "zaak", "informatieobject")
        .Rule("zrc-017", HoortBijZaaktype, "informatieobject", "zaak")
        .Rule("zrc-022", ZaakNietGearchiveerd, "zaak")
        .Rule("uniek", NogNietVerbonden, "informatieobject", "zaak")
        .Rule("status", StatusVanZaak, "status", "zaak")
        .Effect("zrc-005", SpiegelInDocumenten)
        .Effect("status", HoudStatusBij);

    private static ValueTask RelatieBlijft(Change<Zaakinformatieobject> c)
    {
        if (c.Creating)
        {
            c.New.AardRelatieWeergave = AardRelatieWeergave.HoortBijOmgekeerdKent;
            c.New.Registratiedatum = c.Now;
        }
        else if (c.Updating)
        {
            c.MayNotChange(r => r.Zaak);
            c.MayNotChange(r => r.Informatieobject);
        }
        return default;
    }

    private static async ValueTask HoortBijZaaktype(Change<Zaakinformatieobject> c)
    {
        if (!c.Creating || await c.Get(c.New.Zaak) is not { } zaak || await c.Get(c.New.Informatieobject) is not { } document) return;
        if (!await Typen.InformatieobjecttypeHoortBij(c, zaak.Zaaktype, document.Informatieobjecttype))
        {
            c.Fault("nonFieldErrors", "missing-zaaktype-informatieobjecttype-relation",
                "Documenten van dit informatieobjecttype horen niet bij het zaaktype van de zaak.");
        }
    }

    private static async ValueTask ZaakNietGearchiveerd(Change<Zaakinformatieobject> c)
    {
        if (c.Creating && await c.Get(c.New.Zaak) is { Archiefstatus: not Archiefstatus.NogTeArchiveren })
            c.Fault("zaak", "invalid", "Deze zaak is gearchiveerd; er kunnen geen documenten meer bij.");
    }

    private static async ValueTask NogNietVerbonden(Change<Zaakinformatieobject> c)
    {
        // A zaak without documents needs no look-up.
        if (c.Creating && await c.Get(c.New.Zaak) is { Zaakinformatieobjecten.Count: > 0 }
            && await c.Any<Zaakinformatieobject>(q => q.Is("informatieobject", c.New.Informatieobject).Is("zaak", c.New.Zaak)))
        {
            c.Fault("nonFieldErrors", "unique", "Dit document hoort al bij deze zaak.");
        }
    }

    private static async ValueTask StatusVanZaak(Change<Zaakinformatieobject> c)
    {
        if (!c.Deleting && c.New.Status is { } status && await c.Get(status) is { } gevonden && gevonden.Zaak != c.New.Zaak)
            c.Fault("status", "zaak-mismatch", "Kies een status van dezelfde zaak.");
    }

    // A document elsewhere is mirrored by the Documenten API that keeps it.
    private static async ValueTask SpiegelInDocumenten(Change<Zaakinformatieobject> c)
    {
        var relatie = c.New;
        if (!relatie.Informatieobject.IsLocal || c.Updating) return;
        if (c.Creating)
        {
            await c.Create(new Objectinformatieobject
            {
                Informatieobject = relatie.Informatieobject,
                Object = relatie.Zaak.Value!,
                ObjectType = Objectsoort.Zaak
            });
        }
        else
        {
            foreach (var spiegel in await c.Find<Objectinformatieobject>(q => q.Is("informatieobject", relatie.Informatieobject)
                .Is("object", relatie.Zaak)))
            {
                await c.Delete(spiegel);
            }
        }
    }

    private static async ValueTask HoudStatusBij(Change<Zaakinformatieobject> c)
    {
        var (oud, nieuw) = (c.Old?.Status, c.Deleting ? null : c.New.Status);
        if (oud == nieuw) return;
        if (oud is { } vorige && await c.Get(vorige) is { } verlaten && verlaten.Zaakinformatieobjecten.Remove(c.Self))
            await c.Keep(verlaten);
        if (nieuw is not { } gekozen || await c.Get(gekozen) is not { } status) return;
        status.Zaakinformatieobjecten.Add(c.Self);
        await c.Keep(status);
    }
}
