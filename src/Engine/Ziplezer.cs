using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Brink.Engine;

/// <summary>Reads a zip of any size in little memory: its table of contents is gone through, and not kept.</summary>
internal sealed class Ziplezer : IDisposable
{
    private const int LongestTail = 22 + 65_535;
    private const uint Full = uint.MaxValue;
    private readonly SafeFileHandle handle;
    private readonly long length, start, size, count;

    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">It is no zip, or not all of one.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public Ziplezer(string path)
    {
        handle = File.OpenHandle(path);
        try
        {
            length = RandomAccess.GetLength(handle);
            (start, size, count) = End();
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    /// <summary>How many parts there are.</summary>
    public long Count => count;

    private (long Start, long Size, long Count) End()
    {
        var tail = Bytes(Math.Max(0, length - LongestTail), (int)Math.Min(length, LongestTail));
        var at = tail.Length - 22;
        while (at >= 0 && BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(at)) != 0x06054b50) at--;
        if (at < 0) throw Broken("het einde ontbreekt");
        var last = tail.AsSpan(at);
        var found = ((long)BinaryPrimitives.ReadUInt32LittleEndian(last[16..]), (long)BinaryPrimitives.ReadUInt32LittleEndian(last[12..]),
            (long)BinaryPrimitives.ReadUInt16LittleEndian(last[10..]));
        if (at >= 20 && BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(at - 20)) == 0x07064b50)
        {
            var end = Bytes(BinaryPrimitives.ReadInt64LittleEndian(tail.AsSpan(at - 12)), 56);
            if (BinaryPrimitives.ReadUInt32LittleEndian(end) != 0x06064b50) throw Broken("de inhoudsopgave is niet te vinden");
            found = (BinaryPrimitives.ReadInt64LittleEndian(end.AsSpan(48)), BinaryPrimitives.ReadInt64LittleEndian(end.AsSpan(40)),
                BinaryPrimitives.ReadInt64LittleEndian(end.AsSpan(32)));
        }
        if (found.Item1 < 0 || found.Item2 < 0 || found.Item1 > length - found.Item2) throw Broken("de inhoudsopgave past niet");
        return found;
    }

    /// <summary>All parts in their order.</summary>
    /// <exception cref="InvalidDataException">The table of contents is broken.</exception>
    public IEnumerable<Zipstuk> Parts()
    {
        using var directory = new BufferedStream(new Piece(handle, start, size), 128 * 1024);
        var head = new byte[46];
        for (long n = 0; n < count; n++)
        {
            Fill(directory, head);
            if (BinaryPrimitives.ReadUInt32LittleEndian(head) != 0x02014b50) throw Broken("de inhoudsopgave is beschadigd");
            var rest = new byte[U16(head, 28) + U16(head, 30) + U16(head, 32)];
            Fill(directory, rest);
            long stored = U32(head, 20), full = U32(head, 24), offset = U32(head, 42);
            var extra = rest.AsSpan(U16(head, 28), U16(head, 30));
            while (extra.Length >= 4)
            {
                var field = extra[4..Math.Min(extra.Length, 4 + BinaryPrimitives.ReadUInt16LittleEndian(extra[2..]))];
                if (BinaryPrimitives.ReadUInt16LittleEndian(extra) == 1)
                {
                    if (full == Full) full = Long(ref field);
                    if (stored == Full) stored = Long(ref field);
                    if (offset == Full) offset = Long(ref field);
                    break;
                }
                extra = extra[(4 + field.Length)..];
            }
            yield return new Zipstuk(Encoding.UTF8.GetString(rest, 0, U16(head, 28)), offset, stored, full, U16(head, 10) == 8);
        }
    }

    /// <summary>The content of a part.</summary>
    /// <exception cref="InvalidDataException">It is not where the table of contents says.</exception>
    public Stream Open(Zipstuk part)
    {
        var head = Bytes(part.Offset, 30);
        if (BinaryPrimitives.ReadUInt32LittleEndian(head) != 0x04034b50) throw Broken($"'{part.Naam}' is niet te vinden");
        var from = part.Offset + 30 + U16(head, 26) + U16(head, 28);
        if (part.Stored < 0 || from > length - part.Stored) throw Broken($"'{part.Naam}' is niet heel");
        var piece = new Piece(handle, from, part.Stored);
        return part.Deflated ? new DeflateStream(new BufferedStream(piece, 64 * 1024), CompressionMode.Decompress) : piece;
    }

    public void Dispose() => handle.Dispose();

    private byte[] Bytes(long from, int many)
    {
        if (from < 0 || from > length - many) throw Broken("het bestand is niet heel");
        var bytes = new byte[many];
        for (int done = 0, n; done < many; done += n)
            if ((n = RandomAccess.Read(handle, bytes.AsSpan(done), from + done)) == 0) throw Broken("het bestand is niet heel");
        return bytes;
    }

    private static long Long(ref Span<byte> field)
    {
        if (field.Length < 8) throw Broken("de inhoudsopgave is beschadigd");
        var value = BinaryPrimitives.ReadInt64LittleEndian(field);
        field = field[8..];
        return value;
    }

    private static int U16(byte[] bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(at));
    private static uint U32(byte[] bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at));

    private static void Fill(Stream stream, byte[] bytes)
    {
        if (stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length) throw Broken("de inhoudsopgave is niet heel");
    }

    private static InvalidDataException Broken(string why) => new($"Dit is geen heel archief: {why}.");

    // A part of the file; each has a place of its own.
    private sealed class Piece(SafeFileHandle handle, long start, long size) : Stream
    {
        private long at;
        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => size;
        public override long Position { get => at; set => throw new NotSupportedException(); }

        public override int Read(Span<byte> buffer)
        {
            var n = RandomAccess.Read(handle, buffer[..(int)Math.Min(buffer.Length, size - at)], start + at);
            at += n;
            return n;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            ValueTask.FromResult(Read(buffer.Span));
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
        public override void Flush() { }
    }
}

/// <summary>A part of a zip, as its table of contents has it.</summary>
/// <param name="Naam">Its name.</param>
/// <param name="Offset">Where it begins in the file.</param>
/// <param name="Stored">How many bytes of the file it takes.</param>
/// <param name="Length">How many bytes its content has.</param>
/// <param name="Deflated">Whether it is smaller in the file than its content.</param>
internal sealed record Zipstuk(string Naam, long Offset, long Stored, long Length, bool Deflated);
