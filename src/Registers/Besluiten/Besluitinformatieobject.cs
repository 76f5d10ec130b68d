using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Brink.Engine;
using Brink.Registers.Catalogi;
using Brink.Registers.Documenten;
using Brink.Registers.Zaken;

namespace Brink.Registers.Besluiten;

public sealed record Besluitinformatieobject : Resource, IResource<Besluitinformatieobject>
{
    [MaxLength(1000)] public required Ref<Enkelvoudiginformatieobject> Informatieobject { get; set; }
    public required Ref<Besluit> Besluit { get; set; }

    public static void Define(Definition<Besluitinformatieobject> d) => d.At("besluitinformatieobjecten");
}
