using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Brink.Engine;
using Brink.Registers;
using Brink.Registers.Zaken;
using Xunit;

namespace Brink.Tests;

/// <summary>
/// Who looked at whom: every request that shows, asks for or changes personal data leaves one row before it is answered,
/// whatever the register and whatever the operation. What must leave rows is derived from the definitions.
/// The person of these tests is a test BSN.
/// </summary>
public sealed class InzageTests
{
    private const string Bsn = "999990019";

    /// <summary>Names of fields by which one knows a person, or through which any person can come in.</summary>
    private static readonly string[] Telling =
    [
        "bsn", "a_nummer", "anpidentificatie", "geslachtsnaam", "achternaam", "voornaam", "voornamen", "voorletters", "geboortedatum",
        "emailadres", "telefoonnummer", "iban",
        "contactnaam", "volledigenaam", "auteur", "aangemaaktdoor", "contactpersoonnaam", "gebruiker", "digitaleadressen",
    ];

    /// <summary>Definitions that have such a field and yet tell of nobody in particular, each with the reason.</summary>
    private static readonly Dictionary<string, string> Impersonal = new()
    {
        ["Catalogus"] = "its contact is whom to ask about the catalogus: a function of the organisation, which every client of the "
            + "Catalogi API must be able to read",
        ["Objecttype"] = "its contact is whom to ask about the objecttype",
    };

    /// <summary>Definitions without such a field that are part of what a contact or a person is.</summary>
    private static readonly string[] Parts = ["Zaakeigenschap", "Actor", "ActorKlantcontact", "Bijlage", "Onderwerpobject",
        "CategorieRelatie", "Rekeningnummer", "InterneTaak",
        "PartijIdentificator"];

    public static TheoryData<string, string> Personal => [.. from d in Onderlaag.Model.Definitions
        where d.IsPersonal && !d.IsInternal && d.Has(Operation.Create) && Births.Knows(d.Type)
        from store in Stores.All.Select(s => (string)s) select (d.Table, store)];

    public static TheoryData<string> Kinds => Stores.All;

    [Fact]
    public void Every_resource_that_can_tell_of_a_person_says_so()
    {
        var missing = new List<string>();
        foreach (var d in Onderlaag.Model.Definitions.Where(d => !d.IsPersonal && !d.IsInternal && !Impersonal.ContainsKey(d.Type.Name)))
        {
            if (Names(d.Schema, []).Concat(d.Actions.Where(a => !a.ShowsNobody && !a.ShowsPersons && a.Answer is { IsGenericType: false })
                .SelectMany(a => Names(Schema.Of(a.Answer!), [])))
                .FirstOrDefault(n => Telling.Contains(n.ToLowerInvariant())) is { } name)
            {
                missing
                    .Add($"{d.Register.Naam}: {d.Type.Name}.{name}");
            }
        }
        Assert.Empty(missing);
        var kinds = Onderlaag.Model.Definitions.Where(d => d.IsPersonal).Select(d => d.Type.Name).ToList();
        Assert.Empty(Parts.Except(kinds));
        Assert.Empty(Impersonal.Keys.Except(Onderlaag.Model.Definitions.Select(d => d.Type.Name)));
        Assert.All(Onderlaag.Model.Registers.Single(r => r.Naam == "klantinteracties").Resources.Where(d => !d.IsInternal), d =>
            Assert.True(d.IsPersonal || d.Type.Name == "Categorie", d.Type.Name)); // a categorie is a word
        // Free JSON can hold anybody.
        Assert.All(Onderlaag.Model.Registers.Single(r => r.Naam == "objecten")
            .Resources.Where(d => d.Schema.Fields.Any(f => f.Name == "data" || f.Name == "record")), d =>
            Assert.True(d.IsPersonal, d.Type.Name));
    }

    private static IEnumerable<string> Names(Schema schema, HashSet<Type> seen)
    {
        if (!seen.Add(schema.Type)) yield break;
        foreach (var f in schema.Fields.Where(f => !f.Internal))
        {
            yield return f.Name;
            if ((f.Schema ?? f.Item?.Schema) is { } inner) foreach (var name in Names(inner, seen)) yield return name;
            foreach (var shape in f.Variants?.Shapes.Values.OfType<Schema>() ?? [])
                foreach (var name in Names(shape, seen)) yield return name;
        }
    }

