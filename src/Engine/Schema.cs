using System.Collections.Concurrent;
using System.ComponentModel.DataAnnotations;
using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Brink.Engine;

/// <summary>The kinds of value that a field can have.</summary>
public enum Kind { Text, Enum, Bool, Integer, Number, Date, DateTime, Duration, Url, Ref, Uuid, Email, Object, List, Json, Geometry }

/// <summary>One field of a resource or of an object in it, as read from the record.</summary>
public sealed class Field
{
    public required string Name { get; init; }
    public required JsonEncodedText Encoded { get; init; }
    public required Kind Kind { get; init; }
    public required Type Type { get; init; }
    public required PropertyInfo Property { get; init; }
    public bool Required { get; init; }
    public bool Nullable { get; init; }
    public bool Computed { get; init; }
    public bool Internal { get; init; }
    public bool WriteOnly { get; init; }
    public bool Blank { get; init; }
    public bool Absent { get; init; }
    public bool NotBlank { get; init; }
    public bool Rsin { get; init; }
    public bool MustExist { get; init; }
    public bool Own { get; init; }
    public bool AnyHost { get; init; }
    public bool Unique { get; init; }
    public bool ByName { get; init; }
    public bool ByUuid { get; init; }
    public bool Derived { get; init; }
    public bool Deprecated { get; init; }
    public bool Partial { get; init; }
    public bool NotInTrail { get; init; }
    public DescribesAttribute? Describes { get; init; }
    public bool EmptyIsNull { get; init; }

    /// <summary>Whether its value tells one person from another.</summary>
    public bool Person { get; init; }
    public int? MaxLength { get; init; }
    public int? MinLength { get; init; }

    /// <summary>How many values a list that a client sends may have.</summary>
    public int MaxItems { get; init; } = MaxItemsAttribute.Usual;
    public long? Minimum { get; init; }
    public long? Maximum { get; init; }
    public Regex? Pattern { get; init; }
    public EnumNames? Enum { get; init; }

    /// <summary>The fields of an object, or of the objects in a list.</summary>
    public Schema? Schema { get; init; }

    /// <summary>The kind of the values in a list.</summary>
    public Field? Item { get; init; }

    /// <summary>The resource that a reference, or each reference in a list, points to.</summary>
    public Type? Target { get; init; }
    public required Func<object, object?> Get { get; init; }
    public required Action<object, object?> Set { get; init; }

    /// <summary>What the object's shape depends on, when this field's schema is chosen by another field's value.</summary>
    public Variants? Variants { get; set; }
    public override string ToString() => Name;
}

/// <summary>The shapes that an object can have, by the value of the field <paramref name="By"/>.</summary>
public sealed record Variants(Field By, IReadOnlyDictionary<string, Schema?> Shapes);

/// <summary>The values of an enumeration as the standard writes them.</summary>
public sealed class EnumNames
{
    private static readonly ConcurrentDictionary<Type, EnumNames> Known = new();
    private readonly Dictionary<string, object> values = new(StringComparer.Ordinal);
    private readonly Dictionary<object, string> names = [];

    private EnumNames(Type type)
    {
        Type = type;
        foreach (var f in type.GetFields(BindingFlags.Public | BindingFlags.Static))
        {
            var name = f.GetCustomAttribute<NameAttribute>()?.Name ?? JsonNamingPolicy.SnakeCaseLower.ConvertName(f.Name);
            values[name] = f.GetValue(null)!;
            names[f.GetValue(null)!] = name;
        }
    }

    public Type Type { get; }
    public static EnumNames Of(Type type) => Known.GetOrAdd(type, t => new EnumNames(t));
    public static string Name<T>(T value) where T : struct, System.Enum => Of(typeof(T)).names[value];
    public IReadOnlyCollection<string> Names => values.Keys;
    public bool TryGet(string name, out object? value) => values.TryGetValue(name, out value);
    public string this[object value] => names[value];
}

/// <summary>The fields of a record in the order in which they are written, found once by reflection.</summary>
public sealed class Schema
{
    private static readonly ConcurrentDictionary<Type, Schema> Known = new();
    private static readonly NullabilityInfoContext Nullability = new();
    private readonly Dictionary<string, Field> byName;
    private readonly Dictionary<Field, int> places;
    private readonly ConcurrentDictionary<string, Field> byLambda = new(StringComparer.Ordinal);
    private readonly Func<object> make;

