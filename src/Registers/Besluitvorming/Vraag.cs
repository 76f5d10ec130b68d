using System.ComponentModel.DataAnnotations;
using Brink.Engine;
using Brink.Registers.Portfolio;

namespace Brink.Registers.Besluitvorming;

/// <summary>What a member brings forward.</summary>
public enum Inbreng { Vraag, Opmerking, Verklaring }

/// <summary>Whether a question was answered (G12).</summary>
public enum Vraagstatus { Open, Beantwoord, Afgehandeld }

/// <summary>A question or remark of a member, at an item or before a digital vote, with its answer.</summary>
public sealed record Vraag : Resource, IResource<Vraag>
{
    [Own] public Ref<Agendapunt>? Agendapunt { get; set; }
    [Own] public Ref<Stemming>? Stemming { get; set; }
    [Own] public required Ref<Lid> Lid { get; set; }
    public Inbreng Soort { get; set; }
    [MaxLength(8000), NotBlank] public required string Tekst { get; set; }
    public string Antwoord { get; set; } = "";

    /// <summary>Set aside without an answer, and why (G17): a digital vote waits for no more.</summary>
    [MaxLength(1000)] public string Afgehandeld { get; set; } = "";
    public List<int> Bronregels { get; set; } = [];
    [Computed] public Vraagstatus Status { get; set; }
    [Computed] public DateTimeOffset? GesteldOp { get; set; }
    [Computed] public DateTimeOffset? BeantwoordOp { get; set; }

    public static void Define(Definition<Vraag> d) => Besluitvorming.Agendapunt.VanVergadering(d)
        .At("vragen").With(Operation.List | Operation.Create | Operation.Read | Operation.Head | Operation.Patch)
        .Allow(Operation.List | Operation.Read | Operation.Head, Besluitvormingsrechten.Lezen)
        .Allow(Operation.Create, Besluitvormingsrechten.Meedoen)
        .Allow(Operation.Patch, Besluitvormingsrechten.Bijwerken)
        .Filter(v => v.Agendapunt).Filter(v => v.Stemming).Filter(v => v.Lid).Filter(v => v.Status).GoesWith(v => v.Agendapunt)
            .GoesWith(v => v.Stemming)
        .Notifies("besluitvorming", "lid").ShownAs(v => Nederlands.Kort(v.Tekst, 80))
        .Rule("g12-vraag", Bijhouden);

    private static async ValueTask Bijhouden(Change<Vraag> c)
    {
        var v = c.New;
        if (v.Agendapunt is null == v.Stemming is null)
            c.Fault("agendapunt", "g12-vraag", "Een vraag hoort bij een agendapunt, of bij een stemming.");
        c.MayNotChange(x => x.Agendapunt);
        c.MayNotChange(x => x.Stemming);
        c.MayNotChange(x => x.Lid);
        c.MayNotChange(x => x.Tekst);
        if (c.Creating)
        {
            v.GesteldOp = c.Now;
            if (!c.Allowed(Besluitvormingsrechten.Bijwerken))
            {
                if (v.Antwoord.Length > 0) c.Fault("antwoord", "g12-vraag", "Het antwoord geeft het secretariaat.");
                var vergadering = v.Agendapunt is { } p && await c.Get(p) is { } punt ? punt.Vergadering : (Ref<Vergadering>?)null;
                var mandaat = await Mandaat.Van(c.Session, v.Lid, Nederlands.Vandaag(c.Now),
                    m => m.Dekt(vergadering, v.Agendapunt, v.Stemming?.Uuid ?? Guid.Empty), stemmen: false);
                if (!mandaat.Mag) c.Fault("lid", mandaat.Code, mandaat.Waarom);
            }
        }
        if (v.Antwoord.Length > 0 && v.Antwoord != (c.Old?.Antwoord ?? "")) v.BeantwoordOp = c.Now;
        v.Status = v.Antwoord.Length > 0 ? Vraagstatus.Beantwoord : v.Afgehandeld.Length > 0 || v.Soort != Inbreng.Vraag
            ? Vraagstatus.Afgehandeld : Vraagstatus.Open;
    }
}
