using System.Text.Json.Nodes;
using Brink.Stembord;
using Xunit;

namespace Brink.Tests;

/// <summary>A ceremony in a test, with the seeds of its holders: a notary and a member of the RvC that were appointed,
/// and members that were drawn.</summary>
internal sealed class Kring(Platform p, Alv alv)
{
    public const string Waarde = "17 - 4 - 88";
    public string Url { get; private set; } = "";
    public Dictionary<int, string> Zaden { get; } = [];

    private static object Houder(string naam, string gebruiker, string werkgever, string? emailadres = null) => new
    {
        naam,
        gebruiker,
        werkgever,
        emailadres = emailadres ?? $"{gebruiker}@houders.example",
        toepassingen = new[] { "beheerder", $"client-{gebruiker}-ontsleutelen" },
    };

    public static object Notaris => Houder("notaris", "notaris", "Kantoor Noord");
    public static object Rvc => Houder("lid van de RvC", "rvc", "Waterschap Zuid");

    /// <summary>A ceremony that is set up for the meeting of <see cref="Alv"/>.</summary>
    public async Task<Kring> Opgezet(int drempel = 3, int lotplaatsen = 3, object[]? aangewezen = null, string? vergadering = null)
    {
        if (alv.Leden.Count == 0) await alv.Met(6);
        if (vergadering is null && alv.Vergadering.Length == 0) await alv.Opgeroepen(new { besluitsoort = "personen" });
        Url = await alv.Maak("ceremonies", new
        {
            vergadering = vergadering ?? alv.Vergadering,
            drempel,
            lotplaatsen,
            beheerder = "Het rekencentrum",
            beschikbaar = lotplaatsen == 0 ? [] : alv.Leden.Select(l => l.Url).ToArray(),
            aangewezen = aangewezen ?? [Notaris, Rvc],
        });
        return this;
    }

    public async Task<Kring> Begonnen(int drempel = 3)
    {
        await Opgezet(drempel);
        await alv.Doe(Url, "loten", new { waarde = Waarde });
        await alv.Doe(Url, "beginnen");
        return this;
    }

    public async Task<JsonNode> Stand() => await p.Get(Url);
    public async Task<string> Status() => (string)(await Stand())["status"]!;
    public async Task<Ceremonie> Keten() => Ceremonie.LeesBestand((await p.Get(Url + "/keten")).ToJsonString());

    /// <summary>The client of a holder, by its place.</summary>
    public async Task<HttpClient> Als(int nr) => p.As("beheerder", user: (string)(await Stand())["houders"]![nr - 1]!["gebruiker"]!);

    public string Zaad(int nr) => Zaden.TryGetValue(nr, out var zaad) ? zaad : Zaden[nr] = Woorden.NieuwZaad();

    /// <summary>What a holder gives in the round that is going on.</summary>
    public async Task<object> Regel(int nr)
    {
        var c = await Keten();
        return c.Fase switch
        {
            Ceremoniefase.Certificaten => Body("certificaat", Brink.Stembord.Houder.Certificaat(Zaad(nr), c, nr)),
            Ceremoniefase.Veeltermen => Body("veelterm", Brink.Stembord.Houder.Veelterm(Zaad(nr), c)),
            _ => Body("aanvaarding", Brink.Stembord.Houder.Ronde3(Zaad(nr), c).Aanvaarding!),
        };
    }

    public object Body(string soort, object inhoud, bool verklaring = true) =>
        new { ceremonie = Url, soort, inhoud = inhoud as string ?? Bord.Schrijf(inhoud), verklaring };

    public async Task Geeft(int nr) => await alv.Maak("ceremonieregels", await Regel(nr), await Als(nr));

    /// <summary>All holders but these give their line of this round.</summary>
    public async Task Ronde(params int[] zonder)
    {
        var n = (await Stand())["houders"]!.AsArray().Count;
        for (var nr = 1; nr <= n; nr++) if (!zonder.Contains(nr)) await Geeft(nr);
    }

    /// <summary>A ceremony of which all accepted the key.</summary>
    public async Task<Kring> Klaar()
    {
        await Begonnen();
        for (var ronde = 1; ronde <= 3; ronde++) await Ronde();
        Assert.Equal("klaar", await Status());
        return this;
    }

    /// <summary>A key that is done, of three holders of whom two open an outcome; none of them gets mail.</summary>
    public async Task<Kring> Klein(string vergadering)
    {
        await Opgezet(2, 0, [.. new[] { "Oost", "West", "Zuid" }.Select(w => Houder("houder " + w, "houder-" + w, "Kantoor " + w, ""))],
            vergadering);
        await alv.Doe(Url, "beginnen");
        for (var ronde = 1; ronde <= 3; ronde++) await Ronde();
        return this;
    }

    /// <summary>A key that is done in the demonstration that a browser sees, of three holders of whom two open an outcome:
    /// one of them is the persona of the RvC.</summary>
    public static async Task<(string Url, List<string> Zaden)> Demonstratie(Browser browser, string vergadering)
    {
        using var http = browser.Registers();
        string[] gebruikers = ["dimpact-rvc", "houder-oost", "houder-west"];
        List<string> zaden = [.. gebruikers.Select(_ => Woorden.NieuwZaad())];
        var url = await HostProcess.Post(http, Alv.Root + "ceremonies", new
        {
            vergadering,
            drempel = 2,
            lotplaatsen = 0,
            beheerder = "Het rekencentrum",
            aangewezen = gebruikers.Select((g, i) => new
            { naam = $"houder {i + 1}", gebruiker = g, werkgever = $"Kantoor {i + 1}", toepassingen = new[] { "beheerder" } }).ToArray(),
        });
        await HostProcess.Post(http, url + "/beginnen", new { });
        for (var c = await Keten(); c.Fase < Ceremoniefase.Klaar; c = await Keten())
        {
            var nr = c.Wacht[0];
            var (soort, inhoud) = c.Fase switch
            {
                Ceremoniefase.Certificaten => ("certificaat", Bord.Schrijf(Brink.Stembord.Houder.Certificaat(zaden[nr - 1], c, nr))),
                Ceremoniefase.Veeltermen => ("veelterm", Bord.Schrijf(Brink.Stembord.Houder.Veelterm(zaden[nr - 1], c))),
                _ => ("aanvaarding", Bord.Schrijf(Brink.Stembord.Houder.Ronde3(zaden[nr - 1], c).Aanvaarding!)),
            };
            using var zelf = browser.Registers("dimpact", gebruikers[nr - 1]);
            await HostProcess.Post(zelf, Alv.Root + "ceremonieregels", new { ceremonie = url, soort, inhoud, verklaring = true });
        }
        return (url, zaden);
        async Task<Ceremonie> Keten() => Ceremonie.LeesBestand(await http.GetStringAsync(url + "/keten"));
    }

    /// <summary>The body of the first line of 'tester', who is a holder here.</summary>
    public static async Task<object> Certificaat(Platform p)
    {
        var alv = new Alv(p) { Voorvoegsel = "Kring " + Guid.NewGuid().ToString("N")[..8] };
        var kring = await new Kring(p, alv).Opgezet(2, 0, [Houder("toezichthouder", "tester", "Kantoor West"), Notaris, Rvc]);
        await alv.Doe(kring.Url, "beginnen");
        return await kring.Regel(1);
    }
}
