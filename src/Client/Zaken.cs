using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Brink.Client;

/// <summary>A zaak, with what was asked along in <see cref="Expand"/>. Zaken API 1.7.</summary>
public sealed record Zaak
{
    public required Uri Url { get; init; }
    public Guid Uuid { get; init; }
    public string Identificatie { get; init; } = "";
    public string Omschrijving { get; init; } = "";
    public string Toelichting { get; init; } = "";
    public required Uri Zaaktype { get; init; }
    public string Bronorganisatie { get; init; } = "";
    public DateOnly? Registratiedatum { get; init; }
    public DateOnly? Startdatum { get; init; }
    public DateOnly? Einddatum { get; init; }
    public DateOnly? EinddatumGepland { get; init; }
    public DateOnly? UiterlijkeEinddatumAfdoening { get; init; }
    public string Vertrouwelijkheidaanduiding { get; init; } = "";
    public string? Archiefnominatie { get; init; }
    public string Archiefstatus { get; init; } = "";
    public DateOnly? Archiefactiedatum { get; init; }
    public Uri? Status { get; init; }
    public Uri? Resultaat { get; init; }
    public Opschorting? Opschorting { get; init; }
    [JsonPropertyName("_expand")] public ZaakExpand? Expand { get; init; }
}

/// <summary>Whether the zaak stands still, and why.</summary>
public sealed record Opschorting(bool Indicatie, string? Reden);

/// <summary>Related resources of a zaak that came along.</summary>
public sealed record ZaakExpand(Zaaktype? Zaaktype, Status? Status, Resultaat? Resultaat)
{
    public IReadOnlyList<ZaakObject>? Zaakobjecten { get; init; }
    public IReadOnlyList<Rol>? Rollen { get; init; }
}

/// <summary>A step that a zaak has reached.</summary>
public sealed record Status(Uri? Url, Uri? Statustype, DateTimeOffset? DatumStatusGezet, string? Statustoelichting)
{
    [JsonPropertyName("_expand")] public StatusExpand? Expand { get; init; }
}

/// <summary>Related resources of a status that came along.</summary>
public sealed record StatusExpand(Statustype? Statustype);

/// <summary>How a zaak ended.</summary>
public sealed record Resultaat(Uri? Resultaattype, string? Toelichting)
{
    [JsonPropertyName("_expand")] public ResultaatExpand? Expand { get; init; }
}

/// <summary>Related resources of a resultaat that came along.</summary>
public sealed record ResultaatExpand(Resultaattype? Resultaattype);

/// <summary>Somebody's part in a zaak.</summary>
public sealed record Rol
{
    public string BetrokkeneType { get; init; } = "";
    public string AfwijkendeNaamBetrokkene { get; init; } = "";
    public string Omschrijving { get; init; } = "";
    public string OmschrijvingGeneriek { get; init; } = "";
    public string Roltoelichting { get; init; } = "";
    public Uri? Betrokkene { get; init; }
    public string? IndicatieMachtiging { get; init; }
    public Contactpersoon? ContactpersoonRol { get; init; }
    public Betrokkene? BetrokkeneIdentificatie { get; init; }
}

/// <summary>Whom to speak to at an organisation.</summary>
public sealed record Contactpersoon(string? Naam, string? Functie, string? Emailadres, string? Telefoonnummer);

/// <summary>The fields by which the five kinds of betrokkene are known, together; what does not fit the kind is absent.</summary>
public sealed record Betrokkene
{
    public string? InpBsn { get; init; }
    public string? Geslachtsnaam { get; init; }
    public string? VoorvoegselGeslachtsnaam { get; init; }
    public string? Voorletters { get; init; }
    public string? Voornamen { get; init; }
    public string? Identificatie { get; init; }
    public string? Achternaam { get; init; }
    public string? VoorvoegselAchternaam { get; init; }
    public string? Naam { get; init; }
    public string? StatutaireNaam { get; init; }
    public string? InnNnpId { get; init; }
    public IReadOnlyList<string>? Handelsnaam { get; init; }
    public string? VestigingsNummer { get; init; }
    public string? KvkNummer { get; init; }
}

