using System.Text.Json.Nodes;

namespace Brink.Apps.Kern;

/// <summary>One kind of resource that a page makes, changes and removes (<c>Bewerk.razor</c>): what it is called, where it is kept,
/// and its fields.</summary>
/// <param name="Een">What one is called with its article: <c>een contract</c>.</param>
/// <param name="Anker">A name on the page: of the deed, its heading, and the parameter that names what is changed.</param>
/// <param name="Collectie">Where the register keeps them: <c>portfolio/contracten</c>.</param>
/// <param name="Pad">The address of the page.</param>
/// <param name="Velden">The fields; the first is where is told what belongs to none.</param>
/// <param name="Mag">Whether the user may do this; else nothing is shown.</param>
public sealed record Bewerking(string Een, string Anker, string Collectie, string Pad, IReadOnlyList<Bewerkveld> Velden, bool Mag)
{
    /// <summary>What a new one has beside the fields, or in them to begin with.</summary>
    public JsonObject? Vast { get; init; }

    /// <summary>The one that is changed, when the page is about that one alone.</summary>
    public Uri? Van { get; init; }

    /// <summary>The page of a new one; else this page is shown again.</summary>
    public Func<string, string>? Nieuw { get; init; }

    /// <summary>The page to go to when the one that this page is about is gone.</summary>
    public string? Weg { get; init; }

    /// <summary>It is not removed here.</summary>
    public bool Blijft { get; init; }

    /// <summary>The heading and the button, where they say something else than to add.</summary>
    public string? Titel { get; init; }

    public string? Knop { get; init; }

    /// <summary>The deeds, for the page that holds it.</summary>
    public IEnumerable<Handeling> Handelingen(Scherm scherm)
    {
        yield return new(Anker, form => BewaarAsync(scherm, form));
        if (!Blijft) yield return new(Anker + "-weg", form => VerwijderAsync(scherm, form));
    }

    private async Task<string?> BewaarAsync(Scherm scherm, Formulier form)
    {
        var nieuw = form.Bij == Guid.Empty;
        var velden = nieuw && Vast is not null ? Vast.DeepClone().AsObject() : [];
        Bewerkveld.Lees(Velden, form, velden);
        if (form.Mis) return null;
        var antwoord = await scherm.Zgw.Bewaar<JsonObject>(Collectie, nieuw ? null : form.Bij, velden, scherm.Afgebroken, form.Versie);
        if (antwoord.Gelukt(out var bewaard))
            return $"{(nieuw && Nieuw is not null ? Nieuw(Woorden.Sleutel(new Uri(bewaard["url"]!.ToString()))) : Pad)}?gedaan={Anker}";
        form.Weiger(antwoord.Fout!, Velden[0].Naam);
        return null;
    }

    private async Task<string?> VerwijderAsync(Scherm scherm, Formulier form)
    {
        // (what was removed meanwhile, is removed)
        if (await scherm.Zgw.Weg($"{Collectie}/{form.Bij}", scherm.Afgebroken, vanaf: form.Versie) is not { IsOnbekend: false } fout)
            return $"{Weg ?? Pad}?gedaan={Anker}-weg";
        form.Weiger(fout);
        return null;
    }

    /// <summary>The name of a resource; for who may change it, a link that opens the form.</summary>
    public Microsoft.AspNetCore.Components.RenderFragment Link(Uri url, string naam) => Bewerk.Link(Mag, Pad, Anker, url, naam);
}
