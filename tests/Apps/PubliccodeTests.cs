using System.Globalization;
using YamlDotNet.RepresentationModel;
using Xunit;

namespace Brink.Tests;

/// <summary>What we say in <c>publiccode.yaml</c>, of ourselves and of components of the portfolio, is what publiccode.yml 0.7 asks:
/// the keys that must be there, their values and their lengths, as the parser of the standard checks them.</summary>
public sealed class PubliccodeTests
{
    private const string Root = "portfolio/api/v1/componenten";

    private static readonly string[] Soorten = ["standalone/mobile", "standalone/iot", "standalone/desktop", "standalone/web",
        "standalone/backend", "standalone/other", "addon",
        "library", "configurationFiles"];
    private static readonly string[] Standen = ["concept", "development", "beta", "stable", "obsolete"];
    private static readonly string[] Bekend = ["publiccodeYmlVersion", "name", "applicationSuite", "url", "landingURL", "isBasedOn",
        "softwareVersion", "releaseDate", "logo",
        "organisation", "platforms", "categories", "usedBy", "fundedBy", "roadmap", "developmentStatus", "softwareType", "intendedAudience",
        "description", "legal", "maintenance",
        "localisation", "dependsOn", "supports"];

    /// <summary>What is wrong with a file, a word per mistake. Deprecated keys are mistakes too: what we write is new.</summary>
    private static List<string> Fouten(string inhoud)
    {
        var stroom = new YamlStream();
        stroom.Load(new StringReader(inhoud));
        var wortel = (YamlMappingNode)stroom.Documents[0].RootNode;
        var fouten = new List<string>();
        string? Tekst(YamlMappingNode van, string naam) => van.Children.TryGetValue(naam, out var w)
            && w is YamlScalarNode { Value: { Length: > 0 } tekst } ? tekst : null;
        YamlMappingNode Groep(YamlMappingNode van, string naam)
        {
            if (van.Children.TryGetValue(naam, out var w) && w is YamlMappingNode groep) return groep;
            fouten.Add(naam);
            return [];
        }
        void Een(YamlMappingNode van, string naam,
            Func<string, bool>? past = null)
        { if (Tekst(van, naam) is not { } t || past?.Invoke(t) == false) fouten.Add(naam); }
        List<YamlNode> Lijst(YamlMappingNode van, string naam)
        {
            if (van.Children.TryGetValue(naam, out var w) && w is YamlSequenceNode { Children.Count: > 0 } lijst)
                return [.. lijst.Children];
            fouten.Add(naam);
            return [];
        }

        Een(wortel, "publiccodeYmlVersion", v => v == "0.7");
        Een(wortel, "name");
        Een(wortel, "url", u => Uri.TryCreate(u, UriKind.Absolute, out _));
        Een(wortel, "softwareType", Soorten.Contains);
        Een(wortel, "developmentStatus", Standen.Contains);
        Lijst(wortel, "platforms");
        var talen = Groep(wortel, "description");
        if (talen.Children.Count == 0) fouten.Add("description");
        foreach (var (taal, uitleg) in talen.Children)
        {
            if (((YamlScalarNode)taal).Value is not { Length: 2 }) fouten.Add("taal");
            var deel = (YamlMappingNode)uitleg;
            Een(deel, "shortDescription", t => t.Length <= 150);
            Een(deel, "longDescription", t => t.Length is >= 150 and <= 10_000);
            Lijst(deel, "features");
            if (Tekst(deel, "genericName") is not null) fouten.Add("genericName");
        }
        Een(Groep(wortel, "legal"), "license");
        var onderhoud = Groep(wortel, "maintenance");
        Een(onderhoud, "type", t => t is "internal" or "contract" or "community" or "none");
        if (Tekst(onderhoud, "type") is "internal" or "community")
            foreach (var wie in Lijst(onderhoud, "contacts")) Een((YamlMappingNode)wie, "name");
        if (Tekst(onderhoud, "type") == "contract")
        {
            foreach (var wie in Lijst(onderhoud, "contractors").Cast<YamlMappingNode>())
            {
                Een(wie, "name");
                Een(wie, "until", d => DateOnly.TryParseExact(d, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _));
            }
        }
        var lokaal = Groep(wortel, "localisation");
        Een(lokaal, "localisationReady", t => t is "true" or "false");
        Lijst(lokaal, "availableLanguages");
        if (wortel.Children.TryGetValue("intendedAudience", out var publiek) && ((YamlMappingNode)publiek)
            .Children.TryGetValue("countries", out var landen))
        {
            fouten.AddRange(((YamlSequenceNode)landen).Children.Select(l => ((YamlScalarNode)l).Value!)
                .Where(l => l.Length != 2 || !l.All(char.IsAsciiLetterUpper)).Select(l => "countries " + l));
        }
        fouten.AddRange(wortel.Children.Keys.Select(k => ((YamlScalarNode)k).Value!).Where(k => !Bekend.Contains(k)));
        return fouten;
    }

