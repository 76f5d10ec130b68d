using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace Brink.Engine;

/// <summary>The bytes that a client sent within a body, already in the store of blobs.</summary>
/// <param name="Blob">What was kept; null when the text was no base64.</param>
/// <param name="Text">That text as it came, when it is short: an address, mostly.</param>
public sealed record Upload(StoredBlob? Blob, string? Text = null);

/// <summary>
/// Takes one field's base64 text out of a JSON body while it comes in, so that a document of gigabytes costs no more memory than its
/// description. What remains is the same JSON with an empty text in that place, for the ordinary parser to judge.
/// </summary>
/// <param name="field">The name of the field.</param>
/// <param name="blobs">Where its bytes go.</param>
/// <param name="most">How large the rest may be, in bytes.</param>
/// <param name="within">The name of the object in the body in which the field stands; null: in the body itself.</param>
/// <param name="added">Takes what lay nowhere before: it goes again when the request is refused.</param>
internal sealed class UploadReader(string field, Blobs blobs, long most, string? within = null, List<StoredBlob>? added = null)
{
    private readonly byte[] name = Encoding.UTF8.GetBytes(field);
    private readonly byte[]? outer = within is null ? null : Encoding.UTF8.GetBytes(within);
    private readonly ArrayBufferWriter<byte> rest = new(4096);
    private readonly byte[] base64 = new byte[64 * 1024];
    private readonly byte[] text = new byte[64];
    private Blobs.BlobIntake? intake;
    private Where where;
    private int depth, used, named, code, digits;
    private bool inObject, inside, escaped, expectsName, isField, padded, broken, whole;

    // The names that are looked at: of the body, and of the object in it that is asked for. Only one of the two has the field.
    private bool Watched => depth == 1 || depth == 2 && inside;
    private byte[] Sought => depth == 1 && outer is not null ? outer : name;
    private bool HasField => depth == (outer is null ? 1 : 2);

    private enum Where { Outside, Text, Content }

    public Upload? Upload { get; private set; }

    /// <summary>Reads a body to its end and gives what remains of it.</summary>
    /// <exception cref="RefusedException">What remains is too large (413).</exception>
    public async Task<ReadOnlyMemory<byte>> Read(Stream body, CancellationToken cancel)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            for (int n; (n = await body.ReadAsync(buffer, cancel)) > 0;)
            {
                for (var at = 0; at < n;)
                {
                    if (where == Where.Content)
                    {
                        at = Collect(buffer, at, n, out var full, out var ended);
                        if (full) { await Decode(cancel); whole = false; }
                        if (ended) await End(cancel);
                    }
                    else
                    {
                        at = Scan(buffer, at, n);
                    }
                }
                if (rest.WrittenCount > most)
                    throw new RefusedException(413, "too_large", $"De inhoud zonder het bestand mag hoogstens {most} bytes groot zijn.");
            }
            return rest.WrittenMemory;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
            if (intake is not null) await intake.DisposeAsync();
        }
    }

    // Copies JSON until the field's text begins.
    private int Scan(byte[] buffer, int from, int to)
    {
        var at = from;
        while (at < to && where != Where.Content)
        {
            var c = buffer[at++];
            if (where == Where.Text)
            {
                if (escaped) { escaped = false; named = text.Length + 1; continue; }
                if (c == '\\') { escaped = true; continue; }
                if (c == '"')
                {
                    where = Where.Outside;
                    if (expectsName && Watched) isField = named <= text.Length && text.AsSpan(0, named).SequenceEqual(Sought);
                    continue;
                }
                if (expectsName && Watched && named <= text.Length) { if (named < text.Length) text[named] = c; named++; }
                continue;
            }
            switch (c)
            {
                case (byte)'{' or (byte)'[':
                    if (++depth == 1) { inObject = c == '{'; expectsName = inObject; }
                    else if (depth == 2 && outer is not null && isField && !expectsName && c == '{')
                    {
                        (inside, expectsName, isField) = (true, true, false);
                    }
                    break;
                case (byte)'}' or (byte)']':
                    if (--depth == 1) (inside, isField) = (false, false);
                    break;
                case (byte)',' when Watched: expectsName = depth == 2 || inObject; isField = false; break;
                case (byte)':' when Watched: expectsName = false; break;
                case (byte)'"':
                    if (HasField && Watched && isField && !expectsName)
                    {
                        where = Where.Content;
                        (used, padded, broken, escaped, digits, whole) = (0, false, false, false, 0, true);
                        intake ??= blobs.Begin();
                    }
                    else
                    {
                        where = Where.Text;
                        named = Watched ? 0 : text.Length + 1;
                    }
                    break;
            }
        }
        rest.Write(buffer.AsSpan(from, at - from));
        return at;
    }

    // Gathers base64 until the buffer is full, the text ends, or there is no more for now.
    private int Collect(byte[] buffer, int from, int to, out bool full, out bool ended)
    {
        (full, ended) = (false, false);
        for (var at = from; at < to; at++)
        {
            if (used == base64.Length) { full = true; return at; }
            var c = buffer[at];
            if (digits > 0)
            {
                var digit = char.IsAsciiHexDigit((char)c) ? Convert.ToInt32(((char)c).ToString(), 16) : -1;
                if (digit < 0) broken = true;
                code = code * 16 + Math.Max(digit, 0);
                if (--digits == 0) Keep(code < 128 ? (byte)code : (byte)'!');
            }
            else if (escaped)
            {
                escaped = false;
                if (c == 'u') (digits, code) = (4, 0);
                else if (c == '/') Keep(c);
                else if (c is not ((byte)'n' or (byte)'r' or (byte)'t')) broken = true;
            }
            else if (c == '\\')
            {
                escaped = true;
            }
            else if (c == '"') { ended = true; return at + 1; }
            else
            {
                Keep(c);
            }
        }
        return to;
    }

    private void Keep(byte c)
    {
        if (c is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t') return;
        if (padded) broken = true; // padding belongs at the very end only
        base64[used++] = c;
    }

    private async ValueTask Decode(CancellationToken cancel)
    {
        if (!broken)
        {
            var status = Base64.DecodeFromUtf8InPlace(base64.AsSpan(0, used), out var written);
            broken = status != OperationStatus.Done;
            padded = written < used / 4 * 3;
            if (!broken) await intake!.Write(base64.AsMemory(0, written), cancel);
        }
        used = 0;
    }

    private async ValueTask End(CancellationToken cancel)
    {
        var text = whole && used <= 1000 ? Encoding.UTF8.GetString(base64, 0, used) : null;
        await Decode(cancel);
        Upload = broken ? new Upload(null, text) : new Upload(await intake!.Complete(cancel));
        if (intake!.Added) added?.Add(Upload.Blob!);
        await intake!.DisposeAsync();
        intake = null;
        isField = false;
        where = Where.Outside;
        rest.Write("\""u8); // the quote that opened the text is there already
    }
}
