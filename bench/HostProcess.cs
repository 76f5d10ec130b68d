using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Brink.Bench;

/// <summary>A server in a process of its own, as an operator starts it; killed when it is disposed.</summary>
internal sealed class HostProcess : IAsyncDisposable
{
    public const string Organisatie = "deventer";
    public const string Client = "bench";
    internal const string Secret = "een-geheim-voor-de-meting-van-32-tekens-of-meer";
    private readonly Process process;
    private readonly StringBuilder output;

    private HostProcess(Process process, StringBuilder output, int port, TimeSpan untilReady)
    {
        (this.process, this.output, Port, UntilReady) = (process, output, port, untilReady);
        Http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}/") };
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token());
        Http.DefaultRequestHeaders.Add("Accept-Crs", "EPSG:4326");
    }

    public int Port { get; }

    /// <summary>From the start of the process until <c>/health/ready</c> answered 200.</summary>
    public TimeSpan UntilReady { get; }

    /// <summary>Carries the token of a superuser.</summary>
    public HttpClient Http { get; }

    /// <summary>What the server said on its output.</summary>
    public string Output { get { lock (output) return output.ToString(); } }

    /// <summary>The built host with its data in <paramref name="data"/>, or on PostgreSQL.</summary>
    /// <param name="organisations">Null: the four that it has by itself.</param>
    /// <param name="demo">A folder of demonstration data, whose personas can then step in.</param>
    public static Task<HostProcess> Brink(string root, string data, string? postgres, string[]? organisations, string? demo = null)
    {
        var settings = new Dictionary<string, string?>
        {
            ["Brink__Clients__0__Id"] = Client,
            ["Brink__Clients__0__Secret"] = Secret,
            ["Brink__Clients__0__Superuser"] = "true",
            ["Brink__Postgres"] = postgres,
        };
        if (demo is not null)
            (settings["Brink__Demo"], settings["Brink__DemoData"], settings["DOTNET_ENVIRONMENT"]) = ("true", demo, "Development");
        foreach (var (i, id) in (organisations ?? []).Index())
            (settings[$"Brink__Organisaties__{i}__Id"], settings[$"Brink__Organisaties__{i}__Naam"]) = (id, id);
        var port = FreePort();
        return Start(Path.Combine(root, "src", "Host", "bin", "Release", "net10.0", "Brink.Host.dll"),
            ["start", "--data", data, "--port", port.ToString(CultureInfo.InvariantCulture)], settings, port);
    }

    /// <summary>The bare limit of reading: Kestrel that answers any request with the bytes of a file.</summary>
    public static Task<HostProcess> Bare(string file)
    {
        var port = FreePort();
        return Start(typeof(HostProcess).Assembly.Location,
            [BareKestrel.Verb, port.ToString(CultureInfo.InvariantCulture), file], [], port);
    }

    /// <summary>Memory in use (resident set), in bytes.</summary>
    public long Resident() => Memory("VmRSS:");

    /// <summary>The most memory that was ever in use (resident set), in bytes.</summary>
    public long Peak() => Memory("VmHWM:");

    private long Memory(string name)
    {
        var line = File.ReadLines($"/proc/{process.Id}/status").First(l => l.StartsWith(name, StringComparison.Ordinal));
        return long.Parse(line[6..].Replace("kB", "", StringComparison.Ordinal).Trim(), CultureInfo.InvariantCulture) * 1024;
    }

    /// <summary>Processor time that the process has used.</summary>
    public TimeSpan Cpu()
    {
        process.Refresh();
        return process.TotalProcessorTime;
    }

    /// <summary>A ZGW token, issued now.</summary>
    public static string Token(string user = "bench") =>
        new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Client,
            IssuedAt = DateTime.UtcNow,
            Claims = new Dictionary<string, object> { ["client_id"] = Client, ["user_id"] = user, ["user_representation"] = "De meting" },
            SigningCredentials = new SigningCredentials(new SymmetricSecurityKey(Encoding.UTF8.GetBytes(Secret)),
            SecurityAlgorithms.HmacSha256),
        });

    /// <summary>SIGTERM, as an operator stops it; SIGKILL when it has not ended within half a minute.</summary>
    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (!process.HasExited)
        {
            using (var kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]))
                await kill.WaitForExitAsync();
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            try { await process.WaitForExitAsync(patience.Token); }
            catch (OperationCanceledException) { process.Kill(); }
        }
        process.Dispose();
    }

    private static async Task<HostProcess> Start(string dll, string[] arguments, Dictionary<string, string?> environment, int port)
    {
        var info = new ProcessStartInfo("dotnet", [dll, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
            if (value is not null) info.Environment[name] = value; else info.Environment.Remove(name);
        var output = new StringBuilder();
        var since = Stopwatch.GetTimestamp();
        var process = Process.Start(info)!;
        void Keep(object sender, DataReceivedEventArgs e) { lock (output) output.AppendLine(e.Data); }
        process.OutputDataReceived += Keep;
        process.ErrorDataReceived += Keep;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var http = new HttpClient();
        var ready = new Uri($"http://127.0.0.1:{port}/health/ready");
        while (Stopwatch.GetElapsedTime(since) < TimeSpan.FromSeconds(60) && !process.HasExited)
        {
            try
            {
                using var answer = await http.GetAsync(ready);
                if (answer.IsSuccessStatusCode) return new HostProcess(process, output, port, Stopwatch.GetElapsedTime(since));
            }
            catch (HttpRequestException) { } // it does not listen yet
            await Task.Delay(10);
        }
        if (!process.HasExited) process.Kill();
        await process.WaitForExitAsync();
        throw new InvalidOperationException($"De server werd niet gereed:\n{output}");
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
