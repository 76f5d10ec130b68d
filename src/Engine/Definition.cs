using System.Linq.Expressions;
using System.Reflection;

namespace Brink.Engine;

/// <summary>What can be done with a resource over HTTP.</summary>
[Flags]
public enum Operation
{
    None = 0, List = 1, Create = 2, Read = 4, Head = 8, Put = 16, Patch = 32, Delete = 64, Zoek = 128, AuditTrail = 256,
    All = List | Create | Read | Head | Put | Patch | Delete,
    /// <summary>Made, read and deleted, never changed.</summary>
    Immutable = List | Create | Read | Head | Delete,
    Update = Put | Patch,
}

/// <summary>How a filter compares, and the end of its parameter's name.</summary>
[Flags]
public enum Compare
{
    Equal = 1, In = 2, Gt = 4, Gte = 8, Lt = 16, Lte = 32, IsNull = 64, Contains = 128,
    /// <summary>The names of scopes in a list column: the value is one of the stored list.</summary>
    Any = 256,
}

/// <summary>One column beside the document, for a filter, an order, a rule or the rights of a caller.</summary>
public sealed record KeyColumn(string Name, Kind Kind, Func<Resource, object?> Value)
{
    /// <summary>The type in SQL: whole numbers and truth values as integers, fractions as doubles, all else as text.</summary>
    public bool IsInteger => Kind is Kind.Integer or Kind.Bool;
    public bool IsDouble => Kind is Kind.Number;
}

/// <summary>One query parameter of a list.</summary>
public sealed record Filter(string Name, Field Field, Compare Compare, KeyColumn? Column)
{
    /// <summary>The resources through which is filtered, from this one on; the column is that of the last.</summary>
    public IReadOnlyList<Step> Steps { get; init; } = [];

    /// <summary>A filter of a kind of its own: adds its condition to the query.</summary>
    public Action<Query, object?>? Custom { get; init; }

    /// <summary>Applies when the parameter is not given.</summary>
    public bool Always { get; init; }

    /// <summary>Several values, separated by commas or repeated.</summary>
    public bool Many => Compare is Compare.In or Compare.Any;

    /// <summary>The parameter may be repeated; each value is taken whole, commas and all.</summary>
    public bool Repeats { get; init; }
    public bool OnlyInBody { get; init; }

    /// <summary>Looks for a person by what is no number: that is written down too.</summary>
    public bool AsksPerson { get; init; }

    /// <summary>Finds a person: without a value it is refused.</summary>
    public bool Person => AsksPerson || Field.Person || Field.Item?.Person == true;
}

/// <summary>One step to another resource: some <paramref name="Via"/> whose <paramref name="ViaColumn"/> equals <paramref
/// name="OwnColumn"/> of the one before.</summary>
public sealed record Step(Type Via, string ViaColumn, string OwnColumn = "uuid");

public sealed record OrderBy(string Name, KeyColumn Column);

public sealed record NamedRule<TChange>(string Code, Func<TChange, ValueTask> Run, IReadOnlyList<string> Fields);

/// <summary>An index over key columns; a unique one guards a rule of the standard.</summary>
public sealed record KeyIndex(IReadOnlyList<string> Columns, bool Unique)
{
    /// <summary>Over what is inside a column of JSON (PostgreSQL only).</summary>
    public bool Inside { get; init; }
}

/// <summary>How one caller gets to see documents: the fields that it asked for, and what is left out because it may not see it.</summary>
public sealed record Presentation(Definition Definition, Caller Caller, string? Fields)
{
    /// <summary>What was left out, for the header <c>X-Unauthorized-Fields</c>.</summary>
    public SortedSet<string> Hidden { get; } = new(StringComparer.Ordinal);
}

/// <summary>How configuration moves: where it stands in a bundle, by which field it is known there, and what stays behind.</summary>
public sealed record Moving(string Map, Field Naam, IReadOnlyList<string> Without);

/// <summary>How a resource is served: everything about it that is not a field. The engine reads it;
/// nothing else is needed to add a resource.</summary>
public abstract class Definition
{

    protected Definition(Type type)
    {
        Type = type;
        Schema = Schema.Of(type);
        Name = type.Name.ToLowerInvariant();
    }

    public Type Type { get; }
    public Schema Schema { get; }

