using System.Buffers.Binary;
using System.Diagnostics;
using System.Text;

namespace Brink.Host;

/// <summary>
/// Reads the text of files in a process beside the server, so that a file that was made to harm, or only is broken, ends that process
/// and nothing else: it has little memory, half a minute of processor per file, none of the settings and secrets, and ends when the
/// server does. It is started when there is a file to read and stops when there was none for a while.
/// </summary>
public sealed class Tekstlezer : IAsyncDisposable
{
    /// <summary>The verb by which the process is started; people have no use for it.</summary>
    internal const string Werkwoord = "tekstlezer";
    private const int LangsteAntwoord = 32 << 20;
    private const long Geheugen = 512L << 20;
    private static readonly TimeSpan Processor = TimeSpan.FromSeconds(30), Uiterlijk = TimeSpan.FromMinutes(10),
        Rust = TimeSpan.FromSeconds(20);
    private readonly SemaphoreSlim beurt = new(1);
    private readonly Timer rust;
    private Process? lezer;

    public Tekstlezer() => rust = new(_ => { if (beurt.Wait(0)) { Stop(); beurt.Release(); } });

    /// <summary>The text of a file; null when it could not be read: its reader stopped at it.</summary>
    /// <param name="inhoud">The file.</param>
    /// <param name="lengte">How many bytes it has.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="OperationCanceledException">It was ended.</exception>
    public async Task<string?> Lees(Stream inhoud, long lengte, CancellationToken cancel)
    {
        await beurt.WaitAsync(cancel);
        using var tijd = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        tijd.CancelAfter(Uiterlijk);
        try
        {
            if (lezer is not { HasExited: false }) lezer = Begin();
            var kop = new byte[8];
            BinaryPrimitives.WriteInt64LittleEndian(kop, lengte);
            var naar = lezer.StandardInput.BaseStream;
            await naar.WriteAsync(kop, tijd.Token);
            await inhoud.CopyToAsync(naar, tijd.Token);
            await naar.FlushAsync(tijd.Token);
            var van = lezer.StandardOutput.BaseStream;
            await van.ReadExactlyAsync(kop.AsMemory(0, 4), tijd.Token);
            var omvang = BinaryPrimitives.ReadInt32LittleEndian(kop);
            if (omvang is < 0 or > LangsteAntwoord) { Stop(); return null; }
            var tekst = new byte[omvang];
            await van.ReadExactlyAsync(tekst, tijd.Token);
            return Encoding.UTF8.GetString(tekst);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            Stop(); // half a file was sent, or half an answer read
            cancel.ThrowIfCancellationRequested();
            return null;
        }
        finally
        {
            rust.Change(Rust, Timeout.InfiniteTimeSpan);
            beurt.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await rust.DisposeAsync();
        await beurt.WaitAsync();
        Stop();
        beurt.Dispose();
    }

    private static Process Begin()
    {
        var eigen = typeof(Tekstlezer).Assembly.Location;
        var dotnet = Environment.ProcessPath is { } pad && Path.GetFileNameWithoutExtension(pad) == "dotnet" ? pad : null;
        var los = Path.ChangeExtension(eigen, OperatingSystem.IsWindows() ? ".exe" : null);
        var start = dotnet is null && File.Exists(los) ? new ProcessStartInfo(los, [Werkwoord])
            : new ProcessStartInfo(dotnet ?? "dotnet", [eigen, Werkwoord]);
        (start.RedirectStandardInput, start.RedirectStandardOutput, start.UseShellExecute) = (true, true, false);
        start.RedirectStandardError = true; // (what goes wrong is told in words of the file: those are in no log)
        var omgeving = start.Environment;
        foreach (var naam in omgeving.Keys.Where(n => n is not ("PATH" or "HOME" or "TMPDIR" or "DOTNET_ROOT" or "SystemRoot")).ToList())
            omgeving.Remove(naam);
        omgeving["DOTNET_GCHeapHardLimit"] = Geheugen.ToString("x", System.Globalization.CultureInfo.InvariantCulture);
        omgeving["DOTNET_EnableDiagnostics"] = "0";
        omgeving["DOTNET_TieredPGO"] = "0";
        var begonnen = Process.Start(start) ?? throw new IOException("The reader of files could not be started.");
        begonnen.BeginErrorReadLine();
        return begonnen;
    }

    private void Stop()
    {
        if (lezer is not { } was) return;
        lezer = null;
        try { was.Kill(); } catch (InvalidOperationException) { } // it was gone already
        was.Dispose();
    }

    /// <summary>What the process does: file after file, until its input ends.</summary>
    /// <param name="van">Per file its length in eight bytes, and the file.</param>
    /// <param name="naar">Per file the length of its text in four bytes, and the text in UTF-8.</param>
    internal static int Bedien(Stream van, Stream naar)
    {
        TimeSpan tot = TimeSpan.MaxValue;
        using var mij = Process.GetCurrentProcess();
        mij.PriorityClass = ProcessPriorityClass.BelowNormal;
        // Processor time, for the machine itself may stand still for a while.
        using var wacht = new Timer(_ => { if (mij.TotalProcessorTime > tot) Environment.Exit(3); }, null, 500, 500);
        var kop = new byte[8];
        while (van.ReadAtLeast(kop, 8, throwOnEndOfStream: false) == 8)
        {
            var bestand = new byte[BinaryPrimitives.ReadInt64LittleEndian(kop)];
            van.ReadExactly(bestand);
            tot = mij.TotalProcessorTime + Processor;
            var tekst = Encoding.UTF8.GetBytes(Bestandslezer.Lees(bestand));
            BinaryPrimitives.WriteInt32LittleEndian(kop, tekst.Length);
            naar.Write(kop, 0, 4);
            naar.Write(tekst);
            naar.Flush();
        }
        return 0;
    }
}
