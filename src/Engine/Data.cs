using System.Globalization;
using System.Text.Json;

namespace Brink.Engine;

/// <summary>
/// What is asked inside a column of JSON, in SQL for either store. Names in a path and values go along as parameters; a path has at most
/// <see cref="Deepest"/> names. A number among the names is a place in a list, or a name.
/// </summary>
public sealed class Data
{
    public const int Deepest = 20;
    private const int MostNumbers = 3;
    private readonly Query query;
    private readonly IReadOnlyList<string> names;
    private readonly string column;
    private readonly string[] paths = [];

    private Data(Query query, string column, IReadOnlyList<string> names)
    {
        this.query = query;
        this.names = names;
        this.column = query.Col(column);
        if (query.Postgres) paths = [$"ARRAY[{string.Join(",", names.Select(n => query.Add(n)))}]::text[]"];
        else paths = [.. Paths(names).Select(p => query.Add(p))];
    }

    /// <summary>A place in a column of JSON; null when no store can look there.</summary>
    public static Data? At(Query query, string column, IReadOnlyList<string> names) =>
        names.Count is 0 or > Deepest || names.Count(IsNumber) > MostNumbers
            || names.Any(n => n.Length is 0 or > 200 || n.Any(c => c is '"' or '\\' || char.IsControl(c) || char.IsSurrogate(c)))
            ? null : new Data(query, column, names);

    /// <summary>A number as a client writes it; null when a text is none.</summary>
    public static object? NumberOf(string text)
    {
        if (text.Length is 0 or > 40 || !(char.IsAsciiDigit(text[0]) || text[0] == '-' && text.Length > 1 && char.IsAsciiDigit(text[1])))
            return null;
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole)) return whole;
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? number : null;
    }

    /// <summary>The condition that the value is this text, or the number or truth value that it reads as.</summary>
    public string Is(string text)
    {
        List<string> readings = [JsonSerializer.Serialize(text)];
        if (NumberOf(text) is { } number) readings.Add(Json(number));
        if (text is "true" or "false") readings.Add(text);
        if (query.Postgres)
        {
            // Written as containment where an index can help; a place in a list has no such form.
            if (names.Any(IsNumber))
                return $"({column} #> {paths[0]}) IN ({string.Join(",", readings.Select(r => query.Add(r) + "::jsonb"))})";
            return "(" + string.Join(" OR ", readings.Select(r => $"{column} @> {query.Add(Around(r))}::jsonb")) + ")";
        }
        List<string> or = [$"({Type} = 'text' AND {Value} = {query.Add(text)})"];
        if (NumberOf(text) is { } n) or.Add($"({Type} IN ('integer','real') AND {Value} = {query.Add(n)})");
        if (text is "true" or "false") or.Add($"{Type} = {query.Add(text)}");
        return "(" + string.Join(" OR ", or) + ")";
    }

    /// <summary>The condition that the value is a number (or, for a date, a text) that compares with this one.</summary>
    public string Compares(string op, object numberOrDate)
    {
        var isNumber = numberOrDate is long or double;
        if (query.Postgres)
        {
            var at = $"({column} #> {paths[0]})";
            return isNumber ? $"(jsonb_typeof{at} = 'number' AND {at} {op} {query.Add(Json(numberOrDate))}::jsonb)"
                : $"(jsonb_typeof{at} = 'string' AND ({column} #>> {paths[0]}) COLLATE \"C\" {op} {query.Add(numberOrDate)})";
        }
        return isNumber ? $"({Type} IN ('integer','real') AND {Value} {op} {query.Add(numberOrDate)})"
            : $"({Type} = 'text' AND {Value} {op} {query.Add(numberOrDate)})";
    }

    /// <summary>The condition that the value, as text, has this in it. The column is expected to be in small letters,
    /// as is <paramref name="small"/>.</summary>
    public string Has(string small)
    {
        var like = query.Add("%" + Query.Escape(small) + "%");
        return query.Postgres ? $"({column} #>> {paths[0]}) LIKE {like} ESCAPE '\\'"
            : $"(CASE {Type} WHEN 'true' THEN 'true' WHEN 'false' THEN 'false' ELSE CAST({Value} AS TEXT) END) LIKE {like} ESCAPE '\\'";
    }

    /// <summary>The condition that one of the texts anywhere in a column of small letters has this in it.</summary>
    public static string Anywhere(Query query, string column, string small)
    {
        var like = query.Add("%" + Query.Escape(small) + "%");
        return query.Postgres
            ? $"EXISTS (SELECT 1 FROM jsonb_path_query({query.Col(column)}, 'strict $.**') v WHERE jsonb_typeof(v) = 'string' AND (v #>> "
            + $"'{{}}') LIKE {like} ESCAPE '\\')"
            : $"EXISTS (SELECT 1 FROM json_tree({query.Col(column)}) v WHERE v.type = 'text' AND v.value LIKE {like} ESCAPE '\\')";
    }

    /// <summary>The terms by which a list is ordered on the value: what it has none of, numbers, texts, and the rest.</summary>
    public IReadOnlyList<string> Order()
    {
        if (!query.Postgres)
            return [$"CASE {Type} WHEN 'null' THEN NULL WHEN 'integer' THEN 1 WHEN 'real' THEN 1 WHEN 'text' THEN 2 ELSE 3 + 0 * length({Type}) END", $"{Value}"];
        var at = $"({column} #> {paths[0]})";
        return
        [
            $"CASE jsonb_typeof{at} WHEN 'null' THEN NULL WHEN 'number' THEN 1 WHEN 'string' THEN 2 ELSE 3 + 0 * "
            + $"length(jsonb_typeof{at}) END",
            $"CASE WHEN jsonb_typeof{at} = 'number' THEN {at} END",
            $"CASE WHEN jsonb_typeof{at} <> 'number' THEN ({column} #>> {paths[0]}) COLLATE \"C\" END",
        ];
    }

    // In SQLite a place in a list and a name are written differently: whichever is there.
    private string Type => Either("json_type");
    private string Value => Either("json_extract");
    private string Either(string function) => paths.Length == 1 ? $"{function}({column}, {paths[0]})"
        : $"coalesce({string.Join(", ", paths.Select(p => $"{function}({column}, {p})"))})";

    private static IEnumerable<string> Paths(IReadOnlyList<string> names) => names.Aggregate((IEnumerable<string>)["$"], (paths, name) =>
        paths.SelectMany(p => IsNumber(name) ? (string[])[$"{p}.\"{name}\"", $"{p}[{name}]"] : [$"{p}.\"{name}\""]));

    private string Around(string json) => names.Reverse().Aggregate(json, (inner, name) => $"{{{JsonSerializer.Serialize(name)}:{inner}}}");
    private static bool IsNumber(string name) => name.Length is > 0 and < 7 && name.All(char.IsAsciiDigit);
    private static string Json(object number) => JsonSerializer.Serialize(number);
}