    /// <summary>The name of the resource in audit trail and notifications.</summary>
    public string Name { get; protected set; }
    public Register Register { get; internal set; } = null!;
    public string Path { get; protected set; } = "";
    public string Table => $"{Register.Component}_{Type.Name.ToLowerInvariant()}";
    public Operation Operations { get; protected set; } = Operation.All;
    public bool ShowsUuid { get; protected set; }
    public bool Paged { get; protected set; } = true;
    public bool Crs { get; protected set; }
    public List<KeyColumn> Columns { get; } = [];
    public List<Filter> Filters { get; } = [];
    public List<OrderBy> Orders { get; } = [];
    public List<KeyIndex> Indexes { get; } = [];
    public Dictionary<Operation, string[]> Scopes { get; } = [];
    public List<ResourceAction> Actions { get; } = [];

    /// <summary>The reference to the main object that this is part of; null for a main object.</summary>
    public Field? Parent { get; protected set; }
    public Type? ParentType => Parent?.Target;

    /// <summary>Whether the address lies below that of the parent.</summary>
    public bool Nested { get; protected set; }

    /// <summary>The field of the parent that lists the addresses of these (a list), or holds the newest (a single reference).</summary>
    public Field? ListField { get; protected set; }

    /// <summary>The columns on which rights are decided: the type and the level of confidentiality.</summary>
    public KeyColumn? TypeColumn { get; protected set; }
    public KeyColumn? LevelColumn { get; protected set; }

    /// <summary>The internal field that holds the client by which it was made: only that client, and who may do all, reaches it.</summary>
    public Field? Owner { get; protected set; }
    public Func<Resource, string>? Weergave { get; protected set; }
    public IReadOnlyList<string>? ExpandFields { get; protected set; }

    /// <summary>The only paths that <c>expand</c> takes; null where any way along references is taken.</summary>
    public IReadOnlyList<string>? ExpandPaths { get; protected set; }

    /// <summary>How search finds it; null when it does not.</summary>
    public Zoekbaar? Zoekbaar { get; protected set; }

    /// <summary>The texts by which its main object is found; null when it has none.</summary>
    internal Zoekdeel? Zoekdeel { get; private protected set; }

    /// <summary>Whether a PUT leaves what it does not name as it was.</summary>
    public bool PutKeeps { get; protected set; }

    /// <summary>Whether a list that no order is asked for begins with what was made last.</summary>
    public bool NewestFirst { get; protected set; }

    /// <summary>The references with whose resources this one is deleted.</summary>
    public List<Field> Leads { get; } = [];

    /// <summary>The references to what this is news of: what it is part of, and what it goes with.</summary>
    internal IReadOnlyList<Field> Above => above ??= [.. Parent is null ? Leads : Leads.Prepend(Parent).Distinct(), .. Tells];
    private IReadOnlyList<Field>? above;

    /// <summary>How it moves between organisations; null when it stays where it is.</summary>
    public Moving? Moving { get; private protected set; }

    /// <summary>On which kanaal its changes are news: where it is announced, or else the name of its register.</summary>
    internal string NewsKanaal(Model model) =>
        Kanaal ?? (ParentType is { } parent ? model.Find(parent)?.Kanaal : null) ?? Register.Naam;

    /// <summary>More references to what this is news of.</summary>
    protected List<Field> Tells { get; } = [];

    /// <summary>The query parameters of a delete, and the record that it may answer with instead of nothing.</summary>
    public List<(string Name, Field Like)> DeleteParameters { get; } = [];
    public Type? DeleteAnswer { get; protected set; }
    public KeyColumn? GeometryColumn { get; protected set; }

    /// <summary>The channel on which changes are announced; parts use their main object's.</summary>
    public string? Kanaal { get; protected set; }

    /// <summary>The fields of the main object that go along with an announcement.</summary>
    public IReadOnlyList<Field> Kenmerken { get; protected set; } = [];
    protected Dictionary<string, string> KenmerkNames { get; } = [];

    /// <summary>The name under which a field goes along with an announcement.</summary>
    public string KenmerkName(Field field) => KenmerkNames.GetValueOrDefault(field.Name, field.Name);

    /// <summary>The query parameters of a read of one resource.</summary>
    public List<(string Name, Field Like)> ReadParameters { get; } = [];
    internal Func<Derivation, Resource, ValueTask<Resource?>>? ReadOther { get; set; }

    /// <summary>The parameter that says for which day is asked; null where that is always today.</summary>
    public string? DayParameter { get; protected set; }

