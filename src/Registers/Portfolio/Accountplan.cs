using System.ComponentModel.DataAnnotations;
using Brink.Engine;

namespace Brink.Registers.Portfolio;

/// <summary>What the office knows and agrees about one member (P11, P12).</summary>
public sealed record Accountplan : Resource, IResource<Accountplan>
{
    [Own] public required Ref<Lid> Lid { get; set; }
    [MaxLength(100)] public string Regisseur { get; set; } = "";

    /// <summary>How the member is organised towards the cooperative.</summary>
    public string Organisatie { get; set; } = "";
    public string Oplossingen { get; set; } = "";
    public string Innovaties { get; set; } = "";
    public string Bijdrage { get; set; } = "";
    public string Ambities { get; set; } = "";

    /// <summary>How often a year there is contact, as the member's classes ask.</summary>
    [Range(0, 52)] public int ContactenPerJaar { get; set; }
    public DateOnly? LaatsteContact { get; set; }
    public DateOnly? VastgesteldOp { get; set; }

    /// <summary>When the next contact is due.</summary>
    [Computed] public DateOnly? VolgendContact { get; set; }

    public static void Define(Definition<Accountplan> d) => d
        .At("accountplannen").With(Operation.All | Operation.AuditTrail).Rechten()
        .Filter(a => a.Lid).Filter(a => a.VolgendContact, Compare.Lte | Compare.Gte).Filter(a => a.VastgesteldOp, Compare.IsNull)
        .Unique("lid").Notifies("portfolio", "lid").ShownAs(a => a.Regisseur).Expands("lid")
        .Rule("p11-een-per-lid", c => c.Uniek("lid", c.New.Lid), "lid")
        .Rule("p12-norm", Norm, "contactenPerJaar", "laatsteContact");

    private static ValueTask Norm(Change<Accountplan> c)
    {
        c.New.VolgendContact = c.New.ContactenPerJaar > 0 ? c.New.LaatsteContact?.AddDays(365 / c.New.ContactenPerJaar) : null;
        return default;
    }
}
