using System.Collections.Frozen;

namespace Brink.Engine;

/// <summary>All registers of the platform together.</summary>
public sealed class Model
{
    private readonly FrozenDictionary<Type, Definition> byType;
    private readonly FrozenDictionary<string, Register> byName;
    private readonly FrozenDictionary<Register, Routes> routes;
    private readonly (string Home, string Elsewhere)[] shown;

    public Model(params IEnumerable<Register> registers)
    {
        Registers = [.. registers];
        byName = Registers.ToFrozenDictionary(r => r.Naam, StringComparer.Ordinal);
        byType = Registers.SelectMany(r => r.Resources.Where(d => d.Register == r)).ToFrozenDictionary(d => d.Type);
        foreach (var d in Definitions) d.Check(this);
        Restriction = Definitions.SingleOrDefault(d => d.Restriction is not null);
        routes = Registers.ToFrozenDictionary(r => r, r => new Routes(r, this));
        shown = [.. Registers.SelectMany(r => r.Shown.Select(s => ("~/" + s.There, "~/" + s.Here)))];
    }

    /// <summary>The resource that says whose data are restricted.</summary>
    internal Definition? Restriction { get; }

    public IReadOnlyList<Register> Registers { get; }
    public IEnumerable<Definition> Definitions => byType.Values;
    /// <summary>The definition of a kind of resource.</summary>
    /// <exception cref="InvalidOperationException">It is of no register.</exception>
    public Definition Of(Type type) => byType.TryGetValue(type, out var d) ? d
        : throw new InvalidOperationException($"{type.Name} belongs to no register");
    public Definition? Find(Type type) => byType.GetValueOrDefault(type);
    public Register? Register(string name) => byName.GetValueOrDefault(name);

    /// <summary>The addresses of a register.</summary>
    internal Routes RoutesOf(Register register) => routes[register];

    /// <summary>What lies at an address of the organisation in stored form (<c>~/zaken/api/v1/zaken/…</c>);
    /// null when nothing does.</summary>
    internal (Register Register, Destination At)? Find(string local)
    {
        if (!local.StartsWith("~/", StringComparison.Ordinal)) return null;
        var parts = local[2..].Split('/');
        return parts.Length > 3 && parts[1] == "api" && Register(parts[0]) is { } register && register.Pad == parts[2]
            && RoutesOf(register).Find(parts.AsSpan(3)) is { } at ? (register, at) : null;
    }

    /// <summary>Of which kind the resource is that an address in stored form names; null when it names none.</summary>
    internal Definition? KindOf(string local) => Find(local) is { At.Route: { Kind: RouteKind.One } route } ? route.Definition : null;

    /// <summary>The one address under which a resource is kept, out of any that it has.</summary>
    internal string Home(string local)
    {
        foreach (var (home, elsewhere) in shown)
            if (local.StartsWith(elsewhere, StringComparison.Ordinal)) return home + local[elsewhere.Length..];
        return local;
    }

    /// <summary>Everything that is part of a resource of this kind.</summary>
    public IEnumerable<Definition> PartsOf(Type parent) => Definitions.Where(d => d.ParentType == parent);

    /// <summary>What is deleted along with a resource of this kind: its parts, and what said so by <see cref="Definition{T}.GoesWith"/>;
    /// each with the column that refers to it.</summary>
    public IEnumerable<(Definition Definition, string Column)> GoingWith(Type kind) => PartsOf(kind).Select(d => (d, d.Parent!.Name))
        .Concat(Definitions.SelectMany(d => d.Leads.Where(f => f.Target == kind).Select(f => (d, f.Name))));
}
