using System.Buffers;
using System.Collections;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Brink.Engine;

// Deeds: what a resource can have done to it beside making, changing and removing.
public sealed partial class Api
{
    private async Task DoAction(Call call, Definition d, ResourceAction action, Guid? uuid)
    {
        if (call.Request.Method != action.Method) { await NotAllowed(call, action.Method + ", "); return; }
        if (!action.GoesByWhatItShows && call.Caller.For(d.Register.Component, action.Scopes).None) throw Forbidden();
        if (uuid is null) RequireNone(call);
        var outcome = await Discarding(call, d, added => Acted(call, d, action, uuid, added));
        if (action.Method == "GET" && outcome.Faults is null)
        {
            await KeepSeen(call, d, action.Name,
                outcome.Blob?.Made is { } made && !made.Type.StartsWith("application/", StringComparison.Ordinal) ? made.Bytes
            : outcome.Document);
        }
        if (outcome.Blob is { } blob) { await SendBlob(call, blob); return; }
        await Answer(call, d, outcome);
    }

    private async Task<Outcome> Acted(Call call, Definition d, ResourceAction action, Guid? uuid, List<StoredBlob> added)
    {
        var parameters = action.Parameters.Count == 0 ? new Dictionary<string, object?>() : Parameters(call, action.Parameters);
        if (action.Parameters.Count == 0) NoParameters(call);
        JsonDocument? body = null;
        Upload? upload = null;
        if (action.UploadWithin is { } within)
        {
            (body, upload) = await BodyWithUpload(call, d, within, added);
        }
        else if (action.Body is not null)
        {
            body = action.BodyOptional && (call.Request.ContentLength == 0 || call.Request.ContentType is null) ? JsonDocument.Parse("{}")
            : await Body(call.Http, action.MaxBody ?? settings.MaxBody);
        }
        using var _ = body;
        var read = body is null ? null : new Reading<(object Bound, Binder Binder)>(() =>
        {
            var (made, binder) = (Schema.Of(action.Body!).New(), BinderOf(call, d));
            binder.Bind(Schema.Of(action.Body!), body.RootElement, made, BindMode.Create);
            return (made, binder);
        });
        var file = action.LargestFile is { } largest ? await FileOf(call, largest) : null;
        ValueTask<Outcome> Work(Db db, IReadOnlyDictionary<string, JsonElement?> fetched) =>
            Do(Open(db, call, fetched), call, d, action, uuid, read is null ? null : read.Take, body?.RootElement ?? default, parameters,
                file, upload);
        var pseudonyms = await call.Tenant.Logboek.Pseudonyms(settings);
        var name = action.Name;
        if (d.IsPersonal && !action.ShowsNobody || action.ShowsPersons)
        {
            if (uuid is { } one) call.Seen.Add((d, one));
            else call.ShowsPersons = true;
        }
        return action.Method == "GET" || read?.First.Binder.Faults.Count > 0
            ? await call.Tenant.Store.Read(db => Work(db, NothingFetched), call.Http.RequestAborted)
            : await Try(call, async (db, fetched) =>
            {
                var done = await Work(db, fetched);
                if (done.Faults is null && Seen(call, d, name, done.Document) is { } seen) Logboek.Run(db, seen.Rows(pseudonyms));
                return done;
            });
    }

