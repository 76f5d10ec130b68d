using System.Collections.Frozen;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;

namespace Brink.Engine;

/// <summary>What kind of thing lies at an address.</summary>
internal enum RouteKind { Collection, One, Search, Deed, Trail, TrailRow }

/// <summary>One shape of address below the root of a register, and what lies there.</summary>
internal sealed record Route(RouteKind Kind, Definition Definition, ResourceAction? Action = null)
{
    /// <summary>Its pattern, for measurements and traces: an address without what identifies anything.</summary>
    public Endpoint? Pattern { get; init; }
}

/// <summary>The pattern of an address as ASP.NET and its instrumentation read it.</summary>
internal sealed record RoutePattern(string Route) : IRouteDiagnosticsMetadata
{
    /// <summary>An endpoint that says its pattern and is never run: the address is answered already.</summary>
    public static Endpoint Endpoint(string route) => new(null, new EndpointMetadataCollection(new RoutePattern(route)), route);
}

/// <summary>An address that leads somewhere: what lies there, which one it is (empty: none in particular),
/// and below which parent.</summary>
internal readonly record struct Destination(Route Route, Guid Uuid, Guid? Parent);

/// <summary>
/// Every address of one register: made once, at the start, and asked by whoever must know what an address means.
/// A resource may stand in more than one register (<see cref="Register.Shows"/>): its table,
/// rights and rules are those of its own register, wherever it is called.
/// </summary>
internal sealed class Routes
{
    // What stands in a shape for a uuid and for a number.
    private const string Hole = "{}", Digits = "#";
    private readonly FrozenDictionary<string, Route> shapes;

    /// <exception cref="InvalidOperationException">Two things lie at one address.</exception>
    public Routes(Register register, Model model)
    {
        var all = new Dictionary<string, Route>(StringComparer.Ordinal);
        void Add(string shape, RouteKind kind, Definition d, ResourceAction? action = null)
        {
            var pattern = $"/{{organisatie}}/{register.Root}/"
                + shape.Replace(Hole, "{uuid}", StringComparison.Ordinal).Replace(Digits, "{nummer}", StringComparison.Ordinal);
            if (!all.TryAdd(shape, new Route(kind, d, action) { Pattern = RoutePattern.Endpoint(pattern) }))
                throw new InvalidOperationException($"{register.Naam}: two things lie at {shape}");
        }
        foreach (var d in register.Resources)
        {
            var collection = Collection(d, model, Hole);
            Add(collection, RouteKind.Collection, d);
            Add(One(d, model, Hole, d.Number is null ? Hole : Digits), RouteKind.One, d);
            if (d.Has(Operation.Zoek)) Add($"{collection}/{d.ZoekPath}", RouteKind.Search, d);
            foreach (var action in d.Actions) Add(Deed(d, action, model, Hole, Hole), RouteKind.Deed, d, action);
            if (!d.Has(Operation.AuditTrail)) continue;
            Add($"{collection}/{Hole}/audittrail", RouteKind.Trail, d);
            Add($"{collection}/{Hole}/audittrail/{Hole}", RouteKind.TrailRow, d);
        }
        shapes = all.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>The address of a collection below the root; <paramref name="parent"/> stands for the identity of the parent where it lies
    /// below one.</summary>
    public static string Collection(Definition d, Model model, string parent) =>
        d.Nested ? $"{model.Of(d.ParentType!).Path}/{parent}/{d.Path}" : d.Path;

    /// <summary>The address of one resource; <paramref name="id"/> stands for its own identity.</summary>
    public static string One(Definition d, Model model, string parent, string id) =>
        d.Bare ? $"{model.Of(d.ParentType!).Path}/{parent}/{id}" : $"{Collection(d, model, parent)}/{id}";

    /// <summary>The address of a deed.</summary>
    public static string Deed(Definition d, ResourceAction action, Model model, string parent, string id) =>
        (action.AtRoot, action.OnResource) switch
        {
            (true, true) => $"{action.Name}/{id}",
            (true, false) => action.Name,
            (_, true) => $"{One(d, model, parent, id)}/{action.Name}",
            _ => $"{Collection(d, model, parent)}/{action.Name}",
        };

    /// <summary>What lies at an address below the root, by its segments; null when nothing does.</summary>
    public Destination? Find(ReadOnlySpan<string> segments)
    {
        var shape = new string[segments.Length];
        Span<Guid> uuids = stackalloc Guid[2];
        var (count, number) = (0, 0);
        for (var i = 0; i < segments.Length; i++)
        {
            shape[i] = segments[i];
            if (Guid.TryParseExact(segments[i], "D", out var uuid))
            {
                if (count == 2) return null;
                uuids[count++] = uuid;
                shape[i] = Hole;
            }
            else if (i == segments.Length - 1 && int.TryParse(segments[i], NumberStyles.None, CultureInfo.InvariantCulture, out number))
            {
                shape[i] = Digits;
            }
            else if (segments[i] is Hole or Digits)
            {
                return null;
            }
        }
        if (!shapes.TryGetValue(string.Join('/', shape), out var route)) return null;
        return route switch
        {
            { Kind: RouteKind.One, Definition.Number: not null } => new(route, RefText.Numbered(uuids[0], number), uuids[0]),
            { Kind: RouteKind.TrailRow } => new(route, uuids[1], uuids[0]),
            { Definition.Nested: true, Action: not { AtRoot: true } } => new(route, uuids[1], uuids[0]),
            // (below its parent, which is named first)
            _ => new(route, uuids[0], null),
        };
    }
}