    [Theory, MemberData(nameof(Personal))]
    public async Task Each_operation_on_personal_data_leaves_one_row_before_it_is_answered(string table, string store)
    {
        await using var p = await Platform.Start(store);
        var d = Onderlaag.Model.Definitions.Single(x => x.Table == table);
        var cast = new Cast(p);
        var birth = await Births.Of(d.Type, cast);
        var before = await p.Rows("inzage");
        var made = await p.Post(birth.Collection, birth.Body);
        var url = (string)made["url"]!;
        var (path, uuid) = (url[p.Base.Length..], url[^36..]);
        Assert.Equal(before + 1, await p.Rows("inzage")); // who makes it, sees it

        async Task One(string what, Func<Task<int>> deed, int status = 200)
        {
            var (rows, last) = (await p.Rows("inzage"), await Last(p));
            Assert.Equal(status, await deed());
            Assert.True(await p.Rows("inzage") == rows + 1, $"{d.Type.Name} {what}: {await p.Rows("inzage") - rows} rows");
            var row = (await Last(p))!;
            Assert.NotEqual(last?.ToJsonString(), row.ToJsonString());
            Assert.True(row["objecten"]!.AsArray().Any(o => ((string)o!).EndsWith(uuid, StringComparison.Ordinal)),
                $"{what}: {row.ToJsonString()}");
            Assert.Equal(("tester", "beheerder", d.Register.Component),
                ((string)row["gebruikersId"]!, (string)row["applicatieId"]!, (string)row["bron"]!));
        }

        if (d.Has(Operation.Read)) await One("GET", () => Status(p, HttpMethod.Get, path));
        if (d.Has(Operation.List)) await One("list", () => Status(p, HttpMethod.Get, birth.Collection));
        if (d.Has(Operation.Zoek) && d.ZoekPath == "_zoek")
            await One("_zoek", () => Status(p, HttpMethod.Post, birth.Collection + "/_zoek", new { uuid__in = new[] { uuid } }));
        if (d.Has(Operation.AuditTrail)) await One("audittrail", () => Status(p, HttpMethod.Get, path + "/audittrail"));
        if (d.Has(Operation.Head))
        {
            await One("HEAD", () => Status(p, HttpMethod.Head, path));
            using var read = await p.Beheerder.GetAsync(path);
            await One("304", async () =>
            {
                using var again = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { IfNoneMatch = { read.Headers.ETag! } } };
                using var answer = await p.Beheerder.SendAsync(again);
                return (int)answer.StatusCode;
            }, 304);
        }
        foreach (var action in d.Actions.Where(a => a.Method == "GET" && a.OnResource && !a.ShowsNobody && a.Parameters.Count == 0))
            await One(action.Name, () => Status(p, HttpMethod.Get, $"{path}/{action.Name}"));
        // A PATCH that changes nothing shows the whole.
        if (d.Has(Operation.Patch) && !d.Schema.Fields.Any(f => f.WriteOnly && f.Required)
            && await Status(p, HttpMethod.Patch, path, new { }) == 200)
        {
            await One("PATCH", () => Status(p, HttpMethod.Patch, path, new { }));
        }
        // What is refused shows nothing.
        var rows = await p.Rows("inzage");
        Assert.Equal(404, await Status(p, HttpMethod.Get, path[..^36] + Guid.NewGuid()));
        using (var stranger = p.As(null)) Assert.Equal(401, (int)(await stranger.GetAsync(path)).StatusCode);
        Assert.Equal(rows, await p.Rows("inzage"));
        if (d.Has(Operation.Delete)) await One("DELETE", async () => await Status(p, HttpMethod.Delete, path) is 200 or 204 ? 204 : 0, 204);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_person_is_named_wherever_the_number_stands(string store)
    {
        await using var p = await Platform.Start(store);
        var cast = new Cast(p);
        var zaak = await cast.NieuweZaak();
        var uuid = zaak[^36..];
        var key = await p.Tenant.Logboek.Key(p.Settings);
        var wie = Logboek.Pseudonym(key, new Persoon("BSN", Bsn));
        async Task Names(string what, Func<Task> deed, bool named = true)
        {
            var rows = await p.Rows("inzage");
            await deed();
            var all = await p.Store.Read(db => db.Rows("SELECT doc FROM inzage ORDER BY id", [], r => JsonNode.Parse(r.GetBytes(0))!));
            Assert.True(all.Count == rows + (named ? 1 : 0), $"{what}: {all.Count - rows} rows");
            if (named)
            {
                Assert.True(all[^1]["betrokkenen"]!.AsArray()
                    .Any(b => ((string?)b!["dpl.core.data_subject_id"], (string?)b["dpl.core.data_subject_id_type"]) == (wie, "BSN")),
                    $"{what}: {all[^1].ToJsonString()}");
            }
        }

        // Asked for, with nothing found: that it was asked is a processing too.
        await Names("filter without hits", () => p.Get($"zaken/api/v1/rollen?betrokkeneIdentificatie__natuurlijkPersoon__inpBsn={Bsn}"));
        await Names("zaken by person", () => p.Get($"zaken/api/v1/zaken?rol__betrokkeneIdentificatie__natuurlijkPersoon__inpBsn={Bsn}"));
        await Names("_zoek", () =>
            p.Send(HttpMethod.Post, "zaken/api/v1/zaken/_zoek", new { rol__betrokkeneIdentificatie__natuurlijkPersoon__inpBsn = Bsn }));
        await Names("klantinteracties", () => p.Get($"klantinteracties/api/v1/partijen?partijIdentificator__objectId={Bsn}"));
        await Names("objecten", () => p.Get($"objecten/api/v2/objects?data_attr=bsn__exact__{Bsn}"));
        await Names("a zaak by itself", () => p.Get(zaak[p.Base.Length..]), named: false);
        await Names("the municipality's own number is nobody's", () => p.Get("zaken/api/v1/zaken?bronorganisatie=000001375"), named: false);

        var rol = await cast.Url("zaken/api/v1/rollen", new
        {
            zaak,
            betrokkeneType = "natuurlijk_persoon",
            roltype = (await cast.Gepubliceerd()).Roltype,
            roltoelichting = "indiener",
            betrokkeneIdentificatie = new { inpBsn = Bsn },
        });
        await Names("rol", () => p.Get(rol[p.Base.Length..]));
        await Names("expand", () => p.Get(zaak[p.Base.Length..] + "?expand=rollen"));
        await Names("audittrail of the zaak", () => p.Get($"zaken/api/v1/zaken/{uuid}/audittrail"));
        await Names("a note", () =>
            p.Post("zaken/api/v1/zaaknotities", new { onderwerp = "Bellen", tekst = $"Het nummer is {Bsn}.", gerelateerdAan = zaak }));
        await Names("a text of the zaak",
            () => p.Send(HttpMethod.Patch, zaak[p.Base.Length..], new { toelichting = $"Aanvraag van {Bsn}, zie brief" }));
        await Names("and then the zaak itself", () => p.Get(zaak[p.Base.Length..]));
        var type = await Bomen.Gepubliceerd(p,
            new Dictionary<string, object> { ["$schema"] = "https://json-schema.org/draft/2020-12/schema" });
        var record = new { typeVersion = 1, data = new { eigenaar = new { bsn = Bsn } }, startAt = "2024-01-01" };
        await Names("an object", () => p.Post("objecten/api/v2/objects", new { type, record }));
        await Names("a list of objects", () => p.Get("objecten/api/v2/objects"));

        // And never as it is.
        while ((await p.Store.Write(db => Keten.Add(db, DateTimeOffset.UtcNow))).More || await p.Rows("inzage_sleutel") == 0) { }
        var text = string.Concat(
            await p.Store.Read(db => db.Rows("SELECT doc FROM inzage", [], r => Encoding.UTF8.GetString(r.GetBytes(0)))))
            + string.Concat(await p.Store.Read(db => db.Rows("SELECT sleutel FROM inzage_sleutel", [], r => r.GetString(0))));
        Assert.DoesNotContain(Bsn, text, StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToBase64String(key),
            await p.Store.Read(db => db.First("SELECT waarde FROM brink WHERE naam = 'inzagesleutel'", [], r => r.GetString(0)))
            is { } kept && kept.StartsWith("beschermd:", StringComparison.Ordinal) ? "" : "unprotected", StringComparison.Ordinal);
    }

