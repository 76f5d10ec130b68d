using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Brink.Client;

/// <summary>
/// The registers as the apps use them: five verbs on records that say where they are kept.
/// Only what the standard describes goes over the line, so the client works on any server that keeps to it.
/// <paramref name="http"/> has the base address <c>{server}/{organisatie}/</c> and adds the token;
/// <paramref name="elders"/> are the registers that this organisation has at other servers.
/// </summary>
public sealed partial class ZgwClient(HttpClient http, IReadOnlyList<Elders>? elders = null)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        NumberHandling = JsonNumberHandling.AllowReadingFromString,
    };

    // Of these we know that a list may come in large pieces; the standard lets each server choose.
    private static readonly string[] InEenKeer = ["besluitvorming", "begroting", "rapportage", "portfolio"];

    private readonly HashSet<string> zwijgt = new(StringComparer.Ordinal);
    private string activiteit = "";
    private string reden = "";

    /// <summary>The registers that did not answer since this client was made, each as <c>zaken (zaken.example.nl)</c>.</summary>
    public IReadOnlyCollection<string> Zwijgt
    {
        get { lock (zwijgt) return [.. zwijgt.Order(StringComparer.Ordinal)]; }
    }

    /// <summary>Says with each request for which processing activity it is, and with each look why:
    /// both go into the log of who saw whom.</summary>
    /// <param name="voor">The code of the activity.</param>
    /// <param name="waarom">Why, in a few words; a header takes plain letters only.</param>
    public ZgwClient Voor(string voor, string waarom)
    {
        (activiteit, reden) = (voor, Gewoon(waarom));
        return this;
    }

    private static string Gewoon(string tekst) =>
        string.Concat(tekst.Normalize(NormalizationForm.FormD).Where(c => c is >= ' ' and < (char)127)).Trim();

    /// <summary>Whether any register of the organisation is at another server.</summary>
    public bool HeeftElders => elders is { Count: > 0 };

    /// <summary>A resource by its identity.</summary>
    public Task<Antwoord<T>> Lees<T>(Guid uuid, CancellationToken cancel, params (string Naam, object? Waarde)[] vraag)
        where T : class, IBron =>
        Lees<T>(Plek.Van<T>(uuid), cancel, vraag);

    /// <summary>What stands at an address or a path: a resource, a page of a list, or the answer to a question about one.
    /// An address that is of no register of this organisation is never called, because our token would go along:
    /// that is a fault <c>extern</c>.</summary>
    public Task<Antwoord<T>> Lees<T>(Plek plek, CancellationToken cancel, params (string Naam, object? Waarde)[] vraag) where T : class =>
        Stuur<T>(HttpMethod.Get, plek.Met(vraag), null, cancel);

    /// <summary>The whole list of a kind: all its pages, one after the other, at most fifty.
    /// What is longer is not read on a screen.</summary>
    public Task<Antwoord<Lijst<T>>> Lijst<T>(CancellationToken cancel, params (string Naam, object? Waarde)[] vraag) where T : IBron =>
        Lijst<T>(T.Pad, cancel, T.Orde.Length == 0 || Array.Exists(vraag, v => v.Naam == "ordering") ? vraag
            : [("ordering", T.Orde), .. vraag]);

    /// <summary>The whole list at a path.</summary>
    public async Task<Antwoord<Lijst<T>>> Lijst<T>(Plek plek, CancellationToken cancel, params (string Naam, object? Waarde)[] vraag)
    {
        if (Array.Exists(InEenKeer, r => plek.Tekst.StartsWith(r + "/", StringComparison.Ordinal))) vraag = [.. vraag, ("pageSize", 500)];
        var antwoord = await Lees<Lijst<T>>(plek, cancel, vraag);
        if (!antwoord.Gelukt(out var blad) || blad.Next is null) return antwoord;
        List<T> alles = [.. blad.Results];
        for (var pagina = 2; pagina <= 50 && blad.Next is { } volgende; pagina++)
        {
            antwoord = await Lees<Lijst<T>>(volgende, cancel);
            if (!antwoord.Gelukt(out blad)) return antwoord;
            alles.AddRange(blad.Results);
        }
        return new(blad with { Results = alles, Next = null, Previous = null }, null);
    }

    /// <summary>Makes a resource.</summary>
    public Task<Antwoord<T>> Bewaar<T>(JsonObject velden, CancellationToken cancel) where T : class,
    IBron => Stuur<T>(HttpMethod.Post, T.Pad, velden, cancel);

    /// <summary>Changes fields of the resource that is named, or makes one when none is.
    /// <paramref name="vanaf"/> is the version from which the change was made: when it is no longer the newest, nothing is changed,
    /// and that is a fault 412.</summary>
    public Task<Antwoord<T>> Bewaar<T>(Guid? uuid, JsonObject velden, CancellationToken cancel, string? vanaf = null)
        where T : class, IBron =>
        uuid is { } een ? Bewaar<T>(Plek.Van<T>(een), velden, cancel, vanaf) : Bewaar<T>(velden, cancel);

    /// <summary>Changes fields of what stands at an address.</summary>
    public Task<Antwoord<T>> Bewaar<T>(Plek plek, JsonObject velden, CancellationToken cancel, string? vanaf = null) where T : class =>
        Stuur<T>(HttpMethod.Patch, plek, velden, cancel, vanaf);

    /// <summary>The same in the collection at a path.</summary>
    public Task<Antwoord<T>> Bewaar<T>(Plek collectie, Guid? uuid, JsonObject velden, CancellationToken cancel, string? vanaf = null)
        where T : class =>
        uuid is { } een ? Bewaar<T>($"{collectie.Tekst}/{een}", velden, cancel, vanaf) : Doe<T>(collectie, velden, cancel);

    /// <summary>Writes a resource anew: fields that are not given become empty.</summary>
    public Task<Antwoord<T>> Vervang<T>(Guid uuid, JsonObject velden, CancellationToken cancel, string? vanaf = null)
        where T : class, IBron =>
        Stuur<T>(HttpMethod.Put, Plek.Van<T>(uuid), velden, cancel, vanaf);

    /// <summary>A deed, or a question that goes in a body, with its answer.</summary>
    public Task<Antwoord<T>> Doe<T>(Plek plek, object? body, CancellationToken cancel, string? vanaf = null) where T : class =>
        Stuur<T>(HttpMethod.Post, plek, body, cancel, vanaf);

    /// <summary>A deed of which only matters whether it was done: null, or why not.</summary>
    public Task<Fout?> Doe(Plek plek, object? body, CancellationToken cancel, string? vanaf = null) =>
        Stuur(HttpMethod.Post, plek, body, cancel, vanaf: vanaf);

    /// <summary>Deletes a resource. Null when that is done.</summary>
    public Task<Fout?> Weg<T>(Guid uuid, CancellationToken cancel) where T : IBron => Weg(Plek.Van<T>(uuid), cancel);

    /// <summary>Deletes what stands at an address; a reason goes into the audit trail. Null when that is done.</summary>
    public Task<Fout?> Weg(Plek plek, CancellationToken cancel, string waarom = "", string? vanaf = null) =>
        Stuur(HttpMethod.Delete, plek, null, cancel, Gewoon(waarom), vanaf);

    /// <summary>The bytes at a path. The caller disposes them.</summary>
    public Task<Antwoord<Bestand>> Bestand(Plek plek, CancellationToken cancel, params (string Naam, object? Waarde)[] vraag) =>
        Zend(HttpMethod.Get, plek.Met(vraag), null, AlsBestand, cancel);

    /// <summary>The bytes that answer a question that goes in a body. The caller disposes them.</summary>
    public Task<Antwoord<Bestand>> Bestand(Plek plek, object body, CancellationToken cancel) =>
        Zend(HttpMethod.Post, plek, body, AlsBestand, cancel);

    /// <summary>The address of a path, as references name it.</summary>
    /// <exception cref="ArgumentException">It is at no register of this organisation.</exception>
    public Uri Adres(Plek plek) => Waar(plek)?.Adres ?? throw new ArgumentException("An address at no register of this organisation.",
        nameof(plek));

    // Which register a call goes to: the one whose base address it lies under, or whose name its path begins with. Null: none of ours.
    private (HttpClient Http, Uri Adres, string Register, Elders? Elders)? Waar(Plek plek)
    {
        if (plek.Tekst.StartsWith("http", StringComparison.Ordinal) && Uri.TryCreate(plek.Tekst, UriKind.Absolute, out var adres))
        {
            return elders?.FirstOrDefault(e => e.Adres.IsBaseOf(adres) || e.Samen == adres) is { } daar
            ? (daar.Http, adres, daar.Register, daar)
                : http.BaseAddress!.IsBaseOf(adres) ? (http, adres, http.BaseAddress.MakeRelativeUri(adres).OriginalString.Split('/')[0],
                    null) : null;
        }
        var eind = plek.Tekst.IndexOf('/', StringComparison.Ordinal);
        var (register, rest) = (plek.Tekst[..eind], plek.Tekst[(eind + 1)..]);
        return elders?.FirstOrDefault(e => e.Register == register) is { } gevonden
            ? (gevonden.Http, new(gevonden.Adres, rest), register, gevonden)
            : (http, new(http.BaseAddress!, $"{register}/api/v1/{rest}"), register, null);
    }

    private Task<Antwoord<T>> Stuur<T>(HttpMethod method, Plek plek, object? body, CancellationToken cancel, string? vanaf = null)
        where T : class =>
        Zend(method, plek, body, async response =>
        {
            using (response) return await response.Content.ReadFromJsonAsync<T>(Json, cancel);
        }, cancel, vanaf: vanaf);

    private async Task<Fout?> Stuur(HttpMethod method, Plek plek, object? body, CancellationToken cancel, string waarom = "",
        string? vanaf = null) =>
        (await Zend(method, plek, body, response =>
        {
            response.Dispose();
            return Task.FromResult<string?>("");
        }, cancel, waarom, vanaf)).Fout;

    private static Task<Bestand?> AlsBestand(HttpResponseMessage response) => Task.FromResult<Bestand?>(new(response));

    private async Task<Antwoord<T>> Zend<T>(HttpMethod method, Plek plek, object? body, Func<HttpResponseMessage, Task<T?>> lees,
        CancellationToken cancel, string waarom = "",
        string? vanaf = null) where T : class
    {
        if (Waar(plek) is not var (naar, adres, register, elders)) return new(null, VanEenAnder);
        // Another server may know no condition: it is asked first what stands there now.
        // Between the question and the change somebody may still be faster.
        if (elders is not null && vanaf is not null)
        {
            var nu = await Zend<JsonObject>(HttpMethod.Get, plek, null, _ => Task.FromResult<JsonObject?>([]), cancel);
            if (nu.Versie is { } versie && versie != vanaf)
                return new(null, new(412, "precondition_failed", "Dit is intussen gewijzigd.", []));
        }
        using var request = new HttpRequestMessage(method, adres)
        {
            Content = body switch
            {
                null => null,
                HttpContent inhoud => inhoud,
                JsonNode node => JsonContent.Create(node),
                _ => JsonContent.Create(body, body.GetType(), options: Json),
            },
        };
        if (typeof(T) != typeof(Bestand))
        {
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/problem+json"));
        }
        if (vanaf is not null) request.Headers.TryAddWithoutValidation("If-Match", vanaf);
        request.Headers.Add("Accept-Crs", "EPSG:4326");
        request.Headers.Add("Content-Crs", "EPSG:4326");
        if (activiteit.Length > 0) request.Headers.Add("X-Verwerkingsactiviteit", activiteit);
        // A change has a reason of its own, or none.
        if (waarom.Length == 0 && (method == HttpMethod.Get
            || Array.Exists(Zoekend, deel => adres.OriginalString.Contains(deel, StringComparison.Ordinal))))
        {
            waarom = reden;
        }
        if (waarom.Length > 0) request.Headers.TryAddWithoutValidation("X-Audit-Toelichting", waarom);
        try
        {
            var response = await naar.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
            if (response.IsSuccessStatusCode)
            {
                var versie = method == HttpMethod.Get ? response.Headers.ETag?.ToString() : null;
                return new(await lees(response), null) { Versie = versie };
            }
            using (response) return new(null, await FoutAsync(response, cancel));
        }
        catch (Exception e) when (e is HttpRequestException or IOException
            || (e is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            var wie = elders is null ? register : $"{register} ({adres.Host})";
            lock (zwijgt) zwijgt.Add(wie);
            return new(null, new(504, "geen_antwoord", $"Het register {wie} antwoordt niet.", []));
        }
        catch (JsonException e)
        {
            return new(null, new(502, "onleesbaar", e.Message, []));
        }
    }

    // What is asked by POST because a number of a person may stand in no address.
    private static readonly string[] Zoekend = ["/_zoek", "beheer/api/v1/inzage/", "privacy/api/v1/persoonsgegevens"];

    private static readonly Fout VanEenAnder = new(404, "extern", "The resource is kept by another server.", []);

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
