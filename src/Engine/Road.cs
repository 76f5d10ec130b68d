namespace Brink.Engine;

/// <summary>One way to registers at another server, guarded as all that goes out (<see cref="Outbound"/>).</summary>
internal sealed class RoadHandler(Outbound outbound, HttpMessageInvoker sockets, Func<string?> authorization) : HttpMessageHandler
{
    // A list of a register is some megabytes at most; a file may be as large as files may be.
    private const long MostJson = 32L << 20, MostOfFile = 4L << 30;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20), PatienceWithFile = TimeSpan.FromMinutes(5);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (!outbound.Allows(request.RequestUri!.AbsoluteUri))
            throw new HttpRequestException("This address is below none that may be called.");
        if (authorization() is { } header) request.Headers.TryAddWithoutValidation("Authorization", header);
        using var time = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        time.CancelAfter(request.Content is { Headers.ContentLength: null or > 1 << 20 } ? PatienceWithFile : Patience);
        var response = await sockets.SendAsync(request, time.Token);
        var most = response.Content.Headers.ContentType?.MediaType is { } type && type.EndsWith("json", StringComparison.Ordinal) ? MostJson
            : MostOfFile;
        var bounded = new StreamContent(new Bounded(await response.Content.ReadAsStreamAsync(cancellationToken), most, Patience));
        foreach (var (name, values) in response.Content.Headers) bounded.Headers.TryAddWithoutValidation(name, values);
        response.Content = bounded;
        return response;
    }

    // No more than so many bytes, and each part of them in time.
    private sealed class Bounded(Stream inner, long most, TimeSpan patience) : Stream
    {
        private long left = most;

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            using var time = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            time.CancelAfter(patience);
            var read = await inner.ReadAsync(buffer, time.Token);
            return (left -= read) >= 0 ? read : throw new IOException("The answer is larger than what is taken from another server.");
        }

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
        public override void Flush() { }
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing) inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
