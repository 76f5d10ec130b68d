using System.Text.Json.Nodes;
using Brink.Stembord;

namespace Brink.Host;

/// <summary>The secret vote of the demonstration: ballots and parts of the outcome are made as voters and holders would;
/// ballots are then forgotten.</summary>
internal sealed partial class DemoSpeler
{
    /// <summary>Holds the vote that the steps named <c>geheim</c>, at the meeting <c>benoeming</c>:
    /// every represented member is there and votes.</summary>
    public async Task StemGeheim()
    {
        if (!gemaakt.TryGetValue("geheim", out var stemming)) return;
        var adres = stemming["url"]!.GetValue<string>();
        // Half way: all made their words, and the notary gave its part for the others.
        await Ceremonie(Waarde("komend"), 6);
        var vergadering = Waarde("benoeming");
        var (ceremonie, houders) = await Ceremonie(vergadering, int.MaxValue);
        await Stuur(HttpMethod.Patch, adres, new JsonObject { ["ceremonie"] = ceremonie });
        var kiezers = (await Haal("besluitvorming/api/v1/vertegenwoordigingen?pageSize=500"))["results"]!.AsArray()
            .OfType<JsonObject>().ToList();
        foreach (var kiezer in kiezers)
        {
            await Maak("besluitvorming/api/v1/aanwezigheden", new JsonObject
            {
                ["vergadering"] = vergadering,
                ["lid"] = kiezer["lid"]!.DeepClone(),
                ["hoedanigheid"] = "bestuurder"
            });
        }
        await Stuur(HttpMethod.Post, adres + "/openen", []);
        var begin = await Regels(adres);
        foreach (var houder in houders)
        {
            await Maak("besluitvorming/api/v1/bordregels", Regel(adres, "akkoord", Bord.Schrijf(Houder.Akkoord(Demozaad(houder), begin))),
                namens: Namens(houder, "sleutelhouder"));
        }
        var instelling = Bord.LeesEerste(begin[0].Inhoud);
        foreach (var (i, kiezer) in kiezers.Index())
        {
            var (biljet, _) = Biljet.Maak(instelling, kiezer["lid"]!.GetValue<string>()[^36..], i % 7 == 6 ? 2 : i % 3 == 1 ? 1 : 0);
            await Maak("besluitvorming/api/v1/bordregels", Regel(adres, "biljet", Bord.Schrijf(biljet)),
                namens: Namens(kiezer["gebruiker"]!.GetValue<string>(), kiezer["functie"]!.GetValue<string>()));
        }
        await Stuur(HttpMethod.Post, adres + "/sluiten", []);
        var bord = Nagekeken.Van(await Regels(adres));
        // Any three of the five.
        foreach (var houder in houders.Take(3))
        {
            await Maak("besluitvorming/api/v1/bordregels",
                Regel(adres, "deel", Bord.Schrijf(Houder.Ontcijfer(Demozaad(houder), bord, bord.Stand.Hoofd, []).Deel)),
                namens: Namens(houder, "sleutelhouder"));
        }
        await Stuur(HttpMethod.Post, adres + "/vaststellen", []);
        await Stuur(HttpMethod.Post, vergadering + "/sluiten", []);
    }

    private static JsonObject Regel(string stemming, string soort, string inhoud) =>
        new() { ["stemming"] = stemming, ["soort"] = soort, ["inhoud"] = inhoud };

    private async Task<List<Regel>> Regels(string stemming) => Bord.LeesBestand((await Haal(stemming + "/stembord")).ToJsonString());
}
