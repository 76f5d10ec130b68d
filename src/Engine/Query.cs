using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Brink.Engine;

/// <summary>A condition in SQL on one resource's table, with its parameters; the same on both stores.</summary>
public sealed class Query(Definition definition, Model model)
{
    private readonly StringBuilder where = new();
    public Definition Definition { get; } = definition;
    public Model Model { get; } = model;
    public List<object?> Parameters { get; } = [];
    public string Where => where.Length == 0 ? "1=1" : where.ToString();
    public string? OrderBy { get; set; }

    /// <summary>At most so many, after so many; null for all. Meant to go with <see cref="OrderBy"/>.</summary>
    public (int Most, int After)? Part { get; set; }

    /// <summary>Whether it is asked of PostgreSQL; matters only to what is asked inside JSON.</summary>
    public bool Postgres { get; init; }

    /// <summary>Set when no resource can match, whatever else is asked.</summary>
    public bool Nothing { get; private set; }

    /// <summary>Column <paramref name="column"/> equals the value (a Ref, Guid, enum, date, text, number or truth value; null:
    /// is empty).</summary>
    public Query Is(string column, object? value)
    {
        var c = Col(column);
        return value is null ? And($"{c} IS NULL") : And($"{c} = {Add(KeyValue(value))}");
    }

    public Query In(string column, IEnumerable<object> values)
    {
        var list = values.Select(v => Add(KeyValue(v))).ToList();
        if (list.Count == 0) { Nothing = true; return And("1=0"); }
        return And($"{Col(column)} IN ({string.Join(", ", list)})");
    }

    public Query Compares(string column, string op, object value) => And($"{Col(column)} {op} {Add(KeyValue(value))}");
    public Query IsNull(string column, bool isNull = true) => And($"{Col(column)} IS {(isNull ? "" : "NOT ")}NULL");

    /// <summary>A column of kind <see cref="Kind.List"/> has the value among its own.</summary>
    public Query Contains(string column, object value) =>
        And($"{Col(column)} LIKE {Add("%|" + Escape(KeyValue(value)?.ToString() ?? "") + "|%")} ESCAPE '\\'");
    public Query ContainsText(string column, string text) =>
        And($"lower({Col(column)}) LIKE {Add("%" + Escape(text.ToLowerInvariant()) + "%")} ESCAPE '\\'");

    /// <summary>Column <paramref name="from"/> is on or before <paramref name="day"/>,
    /// and <paramref name="until"/> is empty or on or after it.</summary>
    public Query ValidOn(string from, string until, DateOnly day)
    {
        var p = Add(Stored.Text(day));
        return And($"{Col(from)} <= {p} AND ({Col(until)} IS NULL OR {Col(until)} >= {p})");
    }

    /// <summary>A resource of kind <paramref name="via"/> exists, linked from or to this one, that meets <paramref name="condition"/>; or,
    /// with
    /// <paramref name="none"/>, that there is none.</summary>
    public Query Exists(Type via, string viaColumn, string ownColumn, Action<Query> condition, bool none = false)
    {
        var other = Model.Of(via);
        var inner = new Query(other, Model) { Alias = Alias + "v" };
        inner.Parameters.AddRange(Parameters);
        condition(inner);
        Parameters.Clear();
        Parameters.AddRange(inner.Parameters);
        return And($"{(none ? "NOT " : "")}EXISTS (SELECT 1 FROM {other.Table} {inner.Alias} WHERE {inner.Col(viaColumn)} = {Col(ownColumn)} AND {inner.Where})");
    }

    /// <summary>As <see cref="Exists"/>, for a condition that few of <paramref name="via"/> meet: those are looked up first,
    /// by their own index.</summary>
    public Query Among(Type via, string viaColumn, string ownColumn, Action<Query> condition)
    {
        var other = Model.Of(via);
        var inner = new Query(other, Model) { Alias = Alias + "v" };
        inner.Parameters.AddRange(Parameters);
        condition(inner);
        Parameters.Clear();
        Parameters.AddRange(inner.Parameters);
        return And($"{Col(ownColumn)} IN (SELECT {inner.Col(viaColumn)} FROM {other.Table} {inner.Alias} WHERE {inner.Where})");
    }

