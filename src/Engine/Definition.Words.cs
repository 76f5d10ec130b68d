using System.Linq.Expressions;
using System.Reflection;

namespace Brink.Engine;

/// <summary>The definition of resource <typeparamref name="T"/>, written as one sentence per property of the standard.</summary>
public sealed class Definition<T> : Definition where T : Resource
{
    private readonly List<NamedRule<Change<T>>> rules = [];
    private readonly List<NamedRule<Change<T>>> effects = [];
    private Func<Derivation, IReadOnlyList<T>, ValueTask>? derive;

    internal Definition() : base(typeof(T)) { }

    /// <summary>The collection's path below the API's root, such as <c>statussen</c>.</summary>
    public Definition<T> At(string path, string? name = null) { Path = path; Name = name ?? Name; return this; }

    /// <summary>The main object that this is part of: its rights, audit trail and notifications are the parent's.</summary>
    public Definition<T> PartOf<TParent>(Expression<Func<T, Ref<TParent>>> parent) where TParent : Resource
    {
        Parent = Schema.Field(Property(parent));
        Key(parent.Body, Parent);
        Indexes.Add(new KeyIndex([Parent.Name], false));
        return this;
    }

    /// <summary>As <see cref="PartOf"/>, and the address lies below the parent's: <c>{parent}/{path}/{uuid}</c>.</summary>
    public Definition<T> Under<TParent>(Expression<Func<T, Ref<TParent>>> parent, string path) where TParent : Resource
    {
        Nested = true;
        Path = path;
        return PartOf(parent);
    }

    /// <summary>The parent's computed field that lists these (or holds the newest one); kept up when one is made or deleted.</summary>
    public Definition<T> ListedIn<TParent>(Expression<Func<TParent, object?>> field) where TParent : Resource
    {
        ListField = Schema.Of<TParent>().Field(Property(field));
        return this;
    }

    public Definition<T> WithUuid() { ShowsUuid = true; return this; }

    /// <summary>As <see cref="WithUuid"/>, and a client may choose it when it makes one.</summary>
    public Definition<T> WithChosenUuid() { TakesUuid = true; return WithUuid(); }

    /// <summary>Its address ends on this number and not on a uuid: <c>{parent}/{path}/{number}</c>,
    /// or (bare) <c>{parent}/{number}</c>.</summary>
    public Definition<T> Numbered(Expression<Func<T, int>> number, bool bare = false)
    {
        Number = Schema.Field(Property(number));
        Bare = bare; return this;
    }

    /// <summary>Makes up the list of another resource (<see cref="ListsFrom"/>),
    /// which is asked by what is inside the column <paramref name="inside"/> of JSON.
    /// Its own answers show no address and need no <c>Accept-Crs</c>, and are not for a caller that may see some fields of a type
    /// only.</summary>
    public Definition<T> ListedAsOther(string inside)
    {
        Indexes.Add(new KeyIndex([inside], false) { Inside = true });
        (HidesUrl, CrsOptional, NotForLimited) = (true, true, true);
        return Derive((_, _) => ValueTask.CompletedTask);
    }

    /// <summary>Changes are told of (audit trail, announcements) with the main object only.</summary>
    public Definition<T> Silent() { IsSilent = true; return this; }

    /// <summary>The list and the search go over the rows of another resource.</summary>
    public Definition<T> ListsFrom<TRow>(Rows<TRow, T> rows) where TRow : Resource
    {
        RowsOf = typeof(TRow);
        FromRow = row => rows.Shown((TRow)row);
        (Narrow, OrderTerms, OrderNames, Presents, ZoekPath) = (rows.Narrow, rows.OrderTerms, rows.OrderNames, rows.Presents,
            rows.ZoekPath);
        (Crs, CrsOptional, GeometryIn) = (true, true, rows.GeometryIn);
        GeometryColumn = new KeyColumn("geometry", Kind.Geometry, _ => null);
        return this;
    }

