using System.Globalization;
using System.Security.Cryptography;

namespace Brink.Engine;

/// <summary>What came of checking an archive.</summary>
/// <param name="Manifest">What it says of itself; null when that cannot be read.</param>
/// <param name="Goed">What was found good, as sentences.</param>
/// <param name="Fouten">What is wrong, as sentences; empty: it is good.</param>
public sealed record Archiefcontrole(Archiefmanifest? Manifest, IReadOnlyList<string> Goed, IReadOnlyList<string> Fouten);

public static partial class Archief
{
    private const int MostFaults = 50;

    /// <summary>Checks an archive by itself: every hash and count, whether it can be put back (into a database that is thrown away), the
    /// chain of the log, and the references between what it holds.</summary>
    /// <param name="bestand">The file.</param>
    /// <param name="model">The registers.</param>
    /// <param name="kennis">What must be known of them.</param>
    /// <param name="anker">A link of the chain that was kept elsewhere, which must be in it; null: none.</param>
    public static async Task<Archiefcontrole> Controleer(string bestand, Model model, Archiefkennis kennis, string? anker = null)
    {
        var (goed, fouten) = (new List<string>(), new List<string>());
        Archiefmanifest? manifest = null;
        try
        {
            using var zip = new Ziplezer(bestand);
            (manifest, var stukken) = Inhoudsopgave(zip);
            var inhouden = Tel(zip, stukken, manifest, goed, fouten);
            if (fouten.Count > 0) return new(manifest, goed, fouten);
            var map = Directory.CreateTempSubdirectory("brink-archief-").FullName;
            try
            {
                await using var store = new SqliteStore(Path.Combine(map, "archief.db"));
                await store.Prepare(model);
                await store.Write(async db =>
                {
                    await Leeg(db, model);
                    await Vul(db, model, zip, stukken, manifest, new() { Kennis = kennis }, []);
                    return true;
                });
                await store.Read(db => Samenhang(db, model, manifest, kennis, inhouden, anker, goed, fouten));
            }
            finally { Directory.Delete(map, true); }
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException) { fouten.Add(e.Message); }
        return new(manifest, goed, [.. fouten.Take(MostFaults)]);
    }

    // Goes through all parts beside the list of sums, which is in the same order. The contents that there are, by the first half of their
    // hash.
    private static HashSet<UInt128> Tel(Ziplezer zip, Dictionary<string, Zipstuk> stukken, Archiefmanifest manifest, List<string> goed,
        List<string> fouten)
    {
        var inhouden = new HashSet<UInt128>();
        if (!stukken.TryGetValue(Sommen, out var lijst)) { fouten.Add($"{Sommen} ontbreekt."); return inhouden; }
        if (Hash(zip, lijst) != manifest.Sommen) { fouten.Add($"{Sommen} is niet de lijst die {Manifestnaam} noemt."); return inhouden; }
        using var sommen = zip.Open(lijst);
        using var regels = Regels.Teksten(sommen).GetEnumerator();
        long delen = 0, bytes = 0;
        foreach (var stuk in zip.Parts())
        {
            if (stuk.Naam is Manifestnaam or Sommen) continue;
            if (!regels.MoveNext()) { fouten.Add($"{stuk.Naam} hoort niet in dit archief."); return inhouden; }
            var (som, naam) = (regels.Current[..Math.Min(64, regels.Current.Length)], regels.Current.Length > 66 ? regels.Current[66..] : "");
            if (naam != stuk.Naam)
            {
                fouten.Add($"Hier hoort {naam} te staan, en er staat {stuk.Naam}: er is iets weggehaald of bij gezet.");
                return inhouden;
            }
            if (Hash(zip, stuk) != som) fouten.Add($"{stuk.Naam} is niet meer wat het was.");
            delen++;
            if (!stuk.Naam.StartsWith(Inhoudmap, StringComparison.Ordinal)) continue;
            var hash = stuk.Naam[(stuk.Naam.LastIndexOf('/') + 1)..];
            if (hash != som && !manifest.Ontbreken.Contains(hash)) fouten.Add($"{stuk.Naam} heeft een andere inhoud dan zijn naam zegt.");
            if (hash.Length == 64 && UInt128.TryParse(hash[..32], NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var half))
                inhouden.Add(half);
            bytes += stuk.Length;
        }
        if (regels.MoveNext()) fouten.Add($"{(regels.Current.Length > 66 ? regels.Current[66..] : regels.Current)} ontbreekt.");
        if (inhouden.Count != manifest.Bestanden || bytes != manifest.BestandenBytes)
        {
            fouten.Add($"Er zijn {inhouden.Count} bestanden ({bytes} bytes); dat moeten er {manifest.Bestanden} zijn "
                + $"({manifest.BestandenBytes} bytes).");
        }
        if (fouten.Count == 0) goed.Add($"Alle {delen} delen zijn wat zij waren (SHA-256), en het zijn er genoeg.");
        return inhouden;
    }

