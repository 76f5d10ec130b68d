using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Linq.Expressions;
using System.Security.Cryptography;

namespace Brink.Engine;

/// <summary>What a register keeps and its API shows. A resource is a record of this kind and its <see cref="Definition{T}"/>,
/// in one file.</summary>
public abstract record Resource
{
    /// <summary>The identity, given when the resource is made; the last segment of its address.</summary>
    [Hidden]
    public Guid Uuid { get; set; }
}

/// <summary>A resource that says itself how it is served.</summary>
public interface IResource<T> where T : Resource, IResource<T>
{
    static abstract void Define(Definition<T> d);
}

/// <summary>A reference to a resource of kind <typeparamref name="T"/>: of this organisation (kept as <c>~/zaken/api/v1/zaken/{uuid}</c>)
/// or on another server (kept absolute).</summary>
[SuppressMessage("Usage", "CA2231", Justification = "record struct")]
public readonly record struct Ref<T>(string? Value) : IRef where T : Resource
{
    public bool IsEmpty => string.IsNullOrEmpty(Value);
    public bool IsLocal => Value is not null && Value.StartsWith("~/", StringComparison.Ordinal);

    /// <summary>The identity of a resource of this organisation; empty for one on another server.</summary>
    public Guid Uuid => RefText.Uuid(Value);

    /// <summary>How the reference stands in a key column: the uuid of a local resource, else the absolute address.</summary>
    public string? Key => RefText.Key(Value);
    Type IRef.Target => typeof(T);

    /// <summary>The reference to a resource of this organisation by its identity.</summary>
    public static Ref<T> To(Guid uuid) => new(RefText.Address(typeof(T), uuid));
    public override string ToString() => Value ?? "";
}

/// <summary>A reference of any kind.</summary>
public interface IRef
{
    string? Value { get; }
    string? Key { get; }
    Type Target { get; }
}

internal static class RefText
{
    private static readonly ConcurrentDictionary<Type, Func<string?, object>> Makers = new();

    /// <summary>A reference of a type <c>Ref&lt;…&gt;</c> that is known only while running.</summary>
    public static object Make(Type type, string? value) => Makers.GetOrAdd(type, static t =>
    {
        var text = Expression.Parameter(typeof(string));
        return Expression.Lambda<Func<string?, object>>(
            Expression.Convert(Expression.New(t.GetConstructor([typeof(string)])!, text), typeof(object)), text).Compile();
    })(value);

    private static readonly ConcurrentDictionary<Type, string> Bases = new();

    /// <summary>Tells where the resources of a kind live, in stored form: <c>~/zaken/api/v1/zaken/</c>.</summary>
    public static void Lives(Type kind, string at) => Bases[kind] = at;

    /// <summary>The address in stored form of a resource of a kind that is not nested in another.</summary>
    public static string Address(Type kind, Guid uuid) => Bases[kind] + uuid;

    /// <summary>The address here of the resource that an address elsewhere names by collection and uuid;
    /// null when it is not one of this kind.</summary>
    public static string? Here(Type kind, string url)
    {
        var at = Bases[kind];
        var collection = at[at.LastIndexOf('/', at.Length - 2)..];
        var path = url.AsSpan().TrimEnd('/');
        return EndsOnUuid(path, out var uuid) && path[..^36].EndsWith(collection, StringComparison.Ordinal) ? at + uuid : null;
    }

