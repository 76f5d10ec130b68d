using System.Data.Common;
using Brink.Engine;
using Brink.Registers.Documenten;

namespace Brink.Host;

/// <summary>Opens the data of one organisation. What is wrong with it is wrong for that organisation only.</summary>
internal static class Opening
{
    /// <summary>The organisation; with a <see cref="ClosedStore"/>, which says why, when its data cannot be used.</summary>
    /// <param name="settings">Where the data is.</param>
    /// <param name="o">The organisation.</param>
    /// <param name="model">The resources.</param>
    /// <param name="bevestigd">Whether a person has said that database and contents belong together.</param>
    /// <param name="nieuw">Whether a new database may come beside contents that lie there: an archive is put in it.</param>
    public static async Task<Tenant> Open(Settings settings, Settings.Organisation o, Model model, bool bevestigd = false,
        bool nieuw = false)
    {
        var folder = Path.Combine(settings.Data, o.Id);
        var file = Path.Combine(folder, "brink.db");
        var where = settings.Postgres is null ? file : $"schema {o.Id}";
        Store? store = null;
        Engine.Organisatie organisatie = new(o.Id, o.Naam)
        {
            Blobs = settings.Bestanden.For(o.Id, Path.Combine(folder, "blobs")),
            Deelgrootte = settings.Bestanden.Deelgrootte,
            Mailt = settings.Mail.Ingesteld,
            Afzender = o.Afzender.Length > 0 ? o.Afzender : settings.Mail.Afzender,
            Demonstratie = settings.Demo,
        };
        async Task<Tenant> Closed(string why)
        {
            if (store is not null) await store.DisposeAsync();
            return new Tenant(organisatie, new ClosedStore(why));
        }
        try
        {
            // Before anything is made: a new file in the place of one that is lost would look as if all were well.
            if (!nieuw && settings.Postgres is null && !(new FileInfo(file) is { Exists: true, Length: > 0 })
                && await Liggen(organisatie.Blobs))
            {
                return await Closed($"de database {file} ontbreekt of is leeg, terwijl er bestanden liggen. "
                    + "Zet de database terug (docs/beheer.md); wilt u opnieuw beginnen, haal dan ook "
                    + "de bestanden weg.");
            }
            store = settings.Postgres is null ? new SqliteStore(file) : new PostgresStore(settings.Postgres, o.Id);
            if (settings.Archief.BijBijwerken && await Tables.Wijzigingen(store, model) is { Count: > 0 } wijzigingen)
            {
                var archief = await Archieven.Vooraf(new Tenant(organisatie, store), settings, TimeProvider.System);
                Console.Error.WriteLine($"{o.Id}: deze versie van Brink verandert de database ({string.Join("; ", wijzigingen)}). "
                    + $"Terug kan met het archief dat eerst is gemaakt: {archief}");
            }
            await store.Prepare(model);
            if (await Testkopie.Is(store)) organisatie = organisatie with { Testkopie = true, Mailt = false };
            var tenant = new Tenant(organisatie, store);
            return await Merk.Bezwaar(tenant, model, bevestigd) is { } bezwaar ? await Closed(bezwaar) : tenant;
        }
        catch (Exception e) when (e is IOException or InvalidOperationException or DbException or UnauthorizedAccessException
            or InvalidDataException or TimeoutException
            or Amazon.Runtime.AmazonServiceException or HttpRequestException)
        {
            return await Closed($"de gegevens ({where}) kunnen niet worden geopend: {e.Message}");
        }
    }

    private static async Task<bool> Liggen(Blobs blobs) => await blobs.Mark() is not null || await blobs.All().AnyAsync();
}
