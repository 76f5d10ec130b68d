using System.Text.Json;
using System.Text.Json.Nodes;
using Brink.Apps.Vergaderen;
using Brink.Client;
using Xunit;

namespace Brink.Tests;

/// <summary>The outcome of a vote and the form of a proxy as files for everyone: tagged, in reading order,
/// and with the facts of the register.</summary>
public sealed class VergaderPdfTests
{
    private static readonly string[] Holds = ["Table", "TR", "TH", "TD", "L", "LI"];

    private static T Als<T>(JsonNode van) => van.Deserialize<T>(JsonSerializerOptions.Web)!;

    private static async Task Klopt(byte[] pdf, string titel, params string[] order)
    {
        var pad = Path.Combine(Path.GetTempPath(), $"brink-{Guid.NewGuid():N}.pdf");
        await File.WriteAllBytesAsync(pad, pdf);
        if (Environment.GetEnvironmentVariable("BRINK_SCREENSHOTS") is { Length: > 0 } folder)
            File.Copy(pad, Path.Combine(folder, Path.GetFileName(pad)));
        try { await PdfTests.Accessible(pad, titel, Holds, order); }
        finally { File.Delete(pad); }
    }

    [Fact]
    public async Task The_outcome_of_an_open_vote_says_who_voted_what_and_how_to_check_it()
    {
        await using var p = await Platform.Start("sqlite");
        var alv = await new Alv(p).Met(4);
        var punten = await alv.Opgeroepen(
            new { besluitsoort = "statutenwijziging", woordelijkVoorstel = "Artikel 1.", terInzageVanaf = Alv.Vandaag(-10) });
        await alv.Doe(alv.Vergadering, "openen");
        for (var i = 0; i < 4; i++) await alv.Aanwezig(i);
        var stemming = await alv.Maak("stemmingen",
            new
            {
                agendapunt = punten[0],
                modus = "in_de_vergadering",
                onderwerp = "Statutenwijziging",
                besluittekst = "De statuten te wijzigen."
            });
        await alv.Doe(stemming, "openen");
        foreach (var (lid, keuze) in ((int, string)[])[(0, "voor"), (1, "voor"), (2, "tegen"), (3, "onthouding")])
            await alv.Stem(stemming, lid, keuze);
        var uitslag = (await alv.Uitslag(stemming)).AsObject();
        var sleutel = UitslagPdf.Kenmerk((string)uitslag["sleutel"]!);
        await Klopt(UitslagPdf.Maak("Coöperatie Dimpact", Als<Uitslag>(uitslag)), "Uitslag van de stemming: Statutenwijziging",
            "Uitslag van de stemming: Statutenwijziging", "Aangenomen", "De tekst waarover is gestemd",
            "De statuten te wijzigen.", "Let op",
            "akte van de notaris", "Hoe er is gestemd", "hoofdelijk en openbaar",
            "Stemgerechtigde leden", "4", "Berekening",
            "Stemmen per lid", "Gemeente 000", "Voor", "Gemeente 002", "Tegen", "Gemeente 003", "Onthouding", "Zo controleert u dit",
            ((string)uitslag["sha256"]!)[..32],
            ((string)uitslag["handtekening"]!)[..32], "Kenmerk van de sleutel", sleutel);
    }

