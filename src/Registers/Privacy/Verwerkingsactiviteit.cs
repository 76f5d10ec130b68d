using System.ComponentModel.DataAnnotations;
using Brink.Engine;

namespace Brink.Registers.Privacy;

/// <summary>On what ground personal data may be processed: AVG, article 6.</summary>
public enum Grondslag { PubliekeTaak, WettelijkeVerplichting, Overeenkomst, Toestemming, VitaalBelang, GerechtvaardigdBelang }

/// <summary>
/// For what an organisation processes personal data (AVG, article 30). The log of who saw whom names one at each row:
/// that which a request names by its code, or else that of the application that asks.
/// </summary>
public sealed record Verwerkingsactiviteit : Resource, IResource<Verwerkingsactiviteit>
{
    /// <summary>By which a request names it: <c>zaakafhandeling</c>.</summary>
    [MaxLength(50), NotBlank, RegularExpression("^[a-z0-9-]+$")] public required string Code { get; set; }
    [MaxLength(200), NotBlank] public required string Naam { get; set; }
    [MaxLength(1000), NotBlank] public required string Doel { get; set; }
    public required Grondslag Grondslag { get; set; }

    /// <summary>Where the organisation's own register of processing activities describes it; empty when this is all there is.</summary>
    [MaxLength(500), Url] public string Register { get; set; } = "";

    /// <summary>The clients whose requests are for this activity when they name none.</summary>
    [MaxLength(50), Unique] public List<string> ClientIds { get; set; } = [];

    public static void Define(Definition<Verwerkingsactiviteit> d) => d
        .At("verwerkingsactiviteiten").With(Operation.All | Operation.AuditTrail).ShownAs(v => v.Naam)
        .Allow(Operation.List | Operation.Read | Operation.Head | Operation.AuditTrail, "verwerkingsactiviteiten.lezen",
            "verwerkingsactiviteiten.bijwerken", "inzage.lezen")
        .Allow(Operation.Create | Operation.Update | Operation.Delete, "verwerkingsactiviteiten.bijwerken")
        .Filter(v => v.Code).Filter(v => v.ClientIds, Compare.Any).Unique("code")
        .Moves("verwerkingsactiviteiten", v => v.Code, "clientIds")
        .Rule("avg-code", async c =>
        {
            if (!c.Deleting && await c.Any<Verwerkingsactiviteit>(q => q.Is("code", c.New.Code).Compares("uuid", "<>", c.New.Uuid)))
                c.Fault("code", "unique", "Er is al een verwerkingsactiviteit met deze code.");
        }, "code")
        .Rule("avg-client", async c =>
        {
            foreach (var id in c.Deleting ? [] : c.New.ClientIds)
            {
                if (await c.Any<Verwerkingsactiviteit>(q => q.Contains("clientIds", id).Compares("uuid", "<>", c.New.Uuid)))
                    c.Fault("clientIds", "unique", $"Client '{id}' hoort al bij een andere verwerkingsactiviteit.");
            }
        }, "clientIds")
        .Action(Persoonsdossier.Daad);

    /// <summary>The activity of a client's requests when they name none: its code, or nothing.</summary>
    public static async ValueTask<string> Van(Session session, string clientId) =>
        (await session.Find<Verwerkingsactiviteit>(q => q.Contains("clientIds", clientId))).FirstOrDefault()?.Code ?? "";
}
