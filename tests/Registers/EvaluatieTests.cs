using System.Text.Json.Nodes;
using Brink.Engine;
using Brink.Registers;
using Brink.Registers.Besluitvorming;
using Xunit;

namespace Brink.Tests;

/// <summary>The evaluation form: anonymous, once per representative, and shown only when closed and filled in by enough people.</summary>
public sealed class EvaluatieTests
{
    public static TheoryData<string> Alle => Stores.All;

    private static object Antwoorden(params (string Vraag, string Antwoord)[] antwoorden) =>
        new { antwoorden = antwoorden.Select(a => new { vraag = a.Vraag, antwoord = a.Antwoord }) };

    private static async Task<(Alv Alv, string Evaluatie)> Nieuw(Platform p, int leden, int drempel = 3)
    {
        var alv = await new Alv(p).Met(leden);
        await alv.Opgeroepen(new { });
        await alv.Doe(alv.Vergadering, "openen");
        return (alv, await alv.Maak("evaluaties", new { vergadering = alv.Vergadering, openTot = "2099-01-01T00:00:00Z", drempel }));
    }

    /// <summary>Closes the form as time does: nobody can do it otherwise and look.</summary>
    private static Task<bool> Sluit(Platform p, string evaluatie) => p.Tenant.Work(Onderlaag.Model, DateTimeOffset.UtcNow, async s =>
    {
        var e = (await s.Lock(Ref<Evaluatie>.To(Guid.Parse(evaluatie[^36..]))))!;
        e.OpenTot = DateTimeOffset.UtcNow.AddMinutes(-1);
        await s.Keep(e);
        return true;
    }).AsTask();

    [Theory, MemberData(nameof(Alle))]
    public async Task Each_representative_answers_once_and_nothing_links_the_answers(string store)
    {
        await using var p = await Platform.Start(store);
        var (alv, evaluatie) = await Nieuw(p, 4);
        Assert.Equal(5, (await p.Get(evaluatie))["vragen"]!.AsArray().Count); // the usual questions
        var rijen = (await p.Rows("audit"), await p.Rows("outbox"));
        for (var i = 0; i < 4; i++)
        {
            Assert.True((bool)(await p.Get(evaluatie + "/beurt", alv.Als(i)))["mag"]!);
            await alv.Doe(evaluatie, "invullen",
                Antwoorden(("geheel", $"{6 + i}"), ("gesprek", i == 0 ? "Nee" : "Ja"),
                    ("beter", i == 2 ? "Meer tijd voor het gesprek." : "")), alv.Als(i));
            Assert.Equal(["g14-eenmaal"], await alv.Weigert(evaluatie, "invullen", Antwoorden(("geheel", "1")), alv.Als(i)));
        }
        Assert.True((bool)(await p.Get(evaluatie + "/beurt", alv.Als(0)))["alIngevuld"]!);
        Assert.Equal(["g14-beurt"],
            await alv.Weigert(evaluatie, "invullen", Antwoorden(("geheel", "1")), p.As("beheerder", user: "vreemde")));
        // Nothing tells when who answered what: no row of audit trail or announcements, and one row in which all is counted together.
        Assert.Equal(rijen, (await p.Rows("audit"), await p.Rows("outbox")));
        Assert.Equal(1, await p.Rows("bvm_evaluatiebus"));
        var bus = await p.Store.Read(db =>
            db.First("SELECT doc FROM bvm_evaluatiebus", [], r => System.Text.Encoding.UTF8.GetString(r.GetBytes(0))));
        var json = JsonNode.Parse(bus!)!;
        Assert.Equal(["lid-1", "lid-2", "lid-3", "tester"], json["deelnemers"]!.AsArray().Select(d => (string)d!));
        Assert.DoesNotContain(DateTimeOffset.UtcNow.Year + "-", bus!, StringComparison.Ordinal);

        // As long as it is open nobody sees what came out; when it is closed it stays closed.
        var dicht = await p.Get(evaluatie + "/uitkomsten");
        Assert.Equal((4, false, 0), ((int)dicht["ingevuld"]!, (bool)dicht["zichtbaar"]!, dicht["vragen"]!.AsArray().Count));
        Assert.Empty((await p.Get(Alv.Root + "evaluaties/verloop")).AsArray());
        await Sluit(p, evaluatie);
        Assert.Equal(["g14-beurt"], await alv.Weigert(evaluatie, "invullen", Antwoorden(("geheel", "1")), alv.Als(0)));
        Assert.Equal(["openTot:g14-gesloten"], await p.Faults(HttpMethod.Patch, evaluatie, new { openTot = "2099-02-01T00:00:00Z" }));
        var open = await p.Get(evaluatie + "/uitkomsten");
        var vragen = open["vragen"]!.AsArray().ToDictionary(v => (string)v!["code"]!, v => v!);
        Assert.Equal((7.5m, 4), ((decimal)vragen["geheel"]["gemiddelde"]!, (int)vragen["geheel"]["aantal"]!));
        Assert.Equal([("Ja", 3), ("Deels", 0), ("Nee", 1)], vragen["gesprek"]["tellingen"]!.AsArray()
            .Select(t => ((string)t!["antwoord"]!, (int)t["aantal"]!)));
        Assert.True((bool)vragen["stukken"]["teWeinig"]!);
        Assert.Equal(["Meer tijd voor het gesprek."], vragen["beter"]["opmerkingen"]!.AsArray().Select(o => (string)o!));
        var verloop = Assert.Single((await p.Get(Alv.Root + "evaluaties/verloop")).AsArray())!;
        Assert.Equal((alv.Vergadering, 4), ((string)verloop["vergadering"]!, (int)verloop["ingevuld"]!));
    }

