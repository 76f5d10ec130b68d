using System.Collections.Frozen;

namespace Brink.Engine;

/// <summary>All registers of the platform together.</summary>
public sealed class Model
{
    private readonly FrozenDictionary<Type, Definition> byType;
    private readonly FrozenDictionary<string, Register> byName;

    public Model(params IEnumerable<Register> registers)
    {
        Registers = [.. registers];
        byName = Registers.ToFrozenDictionary(r => r.Naam, StringComparer.Ordinal);
        byType = Registers.SelectMany(r => r.Resources.Where(d => d.Register == r)).ToFrozenDictionary(d => d.Type);
        foreach (var d in Definitions) d.Check(this);
        Restriction = Definitions.SingleOrDefault(d => d.Restriction is not null);
    }

    /// <summary>The resource that says whose data are restricted.</summary>
    internal Definition? Restriction { get; }

    public IReadOnlyList<Register> Registers { get; }
    public IEnumerable<Definition> Definitions => byType.Values;
    public Definition Of(Type type) => byType.TryGetValue(type, out var d) ? d : throw new InvalidOperationException($"{type.Name} belongs to no register");
    public Definition? Find(Type type) => byType.GetValueOrDefault(type);
    public Register? Register(string name) => byName.GetValueOrDefault(name);

    /// <summary>Everything that is part of a resource of this kind.</summary>
    public IEnumerable<Definition> PartsOf(Type parent) => Definitions.Where(d => d.ParentType == parent);

    /// <summary>What is deleted along with a resource of this kind: its parts, and what said so by <see cref="Definition{T}.GoesWith"/>; each with the column that
    /// refers to it.</summary>
    public IEnumerable<(Definition Definition, string Column)> GoingWith(Type kind) => PartsOf(kind).Select(d => (d, d.Parent!.Name))
        .Concat(Definitions.SelectMany(d => d.Leads.Where(f => f.Target == kind).Select(f => (d, f.Name))));
}