    /// <summary>The field whose bytes come with the body, as base64.</summary>
    public Field? UploadField { get; protected set; }

    /// <summary>Removes bytes that came with a request that was refused, and lay nowhere before.</summary>
    internal Func<Tenant, Model, DateTimeOffset, StoredBlob, Task>? Discards { get; private protected set; }

    /// <summary>Whether that field comes in a form (<c>multipart/form-data</c>) instead.</summary>
    public bool UploadsForm { get; protected set; }

    /// <summary>The fields that the audit trail does not keep: not everybody who reads it may know them.</summary>
    internal HashSet<string> TrailOmits => trailOmits ??= [.. Schema.Fields.Where(f => f.NotInTrail).Select(f => f.Name)];
    private HashSet<string>? trailOmits;

    /// <summary>Whether reading it leaves a row of its own.</summary>
    public bool IsPersonal { get; protected set; }

    /// <summary>The condition under which it is shown to whoever may not see what is restricted; null where it always is.</summary>
    internal Action<Query>? Free { get; private protected set; }

    /// <summary>How a restriction is known: the column of the number, the column that is empty while it holds,
    /// and the scope of who sees what is restricted.</summary>
    internal (string Number, string End, string Scope)? Restriction { get; private protected set; }

    /// <summary>Resources that every organisation has by itself, known by a key column.</summary>
    internal (string Column, Func<Model, IEnumerable<Resource>> Make)? Standing { get; set; }

    /// <summary>Kept by the server for itself: no address, no audit trail, no announcements.</summary>
    public bool IsInternal { get; protected set; }

    /// <summary>Has an address, but changes are told of with the main object only.</summary>
    public bool IsSilent { get; protected set; }

    /// <summary>The number that stands in its address in place of a uuid, and whether nothing stands before it:
    /// <c>{parent}/3</c>.</summary>
    public Field? Number { get; protected set; }
    public bool Bare { get; protected set; }

    /// <summary>Whether it is refused to a caller that may see some fields of a type only.</summary>
    public bool NotForLimited { get; protected set; }

    /// <summary>Whether its answer shows no address.</summary>
    public bool HidesUrl { get; protected set; }

    /// <summary>Whether a client may choose the uuid of what it makes.</summary>
    public bool TakesUuid { get; protected set; }

    /// <summary>The resource whose rows make up the list, and how a row becomes an answer.</summary>
    public Type? RowsOf { get; protected set; }
    internal Func<Resource, Resource>? FromRow { get; set; }

    /// <summary>Works on the query of each list, knowing the values that were asked for, by parameter.</summary>
    public Action<Query, IReadOnlyDictionary<string, object?>, Caller>? Narrow { get; protected set; }

    /// <summary>What a name in <c>ordering</c> means in SQL; null when the name means nothing.</summary>
    public Func<Query, string, Caller, IReadOnlyList<string>?>? OrderTerms { get; protected set; }

    /// <summary>How those names are told to whoever asks for another.</summary>
    public IReadOnlyList<string> OrderNames { get; protected set; } = [];

    /// <summary>The order of a list when none is asked for.</summary>
    public string StandardOrder { get; protected set; } = "t.id";

    /// <summary>Makes of a stored document what a caller may see of it.</summary>
    public Func<Presentation, byte[], byte[]>? Presents { get; protected set; }

    /// <summary>The last segment of the address of search.</summary>
    public string ZoekPath { get; protected set; } = "_zoek";

    /// <summary>The group of fields that holds the geometry, and whether <c>Accept-Crs</c> may be left out.</summary>
    public string? GeometryIn { get; protected set; }
    public bool CrsOptional { get; protected set; }

    // What is done in place of a delete, and is its answer; null when it is to be deleted after all.
    internal Func<Change, ValueTask<object?>>? KeepInstead { get; set; }
    internal bool ReadsOtherAlways { get; set; }

    /// <summary>How deep <c>expand</c> goes here, and the components to which it is limited; null without limits of its own.</summary>
    public (int Levels, string[] Components)? ExpandLimit { get; protected set; }

    /// <summary>The fields without which <c>_zoek</c> asks for nothing.</summary>
    public IReadOnlyList<string> ZoekRequires { get; protected set; } = [];