    private Schema(Type type)
    {
        Type = type;
        make = Expression.Lambda<Func<object>>(
            Expression.Convert(Expression.Call(typeof(RuntimeHelpers), nameof(RuntimeHelpers.GetUninitializedObject), null,
            Expression.Constant(type)), typeof(object))).Compile();
        var constructor = type.GetConstructor(Type.EmptyTypes);
        if (constructor is not null)
            make = Expression.Lambda<Func<object>>(Expression.Convert(Expression.New(constructor), typeof(object))).Compile();
        Fields = [.. Properties(type).Where(p => p.GetCustomAttribute<HiddenAttribute>() is null && p.Name != "EqualityContract")
            .Select(Make)];
        byName = Fields.ToDictionary(f => f.Name, StringComparer.Ordinal);
        places = Fields.Select((f, i) => (f, i)).ToDictionary(p => p.f, p => p.i);
    }

    public Type Type { get; }
    public IReadOnlyList<Field> Fields { get; }
    public static Schema Of(Type type) => Known.TryGetValue(type, out var known) ? known : Build(type);
    public static Schema Of<T>() => Of(typeof(T));
    public Field? Find(string name) => byName.GetValueOrDefault(name);
    /// <summary>The field of a name, as the JSON has it.</summary>
    /// <exception cref="InvalidOperationException">There is none of this name.</exception>
    public Field Field(string name) => Find(name) ?? throw new InvalidOperationException($"{Type.Name} has no field '{name}'");
    /// <summary>The field that a lambda such as <c>z => z.Einddatum</c> names, by its text: a rule runs at each request,
    /// and building an expression tree for it costs more than the rule.</summary>
    internal Field Named(string lambda) => byLambda.GetOrAdd(lambda, static (text, schema) =>
        schema.Fields.FirstOrDefault(f => f.Property.Name == text[(text.LastIndexOf('.') + 1)..])
            ?? throw new InvalidOperationException($"'{text}' names no field"), this);

    /// <summary>The field of a property, also of one that is hidden from the JSON.</summary>
    /// <exception cref="InvalidOperationException">The property is of another type.</exception>
    public Field Field(PropertyInfo property) => Fields.FirstOrDefault(f => f.Property.Name == property.Name)
        ?? Make(Type.GetProperty(property.Name) ?? throw new InvalidOperationException($"{Type.Name} has no property {property.Name}"));
    internal object New() => make();
    internal int IndexOf(Field field) => places[field];

    private static Schema Build(Type type)
    {
        lock (Nullability) return Known.GetOrAdd(type, t => new Schema(t));
    }

