using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Brink.Engine;

/// <summary>Look-ups at other servers: only below the configured addresses, with a time limit and a size limit, never following a redirect elsewhere.</summary>
public sealed class Outbound : IDisposable
{
    private const int MaxBytes = 1024 * 1024;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Remembered = TimeSpan.FromMinutes(1);
    private readonly IReadOnlyList<Uri> allowed;
    private readonly ConcurrentDictionary<string, (JsonElement Json, DateTimeOffset Until)> known = new(StringComparer.Ordinal);
    private readonly HttpClient http;
    private readonly HttpClient callbacks;

    /// <param name="allowed">Base addresses; each is completed to end in a slash.</param>
    /// <param name="handler">Another way to the outside, for tests; by default sockets.</param>
    public Outbound(IEnumerable<string> allowed, HttpMessageHandler? handler = null)
    {
        this.allowed = [.. allowed.Select(a => new Uri(a.EndsWith('/') ? a : a + "/"))];
        handler ??= new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            ConnectTimeout = Limit,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            AutomaticDecompression = DecompressionMethods.All
        };
        callbacks = new HttpClient(handler, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };
        http = new HttpClient(handler)
        {
            Timeout = Limit,
            MaxResponseContentBufferSize = MaxBytes,
        };
        http.DefaultRequestHeaders.Add("Accept", "application/json");
        http.DefaultRequestHeaders.Add("Accept-Crs", "EPSG:4326");
    }

    /// <summary>Posts JSON, below the configured addresses only and never following a redirect. The status, or null and why there is none; <paramref name="auth"/>
    /// goes along as it is.</summary>
    public async Task<(int? Status, string Why)> Post(string url, ReadOnlyMemory<byte> json, string? auth, TimeSpan limit)
    {
        if (!Allows(url)) return (null, "het adres staat niet bij de adressen die Brink mag aanroepen");
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(url)) { Content = new ReadOnlyMemoryContent(json) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        if (auth is not null) request.Headers.TryAddWithoutValidation("Authorization", auth);
        using var time = new CancellationTokenSource(limit);
        try
        {
            using var response = await callbacks.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, time.Token);
            return ((int)response.StatusCode, $"het adres antwoordde met {(int)response.StatusCode}");
        }
        catch (OperationCanceledException) { return (null, $"het adres antwoordde niet binnen {limit.TotalSeconds:0.#} seconden"); }
        catch (HttpRequestException e) { return (null, $"er is geen verbinding met het adres ({e.HttpRequestError})"); }
    }

    public bool Allows(string url) => Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.UserInfo.Length == 0
        && allowed.Any(a => a.Scheme == uri.Scheme && a.Host == uri.Host && a.Port == uri.Port && (uri.AbsolutePath + "/").StartsWith(a.AbsolutePath, StringComparison.Ordinal));

    /// <summary>The JSON at an address; null when the address may not be called, or does not answer with 200 and JSON in time. Answers are remembered for a minute.</summary>
    public async Task<JsonElement?> Fetch(string url, CancellationToken cancel)
    {
        if (known.TryGetValue(url, out var hit) && hit.Until > DateTimeOffset.UtcNow) return hit.Json;
        var at = url;
        try
        {
            for (var hop = 0; hop < 4 && Allows(at); hop++)
            {
                using var response = await http.GetAsync(new Uri(at), cancel);
                if (response.StatusCode is HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect
                    && response.Headers.Location is { } next)
                {
                    at = new Uri(new Uri(at), next).AbsoluteUri;
                    continue;
                }
                if (response.StatusCode != HttpStatusCode.OK) return null;
                using var json = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(cancel));
                var found = json.RootElement.Clone();
                if (known.Count > 10_000) known.Clear();
                known[url] = (found, DateTimeOffset.UtcNow + Remembered);
                return found;
            }
            return null;
        }
        catch (Exception e) when (e is HttpRequestException or JsonException or TaskCanceledException && !cancel.IsCancellationRequested)
        {
            return null;
        }
    }

    public void Dispose()
    {
        callbacks.Dispose();
        http.Dispose();
    }
}
