namespace Brink.Engine;

// The index of search follows what changed, in the same unit of work: what was saved is found by the next question.
public sealed partial class Session
{
    // What was written since the index last followed, and what it has of this unit of work already.
    private readonly HashSet<Guid> written = [], indexed = [];

    /// <summary>Says which screen shows a resource, by its address in stored form; null when none does, or nobody knows.</summary>
    internal Func<string, string?> Scherm { get; init; } = _ => null;

    private async ValueTask KeepFound()
    {
        if (written.Count == 0 && deleted.Count == 0) return;
        var changes = written.Select(uuid => (uuid, tracked.GetValueOrDefault(uuid))).Where(c => c.Item2 is not null)
            .Select(c => (Uuid: c.uuid, Tracked: c.Item2!)).ToList();
        written.Clear();
        // A part by whose texts its main object is found.
        var mains = new Dictionary<Guid, Definition>();
        void Main(Definition part, Resource resource)
        {
            if (Model.Find(part.ParentType!) is { Zoekbaar: not null } main && ((IRef?)part.Parent!.Get(resource))?.Value is { } link)
                mains[RefText.Uuid(link)] = main;
        }
        foreach (var (_, t) in changes)
        {
            if (t.Definition.Zoekdeel is { } part && !(t.Stored is { } was
                && part.Teksten(Documents.Read(t.Definition, was)).SequenceEqual(part.Teksten(t.Resource))))
            {
                Main(t.Definition, t.Resource);
            }
        }
        foreach (var (d, resource, _) in deleted) if (d.Zoekdeel is not null) Main(d, resource);
        foreach (var (uuid, t) in changes)
        {
            if (t.Definition.Zoekbaar is null || IsGone(uuid)) continue;
            var isNew = t.Stored is null && !indexed.Contains(uuid);
            if (!mains.Remove(uuid) && t.Stored is { } was && !indexed.Contains(uuid)
                && Zoekindex.Gelijk(t.Definition, Model, Documents.Read(t.Definition, was), t.Resource))
            {
                continue;
            }
            await Zoekindex.Zet(Db, Model, t.Definition, t.Resource, isNew && !HasParts(t.Definition, uuid));
            indexed.Add(uuid);
        }
        foreach (var (uuid, d) in mains)
        {
            if (!IsGone(uuid) && await Load(d, uuid) is { } resource)
            {
                await Zoekindex.Zet(Db, Model, d, resource, isNew: false);
                indexed.Add(uuid);
            }
        }
    }

    // Whether this unit of work made parts of it, by which it is found.
    private bool HasParts(Definition d, Guid uuid) => created.Exists(c => c.Definition.Zoekdeel is not null
        && c.Definition.ParentType == d.Type
        && ((IRef?)c.Definition.Parent!.Get(c.Resource))?.Value is { } link && RefText.Uuid(link) == uuid);
}
