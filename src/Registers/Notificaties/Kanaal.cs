using System.ComponentModel.DataAnnotations;
using Brink.Engine;

namespace Brink.Registers.Notificaties;

/// <summary>A channel on which a register announces its changes. Notificaties API 1.0, resource <c>kanaal</c>.
/// The channels of the platform's own registers exist by themselves.</summary>
public sealed record Kanaal : Resource, IResource<Kanaal>
{
    [MaxLength(50), NotBlank] public required string Naam { get; set; }

    /// <summary>Where is written what the channel announces.</summary>
    [Url, MaxLength(200)] public string DocumentatieLink { get; set; } = "";

    /// <summary>The kenmerken that an announcement can carry, on which an abonnement can filter.</summary>
    [MaxLength(100), MinLength(1)] public List<string> Filters { get; set; } = [];

    public static void Define(Definition<Kanaal> d) => d
        .At("kanaal").With(Operation.List | Operation.Create | Operation.Read).Unpaged().ShownAs(k => k.Naam)
        .Allow(Operation.List | Operation.Read, "notificaties.publiceren", "notificaties.consumeren")
        .Allow(Operation.Create, "notificaties.publiceren")
        .Filter(k => k.Naam).Unique("naam")
        .Stands("naam", VanDeRegisters)
        .Rule("unieke-naam", UniekeNaam, "naam")
        .Rule("filters", FiltersIngevuld, "filters")
        .Action(new ResourceAction("notificaties", ["notificaties.publiceren"], OnResource: false, Notificatie.Publiceer,
            typeof(Notificatie), typeof(Notificatie))
        {
            AtRoot = true,
            Status = 201,
        });

    private static IEnumerable<Kanaal> VanDeRegisters(Model model) =>
        from d in model.Registers.SelectMany(r => r.Resources)
        where d.Kanaal is not null
        group d by d.Kanaal into kanaal
        select new Kanaal
        {
            Naam = kanaal.Key,
            DocumentatieLink = $"~/{kanaal.First().Register.Root}/openapi.json",
            Filters = [.. kanaal.SelectMany(d => d.Kenmerken.Select(d.KenmerkName)).Distinct()],
        };

    private static async ValueTask UniekeNaam(Change<Kanaal> c)
    {
        if (await c.Any<Kanaal>(q => q.Is("naam", c.New.Naam))) c.Fault("naam", "unique", "Er is al een kanaal met deze naam.");
    }

    private static ValueTask FiltersIngevuld(Change<Kanaal> c)
    {
        for (var i = 0; i < c.New.Filters.Count; i++)
            if (c.New.Filters[i].Length == 0) c.Fault($"filters.{i}", "blank", "Dit veld mag niet leeg zijn.");
        return default;
    }
}
