using System.Text.Json;
using Brink.Engine;

namespace Brink.Registers.Rapportage;

/// <summary>A report that was made public, as it was adopted.</summary>
public sealed record OpenbaarRapport
{
    public required Guid Uuid { get; init; }
    public required string Periode { get; init; }
    public required string Titel { get; init; }
    public required int Versie { get; init; }
    public required DateOnly VastgesteldOp { get; init; }
    public DateOnly? OpenbaarOp { get; init; }
    public required string Sha256 { get; init; }

    /// <summary>The rows of the dashboards; in a list left out.</summary>
    [Absent] public JsonElement? Inhoud { get; init; }

    /// <summary>The newest public version of each report, the newest quarter first.</summary>
    internal static async ValueTask<ActionResult> Lijst(ActionCall c)
    {
        var versies = await c.Session.Find<Rapportversie>(q => { q.Is("openbaar", true); (q.OrderBy, q.Part) = ("t.id DESC", (400, 0)); });
        var uit = new List<OpenbaarRapport>();
        foreach (var v in versies.DistinctBy(v => v.Rapport.Uuid)) uit.Add(await Van(c.Session, v, false));
        return new(uit.OrderByDescending(r => r.Periode, StringComparer.Ordinal).ToList());
    }

    internal static async ValueTask<ActionResult> Een(ActionCall c) => c.Subject is Rapportversie { Openbaar: true } v
        ? new(await Van(c.Session, v, true))
        : throw Session.Refuse(404, "not_found", "Niet gevonden.");

    private static async ValueTask<OpenbaarRapport> Van(Session s, Rapportversie v, bool heel)
    {
        var rapport = (await s.Get(v.Rapport))!;
        return new()
        {
            Uuid = v.Uuid,
            Periode = rapport.Periode,
            Titel = rapport.Titel,
            Versie = v.Versie,
            VastgesteldOp = v.VastgesteldOp,
            OpenbaarOp = v.OpenbaarOp,
            Sha256 = v.Sha256,
            Inhoud = heel ? v.Inhoud : null,
        };
    }
}
