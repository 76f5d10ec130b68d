using System.Text.Json.Nodes;

namespace Brink.Apps.Vergaderen;

// The keys of secret votes.
internal static partial class Daden
{
    private static readonly (string Wat, Daad Doe)[] Ceremoniedaden =
    [
        ("ceremonie", CeremonieAsync),
        ("ceremonie-wijzig", CeremonieAsync),
        ("ceremonie-houder", HouderAsync),
        ("ceremonie-houder-weg", HouderAsync),
        ("ceremonie-loten", LotenAsync),
        ("ceremonie-beginnen", (s, d) => Stap<Ceremonie>(s, d, "beginnen")),
        ("ceremonie-herinneren", HerinnerenAsync),
        ("ceremonie-verlies", VanHouderAsync),
        ("ceremonie-vernietigen", VanHouderAsync),
        ("ceremonie-opnieuw", OpnieuwAsync),
        ("stemming-sleutel", (s, d) => Wijzig<Stemming>(s, d, new() { ["ceremonie"] = d.Misschien("ceremonie") })),
    ];

    private static async Task<string?> CeremonieAsync(Scherm scherm, Formulier d)
    {
        if (d.Wat == "ceremonie") d.Moet("vergadering", "Kies voor welke vergadering de sleutel is");
        d.Moet("drempel", "Vul in hoeveel houders samen de uitslag openen");
        d.Moet("lotplaatsen", "Vul in hoeveel houders u uit de leden loot. Geen? Vul dan 0 in");
        d.Moet("beheerder", "Vul in wie de server beheert");
        var (drempel, plaatsen) = (d.Heel("drempel", 2, 15), d.Heel("lotplaatsen", 0, 15));
        if (d.Mis) return null;
        var body = new JsonObject
        {
            ["drempel"] = drempel,
            ["lotplaatsen"] = plaatsen,
            ["beheerder"] = d["beheerder"],
            ["beschikbaar"] = Lijst(d.Alle("beschikbaar"))
        };
        if (d.Wat == "ceremonie-wijzig") return await Wijzig<Ceremonie>(scherm, d, body, ("aangewezen", "beheerder"));
        body["vergadering"] = d["vergadering"];
        var antwoord = await scherm.Zgw.Bewaar<Ceremonie>(body, scherm.Afgebroken);
        return antwoord.Gelukt(out var c) ? $"/{scherm.Hier.Id}/vereniging/ceremonies/{Termen.Sleutel(c.Url)}?gedaan=ceremonie"
            : Klaar(d, antwoord.Fout, ("aangewezen", "beheerder"));
    }

    // The list is written as a whole, so one is added to or taken from what it is now.
    private static async Task<string?> HouderAsync(Scherm scherm, Formulier d)
    {
        if (d.Wat == "ceremonie-houder")
        {
            d.Moet("naam", "Vul de functie in, zoals notaris");
            d.Moet("werkgever", "Vul in voor wie deze houder werkt, of het kantoor");
            d.Moet("gebruiker", "Vul de gebruikersnaam in waarmee deze houder inlogt");
            d.Moet("toepassing", "Vul de toepassing in die voor deze houder mag handelen, zoals brink-notaris");
        }
        var antwoord = await scherm.Zgw.Lees<Ceremonie>(d.Bij, scherm.Afgebroken);
        if (!antwoord.Gelukt(out var c)) return Klaar(d, antwoord.Fout);
        if (d.Mis) return null;
        var lijst = c.Aangewezen.Where(a => d.Wat == "ceremonie-houder" || a.Gebruiker != d["gebruiker"])
            .Select(a => (JsonNode)new JsonObject
            {
                ["naam"] = a.Naam,
                ["gebruiker"] = a.Gebruiker,
                ["werkgever"] = a.Werkgever,
                ["emailadres"] = a.Emailadres,
                ["toepassingen"] = Lijst(a.Toepassingen),
            }).ToList();
        if (d.Wat == "ceremonie-houder")
        {
            lijst.Add(new JsonObject
            {
                ["naam"] = d["naam"],
                ["gebruiker"] = d["gebruiker"],
                ["werkgever"] = d["werkgever"],
                ["emailadres"] = d["emailadres"],
                ["toepassingen"] = Lijst([d["toepassing"]]),
            });
        }
        var fout = (await scherm.Zgw.Bewaar<Ceremonie>(d.Bij, new() { ["aangewezen"] = new JsonArray([.. lijst]) }, scherm.Afgebroken,
            antwoord.Versie)).Fout;
        if (fout is null) return "";
        // What is wrong with the new one stands at its fields; the register names them within the list.
        foreach (var p in fout.Parameters)
        {
            var veld = p.Name.Split('.')[^1];
            d.Fout(veld is "naam" or "gebruiker" or "werkgever" or "emailadres" ? veld : veld == "toepassingen" ? "toepassing"
                : "naam", p.Reason);
        }
        return d.Mis ? null : Klaar(d, fout);
    }

