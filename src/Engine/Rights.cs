namespace Brink.Engine;

/// <summary>One authorisation of a client: these scopes, for this type (null: any) up to this level (null: any).</summary>
public sealed record Grant(string Component, IReadOnlySet<string> Scopes, string? Type, int? MaxLevel);

/// <summary>What remains of a caller's authorisations for one set of scopes in one component.</summary>
public sealed record Rights(bool All, IReadOnlyList<Grant> Grants)
{
    public static readonly Rights Everything = new(true, []);
    public bool None => !All && Grants.Count == 0;
}

/// <summary>Who calls: a client, and the person on whose behalf it says to act.</summary>
public sealed record Caller(string ClientId, string Weergave, bool Superuser, IReadOnlyList<Grant> Grants, string UserId, string UserWeergave)
{
    /// <summary>Whether all is allowed because the application has all authorisations or the client is a superuser.</summary>
    public bool All { get; init; } = Superuser;

    public Rights For(string component, IReadOnlyList<string> anyOf) =>
        All ? Rights.Everything : new Rights(false, [.. Grants.Where(g => g.Component == component && anyOf.Any(g.Scopes.Contains))]);
}
