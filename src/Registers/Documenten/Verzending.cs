using System.ComponentModel.DataAnnotations;
using Brink.Engine;

namespace Brink.Registers.Documenten;

/// <summary>To whom a document was sent, or from whom it came, at one address as it was then. Documenten API 1.7,
/// resource <c>verzendingen</c>.</summary>
public sealed record Verzending : Resource, IResource<Verzending>
{
    /// <summary>The person or organisation; may be kept anywhere.</summary>
    [Person, MaxLength(200), Url, NotBlank] public required string Betrokkene { get; set; }
    public required Ref<Enkelvoudiginformatieobject> Informatieobject { get; set; }
    public required AardVerzending AardRelatie { get; set; }
    [MaxLength(200)] public string Toelichting { get; set; } = "";
    public DateOnly? Ontvangstdatum { get; set; }
    public DateOnly? Verzenddatum { get; set; }
    [MaxLength(1000), Url, NotBlank] public required string ContactPersoon { get; set; }
    [MaxLength(40)] public string Contactpersoonnaam { get; set; } = "";
    public BinnenlandsAdres? BinnenlandsCorrespondentieadres { get; set; }
    public BuitenlandsAdres? BuitenlandsCorrespondentieadres { get; set; }
    public Postadres? CorrespondentiePostadres { get; set; }
    [MaxLength(15)] public string? Faxnummer { get; set; }
    [MaxLength(100)] public string? Emailadres { get; set; }

    /// <summary>By the message box of the Dutch government.</summary>
    public bool MijnOverheid { get; set; }
    [MaxLength(15)] public string? Telefoonnummer { get; set; }

    public static void Define(Definition<Verzending> d) => d
        .At("verzendingen").Personal().With(Operation.All)
        .PartOf(v => v.Informatieobject).ShownAs(v => $"{EnumNames.Name(v.AardRelatie)} {v.Betrokkene}")
        .Allow(Operation.List | Operation.Read | Operation.Head, "documenten.lezen")
        .Allow(Operation.Create, "documenten.aanmaken")
        .Allow(Operation.Update, "documenten.bijwerken")
        .Allow(Operation.Delete, "documenten.verwijderen")
        .Filter(v => v.AardRelatie).Filter(v => v.Informatieobject).Filter(v => v.Betrokkene)
        .Index("betrokkene")   // all that one person was sent
        .Expands("informatieobject").ExpandsUpTo(3, "drc", "ztc") // drc-011, drc-012
        .Rule("verzending", PreciesEenAdres)
        .Rule("verzending", AfzenderIsAlleen);

    private static ValueTask PreciesEenAdres(Change<Verzending> c)
    {
        if (c.Deleting) return default;
        var v = c.New;
        bool[] gegeven =
        [
            v.BinnenlandsCorrespondentieadres is not null, v.BuitenlandsCorrespondentieadres is not null,
            v.CorrespondentiePostadres is not null,
            !string.IsNullOrEmpty(v.Faxnummer), !string.IsNullOrEmpty(v.Emailadres), v.MijnOverheid,
            !string.IsNullOrEmpty(v.Telefoonnummer),
        ];
        if (gegeven.Count(g => g) != 1)
            c.Fault("nonFieldErrors", "invalid-address", "Geef precies één adres. Leg voor elk ander adres een eigen verzending vast.");
        return default;
    }

    // What was received came from one, on some day, and was not sent as well.
    private static async ValueTask AfzenderIsAlleen(Change<Verzending> c)
    {
        if (c.Deleting) return;
        var v = c.New;
        if (v.AardRelatie == AardVerzending.Afzender && v.Ontvangstdatum is null)
            c.Fault("ontvangstdatum", "required", "Geef bij een afzender de datum van ontvangst.");
        if (await c.Any<Verzending>(q =>
        {
            q.Is("informatieobject", v.Informatieobject).Compares("uuid", "<>", v.Uuid);
            if (v.AardRelatie != AardVerzending.Afzender) q.Is("aardRelatie", AardVerzending.Afzender);
        }))
        {
            c.Fault("nonFieldErrors", "invalid", "Een ontvangen document heeft één afzender, en geen andere verzendingen.");
        }
    }
}

/// <summary>Whether the document came from the person, or went there.</summary>
public enum AardVerzending { Afzender, Geadresseerde }

/// <summary>What a Dutch postal address without street is.</summary>
public enum PostadresType { Antwoordnummer, Postbusnummer }

/// <summary>An address in the Netherlands.</summary>
public sealed record BinnenlandsAdres
{
    [MaxLength(1)] public string Huisletter { get; set; } = "";
    [Range(1, 99999)] public required int Huisnummer { get; set; }
    [MaxLength(4)] public string HuisnummerToevoeging { get; set; } = "";
    [MaxLength(80), NotBlank] public required string NaamOpenbareRuimte { get; set; }
    [MaxLength(6)] public string Postcode { get; set; } = "";
    [MaxLength(80), NotBlank] public required string Woonplaatsnaam { get; set; }
}

/// <summary>An address abroad, as it is written there.</summary>
public sealed record BuitenlandsAdres
{
    [MaxLength(35), NotBlank] public required string AdresBuitenland1 { get; set; }
    [MaxLength(35)] public string AdresBuitenland2 { get; set; } = "";
    [MaxLength(35)] public string AdresBuitenland3 { get; set; } = "";
    [MaxLength(200), Url, NotBlank] public required string LandPostadres { get; set; }
}

/// <summary>A post office box or reply number.</summary>
public sealed record Postadres
{
    [Range(1, 9999)] public required int PostBusOfAntwoordnummer { get; set; }
    [MaxLength(6), NotBlank] public required string PostadresPostcode { get; set; }
    public required PostadresType PostadresType { get; set; }
    [MaxLength(80), NotBlank] public required string Woonplaatsnaam { get; set; }
}