    private static async Task<string> Bestand(Platform p, string url)
    {
        using var antwoord = await p.Beheerder.GetAsync(url + "/publiccode", TestContext.Current.CancellationToken);
        Assert.Equal("application/yaml", antwoord.Content.Headers.ContentType?.MediaType);
        return await antwoord.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public void Our_own_file_is_as_the_standard_asks() =>
        Assert.Empty(Fouten(File.ReadAllText(Path.Combine(Source.Root, "publiccode.yaml"))));

    [Fact]
    public void The_check_finds_what_is_wrong() => Assert.Equal(
        ["publiccodeYmlVersion", "url", "softwareType", "developmentStatus", "platforms", "longDescription", "features", "legal", "license",
            "maintenance", "type", "localisation",
            "localisationReady", "availableLanguages", "countries nl", "onbekend"],
        Fouten("publiccodeYmlVersion: '0.4'\nname: X\nsoftwareType: web\nonbekend: ja\ndescription:\n  nl:\n    shortDescription: kort\n"
            + "intendedAudience:\n  countries:\n    - nl\n"));

    [Theory]
    [InlineData("idee")]
    [InlineData("ontwikkeling")]
    [InlineData("invoering")]
    [InlineData("beheer")]
    [InlineData("uitfasering")]
    [InlineData("beeindigd")]
    [InlineData("onbekend")]
    public async Task A_component_goes_out_complete(string levensloop)
    {
        await using var p = await Platform.Start("sqlite");
        foreach (var (naam, omschrijving) in new[] { ("Kort", ""),
            ("Lang", string.Concat(Enumerable.Repeat("Een lange 'omschrijving': met leestekens. ", 20))) })
        {
            var gemaakt = await p.Post(Root,
                new { naam, omschrijving, levensloop, laag = "gegevens", broncode = "https://git.example.nl/x", licentie = "EUPL-1.2" });
            var tekst = await Bestand(p, (string)gemaakt["url"]!);
            Assert.Empty(Fouten(tekst));
            Assert.Contains("softwareType: 'standalone/backend'", tekst, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_nobody_can_make_up_is_asked_for()
    {
        await using var p = await Platform.Start("sqlite");
        var tekst = await Bestand(p, (string)(await p.Post(Root, new { naam = "Zonder" }))["url"]!);
        Assert.StartsWith("# Dit bestand is nog niet compleet. Vul in het portfolio in: url", tekst, StringComparison.Ordinal);
        Assert.Equal(["url", "legal", "license"], Fouten(tekst));
    }

    [Fact]
    public async Task A_component_under_contract_names_who_maintains_it()
    {
        await using var p = await Platform.Start("sqlite");
        var component = (string)(await p.Post(Root,
            new { naam = "X", broncode = "https://git.example.nl/x", licentie = "EUPL-1.2" }))["url"]!;
        var leverancier = (string)(await p.Post("portfolio/api/v1/leveranciers", new { naam = "Bouwer B.V." }))["url"]!;
        foreach (var einde in (string[])["2020-01-01", "2098-12-31", "2099-12-31"])
            await p.Post("portfolio/api/v1/contracten", new { naam = "Onderhoud", leverancier, component, einde });
        var tekst = await Bestand(p, component);
        Assert.Empty(Fouten(tekst));
        Assert.Contains("type: contract", tekst, StringComparison.Ordinal);
        Assert.Contains("name: 'Bouwer B.V.'", tekst, StringComparison.Ordinal);
        Assert.Contains("until: '2099-12-31'", tekst, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_file_says_and_the_portfolio_does_not_know_goes_out_again()
    {
        await using var p = await Platform.Start("sqlite");
        var eigen = File.ReadAllText(Path.Combine(Source.Root, "publiccode.yaml"))
            .Replace("standalone/web", "standalone/backend", StringComparison.Ordinal);
        var gemaakt = await p.Post(Root + "/publiccode", new { inhoud = eigen });
        var url = (string)gemaakt["url"]!;
        var tekst = await Bestand(p, url);
        Assert.Empty(Fouten(tekst));
        foreach (var zin in (string[])["standalone/backend", "document-management", "shortDescription: 'Zaakgericht werken", "en:",
            "name: Team Brink", "versionMin: \"15\""])
        {
            Assert.Contains(zin, tekst, StringComparison.Ordinal);
        }
        Assert.Equal(200, (await p.Send(HttpMethod.Patch, url[p.Base.Length..],
            new { omschrijving = "Iets anders", levensloop = "beheer", licentie = "MIT" })).Status);
        var daarna = await Bestand(p, url);
        Assert.Empty(Fouten(daarna));
        string[] zinnen = ["shortDescription: 'Iets anders'", "developmentStatus: 'stable'", "license: 'MIT'", "standalone/backend",
            "Case management and the governance"];
        foreach (var zin in zinnen)
            Assert.Contains(zin, daarna, StringComparison.Ordinal);

        // A file that says less changes what it says.
        await p.Post(Root + "/publiccode", new { inhoud = "name: Brink\nsoftwareType: library\n" });
        var minder = await Bestand(p, url);
        Assert.Contains("softwareType: library", minder, StringComparison.Ordinal);
        Assert.Contains("document-management", minder, StringComparison.Ordinal);
        Assert.Equal(1, await p.Rows("pfl_publiccodetekst"));
        Assert.Equal(400, (await p.Send(HttpMethod.Post, Root + "/publiccode",
            new { inhoud = "name: Lus\na: &a [x]\nb: [*a, *a]\n" })).Status);
        Assert.Equal(204, (await p.Send(HttpMethod.Delete, url[p.Base.Length..])).Status);
        Assert.Equal(0, await p.Rows("pfl_publiccodetekst"));
    }
}