    // Properties of a base record first, so that what all of a register's resources share leads.
    private static IEnumerable<PropertyInfo> Properties(Type type)
    {
        var chain = new Stack<Type>();
        for (var t = type; t is not null && t != typeof(object); t = t.BaseType) chain.Push(t);
        return chain.SelectMany(t => t.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly));
    }

    private static Field Make(PropertyInfo p)
    {
        var nullable = System.Nullable.GetUnderlyingType(p.PropertyType) is not null
            || !p.PropertyType.IsValueType && Nullability.Create(p).WriteState == NullabilityState.Nullable;
        var blank = p.GetCustomAttribute<BlankAttribute>() is not null;
        var name = p.GetCustomAttribute<NameAttribute>()?.Name ?? JsonNamingPolicy.CamelCase.ConvertName(p.Name);
        var range = p.GetCustomAttribute<RangeAttribute>();
        var pattern = p.GetCustomAttribute<RegularExpressionAttribute>()?.Pattern;
        var type = System.Nullable.GetUnderlyingType(p.PropertyType) ?? p.PropertyType;
        var list = type.IsGenericType && type.GetGenericTypeDefinition() == typeof(List<>);
        var valueType = list ? type.GetGenericArguments()[0] : type;
        var kind = KindOf(valueType, p);
        var field = new Field
        {
            Name = name,
            Encoded = JsonEncodedText.Encode(name),
            Property = p,
            Type = valueType,
            Kind = kind,
            Required = p.GetCustomAttribute<RequiredMemberAttribute>() is not null,
            Nullable = nullable && !blank,
            Blank = blank,
            Computed = p.GetCustomAttribute<ComputedAttribute>() is not null,
            Internal = p.GetCustomAttribute<InternalAttribute>() is not null,
            WriteOnly = p.GetCustomAttribute<WriteOnlyAttribute>() is not null,
            Absent = p.GetCustomAttribute<AbsentAttribute>() is not null,
            NotBlank = p.GetCustomAttribute<NotBlankAttribute>() is not null,
            Rsin = p.GetCustomAttribute<RsinAttribute>() is not null,
            MustExist = p.GetCustomAttribute<MustExistAttribute>() is not null,
            Own = p.GetCustomAttribute<OwnAttribute>() is not null,
            AnyHost = p.GetCustomAttribute<AnyHostAttribute>() is not null,
            Unique = p.GetCustomAttribute<UniqueAttribute>() is not null,
            ByName = p.GetCustomAttribute<ByNameAttribute>() is not null,
            ByUuid = p.GetCustomAttribute<ByUuidAttribute>() is not null,
            Derived = p.GetCustomAttribute<DerivedAttribute>() is not null,
            Deprecated = p.GetCustomAttribute<DeprecatedAttribute>() is not null,
            Partial = p.GetCustomAttribute<PartialAttribute>() is not null,
            NotInTrail = p.GetCustomAttribute<NotInTrailAttribute>() is not null,
            Describes = p.GetCustomAttribute<DescribesAttribute>(),
            EmptyIsNull = p.GetCustomAttribute<EmptyIsNullAttribute>() is not null,
            Person = p.GetCustomAttribute<PersonAttribute>() is not null,
            MaxLength = p.GetCustomAttribute<MaxLengthAttribute>()?.Length ?? p.GetCustomAttribute<StringLengthAttribute>()?.MaximumLength,
            MinLength = p.GetCustomAttribute<MinLengthAttribute>()?.Length
                ?? (p.GetCustomAttribute<StringLengthAttribute>() is { MinimumLength: > 0 } s ? s.MinimumLength : null),
            MaxItems = p.GetCustomAttribute<MaxItemsAttribute>()?.Most ?? MaxItemsAttribute.Usual,
            Minimum = Whole(range?.Minimum),
            Maximum = Whole(range?.Maximum),
            Pattern = pattern is null ? null : new Regex(pattern, RegexOptions.CultureInvariant | RegexOptions.ECMAScript),
            Enum = kind == Kind.Enum ? EnumNames.Of(valueType) : null,
            Schema = kind == Kind.Object ? new Lazy<Schema>(() => Of(valueType)).Value : null,
            Target = kind == Kind.Ref ? valueType.GetGenericArguments()[0] : p.GetCustomAttribute<MayBeAttribute>()?.Target,
            Get = Getter(p),
            Set = Setter(p),
        };
        return list ? AsList(field) : field;
    }

    // A limit beyond what a long can hold comes as a double.
    private static long? Whole(object? limit) => limit switch
    {
        null => null,
        double d => d >= long.MaxValue ? long.MaxValue : (long)d,
        _ => Convert.ToInt64(limit)
    };

    // A list carries its own rules (required, nullable, unique); the limits on texts are those of its values.
    private static Field AsList(Field item) => new()
    {
        Name = item.Name,
        Encoded = item.Encoded,
        Property = item.Property,
        Type = item.Property.PropertyType,
        Kind = Kind.List,
        Item = item,
        Required = item.Required,
        Nullable = item.Nullable,
        Computed = item.Computed,
        Internal = item.Internal,
        WriteOnly = item.WriteOnly,
        Unique = item.Unique,
        MaxItems = item.MaxItems,
        ByName = item.ByName,
        ByUuid = item.ByUuid,
        Derived = item.Derived,
        Deprecated = item.Deprecated,
        NotInTrail = item.NotInTrail,
        MustExist = item.MustExist,
        Target = item.Target,
        Schema = item.Schema,
        Get = item.Get,
        Set = item.Set,
    };

    private static Kind KindOf(Type type, PropertyInfo p) => type switch
    {
        _ when type.IsEnum => Kind.Enum,
        _ when type == typeof(string) => p.GetCustomAttribute<UrlAttribute>() is not null ? Kind.Url
            : p.GetCustomAttribute<EmailAddressAttribute>() is not null ? Kind.Email : Kind.Text,
        _ when type == typeof(bool) => Kind.Bool,
        _ when type == typeof(int) || type == typeof(long) => Kind.Integer,
        _ when type == typeof(decimal) || type == typeof(double) => Kind.Number,
        _ when type == typeof(DateOnly) => Kind.Date,
        _ when type == typeof(DateTimeOffset) => Kind.DateTime,
        _ when type == typeof(Duur) => Kind.Duration,
        _ when type == typeof(Guid) => Kind.Uuid,
        _ when type == typeof(JsonElement) => Kind.Json,
        _ when type == typeof(Geometrie) => Kind.Geometry,
        _ when type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Ref<>) => Kind.Ref,
        _ when type.IsClass => Kind.Object,
        _ => throw new InvalidOperationException($"{p.DeclaringType?.Name}.{p.Name}: no JSON kind for {type.Name}"),
    };

    private static Func<object, object?> Getter(PropertyInfo p)
    {
        var o = Expression.Parameter(typeof(object));
        return Expression.Lambda<Func<object, object?>>(
            Expression.Convert(Expression.Property(Expression.Convert(o, p.DeclaringType!), p), typeof(object)), o).Compile();
    }

    private static Action<object, object?> Setter(PropertyInfo p)
    {
        var o = Expression.Parameter(typeof(object));
        var v = Expression.Parameter(typeof(object));
        return Expression.Lambda<Action<object,
            object?>>(Expression.Assign(Expression.Property(Expression.Convert(o, p.DeclaringType!), p),
                Expression.Convert(v, p.PropertyType)), o, v).Compile();
    }
}