    /// <summary>The order of a list when none is asked for, in SQL.</summary>
    public Definition<T> OrdersBy(string standard) { StandardOrder = standard; return this; }

    public Definition<T> With(Operation operations) { Operations = operations; return this; }

    /// <summary>The list is answered as a bare array.</summary>
    public Definition<T> Unpaged() { Paged = false; return this; }

    /// <summary>Has a geometry: asks for <c>Accept-Crs</c> and <c>Content-Crs</c>, and is searched by area.</summary>
    public Definition<T> Located(Expression<Func<T, Geometrie?>> geometry)
    {
        Crs = true;
        var field = Schema.Field(Property(geometry));
        var get = field.Get;
        foreach (var (suffix, corner) in new (string, Func<NetTopologySuite.Geometries.Envelope, double>)[] { ("minx", e => e.MinX),
            ("maxx", e => e.MaxX),
            ("miny", e => e.MinY), ("maxy", e => e.MaxY) })
        {
            Columns.Add(new KeyColumn($"{field.Name}_{suffix}", Kind.Number, r => get(r) is Geometrie g
                ? corner(g.Shape.EnvelopeInternal) : null));
        }
        GeometryColumn = new KeyColumn(field.Name, Kind.Geometry, r => get(r));
        return this;
    }


    /// <summary>A filter per comparison, named as the standard does: <c>field</c>, <c>field__gt</c>, …;
    /// or taken in the body of <c>_zoek</c> only.</summary>
    public Definition<T> Filter<TValue>(Expression<Func<T, TValue>> field, Compare compare = Compare.Equal, bool onlyInBody = false)
    {
        var f = Schema.Field(Property(field));
        var column = Key(field.Body, f);
        foreach (var one in Each(compare)) Filters.Add(new Filter(f.Name + Suffix(one), f, one, column) { OnlyInBody = onlyInBody });
        return this;
    }

    /// <summary>A filter under a name of its own on a key column made by <see cref="Key(string, Kind, Func{T, object?})"/>;
    /// <paramref name="like"/> is the field that its value looks like.</summary>
    public Definition<T> Filter(string name, Field like, string column, Compare compare = Compare.Equal)
    {
        foreach (var one in Each(compare)) Filters.Add(new Filter(name + Suffix(one), like, one, Column(column)));
        return this;
    }

    /// <summary>A filter of a kind of its own. <paramref name="apply"/> gets the value read as <paramref name="like"/>,
    /// or null when the parameter is absent and <paramref name="always"/> is set. Several values are separated by commas (many),
    /// or come in a parameter that is repeated, each taken whole (repeats).</summary>
    public Definition<T> Filter(string name, Field like, Action<Query, object?> apply, bool always = false, bool many = false,
        bool repeats = false)
    {
        Filters.Add(new Filter(name, like, many ? Compare.In : Compare.Equal, null) { Custom = apply, Always = always, Repeats = repeats });
        return this;
    }

    /// <summary>A filter through another resource: those for which a <typeparamref name="TVia"/> exists whose <paramref name="link"/> is
    /// this one and whose
    /// <paramref name="column"/> has the value.</summary>
    public Definition<T> FilterVia<TVia>(string name, Field like, string link, string column, Compare compare = Compare.Equal)
        where TVia : Resource
    {
        Filters.Add(new Filter(name, like, compare, new KeyColumn(column, like.Kind, _ => null))
        {
            Steps = [new Step(typeof(TVia), link)]
        });
        return this;
    }

    /// <summary>A person looked for through another resource, in the body of <c>_zoek</c> only, by a condition of its own; who asks leaves
    /// a row in the log.</summary>
    public Definition<T> FilterPerson<TVia>(string name, Field like, string link, Action<Query, object?> apply) where TVia : Resource
    {
        Filters.Add(new Filter(name, like, Compare.Equal, null)
        {
            Steps = [new Step(typeof(TVia), link)],
            Custom = apply,
            OnlyInBody = true,
            AsksPerson = true,
        });
        return this;
    }

