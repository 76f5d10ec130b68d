using System.Text.Json.Serialization;

namespace Brink.Client;

/// <summary>A kind of zaak. Catalogi API 1.4.</summary>
public sealed record Zaaktype(Uri Url, string Identificatie, string Omschrijving, DateOnly? BeginGeldigheid)
    : IBron
{ public static string Pad => "catalogi/zaaktypen"; }

/// <summary>A step that zaken of a zaaktype can reach.</summary>
public sealed record Statustype(Uri Url, string Omschrijving, int Volgnummer, bool IsEindstatus) : IBron
{
    public static string Pad => "catalogi/statustypen";
    public IReadOnlyList<Checklistitem>? ChecklistitemStatustype { get; init; }
}

/// <summary>Something to check before a step is reached.</summary>
public sealed record Checklistitem(string Itemnaam, string? Toelichting, string? Vraagstelling, bool Verplicht);

/// <summary>A kind of property that zaken of a zaaktype have.</summary>
public sealed record Eigenschap(Uri Url, Specificatie? Specificatie) : IBron { public static string Pad => "catalogi/eigenschappen"; }

/// <summary>What values a property takes: <c>tekst</c>, <c>getal</c>, <c>datum</c> or <c>datum_tijd</c>.</summary>
public sealed record Specificatie(string? Formaat);

/// <summary>A way in which zaken of a zaaktype can end.</summary>
public sealed record Resultaattype(string Omschrijving);

/// <summary>A kind of document.</summary>
public sealed record Informatieobjecttype(string Omschrijving);

/// <summary>A kind of besluit.</summary>
public sealed record Besluittype(string Omschrijving);

/// <summary>A document without its content. Documenten API 1.7.</summary>
public sealed record Informatieobject : IBron
{
    public static string Pad => "documenten/enkelvoudiginformatieobjecten";
    public Uri? Url { get; init; }
    public string Titel { get; init; } = "";
    public string Beschrijving { get; init; } = "";
    public string Bestandsnaam { get; init; } = "";
    public string Formaat { get; init; } = "";
    public long? Bestandsomvang { get; init; }
    public DateOnly? Creatiedatum { get; init; }
    public string Vertrouwelijkheidaanduiding { get; init; } = "";
    public string? Status { get; init; }
    public Uri? Informatieobjecttype { get; init; }
    public int Versie { get; init; }
    public DateTimeOffset? BeginRegistratie { get; init; }
    public Integriteit? Integriteit { get; init; }
}

/// <summary>A checksum by which one can tell that the content is whole.</summary>
public sealed record Integriteit(string? Algoritme, string? Waarde);

/// <summary>A decision. Besluiten API 1.1.</summary>
public sealed record Besluit : IBron
{
    public static string Pad => "besluiten/besluiten";
    public required Uri Url { get; init; }
    public string Identificatie { get; init; } = "";
    public required Uri Besluittype { get; init; }
    public DateOnly? Datum { get; init; }
    public string Toelichting { get; init; } = "";
    public DateOnly? Ingangsdatum { get; init; }
    public DateOnly? Vervaldatum { get; init; }
    public DateOnly? UiterlijkeReactiedatum { get; init; }
    public DateOnly? Publicatiedatum { get; init; }
    [JsonPropertyName("_expand")] public BesluitExpand? Expand { get; init; }
}

/// <summary>Related resources of a besluit that came along.</summary>
public sealed record BesluitExpand(Besluittype? Besluittype);

/// <summary>The lock on a document: what must go along with a change.</summary>
public sealed record Documentslot(string Lock);

/// <summary>What the user may do. Scopes are written as <c>component:scope</c>.</summary>
public sealed record MijnRechten(bool Alles, IReadOnlyList<string> Componenten, IReadOnlyList<string> Scopes)
{
    /// <summary>Nothing.</summary>
    public static readonly MijnRechten Geen = new(false, [], []);

    /// <summary>Whether the user has a scope, such as <c>rap:rapportage.bijwerken</c>.</summary>
    public bool Mag(string scope) => Alles || Componenten.Contains(scope.Split(':')[0]) || Scopes.Contains(scope);

    /// <summary>Of scopes that hold for some types only: the keys of those types.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Soorten { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>The keys of the types for which the user has a scope; null when it holds for all types.</summary>
    public IReadOnlyList<string>? Van(string scope) =>
        Alles || Componenten.Contains(scope.Split(':')[0]) ? null : Soorten.GetValueOrDefault(scope);

    /// <summary>Whether the user has a scope for a type, such as a zaaktype.</summary>
    public bool Mag(string scope, Uri soort) =>
        Mag(scope) && Van(scope)?.Contains(soort.Segments[^1].TrimEnd('/')) != false;

    /// <summary>Whether the user may see anything in a register, such as <c>rap</c>.</summary>
    public bool In(string component) => Alles || Componenten.Contains(component)
        || Scopes.Any(s => s.StartsWith(component + ":", StringComparison.Ordinal));
}

/// <summary>Who asks: an API of Brink's own.</summary>
public sealed partial class ZgwClient
{
    private Task<MijnRechten>? rechten;

    /// <summary>What the user may do; nothing when the server does not tell. A client lives as long as one page:
    /// the menu and the page ask it once.</summary>
    public Task<MijnRechten> RechtenAsync(CancellationToken cancel) => rechten ??= VraagRechtenAsync(cancel);

    private async Task<MijnRechten> VraagRechtenAsync(CancellationToken cancel) =>
        (await Lees<MijnRechten>("beheer/mij", cancel)).Gelukt(out var gevonden) ? gevonden : MijnRechten.Geen;
}
