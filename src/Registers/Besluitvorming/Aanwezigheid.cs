using System.ComponentModel.DataAnnotations;
using Brink.Engine;
using Brink.Registers.Portfolio;

namespace Brink.Registers.Besluitvorming;

/// <summary>As what someone is there for a member.</summary>
public enum Hoedanigheid { Bestuurder, Afgevaardigde, Gemachtigde }

/// <summary>That a member is at a meeting, from when to when (G10): a quorum is a function of time.
/// Who leaves and comes back has two of these.</summary>
public sealed record Aanwezigheid : Resource, IResource<Aanwezigheid>
{
    [Own] public required Ref<Vergadering> Vergadering { get; set; }
    [Own] public required Ref<Lid> Lid { get; set; }

    /// <summary>The function of who is there.</summary>
    [MaxLength(100)] public string Functie { get; set; } = "";
    public required Hoedanigheid Hoedanigheid { get; set; }

    /// <summary>By which proxy; one that does not let vote makes no quorum.</summary>
    [Own] public Ref<Volmacht>? Volmacht { get; set; }

    /// <summary>Now, unless the meeting was taken over.</summary>
    public DateTimeOffset In { get; set; }
    public DateTimeOffset? Uit { get; set; }
    [MaxLength(500)] public string Reden { get; set; } = "";

    /// <summary>The item at which the member left, where that is noted.</summary>
    [Own] public Ref<Agendapunt>? Agendapunt { get; set; }
    public List<int> Bronregels { get; set; } = [];

    public static void Define(Definition<Aanwezigheid> d) => d
        .At("aanwezigheden").With(Operation.All).PartOf(a => a.Vergadering).Rechten()
        .Filter(a => a.Vergadering).Filter(a => a.Lid).ShownAs(a => EnumNames.Name(a.Hoedanigheid)).Expands("lid")
        .Rule("g10-tijd", Tijd, "vergadering", "lid", "in", "uit")
        .Rule("g10-gestemd", BlijftWaaropIsGeteld, "vergadering", "lid", "in", "uit")
        .Rule("g4-volmacht", MetVolmacht, "lid", "hoedanigheid", "volmacht");

    private static async ValueTask Tijd(Change<Aanwezigheid> c)
    {
        if (await c.Get(c.New.Vergadering) is not { } v) return;
        if (v.Status is Vergaderstatus.Gesloten or Vergaderstatus.Ingetrokken)
            throw Session.Refuse(409, "vergadering-vast", "Deze vergadering is voorbij.");
        if (c.Deleting) return;
        c.MayNotChange(a => a.Vergadering);
        c.MayNotChange(a => a.Lid);
        var a = c.New;
        if (c.Creating && a.In == default) a.In = c.Now;
        // What already happened is not written anew, unless it happened before this register knew of it.
        if (!v.Overgenomen && c.Creating && Math.Abs((a.In - c.Now).TotalMinutes) > 5)
            c.Fault("in", "g10-tijd", "Meld aanwezigheid wanneer iemand binnenkomt.");
        if (!v.Overgenomen && c.Updating && a.In != c.Old!.In)
            c.Fault("in", "wijzigen-niet-toegelaten", "Dit veld mag niet meer worden gewijzigd.");
        if (!v.Overgenomen && a.Uit is { } uit && uit != c.Old?.Uit && Math.Abs((uit - c.Now).TotalMinutes) > 5)
            c.Fault("uit", "g10-tijd", "Meld vertrek wanneer iemand weggaat.");
        if (a.Uit <= a.In) c.Fault("uit", "g10-tijd", "Het vertrek ligt niet na de komst.");
        var andere = await c.Find<Aanwezigheid>(q => q.Is("vergadering", a.Vergadering).Is("lid", a.Lid).Compares("uuid", "<>", a.Uuid));
        if (andere.Exists(b => !(b.Uit <= a.In) && !(a.Uit <= b.In)))
            c.Fault("lid", "g10-tijd", "Dit lid is in deze tijd al aanwezig gemeld.");
    }

    // Who was there when a vote was opened made its quorum, and who voted was there then: no later change takes that away, nor adds to it.
    private static async ValueTask BlijftWaaropIsGeteld(Change<Aanwezigheid> c)
    {
        static bool Er(Aanwezigheid? a, DateTimeOffset t) => a is not null && a.In <= t && !(a.Uit <= t);
        var punten = await c.Find<Agendapunt>(q => q.Is("vergadering", c.New.Vergadering));
        if (punten.Count == 0) return;
        var stemmingen = (await c.Find<Stemming>(q => q.In("agendapunt", punten))).Where(s => s.GeopendOp is not null).ToList();
        if (stemmingen.Count == 0) return;
        var stemmen = await c.Find<Stem>(q => q.In("stemming", stemmingen).Is("lid", c.New.Lid));
        if (stemmingen.Select(s => s.GeopendOp!.Value).Concat(stemmen.Select(s => s.Moment!.Value))
            .Any(t => Er(c.Old, t) != Er(c.Deleting ? null : c.New, t)))
        {
            c.Fault(c.Creating ? "in" : "uit", "g10-gestemd",
                "In deze tijd is er gestemd. Wie er toen was en wie niet, verandert niet meer.");
        }
    }

    private static async ValueTask MetVolmacht(Change<Aanwezigheid> c)
    {
        var a = c.New;
        if (c.Deleting) return;
        if (a.Hoedanigheid == Hoedanigheid.Gemachtigde != a.Volmacht is { IsEmpty: false })
        {
            c.Fault("volmacht", "g4-volmacht",
                "Een gemachtigde heeft een volmacht; een ander niet.");
        }
        if (a.Hoedanigheid == Hoedanigheid.Afgevaardigde)
            c.Warning = "g3: een afgevaardigde in plaats van een bestuurder is onwenselijk (bron 1238)";
        if (a.Volmacht is not { IsEmpty: false } reference || await c.Get(reference) is not { } volmacht) return;
        if (volmacht.Gever.Uuid != a.Lid.Uuid || volmacht.Vergadering?.Uuid != a.Vergadering.Uuid)
        {
            c.Fault("volmacht", "g4-volmacht",
                "Deze volmacht is niet van dit lid voor deze vergadering.");
        }
        if (volmacht.IngetrokkenOp is not null) c.Fault("volmacht", "g4-ingetrokken", "Deze volmacht is ingetrokken.");
        if (!volmacht.Stemmen) c.Warning = "g4: deze volmacht geeft het woord, niet de stem; het lid telt niet mee voor het quorum";
    }
}