    private static string Hash(Ziplezer zip, Zipstuk stuk)
    {
        using var inhoud = zip.Open(stuk);
        return Convert.ToHexStringLower(SHA256.HashData(inhoud));
    }

    private static async ValueTask<bool> Samenhang(Db db, Model model, Archiefmanifest manifest, Archiefkennis kennis,
        HashSet<UInt128> inhouden, string? anker, List<string> goed, List<string> fouten)
    {
        goed.Add($"Alle {manifest.Tabellen.Sum(t => t.Regels)} rijen zijn terug te zetten.");
        // The log, by the same check as that of a database.
        var (dagen, mis) = await Keten.Verify(db, model, manifest.LaatsteSchakel.Length > 0 ? manifest.LaatsteSchakel : null);
        fouten.AddRange(mis);
        if (dagen.Sum(d => d.Schakels) is var schakels && schakels != manifest.Schakels)
            fouten.Add($"De keten heeft {schakels} schakels; dat moeten er {manifest.Schakels} zijn.");
        if (anker is not null && await db.Number("SELECT count(*) FROM keten WHERE hash = $1", anker) == 0)
            fouten.Add("De opgegeven schakel staat niet in de keten: het einde is afgekapt, of alles is opnieuw gemaakt.");
        if (mis.Count == 0) goed.Add($"De keten van het logboek is heel ({schakels} schakels, de laatste {manifest.LaatsteSchakel}).");
        // What is part of something, is part of something that is there.
        foreach (var d in model.Definitions.OrderBy(d => d.Table, StringComparer.Ordinal))
        {
            foreach (var (deel, kolom) in model.GoingWith(d.Type).Distinct())
            {
                var los = await db.Number($"SELECT count(*) FROM {deel.Table} t WHERE {Query.Quote(kolom)} IS NOT NULL AND {Query.Quote(kolom)} "
                    + $"NOT LIKE 'http%' AND NOT EXISTS (SELECT 1 FROM {d.Table} m WHERE m.uuid = t.{Query.Quote(kolom)})");
                if (los > 0) fouten.Add($"{los} van {deel.Table} horen bij {d.Path} die er niet zijn ({kolom}).");
            }
        }
        if (manifest.MetBestanden)
        {
            var over = manifest.Ontbreken.ToHashSet();
            foreach (var (soort, kolom) in kennis.Inhouden)
            {
                var k = Query.Quote(kolom);
                var weg = (await db.Rows($"SELECT DISTINCT {k} FROM {model.Of(soort).Table} WHERE {k} IS NOT NULL", [], r => r.GetString(0)))
                    .Where(h => !over.Contains(h) && !(h.Length == 64 && inhouden.Contains(UInt128.Parse(h[..32], NumberStyles.HexNumber,
                        CultureInfo.InvariantCulture)))).ToList();
                if (weg.Count > 0) fouten.Add($"{weg.Count} bestanden waar {model.Of(soort).Table} naar verwijst, zijn er niet. Het eerste: {weg[0]}.");
            }
        }
        if (manifest.Ontbreken.Count > 0)
            fouten.Add($"{manifest.Ontbreken.Count} bestanden waren al weg of kapot toen het archief werd gemaakt. Het eerste: {manifest.Ontbreken[0]}.");
        if (fouten.Count == 0) goed.Add("Wat naar elkaar verwijst, is er.");
        return true;
    }
}
