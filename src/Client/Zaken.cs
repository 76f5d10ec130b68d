using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Brink.Client;

/// <summary>A zaak, with what was asked along in <see cref="Expand"/>. Zaken API 1.7.</summary>
public sealed record Zaak : IBron
{
    public static string Pad => "zaken/zaken";
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
public sealed record Status(Uri? Url, Uri? Statustype, DateTimeOffset? DatumStatusGezet, string? Statustoelichting) : IBron
{
    public static string Pad => "zaken/statussen";
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
public sealed record Rol : IBron
{
    public static string Pad => "zaken/rollen";
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
public sealed record ZaakInformatieobject(Uri Informatieobject, string? Titel, DateTimeOffset? Registratiedatum) : IBron
{
    public static string Pad => "zaken/zaakinformatieobjecten";
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
public sealed record ZaakObject(Uri? Object, string? ObjectType, string? ObjectTypeOverige, string? Relatieomschrijving,
    JsonElement? ObjectIdentificatie) : IBron
{
    public static string Pad => "zaken/zaakobjecten";
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

/// <summary>The body of <c>_zoek</c>: the search for the zaken that a person started.</summary>
public sealed record ZaakZoek
{
    [JsonPropertyName("rol__betrokkeneIdentificatie__natuurlijkPersoon__inpBsn")] public string? Bsn { get; init; }

    /// <summary>The surname, with or without what stands before it.</summary>
    [JsonPropertyName("rol__betrokkeneIdentificatie__natuurlijkPersoon__geslachtsnaam")] public string? Achternaam { get; init; }

    /// <summary>The day of birth: <c>1980-12-31</c>.</summary>
    [JsonPropertyName("rol__betrokkeneIdentificatie__natuurlijkPersoon__geboortedatum")] public string? Geboren { get; init; }

    [JsonPropertyName("rol__omschrijvingGeneriek")] public string? OmschrijvingGeneriek { get; init; }

    [JsonPropertyName("ordering")] public string? Ordering { get; init; }
}

/// <summary>
/// Zaken with what belongs to them. What a server cannot give along, because another one keeps it, is asked there.
/// </summary>
public sealed partial class ZgwClient
{
    // What another server keeps cannot come along.
    private string MetStatus => EenServer("zaken", "catalogi") ? "zaaktype,status.statustype" : "status";

    private bool EenServer(string register, string ander) => Oorsprong(register) == Oorsprong(ander);

    private string? Oorsprong(string register) =>
        elders?.FirstOrDefault(e => e.Register == register)?.Adres.GetLeftPart(UriPartial.Authority);

    private readonly ConcurrentDictionary<Uri, object?> typen = new();

    /// <summary>A page of zaken that match the filters, with their zaaktype and status.</summary>
    public async Task<Antwoord<Lijst<Zaak>>> ZakenAsync(CancellationToken cancel, params (string Naam, object? Waarde)[] vraag) =>
        await Aangevuld(await Lees<Lijst<Zaak>>(Zaak.Pad, cancel, [("expand", MetStatus), .. vraag]), cancel);

    /// <summary>The same search with the conditions in the body, for values that must not stand in an address.</summary>
    public async Task<Antwoord<Lijst<Zaak>>> ZoekAsync(ZaakZoek zoek, int pagina, CancellationToken cancel) => await Aangevuld(
        await Doe<Lijst<Zaak>>(Plek.Van<Zaak>("_zoek").Met([("expand", MetStatus), ("page", pagina > 1 ? pagina : null)]), zoek,
            cancel), cancel);

    /// <summary>The zaken of a zaaktype that are not closed, the newest first, with their status, objects and roles.</summary>
    public async Task<Antwoord<Lijst<Zaak>>> OpenZakenAsync(Uri zaaktype, CancellationToken cancel) =>
        await Aangevuld(await Lijst<Zaak>(cancel, VanType(zaaktype, open: true)), cancel);

    /// <summary>A page of the closed zaken of a zaaktype, the newest first; 404 beyond the last.</summary>
    public async Task<Antwoord<Lijst<Zaak>>> GeslotenZakenAsync(Uri zaaktype, int pagina, CancellationToken cancel) =>
        await Aangevuld(await Lees<Lijst<Zaak>>(Zaak.Pad, cancel, [.. VanType(zaaktype, open: false), ("page", pagina)]), cancel);

    private (string, object?)[] VanType(Uri zaaktype, bool open) =>
        [("zaaktype", zaaktype), ("expand", (EenServer("zaken", "catalogi") ? "status.statustype" : "status") + ",zaakobjecten,rollen"),
            ("ordering", "-startdatum"),
            ("einddatum__isnull", open)];

    /// <summary>One zaak with its zaaktype, status and resultaat.</summary>
    public async Task<Antwoord<Zaak>> ZaakAsync(Guid uuid, CancellationToken cancel)
    {
        var antwoord = await Lees<Zaak>(uuid, cancel,
            ("expand", MetStatus + (EenServer("zaken", "catalogi") ? ",resultaat.resultaattype" : ",resultaat")));
        return HeeftElders && antwoord.Gelukt(out var zaak) ? new(await Aangevuld(zaak, cancel), null) : antwoord;
    }

    /// <summary>The links from the zaak to its documents, with the documents that the user may see.</summary>
    public async Task<Antwoord<ZaakInformatieobject[]>> ZaakinformatieobjectenAsync(Zaak zaak, CancellationToken cancel)
    {
        var antwoord = await Lees<ZaakInformatieobject[]>(ZaakInformatieobject.Pad, cancel, ("zaak", zaak.Url),
            ("expand", EenServer("zaken", "documenten") ? "informatieobject" : null));
        // One document at a server that does not answer must not hide all others.
        if (antwoord.Fout is { IsVerboden: false, Status: not 504 })
            antwoord = await Lees<ZaakInformatieobject[]>(ZaakInformatieobject.Pad, cancel, ("zaak", zaak.Url));
        if (!HeeftElders || !antwoord.Gelukt(out var stukken)) return antwoord;
        return new(await Task.WhenAll(stukken.Select(async s => s.Expand?.Informatieobject?.Url is not null ? s
            : s with { Expand = new((await Lees<Informatieobject>(s.Informatieobject, cancel)).Waarde) })), null);
    }

    /// <summary>The link between this zaak and this document; an empty list when there is none.</summary>
    public Task<Antwoord<ZaakInformatieobject[]>> KoppelingAsync(Guid zaak, Guid document, CancellationToken cancel) =>
        Lees<ZaakInformatieobject[]>(
        ZaakInformatieobject.Pad, cancel, ("zaak", Adres(Plek.Van<Zaak>(zaak))),
        ("informatieobject", Adres(Plek.Van<Informatieobject>(document))));

    /// <summary>The besluiten of the zaak with their kind.</summary>
    public async Task<Antwoord<Lijst<Besluit>>> BesluitenAsync(Zaak zaak, CancellationToken cancel)
    {
        var antwoord = await Lijst<Besluit>(cancel, ("zaak", zaak.Url),
            ("expand", EenServer("besluiten", "catalogi") ? "besluittype" : null));
        if (!HeeftElders || !antwoord.Gelukt(out var lijst)) return antwoord;
        return new(lijst with
        {
            Results = await Task.WhenAll(lijst.Results.Select(async b => b.Expand?.Besluittype?.Omschrijving is not null ? b
            : b with { Expand = new(await Type<Besluittype>(b.Besluittype, cancel)) }))
        }, null);
    }

    /// <summary>The content of a document in one version, whole and at most so many bytes.</summary>
    public async Task<Antwoord<byte[]>> InhoudAsync(Uri document, int? versie, int meest, CancellationToken cancel)
    {
        var antwoord = await Bestand($"{document}/download", cancel, ("versie", versie));
        if (!antwoord.Gelukt(out var bestand)) return new(null, antwoord.Fout);
        using (bestand)
        {
            await using var stroom = await bestand.OpenAsync(cancel);
            using var inhoud = new MemoryStream();
            var deel = new byte[81920];
            for (int gelezen; (gelezen = await stroom.ReadAsync(deel.AsMemory(), cancel)) > 0;)
            {
                if (inhoud.Length + gelezen > meest)
                    return new(null, new(413, "te-groot", "Dit document is te groot om over te nemen.", []));
                inhoud.Write(deel, 0, gelezen);
            }
            return new(inhoud.ToArray(), null);
        }
    }

    private async Task<Antwoord<Lijst<Zaak>>> Aangevuld(Antwoord<Lijst<Zaak>> antwoord, CancellationToken cancel) =>
        !HeeftElders || !antwoord.Gelukt(out var lijst) ? antwoord
        : new(lijst with { Results = await Task.WhenAll(lijst.Results.Select(z => Aangevuld(z, cancel))) }, null);

    private async Task<Zaak> Aangevuld(Zaak zaak, CancellationToken cancel)
    {
        var mee = zaak.Expand ?? new(null, null, null);
        var status = mee.Status?.Statustype is null && zaak.Status is { } url ? (await Lees<Status>(url, cancel)).Waarde : mee.Status;
        if (status is { Expand.Statustype.Url: null } or { Expand: null })
            status = status with { Expand = new(await Type<Statustype>(status.Statustype, cancel)) };
        var resultaat = mee.Resultaat?.Resultaattype is null && zaak.Resultaat is { } einde ? (await Lees<Resultaat>(einde, cancel)).Waarde
            : mee.Resultaat;
        if (resultaat is { Expand: null } or { Expand.Resultaattype.Omschrijving: null })
            resultaat = resultaat with { Expand = new(await Type<Resultaattype>(resultaat.Resultaattype, cancel)) };
        var zaaktype = mee.Zaaktype?.Url is null ? await Type<Zaaktype>(zaak.Zaaktype, cancel) : mee.Zaaktype;
        return zaak with { Expand = mee with { Zaaktype = zaaktype, Status = status, Resultaat = resultaat } };
    }

    // A type is asked once per page.
    private async Task<T?> Type<T>(Uri? url, CancellationToken cancel) where T : class =>
        url is null ? null : (T?)(typen.TryGetValue(url, out var bekend) ? bekend : typen[url] = (await Lees<T>(url, cancel)).Waarde);
}
