using System.ComponentModel.DataAnnotations;
using Brink.Engine;

namespace Brink.Registers.Portfolio;

/// <summary>How a municipality stands to the cooperative.</summary>
public enum Lidstatus { Lid, Aspirant, Geschorst, Opgezegd, GeenLid, Onbekend }

/// <summary>A class of size, use, ambition or potential, by which contact is measured out.</summary>
public enum Klasse { Klein, Midden, Groot }

/// <summary>A municipality, member of the cooperative or known to it otherwise.</summary>
public sealed record Lid : Resource, IResource<Lid>
{
    [MaxLength(100), NotBlank] public required string Naam { get; set; }
    public Lidstatus Status { get; set; }
    public DateOnly? Sinds { get; set; }
    public DateOnly? Tot { get; set; }
    [Blank] public Klasse? Omvang { get; set; }
    [Blank] public Klasse? Afname { get; set; }
    [Blank] public Klasse? Ambitie { get; set; }
    [Blank] public Klasse? Potentie { get; set; }

    /// <summary>The group of municipalities with which it works together.</summary>
    [MaxLength(100)] public string Samenwerkingsverband { get; set; } = "";
    [MaxLength(200)] public string Toelichting { get; set; } = "";
    public List<int> Bronregels { get; set; } = [];

    public static void Define(Definition<Lid> d) => d
        .At("leden").With(Operation.All | Operation.AuditTrail).Rechten()
        .Filter(l => l.Naam, Compare.Equal | Compare.Contains).Filter(l => l.Status).Order(l => l.Naam)
        .Unique("naam").Notifies("portfolio", "naam").ShownAs(l => l.Naam)
        .Zoek("lid", "Leden", l => l.Naam, l => l.Samenwerkingsverband, l => [l.Samenwerkingsverband, l.Toelichting])
        .Rule("p-uniek", c => c.Uniek("naam", c.New.Naam), "naam")
        .Action(new ResourceAction("steekproef", Portfoliorechten.Lezen, false, Steekproef.Trek, Answer: typeof(Steekproefgroep))
        {
            Method = "GET",
            AnswersList = true,
            Parameters = [("jaar", Schema.Of<Steekproefgroep>().Field("jaar"))],
        });
}

/// <summary>Who may do what with the portfolio, and what its rules share.</summary>
internal static class Portfoliorechten
{
    public static readonly string[] Lezen = ["portfolio.lezen", "portfolio.bijwerken"];

    public static Definition<T> Rechten<T>(this Definition<T> d) where T : Resource => d
        .Allow(Operation.List | Operation.Read | Operation.Head | Operation.AuditTrail, Lezen)
        .Allow(Operation.Create | Operation.Update | Operation.Delete, "portfolio.bijwerken");

    /// <summary>Who takes part in the innovation square pitches and supports, without being allowed to change the rest.</summary>
    public static Definition<T> Meedoen<T>(this Definition<T> d, Operation wat) where T : Resource =>
        d.Allow(wat, "portfolio.meedoen", "portfolio.bijwerken");

    /// <summary>Who takes part does so for the member that it represents, and for no other; the office does it for all.
    /// Only a member takes part.</summary>
    public static async ValueTask VoorEigenLid<T>(this Change<T> c, string veld, Ref<Lid>? wie) where T : Resource
    {
        var kantoor = c.Allowed("portfolio.bijwerken");
        if (wie is not { IsEmpty: false } lid)
        {
            if (!kantoor) c.Fault(veld, "required", "Zeg namens welk lid u dit doet.");
            return;
        }
        if (!c.Deleting && await c.Get(lid) is { Status: not (Lidstatus.Lid or Lidstatus.Geschorst) } geen)
            c.Fault(veld, "geen-lid", $"{geen.Naam} is geen lid.");
        if (!kantoor && !await Besluitvorming.Mandaat.Vertegenwoordigt(c.Session, lid, c.Session.Caller.UserId, Nederlands.Vandaag(c.Now),
            c.Session.Caller.ClientId))
        {
            c.Fault(veld, "geen-mandaat", "U vertegenwoordigt dit lid niet. Doe dit namens uw eigen lid.");
        }
    }

    /// <summary>No other of this kind has the value in a column.</summary>
    public static async ValueTask Uniek<T>(this Change<T> c, string kolom, object waarde) where T : Resource
    {
        if (!c.Deleting && await c.Any<T>(q => q.Is(kolom, waarde).Compares("uuid", "<>", c.New.Uuid)))
            c.Fault(kolom, "unique", "Dit bestaat al. Kies iets anders.");
    }
}