    [Fact]
    public void A_number_counts_when_it_is_a_BSN_by_its_shape_and_stands_alone()
    {
        var personen = new Personen(Onderlaag.Model);
        string[] Of(string json)
        {
            HashSet<Persoon>? found = null;
            personen.Find(Encoding.UTF8.GetBytes(json), ref found);
            return [.. (found ?? []).Select(p => $"{p.Soort} {p.Nummer}").Order()];
        }
        Assert.Equal(["BSN 999990019"], Of("""{"inpBsn":"999990019"}"""));
        Assert.Equal(["BSN 999990019"], Of("""{"bsn":999990019}"""));
        Assert.Equal(["BSN 999990019"], Of("""{"tekst":"Bel 999990019, of 1999990019 of 999990018."}"""));
        Assert.Equal(["BSN 999990019"], Of("""["999990019"]"""));
        Assert.Equal(["A-nummer 1234567890"], Of("""{"inpA_nummer":"1234567890"}"""));
        foreach (var nobody in (string[])["""{"rsin":"000001375"}""", """{"bronorganisatie": "000001375"}""",
            """{"innNnpId":"999990019"}""", """{"x":"000000000"}""",
            """{"u":"0192f0c1-0000-7000-8000-999990019abc"}""", """{"n":0.999990019}""", """{"n":"a999990019"}""",
            """{"n":"99999001"}""", "", "9"])
        {
            Assert.Empty(Of(nobody));
        }
        // Wherever it begins.
        for (var i = 0; i < 40; i++) Assert.Equal(["BSN 999990019"], Of($"{{\"t\":\"{new string('x', i)} 999990019\"}}"));
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_row_says_why_for_what_and_within_which_trace_and_takes_no_more_than_a_row_may(string store)
    {
        await using var p = await Platform.Start(store);
        var cast = new Cast(p);
        var rol = await cast.Made(typeof(Rol));
        using var request = new HttpRequestMessage(HttpMethod.Get, rol);
        request.Headers.Add("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
        request.Headers.Add("X-Audit-Toelichting", new string('w', 15_000));
        request.Headers.Add("X-Verwerkingsactiviteit", "bezwaar");
        using (var client = p.As("beheerder", user: new string('u', 3000)))
            Assert.Equal(200, (int)(await client.SendAsync(request)).StatusCode);
        var row = (await Last(p))!;
        Assert.Equal(("4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7", "bezwaar"),
            ((string)row["trace_id"]!, (string)row["parent_span_id"]!, (string)row["dpl.core.processing_activity_id"]!));
        Assert.NotEqual("00f067aa0ba902b7", (string)row["span_id"]!);
        Assert.Equal((1000, 255), (((string)row["toelichting"]!).Length, ((string)row["gebruikersId"]!).Length));
        Assert.True((long)row["end_time"]! >= (long)row["start_time"]!);

        // Without a word of its own, the activity that belongs to the client.
        await p.Post("privacy/api/v1/verwerkingsactiviteiten", new
        {
            code = "toezicht",
            naam = "Toezicht",
            doel = "Nagaan of het klopt",
            grondslag = "wettelijke_verplichting",
            clientIds = new[] { "beheerder" }
        });
        p.Tenant.ForgetAccess();
        await p.Get(rol[p.Base.Length..]);
        row = (await Last(p))!;
        Assert.Equal("toezicht", (string)row["dpl.core.processing_activity_id"]!);
        Assert.Null(row["parent_span_id"]);
        Assert.Matches("^[0-9a-f]{32}$", (string)row["trace_id"]!);
        foreach (var wrong in (string[])["00-00000000000000000000000000000000-00f067aa0ba902b7-01",
            "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "x",
            new string('-', 100)])
        {
            Assert.Null(Spoor.Van(wrong).ParentSpanId);
        }
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_list_of_many_persons_is_one_row_and_names_them_all(string store)
    {
        await using var p = await Platform.Start(store);
        var cast = new Cast(p);
        var (zaak, roltype) = (await cast.Zaak(), (await cast.Gepubliceerd()).Roltype);
        string[] bsns = ["999990019", "999993653", "999991723", "999995571"];
        foreach (var bsn in bsns)
        {
            await cast.Url("zaken/api/v1/rollen",
                new
                {
                    zaak,
                    betrokkeneType = "natuurlijk_persoon",
                    roltype,
                    roltoelichting = "x",
                    betrokkeneIdentificatie = new { inpBsn = bsn }
                });
        }
        var rows = await p.Rows("inzage");
        await p.Get("zaken/api/v1/rollen");
        Assert.Equal(rows + 1, await p.Rows("inzage"));
        var named = (await Last(p))!["betrokkenen"]!.AsArray();
        Assert.Equal(bsns.Where(Binder.Elfproef).Count(), named.Count);
        Assert.True(named.Count > 2, "there must be several persons for this to mean anything");
        // More than one row can hold: all of them are named, over more rows.
        var many = new Verwerking
        {
            Spoor = Spoor.Van(null),
            Caller = Caller.Nobody,
            Toelichting = "",
            Activiteit = "",
            Bron = "zrc",
            Resource = "rollen",
            Actie = "list",
            Begin = DateTimeOffset.UnixEpoch,
            Einde = DateTimeOffset.UnixEpoch,
            Personen = [.. Enumerable.Range(0, 1234).Select(i => new Persoon("BSN", $"{i:D9}"))],
        }.Rows(who => who.Nummer).ToList();
        Assert.Equal(3, many.Count);
        Assert.Equal(1234, many.Sum(r => JsonNode.Parse(r.Doc)!["betrokkenen"]!.AsArray().Count));
    }

    private static async Task<int> Status(Platform p, HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        using var answer = await p.Beheerder.SendAsync(request);
        await answer.Content.ReadAsByteArrayAsync();
        return (int)answer.StatusCode;
    }

    private static async Task<JsonNode?> Last(Platform p) =>
        await p.Store.Read(db => db.First("SELECT doc FROM inzage ORDER BY id DESC LIMIT 1", [], r => JsonNode.Parse(r.GetBytes(0))));
}
