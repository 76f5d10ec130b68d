using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Brink.Engine;

/// <summary>
/// What an administrator sees of deliveries, and can do about them, below <c>/{organisatie}/beheer/api/v1/notificaties</c>:
/// <list type="bullet">
/// <item><c>GET abonnementen</c>: how each abonnement is doing;</item>
/// <item><c>GET geparkeerd?page=</c>: the deliveries that failed too often;</item>
/// <item><c>POST geparkeerd/{id}/opnieuw</c> and <c>POST abonnementen/{uuid}/opnieuw</c>: send one, or all of an abonnement, again;</item>
/// <item><c>DELETE geparkeerd/{id}</c>: drop one.</item>
/// </list>
/// Asks for <see cref="ApiSettings.DeliveryScope"/>.
/// </summary>
public sealed partial class Api
{
    private async Task Deliveries(HttpContext http, Tenant tenant, string[] rest)
    {
        var address = AddressOf(http.Request, tenant);
        var caller = await access.Authenticate(tenant, http.Request, Schemes.Jwt, db => Open(db, tenant, Caller.Nobody, address));
        if (caller.For(settings.DeliveryScope.Split(':')[0], [settings.DeliveryScope]).None) throw Forbidden();
        var now = settings.Clock.GetUtcNow().ToUnixTimeMilliseconds();
        switch (http.Request.Method, rest)
        {
            case ("GET", ["abonnementen"]): await States(http, tenant, address); return;
            case ("GET", ["geparkeerd"]): await ParkedDeliveries(http, tenant, address); return;
            case ("POST", ["geparkeerd", var id, "opnieuw"]) when Number(id) is { } queue:
                await Done(http, tenant, caller, "opnieuw", id, db => Outbox.SendAgain(db, queue, now));
                return;
            case ("DELETE", ["geparkeerd", var id]) when Number(id) is { } queue:
                await Done(http, tenant, caller, "destroy", id, db => Outbox.Drop(db, queue, now));
                return;
            case ("POST", ["abonnementen", var id, "opnieuw"]) when Guid.TryParseExact(id, "D", out var uuid):
                await Done(http, tenant, caller, "opnieuw", $"alles van abonnement {uuid}",
                    async db => await Outbox.SendAllAgain(db, uuid, now) > 0);
                return;
            default:
                var takes = rest switch
                {
                    ["abonnementen" or "geparkeerd"] => "GET",
                    ["geparkeerd", _] => "DELETE",
                    ["abonnementen" or "geparkeerd", _, "opnieuw"] => "POST",
                    _ => http.Request.Method,
                };
                await (takes == http.Request.Method ? Problem.Write(http, 404) : NotAllowed(http, takes));
                return;
        }

        static long? Number(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : null;
    }

    private async Task Done(HttpContext http, Tenant tenant, Caller caller, string actie, string naam, Func<Db, ValueTask<bool>> deed)
    {
        if (!await tenant.Store.Write(async db =>
        {
            if (!await deed(db)) return false;
            Deed(db, http, caller, actie, "geparkeerde notificatie", naam);
            return true;
        }, http.RequestAborted)) { await Problem.Write(http, 404, detail: "Er staat niets (meer) geparkeerd onder dit nummer."); return; }
        tenant.Wake();
        http.Response.StatusCode = 204;
    }

    private async Task States(HttpContext http, Tenant tenant, string address)
    {
        var states = await tenant.Store.Read(async db =>
        {
            var found = new List<(Subscription, DeliveryState)>();
            foreach (var s in await settings.Subscriptions(Open(db, tenant, Caller.Nobody, address)))
                found.Add((s, await Outbox.State(db, s.Id)));
            return found;
        }, http.RequestAborted);
        await Json(http, w =>
        {
            w.WriteStartArray();
            foreach (var (s, state) in states)
            {
                w.WriteStartObject();
                w.WriteString("uuid", s.Id);
                w.WriteString("callbackUrl", s.Callback);
                w.WriteStartArray("kanalen");
                foreach (var naam in s.Interests.Select(i => i.Kanaal).Distinct()) w.WriteStringValue(naam);
                w.WriteEndArray();
                Moment(w, "laatstGelukt", state.Gelukt);
                Moment(w, "laatstMislukt", state.Mislukt);
                w.WriteString("fout", state.Mislukt is null ? "" : state.Fout);
                w.WriteNumber("wachtend", state.Wachtend);
                w.WriteNumber("geparkeerd", state.Geparkeerd);
                Moment(w, "volgendePoging", state.Volgende);
                w.WriteEndObject();
            }
            w.WriteEndArray();
        });
    }

    private async Task ParkedDeliveries(HttpContext http, Tenant tenant, string address)
    {
        var text = http.Request.Query["page"].ToString();
        var page = 1;
        if (text.Length > 0 && !(int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out page)
            && page is > 0 and <= 100_000))
        {
            await Problem.Write(http, 400, faults: [new Fault("page", "invalid", "Dit moet een getal vanaf 1 zijn.")]);
            return;
        }
        var (count, rows, known) = await tenant.Store.Read(async db =>
        {
            var (n, found) = await Outbox.ParkedQueues(db, (page - 1) * PageSize, PageSize);
            return (n, found, await settings.Subscriptions(Open(db, tenant, Caller.Nobody, address)));
        }, http.RequestAborted);
        var callbacks = known.ToDictionary(s => s.Id, s => s.Callback);
        await Json(http, w =>
        {
            w.WriteStartObject();
            w.WriteNumber("count", count);
            Link("next", page * (long)PageSize < count ? page + 1 : null);
            Link("previous", page > 1 ? page - 1 : null);
            w.WriteStartArray("results");
            foreach (var row in rows)
            {
                w.WriteStartObject();
                w.WriteNumber("id", row.Id);
                w.WriteString("abonnement", row.Abonnement);
                w.WriteString("callbackUrl", callbacks.GetValueOrDefault(row.Abonnement, ""));
                Moment(w, "sinds", row.Sinds);
                w.WriteNumber("pogingen", row.Pogingen);
                w.WriteString("fout", row.Fout);
                w.WriteNumber("erachter", row.Erachter);
                w.WritePropertyName("notificatie");
                w.WriteRawValue(Absolute(row.Doc, address), true);
                w.WriteEndObject();
            }
            w.WriteEndArray();
            w.WriteEndObject();

            void Link(string name, int? to)
            {
                if (to is null) w.WriteNull(name);
                else w.WriteString(name, $"{address}beheer/api/v1/notificaties/geparkeerd?page={to}");
            }
        });
    }

    private static byte[] Absolute(byte[] document, string address)
    {
        var buffer = new ArrayBufferWriter<byte>(document.Length + 256);
        Stored.Copy(document, System.Text.Encoding.UTF8.GetBytes(address), buffer);
        return buffer.WrittenSpan.ToArray();
    }

    private static void Moment(Utf8JsonWriter w, string name, long? at)
    {
        if (at is { } ms) w.WriteString(name, Stored.Text(DateTimeOffset.FromUnixTimeMilliseconds(ms))); else w.WriteNull(name);
    }

    private static async Task Json(HttpContext http, Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var w = new Utf8JsonWriter(buffer, Stored.Options)) write(w);
        http.Response.ContentType = "application/json";
        http.Response.ContentLength = buffer.WrittenCount;
        await http.Response.Body.WriteAsync(buffer.WrittenMemory, http.RequestAborted);
    }
}
