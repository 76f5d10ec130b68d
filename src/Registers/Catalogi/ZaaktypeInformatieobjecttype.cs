using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Brink.Engine;
using Brink.Registers.Besluiten;
using Brink.Registers.Documenten;
using Brink.Registers.Zaken;

namespace Brink.Registers.Catalogi;

public sealed record ZaaktypeInformatieobjecttype : Resource, IResource<ZaaktypeInformatieobjecttype>
{
    public required Ref<Zaaktype> Zaaktype { get; set; }
    [Computed] public string ZaaktypeIdentificatie { get; set; } = "";
    [Computed] public Ref<Catalogus> Catalogus { get; set; }
    [MaxLength(100)] public required string Informatieobjecttype { get; set; }
    [Range(1, 999)] public required int Volgnummer { get; set; }
    public required Richting Richting { get; set; }
    public Ref<Statustype>? Statustype { get; set; }

    public static void Define(Definition<ZaaktypeInformatieobjecttype> d) => d.At("zaaktype-informatieobjecttypen");
}
