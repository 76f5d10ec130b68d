using System.Buffers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Brink.Engine;

/// <summary>
/// Reads a form that carries a file (<c>multipart/form-data</c>): the file goes to the blobs while it comes in,
/// the other fields become a JSON object of texts, for the ordinary rules to judge. The fields may come in any order.
/// A form without a file may also be <c>application/x-www-form-urlencoded</c>.
/// </summary>
internal static class FormUpload
{
    private const int MostFields = 20;
    private const int LongestText = 4096;

    public static async Task<(JsonDocument Body, Upload? Upload)> Read(HttpContext http, string field, Blobs blobs, long limit,
        List<StoredBlob> added)
    {
        var cancel = http.RequestAborted;
        if (!MediaTypeHeaderValue.TryParse(http.Request.ContentType, out var type)) throw Unsupported();
        Api.CheckSize(http, limit);
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        Upload? upload = null;
        if (type.MediaType.Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase))
        {
            using var reader = new FormReader(http.Request.Body) { ValueCountLimit = MostFields, ValueLengthLimit = LongestText };
            try { foreach (var (name, value) in await reader.ReadFormAsync(cancel)) texts[name] = value.ToString(); }
            catch (InvalidDataException) { throw Unreadable(); }
            if (texts.Remove(field)) throw Unsupported();
        }
        else if (type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase))
        {
            var boundary = HeaderUtilities.RemoveQuotes(type.Boundary).ToString();
            if (boundary.Length is 0 or > 100) throw Unreadable();
            try
            {
                var reader = new MultipartReader(boundary, http.Request.Body) { HeadersCountLimit = 10, HeadersLengthLimit = LongestText };
                for (var count = 0; await reader.ReadNextSectionAsync(cancel) is { } section; count++)
                {
                    if (count == MostFields || !ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition))
                        throw Unreadable();
                    var name = HeaderUtilities.RemoveQuotes(disposition.Name).ToString();
                    if (name == field) upload = new Upload(await blobs.Put(section.Body, added, cancel));
                    else texts[name] = await Text(section.Body, cancel);
                }
            }
            catch (InvalidDataException) { throw Unreadable(); }
            catch (IOException e) when (e.GetType() == typeof(IOException) && e.Message.StartsWith("Unexpected end of Stream",
                StringComparison.Ordinal))
            { throw Unreadable(); }
        }
        else
        {
            throw Unsupported();
        }
        return (JsonSerializer.SerializeToDocument(texts), upload);
    }

    private static async Task<string> Text(Stream section, CancellationToken cancel)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(LongestText);
        try
        {
            var read = await section.ReadAtLeastAsync(buffer, LongestText, throwOnEndOfStream: false, cancel);
            return read < LongestText ? Encoding.UTF8.GetString(buffer, 0, read) : throw Unreadable();
        }
        finally { ArrayPool<byte>.Shared.Return(buffer); }
    }

    private static RefusedException Unsupported() =>
        new(415, "unsupported_media_type", "Stuur dit bestandsdeel als multipart/form-data, met de velden 'inhoud' en 'lock'.");
    private static RefusedException Unreadable() =>
        new(400, "parse_error", "Dit formulier kon niet worden gelezen: het is niet heel, of niet goed opgebouwd.");
}
