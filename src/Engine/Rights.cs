namespace Brink.Engine;

/// <summary>One authorisation of a client: these scopes, for this type (null: any) up to this level (null: any).</summary>
public sealed record Grant(string Component, IReadOnlySet<string> Scopes, string? Type, int? MaxLevel)
{
    /// <summary>A key column that must be true, of resources that have it.</summary>
    public string? Only { get; init; }

    /// <summary>The fields that may be seen, per version of the type; null for all. A version that is not named shows nothing.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>>? Fields { get; init; }
}

/// <summary>What remains of a caller's authorisations for one set of scopes in one component.</summary>
public sealed record Rights(bool All, IReadOnlyList<Grant> Grants)
{
    public static readonly Rights Everything = new(true, []);

    /// <summary>The client that calls: of resources that belong to a client it reaches its own only, unless all is allowed.</summary>
    public string Client { get; init; } = "";

    /// <summary>The scopes of other components, for what those let be seen here: <c>avg:beperkt.inzien</c>.</summary>
    internal Func<string, string, bool> Also { get; init; } = (_, _) => false;

    /// <summary>Whether what is restricted is shown too.</summary>
    internal bool SeesRestricted(Model model) =>
        All || model.Restriction is not { Restriction: var (_, _, scope), Register.Component: var component } || Also(component, scope);

    public bool None => !All && Grants.Count == 0;
}

/// <summary>Who calls: a client, and the person on whose behalf it says to act.</summary>
public sealed record Caller(string ClientId, string Weergave, bool Superuser, IReadOnlyList<Grant> Grants, string UserId,
    string UserWeergave)
{
    /// <summary>How long the reason may be that a client gives, and the id and name of who it says to act for; the rest is cut,
    /// as the standard's audit trail has it.</summary>
    internal const int LongestReason = 1000, LongestUser = 255;

    internal static string Cut(string text, int most) => text.Length <= most ? text
        : text[..(char.IsHighSurrogate(text[most - 1]) ? most - 1 : most)];

    /// <summary>Nobody: for what the server does by itself.</summary>
    internal static readonly Caller Nobody = new("", "", false, [], "", "");

    /// <summary>Whether all is allowed because the application has all authorisations or the client is a superuser.</summary>
    public bool All { get; init; } = Superuser;

    /// <summary>The components in which all is allowed.</summary>
    public IReadOnlySet<string> Full { get; init; } = Nothing;
    private static readonly IReadOnlySet<string> Nothing = new HashSet<string>();

    /// <summary>The processing activity that the log names when a request names none.</summary>
    public string Activiteit { get; init; } = "";

    /// <summary>Whether there is a type in a component of which the caller may see some fields only.</summary>
    public bool LimitedIn(string component) =>
        !All && !Full.Contains(component) && Grants.Any(g => g.Fields is not null && g.Component == component);

    /// <summary>What the caller's authorisations come to for <paramref name="anyOf"/>.
    /// A scope of another component is written with its abbreviation:
    /// <c>zrc:zaken.lezen</c>.</summary>
    public Rights For(string component, IReadOnlyList<string> anyOf) =>
        All || Full.Contains(component) ? Rights.Everything
            : new Rights(false, [.. Grants.Where(g => anyOf.Any(scope => Holds(g, component, scope)))])
            {
                Client = ClientId,
                Also = (of, scope) => Grants.Any(g => Holds(g, of, scope)),
            };

    /// <summary>The caller where a register shows what is another's: what it may do with that by its rights in <paramref name="at"/>,
    /// beside those that it has by itself in <paramref name="owner"/>.</summary>
    internal Caller Lent(Register at, Register owner) => at == owner ? this : this with
    {
        Full = Full.Contains(at.Component) ? new HashSet<string>(Full) { owner.Component } : Full,
        Grants = [.. Grants, .. Grants.Where(g => g.Component == at.Component).Select(g => g with { Component = owner.Component })],
    };

    private static bool Holds(Grant grant, string component, string scope) => scope.IndexOf(':') is var at and > 0
        ? grant.Component.AsSpan().SequenceEqual(scope.AsSpan(0, at)) && grant.Scopes.Contains(scope[(at + 1)..])
        : grant.Component == component && grant.Scopes.Contains(scope);
}
