using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Brink.Engine;

namespace Brink.Registers.Objecten;

/// <summary>The state of an object at a certain time.</summary>
public sealed record ObjectRecord
{
    /// <summary>The number of the state, from 1.</summary>
    [Computed] public int Index { get; set; }

    /// <summary>The version of the type by which the data is judged.</summary>
    [Range(0, 32767)] public required int TypeVersion { get; init; }

    /// <summary>What is recorded of the object, as the schema of that version has it.</summary>
    public JsonElement Data { get; set; } = Json.Leeg;

    /// <summary>Where the object is; only where the type allows it.</summary>
    public Geometrie? Geometry { get; init; }

    /// <summary>The zaken to which the object belongs.</summary>
    public List<Referentie> References { get; set; } = [];

    /// <summary>From which day this state holds.</summary>
    public required DateOnly StartAt { get; init; }

    /// <summary>The day on which another state took its place.</summary>
    [Computed] public DateOnly? EndAt { get; set; }

    /// <summary>The day on which it was recorded.</summary>
    [Computed] public DateOnly RegistrationAt { get; set; }

    /// <summary>The number of the state that this one puts right.</summary>
    [Range(0, int.MaxValue)] public int? CorrectionFor { get; set; }

    /// <summary>The number of the state that puts this one right.</summary>
    [Computed] public int? CorrectedBy { get; set; }
}

/// <summary>An object of a type, in the state that holds. Every change is a new state; the old ones stay. Objecten API 2.7,
/// resource <c>objects</c>.</summary>
public sealed partial record Dataobject : Resource, IResource<Dataobject>
{
    /// <summary>The type, at the address of the Objecten API or of the Objecttypen API.</summary>
    [MaxLength(1000), Own, AnyHost] public required Ref<Objecttype> Type { get; set; }

    /// <summary>The state that holds today, or on the day that was asked for.</summary>
    [Partial] public required ObjectRecord Record { get; set; }

    private sealed record Parameters
    {
        public DateOnly Date { get; set; }
        public string Text { get; set; } = "";
        public int Number { get; set; }
        [Url] public string Url { get; set; } = "";
    }

    /// <summary>Data is of any shape, so it may be larger than a resource of which each field has its length.</summary>
    internal const long GrootsteGegevens = 4L << 20;
    private static readonly Schema Vorm = Schema.Of<Parameters>();

    public static void Define(Definition<Dataobject> d) => d
        .At("objects", "object").Personal().BodyUpTo(GrootsteGegevens).WithChosenUuid().Expands()
        .With(Operation.List | Operation.Create | Operation.Read | Operation.Update | Operation.Delete | Operation.Zoek)
        .Typed(o => o.Type).Index("type")
        .ListsFrom(new Rows<Objectrecord, Dataobject>(Van, "record")
        {
            ZoekPath = "search",
            Narrow = Zoeken.Beperk,
            OrderTerms = Zoeken.Volgorde,
            OrderNames = Zoeken.Volgordes,
            Presents = Velden.Toon,
        })
        .Filter(o => o.Type)
        .Filter("typeVersion", Vorm.Field("number"), (q, v) => q.Is("typeVersion", v))
        .Filter("date", Vorm.Field("date"), (_, _) => { })
        .Filter("registrationDate", Vorm.Field("date"), (_, _) => { })
        .Filter("data_attrs", Vorm.Field("text"), (_, _) => { })
        .Filter("data_attr", Vorm.Field("text"), (_, _) => { }, repeats: true)
        .Filter("data_icontains", Vorm.Field("text"), (_, _) => { })
        .OrdersBy("t.id DESC")
        .ReadParameter("fields", Vorm.Field("text")).ReadParameter("date", Vorm.Field("date"))
            .ReadParameter("registrationDate", Vorm.Field("date"))
        .ReadsVersions(Stand, always: true)
        .DeleteTakes("zaak", Vorm.Field("url"), Behouden)
        .Action(Permissions.Action)
        .Notifies("objecten", "type=objectType")
        .Allow(Operation.List | Operation.Read | Operation.Zoek, TokenRights.Read)
            .Allow(Operation.Create | Operation.Update | Operation.Delete, TokenRights.Write)
        .Rule("immutable-field", TypeBlijft, "type")
        .Rule("object-record", NieuweStand, "type", "record")
        .Rule("invalid-json-schema", Schematoets, "type", "record")
        .Rule("geometry-not-allowed", Plaats, "type", "record")
        .Rule("correction-for", Correctie, "record")
        .Effect("object-record", Leg);

    private static Dataobject Van(Objectrecord r) => new()
    {
        Uuid = r.Object.Uuid,
        Type = r.Type,
        Record = new ObjectRecord
        {
            Index = r.Index,
            TypeVersion = r.TypeVersion,
            Data = r.Data,
            Geometry = r.Geometry,
            References = r.References,
            StartAt = r.StartAt,
            EndAt = r.EndAt,
            RegistrationAt = r.RegistrationAt,
            CorrectionFor = r.CorrectionFor,
            CorrectedBy = r.CorrectedBy,
        },
    };

    // The object as it is, or was known, on a day. Kept with the object is its last state, which mostly is the one.
    private static async ValueTask<Dataobject?> Stand(Derivation derivation, Dataobject laatste)
    {
        var geregistreerd = derivation.Parameters.GetValueOrDefault("registrationDate") as DateOnly?;
        var dag = derivation.Parameters.GetValueOrDefault("date") as DateOnly?;
        if (geregistreerd is not null && dag is not null) throw Zoeken.TweeDagen();
        var op = dag ?? derivation.Session.Today;
        var last = laatste.Record;
        if (geregistreerd is null && last.StartAt <= op && (last.EndAt is null || last.EndAt > op)) return laatste;
        var gevonden = await derivation.Find<Objectrecord>(q =>
        {
            q.Is("object", laatste.Uuid);
            if (geregistreerd is { } g) q.Compares("registrationAt", "<=", g); else Zoeken.Geldig(q, op);
            q.OrderBy = "t.\"index\" DESC LIMIT 1";
        });
        return gevonden.Count == 0 ? null : Van(gevonden[0]);
    }
}
