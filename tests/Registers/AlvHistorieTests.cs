using System.Text.Json.Nodes;
using Brink.Controle;
using Brink.Host;
using Xunit;

namespace Brink.Tests;

/// <summary>
/// The source's own history, as the demonstration plays it: the meeting of 30 June 2022 with its minutes, the agenda of 7 December,
/// the proxy of Deventer, the decisions on tariffs and statutes, with besluiten and documents in their registers.
/// </summary>
public sealed class AlvHistorieTests
{
    public static TheoryData<string> Alle => Stores.All;

    [Theory, MemberData(nameof(Alle))]
    public async Task The_history_of_2022_runs_from_agenda_to_minutes(string store)
    {
        await using var p = await Platform.Start(store);
        await Speel(p);
        async Task<List<JsonNode>> Alles(string pad) =>
            [.. (await p.Get($"{Alv.Root}{pad}{(pad.Contains('?') ? '&' : '?')}pageSize=500"))["results"]!.AsArray().OfType<JsonNode>()];
        var leden = (await p.Get("portfolio/api/v1/leden?pageSize=500"))["results"]!.AsArray()
            .ToDictionary(l => (string)l!["url"]!, l => (string)l!["naam"]!);
        var vergaderingen = await Alles("vergaderingen");
        var juni = vergaderingen.Single(v => (string?)v["datum"] == "2022-06-30");
        var punten = await Alles($"agendapunten?vergadering={Uri.EscapeDataString((string)juni["url"]!)}");
        Assert.Equal(9, punten.Count);

        // Anchor 4: two abstentions, three conditional approvals, the departure at 19:50, four adoptions and one assignment, ten actions.
        var uitslagen = (await Alles("uitslagen")).Where(u => punten.Exists(x => (string?)x["url"] == (string?)u["agendapunt"])).ToList();
        Assert.Equal(5, uitslagen.Count);
        Assert.All(uitslagen, u => Assert.Equal("aangenomen", (string?)u["uitkomst"]));
        Assert.Single(uitslagen, u => ((string)u["besluittekst"]!).StartsWith("Opdracht", StringComparison.Ordinal));
        Assert.Equal(["Horst aan de Maas: onthouding", "Venray: onthouding"], uitslagen.SelectMany(u => u["perLid"]!.AsArray())
            .Select(l => $"{l!["naam"]}: {l["keuze"]}"));
        Assert.Equal(["Borger-Odoorn", "Coevorden", "Emmen"],
            (await Alles("stemverklaringen")).Select(v => leden[(string)v["lid"]!]).Order());
        Assert.Equal(10, (await Alles("toezeggingen")).Count(t => punten.Exists(x => (string?)x["url"] == (string?)t["agendapunt"])));
        async Task<int> Aanwezig(string moment) =>
            (int)(await p.Get($"{juni["url"]}/quorum?moment={Uri.EscapeDataString(moment)}"))["aanwezig"]!;
        Assert.Equal((10, 9), (await Aanwezig("2022-06-30T17:49:59Z"), await Aanwezig("2022-06-30T17:50:00Z")));

        // Minutes with every point in them, and every statement at its own point.
        var notulen = (await Alles("notulen")).Single(n => (string?)n["vergadering"] == (string?)juni["url"]);
        var blokken = notulen["blokken"]!.AsArray();
        Assert.Equal(Enumerable.Range(1, 9), blokken.Select(b => (int)b!["agendapunt"]!).Where(n => n > 0).Distinct());
        foreach (var (punt, woorden) in new (int, string[])[]
        {
            (4, ["Horst aan de Maas onthoudt zich van stemming", "Venray onthoudt zich van stemming", "Stemverklaring van Emmen",
                "Antwoord aan Maashorst", "(regiebureau)"]),
            (5, ["Oldambt (opmerking)"]),
            (7, ["Rotterdam (verklaring)", "Oldambt verlaat de vergadering om 19:50 uur", "raadsvergadering"]), (9, ["Oldenzaal (vraag)"]),
        })
        {
            foreach (var woord in woorden)
            {
                Assert.Contains(blokken, b => (int)b!["agendapunt"]! == punt && ((string)b["tekst"]!)
                    .Contains(woord, StringComparison.OrdinalIgnoreCase));
            }
        }
        Assert.All(blokken, b => Assert.StartsWith(p.Base, (string)b!["bron"]!, StringComparison.Ordinal));
        // Adopted by a decision of 7 December, and from then on they stay.
        Assert.Equal("vastgesteld", (string?)notulen["status"]);
        Assert.Equal(409, (await p.Send(HttpMethod.Patch, (string)notulen["url"]!, new { blokken = Array.Empty<object>() })).Status);

        // 7 December: the proxy of Deventer gives the floor and not the vote.
        var december = vergaderingen.Single(v => (string?)v["datum"] == "2022-12-07");
        var volmacht = Assert.Single(await Alles("volmachten"), v => (string?)v["vergadering"] == (string?)december["url"]);
        Assert.Equal(("Deventer", true, false, 64),
            (leden[(string)volmacht["gever"]!], (bool)volmacht["spreken"]!, (bool)volmacht["stemmen"]!,
            ((string)volmacht["formulierSha256"]!).Length));
        var besluiten = (await Alles("uitslagen"))
            .Where(u => ((string)u["vastgesteldOp"]!).StartsWith("2022-12-07", StringComparison.Ordinal)).ToDictionary(u =>
            (string)u["onderwerp"]!);
        Assert.Equal(["Notulen van 30 juni 2022", "Statutenwijziging", "Tarieven 2023: 4,5%"], besluiten.Keys.Order());
        var tarieven = besluiten["Tarieven 2023: 4,5%"];
        Assert.Equal((12, 12, 15), ((int)tarieven["voor"]!, (int)tarieven["aanwezig"]!, (int)tarieven["stemgerechtigd"]!));
        Assert.DoesNotContain(tarieven["perLid"]!.AsArray(), l => (string?)l!["naam"] == "Deventer");
        Assert.Equal("12 van de 12 stemmen voor; nodig: 8", (string?)besluiten["Statutenwijziging"]["berekening"]);
        Assert.Contains(besluiten["Statutenwijziging"]["redenen"]!.AsArray(), r => ((string)r!).Contains("akte", StringComparison.Ordinal));

        // The decision is a besluit with a document, linked to the budget that it is about, and found back from there.
        var begroting = (await p.Get("begroting/api/v1/begrotingen"))["results"]![0]!;
        Assert.Equal((string?)begroting["url"], (string?)tarieven["gaatOver"]);
        var terug = (await p.Get($"{Alv.Root}uitslagen?gaatOver={Uri.EscapeDataString((string)begroting["url"]!)}"))["results"]!.AsArray();
        Assert.Equal((string?)tarieven["url"], (string?)Assert.Single(terug)!["url"]);
        var besluit = await p.Get((string)tarieven["besluit"]!);
        Assert.Equal(("2022-12-07", "Algemene Ledenvergadering"), ((string)besluit["datum"]!, (string)besluit["bestuursorgaan"]!));
        Assert.Contains("4,5%", (string)besluit["toelichting"]!, StringComparison.Ordinal);
        Assert.Contains((string)begroting["url"]!, (string)besluit["toelichting"]!, StringComparison.Ordinal);
        var koppeling = Assert.Single(
            (await p.Get($"besluiten/api/v1/besluitinformatieobjecten?besluit={Uri.EscapeDataString((string)besluit["url"]!)}")).AsArray());
        Assert.Equal((string?)tarieven["document"], (string?)koppeling!["informatieobject"]);
        var tekst = await (await p.Beheerder.GetAsync((string)(await p.Get((string)tarieven["document"]!))["inhoud"]!))
            .Content.ReadAsStringAsync();
        Assert.Contains("Voor: 12", tekst, StringComparison.Ordinal);

        // The closed secret vote of the demonstration can be checked by anyone.
        var geheim = (await Alles("stemmingen?modus=geheim")).Single();
        var rapport = Stembordcontrole.Controleer((await p.Get((string)geheim["url"]! + "/stembord")).ToJsonString());
        Assert.True(rapport.Goed, string.Join('\n', rapport.Bevindingen));
        Assert.Empty(p.Failures);
    }

    private static async Task Speel(Platform p)
    {
        var map = Path.Combine(Source.Root, "demo");
        JsonObject Lees(string naam) => JsonNode.Parse(File.ReadAllText(Path.Combine(map, naam + ".json")))!.AsObject();
        var speler = new DemoSpeler(new Settings.Organisation { Id = p.Name, Naam = "Coöperatie" }, map, Lees("gedeeld"), Lees("dimpact"),
            TimeProvider.System,
            (id, _) => p.As(Demo.Client, user: id));
        await speler.Speel(Lees("referentielijsten"));
        await speler.Speel(Lees("cooperatie"));
        await Vereniging.Laad(Path.Combine(map, "vereniging"), p.Beheerder);
        await speler.Speel(Lees("vergaderingen"));
        await speler.StemGeheim();
    }
}
