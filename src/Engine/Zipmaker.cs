using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;
using System.Security.Cryptography;
using System.Text;

namespace Brink.Engine;

/// <summary>
/// Writes a zip of any size (Zip64) to a file, in little memory: what is known of each part goes to a file beside it and not into a list,
/// so that a million parts cost no more than ten. (The writer of .NET remembers all of them.)
/// With it a list of SHA-256 sums is kept, in the form that <c>sha256sum -c</c> reads.
/// </summary>
internal sealed class Zipmaker : IDisposable
{
    private const uint Full = uint.MaxValue;
    private const int Zip64Extra = 20;
    private readonly FileStream file, directory, sums;
    private readonly ushort date, time;
    private long count;

    /// <param name="path">The file; it and those beside it are made, and nobody else can read them.</param>
    /// <param name="moment">The moment that all parts bear.</param>
    public Zipmaker(string path, DateTimeOffset moment)
    {
        file = Make(path, FileOptions.None);
        directory = Make(path + ".inhoud", FileOptions.DeleteOnClose);
        sums = Make(path + ".sommen", FileOptions.DeleteOnClose);
        var utc = moment.UtcDateTime;
        date = (ushort)((Math.Max(0, utc.Year - 1980) << 9) | (utc.Month << 5) | utc.Day);
        time = (ushort)((utc.Hour << 11) | (utc.Minute << 5) | (utc.Second / 2));
    }

    /// <summary>How many bytes were written so far.</summary>
    public long Length => file.Position;

    private static FileStream Make(string path, FileOptions options) => new(path, Private.File(new()
    {
        Mode = FileMode.Create,
        Access = FileAccess.ReadWrite,
        Options = options,
        BufferSize = 128 * 1024,
    }));

    /// <summary>Adds a small part as a whole.</summary>
    /// <param name="name">Its name in the zip: ASCII, with slashes.</param>
    /// <param name="content">Its content.</param>
    /// <param name="summed">Whether it stands in the list of sums.</param>
    public void Add(string name, ReadOnlySpan<byte> content, bool summed = true)
    {
        var smaller = Deflated(content);
        var stored = smaller.Length < content.Length ? smaller : content;
        var crc = Crc32.HashToUInt32(content);
        var part = new Part(name, file.Position, smaller.Length < content.Length, crc, stored.Length, content.Length);
        WriteLocal(part, reserve: false);
        file.Write(stored);
        WriteCentral(part);
        if (summed) WriteSum(name, SHA256.HashData(content));
    }

    /// <summary>Begins a part of which the content follows in pieces; nothing else is added before it is closed.</summary>
    public Zippart Begin(string name, bool deflate) => new(this, name, deflate);

    /// <summary>Adds the list of sums of all parts so far; its own SHA-256.</summary>
    public string AddSums(string name)
    {
        sums.Position = 0;
        using var part = new Zippart(this, name, deflate: true, summed: false);
        var buffer = new byte[64 * 1024];
        for (int n; (n = sums.Read(buffer)) > 0;) part.Write(buffer.AsSpan(0, n));
        part.Close();
        return part.Sha256;
    }

