using System.IO.Pipelines;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Brink.Apps.Kern;
using Brink.Client;
using Brink.Engine;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Brink.Host;

/// <summary>The clients that this process's own apps act as: one per role. Their secrets are drawn anew at each start and never leave the
/// process.</summary>
public sealed class OwnClients(byte[] key)
{
    /// <summary>Own client ids begin with this; no stored client can take such a name over, since an own secret goes first.</summary>
    public const string Prefix = "brink-";

    /// <summary>The id of the client that acts for people with a role: <c>Medewerker klantcontact</c> becomes
    /// <c>brink-medewerker-klantcontact</c>.</summary>
    public static string Id(string rol)
    {
        var naam = string.Join('-', string.Concat(rol.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : ' '))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return Prefix + naam[..Math.Min(naam.Length, 50 - Prefix.Length)];
    }

    public string? Secret(string clientId) =>
        clientId.StartsWith(Prefix, StringComparison.Ordinal)
            ? Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(clientId))) : null;

    /// <summary>A token for a client, on behalf of a user.</summary>
    public string Token(string clientId, string userId, string userName, DateTimeOffset nu) =>
        Token(clientId, Secret(clientId) ?? throw new ArgumentException("geen eigen client", nameof(clientId)), userId, userName, nu);

    /// <summary>A token for a client whose secret is given.</summary>
    public static string Token(string clientId, string secret, string userId, string userName, DateTimeOffset nu) =>
        new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = clientId,
            IssuedAt = nu.UtcDateTime,
            Claims = new Dictionary<string, object> { ["client_id"] = clientId, ["user_id"] = userId, ["user_representation"] = userName },
            SigningCredentials = new SigningCredentials(new SymmetricSecurityKey(Encoding.UTF8.GetBytes(secret)),
                SecurityAlgorithms.HmacSha256),
        });
}

/// <summary>Gives apps the registers of this process: same pipeline, same authorisation, same audit trail, no socket.</summary>
public sealed class InProcessClients(Api api, OwnClients own, ApiSettings settings, Leden? leden = null, Registerplaatsen? plaatsen = null,
    Platformapi? platform = null) : IZgwClients
{
    /// <summary>
    /// The host name by which apps in this process address its registers when the server has no public address; it is never looked up.
    /// With a public address that one is used: the registers answer with it, and apps compare.
    /// </summary>
    public const string Address = "http://brink.invalid";

    public ZgwClient For(string organisatie, ClaimsPrincipal gebruiker) => organisatie == Platformapi.Plaats ? Platform(gebruiker)
        : new(Http(organisatie, OwnClients.Id(gebruiker.Rol() ?? "gast"), gebruiker.FindFirstValue(ClaimTypes.NameIdentifier) ?? "",
            gebruiker.Identity?.Name ?? ""),
            plaatsen?.Van(organisatie, gebruiker));

    // The platform is a place beside the organisations, with an address and a client of its own.
    private ZgwClient Platform(ClaimsPrincipal? gebruiker) => new(new HttpClient(new InProcessHandler(platform!.Invoke, () =>
        gebruiker is null ? null : "Bearer " + own.Token(Platformapi.Client, gebruiker.FindFirstValue(ClaimTypes.NameIdentifier) ?? "", gebruiker.Identity?.Name ?? "",
            settings.Clock.GetUtcNow())))
    {
        BaseAddress = new Uri($"{settings.Adres ?? Address}/")
    });

    /// <inheritdoc/>
    public ZgwClient Iedereen() => Platform(null);

    public ZgwClient Anoniem(string organisatie) => new(new HttpClient(new InProcessHandler(api, () => null))
    {
        BaseAddress = new Uri($"{settings.Adres ?? Address}/{organisatie}/")
    }, plaatsen?.Van(organisatie, null));

    /// <inheritdoc/>
    public Cooperatie? Cooperatie(string organisatie, ClaimsPrincipal gebruiker) => leden?.Van(organisatie, this, gebruiker.Rol() ?? "");

    /// <summary>An HTTP client for one of the process's own clients.</summary>
    public HttpClient Http(string organisatie, string clientId, string userId, string userName) =>
        new(new InProcessHandler(api, () => "Bearer " + own.Token(clientId, userId, userName, settings.Clock.GetUtcNow())))
        {
            BaseAddress = new Uri($"{settings.Adres ?? Address}/{organisatie}/")
        };
}

