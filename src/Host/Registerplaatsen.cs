using System.Security.Claims;
using Brink.Apps.Kern;
using Brink.Client;
using Brink.Engine;

namespace Brink.Host;

/// <summary>Where registers are that an organisation has at other servers, and with which key its apps come there.</summary>
/// <param name="instellingen">The settings of the platform.</param>
/// <param name="settings">Those of its API.</param>
/// <param name="tenants">The organisations: a copy for tests calls nobody, and has all registers here.</param>
public sealed class Registerplaatsen(Settings instellingen, ApiSettings settings, IReadOnlyDictionary<string, Tenant>? tenants = null)
{
    /// <summary>The registers at other servers as one user reaches them; for nobody (null) without a key.</summary>
    public IReadOnlyList<Elders> Van(string organisatie, ClaimsPrincipal? gebruiker) =>
        tenants?.GetValueOrDefault(organisatie)?.Organisatie.Testkopie == true ? []
        : [.. (instellingen.Organisaties.Find(o => o.Id == organisatie)?.Registers ?? [])
            .Select(r => new Elders(r.Naam, new Uri(Settings.MetStreep(r.Adres)),
            new HttpClient(settings.Outbound.Road(() => gebruiker is null ? null : Sleutel(r, gebruiker, settings.Clock))) {
                Timeout = Timeout.InfiniteTimeSpan }))];

    /// <summary>What this server shows when it looks itself whether something exists elsewhere; null where no setting says.</summary>
    public static Func<Uri, string?> Eigen(Settings instellingen, TimeProvider klok) => url =>
        instellingen.Uitgaand.Sleutels.Find(s => new Uri(Settings.MetStreep(s.Adres)).IsBaseOf(url)) is not { } sleutel ? null
            : sleutel.Token.Length > 0 ? "Token " + sleutel.Token
            : "Bearer " + OwnClients.Token(sleutel.Client, sleutel.Secret, "brink", "Brink", klok.GetUtcNow());

    // Who has no role that the key is for, comes there as anyone: that server refuses.
    private static string? Sleutel(Settings.Place r, ClaimsPrincipal gebruiker, TimeProvider klok)
    {
        var rol = gebruiker.Rol() ?? "";
        if (r.Rollen.Count > 0 && !r.Rollen.Contains(rol) || rol.Length == 0) return null;
        if (r.Token.Length > 0) return "Token " + r.Token;
        var client = r.Client.Replace(Settings.Place.PerRol, OwnClients.Id(rol)[OwnClients.Prefix.Length..], StringComparison.Ordinal);
        return "Bearer " + OwnClients.Token(client, r.Secret, gebruiker.FindFirstValue(ClaimTypes.NameIdentifier) ?? "",
            gebruiker.Identity?.Name ?? "", klok.GetUtcNow());
    }
}