    private static async Task<string?> LotenAsync(Scherm scherm, Formulier d)
    {
        d.Moet("waarde", "Typ wat er is voorgelezen");
        return d.Mis || !d.Zeker(
            $"U loot met '{Tekens.Kort(d["waarde"], 100)}'. Loten kan één keer. Klopt dit precies met wat is voorgelezen?",
            "Ja, loot") ? null
            : await Stap<Ceremonie>(scherm, d, "loten", new() { ["waarde"] = d["waarde"] });
    }

    private static async Task<string?> HerinnerenAsync(Scherm scherm, Formulier d)
    {
        var ceremonie = await scherm.Zgw.Lees<Ceremonie>(d.Bij, scherm.Afgebroken);
        var antwoord = await scherm.Zgw.Doe<Herinnerd>(Plek.Van<Ceremonie>(d.Bij, "herinneren"), new JsonObject(), scherm.Afgebroken);
        if (!antwoord.Gelukt(out var h) || !ceremonie.Gelukt(out var c)) return Klaar(d, antwoord.Fout ?? ceremonie.Fout);
        // Places, and no names: they stand in an address.
        var zelf = string.Join(',', c.Houders.Where(x => h.Zelf.Contains(x.Naam)).Select(x => x.Nr));
        return zelf.Length == 0 ? "" : $"{scherm.Pad}?zelf={zelf}&gedaan={d.Wat}";
    }

    private static async Task<string?> VanHouderAsync(Scherm scherm, Formulier d)
    {
        var verlies = d.Wat == "ceremonie-verlies";
        d.Moet("houder", "Kies een houder");
        var nr = d.Heel("houder", 1, 15);
        if (d.Mis || !d.Zeker(verlies ? "Een houder die alles kwijt is, kan zijn deel nooit meer geven. Dit kunt u niet terugdraaien."
            : "U legt vast dat de woorden en het sleutelbestand zijn vernietigd. Dit kunt u niet terugdraaien.",
            verlies ? "Ja, meld dit verlies" : "Ja, leg dit vast"))
        {
            return null;
        }
        return await Stap<Ceremonie>(scherm, d, verlies ? "verlies" : "vernietigen", new() { ["houder"] = nr });
    }

    private static async Task<string?> OpnieuwAsync(Scherm scherm, Formulier d)
    {
        d.Moet("reden", "Zeg waarom u opnieuw begint");
        if (d.Mis || !d.Zeker("Alle houders maken nieuwe woorden. Wat zij tot nu toe deden, geldt niet meer. De oude woorden vernietigen "
            + "zij.", "Ja, begin opnieuw"))
        {
            return null;
        }
        var antwoord = await scherm.Zgw.Doe<Ceremonie>(Plek.Van<Ceremonie>(d.Bij, "opnieuw"), new JsonObject
        {
            ["reden"] = d["reden"],
            ["zonder"] = Lijst(d.Alle("zonder")),
        }, scherm.Afgebroken);
        return antwoord.Gelukt(out var c) ? $"/{scherm.Hier.Id}/vereniging/ceremonies/{Termen.Sleutel(c.Opvolger)}?gedaan=ceremonie-opnieuw"
            : Klaar(d, antwoord.Fout);
    }
}
