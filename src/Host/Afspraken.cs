using System.Collections.Concurrent;

namespace Brink.Host;

/// <summary>
/// Organisations of the demonstration load at the same time; where one needs what another made, it waits for that milestone,
/// such as <c>dimpact/agenda</c>. An organisation that is not loading, or no longer, is not waited for.
/// </summary>
internal sealed class Afspraken(IEnumerable<string> laden)
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> mijlpalen = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TaskCompletionSource> klaar = laden.ToDictionary(o => o, _ => Nieuw(), StringComparer.Ordinal);

    /// <summary>Tells that a milestone was reached.</summary>
    public void Meld(string mijlpaal) => mijlpalen.GetOrAdd(mijlpaal, _ => Nieuw()).TrySetResult();

    /// <summary>Tells that an organisation is loaded, or gave up.</summary>
    public void Klaar(string organisatie) => klaar[organisatie].TrySetResult();

    /// <summary>Waits for a milestone.</summary>
    public Task Wacht(string mijlpaal) => klaar.TryGetValue(mijlpaal.Split('/')[0], out var ander)
        ? Task.WhenAny(mijlpalen.GetOrAdd(mijlpaal, _ => Nieuw()).Task, ander.Task) : Task.CompletedTask;

    private static TaskCompletionSource Nieuw() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