    /// <summary>As <see cref="FilterVia"/>, by a way of several steps. Filters that begin with the same steps ask them of one and the same
    /// resource.</summary>
    public Definition<T> FilterVia(string name, Field like, string column, Compare compare, params Step[] steps)
    {
        Filters.Add(new Filter(name, like, compare, new KeyColumn(column, like.Kind, _ => null)) { Steps = steps });
        return this;
    }

    public Definition<T> Order<TValue>(Expression<Func<T, TValue>> field)
    {
        var f = Schema.Field(Property(field));
        Orders.Add(new OrderBy(f.Name, Key(field.Body, f)));
        return this;
    }

    /// <summary>A key column of a field.</summary>
    public Definition<T> Key<TValue>(Expression<Func<T, TValue>> field) { Key(field.Body, Schema.Field(Property(field))); return this; }

    /// <summary>A key column that is worked out from the record. For <see cref="Kind.List"/> the value is a list of texts,
    /// kept as <c>|a|b|</c>.</summary>
    public Definition<T> Key(string name, Kind kind, Func<T, object?> value)
    {
        Columns.Add(new KeyColumn(name, kind, r => value((T)r)));
        return this;
    }

    /// <summary>No two of the same main object (of all, for a main object, whose fields must then be key columns) have the same values of
    /// these fields. A second one is refused at the first field, in these words. (Not by an index: data from before the rule may have two,
    /// and stays readable.)</summary>
    public Definition<T> Distinct(string reason, params string[] fields)
    {
        var parts = fields.Select(Schema.Field).ToList();
        bool Same(T one, T other) => parts.TrueForAll(f => Equals(f.Get(one), f.Get(other)));
        return Rule("uniek", async c =>
        {
            if (c.Deleting || c.Old is not null && Same(c.Old, c.New)) return;
            if (Parent is null) await c.Session.Queue(Table); // the parts of one main object wait for each other there
            var others = await c.Find<T>(q =>
            {
                if (Parent is not null) q.Is(Parent.Name, Parent.Get(c.New));
                else foreach (var f in parts) q.Is(f.Name, f.Get(c.New));
            });
            if (others.Exists(o => o.Uuid != c.New.Uuid && Same(o, c.New)) && !c.Faults.Exists(f => f.Name == "nonFieldErrors"))
                c.Fault(fields[0], "unique", reason);
        }, Parent is null ? fields : [Parent.Name, .. fields]);
    }

    /// <summary>Belongs to the client that makes it. No other client sees, changes or deletes it, but for who may do all.</summary>
    public Definition<T> OwnedBy(Expression<Func<T, string>> client)
    {
        Owner = Schema.Field(Property(client));
        return Key(client);
    }

    public Definition<T> Unique(params string[] columnNames) { Indexes.Add(new KeyIndex(columnNames, true)); return this; }
    public Definition<T> Index(params string[] columnNames) { Indexes.Add(new KeyIndex(columnNames, false)); return this; }

    /// <summary>The fields on which rights are decided: the type, and where it has one the level of confidentiality.</summary>
    public Definition<T> Typed<TType>(Expression<Func<T, Ref<TType>>> type, Func<T, int>? level = null) where TType : Resource
    {
        TypeColumn = Key(type.Body, Schema.Field(Property(type)));
        if (level is null) return this;
        LevelColumn = new KeyColumn("niveau", Kind.Integer, r => level((T)r));
        Columns.Add(LevelColumn);
        return this;
    }

    /// <summary>Rights are decided by what it is itself: it is the type.</summary>
    public Definition<T> IsType() { TypeColumn = new KeyColumn("uuid", Kind.Uuid, r => r.Uuid); return this; }

    /// <summary>The scopes, one of which a caller needs for these operations.</summary>
    public Definition<T> Allow(Operation operations, params string[] anyOf) { Scopes[operations] = anyOf; return this; }