    public static Guid Uuid(string? value)
    {
        if (value is not { Length: > 38 } || value[0] != '~') return Guid.Empty;
        if (EndsOnUuid(value, out var uuid)) return uuid;
        // A numbered part: {parent}/3 or {parent}/versions/3.
        var slash = value.LastIndexOf('/');
        if (!int.TryParse(value.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return Guid.Empty;
        var rest = value.AsSpan(0, slash);
        if (EndsOnUuid(rest, out var parent)) return Numbered(parent, number);
        var before = rest.LastIndexOf('/');
        return before > 0 && EndsOnUuid(rest[..before], out parent) ? Numbered(parent, number) : Guid.Empty;
    }

    /// <summary>The identity of a part that its address knows by a number: always the same for the same parent and number.</summary>
    public static Guid Numbered(Guid parent, int number)
    {
        Span<byte> bytes = stackalloc byte[20], hash = stackalloc byte[32];
        parent.TryWriteBytes(bytes, true, out _);
        BinaryPrimitives.WriteInt32BigEndian(bytes[16..], number);
        SHA256.HashData(bytes, hash);
        hash[6] = (byte)(hash[6] & 0x0f | 0x80);
        hash[8] = (byte)(hash[8] & 0x3f | 0x80);
        return new Guid(hash[..16], true);
    }

    private static bool EndsOnUuid(ReadOnlySpan<char> value, out Guid uuid)
    {
        uuid = default;
        return value.Length > 38 && value[^37] == '/' && Guid.TryParseExact(value[^36..], "D", out uuid);
    }

    public static string? Key(string? value)
    {
        if (string.IsNullOrEmpty(value)) return null;
        var uuid = Uuid(value);
        return uuid == Guid.Empty ? value : uuid.ToString();
    }
}

/// <summary>Set by the server; what a client sends for it is ignored (the standard's <c>readOnly</c>).</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ComputedAttribute : Attribute;

/// <summary>Not part of the JSON.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class HiddenAttribute : Attribute;

/// <summary>Kept in the stored document and never shown.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class InternalAttribute : Attribute;

/// <summary>Accepted from a client, never shown nor stored (the standard's <c>writeOnly</c>).</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class WriteOnlyAttribute : Attribute;

/// <summary>Left out of the JSON when it has no value.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class AbsentAttribute : Attribute;

/// <summary>An enumeration whose 'no value' is the empty text; <c>null</c> in the record is <c>""</c> in JSON.
/// <c>null</c> from a client is read as 'no value' too.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class BlankAttribute : Attribute;

/// <summary>A required text that may not be empty. (A required text of the standard may be empty unless it says otherwise.)</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class NotBlankAttribute : Attribute;

/// <summary>Nine digits that pass the 'elfproef': a BSN or RSIN.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class RsinAttribute : Attribute;

/// <summary>An address that must answer with 200 when the resource is written; else the error <c>bad-url</c>.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class MustExistAttribute : Attribute;

/// <summary>A reference that only a resource of this organisation can be: an address elsewhere is the error <c>no_match</c>,
/// an unknown one <c>does_not_exist</c>.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class OwnAttribute : Attribute;

/// <summary>A reference to a resource of this organisation that is known by its uuid, whatever the host in the address:
/// it may have lived at another one before.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class AnyHostAttribute : Attribute;

/// <summary>A reference that a client may also write as the name of what it points to. What was sent stands in it as it came;
/// a rule turns it into what is kept, and the engine does not check that it exists.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ByNameAttribute : Attribute;

/// <summary>An address that often is that of a <paramref name="target"/>, though it need not be:
/// <c>expand</c> follows it where it is.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class MayBeAttribute(Type target) : Attribute
{
    public Type Target { get; } = target;
}

/// <summary>A reference that is written as <c>{"uuid": "…"}</c> and answered as <c>{"uuid": "…", "url": "…"}</c>;
/// only a resource of this organisation can be one.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ByUuidAttribute : Attribute;

/// <summary>Never stored: filled in when the resource is shown, by <see cref="Definition{T}.Derive"/>.
/// What a client sends for it is there for rules and effects.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class DerivedAttribute : Attribute;

/// <summary>How many values a list may have that a client sends, where <see cref="Usual"/> is not the number.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class MaxItemsAttribute(int most) : Attribute
{
    /// <summary>The limit on a list that says nothing of it: far above what anyone sends, and far below what makes others wait.</summary>
    public const int Usual = 1000;
    public int Most { get; } = most;
}

/// <summary>A list in which no value may stand twice.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class UniqueAttribute : Attribute;

/// <summary>The audit trail tells that the resource changed, and nothing of this field.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class NotInTrailAttribute : Attribute;

/// <summary>A group of which a PATCH may name some fields only; the others are kept.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PartialAttribute : Attribute;

/// <summary>JSON in the body of a deed that becomes a <paramref name="resource"/>, by the rules of that resource:
/// in the document it is described as one.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class DescribesAttribute(Type resource) : Attribute
{
    public Type Resource { get; } = resource;

    /// <summary>Whether all that the resource requires must be there; else the deed or the resource that is there fills in the
    /// rest.</summary>
    public bool Whole { get; init; }
}

/// <summary>A group that may be null, and that older clients send with empty fields to say so.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class EmptyIsNullAttribute : Attribute;

/// <summary>A value by which a person is found: a filter on it must have one, since without it all persons would be shown.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PersonAttribute : Attribute;

/// <summary>No longer to be used by clients (the standard's <c>deprecated</c>).</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class DeprecatedAttribute : Attribute;

/// <summary>The name in JSON where it does not follow from the name in C# (properties: camelCase; enumeration values:
/// snake_case).</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class NameAttribute(string name) : Attribute
{
    public string Name { get; } = name;
}
