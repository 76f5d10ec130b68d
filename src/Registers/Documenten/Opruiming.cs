using Brink.Engine;

namespace Brink.Registers.Documenten;

/// <summary>
/// The cleaning up of content to which no version of a document refers any more. It goes in steps that are each a unit of work, so that no content
/// disappears to which a running unit of work is about to refer: first it is noted (a row), and only when that note is older than the grace period and
/// still nothing refers to it, it is marked as being removed, and then removed. Who refers to content takes back the note; who finds the mark, or
/// finds it gone, must send the content again. A unit of work lasts seconds, the grace period hours: what it refers to is visible long before the mark can be set.
/// </summary>
public sealed record Opruiming : Resource, IResource<Opruiming>
{
    private const int OpEenKeer = 200;
    private static readonly TimeSpan LangsteStilte = TimeSpan.FromHours(1);

    public required string Sha256 { get; set; }
    public required Opruimstand Stand { get; set; }

    /// <summary>Since when it is in this state.</summary>
    public required DateTimeOffset Sinds { get; set; }

    public static void Define(Definition<Opruiming> d) => d.At("opruimingen").Internal().Key(o => o.Sha256).Index("sha256").Key(o => o.Sinds);

    /// <summary>Notes content that may no longer be referred to.</summary>
    public static async ValueTask Overweeg(Session session, string sha256)
    {
        if (!await session.Any<Opruiming>(q => q.Is("sha256", sha256)))
            await session.Create(new Opruiming { Sha256 = sha256, Stand = Opruimstand.Voorgenomen, Sinds = session.Now });
    }

    /// <summary>Must be called by whoever is about to refer to content that was sent or made for it; takes back any note.</summary>
    public static async ValueTask Behoud(Session session, StoredBlob inhoud)
    {
        var verwijderd = false;
        foreach (var gevonden in await session.Find<Opruiming>(q => q.Is("sha256", inhoud.Sha256)))
        {
            // On PostgreSQL this waits for a sweep that is marking it.
            if (await session.Lock(new Ref<Opruiming>(session.Model.Of(typeof(Opruiming)).Address(gevonden))) is not { } nu) continue;
            if (nu.Stand == Opruimstand.Verwijderen) throw Opgeruimd();
            verwijderd |= nu.Stand == Opruimstand.Verwijderd;
            await session.Delete(nu);
        }
        // It was removed not long ago: perhaps after this request found it there, perhaps before it was sent anew. With the notes gone nothing removes it now.
        if (verwijderd && await session.Organisatie.Blobs.Length(inhoud.Sha256) != inhoud.Length) throw Opgeruimd();
    }

    private static Exception Opgeruimd() =>
        Session.Refuse(409, "conflict", "Een eerder bestand met dezelfde inhoud wordt net opgeruimd. Stuur het verzoek nog een keer.");

    /// <summary>Removes content of one organisation that was noted long enough ago. With <paramref name="alles"/> it also looks through all content for what
    /// nobody noted: left by requests that were refused or broken off.</summary>
    /// <returns>How many contents were removed.</returns>
    public static async Task<int> Ruim(Tenant tenant, Model model, TimeSpan bedenktijd, bool alles, TimeProvider klok, CancellationToken cancel = default)
    {
        var blobs = tenant.Organisatie.Blobs;
        var grens = klok.GetUtcNow() - bedenktijd;
        var adres = model.Of(typeof(Opruiming));
        ValueTask<T> Werk<T>(Func<Session, ValueTask<T>> werk) => tenant.Work(model, klok.GetUtcNow(), werk);
        var rijen = await Werk(s => s.Find<Opruiming>(_ => { }));
        var weg = 0;
        foreach (var rij in rijen)
        {
            cancel.ThrowIfCancellationRequested();
            if (rij.Stand != Opruimstand.Verwijderen && rij.Sinds >= grens) continue;
            var verwijder = await Werk(async s =>
            {
                if (await s.Lock(new Ref<Opruiming>(adres.Address(rij))) is not { } nu) return false;
                if (nu.Stand == Opruimstand.Verwijderd || nu.Stand == Opruimstand.Voorgenomen && await InGebruik(s, nu.Sha256)) { await s.Delete(nu); return false; }
                (nu.Stand, nu.Sinds) = (Opruimstand.Verwijderen, s.Now);
                await s.Keep(nu);
                return true;
            });
            if (!verwijder) continue;
            await blobs.Remove(rij.Sha256, cancel);
            weg++;
            await Werk(async s =>
            {
                if (await s.Lock(new Ref<Opruiming>(adres.Address(rij))) is not { } nu) return false;
                (nu.Stand, nu.Sinds) = (Opruimstand.Verwijderd, s.Now);
                await s.Keep(nu);
                return true;
            });
        }
        if (!alles) return weg;
        var oud = new List<string>(OpEenKeer);
        async Task Noteer()
        {
            await Werk(async s =>
            {
                foreach (var sha256 in oud) if (!await InGebruik(s, sha256)) await Overweeg(s, sha256);
                return true;
            });
            oud.Clear();
        }
        await foreach (var (sha256, geschreven) in blobs.All(cancel))
        {
            if (geschreven >= grens) continue;
            oud.Add(sha256);
            if (oud.Count == OpEenKeer) await Noteer();
        }
        if (oud.Count > 0) await Noteer();
        // A slow client may leave its upload alone for a while.
        var stil = klok.GetUtcNow() - LangsteStilte;
        await blobs.Tidy(grens < stil ? grens : stil, cancel);
        return weg;
    }

    private static async ValueTask<bool> InGebruik(Session session, string sha256) =>
        await session.Any<Documentversie>(q => q.Is("sha256", sha256)) || await session.Any<Bestandsdeel>(q => q.Is("sha256", sha256));
}

/// <summary>How far the cleaning up of one content has come.</summary>
public enum Opruimstand { Voorgenomen, Verwijderen, Verwijderd }
