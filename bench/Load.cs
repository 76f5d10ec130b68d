using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Brink.Bench;

/// <summary>What one measurement gave. Times in microseconds.</summary>
/// <param name="Cpu">Processor time of the measured process per request; 0 where there is no such process.</param>
internal sealed record Measured(int Connections, int Count, double Seconds, double P50, double P95, double P99, double Cpu)
{
    public double PerSecond => Count / Seconds;
}

/// <summary>How long is measured, after how long a run-up.</summary>
internal sealed record Span(TimeSpan WarmUp, TimeSpan Time);

/// <summary>One connection of a measurement: what it does again and again, and what is disposed afterwards.</summary>
internal sealed record Worker(Action Act, IDisposable? Holds);

/// <summary>
/// A closed loop: each connection is a thread that does its next request when the last one has been answered. Threads that block in the
/// kernel cost the least of the processor that the generator shares with what it measures.
/// </summary>
internal static class Load
{
    /// <summary>One connection that works until it is told to stop; nothing is measured.</summary>
    public static void Until(Func<bool> stop, Func<int, Worker> connect)
    {
        var worker = connect(0);
        while (!stop()) worker.Act();
        worker.Holds?.Dispose();
    }

    public static Measured Run(int connections, Span span, Func<int, Worker> connect, Func<TimeSpan>? cpu = null)
    {
        var times = new List<long>[connections];
        Exception? fault = null;
        var from = long.MaxValue;
        var until = long.MaxValue;
        using var start = new Barrier(connections + 1);
        var threads = Enumerable.Range(0, connections).Select(i => new Thread(() =>
        {
            Worker? worker = null;
            try { worker = connect(i); }
            catch (Exception e) { Interlocked.CompareExchange(ref fault, e, null); }
            start.SignalAndWait();
            var mine = times[i] = new List<long>(1 << 16);
            try
            {
                while (worker is not null)
                {
                    var began = Stopwatch.GetTimestamp();
                    if (began >= Volatile.Read(ref until)) break;
                    worker.Act();
                    var ended = Stopwatch.GetTimestamp();
                    if (ended >= Volatile.Read(ref from) && ended < Volatile.Read(ref until)) mine.Add(ended - began);
                }
            }
            catch (Exception e) { Interlocked.CompareExchange(ref fault, e, null); }
            worker?.Holds?.Dispose();
        }, 256 * 1024)
        { IsBackground = true }).ToArray();
        foreach (var thread in threads) thread.Start();
        start.SignalAndWait();
        var now = Stopwatch.GetTimestamp();
        long Ticks(TimeSpan t) => (long)(t.TotalSeconds * Stopwatch.Frequency);
        Volatile.Write(ref from, now + Ticks(span.WarmUp));
        Volatile.Write(ref until, now + Ticks(span.WarmUp + span.Time));
        Thread.Sleep(span.WarmUp);
        var before = cpu?.Invoke() ?? default;
        Thread.Sleep(span.Time);
        var used = (cpu?.Invoke() ?? default) - before;
        foreach (var thread in threads) thread.Join();
        if (fault is not null) throw new InvalidOperationException("De meting mislukte: " + fault.Message, fault);
        var all = times.SelectMany(t => t).ToArray();
        Array.Sort(all);
        double At(double part) => all.Length == 0 ? 0 : all[Math.Min(all.Length - 1, (int)(all.Length * part))] * 1e6 / Stopwatch.Frequency;
        return new Measured(connections, all.Length, span.Time.TotalSeconds, At(.50), At(.95), At(.99),
            all.Length == 0 ? 0 : used.TotalMicroseconds / all.Length);
    }
}

/// <summary>The bytes of one kind of request, with a place where an identity is filled in.</summary>
internal sealed class Request
{
    private const string Hole = "00000000-0000-0000-0000-0000000000ff";
    private const string MomentFormat = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", MomentHole = "2000-01-01T00:00:00.000000Z";
    private static readonly DateTime Began = DateTime.UtcNow;
    private static long moments;
    private readonly byte[] bytes;
    private readonly int hole, momentHole;

    /// <param name="path">The address; <see cref="Id"/> in it (or in the body) is the place to fill in.</param>
    public Request(string method, string path, int port, string? body = null)
    {
        var head = new StringBuilder(
            $"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}\r\nAuthorization: "
            + $"Bearer {HostProcess.Token()}\r\nAccept-Crs: EPSG:4326\r\n");
        if (body is not null)
        {
            head.Append(CultureInfo.InvariantCulture,
                $"Content-Crs: EPSG:4326\r\nContent-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n");
        }
        bytes = Encoding.UTF8.GetBytes(head.Append("\r\n").Append(body).ToString());
        hole = bytes.AsSpan().IndexOf(Encoding.ASCII.GetBytes(Hole));
        momentHole = bytes.AsSpan().IndexOf(Encoding.ASCII.GetBytes(MomentHole));
    }

    /// <summary>Stands for the identity that differs per request.</summary>
    public static string Id => Hole;

    /// <summary>Stands for a moment that no other request has.</summary>
    public static string Moment => MomentHole;

    /// <summary>A copy for one connection, since connections fill in their own identity.</summary>
    public byte[] Copy() => [.. bytes];
    public void Fill(byte[] copy, Guid id)
    {
        if (hole >= 0) id.TryFormat(copy.AsSpan(hole), out _);
        if (momentHole >= 0)
        {
            Began.AddMicroseconds(Interlocked.Increment(ref moments))
            .TryFormat(copy.AsSpan(momentHole), out _, MomentFormat, CultureInfo.InvariantCulture);
        }
    }
}

/// <summary>One connection that is kept open. Of an answer only the status and the length are looked at;
/// the rest is read and dropped.</summary>
internal sealed class Connection : IDisposable
{
    private readonly Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] buffer = new byte[256 * 1024];

    public Connection(int port) => socket.Connect(IPAddress.Loopback, port);

    /// <summary>Sends a request and reads the whole answer; an answer with another status than expected breaks the measurement
    /// off.</summary>
    public void Ask(byte[] request, int expected)
    {
        for (var sent = 0; sent < request.Length;) sent += socket.Send(request.AsSpan(sent));
        var filled = 0;
        int head;
        while ((head = buffer.AsSpan(0, filled).IndexOf("\r\n\r\n"u8)) < 0) filled += Receive(filled);
        head += 4;
        var status = (buffer[9] - '0') * 100 + (buffer[10] - '0') * 10 + (buffer[11] - '0');
        var left = Length(buffer.AsSpan(0, head)) - (filled - head);
        if (status != expected)
        {
            throw new InvalidOperationException(
            $"antwoord {status} in plaats van {expected}: {Encoding.UTF8.GetString(buffer, 0, filled)}");
        }
        while (left > 0) left -= Receive(0);
    }

    public void Dispose() => socket.Dispose();

    private int Receive(int at)
    {
        var read = socket.Receive(buffer.AsSpan(at));
        return read > 0 ? read : throw new IOException("de server verbrak de verbinding");
    }

    private static int Length(ReadOnlySpan<byte> head)
    {
        var at = head.IndexOf("Content-Length: "u8);
        if (at < 0) return 0;
        var value = head[(at + 16)..];
        return int.Parse(value[..value.IndexOf((byte)'\r')], CultureInfo.InvariantCulture);
    }
}
