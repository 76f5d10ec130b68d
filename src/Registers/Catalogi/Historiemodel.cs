using Brink.Engine;

namespace Brink.Registers.Catalogi;

/// <summary>One version of a type that others name rather than address: a zaaktype by its identificatie,
/// a besluittype or informatieobjecttype by its omschrijving.</summary>
public interface IVersie
{
    Guid Uuid { get; }
    Ref<Catalogus> Catalogus { get; }
    bool Concept { get; set; }
    DateOnly BeginGeldigheid { get; }

    /// <summary>The last day on which the version is valid.</summary>
    DateOnly? EindeGeldigheid { get; }

    /// <summary>What all versions of the type share within a catalogus.</summary>
    string Naam { get; }

    /// <summary>The key column that holds <see cref="Naam"/>.</summary>
    static abstract string NaamKolom { get; }
}

/// <summary>
/// Types are kept by name and shown by address: a relation means "the type called so", whichever version is valid on the day one asks.
/// Requests carry names (an address is taken too and turned into the name); answers get the addresses here,
/// with one query per list for a whole page.
/// </summary>
internal static class Historiemodel
{
    public static bool GeldigOp(this IVersie versie, DateOnly dag) =>
        versie.BeginGeldigheid <= dag && (versie.EindeGeldigheid is not { } einde || einde >= dag);

    /// <summary>The address of a version.</summary>
    public static Ref<T> Adres<T>(Session session, T versie) where T : Resource => new(session.Model.Of(typeof(T)).Address(versie));

    /// <summary>The names meant by what a client sent; reports what cannot be a type of the same catalogus.</summary>
    public static async ValueTask<List<string>> Namen<T>(Change c, string veld, IEnumerable<Ref<T>> gestuurd, Ref<Catalogus> catalogus)
        where T : Resource, IVersie
    {
        var namen = new List<string>();
        var i = 0;
        foreach (var een in gestuurd)
            if (await Naam(c, $"{veld}.{i++}", een, catalogus) is { } naam && !namen.Contains(naam)) namen.Add(naam);
        return namen;
    }

    /// <inheritdoc cref="Namen"/>
    public static async ValueTask<string?> Naam<T>(Change c, string veld, Ref<T> gestuurd, Ref<Catalogus> catalogus)
        where T : Resource, IVersie
    {
        if (!IsAdres(gestuurd.Value)) return gestuurd.Value;
        if (await c.Get(gestuurd) is not { } type)
            c.Fault(veld, "bad-url", "Dit type bestaat niet. Noem het bij zijn naam, of geef de URL van een versie.");
        else if (type.Catalogus.Key != catalogus.Key)
            c.Fault(veld, "relations-incorrect-catalogus", "Dit type staat in een andere catalogus. Kies er een uit dezelfde.");
        else return type.Naam;
        return null;
    }

    /// <summary>Reports names of which the catalogus holds no version at all.</summary>
    public static async ValueTask Bestaan<T>(Change c, string veld, IReadOnlyList<string> namen, Ref<Catalogus> catalogus)
        where T : Resource, IVersie
    {
        if (namen.Count == 0) return;
        var gevonden = await c.Find<T>(q => q.Is("catalogus", catalogus).In(T.NaamKolom, namen));
        var bekend = gevonden.Select(v => v.Naam).ToHashSet(StringComparer.Ordinal);
        foreach (var naam in namen.Where(n => !bekend.Contains(n)))
        {
            c.Fault(veld, "relations-incorrect-catalogus",
                $"'{naam}' staat niet in de catalogus van dit type. Kies een type uit dezelfde catalogus.");
        }
    }

    /// <summary>All versions of the types named, newest first, by catalogus and name.</summary>
    public static async ValueTask<ILookup<(string?, string), T>> Versies<T>(Derivation d,
        IEnumerable<(Ref<Catalogus> Catalogus, string Naam)> genoemd) where T : Resource, IVersie
    {
        var vragen = genoemd.Where(g => g.Naam.Length > 0).Distinct().ToList();
        List<T> gevonden = vragen.Count == 0 ? [] : await d.Find<T>(q => q
            .In("catalogus", vragen.Select(v => v.Catalogus).Distinct().Cast<object>())
            .In(T.NaamKolom, vragen.Select(v => v.Naam).Distinct()));
        return gevonden.OrderByDescending(v => v.BeginGeldigheid).ToLookup(v => (v.Catalogus.Key, v.Naam));
    }

    /// <summary>Those versions of one type that an answer shows: the published ones valid on the day.
    /// A concept also shows concepts where nothing published is valid, for it is still being drawn up along with them.</summary>
    public static List<T> Kies<T>(IEnumerable<T> versies, bool voorConcept, DateOnly dag) where T : IVersie
    {
        var alle = versies.ToList();
        var gepubliceerd = alle.FindAll(v => !v.Concept && v.GeldigOp(dag));
        if (gepubliceerd.Count > 0 || !voorConcept) return gepubliceerd;
        var concepten = alle.FindAll(v => v.Concept);
        var geldig = concepten.FindAll(v => v.GeldigOp(dag));
        return geldig.Count > 0 ? geldig : concepten.Take(1).ToList();
    }

    /// <summary>As <see cref="Kies"/>, for versions of several types.</summary>
    public static List<T> KiesPerNaam<T>(IEnumerable<T> versies, bool voorConcept, DateOnly dag) where T : IVersie =>
        [.. versies.OrderByDescending(v => v.BeginGeldigheid).GroupBy(v => v.Naam, StringComparer.Ordinal)
            .SelectMany(groep => Kies(groep, voorConcept, dag))];

    /// <summary>The zaaktypen of which these are part, by identity.</summary>
    public static async ValueTask<Dictionary<Guid, Zaaktype>> Zaaktypen(Derivation d, IEnumerable<IDeel> delen)
    {
        var uuids = delen.Select(deel => deel.Zaaktype.Uuid).Distinct().Cast<object>().ToList();
        return uuids.Count == 0 ? [] : (await d.Find<Zaaktype>(q => q.In("uuid", uuids))).ToDictionary(z => z.Uuid);
    }

    /// <summary>The addresses to show for a list of names.</summary>
    public static List<Ref<T>> Adressen<T>(Derivation d, ILookup<(string?, string), T> versies, IVersie van, IEnumerable<string> namen)
        where T : Resource, IVersie =>
        [.. namen.SelectMany(naam => Kies(versies[(van.Catalogus.Key, naam)], van.Concept, d.Day)).Select(v => Adres(d.Session, v))
            .Distinct()];

    /// <summary>A list column has one of these names among its values.</summary>
    public static Query BevatEen(this Query q, string kolom, IEnumerable<string> namen)
    {
        var col = q.Col(kolom);
        return q.And("(" + string.Join(" OR ", namen.Select(n => Bevat(col, q.Add($"|{n}|")))) + ")");
    }

    /// <summary>List column <paramref name="lijst"/> has the value of column <paramref name="naam"/>, perhaps of another table,
    /// among its own.</summary>
    public static Query BevatKolom(this Query q, string lijst, string naam) => q.And(Bevat(lijst, $"'|' || {naam} || '|'"));

    public static bool IsAdres(string? tekst) => tekst is not null
        && (tekst.StartsWith("~/", StringComparison.Ordinal) || tekst.StartsWith("http://", StringComparison.Ordinal)
            || tekst.StartsWith("https://", StringComparison.Ordinal));

    // No LIKE: a name may hold its wildcards, and both stores know replace.
    private static string Bevat(string lijst, string gezocht) => $"replace({lijst}, {gezocht}, '') <> {lijst}";
}
