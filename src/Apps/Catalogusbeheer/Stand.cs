using System.Text.Json.Nodes;

namespace Brink.Apps.Catalogusbeheer;

/// <summary>Where a version of a type stands, in words.</summary>
public static class Stand
{
    /// <summary>The word for a badge, and how it is meant.</summary>
    private static (string Woord, Tone Toon) Van(bool concept, DateOnly begin, DateOnly? einde, DateOnly vandaag) =>
        concept ? ("Concept", Tone.Attention)
        : einde < vandaag ? ("Beëindigd", Tone.Neutral)
        : begin > vandaag ? ("Gepubliceerd, nog niet geldig", Tone.Neutral)
        : ("Gepubliceerd", Tone.Good);

    /// <inheritdoc cref="Van(bool, DateOnly, DateOnly?, DateOnly)"/>
    public static (string Woord, Tone Toon) Van(JsonObject type, DateOnly vandaag) =>
        Van(IsConcept(type), Dag(type, "beginGeldigheid") ?? vandaag, Dag(type, "eindeGeldigheid"), vandaag);

    /// <inheritdoc cref="Van(bool, DateOnly, DateOnly?, DateOnly)"/>
    public static (string Woord, Tone Toon) Van(Zaaktypeversie versie, DateOnly vandaag) =>
        Van(versie.Concept, versie.BeginGeldigheid, versie.EindeGeldigheid, vandaag);

    /// <summary>Whether a type is still being drawn up.</summary>
    public static bool IsConcept(JsonObject type) => type["concept"]?.GetValueKind() == System.Text.Json.JsonValueKind.True;

    /// <summary>A date of a type.</summary>
    public static DateOnly? Dag(JsonObject type, string veld) => Tijd.Lees(type[veld]?.ToString(), out var dag) ? dag : null;

    /// <summary>From when until when, as in "1 januari 2024 tot en met 31 december 2024".</summary>
    public static string Periode(DateOnly? begin, DateOnly? einde) => einde is null ? $"vanaf {Tijd.Voluit(begin)}"
        : $"{Tijd.Voluit(begin)} tot en met {Tijd.Voluit(einde)}";

    /// <summary>A text of a type; empty when there is none.</summary>
    public static string Tekst(JsonObject type, string veld) => Bewerkveld.Haal(type, veld)?.ToString() ?? "";

    /// <summary>The identity at the end of an address in a field; empty when there is none.</summary>
    public static Guid Sleutel(JsonObject type, string veld) => Guid.TryParse(Tekst(type, veld).TrimEnd('/').Split('/')[^1], out var uuid)
        ? uuid : Guid.Empty;

    /// <summary>Why a register did not do it, with why the standard has the rule.</summary>
    public static Fout Uitgelegd(Fout fout) => fout.IsOnbekend
        ? fout with { Detail = "Dit bestaat niet meer. Misschien heeft iemand anders het verwijderd.", Parameters = [] }
        : fout with
        {
            Parameters =
            [.. fout.Parameters.Select(p => Uitleg(p.Code) is { } uitleg ? p with { Reason = $"{p.Reason} {uitleg}" } : p)]
        };

    // A reason makes it easier to bear.
    private static string? Uitleg(string code) => code switch
    {
        "non-concept-object" or "non-concept-zaaktype" =>
            "Zaken, documenten en besluiten rekenen erop dat een gepubliceerd type hetzelfde blijft.",
        "overlap" => "Op elke dag mag maar één versie gelden, anders is niet duidelijk welke regels bij een nieuwe zaak horen.",
        "procestype-mismatch" => "Het procestype bepaalt samen met het resultaat hoe lang u een dossier bewaart.",
        "invalid-afleidingswijze-for-procestermijn" => "De selectielijst schrijft dat voor bij dit resultaat.",
        "relations-incorrect-catalogus" => "Typen mogen alleen naar typen in hun eigen catalogus verwijzen.",
        _ => null,
    };
}
