using System.ComponentModel.DataAnnotations;
using Brink.Engine;
using Brink.Registers.Catalogi;
using Brink.Registers.Documenten;

namespace Brink.Registers.Besluiten;

/// <summary>That a besluit is laid down in a document; mirrored in Documenten (brc-005) as a relation to a besluit,
/// which says that the document lays it down: the API has no field for that any more (brc-004). Besluiten API 1.1,
/// resource <c>besluitinformatieobjecten</c>.</summary>
public sealed record Besluitinformatieobject : Resource, IResource<Besluitinformatieobject>
{
    /// <summary>Must exist and be a document (brc-003).</summary>
    [MaxLength(1000)] public required Ref<Enkelvoudiginformatieobject> Informatieobject { get; set; }
    public required Ref<Besluit> Besluit { get; set; }

    public static void Define(Definition<Besluitinformatieobject> d) => d
        .At("besluitinformatieobjecten").With(Operation.List | Operation.Create | Operation.Read | Operation.Delete).Unpaged()
        .PartOf(b => b.Besluit).ShownAs(b => b.Informatieobject.ToString())
        .Allow(Operation.List | Operation.Read, "besluiten.lezen")
        .Allow(Operation.Create, "besluiten.aanmaken")
        .Allow(Operation.Delete, "besluiten.verwijderen")
        .Filter(b => b.Besluit).Filter(b => b.Informatieobject)
        .Unique("informatieobject", "besluit")
        .Expands("informatieobject", "besluit")
        .Rule("uniek", NogNietVerbonden, "informatieobject", "besluit")
        .Rule("brc-008", HoortBijBesluittype, "informatieobject", "besluit")
        .Effect("brc-005", SpiegelInDocumenten);

    private static async ValueTask NogNietVerbonden(Change<Besluitinformatieobject> c)
    {
        if (c.Creating && await c.Any<Besluitinformatieobject>(q => q.Is("informatieobject", c.New.Informatieobject)
            .Is("besluit", c.New.Besluit)))
        {
            c.Fault("nonFieldErrors", "unique", "Dit document hoort al bij dit besluit.");
        }
    }

    private static async ValueTask HoortBijBesluittype(Change<Besluitinformatieobject> c)
    {
        if (!c.Creating || await c.Get(c.New.Besluit) is not { } besluit || await c.Get(c.New.Informatieobject) is not { } document) return;
        if (!await Typen.InformatieobjecttypeHoortBij(c, besluit.Besluittype, document.Informatieobjecttype))
        {
            c.Fault("nonFieldErrors", "missing-besluittype-informatieobjecttype-relation",
                "Documenten van dit informatieobjecttype horen niet bij het besluittype van het besluit.");
        }
    }

    // A document elsewhere is mirrored by the Documenten API that keeps it. (Brc-004, the kind of the relation,
    // was left out of the resource by the standard.)
    private static async ValueTask SpiegelInDocumenten(Change<Besluitinformatieobject> c)
    {
        if (!c.New.Informatieobject.IsLocal) return;
        if (c.Creating)
        {
            await c.Create(new Objectinformatieobject
            {
                Informatieobject = c.New.Informatieobject,
                Object = c.New.Besluit.Value!,
                ObjectType = Objectsoort.Besluit
            });
        }
        else
        {
            foreach (var spiegel in await c.Find<Objectinformatieobject>(q => q.Is("informatieobject", c.New.Informatieobject)
                .Is("object", c.New.Besluit)))
            {
                await c.Delete(spiegel);
            }
        }
    }
}
