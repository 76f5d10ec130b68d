using System.Collections.Concurrent;
using System.Globalization;

namespace Brink.Engine;

/// <summary>What a store remembers of its index of search: kringen and words that are there. Only what is committed.</summary>
internal sealed class Zoekgeheugen
{
    private const int MeesteWoorden = 20_000;
    public ConcurrentDictionary<string, long> Kringen { get; } = new(StringComparer.Ordinal);
    public ConcurrentDictionary<string, bool> Woorden { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether everything that was there is in the index.</summary>
    public bool Klaar { get; set; }

    /// <summary>Everything in it is of data that are gone.</summary>
    public void Vergeet()
    {
        Kringen.Clear();
        Woorden.Clear();
        Klaar = false;
    }

    public void Onthoud(string woord)
    {
        if (Woorden.Count < MeesteWoorden) Woorden[woord] = true;
    }
}

/// <summary>
/// The index of search, written in the transaction of the change. Each searchable definition has two tables beside its own.
/// <list type="bullet">
/// <item><c>…_kring</c>: one row for each combination of what rights are decided by (type, level, …), under the names of the key
/// columns; so the condition of a list is the condition here.</item>
/// <item><c>…_zoek</c>: per resource the signs of its texts (<see cref="Zoektaal"/>): FTS5 without content, or a <c>tsvector</c>.
/// Its key is the id of the resource and the number of its kring in one: so a count needs no other row, and the newest comes first.</item>
/// </list>
/// All words are kept once per organisation (<c>zoek_woord</c>), with what is left of each when a letter is taken out
/// (<c>zoek_gelijk</c>): two words that differ by one letter have one of those in common. That costs far less than trigrams of all texts.
/// </summary>
internal static class Zoekindex
{
    /// <summary>How many bits of a key are the kring.</summary>
    internal const int Bits = 20;
    internal const long Masker = (1L << Bits) - 1;
    private const int LangsteGelijkend = 30;

    internal static string Tabel(Definition d) => d.Table + "_zoek";
    internal static string Kringen(Definition d) => d.Table + "_kring";
    internal static string Sleutel(Db db) => db.IsPostgres ? "rij" : "rowid";

    /// <summary>The key columns by which rights are decided.</summary>
    internal static IEnumerable<KeyColumn> Kolommen(Definition d, Model model)
    {
        if (d.TypeColumn is { } type) yield return type;
        if (d.LevelColumn is { } level) yield return level;
        if (d.Owner is { } owner) yield return d.Column(owner.Name);
        foreach (var only in d.Columns.Where(c => c.Kind == Kind.Bool && c != d.TypeColumn)) yield return only;
        if (d.TypeColumn is null && d.Parent is { } parent && model.Find(d.ParentType!) is { } main
            && (main.TypeColumn is not null || main.ParentType is not null))
        {
            yield return d.Column(parent.Name);
        }
    }

    /// <summary>By what is known whether an index was made by this program.</summary>
    internal static string Versie(Definition d, Model model) => string.Create(CultureInfo.InvariantCulture,
        $"{Zoektaal.Versie}.{d.Zoekbaar!.Versie}:{string.Join(",", Kolommen(d, model).Select(c => c.Name))}");

    internal static string Stand(Definition d) => "zoek:" + d.Table;

    /// <summary>The parts of a resource by whose texts it is found.</summary>
    internal static IEnumerable<Definition> Delen(Definition d, Model model) =>
        model.PartsOf(d.Type).Where(part => part.Zoekdeel is not null);

    /// <summary>Whether other signs may follow from these two of one resource.</summary>
    internal static bool Gelijk(Definition d, Model model, Resource oud, Resource nieuw) =>
        d.Zoekbaar!.Titel(oud) == d.Zoekbaar.Titel(nieuw) && d.Zoekbaar.Teksten(oud).SequenceEqual(d.Zoekbaar.Teksten(nieuw))
        && d.Zoekbaar.Nummers(oud).SequenceEqual(d.Zoekbaar.Nummers(nieuw))
        && Kolommen(d, model).All(c => Equals(Query.KeyValue(c.Value(oud)), Query.KeyValue(c.Value(nieuw))));

    /// <summary>Takes a resource out, before its own row goes.</summary>
    internal static void Verwijder(Db db, Definition d, Guid uuid)
    {
        if (d.Zoekbaar is null) return;
        var rij = Sleutel(db);
        db.Run($"DELETE FROM {Tabel(d)} WHERE {rij} >= (SELECT id << {Bits} FROM {d.Table} WHERE uuid = $1) "
            + $"AND {rij} < (SELECT (id + 1) << {Bits} FROM {d.Table} WHERE uuid = $1)", [uuid.ToString()]);
    }

