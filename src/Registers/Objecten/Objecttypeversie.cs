using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Brink.Engine;

namespace Brink.Registers.Objecten;

public enum Versiestatus { Published, Draft, Deprecated }

/// <summary>What the data of an object must look like, from one version of its type on. Resource <c>versions</c>,
/// below an objecttype.</summary>
public sealed record Objecttypeversie : Resource, IResource<Objecttypeversie>
{
    /// <summary>The number of the version, from 1.</summary>
    [Computed] public int Version { get; set; }

    /// <summary>The type that this is a version of.</summary>
    [Computed, MaxLength(1000)] public Ref<Objecttype> ObjectType { get; init; }

    /// <summary>Only a draft can be changed; once published it may still be called deprecated.</summary>
    public Versiestatus Status { get; init; } = Versiestatus.Draft;

    /// <summary>The JSON schema (draft 2020-12).</summary>
    public JsonElement JsonSchema { get; init; } = Json.Leeg;
    [Computed] public DateOnly CreatedAt { get; set; }
    [Computed] public DateOnly ModifiedAt { get; set; }

    /// <summary>When it was published.</summary>
    [Computed] public DateOnly? PublishedAt { get; set; }

    public static void Define(Definition<Objecttypeversie> d) => d
        .Under(v => v.ObjectType, "versions").At("versions", "objecttypeversion").Numbered(v => v.Version)
        .BodyUpTo(Dataobject.GrootsteGegevens).ListedIn<Objecttype>(t => t.Versions)
        .With(Operation.List | Operation.Create | Operation.Read | Operation.Update | Operation.Delete)
        .Expands().OrdersBy("t.\"version\" DESC, t.id").ShownAs(v => $"versie {v.Version}")
        .Key(v => v.Version)
        .Allow(Operation.List | Operation.Read, TokenRights.Read).Allow(Operation.Create | Operation.Update | Operation.Delete,
            Rechten.Beheren)
        .Rule("invalid-json-schema", Schema, "jsonSchema")
        .Rule("non-draft-version-update", AlleenConcept)
        .Rule("non-draft-version-destroy", Verwijderbaar)
        .Rule("objecttypeversie-nummer", Nummer);

    private static ValueTask Schema(Change<Objecttypeversie> c)
    {
        if (c.Deleting || c.Old is { } old && JsonElement.DeepEquals(old.JsonSchema, c.New.JsonSchema)) return ValueTask.CompletedTask;
        if (Json.Zwaar(c.Session, "gegevens", () => Json.Fout(c.New.JsonSchema), c.New.JsonSchema) is { } fout)
        {
            c.Fault("jsonSchema", "invalid-json-schema", fout);
            return ValueTask.CompletedTask;
        }
        var (bruikbaar, fouten) = Json.Zwaar(c.Session, "schemacontrole",
            () => (Engine.JsonSchema.Read(c.New.JsonSchema, out var wrong) is not null, wrong), c.New.JsonSchema);
        if (!bruikbaar)
        {
            foreach (var (path, reason) in fouten)
                c.Fault(path.Length == 0 ? "jsonSchema" : "jsonSchema." + path, "invalid-json-schema", reason);
        }
        return ValueTask.CompletedTask;
    }

    // What is published stays as it is, since objects were judged by it. Only calling it deprecated changes nothing of what it says.
    private static ValueTask AlleenConcept(Change<Objecttypeversie> c)
    {
        if (c.Old is not { Status: not Versiestatus.Draft } old || c.Deleting) return ValueTask.CompletedTask;
        var outdated = c.New.Status == Versiestatus.Deprecated && JsonElement.DeepEquals(old.JsonSchema, c.New.JsonSchema);
        if (!outdated)
        {
            c.Fault("nonFieldErrors", "non-draft-version-update",
            "Alleen een concept (draft) kan worden gewijzigd. Maak een nieuwe versie.");
        }
        return ValueTask.CompletedTask;
    }

    private static async ValueTask Verwijderbaar(Change<Objecttypeversie> c)
    {
        if (!c.Deleting) return;
        if (c.New.Status != Versiestatus.Draft)
            c.Fault("nonFieldErrors", "non-draft-version-destroy", "Alleen een concept (draft) kan worden verwijderd.");
        else if (await c.Any<Objectrecord>(q => q.Is("type", c.New.ObjectType.Uuid).Is("typeVersion", c.New.Version)))
            c.Fault("nonFieldErrors", "pending-objects", "Er zijn objecten die met deze versie zijn vastgelegd.");
    }

    private static async ValueTask Nummer(Change<Objecttypeversie> c)
    {
        if (c.Deleting) return;
        if (c.Creating)
        {
            var type = await c.Lock(c.New.ObjectType);
            c.New.Version = 1 + (type?.Versions.Select(v =>
                int.Parse(v.Value!.Split('/')[^1], System.Globalization.CultureInfo.InvariantCulture)).DefaultIfEmpty().Max() ?? 0);
            c.New.CreatedAt = c.Today;
            if (c.New.Version > 32767) c.Fault("nonFieldErrors", "max_value", "Een objecttype heeft hoogstens 32767 versies.");
        }
        c.New.ModifiedAt = c.Today;
        if (c.New.Status == Versiestatus.Published && c.New.PublishedAt is null) c.New.PublishedAt = c.Today;
    }
}
