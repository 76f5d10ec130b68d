using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Brink.Engine;
using Brink.Registers.Besluiten;
using Brink.Registers.Catalogi;
using Brink.Registers.Documenten;

namespace Brink.Registers.Zaken;

public sealed record Zaakinformatieobject : Resource, IResource<Zaakinformatieobject>
{
    [MaxLength(1000)] public required Ref<Enkelvoudiginformatieobject> Informatieobject { get; set; }
    [MaxLength(1000)] public required Ref<Zaak> Zaak { get; set; }
    [Computed] public AardRelatieWeergave AardRelatieWeergave { get; set; }
    [MaxLength(200)] public string Titel { get; set; } = "";
    public string Beschrijving { get; set; } = "";
    [Computed] public DateTimeOffset Registratiedatum { get; set; }
    public DateTimeOffset? Vernietigingsdatum { get; set; }
    [MaxLength(1000)] public Ref<Status>? Status { get; set; }

    public static void Define(Definition<Zaakinformatieobject> d) => d.At("zaakinformatieobjecten");
}