    [Theory, MemberData(nameof(Alle))]
    public async Task Too_few_answers_are_not_shown_and_a_form_in_use_does_not_change(string store)
    {
        await using var p = await Platform.Start(store);
        var (alv, evaluatie) = await Nieuw(p, 3, drempel: 4);
        Assert.Equal(["antwoorden:required"],
            await p.Faults(HttpMethod.Post, evaluatie + "/invullen", Antwoorden(("geheel", "")), alv.Als(0)));
        Assert.Equal(["antwoorden.0.antwoord:invalid", "antwoorden.1.antwoord:invalid_choice", "antwoorden.2.vraag:invalid_choice"],
            await p.Faults(HttpMethod.Post, evaluatie + "/invullen", Antwoorden(("geheel", "11"), ("vorm", "Nooit"), ("bestaat-niet", "x")),
                alv.Als(0)));
        Assert.Equal(200, (await p.Send(HttpMethod.Patch, evaluatie, new { drempel = 5 })).Status);
        for (var i = 0; i < 3; i++) await alv.Doe(evaluatie, "invullen", Antwoorden(("geheel", "8")), alv.Als(i));
        Assert.Equal(["drempel:g14-ingevuld"], await p.Faults(HttpMethod.Patch, evaluatie, new { drempel = 3 }));
        Assert.Equal(["vragen:g14-ingevuld"], await p.Faults(HttpMethod.Patch, evaluatie,
            new { vragen = new[] { new { code = "geheel", tekst = "Hoe laat kwam u?", vorm = "open" } } }));
        Assert.Equal(409, (await p.Send(HttpMethod.Delete, evaluatie)).Status);
        var (status, json) = await p.Send(HttpMethod.Patch, evaluatie,
            new { aanbevelingen = new[] { new { tekst = "Kom fysiek bijeen.", status = "overgenomen" } } });
        Assert.Equal((200, "overgenomen"), (status, (string)json!["aanbevelingen"]![0]!["status"]!));
        await Sluit(p, evaluatie);
        var uit = await p.Get(evaluatie + "/uitkomsten");
        Assert.Equal((3, false), ((int)uit["ingevuld"]!, (bool)uit["zichtbaar"]!));
        Assert.Contains("te raden", (string)uit["waarom"]!, StringComparison.Ordinal);
        Assert.Empty((await p.Get(Alv.Root + "evaluaties/verloop")).AsArray());
    }

    [Theory, MemberData(nameof(Alle))]
    public async Task All_at_once_are_all_counted(string store)
    {
        await using var p = await Platform.Start(store);
        var (alv, evaluatie) = await Nieuw(p, 12);
        await Task.WhenAll(Enumerable.Range(0, 12).Select(i => alv.Doe(evaluatie, "invullen", Antwoorden(("geheel", "7")), alv.Als(i))));
        await Sluit(p, evaluatie);
        var geheel = (await p.Get(evaluatie + "/uitkomsten"))["vragen"]![0]!;
        Assert.Equal((12, true), ((int)geheel["aantal"]!, (bool)geheel["eensgezind"]!));
    }
}
