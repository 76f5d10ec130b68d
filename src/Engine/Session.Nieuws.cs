namespace Brink.Engine;

// What a unit of work changed, as news.
public sealed partial class Session
{
    private readonly List<(Definition Definition, Resource Resource, bool New)> touched = [];

    // Each resource raises its kanaal (its register, where it has none), itself, and all that it is part of: a stem is news of its
    // stemming, of the agendapunt and of the meeting. Of what was made just now nobody can have asked yet.
    private async ValueTask Tell()
    {
        var (sleutels, told) = (new HashSet<long>(), new HashSet<Guid>());
        foreach (var (d, resource, isNew) in touched)
        {
            if (!d.IsInternal)
            {
                sleutels.Add(Nieuws.Van(d.NewsKanaal(Model)));
                if (!isNew) sleutels.Add(Nieuws.Van(resource.Uuid));
            }
            await TellAbove(d, resource, sleutels, told);
        }
        await Nieuws.Raise(Db, sleutels);
    }

    private async ValueTask TellAbove(Definition d, Resource resource, HashSet<long> sleutels, HashSet<Guid> told)
    {
        foreach (var field in d.Above)
        {
            if ((field.Get(resource) as IRef)?.Value is not { } link || !link.StartsWith("~/", StringComparison.Ordinal)) continue;
            var uuid = RefText.Uuid(link);
            if (!told.Add(uuid)) continue;
            sleutels.Add(Nieuws.Van(uuid));
            if (Model.Find(field.Target!) is { Above.Count: > 0 } above && await Load(above, uuid) is { } main)
                await TellAbove(above, main, sleutels, told);
        }
    }
}
