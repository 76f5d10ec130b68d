using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Brink.Engine;
using Brink.Registers;
using Xunit;

namespace Brink.Tests;

/// <summary>What a client may count on in any register, derived from the definitions:
/// it may write scalars as the reference implementations take them, is shown those of the specification,
/// and may send back what it got.</summary>
public sealed class Teruggave
{
    public static TheoryData<string, string> Resources =>
        [.. from d in Onderlaag.Model.Registers.SelectMany(r => r.Resources) from store in Stores.All.Select(s =>
        (string)s) where d.Has(Operation.Create) && Births.Knows(d.Type) select (d.Table, store)];

    [Theory, MemberData(nameof(Resources))]
    public async Task Scalars_may_come_as_text_and_a_whole_answer_may_be_put_back(string table, string store)
    {
        await using var p = await Platform.Start(store);
        var d = Onderlaag.Model.Definitions.Single(x => x.Table == table);
        var birth = await Births.Of(d.Type, new Cast(p));
        var body = JsonSerializer.SerializeToNode(birth.Body)!.AsObject();
        Loosen(d.Schema, body);
        var made = await p.Post(birth.Collection, body);
        Kinds(d.Schema, made, d.Name);
        if (!d.Has(Operation.Put)) return;

        var path = ((string)made["url"]!)[p.Base.Length..];
        var before = (await p.Get(path)).AsObject();
        var sent = before.DeepClone().AsObject();
        if ((d.ExpandPaths?[0] ?? d.Expansions(Onderlaag.Model).Select(e => e.Field.Name).FirstOrDefault()) is { } expandable)
            sent = (await p.Get($"{path}?expand={expandable}")).AsObject();
        if (d.Actions.Exists(a => a.Name == "lock")) sent["lock"] = (string)(await p.Post(path + "/lock", new { }))["lock"]!;
        var (status, answer) = await p.Send(HttpMethod.Put, path, sent);
        Assert.True(status == 200, $"PUT {path}: {status} {answer?.ToJsonString()} {p.Failures.LastOrDefault()}");
        var after = await p.Get(path);
        foreach (var f in d.Schema.Fields.Where(f => !f.Computed && !f.Internal && !f.WriteOnly))
            Same(f, before[f.Name], after[f.Name], $"{d.Name}.{f.Name}");
        Assert.Equal((string?)before["url"], (string?)after["url"]);

        // A PATCH with null where the document has none: refused as the reference implementation does, and nothing changes.
        if (!d.Register.RefusesNull || !d.Has(Operation.Patch)) return;
        var nulls = new JsonObject();
        foreach (var f in d.Schema.Fields)
        {
            if (f is { Computed: false, Internal: false, Nullable: false, Blank: false, WriteOnly: false, Variants: null }
                && !(d.Nested && f == d.Parent) && f != d.UploadField)
            {
                nulls[f.Name] = null;
            }
        }
        if (nulls.Count == 0) return;
        if (sent["lock"] is { } slot) nulls["lock"] = slot.DeepClone();
        var faults = await p.Faults(HttpMethod.Patch, path, nulls);
        foreach (var (name, value) in nulls) if (value is null) Assert.Contains($"{name}:null", faults);
        Assert.True(JsonNode.DeepEquals(after, await p.Get(path)), "a refused null changed something");
    }

    [Fact]
    public async Task In_the_registers_of_Brink_itself_null_is_what_a_field_has_when_it_is_left_out()
    {
        await using var p = await Platform.Start("sqlite");
        var birth = await Births.Of(typeof(Registers.Portfolio.Samenwerking), new Cast(p));
        var path = ((string)(await p.Post(birth.Collection, birth.Body))["url"]!)[p.Base.Length..];
        var (status, json) = await p.Send(HttpMethod.Patch, path, new { leden = (string[]?)null });
        Assert.True(status == 200 && json!["leden"]!.AsArray().Count == 0, json?.ToJsonString());
        Assert.Equal(["naam:null"], await p.Faults(HttpMethod.Patch, path, new { naam = (string?)null }));
    }

