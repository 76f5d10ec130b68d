using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Brink.Client;

/// <summary>A collection of types that one organisation keeps. Catalogi API 1.4.</summary>
public sealed record Typecatalogus(Uri Url, string Domein, string Rsin, string? Naam)
{
    /// <summary>Its name, or its domein when it has none.</summary>
    public string Titel => string.IsNullOrEmpty(Naam) ? Domein : $"{Naam} ({Domein})";
}

/// <summary>One version of a zaaktype, as lists show it.</summary>
public sealed record Zaaktypeversie(
    Uri Url, string Identificatie, string Omschrijving, bool Concept, DateOnly BeginGeldigheid, DateOnly? EindeGeldigheid, Uri Catalogus);

/// <summary>What came of taking over a package of types: an API of Brink's own.</summary>
public sealed record Catalogusimport(IReadOnlyList<Uri> Zaaktypen, IReadOnlyList<Importtelling> Tellingen, IReadOnlyList<string> Opmerkingen);

/// <summary>How many of one kind were made, and how many were there already.</summary>
public sealed record Importtelling(string Soort, int Gemaakt, int Hergebruikt);

/// <summary>
/// The types of a catalogus, to look after. A type is given as JSON, in the words of the standard: which fields it has is told by the form that shows them, and what
/// nobody knows of is kept.
/// </summary>
public sealed partial class ZgwClient
{
    private const string Catalogusbeheer = "catalogusbeheer/api/v1/";
    private const string Referentielijsten = "referentielijsten/api/v1/";

    /// <summary>The catalogi of the organisation.</summary>
    public Task<Antwoord<Lijst<Typecatalogus>>> CatalogiAsync(CancellationToken cancel) => AllesAsync<Typecatalogus>(Catalogi + "catalogussen", [], cancel);

    /// <summary>All versions of all zaaktypen, concepts too.</summary>
    public Task<Antwoord<Lijst<Zaaktypeversie>>> ZaaktypeversiesAsync(CancellationToken cancel) =>
        AllesAsync<Zaaktypeversie>(Catalogi + "zaaktypen", [new("status", "alles")], cancel);

    /// <summary>All types of a kind for which a field has a value, such as those of one zaaktype; concepts too.</summary>
    public Task<Antwoord<Lijst<JsonObject>>> TypenAsync(string soort, string veld, Uri waarde, CancellationToken cancel) => AllesAsync<JsonObject>(
        Catalogi + soort, [new(veld, waarde.ToString()), .. soort == "zaakobjecttypen" ? Array.Empty<KeyValuePair<string, string?>>() : [new("status", "alles")]], cancel);

    /// <summary>One type.</summary>
    public Task<Antwoord<JsonObject>> TypeAsync(string soort, Guid uuid, CancellationToken cancel) => GetAsync<JsonObject>($"{Catalogi}{soort}/{uuid}", [], cancel);

    /// <summary>The address of a type.</summary>
    public Uri TypeAdres(string soort, Guid uuid) => Adres($"{Catalogi}{soort}/{uuid}");

    /// <summary>Makes a type, or changes the fields that are given of the one with this identity.</summary>
    public Task<Antwoord<JsonObject>> BewaarTypeAsync(string soort, Guid? uuid, JsonObject velden, CancellationToken cancel)
    {
        var (method, path) = uuid is null ? (HttpMethod.Post, Catalogi + soort) : (HttpMethod.Patch, $"{Catalogi}{soort}/{uuid}");
        return SendAsync<JsonObject>(new HttpRequestMessage(method, path) { Content = JsonContent.Create(velden) }, cancel);
    }

    /// <summary>Publishes a concept: from then on it is what it is.</summary>
    public Task<Antwoord<JsonObject>> PubliceerAsync(string soort, Guid uuid, CancellationToken cancel) =>
        SendAsync<JsonObject>(new HttpRequestMessage(HttpMethod.Post, $"{Catalogi}{soort}/{uuid}/publish"), cancel);

    /// <summary>Deletes a type. Null when that is done.</summary>
    public Task<Fout?> VerwijderTypeAsync(string soort, Guid uuid, CancellationToken cancel) => DoeAsync(HttpMethod.Delete, $"{Catalogi}{soort}/{uuid}", cancel);

    /// <summary>Makes a concept that begins as a copy of a version of a zaaktype, with all that it has.</summary>
    public Task<Antwoord<Catalogusimport>> NieuweVersieAsync(Guid zaaktype, DateOnly begin, CancellationToken cancel) => SendAsync<Catalogusimport>(
        new HttpRequestMessage(HttpMethod.Post, Catalogusbeheer + "nieuwe-versie")
        {
            Content = JsonContent.Create(new { zaaktype = TypeAdres("zaaktypen", zaaktype), beginGeldigheid = begin }, options: Json),
        },
        cancel);

    /// <summary>Takes over a package of types; into a catalogus when one is named, else into the one that the package names.</summary>
    public Task<Antwoord<Catalogusimport>> ImporteerAsync(Stream pakket, Uri? catalogus, CancellationToken cancel)
    {
        var query = catalogus is null ? "" : "?catalogus=" + Uri.EscapeDataString(catalogus.ToString());
        return SendAsync<Catalogusimport>(
            new HttpRequestMessage(HttpMethod.Post, $"{Catalogusbeheer}import{query}")
            {
                Content = new StreamContent(pakket) { Headers = { ContentType = new MediaTypeHeaderValue("application/zip") } },
            },
            cancel);
    }

    /// <summary>The package of a catalogus (<c>catalogussen</c>), or of one version of a zaaktype (<c>zaaktypen</c>). The caller disposes it.</summary>
    public Task<Antwoord<Bestand>> ExporteerAsync(string soort, Guid uuid, CancellationToken cancel) => BestandAsync(
        $"{Catalogusbeheer}export?{(soort == "zaaktypen" ? "zaaktype" : "catalogus")}={Uri.EscapeDataString(TypeAdres(soort, uuid).ToString())}", cancel);

    /// <summary>A reference list in full.</summary>
    public async Task<Antwoord<Lijst<JsonObject>>> ReferentielijstAsync(string lijst, CancellationToken cancel)
    {
        if (lijst is "resultaten" or "communicatiekanalen")
        {
            return await AllesAsync<JsonObject>(Referentielijsten + lijst, [], cancel);
        }

        var answer = await GetAsync<JsonObject[]>(Referentielijsten + lijst, [], cancel);
        return answer.Gelukt(out var all) ? new(new(all.Length, null, null, all), null) : new(null, answer.Fout);
    }
}
