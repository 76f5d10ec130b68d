using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Brink.Engine;

/// <summary>An error as the standard shapes it: problem+json with a code that stays the same and a sentence for a person.</summary>
public static class Problem
{
    private static readonly Dictionary<int, (string Code, string Title)> Known = new()
    {
        [400] = ("invalid", "Ongeldige invoer."),
        [401] = ("not_authenticated", "Niet geauthenticeerd."),
        [403] = ("permission_denied", "Geen toestemming."),
        [404] = ("not_found", "Niet gevonden."),
        [405] = ("method_not_allowed", "Methode niet toegestaan."),
        [406] = ("not_acceptable", "Niet aanvaardbaar."),
        [409] = ("conflict", "Conflict."),
        [412] = ("precondition_failed", "Voorwaarde niet vervuld."),
        [413] = ("too_large", "Het verzoek is te groot."),
        [415] = ("unsupported_media_type", "Dit soort inhoud wordt niet ondersteund."),
        [429] = ("throttled", "Te veel verzoeken."),
        [500] = ("error", "Er is iets misgegaan."),
        [503] = ("unavailable", "Even niet beschikbaar."),
        [507] = ("insufficient_storage", "Er is geen ruimte meer."),
    };

    public static Task Write(HttpContext http, int status, string? code = null, string? detail = null, IReadOnlyList<Fault>? faults = null)
    {
        var (knownCode, title) = Known.GetValueOrDefault(status, ("error", "Fout."));
        code ??= knownCode;
        if (status == 400) faults ??= [new Fault(Fault.Whole, code, detail ?? title)]; // each 400 is a ValidatieFout
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var w = new Utf8JsonWriter(buffer, Stored.Options))
        {
            w.WriteStartObject();
            w.WriteString("type", $"{http.Request.Scheme}://{http.Request.Host}/fouten/{code}");
            w.WriteString("code", code);
            w.WriteString("title", title);
            w.WriteNumber("status", status);
            w.WriteString("detail", detail ?? title);
            w.WriteString("instance", $"urn:uuid:{Guid.CreateVersion7()}");
            if (faults is not null)
            {
                w.WriteStartArray("invalidParams");
                foreach (var f in faults)
                {
                    w.WriteStartObject();
                    w.WriteString("name", f.Name);
                    w.WriteString("code", f.Code);
                    w.WriteString("reason", f.Reason);
                    w.WriteEndObject();
                }
                w.WriteEndArray();
            }
            w.WriteEndObject();
        }
        http.Response.StatusCode = status;
        if (status == 401 && http.Response.Headers.WWWAuthenticate.Count == 0) http.Response.Headers.WWWAuthenticate = "Bearer";
        http.Response.ContentType = "application/problem+json";
        http.Response.ContentLength = buffer.WrittenCount;
        return HttpMethods.IsHead(http.Request.Method) ? Task.CompletedTask : http.Response.Body.WriteAsync(buffer.WrittenMemory).AsTask();
    }
}
