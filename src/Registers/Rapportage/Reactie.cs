using System.ComponentModel.DataAnnotations;
using Brink.Engine;

namespace Brink.Registers.Rapportage;

/// <summary>What a reader does: ask, or remark.</summary>
public enum Reactiesoort { Vraag, Opmerking }

/// <summary>A question or remark of a reader at a subject. The report itself does not change by it; its owner answers.</summary>
public sealed record Reactie : Resource, IResource<Reactie>
{
    [Own] public required Ref<Kwartaalrapport> Rapport { get; set; }
    [Own] public required Ref<Onderwerp> Onderwerp { get; set; }
    public Reactiesoort Soort { get; set; }
    [MaxLength(4000), NotBlank] public required string Tekst { get; set; }
    [MaxLength(4000)] public string Antwoord { get; set; } = "";
    [Computed] public string Door { get; set; } = "";
    [Computed] public DateTimeOffset? GesteldOp { get; set; }
    [Computed] public string BeantwoordDoor { get; set; } = "";
    [Computed] public DateTimeOffset? BeantwoordOp { get; set; }

    /// <summary>A question without an answer.</summary>
    [Computed] public bool Open { get; set; }

    public static void Define(Definition<Reactie> d) => d
        .At("reacties").With(Operation.List | Operation.Create | Operation.Read | Operation.Head | Operation.Patch).PartOf(r => r.Rapport)
        .Allow(Operation.List | Operation.Read | Operation.Head | Operation.Create, "rapportage.lezen", "rapportage.toezicht", "rapportage.bijwerken")
        .Allow(Operation.Patch, "rapportage.bijwerken")
        .Filter(r => r.Rapport).Filter(r => r.Onderwerp).Filter(r => r.Open)
        .ShownAs(r => Nederlands.Kort(r.Tekst, 80))
        .Rule("g12-antwoord", Bijhouden);

    private static ValueTask Bijhouden(Change<Reactie> c)
    {
        var r = c.New;
        var wie = c.Session.Caller.UserWeergave.Length > 0 ? c.Session.Caller.UserWeergave : c.Session.Caller.Weergave;
        if (c.Creating) (r.Door, r.GesteldOp) = (wie, c.Now);
        else
        {
            c.MayNotChange(x => x.Rapport);
            c.MayNotChange(x => x.Onderwerp);
            c.MayNotChange(x => x.Tekst);
        }
        if (r.Antwoord != (c.Old?.Antwoord ?? "")) (r.BeantwoordDoor, r.BeantwoordOp) = (wie, c.Now);
        r.Open = r.Soort == Reactiesoort.Vraag && r.Antwoord.Length == 0;
        return default;
    }
}
