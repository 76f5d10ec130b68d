using System.Globalization;
using Brink.Engine;

namespace Brink.Registers.Documenten;

/// <summary>
/// The mark that the database of an organisation and the store of its contents share.
/// Without it an empty or other database beside the contents would make all of them look like waste.
/// Who has none yet gets one when the two plainly belong together: the documents in the one are found in the other.
/// </summary>
public static class Merk
{
    private const int Steekproef = 100;

    /// <summary>Why database and contents do not belong together, in a sentence for the administrator; null when they do.</summary>
    /// <param name="tenant">The organisation, its tables prepared.</param>
    /// <param name="model">The resources.</param>
    /// <param name="bevestigd">Whether a person has said that they do.</param>
    /// <param name="cancel">Ends it.</param>
    public static async Task<string?> Bezwaar(Tenant tenant, Model model, bool bevestigd = false, CancellationToken cancel = default)
    {
        var (id, blobs) = (tenant.Organisatie.Id, tenant.Organisatie.Blobs);
        var (hier, daar) = (await tenant.Store.Read(db => db.First("SELECT waarde FROM brink WHERE naam = 'merk'", [], r => r.GetString(0)),
            cancel), await blobs.Mark(cancel));
        if (hier is not null && hier == daar) return null;
        if (!bevestigd)
        {
            if (hier is not null && daar is not null)
            {
                return $"De database van {id} hoort niet bij de bestanden van {id}: zij hebben elk een ander merk. Zet de database en de "
                + $"bestanden terug die bij elkaar horen.";
            }
            var liggen = new List<string>();
            await foreach (var (sha256, _) in blobs.All(cancel)) { liggen.Add(sha256); if (liggen.Count == Steekproef) break; }
            var (genoemd, bekend) = await tenant.Store.Read(async db => (
                await db.Rows($"SELECT sha256 FROM {model.Of(typeof(Documentversie)).Table} WHERE sha256 IS NOT NULL ORDER BY id DESC "
                + $"LIMIT {Steekproef}", [], r => r.GetString(0)),
                await Bekend(db, model, liggen)), cancel);
            if ((liggen.Count > 0 || daar is not null) && genoemd.Count == 0 && bekend == 0)
            {
                return $"Er liggen bestanden van {id}, maar de database van {id} kent er geen. Is de database leeg, nieuw, of die van "
                + $"een ander? Zet de goede database terug. "
                    + $"Horen zij toch bij elkaar: brink bestanden koppel --organisatie {id} --bevestig";
            }
            var gevonden = 0;
            foreach (var sha256 in genoemd) if (await blobs.Length(sha256, cancel) is not null) gevonden++;
            if (genoemd.Count > 0 && gevonden * 2 < genoemd.Count)
            {
                return $"De database van {id} noemt bestanden die er niet liggen ({genoemd.Count - gevonden} van de {genoemd.Count} "
                + $"nagekeken). "
                    + "Zet de bestanden terug die bij deze database "
                    + $"horen. Is dit alles wat er is: brink bestanden koppel --organisatie {id} --bevestig";
            }
        }
        var merk = bevestigd ? hier ?? Nieuw() : daar ?? hier ?? Nieuw();
        merk = await tenant.Store.Write(async db =>
        {
            db.Run("INSERT INTO brink (naam, waarde) VALUES ('merk', $1) ON CONFLICT (naam) DO NOTHING", [merk]);
            return await db.First("SELECT waarde FROM brink WHERE naam = 'merk'", [], r => r.GetString(0)) ?? merk;
            // another node may have been first
        }, cancel);
        if (daar != merk) await blobs.SetMark(merk, cancel);
        return null;
    }

    /// <summary>Takes the mark from the database: it does not belong with the contents after all.</summary>
    public static Task Ontkoppel(Tenant tenant) => tenant.Store.Write(db =>
    {
        db.Run("DELETE FROM brink WHERE naam = 'merk'", []);
        return ValueTask.FromResult(true);
    }).AsTask();

    private static string Nieuw() => Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture);

    private static async ValueTask<int> Bekend(Db db, Model model, List<string> liggen)
    {
        var bekend = 0;
        foreach (var sha256 in liggen)
        {
            foreach (var soort in (Type[])[typeof(Documentversie), typeof(Bestandsdeel), typeof(Opruiming)])
                if (await db.Number($"SELECT 1 FROM {model.Of(soort).Table} WHERE sha256 = $1 LIMIT 1", sha256) == 1) { bekend++; break; }
        }
        return bekend;
    }
}