/// <summary>Hands requests straight to the API and streams its answer back.</summary>
internal sealed class InProcessHandler(RequestDelegate api, Func<string?> authorization) : HttpMessageHandler
{
    public InProcessHandler(Api api, Func<string?> authorization) : this(api.Invoke, authorization) { }

    // A streamed answer (a download) asks its context for a logger, and fails without services.
    private static readonly ServiceProvider Services = new ServiceCollection().AddLogging().BuildServiceProvider();

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var uri = request.RequestUri!;
        var http = new DefaultHttpContext { RequestServices = Services };
        http.Request.Method = request.Method.Method;
        http.Request.Scheme = uri.Scheme;
        http.Request.Host = new HostString(uri.Authority);
        http.Request.Path = PathString.FromUriComponent(uri);
        http.Request.QueryString = QueryString.FromUriComponent(uri);
        foreach (var (name, values) in request.Headers) http.Request.Headers[name] = values.ToArray();
        // What one screen asks belongs together: each request goes on with the trace of the screen.
        if (http.Request.Headers.TraceParent.Count == 0 && System.Diagnostics.Activity.Current
            is { IdFormat: System.Diagnostics.ActivityIdFormat.W3C, Id: { } trace })
        {
            http.Request.Headers.TraceParent = trace;
        }
        if (authorization() is { } header) http.Request.Headers.Authorization = header;
        if (request.Content is not null)
        {
            foreach (var (name, values) in request.Content.Headers) http.Request.Headers[name] = values.ToArray();
            http.Request.ContentLength = request.Content.Headers.ContentLength;
            // counted when asked for: it is not among the headers before
            http.Request.Body = await request.Content.ReadAsStreamAsync(cancellationToken);
        }
        http.RequestAborted = cancellationToken;

        var pipe = new Pipe();
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        http.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(new Announcing(pipe.Writer.AsStream(), started)));
        _ = Run(http, pipe.Writer, started);
        await started.Task;

        var response = new HttpResponseMessage((System.Net.HttpStatusCode)http.Response.StatusCode)
        {
            RequestMessage = request,
            Content = new StreamContent(pipe.Reader.AsStream())
        };
        foreach (var (name, values) in http.Response.Headers)
        {
            if (!response.Headers.TryAddWithoutValidation(name, values.ToArray()))
                response.Content.Headers.TryAddWithoutValidation(name, values.ToArray());
        }
        return response;
    }

    private async Task Run(HttpContext http, PipeWriter writer, TaskCompletionSource started)
    {
        try
        {
            await api(http);
            await http.Response.CompleteAsync();
            await writer.CompleteAsync();
        }
        catch (Exception e)
        {
            await writer.CompleteAsync(e);
        }
        started.TrySetResult();
    }

    // The answer's head is complete when its first byte is written.
    private sealed class Announcing(Stream inner, TaskCompletionSource started) : Stream
    {
        public override bool CanRead => false;
        public override bool CanSeek => false;
        public override bool CanWrite => true;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            started.TrySetResult();
            await inner.WriteAsync(buffer, cancellationToken);
        }

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            WriteAsync(buffer.AsMemory(offset, count),
            cancellationToken).AsTask();
        public override void Write(byte[] buffer, int offset, int count) { started.TrySetResult(); inner.Write(buffer, offset, count); }
        public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);
        public override void Flush() => inner.Flush();
        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
