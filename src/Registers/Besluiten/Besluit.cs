using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Brink.Engine;
using Brink.Registers.Catalogi;
using Brink.Registers.Documenten;
using Brink.Registers.Zaken;

namespace Brink.Registers.Besluiten;

public sealed record Besluit : Resource, IResource<Besluit>
{
    [MaxLength(50)] public string Identificatie { get; set; } = "";
    [MaxLength(9), NotBlank] public required string VerantwoordelijkeOrganisatie { get; set; }
    [MaxLength(200)] public required Ref<Besluittype> Besluittype { get; set; }
    [MaxLength(200)] public Ref<Zaak> Zaak { get; set; }
    public required DateOnly Datum { get; set; }
    public string Toelichting { get; set; } = "";
    [MaxLength(50)] public string Bestuursorgaan { get; set; } = "";
    public required DateOnly Ingangsdatum { get; set; }
    public DateOnly? Vervaldatum { get; set; }
    public Vervalreden Vervalreden { get; set; }
    [Computed] public string VervalredenWeergave { get; set; } = "";
    public DateOnly? Publicatiedatum { get; set; }
    public DateOnly? Verzenddatum { get; set; }
    public DateOnly? UiterlijkeReactiedatum { get; set; }

    public static void Define(Definition<Besluit> d) => d.At("besluiten");
}
