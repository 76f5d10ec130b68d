namespace Brink.Client;

/// <summary>How an abonnement is doing, as Brink tells its administrators.</summary>
/// <param name="Uuid">The identity of the abonnement.</param>
/// <param name="CallbackUrl">Where announcements are posted.</param>
/// <param name="Kanalen">The channels that it listens to.</param>
/// <param name="LaatstGelukt">When something was last delivered.</param>
/// <param name="LaatstMislukt">When a delivery last failed.</param>
/// <param name="Fout">Why it failed then.</param>
/// <param name="Wachtend">How many announcements wait, those behind a parked one too.</param>
/// <param name="Geparkeerd">How many deliveries failed too often.</param>
/// <param name="VolgendePoging">When the next delivery is tried; null when nothing will be by itself.</param>
public sealed record AbonnementStand(
    Guid Uuid,
    string CallbackUrl,
    IReadOnlyList<string> Kanalen,
    DateTimeOffset? LaatstGelukt,
    DateTimeOffset? LaatstMislukt,
    string Fout,
    int Wachtend,
    int Geparkeerd,
    DateTimeOffset? VolgendePoging);

/// <summary>A delivery that failed too often.</summary>
/// <param name="Id">By which it is sent again or dropped.</param>
/// <param name="CallbackUrl">Where it was posted; empty when the abonnement is gone.</param>
/// <param name="Sinds">When it was parked.</param>
/// <param name="Pogingen">How often it was tried.</param>
/// <param name="Fout">Why it failed the last time.</param>
/// <param name="Erachter">How many announcements about the same main object wait for it.</param>
/// <param name="Notificatie">The announcement.</param>
public sealed record GeparkeerdeAflevering(long Id, string CallbackUrl, DateTimeOffset Sinds, int Pogingen, string Fout, int Erachter, Notificatie Notificatie);

/// <summary>What is announced.</summary>
public sealed record Notificatie(string Kanaal, Uri HoofdObject, string Resource, Uri ResourceUrl, string Actie, DateTimeOffset Aanmaakdatum);

/// <summary>The deliveries of announcements: an API of Brink's own, for administrators.</summary>
public sealed partial class ZgwClient
{
    private const string Afleveringen = "beheer/api/v1/notificaties/";

    /// <summary>How each abonnement is doing.</summary>
    public Task<Antwoord<AbonnementStand[]>> AbonnementenAsync(CancellationToken cancel) => GetAsync<AbonnementStand[]>(Afleveringen + "abonnementen", [], cancel);

    /// <summary>The deliveries that failed too often, the newest first.</summary>
    public Task<Antwoord<Lijst<GeparkeerdeAflevering>>> GeparkeerdAsync(int pagina, CancellationToken cancel) => GetAsync<Lijst<GeparkeerdeAflevering>>(
        Afleveringen + "geparkeerd", [new("page", pagina.ToString(System.Globalization.CultureInfo.InvariantCulture))], cancel);

    /// <summary>Sends a parked delivery again. Null when that is done.</summary>
    public Task<Fout?> OpnieuwAsync(long aflevering, CancellationToken cancel) => DoeAsync(HttpMethod.Post, $"{Afleveringen}geparkeerd/{aflevering}/opnieuw", cancel);

    /// <summary>Sends all parked deliveries of an abonnement again. Null when that is done.</summary>
    public Task<Fout?> AllesOpnieuwAsync(Guid abonnement, CancellationToken cancel) => DoeAsync(HttpMethod.Post, $"{Afleveringen}abonnementen/{abonnement}/opnieuw", cancel);

    /// <summary>Drops a parked delivery. Null when that is done.</summary>
    public Task<Fout?> LaatVervallenAsync(long aflevering, CancellationToken cancel) => DoeAsync(HttpMethod.Delete, $"{Afleveringen}geparkeerd/{aflevering}", cancel);
}
