using System.Text.Json;

namespace Brink.Apps.Zaakwerk;

/// <summary>A row of the audit trail as a person tells it.</summary>
/// <param name="Wanneer">On the Dutch clock.</param>
/// <param name="Wie">The person, or the application when no person is named.</param>
/// <param name="Wat">The rest of the sentence.</param>
/// <param name="Waarom">The explanation that was given, or empty.</param>
public sealed record Gebeurtenis(string Wanneer, string Wie, string Wat, string Waarom)
{
    private static readonly Dictionary<string, string> Velden = new()
    {
        ["omschrijving"] = "de omschrijving",
        ["toelichting"] = "de toelichting",
        ["startdatum"] = "de startdatum",
        ["einddatum"] = "de einddatum",
        ["einddatumGepland"] = "de geplande einddatum",
        ["uiterlijkeEinddatumAfdoening"] = "de uiterlijke einddatum",
        ["vertrouwelijkheidaanduiding"] = "wie de zaak mag zien",
        ["archiefnominatie"] = "bewaren of vernietigen",
        ["archiefactiedatum"] = "de archiefdatum",
        ["archiefstatus"] = "de archiefstatus",
        ["resultaat"] = "het resultaat",
        ["status"] = "de status",
        ["zaakgeometrie"] = "de plek op de kaart",
        ["betalingsindicatie"] = "of er betaald is",
        ["opschorting"] = "de opschorting",
        ["verlenging"] = "de verlenging",
        ["hoofdzaak"] = "de hoofdzaak",
        ["titel"] = "de titel",
        ["beschrijving"] = "de beschrijving",
        ["waarde"] = "de waarde",
    };

    /// <summary>Fields that follow from others or that only machines need.</summary>
    private static readonly HashSet<string> Stil =
        ["url", "uuid", "_expand", "rollen", "zaakinformatieobjecten", "zaakobjecten", "eigenschappen", "deelzaken",
            "betalingsindicatieWeergave", "startdatumBewaartermijn"];

    /// <summary>Tells one row.</summary>
    /// <param name="regel">The row.</param>
    /// <param name="namen">What statustypen and besluiten are called, by their key.</param>
    public static Gebeurtenis Van(AuditRegel regel, IReadOnlyDictionary<string, string> namen) => new(
        Tijd.Moment(regel.Aanmaakdatum),
        Eerste(regel.GebruikersWeergave, regel.GebruikersId, regel.ApplicatieWeergave, regel.ApplicatieId, "Het systeem"),
        Zin(regel, namen),
        regel.Toelichting ?? "");

    private static string Zin(AuditRegel regel, IReadOnlyDictionary<string, string> namen)
    {
        var ding = Ding(regel.Resource);
        return regel.Actie switch
        {
            "create" => regel.Resource switch
            {
                "zaak" => "maakte de zaak aan.",
                "status" => $"zette een nieuwe status{Noem(regel, namen)}.",
                _ => $"voegde {ding} toe{Noem(regel, namen)}.",
            },
            "update" or "partial_update" => $"wijzigde {Bepaald(regel.Resource)}{Gewijzigd(regel.Wijzigingen)}.",
            "destroy" or "delete" => regel.Resource == "zaak" ? "verwijderde de zaak." : $"haalde {ding} weg{Noem(regel, namen)}.",
            "retrieve" or "read" => $"bekeek {Bepaald(regel.Resource)}.",
            "list" => $"zocht in {Bepaald(regel.Resource)}.",
            "download" => $"haalde {ding} op{Noem(regel, namen)}.",
            _ => $"deed iets met {Bepaald(regel.Resource)} ({regel.Actie}).",
        };
    }

    private static string Ding(string resource) => resource switch
    {
        "zaak" => "de zaak",
        "status" => "een status",
        "resultaat" => "een resultaat",
        "rol" => "een betrokkene",
        "zaakinformatieobject" or "enkelvoudiginformatieobject" or "objectinformatieobject" => "een document",
        "zaakeigenschap" => "een kenmerk",
        "zaakobject" => "een onderwerp",
        "zaakbesluit" or "besluit" => "een besluit",
        "klantcontact" or "zaakcontactmoment" => "een klantcontact",
        "zaakverzoek" => "een verzoek",
        "zaaknotitie" => "een notitie",
        _ => "een gegeven",
    };

    private static string Bepaald(string resource) => resource switch
    {
        "zaak" => "de zaak",
        "status" => "de status",
        "rol" => "een betrokkene",
        "resultaat" => "het resultaat",
        _ => Ding(resource),
    };

    /// <summary>
    /// The name of what was touched, when it has one that says something. A betrokkene is not named: people's names stay in the list
    /// of betrokkenen.
    /// </summary>
    private static string Noem(AuditRegel regel, IReadOnlyDictionary<string, string> namen)
    {
        var naam = regel.Resource switch
        {
            "status" => Bekend(regel, "statustype", namen),
            "zaakbesluit" => Bekend(regel, "besluit", namen),
            "zaakeigenschap" or "zaakinformatieobject" or "zaaknotitie" or "resultaat" => regel.ResourceWeergave,
            _ => null,
        };
        return string.IsNullOrWhiteSpace(naam) || naam.Contains("/api/", StringComparison.Ordinal) || Guid.TryParse(naam, out _) ? ""
            : $": {naam.TrimEnd('.', ' ')}";
    }

    private static string? Bekend(AuditRegel regel, string veld, IReadOnlyDictionary<string, string> namen)
    {
        var stand = regel.Wijzigingen?.Nieuw is { ValueKind: JsonValueKind.Object } nieuw ? nieuw : regel.Wijzigingen?.Oud;
        return stand is { ValueKind: JsonValueKind.Object } json && json.TryGetProperty(veld, out var verwijzing)
            ? namen.GetValueOrDefault(verwijzing.ToString().TrimEnd('/').Split('/')[^1])
            : null;
    }

    private static string Gewijzigd(Wijzigingen? wijzigingen)
    {
        if (wijzigingen is not { Oud: { ValueKind: JsonValueKind.Object } oud, Nieuw: { ValueKind: JsonValueKind.Object } nieuw })
        {
            return "";
        }

        var names = nieuw.EnumerateObject()
            .Where(p => !Stil.Contains(p.Name)
                && !(oud.TryGetProperty(p.Name, out var before) && before.GetRawText() == p.Value.GetRawText()))
            .Select(p => Velden.GetValueOrDefault(p.Name, Woorden.Veldnaam(p.Name)))
            .ToList();
        return names.Count switch
        {
            0 => "",
            1 => $": {names[0]}",
            _ => $": {string.Join(", ", names[..^1])} en {names[^1]}",
        };
    }

    private static string Eerste(params string?[] namen) => namen.First(n => !string.IsNullOrWhiteSpace(n))!;
}
