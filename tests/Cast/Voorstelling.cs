using System.Text.Json.Nodes;
using Brink.Engine;
using Brink.Host;
using Brink.Registers;
using Brink.Registers.Autorisaties;
using Microsoft.Extensions.Logging.Abstractions;

namespace Brink.Tests;

/// <summary>Organisations on fresh stores, with the registers and the client that loads the demonstration.</summary>
internal sealed class Voorstelling : IAsyncDisposable
{
    private readonly Dictionary<string, Tenant> tenants = [];
    private readonly List<Func<Task>> opruimen = [];
    private InProcessClients clients = null!;
    private Leden leden = null!;
    private TimeProvider klok = TimeProvider.System;

    /// <summary>Its API, to give it a socket.</summary>
    public Api Api { get; private set; } = null!;

    public static Settings Instellingen(string[] organisaties, string? map = null) =>
        new()
        {
            Demo = true,
            DemoData = map ?? Path.Combine(Source.Root, "demo"),
            Organisaties = [.. organisaties.Select(o =>
                new Settings.Organisation { Id = o, Naam = o == "dimpact" ? "Coöperatie Dimpact" : "Gemeente " + o,
                Vereniging = o == "dimpact" })],
        };

    public static Task<Voorstelling> Begin(string store, params string[] organisaties) => Begin(store, TimeProvider.System, organisaties);

    /// <summary>The same on another day.</summary>
    public static Task<Voorstelling> Begin(string store, TimeProvider klok, params string[] organisaties) =>
        Begin(store, klok, null, organisaties);

    /// <summary>The same with registers at other servers.</summary>
    /// <param name="store">The kind of store.</param>
    /// <param name="klok">What time it is.</param>
    /// <param name="anders">What is set otherwise; its organisations are left as they are here.</param>
    /// <param name="organisaties">Which organisations.</param>
    public static async Task<Voorstelling> Begin(string store, TimeProvider klok, Settings? anders, params string[] organisaties)
    {
        var v = new Voorstelling { klok = klok };
        var blobs = Directory.CreateTempSubdirectory("brink-blobs-").FullName;
        v.opruimen.Add(() => { Directory.Delete(blobs, true); return Task.CompletedTask; });
        foreach (var id in organisaties.Length > 0 ? organisaties : ["dimpact", "deventer", "raalte", "olst-wijhe"])
        {
            var (made, remove) = Stores.Fresh(store, "t" + Guid.NewGuid().ToString("N")[..20]);
            await made.Prepare(Onderlaag.Model);
            v.tenants[id] = new Tenant(new Organisatie(id, id) { Blobs = new Blobs(Path.Combine(blobs, id)), Demonstratie = true }, made);
            v.opruimen.Add(remove);
        }
        var own = new OwnClients(new byte[32]);
        var settings = new ApiSettings
        {
            Model = Onderlaag.Model,
            ApplicationOf = Rechten.ApplicationOf,
            AccessType = typeof(Applicatie),
            DeliveryScope = Brink.Registers.Notificaties.Abonnement.Beheren,
            OwnSecret = own.Secret,
            Clients = [new ConfiguredClient(Demo.Client, own.Secret(Demo.Client)!, true),
                .. (anders?.Clients ?? []).Select(c => new ConfiguredClient(c.Id, c.Secret, c.Superuser))],
            Outbound = anders is null ? new Outbound([]) : new Outbound(anders.MagNaar, key: Registerplaatsen.Eigen(anders, klok)),
            Plain = anders?.Kaal ?? false,
            Protect = t => t,
            Reveal = t => t,
            Clock = klok,
        };
        v.leden = new Leden(Instellingen([.. v.tenants.Keys]));
        v.Api = new Api(settings, v.tenants, NullLogger<Api>.Instance);
        v.clients = new InProcessClients(v.Api, own, settings, v.leden, anders is null ? null : new Registerplaatsen(anders, settings));
        return v;
    }

    public Task Laad(string? map = null) => Demo.Import(Instellingen([.. tenants.Keys], map), clients, klok);
    public HttpClient Beheer(string organisatie) => Met(clients.Http(organisatie, Demo.Client, "test", "Test"));
    public HttpClient Gebruiker(string organisatie, string gebruiker) => Met(clients.Http(organisatie, Demo.Client, gebruiker, "Test"));
    public HttpClient Als(string organisatie, string rol) => Met(clients.Http(organisatie, OwnClients.Id(rol), "test", "Test"));
    public Task<List<JsonNode>> Alle(string organisatie, string pad) => Alle(Beheer(organisatie), pad);
    /// <summary>What the screens would use: the clients of the apps, for any user.</summary>
    public InProcessClients Clients => clients;
    public async Task<long> Rijen(string organisatie) => await tenants[organisatie]
        .Store.Read(db => db.Number("SELECT count(*) FROM outbox"));

    /// <summary>Every page of a list.</summary>
    public static async Task<List<JsonNode>> Alle(HttpClient client, string? pad)
    {
        List<JsonNode> alle = [];
        while (pad is not null)
        {
            var bladzij = JsonNode.Parse(await client.GetStringAsync(pad))!;
            alle.AddRange(bladzij["results"]!.AsArray()!);
            pad = (string?)bladzij["next"];
        }
        return alle;
    }

    public async ValueTask DisposeAsync()
    {
        leden.Dispose();
        foreach (var tenant in tenants.Values) await tenant.DisposeAsync();
        foreach (var ruimOp in opruimen) await ruimOp();
    }

    private static HttpClient Met(HttpClient client)
    {
        client.DefaultRequestHeaders.Add("Accept-Crs", "EPSG:4326");
        return client;
    }
}
