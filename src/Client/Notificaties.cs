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

/// <summary>What is announced.</summary>
public sealed record Notificatie(string Kanaal, Uri HoofdObject, string Resource, Uri ResourceUrl, string Actie,
    DateTimeOffset Aanmaakdatum);
