using System.ComponentModel.DataAnnotations;
using Brink.Engine;

namespace Brink.Registers.Zaken;

/// <summary>
/// A note about a zaak, for colleagues or for the initiator too. Experimental in the standard. Also of a closed zaak notes can be kept:
/// they are remarks about it, not its data. Zaken API 1.7, resource <c>zaaknotities</c>.
/// </summary>
public sealed record Zaaknotitie : Resource, IResource<Zaaknotitie>
{
    [MaxLength(255), NotBlank] public required string Onderwerp { get; set; }
    [NotBlank] public required string Tekst { get; set; }
    [MaxLength(255)] public string AangemaaktDoor { get; set; } = "";

    /// <summary>Whether only colleagues may see it, or the initiator too.</summary>
    public NotitieType NotitieType { get; set; }

    /// <summary>Only a concept can still be changed.</summary>
    public Notitiestatus Status { get; set; }
    [Computed] public DateTimeOffset Aanmaakdatum { get; set; }
    [Computed] public DateTimeOffset Wijzigingsdatum { get; set; }
    public required Ref<Zaak> GerelateerdAan { get; set; }

    public static void Define(Definition<Zaaknotitie> d) => d
        .At("zaaknotities").Personal().With(Operation.List | Operation.Create | Operation.Read | Operation.Update | Operation.Delete)
        .PartOf(n => n.GerelateerdAan)
        .ShownAs(n => n.Onderwerp)
        .Allow(Operation.List | Operation.Read, "zaken.lezen")
        .Allow(Operation.Create | Operation.Update | Operation.Delete, "zaken.bijwerken")
        .Filter(n => n.AangemaaktDoor, Compare.Equal | Compare.Contains)
        .Filter(n => n.Aanmaakdatum, Compare.Equal | Compare.Gt | Compare.Gte | Compare.Lt | Compare.Lte)
        .Filter(n => n.GerelateerdAan).Filter(n => n.NotitieType)
        .Filter(n => n.Onderwerp, Compare.Equal | Compare.Contains).Filter(n => n.Status)
        .Filter(n => n.Tekst, Compare.Equal | Compare.Contains)
        .Filter(n => n.Wijzigingsdatum, Compare.Equal | Compare.Gt | Compare.Gte | Compare.Lt | Compare.Lte)
        .Expands()
        .Rule("notitie-concept", AlleenConcept);

    private static ValueTask AlleenConcept(Change<Zaaknotitie> c)
    {
        if (c.Deleting) return default;
        if (c.Old is { Status: Notitiestatus.Definitief })
            c.Fault("nonFieldErrors", "modify-not-allowed", "Deze notitie is definitief en kan niet meer worden gewijzigd.");
        c.MayNotChange(n => n.GerelateerdAan);
        if (c.Creating) c.New.Aanmaakdatum = c.Now;
        c.New.Wijzigingsdatum = c.Now;
        return default;
    }
}
