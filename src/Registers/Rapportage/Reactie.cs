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

    /// <summary>The user who asked, so that an answer finds the way back.</summary>
    [Computed] public string DoorGebruiker { get; set; } = "";
    [Computed] public DateTimeOffset? GesteldOp { get; set; }
    [Computed] public string BeantwoordDoor { get; set; } = "";
    [Computed] public DateTimeOffset? BeantwoordOp { get; set; }

    /// <summary>A question without an answer.</summary>
    [Computed] public bool Open { get; set; }

    /// <summary>It was answered, and who asked has not seen that yet.</summary>
    [Computed] public bool TeLezen { get; set; }

    public static void Define(Definition<Reactie> d) => d
        .At("reacties").With(Operation.List | Operation.Create | Operation.Read | Operation.Head | Operation.Patch).PartOf(r => r.Rapport)
        .Allow(Operation.List | Operation.Read | Operation.Head | Operation.Create, "rapportage.lezen", "rapportage.toezicht",
            "rapportage.bijwerken")
        .Allow(Operation.Patch, "rapportage.bijwerken")
        .Filter(r => r.Rapport).Filter(r => r.Onderwerp).Filter(r => r.Open).Filter(r => r.DoorGebruiker).Filter(r => r.TeLezen)
        .FilterVia("onderwerp__eigenaar", Schema.Of<Onderwerp>().Field("eigenaar"), "eigenaar", Compare.Equal,
            new Step(typeof(Onderwerp), "uuid", "onderwerp"))
        .Expands("onderwerp", "rapport")
        .Action(new ResourceAction("gelezen", ["rapportage.lezen", "rapportage.toezicht", "rapportage.bijwerken"], true,
            Gelezen)
        { AnswersResource = true })
        .ShownAs(r => Nederlands.Kort(r.Tekst, 80))
        .Rule("g12-antwoord", Bijhouden);

    private static ValueTask Bijhouden(Change<Reactie> c)
    {
        var r = c.New;
        var wie = c.Session.Caller.UserWeergave.Length > 0 ? c.Session.Caller.UserWeergave : c.Session.Caller.Weergave;
        if (c.Creating)
        {
            (r.Door, r.DoorGebruiker, r.GesteldOp) = (wie, c.Session.Caller.UserId, c.Now);
        }
        else
        {
            c.MayNotChange(x => x.Rapport);
            c.MayNotChange(x => x.Onderwerp);
            c.MayNotChange(x => x.Tekst);
        }
        if (r.Antwoord != (c.Old?.Antwoord ?? ""))
        {
            (r.BeantwoordDoor, r.BeantwoordOp, r.TeLezen) = (wie, c.Now,
                r.Antwoord.Length > 0 && r.DoorGebruiker.Length > 0 && r.DoorGebruiker != c.Session.Caller.UserId);
        }
        r.Open = r.Soort == Reactiesoort.Vraag && r.Antwoord.Length == 0;
        return default;
    }

    private static async ValueTask<ActionResult> Gelezen(ActionCall c)
    {
        var r = (Reactie)c.Subject!;
        if (r.DoorGebruiker.Length == 0 || r.DoorGebruiker != c.Session.Caller.UserId)
            throw Session.Refuse(409, "niet-uw-vraag", "Alleen wie de vraag stelde, kan zeggen dat het antwoord is gelezen.");
        if (!r.TeLezen) return new(r);
        r.TeLezen = false;
        await c.Save(r);
        return new(r);
    }
}
