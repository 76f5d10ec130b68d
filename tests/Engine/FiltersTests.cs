using System.Text.Json.Nodes;
using Brink.Engine;
using Brink.Registers;
using Xunit;

namespace Brink.Tests;

/// <summary>What a filter's value comes to in every register, derived from the definitions: nothing asked is no filter,
/// except where a person is sought; nothing is dropped silently.</summary>
public sealed class FiltersTests
{
    private static IEnumerable<(Definition Definition, string Path)> Lists => Onderlaag.Model.Registers.SelectMany(r => r.Resources
        .Where(d => d.Has(Operation.List) && !d.Nested).Select(d => (d, $"{r.Root}/{d.Path}")));

    [Theory, MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task A_filter_without_a_value_is_not_given_and_on_a_person_it_is_refused(string store)
    {
        await using var p = await Platform.Start(store);
        var (persons, others) = (0, 0);
        foreach (var (d, path) in Lists)
        {
            var all = await p.Send(HttpMethod.Get, path);
            foreach (var filter in d.Filters.Where(f => !f.OnlyInBody))
            {
                foreach (var empty in (string[])["", "%20"])
                {
                    var (status, json) = await p.Send(HttpMethod.Get, $"{path}?{filter.Name}={empty}");
                    if (filter.Person)
                    {
                        persons++;
                        Assert.True(status == 400 && (string?)json!["invalidParams"]![0]!["name"] == filter.Name
                            && (string?)json["invalidParams"]![0]!["code"] == "blank",
                            $"{path}?{filter.Name}= shows everybody: {status} {json?.ToJsonString()}");
                        continue;
                    }
                    others++;
                    Assert.True(status == 200, $"{path}?{filter.Name}=: {status} {json?.ToJsonString()}");
                    Assert.Equal(all.Json is JsonArray, json is JsonArray);
                }
            }
            if (d.Paged)
            {
                Assert.Equal(200,
                    (await p.Send(HttpMethod.Get, path + "?page=&pageSize=" + (d.Expandable(Onderlaag.Model) ? "&expand=" : ""))).Status);
            }
        }
        Assert.True(persons > 30 && others > 200, $"{persons} and {others}");
        // By the definition: a BSN, a number of a partij, and who took part; not a kind or a date.
        string[] Persons(string path) => [.. Lists.Single(l => l.Path == path).Definition.Filters.Where(f => f.Person).Select(f => f.Name)];
        Assert.Contains("betrokkeneIdentificatie__natuurlijkPersoon__inpBsn", Persons("zaken/api/v1/rollen"));
        Assert.Contains("rol__betrokkeneIdentificatie__vestiging__vestigingsNummer", Persons("zaken/api/v1/zaken"));
        Assert.Contains("partijIdentificator__objectId", Persons("klantinteracties/api/v1/partijen"));
        Assert.Contains("wasPartij__uuid", Persons("klantinteracties/api/v1/betrokkenen"));
        Assert.DoesNotContain("partijIdentificator__codeRegister", Persons("klantinteracties/api/v1/partijen"));
        Assert.Empty(Persons("catalogi/api/v1/zaaktypen"));
    }

    [Theory, MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task A_search_takes_its_body_as_a_list_takes_its_query(string store)
    {
        await using var p = await Platform.Start(store);
        var cast = new Cast(p);
        var (een, twee) = (await cast.NieuweZaak(), await cast.NieuweZaak());
        const string zoek = "zaken/api/v1/zaken/_zoek";
        async Task<int> Count(object body) => (int)(await p.Post(zoek, body))["count"]!;
        Assert.Equal(2, await Count(
            new
            {
                zaaktype = "",
                identificatie = (string?)null,
                einddatum = "",
                zaaktype__in = Array.Empty<string>(),
                uuid__in = Array.Empty<string>()
            }));
        Assert.Equal(1, await Count(new { uuid__in = new[] { een[^36..] } }));
        const string bsn = "rol__betrokkeneIdentificatie__natuurlijkPersoon__inpBsn";
        foreach (var leeg in (string[])["\"\"", "null", "\" \""])
            Assert.Equal([bsn + ":blank"], await p.Faults(HttpMethod.Post, zoek, $"{{\"{bsn}\":{leeg}}}"));
        Assert.Equal(0, await Count(new Dictionary<string, object> { [bsn] = 999990019 })); // a number, as texts take them
        Assert.Equal(["identificatie:invalid"], await p.Faults(HttpMethod.Post, zoek, new { identificatie = new { a = 1 } }));
        Assert.Equal(["identificatie:invalid"], await p.Faults(HttpMethod.Post, zoek, new { identificatie = new[] { "a", "b" } }));
        Assert.Equal(["uuid__in:invalid"], await p.Faults(HttpMethod.Post, zoek, "{\"uuid__in\":[null]}"));
        Assert.Equal(["uuid__in:invalid"],
            await p.Faults(HttpMethod.Post, zoek, new { uuid__in = Enumerable.Range(0, 1001).Select(_ => Guid.NewGuid()) }));
        // A page in the body counts; that in the address goes first, since the address of the next page has it.
        var pagina = await p.Post(zoek, new { pageSize = "1", page = 1, ordering = "identificatie" });
        Assert.Single(pagina["results"]!.AsArray());
        var volgende = await p.Post(((string)pagina["next"]!)[p.Base.Length..], new { pageSize = 1, page = 1, ordering = "identificatie" });
        Assert.NotEqual((string)pagina["results"]![0]!["url"]!, (string)volgende["results"]![0]!["url"]!);
        Assert.Equal(404, (await p.Send(HttpMethod.Post, zoek, new { page = 3 })).Status);
        Assert.Equal(["page:invalid"], await p.Faults(HttpMethod.Post, zoek, new { page = "drie" }));

        // What a search must have, it must have a value for.
        foreach (var leeg in (string[])["{}", "{\"uuid__in\":null}", "{\"uuid__in\":[]}", "{\"uuid__in\":\"\"}"])
        {
            Assert.Equal(["uuid__in:required"],
                await p.Faults(HttpMethod.Post, "documenten/api/v1/enkelvoudiginformatieobjecten/_zoek", leeg));
        }
        Assert.NotEqual(een, twee);
    }

    [Fact]
    public async Task No_value_is_dropped_silently()
    {
        await using var p = await Platform.Start("sqlite");
        var cast = new Cast(p);
        var (zaak, document) = (await cast.NieuweZaak(), await cast.Document());
        const string zaken = "zaken/api/v1/zaken";
        var zaaktype = (string)(await p.Get(zaak[p.Base.Length..]))["zaaktype"]!;
        Assert.Equal(1, (int)(await p.Get($"{zaken}?zaaktype={zaaktype}&page=1&zaaktype={zaaktype}&page=1"))["count"]!);
        // the same twice is once
        Assert.Equal(["identificatie:invalid"], await p.Faults(HttpMethod.Get, zaken + "?identificatie=a&identificatie=b", null!));
        Assert.Equal(["page:invalid"], await p.Faults(HttpMethod.Get, zaken + "?page=1&page=2", null!));
        var veel = string.Join(',', Enumerable.Range(100_000_000, 1001));
        Assert.Equal(["bronorganisatie__in:invalid"], await p.Faults(HttpMethod.Get, zaken + "?bronorganisatie__in=" + veel, null!));
        Assert.Equal(["ordering:invalid"],
            await p.Faults(HttpMethod.Get, zaken + "?ordering=" + string.Join(',', Enumerable.Repeat("startdatum", 11)), null!));
        Assert.Equal(["ordering:invalid"], await p.Faults(HttpMethod.Get, zaken + "?ordering=onzin", null!));
        Assert.Equal(200, (await p.Send(HttpMethod.Get, zaken + "?ordering=")).Status);
        Assert.Equal(["versie:invalid"], await p.Faults(HttpMethod.Get, document[p.Base.Length..] + "?versie=twee", null!));

        // A page of a chosen size in every register that has pages; no more than the largest, and the answer says what comes next.
        foreach (var (definition, path) in Lists.Where(l => l.Definition.Paged))
            Assert.True((await p.Send(HttpMethod.Get, path + "?pageSize=1000")).Status == 200, path);
        Assert.Equal(["pageSize:invalid"], await p.Faults(HttpMethod.Get, zaken + "?pageSize=0", null!));
    }

    [Fact]
    public async Task Objects_pass_over_parameters_that_mean_nothing_and_no_other_register_does()
    {
        await using var p = await Platform.Start("sqlite");
        var type = await Bomen.Gepubliceerd(p);
        var boom = await p.Post("objecten/api/v2/objects", Bomen.Body(type));
        var path = ((string)boom["url"]!)[p.Base.Length..];
        foreach (var at in (string[])["objecten/api/v2/objects", "objecten/api/v2/objecttypes", "objecttypen/api/v2/objecttypes", path,
            "objecten/api/v2/permissions"])
        {
            Assert.True((await p.Send(HttpMethod.Get, at + "?objectType=x")).Status == 200, at);
        }
        Assert.Equal(1, (int)(await p.Post("objecten/api/v2/objects/search?objectType=x", new { type, objectType = "x" }))["count"]!);
        Assert.Equal(200, (await p.Send(HttpMethod.Patch, path + "?objectType=x", new { })).Status);
        Assert.Equal(["nonFieldErrors:unknown-parameters"],
            await p.Faults(HttpMethod.Get, "klantinteracties/api/v1/partijen?objectType=x", null!));
        var (_, fout) = await p.Send(HttpMethod.Get, "objecten/api/v2/objects?ordering=foo");
        Assert.Equal("ordering", (string)fout!["invalidParams"]![0]!["name"]!);
        Assert.Contains("record__startAt", (string)fout["detail"]!, StringComparison.Ordinal);
        // A delete whose parameter lost its value would destroy more than was asked.
        Assert.Equal(["zaak:blank"], await p.Faults(HttpMethod.Delete, path + "?zaak=", null!));
        Assert.Equal(200, (await p.Send(HttpMethod.Get, path)).Status);
    }

    [Theory, MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task An_objecttype_is_known_by_its_uuid_whatever_host_it_had(string store)
    {
        await using var p = await Platform.Start(store);
        var type = await Bomen.Gepubliceerd(p);
        var body = System.Text.Json.JsonSerializer.SerializeToNode(Bomen.Body(type))!.AsObject();
        var oud = "https://objecttypen.oud.test/api/v2/objecttypes/" + type.TrimEnd('/')[^36..];
        body["type"] = oud;
        var boom = await p.Post("objecten/api/v2/objects", body);
        Assert.Equal(type, (string)boom["type"]!);
        foreach (var naam in (string[])[oud, type])
            Assert.Equal(1, (int)(await p.Get("objecten/api/v2/objects?type=" + Uri.EscapeDataString(naam)))["count"]!);
        Assert.Equal(1, (int)(await p.Post("objecten/api/v2/objects/search", new { type = oud }))["count"]!);
        Assert.Equal(200, (await p.Send(HttpMethod.Put, ((string)boom["url"]!)[p.Base.Length..], body)).Status);
        body["type"] = "https://objecttypen.oud.test/api/v2/objecttypes/" + Guid.NewGuid();
        Assert.Equal(["type:does_not_exist"], await p.Faults(HttpMethod.Post, "objecten/api/v2/objects", body));
        body["type"] = "https://objecttypen.oud.test/api/v2/iets-anders/" + type.TrimEnd('/')[^36..];
        Assert.Equal(["type:no_match"], await p.Faults(HttpMethod.Post, "objecten/api/v2/objects", body));
    }
}