/// <summary>The link from a zaak to a document.</summary>
public sealed record ZaakInformatieobject(Uri Informatieobject, string? Titel, DateTimeOffset? Registratiedatum)
{
    [JsonPropertyName("_expand")] public DocumentExpand? Expand { get; init; }
}

/// <summary>The document that came along with its link; absent when the user may not see it or another server keeps it.</summary>
public sealed record DocumentExpand(Informatieobject? Informatieobject);

/// <summary>A property of a zaak with its value.</summary>
public sealed record ZaakEigenschap(Uri? Eigenschap, string? Naam, string? Waarde)
{
    public Uri? Url { get; init; }
}

/// <summary>What a zaak is about. <paramref name="ObjectIdentificatie"/> differs per kind of object.</summary>
public sealed record ZaakObject(Uri? Object, string? ObjectType, string? ObjectTypeOverige, string? Relatieomschrijving, JsonElement? ObjectIdentificatie)
{
    public Uri? Url { get; init; }
}

/// <summary>One row of the audit trail.</summary>
public sealed record AuditRegel
{
    public string? ApplicatieWeergave { get; init; }
    public string? ApplicatieId { get; init; }
    public string? GebruikersWeergave { get; init; }
    public string? GebruikersId { get; init; }
    public string Actie { get; init; } = "";
    public string Resource { get; init; } = "";
    public string? ResourceWeergave { get; init; }
    public string? Toelichting { get; init; }
    public DateTimeOffset? Aanmaakdatum { get; init; }
    public Wijzigingen? Wijzigingen { get; init; }
}

/// <summary>The resource before and after.</summary>
public sealed record Wijzigingen(JsonElement? Oud, JsonElement? Nieuw);

/// <summary>Filters of the list of zaken, all in the words of the standard. None of them is personal data.</summary>
public sealed record ZaakFilter
{
    public string? Identificatie { get; init; }
    public Uri? Zaaktype { get; init; }

    /// <summary>True: only zaken that are still open. False: only zaken that are closed.</summary>
    public bool? Open { get; init; }

    public DateOnly? StartdatumVanaf { get; init; }
    public DateOnly? StartdatumTot { get; init; }

    /// <summary>Only zaken whose last day lies before this date.</summary>
    public DateOnly? UiterlijkVoor { get; init; }

    public string? Ordering { get; init; }
    public int Pagina { get; init; } = 1;

    internal IEnumerable<KeyValuePair<string, string?>> AsQuery()
    {
        (string Name, string? Value)[] all =
        [
            ("identificatie", Identificatie),
            ("zaaktype", Zaaktype?.ToString()),
            ("einddatum__isnull", Open is null ? null : Open.Value ? "true" : "false"),
            ("startdatum__gte", Date(StartdatumVanaf)),
            ("startdatum__lte", Date(StartdatumTot)),
            ("uiterlijkeEinddatumAfdoening__lt", Date(UiterlijkVoor)),
            ("ordering", Ordering),
            ("expand", "zaaktype,status.statustype"),
            ("page", Pagina > 1 ? Pagina.ToString(CultureInfo.InvariantCulture) : null),
        ];
        return all.Where(pair => pair.Value is not null).Select(pair => KeyValuePair.Create(pair.Name, pair.Value));
    }

    private static string? Date(DateOnly? date) => date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

/// <summary>The body of <c>_zoek</c>: the search for the zaken that a person started.</summary>
public sealed record ZaakZoek
{
    [JsonPropertyName("rol__betrokkeneIdentificatie__natuurlijkPersoon__inpBsn")] public string? Bsn { get; init; }

    [JsonPropertyName("rol__omschrijvingGeneriek")] public string? OmschrijvingGeneriek { get; init; }

    [JsonPropertyName("ordering")] public string? Ordering { get; init; }
}
