using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Brink.Engine;
using Brink.Registers.Besluiten;
using Brink.Registers.Catalogi;
using Brink.Registers.Documenten;

namespace Brink.Registers.Zaken;

public sealed record Zaakbesluit : Resource, IResource<Zaakbesluit>
{
    [MaxLength(1000)] public required Ref<Besluit> Besluit { get; set; }

    public static void Define(Definition<Zaakbesluit> d) => d.At("besluiten");
}