    // Whole numbers, amounts and truth values become texts; a text of digits becomes a number.
    private static void Loosen(Schema schema, JsonObject body)
    {
        foreach (var (name, value) in body.ToList())
        {
            if (value is null || schema.Find(name) is not { Computed: false, Variants: null } f) continue;
            if (f.Kind == Kind.Object && value is JsonObject inner)
            {
                Loosen(f.Schema!, inner);
            }
            else if (f.Kind == Kind.List && value is JsonArray list)
            {
                for (var i = 0; i < list.Count; i++)
                {
                    if (f.Item!.Kind == Kind.Object && list[i] is JsonObject item) Loosen(f.Item.Schema!, item);
                    else if (list[i] is { } plain && Loose(f.Item, plain) is { } changed) list[i] = changed;
                }
            }
            else if (Loose(f, value) is { } loose)
            {
                body[name] = loose;
            }
        }
    }

    private static JsonNode? Loose(Field f, JsonNode value) => f.Kind switch
    {
        Kind.Integer or Kind.Number or Kind.Bool => value.ToJsonString(),
        Kind.Text when value.GetValueKind() == JsonValueKind.String && (string)value! is { Length: > 0 and < 18 } text && text[0] != '0'
            && text.All(char.IsAsciiDigit)
            => long.Parse(text, CultureInfo.InvariantCulture),
        _ => null,
    };

    // What is shown is of the kind that the definition names, all the way down.
    private static void Kinds(Schema schema, JsonObject shown, string path)
    {
        foreach (var f in schema.Fields)
        {
            if (shown[f.Name] is not { } value || f.Variants is not null) continue;
            OfKind(f, value, $"{path}.{f.Name}");
        }
    }

    private static void OfKind(Field f, JsonNode value, string path)
    {
        JsonValueKind[] allowed = f.Kind switch
        {
            Kind.Bool => [JsonValueKind.True, JsonValueKind.False],
            Kind.Integer or Kind.Number => [JsonValueKind.Number],
            Kind.List => [JsonValueKind.Array],
            Kind.Object => [JsonValueKind.Object],
            Kind.Json or Kind.Geometry => [],
            Kind.Ref when f.ByUuid => [JsonValueKind.Object],
            _ => [JsonValueKind.String],
        };
        Assert.True(allowed.Length == 0 || allowed.Contains(value.GetValueKind()), $"{path} is shown as {value.GetValueKind()}");
        if (f.Kind == Kind.Object) Kinds(f.Schema!, value.AsObject(), path);
        if (f.Kind == Kind.List) foreach (var item in value.AsArray()) if (item is not null) OfKind(f.Item!, item, path);
    }

    // The same but for what the server stamps itself.
    private static void Same(Field f, JsonNode? before, JsonNode? after, string path)
    {
        if (f.Kind == Kind.Object && f.Variants is null && before is JsonObject was && after is JsonObject now)
        {
            foreach (var inner in f.Schema!.Fields.Where(x => !x.Computed))
                Same(inner, was[inner.Name], now[inner.Name], $"{path}.{inner.Name}");
        }
        else
        {
            Assert.True(JsonNode.DeepEquals(before, after), $"{path} was {before?.ToJsonString()} and became {after?.ToJsonString()}");
        }
    }

