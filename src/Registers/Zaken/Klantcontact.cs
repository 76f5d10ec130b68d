using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Brink.Engine;
using Brink.Registers.Besluiten;
using Brink.Registers.Catalogi;
using Brink.Registers.Documenten;

namespace Brink.Registers.Zaken;

public sealed record Klantcontact : Resource, IResource<Klantcontact>
{
    [MaxLength(1000)] public required Ref<Zaak> Zaak { get; set; }
    [MaxLength(14)] public string Identificatie { get; set; } = "";
    public required DateTimeOffset Datumtijd { get; set; }
    [MaxLength(20)] public string Kanaal { get; set; } = "";
    [MaxLength(200)] public string Onderwerp { get; set; } = "";
    [MaxLength(1000)] public string Toelichting { get; set; } = "";

    public static void Define(Definition<Klantcontact> d) => d.At("klantcontacten");
}
