using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Brink.Apps.Kern;
using Brink.Client;
using Brink.Engine;
using Brink.Host;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Brink.Tests;

/// <summary>
/// Registers of one organisation at two servers, over real HTTP: zaken and catalogi at A, documenten and besluiten at B,
/// and the apps at a third, which has nothing of its own.
/// </summary>
internal sealed class RegistersElders : IAsyncDisposable
{
    private readonly List<IAsyncDisposable> opruimen = [];

    public Server A { get; private set; } = null!;
    public Server B { get; private set; } = null!;

    /// <summary>What A and B keep, looked at from inside.</summary>
    public Voorstelling BijA { get; private set; } = null!;
    public Voorstelling BijB { get; private set; } = null!;

    /// <summary>The settings by which apps find them.</summary>
    public Settings Instellingen { get; private set; } = null!;
    public Voorstelling Apps { get; private set; } = null!;

    /// <param name="store">The kind of store of all three.</param>
    /// <param name="kaal">Whether A and B answer as a plain ZGW server.</param>
    public static async Task<RegistersElders> Begin(string store, bool kaal)
    {
        var (a, b) = (VrijePoort(), VrijePoort());
        var elders = new RegistersElders();
        (elders.A, elders.BijA) = await elders.Start(store, kaal, a, b);
        (elders.B, elders.BijB) = await elders.Start(store, kaal, b, a);
        await elders.BijA.Laad();
        elders.Instellingen = Instelling(kaal: false);
        elders.Instellingen.Organisaties.Add(new()
        {
            Id = "deventer",
            Naam = "Gemeente Deventer",
            Registers = [Plaats("zaken", a), Plaats("catalogi", a), Plaats("documenten", b), Plaats("besluiten", b)],
        });
        Assert.Empty(elders.Instellingen.Faults(production: true));
        elders.Apps = await Voorstelling.Begin(store, TimeProvider.System, elders.Instellingen, "deventer");
        elders.opruimen.Add(elders.Apps);
        return elders;
    }

    /// <summary>The client of the apps for somebody.</summary>
    public ZgwClient Voor(string id, string naam, string rol) =>
        Apps.Clients.For("deventer", new Persona(id, "deventer", naam, rol, "").AlsGebruiker());

    public async ValueTask DisposeAsync()
    {
        foreach (var een in opruimen) await een.DisposeAsync();
    }

    private static Settings.Place Plaats(string register, int poort) => new()
    {
        Naam = register,
        Adres = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{poort}/deventer/{register}/api/v1"),
        Client = "apps",
        Secret = Platform.Secret,
        Rollen = ["Steller", "Programmamanager", "Burgemeester", "Gemeentesecretaris", "Collegesecretaris", "Financieel adviseur",
            "Behandelaar"],
    };

    private static Settings Instelling(bool kaal) => new()
    {
        Kaal = kaal,
        Clients = [new() { Id = "apps", Secret = Platform.Secret, Superuser = true },
        new() { Id = "buur", Secret = Platform.Secret, Superuser = true }]
    };

    private async Task<(Server, Voorstelling)> Start(string store, bool kaal, int poort, int buur)
    {
        var instelling = Instelling(kaal);
        instelling.Uitgaand.Sleutels.Add(new() { Adres = $"http://127.0.0.1:{buur}/deventer/", Client = "buur", Secret = Platform.Secret });
        Assert.Empty(instelling.Faults(production: true));
        var organisatie = await Voorstelling.Begin(store, TimeProvider.System, instelling, "deventer");
        opruimen.Add(organisatie);
        var server = new Server(organisatie.Api, "deventer");
        await server.Luister(poort);
        opruimen.Insert(0, server);
        return (server, organisatie);
    }

    private static int VrijePoort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    /// <summary>Registers with a socket, which writes down what it was asked and can be made to fail.</summary>
    internal sealed class Server(Api api, string organisatie) : IAsyncDisposable
    {
        private WebApplication? app;
        private int poort;

        /// <summary>What was asked, as <c>POST zaken/api/v1/zaken</c>.</summary>
        public ConcurrentQueue<string> Gevraagd { get; } = new();

        /// <summary>Which requests fail on the way; null: none.</summary>
        public Func<string, bool>? Faalt { get; set; }

        public async Task Luister(int op)
        {
            poort = op;
            var bouwer = WebApplication.CreateSlimBuilder();
            bouwer.WebHost.UseUrls($"http://127.0.0.1:{op}");
            bouwer.Logging.ClearProviders();
            app = bouwer.Build();
            app.Run(Antwoord);
            await app.StartAsync();
        }

        public Task Luister() => Luister(poort);

        public async Task Stil()
        {
            await app!.StopAsync();
            await app.DisposeAsync();
            app = null;
        }

        private async Task Antwoord(HttpContext http)
        {
            var wat = $"{http.Request.Method} {http.Request.Path.Value![(organisatie.Length + 2)..]}";
            Gevraagd.Enqueue(wat);
            if (Faalt?.Invoke(wat) == true) http.Response.StatusCode = 503;
            else await api.Invoke(http);
        }

        public async ValueTask DisposeAsync()
        {
            if (app is not null) await Stil();
        }
    }
}
