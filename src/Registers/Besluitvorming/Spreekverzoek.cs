using System.ComponentModel.DataAnnotations;
using Brink.Engine;
using Brink.Registers.Portfolio;

namespace Brink.Registers.Besluitvorming;

/// <summary>Where a request to speak is.</summary>
public enum Spreekstatus { Aangevraagd, Gesproken, Ingetrokken }

/// <summary>That a member wants to speak at an item (G5): beforehand until the closing time, or while the meeting is open.</summary>
public sealed record Spreekverzoek : Resource, IResource<Spreekverzoek>
{
    [Own] public required Ref<Agendapunt> Agendapunt { get; set; }
    [Own] public required Ref<Lid> Lid { get; set; }
    [MaxLength(500), NotBlank] public required string Onderwerp { get; set; }

    /// <summary>In minutes.</summary>
    [Range(1, 60)] public int Duur { get; set; } = 3;
    public Spreekstatus Status { get; set; }
    public DateTimeOffset? GesprokenVan { get; set; }
    public DateTimeOffset? GesprokenTot { get; set; }

    /// <summary>What was said, for the minutes.</summary>
    public string Verslag { get; set; } = "";
    [Computed] public DateTimeOffset? IngediendOp { get; set; }
    [Computed] public bool Vooraf { get; set; }

    /// <summary>The order in which requests at the item came in.</summary>
    [Computed] public int Volgorde { get; set; }

    public static void Define(Definition<Spreekverzoek> d) => Besluitvorming.Agendapunt.VanVergadering(d)
        .At("spreekverzoeken").With(Operation.List | Operation.Create | Operation.Read | Operation.Head | Operation.Patch)
        .GoesWith(s => s.Agendapunt)
        .Notifies("besluitvorming", "agendapunt")
        .Rechten(Besluitvormingsrechten.Meedoen)
        .Filter(s => s.Agendapunt).Filter(s => s.Lid).Filter(s => s.Status).Order(s => s.Volgorde)
            .ShownAs(s => Nederlands.Kort(s.Onderwerp, 100))
        .Rule("g5-spreektijd", Aanvragen, "agendapunt", "lid");

    private static async ValueTask Aanvragen(Change<Spreekverzoek> c)
    {
        c.MayNotChange(s => s.Agendapunt);
        c.MayNotChange(s => s.Lid);
        if (await c.Get(c.New.Agendapunt) is not { } punt || await c.Get(punt.Vergadering) is not { } v) return;
        if (v.Status is Vergaderstatus.Gesloten or Vergaderstatus.Ingetrokken)
            throw Session.Refuse(409, "vergadering-vast", "Deze vergadering is voorbij.");
        if (!c.Allowed(Besluitvormingsrechten.Bijwerken)
            && await Mandaat.Van(c.Session, c.New.Lid, v.Datum, m => m.Dekt(punt.Vergadering, c.New.Agendapunt, Guid.Empty), stemmen: false)
            is { Mag: false } mandaat)
        {
            c.Fault("lid", mandaat.Code, mandaat.Waarom);
        }
        if (!c.Creating) return;
        c.New.IngediendOp = c.Now;
        c.New.Vooraf = v.Status != Vergaderstatus.Geopend;
        if (c.New.Vooraf && v.SpreektijdTot < c.Now)
            c.Fault("agendapunt", "g5-spreektijd", "Vooraf spreektijd aanvragen kan niet meer. Vraag het woord tijdens de vergadering.");
        c.New.Volgorde = (await c.Find<Spreekverzoek>(q => q.Is("agendapunt", c.New.Agendapunt))).Count + 1;
    }
}
