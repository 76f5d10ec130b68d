using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Xunit;

[assembly: AssemblyFixture(typeof(Brink.Tests.Demonstratie))]

namespace Brink.Tests;

/// <summary>
/// What the screens of a whole run share, made when the first asks: the demonstration, loaded once,
/// of which each class gets a copy that it may change, and one Chromium.
/// </summary>
public sealed class Demonstratie : IAsyncLifetime
{
    private readonly string map = Directory.CreateTempSubdirectory("brink-demonstratie-").FullName;
    private readonly Lazy<Task> geladen;
    private readonly Lazy<Task<Rondgang>> rondgang;
    private int kopieen;
    private readonly Lazy<Task<(IPlaywright Driver, IBrowser Browser)>> chromium;

    public Demonstratie()
    {
        geladen = new(async () => await (await Voorgesteld.Start(Path.Combine(map, "geladen"), [])).DisposeAsync());
        chromium = new(Open);
        rondgang = new(() => Tests.Rondgang.Maak(this));
    }

    /// <summary>Every page as everybody found it, walked once for all who ask.</summary>
    internal Task<Rondgang> Rondgang() => rondgang.Value;

    /// <summary>A platform of one's own with the demonstration in it.</summary>
    /// <param name="instellingen">Environment variables that it gets besides.</param>
    public Task<Voorgesteld> Start(params (string Naam, string Waarde)[] instellingen) => Start(0, instellingen);

    /// <summary>The same at a port that others know beforehand.</summary>
    public async Task<Voorgesteld> Start(int poort, params (string Naam, string Waarde)[] instellingen) =>
        await Voorgesteld.Start(await Kopie(), instellingen, poort);

    /// <summary>A folder of one's own with the data of the demonstration.</summary>
    public async Task<string> Kopie()
    {
        await geladen.Value;
        var (geladenMap, kopie) = (Path.Combine(map, "geladen"),
            Path.Combine(map, Interlocked.Increment(ref kopieen).ToString(CultureInfo.InvariantCulture)));
        foreach (var bestand in Directory.EnumerateFiles(geladenMap, "*", SearchOption.AllDirectories)
            .Where(b => !b.EndsWith("-shm", StringComparison.Ordinal)))
        {
            var naar = Path.Combine(kopie, Path.GetRelativePath(geladenMap, bestand));
            Directory.CreateDirectory(Path.GetDirectoryName(naar)!);
            File.Copy(bestand, naar);
        }
        return kopie;
    }

    public async Task<IBrowser> Chromium() => (await chromium.Value).Browser;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (rondgang.IsValueCreated) await (await rondgang.Value).DisposeAsync();
        if (chromium.IsValueCreated)
        {
            var (driver, browser) = await chromium.Value;
            await browser.DisposeAsync();
            driver.Dispose();
        }
        Directory.Delete(map, recursive: true);
    }

    private static async Task<(IPlaywright, IBrowser)> Open()
    {
        var found = ((string[])["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"]).FirstOrDefault(File.Exists)
            ?? throw new InvalidOperationException("The screens are tested in Chromium, which is absent: apt-get install chromium");
        var driver = await Playwright.CreateAsync();
        return (driver, await driver.Chromium.LaunchAsync(new()
        {
            ExecutablePath = found,
            Args = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update",
                "--disable-sync"],
        }));
    }
}

/// <summary>The host with the demonstration, in a process of its own and on a folder of its own.</summary>
public sealed partial class Voorgesteld : IAsyncDisposable
{
    private readonly StringBuilder log = new();
    private readonly Process server;

    /// <summary>The folder with its data.</summary>
    public string Map { get; }

    private Voorgesteld(string map, (string Naam, string Waarde)[] instellingen, int poort)
    {
        Map = map;
        var start = new ProcessStartInfo("dotnet",
            [Path.Combine(AppContext.BaseDirectory, "Brink.Host.dll"), "start", "--data", map, "--port",
                poort.ToString(CultureInfo.InvariantCulture), "--demo"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DOTNET_ENVIRONMENT"] = "Development";
        foreach (var (naam, waarde) in instellingen) start.Environment[naam] = waarde;
        (start.Environment["Brink__Clients__0__Id"], start.Environment["Brink__Clients__0__Secret"],
            start.Environment["Brink__Clients__0__Superuser"]) =
            ("beheerder", Platform.Secret, "true");
        server = Process.Start(start)!;
        server.OutputDataReceived += Hoor;
        server.ErrorDataReceived += Hoor;
        server.BeginOutputReadLine();
        server.BeginErrorReadLine();
    }

    /// <summary>Where it listens, without a slash at the end.</summary>
    public string Address { get; private set; } = "";

    /// <summary>What it has written to its output.</summary>
    public string Log { get { lock (log) return log.ToString(); } }

    internal static async Task<Voorgesteld> Start(string map, (string Naam, string Waarde)[] instellingen, int poort = 0)
    {
        var made = new Voorgesteld(map, instellingen, poort);
        var sinds = Stopwatch.GetTimestamp();
        while (made.Address.Length == 0)
        {
            Assert.True(!made.server.HasExited && Stopwatch.GetElapsedTime(sinds) < TimeSpan.FromMinutes(5),
                "The platform did not start: " + made.Log);
            await Task.Delay(50);
            made.Address = Adres().Match(made.Log).Value;
        }
        return made;
    }

    public async ValueTask DisposeAsync()
    {
        server.Kill(entireProcessTree: true);
        await server.WaitForExitAsync();
        server.Dispose();
    }

    private void Hoor(object _, DataReceivedEventArgs regel)
    {
        lock (log) log.AppendLine(regel.Data);
    }

    [GeneratedRegex(@"https?://[\d.:]+(?=\s)")]
    private static partial Regex Adres();
}
