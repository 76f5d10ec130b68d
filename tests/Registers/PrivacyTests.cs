using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Brink.Engine;
using Brink.Registers.Zaken;
using Xunit;

namespace Brink.Tests;

/// <summary>The privacy officer: who saw this person, what did this user see, and what do the registers hold of somebody. The cast:
/// an officer, and clerks who look.</summary>
public sealed class PrivacyTests
{
    private const string Bsn = "999990019", Ander = "999993653";
    private const string Zoek = "beheer/api/v1/inzage/_zoek", Uit = "beheer/api/v1/inzage/export",
    Dossier = "privacy/api/v1/persoonsgegevens";

    private static async Task<(Platform P, Cast Cast, HttpClient Fg, string Rol)> Start(string store)
    {
        var p = await Platform.Start(store);
        var cast = new Cast(p);
        var rol = await Persoon(cast, Bsn);
        return (p, cast, await p.WithRights("fg",
            new { component = "avg", scopes = new[] { "inzage.lezen", "persoonsgegevens.exporteren" } }), rol);
    }

    private static async Task<string> Persoon(Cast cast, string bsn) => await cast.Url("zaken/api/v1/rollen", new
    {
        zaak = await cast.NieuweZaak(),
        betrokkeneType = "natuurlijk_persoon",
        roltype = (await cast.Gepubliceerd()).Roltype,
        roltoelichting = "indiener",
        betrokkeneIdentificatie = new { inpBsn = bsn },
    });

    private static async Task<JsonArray> Rows(Platform p, HttpClient fg, object vraag)
    {
        var (status, json) = await p.Send(HttpMethod.Post, Zoek, vraag, fg);
        Assert.True(status == 200, json?.ToJsonString());
        return json!["results"]!.AsArray();
    }

