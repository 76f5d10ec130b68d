using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Brink.Engine;
using Brink.Registers.Besluiten;
using Brink.Registers.Catalogi;
using Brink.Registers.Documenten;

namespace Brink.Registers.Zaken;

public sealed record Resultaat : Resource, IResource<Resultaat>
{
    [MaxLength(1000)] public required Ref<Zaak> Zaak { get; set; }
    [MaxLength(1000)] public required Ref<Resultaattype> Resultaattype { get; set; }
    [MaxLength(1000)] public string Toelichting { get; set; } = "";

    public static void Define(Definition<Resultaat> d) => d.At("resultaten");
}
