using System.Net;
using System.Reflection;
using System.Text.RegularExpressions;
using Brink.Apps.Kern;
using Brink.Client;
using Brink.Host;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Brink.Tests;

/// <summary>A small app: a page, a menu item, a tile, a file, and a block on the page of a zaak. All of it stands in this file.</summary>
internal static class Proefapp
{
    public static readonly App App = new("proef", typeof(Proefapp).Assembly)
    {
        Menu = [new("/proef", "Proefnavigatie", "zrc:zaken.lezen"), new("/proef-dicht", "Dichte navigatie", "ac:autorisaties.bijwerken")],
        Tegels = [Tegel.Vast("zrc:zaken.lezen", new("Proeftegel", "/proef")),
            Tegel.Vast("ac:autorisaties.bijwerken", new("Dichte tegel", "/proef-dicht"))],
        OpZaak = [.. Zaaktypen.Select(z => new Zaakblok(z, typeof(Proefblok)))],
        Adres = [new("proef/proeven", "/proef?sleutel={0}")],
        Gedaan = new Dictionary<string, string> { ["proef"] = "De proef is gedaan." },
        Wegen = wegen => wegen.MapGet("/{organisatie}/proef.txt", (Scherm scherm) => Results.Text(scherm.App!.Naam)),
    };

    // The zaaktypen of the demonstration, so that the first zaak that is found will do.
    internal static IEnumerable<string> Zaaktypen => Directory.EnumerateFiles(Path.Combine(Source.Root, "demo"), "*.json")
        .SelectMany(f => Regex.Matches(File.ReadAllText(f), "\"identificatie\": *\"([^\"]+)\"").Select(m => m.Groups[1].Value)).Distinct();
}

/// <summary>The page of the small app.</summary>
[Route("/{organisatie}/proef")]
public sealed class Proefpagina : ComponentBase
{
    [Parameter] public string Organisatie { get; set; } = "";

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        builder.AddMarkupContent(0, "<h1>Een proef</h1>");
        builder.OpenComponent<Gedaan>(1);
        builder.CloseComponent();
    }
}

/// <summary>What the small app shows on the page of a zaak.</summary>
public sealed class Proefblok : ComponentBase
{
    [Parameter] public Zaak Zaak { get; set; } = null!;

    protected override void BuildRenderTree(RenderTreeBuilder builder) =>
        builder.AddMarkupContent(0, $"<p>Proefblok van {Zaak.Identificatie}</p>");
}

