using System.Text.Json;
using Brink.Engine;

namespace Brink.Registers.Objecten;

// How a state comes about: judged by the schema of its type, and laid beside those before it.
public sealed partial record Dataobject
{
    private static ValueTask TypeBlijft(Change<Dataobject> c)
    {
        if (!c.Updating) return ValueTask.CompletedTask;
        if (c.New.Type.Key != c.Old!.Type.Key) c.Fault("type", "immutable-field", "Een object blijft van het type dat het is.");
        c.New.Type = c.Old.Type; // (at whichever address it was named)
        return ValueTask.CompletedTask;
    }

    // A PATCH that says nothing of the state makes no new one.
    private static bool Vernieuwt(Change<Dataobject> c) =>
        !c.Deleting && (c.Creating || c.Operation == Operation.Put || c.Sent.Contains("record"));

    private static ValueTask NieuweStand(Change<Dataobject> c)
    {
        if (!Vernieuwt(c)) return ValueTask.CompletedTask;
        var r = c.New.Record;
        var gestuurd = c.Body.ValueKind == JsonValueKind.Object && c.Body.TryGetProperty("record", out var record)
            && record.ValueKind == JsonValueKind.Object ? record : default;
        var noemt = gestuurd.ValueKind == JsonValueKind.Object;
        if (r.Data.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined) r.Data = Json.Leeg;
        if (Json.Zwaar(c.Session, "gegevens", () => Json.Fout(r.Data), r.Data) is { } fout)
        {
            c.Fault("record.data", "invalid", fout);
            return ValueTask.CompletedTask;
        }
        if (c.Operation == Operation.Patch)
        {
            if (noemt && gestuurd.TryGetProperty("data", out var data) && data.ValueKind == JsonValueKind.Object)
                r.Data = Json.Samen(c.Old!.Record.Data, data);
            if (!noemt || !gestuurd.TryGetProperty("correctionFor", out _)) r.CorrectionFor = null;
        }
        r.Index = (c.Old?.Record.Index ?? 0) + 1;
        r.EndAt = null;
        r.CorrectedBy = null;
        r.RegistrationAt = c.Today;
        return ValueTask.CompletedTask;
    }

    private static async ValueTask Schematoets(Change<Dataobject> c)
    {
        if (!Vernieuwt(c) || c.Faults.Exists(f => f.Name.StartsWith("record.data", StringComparison.Ordinal))) return;
        var r = c.New.Record;
        var versie = await c.Get(new Ref<Objecttypeversie>($"{c.New.Type.Value}/versions/{r.TypeVersion}"));
        if (versie is null) { c.Fault("record.typeVersion", "does_not_exist", "Dit objecttype heeft deze versie niet."); return; }
        var schema = Json.Zwaar(c.Session, "schema", () => JsonSchema.Read(versie.JsonSchema, out _), versie.JsonSchema);
        if (schema is null)
        {
            c.Fault("record.typeVersion", "invalid-json-schema", "Het JSON-schema van deze versie is niet bruikbaar.");
            return;
        }
        // Judging may take a second, while others wait to write: what is not done in a moment is done outside.
        if ((Toets(schema, r.Data, Vlot)
            ?? c.Session.Outside(Json.Naam("toets", versie.JsonSchema, r.Data), _ => Task.FromResult(Toets(schema, r.Data))))
            is not { } fouten)
        {
            c.Fault("record.data", "invalid-json-schema", "Het kost te veel werk om deze gegevens aan het JSON-schema te toetsen.");
        }
        else
        {
            foreach (var (path, reason) in fouten)
            {
                c.Fault(path.Length == 0 ? "record.data" : "record.data." + path,
                    "invalid-json-schema", reason);
            }
        }
    }

    private const int Vlot = 5000;

    // Null when it is more work than that.
    private static IReadOnlyList<(string Path, string Reason)>? Toets(JsonSchema schema, JsonElement gegevens, int? stappen = null)
    {
        try { return stappen is { } meest ? schema.Validate(gegevens, meest) : schema.Validate(gegevens); }
        catch (JsonSchema.TooHeavyException) { return null; }
    }

    private static async ValueTask Plaats(Change<Dataobject> c)
    {
        if (Vernieuwt(c) && c.New.Record.Geometry is not null && await c.Get(c.New.Type) is { AllowGeometry: false })
            c.Fault("record.geometry", "geometry-not-allowed", "Objecten van dit type hebben geen plaats op de kaart.");
    }

    private static async ValueTask Correctie(Change<Dataobject> c)
    {
        if (!Vernieuwt(c) || c.New.Record.CorrectionFor is not { } nummer) return;
        var fout = c.Creating ? null : await Eerdere(c, nummer);
        if (fout is null) c.Fault("record.correctionFor", "does_not_exist", "Dit object heeft geen eerdere stand met dit nummer.");
        else if (fout.CorrectedBy is not null) c.Fault("record.correctionFor", "unique", "Deze stand is al gecorrigeerd.");
    }

    private static ValueTask<Objectrecord?> Eerdere(Change<Dataobject> c, int nummer) =>
        c.Lock(new Ref<Objectrecord>($"{c.Self.Value}/{nummer}"));

    private static async ValueTask Leg(Change<Dataobject> c)
    {
        if (!Vernieuwt(c)) return;
        var r = c.New.Record;
        if (r.Index > 1 && await Eerdere(c, r.Index - 1) is { } vorige)
        {
            vorige.EndAt = r.StartAt;
            await c.Keep(vorige);
        }
        if (r.CorrectionFor is { } nummer && await Eerdere(c, nummer) is { } fout)
        {
            fout.CorrectedBy = r.Index;
            await c.Keep(fout);
        }
        await c.Create(new Objectrecord
        {
            Object = c.Self,
            Type = c.New.Type,
            Index = r.Index,
            TypeVersion = r.TypeVersion,
            Data = r.Data,
            Geometry = r.Geometry,
            References = r.References,
            StartAt = r.StartAt,
            RegistrationAt = r.RegistrationAt,
            CorrectionFor = r.CorrectionFor,
        });
    }

    // Destroying a zaak leaves an object that other zaken need: it only loses that zaak.
    private static async ValueTask<Behoud?> Behouden(Change<Dataobject> c, object? zaak)
    {
        var r = c.New.Record;
        var over = r.References.Where(x => x.Url != (string?)zaak).ToList();
        if (over.Count == r.References.Count || over.Count == 0) return null;
        r.References = over;
        await c.Save(c.New);
        if (await Eerdere(c, r.Index) is { } stand)
        {
            stand.References.RemoveAll(x => x.Url == (string?)zaak);
            await c.Keep(stand);
        }
        return new Behoud { Behouden = [.. over.Select(x => x.Url)] };
    }
}

/// <summary>Why an object was kept: the zaken that it still belongs to.</summary>
public sealed record Behoud
{
    [System.ComponentModel.DataAnnotations.Url] public required List<string> Behouden { get; init; }
}