    /// <summary>At least one of these conditions holds.</summary>
    public Query Either(params Action<Query>[] ways)
    {
        var parts = new List<string>();
        foreach (var way in ways)
        {
            var inner = new Query(Definition, Model) { Alias = Alias, Postgres = Postgres };
            inner.Parameters.AddRange(Parameters);
            way(inner);
            Parameters.Clear();
            Parameters.AddRange(inner.Parameters);
            parts.Add($"({inner.Where})");
        }
        return And($"({string.Join(" OR ", parts)})");
    }

    /// <summary>Only what the caller may see.</summary>
    public Query Within(Rights rights)
    {
        if (rights.All) return this;
        if (rights.Grants.Count == 0) { Nothing = true; return And("1=0"); }
        Unrestricted(rights);
        if (Definition.Owner is { } owner) And($"{Col(owner.Name)} = {Add(rights.Client)}");
        if (Definition.TypeColumn is { } type)
        {
            var or = rights.Grants.Select(g => (g.Type, g.MaxLevel) switch
            {
                (null, null) => "1=1",
                (null, { } max) => Definition.LevelColumn is { } l ? $"{Col(l.Name)} <= {max}" : "1=1",
                ({ } t, { } max) when Definition.LevelColumn is { } l => $"({Col(type.Name)} = {Add(t)} AND {Col(l.Name)} <= {max})",
                ({ } t, _) => $"{Col(type.Name)} = {Add(t)}",
            } + (g.Only is { } only && Definition.Columns.Exists(c => c.Name == only) ? $" AND {Col(only)} = 1" : "")).ToList();
            return And("(" + string.Join(" OR ", or) + ")");
        }
        if (Definition.ParentType is { } parent && Model.Find(parent) is { } p && (p.TypeColumn is not null || p.ParentType is not null))
            return Exists(parent, "uuid", Definition.Parent!.Name, q => q.Within(rights));
        return this;
    }

    /// <summary>Only what is not restricted, when the caller may not see that (AVG, article 18).</summary>
    internal Query Unrestricted(Rights rights)
    {
        if (Definition.Free is { } free && !rights.SeesRestricted(Model)) free(this);
        return this;
    }

    public string Alias { get; init; } = "t";

    /// <summary>Adds a condition in SQL; values only by <see cref="Add"/>.</summary>
    public Query And(string condition)
    {
        if (where.Length > 0) where.Append(" AND ");
        where.Append(condition);
        return this;
    }

    public string Add(object? value)
    {
        Parameters.Add(value);
        return "$" + Parameters.Count.ToString(CultureInfo.InvariantCulture);
    }

    public string Col(string name) => $"{Alias}.{Quote(name)}";
    internal static string Quote(string name) => $"\"{name}\"";

    /// <summary>A value as it stands in a key column.</summary>
    /// <exception cref="InvalidOperationException">No key column holds such a value.</exception>
    public static object? KeyValue(object? value) => value switch
    {
        null => null,
        IRef r => r.Key,
        Resource r => r.Uuid.ToString(),
        Guid g => g.ToString(),
        bool b => b ? 1L : 0L,
        int i => (long)i,
        long or double => value,
        decimal d => (double)d,
        DateOnly d => Stored.Text(d),
        DateTimeOffset d => Stored.KeyText(d),
        Duur d => d.Text,
        Enum e => EnumNames.Of(e.GetType())[e],
        JsonElement j => j.GetRawText(),
        string s => RefText.Key(s) ?? "",
        IEnumerable<string> list => "|" + string.Join("|", list.Select(s => RefText.Key(s))) + "|",
        System.Collections.IEnumerable list => "|" + string.Join("|", list.Cast<object>().Select(o => KeyValue(o)?.ToString())) + "|",
        _ => throw new InvalidOperationException($"no key form for {value.GetType().Name}"),
    };

    internal static string Escape(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("%", "\\%", StringComparison.Ordinal)
        .Replace("_", "\\_", StringComparison.Ordinal);
}
