using Brink.Engine;

namespace Brink.Registers.Documenten;

/// <summary>
/// The cleaning up of content to which no version of a document refers any more. It goes in steps that are each a unit of work,
/// so that no content disappears to which a running unit of work is about to refer: first it is noted (a row),
/// and only when that note is older than the grace period and still nothing refers to it, it is marked as being removed, and then removed.
/// Who refers to content takes back the note; who finds the mark, or finds it gone, must send the content again.
/// A unit of work lasts seconds, the grace period hours: what it refers to is visible long before the mark can be set.
/// </summary>
public sealed record Opruiming : Resource, IResource<Opruiming>
{
    private const int OpEenKeer = 200;
    // How much may look like waste at once: a request that broke off leaves one, a database that is not the right one leaves many.
    private const int KleinAantal = 3, KleinDeel = 10; // (a tenth)
    private static readonly TimeSpan LangsteStilte = TimeSpan.FromHours(1);

    public required string Sha256 { get; set; }
    public required Opruimstand Stand { get; set; }

    /// <summary>Since when it is in this state.</summary>
    public required DateTimeOffset Sinds { get; set; }

    public static void Define(Definition<Opruiming> d) => d.At("opruimingen").Internal().Key(o => o.Sha256).Index("sha256")
        .Key(o => o.Sinds);

    /// <summary>Notes content that may no longer be referred to.</summary>
    public static async ValueTask Overweeg(Session session, string sha256)
    {
        if (!await session.Any<Opruiming>(q => q.Is("sha256", sha256)))
            await session.Create(new Opruiming { Sha256 = sha256, Stand = Opruimstand.Voorgenomen, Sinds = session.Now });
    }

    /// <summary>Must be called by whoever is about to refer to content that was sent or made for it; takes back any note.</summary>
    public static async ValueTask Behoud(Session session, StoredBlob inhoud)
    {
        await Beurt(session, inhoud.Sha256);
        var verwijderd = false;
        foreach (var gevonden in await session.Find<Opruiming>(q => q.Is("sha256", inhoud.Sha256)))
        {
            // On PostgreSQL this waits for a sweep that is marking it.
            if (await session.Lock(new Ref<Opruiming>(session.Model.Of(typeof(Opruiming)).Address(gevonden))) is not { } nu) continue;
            if (nu.Stand == Opruimstand.Verwijderen) throw Opgeruimd();
            verwijderd |= nu.Stand == Opruimstand.Verwijderd;
            await session.Delete(nu);
        }
        // It was removed not long ago: perhaps after this request found it there, perhaps before it was sent anew.
        // With the notes gone nothing removes it now.
        if (verwijderd && await session.Organisatie.Blobs.Length(inhoud.Sha256) != inhoud.Length) throw Opgeruimd();
    }

    private static Exception Opgeruimd() =>
        Session.Refuse(409, "conflict", "Een eerder bestand met dezelfde inhoud wordt net opgeruimd. Stuur het verzoek nog een keer.");

