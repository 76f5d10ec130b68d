using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Brink.Engine;
using Brink.Registers.Besluiten;
using Brink.Registers.Catalogi;
using Brink.Registers.Documenten;

namespace Brink.Registers.Zaken;

public sealed record Rol : Resource, IResource<Rol>
{
    [MaxLength(1000)] public required Ref<Zaak> Zaak { get; set; }
    [MaxLength(1000), Url] public string Betrokkene { get; set; } = "";
    public required BetrokkeneType BetrokkeneType { get; set; }
    [MaxLength(625)] public string AfwijkendeNaamBetrokkene { get; set; } = "";
    [MaxLength(1000)] public required Ref<Roltype> Roltype { get; set; }
    [Computed] public string Omschrijving { get; set; } = "";
    [Computed] public string OmschrijvingGeneriek { get; set; } = "";
    [MaxLength(1000)] public required string Roltoelichting { get; set; }
    [Computed] public DateTimeOffset Registratiedatum { get; set; }
    [Blank] public IndicatieMachtiging? IndicatieMachtiging { get; set; }
    public ContactPersoonRol? ContactpersoonRol { get; set; }
    [Computed, Unique, MaxLength(1000)] public List<Ref<Status>> Statussen { get; set; } = [];

    public static void Define(Definition<Rol> d) => d.At("rollen");
}

public sealed record ContactPersoonRol
{
    [MaxLength(254), EmailAddress] public string Emailadres { get; set; } = "";
    [MaxLength(50)] public string Functie { get; set; } = "";
    [MaxLength(20)] public string Telefoonnummer { get; set; } = "";
    [MaxLength(40)] public required string Naam { get; set; }
}
