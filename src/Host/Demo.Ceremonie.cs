using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Brink.Stembord;

namespace Brink.Host;

/// <summary>The keys of secret votes in the demonstration: one that is done, and one that is half way,
/// of which whoever steps in as a holder goes on.</summary>
internal sealed partial class DemoSpeler
{
    // The words of a holder in the demonstration are the same each time, and stand in demo/README.md: without them nobody could go on.
    private static string Demozaad(string gebruiker) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("demonstratie: " + gebruiker)));

    /// <summary>Makes the key of a meeting, as far as so many lines of holders.</summary>
    /// <returns>The address of the ceremony, and its holders in their places.</returns>
    private async Task<(string Adres, List<string> Houders)> Ceremonie(string vergadering, int regels)
    {
        var zittend = (await Haal("besluitvorming/api/v1/vertegenwoordigingen?pageSize=500"))["results"]!.AsArray().OfType<JsonObject>()
            .Where(v => bestand["medewerkers"]!.AsArray().Any(m => (string?)m!["id"] == (string?)v["gebruiker"]));
        JsonObject Houder(string naam, string rol, string werkgever) => new()
        {
            ["naam"] = naam,
            ["gebruiker"] = bestand["medewerkers"]!.AsArray().First(m => (string?)m!["rol"] == rol)!["id"]!.DeepClone(),
            ["werkgever"] = werkgever,
            ["toepassingen"] = new JsonArray(OwnClients.Id(rol), Demo.Client),
        };
        var adres = (await Maak("besluitvorming/api/v1/ceremonies", new JsonObject
        {
            ["vergadering"] = vergadering,
            ["beheerder"] = "Rekencentrum De Brink (voorbeeld)",
            ["beschikbaar"] = new JsonArray([.. zittend.Select(v => v["lid"]!.DeepClone())]),
            ["aangewezen"] = new JsonArray(Houder("notaris", "Notaris", "Notariskantoor De Meent (voorbeeld)"),
                Houder("lid van de RvC", "Lid van de RvC",
                "Waterschap (voorbeeld)")),
        }))["url"]!.GetValue<string>();
        await Stuur(HttpMethod.Post, adres + "/loten", new JsonObject { ["waarde"] = "17 - 4 - 88" });
        await Stuur(HttpMethod.Post, adres + "/beginnen", []);
        var houders = (await Haal(adres))["houders"]!.AsArray().Select(h => h!["gebruiker"]!.GetValue<string>()).ToList();
        for (var keten = await Keten(adres); regels > 0 && keten.Fase < Ceremoniefase.Klaar; regels--)
        {
            var (nr, fase) = (keten.Wacht[0], keten.Fase);
            var zaad = Demozaad(houders[nr - 1]);
            var (soort, inhoud) = fase switch
            {
                Ceremoniefase.Certificaten => (Stembord.Ceremonie.Ronde1, Bord.Schrijf(Stembord.Houder.Certificaat(zaad, keten, nr))),
                Ceremoniefase.Veeltermen => (Stembord.Ceremonie.Ronde2, Bord.Schrijf(Stembord.Houder.Veelterm(zaad, keten))),
                _ => (Stembord.Ceremonie.Ronde3, Bord.Schrijf(Stembord.Houder.Ronde3(zaad, keten).Aanvaarding!)),
            };
            await Maak("besluitvorming/api/v1/ceremonieregels",
                new JsonObject { ["ceremonie"] = adres, ["soort"] = soort, ["inhoud"] = inhoud, ["verklaring"] = true },
                namens: Namens(houders[nr - 1], "sleutelhouder"));
            keten = keten.Met(soort, inhoud);
        }
        return (adres, houders);
    }

    private async Task<Ceremonie> Keten(string adres) => Stembord.Ceremonie.LeesBestand((await Haal(adres + "/keten")).ToJsonString());
}
