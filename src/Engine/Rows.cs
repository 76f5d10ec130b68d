namespace Brink.Engine;

/// <summary>
/// A resource of which the list and the search go over the rows of another, which has the key columns of all its filters;
/// each row becomes an answer of this kind. Such a list has a language of its own: how it is narrowed, ordered and shown.
/// </summary>
/// <param name="Shown">Makes an answer of a row.</param>
/// <param name="GeometryIn">The group of fields that holds the geometry, which is that of the row.</param>
public sealed record Rows<TRow, T>(Func<TRow, T> Shown, string GeometryIn) where TRow : Resource where T : Resource
{
    /// <summary>The last segment of the address of search.</summary>
    public string ZoekPath { get; init; } = "_zoek";

    /// <summary>Works on the query of each list and search, knowing the values that were asked for, by parameter.</summary>
    public Action<Query, IReadOnlyDictionary<string, object?>, Caller>? Narrow { get; init; }

    /// <summary>What a name in <c>ordering</c> means in SQL; null when the name means nothing.</summary>
    public Func<Query, string, Caller, IReadOnlyList<string>?>? OrderTerms { get; init; }

    /// <summary>How those names are told to whoever asks for another.</summary>
    public IReadOnlyList<string> OrderNames { get; init; } = [];

    /// <summary>Makes of a stored document what a caller may see of it: it may have asked for some fields (<c>fields</c>),
    /// and may be allowed to see some only.</summary>
    public Func<Presentation, byte[], byte[]>? Presents { get; init; }
}
