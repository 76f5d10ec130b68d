using System.Buffers;

namespace Brink.Engine;

/// <summary>A growing buffer on rented memory: an answer of some hundreds of kilobytes costs the garbage collector nothing.</summary>
internal sealed class PooledBuffer(int capacity) : IBufferWriter<byte>, IDisposable
{
    private byte[] rented = ArrayPool<byte>.Shared.Rent(capacity);
    private int written;

    public ReadOnlyMemory<byte> WrittenMemory => rented.AsMemory(0, written);
    public ReadOnlySpan<byte> WrittenSpan => rented.AsSpan(0, written);
    public void Advance(int count) => written += count;
    public void Clear() => written = 0;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Ensure(sizeHint);
        return rented.AsMemory(written);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Ensure(sizeHint);
        return rented.AsSpan(written);
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(rented);

    private void Ensure(int more)
    {
        if (rented.Length - written >= Math.Max(more, 1)) return;
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(rented.Length * 2, written + more));
        WrittenSpan.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(rented);
        rented = larger;
    }
}
