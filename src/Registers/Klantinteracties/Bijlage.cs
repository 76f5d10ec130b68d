using Brink.Engine;

namespace Brink.Registers.Klantinteracties;

/// <summary>A document, kept elsewhere, that holds (a part of) what was said in a klantcontact. Klantinteracties API 0.9.0,
/// resource <c>bijlagen</c>.</summary>
public sealed record Bijlage : Resource, IResource<Bijlage>
{
    [ByUuid] public Ref<Klantcontact>? WasBijlageVanKlantcontact { get; set; }
    public Identificator? Bijlageidentificator { get; set; }

    public static void Define(Definition<Bijlage> d)
    {
        d.Klantinteractie("bijlagen", "bijlage").Personal().GoesWith(b => b.WasBijlageVanKlantcontact)
            .Zoek("klantcontact__uuid", Afspraken.Uuid, "wasBijlageVanKlantcontact");
        Identificator.Sleutels(d, b => b.Bijlageidentificator);
        d.ZoekIdentificator("bijlageidentificator");
    }
}
