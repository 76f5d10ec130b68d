using System.ComponentModel.DataAnnotations;
using Brink.Engine;

namespace Brink.Registers.Portfolio;

/// <summary>How one component needs another.</summary>
public enum Afhankelijkheidsoort { Gebruikt, OnderdeelVan, Vervangt, Levert }

/// <summary>That a component depends on another (P2). Together these are the graph.</summary>
public sealed record Afhankelijkheid : Resource, IResource<Afhankelijkheid>
{
    [Own] public required Ref<Component> Van { get; set; }
    [Own] public required Ref<Component> Naar { get; set; }
    public required Afhankelijkheidsoort Soort { get; set; }
    [MaxLength(500)] public string Toelichting { get; set; } = "";

    public static void Define(Definition<Afhankelijkheid> d) => d
        .At("afhankelijkheden").With(Operation.All).Rechten()
        .Filter(a => a.Van).Filter(a => a.Naar).Filter(a => a.Soort)
        .Unique("van", "naar", "soort").Notifies("portfolio", "soort").ShownAs(a => EnumNames.Name(a.Soort)).Expands("van", "naar")
        .Rule("p2-lus", GeenLus, "van", "naar", "soort");

    // A component that is part of itself by way of others would make the graph endless.
    private static async ValueTask GeenLus(Change<Afhankelijkheid> c)
    {
        if (c.Deleting) return;
        if (c.New.Van.Uuid == c.New.Naar.Uuid) { c.Fault("naar", "p2-lus", "Een component hangt niet van zichzelf af."); return; }
        if (await c.Any<Afhankelijkheid>(q => q.Is("van", c.New.Van).Is("naar", c.New.Naar).Is("soort", c.New.Soort)
            .Compares("uuid", "<>", c.New.Uuid)))
        {
            c.Fault("naar", "unique", "Deze afhankelijkheid is al vastgelegd.");
        }
        if (c.New.Soort != Afhankelijkheidsoort.OnderdeelVan) return;
        var gezien = new HashSet<Guid> { c.New.Van.Uuid };
        var rij = new Queue<Ref<Component>>([c.New.Naar]);
        while (rij.TryDequeue(out var een))
        {
            if (!gezien.Add(een.Uuid))
            {
                if (een.Uuid == c.New.Van.Uuid)
                {
                    c.Fault("naar", "p2-lus", "Zo zou een component onderdeel van zichzelf worden.");
                    return;
                }
                continue;
            }
            foreach (var verder in await c.Find<Afhankelijkheid>(q => q.Is("van", een).Is("soort", Afhankelijkheidsoort.OnderdeelVan)
                .Compares("uuid", "<>", c.New.Uuid)))
            {
                rij.Enqueue(verder.Naar);
            }
        }
    }
}