    /// <summary>Holds personal data: whoever reads or changes it leaves a row that tells who, with which application,
    /// for what and why.</summary>
    public Definition<T> Personal() { IsPersonal = true; return this; }

    /// <summary>Is left out for whoever may not see what is restricted, and cannot be removed by anybody, unless this holds.</summary>
    public Definition<T> HiddenUnless(Func<Query, Query> free) { Free = q => free(q); return this; }

    /// <summary>Says of which number of a person the data are restricted, until the column <paramref name="end"/> is filled;
    /// who holds the scope sees them all the same.</summary>
    public Definition<T> Restricts(string number, string end, string scope) { Restriction = (number, end, scope); return this; }

    /// <summary>What a person recognises the resource by, for the audit trail (at most 200 characters).</summary>
    public Definition<T> ShownAs(Func<T, string> weergave) { Weergave = r => weergave((T)r); return this; }

    /// <summary>The names that <c>expand</c> takes; without it every reference to a resource of the platform.</summary>
    public Definition<T> Expands(params string[] fields) { ExpandFields = fields; return this; }

    /// <summary>The paths that <c>expand</c> takes, and no others.</summary>
    public Definition<T> ExpandsPaths(params string[] paths)
    {
        ExpandPaths = paths;
        return Expands([.. paths.Select(p => p.Split('.')[0]).Distinct()]);
    }

    /// <summary>A PUT must name what is required; what else it does not name stays as it was.</summary>
    public Definition<T> PutLeavesTheRest() { PutKeeps = true; return this; }

    public Definition<T> ListsNewestFirst() { NewestFirst = true; return this; }

    /// <summary>Deleted along with the resource that this field refers to.</summary>
    public Definition<T> GoesWith<TOther>(Expression<Func<T, TOther>> reference)
    {
        var field = Schema.Field(Property(reference));
        Key(reference.Body, field);
        if (!Indexes.Any(i => i.Columns[0] == field.Name)) Index(field.Name);
        Leads.Add(field);
        return this;
    }

    /// <summary>A query parameter of the delete (<see cref="Change.Parameters"/>),
    /// and what it may answer with (<see cref="Change.Reply"/>). With
    /// <paramref name="instead"/> the delete may come to something else, which is then that answer.</summary>
    public Definition<T> DeleteTakes<TAnswer>(string name, Field like, Func<Change<T>, object?, ValueTask<TAnswer?>>? instead = null)
        where TAnswer : class
    {
        DeleteParameters.Add((name, like));
        DeleteAnswer = typeof(TAnswer);
        if (instead is not null)
        {
            KeepInstead = async change => change.Parameters.GetValueOrDefault(name) is { } value
            ? await instead((Change<T>)change, value) : null;
        }
        return this;
    }

    /// <summary>A rule of the standard, by its code. It reports what is wrong, or works out a field of the record itself.
    /// It runs when none of <paramref name="fields"/> (without any: no field at all) has a fault.</summary>
    public Definition<T> Rule(string code, Func<Change<T>, ValueTask> rule, params string[] fields)
    {
        rules.Add(new(code, rule, fields));
        return this;
    }

    /// <summary>What a change of this resource brings about in others. Runs after all rules, when nothing is wrong,
    /// in the same transaction.</summary>
    public Definition<T> Effect(string code, Func<Change<T>, ValueTask> effect) { effects.Add(new(code, effect, [])); return this; }

    /// <summary>Fields of the answer that depend on other resources at the moment of reading.
    /// Costs a pass over the record on every read.</summary>
    /// <param name="fill">Fills the fields in.</param>
    /// <param name="when">Tells by the stored document whether there is anything to fill in, so that others cost nothing.</param>
    public Definition<T> Derive(Func<Derivation, IReadOnlyList<T>, ValueTask> fill, Func<byte[], bool>? when = null)
    {
        derive = fill;
        DerivedWhen = when; return this;
    }

