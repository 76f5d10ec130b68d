using System.ComponentModel.DataAnnotations;
using Brink.Engine;

namespace Brink.Registers.Contactgegevens;

/// <summary>An organisation whose details no basic register gives. Contactgegevens API 1.1.1, resource <c>organisatie</c>.</summary>
public sealed record Organisatie : Resource, IResource<Organisatie>
{
    /// <summary>The name that it does business under.</summary>
    [MaxLength(255), NotBlank] public required string Handelsnaam { get; set; }
    public DateOnly? Oprichtingsdatum { get; set; }
    public DateOnly? Opheffingsdatum { get; set; }
    public Adres? Adres { get; set; }

    public static void Define(Definition<Organisatie> d) => d
        .At("organisatie").Personal().WithUuid()
        .With(Operation.List | Operation.Create | Operation.Read | Operation.Update | Operation.Delete)
        .ListsNewestFirst().PutLeavesTheRest()
        .Allow(Operation.List | Operation.Read, "contactgegevens.lezen")
        .Allow(Operation.Create | Operation.Update | Operation.Delete, "contactgegevens.bijwerken")
        .Rule("land", c => Registers.Adres.BestaandLand(c, "adres", c.New.Adres), "adres");
}