    /// <summary>The largest body that is taken, in bytes; null for the server's usual limit.</summary>
    public long? MaxBody { get; protected set; }
    private TableSql? sql;
    public TableSql Sql => sql ??= new TableSql(this);

    /// <summary>The key column of a name.</summary>
    /// <exception cref="InvalidOperationException">There is none of this name.</exception>
    public KeyColumn Column(string name) => Columns.FirstOrDefault(c => c.Name == name)
        ?? throw new InvalidOperationException($"{Type.Name} has no key column '{name}'");

    /// <summary>The names in a definition that no compiler checks: a slip in one stops the program before it serves anybody.</summary>
    /// <exception cref="InvalidOperationException">A name means nothing: an index, an order or a filter on no key column,
    /// <c>expand</c> of no reference, a search that needs no filter of its own, or a rule of no field.</exception>
    internal void Check(Model model)
    {
        foreach (var name in Indexes.SelectMany(i => i.Columns).Where(name => !IsColumn(name))) Column(name);
        var references = References(model).Select(r => r.Field.Name).ToHashSet();
        if (ExpandFields?.FirstOrDefault(name => !references.Contains(name)) is { } unknown)
            throw new InvalidOperationException($"{Type.Name} expands '{unknown}', which is no reference to a resource");
        foreach (var path in ExpandPaths ?? []) CheckPath(model, path);
        if (ZoekRequires.FirstOrDefault(name => name != "uuid__in" && !Filters.Exists(f => f.Name == name)) is { } needed)
            throw new InvalidOperationException($"{Type.Name} cannot be searched without '{needed}', which is none of its filters");
        if (RuleFields.FirstOrDefault(name => Schema.Find(name.Split('.')[0]) is null) is { } ruled)
            throw new InvalidOperationException($"{Type.Name} has a rule of '{ruled}', which is no field");
        foreach (var term in StandardOrder.Split(',', StringSplitOptions.TrimEntries))
        {
            if (RowsOf is null && term.StartsWith("t.", StringComparison.Ordinal) && term[2..].Split(' ')[0].Trim('"') is var name
                && !IsColumn(name))
            {
                Column(name);
            }
        }
        foreach (var filter in Filters.Where(f => f.Steps.Count > 0)) CheckWay(model, filter);
        if (Zoekbaar is not null && (Free is not null || RowsOf is not null))
            throw new InvalidOperationException($"{Type.Name} is found by search, which knows no restriction of its rows one by one");
    }

    private bool IsColumn(string name) => name is "id" or "uuid" || Columns.Exists(c => c.Name == name);

    private void CheckPath(Model model, string path)
    {
        var at = this;
        foreach (var step in path.Split('.'))
        {
            at = at?.References(model).FirstOrDefault(r => r.Field.Name == step).Target
                ?? throw new InvalidOperationException($"{Type.Name} expands '{path}', in which '{step}' is no reference to a resource");
        }
    }

    // A filter through other resources: each step by a column that is there.
    private void CheckWay(Model model, Filter filter)
    {
        var before = RowsOf is { } rows ? model.Of(rows) : this;
        foreach (var step in filter.Steps)
        {
            var via = model.Of(step.Via);
            if (!before.IsColumn(step.OwnColumn) || !via.IsColumn(step.ViaColumn))
            {
                throw new InvalidOperationException(
                    $"{Type.Name} filters '{filter.Name}' by '{step.OwnColumn}' of {before.Type.Name} and '{step.ViaColumn}' of "
                    + $"{via.Type.Name}, which are not both key columns");
            }
            before = via;
        }
        if (filter.Column is { } last && !before.IsColumn(last.Name))
        {
            throw new InvalidOperationException(
                $"{Type.Name} filters '{filter.Name}' by '{last.Name}', which is no key column of {before.Type.Name}");
        }
    }

    /// <summary>The fields that the rules name.</summary>
    internal abstract IEnumerable<string> RuleFields { get; }

    public bool Has(Operation operation) => (Operations & operation) == operation;

    /// <summary>The scopes of which a caller needs one.</summary>
    public string[] ScopesFor(Operation operation)
    {
        foreach (var (key, value) in Scopes) if ((key & operation) != 0) return value;
        return [];
    }

    /// <summary>The address in its stored form.</summary>
    public string Address(Resource resource) => Nested
        ? Number is not { } number ? $"{((IRef)Parent!.Get(resource)!).Value}/{Path}/{resource.Uuid}"
            : $"{((IRef)Parent!.Get(resource)!).Value}/{(Bare ? "" : Path + "/")}{number.Get(resource)}"
        : $"~/{Register.Root}/{Path}/{resource.Uuid}";

