using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Brink.Engine;
using Brink.Registers.Besluiten;
using Brink.Registers.Catalogi;
using Brink.Registers.Documenten;

namespace Brink.Registers.Zaken;

public sealed record Zaakverzoek : Resource, IResource<Zaakverzoek>
{
    [MaxLength(1000)] public required Ref<Zaak> Zaak { get; set; }
    [MaxLength(1000), Url] public required string Verzoek { get; set; }

    public static void Define(Definition<Zaakverzoek> d) => d.At("zaakverzoeken");
}
