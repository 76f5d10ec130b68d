using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Brink.Engine;

/// <summary>Look-ups at other servers: only below the configured addresses, with a time limit and a size limit,
/// never following a redirect elsewhere.</summary>
public sealed class Outbound : IDisposable
{
    private const int MaxBytes = 1024 * 1024;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Remembered = TimeSpan.FromMinutes(1);
    private readonly IReadOnlyList<Uri> allowed;
    private readonly Answers known = new();
    private readonly HttpClient http;
    private readonly HttpClient callbacks;
    private readonly HttpMessageInvoker roads;
    private readonly Func<Uri, string?> key;

    /// <param name="allowed">Base addresses; each is completed to end in a slash.</param>
    /// <param name="handler">Another way to the outside, for tests; by default sockets.</param>
    /// <param name="key">What goes along as <c>Authorization</c> when this server itself looks whether something exists at an address;
    /// null: nothing.</param>
    public Outbound(IEnumerable<string> allowed, HttpMessageHandler? handler = null, Func<Uri, string?>? key = null)
    {
        this.key = key ?? (_ => null);
        this.allowed = [.. allowed.Select(a => new Uri(a.EndsWith('/') ? a : a + "/"))];
        handler ??= new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            ConnectTimeout = Limit,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            AutomaticDecompression = DecompressionMethods.All
        };
        callbacks = new HttpClient(handler, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };
        roads = new HttpMessageInvoker(handler, disposeHandler: false);
        http = new HttpClient(handler)
        {
            Timeout = Limit,
            MaxResponseContentBufferSize = MaxBytes,
        };
        http.DefaultRequestHeaders.Add("Accept", "application/json");
        http.DefaultRequestHeaders.Add("Accept-Crs", "EPSG:4326");
    }

    /// <summary>Posts JSON, below the configured addresses only and never following a redirect. The status, or null and why there is none;
    /// <paramref name="auth"/>
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

    /// <summary>Whether an address lies below a configured one. What a server on the way may read as another path (an encoded slash or
    /// backslash, a step up, however often encoded) lies below none.</summary>
    public bool Allows(string url) => !IsAmbiguous(url) && Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.UserInfo.Length == 0
        && allowed.Any(a => a.Scheme == uri.Scheme && a.Host == uri.Host && a.Port == uri.Port && (uri.AbsolutePath + "/")
            .StartsWith(a.AbsolutePath, StringComparison.Ordinal));

    /// <summary>The way of requests to registers at other servers: below the configured addresses, within limits of time and size,
    /// never following a redirect.</summary>
    /// <param name="authorization">What goes along as <c>Authorization</c>; null: nothing.</param>
    public HttpMessageHandler Road(Func<string?> authorization) => new RoadHandler(this, roads, authorization);

    /// <summary>The JSON at an address; null when the address may not be called, or does not answer with 200 and JSON in time.
    /// Answers are remembered for a minute.</summary>
    /// <param name="url">The address.</param>
    /// <param name="cancel">When nobody waits any more.</param>
    /// <param name="signed">Whether this server's own key goes along: only to judge by,
    /// for what comes back is not the caller's to see.</param>
    public async Task<JsonElement?> Fetch(string url, CancellationToken cancel, bool signed = false)
    {
        var name = signed ? "!" + url : url;
        if (known.Find(name) is { } hit)
        {
            using var kept = JsonDocument.Parse(hit);
            return kept.RootElement.Clone();
        }
        var at = url;
        try
        {
            for (var hop = 0; hop < 4 && Allows(at); hop++)
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, at);
                if (signed && key(request.RequestUri!) is { } own) request.Headers.TryAddWithoutValidation("Authorization", own);
                using var response = await http.SendAsync(request, cancel);
                if (response.StatusCode is HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.TemporaryRedirect
                    or HttpStatusCode.PermanentRedirect
                    && response.Headers.Location is { } next)
                {
                    at = new Uri(new Uri(at), next).AbsoluteUri;
                    continue;
                }
                if (response.StatusCode != HttpStatusCode.OK) return null;
                var bytes = await response.Content.ReadAsByteArrayAsync(cancel);
                using var json = JsonDocument.Parse(bytes);
                known.Keep(name, bytes);
                return json.RootElement.Clone();
            }
            return null;
        }
        catch (Exception e) when (e is HttpRequestException or JsonException or TaskCanceledException && !cancel.IsCancellationRequested)
        {
            return null;
        }
    }

    private static bool IsAmbiguous(string url)
    {
        var path = url.IndexOf("://", StringComparison.Ordinal) is var at and > 0 && url.IndexOf('/', at + 3) is var slash and > 0
            ? url[slash..] : "";
        if (path.IndexOfAny(['?', '#']) is var end and >= 0) path = path[..end];
        for (var last = ""; last != path && path.Length > 0; path = Uri.UnescapeDataString(last))
        {
            if (last.Length > 0 && path.Count(c => c == '/') != last.Count(c => c == '/')) return true;
            if (path.Contains('\\') || path.Split('/').Any(part => part is "." or "..")) return true;
            last = path;
        }
        return false;
    }

    /// <summary>How much is remembered now, in bytes.</summary>
    internal long Kept => known.Bytes;

    /// <summary>Answers as they came, for a minute and up to a number of bytes: the oldest make room.
    /// Their age is by a clock that nobody sets.</summary>
    private sealed class Answers
    {
        private const long Most = 16L << 20;
        private readonly Lock turn = new();
        private readonly Dictionary<string, (byte[] Json, long Since)> answers = new(StringComparer.Ordinal);
        private readonly Queue<(string Url, long Since)> order = new();

        public long Bytes { get; private set; }

        public byte[]? Find(string url)
        {
            lock (turn)
            {
                Drop(0);
                return answers.TryGetValue(url, out var found) ? found.Json : null;
            }
        }

        public void Keep(string url, byte[] json)
        {
            lock (turn)
            {
                var size = json.Length + 2 * url.Length;
                Drop(size);
                if (answers.Remove(url, out var old)) Bytes -= old.Json.Length + 2 * url.Length;
                answers[url] = (json, Stopwatch.GetTimestamp());
                order.Enqueue((url, answers[url].Since));
                Bytes += size;
            }
        }

        private void Drop(long room)
        {
            while (order.TryPeek(out var first)
                && (Bytes + room > Most || order.Count > 10_000 || Stopwatch.GetElapsedTime(first.Since) > Remembered))
            {
                order.Dequeue();
                if (!answers.TryGetValue(first.Url, out var found) || found.Since != first.Since) continue; // it was asked anew since
                answers.Remove(first.Url);
                Bytes -= found.Json.Length + 2 * first.Url.Length;
            }
        }
    }

    public void Dispose()
    {
        roads.Dispose();
        callbacks.Dispose();
        http.Dispose();
    }
}
