using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using Brink.Engine;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using Xunit;

namespace Brink.Tests;

/// <summary>The host in a process of its own, which can be killed. Several with the same name and folder are nodes of one platform
/// (PostgreSQL).</summary>
public sealed class HostProcess(string kind, string name, string folder, params (string Name, string Value)[] settings) : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> said = new();
    private Process? process;
    private int port;

    public string Base => $"http://127.0.0.1:{port}/{name}/";
    public bool HasExited => process?.HasExited != false;

    public async Task Start()
    {
        using (var probe = new TcpListener(IPAddress.Loopback, 0))
        {
            probe.Start();
            port = ((IPEndPoint)probe.LocalEndpoint).Port;
        }
        // The tests are built in the same configuration as the host: …/tests/bin/Release/net10.0/.
        var output = AppContext.BaseDirectory[(Path.Combine(Source.Root, "tests").Length + 1)..];
        var info = new ProcessStartInfo("dotnet",
            [Path.Combine(Source.Root, "src", "Host", output, "Brink.Host.dll"), "start", "--data", folder, "--port",
                port.ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        (info.Environment["Brink__Clients__0__Id"], info.Environment["Brink__Clients__0__Secret"],
            info.Environment["Brink__Clients__0__Superuser"]) =
            ("beheerder", Platform.Secret, "true");
        (info.Environment["Brink__Organisaties__0__Id"], info.Environment["Brink__Organisaties__0__Naam"]) = (name, "Testgemeente");
        if (kind == "postgres") info.Environment["Brink__Postgres"] = Stores.Postgres; else info.Environment.Remove("Brink__Postgres");
        foreach (var (setting, value) in settings) info.Environment[setting] = value;
        process = Process.Start(info)!;
        process.OutputDataReceived += (_, e) => said.Enqueue(e.Data ?? "");
        process.ErrorDataReceived += (_, e) => said.Enqueue(e.Data ?? "");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var http = new HttpClient();
        var since = Stopwatch.GetTimestamp();
        while (!process.HasExited && Stopwatch.GetElapsedTime(since) < TimeSpan.FromMinutes(1))
        {
            try
            {
                if ((await http.GetAsync(new Uri($"http://127.0.0.1:{port}/health/ready"))).IsSuccessStatusCode) return;
            }
            catch (HttpRequestException) { } // it does not listen yet
            await Task.Delay(20);
        }
        Assert.Fail("The host did not become ready: " + string.Join('\n', said));
    }

    /// <summary>SIGKILL: no time to finish anything.</summary>
    public async Task Kill()
    {
        if (process is null) return;
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        process = null;
    }

    public HttpClient Client()
    {
        var http = new HttpClient { BaseAddress = new Uri(Base) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Platform.Token("beheerder"));
        http.DefaultRequestHeaders.Add("Accept-Crs", "EPSG:4326");
        http.DefaultRequestHeaders.Add("Content-Crs", "EPSG:4326");
        return http;
    }

    /// <summary>POST that must succeed; the address of what was made, when it has one.</summary>
    public static async Task<string> Post(HttpClient http, string path, object body)
    {
        using var answer = await http.PostAsJsonAsync(path, body);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"POST {path}: {(int)answer.StatusCode} {text}");
        using var json = JsonDocument.Parse(text);
        return json.RootElement.TryGetProperty("url", out var url) ? url.GetString()! : "";
    }

    /// <summary>The data, looked at from outside.</summary>
    public Store Store() => kind == "postgres" ? new PostgresStore(Stores.Postgres!, name)
        : new SqliteStore(Path.Combine(folder, name, "brink.db"));

    /// <summary>Waits until nothing is left to deliver.</summary>
    public async Task Drained()
    {
        await using var store = Store();
        var since = Stopwatch.GetTimestamp();
        while (await store.Read(db =>
            db.Number("SELECT (SELECT count(*) FROM outbox) + (SELECT count(*) FROM job WHERE rij <> 'rooster')"))
            is var left and > 0)
        {
            Assert.True(Stopwatch.GetElapsedTime(since) < TimeSpan.FromMinutes(1),
                $"{left} rows were not delivered. The host said: {string.Join('\n', said)}");
            await Task.Delay(50);
        }
    }

    public static async Task DropSchema(string name)
    {
        await using var connection = new NpgsqlConnection(Stores.Postgres);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"DROP SCHEMA IF EXISTS \"{name}\" CASCADE", connection);
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync() => await Kill();
}

/// <summary>A subscriber on a socket: takes announcements with its header, refuses them without,
/// and keeps what came in the order in which it came.</summary>
public sealed class Subscriber : IAsyncDisposable
{
    public const string Auth = "Bearer van-de-afnemer";
    private readonly WebApplication app;

    private Subscriber(WebApplication app) => this.app = app;

    public ConcurrentQueue<Received> Got { get; } = new();

    /// <summary>How long it takes over each announcement.</summary>
    public TimeSpan Slow { get; set; }

    /// <summary>Refuses everything.</summary>
    public bool Broken { get; set; }
    public string Address { get; private set; } = "";

    public static async Task<Subscriber> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var made = new Subscriber(builder.Build());
        made.app.MapPost("/ontvang", async (HttpContext http) =>
        {
            var json = await JsonNode.ParseAsync(http.Request.Body);
            if (http.Request.Headers.Authorization != Auth) { http.Response.StatusCode = 403; return; }
            if (made.Broken) { http.Response.StatusCode = 503; return; }
            await Task.Delay(made.Slow);
            if ((string)json!["kanaal"]! != "test") made.Got.Enqueue(new Received(json, Auth));
            http.Response.StatusCode = 204;
        });
        await made.app.StartAsync();
        made.Address = made.app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()
            + "/ontvang";
        return made;
    }

    /// <summary>The settings that a host needs to reach it, and how often it tries again.
    /// A dead node's work is taken over after twelve seconds.</summary>
    public (string, string)[] Settings(int attempts) =>
    [
        ("Brink__Uitgaand__Toegestaan__0", Address),
        ("Brink__Notificaties__Tijdslimiet", "3"),
        ("Brink__Notificaties__Kijken", "0.5"),
        .. Enumerable.Range(0, attempts).Select(n => ($"Brink__Notificaties__Pauzes__{n}", "0.5")),
    ];

    /// <summary>What it asks for.</summary>
    public object Abonnement(string kanaal) => new { callbackUrl = Address, auth = Auth, kanalen = new[] { new { naam = kanaal } } };

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