    [Fact]
    public async Task The_outcome_of_a_secret_vote_warns_and_names_nobody()
    {
        await using var p = await Platform.Start("sqlite");
        var alv = new Alv(p);
        var stemming = await alv.Geheim();
        await alv.Stemt(stemming, (0, 0), (1, 1), (2, 0), (3, 1), (4, 0));
        var uitslag = (await alv.Ontcijfer(stemming)).AsObject();
        var pdf = UitslagPdf.Maak("Coöperatie Dimpact", Als<Uitslag>(uitslag));
        await Klopt(pdf, "Uitslag van de stemming: Benoeming",
            "Gekozen is: Kandidaat A.", "Let op", "nog niet door anderen gekeurd", "Stemmen per keuze", "Kandidaat A", "3",
            "Kandidaat B", "2",
            "De stemming was geheim: wie wat stemde, staat nergens.", "Hoofd van het stembord");
        Assert.DoesNotContain("Gemeente 0", (string)uitslag["verslag"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_form_of_a_proxy_says_what_it_covers_and_what_not()
    {
        await using var p = await Platform.Start("sqlite");
        var alv = await new Alv(p).Met(2);
        var punten = await alv.Opgeroepen(new { titel = "Tarieven 2023" }, new { titel = "Rondvraag", soort = "procedureel" });
        var spreken = (await p.Get(await alv.Maak("volmachten", new
        {
            gever = alv.Leden[1].Url,
            gemachtigde = "secretaris",
            functie = "gemeentesecretaris van Raalte",
            vergadering = alv.Vergadering,
            spreken = true,
            agendapunten = new[] { punten[0] },
        }))).AsObject();
        // The signed form comes back later; it is kept with the hash of its bytes, once, and by the member itself.
        var document = await new Cast(p).Document();
        var ander = await p.WithRights("ander-lid", new { component = "bvm", scopes = new[] { "besluitvorming.stemmen" } });
        Assert.Equal(403, (await p.Send(HttpMethod.Post, (string)spreken["url"]! + "/formulier", new { formulier = document },
            ander)).Status);
        Assert.Equal(["formulier:g4-formulier"],
            await p.Faults(HttpMethod.Post, (string)spreken["url"]! + "/formulier", new { formulier = alv.Vergadering }));
        var getekend = (await alv.Doe((string)spreken["url"]!, "formulier", new { formulier = document }, alv.Als(1)))!;
        Assert.Equal((document, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData("Graag een vergunning."u8))),
            ((string)getekend["formulier"]!, (string)getekend["formulierSha256"]!));
        Assert.Equal(409, (await p.Send(HttpMethod.Post, (string)spreken["url"]! + "/formulier", new { formulier = document })).Status);
        var vergadering = Als<Vergadering>(await p.Get(alv.Vergadering));
        Agendapunt[] alle = [Als<Agendapunt>(await p.Get(punten[0])), Als<Agendapunt>(await p.Get(punten[1]))];
        await Klopt(VolmachtPdf.Maak("Coöperatie Dimpact",
            new(Als<Volmacht>(spreken), "Gemeente Deventer", "Gemeente Raalte", vergadering, null, alle)),
            "Volmacht van Gemeente Deventer", "Volmacht van Gemeente Deventer",
            "aan de gemeentesecretaris van Raalte, om namens Gemeente Deventer het woord te voeren in de vergadering",
            "geen recht om te stemmen",
            "vertegenwoordigt zelf Gemeente Raalte", "Waarvoor", "1. Tarieven 2023", "Ondertekening", "Handtekening",
            "intrekken zolang er niet mee is gestemd");
        await alv.Doe((string)spreken["url"]!, "intrekken", client: alv.Als(1));
        var stemmen = (await p.Get(await alv.Maak("volmachten", new
        {
            gever = alv.Leden[1].Url,
            gemachtigde = "tester",
            functie = "portefeuillehouder",
            namens = alv.Leden[0].Url,
            vergadering = alv.Vergadering,
            spreken = true,
            stemmen = true,
            instructies = new[] { new { agendapunt = punten[0], keuze = "tegen" } },
        }))).AsObject();
        await Klopt(VolmachtPdf.Maak("Coöperatie Dimpact", new(Als<Volmacht>(stemmen), "Gemeente Deventer", null, vergadering, null, alle)),
            "Volmacht van Gemeente Deventer",
            "het woord te voeren en te stemmen", "Voor alle punten van de agenda.", "Zo moet de gemachtigde stemmen", "1. Tarieven 2023",
            "Tegen", "Gegevens van de gemachtigde");
    }
}
