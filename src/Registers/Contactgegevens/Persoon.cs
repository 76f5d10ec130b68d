using System.ComponentModel.DataAnnotations;
using Brink.Engine;

namespace Brink.Registers.Contactgegevens;

public enum Geslacht { M, V, O }

/// <summary>A person whose details no basic register gives. Contactgegevens API 1.1.1, resource <c>persoon</c>.</summary>
public sealed record Persoon : Resource, IResource<Persoon>
{
    [Persoonlijk(Persoonssoort.Geboortedatum)] public required DateOnly Geboortedatum { get; set; }
    public DateOnly? Overlijdensdatum { get; set; }

    /// <summary>Without the prefix, which has a field of its own.</summary>
    [Persoonlijk(Persoonssoort.Naam), MaxLength(200), NotBlank] public required string Geslachtsnaam { get; set; }
    [Blank] public Geslacht? Geslacht { get; set; }
    [Persoonlijk(Persoonssoort.Voorvoegsel), MaxLength(10)] public string Voorvoegsel { get; set; } = "";
    [Persoonlijk(Persoonssoort.Voornaam), MaxLength(200)] public string Voornamen { get; set; } = "";
    public Adres? Adres { get; set; }

    public static void Define(Definition<Persoon> d) => d
        .At("persoon").Personal().WithUuid().With(Operation.List | Operation.Create | Operation.Read | Operation.Update | Operation.Delete)
        .ListsNewestFirst().PutLeavesTheRest()
        .Allow(Operation.List | Operation.Read, "contactgegevens.lezen")
        .Allow(Operation.Create | Operation.Update | Operation.Delete, "contactgegevens.bijwerken")
        .Rule("land", c => Registers.Adres.BestaandLand(c, "adres", c.New.Adres), "adres");
}
