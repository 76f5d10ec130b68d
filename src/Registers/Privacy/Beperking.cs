using System.ComponentModel.DataAnnotations;
using Brink.Engine;
using Brink.Registers.Klantinteracties;

namespace Brink.Registers.Privacy;

/// <summary>Why somebody may ask that data are kept and not used: AVG, article 18, first paragraph, a to d.</summary>
public enum Beperkingsgrond { JuistheidBetwist, OnrechtmatigeVerwerking, NodigVoorRechtsvordering, BezwaarGemaakt }

/// <summary>
/// That the data of one person are kept and not used, from the deed until it is lifted (AVG, article 18).
/// What a register holds of the person by number is then left out of every list, count, search and reading by a condition in SQL,
/// for all but who holds the scope <c>beperkt.inzien</c>; nobody can remove it. The deed and its lifting stay.
/// </summary>
public sealed record Beperking : Resource, IResource<Beperking>
{
    internal const string Inzien = "beperkt.inzien";
    private static readonly string[] Lezen = ["verwerking.beperken", Inzien], Doen = ["verwerking.beperken"];

    /// <summary><c>BSN</c>, <c>A-nummer</c> or <c>ANP-identificatie</c>.</summary>
    [MaxLength(20)] public string Soort { get; set; } = "BSN";
    [Person, MaxLength(20), NotBlank] public required string Nummer { get; set; }
    public required Beperkingsgrond Grond { get; set; }

    /// <summary>What the person asked, and under which number that is known.</summary>
    [MaxLength(1000), NotBlank] public required string Toelichting { get; set; }
    [Computed] public DateTimeOffset Begin { get; set; }

    /// <summary>When it was lifted; empty while it holds.</summary>
    [Computed] public DateTimeOffset? Einde { get; set; }
    [Computed, MaxLength(1000)] public string RedenEinde { get; set; } = "";

    public static void Define(Definition<Beperking> d) => d
        .At("beperkingen").Personal().With(Operation.List | Operation.Create | Operation.Read | Operation.Head | Operation.AuditTrail)
        .ShownAs(_ => "Beperking van de verwerking")
        .Allow(Operation.List | Operation.Read | Operation.Head | Operation.AuditTrail, Lezen).Allow(Operation.Create, Doen)
        .Key(b => b.Soort).Key(b => b.Nummer).Filter(b => b.Einde, Compare.IsNull).Index("nummer").Restricts("nummer", "einde", Inzien)
        .Rule("nummer", Keur, "nummer", "soort")
        .Rule("unique", async c =>
        {
            if (c.Creating && await c.Any<Beperking>(q => q.Is("soort", c.New.Soort).Is("nummer", c.New.Nummer).IsNull("einde")))
                c.Fault("nummer", "unique", "De verwerking van de gegevens van deze persoon is al beperkt.");
        }, "nummer")
        .Action(new ResourceAction("opheffen", Doen, true, HefOp, typeof(Opheffing)) { AnswersResource = true });

    private static ValueTask Keur(Change<Beperking> c)
    {
        var b = c.New;
        (b.Nummer, b.Begin) = (b.Nummer.Trim(), c.Now);
        if (Persoonsdossier.Mis(b.Soort, b.Nummer) is var (veld, zin)) c.Fault(veld, "invalid", zin);
        return default;
    }

    private static async ValueTask<ActionResult> HefOp(ActionCall c)
    {
        var b = (Beperking)c.Subject!;
        if (b.Einde is not null) throw Session.Refuse(409, "conflict", "Deze beperking is al opgeheven.");
        (b.Einde, b.RedenEinde) = (c.Session.Now, ((Opheffing)c.Body!).Reden);
        await c.Save(b);
        return new(b);
    }

    /// <summary>The condition that no restriction holds of the person whose number stands in a column.</summary>
    internal static Query Vrij(Query q, string kolom, string soort = "BSN") =>
        q.Exists(typeof(Beperking), "nummer", kolom, b => b.Is("soort", soort).IsNull("einde"), none: true);

    /// <summary>The condition that no restriction holds of the person that is a partij, to which a column refers.</summary>
    internal static Query VrijePartij(Query q, string kolom) => q.Exists(typeof(PartijIdentificator), "identificeerdePartij", kolom,
        i => i.Is("codeSoortObjectId", CodeSoortObjectId.Bsn)
        .Exists(typeof(Beperking), "nummer", "objectId", b => b.Is("soort", "BSN").IsNull("einde")), none: true);

    /// <summary>The restriction that holds of a person; null for none.</summary>
    internal static async ValueTask<Beperking?> Van(Session s, string soort, string nummer) =>
        (await s.Find<Beperking>(q => q.Is("soort", soort).Is("nummer", nummer).IsNull("einde"))).FirstOrDefault();
}

/// <summary>Why a restriction is lifted. The person was told so before (AVG, article 18, third paragraph).</summary>
public sealed record Opheffing
{
    [MaxLength(1000), NotBlank] public required string Reden { get; set; }
}
