using System.Text.Json.Nodes;
using Brink.Stembord;
using Xunit;

namespace Brink.Tests;

/// <summary>A cooperative in a test: members with representatives, a meeting that is held today, and votes of each kind.</summary>
internal sealed class Alv(Platform p)
{
    public const string Root = "besluitvorming/api/v1/";

    /// <summary>What the names of members begin with; where several live in one organisation, each has its own.</summary>
    public string Voorvoegsel { get; init; } = "Gemeente";
    public List<(string Url, string Naam, string Gebruiker)> Leden { get; } = [];
    public string Vergadering { get; private set; } = "";

    /// <summary>The holders of the key of the secret vote that was made last.</summary>
    public Kring? Kring { get; private set; }
    public HttpClient Als(int lid) => p.As("beheerder", user: Leden[lid].Gebruiker);
    public string Id(int lid) => Leden[lid].Url[^36..];

    /// <summary>Members with a representative each; the first is represented by 'tester'.</summary>
    public async Task<Alv> Met(int leden, object? regels = null)
    {
        var body = new JsonObject { ["naam"] = "De wet", ["geldigVanaf"] = Dag() };
        foreach (var (veld, waarde) in System.Text.Json.JsonSerializer.SerializeToNode(regels ?? new { })!.AsObject())
            body[veld] = waarde?.DeepClone();
        await p.Post(Root + "regelsets", body);
        for (var i = 0; i < leden; i++)
        {
            var naam = $"{Voorvoegsel} {Leden.Count:D3}";
            var lid = (string)(await p.Post("portfolio/api/v1/leden", new { naam, status = "lid" }))["url"]!;
            var gebruiker = i == 0 ? "tester" : $"lid-{i}";
            await p.Post(Root + "vertegenwoordigingen", new
            {
                lid,
                gebruiker,
                functie = "portefeuillehouder",
                geldigVan = "2020-01-01",
                toepassingen = new[] { "beheerder", Client(gebruiker, "stemmen") },
            });
            Leden.Add((lid, naam, gebruiker));
        }
        return this;
    }

    private static string Client(string gebruiker, string recht) => $"client-{gebruiker}-{recht}";

    /// <summary>A client with one right in this register, on behalf of a user. That with the right to vote is the client of the member that
    /// the user represents.</summary>
    public static async Task<HttpClient> Als(Platform p, string gebruiker, string recht = "stemmen")
    {
        var client = Client(gebruiker, recht);
        if ((await p.Get("autorisaties/api/v1/applicaties?clientIds=" + client))["results"]!.AsArray().Count == 0)
            await p.WithRights(client, new { component = "bvm", scopes = new[] { "besluitvorming." + recht } });
        return p.As(client, user: gebruiker);
    }

    public async Task<string> Maak(string collectie, object body, HttpClient? client = null) =>
        (string)(await p.Post(Root + collectie, body, client))["url"]!;

    /// <summary>A deed that must succeed.</summary>
    public async Task<JsonNode?> Doe(string adres, string daad, object? body = null, HttpClient? client = null)
    {
        var (status, json) = await p.Send(HttpMethod.Post, $"{adres}/{daad}", body ?? new { }, client);
        Assert.True(status is 200 or 201 or 204, $"{daad}: {status} {json?.ToJsonString()} {p.Failures.LastOrDefault()}");
        return json;
    }

    /// <summary>A deed that must be refused: the codes of what fails.</summary>
    public async Task<string[]> Weigert(string adres, string daad, object? body = null, HttpClient? client = null)
    {
        var (status, json) = await p.Send(HttpMethod.Post, daad.Length == 0 ? adres : $"{adres}/{daad}", body ?? new { }, client);
        Assert.True(status is 400 or 403 or 409, $"{daad}: {status} {json?.ToJsonString()} {p.Failures.LastOrDefault()}");
        return json!["invalidParams"] is JsonArray fouten ? [.. fouten.Select(f => (string)f!["code"]!).Distinct()]
            : [(string)json["code"]!];
    }

    /// <summary>A day long ago on which nothing else began.</summary>
    public static string Dag() => new DateOnly(1950, 1, 1).AddDays(Random.Shared.Next(25_000)).ToString("yyyy-MM-dd");
    public static string Vandaag(int dagen = 0) => Nederlands.Vandaag(DateTimeOffset.UtcNow).AddDays(dagen).ToString("yyyy-MM-dd");