    /// <summary>A deed within a unit of work.</summary>
    private async ValueTask<Outcome> Do(Session session, Call call, Definition d, ResourceAction action, Guid? uuid,
        Func<(object Bound, Binder Binder)>? read,
        JsonElement body, IReadOnlyDictionary<string, object?> parameters, byte[]? file, Upload? upload)
    {
        Resource? subject = null;
        if (uuid is { } id)
        {
            subject = await session.Load(d, id, forUpdate: action.Method != "GET")
                ?? throw new RefusedException(404, "not_found", "Niet gevonden.");
            await LoadParent(session, d, subject);
            if (!session.Allowed(d, subject, action.Scopes)) throw Forbidden();
            await MayTouch(session, d, subject.Uuid, action.Scopes);
            if (call.Condition is not null) await Require(session, call, d, (await session.DocumentOf(d, id))!);
        }
        object? bound = null;
        if (read is not null)
        {
            (bound, var binder) = read();
            if (binder.Faults.Count > 0) return new Outcome(400, null, null, binder.Faults);
        }
        var result = await action.Run(new ActionCall(session, d, subject, bound, [])
        {
            Parameters = parameters,
            Json = body,
            File = file,
            Upload = upload,
            Placing = (op, type, id, part, bytes, path, wrong) => Place(session, call, op, type, id, part, bytes, path, wrong),
            Making = (resource, part, upload, path, wrong) => Make(session, resource, part, upload, path, wrong),
        });
        if (result.Faults is { Count: > 0 } wrong) return new Outcome(400, null, null, wrong);
        await session.Complete(null);
        call.Seen.AddRange(result.Seen);
        if (result.Blob is not null) return new Outcome(action.Status, null, null, null, result.Blob);
        if (action.AnswersResource)
        {
            var shown = await Shown(session, d, (Resource)(result.Value ?? subject!));
            return new Outcome(action.Status, shown, result.Location, null, Plain: shown);
        }
        return result.Value is null ? new Outcome(action.Status == 200 ? 204 : action.Status, null, result.Location, null)
            : new Outcome(result.Undone ? 200 : action.Status, ActionAnswer(result.Value, settings.Model), result.Location, null)
            { Undone = result.Undone };
    }

    private static async Task<byte[]> FileOf(Call call, int largest)
    {
        if (call.Request.ContentType?.Split(';')[0]
            .Trim() is not ("application/zip" or "application/x-zip-compressed" or "application/octet-stream"))
        {
            throw new RefusedException(415, "unsupported_media_type", "Stuur het bestand als application/zip.");
        }
        CheckSize(call.Http, largest);
        using var file = new MemoryStream();
        var part = ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            for (int read; (read = await call.Request.Body.ReadAsync(part, call.Http.RequestAborted)) > 0;)
            {
                if (file.Length + read > largest)
                    throw new RefusedException(413, "too_large", $"Het bestand mag hoogstens {largest} bytes groot zijn.");
                file.Write(part, 0, read);
            }
        }
        finally { ArrayPool<byte>.Shared.Return(part); }
        return file.ToArray();
    }

    private static byte[] ActionAnswer(object value, Model model)
    {
        if (value is Resource r && model.Find(r.GetType()) is { } d) return Documents.Write(d, r, shown: true);
        var buffer = new ArrayBufferWriter<byte>();
        using (var w = new Utf8JsonWriter(buffer, Stored.Options))
        {
            if (value is IEnumerable list and not string)
            {
                w.WriteStartArray();
                foreach (var item in list)
                {
                    if (item is Resource res && model.Find(res.GetType()) is { } rd)
                    {
                        w.WriteRawValue(Documents.Write(rd, res, shown: true), true);
                        continue;
                    }
                    w.WriteStartObject(); Stored.WriteFields(w, Schema.Of(item.GetType()), item, true); w.WriteEndObject();
                }
                w.WriteEndArray();
            }
            else { w.WriteStartObject(); Stored.WriteFields(w, Schema.Of(value.GetType()), value, true); w.WriteEndObject(); }
        }
        return buffer.WrittenSpan.ToArray();
    }

    private static async Task SendBlob(Call call, Blob blob)
    {
        var (content, type) = (Stream.Null, "application/octet-stream");
        if (blob.Made is { } made) (content, type) = (new MemoryStream(made.Bytes), made.Type);
        else if (blob.Sha256 is { } sha256)
            (content, type) = await call.Tenant.Organisatie.Blobs.OpenTyped(sha256, call.Http.RequestAborted);
        call.Response.Headers.CacheControl = "private, no-cache";
        var headers = new Microsoft.Net.Http.Headers.ContentDispositionHeaderValue(Blobs.Inline(type) ? "inline" : "attachment");
        headers.SetHttpFileName(Blobs.FileName(blob.FileName));
        call.Response.Headers.ContentDisposition = headers.ToString();
        await Results.Stream(content, type, entityTag: new Microsoft.Net.Http.Headers.EntityTagHeaderValue($"\"{blob.Sha256 ?? "leeg"}\""),
            enableRangeProcessing: true)
            .ExecuteAsync(call.Http);
    }
}
