using System.Security.Cryptography;
using System.Text;

namespace Brink.Engine;

/// <summary>Delivers announcements to whoever has an abonnement: at least once, and in order per main object.
/// A group per abonnement.</summary>
internal static class Deliveries
{
    public const string Name = "notificatie";

    /// <summary>The group of an abonnement.</summary>
    public static string Group(Guid abonnement) => $"{Name}/{abonnement}";

    /// <summary>The abonnement of a group.</summary>
    /// <exception cref="FormatException">It is the group of something else.</exception>
    public static Guid Abonnement(string group) => Guid.Parse(group.AsSpan(Name.Length + 1));

    public static JobKind Kind(ApiSettings settings) => new(Name, "Notificatie versturen")
    {
        Pauses = settings.Deliveries.Pauses,
        Limit = settings.Deliveries.Limit,
        Groups = async s => s.Organisatie.Testkopie ? [] : [.. (await settings.Subscriptions(s)).Select(a => Group(a.Id))],
        Begin = async (s, group) => (await settings.Subscriptions(s)).FirstOrDefault(a => Group(a.Id) == group),
        Outside = run => Post(settings, run, (Subscription)run.Context!),
    };

    private static async Task<JobOutcome> Post(ApiSettings settings, JobRun run, Subscription subscription)
    {
        string auth;
        try { auth = settings.Reveal(subscription.Auth); }
        catch (Exception e) when (e is CryptographicException or FormatException)
        {
            return new("het geheim van het abonnement is niet meer te lezen");
        }
        var address = settings.Adres is { } known ? $"{known}/{run.Tenant.Organisatie.Id}/" : subscription.Address;
        using var buffer = new PooledBuffer(run.Job.Doc.Length + 512);
        Stored.Copy(run.Job.Doc, Encoding.UTF8.GetBytes(address), buffer);
        var (status, why) = await settings.Outbound.Post(subscription.Callback, buffer.WrittenMemory, auth, settings.Deliveries.Limit);
        return status is >= 200 and < 300 ? JobOutcome.Done : new(why);
    }
}
