namespace Brink.Design;

/// <summary>The ids that tie a field to its hint and its error.</summary>
public static class FieldText
{
    /// <summary>The value of <c>aria-describedby</c>, or null when there is nothing to describe.</summary>
    public static string? DescribedBy(string id, string? hint, string? error) => (hint, error) switch
    {
        (null, null) => null,
        (_, null) => $"{id}-hint",
        (null, _) => $"{id}-fout",
        _ => $"{id}-hint {id}-fout",
    };
}