    /// <summary>Announces changes on a channel, with these fields as <c>kenmerken</c> (Notificaties API);
    /// <c>field=name</c> is one that goes under another name.</summary>
    public Definition<T> Notifies(string kanaal, params string[] kenmerken)
    {
        Kanaal = kanaal;
        Kenmerken = [.. kenmerken.Select(k => Schema.Field(k.Split('=')[0]))];
        foreach (var named in kenmerken.Where(k => k.Contains('=', StringComparison.Ordinal)))
            KenmerkNames[named.Split('=')[0]] = named.Split('=')[1];
        return this;
    }

    /// <summary>It is configuration that moves between organisations: in a bundle it stands under <paramref name="map"/>, is known by this
    /// field and not by its address, and goes without the fields that hold for one environment only.</summary>
    public Definition<T> Moves<TValue>(string map, Expression<Func<T, TValue>> naam, params string[] without)
    {
        Moving = new(map, Schema.Field(Property(naam)), without);
        return this;
    }

    /// <summary>Its changes are news of what it refers to as well: a page of that shows it.</summary>
    public Definition<T> NewsOf<TOther>(Expression<Func<T, TOther>> reference)
    {
        Tells.Add(Schema.Field(Property(reference)));
        return this;
    }

    /// <summary>A query parameter of the read of one resource.</summary>
    public Definition<T> ReadParameter(string name, Field like) { ReadParameters.Add((name, like)); return this; }

    /// <summary>The parameter of reads and lists that says for which day is asked (<see cref="Derivation.Day"/>).</summary>
    public Definition<T> AsOf(string parameter) { DayParameter = parameter; return this; }

    /// <summary>When a read of one resource carries parameters, another version of it is answered; null when there is none.</summary>
    public Definition<T> ReadsVersions(Func<Derivation, T, ValueTask<T?>> find, bool always = false)
    {
        ReadsOtherAlways = always;
        ReadOther = async (derivation, resource) => await find(derivation, (T)resource);
        return this;
    }

    /// <summary>Clients send the bytes of this field as base64 in the body; they go to the organisation's blobs while they come in,
    /// before the unit of work, and <see cref="Change.Upload"/> tells of them. The field itself is the server's:
    /// where they can be had.</summary>
    /// <param name="field">The field.</param>
    /// <param name="discard">Removes bytes that came with a request that was refused, and lay nowhere before.</param>
    /// <param name="inForm">The bytes come as a file in a form (<c>multipart/form-data</c>) instead,
    /// beside the other fields as texts.</param>
    public Definition<T> Uploads<TValue>(Expression<Func<T, TValue>> field, Func<Tenant, Model, DateTimeOffset, StoredBlob, Task> discard,
        bool inForm = false)
    {
        (UploadField, Discards, UploadsForm) = (Schema.Field(Property(field)), discard, inForm);
        return this;
    }

    /// <summary>How deep <c>expand</c> goes at most, beyond which it is cut off,
    /// and the components (<c>drc</c>) whose resources it may show.</summary>
    public Definition<T> ExpandsUpTo(int levels, params string[] components) { ExpandLimit = (levels, components); return this; }

    /// <summary>Kept by the server for itself: no address, no audit trail, no announcements.</summary>
    public Definition<T> Internal() { IsInternal = true; Operations = Operation.None; return this; }

    /// <summary>Resources that every organisation has by itself, made or brought up to date at start-up;
    /// <paramref name="column"/> tells which is which.</summary>
    public Definition<T> Stands(string column, Func<Model, IEnumerable<T>> make) { Standing = (column, make); return this; }

    /// <summary>Is found by search (<see cref="Engine.Zoekbaar"/>), by whoever may see it in a list.</summary>
    public Definition<T> Zoek(string soort, string naam, Func<T, string> titel, Func<T, string>? omschrijving = null,
        Func<T, IEnumerable<string>>? teksten = null, Func<T, IEnumerable<string>>? nummers = null, Func<T, string?>? toont = null,
        int versie = 1)
    {
        Zoekbaar = new(soort, naam, r => titel((T)r), r => omschrijving?.Invoke((T)r) ?? "", r => teksten?.Invoke((T)r) ?? [],
            r => nummers?.Invoke((T)r) ?? [])
        { Toont = toont is null ? null : r => toont((T)r), Versie = versie };
        return this;
    }