    /// <summary>Writes the table of contents, and sees that all of it is on the disk.</summary>
    public void Finish()
    {
        var (start, size) = (file.Position, directory.Position);
        directory.Position = 0;
        directory.CopyTo(file);
        Span<byte> end = stackalloc byte[56 + 20 + 22];
        end.Clear();
        var zip64 = file.Position;
        BinaryPrimitives.WriteUInt32LittleEndian(end, 0x06064b50);
        BinaryPrimitives.WriteInt64LittleEndian(end[4..], 44);
        BinaryPrimitives.WriteUInt16LittleEndian(end[12..], 45);
        BinaryPrimitives.WriteUInt16LittleEndian(end[14..], 45);
        BinaryPrimitives.WriteInt64LittleEndian(end[24..], count);
        BinaryPrimitives.WriteInt64LittleEndian(end[32..], count);
        BinaryPrimitives.WriteInt64LittleEndian(end[40..], size);
        BinaryPrimitives.WriteInt64LittleEndian(end[48..], start);
        var locator = end[56..];
        BinaryPrimitives.WriteUInt32LittleEndian(locator, 0x07064b50);
        BinaryPrimitives.WriteInt64LittleEndian(locator[8..], zip64);
        BinaryPrimitives.WriteUInt32LittleEndian(locator[16..], 1);
        var last = end[76..];
        BinaryPrimitives.WriteUInt32LittleEndian(last, 0x06054b50);
        var few = (ushort)Math.Min(count, ushort.MaxValue);
        BinaryPrimitives.WriteUInt16LittleEndian(last[8..], few);
        BinaryPrimitives.WriteUInt16LittleEndian(last[10..], few);
        BinaryPrimitives.WriteUInt32LittleEndian(last[12..], Short(size));
        BinaryPrimitives.WriteUInt32LittleEndian(last[16..], Short(start));
        file.Write(end);
        file.Flush(flushToDisk: true);
    }

    public void Dispose()
    {
        file.Dispose();
        directory.Dispose();
        sums.Dispose();
    }

    private static ReadOnlySpan<byte> Deflated(ReadOnlySpan<byte> content)
    {
        using var to = new MemoryStream(content.Length / 2 + 64);
        using (var deflate = new DeflateStream(to, CompressionLevel.Fastest, leaveOpen: true)) deflate.Write(content);
        return to.GetBuffer().AsSpan(0, (int)to.Length);
    }

    private static uint Short(long value) => value >= Full ? Full : (uint)value;

