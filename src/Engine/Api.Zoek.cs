using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Brink.Engine;

// Search: what is asked in a body, and by area.
public sealed partial class Api
{
    // By area: the store narrows down by the box around it, the shapes themselves decide.
    private static async ValueTask<(long, List<byte[]>)> Located(Db db, Definition d, Query q, string order, Geometrie within,
        int page, int size)
    {
        var box = within.Shape.EnvelopeInternal;
        var g = d.GeometryColumn!.Name;
        q.Compares(g + "_minx", ">=", box.MinX).Compares(g + "_maxx", "<=", box.MaxX).Compares(g + "_miny", ">=", box.MinY)
            .Compares(g + "_maxy", "<=", box.MaxY);
        var area = NetTopologySuite.Geometries.Prepared.PreparedGeometryFactory.Prepare(within.Shape);
        var (total, kept, room) = (0L, 0, new Room());
        var candidates = await db.Rows($"SELECT t.doc FROM {d.Table} t WHERE {q.Where} ORDER BY {order} LIMIT {MostCandidates + 1}",
            q.Parameters, row =>
        {
            var doc = row.GetBytes(0);
            using var json = JsonDocument.Parse(doc);
            if (!area.Covers(new Geometrie(json.RootElement.GetProperty(g)).Shape)) return null;
            total++;
            if (total <= (long)(page - 1) * size || kept == size) return null; // (only counted: what is on other pages is not kept)
            kept++;
            return room.Take(doc);
        });
        if (candidates.Count > MostCandidates)
        {
            throw new RefusedException(400, "invalid",
                "Dit gebied is te groot om in te zoeken. Kies een kleiner gebied, of zoek ook op iets anders.");
        }
        return (total, [.. candidates.OfType<byte[]>()]);
    }

    private async Task Zoek(Call call, Definition d)
    {
        var rights = call.RightsFor(d, Operation.Zoek) is { None: false } own ? own : call.RightsFor(d, Operation.List);
        if (rights.None) throw Forbidden();
        using var body = await Body(call.Http, settings.MaxBody);
        CheckCrs(call, d, body.RootElement);
        var binder = new Binder(call.Address);
        if (body.RootElement.ValueKind != JsonValueKind.Object)
            throw new RefusedException(400, "invalid", "Hier hoort een JSON-object te staan.");
        var values = new Dictionary<Filter, object?>();
        var byName = d.Filters.ToDictionary(f => f.Name);
        if (d.RowsOf is null) byName.TryAdd(Uuids.Name, Uuids);
        Geometrie? within = null;
        string expandText = call.Request.Query["expand"].ToString(), ordering = "";
        FieldSelection? fields = null;
        foreach (var p in body.RootElement.EnumerateObject())
        {
            if (byName.TryGetValue(Binder.NameOf(p), out var filter)) { Ask(values, binder, filter, p.Value); continue; }
            if (p.Value.ValueKind == JsonValueKind.Null) continue;
            if (p.Name == d.GeometryColumn?.Name)
            {
                if (p.Value.ValueKind != JsonValueKind.Object || !p.Value.TryGetProperty("within", out var area))
                {
                    binder.Fault(p.Name, "invalid",
                    "Geef het gebied als {\"within\": {GeoJSON}}.");
                }
                else if (!Geometrie.TryRead(area, out within, out var why))
                {
                    binder.Fault(p.Name + ".within", "invalid", why);
                }
            }
            else if (p.Name == "expand")
            {
                expandText += (expandText.Length > 0 ? "," : "") + Names(p.Value);
            }
            else if (p.Name == "ordering")
            {
                ordering = Names(p.Value);
            }
            else if (p.Name == "fields")
            {
                fields = FieldSelection.Read(d, settings.Model, p.Value);
            }
            else if (p.Name is not ("page" or "pageSize") && !call.Register.IgnoresUnknown)
            {
                binder.Fault(p.Name, "unknown-parameters", "Op dit veld kan niet worden gezocht.");
            }
        }
        Unknown(call, call.Request.Query.Keys.Where(name => name is not ("page" or "pageSize" or "expand")));
        foreach (var name in d.ZoekRequires.Where(n => !values.Keys.Any(f => f.Name == n) && !binder.Faults.Exists(f => f.Name == n)))
            binder.Fault(name, "required", "Dit veld is vereist.");
        if (fields is not null && expandText.Length > 0) binder.Fault("fields", "invalid", "Gebruik 'fields' of 'expand', niet allebei.");
        var (page, size) = Page(call, binder, body.RootElement);
        if (binder.Faults.Count > 0) { await Problem.Write(call.Http, 400, faults: binder.Faults); return; }
        call.ShowsPersons |= values.Keys.Any(f => f.AsksPerson);
        personen.Find(Encoding.UTF8.GetBytes(body.RootElement.GetRawText()), ref call.Asked);
        await Answer(call, d, rights, values, ordering, page, size, fields?.Expand ?? ExpandTree(call, d, expandText), within,
            null, fields);
    }

    private sealed record Identity { public Guid Uuid { get; set; } }
    private static readonly Field UuidField = Schema.Of<Identity>().Fields[0];

    private static readonly Filter Uuids = new("uuid__in", UuidField, Compare.In, new KeyColumn("uuid", Kind.Uuid, r => r.Uuid));

    // Names in a text with commas, or in a list.
    private static string Names(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array ? string.Join(",", value.EnumerateArray().Select(v => v.ToString())) : value.ToString();
}
