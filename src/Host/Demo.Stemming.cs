using System.Text.Json.Nodes;
using Brink.Stembord;

namespace Brink.Host;

/// <summary>The secret vote of the demonstration: keys, ballots and parts of the outcome are made as their holders and voters would, and then forgotten.</summary>
internal sealed partial class DemoSpeler
{
    private static readonly string[] Houders = ["directiesecretariaat", "lid van de RvC", "notaris"];

    /// <summary>Holds the vote that the steps named <c>geheim</c>, at the meeting <c>benoeming</c>: every represented member is there and votes.</summary>
    public async Task StemGeheim()
    {
        if (!gemaakt.TryGetValue("geheim", out var stemming)) return;
        var adres = stemming["url"]!.GetValue<string>();
        // Half way: all made their words, and the notary gave its part for the others.
        await Ceremonie(Waarde("komend"), 6);
        await Ceremonie(Waarde("benoeming"), int.MaxValue);
        var (vergadering, sleutels) = (Waarde("benoeming"), Houders.Select(Sleutel.Nieuw).ToList());
        await Stuur(HttpMethod.Patch, adres, new JsonObject { ["sleutelhouders"] = new JsonArray([.. sleutels.Select(s => JsonNode.Parse(Bord.Schrijf(s.Publiek())))]) });
        var kiezers = (await Haal("besluitvorming/api/v1/vertegenwoordigingen?pageSize=500"))["results"]!.AsArray().OfType<JsonObject>().ToList();
        foreach (var kiezer in kiezers)
            await Maak("besluitvorming/api/v1/aanwezigheden", new JsonObject
            {
                ["vergadering"] = vergadering,
                ["lid"] = kiezer["lid"]!.DeepClone(),
                ["hoedanigheid"] = "bestuurder"
            });
        await Stuur(HttpMethod.Post, adres + "/openen", []);
        var instelling = Bord.Lees<Instelling>((await Regels(adres))[0].Inhoud);
        foreach (var (i, kiezer) in kiezers.Index())
        {
            var (biljet, _) = Biljet.Maak(instelling, kiezer["lid"]!.GetValue<string>()[^36..], i % 7 == 6 ? 2 : i % 3 == 1 ? 1 : 0);
            await Maak("besluitvorming/api/v1/bordregels", Regel(adres, "biljet", Bord.Schrijf(biljet)),
                namens: Namens(kiezer["gebruiker"]!.GetValue<string>(), kiezer["functie"]!.GetValue<string>()));
        }
        await Stuur(HttpMethod.Post, adres + "/sluiten", []);
        var bord = Nagekeken.Van(await Regels(adres));
        foreach (var sleutel in sleutels) await Maak("besluitvorming/api/v1/bordregels", Regel(adres, "deel", Bord.Schrijf(sleutel.Ontcijfer(bord, bord.Stand.Hoofd).Deel)));
        await Stuur(HttpMethod.Post, adres + "/vaststellen", []);
        await Stuur(HttpMethod.Post, vergadering + "/sluiten", []);
    }

    private static JsonObject Regel(string stemming, string soort, string inhoud) => new() { ["stemming"] = stemming, ["soort"] = soort, ["inhoud"] = inhoud };

    private async Task<List<Regel>> Regels(string stemming) => Bord.LeesBestand((await Haal(stemming + "/stembord")).ToJsonString());
}