/// <summary>What a declaration does, and that nothing else has to be touched for a new app.</summary>
public sealed class AppTests(Demonstratie demonstratie)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_new_app_is_a_line_in_the_list_of_the_host_and_nothing_else()
    {
        // What is touched: one more in the list that the host passes on.
        IReadOnlyList<App> apps = [.. Bovenlaag.Apps, Proefapp.App];
        Assert.DoesNotContain(Source.All, f => f.Path.StartsWith("src/", StringComparison.Ordinal)
            && f.Text.Contains("Proef" + "app", StringComparison.Ordinal));

        var server = (await Server.Build(new()
        {
            ["data"] = await demonstratie.Kopie(),
            ["port"] = "0",
            ["demo"] = "true",
            ["demoData"] = Path.Combine(Source.Root, "demo"),
            ["environment"] = "Development",
        }, apps))!;
        var tenants = server.Services.GetRequiredService<IReadOnlyDictionary<string, Brink.Engine.Tenant>>().Values.ToList();
        try
        {
            await server.StartAsync(Stop);
            var adres = new Uri(server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
            using var mag = await Als(adres, "deventer-behandelaar");
            var start = await mag.GetStringAsync("/deventer", Stop);
            Assert.Contains(">Proefnavigatie</a>", start, StringComparison.Ordinal);
            Assert.Contains(">Proeftegel</a>", start, StringComparison.Ordinal);
            Assert.DoesNotContain("Dichte", start, StringComparison.Ordinal);

            var pagina = await mag.GetStringAsync("/deventer/proef?gedaan=proef", Stop);
            Assert.Contains("Een proef", pagina, StringComparison.Ordinal);
            Assert.Contains("De proef is gedaan.", pagina, StringComparison.Ordinal);
            Assert.Contains("href=\"/deventer/proef\" aria-current=\"page\"", pagina, StringComparison.Ordinal);
            Assert.Equal("proef", await mag.GetStringAsync("/deventer/proef.txt", Stop));

            var zaak = Regex.Match(start, "href=\"(/deventer/zaken/[0-9a-f-]{36})\"").Groups[1].Value;
            Assert.Contains("Proefblok van ", await mag.GetStringAsync(zaak, Stop), StringComparison.Ordinal);

            // Its pages are as closed as any other: by organisation, and for who is nobody.
            using var elders = await Als(adres, "raalte-behandelaar");
            Assert.Equal(HttpStatusCode.Forbidden, (await elders.GetAsync("/deventer/proef", Stop)).StatusCode);
            using var niemand = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = adres };
            Assert.Equal(HttpStatusCode.Redirect, (await niemand.GetAsync("/deventer/proef", Stop)).StatusCode);
            Assert.Equal(HttpStatusCode.Redirect, (await niemand.GetAsync("/deventer/proef.txt", Stop)).StatusCode);
        }
        finally
        {
            await server.StopAsync(CancellationToken.None);
            await server.DisposeAsync();
            foreach (var tenant in tenants) await tenant.DisposeAsync();
        }
    }

    [Fact]
    public void The_screen_about_a_resource_is_found_by_its_address()
    {
        var huis = new Huis([.. Bovenlaag.Apps, Proefapp.App]);
        var sleutel = Guid.NewGuid();
        Assert.Equal($"/vereniging/vergaderingen/{sleutel}",
            huis.Pad($"http://elders.example/dimpact/besluitvorming/api/v1/vergaderingen/{sleutel}"));
        Assert.Equal($"/zaken/{sleutel}", huis.Pad($"https://elders.example/deventer/zaken/api/v1/zaken/{sleutel}"));
        Assert.Equal($"/proef?sleutel={sleutel}", huis.Pad($"proef/api/v1/proeven/{sleutel}"));
        // No screen, another collection of the same name, or no key.
        Assert.Null(huis.Pad($"https://elders.example/deventer/besluitvorming/api/v1/toezeggingen/{sleutel}"));
        Assert.Null(huis.Pad($"https://elders.example/deventer/anders/api/v1/zaken/{sleutel}"));
        Assert.Null(huis.Pad("https://elders.example/deventer/zaken/api/v1/zaken/../../../../../../gevaarlijk-pad-xx"));
        Assert.Null(huis.Pad(""));
    }

    [Fact]
    public void Two_apps_that_say_the_same_are_told_at_start()
    {
        var dubbel = new App("ander", Assembly.GetExecutingAssembly()) { Menu = [new("/proef", "Nog een")] };
        Assert.Contains("/proef", Assert.Throws<InvalidOperationException>(() => new Huis([Proefapp.App, dubbel])).Message,
            StringComparison.Ordinal);
        Assert.Contains("proef", Assert.Throws<InvalidOperationException>(() => new Huis([Proefapp.App, Proefapp.App])).Message,
            StringComparison.Ordinal);
    }

    internal static async Task<HttpClient> Als(Uri adres, string persona)
    {
        var http = new HttpClient(new HttpClientHandler { CookieContainer = new CookieContainer() }) { BaseAddress = adres };
        var keuze = await http.GetStringAsync("/stap-in", Stop);
        var merk = Regex.Match(keuze, "__RequestVerificationToken\" value=\"([^\"]+)").Groups[1].Value;
        using var form = new FormUrlEncodedContent([new("__RequestVerificationToken", merk), new("persona", persona), new("terug", "")]);
        using var antwoord = await http.PostAsync("/stap-in/kies", form, Stop);
        antwoord.EnsureSuccessStatusCode();
        return http;
    }
}