    /// <summary>Its main object is found by these texts too.</summary>
    public Definition<T> ZoektMee(Func<T, IEnumerable<string>> teksten) { Zoekdeel = new(r => teksten((T)r)); return this; }

    /// <summary>The fields that the body of <c>_zoek</c> must have.</summary>
    public Definition<T> ZoekNeeds(params string[] fields) { ZoekRequires = fields; return this; }

    /// <summary>Takes larger bodies than usual. (A limit of some megabytes: read as JSON,
    /// a body takes up to seven times its size.)</summary>
    public Definition<T> BodyUpTo(long bytes) { MaxBody = bytes; return this; }

    public Definition<T> Action(ResourceAction action) { Actions.Add(action); return this; }

    /// <summary>The shapes of an object whose kind depends on another field.</summary>
    public Definition<T> Shapes<TBy>(Expression<Func<T, object?>> field, Expression<Func<T, TBy>> by,
        params (TBy Value, Type? Shape)[] shapes) where TBy : struct, Enum
    {
        var byField = Schema.Field(Property(by));
        Schema.Field(Property(field))
            .Variants = new Variants(byField,
            shapes.ToDictionary(s => byField.Enum![s.Value], s => s.Shape is null ? null : Schema.Of(s.Shape)));
        return this;
    }

    // What is internal is left out when an answer is written anew, and a stored document is not: so these are always.
    internal override bool IsDerived => derive is not null || Schema.Fields.Any(f => f.Internal);
    internal override ValueTask ApplyDerive(Derivation derivation, IReadOnlyList<Resource> resources) => derive is null ? default
        : derive(derivation, [.. resources.Cast<T>()]);
    internal override Change NewChange(Session session, Operation operation, Resource subject, Resource? old) =>
        new Change<T>(session, this, operation, (T)subject, (T?)old);

    internal override async ValueTask RunRules(Change change)
    {
        foreach (var rule in rules)
        {
            if (rule.Fields.Count == 0 ? change.Faults.Count > 0
                : change.Faults.Any(f =>
                    rule.Fields.Any(n => f.Name == n || f.Name.StartsWith(n + ".", StringComparison.Ordinal))))
            {
                continue;
            }
            await rule.Run((Change<T>)change);
        }
    }

    internal override async ValueTask RunEffects(Change change)
    {
        foreach (var effect in effects) await effect.Run((Change<T>)change);
    }

    internal override IEnumerable<string> RuleFields => rules.SelectMany(r => r.Fields);

    private KeyColumn Key(Expression body, Field f)
    {
        if (Columns.Find(c => c.Name == f.Name) is { } known) return known;
        var column = new KeyColumn(f.Name, f.Kind == Kind.List ? Kind.List : f.Kind, r => f.Get(r));
        Columns.Add(column);
        return column;
    }

    private static PropertyInfo Property(LambdaExpression field)
    {
        var body = field.Body is UnaryExpression { NodeType: ExpressionType.Convert } convert ? convert.Operand : field.Body;
        return body is MemberExpression { Member: PropertyInfo property } ? property
            : throw new ArgumentException($"'{field}' names no property");
    }

    private static IEnumerable<Compare> Each(Compare compare) => System.Enum.GetValues<Compare>().Where(one => (compare & one) != 0);

    private static string Suffix(Compare compare) => compare switch
    {
        Compare.In => "__in",
        Compare.Gt => "__gt",
        Compare.Gte => "__gte",
        Compare.Lt => "__lt",
        Compare.Lte => "__lte",
        Compare.IsNull => "__isnull",
        Compare.Contains => "__icontains",
        _ => "",
    };
}
