using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Brink.Engine;

/// <summary>
/// From which version a change was made, as its sender says: <c>If-Match</c> and <c>If-None-Match</c> (RFC 9110, 13.1).
/// A version is the validator of a resource as the caller gets to see it; the validator of an answer with more or fewer fields is that one,
/// a full stop, and the answer's own, and says from which version it was made just as well.
/// </summary>
internal sealed class Condition
{
    private readonly IList<EntityTagHeaderValue>? match, none;

    private Condition(IList<EntityTagHeaderValue>? match, IList<EntityTagHeaderValue>? none) => (this.match, this.none) = (match, none);

    /// <summary>What a request says of it; null when it says nothing.</summary>
    /// <exception cref="RefusedException">400: a header is no list of validators.</exception>
    public static Condition? Of(IHeaderDictionary headers) => headers.IfMatch.Count == 0 && headers.IfNoneMatch.Count == 0 ? null
        : new(Read(headers.IfMatch, HeaderNames.IfMatch), Read(headers.IfNoneMatch, HeaderNames.IfNoneMatch));

    /// <summary>As a step of several together says it: the value of an <c>If-Match</c>.</summary>
    /// <exception cref="RefusedException">400: it is none.</exception>
    public static Condition OfMatch(string match) => new(Read(match, "versie"), null);

    private static IList<EntityTagHeaderValue>? Read(StringValues given, string name)
    {
        if (given.Count == 0) return null;
        if (EntityTagHeaderValue.TryParseStrictList([.. given.Select(v => v ?? "")], out var tags) && tags.Count > 0
            && (tags.Count == 1 || tags.All(t => t.Tag != "*")))
        {
            return tags;
        }
        throw new RefusedException(400, "invalid",
            $"{name} is een lijst van ETags zoals u die kreeg, met de aanhalingstekens: \"a1b2\" of \"a1b2\", \"c3d4\". Of alleen een *, "
            + $"voor elke versie.")
        { Field = name };
    }

    /// <summary>Whether it holds for the version that there is. A weak validator is never the one of a change (RFC 9110,
    /// 8.8.3.2).</summary>
    public bool Holds(string version) => (match is null || match.Any(t => t.Tag == "*" || !t.IsWeak && Part(t) == version))
        && (none is null || !none.Any(t => t.Tag == "*" || Part(t) == version));

    /// <summary>Whether it holds where there is no version: at a collection, at which something is made.</summary>
    public bool HoldsWithout => match is null || match is [{ Tag.Length: 1 }];

    // The version in a validator: what stands before the full stop.
    private static string Part(EntityTagHeaderValue tag) => tag.Tag.AsSpan().Trim('"').ToString().Split('.')[0];
}