    /// <summary>Today on the Dutch calendar: after midnight that is another day than that of UTC.</summary>
    public static DateOnly Heden() => DateOnly.Parse(Vandaag(), System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Midnight on the Dutch clock, with which today began.</summary>
    public static DateTimeOffset Begin() =>
        new(Heden(), TimeOnly.MinValue, TimeZoneInfo.FindSystemTimeZoneById("Europe/Amsterdam").GetUtcOffset(Heden().ToDateTime(default)));

    /// <summary>A meeting of today, convened two weeks ago, with items of the kinds given (numbered from 1).</summary>
    public async Task<List<string>> Opgeroepen(params object[] punten)
    {
        Vergadering = await Maak("vergaderingen", new { titel = "ALV", datum = Vandaag(), vorm = "fysiek", overgenomen = true });
        var uit = new List<string>();
        foreach (var (i, punt) in punten.Index())
        {
            var body = System.Text.Json.JsonSerializer.SerializeToNode(punt)!.AsObject();
            (body["vergadering"], body["nummer"]) = (Vergadering, i + 1);
            body["titel"] ??= $"Punt {i + 1}";
            body["soort"] ??= "ter_besluitvorming";
            if ((string)body["soort"]! == "ter_besluitvorming")
                body["gevraagdBesluit"] ??= new JsonObject { ["soort"] = "instemmen", ["tekst"] = "In te stemmen." };
            uit.Add(await Maak("agendapunten", body));
        }
        await Doe(Vergadering, "oproepen", new { moment = Vandaag(-14) + "T09:00:00Z" });
        return uit;
    }

    /// <summary>An open meeting; a member's presence is for the test to record.</summary>
    public async Task<string> Geopend()
    {
        if (Leden.Count == 0) await Met(1);
        await Opgeroepen(new { });
        await Doe(Vergadering, "openen");
        return Vergadering;
    }

    public Task<string> Aanwezig(int lid, object? anders = null)
    {
        var body = System.Text.Json.JsonSerializer.SerializeToNode(anders ?? new { })!.AsObject();
        (body["vergadering"], body["lid"]) = (Vergadering, Leden[lid].Url);
        body["hoedanigheid"] ??= "bestuurder";
        return Maak("aanwezigheden", body);
    }

    /// <summary>An open poll with one member, represented by 'tester'.</summary>
    public async Task<(string Stemming, string Lid)> Peiling()
    {
        await Met(1);
        var stemming = await Maak("stemmingen", new { onderwerp = "Wat vindt u?", modus = "peiling", sluit = "2099-01-01T00:00:00Z" });
        await Doe(stemming, "openen");
        return (stemming, Leden[0].Url);
    }

    /// <summary>A decision of one member, represented by 'tester', that it may stay out of.</summary>
    public async Task<(string Stemming, string Lid)> MetUitstap()
    {
        await Geopend();
        await Aanwezig(0);
        var punt = (string)(await p.Get(Root + "agendapunten?vergadering=" + Vergadering))["results"]![0]!["url"]!;
        var stemming = await Maak("stemmingen", new
        {
            agendapunt = punt,
            modus = "in_de_vergadering",
            onderwerp = "Nieuw platform",
            besluittekst = "Over te gaan.",
            uitstap = new { tot = Vandaag(30), ingang = Vandaag(60), voorwaarden = "Het contract loopt door." },
        });
        await Doe(stemming, "openen");
        await Maak("stemmen", new { stemming, lid = Leden[0].Url, keuze = "voor" });
        await Doe(stemming, "sluiten");
        await Doe(stemming, "vaststellen");
        return (stemming, Leden[0].Url);
    }

    /// <summary>Closes a vote, and determines its outcome.</summary>
    public async Task<JsonNode> Uitslag(string stemming)
    {
        await Doe(stemming, "sluiten");
        return (await Doe(stemming, "vaststellen"))!;
    }

    /// <summary>Proposes minutes, and has a later meeting adopt them.</summary>
    public async Task Vastgesteld(string notulen)
    {
        await Doe(notulen, "voorstellen");
        var volgende = await Opgeroepen(new
        {
            titel = "Notulen",
            soort = "ter_vaststelling",
            notulen,
            gevraagdBesluit = new { soort = "vaststellen", tekst = "De notulen vast te stellen." },
        });
        await Doe(Vergadering, "openen");
        await Aanwezig(0);
        var acclamatie = await Maak("stemmingen", new { agendapunt = volgende[0], modus = "acclamatie", onderwerp = "Notulen" });
        await Doe(acclamatie, "openen");
        await Uitslag(acclamatie);
        await Doe(notulen, "vaststellen");
    }

    public Task<string> Stem(string stemming, int lid, string keuze, HttpClient? client = null) =>
        Maak("stemmen", new { stemming, lid = Leden[lid].Url, keuze }, client ?? Als(lid));

    /// <summary>A secret vote on two candidates, in a meeting where all members are; open: with the signatures of two of its three holders,
    /// so that members can vote.</summary>
    public async Task<string> Geheim(int leden = 5, DateTimeOffset? sluit = null, bool open = true)
    {
        if (Leden.Count == 0) await Met(leden);
        var punten = await Opgeroepen(new { besluitsoort = "personen" });
        await Sleutel(Vergadering);
        await Doe(Vergadering, "openen");
        for (var i = 0; i < Leden.Count; i++) await Aanwezig(i);
        var stemming = await Maak("stemmingen", new
        {
            agendapunt = punten[0],
            modus = "geheim",
            soort = "personen",
            onderwerp = "Benoeming",
            opties = new[] { "Kandidaat A", "Kandidaat B" },
            sluit,
            ceremonie = Kring!.Url,
        });
        if (!open) return stemming;
        await Doe(stemming, "openen");
        await Teken(stemming);
        return stemming;
    }

    /// <summary>Makes the key of a meeting.</summary>
    public async Task<string> Sleutel(string vergadering)
    {
        Kring = await new Kring(p, this).Klein(vergadering);
        return Kring.Url;
    }

    /// <summary>As many holders as it takes sign an open secret vote.</summary>
    public async Task Teken(string stemming)
    {
        var begin = await Bordregels(stemming);
        for (var nr = 1; nr <= Bord.LeesEerste(begin[0].Inhoud).K; nr++)
            await Maak("bordregels", Regel(stemming, "akkoord", Houder.Akkoord(Kring!.Zaad(nr), begin)));
    }

    public async Task<List<Regel>> Bordregels(string stemming) => Bord.LeesBestand((await p.Get(stemming + "/stembord")).ToJsonString());
    public async Task<Instelling> Instelling(string stemming) => Bord.LeesEerste((await Bordregels(stemming))[0].Inhoud);

    public static object Regel(string stemming, string soort, object inhoud) =>
        new { stemming, soort, inhoud = inhoud as string ?? Bord.Schrijf(inhoud) };

    /// <summary>The body that casts a secret ballot for the first member, in a vote of its own.</summary>
    public async Task<object> Biljet()
    {
        var stemming = await Geheim();
        return Regel(stemming, "biljet", Brink.Stembord.Biljet.Maak(await Instelling(stemming), Id(0), 0).Biljet);
    }

    /// <summary>A secret ballot of each of these members; it names the one before of that member.</summary>
    public async Task Stemt(string stemming, params (int Lid, int Keuze)[] keuzes)
    {
        var regels = await Bordregels(stemming);
        var instelling = Bord.LeesEerste(regels[0].Inhoud);
        foreach (var (lid, keuze) in keuzes)
        {
            await Maak("bordregels",
                Regel(stemming, "biljet", Brink.Stembord.Biljet.Maak(instelling, Id(lid), keuze, Bord.VorigBiljet(regels, Id(lid)))
                .Biljet), Als(lid));
        }
    }

    /// <summary>The part of a holder, made of the board as it is.</summary>
    public async Task<Ontcijferdeel> Deel(string stemming, int houder = 1)
    {
        var bord = Nagekeken.Van(await Bordregels(stemming));
        return Houder.Ontcijfer(Kring!.Zaad(houder), bord, bord.Stand.Hoofd, []).Deel;
    }

    /// <summary>Gives the parts of as many holders as it takes.</summary>
    public async Task GeefDelen(string stemming, HttpClient? client = null)
    {
        for (var nr = 1; nr <= (await Instelling(stemming)).K; nr++)
            await Maak("bordregels", Regel(stemming, "deel", await Deel(stemming, nr)), client);
    }

    /// <summary>Closes a secret vote, gives parts of its holders and has the outcome determined.</summary>
    public async Task<JsonNode> Ontcijfer(string stemming)
    {
        await Doe(stemming, "sluiten");
        await GeefDelen(stemming);
        return (await Doe(stemming, "vaststellen"))!;
    }
}
