using Brink.Engine;

namespace Brink.Registers.Rapportage;

/// <summary>Subjects that are ready, told at once: all of them or none.</summary>
public sealed record Gereedmelding
{
    /// <summary>The subjects in their quarter: 1 to 500.</summary>
    [Own] public required List<Ref<Meting>> Metingen { get; set; }

    /// <summary>Whoever ticks many at once reads none of their texts, so what would stop the adoption of the report is told here,
    /// at each subject.</summary>
    internal static async ValueTask<ActionResult> Meld(ActionCall c)
    {
        var fouten = new List<Fault>();
        var klaar = new List<Meting>();
        var rapporten = new Dictionary<Guid, Kwartaalrapport?>();
        var gevraagd = ((Gereedmelding)c.Body!).Metingen;
        if (gevraagd.Count is 0 or > 500) return new(null, [new Fault("metingen", "length", "Kies 1 tot en met 500 onderwerpen.")]);
        foreach (var (i, welke) in gevraagd.Index())
        {
            void Fout(string code, string zin) => fouten.Add(new($"metingen.{i}", code, zin));
            if (await c.Session.Lock(welke) is not { } m)
            {
                Fout("does_not_exist", "Dit onderwerp staat niet meer in het rapport.");
                continue;
            }
            if (!rapporten.TryGetValue(m.Rapport.Uuid, out var rapport))
                rapporten[m.Rapport.Uuid] = rapport = await c.Session.Get(m.Rapport);
            if (rapport is not { Status: Rapportstatus.Concept })
                Fout("rapport-vastgesteld", "Dit rapport is vastgesteld en verandert niet meer.");
            else if (m is { Stand: Stand.Lopend, Indicator: null }) Fout("k3-indicator", "Kies eerst hoe het ervoor staat.");
            else if (Meting.MistToelichting(m)) Fout("l1", "Schrijf eerst een toelichting: dit teken vraagt erom.");
            else if (!m.Ingevuld) klaar.Add(m);
        }
        if (fouten.Count > 0) return new(null, fouten);
        foreach (var m in klaar.DistinctBy(m => m.Uuid))
        {
            m.Ingevuld = true;
            await c.Save(m);
        }
        return new(null);
    }
}
