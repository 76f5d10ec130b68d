using System.ComponentModel.DataAnnotations;
using Brink.Engine;

namespace Brink.Registers.Documenten;

/// <summary>On which conditions a document may be used, beyond looking at it. Documenten API 1.7,
/// resource <c>gebruiksrechten</c>.</summary>
public sealed record Gebruiksrechten : Resource, IResource<Gebruiksrechten>
{
    public required Ref<Enkelvoudiginformatieobject> Informatieobject { get; set; }

    /// <summary>From when the conditions hold.</summary>
    public required DateTimeOffset Startdatum { get; set; }
    public DateTimeOffset? Einddatum { get; set; }
    [NotBlank] public required string OmschrijvingVoorwaarden { get; set; }

    public static void Define(Definition<Gebruiksrechten> d) => d
        .At("gebruiksrechten").With(Operation.All).Unpaged()
        .PartOf(g => g.Informatieobject).ShownAs(g => g.OmschrijvingVoorwaarden)
        .Allow(Operation.List | Operation.Read | Operation.Head, "documenten.lezen")
        .Allow(Operation.Create, "documenten.aanmaken")
        .Allow(Operation.Update, "documenten.bijwerken")
        .Allow(Operation.Delete, "documenten.verwijderen")
        .Filter(g => g.Informatieobject)
        .Filter(g => g.Startdatum, Compare.Lt | Compare.Lte | Compare.Gt | Compare.Gte)
        .Filter(g => g.Einddatum, Compare.Lt | Compare.Lte | Compare.Gt | Compare.Gte)
        .Expands("informatieobject").ExpandsUpTo(3, "drc", "ztc") // drc-011, drc-012
        .Rule("informatieobject", BlijftBijDocument, "informatieobject")
        .Effect("drc-006", IndicatieVolgt);

    private static ValueTask BlijftBijDocument(Change<Gebruiksrechten> c)
    {
        if (c.Updating) c.MayNotChange(g => g.Informatieobject);
        return default;
    }

    // The document says whether conditions hold; not known any more when the last are gone. That makes no new version of it.
    private static async ValueTask IndicatieVolgt(Change<Gebruiksrechten> c)
    {
        if (c.Updating || await c.Get(c.New.Informatieobject) is not { } document || !c.New.Informatieobject.IsLocal) return;
        bool? indicatie = c.Creating
            || await c.Any<Gebruiksrechten>(q => q.Is("informatieobject", c.New.Informatieobject).Compares("uuid", "<>", c.New.Uuid))
            ? true : null;
        if (document.IndicatieGebruiksrecht == indicatie) return;
        document.IndicatieGebruiksrecht = indicatie;
        await c.Save(document);
    }
}