    /// <summary>Removes content of one organisation that was noted long enough ago.
    /// With <paramref name="alles"/> it also looks through all content for what nobody noted:
    /// left by requests that were refused or broken off.</summary>
    /// <returns>How many contents were removed.</returns>
    /// <exception cref="OpruimenGeweigerdException">Database and contents do not belong together,
    /// or much seems to be waste and nobody has confirmed (<paramref name="bevestigd"/>) that it is.</exception>
    public static async Task<int> Ruim(Tenant tenant, Model model, TimeSpan bedenktijd, bool alles, TimeProvider klok,
        bool bevestigd = false, CancellationToken cancel = default)
    {
        if (await Merk.Bezwaar(tenant, model, cancel: cancel) is { } bezwaar)
            throw new OpruimenGeweigerdException("Er wordt niets opgeruimd. " + bezwaar);
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
                if (nu.Stand == Opruimstand.Verwijderd || nu.Stand == Opruimstand.Voorgenomen && await InGebruik(s, nu.Sha256))
                {
                    await s.Delete(nu);
                    return false;
                }
                // An archive is being made, which may still want it: the next time.
                if (nu.Stand == Opruimstand.Voorgenomen && await Bewaring.Geldt(s.Db, klok.GetUtcNow())) return false;
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
        // What it finds is not known to have been anybody's: it is noted only when it is little.
        var (oud, wees, aantal) = (new List<string>(OpEenKeer), new List<string>(), 0);
        async Task Zoek()
        {
            wees.AddRange(await tenant.Store.Read(async db =>
            {
                var los = new List<string>();
                foreach (var sha256 in oud) if (!await Bekend(db, model, sha256)) los.Add(sha256);
                return los;
            }, cancel));
            oud.Clear();
        }
        await foreach (var (sha256, geschreven) in blobs.All(cancel))
        {
            aantal++;
            if (geschreven >= grens) continue;
            oud.Add(sha256);
            if (oud.Count == OpEenKeer) await Zoek();
        }
        await Zoek();
        if (!bevestigd && wees.Count > Math.Max(KleinAantal, aantal / KleinDeel))
        {
            throw new OpruimenGeweigerdException(
                $"Naar {wees.Count} van de {aantal} bestanden van {tenant.Organisatie.Id} verwijst geen document. "
                + "Dat is veel, dus er wordt niets van "
                + $"opgeruimd. Is dit de goede database? Is het toch afval: brink bestanden opruimen --organisatie "
                    + $"{tenant.Organisatie.Id} --bevestig");
        }
        foreach (var stuk in wees.Chunk(OpEenKeer))
        {
            await Werk(async s =>
            {
                foreach (var sha256 in stuk) if (!await InGebruik(s, sha256)) await Overweeg(s, sha256);
                return true;
            });
        }
        // A slow client may leave its upload alone for a while.
        var stil = klok.GetUtcNow() - LangsteStilte;
        await blobs.Tidy(grens < stil ? grens : stil, cancel);
        return weg;
    }

    private static async ValueTask<bool> Bekend(Db db, Model model, string sha256)
    {
        foreach (var soort in (Type[])[typeof(Documentversie), typeof(Bestandsdeel), typeof(Opruiming)])
            if (await db.Number($"SELECT 1 FROM {model.Of(soort).Table} WHERE sha256 = $1 LIMIT 1", sha256) == 1) return true;
        return false;
    }

    /// <summary>Removes content at once that came with a request that was refused, and lay nowhere before.
    /// Whoever sent the same in the meantime and is about to refer to it is waited for, and keeps it;
    /// whoever comes after finds the note.</summary>
    internal static async Task Verwerp(Tenant tenant, Model model, DateTimeOffset nu, StoredBlob inhoud)
    {
        var d = model.Of(typeof(Opruiming));
        var rij = await tenant.Work<Opruiming?>(model, nu, async s =>
        {
            await Beurt(s, inhoud.Sha256);
            if (await InGebruik(s, inhoud.Sha256) || await s.Any<Opruiming>(q => q.Is("sha256", inhoud.Sha256))) return null;
            var nieuw = new Opruiming { Sha256 = inhoud.Sha256, Stand = Opruimstand.Verwijderen, Sinds = s.Now };
            await s.Create(nieuw);
            return nieuw;
        });
        if (rij is null) return;
        await tenant.Organisatie.Blobs.Remove(inhoud.Sha256);
        await tenant.Work(model, nu, async s =>
        {
            if (await s.Lock(new Ref<Opruiming>(d.Address(rij))) is not { } weg) return false;
            weg.Stand = Opruimstand.Verwijderd;
            await s.Keep(weg);
            return true;
        });
    }

    // On PostgreSQL, who refers to content and who removes it take turns, per content; on SQLite all do.
    private static async ValueTask Beurt(Session s, string sha256)
    {
        if (s.Db.IsPostgres) await s.Db.First("SELECT pg_advisory_xact_lock(hashtext($1 || current_schema()))", [sha256], _ => true);
    }

    private static async ValueTask<bool> InGebruik(Session session, string sha256) =>
        await session.Any<Documentversie>(q => q.Is("sha256", sha256)) || await session.Any<Bestandsdeel>(q => q.Is("sha256", sha256));
}

/// <summary>Nothing was removed, because it may not be waste. The message is for the administrator.</summary>
public sealed class OpruimenGeweigerdException(string waarom) : InvalidOperationException(waarom);

/// <summary>How far the cleaning up of one content has come.</summary>
public enum Opruimstand { Voorgenomen, Verwijderen, Verwijderd }
