using System.ComponentModel.DataAnnotations;
using Brink.Engine;

namespace Brink.Registers.Portfolio;

/// <summary>The stages of the funnel, in their order; an idea can also be turned down.</summary>
public enum Funnelfase { Pitch, Verkenning, Voorbereiding, Realisatie, Overdracht, Gerealiseerd, Afgewezen }

/// <summary>An idea that a member pitched on the innovation square (P5).</summary>
public sealed record Idee : Resource, IResource<Idee>
{
    [MaxLength(200), NotBlank] public required string Titel { get; set; }
    [MaxLength(4000)] public string Omschrijving { get; set; } = "";
    [Own] public Ref<Lid>? Indiener { get; set; }
    [MaxLength(100)] public string Eigenaar { get; set; } = "";
    public decimal? Innovatiebudget { get; set; }

    /// <summary>Moved by a <see cref="Funnelstap"/> only.</summary>
    [Computed] public Funnelfase Fase { get; set; }
    [Computed] public int Steun { get; set; }
    [Computed] public Ref<Project>? Project { get; set; }

    public static void Define(Definition<Idee> d) => d
        .At("ideeen").With(Operation.All | Operation.AuditTrail).Meedoen(Operation.Create).Rechten()
        .Filter(i => i.Titel, Compare.Equal | Compare.Contains).Filter(i => i.Fase).Filter(i => i.Indiener).Order(i => i.Steun)
        .Notifies("portfolio", "titel").ShownAs(i => i.Titel)
        .Zoek("idee", "Ideeën", i => i.Titel, i => Nederlands.Kort(i.Omschrijving, 200), i => [i.Omschrijving]).Expands("indiener", "project")
        .Rule("p5-eigen", c => c.Creating ? c.VoorEigenLid("indiener", c.New.Indiener) : default, "indiener");
}
