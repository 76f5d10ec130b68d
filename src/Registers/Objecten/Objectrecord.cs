using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Brink.Engine;

namespace Brink.Registers.Objecten;

public enum Referentiesoort { Zaak }

/// <summary>Something elsewhere that an object belongs to.</summary>
public sealed record Referentie
{
    public required Referentiesoort Type { get; init; }
    [MaxLength(200), Url, NotBlank] public required string Url { get; init; }
}

/// <summary>One state of an object, as <c>history</c> shows it. Nothing of it changes but when it ended and what corrected it.
/// Resource <c>history</c>, below an object.</summary>
public sealed record Objectrecord : Resource, IResource<Objectrecord>
{
    /// <summary>The object of which this is a state.</summary>
    [Hidden] public Ref<Dataobject> Object { get; init; }

    /// <summary>The type of the object, which never changes.</summary>
    [Internal] public Ref<Objecttype> Type { get; init; }

    /// <summary>The number of the state, from 1.</summary>
    [Computed] public int Index { get; init; }
    [Range(0, 32767)] public required int TypeVersion { get; init; }
    public JsonElement Data { get; init; } = Json.Leeg;
    public Geometrie? Geometry { get; init; }
    [Internal] public List<Referentie> References { get; init; } = [];

    /// <summary>From which day it holds.</summary>
    public required DateOnly StartAt { get; init; }

    /// <summary>The day on which another state took its place.</summary>
    [Computed] public DateOnly? EndAt { get; set; }

    /// <summary>The day on which it was recorded.</summary>
    [Computed] public DateOnly RegistrationAt { get; init; }

    /// <summary>The number of the state that this one puts right.</summary>
    [Computed] public int? CorrectionFor { get; init; }

    /// <summary>The number of the state that puts this one right.</summary>
    [Computed] public int? CorrectedBy { get; set; }

    public static void Define(Definition<Objectrecord> d) => d
        .Under(r => r.Object, "history").At("history", "record").Personal().Numbered(r => r.Index, bare: true)
        .With(Operation.List | Operation.Read).Expands().Silent().OrdersBy("t.\"index\"")
        .Typed(r => r.Type).Key(r => r.TypeVersion).Key(r => r.Index).Key(r => r.StartAt).Key(r => r.EndAt).Key(r => r.RegistrationAt)
        .Key("data", Kind.Json, r => Json.Tekst(r.Data, klein: false)).Key("klein", Kind.Json, r => Json.Tekst(r.Data, klein: true))
        .Unique("object", "index").Index("type").ListedAsOther("data")
        .Located(r => r.Geometry)
        .Allow(Operation.List | Operation.Read, TokenRights.Read);

    /// <summary>Whether it is the state that holds on a day.</summary>
    public bool Geldt(DateOnly dag) => StartAt <= dag && (EndAt is null || EndAt > dag);
}
