using System.ComponentModel.DataAnnotations;
using Brink.Engine;
using Brink.Registers.Portfolio;

namespace Brink.Registers.Besluitvorming;

/// <summary>What a member says with its vote (G9), for the minutes.</summary>
public sealed record Stemverklaring : Resource, IResource<Stemverklaring>
{
    [Own] public required Ref<Stemming> Stemming { get; set; }
    [Own] public required Ref<Lid> Lid { get; set; }
    [MaxLength(4000), NotBlank] public required string Tekst { get; set; }
    public List<int> Bronregels { get; set; } = [];
    [Computed] public DateTimeOffset? AfgelegdOp { get; set; }

    /// <summary>What was made of it.</summary>
    [Computed, Own] public Ref<Toezegging>? Toezegging { get; set; }

    public static void Define(Definition<Stemverklaring> d) =>
        Besluitvorming.Agendapunt.VanVergadering(d, new Step(typeof(Stemming), "uuid", "stemming"))
        .At("stemverklaringen").Personal().With(Operation.List | Operation.Create | Operation.Read | Operation.Head).PartOf(v => v.Stemming)
        .Rechten(Besluitvormingsrechten.Meedoen)
        .Filter(v => v.Stemming).Filter(v => v.Lid).ShownAs(v => Nederlands.Kort(v.Tekst, 100)).Expands("lid")
        .Rule("g9-verklaring", Afleggen, "stemming", "lid")
        .Action(new ResourceAction("toezegging", Besluitvormingsrechten.Bijwerken, true, MaakToezegging,
            Answer: typeof(Toezegging))
        { Status = 201 });

    private static async ValueTask Afleggen(Change<Stemverklaring> c)
    {
        if (await c.Get(c.New.Stemming) is not { } s) return;
        if (s.Status is Stemstatus.Concept or Stemstatus.Ingetrokken)
            c.Fault("stemming", "g9-verklaring", "Een stemverklaring hoort bij een stemming die is geopend.");
        var (vergadering, punt) = await Stem.Bij(c.Session, s);
        if (!c.Allowed(Besluitvormingsrechten.Bijwerken)
            && await Mandaat.Van(c.Session, c.New.Lid, vergadering?.Datum ?? Nederlands.Vandaag(c.Now),
                v => v.Dekt(punt?.Vergadering, s.Agendapunt, s.Uuid),
                stemmen: false) is { Mag: false } mandaat)
        {
            c.Fault("lid", mandaat.Code, mandaat.Waarom);
        }
        c.New.AfgelegdOp = vergadering is { Overgenomen: true } ? s.GeopendOp : c.Now;
    }

    /// <summary>Makes an action of it, in one deed.</summary>
    private static async ValueTask<ActionResult> MaakToezegging(ActionCall c)
    {
        var v = (Stemverklaring)c.Subject!;
        var stemming = await c.Session.Get(v.Stemming);
        if (stemming?.Agendapunt is not { IsEmpty: false } punt)
            throw Session.Refuse(409, "g9-verklaring", "Deze stemming hoort niet bij een agendapunt.");
        if (v.Toezegging is not null) throw Session.Refuse(409, "g9-verklaring", "Van deze verklaring is al een actie gemaakt.");
        var lid = await c.Session.Get(v.Lid);
        var toezegging = new Toezegging
        {
            Agendapunt = punt,
            Soort = Toezeggingsoort.Verzoek,
            Wat = Nederlands.Kort($"{lid?.Naam}: {v.Tekst}", 1000),
            Stemverklaring = new(c.Definition.Address(v)),
            Bronregels = [.. v.Bronregels],
        };
        await c.Session.Create(toezegging);
        v.Toezegging = Ref<Toezegging>.To(toezegging.Uuid);
        await c.Save(v);
        return new(toezegging, Location: c.Session.Model.Of(typeof(Toezegging)).Address(toezegging));
    }
}