    [Theory]
    [MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task Who_saw_this_person_and_what_did_this_user_see(string store)
    {
        var (p, cast, fg, rol) = await Start(store);
        await using var _ = p;
        using var els = p.As("beheerder", user: "els");
        using var wim = p.As("beheerder", user: "wim");
        await p.Get(rol[p.Base.Length..], els);
        await p.Get($"zaken/api/v1/rollen?betrokkeneIdentificatie__natuurlijkPersoon__inpBsn={Bsn}", wim);
        await p.Get(await Other(cast, p), wim);

        var seen = await Rows(p, fg, new { persoon = new { nummer = Bsn } });
        Assert.Equal(["wim", "els", "tester"], seen.Where(r => (string)r!["applicatieId"]! != "fg").Select(r => (string)r!["gebruikersId"]!)
            .Take(3)); // the newest first
        Assert.All(seen, r => Assert.True((bool)r!["noemtPersoon"]! || r["objecten"]!.AsArray().Count > 0));
        Assert.All(seen, r => Assert.False(r!.AsObject().ContainsKey("betrokkenen")));
        // who else was in a list is not for whoever asks about this one
        var of = await Rows(p, fg, new { gebruiker = "wim" });
        Assert.Equal(2, of.Count);
        Assert.Empty(await Rows(p, fg, new { gebruiker = "wim", tot = DateTimeOffset.UtcNow.AddHours(-1) }));
        Assert.Equal(2, (await Rows(p, fg, new { gebruiker = "wim", van = DateTimeOffset.UtcNow.AddHours(-1) })).Count);
        Assert.Single(await Rows(p, fg, new { @object = rol }), r => (string)r!["gebruikersId"]! == "els");

        // The look is a row itself, that names who was looked for; also when nobody ever looked.
        Assert.Contains(await Rows(p, fg, new { persoon = new { nummer = Bsn } }),
            r => (string)r!["resource"]! == "inzage" && (string)r["applicatieId"]! == "fg");
        await Rows(p, fg, new { persoon = new { nummer = "999991723" } });
        Assert.Equal(2, (await Rows(p, fg, new { persoon = new { nummer = "999991723" } })).Count); // the look before, and this one
    }

    [Theory]
    [MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task A_row_is_found_in_the_next_request_and_found_the_same_when_it_is_chained(string store)
    {
        var (p, _, fg, rol) = await Start(store);
        await using var _ = p;
        for (var i = 0; i < 3; i++)
        {
            await p.Get(rol[p.Base.Length..], p.As("beheerder", user: $"els{i}"));
            // A part is chained, what came after is not: on PostgreSQL when whoever wrote before is done.
            if (i == 1)
            {
                while ((await p.Store.Write(db => Keten.Add(db, DateTimeOffset.UtcNow))).More
                    || await p.Rows("keten") < await p.Rows("audit") + await p.Rows("inzage")) { }
            }
        }
        Assert.True(await p.Rows("inzage_sleutel") > 0);
        var tot = DateTimeOffset.UtcNow;
        await Task.Delay(5); // (the looks of the officer are later rows, which are not asked for)
        async Task<List<long>> Pages(int size)
        {
            var (found, na) = (new List<long>(), "");
            do
            {
                var (_, json) = await p.Send(HttpMethod.Post, Zoek, new { persoon = new { nummer = Bsn }, aantal = size, na, tot }, fg);
                found.AddRange(json!["results"]!.AsArray().Select(r => (long)r!["nummer"]!));
                na = (string?)json["volgende"] ?? "";
            }
            while (na.Length > 0);
            return found;
        }
        var loose = await Pages(500);
        Assert.True(loose.Count >= 4);
        Assert.Equal(loose.Distinct(), loose);
        Assert.Equal(loose, await Pages(1));
        while ((await p.Store.Write(db => Keten.Add(db, DateTimeOffset.UtcNow))).More || await p.Rows("keten") < await p.Rows("audit")
            + await p.Rows("inzage")) { }
        Assert.Equal(loose, await Pages(500));
        Assert.Equal(loose, await Pages(2));
    }

    private static async Task<string> Other(Cast cast, Platform p) => (await Persoon(cast, Ander))[p.Base.Length..];

    [Theory]
    [MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task What_shows_a_person_without_the_number_is_found_too(string store)
    {
        var (p, cast, fg, rol) = await Start(store);
        await using var _ = p;
        var zaak = (string)(await p.Get(rol[p.Base.Length..]))["zaak"]!;
        var document = await cast.Document();
        await cast.Url("zaken/api/v1/zaakinformatieobjecten", new { zaak, informatieobject = document });
        using var els = p.As("beheerder", user: "els");
        using (var download = await els.GetAsync(document + "/download")) Assert.Equal(200, (int)download.StatusCode);
        var row = (await Rows(p, fg, new { persoon = new { nummer = Bsn } })).Single(r => (string)r!["gebruikersId"]! == "els")!;
        Assert.Equal(("download", false), ((string)row["actie"]!, (bool)row["noemtPersoon"]!));
        Assert.DoesNotContain(await Rows(p, fg, new { persoon = new { nummer = Bsn }, ook = false }),
            r => (string)r!["gebruikersId"]! == "els");
    }

    [Theory]
    [MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task Page_by_page_without_a_row_twice_or_missed(string store)
    {
        var (p, _, fg, rol) = await Start(store);
        await using var platform = p;
        using var els = p.As("beheerder", user: "els");
        for (var i = 0; i < 7; i++) await p.Get(rol[p.Base.Length..], els);
        var all = new List<long>();
        for (string? na = null; ;)
        {
            var (_, page) = await p.Send(HttpMethod.Post, Zoek, new { gebruiker = "els", aantal = 3, na = na ?? "" }, fg);
            all.AddRange(page!["results"]!.AsArray().Select(r => (long)r!["nummer"]!));
            if ((na = (string?)page["volgende"]) is null) break;
        }
        Assert.Equal(7, all.Distinct().Count());
        Assert.Equal(all.OrderDescending(), all);
    }

    [Theory]
    [MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task Exported_as_the_national_standard_has_it_one_line_for_each_person(string store)
    {
        var (p, cast, fg, _) = await Start(store);
        await using var _1 = p;
        await Persoon(cast, Ander);
        using var els = p.As("beheerder", user: "els");
        using var request = new HttpRequestMessage(HttpMethod.Get, "zaken/api/v1/rollen");
        request.Headers.Add("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
        request.Headers.Add("X-Verwerkingsactiviteit", "https://register.example.nl/activiteiten/7");
        using (var list = await els.SendAsync(request)) Assert.Equal(200, (int)list.StatusCode);

        async Task<List<JsonNode>> Lines(object vraag)
        {
            using var answer = await fg.PostAsJsonAsync(Uit, vraag);
            Assert.Equal(("application/jsonl", 200), (answer.Content.Headers.ContentType!.MediaType, (int)answer.StatusCode));
            return [.. (await answer.Content.ReadAsStringAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(l => JsonNode.Parse(l)!)];
        }
        var lines = await Lines(new { gebruiker = "els" });
        Assert.Equal(3, lines.Count); // the request, and below it each of the two persons
        Assert.All(lines, l =>
        {
            Assert.Equal("4bf92f3577b34da6a3ce929d0e0e4736", (string)l["trace_id"]!);
            Assert.Matches("^[0-9a-f]{16}$", (string)l["span_id"]!);
            Assert.Equal("STATUS_CODE_OK", (string)l["status_code"]!);
            Assert.Equal("https://register.example.nl/activiteiten/7", (string)l["attributes"]!["dpl.core.processing_activity_id"]!);
            Assert.True((long)l["start_time"]! <= (long)l["end_time"]!);
            Assert.NotEmpty((string)l["name"]!);
        });
        Assert.Equal("00f067aa0ba902b7", (string)lines[0]["parent_span_id"]!);
        Assert.All(lines.Skip(1), l => Assert.Equal(((string)lines[0]["span_id"]!, "BSN"),
            ((string)l["parent_span_id"]!, (string)l["attributes"]!["dpl.core.data_subject_id_type"]!)));
        Assert.Equal(3, lines.Select(l => (string)l["span_id"]!).Distinct().Count());
        // Asked for one person, no line tells of another; and nowhere a number.
        var one = await Lines(new { persoon = new { nummer = Bsn } });
        Assert.Single(one.Select(l => (string?)l["attributes"]!["dpl.core.data_subject_id"]).OfType<string>().Distinct());
        Assert.DoesNotContain(one.Concat(lines), l => l.ToJsonString().Contains(Bsn, StringComparison.Ordinal) || l.ToJsonString()
            .Contains(Ander, StringComparison.Ordinal));
        Assert.All(one, l => Assert.True(Uri.TryCreate((string)l["attributes"]!["dpl.core.processing_activity_id"]!, UriKind.Absolute,
            out var _2)));
    }

    [Theory]
    [MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task Only_who_may_and_only_what_can_be_asked(string store)
    {
        var (p, _, fg, _) = await Start(store);
        await using var platform = p;
        var clerk = await p.WithRights("clerk", new { component = "ac", scopes = new[] { "autorisaties.lezen" } });
        var rows = await p.Rows("inzage");
        foreach (var path in (string[])[Zoek, Uit])
            Assert.Equal(403, (await p.Send(HttpMethod.Post, path, new { gebruiker = "els" }, clerk)).Status);
        Assert.Equal(403, (await p.Send(HttpMethod.Post, Dossier, new { nummer = Bsn }, clerk)).Status);
        Assert.Equal(401, (await p.Send(HttpMethod.Post, Zoek, new { gebruiker = "els" }, p.As(null))).Status);
        Assert.Equal(405, (await p.Send(HttpMethod.Get, Zoek, null, fg)).Status);
        Assert.Equal(404, (await p.Send(HttpMethod.Get, "beheer/api/v1/inzage/anders", null, fg)).Status);
        foreach (var (vraag, fout) in new (object, string)[]
        {
            (new { }, "persoon:required"), (new { persoon = new { nummer = Bsn }, gebruiker = "els" }, "persoon:required"),
            (new { persoon = new { nummer = "123456789" } }, "persoon.nummer:invalid"),
            (new { persoon = new { nummer = Bsn, soort = "paspoort" } }, "persoon.soort:invalid"),
            (new { @object = "geen-uuid" }, "object:invalid"),
            (new { gebruiker = "els", na = "x" }, "na:invalid"),
            (new { gebruiker = "els", van = "2026-02-01T00:00:00Z", tot = "2026-01-01T00:00:00Z" }, "tot:invalid"),
        })
        {
            Assert.Contains(fout, await p.Faults(HttpMethod.Post, Zoek, vraag, fg));
        }
        Assert.Equal(["nummer:invalid"], await p.Faults(HttpMethod.Post, Dossier, new { nummer = "123" }, fg));
        Assert.Equal(rows, await p.Rows("inzage"));
    }

    [Theory]
    [MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task All_that_the_registers_hold_of_somebody_and_nothing_of_others(string store)
    {
        var (p, cast, fg, rol) = await Start(store);
        await using var _ = p;
        var zaak = (string)(await p.Get(rol[p.Base.Length..]))["zaak"]!;
        var note = await cast.Url("zaken/api/v1/zaaknotities", new { onderwerp = "Bellen", tekst = "Na tien uur.", gerelateerdAan = zaak });
        var neighbour = await cast.Url("zaken/api/v1/rollen", new
        {
            zaak,
            betrokkeneType = "natuurlijk_persoon",
            roltype = (await cast.Gepubliceerd()).Roltype,
            roltoelichting = "buurman",
            betrokkeneIdentificatie = new { inpBsn = Ander },
        });
        var partij = await p.Post("klantinteracties/api/v1/partijen", Cast.PartijBody());
        var nummer = await cast.Url("klantinteracties/api/v1/partij-identificatoren", new
        {
            identificeerdePartij = Cast.Wijs(partij),
            partijIdentificator = new
            {
                codeObjecttype = "natuurlijk_persoon",
                codeSoortObjectId = "bsn",
                objectId = Bsn,
                codeRegister = "brp"
            },
        });
        var mail = await cast.Url("klantinteracties/api/v1/digitaleadressen",
            new { verstrektDoorPartij = Cast.Wijs(partij), adres = "a@voorbeeld.test", soortDigitaalAdres = "email" });
        var type = await Bomen.Gepubliceerd(p,
            new Dictionary<string, object> { ["$schema"] = "https://json-schema.org/draft/2020-12/schema" });
        await p.Post("objecten/api/v2/objects",
            new { type, record = new { typeVersion = 1, data = new { bsn = Bsn }, startAt = "2024-01-01" } });

        var rows = await p.Rows("inzage");
        var (status, dossier) = await p.Send(HttpMethod.Post, Dossier, new { nummer = Bsn }, fg);
        Assert.True(status == 200, dossier?.ToJsonString() + p.Failures.LastOrDefault());
        Assert.Equal(rows + 1, await p.Rows("inzage"));
        var held = dossier!["gegevens"]!.AsArray().ToDictionary(g => (string)g!["url"]!, g => g!);
        foreach (var url in new[] { rol, zaak, note, (string)partij["url"]!, nummer, mail })
            Assert.True(held.ContainsKey(url), $"{url} is missing in {string.Join(", ", held.Keys)}");
        Assert.Contains(held.Values, g => ((string)g["register"]!).StartsWith("Objecten", StringComparison.Ordinal));
        // found by the number, wherever it stands
        Assert.False(held.ContainsKey(neighbour), "somebody else's part in the zaak is not theirs to see");
        Assert.All(held, g => Assert.Equal(g.Key.Contains("/klantinteracties/", StringComparison.Ordinal), (bool)g.Value["wisbaar"]!));
        // a zaak is kept by law
        Assert.Equal(held.Count, (int)dossier["aantal"]!);
        Assert.Equal(note, (string)held[note]["gegevens"]!["url"]!);
        Assert.Equal(404, (await p.Send(HttpMethod.Post, Dossier, new { nummer = Bsn, pagina = 2 }, fg)).Status);
    }
}
