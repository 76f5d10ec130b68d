using System.Text;

namespace Brink.Engine;

/// <summary>How a caller says who it is: a JWT of the ZGW standards (<c>Bearer</c>),
/// or a token that an administrator handed out (<c>Token</c>).</summary>
[Flags]
public enum Schemes { Jwt = 1, Token = 2, Both = Jwt | Token }

/// <summary>One API: a set of resources under one root.</summary>
/// <param name="naam">The first segment of the path, such as <c>zaken</c>.</param>
/// <param name="component">The standard's abbreviation, such as <c>zrc</c>.</param>
/// <param name="version">The version of the standard's API.</param>
/// <param name="titel">The name of the API.</param>
public sealed class Register(string naam, string component, string version, string titel)
{
    private readonly List<Definition> resources = [];

    public string Naam { get; } = naam;
    public string Component { get; } = component;
    public string Version { get; } = version;
    public string Titel { get; } = titel;

    /// <summary>The segment of the API's root that names its major version.</summary>
    public string Pad { get; init; } = "v1";

    /// <summary>How a caller may say who it is.</summary>
    public Schemes Takes { get; init; } = Schemes.Jwt;

    /// <summary>Whether whoever asks may read, without saying who it is: what it holds is public,
    /// and clients of its kind send no token.</summary>
    public bool IsPublic { get; init; }

    /// <summary>Whether parameters that it does not know are passed over, as the reference implementation of this API does and its clients
    /// count on; else they are a 400.</summary>
    public bool IgnoresUnknown { get; init; }

    /// <summary>Whether a PATCH refuses null where the API's document does not have it, as the reference implementation does. Else,
    /// and when something is made or replaced, a field that is sent as null gets the value that it has when it is left out (RFC 7396;
    /// published collections send it so).</summary>
    public bool RefusesNull { get; init; }

    /// <summary>The scopes that a request without a token may have here: those among them that the organisation granted to the application
    /// <see cref="Access.Anonymous"/>. Without that application there are none.</summary>
    public IReadOnlyList<string> Open { get; init; } = [];

    /// <summary>The path of the API's root below the organisation's, such as <c>zaken/api/v1</c>.</summary>
    public string Root => $"{Naam}/api/{Pad}";
    public IReadOnlyList<Definition> Resources => resources;

    /// <summary>Where the resources stand that it shows of other registers, there and here: <c>besluiten/api/v1/besluiten/</c>.</summary>
    internal List<(string There, string Here)> Shown { get; } = [];
    internal List<(byte[] There, byte[] Here)> ShownUtf8 { get; } = [];

    /// <summary>Shows resources of another register under this root too: one store with one set of rights and rules, seen at two addresses.
    /// What may be done with them there may be done here, and here also by whoever was given the same scopes in this register's component.
    /// A part goes with its main object.</summary>
    /// <exception cref="InvalidOperationException"><paramref name="owner"/> has no such resource.</exception>
    public Register Shows(Register owner, params Type[] types)
    {
        foreach (var type in types)
        {
            var d = owner.Resources.FirstOrDefault(d => d.Type == type && d.Register == owner)
                ?? throw new InvalidOperationException($"{owner.Naam} has no {type.Name}");
            if (!d.Nested)
            {
                Shown.Add(($"{owner.Root}/{d.Path}/", $"{Root}/{d.Path}/"));
                ShownUtf8.Add((Encoding.UTF8.GetBytes(Shown[^1].There), Encoding.UTF8.GetBytes(Shown[^1].Here)));
            }
            resources.Add(d);
        }
        return this;
    }

    public Register Add<T>() where T : Resource, IResource<T>
    {
        var definition = new Definition<T> { Register = this };
        T.Define(definition);
        if (!definition.Nested) RefText.Lives(typeof(T), $"~/{Root}/{definition.Path}/");
        resources.Add(definition);
        return this;
    }
}
