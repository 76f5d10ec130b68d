using System.Net.Http.Headers;
using Brink.Client;

namespace Brink.Host;

/// <summary>
/// The way from a member to its cooperative. Nothing crosses from one organisation to another but HTTP with a token:
/// the member's own client there, with what the cooperative allows it. Where both run in this process, as in the demonstration,
/// the same request goes without a socket.
/// </summary>
/// <param name="settings">The settings of the platform.</param>
/// <param name="tenants">The organisations: a copy for tests is a member of nothing.</param>
public sealed class Leden(Settings settings, IReadOnlyDictionary<string, Engine.Tenant>? tenants = null) : IDisposable
{
    private const long Grootst = 64 * 1024 * 1024;
    private static readonly TimeSpan Geduld = TimeSpan.FromSeconds(20);

    // One pool of connections; it goes where the setting says, and follows no redirect with our token.
    private readonly SocketsHttpHandler buiten = new() { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) };

    /// <summary>The client of a member at the cooperative in this process: <c>brink-lid-deventer</c>.</summary>
    public static string Client(string organisatie) => OwnClients.Prefix + "lid-" + organisatie;

    /// <summary>The cooperative as a member reaches it, on behalf of somebody in a role; null when it is a member of none.</summary>
    public Cooperatie? Van(string organisatie, InProcessClients hier, string rol)
    {
        if (settings.Organisaties.Find(o => o.Id == organisatie) is not { Vereniging: false } lid
            || tenants?.GetValueOrDefault(organisatie)?.Organisatie.Testkopie == true)
        {
            return null;
        }
        var namens = rol.Length > 0 ? $"{lid.Naam}, {rol}" : lid.Naam;
        if (lid.Cooperatie is { } ver)
        {
            var http = new HttpClient(new MetToken(ver, namens, buiten))
            {
                BaseAddress = new Uri(ver.Adres.TrimEnd('/') + "/"),
                Timeout = Geduld,
                MaxResponseContentBufferSize = Grootst
            };
            return new(ver.Naam, new ZgwClient(http), ver.Gebruiker);
        }
        // Without a setting only the demonstration knows who is a member of what.
        if (!settings.Demo || settings.Organisaties.Find(o => o.Vereniging) is not { } cooperatie) return null;
        return new(cooperatie.Naam, new ZgwClient(hier.Http(cooperatie.Id, Client(organisatie), "lid-" + organisatie, namens)),
            "lid-" + organisatie);
    }

    /// <inheritdoc/>
    public void Dispose() => buiten.Dispose();

    private sealed class MetToken(Settings.Membership lid, string namens, HttpMessageHandler naar) : DelegatingHandler(naar)
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer",
                OwnClients.Token(lid.Client, lid.Secret, lid.Gebruiker, namens, DateTimeOffset.UtcNow));
            return base.SendAsync(request, cancellationToken);
        }
    }
}
