using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;

namespace Brink.Engine;

/// <summary>
/// Lets whoever asks for much work in vain wait for the answer: a refused request costs its client twenty times what it costs the machine,
/// so that the rest stays for others. The price comes from what was sent, and not from a clock on a machine that may be busy.
/// A usual mistake costs nothing, and what is done is never slowed. Told apart by organisation, client, address and resource,
/// so that nobody waits for another.
/// </summary>
internal sealed class Throttle(TimeProvider clock)
{
    private const int Most = 10_000, Times = 19;
    private const long Usual = 64 * 1024;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5), ShortWork = TimeSpan.FromMilliseconds(20),
    OfExpand = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan PerMegabyte = TimeSpan.FromMilliseconds(20); // reading and judging it, roughly, on one processor
    private readonly ConcurrentDictionary<(string Tenant, string Client, string Address, string Resource), DateTimeOffset> until = new();

    /// <summary>Sees to it that this request's answer, if it is a refusal, comes in its time.</summary>
    /// <exception cref="RefusedException">429: too much was refused just before.</exception>
    public void Watch(Call call, string resource)
    {
        var (request, response) = (call.Request, call.Response);
        var expands = request.Query.ContainsKey("expand");
        if (request.Method is not ("POST" or "PUT" or "PATCH") && !expands || Gissen.From(call.Http.Connection.RemoteIpAddress)
            is not { } from)
        {
            return;
        }
        var key = (call.Tenant.Organisatie.Id, call.Caller.ClientId, from, resource);
        if (until.TryGetValue(key, out var then) && then - Now > Longest)
        {
            throw new RefusedException(429, "throttled",
                "U stuurde net te veel zware verzoeken die niet konden. Wacht even, en kijk waarom ze zijn geweigerd.")
            { RetryAfter = (int)Math.Ceiling((then - Now).TotalSeconds) };
        }
        var body = request.ContentLength is null && request.Method != "GET" ? new Counted(request.Body) : null;
        if (body is not null) request.Body = body;
        response.OnStarting(async () =>
        {
            if (response.StatusCode != StatusCodes.Status400BadRequest) return;
            var bytes = body?.Count ?? request.ContentLength ?? 0;
            var price = (bytes > Usual ? PerMegabyte * (bytes / 1e6) : TimeSpan.Zero)
                + (call.Effort.Outside > ShortWork ? call.Effort.Outside : TimeSpan.Zero)
                + (expands ? OfExpand : TimeSpan.Zero);
            if (price > TimeSpan.Zero)
                await Task.Delay(Charge(key, price), call.Http.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        });
    }

    private DateTimeOffset Now => clock.GetUtcNow();

    private TimeSpan Charge((string, string, string, string) key, TimeSpan price)
    {
        var now = Now;
        if (until.Count >= Most) foreach (var (old, at) in until) if (at <= now) until.TryRemove(old, out _);
        var owed = until.AddOrUpdate(key, _ => now + Times * price, (_, at) => (at > now ? at : now) + Times * price) - now;
        if (owed > 2 * Longest) until[key] = now + 2 * Longest;
        return owed < Longest ? owed : Longest;
    }

    // What was read of a body whose length nobody told.
    private sealed class Counted(Stream inner) : Stream
    {
        public long Count { get; private set; }
        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => Count; set => throw new NotSupportedException(); }
        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = await inner.ReadAsync(buffer, cancellationToken);
            Count += read;
            return read;
        }

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override void Flush() { }
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}

/// <summary>What one request costs beside what is read of it.</summary>
internal sealed class Effort
{
    /// <summary>The time of work that was done outside the turn of the writer.</summary>
    public TimeSpan Outside { get; set; }
}