    /// <summary>The address of the parent, out of that of the part.</summary>
    internal string ParentOf(string url) => Number is null ? url[..(url.Length - 36 - Path.Length - 2)]
        : url.LastIndexOf('/') is var slash && Bare ? url[..slash] : url[..(slash - Path.Length - 1)];

    /// <summary>The references that <c>expand</c> can follow.</summary>
    public IEnumerable<(Field Field, Definition Target)> Expansions(Model model) =>
        References(model).Where(r => ExpandFields?.Contains(r.Field.Name) != false);

    /// <summary>Every reference to a resource of the platform.</summary>
    internal IEnumerable<(Field Field, Definition Target)> References(Model model)
    {
        foreach (var f in Schema.Fields)
        {
            if (f.Internal) continue;
            var target = f.Target ?? (f.Kind == Kind.List && f.Item!.Kind == Kind.Object
                ? f.Item.Schema!.Fields.FirstOrDefault(x => x.Kind == Kind.Ref)?.Target : null);
            if (target is not null && model.Find(target) is { } d) yield return (f, d);
        }
    }

    public bool Expandable(Model model) => Expansions(model).Any();

    internal abstract bool IsDerived { get; }

    /// <summary>Whether a stored document is one of which fields are derived; null when all are.</summary>
    internal Func<byte[], bool>? DerivedWhen { get; private protected set; }
    internal abstract ValueTask ApplyDerive(Derivation derivation, IReadOnlyList<Resource> resources);
    internal abstract ValueTask RunRules(Change change);
    internal abstract ValueTask RunEffects(Change change);
    internal abstract Change NewChange(Session session, Operation operation, Resource subject, Resource? old);
}

/// <summary>A deed beside create, read, update and delete: <c>POST {resource}/{uuid}/{name}</c>,
/// or <c>POST {resource}/{name}</c> when it concerns no single resource.</summary>
/// <param name="Name">The last segment of the address.</param>
/// <param name="Scopes">The scopes of which the caller needs one.</param>
/// <param name="OnResource">Whether the address names one resource.</param>
/// <param name="Run">What is done, within one transaction.</param>
/// <param name="Body">The record that the body is read into; null where there is none.</param>
/// <param name="Answer">The record that the answer shows; null for no content or the resource itself.</param>
public sealed record ResourceAction(string Name, string[] Scopes, bool OnResource, Func<ActionCall, ValueTask<ActionResult>> Run,
    Type? Body = null, Type? Answer = null)
{
    public string Method { get; init; } = "POST";
    public int Status { get; init; } = 200;

    /// <summary>Whether the answer is the resource on which it was done.</summary>
    public bool AnswersResource { get; init; }

    /// <summary>Whether its answer says nothing of any person, though the resource does: a count, a state.</summary>
    public bool ShowsNobody { get; init; }

    /// <summary>Whether its answer says something of persons, though the resource does not.</summary>
    public bool ShowsPersons { get; init; }

    /// <summary>Whether it is for every caller that is known: what it shows goes by the rights on that.</summary>
    public bool GoesByWhatItShows { get; init; }

    /// <summary>Lies directly below the API's root: <c>/{name}</c>, or <c>/{name}/{uuid}</c> for one resource.</summary>
    public bool AtRoot { get; init; }

    /// <summary>Whether the answer is a list of <see cref="Answer"/>.</summary>
    public bool AnswersList { get; init; }

    /// <summary>The largest file that it takes as its body (<c>application/zip</c>), in bytes; null where it takes no file.</summary>
    public int? LargestFile { get; init; }

    /// <summary>The part of the body that describes a resource of this kind with its bytes (<see cref="Definition{T}.Uploads"/>);
    /// null where there is none.</summary>
    public string? UploadWithin { get; init; }

    /// <summary>The largest body that it takes, in bytes; null for the server's usual limit.</summary>
    public long? MaxBody { get; init; }

    /// <summary>Whether the body may be left out; its record then has initial values.</summary>
    public bool BodyOptional { get; init; }

    /// <summary>The query parameters that it takes, and the fields that their values look like.</summary>
    public IReadOnlyList<(string Name, Field Like)> Parameters { get; init; } = [];
}
