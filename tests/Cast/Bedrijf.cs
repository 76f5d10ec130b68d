using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Brink.Engine;
using Brink.Host;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Brink.Tests;

/// <summary>The host as it runs, in this process, with organisations without data and three clients: a superuser, an operator,
/// and one that has nothing.</summary>
internal sealed class Bedrijf : IAsyncDisposable
{
    public const string Operator = "de-operator", Superuser = "de-superuser", Gewoon = "een-client";
    private readonly string store, map = Directory.CreateTempSubdirectory("brink-bedrijf-").FullName;
    private WebApplication app = null!;

    private Bedrijf(string store) => this.store = store;

    /// <summary>What its organisations are called.</summary>
    public string[] Organisaties { get; private set; } = [];

    public Uri Adres { get; private set; } = null!;

    public T Dienst<T>() where T : notnull => app.Services.GetRequiredService<T>();

    public static async Task<Bedrijf> Start(string store, int aantal = 2, params (string Naam, string Waarde)[] instellingen)
    {
        Assert.SkipWhen(store == "postgres" && Stores.Postgres is null,
            "BRINK_TEST_POSTGRES is not set: no PostgreSQL to test on (./brink test starts one).");
        var bedrijf = new Bedrijf(store) { Organisaties = [.. Enumerable.Range(0, aantal).Select(_ => "b" + Guid.NewGuid().ToString("N")[..12])] };
        var options = new Dictionary<string, string> { ["data"] = bedrijf.map, ["port"] = "0", ["environment"] = "Development" };
        if (store == "postgres") options["postgres"] = Stores.Postgres!;
        foreach (var (i, id) in bedrijf.Organisaties.Index())
            (options[$"organisaties:{i}:id"], options[$"organisaties:{i}:naam"]) = (id, "Gemeente " + id);
        foreach (var (i, id) in ((string[])[Superuser, Operator, Gewoon]).Index())
            (options[$"clients:{i}:id"], options[$"clients:{i}:secret"]) = (id, Platform.Secret);
        (options["clients:0:superuser"], options["clients:1:operator"]) = ("true", "true");
        foreach (var (naam, waarde) in instellingen) options[naam] = waarde;
        bedrijf.app = (await Server.Build(options))!;
        await bedrijf.app.StartAsync(TestContext.Current.CancellationToken);
        bedrijf.Adres = new Uri(bedrijf.Dienst<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        return bedrijf;
    }

    /// <summary>An HTTP client over a socket, that signs as a client; without a token when null.</summary>
    public HttpClient Als(string? client, string geheim = Platform.Secret)
    {
        var http = new HttpClient { BaseAddress = Adres };
        if (client is not null) http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Platform.Token(client, geheim));
        http.DefaultRequestHeaders.Add("Accept-Crs", "EPSG:4326");
        return http;
    }

    public static async Task<JsonNode> Lees(HttpClient http, string pad) =>
        JsonNode.Parse(await http.GetStringAsync(pad, TestContext.Current.CancellationToken))!;

    public static async Task<(int Status, JsonNode? Json)> Stuur(HttpClient http, string pad, object body)
    {
        using var antwoord = await http.PostAsJsonAsync(pad, body, TestContext.Current.CancellationToken);
        var tekst = await antwoord.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return ((int)antwoord.StatusCode, tekst.Length > 0 ? JsonNode.Parse(tekst) : null);
    }

    public async ValueTask DisposeAsync()
    {
        var tenants = Dienst<IReadOnlyDictionary<string, Tenant>>().Values.ToList();
        await app.StopAsync(CancellationToken.None);
        await app.DisposeAsync();
        foreach (var tenant in tenants) await tenant.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(map, true);
        if (store == "postgres") foreach (var organisatie in Organisaties) await HostProcess.DropSchema(organisatie);
    }
}

/// <summary>A store that can be away, and counts how often it is asked.</summary>
internal sealed class Wankel(Store inner) : Store
{
    private int vragen;

    public bool Weg { get; set; }

    public int Vragen => vragen;

    public override ValueTask<TResult> Read<TResult>(Func<Db, ValueTask<TResult>> work, CancellationToken cancel = default)
    {
        Interlocked.Increment(ref vragen);
        return Weg ? throw new UnavailableException("De stekker is eruit.") : inner.Read(work, cancel);
    }

    public override ValueTask<TResult> Write<TResult>(Func<Db, ValueTask<TResult>> work, CancellationToken cancel = default) =>
        Weg ? throw new UnavailableException("De stekker is eruit.") : inner.Write(work, cancel);

    public override Task Prepare(Model model) => inner.Prepare(model);

    public override ValueTask DisposeAsync() => inner.DisposeAsync();
}
