using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Claims;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.WebUtilities;

namespace Brink.Client;

/// <summary>
/// Gives the client that acts for a user at an organisation. The host decides where the registers are and which token goes along:
/// in this process by an in-memory handler, or at another server.
/// </summary>
public interface IZgwClients
{
    /// <summary>The client of <paramref name="gebruiker"/> at <paramref name="organisatie"/>.</summary>
    ZgwClient For(string organisatie, ClaimsPrincipal gebruiker);

    /// <summary>The client of nobody in particular: it sends no token, and sees what <paramref name="organisatie"/> shows to anyone.</summary>
    ZgwClient Anoniem(string organisatie);

    /// <summary>The cooperative of which <paramref name="organisatie"/> is a member, reached with the member's own token; null when no setting names one.</summary>
    Cooperatie? Cooperatie(string organisatie, ClaimsPrincipal gebruiker);
}

/// <summary>
/// The ZGW APIs as the screens use them. Only what the standard describes goes over the line, so the client works on any server that
/// keeps to it. <paramref name="http"/> has the base address <c>{server}/{organisatie}/</c> and adds the token.
/// </summary>
public sealed partial class ZgwClient(HttpClient http)
{
    private const string Zaken = "zaken/api/v1/";
    private const string Catalogi = "catalogi/api/v1/";
    private const string Documenten = "documenten/api/v1/";
    private const string Besluiten = "besluiten/api/v1/";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        NumberHandling = JsonNumberHandling.AllowReadingFromString,
    };

    /// <summary>Says with each request for which processing activity it is, and with each look why: both go into the log of who saw whom.</summary>
    /// <param name="activiteit">The code of the activity.</param>
    /// <param name="reden">Why, in a few words; a header takes plain letters only.</param>
    public ZgwClient Voor(string activiteit, string reden)
    {
        http.DefaultRequestHeaders.Remove("X-Verwerkingsactiviteit");
        http.DefaultRequestHeaders.Add("X-Verwerkingsactiviteit", activiteit);
        Reden = Gewoon(reden);
        return this;
    }

    private static string Gewoon(string tekst) => string.Concat(tekst.Normalize(NormalizationForm.FormD).Where(c => c is >= ' ' and < (char)127)).Trim();

    private string Reden { get; set; } = "";

    // What is asked by POST because a number of a person may stand in no address.
    private static readonly string[] Zoekend = ["/_zoek", "beheer/api/v1/inzage/", "privacy/api/v1/persoonsgegevens"];

    // A change has a reason of its own, or none.
    private HttpRequestMessage Met(HttpRequestMessage request)
    {
        var url = request.RequestUri?.OriginalString ?? "";
        if (Reden.Length > 0 && (request.Method == HttpMethod.Get || Array.Exists(Zoekend, deel => url.Contains(deel, StringComparison.Ordinal))))
            request.Headers.TryAddWithoutValidation("X-Audit-Toelichting", Reden);
        return request;
    }

    /// <summary>Zaken that match the filter, with their zaaktype and status.</summary>
    public Task<Antwoord<Lijst<Zaak>>> ZakenAsync(ZaakFilter filter, CancellationToken cancel) =>
        GetAsync<Lijst<Zaak>>(Zaken + "zaken", filter.AsQuery(), cancel);

    /// <summary>The same search with the conditions in the body, for values that must not stand in an address.</summary>
    public Task<Antwoord<Lijst<Zaak>>> ZoekAsync(ZaakZoek zoek, int pagina, CancellationToken cancel)
    {
        var path = Zaken + "zaken/_zoek?expand=zaaktype,status.statustype" + (pagina > 1 ? "&page=" + pagina.ToString(CultureInfo.InvariantCulture) : "");
        return SendAsync<Lijst<Zaak>>(new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(zoek, options: Json) }, cancel);
    }

    /// <summary>One zaak with its zaaktype, status and resultaat.</summary>
    public Task<Antwoord<Zaak>> ZaakAsync(Guid uuid, CancellationToken cancel) =>
        GetAsync<Zaak>($"{Zaken}zaken/{uuid}", [new("expand", "zaaktype,status.statustype,resultaat.resultaattype")], cancel);

    /// <summary>Every status that the zaak has reached.</summary>
    public Task<Antwoord<Lijst<Status>>> StatussenAsync(Zaak zaak, CancellationToken cancel) =>
        AllesAsync<Status>(Zaken + "statussen", [new("zaak", zaak.Url.ToString())], cancel);

    /// <summary>Everybody who has a part in the zaak.</summary>
    public Task<Antwoord<Lijst<Rol>>> RollenAsync(Zaak zaak, CancellationToken cancel) =>
        AllesAsync<Rol>(Zaken + "rollen", [new("zaak", zaak.Url.ToString())], cancel);

    /// <summary>What the zaak is about.</summary>
    public Task<Antwoord<Lijst<ZaakObject>>> ZaakobjectenAsync(Zaak zaak, CancellationToken cancel) =>
        AllesAsync<ZaakObject>(Zaken + "zaakobjecten", [new("zaak", zaak.Url.ToString())], cancel);

    /// <summary>The links from the zaak to its documents, with the documents that the user may see.</summary>
    public async Task<Antwoord<ZaakInformatieobject[]>> ZaakinformatieobjectenAsync(Zaak zaak, CancellationToken cancel)
    {
        const string path = Zaken + "zaakinformatieobjecten";
        KeyValuePair<string, string?> ofZaak = new("zaak", zaak.Url.ToString());
        var answer = await GetAsync<ZaakInformatieobject[]>(path, [ofZaak, new("expand", "informatieobject")], cancel);

        // One document at a server that does not answer must not hide all others.
        return answer.Fout is null or { IsVerboden: true } ? answer : await GetAsync<ZaakInformatieobject[]>(path, [ofZaak], cancel);
    }

    /// <summary>The link between this zaak and this document; an empty list when there is none.</summary>
    public Task<Antwoord<ZaakInformatieobject[]>> KoppelingAsync(Guid zaak, Guid document, CancellationToken cancel) =>
        GetAsync<ZaakInformatieobject[]>(
            Zaken + "zaakinformatieobjecten",
            [new("zaak", Adres($"{Zaken}zaken/{zaak}").ToString()), new("informatieobject", DocumentAdres(document).ToString())],
            cancel);

    /// <summary>The properties of the zaak.</summary>
    public Task<Antwoord<ZaakEigenschap[]>> EigenschappenAsync(Guid zaak, CancellationToken cancel) =>
        GetAsync<ZaakEigenschap[]>($"{Zaken}zaken/{zaak}/zaakeigenschappen", [], cancel);

    /// <summary>What happened to the zaak, oldest first.</summary>
    public Task<Antwoord<AuditRegel[]>> AudittrailAsync(Guid zaak, CancellationToken cancel) =>
        GetAsync<AuditRegel[]>($"{Zaken}zaken/{zaak}/audittrail", [], cancel);

    /// <summary>The besluiten of the zaak with their kind.</summary>
    public Task<Antwoord<Lijst<Besluit>>> BesluitenAsync(Zaak zaak, CancellationToken cancel) =>
        AllesAsync<Besluit>(Besluiten + "besluiten", [new("zaak", zaak.Url.ToString()), new("expand", "besluittype")], cancel);

    /// <summary>One document, without its content.</summary>
    public Task<Antwoord<Informatieobject>> DocumentAsync(Guid document, CancellationToken cancel) => LeesAsync<Informatieobject>(DocumentAdres(document), cancel);

    /// <summary>The content of a document. The caller disposes it.</summary>
    public Task<Antwoord<Bestand>> DownloadAsync(Guid document, CancellationToken cancel) => BestandAsync(DocumentAdres(document) + "/download", cancel);

    private Task<Antwoord<Bestand>> BestandAsync(string path, CancellationToken cancel) => BestandAsync(new HttpRequestMessage(HttpMethod.Get, path), cancel);

    private async Task<Antwoord<Bestand>> BestandAsync(HttpRequestMessage request, CancellationToken cancel)
    {
        using var _ = request;
        try
        {
            var response = await http.SendAsync(Met(request), HttpCompletionOption.ResponseHeadersRead, cancel);
            if (response.IsSuccessStatusCode)
            {
                return new(new Bestand(response), null);
            }

            using (response)
            {
                return new(null, await FoutAsync(response, cancel));
            }
        }
        catch (Exception e) when (Onbereikbaar(e, cancel))
        {
            return new(null, GeenAntwoord);
        }
    }

    /// <summary>All published zaaktypen of the organisation.</summary>
    public Task<Antwoord<Lijst<Zaaktype>>> ZaaktypenAsync(CancellationToken cancel) => AllesAsync<Zaaktype>(Catalogi + "zaaktypen", [], cancel);

    /// <summary>The steps of a zaaktype, those of a concept too.</summary>
    public Task<Antwoord<Lijst<Statustype>>> StatustypenAsync(Uri zaaktype, CancellationToken cancel) =>
        AllesAsync<Statustype>(Catalogi + "statustypen", [new("zaaktype", zaaktype.ToString()), new("status", "alles")], cancel);

    /// <summary>The kinds of property of a zaaktype, those of a concept too.</summary>
    public Task<Antwoord<Lijst<Eigenschap>>> EigenschappenVanTypeAsync(Uri zaaktype, CancellationToken cancel) =>
        AllesAsync<Eigenschap>(Catalogi + "eigenschappen", [new("zaaktype", zaaktype.ToString()), new("status", "alles")], cancel);

    /// <summary>
    /// A resource by its own address. Only below this organisation: an address somewhere else is never called, because our token
    /// would go along.
    /// </summary>
    public async Task<Antwoord<T>> LeesAsync<T>(Uri url, CancellationToken cancel) where T : class =>
        IsHier(url)
            ? await GetAsync<T>(url.ToString(), [], cancel)
            : new(null, Elders);

    private Uri Adres(string pad) => new(http.BaseAddress!, pad);

    private Uri DocumentAdres(Guid document) => Adres($"{Documenten}enkelvoudiginformatieobjecten/{document}");

    /// <summary>All pages of a list, one after the other. At most fifty: what is longer is not read on a screen.</summary>
    private async Task<Antwoord<Lijst<T>>> AllesAsync<T>(string path, IEnumerable<KeyValuePair<string, string?>> query, CancellationToken cancel)
    {
        var answer = await GetAsync<Lijst<T>>(path, query, cancel);
        if (!answer.Gelukt(out var list) || list.Next is null)
        {
            return answer;
        }

        List<T> all = [.. list.Results];
        for (var page = 2; page <= 50 && list.Next is { } next; page++)
        {
            answer = await LeesAsync<Lijst<T>>(next, cancel);
            if (!answer.Gelukt(out list))
            {
                return answer;
            }

            all.AddRange(list.Results);
        }

        return new(list with { Results = all, Next = null, Previous = null }, null);
    }

    private Task<Antwoord<T>> GetAsync<T>(string path, IEnumerable<KeyValuePair<string, string?>> query, CancellationToken cancel) where T : class =>
        SendAsync<T>(new HttpRequestMessage(HttpMethod.Get, QueryHelpers.AddQueryString(path, query)), cancel);

    private async Task<Antwoord<T>> SendAsync<T>(HttpRequestMessage request, CancellationToken cancel) where T : class
    {
        using (request)
        {
            Met(request).Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/problem+json"));
            request.Headers.Add("Accept-Crs", "EPSG:4326");
            request.Headers.Add("Content-Crs", "EPSG:4326");
            try
            {
                using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
                return response.IsSuccessStatusCode
                    ? new(await response.Content.ReadFromJsonAsync<T>(Json, cancel), null)
                    : new(null, await FoutAsync(response, cancel));
            }
            catch (Exception e) when (Onbereikbaar(e, cancel))
            {
                return new(null, GeenAntwoord);
            }
            catch (JsonException e)
            {
                return new(null, new(502, "onleesbaar", e.Message, []));
            }
        }
    }

    private Task<Antwoord<T>> StuurAsync<T>(HttpMethod method, string path, JsonNode body, CancellationToken cancel) where T : class =>
        SendAsync<T>(new HttpRequestMessage(method, path) { Content = JsonContent.Create(body) }, cancel);

    /// <summary>A deed of which only matters whether it was done: null, or why not.</summary>
    private Task<Fout?> DoeAsync(HttpMethod method, string path, CancellationToken cancel, JsonNode? body = null) =>
        DoeAsync(new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) }, cancel);

    private async Task<Fout?> DoeAsync(HttpRequestMessage request, CancellationToken cancel)
    {
        using var _ = request;
        try
        {
            using var response = await http.SendAsync(request, cancel);
            return response.IsSuccessStatusCode ? null : await FoutAsync(response, cancel);
        }
        catch (Exception e) when (Onbereikbaar(e, cancel))
        {
            return GeenAntwoord;
        }
    }

    private static readonly Fout GeenAntwoord = new(504, "geen_antwoord", "The register did not answer.", []);

    private static bool Onbereikbaar(Exception e, CancellationToken cancel) =>
        e is HttpRequestException || (e is TaskCanceledException && !cancel.IsCancellationRequested);

    private static async Task<Fout> FoutAsync(HttpResponseMessage response, CancellationToken cancel)
    {
        var status = (int)response.StatusCode;
        try
        {
            var problem = await response.Content.ReadFromJsonAsync<Probleem>(Json, cancel);
            return new(status, problem?.Code ?? "", problem?.Detail ?? "", problem?.InvalidParams ?? []);
        }
        catch (Exception e) when (e is JsonException or NotSupportedException or InvalidOperationException)
        {
            return new(status, "", "", []);
        }
    }

    private sealed record Probleem(string? Code, string? Detail, IReadOnlyList<FoutParameter>? InvalidParams);
}
