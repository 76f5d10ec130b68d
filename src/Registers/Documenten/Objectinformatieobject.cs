using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Brink.Engine;
using Brink.Registers.Besluiten;
using Brink.Registers.Catalogi;
using Brink.Registers.Zaken;

namespace Brink.Registers.Documenten;

public sealed record Objectinformatieobject : Resource, IResource<Objectinformatieobject>
{
    public required Ref<Enkelvoudiginformatieobject> Informatieobject { get; set; }
    [MaxLength(1000), Url] public required string Object { get; set; }
    public required Objectsoort ObjectType { get; set; }

    public static void Define(Definition<Objectinformatieobject> d) => d.At("objectinformatieobjecten");
}
