using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Brink.Engine;
using Brink.Registers.Besluiten;
using Brink.Registers.Documenten;
using Brink.Registers.Zaken;

namespace Brink.Registers.Catalogi;

public sealed record Catalogus : Resource, IResource<Catalogus>
{
    [MaxLength(5)] public required string Domein { get; set; }
    [MaxLength(9)] public required string Rsin { get; set; }
    [MaxLength(40)] public required string ContactpersoonBeheerNaam { get; set; }
    [MaxLength(20)] public string ContactpersoonBeheerTelefoonnummer { get; set; } = "";
    [MaxLength(254), EmailAddress] public string ContactpersoonBeheerEmailadres { get; set; } = "";
    [Computed, Unique] public List<Ref<Zaaktype>> Zaaktypen { get; set; } = [];
    [Computed, Unique] public List<Ref<Besluittype>> Besluittypen { get; set; } = [];
    [Computed, Unique] public List<string> BesluittypeOmschrijving { get; set; } = [];
    [Computed, Unique] public List<Ref<Informatieobjecttype>> Informatieobjecttypen { get; set; } = [];
    [Computed, Unique] public List<string> InformatieobjecttypeOmschrijving { get; set; } = [];
    [MaxLength(200)] public string? Naam { get; set; }
    [MaxLength(20)] public string? Versie { get; set; }
    public DateOnly? BegindatumVersie { get; set; }

    public static void Define(Definition<Catalogus> d) => d.At("catalogussen");
}
