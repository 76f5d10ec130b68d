using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Brink.Engine;
using Brink.Registers.Besluiten;
using Brink.Registers.Catalogi;
using Brink.Registers.Zaken;

namespace Brink.Registers.Documenten;

public sealed record Gebruiksrechten : Resource, IResource<Gebruiksrechten>
{
    public required Ref<Enkelvoudiginformatieobject> Informatieobject { get; set; }
    public required DateTimeOffset Startdatum { get; set; }
    public DateTimeOffset? Einddatum { get; set; }
    public required string OmschrijvingVoorwaarden { get; set; }

    public static void Define(Definition<Gebruiksrechten> d) => d.At("gebruiksrechten");
}
