using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Brink.Engine;
using Brink.Registers.Besluiten;
using Brink.Registers.Documenten;
using Brink.Registers.Zaken;

namespace Brink.Registers.Catalogi;

public sealed record Zaakobjecttype : Resource, IResource<Zaakobjecttype>
{
    public required bool AnderObjecttype { get; set; }
    [Deprecated] public DateOnly BeginGeldigheid { get; set; }
    [Deprecated] public DateOnly? EindeGeldigheid { get; set; }
    [Deprecated] public DateOnly? BeginObject { get; set; }
    [Deprecated] public DateOnly? EindeObject { get; set; }
    [MaxLength(200), Url] public required string Objecttype { get; set; }
    [MaxLength(80)] public required string RelatieOmschrijving { get; set; }
    public required Ref<Zaaktype> Zaaktype { get; set; }
    [Computed] public string ZaaktypeIdentificatie { get; set; } = "";
    [Computed, Unique] public List<Ref<Resultaattype>> Resultaattypen { get; set; } = [];
    [Computed, Unique] public List<string> ResultaattypeOmschrijving { get; set; } = [];
    [Computed, Unique] public List<Ref<Statustype>> Statustypen { get; set; } = [];
    public required Ref<Catalogus> Catalogus { get; set; }

    public static void Define(Definition<Zaakobjecttype> d) => d.At("zaakobjecttypen");
}
