using System.ComponentModel.DataAnnotations;
using Brink.Engine;

namespace Brink.Registers.Portfolio;

/// <summary>What must be in order before an idea goes through a gate, and whether it is.</summary>
public sealed record Criterium
{
    [MaxLength(500)] public required string Tekst { get; set; }
    public bool Gehaald { get; set; }
}

/// <summary>An idea goes through a gate of the funnel (P3). Making one is going through it;
/// at <i>realisatie</i> the idea becomes a project.</summary>
public sealed record Funnelstap : Resource, IResource<Funnelstap>
{
    [Own] public required Ref<Idee> Idee { get; set; }
    public required Funnelfase Naar { get; set; }
    public required DateOnly Datum { get; set; }

    /// <summary>The roles and bodies that agreed.</summary>
    public List<string> Rollen { get; set; } = [];
    public List<Criterium> Criteria { get; set; } = [];
    [MaxLength(2000)] public string Toelichting { get; set; } = "";

    // Who must have been heard at a gate; the handover needs those who will manage what was made.
    private static readonly Dictionary<Funnelfase, string[]> Nodig = new()
    {
        [Funnelfase.Voorbereiding] = ["product owner"],
        [Funnelfase.Realisatie] = ["product owner", "contractmanager", "portfolioraad"],
        [Funnelfase.Overdracht] = ["product owner", "contractmanager"],
    };

    public static void Define(Definition<Funnelstap> d) => d
        .At("funnelstappen").With(Operation.List | Operation.Create | Operation.Read).PartOf(s => s.Idee).Rechten()
        .Filter(s => s.Idee).Filter(s => s.Naar).ShownAs(s => EnumNames.Name(s.Naar))
        .Rule("p3-volgorde", Volgorde, "idee", "naar")
        .Rule("p3-rollen", Rollenaanwezig, "naar", "rollen")
        .Rule("p4-criteria", CriteriaGehaald, "naar", "criteria")
        .Effect("p3-verder", Verder);

    private static async ValueTask Volgorde(Change<Funnelstap> c)
    {
        if (await c.Lock(c.New.Idee) is not { } idee) return;
        var af = idee.Fase is Funnelfase.Gerealiseerd or Funnelfase.Afgewezen;
        if (af || c.New.Naar != Funnelfase.Afgewezen && c.New.Naar != idee.Fase + 1)
        {
            c.Fault("naar", "p3-volgorde", af ? "Dit idee is al klaar met de funnel."
                : $"Na '{EnumNames.Name(idee.Fase)}' komt '{EnumNames.Name(idee.Fase + 1)}'.");
        }
    }

    private static ValueTask Rollenaanwezig(Change<Funnelstap> c)
    {
        foreach (var rol in Nodig.GetValueOrDefault(c.New.Naar, []))
        {
            if (!c.New.Rollen.Contains(rol, StringComparer.OrdinalIgnoreCase))
                c.Fault("rollen", "p3-rollen", $"Bij deze stap hoort de {rol}.");
        }
        return default;
    }

    private static ValueTask CriteriaGehaald(Change<Funnelstap> c)
    {
        if (c.New.Naar == Funnelfase.Overdracht && c.New.Criteria.Count == 0)
            c.Fault("criteria", "p4-criteria", "Noem de acceptatiecriteria voor beheer.");
        if (c.New.Naar != Funnelfase.Afgewezen)
        {
            foreach (var criterium in c.New.Criteria.Where(x => !x.Gehaald))
                c.Fault("criteria", "p4-criteria", $"Nog niet gehaald: {criterium.Tekst}");
        }
        return default;
    }

    private static async ValueTask Verder(Change<Funnelstap> c)
    {
        var idee = (await c.Get(c.New.Idee))!;
        idee.Fase = c.New.Naar;
        if (c.New.Naar == Funnelfase.Realisatie)
        {
            var naam = idee.Titel;
            for (var n = 2; await c.Any<Project>(q => q.Is("naam", naam)); n++) naam = $"{idee.Titel} ({n})";
            var project = new Project
            {
                Naam = naam,
                Eigenaar = idee.Eigenaar,
                Idee = c.New.Idee,
                Begin = c.New.Datum,
                Budget = idee.Innovatiebudget
            };
            await c.Create(project);
            idee.Project = new Ref<Project>(c.Session.Model.Of(typeof(Project)).Address(project));
        }
        await c.Save(idee);
    }
}
