using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace Brink.Client;

/// <summary>A collection of types that one organisation keeps. Catalogi API 1.4.</summary>
public sealed record Typecatalogus(Uri Url, string Domein, string Rsin, string? Naam) : IBron
{
    public static string Pad => "catalogi/catalogussen";
    /// <summary>Its name, or its domein when it has none.</summary>
    public string Titel => string.IsNullOrEmpty(Naam) ? Domein : $"{Naam} ({Domein})";
}

/// <summary>One version of a zaaktype, as lists show it.</summary>
public sealed record Zaaktypeversie(
    Uri Url, string Identificatie, string Omschrijving, bool Concept, DateOnly BeginGeldigheid, DateOnly? EindeGeldigheid,
    Uri Catalogus) : IBron
{
    public static string Pad => "catalogi/zaaktypen";

    /// <summary>Whether zaken of it can begin on a day.</summary>
    public bool Geldt(DateOnly dag) => !Concept && BeginGeldigheid <= dag && !(EindeGeldigheid < dag);
}

/// <summary>What came of taking over a package of types: an API of Brink's own.</summary>
public sealed record Catalogusimport(IReadOnlyList<Uri> Zaaktypen, IReadOnlyList<Importtelling> Tellingen,
    IReadOnlyList<string> Opmerkingen);

/// <summary>How many of one kind were made, and how many were there already.</summary>
public sealed record Importtelling(string Soort, int Gemaakt, int Hergebruikt);

/// <summary>
/// The types of a catalogus, to look after. A type is given as JSON, in the words of the standard:
/// which fields it has is told by the form that shows them, and what nobody knows of is kept.
/// </summary>
public sealed partial class ZgwClient
{
    /// <summary>All types of a kind for which a field has a value, such as those of one zaaktype; concepts too.</summary>
    public Task<Antwoord<Lijst<JsonObject>>> TypenAsync(string soort, string veld, Uri waarde, CancellationToken cancel) =>
        Lijst<JsonObject>($"catalogi/{soort}", cancel, (veld, waarde), ("status", soort == "zaakobjecttypen" ? null : "alles"));

    /// <summary>Makes a concept that begins as a copy of a version of a zaaktype, with all that it has.</summary>
    public Task<Antwoord<Catalogusimport>> NieuweVersieAsync(Guid zaaktype, DateOnly begin, CancellationToken cancel) =>
        Doe<Catalogusimport>("catalogusbeheer/nieuwe-versie",
            new { zaaktype = Adres(Plek.Van<Zaaktype>(zaaktype)), beginGeldigheid = begin }, cancel);

    /// <summary>Takes over a package of types; into a catalogus when one is named, else into the one that the package names.</summary>
    public Task<Antwoord<Catalogusimport>> ImporteerAsync(Stream pakket, Uri? catalogus, CancellationToken cancel) => Doe<Catalogusimport>(
        ((Plek)"catalogusbeheer/import").Met([("catalogus", catalogus)]),
        new StreamContent(pakket) { Headers = { ContentType = new MediaTypeHeaderValue("application/zip") } }, cancel);

    /// <summary>The package of a catalogus (<c>catalogussen</c>), or of one version of a zaaktype (<c>zaaktypen</c>).
    /// The caller disposes it.</summary>
    public Task<Antwoord<Bestand>> ExporteerAsync(string soort, Guid uuid, CancellationToken cancel) =>
        Bestand("catalogusbeheer/export", cancel, (soort == "zaaktypen" ? "zaaktype" : "catalogus", Adres($"catalogi/{soort}/{uuid}")));

    /// <summary>A reference list in full.</summary>
    public async Task<Antwoord<Lijst<JsonObject>>> ReferentielijstAsync(string lijst, CancellationToken cancel)
    {
        if (lijst is "resultaten" or "communicatiekanalen") return await Lijst<JsonObject>($"referentielijsten/{lijst}", cancel);
        var antwoord = await Lees<JsonObject[]>($"referentielijsten/{lijst}", cancel);
        return antwoord.Gelukt(out var alles) ? new(new(alles.Length, null, null, alles), null) : new(null, antwoord.Fout);
    }
}
