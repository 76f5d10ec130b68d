using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Brink.Engine;
using Brink.Registers.Besluiten;
using Brink.Registers.Catalogi;
using Brink.Registers.Documenten;

namespace Brink.Registers.Zaken;

public sealed record Zaak : Resource, IResource<Zaak>
{
    [MaxLength(40)] public string Identificatie { get; set; } = "";
    [MaxLength(9)] public required string Bronorganisatie { get; set; }
    [MaxLength(80)] public string Omschrijving { get; set; } = "";
    [MaxLength(1000)] public string Toelichting { get; set; } = "";
    [MaxLength(1000)] public required Ref<Zaaktype> Zaaktype { get; set; }
    public DateOnly Registratiedatum { get; set; }
    [MaxLength(9)] public required string VerantwoordelijkeOrganisatie { get; set; }
    public required DateOnly Startdatum { get; set; }
    [Computed] public DateOnly? Einddatum { get; set; }
    public DateOnly? EinddatumGepland { get; set; }
    public DateOnly? UiterlijkeEinddatumAfdoening { get; set; }
    public DateOnly? Publicatiedatum { get; set; }
    [MaxLength(1000), Url] public string Communicatiekanaal { get; set; } = "";
    [MaxLength(1000), Url] public List<string> ProductenOfDiensten { get; set; } = [];
    public Vertrouwelijkheidaanduiding Vertrouwelijkheidaanduiding { get; set; }
    [Blank] public Betalingsindicatie? Betalingsindicatie { get; set; }
    [Computed] public string BetalingsindicatieWeergave { get; set; } = "";
    public DateTimeOffset? LaatsteBetaaldatum { get; set; }
    public Geometrie? Zaakgeometrie { get; set; }
    public Verlenging? Verlenging { get; set; }
    public Opschorting? Opschorting { get; set; }
    [MaxLength(1000), Url] public string Selectielijstklasse { get; set; } = "";
    [MaxLength(1000)] public Ref<Zaak>? Hoofdzaak { get; set; }
    [Computed, Unique] public List<Ref<Zaak>> Deelzaken { get; set; } = [];
    public List<RelevanteZaak> RelevanteAndereZaken { get; set; } = [];
    [Computed, Unique] public List<Ref<Zaakeigenschap>> Eigenschappen { get; set; } = [];
    [Computed, Unique] public List<Ref<Rol>> Rollen { get; set; } = [];
    [Computed] public Ref<Status>? Status { get; set; }
    [Computed, Unique] public List<Ref<Zaakinformatieobject>> Zaakinformatieobjecten { get; set; } = [];
    [Computed, Unique] public List<Ref<Zaakobject>> Zaakobjecten { get; set; } = [];
    public List<ZaakKenmerk> Kenmerken { get; set; } = [];
    public Archiefnominatie? Archiefnominatie { get; set; }
    public Archiefstatus Archiefstatus { get; set; }
    public DateOnly? Archiefactiedatum { get; set; }
    [Computed] public Ref<Resultaat>? Resultaat { get; set; }
    [MaxLength(9)] public string OpdrachtgevendeOrganisatie { get; set; } = "";
    [MaxLength(200)] public string? Processobjectaard { get; set; }
    public DateOnly? StartdatumBewaartermijn { get; set; }
    public Processobject? Processobject { get; set; }

    public static void Define(Definition<Zaak> d) => d.At("zaken");
}

public sealed record Verlenging
{
    [MaxLength(200)] public required string Reden { get; set; }
    public required Duur Duur { get; set; }
}

public sealed record Opschorting
{
    public required bool Indicatie { get; set; }
    [MaxLength(200)] public required string Reden { get; set; }
}

public sealed record RelevanteZaak
{
    [MaxLength(1000), Url] public required string Url { get; set; }
    public required AardRelatie AardRelatie { get; set; }
}

public sealed record ZaakKenmerk
{
    [MaxLength(40)] public required string Kenmerk { get; set; }
    [MaxLength(40)] public required string Bron { get; set; }
}

public sealed record Processobject
{
    [MaxLength(250)] public required string Datumkenmerk { get; set; }
    [MaxLength(250)] public required string Identificatie { get; set; }
    [MaxLength(250)] public required string Objecttype { get; set; }
    [MaxLength(250)] public required string Registratie { get; set; }
}
