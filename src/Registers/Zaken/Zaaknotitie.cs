using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Brink.Engine;
using Brink.Registers.Besluiten;
using Brink.Registers.Catalogi;
using Brink.Registers.Documenten;

namespace Brink.Registers.Zaken;

public sealed record Zaaknotitie : Resource, IResource<Zaaknotitie>
{
    [MaxLength(255)] public required string Onderwerp { get; set; }
    public required string Tekst { get; set; }
    [MaxLength(255)] public string AangemaaktDoor { get; set; } = "";
    public NotitieType NotitieType { get; set; }
    public Notitiestatus Status { get; set; }
    [Computed] public DateTimeOffset Aanmaakdatum { get; set; }
    [Computed] public DateTimeOffset Wijzigingsdatum { get; set; }
    public required Ref<Zaak> GerelateerdAan { get; set; }

    public static void Define(Definition<Zaaknotitie> d) => d.At("zaaknotities");
}
