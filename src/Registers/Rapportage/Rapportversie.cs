using System.Text.Json;
using Brink.Engine;

namespace Brink.Registers.Rapportage;

/// <summary>A report as it was adopted, word for word. Made by the step that adopts it; never changed, never deleted.</summary>
public sealed record Rapportversie : Resource, IResource<Rapportversie>
{
    [Computed, Own] public Ref<Kwartaalrapport> Rapport { get; set; }
    [Computed] public int Versie { get; set; }
    /// <summary>Since when anyone may read it, if so.</summary>
    [Computed] public bool Openbaar { get; set; }
    [Computed] public DateOnly? OpenbaarOp { get; set; }
    [Computed] public DateOnly VastgesteldOp { get; set; }

    /// <summary>The hash over <see cref="Inhoud"/> as it is written here, without spaces.</summary>
    [Computed] public string Sha256 { get; set; } = "";

    /// <summary>The rows of the dashboards with all that belongs to them.</summary>
    [Computed] public JsonElement Inhoud { get; set; }

    public static void Define(Definition<Rapportversie> d) => d
        .At("rapportversies").With(Operation.List | Operation.Read).PartOf(v => v.Rapport).Rechten()
        .Filter(v => v.Rapport).Filter(v => v.Versie)
        .Key(v => v.Openbaar).ShownAs(v => $"versie {v.Versie}")
        .Action(new ResourceAction("openbaar", Dashboard.Openbaar, false, OpenbaarRapport.Lijst,
            Answer: typeof(OpenbaarRapport))
        { Method = "GET", AnswersList = true })
        .Action(new ResourceAction("openbaar", Dashboard.Openbaar, true, OpenbaarRapport.Een,
            Answer: typeof(OpenbaarRapport))
        { Method = "GET" });
}
