using System.Collections.Concurrent;
using System.Net;
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

    /// <param name="allowed">Base addresses; each is completed to end in a slash.</param>
    /// <param name="handler">Another way to the outside, for tests; by default sockets.</param>
    public Outbound(IEnumerable<string> allowed, HttpMessageHandler? handler = null)
    {
        this.allowed = [.. allowed.Select(a => new Uri(a.EndsWith('/') ? a : a + "/"))];
        http = new HttpClient(handler ?? new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            ConnectTimeout = Limit,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            AutomaticDecompression = DecompressionMethods.All
        })
        {
            Timeout = Limit,
            MaxResponseContentBufferSize = MaxBytes,
        };
        http.DefaultRequestHeaders.Add("Accept", "application/json");
        http.DefaultRequestHeaders.Add("Accept-Crs", "EPSG:4326");
    }

    public bool Allows(string url) => Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.UserInfo.Length == 0
        && allowed.Any(a => a.Scheme == uri.Scheme && a.Host == uri.Host && a.Port == uri.Port && uri.AbsolutePath.StartsWith(a.AbsolutePath, StringComparison.Ordinal));

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

    public void Dispose() => http.Dispose();
}
