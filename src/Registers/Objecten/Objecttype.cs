using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Brink.Engine;

namespace Brink.Registers.Objecten;

public enum Vertrouwelijkheid { Open, Intern, Confidential, StrictlyConfidential }

public enum Bijwerkfrequentie { RealTime, Hourly, Daily, Weekly, Monthly, Yearly, Unknown }

/// <summary>A kind of objects that a municipality records, with a JSON schema per version. Objecten API 2.7 and Objecttypen API 2.2,
/// resource <c>objecttypes</c>.</summary>
public sealed record Objecttype : Resource, IResource<Objecttype>
{
    [MaxLength(100), NotBlank] public required string Name { get; init; }

    /// <summary>The name for more than one.</summary>
    [MaxLength(100), NotBlank] public required string NamePlural { get; init; }
    [MaxLength(1000)] public string Description { get; init; } = "";

    /// <summary>How confidential objects of this type are.</summary>
    public Vertrouwelijkheid DataClassification { get; init; } = Vertrouwelijkheid.Open;

    /// <summary>The organisation that is responsible for the type.</summary>
    [MaxLength(200)] public string MaintainerOrganization { get; init; } = "";
    [MaxLength(200)] public string MaintainerDepartment { get; init; } = "";
    [MaxLength(200)] public string ContactPerson { get; init; } = "";
    [MaxLength(200)] public string ContactEmail { get; init; } = "";

    /// <summary>The system that the type comes from.</summary>
    [MaxLength(200)] public string Source { get; init; } = "";

    /// <summary>How often the type changes.</summary>
    public Bijwerkfrequentie UpdateFrequency { get; init; } = Bijwerkfrequentie.Unknown;

    /// <summary>The organisation that publishes the type.</summary>
    [MaxLength(200)] public string ProviderOrganization { get; init; } = "";
    [MaxLength(200), Url] public string DocumentationUrl { get; init; } = "";

    /// <summary>Words about the type, by name.</summary>
    public JsonElement Labels { get; set; } = Json.Leeg;
    [Computed] public DateOnly CreatedAt { get; set; }
    [Computed] public DateOnly ModifiedAt { get; set; }

    /// <summary>Whether objects of this type may have a place on the map.</summary>
    public bool AllowGeometry { get; init; } = true;

    /// <summary>The versions, oldest first.</summary>
    [Computed, MaxLength(1000)] public List<Ref<Objecttypeversie>> Versions { get; init; } = [];

    public static void Define(Definition<Objecttype> d) => d
        .At("objecttypes").WithChosenUuid().IsType().Expands().OrdersBy("t.id DESC").ShownAs(t => t.Name)
        .With(Operation.List | Operation.Create | Operation.Read | Operation.Update | Operation.Delete)
        .Filter(t => t.DataClassification)
        .Allow(Operation.List | Operation.Read, TokenRights.Read).Allow(Operation.Create | Operation.Update | Operation.Delete,
            Rechten.Beheren)
        .Rule("objecttype-datums", Datums)
        .Rule("objecttype-labels", Labelt, "labels")
        .Rule("pending-versions", ZonderVersies);

    private static ValueTask Datums(Change<Objecttype> c)
    {
        if (c.Creating) c.New.CreatedAt = c.Today;
        if (!c.Deleting) c.New.ModifiedAt = c.Today;
        return ValueTask.CompletedTask;
    }

    private static ValueTask Labelt(Change<Objecttype> c)
    {
        if (c.Deleting) return ValueTask.CompletedTask;
        if (Json.Fout(c.New.Labels) is { } fout) c.Fault("labels", "invalid", fout);
        else if (c.New.Labels.EnumerateObject().Any(p => p.Value.ValueKind != JsonValueKind.String))
            c.Fault("labels", "invalid", "Elk label is een tekst.");
        return ValueTask.CompletedTask;
    }

    private static async ValueTask ZonderVersies(Change<Objecttype> c)
    {
        if (!c.Deleting) return;
        if (c.New.Versions.Count > 0) c.Fault("nonFieldErrors", "pending-versions", "Verwijder eerst alle versies van dit objecttype.");
        else if (await c.Any<Dataobject>(q => q.Is("type", c.New.Uuid)))
            c.Fault("nonFieldErrors", "pending-objects", "Er zijn nog objecten van dit objecttype.");
    }
}

/// <summary>What a caller may do with the types themselves. (With objects: <see cref="TokenRights.Read"/> and <see
/// cref="TokenRights.Write"/>, per type.)</summary>
internal static class Rechten
{
    /// <summary>No permission per type comes to this: types are managed by who may do all.</summary>
    public const string Beheren = "beheren";
}