    // With a reserve there is room for long sizes, which are known when the content is in.
    private void WriteLocal(Part part, bool reserve)
    {
        var name = Encoding.UTF8.GetBytes(part.Name);
        Span<byte> head = stackalloc byte[30];
        var isLong = reserve && (part.Stored >= Full || part.Length >= Full);
        BinaryPrimitives.WriteUInt32LittleEndian(head, 0x04034b50);
        BinaryPrimitives.WriteUInt16LittleEndian(head[4..], (ushort)(reserve ? 45 : 20));
        Common(head[6..], part);
        BinaryPrimitives.WriteUInt32LittleEndian(head[18..], isLong ? Full : (uint)part.Stored);
        BinaryPrimitives.WriteUInt32LittleEndian(head[22..], isLong ? Full : (uint)part.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(head[26..], (ushort)name.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(head[28..], (ushort)(reserve ? Zip64Extra : 0));
        file.Write(head);
        file.Write(name);
        if (!reserve) return;
        Span<byte> extra = stackalloc byte[Zip64Extra];
        extra.Clear();
        // (Not in use it is a field of a kind that nobody reads.)
        BinaryPrimitives.WriteUInt16LittleEndian(extra, (ushort)(isLong ? 1 : 0x7262));
        BinaryPrimitives.WriteUInt16LittleEndian(extra[2..], Zip64Extra - 4);
        if (isLong)
        {
            BinaryPrimitives.WriteInt64LittleEndian(extra[4..], part.Length);
            BinaryPrimitives.WriteInt64LittleEndian(extra[12..], part.Stored);
        }
        file.Write(extra);
    }

    private void Common(Span<byte> to, Part part)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(to, 1 << 11); // names are UTF-8
        BinaryPrimitives.WriteUInt16LittleEndian(to[2..], (ushort)(part.Deflated ? 8 : 0));
        BinaryPrimitives.WriteUInt16LittleEndian(to[4..], time);
        BinaryPrimitives.WriteUInt16LittleEndian(to[6..], date);
        BinaryPrimitives.WriteUInt32LittleEndian(to[8..], part.Crc);
    }

    private void WriteCentral(Part part)
    {
        var name = Encoding.UTF8.GetBytes(part.Name);
        var extra = new List<long>();
        if (part.Length >= Full) extra.Add(part.Length);
        if (part.Stored >= Full) extra.Add(part.Stored);
        if (part.Offset >= Full) extra.Add(part.Offset);
        Span<byte> head = stackalloc byte[46];
        head.Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(head, 0x02014b50);
        BinaryPrimitives.WriteUInt16LittleEndian(head[4..], 45);
        BinaryPrimitives.WriteUInt16LittleEndian(head[6..], (ushort)(extra.Count > 0 ? 45 : 20));
        Common(head[8..], part);
        BinaryPrimitives.WriteUInt32LittleEndian(head[20..], Short(part.Stored));
        BinaryPrimitives.WriteUInt32LittleEndian(head[24..], Short(part.Length));
        BinaryPrimitives.WriteUInt16LittleEndian(head[28..], (ushort)name.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(head[30..], (ushort)(extra.Count > 0 ? 4 + 8 * extra.Count : 0));
        BinaryPrimitives.WriteUInt32LittleEndian(head[42..], Short(part.Offset));
        directory.Write(head);
        directory.Write(name);
        if (extra.Count > 0)
        {
            Span<byte> more = stackalloc byte[4 + 8 * 3];
            BinaryPrimitives.WriteUInt16LittleEndian(more, 1);
            BinaryPrimitives.WriteUInt16LittleEndian(more[2..], (ushort)(8 * extra.Count));
            for (var i = 0; i < extra.Count; i++) BinaryPrimitives.WriteInt64LittleEndian(more[(4 + 8 * i)..], extra[i]);
            directory.Write(more[..(4 + 8 * extra.Count)]);
        }
        count++;
    }

    private void WriteSum(string name, ReadOnlySpan<byte> hash) =>
        sums.Write(Encoding.UTF8.GetBytes($"{Convert.ToHexStringLower(hash)}  {name}\n"));

    private sealed record Part(string Name, long Offset, bool Deflated, uint Crc, long Stored, long Length);

    /// <summary>A part that is being written.</summary>
    internal sealed class Zippart : IDisposable
    {
        private readonly Zipmaker zip;
        private readonly string name;
        private readonly bool summed;
        private readonly long offset, start;
        private readonly DeflateStream? deflate;
        private readonly Crc32 crc = new();
        private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

        internal Zippart(Zipmaker zip, string name, bool deflate, bool summed = true)
        {
            (this.zip, this.name, this.summed, offset) = (zip, name, summed, zip.file.Position);
            zip.WriteLocal(new Part(name, offset, deflate, 0, 0, 0), reserve: true);
            start = zip.file.Position;
            if (deflate) this.deflate = new DeflateStream(zip.file, CompressionLevel.Fastest, leaveOpen: true);
        }

        /// <summary>How many bytes of content came.</summary>
        public long Length { get; private set; }

        /// <summary>The hash of the content, once it is closed.</summary>
        public string Sha256 { get; private set; } = "";

        public void Write(ReadOnlySpan<byte> piece)
        {
            crc.Append(piece);
            hash.AppendData(piece);
            Length += piece.Length;
            if (deflate is null) zip.file.Write(piece); else deflate.Write(piece);
        }

        /// <summary>All content is in.</summary>
        public void Close()
        {
            deflate?.Dispose();
            var end = zip.file.Position;
            // (Of nothing the stream of .NET makes nothing, which is no deflated nothing.)
            var part = new Part(name, offset, deflate is not null && Length > 0, crc.GetCurrentHashAsUInt32(), end - start, Length);
            zip.file.Position = offset;
            zip.WriteLocal(part, reserve: true);
            zip.file.Position = end;
            zip.WriteCentral(part);
            var sum = hash.GetHashAndReset();
            Sha256 = Convert.ToHexStringLower(sum);
            if (summed) zip.WriteSum(name, sum);
        }

        public void Dispose()
        {
            deflate?.Dispose();
            hash.Dispose();
        }
    }
}
