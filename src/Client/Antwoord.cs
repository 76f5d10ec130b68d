namespace Brink.Client;

/// <summary>A mistake in one field of a request, as the standard names it.</summary>
public sealed record FoutParameter(string Name, string Code, string Reason);

/// <summary>Why a register did not do what was asked: its problem document, or an answer that we could not use.</summary>
/// <param name="Status">The HTTP status; 502 when the answer could not be understood, 504 when it did not come in time.</param>
/// <param name="Code">The stable code of the standard, such as <c>permission_denied</c>.</param>
/// <param name="Detail">A sentence from the register. Not shown to users: it may be in technical words.</param>
/// <param name="Parameters">The fields that are wrong.</param>
public sealed record Fout(int Status, string Code, string Detail, IReadOnlyList<FoutParameter> Parameters)
{
    /// <summary>The resource does not exist, or the user may not know that it does.</summary>
    public bool IsOnbekend => Status is 404 or 410;

    /// <summary>The user may not see or do this.</summary>
    public bool IsVerboden => Status is 401 or 403;
}

/// <summary>The outcome of a request: a value, or the reason why there is none. Expected refusals (4xx) are outcomes,
/// not exceptions.</summary>
public readonly record struct Antwoord<T>(T? Waarde, Fout? Fout) where T : class
{
    /// <summary>The version of a resource that was read (its <c>ETag</c>), for a change that is made from it;
    /// null when the server tells none.</summary>
    public string? Versie { get; init; }

    /// <summary>The value when there is one.</summary>
    public bool Gelukt([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out T? waarde)
    {
        waarde = Fout is null ? Waarde : null;
        return waarde is not null;
    }
}

/// <summary>One page of a list.</summary>
/// <param name="Count">How many there are on all pages together.</param>
/// <param name="Next">Address of the next page, or null on the last.</param>
/// <param name="Previous">Address of the page before, or null on the first.</param>
/// <param name="Results">The items of this page.</param>
public sealed record Lijst<T>(int Count, Uri? Next, Uri? Previous, IReadOnlyList<T> Results)
{
    /// <summary>
    /// How many pages there are when this is page <paramref name="pagina"/>. The server decides how large a page is and need not say so:
    /// a page with a next one is full, and the last page knows its own number.
    /// </summary>
    public int Paginas(int pagina) => Next is null || Results.Count == 0
        ? Math.Max(1, pagina)
        : (Count + Results.Count - 1) / Results.Count;
}

/// <summary>The bytes of a document on their way through. Dispose it to end the request.</summary>
public sealed class Bestand(HttpResponseMessage response) : IDisposable
{
    /// <summary>The length in bytes, when the server told it.</summary>
    public long? Lengte => response.Content.Headers.ContentLength;

    /// <summary>The content as it comes in; nothing of it is held in memory.</summary>
    public Task<Stream> OpenAsync(CancellationToken cancel) => response.Content.ReadAsStreamAsync(cancel);

    /// <inheritdoc/>
    public void Dispose() => response.Dispose();
}
