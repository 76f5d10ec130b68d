using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Brink.Engine;
using Brink.Registers.Besluiten;
using Brink.Registers.Catalogi;
using Brink.Registers.Documenten;

namespace Brink.Registers.Zaken;

public sealed record Zaakobject : Resource, IResource<Zaakobject>
{
    [MaxLength(1000)] public required Ref<Zaak> Zaak { get; set; }
    [MaxLength(1000), Url] public string Object { get; set; } = "";
    [MaxLength(1000)] public Ref<Zaakobjecttype> Zaakobjecttype { get; set; }
    public required Objecttype ObjectType { get; set; }
    [MaxLength(100), RegularExpression(@"[a-z\_]+")] public string ObjectTypeOverige { get; set; } = "";
    public ObjectTypeOverigeDefinitie? ObjectTypeOverigeDefinitie { get; set; }
    [MaxLength(80)] public string Relatieomschrijving { get; set; } = "";

    public static void Define(Definition<Zaakobject> d) => d.At("zaakobjecten");
}

public sealed record ObjectTypeOverigeDefinitie
{
    [MaxLength(1000), Url] public required string Url { get; set; }
    [MaxLength(100)] public required string Schema { get; set; }
    [MaxLength(100)] public required string ObjectData { get; set; }
}
