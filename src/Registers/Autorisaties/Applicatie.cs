using System.ComponentModel.DataAnnotations;
using Brink.Engine;

namespace Brink.Registers.Autorisaties;

/// <summary>A program that calls the registers, under one or more client ids, and what it may do there. Autorisaties API 1.1,
/// resource <c>applicaties</c>.</summary>
public sealed record Applicatie : Resource, IResource<Applicatie>
{
    /// <summary>The <c>client_id</c>s that the program puts in its tokens; each belongs to one application only (ac-001).</summary>
    [MaxLength(50), MinLength(1), Unique] public required List<string> ClientIds { get; set; }
    [MaxLength(100), NotBlank] public required string Label { get; set; }

    /// <summary>Everything is allowed, and no autorisaties are named (ac-002).</summary>
    public bool HeeftAlleAutorisaties { get; set; }

    /// <summary>Of the documents, only those that are ready to be published may be read.</summary>
    public bool AlleenIsGereedVoorPublicatie { get; set; }
    [MaxItems(5000)] public List<Autorisatie> Autorisaties { get; set; } = []; // some hundreds of types, in a row per register each

    public static void Define(Definition<Applicatie> d) => d
        .At("applicaties").BodyUpTo(4L << 20).With(Operation.List | Operation.Create | Operation.Read | Operation.Update | Operation.Delete)
        .Notifies("autorisaties").ShownAs(a => a.Label)
        .Allow(Operation.List | Operation.Read, "autorisaties.lezen")
        .Allow(Operation.Create | Operation.Update | Operation.Delete, "autorisaties.bijwerken")
        .Filter(a => a.ClientIds, Compare.Any)
        .Rule("ac-001", UniekeClientIds, "clientIds")
        .Rule("ac-002", AllesOfGenoemd, "heeftAlleAutorisaties", "autorisaties")
        .Rule("ac-003", VerplichteVelden, "autorisaties")
        .Action(new ResourceAction("consumer", ["autorisaties.lezen"], OnResource: false, VanClient, Answer: typeof(Applicatie))
        {
            Method = "GET",
            AnswersList = true,
            Parameters = [("clientId", Schema.Of<Consumer>().Field("clientId"))],
        });

    private sealed record Consumer { [MaxLength(50)] public required string ClientId { get; set; } }

    private static async ValueTask UniekeClientIds(Change<Applicatie> c)
    {
        if (c.Deleting) return;
        if (c.New.ClientIds.Count == 0) c.Fault("clientIds", "empty", "Noem minstens één client id.");
        await c.Session.Next("applicatie");
        // two requests that give away client ids wait for each other here, so that neither overlooks the other
        foreach (var id in c.New.ClientIds)
        {
            if (await c.Any<Applicatie>(q => q.Contains("clientIds", id).Compares("uuid", "<>", c.New.Uuid)))
                c.Fault("clientIds", "clientId-exists", $"Het client id '{id}' is al van een andere applicatie. Kies een ander.");
        }
    }

    private static ValueTask AllesOfGenoemd(Change<Applicatie> c)
    {
        if (c.Deleting) return default;
        if (c.New.HeeftAlleAutorisaties && c.New.Autorisaties.Count > 0)
        {
            c.Fault("nonFieldErrors", "ambiguous-authorizations-specified",
                "Geef alle autorisaties, of noem ze één voor één, maar niet allebei.");
        }
        if (!c.New.HeeftAlleAutorisaties && c.New.Autorisaties.Count == 0)
            c.Fault("nonFieldErrors", "missing-authorizations", "Noem minstens één autorisatie, of zet heeftAlleAutorisaties op true.");
        return default;
    }

    private static ValueTask VerplichteVelden(Change<Applicatie> c)
    {
        if (c.Deleting) return default;
        for (var i = 0; i < c.New.Autorisaties.Count; i++)
        {
            c.New.Autorisaties[i].Vormgeven(c.Session.Model);
            c.New.Autorisaties[i].Controleer(i, c.Fault);
        }
        return default;
    }

    // The document answers with a list, though a client id has one application at most.
    private static async ValueTask<ActionResult> VanClient(ActionCall call)
    {
        if (call.Parameters.GetValueOrDefault("clientId") is not string { Length: > 0 } id)
            return new ActionResult(null, [new Fault("clientId", "required", "Geef het client id waarvan u de applicatie zoekt.")]);
        var gevonden = await Rechten.Van(call.Session, id)
            ?? throw Session.Refuse(404, "not_found", "Dit client id is van geen enkele applicatie.");
        return new ActionResult(new List<Applicatie> { gevonden });
    }
}