    [Fact]
    public async Task Scalars_are_read_as_the_reference_implementations_do_and_what_is_none_is_said()
    {
        await using var p = await Platform.Start("sqlite");
        var zaaktype = await new Cast(p).Concept();
        async Task<JsonNode?> Made(string veld, string json)
        {
            var (status, answer) = await p.Send(HttpMethod.Post, "catalogi/api/v1/statustypen",
                $$"""{"omschrijving":"x","zaaktype":"{{zaaktype}}"{{(veld == "volgnummer" ? "" : $",\"volgnummer\":{Random.Shared.Next(5000, 9999)}")}},"{{veld}}":{{json}}}""");
            return status == 201 ? answer![veld]! : status == 400
                ? $"{answer!["invalidParams"]![0]!["name"]}:{answer["invalidParams"]![0]!["code"]}" : $"{status}";
        }
        foreach (var (veld, json, shown) in new (string, string, string)[]
        {
            ("volgnummer", "\"7\"", "7"), ("volgnummer", "\"8.0\"", "8"), ("volgnummer", "9.00", "9"), ("volgnummer", "1e2", "100"),
            ("volgnummer", "\" 11 \"", "11"),
            ("volgnummer", "\"+12\"", "12"),
            ("volgnummer", "1.5", "volgnummer:invalid"), ("volgnummer", "\"1.5\"", "volgnummer:invalid"),
            ("volgnummer", "\"1e2\"", "volgnummer:invalid"),
            ("volgnummer", "true", "volgnummer:invalid"), ("volgnummer", "\"\"", "volgnummer:invalid"),
            ("volgnummer", "[1]", "volgnummer:invalid"),
            ("volgnummer", "{}", "volgnummer:invalid"), ("volgnummer", "\"NaN\"", "volgnummer:invalid"),
            ("volgnummer", "\"٣\"", "volgnummer:invalid"),
            ("volgnummer", "0", "volgnummer:min_value"), ("volgnummer", "\"10000\"", "volgnummer:max_value"),
            ("volgnummer", "99999999999999999999", "volgnummer:max_value"),
            ("volgnummer", "\"-99999999999999999999\"", "volgnummer:min_value"), ("volgnummer", "1e400", "volgnummer:max_value"),
            ("volgnummer", $"\"{new string('1', 1001)}\"", "volgnummer:max_string_length"),
            ("informeren", "\"true\"", "true"), ("informeren", "1", "true"), ("informeren", "\"0\"", "false"),
            ("informeren", "\"Nee\"", "informeren:invalid"),
            ("informeren", "\"no\"", "false"), ("informeren", "2", "informeren:invalid"), ("informeren", "[]", "informeren:invalid"),
            ("informeren", "\"\"", "informeren:invalid"),
            ("omschrijvingGeneriek", "12", "\"12\""), ("omschrijvingGeneriek", "1.50", "\"1.50\""),
            ("omschrijvingGeneriek", "false", "omschrijvingGeneriek:invalid"),
            ("omschrijvingGeneriek", "[\"a\"]", "omschrijvingGeneriek:invalid"),
            ("omschrijvingGeneriek", "{\"a\":1}", "omschrijvingGeneriek:invalid"),
        })
        {
            var answer = (await Made(veld, json))?.ToJsonString();
            Assert.True(answer == shown || answer == $"\"{shown}\"" && shown.Contains(':', StringComparison.Ordinal),
                $"{veld} {json}: {answer}, not {shown}");
        }
        Assert.Equal(400, (await p.Send(HttpMethod.Post, "catalogi/api/v1/statustypen", "{\"volgnummer\":NaN}")).Status);
    }

    [Theory, MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task The_state_of_an_object_takes_them_too_wherever_it_stands(string store)
    {
        await using var p = await Platform.Start(store);
        var type = await Bomen.Gepubliceerd(p);
        var body = JsonSerializer.SerializeToNode(Bomen.Body(type))!.AsObject();
        body["record"]!["typeVersion"] = "1";
        var made = await p.Post("objecten/api/v2/objects", body);
        Assert.Equal(1, made["record"]!["typeVersion"]!.GetValue<int>());
        var path = ((string)made["url"]!)[p.Base.Length..];
        var (status, patched) = await p.Send(HttpMethod.Patch, path, new { record = new { typeVersion = "1.0", startAt = "2024-02-01" } });
        Assert.True(status == 200, patched?.ToJsonString());
        Assert.Equal(["record.typeVersion:invalid"],
            await p.Faults(HttpMethod.Patch, path, new { record = new { typeVersion = true, startAt = "2024-02-01" } }));
        Assert.Equal(["record.typeVersion:max_value"],
            await p.Faults(HttpMethod.Patch, path, new { record = new { typeVersion = "40000", startAt = "2024-02-01" } }));
        foreach (var version in new object[] { 1, "1" })
            Assert.Equal(1, (int)(await p.Post("objecten/api/v2/objects/search", new { type, typeVersion = version }))["count"]!);
        Assert.Equal(["typeVersion:invalid"],
            await p.Faults(HttpMethod.Post, "objecten/api/v2/objects/search", new { type, typeVersion = new { a = 1 } }));
        Assert.Equal(["typeVersion:max_value"], await p.Faults(HttpMethod.Get, "objecten/api/v2/objects?typeVersion=99999999999", null!));
    }
}
