using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Brink.Engine;
using Brink.Registers.Besluiten;
using Brink.Registers.Catalogi;
using Brink.Registers.Zaken;

namespace Brink.Registers.Documenten;

public sealed record Enkelvoudiginformatieobject : Resource, IResource<Enkelvoudiginformatieobject>
{
    [MaxLength(40)] public string Identificatie { get; set; } = "";
    [MaxLength(9)] public required string Bronorganisatie { get; set; }
    public required DateOnly Creatiedatum { get; set; }
    [MaxLength(200)] public required string Titel { get; set; }
    [Blank] public Vertrouwelijkheidaanduiding? Vertrouwelijkheidaanduiding { get; set; }
    public bool? IsGereedVoorPublicatie { get; set; }
    public bool TonenAanInitiator { get; set; }
    [MaxLength(200)] public required string Auteur { get; set; }
    [Blank] public Documentstatus? Status { get; set; }
    public bool? InhoudIsVervallen { get; set; }
    [MaxLength(255)] public string Formaat { get; set; } = "";
    [MaxLength(3), MinLength(3)] public required string Taal { get; set; }
    [Computed] public int Versie { get; set; }
    [Computed] public DateTimeOffset BeginRegistratie { get; set; }
    [MaxLength(255)] public string Bestandsnaam { get; set; } = "";
    [Url] public string? Inhoud { get; set; }
    [Range(0, 2147483647)] public long? Bestandsomvang { get; set; }
    [MaxLength(200), Url] public string Link { get; set; } = "";
    [MaxLength(1000)] public string Beschrijving { get; set; } = "";
    public DateOnly? Ontvangstdatum { get; set; }
    public DateOnly? Verzenddatum { get; set; }
    public bool? IndicatieGebruiksrecht { get; set; }
    public string Verschijningsvorm { get; set; } = "";
    public Ondertekening? Ondertekening { get; set; }
    public Integriteit? Integriteit { get; set; }
    [MaxLength(200)] public required Ref<Informatieobjecttype> Informatieobjecttype { get; set; }
    [Computed] public bool Locked { get; set; }
    [Computed] public List<BestandsDeel> Bestandsdelen { get; set; } = [];
    public List<string> Trefwoorden { get; set; } = [];

    public static void Define(Definition<Enkelvoudiginformatieobject> d) => d.At("enkelvoudigeinformatieobjecten");
}

public sealed record Ondertekening
{
    public required OndertekeningSoort Soort { get; set; }
    public required DateOnly Datum { get; set; }
}

public sealed record Integriteit
{
    public required Algoritme Algoritme { get; set; }
    [MaxLength(128)] public required string Waarde { get; set; }
    public required DateOnly Datum { get; set; }
}

public sealed record BestandsDeel
{
    [Computed] public int Volgnummer { get; set; }
    [Computed] public int Omvang { get; set; }
    [Computed] public bool Voltooid { get; set; }
    public required string Lock { get; set; }
}
