using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Brink.Engine;
using Brink.Registers.Besluiten;
using Brink.Registers.Catalogi;
using Brink.Registers.Documenten;

namespace Brink.Registers.Zaken;

public sealed record Status : Resource, IResource<Status>
{
    [MaxLength(1000)] public required Ref<Zaak> Zaak { get; set; }
    [MaxLength(1000)] public required Ref<Statustype> Statustype { get; set; }
    public required DateTimeOffset DatumStatusGezet { get; set; }
    [MaxLength(1000)] public string Statustoelichting { get; set; } = "";
    [Computed] public bool IndicatieLaatstGezetteStatus { get; set; }
    [MaxLength(200), Url] public string Gezetdoor { get; set; } = "";
    [Computed, Unique, MaxLength(1000)] public List<Ref<Zaakinformatieobject>> Zaakinformatieobjecten { get; set; } = [];

    public static void Define(Definition<Status> d) => d.At("statussen");
}