    /// <summary>Puts a resource in, in place of what was there of it.</summary>
    /// <param name="db">The unit of work.</param>
    /// <param name="model">All definitions.</param>
    /// <param name="d">The definition, which is searchable.</param>
    /// <param name="resource">The resource as it is now.</param>
    /// <param name="isNew">Whether nothing can be there of it, nor of its parts.</param>
    internal static async ValueTask Zet(Db db, Model model, Definition d, Resource resource, bool isNew)
    {
        var teksten = new List<string> { d.Zoekbaar!.Titel(resource) };
        teksten.AddRange(d.Zoekbaar.Teksten(resource));
        if (!isNew)
        {
            foreach (var part in Delen(d, model))
            {
                foreach (var doc in await db.Rows($"SELECT doc FROM {part.Table} WHERE {Query.Quote(part.Parent!.Name)} = $1 ORDER BY id",
                    [resource.Uuid.ToString()], r => r.GetBytes(0)))
                {
                    teksten.AddRange(part.Zoekdeel!.Teksten(Documents.Read(part, doc)));
                }
            }
        }
        var kring = await Kring(db, model, d, resource);
        var tekens = Zoektaal.Tekens(teksten, d.Zoekbaar.Nummers(resource));
        if (!isNew) Verwijder(db, d, resource.Uuid);
        db.Run(db.IsPostgres
            ? $"INSERT INTO {Tabel(d)} (rij, tekens) SELECT (id << {Bits}) | $2, array_to_tsvector(string_to_array($3, ' ')) "
                + $"FROM {d.Table} WHERE uuid = $1 ON CONFLICT (rij) DO UPDATE SET tekens = excluded.tekens"
            : $"INSERT INTO {Tabel(d)} (rowid, tekens) SELECT (id << {Bits}) | $2, $3 FROM {d.Table} WHERE uuid = $1",
            [resource.Uuid.ToString(), kring, string.Join(' ', tekens)]);
        Woorden(db, tekens);
    }

    private static async ValueTask<long> Kring(Db db, Model model, Definition d, Resource resource)
    {
        var kolommen = Kolommen(d, model).ToList();
        object?[] waarden = [.. kolommen.Select(c => Query.KeyValue(c.Value(resource)))];
        var sleutel = string.Join('|', waarden.Select(w => w is null ? "-" : string.Create(CultureInfo.InvariantCulture, $"={w}")));
        var naam = $"{d.Table} {sleutel}";
        if (db.Zoek.Kringen.TryGetValue(naam, out var bekend)) return bekend;
        var kring = await db.Number($"SELECT id FROM {Kringen(d)} WHERE sleutel = $1", sleutel);
        if (kring == 0)
        {
            kring = await db.Number($"INSERT INTO {Kringen(d)} (sleutel{string.Concat(kolommen.Select(c => $", {Query.Quote(c.Name)}"))}) "
                + $"VALUES ($1{string.Concat(kolommen.Select((c, i) => c.IsInteger ? $", CAST(${i + 2} AS bigint)" : $", ${i + 2}"))}) "
                + "ON CONFLICT (sleutel) DO UPDATE SET sleutel = excluded.sleutel RETURNING id", [sleutel, .. waarden]);
        }
        if (kring > Masker)
            throw new InvalidOperationException($"{d.Table}: more combinations of type and level than search can tell apart");
        db.Bewaard(() => db.Zoek.Kringen[naam] = kring);
        return kring;
    }

    private static void Woorden(Db db, IReadOnlyCollection<string> tekens)
    {
        var nieuw = tekens.Where(t => Zoektaal.IsWoord(t) && !db.Zoek.Woorden.ContainsKey(t)).Order(StringComparer.Ordinal).ToList();
        foreach (var woord in nieuw)
        {
            db.Run("INSERT INTO zoek_woord (woord) VALUES ($1) ON CONFLICT DO NOTHING", [woord]);
            if (woord.Length <= LangsteGelijkend)
            {
                db.Run(db.IsPostgres
                    ? "INSERT INTO zoek_gelijk (sleutel, woord) SELECT s::bigint, $1 FROM unnest(string_to_array($2, ',')) s "
                        + "ON CONFLICT DO NOTHING"
                    : "INSERT OR IGNORE INTO zoek_gelijk (sleutel, woord) SELECT value, $1 FROM json_each('[' || $2 || ']')",
                    [woord, string.Join(',', Weglatingen(woord, 1).Select(w => w.ToString(CultureInfo.InvariantCulture)))]);
            }
        }
        if (nieuw.Count > 0) db.Bewaard(() => nieuw.ForEach(db.Zoek.Onthoud));
    }

    /// <summary>The word, and what is left of it when at most so many letters are taken out, each as a number.</summary>
    internal static IReadOnlyCollection<long> Weglatingen(string woord, int letters)
    {
        var uit = new HashSet<string>(StringComparer.Ordinal) { woord };
        var laag = new List<string> { woord };
        for (; letters > 0; letters--)
        {
            laag = [.. laag.SelectMany(w => Enumerable.Range(0, w.Length).Select(i => w.Remove(i, 1))).Distinct()];
            uit.UnionWith(laag);
        }
        return [.. uit.Select(Getal).Distinct()];
    }

    // FNV-1a: the same number on every machine.
    private static long Getal(string tekst)
    {
        var getal = 2166136261u;
        foreach (var teken in tekst) getal = unchecked((getal ^ teken) * 16777619u);
        return getal;
    }
}
